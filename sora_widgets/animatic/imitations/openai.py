"""OpenAI's own Videos API as it was until 2026-09-24, after openapi.yaml (openai/openai-openapi @f85dbe2) and its guide.

Known beyond the specification: lengths of 16 and 20 s and three more sizes of sora-2-pro (guide, 2026-03-12), the codes
`sentinel_block` and `moderation_blocked`. Assumed: the wording of most refusals; those of edits, extensions and characters
are the embedded provider's own. Content may be a redirect: the word `[redirect]` in the prompt makes it one, to another origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sora_widgets.animatic.bodies import Body, Upload
from sora_widgets.animatic.imitations.canvas import read_size
from sora_widgets.animatic.imitations.fields import TEXT, Field, Misfit
from sora_widgets.animatic.imitations.imitation import Imitation
from sora_widgets.animatic.manner import Answerer
from sora_widgets.animatic.references import (
    MAX_REFERENCE_CHARS,
    is_web_address,
    read_data_url,
    read_picture,
)
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.reworks import Reworks
from sora_widgets.animatic.store import Order
from sora_widgets.animatic.wire import View, video_body
from sora_widgets.errors import UnknownModelError
from sora_widgets.pricing import reference_facts
from sora_widgets.prompts import MAX_PROMPT_CHARS

__all__ = ["OpenAI"]

REDIRECT = "[redirect]"
_SECONDS = ("4", "8", "12", "16", "20")


class OpenAI(Reworks, Imitation):
    """OpenAI as it was."""

    name = "openai"
    label = "OpenAI"
    wants_key = True
    failure = ("moderation_blocked", "Your request was blocked by our moderation system.")
    fields: ClassVar[Mapping[str, Field]] = {
        "prompt": TEXT,
        "model": TEXT,
        "seconds": Field("any"),
        "size": TEXT,
        "input_reference": Field("any"),
    }

    def paths(self) -> dict[str, dict[str, Answerer]]:
        return {
            "/models": {"GET": self.models},
            **super().paths(),
        }

    def check_key(self, request: Request) -> None:
        if not self.has_bearer(request):
            raise Refusal(401, "Missing bearer or basic authentication in header", code=None)

    async def keep(self, request: Request, wanted: CreateRequest) -> Response:
        return self.created(await self.take(wanted), request)

    async def remix(self, request: Request) -> Response:
        return await Imitation.remix(self, request)

    def new_id(self) -> str:
        return f"video_{self.new_hex(48)}"

    async def models(self, request: Request) -> Response:
        cards = [
            {"id": name, "object": "model", "created": 1_759_363_200, "owned_by": "system"}
            for name in ("sora-2", "sora-2-pro")
        ]
        return self.answer({"object": "list", "data": cards})

    def understood(self, values: Mapping[str, Any], body: Body) -> CreateRequest:
        prompt = values.get("prompt")
        if prompt is None:
            raise Refusal(
                400, "Missing required parameter: 'prompt'.", param="prompt", code="missing_required_parameter"
            )
        if not 1 <= len(prompt) <= MAX_PROMPT_CHARS:
            raise Refusal(
                400,
                f"Invalid 'prompt': a string of 1 to {MAX_PROMPT_CHARS} characters was expected, not of {len(prompt)}.",
                param="prompt",
                code="string_above_max_length" if prompt else "empty_string",
            )
        model, seconds, size = self.model_of(values), str(values.get("seconds", "4")), values.get("size", "720x1280")
        if seconds not in _SECONDS:
            raise _unsupported("seconds", seconds, _SECONDS)
        sizes = self.sizes_of(model)
        pixels = read_size(size)
        if size not in sizes or pixels is None:
            raise _unsupported("size", size, sizes)
        if "input_reference" in values:
            _check_reference(values["input_reference"], pixels, body)
        reference = values.get("input_reference")
        picture = reference.get("image_url") if isinstance(reference, dict) else reference
        return self.wanted(prompt, model, int(seconds), pixels, reference=picture)

    def model_of(self, values: Mapping[str, Any]) -> str:
        """The model that is asked for. Raises `Refusal`."""
        model = str(values.get("model", "sora-2"))
        try:
            return reference_facts(model).id
        except UnknownModelError as error:
            raise Refusal(
                400, f"The requested model '{model}' does not exist.", param="model", code="model_not_found"
            ) from error

    def sizes_of(self, model: str) -> tuple[str, ...]:
        """What the model makes."""
        return reference_facts(model).sizes

    def unknown_fields(self, names: list[str]) -> None:
        if names:
            raise Refusal(400, f"Unknown parameter: '{names[0]}'.", param=names[0], code="unknown_parameter")

    def unfit(self, misfits: list[Misfit], body: Body) -> Refusal:
        wrong = misfits[0]
        if wrong.kind == "missing":
            return Refusal(
                400, f"Missing required parameter: '{wrong.name}'.", param=wrong.name, code="missing_required_parameter"
            )
        return Refusal(400, f"Invalid type for '{wrong.name}'.", param=wrong.name, code="invalid_type")

    def refused_prompt(self) -> Refusal:
        return Refusal(400, "Your request was blocked by our moderation system.", param="prompt", code="sentinel_block")

    def video(self, order: Order, view: View, request: Request) -> dict[str, object]:
        told = video_body(order, view)
        told["remixed_from_video_id"] = order.asked.get("remixed_from_video_id") or order.source_id
        told["expires_at"] = None  # never seen to be told
        return told | {"quality": "standard"}

    async def content(self, request: Request) -> Response:
        order = await self.order(request)
        variant = request.query_params.get("variant", "video")
        if REDIRECT in order.prompt and variant == "video" and self.desk.view(order).status == "completed":
            return RedirectResponse(self.elsewhere(order, request), 302)
        return await super().content(request)

    def elsewhere(self, order: Order, request: Request) -> str:
        """The hosted file under this machine's other name, which makes it another origin."""
        host = "127.0.0.1" if request.url.hostname == "localhost" else "localhost"
        port = "" if request.url.port is None else f":{request.url.port}"
        return f"{request.url.scheme}://{host}{port}/files/{order.id}.mp4"


def _check_reference(given: object, size: tuple[int, int], body: Body) -> None:
    """A file in a form, or `{image_url}` in JSON, of the video's own size. Raises `Refusal`."""
    if body.kind == "json":
        content = _referenced(given)
        if content is None:
            return  # an address of the web: what is there is not looked at
    elif isinstance(given, Upload):
        content = given.content
    else:
        raise _bad_reference("Invalid type for 'input_reference': a file was expected.", "invalid_type")
    picture = read_picture(content)
    if picture is None:
        raise _bad_reference("Invalid input_reference: JPEG, PNG and WebP images are supported.", "invalid_value")
    if (picture.width, picture.height) != size:
        raise _bad_reference("Inpaint image must match the requested width and height", "invalid_value")


def _referenced(given: object) -> bytes | None:
    """The bytes of a data URL; None for an address."""
    if not isinstance(given, dict) or len(given.keys() & {"file_id", "image_url"}) != 1 or len(given) != 1:
        raise _bad_reference("'input_reference' must have exactly one of 'file_id' and 'image_url'.", "invalid_value")
    if "file_id" in given:
        raise _bad_reference(f"No such File object: {given['file_id']}", "file_not_found")
    address = given["image_url"]
    if not isinstance(address, str) or len(address) > MAX_REFERENCE_CHARS:
        raise _bad_reference(
            f"Invalid 'input_reference.image_url': at most {MAX_REFERENCE_CHARS} characters are allowed.",
            "string_above_max_length",
        )
    if is_web_address(address):
        return None
    content = read_data_url(address)
    if content is None:
        raise _bad_reference("Invalid 'input_reference.image_url': a URL or a data URL was expected.", "invalid_url")
    return content


def _bad_reference(message: str, code: str) -> Refusal:
    return Refusal(400, message, param="input_reference", code=code)


def _unsupported(name: str, given: object, allowed: tuple[str, ...]) -> Refusal:
    words = [f"'{word}'" for word in allowed]
    return Refusal(
        400,
        f"Invalid value: '{given}'. Supported values are: {', '.join(words[:-1])}, and {words[-1]}.",
        param=name,
        code="invalid_value",
    )
