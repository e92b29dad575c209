"""Eyes on a ledger: triggers that see every change of every kernel, in the transaction that makes it.

Answers for what the harness knows of the ledger's tables, so that a change of the schema is felt
here only. It never changes a row of the package's own tables.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["LedgerFacts", "Step", "install", "read"]

ENDS = ("saved", "failed", "cancelled", "expired")
_SUMS = ("limit_micro_usd", "held_micro_usd", "spent_micro_usd")


@dataclass(frozen=True)
class Step:
    """A job went from one state to another; `before` is empty for a new row. `at` is seconds since 1970."""

    job_id: str
    before: str
    after: str
    at: float


@dataclass(frozen=True)
class LedgerFacts:
    """What a ledger holds and what was seen happening to it.

    Attributes:
        jobs: the rows, by job id.
        steps: every change of a state, in order.
        breaches: a sentence for each moment when a wallet grew past its limit.
        wallets: the rows that hold a limit and sums, of any table.
        owners: how many different processes have held each job's lease.
        finished_by_others: jobs that were saved by another process than the one that wrote them.
    """

    jobs: dict[str, dict[str, Any]]
    steps: tuple[Step, ...]
    breaches: tuple[str, ...]
    wallets: tuple[dict[str, Any], ...]
    owners: dict[str, int]
    finished_by_others: int


def install(ledger: Path) -> None:
    """Put the triggers into a ledger whose tables are there."""
    with closing(sqlite3.connect(ledger, isolation_level=None, timeout=30)) as db:
        for statement in _statements(db):
            db.execute(statement)


def read(ledger: Path) -> LedgerFacts:
    with closing(sqlite3.connect(ledger, timeout=30)) as db:
        db.row_factory = sqlite3.Row
        jobs = {row["id"]: dict(row) for row in db.execute("SELECT * FROM jobs")}
        steps = [Step(*row) for row in db.execute("SELECT job, before, after, at FROM torture_steps ORDER BY number")]
        breaches = [str(row[0]) for row in db.execute("SELECT told FROM torture_breaches")]
        wallets = [
            dict(row) | {"table": table} for table in _wallet_tables(db) for row in db.execute(f"SELECT * FROM {table}")
        ]
        owners = dict(db.execute("SELECT job, COUNT(DISTINCT owner) FROM torture_owners GROUP BY job").fetchall())
        (by_others,) = db.execute(
            "SELECT COUNT(*) FROM jobs WHERE state = 'saved' AND "
            "(SELECT owner FROM torture_owners WHERE job = id ORDER BY number LIMIT 1) IS NOT "
            "(SELECT owner FROM torture_owners WHERE job = id ORDER BY number DESC LIMIT 1)"
        ).fetchone()
    return LedgerFacts(jobs, tuple(steps), tuple(breaches), tuple(wallets), owners, by_others)


def _statements(db: sqlite3.Connection) -> list[str]:
    statements = [
        "CREATE TABLE torture_steps (number INTEGER PRIMARY KEY, job, before, after, at)",
        "CREATE TABLE torture_owners (number INTEGER PRIMARY KEY, job, owner)",
        "CREATE TABLE torture_breaches (told)",
        "CREATE TRIGGER torture_born AFTER INSERT ON jobs BEGIN "
        "INSERT INTO torture_steps (job, before, after, at) VALUES (NEW.id, '', NEW.state, NEW.updated_at); "
        "INSERT INTO torture_owners (job, owner) VALUES (NEW.id, NEW.lease_owner); END",
        "CREATE TRIGGER torture_step AFTER UPDATE ON jobs WHEN NEW.state IS NOT OLD.state BEGIN "
        "INSERT INTO torture_steps (job, before, after, at) VALUES (NEW.id, OLD.state, NEW.state, NEW.updated_at); END",
        "CREATE TRIGGER torture_owner AFTER UPDATE ON jobs "
        "WHEN NEW.lease_owner IS NOT OLD.lease_owner AND NEW.lease_owner IS NOT NULL BEGIN "
        "INSERT INTO torture_owners (job, owner) VALUES (NEW.id, NEW.lease_owner); END",
    ]
    for table in _wallet_tables(db):
        # A limit may be lowered below what is spent; what must never happen is that a sum grows past its limit.
        statements.append(
            f"CREATE TRIGGER torture_over_{table} AFTER UPDATE ON {table} "
            "WHEN NEW.held_micro_usd + NEW.spent_micro_usd > NEW.limit_micro_usd "
            "AND NEW.held_micro_usd + NEW.spent_micro_usd > OLD.held_micro_usd + OLD.spent_micro_usd BEGIN "
            f"INSERT INTO torture_breaches VALUES ('{table}: held ' || NEW.held_micro_usd || ' + spent ' || "
            "NEW.spent_micro_usd || ' > limit ' || NEW.limit_micro_usd || ' (before: ' || OLD.held_micro_usd || ' + ' || "
            "OLD.spent_micro_usd || ')'); END"
        )
    return statements


def _wallet_tables(db: sqlite3.Connection) -> list[str]:
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [
        table
        for table in tables
        if {column[1] for column in db.execute(f"PRAGMA table_info({table})")}.issuperset(_SUMS)
    ]
