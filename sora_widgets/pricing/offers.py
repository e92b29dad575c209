"""One row of a comparison: what a model, a plan, a machine or a server asks for the same work.

Each builder prices the work its own way and keeps what does not fit, with the reason and with the
nearest thing it does make. Nothing is dropped and nothing unknown becomes a number. Sorting and
showing the rows is `compare.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sora_widgets.pricing.estimate import Estimate, price_of
from sora_widgets.pricing.facts import Misfit, ModelFacts
from sora_widgets.pricing.hosting import Hosting
from sora_widgets.pricing.money import format_usd
from sora_widgets.pricing.plans import Plan, part_of
from sora_widgets.pricing.requests import nearest_size, size_at
from sora_widgets.pricing.words import Words, rounded, shown_size
from sora_widgets.pricing.work import Work

__all__ = ["Asked", "Offer", "given_offer", "hosting_offer", "model_offer", "plan_offer"]

_NO_HINDRANCE = {"price", "retired"}  # it would make the work all the same; columns of their own tell these two


@dataclass(frozen=True)
class Asked:
    """What is compared.

    Attributes:
        work: the clips, and how they are to be made; its models do not count.
        clips_per_month: how many such clips are made in a month, or None.
        on: the day it is looked at, by which things have ended or not.
    """

    work: Work
    clips_per_month: int | None
    on: date

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The seconds of each clip, before takes."""
        return tuple(group.seconds for group in self.work.groups for _ in range(group.shots))

    @cached_property
    def distinct_lengths(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.lengths))

    @property
    def clips(self) -> int:
        return len(self.lengths) * self.work.takes

    def __str__(self) -> str:
        return Words("en").work(self)


@dataclass(frozen=True)
class Offer:
    """What one of them asks for the work.

    Attributes:
        kind: "model", "plan", "hosting", or "given" for the price of a connected server.
        id: of the model or plan; the name of the others.
        name: as a table shows it.
        seller: who is paid.
        is_reseller: the seller sells another maker's model.
        cost_usd: of the whole work; None when unknown, or when it is not made there.
        usd_per_clip: the same by clip.
        usd_per_month: of `clips_per_month` clips, or the fixed price of a plan or of reserved hours; None when not known.
        fixed_usd: the part of a month that is paid whatever is made; None while its price is missing.
        clips_max: the most clips a month it holds; None when there is no such limit, or nobody knows it.
        estimate: how the price is made up; None for plans and machines.
        misfits: what of the work it does not make; () when it fits, or is not known not to.
        instead: the nearest it does make, priced; None when it fits or nobody knows.
        source: the page the price stands on; "" when it was given.
        read_on: the day that was read.
        retired_on: the day it ended or will end.
        note: how the price came to us, and what is assumed.
        is_retired: it had ended on the day of the comparison.
        unsure: what of the work nobody told whether it makes: "seconds", "size", "sound".
    """

    kind: str
    id: str
    name: str
    seller: str
    is_reseller: bool
    cost_usd: Decimal | None
    usd_per_clip: Decimal | None
    usd_per_month: Decimal | None
    fixed_usd: Decimal | None
    clips_max: int | None
    estimate: Estimate | None
    misfits: tuple[Misfit, ...]
    instead: Estimate | None
    source: str
    read_on: date | None
    retired_on: date | None
    note: str
    is_retired: bool
    unsure: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """It makes this work, or is not known not to; it may have ended, or its price be unknown."""
        return _fit(self.misfits)

    @property
    def is_known(self) -> bool:
        return self.cost_usd is not None

    @property
    def why(self) -> str:
        """What is to be said of it beside the price, in English; "" when there is nothing."""
        said = [str(misfit) for misfit in self.misfits]
        if self.instead is not None and self.instead.cost_usd is not None:
            size, nearest_usd = shown_size(self.instead.size), rounded(self.instead.cost_usd)
            said.append(f"{self.instead.seconds} s of {size}: {format_usd(nearest_usd)}")
        if self.fits and not self.is_known and not any(misfit.code == "price" for misfit in self.misfits):
            said.append("how many clips it held is not known" if self.kind == "plan" else "price unknown")
        if self.fits and self.unsure:
            said.append(f"{', '.join(self.unsure)} not told")
        if self.retired_on is not None and not self.is_retired:
            said.append(f"ends on {self.retired_on.isoformat()}")
        return "; ".join(said)

    def to_dict(self) -> dict[str, Any]:
        """The offer as JSON-able values: money as exact text, dates as ISO 8601."""
        return {
            "kind": self.kind,
            "id": self.id,
            "name": self.name,
            "seller": self.seller,
            "is_reseller": self.is_reseller,
            "fits": self.fits,
            "is_known": self.is_known,
            "is_retired": self.is_retired,
            "cost_usd": _text(self.cost_usd),
            "usd_per_clip": _text(self.usd_per_clip),
            "usd_per_month": _text(self.usd_per_month),
            "fixed_usd": _text(self.fixed_usd),
            "clips_max": self.clips_max,
            "unsure": list(self.unsure),
            "misfits": [_misfit_dict(misfit) for misfit in self.misfits],
            "instead": self.instead.to_dict() if self.instead else None,
            "estimate": self.estimate.to_dict() if self.estimate else None,
            "source": self.source,
            "read_on": _text(self.read_on),
            "retired_on": _text(self.retired_on),
            "note": self.note,
            "why": self.why,
        }


def model_offer(facts: ModelFacts, asked: Asked) -> Offer:
    """The list price of a model of the table."""
    work = asked.work
    misfits = _each_once(
        facts.makes(
            length_s,
            work.size,
            work.sound,
            work.batch,
            images=work.images,
            input_seconds=work.input_seconds,
            on=asked.on,
        )
        for length_s in asked.distinct_lengths
    )
    fits = _fit(misfits)
    price = price_of(work._replace(models=(facts.id,))) if fits else None
    cost_usd = price.cost_usd if price else None
    per_clip_usd = _by_clip(cost_usd, asked)
    return Offer(
        kind="model",
        id=facts.id,
        name=facts.id,
        seller=facts.seller,
        is_reseller=facts.is_reseller,
        cost_usd=cost_usd,
        usd_per_clip=per_clip_usd,
        usd_per_month=_times(per_clip_usd, asked.clips_per_month),
        fixed_usd=Decimal(0),
        clips_max=None,
        estimate=price,
        misfits=misfits,
        instead=None if fits and price and price.is_known else _instead(facts, asked, misfits),
        source=facts.source,
        read_on=facts.read_on,
        retired_on=facts.retired_on,
        note=facts.note,
        is_retired=facts.retired_on is not None and facts.retired_on <= asked.on,
        unsure=_unsure(asked, facts.seconds, facts.sizes or facts.resolutions, facts.makes_sound),
    )


def plan_offer(plan: Plan, asked: Asked) -> Offer:
    """The share of a plan's monthly price: at your use when `clips_per_month` is given, else when all of it is used."""
    work = asked.work
    misfits = _each_once(
        plan.makes(length_s, work.size, work.sound, work.batch, clips_per_month=asked.clips_per_month, on=asked.on)
        for length_s in asked.distinct_lengths
    )
    fits = _fit(misfits)
    clips_max = min(
        (most for most in (plan.clips_per_month(s, work.size) for s in asked.lengths) if most), default=None
    )
    shares = [plan.usd_per_clip(length_s, work.size, asked.clips_per_month) for length_s in asked.lengths]
    cost_usd = _sum(shares, asked) if fits else None
    made_s = [plan.length_for(length_s) for length_s in asked.lengths]
    note = plan.note
    if any(made not in (None, length_s) for made, length_s in zip(made_s, asked.lengths, strict=True)):
        note += f" Counted as its {'/'.join(dict.fromkeys(str(made) for made in made_s))} s clips, the shortest that hold the work."
    if asked.clips_per_month is None and clips_max and cost_usd:
        note += f" The price of a clip when all {clips_max} of a month are made."
    return Offer(
        kind="plan",
        id=plan.id,
        name=f"{plan.name}, {plan.service} ({plan.began_on:%Y-%m})",
        seller="OpenAI",
        is_reseller=False,
        cost_usd=cost_usd,
        usd_per_clip=_by_clip(cost_usd, asked),
        usd_per_month=plan.usd_per_month if fits else None,
        fixed_usd=plan.usd_per_month,
        clips_max=None if plan.has_unlimited_slow else clips_max,
        estimate=None,
        misfits=misfits,
        instead=None,
        source=plan.source,
        read_on=plan.read_on,
        retired_on=plan.ended_on,
        note=note,
        is_retired=plan.ended_on is not None and plan.ended_on <= asked.on,
        unsure=_unsure(asked, plan.seconds, plan.max_resolution, plan.makes_sound),
    )


def hosting_offer(hosting: Hosting, asked: Asked) -> Offer:
    """What the work costs on a machine; with reserved hours its share of the month, as with a plan."""
    work = asked.work
    misfits = _each_once(
        hosting.makes(length_s, work.size, work.sound, clips_per_month=asked.clips_per_month)
        for length_s in asked.distinct_lengths
    )
    clips_max = min((most for most in map(hosting.clips_per_month, asked.lengths) if most is not None), default=None)
    shares = [hosting.usd_per_clip(length_s, asked.clips_per_month) for length_s in asked.lengths]
    cost_usd = None if misfits else _sum(shares, asked)
    per_clip_usd = _by_clip(cost_usd, asked)
    is_reserved = hosting.hours_per_month is not None
    note = " ".join(filter(None, [hosting.note, hosting.price_source and f"GPU price: {hosting.price_source}"]))
    if is_reserved and asked.clips_per_month is None and clips_max and cost_usd:
        note = f"{note} The price of a clip when the reserved hours make all {clips_max} they hold.".lstrip()
    month_usd = hosting.usd_reserved_per_month if is_reserved else _times(per_clip_usd, asked.clips_per_month)
    return Offer(
        kind="hosting",
        id=hosting.name,
        name=hosting.name,
        seller="self-hosted",
        is_reseller=False,
        cost_usd=cost_usd,
        usd_per_clip=per_clip_usd,
        usd_per_month=None if misfits else month_usd,
        fixed_usd=hosting.usd_reserved_per_month,
        clips_max=clips_max,
        estimate=None,
        misfits=misfits,
        instead=None,
        source=hosting.source or hosting.price_source,
        read_on=hosting.read_on,
        retired_on=None,
        note=note,
        is_retired=False,
        unsure=_unsure(asked, True, True, hosting.makes_sound),
    )


def given_offer(name: str, price: Estimate, asked: Asked, kind: str = "given") -> Offer:
    """A price worked out elsewhere: of a server that somebody connected, or of a model that no table knows."""
    per_clip_usd = _by_clip(price.cost_usd, asked)
    is_retired = price.retired_on is not None and price.retired_on <= asked.on
    return Offer(
        kind=kind,
        id=name,
        name=name,
        seller=name if kind == "given" else "",
        is_reseller=False,
        cost_usd=price.cost_usd,
        usd_per_clip=per_clip_usd,
        usd_per_month=_times(per_clip_usd, asked.clips_per_month),
        fixed_usd=Decimal(0),
        clips_max=None,
        estimate=price,
        misfits=(Misfit("retired", price.retired_on),) if is_retired else (),
        instead=None,
        source=price.source,
        read_on=price.read_on,
        retired_on=price.retired_on,
        note=" ".join(price.assumptions),
        is_retired=is_retired,
    )


def _unsure(asked: Asked, lengths: object, sizes: object, makes_sound: bool | None) -> tuple[str, ...]:
    """What is asked for and nobody told, by the names of the arguments."""
    found = []
    if not lengths:
        found.append("seconds")
    if not sizes:
        found.append("size")
    if asked.work.sound and makes_sound is None:
        found.append("sound")
    return tuple(found)


def _each_once(found: Iterable[Sequence[Misfit]]) -> tuple[Misfit, ...]:
    """The reasons of clips of several lengths, each kind told once."""
    by_code: dict[str, Misfit] = {}
    for misfits in found:
        for misfit in misfits:
            by_code.setdefault(misfit.code, misfit)
    return tuple(by_code.values())


def _fit(misfits: Sequence[Misfit]) -> bool:
    return not misfits or all(misfit.code in _NO_HINDRANCE for misfit in misfits)


def _instead(facts: ModelFacts, asked: Asked, misfits: Sequence[Misfit]) -> Estimate | None:
    """The nearest that the model does make: each thing it does not make replaced by the closest it does."""
    work = asked.work
    if len(asked.distinct_lengths) > 1 or (facts.needs == "video" and not work.input_seconds):
        return None
    size = facts.nearest_size(work.size)
    codes = {misfit.code for misfit in misfits}
    batch = work.batch and "batch" not in codes
    sound = None if "sound" in codes else work.sound
    if "price" in codes:
        usual = [size_at(tier.resolution, work.size) for tier in facts.tiers if tier.resolution]
        priced = [one for one in usual if facts.tier_for(one, sound, batch)]
        if not priced:
            return None
        size = nearest_size(work.size, priced)
    images = max(work.images, 1) if facts.needs == "image" else work.images
    changed = work._replace(models=(facts.id,), size=size, batch=batch, sound=sound, images=images)
    seconds = facts.nearest_seconds(asked.lengths[0])
    nearest = price_of(changed if seconds == asked.lengths[0] else changed.lasting(seconds))
    return nearest if nearest.is_known else None


def _sum(shares: Sequence[Decimal | None], asked: Asked) -> Decimal | None:
    known = [share for share in shares if share is not None]
    return sum(known, Decimal(0)) * asked.work.takes if len(known) == len(shares) else None


def _by_clip(cost_usd: Decimal | None, asked: Asked) -> Decimal | None:
    """Exact for clips of one length; an average of several is rounded to a hundredth of a cent."""
    if cost_usd is None:
        return None
    return cost_usd / asked.clips if len(asked.distinct_lengths) == 1 else part_of(cost_usd, asked.clips)


def _times(amount_usd: Decimal | None, times: int | None) -> Decimal | None:
    return None if amount_usd is None or times is None else amount_usd * times


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _misfit_dict(misfit: Misfit) -> dict[str, Any]:
    plain = [value if isinstance(value, (bool, int, str)) else str(value) for value in (misfit.value, *misfit.allowed)]
    return {"code": misfit.code, "value": plain[0], "allowed": plain[1:], "text": str(misfit)}
