"""Looking at one server's videos: one list call tells most of them, and nobody is asked more than it takes.

Answers for when to look, how, and for writing what changed in one transaction. The interval follows
the smallest time left (JOBS.md, "Polling"); the server's own wish and its refusals have the last word.
"""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sora_widgets.errors import ProtocolError, ProviderError, ProviderRefusedError
from sora_widgets.jobs import steps
from sora_widgets.jobs.following import read_pages, told_by
from sora_widgets.jobs.ledger import JobRow, Ledger, StaleRowError
from sora_widgets.jobs.machine import POLL_MIN_S, State, poll_interval_s, progress_spacing_s
from sora_widgets.providers import Provider, RemoteVideo

__all__ = ["Poller", "quick_turns"]

_log = logging.getLogger(__name__)

MAX_ASKED_AT_ONCE = 4
MAX_ASKED_PER_S = 20.0  # about single videos, of one server
MAX_WISH_S = 60.0  # of a server that asks to be asked seldom
MAX_JITTER = 0.06  # only ever earlier: a kernel that asks late tells late
MAX_REST_S = 30.0  # after failures that name no time
TURN_S = 0.001
_ONLY_MOVING = {"progress", "told_status"}


class Poller:
    """Follows the jobs at one server.

    Args:
        on_news: called after something new was written.

    Attributes:
        provider: the server.
        next_at: when to look again, in seconds of `time.monotonic`.
    """

    def __init__(self, ledger: Ledger, provider: Provider, on_news: Callable[[], None]) -> None:
        self.provider = provider
        self._on_news = on_news
        self.next_at = 0.0
        self._ledger = ledger
        self._failures = 0
        self._pages = 1  # of the server's list, down to the last video of ours
        self._asked = 0  # about single videos, in the last look

    def hurry(self) -> None:
        """A job has just come to this server: the interval of those before it may be too long for it."""
        if self._failures == 0:
            self.next_at = min(self.next_at, time.monotonic() + max(POLL_MIN_S, self._wish_s))

    @property
    def _wish_s(self) -> float:
        return min(self.provider.poll_after_s or 0.0, MAX_WISH_S)

    async def look(self, rows: list[JobRow]) -> None:
        """Look once at these jobs and write down what is new."""
        began = time.monotonic()
        try:
            with quick_turns():
                videos = await self._videos_of(rows)
        except ProviderError as error:
            self._failures += 1
            _log.warning("%s", error)
            self._ledger.write_all((row, None, {"note": str(error)}) for row in rows if row.note != str(error))
            wait_s = max(min(MAX_REST_S, 0.5 * 2.0 ** min(self._failures, 10)), steps.retry_after_s(error) or 0.0)
        else:
            self._failures = 0
            wait_s = max(self._interval_s(rows, videos), self._asked / MAX_ASKED_PER_S)
        self.next_at = max(began + wait_s, time.monotonic() + 0.05)

    async def _videos_of(self, rows: list[JobRow]) -> dict[str, RemoteVideo]:
        """The videos of these jobs by id, already followed; those that are lost are left out."""
        by_id = {str(row.remote_id): row for row in rows}
        videos: dict[str, RemoteVideo] = {}
        # As many questions as the list has pages cost no more than the list, and their answers are shorter.
        if self.provider.profile.can_list and len(rows) > self._pages:
            try:
                await self._read_list(by_id, videos)
            except ProviderError as error:
                if steps.has_no_list(error):
                    self.provider.forget_list()
                elif not isinstance(error, ProtocolError):  # one odd page; the videos can still be asked about
                    raise
        absent = [row for remote_id, row in by_id.items() if remote_id not in videos]
        self._asked = len(absent) if self.provider.profile.can_retrieve else 0
        if not self.provider.profile.can_retrieve:
            self._end(absent)
            return videos
        # Absent from the list: only a question of its own says that a video is lost.
        turn = asyncio.Semaphore(MAX_ASKED_AT_ONCE)

        async def ask(row: JobRow) -> None:
            async with turn:
                video = await self._ask(row)
            if video is not None:
                videos[str(row.remote_id)] = video

        asked = await asyncio.gather(*map(ask, absent), return_exceptions=True)
        for problem in asked:
            if isinstance(problem, BaseException):
                raise problem
        return videos

    async def _read_list(self, by_id: Mapping[str, JobRow], videos: dict[str, RemoteVideo]) -> None:
        spacing_s = progress_spacing_s(len(by_id))
        last_of_ours = 1
        pages = 0
        async for page in read_pages(self.provider):
            pages += 1
            ours = {video.id: video for video in page.videos if video.id in by_id and video.id not in videos}
            videos.update(ours)
            last_of_ours = pages if ours else last_of_ours
            self._follow(by_id, ours, spacing_s)  # at once: the pages after it take their time
            if len(videos) == len(by_id):
                break
        self._pages = last_of_ours

    def _follow(self, by_id: Mapping[str, JobRow], videos: Mapping[str, RemoteVideo], spacing_s: float) -> None:
        now = time.time()
        news = []
        for remote_id, video in videos.items():
            row = by_id[remote_id]
            after, changes = told_by(video, row)
            is_only_moving = after is row.state and changes.keys() <= _ONLY_MOVING
            if changes and not (is_only_moving and now - row.updated_at < spacing_s):
                news.append((row, after, changes))
        if news:
            self._ledger.write_all(news)
            self._on_news()  # told while the next page is on its way

    def _end(self, rows: list[JobRow]) -> None:
        """Move on what a server that cannot be asked again had told with its only answer."""
        lost = f"{self.provider.name} cannot be asked about a video again, and its answer did not get here whole."
        self._ledger.write_all(
            (row, State.COMPLETED, {})
            if row.urls
            else (row, State.EXPIRED, {"note": lost, "error_code": "lost-by-server"})
            for row in rows
        )

    async def _ask(self, row: JobRow) -> RemoteVideo | None:
        """One odd answer must not keep the other jobs waiting."""
        try:
            return await steps.expire_if_gone(self._ledger, self.provider, row)
        except (ProviderRefusedError, ProtocolError) as error:
            status = error.details.get("status")
            is_about_all = status in (401, 403, 429) or (isinstance(status, int) and status >= 500)
            if is_about_all or steps.retry_after_s(error) is not None:
                raise
            self._ledger.write_all([(row, None, {"note": str(error)})] if row.note != str(error) else [])
        except StaleRowError:
            _log.info("job %s changed while the server was asked", row.id)
        return None

    def _interval_s(self, rows: list[JobRow], videos: Mapping[str, RemoteVideo]) -> float:
        now = time.time()
        waits = []
        for row in rows:
            video = videos.get(str(row.remote_id))
            # The newest progress, which may not have been worth a write.
            if video is None or told_by(video, row)[0] in (State.SUBMITTED, State.QUEUED, State.IN_PROGRESS):
                progress = None if video is None else video.progress
                waits.append((row.eta_s(now, progress), now - (row.posted_at or row.created_at)))
        return max(poll_interval_s(waits), self._wish_s) * (1 - MAX_JITTER * random.random())


@contextmanager
def quick_turns() -> Iterator[None]:
    """Meanwhile, a cell that computes gives the interpreter back within 1 ms instead of 5.

    A look hands it over some twenty times, at every wait for the network and the disk, and waits for its turn each time.
    While nobody waits for a turn this costs the cell nothing.
    """
    before = sys.getswitchinterval()
    if before > TURN_S:
        sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        if before > TURN_S and abs(sys.getswitchinterval() - TURN_S) < 1e-9:  # else somebody has set another meanwhile
            sys.setswitchinterval(before)
