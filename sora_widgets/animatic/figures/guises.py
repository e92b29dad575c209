"""What makes fairy-tale people: wings, halo, veil, a fish's tail, a ghost's sheet."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.skeleton import Joints
from sora_widgets.animatic.figures.strokes import bent

__all__ = ["draw_fishtail", "draw_ghost", "draw_guise_behind", "draw_guise_over"]

_WHITE = rgb("#fbfaf6")


def draw_guise_behind(brush: Brush, look: Look, joints: Joints, lag: Point, seconds: float) -> None:
    """Wings and veil, behind the body."""
    h = look.build.height
    x, y = joints.neck[0] - 0.02 * h, joints.neck[1] - 0.10 * h
    if "wings" in look.extras:
        beat = 0.06 * math.sin(2.4 * seconds)
        for side, tone in ((1, -0.10), (-1, 0.0)):
            brush.smooth(
                [
                    (x, y),
                    (x + side * 0.16 * h, y + (0.24 + beat) * h),
                    (x + side * 0.36 * h, y + (0.26 + 1.4 * beat) * h),
                    (x + side * 0.40 * h, y + (0.02 + beat) * h),
                    (x + side * 0.27 * h, y - 0.24 * h),
                    (x + side * 0.06 * h, y - 0.16 * h),
                ],
                lighter(_WHITE, tone),
            )
            for step in (0.12, 0.22, 0.31):
                brush.curve(
                    (x + side * step * h, y + (0.13 + beat) * h),
                    (x + side * (step + 0.03) * h, y),
                    (x + side * (step - 0.03) * h, y - 0.14 * h),
                    0.008 * h,
                    lighter(_WHITE, -0.14),
                )
    if "fly_wings" in look.extras:
        beat = 0.05 * math.sin(17 * seconds)
        for side in (1, -1):
            for high, long in ((0.20, 0.34), (-0.14, 0.24)):
                brush.smooth(
                    [
                        (x, y),
                        (x + side * 0.5 * long * h, y + (high + 0.10 + beat) * h),
                        (x + side * long * h, y + (high + beat) * h),
                        (x + side * 0.6 * long * h, y + (0.5 * high - 0.06) * h),
                    ],
                    rgb("#cfeff5"),
                    0.72,
                )
    if "veil" in look.extras:
        hx, hy = joints.head
        brush.smooth(
            [
                (hx - 0.02 * h, hy + 0.085 * h),
                (hx - 0.09 * h, hy),
                (joints.hip[0] - 0.17 * h + lag[0], joints.hip[1] - 0.1 * h),
                (joints.hip[0] - 0.26 * h + 1.6 * lag[0], 0.02 * h),
                (joints.hip[0] + 0.02 * h, 0.02 * h),
                (hx, hy),
            ],
            _WHITE,
            0.72,
        )


def draw_guise_over(brush: Brush, look: Look, joints: Joints, seconds: float) -> None:
    """A halo over the head."""
    if "halo" in look.extras:
        x, y = joints.head
        r = 0.5 * look.build.head
        y += 1.42 * r + 0.04 * r * math.sin(2.0 * seconds)
        points = [
            (x + 0.72 * r * math.cos(k * math.tau / 18), y + 0.17 * r * math.sin(k * math.tau / 18)) for k in range(19)
        ]
        brush.line(points, 0.11 * r, rgb("#f7d35a"), 1.0, True)


def draw_fishtail(brush: Brush, look: Look, joints: Joints, seconds: float) -> None:
    """Scales from the hip down instead of legs."""
    h = look.build.height
    swing, late = math.sin(2.2 * seconds), math.sin(2.2 * seconds - 1.0)
    (x0, y0), (x1, y1) = joints.hip, joints.near_foot
    middle = ((x0 + x1) / 2 + 0.05 * h + 0.03 * h * swing, (y0 + y1) / 2)
    end = (x1 + 0.05 * h * late, y1 + 0.06 * h)
    scales = rgb("#2f9a94")
    brush.smooth(
        [
            (end[0] - 0.01 * h, end[1] + 0.05 * h),
            (end[0] - 0.20 * h, end[1] - 0.01 * h),
            (end[0] - 0.16 * h, end[1] - 0.09 * h),
            (end[0], end[1] - 0.02 * h),
            (end[0] + 0.20 * h, end[1] - 0.08 * h),
            (end[0] + 0.21 * h, end[1]),
        ],
        lighter(scales, 0.16),
    )
    bent(brush, [(x0, y0 + 0.07 * h), middle, end], [0.20 * h, 0.155 * h, 0.045 * h], scales)
    for share in (0.18, 0.40, 0.62):
        px, py = x0 + (end[0] - x0) * share + 0.03 * h * (1 - share), y0 + (end[1] - y0) * share
        brush.curve((px - 0.06 * h, py), (px, py - 0.045 * h), (px + 0.06 * h, py), 0.010 * h, lighter(scales, -0.18))


def draw_ghost(brush: Brush, look: Look, joints: Joints, seconds: float) -> None:
    """A sheet that floats, with eyes."""
    h = look.build.height
    y = 0.10 * h + 0.03 * h * math.sin(1.7 * seconds)
    hem = []
    for step in range(7):
        x = (0.26 - 0.52 * step / 6) * h
        hem.append(
            (
                x - 0.04 * h * math.sin(2.2 * seconds),
                y + (0.07 if step % 2 else -0.03) * h + 0.02 * h * math.sin(3 * seconds + step),
            )
        )
    (nx, ny), (fx, fy) = joints.near_hand, joints.far_hand
    for hand, tone in (((fx, fy), -0.08), ((nx, ny), -0.04)):
        bent(
            brush,
            [(0.0, y + 0.56 * h), (0.5 * hand[0], 0.5 * (hand[1] + 0.56 * h)), hand],
            [0.20 * h, 0.16 * h, 0.09 * h],
            lighter(_WHITE, tone),
            0.94,
        )
    brush.smooth(
        [
            (0.20 * h, y + 0.30 * h),
            (0.15 * h, y + 0.74 * h),
            (0.03 * h, y + 0.88 * h),
            (-0.10 * h, y + 0.80 * h),
            (-0.17 * h, y + 0.52 * h),
            (-0.24 * h, y + 0.22 * h),
            *reversed(hem),
        ],
        _WHITE,
        0.94,
    )
    for x in (0.0, 0.085):
        brush.ellipse(x * h, y + 0.70 * h, 0.020 * h, 0.032 * h, rgb("#2c2a33"))
    brush.ellipse(0.045 * h, y + 0.615 * h, 0.022 * h, (0.018 + 0.010 * math.sin(2 * seconds)) * h, rgb("#2c2a33"))
