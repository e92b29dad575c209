"""How a request is written for a server, and what is refused because that server cannot take it.

All differences come from the profile: names and types of fields, JSON or multipart, where a picture
goes. Nothing is sent here, and nothing here knows a server's name. Whether a value makes sense
anywhere at all (a seed that is a text, a picture that is none) is checked where it was asked for.
"""

from __future__ import annotations

import base64
import copy
import json
import mimetypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sora_widgets.errors import RequestError, UnknownModelError, UnsupportedValueError, nearest
from sora_widgets.pricing import check_request as check_against_prices
from sora_widgets.pricing import shown
from sora_widgets.providers.profiles import Field, Profile, profile_named, profile_names
from sora_widgets.providers.wire import VideoRequest

__all__ = ["Body", "Served", "check_feature", "check_request", "write_body"]

MAX_REFERENCE_BYTES = 20_971_520  # of a file, and characters of a data URL (openapi.yaml, `ImageRefParam-2`)
_KINDS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@dataclass(frozen=True)
class Served:
    """What a server said of one of its models.

    Attributes:
        seconds: the lengths it makes; empty when it did not tell.
        sizes: "WIDTHxHEIGHT"; empty when it did not tell.
    """

    seconds: tuple[int, ...] = ()
    sizes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """An order ready to be sent.

    Attributes:
        fields: of a JSON body, or texts of a form when `is_form`.
        is_form: sent as multipart/form-data.
        file: (field, file name, bytes, media type) of the one file, if any.
    """

    fields: dict[str, Any]
    is_form: bool
    file: tuple[str, str, bytes, str] | None = None


def check_request(request: VideoRequest, profile: Profile, name: str, served: Mapping[str, Served]) -> None:
    """Refuse what the server cannot do, before anything is sent.

    Args:
        request: what was asked for.
        profile: the server's.
        name: the server's, for the sentence.
        served: the models that it listed; empty when it did not.

    Raises:
        UnknownModelError: a model that it does not have.
        UnsupportedValueError: a length, a size or an option that it does not make.
        RequestError: a picture that it cannot take.
    """
    if profile.has_closed_model_list:
        check_against_prices(request.model, request.seconds, request.size)
    elif served and profile.checks_model:
        _check_served(request, profile, name, served)
    for option, value in request.options:
        if option not in profile.options:
            raise UnsupportedValueError(
                f"{_who(profile, name)} takes no {option}={shown(value)}: leave it out{_elsewhere(option)}.",
                name=option,
                given=value,
                allowed=tuple(profile.options),
            )
    if request.reference is not None:
        _check_reference(request.reference, profile, name)


def check_feature(feature: str, profile: Profile, name: str) -> None:
    """Refuse a remix, an edit, an extension or characters where there is no such route.

    Raises:
        RequestError: the server cannot do that.
    """
    if feature not in profile.features:
        able = [other.label for other in map(profile_named, profile_names()) if feature in other.features]
        raise RequestError(
            f"{_who(profile, name)} has no {feature}: make a new clip instead"
            + (f", or connect to a server that has it ({', '.join(able)})." if able else "."),
            given=feature,
            allowed=tuple(sorted(profile.features)),
        )


def write_body(request: VideoRequest, profile: Profile) -> Body:
    """The order as this server reads it.

    Raises:
        OSError: the picture cannot be read any more.
    """
    fields: dict[str, Any] = {}
    values = {"prompt": request.prompt, "model": request.model, "seconds": request.seconds, "size": request.size}
    for ours, value in values.items():
        _write(fields, profile.fields[ours], value)
    for name, fixed in profile.fixed.items():
        _put(fields, name, fixed)
    for option, given in request.options:
        _put(fields, profile.options[option], given)
    file = None
    how = profile.reference_as
    if request.reference is not None and how is not None:
        if how.file_field is not None and not _is_address(request.reference):
            path = Path(request.reference)
            file = (how.file_field, f"reference{path.suffix}", path.read_bytes(), _kind_of(path))
        elif how.url_field is not None:
            url = request.reference if _is_address(request.reference) else _data_url(Path(request.reference))
            _put(fields, how.url_field, _filled(how.url_value, url))
    if file is None and profile.encoding == "json":
        return Body(fields, is_form=False)
    return Body({name: _form_text(value) for name, value in fields.items()}, is_form=True, file=file)


def _check_served(request: VideoRequest, profile: Profile, name: str, served: Mapping[str, Served]) -> None:
    models = tuple(served)
    if request.model not in served:
        close = nearest(request.model, models) or models[0]
        others = f" (it has {', '.join(models[:5])}{', …' if len(models) > 5 else ''})" if len(models) > 1 else ""
        raise UnknownModelError(
            f"{_who(profile, name)} does not make {request.model!r}{others}: use model={close!r}.",
            given=request.model,
            allowed=models,
            nearest=close,
        )
    facts = served[request.model]
    told: tuple[tuple[str, object, tuple[object, ...]], ...] = (
        ("seconds", request.seconds, facts.seconds),
        ("size", request.size, facts.sizes),
    )
    for what, given, allowed in told:
        if allowed and given not in allowed:
            raise UnsupportedValueError(
                f"{request.model} makes clips of {what} {', '.join(map(str, allowed))} at {_who(profile, name)}, "
                f"not {given}: use {what}={allowed[0]!r}.",
                name=what,
                given=given,
                allowed=allowed,
                model=request.model,
            )


def _check_reference(reference: str, profile: Profile, name: str) -> None:
    who, how = _who(profile, name), profile.reference_as
    if how is None:
        raise RequestError(
            f"{who} takes no reference picture ({_short(reference)}): leave it out.", given=_short(reference)
        )
    if _is_address(reference):
        is_taken = how.url_field is not None and (how.takes_data_urls or not reference.startswith("data:"))
        if not is_taken:
            raise RequestError(
                f"{who} takes a reference picture as a file, not as an address ({_short(reference)}): download it and "
                "give its path.",
                given=_short(reference),
            )
    elif how.file_field is None:
        if not how.takes_data_urls:
            raise RequestError(
                f"{who} takes a reference picture as an address, not as a file ({reference}): give its http(s) URL.",
                given=reference,
            )
        size_bytes = _size_of(reference)
        if size_bytes * 4 / 3 > MAX_REFERENCE_BYTES:
            raise RequestError(
                f"{reference} has {size_bytes:,} bytes, and {who} takes at most {MAX_REFERENCE_BYTES * 3 // 4:,}: make "
                "it smaller.",
                given=reference,
            )
    elif _size_of(reference) > MAX_REFERENCE_BYTES:
        raise RequestError(
            f"{reference} has {_size_of(reference):,} bytes, servers take at most {MAX_REFERENCE_BYTES:,}: make it "
            "smaller.",
            given=reference,
        )


def _size_of(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError as error:
        raise RequestError(
            f"The reference picture {path} cannot be read ({error.strerror}): give it again.", given=path
        ) from error


def _who(profile: Profile, name: str) -> str:
    return name if profile.label == name else f"{profile.label} ({name})"


def _elsewhere(option: str) -> str:
    able = [profile.label for profile in map(profile_named, profile_names()) if option in profile.options]
    return f", or connect to a server that takes it ({', '.join(able)})" if able else ""


def _write(fields: dict[str, Any], field: Field, value: object) -> None:
    # A size for two fields is told as width and height.
    parts = [value] if len(field.names) == 1 else str(value).split("x")
    for name, part in zip(field.names, parts, strict=True):
        _put(fields, name, int(str(part)) if field.kind == "number" else str(part))


def _put(fields: dict[str, Any], name: str, value: object) -> None:
    *outer, last = name.split(".")
    for step in outer:
        fields = fields.setdefault(step, {})
    fields[last] = value


def _filled(template: object, url: str) -> Any:
    """A copy of the template with the address in its place."""
    if isinstance(template, Mapping):
        return {name: _filled(value, url) for name, value in template.items()}
    if isinstance(template, (list, tuple)):
        return [_filled(value, url) for value in template]
    return url if template == "{url}" else copy.copy(template)


def _form_text(value: object) -> str:
    """A value as a form carries it: true and false in lower case, objects as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_address(reference: str) -> bool:
    return reference.startswith(("http:", "https:", "data:"))


def _data_url(path: Path) -> str:
    return f"data:{_kind_of(path)};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _kind_of(path: Path) -> str:
    return _KINDS.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _short(reference: str) -> str:
    """A URL without its query, which may be signed, and without a picture inside it."""
    return reference.partition(",")[0][:60] if reference.startswith("data:") else reference.partition("?")[0][:200]
