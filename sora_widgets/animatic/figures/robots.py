"""The robot: plates, joints and lamps on the two-legged skeleton."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.skeleton import Joints, Pose
from sora_widgets.animatic.figures.strokes import limb

__all__ = ["draw_robot"]

_LAMP, _GLASS, _RED = rgb("#4fe3ff"), rgb("#172029"), rgb("#ff5a5a")


def draw_robot(brush: Brush, look: Look, pose: Pose, joints: Joints, psi: float, seconds: float) -> None:
    """The whole robot as its joints stand; `psi` is how far its head is turned to the camera."""
    height = look.build.height
    shell, dark = look.top, rgb("#6f7c8a")
    thick = look.limb * height
    far = -0.20
    _arm(brush, joints.far_shoulder, joints.far_elbow, joints.far_hand, thick, lighter(shell, far), lighter(dark, far))
    for knee, foot, hip, toe, tone in (
        (joints.far_knee, joints.far_foot, joints.far_hip, pose.far_toe, far),
        (joints.near_knee, joints.near_foot, joints.near_hip, pose.near_toe, 0.0),
    ):
        _leg(brush, hip, knee, foot, toe, thick, look.build.ankle, lighter(shell, tone), lighter(dark, tone))
    _body(brush, look, joints, shell, dark, seconds)
    _head(brush, look, joints, psi, pose, shell, dark, seconds)
    _arm(brush, joints.near_shoulder, joints.near_elbow, joints.near_hand, thick, shell, dark)


def _leg(
    brush: Brush,
    hip: Point,
    knee: Point,
    foot: Point,
    toe: float,
    thick: float,
    ankle: float,
    shell: Colour,
    dark: Colour,
) -> None:
    limb(brush, [hip, knee], [thick * 1.3, thick * 0.9], dark)
    limb(brush, [knee, foot], [thick * 1.1, thick * 1.6], shell)
    brush.circle(*knee, thick * 0.72, dark)
    brush.circle(*knee, thick * 0.32, lighter(shell, 0.3))

    def boot() -> None:
        brush.smooth(
            [
                (-thick * 0.8, ankle * 0.4),
                (-thick * 0.9, -ankle),
                (-thick * 0.9, -ankle),
                (thick * 1.9, -ankle),
                (thick * 1.9, -ankle),
                (thick * 1.4, ankle * 0.1),
                (thick * 0.6, ankle * 0.6),
            ],
            dark,
        )

    brush.turned(*foot, toe, boot)


def _arm(brush: Brush, shoulder: Point, elbow: Point, hand: Point, thick: float, shell: Colour, dark: Colour) -> None:
    limb(brush, [shoulder, elbow], [thick * 0.9, thick * 0.7], dark)
    limb(brush, [elbow, hand], [thick * 1.0, thick * 1.35], shell)
    brush.circle(*shoulder, thick * 0.95, shell)
    brush.circle(*elbow, thick * 0.52, dark)
    angle = math.atan2(hand[0] - elbow[0], elbow[1] - hand[1])

    def claw() -> None:
        brush.circle(0, 0, thick * 0.55, dark)
        for side in (-1, 1):
            brush.curve(
                (side * thick * 0.35, 0),
                (side * thick * 0.95, -thick * 0.8),
                (side * thick * 0.28, -thick * 1.35),
                thick * 0.34,
                dark,
            )

    brush.turned(*hand, angle, claw)


def _body(brush: Brush, look: Look, joints: Joints, shell: Colour, dark: Colour, seconds: float) -> None:
    b = look.build
    wide, tall = b.shoulders * 0.98, b.trunk

    def plates() -> None:
        limb(brush, [(0, 0), (0, 0.4 * tall)], [wide * 0.9, wide * 0.7], dark)
        for step in range(3):
            brush.line(
                [(-wide * 0.34, (0.10 + 0.10 * step) * tall), (wide * 0.34, (0.10 + 0.10 * step) * tall)],
                0.02 * tall,
                lighter(dark, -0.25),
            )
        brush.smooth(
            [
                (-wide * 0.8, 0.06 * tall),
                (-wide * 0.7, -0.14 * tall),
                (wide * 0.7, -0.14 * tall),
                (wide * 0.8, 0.06 * tall),
            ],
            dark,
        )
        brush.box(-wide, 0.36 * tall, 2 * wide, 0.68 * tall, shell, round_m=0.26 * wide)
        brush.box(-wide, 0.36 * tall, 0.42 * wide, 0.68 * tall, lighter(shell, -0.12), round_m=0.2 * wide)
        brush.box(-wide * 0.40, 0.48 * tall, wide * 1.05, 0.34 * tall, _GLASS, round_m=0.08 * wide)
        for index in range(3):
            is_on = (seconds * 3 + index) % 3 < 1.6
            brush.circle(
                wide * (-0.16 + 0.30 * index),
                0.65 * tall,
                wide * 0.10,
                _LAMP if is_on else lighter(dark, 0.1),
                glows=is_on,
            )
        brush.line([(0, 1.0 * tall), (0, 1.12 * tall)], wide * 0.5, dark)

    brush.turned(*joints.hip, -joints.lean, plates)


def _head(
    brush: Brush, look: Look, joints: Joints, psi: float, pose: Pose, shell: Colour, dark: Colour, seconds: float
) -> None:
    r = look.build.head * 0.5
    c = math.cos(psi)
    is_away = math.sin(psi) < 0
    blink = 0.12 if (seconds + 1.0) % 3.1 < 0.14 or pose.eyes == "shut" else 1.0

    def head() -> None:
        brush.line([(0, r * 0.7), (-r * 0.1, r * 1.25)], r * 0.07, dark)
        brush.circle(-r * 0.1, r * 1.30, r * 0.12, _RED if seconds % 1.0 < 0.5 else lighter(_RED, -0.45), glows=True)
        brush.box(-r * 0.92, -r * 0.80, r * 1.84, r * 1.56, shell, round_m=r * 0.46)
        brush.box(-r * 0.92, -r * 0.80, r * 0.42, r * 1.56, lighter(shell, -0.12), round_m=r * 0.20)
        if is_away:
            brush.box(-r * 0.4, -r * 0.4, r * 0.8, r * 0.7, lighter(shell, -0.14), round_m=r * 0.1)
            return
        x = r * 0.42 * c
        brush.box(x - r * 0.68, -r * 0.36, r * 1.36, r * 0.82, _GLASS, round_m=r * 0.30)
        for side in (-1, 1):
            ex = x + side * r * 0.31
            if pose.eyes == "happy":
                brush.curve((ex - r * 0.16, 0), (ex, r * 0.24), (ex + r * 0.16, 0), r * 0.09, _LAMP)
                continue
            brush.ellipse(ex, r * 0.05, r * 0.25, r * 0.27 * blink, _LAMP, 0.25, True)
            brush.ellipse(ex, r * 0.05, r * 0.15, r * 0.17 * blink, _LAMP, 1.0, True)
        brush.circle(-r * 0.92, 0, r * 0.21, dark)
        bars = 0.04 + 0.10 * pose.mouth
        brush.box(x - r * 0.30, -r * 0.62, r * 0.60, r * bars, dark, round_m=r * 0.03)
        brush.curve((-r * 0.6, r * 0.62), (0, r * 0.76), (r * 0.5, r * 0.64), r * 0.07, lighter(shell, 0.5), 0.6)

    brush.turned(joints.head[0], joints.head[1] - 0.05 * r, -joints.tilt, head)
