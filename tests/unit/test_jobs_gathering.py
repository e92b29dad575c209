"""Many jobs held as one: what a gathering tells, and when, without an engine."""

from __future__ import annotations

import asyncio
import time
from decimal import Decimal

import pytest

import sora_widgets as sw
from job_rows import ended, job_of, jobs_of, on_another_thread, row_of, turns
from sora_widgets.jobs import Gathering
from sora_widgets.jobs.machine import State


def test_a_gathering_says_in_one_line_how_far_it_is() -> None:
    working = {"state": State.IN_PROGRESS, "progress": 50, "started_at": None}
    gathering = Gathering(jobs_of(*[ended(State.SAVED)] * 3, working, working, {}, {}, {}))
    assert gathering.message == "3 of 8 saved · 2 rendering · 3 waiting · $1.20 of $3.20"
    assert gathering.progress == 50
    assert (gathering.spent_usd, gathering.total_usd) == (Decimal("1.20"), Decimal("3.20"))


def test_the_pace_so_far_gives_the_time_left() -> None:
    now = [0.0]
    jobs = jobs_of(*[{}] * 8)
    gathering = Gathering(jobs, clock=lambda: now[0])
    assert gathering.eta_s is None and "left" not in gathering.message
    now[0] = 40.0
    for job in jobs[:4]:
        job._follow(row_of(id=job.id, change=2, **ended(State.SAVED)))
    assert gathering.eta_s == pytest.approx(40.0)
    assert gathering.message == "4 of 8 saved · 4 waiting · $1.60 of $3.20 · 40 s left"
    now[0] = 400.0
    assert gathering.message.endswith("· 7 min left")
    now[0] = 40_000.0
    assert gathering.message.endswith("· 11 h left")


def test_where_each_open_job_has_a_guess_the_longest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 100.0)
    half, quarter = ({"state": State.IN_PROGRESS, "progress": n, "started_at": 90.0} for n in (50, 25))
    gathering = Gathering(jobs_of(ended(State.SAVED), half, quarter))
    assert gathering.eta_s == pytest.approx(30.0)
    assert gathering.message.endswith("30 s left")


def test_a_gathering_names_what_went_wrong_and_what_needs_somebody() -> None:
    gathering = Gathering(
        jobs_of(
            ended(State.SAVED),
            {"state": State.DOWNLOADING},
            {"state": State.AMBIGUOUS},
            {"state": State.AMBIGUOUS, "candidates": ()},
            ended(State.FAILED),
            ended(State.EXPIRED),
            ended(State.CANCELLED),
        )
    )
    assert gathering.message == (
        "1 of 7 saved · 1 being saved · 1 in doubt · 1 needs you · 1 failed · 1 lost · 1 cancelled · $0.40 of $1.60"
    )


def test_a_hundred_percent_is_told_only_when_nothing_more_will_happen() -> None:
    saving, end = {"state": State.DOWNLOADING, "progress": 100}, ended(State.SAVED)
    assert Gathering(jobs_of(saving, end)).progress == 99
    assert Gathering(jobs_of(end, ended(State.FAILED))).progress == 100


def test_free_jobs_say_nothing_of_money_and_a_replayed_take_costs_nothing() -> None:
    free = {"held_usd": Decimal(0), "estimate_usd": Decimal(0)}
    assert Gathering(jobs_of(free, free)).message == "0 of 2 saved · 2 waiting"
    (paid,) = jobs_of(ended(State.SAVED))
    paid.is_replay = True
    assert Gathering([paid]).message == "1 of 1 saved"


def test_no_jobs_are_done_at_once() -> None:
    gathering = Gathering([])
    assert (gathering.progress, gathering.is_done, gathering.message) == (100, True, "no jobs")
    assert gathering.result() == [] and asyncio.run(wait_for(gathering)) == []


async def wait_for(gathering: Gathering) -> list[sw.Clip]:
    return await gathering


def test_a_gathering_is_of_jobs_only() -> None:
    job = job_of()
    for given, said in [(job, "is one job"), (["x"], "'x' is no job"), ("x", "is no job"), (None, "is no job")]:
        with pytest.raises(sw.RequestError, match=said):
            Gathering(given)  # type: ignore[arg-type]  # the mistake


def test_changes_of_many_jobs_at_once_are_one_call() -> None:
    async def cell() -> tuple[list[int], bool]:
        jobs, seen = jobs_of(*[{}] * 50), []
        gathering = Gathering([*jobs, jobs[0]])
        stop = gathering.on_change(lambda changed: seen.append(changed.progress))
        on_another_thread(
            *[lambda job=job: job._follow(row_of(id=job.id, change=2, **ended(State.SAVED))) for job in jobs[:25]]
        )
        await turns()
        stop()
        jobs[-1]._follow(row_of(id=jobs[-1].id, change=2, progress=50))
        await turns()
        return seen, any(job._listeners for job in jobs)

    assert asyncio.run(cell()) == ([50], False)


def test_a_gathering_that_is_too_late_says_how_many_are_open() -> None:
    jobs = jobs_of(ended(State.FAILED), {}, {})
    with pytest.raises(
        sw.JobTimeoutError, match=r"^2 of 3 jobs are not done after 0 s \(0 of 3 saved · 2 wait"
    ) as late:
        Gathering(jobs).result(timeout_s=0)
    assert late.value.jobs == tuple(jobs[1:])
