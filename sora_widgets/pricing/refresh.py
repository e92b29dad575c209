"""Newer list prices from a price map of LiteLLM that is installed or at hand; nothing is downloaded.

The map knows one price per resolution and model. What our table knows better (batch, sound, the
sizes of sora-2-pro, models that the map lacks) is kept. A price that the map does not have, or has
as 0, is unknown. The new prices hold for this process; `rates.json` is never written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sora_widgets.errors import RequestError
from sora_widgets.pricing.facts import ModelFacts, Tier
from sora_widgets.pricing.money import format_usd
from sora_widgets.pricing.rates import all_models, model_facts, use_facts
from sora_widgets.pricing.requests import RESOLUTIONS, is_model_name, shown
from sora_widgets.tables import Table, frame_of

__all__ = ["PriceChange", "RatesChange", "refresh_rates", "reset_rates"]

_INSIDE_LITELLM = "model_prices_and_context_window_backup.json"
_LEAST_USD, _MOST_USD = Decimal("0.00001"), 1000  # far beside what any seller asks for a second or a picture
_UNNAMED = ("output_cost_per_video_per_second", "output_cost_per_second")  # the first that is there counts
_COLUMNS = ("what", "model", "resolution", "before", "now")


class PriceChange(NamedTuple):
    """One price per second before and now; None: there was, or is, none. `resolution` None: told for all of them."""

    model: str
    resolution: str | None
    before_usd: Decimal | None
    now_usd: Decimal | None


@dataclass(frozen=True)
class RatesChange:
    """What a newer price map brought.

    Attributes:
        label: the map, in words.
        read_on: the day the map's file was written.
        models: how many models of the table the map knows.
        added: prices that the table did not have, of new models too.
        changed: prices that are different now.
        unpriced: prices that the map lost, or has as 0: unknown now.
        gone: models that the map no longer has; the table keeps their prices.
        kept: prices of the map that agree with none of our finer entry, which is kept.
    """

    label: str
    read_on: date
    models: int
    added: tuple[PriceChange, ...]
    changed: tuple[PriceChange, ...]
    unpriced: tuple[PriceChange, ...]
    gone: tuple[PriceChange, ...]
    kept: tuple[PriceChange, ...]

    def __str__(self) -> str:
        table = self._table()
        return table.to_text() if table.rows else f"{table.title}: {table.note}"

    def _repr_html_(self) -> str:
        return self._table().to_html()

    def to_frame(self) -> Any:
        """A `pandas.DataFrame` with the columns what, model, resolution, before, now; money stays `Decimal`.

        Raises:
            SoraWidgetsError: pandas is not installed.
        """
        rows = self._rows()
        return frame_of({name: [row[number] for row in rows] for number, name in enumerate(_COLUMNS)})

    def _rows(self) -> list[tuple[str, str, str | None, Decimal | None, Decimal | None]]:
        kinds = ("added", "changed", "unpriced", "gone", "kept")
        return [(kind, *change) for kind in kinds for change in getattr(self, kind)]

    def _table(self) -> Table:
        rows = [
            (kind, model, resolution or "any", _told(before_usd), _told(now_usd))
            for kind, model, resolution, before_usd, now_usd in self._rows()
        ]
        note = "USD per second of output" if rows else f"no price of its {self.models} models differs"
        title = f"{self.label}, of {self.read_on.isoformat()}"
        return Table(_COLUMNS, rows, frozenset(_COLUMNS[3:]), title=title, note=note)


def refresh_rates(path: str | Path | None = None) -> RatesChange:
    """Use the prices of a newer LiteLLM price map for the rest of this process.

        refresh_rates("model_prices_and_context_window.json")   # a file you have
        refresh_rates()                                         # the one inside the installed litellm

    Args:
        path: the map's file. By default the one of the `litellm` package that is installed; it is not imported.

    Returns:
        What is different now; print it.

    Raises:
        RequestError: no litellm is installed, there is no such file, or it is no price map.
    """
    if path is not None and not isinstance(path, (str, Path)):
        raise RequestError(
            f"path must be the path of a price map, not {shown(path)}: leave it out for the installed litellm's.",
            given=path,
        )
    file, label = _installed() if path is None else (Path(path), f"the price map {Path(path).name}")
    listed = _read(file)
    read_on = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    reset_rates()  # what an earlier map said must not count as ours
    changes: dict[str, list[PriceChange]] = {"added": [], "changed": [], "unpriced": [], "gone": [], "kept": []}
    fresh: dict[str, ModelFacts] = {}
    known = [facts for facts in map(model_facts, all_models()) if facts.id in listed]
    reading = f"As in {label}; the seller's page itself was not read."
    for facts in known:
        if facts.map_covers is None:
            changes["kept"] += _disagreements(facts, listed[facts.id])
            continue
        tiers = _tiers(listed[facts.id], facts.map_covers, facts)
        found = _differences(facts, tiers)
        fresh[facts.id] = _renewed(facts, tiers, listed[facts.id], reading, read_on, is_other=any(found.values()))
        for kind, rows in found.items():
            changes[kind] += rows
    for facts in map(model_facts, all_models()):
        if facts.map_covers is not None and facts.id not in listed:
            changes["gone"] += [PriceChange(facts.id, one.resolution, one.usd_per_second, None) for one in facts.tiers]
    for name, entry in listed.items():
        if not _is_known(name):
            fresh[name] = _new(name, entry, reading, read_on)
            changes["added"] += [
                PriceChange(name, one.resolution, None, one.usd_per_second) for one in fresh[name].tiers
            ]
            if not fresh[name].tiers:
                changes["unpriced"].append(PriceChange(name, None, None, None))
    use_facts(fresh)
    return RatesChange(label, read_on, len(known), **{kind: tuple(rows) for kind, rows in changes.items()})


def reset_rates() -> None:
    """The table's own prices again."""
    use_facts(None)


def _installed() -> tuple[Path, str]:
    """The map of the installed litellm, and its name in words."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and asked for here alone

    found = find_spec("litellm")  # of a package at the top: found, not imported
    places = [] if found is None else list(found.submodule_search_locations or ())
    file = next((one for one in (Path(place) / _INSIDE_LITELLM for place in places) if one.is_file()), None)
    if file is None:
        raise RequestError(
            "No litellm with a price map is installed here: give the path of a model_prices_and_context_window.json."
        )
    try:
        return file, f"the price map of litellm {version('litellm')}"
    except PackageNotFoundError:  # only its folder lies here
        return file, "the price map of litellm"


def _read(file: Path) -> dict[str, dict[str, Any]]:
    """The video models of the map.

    Raises:
        RequestError: it cannot be read, or has none.
    """
    try:
        stored = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise RequestError(
            f"The price map {file} cannot be read ({error.strerror}): give the path of a JSON file.", given=str(file)
        ) from error
    except (ValueError, RecursionError) as error:
        raise RequestError(
            f"{file} is no JSON file: give a model_prices_and_context_window.json.", given=str(file)
        ) from error
    entries = stored.items() if isinstance(stored, dict) else ()
    listed = {
        name: entry
        for name, entry in entries
        if isinstance(entry, dict) and entry.get("mode") == "video_generation" and is_model_name(name)
    }
    if not listed:
        raise RequestError(
            f"{file} lists no video models: give LiteLLM's model_prices_and_context_window.json.", given=str(file)
        )
    return listed


def _price(value: object) -> Decimal | None:
    """A price above 0; anything else is none, and so is what only a slip explains."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not _LEAST_USD <= value <= _MOST_USD:
        return None
    return Decimal(value)


def _named(entry: Mapping[str, Any]) -> dict[str | None, Decimal | None]:
    """The prices that the map gives for a resolution by its name."""
    columns = ((resolution, f"output_cost_per_second_{resolution}") for resolution in RESOLUTIONS)
    return {resolution: _price(entry[column]) for resolution, column in columns if column in entry}


def _unnamed(entry: Mapping[str, Any]) -> Decimal | None:
    return next((_price(entry[column]) for column in _UNNAMED if entry.get(column) is not None), None)


def _tiers(entry: Mapping[str, Any], covers: Iterable[str | None], old: ModelFacts | None = None) -> tuple[Tier, ...]:
    """The map's prices as tiers; `covers` says what its unnamed price stands for."""
    prices = _named(entry)
    for resolution in covers:
        prices.setdefault(resolution, _unnamed(entry))
    before = {one.resolution: one for one in (old.tiers if old else ())}
    return tuple(
        _like(before.get(resolution), price, resolution)
        for resolution, price in sorted(prices.items(), key=lambda pair: RESOLUTIONS.index(pair[0]) if pair[0] else -1)
        if price is not None
    )


def _like(old: Tier | None, usd_per_second: Decimal, resolution: str | None) -> Tier:
    if old is None:
        return Tier(usd_per_second, resolution)
    same = old.usd_per_input_second == old.usd_per_second  # of sellers that bill input like output
    return replace(
        old,
        usd_per_second=usd_per_second,
        usd_per_input_second=usd_per_second if same else old.usd_per_input_second,
    )


def _differences(facts: ModelFacts, tiers: tuple[Tier, ...]) -> dict[str, list[PriceChange]]:
    before = {one.resolution: one.usd_per_second for one in facts.tiers}
    now = {one.resolution: one.usd_per_second for one in tiers}
    rows = [PriceChange(facts.id, name, before.get(name), now.get(name)) for name in dict.fromkeys([*before, *now])]
    return {
        "added": [row for row in rows if row.before_usd is None],
        "changed": [row for row in rows if None not in row[2:] and row.before_usd != row.now_usd],
        "unpriced": [row for row in rows if row.now_usd is None],
    }


def _disagreements(facts: ModelFacts, entry: Mapping[str, Any]) -> list[PriceChange]:
    ours = {one.usd_per_second for one in facts.tiers if not one.batch}
    told = {None: _unnamed(entry), **_named(entry)}
    rows = [
        PriceChange(facts.id, name, next((o.usd_per_second for o in facts.tiers if o.resolution == name), None), price)
        for name, price in told.items()
        if price is not None and price not in ours
    ]
    return rows


def _renewed(
    facts: ModelFacts, tiers: tuple[Tier, ...], entry: Mapping[str, Any], reading: str, read_on: date, is_other: bool
) -> ModelFacts:
    new = [one.resolution for one in tiers if one.resolution is not None and one.resolution not in facts.resolutions]
    remarks = facts.note.removeprefix(facts.reading)
    older = " Its prices are new; what follows may be older:" if is_other and remarks else ""
    return replace(
        facts,
        tiers=tiers,
        resolutions=(*facts.resolutions, *new) if facts.resolutions and not facts.sizes else facts.resolutions,
        # A charge that the map lost is still one: without it, pictures would count as free.
        usd_per_input_image=_price(entry.get("input_cost_per_image")) or facts.usd_per_input_image,
        retired_on=_day(entry.get("deprecation_date")) or facts.retired_on,
        source=_address(entry) or facts.source,
        read_on=read_on,
        reading=reading,
        note=f"{reading}{older}{remarks}",
    )


def _new(name: str, entry: Mapping[str, Any], reading: str, read_on: date) -> ModelFacts:
    """A model that the table does not have: its lengths, sizes and sound are unknown."""
    # With resolutions beside it, an unnamed price covers some that nobody names.
    tiers = _tiers(entry, () if _named(entry) else (None,))
    provider = str(entry.get("litellm_provider", ""))
    likes = [
        one for one in map(model_facts, all_models()) if "/" in name and one.id.startswith(name.partition("/")[0] + "/")
    ]
    return ModelFacts(
        id=name,
        aliases=(),
        seller=likes[0].seller if likes else provider or "not told",
        is_reseller=bool(likes) and all(one.is_reseller for one in likes),
        needs=None,
        seconds=(),
        sizes=(),
        resolutions=(),
        tiers=tiers,
        makes_sound=None,
        is_priced_by_pixels=False,
        minimum_usd=None,
        usd_per_input_image=_price(entry.get("input_cost_per_image")),
        free_input_images=0,
        retired_on=_day(entry.get("deprecation_date")),
        source=_address(entry) or "",
        read_on=read_on,
        reading=reading,
        note=reading,
        resolution_by_size=MappingProxyType({}),
        map_covers=(),
    )


def _is_known(name: str) -> bool:
    return any(name == facts.id or name in facts.aliases for facts in map(model_facts, all_models()))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _told(price_usd: Decimal | None) -> str:
    return "–" if price_usd is None else format_usd(price_usd)


def _address(entry: Mapping[str, Any]) -> str | None:
    source = entry.get("source")
    return source if isinstance(source, str) and source.startswith(("https://", "http://")) else None
