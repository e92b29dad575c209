"""Clips to measure with: made with PyAV once per run, each frame numbered as the animatic's are.

The number lies in the lower left corner, sixteen cells of 8 × 8 pixels, so that a canvas in the page can tell which
frame it sees (`frame_meter.js`). The rest moves and is grainy, so that the encoder has to spend what it is given.
"""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

__all__ = ["write_clip", "write_clips"]

_CELL_PX, _BITS = 8, 16
_BLACK, _WHITE = 16, 240
_SOUND_HZ = 48_000


def write_clip(
    path: Path,
    *,
    seconds: float,
    fps: int = 30,
    size: tuple[int, int] = (1280, 720),
    bits_per_s: int,
) -> Path:
    """One H.264 and AAC clip in an MP4 that plays while it comes ("faststart")."""
    width, height = size
    draw = _Painter(width, height)
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        video = container.add_stream("libx264", rate=fps, options={"preset": "veryfast", "g": str(2 * fps)})
        video.width, video.height, video.pix_fmt, video.bit_rate = width, height, "yuv420p", bits_per_s
        sound = container.add_stream("aac", rate=_SOUND_HZ, layout="stereo")
        for number in range(round(seconds * fps)):
            frame = av.VideoFrame.from_ndarray(draw(number), format="gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        tone = 0.1 * np.sin(np.arange(round(seconds * _SOUND_HZ)) * (2 * np.pi * 220 / _SOUND_HZ))
        samples = av.AudioFrame.from_ndarray(np.stack([tone, tone]).astype(np.float32), format="fltp", layout="stereo")
        samples.sample_rate, samples.pts, samples.time_base = _SOUND_HZ, 0, Fraction(1, _SOUND_HZ)
        container.mux(sound.encode(samples))
        container.mux(sound.encode(None))
    return path


def write_clips(folder: Path, count: int, *, seconds: float = 8, size_bytes: int = 4_000_000) -> list[Path]:
    """Clips of exactly `size_bytes` with their posters beside them.

    The pictures are the same in all, so that only one is encoded; a `free` box, which no player looks into, makes
    each a file of its own.
    """
    from sora_widgets.clips import make_poster

    folder.mkdir(parents=True)
    first = write_clip(folder / "clip-00.mp4", seconds=seconds, bits_per_s=round(0.85 * 8 * size_bytes / seconds))
    content = first.read_bytes()
    room = size_bytes - len(content)
    assert room >= 64, f"the clip came out {len(content)} bytes long: lower its bit rate"
    poster = make_poster(first, first.with_suffix(".jpg"))
    paths = [folder / f"clip-{number:02}.mp4" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(content + room.to_bytes(4, "big") + b"free" + number.to_bytes(room - 8, "big"))
        if path != first:
            shutil.copyfile(poster, path.with_suffix(".jpg"))
    return paths


class _Painter:
    """Draws a frame by its number: a slope that wanders, grain, and the number."""

    def __init__(self, width: int, height: int) -> None:
        across, down = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
        self._slope = (130 + 50 * np.sin(across / 90)[None, :] + 50 * np.cos(down / 70)[:, None]).astype(np.uint8)
        self._grain = np.random.default_rng(6).integers(0, 12, (height, width), dtype=np.uint8)

    def __call__(self, number: int) -> np.ndarray:
        picture = np.roll(self._slope, 4 * number, axis=1) + np.roll(self._grain, 37 * number, axis=0)
        height = picture.shape[0]
        bits = np.array([_WHITE if number >> (_BITS - 1 - bit) & 1 else _BLACK for bit in range(_BITS)], np.uint8)
        picture[height - _CELL_PX :, : _BITS * _CELL_PX] = np.repeat(bits, _CELL_PX)[None, :]
        return np.ascontiguousarray(picture)
