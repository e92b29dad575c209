"""Videos made from videos, and characters: the routes of the specification that other servers have not.

What is drawn is `lineage`'s business, looking at uploads is `media`'s. How an order is kept and told of is left to the
manner that has these routes: the embedded provider, and OpenAI's imitation.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sora_widgets.animatic.bodies import Upload
from sora_widgets.animatic.characters import MAX_NAME_CHARS, CastMember, add_member, find_member, member_body
from sora_widgets.animatic.lineage import edit_of_upload, extension_of, extension_of_upload, remix_of
from sora_widgets.animatic.manner import Answerer, Manner
from sora_widgets.animatic.media import main_colour, read_footage
from sora_widgets.animatic.refusals import Refusal, not_found
from sora_widgets.animatic.requests import CreateRequest, checked, read_fields, read_prompt, read_text
from sora_widgets.animatic.store import Order

__all__ = ["Reworks"]

_REWORK = frozenset({"prompt", "video", "model"})
_VIDEO_FILE = frozenset({"video"})


class Reworks(Manner):
    """A manner with edits, extensions and characters."""

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {
            "/videos/edits": {"POST": self.edit},
            "/videos/extensions": {"POST": self.extend},
            "/videos/characters": {"POST": self.create_character},
            "/videos/characters/{character_id}": {"GET": self.retrieve_character},
            **super().paths(),
            "/videos/{video_id}/remix": {"POST": self.remix},
        }

    async def keep(self, request: Request, wanted: CreateRequest) -> Response:
        """Keep an order and tell of it."""
        raise NotImplementedError

    async def remix(self, request: Request) -> Response:
        """A video with one change."""
        raise NotImplementedError

    async def edit(self, request: Request) -> Response:
        given = await read_fields(request, _REWORK, _VIDEO_FILE)
        prompt, video = read_prompt(given), given.get("video")
        if isinstance(video, Upload):
            model = checked(prompt, {name: given[name] for name in ("model",) if name in given}).model
            return await self.keep(request, await asyncio.to_thread(edit_of_upload, video.content, prompt, model))
        source = await self._source(given)
        return await self.keep(request, remix_of(source, prompt, self.desk.folder(source)))

    async def extend(self, request: Request) -> Response:
        given = await read_fields(request, _REWORK | {"seconds"}, _VIDEO_FILE)
        prompt, video = read_prompt(given), given.get("video")
        if "seconds" not in given:
            raise Refusal(
                400, "seconds is needed: how much is new.", param="seconds", code="missing_required_parameter"
            )
        wanted = checked(prompt, {name: given[name] for name in ("model", "seconds") if name in given})
        if isinstance(video, Upload):
            extended = await asyncio.to_thread(extension_of_upload, video.content, prompt, wanted.seconds, wanted.model)
            return await self.keep(request, extended)
        source = await self._source(given)
        if self.desk.has_expired(self.desk.view(source)) or not self.desk.path(source).is_file():
            raise self.expired(source)
        folder = self.desk.folder(source)
        return await self.keep(request, await asyncio.to_thread(extension_of, source, prompt, wanted.seconds, folder))

    async def create_character(self, request: Request) -> Response:
        given = await read_fields(request, frozenset({"name", "video"}), _VIDEO_FILE)
        name = read_text(given, "name", MAX_NAME_CHARS, "say what the character is called")
        video = given.get("video")
        if not isinstance(video, Upload):
            raise Refusal(400, "A video is needed, as a file.", param="video", code="missing_required_parameter")

        def make() -> CastMember:
            colour = main_colour(read_footage(video.content, "video").first)
            member = CastMember(f"char_{uuid.uuid4().hex}", name.strip(), colour, int(self.desk.now_s()))
            add_member(self.desk.home, member)
            return member

        return self.answer(member_body(await asyncio.to_thread(make)))

    async def retrieve_character(self, request: Request) -> Response:
        return self.answer(member_body(find_member(self.desk.home, request.path_params["character_id"])))

    async def _source(self, given: Mapping[str, Any]) -> Order:
        """The completed video that a body refers to. Raises `Refusal`."""
        video = given.get("video")
        if not isinstance(video, dict) or not isinstance(video.get("id"), str) or len(video) != 1:
            raise Refusal(
                400,
                "A video is needed: a file, or an object with the id of a completed one.",
                param="video",
                code="missing_required_parameter" if video is None else "invalid_type",
            )
        if "model" in given:
            raise Refusal(400, "The model stays that of the video: leave it out.", param="model", code="invalid_value")
        order = await self.desk.order(video["id"])
        if order is None:
            raise not_found(video["id"])
        self.check_completed(order, "video")
        return order

    def check_completed(self, source: Order, param: str) -> None:
        status = self.desk.view(source).status
        if status != "completed":
            raise Refusal(
                400,
                f"Video '{source.id}' is {status}: only a completed one can be gone on from.",
                param=param,
                code="video_not_finished",
            )
