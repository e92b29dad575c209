"""What goes close to the ground: turtle, snake, lizard, crocodile, frog, snail."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic import gaits
from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beats import ahead_of
from sora_widgets.animatic.figures.muzzles import Mood, eye, is_blink
from sora_widgets.animatic.figures.strokes import bent, limb
from sora_widgets.animatic.figures.water import draw_foam, hide_below
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "DRAWINGS", "feet_at"]

BODIES: dict[str, Body] = {
    "turtle": Body(0.42, 0.18, 0.22, 0.85, 0.36),
    "snake": Body(0.42, 0.15, 0.34, 1.5, 0.5),
    "lizard": Body(0.16, 0.11, 0.11, 0.62, 0.22),
    "crocodile": Body(0.62, 0.34, 0.38, 3.6, 1.25),
    "frog": Body(0.17, 0.10, 0.125, 0.22, 0.05),
    "snail": Body(0.10, 0.05, 0.06, 0.15, 0.055),
}
_WHITE, _INK = rgb("#fbfaf6"), rgb("#17120f")


def feet_at(kind: str, action: str, seconds: float, places: tuple[float, ...]) -> list[Point]:
    """Where the feet are that stand at `places`; still when it stays."""
    gait = gaits.GAITS["pace" if action != "run" else "trot"] if action in ("walk", "run", "play", "march") else None
    leg = gaits.LEGS_M[kind]
    if gait is None:
        return [(x, 0.0) for x in places]
    feet = []
    for index, x in enumerate(places):
        forwards, up = gait.foot(seconds, index, leg)
        feet.append((x + forwards * leg, up * leg))
    return feet


def _turtle(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#6f9a4e")
    shell, dark = rgb("#7c5a38"), rgb("#59402a")
    is_swimming = actor.action in ("swim", "fly")
    canvas = brush.canvas
    canvas.save()
    lift = 0.0
    if is_swimming:
        lift = 0.30 + 0.03 * math.sin(1.8 * seconds) if brush.light.name == "underwater" else -0.12
        if lift < 0:
            hide_below(brush, 0.0, 2.0)
        canvas.translate(0, lift)
        stroke = math.sin(2.6 * seconds)
        late = math.sin(2.6 * seconds - 0.7)
        limb(brush, [(0.16, 0.10), (0.02, 0.10 - 0.26 * late)], [0.10, 0.03], lighter(coat, -0.2))
    else:
        feet = feet_at("turtle", actor.action, seconds, (0.20, 0.25, -0.20, -0.15))
        for index in (1, 3):
            x, y = feet[index]
            limb(brush, [(x * 0.9, 0.10), (x, y + 0.03)], [0.09, 0.075], lighter(coat, -0.2))
    is_hidden = actor.action == "sleep"
    reach = 0.02 if is_hidden else 0.0
    bob = 0.012 * math.sin(1.6 * seconds)
    brush.polygon([(-0.30, 0.12), (-0.44, 0.07), (-0.30, 0.07)], coat)
    if not is_hidden:
        low = 0.10 if actor.action == "eat" else 0.0
        bent(brush, [(0.24, 0.12), (0.34, 0.15 + bob), (0.41 - reach, 0.22 + bob - low)], [0.11, 0.085, 0.10], coat)
        brush.ellipse(0.435, 0.225 + bob - low, 0.075, 0.062, coat)
        eye(brush, 0.455, 0.245 + bob - low, 0.015, Mood(seconds, is_blink(seconds)))
        brush.curve(
            (0.50, 0.21 + bob - low), (0.47, 0.195 + bob - low), (0.44, 0.20 + bob - low), 0.010, lighter(coat, -0.4)
        )
    brush.smooth(
        [(-0.34, 0.10), (-0.30, 0.24), (-0.12, 0.37), (0.10, 0.37), (0.28, 0.24), (0.32, 0.10), (0.0, 0.07)], shell
    )
    for x, y in ((-0.17, 0.20), (-0.02, 0.26), (0.13, 0.20)):
        brush.polygon(
            [(x - 0.06, y - 0.03), (x - 0.03, y + 0.06), (x + 0.04, y + 0.06), (x + 0.07, y - 0.03), (x, y - 0.07)],
            dark,
        )
    brush.line([(-0.33, 0.095), (0.31, 0.095)], 0.035, lighter(shell, 0.30))
    if is_swimming:
        limb(brush, [(0.14, 0.08), (0.06, 0.08 - 0.10 * stroke), (-0.08, 0.06 - 0.30 * late)], [0.12, 0.10, 0.03], coat)
        limb(brush, [(-0.22, 0.08), (-0.40, 0.06 + 0.06 * late)], [0.09, 0.04], coat)
    else:
        for index in (0, 2):
            x, y = feet[index]
            limb(brush, [(x * 0.9, 0.10), (x, y + 0.035)], [0.10, 0.085], coat)
    canvas.restore()
    if is_swimming and lift < 0:
        draw_foam(brush, 0.0, 0.0, 0.2, seconds)


def _snake(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#5f9a4a")
    goes = actor.action in ("walk", "run", "swim", "fly", "play", "crawl")
    travel = 3.2 * seconds if goes else 0.6 * math.sin(1.2 * seconds)
    points = [
        (
            -0.78 + 0.13 * step,
            0.055 + 0.050 * (1 + math.sin(travel * -1.6 + 0.95 * step)) * (0.5 + 0.5 * min(1.0, step / 3)),
        )
        for step in range(10)
    ]
    sway = 0.05 * math.sin(1.4 * seconds)
    head = (0.62 + sway, 0.33 + 0.02 * math.sin(2.1 * seconds))
    points += [(0.50, 0.08), (0.58 + 0.3 * sway, 0.20), (head[0] - 0.05, head[1] - 0.02)]
    widths = [0.015, 0.045, 0.065, 0.078, 0.085, 0.088, 0.088, 0.088, 0.086, 0.084, 0.082, 0.078, 0.075]
    bent(brush, points, widths, coat)
    for index in range(2, 12):
        x, y = points[index]
        brush.ellipse(x, y + 0.006, 0.026, 0.022, lighter(coat, -0.3))
    brush.smooth(
        [
            (head[0] - 0.09, head[1] - 0.03),
            (head[0] - 0.06, head[1] + 0.06),
            (head[0] + 0.05, head[1] + 0.055),
            (head[0] + 0.13, head[1]),
            (head[0] + 0.05, head[1] - 0.05),
        ],
        coat,
    )
    if seconds % 1.3 < 0.35:
        tip = (head[0] + 0.20, head[1] - 0.02 + 0.01 * math.sin(40 * seconds))
        brush.line([(head[0] + 0.11, head[1] - 0.01), tip], 0.010, rgb("#d8352f"))
        for side in (-1, 1):
            brush.line([tip, (tip[0] + 0.035, tip[1] + 0.018 * side)], 0.008, rgb("#d8352f"))
    eye(brush, head[0] + 0.025, head[1] + 0.025, 0.017, Mood(seconds), rgb("#f0c23c"))


def _crawler(
    brush: Brush, seconds: float, action: str, kind: str, coat: Colour, length: float, deep: float, tail: float
) -> None:
    """Lizard and crocodile: long, low, legs to the side, the tail swinging."""
    leg = gaits.LEGS_M[kind]
    feet = feet_at(kind, action, seconds, (0.30 * length, 0.36 * length, -0.30 * length, -0.24 * length))
    goes = action in ("walk", "run", "play")
    swing = math.sin((7 if goes else 1.4) * seconds)
    late = math.sin((7 if goes else 1.4) * seconds - 1.0)
    y = leg + 0.2 * deep if action not in ("sleep", "sit", "swim") else 0.5 * deep
    for index in (1, 3):
        fx, fy = feet[index]
        limb(
            brush,
            [(fx * 0.96, y), (fx + 0.05 * length, 0.5 * y), (fx, fy + 0.02 * length)],
            [0.30 * deep + 0.05 * leg, 0.24 * deep, 0.20 * deep],
            lighter(coat, -0.2),
        )
    bent(
        brush,
        [
            (-0.36 * length, y + 0.1 * deep),
            (-0.62 * length, y + 0.05 * deep + 0.06 * tail * swing),
            (-0.85 * length, 0.5 * y + 0.10 * tail * late),
            (-0.5 * length - tail, 0.34 * deep + 0.14 * tail * late),
        ],
        [0.80 * deep, 0.52 * deep, 0.34 * deep, 0.06 * deep],
        coat,
    )
    brush.smooth(
        [
            (-0.46 * length, y - 0.2 * deep),
            (-0.40 * length, y + 0.46 * deep),
            (0.0, y + 0.54 * deep),
            (0.40 * length, y + 0.42 * deep),
            (0.50 * length, y),
            (0.36 * length, y - 0.40 * deep),
            (-0.34 * length, y - 0.44 * deep),
        ],
        coat,
    )
    brush.smooth(
        [
            (-0.40 * length, y - 0.26 * deep),
            (0.40 * length, y - 0.22 * deep),
            (0.36 * length, y - 0.42 * deep),
            (-0.34 * length, y - 0.46 * deep),
        ],
        lighter(coat, 0.42),
    )
    gape = 0.5 + 0.5 * math.sin(2.0 * seconds) if action in ("eat", "fight", "stand") and kind == "crocodile" else 0.1
    x0, top = 0.42 * length, y + 0.22 * deep
    if kind == "crocodile":
        snout = 0.36 * length
        limb(
            brush,
            [(x0, top - 0.16 * deep), (x0 + snout, top - 0.20 * deep - 0.16 * gape * deep)],
            [0.34 * deep, 0.16 * deep],
            lighter(coat, 0.18),
        )
        for index in range(6):
            tx = x0 + snout * (0.30 + 0.12 * index)
            brush.polygon(
                [(tx - 0.02 * length, top + 0.0 * deep), (tx + 0.02 * length, top), (tx, top - 0.13 * deep)], _WHITE
            )
        brush.smooth(
            [
                (x0 - 0.08 * length, top - 0.12 * deep),
                (x0 - 0.02 * length, top + 0.34 * deep),
                (x0 + 0.10 * length, top + 0.34 * deep),
                (x0 + 0.16 * length, top + 0.14 * deep),
                (x0 + snout, top + 0.16 * deep + 0.2 * gape * deep),
                (x0 + 1.06 * snout, top + 0.04 * deep + 0.2 * gape * deep),
                (x0 + 0.8 * snout, top - 0.06 * deep),
            ],
            coat,
        )
        for index in range(9):
            sx = -0.44 * length + 0.10 * length * index
            brush.polygon(
                [
                    (sx - 0.035 * length, y + 0.42 * deep),
                    (sx + 0.035 * length, y + 0.42 * deep),
                    (sx - 0.01 * length, y + 0.72 * deep),
                ],
                lighter(coat, -0.22),
            )
        brush.circle(x0 + 0.05 * length, top + 0.32 * deep, 0.10 * deep, coat)
        eye(brush, x0 + 0.055 * length, top + 0.33 * deep, 0.055 * deep, Mood(seconds), rgb("#e8c23c"))
    else:
        brush.smooth(
            [
                (x0 - 0.06 * length, top - 0.2 * deep),
                (x0, top + 0.36 * deep),
                (x0 + 0.14 * length, top + 0.32 * deep),
                (x0 + 0.30 * length, top),
                (x0 + 0.16 * length, top - 0.24 * deep),
            ],
            coat,
        )
        eye(brush, x0 + 0.12 * length, top + 0.14 * deep, 0.09 * deep, Mood(seconds), rgb("#e8c23c"))
        for index in range(5):
            brush.ellipse(
                -0.30 * length + 0.14 * length * index,
                y + 0.30 * deep,
                0.035 * length,
                0.12 * deep,
                lighter(coat, -0.22),
            )
    for index in (0, 2):
        fx, fy = feet[index]
        limb(
            brush,
            [(fx * 0.92, y - 0.05 * deep), (fx + 0.04 * length, 0.5 * y), (fx, fy + 0.02 * length)],
            [0.36 * deep, 0.26 * deep, 0.20 * deep],
            lighter(coat, -0.05),
        )
        brush.line(
            [(fx - 0.01 * length, fy + 0.016 * length), (fx + 0.055 * length, fy + 0.012 * length)],
            0.028 * length,
            lighter(coat, -0.05),
        )


def _lizard(brush: Brush, seconds: float, actor: Actor) -> None:
    _crawler(
        brush, seconds + ahead_of(actor), actor.action, "lizard", actor.colour or rgb("#6fae4a"), 0.24, 0.075, 0.26
    )


def _crocodile(brush: Brush, seconds: float, actor: Actor) -> None:
    _crawler(
        brush, seconds + ahead_of(actor), actor.action, "crocodile", actor.colour or rgb("#4c5c31"), 1.6, 0.42, 1.3
    )


def _frog(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#62b04a")
    up = stretch = 0.0
    if actor.action in ("jump", "run", "walk", "play"):
        gait = gaits.GAITS["bound"]
        leg = gaits.LEGS_M["frog"]
        phase = gait.phase(seconds, 2, leg) if actor.action != "jump" else 0.0
        if actor.action == "jump":
            height, crouch, flight = gaits.leap_of("frog").at(seconds)
            up, stretch = height, math.sin(math.pi * flight) if flight >= 0 else -0.3 * crouch
        else:
            air = max(0.0, (phase - gait.duty) / (1 - gait.duty))
            stretch = math.sin(math.pi * air)
            up = 0.10 * stretch
    puff = 0.010 * max(0.0, math.sin(4 * seconds))
    canvas = brush.canvas
    canvas.save()
    canvas.translate(0, up)
    canvas.translate(0, 0.05)
    canvas.rotate(18 * stretch)
    canvas.translate(0, -0.05)
    for tone in (-0.2, 0.0):
        shift = 0.012 if tone else 0.0
        limb(
            brush,
            [
                (-0.05 + shift, 0.045),
                (-0.015 - 0.09 * max(0.0, stretch) + shift, 0.075 - 0.05 * max(0.0, stretch)),
                (-0.075 - 0.13 * max(0.0, stretch) + shift, 0.012 - 0.03 * max(0.0, stretch)),
                (-0.02 - 0.24 * max(0.0, stretch) + shift, 0.008),
            ],
            [0.05, 0.045, 0.022, 0.016],
            lighter(coat, tone),
        )
        limb(
            brush,
            [(0.055 + shift, 0.05), (0.072 + shift, 0.025), (0.080 + 0.05 * stretch + shift, 0.007)],
            [0.026, 0.020, 0.018],
            lighter(coat, tone),
        )
        if tone:
            brush.smooth(
                [
                    (-0.09, 0.02),
                    (-0.085, 0.075),
                    (-0.01, 0.115),
                    (0.07, 0.115),
                    (0.105, 0.08),
                    (0.09, 0.035),
                    (0.02, 0.012),
                ],
                coat,
            )
            brush.smooth([(0.10, 0.06), (0.09, 0.032), (0.02, 0.012), (-0.05, 0.02), (0.02, 0.045)], rgb("#eef0c0"))
            brush.ellipse(0.075, 0.045, 0.028 + puff, 0.020 + puff, rgb("#f4f4d0"))
            for x in (0.030, 0.072):
                brush.circle(x, 0.125, 0.024, coat)
                brush.circle(x + 0.004, 0.128, 0.017, rgb("#f2d23c"))
                brush.ellipse(x + 0.006, 0.128, 0.012, 0.007, _INK)
            brush.curve((0.105, 0.078), (0.07, 0.064), (0.03, 0.080), 0.006, lighter(coat, -0.45))
            for x, y in ((-0.05, 0.075), (-0.01, 0.095), (-0.03, 0.055)):
                brush.circle(x, y, 0.009, lighter(coat, -0.22))
    canvas.restore()


def _snail(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    flesh = rgb("#d9b98a")
    coat = actor.colour or rgb("#b5713c")
    ripple = 0.004 * math.sin(4 * seconds)
    bent(
        brush,
        [(-0.075, 0.006), (0.0, 0.012 + ripple), (0.05, 0.014), (0.068, 0.045)],
        [0.010, 0.028, 0.028, 0.024],
        flesh,
    )
    for x in (0.066, 0.080):
        brush.line([(x, 0.055), (x + 0.012, 0.085 + 0.004 * math.sin(2 * seconds + 40 * x))], 0.005, flesh)
        brush.circle(x + 0.012, 0.087 + 0.004 * math.sin(2 * seconds + 40 * x), 0.006, _INK)
    brush.circle(-0.008, 0.050, 0.042, coat)
    brush.line(
        [
            (-0.008 + (0.036 - 0.0026 * k) * math.cos(0.62 * k), 0.050 + (0.036 - 0.0026 * k) * math.sin(0.62 * k))
            for k in range(14)
        ],
        0.007,
        lighter(coat, 0.35),
    )


DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = {
    "crocodile": _crocodile,
    "frog": _frog,
    "lizard": _lizard,
    "snail": _snail,
    "snake": _snake,
    "turtle": _turtle,
}
