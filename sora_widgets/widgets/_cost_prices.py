"""What an estimator's settings come to, in numbers: the price asked for, the comparison, and cheaper ways.

A slider goes back and forth over the same stops: what was worked out once is kept while the price
table is the same. Nothing here is worded but names and refusals.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sora_widgets.errors import MoneyError, RequestError, SoraWidgetsError, UnknownModelError
from sora_widgets.pricing import (
    Comparison,
    Estimate,
    Hosting,
    Misfit,
    compare_costs,
    estimate,
    hosting_presets,
    model_facts,
    models,
)
from sora_widgets.pricing.offers import given_offer
from sora_widgets.widgets._cost_draft import Machine, read_machine
from sora_widgets.widgets._cost_subject import Here, Subject
from sora_widgets.widgets._cost_ways import Way, find_ways
from sora_widgets.widgets._texts import Texts

__all__ = ["Priced", "Prices", "full_name", "is_listed", "today"]

_MOST_KEPT = 64


@dataclass(frozen=True)
class Priced:
    """What some settings come to.

    Attributes:
        table: the same work at every offer, the connected server among them.
        price: of what was chosen; None when the model does not make it.
        refusal: why it does not.
        here: what the connected server asks.
        hindrance: why the connected server does not make it, in words; "" when it would, if there were the money.
        ways: cheaper ones.
        machine: one's own, as typed.
    """

    table: Comparison
    price: Estimate | None
    refusal: SoraWidgetsError | None
    here: Here
    hindrance: str
    ways: tuple[Way, ...]
    machine: Machine

    @property
    def machines(self) -> list[Hosting]:
        """Those that are compared: the measured ones and one's own."""
        return [*hosting_presets(), *([self.machine.hosting] if self.machine.hosting else [])]


class Prices:
    """Prices of one subject.

    Args:
        subject: what is priced.
        words: of the interface.
    """

    def __init__(self, subject: Subject, words: Texts) -> None:
        self._subject = subject
        self._words = words
        self._kept: OrderedDict[object, Any] = OrderedDict()
        self._prices_of: object = None

    def of(self, settings: Mapping[str, Any]) -> Priced:
        """What the settings come to.

        Raises:
            SoraWidgetsError: there is no engine, or nothing to price.
        """
        subject, model = self._subject, settings["model"]
        here = subject.here(settings)
        machine = read_machine(settings["hosting"], self._words)
        named = {name: settings[name] for name in ("seconds", "size", "takes", "sound", "batch")}
        work = (*named.values(), subject.lengths, settings["clips_per_month"], machine.hosting, today())
        hosting = [*hosting_presets(), *([machine.hosting] if machine.hosting else [])]
        table: Comparison = self._remembered(
            work,
            lambda: compare_costs(
                subject.what, **named, clips_per_month=settings["clips_per_month"], hosting=hosting, on=today()
            ),
        )
        price, refusal = self._price(model, named, here)
        cost_usd = None if price is None else price.cost_usd
        ways: tuple[Way, ...] = self._remembered(
            (work, model, here.provider, cost_usd),
            lambda: find_ways(
                subject.what, settings, price, table, provider=here.provider, link=subject.link, words=self._words
            ),
        )
        hindrance = self._hindrance(here, model)
        if here.estimate is not None:
            given = given_offer(here.provider, here.estimate, table.asked)
            if hindrance:
                given = replace(
                    given, cost_usd=None, usd_per_clip=None, usd_per_month=None, misfits=(Misfit("given", hindrance),)
                )
            table = Comparison(table.asked, (*table.rows, given)).sorted()
        return Priced(table, price, refusal, here, hindrance, ways, machine)

    def _price(
        self, model: str, named: Mapping[str, Any], here: Here
    ) -> tuple[Estimate | None, SoraWidgetsError | None]:
        """The list price, or what the connected server asks for a model that no table has; or why there is none."""
        try:
            listed = estimate(self._subject.what, model=model, **named)
        except RequestError as error:
            return None, error
        is_told_here = here.estimate is not None and not is_listed(model)
        return (here.estimate if is_told_here else listed), None

    def _hindrance(self, here: Here, model: str) -> str:
        if here.refusal is None or isinstance(here.refusal, MoneyError):
            return ""
        if isinstance(here.refusal, UnknownModelError):
            return self._words.say("estimator.has_no_model", provider=here.provider, model=model)
        return self._words.refusal(here.refusal)

    def _remembered(self, key: object, work_out: Callable[[], Any]) -> Any:
        """What was worked out before for the same settings, while the price table is the same."""
        prices_of = model_facts(models()[0])  # another object once newer prices are in use
        if prices_of is not self._prices_of:
            self._prices_of = prices_of
            self._kept.clear()
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self._kept[key] = work_out()
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]


def is_listed(model: str) -> bool:
    """Whether the price table has a model of this name."""
    try:
        model_facts(model)
    except UnknownModelError:
        return False
    return True


def full_name(model: str) -> str:
    """The id by which the price table has a model; its own name for one that it does not have."""
    return model_facts(model).id if is_listed(model) else model


def today() -> date:
    """The day by which things have ended or not."""
    return datetime.now(UTC).date()
