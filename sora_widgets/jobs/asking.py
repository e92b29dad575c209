"""What was asked for, checked: nothing that cannot be made gets any further, and nothing is sent here."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from sora_widgets.errors import EmptyPromptError, RequestError, UnsupportedValueError
from sora_widgets.pricing import Estimate, estimate, shown
from sora_widgets.prompts import MAX_PROMPT_CHARS, Shot
from sora_widgets.providers import Provider, VideoRequest

__all__ = ["OPTIONS", "keep_reference", "price_of", "read_options", "request_for", "text_of"]

# What may be asked for beyond prompt, model, seconds and size: the values that make sense, and how to say so.
OPTIONS: dict[str, tuple[tuple[type, ...], float, float, str]] = {
    "seed": ((int,), 0, 2**63 - 1, "a whole number from 0"),
    "negative_prompt": ((str,), 1, MAX_PROMPT_CHARS, f"a text of 1 to {MAX_PROMPT_CHARS:,} characters"),
    "steps": ((int,), 1, 1000, "a whole number from 1 to 1,000"),
    "guidance": ((int, float), 0, 100, "a number from 0 to 100"),
    "fps": ((int,), 1, 240, "a whole number from 1 to 240"),
    "sound": ((bool,), 0, 1, "True or False"),
}
MAX_REFERENCE_BYTES = 20_971_520  # openapi.yaml of the Videos routes, `ImageRefParam-2`
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"RIFF": "webp"}


def read_options(given: dict[str, object]) -> tuple[tuple[str, object], ...]:
    """The options that were given, checked and in order of their names; None is not given.

    Raises:
        UnsupportedValueError: a value that means nothing anywhere.
    """
    options = {name: value for name, value in given.items() if value is not None}
    for name, value in options.items():
        kinds, least, most, allowed = OPTIONS[name]
        is_kind = isinstance(value, kinds) and (not isinstance(value, bool) or kinds == (bool,))
        measure = len(value) if isinstance(value, str) else value
        if not is_kind or not isinstance(measure, (int, float)) or not least <= measure <= most:
            raise UnsupportedValueError(f"{name} must be {allowed}, not {shown(value)}.", name=name, given=value)
    return tuple(sorted(options.items()))


def keep_reference(reference: object, home: Path) -> str | None:
    """Keep a copy of the picture that a clip starts from, so that the order stays what it was when it is sent.

    Args:
        reference: a path, an http(s) or data URL, or None.
        home: copies lie in its `references/`, named by their sha256.

    Returns:
        The path of the copy, or the URL as it was given.

    Raises:
        RequestError: no such file, no picture, or more than 20 MiB.
    """
    if reference is None:
        return None
    if isinstance(reference, str) and urlsplit(reference).scheme in ("http", "https", "data"):
        if len(reference) > MAX_REFERENCE_BYTES:
            raise RequestError(f"The reference has {len(reference):,} characters, at most {MAX_REFERENCE_BYTES:,} fit.")
        return reference
    if not isinstance(reference, (str, os.PathLike)):
        raise RequestError(f"reference must be a picture's path or URL, not {shown(reference)}.", given=reference)
    path = Path(reference)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RequestError(
            f"The reference picture {path} cannot be read ({error.strerror}): give the path of a JPEG, PNG or WebP.",
            given=str(path),
        ) from error
    kind = next((kind for head, kind in _PICTURES.items() if content.startswith(head)), None)
    if kind is None or (kind == "webp" and content[8:12] != b"WEBP"):
        raise RequestError(f"{path} is no JPEG, PNG or WebP: give a picture of one of these kinds.", given=str(path))
    if len(content) > MAX_REFERENCE_BYTES:
        raise RequestError(
            f"{path} has {len(content):,} bytes, servers take at most {MAX_REFERENCE_BYTES:,}: make it smaller.",
            given=str(path),
        )
    kept = home / "references" / f"{hashlib.sha256(content).hexdigest()}.{kind}"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{uuid.uuid4().hex}.part")
        part.write_bytes(content)
        os.replace(part, kept)
    return str(kept)


def text_of(shot_or_text: object) -> str:
    """The prompt that is sent, word for word; RequestError for what is neither shot nor text."""
    if isinstance(shot_or_text, Shot):
        return shot_or_text.to_text()
    if isinstance(shot_or_text, str):
        return shot_or_text.strip()
    raise RequestError(
        f"generate() films a Shot or a text, not {type(shot_or_text).__name__}.", given=type(shot_or_text)
    )


def request_for(
    text: str,
    model: str,
    seconds: int,
    size: str,
    provider: Provider,
    reference: str | None = None,
    options: tuple[tuple[str, object], ...] = (),
) -> VideoRequest:
    """Check what was asked for; nothing that the server cannot make gets any further."""
    if not text.strip():
        raise EmptyPromptError("There is nothing to film: give the shot a subject, or write a prompt.")
    if len(text) > MAX_PROMPT_CHARS:
        raise RequestError(
            f"The prompt has {len(text):,} characters, servers take at most {MAX_PROMPT_CHARS:,}: shorten it.",
            given=len(text),
            allowed=MAX_PROMPT_CHARS,
        )
    for words in (text, *(value for _, value in options if isinstance(value, str))):
        _check_text(words)
    request = VideoRequest(text, model, seconds, size, reference, options)
    provider.check_request(request)
    return request


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RequestError(
            f"Character {error.start + 1} of the prompt is half a character (U+{ord(text[error.start]):04X}), which no "
            "server can read: delete it.",
            given=text[error.start],
        ) from None


def price_of(request: VideoRequest, provider: Provider, takes: int = 1) -> Estimate:
    """The price at this provider: its own rate where one was given, never the list price of somebody else."""
    return estimate(
        request.prompt or None,
        model=request.model,
        seconds=request.seconds,
        size=request.size,
        takes=takes,
        usd_per_second=provider.usd_per_second,
        provider=provider.name,
    )
