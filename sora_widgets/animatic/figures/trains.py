"""What runs on rails: an electric train and a steam train."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, GLASS, STEEL, WHITE, Thing, Wheel, body, outline
from sora_widgets.animatic.figures.vehicles import draw_lamps

__all__ = ["THINGS"]

_BRASS, _BLACK, _SMOKE = rgb("#d9b04a"), rgb("#2f3138"), rgb("#e9ebee")

_TRAIN_WHEELS = tuple(Wheel(x, 0.42, 0.42, "iron") for x in (-10.2, -8.9, -4.7, -3.4, 0.9, 2.2, 6.4, 7.7))


def _train(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-12.4 -.02 12.4 -.02"), 0.12, rgb("#7c7f88"))
    brush.box(-12.0, 0.5, 23.0, 0.3, DARK)
    brush.box(-11.9, 0.62, 10.6, 3.0, colour, round_m=0.3)
    brush.smooth(
        outline("-.9 .62 -.9 .62 -.9 3.62 -.9 3.62 7.4 3.62 9.4 3.4 11.2 2.1 11.9 1.2 11.7 .62 11.7 .62"), colour
    )
    brush.box(-1.35, 0.9, 0.5, 2.4, DARK)
    for left, count in ((-11.3, 6), (0.0, 4)):
        for index in range(count):
            brush.box(left + 1.62 * index, 2.0, 1.3, 0.95, GLASS, round_m=0.12)
            brush.polygon(
                [
                    (left + 0.3 + 1.62 * index, 2.04),
                    (left + 0.6 + 1.62 * index, 2.9),
                    (left + 0.8 + 1.62 * index, 2.9),
                    (left + 0.5 + 1.62 * index, 2.04),
                ],
                WHITE,
                0.35,
            )
    brush.smooth(outline("8.2 2.1 8.2 2.1 8.2 3.0 8.2 3.0 9.2 2.98 10.5 2.1 10.5 2.1"), rgb("#38516b"))
    for left, right in ((-11.85, -1.4), (-0.85, 11.45)):
        brush.line([(left, 1.5), (right, 1.5)], 0.22, CREAM)
        brush.line([(left, 0.8), (right, 0.8)], 0.2, lighter(colour, -0.4))
    brush.line(outline("-11.6 3.45 7.2 3.45"), 0.07, lighter(colour, 0.35), 0.8)
    draw_lamps(brush, (11.5, 1.05), (-11.85, 1.05), 0.16)


_STEAM_WHEELS = (
    *(Wheel(x, 0.42, 0.42, "iron") for x in (-11.2, -9.9, -6.4, -5.1, -2.6, -1.2)),
    *(Wheel(x, 0.72, 0.72, "iron") for x in (3.0, 4.7, 6.4)),
    Wheel(8.7, 0.42, 0.42, "iron"),
)


def _steam_train(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-12.4 -.02 10.4 -.02"), 0.12, rgb("#7c7f88"))
    brush.box(-11.9, 0.5, 22.0, 0.28, DARK)
    # a carriage with a clerestory roof
    brush.box(-11.9, 0.74, 7.6, 2.45, colour, round_m=0.12)
    brush.box(-12.05, 3.1, 7.9, 0.22, lighter(colour, -0.45), round_m=0.1)
    brush.box(-11.6, 3.28, 7.0, 0.20, lighter(colour, -0.35), round_m=0.08)
    for index in range(5):
        brush.box(-11.5 + 1.45 * index, 1.75, 1.0, 0.95, GLASS, round_m=0.1)
        brush.line([(-11.3 + 1.45 * index, 1.8), (-10.9 + 1.45 * index, 2.65)], 0.12, WHITE, 0.4)
    brush.line(outline("-11.85 1.35 -4.35 1.35"), 0.10, _BRASS)
    # the tender with its coal
    brush.smooth(outline("-3.6 2.0 -2.9 2.62 -2.0 2.42 -1.2 2.72 -.4 2.0"), _BLACK)
    brush.box(-3.8, 0.74, 3.6, 1.45, lighter(colour, -0.18), round_m=0.06)
    brush.line(outline("-3.7 1.95 -.3 1.95"), 0.07, _BRASS)
    brush.line(outline("-4.4 .8 -3.6 .8"), 0.16, DARK)
    # cab, boiler, smoke box
    brush.box(0.1, 0.74, 2.3, 2.75, colour, round_m=0.05)
    brush.box(-0.25, 3.4, 2.95, 0.24, _BLACK, round_m=0.1)
    brush.box(0.55, 2.05, 1.35, 1.05, GLASS, round_m=0.1)
    brush.box(2.2, 1.25, 5.6, 1.75, lighter(colour, -0.10), round_m=0.2)
    brush.box(2.2, 2.58, 5.6, 0.28, lighter(colour, 0.18), round_m=0.14)
    for x in (3.5, 5.0, 6.5):
        brush.line([(x, 1.28), (x, 2.98)], 0.09, _BRASS)
    brush.box(7.6, 1.15, 1.7, 1.95, _BLACK, round_m=0.22)
    brush.circle(9.3, 2.1, 0.34, STEEL)
    brush.smooth(outline("8.1 3.0 8.1 3.0 7.98 4.0 7.75 4.35 9.05 4.35 8.82 4.0 8.7 3.0 8.7 3.0"), _BLACK)
    brush.box(7.7, 4.3, 1.4, 0.14, _BRASS, round_m=0.05)
    brush.smooth(outline("4.1 2.95 4.15 3.4 4.5 3.58 4.85 3.4 4.9 2.95"), _BRASS)
    brush.polygon(outline("9.1 .95 10.4 .18 10.4 .02 9.1 .02"), rgb("#b23c30"))
    brush.box(8.6, 0.62, 1.5, 0.34, rgb("#b23c30"))
    draw_lamps(brush, (9.35, 3.05), (-11.9, 1.0), 0.17)


def _steam(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    """Puffs of steam, left behind and spreading."""
    for index in range(7):
        share = (seconds * 0.55 + index / 7) % 1.0
        size = 0.45 + 1.5 * share
        brush.circle(
            8.4 - 7.0 * share,
            4.7 + 2.0 * math.sqrt(share) + 0.15 * math.sin(3 * seconds + 2 * index),
            size,
            _SMOKE,
            0.85 * (1 - share) ** 1.2,
        )


THINGS: dict[str, Thing] = {
    "steam_train": Thing(body(4.4, 22.8), rgb("#2f6b52"), _steam_train, live=_steam, wheels=_STEAM_WHEELS),
    "train": Thing(body(3.7, 24.0), rgb("#2f6fa8"), _train, wheels=_TRAIN_WHEELS),
}
