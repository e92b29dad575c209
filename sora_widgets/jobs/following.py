"""What a server says about its videos, read as changes of our rows."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.machine import State
from sora_widgets.providers import Provider, RemoteVideo

__all__ = ["pages", "told_by"]

MAX_PAGES = 20


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
    if after is State.IN_PROGRESS and row.started_at is None:
        changes["started_at"] = time.time()
    if after is not row.state or row.note is not None:
        changes.setdefault("note", None)
    return after, changes


async def pages(provider: Provider) -> AsyncIterator[list[RemoteVideo]]:
    """Pages of the server's list, newest first; a cursor that repeats itself ends it."""
    after: str | None = None
    seen: set[str] = set()
    for _ in range(MAX_PAGES):
        page, has_more = await provider.list_page(limit=100, after=after)
        yield page
        if not has_more or page[-1].id in seen:
            return
        seen.update(video.id for video in page)
        after = page[-1].id
