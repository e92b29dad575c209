"""The price on a composer's button: what a quote says, in words, and why it may not run."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sora_widgets import jobs
from sora_widgets.errors import MoneyError, SoraWidgetsError
from sora_widgets.jobs import Quote
from sora_widgets.prompts import Shot
from sora_widgets.widgets._settings import provider_found
from sora_widgets.widgets._texts import Texts

__all__ = ["check_agreed", "no_price", "price_tag"]


def price_tag(film: Shot | str, settings: Mapping[str, Any], words: Texts) -> dict[str, Any]:
    """What this would cost now, or why nobody can say."""
    try:
        return _tag_of(jobs.quote(film, **settings), words)
    except SoraWidgetsError as error:  # no engine, for example because its folder cannot be written
        return no_price(error, words)


def no_price(error: SoraWidgetsError, words: Texts) -> dict[str, Any]:
    """The tag of what cannot run, with its refusal in words."""
    return {
        "label": words.money(None),
        "detail": "",
        "provider": "",
        "provider_note": "",
        "can_run": False,
        "refusal": words.refusal(error),
    }


def check_agreed(agreed: object, film: Shot | str, settings: Mapping[str, Any], words: Texts) -> None:
    """Nothing runs for more than the price that was on the button, nor on another server.

    Raises:
        MoneyError: it would.
        SoraWidgetsError: it would not run at all.
    """
    quote = jobs.quote(film, **settings)
    if quote.refusal is not None:
        raise quote.refusal
    now = _tag_of(quote, words)
    agreed = agreed if isinstance(agreed, dict) else {}
    is_agreed = now["label"] in (agreed.get("label"), words.money(Decimal(0)))
    if not is_agreed or now["provider"] != agreed.get("provider"):
        sentence = words.say("composer.price_changed", price=now["label"], provider=now["provider"])
        raise MoneyError(sentence, provider=now["provider"])


def _tag_of(quote: Quote, words: Texts) -> dict[str, Any]:
    cost_usd = None if quote.estimate is None else quote.estimate.cost_usd
    detail = [quote.provider]
    listed = quote.list_estimate
    if quote.has_take:
        detail.append(words.say("composer.has_take"))
    elif listed is not None:
        if listed.cost_usd is not None and listed.cost_usd != cost_usd:
            detail.append(words.say("composer.list_price", price=words.money(listed.cost_usd)))
        if listed.retired_on is not None:
            detail.append(words.say("composer.retired", date=listed.retired_on.isoformat()))
    return {
        "label": words.money(cost_usd),
        "detail": " · ".join(detail),
        "provider": quote.provider,
        "provider_note": provider_found(),
        "can_run": quote.can_run,
        "refusal": None if quote.refusal is None else words.refusal(quote.refusal),
    }
