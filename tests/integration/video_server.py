"""A Videos server in memory with moods, for the tests of the engine: it counts what it made and billed."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2

from sora_widgets.providers import Provider
from sora_widgets.providers.profiles import profile_named


class VideoServer:
    """Speaks create, list, retrieve, delete and content; `moods` are called before each request.

    A mood gets (method, path) and may return a response, raise a transport error, or return None to let
    the request through. `after` is the same, called when the work is done: the answer is lost, the video is not.
    """

    def __init__(self, clip: Path) -> None:
        self.clip = clip
        self.videos: dict[str, dict[str, Any]] = {}
        self.requests: list[tuple[str, str]] = []
        self.before: list[Callable[[str, str], httpx2.Response | None]] = []
        self.after: list[Callable[[str, str], httpx2.Response | None]] = []
        self.polls_to_finish = 2
        self.is_held = False
        self.keys: dict[str, str] = {}
        self.honours_keys = False
        self._ids = itertools.count(1)

    @property
    def posts(self) -> int:
        return sum(method == "POST" for method, _ in self.requests)

    def provider(
        self, *, usd_per_second: str | None = "0", address: str = "http://127.0.0.1:9/v1", **profile: Any
    ) -> Provider:
        # What a test says of the server, on top of what is assumed of any: `can_list=False` is one without a list.
        if not profile.pop("can_list", True):
            profile["list_route"] = None
        facts = {"honours_idempotency": self.honours_keys, "post_timeout_s": 0.5, **profile}
        return Provider(
            "test-server",
            address,
            replace(profile_named("unknown"), **facts),
            usd_per_second=None if usd_per_second is None else Decimal(usd_per_second),
            api_key="sk-planted-secret",
            make_transport=lambda: httpx2.MockTransport(self._answer),
        )

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(0)
        method, path = request.method, request.url.path
        self.requests.append((method, path))
        for mood in self.before:
            answer = mood(method, path)
            if answer is not None:
                return answer
        answer = self._work(method, path, request)
        for mood in self.after:
            lost = mood(method, path)
            if lost is not None:
                return lost
        return answer

    def _work(self, method: str, path: str, request: httpx2.Request) -> httpx2.Response:
        if method == "POST":
            return self._create(json.loads(request.content), request.headers.get("idempotency-key", ""))
        if path.endswith("/videos"):
            for video in self.videos.values():
                self._advance(video)
            listed = sorted(self.videos.values(), key=lambda video: -video["created_at"])
            return httpx2.Response(200, json={"object": "list", "data": listed, "has_more": False})
        video_id, _, content = path.rpartition("/videos/")[2].partition("/")
        if video_id not in self.videos:
            return httpx2.Response(404, json={"error": {"message": "no such video", "code": "not_found"}})
        if content:
            return httpx2.Response(200, content=self.clip.read_bytes(), headers={"content-type": "video/mp4"})
        if method == "DELETE":
            del self.videos[video_id]
            return httpx2.Response(200, json={"id": video_id, "object": "video.deleted", "deleted": True})
        self._advance(self.videos[video_id])
        return httpx2.Response(200, json=self.videos[video_id])

    def _create(self, body: dict[str, str], key: str) -> httpx2.Response:
        if self.honours_keys and key in self.keys:
            return httpx2.Response(200, json=self.videos[self.keys[key]])
        video = {
            "id": f"video_{next(self._ids)}",
            "object": "video",
            "status": "queued",
            "progress": 0,
            "created_at": int(time.time()),
            **{name: body[name] for name in ("prompt", "model", "seconds", "size")},
        }
        self.videos[video["id"]] = video
        self.keys[key] = video["id"]
        return httpx2.Response(200, json=video)

    def _advance(self, video: dict[str, Any]) -> None:
        if self.is_held or video["status"] not in ("queued", "in_progress"):
            return
        video["progress"] = min(100, video["progress"] + 100 // self.polls_to_finish)
        video["status"] = "completed" if video["progress"] >= 100 else "in_progress"


def once(method: str, make: Callable[[], httpx2.Response]) -> Callable[[str, str], httpx2.Response | None]:
    """A mood that strikes the first request of this method only."""
    strikes = iter([True])

    def mood(asked: str, _path: str) -> httpx2.Response | None:
        return make() if asked == method and next(strikes, False) else None

    return mood


def refusal(status: int, message: str = "no", **headers: str) -> httpx2.Response:
    return httpx2.Response(status, json={"error": {"message": message, "code": "told_code"}}, headers=headers)


def broken() -> httpx2.Response:
    raise httpx2.ReadError("the connection broke")


def unreachable() -> httpx2.Response:
    raise httpx2.ConnectError("refused")
