"""The programs of others that the tests speak to: where they are, and how they are started and ended.

`make test` installs them: the LiteLLM proxy into a virtual environment of its own, the openai client for Node.js from
its lock. Where they are not, their tests are skipped and say so; in continuous integration (`CI` is set) they fail.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from sora_widgets.jobs.session import close_session

ROOT = Path(__file__).parents[2]
LITELLM = ROOT / ".venv-litellm"
LITELLM_CONFIG = Path(__file__).parent / "litellm_proxy" / "config.yaml"
NODE_CLIENT = Path(__file__).parent / "node"
PROXY_KEY = "sk-the-key-of-the-proxy"
SERVER_KEY = "the-key-of-the-embedded-server"

READY_WITHIN_S = 240.0
NODE_WITHIN_S = 90.0

# Lists that the proxy would fetch when it starts; its package has a copy of each.
_STAY_LOCAL = ("ANTHROPIC_BETA_HEADERS", "AUTOROUTER_PRESETS", "BLOG_POSTS", "MODEL_COST_MAP", "POLICY_TEMPLATES")


@pytest.fixture(scope="module")
def embedded_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`sora-widgets serve` in a process of its own; gives its base URL."""
    folder = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "sora_widgets.cli", "serve", "--port", "0", "--home", str(folder / "videos")]
    environment = {"PYTHONUNBUFFERED": "1", "SORA_WIDGETS_HOME": str(folder / "home"), "SORA_WIDGETS_TOKEN": SERVER_KEY}
    with _running(command, r"animatic on (http://127\.0\.0\.1:\d+/v1)", folder, environment) as address:
        yield address


@pytest.fixture(scope="module")
def litellm_proxy(embedded_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A LiteLLM proxy in front of the embedded server; gives its base URL, whose key is `PROXY_KEY`."""
    _need((LITELLM / ".installed").is_file(), "the LiteLLM proxy in .venv-litellm")
    folder = tmp_path_factory.mktemp("litellm")
    command = [str(LITELLM / "bin" / "litellm"), "--config", str(LITELLM_CONFIG), "--telemetry", "False"]
    command += ["--host", "127.0.0.1", "--port", "0"]
    environment = {f"LITELLM_LOCAL_{each}": "True" for each in _STAY_LOCAL}
    environment |= {
        "HOME": str(folder),
        "UPSTREAM_BASE_URL": embedded_server,
        "UPSTREAM_KEY": SERVER_KEY,
        "LITELLM_MASTER_KEY": PROXY_KEY,
    }
    with _running(command, r"Uvicorn running on (http://127\.0\.0\.1:\d+)", folder, environment) as address:
        yield f"{address}/v1"


@pytest.fixture(scope="module")
def server_key() -> str:
    """The key that the embedded server accepts."""
    return SERVER_KEY


@pytest.fixture
def proxy_key() -> str:
    """The key that the proxy accepts."""
    return PROXY_KEY


@pytest.fixture
def videos_at(embedded_server: str) -> Callable[[str], list[dict[str, Any]]]:
    """Asks the embedded server itself which videos it has of a prompt: nobody in between can hide one."""

    def ask(prompt: str) -> list[dict[str, Any]]:
        asked = Request(f"{embedded_server}/videos?limit=100", headers={"Authorization": f"Bearer {SERVER_KEY}"})
        with urlopen(asked) as answer:
            videos: list[dict[str, Any]] = json.load(answer)["data"]
        return [video for video in videos if video["prompt"] == prompt]

    return ask


@pytest.fixture(scope="module")
def run_node() -> Callable[..., Any]:
    """Runs a script of the folder `node` with arguments; gives the JSON that it prints."""
    node = shutil.which("node")
    _need(node is not None, "Node.js")
    _need((NODE_CLIENT / "node_modules" / ".installed").is_file(), "the openai client for Node.js")

    def run(script: str, *arguments: str) -> Any:
        done = subprocess.run(
            [str(node), str(NODE_CLIENT / script), *arguments],
            cwd=NODE_CLIENT,
            capture_output=True,
            text=True,
            check=False,
            timeout=NODE_WITHIN_S,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture
def own_session() -> Iterator[None]:
    """A session as a kernel has it, from the first call until the test's end."""
    close_session()
    yield
    close_session()


def _need(is_there: bool, what: str) -> None:
    if is_there:
        return
    reason = f"{what} is not installed: make test does it."
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@contextmanager
def _running(command: list[str], says: str, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Run a server as long as the block lasts; gives the address that it says it is ready at."""
    log = folder / "output.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **environment},
        )
    try:
        yield _said(says, log, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=30)


def _said(pattern: str, log: Path, process: subprocess.Popen[bytes]) -> str:
    pause = threading.Event()
    for _ in range(int(READY_WITHIN_S / 0.1)):
        text = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(pattern, text):
            return found[1]
        assert process.poll() is None, f"{process.args} ended by itself:\n{text}"
        pause.wait(0.1)
    raise AssertionError(f"{process.args} is not ready after {READY_WITHIN_S:g} s:\n{text}")
