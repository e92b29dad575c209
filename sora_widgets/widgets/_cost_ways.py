"""Cheaper ways to the same shot: which are worth showing, what each saves, and what taking it changes.

One thing changes at a time. Drafting on the embedded provider is a way of its own: it changes the
server. The prices are `pricing`'s; here a few of each kind are chosen and put into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sora_widgets.errors import UnknownModelError, UnsupportedValueError
from sora_widgets.pricing import Comparison, Estimate, Offer, estimate, model_facts
from sora_widgets.pricing.requests import is_portrait
from sora_widgets.widgets._cost_rows import CostWords, model_name, size_of
from sora_widgets.widgets._settings import makes
from sora_widgets.widgets._texts import Texts

__all__ = ["DRAFT", "Way", "find_ways"]

DRAFT = "draft"
_MOST_MODELS = 3
_COMPOSER_KNOWS_NOT = ("sound", "batch")


@dataclass(frozen=True)
class Way:
    """One way.

    Attributes:
        id: its kind, and which of that kind.
        name: what changes, in a few words.
        why: what is to be known of it; "" when nothing is.
        saving: what it saves, in words.
        amount: what the work costs that way, in words.
        change: the settings that it changes; empty for a draft, which changes the server.
        estimate: its price; None for a draft, which is free.
        can_apply: there is something to change.
    """

    id: str
    name: str
    why: str
    saving: str
    amount: str
    change: Mapping[str, Any]
    estimate: Estimate | None
    can_apply: bool = True


def find_ways(
    what: object,
    settings: Mapping[str, Any],
    price: Estimate | None,
    table: Comparison,
    *,
    provider: str,
    link: str,
    words: Texts,
) -> tuple[Way, ...]:
    """What could be done for less, a draft first and other models last; without a price only what fits instead.

    Args:
        what: as for `estimate`.
        settings: as they are.
        price: of these; None when the model does not make them.
        table: the same work elsewhere.
        provider: the connected server's name.
        link: what the estimator is linked to, "" for nothing.
        words: of the interface.
    """
    cost = CostWords(words)
    chosen = next((offer for offer in table.rows if offer.id == _id_of(settings["model"])), None)
    if price is None:
        instead = chosen.instead if chosen is not None else None
        return (_instead(instead, cost, words),) if instead is not None else ()
    if price.cost_usd is None or price.is_free:
        return ()
    ways = [_draft(price, price.cost_usd, provider, cost, words)]
    if price.takes > 1:
        name = words.say("estimator.way.takes", n=price.takes)
        single_usd = price.cost_usd / price.takes
        given: dict[str, Any] = {"provider": provider, "usd_per_second": price.lines[0].unit_price_usd}
        single = estimate(what, **_named(settings) | {"takes": 1} | ({} if price.read_on is not None else given))
        ways.append(_way("takes", name, "", price.cost_usd, single_usd, {"takes": 1}, single, cost, words))
    if price.read_on is None:  # a rate that was given says nothing of other sizes and models
        return tuple(ways)
    for kind, other in _variations(what, settings, price):
        if other.cost_usd is not None:
            name, why, change = _described(kind, other, link, words)
            way_id = f"{kind}:{change[kind]}"
            ways.append(_way(way_id, name, why, price.cost_usd, other.cost_usd, change, other, cost, words))
    for offer in _other_models(chosen, price.cost_usd, table):
        if offer.cost_usd is not None and offer.estimate is not None:
            name = words.say("estimator.way.model", model=model_name(offer.id))
            change = {"model": offer.id}
            why, way_id = cost.seller(offer), f"model:{offer.id}"
            ways.append(_way(way_id, name, why, price.cost_usd, offer.cost_usd, change, offer.estimate, cost, words))
    return tuple(ways)


def _named(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: settings[name] for name in ("model", "seconds", "size", "takes", "sound", "batch")}


def _id_of(model: str) -> str:
    with suppress(UnknownModelError):
        return model_facts(model).id
    return model


def _variations(what: object, settings: Mapping[str, Any], price: Estimate) -> Iterator[tuple[str, Estimate]]:
    """The nearest shorter and the nearest smaller one, silent, and as a batch, where they cost less."""
    now_usd = price.cost_usd or Decimal(0)
    lengths, sizes = makes(settings["model"])
    asked_s, size = settings["seconds"], settings["size"]
    shorter = [] if asked_s is None else [length for length in lengths if length < asked_s][-1:]
    tried: dict[str, list[Any]] = {
        "seconds": shorter,
        "size": [one for one in sizes if one != size and is_portrait(one) == is_portrait(size)],
        "sound": [False] if settings["sound"] is None else [],
        "batch": [] if settings["batch"] else [True],
    }
    for kind, values in tried.items():
        found = []
        for value in values:
            with suppress(UnsupportedValueError):  # a size that no price is told for
                found.append(estimate(what, **_named(settings) | {kind: value}))
        less = [one for one in found if one.cost_usd is not None and one.cost_usd < now_usd]
        if less:
            # The dearest is nearest to what was asked for; the way can be gone again.
            yield kind, max(less, key=lambda one: one.cost_usd or Decimal(0))


def _other_models(chosen: Offer | None, now_usd: Decimal, table: Comparison) -> list[Offer]:
    """Of the same house the dearest, which is nearest to the chosen one, and the cheapest of others; one a house."""
    house = _house(chosen) if chosen is not None else ""
    is_history = chosen is not None and chosen.is_retired
    cheaper = [
        offer
        for offer in table.rows
        if offer.kind == "model" and offer.fits and offer.cost_usd is not None and offer.cost_usd < now_usd
    ]
    same = [offer for offer in cheaper if _house(offer) == house and (is_history or not offer.is_retired)]
    found = [max(same, key=lambda offer: offer.cost_usd or Decimal(0))] if same else []
    houses = {house}
    for offer in cheaper:
        has_short_name = "/" not in model_name(offer.id)
        if not offer.is_retired and has_short_name and _house(offer) not in houses and len(found) < _MOST_MODELS:
            houses.add(_house(offer))
            found.append(offer)
    return found


def _house(offer: Offer) -> str:
    """A seller by its first word: Google sells at two addresses, Alibaba at three."""
    return offer.seller.split()[0]


def _described(kind: str, other: Estimate, link: str, words: Texts) -> tuple[str, str, dict[str, Any]]:
    value = getattr(other, kind)
    name = words.say(f"estimator.way.{kind}", **{kind: size_of(value) if kind == "size" else value})
    why = [words.say("estimator.way.batch_why")] if kind == "batch" else []
    if link and kind in _COMPOSER_KNOWS_NOT:
        why.append(words.say("estimator.way.composer_knows_not"))
    return name, " ".join(why), {kind: value}


def _way(
    way_id: str,
    name: str,
    why: str,
    now_usd: Decimal,
    then_usd: Decimal,
    change: Mapping[str, Any],
    estimate: Estimate,
    cost: CostWords,
    words: Texts,
) -> Way:
    percent = int((1 - then_usd / now_usd) * 100)
    saving = f"{words.say('estimator.saves', amount=cost.money(now_usd - then_usd))} · {words.say('estimator.saves_percent', n=percent)}"
    return Way(way_id, name, why, saving, cost.money(then_usd), change, estimate)


def _instead(instead: Estimate, cost: CostWords, words: Texts) -> Way:
    """The nearest that the chosen model does make."""
    length = words.say("settings.n_seconds", n=instead.seconds)
    name = words.say("estimator.way.instead", length=length, size=size_of(instead.size))
    change = {name: getattr(instead, name) for name in ("seconds", "size", "sound", "batch")}
    return Way("instead", name, "", "", cost.money(instead.cost_usd), change, instead)


def _draft(price: Estimate, cost_usd: Decimal, provider: str, cost: CostWords, words: Texts) -> Way:
    is_there = provider == "animatic"
    single_usd = cost_usd / price.takes
    if is_there:
        why = words.say("estimator.way.draft_here")
    elif price.takes > 1:
        why = words.say("estimator.way.draft_why", n=price.takes)
    else:
        why = words.say("estimator.way.draft_why_one")
    saving = (
        words.say("estimator.saves", amount=cost.money(cost_usd - single_usd))
        if price.takes > 1
        else words.say("estimator.saves_each", amount=cost.money(single_usd))
    )
    free = words.money(Decimal(0))
    return Way(DRAFT, words.say("estimator.way.draft"), why, saving, free, {}, None, can_apply=not is_there)
