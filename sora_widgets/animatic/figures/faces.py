"""Heads of animals, first half: dogs, bears and small ones with round faces; long faces are in `muzzles`.

Drawn in skull radii, facing right and a little towards the camera.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.beasts import Beast
from sora_widgets.animatic.figures.felines import FELINES
from sora_widgets.animatic.figures.muzzles import MUZZLES, Mood, eye, is_blink
from sora_widgets.animatic.figures.stances import Stance

__all__ = ["FACES", "draw_animal_head", "draw_head_of"]

_NOSE, _INK, _PINK, _TONGUE = rgb("#2a211d"), rgb("#241a16"), rgb("#e9938b"), rgb("#e2667a")


def draw_animal_head(
    brush: Brush, beast: Beast, coat: Colour, at: Point, stance: Stance, seconds: float, lag: float
) -> None:
    """The head of a beast in its stance, with the middle of its skull at `at`."""
    mood = Mood(
        seconds, stance.eyes == "shut" or is_blink(seconds), stance.mouth, lag + 0.04 * math.sin(2.6 * seconds) ** 9
    )
    draw_head_of(brush, beast, coat, at, stance.nod, mood)


def draw_head_of(brush: Brush, beast: Beast, coat: Colour, at: Point, nod: float, mood: Mood) -> None:
    """A head by itself: on a neck, or on somebody who stands on two legs."""
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(-math.degrees(nod))
    canvas.scale(beast.head, beast.head)
    (FACES.get(beast.face) or MUZZLES[beast.face])(brush, beast, coat, mood)
    canvas.restore()


def _dog(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    light = b.second
    brush.ellipse(0, 0, 1.0, 0.94, coat)
    brush.smooth(
        [(0.10, 0.30), (0.55, 0.42), (1.45, 0.10), (1.62, -0.25), (1.30, -0.66), (0.50, -0.80), (0.05, -0.55)], light
    )
    pant = 0.10 + 0.10 * m.mouth * (1 + math.sin(14 * m.seconds))
    if m.mouth > 0.05:
        brush.ellipse(0.95, -0.72 - pant, 0.20, 0.16 + pant, _TONGUE)
    brush.curve((0.30, -0.52), (0.85, -0.86), (1.42, -0.42), 0.09, rgb("#4a3426"))
    brush.ellipse(1.46, -0.02, 0.25, 0.20, _NOSE)
    brush.circle(1.40, 0.05, 0.06, rgb("#ffffff"), 0.6)
    eye(brush, 0.42, 0.24, 0.17, m)
    brush.curve((0.26, 0.52), (0.44, 0.64), (0.60, 0.54), 0.09, lighter(coat, -0.25))
    flap = m.lag * 2.2
    brush.smooth(
        [
            (-0.20, 0.84),
            (-0.72, 0.80),
            (-1.15 - flap, 0.0 + 0.8 * flap),
            (-1.00 - flap, -0.80 + flap),
            (-0.55, -0.62),
            (-0.10, 0.20),
        ],
        lighter(coat, -0.28),
    )


def _wolf(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    flick = 0.6 * m.lag
    brush.polygon([(-0.05, 0.62), (0.10 - flick, 1.62), (0.55, 0.78)], lighter(coat, -0.28))
    brush.polygon([(-0.78, 0.45), (-0.52 - flick, 1.62), (0.05, 0.82)], coat)
    brush.polygon([(-0.56, 0.66), (-0.46 - flick, 1.34), (-0.12, 0.80)], lighter(coat, -0.35))
    brush.smooth(
        [
            (-1.02, 0.2),
            (-0.72, 0.86),
            (0.20, 0.98),
            (0.72, 0.50),
            (1.75, 0.04),
            (1.86, -0.22),
            (1.60, -0.52),
            (0.50, -0.86),
            (-0.40, -1.06),
            (-0.72, -0.70),
            (-1.20, -0.50),
        ],
        coat,
    )
    brush.smooth(
        [
            (0.10, -0.10),
            (0.70, 0.12),
            (1.55, -0.06),
            (1.74, -0.34),
            (1.45, -0.54),
            (0.50, -0.86),
            (-0.40, -1.02),
            (-0.50, -0.60),
        ],
        b.second,
    )
    brush.ellipse(1.78, -0.06, 0.17, 0.14, _NOSE)
    gape = 0.30 * m.mouth
    brush.curve((0.62, -0.50), (1.10, -0.56 - gape), (1.60, -0.38), 0.07, _INK)
    eye(brush, 0.48, 0.26, 0.13, m, rgb("#e5b33c") if b.face == "wolf" else None)


def _bear(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x in (-0.62, 0.52):
        brush.circle(x, 0.80, 0.32, lighter(coat, -0.08))
        brush.circle(x, 0.80, 0.17, lighter(coat, -0.30))
    brush.smooth(
        [
            (-1.02, 0.0),
            (-0.86, 0.76),
            (-0.10, 1.0),
            (0.62, 0.80),
            (1.0, 0.20),
            (0.92, -0.60),
            (0.20, -0.98),
            (-0.70, -0.80),
        ],
        coat,
    )
    brush.smooth(
        [(0.16, 0.06), (0.70, 0.20), (1.30, 0.02), (1.44, -0.36), (1.12, -0.72), (0.42, -0.80), (0.10, -0.48)], b.second
    )
    brush.ellipse(1.20, -0.04, 0.25, 0.18, _NOSE)
    gape = 0.25 * m.mouth
    brush.curve((0.55, -0.50), (0.95, -0.64 - gape), (1.25, -0.42), 0.07, _INK)
    eye(brush, 0.42, 0.30, 0.12, m)


def _panda(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    dark = b.second
    for side in (-1, 1):
        brush.circle(side * 0.78 + 0.04, 0.84, 0.36, dark)
    brush.smooth(
        [
            (-1.16, -0.24),
            (-1.02, 0.56),
            (-0.40, 0.98),
            (0.40, 0.98),
            (1.04, 0.56),
            (1.20, -0.24),
            (0.66, -0.88),
            (0.06, -0.98),
            (-0.62, -0.86),
        ],
        coat,
    )
    for side in (-1, 1):
        x = 0.14 + side * 0.44
        brush.turned(x, 0.06, side * -0.45, lambda: brush.ellipse(0, -0.02, 0.23, 0.31, dark))
        if m.is_shut:
            brush.curve((x - 0.12, 0.08), (x, 0.0), (x + 0.12, 0.08), 0.05, coat)
        else:
            brush.circle(x + 0.02, 0.09, 0.105, rgb("#fbfaf6"))
            brush.circle(x + 0.04, 0.09, 0.075, rgb("#17130f"))
            brush.circle(x + 0.065, 0.12, 0.028, rgb("#ffffff"), glows=True)
    brush.ellipse(0.16, -0.46, 0.36, 0.27, lighter(coat, -0.04))
    brush.ellipse(0.18, -0.32, 0.17, 0.12, _NOSE)
    brush.curve((0.0, -0.54), (0.18, -0.70 - 0.2 * m.mouth), (0.36, -0.54), 0.06, _INK)


def _koala(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for side in (-1, 1):
        brush.circle(side * 1.02 + 0.06, 0.50, 0.54, lighter(coat, -0.05))
        brush.circle(side * 1.02 + 0.06, 0.46, 0.33, mix(b.second, _PINK, 0.25))
    brush.smooth(
        [
            (-0.96, -0.2),
            (-0.90, 0.60),
            (-0.35, 0.96),
            (0.40, 0.96),
            (0.96, 0.60),
            (1.02, -0.2),
            (0.56, -0.90),
            (-0.46, -0.90),
        ],
        coat,
    )
    brush.ellipse(0.12, -0.64, 0.44, 0.26, b.second)
    brush.ellipse(0.12, -0.16, 0.23, 0.36, _NOSE)
    brush.ellipse(0.06, 0.02, 0.06, 0.10, rgb("#5d5550"))
    for side in (-1, 1):
        eye(brush, 0.12 + side * 0.46, 0.16, 0.11, m)
    brush.curve((-0.06, -0.66), (0.12, -0.76), (0.30, -0.66), 0.05, _INK)


def _raccoon(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for side in (-1, 1):
        brush.polygon([(side * 0.90, 0.36), (side * 0.86, 1.20), (side * 0.20, 0.80)], coat)
        brush.polygon([(side * 0.78, 0.50), (side * 0.78, 1.0), (side * 0.36, 0.78)], b.second)
    brush.smooth(
        [
            (-1.30, -0.30),
            (-0.92, 0.60),
            (-0.30, 0.94),
            (0.36, 0.94),
            (0.98, 0.60),
            (1.36, -0.30),
            (0.62, -0.78),
            (0.12, -0.98),
            (-0.50, -0.78),
        ],
        coat,
    )
    brush.smooth(
        [
            (-1.10, 0.10),
            (-0.40, 0.42),
            (0.10, 0.28),
            (0.60, 0.42),
            (1.20, 0.10),
            (0.80, -0.06),
            (0.12, -0.1),
            (-0.70, -0.06),
        ],
        b.second,
    )
    brush.smooth(
        [
            (-1.16, -0.34),
            (-0.62, 0.24),
            (-0.12, 0.14),
            (0.12, 0.02),
            (0.36, 0.14),
            (0.88, 0.24),
            (1.24, -0.34),
            (0.60, -0.22),
            (0.12, -0.16),
            (-0.48, -0.22),
        ],
        rgb("#2f2a2c"),
    )
    brush.ellipse(0.14, -0.52, 0.42, 0.34, b.second)
    brush.ellipse(0.16, -0.36, 0.16, 0.12, _NOSE)
    for side in (-1, 1):
        x = 0.12 + side * 0.44
        if m.is_shut:
            brush.curve((x - 0.1, 0.04), (x, -0.04), (x + 0.1, 0.04), 0.05, b.second)
        else:
            brush.circle(x, 0.03, 0.11, rgb("#120e0c"))
            brush.circle(x + 0.04, 0.07, 0.045, rgb("#ffffff"), glows=True)


def _rabbit(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x, lean, tone in ((0.14, 0.10, -0.12), (-0.36, -0.10, 0.0)):
        back = lean - 1.4 * m.lag
        brush.smooth(
            [
                (x - 0.22, 0.66),
                (x - 0.34 + back, 1.70),
                (x - 0.05 + back, 2.56),
                (x + 0.28 + back, 1.80),
                (x + 0.24, 0.66),
            ],
            lighter(coat, tone),
        )
        brush.smooth(
            [
                (x - 0.08, 0.80),
                (x - 0.16 + back, 1.70),
                (x - 0.04 + back, 2.25),
                (x + 0.14 + back, 1.75),
                (x + 0.10, 0.80),
            ],
            mix(_PINK, coat, 0.25),
        )
    brush.smooth(
        [
            (-0.98, -0.10),
            (-0.76, 0.70),
            (-0.05, 0.96),
            (0.66, 0.66),
            (1.08, 0.02),
            (0.94, -0.54),
            (0.20, -0.92),
            (-0.66, -0.72),
        ],
        coat,
    )
    brush.ellipse(0.62, -0.36, 0.46, 0.36, b.second)
    brush.smooth([(0.86, -0.04), (1.12, -0.06), (0.98, -0.24)], _PINK)
    brush.curve((0.62, -0.44), (0.84, -0.56), (0.98, -0.30), 0.05, rgb("#6a4a3c"))
    eye(brush, 0.38, 0.20, 0.17, m)
    brush.ellipse(0.10, -0.20, 0.2, 0.13, _PINK, 0.35)


def _squirrel(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x in (-0.42, 0.22):
        brush.polygon(
            [(x - 0.24, 0.66), (x - 0.02 - m.lag, 1.46), (x + 0.26, 0.72)], lighter(coat, -0.10 if x > 0 else 0)
        )
    brush.smooth(
        [
            (-0.96, 0.0),
            (-0.66, 0.82),
            (0.10, 0.96),
            (0.76, 0.50),
            (1.24, -0.10),
            (1.10, -0.46),
            (0.30, -0.86),
            (-0.66, -0.72),
        ],
        coat,
    )
    brush.ellipse(0.56, -0.42, 0.50, 0.34, b.second)
    brush.ellipse(1.14, -0.14, 0.14, 0.11, _NOSE)
    eye(brush, 0.40, 0.24, 0.18, m)


def _mouse(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x, y in ((0.10, 0.82), (-0.62, 0.70)):
        brush.circle(x, y, 0.58, lighter(coat, -0.06))
        brush.circle(x + 0.03, y - 0.03, 0.40, mix(_PINK, coat, 0.25))
    brush.smooth(
        [
            (-1.0, -0.1),
            (-0.60, 0.74),
            (0.30, 0.74),
            (1.10, 0.16),
            (1.62, -0.24),
            (1.20, -0.60),
            (0.10, -0.84),
            (-0.80, -0.66),
        ],
        coat,
    )
    brush.circle(1.50, -0.24, 0.17, _PINK)
    eye(brush, 0.62, 0.16, 0.15, m)
    for fall in (0.10, -0.12):
        brush.line([(1.10, -0.36), (0.50, -0.36 + 2 * fall)], 0.03, rgb("#fbf7ee"), 0.7)


def _hedgehog(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    brush.smooth(
        [(-0.60, 0.80), (0.20, 0.92), (1.0, 0.30), (1.76, 0.02), (1.66, -0.36), (0.60, -0.70), (-0.60, -0.60)], b.second
    )
    brush.circle(-0.20, 0.62, 0.30, lighter(b.second, -0.14))
    brush.circle(1.72, -0.12, 0.20, _NOSE)
    eye(brush, 0.70, 0.26, 0.16, m)


def _monkey(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for side in (-1, 1):
        brush.circle(side * 1.02 + 0.06, 0.10, 0.34, lighter(coat, -0.05))
        brush.circle(side * 1.02 + 0.06, 0.10, 0.20, b.second)
    brush.ellipse(0, 0.06, 1.0, 0.98, coat)
    for side in (-1, 1):
        brush.ellipse(0.12 + side * 0.32, 0.20, 0.40, 0.42, b.second)
    brush.ellipse(0.14, -0.42, 0.60, 0.48, b.second)
    for side in (-1, 1):
        eye(brush, 0.13 + side * 0.33, 0.18, 0.13, m)
        brush.circle(0.15 + side * 0.08, -0.20, 0.045, rgb("#7a4a38"))
    if m.mouth > 0.3:
        brush.ellipse(0.14, -0.58, 0.26, 0.10 + 0.12 * m.mouth, rgb("#7a2b2b"))
    else:
        brush.curve((-0.16, -0.52), (0.14, -0.74), (0.44, -0.52), 0.07, rgb("#7a4a38"))


def _teddy(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x in (-0.70, 0.72):
        brush.circle(x, 0.74, 0.38, lighter(coat, -0.05))
        brush.circle(x, 0.72, 0.22, b.second)
    brush.ellipse(0, 0, 1.06, 0.98, coat)
    brush.ellipse(0.16, -0.34, 0.50, 0.40, b.second)
    brush.ellipse(0.18, -0.16, 0.19, 0.13, _NOSE)
    brush.curve((-0.04, -0.44), (0.18, -0.62 - 0.2 * m.mouth), (0.40, -0.44), 0.06, rgb("#5a3a28"))
    for side in (-1, 1):
        eye(brush, 0.14 + side * 0.42, 0.18, 0.12, m)


FACES: dict[str, Callable[[Brush, Beast, Colour, Mood], None]] = {
    **FELINES,
    "bear": _bear,
    "dog": _dog,
    "fox": _wolf,
    "hedgehog": _hedgehog,
    "koala": _koala,
    "monkey": _monkey,
    "mouse": _mouse,
    "panda": _panda,
    "rabbit": _rabbit,
    "raccoon": _raccoon,
    "squirrel": _squirrel,
    "teddy": _teddy,
    "wolf": _wolf,
}
