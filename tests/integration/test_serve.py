"""`sora-widgets serve` in its own processes: who gets in, killed in the middle, two on one home, drills and joins for real."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import httpx2
import pytest
from click.testing import CliRunner

from animatic_server import footage
from sora_widgets import cli
from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.joining import join_clips
from sora_widgets.animatic.render import render_clip
from sora_widgets.clips import probe

COMMAND = (sys.executable, "-m", "sora_widgets.cli", "serve", "--port", "0")
PATIENCE_S = 90.0
PLAIN = "a red ball on a white background"  # soon drawn


@dataclass
class Served:
    """A running server, and a client that has its key."""

    process: subprocess.Popen[str]
    address: str
    key: str
    client: httpx2.Client

    def finished(self, video_id: str) -> dict[str, Any]:
        pause, ends_s = threading.Event(), time.monotonic() + PATIENCE_S
        while time.monotonic() < ends_s:
            video = self.client.get(f"/videos/{video_id}").json()
            if video["status"] in ("completed", "failed"):
                return video
            pause.wait(0.1)
        raise AssertionError(f"still {video}")

    def create(self, **more: Any) -> dict[str, Any]:
        response = self.client.post("/videos", json={"prompt": PLAIN, "size": "1280x720", **more})
        assert response.status_code == 200, response.text
        return response.json()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts servers, all on one home."""
    started: list[Served] = []

    def start(*options: str, home: Path | None = tmp_path / "served") -> Served:
        where = [] if home is None else ["--home", str(home)]
        with (tmp_path / "errors.txt").open("a") as errors:
            process = subprocess.Popen(
                [*COMMAND, *where, *options],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        assert process.stdout is not None
        said = ""
        while "connect(" not in said and process.poll() is None:
            said += process.stdout.readline()
        found = re.search(r"connect\('(.+?)', (?:profile='.+', )?api_key='(.+?)', usd_per_second=0\)", said)
        assert found is not None, said
        address, key = found.groups()
        headers = {"authorization": f"Bearer {key}"}
        client = httpx2.Client(base_url=address, headers=headers, timeout=30, trust_env=False)
        started.append(Served(process, address, key, client))
        return started[-1]

    yield start
    for served in started:
        served.client.close()
        if served.process.poll() is None:
            served.process.terminate()
        served.process.wait(timeout=30)
        assert served.process.stdout is not None
        served.process.stdout.close()


def test_only_the_key_that_was_shown_opens_and_only_under_this_machines_name(serve, tmp_path):
    served = serve()
    assert len(served.key) >= 32 and served.address.startswith("http://127.0.0.1:")
    assert served.client.get("/videos").status_code == 200
    for headers, status in (({"authorization": "Bearer x"}, 401), ({"host": "evil.example"}, 403)):
        assert served.client.get("/videos", headers=headers).status_code == status
    assert served.key not in (tmp_path / "errors.txt").read_text()


@pytest.mark.parametrize(
    ("options", "key", "words"),
    [
        (["--host", "0.0.0.0"], None, "--open-to-network"),
        (["--host", "0.0.0.0", "--open-to-network"], None, "SORA_WIDGETS_TOKEN"),
        (["--host", "0.0.0.0", "--open-to-network"], "short", "16 characters"),
        (["--token", "a-key-that-everybody-sees"], None, "No such option"),
        (["--fail", "everything"], None, "moderation"),
        (["--pace", "lento"], None, "realistic"),
        (["--keep-hours", "0"], None, "keep-hours"),
        (["--dask", "tcp://127.0.0.1:9"], None, "tcp://127.0.0.1:9"),
    ],
)
def test_what_cannot_be_served_is_refused_before_anything_listens(options, key, words, monkeypatch):
    monkeypatch.setattr(cli, "_CLUSTER_WITHIN_S", 0.2)
    if key is not None:
        monkeypatch.setenv("SORA_WIDGETS_TOKEN", key)
    done = CliRunner().invoke(cli._commands, ["serve", "--port", "0", *options])
    assert done.exit_code != 0 and done.stdout == "" and words in f"{done.stderr}{done.exception}"
    assert key is None or key not in f"{done.stderr}{done.exception}"


def test_a_key_of_ones_own_is_never_shown_and_opens_to_the_network(tmp_path):
    key = "a-key-of-ones-own"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "SORA_WIDGETS_TOKEN": key}
    command = [*COMMAND, "--home", str(tmp_path), "--host", "0.0.0.0", "--open-to-network"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(4))
        address = re.search(r"http://0\.0\.0\.0(:\d+/v1)", said)
        assert address is not None
        headers = {"authorization": f"Bearer {key}", "host": "any.example"}
        there = f"http://127.0.0.1{address[1]}/videos"
        told = [httpx2.get(there, headers=sent, trust_env=False).status_code for sent in (headers, {})]
        process.terminate()
        said += process.stdout.read()
    assert told == [200, 401] and "connect(" in said and "unencrypted" in said and key not in said


def test_what_is_served_lies_apart_from_what_notebooks_made(serve, monkeypatch, tmp_path):
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path / "home"))
    served = serve(home=None)
    made = served.create()
    served.process.kill()
    assert (tmp_path / "home" / "animatic" / "served" / "videos" / made["id"] / "video.json").is_file()


def test_a_killed_server_loses_nothing_and_another_on_the_same_home_goes_on(serve):
    first = serve()
    ids = [first.create(prompt=f"{PLAIN}, number {number}")["id"] for number in range(2)]
    first.process.send_signal(signal.SIGKILL)
    first.process.wait(timeout=30)
    second, third = serve(), serve()
    listed = [video["id"] for video in second.client.get("/videos").json()["data"]]
    assert listed == ids[::-1]
    for video_id in ids:
        assert second.finished(video_id)["status"] == "completed"
        assert third.finished(video_id)["status"] == "completed"
        answers = [each.client.get(f"/videos/{video_id}/content").content for each in (second, third)]
        assert answers[0] == answers[1] and answers[0][4:8] == b"ftyp"
    assert third.client.delete(f"/videos/{ids[0]}").json()["deleted"]
    assert second.client.get(f"/videos/{ids[0]}").status_code == 404


def test_a_server_that_is_told_to_end_leaves_nothing_behind(serve, tmp_path):
    served = serve("--as", "sglang", "--pace", "60")
    body = {"prompt": "a ball", "size": "64x48", "seconds": 60}
    video_id = served.client.post("/videos", json=body).json()["id"]
    progress = tmp_path / "served" / "as-sglang" / "videos" / video_id / "progress"
    pause, ends_s = threading.Event(), time.monotonic() + PATIENCE_S
    while not progress.exists():
        assert not pause.wait(0.05) and time.monotonic() < ends_s, "drawing has not begun"
    served.process.terminate()
    assert served.process.wait(timeout=30) == 0
    assert (tmp_path / "errors.txt").read_text() == ""


def test_an_extension_is_one_file_of_both_lengths(serve, tmp_path):
    served = serve()
    source = served.create()
    served.finished(source["id"])
    body = {"prompt": "the ball falls", "seconds": "4", "video": {"id": source["id"]}}
    longer = served.client.post("/videos/extensions", json=body).json()
    assert served.finished(longer["id"])["status"] == "completed"
    path = tmp_path / "longer.mp4"
    path.write_bytes(served.client.get(f"/videos/{longer['id']}/content").content)
    facts = probe(path)
    assert (facts.duration_s, facts.frame_count, facts.has_sound) == (8.0, 240, True)


def test_a_video_from_elsewhere_is_made_like_ours_and_joined(tmp_path):
    before, after = tmp_path / "before.mp4", tmp_path / "after.mp4"
    before.write_bytes(footage(3, 64, 64))
    render_clip(Brief(PLAIN, "sora-2", 1, "320x180"), after)
    facts = probe(join_clips(before, after, tmp_path / "whole.mp4"))
    assert (facts.duration_s, facts.width, facts.height, facts.fps) == (4.0, 320, 180, 30.0) and facts.has_sound
    with av.open(str(tmp_path / "whole.mp4")) as opened:
        shown = [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)][45]
    assert shown[90, 10].max() < 20 and shown[90, 160, 0] > 150  # black bars at the sides of what was square
    assert {path.name for path in tmp_path.iterdir()} == {"before.mp4", "after.mp4", "whole.mp4"}


def test_joining_the_same_clips_gives_the_same_bytes(tmp_path):
    one, other = tmp_path / "one.mp4", tmp_path / "other.mp4"
    one.write_bytes(footage(1))
    other.write_bytes(footage(2))
    joined = [join_clips(one, other, tmp_path / name).read_bytes() for name in ("a.mp4", "b.mp4")]
    assert joined[0] == joined[1]
    assert {path.name for path in tmp_path.iterdir()} == {"one.mp4", "other.mp4", "a.mp4", "b.mp4"}


def test_a_drill_and_a_pace_are_what_the_command_line_says(serve):
    served = serve("--fail", "rate-limit=0.5", "--fail", "moderation=1", "--seed", "2", "--pace", "realistic=0.001")
    statuses = [served.client.post("/videos", json={"prompt": "A kite"}).status_code for _ in range(4)]
    assert sorted(statuses) == [200, 200, 429, 429]
    for video in served.client.get("/videos").json()["data"]:
        assert served.finished(video["id"])["error"]["code"] == "moderation_blocked"
