"""What the handle of a job tells and whom it calls, without an engine."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import logging
import threading
import time
import weakref
from decimal import Decimal
from typing import Any

import pytest

import sora_widgets as sw
from job_rows import ended, job_of, on_another_thread, row_of, turns
from sora_widgets.jobs import Gathering, Job
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.relay import Relay

VIDEO = {"id": "v1", "status": "queued", "created_at": 1.0, "prompt": None, "seconds": None, "size": None}


# on_change


def test_a_callback_runs_on_the_loop_that_was_running_where_it_was_given() -> None:
    async def cell() -> tuple[list[tuple[int, State]], int]:
        job, seen = job_of(), []
        job.on_change(lambda changed: seen.append((threading.get_ident(), changed.state)))
        on_another_thread(lambda: job._follow(row_of(state=State.IN_PROGRESS, change=2)))
        await turns()
        return seen, threading.get_ident()

    seen, here = asyncio.run(cell())
    assert seen == [(here, State.IN_PROGRESS)]


def test_changes_behind_a_busy_cell_are_told_once_with_the_newest_state() -> None:
    async def cell() -> list[int | None]:
        job, seen = job_of(), []
        job.on_change(lambda changed: seen.append(changed.progress))
        news = [row_of(state=State.IN_PROGRESS, progress=n, change=2 + n) for n in range(0, 100, 10)]
        on_another_thread(*[lambda row=row: job._follow(row) for row in news])
        assert seen == []  # the cell still runs
        await turns()
        on_another_thread(lambda: job._follow(row_of(**ended(State.SAVED), change=200)))
        await turns()
        return seen

    assert asyncio.run(cell()) == [90, 100]


def test_the_last_news_is_told_before_anybody_who_waits_goes_on() -> None:
    job = job_of()
    seen: list[tuple[State, bool]] = []
    job._listen(lambda: seen.append((job.state, job._is_ended.is_set())))
    job._follow(row_of(**ended(State.SAVED), change=2))
    assert seen == [(State.SAVED, False)] and job._is_ended.is_set()


def test_a_change_during_the_callback_is_told_afterwards() -> None:
    async def cell() -> list[int | None]:
        job, seen = job_of(), []

        def look(changed: Job) -> None:
            seen.append(changed.progress)
            if len(seen) == 1:
                on_another_thread(lambda: job._follow(row_of(progress=2, change=3)))

        job.on_change(look)
        job._follow(row_of(progress=1, change=2))
        await turns()
        return seen

    assert asyncio.run(cell()) == [1, 2]


def test_nothing_new_calls_nobody() -> None:
    async def cell() -> list[Job]:
        job, seen = job_of(change=5, progress=5), []
        job.on_change(seen.append)
        job._follow(row_of(change=5, progress=5))
        job._follow(row_of(change=4, progress=4))
        await turns()
        return seen

    assert asyncio.run(cell()) == []


def test_a_callback_that_raises_is_logged_and_stops_neither_itself_nor_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def cell() -> list[str]:
        job, seen = job_of(), []

        def fail(changed: Job) -> None:
            seen.append("failing")
            raise ValueError("no such plot")

        job.on_change(fail)
        job.on_change(lambda changed: seen.append("well"))
        for change in (2, 3):
            job._follow(row_of(change=change))
            await turns()
        return seen

    with caplog.at_level(logging.ERROR):
        assert asyncio.run(cell()) == ["failing", "well"] * 2
    assert [record.exc_info is not None for record in caplog.records] == [True, True]
    assert "<Job 01234567 queued>" in caplog.text and "no such plot" in caplog.text


def test_who_has_stopped_is_not_called_even_for_news_on_their_way() -> None:
    async def cell() -> list[str]:
        job, seen = job_of(), []
        stop = job.on_change(lambda changed: seen.append("stopped"))
        job.on_change(lambda changed: seen.append("listening"))
        job._follow(row_of(change=2))
        stop()
        stop()
        await turns()
        return seen

    assert asyncio.run(cell()) == ["listening"]


def test_a_job_that_is_done_already_is_told_once() -> None:
    async def cell() -> list[State]:
        job, seen = job_of(**ended(State.SAVED)), []
        job.on_change(lambda changed: seen.append(changed.state))
        assert seen == []
        await turns()
        return seen

    assert asyncio.run(cell()) == [State.SAVED]


def test_without_a_loop_on_change_says_what_to_do() -> None:
    for listen in (job_of().on_change, Gathering([job_of()]).on_change):
        with pytest.raises(sw.RequestError, match="none runs here: call it in a notebook's cell"):
            listen(print)


def test_what_cannot_be_called_back_is_refused() -> None:
    async def later(changed: Job) -> None: ...

    async def cell() -> None:
        with pytest.raises(sw.RequestError, match=r"later is an async one.*create_task"):
            job_of().on_change(later)
        with pytest.raises(sw.RequestError, match="'print' is none"):
            job_of().on_change("print")  # type: ignore[arg-type]  # the mistake

    asyncio.run(cell())


def test_news_for_a_loop_that_was_closed_are_dropped() -> None:
    job, seen = job_of(), []

    async def cell() -> None:
        job.on_change(seen.append)

    asyncio.run(cell())
    job._follow(row_of(change=2))
    job._follow(row_of(change=3))
    assert seen == [] and job.progress is None


def test_a_callback_runs_in_the_context_of_who_gave_it() -> None:
    cell_id = contextvars.ContextVar("cell_id", default="none")

    async def cell() -> list[str]:
        job, seen = job_of(), []
        cell_id.set("cell 7")
        job.on_change(lambda changed: seen.append(cell_id.get()))
        cell_id.set("cell 8")
        on_another_thread(lambda: job._follow(row_of(change=2)))
        await turns()
        return seen

    assert asyncio.run(cell()) == ["cell 7"]


def test_a_handle_that_was_dropped_is_kept_while_somebody_listens_and_no_longer() -> None:
    async def cell() -> None:
        job = job_of()
        job.on_change(lambda changed: None)
        held = weakref.ref(job)
        del job
        gc.collect()
        there = held()
        assert there is not None
        there._follow(row_of(**ended(State.SAVED), change=2))
        await turns()
        del there
        gc.collect()
        assert held() is None

    asyncio.run(cell())


def test_a_handle_is_let_go_when_the_last_listener_stops_or_the_session_ends() -> None:
    async def cell() -> list[object]:
        stopped, left = job_of(), job_of()
        for stop in [stopped.on_change(print), stopped.on_change(print)]:
            stop()
        left.on_change(print)
        left._leave()
        held = [weakref.ref(stopped), weakref.ref(left)]
        del stopped, left, stop
        await turns()
        gc.collect()
        return [one() for one in held]

    assert asyncio.run(cell()) == [None, None]


def test_a_relay_told_from_many_threads_at_once_loses_no_news() -> None:
    async def cell() -> list[int]:
        counted, seen = [0], []
        relay = Relay(counted, lambda subject: seen.append(subject[0]))

        def count() -> None:
            for _ in range(200):
                counted[0] += 1
                relay.tell()

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            await asyncio.sleep(0)
        await turns()
        assert seen[-1] == counted[0]
        return seen

    seen = asyncio.run(cell())
    assert seen == sorted(seen) and len(seen) <= 800


# What a job says


def test_a_job_in_doubt_says_whether_it_is_looked_for_or_waits_for_somebody() -> None:
    looked_for = job_of(state=State.AMBIGUOUS)
    assert "still being looked for" in looked_for.message
    assert (looked_for.needs_decision, looked_for.candidates) == (False, None)
    none = job_of(state=State.AMBIGUOUS, candidates=())
    assert none.needs_decision and none.candidates == ()
    assert none.message.endswith("decide with .submit_again() or .give_up(); $0.40 stay held until then")
    two = job_of(state=State.AMBIGUOUS, candidates=(VIDEO, VIDEO), held_usd=Decimal(0), note="The answer was cut.")
    assert (
        "needs you: 2 of the server's videos may be this one; decide with .adopt(video_id), .submit_again() or .give_up() (The"
        in two.message
    )
    assert "held" not in two.message
    assert "one of the server's videos may be this one" in job_of(state=State.AMBIGUOUS, candidates=(VIDEO,)).message


def test_candidates_are_the_callers_own() -> None:
    job = job_of(state=State.AMBIGUOUS, candidates=(dict(VIDEO),))
    assert job.candidates is not None
    job.candidates[0]["id"] = "changed"
    assert job.candidates[0]["id"] == "v1"


def test_a_time_out_tells_the_servers_own_word_where_it_is_a_strange_one() -> None:
    cooking = job_of(state=State.IN_PROGRESS, progress=40, told_status="cooking")
    with pytest.raises(
        sw.JobTimeoutError, match=r"\(rendering, 40 %; the server calls it 'cooking'\): it goes on"
    ) as late:
        cooking.result(timeout_s=0)
    assert (late.value.told_status, late.value.job_id) == ("cooking", cooking.id)
    plain = job_of(state=State.IN_PROGRESS, told_status="in_progress")
    with pytest.raises(sw.JobTimeoutError, match=r"\(rendering\): it goes on"):
        plain.result(timeout_s=0)
    with pytest.raises(sw.JobTimeoutError, match=r"decide with .*\): it waits for that\."):
        job_of(state=State.AMBIGUOUS, candidates=()).result(timeout_s=0)


def test_what_is_waited_out_has_a_time() -> None:
    soon = time.time() + 60
    assert job_of(state=State.AMBIGUOUS, next_attempt_at=soon).looks_again_at == soon
    assert job_of(state=State.RESERVED, next_attempt_at=soon).looks_again_at == soon
    assert job_of(state=State.RESERVED, next_attempt_at=time.time() - 60).looks_again_at is None
    assert job_of(state=State.AMBIGUOUS, candidates=(), next_attempt_at=soon).looks_again_at is None
    assert job_of(next_attempt_at=soon, **ended(State.FAILED)).looks_again_at is None


@pytest.mark.parametrize("given", [None, "", "  ", 5, VIDEO])
def test_only_an_id_can_be_adopted(given: Any) -> None:
    with pytest.raises(sw.RequestError, match="takes the id of a video"):
        job_of(state=State.AMBIGUOUS, candidates=(VIDEO,)).adopt(given)


def test_a_saved_job_whose_file_is_fetched_again_is_waited_for_again() -> None:
    job = job_of(change=1, **ended(State.SAVED))
    job._follow(row_of(**{**ended(State.SAVED), "state": State.COMPLETED}, change=2))
    with pytest.raises(sw.JobTimeoutError):
        job.result(timeout_s=0)
