"""What people work, write and fight with: broom, hammer, axe, pen, paintbrush, scissors, sword, bow."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, STEEL, WHITE, WOOD, Thing, arc, body, nothing, outline

__all__ = ["THINGS"]

_GOLD = rgb("#e5b53c")


def _scissors(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    gape = 0.20 + 0.14 * math.sin(seconds * 8) if action in ("cut", "open") else 0.22
    for side in (1, -1):

        def half(side: int = side) -> None:
            brush.polygon(
                [(-0.006 * side, -0.01), (0.010 * side, -0.01), (0.004 * side, 0.11), (-0.004 * side, 0.11)],
                lighter(STEEL, 0.1 * side),
            )
            brush.line(arc(-0.018 * side, -0.062, 0.024), 0.012, lighter(colour, 0.1 * side))
            brush.line([(0.0, -0.008), (-0.012 * side, -0.04)], 0.014, lighter(colour, 0.1 * side))

        brush.turned(0, 0.088, -gape * side, half)
    brush.circle(0, 0.088, 0.006, DARK)


def _toothbrush(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.09 .008 .03 .010 .10 .016"), 0.010, colour)
    brush.line(outline("-.09 .008 -.03 .009"), 0.015, lighter(colour, -0.15))
    brush.box(0.062, 0.016, 0.036, 0.018, WHITE, round_m=0.002)
    for x in (0.068, 0.08, 0.092):
        brush.line([(x, 0.018), (x, 0.033)], 0.003, mix(colour, WHITE, 0.5))
    brush.smooth(outline(".06 .034 .066 .043 .08 .038 .092 .046 .1 .036"), rgb("#9fe0e0"))


def _key(brush: Brush, colour: Colour) -> None:
    brush.line(arc(-0.03, 0.018, 0.014), 0.007, colour)
    brush.line(outline("-.016 .018 .045 .018"), 0.007, colour)
    brush.line(outline(".03 .018 .03 .004"), 0.006, colour)
    brush.line(outline(".042 .018 .042 .007"), 0.006, colour)
    brush.line(outline("-.01 .020 .02 .020"), 0.002, WHITE, 0.7)


def _pen(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.004 .02 .004 .02 .0 .0"), rgb("#e9cfa0"))
    brush.box(-0.005, 0.02, 0.010, 0.125, colour)
    brush.box(0.001, 0.02, 0.004, 0.125, lighter(colour, -0.2))
    brush.box(-0.005, 0.142, 0.010, 0.010, STEEL)
    brush.box(-0.005, 0.15, 0.010, 0.014, rgb("#e58a94"), round_m=0.003)


def _paintbrush(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 .15"), 0.009, rgb("#c8803c"))
    brush.box(-0.008, 0.145, 0.016, 0.03, STEEL)
    brush.smooth(outline("-.009 .175 -.009 .175 -.013 .195 .0 .232 .0 .232 .013 .195 .009 .175 .009 .175"), colour)


def _broom(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .3 0 1.35"), 0.028, WOOD)
    brush.smooth(outline("-.04 .34 -.04 .34 -.14 .0 -.14 .0 .14 .0 .14 .0 .04 .34 .04 .34"), colour)
    for x in (-0.08, -0.03, 0.03, 0.08):
        brush.line([(x * 0.4, 0.28), (x * 1.3, 0.02)], 0.008, lighter(colour, -0.25))
    brush.line(outline("-.05 .27 .05 .27"), 0.022, rgb("#c8402f"))


def _hammer(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .015 0 .26"), 0.03, WOOD)
    brush.smooth(outline("-.09 .27 -.06 .305 .02 .305 .02 .305 .02 .25 .02 .25 -.03 .255"), lighter(colour, -0.1))
    brush.box(0.02, 0.245, 0.065, 0.065, colour, round_m=0.008)
    brush.line(outline(".03 .298 .075 .298"), 0.008, WHITE, 0.6)


def _axe(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .02 .01 .68"), 0.034, WOOD)
    brush.smooth(outline("-.03 .68 -.03 .68 -.03 .58 -.03 .58 .06 .58 .15 .48 .17 .63 .15 .76 .06 .68"), colour)
    brush.smooth(outline(".13 .5 .15 .48 .17 .63 .15 .76 .13 .74 .145 .63"), lighter(colour, 0.5))


def _sword(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.038 .2 .0 .2 .0 1.05 -.03 .96"), lighter(colour, 0.35))
    brush.polygon(outline(".038 .2 .0 .2 .0 1.05 .03 .96"), lighter(colour, -0.12))
    brush.line(outline("-.1 .19 .1 .19"), 0.034, _GOLD)
    brush.line(outline("0 .05 0 .18"), 0.03, rgb("#6b4028"))
    brush.circle(0, 0.03, 0.03, _GOLD)


def _bow(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.02 .06 -.02 1.14"), 0.008, CREAM)
    brush.smooth(
        outline(
            "-.03 .05 -.03 .05 .1 .2 .15 .42 .13 .6 .15 .78 .1 1.0 -.03 1.15 -.03 1.15 .06 .98 .1 .78 .08 .6 .1 .42 .06 .22"
        ),
        colour,
    )
    brush.line(outline("-.02 .6 .42 .6"), 0.010, WOOD)
    brush.polygon(outline(".42 .57 .5 .6 .42 .63"), STEEL)
    brush.line(outline(".105 .54 .105 .66"), 0.036, DARK)


THINGS: dict[str, Thing] = {
    "axe": Thing(body(0.74, 0.22), STEEL, _axe),
    "bow": Thing(body(1.18, 0.55), rgb("#8a5630"), _bow),
    "broom": Thing(body(1.36, 0.28), rgb("#dcb564"), _broom),
    "hammer": Thing(body(0.31, 0.18, "table"), rgb("#7a828c"), _hammer),
    "key": Thing(body(0.035, 0.10, "table"), _GOLD, _key),
    "paintbrush": Thing(body(0.235, 0.03, "table"), rgb("#d23a35"), _paintbrush),
    "pen": Thing(body(0.165, 0.02, "table"), rgb("#f2b632"), _pen),
    "scissors": Thing(body(0.20, 0.12, "table"), rgb("#d8443a"), nothing, live=_scissors),
    "sword": Thing(body(1.06, 0.22), rgb("#c3cad3"), _sword),
    "toothbrush": Thing(body(0.046, 0.20, "table"), rgb("#3fa3c7"), _toothbrush),
}
