"""Real rendering in real worker processes: the file, its sameness, restarts, losses, a full disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path
from typing import Any

import av
import httpx2
import numpy as np
import psutil
import pytest
from filelock import FileLock

from signed_video import without_credentials
from sora_widgets.animatic import create_app
from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.mark import read_frame_code
from sora_widgets.animatic.render import render_clip
from sora_widgets.animatic.store import Order, Result, Store
from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.worker import render_video
from sora_widgets.clips import probe
from sora_widgets.clips.credentials import read_credentials

PROMPT = "Wide shot of a child flying a red kite in a leafy park, golden light. Sound: wind, distant laughter."
DEADLINE_S = 90


@pytest.fixture
def server(tmp_path: Path):
    """Starts servers on one home; each is stopped at the end."""
    apps = []

    def start(**settings: Any) -> httpx2.AsyncClient:
        app = create_app(tmp_path / "home", **settings)
        apps.append(app)
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://animatic/v1")

    yield start
    for app in apps:
        app.state.close()


async def until(look: Callable[[], Any], is_reached: Callable[[Any], bool]) -> Any:
    """Ask again and again until the answer is the wanted one."""
    end = time.monotonic() + DEADLINE_S
    while time.monotonic() < end:
        answer = await look()
        if is_reached(answer):
            return answer
        await asyncio.sleep(0.05)
    raise AssertionError(f"still {answer} after {DEADLINE_S} s")


async def finished(client: httpx2.AsyncClient, video_id: str) -> dict[str, Any]:
    async def look() -> dict[str, Any]:
        return (await client.get(f"/videos/{video_id}")).json()

    return await until(look, lambda video: video["status"] in ("completed", "failed"))


async def create(client: httpx2.AsyncClient, prompt: str = PROMPT, **more: Any) -> str:
    response = await client.post("/videos", json={"prompt": prompt, "size": "1280x720", **more})
    return response.json()["id"]


async def workers() -> list[psutil.Process]:
    """The rendering processes that live."""
    found = []
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):  # it has just ended
            if "popen_loky" in " ".join(child.cmdline()):
                found.append(child)
    return found


def place_order(home: Path, video_id: str = "video_1", prompt: str = PROMPT) -> Store:
    store = Store(home)
    store.add(Order(video_id, prompt, "sora-2", 4, "1280x720", time.time_ns()), None)
    return store


def test_a_clip_from_prompt_to_file(server, tmp_path):
    async def conversation() -> None:
        async with server(workers=1) as client:
            video_id = await create(client)
            seen = []

            async def look() -> dict[str, Any]:
                video = (await client.get("/videos")).json()["data"][0]
                seen.append(video["progress"])
                return video

            video = await until(look, lambda video: video["status"] in ("completed", "failed"))
            assert video["status"] == "completed" and video["progress"] == 100, video
            assert seen == sorted(seen) and any(0 < progress < 100 for progress in seen)
            response = await client.get(f"/videos/{video_id}/content")
            assert response.headers["content-type"] == "video/mp4"
            assert int(response.headers["content-length"]) == len(response.content)
            (tmp_path / "clip.mp4").write_bytes(response.content)
            part = await client.get(f"/videos/{video_id}/content", headers={"Range": "bytes=4-11"})
            assert part.status_code == 206 and part.content == response.content[4:12] and b"ftyp" in part.content
            thumbnail = await client.get(f"/videos/{video_id}/content", params={"variant": "thumbnail"})
            assert thumbnail.headers["content-type"] == "image/webp" and thumbnail.content[8:12] == b"WEBP"
            sheet = await client.get(f"/videos/{video_id}/content", params={"variant": "spritesheet"})
            assert sheet.headers["content-type"] == "image/jpeg" and sheet.content[:2] == b"\xff\xd8"

    asyncio.run(conversation())
    facts = probe(tmp_path / "clip.mp4")
    assert (facts.width, facts.height, facts.fps, facts.frame_count) == (1280, 720, 30.0, 120)
    assert facts.duration_s == 4.0 and facts.has_sound
    content = (tmp_path / "clip.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "faststart: the index stands in front"


def test_frames_and_sound_of_the_file_are_what_was_drawn_and_heard(tmp_path):
    path = render_clip(Brief(PROMPT, "sora-2", 4, "1280x720"), tmp_path / "clip.mp4")
    with av.open(str(path)) as container:
        frames = [read_frame_code(frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]
    assert frames == list(range(120))
    with av.open(str(path)) as container:
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
        assert abs(sound.shape[1] / 48_000 - 4.0) < 1024 / 48_000
    assert 0.03 < np.sqrt(np.mean(sound**2)) < 0.2
    assert np.abs(sound).max() < 0.95


def test_a_silent_prompt_gives_a_silent_track(tmp_path):
    path = render_clip(Brief("A bottle, silent", "sora-2", 4, "720x1280"), tmp_path / "clip.mp4")
    with av.open(str(path)) as container:
        assert max(np.abs(frame.to_ndarray()).max() for frame in container.decode(audio=0)) < 1e-4
    assert probe(path).has_sound


def test_the_same_order_gives_the_same_bytes_in_another_process(tmp_path):
    script = "import sys; from sora_widgets.animatic.worker import render_video; render_video(*sys.argv[1:])"
    clips = []
    for name, order_of_sets in (("here", "1"), ("there", "2")):
        store = place_order(tmp_path / name)
        other = os.environ | {"PYTHONHASHSEED": order_of_sets}
        subprocess.run([sys.executable, "-c", script, str(store.home), "video_1"], check=True, env=other)
        clips.append((store.folder("video_1") / "clip.mp4").read_bytes())
    # The credentials are salted, and signed by another key.
    assert without_credentials(clips[0]) == without_credentials(clips[1])
    assert len(clips[0]) > len(without_credentials(clips[0]))


def test_the_file_says_that_a_program_drew_it_from_which_words_and_who_signed(tmp_path):
    store = place_order(tmp_path / "home")
    render_video(str(store.home), "video_1")
    told = read_credentials(store.folder("video_1") / "clip.mp4")
    assert told is not None and (told.state, told.certificate, told.reasons) == ("valid", "self-signed", ())
    assert told.prompt == PROMPT and "animatic" in told.generator
    assert [(action.name, action.source_type) for action in told.actions] == [("created", "algorithmicMedia")]
    key = store.home / "signing" / "signing-key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE KEY" not in (store.folder("video_1") / "clip.mp4").read_bytes()


def test_an_unfinished_video_is_rendered_by_the_next_server(server, tmp_path):
    store = place_order(tmp_path / "home")
    (store.folder("video_1") / "progress").write_text("0.4")
    (store.folder("video_1") / "clip.mp4.part").write_bytes(b"half of it")

    async def conversation() -> None:
        async with server(workers=1) as client:
            assert (await finished(client, "video_1"))["status"] == "completed"

    asyncio.run(conversation())
    assert probe(store.folder("video_1") / "clip.mp4").frame_count == 120


def test_two_servers_on_one_home_render_a_video_once(server, tmp_path):
    store = place_order(tmp_path / "home")

    async def conversation() -> None:
        async with server(workers=1) as first, server(workers=1) as second:
            one, other = await asyncio.gather(finished(first, "video_1"), finished(second, "video_1"))
            assert one == other and one["status"] == "completed"

    asyncio.run(conversation())
    written = (store.folder("video_1") / "clip.mp4").stat().st_mtime_ns
    assert render_video(str(store.home), "video_1") is not None
    assert (store.folder("video_1") / "clip.mp4").stat().st_mtime_ns == written, "a finished video is left alone"


def test_a_video_that_somebody_else_renders_is_left_to_them(tmp_path):
    store = place_order(tmp_path / "home")
    with FileLock(store.folder("video_1") / ".lock"):
        script = "import sys; from sora_widgets.animatic.worker import render_video; print(render_video(*sys.argv[1:]))"
        told = subprocess.run(
            [sys.executable, "-c", script, str(store.home), "video_1"], check=True, capture_output=True, text=True
        )
    assert told.stdout.strip() == "None"
    assert store.result("video_1") is None


def test_a_killed_worker_costs_nothing(server):
    async def conversation() -> None:
        async with server(workers=1) as client:
            video_id = await create(client, seconds=8)

            async def look() -> dict[str, Any]:
                return (await client.get(f"/videos/{video_id}")).json()

            await until(look, lambda video: video["progress"] > 5)
            (worker,) = await workers()
            assert worker.nice() > psutil.Process().nice(), "the kernel's own loop goes before it"
            worker.kill()
            assert (await finished(client, video_id))["status"] == "completed"

    asyncio.run(conversation())


def test_a_video_that_kills_its_worker_costs_the_others_nothing(tmp_path, monkeypatch):
    """A pool breaks as a whole: all that it was handed is lost with the one that broke it."""
    ids = [f"video_{number}" for number in range(8)]
    for video_id in ids:
        store = place_order(tmp_path / "home", video_id)
    handed: queue.Queue[tuple[str, Future[Any]]] = queue.Queue()
    studio = Studio(store, workers=2)

    def submit(task: object, home: str, video_id: str, executor: object) -> Future[Any]:
        sent: Future[Any] = Future()
        handed.put((video_id, sent))
        return sent

    monkeypatch.setattr(studio, "_submit", submit)
    try:
        studio.ask(ids)
        most = 0
        while any(store.result(video_id) is None for video_id in ids):
            at_work = [handed.get(timeout=DEADLINE_S)]
            studio._hand.submit(int).result()  # all has been handed over that will be
            while not handed.empty():
                at_work.append(handed.get())
            most = max(most, len(at_work))
            is_broken = any(video_id == "video_3" for video_id, _ in at_work)
            for _, sent in at_work:
                if is_broken:
                    sent.set_exception(RuntimeError("the pool is broken"))
                else:
                    sent.set_result(asdict(Result(1.0)))
        assert most == 2, "no more than there are workers"
    finally:
        studio.close()
    assert {video_id for video_id in ids if store.result(video_id).error_code} == {"video_3"}


def test_a_video_that_is_deleted_under_the_drawer_s_hands_leaves_no_folder(tmp_path, monkeypatch):
    store = place_order(tmp_path / "home")
    folder = store.folder("video_1")
    acquire = FileLock.acquire

    def late(lock: FileLock, *arguments: Any, **more: Any) -> Any:
        shutil.rmtree(folder)
        return acquire(lock, *arguments, **more)

    monkeypatch.setattr(FileLock, "acquire", late)
    told = render_video(str(store.home), "video_1")
    assert told is not None and told["error_code"] == "deleted"
    assert not folder.exists()


def test_a_worker_hears_no_interrupt_and_neither_does_the_one_that_follows_it(server, monkeypatch, caplog):
    monkeypatch.setattr("sora_widgets.animatic.studio._IDLE_S", 0.5)

    async def conversation() -> None:
        async with server(workers=1) as client:
            for prompt in ("A kite", "A boat"):
                video_id = await create(client, prompt)
                (worker,) = await until(workers, bool)

                async def interrupted(video_id: str = video_id, worker: psutil.Process = worker) -> dict[str, Any]:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        worker.send_signal(signal.SIGINT)  # from its first moment on
                    return (await client.get(f"/videos/{video_id}")).json()

                video = await until(interrupted, lambda video: video["status"] in ("completed", "failed"))
                assert video["status"] == "completed"
                await until(workers, lambda left: not left)

    asyncio.run(conversation())
    assert "was lost" not in caplog.text


def test_a_full_disk_fails_the_job_and_says_so(server, tmp_path):
    store = place_order(tmp_path / "home")
    (store.folder("video_1") / "clip.mp4.part").symlink_to("/dev/full")

    async def conversation() -> None:
        async with server(workers=1) as client:
            video = await finished(client, "video_1")
            assert video["status"] == "failed"
            assert video["error"]["code"] == "storage_full"
            assert "no space" in video["error"]["message"]

    asyncio.run(conversation())


def test_a_paced_job_can_be_watched_at_work(server, tmp_path):
    now = [1_000_000.0]
    store = place_order(tmp_path / "home")
    place = store.folder("video_1")
    render_video(str(store.home), "video_1")

    async def conversation() -> None:
        order = Store(store.home).order("video_1")
        assert order is not None
        now[0] = order.created_ns / 1e9 + 6
        async with server(pace_s=12.0, clock=lambda: now[0]) as client:
            video = (await client.get("/videos/video_1")).json()
            assert (video["status"], video["progress"]) == ("in_progress", 50)
            assert (await client.get("/videos/video_1/content")).status_code == 404
            now[0] += 6.5
            assert (await client.get("/videos/video_1")).json()["status"] == "completed"
            assert (await client.get("/videos/video_1/content")).content == (place / "clip.mp4").read_bytes()

    asyncio.run(conversation())


PARENT = """
import asyncio, sys
from pathlib import Path
import httpx2
from sora_widgets.animatic import create_app

async def main():
    app = create_app(Path(sys.argv[1]), workers=2)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://animatic/v1") as client:
        for number in range(3):
            await client.post("/videos", json={"prompt": f"kite {number}", "seconds": "8", "size": "1280x720"})
        while True:
            for video in (await client.get("/videos")).json()["data"]:
                if video["progress"] > 3:
                    print("at work", flush=True)
                    if "leave" in sys.argv:
                        return
            await asyncio.sleep(0.05)

asyncio.run(main())
"""


def test_killing_the_kernel_leaves_no_process_behind_and_loses_no_job(server, tmp_path):
    script = tmp_path / "kernel.py"  # with no main guard, as a notebook has none
    script.write_text(PARENT)
    kernel = subprocess.Popen([sys.executable, str(script), str(tmp_path / "home")], stdout=subprocess.PIPE, text=True)
    assert kernel.stdout is not None
    assert kernel.stdout.readline() == "at work\n"
    children = psutil.Process(kernel.pid).children(recursive=True)
    assert children
    os.kill(kernel.pid, signal.SIGKILL)
    kernel.wait()
    kernel.stdout.close()
    _, alive = psutil.wait_procs(children, timeout=DEADLINE_S)
    for process in alive:
        process.kill()
    assert not alive, "workers leave with their parent"

    async def conversation() -> None:
        async with server() as client:
            videos = (await client.get("/videos")).json()["data"]
            assert len(videos) == 3
            for video in videos:
                assert (await finished(client, video["id"]))["status"] == "completed"

    asyncio.run(conversation())


def test_a_leaving_kernel_does_not_wait_for_its_queue(tmp_path):
    script = tmp_path / "kernel.py"
    script.write_text(PARENT)
    home = tmp_path / "home"
    left = subprocess.run(
        [sys.executable, str(script), str(home), "leave"],
        check=True,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
    )
    assert left.stdout == "at work\n" and left.stderr == ""
    store = Store(home)
    assert any(store.result(order.id) is None for order in store.orders()), "work was left for the next kernel"
