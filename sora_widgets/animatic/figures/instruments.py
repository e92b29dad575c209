"""Musical instruments: strings, keys, winds and drums. They stand upright; a player holds them as he likes."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, STEEL, WHITE, WOOD, Thing, arc, body, mirrored, outline

__all__ = ["THINGS"]


def _guitar(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 0 .12 .0 .19 .1 .17 .22 .12 .28 .125 .34 .14 .4 .09 .47 0 .47"), lighter(colour, -0.3))
    brush.smooth(mirrored("0 .014 .11 .014 .174 .1 .155 .214 .105 .28 .11 .34 .124 .4 .08 .455 0 .455"), colour)
    brush.circle(0, 0.30, 0.058, lighter(colour, -0.45))
    brush.circle(0, 0.30, 0.046, DARK)
    brush.box(-0.055, 0.13, 0.11, 0.022, lighter(colour, -0.5), round_m=0.006)
    brush.box(-0.022, 0.36, 0.044, 0.46, rgb("#4a3226"))
    brush.smooth(outline("-.03 .81 -.03 .81 -.04 .96 -.04 .96 .04 .96 .04 .96 .03 .81 .03 .81"), rgb("#5d3d2a"))
    for y in (0.84, 0.88, 0.92):
        for side in (-1, 1):
            brush.circle(side * 0.046, y, 0.010, STEEL)
    for fret in range(6):
        brush.line([(-0.02, 0.46 + 0.06 * fret), (0.02, 0.46 + 0.06 * fret)], 0.004, STEEL)
    for x in (-0.012, -0.004, 0.004, 0.012):
        brush.line([(x, 0.14), (x, 0.83)], 0.0022, CREAM)
    brush.line(arc(-0.02, 0.13, 0.12, 135, 45), 0.012, WHITE, 0.5)


def _electric_guitar(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline(
            "0 .0 .13 .02 .17 .12 .12 .2 .12 .26 .17 .34 .15 .4 .08 .34 .03 .32 -.06 .33 -.1 .42 -.16 .42 -.15 .3 -.12 .22 -.17 .12 -.12 .02"
        ),
        colour,
    )
    brush.smooth(outline("-.07 .06 .07 .06 .08 .2 .02 .29 -.07 .26"), CREAM)
    for y in (0.12, 0.19, 0.25):
        brush.box(-0.045, y, 0.09, 0.02, DARK, round_m=0.006)
    brush.box(-0.02, 0.28, 0.04, 0.52, rgb("#5d3d2a"))
    brush.smooth(outline("-.02 .79 -.02 .79 -.05 .92 .03 .97 .04 .86 .02 .79 .02 .79"), rgb("#b98a52"))
    for x in (-0.01, 0.0, 0.01):
        brush.line([(x, 0.12), (x, 0.82)], 0.002, STEEL)
    brush.line(arc(0.03, 0.11, 0.11, -40, 50), 0.012, WHITE, 0.5)


def _violin(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        mirrored("0 0 .08 .0 .105 .06 .09 .12 .055 .15 .055 .2 .08 .24 .085 .3 .05 .345 0 .345"), lighter(colour, -0.3)
    )
    brush.smooth(
        mirrored("0 .01 .072 .01 .094 .06 .08 .115 .046 .15 .046 .2 .07 .245 .074 .295 .044 .335 0 .335"), colour
    )
    brush.polygon(outline("-.016 .02 .016 .02 .01 .1 -.01 .1"), DARK)
    brush.polygon(outline("-.014 .16 .014 .16 .010 .48 -.010 .48"), DARK)
    brush.line(outline("-.03 .125 .03 .125"), 0.010, CREAM)
    for side in (-1, 1):
        brush.curve((side * 0.03, 0.09), (side * 0.05, 0.13), (side * 0.036, 0.17), 0.006, DARK)
    brush.line(outline("0 .48 0 .52"), 0.016, lighter(colour, -0.25))
    brush.circle(0, 0.535, 0.018, lighter(colour, -0.15))
    for side in (-1, 1):
        brush.line([(0, 0.5), (side * 0.03, 0.505)], 0.008, DARK)
    brush.line(arc(-0.01, 0.07, 0.065, 140, 45), 0.008, WHITE, 0.5)
    brush.line(outline(".15 .0 .13 .56"), 0.008, WOOD)
    brush.line(outline(".138 .01 .118 .55"), 0.004, CREAM)


def _cello(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 -.0 0 .1"), 0.012, STEEL)
    brush.canvas.save()
    brush.canvas.translate(0, 0.08)
    brush.canvas.scale(2.1, 2.1)
    _violin(brush, colour)
    brush.canvas.restore()


def _harp(brush: Brush, colour: Colour) -> None:
    for step in range(9):
        x = -0.30 + 0.07 * step
        brush.line(
            [(x, 0.22 + 0.10 * step), (x + 0.01, 1.48 - 0.05 * math.sin(step * 0.5) - 0.03 * step)], 0.005, CREAM
        )
    brush.smooth(outline("-.42 .12 -.42 .12 -.34 .08 .36 1.2 .42 1.24 .34 1.3 .3 1.28"), lighter(colour, -0.14))
    brush.smooth(outline("-.44 .1 -.44 .1 -.5 1.5 -.42 1.62 -.34 1.5 -.34 .1 -.34 .1"), colour)
    brush.smooth(
        outline("-.46 1.5 -.4 1.64 -.2 1.5 .0 1.36 .2 1.4 .38 1.3 .4 1.2 .2 1.28 .0 1.25 -.2 1.38 -.36 1.5"), colour
    )
    brush.box(-0.5, 0.0, 0.3, 0.12, lighter(colour, -0.25), round_m=0.04)
    brush.line(outline("-.42 .3 -.44 1.4"), 0.02, WHITE, 0.5)


def _piano(brush: Brush, colour: Colour) -> None:
    for x in (-0.66, 0.62):
        brush.polygon([(x - 0.05, 0.62), (x + 0.05, 0.62), (x + 0.03, 0.06), (x - 0.03, 0.06)], lighter(colour, -0.2))
        brush.circle(x, 0.035, 0.035, rgb("#d9b45a"))
    brush.smooth(outline("-.62 .98 -.62 .98 -.2 1.85 .4 1.95 .86 1.7 .8 1.5 .2 1.5 -.3 1.1"), lighter(colour, 0.12))
    brush.smooth(
        outline("-.54 1.0 -.54 1.0 -.16 1.74 .4 1.84 .74 1.66 .66 1.56 .2 1.5 -.25 1.12"), lighter(colour, -0.3)
    )
    brush.line(outline(".5 .98 .56 1.5"), 0.03, rgb("#d9b45a"))
    brush.smooth(outline("-.8 .6 -.8 .6 -.8 .98 -.8 .98 .7 .98 .86 .9 .86 .68 .7 .6 .7 .6"), colour)
    brush.box(-0.92, 0.6, 0.14, 0.16, lighter(colour, -0.15), round_m=0.03)
    brush.box(-0.86, 0.74, 0.62, 0.07, WHITE)
    for key in range(11):
        x = -0.86 + 0.056 * key
        brush.line([(x, 0.745), (x, 0.805)], 0.004, rgb("#9aa0a8"))
        if key % 7 not in (0, 3):
            brush.box(x - 0.014, 0.768, 0.028, 0.044, DARK)
    brush.line(outline("-.7 .93 .6 .93"), 0.02, WHITE, 0.35)


def _drum(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.22 .06 -.22 .06 -.22 .34 -.22 .34 .22 .34 .22 .34 .22 .06 .22 .06 .1 .0 -.1 .0"), colour)
    brush.smooth(outline(".08 .01 .08 .34 .22 .34 .22 .34 .22 .06 .22 .06"), lighter(colour, -0.14))
    brush.line([(-0.21 + 0.07 * step, 0.31 if step % 2 else 0.07) for step in range(7)], 0.010, CREAM)
    brush.smooth(
        outline("-.23 .05 -.23 .05 -.22 .095 .0 .05 .22 .095 .23 .05 .23 .05 .1 -.01 -.1 -.01"), rgb("#d9b45a")
    )
    brush.box(-0.23, 0.31, 0.46, 0.045, rgb("#d9b45a"), round_m=0.015)
    brush.ellipse(0, 0.355, 0.225, 0.045, CREAM)
    brush.line(outline("-.26 .5 .02 .37"), 0.018, WOOD)
    brush.line(outline(".28 .48 .06 .37"), 0.018, WOOD)
    for x, y in ((0.02, 0.37), (0.06, 0.37)):
        brush.circle(x, y, 0.016, lighter(WOOD, -0.2))


def _trumpet(brush: Brush, colour: Colour) -> None:
    brush.line(arc(-0.14, 0.14, 0.045, 90, 180), 0.014, lighter(colour, -0.15))
    brush.line(outline("-.26 .185 .10 .185"), 0.014, colour)
    brush.line(outline("-.14 .095 .10 .095"), 0.014, colour)
    brush.line(arc(0.10, 0.14, 0.045, -90, 180), 0.014, lighter(colour, -0.15))
    for x in (-0.05, 0.0, 0.05):
        brush.box(x - 0.015, 0.07, 0.03, 0.14, lighter(colour, 0.12), round_m=0.006)
        brush.line([(x, 0.21), (x, 0.235)], 0.010, STEEL)
    brush.smooth(
        outline(".06 .195 .06 .195 .2 .2 .27 .26 .27 .26 .28 .185 .27 .11 .27 .11 .2 .17 .06 .175 .06 .175"), colour
    )
    brush.ellipse(0.27, 0.185, 0.015, 0.075, lighter(colour, -0.3))
    brush.line(outline("-.28 .185 -.25 .185"), 0.026, lighter(colour, 0.2))
    brush.line(outline("-.2 .19 .05 .19"), 0.004, WHITE, 0.7)


def _saxophone(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.16 .62 -.06 .66 -.02 .6"), 0.022, lighter(colour, -0.1))
    brush.line(outline("-.2 .61 -.15 .62"), 0.03, DARK)
    brush.smooth(
        outline(
            "-.045 .6 -.005 .6 .04 .16 .08 .08 .14 .09 .15 .18 .13 .34 .13 .34 .26 .36 .26 .36 .225 .16 .18 .02 .08 -.02 .0 .04 -.03 .16"
        ),
        colour,
    )
    brush.ellipse(0.195, 0.355, 0.068, 0.022, lighter(colour, -0.3))
    for index in range(6):
        brush.circle(-0.012 + 0.008 * index, 0.53 - 0.07 * index, 0.017, lighter(colour, 0.35))
        brush.circle(-0.012 + 0.008 * index, 0.53 - 0.07 * index, 0.010, lighter(colour, -0.25))
    brush.line(outline(".19 .1 .215 .3"), 0.010, WHITE, 0.6)


def _flute(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.32 .02 .32 .02"), 0.024, colour)
    brush.line(outline("-.31 .026 .31 .026"), 0.005, WHITE, 0.7)
    for x in (-0.15, 0.12):
        brush.line([(x, 0.008), (x, 0.032)], 0.012, lighter(colour, -0.25))
    brush.ellipse(-0.23, 0.028, 0.022, 0.010, lighter(colour, -0.3))
    for index in range(7):
        brush.circle(-0.08 + 0.05 * index, 0.034, 0.011, lighter(colour, -0.2))


def _accordion(brush: Brush, colour: Colour) -> None:
    for index in range(9):
        x = -0.12 + 0.03 * index
        brush.polygon(
            [(x - 0.015, 0.02), (x, 0.0), (x + 0.015, 0.02), (x + 0.015, 0.36), (x, 0.38), (x - 0.015, 0.36)],
            lighter(colour, -0.3 if index % 2 else -0.1),
        )
    brush.box(-0.26, 0.0, 0.13, 0.38, colour, round_m=0.02)
    brush.box(0.14, 0.0, 0.13, 0.38, colour, round_m=0.02)
    brush.box(0.22, 0.03, 0.05, 0.32, WHITE)
    for key in range(8):
        brush.line([(0.22, 0.05 + 0.04 * key), (0.27, 0.05 + 0.04 * key)], 0.003, DARK)
    for key in range(12):
        brush.circle(-0.22 + 0.03 * (key % 3), 0.08 + 0.07 * (key // 3), 0.009, CREAM)


THINGS: dict[str, Thing] = {
    "accordion": Thing(body(0.38, 0.55), rgb("#c8303a"), _accordion),
    "cello": Thing(body(1.28, 0.48), rgb("#a8582c"), _cello),
    "drum": Thing(body(0.50, 0.55), rgb("#c8303a"), _drum),
    "electric_guitar": Thing(body(0.97, 0.36), rgb("#c8303a"), _electric_guitar),
    "flute": Thing(body(0.05, 0.66, "table"), rgb("#c3cad3"), _flute),
    "guitar": Thing(body(0.97, 0.40), rgb("#d08a42"), _guitar),
    "harp": Thing(body(1.62, 0.95), rgb("#d9ae4a"), _harp),
    "piano": Thing(body(1.90, 1.80), rgb("#2c2d36"), _piano),
    "saxophone": Thing(body(0.67, 0.46), rgb("#dcae42"), _saxophone),
    "trumpet": Thing(body(0.28, 0.56, "table"), rgb("#e0b23e"), _trumpet),
    "violin": Thing(body(0.56, 0.26, "table"), rgb("#b5622c"), _violin),
}
