"""The server side of the Videos protocol, as a Starlette app.

Routes below `/v1`: create, list, retrieve, delete, content. Objects and error bodies are the
specification's. Works mounted through an ASGI transport, where no lifespan is run (everything starts
at the first request), and under any ASGI server. It asks for no key: whoever serves it to a network
puts a token in front.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from sora_widgets.animatic.refusals import Refusal, not_found
from sora_widgets.animatic.requests import read_create, read_list
from sora_widgets.animatic.store import Order, Store, is_disk_full
from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.wire import View, deleted_body, list_body, video_body, view_of

__all__ = ["create_app"]

_FILES = {
    "video": ("clip.mp4", "video/mp4"),
    "thumbnail": ("thumbnail.webp", "image/webp"),
    "spritesheet": ("spritesheet.jpg", "image/jpeg"),
}
_POLL_AFTER_MS = "250"


def create_app(home: Path, workers: int = 2, pace_s: float = 0.0, clock: Callable[[], float] = time.time) -> Starlette:
    """The embedded provider, with its jobs and files below `home`.

    Args:
        home: made when it is first needed; may be shared by several processes.
        workers: rendering processes at most; they start with the first video and leave when idle.
        pace_s: the least seconds from create to completed, so that a job can be watched at work.
        clock: seconds since 1970.

    Returns:
        The app. `app.state.close()` stops its rendering processes.
    """
    store = Store(Path(home))
    studio = Studio(store, workers)
    routes = _Routes(store, studio, pace_s, clock)
    app = Starlette(
        routes=[
            Mount(
                "/v1",
                routes=[
                    _route("/videos", POST=routes.create, GET=routes.index),
                    _route("/videos/{video_id}", GET=routes.retrieve, DELETE=routes.delete),
                    _route("/videos/{video_id}/content", GET=routes.content),
                ],
            )
        ],
        exception_handlers={Refusal: _refuse, HTTPException: _refuse_route, OSError: _refuse_storage},
    )
    app.state.close = studio.close
    return app


class _Routes:
    def __init__(self, store: Store, studio: Studio, pace_s: float, clock: Callable[[], float]) -> None:
        self._store, self._studio, self._pace_s, self._clock = store, studio, pace_s, clock
        self._has_resumed = False

    async def create(self, request: Request) -> Response:
        wanted = await read_create(request)
        now_ns = int(self._clock() * 1e9)
        order = Order(f"video_{uuid.uuid4().hex}", wanted.prompt, wanted.model, wanted.seconds, wanted.size, now_ns)
        key = request.headers.get("idempotency-key")
        kept = await asyncio.to_thread(self._store.add, order, key)
        if (kept.prompt, kept.model, kept.seconds, kept.size) != (order.prompt, order.model, order.seconds, order.size):
            raise Refusal(
                400,
                "This Idempotency-Key was used for another request: use a new key.",
                param="Idempotency-Key",
                code="idempotency_key_reused",
            )
        self._studio.ask([kept.id])
        return _answer(video_body(kept, self._view(kept)))

    async def index(self, request: Request) -> Response:
        wanted = read_list(request)
        orders = await self._look()
        if not wanted.is_newest_first:
            orders.reverse()
        if wanted.after is not None:
            places = [index for index, order in enumerate(orders) if order.id == wanted.after]
            if not places:
                raise Refusal(
                    400, f"No video with id '{wanted.after}' to list after.", param="after", code="invalid_value"
                )
            orders = orders[places[0] + 1 :]
        page = orders[: wanted.limit]
        bodies = [video_body(order, self._view(order)) for order in page]
        return _answer(list_body(bodies, has_more=len(orders) > len(page)))

    async def retrieve(self, request: Request) -> Response:
        order = await self._order(request)
        return _answer(video_body(order, self._view(order)))

    async def delete(self, request: Request) -> Response:
        order = await self._order(request)
        if self._view(order).status not in ("completed", "failed"):
            raise Refusal(
                400,
                f"Video '{order.id}' is still being made: only a completed or failed video can be deleted.",
                param="video_id",
                code="video_not_finished",
            )
        await asyncio.to_thread(self._store.delete, order.id)
        return _answer(deleted_body(order.id))

    async def content(self, request: Request) -> Response:
        variant = request.query_params.get("variant", "video")
        if variant not in _FILES:
            raise Refusal(
                400, f"variant must be {', '.join(_FILES)}, not {variant!r}.", param="variant", code="invalid_value"
            )
        order = await self._order(request)
        status = self._view(order).status
        if status != "completed":
            raise Refusal(
                404, f"Video '{order.id}' has no content: it is {status}.", param="video_id", code="video_not_ready"
            )
        name, kind = _FILES[variant]
        path = self._store.folder(order.id) / name
        if variant != "video" and not path.is_file():
            await asyncio.wrap_future(self._studio.make_still(order.id, variant))
        if not path.is_file():
            raise Refusal(404, f"The file of video '{order.id}' is gone.", param="video_id", code="video_expired")
        return FileResponse(
            path, media_type=kind, filename=f"{order.id}{path.suffix}", content_disposition_type="inline"
        )

    async def _order(self, request: Request) -> Order:
        video_id = request.path_params["video_id"]
        order = self._store.order(video_id)
        if order is None:
            raise not_found(video_id)
        if not self._has_resumed:
            await self._look()
        elif self._store.result(order.id) is None:
            self._studio.ask([order.id])
        return order

    async def _look(self) -> list[Order]:
        """All orders, newest first; unfinished ones are set going, also those of an earlier process."""
        orders = await asyncio.to_thread(self._store.orders)
        self._has_resumed = True
        self._studio.ask([order.id for order in reversed(orders) if self._store.result(order.id) is None])
        return orders

    def _view(self, order: Order) -> View:
        result = self._store.result(order.id)
        progress = None if result is not None else self._store.progress(order.id)
        return view_of(order, result, progress, self._pace_s, self._clock())


def _route(path: str, **by_method: Callable[[Request], Awaitable[Response]]) -> Route:
    """One route for all methods of a path, so that 405 names every method there is."""

    async def endpoint(request: Request) -> Response:
        return await by_method["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, endpoint, methods=list(by_method))


def _answer(body: dict[str, object]) -> JSONResponse:
    return JSONResponse(body, headers={"openai-poll-after-ms": _POLL_AFTER_MS})


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error.to_response()


async def _refuse_route(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = {
        404: f"Unknown request URL: {request.method} {request.url.path}.",
        405: f"{request.method} is not allowed for {request.url.path}.",
    }
    refusal = Refusal(
        error.status_code,
        message.get(error.status_code, error.detail),
        code="unknown_url" if error.status_code == 404 else None,
    )
    response = refusal.to_response()
    response.headers.update(error.headers or {})
    return response


async def _refuse_storage(request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    if is_disk_full(error):
        message, code = "There is no space left for the video: free some and try again.", "storage_full"
    else:
        message, code = f"The server's folder cannot be used ({error.strerror or error}).", "storage_failed"
    return Refusal(507, message, code=code, kind="server_error").to_response()
