"""A storyboard through a real engine: all shots at once, or each from the last frame of the one before."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import av
import pytest

from sora_widgets.jobs.session import Session
from sora_widgets.prompts.storyboard import Scene, Storyboard
from sora_widgets.providers.profiles import profile_named
from sora_widgets.widgets.storyboard import StoryboardEditor
from video_server import VideoServer
from waiting import eventually

BOARD = Storyboard([Scene("A red kite over a park."), Scene("A dog runs."), Scene("A boat at sea.")])


@pytest.fixture
def orders(server: VideoServer, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The bodies of the orders that the server gets."""
    bodies: list[dict[str, Any]] = []
    create = server._create

    def remember(body: dict[str, Any], key: str) -> Any:
        bodies.append(body)
        return create(body, key)

    monkeypatch.setattr(server, "_create", remember)
    return bodies


@pytest.fixture
def editor(open_session: Callable[[], Session], server: VideoServer) -> StoryboardEditor:
    """An editor at a free server that takes pictures as data URLs."""
    taken = profile_named("unknown").reference_as
    session = open_session()
    session.provider = server.provider(reference_as=replace(taken, file_field=None))
    session.engine.connect(session.provider)
    return StoryboardEditor(BOARD)


def press_generate(editor: StoryboardEditor) -> dict[str, Any]:
    messages: list[dict[str, Any]] = []
    editor.comm.send = lambda data=None, buffers=None, **_: messages.append(data)
    request = {"kind": "storyboard-generate", "id": 1, "draft": dict(editor._draft), "price": editor._view["price"]}
    editor._handle_msg({"content": {"data": {"method": "custom", "content": request}}, "buffers": []})
    return next(data["content"] for data in messages if data["method"] == "custom")


def link(editor: StoryboardEditor) -> None:
    draft = {**editor._draft, "revision": editor._view["revision"] + 1, "is_linked": True}
    message = {"method": "update", "state": {"_draft": draft}, "buffer_paths": []}
    editor._handle_msg({"content": {"data": message}, "buffers": []})


def brightness(order: dict[str, Any]) -> float:
    """Of the picture that an order begins with."""
    head, _, content = order["input_reference"]["image_url"].partition(",")
    assert head == "data:image/jpeg;base64"
    with av.open(BytesIO(base64.b64decode(content))) as picture:
        return float(next(picture.decode(video=0)).to_ndarray(format="gray").mean())


def test_all_shots_are_ordered_at_once_and_the_same_board_again_costs_nothing(editor, orders):
    assert press_generate(editor)["ok"]
    eventually(lambda: editor._group["line"] == "3 of 3 saved")
    assert sorted(order["prompt"] for order in orders) == sorted(BOARD.prompt(index) for index in range(3))
    assert not any("input_reference" in order for order in orders)
    assert press_generate(editor)["ok"]
    eventually(lambda: editor._group["open"] == 0)
    assert len(orders) == 3
    assert [str(job.state) for job in editor.jobs] == ["saved"] * 3


def test_each_linked_shot_begins_with_the_last_frame_of_the_one_before(editor, orders):
    link(editor)
    assert editor._view["can_link"]
    assert len(press_generate(editor)["result"]["job_ids"]) == 1
    eventually(lambda: editor._group["line"] == "3 of 3 saved")
    assert [order["prompt"] for order in orders] == [BOARD.prompt(index) for index in range(3)]
    assert "input_reference" not in orders[0]
    # the tiny clip goes from black to 225 of 255: its last frame is its brightest
    assert [brightness(order) > 200 for order in orders[1:]] == [True, True]
