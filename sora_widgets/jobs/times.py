"""Points in time as tables tell them, from the seconds since 1970 that the ledger keeps."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["moment", "time_told"]


def moment(seconds: float) -> datetime:
    """A point in time, from seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def time_told(seconds: float) -> str:
    """Day and minute as the clock on this machine's wall shows it, from seconds since 1970."""
    return moment(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
