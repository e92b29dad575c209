"""Views that attach to a real kernel over a comm of their own, as the notebook extension's do."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import pytest

from live_kernel import LiveKernel

# In a kernel that several tests share the clip is drawn once; each has a player of its own.
MAKE = """
import json
import sora_widgets as sw
if "clip" not in globals():
    clip = sw.generate("Wide shot of a red kite over a park, the camera rises").result(timeout_s=60)
player = sw.VideoPlayer(clip)
print(json.dumps([player.model_id, clip.id, clip.facts.size_bytes]))
"""
COUNTS = """
import gc, ipywidgets, comm
from sora_widgets.widgets import _attachments
gc.collect()
print(len(ipywidgets.widgets.widget._instances), len(comm.get_comm_manager().comms), len(_attachments._alive))
"""


class View:
    """The page's end of a comm: what it sends goes to a subshell, as JupyterLab 4.4 and later do it."""

    def __init__(self, kernel: LiveKernel, subshell_id: str | None = None, **asked: Any) -> None:
        self.kernel, self.comm_id, self._subshell_id = kernel, uuid.uuid4().hex, subshell_id
        self._taken: set[str] = set()
        self._send("comm_open", {"target_name": "sora_widgets.clip", "data": {"format": 1, **asked}})

    def update(self, **state: Any) -> None:
        self._send("comm_msg", {"data": {"method": "update", "state": state}})

    def ask(self, kind: str, **fields: Any) -> tuple[dict[str, Any], list[Any]]:
        """What the kernel answers to a request."""
        asked = uuid.uuid4().int >> 80
        self._send("comm_msg", {"data": {"method": "custom", "content": {"id": asked, "kind": kind, **fields}}})
        message = self.next(lambda data: data.get("method") == "custom" and data["content"].get("id") == asked)
        return message["content"]["data"]["content"], message["buffers"]

    def close(self) -> None:
        self._send("comm_close", {"data": {}})

    def told(self, *names: str) -> dict[str, Any]:
        """The next update of all these traits."""
        wanted = self.next(lambda data: data.get("method") == "update" and set(names) <= data["state"].keys())
        state: dict[str, Any] = wanted["content"]["data"]["state"]
        return state

    def reason(self) -> str:
        """Why the kernel has closed the comm."""
        return str(self.next(lambda data: True, "comm_close")["content"]["data"]["reason"])

    def next(self, is_it: Any, kind: str = "comm_msg") -> dict[str, Any]:
        """The first message to this view that was not taken yet and is the one wanted."""

        def is_wanted(message: dict[str, Any]) -> bool:
            content = message["content"]
            is_mine = message["msg_type"] == kind and content["comm_id"] == self.comm_id
            return is_mine and message["msg_id"] not in self._taken and is_it(content["data"])

        message = next(filter(is_wanted, self.kernel.messages), None) or self.kernel.wait_for(is_wanted, timeout_s=30)
        self._taken.add(message["msg_id"])
        return message

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        client = self.kernel.client
        message = client.session.msg(kind, {"comm_id": self.comm_id, **content})
        if self._subshell_id is not None:
            message["header"]["subshell_id"] = self._subshell_id
        client.shell_channel.send(message)


def printed(kernel: LiveKernel, code: str) -> str:
    return "".join(output["text"] for output in kernel.execute(code) if output["output_type"] == "stream").strip()


def made(kernel: LiveKernel) -> tuple[str, str, int]:
    """The player's model and the clip's id and size; what the kernel has said before is forgotten."""
    kernel.messages.clear()
    model_id, clip_id, size_bytes = json.loads(printed(kernel, MAKE))
    return model_id, clip_id, size_bytes


def subshell(kernel: LiveKernel) -> str:
    client = kernel.client
    asked = client.session.msg("create_subshell_request", {})
    client.control_channel.send(asked)
    while True:
        answer = client.get_control_msg(timeout=30)
        if answer["msg_type"] == "create_subshell_reply":
            return str(answer["content"]["subshell_id"])


def test_a_view_and_its_player_hear_of_each_other(shared_kernel: LiveKernel) -> None:
    model_id, clip_id, size_bytes = made(shared_kernel)
    view = View(shared_kernel, kind="clip", model_id=model_id, clip_ids=[clip_id])
    whole = view.told("current_time_s", "playing", "marks", "_clip")
    assert (whole["current_time_s"], whole["_clip"]["clip_id"]) == (0, clip_id)
    assert not {"layout", "_poster", "_esm", "_texts"} & whole.keys()
    shared_kernel.execute("player.seek(1.5)")
    assert view.told("current_time_s")["current_time_s"] == 1.5
    view.update(current_time_s=2.0, playing=True, layout="none of yours")
    reply, buffers = view.ask("player-range", clip_id=clip_id, start=0, stop=1000)
    assert reply["ok"] and len(buffers[0]) == 1000 < size_bytes
    assert printed(shared_kernel, "print(player.current_time_s, player.frame, player.playing)") == "2.0 60 True"
    heard = [message["content"]["data"] for message in shared_kernel.messages if message["msg_type"] == "comm_msg"]
    assert [data["state"] for data in heard if data.get("state", {}).get("playing")] != [], "its own page hears of it"
    mine = [
        m for m in shared_kernel.messages if m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == view.comm_id
    ]
    assert len(mine) == 3, "whole state, seek, reply: nothing comes back to who said it"


def test_what_cannot_be_is_taken_back(shared_kernel: LiveKernel) -> None:
    model_id, clip_id, _ = made(shared_kernel)
    view = View(shared_kernel, kind="clip", model_id=model_id, clip_ids=[clip_id])
    view.told("_clip")
    view.update(rate=2.0, in_s=99)
    again = view.told("rate", "in_s")
    assert (again["rate"], again["in_s"]) == (1.0, None)


def test_two_views_of_one_player_share_it_until_it_is_closed(shared_kernel: LiveKernel) -> None:
    model_id, clip_id, _ = made(shared_kernel)
    views = [View(shared_kernel, kind="clip", model_id=model_id, clip_ids=[clip_id]) for _ in range(2)]
    for view in views:
        view.told("_clip")
    views[0].update(rate=0.5)
    assert views[1].told("rate")["rate"] == 0.5
    shared_kernel.execute("player.play(); player.step(2)")
    for view in views:
        stepped = view.next(lambda data: data.get("method") == "custom")
        assert stepped["content"]["data"]["content"] == {"kind": "player-step", "frames": 2}
    shared_kernel.execute("player.close()")
    assert [view.reason() for view in views] == ["The player was closed."] * 2


def test_after_a_restart_a_view_finds_its_clip_by_its_id(kernel: LiveKernel) -> None:
    model_id, clip_id, _ = made(kernel)
    kernel.restart()
    kernel.execute("import sora_widgets as sw")
    before = printed(kernel, COUNTS)
    view = View(kernel, kind="clip", model_id=model_id, clip_ids=[clip_id])
    assert view.told("_clip")["_clip"]["provider"] == "animatic"
    assert not [m for m in kernel.messages if m["msg_type"] == "comm_open"], "nobody else is told of this player"
    reply, _ = view.ask("mark-add", clip_id=clip_id, mark={"id": "m1", "time_s": 1.0, "text": "the kite turns"})
    assert reply["result"]["marks"][0]["text"] == "the kite turns"
    assert view.told("marks")["marks"] == reply["result"]["marks"]
    view.update(marks=[{"id": "m0", "time_s": 0.5, "text": "kept without a kernel"}])
    assert [mark["id"] for mark in view.told("marks")["marks"]] == ["m0", "m1"]
    view.close()
    assert printed(kernel, COUNTS) == before, "what was made for the view went with it"
    marks = "print([m['id'] for m in sw.VideoPlayer(sw.jobs()[0].clip).marks])"
    assert printed(kernel, marks) == "['m0', 'm1']"


def test_a_view_is_answered_beside_a_busy_cell_whoever_wrote_to_it_last(shared_kernel: LiveKernel) -> None:
    model_id, clip_id, _ = made(shared_kernel)
    shell = subshell(shared_kernel)
    first = View(shared_kernel, shell, kind="clip", model_id=model_id, clip_ids=[clip_id])
    first.told("_clip")
    shared_kernel.execute("player.seek(1.0)")  # the main shell writes to the view: ipykernel 7.4 would answer it there
    first.told("current_time_s")
    busy = shared_kernel.send("import time\nprint('busy', flush=True)\nwhile not player.muted: time.sleep(0.01)")
    shared_kernel.wait_for(lambda message: message["content"].get("text") == "busy\n")
    started = time.monotonic()
    assert first.ask("player-check", clip_id=clip_id)[0]["ok"]
    second = View(shared_kernel, shell, kind="clip", model_id=None, clip_ids=[clip_id])
    assert second.told("_clip")["_clip"]["clip_id"] == clip_id
    first.update(muted=True)  # the cell ends when, and only when, this is heard beside it
    shared_kernel.collect(busy, timeout_s=30)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"kind": "clip", "clip_ids": ["0123456789abcdef"]}, "There is no clip '0123456789abcdef' in this folder"),
        ({"kind": "clip", "clip_ids": ["../../secret"]}, "There is no clip"),
        ({"kind": "clip", "clip_ids": []}, "cannot be attached"),
        ({"kind": "another", "clip_ids": ["0123456789abcdef"]}, "cannot be attached"),
        ({}, "cannot be attached"),
    ],
)
def test_a_view_of_what_is_not_here_is_closed_and_told_why(shared_kernel: LiveKernel, asked: Any, reason: str) -> None:
    shared_kernel.execute("import sora_widgets")
    assert reason in View(shared_kernel, **asked).reason()
