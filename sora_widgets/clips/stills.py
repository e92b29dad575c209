"""Pictures out of a video: the poster, the thumbnail, the contact sheet.

Each is made once, when the clip is saved, and kept within a stated number of bytes, because posters
travel inside notebooks. Files appear whole or not at all. What is said about a clip in words, and
how it is laid out, is `document`'s business.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sora_widgets.errors import ClipError

if TYPE_CHECKING:
    import numpy as np
    import skia
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]  # height x width x 4, BGRA

__all__ = ["encode_jpeg_within", "make_contact_sheet", "make_poster", "make_thumbnail", "poster_beside"]

POSTER_MAX_BYTES = 8_000  # a widget and its document each carry it
_POSTER_AT = 0.55  # of the duration: the action and the camera are under way
_QUALITIES = (88, 80, 72, 64, 56, 48, 40)


def make_poster(
    video: str | Path,
    poster_path: str | Path,
    at_s: float | None = None,
    max_bytes: int = POSTER_MAX_BYTES,
    max_width: int = 480,
) -> Path:
    """Write one frame as a JPEG of at most `max_bytes`.

    Args:
        video: the video file.
        poster_path: where the JPEG goes.
        at_s: the moment shown, in seconds; by default a little past the middle.
        max_bytes: the quality, then the size, is lowered until the file fits.
        max_width: in pixels; the picture keeps its shape.

    Raises:
        ClipError: the video cannot be read.
    """
    frame = _one_frame(Path(video), at_s, max_width)
    return _write_whole(Path(poster_path), encode_jpeg_within(_image(frame), max_bytes))


def poster_beside(video: Path) -> Path | None:
    """The poster next to a video (`kite.jpg`), made when it is missing; None where it can neither be read nor made."""
    path = video.with_suffix(".jpg")
    if not path.is_file():
        try:
            make_poster(video, path)
        except (OSError, ClipError):
            return None
    return path


def make_thumbnail(video: str | Path, path: str | Path, at_s: float | None = None, max_width: int = 480) -> Path:
    """Write one frame as a WebP, for a list of clips.

    Raises:
        ClipError: the video cannot be read.
    """
    import skia

    frame = _one_frame(Path(video), at_s, max_width)
    return _write_whole(Path(path), bytes(_image(frame).encodeToData(skia.EncodedImageFormat.kWEBP, 80)))


def make_contact_sheet(
    video: str | Path, path: str | Path, columns: int = 4, rows: int = 3, tile_width: int = 320
) -> Path:
    """Write `columns` x `rows` frames, evenly spaced in time from the first to the last, as one JPEG.

    Raises:
        ClipError: the video cannot be read.
    """
    import numpy as np
    import skia

    count = columns * rows
    tiles = _frames_at(
        Path(video), lambda last_s: [last_s * index / max(1, count - 1) for index in range(count)], tile_width
    )
    height, width = tiles[0].shape[:2]
    sheet = np.zeros((rows * height, columns * width, 4), np.uint8)
    for index, tile in enumerate(tiles):
        row, column = divmod(index, columns)
        sheet[row * height : (row + 1) * height, column * width : (column + 1) * width] = tile
    return _write_whole(Path(path), bytes(_image(sheet).encodeToData(skia.EncodedImageFormat.kJPEG, 82)))


def encode_jpeg_within(image: skia.Image, max_bytes: int) -> bytes:
    """A JPEG of at most `max_bytes`: quality is given up first, then pixels."""
    import skia

    while True:
        for quality in _QUALITIES:
            encoded = bytes(image.encodeToData(skia.EncodedImageFormat.kJPEG, quality))
            if len(encoded) <= max_bytes:
                return encoded
        if image.width() <= 32:
            return encoded
        image = image.resize(
            image.width() * 3 // 4,
            max(1, image.height() * 3 // 4),
            skia.SamplingOptions(skia.CubicResampler.Mitchell()),
        )


def _one_frame(video: Path, at_s: float | None, max_width: int) -> Pixels:
    def moment(last_s: float) -> list[float]:
        return [last_s * _POSTER_AT if at_s is None else min(max(0.0, at_s), last_s)]

    return _frames_at(video, moment, max_width)[0]


def _frames_at(video: Path, moments: Callable[[float], list[float]], max_width: int) -> list[Pixels]:
    """Frames as BGRA, scaled to `max_width`; `moments` gives their times from the time of the last frame."""
    import av

    try:
        with av.open(str(video)) as container:
            if not container.streams.video:
                raise ClipError(f"{video} holds no video stream: give an MP4 or another video file.", path=video)
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            if stream.time_base is None:
                raise ClipError(f"{video} has no clock: generate the clip again.", path=video)
            last_s = max(0.0, float((stream.duration or 0) * stream.time_base) - 1 / float(stream.average_rate or 30))
            return [_frame_at(container, stream, video, at_s, max_width) for at_s in moments(last_s)]
    except (av.FFmpegError, OSError) as error:
        raise ClipError(
            f"{video} cannot be read as a video ({error.__class__.__name__}): is it one, and whole?", path=video
        ) from error


def _frame_at(container: InputContainer, stream: VideoStream, video: Path, at_s: float, max_width: int) -> Pixels:
    assert stream.time_base is not None, "the caller has looked"
    container.seek(int(at_s / stream.time_base), stream=stream)
    kept: VideoFrame | None = None
    for frame in container.decode(stream):
        kept = frame
        if frame.pts is not None and float(frame.pts * stream.time_base) + 1e-3 >= at_s:
            break
    if kept is None:
        raise ClipError(f"{video} has no picture at {at_s:.2f} s: is the file whole?", path=video)
    width = min(max_width, kept.width) // 2 * 2
    height = max(2, round(width * kept.height / kept.width) // 2 * 2)
    return kept.reformat(width=width, height=height, format="bgra", interpolation="AREA").to_ndarray().view("uint8")


def _image(pixels: Pixels) -> skia.Image:
    import skia

    return skia.Image.fromarray(
        pixels, colorType=skia.ColorType.kBGRA_8888_ColorType, alphaType=skia.AlphaType.kOpaque_AlphaType
    )


def _write_whole(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path
