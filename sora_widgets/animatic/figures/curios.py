"""Curios and odd jobs: what prompts name now and then and no other shelf holds: globe, dice, trophy, bell, bucket …"""

from __future__ import annotations

import math
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.thing import (
    CREAM,
    DARK,
    STEEL,
    WHITE,
    WOOD,
    Thing,
    arc,
    body,
    mirrored,
    nothing,
    outline,
)

__all__ = ["THINGS"]

_GOLD = rgb("#e5b53c")


def _bathtub(brush: Brush, colour: Colour) -> None:
    for x in (-0.62, 0.58):
        brush.line([(x, 0.1), (x - 0.04, 0.0)], 0.07, _GOLD)
    brush.smooth(outline("-.9 .58 -.9 .58 -.82 .2 -.6 .08 .55 .08 .78 .2 .84 .58 .84 .58"), colour)
    brush.smooth(outline("-.86 .3 -.6 .08 .55 .08 .8 .3 .6 .2 -.6 .2"), lighter(colour, -0.16))
    brush.box(-0.95, 0.55, 1.84, 0.06, lighter(colour, 0.35), round_m=0.03)
    brush.line(outline(".8 .58 .8 .82 .66 .82 .66 .74"), 0.035, STEEL)
    brush.cluster(
        [
            (-0.5, 0.62, 0.10),
            (-0.35, 0.66, 0.12),
            (-0.18, 0.63, 0.10),
            (0.0, 0.66, 0.11),
            (0.16, 0.62, 0.09),
            (-0.28, 0.74, 0.08),
        ],
        WHITE,
    )
    for x, y in ((-0.38, 0.7), (-0.05, 0.7), (-0.24, 0.77)):
        brush.circle(x, y, 0.03, rgb("#dff0f7"))
    brush.line(outline("-.76 .48 -.68 .26"), 0.03, WHITE, 0.8)


def _bell(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    turn = 0.30 * math.sin(seconds * 8) * math.exp(-(seconds % 2.4)) if action in ("shake", "swing", "stand") else 0.0

    def whole() -> None:
        brush.circle(0.02 * math.sin(seconds * 8 - 1), -0.165, 0.022, lighter(colour, -0.4))
        brush.smooth(
            outline("-.12 -.15 -.12 -.15 -.075 -.08 -.06 -.01 .0 .02 .06 -.01 .075 -.08 .12 -.15 .12 -.15"), colour
        )
        brush.smooth(
            outline(".03 -.15 .03 -.15 .035 -.06 .02 .015 .06 -.01 .075 -.08 .12 -.15 .12 -.15"), lighter(colour, -0.18)
        )
        brush.box(-0.13, -0.165, 0.26, 0.03, lighter(colour, -0.12), round_m=0.012)
        brush.line(outline("0 .02 0 .10"), 0.03, WOOD)
        brush.line(outline("-.05 -.02 -.065 -.1"), 0.012, WHITE, 0.6)

    brush.turned(0, 0.19, turn, whole)


def _bubbles(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    for index, (x, y, r) in enumerate(
        ((0.0, 0.11, 0.10), (0.15, 0.2, 0.045), (-0.15, 0.22, 0.035), (0.08, 0.27, 0.025))
    ):
        x += 0.012 * math.sin(seconds * 1.5 + index * 2)
        y += 0.012 * math.sin(seconds * 1.9 + index)
        brush.circle(x, y, r, colour, 0.30)
        brush.line(arc(x, y, r), 0.05 * r, lighter(colour, 0.4), 0.9)
        brush.line(arc(x, y, 0.76 * r, 105, 60), 0.13 * r, WHITE, 0.9)
        brush.line(arc(x, y, 0.8 * r, -70, 40), 0.08 * r, rgb("#f3a6d8"), 0.8)


def _bucket(brush: Brush, colour: Colour) -> None:
    brush.line(arc(0, 0.27, 0.16, 8, 164), 0.012, STEEL)
    brush.polygon(outline("-.16 .28 .16 .28 .115 .0 -.115 .0"), colour)
    brush.polygon(outline(".06 .28 .16 .28 .115 .0 .045 .0"), lighter(colour, -0.16))
    brush.ellipse(0, 0.28, 0.16, 0.028, lighter(colour, 0.25))
    brush.ellipse(0, 0.277, 0.145, 0.021, lighter(colour, -0.4))
    brush.line(outline("-.115 .24 -.09 .06"), 0.014, WHITE, 0.5)


def _curtain(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    brush.line(outline("-1.0 2.3 1.0 2.3"), 0.05, _GOLD)
    for side in (-1, 1):
        for fold in range(4):
            near, far = 0.98 - 0.17 * fold, 0.98 - 0.17 * (fold + 1)
            sway = 0.03 * math.sin(seconds * 1.2 + fold * 0.8 + side)
            brush.smooth(
                [
                    (side * near, 2.3),
                    (side * near, 2.3),
                    (side * far, 2.3),
                    (side * far, 2.3),
                    (side * (far + 0.03) + sway, 1.1),
                    (side * far + sway, 0.04),
                    (side * far + sway, 0.04),
                    (side * near + sway, 0.0),
                    (side * near + sway, 0.0),
                ],
                lighter(colour, 0.08 if fold % 2 else -0.12),
            )
        brush.circle(side * 1.03, 2.3, 0.05, _GOLD)


def _dice(brush: Brush, colour: Colour) -> None:
    brush.box(-0.016, 0.0, 0.034, 0.034, colour, round_m=0.005)
    brush.polygon(outline("-.014 .034 .016 .034 .006 .042 -.024 .042"), lighter(colour, 0.25))
    brush.polygon(outline("-.016 .003 -.016 .032 -.025 .041 -.025 .012"), lighter(colour, -0.2))
    pip = CREAM if sum(colour) < 2.2 else DARK
    for x, y in ((-0.007, 0.008), (0.009, 0.026), (0.001, 0.017), (-0.007, 0.026), (0.009, 0.008)):
        brush.circle(x, y, 0.0032, pip)
    brush.ellipse(-0.004, 0.038, 0.0032, 0.0014, pip)


def _doll(brush: Brush, colour: Colour) -> None:
    skin = rgb("#f0c5a0")
    for side in (-1, 1):
        brush.line([(side * 0.035, 0.12), (side * 0.04, 0.02)], 0.03, skin)
        brush.ellipse(side * 0.045, 0.012, 0.028, 0.014, DARK)
        brush.line([(side * 0.05, 0.26), (side * 0.12, 0.20)], 0.03, skin)
    brush.smooth(outline("-.05 .28 -.05 .28 -.12 .1 -.12 .1 .12 .1 .12 .1 .05 .28 .05 .28"), colour)
    brush.line(outline("-.1 .12 .1 .12"), 0.012, CREAM)
    brush.circle(0, 0.36, 0.088, rgb("#7a4a2c"))
    brush.circle(0, 0.35, 0.072, skin)
    brush.smooth(outline("-.08 .36 -.06 .43 .0 .445 .06 .43 .08 .36 .02 .4 -.04 .4"), rgb("#7a4a2c"))
    for side in (-1, 1):
        brush.line([(side * 0.078, 0.35), (side * 0.105, 0.27)], 0.034, rgb("#7a4a2c"))
        brush.circle(side * 0.027, 0.345, 0.010, DARK)
        brush.circle(side * 0.045, 0.322, 0.013, rgb("#ee9a8a"), 0.8)
    brush.curve((-0.016, 0.312), (0, 0.302), (0.016, 0.312), 0.006, rgb("#b5443c"))


def _droplet(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("0 .056 0 .056 .012 .036 .02 .018 .012 .002 .0 -.001 -.012 .002 -.02 .018 -.012 .036"), colour)
    brush.smooth(outline(".002 .05 .012 .036 .02 .018 .012 .002 .004 .0 .013 .014 .01 .03"), lighter(colour, -0.18))
    brush.line(arc(-0.002, 0.018, 0.011, 130, 60), 0.003, WHITE, 0.8)


def _fence(brush: Brush, colour: Colour) -> None:
    for y in (0.35, 0.75):
        brush.box(-1.25, y, 2.5, 0.09, lighter(colour, -0.14))
    for index in range(8):
        x = -1.2 + 0.32 * index
        brush.polygon(
            [(x, 0.0), (x + 0.18, 0.0), (x + 0.18, 0.95), (x + 0.09, 1.08), (x, 0.95)],
            lighter(colour, -0.04 * (index % 2)),
        )


def _globe(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.1 .0 -.1 .0 -.05 .035 -.012 .045 -.012 .08 .012 .08 .012 .045 .05 .035 .1 .0 .1 .0"), WOOD)
    brush.line(arc(0, 0.22, 0.165, -100, 200), 0.014, _GOLD)
    brush.circle(0, 0.22, 0.145, colour)
    land = rgb("#6fae5a")
    brush.smooth(outline("-.1 .28 -.06 .33 -.01 .34 .01 .3 -.03 .26 -.04 .22 -.08 .22 -.11 .25"), land)
    brush.smooth(outline("-.05 .19 .0 .18 .01 .13 -.02 .1 -.05 .14"), land)
    brush.smooth(outline(".05 .31 .1 .3 .125 .25 .11 .2 .07 .2 .06 .15 .04 .22"), land)
    brush.smooth(
        outline(".04 .082 .04 .082 .11 .11 .145 .22 .11 .33 .04 .358 .04 .358 .08 .3 .1 .22 .08 .14"), DARK, 0.18
    )
    brush.line(arc(-0.01, 0.22, 0.11, 120, 45), 0.014, WHITE, 0.6)


def _pinwheel(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    brush.line(outline("0 .0 0 .34"), 0.010, WOOD)

    def vanes() -> None:
        for index in range(4):
            tone = colour if index % 2 == 0 else CREAM
            brush.turned(0, 0, index * math.pi / 2, partial(_vane, brush, tone))

    brush.turned(0, 0.34, -4.5 * seconds, vanes)
    brush.circle(0, 0.34, 0.013, _GOLD)


def _vane(brush: Brush, tone: Colour) -> None:
    brush.smooth(outline("0 .0 0 .0 .0 .12 .06 .13 .11 .1 .06 .06"), tone)
    brush.smooth(outline("0 .0 0 .0 .06 .06 .11 .1 .08 .04"), lighter(tone, -0.22))


def _radio(brush: Brush, colour: Colour) -> None:
    brush.line(outline(".12 .2 .2 .36"), 0.008, STEEL)
    brush.line(outline("-.12 .2 -.12 .235 .08 .235 .08 .2"), 0.014, lighter(colour, -0.3))
    brush.box(-0.18, 0.0, 0.36, 0.21, colour, round_m=0.025)
    brush.circle(-0.085, 0.1, 0.07, lighter(colour, -0.35))
    brush.circle(-0.085, 0.1, 0.055, CREAM)
    for row in range(-2, 3):
        half = 0.05 * math.sqrt(1 - (row / 3) ** 2)
        brush.line(
            [(-0.085 - half, 0.1 + 0.018 * row), (-0.085 + half, 0.1 + 0.018 * row)], 0.005, lighter(colour, -0.4)
        )
    brush.box(0.01, 0.12, 0.14, 0.05, CREAM, round_m=0.008)
    brush.line(outline(".06 .125 .06 .165"), 0.005, rgb("#d8443a"))
    for x in (0.04, 0.11):
        brush.circle(x, 0.06, 0.026, _GOLD)
        brush.line([(x, 0.06), (x + 0.012, 0.08)], 0.005, DARK)
    brush.line(outline("-.15 .195 .1 .195"), 0.007, WHITE, 0.5)


def _ring(brush: Brush, colour: Colour) -> None:
    brush.line(arc(0, 0.012, 0.0105), 0.0032, lighter(colour, -0.15))
    brush.line(arc(0, 0.012, 0.0105, 60, 150), 0.0022, lighter(colour, 0.35))
    brush.polygon(outline("-.0065 .030 -.0035 .034 .0035 .034 .0065 .030 .0 .0225"), rgb("#a9e2f5"))
    brush.polygon(outline("-.0065 .030 -.002 .030 .0 .0225"), rgb("#e4f8ff"))
    brush.polygon(outline(".0065 .030 .002 .030 .0 .0225"), rgb("#6fbfe0"))


def _rope(brush: Brush, colour: Colour) -> None:
    for y, half in ((0.035, 0.24), (0.085, 0.22), (0.135, 0.20)):
        brush.box(-half, y - 0.03, 2 * half, 0.06, colour, round_m=0.03)
        for index in range(9):
            x = -half + 0.03 + (2 * half - 0.06) * index / 8
            brush.line([(x - 0.014, y - 0.018), (x + 0.014, y + 0.018)], 0.008, lighter(colour, -0.28))
    brush.curve((0.18, 0.03), (0.34, 0.06), (0.33, 0.01), 0.05, lighter(colour, -0.1))


def _rug(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.95 .0 .95 .0 .72 .26 -.72 .26"), colour)
    brush.polygon(outline("-.82 .03 .82 .03 .64 .23 -.64 .23"), CREAM)
    brush.polygon(outline("-.74 .045 .74 .045 .59 .215 -.59 .215"), lighter(colour, -0.12))
    brush.polygon(outline("0 .06 .3 .125 .0 .2 -.3 .125"), _GOLD)
    brush.polygon(outline("0 .09 .15 .127 .0 .17 -.15 .127"), colour)
    for index in range(20):
        x = -0.93 + 1.86 * index / 19
        brush.line([(x, 0.0), (x * 1.01, -0.025)], 0.012, CREAM)


def _skull(brush: Brush, colour: Colour) -> None:
    brush.box(-0.05, 0.0, 0.10, 0.07, lighter(colour, -0.08), round_m=0.02)
    brush.smooth(outline("-.06 .06 -.1 .09 -.11 .16 -.07 .225 .0 .24 .07 .225 .11 .16 .1 .09 .06 .06"), colour)
    brush.smooth(outline(".02 .06 .06 .13 .04 .235 .07 .225 .11 .16 .1 .09 .06 .06"), lighter(colour, -0.12))
    for side in (-1, 1):
        brush.ellipse(side * 0.042, 0.125, 0.029, 0.032, DARK)
    brush.polygon(outline("0 .1 -.013 .075 .013 .075"), DARK)
    for x in (-0.025, 0.0, 0.025):
        brush.line([(x, 0.01), (x, 0.05)], 0.005, DARK)


def _smoke(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    for index in range(9):
        age = (seconds * 0.22 + index / 9) % 1.0
        x = 0.25 * math.sin(age * 5 + index) * age
        brush.circle(x, 2.3 * age, 0.14 + 0.42 * age, lighter(colour, 0.14 * (index % 3)), 0.75 * (1 - age) ** 0.7)


def _snowflake(brush: Brush, colour: Colour) -> None:
    for index in range(6):

        def arm() -> None:
            brush.line(outline("0 .0 0 .095"), 0.010, colour)
            for y, reach in ((0.045, 0.026), (0.07, 0.018)):
                brush.line([(-reach, y + reach), (0, y), (reach, y + reach)], 0.008, lighter(colour, 0.3))

        brush.turned(0, 0.1, index * math.pi / 3, arm)
    brush.circle(0, 0.1, 0.014, WHITE)


def _telescope(brush: Brush, colour: Colour) -> None:
    for x in (-0.32, 0.0, 0.32):
        brush.line([(0, 0.95), (x, 0.0)], 0.035, lighter(WOOD, -0.15))

    def tube() -> None:
        brush.box(-0.55, -0.07, 0.85, 0.14, colour, round_m=0.02)
        brush.box(-0.55, -0.07, 0.85, 0.05, lighter(colour, -0.2), round_m=0.02)
        brush.box(0.28, -0.1, 0.28, 0.2, lighter(colour, 0.1), round_m=0.02)
        brush.box(0.53, -0.11, 0.05, 0.22, _GOLD, round_m=0.01)
        brush.box(-0.66, -0.045, 0.12, 0.09, DARK, round_m=0.01)
        brush.line(outline("-.5 .045 .24 .045"), 0.016, WHITE, 0.5)

    brush.turned(0, 1.0, 0.55, tube)
    brush.circle(0, 0.97, 0.05, _GOLD)


def _trophy(brush: Brush, colour: Colour) -> None:
    for side in (-1, 1):
        brush.line(arc(side * 0.1, 0.30, 0.06, 90 if side < 0 else -90, 180), 0.016, lighter(colour, -0.12))
    brush.box(-0.10, 0.0, 0.20, 0.07, rgb("#5a3d2a"), round_m=0.01)
    brush.smooth(outline("-.06 .07 -.06 .07 -.02 .1 -.018 .17 .018 .17 .02 .1 .06 .07 .06 .07"), lighter(colour, -0.15))
    brush.smooth(mirrored(".0 .15 .06 .18 .1 .26 .11 .38 .11 .38"), colour)
    brush.smooth(outline(".03 .16 .06 .18 .1 .26 .11 .38 .11 .38 .05 .38 .05 .38 .05 .27"), lighter(colour, -0.18))
    brush.ellipse(0, 0.38, 0.11, 0.016, lighter(colour, 0.4))
    star = [
        (
            (0.045 if step % 2 == 0 else 0.019) * math.sin(step * math.pi / 5),
            0.285 + (0.045 if step % 2 == 0 else 0.019) * math.cos(step * math.pi / 5),
        )
        for step in range(10)
    ]
    brush.polygon(star, CREAM)
    brush.line(outline("-.085 .35 -.075 .26"), 0.012, WHITE, 0.7)


def _typewriter(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.11 .2 .11 .2 .12 .34 -.12 .34"), WHITE)
    for y in (0.3, 0.275, 0.25):
        brush.line([(-0.09, y), (0.06, y)], 0.006, rgb("#8a8f98"))
    brush.box(-0.22, 0.18, 0.44, 0.045, DARK, round_m=0.02)
    for x in (-0.235, 0.235):
        brush.circle(x, 0.2, 0.024, STEEL)
    brush.smooth(outline("-.2 .0 -.2 .0 -.21 .08 -.17 .19 .17 .19 .21 .08 .2 .0 .2 .0"), colour)
    brush.smooth(outline("-.21 .0 -.21 .0 -.19 .085 .19 .085 .21 .0 .21 .0"), lighter(colour, -0.25))
    for row in range(3):
        for index in range(9):
            brush.circle(-0.15 + 0.0375 * index - 0.006 * row, 0.02 + 0.024 * row, 0.011, CREAM)
    brush.line(outline("-.14 .16 .1 .16"), 0.010, WHITE, 0.4)


def _wave(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    curl = 0.12 * math.sin(seconds * 1.3)
    brush.smooth(
        outline("-4.6 .0 -4.6 .0 -2.6 .9 -.6 2.5 1.1 3.1 2.6 2.3 3.1 1.0 4.6 .0 4.6 .0"), lighter(colour, -0.22)
    )
    brush.smooth(
        [
            (-4.4, 0.0),
            (-4.4, 0.0),
            (-2.4, 0.7),
            (-0.5, 2.3),
            (1.0, 2.9),
            (2.4 + curl, 2.4),
            (2.7 + curl, 1.5),
            (2.7 + curl, 1.5),
            (1.9, 2.0),
            (0.9, 1.7),
            (0.8, 0.7),
            (1.8, 0.0),
            (1.8, 0.0),
        ],
        colour,
    )
    for index in range(4):
        brush.curve(
            (-3.2 + 0.8 * index, 0.15 + 0.1 * index),
            (-1.4 + 0.5 * index, 0.8 + 0.4 * index),
            (0.2 + 0.28 * index, 1.9 + 0.28 * index),
            0.07,
            lighter(colour, 0.35),
            0.8,
        )
    foam = [
        (-0.4, 2.62),
        (0.3, 2.95),
        (1.0, 3.02),
        (1.7, 2.85),
        (2.3 + curl, 2.5),
        (2.65 + curl, 2.0),
        (2.75 + curl, 1.5),
    ]
    brush.line(foam, 0.24, WHITE)
    for index, (x, y) in enumerate(foam):
        size = 0.15 + 0.05 * (index % 3)
        brush.circle(x - 0.06, y - 0.06 + 0.04 * math.sin(seconds * 3 + x), size, WHITE)
    for index in range(6):
        fall = (seconds * 0.9 + index / 6) % 1.0
        brush.circle(2.8 + curl + 0.12 * index * fall, 1.6 + 0.5 * fall - 1.7 * fall * fall, 0.07, WHITE, 0.9)
    for index in range(7):
        x = -3.9 + 1.25 * index + 0.12 * math.sin(seconds * 2 + index)
        brush.ellipse(x, 0.04 + 0.03 * (index % 2), 0.62 + 0.1 * (index % 3), 0.075, WHITE, 0.85)


THINGS: dict[str, Thing] = {
    "bathtub": Thing(body(0.85, 1.9), rgb("#eef2f4"), _bathtub),
    "bell": Thing(body(0.30, 0.27, "table"), _GOLD, nothing, live=_bell),
    "bubble": Thing(body(0.30, 0.38, "air"), rgb("#a9dcf0"), nothing, live=_bubbles),
    "bucket": Thing(body(0.44, 0.34), rgb("#3f8fb0"), _bucket),
    "curtain": Thing(body(2.35, 2.1), rgb("#a8323f"), nothing, live=_curtain),
    "dice": Thing(body(0.044, 0.045, "table"), rgb("#d23a35"), _dice),
    "doll": Thing(body(0.45, 0.26, "table"), rgb("#e0709a"), _doll),
    "droplet": Thing(body(0.056, 0.042, "table"), rgb("#4fa9e0"), _droplet),
    "fence": Thing(body(1.08, 2.5), rgb("#f2ede2"), _fence),
    "globe": Thing(body(0.39, 0.34, "table"), rgb("#4f9ad0"), _globe),
    "pinwheel": Thing(body(0.50, 0.32, "table"), rgb("#d8443a"), nothing, live=_pinwheel),
    "radio": Thing(body(0.36, 0.42, "table"), rgb("#c8503c"), _radio),
    "ring": Thing(body(0.034, 0.026, "table"), _GOLD, _ring),
    "rope": Thing(body(0.17, 0.62), rgb("#cda566"), _rope),
    "rug": Thing(body(0.26, 1.9), rgb("#a8323f"), _rug),
    "skull": Thing(body(0.24, 0.22, "table"), rgb("#ece4d2"), _skull),
    "smoke": Thing(body(2.6, 1.4), rgb("#9a9ea6"), nothing, live=_smoke),
    "snowflake": Thing(body(0.20, 0.19, "air"), rgb("#6fb4e8"), _snowflake),
    "telescope": Thing(body(1.4, 1.2), rgb("#3f74b5"), _telescope),
    "trophy": Thing(body(0.40, 0.32, "table"), _GOLD, _trophy),
    "typewriter": Thing(body(0.34, 0.50, "table"), rgb("#3f7a70"), _typewriter),
    "wave": Thing(body(3.3, 9.2, "water"), rgb("#2f8fb8"), nothing, live=_wave),
}
