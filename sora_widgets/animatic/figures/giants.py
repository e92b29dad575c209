"""The two great ones: a dinosaur on two legs and a dragon with wings."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from sora_widgets.animatic import gaits
from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beats import ahead_of
from sora_widgets.animatic.figures.crawlers import feet_at
from sora_widgets.animatic.figures.fliers import wing_angle
from sora_widgets.animatic.figures.muzzles import Mood, eye, is_blink
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.skeleton import two_bones
from sora_widgets.animatic.figures.strokes import bent, limb
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "DRAWINGS"]

BODIES: dict[str, Body] = {
    "dinosaur": Body(4.2, 0.95, 3.55, 7.0, 1.9),
    "dragon": Body(2.6, 0.55, 2.2, 4.4, 1.35, habitat="air"),
}
_WHITE = rgb("#fbfaf6")


def _dinosaur(brush: Brush, seconds: float, actor: Actor) -> None:
    """A tyrant on two legs, with a head too big for its arms."""
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#6f9a5a")
    pale, leg = lighter(coat, 0.45), gaits.LEGS_M["dinosaur"]
    gait = gaits.gait_of("dinosaur", actor.action)
    feet: list[Point] = [(0.0, 0.0), (0.35, 0.0)]
    bob = swing = 0.0
    if gait is not None:
        feet = []
        for index in (0, 1):
            x, y = gait.foot(seconds, index, leg)
            feet.append((0.1 + x * leg, y * leg))
        phase = math.tau * gait.phase(seconds, 0, leg)
        bob, swing = 0.05 * leg * math.cos(2 * phase), math.sin(phase - 0.8)
    else:
        swing = 0.5 * math.sin(1.3 * seconds)
    breath = 0.02 * math.sin(1.6 * seconds)
    y = 2.05 + bob
    roar = (
        ease(0.5 + 1.4 * math.sin(1.1 * seconds)) if actor.action in ("stand", "fight", "eat", "sing", "talk") else 0.25
    )
    _raptor_leg(brush, (0.25, y - 0.1), feet[1], leg, lighter(coat, -0.2))
    bent(
        brush,
        [
            (-0.6, y + 0.1),
            (-1.7, y - 0.05 + 0.12 * swing),
            (-2.8, y + 0.05 + 0.10 * swing),
            (-3.7, y + 0.35 + 0.30 * math.sin(1.3 * seconds - 1)),
        ],
        [1.35, 0.85, 0.45, 0.08],
        coat,
    )
    limb(brush, [(1.0, y - 0.05), (1.25, y - 0.35), (1.50, y - 0.25)], [0.22, 0.16, 0.10], lighter(coat, -0.2))
    brush.smooth(
        [
            (-1.1, y - 0.25),
            (-1.0, y + 0.6),
            (-0.1, y + 0.85 + breath),
            (0.9, y + 0.8),
            (1.35, y + 0.35),
            (1.2, y - 0.35),
            (0.4, y - 0.75),
            (-0.6, y - 0.75),
        ],
        coat,
    )
    brush.smooth(
        [(1.35, y + 0.2), (1.2, y - 0.35), (0.4, y - 0.75), (-0.5, y - 0.76), (0.1, y - 0.45), (0.8, y - 0.2)], pale
    )
    hx, hy = 1.85, y + 1.35 - 0.15 * abs(swing) + 0.12 * roar
    bent(brush, [(0.7, y + 0.35), (1.35, y + 0.75), (hx - 0.15, hy + 0.05)], [1.25, 0.85, 0.80], coat)
    gape = 0.10 + 0.38 * roar

    def head() -> None:
        brush.smooth(
            [(-0.35, -0.25), (0.2, -0.35), (1.15, -0.42 - gape), (1.25, -0.30 - gape), (0.3, -0.05)],
            lighter(coat, -0.10),
        )
        brush.smooth([(0.1, -0.16), (1.0, -0.32 - 0.8 * gape), (0.9, -0.1), (0.2, 0.0)], rgb("#a03a3f"))
        brush.smooth(
            [
                (-0.45, -0.3),
                (-0.45, 0.35),
                (0.1, 0.55),
                (0.55, 0.42),
                (1.2, 0.36),
                (1.45, 0.1),
                (1.38, -0.12),
                (0.6, -0.10),
                (0.0, -0.22),
            ],
            coat,
        )
        for index in range(6):
            x = 0.35 + 0.17 * index
            brush.polygon([(x, -0.08), (x + 0.12, -0.08), (x + 0.06, -0.26)], _WHITE)
        brush.ellipse(1.25, 0.16, 0.05, 0.035, lighter(coat, -0.5))
        brush.smooth([(0.18, 0.50), (0.42, 0.50), (0.56, 0.36), (0.2, 0.36)], lighter(coat, -0.18))
        eye(brush, 0.34, 0.30, 0.075, Mood(seconds, is_blink(seconds)), rgb("#f0c23c"))

    brush.turned(hx, hy, 0.12 * roar - 0.05, head)
    for index in range(7):
        x = -0.95 + 0.36 * index
        brush.ellipse(x, y + 0.50 + 0.12 * math.sin(1.0 * index), 0.09, 0.16, lighter(coat, -0.18))
    _raptor_leg(brush, (-0.05, y - 0.1), feet[0], leg, coat)
    limb(brush, [(0.85, y - 0.05), (1.08, y - 0.42), (1.36, y - 0.32 + 0.04 * swing)], [0.26, 0.18, 0.11], coat)
    for dy in (-0.05, 0.05):
        brush.line([(1.36, y - 0.32), (1.48, y - 0.36 + dy)], 0.05, _WHITE)


def _raptor_leg(brush: Brush, hip: Point, foot: Point, leg: float, coat: Colour) -> None:
    """Thigh forward, shank back, a long foot on its toes."""
    heel = (foot[0] - 0.20 * leg, foot[1] + 0.26 * leg)
    knee, heel = two_bones(hip, heel, 0.50 * leg, 0.52 * leg, 1.0)
    limb(
        brush,
        [hip, knee, heel, (foot[0], foot[1] + 0.05 * leg)],
        [0.62 * leg, 0.34 * leg, 0.17 * leg, 0.15 * leg],
        coat,
    )
    limb(
        brush,
        [(foot[0] - 0.02 * leg, foot[1] + 0.05 * leg), (foot[0] + 0.24 * leg, foot[1] + 0.035 * leg)],
        [0.13 * leg, 0.09 * leg],
        coat,
    )
    for k in (0.16, 0.25):
        brush.polygon(
            [
                (foot[0] + k * leg, foot[1] + 0.07 * leg),
                (foot[0] + (k + 0.09) * leg, foot[1]),
                (foot[0] + (k - 0.02) * leg, foot[1]),
            ],
            _WHITE,
        )


def _dragon(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#b8403c")
    pale, dark, leg = rgb("#f0cf8a"), lighter(coat, -0.3), gaits.LEGS_M["dragon"]
    flies = actor.action in ("fly", "ride")
    inner, outer = wing_angle("dragon", seconds)
    canvas = brush.canvas
    canvas.save()
    y = leg + 0.35
    if flies:
        canvas.translate(0, 0.7 - 0.18 * outer)
    swing = math.sin(1.9 * seconds)
    late = math.sin(1.9 * seconds - 1.1)
    feet = feet_at("dragon", actor.action, seconds, (0.52, 0.62, -0.52, -0.40))
    if flies:
        feet = [(0.35, y - 0.75), (0.45, y - 0.70), (-0.95, y - 0.55), (-0.85, y - 0.50)]
    lift = 0.62 if not flies else 0.0
    _dragon_wing(
        brush,
        (0.10, y + 0.42),
        lift + inner * (0.75 if flies else 0.08),
        lift + outer * (0.75 if flies else 0.1),
        lighter(coat, -0.25),
        lighter(pale, -0.25),
        0.9,
    )
    for index in (1, 3):
        _claw_leg(brush, (0.50 if index == 1 else -0.45, y), feet[index], leg, lighter(coat, -0.22), index == 1)
    bent(
        brush,
        [
            (-0.55, y + 0.05),
            (-1.25, y - 0.12 + 0.10 * swing),
            (-1.95, y - 0.25 + 0.16 * swing),
            (-2.6, y + 0.10 + 0.30 * late),
        ],
        [0.75, 0.46, 0.26, 0.05],
        coat,
    )
    tip = (-2.6, y + 0.10 + 0.30 * late)
    brush.polygon(
        [
            (tip[0] + 0.15, tip[1] - 0.03),
            (tip[0] - 0.10, tip[1] + 0.22),
            (tip[0] - 0.42, tip[1] + 0.12),
            (tip[0] - 0.12, tip[1] - 0.14),
        ],
        dark,
    )
    brush.smooth(
        [
            (-0.80, y - 0.15),
            (-0.72, y + 0.40),
            (0.0, y + 0.48),
            (0.70, y + 0.46),
            (0.92, y + 0.10),
            (0.72, y - 0.40),
            (0.0, y - 0.42),
            (-0.60, y - 0.38),
        ],
        coat,
    )
    brush.smooth(
        [(0.90, y + 0.05), (0.72, y - 0.40), (0.0, y - 0.42), (-0.55, y - 0.38), (0.0, y - 0.22), (0.6, y - 0.15)], pale
    )
    head = (1.42, y + 1.02 + 0.04 * swing) if not flies else (1.75, y + 0.45 + 0.05 * swing)
    neck = [
        (0.55, y + 0.18),
        (1.0, y + 0.40),
        (1.12 if not flies else 1.30, y + 0.78 if not flies else y + 0.42),
        (head[0] - 0.08, head[1]),
    ]
    bent(brush, neck, [0.80, 0.50, 0.36, 0.34], coat)
    for index in range(8):
        share = index / 7
        x = -1.9 + 2.9 * share
        base = y + (0.44 if share > 0.42 else 0.16 - 0.32 * (0.42 - share) + 0.10 * swing * (0.42 - share))
        brush.polygon([(x - 0.11, base - 0.06), (x + 0.11, base - 0.06), (x - 0.05, base + 0.17)], dark)
    _dragon_head(brush, head, coat, dark, pale, seconds, actor.action)
    for index in (0, 2):
        _claw_leg(brush, (0.42 if index == 0 else -0.50, y), feet[index], leg, coat, index == 0)
    _dragon_wing(
        brush,
        (0.0, y + 0.40),
        lift + inner * (0.75 if flies else 0.08),
        lift + outer * (0.75 if flies else 0.1),
        dark,
        pale,
        1.0,
    )
    canvas.restore()


def _claw_leg(brush: Brush, hip: Point, foot: Point, leg: float, coat: Colour, is_front: bool) -> None:
    knee, ankle = two_bones(
        hip, (foot[0], foot[1] + 0.06), 0.56 * leg + 0.08, 0.56 * leg + 0.08, 1.0 if is_front else -1.0
    )
    limb(brush, [hip, knee, ankle], [0.42 if not is_front else 0.32, 0.24, 0.16], coat)
    limb(brush, [ankle, (ankle[0] + 0.16, ankle[1] - 0.01)], [0.17, 0.11], coat)
    for k in (0.10, 0.19):
        brush.polygon(
            [
                (ankle[0] + k, ankle[1] + 0.03),
                (ankle[0] + k + 0.10, ankle[1] - 0.06),
                (ankle[0] + k - 0.02, ankle[1] - 0.06),
            ],
            _WHITE,
        )


def _dragon_wing(brush: Brush, at: Point, inner: float, outer: float, bone: Colour, skin: Colour, size: float) -> None:
    x, y = at
    wrist = (x - 0.15 * size, y + 1.05 * size * (0.25 + inner))
    tips = [
        (wrist[0] - 0.35 * size, wrist[1] + 1.15 * size * (0.05 + outer)),
        (wrist[0] - 1.10 * size, wrist[1] + 0.55 * size * (outer - 0.05)),
        (wrist[0] - 1.35 * size, wrist[1] - 0.20 * size + 0.20 * size * outer),
        (x - 0.85 * size, y + 0.10 * size),
    ]
    middle = [
        ((a[0] + b[0]) / 2 * 0.78 + wrist[0] * 0.22, (a[1] + b[1]) / 2 * 0.78 + wrist[1] * 0.22)
        for a, b in pairwise(tips)
    ]
    brush.smooth(
        [
            (x, y),
            (x, y),
            wrist,
            wrist,
            tips[0],
            tips[0],
            middle[0],
            tips[1],
            tips[1],
            middle[1],
            tips[2],
            tips[2],
            middle[2],
            tips[3],
            tips[3],
        ],
        skin,
    )
    limb(brush, [(x, y), wrist, tips[0]], [0.16 * size, 0.12 * size, 0.03 * size], bone)
    for tip in tips[1:3]:
        limb(brush, [wrist, tip], [0.07 * size, 0.025 * size], bone)


def _dragon_head(
    brush: Brush, at: Point, coat: Colour, dark: Colour, pale: Colour, seconds: float, action: str
) -> None:
    fire = action in ("fight", "fly", "sing", "stand", "talk") and seconds % 3.4 < 1.0
    gape = 0.16 if fire else 0.03

    def head() -> None:
        if fire:
            reach = 0.5 + 0.9 * math.sin(math.pi * min(1.0, (seconds % 3.4) / 1.0))
            for size, flame in ((1.0, rgb("#e8582a")), (0.66, rgb("#f6a52e")), (0.36, rgb("#fdeaa0"))):
                flick = 0.06 * math.sin(23 * seconds + 5 * size)
                brush.smooth(
                    [
                        (0.55, 0.03),
                        (0.60 + 0.4 * reach * size, 0.22 * size + flick),
                        (0.60 + 1.25 * reach * size, 0.05 + flick),
                        (0.60 + 0.45 * reach * size, -0.22 * size),
                    ],
                    flame,
                    1.0,
                    True,
                )
        brush.smooth(
            [(-0.20, -0.14), (0.30, -0.20), (0.60, -0.22 - gape), (0.62, -0.13 - gape), (0.15, -0.02)],
            lighter(coat, -0.12),
        )
        for side, tone in ((0.06, -0.2), (-0.06, 0.0)):
            limb(
                brush,
                [(-0.12 + side, 0.16), (-0.40 + side, 0.34), (-0.62 + side, 0.36)],
                [0.13, 0.09, 0.02],
                lighter(rgb("#e7dcc3"), tone),
            )
        brush.smooth(
            [
                (-0.26, -0.10),
                (-0.22, 0.20),
                (0.06, 0.26),
                (0.26, 0.16),
                (0.60, 0.15),
                (0.72, 0.0),
                (0.62, -0.09),
                (0.10, -0.10),
            ],
            coat,
        )
        for x in (0.34, 0.48, 0.60):
            brush.polygon([(x - 0.03, -0.07), (x + 0.03, -0.07), (x, -0.15)], _WHITE)
        brush.circle(0.62, 0.07, 0.022, dark)
        brush.smooth([(0.02, 0.24), (0.18, 0.24), (0.24, 0.15), (0.05, 0.15)], dark)
        eye(brush, 0.12, 0.13, 0.045, Mood(seconds, is_blink(seconds)), rgb("#f6d23c"))
        brush.smooth([(-0.22, -0.05), (-0.42, 0.05), (-0.50, -0.10), (-0.34, -0.14)], pale)

    brush.turned(*at, 0.05 * math.sin(1.3 * seconds), head)


DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = {"dinosaur": _dinosaur, "dragon": _dragon}
