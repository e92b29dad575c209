"""Videos made from videos: what is drawn for a remix, an edit, an extension.

Each changes only what it names: the scene stays that of the first prompt, with the same seed, and the instruction is
applied to it. Of an uploaded video nobody knows the scene; its picture is what the new one begins with. Nothing is stored
here; reading files takes time, so these functions belong into a thread.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.media import fit_picture, read_footage, to_png
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import BEFORE, Order
from sora_widgets.pricing import reference_facts

__all__ = ["beginning_with", "edit_of_upload", "extension_of", "extension_of_upload", "remix_of"]

# Guide of the Videos API, 2026-03-12: up to 20 s each, six times, 120 s in all.
_MAX_EXTENSIONS = 6
_MAX_TOTAL_S = 120


def beginning_with(wanted: CreateRequest, picture: bytes, param: str = "input_reference") -> CreateRequest:
    """The same order, its video beginning with a picture.

    Args:
        wanted: without files.
        picture: a JPEG, PNG or WebP of any size.
        param: the field that it came in.

    Raises:
        Refusal: 400, it is no picture that can be used.
    """
    width, height = (int(side) for side in wanted.size.split("x"))
    png = fit_picture(picture, width, height, param)
    brief = wanted.brief or Brief(wanted.prompt, wanted.model, wanted.seconds, wanted.size)
    return replace(wanted, brief=replace(brief, picture=_picture_name(png)), files={_picture_name(png): png})


def remix_of(source: Order, prompt: str, folder: Path) -> CreateRequest:
    """The same video with one change; also an edit. An extended one is drawn anew as a whole.

    Args:
        source: a completed video.
        prompt: what is to change.
        folder: of the source.
    """
    brief = source.to_brief()
    brief = replace(brief, changes=(*brief.changes, prompt), seconds=source.seconds, starts_at_s=0.0, first_s=0.0)
    picture: dict[str, bytes | Path] = {brief.picture: folder / brief.picture} if brief.picture else {}
    return CreateRequest(
        prompt, source.model, source.seconds, source.size, brief=brief, source_id=source.id, files=picture
    )


def extension_of(source: Order, prompt: str, seconds: int, folder: Path) -> CreateRequest:
    """The same video and what comes after it, in one file.

    Args:
        source: a completed video.
        prompt: what happens now.
        seconds: of what is new.
        folder: of the source.

    Raises:
        Refusal: 400, it is long enough.
        FileNotFoundError: the source's file has expired.
    """
    if source.extensions >= _MAX_EXTENSIONS:
        raise Refusal(
            400,
            f"Video '{source.id}' was extended {source.extensions} times, and that is the most: begin a new one.",
            param="video",
            code="too_many_extensions",
        )
    total_s = source.seconds + _fitting(seconds, source.seconds)
    files: dict[str, bytes | Path] = {BEFORE: folder / "clip.mp4"}
    brief = source.to_brief()
    if brief.picture:  # it was what came first; now the last picture does
        width, height = (int(side) for side in source.size.split("x"))
        png = to_png(read_footage((folder / "clip.mp4").read_bytes(), "video").last, width, height)
        brief = replace(brief, picture=_picture_name(png))
        files[brief.picture] = png
    brief = replace(
        brief,
        changes=(*brief.changes, prompt),
        seconds=seconds,
        starts_at_s=float(source.seconds),
        first_s=brief.first_s or brief.starts_at_s,
    )
    return CreateRequest(
        prompt,
        source.model,
        total_s,
        source.size,
        brief=brief,
        source_id=source.id,
        extensions=source.extensions + 1,
        files=files,
    )


def edit_of_upload(content: bytes, prompt: str, model: str) -> CreateRequest:
    """A video as long as the uploaded one that begins with its first picture.

    Raises:
        Refusal: 400, the upload is no video that can be used.
    """
    footage = read_footage(content, "video")
    size = _nearest_size(model, footage.width, footage.height)
    lengths = reference_facts(model).seconds
    seconds = min(lengths, key=lambda length: (abs(length - footage.duration_s), length))
    png = to_png(footage.first, *size)
    brief = Brief(prompt, model, seconds, _text(size), picture=_picture_name(png))
    return CreateRequest(prompt, model, seconds, _text(size), brief=brief, files={brief.picture: png})


def extension_of_upload(content: bytes, prompt: str, seconds: int, model: str) -> CreateRequest:
    """The uploaded video, and after its last picture what the prompt says.

    Raises:
        Refusal: 400, the upload is no video that can be used, or long enough.
    """
    footage = read_footage(content, "video")
    before_s = max(1, round(footage.duration_s))
    total_s = before_s + _fitting(seconds, before_s)
    size = _nearest_size(model, footage.width, footage.height)
    png = to_png(footage.last, *size)
    brief = Brief(prompt, model, seconds, _text(size), picture=_picture_name(png))
    return CreateRequest(
        prompt, model, total_s, _text(size), brief=brief, extensions=1, files={brief.picture: png, BEFORE: content}
    )


def _picture_name(png: bytes) -> str:
    """Other bytes, another name."""
    return f"reference-{hashlib.sha256(png).hexdigest()[:16]}.png"


def _fitting(seconds: int, before_s: int) -> int:
    if before_s + seconds > _MAX_TOTAL_S:
        raise Refusal(
            400,
            f"{before_s} s and {seconds} s more are above the {_MAX_TOTAL_S} s that a video may have in all.",
            param="seconds",
            code="invalid_value",
        )
    return seconds


def _nearest_size(model: str, width: int, height: int) -> tuple[int, int]:
    """The size that the model makes of the nearest shape, the smallest of these."""
    sizes = [tuple(int(side) for side in size.split("x")) for size in reference_facts(model).sizes]
    best = min(sizes, key=lambda size: (abs(size[0] / size[1] - width / height), size[0] * size[1]))
    return best[0], best[1]


def _text(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
