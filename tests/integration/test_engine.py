"""The engine against a server in memory: one clip each, one payment each, whatever happens on the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest

import sora_widgets as sw
from sora_widgets.jobs import State, generate, list_jobs, quote, set_budget, wallet
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.session import Session
from sora_widgets.providers import Provider
from video_server import VideoServer, broken, once, refusal, unreachable
from waiting import DEADLINE_S, outcome, wait_until

PROMPT = "Wide shot of a red kite over a park, the camera rises"


def settle_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 0.3)
    monkeypatch.setattr("sora_widgets.jobs.steps.POST_TIMEOUT_S", 0.0)


def paid(studio: Session, server: VideoServer, usd_per_second: str | None = "0.10") -> None:
    studio.provider = server.provider(usd_per_second=usd_per_second)
    studio.engine.connect(studio.provider)


def test_a_job_goes_from_prompt_to_a_clip_on_disk(studio: Session, server: VideoServer) -> None:
    job = generate(PROMPT)
    clip = outcome(job)
    assert job.state is State.SAVED
    assert clip.path.read_bytes() == server.clip.read_bytes()
    assert clip.path.parent == studio.settings.project / "clips"
    assert clip.poster_path is not None and clip.poster_path.is_file()
    assert clip.provenance.prompt == PROMPT
    assert job.cost_usd == 0
    assert server.posts == 1


def test_the_same_request_again_gives_the_running_job_and_then_its_take(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    first = generate(PROMPT)
    assert generate(PROMPT).id == first.id
    server.is_held = False
    clip = outcome(first)
    again = generate(PROMPT)
    assert again.is_replay and again.is_done
    assert again.clip == clip
    assert server.posts == 1
    outcome(generate(PROMPT, take=2))
    assert server.posts == 2


def test_a_take_that_came_with_the_folder_is_replayed_without_its_ledger(
    studio: Session, server: VideoServer, open_session: Callable[[], Session]
) -> None:
    clip = outcome(generate(PROMPT))
    studio.close()
    studio.settings.ledger_path.unlink()
    session = open_session()
    session.provider = server.provider()
    session.engine.connect(session.provider)
    job = generate(PROMPT)
    assert job.is_replay and job.clip == clip and job.cost_usd == 0
    assert server.posts == 1


def test_a_lost_answer_makes_no_second_video_where_the_server_lists(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_soon(monkeypatch)
    server.after.append(once("POST", broken))
    paid(studio, server)
    set_budget(5)
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.AMBIGUOUS, studio)
    assert wallet().held_usd == Decimal("0.40")
    outcome(job)
    assert server.posts == 1 and len(server.videos) == 1
    assert wallet().spent_usd == Decimal("0.40") and wallet().held_usd == 0


def test_a_lost_answer_is_sent_again_with_its_key_where_the_server_honours_it(
    studio: Session, server: VideoServer
) -> None:
    server.honours_keys = True
    server.after.append(once("POST", lambda: refusal(502)))
    paid(studio, server, "0")
    outcome(generate(PROMPT))
    assert server.posts == 2 and len(server.videos) == 1


def test_a_busy_server_is_asked_again_and_a_refused_connection_too(studio: Session, server: VideoServer) -> None:
    server.before.append(once("POST", lambda: refusal(429, "slow down", **{"retry-after": "0.1"})))
    outcome(generate(PROMPT))
    server.before.append(once("POST", unreachable))
    outcome(generate(PROMPT, take=2))
    assert len(server.videos) == 2


def test_a_definite_refusal_fails_with_the_servers_words_and_releases_the_money(
    studio: Session, server: VideoServer
) -> None:
    paid(studio, server)
    set_budget(5)
    server.before.append(once("POST", lambda: refusal(400, "blocked: sk-planted-secret")))
    job = generate(PROMPT)
    with pytest.raises(sw.JobFailedError, match="blocked"):
        outcome(job)
    assert "sk-planted-secret" not in str(job.error) and "[key]" in str(job.error)
    assert wallet().held_usd == 0 and wallet().spent_usd == 0
    assert server.posts == 1


def test_a_budget_is_a_hard_cap_and_the_refusal_names_cheaper_ways(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    with pytest.raises(sw.NoBudgetError, match=r"set_budget"):
        generate(PROMPT)
    set_budget("0.50")
    with pytest.raises(sw.BudgetExceededError) as refused:
        generate(PROMPT, seconds=8)
    assert "$0.80" in str(refused.value) and "$0.50" in str(refused.value) and "4 s" in str(refused.value)
    assert server.posts == 0
    outcome(generate(PROMPT, seconds=4))
    assert wallet().left_usd == Decimal("0.10")


def test_a_quote_prices_only_the_takes_that_are_not_here(studio: Session, server: VideoServer) -> None:
    paid(studio, server)
    set_budget(1)
    before = quote(PROMPT, takes=2)
    assert before.can_run and before.estimate is not None and before.estimate.cost_usd == Decimal("0.80")
    outcome(generate(PROMPT))
    rest, again = quote(PROMPT, takes=2), quote(PROMPT)
    assert rest.estimate is not None and rest.estimate.cost_usd == Decimal("0.40") and not rest.has_take
    assert again.estimate is not None and again.estimate.cost_usd == 0 and again.has_take


def test_an_unknown_price_is_not_spent(studio: Session, server: VideoServer) -> None:
    paid(studio, server, None)
    set_budget(100)
    with pytest.raises(sw.UnknownPriceError, match="usd_per_second"):
        generate(PROMPT, model="my/own-model")
    assert not quote(PROMPT, model="my/own-model").can_run
    assert server.posts == 0


def test_a_provider_that_cannot_start_fails_the_job_in_one_sentence(studio: Session, server: VideoServer) -> None:
    def broken_installation() -> httpx2.AsyncBaseTransport:
        raise ImportError("libGL.so.1: cannot open shared object file")

    studio.provider = server.provider()
    studio.provider._make_transport = broken_installation
    studio.engine.connect(studio.provider)
    with pytest.raises(sw.JobFailedError, match=r"libGL\.so\.1"):
        outcome(generate(PROMPT))


def test_a_defect_of_ours_is_noted_on_the_job_and_tried_again(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sora_widgets.jobs import steps

    real, failures = steps.save_clip, iter([True])

    async def defective(provider: Provider, row: JobRow, is_wanted: Callable[[], bool]) -> sw.Clip:
        if next(failures, False):
            raise RuntimeError("a defect")
        return await real(provider, row, is_wanted)

    monkeypatch.setattr(steps, "save_clip", defective)
    job = generate(PROMPT)
    wait_until(lambda: job.note is not None and "a defect" in job.note, studio)
    outcome(job)


def test_cancel_before_submit_sends_nothing(studio: Session, server: VideoServer) -> None:
    server.before.append(lambda method, path: unreachable() if method == "POST" else None)
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.RESERVED and "not answer" in job.message, studio)
    sent = server.posts
    job.cancel()
    with pytest.raises(sw.JobCancelledError):
        outcome(job)
    assert server.posts == sent and not server.videos


def test_cancel_of_a_running_job_deletes_it_and_counts_its_money_as_spent(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    paid(studio, server)
    set_budget(5)
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    job.cancel()
    with pytest.raises(sw.JobCancelledError):
        outcome(job)
    assert not server.videos
    assert wallet().spent_usd == Decimal("0.40") and wallet().held_usd == 0


def test_a_video_that_the_server_lost_is_not_paid_again(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    server.videos.clear()
    with pytest.raises(sw.JobFailedError, match="no longer has"):
        outcome(job)
    assert job.state is State.EXPIRED and server.posts == 1


def test_a_broken_download_is_fetched_again_and_never_leaves_half_a_file(studio: Session, server: VideoServer) -> None:
    whole, clips = server.clip.read_bytes(), studio.settings.project / "clips"
    bad = iter(
        [
            httpx_ok(whole[:100], **{"content-length": str(len(whole))}),
            httpx_ok(b'{"detail": "not ready"}'),
            httpx_ok(whole[: len(whole) // 2]),
        ]
    )
    named: list[Path] = []

    def content(method: str, path: str) -> object:
        if not path.endswith("/content"):
            return None
        named.extend(clips.glob("*.mp4"))
        return next(bad, None)

    server.before.append(content)  # type: ignore[arg-type]  # the response type is the library's
    clip = outcome(generate(PROMPT))
    assert named == [] and clip.path.read_bytes() == whole
    assert [path.suffix for path in sorted(clip.path.parent.iterdir())] == [".jpg", ".mp4"]


def test_jobs_go_on_in_the_next_kernel_and_each_video_exists_once(
    studio: Session, server: VideoServer, open_session: Callable[[], Session]
) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    studio.engine.stop()
    # As a killed process leaves it: the lease still runs, its owner is gone.
    with sqlite3.connect(studio.settings.ledger_path) as db:
        db.execute("UPDATE jobs SET lease_owner = replace(lease_owner, ?, ?)", (f":{studio.pid}:", ":4194304:"))
    server.is_held = False
    session = open_session()
    session.engine.connect(server.provider())
    (found,) = list_jobs()
    assert found.id == job.id
    outcome(found)
    assert server.posts == 1 and len(server.videos) == 1


def test_an_intent_without_an_answer_is_looked_for_before_anything_is_sent(
    studio: Session, server: VideoServer, open_session: Callable[[], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle_soon(monkeypatch)
    server.is_held = True
    paid(studio, server)
    set_budget(5)
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    studio.engine.stop()
    with sqlite3.connect(studio.settings.ledger_path) as db:  # the kernel died between the POST and its answer
        db.execute("UPDATE jobs SET state = 'posting', remote_id = NULL, lease_until = 0")
    server.is_held = False
    session = open_session()
    session.engine.connect(server.provider(usd_per_second="0.10"))
    outcome(list_jobs()[0])
    assert server.posts == 1 and len(server.videos) == 1


def test_takes_hold_the_whole_story_and_no_key(studio: Session, server: VideoServer) -> None:
    outcome(generate(PROMPT))
    (take,) = (studio.settings.project / "takes").glob("*.json")
    story = json.loads(take.read_text(encoding="utf-8"))
    assert story["request"]["prompt"] == PROMPT
    assert story["clip"]["path"].startswith("clips/")
    studio.engine.stop()
    kept = [path for root in (studio.settings.project, studio.settings.home) for path in root.rglob("*")]
    assert kept
    for path in filter(Path.is_file, kept):
        assert b"sk-planted-secret" not in path.read_bytes(), path


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_sent(studio: Session, server: VideoServer) -> None:
    (studio.settings.project / "clips").write_text("in the way")
    with pytest.raises(sw.FolderNotWritableError, match="clips"):
        generate(PROMPT)
    assert server.posts == 0


def test_a_full_disk_is_said_before_anything_is_sent(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1_000_000})())
    with pytest.raises(sw.DiskFullError, match="free some space"):
        generate(PROMPT)
    assert server.posts == 0


def test_a_disk_that_fills_up_while_saving_loses_nothing(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    real = os.replace
    failures = iter([True])

    def full(source: str, target: str) -> None:
        if str(target).endswith(".mp4") and next(failures, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr("os.replace", full)
    job = generate(PROMPT)
    wait_until(lambda: "disk is full" in job.message, studio)
    clip = outcome(job)
    assert clip.path.is_file() and server.posts == 1


def test_result_with_a_deadline_raises_and_the_job_goes_on(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    with pytest.raises(sw.JobTimeoutError, match="goes on"):
        job.result(timeout_s=0.01)
    server.is_held = False
    outcome(job)


def test_await_gives_the_clip_on_any_loop(studio: Session, server: VideoServer) -> None:
    import asyncio

    async def main() -> sw.Clip:
        return await asyncio.wait_for(_clip(generate(PROMPT)), DEADLINE_S)

    async def _clip(job: sw.Job) -> sw.Clip:
        return await job

    assert asyncio.run(main()).path.is_file()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"shot_or_text": "   "}, sw.EmptyPromptError, "subject"),
        ({"shot_or_text": sw.Shot()}, sw.EmptyPromptError, "subject"),
        ({"shot_or_text": PROMPT, "second": 4}, sw.UnknownKeywordError, "did you mean 'seconds'"),
        ({"shot_or_text": PROMPT, "take": 0}, sw.RequestError, "from 1"),
        ({"shot_or_text": 7}, sw.RequestError, "int"),
    ],
)
def test_bad_input_is_one_sentence_and_sends_nothing(
    studio: Session, server: VideoServer, arguments: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        generate(**arguments)  # type: ignore[arg-type]  # that is the point
    assert server.posts == 0 and list_jobs() == []


def httpx_ok(content: bytes, **headers: str):  # type: ignore[no-untyped-def]
    import httpx2

    return httpx2.Response(200, content=content, headers=headers)
