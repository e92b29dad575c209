"""What all imitations share: no marks of ours, no idempotency, drills, hosted files, remixes.

A drill is a word in the prompt that makes the server misbehave on purpose, so that a client's
handling of it can be tried. What the prompt says besides is drawn as usual.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute

from sora_widgets.animatic.bodies import Body, Upload, read_body
from sora_widgets.animatic.desk import FILES
from sora_widgets.animatic.imitations.canvas import drawable_seconds, drawable_size
from sora_widgets.animatic.imitations.fields import Field, Misfit, read_fields
from sora_widgets.animatic.lineage import beginning_with, remix_of
from sora_widgets.animatic.manner import Manner
from sora_widgets.animatic.references import read_data_url, read_picture
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["FAIL", "REFUSE", "Imitation"]

FAIL = "[fail]"
REFUSE = "[refuse]"
_MAX_BODY_BYTES = 32_000_000  # the largest reference as a data URL, and room for the rest


class Imitation(Manner):
    """A manner that is another server's.

    Attributes:
        fields: what a request may say; the rest is for `unknown_fields`.
        failure: code and message of a job that `[fail]` makes fail.
    """

    fields: ClassVar[Mapping[str, Field]] = {}
    failure: ClassVar[tuple[str, str]] = ("server_error", "The video could not be generated (this was a drill).")

    def headers(self) -> dict[str, str]:
        return {}

    def answer(self, body: object, status: int = 200) -> JSONResponse:
        return JSONResponse(body, status)  # no poll-after header: none of these servers is known to send one

    def routes(self) -> list[BaseRoute]:
        hosted = self.route("/files/{video_id}.mp4", {"GET": self.hosted_file}, is_open=True)
        return [*super().routes(), hosted]

    # Orders

    async def create(self, request: Request) -> Response:
        return self.created(await self.take(await self.read_create(request)), request)

    async def take(self, wanted: CreateRequest) -> Order:
        """Keep an order, or do as its drill says. No Idempotency-Key: none of these servers promises to honour one."""
        if REFUSE in wanted.prompt:
            raise self.refused_prompt()
        fails = FAIL in wanted.prompt or self.desk.drills.is_due("moderation")
        return await self.desk.take(self.new_id(), wanted, fails_with=self.failure if fails else None)

    def created(self, order: Order, request: Request) -> Response:
        """The answer to an order: it waits, whatever has become of it since."""
        return self.answer(self.video(order, View("queued", 0), request))

    async def read_create(self, request: Request) -> CreateRequest:
        body = await self.body(request)
        values, misfits = read_fields(body.fields, self.fields, is_form=body.kind != "json")
        if misfits:
            raise self.unfit(misfits, body)
        self.unknown_fields([name for name in body.fields if name not in self.fields])
        return await asyncio.to_thread(self.understood, values, body)  # pictures take their time

    async def body(self, request: Request) -> Body:
        """The request's body, of a kind that this server reads. Raises `Refusal`."""
        return await read_body(request, _MAX_BODY_BYTES)

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        """The order in values that fit their fields. Raises `Refusal`."""
        raise NotImplementedError

    def wanted(
        self,
        prompt: str,
        model: str,
        length_s: float,
        size: tuple[int, int],
        told: Mapping[str, Any] = MappingProxyType({}),
        reference: object = None,
    ) -> CreateRequest:
        """An order for what can be drawn that is nearest to what was asked for.

        Args:
            prompt: word for word.
            model: by whatever name.
            length_s: as asked for.
            size: as asked for.
            told: for the answers.
            reference: a file or a text that may be the picture to begin with; an address is not followed.

        Raises:
            Refusal: 400, a broken picture.
        """
        wanted = CreateRequest(prompt, model, drawable_seconds(length_s), drawable_size(*size), dict(told))
        picture = _picture_in(reference)
        return wanted if picture is None else beginning_with(wanted, picture)

    def unknown_fields(self, names: list[str]) -> None:
        """Fields that this server does not know: most ignore them. Raises `Refusal`."""

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        """Refuse fields that do not fit."""
        first = misfits[0]
        return Refusal(400, f"{first.name}: {first.message}", param=first.name, code="invalid_value")

    def refused_prompt(self) -> Refusal:
        """The answer to `[refuse]`."""
        return Refusal(400, "The prompt was refused (this was a drill).", param="prompt", code="invalid_prompt")

    async def remix(self, request: Request) -> Response:
        """The same video with one change."""
        parent = await self.order(request)
        body = await self.body(request)
        prompt = body.fields.get("prompt")
        if not isinstance(prompt, str) or not prompt.strip():
            raise self.unfit([Misfit("prompt", "missing", "Field required", None)], body)
        if self.desk.view(parent).status != "completed":
            raise Refusal(400, "Only a completed video can be remixed.", param="video_id", code="invalid_value")
        asked = {**parent.asked, "remixed_from_video_id": self.shown_id(parent)}
        again = remix_of(parent, prompt, self.desk.folder(parent))
        return self.created(await self.take(replace(again, asked=asked, source_id=None)), request)

    async def not_imitated(self, request: Request) -> Response:
        """A route that the server has and its imitation has not."""
        raise Refusal(
            501,
            f"{self.label} serves {request.url.path}, its imitation does not yet.",
            code="not_imitated",
            kind="server_error",
        )

    # Videos

    def plain_view(self, view: View) -> View:
        """The view of a server whose progress is 0 until it is 100."""
        return view if view.status == "completed" else replace(view, progress=0)

    def hosted_url(self, order: Order, request: Request) -> str:
        """Where a server that hosts its videos elsewhere would say they are; no key is needed there."""
        return f"{self.origin(request)}/files/{order.id}.mp4"

    def origin(self, request: Request) -> str:
        return f"{request.url.scheme}://{request.url.netloc}"

    async def hosted_file(self, request: Request) -> Response:
        order = await self.desk.order(request.path_params["video_id"])
        path = None if order is None else self.desk.path(order)
        view = None if order is None else self.desk.view(order)
        if (
            path is None
            or view is None
            or view.status != "completed"
            or self.desk.has_expired(view)
            or not path.is_file()
        ):
            return Response("no such file", 404, media_type="text/plain")
        return FileResponse(path, media_type=FILES["video"][1])

    def new_hex(self, length: int) -> str:
        return secrets.token_hex(length // 2)


def _picture_in(given: object) -> bytes | None:
    """The picture in a file or a data URL; None for anything else."""
    content = given.content if isinstance(given, Upload) else read_data_url(given) if isinstance(given, str) else None
    return content if content is not None and read_picture(content) is not None else None
