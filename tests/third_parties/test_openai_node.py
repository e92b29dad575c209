"""The openai client for Node.js against `sora-widgets serve`: what a web developer's first hour would be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from animatic_server import picture
from sora_widgets.clips import probe


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the script writes the video that it fetches."""
    return tmp_path_factory.mktemp("node") / "kite.mp4"


@pytest.fixture(scope="module")
def seen(run_node: Callable[..., Any], embedded_server: str, server_key: str, path: Path) -> Any:
    """What the script saw."""
    still = path.with_name("kite.png")
    still.write_bytes(picture())
    return run_node("videos.mjs", embedded_server, server_key, str(still), str(path))


def test_the_node_client_makes_lists_fetches_and_deletes_videos(seen: Any, path: Path) -> None:
    created, video = seen["created"], seen["video"]
    assert created["object"] == "video" and created["status"] in ("queued", "in_progress")
    assert (video["id"], video["status"], video["progress"]) == (created["id"], "completed", 100)
    assert (video["model"], video["seconds"], video["size"]) == ("sora-2", "4", "1280x720")
    assert seen["listed"][:2] == [seen["other"]["id"], created["id"]], "newest first, a page for each"
    assert (seen["contentType"], seen["sheetType"]) == ("video/mp4", "image/jpeg")
    facts = probe(path)
    assert (facts.width, facts.height, facts.has_sound) == (1280, 720, True)
    assert facts.duration_s == pytest.approx(4.0, abs=0.05)
    assert seen["deleted"] == {"id": created["id"], "object": "video.deleted", "deleted": True}


def test_the_node_client_makes_videos_from_videos_pictures_and_characters(seen: Any) -> None:
    source, made = seen["created"]["id"], seen["reworked"]
    assert made["character"]["name"] == "Mara" and made["sameCharacter"] == made["character"]
    for name in ("remixed", "edited", "extended"):
        assert made[name]["remixed_from_video_id"] == source, name
    assert (made["remixed"]["seconds"], made["extended"]["seconds"]) == ("4", "8")
    assert made["editedUpload"]["remixed_from_video_id"] is None and made["editedUpload"]["size"] == "1280x720"
    assert all(made[name]["object"] == "video" for name in ("editedUpload", "pictured", "picturedByUrl"))


def test_the_node_client_knows_our_refusals_as_its_own_errors(seen: Any) -> None:
    assert seen["refused"] == {
        "kind": "BadRequestError",
        "status": 400,
        "code": "invalid_value",
        "param": "seconds",
    }
    assert seen["gone"]["kind"] == "NotFoundError" and seen["gone"]["status"] == 404
    assert seen["unknown"]["kind"] == "AuthenticationError" and seen["unknown"]["status"] == 401
