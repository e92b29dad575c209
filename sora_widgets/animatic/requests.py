"""What may be asked of the embedded provider: requests checked before anything is stored.

JSON and multipart forms give the same request. The models, lengths and sizes are those of the reference contract in the
price table; defaults and limits are the specification's. What is drawn for a remix, an edit or an extension is `lineage`'s
business; what imitated servers take is in `imitations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request

from sora_widgets.animatic.bodies import Upload, nested, read_body
from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.errors import UnknownModelError
from sora_widgets.pricing import reference_facts
from sora_widgets.prompts import MAX_PROMPT_CHARS

__all__ = [
    "MAX_LISTED",
    "CreateRequest",
    "ListRequest",
    "checked",
    "read_fields",
    "read_list",
    "read_prompt",
    "read_text",
]

MAX_LISTED = 100
_DEFAULT_LISTED = 20
_MAX_BODY_BYTES = 64_000_000  # a data URL takes a third of it at most, an uploaded video of some seconds as well


@dataclass(frozen=True)
class CreateRequest:
    """A checked order: it can be rendered.

    Attributes:
        seconds: length of the finished video.
        asked: what an imitated server repeats of the request; empty for the embedded provider.
        brief: what is drawn; None for the prompt alone.
        source_id: of the video that this one is made from.
        extensions: how many times that was extended, this one included.
        files: what lies in the order's folder from the start, by name: contents, or another order's files.
    """

    prompt: str
    model: str
    seconds: int
    size: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    brief: Brief | None = None
    source_id: str | None = None
    extensions: int = 0
    files: Mapping[str, bytes | Path] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class ListRequest:
    """A checked question for a page of videos; `limit` is None for all of them."""

    limit: int | None
    is_newest_first: bool
    after: str | None


async def read_fields(request: Request, known: frozenset[str], files: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields of a body, objects put together; a file only where one may be.

    Raises:
        Refusal: 400 with the parameter's name, 413 for a body that is too long, 415 for another kind of body.
    """
    body = await read_body(request, _MAX_BODY_BYTES)
    given = dict(body.fields) if body.kind == "json" else nested(body.fields)
    for name, value in given.items():
        if name not in known:
            raise Refusal(
                400,
                f"The animatic provider does not know {name!r} here: leave it out, or use one of {', '.join(sorted(known))}.",
                param=name,
                code="unsupported_parameter",
            )
        if isinstance(value, Upload) and name not in files:
            raise Refusal(400, f"{name} must be a field, not a file.", param=name, code="invalid_type")
        if body.kind != "json" and isinstance(value, list) and any(isinstance(one, str | Upload) for one in value):
            raise Refusal(400, f"{name} is given twice.", param=name, code="invalid_value")
    return given


def read_prompt(given: Mapping[str, Any]) -> str:
    """The prompt, 1 to 32,000 characters of text. Raises `Refusal`."""
    return read_text(given, "prompt", MAX_PROMPT_CHARS, "say what is to be seen")


def read_text(given: Mapping[str, Any], name: str, most: int, hint: str) -> str:
    """A text that must be there, of 1 to `most` characters.

    Raises:
        Refusal: 400 with the parameter's name.
    """
    text = given.get(name)
    if not isinstance(text, str):
        raise Refusal(400, f"A {name} is needed, as text.", param=name, code="missing_required_parameter")
    if not text.strip():
        raise Refusal(400, f"The {name} is empty: {hint}.", param=name, code=f"empty_{name}")
    if len(text) > most:
        raise Refusal(
            400,
            f"The {name} has {len(text)} characters, and at most {most} are allowed: shorten it.",
            param=name,
            code="string_above_max_length",
        )
    if "\x00" in text:
        raise Refusal(
            400, f"The {name} holds a character that is no text: remove it.", param=name, code="invalid_value"
        )
    return text


def read_list(request: Request) -> ListRequest:
    """`limit`, `order` and `after` of a listing.

    Raises:
        Refusal: 400 with the parameter's name.
    """
    query = request.query_params
    limit = query.get("limit", str(_DEFAULT_LISTED))
    if not limit.isascii() or not limit.isdigit() or len(limit) > 9 or int(limit) > MAX_LISTED:
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


def checked(prompt: str, given: Mapping[str, Any]) -> CreateRequest:
    """An order for what the model makes: its lengths, its sizes.

    Raises:
        Refusal: 400 with the parameter's name.
    """
    model = given.get("model", "sora-2")
    try:
        facts = reference_facts(model if isinstance(model, str) else repr(model))
    except UnknownModelError as error:
        raise Refusal(400, str(error), param="model", code="model_not_found") from error
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
