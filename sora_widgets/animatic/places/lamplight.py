"""What a place is seen by after dark: warm lamps and windows, cold strips and floodlights, or the moon alone."""

from __future__ import annotations

from dataclasses import replace

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, mix, rgb
from sora_widgets.animatic.lighting import Light

__all__ = ["COLD", "WARM", "are_lit", "is_dark", "lamplit"]

COLD, WARM = rgb("#e4eff4"), rgb("#ffd9a6")
_TORCH, _MOON = rgb("#ffb870"), rgb("#bccdf2")
_DAYLIGHT = 0.2  # weaker lamps are not seen as lit
_DARK = frozenset(("night", "blue_hour", "moonlight", "storm"))
_OUTDOORS: dict[str, tuple[Colour, float]] = {
    "alley": (WARM, 0.16),
    "amusement_park": (WARM, 0.34),
    "bridge": (WARM, 0.18),
    "campsite": (_TORCH, 0.22),
    "castle": (WARM, 0.26),
    "cave": (rgb("#9fd8ea"), 0.26),
    "city": (WARM, 0.18),
    "construction_site": (COLD, 0.26),
    "gas_station": (COLD, 0.36),
    "harbor": (WARM, 0.18),
    "highway": (WARM, 0.24),
    "market": (WARM, 0.34),
    "parking_lot": (WARM, 0.22),
    "plaza": (WARM, 0.30),
    "pool": (COLD, 0.26),
    "rooftop": (WARM, 0.24),
    "stadium": (COLD, 0.74),
    "station": (WARM, 0.32),
    "street": (WARM, 0.22),
    "village": (WARM, 0.24),
    "volcano": (_TORCH, 0.16),
}
"""What shines on a place outdoors and how strongly, from 0 to 1; one that is not named has the moon, or a night's
colours would be too close to one another to be told apart."""


def is_dark(light: Light) -> bool:
    """The hour is one at which lamps are what there is to see by."""
    return light.name in _DARK


def are_lit(brush: Brush) -> bool:
    """It is dark enough for lamps, windows and signs to be seen shining."""
    return brush.light.lamps > _DAYLIGHT


def lamplit(light: Light, place: str) -> Light:
    """What a place outdoors is seen in, with its own lamps.

    Args:
        light: the scene's.
        place: its name.
    """
    if not is_dark(light):
        return light
    shine, share = _OUTDOORS.get(place, (_MOON, 0.0 if light.name == "blue_hour" else 0.18))
    return replace(light, key=mix(light.key, shine, share))
