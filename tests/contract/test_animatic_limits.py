"""Who is let in, and how much may be asked: keys, names, bodies, ranges, jobs, space."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from animatic_server import AnimaticServer, refused
from sora_widgets.animatic import desk
from sora_widgets.animatic.imitations import imitation_names
from sora_widgets.animatic.serving import choose_key, read_host
from sora_widgets.animatic.studio import Studio
from sora_widgets.errors import RequestError

KEY = "the-key-of-this-server"


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AnimaticServer]:
    monkeypatch.setattr(Studio, "ask", lambda self, video_ids: None)
    return lambda **options: AnimaticServer(tmp_path, **options)


@pytest.fixture
def server(serve: Callable[..., AnimaticServer]) -> AnimaticServer:
    return serve()


@pytest.mark.parametrize("sent", [None, "Bearer", "Bearer none", "Bearer wrong", f"Basic {KEY}", f"Bearer {KEY}x", KEY])
async def test_without_the_key_nothing_is_said(serve, sent):
    async with serve(token=KEY) as server:
        headers = {} if sent is None else {"authorization": sent}
        for method, path in (
            ("GET", "/videos"),
            ("POST", "/videos"),
            ("GET", "/videos/x/content"),
            ("PUT", "/videos/edits"),
        ):
            response = await server.client.request(method, path, headers=headers)
            assert KEY not in refused(response, 401, None, "invalid_api_key")
            assert response.headers["www-authenticate"] == "Bearer"


async def test_the_key_opens(serve):
    async with serve(token=KEY) as server:
        server.client.headers["authorization"] = f"bearer {KEY}"
        assert (await server.create())["status"] == "queued"


@pytest.mark.parametrize("name", imitation_names())
async def test_an_imitation_opens_to_the_key_alone_too(serve, name):
    async with serve(token=KEY, imitate=name) as server:
        url = f"http://animatic{server.app.state.base_path}/videos/nothing"
        told = {
            key: (await server.client.get(url, headers={"authorization": f"Bearer {key}"})).status_code
            for key in ("any", "wrong", KEY)
        }
        assert told["any"] == told["wrong"] == (405 if name == "dynamo" else 401) or name == "dynamo"
        assert told[KEY] != 401
        posted = await server.client.post(url.removesuffix("/nothing"), json={"prompt": "a"})
        assert posted.status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "127.0.0.2", "", "[::1"]
)
async def test_a_name_that_is_not_this_machines_is_turned_away_even_with_the_key(serve, host):
    async with serve(token=KEY, hosts=read_host("127.0.0.1", False).names) as server:
        headers = {"host": host, "authorization": f"Bearer {KEY}"}
        refused(await server.client.get("/videos", headers=headers), 403, None, "host_not_allowed")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8317", "LOCALHOST:1", "[::1]:8317"])
async def test_this_machines_names_are_answered_to(serve, host):
    async with serve(hosts=read_host("127.0.0.1", False).names) as server:
        assert (await server.client.get("/videos", headers={"host": host})).status_code == 200


async def test_a_body_is_read_no_further_than_its_limit(server):
    read = 0

    async def long():
        nonlocal read
        yield b'--b\r\nContent-Disposition: form-data; name="video"; filename="a"\r\n\r\n'
        for _ in range(100):
            read += 1_000_000
            yield bytes(1_000_000)

    headers = {"content-type": "multipart/form-data; boundary=b"}
    refused(await server.client.post("/videos/edits", content=long(), headers=headers), 413, None)
    assert read <= 66_000_000
    headers = {"content-type": "application/json", "content-length": "64000001"}
    refused(await server.client.post("/videos", content=b"{}", headers=headers), 413, None)


@pytest.mark.parametrize(
    "ranges", [",".join(f"{n}-{n}" for n in range(17)), "1-2;3", "-", "5", "5-2", "0-1,5-2", "٣-", "1" * 99 + "-"]
)
async def test_a_range_that_is_none_or_of_too_many_parts_gives_the_whole_file(server, ranges):
    video = await server.create()
    server.finish(video["id"], bytes(1000), at_s=1e9 * 4)
    headers = {"range": f"bytes={ranges}".encode()}
    response = await server.client.get(f"/videos/{video['id']}/content", headers=headers)
    assert response.status_code == 200 and response.content == bytes(1000)


@pytest.mark.parametrize(("ranges", "status"), [("0-3", 206), ("-4", 206), ("0-1,5-6", 206), ("2000-", 416)])
async def test_a_range_gives_its_part(server, ranges, status):
    video = await server.create()
    server.finish(video["id"], bytes(1000), at_s=1e9 * 4)
    headers = {"range": f"bytes={ranges}"}
    assert (await server.client.get(f"/videos/{video['id']}/content", headers=headers)).status_code == status


async def test_only_so_many_videos_may_wait(server, monkeypatch):
    monkeypatch.setattr(desk, "_MOST_UNFINISHED", 2)
    video = await server.create()
    await server.create()
    response = await server.client.post("/videos", json={"prompt": "one more"})
    assert "2 videos are waiting" in refused(response, 429, None, "rate_limit_exceeded")
    assert response.headers["retry-after"] == "10"
    server.finish(video["id"])
    await server.create()


async def test_a_nearly_full_disk_is_told_before_anything_is_kept(server, monkeypatch):
    monkeypatch.setattr(desk.shutil, "disk_usage", lambda path: SimpleNamespace(free=5_000_000))
    response = await server.client.post("/videos", json={"prompt": "a kite"})
    assert "5 MB" in refused(response, 507, None, "storage_full")
    assert server.store.orders() == []


async def test_no_answer_takes_a_line_from_a_request(server):
    response = await server.client.get("/videos/a%0d%0aset-cookie:%20x=1")
    assert response.status_code == 404 and response.json()["error"]["code"]
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("given", "address", "netloc"),
    [("127.0.0.1", "127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1", "127.0.0.1"), ("::1", "::1", "[::1]")],
)
def test_a_loopback_address_needs_nothing_more(given, address, netloc):
    host = read_host(given, False)
    assert (host.address, host.netloc, host.is_loopback) == (address, netloc, True)
    assert len(choose_key(None, host)) >= 32 and choose_key(None, host) != choose_key(None, host)
    assert choose_key("mine", host) == "mine"


@pytest.mark.parametrize(
    ("given", "is_open", "key", "words"),
    [
        ("0.0.0.0", False, KEY, "--open-to-network"),
        ("192.168.1.5", False, KEY, "--open-to-network"),
        ("::", False, KEY, "--open-to-network"),
        ("0.0.0.0", True, None, "SORA_WIDGETS_TOKEN"),
        ("0.0.0.0", True, "short", "at least 16"),
        ("gpu-box", True, KEY, "no IP address"),
        ("127.0.0.1", False, "two words", "header"),
        ("127.0.0.1", False, "ключ", "header"),
        ("127.0.0.1", False, "none", "header"),
    ],
)
def test_a_network_needs_the_flag_and_a_good_key(given: str, is_open: bool, key: Any, words: str):
    with pytest.raises(RequestError, match=words) as caught:
        choose_key(key, read_host(given, is_open))
    assert not key or key not in str(caught.value)


def test_an_open_address_answers_to_any_name():
    host = read_host("0.0.0.0", True)
    assert host.names is None and not host.is_loopback and choose_key(KEY, host) == KEY
