"""Handles on a real engine: who is called back and where, many jobs as one, decisions, lists and the wallet."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

import sora_widgets as sw
from sora_widgets.jobs import Gathering, Job, JobList, State, generate, set_budget
from sora_widgets.jobs import wallet as read_wallet
from sora_widgets.jobs.session import Session
from sora_widgets.pricing import format_sum_usd
from video_server import VideoServer, broken, once, refusal
from waiting import DEADLINE_S, outcome, wait_until

PROMPT = "Wide shot of a red kite over a park, the camera rises"
WAY = [*State]


@pytest.fixture(autouse=True)
def settle_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 0.2)


def paid(studio: Session, server: VideoServer, budget: str = "1.00", **profile: Any) -> None:
    studio.provider = server.provider(usd_per_second="0.10", post_timeout_s=0.0, **profile)
    studio.engine.connect(studio.provider)
    set_budget(budget)


def refuse(server: VideoServer, prompt: str) -> None:
    """Let the server refuse every order of this prompt."""
    create = server._create
    server._create = lambda body, key: refusal(400, "too bold") if body["prompt"] == prompt else create(body, key)  # type: ignore[method-assign]  # a mood


def undecided(studio: Session, server: VideoServer) -> Job:
    """A job of $0.40 whose answer was lost, at a server that shows videos and not what they are of."""
    work = server._work

    def without_prompts(method: str, path: str, request: Any) -> Any:
        if method == "GET" and path.endswith("/videos"):
            videos = [{**video, "prompt": None} for video in server.videos.values()]
            return type(work(method, path, request))(200, json={"data": videos, "has_more": False})
        return work(method, path, request)

    server._work = without_prompts  # type: ignore[method-assign]  # a mood
    server.is_held = True
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(lambda: job.needs_decision, studio)
    return job


# on_change


def test_a_cells_callbacks_run_on_its_own_loop_with_the_states_in_their_order(
    studio: Session, server: VideoServer
) -> None:
    async def cell() -> tuple[list[State], set[int], int]:
        seen: list[State] = []
        threads: set[int] = set()

        def look(job: Job) -> None:
            seen.append(job.state)
            threads.add(threading.get_ident())

        job = generate(PROMPT)
        job.on_change(look)
        await job
        while seen[-1:] != [State.SAVED]:
            await asyncio.sleep(0)
        return seen, threads, threading.get_ident()

    seen, threads, here = asyncio.run(asyncio.wait_for(cell(), DEADLINE_S))
    assert threads == {here}
    assert len(seen) > 1 and [WAY.index(state) for state in seen] == sorted(WAY.index(state) for state in seen)


def test_what_happens_behind_a_busy_cell_is_told_by_one_call_when_it_is_done(
    studio: Session, server: VideoServer
) -> None:
    async def cell() -> tuple[list[State], list[State]]:
        server.is_held = True
        job, seen = generate(PROMPT), []
        job.on_change(lambda changed: seen.append(changed.state))
        server.is_held = False
        job.result(timeout_s=DEADLINE_S)  # as a cell does that waits without await
        before = list(seen)
        for _ in range(3):
            await asyncio.sleep(0)
        return before, seen

    assert asyncio.run(cell()) == ([], [State.SAVED])


def test_a_job_that_nobody_holds_is_told_to_who_listens(studio: Session, server: VideoServer) -> None:
    async def cell() -> State:
        ended: asyncio.Future[State] = asyncio.get_running_loop().create_future()
        server.is_held = True
        generate(PROMPT).on_change(lambda job: ended.set_result(job.state) if job.is_done else None)
        gc.collect()
        server.is_held = False
        return await ended

    assert asyncio.run(asyncio.wait_for(cell(), DEADLINE_S)) is State.SAVED


# Many jobs


def test_the_clips_of_many_jobs_come_in_the_order_of_the_jobs(studio: Session, server: VideoServer) -> None:
    jobs = [generate(PROMPT, take=take) for take in (3, 1, 2)]
    gathering = Gathering([*jobs, jobs[0]])

    async def cell() -> list[sw.Clip]:
        return await gathering

    clips = asyncio.run(asyncio.wait_for(cell(), DEADLINE_S))
    assert [clip.provenance.take for clip in clips] == [3, 1, 2, 3]
    assert clips == gathering.result() and server.posts == 3
    assert (gathering.progress, gathering.message) == (100, "3 of 3 saved")


@pytest.mark.parametrize("is_awaited", [True, False])
def test_when_some_fail_all_are_waited_for_and_the_other_clips_are_kept(
    is_awaited: bool, studio: Session, server: VideoServer
) -> None:
    paid(studio, server, "5")
    refuse(server, "a bold kite")
    server.is_held = True
    bold, good = generate("a bold kite"), generate(PROMPT)
    gathering = Gathering([bold, good, bold])

    async def cell() -> list[sw.Clip]:
        return await gathering

    def wait() -> list[sw.Clip]:
        return asyncio.run(cell()) if is_awaited else gathering.result(timeout_s=DEADLINE_S)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(wait)
        wait_until(lambda: bold.is_done, studio)
        assert not waiting.done() and "1 failed" in gathering.message
        server.is_held = False
        failed = waiting.exception(DEADLINE_S)
    assert isinstance(failed, sw.JobsFailedError)
    assert str(failed).startswith("1 of 2 clips was not made; the other clip is in .clips. Job ")
    assert failed.clips == [None, good.clip, None] and failed.jobs == (bold, good, bold)
    (error,) = failed.errors
    assert error.job_id == bold.id and "too bold" in str(error)
    assert outcome(good).path.is_file()
    assert gathering.message == f"1 of 2 saved · 1 failed · {format_sum_usd(good.spent_usd)}"


def test_a_gathering_that_is_cancelled_cancels_what_is_open_and_leaves_what_is_saved(
    studio: Session, server: VideoServer
) -> None:
    done = generate(PROMPT)
    clip = outcome(done)
    server.is_held = True
    gathering = Gathering([done, generate(PROMPT, take=2), generate(PROMPT, take=3)])
    with pytest.raises(sw.JobTimeoutError, match=r"^2 of 3 jobs are not done after 0\.0 s \(1 of 3 saved · "):
        gathering.result(timeout_s=0.0)
    gathering.cancel()
    with pytest.raises(sw.JobsFailedError, match=r"^2 of 3 clips were not made; the other clip is in \.clips\."):
        gathering.result(timeout_s=DEADLINE_S)
    assert gathering.message == "1 of 3 saved · 2 cancelled" and done.clip == clip


def test_who_stops_awaiting_a_gathering_stops_no_job(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    gathering = Gathering([generate(PROMPT), generate(PROMPT, take=2)])

    async def cell() -> None:
        async def wait() -> None:
            await gathering

        waiting = asyncio.create_task(wait())
        while not gathering.jobs[0]._waiting:
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(cell())
    assert not any(job._waiting for job in gathering.jobs)
    server.is_held = False
    assert len(gathering.result(timeout_s=DEADLINE_S)) == 2


def test_a_gathering_of_a_closed_session_says_so(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    gathering = Gathering([generate(PROMPT), generate(PROMPT, take=2)])
    studio.close()
    with pytest.raises(sw.JobsFailedError, match=r"^2 of 2 clips were not made\. .*session was closed"):
        gathering.result(timeout_s=DEADLINE_S)
    with pytest.raises(sw.JobError, match="session was closed"):
        gathering.cancel()


# Decisions


def test_an_adopted_video_is_saved_and_paid_for_once(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    job = undecided(studio, server)
    assert job.candidates is not None and [video["id"] for video in job.candidates] == ["video_1"]
    assert "one of the server's videos may be this one; decide with .adopt(video_id)" in job.message
    with pytest.raises(sw.JobTimeoutError, match="it waits for that"):
        job.result(timeout_s=0)
    job.adopt("video_1")
    assert (job.state, job.remote_id, job.needs_decision) == (State.SUBMITTED, "video_1", False)
    server.is_held = False
    assert outcome(job).path.is_file() and server.posts == 1
    assert read_wallet().spent_usd == job.spent_usd and read_wallet().held_usd == 0


def test_submitting_again_orders_a_second_video_and_counts_both(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    job = undecided(studio, server)
    job.submit_again()
    assert not job.needs_decision and job.spent_usd == Decimal("0.40")
    server.is_held = False
    outcome(job)
    assert server.posts == 2 and job.remote_id == "video_2" and job.cost_usd is not None
    wallet = read_wallet()
    assert wallet.spent_usd == job.spent_usd == Decimal("0.40") + job.cost_usd
    (entry,) = wallet.entries
    assert (entry.spent_usd, entry.held_usd, entry.basis) == (wallet.spent_usd, 0, "estimated")


def test_submitting_again_over_the_budget_changes_nothing(studio: Session, server: VideoServer) -> None:
    paid(studio, server, "0.70")
    job = undecided(studio, server)
    with pytest.raises(sw.BudgetExceededError):
        job.submit_again()
    assert job.needs_decision and server.posts == 1 and read_wallet().held_usd == Decimal("0.40")


def test_giving_up_ends_the_job_and_counts_its_price(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    job = undecided(studio, server)
    job.give_up()
    assert job.state is State.CANCELLED and read_wallet().spent_usd == Decimal("0.40")
    with pytest.raises(sw.JobCancelledError, match="Given up"):
        job.result(timeout_s=DEADLINE_S)
    for decide in (job.submit_again, job.give_up, lambda: job.adopt("video_1")):
        with pytest.raises(sw.JobError, match="does not wait for a decision"):
            decide()


def test_a_video_of_another_job_cannot_be_adopted(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    other = generate(PROMPT, take=2)
    outcome(other)
    job = undecided(studio, server)
    with pytest.raises(sw.RequestError, match=f"'video_1' is that of job {other.id[:8]}"):
        job.adopt("video_1")
    assert job.needs_decision


def test_a_closed_session_takes_no_decisions(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    job = undecided(studio, server)
    studio.close()
    for decide in (job.submit_again, job.give_up, lambda: job.adopt("video_1")):
        with pytest.raises(sw.JobError, match="session was closed"):
            decide()


# Lists and money


def test_the_jobs_of_the_folder_are_called_for_by_name(
    studio: Session, server: VideoServer, open_session: Callable[[], Session]
) -> None:
    first = generate(PROMPT)
    outcome(first)
    second = generate(PROMPT, take=2)
    jobs = sw.jobs()
    assert isinstance(jobs, JobList) and jobs == [second, first] and sw.jobs(limit=1) == [second]
    assert "2 jobs:" in repr(jobs) and first.id[:8] in repr(jobs)
    studio.close()
    open_session()
    assert [job.id for job in sw.jobs()] == [second.id, first.id]


def test_the_wallet_shows_the_folder_and_the_scope_of_this_kernel(studio: Session, server: VideoServer) -> None:
    paid(studio, server, "5")
    first = generate(PROMPT)
    outcome(first)
    assert read_wallet().scope is None
    assert [(entry.spent_usd, entry.basis) for entry in read_wallet().entries] == [(first.cost_usd, "computed")]
    set_budget("0.50", scope="class 3b")
    server.is_held = True
    job = generate(PROMPT, take=2)
    assert job.scope == "class 3b"
    wallet = read_wallet()
    assert wallet.scope is not None and wallet.scope.left_usd == Decimal("0.10")
    assert [entry.job_id for entry in wallet.scope.entries] == [job.id] and len(wallet.entries) == 2
    assert sw.wallet(scope=" class 3b ").held_usd == wallet.scope.held_usd == Decimal("0.40")
    assert "scope class 3b" in repr(wallet) and "$0.50" in repr(wallet)
    with pytest.raises(sw.BudgetExceededError, match="for 'class 3b' is left"):
        generate(PROMPT, take=3)
    with pytest.raises(sw.RequestError, match="scope must be the name"):
        sw.wallet(scope="")
    assert (wallet.held_usd, wallet.spent_usd) == (
        sum(entry.held_usd for entry in wallet.entries),
        sum(entry.spent_usd for entry in wallet.entries),
    )
