"""The ledger: money under its limit, leases with fences, states that only move along the graph."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from sora_widgets.errors import FolderNotWritableError, LedgerError
from sora_widgets.jobs.ledger import JobRow, Ledger, StaleRowError
from sora_widgets.jobs.machine import ENDS, State
from sora_widgets.jobs.schema import _MIGRATIONS

PROJECT = "/a/project"
ADDRESS = "http://127.0.0.1:9/v1"


def order(**changes: object) -> dict[str, object]:
    return {
        "id": uuid.uuid4().hex,
        "project": PROJECT,
        "provider": "test",
        "address": ADDRESS,
        "prompt": "a red kite",
        "parts": {"subject": "a red kite"},
        "model": "sora-2",
        "seconds": 4,
        "size": "1280x720",
        "take": 1,
        "fingerprint": uuid.uuid4().hex,
        **changes,
    }


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "home" / "ledger.sqlite")


def held_job(ledger: Ledger, cost: str = "0.40") -> JobRow:
    assert ledger.reserve(order(), Decimal(cost)) is not None
    (row,) = ledger.take_leases([ADDRESS])
    return row


def test_the_money_of_a_job_is_held_then_spent(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    row = held_job(ledger)
    assert ledger.wallet(PROJECT).held_usd == Decimal("0.40")
    for state in (State.POSTING, State.SUBMITTED, State.COMPLETED, State.DOWNLOADING):
        row = ledger.write(row, state)
    row = ledger.write(row, State.SAVED, cost_usd=Decimal("0.35"))
    state = ledger.wallet(PROJECT)
    assert (state.held_usd, state.spent_usd, state.left_usd) == (0, Decimal("0.35"), Decimal("4.65"))
    assert row.cost_usd == Decimal("0.35") and row.held_usd == 0


def test_money_of_a_refused_job_comes_back(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    row = ledger.write(held_job(ledger), State.POSTING)
    ledger.write(row, State.FAILED)
    assert ledger.wallet(PROJECT).left_usd == 5


def test_a_price_above_the_limit_or_without_one_is_not_reserved_and_leaves_no_row(ledger: Ledger) -> None:
    assert ledger.reserve(order(), Decimal("0.40")) is None
    ledger.set_limit(PROJECT, Decimal("0.39"))
    assert ledger.reserve(order(), Decimal("0.40")) is None
    assert ledger.jobs(PROJECT, 10) == []
    ledger.set_limit(PROJECT, Decimal("0.40"))
    assert ledger.reserve(order(), Decimal("0.40")) is not None
    assert ledger.reserve(order(), Decimal("0.000001")) is None


def test_threads_that_race_for_the_last_dollar_never_pass_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger(path).set_limit(PROJECT, Decimal("1.00"))
    won: list[JobRow | None] = []

    def race() -> None:
        own = Ledger(path)  # a connection of its own, as another kernel has
        won.extend(own.reserve(order(), Decimal("0.10")) for _ in range(8))
        own.close()

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sum(row is not None for row in won) == 10
    assert Ledger(path).wallet(PROJECT).left_usd == 0


def test_a_lease_of_a_living_kernel_is_left_alone_and_a_taken_one_fences_the_old_holder(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    old, new = Ledger(path), Ledger(path)
    old.reserve(order(), Decimal(0))
    (row,) = old.take_leases([ADDRESS])
    assert new.take_leases([ADDRESS]) == []
    with sqlite3.connect(path) as db:
        db.execute("UPDATE jobs SET lease_until = 0")
    (taken,) = new.take_leases([ADDRESS])
    assert taken.fence == row.fence + 1
    with pytest.raises(StaleRowError):
        old.write(row, State.POSTING)
    assert new.write(taken, State.POSTING).state is State.POSTING


def test_a_lease_of_a_dead_process_is_taken_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    old, new = Ledger(path), Ledger(path)
    old.reserve(order(), Decimal(0))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE jobs SET lease_owner = replace(lease_owner, ?, ?)", (f":{os.getpid()}:", f":{gone.pid}:"))
    assert len(new.take_leases([ADDRESS])) == 1


def test_leases_are_taken_only_for_servers_that_can_be_reached_or_to_cancel(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    maker, stranger = Ledger(path), Ledger(path)
    row = maker.reserve(order(), Decimal(0))
    assert row is not None
    maker.release_leases()
    assert stranger.take_leases(["animatic"]) == []
    stranger.want_cancel(row.id)
    assert len(stranger.take_leases(["animatic"])) == 1


def test_a_take_that_is_being_made_is_not_reserved_twice(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    first = ledger.reserve(order(fingerprint="same"), Decimal("0.40"))
    again = ledger.reserve(order(fingerprint="same"), Decimal("0.40"))
    other = ledger.reserve(order(fingerprint="same", take=2), Decimal("0.40"))
    assert first is not None and again is not None and other is not None
    assert again.id == first.id != other.id
    assert ledger.wallet(PROJECT).held_usd == Decimal("0.80")


def test_open_jobs_are_those_whose_state_is_no_end(ledger: Ledger, tmp_path: Path) -> None:
    with sqlite3.connect(ledger.path) as db:
        for state in State:
            row = ledger.reserve(order(), Decimal(0))
            assert row is not None
            db.execute("UPDATE jobs SET state = ? WHERE id = ?", (state.value, row.id))
            db.commit()
    assert {row.state for row in ledger.take_leases([ADDRESS])} == set(State) - ENDS


def test_an_interrupt_that_arrives_while_the_ledger_waits_leaves_it_usable(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ledger._db

    class Interrupted:
        in_transaction = property(lambda self: real.in_transaction)

        def execute(self, statement: str, *values: object) -> object:
            done = real.execute(statement, *values)
            if statement.startswith("BEGIN"):
                raise KeyboardInterrupt
            return done

    ledger._db = Interrupted()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        ledger.set_limit(PROJECT, Decimal(1))
    ledger._db = real
    assert not real.in_transaction
    ledger.set_limit(PROJECT, Decimal(1))


def test_a_ledger_held_by_another_program_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sora_widgets.jobs.database._PATIENCE_S", 0.05)
    held = Ledger(tmp_path / "ledger.sqlite")
    with closing(sqlite3.connect(held.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"held by another program and was not free for 0\.05 s"):
            held.set_limit(PROJECT, Decimal(5))
    assert held.set_limit(PROJECT, Decimal(5)).limit_usd == 5


def test_a_damaged_row_does_not_stop_the_others(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.reserve(order(), Decimal(0))
    with sqlite3.connect(ledger.path) as db:
        db.execute("UPDATE jobs SET parts = '{' WHERE rowid = 1")
    assert len(ledger.take_leases([ADDRESS])) == 2


def test_a_row_that_moved_on_meanwhile_is_not_written_over(ledger: Ledger) -> None:
    row = held_job(ledger, "0")
    ledger.write(row, State.CANCELLED)
    with pytest.raises(StaleRowError):
        ledger.write(row, State.POSTING)
    assert ledger.jobs(PROJECT, 1)[0].state is State.CANCELLED


def test_states_that_do_not_follow_each_other_are_a_defect(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="cannot go from reserved to saved"):
        ledger.write(held_job(ledger, "0"), State.SAVED)


def test_a_video_belongs_to_one_job_only(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.reserve(order(), Decimal(0))
    first, second = (ledger.write(row, State.POSTING) for row in ledger.take_leases([ADDRESS]))
    ledger.write(first, State.SUBMITTED, remote_id="video_1")
    with pytest.raises(sqlite3.IntegrityError):
        ledger.write(second, State.SUBMITTED, remote_id="video_1")
    assert ledger.is_claimed(first.address, "video_1")


def test_every_change_is_seen_by_other_connections_in_order(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    ours, theirs = Ledger(path), Ledger(path)
    since = theirs.newest_change()
    row = held_job(ours, "0")
    ours.write(row, State.POSTING)
    assert [seen.state for seen in theirs.changed_since(since)] == [State.POSTING]
    ours.want_cancel(row.id)
    assert theirs.changed_since(since)[-1].is_cancel_wanted


@pytest.mark.parametrize("version", range(1, len(_MIGRATIONS)))
def test_a_ledger_of_an_earlier_version_is_brought_up_to_date_with_its_jobs(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as db:
        for migration in _MIGRATIONS[:version]:
            db.executescript(migration)
        db.execute(f"PRAGMA user_version = {version}")
        db.execute(
            "INSERT INTO jobs (id, project, state, provider, address, prompt, parts, model, seconds, size, take, "
            "fingerprint, estimate_micro_usd, cost_micro_usd, created_at, updated_at) "
            "VALUES ('j', ?, 'saved', 'p', 'a', 'x', '{}', 'm', 4, 's', 1, 'f', 400000, 350000, 0, 0)",
            (PROJECT,),
        )
        if version > 2:  # until then the next migration fills it in
            db.execute("UPDATE jobs SET spent_micro_usd = cost_micro_usd")
        db.commit()
    (row,) = Ledger(path).jobs(PROJECT, 10)
    assert row.id == "j" and row.may_post_again and row.notebook is None
    assert (row.estimate_usd, row.cost_usd, row.spent_usd) == (Decimal("0.40"), Decimal("0.35"), Decimal("0.35"))
    (sums,) = Ledger(path).sums("notebook", PROJECT)
    assert (sums["key"], sums["jobs"], sums["spent"]) == (None, 1, 350_000)


def test_a_kernel_goes_on_while_a_newer_version_beside_it_adds_a_column(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    row, since = held_job(ledger), ledger.newest_change()
    with closing(sqlite3.connect(ledger.path)) as db:
        db.execute("ALTER TABLE jobs ADD COLUMN mood TEXT")
        db.execute(f"PRAGMA user_version = {len(_MIGRATIONS) + 1}")
        db.execute("UPDATE jobs SET mood = 'sunny'")
        db.commit()
    for state in (State.POSTING, State.SUBMITTED, State.COMPLETED, State.DOWNLOADING, State.SAVED):
        row = ledger.write(row, state)
    assert held_job(ledger).state is State.RESERVED
    assert ledger.job(row.id) == row
    assert next((job.id, job.state) for job in ledger.changed_since(since)) == (row.id, State.SAVED)
    assert [job.spent_usd for job in ledger.jobs(PROJECT, 10)] == [0, Decimal("0.40")]
    (sums,) = ledger.sums("model", PROJECT)
    assert (sums["jobs"], sums["clips"], sums["spent"], sums["held"]) == (2, 1, 400_000, 400_000)


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="newer version"):
        Ledger(path)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_text("not a database, " * 100)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite"):
        Ledger(path)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file in the way")
    with pytest.raises(FolderNotWritableError, match="SORA_WIDGETS_HOME"):
        Ledger(tmp_path / "home" / "ledger.sqlite")
