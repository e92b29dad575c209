"""A person's decision about an order whose answer was lost: the row and its money, inside the caller's transaction.

Every one moves the fence, so that no step that began before can write over it.
"""

from __future__ import annotations

import sqlite3
import time

from sora_widgets.errors import BudgetExceededError, JobError, RequestError
from sora_widgets.jobs import accounts
from sora_widgets.jobs.machine import State, check_transition
from sora_widgets.jobs.rows import JobRow, read_row, to_micro
from sora_widgets.jobs.schema import next_change
from sora_widgets.pricing import format_usd

__all__ = ["adopt_video", "give_up", "submit_again"]


def adopt_video(db: sqlite3.Connection, job_id: str, remote_id: str) -> JobRow:
    """Take this video for the job's; what is held stays held until it is saved."""
    job = _undecided(db, job_id)
    claimed = db.execute("SELECT id FROM jobs WHERE address = ? AND remote_id = ?", (job.address, remote_id)).fetchone()
    if claimed is not None:
        raise RequestError(
            f"The video {remote_id!r} is that of job {claimed['id'][:8]}: choose another, or submit again.",
            given=remote_id,
        )
    return _decide(db, job, State.SUBMITTED, remote_id=remote_id)


def submit_again(db: sqlite3.Connection, job_id: str) -> JobRow:
    """Order anew; the first order counts as spent, because the server may have made its video."""
    job = _undecided(db, job_id)
    held = accounts.spend_held(db, job)
    if held and not accounts.hold(db, accounts.accounts_of(job.project, job.scope), held):
        raise BudgetExceededError(
            f"Submitting again needs another {format_usd(job.held_usd)}, because the server may charge for the first "
            "order too, and that is more than is left: raise the budget with set_budget(…), or give the job up.",
            cost_usd=job.held_usd,
        )
    return _decide(
        db, job, State.RESERVED, spent_micro_usd=to_micro(job.spent_usd) + held, posted_at=None, may_post_again=1
    )


def give_up(db: sqlite3.Connection, job_id: str) -> JobRow:
    """Stop looking for the answer; what was held counts as spent, because the server may charge for it."""
    job = _undecided(db, job_id)
    columns: dict[str, object] = {}
    accounts.settle(db, job, State.CANCELLED, columns)
    note = "Given up; whether the server made the video is not known" + (
        ", so its price counts as spent." if job.held_usd else "."
    )
    return _decide(db, job, State.CANCELLED, note=note, **columns)


def _undecided(db: sqlite3.Connection, job_id: str) -> JobRow:
    row = db.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
    job = None if row is None else read_row(row)
    if job is None or not job.needs_decision:
        what = "it is not in this ledger" if job is None else f"it is {job.state}"
        if job is not None and job.state is State.AMBIGUOUS:
            what = "its answer is still being looked for"
        raise JobError(f"Job {job_id[:8]} does not wait for a decision: {what}.", job_id=job_id)
    return job


def _decide(db: sqlite3.Connection, job: JobRow, after: State, **columns: object) -> JobRow:
    check_transition(job.state, after)
    columns = {
        "note": None,
        "candidates": None,
        "attempt": 0,
        "next_attempt_at": 0.0,
        **columns,
        "state": after.value,
        "updated_at": time.time(),
        "change": next_change(db),
    }
    rows = db.execute(
        f"UPDATE jobs SET {', '.join(f'{name} = :{name}' for name in columns)}, fence = fence + 1 "
        "WHERE id = :_id RETURNING *",
        {**columns, "_id": job.id},
    ).fetchall()
    return read_row(rows[0])
