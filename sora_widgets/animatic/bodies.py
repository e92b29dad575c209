"""The body of a request as it came: JSON or a form, with its files. What may stand in it is decided elsewhere.

Nothing is taken on trust: length, kind of body, well-formedness. A field that is given twice is
kept as a list, because servers disagree about what that means.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from sora_widgets.animatic.refusals import Refusal

__all__ = ["Body", "Upload", "read_body"]

_MAX_FIELDS = 100
_MAX_FILES = 8


@dataclass(frozen=True)
class Upload:
    """A file of a form."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Body:
    """What was sent: values as JSON has them, or texts and `Upload`s of a form."""

    kind: Literal["json", "multipart", "urlencoded"]
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
    if kind == "application/json":
        return Body("json", await _json_fields(request, max_bytes))
    if kind == "multipart/form-data":
        return Body("multipart", await _form_fields(request, max_bytes))
    if kind == "application/x-www-form-urlencoded":
        return Body("urlencoded", await _form_fields(request, max_bytes))
    raise Refusal(
        415,
        f"Send application/json or multipart/form-data, not {kind or 'an unnamed type'}.",
        code="unsupported_media_type",
    )


async def _json_fields(request: Request, max_bytes: int) -> dict[str, Any]:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > max_bytes:
            raise _too_long(max_bytes)
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The body is not valid JSON.", code="invalid_json") from error
    if not isinstance(given, dict):
        raise Refusal(400, "The body must be a JSON object.", code="invalid_json")
    return given


async def _form_fields(request: Request, max_bytes: int) -> dict[str, Any]:
    try:
        async with request.form(max_files=_MAX_FILES, max_fields=_MAX_FIELDS, max_part_size=max_bytes) as form:
            given: dict[str, Any] = {}
            for name in form:
                values = [await _value(value, max_bytes) for value in form.getlist(name)]
                given[name] = values[0] if len(values) == 1 else values
            return given
    except HTTPException as error:
        raise Refusal(400, f"The form cannot be read: {error.detail}", code="invalid_form") from error


async def _value(value: UploadFile | str, max_bytes: int) -> Upload | str:
    if isinstance(value, str):
        return value
    if value.size is not None and value.size > max_bytes:
        raise _too_long(max_bytes)
    return Upload(value.filename or "", value.content_type or "", await value.read())


def _too_long(max_bytes: int) -> Refusal:
    return Refusal(413, f"The body is longer than {max_bytes} bytes: shorten it.", code="request_too_large")
