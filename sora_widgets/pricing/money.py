"""Dollars as people read them. Amounts are `Decimal` everywhere; this only turns one into text."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["format_sum_usd", "format_usd"]


def format_usd(amount_usd: Decimal | None) -> str:
    """Write an amount: `$0.40`, "free" for 0, "unknown" for None.

    Cents are always shown; a finer amount keeps its digits, so that no price is rounded to 0.
    """
    if amount_usd is None:
        return "unknown"
    return "free" if amount_usd == 0 else format_sum_usd(amount_usd)


def format_sum_usd(amount_usd: Decimal) -> str:
    """Write an amount that is a sum and no price, as in a wallet: there, nothing is `$0.00` and not "free"."""
    whole, _, decimals = f"{abs(amount_usd):,f}".partition(".")
    sign = "-" if amount_usd < 0 else ""
    return f"{sign}${whole}.{decimals.rstrip('0').ljust(2, '0')}"
