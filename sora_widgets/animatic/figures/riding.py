"""Sitting and standing on what is ridden: where seat, handles and pedals are, and the pose that fits them. Pure.

Places are metres in the ridden thing's own frame: the origin on the ground under its middle, facing right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sora_widgets.animatic import gaits
from sora_widgets.animatic.figures.poses_gestures import GESTURES, seated
from sora_widgets.animatic.figures.poses_moving import MOVING
from sora_widgets.animatic.figures.poses_sporting import SPORTING
from sora_widgets.animatic.figures.skeleton import Build, Point, Pose

__all__ = [
    "BOARDS",
    "BOATS",
    "FURNITURE",
    "MOUNTS",
    "RIDDEN",
    "SADDLES",
    "Saddle",
    "bob_of",
    "pedals_of",
    "pose_on",
    "pose_seated_on",
    "scale_of",
]


@dataclass(frozen=True)
class Saddle:
    """Where a rider's body goes.

    Attributes:
        seat: of the hip.
        hands: of both hands, or None for hands that stay with the rider.
        feet: where they rest, or the middle of the crank.
        crank: radius of the pedals' circle; 0 for foot rests.
        lean: of the trunk.
    """

    seat: Point
    hands: Point | None
    feet: Point
    crank: float = 0.0
    lean: float = 0.1


SADDLES: dict[str, Saddle] = {
    "bicycle": Saddle((-0.22, 1.00), (0.45, 1.04), (0.0, 0.30), 0.17, 0.58),
    "broom": Saddle((-0.12, 1.50), (0.40, 1.53), (-0.02, 1.08), 0.0, 0.40),
    "motorcycle": Saddle((-0.40, 0.90), (0.34, 1.08), (0.02, 0.36), 0.0, 0.34),
    "scooter": Saddle((-0.40, 0.86), (0.30, 1.04), (0.10, 0.30), 0.0, 0.06),
    "wheelchair": Saddle((-0.08, 0.58), (0.14, 0.62), (0.50, 0.16), 0.0, 0.02),
    "swing": Saddle((0.0, 0.54), None, (0.46, 0.20), 0.0, -0.10),
    "cart": Saddle((-0.2, 1.08), (0.2, 1.0), (0.3, 0.7), 0.0, 0.04),
}
_ANYTHING = Saddle(
    (-0.10, 0.62), (0.44, 0.98), (0.62, 0.30), 0.0, -0.06
)  # on which somebody sits for want of a better place
MOUNTS: dict[str, Saddle] = {
    "horse": Saddle((-0.08, 1.52), (0.36, 1.72), (0.10, 0.78), 0.0, 0.06),
    "unicorn": Saddle((-0.08, 1.52), (0.36, 1.72), (0.10, 0.78), 0.0, 0.06),
    "zebra": Saddle((-0.08, 1.32), (0.32, 1.50), (0.08, 0.62), 0.0, 0.06),
    "donkey": Saddle((-0.06, 1.16), (0.28, 1.34), (0.08, 0.50), 0.0, 0.06),
    "deer": Saddle((-0.06, 1.16), (0.28, 1.34), (0.08, 0.50), 0.0, 0.06),
    "camel": Saddle((-0.05, 2.02), (0.36, 2.06), (0.16, 1.22), 0.0, 0.04),
    "cow": Saddle((-0.05, 1.26), (0.34, 1.42), (0.12, 0.62), 0.0, 0.06),
    "elephant": Saddle((0.46, 2.60), (0.90, 2.56), (0.78, 1.86), 0.0, 0.06),
    "dragon": Saddle((-0.10, 1.72), (0.42, 1.92), (0.14, 1.08), 0.0, 0.20),
    "dinosaur": Saddle((-0.10, 2.30), (0.42, 2.45), (0.14, 1.65), 0.0, 0.16),
    "turtle": Saddle((0.0, 0.42), None, (0.24, 0.10), 0.0, 0.04),
    "dolphin": Saddle((-0.10, 0.52), (0.36, 0.50), (0.20, 0.10), 0.0, 0.24),
    "whale": Saddle((0.4, 1.62), None, (0.80, 1.22), 0.0, 0.06),
}
BOARDS: dict[str, float] = {
    "skateboard": 0.125,
    "surfboard": 0.07,
    "snowboard": 0.05,
    "skis": 0.04,
}
# height of the floor that feet stand on, and where along the boat somebody sits or stands
BOATS: dict[str, Point] = {
    "boat": (-2.0, 0.55),
    "canoe": (-0.5, 0.02),
    "raft": (-0.5, 0.16),
    "ship": (6.5, 2.4),
}

# Furniture: where on it somebody sits, and how high.
FURNITURE: dict[str, Point] = {
    "armchair": (0.03, 0.50),
    "bed": (0.0, 0.60),
    "bench": (0.0, 0.47),
    "chair": (0.0, 0.49),
    "couch": (-0.35, 0.50),
    "desk": (0.0, 0.75),
    "stool": (0.0, 0.66),
    "table": (0.0, 0.75),
}

RIDDEN = frozenset({*SADDLES, *MOUNTS, *BOARDS, *BOATS, *FURNITURE})
"""What somebody is seen on; in anything else one sits inside."""


def scale_of(ridden: str, build: Build) -> float:
    """How large a ridden thing is for a body: bicycles and boards come in sizes, horses do not."""
    if ridden in MOUNTS or ridden in BOATS or ridden in FURNITURE:
        return 1.0
    return max(0.55, min(1.12, build.height / 1.74))


def bob_of(ridden: str, seconds: float, action: str) -> Point:
    """(up in metres, turn) of the ridden thing's back at a moment: a gallop throws, water rocks."""
    if ridden in MOUNTS:
        gait = gaits.gait_of(ridden, "walk" if action in ("sit", "stand", "walk", "wave", "look") else "run")
        if gait is None:
            return 0.0, 0.0
        leg = gaits.leg_of(ridden)
        phase = gait.phase(seconds, 0, leg)
        return gait.bob * leg * 0.8 * math.sin(math.tau * (phase - 0.1)), 0.03 * math.sin(math.tau * phase)
    if ridden in BOATS:
        return 0.03 * math.sin(1.7 * seconds), 0.025 * math.sin(1.3 * seconds)
    if ridden == "broom":
        return 0.06 * math.sin(2.1 * seconds), 0.0
    return 0.006 * math.sin(17 * seconds), 0.0


def pose_seated_on(ridden: str, pose: Pose, build: Build) -> Pose:
    """A pose taken over onto furniture: sitting on it, or lying."""
    x, high = FURNITURE[ridden]
    if pose.seat is not None and abs(pose.lean) > 1.2:
        (seat_x, seat_y), near, far = pose.seat, pose.near_pedal or (0.0, 0.0), pose.far_pedal or (0.0, 0.0)
        return replace(
            pose, seat=(seat_x, seat_y + high), near_pedal=(near[0], near[1] + high), far_pedal=(far[0], far[1] + high)
        )
    hip = high + 0.05 * build.height
    foot = (x + 0.50 * build.leg, max(build.ankle, hip - 0.52 * build.leg))
    return replace(
        pose,
        seat=(x - 0.02 * build.height, hip),
        near_pedal=foot,
        far_pedal=(foot[0] + 0.06 * build.height, foot[1]),
        drop=0.0,
        lift=0.0,
        squash=1.0,
    )


def pose_on(ridden: str, action: str, seconds: float, build: Build) -> Pose:
    """The pose of a body on what it rides."""
    if ridden in BOARDS:
        return _on_board(ridden, seconds, build)
    if ridden in BOATS:
        return _in_boat(ridden, action, seconds, build)
    saddle = MOUNTS.get(ridden) or SADDLES.get(ridden) or _ANYTHING
    size = scale_of(ridden, build)
    up, _ = bob_of(ridden, seconds, action)
    late, _ = bob_of(ridden, seconds - 0.09, action)
    lag = late - up
    seat = (saddle.seat[0] * size, saddle.seat[1] * size + 0.7 * up + 0.35 * lag)
    near, far = pedals_of(ridden, build, seconds * gaits.pace_mps("man", "ride", ridden))
    hands = saddle.hands and (saddle.hands[0] * size, saddle.hands[1] * size + up)
    pose = Pose(
        seat=seat,
        lean=saddle.lean + 0.8 * lag,
        follow=0.25,
        nod=-0.4 * lag,
        near_pedal=near,
        far_pedal=far,
        near_grip=hands,
        far_grip=hands and (hands[0] + 0.05, hands[1] + 0.01),
        near_hand=None if hands else (0.4, -0.4),
        far_hand=None if hands else (0.4, -0.4),
        mood=0.7,
    )
    if action == "wave":
        sweep = math.sin(7 * seconds)
        return replace(
            pose, near_grip=None, near_hand=None, near_arm=(-2.3 + 0.1 * sweep, -2.9 - 0.4 * sweep), look=0.4, mood=1.0
        )
    return pose


def pedals_of(ridden: str, build: Build, way_m: float) -> tuple[Point, Point]:
    """Where both feet are on what is ridden, which has made `way_m` metres so far: on pedals or on rests."""
    saddle, size = SADDLES.get(ridden) or MOUNTS.get(ridden) or _ANYTHING, scale_of(ridden, build)
    x, y = saddle.feet[0] * size, saddle.feet[1] * size
    if not saddle.crank:
        return (x, y), (x + 0.06, y + 0.02)
    # the bicycle's own gearing: the crank makes 0.45 turns for one of the wheel, clockwise
    angle = -0.6 - 0.45 * way_m / (0.34 * size)
    radius = saddle.crank * size
    lift = 0.05 * size
    return (
        (x + radius * math.cos(angle) - 0.03 * size, y + radius * math.sin(angle) + lift),
        (x - radius * math.cos(angle) - 0.03 * size, y - radius * math.sin(angle) + lift),
    )


def _on_board(ridden: str, seconds: float, build: Build) -> Pose:
    deck = BOARDS[ridden] * scale_of(ridden, build) / build.leg
    if ridden == "skis":
        pose = MOVING["ski"](seconds, build)
        return replace(pose, lift=deck)
    pose = MOVING["board"](seconds, build)
    if ridden == "skateboard":
        # now and then a push with the hind foot
        share = (seconds % 2.6) / 0.8
        if share < 1:
            reach = math.sin(math.pi * share)
            return replace(
                pose,
                lift=deck,
                yaw=0.6 + 0.4 * (1 - reach),
                drop=pose.drop + 0.06 * reach,
                lean=0.26 * reach + pose.lean * (1 - reach),
                near_foot=(-0.38 - 0.42 * math.sin(math.pi * (share - 0.5)) * reach, -deck * reach**0.5),
                far_foot=(0.24, 0.0),
            )
    return replace(pose, lift=deck)


def _in_boat(ridden: str, action: str, seconds: float, build: Build) -> Pose:
    x, floor = BOATS[ridden]
    up, _ = bob_of(ridden, seconds, action)
    if ridden == "ship" or action in ("stand", "wave", "look"):
        pose = (MOVING.get(action) or GESTURES.get(action) or MOVING["stand"])(seconds, build)
        shift = x / build.leg
        near, far = pose.near_foot, pose.far_foot
        return replace(
            pose,
            lift=(floor + up) / build.leg,
            shift=pose.shift + shift,
            near_foot=(near[0] + shift, near[1]),
            far_foot=(far[0] + shift, far[1]),
        )
    pose = SPORTING["row"](seconds, build) if action in ("row", "ride", "sail") else seated(build)
    bench = floor + 0.18 + 0.03 * build.height + up
    feet = (x + 0.44 * build.height, floor + 0.06 + up)
    return replace(
        pose,
        seat=(x, bench),
        near_pedal=feet,
        far_pedal=(feet[0] + 0.05, feet[1]),
    )
