"""What goes wrong on purpose, how long jobs take, what expires: told to clients as the real thing would tell it."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from animatic_server import AnimaticServer, refused
from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.drills import DRILL_KINDS, Drills, read_drills
from sora_widgets.animatic.pace import read_pace, real_pace, steady_pace
from sora_widgets.animatic.store import BEFORE, Order, Result, Store
from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.sweeping import FORGOTTEN_AFTER_S, sweep
from sora_widgets.errors import RequestError

NOW = 1_795_000_000.0


class Clock:
    """Seconds since 1970, when the test says so."""

    def __init__(self) -> None:
        self.now_s = NOW

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def serve(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AnimaticServer]:
    monkeypatch.setattr(Studio, "ask", lambda self, video_ids: None)

    def serve(**options: Any) -> AnimaticServer:
        return AnimaticServer(tmp_path, clock=clock, **options)

    return serve


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 1.0])
def test_a_drill_strikes_its_share_evenly_and_always_the_same(share):
    first, second, other = (Drills({"lost-job": share}, seed=seed) for seed in (3, 3, 4))
    struck = [first.is_due("lost-job") for _ in range(200)]
    assert sum(struck) == round(200 * share)
    assert all(sum(struck[at : at + 20]) == round(20 * share) for at in range(0, 200, 20))
    assert [second.is_due("lost-job") for _ in range(200)] == struck
    assert not first.is_due("moderation"), "what was not asked for does not happen"
    if share in (0.1, 0.25):
        assert [other.is_due("lost-job") for _ in range(200)] != struck


@pytest.mark.parametrize("word", ["moderatoin", "moderation=2", "moderation=x", "moderation=-1", "moderation=nan", ""])
def test_a_drill_that_is_none_is_refused(word):
    with pytest.raises(RequestError, match="moderation"):
        read_drills([word])


async def test_a_blocked_job_ends_failed_when_its_time_has_come(serve, clock):
    async with serve(drills=read_drills(["moderation=1"]), pace_s=30.0) as server:
        video = await server.create()
        assert video["status"] in ("queued", "in_progress")
        clock.now_s += 31
        video = (await server.client.get(f"/videos/{video['id']}")).json()
        assert video["status"] == "failed" and video["error"]["code"] == "moderation_blocked"
        refused(await server.client.get(f"/videos/{video['id']}/content"), 404, "video_id", "video_not_ready")


async def test_a_rate_limit_says_when_to_come_back_and_keeps_nothing(serve):
    async with serve(drills=read_drills(["rate-limit=0.5"])) as server:
        answers = [await server.client.post("/videos", json={"prompt": "a kite"}) for _ in range(6)]
        limited = [answer for answer in answers if answer.status_code == 429]
        assert len(limited) == 3 == len(server.store.orders())
        assert all(refused(each, 429, None, "rate_limit_exceeded") for each in limited)
        assert {each.headers["retry-after"] for each in limited} == {"2"}
        assert (await server.client.get("/videos")).status_code == 200


async def test_a_server_error_is_one_and_keeps_nothing(serve):
    async with serve(drills=read_drills(["server-error=1"])) as server:
        for answer in (await server.client.post("/videos", json={"prompt": "a"}), await server.client.get("/videos")):
            refused(answer, 500, None)
            assert answer.json()["error"]["type"] == "server_error"
        assert server.store.orders() == []


async def test_a_lost_job_was_accepted_and_is_known_no_more(serve):
    async with serve(drills=read_drills(["lost-job=1"])) as server:
        video = await server.create()
        assert video["status"] == "queued"
        refused(await server.client.get(f"/videos/{video['id']}"), 404, "video_id", "video_not_found")
        assert (await server.client.get("/videos")).json()["data"] == []


async def test_a_slow_download_is_whole_in_small_pieces(serve, clock, monkeypatch):
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("sora_widgets.animatic.drills.asyncio.sleep", pause)
    async with serve(drills=read_drills(["slow-download=1"])) as server:
        clip = bytes(range(256)) * 1024
        video = await server.create()
        server.finish(video["id"], clip)
        clock.now_s += 5
        response = await server.client.get(f"/videos/{video['id']}/content")
        assert response.content == clip and response.headers["content-length"] == str(len(clip))
        assert sum(pauses) == pytest.approx(len(clip) / 131_072)


async def test_drills_are_combined(serve):
    async with serve(drills=read_drills(["rate-limit=0.5", "lost-job=0.5"])) as server:
        answers = [await server.client.post("/videos", json={"prompt": "a kite"}) for _ in range(8)]
        assert sorted(answer.status_code for answer in answers) == 4 * [200] + 4 * [429]
        assert len(server.store.orders()) == 2


@pytest.mark.parametrize("imitate", ["openai", "sglang", "vllm-omni", "new-api", "openrouter", "together"])
@pytest.mark.parametrize(("kind", "status"), [("rate-limit", 429), ("server-error", 500)])
async def test_an_imitation_says_it_in_its_own_shape(serve, imitate, kind, status):
    async with serve(imitate=imitate, drills=Drills({kind: 1.0})) as server:
        client = server.client
        client.base_url = client.base_url.copy_with(path=server.app.state.base_path + "/")
        client.headers["authorization"] = "Bearer any"
        response = await client.post("videos", json={"prompt": "x"})
        assert response.status_code == status and response.headers["content-type"] == "application/json"
        assert "drill" in response.text
        assert set(response.json()) == ({"detail"} if imitate == "sglang" else set(response.json()))


def order(number: int, model: str = "sora-2", size: str = "1280x720", seconds: int = 4) -> Order:
    return Order(f"video_{number}", "a kite", model, seconds, size, 0)


def test_the_real_pace_has_a_queue_minutes_and_a_spread():
    queues, ends = zip(*(real_pace()(order(number)) for number in range(400)), strict=True)
    assert statistics.median(queues) == pytest.approx(6, rel=0.2) and max(queues) <= 60
    renders = [end - queue for queue, end in zip(queues, ends, strict=True)]
    assert statistics.median(renders) == pytest.approx(68, rel=0.1)
    assert statistics.quantiles(renders, n=20)[-1] > 95 and statistics.quantiles(renders, n=20)[0] < 50
    longest = [real_pace()(order(number, "sora-2-pro", "1920x1080", 20))[1] for number in range(100)]
    assert 15 * 60 < statistics.median(longest) < 20 * 60


def test_the_real_pace_is_each_jobs_own_and_can_be_hurried():
    of, hurried = real_pace(), real_pace(0.1)
    assert of(order(1)) == of(order(1)) != of(order(2))
    assert hurried(order(1)) == pytest.approx([0.1 * each for each in of(order(1))])


@pytest.mark.parametrize(
    ("words", "expected"), [("0", (0.0, 0.0)), ("90", (0.0, 90.0)), ("realistic=0", (0.0, 0.0)), ("realistic", None)]
)
def test_a_pace_is_read(words, expected):
    assert read_pace(words)(order(1)) == (expected or real_pace()(order(1)))


@pytest.mark.parametrize("words", ["slow", "-1", "realistic=-1", "realistic=x", "5=1", "nan", "1e9", ""])
def test_a_pace_that_is_none_is_refused(words):
    with pytest.raises(RequestError, match="realistic"):
        read_pace(words)


async def test_a_job_waits_in_its_queue_then_makes_progress_and_is_done(serve, clock):
    async with serve(pace=lambda order: (10.0, 110.0)) as server:
        video = await server.create()
        server.finish(video["id"], at_s=NOW + 1)
        told = []
        for now_s in (0, 9, 10, 35, 60, 109, 111):
            clock.now_s = NOW + now_s
            video = (await server.client.get(f"/videos/{video['id']}")).json()
            told.append((video["status"], video["progress"]))
        assert told == [
            ("queued", 0), ("queued", 0), ("in_progress", 0), ("in_progress", 25), ("in_progress", 50),
            ("in_progress", 99), ("completed", 100),
        ]  # fmt: skip
        assert video["completed_at"] == NOW + 110


async def test_content_expires_when_it_was_said_to(serve, clock):
    async with serve(kept_s=3600.0) as server:
        video = await server.create()
        server.finish(video["id"], at_s=NOW + 5)
        clock.now_s = NOW + 3604
        video = (await server.client.get(f"/videos/{video['id']}")).json()
        assert video["expires_at"] == NOW + 3605
        assert (await server.client.get(f"/videos/{video['id']}/content")).status_code == 200
        clock.now_s = NOW + 3605
        refused(await server.client.get(f"/videos/{video['id']}/content"), 404, "video_id", "video_expired")
        body = {"prompt": "on", "seconds": "4", "video": {"id": video["id"]}}
        refused(await server.client.post("/videos/extensions", json=body), 404, "video_id", "video_expired")
        assert (await server.client.get(f"/videos/{video['id']}")).json()["status"] == "completed"
        remixed = await server.post(f"/videos/{video['id']}/remix", json={"prompt": "at night"})
        assert remixed["remixed_from_video_id"] == video["id"], "what was drawn is still known"


def test_a_sweep_takes_what_expired_and_nothing_unfinished(tmp_path):
    store = Store(tmp_path)
    brief = Brief("a kite", "sora-2", 4, "1280x720", picture="reference-1.png")
    for name in ("old", "new", "unfinished"):
        files = {"reference-1.png": b"picture", BEFORE: b"before"}
        store.add(Order(name, "a kite", "sora-2", 4, "1280x720", 0, brief=brief), name, files)
        (store.folder(name) / "clip.mp4").write_bytes(b"clip")
    store.set_result("old", Result(NOW - 3601))
    store.set_result("new", Result(NOW - 3599))
    sweep(Store(tmp_path), 3600.0, NOW)
    left = {name: {each.name for each in store.folder(name).iterdir()} for name in ("old", "new", "unfinished")}
    assert left["old"] == {"video.json", "result.json", "reference-1.png"}
    assert {"clip.mp4", BEFORE} <= left["new"] & left["unfinished"]
    sweep(Store(tmp_path), 3600.0, NOW + FORGOTTEN_AFTER_S)
    assert {each.id for each in Store(tmp_path).orders()} == {"new", "unfinished"}


def test_what_is_told_of_late_is_kept_from_then_on(tmp_path):
    store = Store(tmp_path)
    store.add(Order("paced", "a kite", "sora-2", 4, "1280x720", round((NOW - 5000) * 1e9)), None)
    store.set_result("paced", Result(NOW - 4999))
    clip = store.folder("paced") / "clip.mp4"
    clip.write_bytes(b"clip")
    sweep(Store(tmp_path), 3600.0, NOW, steady_pace(2000.0))
    assert clip.exists(), "told of as completed 3000 s ago"
    sweep(Store(tmp_path), 3600.0, NOW + 600, steady_pace(2000.0))
    assert not clip.exists()


def test_every_drill_has_its_words():
    assert set(DRILL_KINDS) == {"moderation", "rate-limit", "server-error", "lost-job", "slow-download"}
