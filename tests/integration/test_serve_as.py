"""`sora-widgets serve --as NAME`, in its own process: what it says, and that a client can do what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

COMMAND = (sys.executable, "-m", "sora_widgets.cli", "serve", "--port", "0")
PATIENCE_S = 60.0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts an imitation and gives what it says: its first lines."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str) -> str:
        server = subprocess.Popen(
            [*COMMAND, "--as", name, "--home", str(tmp_path / "served")],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        started.append(server)
        assert server.stdout is not None
        return "".join(server.stdout.readline() for _ in range(4))

    yield start
    for server in started:
        server.terminate()
        server.wait(timeout=30)
        assert server.stdout is not None
        server.stdout.close()


def test_an_imitation_says_how_to_connect_and_makes_a_clip(served):
    said = served("sglang")
    address = re.search(r"http://127\.0\.0\.1:\d+/v1", said)[0]
    assert said.startswith(f"sglang on {address} ")
    assert "an imitation of SGLang that draws animatics\n" in said
    key = re.search(rf"connect\('{address}', profile='sglang', api_key='(.+)', usd_per_second=0\)", said)[1]
    model = re.search(r"model='(.+)'", said)[1]
    with httpx2.Client(base_url=address, timeout=30, trust_env=False) as client:
        assert client.get("/videos").status_code == 401
        client.headers["authorization"] = f"Bearer {key}"
        fields = {"prompt": "a red kite", "model": model, "seconds": 1, "size": "64x48"}
        video = client.post("/videos", json=fields).json()
        deadline = time.monotonic() + PATIENCE_S
        while video["status"] != "completed" and time.monotonic() < deadline:
            video = client.get(f"/videos/{video['id']}").json()
        assert (video["status"], video["size"], video["model"]) == ("completed", "64x48", model)
        assert client.get(f"/videos/{video['id']}/content").content[4:8] == b"ftyp"


def test_an_imitation_has_its_own_address_and_opens_to_its_own_key_alone(served):
    said = served("together")
    address = re.search(r"on (http://127\.0\.0\.1:\d+/v2) ", said)[1]
    key = re.search(r"api_key='(.+?)'", said)[1]
    with httpx2.Client(base_url=address, timeout=30, trust_env=False) as client:
        answers = [client.get("/videos/none", headers={"authorization": f"Bearer {k}"}) for k in (key, "rehearsal-key")]
    assert [answer.status_code for answer in answers] == [404, 401]


def test_an_unknown_name_is_refused_with_the_nearest_and_all():
    done = subprocess.run([*COMMAND, "--as", "fastvido"], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert "did you mean 'fastvideo'?" in done.stderr and "dynamo" in done.stderr


def test_the_help_names_the_imitations_and_the_drill_words():
    from sora_widgets.animatic.drills import DRILL_KINDS
    from sora_widgets.animatic.imitations import imitation_names

    said = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True).stdout
    assert all(name in said for name in imitation_names())
    assert all(word in said for word in ("[fail]", "[refuse]", "[redirect]", "[cloud]"))
    assert all(f"--fail {kind}" in said for kind in DRILL_KINDS)
