"""Pouring: something is tipped, a stream falls from its mouth, and the level in a glass rises. Over Skia."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.physics import GRAVITY, ease
from sora_widgets.animatic.figures.thing import GLASS, WHITE
from sora_widgets.animatic.stage import Body

__all__ = ["POUR_ENDS_S", "POUR_STARTS_S", "draw_pouring", "level_at"]

POUR_STARTS_S, POUR_ENDS_S = 1.1, 6.5
# Where it pours from, in its own metres, how far it is tipped, and what comes out.
_MOUTHS = {
    "bottle": (0.0, 0.312, -1.95, "#a83248"),
    "cup": (0.070, 0.112, -1.25, "#5a3a26"),
    "jar": (0.0, 0.160, -1.85, "#d9a03c"),
    "teapot": (0.163, 0.143, -0.75, "#b5733a"),
}


def level_at(seconds: float) -> float:
    """How full the glass is, 0 to 1: what has flowed out of a steady stream."""
    return min(1.0, max(0.0, (seconds - POUR_STARTS_S - 0.15) / (POUR_ENDS_S - POUR_STARTS_S)))


def draw_pouring(brush: Brush, seconds: float, kind: str, body: Body, paint: Callable[[], None]) -> None:
    """Draw it in the air, tipped to the right, with a glass under its mouth."""
    high = body.height
    mouth_x, mouth_y, tipped, code = _MOUTHS.get(kind, (0.0, high, -1.8, "#7cc4e0"))
    liquid, size = rgb(code), max(0.55 * high, 0.34 * body.length)  # height of the glass
    turn = tipped * (ease((seconds - 0.45) / 0.65) - ease((seconds - POUR_ENDS_S) / 0.8))
    lifted = ease(seconds / 0.7)
    glass_x = 0.55 * high
    over = (glass_x - 0.12 * size, size * 1.22)
    start = (mouth_x - 0.5 * high, mouth_y)
    at = (start[0] + (over[0] - start[0]) * lifted, start[1] + (over[1] - start[1]) * lifted)
    half, level = 0.38 * size, 0.04 * size + 0.80 * size * level_at(seconds)
    walls = ((-half, size), (-0.8 * half, 0.0), (0.8 * half, 0.0), (half, size))
    brush.polygon([(glass_x + x, y) for x, y in walls], GLASS, 0.5)
    if POUR_STARTS_S < seconds < POUR_ENDS_S:
        reach = at[1] - GRAVITY * (seconds - POUR_STARTS_S) ** 2 / 2  # the head of the stream falls freely
        _stream(brush, at, (glass_x + 0.008 * size * math.sin(seconds * 21), max(level, reach)), size, liquid)
    if level > 0.05 * size:
        inner, foot = 0.93 * half * (0.8 + 0.2 * level / size), 0.74 * half
        brush.polygon(
            [
                (glass_x - foot, 0.03 * size),
                (glass_x + foot, 0.03 * size),
                (glass_x + inner, level),
                (glass_x - inner, level),
            ],
            liquid,
        )
        ripple = 0.014 * size * math.sin(seconds * 19) if seconds < POUR_ENDS_S else 0.0
        brush.ellipse(glass_x, level, inner, 0.045 * size + abs(ripple), lighter(liquid, 0.3))
    brush.line([(glass_x + x, y) for x, y in walls], 0.03 * size, WHITE, 0.85)
    brush.line([(glass_x - 0.66 * half, 0.15 * size), (glass_x - 0.76 * half, 0.8 * size)], 0.05 * size, WHITE, 0.55)
    brush.canvas.save()
    brush.canvas.translate(*at)
    brush.canvas.rotate(math.degrees(turn))
    brush.canvas.translate(-mouth_x, -mouth_y)
    paint()
    brush.canvas.restore()


def _stream(brush: Brush, top: Point, foot: Point, size: float, liquid: Colour) -> None:
    """Thick where it leaves, thinner where it is fast."""
    (x, y), (to_x, to_y) = top, foot
    thick, thin = 0.065 * size, 0.035 * size
    brush.smooth(
        [
            (x - thick, y),
            (x - thick, y),
            (to_x - thin, (y + to_y) / 2),
            (to_x - thin, to_y),
            (to_x - thin, to_y),
            (to_x + thin, to_y),
            (to_x + thin, to_y),
            (to_x + thin, (y + to_y) / 2),
            (x + thick, y),
            (x + thick, y),
        ],
        liquid,
    )
