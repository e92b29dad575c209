"""What is drawn for an order of any size and length: the nearest that the animatic makes. Pure.

The renderer draws any even width and height and any whole number of seconds, always at 30 frames a
second. So an imitation draws what was asked for, to the nearest even pixel and whole second, within
16 to 2048 pixels a side (a larger picture is made smaller in proportion) and 1 to 60 seconds.
"""

from __future__ import annotations

import re

__all__ = ["FPS", "drawable_seconds", "drawable_size", "read_size"]

FPS = 30  # of every animatic, whatever was asked for
_SMALLEST, _LARGEST = 16, 2048
_LONGEST_S = 60
_SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")


def read_size(text: object) -> tuple[int, int] | None:
    """Width and height of "1280x720"; None when it is none."""
    found = _SIZE.fullmatch(text.lower().replace(" ", "")) if isinstance(text, str) else None
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    return size if 0 not in size else None


def drawable_size(width: int, height: int) -> str:
    """The nearest size that is drawn, as "WIDTHxHEIGHT"."""
    scale = min(1.0, _LARGEST / max(width, height))
    return "x".join(str(max(_SMALLEST, 2 * round(side * scale / 2))) for side in (width, height))


def drawable_seconds(length_s: float) -> int:
    """The nearest length that is drawn, in seconds."""
    return max(1, min(_LONGEST_S, round(length_s)))
