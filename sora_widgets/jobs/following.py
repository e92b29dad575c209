"""What a server says about its videos, read as changes of our rows."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sora_widgets.jobs.machine import State
from sora_widgets.jobs.rows import JobRow
from sora_widgets.providers import Provider, RemoteVideo, VideoPage, VideoRequest

__all__ = ["Finding", "Listing", "find_answer", "read_list", "read_pages", "told_by", "told_cost"]

MAX_PAGES = 100


def told_by(video: RemoteVideo, row: JobRow) -> tuple[State, dict[str, object]]:
    """The state that the server's answer means for the row, and the columns that it changes; none if it says no news."""
    changes: dict[str, object] = {}
    match video.status:
        case "completed":
            after = State.COMPLETED
        case "failed" | "cancelled" | "expired" as status:
            after = State(status)
            changes["note"] = video.error_message or f"The server ended the video as {status}, without a reason."
            changes["error_code"] = video.error_code or status
        case "queued":
            after = State.QUEUED
        case _:  # in progress, or a word nobody has heard of
            after = State.IN_PROGRESS
    if video.progress is not None and video.progress != row.progress:
        changes["progress"] = video.progress
    if video.told_status != row.told_status:
        changes["told_status"] = video.told_status
    if told_cost(video) not in (None, row.told_cost_usd):
        changes["told_cost_usd"] = told_cost(video)
    if row.missing_since is not None:
        changes["missing_since"] = None
    if video.urls and video.urls != row.urls:
        changes["urls"] = list(video.urls)
    if after is State.IN_PROGRESS and row.started_at is None:
        changes["started_at"] = time.time()
    if after is not row.state or row.note is not None:
        changes.setdefault("note", None)
    return after, changes


def told_cost(video: RemoteVideo) -> Decimal | None:
    """What the server charged, in USD. A told 0 says nothing: gateways tell it of models that they have no price for."""
    return video.cost_usd or None


@dataclass(frozen=True)
class Listing:
    """What a server's list told.

    Attributes:
        videos: all that were read.
        is_complete: nothing that was made since `back_to` can be missing: every entry could be read, and the list came
            to its end, or back to that time in an order that was really newest first.
    """

    videos: tuple[RemoteVideo, ...]
    is_complete: bool


async def read_pages(provider: Provider) -> AsyncIterator[VideoPage]:
    """A server's list page by page, to its end, or until its cursor brings nothing new."""
    seen: dict[str, None] = {}
    for _ in range(MAX_PAGES):
        page = await provider.list_page(limit=100, after=next(reversed(seen), None))
        yield page
        is_repeating = any(video.id in seen for video in page.videos)
        seen.update((video.id, None) for video in page.videos)
        if not page.has_more or is_repeating or not page.videos:  # a cursor that the server ignores
            return


async def read_list(provider: Provider, *, back_to: float = 0.0) -> Listing:
    """Read a server's list, back to a time.

    Args:
        provider: the server.
        back_to: seconds since 1970 on the server's clock; older videos are of no interest.
    """
    videos: dict[str, RemoteVideo] = {}
    is_sound, is_at_end = True, False
    async for page in read_pages(provider):
        is_sound = is_sound and page.is_whole
        is_at_end = not page.has_more
        videos.update((video.id, video) for video in page.videos)
        times = [video.created_at for video in videos.values()]
        known = [time for time in times if time is not None]
        is_newest_first = len(known) == len(times) and known == sorted(known, reverse=True)
        # Order shows only where a newer video came before an older one: old ones alone may be the list's oldest end.
        if known and is_newest_first and known[0] >= back_to > known[-1]:
            is_at_end = True
            break
    return Listing(tuple(videos.values()), is_sound and is_at_end)


@dataclass(frozen=True)
class Finding:
    """What is known of a POST without an answer: the video it made, or that it made none, or neither.

    Attributes:
        video: certainly its own.
        is_absent: certainly none was made.
        candidates: what may be its own, for a person to look at.
    """

    video: RemoteVideo | None = None
    is_absent: bool = False
    candidates: tuple[RemoteVideo, ...] = ()

    def shown(self) -> list[dict[str, Any]]:
        """The candidates as the ledger keeps them for a person to choose from."""
        return [
            {name: getattr(video, name) for name in ("id", "status", "created_at", "prompt", "seconds", "size")}
            for video in self.candidates
        ]


def find_answer(request: VideoRequest, listing: Listing, earliest: float, is_claimed: Callable[[str], bool]) -> Finding:
    """Look for the video of a lost answer.

    Only a video that tells our very prompt, alone, is taken for ours; that none was made is believed only of a
    complete list without anything that might be it. Everything else stays open.
    """
    unclaimed = tuple(
        video
        for video in listing.videos
        if video.may_be(request) and (video.created_at or earliest) >= earliest and not is_claimed(video.id)
    )
    if len(unclaimed) == 1 and unclaimed[0].prompt == request.prompt and listing.is_complete:
        return Finding(video=unclaimed[0])
    return Finding(is_absent=listing.is_complete and not unclaimed, candidates=unclaimed)
