"""What may be spent: the rules before a job is reserved, and the sentences of a refusal.

The sums themselves move in the ledger's transactions; here is only the arithmetic around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from sora_widgets.errors import BudgetExceededError, NoBudgetError, RequestError, UnknownPriceError
from sora_widgets.jobs.ledger import WalletState
from sora_widgets.pricing import Estimate, format_sum_usd, format_usd, shown
from sora_widgets.providers import Provider

__all__ = ["check_price", "over_budget", "read_usd"]

MAX_USD = 1_000_000_000
_MICRO_USD = Decimal("0.000001")  # what the ledger counts in


def check_price(price: Estimate, provider: Provider, states: Sequence[WalletState]) -> None:
    """Refuse what may not be spent; the ledger's own transaction has the last word all the same.

    Args:
        price: what the order is expected to cost.
        provider: who would be paid.
        states: every wallet that the order counts against: the folder's, and the scope's when there is one.

    Raises:
        UnknownPriceError: nobody said what the server charges.
        NoBudgetError: it charges, and none of the wallets has a limit.
        BudgetExceededError: more than what is left in the wallet with the least.
    """
    if provider.is_free:
        return
    if provider.usd_per_second is None or price.cost_usd is None:
        raise UnknownPriceError(
            f"Nobody knows what {provider.name} charges for {price.model}: say it with "
            f"connect({provider.address!r}, usd_per_second=…), 0 if it is your own.",
            model=price.model,
            provider=provider.name,
        )
    tightest = _tightest(states)
    if tightest is None:
        raise NoBudgetError(
            f"{provider.name} charges {format_usd(price.cost_usd)} for this and no budget is set: "
            "set a hard cap first, for example set_budget(5).",
            cost_usd=price.cost_usd,
        )
    if price.cost_usd > _left_usd(tightest):
        raise over_budget(price, states)


def over_budget(price: Estimate, states: Sequence[WalletState]) -> BudgetExceededError:
    """The refusal of a price that does not fit into the wallet with the least left, which it names, with what would fit."""
    state = _tightest(states) or WalletState(Decimal(0), Decimal(0), Decimal(0))
    left_usd = _left_usd(state)
    cheaper = tuple(option for option in price.cheaper() if option.cost_usd is not None)
    fitting = [option for option in cheaper if option.cost_usd <= left_usd]  # type: ignore[operator]  # filtered above
    raising = "set_budget(…)" if state.name is None else f"set_budget(…, scope={state.name!r})"
    advice = (
        "cheaper: " + ", ".join(_option(option) for option in fitting[:3])
        if fitting
        else f"raise it with {raising}, or draft for free with connect('animatic')"
    )
    limit_usd = state.limit_usd or Decimal(0)
    whose = "" if state.name is None else f" for {state.name!r}"
    return BudgetExceededError(
        # A limit may be lowered below what is spent already: then nothing is left, and not less.
        f"This costs {format_usd(price.cost_usd)} and only {format_sum_usd(max(left_usd, Decimal(0)))} of the budget of "
        f"{format_sum_usd(limit_usd)}{whose} is left; {advice}.",
        cost_usd=price.cost_usd,
        left_usd=left_usd,
        limit_usd=limit_usd,
        scope=state.name,
        cheaper=cheaper,
    )


def _tightest(states: Sequence[WalletState]) -> WalletState | None:
    """The wallet with the least left; None when none has a limit."""
    return min((state for state in states if state.limit_usd is not None), key=_left_usd, default=None)


def _left_usd(state: WalletState) -> Decimal:
    return state.left_usd if state.left_usd is not None else Decimal(0)


def _option(option: Estimate) -> str:
    return f"{option.seconds} s of {option.model} at {option.size} for {format_usd(option.cost_usd)}"


def read_usd(value: Decimal | float | str, what: str) -> Decimal:
    """An amount of USD from what people type ("5", 0.1, "$2.50"), rounded up to a millionth of a dollar.

    Raises:
        RequestError: no amount, below 0, or above a thousand million dollars.
    """
    try:
        usd = Decimal(str(value).strip().removeprefix("$"))
    except (InvalidOperation, ValueError):
        usd = Decimal(-1)
    if not usd.is_finite() or not 0 <= usd <= MAX_USD:
        raise RequestError(
            f"{what} must be an amount of USD from 0 to {MAX_USD:,}, not {shown(value)}: write it like 2.50.",
            given=value,
        )
    return usd.quantize(_MICRO_USD, ROUND_CEILING)
