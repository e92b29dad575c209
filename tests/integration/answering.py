"""A provider whose server is a function of the request, for the tests of what the client sends, reads and refuses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx2

from sora_widgets.providers import Provider, RemoteVideo, VideoRequest, profile_named, profile_names

__all__ = [
    "ALL",
    "KEY",
    "MP4",
    "REQUEST",
    "VIDEO",
    "always",
    "created",
    "downloaded",
    "fields_of",
    "provider",
    "recorded",
]

KEY = "sk-planted-secret"
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(64)
VIDEO = {"id": "video_1", "object": "video", "status": "queued", "progress": 0, "model": "sora-2", "created_at": 1.5}
_FINISHED = {**VIDEO, "status": "completed", "progress": 100}
REQUEST = VideoRequest("a red kite", "sora-2", 4, "1280x720")
ALL = profile_names()
Answer = Callable[[httpx2.Request], httpx2.Response]


def provider(answer: Answer, name: str = "unknown", address: str | None = None, **facts: Any) -> Provider:
    """A server of this kind that answers so; `facts` change its profile."""
    profile = replace(profile_named(name), **facts)
    return Provider(
        "gpu-box:30000",
        address or f"http://127.0.0.1:9{profile.base_path or '/v1'}",
        profile,
        usd_per_second=Decimal(0),
        api_key=KEY,
        make_transport=lambda: httpx2.MockTransport(answer),
        known_by="as you chose",
    )


def always(*responses: httpx2.Response) -> Answer:
    rest = list(responses)
    return lambda request: rest.pop(0) if len(rest) > 1 else rest[0]


def recorded(seen: list[httpx2.Request], body: object = _FINISHED, **rest: Any) -> Answer:
    """Keeps every request; answers with a finished video, which every kind of server may do."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        request.read()
        seen.append(request)
        return httpx2.Response(200, json=body, **rest)

    return answer


def fields_of(request: httpx2.Request) -> dict[str, Any]:
    """The fields of an order as the server reads them, from JSON or from a form."""
    kind = request.headers["content-type"]
    if kind == "application/json":
        return dict(json.loads(request.content))
    boundary = kind.partition("boundary=")[2].encode()
    read: dict[str, Any] = {}
    for part in request.content.split(b"--" + boundary)[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        read[name] = content if b"filename=" in head else content.decode()
    return read


def created(server: Provider, request: VideoRequest = REQUEST) -> RemoteVideo:
    return asyncio.run(server.create(request, "key-1"))


async def read_all(server: Provider, urls: Sequence[str] = ()) -> bytes:
    async with server.download("video_1", urls) as download:
        return b"".join([chunk async for chunk in download.chunks])


def downloaded(server: Provider, urls: Sequence[str] = ()) -> bytes:
    return asyncio.run(read_all(server, urls))
