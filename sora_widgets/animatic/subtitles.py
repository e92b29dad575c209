"""What is said, written at the lower edge while it is said. Over Skia."""

from __future__ import annotations

from collections.abc import Iterable

import skia

from sora_widgets.animatic.lettering import draw_text, wrap
from sora_widgets.animatic.scene import Line

__all__ = ["Subtitles"]

_CAPITALS = 0.024  # height of the letters, in frame heights (of the shorter side when the frame stands upright)
_LINE_STEP = 1.9
_LOWEST = 0.915  # baseline of the last line: above the frame number and the word in the corners
_WHITE, _EDGE = 0xFFFFFFFF, 0xB0000000


class Subtitles:
    """The lines of a scene, written once and shown at their times.

    Args:
        lines: (start, end, line) in seconds of the clip. Who speaks is named when several do.
        width: of the frame, in pixels.
        height: of the frame, in pixels.
    """

    def __init__(self, lines: Iterable[tuple[float, float, Line]], width: int, height: int) -> None:
        lines = tuple(lines)
        names_speakers = len({line.speaker for _, _, line in lines}) > 1
        self._shown = [(start, end, _written(line, names_speakers, width, height)) for start, end, line in lines]

    def draw(self, canvas: skia.Canvas, seconds: float) -> None:
        """Paint the line that is being said."""
        for start, end, picture in self._shown:
            if start <= seconds < end:
                canvas.drawPicture(picture)


def _written(line: Line, names_speaker: bool, width: int, height: int) -> skia.Picture:
    size = _CAPITALS * max(0.75 * min(width, height), 0.5 * height)
    said = f"{line.speaker}: {line.text}" if line.speaker and names_speaker else line.text
    rows = wrap(said, size, 0.8 * width, 3 if width < height else 2)
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect(width, height))
    for index, row in enumerate(reversed(rows)):
        draw_text(canvas, row, width / 2, _LOWEST * height - index * _LINE_STEP * size, size, _WHITE, _EDGE)
    return recorder.finishRecordingAsPicture()
