"""Dollars: how they are computed and how people read them. Amounts are `Decimal` everywhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["exactly", "format_sum_usd", "format_usd"]

_CONTEXT = Context(prec=60)  # digits of a sum of anything that is accepted here, and more
_P = ParamSpec("_P")
_R = TypeVar("_R")


def exactly(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function compute with our precision: the one that a notebook sets for its own decimals rounds no bill."""

    @wraps(function)
    def computed(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with localcontext(_CONTEXT):
            return function(*args, **kwargs)

    return computed


def format_usd(amount_usd: Decimal | None) -> str:
    """Write an amount: `$0.40`, "free" for 0, "unknown" for None.

    Cents are always shown; a finer amount keeps its digits, so that no price is rounded to 0.
    """
    if amount_usd is None:
        return "unknown"
    return "free" if amount_usd == 0 else format_sum_usd(amount_usd)


def format_sum_usd(amount_usd: Decimal, language: str = "en") -> str:
    """Write an amount that is a sum and no price, as in a wallet: there, nothing is `$0.00` and not "free".

    In French, "fr", it is `0,40 $` with spaces at which no line breaks.
    """
    whole, _, decimals = f"{amount_usd.copy_abs():,f}".partition(".")
    sign = "-" if amount_usd < 0 else ""
    cents = decimals.rstrip("0").ljust(2, "0")
    if language == "fr":
        whole = whole.replace(",", "\u202f")
        return f"{sign}{whole},{cents}\u00a0$"
    return f"{sign}${whole}.{cents}"
