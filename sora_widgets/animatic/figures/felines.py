"""Heads of cats, great and small. Drawn in skull radii, nearly face on."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.beasts import Beast
from sora_widgets.animatic.figures.muzzles import Mood

__all__ = ["FELINES"]

_INK, _PINK = rgb("#241a16"), rgb("#e9938b")


def _cat(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    cream, dark = b.second, lighter(coat, -0.30)
    _ears(brush, coat, m.lag)
    brush.smooth(
        [
            (-1.12, -0.20),
            (-1.0, 0.62),
            (-0.35, 0.98),
            (0.35, 0.98),
            (1.0, 0.62),
            (1.12, -0.20),
            (0.70, -0.82),
            (0, -0.92),
            (-0.70, -0.82),
        ],
        coat,
    )
    if b.pattern == "stripes":
        for x, tall in ((-0.16, 0.22), (0.08, 0.30), (0.32, 0.22)):
            brush.line([(x, 0.86), (x * 0.8, 0.86 - tall)], 0.085, dark)
        for side in (-1, 1):
            for y in (0.02, -0.20):
                brush.line([(side * 0.98, y), (side * 0.74, y - 0.02)], 0.065, dark)
    brush.ellipse(0.10, -0.46, 0.46, 0.32, cream)
    _cat_eyes(brush, m, rgb("#8fc25a"), 0.10)
    _cat_nose(brush, 0.10, _PINK)
    for side in (-1, 1):
        for y, fall in ((-0.34, 0.06), (-0.44, -0.04)):
            brush.line([(0.1 + side * 0.34, y), (0.1 + side * 1.24, y + fall)], 0.022, rgb("#fbf7ee"), 0.8)


def _ears(brush: Brush, coat: Colour, lag: float) -> None:
    for side in (-1, 1):
        tip = side * (0.80 - 0.3 * lag)
        brush.polygon([(side * 0.92, 0.40), (tip, 1.34), (side * 0.14, 0.88)], coat)
        brush.polygon([(side * 0.78, 0.55), (tip * 0.92, 1.10), (side * 0.34, 0.84)], mix(_PINK, coat, 0.2))


def _cat_eyes(brush: Brush, m: Mood, iris: Colour, shift: float) -> None:
    for side in (-1, 1):
        x = shift + side * 0.42
        if m.is_shut:
            brush.curve((x - 0.2, 0.03), (x, -0.12), (x + 0.2, 0.03), 0.06, rgb("#3a2a22"))
            continue
        glows = brush.light.has_stars
        brush.ellipse(x, 0.06, 0.25, 0.26, rgb("#2c1f1a"))
        brush.ellipse(x, 0.06, 0.22, 0.23, rgb("#c7e36a") if glows else iris, 1.0, glows)
        brush.ellipse(x + 0.04, 0.06, 0.15 if glows else 0.09, 0.20, rgb("#14100e"))
        brush.circle(x + 0.09, 0.15, 0.055, rgb("#ffffff"), glows=True)


def _cat_nose(brush: Brush, x: float, colour: Colour) -> None:
    brush.smooth([(x - 0.14, -0.20), (x + 0.14, -0.20), (x, -0.38)], colour)
    for side in (-1, 1):
        brush.curve((x, -0.34), (x + side * 0.06, -0.53), (x + side * 0.22, -0.46), 0.045, rgb("#5a3a30"))


def _lion(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    mane = rgb("#8a4f24")
    for index in range(13):
        angle = math.tau * index / 13 + 0.1
        wave = 1 + 0.03 * math.sin(3 * m.seconds + index)
        brush.circle(
            1.06 * wave * math.cos(angle) - 0.14,
            1.06 * wave * math.sin(angle) - 0.16,
            0.52,
            mane if index % 2 else lighter(mane, 0.12),
        )
    for side in (-1, 1):
        brush.circle(side * 0.70, 0.74, 0.27, coat)
        brush.circle(side * 0.70, 0.74, 0.14, lighter(coat, -0.25))
    brush.smooth(
        [
            (-0.86, -0.1),
            (-0.82, 0.60),
            (-0.30, 0.92),
            (0.30, 0.92),
            (0.84, 0.60),
            (0.90, -0.1),
            (0.62, -0.86),
            (0.08, -1.06),
            (-0.52, -0.86),
        ],
        coat,
    )
    brush.ellipse(0.10, -0.56, 0.52, 0.40, b.second)
    _big_cat_face(brush, m, rgb("#c98a2e"), rgb("#4b2d22"))


def _tiger(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for side in (-1, 1):
        brush.circle(side * 0.74, 0.74, 0.30, _INK)
        brush.circle(side * 0.72, 0.70, 0.18, b.second)
    brush.smooth(
        [
            (-1.18, -0.44),
            (-0.98, 0.56),
            (-0.35, 0.98),
            (0.35, 0.98),
            (1.0, 0.56),
            (1.20, -0.44),
            (0.62, -0.90),
            (0.06, -1.04),
            (-0.56, -0.90),
        ],
        coat,
    )
    for side in (-1, 1):
        brush.ellipse(side * 0.78, -0.40, 0.34, 0.30, b.second)
        brush.ellipse(0.08 + side * 0.42, 0.26, 0.22, 0.16, b.second)
        for y in (0.30, 0.02, -0.28):
            brush.polygon([(side * 1.06, y + 0.08), (side * 1.06, y - 0.06), (side * 0.66, y - 0.02)], _INK)
    for y in (0.90, 0.68, 0.48):
        brush.line([(-0.24 * y + 0.06, y), (0.24 * y + 0.06, y)], 0.07, _INK)
    brush.ellipse(0.10, -0.58, 0.46, 0.36, b.second)
    _big_cat_face(brush, m, rgb("#d9a53a"), _PINK)


def _big_cat_face(brush: Brush, m: Mood, iris: Colour, nose: Colour) -> None:
    for side in (-1, 1):
        x = 0.08 + side * 0.40
        if m.is_shut:
            brush.curve((x - 0.17, 0.03), (x, -0.10), (x + 0.17, 0.03), 0.07, _INK)
            continue
        brush.ellipse(x, 0.06, 0.17, 0.15, _INK)
        brush.ellipse(x, 0.06, 0.13, 0.12, iris)
        brush.circle(x + 0.03, 0.06, 0.075, _INK)
        brush.circle(x + 0.06, 0.11, 0.035, rgb("#ffffff"), glows=True)
    brush.smooth([(-0.16, -0.26), (0.36, -0.26), (0.10, -0.52)], nose)
    gape = 0.34 * m.mouth
    if gape > 0.1:
        brush.ellipse(0.10, -0.84 - 0.3 * gape, 0.26, 0.12 + 0.5 * gape, rgb("#7a2b2b"))
    for side in (-1, 1):
        brush.curve((0.10, -0.48), (0.10 + side * 0.08, -0.76), (0.10 + side * 0.36, -0.66), 0.055, rgb("#5a3a30"))


FELINES: dict[str, Callable[[Brush, Beast, Colour, Mood], None]] = {"cat": _cat, "lion": _lion, "tiger": _tiger}
