"""The body of a request as it came: JSON or a form, with its files. What may stand in it is decided elsewhere.

Nothing is taken on trust: length, kind of body, well-formedness, and that all of it is text that can be said again. A
field that is given twice is kept as a list, because servers disagree about what that means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from sora_widgets.animatic.refusals import Refusal

__all__ = ["Body", "Upload", "is_text", "nested", "read_body"]

_MAX_FIELDS = 100
_MAX_FILES = 8
_OBJECTS = frozenset({"characters", "input_reference", "video"})
_INNER = re.compile(r"([^\[\]]+)((?:\[\])?)\[([^\[\]]+)\]")  # video[id], characters[][id]


Kind = Literal["json", "multipart", "urlencoded"]
_KINDS: dict[str, Kind] = {
    "application/json": "json",
    "multipart/form-data": "multipart",
    "application/x-www-form-urlencoded": "urlencoded",
}


@dataclass(frozen=True)
class Upload:
    """A file of a form."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Body:
    """What was sent: values as JSON has them, or texts and `Upload`s of a form."""

    kind: Kind
    fields: Mapping[str, Any]


async def read_body(request: Request, max_bytes: int) -> Body:
    """Read a JSON object or a form.

    Raises:
        Refusal: 400 for one that cannot be read, 413 for one that is too long, 415 for another kind.
    """
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > max_bytes:
        raise _too_long(max_bytes)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    request = _limited(request, max_bytes)
    if kind not in _KINDS:
        raise Refusal(
            415,
            f"Send application/json or multipart/form-data, not {kind or 'an unnamed type'}.",
            code="unsupported_media_type",
        )
    read = _json_fields(request) if _KINDS[kind] == "json" else _form_fields(request, max_bytes)
    return Body(_KINDS[kind], await read)


def nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form with objects put together: `video[id]` is `{"id": …}` in video, `characters[][id]` a list of such.

    So openai's clients write them. A JSON text counts as an object, too, in a field that can be one.
    """
    whole: dict[str, Any] = {}
    for name, value in fields.items():
        parts = _INNER.fullmatch(name)
        if parts is None:
            whole[name] = _parsed(value) if name in _OBJECTS and isinstance(value, str) else value
        elif parts[2]:
            whole[parts[1]] = [{parts[3]: one} for one in (value if isinstance(value, list) else [value])]
        else:
            inner = whole.setdefault(parts[1], {})
            if isinstance(inner, dict):
                inner[parts[3]] = value
    return whole


def is_text(value: object) -> bool:
    """Whether all texts in a value can be written as UTF-8: JSON can hold halves of characters, and so can odd charsets.

    Raises:
        RecursionError: it is nested too deeply.
    """
    if isinstance(value, str):
        try:
            return value.isascii() or bool(value.encode())
        except UnicodeEncodeError:
            return False
    if isinstance(value, Mapping):
        return all(is_text(name) and is_text(inner) for name, inner in value.items())
    return not isinstance(value, list) or all(map(is_text, value))


def _parsed(text: str) -> Any:
    try:
        value = json.loads(text)
        return value if is_text(value) else text
    except (ValueError, RecursionError):
        return text


async def _json_fields(request: Request) -> dict[str, Any]:
    content = await request.body()
    try:
        given = json.loads(content)
        is_whole = is_text(given)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The body is not valid JSON.", code="invalid_json") from error
    if not isinstance(given, dict):
        raise Refusal(400, "The body must be a JSON object.", code="invalid_json")
    if not is_whole:
        raise _half()
    return given


async def _form_fields(request: Request, max_bytes: int) -> dict[str, Any]:
    try:
        async with request.form(max_files=_MAX_FILES, max_fields=_MAX_FIELDS, max_part_size=max_bytes) as form:
            given: dict[str, Any] = {}
            for name in form:
                values = [await _value(value) for value in form.getlist(name)]
                given[name] = values[0] if len(values) == 1 else values
            if not is_text(given):
                raise _half()
            return given
    except HTTPException as error:
        raise Refusal(400, f"The form cannot be read: {error.detail}", code="invalid_form") from error


async def _value(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    return Upload(value.filename or "", value.content_type or "", await value.read())


def _limited(request: Request, max_bytes: int) -> Request:
    """The same request, refused as soon as more than that has come: a form's files would fill the disk until then."""
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > max_bytes:
            raise _too_long(max_bytes)
        return message

    return Request(request.scope, receive)


def _half() -> Refusal:
    return Refusal(400, "The body holds half a character (a lone surrogate): send whole ones.", code="invalid_text")


def _too_long(max_bytes: int) -> Refusal:
    return Refusal(413, f"The body is longer than {max_bytes} bytes: shorten it.", code="request_too_large")
