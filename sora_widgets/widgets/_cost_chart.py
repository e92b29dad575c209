"""What a month costs over its clips, as a view draws it: lines, axes, crossings, and the same in sentences.

The lines and where they cross are worked out in `pricing.break_even`; here is chosen which of them
tell something for these settings, and where an axis ends.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

from sora_widgets.pricing import BreakEven, Comparison
from sora_widgets.pricing.break_even import CostLine, Crossing
from sora_widgets.widgets._cost_rows import CostWords
from sora_widgets.widgets._texts import Texts

__all__ = ["draw_month"]

_MOST_LINES, _MOST_PLANS, _MOST_CROSSINGS = 6, 3, 4
_STEPS = (1, 2, 5, 10)
_TICKS = 4


def draw_month(table: Comparison, chosen: str, here: str, clips: int, words: Texts) -> dict[str, Any] | None:
    """The chart; None when there is nothing to draw.

    Args:
        table: the comparison.
        chosen: the id of the chosen model's offer.
        here: the id of the connected server's offer.
        clips: the clips of a month that are looked at.
        words: of the interface.
    """
    ids = _worth_drawing(table, chosen, here)
    if not ids:
        return None
    months = table.break_even(*ids)
    reach = max(months.clips_to, _rounded_up(clips * 5 // 4))
    if reach != months.clips_to:
        months = table.break_even(*ids, clips_to=reach)
    if not months.lines:
        return None
    cost = CostWords(words)
    highest_usd = max((line.cost(_last(line, reach)) or Decimal(0) for line in months.lines), default=Decimal(0))
    step_usd = _step(highest_usd / _TICKS)
    top_usd = step_usd * (highest_usd / step_usd).to_integral_value(ROUND_CEILING)
    crossings = _told(months, chosen)
    return {
        "lines": [_line(line, months, clips, chosen, cost, words, at) for at, line in enumerate(months.lines)],
        "x_max": reach,
        "y_max": float(top_usd),
        "x_ticks": [[at, str(at)] for at in _ticks(reach)],
        "y_ticks": [[float(step_usd * n), _dollars(step_usd * n, words)] for n in range(int(top_usd / step_usd) + 1)],
        "at": clips,
        "legend": words.say("estimator.legend", n=clips),
        "crossings": [_crossing(one, months, cost, words) for one in crossings],
        "no_crossings": "" if crossings else words.say("estimator.no_crossings", n=reach),
        "text": months.text_alternative(words.language),
    }


def _worth_drawing(table: Comparison, chosen: str, here: str) -> list[str]:
    """The chosen model, the connected server, the cheapest sold today, one's own machine, and the newest plans."""
    own = [offer.id for offer in table.rows if offer.kind == "hosting" and not offer.source and offer.usd_per_month]
    plans = [
        offer
        for offer in table.rows
        if offer.kind == "plan" and offer.fixed_usd and (offer.clips_max or offer.cost_usd)
    ]
    plans.sort(key=lambda offer: (offer.retired_on is None, offer.retired_on), reverse=True)
    newest = {offer.name.partition(",")[0]: offer.id for offer in reversed(plans)}
    cheapest = [offer.id for offer in table.current if offer.kind == "model" and offer.cost_usd][:1]
    wanted = dict.fromkeys([chosen, here, *own, *cheapest, *list(newest.values())[:_MOST_PLANS]])
    by_id = {offer.id: offer for offer in table.rows}
    drawn = [one for one in wanted if one in by_id and (by_id[one].usd_per_clip or by_id[one].fixed_usd)]
    return drawn[:_MOST_LINES]


def _line(
    line: CostLine, months: BreakEven, clips: int, chosen: str, cost: CostWords, words: Texts, at: int
) -> dict[str, Any]:
    offer = months.comparison[line.id]
    last = _last(line, months.clips_to)
    value_usd = line.cost(clips)
    full = "" if line.clips_max is None else words.say("estimator.line_full", n=line.clips_max)
    ended = ""
    if line.is_retired and offer.retired_on is not None:
        key = "estimator.ended" if line.kind == "plan" else "estimator.retired"
        ended = words.say(key, date=offer.retired_on.isoformat())
    return {
        "id": line.id,
        "name": _short(cost.name(offer)),
        "amount": full if value_usd is None else cost.money(value_usd),
        "seller": cost.seller(offer),
        "source": cost.source(offer),
        "note": " · ".join(filter(None, [cost.name(offer).partition(", ")[2] if line.kind == "plan" else "", ended])),
        "points": [[0, float(line.fixed_usd)], [last, float(line.cost(last) or 0)]],
        "end": full if last < months.clips_to else "",
        "style": "chosen" if line.id == chosen else f"{'plan' if line.kind == 'plan' else 'other'}-{at}",
    }


def _told(months: BreakEven, chosen: str) -> list[Crossing]:
    """The crossings that the chosen model has part in, or at which another line becomes the cheapest of all."""
    told = []
    for crossing in months.crossings:
        cheapest = months.cheapest(crossing.clips)
        if chosen in crossing[1:] or (cheapest is not None and cheapest.id == crossing.winner):
            told.append(crossing)
    return told[:_MOST_CROSSINGS]


def _crossing(crossing: Crossing, months: BreakEven, cost: CostWords, words: Texts) -> dict[str, Any]:
    winner, loser = months.line(crossing.winner), months.line(crossing.loser)
    at = (winner.fixed_usd - loser.fixed_usd) / (loser.usd_per_clip - winner.usd_per_clip)
    said = words.say(
        "estimator.crossing",
        n=crossing.clips,
        cheaper=_short(cost.name(months.comparison[winner.id])),
        dearer=_short(cost.name(months.comparison[loser.id])),
    )
    return {
        "id": f"{winner.id}|{loser.id}",
        "x": float(at),
        "y": float(winner.fixed_usd + winner.usd_per_clip * at),
        "n": crossing.clips,
        "said": said,
        "at": words.say("estimator.crossing_at", n=crossing.clips, amount=cost.money(winner.cost(crossing.clips))),
        "spoken": words.say("estimator.go_to_crossing", said=said, n=crossing.clips),
    }


def _short(name: str) -> str:
    """A plan without its service and date, a machine without its kind: the note beside it has them."""
    return name.partition(", ")[0]


def _last(line: CostLine, reach: int) -> int:
    return reach if line.clips_max is None else min(line.clips_max, reach)


def _ticks(reach: int) -> list[int]:
    step = int(_step(Decimal(reach) / 5)) or 1
    return list(range(0, reach + 1, step))


def _step(least: Decimal) -> Decimal:
    """The next 1, 2 or 5 of a power of ten from `least` on, so that an axis counts in round numbers."""
    if least <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in _STEPS if step * power >= least)


def _rounded_up(clips: int) -> int:
    return int(_step(Decimal(max(clips, 10))))


def _dollars(amount_usd: Decimal, words: Texts) -> str:
    """An amount on an axis, without cents where there are none: `$20`, `$2.50`."""
    cents = ",00" if words.language == "fr" else ".00"
    return words.sum(amount_usd).replace(cents, "")
