"""Things: kite, ball, car, boat, hot-air balloon, bottle, cup, flower, tree."""

from __future__ import annotations

import math
import random

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.places.greenery import round_tree
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = [
    "THINGS",
    "draw_ball",
    "draw_balloon",
    "draw_boat",
    "draw_bottle",
    "draw_car",
    "draw_cup",
    "draw_flower",
    "draw_kite",
    "draw_tree",
]

THINGS: dict[str, Body] = {
    "kite": Body(1.5, 1.1, 0.75, 1.2),
    "ball": Body(0.62, 0.30, 0.30, 0.3),
    "car": Body(1.45, 0.9, 0.75, 4.2),
    "boat": Body(8.6, 3.0, 2.4, 6.0),
    "balloon": Body(9.0, 5.0, 6.0, 6.0),
    "bottle": Body(0.32, 0.22, 0.15, 0.10),
    "cup": Body(0.19, 0.14, 0.08, 0.15),
    "flower": Body(0.55, 0.22, 0.46, 0.2),
    "tree": Body(7.0, 3.0, 4.8, 4.0),
}


def draw_kite(brush: Brush, seconds: float, actor: Actor) -> None:
    """A diamond with four panels and a tail of bows; the origin is its middle."""
    colour = actor.colour or rgb("#d8332f")
    turn = -0.42 + 0.12 * math.sin(seconds * 1.7) + 0.05 * math.sin(seconds * 4.1)
    half, tall, low = 0.46, 0.55, 0.78

    def body() -> None:
        points = []
        for step in range(15):
            share = step / 14
            points.append(
                (0.16 * math.sin(seconds * 3.2 - share * 5.5) * (0.3 + share) - 0.25 * share, -low - 1.5 * share)
            )
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

    brush.turned(0, 0.02 * math.sin(seconds * 2.4), turn, body)


def draw_ball(brush: Brush, seconds: float, actor: Actor) -> None:
    """A ball on its ballistic path: it is squashed where it meets the ground."""
    colour = actor.colour or rgb("#e8612f")
    period, radius, top = 0.92, 0.15, 0.85
    share = (seconds / period) % 1.0 if actor.action in ("bounce", "stand", "jump") else 0.5
    height = top * 4 * share * (1 - share) if actor.action != "stand" else 0.0
    squash = 1.0 - 0.28 * max(0.0, 1 - height / 0.12)

    def body() -> None:
        brush.circle(0, 0, radius, colour)
        brush.smooth(
            [
                (-radius, 0),
                (-radius * 0.3, radius * 0.35),
                (radius * 0.4, radius * 0.3),
                (radius, 0),
                (radius * 0.4, -radius * 0.06),
                (-radius * 0.3, -radius * 0.02),
            ],
            rgb("#fbf3e2"),
        )
        brush.circle(radius * 0.3, radius * 0.5, radius * 0.16, lighter(colour, 0.5), 0.7)

    brush.canvas.save()
    brush.canvas.translate(0, radius * squash + height)
    brush.canvas.scale(1 / squash, squash)
    brush.canvas.rotate(-seconds * 140)
    body()
    brush.canvas.restore()


def draw_car(brush: Brush, seconds: float, actor: Actor) -> None:
    """A saloon car; its lamps burn when the light asks for lamps."""
    colour = actor.colour or rgb("#d94a3d")
    moving = actor.action in ("drive", "run", "fly", "race")
    bob = 0.012 * math.sin(seconds * 9) if moving else 0.0
    glass = rgb("#bfe0ea")
    brush.smooth(
        [
            (-1.3, 0.72 + bob),
            (-0.95, 1.42 + bob),
            (-0.4, 1.48 + bob),
            (0.45, 1.46 + bob),
            (1.15, 0.80 + bob),
            (0.9, 0.70 + bob),
        ],
        lighter(colour, -0.08),
    )
    brush.polygon([(-0.98, 0.86 + bob), (-0.72, 1.30 + bob), (-0.12, 1.34 + bob), (-0.12, 0.86 + bob)], glass)
    brush.polygon([(-0.02, 0.86 + bob), (-0.02, 1.34 + bob), (0.40, 1.32 + bob), (0.86, 0.86 + bob)], glass)
    brush.polygon(
        [(0.20, 0.86 + bob), (0.44, 1.30 + bob), (0.52, 1.25 + bob), (0.34, 0.86 + bob)], rgb("#ffffff"), 0.35
    )
    brush.smooth(
        [
            (-2.1, 0.36 + bob),
            (-2.16, 0.82 + bob),
            (-1.4, 0.92 + bob),
            (0.9, 0.92 + bob),
            (2.0, 0.80 + bob),
            (2.16, 0.42 + bob),
            (1.9, 0.28 + bob),
            (-1.9, 0.28 + bob),
        ],
        colour,
    )
    brush.line([(-1.9, 0.52 + bob), (1.95, 0.52 + bob)], 0.05, lighter(colour, -0.3))
    brush.line([(-1.6, 0.80 + bob), (1.4, 0.80 + bob)], 0.035, lighter(colour, 0.35), 0.7)
    lamps = brush.light.lamps
    brush.ellipse(2.04, 0.64 + bob, 0.09, 0.10, rgb("#fff3c4"), glows=lamps > 0.2)
    brush.ellipse(-2.08, 0.66 + bob, 0.06, 0.10, rgb("#ff4a3a"), glows=lamps > 0.2)
    if lamps > 0.2:
        brush.polygon(
            [(2.1, 0.68 + bob), (5.6, 1.0), (5.6, 0.02), (2.1, 0.58 + bob)], rgb("#fff0b8"), 0.20 * lamps, True
        )
        brush.glow(2.06, 0.64 + bob, 0.5, rgb("#fff0b8"), 0.6 * lamps)
    spin = -seconds * 9 if moving else 0.3
    for x in (-1.32, 1.30):
        brush.circle(x, 0.34, 0.40, lighter(colour, -0.62))
        brush.circle(x, 0.33, 0.33, rgb("#22252b"))
        brush.circle(x, 0.33, 0.19, rgb("#c9ced6"))
        for spoke in range(5):
            angle = spin + spoke * math.tau / 5
            brush.line([(x, 0.33), (x + 0.16 * math.cos(angle), 0.33 + 0.16 * math.sin(angle))], 0.035, rgb("#6c7480"))


def draw_boat(brush: Brush, seconds: float, actor: Actor) -> None:
    """A sailing boat that rides the swell; the sails breathe."""
    hull = actor.colour or rgb("#b8432f")
    heel = -0.06 + 0.035 * math.sin(seconds * 1.25)
    heave = 0.14 * math.sin(seconds * 1.25 + 0.8)

    def body() -> None:
        fill = 0.16 * math.sin(seconds * 1.1)
        brush.line([(0.15, 0.6), (0.15, 8.4)], 0.13, rgb("#7a5638"))
        brush.line([(0.15, 1.45), (-2.9, 1.35)], 0.10, rgb("#7a5638"))
        brush.smooth(
            [
                (0.0, 8.2),
                (0.0, 8.2),
                (-0.9 - fill, 5.2),
                (-2.4 - fill, 2.2),
                (-2.9, 1.5),
                (-2.9, 1.5),
                (-1.2, 1.62),
                (0.0, 1.6),
                (0.0, 1.6),
            ],
            rgb("#fbf4e4"),
        )
        brush.smooth([(-0.04, 7.9), (-0.5 - fill, 5.4), (-1.2, 3.4), (-0.9, 1.62), (-0.04, 1.6)], rgb("#eadfc6"), 0.7)
        brush.smooth(
            [
                (0.35, 7.6),
                (0.35, 7.6),
                (1.2 + fill, 4.6),
                (2.7 + fill * 0.5, 1.5),
                (2.7, 1.5),
                (1.4, 1.75),
                (0.38, 1.7),
                (0.38, 1.7),
            ],
            mix(hull, rgb("#fbf4e4"), 0.25),
        )
        for y in (3.0, 4.4, 5.8):
            brush.line([(-0.05, y), (-2.3 * (8.2 - y) / 6.6, y - 0.15)], 0.03, rgb("#d2c4a6"))
        brush.polygon([(0.15, 8.4), (0.95, 8.22 + 0.08 * math.sin(seconds * 7)), (0.15, 8.02)], rgb("#f2c230"))
        brush.smooth(
            [
                (-3.1, 1.05),
                (-2.9, 1.05),
                (2.7, 1.05),
                (3.45, 1.25),
                (3.3, 0.9),
                (2.5, -0.35),
                (0.0, -0.55),
                (-2.4, -0.35),
                (-3.0, 0.4),
            ],
            hull,
        )
        brush.line([(-2.85, 0.86), (3.0, 0.95)], 0.10, rgb("#f4ead6"))
        brush.box(-1.5, 0.98, 2.2, 0.5, rgb("#e8d8b8"), round_m=0.12)
        for x in (-1.1, -0.45, 0.2):
            brush.circle(x, 1.24, 0.13, rgb("#54788c"))

    brush.turned(0, heave, heel, body)
    water = rgb("#3a8cab")
    points = [(-3.7 + 0.47 * i, 0.07 * math.sin(seconds * 2.0 + i * 1.2)) for i in range(17)]
    brush.smooth([*points, (3.0, -0.7), (0.0, -0.95), (-3.0, -0.7)], water)
    for index in range(3):
        spread = 0.5 + 0.5 * math.sin(seconds * 2.2 + index * 2.1)
        brush.line(
            [(2.2 + index * 0.55, -0.05 - 0.12 * index), (3.2 + index * 0.5 + spread * 0.3, -0.10 - 0.14 * index)],
            0.07,
            rgb("#eef8f8"),
            0.8,
        )
        brush.line(
            [(-3.4 - index * 0.6, -0.08 - 0.12 * index), (-2.6 - index * 0.5 + spread * 0.3, -0.12 - 0.13 * index)],
            0.06,
            rgb("#eef8f8"),
            0.7,
        )


def draw_balloon(brush: Brush, seconds: float, actor: Actor) -> None:
    """A hot-air balloon, striped, hanging a little above the ground."""
    colour = actor.colour or rgb("#d8443a")
    y = 3.4 + 0.35 * math.sin(seconds * 0.8)
    brush.canvas.save()
    brush.canvas.translate(0.15 * math.sin(seconds * 0.6), y)
    for x in (-0.6, 0.6):
        brush.line([(x * 0.7, -2.2), (x * 1.7, -0.2)], 0.04, rgb("#6b5138"))
    brush.box(-0.55, -3.0, 1.1, 0.85, rgb("#8f6237"), round_m=0.12)
    outline = [
        (-0.5, -0.5),
        (-2.2, 1.2),
        (-2.95, 3.2),
        (-2.0, 5.2),
        (0, 5.9),
        (2.0, 5.2),
        (2.95, 3.2),
        (2.2, 1.2),
        (0.5, -0.5),
    ]
    for index, share in enumerate((1.0, 0.72, 0.42, 0.14)):
        tone = colour if index % 2 == 0 else rgb("#f6dfa6")
        brush.smooth([(x * share, yy) for x, yy in outline], tone)
    brush.canvas.restore()


def draw_bottle(brush: Brush, seconds: float, actor: Actor) -> None:
    """A bottle on its stand; a highlight wanders as if it turned."""
    colour = actor.colour or rgb("#2f7d6d")
    brush.ellipse(0, 0.004, 0.12, 0.016, rgb("#c9b49a"))
    brush.box(-0.12, -0.03, 0.24, 0.034, rgb("#b8a286"))
    brush.box(-0.052, 0.006, 0.104, 0.185, colour, round_m=0.018)
    brush.smooth(
        [
            (-0.052, 0.17),
            (-0.050, 0.215),
            (-0.017, 0.235),
            (-0.017, 0.285),
            (0.017, 0.285),
            (0.017, 0.235),
            (0.050, 0.215),
            (0.052, 0.17),
        ],
        colour,
    )
    brush.box(-0.019, 0.272, 0.038, 0.042, rgb("#d9b45a"), round_m=0.006)
    brush.box(-0.052, 0.055, 0.104, 0.085, rgb("#f5ecd8"))
    brush.circle(0, 0.098, 0.024, mix(colour, rgb("#d9b45a"), 0.6))
    shift = 0.030 * math.sin(seconds * 1.2)
    brush.line([(shift, 0.03), (shift, 0.19)], 0.011, rgb("#ffffff"), 0.45)
    brush.line([(-0.036, 0.03), (-0.036, 0.18)], 0.008, lighter(colour, 0.5), 0.5)


def draw_cup(brush: Brush, seconds: float, actor: Actor) -> None:
    """A cup on a saucer, steaming."""
    colour = actor.colour or rgb("#d9694a")
    brush.ellipse(0, 0.008, 0.115, 0.014, rgb("#efe6d6"))
    brush.smooth([(0.055, 0.075), (0.115, 0.085), (0.115, 0.035), (0.055, 0.038)], lighter(colour, -0.1))
    brush.smooth([(0.062, 0.070), (0.094, 0.073), (0.094, 0.045), (0.060, 0.048)], brush.light.haze)
    brush.smooth(
        [
            (-0.072, 0.105),
            (-0.072, 0.105),
            (-0.062, 0.02),
            (-0.03, 0.008),
            (0.03, 0.008),
            (0.062, 0.02),
            (0.072, 0.105),
            (0.072, 0.105),
        ],
        colour,
    )
    brush.ellipse(0, 0.105, 0.071, 0.014, lighter(colour, 0.25))
    brush.ellipse(0, 0.104, 0.062, 0.010, rgb("#4a2d1e"))
    brush.line([(-0.045, 0.09), (-0.040, 0.03)], 0.010, rgb("#ffffff"), 0.35)
    for index, x in enumerate((-0.025, 0.005, 0.032)):
        points = [
            (x + 0.011 * math.sin(seconds * 2.4 + index * 2 + step * 0.7) * (0.3 + step / 8), 0.12 + 0.011 * step)
            for step in range(9)
        ]
        brush.line(points, 0.009, rgb("#ffffff"), 0.34)


def draw_flower(brush: Brush, seconds: float, actor: Actor) -> None:
    """A single bloom that nods in the air."""
    colour = actor.colour or rgb("#f2c230")
    lean = 0.035 * math.sin(seconds * 1.6)
    brush.curve((0, 0), (0.01, 0.22), (lean, 0.44), 0.018, rgb("#4c8a3f"))
    for side in (-1, 1):
        brush.smooth([(0.0, 0.14), (side * 0.10, 0.20), (side * 0.15, 0.27), (side * 0.06, 0.22)], rgb("#579a48"))
    for petal in range(10):
        angle = petal * math.tau / 10 + 0.06 * math.sin(seconds)
        brush.ellipse(
            lean + 0.065 * math.cos(angle),
            0.46 + 0.065 * math.sin(angle),
            0.036,
            0.036,
            lighter(colour, 0.1 if petal % 2 else -0.06),
        )
    brush.circle(lean, 0.46, 0.046, rgb("#6b4426"))
    brush.circle(lean - 0.012, 0.472, 0.022, rgb("#8a5a33"))


def draw_tree(brush: Brush, seconds: float, actor: Actor) -> None:
    """A single broad tree."""
    round_tree(brush, 0, 6.8, random.Random(actor.place_in_row + 5), actor.colour or rgb("#4f9a45"))
