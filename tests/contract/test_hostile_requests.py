"""What nobody sends by accident: no request makes a server stumble, talk at length, or touch what it should not.

Every manner is tried: the embedded provider, and all imitations.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest

from animatic_server import AnimaticServer, footage, picture, refused
from sora_widgets.animatic import desk, media, store, sweeping
from sora_widgets.animatic.imitations import imitation_names
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.store import Result, Store
from sora_widgets.animatic.studio import Studio

DAY_S = 24 * 3600.0
HALF = "\ud800"
ODD: tuple[Any, ...] = (
    HALF, float("nan"), float("inf"), 1e308, 10**300, -1, 0, True, None, [], {}, [[1]], "", "x" * 5_000, "\0", "1٣", "²", "1.0", "1e2",
    {"id": HALF}, {"id": ["x"]}, {HALF: 1}, {"file_id": HALF}, {"image_url": "data:image/png;base64,####"}, [{"type": ["a"]}],
    [{"type": "image_url", "image_url": {"url": HALF}}],
)  # fmt: skip
FIELDS = (
    "prompt", "model", "seconds", "size", "input_reference", "characters", "duration", "resolution", "frame_images",
    "reference_url", "media", "width", "num_frames", "fps", "n", "images", "extra_body", "nvext", "video", HALF,
)  # fmt: skip
BODIES = (
    b"", b"[", b"null", b"[" * 100_000, b'{"prompt":' * 5_000, b"\xff\xfe", b'{"prompt":"\xed\xa0\x80"}',
    b'{"prompt":1' + b"0" * 5_000 + b"}",
)  # fmt: skip
IDS = ("..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%00", "%ff", "a%0d%0ab", "x" * 300, ".deleted", "%F0%9F%92%A5")
QUERIES = (
    "limit=-1",
    "limit=0",
    "limit=1e2",
    "limit=1.0",
    "limit=²",
    "limit=99999999999999999999",
    "order=x",
    "after=",
    "after=%ff%00",
)


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AnimaticServer]:
    monkeypatch.setattr(Studio, "ask", lambda self, video_ids: None)
    return lambda **options: AnimaticServer(tmp_path, **options)


@pytest.fixture
def server(serve: Callable[..., AnimaticServer]) -> AnimaticServer:
    return serve()


@pytest.mark.parametrize("imitate", [None, *(name for name in imitation_names() if name != "dynamo")])
async def test_whatever_is_sent_the_answer_is_a_short_no_or_a_video(serve, imitate, monkeypatch, tmp_path):
    monkeypatch.setattr(desk.Desk, "_keep", lambda self, order, key, wanted: order)
    async with serve(imitate=imitate) as server:
        client, base = server.client, f"http://animatic{server.app.state.base_path}"
        client.headers["authorization"] = "Bearer any"
        odd = [{"prompt": "a", "model": server.app.state.model, name: value} for name in FIELDS for value in ODD]
        sent = [json.dumps(body).encode() for body in odd] + list(BODIES)
        for content in sent:
            headers = {"content-type": "application/json"}
            answer = await client.post(f"{base}/videos", content=content, headers=headers)
            assert answer.status_code < 500, (content, answer.text)
            assert answer.is_success or len(answer.content) < 12_000
        for kind in ("multipart/form-data; boundary=b; charset=unicode_escape", "multipart/form-data"):
            content = b'--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n\\ud800\r\n--b--\r\n'
            answer = await client.post(f"{base}/videos", content=content, headers={"content-type": kind})
            assert 400 <= answer.status_code < 500
        for path in [f"/videos?{query}" for query in QUERIES] + [
            f"/videos/{each}{rest}" for each in IDS for rest in ("", "/content")
        ]:
            assert (await client.get(base + path)).status_code < 500, path
        for name in FIELDS[:-1]:
            for value in (each for each in ODD if isinstance(each, str) and each != HALF):
                form = {"prompt": (None, "a"), "model": (None, server.app.state.model), name: (None, value)}
                assert (await client.post(f"{base}/videos", files=form)).status_code < 500, (name, value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/videos/edits", "/videos/extensions", "/videos/characters", "/videos/x/remix"])
async def test_half_a_character_is_refused_on_every_route(server, path):
    for body in ({"prompt": HALF}, {"prompt": "a", "video": {"id": HALF}}, {HALF: "a"}):
        content, headers = json.dumps(body).encode(), {"content-type": "application/json"}
        answer = await server.client.post(path, content=content, headers=headers)
        assert answer.status_code in (400, 404) and answer.json()["error"]["message"]
    form = {"prompt": (None, "a"), "seconds": (None, "4"), "video": (None, json.dumps({"id": HALF}))}
    assert (await server.client.post(path, files=form)).status_code in (400, 404)


async def test_a_refusal_repeats_no_more_than_a_few_lines(server):
    answer = await server.client.post("/videos", json={"prompt": "a", "model": "x" * 1_000_000})
    assert len(refused(answer, 400, "model")) < 2_100
    answer = await server.client.post("/videos", json={"prompt": "a", "y" * 1_000_000: 1})
    assert answer.status_code == 400 and len(answer.content) < 5_000


async def test_a_prompt_full_of_markup_comes_back_as_it_was(server):
    prompt = "<script>alert('é🎬')</script> {{7*7}} %s \u202e \"quoted\" \\ </video>"
    made = await server.create(prompt)
    answer = await server.client.get(f"/videos/{made['id']}")
    assert answer.json()["prompt"] == prompt and answer.headers["content-type"] == "application/json"


async def test_a_mistake_of_ours_is_an_answer_in_the_servers_shape(serve, monkeypatch, caplog):
    async with serve(token="the-key") as server:
        server.client._transport.raise_app_exceptions = False  # as a real server, which logs it
        monkeypatch.setattr(desk.Desk, "orders", lambda self: 1 / 0)
        answer = await server.client.get("/videos", headers={"authorization": "Bearer the-key"})
        assert "division" not in refused(answer, 500, None) and "the-key" not in caplog.text


async def test_a_litellm_id_with_lines_in_it_adds_no_header(serve):
    async with serve(imitate="litellm") as server:
        server.client.headers["authorization"] = "Bearer any"
        made = (await server.client.post("/videos", json={"prompt": "a", "model": "sora-2"})).json()
        order = Store(server.app.state.home).orders()[0]
        own = Store(server.app.state.home)
        (own.folder(order.id) / "clip.mp4").write_bytes(b"clip")
        own.set_result(order.id, Result(order.created_ns / 1e9))
        asked = f"http://animatic/videos/{made['id'][:-8]}%0d%0a:%20{made['id'][-8:]}/content"  # nothing of base64
        answer = await server.client.get(asked)
        assert (answer.status_code, answer.content) == (200, b"clip")
        assert answer.headers["content-disposition"].isprintable()


# Two at once


async def test_a_video_that_goes_while_it_is_asked_for_is_not_found(server, monkeypatch):
    made = await server.create()
    server.finish(made["id"])
    remove = desk.Store.delete

    def twice(self: Store, video_id: str) -> None:
        remove(self, video_id)
        remove(self, video_id)  # another process was faster

    monkeypatch.setattr(desk.Store, "delete", twice)
    refused(await server.client.delete(f"/videos/{made['id']}"), 404, "video_id", "video_not_found")


async def test_a_drill_changes_nothing_of_what_a_key_stands_for(serve):
    async with serve() as server:
        headers = {"idempotency-key": "once"}
        made = await server.post("/videos", json={"prompt": "a"}, headers=headers)
        server.finish(made["id"])
    async with serve(drills=desk.Drills({"moderation": 1.0})) as server:
        again = await server.post("/videos", json={"prompt": "a"}, headers=headers)
        assert (again["id"], again["status"]) == (made["id"], "completed")


async def test_an_empty_key_is_none(server):
    made = [await server.post("/videos", json={"prompt": text}, headers={"idempotency-key": ""}) for text in ("a", "b")]
    assert made[0]["id"] != made[1]["id"]


async def test_keys_hold_where_the_file_system_has_no_links(server, monkeypatch):
    def none(*names: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(store.os, "link", none)
    headers = {"idempotency-key": "once"}
    made = [await server.post("/videos", json={"prompt": "a"}, headers=headers) for _ in range(2)]
    assert made[0]["id"] == made[1]["id"] and len(server.store.orders()) == 1


async def test_an_empty_folder_of_a_deleted_video_does_not_count_as_waiting(server, monkeypatch):
    monkeypatch.setattr(desk, "_MOST_UNFINISHED", 1)
    (server.store.folder("video_ghost")).mkdir(parents=True)  # a lock file was made anew in it
    await server.create()


def test_what_cannot_be_cleared_away_keeps_nothing_else(tmp_path, monkeypatch, caplog):
    orders = [desk.Order(f"video_{n}", "a", "sora-2", 4, "1280x720", n) for n in range(3)]
    kept = Store(tmp_path)
    for order in orders:
        kept.add(order, None)
        (kept.folder(order.id) / "clip.mp4").write_bytes(b"clip")
        kept.set_result(order.id, Result(1.0))
    unlink = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if "video_1" in self.parts and self.name == "clip.mp4":
            raise PermissionError(13, "somebody reads it")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    ghost = kept.folder("video_ghost")
    ghost.mkdir()
    os.utime(ghost, (0, 0))
    sweeping.sweep(kept, kept_s=1.0, now_s=DAY_S)
    assert [(kept.folder(order.id) / "clip.mp4").exists() for order in orders] == [False, True, False]
    assert "video_1" in caplog.text and not ghost.exists()


async def test_a_file_that_is_being_read_comes_whole_although_it_is_cleared_away(server):
    made = await server.create()
    content = os.urandom(3_000_000)
    server.finish(made["id"], content, at_s=4e9)
    told = threading.Event()

    class Slow(list):  # what the server writes to; the sweep comes after its first part
        def append(self, message: Any) -> None:
            super().append(message)
            if message.get("body") and not told.is_set():
                told.set()
                sweeping.sweep(Store(server.home), kept_s=1.0, now_s=5e9)

    parts: list[Any] = Slow()

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()  # the client stays
        return {}

    async def send(message: Any) -> None:
        parts.append(message)

    scope = {
        "type": "http", "method": "GET", "path": f"/v1/videos/{made['id']}/content", "raw_path": b"", "query_string": b"",
        "headers": [], "scheme": "http", "server": ("animatic", 80), "client": None, "root_path": "", "http_version": "1.1",
    }  # fmt: skip
    await server.app(scope, receive, send)
    assert b"".join(part.get("body", b"") for part in parts) == content
    assert told.is_set() and not (server.store.folder(made["id"]) / "clip.mp4").exists()


# Pictures and videos that are not what they say


def test_a_picture_that_is_larger_than_it_says_is_not_unpacked(monkeypatch):
    frame = picture("libwebp", 128, 96)[12:]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + (15).to_bytes(3, "little") * 2 + frame  # "16x16"
    monkeypatch.setattr(media, "MAX_PIXELS", 64 * 48)
    with pytest.raises(Refusal) as caught:
        media.fit_picture(b"RIFF" + struct.pack("<I", len(body)) + body, 1280, 720, "input_reference")
    assert caught.value.status == 400


async def test_a_video_of_too_many_pictures_is_refused(server, monkeypatch):
    monkeypatch.setattr(media, "MOST_FPS", 9)
    form = {"prompt": (None, "on"), "seconds": (None, "4"), "video": ("a.mp4", footage(2), "video/mp4")}
    assert "20 pictures in 2.0 s" in refused(await server.client.post("/videos/extensions", files=form), 400, "video")


@pytest.mark.parametrize("name", ["../../evil.png", "..\\evil.png", "/etc/passwd", "a\0b", "con"])
async def test_the_name_of_a_file_names_nothing_here(server, name):
    form = {"prompt": (None, "a"), "input_reference": (name, picture(), "image/png")}
    made = await server.post("/videos", files=form)
    files = sorted(path.name for path in server.store.folder(made["id"]).iterdir())
    assert files[0].startswith("reference-") and files[1:] == ["video.json"]


# What came with an order to an imitation


def _sent(name: str, url: str) -> dict[str, Any]:
    frame = {"type": "image_url", "image_url": {"url": url}, "frame_type": "first_frame"}
    by_name: dict[str, dict[str, Any]] = {
        "sglang": {"reference_url": url},
        "fastvideo": {"reference_url": url},
        "new-api": {"images": [url]},
        "openrouter": {"frame_images": [frame]},
        "together": {"media": {"frame_images": [{"input_image": url, "frame": "first"}]}},
    }
    return by_name.get(name, {"input_reference": {"image_url": url}, "size": "1280x720"})


@pytest.mark.parametrize("name", ["openai", "azure", "sglang", "fastvideo", "new-api", "openrouter", "together"])
async def test_an_imitation_begins_with_the_picture_of_a_data_url(serve, name):
    async with serve(imitate=name) as server:
        server.client.headers["authorization"] = "Bearer any"
        base = f"http://animatic{server.app.state.base_path}"
        png = picture(width=1280, height=720)
        url = "data:image/png;base64," + base64.b64encode(png).decode()
        body = {"prompt": "a", "model": server.app.state.model, **_sent(name, url)}
        assert (await server.client.post(f"{base}/videos", json=body)).is_success
        _begins_with_a_picture(Store(server.app.state.home))
        broken = "data:image/png;base64," + base64.b64encode(png[:40]).decode()
        answer = await server.client.post(f"{base}/videos", json={**body, **_sent(name, broken)})
        assert answer.status_code == 400, answer.text


@pytest.mark.parametrize("name", ["openai", "litellm", "sglang", "fastvideo", "vllm-omni", "new-api"])
async def test_an_imitation_begins_with_an_uploaded_picture(serve, name):
    async with serve(imitate=name) as server:
        server.client.headers["authorization"] = "Bearer any"
        form = {"prompt": (None, "a"), "model": (None, server.app.state.model), "size": (None, "1280x720")}
        upload = {"input_reference": ("a.png", picture(width=1280, height=720), "image/png")}
        answer = await server.client.post("/videos", files={**form, **upload})
        assert answer.is_success, answer.text
        _begins_with_a_picture(Store(server.app.state.home))


def _begins_with_a_picture(kept: Store) -> None:
    order = kept.orders()[0]
    assert order.brief is not None and order.brief.prompt == "a"
    with av.open(str(kept.folder(order.id) / order.brief.picture)) as opened:
        stream = opened.streams.video[0]
        assert f"{stream.width}x{stream.height}" == order.size
