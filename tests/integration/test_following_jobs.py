"""How the engine follows jobs: as seldom as it may, as soon as it matters, and never past what a server allows."""

from __future__ import annotations

import asyncio
import time
from decimal import Decimal
from types import SimpleNamespace

import httpx2
import pytest

from sora_widgets.errors import JobError, LedgerError, RequestError
from sora_widgets.jobs import State, generate, list_jobs, set_budget, steps, wallet
from sora_widgets.jobs.ledger import JobRow, Ledger
from sora_widgets.jobs.polling import Poller
from sora_widgets.jobs.session import Session
from video_server import VideoServer, broken, once, refusal
from waiting import eventually, outcome, wait_until

PROMPT = "Wide shot of a red kite over a park, the camera rises"


def gets(server: VideoServer, ending: str = "") -> int:
    return sum(method == "GET" and path.endswith(ending) for method, path in server.requests)


def test_many_jobs_are_told_by_the_list_and_the_last_one_by_its_own_answer(
    studio: Session, server: VideoServer
) -> None:
    server.is_held = True
    jobs = [generate(PROMPT, take=take) for take in range(1, 6)]
    wait_until(lambda: all(job.state is State.QUEUED for job in jobs), studio)
    eventually(lambda: gets(server, "/videos") >= 2)
    server.is_held = False
    for job in jobs:
        outcome(job)
    server.requests.clear()
    outcome(generate(PROMPT, take=6))
    assert gets(server, "/videos") == 0 and gets(server, "/video_6") > 0


def test_a_server_whose_list_is_refused_is_asked_about_each_video(studio: Session, server: VideoServer) -> None:
    server.before.append(lambda method, path: refusal(404) if method == "GET" and path.endswith("/videos") else None)
    for job in [generate(PROMPT, take=take) for take in (1, 2, 3)]:
        outcome(job)
    assert gets(server, "/videos") <= 1


def test_a_new_job_does_not_wait_for_the_long_interval_of_an_old_one(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.is_held = True
    old = generate(PROMPT)
    wait_until(lambda: old.state is State.QUEUED, studio)
    monkeypatch.setattr("sora_widgets.jobs.polling.poll_interval_s", lambda waits: 600.0)
    eventually(lambda: studio.engine._pollers[studio.provider.address].next_at > time.monotonic() + 500)
    server.is_held = False
    server.polls_to_finish = 1
    outcome(generate(PROMPT, take=2))


def test_a_servers_wish_to_be_asked_seldom_is_followed(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.is_held = True
    work = server._work

    def wishing(method: str, path: str, request: httpx2.Request) -> httpx2.Response:
        answer = work(method, path, request)
        answer.headers["openai-poll-after-ms"] = "40000"
        return answer

    monkeypatch.setattr(server, "_work", wishing)
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    poller = studio.engine._pollers[studio.provider.address]
    eventually(lambda: 30 < poller.next_at - time.monotonic() <= 40)


def test_a_busy_server_is_asked_twice_as_seldom_each_time_it_says_so(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: dict[int, float] = {}
    look = Poller.look

    async def measured(poller: Poller, rows: list[JobRow]) -> None:
        began = time.monotonic()
        await look(poller, rows)
        waits[poller._failures] = poller.next_at - began

    monkeypatch.setattr(Poller, "look", measured)
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    server.before.append(lambda method, path: refusal(429) if method == "GET" else None)
    eventually(lambda: 2 in waits)
    assert 1.0 <= waits[1] < 1.5 and 2.0 <= waits[2] < 2.5
    server.before.clear()
    server.is_held = False
    outcome(job)


def test_a_clip_whose_file_was_deleted_is_fetched_again_and_not_paid_again(
    studio: Session, server: VideoServer
) -> None:
    studio.provider = server.provider(usd_per_second="0.10")
    studio.engine.connect(studio.provider)
    set_budget(1)
    job = generate(PROMPT)
    outcome(job).path.unlink()
    again = generate(PROMPT)
    assert again.id == job.id
    assert outcome(again).path.read_bytes() == server.clip.read_bytes()
    assert server.posts == 1 and wallet().spent_usd == Decimal("0.40")


def test_the_price_that_the_server_told_is_what_the_clip_cost(studio: Session, server: VideoServer) -> None:
    create = server._create
    server._create = lambda body, key: httpx2.Response(  # type: ignore[method-assign]  # a mood
        200, json=create(body, key).json(), headers={"x-litellm-response-cost": "0.33"}
    )
    studio.provider = server.provider(usd_per_second="0.10")
    studio.engine.connect(studio.provider)
    set_budget(1)
    job = generate(PROMPT)
    clip = outcome(job)
    assert (clip.provenance.cost_usd, clip.provenance.cost_source) == (Decimal("0.33"), "told")
    assert (wallet().spent_usd, wallet().held_usd) == (Decimal("0.33"), 0)


def test_the_orders_of_all_takes_keep_within_the_places_of_the_server(studio: Session, server: VideoServer) -> None:
    studio.engine.ledger.set_server_limits(studio.provider.address, at_once=2, per_minute=None)
    most = 0

    def count(method: str, path: str) -> None:
        nonlocal most
        most = max(most, sum(video["status"] != "completed" for video in server.videos.values()))

    server.before.append(count)
    for job in [generate(PROMPT, take=take) for take in range(1, 6)]:
        outcome(job)
    assert most == 2


def test_a_person_adopts_the_video_of_a_lost_answer(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 0.1)
    studio.provider = server.provider(usd_per_second="0.10", tells_prompts=False)
    studio.engine.connect(studio.provider)
    set_budget(1)
    create = server._create

    def nameless(body: dict[str, str], key: str) -> httpx2.Response:
        answer = create(body, key)
        server.videos[answer.json()["id"]]["prompt"] = None
        return answer

    server._create = nameless  # type: ignore[method-assign]  # a mood
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(lambda: job.needs_decision, studio)
    assert job.candidates is not None
    assert [candidate["id"] for candidate in job.candidates] == ["video_1"]
    assert wallet().held_usd == Decimal("0.40")
    with pytest.raises(RequestError, match="no video 'video_l'"):
        job.adopt("video_l")
    job.adopt("video_1")
    outcome(job)
    assert server.posts == 1 and (wallet().spent_usd, wallet().held_usd) == (Decimal("0.40"), 0)


def test_a_person_submits_again(studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 0.1)
    studio.provider = server.provider(usd_per_second="0.10", can_list=False)
    studio.engine.connect(studio.provider)
    set_budget(1)
    server.before.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(lambda: job.needs_decision, studio)
    job.submit_again()
    outcome(job)
    assert server.posts == 2 and len(list_jobs()) == 1
    assert (wallet().spent_usd, wallet().held_usd) == (Decimal("0.80"), 0)


def test_a_proxy_that_knows_no_routes_for_a_moment_loses_no_job(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    jobs = [generate(PROMPT, take=take) for take in (1, 2)]
    wait_until(lambda: all(job.state is State.QUEUED for job in jobs), studio)
    page = httpx2.Response(404, text="404 page not found")
    server.before.append(lambda method, path: page if method == "GET" else None)
    seen = len(server.requests)
    eventually(lambda: len(server.requests) > seen + 1)
    server.before.clear()
    server.is_held = False
    for job in jobs:
        outcome(job)


def test_a_video_is_lost_only_when_the_server_goes_on_saying_so(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.GONE_S", 3600.0)
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    kept = dict(server.videos)
    server.videos.clear()
    wait_until(lambda: job.note is not None and "asking again" in job.note, studio)
    server.videos.update(kept)
    server.is_held = False
    assert outcome(job).path.is_file() and job._row.missing_since is None


def test_an_answer_that_the_ledger_cannot_take_at_once_is_not_lost(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.provider = server.provider(can_list=False)
    studio.engine.connect(studio.provider)
    write, failures = Ledger.write, iter([True])

    def failing(ledger: Ledger, job: JobRow, state: State | None = None, **changes: object) -> JobRow:
        if state is State.SUBMITTED and next(failures, False):
            raise LedgerError("The ledger is busy.", path=ledger.path)
        return write(ledger, job, state, **changes)

    monkeypatch.setattr(Ledger, "write", failing)
    outcome(generate(PROMPT))
    assert server.posts == 1


def test_a_server_that_asks_for_rest_gets_it_for_single_questions_too(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    busy = refusal(503, **{"retry-after": "40"})
    server.before.append(lambda method, path: busy if method == "GET" else None)
    poller = studio.engine._pollers[studio.provider.address]
    eventually(lambda: 30 < poller.next_at - time.monotonic() <= 40)


def test_many_single_questions_are_spread_out(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sora_widgets.jobs.polling.MAX_ASKED_PER_S", 0.1)
    studio.provider = server.provider(can_list=False)
    studio.engine.connect(studio.provider)
    server.is_held = True
    jobs = [generate(f"{PROMPT}, take {take}") for take in (1, 2, 3)]
    wait_until(lambda: all(job.state is State.QUEUED for job in jobs), studio)
    poller = studio.engine._pollers[studio.provider.address]
    eventually(lambda: poller.next_at - time.monotonic() > 8)


def test_an_old_video_far_down_the_list_does_not_make_the_rest_be_asked_one_by_one(
    studio: Session, server: VideoServer
) -> None:
    poller = Poller(studio.engine.ledger, server.provider(), lambda: None)
    assert poller._pages == 1
    server.videos.update(
        {f"v{n}": {"id": f"v{n}", "status": "completed", "created_at": n, "prompt": None} for n in range(250)}
    )
    server.is_held = True
    jobs = [generate(PROMPT, take=take) for take in (1, 2)]
    wait_until(lambda: all(job.state is State.QUEUED for job in jobs), studio)
    asyncio.run(poller.look([job._row for job in jobs]))
    assert poller._pages == 1


def test_a_closed_session_says_so_when_it_is_asked_to_adopt(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    studio.close()
    with pytest.raises(JobError, match="not followed any more"):
        job.adopt("video_1")


def test_a_lost_video_is_not_believed_absent_before_the_servers_own_clock_says_so() -> None:
    row = SimpleNamespace(server_posted_at=1000.0)
    profile = SimpleNamespace(post_timeout_s=60.0)
    waits = [
        steps._unsettled_s(SimpleNamespace(server_time_s=now, profile=profile), row)  # type: ignore[arg-type]  # what it reads of them
        for now in (1100.0, 1120.0, None)
    ]
    assert waits == [20.0, 0.0, 0.0]
