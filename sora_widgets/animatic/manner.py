"""The way a server has with videos: its routes, and the shape of each of its answers.

Everything a client can notice is a method or an attribute here, over a `Desk` that knows the videos: create, list,
retrieve, delete, content. The embedded provider (`embedded`) adds what makes videos from videos; an imitation of another
server (`imitations`) differs in some of it.
"""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Awaitable, Callable
from typing import ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sora_widgets.animatic.desk import FILES, Desk
from sora_widgets.animatic.drills import SlowResponse
from sora_widgets.animatic.refusals import Refusal, not_found
from sora_widgets.animatic.requests import ListRequest, read_list
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View, deleted_body, list_body, video_body

__all__ = ["WRONG", "Answerer", "Manner"]

Answerer = Callable[[Request], Awaitable[Response]]
WRONG = "wrong"  # as the key of a server that takes any
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_POLL_AFTER_MS = "250"
_RETRY_AFTER_S = "2"
_ONE_RANGE = r"(?:[0-9]{1,15}-[0-9]{0,15}|-[0-9]{1,15})"
_RANGES = re.compile(rf"bytes={_ONE_RANGE}(?:\s*,\s*{_ONE_RANGE}){{0,15}}")
_ENDS = re.compile(r"([0-9]+)-([0-9]+)")


class Manner:
    """How one kind of server behaves.

    Args:
        desk: the videos.
        token: the only key that opens; None: none is wanted, or whatever this server takes.

    Attributes:
        name: of the profile that a client should find; None for the embedded provider.
        label: as people call it.
        base_path: where its routes hang; what a client is given ends here.
        model: one that it makes.
        wants_key: it answers nothing without a Bearer token, also where none was set: any but "none" and "wrong" will do.
        is_forgetful: it knows only the videos of this run, as a server that keeps them in memory.
        failure: code and message of a job that a drill makes fail.
    """

    name: ClassVar[str | None] = None
    label: ClassVar[str] = "animatic"
    base_path: ClassVar[str] = "/v1"
    model: ClassVar[str] = "sora-2"
    wants_key: ClassVar[bool] = False
    is_forgetful: ClassVar[bool] = False
    failure: ClassVar[tuple[str, str]] = ("moderation_blocked", "Your request was blocked by our moderation system.")

    def __init__(self, desk: Desk, token: str | None = None) -> None:
        self.desk, self._token = desk, token

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
        methods = [*by_method, "HEAD"] if "GET" in by_method else list(by_method)

        async def endpoint(request: Request) -> Response:
            if not is_open:
                self.check_key(request)
            if request.method not in methods:
                raise HTTPException(405, headers={"allow": ", ".join(methods)})
            if not is_open:
                self.check_drills(request)
            if not _is_range(request.headers.get("range", "")):
                request.scope["headers"] = [each for each in request.scope["headers"] if each[0] != b"range"]
            response = await by_method["GET" if request.method == "HEAD" else request.method](request)
            is_download = response.headers.get("content-type", "").startswith("video/")
            return SlowResponse(response) if is_download and self.desk.drills.is_due("slow-download") else response

        # A path without a parameter is nobody else's, whatever the method: "edits" is the id of no video.
        return Route(path, endpoint, methods=methods if "{" in path else _METHODS)

    def headers(self) -> dict[str, str]:
        """What every answer carries, errors too."""
        return {"x-sora-widgets": "animatic"}

    def check_key(self, request: Request) -> None:
        """Turn a request away that has no key, where one is wanted.

        Raises:
            Refusal: 401.
        """
        if self._token is not None and not self.has_bearer(request):
            raise Refusal(
                401,
                "There is no valid key in the Authorization header: send 'Bearer', a space, and the server's key.",
                code="invalid_api_key",
                headers={"www-authenticate": "Bearer"},
            )

    def has_bearer(self, request: Request) -> bool:
        """Whether the request carries a key that opens."""
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.opens(key)

    def opens(self, key: str) -> bool:
        """Whether a key is accepted: the server's own, or any but none, "none" (what a client without a key may send) and "wrong"."""
        key = key.strip()
        if self._token is None:
            return key not in ("", "none", WRONG)
        return secrets.compare_digest(key.encode(errors="replace"), self._token.encode())

    def check_drills(self, request: Request) -> None:
        """Let a request fail that is due to.

        Raises:
            Refusal: 429 or 500.
        """
        if request.method == "POST" and self.desk.drills.is_due("rate-limit"):
            raise Refusal(
                429,
                f"Rate limit reached for videos (this was a drill). Please try again in {_RETRY_AFTER_S}s.",
                code="rate_limit_exceeded",
                kind="requests",
                headers={"retry-after": _RETRY_AFTER_S},
            )
        if self.desk.drills.is_due("server-error"):
            message = "The server had an error while processing your request (this was a drill). Sorry about that!"
            raise Refusal(500, message, kind="server_error")

    # Answers

    async def create(self, request: Request) -> Response:
        """Keep an order and tell of it."""
        raise NotImplementedError

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
        view = self.desk.view(order)
        if view.status != "completed":
            raise Refusal(
                404,
                f"Video '{self.shown_id(order)}' has no content: it is {view.status}.",
                param="video_id",
                code="video_not_ready",
            )
        if self.desk.has_expired(view) or not self.desk.path(order).is_file():
            raise self.expired(order)
        if variant != "video" and not self.desk.path(order, variant).is_file():
            await self.desk.make_still(order, variant)
        return self.file(order, variant)

    def file(self, order: Order, variant: str = "video") -> Response:
        """The bytes, with Range."""
        path = self.desk.path(order, variant)
        if not path.is_file():
            raise self.expired(order)
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

    def expired(self, order: Order) -> Refusal:
        """The refusal of a file that is there no more."""
        return Refusal(
            404,
            f"The files of video '{self.shown_id(order)}' have expired: make it again.",
            param="video_id",
            code="video_expired",
        )

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


def _is_range(given: str) -> bool:
    """Whether it is up to 16 parts of a file; any other Range is as good as none (RFC 9110, 14.1.1 and 14.2)."""
    ends = _ENDS.findall(given)
    return _RANGES.fullmatch(given) is not None and all(int(first) <= int(last) for first, last in ends)
