"""The light of a scene: sky, sun, haze and what both do to a surface. Pure values, no drawing.

The looks themselves are in `lights`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from sora_widgets.animatic.colour import Colour, argb, mix, multiply
from sora_widgets.animatic.grading import Grade, Trace

__all__ = ["Light", "Orb"]


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
        grades: what palette and style do to every colour, last of all, in order.
        trace: what a style or a light from aside draws around every shape.
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
    grades: tuple[Grade, ...] = ()
    trace: Trace | None = None

    @cached_property
    def inks(self) -> dict[tuple[Colour, float, bool, float], int]:
        """What a brush has mixed so far under this light."""
        return {}

    def surface(self, colour: Colour, distance_m: float) -> Colour:
        """What a surface looks like from `distance_m` away."""
        lit = multiply(colour, self.key)
        return mix(lit, self.haze, _HAZE_AT_MOST * (1.0 - math.exp(-max(0.0, distance_m) / self.haze_m)))

    def sky_at(self, height: float) -> Colour:
        """The sky's colour from the horizon (0) to the zenith (1)."""
        place = (1.0 - min(1.0, max(0.0, height))) * (len(self.sky) - 1)
        index = min(int(place), len(self.sky) - 2)
        return mix(self.sky[index], self.sky[index + 1], place - index)

    def ink(self, colour: Colour, alpha: float = 1.0) -> int:
        """The 32 bits that Skia takes, graded: every colour of the picture goes through here."""
        for grade in self.grades:
            colour = grade.of(colour)
        return argb(colour, alpha)
