"""How vehicles carry themselves while the stage moves them along: on the road, in the air, on the water. Pure."""

from __future__ import annotations

import math
from dataclasses import replace

from sora_widgets.animatic.figures.physics import Pose, ease
from sora_widgets.animatic.stage import Body

__all__ = [
    "LIFT_OFF_S",
    "TOUCH_DOWN_S",
    "accelerate",
    "drive",
    "fly",
    "land",
    "sail",
    "slow_down",
    "take_off",
    "turn_corner",
]

LIFT_OFF_S, TOUCH_DOWN_S = 1.0, 2.4


def drive(seconds: float, body: Body, _: bool) -> Pose:
    """It trembles with its engine."""
    return Pose(0.0, 0.004 * body.height * (1 + math.sin(13 * seconds)), 0.003 * math.sin(7 * seconds))


def _nod(body: Body) -> float:
    """How far a vehicle pitches, in radians: a long one less."""
    return 0.033 * min(1.0, 4.0 / body.length)


def accelerate(seconds: float, body: Body, _: bool) -> Pose:
    """The nose lifts while it gains speed."""
    squat = _nod(body) * ease(seconds / 0.4) * (1 - ease((seconds - 2.5) / 1.0))
    return replace(drive(seconds, body, _), turn=squat, pivot_x=-0.3 * body.length)


def slow_down(seconds: float, body: Body, _: bool) -> Pose:
    """The nose dives, and comes back when it stands."""
    stopped = ease((seconds - 2.6) / 0.4)
    dive = _nod(body) * (ease(seconds / 0.5) - stopped) - 0.4 * _nod(body) * stopped * math.exp(
        -3 * (seconds - 2.6)
    ) * math.sin(9 * (seconds - 2.6))
    return Pose(turn=-dive, pivot_x=0.3 * body.length)


def turn_corner(seconds: float, body: Body, _: bool) -> Pose:
    """Seen from the side it grows short, away from the viewer, and is gone round the corner."""
    away = ease((seconds - 0.8) / 2.4)
    size = 1 - 0.22 * away
    return replace(
        drive(seconds, body, _),
        x=0.35 * body.length * away,
        y=0.10 * body.height * away,
        wide=size * (1 - 0.62 * away),
        tall=size,
    )


def take_off(seconds: float, body: Body, _: bool) -> Pose:
    """Along the ground, then up with a raised nose."""
    up = max(0.0, seconds - LIFT_OFF_S)
    rumble = 0.004 * body.height * math.sin(31 * seconds) if not up else 0.0
    return Pose(
        0.0,
        0.55 * body.height * up * up / (1 + 0.25 * up) + rumble,
        0.22 * ease((seconds - LIFT_OFF_S + 0.4) / 0.9),
        0.0,
        -0.2 * body.length,
    )


def land(seconds: float, body: Body, _: bool) -> Pose:
    """Down a glide, flared before the ground."""
    left = max(0.0, TOUCH_DOWN_S - seconds)
    return Pose(0.0, 0.62 * body.height * left**1.4, 0.10 * ease(left / 0.8) - 0.16 * ease((left - 0.8) / 1.2), 0.0)


def sail(seconds: float, body: Body, _: bool) -> Pose:
    """It rides the swell."""
    return Pose(0.0, 0.016 * body.height * math.sin(1.25 * seconds + 0.8), 0.03 * math.sin(1.25 * seconds))


def fly(seconds: float, body: Body, _: bool) -> Pose:
    """It rides on the air."""
    return Pose(0.0, 0.06 * body.height * math.sin(1.7 * seconds), 0.03 * math.sin(1.2 * seconds), body.height / 2)
