"""What has a plug or a pipe, in the kitchen and the bathroom."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.thing import (
    DARK,
    STEEL,
    WHITE,
    WOOD,
    Thing,
    arc,
    body,
    outline,
)

__all__ = ["THINGS"]


def _refrigerator(brush: Brush, colour: Colour) -> None:
    brush.box(-0.36, 0.0, 0.72, 0.06, DARK)
    brush.box(-0.38, 0.04, 0.76, 1.76, lighter(colour, -0.15), round_m=0.05)
    brush.box(-0.38, 0.04, 0.72, 1.08, colour, round_m=0.04)
    brush.box(-0.38, 1.15, 0.72, 0.65, colour, round_m=0.04)
    for low, high in ((0.75, 1.05), (1.22, 1.45)):
        brush.line([(0.26, low), (0.26, high)], 0.035, STEEL)
    brush.box(-0.28, 1.5, 0.13, 0.17, rgb("#f6cf55"))
    brush.box(-0.22, 1.3, 0.12, 0.14, rgb("#5fb0d9"))
    brush.line(outline("-.33 .15 -.33 1.0"), 0.022, WHITE, 0.6)


def _oven(brush: Brush, colour: Colour) -> None:
    brush.box(-0.32, 0.0, 0.64, 0.06, DARK)
    brush.box(-0.32, 0.04, 0.64, 0.84, colour, round_m=0.03)
    brush.box(-0.32, 0.7, 0.64, 0.15, lighter(colour, -0.2))
    for x in (-0.22, -0.08, 0.08, 0.22):
        brush.circle(x, 0.775, 0.035, DARK)
        brush.line([(x, 0.775), (x + 0.012, 0.8)], 0.010, WHITE)
    brush.box(-0.25, 0.16, 0.5, 0.38, DARK, round_m=0.03)
    brush.box(-0.22, 0.19, 0.44, 0.32, rgb("#d98a3a"), round_m=0.02)
    brush.line(outline("-.22 .28 .22 .28"), 0.012, DARK)
    brush.polygon(outline("-.14 .19 -.06 .19 .08 .51 .0 .51"), WHITE, 0.25)
    brush.line(outline("-.22 .61 .22 .61"), 0.03, STEEL)
    for x in (-0.18, 0.18):
        brush.box(x - 0.1, 0.88, 0.2, 0.025, DARK, round_m=0.01)


def _microwave(brush: Brush, colour: Colour) -> None:
    brush.box(-0.25, 0.0, 0.5, 0.29, colour, round_m=0.02)
    brush.box(-0.225, 0.04, 0.33, 0.21, DARK, round_m=0.015)
    brush.box(-0.205, 0.06, 0.29, 0.17, rgb("#4a5a66"), round_m=0.01)
    brush.polygon(outline("-.14 .06 -.09 .06 .0 .23 -.05 .23"), WHITE, 0.25)
    brush.line(outline(".125 .06 .125 .23"), 0.014, STEEL)
    brush.box(0.155, 0.2, 0.075, 0.04, rgb("#7fe0a0"), glows=True)
    for row in range(3):
        for column in range(3):
            brush.circle(0.168 + 0.025 * column, 0.07 + 0.04 * row, 0.009, lighter(colour, -0.35))


def _toaster(brush: Brush, colour: Colour) -> None:
    for x in (-0.08, 0.01):
        brush.smooth(
            [
                (x, 0.14),
                (x, 0.14),
                (x, 0.225),
                (x + 0.035, 0.24),
                (x + 0.07, 0.225),
                (x + 0.07, 0.14),
                (x + 0.07, 0.14),
            ],
            rgb("#c98a45"),
        )
        brush.box(x + 0.012, 0.16, 0.046, 0.06, rgb("#f0d39a"), round_m=0.012)
    brush.smooth(outline("-.15 .01 -.15 .01 -.155 .14 -.12 .185 .12 .185 .155 .14 .15 .01 .15 .01"), colour)
    brush.box(-0.15, 0.0, 0.3, 0.03, DARK, round_m=0.01)
    brush.box(0.135, 0.11, 0.04, 0.025, DARK, round_m=0.008)
    brush.line(outline("-.12 .15 -.12 .06"), 0.014, WHITE, 0.6)
    brush.circle(0.08, 0.07, 0.018, DARK)


def _sink(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.09 .0 .09 .0 .06 .6 -.06 .6"), lighter(colour, -0.12))
    brush.smooth(outline("-.32 .85 -.32 .85 -.3 .68 -.16 .58 .16 .58 .3 .68 .32 .85 .32 .85"), colour)
    brush.smooth(outline(".32 .85 .32 .85 .3 .68 .16 .58 .05 .58 .2 .7 .22 .85 .22 .85"), lighter(colour, -0.14))
    brush.box(-0.34, 0.83, 0.68, 0.05, lighter(colour, 0.3), round_m=0.02)
    brush.line(outline("-.12 .88 -.12 1.04 -.06 1.1 .04 1.08 .06 1.02"), 0.035, STEEL)
    brush.line(outline("-.2 .93 -.12 .93"), 0.03, STEEL)
    brush.line(outline("-.25 .78 -.2 .68"), 0.02, WHITE, 0.8)


def _water(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    if action in ("pour", "stand"):
        wave = 0.004 * math.sin(seconds * 23)
        brush.line([(0.06, 1.01), (0.062 + wave, 0.88)], 0.018, rgb("#8fd0ea"), 0.85)


def _toilet(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.16 .0 -.16 .0 -.12 .22 .12 .24 .16 .0 .16 .0"), lighter(colour, -0.14))
    brush.box(-0.36, 0.36, 0.2, 0.42, colour, round_m=0.04)
    brush.box(-0.375, 0.76, 0.23, 0.05, lighter(colour, -0.08), round_m=0.02)
    brush.line(outline("-.22 .68 -.18 .68"), 0.025, STEEL)
    brush.smooth(outline("-.22 .40 -.22 .40 -.18 .2 .02 .14 .22 .2 .34 .36 .34 .40 .34 .40"), colour)
    brush.smooth(outline("-.2 .39 -.2 .39 -.2 .45 -.1 .455 .32 .44 .36 .41 .34 .38 .34 .38"), lighter(colour, -0.1))
    brush.smooth(outline("-.17 .44 -.17 .44 -.22 .9 -.13 .92 -.08 .46 -.08 .46"), lighter(colour, 0.2))
    brush.line(outline("-.32 .72 -.32 .45"), 0.016, WHITE, 0.8)


def _washing_machine(brush: Brush, colour: Colour) -> None:
    brush.box(-0.3, 0.0, 0.6, 0.86, colour, round_m=0.03)
    brush.box(-0.3, 0.7, 0.6, 0.16, lighter(colour, -0.14), round_m=0.02)
    brush.circle(0.19, 0.78, 0.045, DARK)
    brush.box(-0.24, 0.75, 0.16, 0.06, lighter(colour, 0.4), round_m=0.01)
    brush.circle(0, 0.36, 0.22, STEEL)
    brush.circle(0, 0.36, 0.17, rgb("#33465a"))


def _drum_turns(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    for index, code in enumerate(("#d8443a", "#f2c230", "#5fb0d9")):
        turn = index * math.tau / 3 - seconds * (0.0 if action == "stand" else 4.0)
        brush.circle(0.09 * math.cos(turn), 0.36 + 0.09 * math.sin(turn), 0.055, rgb(code))
    brush.line(arc(0, 0.36, 0.13, 110, 50), 0.02, WHITE, 0.4)


def _hair_drier(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.04 .10 -.04 .10 -.065 .0 -.065 .0 -.02 .0 -.02 .0 .01 .1 .01 .1"), lighter(colour, -0.2))
    brush.smooth(
        outline("-.09 .09 -.1 .14 -.07 .18 .0 .185 .07 .165 .12 .16 .12 .16 .12 .11 .12 .11 .06 .1 -.04 .085"), colour
    )
    brush.box(0.115, 0.105, 0.03, 0.06, DARK, round_m=0.005)
    brush.circle(-0.045, 0.135, 0.03, lighter(colour, -0.3))
    brush.line(outline("-.03 .168 .05 .158"), 0.008, WHITE, 0.6)
    brush.curve((-0.043, 0.0), (-0.06, -0.05), (-0.12, 0.0), 0.006, DARK)


def _sewing_machine(brush: Brush, colour: Colour) -> None:
    brush.box(-0.24, 0.0, 0.48, 0.05, WOOD, round_m=0.01)
    brush.smooth(
        outline(
            ".1 .05 .1 .05 .1 .2 .0 .21 -.14 .2 -.14 .12 -.14 .12 -.22 .12 -.22 .12 -.22 .26 -.18 .3 .18 .3 .22 .26 .22 .05 .22 .05"
        ),
        colour,
    )
    brush.line(outline("-.18 .12 -.18 .055"), 0.010, STEEL)
    brush.circle(0.235, 0.22, 0.055, DARK)
    brush.circle(0.235, 0.22, 0.02, STEEL)
    brush.box(-0.03, 0.3, 0.05, 0.05, rgb("#d8443a"), round_m=0.01)
    brush.line(outline("-.15 .275 .14 .275"), 0.010, WHITE, 0.5)
    brush.line(outline("-.1 .245 .1 .245"), 0.008, rgb("#d9b45a"))


THINGS: dict[str, Thing] = {
    "hair_drier": Thing(body(0.187, 0.26, "table"), rgb("#d9608a"), _hair_drier),
    "microwave": Thing(body(0.29, 0.50, "table"), rgb("#d5dae0"), _microwave),
    "oven": Thing(body(0.91, 0.64), rgb("#d5dae0"), _oven),
    "refrigerator": Thing(body(1.80, 0.76), rgb("#d9e0e6"), _refrigerator),
    "sewing_machine": Thing(body(0.35, 0.52, "table"), rgb("#34363f"), _sewing_machine),
    "sink": Thing(body(1.10, 0.68), rgb("#eef2f4"), _sink, live=_water),
    "toaster": Thing(body(0.24, 0.33, "table"), rgb("#c8503c"), _toaster),
    "toilet": Thing(body(0.92, 0.74), rgb("#eef2f4"), _toilet),
    "washing_machine": Thing(body(0.86, 0.60), rgb("#eef2f4"), _washing_machine, live=_drum_turns),
}
