"""Poses of doing something with the hands: reading, cooking, playing, digging. Pure.

What is held or worked at stands in `held.py` and `props.py`; the numbers they share (how high a table is for a body)
are here.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.figures.beats import BEATS
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.poses_gestures import breath, seated
from sora_widgets.animatic.figures.skeleton import Build, Pose

__all__ = ["WORKING", "at_desk", "counter_height", "desk_height", "tilt_of_pouring"]

TAU = math.tau


def desk_height(build: Build) -> float:
    """Of the table somebody sits at."""
    return 0.415 * build.height


def counter_height(build: Build) -> float:
    """Of the worktop somebody stands at."""
    return 0.53 * build.height


def _read(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    turning = max(0.0, math.sin(TAU * seconds / 4.0)) ** 24
    return seated(
        build,
        lean=0.06 + 0.01 * b,
        nod=0.24 + 0.03 * math.sin(0.9 * seconds),
        near_hand=(0.58, -0.30 + 0.01 * b),
        far_hand=(0.62 - 0.20 * turning, -0.26 + 0.10 * turning),
        mood=0.4,
    )


def at_desk(build: Build, x: float, y: float) -> tuple[float, float]:
    """A place on the table of somebody who sits: forwards and above its top, in heights of the body."""
    return (x * build.height, desk_height(build) + y * build.height)


def _write(seconds: float, build: Build) -> Pose:
    line = (seconds * 0.45) % 1.0
    jot = 0.010 * math.sin(21 * seconds) + 0.004 * math.sin(33 * seconds)
    return seated(
        build,
        lean=0.30,
        nod=0.30,
        near_hand=None,
        far_hand=None,
        near_grip=at_desk(build, 0.27 + 0.05 * line, 0.045 + jot),
        far_grip=at_desk(build, 0.40, 0.03),
        mood=0.2,
    )


def _type(seconds: float, build: Build) -> Pose:
    phase = BEATS["type"].phase(seconds)
    tap, other = 0.012 * math.sin(math.pi * phase), 0.012 * math.sin(math.pi * ((phase + 0.5) % 1.0))
    return seated(
        build,
        lean=0.14,
        nod=0.10 + 0.04 * math.sin(0.8 * seconds),
        near_hand=None,
        far_hand=None,
        near_grip=at_desk(build, 0.26 + 0.012 * math.sin(3.3 * seconds), 0.035 + tap),
        far_grip=at_desk(build, 0.33 + 0.012 * math.sin(2.9 * seconds), 0.035 + other),
        mood=0.2,
    )


def _eat(seconds: float, build: Build) -> Pose:
    phase = (seconds / 2.4) % 1.0
    up = ease(phase / 0.28) * (1 - ease((phase - 0.46) / 0.24))
    chew = 0.25 * abs(math.sin(9 * seconds)) if phase > 0.5 else 0.0
    low, high = at_desk(build, 0.27, 0.07), (0.125 * build.height, 0.675 * build.height)
    return seated(
        build,
        lean=0.14 + 0.06 * up,
        nod=0.10 - 0.04 * up,
        near_hand=None,
        far_hand=None,
        near_grip=(low[0] + (high[0] - low[0]) * up, low[1] + (high[1] - low[1]) * up),
        far_grip=at_desk(build, 0.34, 0.03),
        mouth=max(chew, 0.8 * ease((up - 0.75) / 0.2)),
        mood=0.7,
    )


def _snack(seconds: float, build: Build) -> Pose:
    """Eating from the hand: a bite, then chewing."""
    phase = (seconds % 3.0) / 3.0
    up = ease((phase - 0.06) / 0.22) * (1 - ease((phase - 0.42) / 0.22))
    chew = 0.28 * abs(math.sin(9 * seconds)) if phase > 0.45 else 0.0
    return Pose(
        drop=0.012,
        lean=0.03 + 0.04 * up,
        nod=0.06 * up,
        near_hand=(0.52 - 0.14 * up, -0.36 + 0.54 * up),
        far_arm=(0.12, 0.34),
        mouth=max(chew, 0.7 * up),
        mood=0.7,
    )


def _drink(seconds: float, build: Build) -> Pose:
    phase = (seconds % 3.6) / 3.6
    up = ease((phase - 0.08) / 0.26) * (1 - ease((phase - 0.70) / 0.24))
    return Pose(
        drop=0.012,
        lean=0.02 - 0.07 * up,
        nod=-0.22 * up,
        near_hand=(0.50 - 0.10 * up, -0.42 + 0.64 * up),
        far_arm=(0.12, 0.34),
        eyes="shut" if up > 0.85 else "open",
        mood=0.6,
    )


def _at_counter(build: Build, x: float, y: float) -> tuple[float, float]:
    return (x * build.height, counter_height(build) + y * build.height)


def _cook(seconds: float, build: Build) -> Pose:
    angle = TAU * BEATS["cook"].phase(seconds)
    return Pose(
        drop=0.02,
        lean=0.12 + 0.015 * math.sin(angle),
        nod=0.20,
        near_grip=_at_counter(build, 0.24 + 0.035 * math.cos(angle), 0.11 + 0.015 * math.sin(angle)),
        far_grip=_at_counter(build, 0.17, 0.05),
        mood=0.6,
    )


def _cut(seconds: float, build: Build) -> Pose:
    phase = BEATS["cut"].phase(seconds)
    up = math.sin(math.pi * phase) ** 1.4
    return Pose(
        drop=0.02,
        lean=0.20,
        nod=0.26,
        near_grip=_at_counter(build, 0.20, 0.045 + 0.055 * up),
        far_grip=_at_counter(build, 0.29, 0.03),
        mood=0.2,
    )


def _wash(seconds: float, build: Build) -> Pose:
    angle = TAU * BEATS["wash"].phase(seconds)
    return Pose(
        drop=0.02,
        lean=0.24,
        nod=0.20,
        near_grip=_at_counter(build, 0.23 + 0.03 * math.cos(angle), 0.05 + 0.012 * math.sin(angle)),
        far_grip=_at_counter(build, 0.30 - 0.03 * math.cos(angle), 0.05),
        mood=0.4,
    )


def tilt_of_pouring(seconds: float) -> float:
    """How far the jug is tilted, 0 to 1; above 0.6 it runs."""
    phase = (seconds % 4.6) / 4.6
    return ease((phase - 0.10) / 0.20) * (1 - ease((phase - 0.76) / 0.16))


def _pour(seconds: float, build: Build) -> Pose:
    tilt = tilt_of_pouring(seconds)
    return Pose(
        drop=0.012,
        lean=0.06 + 0.05 * tilt,
        nod=0.20,
        near_grip=_at_counter(build, 0.14, 0.15 + 0.05 * tilt),
        far_grip=_at_counter(build, 0.30, 0.03),
        mood=0.5,
    )


def _sweep(seconds: float, build: Build) -> Pose:
    phase = BEATS["sweep"].phase(seconds)
    swing, late = math.sin(TAU * (phase + 0.25)), math.sin(TAU * (phase + 0.19))
    return Pose(
        drop=0.06 + 0.02 * swing,
        shift=0.05 * late,
        lean=0.22 + 0.06 * late,
        nod=0.16,
        near_foot=(-0.20, 0.0),
        far_foot=(0.20, 0.0),
        near_hand=(0.62 + 0.10 * swing, -0.50),
        far_hand=(0.18 + 0.05 * swing, -0.10),
    )


def _paint(seconds: float, build: Build) -> Pose:
    phase = BEATS["paint"].phase(seconds)
    stroke, late = math.sin(TAU * phase), math.sin(TAU * phase - 0.5)
    drift = math.sin(0.7 * seconds)
    return Pose(
        drop=0.012,
        lean=0.05 + 0.02 * late,
        near_foot=(-0.14, 0.0),
        far_foot=(0.14, 0.0),
        near_hand=(0.66 + 0.03 * math.cos(TAU * phase), 0.02 + 0.12 * stroke + 0.10 * drift),
        far_hand=(0.30, -0.38),
        look=-0.15,
        nod=-0.03 - 0.03 * drift,
        mood=0.4,
    )


def _dig(seconds: float, build: Build) -> Pose:
    phase = BEATS["dig"].phase(seconds)  # 0 when the blade goes in
    stab = math.exp(-((min(phase, 1 - phase) / 0.16) ** 2))
    toss = ease((phase - 0.22) / 0.24) * (1 - ease((phase - 0.62) / 0.26))
    return Pose(
        drop=0.08 + 0.22 * stab,
        shift=0.06 * stab - 0.08 * toss,
        lean=0.34 + 0.28 * stab - 0.30 * toss,
        follow=0.3,
        near_foot=(-0.26, 0.0),
        far_foot=(0.30, 0.0),
        near_hand=(0.34 - 0.06 * toss, -0.50 + 0.30 * toss - 0.06 * stab),
        far_hand=(0.72 + 0.06 * toss, -0.66 + 0.48 * toss - 0.10 * stab),
        nod=0.10,
    )


def _plant(seconds: float, build: Build) -> Pose:
    press = 0.5 + 0.5 * math.sin(3.4 * seconds)
    return Pose(
        drop=0.49,
        lean=0.66 + 0.05 * press,
        follow=0.4,
        near_foot=(-0.62, 0.05),
        near_toe=-1.1,
        far_foot=(0.22, 0.0),
        near_grip=(0.27 * build.height, (0.05 + 0.02 * press) * build.height),
        far_grip=(0.34 * build.height, (0.05 + 0.02 * press) * build.height),
        nod=0.14,
        mood=0.6,
    )


def _pet(seconds: float, build: Build) -> Pose:
    stroke = math.sin(TAU * BEATS["pet"].phase(seconds))
    return Pose(
        drop=0.48,
        lean=0.36 + 0.04 * stroke,
        follow=0.3,
        near_foot=(-0.55, 0.05),
        near_toe=-1.1,
        far_foot=(0.30, 0.0),
        near_grip=((0.34 + 0.06 * stroke) * build.height, (0.30 - 0.02 * stroke) * build.height),
        far_hand=(0.40, -0.62),
        nod=0.12,
        eyes="happy" if stroke > 0.3 else "open",
        mood=0.9,
    )


def _knit(seconds: float, build: Build) -> Pose:
    tick, tock = math.sin(7 * seconds), math.sin(7 * seconds + 1.4)
    return seated(
        build,
        nod=0.22,
        near_hand=(0.44 + 0.02 * tick, -0.40 + 0.03 * tock),
        far_hand=(0.54 - 0.02 * tick, -0.36 - 0.03 * tock),
        mood=0.5,
    )


def _phone(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    scroll = max(0.0, math.sin(2.6 * seconds)) ** 6
    return Pose(
        drop=0.012,
        nod=0.26,
        near_hand=(0.46, -0.26 + 0.01 * b),
        far_hand=(0.54, -0.24 - 0.03 * scroll),
        mood=0.3 + 0.3 * scroll,
    )


def _smoke(seconds: float, build: Build) -> Pose:
    """A drag, then the hand away and smoke breathed out."""
    phase = (seconds % 4.0) / 4.0
    up = ease(phase / 0.2) * (1 - ease((phase - 0.42) / 0.2))
    return Pose(
        drop=0.015,
        lean=0.02,
        near_hand=(0.46 - 0.16 * up, -0.40 + 0.60 * up),
        far_arm=(0.10, 0.30),
        nod=-0.06 * (1 - up),
        mouth=0.3 if 0.55 < phase < 0.8 else 0.0,
        mood=0.1,
    )


def _open(seconds: float, build: Build) -> Pose:
    """A hand to the handle, which it then follows."""
    reach = ease(seconds / 0.4)
    swung = ease((seconds - 0.4) / 1.4)
    return Pose(
        lean=0.16 * reach - 0.10 * swung,
        shift=0.06 * reach,
        near_foot=(-0.22, 0.0),
        far_foot=(0.20, 0.0),
        far_hand=(0.90 * reach - 0.22 * swung, -0.34 - 0.5 * (1 - reach)),
        near_arm=(-0.20, 0.10),
        mood=0.4,
    )


def _cradle(seconds: float, build: Build) -> Pose:
    """Somebody small in both arms, rocked."""
    rock = math.sin(1.6 * seconds)
    return Pose(
        drop=0.015,
        lean=-0.05 + 0.02 * rock,
        shift=0.02 * rock,
        nod=0.20,
        near_hand=(0.50, -0.40 + 0.02 * rock),
        far_hand=(0.56, -0.24 + 0.02 * rock),
        eyes="happy" if rock > 0.3 else "open",
        mood=0.9,
    )


def _call(seconds: float, build: Build) -> Pose:
    return Pose(
        near_hand=(0.13, 0.32),
        far_arm=(0.3 + 0.15 * math.sin(2.7 * seconds), 1.0 + 0.3 * math.sin(2.7 * seconds + 0.5)),
        nod=0.06 * math.sin(1.7 * seconds),
        mouth=max(0.0, math.sin(10 * seconds) * math.sin(2.1 * seconds)),
    )


def _photograph(seconds: float, build: Build) -> Pose:
    b = breath(seconds)
    return Pose(
        drop=0.05,
        lean=0.06,
        near_foot=(-0.18, 0.0),
        far_foot=(0.20, 0.0),
        near_hand=(0.44, 0.26 + 0.005 * b),
        far_hand=(0.50, 0.24 + 0.005 * b),
        nod=0.03,
        mood=0.3,
    )


def _hammer(seconds: float, build: Build) -> Pose:
    phase = BEATS["hammer"].phase(seconds)
    up = math.sin(math.pi * phase) ** 1.2 if phase > 0.06 else 0.06 * math.sin(math.pi * phase / 0.06)
    return Pose(
        drop=0.03,
        lean=0.22 - 0.12 * up,
        nod=0.18,
        near_grip=_at_counter(build, 0.20 - 0.10 * up, 0.06 + 0.22 * up),
        far_grip=_at_counter(build, 0.30, 0.03),
        mood=0.1,
    )


def _conduct(seconds: float, build: Build) -> Pose:
    angle = TAU * seconds / 1.0
    return Pose(
        lean=0.06 + 0.04 * math.sin(angle),
        near_hand=(0.56 + 0.16 * math.sin(angle), 0.10 + 0.22 * math.cos(2 * angle)),
        far_hand=(0.66 - 0.12 * math.sin(angle), 0.08 + 0.18 * math.cos(2 * angle)),
        nod=0.06 * math.cos(2 * angle - 0.5),
        eyes="shut",
    )


def _hold(seconds: float, build: Build) -> Pose:
    """Standing with something in the hand, shown a little."""
    b = breath(seconds)
    return Pose(
        drop=0.012 + 0.006 * b,
        shift=0.015 * math.sin(0.8 * seconds),
        near_hand=(0.62, -0.38 + 0.012 * b),
        nod=0.04 + 0.02 * b,
        look=0.25 * math.sin(0.5 * seconds),
    )


def _brush_teeth(seconds: float, build: Build) -> Pose:
    scrub = 0.025 * math.sin(19 * seconds)
    return Pose(drop=0.012, near_hand=(0.33 + scrub, 0.22), far_arm=(0.12, 0.34), nod=0.03, mouth=0.35, mood=0.6)


def _shake_hands(seconds: float, build: Build) -> Pose:
    out = ease(seconds / 0.5)
    shake = 0.05 * math.sin(11 * seconds) * ease((seconds - 0.6) / 0.3)
    return Pose(
        lean=0.10 * out,
        far_hand=(0.80 * out, -0.34 * out - 0.6 * (1 - out) + shake),
        near_arm=(-0.08, 0.14),
        nod=0.05 + shake,
        mood=0.9,
    )


WORKING: dict[str, Callable[[float, Build], Pose]] = {
    "brush_teeth": _brush_teeth,
    "call": _call,
    "conduct": _conduct,
    "cook": _cook,
    "cradle": _cradle,
    "cut": _cut,
    "dig": _dig,
    "drink": _drink,
    "eat": _eat,
    "hammer": _hammer,
    "hold": _hold,
    "knit": _knit,
    "open": _open,
    "paint": _paint,
    "pet": _pet,
    "phone": _phone,
    "photograph": _photograph,
    "plant": _plant,
    "pour": _pour,
    "read": _read,
    "shake_hands": _shake_hands,
    "smoke": _smoke,
    "snack": _snack,
    "sweep": _sweep,
    "type": _type,
    "wash": _wash,
    "write": _write,
}
