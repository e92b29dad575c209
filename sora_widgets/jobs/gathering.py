"""Many jobs held as one: waited for together, told in one line.

It follows its jobs and changes nothing on its own; whatever happens to one of them, the clips of
the others stay theirs. How it looks in a notebook is the widgets' business.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from decimal import Decimal

from sora_widgets.clips import Clip
from sora_widgets.errors import JobsFailedError, JobTimeoutError, RequestError, SoraWidgetsError
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.relay import Relay
from sora_widgets.pricing import format_sum_usd, shown

__all__ = ["Gathering"]

_WORDS = ("rendering", "being saved", "waiting", "in doubt", "needs you", "failed", "lost", "cancelled")
_ENDED = {"saved": "saved", "failed": "failed", "expired": "lost", "cancelled": "cancelled"}


class Gathering:
    """Several jobs as one; `await gathering` or `gathering.result()` gives their clips in the order of the jobs.

    A job may be in it twice; it is counted once, and its clip is given twice.

    Args:
        jobs: in the order in which the clips are wanted; none is fine.
        clock: seconds that only go forward, for the time left.

    Raises:
        RequestError: something else than jobs.

    Example:
        shots = ["A red kite over a park", "A blue kite over the sea"]
        first, second = await Gathering([sw.generate(shot) for shot in shots])
    """

    def __init__(self, jobs: Iterable[Job], *, clock: Callable[[], float] = time.monotonic) -> None:
        self.jobs = _read_jobs(jobs)
        self._each = tuple({job.id: job for job in self.jobs}.values())
        self._clock = clock
        self._began_at = clock()
        self._share_at_begin = self._share()

    def __repr__(self) -> str:
        return f"<Gathering of {len(self._each)} jobs: {self.message}>"

    @property
    def is_done(self) -> bool:
        """Whether every job has come to its end, with or without a clip."""
        return all(job.is_done for job in self._each)

    @property
    def progress(self) -> int:
        """Percent of the whole, 0 to 100; 100 only when nothing more will happen."""
        return 100 if self.is_done else min(99, int(100 * self._share()))

    @property
    def eta_s(self) -> float | None:
        """Seconds left, where anything allows a guess.

        The longest of the jobs' own guesses when each open job has one; else what the pace so far, since this gathering
        was made, gives for the rest.
        """
        etas = [job.eta_s for job in self._each if not job.is_done]
        known = [eta for eta in etas if eta is not None]
        if len(known) == len(etas):
            return max(known, default=None)
        share = self._share()
        gained, took_s = share - self._share_at_begin, self._clock() - self._began_at
        return took_s * (1 - share) / gained if gained > 0 and took_s > 0 else None

    @property
    def spent_usd(self) -> Decimal:
        """What these jobs have cost so far, by now and for good."""
        return sum((job.spent_usd for job in self._each if not job.is_replay), Decimal(0))

    @property
    def total_usd(self) -> Decimal:
        """What they will have cost if all goes as expected: spent, and held for those that are not done."""
        return self.spent_usd + sum((job.held_usd for job in self._each if not job.is_replay), Decimal(0))

    @property
    def message(self) -> str:
        """All of it in one line, such as "3 of 8 saved · 2 rendering · $1.20 of $3.20 · 40 s left"."""
        if not self._each:
            return "no jobs"
        counts: dict[str, int] = {}
        for job in self._each:
            word = _word(job)
            counts[word] = counts.get(word, 0) + 1
        parts = [f"{counts.pop('saved', 0)} of {len(self._each)} saved"]
        parts += [f"{counts[word]} {word}" for word in _WORDS if word in counts]
        if self.total_usd:
            spent, total = format_sum_usd(self.spent_usd), format_sum_usd(self.total_usd)
            parts.append(spent if self.is_done else f"{spent} of {total}")
        eta_s = None if self.is_done else self.eta_s
        if eta_s is not None:
            parts.append(_time_left(eta_s))
        return " · ".join(parts)

    def result(self, timeout_s: float | None = None) -> list[Clip]:
        """Wait for all clips. Interrupting the waiting does not stop the jobs.

        All jobs are waited for, also when one of them has failed already.

        Args:
            timeout_s: how long to wait for all together, in seconds; None waits as long as it takes.

        Raises:
            JobTimeoutError: some are not done in time; they go on.
            JobsFailedError: some ended without a clip; it has the clips of the others.
        """
        ends_at = None if timeout_s is None else time.monotonic() + timeout_s
        ended: dict[str, Clip | SoraWidgetsError] = {}
        for job in self._each:
            try:
                ended[job.id] = job.result(None if ends_at is None else max(0.0, ends_at - time.monotonic()))
            except JobTimeoutError as error:
                raise self._too_late(timeout_s) from error
            except SoraWidgetsError as error:
                ended[job.id] = error
        return self._clips(ended)

    def __await__(self) -> Generator[object, None, list[Clip]]:
        return self._wait().__await__()

    async def _wait(self) -> list[Clip]:
        ended: dict[str, Clip | SoraWidgetsError] = {}
        for job in self._each:
            try:
                ended[job.id] = await job
            except SoraWidgetsError as error:
                ended[job.id] = error
        return self._clips(ended)

    def cancel(self) -> None:
        """Cancel every job that is not done; what that means for each, its `message` says.

        Raises:
            JobError: the session that worked on them is closed.
        """
        refused: SoraWidgetsError | None = None
        for job in self._each:
            try:
                job.cancel()
            except SoraWidgetsError as error:  # the others are to be cancelled all the same
                refused = refused or error
        if refused is not None:
            raise refused

    def on_change(self, callback: Callable[[Gathering], object]) -> Callable[[], None]:
        """Call `callback(gathering)` after changes of its jobs, as `Job.on_change` does; many at once are one call.

        Args:
            callback: a plain function; what it returns is not looked at.

        Returns:
            A function that stops the calls.

        Raises:
            RequestError: no event loop runs here, or `callback` is no plain function.
        """
        relay = Relay(self, callback)
        forget = [job._listen(relay.tell) for job in self._each]
        if self.is_done:
            relay.tell()

        def stop() -> None:
            relay.stop()
            for forget_one in forget:
                forget_one()

        return stop

    def _share(self) -> float:
        """The part of the whole that is done, 0 to 1; each job counts the same."""
        return sum(map(_share_of, self._each)) / len(self._each) if self._each else 1.0

    def _clips(self, ended: dict[str, Clip | SoraWidgetsError]) -> list[Clip]:
        outcomes = [ended[job.id] for job in self.jobs]
        clips = [outcome for outcome in outcomes if isinstance(outcome, Clip)]
        errors = tuple(outcome for outcome in ended.values() if isinstance(outcome, SoraWidgetsError))
        if not errors:
            return clips
        count, saved = len(errors), len(ended) - len(errors)
        rest = f"; the {'other clip is' if saved == 1 else f'other {saved} clips are'} in .clips" if saved else ""
        raise JobsFailedError(
            f"{count} of {len(ended)} clips {'was' if count == 1 else 'were'} not made{rest}. "
            + " ".join(str(error) for error in errors[:3])
            + (f" And {count - 3} more in .errors." if count > 3 else ""),
            clips=[outcome if isinstance(outcome, Clip) else None for outcome in outcomes],
            errors=errors,
            jobs=self.jobs,
        )

    def _too_late(self, timeout_s: float | None) -> JobTimeoutError:
        open_jobs = tuple(job for job in self._each if not job.is_done)
        return JobTimeoutError(
            f"{len(open_jobs)} of {len(self._each)} jobs are not done after {timeout_s} s ({self.message}): "
            "they go on; wait again, or cancel them.",
            job_id=open_jobs[0].id if open_jobs else None,
            timeout_s=timeout_s,
            jobs=open_jobs,
        )


def _read_jobs(given: object) -> tuple[Job, ...]:
    gathered = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in gathered:
        if not isinstance(one, Job) or not isinstance(given, Iterable):
            raise RequestError(
                f"Jobs are gathered from a list, and {shown(given if one is given else one)} is "
                f"{'one job' if isinstance(one, Job) else 'no job'}: write gather([sw.generate(…), …]).",
                given=one,
            )
    return gathered


def _word(job: Job) -> str:
    if job.needs_decision:
        return "needs you"
    match job.state:
        case State.SAVED | State.FAILED | State.EXPIRED | State.CANCELLED as end:
            return _ENDED[end]
        case State.IN_PROGRESS:
            return "rendering"
        case State.COMPLETED | State.DOWNLOADING:
            return "being saved"
        case State.AMBIGUOUS:
            return "in doubt"
        case _:
            return "waiting"


def _share_of(job: Job) -> float:
    if job.is_done or job.state in (State.COMPLETED, State.DOWNLOADING):
        return 1.0
    return (job.progress or 0) / 100 if job.state is State.IN_PROGRESS else 0.0


def _time_left(seconds: float) -> str:
    if seconds < 100:
        return f"{max(1, round(seconds))} s left"
    minutes = round(seconds / 60)
    return f"{minutes} min left" if minutes < 100 else f"{round(minutes / 60)} h left"
