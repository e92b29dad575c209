"""How the main subject gets about in a scene, and how far the camera goes along with it. Pure, no drawing.

Feet do not slide: the pace is the one that legs and wheels are drawn with. Who would leave the frame is therefore
followed, unless the camera has a way of its own; only then the subject goes less far than its legs do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from sora_widgets.animatic.framing import FRONTAL, Body
from sora_widgets.animatic.gaits import LEGS_M, gait_of, pace_mps
from sora_widgets.animatic.moves import LONGEST
from sora_widgets.animatic.scene import Scene

__all__ = ["Way", "altitude_of", "world_s"]

_SPEED_OF_THING = {  # body heights a second, for what has no gait
    **dict.fromkeys(("drive", "accelerate", "slow_down", "turn_corner"), 3.2),
    "sail": 0.5,
    "fly": 1.2,
    "take_off": 1.6,
    "land": 1.6,
}
_TEMPI = {"slow_motion": 0.4, "time_lapse": 3.0, "fast_motion": 2.0}
_RAMP = (0.35, 0.55)  # of the first clip: when a speed ramp leaves the usual speed and when it has reached the slow one
_CENTRED = frozenset({"centered", "symmetrical", "keep_centered"})
_DEEPEST_M = 3.4  # who walks into the picture stays in front of what covers the ground
_STEERED = ("pan", "truck", "arc", "whip", "static")


@dataclass(frozen=True)
class Way:
    """Of one scene's main subject; progress is 1 at the end of the scene's first clip, of `first_s` seconds."""

    scene: Scene
    body: Body
    first_s: float
    visible_m: float
    visible_width_m: float

    @cached_property
    def travel_m(self) -> float:
        """How far it goes in the first clip."""
        if not self.scene.actors or self.deep_sense:
            return 0.0
        full = self._pace_mps * self.first_s
        if self._is_tracked or not self._is_steered:
            return full
        share = 0.5 / self._crowd if "static" in self.scene.moves else 0.12
        return min(full, share * self.visible_width_m)

    @cached_property
    def deep_sense(self) -> int:
        """1 when the subject goes away and the camera after it, -1 when it comes and the camera backs, else 0."""
        moves = self.scene.moves
        if not self._pace_mps or not (self._is_tracked or not self._is_steered):
            return 0
        if self._is_tracked and moves & {"dolly_in", "dolly_out"}:
            return 1 if "dolly_in" in moves else -1
        if self._is_on_foot and (self.scene.terms & FRONTAL or self.scene.view == "back"):
            return 1 if self.scene.view == "back" else -1
        return 0

    @property
    def _is_on_foot(self) -> bool:
        """It is a person, who can be seen from the front and from behind."""
        actor = self.scene.actors[0]
        return not actor.rides and actor.kind not in LEGS_M and gait_of(actor.kind, actor.action) is not None

    @property
    def sense(self) -> int:
        """1 when it goes to the right, -1 to the left, as in the shot that answers one."""
        return -1 if "reverse_angle" in self.scene.terms else 1

    def along(self, progress: float) -> float:
        """Where the subject is, metres to the right, at a progress of the world's own time."""
        progress = min(LONGEST, progress)
        action = self.scene.actors[0].action if self.scene.actors else ""
        if action in ("accelerate", "take_off"):
            progress = 0.15 * progress + 0.85 * progress * progress
        elif action in ("slow_down", "land"):
            left = 1 - min(1.0, progress)
            progress = 1 - left * left
        return self.sense * self.travel_m * (progress - 0.5 * min(1.0, _tempo(self.scene)))

    def deep(self, progress: float) -> float:
        """Where it is, metres into the picture, at a progress of the world's own time."""
        if not self.deep_sense:
            return 0.0
        furthest = _DEEPEST_M + 0.2 * self.visible_m
        return self.deep_sense * furthest * math.tanh(self._pace_mps * progress * self.first_s / (2.2 * furthest))

    def followed(self, progress: float) -> float:
        """How far the camera goes to the right with it, at a progress of the world's own time."""
        x = self.along(progress)
        if self._is_tracked or (self.scene.terms & _CENTRED and not self._is_steered):
            return x
        if self._is_steered or not x:
            return 0.0
        air = 0.2 / self._crowd * self.visible_width_m  # it may move in the frame by so much
        return x - air * math.tanh(x / air)

    @cached_property
    def _pace_mps(self) -> float:
        if not self.scene.actors:
            return 0.0
        actor = self.scene.actors[0]
        pace = pace_mps(actor.kind, actor.action, actor.rides)
        return pace or _SPEED_OF_THING.get(actor.action, 0.0) * self.body.height

    @cached_property
    def _crowd(self) -> int:
        return sum(actor.kind == self.scene.actors[0].kind for actor in self.scene.actors)

    @property
    def _is_tracked(self) -> bool:
        return "tracking" in self.scene.moves

    @cached_property
    def _is_steered(self) -> bool:
        """The camera goes its own way, whatever the subject does."""
        return any(move.startswith(_STEERED) for move in self.scene.moves)


def world_s(scene: Scene, seconds: float, first_s: float) -> float:
    """How much time has passed in the scene `seconds` after its start: less in slow motion, more in a time-lapse.

    In a freeze frame time stops in the middle of the first clip, and so does the camera: it is the film that stands.
    """
    if "freeze_frame" in scene.terms:
        return min(seconds, 0.5 * first_s)
    if "speed_ramp" in scene.terms:
        return _ramped(seconds, *(share * first_s for share in _RAMP))
    return seconds * _tempo(scene)


def _ramped(seconds: float, start_s: float, end_s: float) -> float:
    """At the usual speed first, then slower and slower, then in slow motion: the integral of a broken line."""
    slow, over = _TEMPI["slow_motion"], min(seconds, end_s) - start_s
    if over <= 0:
        return seconds
    ramp = over - 0.5 * (1 - slow) * over * over / (end_s - start_s)
    return start_s + ramp + slow * max(0.0, seconds - end_s)


def _tempo(scene: Scene) -> float:
    return next((tempo for term, tempo in _TEMPI.items() if term in scene.terms), 1.0)


def altitude_of(scene: Scene, body: Body) -> float:
    """How high above the ground the main subject is, in metres: birds and balloons are in the air."""
    if not scene.actors:
        return 0.0
    actor = scene.actors[0]
    if actor.action in ("take_off", "land", "launch", "fall"):
        return 0.0  # they begin or end on the ground
    if any(other.where == "under" for other in scene.actors[1:]):
        return 0.0  # it sits on something
    if body.habitat == "sky":
        return 1.1 * body.height + 5.0
    if scene.place == "underwater" and (body.habitat == "water" or actor.action in ("swim", "float")):
        return 0.4 * body.height + 0.6
    is_flying = actor.action in ("fly", "sail", "float") or actor.kind in ("balloon", "kite")
    if body.habitat == "air" and is_flying:
        return 1.1 * body.height + (5.0 if body.height > 0.2 else 1.2)
    return 0.0
