"""The table of models: which there are, who sells them, under which names they are found.

The only reader of `rates.json`. It refuses models and work that do not exist, with the allowed ones
named. What one entry says is `facts.py`; it is multiplied in `estimate.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sora_widgets.errors import UnknownModelError, nearest
from sora_widgets.pricing.facts import ModelFacts, Tier
from sora_widgets.pricing.requests import either, read_seconds, shown

__all__ = [
    "all_models",
    "check_request",
    "model_facts",
    "models",
    "nearest_model",
    "reference_facts",
    "use_facts",
]

_REFERENCE = ("sora-2", "sora-2-pro")


def models() -> tuple[str, ...]:
    """The models of the reference contract, OpenAI's Videos API: what is offered when no server tells."""
    return _REFERENCE


def all_models() -> tuple[str, ...]:
    """Every model of the table by its id, in the table's order; aliases and snapshots are known to `model_facts`."""
    return _table().ids


def model_facts(model: str) -> ModelFacts:
    """Look one model up by its id, an alias or a snapshot.

    Raises:
        UnknownModelError: the table does not have it; `.allowed` and `.nearest` ride along.
    """
    facts = _table().by_name.get(str(model))  # a list, say, cannot be looked up, and is no model either
    if facts is None:
        raise _unknown_model(model, nearest_model(str(model)[:100]), "the price table")
    return facts


def reference_facts(model: str) -> ModelFacts:
    """Look up one model of the reference contract, or one of its snapshots.

    Raises:
        UnknownModelError: it is none of these.
    """
    facts = _table().by_name.get(str(model))
    if facts is None or facts.id != model or {facts.id, *facts.aliases}.isdisjoint(_REFERENCE):
        raise _unknown_model(model, nearest(str(model)[:100], _REFERENCE), "OpenAI's Videos API")
    return facts


def check_request(model: str, seconds: int | str, size: str) -> None:
    """Refuse what the reference contract does not have, before anything is sent.

    Raises:
        UnknownModelError: it does not have the model.
        UnsupportedValueError: a length or a size that the model does not make.
    """
    wrong = reference_facts(model).refusal(read_seconds(seconds), size)
    if wrong is not None:
        raise wrong


@lru_cache(maxsize=64)
def nearest_model(model: str) -> str | None:
    """The name of the table that is closest to a misspelt one; None when nothing is close."""
    return nearest(model, tuple(_table().by_name))


class _Table(NamedTuple):
    by_name: Mapping[str, ModelFacts]
    ids: tuple[str, ...]


def use_facts(changed: Mapping[str, ModelFacts] | None) -> None:
    """For the rest of this process, put other facts in the place of the table's; None: the table's own again.

    Args:
        changed: id → facts. An id that the table does not have is added at its end.
    """
    _in_place.clear()
    _in_place.update(changed or {})
    _table.cache_clear()
    nearest_model.cache_clear()


_in_place: dict[str, ModelFacts] = {}


def _unknown_model(model: object, close: str | None, where: str) -> UnknownModelError:
    advice = f"did you mean {close!r}?" if close else f"use {either([repr(name) for name in _REFERENCE])}."
    return UnknownModelError(
        f"There is no model {shown(model)} in {where}: {advice}", given=model, allowed=_REFERENCE, nearest=close
    )


@cache
def _table() -> _Table:
    stored = json.loads(Path(__file__).with_name("rates.json").read_text(encoding="utf-8"))
    by_name: dict[str, ModelFacts] = {}
    ids = []
    for entry in stored["models"]:
        ids.append(entry["id"])
        facts = _facts(entry["id"], entry, stored["readings"][entry["reading"]])
        by_name[facts.id] = facts
        by_name.update(dict.fromkeys(entry.get("aliases", ()), facts))
        for name in entry.get("same_as", ()):
            by_name[name] = _facts(name, entry, stored["readings"][entry["reading"]])
    for changed in _in_place.values():
        old = by_name.get(changed.id)
        if old is None:
            ids.append(changed.id)
        for name in (changed.id, *(old.aliases if old else ())):
            keeps_its_name = name in by_name and by_name[name].id == name
            by_name[name] = replace(changed, id=name, aliases=by_name[name].aliases) if keeps_its_name else changed
    return _Table(MappingProxyType(by_name), tuple(ids))


def _facts(name: str, entry: Mapping[str, Any], reading: Mapping[str, str]) -> ModelFacts:
    sizes = {size: resolution for resolution, names in entry.get("sizes", {}).items() for size in names}
    minimum, image, retired_on = entry.get("minimum_usd"), entry.get("usd_per_input_image"), entry.get("retired_on")
    others = (entry["id"], *entry.get("same_as", ()), *entry.get("aliases", ()))
    return ModelFacts(
        id=name,
        aliases=tuple(other for other in others if other != name),
        seller=entry["seller"],
        is_reseller=entry.get("is_reseller", False),
        needs=entry.get("needs"),
        seconds=_read_lengths(entry.get("seconds", [])),
        sizes=tuple(sizes),
        resolutions=tuple(entry.get("resolutions", dict.fromkeys(sizes.values()))),
        tiers=tuple(_tier(tier) for tier in entry["usd_per_second"]),
        makes_sound=entry.get("makes_sound"),
        is_priced_by_pixels=entry.get("is_priced_by_pixels", False),
        minimum_usd=Decimal(minimum) if minimum else None,
        usd_per_input_image=Decimal(image) if image else None,
        free_input_images=entry.get("free_input_images", 0),
        retired_on=date.fromisoformat(retired_on) if retired_on else None,
        source=entry["source"],
        read_on=date.fromisoformat(reading["read_on"]),
        reading=reading["how"],
        note=" ".join(filter(None, [reading["how"], entry.get("note", "")])),
        resolution_by_size=MappingProxyType(sizes),
        map_covers=tuple(entry["map_covers"]) if "map_covers" in entry else None,
    )


def _tier(entry: Mapping[str, Any]) -> Tier:
    handed_in = entry.get("usd_per_input_second")
    return Tier(
        usd_per_second=Decimal(entry["usd"]),
        resolution=entry.get("resolution"),
        sound=entry.get("sound"),
        batch=entry.get("batch", False),
        usd_per_input_second=Decimal(handed_in) if handed_in else None,
    )


def _read_lengths(given: list[int] | str) -> tuple[int, ...]:
    if isinstance(given, str):  # "2-10"
        first, _, last = given.partition("-")
        return tuple(range(int(first), int(last) + 1))
    return tuple(given)
