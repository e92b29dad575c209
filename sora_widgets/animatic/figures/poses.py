"""Which pose a being takes: from what it does, holds and rides to a pose at a moment. Pure."""

from __future__ import annotations

import math
from dataclasses import replace

from sora_widgets.animatic.figures import riding
from sora_widgets.animatic.figures.beats import ARMED
from sora_widgets.animatic.figures.poses_gestures import GESTURES
from sora_widgets.animatic.figures.poses_moving import MOVING
from sora_widgets.animatic.figures.poses_playing import play
from sora_widgets.animatic.figures.poses_sporting import SPORTING
from sora_widgets.animatic.figures.poses_working import WORKING
from sora_widgets.animatic.figures.skeleton import Build, Pose
from sora_widgets.animatic.scene import Actor

__all__ = [
    "ACTIONS",
    "CRADLED",
    "DOORS",
    "HANGING",
    "INSTRUMENTS",
    "RAISED",
    "SNACKS",
    "WORN",
    "action_of",
    "mounted",
    "pose_of",
]

INSTRUMENTS = frozenset(
    [
        "guitar",
        "violin",
        "electric_guitar",
        "cello",
        "piano",
        "keyboard",
        "drum",
        "flute",
        "trumpet",
        "saxophone",
        "harp",
        "accordion",
    ]
)
# Other words for what is drawn alike.
_SAME = {
    "argue": "talk",
    "exercise": "squat",
    "fold": "wash",
    "iron": "wash",
    "feed": "pet",
    "groom": "pet",
    "milk": "pet",
    "play": "dance",
    "haircut": "cut",
    "massage": "pet",
    "roll": "crawl",
    "skydive": "fly",
    "wake_up": "stretch",
    "wrestle": "box",
    "sail": "stand",
}
# What somebody rides who was said to do this, when nothing was said to be ridden.
_RIDDEN = {
    "drive": "car",
    "ride": "bicycle",
    "row": "canoe",
    "ski": "skis",
    "skateboard": "skateboard",
    "snowboard": "snowboard",
    "surf": "surfboard",
}
ACTIONS = frozenset({*MOVING, *GESTURES, *WORKING, *SPORTING, *_SAME, *_RIDDEN, "play_instrument"})
RAISED = frozenset(["umbrella", "parasol", "balloon", "toy_balloon", "flag", "candle", "lantern", "kite"])
"""What is held up."""
HANGING = frozenset(["backpack", "basket", "bucket", "handbag", "suitcase"])
"""What hangs from the hand."""
CRADLED = frozenset(["baby", "cat", "child", "dog", "doll", "girl", "koala", "panda", "rabbit", "teddy_bear"])
"""Who is held in both arms."""
DOORS = frozenset(["curtain", "door", "oven", "refrigerator", "washing_machine", "window"])
"""What is opened standing before it; anything else is opened in the hands."""
WORN = frozenset(["glasses", "hat"])
"""What is put on."""
SNACKS = frozenset(
    [
        "apple",
        "banana",
        "burger",
        "carrot",
        "donut",
        "hot_dog",
        "ice_cream",
        "orange",
        "pear",
        "pizza",
        "sandwich",
        "watermelon",
    ]
)
"""What is eaten from the hand."""
_SHOWN_IN_HAND = frozenset({"stand", "look", "talk", "walk", "run", "sit", "dance", "jump", "cheer", "march", "hold"})


def mounted(actor: Actor) -> Actor:
    """The actor with what it must be riding, a surfer with a board, with hands free of what it wears, a knight with a sword."""
    if actor.action == "box" and actor.kind in ARMED:
        actor = replace(actor, action="fence")
    if actor.holds in WORN:
        actor = replace(actor, holds="")
    if actor.action == "row" and actor.rides == "boat":
        return replace(actor, rides="canoe")  # a boat that is rowed has no sail
    return actor if actor.rides or actor.action not in _RIDDEN else replace(actor, rides=_RIDDEN[actor.action])


def action_of(actor: Actor) -> str:
    """The drawn action: the one said, or what the thing in hand is for."""
    action = _SAME.get(actor.action, actor.action)
    if action == "open" and actor.holds and actor.holds not in DOORS:
        return "hold"
    if action == "carry" and actor.holds in RAISED | HANGING:
        return "walk"
    if action in ("stand", "hold", "hug", "look", "carry", "smile") and actor.holds in CRADLED:
        return "cradle"
    if action in ("stand", "hold") and actor.holds:
        return "play_instrument" if actor.holds in INSTRUMENTS else "hold"
    if action == "eat" and actor.holds in SNACKS:
        return "snack"
    if action == "dance" and actor.kind == "dancer":
        return "ballet"
    return action if action in ACTIONS else "stand"


def pose_of(actor: Actor, seconds: float, build: Build) -> Pose:
    """The pose of a being of these measures at `seconds`."""
    action = action_of(actor)
    if actor.rides in riding.FURNITURE:
        return riding.pose_seated_on(actor.rides, _doing(actor, action, seconds, build), build)
    if actor.rides:
        return riding.pose_on(actor.rides, action, seconds, build)
    return _doing(actor, action, seconds, build)


def _doing(actor: Actor, action: str, seconds: float, build: Build) -> Pose:
    if action == "play_instrument":
        return play(seconds, build, actor.holds or "guitar")
    take = MOVING.get(action) or GESTURES.get(action) or WORKING.get(action) or SPORTING.get(action) or MOVING["stand"]
    pose = take(seconds, build)
    return _with_hand(pose, actor.holds, seconds) if actor.holds and action in _SHOWN_IN_HAND else pose


def _with_hand(pose: Pose, thing: str, seconds: float) -> Pose:
    """The near hand holds something while the rest goes on."""
    late = 0.012 * math.sin(5.4 * seconds)
    if thing in ("umbrella", "parasol"):
        return replace(pose, near_hand=(0.36, 0.02 + late))
    if thing in RAISED:
        return replace(pose, near_hand=(0.62, -0.10 + late))
    if thing in HANGING:
        return replace(pose, near_hand=(0.02, -0.97 + late))
    return replace(pose, near_hand=(0.60, -0.40 + late))
