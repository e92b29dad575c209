"""Money in the ledger: held, spent, released; always inside the transaction that moves the job.

A job counts against its project folder's account and, when it has one, its scope's. What is held or
spent may never pass the limit of either: the database itself says no, so two kernels cannot both be
right (a check before the write overspent 503 of 500, JOBS.md).
"""

from __future__ import annotations

import sqlite3
from decimal import Decimal

from sora_widgets.jobs.machine import State
from sora_widgets.jobs.rows import JobRow, WalletState, from_micro, to_micro

__all__ = ["accounts_of", "hold", "read_account", "scope_account", "set_limit", "settle", "spend_held"]


def scope_account(name: str) -> str:
    """The account of a scope; no folder's path begins like this."""
    return f"scope:{name}"


def accounts_of(project: object, scope: object) -> tuple[str, ...]:
    """The accounts that a job's money moves in."""
    return (str(project),) if scope is None else (str(project), scope_account(str(scope)))


def read_account(db: sqlite3.Connection, account: str, name: str | None = None) -> WalletState:
    """The sums of an account; nothing in it and no limit when it was never used."""
    row = db.execute("SELECT * FROM wallets WHERE account = ?", (account,)).fetchone()
    if row is None:
        return WalletState(None, Decimal(0), Decimal(0), name)
    held, spent = from_micro(row["held_micro_usd"]), from_micro(row["spent_micro_usd"])
    return WalletState(from_micro(row["limit_micro_usd"]), held or Decimal(0), spent or Decimal(0), name)


def set_limit(db: sqlite3.Connection, account: str, limit_usd: Decimal | None) -> None:
    """Set an account's hard cap; None removes it."""
    db.execute(
        "INSERT INTO wallets (account, limit_micro_usd) VALUES (?, ?) "
        "ON CONFLICT (account) DO UPDATE SET limit_micro_usd = excluded.limit_micro_usd",
        (account, None if limit_usd is None else to_micro(limit_usd)),
    )


def hold(db: sqlite3.Connection, accounts: tuple[str, ...], micro: int) -> bool:
    """Set money aside in every account, or say no: the caller must then undo its transaction.

    Returns:
        False when some limit would be passed, or when no account has a limit at all.
    """
    is_limited = False
    for account in accounts:
        db.execute("INSERT OR IGNORE INTO wallets (account) VALUES (?)", (account,))
        row = db.execute(
            "UPDATE wallets SET held_micro_usd = held_micro_usd + :held WHERE account = :account "
            "AND (limit_micro_usd IS NULL OR spent_micro_usd + held_micro_usd + :held <= limit_micro_usd) "
            "RETURNING limit_micro_usd",
            {"held": micro, "account": account},
        ).fetchone()
        if row is None:
            return False
        is_limited = is_limited or row["limit_micro_usd"] is not None
    return is_limited


def settle(db: sqlite3.Connection, job: JobRow, after: State, columns: dict[str, object]) -> None:
    """Close a job's account as it ends: what it cost is spent, the rest of what was held is free again."""
    if job.cost_usd is not None:  # paid already, only its bytes were fetched again
        columns["cost_micro_usd"] = to_micro(job.cost_usd)
        return
    held = to_micro(job.held_usd)
    cost = 0
    if after is State.SAVED:
        cost = int(str(columns.setdefault("cost_micro_usd", held)))
    elif job.told_cost_usd is not None:
        cost = to_micro(job.told_cost_usd)  # whatever became of it, the server told what it charged
        columns["cost_micro_usd"] = cost
    elif (
        after is State.EXPIRED
        or job.state in (State.COMPLETED, State.DOWNLOADING)
        or (after is State.CANCELLED and (job.remote_id is not None or job.state is State.AMBIGUOUS))
    ):
        cost = held  # the server made it, or may be making it: the money must be counted as gone
        columns["cost_micro_usd"] = cost
    columns["held_micro_usd"] = 0
    columns["spent_micro_usd"] = to_micro(job.spent_usd) + cost
    _move(db, job, held, cost)


def spend_held(db: sqlite3.Connection, job: JobRow) -> int:
    """Count what is held as gone; returns the millionths of a dollar that were held."""
    held = to_micro(job.held_usd)
    _move(db, job, held, held)
    return held


def _move(db: sqlite3.Connection, job: JobRow, held: int, spent: int) -> None:
    if not held and not spent:
        return
    for account in accounts_of(job.project, job.scope):
        db.execute(
            "INSERT INTO wallets (account, spent_micro_usd) VALUES (:account, :spent) ON CONFLICT (account) DO UPDATE SET "
            "held_micro_usd = held_micro_usd - :held, spent_micro_usd = spent_micro_usd + :spent",
            {"account": account, "held": held, "spent": spent},
        )
