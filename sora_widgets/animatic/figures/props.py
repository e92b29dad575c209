"""What people sit on, work at and leave lying about: bench, desk, worktop, bed, rope, easel, and things in flight.

Sizes follow the body that uses them.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beats import BEATS
from sora_widgets.animatic.figures.poses_gestures import seat_height
from sora_widgets.animatic.figures.poses_working import counter_height, desk_height, tilt_of_pouring
from sora_widgets.animatic.figures.skeleton import Build, Joints, Point
from sora_widgets.animatic.figures.strokes import limb

__all__ = [
    "draw_barbell",
    "draw_bed",
    "draw_bench",
    "draw_blanket",
    "draw_counter",
    "draw_crate",
    "draw_desk",
    "draw_easel",
    "draw_flying_ball",
    "draw_juggled",
    "draw_poles",
    "draw_pull_rope",
    "draw_rope",
    "draw_shaft",
    "draw_sprout",
]

_WOOD, _DARK_WOOD, _STEEL, _CREAM = rgb("#a87344"), rgb("#7f5430"), rgb("#aab3bd"), rgb("#f7f0e2")
_CUSHION = rgb("#4f8f8c")
_GRAVITY = 9.81


def draw_bench(brush: Brush, build: Build) -> None:
    """A stool of the body's height."""
    high, h = seat_height(build), build.height
    for side in (-1, 1):
        brush.line([(side * 0.095 * h, high - 0.01 * h), (side * 0.125 * h, 0.0)], 0.026 * h, _DARK_WOOD)
    brush.line([(-0.11 * h, 0.35 * high), (0.11 * h, 0.35 * high)], 0.016 * h, _DARK_WOOD)
    brush.box(-0.15 * h, high - 0.045 * h, 0.30 * h, 0.035 * h, _WOOD, round_m=0.015 * h)
    brush.box(-0.14 * h, high - 0.015 * h, 0.28 * h, 0.032 * h, _CUSHION, round_m=0.014 * h)


def draw_desk(brush: Brush, build: Build, on_it: str, seconds: float) -> None:
    """A table in front of somebody seated; what is on it: "paper", "computer", "bowl", "keys" or nothing."""
    h, top = build.height, desk_height(build)
    left, right = 0.15 * h, 0.62 * h
    for x in (left + 0.03 * h, right - 0.03 * h):
        brush.line([(x, top), (x, 0.0)], 0.024 * h, _DARK_WOOD)
    brush.box(left, top - 0.03 * h, right - left, 0.036 * h, _WOOD, round_m=0.01 * h)
    if on_it == "paper":
        brush.polygon(
            [
                (0.22 * h, top + 0.006 * h),
                (0.42 * h, top + 0.006 * h),
                (0.45 * h, top + 0.026 * h),
                (0.25 * h, top + 0.026 * h),
            ],
            _CREAM,
        )
    elif on_it == "computer":
        case = rgb("#4a5360")
        brush.polygon(
            [
                (0.21 * h, top + 0.006 * h),
                (0.37 * h, top + 0.006 * h),
                (0.40 * h, top + 0.022 * h),
                (0.23 * h, top + 0.022 * h),
            ],
            case,
        )
        brush.polygon(
            [
                (0.37 * h, top + 0.008 * h),
                (0.40 * h, top + 0.010 * h),
                (0.465 * h, top + 0.165 * h),
                (0.435 * h, top + 0.165 * h),
            ],
            lighter(case, -0.2),
        )
        brush.line([(0.388 * h, top + 0.035 * h), (0.430 * h, top + 0.150 * h)], 0.014 * h, rgb("#a9dcf2"), 1.0, True)
        brush.circle(0.40 * h, top + 0.09 * h, 0.10 * h, rgb("#a9dcf2"), 0.10, True)
    elif on_it == "bowl":
        brush.smooth(
            [
                (0.20 * h, top + 0.055 * h),
                (0.21 * h, top + 0.01 * h),
                (0.31 * h, top + 0.01 * h),
                (0.325 * h, top + 0.055 * h),
            ],
            rgb("#e06b45"),
        )
        brush.ellipse(0.262 * h, top + 0.046 * h, 0.052 * h, 0.012 * h, rgb("#f4dfae"))
        draw_steam(brush, 0.262 * h, top + 0.06 * h, 0.10 * h, seconds)
    elif on_it == "keys":
        brush.box(0.14 * h, top - 0.075 * h, 0.48 * h, 0.085 * h, rgb("#26262c"), round_m=0.012 * h)
        brush.box(0.19 * h, top - 0.002 * h, 0.20 * h, 0.018 * h, _CREAM)
        brush.box(0.39 * h, 0.0, 0.23 * h, top + 0.27 * h, rgb("#34302f"), round_m=0.012 * h)
        brush.box(0.42 * h, top + 0.04 * h, 0.17 * h, 0.18 * h, rgb("#45403e"), round_m=0.008 * h)
        brush.box(0.375 * h, top + 0.255 * h, 0.26 * h, 0.022 * h, rgb("#26262c"), round_m=0.008 * h)
        brush.polygon(
            [
                (0.36 * h, top + 0.06 * h),
                (0.385 * h, top + 0.06 * h),
                (0.40 * h, top + 0.17 * h),
                (0.375 * h, top + 0.17 * h),
            ],
            _CREAM,
        )
        for step in range(8):
            brush.line(
                [(0.21 * h + 0.022 * h * step, top + 0.004 * h), (0.21 * h + 0.022 * h * step, top + 0.012 * h)],
                0.006 * h,
                rgb("#26262c"),
            )


def draw_counter(brush: Brush, build: Build, on_it: str, seconds: float) -> None:
    """A worktop in front of somebody standing; on it "pan", "board", "basin", "glass" or "bench" (a workbench)."""
    h, top = build.height, counter_height(build)
    left, right = 0.10 * h, 0.50 * h
    front = rgb("#e6ddcb") if on_it != "bench" else _DARK_WOOD
    brush.box(left + 0.012 * h, 0.0, right - left - 0.024 * h, top - 0.02 * h, front)
    brush.box(left + 0.03 * h, 0.06 * h, 0.16 * h, top - 0.12 * h, lighter(front, -0.07), round_m=0.008 * h)
    brush.box(left + 0.21 * h, 0.06 * h, 0.16 * h, top - 0.12 * h, lighter(front, -0.07), round_m=0.008 * h)
    brush.box(left, top - 0.028 * h, right - left, 0.03 * h, lighter(_WOOD, 0.12), round_m=0.006 * h)
    if on_it == "pan":
        pan = rgb("#3c414b")
        brush.smooth(
            [
                (0.16 * h, top + 0.07 * h),
                (0.165 * h, top + 0.006 * h),
                (0.33 * h, top + 0.006 * h),
                (0.335 * h, top + 0.07 * h),
            ],
            pan,
        )
        brush.line([(0.33 * h, top + 0.05 * h), (0.43 * h, top + 0.065 * h)], 0.016 * h, lighter(pan, -0.2))
        brush.ellipse(0.248 * h, top + 0.056 * h, 0.072 * h, 0.012 * h, rgb("#d9843c"))
        draw_steam(brush, 0.25 * h, top + 0.08 * h, 0.17 * h, seconds)
    elif on_it == "board":
        brush.box(0.15 * h, top + 0.002 * h, 0.24 * h, 0.014 * h, rgb("#d7aa6c"), round_m=0.005 * h)
        for index in range(4):
            brush.circle(0.18 * h + 0.020 * h * index, top + 0.027 * h, 0.013 * h, rgb("#e07a35"))
        brush.smooth(
            [
                (0.26 * h, top + 0.016 * h),
                (0.27 * h, top + 0.048 * h),
                (0.35 * h, top + 0.044 * h),
                (0.36 * h, top + 0.016 * h),
            ],
            rgb("#e07a35"),
        )
    elif on_it == "basin":
        brush.smooth(
            [
                (0.15 * h, top + 0.075 * h),
                (0.17 * h, top + 0.004 * h),
                (0.36 * h, top + 0.004 * h),
                (0.38 * h, top + 0.075 * h),
            ],
            rgb("#8fb9c9"),
        )
        for index in range(6):
            size = 0.016 * h + 0.006 * h * math.sin(3 * seconds + index)
            brush.circle(0.18 * h + 0.033 * h * index, top + 0.078 * h, size, rgb("#fdfdfb"))
        rise = seconds % 1.6 / 1.6
        brush.circle(
            0.30 * h + 0.02 * h * math.sin(5 * rise),
            top + (0.10 + 0.16 * rise) * h,
            0.010 * h,
            rgb("#ffffff"),
            0.6 * (1 - rise),
        )
    elif on_it == "glass":
        fill = min(1.0, max(0.0, (seconds % 4.6 - 1.3) / 2.2))
        x = 0.29 * h
        brush.box(x - 0.026 * h, top + 0.004 * h, 0.052 * h, 0.085 * h, rgb("#dff0f4"), 0.75, round_m=0.006 * h)
        brush.box(
            x - 0.022 * h,
            top + 0.006 * h,
            0.044 * h,
            0.068 * h * fill + 0.002 * h,
            rgb("#d98b3a"),
            round_m=0.004 * h,
        )
        if tilt_of_pouring(seconds) > 0.62:
            brush.curve(
                (0.235 * h, top + 0.190 * h),
                (0.285 * h, top + 0.19 * h),
                (x, top + 0.02 * h),
                0.011 * h,
                rgb("#d98b3a"),
            )


def draw_steam(brush: Brush, x: float, y: float, high: float, seconds: float) -> None:
    """Three threads of steam."""
    for index in (-1, 0, 1):
        points = [
            (
                x + 0.16 * high * index + 0.10 * high * math.sin(2.4 * seconds + 2 * index + 0.8 * step) * step / 6,
                y + high * step / 6,
            )
            for step in range(7)
        ]
        brush.line(points, 0.055 * high, rgb("#ffffff"), 0.32)


def draw_bed(brush: Brush, build: Build) -> None:
    """A mattress under somebody who lies with the head to the left, and a pillow."""
    h = build.height
    x = 0.02 * h
    brush.box(x - 0.60 * h, -0.05 * h, 1.20 * h, 0.075 * h, rgb("#7f6a9a"), round_m=0.035 * h)
    brush.smooth(
        [(x - 0.62 * h, 0.02 * h), (x - 0.60 * h, 0.12 * h), (x - 0.36 * h, 0.10 * h), (x - 0.34 * h, 0.01 * h)], _CREAM
    )


def draw_blanket(brush: Brush, build: Build, seconds: float) -> None:
    """Over a sleeper: it rises and falls with the breath."""
    h = build.height
    rise = 0.012 * h * math.sin(1.9 * seconds)
    cloth = rgb("#5f86b8")
    brush.smooth(
        [
            (-0.24 * h, 0.0),
            (-0.25 * h, 0.15 * h + rise),
            (-0.10 * h, 0.175 * h + rise),
            (0.20 * h, 0.14 * h + 0.5 * rise),
            (0.47 * h, 0.145 * h),
            (0.60 * h, 0.11 * h),
            (0.61 * h, 0.0),
            (0.50 * h, -0.04 * h),
            (-0.15 * h, -0.04 * h),
        ],
        cloth,
    )
    brush.smooth(
        [(-0.24 * h, 0.02 * h), (-0.255 * h, 0.155 * h + rise), (-0.18 * h, 0.168 * h + rise), (-0.17 * h, -0.03 * h)],
        lighter(cloth, 0.45),
    )
    brush.curve((0.0, 0.15 * h + rise), (0.16 * h, 0.06 * h), (0.34 * h, 0.10 * h), 0.010 * h, lighter(cloth, -0.16))


def draw_rope(brush: Brush, build: Build, seconds: float) -> None:
    """Hanging from above the frame, to be climbed."""
    h = build.height
    sway = 0.010 * h * math.sin(3.3 * seconds)
    brush.line([(0.245 * h + sway, -0.02 * h), (0.245 * h, 1.0 * h), (0.245 * h, 6.0 * h)], 0.022 * h, rgb("#d0a868"))
    for step in range(9):
        brush.circle(0.245 * h, (0.15 + 0.22 * step) * h, 0.021 * h, rgb("#b58c4e"))


def draw_easel(brush: Brush, build: Build, seconds: float) -> None:
    """A picture on three legs; it grows while it is painted."""
    h = build.height
    for x in (0.40, 0.62):
        brush.line([(0.51 * h, 0.98 * h), (x * h, 0.0)], 0.018 * h, _DARK_WOOD)
    brush.box(0.36 * h, 0.46 * h, 0.28 * h, 0.018 * h, _WOOD)
    brush.polygon(
        [(0.385 * h, 0.475 * h), (0.60 * h, 0.475 * h), (0.63 * h, 0.885 * h), (0.415 * h, 0.885 * h)], _CREAM
    )
    done = min(1.0, 0.35 + seconds / 6)
    brush.polygon(
        [(0.395 * h, 0.49 * h), (0.59 * h, 0.49 * h), (0.598 * h, 0.60 * h), (0.403 * h, 0.64 * h)], rgb("#6fae62")
    )
    brush.polygon(
        [(0.403 * h, 0.64 * h), (0.598 * h, 0.60 * h), (0.612 * h, 0.80 * h), (0.416 * h, 0.80 * h)],
        rgb("#9fd0e8"),
        done,
    )
    brush.circle(0.545 * h, 0.73 * h, 0.035 * h * done, rgb("#f0b83c"))


def draw_crate(brush: Brush, x: float, y: float, size: float) -> None:
    """A wooden crate with its lower left corner at (x, y)."""
    brush.box(x, y, size, size, _WOOD, round_m=0.02 * size)
    for share in (0.06, 0.80):
        brush.box(x + 0.04 * size, y + share * size, 0.92 * size, 0.14 * size, lighter(_WOOD, 0.16))
    brush.line(
        [(x + 0.10 * size, y + 0.24 * size), (x + 0.90 * size, y + 0.76 * size)], 0.12 * size, lighter(_WOOD, -0.14)
    )


def draw_pull_rope(brush: Brush, build: Build, joints: Joints) -> None:
    """Taut, from the hands to outside the picture."""
    x, y = joints.near_hand
    brush.line(
        [(x - 0.10 * build.height, y - 0.01), (x + 5.0 * build.height, y + 0.10 * build.height)],
        0.020 * build.height,
        rgb("#d0a868"),
    )


def draw_barbell(brush: Brush, build: Build, joints: Joints, is_far: bool) -> None:
    """A bar with weights, seen a little from the side; the far disc is drawn before the body."""
    h = build.height
    x = (joints.near_hand[0] + joints.far_hand[0]) / 2
    y = (joints.near_hand[1] + joints.far_hand[1]) / 2
    if is_far:
        brush.ellipse(x + 0.26 * h, y + 0.012 * h, 0.030 * h, 0.085 * h, rgb("#3b3f49"))
        brush.line([(x - 0.27 * h, y), (x + 0.27 * h, y + 0.012 * h)], 0.014 * h, _STEEL)
        return
    brush.ellipse(x - 0.24 * h, y, 0.032 * h, 0.090 * h, rgb("#2e323b"))
    brush.ellipse(x - 0.275 * h, y, 0.024 * h, 0.065 * h, rgb("#c8402f"))


def draw_flying_ball(
    build: Build, joints: Joints, action: str, seconds: float, draw: Callable[[float, float], None]
) -> None:
    """Where the ball of a throw, a catch or a kick is; `draw(x, y)` draws it."""
    h = build.height
    phase = BEATS[action].phase(seconds) * BEATS[action].period_s
    period = BEATS[action].period_s
    if action == "throw":
        if phase < 0.9:
            x0, y0 = 0.34 * h, 1.02 * h
            draw(x0 + 3.6 * h * phase, y0 + 1.9 * h * phase - _GRAVITY / 2 * phase * phase * min(1.0, h))
        elif phase > 0.42 * period:
            draw(*_beyond(joints.near_elbow, joints.near_hand, 0.05 * h))
    elif action == "catch":
        before = period - phase
        if phase < 0.75:
            draw(*_beyond(joints.near_elbow, joints.near_hand, 0.06 * h))
        elif before < 0.9:
            x, y = joints.near_hand
            draw(x + 0.05 * h + 3.4 * h * before, y + 1.6 * h * before - _GRAVITY / 2 * before * before * min(1.0, h))
    elif phase < 0.9:
        draw(
            0.30 * h + 4.2 * h * phase,
            max(0.065 * h, 0.065 * h + 1.5 * h * phase - _GRAVITY / 2 * phase * phase * min(1.0, h)),
        )
    elif phase > 0.5 * period:
        draw(0.30 * h, 0.065 * h)


def _beyond(elbow: Point, hand: Point, further: float) -> Point:
    dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
    length = math.hypot(dx, dy) or 1.0
    return hand[0] + dx / length * further, hand[1] + dy / length * further


def draw_juggled(brush: Brush, build: Build, joints: Joints, seconds: float) -> None:
    """Three balls in a cascade from hand to hand."""
    beat = BEATS["juggle"]
    for index, colour in enumerate((rgb("#d8443a"), rgb("#f0c032"), rgb("#3f86c8"))):
        count = (seconds - beat.first_s) / beat.period_s + index * 4 / 3
        turn, share = int(count // 2), (count % 2) / 2
        ends = (joints.near_hand, joints.far_hand) if turn % 2 == 0 else (joints.far_hand, joints.near_hand)
        x = ends[0][0] + (ends[1][0] - ends[0][0]) * share
        brush.circle(
            x,
            ends[0][1] + 0.04 * build.height + 2.2 * share * (1 - share) * build.height * 0.55,
            0.034 * build.height,
            colour,
        )


def draw_shaft(
    brush: Brush,
    first: Point,
    second: Point,
    before: float,
    after: float,
    width: float,
    colour: Colour,
    blade: str = "",
) -> None:
    """A pole through two hands, `before` metres beyond the first and `after` beyond the second; with a "shovel", "oar", "net" or nothing at the far end."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    start = (first[0] - ux * before, first[1] - uy * before)
    end = (second[0] + ux * after, second[1] + uy * after)
    brush.line([start, end], width, colour)
    if blade == "shovel":
        tip = (end[0] + ux * 9 * width, end[1] + uy * 9 * width)
        limb(brush, [end, tip], [7.0 * width, 3.2 * width], _STEEL)
    elif blade == "oar":
        tip = (end[0] + ux * 13 * width, end[1] + uy * 13 * width)
        limb(brush, [end, tip], [2.2 * width, 4.6 * width], lighter(colour, 0.15))
    elif blade == "broom":
        tip = (end[0] + ux * 8 * width, end[1] + uy * 8 * width)
        limb(brush, [end, tip], [4.0 * width, 10.0 * width], rgb("#dcb564"))
        limb(brush, [end, (end[0] + ux * width, end[1] + uy * width)], [4.4 * width, 4.8 * width], rgb("#c8402f"))


def draw_poles(brush: Brush, build: Build, joints: Joints) -> None:
    """Of a skier, trailing from both hands."""
    for x, y in (joints.far_hand, joints.near_hand):
        brush.line(
            [(x + 0.02, y + 0.03), (x - 0.46 * build.height, y - 0.16 * build.height)],
            0.012 * build.height,
            rgb("#3a3f4a"),
        )
        brush.circle(x - 0.42 * build.height, y - 0.146 * build.height, 0.022 * build.height, rgb("#d8443a"))


def draw_sprout(brush: Brush, build: Build, seconds: float) -> None:
    """A seedling between the hands in a little heap of earth."""
    h = build.height
    x = 0.38 * h
    brush.smooth(
        [(x - 0.12 * h, -0.01 * h), (x - 0.07 * h, 0.035 * h), (x + 0.07 * h, 0.035 * h), (x + 0.12 * h, -0.01 * h)],
        rgb("#6b4a30"),
    )
    grown = min(1.0, 0.45 + seconds / 8)
    top = 0.03 * h + 0.15 * h * grown
    brush.curve((x, 0.02 * h), (x + 0.01 * h, 0.08 * h), (x, top), 0.012 * h, rgb("#4c8a3f"))
    for side in (-1, 1):
        brush.smooth(
            [
                (x, top - 0.01 * h),
                (x + side * 0.05 * h, top + 0.03 * h),
                (x + side * 0.09 * h, top + 0.02 * h),
                (x + side * 0.04 * h, top - 0.012 * h),
            ],
            rgb("#62ac4f"),
        )
