"""The embedded provider itself: what its orders may say, and that the same Idempotency-Key gives the same video."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sora_widgets.animatic.bodies import Upload
from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.characters import read_cast
from sora_widgets.animatic.lineage import beginning_with, remix_of
from sora_widgets.animatic.references import MAX_REFERENCE_CHARS, is_web_address, read_data_url
from sora_widgets.animatic.refusals import Refusal, not_found
from sora_widgets.animatic.requests import CreateRequest, checked, read_fields, read_prompt
from sora_widgets.animatic.reworks import Reworks
from sora_widgets.animatic.store import Order

__all__ = ["Embedded"]

_CREATE = frozenset({"prompt", "model", "seconds", "size", "input_reference", "characters"})


class Embedded(Reworks):
    """The animatic under its own name."""

    async def create(self, request: Request) -> Response:
        given = await read_fields(request, _CREATE, frozenset({"input_reference"}))
        prompt = read_prompt(given)
        wanted = checked(prompt, given)
        content = _referenced(given["input_reference"]) if "input_reference" in given else None
        return await self.keep(request, await asyncio.to_thread(self._with_extras, wanted, content, given))

    async def remix(self, request: Request) -> Response:
        source = await self.order(request)
        prompt = read_prompt(await read_fields(request, frozenset({"prompt"})))
        self.check_completed(source, "video_id")
        return await self.keep(request, remix_of(source, prompt, self.desk.folder(source)))

    async def keep(self, request: Request, wanted: CreateRequest) -> Response:
        """Keep an order and tell of it; the same again for an Idempotency-Key that came before."""
        fails_with = self.failure if self.desk.drills.is_due("moderation") else None
        key = request.headers.get("idempotency-key") or None
        try:
            order = await self.desk.take(self.new_id(), wanted, key, fails_with)
        except FileNotFoundError as error:
            raise not_found(wanted.source_id or "") from error  # deleted while it was being asked for
        if _told(order) != _told(wanted):
            raise Refusal(
                400,
                "This Idempotency-Key was used for another request: use a new key.",
                param="Idempotency-Key",
                code="idempotency_key_reused",
            )
        return self.answer(self.video(order, self.desk.view(order), request))

    def _with_extras(self, wanted: CreateRequest, picture: bytes | None, given: Mapping[str, Any]) -> CreateRequest:
        """The order with its picture and its cast. Raises `Refusal`."""
        brief = Brief(wanted.prompt, wanted.model, wanted.seconds, wanted.size)
        if "characters" in given:
            brief = replace(brief, cast=read_cast(self.desk.home, given["characters"], wanted.prompt))
        wanted = replace(wanted, brief=brief)
        return wanted if picture is None else beginning_with(wanted, picture)


def _told(order: Order | CreateRequest) -> tuple[object, ...]:
    """All that a request says."""
    return order.prompt, order.model, order.seconds, order.size, order.brief, order.source_id


def _referenced(given: object) -> bytes:
    """The bytes of a picture: a file, or a data URL in an object. Raises `Refusal`; nothing is fetched."""
    if isinstance(given, Upload):
        return given.content
    if not isinstance(given, dict) or len(given) != 1 or not given.keys() <= {"file_id", "image_url"}:
        raise _wrong("input_reference must be a file, or an object with exactly one of image_url and file_id.")
    if "file_id" in given:
        raise _wrong("There are no files with ids here: send the picture itself, as image_url with a data URL.")
    address = given["image_url"]
    if not isinstance(address, str) or len(address) > MAX_REFERENCE_CHARS:
        raise _wrong(f"image_url must be a text of at most {MAX_REFERENCE_CHARS} characters.")
    if is_web_address(address.lower()):
        raise _wrong("Nothing is fetched from the web here: send the picture itself, as a data URL.")
    content = read_data_url(address)
    if content is None:
        raise _wrong("image_url must be a data URL of a picture: 'data:image/png;base64,…'.")
    return content


def _wrong(message: str) -> Refusal:
    return Refusal(400, message, param="input_reference", code="invalid_value")
