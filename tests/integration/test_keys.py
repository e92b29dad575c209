"""A key goes to its own server and nowhere else, whatever fails (DESIGN.md, decision 11).

A real session speaks over loopback to a server that says the key back in every answer. After each failure it is looked
for in the ledger, the takes, the logs, the state of the widgets, every repr and every traceback. The notebook and its
kernel have a test of their own in the kernel's room.
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import sora_widgets as sw
from echoing_server import Answer, Asked, EchoingServer, echo, page, refused, video
from key_search import forms_of, in_errors, in_files, in_logs, in_text
from sora_widgets.jobs import connect, generate, set_budget, wallet
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.session import Session
from sora_widgets.widgets import CostEstimator, JobCard, JobQueue, PromptComposer
from waiting import wait_until

KEY = "sk-planted+secret&of=this.test"
PROMPT = "Wide shot of a red kite over a park"

Spoil = Callable[[EchoingServer, EchoingServer], object]


@pytest.fixture
def server(tiny_clip: Path) -> Iterator[EchoingServer]:
    with EchoingServer(tiny_clip) as server:
        yield server


@pytest.fixture
def other(tiny_clip: Path) -> Iterator[EchoingServer]:
    """Another origin, to which the server sends its clients."""
    with EchoingServer(tiny_clip) as server:
        yield server


@pytest.fixture
def look(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    open_session: Callable[[], Session],
    monkeypatch: pytest.MonkeyPatch,
) -> Look:
    monkeypatch.setattr("sora_widgets.jobs.steps.SETTLE_S", 0.1)
    caplog.set_level(logging.DEBUG)
    return Look(tmp_path, caplog, open_session())


@dataclass
class Look:
    """Everything that one test can leave behind."""

    folder: Path
    caplog: pytest.LogCaptureFixture
    session: Session
    errors: list[BaseException] = field(default_factory=list)

    def caught(self, call: Callable[[], object]) -> BaseException:
        """The error of a call, kept for the search."""
        with pytest.raises(sw.SoraWidgetsError) as caught:
            call()
        self.errors.append(caught.value)
        return caught.value

    def finds(self, *, of_hidden_frames: bool = True) -> list[str]:
        """Every place that has the key."""
        key = KEY
        jobs = [self.session.handle(row) for row in self.session.engine.ledger.jobs(self.session.project, 100)]
        for job in jobs:
            if job.is_done and job.state is not State.SAVED:
                self.caught(lambda job=job: job.result(timeout_s=1))
        found = in_errors(key, self.errors, of_hidden_frames=of_hidden_frames)
        found += in_logs(key, self.caplog.records)
        for thing in (self.session, self.session.provider, vars(self.session.provider), wallet(), *jobs):
            found += in_text(key, f"repr of {type(thing).__name__}", f"{thing!r} {thing}")
        for job in jobs:
            found += in_text(key, "row", repr(self.session.engine.ledger.job(job.id)))
            found += in_text(key, "message", job.message)
        widgets = [JobQueue(), PromptComposer(PROMPT), CostEstimator(PROMPT), *map(JobCard, jobs)]
        for widget in widgets:
            found += in_text(key, f"state of {type(widget).__name__}", json.dumps(widget.get_state(), default=repr))
            found += in_text(key, f"repr of {type(widget).__name__}", repr(widget))
            widget.close()
        return found + in_files(key, self.folder)

    def check(self, *, of_hidden_frames: bool = True) -> None:
        found = self.finds(of_hidden_frames=of_hidden_frames)
        assert not found, "\n".join(found)


def read_key() -> str:
    """So that the key is no variable of the test's own frame."""
    return KEY


# Connecting

REFUSALS: dict[str, Callable[[Asked], Answer]] = {
    "401": refused(401),
    "400 in a flat body": refused(400, lambda said: {"code": said, "message": said, "data": said}),
    "403 with a page": page(403),
    "200 with a page": page(200),
    "404 as a detail": refused(404, lambda said: {"detail": [{"msg": said, "loc": [said]}]}),
    "429": refused(429),
    "500 as a text": refused(500, lambda said: {"error": said}),
    "sent on to an address with the key": refused(302, location="http://127.0.0.1:9/v1/videos?key={key}"),
    "broken JSON": lambda asked: Answer(200, b'{"data": ["' + echo(asked.key).encode()),
    "cut off": lambda asked: Answer(200, b'{"data": ["' + echo(asked.key).encode(), is_cut=True),
}


@pytest.mark.parametrize("how", REFUSALS)
def test_no_key_is_left_by_a_server_that_is_no_server_for_us(how: str, server: EchoingServer, look: Look) -> None:
    server.moods.append(REFUSALS[how])
    look.caught(lambda: connect(server.address, api_key=read_key()))
    assert any(asked.key == KEY for asked in server.asked), "the server must have had it to repeat it"
    look.check()


def test_no_key_is_left_where_nobody_answers(look: Look) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    look.caught(lambda: connect(f"http://127.0.0.1:{port}/v1", api_key=read_key()))
    look.check()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/v1?api_key={key}",
        "http://127.0.0.1:9/v1#{key}",
        "http://ada:{key}@127.0.0.1:9/v1",
        "http://{key}@127.0.0.1:9/v1",
        "{key}",
        "127.0.0.1:9/v1?key={key}",
        "ftp://{key}@127.0.0.1/v1",
        "http://127.0.0.1:{key}/v1",
        "http://[{key}/v1",
    ],
)
def test_a_key_given_as_part_of_the_address_is_not_repeated(address: str, look: Look) -> None:
    look.caught(lambda: connect(address.format(key=read_key())))
    look.check(of_hidden_frames=False)  # an address is no secret to connect itself


@pytest.mark.parametrize("mark", ["\n\x00", "é", "​"])
def test_a_key_that_no_server_takes_is_not_repeated(mark: str, look: Look) -> None:
    look.caught(lambda: connect("http://127.0.0.1:9/v1", api_key=f"{mark}{read_key()}{mark}!"))
    look.check()


@pytest.mark.parametrize(
    "given", [{"usd_per_second": "many"}, {"profile": "no-such-server"}, {"at_once": 0}, {"address": "no address"}]
)
def test_a_key_beside_a_wrong_argument_is_not_repeated(given: dict[str, Any], look: Look) -> None:
    look.caught(lambda: connect(**{"address": "http://127.0.0.1:9/v1", "api_key": read_key(), **given}))
    look.check()


# Jobs


def _says_everything(asked: Asked) -> Answer:
    said = echo(asked.key)
    fields = dict.fromkeys(("model", "size", "seconds", "created_at", "file_path", "url", "quality"), said)
    told = video("video_1", **fields) | {"status": "completed", "urls": [said], "metadata": {"url": said}, said: said}
    return Answer(200, json.dumps({"data": [told]} if asked.route == "list" else told).encode())


def _says(**told: Any) -> Callable[[Asked], Answer]:
    """The one video as it is now; `{said}` is filled in."""

    def answer(asked: Asked) -> Answer:
        text = json.dumps(video("video_1", prompt=PROMPT, **told)).replace("{said}", echo(asked.key))
        return Answer(200, (f'{{"data": [{text}]}}' if asked.route == "list" else text).encode())

    return answer


def _on(answer: Callable[[Asked], Answer], *routes: str) -> Spoil:
    return lambda server, other: [server.on(route, answer) for route in routes]


def _elsewhere(route: str, status: int, query: str = "") -> Spoil:
    """Sends the client to another origin; in the query a `{key}` is filled in."""
    place = f"/v1/videos/x/content{query}"
    return lambda server, other: server.on(route, refused(status, location=f"{other.origin}{place}"))


def _only_at_an_address(server: EchoingServer, other: EchoingServer) -> None:
    address = f"{other.origin}/v1/videos/x/content?key="
    server.on("content", refused(404))
    server.on(
        "list", lambda asked: _says(status="completed", urls=[address + asked.key], url=address + asked.key)(asked)
    )
    server.on("retrieve", lambda asked: _says(status="completed", url=address + asked.key)(asked))


def _one_of_several(server: EchoingServer, other: EchoingServer) -> None:
    def strangers(asked: Asked) -> Answer:
        said = echo(asked.key)
        told = [video(f"video_{n}", **dict.fromkeys(("model", "size", "seconds"), said), prompt=PROMPT) for n in (1, 2)]
        return Answer(200, json.dumps({"data": told, "has_more": False}).encode())

    server.on("create", refused(500))
    server.on("list", strangers)


FAILED = {"message": "{said}", "code": "{said}", "type": "{said}"}
FAILURES: dict[str, tuple[Spoil, Callable[[Job], bool]]] = {
    "an order that is refused": (_on(refused(401), "create"), lambda job: job.state is State.FAILED),
    "an order refused in a flat body": (
        _on(refused(400, lambda said: {"code": said, "message": said, "data": said}), "create"),
        lambda job: job.state is State.FAILED,
    ),
    "an order refused with a page": (_on(page(403), "create"), lambda job: job.state is State.FAILED),
    "an order sent to another origin": (_elsewhere("create", 307, "?key={key}"), lambda job: job.state is State.FAILED),
    "an order that meets a busy server": (_on(refused(429), "create"), lambda job: "refused" in job.message),
    "an order answered with a page": (_on(page(), "create"), lambda job: job.state is State.AMBIGUOUS),
    "an order whose answer is cut off": (
        _on(lambda asked: Answer(200, b'{"id": "' + echo(asked.key).encode(), is_cut=True), "create"),
        lambda job: job.state is State.AMBIGUOUS,
    ),
    "an order that may have made one of several": (_one_of_several, lambda job: job.needs_decision),
    "a video that fails": (
        _on(_says(status="failed", error=FAILED), "list", "retrieve"),
        lambda job: job.state is State.FAILED,
    ),
    "a video that fails in a text": (
        _on(_says(status="error", error="{said}"), "list", "retrieve"),
        lambda job: job.state is State.FAILED,
    ),
    "a video in a state nobody knows": (
        _on(_says(status="{said}"), "list", "retrieve"),
        lambda job: job.state is State.IN_PROGRESS,
    ),
    "a video that has the key in every field": (
        _on(_says_everything, "create", "list", "retrieve"),
        lambda job: job.state is State.SAVED,
    ),
    "a server that no longer takes the key": (_on(refused(401), "list", "retrieve"), lambda job: "401" in job.message),
    "a server that no longer knows the video": (
        lambda server, other: (server.on("list", _on_no_videos), server.on("retrieve", refused(404))),
        lambda job: job.state is State.EXPIRED,
    ),
    "a download that is refused": (_on(refused(403), "content"), lambda job: "403" in job.message),
    "a download that is a page": (_on(page(), "content"), lambda job: _is_noted(job)),
    "a download that is cut off": (
        _on(lambda asked: Answer(200, echo(asked.key).encode(), kind="video/mp4", is_cut=True), "content"),
        lambda job: _is_noted(job),
    ),
    "a download from another origin": (_elsewhere("content", 302), lambda job: job.state is State.SAVED),
    "a download sent to an address with the key": (
        _elsewhere("content", 302, "?key={key}"),
        lambda job: _is_noted(job),
    ),
    "a download from an address with the key": (_only_at_an_address, lambda job: _is_noted(job) or job.is_done),
}


def _on_no_videos(asked: Asked) -> Answer:
    return Answer(200, b'{"object": "list", "data": [], "has_more": false}')


def _is_noted(job: Job) -> bool:
    return job._row.note is not None


@pytest.mark.parametrize("what", FAILURES)
def test_no_key_is_left_by(what: str, server: EchoingServer, other: EchoingServer, look: Look) -> None:
    spoil, has_happened = FAILURES[what]
    connect(server.address, api_key=read_key(), usd_per_second="0.1")
    set_budget(5)
    spoil(server, other)
    job = generate(PROMPT)
    wait_until(lambda: has_happened(job), look.session)
    look.check()
    for asked in other.asked:
        assert not in_text(KEY, "what another origin was asked", repr(asked))


def test_no_key_is_left_by_a_cancel_that_the_server_refuses(server: EchoingServer, look: Look) -> None:
    connect(server.address, api_key=read_key(), usd_per_second="0")
    server.on("list", _says(status="in_progress"))
    server.on("retrieve", _says(status="in_progress"))
    server.on("delete", refused(409))
    job = generate(PROMPT)
    wait_until(lambda: job.state is State.IN_PROGRESS, look.session)
    job.cancel()
    wait_until(lambda: job.is_done, look.session)
    assert any(asked.route == "delete" for asked in server.asked)
    look.check()


# The key from the environment

STRANGERS = (
    "{server}",
    "{server}/api.openai.com",
    "http://api.openai.com@{host}/v1",
    "http://api.openai.com.{host}/v1",
)


@pytest.mark.parametrize("profile", [None, "openai", "azure", "litellm", "openrouter"])
def test_the_openai_key_of_the_environment_goes_to_no_other_host(
    profile: str | None, server: EchoingServer, other: EchoingServer, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_WEBHOOK_SECRET"):
        monkeypatch.setenv(name, KEY)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"Authorization: Bearer {KEY}\nX-Key: {KEY}")
    monkeypatch.setenv("OPENAI_BASE_URL", other.address)
    _elsewhere("content", 302)(server, other)
    try:
        connect(server.address, usd_per_second="0", profile=profile)
        job = generate(PROMPT)
        wait_until(lambda: job.is_done or _is_noted(job), look.session)
    except sw.SoraWidgetsError as error:  # a profile may not fit this server; what was sent is what counts
        look.errors.append(error)
    assert server.asked
    for asked in (*server.asked, *other.asked):
        assert not in_text(KEY, "what a host was asked", repr(asked))
    look.check()


# The search itself


def test_a_key_that_was_left_is_found_wherever_it_is(look: Look, server: EchoingServer) -> None:
    connect(server.address, api_key=read_key(), usd_per_second="0")
    job = generate(PROMPT)
    wait_until(lambda: job.is_done, look.session)
    look.check()

    def spoilt() -> None:
        secret = read_key()
        raise sw.ProviderError("a sentence without it", given=secret)

    look.caught(spoilt)
    logging.getLogger("sora_widgets.jobs").debug("%s", KEY)
    (look.folder / "clips" / "kept.bin").write_bytes(b"\0" + forms_of(KEY)["base64, 2 before"] + b"\0")
    with look.session.engine.ledger._transaction() as db:
        db.execute("UPDATE jobs SET note = ?", (f"half of it: {KEY[: len(KEY) // 2]}",))
    found = "\n".join(look.finds())
    for place in (
        "ProviderError itself",
        "verbose traceback",
        "log of sora_widgets.jobs",
        "file kept.bin",
        "file ledger.sqlite",
        "row (",
    ):
        assert place in found, found
