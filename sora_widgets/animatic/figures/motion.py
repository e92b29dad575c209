"""How things move by themselves: fall, bounce, swing, roll … Pure: seconds in, a pose out; drawing and sound both ask here.

Everything is told for a body of given measures, so that a coin's bounce and a car's can both be framed. Metres,
seconds, radians. What is drawn besides (flames, shards, a stream) is `effects`' business.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sora_widgets.animatic.figures import travel
from sora_widgets.animatic.figures.physics import (
    Pose,
    bounce_height,
    bounces,
    ease,
    pendulum_period,
    slowed_gravity,
    tossed,
)
from sora_widgets.animatic.stage import Body

__all__ = [
    "BURST_S",
    "FALL_KEEPS",
    "FALL_STARTS_S",
    "LAUNCH_S",
    "MOTIONS",
    "TOPPLE_LASTS_S",
    "TOPPLE_S",
    "Event",
    "Pose",
    "drop_of",
    "fall_of",
    "pose_of",
    "reach_of",
    "rope_of",
    "toss_of",
]

BURST_S, FALL_STARTS_S, GROWTH_S, LAUNCH_S, TOPPLE_S, TOPPLE_LASTS_S = 1.1, 0.35, 2.8, 0.8, 0.7, 0.6
FALL_KEEPS = 0.28  # of its speed, when what fell bounces
CONTACT_S = 0.055  # how long before and after a bounce the ball is pressed flat
_LOSS_OF_BALL, _LOSS_OF_THING = 0.80, 0.45  # share of its speed that a bounce leaves
_ROPE = 1.2  # of a hanging thing, in body heights
_FLUTTER_S = 4.4


@dataclass(frozen=True)
class Event:
    """Something heard on the frame it happens; `strength` from 0 to 1."""

    time_s: float
    name: str
    strength: float = 1.0


STILL = Pose()


def rope_of(body: Body) -> float:
    """From the point a swinging thing hangs from to its middle."""
    return (_ROPE + 0.5) * body.height


def drop_of(body: Body, is_round: bool) -> tuple[float, float]:
    """(height it bounces from, share of its speed that a bounce leaves)."""
    return (2.6 * body.height, _LOSS_OF_BALL) if is_round else (1.3 * body.height, _LOSS_OF_THING)


def fall_of(body: Body) -> float:
    """The height that something falls from."""
    return 2.4 * body.height


def toss_of(body: Body) -> tuple[float, float]:
    """(height, seconds of flight) of something thrown up."""
    height = 1.9 * body.height
    return height, 2 * math.sqrt(2 * height / slowed_gravity(height))


def _bounce(seconds: float, body: Body, is_round: bool) -> Pose:
    height, keeps = drop_of(body, is_round)
    gone, _, _ = tossed(seconds, height, keeps)
    y, speed = bounce_height(abs(gone) if gone < 0 else gone, height, keeps)  # up is down, run backwards
    fastest = math.sqrt(2 * slowed_gravity(height) * height)
    pressed = max(
        (
            (1 - abs(gone - time) / CONTACT_S) * max(0.25, after / keeps / fastest)
            for time, after in bounces(height, keeps)[:-1]
            if abs(gone - time) < CONTACT_S
        ),
        default=0.0,
    )
    tall = 1 - 0.34 * pressed + 0.10 * (1 - pressed) * min(1.0, abs(speed) / fastest) * (y > 0.12 * body.height)
    turn = -1.5 * seconds if is_round else 0.10 * math.sin(7 * gone) * min(1.0, y / body.height)
    return Pose(0.0, y, turn, body.height / 2, wide=1 / tall, tall=tall)


def _fall(seconds: float, body: Body, is_round: bool) -> Pose:
    height = fall_of(body)
    y, _ = bounce_height(max(0.0, seconds - FALL_STARTS_S), height, FALL_KEEPS)
    turn = (1.6 if is_round else 0.8) * min(1.0, y / height)
    return Pose(0.0, y, turn, body.height / 2)


def _swing(seconds: float, body: Body, _: bool) -> Pose:
    phase = math.tau * seconds / pendulum_period(rope_of(body))
    swung = 0.55 * math.exp(-0.04 * seconds) * math.cos(phase)
    return Pose(0.0, 0.25 * body.height, swung, body.height / 2 + rope_of(body))


def _roll(seconds: float, body: Body, _: bool) -> Pose:
    way = body.height * (4.2 * (1 - math.exp(-seconds / 1.5)) - 2.0)
    return Pose(way, 0.0, -way / (body.height / 2), body.height / 2)


def _spin(seconds: float, body: Body, is_round: bool) -> Pose:
    if is_round:
        return Pose(turn=-2.4 * seconds, pivot=body.height / 2)
    face = math.cos(1.7 * seconds)  # a flat figure on a turntable shows its edge twice a turn
    return Pose(wide=math.copysign(max(0.07, abs(face)), face))


def _float(seconds: float, body: Body, _: bool) -> Pose:
    heave = 0.10 * body.height * math.sin(1.5 * seconds)
    return Pose(0.06 * body.height * math.sin(0.7 * seconds), heave, 0.09 * math.sin(1.5 * seconds + 0.9), 0.0)


def _hover(seconds: float, body: Body, _: bool) -> Pose:
    heave = body.height * (0.14 + 0.07 * math.sin(1.9 * seconds))
    return Pose(0.05 * body.height * math.sin(1.1 * seconds), heave, 0.05 * math.sin(1.3 * seconds), body.height / 2)


def _sink(seconds: float, body: Body, _: bool) -> Pose:
    gone = ease((seconds - 0.4) / 4.2)
    return Pose(0.0, -1.2 * body.height * gone + 0.03 * body.height * math.sin(2 * seconds), -0.35 * gone, 0.0)


def _grow(seconds: float, body: Body, _: bool) -> Pose:
    after = max(0.0, seconds - GROWTH_S)
    settling = 0.05 * math.exp(-2.5 * after) * math.sin(8 * after)  # follow-through
    size = 0.04 + 0.96 * ease(seconds / GROWTH_S)
    return Pose(wide=size - settling, tall=size + settling)


def _shrink(seconds: float, body: Body, _: bool) -> Pose:
    left = 1 - 0.88 * ease(seconds / 3.6)
    return Pose(wide=left, tall=left)


def _melt(seconds: float, body: Body, _: bool) -> Pose:
    gone = ease((seconds - 0.3) / 4.2)
    return Pose(wide=1 + 0.45 * gone, tall=1 - 0.90 * gone)


def _launch(seconds: float, body: Body, _: bool) -> Pose:
    shake = 0.006 * body.height * math.sin(71 * seconds)
    up = max(0.0, seconds - LAUNCH_S)
    return Pose(shake, 0.32 * body.height * up * up, 0.0)


def _shake(seconds: float, body: Body, _: bool) -> Pose:
    ringing = 1.0 if seconds % 1.5 < 0.9 else 0.0
    return Pose(0.012 * body.height * ringing * math.sin(57 * seconds), 0.0, 0.03 * ringing * math.sin(49 * seconds))


def _wobble(seconds: float, body: Body, _: bool) -> Pose:
    tall = 1 + 0.07 * math.sin(9.4 * seconds)
    return Pose(turn=0.13 * math.sin(4.7 * seconds), wide=1 / tall, tall=tall)


def _topple(seconds: float, body: Body, _: bool) -> Pose:
    share = (seconds - TOPPLE_S) / TOPPLE_LASTS_S
    rest = math.pi / 2
    if share <= 0:
        return Pose(turn=-0.05 * math.sin(6 * seconds) * ease(seconds / TOPPLE_S), pivot_x=body.length / 2)
    turn = rest * share**2.4 if share < 1 else rest - 0.10 * abs(math.sin(7 * (share - 1))) * math.exp(-2 * (share - 1))
    return Pose(turn=-turn, pivot_x=body.length / 2)


def _flutter(seconds: float, body: Body, _: bool) -> Pose:
    share = (seconds / _FLUTTER_S) % 1.0
    sway = 5 * math.tau * share
    return Pose(
        1.1 * body.height * math.sin(sway / 2),
        2.6 * body.height * (1 - share) + 0.16 * body.height * math.cos(sway),
        0.75 * math.cos(sway / 2),
        body.height / 2,
    )


def _rise(seconds: float, body: Body, _: bool) -> Pose:
    up = 0.42 * body.height * seconds * ease(seconds / 1.2)
    return Pose(0.05 * body.height * math.sin(1.1 * seconds), up, 0.04 * math.sin(1.4 * seconds), body.height / 2)


def _slide(seconds: float, body: Body, _: bool) -> Pose:
    return Pose(body.length * (2.4 * (1 - math.exp(-seconds / 0.9)) - 1.2))


def _toss(seconds: float, body: Body, _: bool) -> Pose:
    height, flight = toss_of(body)
    gone = (seconds % (flight + 0.25)) - 0.25
    y = max(0.0, gone * (flight - gone)) * slowed_gravity(height) / 2
    return Pose(0.0, y, -math.tau * max(0.0, gone) / flight, body.height / 2)


def _orbit(seconds: float, body: Body, _: bool) -> Pose:
    return Pose(1.2 * body.height * math.cos(0.8 * seconds), 0.45 * body.height * (1 + math.sin(0.8 * seconds)))


def _burst(seconds: float, body: Body, _: bool) -> Pose:
    grip = ease(seconds / BURST_S) if seconds < BURST_S else 0.0
    return Pose(0.02 * body.height * grip * math.sin(60 * seconds), wide=1 + 0.05 * grip, tall=1 + 0.05 * grip)


_Motion = Callable[[float, Body, bool], Pose]

MOTIONS: dict[str, _Motion] = {
    "accelerate": travel.accelerate,
    "bounce": _bounce,
    "break": _burst,
    "dance": _wobble,
    "drive": travel.drive,
    "explode": _burst,
    "fall": _fall,
    "float": _float,
    "flutter": _flutter,
    "fly": travel.fly,
    "grow": _grow,
    "hover": _hover,
    "jump": _bounce,
    "land": travel.land,
    "launch": _launch,
    "melt": _melt,
    "orbit": _orbit,
    "rise": _rise,
    "roll": _roll,
    "sail": travel.sail,
    "shake": _shake,
    "shrink": _shrink,
    "sink": _sink,
    "slide": _slide,
    "slow_down": travel.slow_down,
    "spin": _spin,
    "swing": _swing,
    "take_off": travel.take_off,
    "throw": _toss,
    "topple": _topple,
    "turn_corner": travel.turn_corner,
}


def pose_of(action: str, body: Body, seconds: float, is_round: bool = False) -> Pose:
    """Where a thing that does `action` is at `seconds`; an action that does not move it leaves it as it stands."""
    motion = MOTIONS.get(action)
    return motion(seconds, body, is_round) if motion else STILL


@lru_cache(maxsize=64)
def reach_of(action: str, body: Body, is_round: bool = False) -> tuple[float, float, float, float]:
    """(low, high, left, right): the room its middle and ends take in the first four seconds, at most 3 heights up (a launch soon leaves the frame)."""
    half, low, high, left, right = body.length / 2, 0.0, body.height, -body.length / 2, body.length / 2
    for step in range(49):
        pose = pose_of(action, body, step / 12, is_round)
        for x, y in ((-half, 0.0), (half, 0.0), (-half, body.height), (half, body.height)):
            across, up = x - pose.pivot_x, y - pose.pivot
            turned_x = across * math.cos(pose.turn) - up * math.sin(pose.turn) + pose.pivot_x
            turned_y = across * math.sin(pose.turn) + up * math.cos(pose.turn) + pose.pivot
            left, right = min(left, pose.x + pose.wide * turned_x), max(right, pose.x + pose.wide * turned_x)
            low, high = min(low, pose.y + pose.tall * turned_y), max(high, pose.y + pose.tall * turned_y)
    return low, min(high, 3.0 * body.height if action != "launch" else 2.3 * body.height), left, right
