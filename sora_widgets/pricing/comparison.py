"""A `Comparison`: offers for the same work, grouped, sorted and shown as text, HTML, a frame, JSON and a picture.

What each asks is worked out in `offers.py`, and where one overtakes another in `break_even.py`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sora_widgets.errors import RequestError, UnknownModelError, UnsupportedValueError, nearest
from sora_widgets.pricing.money import format_usd
from sora_widgets.pricing.offers import Asked, Offer
from sora_widgets.pricing.plans import read_clips
from sora_widgets.pricing.rates import model_facts
from sora_widgets.pricing.rates import models as reference_models
from sora_widgets.pricing.requests import shown
from sora_widgets.pricing.words import Words, rounded
from sora_widgets.tables import Link, Table, frame_of, shortened

if TYPE_CHECKING:
    from sora_widgets.pricing.break_even import BreakEven

__all__ = ["Comparison", "pictures"]

_SHOWN = 30  # rows of the printed table; a frame holds all
_NAME_CHARS, _SELLER_CHARS, _WHY_CHARS = 44, 32, 72
_CURRENT, _RETIRED, _UNKNOWN, _MISFIT = range(4)


@dataclass(frozen=True, repr=False)
class Comparison:
    """Offers for the same work: those that fit by price, then those that ended, then unknown prices, then misfits.

    Displaying it shows a table; an offer is found by its id.

    Example:
        prices = compare_costs("a kite", seconds=8, size="1280x720")
        prices["sora-2"].cost_usd       # Decimal("0.80")

    Attributes:
        asked: what is compared.
        rows: the offers, none left out.
    """

    asked: Asked
    rows: tuple[Offer, ...]

    def __getitem__(self, offer_id: str) -> Offer:
        wanted = [offer_id]
        with suppress(UnknownModelError):
            wanted.append(model_facts(offer_id).id)  # by an alias too
        for offer in self.rows:
            if offer.id in wanted:
                return offer
        close = nearest(str(offer_id), [offer.id for offer in self.rows])
        raise UnsupportedValueError(
            f"There is no offer {shown(offer_id)} in this comparison"
            + (f": did you mean {close!r}?" if close else ": .to_frame() lists them all."),
            name="offer",
            given=offer_id,
        )

    def __iter__(self) -> Iterator[Offer]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def cheapest(self) -> Offer | None:
        """The cheapest that fits, has a known price and has not ended; None when there is none."""
        current = self.current
        return min(current, key=lambda offer: (offer.cost_usd or Decimal(0), offer.name)) if current else None

    @property
    def current(self) -> tuple[Offer, ...]:
        """Those that fit, have a known price and have not ended."""
        return tuple(offer for offer in self.rows if _group(offer) == _CURRENT)

    @property
    def retired(self) -> tuple[Offer, ...]:
        """Those that would fit at a known price but have ended."""
        return tuple(offer for offer in self.rows if _group(offer) == _RETIRED)

    @property
    def unknown(self) -> tuple[Offer, ...]:
        """Those that fit, or are not known not to, at a price nobody told us."""
        return tuple(offer for offer in self.rows if _group(offer) == _UNKNOWN)

    @property
    def misfits(self) -> tuple[Offer, ...]:
        """Those that do not make this work; `.why` tells the reason."""
        return tuple(offer for offer in self.rows if _group(offer) == _MISFIT)

    def first(self, limit: int) -> tuple[Offer, ...]:
        """So many offers that stand for all: half of them fit and are sold today, the rest ended, do not fit or are unknown.

        The reference models come first in their group, whatever they cost. Room that a group leaves goes to the first
        that can use it. Their order is that of the comparison.
        """
        limit = read_clips(limit, "limit", 0)
        groups = [
            sorted(group, key=lambda offer: offer.id not in reference_models())
            for group in (self.current, self.retired, self.misfits, self.unknown)
        ]
        taken = [min(len(group), limit * share // 24) for group, share in zip(groups, (12, 7, 3, 2), strict=True)]
        for number, group in enumerate(groups):
            taken[number] += min(limit - sum(taken), len(group) - taken[number])
        chosen = {id(offer) for group, count in zip(groups, taken, strict=True) for offer in group[:count]}
        return tuple(offer for offer in self.rows if id(offer) in chosen)

    def sorted(self, by: str = "cost") -> Comparison:
        """The same offers in another order.

        Args:
            by: "cost" (as it comes), "month" (the price of a month first), "name" or "seller".

        Raises:
            UnsupportedValueError: another order.
        """
        if by not in tuple(_ORDERS):
            raise UnsupportedValueError(
                f"A comparison is sorted by {', '.join(_ORDERS)}, not {shown(by)}: use by='cost'.",
                name="by",
                given=by,
                allowed=tuple(_ORDERS),
            )
        return Comparison(self.asked, tuple(sorted(self.rows, key=_ORDERS[by])))

    def break_even(self, *ids: str, clips_to: int | None = None) -> BreakEven:
        """What the offers cost over the clips of a month, and where one overtakes another.

        Args:
            ids: the offers to set side by side; none for all plans and machines that fit, the reference models and
                the cheapest other model.
            clips_to: how far to look; None for far enough to see the last crossing.

        Raises:
            UnsupportedValueError: an id that is not in this comparison, or no whole number of clips.
        """
        from sora_widgets.pricing.break_even import break_even

        return break_even(self, ids, clips_to)

    def plot(self, limit: int = 24, language: str = "en") -> Any:
        """Bars of the prices, as an altair chart that also carries a picture of itself for GitHub.

        Args:
            limit: how many offers to draw; how many are left out is written under the bars.
            language: of the words, "en" or "fr".

        Raises:
            RequestError: altair is not installed.
        """
        return pictures().bars(self, limit, Words(language))

    def text_alternative(self, language: str = "en") -> str:
        """The comparison in a few sentences, for those who do not see the picture."""
        words = Words(language)
        current, retired = sorted(self.current, key=_ORDERS["cost"]), self.retired
        title, on = words.title(self.asked), self.asked.on.isoformat()
        said = [words("alt.all", title=title, count=len(self), fitting=len(current), on=on)]
        if current:
            first, last = current[0], current[-1]
            said.append(
                words(
                    "alt.cheapest",
                    name=first.name,
                    price=words.price(first.cost_usd),
                    other=last.name,
                    other_price=words.price(last.cost_usd),
                )
            )
        else:
            said.append(words("alt.none", on=on))
        if retired:
            names = ", ".join(
                words("alt.listed", name=offer.name, price=words.price(offer.cost_usd)) for offer in retired[:6]
            )
            said.append(words("alt.retired", count=len(retired), names=names + (" …" if len(retired) > 6 else "")))
        if self.unknown:
            said.append(words("alt.unknown", count=len(self.unknown)))
        if self.misfits:
            said.append(words("alt.misfits", count=len(self.misfits)))
        if self._plans_are_past():
            said.append(words("alt.no_plan"))
        return " ".join(said)

    def to_frame(self) -> Any:
        """All offers as a `pandas.DataFrame`, one row each.

        Columns: kind, id, name, seller, is_reseller, fits, is_known, is_retired, cost_usd, usd_per_clip,
        usd_per_month, why, instead_usd, retired_on, source, read_on, note. Amounts stay `Decimal` in columns of dtype
        `object`; None is unknown.

        Raises:
            SoraWidgetsError: pandas is not installed.
        """
        names = (
            *("kind", "id", "name", "seller", "is_reseller", "fits", "is_known", "is_retired"),
            *("cost_usd", "usd_per_clip", "usd_per_month", "why"),
        )
        columns: dict[str, list[object]] = {name: [getattr(offer, name) for offer in self.rows] for name in names}
        columns["instead_usd"] = [offer.instead.cost_usd if offer.instead else None for offer in self.rows]
        for name in ("retired_on", "source", "read_on", "note"):
            columns[name] = [getattr(offer, name) for offer in self.rows]
        return frame_of(columns, dict.fromkeys(("is_reseller", "fits", "is_known", "is_retired"), "bool"))

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON-able values: money as exact text, dates as ISO 8601."""
        work = self.asked.work
        return {
            "lengths": list(self.asked.lengths),
            "size": work.size,
            "takes": work.takes,
            "sound": work.sound,
            "batch": work.batch,
            "clips_per_month": self.asked.clips_per_month,
            "on": self.asked.on.isoformat(),
            "rows": [offer.to_dict() for offer in self.rows],
        }

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __repr__(self) -> str:
        return self._table().to_text()

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return self._table().to_html()

    def _plans_are_past(self) -> bool:
        plans = [offer for offer in self.rows if offer.kind == "plan"]
        return bool(plans) and all(offer.is_retired for offer in plans)

    def _table(self) -> Table:
        shown_rows = self.first(_SHOWN)
        left_out = Counter(map(_group, self.rows)) - Counter(map(_group, shown_rows))
        kinds = ("at a known price", "ended", "of unknown price", "that do not fit")
        told = ", ".join(f"{left_out[group]} {kind}" for group, kind in enumerate(kinds) if left_out[group])
        note = f"and {left_out.total()} more ({told}): .to_frame() has them all, with source and date. " if told else ""
        read = sorted({offer.read_on for offer in self.rows if offer.read_on})
        note += f"Prices read {read[0]} to {read[-1]}." if read else ""
        note += f" {Words('en')('alt.no_plan')}" if self._plans_are_past() else ""
        fitting = f"{len(self.current)} fit at a known price on {self.asked.on.isoformat()}"
        title = f"{self.asked}: {len(self)} offers, {fitting}"
        columns = ("offer", "seller", "cost", "a clip", "a month", "to know")
        table = Table(columns, [_row(offer) for offer in shown_rows], frozenset(columns[2:5]), title, note)
        empty = ["a month"] if self.asked.clips_per_month is None else []
        same = ["a clip"] if self.asked.clips == 1 else []
        return table.without(*empty, *same)


def pictures() -> Any:
    """The module that draws.

    Raises:
        RequestError: altair is not installed.
    """
    try:
        from sora_widgets.pricing import pictures as drawing
    except ImportError as error:
        raise RequestError(
            'A plot needs altair, which is not installed here: run `%pip install "sora-widgets[plot]"` and ask again.'
        ) from error
    return drawing


def _group(offer: Offer) -> int:
    if not offer.fits:
        return _MISFIT
    if not offer.is_known:
        return _UNKNOWN
    return _RETIRED if offer.is_retired else _CURRENT


def _by_cost(offer: Offer) -> tuple[int, Decimal, str]:
    nearest_usd = offer.instead.cost_usd if offer.instead else None
    cost_usd = offer.cost_usd if offer.cost_usd is not None else nearest_usd
    return (_group(offer), Decimal("Infinity") if cost_usd is None else cost_usd, offer.name)


def _by_month(offer: Offer) -> tuple[bool, Decimal, str]:
    return (offer.usd_per_month is None, offer.usd_per_month or Decimal(0), offer.name)


_ORDERS: dict[str, Callable[[Offer], Any]] = {
    "cost": _by_cost,
    "month": _by_month,
    "name": lambda offer: offer.name,
    "seller": lambda offer: (offer.seller, *_by_cost(offer)),
}


def _row(offer: Offer) -> tuple[str, ...]:
    seller = shortened(offer.seller, _SELLER_CHARS)
    return (
        shortened(offer.name, _NAME_CHARS),
        f"{seller} (resold)" if offer.is_reseller else seller,
        Link(format_usd(rounded(offer.cost_usd)) if offer.fits else "–", offer.source, _hint(offer)),
        "" if offer.usd_per_clip is None else format_usd(rounded(offer.usd_per_clip)),
        "" if offer.usd_per_month is None else format_usd(rounded(offer.usd_per_month)),
        shortened(offer.why, _WHY_CHARS),
    )


def _hint(offer: Offer) -> str:
    """How the price came to us, as told beside it."""
    read = "" if offer.read_on is None else f"Read {offer.read_on.isoformat()}."
    return " ".join(filter(None, [read, offer.note]))
