"""OpenRouter's video API, after its Python client 1.3.84 and https://openrouter.ai/docs/api_reference/videos.

Another contract under the same path: JSON only, an order is 202 with `{id, polling_url, status}`, waiting is "pending", a job's
error is a text, there is no object, model, created_at or progress, nothing is listed or deleted. `unsigned_urls` lead
to the content route (with the key), `urls` to a hosted copy (without). What each model makes is at
`/videos/models`; prices there and `usage.cost` are made up. Assumed: which parameter a refusal names, and 404 for
wrong routes and methods.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sora_widgets.animatic.bodies import Body
from sora_widgets.animatic.imitations.canvas import read_size
from sora_widgets.animatic.imitations.fields import FLAG, TEXT, WHOLE, Field, Misfit
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.references import is_web_address, read_data_url
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["OpenRouter"]

_LETTERS = string.ascii_letters + string.digits
_KEPT_S = 24 * 3600
_USD_PER_S = "0.10"
_SHORT_SIDE = {"480p": 480, "720p": 720, "768p": 768, "1080p": 1080, "1K": 1024, "2K": 1440, "4K": 2160}
_RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9", "9:21")
# Lengths that each of these models makes; None for any.
_DURATIONS: dict[str, list[int] | None] = {
    "openai/sora-2-pro": [4, 8, 12],
    "google/veo-3.1": [4, 6, 8],
    "alibaba/wan-2.7": None,
}


class OpenRouter(Imitation):
    """OpenRouter with three models."""

    name = "openrouter"
    label = "OpenRouter"
    base_path = "/api/v1"
    model = "alibaba/wan-2.7"
    wants_key = True
    failure = ("failed", "The provider could not generate the video (this was a drill).")
    fields: ClassVar[Mapping[str, Field]] = {
        "model": Field(is_required=True),
        "prompt": TEXT,
        "duration": Field("whole", 1),
        "resolution": TEXT,
        "aspect_ratio": TEXT,
        "size": TEXT,
        "generate_audio": FLAG,
        "seed": WHOLE,
        "frame_images": Field("list"),
        "input_references": Field("list"),
        "callback_url": TEXT,
        "previous_job_id": TEXT,
        "provider": Field("object"),
    }

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {
            "/videos/models": {"GET": self.models},
            "/videos": {"POST": self.create},
            "/videos/{video_id}": {"GET": self.retrieve},
            "/videos/{video_id}/content": {"GET": self.content},
        }

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request):
            raise Refusal(401, "No auth credentials found")

    def new_id(self) -> str:
        tail = "".join(secrets.choice(_LETTERS) for _ in range(20))
        return f"gen-vid-{int(self.desk.now_s())}-{tail}"

    async def models(self, request: Request) -> Response:
        cards = [
            {
                "id": slug,
                "canonical_slug": slug,
                "name": slug,
                "created": 1_772_000_000,
                "generate_audio": True,
                "seed": True,
                "supported_aspect_ratios": list(_RATIOS),
                "supported_durations": durations,
                "supported_frame_images": ["first_frame"],
                "supported_resolutions": None,
                "supported_sizes": None,
                "allowed_passthrough_parameters": [],
                "pricing_skus": {"duration_seconds": _USD_PER_S},
            }
            for slug, durations in _DURATIONS.items()
        ]
        return self.answer({"data": cards})

    # Requests

    async def body(self, request: Request) -> Body:
        body = await super().body(request)
        if body.kind != "json":
            raise Refusal(400, "Invalid JSON in request body")
        return body

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        model, prompt = values["model"], values.get("prompt", "")
        if model not in _DURATIONS:
            raise Refusal(400, f"{model} is not a valid model ID")
        if not isinstance(body.fields.get("duration", 1), int):
            raise Refusal(400, "duration: Invalid input: expected number, received string")
        has_picture = self._has_picture(values)
        if not prompt and not has_picture:
            raise Refusal(400, "prompt: Required")
        durations = _DURATIONS[model]
        duration = values.get("duration", (durations or [5])[0])
        if durations is not None and duration not in durations:
            raise Refusal(400, f"Duration {duration} is not supported by {model}: use one of {durations}")
        frames = [*values.get("frame_images", []), *values.get("input_references", [])]
        pictures = [each["image_url"]["url"] for each in frames if each["type"] == "image_url" and _is_first(each)]
        return self.wanted(prompt, model, duration, _size_of(values), reference=next(iter(pictures), None))

    def _has_picture(self, values: Mapping[str, Any]) -> bool:
        """Whether there are references, each of the right shape. Raises `Refusal`."""
        for name in ("frame_images", "input_references"):
            for entry in values.get(name, []):
                kind = entry.get("type") if isinstance(entry, dict) else None
                inner = entry.get(kind) if kind in ("image_url", "video_url", "audio_url") else None
                address = inner.get("url") if isinstance(inner, dict) else None
                if not isinstance(address, str):
                    raise Refusal(400, f"{name}: Invalid input: expected {{type, image_url: {{url}}}}")
                if not is_web_address(address) and read_data_url(address) is None:
                    raise Refusal(400, f"{name}: Invalid URL")
                if name == "frame_images" and entry.get("frame_type") not in ("first_frame", "last_frame"):
                    raise Refusal(400, f"{name}: frame_type must be first_frame or last_frame")
        return bool(values.get("frame_images") or values.get("input_references"))

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        return Refusal(400, f"{misfits[0].name}: {misfits[0].message}")

    def refused_prompt(self) -> Refusal:
        return Refusal(403, "The prompt was flagged by moderation (this was a drill)")

    # Videos

    def created(self, order: Order, request: Request) -> Response:
        return self.answer(self.video(order, View("queued", 0), request), 202)

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        told: dict[str, object] = {
            "id": order.id,
            "polling_url": f"{self.base_path}/videos/{order.id}",
            "status": "pending" if view.status == "queued" else view.status,
        }
        if view.status != "queued":
            told["generation_id"] = order.id
        if view.error is not None:
            told["error"] = view.error["message"]
        if view.status == "completed" and view.completed_at is not None:
            told["unsigned_urls"] = [f"{self.origin(request)}{told['polling_url']}/content?index=0"]
            told["urls"] = [self.hosted_url(order, request)]
            told["expires_at"] = view.completed_at + _KEPT_S
            told["usage"] = {"cost": round(float(_USD_PER_S) * order.seconds, 4), "is_byok": False}
        return told

    def unknown_video(self, shown: str) -> Refusal:
        return Refusal(404, f"Video job {shown} not found")

    async def content(self, request: Request) -> Response:
        order = await self.order(request)
        status = self.desk.view(order).status
        if status != "completed":
            raise Refusal(409, f"Video is not ready: the job is {status}")
        if request.query_params.get("index", "0") != "0":
            raise Refusal(404, "There is no output of that index")
        if not self.desk.path(order).is_file():
            raise Refusal(410, "The video is no longer available")
        return self.file(order)

    def refuse(self, refusal: Refusal) -> Response:
        status = 400 if refusal.status in (413, 415) else refusal.status
        return JSONResponse({"error": {"message": refusal.message, "code": status}}, status, refusal.headers)

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        return self.refuse(Refusal(404, "Not Found"))


def _is_first(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("frame_type", "first_frame") == "first_frame")


def _size_of(values: Mapping[str, Any]) -> tuple[int, int]:
    """The size that is asked for, exactly or as resolution and aspect ratio. Raises `Refusal`."""
    if "size" in values:
        size = read_size(values["size"])
        if size is None:
            raise Refusal(400, "size: Invalid input: expected WIDTHxHEIGHT")
        return size
    resolution, ratio = values.get("resolution", "720p"), values.get("aspect_ratio", "16:9")
    if resolution not in _SHORT_SIDE or ratio not in _RATIOS:
        raise Refusal(400, f"{resolution} at {ratio} is not supported")
    wide, high = (int(part) for part in ratio.split(":"))
    scale = _SHORT_SIDE[resolution] / min(wide, high)
    return 2 * round(wide * scale / 2), 2 * round(high * scale / 2)
