"""Pictures and videos that came with a request: looked at with care, and turned into what can be drawn from.

They come from anybody, so: only JPEG, PNG, WebP and MP4, recognised by their bytes and never by their names; no decoder
may guess a format, follow a reference or allot a picture larger than stated. Nothing is fetched. All functions here take
time and belong into a thread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from sora_widgets.animatic.references import read_picture
from sora_widgets.animatic.refusals import Refusal

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]  # height x width x 3, red first

__all__ = ["MAX_PIXELS", "MOST_FPS", "Footage", "fit_picture", "main_colour", "read_footage", "to_png"]

MAX_PIXELS = 16_777_216
MOST_FPS = 240  # slow motion of a phone; more are there to keep a decoder busy
_MAX_SIDE = 8192
_MAX_VIDEO_S = 120.0
_MAX_FRAMES_TO_LAST = 300  # from the last key frame on
_FORMATS = {"jpeg": "jpeg_pipe", "png": "png_pipe", "webp": "webp_pipe"}
_COLOURS_A_SIDE = 8  # steps of red, green and blue


@dataclass(frozen=True)
class Footage:
    """What a video is, and two pictures of it."""

    width: int
    height: int
    duration_s: float
    first: Pixels = field(repr=False)
    last: Pixels = field(repr=False)


def fit_picture(content: bytes, width: int, height: int, param: str) -> bytes:
    """The picture as a PNG of this size, which it covers; what sticks out is cut off, evenly on both sides.

    Raises:
        Refusal: 400: no picture, broken, or too large.
    """
    picture = read_picture(content)
    if picture is None:
        raise _unreadable("This is no JPEG, PNG or WebP picture: send one of these.", param)
    if max(picture.width, picture.height) > _MAX_SIDE or picture.width * picture.height > MAX_PIXELS:
        raise _unreadable(
            f"A picture of {picture.width}x{picture.height} is too large: send one of at most {_MAX_SIDE} pixels a side "
            f"and {MAX_PIXELS} in all.",
            param,
        )
    with _opened(content, _FORMATS[picture.kind], param) as container:
        return to_png(_next_pixels(container), width, height)


def read_footage(content: bytes, param: str) -> Footage:
    """Measure an MP4 and take its first and last frame.

    Raises:
        Refusal: 400: no MP4, broken, without pictures, too large or too long.
    """
    if content[4:8] != b"ftyp":
        raise _unreadable("This is no MP4 video: send one.", param)
    with _opened(content, "mp4", param) as container:
        stream = container.streams.video[0]
        width, height = stream.width, stream.height
        if max(width, height) > _MAX_SIDE or width * height > MAX_PIXELS:
            raise _unreadable(f"A video of {width}x{height} is too large: send a smaller one.", param)
        duration_s = float((stream.duration or 0) * (stream.time_base or Fraction(1)))
        if not 0 < duration_s <= _MAX_VIDEO_S:
            raise _unreadable(
                f"The video takes {duration_s:.1f} s: send one of at most {_MAX_VIDEO_S:g} s, and of some.", param
            )
        if stream.frames > MOST_FPS * duration_s + 1:
            raise _unreadable(
                f"The video has {stream.frames} pictures in {duration_s:.1f} s: send one of at most {MOST_FPS} a second.",
                param,
            )
        first = last = _next_pixels(container)
        container.seek(stream.duration or 0, stream=stream)
        shown = None
        for shown in islice(container.decode(stream), _MAX_FRAMES_TO_LAST):  # noqa: B007  # the last one is wanted
            pass
        if shown is not None:
            last = shown.reformat(format="rgb24").to_ndarray().view("uint8")
        return Footage(width, height, duration_s, first, last)


def to_png(pixels: Pixels, width: int, height: int) -> bytes:
    """Cut to the shape of this size, scaled to it, as a PNG."""
    import av

    high, wide = pixels.shape[:2]
    kept_wide = max(1, min(wide, round(high * width / height)))
    kept_high = max(1, min(high, round(wide * height / width)))
    left, top = (wide - kept_wide) // 2, (high - kept_high) // 2
    cut = pixels[top : top + kept_high, left : left + kept_wide]
    frame = av.VideoFrame.from_ndarray(_contiguous(cut), format="rgb24")
    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "rgb24"
    encoder.time_base = Fraction(1)
    scaled = frame.reformat(width=width, height=height, format="rgb24", interpolation="LANCZOS")
    scaled.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(scaled), *encoder.encode(None)])


def main_colour(pixels: Pixels) -> str:
    """The colour that stands out in the middle of a picture, as "#rrggbb"."""
    import numpy as np

    high, wide = pixels.shape[:2]
    middle = (
        pixels[high // 5 : high - high // 5 or 1, wide // 4 : wide - wide // 4 or 1].reshape(-1, 3).astype(np.int64)
    )
    colourfulness = middle.max(axis=1) - middle.min(axis=1) + 1  # a little even of grey, where there is nothing else
    step = 256 // _COLOURS_A_SIDE
    places = (middle // step) @ np.array([_COLOURS_A_SIDE**2, _COLOURS_A_SIDE, 1])
    chosen = places == np.bincount(places, weights=colourfulness).argmax()
    red, green, blue = middle[chosen].mean(axis=0).round().astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"


@contextmanager
def _opened(content: bytes, form: str, param: str) -> Iterator[InputContainer]:
    import av

    limit = {"max_pixels": str(MAX_PIXELS)}
    try:
        with av.open(io.BytesIO(content), "r", format=form, options=limit, timeout=10) as container:
            if not container.streams.video:
                raise _unreadable("There is no picture in this video: send another.", param)
            container.streams.video[0].codec_context.options = dict(limit)
            yield container
    except (av.FFmpegError, EOFError, StopIteration, ValueError, MemoryError) as error:
        raise _unreadable(f"The file cannot be read ({type(error).__name__}): is it whole?", param) from error


def _next_pixels(container: InputContainer) -> Pixels:
    for frame in container.decode(video=0):
        pixels: Pixels = frame.reformat(format="rgb24").to_ndarray().view("uint8")
        return pixels
    raise EOFError


def _contiguous(pixels: Pixels) -> Pixels:
    import numpy as np

    return np.ascontiguousarray(pixels)


def _unreadable(message: str, param: str) -> Refusal:
    return Refusal(400, message, param=param, code="invalid_media")
