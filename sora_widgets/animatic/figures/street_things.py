"""What stands in streets and squares: lights, signs, hydrant, meter, lamp, box for letters, fountain, statue, flag."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, GLASS, STEEL, WHITE, WOOD, Thing, Wheel, arc, body, outline
from sora_widgets.animatic.lettering import label

__all__ = ["THINGS"]

_POLE = rgb("#4a505a")
_WATER = rgb("#a9dcf0")


def _traffic_light(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 1.3"), 0.12, _POLE)
    brush.box(-0.16, 0.0, 0.32, 0.12, _POLE, round_m=0.03)
    brush.box(-0.24, 1.1, 0.48, 1.24, colour, round_m=0.1)
    brush.box(-0.19, 1.15, 0.38, 1.14, lighter(colour, -0.3), round_m=0.08)
    for y in (1.36, 1.72, 2.08):
        brush.circle(0, y, 0.145, lighter(colour, -0.6))
    brush.line(outline("-.21 1.3 -.21 2.1"), 0.02, WHITE, 0.3)


def _signals(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    """Red, green, amber, each for a while; the dark ones keep a trace of their colour."""
    phase = (seconds + 0.2) % 5.0
    lit = 0 if phase < 2.0 else 2 if phase < 4.2 else 1
    for index, (y, code) in enumerate(((2.08, "#ff4438"), (1.72, "#ffc233"), (1.36, "#3fe07a"))):
        tone = rgb(code)
        if index == lit:
            brush.glow(0, y, 0.42, tone, 0.35 + 0.4 * brush.light.lamps)
        brush.circle(0, y, 0.12, tone if index == lit else lighter(tone, -0.68), glows=index == lit)


def _stop_sign(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 1.5"), 0.08, STEEL)
    for size, tone in ((0.46, WHITE), (0.42, colour)):
        brush.polygon(
            [
                (
                    size * math.cos(math.pi / 8 + step * math.pi / 4),
                    1.55 + size * math.sin(math.pi / 8 + step * math.pi / 4),
                )
                for step in range(8)
            ],
            tone,
        )
    label(brush, "STOP", 0.0, 1.46, 0.185, WHITE)


def _fire_hydrant(brush: Brush, colour: Colour) -> None:
    dark = lighter(colour, -0.2)
    brush.box(-0.19, 0.0, 0.38, 0.08, dark, round_m=0.02)
    brush.box(-0.13, 0.06, 0.26, 0.5, colour)
    brush.box(0.04, 0.06, 0.09, 0.5, lighter(colour, -0.13))
    for side in (-1, 1):
        brush.box(side * 0.18 - 0.06, 0.36, 0.12, 0.13, dark, round_m=0.02)
        brush.box(side * 0.235 - 0.02, 0.385, 0.04, 0.08, STEEL, round_m=0.01)
    brush.box(-0.17, 0.54, 0.34, 0.06, dark, round_m=0.02)
    brush.smooth(outline("-.15 .6 -.15 .6 -.12 .7 .0 .745 .12 .7 .15 .6 .15 .6"), colour)
    brush.box(-0.035, 0.73, 0.07, 0.06, dark, round_m=0.015)
    brush.circle(0, 0.4, 0.075, dark)
    brush.circle(0, 0.4, 0.05, STEEL)
    brush.line(outline("-.1 .14 -.1 .3"), 0.02, WHITE, 0.5)


def _parking_meter(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 .75"), 0.08, STEEL)
    brush.box(-0.13, 0.0, 0.26, 0.05, lighter(STEEL, -0.3), round_m=0.02)
    brush.smooth(outline("-.13 .7 -.13 .7 -.19 1.0 -.17 1.22 .0 1.34 .17 1.22 .19 1.0 .13 .7 .13 .7"), colour)
    brush.smooth(outline(".05 .7 .05 .7 .1 1.0 .07 1.3 .17 1.22 .19 1.0 .13 .7 .13 .7"), lighter(colour, -0.15))
    brush.smooth(outline("-.13 1.02 -.13 1.02 -.115 1.16 .0 1.25 .115 1.16 .13 1.02 .13 1.02"), CREAM)
    brush.line(outline("0 1.04 .06 1.15"), 0.018, rgb("#d8443a"))
    brush.box(-0.06, 0.84, 0.12, 0.07, DARK, round_m=0.01)
    brush.line(outline("-.04 .96 .04 .96"), 0.02, lighter(colour, -0.45))
    brush.line(outline("-.15 .92 -.155 1.1"), 0.014, WHITE, 0.5)


def _street_lamp(brush: Brush, colour: Colour) -> None:
    lit = brush.light.lamps > 0.15
    brush.polygon(outline("-.16 .0 .16 .0 .08 .3 -.08 .3"), colour)
    brush.line(outline("0 .1 0 3.3"), 0.09, colour)
    brush.line(outline("-.22 3.0 .22 3.0"), 0.05, colour)
    brush.polygon(
        outline("-.14 3.35 .14 3.35 .22 3.85 -.22 3.85"), rgb("#ffe6a0") if lit else rgb("#e8edee"), glows=lit
    )
    brush.polygon(outline("-.27 3.85 .27 3.85 .08 4.08 -.08 4.08"), colour)
    brush.circle(0, 4.12, 0.05, colour)
    for x in (-0.14, 0.0, 0.14):
        brush.line([(x, 3.35), (x * 1.5, 3.85)], 0.03, colour)


def _lamp_halo(brush: Brush, seconds: float, action: str, _: Colour) -> None:
    power = max(brush.light.lamps, 0.9 if action in ("glow", "flicker") else 0.0)
    if power > 0.15:
        brush.glow(0, 3.6, 1.3, rgb("#ffe2a0"), 0.5 * power)


def _mailbox(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 .9"), 0.1, WOOD)
    brush.smooth(outline("-.3 .88 -.3 .88 -.3 1.12 -.26 1.22 -.2 1.24 .26 1.24 .3 1.2 .3 .88 .3 .88"), colour)
    brush.smooth(
        outline("-.3 .88 -.3 .88 -.3 1.12 -.24 1.23 -.16 1.23 -.12 1.12 -.12 .88 -.12 .88"), lighter(colour, -0.22)
    )
    brush.box(0.06, 1.05, 0.03, 0.25, rgb("#d8443a"))
    brush.box(0.06, 1.22, 0.12, 0.08, rgb("#d8443a"))
    brush.line(outline("-.05 1.19 .22 1.19"), 0.02, WHITE, 0.5)


def _phone_booth(brush: Brush, colour: Colour) -> None:
    brush.box(-0.5, 0.0, 1.0, 2.5, colour, round_m=0.03)
    brush.smooth(outline("-.5 2.46 -.5 2.46 -.4 2.66 .4 2.66 .5 2.46 .5 2.46"), lighter(colour, -0.12))
    brush.box(-0.38, 2.24, 0.76, 0.16, CREAM)
    label(brush, "TELEPHONE", 0.0, 2.275, 0.09, DARK)
    for row in range(6):
        for column in range(3):
            brush.box(-0.38 + 0.26 * column, 0.35 + 0.30 * row, 0.23, 0.26, GLASS)
    brush.polygon(outline("-.3 .35 -.1 .35 .3 2.1 .1 2.1"), WHITE, 0.25)
    brush.box(-0.56, 0.0, 1.12, 0.1, lighter(colour, -0.35))


def _fountain(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-1.6 .5 -1.6 .5 -1.4 .0 -1.4 .0 1.4 .0 1.4 .0 1.6 .5 1.6 .5"), colour)
    brush.ellipse(0, 0.5, 1.6, 0.14, lighter(colour, 0.2))
    brush.ellipse(0, 0.5, 1.45, 0.10, rgb("#5fb0d0"))
    brush.polygon(outline("-.16 .5 .16 .5 .1 1.4 -.1 1.4"), lighter(colour, -0.12))
    brush.smooth(outline("-.75 1.55 -.75 1.55 -.4 1.36 .4 1.36 .75 1.55 .75 1.55"), lighter(colour, 0.05))
    brush.ellipse(0, 1.55, 0.75, 0.07, rgb("#7cc4e0"))
    brush.box(-0.06, 1.5, 0.12, 0.3, lighter(colour, -0.12))


def _jets(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    top = 2.35 + 0.08 * math.sin(seconds * 5)
    for side in (-1, 1):
        for reach in (0.25, 0.55):
            brush.line(
                [
                    (side * reach * share, 1.8 + (top - 1.8) * 4 * share * (1 - share) * (1.2 - reach) - share * 0.25)
                    for share in (0, 0.2, 0.4, 0.6, 0.8, 1.0)
                ],
                0.05,
                _WATER,
                0.85,
            )
        brush.curve((side * 0.7, 1.53), (side * 1.05, 1.45), (side * 1.1, 0.55), 0.06, _WATER, 0.8)
        for index in range(3):
            fall = (seconds * 1.3 + index / 3) % 1.0
            brush.circle(side * (0.8 + 0.3 * fall), 1.45 - 0.9 * fall * fall, 0.035, WHITE, 0.8)
    brush.line([(0, 1.75), (0, top)], 0.07, _WATER, 0.9)


def _statue(brush: Brush, colour: Colour) -> None:
    plinth = mix(colour, rgb("#b9b2a6"), 0.6)
    brush.box(-0.7, 0.0, 1.4, 0.22, lighter(plinth, -0.12))
    brush.box(-0.55, 0.22, 1.1, 0.9, plinth)
    brush.box(-0.62, 1.08, 1.24, 0.14, lighter(plinth, 0.1))
    brush.box(-0.3, 0.5, 0.6, 0.3, lighter(plinth, -0.2), round_m=0.03)
    brush.smooth(
        outline("-.3 1.22 -.3 1.22 -.24 2.0 -.3 2.4 -.2 2.62 .2 2.62 .26 2.4 .22 2.0 .34 1.22 .34 1.22"), colour
    )
    brush.smooth(
        outline(".06 1.22 .06 1.22 .12 2.0 .08 2.6 .2 2.62 .26 2.4 .22 2.0 .34 1.22 .34 1.22"), lighter(colour, -0.18)
    )
    brush.line(outline("-.2 2.5 -.34 2.1 -.2 1.9"), 0.13, lighter(colour, -0.1))
    brush.line(outline(".2 2.52 .5 2.75 .62 3.1"), 0.12, colour)
    brush.circle(0.0, 2.86, 0.17, colour)
    brush.circle(0.06, 2.84, 0.1, lighter(colour, -0.14))
    brush.line(arc(0, 2.86, 0.12, 110, 55), 0.03, WHITE, 0.4)


def _flag(brush: Brush, colour: Colour) -> None:
    brush.line(outline("0 .0 0 3.2"), 0.06, STEEL)
    brush.circle(0, 3.25, 0.06, rgb("#e5b53c"))


def _cloth(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    def edge(height: float) -> list[tuple[float, float]]:
        return [(0.03 + 0.2 * step, height + 0.09 * step / 7 * math.sin(seconds * 5 - step * 0.9)) for step in range(8)]

    brush.polygon([*edge(3.1), *reversed(edge(2.2))], colour)
    for step in (2, 5):
        x = 0.03 + 0.2 * step
        lift = 0.09 * step / 7 * math.sin(seconds * 5 - step * 0.9)
        brush.polygon(
            [(x, 3.1 + lift), (x + 0.2, 3.1 + lift), (x + 0.2, 2.2 + lift), (x, 2.2 + lift)],
            lighter(colour, -0.12),
            0.7,
        )


def _cart(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-1.3 .85 -.6 .7 .9 .62"), 0.06, WOOD)
    brush.polygon(outline("-.75 .6 .85 .6 1.0 1.1 -.9 1.1"), colour)
    for y in (0.75, 0.92):
        brush.line([(-0.8, y), (0.9, y)], 0.02, lighter(colour, -0.3))
    brush.line(outline(".7 .6 .75 .1"), 0.06, lighter(colour, -0.3))


def _barrel(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.24 .0 -.24 .0 -.33 .42 -.24 .84 -.24 .84 .24 .84 .24 .84 .33 .42 .24 .0 .24 .0"), colour)
    for x in (-0.14, 0.0, 0.14):
        brush.curve((x, 0.02), (x * 1.5, 0.42), (x, 0.82), 0.010, lighter(colour, -0.3))
    for y, half in ((0.14, 0.275), (0.42, 0.3), (0.70, 0.275)):
        brush.line([(-half, y), (half, y)], 0.05, _POLE)
    brush.line(outline("-.2 .3 -.21 .52"), 0.03, WHITE, 0.3)


def _ladder(brush: Brush, colour: Colour) -> None:
    for side in (-1, 1):
        brush.line([(side * 0.24, 0.0), (side * 0.2, 2.6)], 0.06, colour)
    for step in range(8):
        brush.line([(-0.23, 0.25 + 0.3 * step), (0.23, 0.25 + 0.3 * step)], 0.045, lighter(colour, -0.15))


def _trash_can(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.26 .8 .26 .8 .21 .0 -.21 .0"), colour)
    for x in (-0.13, 0.0, 0.13):
        brush.line([(x, 0.72), (x * 0.85, 0.08)], 0.024, lighter(colour, -0.22))
    brush.smooth(outline("-.3 .8 -.3 .8 -.26 .9 .26 .9 .3 .8 .3 .8"), lighter(colour, 0.12))
    brush.box(-0.06, 0.89, 0.12, 0.04, DARK, round_m=0.015)


THINGS: dict[str, Thing] = {
    "barrel": Thing(body(0.84, 0.64), rgb("#a8703f"), _barrel),
    "cart": Thing(body(1.12, 2.3), rgb("#a86f3c"), _cart, wheels=(Wheel(-0.1, 0.42, 0.42, "plain"),)),
    "fire_hydrant": Thing(body(0.79, 0.52), rgb("#d23a2f"), _fire_hydrant),
    "flag": Thing(body(3.3, 1.5), rgb("#d8443a"), _flag, live=_cloth),
    "fountain": Thing(body(2.4, 3.2), rgb("#b9b2a6"), _fountain, live=_jets),
    "ladder": Thing(body(2.6, 0.5), rgb("#c9964f"), _ladder),
    "mailbox": Thing(body(1.3, 0.6), rgb("#3f74b5"), _mailbox),
    "parking_meter": Thing(body(1.34, 0.38, head_at=0.75, head=0.55), rgb("#6f7f92"), _parking_meter),
    "phone_booth": Thing(body(2.66, 1.12), rgb("#c8303a"), _phone_booth),
    "statue": Thing(body(3.15, 1.4), rgb("#7fa896"), _statue),
    "stop_sign": Thing(body(2.0, 0.92, head_at=0.77, head=0.6), rgb("#d0302c"), _stop_sign),
    "street_lamp": Thing(body(4.15, 0.6), rgb("#3f454f"), _street_lamp, behind=_lamp_halo),
    "traffic_light": Thing(body(2.34, 0.5, head_at=0.73, head=0.62), rgb("#4a505a"), _traffic_light, live=_signals),
    "trash_can": Thing(body(0.93, 0.6), rgb("#5f7f6a"), _trash_can),
}
