"""What a server may be asked, by all kernels together: its limits, its rests and the orders of the last minute.

Answers for the tables `servers` and `posts`, always inside the caller's transaction; it sends nothing.
"""

from __future__ import annotations

import sqlite3

from sora_widgets.jobs.schema import IS_OPEN

__all__ = ["count_post", "rest", "set_limits", "waits"]

_IS_AT_SERVER = "state IN ('posting', 'submitted', 'queued', 'in_progress')"
_MINUTE_S = 60.0


def set_limits(db: sqlite3.Connection, address: str, at_once: int | None, per_minute: int | None) -> None:
    """Set how much a server may be asked for; None leaves what was said before."""
    db.execute(
        "INSERT INTO servers (address, at_once, per_minute) VALUES (?, ?, ?) ON CONFLICT (address) DO UPDATE SET "
        "at_once = coalesce(excluded.at_once, at_once), per_minute = coalesce(excluded.per_minute, per_minute)",
        (address, at_once, per_minute),
    )


def rest(db: sqlite3.Connection, address: str, until: float) -> None:
    """Let no kernel send this server an order before `until` (seconds since 1970)."""
    db.execute(
        "INSERT INTO servers (address, resting_until) VALUES (?, ?) ON CONFLICT (address) "
        "DO UPDATE SET resting_until = max(resting_until, excluded.resting_until)",
        (address, until),
    )


def count_post(db: sqlite3.Connection, address: str, now: float) -> None:
    """Remember that an order is sent now, and forget those that count no more."""
    db.execute("INSERT INTO posts (address, posted_at) VALUES (?, ?)", (address, now))
    db.execute("DELETE FROM posts WHERE address = ? AND posted_at < ?", (address, now - _MINUTE_S))


def waits(db: sqlite3.Connection, address: str, now: float, job_id: str = "") -> tuple[float, str] | None:
    """Until when (seconds since 1970) and why a server takes no order of this job now; None when it does."""
    limits = db.execute("SELECT * FROM servers WHERE address = ?", (address,)).fetchone()
    if limits is None:
        return None
    if limits["resting_until"] > now:
        return limits["resting_until"], "The server is busy and asked to be left alone for a while."
    if limits["at_once"] is not None:
        (busy,) = db.execute(
            f"SELECT count(*) FROM jobs WHERE {IS_OPEN} AND address = ? AND id <> ? AND {_IS_AT_SERVER}",
            (address, job_id),
        ).fetchone()
        if busy >= limits["at_once"]:
            return (now + 0.5, f"Waits for a free place: this server makes {limits['at_once']} at a time.")
    if limits["per_minute"] is not None:
        latest = db.execute(
            "SELECT posted_at FROM posts WHERE address = ? AND posted_at > ? AND posted_at <= ? ORDER BY posted_at DESC",
            (address, now - _MINUTE_S, now),  # what lies ahead was written before the clock was set back
        ).fetchall()
        if len(latest) >= limits["per_minute"]:
            oldest = latest[limits["per_minute"] - 1]["posted_at"] if limits["per_minute"] else now
            return (oldest + _MINUTE_S, f"Waits: this server takes {limits['per_minute']} orders a minute.")
    return None
