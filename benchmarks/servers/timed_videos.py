"""A Videos server for benchmarks whose jobs end by the clock, exactly and the same in every run.

    python benchmarks/servers/timed_videos.py --jobs 200 --shortest-s 20 --longest-s 40

Made to cost next to nothing: HTTP/1.1 by hand on asyncio, nothing is rendered, no bytes can be fetched. All
videos stay queued until `--jobs` of them have been ordered; a moment later their clocks begin together. It
prints `{"port": …}`, then `{"opened": seconds since 1970}`, and when its input ends a report: requests by kind
since it opened, when each video became complete, and its own CPU time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from urllib.parse import parse_qs, urlsplit

_FIELD = re.compile(rb'name="(\w+)"\r\n\r\n(.*?)\r\n--', re.DOTALL)
ID_PREFIX = "video_"
_REASONS = {200: "OK", 404: "Not Found"}


class Videos:
    """The orders, their clocks, and what was asked."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.opened_at: float | None = None
        self.requests: Counter[str] = Counter()
        self._orders: dict[str, tuple[float, str]] = {}  # id → when it was ordered, its fixed fields as JSON
        self._newest_first: list[str] = []
        count, span_s = options.jobs, options.longest_s - options.shortest_s
        self._lengths_s = [options.shortest_s + span_s * number / max(1, count - 1) for number in range(count)]
        random.Random(3).shuffle(self._lengths_s)

    def _add(self, video_id: str, order: dict[str, str]) -> None:
        fixed = {name: order.get(name) for name in ("model", "prompt", "seconds", "size")}
        self._orders[video_id] = (time.time(), json.dumps(fixed, ensure_ascii=False)[1:])
        self._newest_first.insert(0, video_id)
        if len(self._orders) == self.options.jobs:
            self.opened_at = time.time() + self.options.opens_after_s
            say({"opened": self.opened_at})

    def completed_at(self) -> dict[str, float]:
        opened_at = self.opened_at or 0.0
        return {video_id: opened_at + s for video_id, s in zip(self._orders, self._lengths_s, strict=False)}

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, str]:
        now = time.time()
        url = urlsplit(target)
        video_id = url.path.removeprefix("/v1/videos").strip("/")
        kind = {"POST": "create", "GET": "retrieve" if video_id else "list"}.get(method, "other")
        if self.opened_at is not None and now >= self.opened_at:
            self.requests[kind] += 1
        if kind == "create":
            video_id = f"{ID_PREFIX}{len(self._orders):06d}"
            self._add(video_id, read_order(body))
        elif kind == "list":
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            return 200, self._page(int(query.get("limit", "20")), query.get("after"), now)
        if video_id not in self._orders:
            return 404, '{"error": {"message": "there is no such video", "code": "not_found"}}'
        return 200, self._entry(video_id, self._number(video_id), now)

    def _page(self, limit: int, after: str | None, now: float) -> str:
        start = 0 if after not in self._orders else len(self._orders) - self._number(str(after))
        ids = self._newest_first[start : start + limit]
        entries = ", ".join(self._entry(video_id, self._number(video_id), now) for video_id in ids)
        has_more = json.dumps(start + limit < len(self._newest_first))
        first, last = json.dumps(ids[0] if ids else None), json.dumps(ids[-1] if ids else None)
        return (
            f'{{"object": "list", "data": [{entries}], "first_id": {first}, "last_id": {last}, "has_more": {has_more}}}'
        )

    def _number(self, video_id: str) -> int:
        return int(video_id.removeprefix(ID_PREFIX))

    def _entry(self, video_id: str, number: int, now: float) -> str:
        created_at, fixed = self._orders[video_id]
        working_s = -1.0 if self.opened_at is None else now - self.opened_at
        length_s = self._lengths_s[number]
        status = "queued" if working_s < 0 else "in_progress" if working_s < length_s else "completed"
        progress = max(0, min(100, int(100 * working_s / length_s)))
        if self.options.tells_no_progress and status != "completed":
            progress = 0
        completed_at = int(created_at + length_s) if status == "completed" else "null"
        return (
            f'{{"id": "{video_id}", "object": "video", "created_at": {int(created_at)}, "status": "{status}", '
            f'"progress": {progress}, "completed_at": {completed_at}, "expires_at": null, "error": null, '
            f'"remixed_from_video_id": null, {fixed}'
        )


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as much of it as the two clients speak."""

    def __init__(self, videos: Videos) -> None:
        self._videos = videos
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        while True:
            head, found, rest = self._came.partition(b"\r\n\r\n")
            if not found:
                return
            length = re.search(rb"(?im)^content-length: *(\d+)", head)
            length_bytes = int(length[1]) if length else 0
            if len(rest) < length_bytes:
                return
            self._came = rest[length_bytes:]
            method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
            status, answer = self._videos.answer(method, target, rest[:length_bytes])
            self._send(status, answer.encode())

    def _send(self, status: int, body: bytes) -> None:
        poll_after_ms = self._videos.options.poll_after_ms
        told = f"openai-poll-after-ms: {poll_after_ms}\r\n" if poll_after_ms else ""
        head = f"HTTP/1.1 {status} {_REASONS[status]}\r\ncontent-type: application/json\r\n{told}"
        self._transport.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)


def read_order(body: bytes) -> dict[str, str]:
    """The fields of an order, sent as JSON or as a form."""
    if body.startswith(b"{"):
        return dict(json.loads(body))
    return {name.decode(): value.decode() for name, value in _FIELD.findall(body)}


def say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


async def serve(options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    videos = Videos(options)
    server = await loop.create_server(lambda: Connection(videos), "127.0.0.1", 0, backlog=2048)
    say({"port": server.sockets[0].getsockname()[1]})
    await loop.run_in_executor(None, sys.stdin.read)
    completed_at = videos.completed_at()
    say({"report": {"requests": videos.requests, "completed_at": completed_at, "cpu_s": time.process_time()}})
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=200, help="the clocks begin when so many were ordered")
    parser.add_argument("--shortest-s", type=float, default=20.0)
    parser.add_argument("--longest-s", type=float, default=40.0)
    parser.add_argument("--poll-after-ms", type=int, default=0, help="sent as openai-poll-after-ms; 0 sends none")
    parser.add_argument("--tells-no-progress", action="store_true", help="0 until a video is complete")
    parser.add_argument("--opens-after-s", type=float, default=0.5, help="between the last order and the clocks' begin")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
