"""What may be spent: the rules before a job is reserved, and the sentences of a refusal.

The sums themselves move in the ledger's transactions; here is only the arithmetic around them.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal, InvalidOperation

from sora_widgets.errors import BudgetExceededError, NoBudgetError, RequestError, UnknownPriceError
from sora_widgets.jobs.ledger import WalletState
from sora_widgets.pricing import Estimate, format_sum_usd, format_usd, shown
from sora_widgets.providers import Provider

__all__ = ["check_price", "over_budget", "read_usd"]

MAX_USD = 1_000_000_000
_MICRO_USD = Decimal("0.000001")  # what the ledger counts in


def check_price(price: Estimate, provider: Provider, state: WalletState) -> None:
    """Refuse what may not be spent; the ledger's own transaction has the last word all the same.

    Raises:
        UnknownPriceError: nobody said what the server charges.
        NoBudgetError: it charges, and no limit is set.
        BudgetExceededError: more than what is left.
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
    if state.limit_usd is None:
        raise NoBudgetError(
            f"{provider.name} charges {format_usd(price.cost_usd)} for this and no budget is set: "
            "set a hard cap first, for example set_budget(5).",
            cost_usd=price.cost_usd,
        )
    left = state.left_usd
    if left is not None and price.cost_usd > left:
        raise over_budget(price, state)


def over_budget(price: Estimate, state: WalletState) -> BudgetExceededError:
    """The refusal of a price that does not fit, with what would."""
    cheaper = tuple(option for option in price.cheaper() if option.cost_usd is not None)
    fitting = [option for option in cheaper if option.cost_usd <= (state.left_usd or 0)]  # type: ignore[operator]  # filtered above
    advice = (
        "cheaper: " + ", ".join(_option(option) for option in fitting[:3])
        if fitting
        else "raise it with set_budget(…), or draft for free with connect('animatic')"
    )
    # A limit may be lowered below what is spent already: then nothing is left, and not less.
    left_usd, limit_usd = max(state.left_usd or Decimal(0), Decimal(0)), state.limit_usd or Decimal(0)
    return BudgetExceededError(
        f"This costs {format_usd(price.cost_usd)} and only {format_sum_usd(left_usd)} of the budget of "
        f"{format_sum_usd(limit_usd)} is left; {advice}.",
        cost_usd=price.cost_usd,
        left_usd=state.left_usd,
        limit_usd=state.limit_usd,
        cheaper=cheaper,
    )


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
