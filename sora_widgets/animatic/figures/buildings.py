"""Buildings that can be a shot's subject: house, windmill, lighthouse, towers, castle, arch, well, tent, bridge …"""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, GLASS, STEEL, WHITE, WOOD, Thing, arc, body, outline

__all__ = ["THINGS"]

_LIT, _STONE = rgb("#ffdc8a"), rgb("#b7b0a4")


def _pane(brush: Brush, x: float, y: float, width: float, height: float) -> None:
    lit = brush.light.lamps > 0.2
    brush.box(x - 0.06, y - 0.06, width + 0.12, height + 0.12, CREAM)
    brush.box(x, y, width, height, _LIT if lit else GLASS, glows=lit)
    brush.line([(x + width / 2, y), (x + width / 2, y + height)], 0.05, CREAM)
    brush.line([(x, y + height / 2), (x + width, y + height / 2)], 0.05, CREAM)


def _house(brush: Brush, colour: Colour) -> None:
    brush.box(1.5, 4.1, 0.6, 1.7, rgb("#9a5a44"))
    brush.box(1.42, 5.7, 0.76, 0.18, rgb("#7d4534"))
    brush.box(-2.8, 0.0, 5.6, 3.4, colour)
    brush.polygon(outline("-2.8 3.4 2.8 3.4 .0 5.6"), lighter(colour, -0.08))
    brush.box(1.2, 0.0, 1.6, 3.4, lighter(colour, -0.12))
    brush.polygon(outline("-3.3 3.15 -3.0 2.95 .0 5.4 3.0 2.95 3.3 3.15 .0 5.95"), rgb("#a8432f"))
    brush.box(-0.55, 0.0, 1.1, 2.0, rgb("#6b4028"), round_m=0.04)
    brush.circle(0.35, 1.0, 0.07, rgb("#e5b53c"))
    brush.box(-0.85, 0.0, 1.7, 0.14, _STONE)
    for x in (-2.2, 1.2):
        _pane(brush, x, 1.0, 1.0, 1.15)
    brush.circle(0, 4.0, 0.5, CREAM)
    brush.circle(0, 4.0, 0.4, _LIT if brush.light.lamps > 0.2 else GLASS, glows=brush.light.lamps > 0.2)
    for x in (-2.5, -1.2, 2.45):
        brush.cluster([(x - 0.25, 0.2, 0.3), (x + 0.2, 0.2, 0.32), (x, 0.4, 0.3)], rgb("#4f9a45"))


def _chimney_smoke(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index in range(4):
        age = (seconds * 0.28 + index / 4) % 1.0
        brush.circle(
            1.8 + 1.2 * age + 0.1 * math.sin(8 * age),
            5.9 + 1.9 * age,
            0.16 + 0.4 * age,
            rgb("#e6e6e2"),
            0.6 * (1 - age),
        )


def _windmill(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-2.0 .0 2.0 .0 1.15 6.4 -1.15 6.4"), CREAM)
    brush.polygon(outline(".6 .0 2.0 .0 1.15 6.4 .4 6.4"), lighter(CREAM, -0.14))
    brush.smooth(outline("-1.35 6.3 -1.35 6.3 -1.1 7.3 .0 7.8 1.1 7.3 1.35 6.3 1.35 6.3"), colour)
    brush.box(-0.5, 0.0, 1.0, 1.9, rgb("#6b4028"), round_m=0.4)
    for y in (2.8, 4.6):
        _pane(brush, -0.35, y, 0.7, 0.8)
    brush.box(-2.3, 2.25, 4.6, 0.16, WOOD)


def _windmill_sails(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    def sails() -> None:
        for index in range(4):

            def blade() -> None:
                brush.line(outline("0 .0 0 4.0"), 0.16, lighter(WOOD, -0.2))
                brush.polygon(outline(".1 .9 .95 .9 .95 3.9 .1 3.9"), mix(colour, CREAM, 0.75))
                for y in (1.65, 2.4, 3.15):
                    brush.line([(0.1, y), (0.95, y)], 0.05, lighter(WOOD, -0.1))

            brush.turned(0, 0, index * math.pi / 2, blade)

    brush.turned(0, 6.9, -0.75 * seconds + 0.4, sails)
    brush.circle(0, 6.9, 0.28, lighter(WOOD, -0.3))


def _lighthouse(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-3.4 .0 -2.6 1.0 2.4 1.1 3.4 .0"), rgb("#8f8c86"))
    brush.polygon(outline("-2.6 1.0 2.4 1.1 1.6 .5 -1.6 .4"), rgb("#a5a29a"))
    brush.polygon(outline("-1.5 .9 1.5 .9 .95 8.4 -.95 8.4"), WHITE)
    for low, high in ((2.2, 3.7), (5.2, 6.7)):
        left, right = 1.5 - 0.0733 * (low - 0.9), 1.5 - 0.0733 * (high - 0.9)
        brush.polygon([(-left, low), (left, low), (right, high), (-right, high)], colour)
    brush.polygon(outline(".5 .9 1.5 .9 .95 8.4 .32 8.4"), DARK, 0.12, True)
    brush.box(-1.3, 8.3, 2.6, 0.2, DARK)
    brush.box(-0.7, 8.5, 1.4, 1.2, rgb("#ffe9a8"), glows=True)
    for x in (-0.7, 0.0, 0.7):
        brush.line([(x, 8.5), (x, 9.7)], 0.07, DARK)
    brush.smooth(outline("-.95 9.65 -.95 9.65 -.6 10.3 .0 10.6 .6 10.3 .95 9.65 .95 9.65"), colour)
    brush.line(outline("0 10.5 0 11.0"), 0.08, DARK)
    brush.box(-0.35, 0.95, 0.7, 1.2, rgb("#6b4028"), round_m=0.3)
    for y in (4.2, 7.2):
        brush.box(-0.18, y, 0.36, 0.55, rgb("#3c5a72"), round_m=0.16)


def _light_beam(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    turn = math.cos(seconds * 0.9)
    strength = 0.10 + 0.24 * brush.light.lamps
    for side in (-1, 1):
        reach = side * turn * 16.0
        spread = 0.35 + 1.5 * abs(turn)
        brush.polygon(
            [(0, 9.3), (reach, 9.1 + spread), (reach, 9.1 - spread), (0, 8.9)], rgb("#fff3c0"), strength, True
        )
    brush.glow(0, 9.1, 1.8, rgb("#fff0b8"), 0.2 + 0.5 * brush.light.lamps * abs(math.sin(seconds * 0.9)))


def _tower(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-1.9 .0 1.9 .0 1.6 8.0 -1.6 8.0"), colour)
    brush.polygon(outline(".7 .0 1.9 .0 1.6 8.0 .6 8.0"), lighter(colour, -0.14))
    brush.box(-2.1, 7.8, 4.2, 1.5, lighter(colour, 0.08))
    for x in (-2.1, -1.15, -0.2, 0.75, 1.6):
        brush.box(x, 9.2, 0.5, 0.7, lighter(colour, 0.08))
    brush.polygon(outline("-1.5 9.4 1.5 9.4 .0 12.6"), rgb("#a8432f"))
    brush.polygon(outline(".3 9.4 1.5 9.4 .0 12.6"), rgb("#8a3526"))
    brush.line(outline("0 12.5 0 13.3"), 0.08, DARK)
    brush.box(-0.6, 0.0, 1.2, 2.2, rgb("#4a3226"), round_m=0.55)
    lit = brush.light.lamps > 0.2
    for y in (3.4, 5.6, 8.2):
        brush.box(-0.25, y, 0.5, 0.95, _LIT if lit else rgb("#3c4a58"), 1.0, lit, round_m=0.24)
    for x, y in ((-1.2, 1.6), (-1.0, 4.8), (-1.25, 6.7), (0.8, 2.9), (0.9, 6.2)):
        brush.box(x, y, 0.5, 0.16, lighter(colour, -0.2), round_m=0.05)


def _eiffel_tower(brush: Brush, colour: Colour) -> None:
    dark = lighter(colour, -0.25)
    for side in (-1, 1):
        brush.smooth(
            [
                (side * 5.2, 0),
                (side * 5.2, 0),
                (side * 3.2, 0),
                (side * 3.2, 0),
                (side * 1.5, 6.5),
                (side * 0.5, 14.0),
                (side * 0.12, 29.0),
                (side * 0.12, 29.0),
                (side * 0.5, 29.0),
                (side * 1.3, 14.0),
                (side * 2.6, 6.5),
            ],
            colour,
        )
        for low in range(6):
            y = 0.6 + 0.95 * low
            outer, inner = 5.0 - 0.42 * y, 3.1 - 0.27 * y
            brush.line([(side * inner, y), (side * outer, y + 0.8)], 0.12, dark)
    brush.polygon(outline("-.7 13.0 .7 13.0 .18 28.5 -.18 28.5"), lighter(colour, -0.12))
    for step in range(9):
        y = 14.0 + 1.55 * step
        half = 0.62 - 0.055 * step
        brush.line([(-half, y), (half, y + 0.8)], 0.10, dark)
        brush.line([(half, y), (-half, y + 0.8)], 0.10, dark)
    brush.line(arc(0, 0.6, 3.0, 12, 156), 0.45, colour)
    for y, half in ((6.0, 3.1), (12.6, 1.65), (27.4, 0.55)):
        brush.box(-half, y, 2 * half, 0.65, dark, round_m=0.08)
    brush.line(outline("0 28.5 0 32.0"), 0.16, dark)


def _castle(brush: Brush, colour: Colour) -> None:
    dark, roof = lighter(colour, -0.15), rgb("#4f6fa0")
    lit = brush.light.lamps > 0.2
    for x, half, tall in ((-4.6, 1.1, 6.4), (4.6, 1.1, 6.4), (-1.7, 0.9, 8.6), (1.7, 0.9, 8.0)):
        brush.box(x - half, 0.0, 2 * half, tall, dark)
        brush.polygon([(x - half - 0.3, tall), (x + half + 0.3, tall), (x, tall + 2.6)], roof)
        brush.polygon([(x + 0.2, tall), (x + half + 0.3, tall), (x, tall + 2.6)], lighter(roof, -0.2))
        brush.box(x - 0.2, tall - 1.5, 0.4, 0.8, _LIT if lit else rgb("#3c4a58"), 1.0, lit, round_m=0.2)
    brush.box(-4.4, 0.0, 8.8, 4.2, colour)
    for index in range(9):
        brush.box(-4.4 + 1.03 * index, 4.1, 0.58, 0.6, colour)
    brush.smooth(outline("-1.0 .0 -1.0 .0 -1.0 1.7 .0 2.6 1.0 1.7 1.0 .0 1.0 .0"), rgb("#4a3226"))
    for x in (-0.5, 0.0, 0.5):
        brush.line([(x, 0.0), (x, 2.0)], 0.07, DARK)
    for x in (-3.0, 2.6):
        brush.box(x, 1.9, 0.45, 0.9, _LIT if lit else rgb("#3c4a58"), 1.0, lit, round_m=0.2)
    for x, y in ((-3.6, 0.9), (-2.0, 3.1), (2.0, 1.2), (3.3, 3.3)):
        brush.box(x, y, 0.6, 0.2, dark, round_m=0.05)


def _pennants(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for x, y in ((-1.7, 11.2), (1.7, 10.6), (-4.6, 9.0), (4.6, 9.0)):
        brush.line([(x, y - 0.1), (x, y + 0.9)], 0.06, DARK)
        brush.polygon(
            [(x, y + 0.9), (x + 0.8, y + 0.7 + 0.1 * math.sin(seconds * 6 + x)), (x, y + 0.45)], rgb("#d8443a")
        )


def _skyscraper(brush: Brush, colour: Colour) -> None:
    brush.box(-3.0, 0.0, 6.0, 22.0, colour)
    brush.box(1.4, 0.0, 1.6, 22.0, lighter(colour, -0.14))
    brush.box(-2.2, 22.0, 4.4, 2.4, lighter(colour, -0.06))
    brush.line(outline("0 24.0 0 28.0"), 0.18, STEEL)
    lit = brush.light.lamps > 0.2
    for row in range(15):
        for column in range(5):
            burns = lit and (row * 7 + column * 5) % 4 != 0
            brush.box(
                -2.55 + 1.06 * column,
                1.6 + 1.34 * row,
                0.72,
                0.85,
                _LIT if burns else lighter(GLASS, -0.25 if lit else 0.0),
                1.0,
                burns,
            )
    brush.box(-0.9, 0.0, 1.8, 1.2, DARK)


def _arch(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline(
            "-4.0 .0 -4.0 .0 -4.0 6.4 -4.0 6.4 4.0 6.4 4.0 6.4 4.0 .0 4.0 .0 1.6 .0 1.6 .0 1.6 3.0 .8 4.1 -.8 4.1 -1.6 3.0 -1.6 .0 -1.6 .0"
        ),
        colour,
    )
    brush.box(-4.3, 6.2, 8.6, 0.5, lighter(colour, 0.14))
    brush.box(-3.9, 6.7, 7.8, 1.3, lighter(colour, -0.05))
    brush.box(-4.2, 7.95, 8.4, 0.35, lighter(colour, 0.14))
    brush.line(arc(0, 2.9, 1.75, 0, 180), 0.28, lighter(colour, -0.15))
    for x in (-3.3, 2.0):
        brush.box(x, 0.0, 1.3, 0.5, lighter(colour, -0.15))
        brush.box(x + 0.15, 1.2, 1.0, 2.4, lighter(colour, -0.1), round_m=0.06)
        brush.box(x + 0.15, 4.4, 1.0, 1.0, lighter(colour, -0.1), round_m=0.06)


def _well(brush: Brush, colour: Colour) -> None:
    for x in (-0.7, 0.7):
        brush.line([(x, 0.7), (x, 1.95)], 0.1, WOOD)
    brush.line(outline("-.75 1.55 .95 1.55 .95 1.4"), 0.06, lighter(WOOD, -0.2))
    brush.polygon(outline("-1.15 1.85 1.15 1.85 .0 2.6"), rgb("#a8432f"))
    brush.line(outline("0 1.55 0 1.1"), 0.03, CREAM)
    brush.polygon(outline("-.14 1.1 .14 1.1 .1 .85 -.1 .85"), rgb("#8a8f98"))
    brush.smooth(outline("-.9 .8 -.9 .8 -.85 .05 -.6 .0 .6 .0 .85 .05 .9 .8 .9 .8"), colour)
    for row in range(3):
        for column in range(5):
            brush.box(
                -0.82 + 0.34 * column - 0.1 * (row % 2),
                0.06 + 0.24 * row,
                0.29,
                0.19,
                lighter(colour, 0.1 if (row + column) % 3 else -0.12),
                round_m=0.05,
            )
    brush.box(-0.98, 0.76, 1.96, 0.14, lighter(colour, 0.18), round_m=0.05)


def _tent(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-1.7 .0 1.7 .0 .0 1.7"), colour)
    brush.polygon(outline(".3 .0 1.7 .0 .0 1.7"), lighter(colour, -0.16))
    brush.polygon(
        outline("-.55 .0 .4 .0 -.0 1.3"),
        rgb("#3a3340") if brush.light.lamps < 0.2 else _LIT,
        glows=brush.light.lamps >= 0.2,
    )
    brush.polygon(outline("-.55 .0 -.75 .0 .0 1.3"), lighter(colour, 0.25))
    brush.line(outline("-.06 1.8 .0 1.68 .06 1.8"), 0.05, WOOD)
    for side in (-1, 1):
        brush.line([(side * 0.9, 0.8), (side * 2.1, 0.0)], 0.02, CREAM)


def _barn(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-3.2 .0 3.2 .0 3.2 3.2 2.2 4.8 .0 5.8 -2.2 4.8 -3.2 3.2"), colour)
    brush.line(outline("-3.4 3.0 -2.3 4.85 0 5.9 2.3 4.85 3.4 3.0"), 0.3, rgb("#5a5f68"))
    brush.box(-1.2, 0.0, 2.4, 2.5, lighter(colour, -0.2))
    brush.line(outline("-1.2 .0 -1.2 2.5 1.2 2.5 1.2 .0 -1.2 2.5"), 0.14, CREAM)
    brush.line(outline("-1.2 .0 1.2 2.5"), 0.14, CREAM)
    brush.box(-0.55, 3.4, 1.1, 1.0, DARK)
    brush.line(outline("-.55 3.4 -.55 4.4 .55 4.4 .55 3.4 -.55 3.4"), 0.1, CREAM)


THINGS: dict[str, Thing] = {
    "arch": Thing(body(8.3, 8.6), rgb("#cdbb9a"), _arch),
    "barn": Thing(body(5.9, 6.8), rgb("#b23a32"), _barn),
    "castle": Thing(body(12.0, 11.6), rgb("#c3b8a4"), _castle, live=_pennants),
    "eiffel_tower": Thing(body(32.0, 10.6), rgb("#8a6a50"), _eiffel_tower),
    "house": Thing(body(6.0, 6.6), rgb("#e8c98f"), _house, behind=_chimney_smoke),
    "lighthouse": Thing(body(11.0, 6.8), rgb("#d8332f"), _lighthouse, behind=_light_beam),
    "skyscraper": Thing(body(28.0, 6.0), rgb("#7f93a8"), _skyscraper),
    "tent": Thing(body(1.8, 3.6), rgb("#e08a3c"), _tent),
    "tower": Thing(body(13.3, 4.2), _STONE, _tower),
    "well": Thing(body(2.6, 2.3), rgb("#9a958c"), _well),
    "windmill": Thing(body(11.0, 8.0), rgb("#a8432f"), _windmill, live=_windmill_sails),
}
