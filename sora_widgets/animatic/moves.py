"""What the camera does in time: every move as a change of the view. Pure, no drawing.

A move is planned over the first clip of a scene and goes on at the pace it had reached, a little slower every
second, in the clips that extend it; so an extension begins with the very view its source ended with.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic.lens import steady
from sora_widgets.animatic.scene import Scene

__all__ = ["LONGEST", "Rig", "View", "eased", "moved"]

LONGEST = 2.5
"""Progress at which every move has come to rest: nothing is drawn farther out than it can show."""

_SLOWING = 2.0
_ROLL = math.radians(22)
_SWING, _SWING_SPARE = 1.0, 0.25  # radians of an arc at its own pace, and how much farther a fast one gets
_GLIDE = 0.16  # of the distance, in the first clip
_SHIFTING = frozenset({"truck_left", "truck_right", "dolly_in", "dolly_out", "arc", "crane", "tracking", "dolly_zoom"})
_SWAYS = {  # the first one said counts: a breathing sway is a hand's, but a calm one
    "shaky": 2.0,
    "breathing_sway": 0.35,
    "steadicam": 0.35,
    "handheld": 1.0,
    "body_mount": 0.8,
    "documentary": 0.6,
}
_WHIP = (0.34, 0.46)  # of the clip: when a whip pan leaves and when it arrives
_OPPOSITE = {
    "pan": ("left", "right"),
    "truck": ("left", "right"),
    "tilt": ("down", "up"),
    "pedestal": ("down", "up"),
    "roll": ("counterclockwise", "clockwise"),
    "zoom": ("out", "in"),
    "dolly": ("out", "in"),
}


@dataclass(frozen=True)
class View:
    """The camera at one moment.

    Attributes:
        x, y, z: where it stands, in metres.
        pan: how far the picture is turned sideways, in frame widths; to the right is positive.
        tilt: how far up, in frame heights; uprights stay upright.
        roll: in radians, clockwise as seen in the picture's content turning the other way.
        zoom: factor on the focal length.
        pitch: a true turn up, in radians; uprights converge.
    """

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    pan: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    zoom: float = 1.0
    pitch: float = 0.0


@dataclass(frozen=True)
class Rig:
    """What a move is measured by.

    Attributes:
        visible_m: height of the frame at the subject.
        visible_width_m: width of the same.
        distance: metres from the first place to the subject.
        focal_heights: the focal length in frame heights.
        focal_widths: the same in frame widths.
        head_m: height of the face.
        eye_m: the lowest the camera may go.
    """

    visible_m: float
    visible_width_m: float
    distance: float
    focal_heights: float
    focal_widths: float
    head_m: float
    eye_m: float


def eased(progress: float) -> float:
    """How much of a move is done at `progress` (1 at the end of the first clip): a soft start, no stop."""
    if progress <= 1.0:
        return 0.5 * progress + 0.5 * progress * progress * (3 - 2 * progress)
    over = progress - 1.0
    late = max(0.0, over - (_SLOWING - 1.0))
    still = LONGEST - _SLOWING
    over = min(over, _SLOWING - 1.0) + still * (1 - math.exp(-late / still))
    return 1.0 + 0.5 * over


def moved(rest: View, rig: Rig, scene: Scene, progress: float, seconds: float) -> View:
    """The view after all moves of a scene.

    Args:
        rest: the view before any.
        rig: what they are measured by.
        scene: with its moves, pace and terms.
        progress: 0 at the start of the first clip, 1 at its end.
        seconds: since the start of the first clip, for what has a rhythm of its own.
    """
    moves, pace = scene.moves, scene.pace
    done = eased(progress)
    x, y, z, pan, tilt, roll, zoom, pitch = (
        rest.x, rest.y, rest.z, rest.pan, rest.tilt, rest.roll, rest.zoom, rest.pitch,
    )  # fmt: skip
    visible, distance = rig.visible_m, rig.distance

    x += _way(moves, "truck", done) * pace * 0.44 * rig.visible_width_m
    if "whip_pan" in moves:
        pan += _whip(moves, progress)
    else:
        pan += _way(moves, "pan", done) * pace * 0.62
    tilt += _way(moves, "tilt", done) * pace * 0.50
    if "crane" in moves:  # up over the subject, looking down at it; or the way back
        risen = (1 - done if "pedestal_down" in moves else done) * pace
        y += risen * 0.62 * visible
        tilt -= risen * 0.50
    elif "pedestal_up" in moves or "pedestal_down" in moves:
        up = _way(moves, "pedestal", done) + 0.5 * _sense(moves, "pedestal")
        lift = 0.42 if scene.rises_to_sky else 0.32
        y += (up + (0.0 if _sense(moves, "pedestal") > 0 else 1.0)) * lift * pace * visible
        if scene.rises_to_sky and "pedestal_up" in moves:
            tilt += 0.11 * done
    if "arc" in moves:
        swing = _short_of_aside((done - 0.5) * 0.80 * pace)
        x += distance * math.sin(swing)
        z += distance * (1 - math.cos(swing))
        pan -= math.tan(swing) * rig.focal_widths
    before = z
    if "dolly_zoom" in moves:
        # half as far and half the focal length: the subject stays, the background leaves; or the other way
        nearness = (1 - done) if moves & {"dolly_out", "zoom_in"} else done
        away = math.pow(0.45, nearness * pace)
        z += distance * (1 - away)
        zoom *= away
    else:
        z += _dolly(moves, done, pace) * distance
        zoom *= _zoomed(moves, done, pace)
    if pitch:  # along the line of sight
        y += (z - before) * math.sin(pitch)
        z = before + (z - before) * math.cos(pitch)
    elif moves & {"dolly_in", "dolly_out", "zoom_in", "zoom_out"} and "tracking" not in moves:
        tilt += _keep_head(rig, rest, z, zoom)
    roll += _turned(moves, done) * _ROLL * pace
    if "fpv" in scene.terms:  # a small drone leans into its way
        z += 0.4 * distance * done
        roll += 0.13 * math.sin(1.9 * seconds)
        pan += 0.05 * math.sin(1.9 * seconds - 0.8)
    if "gimbal" in scene.terms and not moves & _SHIFTING:  # it floats, and is never quite at rest
        z += _GLIDE * distance * done
    sway = _sway(scene)
    if sway:
        pan += sway * 0.010 * _wander(seconds, 0.0)
        tilt += sway * 0.013 * _wander(seconds, 7.0)
        roll += sway * 0.009 * _wander(seconds, 13.0)
    if scene.view == "pov":  # who walks sees the world bob, who stands feels it breathe
        beat, depth = (1.9, 0.016) if "dolly_in" in moves else (0.28, 0.006)
        tilt += depth * math.sin(math.tau * beat * seconds)
        pan += 0.5 * depth * math.sin(math.pi * beat * seconds)
    return View(x, max(y, rig.eye_m), z, pan, tilt, roll, zoom, pitch)


def _way(moves: frozenset[str], family: str, done: float) -> float:
    """Where a move is between its two ends, -0.5 to 0.5 in the first clip; both ways said: there and back."""
    back, forth = (f"{family}_{end}" in moves for end in _OPPOSITE[family])
    if back and forth:
        return 0.5 * math.sin(math.tau * done)
    return (done - 0.5) * (forth - back)


def _short_of_aside(swing: float) -> float:
    """Radians round the subject, never a quarter turn: from there a camera sees upright planes on edge, without end."""
    over = max(0.0, abs(swing) - _SWING)
    return math.copysign(min(abs(swing), _SWING) + _SWING_SPARE * math.tanh(over / _SWING_SPARE), swing)


def _sense(moves: frozenset[str], family: str) -> float:
    back, forth = (f"{family}_{end}" in moves for end in _OPPOSITE[family])
    return float(forth) - float(back)


def _turned(moves: frozenset[str], done: float) -> float:
    return done * _sense(moves, "roll")


def _dolly(moves: frozenset[str], done: float, pace: float) -> float:
    """Metres forward by the distance."""
    if {"dolly_in", "dolly_out"} <= moves:
        return 0.36 * math.sin(math.pi * min(2.0, done)) * pace
    if "dolly_in" in moves:
        return 1 - math.pow(0.58, done * pace)
    if "dolly_out" in moves:
        start = 1 - math.pow(0.62, pace)
        return start - 0.70 * done * pace
    return 0.0


def _zoomed(moves: frozenset[str], done: float, pace: float) -> float:
    if {"zoom_in", "zoom_out"} <= moves:
        return math.pow(1.75, pace * math.sin(math.pi * min(2.0, done)))
    if "zoom_in" in moves:
        return math.pow(1.75, done * pace)
    if "zoom_out" in moves:
        return math.pow(1.75, (0.75 - done) * pace)
    return 1.0


def _whip(moves: frozenset[str], progress: float) -> float:
    """From somewhere else onto the subject, so fast that nothing is seen on the way, with a small overshoot."""
    way = -1.0 if "pan_left" in moves else 1.0
    start, end = _WHIP
    share = (progress - start) / (end - start)
    over = 0.05 * math.exp(-14 * max(0.0, progress - end)) * math.sin(30 * max(0.0, progress - end))
    return way * (over - 1.35 * (1 - steady(share)))


def _sway(scene: Scene) -> float:
    """How much the camera trembles: 1 in a hand."""
    if scene.terms & {"steady", "gimbal"} or "static" in scene.moves:
        return 0.0
    return next((share for name, share in _SWAYS.items() if name in scene.terms | scene.moves), 0.0)


def _keep_head(rig: Rig, rest: View, z: float, zoom: float) -> float:
    """The tilt with which an operator keeps the face where it was while the picture grows or shrinks."""
    above = rig.focal_heights * (rig.head_m - rest.y)
    before = above / rig.distance - rest.tilt
    return above / -z - before / zoom - rest.tilt


def _wander(seconds: float, phase: float) -> float:
    """A smooth, never quite repeating sway between about -1 and 1: a hand that tries to hold still."""
    return (
        0.55 * math.sin(2 * math.pi * 0.73 * seconds + phase)
        + 0.30 * math.sin(2 * math.pi * 1.57 * seconds + 1.7 * phase)
        + 0.15 * math.sin(2 * math.pi * 3.11 * seconds + 2.3 * phase)
    )
