"""Poses of being somewhere and of speaking with the body: sitting, bowing, clapping, crying, stretching. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.figures.beats import BEATS
from sora_widgets.animatic.figures.physics import ease, spring
from sora_widgets.animatic.figures.skeleton import YAW, Build, Pose

__all__ = ["GESTURES", "breath", "seat_height", "seated"]

TAU = math.tau


def seat_height(build: Build) -> float:
    """Of the bench that fits a body, in metres."""
    return 0.52 * build.leg + build.ankle


def breath(seconds: float) -> float:
    """In and out, -1 to 1."""
    return math.sin(1.9 * seconds)


def seated(build: Build, **changed: object) -> Pose:
    """On a bench of the right height, feet on the ground."""
    settled: dict[str, object] = {
        "seat": (-0.02 * build.height, seat_height(build) + 0.05 * build.height),
        "lean": 0.04,
        "near_foot": (0.50, 0.0),
        "far_foot": (0.62, 0.0),
        "near_hand": (0.52, -0.62),
        "far_hand": (0.58, -0.52),
    }
    return Pose(**{**settled, **changed})  # type: ignore[arg-type]  # the fields of a Pose, by name


def _sit(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    return seated(
        build,
        lean=0.05 + 0.012 * b,
        nod=0.03 * b,
        look=0.35 * math.sin(0.6 * seconds),
        far_toe=0.10 + 0.10 * max(0.0, math.sin(2.4 * seconds)),
    )


def _lie(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    return Pose(
        seat=(0.02 * build.height, 0.075 * build.height),
        lean=-math.pi / 2 + 0.02 * b,
        follow=1.0,
        nod=0.16,
        near_pedal=(0.02 * build.height + 0.97 * build.leg, 0.06 * build.height),
        far_pedal=(0.02 * build.height + 0.95 * build.leg, 0.06 * build.height),
        near_toe=1.2,
        far_toe=1.3,
        near_hand=(0.52, 0.10),
        far_hand=(0.50, 0.16),
        eyes="open",
        mood=0.5,
    )


def _sleep(seconds: float, build: Build) -> Pose:
    pose = _lie(seconds, build)
    return Pose(**{**pose.__dict__, "eyes": "shut", "mood": 0.2, "near_hand": (0.42, 0.02), "far_hand": (0.46, 0.0)})


def _wave(seconds: float, build: Build) -> Pose:
    up = spring(seconds / 0.55)
    sweep = math.sin(7.0 * seconds)
    late = math.sin(7.0 * seconds - 0.7)
    return Pose(
        drop=0.015 + 0.008 * math.cos(14 * seconds),
        lean=-0.03 + 0.02 * sweep,
        look=0.35,
        near_arm=(-2.40 * up + 0.07 * sweep, -2.85 * up - 0.42 * late * up),
        far_arm=(0.10, 0.32),
        nod=0.04 * late,
        eyes="happy" if sweep > 0.6 else "open",
        mood=0.95,
    )


def _look(seconds: float, build: Build) -> Pose:
    about = math.sin(0.9 * seconds)
    return Pose(
        drop=0.012,
        lean=-0.03 + 0.02 * about,
        nod=-0.12 + 0.04 * about,
        look=0.55 * about,
        near_arm=(-0.08, 0.12),
        far_hand=(0.30 if seconds % 6 > 3 else 0.24, -0.92),
        mood=0.3,
    )


def _point(seconds: float, build: Build) -> Pose:
    out = spring((seconds - 0.25) / 0.5) if seconds > 0.25 else -0.12 * math.sin(math.pi * seconds / 0.25)
    nudge = 0.03 * math.sin(2.4 * seconds)
    return Pose(
        lean=0.10 * out,
        shift=0.04 * out,
        far_foot=(0.12 + 0.12 * min(1.0, max(0.0, out)), 0.0),
        far_arm=(0.14 + 1.46 * out + nudge, 0.34 + 1.26 * out + nudge),
        near_arm=(-0.16, 0.30),
        nod=-0.04,
        mouth=0.25,
    )


def _shake_head(seconds: float, build: Build) -> Pose:
    return Pose(
        look=0.75 * math.sin(6.4 * seconds),
        nod=0.06,
        near_hand=(0.42, -0.45),
        far_hand=(0.26, -0.50),
        mood=-0.4,
        eyes="shut",
    )


def _nod(seconds: float, build: Build) -> Pose:
    return Pose(nod=0.12 + 0.24 * math.sin(5.6 * seconds), mood=0.7, near_arm=(-0.1, 0.15))


def _talk(seconds: float, build: Build) -> Pose:
    beat = math.sin(3.1 * seconds) + 0.5 * math.sin(5.3 * seconds + 1)
    other = math.sin(2.3 * seconds + 1.4)
    return Pose(
        lean=0.04 + 0.02 * beat,
        nod=0.05 * beat,
        look=0.15 * other,
        near_hand=(0.42 + 0.10 * beat, -0.30 + 0.16 * beat),
        far_hand=(0.66 + 0.10 * other, -0.34 + 0.16 * other),
        mouth=max(0.0, math.sin(11 * seconds) * (0.6 + 0.4 * math.sin(3.7 * seconds))),
        mood=0.4,
    )


def _sing(seconds: float, build: Build) -> Pose:
    swell = 0.5 + 0.5 * math.sin(1.6 * seconds)
    return Pose(
        drop=0.02,
        lean=-0.05 - 0.07 * swell,
        shift=0.03 * math.sin(1.6 * seconds),
        nod=-0.14 - 0.12 * swell,
        near_hand=(0.52, 0.14),
        far_arm=(0.75 + 0.85 * swell, 1.5 + 0.75 * swell),
        mouth=0.35 + 0.6 * abs(math.sin(2.9 * seconds)),
        eyes="shut" if swell > 0.55 else "open",
        mood=0.4,
    )


def _clap(seconds: float, build: Build) -> Pose:
    phase = BEATS["clap"].phase(seconds)
    apart = math.sin(math.pi * phase) ** 0.7
    return Pose(
        drop=0.02 + 0.012 * math.cos(TAU * phase),
        lean=0.03,
        near_hand=(0.62 - 0.26 * apart, -0.10 - 0.10 * apart),
        far_hand=(0.36 + 0.24 * apart, -0.10 + 0.14 * apart),
        nod=0.04 * math.cos(TAU * phase),
        eyes="happy",
        mood=1.0,
        mouth=0.3,
    )


def _hug(seconds: float, build: Build) -> Pose:
    share = seconds % 4.2
    wrap = ease((share - 0.5) / 0.6) * (1 - ease((share - 3.7) / 0.5))
    rock = 0.03 * math.sin(2.6 * seconds) * wrap
    return Pose(
        lean=-0.06 + 0.16 * wrap + rock,
        near_hand=(0.92 - 0.18 * wrap, 0.14 - 0.22 * wrap),
        far_hand=(0.96 - 0.12 * wrap, 0.24 - 0.52 * wrap),
        nod=0.16 * wrap,
        eyes="shut" if wrap > 0.5 else "happy",
        mood=1.0,
    )


def _bow(seconds: float, build: Build) -> Pose:
    share = seconds % 3.4
    down = ease((share - 0.35) / 0.75) * (1 - ease((share - 1.9) / 0.8))
    back = 0.06 * math.sin(math.pi * min(1.0, share / 0.35)) if share < 0.35 else 0.0
    return Pose(
        shift=-0.16 * down,
        lean=0.02 + 1.12 * down - back,
        follow=0.85,
        nod=0.12 * down,
        near_arm=(-0.15 - 0.55 * down, 0.10 - 0.45 * down),
        far_hand=(0.34 - 0.02 * down, -0.50 + 0.18 * down),
        eyes="shut" if down > 0.6 else "open",
    )


def _kneel(seconds: float, build: Build) -> Pose:
    down = ease(seconds / 0.8)
    b = breath(seconds)
    return Pose(
        drop=0.47 * down,
        lean=0.10 * down + 0.01 * b,
        near_foot=(-0.10 - 0.44 * down, 0.05 * down),
        near_toe=-1.1 * down,
        far_foot=(0.12 + 0.30 * down, 0.0),
        near_arm=(0.05, 0.25),
        far_hand=(0.55, -0.62),
        nod=0.10 * down,
    )


def _stretch(seconds: float, build: Build) -> Pose:
    share = seconds % 4.4
    up = ease(share / 1.1) * (1 - ease((share - 3.5) / 0.8))
    side = math.sin(TAU * (share - 1.1) / 2.4) * up if 1.1 < share < 3.5 else 0.0
    return Pose(
        drop=0.01 - 0.02 * up,
        lift=0.05 * up,
        near_toe=-0.45 * up,
        far_toe=-0.45 * up,
        yaw=YAW + 0.6 * up,
        lean=0.24 * side,
        follow=0.9,
        near_arm=(-0.1 - 2.70 * up + 0.25 * side, 0.1 - 3.15 * up + 0.25 * side),
        far_arm=(0.14 + 2.60 * up + 0.25 * side, 0.30 + 2.95 * up + 0.25 * side),
        nod=-0.14 * up,
        eyes="shut" if up > 0.3 else "open",
        mouth=0.5 * up if share < 2 else 0.1,
    )


def _salute(seconds: float, build: Build) -> Pose:
    up = spring(seconds / 0.4)
    return Pose(
        lean=-0.04,
        near_foot=(-0.02, 0.0),
        far_foot=(0.06, 0.0),
        near_arm=(0.10 + 1.25 * up, 0.15 + 2.62 * up),
        far_arm=(0.03, 0.06),
        nod=-0.03,
        mood=0.1,
    )


def _meditate(seconds: float, build: Build) -> Pose:
    b = math.sin(1.3 * seconds)
    floor = 0.08 * build.height
    return Pose(
        seat=(0.0, floor + 0.004 * build.height * b),
        lean=0.0,
        yaw=1.2,
        near_knee=(-0.46 * build.leg, 0.085 * build.height),
        far_knee=(0.50 * build.leg, 0.09 * build.height),
        near_pedal=(0.10 * build.leg, 0.026 * build.height),
        far_pedal=(-0.08 * build.leg, 0.050 * build.height),
        near_arm=(-1.0, 0.2),
        far_arm=(1.1, 0.0),
        eyes="shut",
        nod=0.02 * b,
        mood=0.5,
    )


def _squat(seconds: float, build: Build) -> Pose:
    phase = BEATS["squat"].phase(seconds)
    down = ease(0.5 - 0.62 * math.cos(TAU * phase))
    return Pose(
        drop=0.02 + 0.52 * down,
        shift=-0.20 * down,
        lean=0.06 + 0.52 * down,
        follow=0.3,
        near_foot=(-0.14, 0.0),
        far_foot=(0.16, 0.0),
        near_arm=(0.05 + 1.45 * down, 0.15 + 1.45 * down),
        far_arm=(0.15 + 1.35 * down, 0.3 + 1.3 * down),
        mouth=0.35 * (1 - down),
    )


def _crouch(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    return Pose(
        drop=0.56 + 0.008 * b,
        shift=-0.12,
        lean=0.42,
        follow=0.2,
        near_foot=(-0.16, 0.04),
        near_toe=-0.4,
        far_foot=(0.16, 0.0),
        near_hand=(0.55, -0.45),
        far_hand=(0.62, -0.38),
        look=0.3 * math.sin(0.8 * seconds),
    )


def _push_up(seconds: float, build: Build) -> Pose:
    phase = BEATS["push_up"].phase(seconds)
    down = 0.5 - 0.5 * math.cos(TAU * phase)
    high = 0.93 - 0.55 * down
    toes = -0.30 * build.height - 0.97 * build.leg * 0.9
    shoulder_y = 0.03 * build.height + high * build.arm
    length = build.trunk * 0.9 + build.leg
    slope = math.asin(min(0.9, (shoulder_y - 0.05 * build.height) / length))
    hip_x = toes + build.leg * math.cos(slope) * 0.97
    hip_y = build.ankle * 1.2 + build.leg * 0.97 * math.sin(slope)
    shoulder_x = hip_x + build.trunk * 0.9 * math.cos(slope)
    return Pose(
        seat=(hip_x, hip_y),
        lean=math.pi / 2 - slope,
        follow=0.7,
        near_pedal=(toes, build.ankle * 1.1),
        far_pedal=(toes + 0.03 * build.height, build.ankle * 1.1),
        near_toe=-1.0,
        far_toe=-1.0,
        near_grip=(shoulder_x + 0.01 * build.height, 0.02 * build.height),
        far_grip=(shoulder_x + 0.10 * build.height, 0.02 * build.height),
        mouth=0.4 * down,
    )


def _cry(seconds: float, build: Build) -> Pose:
    sob = max(0.0, math.sin(7.5 * seconds)) * (0.5 + 0.5 * math.sin(1.1 * seconds))
    return Pose(
        drop=0.03 + 0.012 * sob,
        lean=0.20 + 0.03 * sob,
        follow=0.6,
        nod=0.24 - 0.05 * sob,
        near_hand=(0.36, 0.20 + 0.02 * sob),
        far_hand=(0.30, 0.20 + 0.02 * sob),
        eyes="sad",
        mood=-1.0,
        mouth=0.2 + 0.2 * sob,
    )


def _laugh(seconds: float, build: Build) -> Pose:
    shake = math.sin(16 * seconds) * (0.4 + 0.6 * max(0.0, math.sin(2.1 * seconds)))
    back = 0.5 + 0.5 * math.sin(1.05 * seconds)
    return Pose(
        drop=0.03 + 0.014 * shake,
        lean=-0.16 * back + 0.10 * (1 - back),
        nod=-0.26 * back + 0.03 * shake,
        near_hand=(0.30, -0.46 + 0.02 * shake),
        far_arm=(0.50, 1.15 + 0.06 * shake),
        eyes="happy",
        mouth=0.75 + 0.2 * shake,
        mood=1.0,
    )


def _smile(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    return Pose(
        drop=0.012 + 0.006 * b,
        lean=0.01,
        nod=-0.04 + 0.03 * math.sin(1.1 * seconds),
        look=0.22 + 0.12 * math.sin(0.7 * seconds),
        near_arm=(-0.10, 0.10 + 0.02 * b),
        far_arm=(0.10, 0.30 + 0.02 * b),
        eyes="happy" if math.sin(0.9 * seconds) > -0.2 else "open",
        mood=1.0,
    )


def _shiver(seconds: float, build: Build) -> Pose:
    shake = 0.012 * math.sin(38 * seconds)
    return Pose(
        drop=0.05,
        shift=shake,
        lean=0.12,
        near_hand=(0.30, -0.22),
        far_hand=(0.10, -0.20),
        nod=0.10 + shake,
        mood=-0.4,
        mouth=0.1,
    )


def _cheer(seconds: float, build: Build) -> Pose:
    pump = abs(math.sin(5.2 * seconds))
    return Pose(
        drop=0.06 - 0.05 * pump,
        lift=0.05 * max(0.0, pump - 0.4),
        yaw=0.9,
        near_arm=(-2.45 - 0.25 * pump, -2.95 - 0.1 * pump),
        far_arm=(2.45 + 0.25 * pump, 2.95 + 0.1 * pump),
        nod=-0.10,
        eyes="happy",
        mouth=0.8,
        mood=1.0,
    )


def _pray(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    return Pose(
        nod=0.28 + 0.02 * b,
        near_hand=(0.44, -0.06 + 0.01 * b),
        far_hand=(0.30, -0.05 + 0.01 * b),
        eyes="shut",
        mood=0.2,
    )


def _kiss(seconds: float, build: Build) -> Pose:
    near = ease((seconds - 0.2) / 1.0)
    return Pose(
        lift=0.04 * near,
        near_toe=-0.4 * near,
        far_toe=-0.4 * near,
        lean=0.05 + 0.20 * near,
        nod=-0.05 * near,
        near_hand=(0.62, -0.10),
        far_hand=(0.66, 0.04),
        eyes="shut" if near > 0.7 else "open",
        mouth=0.15 * near,
        mood=0.4,
    )


def _tai_chi(seconds: float, build: Build) -> Pose:
    flow = math.sin(0.9 * seconds)
    turn = math.cos(0.9 * seconds)
    return Pose(
        drop=0.20 + 0.05 * turn,
        shift=0.14 * flow,
        lean=0.02,
        yaw=YAW + 0.25 + 0.2 * flow,
        near_foot=(-0.38, 0.0),
        far_foot=(0.40, 0.0),
        near_hand=(0.52 + 0.26 * flow, 0.02 + 0.22 * turn),
        far_hand=(0.52 - 0.26 * flow, -0.10 - 0.26 * turn),
        mood=0.2,
    )


GESTURES: dict[str, Callable[[float, Build], Pose]] = {
    "bow": _bow,
    "cheer": _cheer,
    "clap": _clap,
    "crouch": _crouch,
    "cry": _cry,
    "hug": _hug,
    "kiss": _kiss,
    "kneel": _kneel,
    "laugh": _laugh,
    "lie": _lie,
    "look": _look,
    "meditate": _meditate,
    "nod": _nod,
    "point": _point,
    "pray": _pray,
    "push_up": _push_up,
    "salute": _salute,
    "shake_head": _shake_head,
    "shiver": _shiver,
    "sing": _sing,
    "sit": _sit,
    "sleep": _sleep,
    "smile": _smile,
    "squat": _squat,
    "stretch": _stretch,
    "tai_chi": _tai_chi,
    "talk": _talk,
    "wave": _wave,
}
