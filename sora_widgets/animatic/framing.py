"""How much the frame shows, from where and at what angle, before the camera moves. Pure, no drawing.

Proportions follow common storyboard practice: a close-up is filled by the face, a medium shot ends at the waist, a
cowboy shot at mid-thigh. Angles are those of the film vocabulary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic.scene import Scene

__all__ = ["FRONTAL", "NOBODY", "WIDE_SCREEN", "Body", "Framing", "frame"]

FRONTAL = frozenset({"body_mount", "frontal", "symmetrical"})
"""Terms by which the camera is before the subject, and backs when it comes."""

WIDE_SCREEN = 2.39
"""Width by height of an anamorphic picture."""


@dataclass(frozen=True)
class Body:
    """The measures of a subject that framing and placing need.

    Attributes:
        height: in metres, as all the others are.
        head_height: of the head or, for a thing, of what a close-up shows.
        head_at: how high the middle of the head is.
        length: from front to back, as it is drawn.
        head_x: how far in front of the middle the head is.
        habitat: where it belongs: "ground", "air", "water", "table" or "sky".
    """

    height: float
    head_height: float
    head_at: float
    length: float = 0.5
    head_x: float = 0.0
    habitat: str = "ground"


NOBODY = Body(1.7, 0.25, 1.57)
"""What a place without anybody is framed for: the size of a person who is not there."""


@dataclass(frozen=True)
class Framing:
    """The frame at the subject.

    Attributes:
        visible_m: height of the frame in metres, at the subject.
        aim_m: height of the point that the frame's place `at` shows.
        at: where that point is in the frame, 0 top to 1 bottom.
        centre_m: the same to the side: which x is in the middle of the frame.
        tilt: a turn up that keeps uprights upright, in frame heights, as a view camera's shift.
        pitch: a true turn up, in radians; uprights converge.
        roll: in radians.
    """

    visible_m: float
    aim_m: float
    at: float
    centre_m: float = 0.0
    tilt: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


# Per shot size: visible height as a multiple of the body and, at the least, of the head (a cat is mostly head), and
# where the body's reference point sits in the frame (0 top, 1 bottom).
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
    "insert": ("hands", 0.30, 1.0, 0.50),
}
_BY_VIEW = {"over_the_shoulder": "medium_close_up", "two_shot": "medium_long", "insert": "insert"}
_TILTS = {"low": 0.26, "high": -0.24}
_STEEPEST = 0.42
_BOTTOMLESS = frozenset({"sky", "space", "underwater"})  # there is no ground to look down upon or up from
_LEVELLED = {"birds_eye": "high", "worms_eye": "low"}
_BIRD = math.radians(-57)
_WORM = math.radians(31)
_DUTCH = math.radians(13)
_LOW = 2.0  # heights of the subject up to which what it stands on is shown whole
_AT_THE_FACE = frozenset({"reaction_shot", "body_mount"})
_FROM_THE_AIR_M = 17.0
_AERIAL = math.radians(-24)


def frame(
    scene: Scene, body: Body, aspect: float, altitude_m: float, raised_m: float, group: tuple[float, float, float]
) -> Framing:
    """The framing of a scene.

    Args:
        scene: with its size, angle, view and composition.
        body: of the main subject.
        aspect: width of the frame by its height.
        altitude_m: of the main subject above the ground.
        raised_m: height of what it stands on, which a shot of the whole body shows too when the prompt names it and it is
            not much the taller.
        group: how far all who belong together reach to the left (negative) and to the right of the main subject,
            and how high.
    """
    size = _size(scene)
    kind, factor, least, at = _SIZES.get(size, _SIZES["default"])
    whole = kind == "feet"
    is_told = raised_m < _LOW * body.height and any(actor.where == "under" for actor in scene.actors)
    visible = max((body.height + raised_m * (whole and is_told)) * factor, body.head_height * least)
    if whole and body.length > body.height:
        visible = max(visible, body.length * factor * 0.62)
    visible *= 1.3 if aspect < 1 else 1.0
    if "anamorphic" in scene.terms:  # composed for what the bars leave
        share = min(1.0, aspect / WIDE_SCREEN)
        visible, at = visible / share, 0.5 + (at - 0.5) * share
    left, right, tallest = group
    is_together = whole or scene.view == "two_shot" or "group_shot" in scene.terms
    if is_together:
        visible = max(visible, 1.16 * (right - left) / aspect, 1.25 * tallest if whole else 0.0)
    aim = {"feet": 0.0, "crown": body.height, "head": body.head_at, "hands": 0.56 * body.height}[kind]
    aim += altitude_m + (0.0 if whole and is_told else raised_m)
    ahead = -1 if "reverse_angle" in scene.terms else 1
    centre = {"feet": 0.0, "crown": 0.7, "head": 1.0, "hands": 0.5}[kind] * body.head_x * ahead
    if is_together:
        centre = (left + right) / 2
    centre += _composed(scene) * visible * aspect * ahead
    angle = _LEVELLED.get(scene.angle, scene.angle) if scene.place in _BOTTOMLESS else scene.angle
    tilt = _TILTS.get(angle, 0.06 if whole else 0.0)
    if altitude_m and whole:  # in the air: in the middle of the frame, with more sky than ground
        aim, at = altitude_m + 0.5 * body.height, 0.47
        tilt += 0.14
    roll = _DUTCH if angle == "dutch" else 0.0
    if not scene.actors and (angle == "birds_eye" or "aerial" in scene.terms):  # a whole place, from the air
        return Framing(_FROM_THE_AIR_M, 0.0, 1.0, 0.0, -0.24)
    if angle == "birds_eye":
        return Framing(1.2 * visible, _middle(kind, body, altitude_m + raised_m), 0.5, centre, 0.0, _BIRD)
    if angle == "worms_eye":
        near = min(visible, 1.35 * max(body.height, body.head_height * 2)) if scene.actors else visible
        return Framing(near, aim, at, centre, 0.0, _WORM)
    if "aerial" in scene.terms and whole and angle in ("eye", "high"):
        return Framing(1.5 * visible, _middle(kind, body, altitude_m + raised_m), 0.62, centre, 0.0, _AERIAL)
    if angle == "low" and "ground_level" in scene.terms:  # the lens is at the feet, whatever it shows
        tilt = max(tilt, min(_STEEPEST, at - 0.5 + aim / visible - 0.05))
    return Framing(visible, aim, at, centre, tilt, 0.0, roll)


def _size(scene: Scene) -> str:
    if scene.size != "default":
        return "insert" if scene.view == "insert" and scene.size == "extreme_close_up" else scene.size
    if scene.lens == "macro":
        return "extreme_close_up"
    if scene.actors and scene.terms & _AT_THE_FACE:
        return "close_up" if "reaction_shot" in scene.terms else "medium_close_up"
    if scene.lens == "portrait" and scene.view == "plain" and scene.actors:
        return "medium"
    return _BY_VIEW.get(scene.view, "default" if scene.actors or scene.view == "pov" else "wide")


def _composed(scene: Scene) -> float:
    """How far the middle of the frame is from the subject, in frame widths: it looks and goes to the right."""
    if scene.view == "over_the_shoulder":
        return -0.13
    if scene.terms & {"rule_of_thirds", "lead_room", "negative_space", "split_diopter"}:
        return 1 / 6
    return 0.0


def _middle(kind: str, body: Body, altitude_m: float) -> float:
    """The height that is in the middle of a frame seen from above."""
    return altitude_m + (0.35 * body.height if kind == "feet" else body.head_at - 0.3 * body.head_height)
