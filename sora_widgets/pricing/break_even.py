"""Where a plan or a machine of one's own pays: costs over the clips of a month, and their crossings.

A line is a fixed part a month and a price a clip, and may end where a plan or reserved hours are used
up. All of it is exact; what has no known price has no line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing.money import exactly, format_sum_usd
from sora_widgets.pricing.offers import Offer
from sora_widgets.pricing.plans import read_clips
from sora_widgets.pricing.rates import models
from sora_widgets.pricing.requests import shown
from sora_widgets.pricing.words import Words
from sora_widgets.tables import Table, shortened

if TYPE_CHECKING:
    from sora_widgets.pricing.comparison import Comparison

__all__ = ["BreakEven", "CostLine", "Crossing", "break_even"]

_LEAST_CLIPS, _MOST_CLIPS = 30, 1000  # unless told otherwise, from a clip a day to what fills a working day
_NAME_CHARS = 44
_LOOKED_AT = (1, 3, 10, 30, 100, 300, 1000, 3000, 10000)
_DRAWN_ANYWAY = {"price", "retired", "quota"}  # reasons for which an offer may still have a line


@dataclass(frozen=True)
class CostLine:
    """What one offer costs in a month: `fixed_usd` + `usd_per_clip` × clips, for at most `clips_max` clips."""

    id: str
    name: str
    kind: str
    fixed_usd: Decimal
    usd_per_clip: Decimal
    clips_max: int | None
    is_retired: bool

    @exactly
    def cost(self, clips: int) -> Decimal | None:
        """In USD; None for more clips than it holds."""
        if self.clips_max is not None and clips > self.clips_max:
            return None
        return self.fixed_usd + self.usd_per_clip * clips


class Crossing(NamedTuple):
    """From `clips` a month on, `winner` is the cheaper of the two."""

    clips: int
    winner: str
    loser: str


@dataclass(frozen=True, repr=False)
class BreakEven:
    """Costs over the clips of a month. Displaying it shows a table with the crossings under it.

    Attributes:
        comparison: where the offers come from.
        lines: one an offer.
        crossings: within `clips_to`, fewest clips first.
        clips_to: how far is looked.
    """

    comparison: Comparison
    lines: tuple[CostLine, ...]
    crossings: tuple[Crossing, ...]
    clips_to: int

    def cost(self, offer_id: str, clips: int) -> Decimal | None:
        """What so many clips cost there in a month; None for more than it holds.

        Raises:
            UnsupportedValueError: no line of this name, or no number of clips.
        """
        return self.line(offer_id).cost(read_clips(clips, "clips", 0))

    def line(self, offer_id: str) -> CostLine:
        """One line by the id of its offer.

        Raises:
            UnsupportedValueError: no line of this name.
        """
        for line in self.lines:
            if line.id == offer_id:
                return line
        ids = tuple(line.id for line in self.lines)
        raise UnsupportedValueError(
            f"There is no line {shown(offer_id)} here, only {', '.join(ids)}: name it in break_even().",
            name="offer",
            given=offer_id,
            allowed=ids,
        )

    def cheapest(self, clips: int) -> CostLine | None:
        """The line that costs least for so many clips a month; None when none holds so many.

        Raises:
            UnsupportedValueError: no number of clips.
        """
        read_clips(clips, "clips", 0)
        costs = [(cost, line.name, line) for line in self.lines if (cost := line.cost(clips)) is not None]
        return min(costs, key=lambda row: row[:2])[2] if costs else None

    def plot(self, language: str = "en") -> Any:
        """The lines as an altair chart that also carries a picture of itself for GitHub.

        Args:
            language: of the words, "en" or "fr".

        Raises:
            RequestError: altair is not installed.
        """
        from sora_widgets.pricing.comparison import pictures

        return pictures().lines(self, Words(language))

    def text_alternative(self, language: str = "en") -> str:
        """The lines and their crossings in a few sentences."""
        words = Words(language)
        title = words("title_month", work=words.work(self.comparison.asked))
        said = [words("alt.break_even", title=title, clips=self.clips_to)]
        for line in self.lines:
            ended_on = self.comparison[line.id].retired_on if line.is_retired else None
            name = words("alt.ended", name=line.name, date=ended_on.isoformat()) if ended_on else line.name
            said.append(words("alt.line", name=name, price=words.line(line)))
        return " ".join([*said, *self._crossings(words)])

    def to_dict(self) -> dict[str, Any]:
        """The lines as JSON-able values: money as exact text."""
        return {
            "clips_to": self.clips_to,
            "lines": [
                {
                    "id": line.id,
                    "name": line.name,
                    "kind": line.kind,
                    "fixed_usd": str(line.fixed_usd),
                    "usd_per_clip": str(line.usd_per_clip),
                    "clips_max": line.clips_max,
                    "is_retired": line.is_retired,
                }
                for line in self.lines
            ],
            "crossings": [crossing._asdict() for crossing in self.crossings],
        }

    def __repr__(self) -> str:
        return self._table().to_text()

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return self._table().to_html()

    def _table(self) -> Table:
        counts = [clips for clips in _LOOKED_AT if clips < self.clips_to] + [self.clips_to]
        columns = ("a month of", *(f"{clips} clips" if clips > 1 else "1 clip" for clips in counts), "ended")
        rows = []
        for line in self.lines:
            costs = [line.cost(clips) for clips in counts]
            retired_on = self.comparison[line.id].retired_on if line.is_retired else None
            ended = "" if retired_on is None else retired_on.isoformat()
            name = shortened(line.name, _NAME_CHARS)
            rows.append((name, *("–" if cost is None else format_sum_usd(cost) for cost in costs), ended))
        words = Words("en")
        title = f"{self.comparison.asked}, over the clips of a month (–: holds fewer)"
        return Table(columns, rows, frozenset(columns[1:-1]), title, "\n".join(self._crossings(words))).without_empty(
            "ended"
        )

    def _crossings(self, words: Words) -> list[str]:
        """One sentence a winner."""
        names = {line.id: line.name for line in self.lines}
        beaten: dict[str, list[str]] = {}
        for clips, winner, loser in self.crossings:
            beaten.setdefault(winner, []).append(words("alt.beaten", loser=names[loser], clips=clips))
        return [
            words("alt.crossing", winner=names[winner], beaten=", ".join(losers)) for winner, losers in beaten.items()
        ] or [words("alt.no_crossing")]


@exactly
def break_even(comparison: Comparison, ids: Sequence[str] = (), clips_to: int | None = None) -> BreakEven:
    """Set offers of a comparison side by side over the clips of a month; see `Comparison.break_even`."""
    offers = list(dict.fromkeys(comparison[one] for one in ids)) if ids else _worth_drawing(comparison)
    lines = tuple(line for line in map(_line_of, offers) if line is not None)
    every = sorted(crossing for a, b in combinations(lines, 2) if (crossing := _crossing(a, b)))
    if clips_to is None:
        sold = [line for line in lines if not line.is_retired]
        telling = [one.clips for one in every if _changes_the_cheapest(one, lines) or _changes_the_cheapest(one, sold)]
        last = max((clips for clips in telling if clips <= _MOST_CLIPS), default=0)
        clips_to = _rounded_up(max(last * 5 // 4, _LEAST_CLIPS))
    most = read_clips(clips_to, "clips_to")
    return BreakEven(comparison, lines, tuple(crossing for crossing in every if crossing.clips <= most), most)


def _worth_drawing(comparison: Comparison) -> list[Offer]:
    """Plans, machines and servers that cost something, the reference models, and the cheapest model sold today."""
    wanted = [offer for offer in comparison if offer.kind != "model" or offer.id in models()]
    sold = [offer for offer in comparison.current if offer.kind == "model" and offer not in wanted]
    wanted += sorted(sold, key=lambda offer: (offer.cost_usd or 0, offer.name))[:1]
    lines = [(offer, _line_of(offer)) for offer in wanted]
    return [offer for offer, line in lines if line is not None and (line.fixed_usd or line.usd_per_clip)]


def _line_of(offer: Offer) -> CostLine | None:
    if any(misfit.code not in _DRAWN_ANYWAY for misfit in offer.misfits) or offer.fixed_usd is None:
        return None
    if offer.fixed_usd:
        holds_unknown = offer.cost_usd is None and offer.clips_max is None
        rate_usd = None if holds_unknown else Decimal(0)
    else:
        rate_usd = offer.usd_per_clip
    if rate_usd is None:
        return None
    return CostLine(offer.id, offer.name, offer.kind, offer.fixed_usd, rate_usd, offer.clips_max, offer.is_retired)


def _crossing(a: CostLine, b: CostLine) -> Crossing | None:
    """Where the one with the higher fixed price becomes the cheaper one; None when it never does."""
    low, high = sorted((a, b), key=lambda line: (line.fixed_usd, -line.usd_per_clip))
    saved_usd = low.usd_per_clip - high.usd_per_clip
    if high.fixed_usd <= low.fixed_usd or saved_usd <= 0:
        return None
    clips = int(((high.fixed_usd - low.fixed_usd) / saved_usd).to_integral_value(ROUND_FLOOR)) + 1
    held = [line.clips_max for line in (low, high) if line.clips_max is not None]
    return None if held and clips > min(held) else Crossing(clips, high.id, low.id)


def _changes_the_cheapest(crossing: Crossing, lines: Sequence[CostLine]) -> bool:
    costs = [(cost, line.id) for line in lines if (cost := line.cost(crossing.clips)) is not None]
    return bool(costs) and min(costs)[1] == crossing.winner


def _rounded_up(clips: int) -> int:
    """To the next 1, 2 or 5 of a power of ten, so that an axis ends on a round number."""
    power = int(10 ** (len(str(clips)) - 1))
    return min(step * power for step in (1, 2, 3, 5, 10) if step * power >= clips)
