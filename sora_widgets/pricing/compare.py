"""`compare_costs`: the same work priced at every model, plan and machine.

It reads what is asked and gathers the offers, which `offers.py` works out. How they are shown is
`comparison.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from sora_widgets.errors import UnknownModelError, UnsupportedValueError
from sora_widgets.pricing.comparison import Comparison
from sora_widgets.pricing.estimate import Estimate, price_of
from sora_widgets.pricing.hosting import Hosting, hosting_presets
from sora_widgets.pricing.money import exactly
from sora_widgets.pricing.offers import Asked, Offer, given_offer, hosting_offer, model_offer, plan_offer
from sora_widgets.pricing.plans import plans, read_clips, read_day
from sora_widgets.pricing.rates import all_models, model_facts
from sora_widgets.pricing.requests import shown
from sora_widgets.pricing.work import read_work

__all__ = ["compare_costs"]


@exactly
def compare_costs(
    what: object = None,
    *,
    seconds: int | str | None = None,
    size: str | None = None,
    takes: int = 1,
    sound: bool | None = None,
    batch: bool = False,
    images: int = 0,
    input_seconds: int = 0,
    clips_per_month: int | None = None,
    hosting: Hosting | Sequence[Hosting] | None = None,
    models: str | Sequence[str] | None = None,
    on: date | None = None,
    given: Mapping[str, Estimate] | None = None,
) -> Comparison:
    """Price the same work at every model, plan and machine; what does not fit is kept and says why.

        >>> compare_costs(seconds=8, models=["sora-2", "sora-2-pro"])["sora-2-pro"].cost_usd
        Decimal('2.40')

    Args:
        what: a shot, a text or nothing (one clip), a request, a storyboard, or a list of them.
        seconds: the length of a clip. Default: what `what` says, else 4.
        size: "WIDTHxHEIGHT". Default: what `what` says, else "1280x720".
        takes: how often each clip is made.
        sound: True for those with a sound track only, False for the price without; None when either will do.
        batch: at the price of an order that may wait.
        images: pictures handed in with every clip.
        input_seconds: of video handed in with every clip.
        clips_per_month: how many such clips are made in a month; plans then cost what they come to at that use.
        hosting: one's own machines; None for the measured presets, () for none.
        models: ids or aliases; None for the whole table. What no table knows is kept, at an unknown price.
        on: the day it is looked at, by which things have ended or not; None for today.
        given: prices of connected servers, by the server's name.

    Raises:
        UnsupportedValueError: a length, size, number of takes or of clips, day or machine that is none.
    """
    work = read_work(
        what,
        models=models,
        seconds=seconds,
        size=size,
        takes=takes,
        sound=sound,
        batch=batch,
        images=images,
        input_seconds=input_seconds,
        remixes=0,
        extensions=(),
        usd_per_second=None,
        provider=None,
    )
    clips = None if clips_per_month is None else read_clips(clips_per_month)
    asked = Asked(work, clips, datetime.now(UTC).date() if on is None else read_day(on))
    rows = [_model(name, asked) for name in (all_models() if models is None else work.models)]
    rows += [plan_offer(plan, asked) for plan in plans()]
    rows += [hosting_offer(machine, asked) for machine in _read_machines(hosting)]
    rows += [given_offer(name, price, asked) for name, price in _read_given(given).items()]
    _check_names(rows)
    return Comparison(asked, tuple(rows)).sorted()


def _read_machines(hosting: object) -> tuple[Hosting, ...]:
    if hosting is None:
        return hosting_presets()
    machines = (hosting,) if not isinstance(hosting, Iterable) else tuple(hosting)
    for machine in machines:
        if not isinstance(machine, Hosting):
            raise UnsupportedValueError(
                f"hosting must be a Hosting or several, not {shown(machine)}: use hosting=Hosting('our box', 2, 30).",
                name="hosting",
                given=machine,
            )
    return machines


def _read_given(given: object) -> Mapping[str, Estimate]:
    if given is None:
        return {}
    if isinstance(given, Mapping) and all(isinstance(price, Estimate) for price in given.values()):
        return given
    raise UnsupportedValueError(
        f"given must be estimates by the server's name, not {shown(given)}: use given={{'box': sw.estimate(...)}}.",
        name="given",
        given=given,
    )


def _check_names(rows: Sequence[Offer]) -> None:
    """An offer is found by its name, and so is its line."""
    names = [offer.id for offer in rows]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UnsupportedValueError(
            f"Two offers are called {shown(twice)}: give each machine and server a name of its own.",
            name="hosting",
            given=twice,
        )


def _model(name: str, asked: Asked) -> Offer:
    try:
        facts = model_facts(name)
    except UnknownModelError:
        return given_offer(name, price_of(asked.work._replace(models=(name,))), asked, kind="model")
    return model_offer(facts, asked)
