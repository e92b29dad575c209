"""What people own and carry: book, bags, umbrella, clothes, cards, gift, coin, diamond."""

from __future__ import annotations

import math
from itertools import pairwise

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.thing import CREAM, DARK, STEEL, WHITE, WOOD, Thing, arc, body, nothing, outline

__all__ = ["THINGS"]

_GOLD = rgb("#e5b53c")


def _book(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    opened = ease((seconds - 0.3) / 1.3) if action == "open" else 1.0 if action in ("read", "fly", "flutter") else 0.0
    if not opened:
        brush.box(-0.085, 0.0, 0.17, 0.235, lighter(colour, -0.3), round_m=0.008)
        brush.box(-0.07, 0.006, 0.152, 0.022, CREAM)
        brush.box(-0.085, 0.024, 0.16, 0.211, colour, round_m=0.006)
        brush.box(-0.085, 0.024, 0.022, 0.211, lighter(colour, -0.22), round_m=0.005)
        brush.box(-0.045, 0.14, 0.10, 0.055, lighter(colour, 0.55), round_m=0.004)
        for y in (0.178, 0.162):
            brush.line([(-0.03, y), (0.04, y)], 0.006, lighter(colour, -0.2))
        brush.circle(0.005, 0.085, 0.022, _GOLD)
        brush.line(outline("-.054 .04 -.054 .22"), 0.006, WHITE, 0.35)
        return
    flap = 0.25 * math.sin(seconds * 6) if action in ("fly", "flutter") else 0.03 * math.sin(seconds * 2)
    for side in (-1, 1):
        spread = 0.17 * (opened if side < 0 else 1.0)
        rise = 0.02 + 0.05 * abs(flap)
        brush.polygon(
            [(0, 0.0), (side * spread, rise), (side * spread, 0.2 + rise), (0, 0.18)],
            lighter(colour, -0.1 if side < 0 else -0.25),
        )
        brush.smooth(
            [
                (0, 0.012),
                (0, 0.012),
                (side * spread * 0.5, 0.03 + rise),
                (side * spread * 0.95, 0.012 + rise),
                (side * spread * 0.95, 0.012 + rise),
                (side * spread * 0.95, 0.194 + rise),
                (side * spread * 0.95, 0.194 + rise),
                (side * spread * 0.5, 0.212 + rise),
                (0, 0.186),
                (0, 0.186),
            ],
            CREAM if side < 0 else lighter(CREAM, -0.08),
        )
        for row in range(5):
            y = 0.165 - 0.026 * row
            brush.line([(side * spread * 0.18, y + rise * 0.4), (side * spread * 0.8, y + rise)], 0.005, rgb("#9a8f7d"))
    if action == "open" and 0.02 < opened < 0.98:
        across = 0.17 * math.cos(math.pi * opened)
        brush.polygon([(0, 0.012), (across, 0.05), (across, 0.23), (0, 0.186)], WHITE)


def _umbrella(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    spread = 0.16 + 0.84 * ease((seconds - 0.3) / 0.7) if action == "open" else 1.0
    high, edge = 0.98, 0.98 - 0.30 * (1.6 - 0.6 * spread)
    half = 0.52 * spread
    brush.line(outline("0 .1 0 1.0"), 0.018, STEEL)
    brush.line(arc(0.045, 0.1, 0.045, 180, 180), 0.024, WOOD)
    ribs = [half * math.sin(math.radians(turn)) for turn in (-90, -36, 0, 36, 90)]
    for index, (left, right) in enumerate(pairwise(ribs)):
        dip = edge + 0.045 * spread
        brush.smooth(
            [
                (left, edge),
                (left, edge),
                (left * 0.82, high - 0.08 * spread),
                (0, high),
                (0, high),
                (right * 0.82, high - 0.08 * spread),
                (right, edge),
                (right, edge),
                ((left + right) / 2, dip + 0.01),
            ],
            lighter(colour, (0.16, 0.04, -0.06, -0.2)[index]),
        )
    brush.line([(0, high - 0.01), (0, high + 0.06)], 0.016, STEEL)


def _backpack(brush: Brush, colour: Colour) -> None:
    brush.line(arc(0, 0.47, 0.05, 0, 180), 0.02, lighter(colour, -0.35))
    brush.smooth(outline("-.16 .02 -.16 .02 -.175 .3 -.14 .46 .0 .49 .14 .46 .175 .3 .16 .02 .16 .02"), colour)
    brush.smooth(outline(".06 .02 .06 .02 .16 .02 .16 .02 .175 .3 .14 .46 .06 .48 .1 .3"), lighter(colour, -0.14))
    brush.box(-0.12, 0.04, 0.24, 0.19, lighter(colour, -0.1), round_m=0.04)
    brush.line(outline("-.1 .19 .1 .19"), 0.010, lighter(colour, -0.42))
    brush.line(outline("-.15 .32 .0 .29 .15 .32"), 0.012, lighter(colour, -0.42))
    for x in (-0.07, 0.07):
        brush.box(x - 0.014, 0.24, 0.028, 0.09, rgb("#d9a85b"), round_m=0.006)
    for side in (-1, 1):
        brush.smooth(
            [(side * 0.16, 0.03), (side * 0.2, 0.05), (side * 0.2, 0.16), (side * 0.16, 0.18)], lighter(colour, -0.28)
        )
    brush.line(arc(-0.02, 0.32, 0.115, 115, 40), 0.012, WHITE, 0.45)


def _suitcase(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.07 .62 -.07 .78 .07 .78 .07 .62"), 0.02, STEEL)
    brush.line(outline("-.06 .79 .06 .79"), 0.034, DARK)
    for x in (-0.15, 0.15):
        brush.circle(x, 0.03, 0.03, DARK)
    brush.box(-0.21, 0.05, 0.42, 0.60, colour, round_m=0.05)
    brush.box(0.10, 0.05, 0.11, 0.60, lighter(colour, -0.13), round_m=0.05)
    for x in (-0.13, -0.045, 0.045, 0.13):
        brush.line([(x, 0.10), (x, 0.60)], 0.012, lighter(colour, -0.22))
    brush.line(outline("-.175 .56 -.175 .2"), 0.012, WHITE, 0.5)
    brush.box(-0.05, 0.60, 0.1, 0.03, STEEL, round_m=0.008)


def _handbag(brush: Brush, colour: Colour) -> None:
    brush.line(arc(0, 0.2, 0.10, 0, 180), 0.018, lighter(colour, -0.28))
    brush.smooth(outline("-.15 .21 -.15 .21 -.18 .02 -.14 .0 .14 .0 .18 .02 .15 .21 .15 .21"), colour)
    brush.smooth(outline("-.155 .215 -.155 .215 -.16 .13 .0 .07 .16 .13 .155 .215 .155 .215"), lighter(colour, -0.16))
    brush.box(-0.022, 0.08, 0.044, 0.035, _GOLD, round_m=0.008)
    brush.line(outline("-.13 .19 -.135 .14"), 0.010, WHITE, 0.5)


def _tie(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.028 .46 .028 .46 .018 .40 -.018 .40"), lighter(colour, -0.2))
    brush.polygon(outline("-.018 .40 .018 .40 .048 .07 .0 .0 -.048 .07"), colour)
    for y in (0.30, 0.20, 0.10):
        half = 0.02 + (0.40 - y) * 0.09
        brush.polygon(
            [(-half, y - 0.02), (half, y + 0.03), (half + 0.002, y + 0.01), (-half - 0.001, y - 0.04)],
            lighter(colour, 0.35),
        )


def _hat(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.03, 0.22, 0.032, lighter(colour, -0.14))
    brush.smooth(outline("-.12 .03 -.12 .03 -.115 .14 -.08 .175 .0 .16 .08 .175 .115 .14 .12 .03 .12 .03"), colour)
    brush.smooth(
        outline("-.12 .035 -.12 .035 -.118 .075 -.118 .075 .118 .075 .118 .075 .12 .035 .12 .035 .0 .02"), DARK
    )
    brush.line(outline("-.09 .14 -.07 .155"), 0.010, WHITE, 0.45)


def _shoe(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.13 .02 -.13 .02 -.135 .11 -.08 .125 -.03 .1 .06 .075 .13 .055 .145 .02 .145 .02"), colour)
    brush.smooth(outline("-.135 .0 -.135 .0 -.135 .028 -.135 .028 .145 .028 .15 .0 .15 .0"), WHITE)
    for x in (-0.02, 0.01, 0.04):
        brush.line([(x, 0.075), (x + 0.02, 0.098 - x * 0.3)], 0.007, WHITE)
    brush.curve((-0.1, 0.04), (-0.03, 0.045), (0.0, 0.08), 0.012, lighter(colour, 0.5))


def _glasses(brush: Brush, colour: Colour) -> None:
    for x in (-0.035, 0.035):
        brush.circle(x, 0.03, 0.028, rgb("#bfe0ea"), 0.6)
        brush.line(arc(x, 0.03, 0.028), 0.007, colour)
        brush.line(arc(x, 0.03, 0.018, 115, 45), 0.004, WHITE, 0.9)
    brush.line(arc(0, 0.03, 0.010, 20, 140), 0.006, colour)


def _gift(brush: Brush, colour: Colour) -> None:
    brush.box(-0.14, 0.0, 0.28, 0.2, colour, round_m=0.006)
    brush.box(0.06, 0.0, 0.08, 0.2, lighter(colour, -0.14), round_m=0.006)
    brush.box(-0.155, 0.18, 0.31, 0.055, lighter(colour, 0.1), round_m=0.006)
    brush.box(-0.02, 0.0, 0.04, 0.235, _GOLD)
    for side in (-1, 1):
        brush.smooth(
            [(0, 0.235), (side * 0.02, 0.29), (side * 0.09, 0.31), (side * 0.11, 0.27), (side * 0.07, 0.24)], _GOLD
        )
        brush.smooth(
            [(0, 0.24), (side * 0.03, 0.275), (side * 0.075, 0.285), (side * 0.08, 0.265), (side * 0.05, 0.25)],
            lighter(_GOLD, -0.25),
        )
    brush.circle(0, 0.245, 0.022, lighter(_GOLD, 0.15))
    brush.line(outline("-.125 .16 -.125 .04"), 0.010, WHITE, 0.5)


def _coin(brush: Brush, colour: Colour) -> None:
    brush.circle(0.0022, 0.014, 0.0138, lighter(colour, -0.3))
    brush.circle(0, 0.014, 0.014, colour)
    brush.line(arc(0, 0.014, 0.0112), 0.0009, lighter(colour, -0.22))
    star = [
        (
            (0.0075 if step % 2 == 0 else 0.0033) * math.sin(step * math.pi / 5),
            0.014 + (0.0075 if step % 2 == 0 else 0.0033) * math.cos(step * math.pi / 5),
        )
        for step in range(10)
    ]
    brush.polygon(star, lighter(colour, 0.35))
    brush.line(arc(0, 0.014, 0.0126, 110, 55), 0.0011, WHITE, 0.8)


def _diamond(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.03 .034 -.018 .046 .018 .046 .03 .034 .0 .0"), colour)
    brush.polygon(outline("-.03 .034 -.012 .034 .0 .0"), lighter(colour, 0.25))
    brush.polygon(outline(".03 .034 .012 .034 .0 .0"), lighter(colour, -0.22))
    brush.polygon(outline("-.03 .034 -.018 .046 -.012 .034"), lighter(colour, 0.55))
    brush.polygon(outline("-.018 .046 .018 .046 .012 .034 -.012 .034"), lighter(colour, 0.75))
    brush.polygon(outline(".018 .046 .03 .034 .012 .034"), lighter(colour, 0.1))


def _letter(brush: Brush, colour: Colour) -> None:
    brush.box(-0.11, 0.0, 0.22, 0.145, colour, round_m=0.004)
    brush.polygon(outline("-.11 .0 .0 .08 .11 .0"), lighter(colour, -0.1))
    brush.polygon(outline("-.11 .145 .0 .055 .11 .145"), lighter(colour, -0.18))
    brush.polygon(outline("-.11 .145 .0 .062 .11 .145"), lighter(colour, 0.1))
    brush.circle(0, 0.068, 0.015, rgb("#c8303a"))


def _cards(brush: Brush, colour: Colour) -> None:
    for index, turn in enumerate((0.5, 0.25, 0.0, -0.25, -0.5)):

        def card(index: int = index) -> None:
            brush.box(-0.032, 0.02, 0.064, 0.1, WHITE, round_m=0.006)
            brush.box(-0.026, 0.026, 0.052, 0.088, mix(WHITE, colour, 0.12 * index), round_m=0.004)
            brush.circle(-0.015, 0.1, 0.006, colour if index % 2 else DARK)
            brush.circle(0.0, 0.07, 0.012, colour if index % 2 else DARK)

        brush.turned(0, 0.0, turn, card)


def _chess(brush: Brush, colour: Colour) -> None:
    for row in range(2):
        for column in range(8):
            left, half = -0.24 + 0.06 * column, 0.03
            brush.polygon(
                [
                    (left, 0.02 * row),
                    (left + 2 * half, 0.02 * row),
                    (left + 2 * half - 0.004, 0.02 + 0.02 * row),
                    (left + 0.004, 0.02 + 0.02 * row),
                ],
                CREAM if (row + column) % 2 else rgb("#8a5c38"),
            )
    for x, tall, tone in (
        (-0.18, 0.06, DARK),
        (-0.09, 0.1, DARK),
        (0.0, 0.13, colour),
        (0.09, 0.09, colour),
        (0.18, 0.06, colour),
    ):
        brush.smooth(
            [
                (x - 0.024, 0.03),
                (x - 0.024, 0.03),
                (x - 0.012, 0.05),
                (x - 0.008, 0.02 + tall * 0.7),
                (x + 0.008, 0.02 + tall * 0.7),
                (x + 0.012, 0.05),
                (x + 0.024, 0.03),
                (x + 0.024, 0.03),
            ],
            tone,
        )
        brush.circle(x, 0.03 + tall * 0.8, 0.018, lighter(tone, 0.12))
    brush.line(outline("0 .14 0 .185"), 0.007, lighter(colour, 0.12))
    brush.line(outline("-.012 .17 .012 .17"), 0.007, lighter(colour, 0.12))


def _balloon_toy(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    sway = 0.05 * math.sin(seconds * 1.7)
    points = [
        (sway * (step / 8 - 1) * 1.4 + 0.02 * math.sin(step * 1.1 + seconds * 2), 0.02 + 0.085 * step)
        for step in range(9)
    ]
    brush.line(points, 0.007, CREAM, 0.9)
    top = points[-1][0]
    brush.polygon([(top - 0.025, 0.69), (top + 0.025, 0.69), (top, 0.73)], lighter(colour, -0.2))
    brush.smooth(
        [
            (top, 0.71),
            (top + 0.1, 0.78),
            (top + 0.155, 0.93),
            (top + 0.1, 1.07),
            (top, 1.1),
            (top - 0.1, 1.07),
            (top - 0.155, 0.93),
            (top - 0.1, 0.78),
        ],
        colour,
    )
    brush.line(arc(top - 0.01, 0.94, 0.10, 110, 55), 0.026, WHITE, 0.6)


def _parasol(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 2.2"), 0.06, CREAM)
    for left, right, tone in ((-1.3, -0.55, colour), (-0.55, 0.55, CREAM), (0.55, 1.3, lighter(colour, -0.14))):
        brush.smooth(
            [
                (left, 1.75),
                (left, 1.75),
                (left * 0.8, 2.1),
                (0, 2.4),
                (0, 2.4),
                (right * 0.8, 2.1),
                (right, 1.75),
                (right, 1.75),
            ],
            tone,
        )


THINGS: dict[str, Thing] = {
    "backpack": Thing(body(0.52, 0.40), rgb("#3f74b5"), _backpack),
    "book": Thing(body(0.235, 0.20, "table"), rgb("#b5443c"), nothing, live=_book),
    "cards": Thing(body(0.125, 0.18, "table"), rgb("#d23a35"), _cards),
    "chess": Thing(body(0.19, 0.48, "table"), rgb("#eee2c8"), _chess),
    "coin": Thing(body(0.028, 0.03, "table"), _GOLD, _coin),
    "diamond": Thing(body(0.047, 0.06, "table"), rgb("#6cc7ee"), _diamond),
    "gift": Thing(body(0.31, 0.31, "table"), rgb("#d23a45"), _gift),
    "glasses": Thing(body(0.06, 0.13, "table"), rgb("#34363f"), _glasses),
    "handbag": Thing(body(0.31, 0.36, "table"), rgb("#a8485a"), _handbag),
    "hat": Thing(body(0.18, 0.44, "table"), rgb("#9a6b42"), _hat),
    "letter": Thing(body(0.145, 0.22, "table"), rgb("#f3ead8"), _letter),
    "parasol": Thing(body(2.4, 2.6), rgb("#d8443a"), _parasol),
    "shoe": Thing(body(0.125, 0.29, "table"), rgb("#3f74b5"), _shoe),
    "suitcase": Thing(body(0.80, 0.44), rgb("#e08a3c"), _suitcase),
    "tie": Thing(body(0.46, 0.11, "table"), rgb("#3f5fa8"), _tie),
    "toy_balloon": Thing(body(1.1, 0.34, "ground", head_at=0.82, head=0.4), rgb("#e0403f"), nothing, live=_balloon_toy),
    "umbrella": Thing(body(1.04, 1.04), rgb("#c8303a"), nothing, live=_umbrella),
}
