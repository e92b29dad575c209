"""The price of work before it runs, with the lines it is made of.

Multiplies list prices by seconds, takes, shots and models, exactly, in `Decimal`. Three answers
exist: a known price (0 included), an unknown one (`cost_usd is None`), and a refusal for what a
model does not make. It does not know whether there is money for it: that is the wallet's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sora_widgets.errors import UnknownModelError
from sora_widgets.pricing.bill import Charge, Line, exact_sum, lines_of
from sora_widgets.pricing.facts import Tier
from sora_widgets.pricing.money import exactly, format_usd
from sora_widgets.pricing.rates import all_models, model_facts, nearest_model
from sora_widgets.pricing.requests import is_portrait, size_at
from sora_widgets.pricing.work import Work, read_work

__all__ = ["Estimate", "estimate", "price_of"]


@dataclass(frozen=True)
class Estimate:
    """What work will cost, and how we know.

    Attributes:
        cost_usd: for all of it together; None when the price of any line is unknown.
        lines: add up to `cost_usd` exactly.
        assumptions: what the number rests on, in plain sentences; for a list price also how it came to us.
        source: the page that the list price stands on (the assumptions say who read it), or where the rate came from.
        read_on: the day the list price was read, there or in a copy; None when the rate was given.
        retired_on: the day the listed service ended or is announced to end; None for a given rate.
        model: of several models, their names with commas between.
        seconds: of one clip; of shots of several lengths, of all of them together.
        takes: of each shot by each model.
        sound: what was asked for: True, False, or None for as it comes.
        batch: at the price of an order that may wait.
        clips: how many are made in all, remixes included.
    """

    cost_usd: Decimal | None
    lines: tuple[Line, ...]
    assumptions: tuple[str, ...]
    source: str
    read_on: date | None
    retired_on: date | None
    model: str
    seconds: int
    size: str
    takes: int
    sound: bool | None
    batch: bool
    clips: int
    _work: Work = field(repr=False, compare=False)

    def __str__(self) -> str:
        price = "price unknown" if self.cost_usd is None else format_usd(self.cost_usd)
        work = f"{self.seconds} s of {self.model}"
        rates_usd = {line.unit_price_usd for line in self.lines if line.unit == "s"}
        rate_usd = next(iter(rates_usd)) if len(rates_usd) == 1 else None
        if rate_usd is not None and not self.is_free:
            work += f" at {format_usd(rate_usd)}/s"
        if self.takes > 1:
            work += f" × {self.takes} takes"
        manner = ", ".join(filter(None, ["silent" if self.sound is False else "", "as a batch" if self.batch else ""]))
        retired = f"retired {self.retired_on.isoformat()}" if self.retired_on else ""
        return " · ".join(filter(None, [price, work, manner, retired]))

    @property
    def is_known(self) -> bool:
        """Whether `cost_usd` is a number."""
        return self.cost_usd is not None

    @property
    def is_free(self) -> bool:
        """Known to cost nothing."""
        return self.cost_usd == 0

    @property
    @exactly
    def known_usd(self) -> Decimal:
        """The sum of the lines whose price is known: at least that much."""
        return exact_sum(line.amount_usd for line in self.lines)

    @exactly
    def cheaper(self) -> tuple[Estimate, ...]:
        """The same work for less, one thing changed at a time: shorter, smaller, silent, as a batch, or by another model.

        Cheapest first; services with an end date come after the others. At a rate that was given only shorter clips
        are offered: no table says what else that rate covers. Empty when the price is unknown or free, or when
        several models were asked for.
        """
        if self.cost_usd is None or self.is_free or len(self._work.models) > 1:
            return ()
        found = {price_of(work) for work in _variations(self._work)}
        priced = [(way.retired_on is not None, way.cost_usd, way.model, way.seconds, way.size, way) for way in found]
        less = [row for row in priced if row[1] is not None and row[1] < self.cost_usd]
        return tuple(row[-1] for row in sorted(less, key=lambda row: row[:-1]))

    def to_dict(self) -> dict[str, object]:
        """The estimate as JSON-able values: money as exact text, dates as ISO 8601."""
        return {
            "cost_usd": _text(self.cost_usd),
            "known_usd": str(self.known_usd),
            "is_known": self.is_known,
            "is_free": self.is_free,
            "lines": [
                {
                    "label": line.label,
                    "quantity": line.quantity,
                    "unit": line.unit,
                    "unit_price_usd": _text(line.unit_price_usd),
                    "amount_usd": _text(line.amount_usd),
                    "source": line.source,
                    "read_on": _text(line.read_on),
                }
                for line in self.lines
            ],
            "assumptions": list(self.assumptions),
            "source": self.source,
            "read_on": _text(self.read_on),
            "retired_on": _text(self.retired_on),
            "model": self.model,
            "seconds": self.seconds,
            "size": self.size,
            "takes": self.takes,
            "sound": self.sound,
            "batch": self.batch,
            "clips": self.clips,
        }


@exactly
def estimate(
    what: object = None,
    *,
    model: str | Iterable[str] | None = None,
    seconds: int | str | None = None,
    size: str | None = None,
    takes: int = 1,
    sound: bool | None = None,
    batch: bool = False,
    images: int = 0,
    input_seconds: int = 0,
    remixes: int = 0,
    extensions: Iterable[int] = (),
    usd_per_second: Decimal | float | str | None = None,
    provider: str | None = None,
) -> Estimate:
    """Price work before it runs.

        >>> str(estimate("a kite", model="sora-2-pro", seconds=8, size="1792x1024"))
        '$4.00 · 8 s of sora-2-pro at $0.50/s · retired 2026-09-24'

    Args:
        what: a shot or a text (per-second prices do not depend on it); a request, whose model, seconds and size are
            then the defaults; a storyboard, of which every shot is a clip; or a list of shots and texts, each made
            by every model.
        model: a name of the table (`pricing.all_models()`), or any that the provider knows; several for a grid.
            Default "sora-2".
        seconds: the length of one clip. Default 4.
        size: "WIDTHxHEIGHT". Default "1280x720".
        takes: how many of each shot.
        sound: True: with a sound track; False: without; None: as it comes, which is with, where it is told apart.
        batch: at the price of an order that may wait a day.
        images: pictures handed in with every clip.
        input_seconds: of video handed in with every clip.
        remixes: of one take of each shot; a remix is a whole new clip.
        extensions: the seconds that each extension of one take of each shot adds.
        usd_per_second: the provider's own rate, which wins over the table; 0 means free.
        provider: who runs it. The table's price would be somebody else's: without a rate the price is unknown.

    Returns:
        The estimate; `is_known` is False for a model that the table does not have.

    Raises:
        UnsupportedValueError: a length, a size or sound that the model does not make, a negative rate, no takes.
    """
    return price_of(
        read_work(
            what,
            models=model,
            seconds=seconds,
            size=size,
            takes=takes,
            sound=sound,
            batch=batch,
            images=images,
            input_seconds=input_seconds,
            remixes=remixes,
            extensions=extensions,
            usd_per_second=usd_per_second,
            provider=provider,
        )
    )


def price_of(work: Work) -> Estimate:
    """Price work that has been read already.

    Raises:
        UnsupportedValueError: a length, a size or sound that a model does not make.
    """
    lines: list[Line] = []
    charges: list[Charge] = []
    said = list(work.said)
    for name in work.models:
        charge, why = _charge(name, work)
        charges.append(charge)
        lines += lines_of(charge, work)
        said += why
    facts = [charge.facts for charge in charges if charge.facts is not None]
    if facts:
        said.append("The prompt does not change the price; a failed or blocked job is taken as not billed.")
    if work.remixes:
        said.append("A remix is taken as a whole new clip of the same length.")
    if work.extensions:
        said.append("An extension is taken as billed by the seconds it adds: no page tells.")
    amounts_usd = [line.amount_usd for line in lines]
    return Estimate(
        cost_usd=None if None in amounts_usd else exact_sum(amounts_usd),
        lines=tuple(lines),
        assumptions=tuple(dict.fromkeys(said)),
        source=next((line.source for line in lines if line.source), ""),
        read_on=min([one.read_on for one in facts], default=None),
        retired_on=min([one.retired_on for one in facts if one.retired_on is not None], default=None),
        model=", ".join([charge.name for charge in charges]),
        seconds=work.seconds,
        size=work.size,
        takes=work.takes,
        sound=work.sound,
        batch=work.batch,
        clips=len(work.models) * sum([group.shots for group in work.groups]) * (work.takes + work.remixes),
        _work=work,
    )


def _charge(name: str, work: Work) -> tuple[Charge, list[str]]:
    """What a model charges for this work, and what that rests on.

    Raises:
        UnsupportedValueError: it does not make this.
    """
    if work.usd_per_second is not None:
        source = f"rate given for {work.provider}" if work.provider else "rate given"
        more = ["It is for seconds of output: what is handed in is taken as free of charge."]
        why = [f"The {source}.", *(more if work.images or work.input_seconds else [])]
        return Charge(name, Tier(work.usd_per_second), source=source), why
    if work.provider is not None:  # the table's price would be somebody else's
        nobody = f"Nobody told us what {work.provider} charges for {name} at {work.size}: give usd_per_second."
        return Charge(name, None), [nobody]
    try:
        facts = model_facts(name)
    except UnknownModelError:
        close = nearest_model(name)
        hint = f" (did you mean {close!r}?)" if close else ""
        return Charge(name, None), [f"Nobody told us what {name} costs at {work.size}: give usd_per_second{hint}."]
    tier = facts.tier_for(work.size, work.sound, work.batch)
    why = list(facts.assumptions)
    for seconds in dict.fromkeys([group.seconds for group in work.groups]):
        wrong = facts.refusal(seconds, work.size, work.sound)
        if wrong is not None:
            raise wrong
    if tier is None:
        misfits = facts.makes(work.groups[0].seconds, work.size, work.sound, work.batch)
        missing = next(one for one in misfits if one.code in ("price", "batch"))
        is_sound = work.sound is False and facts.tier_for(work.size, None, work.batch) is not None
        silent = " without sound" if is_sound else ""
        why.insert(0, f"{facts.id} {missing}{silent}: the price is unknown until usd_per_second is given.")
    if work.images and facts.usd_per_input_image is None:
        why.append("The list names no charge for pictures handed in.")
    if work.input_seconds and facts.needs == "video" and tier is not None and tier.usd_per_input_second is None:
        why.append("The list names no charge for the video handed in, which the model needs.")
    return Charge(facts.id, tier, facts), why


def _variations(work: Work) -> Iterator[Work]:
    """The same work with one thing changed, where that can be asked for."""
    name = work.models[0]
    try:
        own = model_facts(name)
    except UnknownModelError:
        own = None
    is_given = work.usd_per_second is not None
    if own is not None and len(work.groups) == 1 and not work.groups[0].name:
        for seconds in own.seconds:
            if seconds < work.groups[0].seconds:
                yield work.lasting(seconds)
    if own is None or is_given:
        return
    for size in own.sizes or [size_at(name, work.size) for name in own.resolutions]:
        if size != work.size and is_portrait(size) == is_portrait(work.size):
            yield work._replace(size=size)
    if work.sound is not True and own.makes_sound:
        yield work._replace(sound=False)
    if not work.batch:
        yield work._replace(batch=True)
    if work.remixes or work.extensions:  # nobody tells whether another model goes on from a clip
        return
    for other in map(model_facts, all_models()):
        if other.id == own.id:
            continue
        size = other.nearest_size(work.size)
        fits = (
            not other.makes(
                group.seconds, size, work.sound, work.batch, images=work.images, input_seconds=work.input_seconds
            )
            for group in work.groups
        )
        if is_portrait(size) == is_portrait(work.size) and all(fits):
            yield work._replace(models=(other.id,), size=size)


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else str(value)
