"""The ledger: every job and every dollar of every kernel, in one SQLite file.

Answers for: durable rows, leases with fences, so that one kernel at a time works on a job, and for every
transaction. What moves inside one is said beside it: the money in `accounts`, a server's limits in
`servers`, a person's decision in `decisions`. It knows nothing of loops or files and sends nothing.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import time
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path

from sora_widgets.jobs import accounts, decisions, servers
from sora_widgets.jobs.database import Database
from sora_widgets.jobs.machine import ENDS, State, check_transition
from sora_widgets.jobs.rows import COLUMNS, JobRow, WalletState, read_row, stored, to_micro
from sora_widgets.jobs.schema import IS_OPEN, next_change

__all__ = ["GROUPS", "TWIN_NOTE", "Intent", "JobRow", "Ledger", "StaleRowError", "Twins", "WalletState"]

LEASE_S = 10.0
GROUPS = {
    "model": "model",
    "day": "date(created_at, 'unixepoch', 'localtime')",
    "notebook": "notebook",
    "scope": "scope",
    "provider": "provider",
}
"""What jobs can be added up by, as expressions over their columns."""

TWIN_NOTE = "Waits until another order of the same shot is settled."


class Twins(Enum):
    """Which orders of one server cannot be told apart when an answer is lost."""

    NONE = "none"
    """The server honours our key."""
    SAME_PROMPT = "same prompt"
    """Its list tells prompts."""
    ALL = "all"
    """Its list tells none, or it has no list."""


class StaleRowError(Exception):
    """The row is not as it was read: another kernel took it over, or another step moved it on."""


class _DoesNotFitError(Exception):
    """Undoes a transaction whose money does not fit under a limit."""


@dataclass(frozen=True)
class Intent:
    """What became of the wish to send an order.

    Attributes:
        row: the job with its intent written, to be sent now; None when it must wait.
        not_before: seconds since 1970; when to ask again.
        reason: what it waits for, in a sentence.
    """

    row: JobRow | None
    not_before: float = 0.0
    reason: str | None = None


class Ledger(Database):
    """The tables of one file. Every write of a job names its fence; money moves in the same transaction."""

    def __init__(self, path: Path) -> None:
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
        super().__init__(path)

    # Money

    def set_limit(self, project: str, limit_usd: Decimal | None) -> WalletState:
        """Set the project's hard cap over all that was and will be spent; None removes it."""
        with self._transaction() as db:
            accounts.set_limit(db, project, limit_usd)
        return self.wallet(project)

    def set_scope_limit(self, name: str, limit_usd: Decimal | None) -> WalletState:
        """Set the hard cap of a scope, over all project folders of this ledger; None removes it."""
        with self._transaction() as db:
            accounts.set_limit(db, accounts.scope_account(name), limit_usd)
        return self.scope_wallet(name)

    def wallet(self, project: str) -> WalletState:
        with self._lock:
            return accounts.read_account(self._db, project)

    def scope_wallet(self, name: str) -> WalletState:
        with self._lock:
            return accounts.read_account(self._db, accounts.scope_account(name), name)

    def entries(self, project: str | None = None, scope: str | None = None) -> list[JobRow]:
        """The jobs that hold or have spent money, newest first; their sums are the wallet's.

        Args:
            project: of this folder only.
            scope: of this scope only.
        """
        return self._select(
            "(held_micro_usd > 0 OR spent_micro_usd > 0) AND (?1 IS NULL OR project = ?1) AND (?2 IS NULL OR scope = ?2) "
            "ORDER BY created_at DESC, id",
            project,
            scope,
        )

    def sums(self, by: str, project: str | None = None, scope: str | None = None) -> list[sqlite3.Row]:
        """All that was ever ordered, added up in groups; the sums of what is held and spent are the wallet's.

        Args:
            by: "model", "day" (of the order, on this machine's calendar), "notebook", "scope" or "provider".
            project: of this folder only.
            scope: of this scope only.

        Returns:
            Rows of `key` (None where a job has none), `jobs`, `clips` (that are saved), `unknown` (jobs without an
            estimate) and the millionths of a dollar that were `estimated`, are `spent` and are `held`.
        """
        return self._fetch(
            f"SELECT {GROUPS[by]} AS key, count(*) AS jobs, sum(state = 'saved') AS clips, "
            "sum(estimate_micro_usd IS NULL) AS unknown, sum(coalesce(estimate_micro_usd, 0)) AS estimated, "
            "sum(spent_micro_usd) AS spent, sum(held_micro_usd) AS held FROM jobs "
            "WHERE (?1 IS NULL OR project = ?1) AND (?2 IS NULL OR scope = ?2) GROUP BY 1",
            project,
            scope,
        )

    def reserve(self, job: Mapping[str, object], cost_usd: Decimal | None) -> JobRow | None:
        """Write a new job and hold its price, both or neither.

        Args:
            job: the columns that say what is asked for (project, scope, provider, address, prompt, …).
            cost_usd: the price to hold; None where it is unknown (only ever let through for a free provider).

        Returns:
            The row; or the open job of the same take, if there is one already; or None when the price does not fit
            under the limits of project and scope (or neither has one).
        """
        held = to_micro(cost_usd or Decimal(0))
        try:
            with self._transaction() as db:
                same = db.execute(
                    "SELECT * FROM jobs WHERE project = :project AND address = :address AND fingerprint = :fingerprint "
                    f"AND take = :take AND {IS_OPEN}",
                    {name: job[name] for name in ("project", "address", "fingerprint", "take")},
                ).fetchone()
                if same is not None:
                    return read_row(same)
                if held and not accounts.hold(db, accounts.accounts_of(job["project"], job.get("scope")), held):
                    raise _DoesNotFitError
                return self._insert(
                    db,
                    job,
                    state=State.RESERVED.value,
                    estimate_micro_usd=None if cost_usd is None else held,
                    held_micro_usd=held,
                    lease_owner=self.owner,
                    lease_until=time.time() + LEASE_S,
                )
        except _DoesNotFitError:
            return None

    def adopt_take(self, job: Mapping[str, object], clip: str) -> JobRow:
        """Write a job whose clip came with the folder, made by a ledger that we do not have; it costs nothing."""
        with self._transaction() as db:
            return self._insert(
                db, job, state=State.SAVED.value, clip=clip, progress=100, cost_micro_usd=0, estimate_micro_usd=0
            )

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
        """Rows written after `change` by any kernel, oldest change first; times to 10 µs.

        They come as one text: fetched row by row, each hands the interpreter over, and beside a busy cell it comes back
        5 ms later (292 ms a call were measured with 200 jobs).
        """
        query = f"SELECT json_group_array(json_array({', '.join(COLUMNS)})) FROM jobs WHERE change > ?"
        rows = json.loads(self._fetch(query, change)[0][0])
        return sorted((read_row(dict(zip(COLUMNS, row, strict=True))) for row in rows), key=lambda row: row.change)

    def newest_change(self) -> int:
        return int(self._fetch("SELECT number FROM changes")[0][0])

    def is_claimed(self, address: str, remote_id: str) -> bool:
        """Whether some job already owns this video."""
        return bool(self._fetch("SELECT 1 FROM jobs WHERE address = ? AND remote_id = ?", address, remote_id))

    def is_prompt_of_another(self, job: JobRow, prompt: str) -> bool:
        """Whether another job at the same server was ordered with this very prompt."""
        query = "SELECT 1 FROM jobs WHERE address = ? AND id <> ? AND prompt = ? LIMIT 1"
        return bool(self._fetch(query, job.address, job.id, prompt))

    def open_orders(self, address: str) -> list[tuple[str, str]]:
        """(id, prompt) of every order, of any kernel, that has no answer yet."""
        rows = self._fetch(
            f"SELECT id, prompt FROM jobs WHERE {IS_OPEN} AND address = ? AND state IN ('posting', 'ambiguous')",
            address,
        )
        return [(row["id"], row["prompt"]) for row in rows]

    # Leases

    def take_leases(self, addresses: Collection[str]) -> list[JobRow]:
        """Claim what may be claimed and give all open jobs that are ours."""
        self.claim(addresses)
        return self._select(f"lease_owner = ? AND {IS_OPEN} ORDER BY created_at, id", self.owner)

    def claim(self, addresses: Collection[str]) -> list[JobRow]:
        """Renew our leases, and take those that are free, run out, or held by a process that is gone.

        Only jobs of servers that this kernel can reach are taken, and those that somebody wants cancelled: a kernel
        that cannot work on a job must not keep it from one that can.

        Returns:
            The jobs that were not ours before.
        """
        now = time.time()
        addresses = tuple(addresses)  # the caller's may grow meanwhile
        with self._transaction() as db:
            # Renewing keeps the fence: our own writes go on. Taking over moves it: the former holder's fail.
            db.execute(
                f"UPDATE jobs SET lease_until = ? WHERE lease_owner = ? AND lease_until < ? AND {IS_OPEN}",
                (now + LEASE_S, self.owner, now + LEASE_S / 2),
            )
            reachable = f"(address IN ({', '.join('?' * len(addresses))}) OR is_cancel_wanted)"
            others = db.execute(
                f"SELECT DISTINCT lease_owner FROM jobs WHERE {IS_OPEN} AND lease_owner IS NOT ? AND {reachable}",
                (self.owner, *addresses),
            ).fetchall()
            taken: list[sqlite3.Row] = []
            for (owner,) in others:
                is_free = f"{IS_OPEN} AND lease_owner IS ? AND (lease_until < ? OR ?) AND {reachable}"
                whose = (owner, now, owner is None or _is_gone(owner), *addresses)
                if db.execute(f"SELECT 1 FROM jobs WHERE {is_free} LIMIT 1", whose).fetchone() is None:
                    continue
                # A change, so that the former holder learns of it and lets go.
                taken += db.execute(
                    f"UPDATE jobs SET lease_owner = ?, lease_until = ?, fence = fence + 1, change = ? WHERE {is_free} "
                    "RETURNING *",
                    (self.owner, now + LEASE_S, next_change(db), *whose),
                ).fetchall()
        return [read_row(row) for row in taken]

    def release_leases(self) -> None:
        """Let other kernels have our open jobs at once."""
        with self._transaction() as db:
            db.execute(
                f"UPDATE jobs SET lease_owner = NULL, fence = fence + 1 WHERE lease_owner = ? AND {IS_OPEN}",
                (self.owner,),
            )

    # Writing

    def write(self, job: JobRow, state: State | None = None, **changes: object) -> JobRow:
        """Change a job that we hold the lease of; money moves with the state, in the same transaction.

        Saved turns the held money into spent money; an end without a clip releases it.

        Raises:
            StaleRowError: another kernel has taken the job over, or its state is no longer `job.state`.
            ValueError: the states do not follow each other.
        """
        with self._transaction() as db:
            written = self._write(db, job, state, changes, next_change(db))
            if written is None:
                raise StaleRowError(job.id)
        return written

    def write_all(self, news: Iterable[tuple[JobRow, State | None, Mapping[str, object]]]) -> None:
        """Change many jobs in one transaction, each as `write` does; those that are stale are left as they are."""
        alike: dict[tuple[str, ...], list[tuple[JobRow, State, Mapping[str, object]]]] = {}
        with self._transaction() as db:
            change = next_change(db)
            for job, state, changes in news:
                after = job.state if state is None else state
                if after in ENDS:
                    self._write(db, job, after, changes, change)
                else:
                    check_transition(job.state, after)
                    alike.setdefault(tuple(sorted(changes)), []).append((job, after, changes))
            for names, same in alike.items():
                self._write_alike(db, names, same, change)

    def begin_post(self, job: JobRow, twins: Twins, server_time_s: float | None = None) -> Intent:
        """Write the intent of an order, unless it has to wait; the limits are those of all kernels together.

        Args:
            job: the order.
            twins: which orders the server could not tell from this one: at most one of them may be without an answer
                at a time (JOBS.md, rule 5).
            server_time_s: the server's clock now, where it is known.

        Raises:
            StaleRowError: as `write`.
        """
        now = time.time()
        with self._transaction() as db:
            waits = servers.waits(db, job.address, now, job.id)
            if waits is None and twins is not Twins.NONE:
                # Of two that are in doubt the older goes first, or each would wait for the other.
                twin = db.execute(
                    f"SELECT 1 FROM jobs WHERE {IS_OPEN} AND address = :address AND id <> :id AND (:all OR prompt = :prompt) "
                    "AND (state = 'posting' OR (state = 'ambiguous' AND (:since IS NULL OR posted_at < :since)))",
                    {
                        "address": job.address,
                        "id": job.id,
                        "all": twins is Twins.ALL,
                        "prompt": job.prompt,
                        "since": job.posted_at if job.state is State.AMBIGUOUS else None,
                    },
                ).fetchone()
                if twin is not None:
                    waits = now + 1.0, TWIN_NOTE
            if waits is not None:
                return Intent(None, *waits)
            row = self._write(
                db,
                job,
                State.POSTING,
                {
                    "attempt": job.attempt + 1,
                    "posted_at": now,
                    "server_posted_at": server_time_s,
                    "note": None,
                    "candidates": None,
                    # A lost order that costs money is sent again once at most.
                    "may_post_again": int(
                        job.may_post_again and not (job.state is State.AMBIGUOUS and bool(job.held_usd))
                    ),
                },
                next_change(db),
            )
            if row is None:
                raise StaleRowError(job.id)
            servers.count_post(db, job.address, now)
        return Intent(row)

    def attach_answer(self, job: JobRow, remote_id: str, **changes: object) -> bool:
        """Keep the id that a POST brought although the lease was lost meanwhile: an id thrown away is a lost clip.

        Args:
            job: the order.
            remote_id: the video's.
            **changes: what else the answer told, by column.

        Returns:
            Whether the row still waited for this very answer.
        """
        with self._transaction() as db:
            columns = {
                **stored(changes),
                "remote_id": remote_id,
                "state": State.SUBMITTED.value,
                "note": None,
                "candidates": None,
                "next_attempt_at": 0.0,
                "change": next_change(db),
            }
            updated = db.execute(
                f"UPDATE jobs SET {', '.join(f'{name} = :{name}' for name in columns)} WHERE id = :_id "
                "AND attempt = :_attempt AND remote_id IS NULL AND state IN ('posting', 'ambiguous')",
                {**columns, "_id": job.id, "_attempt": job.attempt},
            )
        return updated.rowcount == 1

    def want_cancel(self, job_id: str) -> None:
        """Note that somebody wants this job cancelled; whichever kernel holds its lease will do it."""
        with self._transaction() as db:
            db.execute(
                "UPDATE jobs SET is_cancel_wanted = 1, next_attempt_at = 0, change = ? WHERE id = ?",
                (next_change(db), job_id),
            )

    def fetch_again(self, job_id: str) -> JobRow | None:
        """Send a saved job back to its server for the bytes alone, because its file is gone; no money moves.

        Returns:
            The row, or None when it is not saved, or never was at a server.
        """
        with self._transaction() as db:
            rows = db.execute(
                "UPDATE jobs SET state = 'completed', clip = NULL, note = NULL, attempt = 0, next_attempt_at = 0, "
                "is_cancel_wanted = 0, lease_owner = ?, lease_until = ?, fence = fence + 1, change = ? "
                "WHERE id = ? AND state = 'saved' AND remote_id IS NOT NULL RETURNING *",
                (self.owner, time.time() + LEASE_S, next_change(db), job_id),
            ).fetchall()
        return read_row(rows[0]) if rows else None

    # A person's decision about an order without an answer

    def adopt_video(self, job_id: str, remote_id: str) -> JobRow:
        """Take this video for the job's; what is held stays held until it is saved.

        Raises:
            JobError: the job does not wait for a decision.
            RequestError: the video is another job's.
        """
        with self._transaction() as db:
            return decisions.adopt_video(db, job_id, remote_id)

    def submit_again(self, job_id: str) -> JobRow:
        """Order anew; the first order counts as spent, because the server may have made its video.

        Raises:
            JobError: the job does not wait for a decision.
            BudgetExceededError: a second price does not fit under the limits.
        """
        with self._transaction() as db:
            return decisions.submit_again(db, job_id)

    def give_up(self, job_id: str) -> JobRow:
        """Stop looking for the answer; what was held counts as spent, because the server may charge for it.

        Raises:
            JobError: the job does not wait for a decision.
        """
        with self._transaction() as db:
            return decisions.give_up(db, job_id)

    # Servers

    def set_server_limits(self, address: str, at_once: int | None = None, per_minute: int | None = None) -> None:
        """How much a server may be asked for by all kernels together; None leaves what was said before."""
        with self._transaction() as db:
            servers.set_limits(db, address, at_once, per_minute)

    def has_server_limits(self, address: str) -> bool:
        """Whether somebody has said how much this server may be asked for."""
        return bool(self._fetch("SELECT 1 FROM servers WHERE address = ?", address))

    def rest_server(self, address: str, until: float) -> None:
        """Let no kernel send this server an order before `until` (seconds since 1970)."""
        with self._transaction() as db:
            servers.rest(db, address, until)

    def server_waits(self, address: str) -> tuple[float, str] | None:
        """Until when (seconds since 1970) and why this server takes no order now; None when it does."""
        with self._lock:
            return servers.waits(self._db, address, time.time())

    # Inside a transaction

    def _insert(self, db: sqlite3.Connection, job: Mapping[str, object], **more: object) -> JobRow:
        now = time.time()
        row = {**stored(job), **more, "created_at": now, "updated_at": now, "change": next_change(db)}
        names = ", ".join(row)
        marks = ", ".join(":" + name for name in row)
        return read_row(db.execute(f"INSERT INTO jobs ({names}) VALUES ({marks}) RETURNING *", row).fetchall()[0])

    def _write(
        self, db: sqlite3.Connection, job: JobRow, state: State | None, changes: Mapping[str, object], change: int
    ) -> JobRow | None:
        """The row as it is after the change; None, and nothing changed, when `job` is stale."""
        after = job.state if state is None else state
        check_transition(job.state, after)
        columns = {**stored(changes), "state": after.value, "updated_at": time.time(), "change": change}
        is_end = after in ENDS and job.state not in ENDS
        if is_end:
            # As it is now, not as the step read it: the server may have told its price meanwhile.
            current = db.execute(
                "SELECT * FROM jobs WHERE id = ? AND fence = ? AND lease_owner IS ? AND state = ?",
                (job.id, job.fence, job.lease_owner, job.state.value),
            ).fetchone()
            if current is None:
                return None
            accounts.settle(db, read_row(current), after, columns)
        rows = db.execute(
            f"UPDATE jobs SET {', '.join(f'{name} = :{name}' for name in columns)} "
            "WHERE id = :_id AND fence = :_fence AND lease_owner IS :_owner AND state = :_before RETURNING *",
            {**columns, "_id": job.id, "_fence": job.fence, "_owner": job.lease_owner, "_before": job.state.value},
        ).fetchall()
        return read_row(rows[0]) if rows else None

    def _write_alike(
        self,
        db: sqlite3.Connection,
        names: Collection[str],
        news: Collection[tuple[JobRow, State, Mapping[str, object]]],
        change: int,
    ) -> None:
        """Change these columns of many jobs in one statement; no money moves.

        Every row that a statement brings hands the interpreter over, and beside a busy cell it does not come back for
        5 ms: thirty rows written one by one took up to 0.4 s there.
        """
        columns: dict[str, object] = {}
        told = []
        for job, after, changes in news:
            columns = stored({**{name: changes[name] for name in names}, "state": after.value})
            told.append([job.id, job.fence, job.lease_owner, job.state.value, *columns.values()])
        places = ", ".join(f"{name} = json_extract(value, '$[{place}]')" for place, name in enumerate(columns, 4))
        db.execute(
            f"UPDATE jobs SET {places}, updated_at = :now, change = :change FROM json_each(:told) "
            "WHERE jobs.id = json_extract(value, '$[0]') AND fence = json_extract(value, '$[1]') "
            "AND lease_owner IS json_extract(value, '$[2]') AND state = json_extract(value, '$[3]')",
            {"told": json.dumps(told), "now": time.time(), "change": change},
        )

    def _select(self, where: str, *values: object) -> list[JobRow]:
        return [read_row(row) for row in self._fetch(f"SELECT * FROM jobs WHERE {where}", *values)]


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
