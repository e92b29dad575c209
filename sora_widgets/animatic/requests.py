"""What may be asked of the embedded provider: requests checked before anything is stored.

JSON and multipart forms give the same request. The models, lengths and sizes are those of the reference
contract in the price table; defaults are the specification's. What imitated servers take is in `imitations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from sora_widgets.animatic.bodies import Upload, read_body
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.errors import UnknownModelError
from sora_widgets.pricing import reference_facts
from sora_widgets.prompts import MAX_PROMPT_CHARS

__all__ = ["MAX_LISTED", "CreateRequest", "ListRequest", "read_create", "read_list"]

MAX_LISTED = 100
_DEFAULT_LISTED = 20
_MAX_BODY_BYTES = 1_000_000  # 32,000 characters take 200 kB at worst; nothing else is read yet
_FIELDS = frozenset({"prompt", "model", "seconds", "size"})


@dataclass(frozen=True)
class CreateRequest:
    """A checked order: it can be rendered.

    Attributes:
        asked: what an imitated server repeats of the request; empty for the embedded provider.
    """

    prompt: str
    model: str
    seconds: int
    size: str
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ListRequest:
    """A checked question for a page of videos; `limit` is None for all of them."""

    limit: int | None
    is_newest_first: bool
    after: str | None


async def read_create(request: Request) -> CreateRequest:
    """The order in a request's body.

    Raises:
        Refusal: 400 with the parameter's name, 413 for a body that is too long, 415 for another kind of body.
    """
    body = await read_body(request, _MAX_BODY_BYTES)
    given = body.fields
    for name, value in given.items():
        if name in _FIELDS and isinstance(value, Upload):
            raise Refusal(400, f"{name} must be a field, not a file.", param=name, code="invalid_type")
        if isinstance(value, list) and body.kind != "json":
            raise Refusal(400, f"{name} is given twice.", param=name, code="invalid_value")
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
        facts = reference_facts(model if isinstance(model, str) else repr(model))
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
