"""The lines of a bill: what is charged for one model's part of some work. Pure multiplication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sora_widgets.pricing.facts import ModelFacts, Tier
from sora_widgets.pricing.money import format_usd
from sora_widgets.pricing.work import Group, Work

__all__ = ["Charge", "Line", "exact_sum", "lines_of"]


@dataclass(frozen=True)
class Line:
    """One line of the bill: `quantity` × `unit_price_usd` = `amount_usd`, exactly; both None when nobody told the price.

    Attributes:
        source: the page that its price stands on, or should; for a given rate, where that came from; "" when no table
            knows the model.
        read_on: the day that page was read; None when it was not.
    """

    label: str
    quantity: int
    unit: str
    unit_price_usd: Decimal | None
    amount_usd: Decimal | None
    source: str = ""
    read_on: date | None = None


class Charge(NamedTuple):
    """What one model charges for one kind of work.

    Attributes:
        name: of the model.
        tier: the price that covers the work; None when nobody told it.
        facts: of the table; None for a given rate and for a model that the table does not have.
        source: where a given rate came from.
    """

    name: str
    tier: Tier | None
    facts: ModelFacts | None = None
    source: str = ""


def lines_of(charge: Charge, work: Work) -> Iterator[Line]:
    """Every line of one model's bill."""
    for group in work.groups:
        label = f"{group.name}, {charge.name}, {work.size}" if group.name else f"{charge.name}, {work.size}"
        yield from _tasks(f"{label}{_counted(group, work)}", group.seconds, group.shots * work.takes, charge, work)
        if work.remixes:
            count = group.shots * work.remixes
            again = f"{label}, {count} {'remix' if count == 1 else 'remixes'} of {group.seconds} s"
            yield from _tasks(again, group.seconds, count, charge)
        for added_s in work.extensions:
            yield from _tasks(f"{label}, extended by {added_s} s", added_s, group.shots, charge)


def exact_sum(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of the amounts that are known."""
    return sum([amount for amount in amounts if amount is not None], Decimal(0))


def _counted(group: Group, work: Work) -> str:
    """How many clips of which length, where the label does not go without saying."""
    if group.shots == 1 and work.takes == 1:
        return "" if group.name or len(work.groups) == 1 else f", 1 shot of {group.seconds} s"
    counts = ((group.shots, "shots"), (work.takes, "takes"))
    several = " × ".join(f"{count} {name}" for count, name in counts if count > 1)
    return f", {several} of {group.seconds} s"


def _tasks(label: str, seconds: int, tasks: int, charge: Charge, work: Work | None = None) -> Iterator[Line]:
    """The lines of equal tasks: output, what `work` hands in, and what is missing to the least charge."""
    tier, facts = charge.tier, charge.facts
    parts = [(label, seconds, "s", None if tier is None else tier.usd_per_second)]
    source, read_on = charge.source, None
    if facts is not None:
        source, read_on = facts.source, facts.read_on
        if work is not None and (work.images or work.input_seconds):
            parts += _handed_in(facts, tier, work)
        if facts.minimum_usd is not None and all(price_usd is not None for *_, price_usd in parts):
            missing_usd = facts.minimum_usd - sum(quantity * (price_usd or 0) for _, quantity, _, price_usd in parts)
            if missing_usd > 0:
                least = f"{facts.id}, up to the least charge of {format_usd(facts.minimum_usd)} a clip"
                parts.append((least, 1, "clip", missing_usd))
    for text, quantity, unit, price_usd in parts:
        amount_usd = None if price_usd is None else price_usd * quantity * tasks
        yield Line(text, quantity * tasks, unit, price_usd, amount_usd, source, read_on)


def _handed_in(facts: ModelFacts, tier: Tier | None, work: Work) -> list[tuple[str, int, str, Decimal | None]]:
    parts: list[tuple[str, int, str, Decimal | None]] = []
    pictures = max(0, work.images - facts.free_input_images)
    if pictures and facts.usd_per_input_image is not None:
        parts.append((f"{facts.id}, pictures handed in", pictures, "image", facts.usd_per_input_image))
    price_usd = None if tier is None else tier.usd_per_input_second
    if work.input_seconds and (
        facts.needs != "video" or price_usd is not None
    ):  # what needs a video has it in its price
        parts.append((f"{facts.id}, video handed in", work.input_seconds, "s of input", price_usd))
    return parts
