"""The shapes that travel: what we ask for, and what a server answers, read leniently.

Servers disagree about nearly every field of a video object (missing, null, other types), so
reading never raises for a strange value: it keeps what it understands. Only a body that is no
video object at all is an error, and the client decides which.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["RemoteVideo", "VideoPage", "VideoRequest", "read_error", "read_page", "read_video"]

_WORKING = {"in_progress", "processing", "running", "preprocessing"}
_WAITING = {"queued", "pending", "submitted", "not_start", "unknown"}
_COMPLETED = {"completed", "succeeded", "success", "done"}
_CANCELLED = {"cancelled", "canceled"}
_FAILED = {"failed", "error", "deleted"}


@dataclass(frozen=True)
class VideoRequest:
    """One video to be made: the visible fields of `POST /videos`.

    Attributes:
        prompt: 1 to 32,000 characters.
        model: a model id of the server.
        seconds: length of the clip in seconds.
        size: "WIDTHxHEIGHT" in pixels.
    """

    prompt: str
    model: str
    seconds: int
    size: str

    @property
    def fingerprint(self) -> str:
        """The same for two requests that a server could not tell apart (sha256, hexadecimal)."""
        visible = json.dumps([self.model, self.prompt, self.seconds, self.size], ensure_ascii=False)
        return hashlib.sha256(visible.encode()).hexdigest()

    def to_body(self) -> dict[str, str]:
        """The JSON body; `seconds` is a string on the wire (OpenAPI `VideoSeconds`)."""
        return {"model": self.model, "prompt": self.prompt, "seconds": str(self.seconds), "size": self.size}


@dataclass(frozen=True)
class RemoteVideo:
    """A video object as a server told it, with its status in our words.

    Attributes:
        id: any alphabet and length; never used as a file name.
        status: "queued", "in_progress", "completed", "failed", "cancelled" or "expired";
            an unheard-of status is kept as it came and treated as still running.
        progress: 0 to 100, or None where the server does not tell.
        created_at: seconds since 1970 on the server's clock, or None.
        prompt, model, size, seconds: as told; None where they are not.
        error_code, error_message: why it failed; None while it has not.
    """

    id: str
    status: str
    progress: int | None
    created_at: float | None
    prompt: str | None
    model: str | None
    size: str | None
    seconds: str | None
    error_code: str | None
    error_message: str | None

    def may_be(self, request: VideoRequest) -> bool:
        """Whether `request` may have made this video: only another prompt rules it out.

        Sizes, lengths and model names prove nothing: servers resolve aliases and round what they are asked for.
        """
        return self.prompt is None or self.prompt == request.prompt


@dataclass(frozen=True)
class VideoPage:
    """A page of a server's list.

    Attributes:
        videos: what could be read of it, in the server's order.
        has_more: whether the server says, or its length suggests, that there is another page.
        is_whole: every entry could be read.
    """

    videos: tuple[RemoteVideo, ...]
    has_more: bool
    is_whole: bool


def read_video(body: object) -> RemoteVideo | None:
    """Read a video object; None when the body is none."""
    if not isinstance(body, Mapping) or not isinstance(body.get("id"), str) or not isinstance(body.get("status"), str):
        return None
    code, message = read_error(body)
    return RemoteVideo(
        id=body["id"],
        status=_status(body["status"]),
        progress=_whole_percent(body.get("progress")),
        created_at=_number(body.get("created_at", body.get("created"))),
        prompt=_text(body.get("prompt")),
        model=_text(body.get("model")),
        size=_text(body.get("size")),
        seconds=_seconds(body.get("seconds")),
        error_code=code,
        error_message=message,
    )


def read_page(body: object, limit: int) -> VideoPage | None:
    """Read an answer of `GET /videos`; None when it is no list. A missing `has_more` is told from a full page."""
    entries = body.get("data") if isinstance(body, Mapping) else None
    if not isinstance(body, Mapping) or not isinstance(entries, list):
        return None
    read = [read_video(entry) for entry in entries]
    videos = tuple(video for video in read if video is not None)
    has_more = body.get("has_more")
    is_full = len(entries) >= limit
    return VideoPage(videos, bool(is_full if has_more is None else has_more), is_whole=len(videos) == len(entries))


def read_error(body: object) -> tuple[str | None, str | None]:
    """The (code, message) in any of the error shapes that servers use; (None, None) when there is none.

    Seen: `{"error": {message, code, …}}`, `{"error": "text"}`, `{"detail": "text" or [..]}` and flat
    `{"code", "message"}`.
    """
    if not isinstance(body, Mapping):
        return None, None
    error = body.get("error")
    if isinstance(error, Mapping):
        return _text(error.get("code")) or _text(error.get("type")), _text(error.get("message"))
    if isinstance(error, str):
        return None, error
    detail = body.get("detail")
    if detail:
        return None, detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False)
    if isinstance(body.get("message"), str):
        return _text(body.get("code")), body["message"]
    return None, None


def _status(told: str) -> str:
    word = told.lower()
    if word in _WAITING:
        return "queued"
    if word in _WORKING:
        return "in_progress"
    if word in _COMPLETED:
        return "completed"
    if word in _CANCELLED:
        return "cancelled"
    return "failed" if word in _FAILED else word


def _whole_percent(value: object) -> int | None:
    number = _number(value)
    return None if number is None else max(0, min(100, int(number)))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None  # also turns NaN and infinities away


def _text(value: object) -> str | None:
    if value is None or value == "" or isinstance(value, (Mapping, list)):
        return None
    return str(value)


def _seconds(value: object) -> str | None:
    number = _number(value)
    if number is None:
        return None
    return str(int(number)) if number == int(number) else str(number)
