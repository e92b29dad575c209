"""Videos from videos and pictures: remixes, edits, extensions, characters, references. What is kept, what is refused."""

from __future__ import annotations

import base64
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import av
import pytest

from animatic_server import AnimaticServer, footage, picture, refused
from sora_widgets.animatic.brief import Brief, Character
from sora_widgets.animatic.store import BEFORE, Order, Store
from sora_widgets.animatic.studio import Studio


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnimaticServer:
    monkeypatch.setattr(Studio, "ask", lambda self, video_ids: None)
    return AnimaticServer(tmp_path)


def data_url(content: bytes) -> dict[str, str]:
    return {"image_url": "data:image/png;base64," + base64.b64encode(content).decode()}


async def test_a_remix_changes_the_scene_of_its_source_and_names_it(server):
    source = await server.create(seconds="8")
    refused(await server.client.post(f"/videos/{source['id']}/remix", json={"prompt": "x"}), 400, "video_id")
    server.finish(source["id"])
    video = await server.post(f"/videos/{source['id']}/remix", json={"prompt": "make the kite blue"})
    assert (video["prompt"], video["seconds"], video["size"]) == ("make the kite blue", "8", "1280x720")
    assert video["remixed_from_video_id"] == source["id"] and video["status"] == "queued"
    again = Brief("a red kite", "sora-2", 8, "1280x720", ("make the kite blue",))
    assert server.order(video["id"]).brief == again
    server.finish(video["id"])
    third = await server.post(f"/videos/{video['id']}/remix", data={"prompt": "at night"})
    assert server.order(third["id"]).to_brief().changes == ("make the kite blue", "at night")


@pytest.mark.parametrize("kind", ["json", "form", "json in a form"])
async def test_an_edit_of_a_video_is_a_remix_under_another_address(server, kind):
    source = await server.create()
    server.finish(source["id"])
    video = {"id": source["id"]}
    sent: dict[str, Any] = {
        "json": {"json": {"prompt": "at night", "video": video}},
        "form": {"files": {"prompt": (None, "at night"), "video[id]": (None, source["id"])}},
        "json in a form": {"files": {"prompt": (None, "at night"), "video": (None, f'{{"id": "{source["id"]}"}}')}},
    }[kind]
    edited = await server.post("/videos/edits", **sent)
    assert edited["remixed_from_video_id"] == source["id"]
    assert server.order(edited["id"]).to_brief().changes == ("at night",)


async def test_an_edit_of_an_uploaded_video_begins_with_its_first_picture(server):
    files = {"prompt": (None, "make it snow"), "video": ("../../a.mp4", footage(5), "video/mp4")}
    video = await server.post("/videos/edits", files=files)
    assert (video["seconds"], video["size"], video["remixed_from_video_id"]) == ("4", "1280x720", None)
    brief = server.order(video["id"]).to_brief()
    assert brief.prompt == "make it snow" and brief.changes == ()
    assert first_pixel(server.store.folder(video["id"]) / brief.picture, (1280, 720))[1] < 40, "red, not yellow"


async def test_an_extension_goes_on_and_tells_the_whole_length(server):
    source = await server.create(seconds="12")
    clip = footage()
    server.finish(source["id"], clip)
    body = {"prompt": "the kite falls", "seconds": "8", "video": {"id": source["id"]}}
    video = await server.post("/videos/extensions", json=body)
    assert video["seconds"] == "20" and video["remixed_from_video_id"] == source["id"]
    order = server.order(video["id"])
    assert order.brief == Brief("a red kite", "sora-2", 8, "1280x720", ("the kite falls",), starts_at_s=12.0)
    assert (server.store.folder(order.id) / BEFORE).read_bytes() == clip
    await server.client.delete(f"/videos/{source['id']}")
    assert (server.store.folder(order.id) / BEFORE).read_bytes() == clip, "the source may go"


async def test_a_chain_of_extensions_knows_where_it_began(server):
    video = await server.create(seconds="8")
    for starts_at_s, first_s in ((8.0, 0.0), (12.0, 8.0), (16.0, 8.0)):
        server.finish(video["id"])
        body = {"prompt": "on", "seconds": "4", "video": {"id": video["id"]}}
        video = await server.post("/videos/extensions", json=body)
        brief = server.order(video["id"]).to_brief()
        assert (brief.starts_at_s, brief.first_s) == (starts_at_s, first_s)
    server.finish(video["id"])
    remixed = await server.post(f"/videos/{video['id']}/remix", json={"prompt": "at night"})
    brief = server.order(remixed["id"]).to_brief()
    assert (remixed["seconds"], brief.seconds, brief.starts_at_s, brief.first_s) == ("20", 20, 0.0, 0.0)


async def test_extensions_end_after_six_and_at_two_minutes(server):
    video = await server.create(seconds="4")
    for _ in range(6):
        server.finish(video["id"])
        body = {"prompt": "on", "seconds": "4", "video": {"id": video["id"]}}
        video = await server.post("/videos/extensions", json=body)
    server.finish(video["id"])
    body["video"] = {"id": video["id"]}
    assert "6 times" in refused(await server.client.post("/videos/extensions", json=body), 400, "video")
    long = await server.create(seconds="20")
    for _ in range(5):
        server.finish(long["id"])
        body = {"prompt": "on", "seconds": "20", "video": {"id": long["id"]}}
        long = await server.post("/videos/extensions", json=body)
    assert long["seconds"] == "120"
    server.finish(long["id"])
    body |= {"seconds": "4", "video": {"id": long["id"]}}
    assert "120 s" in refused(await server.client.post("/videos/extensions", json=body), 400, "seconds")


async def test_an_extension_of_an_upload_keeps_it_and_begins_with_its_last_picture(server):
    clip = footage(3, 36, 64)
    files = {"prompt": (None, "on"), "seconds": (None, "8"), "video": ("a.mp4", clip, "video/mp4")}
    video = await server.post("/videos/extensions", files=files)
    assert (video["seconds"], video["size"]) == ("11", "720x1280")
    folder = server.store.folder(video["id"])
    assert (folder / BEFORE).read_bytes() == clip
    brief = server.order(video["id"]).to_brief()
    assert first_pixel(folder / brief.picture, (720, 1280))[1] > 170, "yellow, the last one"


@pytest.mark.parametrize(
    ("path", "body", "status", "param"),
    [
        ("/videos/edits", {"prompt": "x"}, 400, "video"),
        ("/videos/edits", {"prompt": "x", "video": "video_1"}, 400, "video"),
        ("/videos/edits", {"prompt": "x", "video": {"id": 5}}, 400, "video"),
        ("/videos/edits", {"prompt": "x", "video": {"id": "../keys"}}, 404, "video_id"),
        ("/videos/edits", {"video": {"id": "video_1"}}, 400, "prompt"),
        ("/videos/edits", {"prompt": "x", "video": {"id": "v"}, "seconds": "4"}, 400, "seconds"),
        ("/videos/edits", {"prompt": "x", "video": {"id": "v"}, "model": "sora-2"}, 400, "model"),
        ("/videos/extensions", {"prompt": "x", "video": {"id": "v"}}, 400, "seconds"),
        ("/videos/extensions", {"prompt": "x", "video": {"id": "v"}, "seconds": "6"}, 400, "seconds"),
        ("/videos/no/remix", {"prompt": "x"}, 404, "video_id"),
        ("/videos/characters", {"name": "Mara"}, 400, "video"),
    ],
)
async def test_a_rework_that_cannot_be_is_named(server, path, body, status, param):
    refused(await server.client.post(path, json=body), status, param)
    assert server.store.orders() == []


async def test_a_character_is_made_from_a_video_and_cast_by_its_name(server):
    files = {"name": (None, "Mara"), "video": ("mara.mp4", footage(), "video/mp4")}
    mara = await server.post("/videos/characters", files=files)
    assert set(mara) == {"id", "name", "created_at"} and mara["name"] == "Mara"
    assert (await server.client.get(f"/videos/characters/{mara['id']}")).json() == mara
    video = await server.create("mara runs", characters=[{"id": mara["id"]}])
    (cast,) = server.order(video["id"]).to_brief().cast
    assert cast.name == "Mara" and int(cast.colour[1:3], 16) > 180 > 60 > int(cast.colour[3:5], 16)
    wrong = {"prompt": "a dog", "characters": [{"id": mara["id"]}]}
    assert "Mara" in refused(await server.client.post("/videos", json=wrong), 400, "characters")
    wrong = {"prompt": "Mara", "characters": 3 * [{"id": mara["id"]}]}
    assert "at most 2" in refused(await server.client.post("/videos", json=wrong), 400, "characters")
    wrong = {"prompt": "Mara", "characters": [{"id": "char_" + "0" * 32}]}
    refused(await server.client.post("/videos", json=wrong), 404, "character_id", "character_not_found")


@pytest.mark.parametrize("name", ['{"a": 1}', "[Mara]", "Мара 🪁"])
async def test_a_characters_name_is_a_text_whatever_it_looks_like(server, name):
    files = {"name": (None, name), "video": ("mara.mp4", footage(), "video/mp4")}
    assert (await server.post("/videos/characters", files=files))["name"] == name


@pytest.mark.parametrize("character_id", ["char_1", "..\\keys", "%00", "x" * 3_000])
async def test_an_unknown_character_is_not_found(server, character_id):
    refused(await server.client.get(f"/videos/characters/{character_id}"), 404, "character_id")


@pytest.mark.parametrize("codec", ["png", "mjpeg", "libwebp"])
@pytest.mark.parametrize("kind", ["file", "object", "field of a form"])
async def test_a_reference_is_kept_as_a_picture_of_the_videos_size(server, codec, kind):
    content = picture(codec, 640, 200)
    if kind == "file":
        files = {"prompt": (None, "a kite"), "input_reference": ("/etc/passwd", content, "text/plain")}
        video = await server.post("/videos", files=files)
    elif kind == "object":
        video = await server.post("/videos", json={"prompt": "a kite", "input_reference": data_url(content)})
    else:
        url = data_url(content)["image_url"]
        video = await server.post("/videos", data={"prompt": "a kite", "input_reference[image_url]": url})
    brief = server.order(video["id"]).to_brief()
    assert brief.picture.startswith("reference-") and "/" not in brief.picture
    red, green, _ = first_pixel(server.store.folder(video["id"]) / brief.picture, (720, 1280))
    assert red > 180 and green < 50


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it has `side` x `side` pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"image_url": "http://127.0.0.1:9/kite.png"}, "Nothing is fetched"),
        ({"image_url": "HTTPS://example.org/kite.png"}, "Nothing is fetched"),
        ({"image_url": "file:///etc/passwd"}, "data URL"),
        ({"image_url": "data:text/html;base64,AAAA"}, "data URL"),
        ({"image_url": "data:image/png;base64,%%%"}, "data URL"),
        ({"image_url": 5}, "text"),
        ({"image_url": "x" * 20_971_521}, "20971520"),
        ({"file_id": "file-123"}, "data URL"),
        ({}, "exactly one"),
        ({"image_url": "data:,", "file_id": "f"}, "exactly one"),
        ("kite.png", "exactly one"),
        (data_url(b"GIF89a" + bytes(100)), "JPEG, PNG or WebP"),
        (data_url(b"<svg/>"), "JPEG, PNG or WebP"),
        (data_url(picture()[:60]), "cannot be read"),
        (data_url(bomb(60_000)), "too large"),
        (data_url(bomb(8_000)), "too large"),
        (data_url(bomb(0)), "cannot be read"),
    ],
)
async def test_a_reference_that_is_no_picture_is_refused_and_nothing_fetched(server, given, words):
    response = await server.client.post("/videos", json={"prompt": "a kite", "input_reference": given})
    assert words in refused(response, 400, "input_reference")
    assert server.store.orders() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no MP4"),
        (b"#EXTM3U\nhttp://127.0.0.1:9/a.ts", "no MP4"),
        (picture(), "no MP4"),
        (footage()[:700], "cannot be read"),
        (b"\x00\x00\x00\x18ftypmp42 and nothing more", "cannot be read"),
    ],
)
async def test_an_upload_that_is_no_video_is_refused(server, content, words):
    files = {"name": (None, "Mara"), "video": ("a.mp4", content, "video/mp4")}
    assert words in refused(await server.client.post("/videos/characters", files=files), 400, "video")


async def test_a_remix_takes_its_sources_picture_along(server):
    source = await server.create(input_reference=data_url(picture()))
    server.finish(source["id"])
    video = await server.post(f"/videos/{source['id']}/remix", json={"prompt": "at night"})
    kept = [server.store.folder(each["id"]) / server.order(each["id"]).to_brief().picture for each in (source, video)]
    assert kept[0].read_bytes() == kept[1].read_bytes()


async def test_an_extension_of_a_video_with_a_picture_begins_with_its_last(server):
    source = await server.create(input_reference=data_url(picture()))
    server.finish(source["id"], footage())
    body = {"prompt": "on", "seconds": "4", "video": {"id": source["id"]}}
    video = await server.post("/videos/extensions", json=body)
    brief = server.order(video["id"]).to_brief()
    assert brief.starts_at_s == 4.0
    assert first_pixel(server.store.folder(video["id"]) / brief.picture, (1280, 720))[1] > 170


async def test_a_rework_with_the_same_key_is_the_same_video(server):
    source = await server.create()
    server.finish(source["id"])
    other = await server.create("a boat")
    server.finish(other["id"])
    headers = {"Idempotency-Key": "k"}
    asked = {"json": {"prompt": "at night"}, "headers": headers}
    first = await server.post(f"/videos/{source['id']}/remix", **asked)
    assert await server.post(f"/videos/{source['id']}/remix", **asked) == first
    refused(await server.client.post(f"/videos/{other['id']}/remix", **asked), 400, "Idempotency-Key")


async def test_an_order_of_an_earlier_release_is_still_read(server):
    folder = server.store.folder("video_old")
    folder.mkdir(parents=True)
    (folder / "video.json").write_text(
        '{"id": "video_old", "prompt": "a kite", "model": "sora-2", "seconds": 4, "size": "1280x720", '
        f'"created_ns": {time.time_ns()}, "asked": {{}}}}'
    )
    server.finish("video_old")
    assert (await server.client.get("/videos/video_old")).json()["status"] == "completed"
    video = await server.post("/videos/video_old/remix", json={"prompt": "at night"})
    assert server.order(video["id"]).brief == Brief("a kite", "sora-2", 4, "1280x720", ("at night",))


def test_an_order_is_read_as_it_was_written():
    cast = (Character("Mara", "#aabbcc"),)
    brief = Brief("p", "sora-2", 4, "1280x720", ("a",), starts_at_s=4.0, picture="reference-1.png", cast=cast)
    order = Order("video_1", "a", "sora-2", 8, "1280x720", 5, {"n": 1}, brief, "video_0", 1)
    assert Order.from_json(order.to_json()) == order


def first_pixel(path: Path, size: tuple[int, int]) -> tuple[int, int, int]:
    """Red, green and blue in the middle of a picture, which has this size."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == size
    red, green, blue = frame.to_ndarray(format="rgb24")[size[1] // 2, size[0] // 2]
    return int(red), int(green), int(blue)


async def test_openais_imitation_makes_videos_from_videos_too(tmp_path, monkeypatch):
    monkeypatch.setattr(Studio, "ask", lambda self, video_ids: None)
    async with AnimaticServer(tmp_path, imitate="openai") as server:
        server.store = Store(server.app.state.home)
        server.client.headers["authorization"] = "Bearer any"
        source = await server.create(seconds="8")
        server.finish(source["id"])
        asked = {"prompt": "at night", "video": {"id": source["id"]}}
        remixed = await server.post(f"/videos/{source['id']}/remix", json={"prompt": "make the kite blue"})
        edited = await server.post("/videos/edits", json=asked)
        longer = await server.post("/videos/extensions", json=asked | {"seconds": "4"})
        assert {each["remixed_from_video_id"] for each in (remixed, edited, longer)} == {source["id"]}
        assert [each["seconds"] for each in (remixed, edited, longer)] == ["8", "8", "12"]
        assert server.order(remixed["id"]).to_brief().changes == ("make the kite blue",)
        files = {"name": (None, "Mara"), "video": ("mara.mp4", footage(), "video/mp4")}
        mara = await server.post("/videos/characters", files=files)
        assert (await server.client.get(f"/videos/characters/{mara['id']}")).json() == mara
