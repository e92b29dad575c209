"""The two marks every animatic carries: the word "animatic", and the number of the frame.

The word is drawn as strokes, because the barest machine has no font. The number is sixteen cells of
8 x 8 pixels in the lower left corner, most significant bit first, white for one: it survives the
encoder, so that a test or a player can tell exactly which frame it sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import skia

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CELL_PX", "draw_frame_code", "read_frame_code", "word_mark"]

CELL_PX = 8
_BITS = 16
_BLACK, _WHITE = 0xFF101010, 0xFFF0F0F0

_Stroke = tuple[str, float, float, float, float, float] | list[tuple[float, float]]

# Letters on a grid where small letters are 1 high; each is (advance, strokes), a stroke is a list of
# points or ("arc", x, y, radius, start, sweep) in degrees.
_A: tuple[float, list[_Stroke]] = (1.12, [("arc", 0.5, 0.5, 0.5, 0, 360), [(1.0, 0.0), (1.0, 1.0)]])
_N: tuple[float, list[_Stroke]] = (
    1.06,
    [[(0.0, 0.0), (0.0, 1.0)], ("arc", 0.45, 0.55, 0.45, 180, -180), [(0.90, 0.55), (0.90, 0.0)]],
)
_I: tuple[float, list[_Stroke]] = (0.34, [[(0.0, 0.0), (0.0, 1.0)], [(0.0, 1.38), (0.0, 1.39)]])
_M: tuple[float, list[_Stroke]] = (
    1.62,
    [
        [(0.0, 0.0), (0.0, 1.0)],
        ("arc", 0.36, 0.62, 0.36, 180, -180),
        [(0.72, 0.62), (0.72, 0.0)],
        ("arc", 1.08, 0.62, 0.36, 180, -180),
        [(1.44, 0.62), (1.44, 0.0)],
    ],
)
_T: tuple[float, list[_Stroke]] = (
    0.72,
    [[(0.2, 1.42), (0.2, 0.25)], ("arc", 0.45, 0.25, 0.25, 180, 110), [(0.0, 1.0), (0.52, 1.0)]],
)
_C: tuple[float, list[_Stroke]] = (0.95, [("arc", 0.5, 0.5, 0.5, 50, 260)])
_WORD: tuple[tuple[float, list[_Stroke]], ...] = (_A, _N, _I, _M, _A, _T, _I, _C)


def word_mark(width: int, height: int) -> skia.Picture:
    """The word in the lower right corner of a frame, recorded once."""
    unit = min(width, height) * 0.0165
    gap = 0.30
    length = sum(advance + gap for advance, _ in _WORD) - gap
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect(width, height))
    left, base = width - (length + 1.6) * unit, height - 1.5 * unit
    back = skia.Paint(AntiAlias=True, Color=0x8C101418)  # dark enough for white letters on snow
    canvas.drawRoundRect(
        skia.Rect(left - 0.9 * unit, base - 2.1 * unit, width - 0.55 * unit, base + 0.75 * unit),
        0.7 * unit,
        0.7 * unit,
        back,
    )
    ink = skia.Paint(
        AntiAlias=True,
        Color=0xD8FFFFFF,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=0.20 * unit,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )
    pen = left
    for advance, strokes in _WORD:
        path = skia.Path()
        for stroke in strokes:
            if isinstance(stroke, tuple):
                _, x, y, radius, start, sweep = stroke
                box = skia.Rect(
                    pen + (x - radius) * unit,
                    base - (y + radius) * unit,
                    pen + (x + radius) * unit,
                    base - (y - radius) * unit,
                )
                path.addArc(box, -float(start), -float(sweep))
            else:
                path.moveTo(pen + stroke[0][0] * unit, base - stroke[0][1] * unit)
                for x, y in stroke[1:]:
                    path.lineTo(pen + x * unit, base - y * unit)
        canvas.drawPath(path, ink)
        pen += (advance + gap) * unit
    return recorder.finishRecordingAsPicture()


def draw_frame_code(canvas: skia.Canvas, height: int, frame: int) -> None:
    """Write `frame` (0 to 65,535) into the lower left corner."""
    paint = skia.Paint(Color=_BLACK)
    top = height - CELL_PX
    canvas.drawRect(skia.Rect(0, top, _BITS * CELL_PX, height), paint)
    paint.setColor(_WHITE)
    for bit in range(_BITS):
        if frame >> (_BITS - 1 - bit) & 1:
            canvas.drawRect(skia.Rect(bit * CELL_PX, top, (bit + 1) * CELL_PX, height), paint)


def read_frame_code(picture: NDArray[np.uint8]) -> int:
    """The number of a decoded frame, for whoever must know which one a player shows.

    Args:
        picture: height x width (grey) or height x width x channels.
    """
    number = 0
    for bit in range(_BITS):
        cell = picture[-CELL_PX + 2 : -2, bit * CELL_PX + 2 : (bit + 1) * CELL_PX - 2]
        number = number << 1 | int(cell[..., :3].mean() > 127 if cell.ndim == 3 else cell.mean() > 127)
    return number
