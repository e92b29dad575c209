"""The laws that things move by: falling, bouncing, swinging, and the curves of easing and settling. Pure.

Metres, seconds, radians. Free falls use the true gravity unless they would be over before the eye has seen them; then
they are shown slowed down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "GRAVITY",
    "REST_S",
    "Pose",
    "bounce_height",
    "bounces",
    "ease",
    "pendulum_period",
    "slowed_gravity",
    "spring",
    "tossed",
]

GRAVITY = 9.81
REST_S = 0.5  # how long a ball lies still before it is thrown again
_LEAST_FALL_S = 0.42


@dataclass(frozen=True)
class Pose:
    """Where a thing is, in metres from its origin, and how it is turned and stretched.

    Attributes:
        x, y: how far it has moved.
        turn: anticlockwise about the point `pivot` (its height; `pivot_x` beside the middle).
        wide, tall: stretch about its foot.
    """

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    pivot: float = 0.0
    pivot_x: float = 0.0
    wide: float = 1.0
    tall: float = 1.0


def slowed_gravity(height: float) -> float:
    """Gravity for a fall from `height`: the true one, or less for a fall that would be over too soon to be seen."""
    return min(GRAVITY, 2 * height / _LEAST_FALL_S**2)


@lru_cache(maxsize=64)
def bounces(height: float, keeps: float) -> tuple[tuple[float, float], ...]:
    """The bounces of a ball dropped from `height` at 0 s, as (time, speed up after it), until it lies still.

    Each keeps the share `keeps` of the speed, so keeps² of the energy (Newton's coefficient of restitution).
    """
    gravity = slowed_gravity(height)
    time, speed = math.sqrt(2 * height / gravity), math.sqrt(2 * gravity * height) * keeps
    row = []
    while speed**2 / (2 * gravity) > 0.012 * height:
        row.append((time, speed))
        time += 2 * speed / gravity
        speed *= keeps
    return (*row, (time, 0.0))


def bounce_height(seconds: float, height: float, keeps: float) -> tuple[float, float]:
    """(height above the ground, speed upwards) of a ball dropped from `height` at 0 s."""
    gravity = slowed_gravity(height)
    at, speed = 0.0, 0.0
    start = height
    for time, after in bounces(height, keeps):
        if seconds < time:
            break
        at, speed, start = time, after, 0.0
    else:
        return 0.0, 0.0
    gone = seconds - at
    return max(0.0, start + speed * gone - gravity * gone**2 / 2), speed - gravity * gone


def pendulum_period(length: float) -> float:
    """Of a small swing, in seconds (Huygens)."""
    return math.tau * math.sqrt(length / GRAVITY)


def ease(share: float) -> float:
    """From 0 to 1, starting and ending gently; held outside."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def spring(share: float) -> float:
    """From 0 to 1 with one overshoot and a settling: follow-through."""
    return 0.0 if share <= 0 else 1 - math.exp(-5.5 * share) * math.cos(9.0 * share)


def tossed(seconds: float, height: float, keeps: float) -> tuple[float, float, int]:
    """(seconds since it was dropped from `height`, when that was, how many throws came before).

    When it lies still it is thrown up again to the same height; the seconds are negative while it rises.
    """
    fall = math.sqrt(2 * height / slowed_gravity(height))
    first = bounces(height, keeps)[-1][0] + REST_S
    if seconds < first:
        return seconds, 0.0, 0
    throws, within = divmod(seconds - first, first + fall)
    return within - fall, seconds - within + fall, int(throws) + 1
