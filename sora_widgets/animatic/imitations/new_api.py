"""new-api (QuantumNous), after router/video-router.go, relay/relay_task.go, relay/common/relay_utils.go, dto/openai_video.go.

No list, no DELETE. Orders and questions are refused in a flat `{"code", "message", "data"}`, content and wrong routes in
`{"error": …}`; an unknown id is 400 `task_not_exist`, content that is not ready is 400, too. Empty fields are left out.
A job that nobody has begun is "unknown" (as with channels other than Sora's), and `completed_at` is the time of the
last change. Assumed: the code of a prompt that the server behind refuses. /v1/video/generations, /kling and /jimeng
are not imitated.
"""

from __future__ import annotations

import secrets
import string
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sora_widgets.animatic.bodies import Body, Upload
from sora_widgets.animatic.imitations.canvas import read_size
from sora_widgets.animatic.imitations.fields import TEXT, Field, Misfit
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["NewApi"]

_LETTERS = string.ascii_letters + string.digits
_GO_STATUS = {"queued": "QUEUED", "in_progress": "IN_PROGRESS", "failed": "FAILURE"}
_TOKENS_PER_S = 21_780  # made up, in the order of what video providers report


class NewApi(Imitation):
    """A new-api gateway with one channel."""

    name = "new-api"
    label = "new-api"
    wants_key = True
    failure = ("video_generation_failed", "The video could not be generated (this was a drill).")
    fields: ClassVar[Mapping[str, Field]] = {
        "prompt": TEXT,
        "model": TEXT,
        "seconds": Field("any"),
        "duration": Field("whole"),
        "size": TEXT,
        "input_reference": Field("any"),
        "image": TEXT,
        "images": Field("any"),
        "metadata": Field("any"),
    }

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {
            "/models": {"GET": self.models},
            "/videos": {"POST": self.create},
            "/videos/{video_id}": {"GET": self.retrieve},
            "/videos/{video_id}/content": {"GET": self.content},
            "/videos/{video_id}/remix": {"POST": self.remix},
        }

    def headers(self) -> dict[str, str]:
        return {"X-Oneapi-Request-Id": uuid.uuid4().hex, "X-New-Api-Version": "v1.0.0"}

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request):
            message = "Invalid token"
            raise Refusal(401, message, body={"error": {"message": message, "type": "new_api_error", "code": ""}})

    def new_id(self) -> str:
        return "task_" + "".join(secrets.choice(_LETTERS) for _ in range(32))

    async def models(self, request: Request) -> Response:
        cards = [
            {
                "id": name,
                "object": "model",
                "created": 1_626_777_600,
                "owned_by": "openai",
                "supported_endpoint_types": ["openai-video"],
            }
            for name in ("sora-2", "sora-2-pro")
        ]
        return self.answer({"data": cards, "object": "list", "success": True})

    # Requests

    async def body(self, request: Request) -> Body:
        try:
            return await super().body(request)
        except Refusal as refusal:
            raise _flat(400 if refusal.status == 415 else refusal.status, "invalid_json", refusal.message) from refusal

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        reference = values.get("input_reference")
        if reference is not None and not isinstance(reference, Upload if body.kind == "multipart" else str):
            raise _flat(400, "invalid_json", "json: cannot unmarshal input_reference into Go value of type string")
        model, prompt = values.get("model", ""), values.get("prompt", "")
        if not model.strip():
            raise _flat(400, "missing_model", "model field is required")
        if not prompt.strip():
            raise _flat(400, "invalid_request", "prompt is required")
        seconds, size = str(values.get("seconds", "")), values.get("size", "")
        is_number = seconds.isascii() and seconds.isdigit() and len(seconds) < 6
        length_s = (int(seconds) if is_number else 0) or values.get("duration") or 4
        told = {"seconds": seconds, "size": size}
        pictures = values.get("images")
        first = pictures[0] if isinstance(pictures, list) and pictures else None
        reference = reference or values.get("image") or first
        return self.wanted(prompt, model, length_s, read_size(size) or (720, 1280), told, reference)

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        if misfits[0].kind == "missing":
            return _flat(400, "invalid_request", f"field {misfits[0].name} is required")
        return _flat(400, "invalid_json", f"json: cannot unmarshal {misfits[0].name}")

    def refused_prompt(self) -> Refusal:
        return _flat(400, "fail_to_fetch_task", '{"error":{"message":"The prompt was refused (this was a drill)."}}')

    # Videos

    def created(self, order: Order, request: Request) -> Response:
        told = self.video(order, View("queued", 0), request) | {"status": "queued"}  # what the server behind said
        response = self.answer({name: value for name, value in told.items() if name != "completed_at"})
        response.headers["X-New-Api-Other-Ratios"] = f'{{"seconds":{order.seconds},"size":1}}'
        return response

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        is_done = view.status == "completed"
        created_at = order.created_ns // 1_000_000_000
        told = {
            "id": order.id,
            "task_id": order.id,
            "object": "video",
            "model": order.model,
            "status": "unknown" if view.status == "queued" else view.status,
            "progress": view.progress,
            "created_at": created_at,
            "completed_at": view.completed_at or max(created_at, int(self.desk.now_s())),
            "seconds": order.asked.get("seconds"),
            "size": order.asked.get("size"),
            "remixed_from_video_id": order.asked.get("remixed_from_video_id"),
            "error": None if view.error is None else {"message": view.error["message"], "code": view.error["code"]},
        }
        if is_done:
            tokens = _TOKENS_PER_S * order.seconds
            told["usage"] = {"completion_tokens": tokens, "total_tokens": tokens}
            told["metadata"] = {"url": f"{self.origin(request)}/v1/videos/{order.id}/content"}
        kept = ("id", "object", "model", "status", "progress", "created_at")
        return {name: value for name, value in told.items() if value or name in kept}

    def unknown_video(self, shown: str) -> Refusal:
        return _flat(400, "task_not_exist", "task_not_exist")

    async def content(self, request: Request) -> Response:
        try:
            order = await self.order(request)
        except Refusal as refusal:
            raise _error(404, "Task not found") from refusal
        status = self.desk.view(order).status
        if status != "completed":
            raise _error(400, f"Task is not completed yet, current status: {_GO_STATUS[status]}")
        return self.file(order)

    def refuse(self, refusal: Refusal) -> Response:
        if refusal.body is None:
            refusal = _flat(refusal.status, refusal.code or "invalid_request", refusal.message)
        return JSONResponse(refusal.body, refusal.status, refusal.headers)

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        """gin knows no 405: a wrong method is an unknown route."""
        said = {
            "message": f"Invalid URL ({request.method} {request.url.path})",
            "type": "invalid_request_error",
            "param": "",
            "code": "",
        }
        return JSONResponse({"error": said}, 404)


def _flat(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, message, body={"code": code, "message": message, "data": None})


def _error(status: int, message: str) -> Refusal:
    return Refusal(status, message, body={"error": {"message": message, "type": "invalid_request_error"}})
