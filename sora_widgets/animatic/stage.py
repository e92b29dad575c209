"""Where the camera stands and what it sees of the world: the geometry of one clip. Pure, no drawing.

The world is a row of upright planes in metres: x to the right, y up from the ground, z away from
the main subject (which stands at z = 0). A plane at z is drawn at `focal / (z - camera z)` pixels a
metre, so everything a real camera does to parallax follows: a dolly changes the scale of near
things more than of far ones and a zoom does not; a truck shifts near things more and a pan does not.
A camera that is pitched (a bird's or a worm's eye) sees each plane in true perspective.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from sora_widgets.animatic.framing import NOBODY, Body, Framing, frame
from sora_widgets.animatic.lens import lens_factor
from sora_widgets.animatic.moves import LONGEST, Rig, View, moved
from sora_widgets.animatic.scene import Scene
from sora_widgets.animatic.way import Way, altitude_of, world_s

__all__ = ["NOBODY", "Body", "Stage", "View"]


_DRAWN_A_SECOND = {"stop_motion": 8, "hand_drawn": 12}  # puppets are moved on threes, drawings made on twos


@dataclass(frozen=True)
class Stage:
    """The frame, the framing and the path of the camera for one clip.

    Attributes:
        seconds: length of this clip; what came before is the scene's `starts_at_s`.
        group: how far all who belong together reach to the left (negative) and to the right of the main subject,
            and how high, in metres.
        raised_m: height of what the main subject stands on.
    """

    scene: Scene
    body: Body
    width: int
    height: int
    seconds: float
    group: tuple[float, float, float] = (0.0, 0.0, 0.0)
    raised_m: float = 0.0

    # the frame

    @cached_property
    def lens(self) -> float:
        """The focal length by the normal lens's."""
        return lens_factor(self.scene)

    @cached_property
    def focal(self) -> float:
        """Focal length in pixels; with the normal lens about 40 degrees across the frame's height for 16:9."""
        return 1.02 * math.sqrt(self.width * self.height) * self.lens

    @cached_property
    def framing(self) -> Framing:
        return frame(self.scene, self.body, self.width / self.height, self.altitude_m, self.raised_m, self.group)

    @cached_property
    def visible_m(self) -> float:
        """Height of the frame in metres at the subject."""
        return self.framing.visible_m

    @cached_property
    def visible_width_m(self) -> float:
        return self.visible_m * self.width / self.height

    @cached_property
    def distance(self) -> float:
        """Metres from the camera's first place to the subject."""
        return self.focal * self.visible_m / self.height

    @cached_property
    def rest(self) -> View:
        """The camera before any move: framing and angle."""
        framing, visible, distance = self.framing, self.visible_m, self.distance
        lowest = 0.04 * visible
        if framing.pitch > 0:  # on the ground before the subject, looking up
            return View(framing.centre_m, lowest, -distance, pitch=framing.pitch)
        if framing.pitch < 0:  # round the subject, up into the air
            up = framing.aim_m - (0.5 - framing.at) * visible
            return View(
                framing.centre_m,
                up - distance * math.sin(framing.pitch),
                -distance * math.cos(framing.pitch),
                pitch=framing.pitch,
            )
        eye = framing.aim_m + (framing.at - 0.5 - framing.tilt) * visible
        return View(framing.centre_m, max(eye, lowest), -distance, tilt=framing.tilt, roll=framing.roll)

    @cached_property
    def far_m(self) -> float:
        """The depth from which on a lens that is open wide shows nothing sharp."""
        return 0.25 * self.visible_m + 0.5 * self.body.length + max(0.0, self.group[1] - self.group[0]) * 0.1 + 0.35

    # time

    @cached_property
    def first_s(self) -> float:
        """Length of the first clip of this scene, over which its moves are planned."""
        return self.scene.first_s or self.scene.starts_at_s or self.seconds

    def progress(self, seconds: float) -> float:
        """How far the scene is after `seconds` of this clip: 1 at the end of its first clip."""
        return (self.scene.starts_at_s + seconds) / self.first_s

    # the subject's way

    @cached_property
    def _way(self) -> Way:
        return Way(self.scene, self.body, self.first_s, self.visible_m, self.visible_width_m)

    def world_s(self, seconds: float) -> float:
        """The time in the scene after `seconds` of this clip: slow motion, time-lapse and freeze frame change it."""
        return self._passed_s(self.scene.starts_at_s + seconds)

    def _passed_s(self, seconds: float) -> float:
        """The same, from the start of the first clip."""
        held = next((rate for term, rate in _DRAWN_A_SECOND.items() if term in self.scene.terms), 0)
        if held:  # one drawing for several frames
            seconds = math.floor(seconds * held + 1e-6) / held
        return world_s(self.scene, seconds, self.first_s)

    def subject_x(self, seconds: float) -> float:
        """Where the main subject is after `seconds` of this clip."""
        return self.subject_at(self.world_s(seconds))[0]

    def subject_z(self, seconds: float) -> float:
        """How far it has gone into the picture, when the camera goes before or after it."""
        return self.subject_at(self.world_s(seconds))[1]

    def subject_at(self, now: float) -> tuple[float, float]:
        """Where the main subject is at a time in the scene: x and z."""
        progress = now / self.first_s
        return self._way.along(progress), self._way.deep(progress)

    def gone_mps(self, now: float) -> float:
        """Its mean speed, straight ahead, from the start of the scene to a time in it."""
        return self._way.sense * (self.subject_at(now)[0] - self.subject_at(0.0)[0]) / now if now > 0 else 0.0

    @cached_property
    def altitude_m(self) -> float:
        """How high above the ground the main subject is."""
        return altitude_of(self.scene, self.body)

    # the camera

    @cached_property
    def _rig(self) -> Rig:
        return Rig(
            visible_m=self.visible_m,
            visible_width_m=self.visible_width_m,
            distance=self.distance,
            focal_heights=self.focal / self.height,
            focal_widths=self.focal / self.width,
            head_m=self.body.head_at + self.altitude_m + self.raised_m,
            eye_m=0.03 * self.visible_m,
        )

    def view_at(self, seconds: float) -> View:
        """The camera after `seconds` of this clip."""
        progress = self.progress(seconds)
        return self._view(min(progress, 0.5) if "freeze_frame" in self.scene.terms else progress)  # the film stops

    def _view(self, progress: float) -> View:
        view = moved(self.rest, self._rig, self._filmed, progress, progress * self.first_s)
        passed = self._passed_s(progress * self.first_s) / self.first_s
        along, deep = self._way.followed(passed), self._way.deep(passed)
        return replace(view, x=view.x + along, z=view.z + deep) if along or deep else view

    @cached_property
    def _filmed(self) -> Scene:
        """The scene without the moves that the subject's own way makes."""
        if not self._way.deep_sense:
            return self.scene
        return replace(self.scene, moves=self.scene.moves - {"dolly_in", "dolly_out"})

    # what it sees

    def projector(self, view: View) -> Callable[[float], tuple[float, float, float] | None]:
        """For a view, the function from a depth z to (pixels a metre, x of world 0, y of world 0), on the ground."""
        focal = self.focal * view.zoom
        centre_x, centre_y = self._centre(view)
        nearest = 0.12 * self.distance
        sine, cosine = math.sin(view.pitch), math.cos(view.pitch)

        def project(depth: float) -> tuple[float, float, float] | None:
            ahead = depth - view.z
            away = ahead * cosine - view.y * sine
            if away < nearest:
                return None  # behind the lens, or so near that it would only be a smear
            scale = focal / away
            return scale, centre_x - scale * view.x, centre_y + scale * (view.y * cosine + ahead * sine)

        return project

    def plane(self, view: View, depth: float) -> tuple[float, ...] | None:
        """The matrix, row by row, from metres on the upright plane at a depth to pixels; None when it is too near."""
        focal = self.focal * view.zoom
        centre_x, centre_y = self._centre(view)
        sine, cosine = math.sin(view.pitch), math.cos(view.pitch)
        ahead = depth - view.z
        away = ahead * cosine - view.y * sine
        if (away if view.pitch <= 0 else ahead) < 0.12 * self.distance:
            return None
        if not sine:  # uprights stay upright: no perspective, which is dear to draw
            scale = focal / away
            return scale, 0.0, centre_x - scale * view.x, 0.0, -scale, centre_y + scale * view.y, 0.0, 0.0, 1.0
        return (
            focal, centre_x * sine, centre_x * away - focal * view.x,
            0.0, centre_y * sine - focal * cosine, centre_y * away + focal * (view.y * cosine + ahead * sine),
            0.0, sine, away,
        )  # fmt: skip

    def floor(self, view: View) -> tuple[float, ...]:
        """The matrix, row by row, from metres on the ground (to the right, away) to pixels."""
        focal = self.focal * view.zoom
        centre_x, centre_y = self._centre(view)
        sine, cosine = math.sin(view.pitch), math.cos(view.pitch)
        start = -view.z * cosine - view.y * sine
        return (
            focal, centre_x * cosine, centre_x * start - focal * view.x,
            0.0, centre_y * cosine + focal * sine, centre_y * start + focal * (view.y * cosine - view.z * sine),
            0.0, cosine, start,
        )  # fmt: skip

    def horizon_y(self, view: View) -> float:
        """Pixel row of the horizon, before roll."""
        return self._centre(view)[1] + self.focal * view.zoom * math.tan(view.pitch)

    def _centre(self, view: View) -> tuple[float, float]:
        """The pixel that the camera looks at."""
        across = self.width / 2 - view.pan * self.width * view.zoom
        return across, self.height / 2 + view.tilt * self.height * view.zoom

    def half_reach_m(self, depth: float) -> float:
        """How far to each side a plane must be drawn so that no move shows its end.

        The same for a clip and for those that extend it, or the extension would stand in another place.
        """
        reach = 0.0
        for view in self._views:
            away = (depth - view.z) * math.cos(view.pitch) - view.y * math.sin(view.pitch)
            if view.pitch > 0:
                away = 1.7 * (depth - view.z)  # the upper edge of the frame sees farther
            half = 0.5 * self.width / (self.focal * view.zoom) * (1 + 0.6 * abs(math.sin(view.roll)))
            sideways = view.pan * self.width / self.focal
            reach = max(reach, abs(view.x + sideways * away) + half * max(away, 0.12 * self.distance))
        return 1.08 * reach + 0.06 * self.visible_width_m

    @cached_property
    def _views(self) -> tuple[View, ...]:
        return tuple(self._view(LONGEST * step / 20) for step in range(21))
