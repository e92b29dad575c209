"""vLLM-Omni, release 0.30.0: vllm_omni/entrypoints/openai/{api_server,protocol/videos,video/generation/helpers}.py.

Forms only (JSON has no `prompt` for it). The model must be the served one. A failed job is an HTTP error, with the job
as its body and a number as its code. DELETE aborts. `/videos/sync` answers with the MP4 itself. It runs here as if
started with `--api-key`. Unlike it, the imitation never answers DELETE with 409: an animatic can always be aborted.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from sora_widgets.animatic.bodies import Body
from sora_widgets.animatic.imitations.canvas import FPS, read_size
from sora_widgets.animatic.imitations.fields import FLAG, NUMBER, TEXT, WHOLE, Field, Misfit, read_fields
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.references import is_web_address, read_data_url, read_picture
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest, ListRequest
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View, deleted_body

__all__ = ["VllmOmni"]

_SERVED = "Wan-AI/Wan2.2-TI2V-5B-Diffusers"
_DEFAULT_SIZE = (832, 480)
_DEFAULT_S = 5  # 81 frames at 16 a second, the model's own
_FAILED_STATUS = 500
_COUNT = Field("whole", 1)
_SCALE = Field("number", 0, 20)
_FILE = Field("file")


class VllmOmni(Imitation):
    """vLLM-Omni serving one diffusion model."""

    name = "vllm-omni"
    label = "vLLM-Omni"
    model = _SERVED
    wants_key = True
    is_forgetful = True
    failure = (str(_FAILED_STATUS), "Engine core generation failed (this was a drill).")
    fields: ClassVar[Mapping[str, Field]] = {
        "prompt": Field(is_required=True),
        "input_reference": _FILE,
        "input_references": _FILE,
        "image_reference": TEXT,
        "video_reference": TEXT,
        "audio_reference": TEXT,
        "control_reference": _FILE,
        "control_type": TEXT,
        "model": TEXT,
        "seconds": Field(pattern=r"[1-9]\d*"),
        "size": Field(pattern=r"\d+x\d+"),
        "user": TEXT,
        "width": _COUNT,
        "height": _COUNT,
        "num_frames": _COUNT,
        "fps": Field("number", 1),
        "aspect_ratio": TEXT,
        "short_edge": _COUNT,
        "num_outputs_per_prompt": Field("whole", 1, 10),
        "start_time_seconds": Field("number", 0),
        "quality": Field(words=("lossless", "high")),
        "num_inference_steps": Field("whole", 1, 200),
        "guidance_scale": _SCALE,
        "guidance_scale_2": _SCALE,
        "boundary_ratio": Field("number", 0, 1),
        "flow_shift": NUMBER,
        "true_cfg_scale": _SCALE,
        "seed": WHOLE,
        "generate_sound": FLAG,
        "sound_duration": Field("number", 0),
        "negative_prompt": TEXT,
        "enable_frame_interpolation": FLAG,
        "frame_interpolation_exp": _COUNT,
        "frame_interpolation_scale": Field("number", 0),
        "frame_interpolation_model_path": TEXT,
        "lora": TEXT,
        "extra_params": TEXT,
        "return_stage_metrics": FLAG,
        "source_video": _FILE,
        "source_audio": _FILE,
        "video_noise_mask": _FILE,
        "audio_noise_mask": _FILE,
    }

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {
            "/models": {"GET": self.models},
            "/videos/sync": {"POST": self.create_at_once},
            **super().paths(),
        }

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request):
            raise Refusal(401, "Unauthorized", body={"error": "Unauthorized"})

    def new_id(self) -> str:
        return f"video_gen_{uuid.uuid4().hex}"

    async def models(self, request: Request) -> Response:
        card = {
            "id": _SERVED,
            "object": "model",
            "created": int(self.desk.now_s()),
            "owned_by": "vllm",
            "root": _SERVED,
            "parent": None,
            "max_model_len": None,
            "permission": [],
        }
        return self.answer({"object": "list", "data": [card]})

    # Requests

    async def body(self, request: Request) -> Body:
        try:
            body = await super().body(request)
        except Refusal as refusal:
            if refusal.status == 413:
                raise
            return Body("multipart", {})  # as FastAPI sees anything that is no form
        return Body("multipart", {}) if body.kind == "json" else body

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        for name in ("lora", "extra_params"):
            if not isinstance(_json_in(values, name) or {}, dict):
                raise _bad_request("Invalid JSON in form field: expected dict.")
        self._check_references(values)
        pictures = _json_in(values, "image_reference") or []
        first = (pictures if isinstance(pictures, list) else [pictures])[:1]
        reference = values.get("input_reference") or next((each["image_url"] for each in first), None)
        model = values.get("model")
        if model is not None and model != _SERVED:
            raise _bad_request(f"Model mismatch: request specifies '{model}' but server is running '{_SERVED}'.")
        asked_size = values.get("size")
        size = read_size(asked_size) or (values.get("width") or 0, values.get("height") or 0)
        fps = values.get("fps") or 24
        seconds, frames = values.get("seconds"), values.get("num_frames")
        length_s = frames / fps if frames else int(seconds[:9]) if seconds else _DEFAULT_S
        told = {"seconds": seconds or "4", "size": asked_size}
        size = size if all(size) else _DEFAULT_SIZE
        return self.wanted(values["prompt"], _SERVED, length_s, size, told, reference)

    def _check_references(self, values: Mapping[str, Any]) -> None:
        """Raises `Refusal`."""
        for kind in ("image", "video", "audio"):
            given = _json_in(values, f"{kind}_reference")
            for entry in given if isinstance(given, list) else [] if given is None else [given]:
                if not isinstance(entry, dict) or len(entry) != 1 or not entry.keys() & {"file_id", f"{kind}_url"}:
                    raise _bad_request(f"Invalid {kind}_reference: provide {kind}_url.")
                if "file_id" in entry:
                    raise _bad_request("file_id is not supported yet.")
                if kind == "image":
                    _check_address(entry["image_url"])
            if given is not None and kind == "image" and "input_reference" in values:
                raise _bad_request("Provide either input_reference or image_reference, not both.")
        upload = values.get("input_reference")
        if upload is not None and not upload.content_type.startswith("video/") and read_picture(upload.content) is None:
            raise _bad_request("Invalid input reference: cannot identify image file.")

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        said = [{"type": m.kind, "loc": ("body", m.name), "msg": m.message, "input": m.given} for m in misfits]
        return _bad_request(str(said), param=misfits[0].name)

    def refused_prompt(self) -> Refusal:
        return _bad_request("The prompt was refused (this was a drill).")

    def read_list(self, request: Request) -> ListRequest:
        fields = {"limit": Field("whole", 0, 100), "order": Field(words=("asc", "desc"))}
        values, misfits = read_fields(request.query_params, fields, is_form=False)
        if misfits:
            raise self.unfit(misfits, Body("json", {}))
        return ListRequest(
            values.get("limit"), values.get("order", "desc") == "desc", request.query_params.get("after")
        )

    def after_unknown(self, shown: str) -> list[Order]:
        return []

    # Videos

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        is_done = view.status == "completed"
        took_s = view.completed_at - order.created_ns / 1e9 if view.completed_at else None
        return {
            "model": order.model,
            "prompt": order.prompt,
            "id": order.id,
            "object": "video",
            "status": view.status,
            "size": order.asked["size"],
            "progress": self.plain_view(view).progress,
            "seconds": order.asked["seconds"],
            "quality": "default",
            "completed_at": view.completed_at,
            "created_at": order.created_ns // 1_000_000_000,
            "remixed_from_video_id": None,
            "error": None if view.error is None else {"code": _FAILED_STATUS, "message": view.error["message"]},
            "media_type": "video/mp4",
            "expires_at": None,
            "file_name": f"{order.id}.mp4" if is_done else None,
            "inference_time_s": took_s,
            "fps": float(FPS) if is_done else None,
            "num_frames": FPS * order.seconds if is_done else None,
            "duration_s": float(order.seconds) if is_done else None,
            "metrics": {},
            "stage_durations": {},
            "peak_memory_mb": 0.0,
            "action": None,
        }

    def unknown_video(self, shown: str) -> Refusal:
        return Refusal(404, "Video not found")

    async def retrieve(self, request: Request) -> Response:
        order = await self.order(request)
        view = self.desk.view(order)
        return self.answer(self.video(order, view, request), _FAILED_STATUS if view.status == "failed" else 200)

    async def delete(self, request: Request) -> Response:
        order = await self.order(request)
        await self.desk.remove(order)
        return self.answer(deleted_body(order.id))

    async def content(self, request: Request) -> Response:
        order = await self.order(request)
        status = self.desk.view(order).status
        if status == "failed":
            raise Refusal(422, "Video generation failed. Check job status for error details.")
        if status != "completed":
            raise Refusal(404, "Generation is still in-progress")
        return self.file(order)

    async def create_at_once(self, request: Request) -> Response:
        """`POST /videos/sync`: wait, and answer with the MP4."""
        order = await self.take(await self.read_create(request))
        view = await self.desk.finished(order)
        if view.error is not None:
            raise Refusal(_FAILED_STATUS, f"Video generation failed: {view.error['message']}")
        took_s = max(0.0, self.desk.now_s() - order.created_ns / 1e9)
        headers = {
            "X-Request-Id": f"video_sync-{order.id.removeprefix('video_gen_')}",
            "X-Model": _SERVED,
            "X-Inference-Time-S": f"{took_s:.3f}",
            "X-Stage-Durations": "{}",
            "X-Peak-Memory-MB": "0.000",
        }
        return FileResponse(self.desk.path(order), media_type="video/mp4", headers=headers)

    # Refusals

    def refuse(self, refusal: Refusal) -> Response:
        body = refusal.body
        if body is None:
            phrase = HTTPStatus(refusal.status).phrase
            said = {"message": refusal.message, "type": phrase, "param": refusal.param, "code": refusal.status}
            body = {"error": said}
        return JSONResponse(body, refusal.status, refusal.headers)

    def refuse_route(self, request: Request, error: HTTPException) -> Response:
        return self.refuse(Refusal(error.status_code, error.detail))


def _json_in(values: Mapping[str, Any], name: str) -> Any:
    """What stands as JSON in a form field. Raises `Refusal`."""
    try:
        return json.loads(values[name]) if name in values else None
    except (ValueError, RecursionError) as error:
        raise _bad_request("Invalid JSON in form field.") from error


def _check_address(address: object) -> None:
    if not isinstance(address, str) or not is_web_address(address):
        content = read_data_url(address) if isinstance(address, str) else None
        if content is None or read_picture(content) is None:
            raise _bad_request("Invalid input reference: cannot identify image file.")


def _bad_request(message: str, param: str | None = None) -> Refusal:
    return Refusal(400, message, param=param)
