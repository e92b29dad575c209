"""Where a number comes from: how it adds up, the pages it stands on, the day they were read, what we were told.

What was told is quoted as it was told, in English; the rest speaks the language of the interface.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sora_widgets.pricing import Estimate, Hosting, Line, Offer
from sora_widgets.widgets._texts import Texts

__all__ = ["explain_draft", "explain_estimate", "explain_offer"]

_UNITS = ("s", "image", "s of input", "clip")


def explain_draft(words: Texts) -> dict[str, Any]:
    """Why a draft costs nothing."""
    return {"lines": [], "links": [_link("source", words.say("estimator.way.draft_source"), None, words)], "told": []}


def explain_estimate(price: Estimate, words: Texts) -> dict[str, Any]:
    """How an estimate adds up, and where each of its prices stands."""
    origins = dict.fromkeys((line.source, line.read_on) for line in price.lines if line.source)
    return {
        "lines": [_bill_line(line, len(price.lines) > 1, words) for line in price.lines],
        "links": [_link("source", source, read_on, words) for source, read_on in origins],
        "told": list(price.assumptions),
    }


def explain_offer(offer: Offer, machines: Iterable[Hosting], words: Texts) -> dict[str, Any]:
    """The same for a row of the comparison; for what does not fit, the price of the nearest that does.

    Args:
        offer: the row.
        machines: those that were compared.
        words: of the interface.
    """
    price = offer.estimate or offer.instead
    if price is not None:
        return explain_estimate(price, words)
    machine = next((one for one in machines if one.name == offer.id), None)
    lines = [] if machine is None else _machine_lines(machine, words)
    if offer.kind == "plan" and offer.fixed_usd is not None:
        key = "plan_bill" if offer.clips_max else "plan_bill_open"
        lines.append(words.say(f"estimator.{key}", price=words.sum(offer.fixed_usd), clips=offer.clips_max))
    links = [_link("source", offer.source, offer.read_on, words)]
    if machine is not None and machine.price_source:
        links.append(_link("price_source", machine.price_source, machine.read_on, words))
    return {"lines": lines, "links": links, "told": [offer.note] if offer.note else []}


def _bill_line(line: Line, is_named: bool, words: Texts) -> str:
    amounts = [words.money(None) if usd is None else words.sum(usd) for usd in (line.unit_price_usd, line.amount_usd)]
    unit = words.say(f"estimator.unit.{line.unit}") if line.unit in _UNITS else line.unit
    said = words.say("estimator.bill_line", quantity=line.quantity, unit=unit, price=amounts[0], amount=amounts[1])
    return f"{line.label}: {said}" if is_named else said


def _machine_lines(machine: Hosting, words: Texts) -> list[str]:
    if machine.usd_per_gpu_hour is None or machine.compute_s_per_video_s is None:
        return []
    lines = [
        words.say(
            "estimator.hosting_bill",
            price=words.sum(machine.usd_per_gpu_hour),
            gpus=machine.gpus,
            compute=_plain(machine.compute_s_per_video_s),
            utilisation=_plain(machine.utilisation * 100),
        )
    ]
    if machine.hours_per_month is not None and machine.usd_reserved_per_month is not None:
        paid = words.sum(machine.usd_reserved_per_month)
        lines.append(words.say("estimator.hosting_reserved", price=paid, hours=_plain(machine.hours_per_month)))
    return lines


def _link(kind: str, address: str, read_on: date | None, words: Texts) -> dict[str, str]:
    return {
        "label": words.say(f"estimator.{kind}"),
        "address": address or words.say("estimator.given"),
        "note": "" if read_on is None else words.say("estimator.read", date=read_on.isoformat()),
    }


def _plain(number: Decimal) -> str:
    """A number without needless digits."""
    return f"{number.quantize(Decimal('0.1')).normalize():f}"
