"""The server side of the Videos protocol, as a Starlette app.

The embedded provider's routes, objects and error bodies are those of the specification, below `/v1`.
With `imitate=` the app behaves like another server instead, over the same videos and the same
drawing. Works mounted through an ASGI transport, where no lifespan is run (everything starts at the
first request), and under any ASGI server; whoever serves it sets a token and the host names.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sora_widgets.animatic.desk import KEPT_S, Desk
from sora_widgets.animatic.drills import Drills
from sora_widgets.animatic.embedded import Embedded
from sora_widgets.animatic.imitations import imitation_named
from sora_widgets.animatic.manner import Manner
from sora_widgets.animatic.pace import Pace, steady_pace
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.store import is_disk_full

__all__ = ["create_app"]

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]/@]+)(?::\d{1,5})?")


def create_app(
    home: Path,
    workers: int = 2,
    pace_s: float = 0.0,
    clock: Callable[[], float] = time.time,
    imitate: str | None = None,
    *,
    pace: Pace | None = None,
    token: str | None = None,
    hosts: Collection[str] | None = None,
    drills: Drills | None = None,
    kept_s: float = KEPT_S,
    executor: Executor | None = None,
) -> Starlette:
    """The embedded provider, with its jobs and files below `home`.

    Args:
        home: made when it is first needed; may be shared by several processes. An imitation keeps its videos
            in a folder of its own below it.
        workers: rendering processes at most; they start with the first video and leave when idle.
        pace_s: the least seconds from create to completed, so that a job can be watched at work.
        clock: seconds since 1970.
        imitate: the server to behave like, by the name of its profile ("sglang"); None for none. What is
            imitated, and what is drawn then, is told in `sora_widgets.animatic.imitations`.
        pace: how long each job takes at least, instead of `pace_s`.
        token: the key that opens, compared in constant time; None for none, or whatever an imitation takes.
        hosts: the names that requests may be sent to; None for any. On a loopback address anything else comes from a
            page whose name was made to point there (DNS rebinding).
        drills: what goes wrong on purpose.
        kept_s: how long after its end a video can be fetched.
        executor: draws instead of processes of this machine, `workers` videos at once; it is the caller's to close.

    Returns:
        The app. `app.state.close()` stops its rendering processes, `app.state.home` is where the videos lie,
        `app.state.base_path` where its routes hang ("/v1"), `app.state.model` a model that it makes, `app.state.wants_key` whether it turns away
        requests without a Bearer token, `app.state.label` the server's name as people write it.

    Raises:
        RequestError: there is no imitation of that name; the nearest and all are named.
    """
    kind: type[Manner] = Embedded if imitate is None else imitation_named(imitate)
    home = Path(home) if imitate is None else Path(home, f"as-{imitate}")  # what one server tells, another cannot
    desk = Desk(home, workers, pace or steady_pace(pace_s), clock, kind.is_forgetful, drills, kept_s, executor)
    manner = kind(desk, token)

    async def refuse(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return manner.refuse(error)

    async def refuse_route(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = manner.refuse_route(request, error)
        response.headers.update(error.headers or {})
        return response

    async def refuse_storage(request: Request, error: Exception) -> Response:
        assert isinstance(error, OSError)
        if isinstance(error, FileNotFoundError):
            message = "The video was deleted while it was being asked for."
            return manner.refuse(Refusal(404, message, param="video_id", code="video_not_found"))
        if is_disk_full(error):
            message, code = "There is no space left for the video: free some and try again.", "storage_full"
        else:
            message, code = f"The server's folder cannot be used ({error.strerror or error}).", "storage_failed"
        return manner.refuse(Refusal(507, message, code=code, kind="server_error"))

    async def refuse_unexpected(request: Request, error: Exception) -> Response:
        """The answer to a mistake of ours; Starlette raises it again for the log."""
        return manner.refuse(Refusal(500, "The server made a mistake: its log says which.", kind="server_error"))

    app = Starlette(
        routes=manner.routes(),
        exception_handlers={
            Refusal: refuse,
            HTTPException: refuse_route,
            OSError: refuse_storage,
            Exception: refuse_unexpected,
        },
        middleware=[Middleware(_Signed, headers=manner.headers), Middleware(_Named, hosts=hosts, refuse=manner.refuse)],
    )
    app.state.close, app.state.home = manner.desk.close, home
    app.state.base_path, app.state.model = manner.base_path, manner.model
    app.state.wants_key, app.state.label = manner.wants_key or token is not None, manner.label
    return app


class _Signed:
    """Adds headers to every answer."""

    def __init__(self, app: ASGIApp, headers: Callable[[], dict[str, str]]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sign(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers())
            await send(message)

        await self._app(scope, receive, sign if scope["type"] == "http" else send)


class _Named:
    """Turns away what was sent to another name than the server's."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, refuse: Callable[[Refusal], Response]) -> None:
        self._app, self._hosts, self._refuse = app, hosts, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._hosts is not None:
            name = _host_name(Headers(scope=scope).getlist("host"))
            if name not in self._hosts:
                message = f"This server answers to {', '.join(sorted(self._hosts))} only, not to {name!r}."
                await self._refuse(Refusal(403, message, code="host_not_allowed"))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _host_name(hosts: list[str]) -> str:
    """The one host of a request without its port, in lower case; "" where there is none or more than one."""
    found = _HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
    return found[1] if found else ""
