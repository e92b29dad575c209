"""Where bodies meet water: what is hidden under the surface, foam and rings on it. Over Skia."""

from __future__ import annotations

import math

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import mix, rgb

__all__ = ["draw_foam", "draw_spray", "hide_below"]

_FOAM = rgb("#f2fafa")


def hide_below(brush: Brush, level: float, reach: float) -> None:
    """Until the canvas is restored, nothing below `level` is drawn, `reach` metres to each side."""
    brush.canvas.clipRect(skia.Rect(-reach, level, reach, level + 2 * reach))


def draw_foam(brush: Brush, x: float, y: float, half: float, seconds: float, splashes: bool = False) -> None:
    """White water where something goes through the surface."""
    foam = mix(_FOAM, brush.light.haze, 0.10)
    pulse = 0.5 + 0.5 * math.sin(5.2 * seconds)
    for index, share in enumerate((-0.55, 0.15, 0.70)):
        wide = half * (0.55 + 0.12 * math.sin(4 * seconds + 2 * index))
        brush.ellipse(x + share * half, y - 0.02 * half, wide, 0.10 * half, foam, 0.75)
    brush.line(
        [(x - half * (1.5 + 0.2 * pulse), y - 0.16 * half), (x - half * 0.5, y - 0.16 * half)], 0.05 * half, foam, 0.6
    )
    brush.line(
        [(x + half * 0.4, y - 0.24 * half), (x + half * (1.4 + 0.2 * pulse), y - 0.24 * half)], 0.05 * half, foam, 0.5
    )
    if splashes:
        draw_spray(brush, x, y, half, seconds)


def draw_spray(brush: Brush, x: float, y: float, size: float, seconds: float) -> None:
    """Drops on ballistic ways, thrown up once a second."""
    share = seconds % 1.0
    for index in range(5):
        away = (index - 2) * 0.42
        high = (1.5 - 0.35 * abs(index - 2)) * 4 * share * (1 - share)
        brush.circle(x + size * away * (0.4 + share), y + size * high, size * (0.13 - 0.08 * share), _FOAM, 0.9)
