"""The shapes that travel: what we ask for, and what a server answers, read leniently.

Servers disagree about nearly every field of a video object (missing, null, other types), so
reading never raises for a strange value: it keeps what it understands. Only a body that is no
video object at all is an error, and the client decides which. How a request is written for a
server is in `bodies`.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from sora_widgets.errors import RequestError

__all__ = [
    "RemoteVideo",
    "VideoPage",
    "VideoRequest",
    "is_url",
    "read_cost",
    "read_error",
    "read_failed_answer",
    "read_page",
    "read_urls",
    "read_video",
    "with_whole_characters",
]

_STATUSES = {
    "queued": {"queued", "pending", "submitted", "not_start", "unknown", "in_queue", "throttled"},
    "in_progress": {"in_progress", "processing", "running", "preprocessing"},
    "completed": {"completed", "succeeded", "success", "done"},
    "cancelled": {"cancelled", "canceled"},
    "failed": {"failed", "error", "deleted"},
    "expired": {"expired"},
}
_OUR_WORD = {told: ours for ours, words in _STATUSES.items() for told in words}
_ENDS = {"completed", "cancelled", "failed", "expired"}
_PLACES = frozenset({"url", "urls", "unsigned_urls", "metadata", "outputs", "data"})
_MOST_USD = 1_000_000  # no clip costs that: a slip of the server, or no dollars


@dataclass(frozen=True)
class VideoRequest:
    """One video to be made: the visible fields of `POST /videos`.

    Attributes:
        prompt: 1 to 32,000 characters.
        model: a model id of the server.
        seconds: length of the clip in seconds.
        size: "WIDTHxHEIGHT" in pixels.
        reference: the picture that the clip starts from: the path of a JPEG, PNG or WebP, or an http(s) or data URL.
        options: what else was asked for, by our names (seed, negative_prompt, steps, guidance, fps, sound), sorted.
    """

    prompt: str
    model: str
    seconds: int
    size: str
    reference: str | None = None
    options: tuple[tuple[str, object], ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same for two requests that a server could not tell apart (sha256, hexadecimal).

        A picture counts by its content, not by its path; a request without picture and options has the fingerprint
        it always had, so that its stored takes are still found.

        Raises:
            RequestError: the picture cannot be read.
        """
        visible: list[object] = [self.model, self.prompt, self.seconds, self.size]
        if self.reference is not None or self.options:
            visible.append([None if self.reference is None else _picture_mark(self.reference), _plain(self.options)])
        return hashlib.sha256(json.dumps(visible, ensure_ascii=False).encode()).hexdigest()


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
        told_status: the server's own word.
        urls: where the bytes can be had besides the content route: http(s), data: or relative to the server, never
            a path on the server's disk.
        cost_usd: what it cost; None when the server does not tell.
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
    told_status: str = ""
    urls: tuple[str, ...] = ()
    cost_usd: Decimal | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in _ENDS

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
    if not isinstance(body, dict) or not isinstance(body.get("status"), str):
        return None
    remote_id = body.get("id") or body.get("task_id")
    if not isinstance(remote_id, str):
        return None
    code, message = read_error(body)
    # A frozen dataclass sets each of its fields through a call of its own: a third of the time of reading a page.
    video = object.__new__(RemoteVideo)
    video.__dict__.update(
        id=remote_id,
        status=_status(body["status"]),
        progress=_whole_percent(body.get("progress")),
        created_at=_number(body.get("created_at") or body.get("created")),
        prompt=_text(body.get("prompt")),
        model=_text(body.get("model")),
        size=_text(body.get("size")),
        seconds=_seconds(body.get("seconds")),
        error_code=code,
        error_message=message,
        told_status=body["status"],
        urls=read_urls(body),
        cost_usd=_told_cost(body),
    )
    return video


def read_failed_answer(body: object) -> RemoteVideo | None:
    """The video in the body of an HTTP error (vLLM-Omni tells a failed job so); None when it only looks like one."""
    video = read_video(body)
    if video is None or not isinstance(body, dict):
        return None
    return video if body.get("object") == "video" or video.is_done else None


def read_page(body: object, limit: int) -> VideoPage | None:
    """Read an answer of `GET /videos`; None when it is no list. A missing `has_more` is told from a full page."""
    entries = body.get("data") if isinstance(body, dict) else body
    if not isinstance(entries, list):
        return None
    read = [read_video(entry) for entry in entries]
    videos = tuple(video for video in read if video is not None)
    has_more = body.get("has_more") if isinstance(body, dict) else None
    is_full = len(entries) >= limit
    return VideoPage(videos, bool(is_full if has_more is None else has_more), is_whole=len(videos) == len(entries))


def read_error(body: object) -> tuple[str | None, str | None]:
    """The (code, message) in any of the error shapes that servers use; (None, None) when there is none.

    Seen: `{"error": {message, code, …}}`, `{"error": "text"}`, `{"detail": "text" or [..]}` and flat
    `{"code", "message"}`.
    """
    if not isinstance(body, dict):
        return None, None
    error = body.get("error")
    if isinstance(error, dict):
        return _text(error.get("code")) or _text(error.get("type")), _text(error.get("message"))
    if isinstance(error, str) and error:
        return None, error
    detail = body.get("detail")
    if detail:
        return None, detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False)
    if isinstance(body.get("message"), str):
        return _text(body.get("code")), body["message"]
    return None, None


def read_urls(body: object) -> tuple[str, ...]:
    """Where a video object says its bytes are, in the order of trust; paths on the server's disk are left out.

    Seen: `url`, `urls`, `metadata.url`, `outputs.video_url`, `unsigned_urls`, `data[].url` and `data[].b64_json`,
    which becomes a data URL.
    """
    if not isinstance(body, dict) or body.keys().isdisjoint(_PLACES):  # most bodies of a list name none
        return ()
    told = [
        body.get("url"),
        body.get("urls"),
        body.get("unsigned_urls"),
        _inside(body, "metadata", "url"),
        _inside(body, "outputs", "video_url"),
    ]
    entries = body.get("data")
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            told.append(entry.get("url"))
            inline = entry.get("b64_json")
            if isinstance(inline, str) and inline:
                told.append(f"data:video/mp4;base64,{inline}")
    flat = [one for value in told for one in (value if isinstance(value, list) else [value])]
    return tuple(dict.fromkeys(url for url in flat if isinstance(url, str) and is_url(url)))


def with_whole_characters(value: Any) -> Any:
    """A JSON value in which halves of characters are question marks.

    JSON may carry them ("\\ud83d" alone: RFC 8259, 8.2); no file, database or terminal takes them.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {with_whole_characters(name): with_whole_characters(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_whole_characters(inner) for inner in value]
    return value


def is_url(text: str) -> bool:
    """Whether it leads to bytes over the network or carries them: http(s), data: or relative; no other scheme."""
    if text.startswith("data:"):  # millions of characters, which urlsplit would keep in its cache
        return True
    if not text or not text.isprintable() or "\\" in text or text != text.strip():
        return False
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return False
    return scheme in ("", "http", "https", "data")


def read_cost(value: object) -> Decimal | None:
    """An amount in USD; None for what is no amount. Never negative, never NaN."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        cost_usd = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return cost_usd if cost_usd.is_finite() and 0 <= cost_usd <= _MOST_USD else None


def _told_cost(body: dict[str, object]) -> Decimal | None:
    """`usage.cost` of OpenRouter, `outputs.cost` of Together."""
    for outer in ("usage", "outputs"):
        cost_usd = read_cost(_inside(body, outer, "cost")) if outer in body else None
        if cost_usd is not None:
            return cost_usd
    return None


def _status(told: str) -> str:
    if told in _OUR_WORD:
        return _OUR_WORD[told]
    word = told.strip().lower().replace("-", "_").replace(" ", "_")
    return _OUR_WORD.get(word, word)


def _inside(body: dict[str, object], outer: str, inner: str) -> object:
    value = body.get(outer)
    return value.get(inner) if isinstance(value, dict) else None


def _whole_percent(value: object) -> int | None:
    if type(value) is int:  # nearly always
        return max(0, min(100, value)) if abs(value) < 1e15 else None
    number = _number(value)
    return None if number is None else max(0, min(100, int(number)))


def _number(value: object) -> float | None:
    if type(value) is int and -1e15 < value < 1e15:  # nearly always
        return float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 1e15 else None  # also turns NaN and infinities away


def _text(value: object) -> str | None:
    if type(value) is str:  # nearly always
        return value or None
    if value is None or value == "" or isinstance(value, (dict, list)):
        return None
    return str(value)


def _seconds(value: object) -> str | None:
    number = _number(value)
    if number is None:
        return None
    return str(int(number)) if number == int(number) else str(number)


def _plain(options: tuple[tuple[str, object], ...]) -> list[list[object]]:
    """Options as JSON-able values, in which 7 and 7.0 are the same."""
    return [
        [name, int(value) if isinstance(value, float) and value.is_integer() else value]
        for name, value in sorted(options)
    ]


def _picture_mark(reference: str) -> str:
    if reference.startswith(("data:", "http:", "https:")):
        return reference
    try:
        stat = os.stat(reference)
        return _sha256_of(reference, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise RequestError(
            f"The reference picture {reference} cannot be read ({error.strerror}): give it again.", given=reference
        ) from error


@lru_cache(maxsize=64)
def _sha256_of(path: str, _mtime_ns: int, _size_bytes: int) -> str:
    with open(path, "rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
