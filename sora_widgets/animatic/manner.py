"""The embedded provider's way of serving videos: its routes, and the shape of each of its answers.

Everything a client can notice is a method or an attribute here, over a `Desk` that knows the
videos. An imitation of another server (`imitations`) is a manner that differs in some of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sora_widgets.animatic.desk import FILES, Desk
from sora_widgets.animatic.refusals import Refusal, not_found
from sora_widgets.animatic.requests import CreateRequest, ListRequest, read_create, read_list
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View, deleted_body, list_body, video_body

__all__ = ["Answerer", "Manner"]

Answerer = Callable[[Request], Awaitable[Response]]
_POLL_AFTER_MS = "250"


class Manner:
    """How one kind of server behaves; this one is the embedded provider itself.

    Attributes:
        name: of the profile that a client should find; None for the embedded provider.
        label: as people call it.
        base_path: where its routes hang; what a client is given ends here.
        model: one that it makes.
        wants_key: it answers nothing without a Bearer token. Any but "none" and "wrong" will do.
        is_forgetful: it knows only the videos of this run, as a server that keeps them in memory.
    """

    name: ClassVar[str | None] = None
    label: ClassVar[str] = "animatic"
    base_path: ClassVar[str] = "/v1"
    model: ClassVar[str] = "sora-2"
    wants_key: ClassVar[bool] = False
    is_forgetful: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # What is there

    def paths(self) -> dict[str, dict[str, Answerer]]:
        """Method by method, what is below `base_path`; earlier paths win."""
        return {
            "/videos": {"POST": self.create, "GET": self.index},
            "/videos/{video_id}": {"GET": self.retrieve, "DELETE": self.delete},
            "/videos/{video_id}/content": {"GET": self.content},
        }

    def routes(self) -> list[BaseRoute]:
        """Everything that is served."""
        return [Mount(self.base_path, routes=[self.route(path, by_method) for path, by_method in self.paths().items()])]

    def route(self, path: str, by_method: dict[str, Answerer], is_open: bool = False) -> Route:
        """One route for all methods of a path, so that 405 names every method there is."""

        async def endpoint(request: Request) -> Response:
            if not is_open:
                self.check_key(request)
            return await by_method["GET" if request.method == "HEAD" else request.method](request)

        return Route(path, endpoint, methods=list(by_method))

    def headers(self) -> dict[str, str]:
        """What every answer carries, errors too."""
        return {"x-sora-widgets": "animatic"}

    def check_key(self, request: Request) -> None:
        """Turn a request away that has no key, where one is wanted.

        Raises:
            Refusal: 401.
        """

    # Answers

    async def create(self, request: Request) -> Response:
        wanted = await self.read_create(request)
        order = await self.desk.take(self.new_id(), wanted, request.headers.get("idempotency-key"))
        if (order.prompt, order.model, order.seconds, order.size) != (
            wanted.prompt,
            wanted.model,
            wanted.seconds,
            wanted.size,
        ):
            raise Refusal(
                400,
                "This Idempotency-Key was used for another request: use a new key.",
                param="Idempotency-Key",
                code="idempotency_key_reused",
            )
        return self.answer(self.video(order, self.desk.view(order), request))

    async def index(self, request: Request) -> Response:
        wanted = self.read_list(request)
        orders = await self.orders()
        if not wanted.is_newest_first:
            orders.reverse()
        if wanted.after is not None:
            places = [index for index, order in enumerate(orders) if self.shown_id(order) == wanted.after]
            orders = orders[places[0] + 1 :] if places else self.after_unknown(wanted.after)
        page = orders[: wanted.limit]
        videos = [self.video(order, self.desk.view(order), request) for order in page]
        return self.answer(self.listing(videos, has_more=len(orders) > len(page)))

    async def retrieve(self, request: Request) -> Response:
        order = await self.order(request)
        return self.answer(self.video(order, self.desk.view(order), request))

    async def delete(self, request: Request) -> Response:
        order = await self.order(request)
        if self.desk.view(order).status not in ("completed", "failed"):
            raise Refusal(
                400,
                f"Video '{self.shown_id(order)}' is still being made: only a completed or failed video can be deleted.",
                param="video_id",
                code="video_not_finished",
            )
        await self.desk.remove(order)
        return self.answer(deleted_body(self.shown_id(order)))

    async def content(self, request: Request) -> Response:
        variant = request.query_params.get("variant", "video")
        if variant not in FILES:
            raise Refusal(
                400, f"variant must be {', '.join(FILES)}, not {variant!r}.", param="variant", code="invalid_value"
            )
        order = await self.order(request)
        status = self.desk.view(order).status
        if status != "completed":
            raise Refusal(
                404,
                f"Video '{self.shown_id(order)}' has no content: it is {status}.",
                param="video_id",
                code="video_not_ready",
            )
        if variant != "video" and not self.desk.path(order, variant).is_file():
            await self.desk.make_still(order, variant)
        return self.file(order, variant)

    def file(self, order: Order, variant: str = "video") -> Response:
        """The bytes, with Range."""
        path = self.desk.path(order, variant)
        if not path.is_file():
            raise Refusal(
                404, f"The file of video '{self.shown_id(order)}' is gone.", param="video_id", code="video_expired"
            )
        return FileResponse(
            path,
            media_type=FILES[variant][1],
            filename=f"{order.id}{path.suffix}",
            content_disposition_type="inline",
        )

    # Shapes

    def new_id(self) -> str:
        return f"video_{uuid.uuid4().hex}"

    def shown_id(self, order: Order) -> str:
        """The id that clients see."""
        return order.id

    def stored_id(self, shown: str) -> str:
        """The id of the store, from the one that clients see."""
        return shown

    def answer(self, body: object, status: int = 200) -> JSONResponse:
        return JSONResponse(body, status, headers={"openai-poll-after-ms": _POLL_AFTER_MS})

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        return video_body(order, view)

    def listing(self, videos: list[dict[str, object]], has_more: bool) -> dict[str, object]:
        return list_body(videos, has_more)

    # Questions

    async def read_create(self, request: Request) -> CreateRequest:
        """The order in a request. Raises `Refusal`."""
        return await read_create(request)

    def read_list(self, request: Request) -> ListRequest:
        """The page that a request asks for. Raises `Refusal`."""
        return read_list(request)

    async def orders(self) -> list[Order]:
        """What can be listed, newest first."""
        return await self.desk.orders()

    async def order(self, request: Request) -> Order:
        """The video that a request is about. Raises `Refusal`."""
        shown = request.path_params["video_id"]
        order = await self.desk.order(self.stored_id(shown))
        if order is None:
            raise self.unknown_video(shown)
        return order

    # Refusals

    def unknown_video(self, shown: str) -> Refusal:
        return not_found(shown)

    def after_unknown(self, shown: str) -> list[Order]:
        """What follows a video that is not there: a list, or a `Refusal`."""
        raise Refusal(400, f"No video with id '{shown}' to list after.", param="after", code="invalid_value")

    def refuse(self, refusal: Refusal) -> Response:
        """A refusal in this server's shape."""
        return refusal.to_response()

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        """No such route (404), or not by this method (405)."""
        message = {
            404: f"Unknown request URL: {request.method} {request.url.path}.",
            405: f"{request.method} is not allowed for {request.url.path}.",
        }
        return self.refuse(
            Refusal(
                error.status_code,
                message.get(error.status_code, error.detail),
                code="unknown_url" if error.status_code == 404 else None,
            )
        )
