"""When each line of dialogue is said. Pure.

One rule for the voice that is heard and the subtitle that is read.
"""

from __future__ import annotations

from sora_widgets.animatic.scene import Line, Scene

__all__ = ["lines_at"]

_FIRST_S = 0.5  # before anybody speaks
_PAUSE_S = 0.35  # between two lines
_LINE_S, _LETTER_S = 0.45, 0.055  # a line takes this long, and each of its letters that: quick, clear speech
_LAST_S = 0.2  # of silence at the end
_EDGES = 0.3  # of a clip, at most, for the silence before and after


def lines_at(scene: Scene, seconds: float) -> tuple[tuple[float, float, Line], ...]:
    """The lines said in a clip of `seconds`, as (start, end, line) in seconds of the clip.

    Dialogue that is too long for the clip is spoken faster. It belongs to the first clip of a scene; a clip that
    extends it has none of its own.
    """
    if scene.starts_at_s or not scene.dialogue:
        return ()
    wanted = [_LINE_S + _LETTER_S * len(line.text) for line in scene.dialogue]
    narrow = min(1.0, _EDGES * seconds / (_FIRST_S + _LAST_S))
    room = seconds - narrow * (_FIRST_S + _LAST_S)
    pace = min(1.0, room / (sum(wanted) + _PAUSE_S * (len(wanted) - 1)))
    said, at = [], narrow * _FIRST_S
    for line, long in zip(scene.dialogue, wanted, strict=True):
        said.append((at, at + long * pace, line))
        at += (long + _PAUSE_S) * pace
    return tuple(said)
