"""Furniture and what stands about a home: chair, couch, bed, table, bench, lamps, candle, door, mirror, piano stool …"""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, GLASS, STEEL, WHITE, WOOD, Thing, arc, body, outline

__all__ = ["THINGS"]

_FLAME, _CORE = rgb("#ffb33c"), rgb("#fff2c0")


def _chair(brush: Brush, colour: Colour) -> None:
    dark = lighter(colour, -0.22)
    brush.line(outline("-.14 .44 -.16 .0"), 0.045, dark)
    brush.line(outline(".20 .44 .22 .0"), 0.045, dark)
    brush.line(outline("-.20 .46 -.24 .96"), 0.05, colour)
    brush.line(outline("-.06 .46 -.10 .96"), 0.04, dark)
    for y in (0.60, 0.74, 0.88):
        brush.line([(-0.215, y), (-0.085, y)], 0.055, lighter(colour, 0.08))
    brush.line(outline("-.22 .44 -.24 .0"), 0.05, colour)
    brush.line(outline(".14 .44 .15 .0"), 0.05, colour)
    brush.smooth(outline("-.25 .42 -.25 .42 -.25 .48 -.2 .49 .24 .49 .26 .47 .25 .42 .25 .42"), lighter(colour, 0.12))
    brush.box(-0.25, 0.42, 0.5, 0.03, dark)
    brush.line(outline("-.22 .22 .13 .22"), 0.03, dark)


def _armchair(brush: Brush, colour: Colour) -> None:
    for x in (-0.32, 0.32):
        brush.line([(x, 0.1), (x * 1.06, 0.0)], 0.05, WOOD)
    brush.smooth(outline("-.36 .2 -.36 .2 -.38 .8 -.3 1.0 .3 1.0 .38 .8 .36 .2 .36 .2"), lighter(colour, -0.1))
    for y in (0.7, 0.86):
        for x in (-0.16, 0.0, 0.16):
            brush.circle(x, y, 0.013, lighter(colour, -0.35))
    brush.box(-0.3, 0.1, 0.6, 0.3, lighter(colour, -0.2), round_m=0.05)
    brush.box(-0.3, 0.34, 0.6, 0.16, lighter(colour, 0.12), round_m=0.07)
    for side in (-1, 1):
        brush.smooth(
            [
                (side * 0.27, 0.08),
                (side * 0.27, 0.08),
                (side * 0.27, 0.56),
                (side * 0.3, 0.66),
                (side * 0.45, 0.66),
                (side * 0.48, 0.56),
                (side * 0.46, 0.08),
                (side * 0.46, 0.08),
            ],
            colour,
        )
    brush.line(outline("-.42 .62 -.34 .62"), 0.02, WHITE, 0.4)


def _couch(brush: Brush, colour: Colour) -> None:
    for x in (-0.9, 0.9):
        brush.line([(x, 0.12), (x * 1.02, 0.02)], 0.06, WOOD)
    brush.box(-0.95, 0.3, 1.9, 0.58, lighter(colour, -0.1), round_m=0.12)
    brush.box(-0.95, 0.12, 1.9, 0.3, lighter(colour, -0.25), round_m=0.06)
    for left in (-0.84, 0.02):
        brush.box(left, 0.44, 0.82, 0.4, lighter(colour, 0.02), round_m=0.1)
        brush.box(left, 0.32, 0.82, 0.18, lighter(colour, 0.14), round_m=0.08)
    brush.turned(
        -0.55, 0.58, 0.15, lambda: brush.box(-0.16, -0.12, 0.32, 0.27, mix(colour, rgb("#f2c230"), 0.75), round_m=0.06)
    )
    for side in (-1, 1):
        brush.box(side * 0.95 - 0.13, 0.1, 0.26, 0.54, colour, round_m=0.11)
    brush.line(outline("-1.02 .6 -.9 .6"), 0.022, WHITE, 0.4)


def _bed(brush: Brush, colour: Colour) -> None:
    brush.box(-1.1, 0.0, 0.1, 1.1, WOOD, round_m=0.04)
    brush.box(1.0, 0.0, 0.09, 0.62, WOOD, round_m=0.04)
    brush.box(-1.02, 0.14, 2.04, 0.2, lighter(WOOD, -0.15))
    brush.box(-1.0, 0.3, 2.0, 0.22, CREAM, round_m=0.07)
    brush.smooth(outline("-.98 .52 -1.0 .68 -.86 .74 -.6 .72 -.5 .6 -.52 .5"), WHITE)
    brush.smooth(outline("-.98 .52 -.98 .56 -.6 .56 -.5 .6 -.52 .5"), rgb("#d9dde0"))
    brush.smooth(outline("-.5 .2 -.5 .2 -.52 .58 -.3 .66 .9 .62 1.02 .54 1.02 .2 1.02 .2"), colour)
    brush.smooth(outline("-.5 .46 -.5 .46 -.52 .58 -.36 .655 -.24 .65 -.2 .46 -.2 .46"), lighter(colour, 0.35))
    brush.smooth(outline("-.5 .2 -.5 .2 -.5 .32 .0 .27 .5 .32 1.02 .28 1.02 .2 1.02 .2"), lighter(colour, -0.18))


def _table(brush: Brush, colour: Colour) -> None:
    dark = lighter(colour, -0.25)
    for x in (-0.52, 0.52):
        brush.polygon([(x - 0.03, 0.66), (x + 0.03, 0.66), (x * 1.02 + 0.022, 0.0), (x * 1.02 - 0.022, 0.0)], dark)
    brush.box(-0.66, 0.62, 1.32, 0.09, dark)
    for x in (-0.64, 0.64):
        brush.polygon([(x - 0.04, 0.7), (x + 0.04, 0.7), (x * 1.03 + 0.028, 0.0), (x * 1.03 - 0.028, 0.0)], colour)
    brush.box(-0.75, 0.70, 1.5, 0.05, lighter(colour, 0.12), round_m=0.015)
    brush.line(outline("-.7 .74 .3 .74"), 0.010, WHITE, 0.4)


def _desk(brush: Brush, colour: Colour) -> None:
    brush.box(-0.68, 0.0, 0.06, 0.72, lighter(colour, -0.2))
    brush.box(0.22, 0.0, 0.46, 0.72, lighter(colour, -0.1))
    for y in (0.06, 0.28, 0.5):
        brush.box(0.26, y, 0.38, 0.18, colour, round_m=0.01)
        brush.line([(0.41, y + 0.09), (0.49, y + 0.09)], 0.018, rgb("#d9b45a"))
    brush.box(-0.75, 0.70, 1.5, 0.05, lighter(colour, 0.12), round_m=0.015)


def _bench(brush: Brush, colour: Colour) -> None:
    iron = rgb("#3f444d")
    for x in (-0.62, 0.62):
        brush.line([(x - 0.06, 0.0), (x, 0.42), (x - 0.05, 0.86)], 0.045, iron)
        brush.line([(x + 0.16, 0.0), (x + 0.13, 0.42), (x - 0.03, 0.42)], 0.045, iron)
        brush.line([(x - 0.02, 0.62), (x + 0.16, 0.60), (x + 0.13, 0.42)], 0.035, iron)
    for index, y in enumerate((0.54, 0.66, 0.78)):
        brush.box(-0.8, y, 1.6, 0.085, lighter(colour, 0.1 - 0.06 * index), round_m=0.02)
    brush.box(-0.8, 0.42, 1.64, 0.05, lighter(colour, 0.16), round_m=0.02)
    brush.box(-0.78, 0.375, 1.64, 0.05, lighter(colour, -0.2), round_m=0.02)


def _stool(brush: Brush, colour: Colour) -> None:
    for x in (-0.1, 0.1):
        brush.line([(x, 0.6), (x * 2.0, 0.0)], 0.04, lighter(colour, -0.2))
    brush.line(outline("-.15 .22 .15 .22"), 0.026, lighter(colour, -0.3))
    brush.box(-0.19, 0.6, 0.38, 0.06, lighter(colour, 0.1), round_m=0.028)


def _bookshelf(brush: Brush, colour: Colour) -> None:
    brush.box(-0.5, 0.0, 1.0, 1.9, colour, round_m=0.02)
    spines = ("#b5443c", "#2f6f73", "#d1a13b", "#e6dcc6", "#4c5f9c", "#7a4a6b", "#4f8a55")
    for shelf in range(4):
        foot = 0.08 + 0.46 * shelf
        brush.box(-0.44, foot, 0.88, 0.40, lighter(colour, -0.42))
        x = -0.42
        for index in range(11):
            thick = 0.05 + 0.022 * ((index * 7 + shelf * 3) % 3)
            if (index + shelf * 5) % 9 != 4:
                brush.box(
                    x, foot, thick, 0.26 + 0.025 * ((index * 5 + shelf) % 4), rgb(spines[(index * 3 + shelf) % 7])
                )
            x += thick + 0.008


def _lamp_on(brush: Brush) -> bool:
    return brush.light.lamps > 0.15


def _lamp(brush: Brush, colour: Colour) -> None:
    lit = _lamp_on(brush)
    brush.ellipse(0, 0.012, 0.09, 0.014, DARK)
    brush.smooth(
        outline("-.02 .012 -.05 .06 -.045 .14 -.012 .2 .012 .2 .045 .14 .05 .06 .02 .012"),
        lighter(mix(colour, STEEL, 0.4), -0.1),
    )
    brush.line(outline("0 .18 0 .28"), 0.012, rgb("#c8a04a"))
    brush.polygon(outline("-.15 .26 .15 .26 .095 .46 -.095 .46"), lighter(colour, 0.35) if lit else colour, glows=lit)
    brush.polygon(outline(".06 .26 .15 .26 .095 .46 .05 .46"), lighter(colour, -0.14), 0.6, lit)


def _lamp_glow(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    power = max(brush.light.lamps, 0.8 if action in ("glow", "flicker") else 0.0)
    if power > 0.15:
        brush.glow(0, 0.34, 0.62, rgb("#ffd98a"), 0.5 * power)


def _lantern(brush: Brush, colour: Colour) -> None:
    brush.line(arc(0, 0.33, 0.06, 0, 180), 0.010, DARK)
    brush.box(-0.09, 0.0, 0.18, 0.035, colour, round_m=0.01)
    brush.box(-0.075, 0.035, 0.15, 0.22, rgb("#ffdf9a"), 0.85, True)
    for x in (-0.075, 0.0, 0.075):
        brush.line([(x, 0.03), (x, 0.26)], 0.010, lighter(colour, -0.2))
    brush.polygon(outline("-.1 .25 .1 .25 .05 .33 -.05 .33"), colour)


def _lantern_flame(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    brush.glow(0, 0.14, 0.16 + 0.16 * brush.light.lamps, rgb("#ffc873"), 0.35 + 0.35 * brush.light.lamps)
    _flame(brush, 0.0, 0.04, 0.03, 0.12, seconds)


def _flame(brush: Brush, x: float, foot: float, half: float, tall: float, seconds: float) -> None:
    lean, high = 0.18 * half * math.sin(seconds * 7), tall * (1 + 0.10 * math.sin(seconds * 11))
    for share, tone in ((1.0, _FLAME), (0.55, _CORE)):
        top = (x + lean, foot + high * share)
        brush.smooth(
            [
                (x, foot),
                (x + half * share, foot + 0.32 * tall * share),
                top,
                top,
                (x - half * share, foot + 0.32 * tall * share),
            ],
            tone,
            glows=True,
        )


def _candle(brush: Brush, colour: Colour) -> None:
    brush.ellipse(0, 0.008, 0.062, 0.012, rgb("#b98a3e"))
    brush.ellipse(0, 0.013, 0.062, 0.011, rgb("#d9ae5a"))
    brush.box(-0.026, 0.012, 0.052, 0.155, colour, round_m=0.006)
    brush.box(0.008, 0.012, 0.018, 0.155, lighter(colour, -0.12), round_m=0.006)
    brush.ellipse(0, 0.166, 0.026, 0.007, lighter(colour, 0.35))
    brush.smooth(
        outline("-.026 .165 -.026 .165 -.027 .12 -.02 .11 -.014 .13 -.01 .165 -.01 .165"), lighter(colour, 0.3)
    )
    brush.line(outline("0 .165 .001 .182"), 0.004, DARK)


def _candle_flame(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    if action != "melt":
        brush.glow(0, 0.205, 0.07 + 0.11 * brush.light.lamps, rgb("#ffcf7a"), 0.30 + 0.30 * brush.light.lamps)
        _flame(brush, 0.0, 0.172, 0.015, 0.062, seconds)


def _door(brush: Brush, _: Colour) -> None:
    brush.box(-0.52, 0.0, 1.04, 2.14, CREAM)
    brush.box(-0.45, 0.0, 0.9, 2.07, rgb("#3c3a44"))


def _door_leaf(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    swung = min(1.0, max(0.0, (seconds - 0.4) / 1.4)) if action == "open" else 0.0
    if swung:
        brush.polygon(outline("-.45 .0 .45 .0 .45 2.07 -.45 2.07"), rgb("#ffe2a6"), 0.85, True)
    brush.canvas.save()
    brush.canvas.translate(-0.45, 0)
    brush.canvas.scale(1 - 0.72 * swung * swung * (3 - 2 * swung), 1)
    brush.box(0.0, 0.0, 0.9, 2.07, colour)
    for y in (0.15, 1.12):
        for x in (0.1, 0.5):
            brush.box(x, y, 0.3, 0.8, lighter(colour, -0.18), round_m=0.02)
            brush.box(x + 0.03, y + 0.02, 0.25, 0.76, lighter(colour, 0.08), round_m=0.02)
    brush.circle(0.82, 1.02, 0.035, rgb("#d9b45a"))
    brush.canvas.restore()


def _window(brush: Brush, colour: Colour) -> None:
    brush.box(-0.62, 0.0, 1.24, 1.3, colour, round_m=0.02)
    for x in (-0.54, 0.03):
        for y in (0.09, 0.68):
            brush.box(x, y, 0.51, 0.53, GLASS)
            brush.polygon([(x + 0.08, y), (x + 0.2, y), (x + 0.44, y + 0.53), (x + 0.32, y + 0.53)], WHITE, 0.4)
    brush.box(-0.7, -0.05, 1.4, 0.07, lighter(colour, -0.12), round_m=0.02)


def _mirror(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.3 .0 -.22 .0 -.14 .3 -.22 .3"), lighter(colour, -0.25))
    brush.polygon(outline(".3 .0 .22 .0 .14 .3 .22 .3"), lighter(colour, -0.25))
    brush.ellipse(0, 0.95, 0.42, 0.75, colour)
    brush.ellipse(0, 0.95, 0.36, 0.69, rgb("#cfe6ee"))
    brush.polygon(outline("-.22 .6 -.08 .5 .26 1.3 .14 1.42"), WHITE, 0.45)
    brush.polygon(outline("-.27 .8 -.22 .74 .08 1.5 .02 1.54"), WHITE, 0.45)


def _picture(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.3 .0 -.02 1.55"), 0.045, WOOD)
    brush.line(outline(".3 .0 .02 1.55"), 0.045, WOOD)
    brush.line(outline("-.36 .62 .36 .62"), 0.05, lighter(WOOD, -0.2))
    brush.box(-0.42, 0.65, 0.84, 0.68, CREAM, round_m=0.01)
    brush.box(-0.36, 0.70, 0.72, 0.58, mix(colour, rgb("#9fd0e4"), 0.75))
    brush.circle(0.18, 1.12, 0.07, rgb("#f6cf55"))
    brush.polygon(outline("-.36 .7 -.36 .86 -.14 1.1 .06 .88 .2 .98 .36 .82 .36 .7"), colour)
    brush.polygon(outline("-.36 .7 -.36 .8 .0 .86 .36 .76 .36 .7"), lighter(colour, -0.25))


THINGS: dict[str, Thing] = {
    "armchair": Thing(body(1.0, 0.95), rgb("#c46a45"), _armchair),
    "bed": Thing(body(1.1, 2.2), rgb("#4f8fb0"), _bed),
    "bench": Thing(body(0.88, 1.7), WOOD, _bench),
    "bookshelf": Thing(body(1.9, 1.0), rgb("#8a5c38"), _bookshelf),
    "candle": Thing(body(0.235, 0.13, "table"), rgb("#f3e6c8"), _candle, live=_candle_flame),
    "chair": Thing(body(0.98, 0.52), rgb("#b8743f"), _chair),
    "couch": Thing(body(0.88, 2.16), rgb("#4f8a8b"), _couch),
    "desk": Thing(body(0.75, 1.5), rgb("#9a6a40"), _desk),
    "door": Thing(body(2.14, 1.04), rgb("#3f7a8a"), _door, live=_door_leaf),
    "easel": Thing(body(1.56, 0.86), rgb("#5a9e6a"), _picture),
    "lamp": Thing(body(0.46, 0.30, "table"), rgb("#e8c27a"), _lamp, behind=_lamp_glow),
    "lantern": Thing(body(0.39, 0.20, "table"), rgb("#8a4a35"), _lantern, live=_lantern_flame),
    "mirror": Thing(body(1.70, 0.84), rgb("#c8a04a"), _mirror),
    "stool": Thing(body(0.66, 0.42), WOOD, _stool),
    "table": Thing(body(0.75, 1.5), rgb("#a9744a"), _table),
    "window": Thing(body(1.3, 1.4), rgb("#eee6d6"), _window),
}
