"""The functions people type, on a real engine: what a quote promises, what is refused, what a closed session says."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import sora_widgets as sw
from sora_widgets import cli
from sora_widgets.clips import Clip
from sora_widgets.jobs import Job, State, connect, generate, list_jobs, on_terms_change, quote, set_budget, wallet
from sora_widgets.jobs import session as session_module
from sora_widgets.jobs.ledger import Ledger
from sora_widgets.jobs.session import Session
from sora_widgets.pricing import shown
from sora_widgets.providers.bodies import Served
from sora_widgets.settings import load_settings
from video_server import VideoServer, unreachable
from waiting import DEADLINE_S, outcome, wait_until

PROMPT = "Wide shot of a red kite over a park, the camera rises"
HALF = "a \ud800 kite"


def paid(studio: Session, server: VideoServer) -> None:
    studio.provider = server.provider(usd_per_second="0.10")
    studio.engine.connect(studio.provider)


def test_those_who_ask_for_one_take_at_once_get_one_job(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    paid(studio, server)
    set_budget(5)
    together = threading.Barrier(6)

    def ask(_number: int) -> str:
        together.wait()
        return generate(PROMPT).id

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(ask, range(6)))
    assert ids == {job.id for job in list_jobs()} and len(ids) == 1
    assert wallet().held_usd == Decimal("0.40")


def test_a_take_on_its_way_is_quoted_as_generate_gives_it(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    paid(studio, server)
    set_budget("0.40")
    job = generate(PROMPT)
    again, more = quote(PROMPT), quote(PROMPT, takes=2)
    assert generate(PROMPT).id == job.id
    assert again.can_run and again.has_take and again.estimate is not None and again.estimate.cost_usd == 0
    assert isinstance(more.refusal, sw.BudgetExceededError)
    assert more.estimate is not None and more.estimate.cost_usd == Decimal("0.40")


def test_a_folder_that_cannot_keep_the_clip_is_refused_by_the_quote_too(studio: Session) -> None:
    (studio.settings.project / "clips").write_text("x")
    assert isinstance(quote(PROMPT).refusal, sw.FolderNotWritableError)
    with pytest.raises(sw.FolderNotWritableError):
        generate(PROMPT)
    assert list_jobs() == []


def name_of(asked: dict[str, Any]) -> str:
    return " ".join(f"{name}={shown(value)}" for name, value in asked.items())


NONSENSE: list[dict[str, Any]] = [
    *({"model": value} for value in (5, ["x"], "", "\ud800")),
    *({"seconds": value} for value in (None, "many", 10**30, -(10**5000))),
    *({"size": value} for value in (None, "banana", ["x"])),
    *({"shot_or_text": value} for value in (None, "", HALF, sw.Shot(subject=HALF), sw.Shot(sound=HALF), "a" * 32_001)),
]


@pytest.mark.parametrize("asked", [*NONSENSE, {"take": 0}, {"take": 10**30}, {"take": "2"}], ids=name_of)
@pytest.mark.parametrize("has_closed_model_list", [False, True])
def test_nonsense_is_refused_in_one_sentence_before_anything_is_stored(
    asked: dict[str, Any], has_closed_model_list: bool, studio: Session, server: VideoServer
) -> None:
    studio.provider = server.provider(has_closed_model_list=has_closed_model_list)
    with pytest.raises(sw.RequestError) as refused:
        generate(**{"shot_or_text": PROMPT, **asked})
    str(refused.value).encode()
    assert list_jobs() == [] and server.posts == 0


@pytest.mark.parametrize("asked", [*NONSENSE, {"takes": 0}, {"takes": 10**9}, {"takes": -(10**5000)}], ids=name_of)
def test_a_quote_tells_nonsense_as_a_refusal(asked: dict[str, Any], studio: Session) -> None:
    told = quote(**{"shot_or_text": PROMPT, **asked})
    assert isinstance(told.refusal, sw.RequestError) and not told.can_run and not told.has_take


def test_the_most_takes_that_are_priced_at_once_are_a_hundred(studio: Session) -> None:
    assert quote(PROMPT, takes=100).can_run
    assert "at most 100" in str(quote(PROMPT, takes=101).refusal)


@pytest.mark.parametrize("model", ["sora-2", "my/own-model"])
def test_a_length_in_text_is_the_same_request(model: str, studio: Session, server: VideoServer) -> None:
    server.is_held = True
    first = generate(PROMPT, model=model, seconds=4)
    assert generate(PROMPT, model=model, seconds="4").id == first.id  # type: ignore[arg-type]  # as the protocol writes it
    assert first.seconds == 4


def test_a_french_shot_and_its_own_text_are_sent_word_for_word(studio: Session, server: VideoServer) -> None:
    text = "Plan large d'un enfant dans un parc. La caméra monte."
    assert generate(text).text == text
    assert generate(sw.Shot.from_text(text)).shot == sw.Shot.from_text(text)


def test_who_waits_for_a_job_is_told_that_its_session_is_closed(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(job.result, DEADLINE_S)
        studio.close()
        assert "session was closed" in str(waiting.exception())
    for ask in (job.result, job.cancel):
        with pytest.raises(sw.JobError, match="session was closed"):
            ask()


def test_who_awaits_a_job_is_told_that_its_session_is_closed(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.QUEUED, studio)

    async def wait() -> Clip:
        return await job

    async def close_while_somebody_waits() -> None:
        waiting = asyncio.create_task(wait())
        while not job._waiting:
            await asyncio.sleep(0)
        await asyncio.to_thread(studio.close)
        await waiting

    with pytest.raises(sw.JobError, match="session was closed"):
        asyncio.run(close_while_somebody_waits())


def test_a_saved_job_keeps_its_clip_when_the_session_is_closed(studio: Session, server: VideoServer) -> None:
    job = generate(PROMPT)
    clip = outcome(job)
    studio.close()
    assert job.result() == clip
    job.cancel()


def test_a_job_of_a_server_that_is_not_connected_names_the_address_it_waits_for(
    studio: Session, server: VideoServer, open_session: Callable[[], Session]
) -> None:
    server.before.append(lambda method, path: unreachable())
    job = generate(PROMPT)
    wait_until(lambda: job.note is not None, studio)
    assert "waits for connect" not in job.message
    studio.close()
    open_session()
    (same,) = list_jobs()
    assert "waits for connect('http://127.0.0.1:9/v1')" in same.message


def test_in_a_fork_closing_leaves_the_parents_session_alone(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.is_held = True
    job = generate(PROMPT)
    parent = os.getpid()
    with monkeypatch.context() as fork:
        fork.setattr(os, "getpid", lambda: parent + 1)
        studio.close()
        with pytest.raises(sw.JobError, match="not followed"):
            job.result()
    server.is_held = False
    assert outcome(job).path.is_file()


def test_a_server_told_on_port_0_is_where_it_says(tmp_path: Path) -> None:
    served = subprocess.Popen(
        [sys.executable, "-m", "sora_widgets.cli", "serve", "--port", "0", "--home", str(tmp_path / "served")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "SORA_WIDGETS_TOKEN": "its-key"},
    )
    assert served.stdout is not None
    try:
        address = served.stdout.readline().split()[2]
        asked = urllib.request.Request(f"{address}/videos", headers={"Authorization": "Bearer its-key"})
        with urllib.request.urlopen(asked, timeout=DEADLINE_S) as answer:
            assert answer.status == 200
    finally:
        served.terminate()
        served.wait(timeout=DEADLINE_S)
        served.stdout.close()


def test_a_port_that_is_taken_is_refused_before_an_address_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = CliRunner().invoke(cli._commands, ["serve", "--port", str(port)])
    assert done.exit_code == 1
    assert f"127.0.0.1:{port} cannot be served" in done.output and "animatic on" not in done.output


def test_the_doctor_sets_nothing_going(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "_session", None)
    settings = load_settings()
    ledger = Ledger(settings.ledger_path)
    asked = {"prompt": PROMPT, "parts": {}, "model": "sora-2", "seconds": 4, "size": "1280x720", "take": 1}
    where = {"project": str(settings.project), "provider": "animatic", "address": "animatic"}
    ledger.reserve({"id": "j", **where, **asked, "fingerprint": "f"}, None)
    before = ledger.job("j")
    done = CliRunner().invoke(cli._commands, ["doctor"])
    assert done.exit_code == 0, done.output
    assert "1 here, 1 unfinished" in done.output and "budget none · held $0.00 · spent $0.00" in done.output
    assert str(settings.pictures_home) in done.output
    assert session_module._session is None
    assert ledger.job("j") == before and before is not None and before.state is State.RESERVED
    ledger.close()


def test_a_job_answered_while_it_was_asked_for_twice_is_one_handle(studio: Session, server: VideoServer) -> None:
    server.is_held = True
    first: Job = generate(PROMPT)
    assert generate(PROMPT) is first


def test_new_terms_are_told_to_whoever_shows_prices(studio: Session) -> None:
    told: list[str] = []
    stop = on_terms_change(lambda: told.append("terms"))
    connect("animatic")
    set_budget(5)
    stop()
    set_budget(6)
    assert told == ["terms", "terms"]


def test_going_back_to_a_server_asks_for_no_key_and_tells_the_new_terms(studio: Session) -> None:
    before = studio.provider
    assert connect("animatic") is not before
    told: list[str] = []
    stop = on_terms_change(lambda: told.append("terms"))
    sw.jobs.go_back_to(before)
    stop()
    assert sw.jobs.current_provider() is before
    assert told == ["terms"]


def test_without_a_model_the_only_one_of_the_server_is_asked_for(studio: Session, server: VideoServer) -> None:
    assert generate("a red kite").model == "sora-2"
    studio.provider._served = {"Wan-AI/Wan2.2": Served()}
    assert quote("a red kite").estimate.model == generate("a blue boat").model == "Wan-AI/Wan2.2"  # type: ignore[union-attr]  # it has a price
