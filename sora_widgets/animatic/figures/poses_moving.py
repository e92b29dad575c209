"""Poses of getting about: walking, running, jumping, falling, swimming, riding. Pure.

Each takes the time in seconds and the body's build. Steps come from `gaits`, so feet do not slide; jumps are ballistic,
with a crouch before and a landing that gives; arms trail the legs by a little (overlapping action).
"""

from __future__ import annotations

import math
from dataclasses import replace

from sora_widgets.animatic import gaits
from sora_widgets.animatic.figures.beats import BEATS, FALL_S
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.skeleton import YAW, Build, Pose

__all__ = ["MOVING", "stand", "toe_pitch"]

TAU = math.tau


def stand(seconds: float, build: Build) -> Pose:
    """Weight from foot to foot, breath, and a look about now and then."""
    breath = math.sin(1.9 * seconds)
    sway = math.sin(0.8 * seconds)
    about = math.sin(0.55 * seconds + 0.4)
    return Pose(
        drop=0.012 + 0.006 * breath,
        shift=0.018 * sway,
        lean=0.02 - 0.012 * sway,
        near_arm=(-0.10 + 0.02 * breath, 0.10 + 0.04 * breath),
        far_arm=(0.14 + 0.02 * breath, 0.34 + 0.03 * breath),
        nod=0.03 * breath,
        look=0.30 * about * abs(about),
        far_toe=0.0,
    )


def toe_pitch(phase: float, duty: float) -> tuple[float, float]:
    """(pitch of the foot, how far its heel is off the ground in legs): heel first, then rolled off over the toes."""
    if phase < 0.16 * duty:
        return 0.38 * (1 - phase / (0.16 * duty)), 0.0
    if phase < 0.66 * duty:
        return 0.0, 0.0
    if phase < duty:
        share = (phase - 0.66 * duty) / (0.34 * duty)
        return -0.62 * share * share, 0.085 * share * share
    share = (phase - duty) / (1 - duty)
    return -0.62 + (0.62 + 0.38) * ease(share * 1.15), 0.085 * (1 - ease(share * 1.6))


def _stepping(seconds: float, build: Build, gait: gaits.Gait) -> tuple[Pose, float, float]:
    """The legs of a gait, its phase, and how far the near foot is in front a little earlier (for the arms)."""
    leg = build.leg
    near, far = gait.foot(seconds, 0, leg), gait.foot(seconds, 1, leg)
    near_phase, far_phase = gait.phase(seconds, 0, leg), gait.phase(seconds, 1, leg)
    near_toe, near_heel = toe_pitch(near_phase, gait.duty)
    far_toe, far_heel = toe_pitch(far_phase, gait.duty)
    pose = Pose(
        near_foot=(near[0], near[1] + near_heel),
        far_foot=(far[0], far[1] + far_heel),
        near_toe=near_toe,
        far_toe=far_toe,
    )
    return pose, near_phase, gait.foot(seconds - 0.05 * gait.period(leg), 0, leg)[0]


def _walk(seconds: float, build: Build) -> Pose:
    gait = gaits.GAITS["walk"]
    pose, phase, trailing = _stepping(seconds, build, gait)
    now = pose.near_foot[0]
    return replace(
        pose,
        drop=0.088 + gait.bob * math.cos(2 * TAU * (phase - 0.06)),
        lean=0.06 + 0.012 * math.cos(2 * TAU * phase),
        near_arm=(-1.1 * now + 0.02, -1.1 * trailing + 0.26),
        far_arm=(1.1 * now + 0.08, 1.1 * trailing + 0.40),
        nod=0.025 * math.cos(2 * TAU * (phase - 0.14)),
    )


def _march(seconds: float, build: Build) -> Pose:
    pose, phase, trailing = _stepping(seconds, build, gaits.GAITS["march"])
    return replace(
        pose,
        drop=0.078 + 0.015 * math.cos(2 * TAU * phase),
        lean=-0.03,
        near_arm=(-1.5 * trailing, -1.4 * trailing + 0.1),
        far_arm=(1.5 * trailing, 1.4 * trailing + 0.1),
        nod=-0.04,
    )


def _carry(seconds: float, build: Build) -> Pose:
    bounce = 0.02 * math.cos(2 * TAU * (gaits.GAITS["walk"].phase(seconds, 0, build.leg) - 0.14))
    pose = _walk(seconds, build)
    return replace(pose, lean=-0.10, near_hand=(0.52, -0.42 + bounce), far_hand=(0.42, -0.42 + bounce), nod=0.05)


def _run(seconds: float, build: Build) -> Pose:
    gait = gaits.GAITS["run"]
    pose, phase, trailing = _stepping(seconds, build, gait)
    now = pose.near_foot[0]
    return replace(
        pose,
        drop=0.13 + 0.6 * gait.bob * math.cos(2 * TAU * (phase - 0.15)),
        lean=0.26 + 0.03 * math.cos(2 * TAU * phase),
        near_arm=(-1.9 * now - 0.15, -1.6 * trailing + 1.25),
        far_arm=(1.9 * now - 0.05, 1.6 * trailing + 1.35),
        nod=-0.02 + 0.04 * math.cos(2 * TAU * (phase - 0.30)),
        mouth=0.25,
    )


def _jump(seconds: float, build: Build) -> Pose:
    height, crouch, flight = gaits.leap_of("", build.leg).at(seconds)
    if flight < 0:
        return Pose(
            drop=0.03 + 0.40 * crouch,
            lean=0.05 + 0.52 * crouch,
            nod=-0.25 * crouch,
            near_foot=(-0.12, 0.0),
            far_foot=(0.10, 0.0),
            near_arm=(-0.1 - 1.0 * crouch, 0.1 - 0.75 * crouch),
            far_arm=(0.05 - 0.9 * crouch, 0.25 - 0.7 * crouch),
            squash=1 - 0.05 * crouch,
        )
    up = math.sin(math.pi * flight)
    reach = ease(1.4 * (1 - flight)) if flight > 0.3 else ease(flight / 0.22)
    return Pose(
        drop=0.02,
        lift=height / build.leg,
        lean=0.06 - 0.10 * up,
        near_foot=(-0.12 - 0.18 * up, 0.34 * up),
        far_foot=(0.10 + 0.08 * up, 0.20 * up),
        near_toe=-0.7 * math.cos(math.pi * flight / 2),
        far_toe=-0.7 * math.cos(math.pi * flight / 2),
        near_arm=(-0.1 - 2.5 * reach, 0.1 - 2.9 * reach),
        far_arm=(0.05 + 2.6 * reach, 0.25 + 2.6 * reach),
        nod=-0.12,
        squash=1 + 0.035 * math.cos(math.pi * flight),
        mouth=0.7 * up,
        eyes="happy" if up > 0.45 else "open",
        mood=1.0,
    )


def _hop(seconds: float, build: Build) -> Pose:
    phase = BEATS["hop"].phase(seconds)
    up = 4 * max(0.0, (phase - 0.12) * (1 - phase)) / 0.7744
    give = max(0.0, 1 - phase / 0.14) if phase < 0.14 else 0.0
    return Pose(
        drop=0.03 + 0.13 * give,
        lift=0.22 * up,
        lean=0.08,
        near_foot=(-0.32, 0.38),
        near_toe=-0.8,
        far_foot=(0.02, 0.0),
        far_toe=-0.5 * up,
        near_arm=(-0.7 - 0.5 * up, -0.3 - 0.8 * up),
        far_arm=(0.7 + 0.5 * up, 1.1 + 0.7 * up),
        eyes="happy",
        mood=0.9,
    )


def _dance(seconds: float, build: Build) -> Pose:
    beat = BEATS["dance"]
    phase = beat.phase(seconds)
    count = (seconds - beat.first_s) / beat.period_s
    swing = math.sin(math.pi * (count - 0.12))  # arms and head come after the hips
    hips = math.sin(math.pi * count)
    sink = 0.5 + 0.5 * math.cos(TAU * phase)
    high = 0.5 + 0.5 * math.sin(math.pi * count / 4)
    kick = max(0.0, math.sin(math.pi * count))
    kick_far = max(0.0, -math.sin(math.pi * count))
    return Pose(
        drop=0.05 + 0.09 * sink,
        shift=0.09 * hips,
        lean=-0.13 * swing,
        yaw=1.05,
        near_foot=(-0.24, 0.10 * kick),
        far_foot=(0.26, 0.10 * kick_far),
        near_toe=-0.6 * kick,
        far_toe=-0.6 * kick_far,
        near_arm=(-1.0 - 0.9 * high - 0.35 * swing, -2.0 - 0.9 * high - 0.5 * swing),
        far_arm=(1.0 + 0.9 * (1 - high) - 0.35 * swing, 2.1 + 0.8 * (1 - high) - 0.5 * swing),
        nod=0.05 * sink,
        look=0.4 * swing,
        eyes="happy" if sink < 0.5 else "open",
        mood=0.95,
    )


def _ballet(seconds: float, build: Build) -> Pose:
    """Up on the toes, arms rounded overhead, the free leg in passé, then opened into an arabesque."""
    open_share = ease(0.5 + 1.3 * math.sin(TAU * seconds / 5.2 - 1.2))
    turn = YAW + 0.9 * (1 - open_share) * math.sin(seconds * 3.2)
    return Pose(
        drop=-0.01,
        lift=0.09,
        lean=0.10 + 0.30 * open_share,
        follow=-0.3,
        yaw=turn,
        far_foot=(0.02, 0.0),
        far_toe=-1.35,
        near_foot=(-0.02 - 0.80 * open_share, 0.46 + 0.12 * open_share),
        near_toe=-1.2 - 0.5 * open_share,
        near_arm=(-2.5 + 0.9 * open_share, -3.5 + 1.8 * open_share),
        far_arm=(2.5 - 0.45 * open_share, 3.5 - 1.3 * open_share),
        nod=-0.10,
        eyes="shut",
        mood=0.5,
    )


def _spin(seconds: float, build: Build) -> Pose:
    angle = YAW + TAU * seconds / 1.5
    out = 0.15 * math.sin(TAU * seconds / 3.0)
    return Pose(
        drop=0.02,
        lean=0.0,
        yaw=angle,
        near_foot=(-0.10, 0.0),
        far_foot=(0.10, 0.03 + 0.03 * math.sin(TAU * seconds / 0.75)),
        near_arm=(-1.45 - out, -1.65 - out),
        far_arm=(1.45 + out, 1.65 + out),
        mood=0.9,
        eyes="happy",
    )


def _fall(seconds: float, build: Build) -> Pose:
    waver = math.sin(10 * seconds) * max(0.0, 1 - seconds / 0.6)
    share = min(1.0, max(0.0, (seconds - 0.42) / (FALL_S - 0.42)))
    down = share**2.2  # a tipping pole: slow, then fast
    rebound = (
        0.06 * math.exp(-6 * (seconds - FALL_S)) * abs(math.sin(13 * (seconds - FALL_S))) if seconds > FALL_S else 0.0
    )
    angle = (math.pi / 2 - 0.03) * down - rebound
    return Pose(
        drop=0.03 + 0.1 * share * (1 - share),
        lean=0.10 * waver + 0.10 * down,
        near_arm=(-0.4 - 1.3 * (1 - down) * share - 0.9 * waver, -0.2 - 1.6 * share * (1 - down)),
        far_arm=(0.6 + 1.9 * share + 0.9 * waver, 0.9 + 2.2 * share),
        near_foot=(-0.10 - 0.25 * down, 0.0 + 0.10 * down),
        far_foot=(0.14 - 0.2 * down, 0.0),
        turn=-angle,
        follow=0.35,
        nod=-0.35 * down,
        mouth=0.8 if 0.1 < share < 1 else 0.1,
        eyes="shut" if seconds > FALL_S else "open",
        mood=-0.5,
    )


def _crawl(seconds: float, build: Build) -> Pose:
    phase = BEATS["crawl"].phase(seconds)
    half = math.sin(math.pi * ((seconds - BEATS["crawl"].first_s) / BEATS["crawl"].period_s))
    bob = 0.02 * math.cos(TAU * phase)
    leg, arm = build.leg, build.arm
    hip_y = 0.50 * leg + build.ankle * 0.6 + bob * leg
    reach = build.trunk * math.sin(1.32)
    slide = 0.20 * half
    lift = 0.10 * max(0.0, math.cos(math.pi * ((seconds - BEATS["crawl"].first_s) / BEATS["crawl"].period_s)))
    lift_far = 0.10 * max(0.0, -math.cos(math.pi * ((seconds - BEATS["crawl"].first_s) / BEATS["crawl"].period_s)))
    return Pose(
        seat=(-0.35 * build.height * 0.5, hip_y),
        lean=1.32,
        follow=0.25,
        nod=0.1,
        near_pedal=(-0.175 * build.height - 0.50 * leg + slide * leg * 0.6, build.ankle * 0.7 + lift * leg * 0.5),
        far_pedal=(-0.175 * build.height - 0.46 * leg - slide * leg * 0.6, build.ankle * 0.7 + lift_far * leg * 0.5),
        near_toe=-1.2,
        far_toe=-1.2,
        near_grip=(-0.175 * build.height + reach - slide * arm, 0.02 + lift_far * arm),
        far_grip=(-0.175 * build.height + reach + 0.10 * arm + slide * arm, 0.02 + lift * arm),
        mood=0.6,
    )


def _climb(seconds: float, build: Build) -> Pose:
    beat = BEATS["climb"]
    count = (seconds - beat.first_s) / beat.period_s
    swing = math.sin(math.pi * count)
    pull = 0.5 + 0.5 * math.cos(TAU * count)
    return Pose(
        drop=0.10 + 0.05 * pull,
        lift=0.35 + 0.02 * pull,
        lean=0.06,
        shift=-0.05,
        nod=-0.30,
        near_foot=(0.28, 0.26 + 0.18 * swing),
        far_foot=(0.32, 0.26 - 0.18 * swing),
        near_toe=0.2,
        far_toe=0.2,
        near_hand=(0.52, 0.55 - 0.26 * swing),
        far_hand=(0.46, 0.55 + 0.26 * swing),
    )


def _swim(seconds: float, build: Build) -> Pose:
    phase = BEATS["swim"].phase(seconds)
    kick = math.sin(TAU * seconds * 2.2)
    angle = math.pi * 0.62 - TAU * phase  # the hand enters in front at phase 0
    roll = 0.06 * math.sin(TAU * phase)
    return Pose(
        seat=(-0.24 * build.height, -0.05 * build.height + 0.012 * math.sin(TAU * phase) * build.height),
        lean=1.38 + roll,
        follow=0.55,
        nod=-0.12,
        near_pedal=(-0.24 * build.height - 0.96 * build.leg, (-0.08 + 0.045 * kick) * build.height),
        far_pedal=(-0.24 * build.height - 0.96 * build.leg, (-0.08 - 0.045 * kick) * build.height),
        near_toe=-1.5,
        far_toe=-1.5,
        near_arm=(angle, angle - 0.25 + 0.5 * max(0.0, math.sin(angle - 0.6))),
        far_arm=(angle + math.pi, angle + math.pi - 0.25),
        mouth=0.4 * max(0.0, math.sin(TAU * phase)),
    )


def _fly(seconds: float, build: Build) -> Pose:
    float_ = math.sin(2.1 * seconds)
    return Pose(
        lift=0.62 + 0.06 * float_,
        drop=0.0,
        lean=1.12 + 0.03 * float_,
        follow=0.32,
        near_foot=(-0.80, 0.42 + 0.02 * float_),
        far_foot=(-0.72, 0.30 + 0.03 * float_),
        near_toe=-1.3,
        far_toe=-1.3,
        near_arm=(-0.75, -0.70 + 0.05 * float_),
        far_arm=(1.92 + 0.03 * float_, 1.98),
        mood=0.7,
    )


def _float(seconds: float, build: Build) -> Pose:
    """Weightless: limbs a little bent and drifting, the body slowly rolling."""
    drift, late = math.sin(0.9 * seconds), math.sin(0.9 * seconds - 0.8)
    return Pose(
        lift=0.62 + 0.10 * drift,
        lean=0.12 + 0.05 * late,
        turn=-0.10 + 0.10 * math.sin(0.5 * seconds),
        near_foot=(-0.46 + 0.06 * late, 0.20 + 0.04 * drift),
        far_foot=(0.10 + 0.06 * drift, 0.26 + 0.05 * late),
        near_toe=-0.9,
        far_toe=-0.6,
        near_arm=(-0.85 + 0.12 * late, -0.30 + 0.22 * drift),
        far_arm=(1.10 + 0.12 * drift, 1.75 + 0.20 * late),
        look=0.2 * late,
        mood=0.5,
    )


def _fly_kite(seconds: float, build: Build) -> Pose:
    pull = math.sin(2.1 * seconds)
    step = max(0.0, math.sin(0.9 * seconds + 0.4)) ** 6
    return Pose(
        drop=0.05 + 0.03 * pull,
        shift=-0.06 - 0.02 * pull,
        lean=-0.14 - 0.04 * pull,
        near_foot=(-0.30, 0.05 * step),
        far_foot=(0.26, 0.0),
        far_toe=0.1 + 0.08 * pull,
        near_arm=(2.10 + 0.10 * pull, 2.55 + 0.14 * pull),
        far_arm=(1.55 + 0.10 * pull, 2.25 + 0.12 * pull),
        nod=-0.30,
        mouth=0.25,
        mood=0.9,
    )


def _skate(seconds: float, build: Build) -> Pose:
    """On ice: push, glide on one leg, change."""
    beat = BEATS["skate"]
    count = (seconds - beat.first_s) / beat.period_s
    push = math.sin(math.pi * count)
    trailing = math.sin(math.pi * (count - 0.15))
    near, far = max(0.0, push), max(0.0, -push)
    return Pose(
        drop=0.12 + 0.05 * abs(push),
        lean=0.42,
        near_foot=(0.10 - 0.75 * near, 0.22 * near**1.5),
        far_foot=(0.14 - 0.75 * far, 0.22 * far**1.5),
        near_toe=-0.7 * near,
        far_toe=-0.7 * far,
        near_arm=(0.9 * trailing - 0.1, 0.8 * trailing + 0.25),
        far_arm=(-0.9 * trailing + 0.1, -0.8 * trailing + 0.45),
        mood=0.7,
    )


def _ski(seconds: float, build: Build) -> Pose:
    carve = math.sin(TAU * seconds / (2 * BEATS["ski"].period_s))
    absorb = 0.03 * math.sin(9 * seconds)
    return Pose(
        drop=0.30 + 0.06 * carve + absorb,
        lean=0.62 - 0.08 * carve,
        follow=0.25,
        near_foot=(-0.04, 0.0),
        far_foot=(0.12, 0.0),
        near_hand=(0.42, -0.42 + 0.05 * carve),
        far_hand=(0.55, -0.36 - 0.05 * carve),
        mood=0.6,
    )


def _board(seconds: float, build: Build) -> Pose:
    """Sideways on a board: knees give, arms balance."""
    sway = math.sin(TAU * seconds / BEATS["surf"].period_s)
    late = math.sin(TAU * seconds / BEATS["surf"].period_s - 0.6)
    return Pose(
        drop=0.24 + 0.06 * sway,
        lean=0.14 - 0.14 * late,
        shift=0.04 * sway,
        yaw=1.0,
        near_foot=(-0.38, 0.0),
        far_foot=(0.40, 0.0),
        near_arm=(-1.35 - 0.25 * late, -1.55 - 0.3 * late),
        far_arm=(1.35 - 0.25 * late, 1.65 - 0.3 * late),
        look=-0.7,
        mood=0.8,
    )


MOVING = {
    "ballet": _ballet,
    "board": _board,
    "carry": _carry,
    "climb": _climb,
    "crawl": _crawl,
    "dance": _dance,
    "fall": _fall,
    "fly": _fly,
    "float": _float,
    "fly_kite": _fly_kite,
    "hop": _hop,
    "jump": _jump,
    "march": _march,
    "run": _run,
    "skate": _skate,
    "ski": _ski,
    "spin": _spin,
    "stand": stand,
    "surf": _board,
    "swim": _swim,
    "walk": _walk,
}
