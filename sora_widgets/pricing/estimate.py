"""The price of one request, with the lines it is made of.

Multiplies a rate by seconds and takes, exactly, in `Decimal`. Three answers exist: a known price
(0 included), an unknown one (`cost_usd is None`), and a refusal for what the model does not make.
It does not know whether there is money for it: that is the wallet's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sora_widgets.errors import UnknownModelError, UnsupportedValueError
from sora_widgets.pricing.money import format_usd
from sora_widgets.pricing.rates import ModelFacts, check_request, model_facts, models, nearest_size, read_seconds, shown

__all__ = ["Estimate", "Line", "estimate"]


@dataclass(frozen=True)
class Line:
    """One line of the bill: `quantity` × `unit_price_usd` = `amount_usd`, exactly."""

    label: str
    quantity: int
    unit: str
    unit_price_usd: Decimal
    amount_usd: Decimal


@dataclass(frozen=True)
class Estimate:
    """What a request will cost, and how we know.

    Attributes:
        cost_usd: for all takes together; None when nobody told us the price.
        is_known: whether `cost_usd` is a number.
        is_free: known to cost nothing.
        lines: add up to `cost_usd` exactly; empty when it is unknown.
        assumptions: what the number rests on, in plain sentences; for a list price also how it came to us.
        source: the page that the list price stands on (the assumptions say who read it), or where the rate came from.
        read_on: the day the list price was read, there or in a copy; None when the rate was given.
        retired_on: the day the listed service ended; None for a given rate.
    """

    cost_usd: Decimal | None
    is_known: bool
    is_free: bool
    lines: tuple[Line, ...]
    assumptions: tuple[str, ...]
    source: str
    read_on: date | None
    retired_on: date | None
    model: str
    seconds: int
    size: str
    takes: int

    def __str__(self) -> str:
        price = "price unknown" if self.cost_usd is None else format_usd(self.cost_usd)
        work = f"{self.seconds} s of {self.model}"
        if self.lines and not self.is_free:
            work += f" at {format_usd(self.lines[0].unit_price_usd)}/s"
        if self.takes > 1:
            work += f" × {self.takes} takes"
        retired = f"retired {self.retired_on.isoformat()}" if self.retired_on else ""
        return " · ".join(filter(None, [price, work, retired]))

    def cheaper(self) -> tuple[Estimate, ...]:
        """The same shot for less, one thing changed at a time: shorter, smaller, or another model; cheapest first.

        At a rate that was given only shorter clips are offered: no table says what else that rate covers. Empty when
        the price is unknown or free, and for a given rate of a model whose lengths nobody knows.
        """
        if self.cost_usd is None or self.is_free:
            return ()
        if self.read_on is None:
            rate_usd = self.lines[0].unit_price_usd
            lengths_s = model_facts(self.model).seconds if self.model in models() else ()
            return tuple(
                _priced(
                    self.model,
                    seconds,
                    self.size,
                    self.takes,
                    rate_usd,
                    source=self.source,
                    assumptions=self.assumptions,
                )
                for seconds in sorted(lengths_s)
                if seconds < self.seconds
            )
        own = model_facts(self.model)
        requests = [(self.model, seconds, self.size) for seconds in own.seconds if seconds < self.seconds]
        requests += [
            (self.model, self.seconds, size) for size in own.sizes if _is_portrait(size) == _is_portrait(self.size)
        ]
        for other in map(model_facts, models()):
            if self.seconds in other.seconds:
                requests.append((other.id, self.seconds, nearest_size(self.size, other.sizes)))
        found = {_listed(model_facts(model), seconds, size, self.takes) for model, seconds, size in requests}
        priced = [(other.cost_usd, other.model, other.seconds, other.size, other) for other in found if other.cost_usd]
        return tuple(row[-1] for row in sorted(row for row in priced if row[0] < self.cost_usd))

    def to_dict(self) -> dict[str, object]:
        """The estimate as JSON-able values: money as exact text, dates as ISO 8601."""
        return {
            "cost_usd": None if self.cost_usd is None else str(self.cost_usd),
            "is_known": self.is_known,
            "is_free": self.is_free,
            "lines": [
                {
                    "label": line.label,
                    "quantity": line.quantity,
                    "unit": line.unit,
                    "unit_price_usd": str(line.unit_price_usd),
                    "amount_usd": str(line.amount_usd),
                }
                for line in self.lines
            ],
            "assumptions": list(self.assumptions),
            "source": self.source,
            "read_on": self.read_on.isoformat() if self.read_on else None,
            "retired_on": self.retired_on.isoformat() if self.retired_on else None,
            "model": self.model,
            "seconds": self.seconds,
            "size": self.size,
            "takes": self.takes,
        }


def estimate(
    shot_or_text: object = None,
    *,
    model: str = "sora-2",
    seconds: int | str = 4,
    size: str = "1280x720",
    takes: int = 1,
    usd_per_second: Decimal | float | str | None = None,
    provider: str | None = None,
) -> Estimate:
    """Price a request before it runs.

        >>> str(estimate("a kite", model="sora-2-pro", seconds=8, size="1792x1024"))
        '$4.00 · 8 s of sora-2-pro at $0.50/s · retired 2026-09-24'

    Args:
        shot_or_text: the shot; per-second prices do not depend on it.
        model: a model of the table, or any name the provider knows.
        seconds: the length of one clip.
        size: "WIDTHxHEIGHT".
        takes: how many clips.
        usd_per_second: the provider's own rate, which wins over the table; 0 means free.
        provider: who runs it. With a provider, what the table does not have is unknown rather than an error.

    Raises:
        UnknownModelError: neither the table nor a provider knows the model.
        UnsupportedValueError: a length or size that the model does not make, a negative rate, no takes.
    """
    length_s = read_seconds(seconds)
    take_count = _read_takes(takes)
    if usd_per_second is not None:
        rate_usd = _read_rate(usd_per_second)
        source = f"rate given for {provider}" if provider else "rate given"
        return _priced(model, length_s, size, take_count, rate_usd, source=source, assumptions=(f"The {source}.",))
    try:
        facts = model_facts(model)
        check_request(model, length_s, size)
    except (UnknownModelError, UnsupportedValueError):
        if provider is None:
            raise
        return _unknown(model, length_s, size, take_count, provider)
    return _listed(facts, length_s, size, take_count)


def _listed(facts: ModelFacts, seconds: int, size: str, takes: int) -> Estimate:
    return _priced(
        facts.id,
        seconds,
        size,
        takes,
        facts.usd_per_second[size],
        source=facts.source,
        assumptions=(
            f"List price per second of output, read on {facts.read_on.isoformat()}.",
            facts.note,
            "The prompt does not change the price; a failed or blocked job is taken as not billed.",
        ),
        read_on=facts.read_on,
        retired_on=facts.retired_on,
    )


def _priced(
    model: str,
    seconds: int,
    size: str,
    takes: int,
    rate_usd: Decimal,
    *,
    source: str,
    assumptions: tuple[str, ...],
    read_on: date | None = None,
    retired_on: date | None = None,
) -> Estimate:
    quantity_s = seconds * takes
    label = f"{model}, {size}" + (f", {takes} takes of {seconds} s" if takes > 1 else "")
    line = Line(label, quantity_s, "s", rate_usd, rate_usd * quantity_s)
    return Estimate(
        cost_usd=line.amount_usd,
        is_known=True,
        is_free=line.amount_usd == 0,
        lines=(line,),
        assumptions=assumptions,
        source=source,
        read_on=read_on,
        retired_on=retired_on,
        model=model,
        seconds=seconds,
        size=size,
        takes=takes,
    )


def _unknown(model: str, seconds: int, size: str, takes: int, provider: str) -> Estimate:
    return Estimate(
        cost_usd=None,
        is_known=False,
        is_free=False,
        lines=(),
        assumptions=(f"Nobody told us what {provider} charges for {model} at {size}: give usd_per_second.",),
        source="",
        read_on=None,
        retired_on=None,
        model=model,
        seconds=seconds,
        size=size,
        takes=takes,
    )


def _read_takes(given: object) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and given >= 1:
        return given
    raise UnsupportedValueError(
        f"takes must be a whole number from 1, not {shown(given)}: use takes=1.", name="takes", given=given
    )


def _read_rate(given: Decimal | float | str) -> Decimal:
    try:
        # by way of text, so that 0.1 means ten cents and not its binary neighbour
        rate_usd = given if isinstance(given, Decimal) else Decimal(str(given))
    except InvalidOperation:
        rate_usd = Decimal(-1)
    if isinstance(given, bool) or not rate_usd.is_finite() or rate_usd < 0:
        raise UnsupportedValueError(
            f"usd_per_second must be a price from 0, not {given!r}: use usd_per_second=0 when it is free.",
            name="usd_per_second",
            given=given,
        )
    return rate_usd


def _is_portrait(size: str) -> bool:
    width, _, height = size.partition("x")
    return int(width) < int(height)
