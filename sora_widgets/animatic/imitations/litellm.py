"""The LiteLLM proxy, release 1.109.1: litellm/proxy/video_endpoints/endpoints.py, litellm/types/videos, litellm/llms.

Release 1.106.2 has been run, in front of our imitation of OpenAI: ids are base64 with the provider and the model inside,
and the id that is told later has lost its model, so that asking by it goes astray; an answer of the server behind is
wrapped as a text, with its HTTP status as a text for code; the cost is in a header of the order, and 0 in that of a
refusal; `/videos` is listed only for a named `custom_llm_provider`, and `after`, `limit` and `order` never arrive;
there is no DELETE; content is whole, never a part. The imitation routes `sora-2` and `sora-2-pro` to an OpenAI and
`veo-3.1` to a Gemini, whose jobs are "processing", have no progress, size or seconds, and whose failures are HTTP errors.
Assumed: the status of those (500); 404 for an id without its model, which is asked for at OpenAI's own address (there
was no network); 401 without a key (there was no database to look keys up in).
Edits, extensions and characters answer 501. Unlike it, the imitation does not repeat an order that the server behind
did not answer: LiteLLM does, twice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from sora_widgets.animatic.bodies import Body
from sora_widgets.animatic.desk import Desk
from sora_widgets.animatic.imitations.fastapi import FastApi
from sora_widgets.animatic.imitations.fields import Field, Misfit
from sora_widgets.animatic.imitations.openai import OpenAI
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest, ListRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View
from sora_widgets.pricing import model_facts

__all__ = ["LiteLLM"]

_VERSION = "1.109.1"
_OPENAI_MODELS = ("sora-2", "sora-2-pro")
_GEMINI_MODEL = "veo-3.1"
_GEMINI_USD_PER_S = 0.40
_UPSTREAM_PAGE = 20
_INSIDE = "litellm:custom_llm_provider:{};model_id:{};video_id:{}"


class LiteLLM(FastApi):
    """The proxy with three models in its router."""

    name = "litellm"
    label = "LiteLLM"
    wants_key = True
    failure = OpenAI.failure
    fields: ClassVar[Mapping[str, Field]] = OpenAI.fields

    def __init__(self, desk: Desk, token: str | None = None) -> None:
        super().__init__(desk, token)
        self._behind = OpenAI(desk)

    def routes(self) -> list[BaseRoute]:
        bare = [self.route(path, by_method) for path, by_method in self.paths().items()]  # /videos is /v1/videos
        return [*super().routes(), *bare]

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {
            "/models": {"GET": self.models},
            "/videos/edits": {"POST": self.not_imitated},
            "/videos/extensions": {"POST": self.not_imitated},
            "/videos/characters": {"POST": self.not_imitated},
            "/videos": {"POST": self.create, "GET": self.index},
            "/videos/{video_id}": {"GET": self.retrieve},
            "/videos/{video_id}/content": {"GET": self.content},
            "/videos/{video_id}/remix": {"POST": self.remix},
        }

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request):
            said = {
                "message": "Authentication Error, No api key passed in.",
                "type": "auth_error",
                "param": "None",
                "code": "401",
            }
            raise Refusal(401, said["message"], body={"error": said})

    async def models(self, request: Request) -> Response:
        names = (*_OPENAI_MODELS, _GEMINI_MODEL)
        cards = [
            {"id": n, "object": "model", "created": 1_677_610_602, "owned_by": "openai", "mode": "video_generation"}
            for n in names
        ]
        return JSONResponse({"data": cards, "object": "list"})

    # Ids

    def new_id(self) -> str:
        return (
            f"video_{self.new_hex(32)}"  # of the server behind; its length decides the padding of the id that is told
        )

    def shown_id(self, order: Order) -> str:
        return _encoded(_provider(order.model), "", order.id)

    def stored_id(self, shown: str) -> str:
        model, inner = _decoded(shown)
        if not model:
            raise self.unknown_video(shown)  # with no model there is no address: it is asked for at the provider's own
        return inner

    # Requests

    async def body(self, request: Request) -> Body:
        try:
            return await super().body(request)
        except Refusal as refusal:
            said = {
                "message": f"Invalid JSON payload: {refusal.message}",
                "type": "invalid_request_error",
                "param": "request_body",
                "code": "400",
            }
            raise Refusal(400, refusal.message, body={"error": said}) from refusal

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        model = values.get("model")
        if model not in (*_OPENAI_MODELS, _GEMINI_MODEL):
            message = (
                f"/videos: Invalid model name passed in model={model}. Call `/v1/models` to view available models "
                "for your key."
            )
            raise _said(400, message, more={"provider_specific_fields": {"error": message}})
        if not values.get("prompt"):
            raise _said(400, "/videos: Missing required parameter: 'prompt'.", param="prompt")
        if isinstance(values.get("input_reference"), dict):
            raise _said(
                400,
                "Invalid request format: litellm.InternalServerError: InternalServerError: OpenAIException - "
                "AttributeError(\"'dict' object has no attribute 'read'\")",
            )
        if _provider(model) == "gemini":
            seconds = str(values.get("seconds", "4"))
            length_s = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 5 else 4
            # Sizes that Veo's presets do not have become "16:9" without a word.
            is_upright = values.get("size") in ("720x1280", "1080x1920")
            size = (720, 1280) if is_upright else (1280, 720)
            return self.wanted(values["prompt"], model, length_s, size, reference=values.get("input_reference"))
        try:
            return self._behind.understood(values, body)
        except Refusal as refusal:
            raise _wrapped(refusal, model) from refusal

    async def take(self, wanted: CreateRequest) -> Order:
        try:
            return await super().take(wanted)
        except Refusal as refusal:
            raise _wrapped(refusal, wanted.model) from refusal

    def refused_prompt(self) -> Refusal:
        return self._behind.refused_prompt()

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        wrong = misfits[0]
        what = "/videos/{video_id}/remix: Missing required parameter" if wrong.kind == "missing" else "Invalid type"
        return _said(400, f"{what}: '{wrong.name}'.", param=wrong.name)

    def read_list(self, request: Request) -> ListRequest:
        told = request.query_params.get("custom_llm_provider") or request.headers.get("custom-llm-provider")
        if told not in ("openai", "azure"):
            raise _said(
                400,
                "litellm.BadRequestError: LLM Provider NOT provided. Pass in the LLM provider you are trying to call. "
                f"You passed model={told or ''}",
            )
        return ListRequest(_UPSTREAM_PAGE, is_newest_first=True, after=None)

    async def orders(self) -> list[Order]:
        return [order for order in await super().orders() if _provider(order.model) == "openai"]

    # Videos

    def answer(self, body: object, status: int = 200) -> JSONResponse:
        return JSONResponse(body, status, {**_marks(), "x-litellm-response-cost-original": "0.0"})

    def created(self, order: Order, request: Request) -> Response:
        usage = {"duration_seconds": float(order.seconds), "video_resolution": order.size}
        told = self.video(order, View("queued", 0), request)
        told |= {"id": _encoded(_provider(order.model), order.model, order.id), "usage": usage}
        marks = {
            "x-litellm-model-id": hashlib.sha256(order.model.encode()).hexdigest(),
            "x-litellm-response-cost": str(_cost_usd(order)),
        }
        return JSONResponse(told, 200, {**_marks(), **marks})

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        is_gemini = _provider(order.model) == "gemini"
        source = order.asked.get("remixed_from_video_id")
        return {
            "id": self.shown_id(order),
            "object": "video",
            "status": "processing" if is_gemini and view.status in ("queued", "in_progress") else view.status,
            "created_at": order.created_ns // 1_000_000_000,
            "completed_at": None if is_gemini else view.completed_at,
            "expires_at": None,
            "error": view.error,
            "progress": None if is_gemini else view.progress,
            "remixed_from_video_id": None if source is None else _decoded(source)[1],
            "seconds": None if is_gemini else str(order.seconds),
            "size": None if is_gemini else order.size,
            "model": order.model,
            "usage": None,
        }

    async def retrieve(self, request: Request) -> Response:
        order = await self.order(request)
        view = self.desk.view(order)
        if view.error is not None and _provider(order.model) == "gemini":
            raise _said(500, f"litellm.APIConnectionError: GeminiException - {view.error['message']}")
        return self.answer(self.video(order, view, request))

    async def content(self, request: Request) -> Response:
        order = await self.order(request)
        status = self.desk.view(order).status
        if status != "completed":
            message = f"Video '{order.id}' has no content: it is {status}."
            raise _wrapped(Refusal(404, message, param="video_id", code="video_not_ready"), order.model)
        if not self.desk.path(order).is_file():
            raise _wrapped(self._behind.expired(order), order.model)
        # The id anew, not as it was asked for: base64 is read with anything in between.
        name = f"video_{_encoded(_provider(order.model), order.model, order.id)}.mp4"
        headers = {"content-disposition": f"attachment; filename={name}"}
        return Response(self.desk.path(order).read_bytes(), media_type="video/mp4", headers=headers)

    def unknown_video(self, shown: str) -> Refusal:
        model, inner = _decoded(shown)
        return _wrapped(self._behind.unknown_video(inner), model)

    def refuse(self, refusal: Refusal) -> Response:
        if refusal.body is None:
            refusal = _said(refusal.status, refusal.message, param=refusal.param)
        return JSONResponse(refusal.body, refusal.status, refusal.headers)


def _encoded(provider: str, model: str, inner: str) -> str:
    return "video_" + base64.b64encode(_INSIDE.format(provider, model, inner).encode()).decode()


def _decoded(shown: str) -> tuple[str, str]:
    """Model and inner id; no model and the id itself when it is not one of these."""
    try:
        inside = base64.b64decode(shown.removeprefix("video_") + "==").decode()
    except (binascii.Error, ValueError):
        return "", shown
    parts = [part.partition(":")[2] for part in inside.split(";")]
    return (parts[1], parts[2]) if len(parts) == 3 else ("", shown)


def _provider(model: str) -> str:
    return "gemini" if model == _GEMINI_MODEL else "openai"


def _cost_usd(order: Order) -> float:
    if _provider(order.model) == "gemini":
        return _GEMINI_USD_PER_S * order.seconds
    return float(model_facts(order.model).usd_per_second[order.size] * order.seconds)


def _marks() -> dict[str, str]:
    return {"x-litellm-call-id": str(uuid.uuid4()), "x-litellm-version": _VERSION, "x-litellm-key-spend": "0.0"}


def _said(status: int, message: str, *, param: str | None = None, more: Mapping[str, object] | None = None) -> Refusal:
    """LiteLLM's error body: the HTTP status, as a text, is the code; the cost is 0."""
    kind = "invalid_request_error" if status < 500 else "internal_server_error"
    said = {"message": message, "type": kind, "param": param, "code": str(status), **(more or {})}
    return Refusal(status, message, body={"error": said}, headers={**_marks(), "x-litellm-response-cost": "0"})


def _wrapped(refusal: Refusal, model: str) -> Refusal:
    """What the server behind said, as a text in LiteLLM's own."""
    inner = {"message": refusal.message, "type": refusal.kind, "param": refusal.param, "code": refusal.code}
    message = (
        f"litellm.BadRequestError: OpenAIException - {json.dumps({'error': inner})}\n\n"
        f"LiteLLM: model group '{model}' failed with the error above. No fallback was attempted."
    )
    return _said(refusal.status, message)
