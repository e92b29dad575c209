"""The openai client for Node.js against `sora-widgets serve`: what a web developer's first hour would be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sora_widgets.clips import probe


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the script writes the video that it fetches."""
    return tmp_path_factory.mktemp("node") / "kite.mp4"


@pytest.fixture(scope="module")
def seen(run_node: Callable[..., Any], embedded_server: str, path: Path) -> Any:
    """What the script saw."""
    return run_node("videos.mjs", embedded_server, str(path))


def test_the_node_client_makes_lists_fetches_and_deletes_videos(seen: Any, path: Path) -> None:
    created, video = seen["created"], seen["video"]
    assert created["object"] == "video" and created["status"] in ("queued", "in_progress")
    assert (video["id"], video["status"], video["progress"]) == (created["id"], "completed", 100)
    assert (video["model"], video["seconds"], video["size"]) == ("sora-2", "4", "1280x720")
    assert seen["listed"][:2] == [seen["other"]["id"], created["id"]], "newest first, a page for each"
    assert seen["contentType"] == "video/mp4"
    facts = probe(path)
    assert (facts.width, facts.height, facts.has_sound) == (1280, 720, True)
    assert facts.duration_s == pytest.approx(4.0, abs=0.05)
    assert seen["deleted"] == {"id": created["id"], "object": "video.deleted", "deleted": True}


def test_the_node_client_knows_our_refusals_as_its_own_errors(seen: Any) -> None:
    assert seen["refused"] == {
        "kind": "BadRequestError",
        "status": 400,
        "code": "invalid_value",
        "param": "seconds",
    }
    assert seen["gone"]["kind"] == "NotFoundError" and seen["gone"]["status"] == 404
