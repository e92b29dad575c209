"""NVIDIA Dynamo's frontend, after ai-dynamo/dynamo lib/llm/src/{protocols/openai/videos.rs,http/service/openai.rs}.

Another contract under the same path: POST /v1/videos waits and answers with the finished video, as `data[]` with a URL or
base64; there is no GET, list, content or DELETE, and no key. JSON as serde reads it: a number is no text. Other fields go
through to the worker. Refusals are a flat `{"message", "type", "code": int}`; a wrong route or method has no body.
Assumed: the worker's defaults (a URL, 5 s of 832x480), and 200 for a job that failed. Streams answer 501.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sora_widgets.animatic.bodies import Body
from sora_widgets.animatic.imitations.canvas import FPS, read_size
from sora_widgets.animatic.imitations.fields import Field
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["Dynamo"]

_SERVED = "Wan-AI/Wan2.1-T2V-1.3B-Diffusers"
_DEFAULT_SIZE = "832x480"
_DEFAULT_S = 5
_SAMPLE_RATE_HZ = 48_000
# What serde calls the type of each field, and the Python type of its JSON.
_TYPES: dict[str, tuple[str, type]] = {
    "prompt": ("a string", str),
    "model": ("a string", str),
    "input_reference": ("a string", str),
    "seconds": ("i32", int),
    "size": ("a string", str),
    "user": ("a string", str),
    "response_format": ("a string", str),
    "output_format": ("a string", str),
    "stream": ("a boolean", bool),
    "nvext": ("struct NvExt", dict),
}


class Dynamo(Imitation):
    """Dynamo's frontend with one worker behind it."""

    name = "dynamo"
    label = "NVIDIA Dynamo"
    model = _SERVED
    failure = ("internal", "The worker could not generate the video (this was a drill).")
    fields: ClassVar[Mapping[str, Field]] = dict.fromkeys(_TYPES, Field("any"))

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {"/models": {"GET": self.models}, "/videos": {"POST": self.create}}

    def new_id(self) -> str:
        return str(uuid.uuid4())

    async def models(self, request: Request) -> Response:
        card = {"id": _SERVED, "object": "object", "created": int(self.desk.now_s()), "owned_by": "nvidia"}
        return self.answer({"object": "list", "data": [card]})

    async def body(self, request: Request) -> Body:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Refusal(415, "Expected request with `Content-Type: application/json`", kind="plain")
        try:
            return await super().body(request)
        except Refusal as refusal:
            raise Refusal(
                refusal.status, f"Failed to parse the request body as JSON: {refusal.message}", kind="plain"
            ) from refusal

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        for name, (word, kind) in _TYPES.items():
            value = values.get(name)
            if value is None:
                if name in ("prompt", "model"):
                    raise _unfit(f"missing field `{name}`")
            elif not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
                raise _unfit(f"{name}: invalid type: {_rust_name(value)}, expected {word}")
        answer_as = values.get("response_format", "url")
        if answer_as not in ("url", "b64_json"):
            raise _unfit(f"response_format: unknown variant `{answer_as}`, expected `url` or `b64_json`")
        if values["model"] != _SERVED:
            raise Refusal(404, f"Model not found: {values['model']}")
        if values.get("stream"):
            raise Refusal(501, "The imitation does not stream videos.")
        size = read_size(values.get("size", _DEFAULT_SIZE))
        if size is None:
            raise Refusal(400, f"Invalid size: {values['size']!r}")
        seconds, told = values.get("seconds", _DEFAULT_S), {"answer_as": answer_as}
        return self.wanted(values["prompt"], _SERVED, seconds, size, told, values.get("input_reference"))

    async def create(self, request: Request) -> Response:
        order = await self.take(await self.read_create(request))
        return self.answer(self.video(order, await self.desk.finished(order), request))

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        told: dict[str, object] = {
            "id": order.id,
            "object": "video",
            "model": order.model,
            "status": view.status,
            "progress": view.progress,
            "created": order.created_ns // 1_000_000_000,
            "data": [],
            "inference_time_s": max(0.0, self.desk.now_s() - order.created_ns / 1e9),
        }
        if view.error is not None:
            return told | {"error": view.error["message"]}
        made: dict[str, object] = {"output_format": "mp4", "fps": FPS, "audio_sample_rate": _SAMPLE_RATE_HZ}
        if order.asked["answer_as"] == "b64_json":
            made["b64_json"] = base64.b64encode(self.desk.path(order).read_bytes()).decode()
        else:
            made["url"] = self.hosted_url(order, request)
        return told | {"data": [made]}

    def refused_prompt(self) -> Refusal:
        return Refusal(400, "The prompt was refused (this was a drill).")

    def refuse(self, refusal: Refusal) -> Response:
        if refusal.kind == "plain":
            return PlainTextResponse(refusal.message, refusal.status)
        body = {"message": refusal.message, "type": HTTPStatus(refusal.status).phrase, "code": refusal.status}
        return JSONResponse(body, refusal.status)

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        return Response(status_code=error.status_code)


def _unfit(said: str) -> Refusal:
    """serde's 422, which the server's middleware turns into a 400."""
    return Refusal(400, f"Failed to deserialize the JSON body into the target type: {said}")


def _rust_name(value: object) -> str:
    if isinstance(value, str):
        return f'string "{value}"'
    if isinstance(value, bool):
        return f"boolean `{str(value).lower()}`"
    return "map" if isinstance(value, dict) else "sequence" if isinstance(value, list) else f"number `{value}`"
