"""SGLang's diffusion server, release 0.5.23: sglang/multimodal_gen/runtime/entrypoints/openai/{video_api,protocol,stores}.py.

Its route functions have been run: `variant` is an output's number (so `video` is 404), a failed job is 200 with an
error that is a message only, DELETE gives the video with status "deleted". It keeps its videos in memory, asks for no
key, looks at no model name and tells the server's own paths. Unlike it, the imitation aborts what is deleted, does not
wait for a warm-up and lets reference files that are no pictures pass. The word `[cloud]` in the prompt imitates one that uploads to
cloud storage: the video has `url` and `urls`, and content is a 400 with the address in its text.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import Response

from sora_widgets.animatic.bodies import Body, Upload, is_text
from sora_widgets.animatic.imitations.canvas import read_size
from sora_widgets.animatic.imitations.fastapi import FastApi, validation_details
from sora_widgets.animatic.imitations.fields import FLAG, NUMBER, TEXT, WHOLE, Field, Misfit, read_fields
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.references import is_web_address, read_data_url
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest, ListRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View

__all__ = ["CLOUD", "SGLang", "check_reference_url", "merged_extras", "read_page"]

CLOUD = "[cloud]"
_SERVED = "Wan-AI/Wan2.2-TI2V-5B-Diffusers"
_DEFAULT_SIZE = (832, 480)
_OPTIONS: dict[str, Field] = {
    "reference_url": TEXT,
    "video_url": TEXT,
    "video_path": TEXT,
    "model": TEXT,
    "task_type": TEXT,
    "n": Field("whole", 1, 10),
    "num_outputs_per_prompt": Field("whole", 1, 10),
    "seconds": WHOLE,
    "size": TEXT,
    "fps": WHOLE,
    "num_frames": WHOLE,
    "width": WHOLE,
    "height": WHOLE,
    "seed": WHOLE,
    "generator_device": TEXT,
    "negative_prompt": TEXT,
    "guidance_scale": NUMBER,
    "guidance_scale_2": NUMBER,
    "true_cfg_scale": NUMBER,
    "num_inference_steps": WHOLE,
    "max_sequence_length": WHOLE,
    "flow_shift": NUMBER,
    "enable_teacache": FLAG,
    "enable_frame_interpolation": FLAG,
    "frame_interpolation_exp": WHOLE,
    "frame_interpolation_scale": NUMBER,
    "frame_interpolation_model_path": TEXT,
    "enable_upscaling": FLAG,
    "upscaling_model_path": TEXT,
    "upscaling_scale": WHOLE,
    "output_quality": TEXT,
    "output_compression": WHOLE,
    "x264_preset": TEXT,
    "output_path": TEXT,
    "perf_dump_path": TEXT,
    "enhance_prompt": FLAG,
}


class SGLang(FastApi):
    """SGLang serving one diffusion model."""

    name = "sglang"
    label = "SGLang"
    model = _SERVED
    is_forgetful = True
    failure = ("server_error", "Model generation returned no output. (this was a drill)")
    fields: ClassVar[Mapping[str, Field]] = {"prompt": TEXT, **_OPTIONS}

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {"/models": {"GET": self.models}, **super().paths()}

    def new_id(self) -> str:
        return str(uuid.uuid4())

    async def models(self, request: Request) -> Response:
        card = {
            "id": _SERVED,
            "object": "model",
            "created": int(self.desk.now_s()),
            "owned_by": "sglang",
            "root": _SERVED,
            "parent": None,
            "max_model_len": None,
            "num_gpus": 1,
            "task_type": "TI2V",
            "dit_precision": "bf16",
            "vae_precision": "fp32",
            "pipeline_name": "WanPipeline",
            "pipeline_class": "WanPipeline",
        }
        return self.answer({"object": "list", "data": [card]})

    # Requests

    async def read_create(self, request: Request) -> CreateRequest:
        try:
            body = await self.body(request)
        except Refusal as refusal:
            if refusal.status == 413:
                raise
            body = Body("json", {})  # whatever cannot be read is an empty request
        if body.kind == "multipart":
            values, misfits = read_fields(body.fields, self.form_fields(), is_form=True)
            if misfits:
                raise self.unfit(misfits, body)
            if not values.get("prompt"):
                raise Refusal(400, "prompt is required")
            extras = merged_extras({**body.fields, "prompt": values["prompt"]})
            more, misfits = read_fields(extras, self.fields, is_form=False)
            values = {**more, **values}
        else:
            given = merged_extras(body.fields if body.kind == "json" else {})
            fields = {**self.fields, "prompt": Field(is_required=True), "input_reference": TEXT}
            values, misfits = read_fields(given, fields, is_form=False)
        if misfits:
            raise Refusal(400, f"Invalid request body: {_as_pydantic_says(misfits)}")
        check_reference_url(values.get("reference_url"))
        return await asyncio.to_thread(self.understood, values, body)

    def form_fields(self) -> dict[str, Field]:
        """What a form may hold beside the fields: files."""
        return {**self.fields, "input_reference": Field("file"), "video_reference": Field("file")}

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        fps = values.get("fps") or 24
        frames = values.get("num_frames") or fps * values.get("seconds", 4)
        size = read_size(values.get("size")) or _DEFAULT_SIZE
        size = (values.get("width") or size[0], values.get("height") or size[1])
        reference = values.get("input_reference") or values.get("reference_url")
        told = {
            "seconds": str(round(frames / fps)),
            "outputs": values.get("num_outputs_per_prompt") or values.get("n") or 1,
        }
        return self.wanted(values["prompt"], values.get("model") or "sora-2", frames / fps, size, told, reference)

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        return Refusal(422, misfits[0].message, body={"detail": validation_details(misfits)})

    def refused_prompt(self) -> Refusal:
        return Refusal(400, "Invalid request: the prompt was refused (this was a drill)")

    def read_list(self, request: Request) -> ListRequest:
        return read_page(request, default=20)

    def after_unknown(self, shown: str) -> list[Order]:
        return []

    # Videos

    def unknown_video(self, shown: str) -> Refusal:
        return Refusal(404, "Video not found")

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        is_done = view.status == "completed"
        is_hosted = is_done and CLOUD in order.prompt
        path = f"/sgl-workspace/outputs/{order.id}.mp4"
        url = self.hosted_url(order, request) if is_hosted else None
        # "in_progress" begins with the scheduler's first message of progress.
        status = "queued" if view.status == "in_progress" and view.progress == 0 else view.status
        return {
            "id": order.id,
            "object": "video",
            "model": order.model,
            "status": status,
            "progress": view.progress,
            "created_at": order.created_ns // 1_000_000_000,
            "size": order.size,
            "seconds": order.asked["seconds"],
            "quality": "standard",
            "url": url,
            "urls": None if url is None else [url],
            "remixed_from_video_id": None,
            "completed_at": view.completed_at if is_done else None,
            "expires_at": None,
            "error": None if view.error is None else {"message": view.error["message"]},
            "file_path": None if is_hosted else path,
            "file_paths": None if is_hosted else [path],
            "num_outputs": order.asked["outputs"],
            "peak_memory_mb": 24_576.0 if is_done else None,
            "inference_time_s": view.completed_at - order.created_ns / 1e9 if is_done and view.completed_at else None,
            "revised_prompt": None,
            "action": None,
            "lidar": None,
        }

    async def delete(self, request: Request) -> Response:
        order = await self.order(request)
        told = self.video(order, self.desk.view(order), request)
        await self.desk.remove(order)
        return self.answer(told | {"status": "deleted"})

    async def content(self, request: Request) -> Response:
        order = await self.order(request)
        variant = request.query_params.get("variant")
        status = self.desk.view(order).status
        if status == "completed" and CLOUD in order.prompt:
            message = "Video has been uploaded to cloud storage. Please use the cloud URL: "
            raise Refusal(400, message + self.hosted_url(order, request))
        if status not in ("completed", "failed"):
            raise Refusal(404, "Generation is still in-progress")
        if variant not in (None, "0") or not self.desk.path(order).is_file():
            raise Refusal(404, f"Video variant {variant} not found")
        return self.file(order)


def read_page(request: Request, default: int | None) -> ListRequest:
    """`limit` of 1 to 100, `after`, and an `order` that is "desc" whenever it is not "asc". Raises `Refusal`: 422."""
    values, misfits = read_fields(request.query_params, {"limit": Field("whole", 1, 100)}, is_form=False)
    if misfits:
        raise Refusal(422, misfits[0].message, body={"detail": validation_details(misfits, "query")})
    is_newest_first = request.query_params.get("order", "desc").lower() != "asc"
    return ListRequest(values.get("limit", default), is_newest_first, request.query_params.get("after"))


def merged_extras(given: Mapping[str, Any]) -> dict[str, Any]:
    """The request with what stands in its `extra_*` objects (in a form: JSON texts) brought to the top."""
    merged = {name: value for name, value in given.items() if not isinstance(value, Upload)}
    for name in ("extra_body", "extra_json", "extra_params"):
        extra = merged.pop(name, None)
        if isinstance(extra, str):
            try:
                extra = json.loads(extra)
                extra = extra if is_text(extra) else None
            except (ValueError, RecursionError):
                extra = None
        if isinstance(extra, dict):
            merged.update(extra)
    return merged


def check_reference_url(given: str | None) -> None:
    """Refuse a `reference_url` that is neither a URL nor a data URL. Nothing is fetched. Raises `Refusal`: 400."""
    if given and not is_web_address(given) and read_data_url(given) is None:
        raise Refusal(400, f"Failed to process image source: {given[:80]!r} is neither a URL nor an image.")


def _as_pydantic_says(misfits: list[Misfit]) -> str:
    lines = [f"{len(misfits)} validation error{'s' if len(misfits) > 1 else ''} for VideoGenerationsRequest"]
    for wrong in misfits:
        lines += [wrong.name, f"  {wrong.message} [type={wrong.kind}, input_value={wrong.given!r}]"]
    return "\n".join(lines)
