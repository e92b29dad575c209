"""A job in doubt, in words: what is known, which videos it may be, and what each way out costs.

The engine sends no order twice by itself when the answer to the first was lost: a person says
whether the server made the video. This file lays the facts and the prices before that person; what
then happens is `Job.adopt`, `Job.submit_again` and `Job.give_up`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sora_widgets import jobs
from sora_widgets.errors import SoraWidgetsError
from sora_widgets.jobs import Job
from sora_widgets.widgets._texts import Texts

__all__ = ["decision_of", "short_ids"]

_EXCERPT_CHARS = 120
_ID_ENDS_CHARS = 8


def decision_of(job: Job, texts: Texts) -> dict[str, Any] | None:
    """What somebody must know to decide about a job; None while there is nothing to decide.

    Costs are of now: whoever shows them asks again when money has moved.
    """
    if not job.needs_decision:
        return None
    candidates = job.candidates or ()
    names = short_ids([str(candidate.get("id")) for candidate in candidates])
    held_usd = job.held_usd
    left_usd = _left_usd(job) if held_usd else None
    return {
        "said": texts.say(f"doubt.said_{_how_many(len(candidates))}", provider=job.provider, n=len(candidates)),
        # With videos to choose from, the sentence above says it all; without, the engine knows more.
        "note": None if candidates else job.note,
        "videos": [_video(candidate, name, texts) for candidate, name in zip(candidates, names, strict=True)],
        "no_video": None if candidates else _no_video(job, texts),
        "adopt_cost": texts.say("doubt.adopt_cost", price=texts.sum(held_usd))
        if held_usd
        else texts.say("doubt.adopt_costs_nothing"),
        "submit_again_cost": _submit_again_cost(held_usd, left_usd, texts),
        "give_up_cost": texts.say("doubt.give_up_cost", price=texts.sum(held_usd))
        if held_usd
        else texts.say("doubt.costs_nothing"),
        "can_submit_again": left_usd is None or held_usd <= left_usd,
        "costs_money": bool(held_usd),
    }


def short_ids(video_ids: Sequence[str]) -> list[str]:
    """Ids as a line can hold them: their two ends; whole, where these are the same."""
    short = [
        f"{one[:_ID_ENDS_CHARS]}…{one[-_ID_ENDS_CHARS:]}" if len(one) > 2 * _ID_ENDS_CHARS + 1 else one
        for one in video_ids
    ]
    return short if len(set(short)) == len(set(video_ids)) else list(video_ids)


def _how_many(count: int) -> str:
    return {0: "none", 1: "one"}.get(count, "many")


def _video(candidate: Mapping[str, Any], name: str, texts: Texts) -> dict[str, Any]:
    video_id, seconds, size, prompt = (candidate.get(name) for name in ("id", "seconds", "size", "prompt"))
    facts = [
        texts.video_status(str(candidate.get("status") or "")),
        "" if seconds is None else texts.say("card.seconds", n=seconds),
        "" if size is None else str(size).replace("x", "×"),
    ]
    excerpt = " ".join(str(prompt or "").split())
    return {
        "video_id": str(video_id),
        "short_id": name,
        "created_at": candidate.get("created_at"),
        "facts": " · ".join(filter(None, facts)),
        "prompt": excerpt if len(excerpt) <= _EXCERPT_CHARS else excerpt[: _EXCERPT_CHARS - 1].rstrip() + "…",
    }


def _no_video(job: Job, texts: Texts) -> str:
    """Why there is nothing to choose from: the server shows nothing, or cannot show anything."""
    return texts.say("doubt.cannot_list" if job.can_list is False else "doubt.shows_none")


def _submit_again_cost(held_usd: Decimal, left_usd: Decimal | None, texts: Texts) -> str:
    if not held_usd:
        return texts.say("doubt.costs_nothing")
    price = texts.sum(held_usd)
    if left_usd is None:
        return texts.say("doubt.submit_again_cost", price=price)
    if held_usd > left_usd:
        return texts.say("doubt.submit_again_over", price=price, left=texts.sum(max(left_usd, Decimal(0))))
    return texts.say("doubt.submit_again_left", price=price, left=texts.sum(left_usd - held_usd))


def _left_usd(job: Job) -> Decimal | None:
    """What is left under every limit that the job counts against; None where nothing limits it."""
    try:
        lefts = [jobs.wallet().left_usd]
        if job.scope is not None:
            lefts.append(jobs.wallet(scope=job.scope).left_usd)
    except SoraWidgetsError:
        return None  # the ledger has the last word all the same, and says it
    return min((left for left in lefts if left is not None), default=None)
