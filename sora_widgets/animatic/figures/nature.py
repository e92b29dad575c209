"""What grows, lies and burns out of doors: tree, flower, plants, leaf, feather, fire, snowman, rock, shell …"""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.thing import CREAM, DARK, WHITE, WOOD, Thing, arc, body, nothing, outline

__all__ = ["THINGS", "draw_flames"]

_STEM, _LEAF, _BARK = rgb("#4c8a3f"), rgb("#579a48"), rgb("#6f4d36")


_CROWN = (
    (0.0, 4.75, 1.55),
    (-1.3, 4.0, 1.2),
    (1.35, 4.05, 1.15),
    (-0.75, 5.35, 1.05),
    (0.85, 5.45, 1.0),
    (0.0, 3.75, 1.1),
)


def _tree(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-.75 .0 -.75 .0 -.3 .35 -.24 1.6 -.2 3.6 .2 3.6 .24 1.6 .3 .35 .75 .0 .75 .0 .2 .12 -.2 .12"), _BARK
    )
    brush.smooth(outline(".05 .1 .1 1.6 .05 3.6 .2 3.6 .24 1.6 .3 .35 .6 .03"), lighter(_BARK, -0.2))
    brush.line(outline("0 2.1 .75 3.3"), 0.2, _BARK)
    brush.line(outline("0 1.9 -.7 3.0"), 0.18, _BARK)


def _crown(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    """Three tones of leaves that move a little in the air, the lighter ones on the side of the light."""
    sway = [0.05 * math.sin(seconds * 1.3 + 0.9 * index) for index in range(len(_CROWN))]
    for reach, shift, tone in ((1.0, 0.0, -0.24), (0.80, 0.18, 0.0), (0.42, 0.38, 0.16)):
        for (x, y, r), moved in zip(_CROWN if reach > 0.5 else _CROWN[:5], sway, strict=False):
            brush.circle(x + moved - shift * 0.9 * r, y + shift * r, r * reach, lighter(colour, tone))


def _christmas_tree(brush: Brush, colour: Colour) -> None:
    for low, high, half in ((0.23, 1.2, 0.48), (0.74, 1.72, 0.38), (1.29, 2.3, 0.265)):
        brush.polygon([(-half, low), (0.0, high), (half, low)], colour)
        brush.polygon([(0.0, high), (half, low), (0.25 * half, low)], lighter(colour, -0.16))
    brush.box(-0.2, 0.0, 0.4, 0.24, rgb("#a8432f"), round_m=0.03)
    for y, half in ((0.45, 0.34), (0.95, 0.27), (1.45, 0.18)):
        brush.curve((-half, y + 0.12), (0, y - 0.06), (half, y + 0.05), 0.03, rgb("#e5b53c"))
    for index, (x, y) in enumerate(
        ((-0.28, 0.42), (0.05, 0.38), (0.3, 0.48), (-0.17, 0.88), (0.2, 0.92), (-0.02, 1.12), (0.12, 1.45), (-0.1, 1.6))
    ):
        brush.circle(x, y, 0.055, rgb(("#d8332f", "#f2c230", "#4fa3c7")[index % 3]))
        brush.circle(x - 0.016, y + 0.018, 0.014, WHITE, 0.8)
    star = [
        (
            (0.15 if step % 2 == 0 else 0.065) * math.sin(step * math.pi / 5),
            2.34 + (0.15 if step % 2 == 0 else 0.065) * math.cos(step * math.pi / 5),
        )
        for step in range(10)
    ]
    brush.polygon(star, rgb("#f6cf45"), glows=True)


def _twinkle(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index, (x, y) in enumerate(((-0.12, 0.55), (0.18, 0.62), (0.0, 0.8), (-0.1, 1.2), (0.1, 1.15), (0.02, 1.75))):
        if (seconds * 1.6 + index * 0.37) % 1.0 < 0.55:
            brush.circle(x, y, 0.03, rgb("#fff2b8"), glows=True)


def _flower(brush: Brush, seconds: float, action: str, colour: Colour) -> None:
    opened = ease((seconds - 0.2) / 3.2) if action in ("bloom", "open") else 1.0
    lean = 0.035 * math.sin(seconds * 1.6)
    brush.curve((0, 0), (0.01, 0.22), (lean, 0.44), 0.018, _STEM)
    for side in (-1, 1):
        brush.smooth([(0.0, 0.14), (side * 0.10, 0.20), (side * 0.15, 0.27), (side * 0.06, 0.22)], _LEAF)
    count = 12
    for ring, reach in ((0, 0.115), (1, 0.09)):
        for petal in range(count):
            turn = (petal + 0.5 * ring) * math.tau / count + 0.04 * math.sin(seconds)
            closed = math.pi / 2 + (turn - math.pi / 2 if turn < 3 * math.pi / 2 else turn - 5 * math.pi / 2) * 0.12
            turn = closed + (turn if turn < 3 * math.pi / 2 else turn - math.tau) * opened - closed * opened
            far = reach * (0.75 + 0.25 * opened)
            dx, dy = math.cos(turn), math.sin(turn)
            wide = 0.022 + 0.006 * opened
            tip = (lean + far * dx, 0.46 + far * dy)
            brush.smooth(
                [
                    (lean, 0.46),
                    (lean + 0.6 * far * dx - wide * dy, 0.46 + 0.6 * far * dy + wide * dx),
                    tip,
                    (lean + 0.6 * far * dx + wide * dy, 0.46 + 0.6 * far * dy - wide * dx),
                ],
                lighter(colour, 0.14 * ring - 0.06 * (petal % 2)),
            )
    if opened > 0.35:
        brush.circle(lean, 0.46, 0.044 * opened, rgb("#6b4426"))
        brush.circle(lean - 0.010, 0.470, 0.024 * opened, rgb("#8a5a33"))


def _potted_plant(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.15 .24 .15 .24 .11 .0 -.11 .0"), rgb("#c1663f"))
    brush.polygon(outline(".05 .24 .15 .24 .11 .0 .03 .0"), rgb("#a3522f"))
    brush.box(-0.17, 0.22, 0.34, 0.06, rgb("#d07a50"), round_m=0.015)
    brush.line(outline("-.12 .19 -.1 .06"), 0.014, WHITE, 0.35)


def _fronds(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    for index, (lean, tall) in enumerate(((-0.26, 0.52), (0.28, 0.50), (-0.15, 0.68), (0.17, 0.66), (0.0, 0.78))):
        tip = (lean + 0.012 * math.sin(seconds * 1.4 + index), tall)
        middle = (lean * 0.55, 0.28 + (tall - 0.28) * 0.6)
        nx = 0.075
        brush.smooth(
            [(0, 0.26), (0, 0.26), (middle[0] - nx, middle[1] + 0.02), tip, tip, (middle[0] + nx, middle[1] - 0.01)],
            lighter(colour, (-0.16, -0.1, 0.0, 0.06, 0.16)[index]),
        )
        brush.curve((0, 0.27), middle, tip, 0.007, lighter(colour, -0.3))


def _leaf(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.035 .0 .0 .04"), 0.006, lighter(colour, -0.4))
    brush.smooth(outline("0 .03 0 .03 -.05 .055 -.052 .11 .0 .16 .045 .18 .045 .18 .062 .13 .05 .07"), colour)
    brush.smooth(outline("0 .03 0 .03 .045 .18 .045 .18 .062 .13 .05 .07"), lighter(colour, -0.16))
    brush.line(outline("0 .035 .04 .165"), 0.004, lighter(colour, 0.35))
    for start, end in (
        ((0.01, 0.07), (-0.028, 0.09)),
        ((0.02, 0.105), (-0.016, 0.13)),
        ((0.012, 0.08), (0.044, 0.09)),
        ((0.024, 0.115), (0.05, 0.128)),
    ):
        brush.line([start, end], 0.003, lighter(colour, 0.3))


def _feather(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-.01 .04 -.01 .04 -.036 .09 -.03 .16 .01 .225 .035 .235 .035 .235 .042 .17 .03 .09 .005 .04"), colour
    )
    brush.smooth(outline("0 .04 0 .04 .035 .235 .035 .235 .042 .17 .03 .09 .005 .04"), lighter(colour, -0.14))
    for y in (0.09, 0.13, 0.17):
        brush.line(
            [(-0.03 + 0.03 * (y - 0.09), y + 0.005), (0.002 + (y - 0.06) * 0.14, y - 0.02)],
            0.004,
            lighter(colour, -0.3),
        )
    brush.curve((-0.004, 0.0), (0.002, 0.1), (0.032, 0.225), 0.004, lighter(colour, 0.4))


def draw_flames(brush: Brush, seconds: float, width: float, height: float) -> None:
    """A fire of a few tongues, its foot at the origin; never twice the same within a clip."""
    brush.glow(
        0,
        height * 0.35,
        max(width, height) * (0.62 + 0.4 * brush.light.lamps),
        rgb("#ff9a3c"),
        0.35 + 0.25 * brush.light.lamps,
    )
    for shrink, tone, code in ((1.0, 0, "#e8502a"), (0.74, 1, "#ff9a2e"), (0.46, 2, "#ffe08a")):
        points = [(-width * 0.5 * shrink, 0.0)]
        count = 5
        for tongue in range(count):
            x = (tongue - (count - 1) / 2) / count * width * shrink
            reach = 1 - 0.62 * abs(x) / (width * 0.5 * shrink + 1e-9)
            leap = 0.72 + 0.28 * math.sin(seconds * (8.3 + 1.9 * tongue) + tongue * 2.3 + tone)
            top = height * shrink * reach * leap
            lick = 0.06 * width * math.sin(seconds * 6.1 + tongue * 1.7)
            points += [
                (x - width * 0.07 * shrink, top * 0.55),
                (x + lick, top),
                (x + lick, top),
                (x + width * 0.10 * shrink, top * 0.42),
            ]
        points += [
            (width * 0.5 * shrink, 0.0),
            (width * 0.3 * shrink, -0.03 * height),
            (-width * 0.3 * shrink, -0.03 * height),
        ]
        brush.smooth(points, rgb(code), glows=True)
    for index in range(4):
        age = (seconds * 0.8 + index * 0.27) % 1.0
        x = width * (0.25 * math.sin(index * 2.4) + 0.12 * math.sin(age * 7 + index))
        brush.circle(x, height * (0.6 + 0.8 * age), 0.014 * height * (1.4 - age), rgb("#ffd27a"), 1 - age, True)


def _logs(brush: Brush, colour: Colour) -> None:
    for start, end, tone in (
        ((-0.5, 0.08), (0.42, 0.26), -0.1),
        ((0.5, 0.08), (-0.42, 0.26), 0.05),
        ((-0.55, 0.07), (0.55, 0.07), -0.2),
    ):
        brush.line([start, end], 0.14, lighter(WOOD, tone - 0.15))
        brush.circle(*start, 0.05, lighter(WOOD, 0.3))
    for index in range(7):
        brush.ellipse(-0.66 + 0.22 * index, 0.03, 0.11, 0.07, lighter(rgb("#8a8780"), -0.12 * (index % 2)))


def _campfire(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    brush.turned(0, 0.12, 0.0, lambda: draw_flames(brush, seconds, 0.85, 1.15))


def _mushroom(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.03 .0 -.03 .0 -.022 .08 .022 .08 .034 .0 .034 .0"), CREAM)
    brush.smooth(outline(".008 .0 .01 .08 .022 .08 .034 .0 .034 .0"), lighter(CREAM, -0.14))
    brush.smooth(
        outline("-.075 .075 -.075 .075 -.06 .125 .0 .148 .06 .125 .075 .075 .075 .075 .03 .064 -.03 .064"), colour
    )
    for x, y, r in ((-0.035, 0.105, 0.011), (0.012, 0.122, 0.013), (0.04, 0.095, 0.009), (-0.005, 0.088, 0.008)):
        brush.ellipse(x, y, r, r * 0.8, WHITE)


def _cactus(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.1 .75 -.42 .75 -.42 1.2"), 0.2, lighter(colour, -0.12))
    brush.line(outline(".1 .95 .44 .95 .44 1.45"), 0.2, lighter(colour, -0.06))
    brush.box(-0.17, 0.0, 0.34, 1.85, colour, round_m=0.17)
    for x in (-0.07, 0.03, 0.1):
        brush.line([(x, 0.08), (x, 1.72)], 0.012, lighter(colour, -0.25))
    brush.line(outline("-.12 .5 -.12 1.5"), 0.02, lighter(colour, 0.4), 0.7)
    brush.cluster([(-0.04, 1.87, 0.05), (0.04, 1.88, 0.05), (0.0, 1.92, 0.05)], rgb("#e8608a"))


def _pumpkin(brush: Brush, colour: Colour) -> None:
    for x, half, tone in (
        (-0.11, 0.08, -0.18),
        (0.11, 0.08, -0.22),
        (-0.06, 0.085, -0.06),
        (0.06, 0.085, -0.1),
        (0.0, 0.075, 0.06),
    ):
        brush.ellipse(x, 0.115, half, 0.115, lighter(colour, tone))
    brush.smooth(outline("-.02 .215 -.02 .215 -.012 .255 .02 .28 .035 .27 .02 .215 .02 .215"), rgb("#5a7a35"))
    brush.line(arc(-0.06, 0.12, 0.07, 115, 45), 0.010, WHITE, 0.5)


def _snowman(brush: Brush, colour: Colour) -> None:
    shade = rgb("#cfdde8")
    for y, r in ((0.42, 0.44), (1.02, 0.32), (1.5, 0.235)):
        brush.circle(0, y, r, rgb("#f4f8fb"))
        brush.line(arc(0, y, r * 0.88, -60, 80), r * 0.22, shade)
    for side in (-1, 1):
        brush.line([(side * 0.3, 1.08), (side * 0.62, 1.3), (side * 0.74, 1.28)], 0.035, WOOD)
        brush.line([(side * 0.6, 1.28), (side * 0.66, 1.42)], 0.03, WOOD)
    for y in (0.85, 1.0, 1.14):
        brush.circle(0.05, y, 0.03, DARK)
    for x in (-0.05, 0.13):
        brush.circle(x, 1.57, 0.027, DARK)
    brush.polygon(outline("0.03 1.53 .03 1.46 .34 1.46"), rgb("#ef8430"))
    brush.curve((-0.04, 1.4), (0.05, 1.35), (0.15, 1.41), 0.02, DARK)
    brush.box(-0.24, 1.25, 0.48, 0.09, colour, round_m=0.04)
    brush.turned(0.13, 1.27, 0.12, lambda: brush.box(-0.045, -0.3, 0.09, 0.32, lighter(colour, -0.12), round_m=0.02))
    brush.box(-0.26, 1.66, 0.52, 0.05, DARK, round_m=0.02)
    brush.box(-0.17, 1.68, 0.34, 0.27, DARK, round_m=0.02)
    brush.box(-0.17, 1.71, 0.34, 0.06, colour)


def _rock(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-.55 .0 -.6 .22 -.3 .58 .1 .64 .45 .4 .6 .0"), colour)
    brush.polygon(outline("-.3 .58 .1 .64 -.02 .36 -.32 .3"), lighter(colour, 0.2))
    brush.polygon(outline(".1 .64 .45 .4 .6 .0 .2 .0 -.02 .36"), lighter(colour, -0.18))


def _shell(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.02 .0 -.02 .0 -.07 .05 -.06 .1 .0 .12 .06 .1 .07 .05 .02 .0 .02 .0"), colour)
    for x in (-0.045, -0.016, 0.016, 0.045):
        brush.curve((0, 0.006), (x * 0.8, 0.05), (x, 0.104), 0.005, lighter(colour, -0.2))
    brush.box(-0.026, -0.002, 0.052, 0.02, lighter(colour, -0.14), round_m=0.008)


def _iceberg(brush: Brush, colour: Colour) -> None:
    brush.polygon(outline("-5.0 .0 -4.0 2.2 -2.6 3.0 -1.4 6.0 .2 5.0 1.6 6.8 3.2 3.4 4.2 2.6 5.0 .0"), colour)
    brush.polygon(outline("-1.4 6.0 .2 5.0 -.4 2.6 -1.6 .0 -3.0 .0 -2.6 3.0"), lighter(colour, 0.5))
    brush.polygon(outline("1.6 6.8 3.2 3.4 4.2 2.6 5.0 .0 2.2 .0 1.2 3.2"), lighter(colour, -0.14))
    brush.polygon(outline("-5.2 .0 5.2 .0 3.8 -.6 -3.8 -.6"), lighter(colour, -0.35), 0.7)


def _tornado(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    for step in range(13):
        share = step / 12
        half = 0.5 + 4.4 * share**1.7
        x = (0.3 + 0.9 * share) * math.sin(seconds * 2.1 - step * 0.55)
        brush.ellipse(
            x,
            0.4 + 9.2 * share,
            half,
            0.55 + 0.25 * share,
            lighter(colour, 0.16 * (step % 2) - 0.10 * (1 - share)),
            0.92,
        )
        swirl = seconds * 5.5 - step * 1.1
        brush.line(
            [
                (x + half * 0.75 * math.cos(swirl + turn), 0.4 + 9.2 * share + 0.3 * math.sin(swirl + turn))
                for turn in (0.0, 0.35, 0.7)
            ],
            0.09,
            lighter(colour, 0.4),
            0.7,
        )
    for index in range(7):
        turn = seconds * 3.2 + index * 0.9
        brush.box(
            1.7 * math.cos(turn) - 0.1, 0.5 + 0.28 * index + 0.3 * math.sin(turn * 0.7), 0.2, 0.13, rgb("#6b5a48")
        )
    for index in range(5):
        brush.circle(-1.6 + 0.8 * index + 0.15 * math.sin(seconds * 3 + index), 0.25, 0.55, lighter(colour, -0.05), 0.8)


THINGS: dict[str, Thing] = {
    "cactus": Thing(body(1.95, 1.1), rgb("#4f9a5a"), _cactus),
    "christmas_tree": Thing(body(2.5, 1.0), rgb("#2f7a4f"), _christmas_tree, live=_twinkle),
    "feather": Thing(body(0.235, 0.09, "table"), rgb("#e9ecef"), _feather),
    "fire": Thing(body(1.3, 1.4), rgb("#ff9a2e"), _logs, live=_campfire),
    "flower": Thing(body(0.57, 0.30, head_at=0.8, head=0.5), rgb("#f2c230"), nothing, live=_flower),
    "iceberg": Thing(body(6.8, 10.0, "water"), rgb("#bfe0ee"), _iceberg),
    "leaf": Thing(body(0.18, 0.12, "table"), rgb("#d9822b"), _leaf),
    "mushroom": Thing(body(0.148, 0.15), rgb("#d23a2f"), _mushroom),
    "potted_plant": Thing(body(0.80, 0.62), rgb("#4a9450"), _potted_plant, behind=_fronds),
    "pumpkin": Thing(body(0.28, 0.38), rgb("#ea8427"), _pumpkin),
    "rock": Thing(body(0.64, 1.2), rgb("#8f8c86"), _rock),
    "shell": Thing(body(0.12, 0.14, "table"), rgb("#f0b7a0"), _shell),
    "snowman": Thing(body(1.95, 1.5), rgb("#d23a35"), _snowman),
    "tornado": Thing(body(9.8, 9.0), rgb("#7d8794"), nothing, live=_tornado),
    "tree": Thing(body(6.5, 5.0), rgb("#4f9a45"), _tree, live=_crown),
}
