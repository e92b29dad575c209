"""What may be asked of the server: bodies read and checked before anything is stored.

JSON and multipart forms give the same request. The models, lengths and sizes are the price table's;
defaults are the specification's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from sora_widgets.animatic.refusals import Refusal
from sora_widgets.errors import UnknownModelError
from sora_widgets.pricing import model_facts
from sora_widgets.prompts import MAX_PROMPT_CHARS

__all__ = ["MAX_LISTED", "CreateRequest", "ListRequest", "read_create", "read_list"]

MAX_LISTED = 100
_DEFAULT_LISTED = 20
_MAX_BODY_BYTES = 1_000_000  # 32,000 characters take 200 kB at worst; nothing else is read yet
_FIELDS = frozenset({"prompt", "model", "seconds", "size"})


@dataclass(frozen=True)
class CreateRequest:
    """A checked order: it can be rendered."""

    prompt: str
    model: str
    seconds: int
    size: str


@dataclass(frozen=True)
class ListRequest:
    """A checked question for a page of videos."""

    limit: int
    is_newest_first: bool
    after: str | None


async def read_create(request: Request) -> CreateRequest:
    """The order in a request's body.

    Raises:
        Refusal: 400 with the parameter's name, 413 for a body that is too long, 415 for another kind of body.
    """
    given = await _body(request)
    for name in given:
        if name not in _FIELDS:
            raise Refusal(
                400,
                f"The animatic provider does not know {name!r} yet: leave it out.",
                param=name,
                code="unsupported_parameter",
            )
    prompt = given.get("prompt")
    if not isinstance(prompt, str):
        raise Refusal(400, "A prompt is needed, as text.", param="prompt", code="missing_required_parameter")
    if not prompt.strip():
        raise Refusal(400, "The prompt is empty: say what is to be seen.", param="prompt", code="empty_prompt")
    if len(prompt) > MAX_PROMPT_CHARS:
        raise Refusal(
            400,
            f"The prompt has {len(prompt)} characters, and at most {MAX_PROMPT_CHARS} are allowed: shorten it.",
            param="prompt",
            code="string_above_max_length",
        )
    if "\x00" in prompt or any("\ud800" <= mark <= "\udfff" for mark in prompt):
        raise Refusal(
            400, "The prompt holds a character that is no text: remove it.", param="prompt", code="invalid_value"
        )
    return _checked(prompt, given)


def read_list(request: Request) -> ListRequest:
    """`limit`, `order` and `after` of a listing.

    Raises:
        Refusal: 400 with the parameter's name.
    """
    query = request.query_params
    limit = query.get("limit", str(_DEFAULT_LISTED))
    if not limit.isascii() or not limit.isdigit() or int(limit) > MAX_LISTED:
        raise Refusal(
            400,
            f"limit must be a whole number from 0 to {MAX_LISTED}, not {limit!r}.",
            param="limit",
            code="invalid_value",
        )
    order = query.get("order", "desc")
    if order not in ("asc", "desc"):
        raise Refusal(400, f"order must be asc or desc, not {order!r}.", param="order", code="invalid_value")
    return ListRequest(int(limit), order == "desc", query.get("after"))


def _checked(prompt: str, given: Mapping[str, Any]) -> CreateRequest:
    model = given.get("model", "sora-2")
    try:
        facts = model_facts(model if isinstance(model, str) else repr(model))
    except UnknownModelError as error:
        raise Refusal(
            400, f"There is no model {model!r} here: {error}", param="model", code="model_not_found"
        ) from error
    seconds = given.get("seconds", "4")
    is_whole = (
        isinstance(seconds, str | int)
        and not isinstance(seconds, bool)
        and str(seconds).isascii()
        and str(seconds).isdigit()
    )
    if not is_whole or len(str(seconds)) > 3 or int(seconds) not in facts.seconds:
        allowed = ", ".join(str(length) for length in facts.seconds)
        raise Refusal(
            400, f"{model} makes clips of {allowed} seconds, not {seconds!r}.", param="seconds", code="invalid_value"
        )
    # The specification's default is 720x1280; both models make it.
    size = given.get("size", "720x1280")
    if size not in facts.sizes:
        raise Refusal(
            400,
            f"{model} makes pictures of {', '.join(facts.sizes)}, not {size!r}.",
            param="size",
            code="invalid_value",
        )
    return CreateRequest(prompt, str(model), int(seconds), str(size))


async def _body(request: Request) -> dict[str, Any]:
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > _MAX_BODY_BYTES:
        raise _too_long()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return await _json_body(request)
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return await _form_body(request)
    raise Refusal(
        415,
        f"Send application/json or multipart/form-data, not {kind or 'an unnamed type'}.",
        code="unsupported_media_type",
    )


async def _json_body(request: Request) -> dict[str, Any]:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MAX_BODY_BYTES:
            raise _too_long()
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The body is not valid JSON.", code="invalid_json") from error
    if not isinstance(given, dict):
        raise Refusal(400, "The body must be a JSON object.", code="invalid_json")
    return given


async def _form_body(request: Request) -> dict[str, Any]:
    try:
        async with request.form(max_files=4, max_fields=20, max_part_size=_MAX_BODY_BYTES) as form:
            given: dict[str, Any] = {}
            for name, value in form.multi_items():
                if isinstance(value, UploadFile) and name in _FIELDS:
                    raise Refusal(400, f"{name} must be a field, not a file.", param=name, code="invalid_type")
                if name in given:
                    raise Refusal(400, f"{name} is given twice.", param=name, code="invalid_value")
                given[name] = value
            return given
    except HTTPException as error:
        raise Refusal(400, f"The form cannot be read: {error.detail}", code="invalid_form") from error


def _too_long() -> Refusal:
    return Refusal(
        413, f"The body is longer than {_MAX_BODY_BYTES} bytes: shorten the prompt.", code="request_too_large"
    )
