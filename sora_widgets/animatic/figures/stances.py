"""How four-legged animals stand and step: from what they do to the places of joints and feet. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sora_widgets.animatic import gaits
from sora_widgets.animatic.figures.beasts import Beast, close_up_of
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.skeleton import Point

__all__ = ["Frame", "Stance", "feet_of", "frame_of", "stance_of"]


@dataclass(frozen=True)
class Stance:
    """How a beast stands at one moment, in metres.

    Attributes:
        shoulder, hip: heights of the two joints.
        feet: near fore, far fore, near hind, far hind: (x, y).
        lift: of the whole off the ground.
        neck: angle above the horizontal.
        stretch: of the neck, as a share of its length.
        nod: of the head, down positive.
        tilt: of the whole, nose up, for jumps.
        curl: 0 standing, 1 hind legs folded under (sitting), 2 all folded (lying).
        eyes: "open" or "shut".
        mouth: how open.
        pulse: phase that tail and ears swing with, and how much.
    """

    shoulder: float
    hip: float
    feet: tuple[Point, Point, Point, Point]
    lift: float = 0.0
    neck: float = 0.8
    stretch: float = 1.0
    nod: float = 0.0
    tilt: float = 0.0
    curl: int = 0
    eyes: str = "open"
    mouth: float = 0.0
    pulse: tuple[float, float] = (0.0, 0.3)


def feet_of(kind: str, action: str, seconds: float, beast: Beast) -> tuple[Point, Point, Point, Point]:
    """Where the four feet are, in metres: near fore, far fore, near hind, far hind."""
    half = 0.42 * beast.length
    aside = 0.05 * beast.length
    places = ((half, 0.0), (half + aside, 0.0), (-half, 0.0), (-half - aside, 0.0))
    gait = gaits.gait_of(kind, action)
    if gait is None:
        return places
    moved = []
    for foot, (x, _) in enumerate(places):
        forwards, up = gait.foot(seconds, foot, beast.leg)
        moved.append((x + forwards * beast.leg, up * beast.leg))
    return moved[0], moved[1], moved[2], moved[3]


_FROM_THE_GROUND = frozenset({"eat", "drink", "graze", "sniff"})
_AT_REST = _FROM_THE_GROUND | {"stand", "look"}


def stance_of(kind: str, action: str, seconds: float, beast: Beast) -> Stance:
    """The stance of a beast that does `action` at `seconds`."""
    if action in _AT_REST and "crouches" in beast.extras:
        return _crouched(action, seconds, beast)
    if action in _AT_REST and "sits_up" in beast.extras:
        nibbling = math.sin(9 * seconds) if action == "eat" else 0.0
        stance = _stance(kind, "sit", seconds, beast)
        return replace(stance, nod=stance.nod + 0.05 * nibbling, mouth=max(0.0, nibbling))
    stance = _stance(kind, action, seconds, beast)
    is_up = "upright" in beast.extras and not stance.curl and action not in _FROM_THE_GROUND
    return _upright(stance, beast) if is_up else stance


def _crouched(action: str, seconds: float, beast: Beast) -> Stance:
    """On its haunches, low, as rabbits are when they do not hop; it eats from the ground."""
    leg, length = beast.leg, beast.length
    breath = math.sin(3.1 * seconds)
    down = ease(seconds / 0.6) if action in _FROM_THE_GROUND else 0.0
    alert = 0.16 * max(0.0, math.sin(0.9 * seconds)) if action == "look" else 0.0
    return Stance(
        (0.74 - 0.10 * down + alert) * leg,
        (0.66 + 0.010 * breath) * leg,
        ((0.42 * length, 0.0), (0.50 * length, 0.0), (-0.10 * length, 0.0), (-0.04 * length, 0.0)),
        neck=beast.neck[1] + alert - 1.25 * down,
        nod=0.02 * breath + 0.22 * down,
        curl=1,
        mouth=0.3 * down * abs(math.sin(8 * seconds)),
        pulse=(1.7 * seconds, 0.25),
    )


def _upright(stance: Stance, beast: Beast) -> Stance:
    """On the hind legs, the fore paws hanging: a kangaroo."""
    up = 0.66 * beast.length
    paws = 0.34 * beast.length, stance.shoulder + up - 0.46 * beast.leg
    near, far = stance.feet[0], stance.feet[1]
    swing = 0.16 * (near[0] - 0.42 * beast.length)
    return replace(
        stance,
        shoulder=stance.shoulder + up,
        feet=(
            (paws[0] + swing, paws[1] + 0.3 * near[1]),
            (paws[0] + swing + 0.06 * beast.length, paws[1] + 0.02 * beast.leg + 0.3 * far[1]),
            (stance.feet[2][0] + 0.16 * beast.length, stance.feet[2][1]),
            (stance.feet[3][0] + 0.16 * beast.length, stance.feet[3][1]),
        ),
        neck=stance.neck - 0.25,
    )


def _stance(kind: str, action: str, seconds: float, beast: Beast) -> Stance:
    leg, reach = beast.leg, beast.neck[0]
    breath = math.sin(1.9 * seconds)
    feet = feet_of(kind, action, seconds, beast)
    shoulder, hip = leg + beast.slope, leg
    carried = beast.neck[1]
    gait = gaits.gait_of(kind, action)
    if gait is not None:
        phase = math.tau * gait.phase(seconds, 0, leg)
        if gait.bob > 0.05:
            bob = gait.bob * leg
            tilt = 0.075 * math.sin(phase + 0.4)
            if kind in ("rabbit", "kangaroo"):
                bob *= 1.5
            return Stance(
                shoulder + bob * 0.5 * math.sin(phase - 1.9),
                hip + bob * 0.5 * math.sin(phase - 1.2),
                feet,
                lift=max(0.0, bob * 0.4 * math.sin(phase - 1.5)),
                neck=carried - 0.22 + 0.10 * math.sin(phase - 2.2),
                nod=0.05 * math.sin(phase - 2.6),
                tilt=tilt,
                mouth=0.5,
                pulse=(phase - 0.9, 1.0),
            )
        bob = gait.bob * leg
        return Stance(
            shoulder - 0.02 * leg + bob * math.cos(2 * phase),
            hip - 0.02 * leg + bob * math.sin(2 * phase),
            feet,
            neck=carried - 0.05 + 0.05 * math.sin(2 * phase - 0.6),
            nod=0.04 * math.sin(2 * phase - 1.1),
            pulse=(phase - 0.8, 0.5),
        )
    if action == "jump":
        return _leaping(kind, seconds, beast, feet)
    if action == "sit" and beast.foot == "paw":
        low = 0.30 * leg + 0.12 * beast.depth
        return Stance(
            shoulder + 0.16 * beast.length,
            low,
            (
                (0.20 * beast.length, 0.0),
                (0.30 * beast.length, 0.0),
                (0.02 * beast.length, 0.0),
                (0.06 * beast.length, 0.0),
            ),
            neck=carried + 0.10 + 0.02 * breath,
            nod=0.05 * math.sin(0.9 * seconds) - 0.05,
            curl=1,
            pulse=(2.2 * seconds, 0.5),
        )
    if action in ("sleep", "lie", "sit"):
        low = 0.42 * beast.depth
        is_asleep = action == "sleep"
        return Stance(
            low + 0.012 * breath * beast.depth,
            low + 0.02 * beast.depth,
            (
                (0.72 * beast.length, 0.0),
                (0.80 * beast.length, 0.0),
                (-0.12 * beast.length, 0.0),
                (-0.06 * beast.length, 0.0),
            ),
            neck=-0.25 if is_asleep else carried * 0.7,
            stretch=0.9,
            nod=0.1,
            curl=2,
            mouth=0.7 if beast.face == "elephant" else 0.0,
            eyes="shut" if is_asleep else "open",
            pulse=(0.9 * seconds, 0.12),
        )
    if action == "spray" and beast.face == "elephant":
        return Stance(shoulder, hip, feet, neck=carried + 0.10, nod=-0.12, mouth=1.6, pulse=(2.2 * seconds, 0.6))
    if action in _FROM_THE_GROUND and beast.face == "elephant":
        return Stance(
            shoulder,
            hip,
            feet,
            neck=carried + 0.03 * breath,
            mouth=max(0.0, math.sin(1.6 * seconds)),
            pulse=(2.2 * seconds, 0.5),
        )
    if action in _FROM_THE_GROUND:
        chew = math.sin(7 * seconds) if action == "eat" else math.sin(9 * seconds)
        down = ease(seconds / 0.6)
        low = 0.22 if reach < 0.6 * leg else 0.06
        _, chin, _ = close_up_of(beast, (0.0, 0.0))
        over = 0.9 * beast.head - 1.4 * chin  # how far above the ground a long face keeps the skull
        target = -math.asin(min(0.98, (leg * (1 - low) + 0.2 * beast.depth - over) / max(reach, 0.75 * leg)))
        return Stance(
            shoulder - low * leg * down,
            hip,
            feet,
            neck=carried + (target - carried) * down,
            stretch=1.0 + (max(reach, 0.78 * leg) / reach - 1.0) * down,
            nod=0.35 * down + 0.04 * chew,
            mouth=0.3 + 0.3 * chew,
            pulse=(2.6 * seconds, 0.35),
        )
    if action in ("bark", "fight"):
        bounce = abs(math.sin(3.6 * seconds))
        return Stance(
            shoulder - 0.42 * leg + 0.12 * leg * bounce,
            hip + 0.05 * leg * bounce,
            ((feet[0][0] + 0.30 * leg, 0.06 * leg * bounce), (feet[1][0] + 0.30 * leg, 0.0), feet[2], feet[3]),
            neck=carried + 0.15 * bounce,
            mouth=0.6,
            pulse=(14 * seconds, 1.2),
        )
    looking = action in ("look", "howl")
    about = math.sin(0.8 * seconds)
    return Stance(
        shoulder + 0.006 * breath * leg,
        hip,
        feet,
        neck=carried + 0.02 * breath + (0.12 * about + 0.08 if looking else 0.0),
        nod=0.05 * math.sin(0.9 * seconds) - (0.5 if action == "howl" else 0.0),
        mouth=0.35 if kind == "dog" else 0.6 if action == "howl" else 0.0,
        pulse=(9 * seconds if kind == "dog" else 2.4 * seconds, 0.6),
    )


def _leaping(kind: str, seconds: float, beast: Beast, feet: tuple[Point, Point, Point, Point]) -> Stance:
    leg = beast.leg
    leap = gaits.leap_of(kind)
    height, crouch, flight = leap.at(seconds)
    if flight < 0:
        return Stance(
            leg * (1 - 0.36 * crouch) + beast.slope,
            leg * (1 - 0.42 * crouch),
            feet,
            neck=beast.neck[1] - 0.2 * crouch,
            nod=0.1 * crouch,
            pulse=(4 * seconds, 0.8),
        )
    up = math.sin(math.pi * flight)
    fore, hind = 0.34 * leg * up, -0.42 * leg * up
    return Stance(
        leg + beast.slope,
        leg,
        (
            (feet[0][0] + fore, 0.34 * leg * up),
            (feet[1][0] + fore + 0.06 * leg, 0.40 * leg * up),
            (feet[2][0] + hind, 0.22 * leg * up),
            (feet[3][0] + hind - 0.06 * leg, 0.26 * leg * up),
        ),
        lift=height,
        neck=beast.neck[1] + 0.12 * math.cos(math.pi * flight),
        tilt=min(0.26, 1.4 * leap.apex / beast.length)
        * math.sin(math.tau * flight)
        * min(1.0, 6 * flight, 6 * (1 - flight)),
        mouth=0.4,
        pulse=(math.pi * flight * 2, 1.4),
    )


@dataclass(frozen=True)
class Frame:
    """Where a beast's parts are in a stance, in metres: leg joints, trunk, neck and head.

    Attributes:
        front, back: where fore and hind legs join the trunk.
        middle: of the trunk.
        half: half the trunk's length, and `slope` how far its front is up, in radians.
        base: of the neck; `head` is the middle of the skull, `angle` the neck's above the horizontal.
    """

    front: Point
    back: Point
    middle: Point
    half: float
    slope: float
    base: Point
    head: Point
    angle: float


def frame_of(stance: Stance, beast: Beast) -> Frame:
    """The parts of a beast in a stance."""
    is_sitting = stance.curl == 1
    half = 0.5 * beast.length * (0.80 if is_sitting else 1.0)
    front = (half * (0.62 if is_sitting else 0.84), stance.shoulder)
    back = (-half * 0.84, stance.hip)
    slope = math.atan2(stance.shoulder - stance.hip, front[0] - back[0])
    middle = (0.5 * (front[0] + back[0]), 0.5 * (stance.shoulder + stance.hip) + 0.30 * beast.depth)
    reach = beast.neck[0] * stance.stretch
    angle = stance.neck + (0.10 if is_sitting else 0.25 * slope)
    base = (middle[0] + math.cos(slope) * half * 0.84, middle[1] + math.sin(slope) * half * 0.84 + 0.14 * beast.depth)
    head = (base[0] + math.cos(angle) * reach, base[1] + math.sin(angle) * reach)
    return Frame(front, back, middle, half, slope, base, head, angle)
