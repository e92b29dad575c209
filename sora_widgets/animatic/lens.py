"""What the lens does: how wide it sees, and what is out of focus. Pure values, no drawing.

The subject keeps its size whatever the lens: a longer one stands farther away, so that the background grows.
"""

from __future__ import annotations

import math

from sora_widgets.animatic.scene import Scene

__all__ = ["NORMAL_MM", "blur_of", "lens_factor", "steady"]

NORMAL_MM = 30.0
"""The animatic's normal lens on a frame 36 mm wide: a little wider than the eye, as most storyboards are drawn."""

_FACTORS = {"wide": 0.62, "normal": 1.0, "portrait": 2.0, "tele": 3.4, "macro": 1.5, "fisheye": 0.5}
_WIDEST, _LONGEST = 0.42, 6.0
_WORM = 0.75  # who lies on the ground and looks up takes a wider lens, or sees chins only
_SOFTEST = 0.0125  # sigma of the blur of what is far from the focus, in frame heights
_RACK = (0.30, 0.68)  # of the clip: when the focus leaves the near and when it has reached the far


def lens_factor(scene: Scene) -> float:
    """The focal length by the normal lens's: 2 for a portrait lens, 0.62 for a wide one."""
    factor = scene.focal_mm / NORMAL_MM if scene.focal_mm else _FACTORS.get(scene.lens, 1.0)
    if scene.angle == "worms_eye":
        factor *= _WORM
    return min(_LONGEST, max(_WIDEST, factor))


def blur_of(scene: Scene, is_far: bool, progress: float) -> float:
    """How soft what lies behind (`is_far`) or at the subject is at `progress` of the clip, in frame heights."""
    if scene.focus == "shallow":
        return _SOFTEST if is_far else 0.0
    if scene.focus != "rack":
        return 0.0
    near_end, far_start = _RACK
    racked = steady((progress - near_end) / (far_start - near_end))
    return _SOFTEST * ((1.0 - racked) if is_far else racked)


def steady(share: float) -> float:
    """From 0 to 1 without a jerk at either end; 0 before and 1 after."""
    share = min(1.0, max(0.0, share))
    return 0.5 - 0.5 * math.cos(math.pi * share)
