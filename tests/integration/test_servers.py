"""Real servers over loopback: the embedded one as a stranger's, one that speaks something else, and nobody at all."""

from __future__ import annotations

import http.server
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import av
import pytest

import sora_widgets as sw
from animatic_server import picture
from sora_widgets.jobs import connect, current_provider, generate, set_budget, wallet
from sora_widgets.jobs.session import Session
from waiting import outcome

PLAIN = "a red ball on a white background"  # soon drawn
KEY = "the-key-of-this-server"


@pytest.fixture
def served_animatic(tmp_path: Path) -> Iterator[str]:
    """`sora-widgets serve` in its own process; gives its base URL."""
    server = subprocess.Popen(
        [sys.executable, "-m", "sora_widgets.cli", "serve", "--port", "0", "--home", str(tmp_path / "served")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "SORA_WIDGETS_TOKEN": KEY},
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().split()[2]
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


@pytest.fixture
def page_server() -> Iterator[str]:
    """A web server that knows nothing of videos."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_clip_is_paid_and_fetched_over_a_real_connection(
    served_animatic: str, open_session: Callable[[], Session]
) -> None:
    open_session()
    provider = connect(served_animatic, api_key=KEY, usd_per_second="0.10")
    assert current_provider() is provider
    set_budget(1)
    clip = outcome(generate(PLAIN))
    assert clip.facts.has_sound and clip.facts.duration_s == pytest.approx(4.0, abs=0.05)
    assert wallet().spent_usd == Decimal("0.40")


def test_connecting_finds_out_what_answers_there(served_animatic: str, open_session: Callable[[], Session]) -> None:
    open_session()
    provider = connect(served_animatic, api_key=KEY, usd_per_second=0)
    assert provider.profile.name == "animatic" and provider.found.startswith("animatic, recognised by")
    assert provider.server_time_s is not None and abs(provider.server_time_s - time.time()) < 30
    assert connect(served_animatic, api_key=KEY, usd_per_second=0, profile="unknown").profile.name == "unknown"


def test_the_embedded_provider_needs_no_address_and_costs_nothing(open_session: Callable[[], Session]) -> None:
    open_session()
    assert connect().name == "animatic"
    job = generate(PLAIN)
    clip = outcome(job)
    assert (clip.facts.width, clip.facts.height, clip.facts.fps) == (1280, 720, 30)
    assert job.cost_usd == 0 and wallet().spent_usd == 0


def test_a_clip_begins_with_the_picture_that_it_was_given(open_session: Callable[[], Session], tmp_path: Path) -> None:
    open_session()
    file = tmp_path / "first.png"
    file.write_bytes(picture(width=1280, height=720))
    clip = outcome(generate(PLAIN, reference=file))
    with av.open(str(clip.path)) as opened:
        first = next(opened.decode(video=0)).to_ndarray(format="rgb24")
    assert abs(first[360, 640].astype(int) - (200, 30, 20)).max() < 12
    with pytest.raises(sw.SoraWidgetsError, match="Nothing is fetched"):
        outcome(generate(PLAIN, reference="https://pictures.test/kite.png"))


def test_the_embedded_provider_can_do_what_its_profile_says(open_session: Callable[[], Session]) -> None:
    provider = open_session().provider
    for feature in ("remix", "edits", "extensions", "characters"):
        provider.check_feature(feature)


def test_an_address_where_nobody_answers_is_named(open_session: Callable[[], Session]) -> None:
    session = open_session()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # taken, so that nobody else answers there, and never listened to
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(sw.ProviderUnreachableError, match=re.escape(address)):
            connect(address)
    assert session.provider.name == "animatic"


def test_a_server_that_speaks_something_else_is_named(page_server: str, open_session: Callable[[], Session]) -> None:
    session = open_session()
    with pytest.raises(sw.ProtocolError, match=re.escape(page_server)):
        connect(page_server)
    assert session.provider.name == "animatic"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"model": "sora-3"}, "sora-2"),
        ({"seconds": 6}, "4, 8, 12, 16 or 20 s, not 6: use seconds=8"),
        ({"size": "640x480"}, "1280x720"),
    ],
)
def test_what_the_model_does_not_make_is_refused_with_what_it_makes(
    arguments: dict[str, object], words: str, open_session: Callable[[], Session]
) -> None:
    open_session()
    with pytest.raises(sw.RequestError, match=re.escape(words)):
        generate("a red kite", **arguments)  # type: ignore[arg-type]  # that is the point


def test_the_demo_says_where_the_clip_is_and_what_it_cost(tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "sora_widgets.cli", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = run("demo")
    clip = Path(re.search(r"^clip +(.+)$", said, re.MULTILINE)[1])  # type: ignore[index]  # the test fails either way
    assert clip.is_file() and clip.with_suffix(".jpg").is_file()
    assert "$0.40" in said and re.search(r"^cost +\$0\.00 on animatic$", said, re.MULTILINE)
    assert "1280x720 · 4.00 s · 30 frames/s · with sound" in said
    assert "this take was here already" in run("demo")
    assert "1 here, 0 unfinished" in run("doctor")
