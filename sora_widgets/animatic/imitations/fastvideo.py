"""FastVideo's server, release 0.2.1: fastvideo/entrypoints/openai/{video_api,protocol,common_api}.py.

Like SGLang, from which it comes, but: no "in_progress" ever, progress 0 then 100, a list without first_id, last_id and
has_more, `size` empty when it was not asked for, and content that does not look at the status: whatever part of the
file is there is sent. In JSON without `seconds` it tells "0". Unlike it, the imitation aborts what is deleted.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import Response

from sora_widgets.animatic.bodies import Body
from sora_widgets.animatic.imitations.canvas import read_size
from sora_widgets.animatic.imitations.fields import FLAG, NUMBER, TEXT, WHOLE, Field
from sora_widgets.animatic.imitations.sglang import SGLang, read_page
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest, ListRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["FastVideo"]

_SERVED = "FastVideo/FastWan2.2-TI2V-5B-FullAttn-Diffusers"
_DEFAULT_SIZE = (832, 480)
_DEFAULT_S = 5  # 125 frames at 24 a second


class FastVideo(SGLang):
    """FastVideo's server, after `fastvideo serve`."""

    name = "fastvideo"
    label = "FastVideo"
    model = _SERVED
    failure = ("server_error", "CUDA out of memory (this was a drill)")
    fields: ClassVar[Mapping[str, Field]] = {
        "prompt": TEXT,
        "reference_url": TEXT,
        "model": TEXT,
        "seconds": WHOLE,
        "size": TEXT,
        "fps": WHOLE,
        "num_frames": WHOLE,
        "seed": WHOLE,
        "negative_prompt": TEXT,
        "guidance_scale": NUMBER,
        "guidance_scale_2": NUMBER,
        "true_cfg_scale": NUMBER,
        "num_inference_steps": WHOLE,
        "enable_teacache": FLAG,
        "output_path": TEXT,
    }

    def form_fields(self) -> dict[str, Field]:
        return {**self.fields, "input_reference": Field("file")}

    def new_id(self) -> str:
        return uuid.uuid4().hex

    async def models(self, request: Request) -> Response:
        card = {
            "id": _SERVED,
            "object": "model",
            "created": int(self.desk.now_s()),
            "owned_by": "fastvideo",
            "root": _SERVED,
        }
        return self.answer({"object": "list", "data": [card]})

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        fps = values.get("fps") or 24
        seconds = values.get("seconds", 4 if body.kind == "multipart" else None)
        frames = values.get("num_frames") or (None if seconds is None else fps * seconds)
        size = read_size(values.get("size"))
        told = {
            "seconds": str(round((frames or 0) / fps)),
            "size": "" if size is None else f"{size[0]}x{size[1]}",
        }
        length_s = _DEFAULT_S if frames is None else frames / fps
        reference = values.get("input_reference") or values.get("reference_url")
        model = values.get("model") or _SERVED
        return self.wanted(values["prompt"], model, length_s, size or _DEFAULT_SIZE, told, reference)

    def read_list(self, request: Request) -> ListRequest:
        return read_page(request, default=None)

    def listing(self, videos: list[dict[str, object]], has_more: bool) -> dict[str, object]:
        return {"data": videos, "object": "list"}

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        is_done = view.status == "completed"
        return {
            "id": order.id,
            "object": "video",
            "model": order.model,
            "status": "queued" if view.status == "in_progress" else view.status,
            "progress": 100 if is_done else 0,
            "created_at": order.created_ns // 1_000_000_000,
            "size": order.asked["size"],
            "seconds": order.asked["seconds"],
            "quality": "standard",
            "url": None,
            "remixed_from_video_id": None,
            "completed_at": view.completed_at if is_done else None,
            "error": None if view.error is None else {"message": view.error["message"]},
            "file_path": f"outputs/videos/{order.id}.mp4",
            "peak_memory_mb": 18_432.0 if is_done else None,
            "inference_time_s": view.completed_at - order.created_ns / 1e9 if is_done and view.completed_at else None,
        }

    async def content(self, request: Request) -> Response:
        order = await self.order(request)
        whole = self.desk.path(order)
        part = whole.with_name(whole.name + ".part")
        if whole.is_file():
            return self.file(order)
        if part.is_file():
            return Response(part.read_bytes(), media_type="video/mp4")
        if self.desk.view(order).status == "failed":
            raise Refusal(500, "Video generation failed")
        raise Refusal(404, "Video still being generated")
