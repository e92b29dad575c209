"""Servers that lose, repeat, rename or hide what they made: still at most one paid video a job, and none lost."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from decimal import Decimal

import httpx2
import pytest

import sora_widgets as sw
from sora_widgets.jobs import Job, State, generate, list_jobs, set_budget, wallet
from sora_widgets.jobs.session import Session
from video_server import VideoServer, broken, once, refusal, unreachable
from waiting import eventually, outcome, wait_until

PROMPT = "Wide shot of a red kite over a park, the camera rises"


@pytest.fixture(autouse=True)
def settle_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 0.2)
    monkeypatch.setattr("sora_widgets.jobs.steps.POST_TIMEOUT_S", 0.0)


@pytest.fixture
def paid(studio: Session, server: VideoServer) -> Callable[..., None]:
    def connect(usd_per_second: str = "0.10", **profile: object) -> None:
        studio.provider = server.provider(usd_per_second=usd_per_second, **profile)
        studio.engine.connect(studio.provider)
        set_budget("0.40")

    connect()
    return connect


def asks_a_person(job: Job) -> Callable[[], bool]:
    return lambda: job.state is State.AMBIGUOUS and "a person must decide" in (job.note or "")


def on_list(server: VideoServer, change: Callable[[dict[str, object], dict[str, str]], dict[str, object]]) -> None:
    """Let the server's list pass through `change(body, query)`."""
    work = server._work

    def changed(method: str, path: str, request: httpx2.Request) -> httpx2.Response:
        answer = work(method, path, request)
        if method == "GET" and path.endswith("/videos"):
            return httpx2.Response(200, json=change(json.loads(answer.content), dict(request.url.params)))
        return answer

    server._work = changed  # type: ignore[method-assign]  # a mood


@pytest.mark.parametrize("told", [{"size": "1344x768"}, {"model": "sora-2-2025-12-08"}, {"seconds": "5"}])
def test_a_server_that_rounds_what_it_was_asked_for_is_still_recognised(
    studio: Session, server: VideoServer, paid: Callable[..., None], told: dict[str, str]
) -> None:
    create = server._create
    server._create = lambda body, key: create({**body, **told}, key)  # type: ignore[method-assign]  # a mood
    server.after.append(once("POST", broken))
    outcome(generate(PROMPT))
    assert server.posts == 1


def test_an_answer_that_cannot_be_read_is_never_sent_again(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    server.after.append(once("POST", lambda: httpx2.Response(202, json={"request_id": "r1"})))
    on_list(server, lambda body, query: {"data": [{"request_id": "r1", "state": "running"}]})
    job = generate(PROMPT)
    wait_until(asks_a_person(job), studio)
    assert server.posts == 1 and wallet().held_usd == Decimal("0.40")


def test_a_lost_answer_is_not_looked_for_before_the_server_has_had_its_time(
    studio: Session, server: VideoServer, paid: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 60.0)
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.AMBIGUOUS, studio)
    assert 55 < job._row.next_attempt_at - time.time() <= 60


def test_a_lost_order_is_sent_again_once_at_most(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    server.before.append(lambda method, path: broken() if method == "POST" else None)
    job = generate(PROMPT)
    wait_until(asks_a_person(job), studio)
    assert server.posts == 2 and not server.videos


def test_a_paid_server_without_a_list_is_not_asked_again(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    paid(can_list=False)
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(asks_a_person(job), studio)
    assert server.posts == 1 and wallet().held_usd == Decimal("0.40")


def test_a_list_that_hides_prompts_proves_nothing(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    on_list(
        server,
        lambda body, query: {"data": [{**video, "prompt": None} for video in body["data"]]},  # type: ignore[attr-defined]
    )
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(asks_a_person(job), studio)
    assert server.posts == 1


def test_two_videos_that_may_be_ours_are_for_a_person(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    def twice(method: str, path: str) -> httpx2.Response | None:
        if method != "POST":
            return None
        (video,) = server.videos.values()
        server.videos["video_twin"] = {**video, "id": "video_twin"}
        return broken()

    server.after.append(twice)
    job = generate(PROMPT)
    wait_until(asks_a_person(job), studio)
    assert server.posts == 1


def test_another_jobs_video_is_never_adopted(studio: Session, server: VideoServer, paid: Callable[..., None]) -> None:
    set_budget(5)
    outcome(generate(PROMPT))
    server.before.append(once("POST", broken))  # the second order never arrives
    outcome(generate(PROMPT, take=2))
    assert len({job._row.remote_id for job in list_jobs()}) == 2


@pytest.mark.parametrize("order", ["oldest first, one a page", "the same page for ever"])
def test_a_list_that_ignores_what_it_is_asked_is_not_believed_to_be_complete(
    order: str, studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    for number in range(3):
        created_at = 1 if order.startswith("oldest") else int(time.time()) + 5
        server.videos[f"other{number}"] = {
            "id": f"other{number}",
            "status": "completed",
            "created_at": created_at,
            "prompt": "another",
        }

    def change(body: dict[str, object], query: dict[str, str]) -> dict[str, object]:
        videos: list[dict[str, object]] = list(body["data"])  # type: ignore[call-overload]
        if order == "the same page for ever":
            return {"data": [video for video in videos if video["prompt"] == "another"], "has_more": True}
        videos.reverse()
        ids = [video["id"] for video in videos]
        start = ids.index(query["after"]) + 1 if "after" in query else 0
        return {"data": videos[start : start + 1], "has_more": start + 1 < len(videos)}

    on_list(server, change)
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    if order.startswith("oldest"):
        outcome(job)
    else:
        wait_until(asks_a_person(job), studio)
    assert server.posts == 1


def test_an_id_that_another_job_has_is_for_a_person(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    set_budget(5)
    first = outcome(generate(PROMPT))
    (old,) = server.videos.values()
    server.before.append(once("POST", lambda: httpx2.Response(200, json=old)))  # restarted, its ids count anew
    job = generate(PROMPT, take=2)
    wait_until(asks_a_person(job), studio)
    assert server.posts == 2 and first.path.is_file()


@pytest.mark.parametrize("status", [307, 402, 405, 410, 415, 501])
def test_a_plain_no_of_any_kind_ends_the_job_and_frees_the_money(
    status: int, studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    server.before.append(
        lambda method, path: refusal(status, location="http://127.0.0.1:9/") if method == "POST" else None
    )
    with pytest.raises(sw.JobFailedError):
        outcome(generate(PROMPT))
    assert server.posts == 1 and wallet().left_usd == Decimal("0.40")


def test_bytes_that_are_not_ready_after_all_are_asked_for_again(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    not_ready = iter([refusal(404, "Video still being generated")])
    server.before.append(lambda method, path: next(not_ready, None) if path.endswith("/content") else None)
    assert outcome(generate(PROMPT)).path.is_file()
    assert wallet().spent_usd == Decimal("0.40")


def test_bytes_that_can_never_be_read_are_kept_and_counted_as_paid(
    studio: Session, server: VideoServer, paid: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.MAX_DOWNLOADS", 2)
    half = server.clip.read_bytes()[:1200]
    server.before.append(lambda method, path: httpx2.Response(200, content=half) if path.endswith("/content") else None)
    job = generate(PROMPT)
    with pytest.raises(sw.JobFailedError, match="kept as"):
        outcome(job)
    (kept,) = (studio.settings.project / "clips").iterdir()
    assert kept.suffix == ".unreadable" and kept.read_bytes() == half
    assert wallet().spent_usd == Decimal("0.40") and wallet().held_usd == 0


def test_a_compressed_answer_is_no_lying_length(studio: Session, server: VideoServer) -> None:
    import gzip

    packed = gzip.compress(server.clip.read_bytes())
    headers = {"content-encoding": "gzip", "content-length": str(len(packed))}
    server.before.append(
        lambda method, path: (
            httpx2.Response(200, content=packed, headers=headers) if path.endswith("/content") else None
        )
    )
    assert outcome(generate(PROMPT)).path.read_bytes() == server.clip.read_bytes()


def test_an_odd_answer_for_one_job_does_not_hold_up_the_others(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    odd, other = generate(PROMPT), generate("A boat at sea")
    wait_until(lambda: {odd.state, other.state} == {State.QUEUED}, studio)
    odd_id = odd._row.remote_id
    on_list(server, lambda body, query: {"data": []})
    server.before.append(lambda method, path: refusal(400) if method == "GET" and path.endswith(f"/{odd_id}") else None)
    server.is_held = False
    assert outcome(other).path.is_file()
    wait_until(lambda: odd.note is not None and "refused" in odd.note, studio)


def test_a_key_that_a_failed_job_repeats_is_stored_nowhere(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    (video,) = server.videos.values()
    video.update(status="failed", error={"code": "sk-planted-secret", "message": "wrong key sk-planted-secret"})
    with pytest.raises(sw.JobFailedError, match=r"wrong key \[key\]"):
        outcome(job)
    studio.engine.stop()
    kept = [path for root in (studio.settings.project, studio.settings.home) for path in root.rglob("*")]
    for path in (path for path in kept if path.is_file()):
        assert b"sk-planted-secret" not in path.read_bytes(), path


def test_cancel_reaches_a_job_whose_server_does_not_answer(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    server.before.append(lambda method, path: unreachable())
    job.cancel()
    with pytest.raises(sw.JobCancelledError, match="may go on working on it, and charge for it"):
        outcome(job)
    assert wallet().spent_usd == Decimal("0.40")


def test_cancel_does_not_wait_for_the_time_that_a_busy_server_asked_for(studio: Session, server: VideoServer) -> None:
    server.before.append(lambda method, path: refusal(429, **{"retry-after": "300"}) if method == "POST" else None)
    job = generate(PROMPT)
    wait_until(lambda: "refused (429)" in job.message, studio)
    job.cancel()
    with pytest.raises(sw.JobCancelledError, match="before anything was sent"):
        outcome(job)


def test_cancelling_what_is_in_doubt_counts_its_money_as_spent(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    paid(can_list=False)
    server.after.append(once("POST", broken))
    job = generate(PROMPT)
    wait_until(asks_a_person(job), studio)
    job.cancel()
    with pytest.raises(sw.JobCancelledError, match="not known"):
        outcome(job)
    assert wallet().spent_usd == Decimal("0.40") and wallet().held_usd == 0


def test_cancel_while_the_bytes_come_in_keeps_no_file(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    job_of: list[Job] = []

    def cancel_now(method: str, path: str) -> None:
        if path.endswith("/content"):
            job_of[0].cancel()

    server.is_held = True
    server.before.append(cancel_now)  # type: ignore[arg-type]  # it lets every request through
    job_of.append(generate(PROMPT))
    server.is_held = False
    with pytest.raises(sw.JobCancelledError):
        outcome(job_of[0])
    assert list((studio.settings.project / "clips").iterdir()) == []


def test_a_job_of_another_kernels_server_is_left_to_that_kernel(
    studio: Session, server: VideoServer, open_session: Callable[[], Session]
) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    with sqlite3.connect(studio.settings.ledger_path) as db:
        db.execute("UPDATE jobs SET lease_owner = NULL, fence = fence + 1")
    stranger = open_session()  # knows only the animatic
    stranger.engine.wake()
    server.is_held = False
    outcome(job)
    assert server.posts == 1


def test_an_answer_that_comes_after_the_lease_was_lost_is_kept(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    def take_the_lease(method: str, path: str) -> None:
        if method == "POST":
            with sqlite3.connect(studio.settings.ledger_path, timeout=10) as db:
                db.execute("UPDATE jobs SET fence = fence + 1")

    server.after.append(take_the_lease)  # type: ignore[arg-type]  # it lets every answer through
    outcome(generate(PROMPT))
    assert server.posts == 1


def test_a_full_disk_at_the_embedded_provider_is_not_asked_again_and_again(
    studio: Session, server: VideoServer
) -> None:
    server.honours_keys = True
    studio.provider = server.provider()
    studio.engine.connect(studio.provider)
    server.before.append(lambda method, path: refusal(507) if method == "POST" else None)
    job = generate(PROMPT)
    eventually(lambda: job._row.next_attempt_at - time.time() > 1.0)  # half a second, then one, then two
    assert server.posts >= 3


def test_an_answer_that_is_another_orders_is_not_taken(
    studio: Session, server: VideoServer, paid: Callable[..., None]
) -> None:
    set_budget(5)
    server.is_held = True
    first = generate("A blue boat on a lake")
    wait_until(lambda: first.state is State.QUEUED, studio)
    (other,) = server.videos.values()
    server.after.append(once("POST", lambda: httpx2.Response(200, json={**other, "id": "video_mixed_up"})))
    second = generate(PROMPT)
    server.is_held = False
    outcome(first)
    outcome(second)
    assert server.posts == 2
    assert [job._row.remote_id for job in (first, second)] == ["video_1", "video_2"]
