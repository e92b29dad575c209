"""The tables of the ledger, as numbered migrations, and what every question and every write of them needs.

A migration is never edited after it has been released: the next one is added below it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sora_widgets.errors import LedgerError

__all__ = ["IS_OPEN", "migrate", "next_change"]

# In every question about open jobs: SQLite does not infer that a partial index would do, and reads all that ever was.
IS_OPEN = "state NOT IN ('saved', 'failed', 'cancelled', 'expired')"  # word for word as the index `jobs_open` has it

# One entry a version of the schema; each runs in one transaction together with its number (`user_version`).
_MIGRATIONS = (
    """
    CREATE TABLE wallets (
        project TEXT PRIMARY KEY,
        limit_micro_usd INTEGER CHECK (limit_micro_usd >= 0),
        held_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (held_micro_usd >= 0),
        spent_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (spent_micro_usd >= 0)
    ) STRICT;
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        project TEXT NOT NULL,
        state TEXT NOT NULL,
        provider TEXT NOT NULL,
        address TEXT NOT NULL,
        prompt TEXT NOT NULL,
        parts TEXT NOT NULL,
        model TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        size TEXT NOT NULL,
        take INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        estimate_micro_usd INTEGER,
        held_micro_usd INTEGER NOT NULL DEFAULT 0,
        cost_micro_usd INTEGER,
        remote_id TEXT,
        attempt INTEGER NOT NULL DEFAULT 0,
        posted_at REAL,
        next_attempt_at REAL NOT NULL DEFAULT 0,
        progress INTEGER,
        created_at REAL NOT NULL,
        started_at REAL,
        updated_at REAL NOT NULL,
        note TEXT,
        error_code TEXT,
        is_cancel_wanted INTEGER NOT NULL DEFAULT 0,
        clip TEXT,
        lease_owner TEXT,
        lease_until REAL NOT NULL DEFAULT 0,
        fence INTEGER NOT NULL DEFAULT 0,
        change INTEGER NOT NULL DEFAULT 0,
        UNIQUE (address, remote_id)
    ) STRICT;
    CREATE INDEX jobs_by_project ON jobs (project, created_at);
    CREATE INDEX jobs_by_change ON jobs (change);
    CREATE TABLE changes (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;
    INSERT INTO changes VALUES (1, 0);
    """,
    """
    ALTER TABLE jobs ADD COLUMN may_post_again INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX jobs_by_take ON jobs (project, address, fingerprint, take);
    CREATE INDEX jobs_open ON jobs (address) WHERE state NOT IN ('saved', 'failed', 'cancelled', 'expired');
    """,
    """
    ALTER TABLE wallets RENAME COLUMN project TO account;
    ALTER TABLE jobs ADD COLUMN scope TEXT;
    ALTER TABLE jobs ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE jobs ADD COLUMN reference TEXT;
    ALTER TABLE jobs ADD COLUMN urls TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE jobs ADD COLUMN told_status TEXT;
    ALTER TABLE jobs ADD COLUMN told_cost_micro_usd INTEGER;
    ALTER TABLE jobs ADD COLUMN candidates TEXT;
    ALTER TABLE jobs ADD COLUMN server_posted_at REAL;
    ALTER TABLE jobs ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN missing_since REAL;
    ALTER TABLE jobs ADD COLUMN spent_micro_usd INTEGER NOT NULL DEFAULT 0;
    UPDATE jobs SET spent_micro_usd = coalesce(cost_micro_usd, 0);
    CREATE INDEX jobs_by_scope ON jobs (scope) WHERE scope IS NOT NULL;
    CREATE TABLE servers (
        address TEXT PRIMARY KEY,
        at_once INTEGER,
        per_minute INTEGER,
        resting_until REAL NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE posts (address TEXT NOT NULL, posted_at REAL NOT NULL) STRICT;
    CREATE INDEX posts_by_time ON posts (address, posted_at);
    """,
    """
    ALTER TABLE jobs ADD COLUMN notebook TEXT;
    """,
)


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to date, each step in one transaction together with its number.

    Raises:
        LedgerError: the file was written by a newer version of the package.
    """
    while (version := _version(db)) < len(_MIGRATIONS):
        db.execute("BEGIN IMMEDIATE")
        try:
            if _version(db) == version:  # else another kernel has migrated meanwhile
                for statement in filter(str.strip, _MIGRATIONS[version].split(";")):  # executescript would commit
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
    if version > len(_MIGRATIONS):
        raise LedgerError(
            f"The ledger {path} was written by a newer version of sora_widgets: update the package.", path=path
        )


def next_change(db: sqlite3.Connection) -> int:
    """The number of the next write, by which every kernel learns what is new; only inside a transaction."""
    return int(db.execute("UPDATE changes SET number = number + 1 WHERE id = 1 RETURNING number").fetchall()[0][0])


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
