"""Heads of animals, second half: long faces, horns and trunks. Drawn in skull radii, facing right."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.beasts import Beast
from sora_widgets.animatic.figures.strokes import bent, limb

__all__ = ["MUZZLES", "Mood", "eye", "is_blink"]

_INK, _NOSE, _HORN, _PINK = rgb("#1d1512"), rgb("#2a211d"), rgb("#e7dcc3"), rgb("#e9a49b")


@dataclass(frozen=True)
class Mood:
    """What a head does: its time, whether its eyes are shut, how open its mouth, how far ears trail."""

    seconds: float
    is_shut: bool = False
    mouth: float = 0.0
    lag: float = 0.0


def is_blink(seconds: float) -> bool:
    """Whether an animal shuts its eyes for a moment just then."""
    return (seconds + 1.6) % 3.3 < 0.14


def eye(brush: Brush, x: float, y: float, size: float, m: Mood, iris: Colour | None = None) -> None:
    """A dark eye with a light in it; a line when shut."""
    if m.is_shut:
        brush.curve((x - 1.1 * size, y), (x, y - 0.8 * size), (x + 1.1 * size, y), 0.45 * size, _INK)
        return
    if iris:
        brush.circle(x, y, size * 1.15, iris)
    brush.circle(x, y, size * (0.75 if iris else 1.0), _INK)
    brush.circle(x + 0.32 * size, y + 0.36 * size, 0.32 * size, rgb("#ffffff"), glows=True)


def _ear(
    brush: Brush, x: float, y: float, long: float, wide: float, turn: float, colour: Colour, inner: Colour | None = None
) -> None:
    def leaf() -> None:
        brush.smooth([(0, -0.1 * long), (wide, 0.45 * long), (0, 1.1 * long), (-wide, 0.45 * long)], colour)
        if inner:
            brush.smooth(
                [(0, 0.05 * long), (0.5 * wide, 0.45 * long), (0, 0.92 * long), (-0.5 * wide, 0.45 * long)], inner
            )

    brush.turned(x, y, turn, leaf)


def _horse(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    _ear(brush, 0.10, 0.72, 0.85, 0.22, -0.10 + m.lag, lighter(coat, -0.2))
    brush.smooth(
        [
            (-0.86, 0.40),
            (-0.30, 0.96),
            (0.42, 0.88),
            (1.40, -0.36),
            (2.02, -1.10),
            (1.92, -1.62),
            (1.36, -1.66),
            (0.55, -1.02),
            (-0.20, -0.92),
            (-0.86, -0.50),
        ],
        coat,
    )
    brush.smooth(
        [(1.22, -0.52), (1.56, -0.52), (2.06, -1.14), (1.94, -1.66), (1.34, -1.68), (1.06, -1.30)],
        lighter(coat, -0.25) if b.pattern != "stripes" else b.second,
    )
    if b.pattern == "stripes":
        for index in range(4):
            x, y = 0.0 + 0.36 * index, 0.74 - 0.42 * index
            brush.line([(x, y), (x - 0.34, y - 0.62)], 0.13, b.second)
    elif b.face == "horse":
        brush.smooth([(0.40, 0.70), (0.66, 0.58), (1.44, -0.40), (1.30, -0.46)], rgb("#f6f1ea"))
    brush.ellipse(1.82, -1.18, 0.10, 0.14, _INK)
    brush.curve((1.86, -1.46), (1.62, -1.44 - 0.1 * m.mouth), (1.36, -1.36), 0.07, _INK)
    eye(brush, 0.52, 0.10, 0.17, m)
    _ear(brush, -0.22, 0.78, 0.90, 0.25, 0.10 + m.lag, coat, lighter(coat, -0.25))
    if "mane" in b.extras:
        brush.smooth([(-0.40, 1.0), (0.20, 1.04), (0.62, 0.52), (0.40, 0.10), (0.26, 0.52), (-0.1, 0.56)], b.second)
    if "horn" in b.extras:
        brush.polygon([(0.28, 0.84), (0.62, 0.64), (1.30, 2.30)], rgb("#f0c95a"))
        for share in (0.25, 0.5, 0.75):
            x, y = 0.45 + 0.85 * share, 0.74 + 1.56 * share
            brush.line([(x - 0.12 * (1 - share), y + 0.02), (x + 0.12 * (1 - share), y - 0.10)], 0.05, rgb("#c9962e"))


def _donkey(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    _ear(brush, 0.05, 0.66, 1.45, 0.26, -0.28 + m.lag, lighter(coat, -0.18))
    brush.smooth(
        [
            (-0.80, 0.40),
            (-0.30, 0.92),
            (0.42, 0.82),
            (1.32, -0.40),
            (1.86, -1.06),
            (1.74, -1.58),
            (1.20, -1.60),
            (0.45, -1.02),
            (-0.30, -0.90),
            (-0.80, -0.50),
        ],
        coat,
    )
    brush.smooth([(1.05, -0.62), (1.42, -0.56), (1.90, -1.10), (1.76, -1.62), (1.18, -1.62), (0.92, -1.30)], b.second)
    brush.ellipse(1.66, -1.12, 0.09, 0.12, _INK)
    brush.circle(0.50, 0.10, 0.30, b.second)
    eye(brush, 0.50, 0.10, 0.16, m)
    _ear(brush, -0.26, 0.72, 1.55, 0.29, 0.06 + m.lag, coat, b.second)


def _deer(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for base, tone in ((0.18, -0.35), (-0.16, -0.2)):
        horn = lighter(rgb("#a9825a"), tone)
        beam = [(base, 0.80), (base - 0.45, 1.70), (base - 0.10, 2.60), (base + 0.45, 3.10)]
        limb(brush, beam, [0.22, 0.18, 0.14, 0.07], horn)
        for at, tip in ((beam[1], (base + 0.48, 2.02)), (beam[2], (base - 0.62, 3.0))):
            limb(brush, [at, tip], [0.15, 0.06], horn)
    _ear(brush, -0.50, 0.42, 1.05, 0.30, 1.05 + m.lag, coat, b.second)
    brush.smooth(
        [
            (-0.86, 0.30),
            (-0.40, 0.92),
            (0.38, 0.86),
            (1.10, 0.05),
            (1.72, -0.42),
            (1.66, -0.84),
            (1.20, -0.96),
            (0.30, -0.86),
            (-0.60, -0.66),
        ],
        coat,
    )
    brush.smooth([(0.86, -0.30), (1.30, -0.20), (1.74, -0.46), (1.66, -0.88), (1.16, -0.98), (0.50, -0.90)], b.second)
    brush.ellipse(1.62, -0.46, 0.19, 0.14, _NOSE)
    eye(brush, 0.44, 0.16, 0.20, m)


def _giraffe(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x in (-0.10, 0.26):
        brush.line([(x, 0.72), (x - 0.10, 1.42)], 0.16, coat)
        brush.circle(x - 0.10, 1.50, 0.16, rgb("#5a3418"))
    _ear(brush, -0.56, 0.52, 0.85, 0.22, 1.20 + m.lag, coat, b.second)
    brush.smooth(
        [
            (-0.80, 0.30),
            (-0.36, 0.86),
            (0.40, 0.78),
            (1.30, -0.06),
            (2.06, -0.44),
            (2.06, -0.96),
            (1.50, -1.12),
            (0.36, -0.84),
            (-0.60, -0.60),
        ],
        coat,
    )
    brush.smooth(
        [(1.10, -0.26), (1.56, -0.16), (2.10, -0.46), (2.08, -0.98), (1.48, -1.14), (0.96, -0.90)], lighter(coat, 0.45)
    )
    for x, y in ((-0.2, 0.2), (0.2, -0.42), (0.75, -0.1)):
        brush.ellipse(x, y, 0.17, 0.15, b.second)
    brush.ellipse(1.86, -0.48, 0.10, 0.08, b.second)
    brush.curve((1.96, -0.84), (1.60, -0.84 + 0.1 * m.mouth), (1.30, -0.76), 0.06, rgb("#7a4a2a"))
    eye(brush, 0.46, 0.22, 0.18, m)


def _camel(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    _ear(brush, -0.50, 0.60, 0.55, 0.18, 0.60 + m.lag, coat, b.second)
    brush.ellipse(-0.15, 0.86, 0.50, 0.24, b.second)
    brush.smooth(
        [
            (-0.86, 0.30),
            (-0.40, 0.86),
            (0.40, 0.80),
            (1.20, 0.28),
            (2.00, 0.12),
            (2.10, -0.50),
            (1.70, -0.96),
            (0.90, -0.86),
            (0.20, -0.80),
            (-0.60, -0.66),
        ],
        coat,
    )
    brush.smooth([(1.50, 0.10), (2.04, 0.10), (2.12, -0.52), (1.70, -0.98), (1.30, -0.60)], lighter(coat, 0.25))
    brush.ellipse(1.90, -0.06, 0.10, 0.06, b.second)
    chew = 0.10 * math.sin(5 * m.seconds) if m.mouth else 0.0
    brush.curve((2.00, -0.42 + chew), (1.62, -0.50), (1.30, -0.42), 0.07, rgb("#7a5226"))
    brush.line([(0.30, 0.42), (0.74, 0.34)], 0.12, b.second)
    eye(brush, 0.52, 0.20, 0.16, m)


def _cow(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for side, tone in ((0.52, -0.15), (-0.30, 0.0)):
        limb(brush, [(side, 0.78), (side + 0.10, 1.14), (side + 0.42, 1.40)], [0.26, 0.20, 0.06], lighter(_HORN, tone))
    _ear(brush, -0.62, 0.50, 0.85, 0.26, 1.45 + m.lag, b.second, _PINK)
    brush.smooth(
        [
            (-0.86, 0.30),
            (-0.50, 0.92),
            (0.42, 0.92),
            (0.94, 0.30),
            (1.52, -0.56),
            (1.62, -1.08),
            (1.16, -1.42),
            (0.40, -1.24),
            (-0.20, -0.86),
            (-0.80, -0.50),
        ],
        coat,
    )
    brush.smooth([(-0.86, 0.30), (-0.50, 0.92), (0.06, 0.94), (0.20, 0.20), (-0.10, -0.60), (-0.70, -0.56)], b.second)
    brush.smooth(
        [(0.62, -0.56), (1.20, -0.36), (1.70, -0.70), (1.66, -1.18), (1.14, -1.46), (0.54, -1.20)], rgb("#eab4a4")
    )
    for x in (1.10, 1.46):
        brush.ellipse(x, -0.80, 0.09, 0.11, rgb("#a8655a"))
    chew = 0.08 * math.sin(5 * m.seconds)
    brush.curve((1.54, -1.16 + chew), (1.16, -1.28), (0.80, -1.14), 0.06, rgb("#a8655a"))
    eye(brush, 0.50, 0.16, 0.15, m)


def _sheep(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    dark = b.second
    _ear(brush, -0.46, 0.30, 0.80, 0.24, 1.75 + m.lag, dark)
    brush.smooth(
        [
            (-0.60, 0.40),
            (-0.20, 0.86),
            (0.50, 0.76),
            (1.06, -0.06),
            (1.36, -0.62),
            (1.14, -1.06),
            (0.60, -1.10),
            (-0.10, -0.76),
            (-0.56, -0.30),
        ],
        dark,
    )
    for x, y, r in ((-0.55, 0.62, 0.40), (-0.12, 0.92, 0.42), (0.34, 0.80, 0.34), (-0.72, 0.14, 0.36)):
        brush.circle(x, y, r, coat)
    brush.ellipse(1.16, -0.62, 0.10, 0.07, lighter(dark, -0.5))
    brush.circle(0.46, 0.14, 0.17, rgb("#fbfaf6"))
    eye(brush, 0.48, 0.13, 0.11, m)


def _goat(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for side, tone in ((0.36, -0.25), (0.02, -0.1)):
        limb(
            brush,
            [(side, 0.76), (side - 0.30, 1.60), (side - 1.0, 1.96)],
            [0.30, 0.22, 0.07],
            lighter(rgb("#8d7f70"), tone),
        )
    _ear(brush, -0.50, 0.36, 0.85, 0.24, 1.70 + m.lag, lighter(coat, -0.1), _PINK)
    brush.smooth(
        [
            (-0.76, 0.30),
            (-0.36, 0.88),
            (0.46, 0.82),
            (1.10, 0.0),
            (1.62, -0.62),
            (1.46, -1.02),
            (0.96, -1.04),
            (0.10, -0.80),
            (-0.66, -0.50),
        ],
        coat,
    )
    brush.smooth([(0.62, -0.90), (1.06, -0.96), (0.86, -1.80)], b.second)
    brush.ellipse(1.46, -0.66, 0.13, 0.10, _PINK)
    eye(brush, 0.46, 0.18, 0.15, m, rgb("#e0c060"))


def _pig(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    brush.ellipse(0.05, 0, 1.0, 0.92, coat)
    brush.polygon([(0.10, 0.70), (0.52 + m.lag, 1.36), (0.72, 0.52)], b.second)
    brush.polygon([(-0.62, 0.62), (-0.36 + m.lag, 1.40), (0.06, 0.84)], lighter(coat, -0.06))
    brush.smooth([(0.72, 0.16), (1.20, 0.20), (1.42, -0.14), (1.30, -0.52), (0.76, -0.52)], lighter(b.second, 0.12))
    brush.ellipse(1.26, -0.16, 0.20, 0.34, b.second)
    for y in (-0.04, -0.28):
        brush.ellipse(1.28, y, 0.06, 0.08, rgb("#9a4f50"))
    eye(brush, 0.46, 0.22, 0.13, m)
    brush.curve((0.46, -0.56), (0.72, -0.72 - 0.2 * m.mouth), (0.96, -0.58), 0.07, rgb("#9a4f50"))
    brush.ellipse(0.30, -0.22, 0.20, 0.13, rgb("#e2706c"), 0.35)


def _elephant(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    sway = math.sin(1.4 * m.seconds)
    late = math.sin(1.4 * m.seconds - 0.8)
    eat = min(1.0, 1.6 * m.mouth)
    tip = (1.35 + 0.10 * late - 0.5 * eat, -2.70 + 0.05 * sway + 1.45 * eat)
    trunk = [
        *((0.78, -0.05), (1.16, -0.62), (1.22 + 0.03 * sway, -1.35 + 0.3 * eat)),
        *((1.10 + 0.08 * sway, -2.05 + 0.9 * eat), tip),
    ]
    if m.mouth > 1.2:
        trunk = [(0.78, -0.05), (1.36, -0.42), (1.86, -0.10), (2.02, 0.62 + 0.04 * sway), (1.80, 1.16)]
        _shower(brush, m.seconds)
    limb(brush, [(0.86, -0.66), (1.32, -1.10), (1.86, -1.06)], [0.26, 0.22, 0.06], lighter(_HORN, -0.12))
    bent(brush, trunk, [0.86, 0.66, 0.48, 0.36, 0.24], coat)
    if eat < 0.2:
        for y in (-0.70, -1.0, -1.3, -1.6):
            brush.line([(1.02, y), (1.38 + 0.02 * sway, y + 0.03)], 0.035, lighter(coat, -0.16))
    brush.smooth(
        [
            (-0.92, 0.10),
            (-0.70, 0.86),
            (0.05, 1.12),
            (0.72, 0.84),
            (1.14, 0.10),
            (0.92, -0.60),
            (0.10, -0.96),
            (-0.70, -0.76),
        ],
        coat,
    )
    limb(brush, [(0.62, -0.62), (1.06, -1.16), (1.66, -1.20)], [0.28, 0.24, 0.07], _HORN)
    eye(brush, 0.58, 0.20, 0.10, m)
    flap = 0.16 * sway + 0.5 * m.lag
    brush.smooth(
        [
            (0.05, 0.72),
            (-0.60, 1.02),
            (-1.42 - flap, 0.72),
            (-1.55 - flap, -0.20),
            (-1.05 - 0.6 * flap, -1.02),
            (-0.45, -0.92),
            (0.02, -0.30),
        ],
        lighter(coat, -0.10),
    )
    brush.smooth(
        [
            (-0.14, 0.52),
            (-0.60, 0.74),
            (-1.20 - flap, 0.50),
            (-1.28 - flap, -0.16),
            (-0.92 - 0.6 * flap, -0.72),
            (-0.46, -0.66),
            (-0.16, -0.2),
        ],
        mix(lighter(coat, -0.06), _PINK, 0.28),
    )


def _shower(brush: Brush, seconds: float) -> None:
    """Water out of a raised trunk, back over the head."""
    for index in range(14):
        share = (1.4 * seconds + index / 14) % 1.0
        aside = 0.25 * ((index * 7) % 5 - 2)
        x, y = 1.76 + (aside - 1.6) * share, 1.24 + 2.6 * share - 3.2 * share * share
        brush.circle(x, y, 0.10 + 0.05 * share, rgb("#d8f0fa"), 0.9 - 0.5 * share)


def _rhino(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    _ear(brush, -0.46, 0.62, 0.60, 0.20, 0.40 + m.lag, lighter(coat, -0.1), b.second)
    brush.smooth(
        [
            (-0.96, 0.20),
            (-0.60, 0.80),
            (0.20, 0.72),
            (0.90, 0.20),
            (1.70, 0.10),
            (1.92, -0.40),
            (1.60, -0.92),
            (0.60, -0.96),
            (-0.70, -0.76),
        ],
        coat,
    )
    brush.smooth([(1.30, 0.10), (1.72, 0.02), (2.30, 1.26), (2.28, 1.28), (1.60, 0.75)], _HORN)
    brush.smooth([(0.72, 0.30), (1.06, 0.18), (1.22, 0.80), (1.20, 0.82)], _HORN)
    brush.ellipse(1.66, -0.40, 0.10, 0.07, lighter(coat, -0.4))
    brush.curve((1.72, -0.66), (1.30, -0.72), (1.0, -0.60), 0.06, lighter(coat, -0.35))
    eye(brush, 0.46, 0.14, 0.10, m)


def _hippo(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    for x in (-0.50, -0.16):
        brush.circle(x, 0.84, 0.20, lighter(coat, -0.06))
    gape = 0.5 * m.mouth
    brush.smooth(
        [(0.30, -0.20), (1.60, -0.50), (1.80, -0.90 - gape), (0.90, -1.16 - gape), (0.10, -0.90)],
        lighter(b.second, -0.06),
    )
    brush.smooth(
        [
            (-0.92, 0.20),
            (-0.60, 0.84),
            (0.20, 0.90),
            (0.86, 0.44),
            (1.60, 0.40),
            (2.02, -0.06),
            (1.80, -0.66),
            (0.80, -0.82),
            (-0.70, -0.76),
        ],
        coat,
    )
    brush.smooth([(0.96, 0.36), (1.62, 0.42), (2.06, -0.06), (1.82, -0.68), (1.00, -0.74), (0.80, -0.2)], b.second)
    for x in (1.46, 1.78):
        brush.ellipse(x, 0.12, 0.10, 0.07, rgb("#6f4b55"))
    eye(brush, 0.40, 0.46, 0.12, m)


def _kangaroo(brush: Brush, b: Beast, coat: Colour, m: Mood) -> None:
    _ear(brush, 0.12, 0.70, 1.15, 0.24, -0.18 + m.lag, lighter(coat, -0.15))
    brush.smooth(
        [
            (-0.80, 0.30),
            (-0.36, 0.88),
            (0.40, 0.80),
            (1.16, 0.06),
            (1.66, -0.26),
            (1.56, -0.66),
            (1.0, -0.80),
            (0.10, -0.80),
            (-0.70, -0.56),
        ],
        coat,
    )
    brush.smooth([(0.80, -0.26), (1.26, -0.10), (1.66, -0.34), (1.54, -0.68), (1.0, -0.80), (0.40, -0.72)], b.second)
    brush.ellipse(1.58, -0.26, 0.18, 0.13, _NOSE)
    eye(brush, 0.48, 0.18, 0.16, m)
    _ear(brush, -0.26, 0.72, 1.25, 0.28, 0.14 + m.lag, coat, _PINK)


MUZZLES: dict[str, Callable[[Brush, Beast, Colour, Mood], None]] = {
    "camel": _camel,
    "cow": _cow,
    "deer": _deer,
    "donkey": _donkey,
    "elephant": _elephant,
    "giraffe": _giraffe,
    "goat": _goat,
    "hippo": _hippo,
    "horse": _horse,
    "kangaroo": _kangaroo,
    "pig": _pig,
    "rhino": _rhino,
    "sheep": _sheep,
}
