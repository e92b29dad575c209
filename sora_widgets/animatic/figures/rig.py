"""A two-legged skeleton and its poses: joint positions for an action at a moment. Pure.

Angles are measured from hanging straight down, positive forwards (the way the figure faces, to the
right); lengths are shares of the body's height.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Joints", "pose"]

Point = tuple[float, float]


@dataclass(frozen=True)
class Joints:
    """Where everything is, in metres, from the ground under the figure."""

    hip: Point
    neck: Point
    head: Point
    near_knee: Point
    near_foot: Point
    far_knee: Point
    far_foot: Point
    near_elbow: Point
    near_hand: Point
    far_elbow: Point
    far_hand: Point
    nod: float


@dataclass(frozen=True)
class _Angles:
    lift: float = 0.0  # of the hip, in heights
    lean: float = 0.0
    near_thigh: float = 0.05
    near_shin: float = 0.0
    far_thigh: float = -0.05
    far_shin: float = -0.06
    near_arm: float = 0.10
    near_fore: float = 0.25
    far_arm: float = -0.12
    far_fore: float = 0.05
    nod: float = 0.0


def pose(action: str, seconds: float, height: float, head_height: float) -> Joints:
    """The skeleton of a figure `height` metres tall at `seconds`."""
    angles = _POSES.get(action, _stand)(seconds)
    leg, arm = 0.235 * height, 0.165 * height
    thigh_drop = max(
        leg * (math.cos(angles.near_thigh) + math.cos(angles.near_shin)),
        leg * (math.cos(angles.far_thigh) + math.cos(angles.far_shin)),
    )
    hip = (0.0, thigh_drop + 0.02 * height + angles.lift * height)
    trunk = height - head_height - 2 * leg - 0.02 * height
    neck = _from(hip, math.pi + angles.lean * -1.0, trunk)
    neck = (hip[0] + math.sin(angles.lean) * trunk, hip[1] + math.cos(angles.lean) * trunk)
    head = (neck[0] + math.sin(angles.lean + angles.nod) * head_height * 0.5, neck[1] + head_height * 0.50)
    shoulder = (neck[0], neck[1] - 0.045 * height)
    near_knee = _from(hip, angles.near_thigh, leg)
    far_knee = _from(hip, angles.far_thigh, leg)
    near_elbow = _from(shoulder, angles.near_arm, arm)
    far_elbow = _from(shoulder, angles.far_arm, arm)
    return Joints(
        hip=hip,
        neck=neck,
        head=head,
        near_knee=near_knee,
        near_foot=_from(near_knee, angles.near_shin, leg),
        far_knee=far_knee,
        far_foot=_from(far_knee, angles.far_shin, leg),
        near_elbow=near_elbow,
        near_hand=_from(near_elbow, angles.near_fore, arm * 0.95),
        far_elbow=far_elbow,
        far_hand=_from(far_elbow, angles.far_fore, arm * 0.95),
        nod=angles.nod,
    )


def _from(start: Point, angle: float, length: float) -> Point:
    return (start[0] + math.sin(angle) * length, start[1] - math.cos(angle) * length)


def _breath(seconds: float) -> float:
    return math.sin(seconds * 1.9)


def _stand(seconds: float) -> _Angles:
    b = _breath(seconds)
    return _Angles(
        near_arm=0.10 + 0.02 * b,
        near_fore=0.28 + 0.03 * b,
        far_arm=-0.12,
        far_fore=0.02,
        nod=0.03 * math.sin(seconds * 0.8),
    )


def _walk(seconds: float, rate: float = 5.6, swing: float = 0.48) -> _Angles:
    phase = seconds * rate
    s, c = math.sin(phase), math.cos(phase)
    return _Angles(
        lift=0.006 * math.cos(2 * phase),
        lean=0.04,
        near_thigh=swing * s,
        near_shin=swing * s - 0.42 * max(0.0, c) - 0.05,
        far_thigh=-swing * s,
        far_shin=-swing * s - 0.42 * max(0.0, -c) - 0.05,
        near_arm=-0.5 * s,
        near_fore=-0.5 * s + 0.32,
        far_arm=0.5 * s,
        far_fore=0.5 * s + 0.32,
    )


def _run(seconds: float) -> _Angles:
    phase = seconds * 9.6
    s, c = math.sin(phase), math.cos(phase)
    return _Angles(
        lift=0.03 * abs(math.cos(phase)),
        lean=0.20,
        near_thigh=0.85 * s + 0.15,
        near_shin=0.85 * s - 0.95 * max(0.0, c) - 0.25,
        far_thigh=-0.85 * s + 0.15,
        far_shin=-0.85 * s - 0.95 * max(0.0, -c) - 0.25,
        near_arm=-0.9 * s,
        near_fore=-0.9 * s + 1.3,
        far_arm=0.9 * s,
        far_fore=0.9 * s + 1.3,
    )


def _fly_kite(seconds: float) -> _Angles:
    pull = math.sin(seconds * 2.1)
    return _Angles(
        lean=-0.10 + 0.03 * pull,
        near_thigh=0.22,
        near_shin=0.02,
        far_thigh=-0.20,
        far_shin=-0.30,
        near_arm=2.12 + 0.10 * pull,
        near_fore=2.45 + 0.14 * pull,
        far_arm=1.55 + 0.08 * pull,
        far_fore=2.20 + 0.10 * pull,
        nod=-0.16,
    )


def _wave(seconds: float) -> _Angles:
    sweep = math.sin(seconds * 7.0)
    return _Angles(near_arm=2.5, near_fore=3.0 + 0.45 * sweep, far_arm=-0.1, far_fore=0.05, nod=0.06 * sweep)


def _dance(seconds: float) -> _Angles:
    beat = seconds * 2 * math.pi * 1.0
    s, c = math.sin(beat), math.cos(beat)
    return _Angles(
        lift=0.02 * abs(s),
        lean=0.16 * s,
        near_thigh=0.35 * s + 0.2,
        near_shin=0.35 * s - 0.35,
        far_thigh=-0.25 * s - 0.1,
        far_shin=-0.25 * s - 0.2,
        near_arm=1.9 + 0.7 * c,
        near_fore=2.6 + 0.6 * c,
        far_arm=-1.7 - 0.6 * s,
        far_fore=-2.5 - 0.5 * s,
        nod=0.12 * s,
    )


def _jump(seconds: float) -> _Angles:
    share = (seconds * 1.1) % 1.0
    rise = max(0.0, 4 * (share - 0.25) * (0.95 - share) / 0.49) if 0.25 < share < 0.95 else 0.0
    crouch = 0.55 * (1 - rise) if share < 0.25 or share > 0.95 else 0.0
    return _Angles(
        lift=0.28 * rise,
        lean=0.12,
        near_thigh=0.25 + crouch,
        near_shin=-0.30 * rise - crouch,
        far_thigh=-0.1 + crouch,
        far_shin=-0.6 * rise - crouch,
        near_arm=0.4 + 2.2 * rise,
        near_fore=0.6 + 2.3 * rise,
        far_arm=-0.4 - 2.0 * rise,
        far_fore=-0.2 - 2.2 * rise,
    )


def _sit(seconds: float) -> _Angles:
    b = _breath(seconds)
    return _Angles(
        lean=0.06,
        near_thigh=1.45,
        near_shin=0.05,
        far_thigh=1.35,
        far_shin=-0.05,
        near_arm=0.45 + 0.02 * b,
        near_fore=1.25,
        far_arm=0.3,
        far_fore=1.15,
        nod=0.04 * b,
    )


def _drink(seconds: float) -> _Angles:
    raised = 0.5 - 0.5 * math.cos(min(1.0, seconds / 1.6) * math.pi)
    return _Angles(near_arm=0.35 + 0.75 * raised, near_fore=1.2 + 1.55 * raised, nod=-0.12 * raised)


def _look(seconds: float) -> _Angles:
    return _Angles(near_arm=0.12, near_fore=0.25, nod=-0.08 + 0.05 * math.sin(seconds * 0.9), lean=-0.02)


def _fly(seconds: float) -> _Angles:
    s = math.sin(seconds * 2.2)
    return _Angles(
        lift=0.55 + 0.04 * s,
        lean=0.9,
        near_thigh=-0.9,
        near_shin=-1.1,
        far_thigh=-0.8,
        far_shin=-1.2,
        near_arm=2.2,
        near_fore=2.1,
        far_arm=-0.6,
        far_fore=-0.5,
        nod=-0.5,
    )


_POSES = {
    "dance": _dance,
    "drink": _drink,
    "fly": _fly,
    "fly_kite": _fly_kite,
    "jump": _jump,
    "look": _look,
    "run": _run,
    "sit": _sit,
    "spin": _dance,
    "walk": _walk,
    "wave": _wave,
}
