"""Play and sport: balls, rackets, boards, kite, teddy bear, frisbee, paper plane, swing."""

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
    Thing,
    Wheel,
    arc,
    body,
    mirrored,
    nothing,
    outline,
)

__all__ = ["THINGS"]


def _ball(brush: Brush, colour: Colour) -> None:
    """A beach ball in six panels: its turning can be seen."""
    brush.circle(0, 0.15, 0.15, colour)
    for start, tone in ((20, CREAM), (140, rgb("#f2c230")), (260, rgb("#3f8fc0"))):
        rim = arc(0, 0.15, 0.15, start, 60)
        brush.polygon([(0.02, 0.17), *rim], tone)
    brush.circle(0.02, 0.17, 0.026, WHITE)


def _basketball(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 0.12, 0.12, colour)
    dark = lighter(colour, -0.6)
    brush.line(outline("0 .0 0 .24"), 0.006, dark)
    brush.line(outline("-.12 .12 .12 .12"), 0.006, dark)
    brush.curve((-0.085, 0.205), (-0.02, 0.12), (-0.085, 0.035), 0.006, dark)
    brush.curve((0.085, 0.205), (0.02, 0.12), (0.085, 0.035), 0.006, dark)
    brush.circle(-0.045, 0.175, 0.016, WHITE, 0.5)


def _football(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 0.11, 0.11, colour)
    for index in range(5):
        turn = index * math.tau / 5 + math.pi / 2
        x, y = 0.085 * math.cos(turn), 0.11 + 0.085 * math.sin(turn)
        brush.polygon(
            [
                (x + 0.025 * math.cos(turn + step * math.tau / 5), y + 0.025 * math.sin(turn + step * math.tau / 5))
                for step in range(5)
            ],
            DARK,
        )
        brush.line([(0.036 * math.cos(turn), 0.11 + 0.036 * math.sin(turn)), (x, y)], 0.005, DARK)
    brush.polygon(
        [
            (
                0.036 * math.cos(math.pi / 2 + step * math.tau / 5),
                0.11 + 0.036 * math.sin(math.pi / 2 + step * math.tau / 5),
            )
            for step in range(5)
        ],
        DARK,
    )
    brush.circle(-0.045, 0.165, 0.012, WHITE, 0.8)


def _tennis_ball(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 0.033, 0.033, colour)
    brush.line(arc(-0.036, 0.033, 0.03, -58, 116), 0.004, WHITE)
    brush.line(arc(0.036, 0.033, 0.03, 122, 116), 0.004, WHITE)
    brush.circle(-0.008, 0.052, 0.005, WHITE, 0.6)


def _skateboard(brush: Brush, colour: Colour) -> None:
    for x in (-0.24, 0.24):
        brush.polygon([(x - 0.05, 0.1), (x + 0.05, 0.1), (x + 0.02, 0.06), (x - 0.02, 0.06)], STEEL)
    brush.smooth(
        outline(
            "-.42 .155 -.42 .155 -.36 .105 -.28 .1 .28 .1 .36 .105 .42 .155 .42 .155 .36 .13 .28 .122 -.28 .122 -.36 .13"
        ),
        colour,
    )
    brush.smooth(
        outline(
            "-.42 .157 -.42 .157 -.36 .13 -.28 .122 .28 .122 .36 .13 .42 .157 .42 .157 .36 .138 .28 .13 -.28 .13 -.36 .138"
        ),
        DARK,
    )


def _surfboard(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 0 .14 .02 .25 .5 .26 1.0 .2 1.6 .08 1.95 0 2.0"), colour)
    brush.smooth(
        outline("-.0 2.0 .08 1.95 .2 1.6 .26 1.0 .25 .5 .14 .02 .04 .02 .17 .5 .18 1.0 .13 1.6"), lighter(colour, -0.13)
    )
    brush.smooth(mirrored("0 .05 .03 .2 .03 1.75 0 1.9"), CREAM)
    brush.polygon(outline("-.25 .52 .25 .52 .26 .68 -.26 .68"), rgb("#f2c230"))
    brush.line(outline("-.17 .75 -.16 1.5"), 0.03, WHITE, 0.5)


def _skis(brush: Brush, colour: Colour) -> None:
    for x, tone in ((-0.08, lighter(colour, -0.15)), (0.08, colour)):
        brush.smooth(
            [
                (x - 0.05, 0.0),
                (x - 0.05, 0.0),
                (x - 0.042, 1.5),
                (x - 0.02, 1.68),
                (x, 1.72),
                (x + 0.02, 1.68),
                (x + 0.042, 1.5),
                (x + 0.05, 0.0),
                (x + 0.05, 0.0),
            ],
            tone,
        )
        brush.box(x - 0.04, 0.72, 0.08, 0.2, DARK, round_m=0.02)
        brush.line([(x - 0.02, 1.0), (x - 0.02, 1.45)], 0.012, WHITE, 0.7)
    for x, lean in ((-0.22, -0.06), (0.22, 0.06)):
        brush.line([(x, 0.0), (x + lean, 1.25)], 0.02, STEEL)
        brush.line([(x + lean * 0.85, 1.08), (x + lean, 1.25)], 0.04, DARK)
        brush.ellipse(x + lean * 0.08, 0.09, 0.05, 0.015, DARK)


def _snowboard(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored("0 0 .1 .0 .15 .12 .13 .5 .13 1.0 .15 1.38 .1 1.5 0 1.5"), colour)
    brush.smooth(
        outline(".05 .0 .1 .0 .15 .12 .13 .5 .13 1.0 .15 1.38 .1 1.5 .05 1.5 .08 1.0 .08 .5"), lighter(colour, -0.14)
    )
    for y in (0.45, 1.0):
        brush.box(-0.09, y, 0.18, 0.11, DARK, round_m=0.03)
    brush.polygon(outline("-.12 .68 .12 .86 .12 .95 -.12 .77"), rgb("#f2c230"))
    brush.line(outline("-.1 .2 -.095 .4"), 0.016, WHITE, 0.6)


def _tennis_racket(brush: Brush, colour: Colour) -> None:
    for step in range(-4, 5):
        x = 0.024 * step
        half = 0.165 * math.sqrt(1 - (x / 0.125) ** 2)
        brush.line([(x, 0.52 - half), (x, 0.52 + half)], 0.004, CREAM)
    for step in range(-5, 6):
        y = 0.027 * step
        half = 0.125 * math.sqrt(1 - (y / 0.165) ** 2)
        brush.line([(-half, 0.52 + y), (half, 0.52 + y)], 0.004, CREAM)
    brush.line(
        [(0.128 * math.cos(step * math.tau / 36), 0.52 + 0.168 * math.sin(step * math.tau / 36)) for step in range(37)],
        0.024,
        colour,
    )
    brush.line(outline("-.06 .38 0 .27 .06 .38"), 0.02, colour)
    brush.line(outline("0 .02 0 .28"), 0.028, DARK)
    brush.line(outline("-.12 .5 -.11 .58"), 0.008, WHITE, 0.7)


def _baseball_bat(brush: Brush, colour: Colour) -> None:
    brush.smooth(mirrored(".03 0 .03 .0 .018 .03 .016 .3 .034 .6 .036 .8 .02 .85 0 .855"), colour)
    brush.box(-0.018, 0.05, 0.036, 0.2, DARK, round_m=0.01)
    brush.ellipse(0, 0.012, 0.03, 0.014, lighter(colour, -0.2))
    brush.line(outline("-.016 .45 -.022 .75"), 0.008, WHITE, 0.5)


def _baseball_glove(brush: Brush, colour: Colour) -> None:
    for x, y, turn in ((-0.075, 0.19, 0.25), (-0.025, 0.215, 0.08), (0.03, 0.215, -0.08), (0.08, 0.185, -0.3)):
        brush.turned(x, y, turn, lambda: brush.box(-0.026, -0.11, 0.052, 0.16, colour, round_m=0.026))
    brush.smooth(outline("-.09 .0 -.13 .08 -.11 .18 .0 .2 .11 .17 .12 .06 .07 .0"), colour)
    brush.smooth(outline("-.1 .03 -.17 .08 -.2 .17 -.17 .2 -.13 .17 -.09 .12"), lighter(colour, -0.12))
    for x in (-0.05, 0.003, 0.055):
        brush.line([(x, 0.16), (x, 0.25)], 0.005, lighter(colour, -0.4))
    brush.ellipse(0.0, 0.1, 0.07, 0.062, lighter(colour, -0.25))
    brush.circle(0.0, 0.105, 0.038, CREAM)
    brush.line(arc(-0.036, 0.105, 0.03, -40, 80), 0.003, rgb("#d8443a"))
    brush.line(arc(0.036, 0.105, 0.03, 140, 80), 0.003, rgb("#d8443a"))
    brush.box(-0.08, 0.0, 0.15, 0.03, lighter(colour, -0.35), round_m=0.012)


def _frisbee(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.034, 0.138, 0.034, lighter(colour, -0.25))
    brush.ellipse(0, 0.042, 0.138, 0.034, colour)
    brush.ellipse(0, 0.046, 0.108, 0.025, lighter(colour, 0.22))
    brush.ellipse(0, 0.045, 0.100, 0.022, colour)
    brush.ellipse(0, 0.046, 0.05, 0.011, CREAM)
    brush.curve((-0.118, 0.05), (-0.07, 0.074), (0.0, 0.072), 0.006, WHITE, 0.8)


def _teddy_bear(brush: Brush, colour: Colour) -> None:
    pale, dark = mix(colour, CREAM, 0.6), lighter(colour, -0.14)
    for side in (-1, 1):
        brush.circle(side * 0.085, 0.40, 0.036, colour)
        brush.circle(side * 0.085, 0.40, 0.02, pale)
        brush.line([(side * 0.08, 0.22), (side * 0.15, 0.14)], 0.062, dark)
    brush.ellipse(0, 0.15, 0.105, 0.12, colour)
    brush.ellipse(0, 0.14, 0.068, 0.08, pale)
    for side in (-1, 1):
        brush.ellipse(side * 0.105, 0.05, 0.055, 0.05, colour)
        brush.ellipse(side * 0.115, 0.05, 0.032, 0.034, pale)
    brush.ellipse(0, 0.335, 0.118, 0.10, colour)
    brush.ellipse(0, 0.305, 0.055, 0.042, pale)
    brush.ellipse(0, 0.325, 0.02, 0.014, DARK)
    brush.curve((-0.022, 0.295), (0, 0.28), (0.022, 0.295), 0.007, DARK)
    for side in (-1, 1):
        brush.circle(side * 0.045, 0.352, 0.012, DARK)
        brush.circle(side * 0.045 + 0.004, 0.357, 0.004, WHITE)
    brush.polygon(outline("0 .237 -.055 .262 -.055 .212"), rgb("#d8443a"))
    brush.polygon(outline("0 .237 .055 .262 .055 .212"), rgb("#b8362e"))


def _kite(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    """The origin is its middle: it hangs on its string."""
    flies = action != "stand"
    turn = -0.42 + (0.12 * math.sin(seconds * 1.7) + 0.05 * math.sin(seconds * 4.1) if flies else 0.0)
    half, tall, low = 0.46, 0.55, 0.78

    def whole() -> None:
        points = [
            (0.16 * math.sin(seconds * 3.2 - step * 0.39) * (0.3 + step / 14) - 0.018 * step, -low - 0.107 * step)
            for step in range(15)
        ]
        brush.line(points, 0.022, lighter(colour, -0.25))
        for index in (3, 6, 9, 12):
            x, y = points[index]
            bow = rgb("#f6cf55") if index % 2 else colour
            brush.polygon([(x, y), (x - 0.12, y + 0.07), (x - 0.12, y - 0.07)], bow)
            brush.polygon([(x, y), (x + 0.12, y + 0.07), (x + 0.12, y - 0.07)], lighter(bow, -0.12))
        brush.polygon([(0, tall), (0, 0), (-half, 0)], lighter(colour, 0.10))
        brush.polygon([(0, tall), (half, 0), (0, 0)], colour)
        brush.polygon([(-half, 0), (0, 0), (0, -low)], colour)
        brush.polygon([(0, 0), (half, 0), (0, -low)], lighter(colour, -0.20))
        brush.line([(0, tall), (0, -low)], 0.018, lighter(colour, -0.45))
        brush.line([(-half, 0), (half, 0)], 0.018, lighter(colour, -0.45))

    brush.turned(0, 0.02 * math.sin(seconds * 2.4), turn, whole)


def _paper_plane(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.15 .05 .18 .06 -.06 .0"), lighter(colour, -0.28))
    brush.polygon(outline("-.18 .14 .18 .06 -.08 .055"), colour)
    brush.polygon(outline("-.15 .05 .18 .06 -.11 .075"), lighter(colour, -0.12))


def _swing_set(brush: Brush, colour: Colour) -> None:
    for side in (-1, 1):
        brush.line([(side * 0.95, 2.1), (side * 1.2, 0.0)], 0.07, lighter(colour, -0.2))
        brush.line([(side * 0.95, 2.1), (side * 0.72, 0.0)], 0.07, colour)
    brush.line(outline("-1.0 2.1 1.0 2.1"), 0.08, colour)


def _swing_seat(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    turn = 0.42 * math.sin(seconds * 2.35) if action != "stand" else 0.04 * math.sin(seconds * 2.35)

    def seat() -> None:
        for x in (-0.22, 0.22):
            brush.line([(x, 0.0), (x, -1.6)], 0.022, STEEL)
        brush.box(-0.28, -1.64, 0.56, 0.06, WOOD, round_m=0.02)

    brush.turned(0, 2.08, turn, seat)


THINGS: dict[str, Thing] = {
    "ball": Thing(body(0.30, 0.30), rgb("#e8612f"), _ball, is_round=True),
    "baseball_bat": Thing(body(0.86, 0.09), rgb("#cf9450"), _baseball_bat),
    "baseball_glove": Thing(body(0.28, 0.34, "table"), rgb("#a8632f"), _baseball_glove),
    "basketball": Thing(body(0.24, 0.24), rgb("#e2762b"), _basketball, is_round=True),
    "football": Thing(body(0.22, 0.22), rgb("#f4f2ec"), _football, is_round=True),
    "frisbee": Thing(body(0.08, 0.28), rgb("#2f8fc0"), _frisbee),
    "kite": Thing(body(1.5, 1.2, "air"), rgb("#d8332f"), nothing, live=_kite),
    "paper_plane": Thing(body(0.14, 0.36, "air"), rgb("#f4f0e6"), _paper_plane),
    "skateboard": Thing(
        body(0.16, 0.84),
        rgb("#d8443a"),
        _skateboard,
        wheels=(Wheel(-0.24, 0.045, 0.045, "plain"), Wheel(0.24, 0.045, 0.045, "plain")),
    ),
    "skis": Thing(body(1.72, 0.56), rgb("#d8443a"), _skis),
    "snowboard": Thing(body(1.5, 0.30), rgb("#3f74b5"), _snowboard),
    "surfboard": Thing(body(2.0, 0.52), rgb("#ef6a45"), _surfboard),
    "swing": Thing(body(2.14, 2.4), rgb("#d8443a"), _swing_set, live=_swing_seat),
    "teddy_bear": Thing(body(0.44, 0.34, "table"), rgb("#b57a45"), _teddy_bear),
    "tennis_ball": Thing(body(0.066, 0.066, "table"), rgb("#cfe046"), _tennis_ball, is_round=True),
    "tennis_racket": Thing(body(0.69, 0.26), rgb("#2f6fa8"), _tennis_racket),
}
