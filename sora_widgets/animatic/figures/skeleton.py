"""The two-legged skeleton: from a pose to where every joint is. Pure.

A pose is told in shares (of a leg, of an arm), so one pose fits a child and a giant. Angles are radians measured from
hanging straight down, positive forwards: the way the figure faces, to the right. Feet are placed and the knees follow
(two-bone inverse kinematics), so feet stay where they stand while the body moves above them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["YAW", "Build", "Joints", "Point", "Pose", "solve", "two_bones"]

Point = tuple[float, float]

YAW = math.radians(34)
"""How far a figure is turned from its profile towards the camera when nothing else is said."""


@dataclass(frozen=True)
class Build:
    """The measures of a body in metres; `shoulders` and `hips` are half widths."""

    height: float
    head: float
    leg: float
    arm: float
    shoulders: float
    hips: float
    ankle: float

    @property
    def trunk(self) -> float:
        """From the hip to the base of the neck."""
        return self.height - 0.93 * self.head - self.leg - self.ankle - self.neck

    @property
    def neck(self) -> float:
        return 0.14 * self.head


@dataclass(frozen=True)
class Pose:
    """What a body does at one moment.

    Attributes:
        drop: how far the hip is below standing, in legs.
        shift: how far the hip is in front of its place, in legs.
        lift: how far the whole figure, feet too, is off the ground, in legs.
        lean: of the trunk, forwards.
        nod: of the head against the trunk, forwards.
        follow: share of the lean that the head takes part in; 0.35 keeps it nearly level.
        yaw: how far the figure is turned towards the camera, 0 in profile, π/2 face on.
        look: the head's further turn towards the camera.
        near_foot, far_foot: (forwards, above the ground) in legs.
        near_toe, far_toe: pitch of the foot, toes up positive.
        near_arm, far_arm: angles of upper arm and forearm.
        near_hand, far_hand: instead of angles, where the hand is: (forwards, up) from the shoulder, in arms.
        near_grip, far_grip, seat, near_pedal, far_pedal: places in metres for hands, hip and feet: what is ridden.
        near_knee, far_knee: places in metres of knees that point towards the camera, as in crossed legs.
        squash: height as a share, for landings.
        turn: of the whole figure about its hip, anticlockwise.
        mouth: how open, 0 to 1.
        eyes: "open", "shut", "happy" or "sad".
        mood: of the mouth, -1 sad to 1 laughing.
    """

    drop: float = 0.0
    shift: float = 0.0
    lift: float = 0.0
    lean: float = 0.02
    nod: float = 0.0
    follow: float = 0.35
    yaw: float = YAW
    look: float = 0.0
    near_foot: Point = (-0.10, 0.0)
    far_foot: Point = (0.12, 0.0)
    near_toe: float = 0.0
    far_toe: float = 0.0
    near_arm: Point = (-0.06, 0.16)
    far_arm: Point = (0.14, 0.30)
    near_hand: Point | None = None
    far_hand: Point | None = None
    near_grip: Point | None = None
    far_grip: Point | None = None
    seat: Point | None = None
    near_pedal: Point | None = None
    far_pedal: Point | None = None
    near_knee: Point | None = None
    far_knee: Point | None = None
    squash: float = 1.0
    turn: float = 0.0
    mouth: float = 0.0
    eyes: str = "open"
    mood: float = 0.35


@dataclass(frozen=True)
class Joints:
    """Where everything is, in metres, from the ground under the figure."""

    hip: Point
    neck: Point
    head: Point
    near_hip: Point
    near_knee: Point
    near_foot: Point
    far_hip: Point
    far_knee: Point
    far_foot: Point
    near_shoulder: Point
    near_elbow: Point
    near_hand: Point
    far_shoulder: Point
    far_elbow: Point
    far_hand: Point
    lean: float
    tilt: float  # of the head, forwards


def two_bones(start: Point, end: Point, first: float, second: float, side: float) -> tuple[Point, Point]:
    """The joint between two bones that reach from `start` towards `end`, and where the second one ends.

    `side` is 1 for a joint on the left of the way (a knee of somebody facing right), -1 on its right (an elbow).
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    away = math.hypot(dx, dy) or 1e-6
    dx, dy = dx / away, dy / away
    reach = min(max(away, abs(first - second) + 1e-4), 0.999 * (first + second))
    along = (first * first - second * second + reach * reach) / (2 * reach)
    aside = side * math.sqrt(max(0.0, first * first - along * along))
    joint = (start[0] + dx * along - dy * aside, start[1] + dy * along + dx * aside)
    return joint, (start[0] + dx * reach, start[1] + dy * reach)


def solve(pose: Pose, build: Build) -> Joints:
    """Where the joints of a body of these measures are."""
    leg, arm = build.leg, build.arm
    sine = math.sin(pose.yaw)
    # face on, what points forwards is foreshortened; a figure that turns shows its other side
    flat = 1.0 if pose.yaw == YAW else max(-1.0, min(1.0, 1.2 * math.cos(pose.yaw)))
    ground = build.ankle + pose.lift * leg
    hip = (pose.shift * leg * flat, ground + leg * 0.985 * (1.0 - pose.drop))
    if pose.seat is not None:
        hip = pose.seat
    trunk = build.trunk
    lean = pose.lean * flat
    up = (math.sin(lean), math.cos(lean))
    neck = (hip[0] + up[0] * trunk, hip[1] + up[1] * trunk)
    tilt = pose.lean * pose.follow + pose.nod
    over = tilt * flat
    head_up = build.neck + 0.44 * build.head
    head = (
        neck[0] + math.sin(over) * head_up + 0.04 * build.head * flat,
        neck[1] + math.cos(over) * head_up,
    )
    hips, shoulders = build.hips * sine, build.shoulders * (0.35 + 0.65 * abs(sine)) * (1 if sine >= 0 else -1)
    near_hip, far_hip = (hip[0] - hips * up[1], hip[1] + hips * up[0]), (hip[0] + hips * up[1], hip[1] - hips * up[0])
    down = 0.055 * build.height
    middle = (neck[0] - up[0] * down, neck[1] - up[1] * down)
    near_shoulder = (middle[0] - shoulders * up[1], middle[1] + shoulders * up[0])
    far_shoulder = (middle[0] + shoulders * up[1], middle[1] - shoulders * up[0])
    half = leg * 0.5

    def a_leg(start: Point, foot: Point, pedal: Point | None, aside: float, knee: Point | None) -> tuple[Point, Point]:
        target = pedal or (foot[0] * leg * flat + aside, ground + foot[1] * leg)
        if knee is not None:
            return knee, target
        bent, end = two_bones(start, target, half, half, 1.0 if flat >= 0 else -1.0)
        # a knee points where the body does: face on it is foreshortened
        share = min(1.0, abs(flat) + 0.15)
        middle = (0.5 * (start[0] + end[0]), 0.5 * (start[1] + end[1]))
        return (middle[0] + (bent[0] - middle[0]) * share, middle[1] + (bent[1] - middle[1]) * share), end

    def an_arm(start: Point, angles: Point, hand: Point | None, grip: Point | None) -> tuple[Point, Point]:
        if hand is None and grip is None:
            elbow = (start[0] + math.sin(angles[0]) * arm * 0.51 * flat, start[1] - math.cos(angles[0]) * arm * 0.51)
            return elbow, (
                elbow[0] + math.sin(angles[1]) * arm * 0.49 * flat,
                elbow[1] - math.cos(angles[1]) * arm * 0.49,
            )
        place = hand or (0.0, 0.0)
        target = grip or (start[0] + place[0] * arm * flat, start[1] + place[1] * arm)
        return two_bones(start, target, arm * 0.51, arm * 0.49, -1.0 if flat >= 0 else 1.0)

    near_knee, near_foot = a_leg(near_hip, pose.near_foot, pose.near_pedal, -hips, pose.near_knee)
    far_knee, far_foot = a_leg(far_hip, pose.far_foot, pose.far_pedal, hips, pose.far_knee)
    near_elbow, near_hand = an_arm(near_shoulder, pose.near_arm, pose.near_hand, pose.near_grip)
    far_elbow, far_hand = an_arm(far_shoulder, pose.far_arm, pose.far_hand, pose.far_grip)
    return Joints(
        *(hip, neck, head),
        *(near_hip, near_knee, near_foot, far_hip, far_knee, far_foot),
        *(near_shoulder, near_elbow, near_hand, far_shoulder, far_elbow, far_hand),
        *(lean, tilt),
    )
