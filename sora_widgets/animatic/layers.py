"""What a place is made of: upright planes, a ground, and marks lying on the ground.

Values only; `places` fills them and `drawing` shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sora_widgets.animatic.colour import Colour

if TYPE_CHECKING:
    import skia

    from sora_widgets.animatic.brush import Brush
    from sora_widgets.animatic.lighting import Light
    from sora_widgets.animatic.stage import View

__all__ = ["Glints", "Layer", "Place", "Ribbon"]


@dataclass(frozen=True)
class Layer:
    """One upright plane.

    Attributes:
        depth: metres behind the main subject (negative: nearer to the camera).
        picture: drawn once and played back; or
        animate: called for every frame with a brush and the time in seconds; or neither, when all of it is drawn `before`.
        sway: side to side shear by the wind, in metres at 1 m height.
        drift_mps: how fast it goes by itself, in metres a second (clouds).
        covers: it hides the ground behind its foot, so the ground in front is drawn after it.
        ground: from here towards the camera the ground has this colour.
        before: called for every frame just before, with the whole frame's canvas in pixels, the view and the time in
            seconds: what belongs to this layer but lies on no upright plane, a shadow or a string.
        goes_along: it goes into the picture or comes out of it with the main subject.
    """

    depth: float
    picture: skia.Picture | None = None
    animate: Callable[[Brush, float], None] | None = None
    sway: float = 0.0
    drift_mps: float = 0.0
    covers: bool = False
    ground: Colour | None = None
    before: Callable[[skia.Canvas, View, float], None] | None = None
    goes_along: bool = False


@dataclass(frozen=True)
class Ribbon:
    """A strip lying on the ground: a path, a road, foam. `edges` are (depth, left x, right x)."""

    edges: tuple[tuple[float, float, float], ...]
    colour: Colour
    alpha: float = 1.0
    glows: bool = False


@dataclass(frozen=True)
class Glints:
    """Short lines on water that come and go. `dashes` are (depth, x, half length, phase)."""

    dashes: tuple[tuple[float, float, float, float], ...]
    colour: Colour


@dataclass
class Place:
    """A setting, from far to near.

    Attributes:
        ground: colour underfoot.
        far_ground: colour towards the horizon, before haze.
        indoor: no sky is drawn; the first layer is the wall.
        has_clouds: the sky has clouds, when there is one.
        light: what the figures are seen in, when the place has lamps of its own; None for the scene's.
    """

    ground: Colour
    far_ground: Colour
    layers: list[Layer] = field(default_factory=list)
    ribbons: list[Ribbon] = field(default_factory=list)
    glints: list[Glints] = field(default_factory=list)
    indoor: bool = False
    has_clouds: bool = True
    light: Light | None = None
