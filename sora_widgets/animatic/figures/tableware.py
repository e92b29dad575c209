"""What stands on a table and what one eats and cooks with: bottle, cup, glass, bowl, plate, cutlery, pot, teapot, vase."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import (
    CREAM,
    DARK,
    STEEL,
    WHITE,
    WOOD,
    Live,
    Thing,
    arc,
    body,
    mirrored,
    outline,
)

__all__ = ["THINGS"]

_SILVER = rgb("#a9b3bf")


def _bottle(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        mirrored("0 0 .048 0 .052 .0 .052 .012 .053 .15 .048 .19 .022 .222 .018 .24 .018 .288 .018 .288 0 .288"), colour
    )
    brush.smooth(
        outline(".024 .0 .05 .0 .053 .02 .053 .15 .048 .19 .022 .222 .018 .288 .006 .288 .008 .225 .03 .19 .034 .15"),
        lighter(colour, -0.2),
    )
    brush.box(-0.020, 0.276, 0.040, 0.038, rgb("#d9b45a"), round_m=0.006)
    brush.box(-0.052, 0.055, 0.105, 0.088, CREAM)
    brush.box(0.028, 0.055, 0.025, 0.088, lighter(CREAM, -0.12))
    brush.circle(-0.004, 0.105, 0.022, mix(colour, rgb("#d9b45a"), 0.6))
    brush.line(outline("-.03 .068 .022 .068"), 0.005, lighter(colour, -0.1))


def _perfume(brush: Brush, colour: Colour) -> None:
    brush.box(-0.046, 0.0, 0.092, 0.088, lighter(rgb("#bfe0ea"), 0.25), round_m=0.012)
    brush.box(-0.037, 0.010, 0.074, 0.058, colour, round_m=0.008)
    brush.polygon(outline(".010 .010 .037 .010 .037 .068 .022 .068"), lighter(colour, -0.16))
    brush.box(-0.016, 0.086, 0.032, 0.014, rgb("#e0c277"))
    brush.box(-0.022, 0.098, 0.044, 0.042, rgb("#d9b45a"), round_m=0.006)
    brush.box(0.008, 0.098, 0.014, 0.042, rgb("#b98f3c"), round_m=0.004)
    brush.box(-0.020, 0.026, 0.040, 0.024, CREAM)
    brush.line(outline("-.012 .038 .012 .038"), 0.004, rgb("#b98f3c"))


def _glint(left: float, low: float, high: float) -> Live:
    """A highlight that wanders over glass as if it turned."""

    def draw(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
        x = left * (1 + 0.25 * math.sin(seconds * 1.2))
        brush.line([(x, low), (x, high)], abs(left) * 0.28, WHITE, 0.5)

    return draw


def _cup(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.006, 0.115, 0.012, rgb("#d6cbb8"))
    brush.ellipse(0, 0.010, 0.115, 0.012, CREAM)
    brush.line(arc(0.072, 0.068, 0.030, -80, 165), 0.013, lighter(colour, -0.12))
    brush.smooth(outline("-.074 .112 -.074 .112 -.068 .045 -.04 .012 .04 .012 .068 .045 .074 .112 .074 .112"), colour)
    brush.smooth(
        outline(".074 .112 .074 .112 .068 .045 .04 .012 .01 .012 .044 .05 .05 .112 .05 .112"), lighter(colour, -0.15)
    )
    brush.ellipse(0, 0.112, 0.074, 0.013, lighter(colour, 0.3))
    brush.ellipse(0, 0.111, 0.065, 0.009, rgb("#4a2d1e"))
    brush.line(outline("-.052 .09 -.046 .05"), 0.010, WHITE, 0.5)


def _wisps(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index, x in enumerate((-0.025, 0.005, 0.032)):
        points = [
            (x + 0.011 * math.sin(seconds * 2.4 + index * 2 + step * 0.7) * (0.3 + step / 8), 0.125 + 0.011 * step)
            for step in range(9)
        ]
        brush.line(points, 0.009, WHITE, 0.32)


def _wine_glass(brush: Brush, colour: Colour) -> None:
    glass = rgb("#e4f0f3")
    brush.ellipse(0, 0.006, 0.042, 0.008, glass, 0.9)
    brush.line(outline("0 .006 0 .10"), 0.008, glass, 0.9)
    brush.smooth(mirrored("0 .098 .024 .104 .046 .135 .046 .17 .038 .22 .038 .22 0 .22"), glass, 0.55)
    brush.smooth(mirrored("0 .103 .022 .108 .041 .136 .042 .165 .042 .165 0 .165"), colour)
    brush.ellipse(0, 0.165, 0.042, 0.006, lighter(colour, 0.22))
    brush.line(arc(0, 0.15, 0.036, 150, 50), 0.006, WHITE, 0.7)
    brush.ellipse(0, 0.22, 0.038, 0.005, WHITE, 0.5)


def _bowl(brush: Brush, colour: Colour) -> None:
    brush.box(-0.045, 0.0, 0.09, 0.016, lighter(colour, -0.3), round_m=0.006)
    brush.smooth(outline("-.12 .095 -.12 .095 -.10 .035 -.05 .010 .05 .010 .10 .035 .12 .095 .12 .095"), colour)
    brush.smooth(
        outline(".12 .095 .12 .095 .10 .035 .05 .010 .0 .010 .06 .04 .085 .095 .085 .095"), lighter(colour, -0.16)
    )
    brush.ellipse(0, 0.095, 0.12, 0.020, lighter(colour, 0.3))
    brush.ellipse(0, 0.094, 0.108, 0.015, lighter(colour, -0.35))
    brush.line(outline("-.09 .07 -.07 .038"), 0.010, WHITE, 0.5)


def _plate(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.035, 0.14, 0.035, lighter(colour, -0.18))
    brush.ellipse(0, 0.041, 0.14, 0.035, colour)
    brush.ellipse(0, 0.041, 0.098, 0.022, lighter(colour, -0.10))
    brush.ellipse(0, 0.039, 0.094, 0.020, lighter(colour, 0.25))
    brush.curve((-0.125, 0.045), (-0.08, 0.07), (-0.01, 0.072), 0.006, WHITE, 0.7)


def _knife(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.012 .10 -.012 .10 -.012 .215 .002 .235 .002 .235 .014 .20 .014 .10 .014 .10"), STEEL)
    brush.smooth(outline(".004 .10 .004 .10 .002 .235 .002 .235 .014 .20 .014 .10 .014 .10"), lighter(STEEL, 0.4))
    brush.box(-0.014, 0.0, 0.028, 0.105, colour, round_m=0.011)
    for y in (0.03, 0.07):
        brush.circle(0, y, 0.004, STEEL)


def _fork(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .012 0 .14"), 0.014, colour)
    brush.smooth(outline("-.026 .175 -.024 .14 .0 .125 .024 .14 .026 .175 .026 .175 -.026 .175"), colour)
    for x in (-0.022, -0.0075, 0.0075, 0.022):
        brush.line([(x, 0.165), (x, 0.22)], 0.008, colour)
    brush.ellipse(0, 0.02, 0.011, 0.02, lighter(colour, 0.3))
    brush.line(outline("-.003 .05 -.003 .12"), 0.004, WHITE, 0.7)


def _spoon(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .012 0 .16"), 0.013, colour)
    brush.ellipse(0, 0.19, 0.026, 0.038, colour)
    brush.ellipse(0.003, 0.188, 0.018, 0.028, lighter(colour, -0.2))
    brush.ellipse(-0.006, 0.20, 0.006, 0.012, WHITE, 0.8)
    brush.ellipse(0, 0.02, 0.011, 0.02, lighter(colour, 0.3))


def _teapot(brush: Brush, colour: Colour) -> None:
    brush.line(arc(-0.105, 0.09, 0.045, 85, 190), 0.016, lighter(colour, -0.2))
    brush.smooth(
        outline(".07 .04 .07 .04 .14 .075 .165 .145 .165 .145 .14 .14 .12 .10 .07 .09 .07 .09"), lighter(colour, -0.12)
    )
    brush.smooth(outline("-.05 .0 -.115 .03 -.12 .09 -.075 .145 .075 .145 .12 .09 .115 .03 .05 .0"), colour)
    brush.smooth(outline(".03 .0 .115 .03 .12 .09 .075 .145 .05 .145 .085 .09 .075 .03"), lighter(colour, -0.16))
    brush.smooth(outline("-.07 .138 -.07 .138 -.055 .168 .0 .175 .055 .168 .07 .138 .07 .138"), lighter(colour, 0.14))
    brush.circle(0, 0.185, 0.015, lighter(colour, -0.2))
    brush.line(arc(-0.01, 0.075, 0.075, 130, 45), 0.012, WHITE, 0.5)


def _pot(brush: Brush, colour: Colour) -> None:
    for side in (-1, 1):
        brush.line([(side * 0.15, 0.13), (side * 0.20, 0.13), (side * 0.20, 0.10), (side * 0.15, 0.10)], 0.016, DARK)
    brush.box(-0.16, 0.0, 0.32, 0.18, colour, round_m=0.03)
    brush.box(0.07, 0.0, 0.09, 0.18, lighter(colour, -0.16), round_m=0.03)
    brush.smooth(outline("-.17 .176 -.17 .176 -.14 .21 .0 .222 .14 .21 .17 .176 .17 .176"), lighter(colour, 0.16))
    brush.box(-0.17, 0.168, 0.34, 0.016, lighter(colour, -0.3), round_m=0.006)
    brush.circle(0, 0.236, 0.018, DARK)
    brush.line(outline("-.13 .15 -.13 .05"), 0.016, WHITE, 0.45)


def _pan(brush: Brush, colour: Colour) -> None:
    brush.line(outline(".06 .05 .28 .075"), 0.028, WOOD)
    brush.smooth(outline("-.23 .06 -.23 .06 -.21 .0 .05 .0 .07 .06 .07 .06"), colour)
    brush.ellipse(-0.08, 0.06, 0.15, 0.016, lighter(colour, 0.25))
    brush.ellipse(-0.08, 0.059, 0.138, 0.012, lighter(colour, -0.3))


def _vase(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 0 .05 0 .055 0 .06 .02 .10 .12 .095 .19 .05 .25 .038 .29 .06 .33 .06 .335 0 .335"), colour)
    brush.smooth(
        outline(
            ".02 .0 .055 .0 .06 .02 .10 .12 .095 .19 .05 .25 .038 .29 .06 .33 .03 .33 .014 .29 .03 .24 .066 .18 .066 .12"
        ),
        lighter(colour, -0.17),
    )
    brush.line(outline("-.083 .185 -.04 .197 .0 .2 .04 .197 .083 .185"), 0.014, CREAM)
    brush.line([(-0.088 + 0.0176 * step, 0.145 + (0.02 if step % 2 else -0.004)) for step in range(11)], 0.007, CREAM)
    brush.ellipse(0, 0.333, 0.06, 0.010, lighter(colour, -0.35))
    brush.line(arc(0, 0.13, 0.072, 140, 40), 0.014, WHITE, 0.5)


def _jar(brush: Brush, colour: Colour) -> None:
    brush.box(-0.06, 0.0, 0.12, 0.14, rgb("#e4f0f3"), 0.6, round_m=0.02)
    brush.box(-0.053, 0.006, 0.106, 0.105, colour, round_m=0.016)
    brush.box(-0.056, 0.138, 0.112, 0.026, rgb("#c8a04a"), round_m=0.006)
    brush.box(-0.04, 0.035, 0.08, 0.05, CREAM, round_m=0.006)
    brush.line(outline("-.045 .02 -.045 .12"), 0.008, WHITE, 0.5)


def _basket(brush: Brush, colour: Colour) -> None:
    brush.line(arc(0, 0.16, 0.155, 5, 170), 0.02, lighter(colour, -0.25))
    brush.smooth(outline("-.18 .19 -.18 .19 -.145 .0 -.145 .0 .145 .0 .145 .0 .18 .19 .18 .19"), colour)
    for row in range(4):
        y = 0.025 + 0.045 * row
        half = 0.148 + 0.009 * row
        brush.line(
            [(-half + 2 * half * step / 16, y + (0.008 if (step + row) % 2 else -0.008)) for step in range(17)],
            0.010,
            lighter(colour, -0.22),
        )
    brush.box(-0.19, 0.175, 0.38, 0.03, lighter(colour, -0.12), round_m=0.014)


THINGS: dict[str, Thing] = {
    "basket": Thing(body(0.33, 0.38, "table"), rgb("#c9964f"), _basket),
    "bottle": Thing(body(0.315, 0.11, "table"), rgb("#2f7d6d"), _bottle, live=_glint(-0.034, 0.03, 0.17)),
    "bowl": Thing(body(0.115, 0.24, "table"), rgb("#4f8fb0"), _bowl),
    "cup": Thing(body(0.15, 0.23, "table"), rgb("#d9694a"), _cup, live=_wisps),
    "fork": Thing(body(0.225, 0.06, "table"), _SILVER, _fork),
    "jar": Thing(body(0.165, 0.12, "table"), rgb("#c8402f"), _jar),
    "knife": Thing(body(0.235, 0.05, "table"), rgb("#3f3a44"), _knife),
    "pan": Thing(body(0.09, 0.52, "table"), rgb("#4a4d57"), _pan),
    "perfume": Thing(body(0.14, 0.095, "table"), rgb("#e9a9a0"), _perfume, live=_glint(-0.036, 0.012, 0.078)),
    "plate": Thing(body(0.08, 0.28, "table"), rgb("#eef0ec"), _plate),
    "pot": Thing(body(0.255, 0.40, "table"), rgb("#c8503c"), _pot),
    "spoon": Thing(body(0.228, 0.06, "table"), _SILVER, _spoon),
    "teapot": Thing(body(0.20, 0.32, "table"), rgb("#5aa39a"), _teapot),
    "vase": Thing(body(0.345, 0.20, "table"), rgb("#3f74b5"), _vase),
    "wine_glass": Thing(body(0.225, 0.10, "table"), rgb("#8c2238"), _wine_glass),
}
