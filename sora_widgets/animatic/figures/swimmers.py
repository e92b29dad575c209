"""What lives in water: fish, shark, whale, dolphin, octopus, jellyfish, crab, seahorse.

In an underwater light they are seen whole; anywhere else what is under the water line is hidden, dolphins and fish leap,
the shark shows its fin and the whale its back and spout.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beats import WATER_BEATS, ahead_of
from sora_widgets.animatic.figures.muzzles import Mood, eye, is_blink
from sora_widgets.animatic.figures.strokes import bent
from sora_widgets.animatic.figures.water import draw_foam, draw_spray, hide_below
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "DRAWINGS"]

BODIES: dict[str, Body] = {
    "fish": Body(0.34, 0.20, 0.24, 0.50, 0.12, habitat="water"),
    "shark": Body(1.5, 0.62, 0.80, 3.4, 1.15, habitat="water"),
    "whale": Body(3.6, 1.8, 1.5, 7.5, 2.4, habitat="water"),
    "dolphin": Body(1.4, 0.5, 0.75, 2.3, 0.8, habitat="water"),
    "octopus": Body(1.05, 0.52, 0.70, 1.1, habitat="water"),
    "jellyfish": Body(0.95, 0.46, 0.70, 0.6, habitat="water"),
    "crab": Body(0.20, 0.14, 0.13, 0.42),
    "seahorse": Body(0.34, 0.13, 0.28, 0.18, 0.03, habitat="water"),
}


def _is_under(brush: Brush) -> bool:
    return brush.light.name == "underwater"


def _swum(brush: Brush, seconds: float, draw: Callable[[], None], middle: float, length: float) -> None:
    """A body whose middle is at `middle` under water; elsewhere it leaps out of the water in arcs."""
    canvas = brush.canvas
    canvas.save()
    if _is_under(brush):
        canvas.translate(0, middle + 0.06 * length * math.sin(1.2 * seconds))
        canvas.rotate(3 * math.sin(0.9 * seconds))
        draw()
        canvas.restore()
        return
    phase = WATER_BEATS["dolphin"].phase(seconds)  # 0 when it goes back into the water
    share = (phase - 0.45) / 0.55  # in the air from 0 to 1
    high = 0.62 * length
    canvas.save()
    hide_below(brush, 0.0, 4 * length)
    y = 4 * high * share * (1 - share) if share > 0 else -0.35 * length
    canvas.translate(0, y - 0.12 * length)
    canvas.rotate(42 * math.cos(math.pi * share) if share > 0 else -8)
    draw()
    canvas.restore()
    draw_foam(brush, 0.0, 0.0, 0.26 * length, seconds)
    if phase < 0.3:
        draw_spray(brush, 0.15 * length, 0.0, 0.20 * length, phase / 0.3)
    canvas.restore()


def _fish(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#f08a2c")
    beat = math.sin(9 * seconds)
    late = math.sin(9 * seconds - 0.9)

    def draw() -> None:
        tail = 0.13 * (0.72 + 0.28 * late)
        brush.smooth(
            [(-0.17, 0.02), (-0.19 - tail, 0.13), (-0.17 - 0.6 * tail, 0.0), (-0.19 - tail, -0.13), (-0.17, -0.02)],
            lighter(coat, -0.14),
        )
        brush.smooth([(0.10, 0.10), (-0.02, 0.20), (-0.15, 0.15 + 0.01 * beat), (-0.12, 0.06)], lighter(coat, -0.10))
        brush.smooth(
            [
                (0.25, 0.0),
                (0.16, 0.12),
                (-0.02, 0.135),
                (-0.16, 0.05),
                (-0.22, 0.0),
                (-0.16, -0.05),
                (-0.02, -0.13),
                (0.16, -0.11),
            ],
            coat,
        )
        for x in (0.09, -0.05):
            brush.smooth(
                [
                    (x + 0.025, 0.13),
                    (x - 0.025, 0.13),
                    (x - 0.035, 0.0),
                    (x - 0.025, -0.13),
                    (x + 0.025, -0.13),
                    (x + 0.02, 0.0),
                ],
                rgb("#fbf6ea"),
            )
        flap = 0.03 * beat
        brush.smooth([(0.04, -0.02), (-0.05, -0.09 + flap), (-0.09, -0.04 + flap), (-0.02, 0.0)], lighter(coat, -0.18))
        brush.circle(0.165, 0.035, 0.030, rgb("#fbfaf6"))
        brush.circle(0.172, 0.035, 0.018, rgb("#17120f"))
        brush.curve((0.235, -0.02), (0.21, -0.035), (0.19, -0.03), 0.010, lighter(coat, -0.4))

    _swum(brush, seconds, draw, 0.22, 0.5)


def _shark(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#6d7f8f")
    late = math.sin(4.2 * seconds - 1.0)

    def draw() -> None:
        tail = 0.55 * (0.75 + 0.25 * late)
        brush.smooth(
            [
                (-1.36, 0.04),
                (-1.36, 0.04),
                (-1.45 - tail, 0.78),
                (-1.40 - tail, 0.80),
                (-1.52, 0.02),
                (-1.40 - 0.7 * tail, -0.46),
                (-1.34, -0.04),
            ],
            coat,
        )
        brush.smooth(
            [(0.18, 0.34), (0.18, 0.34), (-0.20, 0.92), (-0.28, 0.90), (-0.34, 0.30), (-0.34, 0.30)],
            lighter(coat, -0.08),
        )
        brush.smooth(
            [
                (1.62, 0.10),
                (1.20, 0.34),
                (0.30, 0.42),
                (-0.70, 0.24),
                (-1.45, 0.05),
                (-1.45, -0.05),
                (-0.60, -0.24),
                (0.30, -0.40),
                (1.20, -0.26),
                (1.56, -0.06),
            ],
            coat,
        )
        brush.smooth(
            [(1.50, -0.04), (1.00, -0.02), (0.0, -0.12), (-1.20, -0.04), (-0.60, -0.24), (0.30, -0.40), (1.20, -0.26)],
            rgb("#eef1f0"),
        )
        brush.smooth(
            [(0.62, -0.16), (0.62, -0.16), (0.10, -0.74), (0.02, -0.72), (0.22, -0.22), (0.22, -0.22)],
            lighter(coat, -0.14),
        )
        for x in (0.80, 0.88, 0.96):
            brush.line([(x, 0.16), (x - 0.03, -0.04)], 0.022, lighter(coat, -0.3))
        eye(brush, 1.22, 0.13, 0.045, Mood(seconds))
        brush.curve((1.46, -0.10), (1.26, -0.20), (1.06, -0.12), 0.030, rgb("#3a3438"))

    if _is_under(brush) or actor.action == "jump":
        _swum(brush, seconds, draw, 0.85, 3.0)
        return
    brush.canvas.save()
    hide_below(brush, 0.0, 8.0)
    brush.canvas.translate(0, -0.26 + 0.04 * math.sin(1.5 * seconds))
    draw()
    brush.canvas.restore()
    draw_foam(brush, 0.1, 0.0, 0.40, seconds)
    draw_foam(brush, -1.5, 0.0, 0.26, seconds + 0.5)


def _whale(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#48688c")
    swing = math.sin(1.5 * seconds)
    late = math.sin(1.5 * seconds - 0.9)

    def draw() -> None:
        bent(brush, [(-1.2, 0.1), (-2.5, 0.2 + 0.14 * swing), (-3.6, 0.5 + 0.42 * late)], [1.7, 0.75, 0.25], coat)
        x, y = -3.6, 0.5 + 0.42 * late
        brush.smooth(
            [
                (x + 0.35, y - 0.05),
                (x - 0.1, y + 0.30),
                (x - 0.95, y + 0.75 + 0.3 * late),
                (x - 0.75, y + 0.2),
                (x - 0.95, y - 0.25 + 0.2 * late),
                (x - 0.1, y - 0.15),
            ],
            lighter(coat, -0.08),
        )
        brush.smooth(
            [
                (3.1, 0.15),
                (2.9, 0.95),
                (1.8, 1.35),
                (0.0, 1.25),
                (-1.4, 0.85),
                (-2.2, 0.4),
                (-1.6, -0.45),
                (0.2, -1.05),
                (2.0, -1.0),
                (3.0, -0.5),
            ],
            coat,
        )
        brush.smooth(
            [
                (3.06, -0.1),
                (2.2, -0.2),
                (0.6, -0.35),
                (-1.3, -0.2),
                (-1.6, -0.45),
                (0.2, -1.04),
                (2.0, -0.99),
                (2.95, -0.5),
            ],
            rgb("#e4e9ea"),
        )
        for index in range(5):
            brush.curve(
                (2.7 - 0.1 * index, -0.30 - 0.13 * index),
                (1.4, -0.42 - 0.13 * index),
                (0.2, -0.48 - 0.11 * index),
                0.035,
                lighter(coat, 0.35),
                0.8,
            )
        brush.smooth(
            [(1.0, -0.5), (0.5, -1.1 - 0.15 * swing), (-0.2, -1.45 - 0.2 * swing), (-0.1, -1.1), (0.4, -0.5)],
            lighter(coat, -0.12),
        )
        brush.curve((2.98, -0.12), (2.3, -0.05), (1.75, -0.22), 0.05, lighter(coat, -0.35))
        eye(brush, 1.85, 0.12, 0.10, Mood(seconds))
        brush.ellipse(0.4, 1.0, 0.8, 0.14, lighter(coat, 0.14))

    if _is_under(brush) or actor.action == "jump":
        _swum(brush, seconds, draw, 1.6, 6.0)
        return
    brush.canvas.save()
    hide_below(brush, 0.0, 16.0)
    rise = 0.16 * math.sin(0.9 * seconds)
    brush.canvas.translate(0, -0.15 + rise)
    draw()
    brush.canvas.restore()
    share = (seconds % 3.2) / 1.5
    if share < 1:
        high = 1.7 * math.sin(math.pi * min(1.0, share * 1.1))
        for side in (-1, 0, 1):
            brush.curve(
                (1.7, 1.1 + rise),
                (1.7 + 0.15 * side, 1.1 + high),
                (1.7 + 0.75 * side, 1.0 + high * (0.75 if side else 1.05)),
                0.13,
                rgb("#eaf6fa"),
            )
    draw_foam(brush, 2.4, 0.0, 0.8, seconds)
    draw_foam(brush, -1.6, 0.0, 0.7, seconds + 0.7)


def _dolphin(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#6c8ba6")
    late = math.sin(5 * seconds - 0.8)

    def draw() -> None:
        bent(brush, [(-0.4, 0.02), (-0.85, -0.02 + 0.03 * late), (-1.12, 0.02 + 0.12 * late)], [0.42, 0.17, 0.08], coat)
        x, y = -1.10, 0.02 + 0.12 * late
        brush.smooth(
            [
                (x + 0.08, y),
                (x - 0.10, y + 0.14),
                (x - 0.32, y + 0.22 + 0.1 * late),
                (x - 0.20, y),
                (x - 0.30, y - 0.14),
                (x - 0.08, y - 0.08),
            ],
            lighter(coat, -0.12),
        )
        brush.smooth(
            [(0.02, 0.22), (0.02, 0.22), (-0.22, 0.50), (-0.28, 0.48), (-0.24, 0.16), (-0.24, 0.16)],
            lighter(coat, -0.10),
        )
        brush.smooth(
            [
                (1.10, -0.04),
                (0.92, 0.04),
                (0.82, 0.17),
                (0.45, 0.26),
                (-0.15, 0.24),
                (-0.70, 0.08),
                (-0.70, -0.06),
                (-0.10, -0.22),
                (0.45, -0.23),
                (0.85, -0.14),
                (1.08, -0.10),
            ],
            coat,
        )
        brush.smooth(
            [(1.06, -0.09), (0.70, -0.06), (0.1, -0.09), (-0.55, -0.05), (-0.10, -0.22), (0.45, -0.23), (0.85, -0.15)],
            rgb("#e9eff0"),
        )
        brush.smooth([(0.42, -0.12), (0.36, -0.36), (0.20, -0.46), (0.18, -0.40), (0.22, -0.14)], lighter(coat, -0.14))
        eye(brush, 0.72, 0.04, 0.028, Mood(seconds))
        brush.curve((1.04, -0.07), (0.88, -0.07), (0.74, -0.04), 0.016, lighter(coat, -0.4))

    _swum(brush, seconds, draw, 0.8, 2.2)


def _octopus(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#c85f6e")
    y = 0.62 + 0.05 * math.sin(1.8 * seconds) if _is_under(brush) else 0.42
    for index in range(7):
        side = (index - 3) / 3
        wave = math.sin(2.4 * seconds + 0.9 * index)
        late = math.sin(2.4 * seconds + 0.9 * index - 1.1)
        bent(
            brush,
            [
                (0.17 * side, y - 0.10),
                (0.34 * side, y - 0.30 + 0.03 * wave),
                (0.46 * side + 0.05 * wave, y - 0.44),
                (0.52 * side + 0.13 * late, max(0.03, y - 0.56)),
            ],
            [0.16, 0.11, 0.075, 0.03],
            lighter(coat, -0.12 if index % 2 else 0.0),
        )
    brush.smooth(
        [
            (-0.24, y - 0.14),
            (-0.30, y + 0.06),
            (-0.27, y + 0.34),
            (0.0, y + 0.46),
            (0.27, y + 0.34),
            (0.30, y + 0.06),
            (0.24, y - 0.14),
        ],
        coat,
    )
    for x, dy in ((-0.14, 0.28), (0.02, 0.34), (-0.05, 0.20)):
        brush.circle(x, y + dy, 0.030, lighter(coat, 0.22))
    for x in (-0.06, 0.15):
        brush.circle(x, y + 0.05, 0.062, rgb("#fbfaf6"))
        eye(brush, x + 0.012, y + 0.05, 0.036, Mood(seconds, is_blink(seconds)))
    brush.curve((0.0, y - 0.06), (0.05, y - 0.09), (0.10, y - 0.06), 0.016, lighter(coat, -0.4))


def _jellyfish(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#c79be0")
    pulse = math.sin(2.6 * seconds)
    y = 0.66 + 0.05 * math.sin(2.6 * seconds - 1.2)
    wide, tall = 0.25 - 0.035 * pulse, 0.24 + 0.03 * pulse
    for index in range(6):
        x = (index - 2.5) / 2.5 * wide * 0.8
        late = math.sin(2.6 * seconds - 1.0 - 0.2 * index)
        points = [(x, y), (x + 0.03 * late, y - 0.16), (x - 0.04 * late, y - 0.32), (x + 0.05 * late, y - 0.50)]
        bent(brush, points, [0.035, 0.03, 0.02, 0.008], lighter(coat, 0.2), 0.75)
    brush.smooth(
        [
            (-wide, y - 0.02),
            (-wide * 1.02, y + 0.6 * tall),
            (0.0, y + 1.25 * tall),
            (wide * 1.02, y + 0.6 * tall),
            (wide, y - 0.02),
            (0.0, y + 0.07),
        ],
        coat,
        0.85,
    )
    brush.smooth(
        [
            (-0.6 * wide, y + 0.1),
            (-0.6 * wide, y + 0.6 * tall),
            (0, y + 0.95 * tall),
            (0.6 * wide, y + 0.6 * tall),
            (0.6 * wide, y + 0.1),
        ],
        lighter(coat, 0.45),
        0.55,
    )


def _crab(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#e05a36")
    goes = actor.action in ("walk", "run", "dance", "play")
    for side in (-1, 1):
        for index in range(3):
            step = 0.03 * math.sin(9 * seconds + 2.1 * index + side) if goes else 0.0
            x = side * (0.09 + 0.035 * index)
            brush.line(
                [(x, 0.07), (x + side * 0.07, 0.09 + max(0.0, step)), (x + side * 0.10 + step, max(0.005, step))],
                0.020,
                lighter(coat, -0.15),
            )
        snap = 0.25 + 0.2 * math.sin(3 * seconds + side)
        arm = (side * 0.20, 0.15 + 0.01 * math.sin(4 * seconds))
        brush.line([(side * 0.12, 0.10), (side * 0.19, 0.10), arm], 0.028, coat)
        brush.turned(*arm, side * -0.2, partial(_claw, brush, side, snap, coat))
    brush.smooth(
        [(-0.15, 0.05), (-0.16, 0.12), (-0.08, 0.155), (0.08, 0.155), (0.16, 0.12), (0.15, 0.05), (0.0, 0.03)], coat
    )
    for side in (-1, 1):
        brush.line([(side * 0.04, 0.14), (side * 0.045, 0.185)], 0.012, coat)
        brush.circle(side * 0.045, 0.19, 0.022, rgb("#fbfaf6"))
        brush.circle(side * 0.045 + 0.006, 0.192, 0.012, rgb("#17120f"))
    brush.curve((-0.04, 0.085), (0.0, 0.065), (0.04, 0.085), 0.010, lighter(coat, -0.45))


def _claw(brush: Brush, side: int, snap: float, coat: Colour) -> None:
    for way in (-1, 1):

        def half(way: int = way) -> None:
            brush.smooth([(0, 0), (0.03 * way, 0.035), (0.028 * way, 0.085), (0, 0.10), (0.006 * way, 0.05)], coat)

        brush.turned(0, 0, way * snap * 0.8, half)


def _seahorse(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#eaa13a")
    y = 0.02 * math.sin(1.8 * seconds)
    flutter = 0.012 * math.sin(20 * seconds)
    brush.smooth(
        [(-0.035, 0.19 + y), (-0.10 + flutter, 0.22 + y), (-0.11 + flutter, 0.15 + y), (-0.04, 0.12 + y)],
        lighter(coat, 0.3),
    )
    bent(
        brush,
        [
            (0.02, 0.285 + y),
            (-0.015, 0.23 + y),
            (0.015, 0.17 + y),
            (-0.005, 0.10 + y),
            (-0.03, 0.05 + y),
            (0.0, 0.02 + y),
            (0.03, 0.045 + y),
            (0.012, 0.06 + y),
        ],
        [0.055, 0.065, 0.085, 0.055, 0.036, 0.028, 0.02, 0.014],
        coat,
    )
    brush.circle(0.03, 0.29 + y, 0.036, coat)
    brush.line([(0.045, 0.282 + y), (0.105, 0.262 + y)], 0.022, coat)
    for index in range(3):
        brush.polygon(
            [(-0.005 + 0.02 * index, 0.315 + y), (0.005 + 0.02 * index, 0.35 + y), (0.02 + 0.02 * index, 0.318 + y)],
            lighter(coat, -0.15),
        )
    for index in range(4):
        brush.line(
            [(0.0 + 0.01 * math.sin(index), 0.20 - 0.03 * index + y), (0.05 - 0.006 * index, 0.195 - 0.03 * index + y)],
            0.008,
            lighter(coat, -0.18),
        )
    eye(brush, 0.038, 0.296 + y, 0.010, Mood(seconds))


DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = {
    "crab": _crab,
    "dolphin": _dolphin,
    "fish": _fish,
    "jellyfish": _jellyfish,
    "octopus": _octopus,
    "seahorse": _seahorse,
    "shark": _shark,
    "whale": _whale,
}
