"""Where the camera stands and how it moves: shot sizes and moves as geometry. Pure, no drawing.

The world is a row of upright planes in metres: x to the right, y up from the ground, z away from
the main subject (which stands at z = 0). A plane at z is drawn at `focal / (z - camera z)` pixels a
metre, so everything a real camera does to parallax follows: a dolly changes the scale of near
things more than of far ones and a zoom does not; a truck shifts near things more and a pan does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sora_widgets.animatic.scene import Scene

__all__ = ["Body", "Stage", "View"]


@dataclass(frozen=True)
class Body:
    """The measures of the main subject, in metres, that framing needs; `head_x` is how far in front the head is."""

    height: float
    head_height: float
    head_at: float
    length: float = 0.5
    head_x: float = 0.0


@dataclass(frozen=True)
class View:
    """The camera at one moment.

    Attributes:
        x, y, z: where it stands, in metres.
        pan: how far the picture is turned sideways, in frame widths; to the right is positive.
        tilt: how far up, in frame heights.
        roll: in radians, clockwise as seen in the picture's content turning the other way.
        zoom: factor on the focal length.
    """

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    pan: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    zoom: float = 1.0


# Per shot size: visible height as a multiple of the body and, at the least, of the head (a cat is mostly head), and
# where the body's reference point sits in the frame (0 top, 1 bottom). Proportions follow common storyboard practice:
# a close-up is filled by the face, a medium shot ends at the waist, a cowboy shot at mid-thigh.
_SIZES: dict[str, tuple[str, float, float, float]] = {
    "extreme_wide": ("feet", 8.5, 9.0, 0.74),
    "wide": ("feet", 3.3, 4.6, 0.82),
    "default": ("feet", 2.3, 3.6, 0.86),
    "full": ("feet", 1.28, 3.3, 0.92),
    "medium_long": ("crown", 0.80, 3.1, 0.10),
    "cowboy": ("crown", 0.66, 2.9, 0.10),
    "medium": ("crown", 0.58, 2.45, 0.12),
    "medium_close_up": ("crown", 0.44, 2.05, 0.12),
    "close_up": ("head", 0.0, 1.75, 0.50),
    "extreme_close_up": ("head", 0.0, 0.80, 0.50),
}
_PACE_OF_ACTION = {
    "walk": 0.9,
    "run": 2.3,
    "drive": 1.6,
    "sail": 0.10,
    "fly": 1.2,
    "dance": 0.0,
}  # body heights a second


@dataclass(frozen=True)
class Stage:
    """The frame, the framing and the path of the camera for one clip."""

    scene: Scene
    body: Body
    width: int
    height: int
    seconds: float

    @cached_property
    def focal(self) -> float:
        """Focal length in pixels; about 38 degrees across the frame's height for 16:9."""
        return 1.02 * math.sqrt(self.width * self.height)

    @cached_property
    def visible_m(self) -> float:
        """Height of the frame in metres at the subject."""
        kind, factor, least, _ = _SIZES.get(self.scene.size, _SIZES["default"])
        visible = max(self.body.height * factor, self.body.head_height * least)
        if kind == "feet" and self.body.length > self.body.height:
            visible = max(visible, self.body.length * factor * 0.62)
        return visible * (1.3 if self.width < self.height else 1.0)

    @cached_property
    def distance(self) -> float:
        """Metres from the camera's first place to the subject."""
        return self.focal * self.visible_m / self.height

    @cached_property
    def visible_width_m(self) -> float:
        return self.visible_m * self.width / self.height

    @cached_property
    def rest(self) -> View:
        """The camera before any move: framing and angle."""
        kind, _, _, at = _SIZES.get(self.scene.size, _SIZES["default"])
        reference = {"feet": 0.0, "crown": self.body.height, "head": self.body.head_at}[kind] + self.altitude_m
        tilt = {"eye": 0.06 if kind == "feet" else 0.0, "low": 0.26, "high": -0.24}[self.scene.angle]
        eye = reference + (at - 0.5 - tilt) * self.visible_m
        centring = {"feet": 0.0, "crown": 0.7, "head": 1.0}[kind]
        return View(x=centring * self.body.head_x, y=max(eye, 0.04 * self.visible_m), z=-self.distance, tilt=tilt)

    @cached_property
    def travel_m(self) -> float:
        """How far the main subject goes in the whole clip."""
        action = self.scene.actors[0].action
        full = _PACE_OF_ACTION.get(action, 0.0) * self.body.height * self.seconds
        if self.is_followed:
            return full
        is_turning = any(move.startswith(("pan", "truck", "arc")) for move in self.scene.moves)
        crowd = sum(actor.kind == self.scene.actors[0].kind for actor in self.scene.actors)
        return min(full, (0.12 if is_turning else 0.5 / crowd) * self.visible_width_m)

    @cached_property
    def altitude_m(self) -> float:
        """How high above the ground the main subject is: birds and balloons are in the air."""
        actor = self.scene.actors[0]
        if actor.kind == "balloon" or (actor.kind == "bird" and actor.action in ("fly", "sail")):
            return 1.1 * self.body.height + 5.0
        return 0.0

    @cached_property
    def is_followed(self) -> bool:
        return "tracking" in self.scene.moves

    def subject_x(self, share: float) -> float:
        """Where the main subject is at `share` (0 to 1) of the clip."""
        return self.travel_m * (share - 0.5)

    def view_at(self, share: float) -> View:
        """The camera at `share` (0 to 1) of the clip."""
        rest, scene = self.rest, self.scene
        eased = 0.5 * share + 0.5 * share * share * (3 - 2 * share)
        middle = eased - 0.5
        x, y, z, pan, tilt, roll, zoom = rest.x, rest.y, rest.z, rest.pan, rest.tilt, rest.roll, rest.zoom
        pace, visible, distance = scene.pace, self.visible_m, self.distance
        moves = scene.moves
        if self.is_followed:
            x += self.subject_x(share)
        for move, way in (("right", 1.0), ("left", -1.0)):
            if f"truck_{move}" in moves:
                x += way * middle * pace * 0.42 * self.visible_width_m
            if f"pan_{move}" in moves:
                pan += way * middle * pace * 0.62
        for move, way in (("up", 1.0), ("down", -1.0)):
            if f"pedestal_{move}" in moves and "crane" not in moves:
                start = 0.0 if way > 0 else 0.42 * pace
                y += (start + way * eased * 0.42 * pace) * visible
                if scene.rises_to_sky and way > 0:
                    tilt += 0.11 * eased
            if f"tilt_{move}" in moves:
                tilt += way * middle * pace * 0.50
        if "crane" in moves:  # up over the subject, looking down at it; or the way back
            risen = 1 - eased if "pedestal_down" in moves else eased
            y += risen * 0.55 * pace * visible
            tilt -= risen * 0.36 * pace
        if "arc" in moves:
            swing = middle * 0.7 * pace
            x += distance * math.sin(swing)
            z += distance * (1 - math.cos(swing))
            pan -= math.tan(swing) * self.focal / self.width
        if "dolly_in" in moves:
            z += distance * (1 - 0.58 ** (eased * pace))
        if "dolly_out" in moves:
            z += distance * (1 - 0.62 ** ((1 - eased) * pace)) - 0.08 * distance * eased
        if "zoom_in" in moves:
            zoom *= 1.75 ** (eased * pace)
        if "zoom_out" in moves:
            zoom *= 1.75 ** ((0.75 - eased) * pace)
        if moves & {"dolly_in", "dolly_out", "zoom_in", "zoom_out"}:
            tilt += self._keep_head(y, z, zoom)
        if "roll_clockwise" in moves:
            roll += math.radians(22) * eased * pace
        if "roll_counterclockwise" in moves:
            roll -= math.radians(22) * eased * pace
        if "handheld" in moves:
            seconds = share * self.seconds
            pan += 0.010 * _wander(seconds, 0.0)
            tilt += 0.013 * _wander(seconds, 7.0)
            roll += 0.009 * _wander(seconds, 13.0)
        return View(x, max(y, 0.03 * visible), z, pan, tilt, roll, zoom)

    def _keep_head(self, y: float, z: float, zoom: float) -> float:
        """The tilt with which an operator keeps the face where it was while the picture grows or shrinks."""
        rest = self.rest
        above = self.focal * (self.body.head_at + self.altitude_m - rest.y) / self.height
        before = above / self.distance - rest.tilt
        return above / -z - before / zoom - rest.tilt

    def projector(self, view: View) -> Callable[[float], tuple[float, float, float] | None]:
        """For a view, the function from a depth z to (pixels a metre, x of world 0, y of world 0)."""
        focal = self.focal * view.zoom
        centre_x = self.width / 2 - view.pan * self.width * view.zoom
        centre_y = self.height / 2 + view.tilt * self.height * view.zoom

        def project(depth: float) -> tuple[float, float, float] | None:
            away = depth - view.z
            if away < 0.12 * self.distance:
                return None  # behind the lens, or so near that it would only be a smear
            scale = focal / away
            return scale, centre_x - scale * view.x, centre_y + scale * view.y

        return project

    def horizon_y(self, view: View) -> float:
        """Pixel row of the horizon, before roll."""
        return self.height / 2 + view.tilt * self.height * view.zoom

    def half_reach_m(self, depth: float) -> float:
        """How far to each side a plane must be drawn so that no move shows its end."""
        away = depth + self.distance
        moving = 0.5 * abs(self.travel_m) if self.is_followed else 0.0
        sideways = 0.32 * self.visible_width_m + moving
        if "arc" in self.scene.moves:
            sideways += 0.6 * away
        turning = 0.5 if any(move.startswith("pan") for move in self.scene.moves) else 0.1
        return (0.62 + turning * self.scene.pace) * self.width / self.focal * away * 1.1 + sideways


def _wander(seconds: float, phase: float) -> float:
    """A smooth, never quite repeating sway between about -1 and 1: a hand that tries to hold still."""
    return (
        0.55 * math.sin(2 * math.pi * 0.73 * seconds + phase)
        + 0.30 * math.sin(2 * math.pi * 1.57 * seconds + 1.7 * phase)
        + 0.15 * math.sin(2 * math.pi * 3.11 * seconds + 2.3 * phase)
    )
