"""What a storyboard costs as a whole, and whether all of it may run.

Every shot is one order. Shots that ask for exactly the same are takes of it, for the same order twice
would give the same clip. Nothing is ordered here; that is `_board_run`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sora_widgets import jobs
from sora_widgets.errors import BudgetExceededError, MoneyError, NoBudgetError, SoraWidgetsError
from sora_widgets.jobs import Wallet
from sora_widgets.pricing import format_sum_usd
from sora_widgets.prompts.storyboard import Storyboard
from sora_widgets.widgets._texts import Texts

__all__ = ["BoardPrice", "Order", "check_still_agreed", "orders_of", "price_board"]


@dataclass(frozen=True)
class Order:
    """One shot to be made.

    Attributes:
        number: of the shot, from 1.
        shot_id: its id in the draft.
        prompt: what is sent.
        seconds: its length.
        take: which of the shots that ask for the same, from 1.
        starts_from: the number of the shot whose last frame it begins with; None begins anew.
    """

    number: int
    shot_id: str
    prompt: str
    seconds: int
    take: int
    starts_from: int | None


@dataclass(frozen=True)
class BoardPrice:
    """What a board costs.

    Attributes:
        cost_usd: of all shots together; None when nobody knows it of one of them.
        provider: the server's name.
        refusal: why it cannot run; None when it can.
        refused_shot: the number of the shot that cannot be made; None when it is about the whole.
        has_all: everything is here already.
    """

    cost_usd: Decimal | None
    provider: str
    refusal: SoraWidgetsError | None = None
    refused_shot: int | None = None
    has_all: bool = False


def orders_of(board: Storyboard, shot_ids: Sequence[str], *, is_linked: bool) -> list[Order]:
    """The orders of a board, in the order of its shots."""
    seen: Counter[tuple[str, int]] = Counter()
    orders = []
    for request, shot_id in zip(board.requests(is_linked=is_linked), shot_ids, strict=True):
        seen[request.prompt, request.seconds] += 1
        take = seen[request.prompt, request.seconds]
        orders.append(Order(request.number, shot_id, request.prompt, request.seconds, take, request.starts_from))
    return orders


def price_board(orders: Sequence[Order], settings: Mapping[str, Any]) -> BoardPrice:
    """What all orders cost together here and now, and whether they may run.

    A linked shot is priced as new: whether its clip is here can only be told once its first frame is known.

    Raises:
        SoraWidgetsError: there is no engine.
    """
    costs: list[Decimal | None] = []
    has_all = bool(orders)
    provider = ""
    refusal: SoraWidgetsError | None = None
    refused_shot: int | None = None
    counts = Counter((one.prompt, one.seconds) for one in orders)
    for one in orders:
        is_linked = one.starts_from is not None
        if one.take > 1 and not is_linked:
            continue  # priced with the first
        takes = 1 if is_linked else counts[one.prompt, one.seconds]
        quote = jobs.quote(one.prompt, seconds=one.seconds, takes=takes, **settings)
        provider = quote.provider
        if quote.refusal is not None and refusal is None:
            refusal, refused_shot = quote.refusal, one.number
        estimate = quote.estimate
        if is_linked and quote.has_take:
            # without words nothing can be here: the price of one that has to be made
            estimate = jobs.quote("", seconds=one.seconds, **settings).estimate
        has_all = has_all and quote.has_take and not is_linked
        costs.append(None if estimate is None else estimate.cost_usd)
    cost_usd = None if None in costs else sum(filter(None, costs), Decimal(0))
    if cost_usd and (refusal is None or isinstance(refusal, (BudgetExceededError, NoBudgetError))):
        refusal, refused_shot = _short_of_money(cost_usd, provider, refusal), None  # about the whole
    return BoardPrice(cost_usd, provider, refusal, refused_shot, has_all and refusal is None)


def _short_of_money(cost_usd: Decimal, provider: str, refusal: SoraWidgetsError | None) -> SoraWidgetsError | None:
    """Why the whole may not be spent; None when it may."""
    if isinstance(refusal, NoBudgetError):
        return NoBudgetError(
            f"{provider} charges {format_sum_usd(cost_usd)} for the whole and no budget is set: set a hard cap first, "
            "for example set_budget(5).",
            cost_usd=cost_usd,
        )
    tightest = _tightest_wallet()
    if tightest is None or tightest.left_usd is None or cost_usd <= tightest.left_usd:
        return refusal
    return BudgetExceededError(
        f"The whole costs {format_sum_usd(cost_usd)}, and {format_sum_usd(max(tightest.left_usd, Decimal(0)))} is left: "
        "take shots out, shorten them, or raise the budget.",
        cost_usd=cost_usd,
        left_usd=tightest.left_usd,
        limit_usd=tightest.limit_usd,
        scope=tightest.name,
    )


def check_still_agreed(
    one: Order, settings: Mapping[str, Any], agreed: BoardPrice, spent_usd: Decimal, words: Texts
) -> None:
    """A shot that is ordered later must fit into what was agreed, on the server it was agreed for.

    Args:
        one: the order.
        settings: model and size.
        agreed: the price on the button when it was pressed.
        spent_usd: what the orders before it were estimated at.
        words: of the interface.

    Raises:
        MoneyError: it does not.
    """
    quote = jobs.quote("", seconds=one.seconds, **settings)
    cost_usd = None if quote.estimate is None else quote.estimate.cost_usd
    fits = cost_usd == 0 or (
        cost_usd is not None and agreed.cost_usd is not None and spent_usd + cost_usd <= agreed.cost_usd
    )
    if not fits or quote.provider != agreed.provider:
        sentence = words.say("composer.price_changed", price=words.money(cost_usd), provider=quote.provider)
        raise MoneyError(sentence, provider=quote.provider)


def _tightest_wallet() -> Wallet | None:
    """The wallet with the least left, of this folder's and this kernel's scope's; None while neither has a limit."""
    scope = jobs.current_scope()
    wallets = [jobs.wallet(), *([jobs.wallet(scope)] if scope is not None else [])]
    limited = [(wallet.left_usd, wallet) for wallet in wallets if wallet.left_usd is not None]
    return min(limited, key=lambda one: one[0], default=(None, None))[1]
