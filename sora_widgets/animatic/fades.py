"""How a clip begins and ends: out of black, into black or white, through an iris. Pure; picture and sound go by it."""

from __future__ import annotations

from sora_widgets.animatic.lens import steady
from sora_widgets.animatic.scene import Scene

__all__ = ["fade_share"]

_FADE = 0.25  # of the clip, at most
_FADE_S = 1.2
_ENDS = frozenset({"fade_out", "fade_to_white", "iris"})


def fade_share(scene: Scene, seconds: float, clip_s: float) -> float:
    """How much of picture and sound is there after `seconds` of a clip of `clip_s`: 0 at the dark end of a fade."""
    long = min(_FADE_S, _FADE * clip_s)
    begun = steady(seconds / long) if "fade_in" in scene.terms and not scene.starts_at_s else 1.0
    return min(begun, steady((clip_s - seconds) / long)) if scene.terms & _ENDS else begun
