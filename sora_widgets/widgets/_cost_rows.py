"""Offers as rows of a view: names and amounts as they are read, what is to be said of each, and which matter first.

Nothing is priced here. A row is muted, hatched or given its reason by its `state`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sora_widgets.pricing import Comparison, Estimate, Misfit, Offer, model_facts, models
from sora_widgets.widgets._texts import Texts

__all__ = ["CostWords", "matters_first", "model_name", "share_of", "size_of", "state_of"]

_MOST_BARS = 12
_MOST_SELLERS = 8
_CENT, _FINE = Decimal("0.01"), Decimal("0.0001")


class CostWords:
    """How an offer is put into words.

    Args:
        words: of the interface.
    """

    def __init__(self, words: Texts) -> None:
        self._words = words

    def money(self, amount_usd: Decimal | None) -> str:
        """An amount to be compared at a glance: in cents, and finer where it is small."""
        if amount_usd is None or amount_usd == 0:
            return self._words.money(amount_usd)
        rounded = amount_usd.quantize(_CENT if amount_usd >= Decimal("0.1") else _FINE, ROUND_HALF_UP)
        return self._words.money(rounded or amount_usd)

    def name(self, offer: Offer) -> str:
        return model_name(offer.id) if offer.kind == "model" else offer.name

    def row(self, offer: Offer, *, longest_usd: Decimal, chosen: str) -> dict[str, Any]:
        """One offer, as a bar and as a row of the table show it."""
        state = state_of(offer)
        cost_usd = offer.cost_usd
        return {
            "id": offer.id,
            "name": self.name(offer),
            "seller": self.seller(offer),
            "amount": self.amount(offer),
            "clip": "" if offer.usd_per_clip is None else self.money(offer.usd_per_clip),
            "month": "" if offer.usd_per_month is None else self.money(offer.usd_per_month),
            "share": 0.0 if state == "misfit" else share_of(cost_usd, longest_usd),
            "state": state,
            "note": self.note(offer),
            "source": self.source(offer),
            "is_chosen": offer.id == chosen,
        }

    def amount(self, offer: Offer) -> str:
        """The price of the work, or that there is none."""
        if not offer.fits:
            return self._words.say("estimator.not_here" if offer.kind == "given" else "estimator.not_priced")
        return self._words.say("estimator.unknown_short") if offer.cost_usd is None else self.money(offer.cost_usd)

    def seller(self, offer: Offer) -> str:
        say = self._words.say
        if offer.kind == "hosting":
            return say("estimator.self_hosted")
        if offer.kind == "given":
            return say("estimator.you_pay" if offer.fits else "estimator.connected")
        return f"{offer.seller} ({say('estimator.resold')})" if offer.is_reseller else offer.seller

    def note(self, offer: Offer) -> str:
        """What is to be said beside the price: why it does not fit and what does, when it ends."""
        say = self._words.say
        said = [self.misfit(one) for one in offer.misfits if one.code != "retired"]
        if offer.instead is not None and offer.instead.cost_usd is not None and not offer.fits:
            said.append(
                say(
                    "estimator.instead",
                    length=say("settings.n_seconds", n=offer.instead.seconds),
                    size=size_of(offer.instead.size),
                    amount=self.money(offer.instead.cost_usd),
                )
            )
        if offer.fits and offer.cost_usd is None and not said:
            said.append(say("estimator.nobody_told"))
        if offer.retired_on is not None:
            key = "estimator.retired" if offer.is_retired else "estimator.ends"
            if offer.kind == "plan":
                key = "estimator.ended"
            said.append(say(key, date=offer.retired_on.isoformat()))
        if offer.kind == "plan" and offer.usd_per_month:
            said.insert(0, say("estimator.at_your_use", price=self.money(offer.usd_per_month)))
        return " · ".join(said)

    def misfit(self, misfit: Misfit) -> str:
        """Why something does not fit, in this language."""
        words = self._words
        code, value, allowed = misfit
        if code == "given":
            return str(value)
        if code == "needs":
            return words.say(f"estimator.misfit.needs.{allowed[0]}")
        if code == "price" and allowed:
            return words.say("estimator.misfit.price_of", value=size_of(str(value)), allowed=self.either(allowed))
        if code == "seconds":
            return words.say("estimator.misfit.seconds", value=value, allowed=self.lengths(allowed))
        return words.say(f"estimator.misfit.{code}", value=size_of(str(value)), allowed=self.either(allowed))

    def either(self, values: Sequence[object]) -> str:
        if not values:
            return ""
        *rest, last = (size_of(str(value)) for value in values)
        return self._words.say("list.or").join([", ".join(rest), last]) if rest else last

    def lengths(self, seconds: Sequence[Any]) -> str:
        """Lengths in few words: "4, 6 or 8", "3–15"."""
        first, last = seconds[0], seconds[-1]
        is_range = len(seconds) > 3 and list(seconds) == list(range(first, last + 1))
        return f"{first}–{last}" if is_range else self.either(seconds)

    def source(self, priced: Offer | Estimate) -> str:
        """Where a price stands and when that was read, in a line."""
        page = priced.source.partition("://")[2] or priced.source
        if priced.read_on is None:
            return self._words.say("estimator.given") if page else ""
        return f"{page} · {self._words.say('estimator.read', date=priced.read_on.isoformat())}"


def state_of(offer: Offer) -> str:
    """ "known", "retired", "unknown" or "misfit"."""
    if not offer.fits:
        return "misfit"
    if offer.cost_usd is None:
        return "unknown"
    return "retired" if offer.is_retired else "known"


def matters_first(table: Comparison, pinned: Sequence[str]) -> list[Offer]:
    """The offers that are looked at first; the whole table has the others.

    They are those that somebody chose, of each seller the cheapest that is sold today, the models that everything is
    measured against and the cheapest plan there was, and one whose price nobody knows.

    Args:
        table: in the order of the prices.
        pinned: ids that come in any case, in this order.
    """
    by_id = {offer.id: offer for offer in table.rows}
    first = [by_id[one] for one in dict.fromkeys(pinned) if one in by_id]
    states: dict[str, list[Offer]] = {"known": [], "retired": [], "unknown": [], "misfit": []}
    for offer in table.rows:
        states[state_of(offer)].append(offer)
    plans = [offer for offer in states["retired"] if offer.kind == "plan" and offer.cost_usd]
    wanted = [
        *_cheapest_by_house(states["known"]),
        *(offer for offer in states["retired"] if offer.id in models()),
        *plans[:1],
        *[offer for offer in states["unknown"] if not offer.is_retired][:1],
        *states["misfit"],
    ]
    taken = {offer.id for offer in first}
    rest = [offer for offer in wanted if offer.id not in taken][: _MOST_BARS - len(first)]
    shown = {offer.id for offer in rest}
    return first + [offer for offer in table.rows if offer.id in shown]


def _cheapest_by_house(offers: Sequence[Offer]) -> list[Offer]:
    """Of each seller the cheapest model, and the cheapest machine. A house may sell at several addresses."""
    found: dict[str, Offer] = {}
    for offer in offers:
        if offer.kind == "model":
            found.setdefault(offer.seller.split()[0], offer)
    machines = [offer for offer in offers if offer.kind == "hosting"]
    return [*list(found.values())[:_MOST_SELLERS], *machines[:1]]


def model_name(model: str) -> str:
    """A model as people call it: by its short name where it has one."""
    if "/" not in model:
        return model
    short = [name for name in model_facts(model).aliases if "/" not in name]
    return short[0] if short else model.partition("/")[2]


def size_of(size: str) -> str:
    """A size as it is set: 1280×720."""
    width, cross, height = size.partition("x")
    return f"{width}×{height}" if cross and width.isdigit() and height.isdigit() else size


def share_of(cost_usd: Decimal | None, longest_usd: Decimal) -> float | None:
    """How long a bar is, from 0 to 1; None when nobody knows the price."""
    if cost_usd is None:
        return None
    return 0.0 if longest_usd <= 0 else round(min(1.0, float(cost_usd / longest_usd)), 4)
