"""The server side of the Videos protocol, as a Starlette app.

The embedded provider's own routes are create, list, retrieve, delete and content below `/v1`; its
objects and error bodies are the specification's. With `imitate=` the app behaves like another
server instead, over the same videos and the same drawing. Works mounted through an ASGI transport,
where no lifespan is run (everything starts at the first request), and under any ASGI server. It
asks for no key (an imitation takes any): whoever serves it to a network puts a token in front.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sora_widgets.animatic.desk import Desk
from sora_widgets.animatic.imitations import imitation_named
from sora_widgets.animatic.manner import Manner
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.store import is_disk_full

__all__ = ["create_app"]


def create_app(
    home: Path,
    workers: int = 2,
    pace_s: float = 0.0,
    clock: Callable[[], float] = time.time,
    imitate: str | None = None,
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

    Returns:
        The app. `app.state.close()` stops its rendering processes, `app.state.home` is where the videos lie,
        `app.state.base_path` where its routes hang ("/v1"), `app.state.model` a model that it makes, `app.state.wants_key` whether it turns away
        requests without a Bearer token, `app.state.label` the server's name as people write it.

    Raises:
        RequestError: there is no imitation of that name; the nearest and all are named.
    """
    kind = Manner if imitate is None else imitation_named(imitate)
    home = Path(home) if imitate is None else Path(home, f"as-{imitate}")  # what one server tells, another cannot
    manner = kind(Desk(home, workers, pace_s, clock, kind.is_forgetful))

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
        if is_disk_full(error):
            message, code = "There is no space left for the video: free some and try again.", "storage_full"
        else:
            message, code = f"The server's folder cannot be used ({error.strerror or error}).", "storage_failed"
        return manner.refuse(Refusal(507, message, code=code, kind="server_error"))

    app = Starlette(
        routes=manner.routes(),
        exception_handlers={Refusal: refuse, HTTPException: refuse_route, OSError: refuse_storage},
        middleware=[Middleware(_Signed, headers=manner.headers)],
    )
    app.state.close, app.state.home = manner.desk.close, home
    app.state.base_path, app.state.model = manner.base_path, manner.model
    app.state.wants_key, app.state.label = manner.wants_key, manner.label
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
