"""A Videos server on loopback that says its client's key back wherever it can, and keeps all that it was asked.

It works as a decent server does until a mood takes hold of a request. The key that it repeats is the
one that came with the request, so a key that was not sent is not repeated.
"""

from __future__ import annotations

import base64
import html
import http.server
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

__all__ = ["Answer", "Asked", "EchoingServer", "echo", "page", "refused", "video"]


@dataclass(frozen=True)
class Asked:
    """A request as it came, header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def route(self) -> str:
        """What it is about: create, list, retrieve, delete, content, or other."""
        path = urlsplit(self.target).path
        _, _, rest = path.partition("/videos")
        if path.endswith("/videos"):
            return {"POST": "create", "GET": "list"}.get(self.method, "other")
        if rest.endswith("/content"):
            return "content"
        if rest.count("/") == 1:
            return {"GET": "retrieve", "DELETE": "delete"}.get(self.method, "other")
        return "other"

    @property
    def key(self) -> str:
        """The key that came with it; "none" when none did."""
        return self.headers.get("authorization", "none").removeprefix("Bearer ")


@dataclass(frozen=True)
class Answer:
    """What is sent back; with `is_cut` twice as many bytes are announced as come."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    is_cut: bool = False


Mood = Callable[[Asked], Answer | None]


class EchoingServer:
    """Start it by entering it as a context; `moods` are asked in their order before the server itself."""

    def __init__(self, clip: Path) -> None:
        self.clip = clip
        self.asked: list[Asked] = []
        self.moods: list[Mood] = []
        self.videos: dict[str, dict[str, Any]] = {}
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> EchoingServer:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/v1"

    def on(self, route: str, answer: Callable[[Asked], Answer]) -> None:
        """Answer every request of this route so from now on."""
        self.moods.append(lambda asked: answer(asked) if asked.route == route else None)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        for mood in self.moods:
            told = mood(asked)
            if told is not None:
                return told
        return self._work(asked)

    def _work(self, asked: Asked) -> Answer:
        name = urlsplit(asked.target).path.rpartition("/videos/")[2].partition("/")[0]
        match asked.route:
            case "create":
                made = video(f"video_{len(self.videos) + 1}", **json.loads(asked.body))
                self.videos[made["id"]] = made
                return _json(200, made)
            case "list":
                return _json(200, {"object": "list", "data": list(self.videos.values()), "has_more": False})
            case "content":
                return Answer(200, self.clip.read_bytes(), kind="video/mp4")
            case "retrieve" | "delete" if name not in self.videos:
                return refused(404)(asked)
            case "retrieve":
                return _json(200, self.videos[name] | {"status": "completed", "progress": 100})
            case "delete":
                del self.videos[name]
                return _json(200, {"id": name, "object": "video.deleted", "deleted": True})
        return refused(404)(asked)


def echo(key: str) -> str:
    """A sentence with the key in it, as it is and as addresses, pages and basic authentication write it."""
    forms = (key, quote(key), quote(key, safe=""), html.escape(key), base64.b64encode(key.encode()).decode())
    return f"These are no keys of ours: {', '.join(forms)}."


def video(remote_id: str, **told: Any) -> dict[str, Any]:
    """A video object that was just made."""
    return {
        "id": remote_id,
        "object": "video",
        "status": "queued",
        "progress": 0,
        "created_at": int(time.time()),
        "prompt": "",
        **told,
    }


def refused(status: int, make_body: Callable[[str], object] | None = None, **headers: str) -> Callable[[Asked], Answer]:
    """A refusal that repeats the key in its body and in headers that servers have; in `headers` a `{key}` is filled in."""

    def answer(asked: Asked) -> Answer:
        said = echo(asked.key)
        body = make_body(said) if make_body else {"error": {"message": said, "type": said, "code": asked.key}}
        told = {"x-request-id": asked.key, "www-authenticate": f'Bearer error="{asked.key}"'}
        told |= {name: value.format(key=quote(asked.key, safe="")) for name, value in headers.items()}
        return Answer(status, json.dumps(body).encode(), told)

    return answer


def page(status: int = 200) -> Callable[[Asked], Answer]:
    """A web page that repeats the key."""
    return lambda asked: Answer(status, f"<html>{echo(asked.key)}</html>".encode(), kind=f"text/html; x={asked.key}")


def _json(status: int, body: object) -> Answer:
    return Answer(status, json.dumps(body).encode())


def _handler_for(server: EchoingServer) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = server.answer(Asked(self.command, self.path, headers, self.rfile.read(length)))
            self.send_response(answer.status, "Told")
            for name, value in {"content-type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body) * (2 if answer.is_cut else 1)))
            self.end_headers()
            self.wfile.write(answer.body)
            self.close_connection = True

        do_POST = do_DELETE = do_GET

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler
