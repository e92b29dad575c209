"""A notebook saved after failures: its outputs, tracebacks and widgets hold no key (DESIGN.md, decision 11)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from echoing_server import EchoingServer, page, refused
from key_search import in_files, in_text
from live_kernel import CellError, LiveKernel

KEY = "sk-planted+secret&of=this.test"
OPENAI_KEY = "sk-proj-of-another-house+planted"
OUTPUTS = ("stream", "display_data", "execute_result", "error")

START = """
%xmode Verbose
import logging
logging.basicConfig(level=logging.INFO)
logging.getLogger("sora_widgets").setLevel(logging.DEBUG)
import sora_widgets as sw
def read_key():
    with open("../key.txt") as file:
        return file.read()
"""


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[LiveKernel]:
    """A kernel whose notebook, home and everything that it writes lie below `tmp_path/seen`; its key does not."""
    (tmp_path / "key.txt").write_text(KEY)
    seen = tmp_path / "seen"
    seen.mkdir()
    places = {"IPYTHONDIR": str(seen / "ipython"), "SORA_WIDGETS_HOME": str(seen / "home")}
    live = LiveKernel(seen, {**places, "OPENAI_API_KEY": OPENAI_KEY})
    live.start()
    yield live
    live.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EchoingServer]:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"this is no video")
    with EchoingServer(clip) as server:
        yield server


def failing(kernel: LiveKernel, code: str) -> None:
    """Run a cell that must raise one of our errors."""
    with pytest.raises(CellError) as caught:
        kernel.execute(code)
    assert caught.value.ename.endswith("Error") and caught.value.ename not in ("NameError", "TypeError", "ValueError")


def saved(kernel: LiveKernel) -> str:
    """The notebook as the front end would save it: every output, and the last state of every widget."""
    cells = [
        nbformat.v4.new_code_cell(outputs=[nbformat.v4.output_from_msg(message)])
        for message in kernel.messages
        if message["msg_type"] in OUTPUTS
    ]
    states: dict[str, Any] = {}
    for message in kernel.messages:
        told = message["content"].get("data") if message["msg_type"] in ("comm_open", "comm_msg") else None
        if isinstance(told, dict) and isinstance(told.get("state"), dict):
            states.setdefault(message["content"]["comm_id"], {}).update(told["state"])
    assert states, "the widgets must have been there"
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"widgets": {"state": states}})
    return str(nbformat.writes(notebook))


def test_a_notebook_saved_after_failures_holds_no_key(kernel: LiveKernel, server: EchoingServer) -> None:
    connected = f"sw.connect({server.address!r}, api_key=read_key(), usd_per_second='0.1')"
    kernel.execute(START)
    server.moods.append(refused(401))
    failing(kernel, connected)
    server.moods[:] = [page()]
    failing(kernel, connected)
    server.moods.clear()
    kernel.execute(f"provider = {connected}\nprovider")
    failing(kernel, f"sw.connect({server.address!r} + '?key=' + read_key())")
    failing(kernel, f"sw.connect({server.address!r}, api_key=read_key() + chr(233))")
    kernel.execute("sw.set_budget(5)\nqueue = sw.JobQueue()\nqueue")
    for title, route in (("a kite", "create"), ("a cat", "retrieve"), ("a boat", "list")):
        server.moods.clear()
        server.on(route, refused(500 if route == "create" else 401))
        kernel.execute(f"job = sw.generate('Wide shot of {title} over a park')\njob")
        failing(kernel, "job.result(timeout_s=2)")
    server.moods.clear()
    server.on("create", refused(400))
    kernel.execute("job = sw.generate('Wide shot of a dog')")
    failing(kernel, "job.result(timeout_s=30)")
    kernel.execute("print(provider, job, repr(job), sw.JobQueue(), queue.get_state())\nqueue")

    notebook = saved(kernel)
    assert notebook.count('"output_type": "error"') == 8 and "Traceback" in notebook
    messages = json.dumps(kernel.messages, default=repr, ensure_ascii=False)
    found = []
    for key in (KEY, OPENAI_KEY):
        found += in_text(key, "the notebook", notebook)
        found += in_text(key, "a message of the kernel", messages)
        found += in_files(key, kernel.folder)
    assert not found, "\n".join(found)
    for asked in server.asked:
        assert not in_text(OPENAI_KEY, asked.target, repr(asked))


def test_a_key_that_a_cell_shows_is_found_in_the_notebook(kernel: LiveKernel) -> None:
    kernel.execute(START)
    kernel.execute("queue = sw.JobQueue()\nqueue")
    failing(kernel, "raise sw.ProviderError('it was ' + read_key())")
    assert in_text(KEY, "the notebook", saved(kernel))
