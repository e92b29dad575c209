"""What was asked for, checked: nothing that cannot be made gets any further, and nothing is sent here."""

from __future__ import annotations

from sora_widgets.errors import EmptyPromptError, RequestError
from sora_widgets.pricing import Estimate, check_request, estimate
from sora_widgets.prompts import MAX_PROMPT_CHARS, Shot
from sora_widgets.providers import Provider, VideoRequest

__all__ = ["price_of", "request_for", "text_of"]


def text_of(shot_or_text: object) -> str:
    """The prompt that is sent, word for word; RequestError for what is neither shot nor text."""
    if isinstance(shot_or_text, Shot):
        return shot_or_text.to_text()
    if isinstance(shot_or_text, str):
        return shot_or_text.strip()
    raise RequestError(
        f"generate() films a Shot or a text, not {type(shot_or_text).__name__}.", given=type(shot_or_text)
    )


def request_for(text: str, model: str, seconds: int, size: str, provider: Provider) -> VideoRequest:
    """Check what was asked for; nothing that the server cannot make gets any further."""
    if not text.strip():
        raise EmptyPromptError("There is nothing to film: give the shot a subject, or write a prompt.")
    if len(text) > MAX_PROMPT_CHARS:
        raise RequestError(
            f"The prompt has {len(text):,} characters, servers take at most {MAX_PROMPT_CHARS:,}: shorten it.",
            given=len(text),
            allowed=MAX_PROMPT_CHARS,
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RequestError(
            f"Character {error.start + 1} of the prompt is half a character (U+{ord(text[error.start]):04X}), which no "
            "server can read: delete it.",
            given=text[error.start],
        ) from None
    if provider.models() is not None:
        check_request(model, seconds, size)
    return VideoRequest(text, model, seconds, size)


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
