"""The light of a scene: sky, sun, haze and what both do to a surface. Pure values, no drawing.

Each entry is one look, tuned by eye for the flat style; the words that lead to it are in `lexicon`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic.colour import Colour, mix, multiply, rgb

__all__ = ["LIGHTS", "Light", "Orb"]


_HAZE_AT_MOST = (
    0.88  # a little of its own colour is left of the farthest thing, or towns and ranges would melt together
)


@dataclass(frozen=True)
class Orb:
    """The sun or the moon.

    Attributes:
        colour: of the disc and its halo.
        x: across the sky, -1 (left edge of an unmoved frame) to 1.
        elevation: above the horizon, in frame heights.
        radius: in frame heights.
        halo: strength of the glow around it, 0 to 1.
    """

    colour: Colour
    x: float
    elevation: float
    radius: float
    halo: float


@dataclass(frozen=True)
class Light:
    """One look of the light.

    Attributes:
        name: as `Scene.light` holds it.
        sky: colours from the zenith down to the horizon, evenly spaced.
        key: multiplies every surface.
        haze: what distance fades into.
        haze_m: distance at which haze has done 63 % of what it will do.
        orb: sun or moon, if one is seen.
        shadow: opacity of shadows on the ground.
        shadow_stretch: length of a shadow by the height of its thing; negative falls to the left.
        has_stars: the sky shows them.
        lamps: how brightly windows, lamps and signs shine, 0 to 1.
        rim: colour of the light's edge on figures; None for flat light.
    """

    name: str
    sky: tuple[Colour, ...]
    key: Colour
    haze: Colour
    haze_m: float
    orb: Orb | None = None
    shadow: float = 0.25
    shadow_stretch: float = 0.4
    has_stars: bool = False
    lamps: float = 0.0
    rim: Colour | None = None

    def surface(self, colour: Colour, distance_m: float) -> Colour:
        """What a surface looks like from `distance_m` away."""
        lit = multiply(colour, self.key)
        return mix(lit, self.haze, _HAZE_AT_MOST * (1.0 - math.exp(-max(0.0, distance_m) / self.haze_m)))

    def sky_at(self, height: float) -> Colour:
        """The sky's colour from the horizon (0) to the zenith (1)."""
        place = (1.0 - min(1.0, max(0.0, height))) * (len(self.sky) - 1)
        index = min(int(place), len(self.sky) - 2)
        return mix(self.sky[index], self.sky[index + 1], place - index)


def _sky(*codes: str) -> tuple[Colour, ...]:
    return tuple(rgb(code) for code in codes)


LIGHTS: dict[str, Light] = {
    light.name: light
    for light in (
        Light(
            "golden",
            _sky("#4f7fa8", "#86a3b0", "#d9b98c", "#f6c277", "#ffd88a"),
            key=(1.10, 0.92, 0.66),
            haze=rgb("#f7c987"),
            haze_m=85.0,
            orb=Orb(rgb("#fff1c4"), -0.52, 0.20, 0.062, 0.9),
            shadow=0.30,
            shadow_stretch=1.9,
            rim=rgb("#ffe3a0"),
        ),
        Light(
            "sunset",
            _sky("#2f3f78", "#75538e", "#d3667a", "#f58a5b", "#ffc06a"),
            key=(1.00, 0.70, 0.60),
            haze=rgb("#f0916a"),
            haze_m=70.0,
            orb=Orb(rgb("#ffe0a3"), 0.38, 0.07, 0.085, 1.0),
            shadow=0.34,
            shadow_stretch=-2.4,
            lamps=0.4,
            rim=rgb("#ffb27a"),
        ),
        Light(
            "noon",
            _sky("#2f86d6", "#4f9fe2", "#86c2ee", "#bfe0f5", "#e3f2f8"),
            key=(1.0, 1.0, 0.97),
            haze=rgb("#cfe6f2"),
            haze_m=150.0,
            orb=Orb(rgb("#fffbe6"), 0.58, 0.50, 0.05, 0.5),
            shadow=0.26,
            shadow_stretch=0.35,
        ),
        Light(
            "overcast",
            _sky("#8d9aa6", "#a3adb6", "#b8c0c6", "#c9cfd2", "#d5d9da"),
            key=(0.80, 0.83, 0.87),
            haze=rgb("#c6ccd0"),
            haze_m=120.0,
            shadow=0.12,
            shadow_stretch=0.1,
            lamps=0.15,
        ),
        Light(
            "blue_hour",
            _sky("#121d47", "#22346c", "#41528f", "#7d77a6", "#d79c93"),
            key=(0.46, 0.54, 0.82),
            haze=rgb("#6f77a8"),
            haze_m=75.0,
            shadow=0.18,
            shadow_stretch=0.6,
            lamps=0.9,
            rim=rgb("#e8b0a0"),
        ),
        Light(
            "night",
            _sky("#070b1f", "#0b1331", "#131f49", "#1d2d60", "#2a3c72"),
            key=(0.30, 0.37, 0.60),
            haze=rgb("#1f2c58"),
            haze_m=80.0,
            orb=Orb(rgb("#f3efd9"), 0.46, 0.42, 0.052, 0.45),
            shadow=0.30,
            shadow_stretch=-0.8,
            has_stars=True,
            lamps=1.0,
            rim=rgb("#9fb4ea"),
        ),
        Light(
            "neon",
            _sky("#0b0620", "#160a35", "#2a1050", "#481a68", "#7a2a78"),
            key=(0.50, 0.40, 0.72),
            haze=rgb("#54236f"),
            haze_m=48.0,
            shadow=0.35,
            shadow_stretch=0.5,
            lamps=1.0,
            rim=rgb("#46e6ff"),
        ),
        Light(
            "candle",
            _sky("#120a12", "#1c1018", "#2b171b", "#3c2120", "#513024"),
            key=(0.86, 0.56, 0.34),
            haze=rgb("#2b1512"),
            haze_m=22.0,
            shadow=0.40,
            shadow_stretch=0.9,
            lamps=1.0,
            rim=rgb("#ffc070"),
        ),
        Light(
            "low_key",
            _sky("#090b10", "#0d1118", "#141a24", "#1c2430", "#27313f"),
            key=(0.48, 0.52, 0.60),
            haze=rgb("#10151d"),
            haze_m=30.0,
            shadow=0.42,
            shadow_stretch=1.2,
            lamps=0.7,
            rim=rgb("#dfe8f5"),
        ),
        Light(
            "high_key",
            _sky("#e9eef2", "#eff3f5", "#f5f7f7", "#fafaf8", "#fdfcf9"),
            key=(1.06, 1.05, 1.03),
            haze=rgb("#f7f7f4"),
            haze_m=45.0,
            shadow=0.12,
            shadow_stretch=0.25,
        ),
    )
}
