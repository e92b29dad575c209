"""The states of a job and the arithmetic of waiting: pure, without clock, disk or network.

    reserved → posting → submitted → queued | in_progress → completed → downloading → saved

Ends: saved, failed, cancelled, expired. `ambiguous` waits until it is known whether a POST made a
video; `expired` is a video that the server no longer has. A transition that is not in the graph is
a defect of ours and raises.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["State", "check_transition", "eta_s", "poll_interval_s", "progress_spacing_s", "retry_delay_s"]

POLL_MIN_S = 0.25
POLL_MAX_S = 5.0


class State(StrEnum):
    """Where a job is."""

    RESERVED = "reserved"
    POSTING = "posting"
    SUBMITTED = "submitted"
    QUEUED = "queued"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    DOWNLOADING = "downloading"
    SAVED = "saved"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    AMBIGUOUS = "ambiguous"

    @property
    def is_done(self) -> bool:
        return self in ENDS

    @property
    def is_at_server(self) -> bool:
        """The server has the video and is not finished with it."""
        return self in AT_SERVER


AT_SERVER = frozenset({State.SUBMITTED, State.QUEUED, State.IN_PROGRESS})
ENDS = frozenset({State.SAVED, State.FAILED, State.CANCELLED, State.EXPIRED})

_AFTER_SUBMISSION = {
    State.QUEUED,
    State.IN_PROGRESS,
    State.COMPLETED,
    State.FAILED,
    State.CANCELLED,
    State.EXPIRED,
}
_GRAPH: dict[State, set[State]] = {
    State.RESERVED: {State.POSTING, State.FAILED, State.CANCELLED},
    State.POSTING: {State.SUBMITTED, State.AMBIGUOUS, State.RESERVED, State.FAILED},
    State.AMBIGUOUS: {State.SUBMITTED, State.POSTING, State.RESERVED, State.FAILED, State.CANCELLED},
    State.SUBMITTED: _AFTER_SUBMISSION,
    State.QUEUED: _AFTER_SUBMISSION,
    State.IN_PROGRESS: _AFTER_SUBMISSION,
    State.COMPLETED: {State.DOWNLOADING, State.CANCELLED, State.EXPIRED},
    State.DOWNLOADING: {State.SAVED, State.COMPLETED, State.FAILED, State.CANCELLED, State.EXPIRED},
    State.SAVED: {State.COMPLETED},  # its file is gone and its bytes are fetched again; no money moves
    State.FAILED: set(),
    State.CANCELLED: set(),
    State.EXPIRED: set(),
}


def check_transition(before: State, after: State) -> None:
    """Raise ValueError unless the graph has this edge; staying in a state is always allowed."""
    if after is not before and after not in _GRAPH[before]:
        raise ValueError(f"a job cannot go from {before} to {after}")


def eta_s(progress: int | None, working_s: float | None) -> float | None:
    """Seconds left, told from the share that is done; None while that says nothing.

    Args:
        progress: 0 to 100 as the server tells.
        working_s: how long the server has been working.
    """
    if progress is None or working_s is None or not 0 < progress <= 100:
        return None
    return working_s * (100 - progress) / progress


def poll_interval_s(waits: Iterable[tuple[float | None, float]]) -> float:
    """When to look again: half the smallest ETA, between 0.25 s and 5 s.

    Where a server tells no progress, a two-hundredth of the job's age stands for half its ETA: a job that has taken ten
    minutes is not asked about four times a second.

    Args:
        waits: for every job at this server its ETA in seconds (None where nobody knows) and its age in seconds.
    """
    wanted = min((age_s / 200 if eta is None else eta / 2 for eta, age_s in waits), default=POLL_MAX_S)
    return min(POLL_MAX_S, max(POLL_MIN_S, wanted))


def progress_spacing_s(jobs: int) -> float:
    """How often the progress of one of so many jobs is worth a write to the ledger: 0.25 s for a few, 5 s for 500.

    A state is always written at once; this is only about a number that moves.
    """
    return min(5.0, max(POLL_MIN_S, 0.01 * jobs))


def retry_delay_s(attempt: int, retry_after_s: float | None) -> float:
    """How long to leave a server alone after its `attempt`-th refusal; its own word is honoured, however long."""
    return float(retry_after_s) if retry_after_s is not None else min(60.0, 0.25 * 2.0 ** min(attempt, 10))
