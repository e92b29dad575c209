"""A job as people hold it: a handle that always tells the newest state and can be waited for.

It reads a snapshot, so looking at it costs nothing and is safe from every thread. It changes
nothing itself: cancelling leaves a wish in the ledger for the kernel that works on the job.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Callable, Generator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sora_widgets.clips import Clip
from sora_widgets.errors import JobCancelledError, JobError, JobFailedError, JobTimeoutError, SoraWidgetsError
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.machine import State
from sora_widgets.pricing import Estimate, estimate
from sora_widgets.prompts import Shot

if TYPE_CHECKING:
    from sora_widgets.jobs.engine import Engine

__all__ = ["Job"]

_SENTENCES = {
    State.RESERVED: "waiting to be sent",
    State.POSTING: "being sent",
    State.SUBMITTED: "accepted by the server",
    State.QUEUED: "waiting in the server's queue",
    State.IN_PROGRESS: "rendering",
    State.COMPLETED: "finished on the server, about to be saved",
    State.DOWNLOADING: "being saved",
    State.SAVED: "saved",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
    State.EXPIRED: "lost by the server",
    State.AMBIGUOUS: "in doubt: the server may or may not have it",
}


class Job:
    """One clip being made; `await job` or `job.result()` gives the clip.

    Displaying a job in a notebook shows its progress and then the clip.

    Example:
        job = sw.generate("A red kite over a park, the camera rises")
        clip = job.result(timeout_s=120)
    """

    def __init__(self, row: JobRow, engine: Engine, *, is_replay: bool = False) -> None:
        self._row = row
        self._engine = engine
        self._pid = os.getpid()
        self._is_left = False  # the session was closed: nothing new will be heard of an open job
        self._is_ended = threading.Event()  # nothing more to wait for: the job's end, or the session's
        self._waiting: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self.is_replay = is_replay
        if row.state.is_done:
            self._is_ended.set()

    def __repr__(self) -> str:
        return f"<Job {self.id[:8]} {self.state}>"

    def __str__(self) -> str:
        return f"Job {self.id[:8]} on {self.provider}: {self.message}"

    @property
    def id(self) -> str:
        return self._row.id

    @property
    def state(self) -> State:
        return self._row.state

    @property
    def is_done(self) -> bool:
        """Whether nothing more will happen: saved, failed, cancelled or lost."""
        return self._row.state.is_done

    @property
    def progress(self) -> int | None:
        """Percent as the server tells, 0 to 100; None while it tells nothing."""
        return self._row.progress

    @property
    def eta_s(self) -> float | None:
        """Seconds left, if the progress allows a guess."""
        row = self._row
        return row.eta_s(time.time()) if row.state is State.IN_PROGRESS else None

    @property
    def elapsed_s(self) -> float:
        """Seconds since the job was asked for, until now or until its end."""
        row = self._row
        return (row.updated_at if row.state.is_done else time.time()) - row.created_at

    @property
    def text(self) -> str:
        """The prompt that was sent, word for word."""
        return self._row.prompt

    @property
    def shot(self) -> Shot:
        return Shot(**self._row.parts)

    @property
    def model(self) -> str:
        return self._row.model

    @property
    def seconds(self) -> int:
        return self._row.seconds

    @property
    def size(self) -> str:
        return self._row.size

    @property
    def take(self) -> int:
        return self._row.take

    @property
    def provider(self) -> str:
        """The server's name, "animatic" for the embedded one."""
        return self._row.provider

    @property
    def created_at(self) -> float:
        """Seconds since 1970."""
        return self._row.created_at

    @property
    def estimate(self) -> Estimate:
        """What the job was expected to cost when it was asked for."""
        row = self._row
        rate = None if row.estimate_usd is None else row.estimate_usd / row.seconds
        return estimate(
            row.prompt,
            model=row.model,
            seconds=row.seconds,
            size=row.size,
            usd_per_second=rate,
            provider=row.provider,
        )

    @property
    def cost_usd(self) -> Decimal | None:
        """What it cost in the end; None until then."""
        return self._row.cost_usd

    @property
    def message(self) -> str:
        """The state in one line, with the newest note of the server or the engine."""
        row = self._row
        sentence = _SENTENCES[row.state]
        if self.is_replay:
            sentence = f"take {row.take} of this request was here already: $0"
        if row.state is State.IN_PROGRESS and row.progress is not None:
            sentence = f"{sentence}, {row.progress} %"
        if not row.state.is_done and self._engine.connected(row.address) is None:
            sentence = f"{sentence}; in this kernel it waits for connect({row.address!r})"
        return f"{sentence} ({row.note})" if row.note else sentence

    @property
    def note(self) -> str | None:
        """What the server or the engine last said about it, such as what it is waiting out; None when all is well."""
        return self._row.note

    @property
    def error(self) -> SoraWidgetsError | None:
        """Why there is no clip; None while there may still be one."""
        row = self._row
        if row.state is State.CANCELLED:
            return JobCancelledError(f"Job {row.id[:8]} was cancelled: {row.note}", job_id=row.id)
        if row.state in (State.FAILED, State.EXPIRED):
            return JobFailedError(
                f"Job {row.id[:8]} {row.state}: {row.note}", job_id=row.id, server_code=row.error_code
            )
        return None

    @property
    def clip(self) -> Clip | None:
        """The clip once it is saved."""
        row = self._row
        return None if row.clip is None else Clip.from_dict(json.loads(row.clip), Path(row.project))

    def cancel(self) -> None:
        """Stop wanting the clip. Before it is sent nothing is sent; later the server is asked to delete it.

        Raises:
            JobError: the session that worked on the job is closed.
        """
        if not self.is_done:
            self._check_followed()
            self._engine.ledger.want_cancel(self.id)
            self._engine.wake()

    def result(self, timeout_s: float | None = None) -> Clip:
        """Wait for the clip. Interrupting the waiting does not stop the job.

        Args:
            timeout_s: how long to wait in seconds; None waits as long as it takes.

        Raises:
            JobTimeoutError: not done in time; the job goes on.
            JobFailedError, JobCancelledError: it ended without a clip.
            JobError: the session that worked on the job was closed.
        """
        if not self.is_done:
            self._check_followed()
        if not self._is_ended.wait(timeout_s):
            raise JobTimeoutError(
                f"Job {self.id[:8]} is not done after {timeout_s} s ({self.message}): it goes on; wait again, or cancel it.",
                job_id=self.id,
                timeout_s=timeout_s,
            )
        return self._outcome()

    def __await__(self) -> Generator[object, None, Clip]:
        return self._wait().__await__()

    async def _wait(self) -> Clip:
        if not self.is_done:
            self._check_followed()
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()

        def tell() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(ended.set)

        with self._lock:
            if self._is_ended.is_set():
                return self._outcome()
            self._waiting.append(tell)
        try:
            await ended.wait()
        finally:
            with self._lock:
                if tell in self._waiting:
                    self._waiting.remove(tell)
        return self._outcome()

    def _outcome(self) -> Clip:
        error = self.error
        if error is not None:
            raise error
        if not self.is_done:
            self._check_followed()
        clip = self.clip
        assert clip is not None
        return clip

    def _check_followed(self) -> None:
        if self._is_left or self._pid != os.getpid():  # a fork has no engine
            raise JobError(
                f"Job {self.id[:8]} was {self.state} when its session was closed, and is not followed any more: "
                f"sora_widgets.jobs.find_job({self.id!r}) goes on with it.",
                job_id=self.id,
            )

    def _leave(self) -> None:
        """The session is closed: let go of everybody who waits."""
        with self._lock:
            self._is_left = True
            self._is_ended.set()
            waiting, self._waiting = self._waiting, []
        for tell in waiting:
            tell()

    def _follow(self, row: JobRow) -> None:
        """Take a newer row over (engine's thread)."""
        with self._lock:
            if row.change < self._row.change:
                return
            self._row = row
            if not row.state.is_done:
                return
            self._is_ended.set()
            waiting, self._waiting = self._waiting, []
        for tell in waiting:
            tell()
