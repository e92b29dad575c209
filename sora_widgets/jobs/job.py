"""A job as people hold it: a handle that always tells the newest state and can be waited for.

It reads a snapshot, so looking at it costs nothing and is safe from every thread. It changes
nothing itself: cancelling leaves a wish in the ledger for the kernel that works on the job, and so
does a person's decision about an order whose answer was lost.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING

from sora_widgets.clips import Clip
from sora_widgets.errors import JobError, JobTimeoutError, ProviderRefusedError, RequestError
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.relay import Relay
from sora_widgets.jobs.sentences import sentence_of, told_word
from sora_widgets.jobs.view import RowView, clip_of, error_of
from sora_widgets.pricing import shown

if TYPE_CHECKING:
    from sora_widgets.jobs.engine import Engine

__all__ = ["Job"]

_listened_to: set[Job] = set()
"""Open jobs that somebody listens to: a handle that was dropped meanwhile must still be told."""


class Job(RowView):
    """One clip being made; `await job` or `job.result()` gives the clip.

    Displaying a job in a notebook shows its progress and then the clip.

    Example:
        job = sw.generate("A red kite over a park, the camera rises")
        clip = job.result(timeout_s=120)
    """

    def __init__(self, row: JobRow, engine: Engine, *, is_replay: bool = False) -> None:
        super().__init__(row)
        self._engine = engine
        self._pid = os.getpid()
        self._is_left = False  # the session was closed: nothing new will be heard of an open job
        self._is_ended = threading.Event()  # nothing more to wait for: the job's end, or the session's
        self._waiting: list[Callable[[], None]] = []
        self._listeners: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self.is_replay = is_replay
        if row.state.is_done:
            self._is_ended.set()

    def __repr__(self) -> str:
        return f"<Job {self.id[:8]} {self.state}>"

    def __str__(self) -> str:
        return f"Job {self.id[:8]} on {self.provider}: {self.message}"

    @property
    def can_list(self) -> bool | None:
        """Whether its server can show what it has; None while that server is not connected in this kernel."""
        provider = self._engine.connected(self._row.address)
        return None if provider is None else provider.profile.can_list

    @property
    def message(self) -> str:
        """The state in one line, with the newest note of the server or the engine."""
        row = self._row
        sentence = f"take {row.take} of this request was here already: $0" if self.is_replay else sentence_of(row)
        if not row.state.is_done and self._engine.connected(row.address) is None:
            sentence = f"{sentence}; in this kernel it waits for connect({row.address!r})"
        return f"{sentence} ({row.note})" if row.note else sentence

    def cancel(self) -> None:
        """Stop wanting the clip. Before it is sent nothing is sent; later the server is asked to delete it.

        Raises:
            JobError: the session that worked on the job is closed.
        """
        if not self.is_done:
            self._check_followed()
            self._engine.ledger.want_cancel(self.id)
            self._engine.wake()

    def adopt(self, video_id: str) -> None:
        """Decide that this video of the server is the job's: it is followed and saved. Costs nothing more.

        Args:
            video_id: an id of `candidates`, or another one that you know to be this job's.

        Raises:
            RequestError: no id, one that the server does not know, or the video of another job.
            JobError: the job does not wait for a decision.
            ProviderError: the server could not be asked about an id that it did not list itself.
        """
        remote_id = _read_id(video_id)
        self._check_followed()
        if self.needs_decision and not any(known["id"] == remote_id for known in self.candidates or ()):
            self._check_there(remote_id)
        self._decide(lambda job_id: self._engine.ledger.adopt_video(job_id, remote_id))

    def _check_there(self, remote_id: str) -> None:
        """A mistyped id would end as a lost video, with its price spent: asking first costs nothing."""
        provider = self._engine.connected(self._row.address)
        if provider is None:
            return
        if not provider.profile.can_retrieve:
            raise RequestError(
                f"{provider.name} cannot be asked about a video: submit the job again, or give it up.", given=remote_id
            )
        try:
            self._engine.run(partial(provider.retrieve, remote_id))
        except ProviderRefusedError as refusal:
            if not refusal.details.get("is_unknown_video"):
                raise
            raise RequestError(
                f"{provider.name} has no video {shown(remote_id)}: check the id, or choose one that it lists.",
                given=remote_id,
            ) from None

    def submit_again(self) -> None:
        """Decide to order the clip once more. Costs the price again: the server may have made the first one and charge it.

        Raises:
            BudgetExceededError: the second price does not fit under the budget; nothing is changed.
            JobError: the job does not wait for a decision.
        """
        self._decide(self._engine.ledger.submit_again)

    def give_up(self) -> None:
        """Decide to do without the clip. What was held counts as spent, because the server may charge for it.

        Raises:
            JobError: the job does not wait for a decision.
        """
        self._decide(self._engine.ledger.give_up)

    def on_change(self, callback: Callable[[Job], object]) -> Callable[[], None]:
        """Call `callback(job)` after each change, on the event loop that runs where this is called: the notebook's own.

        While a cell runs, the notebook's loop stands still; what happens meanwhile is told by one call when the cell is
        done. A job that is done already is told once. An exception in a callback is logged, and it goes on being called.

        Args:
            callback: a plain function; what it returns is not looked at.

        Returns:
            A function that stops the calls.

        Raises:
            RequestError: no event loop runs here (a plain script, a thread), or `callback` is no plain function.
        """
        relay = Relay(self, callback)
        forget = self._listen(relay.tell)
        if self.is_done:
            relay.tell()

        def stop() -> None:
            relay.stop()
            forget()

        return stop

    def result(self, timeout_s: float | None = None) -> Clip:
        """Wait for the clip. Interrupting the waiting does not stop the job.

        Args:
            timeout_s: how long to wait in seconds; None waits as long as it takes.

        Raises:
            JobTimeoutError: not done in time; the job goes on.
            JobFailedError, JobCancelledError: it ended without a clip.
            JobError: the session that worked on the job was closed.
        """
        ends_at = None if timeout_s is None else time.monotonic() + timeout_s
        while (clip := self._outcome()) is None:
            if not self._is_ended.wait(None if ends_at is None else ends_at - time.monotonic()):
                raise self._too_late(timeout_s)
        return clip

    def __await__(self) -> Generator[object, None, Clip]:
        return self._wait().__await__()

    async def _wait(self) -> Clip:
        while (clip := self._outcome()) is None:
            await self._end()
        return clip

    async def _end(self) -> None:
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()

        def tell() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(ended.set)

        with self._lock:
            if self._has_ended():
                return
            self._waiting.append(tell)
        try:
            await ended.wait()
        finally:
            with self._lock:
                if tell in self._waiting:
                    self._waiting.remove(tell)

    def _outcome(self) -> Clip | None:
        """The clip, or None while there is none; raises why there will be none."""
        row = self._row
        error = error_of(row)
        if error is not None:
            raise error
        if not row.state.is_done:
            self._check_followed()
            return None
        return clip_of(row)

    def _too_late(self, timeout_s: float | None) -> JobTimeoutError:
        told = "; ".join(filter(None, (self.message, told_word(self._row))))
        advice = "it waits for that" if self.needs_decision else "it goes on; wait again, or cancel it"
        return JobTimeoutError(
            f"Job {self.id[:8]} is not done after {timeout_s} s ({told}): {advice}.",
            job_id=self.id,
            timeout_s=timeout_s,
            told_status=self._row.told_status,
        )

    def _decide(self, decide: Callable[[str], JobRow]) -> None:
        self._check_followed()
        self._follow(decide(self.id))
        self._engine.wake()

    def _check_followed(self) -> None:
        if self._is_left or self._pid != os.getpid():  # a fork has no engine
            raise JobError(
                f"Job {self.id[:8]} was {self.state} when its session was closed, and is not followed any more: "
                f"sora_widgets.jobs.find_job({self.id!r}) goes on with it.",
                job_id=self.id,
            )

    def _listen(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` after each change, on whichever thread brings it; returns what stops that."""
        with self._lock:
            self._listeners.append(tell)
            self._keep_or_let_go()

        def forget() -> None:
            with self._lock:
                if tell in self._listeners:
                    self._listeners.remove(tell)
                self._keep_or_let_go()

        return forget

    def _keep_or_let_go(self) -> None:
        if self._listeners and not self._row.state.is_done and not self._is_left:
            _listened_to.add(self)
        else:
            _listened_to.discard(self)

    def _leave(self) -> None:
        """The session is closed: let go of everybody who waits or listens."""
        with self._lock:
            self._is_left = True
            self._is_ended.set()
            waiting, self._waiting = self._waiting, []
            self._keep_or_let_go()
        for tell in waiting:
            tell()

    def _follow(self, row: JobRow) -> None:
        """Take a newer row over, and tell those who wait for it (any thread, mostly the engine's)."""
        with self._lock:
            if row.change < self._row.change or row == self._row:
                return
            self._row = row
            listeners, waiting = list(self._listeners), []
            if self._has_ended():
                waiting, self._waiting = self._waiting, []
            else:  # also a saved job whose file is gone and is fetched again
                self._is_ended.clear()
            self._keep_or_let_go()
        try:
            for tell in listeners:  # before those who wait, or a cell would go on while a callback is yet to be called
                tell()
        finally:
            with self._lock:
                if self._has_ended():  # nobody has brought a newer row meanwhile
                    self._is_ended.set()
        for tell in waiting:
            tell()

    def _has_ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._row.state.is_done or self._is_left


def _read_id(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise RequestError(
            f"adopt() takes the id of a video at the server, not {shown(given)}: see job.candidates.", given=given
        )
    return given.strip()
