"""Together's video API (`/v2/videos`), after its Python client 3.1.1: resources/videos.py, types/{video_job,video_create_params}.py.

JSON only; `seconds` is a text, the size is width and height, `created_at` has a fraction, there is no progress and no
"queued". A finished video has `outputs` with a whole number as cost and a `video_url` elsewhere, which wants no key. No
content, list or DELETE. Assumed: the bodies of refusals (OpenAI's shape), 404 for wrong routes, and the prices.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sora_widgets.animatic.bodies import Body
from sora_widgets.animatic.imitations.fields import FLAG, NUMBER, TEXT, WHOLE, Field, Misfit
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.references import is_web_address, read_data_url
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["Together"]

_DEFAULT_SIZE = (1366, 768)
_DEFAULT_S = "5"
_SECONDS_PER_USD = 10


class Together(Imitation):
    """Together's API."""

    name = "together"
    label = "Together"
    base_path = "/v2"
    model = "Wan-AI/Wan2.2-T2V-A14B"
    wants_key = True
    failure = ("generation_failed", "The video could not be generated (this was a drill).")
    fields: ClassVar[Mapping[str, Field]] = {
        "model": Field(is_required=True),
        "prompt": TEXT,
        "seconds": Field(pattern=r"[1-9]\d{0,3}"),
        "width": Field("whole", 1),
        "height": Field("whole", 1),
        "resolution": TEXT,
        "ratio": TEXT,
        "fps": Field("whole", 1),
        "steps": Field("whole", 1),
        "seed": WHOLE,
        "guidance_scale": NUMBER,
        "negative_prompt": TEXT,
        "generate_audio": FLAG,
        "output_format": Field(words=("MP4", "WEBM")),
        "output_quality": WHOLE,
        "frame_images": Field("list"),
        "reference_images": Field("list"),
        "media": Field("object"),
    }

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {"/videos": {"POST": self.create}, "/videos/{video_id}": {"GET": self.retrieve}}

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request):
            raise Refusal(401, "Missing API key", code="missing_api_key")

    def new_id(self) -> str:
        return str(uuid.uuid4())

    async def body(self, request: Request) -> Body:
        body = await super().body(request)
        if body.kind != "json":
            raise Refusal(400, "The body must be JSON", code="invalid_json")
        return body

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        media = values.get("media", {})
        frames = media.get("frame_images", values.get("frame_images", []))
        images = media.get("reference_images", values.get("reference_images", []))
        if not isinstance(frames, list) or not isinstance(images, list):
            raise Refusal(400, "media: lists of images were expected", param="media", code="invalid_value")
        for entry in frames:
            _check_image(entry.get("input_image") if isinstance(entry, dict) else None)
        for address in images:
            _check_image(address)
        if not values.get("prompt") and not frames:
            raise Refusal(400, "prompt is required", param="prompt", code="missing_required_parameter")
        seconds = values.get("seconds", _DEFAULT_S)
        size = (values.get("width", _DEFAULT_SIZE[0]), values.get("height", _DEFAULT_SIZE[1]))
        reference = frames[0]["input_image"] if frames else next(iter(images), None)
        told = {"seconds": seconds}
        return self.wanted(values.get("prompt", ""), values["model"], int(seconds), size, told, reference)

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        told: dict[str, object] = {
            "id": order.id,
            "object": "video",
            "model": order.model,
            "status": "in_progress" if view.status == "queued" else view.status,
            "created_at": order.created_ns / 1e9,
            "seconds": order.asked["seconds"],
            "size": order.size,
        }
        if view.completed_at is not None:
            told["completed_at"] = float(view.completed_at)
        if view.error is not None:
            told["error"] = {"message": view.error["message"], "code": view.error["code"]}
        if view.status == "completed":
            cost_usd = -(-order.seconds // _SECONDS_PER_USD)
            told["outputs"] = {"cost": cost_usd, "video_url": self.hosted_url(order, request)}
        return told

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        first = misfits[0]
        return Refusal(400, f"{first.name}: {first.message}", param=first.name, code="invalid_value")

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        return self.refuse(Refusal(404, f"Unknown route {request.method} {request.url.path}", code="not_found"))


def _check_image(address: object) -> None:
    """Refuse what is neither a URL nor a data URL. Raises `Refusal`."""
    if not isinstance(address, str) or (not is_web_address(address) and read_data_url(address) is None):
        raise Refusal(400, "frame_images: a URL was expected", param="media", code="invalid_value")
