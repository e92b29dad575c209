"""The ledger: every job and every dollar of every kernel, in one SQLite file.

Answers for: durable rows, money that can never pass its limit, and leases with fences, so that one
kernel at a time works on a job. It knows nothing of servers, loops or files. Money is stored in
whole millionths of a dollar, so that SQL can add it exactly.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from sora_widgets.errors import DiskFullError, FolderNotWritableError, LedgerError
from sora_widgets.jobs.machine import ENDS, State, check_transition, eta_s
from sora_widgets.jobs.schema import migrate

__all__ = ["JobRow", "Ledger", "StaleRowError", "WalletState"]

LEASE_S = 10.0
_IS_OPEN = "state NOT IN ('saved', 'failed', 'cancelled', 'expired')"  # word for word as the index `jobs_open` has it
_MICRO = Decimal(1_000_000)


class StaleRowError(Exception):
    """The row is not as it was read: another kernel took it over, or another step moved it on."""


@dataclass(frozen=True)
class JobRow:
    """One row of `jobs`. Times are seconds since 1970; `change` grows with every write to the ledger."""

    id: str
    project: str
    state: State
    provider: str
    address: str
    prompt: str
    parts: dict[str, str]
    model: str
    seconds: int
    size: str
    take: int
    fingerprint: str
    estimate_usd: Decimal | None
    held_usd: Decimal
    cost_usd: Decimal | None
    remote_id: str | None
    attempt: int
    may_post_again: bool
    posted_at: float | None
    next_attempt_at: float
    progress: int | None
    created_at: float
    started_at: float | None
    updated_at: float
    note: str | None
    error_code: str | None
    is_cancel_wanted: bool
    clip: str | None
    lease_owner: str | None
    lease_until: float
    fence: int
    change: int

    def eta_s(self, now: float) -> float | None:
        """Seconds left at `now` (seconds since 1970), told from the share that is done; None while that says nothing."""
        return eta_s(self.progress, None if self.started_at is None else now - self.started_at)


@dataclass(frozen=True)
class WalletState:
    """The money of one project folder, in USD; `limit_usd` and `left_usd` are None while no budget is set."""

    limit_usd: Decimal | None
    held_usd: Decimal
    spent_usd: Decimal

    @property
    def left_usd(self) -> Decimal | None:
        return None if self.limit_usd is None else self.limit_usd - self.held_usd - self.spent_usd


class Ledger:
    """One connection to the file, safe to use from every thread of this process.

    Transactions are short and `BEGIN IMMEDIATE`: a deferred one turns into a storm of busy errors
    as soon as two kernels write (measured, JOBS.md).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderNotWritableError(
                f"The folder {path.parent} cannot be made ({error.strerror}): set SORA_WIDGETS_HOME to one you may write.",
                path=path.parent,
            ) from error
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10.0)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA busy_timeout = 10000")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the intent of a paid POST at power loss
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA journal_size_limit = 16777216")
            migrate(self._db, path)
        except sqlite3.Error as error:
            raise _storage_error(error, path) from error

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # Money

    def set_limit(self, project: str, limit_usd: Decimal | None) -> WalletState:
        """Set the project's hard cap over all that was and will be spent; None removes it."""
        limit = None if limit_usd is None else _to_micro(limit_usd)
        with self._transaction() as db:
            db.execute(
                "INSERT INTO wallets (project, limit_micro_usd) VALUES (?, ?) "
                "ON CONFLICT (project) DO UPDATE SET limit_micro_usd = excluded.limit_micro_usd",
                (project, limit),
            )
        return self.wallet(project)

    def wallet(self, project: str) -> WalletState:
        with self._lock:
            row = self._db.execute("SELECT * FROM wallets WHERE project = ?", (project,)).fetchone()
        if row is None:
            return WalletState(None, Decimal(0), Decimal(0))
        return WalletState(
            _from_micro(row["limit_micro_usd"]),
            Decimal(row["held_micro_usd"]) / _MICRO,
            Decimal(row["spent_micro_usd"]) / _MICRO,
        )

    def reserve(self, job: Mapping[str, object], cost_usd: Decimal | None) -> JobRow | None:
        """Write a new job and hold its price, both or neither.

        Args:
            job: the columns that say what is asked for (project, provider, address, prompt, …).
            cost_usd: the price to hold; None where it is unknown (only ever let through for a free provider).

        Returns:
            The row; or the open job of the same take, if there is one already; or None when the price does not fit
            under the project's limit (or there is none).
        """
        held = _to_micro(cost_usd or Decimal(0))
        with self._transaction() as db:
            same = db.execute(
                "SELECT * FROM jobs WHERE project = :project AND address = :address AND fingerprint = :fingerprint "
                f"AND take = :take AND {_IS_OPEN}",
                {name: job[name] for name in ("project", "address", "fingerprint", "take")},
            ).fetchone()
            if same is not None:
                return _read(same)
            if held:
                fits = db.execute(
                    "UPDATE wallets SET held_micro_usd = held_micro_usd + :held "
                    "WHERE project = :project AND spent_micro_usd + held_micro_usd + :held <= limit_micro_usd",
                    {"held": held, "project": job["project"]},
                )
                if fits.rowcount != 1:
                    return None
            self._insert(
                job,
                state=State.RESERVED.value,
                estimate_micro_usd=None if cost_usd is None else held,
                held_micro_usd=held,
                lease_owner=self.owner,
                lease_until=time.time() + LEASE_S,
            )
        return self.job(str(job["id"]))

    def adopt_take(self, job: Mapping[str, object], clip: str) -> JobRow:
        """Write a job whose clip came with the folder, made by a ledger that we do not have; it costs nothing."""
        with self._transaction():
            self._insert(job, state=State.SAVED.value, clip=clip, progress=100, cost_micro_usd=0, estimate_micro_usd=0)
        row = self.job(str(job["id"]))
        assert row is not None
        return row

    # Jobs

    def job(self, job_id: str) -> JobRow | None:
        rows = self._select("id = ?", job_id)
        return rows[0] if rows else None

    def jobs(self, project: str, limit: int) -> list[JobRow]:
        """The project's jobs, newest first."""
        return self._select("project = ? ORDER BY created_at DESC, id LIMIT ?", project, limit)

    def job_of_take(self, project: str, address: str, fingerprint: str, take: int) -> JobRow | None:
        """The newest job of this very take that is done well or still on its way."""
        rows = self._select(
            "project = ? AND address = ? AND fingerprint = ? AND take = ? "
            "AND state NOT IN ('failed', 'cancelled', 'expired') ORDER BY created_at DESC LIMIT 1",
            project,
            address,
            fingerprint,
            take,
        )
        return rows[0] if rows else None

    def changed_since(self, change: int) -> list[JobRow]:
        """Rows written after `change` by any kernel, oldest change first."""
        return self._select("change > ? ORDER BY change", change)

    def newest_change(self) -> int:
        with self._lock:
            return int(self._db.execute("SELECT number FROM changes").fetchone()[0])

    def is_claimed(self, address: str, remote_id: str) -> bool:
        """Whether some job already owns this video."""
        return bool(self._select("address = ? AND remote_id = ?", address, remote_id))

    def take_leases(self, addresses: Collection[str]) -> list[JobRow]:
        """Renew our leases, and take those that are free, run out, or held by a process that is gone.

        Only jobs of servers that this kernel can reach are taken, and those that somebody wants cancelled: a kernel
        that cannot work on a job must not keep it from one that can.
        """
        now = time.time()
        addresses = tuple(addresses)  # the caller's may grow meanwhile
        marks = ", ".join("?" * len(addresses))
        with self._transaction() as db:
            # Renewing keeps the fence: our own writes go on. Taking over moves it: the former holder's fail.
            db.execute(
                f"UPDATE jobs SET lease_until = ? WHERE lease_owner = ? AND lease_until < ? AND {_IS_OPEN}",
                (now + LEASE_S, self.owner, now + LEASE_S / 2),
            )
            others = db.execute(
                f"SELECT id, lease_owner, lease_until FROM jobs WHERE {_IS_OPEN} AND lease_owner IS NOT ? "
                f"AND (address IN ({marks}) OR is_cancel_wanted)",
                (self.owner, *addresses),
            ).fetchall()
            for row in others:
                if row["lease_owner"] is None or row["lease_until"] < now or _is_gone(row["lease_owner"]):
                    db.execute(
                        "UPDATE jobs SET lease_owner = ?, lease_until = ?, fence = fence + 1 WHERE id = ?",
                        (self.owner, now + LEASE_S, row["id"]),
                    )
        return self._select(f"lease_owner = ? AND {_IS_OPEN}", self.owner)

    def release_leases(self) -> None:
        """Let other kernels have our open jobs at once."""
        with self._transaction() as db:
            db.execute(
                f"UPDATE jobs SET lease_owner = NULL, fence = fence + 1 WHERE lease_owner = ? AND {_IS_OPEN}",
                (self.owner,),
            )

    def attach_answer(self, job: JobRow, remote_id: str) -> bool:
        """Keep the id that a POST brought although the lease was lost meanwhile: an id thrown away is a lost clip.

        Returns:
            Whether the row still waited for this very answer.
        """
        with self._transaction() as db:
            updated = db.execute(
                "UPDATE jobs SET remote_id = ?, state = 'submitted', note = NULL, next_attempt_at = 0, change = ? "
                "WHERE id = ? AND attempt = ? AND remote_id IS NULL AND state IN ('posting', 'ambiguous')",
                (remote_id, self._next_change(), job.id, job.attempt),
            )
        return updated.rowcount == 1

    def write(self, job: JobRow, state: State | None = None, **changes: object) -> JobRow:
        """Change a job that we hold the lease of; money moves with the state, in the same transaction.

        Saved turns the held money into spent money; an end without a clip releases it.

        Raises:
            StaleRowError: another kernel has taken the job over, or its state is no longer `job.state`.
            ValueError: the states do not follow each other.
        """
        after = job.state if state is None else state
        check_transition(job.state, after)
        columns: dict[str, object] = {**changes, "state": after.value, "updated_at": time.time()}
        if "cost_usd" in columns:
            columns["cost_micro_usd"] = _to_micro(Decimal(str(columns.pop("cost_usd"))))
        with self._transaction() as db:
            if after in ENDS and job.state not in ENDS:
                self._settle(job, after, columns)
            columns["change"] = self._next_change()
            updated = db.execute(
                f"UPDATE jobs SET {', '.join(f'{name} = :{name}' for name in columns)} "
                "WHERE id = :_id AND fence = :_fence AND lease_owner IS :_owner AND state = :_before",
                {**columns, "_id": job.id, "_fence": job.fence, "_owner": job.lease_owner, "_before": job.state.value},
            )
            if updated.rowcount != 1:
                raise StaleRowError(job.id)
        row = self.job(job.id)
        assert row is not None
        return row

    def want_cancel(self, job_id: str) -> None:
        """Note that somebody wants this job cancelled; whichever kernel holds its lease will do it."""
        with self._transaction() as db:
            db.execute(
                "UPDATE jobs SET is_cancel_wanted = 1, next_attempt_at = 0, change = ? WHERE id = ?",
                (self._next_change(), job_id),
            )

    def _insert(self, job: Mapping[str, object], **more: object) -> None:
        now = time.time()
        row: dict[str, object] = {
            **job,
            **more,
            "parts": json.dumps(job["parts"], ensure_ascii=False),
            "created_at": now,
            "updated_at": now,
            "change": self._next_change(),
        }
        self._db.execute(f"INSERT INTO jobs ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})", row)

    def _settle(self, job: JobRow, after: State, columns: dict[str, object]) -> None:
        held = _to_micro(job.held_usd)
        spent = 0
        if after is State.SAVED:
            spent = int(str(columns.setdefault("cost_micro_usd", held)))
        elif (
            after is State.EXPIRED
            or job.state in (State.COMPLETED, State.DOWNLOADING)
            or (after is State.CANCELLED and (job.remote_id is not None or job.state is State.AMBIGUOUS))
        ):
            spent = held  # the server made it, or may be making it: the money must be counted as gone
            columns["cost_micro_usd"] = held
        columns["held_micro_usd"] = 0
        self._db.execute(
            "UPDATE wallets SET held_micro_usd = held_micro_usd - ?, spent_micro_usd = spent_micro_usd + ? "
            "WHERE project = ?",
            (held, spent, job.project),
        )

    def _next_change(self) -> int:
        return int(
            self._db.execute("UPDATE changes SET number = number + 1 WHERE id = 1 RETURNING number").fetchone()[0]
        )

    def _select(self, where: str, *values: object) -> list[JobRow]:
        with self._lock:
            try:
                rows = self._db.execute(f"SELECT * FROM jobs WHERE {where}", values).fetchall()
            except sqlite3.Error as error:
                raise _storage_error(error, self.path) from error
        return [_read(row) for row in rows]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                # BEGIN stands inside: an interrupt that arrives while it waits must not leave the transaction open.
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:  # SQLite may have rolled back itself, for example when the disk is full
                    self._db.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
                    raise _storage_error(error, self.path) from error
                raise


def _read(row: sqlite3.Row) -> JobRow:
    values = dict(row)
    values["state"] = State(values["state"])
    values["parts"] = _read_parts(values["parts"])
    values["is_cancel_wanted"] = bool(values["is_cancel_wanted"])
    values["may_post_again"] = bool(values["may_post_again"])
    for name in ("estimate", "held", "cost"):
        values[f"{name}_usd"] = _from_micro(values.pop(f"{name}_micro_usd"))
    return JobRow(**{field.name: values[field.name] for field in fields(JobRow)})


def _read_parts(stored: str) -> dict[str, str]:
    """One damaged row must not stop the jobs beside it; the prompt itself has a column of its own."""
    try:
        parts = json.loads(stored)
    except ValueError:
        return {}
    return parts if isinstance(parts, dict) else {}


def _to_micro(usd: Decimal) -> int:
    # Up: a held price must never be below the real one by a rounding.
    return int((usd * _MICRO).to_integral_value(rounding="ROUND_CEILING"))


def _from_micro(micro: int | None) -> Decimal | None:
    return None if micro is None else Decimal(micro) / _MICRO


def _is_gone(owner: str) -> bool:
    """Whether the process behind a lease certainly lives no more; only this machine's processes can be asked."""
    host, pid, _ = owner.rsplit(":", 2)
    if host != socket.gethostname() or int(pid) == os.getpid():
        return False
    if os.name == "nt":
        return False  # there, signal 0 is Ctrl-C; the lease runs out by itself
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _storage_error(error: sqlite3.Error, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_FULL:
        return DiskFullError(f"The disk is full, the ledger {path} cannot grow: free some space.", path=path)
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return FolderNotWritableError(
            f"The ledger {path} cannot be written ({error}): set SORA_WIDGETS_HOME to a folder you may write.",
            path=path,
        )
    return LedgerError(
        f"The ledger {path} cannot be used ({error}): if it is damaged, move it away and keep it.", path=path
    )
