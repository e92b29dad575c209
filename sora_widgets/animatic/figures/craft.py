"""Craft of water, air and space: sailing boat, ship, canoe, raft, plane, helicopter, balloon, rocket, ufo …

A craft of the water has its origin on the water line.
"""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, GLASS, STEEL, WHITE, WOOD, Live, Thing, arc, body, outline

__all__ = ["THINGS"]

_FOAM = rgb("#eef8f8")
_SAIL = rgb("#fbf4e4")


def _boat(brush: Brush, colour: Colour) -> None:
    brush.line(outline(".15 .6 .15 8.4"), 0.13, rgb("#7a5638"))
    brush.line(outline(".15 1.5 -3.0 1.4"), 0.10, rgb("#7a5638"))
    brush.smooth(outline("-3.1 1.05 -3.1 1.05 2.9 1.1 3.6 1.3 3.6 1.3 2.7 -.35 .0 -.55 -2.5 -.4 -3.0 .3"), colour)
    brush.line(outline("-2.95 .84 3.05 .92"), 0.10, CREAM)
    brush.box(-1.5, 1.0, 2.1, 0.5, rgb("#e8d8b8"), round_m=0.12)
    for x in (-1.1, -0.45, 0.2):
        brush.circle(x, 1.25, 0.12, rgb("#54788c"))


def _sails(brush: Brush, seconds: float, colour: Colour) -> None:
    full = 0.16 * math.sin(seconds * 1.1)
    brush.smooth(
        [
            (0.0, 8.2),
            (0.0, 8.2),
            (-0.9 - full, 5.2),
            (-2.4 - full, 2.2),
            (-2.9, 1.55),
            (-2.9, 1.55),
            (-1.2, 1.7),
            (0.0, 1.65),
            (0.0, 1.65),
        ],
        _SAIL,
    )
    brush.smooth(
        [(0.0, 8.2), (0.0, 8.2), (-0.35, 5.4), (-0.9, 3.2), (-0.8, 1.68), (0.0, 1.65), (0.0, 1.65)], rgb("#e6dabf")
    )
    brush.smooth(
        [
            (0.35, 7.6),
            (0.35, 7.6),
            (1.2 + full, 4.6),
            (2.8 + full * 0.5, 1.55),
            (2.8, 1.55),
            (1.4, 1.8),
            (0.38, 1.75),
            (0.38, 1.75),
        ],
        mix(colour, _SAIL, 0.2),
    )
    brush.polygon([(0.15, 8.4), (0.95, 8.22 + 0.08 * math.sin(seconds * 7)), (0.15, 8.02)], rgb("#f2c230"))


def _wash(bow: float, stern: float, size: float) -> Live:
    """The foam that a hull makes at its water line, between two ends."""

    def draw(brush: Brush, seconds: float, action: str, _: Colour) -> None:
        water = rgb("#3a8cab")
        count = 16
        step = (bow - stern + 0.8 * size) / count
        crest = [
            (stern - 0.4 * size + step * i, 0.05 * size * math.sin(seconds * 2.0 + i * 1.2)) for i in range(count + 1)
        ]
        brush.smooth([*crest, (bow, -0.62 * size), ((bow + stern) / 2, -0.9 * size), (stern, -0.62 * size)], water)
        for index in range(3):
            spread = 0.3 * size * (0.5 + 0.5 * math.sin(seconds * 2.2 + index * 2.1))
            left = stern - 0.2 * size - 0.3 * index * size
            brush.line(
                [(left, -0.12 * size * (index + 1)), (left + 0.8 * size + spread, -0.13 * size * (index + 1))],
                0.06 * size,
                _FOAM,
                0.75,
            )
            left = bow - 0.7 * size + 0.3 * index * size
            brush.line(
                [(left, -0.1 * size * (index + 0.6)), (left + 0.8 * size + spread, -0.11 * size * (index + 1))],
                0.065 * size,
                _FOAM,
                0.85,
            )

    return draw


_boat_wash = _wash(3.0, -2.9, 1.0)


def _boat_live(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    _sails(brush, seconds, colour)
    _boat_wash(brush, seconds, action, colour)


def _ship(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-9.2 2.2 -9.2 2.2 -8.6 -1.0 -8.2 -1.2 8.0 -1.2 8.8 -.6 10.6 3.2 10.6 3.2 8.6 2.4 -9.2 2.2"), colour
    )
    brush.polygon(outline("-8.75 .45 9.05 .45 8.2 -1.2 -8.4 -1.2"), lighter(colour, -0.4))
    brush.line(outline("-9.1 1.95 9.6 2.3"), 0.18, CREAM)
    brush.box(-7.6, 2.2, 13.2, 1.5, CREAM, round_m=0.2)
    brush.box(-6.6, 3.6, 10.6, 1.3, lighter(CREAM, -0.05), round_m=0.2)
    brush.box(-1.2, 4.8, 4.6, 1.1, CREAM, round_m=0.2)
    for row, (left, count) in enumerate(((-7.0, 13), (-6.1, 10))):
        for index in range(count):
            brush.circle(left + index, 2.95 + 1.3 * row, 0.22, rgb("#54788c"))
    brush.box(-0.8, 5.1, 3.8, 0.45, GLASS)
    for x in (-5.0, -2.9):
        brush.polygon([(x, 4.8), (x - 0.35, 7.3), (x + 0.95, 7.3), (x + 1.2, 4.8)], rgb("#d8443a"))
        brush.polygon([(x - 0.27, 6.75), (x - 0.35, 7.3), (x + 0.95, 7.3), (x + 1.0, 6.75)], DARK)
    brush.line(outline("2.4 5.8 2.4 7.6"), 0.1, DARK)


def _ship_smoke(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index in range(5):
        age = (seconds * 0.32 + index / 5) % 1.0
        x = -4.5 - 4.5 * age
        brush.circle(x, 7.5 + 1.9 * age + 0.2 * math.sin(6 * age), 0.3 + 0.9 * age, rgb("#8d939c"), 0.55 * (1 - age))


def _canoe(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-2.3 .55 -2.3 .55 -1.7 .30 .0 .24 1.7 .30 2.3 .55 2.3 .55 1.9 -.1 1.2 -.22 -1.2 -.22 -1.9 -.1"), colour
    )
    brush.smooth(
        outline("-2.3 .55 -2.3 .55 -1.7 .30 .0 .24 1.7 .30 2.3 .55 2.3 .55 1.7 .22 .0 .15 -1.7 .22"),
        lighter(colour, 0.3),
    )
    brush.line(outline("-1.2 .25 .9 .62"), 0.045, WOOD)
    brush.ellipse(-1.35, 0.20, 0.22, 0.07, WOOD)


def _raft(brush: Brush, colour: Colour) -> None:
    for index in range(6):
        brush.box(-1.5 + 0.5 * index, -0.08, 0.47, 0.26, lighter(colour, 0.08 * (index % 2)), round_m=0.1)
    brush.line(outline("-1.4 .14 1.4 .14"), 0.05, rgb("#d9c79a"))
    brush.line(outline("0 .15 0 2.3"), 0.08, WOOD)
    brush.smooth(outline(".04 2.2 .04 2.2 1.0 1.8 1.1 .8 1.1 .8 .04 .7 .04 .7"), _SAIL)


def _plane(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-1.0 .95 -1.0 .95 -3.2 2.4 -4.0 2.4 -3.9 2.2 .6 1.05 .6 1.05"), lighter(colour, -0.3))
    brush.smooth(
        outline("-8.6 1.5 -8.2 .95 -4.0 .35 6.2 .35 8.2 .72 8.6 1.15 7.9 1.6 6.2 1.95 -6.5 1.95 -8.4 1.75"), CREAM
    )
    brush.smooth(outline("-8.6 1.5 -8.2 .95 -4.0 .35 6.2 .35 8.3 .75 8.3 .75 5.6 .85 -4.0 .95"), lighter(CREAM, -0.12))
    brush.smooth(outline("-8.5 1.6 -8.5 1.6 -9.4 4.3 -9.4 4.3 -8.2 4.3 -6.1 1.9 -6.1 1.9"), colour)
    brush.smooth(outline("-8.2 1.7 -8.2 1.7 -9.5 2.5 -9.3 2.65 -7.0 1.85 -7.0 1.85"), lighter(colour, -0.2))
    brush.line(outline("-7.6 1.32 7.4 1.32"), 0.14, colour)
    brush.smooth(outline("7.05 1.85 7.05 1.85 6.7 1.5 6.7 1.5 8.0 1.42 7.6 1.68"), rgb("#3c5a72"))
    for index in range(13):
        brush.ellipse(-5.6 + 0.9 * index, 1.58, 0.15, 0.19, rgb("#6d93ad"))
    brush.ellipse(0.2, 0.15, 1.0, 0.42, colour)
    brush.ellipse(1.05, 0.15, 0.2, 0.40, DARK)
    brush.smooth(outline("2.0 .85 2.0 .85 -3.6 -1.0 -4.4 -1.05 -4.2 -.7 -1.6 .95 -1.6 .95"), lighter(colour, -0.12))
    brush.smooth(outline("2.0 .85 2.0 .85 1.0 .6 -2.4 -.55 -1.0 .5 -1.0 .9"), lighter(colour, 0.12))


def _contrail(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    if action in ("land", "slide", "stand", "take_off"):
        for x in (-0.9, 5.6):
            brush.line([(x, 0.6), (x, 0.1)], 0.14, STEEL)
            brush.circle(x, 0.0, 0.30, DARK)
            brush.circle(x, 0.0, 0.13, STEEL)
    if action in ("fly", "launch"):
        for y, length in ((1.4, 7.0), (0.2, 5.0)):
            brush.line([(-9.6, y), (-9.6 - length, y + 0.06 * math.sin(seconds * 4))], 0.22, WHITE, 0.35)


def _helicopter(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-1.0 1.6 -1.0 1.6 -5.2 1.95 -5.6 2.9 -5.2 2.95 -4.7 2.25 -.8 2.35 -.8 2.35"), lighter(colour, -0.12)
    )
    brush.smooth(outline("-1.7 1.5 -1.3 2.4 .0 2.75 1.6 2.55 2.6 1.6 2.4 .85 1.4 .55 -.9 .55 -1.6 .95"), colour)
    brush.smooth(outline("2.55 1.55 2.0 2.25 1.0 2.5 .7 2.5 .7 2.5 .7 1.35 .7 1.35 2.3 1.2 2.56 1.35"), GLASS)
    brush.polygon(outline(".9 1.4 1.35 2.42 1.6 2.38 1.15 1.4"), WHITE, 0.45)
    brush.box(-0.75, 1.35, 1.0, 0.8, GLASS, round_m=0.1)
    brush.smooth(outline("-1.5 .9 2.3 .85 1.4 .55 -.9 .55"), lighter(colour, -0.35))
    brush.line(outline("-1.4 .05 2.0 .05 2.3 .18"), 0.11, DARK)
    for x in (-0.6, 1.2):
        brush.line([(x, 0.6), (x, 0.05)], 0.08, DARK)
    brush.line(outline(".2 2.6 .2 3.15"), 0.18, DARK)


def _rotor(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    turn = seconds * (31.0 if action != "stand" else 0.0)
    if action != "stand":
        brush.ellipse(0.2, 3.18, 4.6, 0.10, rgb("#5a6069"), 0.30)
    half = max(0.7, 4.6 * abs(math.cos(turn)))
    brush.line([(0.2 - half, 3.18), (0.2 + half, 3.18)], 0.11, DARK)
    brush.turned(-5.3, 2.5, -turn * 1.3 + 0.4, lambda: brush.line([(-0.7, 0), (0.7, 0)], 0.12, DARK))


def _balloon(brush: Brush, colour: Colour) -> None:
    for x in (-0.55, 0.55):
        brush.line([(x * 0.85, 0.95), (x * 1.3, 2.5)], 0.04, rgb("#6b5138"))
    envelope = outline("-.5 2.35 -2.1 3.8 -3.0 5.9 -2.1 8.2 0 9.0 2.1 8.2 3.0 5.9 2.1 3.8 .5 2.35")
    for index, share in enumerate((1.0, 0.76, 0.48, 0.17)):
        tone = colour if index % 2 == 0 else rgb("#f6dfa6")
        brush.smooth([(x * share, y) for x, y in envelope], tone)
    brush.smooth(outline("-1.9 5.2 -2.55 6.3 -1.9 7.7 -1.55 7.9 -2.1 6.3 -1.6 5.0"), WHITE, 0.25)
    brush.smooth(outline(".5 2.35 .5 2.35 -.5 2.35 -.5 2.35 -.75 2.65 .75 2.65"), lighter(colour, -0.35))
    brush.box(-0.55, 0.0, 1.1, 0.95, rgb("#8f6237"), round_m=0.14)
    brush.box(-0.58, 0.82, 1.16, 0.14, rgb("#6f4a28"), round_m=0.06)
    for y in (0.25, 0.5):
        brush.line([(-0.5, y), (0.5, y)], 0.03, rgb("#6f4a28"))


def _burner(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    roar = max(0.0, math.sin(seconds * 1.7)) ** 2
    tall = 0.25 + 0.55 * roar + 0.06 * math.sin(seconds * 23)
    brush.smooth(
        [
            (-0.14, 1.5),
            (0.0, 1.42),
            (0.14, 1.5),
            (0.09, 1.5 + tall * 0.6),
            (0.0, 1.55 + tall),
            (0.0, 1.55 + tall),
            (-0.09, 1.5 + tall * 0.6),
        ],
        rgb("#ffb13b"),
        glows=True,
    )
    brush.box(-0.16, 1.3, 0.32, 0.16, DARK)


def _rocket(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.9 1.6 -.9 1.6 -2.0 .5 -2.1 -.1 -1.2 .45 -.7 .6 -.7 .6"), colour)
    brush.smooth(outline(".9 1.6 .9 1.6 2.0 .5 2.1 -.1 1.2 .45 .7 .6 .7 .6"), lighter(colour, -0.2))
    brush.polygon(outline("-.55 .5 -.75 .05 .75 .05 .55 .5"), rgb("#5a6069"))
    brush.smooth(
        outline("-.75 .45 -.75 .45 -1.1 2.6 -1.05 5.0 -.55 7.0 .0 8.0 .0 8.0 .55 7.0 1.05 5.0 1.1 2.6 .75 .45 .75 .45"),
        CREAM,
    )
    brush.smooth(
        outline(".25 .45 .25 .45 .75 .45 .75 .45 1.1 2.6 1.05 5.0 .55 7.0 .0 8.0 .55 5.6 .6 2.6"), lighter(CREAM, -0.14)
    )
    brush.smooth(outline("-.79 6.1 -.79 6.1 -.5 7.1 .0 8.0 .0 8.0 .5 7.1 .79 6.1 .79 6.1 .3 5.95 -.3 5.95"), colour)
    brush.polygon(outline("-.83 1.0 -.93 1.5 .93 1.5 .83 1.0"), colour)
    brush.circle(0, 4.5, 0.5, rgb("#5a6069"))
    brush.circle(0, 4.5, 0.38, rgb("#6fb5d8"))
    brush.line(arc(0, 4.5, 0.26, 100, 60), 0.07, WHITE, 0.8)
    brush.box(-0.1, -0.15, 0.2, 1.5, lighter(colour, -0.1), round_m=0.09)


def _spaceship(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-5.0 1.6 -5.0 1.6 -6.2 3.4 -5.4 3.5 -2.2 2.2 -2.2 2.2"), lighter(colour, -0.2))
    brush.smooth(outline("-5.6 1.0 -5.0 1.9 -1.0 2.5 3.0 2.2 6.0 1.3 6.6 1.0 5.0 .6 .0 .25 -4.6 .4"), colour)
    brush.smooth(outline("-5.4 .9 6.6 1.0 5.0 .6 .0 .25 -4.6 .4"), lighter(colour, -0.3))
    brush.smooth(outline("1.2 2.3 1.2 2.3 3.0 2.15 4.6 1.6 4.6 1.6 1.4 1.6 1.4 1.6"), rgb("#4fa9d8"))
    brush.line(outline("1.7 2.0 3.0 1.9"), 0.07, WHITE, 0.7)
    brush.smooth(outline("-1.0 1.0 -1.0 1.0 -4.6 .1 -5.4 -.6 -4.0 -.6 1.6 .8 1.6 .8"), lighter(colour, 0.18))
    for x in (-3.4, -2.4, -1.4, -0.4):
        brush.circle(x, 1.5, 0.16, rgb("#ffe39a"), glows=True)
    brush.box(-6.0, 0.7, 0.7, 0.75, rgb("#4a4d57"), round_m=0.12)


def _thrust(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    if action == "stand":
        return
    long = 1.9 + 0.35 * math.sin(seconds * 31) + 0.2 * math.sin(seconds * 17)
    for share, code in ((1.0, "#58b7ff"), (0.55, "#e6f6ff")):
        brush.smooth(
            [
                (-5.9, 1.08 + 0.3 * share),
                (-5.9, 1.08 + 0.3 * share),
                (-6.0 - long * share, 1.08),
                (-6.0 - long * share, 1.08),
                (-5.9, 1.08 - 0.3 * share),
                (-5.9, 1.08 - 0.3 * share),
            ],
            rgb(code),
            0.9,
            True,
        )


def _ufo(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-1.3 1.25 -1.2 2.2 .0 2.6 1.2 2.2 1.3 1.25"), rgb("#9fe0e8"), 0.85)
    brush.smooth(outline("-.9 1.5 -.85 2.05 -.3 2.35 -.5 1.9 -.6 1.5"), WHITE, 0.5)
    brush.smooth(outline("-3.4 .95 -2.0 1.55 .0 1.7 2.0 1.55 3.4 .95 1.8 .4 .0 .25 -1.8 .4"), colour)
    brush.smooth(outline("-3.2 .9 .0 .95 3.2 .9 1.8 .4 .0 .25 -1.8 .4"), lighter(colour, -0.3))
    brush.ellipse(0, 0.28, 0.9, 0.16, lighter(colour, -0.5))


def _ufo_lamps(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index in range(7):
        lit = (int(seconds * 6) + index) % 3 == 0
        across = -2.4 + 0.8 * index
        brush.circle(
            across, 0.92 + 0.10 * (1 - (across / 2.4) ** 2), 0.15, rgb("#fff3a8") if lit else rgb("#c98a2e"), glows=True
        )


def _beam(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    wide = 1.9 + 0.15 * math.sin(seconds * 3)
    brush.polygon([(-0.8, 0.3), (0.8, 0.3), (wide, -4.2), (-wide, -4.2)], rgb("#c9ffd2"), 0.26, True)
    brush.polygon([(-0.4, 0.3), (0.4, 0.3), (wide * 0.5, -4.2), (-wide * 0.5, -4.2)], rgb("#e9ffe6"), 0.30, True)


def _drone(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.30 .15 .30 .15"), 0.03, DARK)
    for x in (-0.3, 0.3):
        brush.line([(x, 0.12), (x, 0.19)], 0.034, STEEL)
    brush.smooth(outline("-.16 .13 -.12 .19 .12 .19 .17 .13 .12 .08 -.12 .08"), colour)
    brush.line(outline("-.08 .165 .06 .165"), 0.014, lighter(colour, 0.5))
    brush.line(outline("-.12 .09 -.16 .01 -.06 .01"), 0.014, DARK)
    brush.line(outline(".12 .09 .16 .01 .06 .01"), 0.014, DARK)
    brush.circle(0.06, 0.065, 0.034, DARK)
    brush.circle(0.07, 0.065, 0.016, rgb("#6fb5d8"))


def _drone_rotors(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for x in (-0.3, 0.3):
        half = 0.03 + 0.11 * abs(math.cos(seconds * 37 + x))
        brush.ellipse(x, 0.205, 0.14, 0.012, rgb("#7a828c"), 0.4)
        brush.line([(x - half, 0.205), (x + half, 0.205)], 0.012, DARK)


def _submarine(brush: Brush, colour: Colour) -> None:
    brush.line(outline(".5 2.4 .5 3.5 .95 3.5"), 0.16, STEEL)
    brush.smooth(outline("-.9 1.9 -.9 1.9 -.6 2.75 -.4 2.75 .9 2.75 1.1 2.75 1.3 1.9 1.3 1.9"), lighter(colour, -0.15))
    brush.smooth(outline("-4.0 1.0 -3.6 1.7 -2.0 2.1 2.2 2.1 3.8 1.6 4.0 1.0 3.8 .4 2.2 -.1 -2.0 -.1 -3.6 .3"), colour)
    brush.smooth(outline("-3.9 .8 3.9 .8 3.8 .4 2.2 -.1 -2.0 -.1 -3.6 .3"), lighter(colour, -0.28))
    for x in (-1.7, 0.1, 1.9):
        brush.circle(x, 1.15, 0.36, STEEL)
        brush.circle(x, 1.15, 0.26, rgb("#9fdcf0"))
    brush.polygon(outline("-3.8 1.0 -4.7 1.9 -4.7 .1"), lighter(colour, -0.3))


THINGS: dict[str, Thing] = {
    "balloon": Thing(body(9.0, 6.0, "air", head_at=0.62, head=0.6), rgb("#d8443a"), _balloon, behind=_burner),
    "boat": Thing(body(8.4, 6.7, "water", head_at=0.28, head=0.4), rgb("#b8432f"), _boat, live=_boat_live),
    "canoe": Thing(body(0.62, 4.6, "water"), rgb("#c46a35"), _canoe, live=_wash(2.0, -2.0, 0.45)),
    "drone": Thing(body(0.22, 0.88, "air"), rgb("#4a5260"), _drone, live=_drone_rotors),
    "helicopter": Thing(body(3.3, 9.2, "air"), rgb("#d8443a"), _helicopter, live=_rotor),
    "plane": Thing(body(4.4, 18.0, "air"), rgb("#2f6fa8"), _plane, behind=_contrail),
    "raft": Thing(body(2.3, 3.0, "water"), WOOD, _raft, live=_wash(1.5, -1.5, 0.4)),
    "rocket": Thing(body(8.0, 4.0), rgb("#d8443a"), _rocket),
    "ship": Thing(body(7.6, 20.0, "water"), rgb("#2f4f7a"), _ship, live=_wash(9.0, -8.8, 1.6), behind=_ship_smoke),
    "spaceship": Thing(body(3.5, 13.0, "air"), rgb("#b9c0cc"), _spaceship, behind=_thrust),
    "submarine": Thing(body(3.5, 8.6, "water"), rgb("#e0a32e"), _submarine),
    "ufo": Thing(body(2.6, 6.8, "air"), rgb("#a9b3c4"), _ufo, live=_ufo_lamps, behind=_beam),
}
