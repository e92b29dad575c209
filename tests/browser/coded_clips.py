"""Small video files whose every picture says its own number, and files that no browser plays.

The number is the animatic's frame code (`sora_widgets/animatic/mark.py`): sixteen cells in the lower left corner,
which a test reads back from the page.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from sora_widgets.animatic.mark import CELL_PX

__all__ = ["READ_CODE", "UNEVEN_MS", "write_coded_clip"]

_WIDTH, _HEIGHT, _BITS = 320, 180, 16

# What each picture of an uneven file lasts, over and over.
UNEVEN_MS = (20, 100, 33, 80, 50)

# The number of the picture that a video shows.
READ_CODE = """video => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, 0, 0);
    let number = 0;
    for (let bit = 0; bit < 16; bit += 1) {
        const cell = pen.getImageData(bit * 8 + 2, canvas.height - 6, 4, 4).data;
        let sum = 0;
        for (let index = 0; index < cell.length; index += 4) sum += cell[index];
        number = number * 2 + (sum / 16 > 127 ? 1 : 0);
    }
    return number;
}"""


def write_coded_clip(
    path: Path, *, fps: Fraction | int = 25, frames: int = 60, codec: str = "libx264", is_uneven: bool = False
) -> Path:
    """Write `frames` pictures of 320x180; an uneven file's pictures last `UNEVEN_MS` in turn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    starts_ms = list(accumulate((UNEVEN_MS[index % len(UNEVEN_MS)] for index in range(frames)), initial=0))
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=Fraction(fps))
        stream.width, stream.height, stream.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
        if codec == "libx264":
            stream.options = {"crf": "18", "preset": "veryfast", "g": "30"}
        if is_uneven:
            stream.codec_context.time_base = Fraction(1, 1000)
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(_picture(number), format="rgb24")
            if is_uneven:
                frame.pts, frame.time_base = starts_ms[number], Fraction(1, 1000)
            for packet in stream.encode(frame):
                file.mux(packet)
        for packet in stream.encode(None):
            file.mux(packet)
    return path


def _picture(number: int) -> NDArray[np.uint8]:
    picture = np.zeros((_HEIGHT, _WIDTH, 3), np.uint8)
    picture[..., 0] = (np.linspace(0, 255, _WIDTH) + number * 4) % 256
    picture[..., 2] = 90
    picture[-CELL_PX:, : _BITS * CELL_PX] = 16
    for bit in range(_BITS):
        if number >> (_BITS - 1 - bit) & 1:
            picture[-CELL_PX:, bit * CELL_PX : (bit + 1) * CELL_PX] = 240
    return picture
