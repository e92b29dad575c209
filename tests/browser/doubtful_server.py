"""A paid Videos server over loopback whose answers to orders can be lost, for the screens that ask a person.

It makes what it is asked for all the same, `copies` of it, so that nobody but a person can say which
one an order was. Its clips are tiny and silent, whatever was asked for. It knows nothing of browsers.
"""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from email import message_from_bytes
from email.policy import HTTP
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

import av
import numpy as np

__all__ = ["DoubtfulServer"]

_ASKED = ("prompt", "model", "seconds", "size")


class DoubtfulServer:
    """Serves on a free port of 127.0.0.1 until `stop`.

    Attributes:
        copies: how many videos one order makes.
        is_answering: whether orders get their answer; otherwise they are worked on, and answered with 500.
        is_working: whether videos get on; otherwise they stay queued.
        is_listing: whether it tells what it has; otherwise there is no such route.
        videos: by id, as the server tells them.
        orders: the prompts that it was asked for, one an order.
    """

    def __init__(self) -> None:
        self.copies = 1
        self.is_answering = True
        self.is_working = True
        self.is_listing = True
        self.videos: dict[str, dict[str, Any]] = {}
        self.orders: list[str] = []
        self._clip = tiny_clip()
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        threading.Thread(target=self._server.serve_forever, name="doubtful-server", daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, body: dict[str, str]) -> tuple[int, bytes, str]:
        """Status, body and content type."""
        path, _, _query = path.partition("?")
        with self._lock:
            if method == "POST" and path == "/v1/videos":
                made = [self._make(body) for _ in range(self.copies)]
                self.orders.append(body["prompt"])
                return _json(200, made[0]) if self.is_answering else _refusal(500, "the worker did not answer")
            if path == "/v1/videos":
                if not self.is_listing:
                    return _refusal(405, "there is no list here")
                listed = sorted(self.videos.values(), key=lambda video: -video["created_at"])
                return _json(200, {"object": "list", "data": listed, "has_more": False})
            video_id, _, rest = path.removeprefix("/v1/videos/").partition("/")
            video = self.videos.get(video_id)
            if video is None:
                return _refusal(404, "no such video")
            if self.is_working and video["status"] == "queued":
                video |= {"status": "completed", "progress": 100}
            if rest == "content":
                return 200, self._clip, "video/mp4"
            if method == "DELETE":
                return _refusal(405, "videos cannot be deleted here")
            return _json(200, video)

    def _make(self, body: dict[str, str]) -> dict[str, Any]:
        asked = {name: body.get(name, "") for name in _ASKED}
        video = {
            "id": f"video_{next(self._ids):04d}7c0f4d2ab1e96d53",
            "object": "video",
            "status": "queued",
            "progress": 0,
            "created_at": int(time.time()),
            **asked,
        }
        self.videos[video["id"]] = video
        return video


def tiny_clip() -> bytes:
    """A real MP4: half a second of grey, 64 pixels wide, without sound."""
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.time_base = Fraction(1, 30)
        for number in range(15):
            pixels = np.full((48, 64, 3), 40 + number * 10, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    return file.getvalue()


def _handler_of(server: DoubtfulServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_DELETE(self) -> None:
            self._answer()

        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, body, kind = server.answer(
                self.command, self.path, _fields(content, self.headers.get("content-type", ""))
            )
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _fields(content: bytes, kind: str) -> dict[str, str]:
    """The fields of an order, sent as JSON or as a form."""
    if not content:
        return {}
    if not re.match("multipart/", kind):
        return {name: str(value) for name, value in json.loads(content).items()}
    form = message_from_bytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + content, policy=HTTP)
    return {str(part.get_param("name", header="content-disposition")): part.get_content() for part in form.iter_parts()}


def _json(status: int, value: object) -> tuple[int, bytes, str]:
    return status, json.dumps(value).encode(), "application/json"


def _refusal(status: int, message: str) -> tuple[int, bytes, str]:
    return _json(status, {"error": {"message": message, "code": "told_code"}})
