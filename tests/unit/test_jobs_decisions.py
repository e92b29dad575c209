"""The ledger where people and several kernels meet: decisions, scopes, shared limits of a server, lost files."""

from __future__ import annotations

import sqlite3
import time
import uuid
from decimal import Decimal
from pathlib import Path

import pytest

from sora_widgets.errors import BudgetExceededError, JobError, LedgerError, RequestError
from sora_widgets.jobs.database import check_place
from sora_widgets.jobs.ledger import JobRow, Ledger, StaleRowError, Twins
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.schema import _MIGRATIONS

PROJECT = "/a/project"
ADDRESS = "http://127.0.0.1:9/v1"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.set_limit(PROJECT, Decimal("1.00"))
    return ledger


def reserve(ledger: Ledger, **changes: object) -> JobRow | None:
    asked = {
        "id": uuid.uuid4().hex,
        "project": PROJECT,
        "scope": None,
        "provider": "test",
        "address": ADDRESS,
        "prompt": "a red kite",
        "parts": {},
        "model": "sora-2",
        "seconds": 4,
        "size": "1280x720",
        "take": 1,
        "fingerprint": uuid.uuid4().hex,
    }
    return ledger.reserve({**asked, **changes}, Decimal("0.40"))


def reserved(ledger: Ledger, **changes: object) -> JobRow:
    row = reserve(ledger, **changes)
    assert row is not None
    return row


def posted(ledger: Ledger, **changes: object) -> JobRow:
    intent = ledger.begin_post(reserved(ledger, **changes), Twins.NONE)
    assert intent.row is not None
    return intent.row


def undecided(ledger: Ledger) -> JobRow:
    found = [{"id": "video_1", "status": "completed", "created_at": 1.0}]
    return ledger.write(posted(ledger), State.AMBIGUOUS, note="who knows?", candidates=found)


def saved(ledger: Ledger, row: JobRow, cost: str = "0.40") -> JobRow:
    for state in (State.SUBMITTED, State.COMPLETED, State.DOWNLOADING):
        row = ledger.write(row, state, remote_id=f"video_of_{row.id}")
    return ledger.write(row, State.SAVED, cost_usd=Decimal(cost), clip="{}")


def sums(ledger: Ledger) -> tuple[Decimal, Decimal]:
    state = ledger.wallet(PROJECT)
    return state.held_usd, state.spent_usd


def test_an_adopted_video_is_the_jobs_and_costs_nothing_more(ledger: Ledger) -> None:
    job = ledger.adopt_video(undecided(ledger).id, "video_1")
    assert (job.state, job.remote_id, job.candidates, job.note) == (State.SUBMITTED, "video_1", None, None)
    assert sums(ledger) == (Decimal("0.40"), 0)


def test_another_jobs_video_cannot_be_adopted(ledger: Ledger) -> None:
    other = saved(ledger, posted(ledger))
    job = undecided(ledger)
    with pytest.raises(RequestError, match=other.id[:8]):
        ledger.adopt_video(job.id, str(other.remote_id))
    assert ledger.job(job.id) == job


def test_submitting_again_counts_the_first_order_as_spent(ledger: Ledger) -> None:
    job = ledger.submit_again(undecided(ledger).id)
    assert (job.state, job.posted_at, job.spent_usd) == (State.RESERVED, None, Decimal("0.40"))
    assert sums(ledger) == (Decimal("0.40"), Decimal("0.40"))
    intent = ledger.begin_post(job, Twins.ALL)
    assert intent.row is not None
    assert saved(ledger, intent.row).spent_usd == Decimal("0.80")
    assert sums(ledger) == (0, Decimal("0.80"))


def test_submitting_again_that_does_not_fit_changes_nothing(ledger: Ledger) -> None:
    job = undecided(ledger)
    ledger.set_limit(PROJECT, Decimal("0.79"))
    with pytest.raises(BudgetExceededError, match=r"another \$0\.40"):
        ledger.submit_again(job.id)
    assert ledger.job(job.id) == job and sums(ledger) == (Decimal("0.40"), 0)


def test_a_job_that_is_given_up_counts_as_spent(ledger: Ledger) -> None:
    job = ledger.give_up(undecided(ledger).id)
    assert job.state is State.CANCELLED and job.spent_usd == job.cost_usd == Decimal("0.40")
    assert sums(ledger) == (0, Decimal("0.40"))


@pytest.mark.parametrize("decide", ["adopt_video", "submit_again", "give_up"])
def test_only_a_job_that_waits_for_a_decision_is_decided(ledger: Ledger, decide: str) -> None:
    looking = ledger.write(posted(ledger), State.AMBIGUOUS)
    more = ("video_1",) if decide == "adopt_video" else ()
    for job_id, reason in ((looking.id, "still being looked for"), ("nobody", "not in this ledger")):
        with pytest.raises(JobError, match=reason):
            getattr(ledger, decide)(job_id, *more)
    assert ledger.job(looking.id) == looking


def test_a_decision_beats_a_step_that_began_before_it(ledger: Ledger) -> None:
    before = undecided(ledger)
    ledger.adopt_video(before.id, "video_1")
    with pytest.raises(StaleRowError):
        ledger.write(before, State.POSTING)


def test_a_scope_caps_the_folders_that_use_its_name_together(ledger: Ledger) -> None:
    ledger.set_limit("/another", Decimal(5))
    ledger.set_scope_limit("class 3b", Decimal("0.80"))
    first = reserved(ledger, scope="class 3b")
    assert reserve(ledger, scope="class 3b", project="/another") is not None
    assert reserve(ledger, scope="class 3b", project="/another") is None
    assert reserve(ledger, project="/another") is not None, "without the scope its cap does not count"
    saved(ledger, ledger.write(first, State.POSTING), "0.30")
    state = ledger.scope_wallet("class 3b")
    assert (state.name, state.held_usd, state.spent_usd) == ("class 3b", Decimal("0.40"), Decimal("0.30"))
    assert [entry.spent_usd for entry in ledger.entries(scope="class 3b")] == [0, Decimal("0.30")]


def test_what_does_not_fit_the_scope_is_held_nowhere(ledger: Ledger) -> None:
    ledger.set_scope_limit("class 3b", Decimal("0.10"))
    assert reserve(ledger, scope="class 3b") is None
    assert sums(ledger) == (0, 0) and ledger.scope_wallet("class 3b").held_usd == 0


def test_a_scope_of_its_own_is_budget_enough_and_no_limit_anywhere_is_none(ledger: Ledger) -> None:
    assert reserve(ledger, project="/new", scope="class 3b") is None
    ledger.set_scope_limit("class 3b", Decimal(1))
    assert reserve(ledger, project="/new", scope="class 3b") is not None


def test_the_entries_add_up_to_the_wallet(ledger: Ledger) -> None:
    saved(ledger, posted(ledger), "0.35")
    reserved(ledger)
    entries = ledger.entries(PROJECT)
    assert (sum(row.held_usd for row in entries), sum(row.spent_usd for row in entries)) == sums(ledger)


def test_the_server_told_price_of_a_lost_video_is_what_it_cost(ledger: Ledger) -> None:
    row = ledger.write(posted(ledger), State.SUBMITTED, remote_id="video_1")
    asked_before = row
    ledger.write(row, None, told_cost_usd=Decimal("0.25"))
    assert ledger.write(asked_before, State.EXPIRED).cost_usd == Decimal("0.25")
    assert sums(ledger) == (0, Decimal("0.25"))


def test_a_file_that_is_gone_is_fetched_again_and_not_paid_again(ledger: Ledger) -> None:
    job = saved(ledger, posted(ledger), "0.30")
    again = ledger.fetch_again(job.id)
    assert again is not None and (again.state, again.clip) == (State.COMPLETED, None)
    again = ledger.write(ledger.write(again, State.DOWNLOADING), State.SAVED, cost_usd=Decimal("0.30"), clip="{}")
    assert sums(ledger) == (0, Decimal("0.30")) and again.spent_usd == Decimal("0.30")
    again = ledger.fetch_again(job.id)
    assert again is not None
    lost = ledger.write(again, State.EXPIRED)
    assert sums(ledger) == (0, Decimal("0.30")) and lost.cost_usd == Decimal("0.30")
    assert ledger.fetch_again(job.id) is None


def test_orders_that_could_not_be_told_apart_go_one_after_the_other_in_all_kernels(
    ledger: Ledger, tmp_path: Path
) -> None:
    other_kernel = Ledger(tmp_path / "ledger.sqlite")
    first = posted(other_kernel)
    same = reserved(ledger)
    waits = ledger.begin_post(same, Twins.SAME_PROMPT)
    assert waits.row is None and waits.reason is not None and "same shot" in waits.reason
    assert ledger.job(same.id) == same, "no intent was written"
    other_kernel.write(first, State.SUBMITTED, remote_id="video_1")
    assert ledger.begin_post(same, Twins.SAME_PROMPT).row is not None


def test_another_prompt_waits_only_where_the_list_hides_prompts(ledger: Ledger) -> None:
    posted(ledger)
    other = reserved(ledger, prompt="a blue boat")
    assert ledger.begin_post(other, Twins.ALL).row is None
    assert ledger.begin_post(other, Twins.SAME_PROMPT).row is not None


def test_a_server_makes_no_more_at_once_than_it_may_for_all_kernels(ledger: Ledger, tmp_path: Path) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    ledger.set_server_limits(ADDRESS, at_once=2, per_minute=None)
    other_kernel = Ledger(tmp_path / "ledger.sqlite")
    first, second = posted(ledger), posted(other_kernel)
    third = reserved(ledger)
    waits = ledger.begin_post(third, Twins.NONE)
    assert waits.row is None and "2 at a time" in str(waits.reason)
    saved(other_kernel, second)
    assert ledger.begin_post(third, Twins.NONE).row is not None
    ledger.write(first, State.FAILED)


def test_a_server_gets_no_more_orders_a_minute_than_it_may(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    ledger.set_server_limits(ADDRESS, at_once=None, per_minute=2)
    start = time.time()
    for second in (0, 30):
        monkeypatch.setattr(time, "time", lambda now=start + second: now)
        posted(ledger)
    third = reserved(ledger)
    waits = ledger.begin_post(third, Twins.NONE)
    assert waits.row is None and waits.not_before == pytest.approx(start + 60)
    monkeypatch.setattr(time, "time", lambda: start + 60.01)
    assert ledger.begin_post(third, Twins.NONE).row is not None


def test_a_server_that_asked_for_rest_gets_it_from_all_kernels(ledger: Ledger, tmp_path: Path) -> None:
    other_kernel = Ledger(tmp_path / "ledger.sqlite")
    other_kernel.rest_server(ADDRESS, time.time() + 300)
    other_kernel.rest_server(ADDRESS, time.time() + 1)  # a shorter wish does not end the longer one
    waits = ledger.server_waits(ADDRESS)
    assert waits is not None and waits[0] > time.time() + 200
    assert ledger.begin_post(reserved(ledger), Twins.NONE).row is None
    assert ledger.server_waits("http://elsewhere/v1") is None


def test_many_rows_are_written_at_once_and_the_stale_ones_left_alone(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    one, two = reserved(ledger), reserved(ledger)
    moved = ledger.write(two, State.POSTING)
    three = ledger.write(posted(ledger), State.SUBMITTED)
    before = ledger.newest_change()
    ledger.write_all(
        [
            (one, None, {"note": "a \U0001f9ea", "candidates": [{"id": "x"}]}),
            (two, None, {"note": "b", "candidates": None}),
            (three, State.QUEUED, {"progress": 3, "started_at": 1790000000.123, "may_post_again": False}),
        ]
    )
    assert ledger.job(two.id) == moved
    first, third = sorted(ledger.changed_since(before), key=lambda row: row.id != one.id)
    assert (first.id, first.note, first.candidates) == (one.id, "a \U0001f9ea", ({"id": "x"},))
    assert (third.id, third.state, third.progress) == (three.id, State.QUEUED, 3)
    assert (third.started_at, third.may_post_again) == (1790000000.123, False)


def test_of_two_orders_in_doubt_the_older_goes_first(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    older, younger = posted(ledger), posted(ledger, prompt="a blue boat")
    older, younger = (ledger.write(row, State.AMBIGUOUS) for row in (older, younger))
    assert ledger.begin_post(younger, Twins.ALL).row is None
    assert ledger.begin_post(older, Twins.ALL).row is not None


def test_waiting_for_a_place_does_not_use_up_the_one_repeat_of_a_lost_order(ledger: Ledger) -> None:
    lost = ledger.write(posted(ledger), State.AMBIGUOUS)
    ledger.rest_server(ADDRESS, time.time() + 300)
    assert ledger.begin_post(lost, Twins.ALL).row is None
    assert ledger.job(lost.id) == lost and lost.may_post_again
    ledger._db.execute("UPDATE servers SET resting_until = 0")
    again = ledger.begin_post(lost, Twins.ALL).row
    assert again is not None and not again.may_post_again


def test_connecting_without_a_limit_leaves_the_limit_that_somebody_set(ledger: Ledger) -> None:
    ledger.set_server_limits(ADDRESS, at_once=1)
    ledger.set_server_limits(ADDRESS, per_minute=5)
    posted(ledger)
    assert ledger.begin_post(reserved(ledger), Twins.NONE).row is None


def test_a_kernel_whose_job_was_taken_over_learns_of_it(ledger: Ledger, tmp_path: Path) -> None:
    row = reserved(ledger)
    seen = ledger.newest_change()
    ledger.release_leases()
    (taken,) = Ledger(tmp_path / "ledger.sqlite").claim([ADDRESS])
    assert [changed.fence for changed in ledger.changed_since(seen)] == [taken.fence] and taken.fence > row.fence


def test_an_answer_that_comes_after_the_lease_was_lost_is_kept_with_all_it_told(ledger: Ledger) -> None:
    row = posted(ledger)
    ledger.release_leases()
    assert ledger.attach_answer(row, "video_1", urls=["https://cdn.example/1.mp4"], told_cost_usd=Decimal("0.25"))
    kept = ledger.job(row.id)
    assert kept is not None
    assert (kept.remote_id, kept.urls, kept.told_cost_usd) == (
        "video_1",
        ("https://cdn.example/1.mp4",),
        Decimal("0.25"),
    )
    assert not ledger.attach_answer(row, "video_2")


@pytest.mark.parametrize(
    ("mounts", "is_refused"),
    [
        ([("/", "ext4"), ("/srv/people", "nfs4")], True),
        ([("/", "nfs"), ("/srv/people", "ext4")], False),
        ([("/", "overlay"), ("/srv/people/me", "fuse.sshfs")], True),
        ([("/", "overlay"), ("/srv/people/me", "fuseblk")], False),
        ([("/", "ext4"), ("/srv/people", "CIFS")], True),
        ([("/", "ext4"), ("/srv/peop", "9p")], False),
        ([("/srv/people", "ext4"), ("/srv/people", "lustre")], True),
        ([], False),
    ],
)
def test_a_ledger_is_not_kept_on_a_network_file_system(mounts: list[tuple[str, str]], is_refused: bool) -> None:
    path = Path("/srv/people/me/sora_widgets/ledger.sqlite")
    if is_refused:
        with pytest.raises(LedgerError, match="network file system"):
            check_place(path, mounts)
    else:
        check_place(path, mounts)


def test_a_ledger_of_the_first_release_keeps_its_jobs_and_money(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as old:
        for number, migration in enumerate(_MIGRATIONS[:2], 1):
            old.executescript(migration + f"PRAGMA user_version = {number};")
        old.execute("INSERT INTO wallets VALUES ('/a/project', 5000000, 0, 300000)")
        old.execute(
            "INSERT INTO jobs (id, project, state, provider, address, prompt, parts, model, seconds, size, take, "
            "fingerprint, cost_micro_usd, created_at, updated_at) VALUES "
            "('j', '/a/project', 'saved', 'p', 'a', 'kite', '{}', 'm', 4, '1x1', 1, 'f', 300000, 1.0, 2.0)"
        )
    old.close()
    ledger = Ledger(path)
    assert ledger.wallet(PROJECT).limit_usd == 5
    assert [(entry.id, entry.spent_usd) for entry in ledger.entries(PROJECT)] == [("j", Decimal("0.30"))]
