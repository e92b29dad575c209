"""Screens, cameras, clock and what belongs to a desk with a plug; a picture on a screen is drawn by its own light."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import (
    CREAM,
    DARK,
    PICTURE,
    SCREEN,
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


def _tv(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.3 .02 -.16 .12"), 0.025, colour)
    brush.line(outline(".3 .02 .16 .12"), 0.025, colour)
    brush.box(-0.56, 0.08, 1.12, 0.66, colour, round_m=0.03)
    brush.box(-0.53, 0.11, 1.06, 0.60, SCREEN)


def _show(left: float, low: float, width: float, height: float) -> Live:
    """A picture on a screen: hills under a sun that moves, in flickering light."""

    def draw(brush: Brush, seconds: float, _: str, __: Colour) -> None:
        blink = 0.92 + 0.08 * math.sin(seconds * 9) * math.sin(seconds * 3.7)
        brush.box(left, low, width, height, mix(SCREEN, PICTURE, blink), glows=True)
        brush.circle(
            left + width * (0.3 + 0.4 * (0.5 + 0.5 * math.sin(seconds * 0.8))),
            low + height * 0.66,
            height * 0.13,
            rgb("#ffe7a0"),
            glows=True,
        )
        brush.polygon(
            [
                (left, low),
                (left, low + height * 0.35),
                (left + width * 0.3, low + height * 0.6),
                (left + width * 0.6, low + height * 0.25),
                (left + width, low + height * 0.45),
                (left + width, low),
            ],
            rgb("#3f8f7a"),
            glows=True,
        )
        brush.polygon(
            [
                (left + width * 0.08, low),
                (left + width * 0.2, low),
                (left + width * 0.5, low + height),
                (left + width * 0.38, low + height),
            ],
            WHITE,
            0.14,
            True,
        )

    return draw


def _laptop(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.16 .012 .16 .012 .165 .225 -.165 .225"), lighter(colour, -0.25))
    brush.box(-0.152, 0.024, 0.304, 0.19, SCREEN)
    brush.polygon(outline("-.17 .014 .17 .014 .2 .0 -.2 .0"), colour)
    brush.polygon(outline("-.2 .0 .2 .0 .195 -.006 -.195 -.006"), lighter(colour, -0.3))
    brush.polygon(outline("-.14 .012 .14 .012 .15 .005 -.15 .005"), lighter(colour, -0.35))


def _phone(brush: Brush, colour: Colour) -> None:
    brush.box(-0.038, 0.0, 0.076, 0.155, colour, round_m=0.011)
    brush.box(-0.034, 0.006, 0.068, 0.143, SCREEN, round_m=0.008)
    brush.box(-0.031, 0.03, 0.062, 0.10, rgb("#5fb0d9"), glows=True, round_m=0.003)
    brush.box(-0.025, 0.09, 0.03, 0.024, WHITE, 0.9, True, round_m=0.005)
    brush.box(-0.008, 0.055, 0.033, 0.022, rgb("#bff0c8"), 0.95, True, round_m=0.005)
    brush.line(outline("-.007 .141 .007 .141"), 0.003, rgb("#55606d"))
    brush.polygon(outline(".0 .03 .014 .03 .031 .08 .031 .11"), WHITE, 0.2, True)


def _camera(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.03 .09 -.03 .09 -.025 .115 .025 .115 .03 .09 .03 .09"), lighter(colour, 0.12))
    brush.box(-0.07, 0.0, 0.14, 0.095, colour, round_m=0.012)
    brush.box(-0.07, 0.024, 0.14, 0.045, rgb("#7a4a32"))
    brush.box(-0.058, 0.094, 0.024, 0.012, STEEL, round_m=0.003)
    for radius, tone in ((0.042, STEEL), (0.036, DARK), (0.026, rgb("#33506b")), (0.014, rgb("#1c2833"))):
        brush.circle(0.005, 0.046, radius, tone)
    brush.line(arc(0.005, 0.046, 0.02, 110, 55), 0.005, WHITE, 0.8)
    brush.box(0.04, 0.075, 0.022, 0.012, rgb("#f6e3a0"), round_m=0.002)


def _film_camera(brush: Brush, colour: Colour) -> None:
    for x in (-0.35, 0.0, 0.35):
        brush.line([(0, 1.05), (x, 0.0)], 0.04, lighter(WOOD, -0.2))
    brush.box(-0.3, 1.05, 0.56, 0.34, colour, round_m=0.03)
    for x in (-0.18, 0.12):
        brush.circle(x, 1.54, 0.17, lighter(colour, -0.15))
        brush.circle(x, 1.54, 0.07, STEEL)
    brush.polygon(outline(".26 1.14 .26 1.3 .46 1.4 .46 1.04"), lighter(colour, -0.3))
    brush.circle(-0.12, 1.2, 0.05, rgb("#d8443a"))
    brush.line(outline("-.26 1.35 .2 1.35"), 0.02, WHITE, 0.4)


def _clock(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 0.16, 0.16, colour)
    brush.circle(0, 0.16, 0.137, CREAM)
    for hour in range(12):
        angle = hour * math.tau / 12
        inner = 0.108 if hour % 3 == 0 else 0.118
        brush.line(
            [
                (inner * math.sin(angle), 0.16 + inner * math.cos(angle)),
                (0.127 * math.sin(angle), 0.16 + 0.127 * math.cos(angle)),
            ],
            0.010 if hour % 3 == 0 else 0.005,
            DARK,
        )
    brush.line(arc(0, 0.16, 0.149, 115, 45), 0.008, WHITE, 0.5)


def _hands(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    minute = math.tau * (10 / 60 + seconds / (4.0 if action == "spin" else 60.0))
    for turn, reach, width, tone in (
        (minute / 12 + math.tau * 10 / 12, 0.065, 0.014, DARK),
        (minute, 0.100, 0.010, DARK),
        (math.tau * math.floor(seconds) / 60 + 0.5, 0.110, 0.004, rgb("#d8443a")),
    ):
        brush.line([(0, 0.16), (reach * math.sin(turn), 0.16 + reach * math.cos(turn))], width, tone)
    brush.circle(0, 0.16, 0.011, DARK)


def _keyboard(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.23 .0 -.23 .0 -.21 .075 -.21 .075 .21 .075 .21 .075 .23 .0 .23 .0"), lighter(colour, -0.28))
    brush.smooth(outline("-.226 .008 -.226 .008 -.208 .08 -.208 .08 .208 .08 .208 .08 .226 .008 .226 .008"), colour)
    for row in range(4):
        y, half = 0.014 + 0.0165 * row, 0.214 - 0.0045 * row
        count = 13 if row else 9
        for index in range(count):
            left = -half + 2 * half * index / count
            brush.box(
                left + 0.002,
                y,
                2 * half / count - 0.005,
                0.0115,
                lighter(colour, 0.45 if index % 7 else 0.2),
                round_m=0.002,
            )


def _mouse(brush: Brush, colour: Colour) -> None:
    brush.curve((0.0, 0.105), (0.004, 0.13), (0.03, 0.145), 0.005, DARK)
    brush.smooth(outline("-.02 .0 -.036 .02 -.036 .075 -.028 .105 .0 .113 .028 .105 .036 .075 .036 .02 .02 .0"), colour)
    brush.smooth(
        outline(".01 .0 .02 .0 .036 .02 .036 .075 .028 .105 .016 .11 .024 .075 .022 .02"), lighter(colour, -0.14)
    )
    brush.line(outline("0 .066 0 .112"), 0.003, lighter(colour, -0.4))
    brush.line(outline("-.034 .066 .034 .066"), 0.003, lighter(colour, -0.4))
    brush.box(-0.005, 0.078, 0.010, 0.022, DARK, round_m=0.004)
    brush.line(outline("-.026 .03 -.026 .055"), 0.005, WHITE, 0.7)


def _remote(brush: Brush, colour: Colour) -> None:
    brush.box(-0.024, 0.0, 0.048, 0.18, colour, round_m=0.010)
    brush.circle(0, 0.16, 0.007, rgb("#e8503c"))
    brush.circle(0, 0.125, 0.016, lighter(colour, 0.3))
    brush.circle(0, 0.125, 0.007, lighter(colour, -0.3))
    for row in range(5):
        for column in (-1, 0, 1):
            brush.circle(0.012 * column, 0.022 + 0.016 * row, 0.0045, lighter(colour, 0.5))
    brush.line(outline("-.019 .02 -.019 .16"), 0.003, WHITE, 0.4)


def _turntable(brush: Brush, colour: Colour) -> None:
    brush.box(-0.23, 0.0, 0.46, 0.07, colour, round_m=0.012)
    brush.smooth(outline("-.22 .07 -.22 .07 -.19 .17 -.19 .17 .19 .17 .19 .17 .22 .07 .22 .07"), lighter(colour, 0.18))
    brush.ellipse(-0.04, 0.118, 0.145, 0.043, DARK)


def _record(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    for share in (0.78, 0.55):
        brush.ellipse(-0.04, 0.120, 0.145 * share, 0.043 * share, rgb("#3f3f4a"))
    brush.ellipse(-0.04, 0.121, 0.045, 0.0135, rgb("#d8443a"))
    turn = seconds * 3.5
    brush.line(
        [
            (-0.04 + 0.1 * math.cos(turn), 0.12 + 0.03 * math.sin(turn)),
            (-0.04 + 0.135 * math.cos(turn), 0.12 + 0.04 * math.sin(turn)),
        ],
        0.006,
        WHITE,
        0.5,
    )
    brush.line(outline(".16 .155 .15 .1 .06 .1"), 0.010, STEEL)
    brush.circle(0.16, 0.155, 0.014, STEEL)


def _microphone(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored(".012 0 .016 .03 .024 .13 .024 .13 0 .13"), colour)
    brush.circle(0, 0.155, 0.034, rgb("#8d939c"))
    for y in (0.14, 0.155, 0.17):
        brush.line([(-0.03, y), (0.03, y)], 0.003, DARK)
    brush.box(-0.027, 0.122, 0.054, 0.012, STEEL)
    brush.circle(-0.012, 0.168, 0.008, WHITE, 0.6)


THINGS: dict[str, Thing] = {
    "camera": Thing(body(0.115, 0.15, "table"), rgb("#34363f"), _camera),
    "clock": Thing(body(0.32, 0.32, "table"), rgb("#c8503c"), _clock, live=_hands, is_round=True),
    "computer_mouse": Thing(body(0.14, 0.085, "table"), rgb("#d5dae0"), _mouse),
    "film_camera": Thing(body(1.70, 0.8), rgb("#3a3f4a"), _film_camera),
    "keyboard": Thing(body(0.085, 0.46, "table"), rgb("#5a6472"), _keyboard),
    "laptop": Thing(body(0.23, 0.40, "table"), rgb("#b9c0c9"), _laptop, live=_show(-0.145, 0.03, 0.29, 0.178)),
    "microphone": Thing(body(0.19, 0.07, "table"), rgb("#34363f"), _microphone),
    "phone": Thing(body(0.155, 0.08, "table"), rgb("#2b2d36"), _phone),
    "remote": Thing(body(0.18, 0.05, "table"), rgb("#34363f"), _remote),
    "turntable": Thing(body(0.18, 0.46, "table"), rgb("#7a4a32"), _turntable, live=_record),
    "tv": Thing(body(0.74, 1.12, "table"), rgb("#2b2d36"), _tv, live=_show(-0.52, 0.12, 1.04, 0.58)),
}
