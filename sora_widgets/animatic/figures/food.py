"""Food: fruit, vegetables, and what comes out of a kitchen. All of it lies on a table, a little larger than life."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, WHITE, Thing, arc, body, mirrored, outline

__all__ = ["THINGS"]

_LEAF, _STALK, _CRUST, _BREAD = rgb("#5a9e48"), rgb("#6b4a2f"), rgb("#c98a45"), rgb("#e9c58c")


def _apple(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 .0 .015 .0 .035 .004 .048 .022 .052 .05 .042 .076 .022 .084 .006 .077 0 .074"), colour)
    brush.smooth(outline(".01 .002 .04 .008 .052 .05 .036 .08 .03 .08 .042 .05 .034 .016"), lighter(colour, -0.18))
    brush.curve((0.0, 0.076), (0.002, 0.09), (0.010, 0.100), 0.006, _STALK)
    brush.smooth(outline(".006 .086 .006 .086 .02 .102 .036 .1 .036 .1 .026 .086"), _LEAF)
    brush.line(arc(-0.018, 0.05, 0.022, 110, 60), 0.007, WHITE, 0.65)


def _pear(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 0 .03 0 .048 .016 .048 .042 .03 .066 .02 .086 .016 .1 0 .106"), colour)
    brush.smooth(
        outline(".01 0 .04 .006 .048 .03 .042 .05 .024 .07 .016 .1 .012 .1 .026 .06 .036 .036 .03 .012"),
        lighter(colour, -0.16),
    )
    brush.curve((0, 0.102), (0.0, 0.115), (0.012, 0.122), 0.006, _STALK)
    brush.smooth(outline("0 .106 0 .106 -.016 .122 -.034 .116 -.034 .116 -.02 .104"), _LEAF)
    brush.line(arc(-0.014, 0.04, 0.024, 130, 60), 0.007, WHITE, 0.6)


def _round_fruit(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 0.044, 0.044, colour)
    brush.smooth(outline("0 .0 .03 .01 .044 .04 .034 .076 .02 .084 .034 .05 .026 .02"), lighter(colour, -0.15))
    brush.line(arc(0, 0.044, 0.030, 125, 50), 0.008, WHITE, 0.65)


def _orange(brush: Brush, colour: Colour) -> None:
    _round_fruit(brush, colour)
    for x, y in ((-0.01, 0.03), (0.012, 0.05), (-0.004, 0.062), (0.004, 0.016), (-0.024, 0.04)):
        brush.circle(x, y, 0.0018, lighter(colour, -0.22))
    brush.circle(0, 0.083, 0.006, rgb("#4d7a35"))
    brush.smooth(outline("0 .085 0 .085 .016 .1 .034 .096 .034 .096 .02 .084"), _LEAF)


def _plum(brush: Brush, colour: Colour) -> None:
    _round_fruit(brush, colour)
    brush.line(arc(0.055, 0.05, 0.058, 150, 62), 0.003, lighter(colour, -0.35))
    brush.curve((0, 0.086), (0.0, 0.096), (0.008, 0.102), 0.005, _STALK)


def _banana(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline(
            "-.088 .068 -.088 .068 -.078 .072 -.06 .042 -.02 .03 .03 .034 .07 .06 .084 .082 .09 .08 .088 .05 .06 .014 .0 .0 -.05 .008 -.08 .036"
        ),
        colour,
    )
    brush.smooth(
        outline("-.084 .056 -.05 .022 .0 .014 .05 .028 .088 .07 .086 .05 .06 .014 .0 .0 -.05 .008 -.08 .036"),
        lighter(colour, -0.14),
    )
    brush.line(outline("-.084 .070 -.088 .084"), 0.009, rgb("#7a6a2c"))
    brush.circle(0.0875, 0.081, 0.005, rgb("#5a4a28"))
    brush.curve((-0.06, 0.036), (-0.01, 0.022), (0.05, 0.04), 0.004, lighter(colour, 0.5), 0.8)


def _grapes(brush: Brush, colour: Colour) -> None:
    brush.curve((0, 0.11), (0.002, 0.125), (0.014, 0.135), 0.006, _STALK)
    brush.smooth(outline("0 .112 0 .112 .02 .136 .05 .134 .054 .112 .05 .112 .03 .104"), _LEAF)
    for row, count in enumerate((1, 2, 3, 4, 3)):
        for index in range(count):
            x, y = (index - (count - 1) / 2) * 0.027, 0.014 + 0.022 * row
            brush.circle(x, y, 0.0165, lighter(colour, -0.10 * ((index + row) % 2)))
            brush.circle(x - 0.005, y + 0.006, 0.004, WHITE, 0.6)


def _watermelon(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.16 .15 -.16 .15 -.14 .03 -.07 .0 .0 -.002 .07 .0 .14 .03 .16 .15 .16 .15"), rgb("#3f8a44"))
    brush.smooth(
        outline("-.148 .15 -.148 .15 -.128 .042 -.064 .013 .0 .012 .064 .013 .128 .042 .148 .15 .148 .15"),
        rgb("#e6f0c8"),
    )
    brush.smooth(
        outline("-.136 .15 -.136 .15 -.116 .052 -.06 .025 .0 .024 .06 .025 .116 .052 .136 .15 .136 .15"), colour
    )
    for x, y in (
        (-0.08, 0.11),
        (-0.04, 0.07),
        (0.0, 0.115),
        (0.045, 0.07),
        (0.085, 0.112),
        (0.0, 0.055),
        (-0.085, 0.075),
        (0.09, 0.075),
    ):
        brush.ellipse(x, y, 0.004, 0.007, rgb("#3a2320"))


def _strawberry(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 0 .01 .002 .036 .036 .034 .058 .018 .066 0 .062"), colour)
    brush.smooth(outline(".004 .002 .036 .036 .034 .058 .024 .064 .024 .036"), lighter(colour, -0.14))
    for x, y in ((-0.014, 0.046), (0.004, 0.05), (0.02, 0.046), (-0.008, 0.032), (0.012, 0.032), (0.002, 0.016)):
        brush.ellipse(x, y, 0.0018, 0.003, rgb("#f6d98a"))
    for angle in (20, 60, 100, 140, 165):
        turn = math.radians(angle)
        tip = (0.034 * math.cos(turn), 0.058 + 0.016 * math.sin(turn))
        brush.polygon([(-0.006, 0.058), tip, (0.006, 0.066)], _LEAF)
    brush.line(outline("0 .064 .004 .08"), 0.004, _LEAF)


def _carrot(brush: Brush, colour: Colour) -> None:
    for x, y in ((-0.135, 0.062), (-0.15, 0.036), (-0.135, 0.008)):
        brush.curve((-0.09, 0.03), (-0.11, (0.03 + y) / 2), (x, y), 0.012, _LEAF)
    brush.smooth(
        outline("-.095 .048 -.085 .056 -.04 .052 .06 .034 .13 .022 .06 .010 -.04 .0 -.085 .0 -.1 .022"), colour
    )
    brush.smooth(outline("-.098 .02 .0 .022 .13 .022 .06 .010 -.04 .0 -.085 .0"), lighter(colour, -0.15))
    for x in (-0.06, -0.02, 0.03):
        brush.line([(x, 0.036), (x + 0.004, 0.046)], 0.003, lighter(colour, -0.3))
    brush.line(outline("-.08 .046 .02 .036"), 0.005, lighter(colour, 0.45), 0.8)


def _broccoli(brush: Brush, colour: Colour) -> None:
    stem = mix(colour, rgb("#d9e6a4"), 0.55)
    brush.smooth(outline("-.022 .0 -.022 .0 -.018 .05 -.05 .08 .05 .08 .018 .05 .022 .0 .022 .0"), stem)
    brush.line(outline("-.012 .05 -.04 .085"), 0.016, stem)
    brush.line(outline(".012 .05 .04 .085"), 0.016, lighter(stem, -0.1))
    brush.cluster(
        [(-0.05, 0.09, 0.03), (-0.02, 0.11, 0.036), (0.022, 0.112, 0.035), (0.054, 0.09, 0.029), (0.0, 0.09, 0.04)],
        lighter(colour, -0.16),
    )
    brush.cluster(
        [(-0.054, 0.097, 0.02), (-0.024, 0.12, 0.024), (0.018, 0.122, 0.024), (0.048, 0.1, 0.02), (-0.002, 0.1, 0.026)],
        colour,
    )
    for x, y in ((-0.03, 0.126), (0.0, 0.112), (0.026, 0.128), (-0.056, 0.1), (0.046, 0.106)):
        brush.circle(x, y, 0.006, lighter(colour, 0.22))


def _pizza(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.075, 0.20, 0.075, rgb("#a8703a"))
    brush.ellipse(0, 0.084, 0.20, 0.075, _CRUST)
    brush.ellipse(0, 0.088, 0.172, 0.061, rgb("#c8402f"))
    brush.ellipse(0, 0.090, 0.166, 0.057, rgb("#f3cf6a"))
    for x, y in (
        (-0.09, 0.09),
        (-0.02, 0.122),
        (0.07, 0.11),
        (0.11, 0.08),
        (0.01, 0.078),
        (-0.05, 0.06),
        (0.06, 0.054),
    ):
        brush.ellipse(x, y, 0.026, 0.012, lighter(colour, -0.1))
        brush.ellipse(x - 0.002, y + 0.002, 0.022, 0.009, colour)
    for x, y in ((-0.05, 0.1), (0.035, 0.098), (0.085, 0.062), (-0.1, 0.07), (-0.005, 0.05)):
        brush.ellipse(x, y, 0.011, 0.006, _LEAF)
    brush.line(outline("0 .09 .17 .11"), 0.003, _CRUST)
    brush.line(outline("0 .09 -.12 .135"), 0.003, _CRUST)
    brush.line(outline("0 .09 .06 .03"), 0.003, _CRUST)


def _cake(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.02, 0.21, 0.022, CREAM)
    brush.smooth(
        outline("-.16 .02 -.16 .02 -.16 .16 -.16 .16 .16 .16 .16 .16 .16 .02 .16 .02 .06 .006 -.06 .006"),
        rgb("#f3dcae"),
    )
    brush.smooth(
        outline("-.16 .07 -.16 .07 -.16 .095 -.16 .095 .16 .095 .16 .095 .16 .07 .16 .07 .06 .056 -.06 .056"),
        lighter(colour, -0.1),
    )
    brush.ellipse(0, 0.16, 0.16, 0.026, colour)
    brush.smooth(
        outline(
            "-.16 .16 -.16 .16 .16 .16 .16 .16 .158 .13 .135 .118 .115 .14 .09 .105 .06 .1 .045 .135 .02 .12 -.005 .095 -.04 .1 -.055 .135 -.085 .112 -.11 .1 -.125 .135 -.15 .125"
        ),
        colour,
    )
    for index, x in enumerate((-0.10, -0.05, 0.0, 0.05, 0.10)):
        brush.box(
            x - 0.005,
            0.16 + 0.008 * (index % 2),
            0.010,
            0.075,
            (rgb("#4fa3c7"), rgb("#f2c230"))[index % 2],
            round_m=0.003,
        )
    brush.line(outline("-.13 .168 -.05 .178"), 0.006, WHITE, 0.7)


def _cake_flames(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index, x in enumerate((-0.10, -0.05, 0.0, 0.05, 0.10)):
        tall = 0.024 + 0.004 * math.sin(seconds * 13 + index * 2)
        foot = 0.238 + 0.008 * (index % 2)
        brush.smooth(
            [
                (x, foot),
                (x + 0.008, foot + 0.008),
                (x + 0.002, foot + tall),
                (x + 0.002, foot + tall),
                (x - 0.008, foot + 0.008),
            ],
            rgb("#ffc24a"),
            glows=True,
        )
        brush.circle(x, foot + 0.007, 0.003, rgb("#fff6d0"), glows=True)


def _sandwich(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.10 .004 -.10 .004 -.10 .034 -.09 .036 .10 .036 .104 .03 .104 .004 .104 .004"), _BREAD)
    brush.smooth(
        outline("-.11 .04 -.09 .03 -.05 .044 -.02 .032 .02 .044 .06 .03 .09 .042 .114 .034 .11 .05 -.106 .052"), _LEAF
    )
    brush.box(-0.10, 0.046, 0.205, 0.014, rgb("#d8443a"), round_m=0.006)
    brush.polygon(outline("-.104 .068 .108 .068 .108 .06 .07 .06 .045 .046 .02 .06 -.104 .06"), rgb("#f6c744"))
    brush.box(-0.10, 0.066, 0.205, 0.012, rgb("#d98a84"), round_m=0.005)
    brush.smooth(outline("-.104 .076 -.104 .076 -.106 .098 -.08 .118 .08 .118 .108 .1 .106 .076 .106 .076"), colour)
    brush.smooth(
        outline("-.104 .076 -.104 .076 -.104 .09 -.09 .092 .09 .092 .106 .088 .106 .076 .106 .076"),
        lighter(colour, 0.28),
    )
    brush.line(outline("-.07 .108 .0 .111"), 0.006, WHITE, 0.5)


def _burger(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-.085 .03 -.085 .03 -.085 .008 -.06 .0 .06 .0 .085 .008 .085 .03 .085 .03"), lighter(colour, -0.06)
    )
    brush.box(-0.09, 0.03, 0.18, 0.026, rgb("#6b4028"), round_m=0.012)
    brush.polygon(outline("-.09 .058 .09 .058 .06 .045 .04 .034 .02 .056 -.03 .056 -.06 .04"), rgb("#f6c744"))
    brush.smooth(
        outline("-.1 .06 -.08 .05 -.05 .064 -.02 .05 .02 .064 .05 .05 .08 .064 .1 .056 .096 .074 -.096 .074"), _LEAF
    )
    brush.smooth(outline("-.09 .072 -.09 .072 -.088 .1 -.05 .128 .0 .133 .05 .128 .088 .1 .09 .072 .09 .072"), colour)
    for x, y in ((-0.045, 0.108), (-0.01, 0.12), (0.03, 0.112), (0.055, 0.096), (0.008, 0.1), (-0.06, 0.09)):
        brush.ellipse(x, y, 0.006, 0.0035, CREAM)
    brush.line(arc(-0.005, 0.07, 0.055, 118, 30), 0.006, WHITE, 0.5)


def _donut(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 0.06, 0.06, _CRUST)
    brush.smooth(
        [
            (
                0.054 * (1 + 0.05 * math.sin(step * 2.4)) * math.cos(step * math.tau / 14),
                0.06 + 0.054 * (1 + 0.05 * math.sin(step * 2.4)) * math.sin(step * math.tau / 14),
            )
            for step in range(14)
        ],
        colour,
    )
    for index in range(13):
        turn, out = index * 2.4, 0.028 + 0.004 * (index % 4)
        x, y = (out + 0.008) * math.cos(turn), 0.06 + (out + 0.008) * math.sin(turn)
        dx, dy = 0.004 * math.cos(turn * 3), 0.004 * math.sin(turn * 3)
        brush.line([(x - dx, y - dy), (x + dx, y + dy)], 0.004, (rgb("#f2c230"), rgb("#4fa3c7"), CREAM)[index % 3])
    brush.circle(0, 0.06, 0.021, rgb("#a8703a"))
    brush.circle(0, 0.058, 0.018, rgb("#5d3d24"))
    brush.line(arc(0, 0.06, 0.046, 115, 35), 0.006, WHITE, 0.6)


def _hot_dog(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-.11 .02 -.115 .05 -.09 .066 .09 .066 .115 .05 .11 .02 .09 .0 -.09 .0"), lighter(_BREAD, -0.12)
    )
    brush.line(outline("-.115 .058 .115 .058"), 0.034, colour)
    brush.line(outline("-.1 .067 .09 .067"), 0.006, lighter(colour, 0.4), 0.8)
    brush.line(
        [(-0.10 + 0.0167 * step, 0.058 + (0.009 if step % 2 else -0.009)) for step in range(13)], 0.008, rgb("#f2c230")
    )
    brush.smooth(outline("-.106 .0 -.118 .022 -.1 .044 .1 .044 .118 .022 .106 .0"), _BREAD)


def _bread(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.16 .0 -.16 .0 -.172 .05 -.16 .09 -.1 .118 .1 .118 .16 .09 .172 .05 .16 .0 .16 .0"), colour)
    brush.smooth(outline("-.16 .0 -.16 .0 -.17 .04 .17 .04 .16 .0 .16 .0"), lighter(colour, -0.18))
    for x in (-0.09, -0.02, 0.05, 0.12):
        brush.smooth(
            [(x - 0.03, 0.06), (x - 0.018, 0.09), (x + 0.014, 0.112), (x + 0.02, 0.108), (x - 0.006, 0.082)],
            rgb("#f3dcae"),
        )


def _ice_cream(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.032 .1 .032 .1 .0 .0"), rgb("#d9a05b"))
    for start, end in (
        ((-0.018, 0.1), (0.008, 0.025)),
        ((0.005, 0.1), (0.016, 0.05)),
        ((0.018, 0.1), (-0.008, 0.025)),
        ((-0.005, 0.1), (-0.016, 0.05)),
    ):
        brush.line([start, end], 0.0025, rgb("#a8703a"))
    brush.circle(0.0, 0.155, 0.030, mix(colour, CREAM, 0.65))
    brush.smooth(
        outline(
            "-.042 .1 -.044 .124 -.026 .15 .0 .156 .026 .15 .044 .124 .042 .1 .03 .092 .018 .1 .006 .09 -.01 .1 -.026 .092"
        ),
        colour,
    )
    brush.circle(0.008, 0.188, 0.010, rgb("#c8303a"))
    brush.line(arc(-0.002, 0.12, 0.028, 120, 45), 0.006, WHITE, 0.6)


def _egg(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored(".014 0 .024 .014 .022 .036 .010 .057"), colour)
    brush.smooth(outline(".004 .0 .02 .006 .024 .02 .02 .038 .01 .053 .014 .03 .012 .012"), lighter(colour, -0.12))
    brush.line(arc(-0.002, 0.026, 0.015, 120, 50), 0.004, WHITE, 0.7)


def _cheese(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.09 .0 .08 .0 .08 .055 -.09 .055"), colour)
    brush.polygon(outline("-.09 .055 .08 .055 .05 .1"), lighter(colour, 0.22))
    for x, y, r in ((-0.05, 0.03, 0.012), (0.0, 0.018, 0.008), (0.035, 0.036, 0.013), (0.062, 0.012, 0.007)):
        brush.circle(x, y, r, lighter(colour, -0.2))


THINGS: dict[str, Thing] = {
    "apple": Thing(body(0.10, 0.105, "table"), rgb("#d23a35"), _apple, is_round=True),
    "banana": Thing(body(0.09, 0.18, "table"), rgb("#f4cf3f"), _banana),
    "bread": Thing(body(0.12, 0.35, "table"), _CRUST, _bread),
    "broccoli": Thing(body(0.15, 0.17, "table"), rgb("#4a8f45"), _broccoli),
    "burger": Thing(body(0.134, 0.20, "table"), rgb("#d9953f"), _burger),
    "cake": Thing(body(0.27, 0.42, "table"), rgb("#ef9fb0"), _cake, live=_cake_flames),
    "carrot": Thing(body(0.065, 0.29, "table"), rgb("#ef8430"), _carrot),
    "cheese": Thing(body(0.10, 0.18, "table"), rgb("#f2c040"), _cheese),
    "donut": Thing(body(0.12, 0.12, "table"), rgb("#ee8fb0"), _donut, is_round=True),
    "egg": Thing(body(0.057, 0.05, "table"), rgb("#f0dcc0"), _egg, is_round=True),
    "grapes": Thing(body(0.14, 0.12, "table"), rgb("#7a4a9c"), _grapes),
    "hot_dog": Thing(body(0.08, 0.24, "table"), rgb("#b8502f"), _hot_dog),
    "ice_cream": Thing(body(0.20, 0.10, "table"), rgb("#f2a7b5"), _ice_cream),
    "orange": Thing(body(0.095, 0.09, "table"), rgb("#f28c28"), _orange, is_round=True),
    "pear": Thing(body(0.122, 0.10, "table"), rgb("#b9c94a"), _pear),
    "pizza": Thing(body(0.16, 0.42, "table"), rgb("#b83a2e"), _pizza),
    "plum": Thing(body(0.10, 0.09, "table"), rgb("#6b3a7a"), _plum, is_round=True),
    "sandwich": Thing(body(0.12, 0.22, "table"), rgb("#c98a45"), _sandwich),
    "strawberry": Thing(body(0.08, 0.075, "table"), rgb("#dc3545"), _strawberry),
    "watermelon": Thing(body(0.15, 0.32, "table"), rgb("#e8505b"), _watermelon),
}
