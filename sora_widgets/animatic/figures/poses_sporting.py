"""Poses of strength and skill: pushing, lifting, throwing, kicking, boxing, fishing, rowing. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.figures.beats import BEATS
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.poses_gestures import seated
from sora_widgets.animatic.figures.skeleton import YAW, Build, Pose

__all__ = ["SPORTING"]

TAU = math.tau


def _push(seconds: float, build: Build) -> Pose:
    strain = 0.012 * math.sin(9 * seconds)
    step = math.sin(TAU * seconds / 1.8)
    return Pose(
        drop=0.20,
        shift=-0.10,
        lean=0.72 + strain,
        follow=0.5,
        nod=0.06,
        near_foot=(-0.86 + 0.08 * step, 0.0),
        near_toe=-0.45,
        far_foot=(-0.20 - 0.08 * step, 0.0),
        near_hand=(0.74, -0.20),
        far_hand=(0.72, -0.14),
        eyes="shut" if step > 0.5 else "open",
        mood=-0.2,
        mouth=0.2,
    )


def _pull(seconds: float, build: Build) -> Pose:
    heave = 0.5 + 0.5 * math.sin(TAU * seconds / 1.6)
    return Pose(
        drop=0.20 + 0.05 * heave,
        shift=-0.24 - 0.10 * heave,
        lean=-0.36 - 0.14 * heave,
        near_foot=(0.06, 0.0),
        far_foot=(0.52, 0.0),
        far_toe=0.25,
        near_hand=(0.82 - 0.16 * heave, -0.14),
        far_hand=(0.92 - 0.14 * heave, -0.14),
        nod=0.10,
        eyes="shut" if heave > 0.7 else "open",
        mouth=0.3,
        mood=-0.2,
    )


LIFT_S = 4.2


def _lift(seconds: float, build: Build) -> Pose:
    """Down to the bar, to the shoulders, overhead, and down again."""
    phase = (seconds % LIFT_S) / LIFT_S
    down = 1 - ease(phase / 0.22) if phase < 0.5 else ease((phase - 0.84) / 0.16)
    press = ease((phase - 0.34) / 0.14) * (1 - ease((phase - 0.70) / 0.14))
    dip = math.sin(math.pi * min(1.0, max(0.0, (phase - 0.27) / 0.10)))
    tremble = 0.008 * math.sin(31 * seconds) * press
    low, rack, high = -0.80, -0.04, 0.88
    bar = rack + (low - rack) * down + (high - rack) * press
    return Pose(
        drop=0.02 + 0.42 * down + 0.10 * dip,
        shift=-0.12 * down,
        lean=0.03 + 0.66 * down,
        follow=0.2,
        near_foot=(-0.20, 0.0),
        far_foot=(0.22, 0.0),
        near_hand=(0.20 + 0.22 * down + tremble, bar),
        far_hand=(0.26 + 0.22 * down + tremble, bar),
        mouth=0.5 * press,
        eyes="shut" if 0.02 < press < 0.9 else "open",
        mood=-0.1,
    )


def _throw(seconds: float, build: Build) -> Pose:
    beat = BEATS["throw"]
    phase = beat.phase(seconds)  # 0 at the release
    wind = ease((phase - 0.45) / 0.38) * (1.0 if phase > 0.3 else 0.0)
    snap = ease((phase - 0.90) / 0.10) if phase > 0.5 else 1.0
    after = 1 - ease(phase / 0.40) if phase < 0.45 else 0.0
    back = wind * (1 - snap)
    fore = after if phase < 0.5 else snap * wind
    angle = 0.1 - 2.5 * back + 2.2 * fore - (0.9 * ease(phase / 0.16) if phase < 0.45 else 0.0) * after
    return Pose(
        drop=0.03 + 0.08 * back + 0.06 * fore,
        shift=-0.14 * back + 0.16 * fore,
        lean=-0.26 * back + 0.34 * fore,
        follow=0.2,
        yaw=YAW + 0.35 * back,
        near_foot=(-0.22 - 0.10 * fore, 0.0),
        near_toe=-0.5 * fore,
        far_foot=(0.16 + 0.22 * fore, 0.30 * back * (1 - snap)),
        near_arm=(angle, angle + 1.2 * back * (1 - 0.4 * snap) + 0.25 * (1 - wind)),
        far_arm=(0.5 + 0.9 * back - 1.1 * fore, 0.9 + 0.6 * back - 1.2 * fore),
        mood=0.4,
        mouth=0.4 * fore,
    )


def _catch(seconds: float, build: Build) -> Pose:
    phase = BEATS["catch"].phase(seconds)  # 0 at the catch
    ready = ease((phase - 0.55) / 0.35) if phase > 0.5 else 1 - ease((phase - 0.15) / 0.3)
    give = math.sin(math.pi * phase / 0.4) if phase < 0.4 else 0.0
    return Pose(
        drop=0.05 + 0.10 * give,
        lean=0.08 - 0.16 * give,
        shift=-0.05 * give,
        near_foot=(-0.20, 0.0),
        far_foot=(0.22, 0.0),
        near_hand=(0.50 + 0.20 * ready - 0.12 * give, -0.28 + 0.30 * ready + 0.20 * give),
        far_hand=(0.54 + 0.20 * ready - 0.12 * give, -0.20 + 0.34 * ready + 0.20 * give),
        nod=-0.10 * ready,
        mood=0.7,
        eyes="happy" if give > 0.4 else "open",
    )


def _kick(seconds: float, build: Build) -> Pose:
    phase = BEATS["kick"].phase(seconds)  # 0 when the foot meets the ball
    wind = ease((phase - 0.58) / 0.26) if phase > 0.4 else 0.0
    snap = ease((phase - 0.88) / 0.12) if phase > 0.4 else 1.0
    through = math.exp(-((phase / 0.16) ** 2)) if phase < 0.5 else 0.0
    back = wind * (1 - snap)
    strike = wind * snap if phase > 0.4 else through
    after = math.sin(math.pi * min(1.0, phase / 0.30)) if phase < 0.3 else 0.0
    return Pose(
        drop=0.03 + 0.04 * back,
        lean=0.10 - 0.10 * back - 0.20 * after,
        near_foot=(-0.10 - 0.62 * back + 0.56 * strike + 0.46 * after, 0.34 * back + 0.02 * strike + 0.52 * after),
        near_toe=-0.9 * back - 0.5 * strike,
        far_foot=(0.02, 0.0),
        near_arm=(-0.1 + 0.9 * back - 1.2 * after, 0.2 + 1.0 * back - 1.3 * after),
        far_arm=(0.2 - 0.9 * back + 1.3 * after, 0.5 - 0.6 * back + 1.4 * after),
        nod=0.14 - 0.2 * after,
        mood=0.5,
    )


def _box(seconds: float, build: Build) -> Pose:
    beat = BEATS["box"]
    count = math.floor((seconds - beat.first_s) / beat.period_s + 0.5)
    phase = (seconds - beat.first_s) / beat.period_s - count  # -0.5 to 0.5, 0 when the fist is out
    out = math.exp(-((phase / (0.16 if phase < 0 else 0.22)) ** 2))
    cock = math.exp(-(((phase + 0.36) / 0.12) ** 2))
    near_out, far_out = (out, 0.0) if count % 2 else (0.0, out)
    bounce = 0.02 * math.sin(TAU * seconds / 0.31)
    return Pose(
        drop=0.12 + bounce,
        shift=0.06 * out - 0.04 * cock,
        lean=0.14 + 0.14 * out,
        near_foot=(-0.34, 0.02 + 0.03 * near_out),
        near_toe=-0.4 - 0.4 * near_out,
        far_foot=(0.28, 0.0),
        near_hand=(0.34 + 0.62 * near_out - 0.10 * cock, 0.02 + 0.08 * near_out),
        far_hand=(0.46 + 0.52 * far_out - 0.08 * cock, 0.04 + 0.06 * far_out),
        nod=0.12,
        mood=-0.3,
        mouth=0.3 * out,
    )


def _juggle(seconds: float, build: Build) -> Pose:
    phase = BEATS["juggle"].phase(seconds)
    return Pose(
        drop=0.03,
        yaw=0.9,
        near_hand=(0.10, -0.44 + 0.10 * math.sin(TAU * phase)),
        far_hand=(0.30, -0.44 - 0.10 * math.sin(TAU * phase)),
        nod=-0.16,
        eyes="open",
        mood=0.8,
    )


def _fish(seconds: float, build: Build) -> Pose:
    tug = max(0.0, math.sin(TAU * BEATS["fish"].phase(seconds))) ** 10
    b = math.sin(1.9 * seconds)
    return seated(
        build,
        lean=-0.02 - 0.12 * tug,
        near_hand=(0.50, -0.46 + 0.10 * tug),
        far_hand=(0.66, -0.34 + 0.14 * tug + 0.01 * b),
    )


def _row(seconds: float, build: Build) -> Pose:
    angle = TAU * BEATS["row"].phase(seconds)
    pull, high = math.cos(angle), math.sin(angle)
    return seated(
        build,
        lean=0.10 + 0.40 * pull,
        follow=0.3,
        near_hand=(0.62 + 0.22 * pull, -0.34 + 0.10 * high),
        far_hand=(0.66 + 0.22 * pull, -0.30 + 0.10 * high),
        near_foot=(0.66, 0.06),
        far_foot=(0.72, 0.06),
        mouth=0.2,
    )


def _shoot_bow(seconds: float, build: Build) -> Pose:
    phase = (seconds % 3.2) / 3.2
    draw = ease(phase / 0.4) * (1.0 if phase < 0.72 else math.exp(-40 * (phase - 0.72)))
    return Pose(
        drop=0.04,
        lean=-0.04,
        near_foot=(-0.22, 0.0),
        far_foot=(0.24, 0.0),
        far_hand=(0.92, 0.06),
        near_hand=(0.66 - 0.50 * draw, 0.10),
        nod=0.02,
        mood=0.0,
    )


def _fence(seconds: float, build: Build) -> Pose:
    lunge = max(0.0, math.cos(TAU * BEATS["fence"].phase(seconds))) ** 3
    return Pose(
        drop=0.16 + 0.16 * lunge,
        shift=0.22 * lunge,
        lean=0.10 + 0.16 * lunge,
        near_foot=(-0.36, 0.0),
        far_foot=(0.30 + 0.36 * lunge, 0.0),
        near_hand=(0.50 + 0.42 * lunge, 0.02),
        far_arm=(-1.4, -2.2 + 0.8 * lunge),
        mood=-0.1,
    )


SPORTING: dict[str, Callable[[float, Build], Pose]] = {
    "box": _box,
    "catch": _catch,
    "fence": _fence,
    "fish": _fish,
    "juggle": _juggle,
    "kick": _kick,
    "lift": _lift,
    "pull": _pull,
    "push": _push,
    "row": _row,
    "shoot_bow": _shoot_bow,
    "throw": _throw,
}
