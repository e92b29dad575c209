"""What `sw.jobs()` gives: a list of jobs that prints as a table.

It is a list like any other; the table is drawn from what the jobs say when it is looked at. Which
jobs are in it is the session's to say.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, SupportsIndex, overload

from sora_widgets.jobs.job import Job
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.times import moment, time_told
from sora_widgets.pricing import format_sum_usd, format_usd
from sora_widgets.tables import Table, frame_of, shortened

__all__ = ["JobList"]

_SHOWN = 50  # rows; a screen holds no more, and a frame holds all
_PROMPT_CHARS, _NAME_CHARS = 40, 24
_COLUMNS = (
    *("id", "state", "progress", "prompt", "model", "seconds", "size", "take", "provider", "scope"),
    *("estimate", "cost", "created"),
)
_NUMBERS = frozenset({"progress", "seconds", "size", "take", "estimate", "cost"})
_KINDS = {"progress": "Int64", "seconds": "int64", "take": "int64", "created_at": "datetime64[us, UTC]"}


class JobList(list[Job]):
    """Jobs, newest first. A slice of it is one too.

    Printing or displaying it shows the table of the first 50; each row tells a job as it is now.

    Example:
        sw.jobs()[:5]
        sw.jobs(limit=1000).to_frame().groupby("model")["cost_usd"].sum()
    """

    @overload
    def __getitem__(self, index: SupportsIndex) -> Job: ...
    @overload
    def __getitem__(self, index: slice) -> JobList: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Job | JobList:
        return JobList(super().__getitem__(index)) if isinstance(index, slice) else super().__getitem__(index)

    def copy(self) -> JobList:
        return JobList(self)

    def __repr__(self) -> str:
        return self._table().to_text() if self else "no jobs"

    def _repr_html_(self) -> str:
        return self._table().to_html() if self else "no jobs"

    def to_frame(self) -> Any:
        """All of it as a `pandas.DataFrame`, one row a job, with whole prompts and ids.

        Columns: id, state, progress (percent), prompt, model, seconds, size, take, provider, scope, notebook,
        estimate_usd, cost_usd (of the clip), spent_usd (over all its orders), created_at (UTC). The amounts are `Decimal` in
        columns of dtype `object`, or None while nobody knows them; money is never turned into a float here. Sums and
        groups of them stay exact.

        Raises:
            SoraWidgetsError: pandas is not installed.
        """
        return frame_of(
            {
                "id": [job.id for job in self],
                "state": [str(job.state) for job in self],
                "progress": [job.progress for job in self],
                "prompt": [job.text for job in self],
                "model": [job.model for job in self],
                "seconds": [job.seconds for job in self],
                "size": [job.size for job in self],
                "take": [job.take for job in self],
                "provider": [job.provider for job in self],
                "scope": [job.scope for job in self],
                "notebook": [job.notebook for job in self],
                "estimate_usd": [job.estimate_usd for job in self],
                "cost_usd": [job.cost_usd for job in self],
                "spent_usd": [job.spent_usd for job in self],
                "created_at": [moment(job.created_at) for job in self],
            },
            _KINDS,
        )

    def _table(self) -> Table:
        shown = list(self)[:_SHOWN]
        states = Counter(_state_of(job) for job in self)
        title = f"{len(self)} {'job' if len(self) == 1 else 'jobs'}: "
        title += " · ".join(f"{count} {state}" for state, count in states.most_common())
        left_out = len(self) - len(shown)
        note = f"and {left_out} more: slice the list, or see them all with .to_frame()" if left_out else ""
        rows = [_row_of(job) for job in shown]
        return Table(_COLUMNS, rows, _NUMBERS, title, note).without_empty("progress", "scope", "cost")


def _state_of(job: Job) -> str:
    """The state as a table says it: what waits for the reader must stand out."""
    return "needs you" if job.needs_decision else str(job.state).replace("_", " ")


def _row_of(job: Job) -> tuple[str, ...]:
    progress = job.progress if job.state is State.IN_PROGRESS else None
    return (
        job.id[:8],
        _state_of(job),
        "" if progress is None else f"{progress} %",
        shortened(job.text, _PROMPT_CHARS),
        shortened(job.model, _NAME_CHARS),
        f"{job.seconds} s",
        job.size.replace("x", "×"),
        str(job.take),
        shortened(job.provider, _NAME_CHARS),
        shortened(job.scope or "", _NAME_CHARS),
        format_usd(job.estimate_usd),
        _cost_of(job),
        time_told(job.created_at),
    )


def _cost_of(job: Job) -> str:
    """What was spent on it over all its orders, once it is done."""
    if not job.is_done:
        return ""
    return format_usd(job.spent_usd) if job.state is State.SAVED else format_sum_usd(job.spent_usd)
