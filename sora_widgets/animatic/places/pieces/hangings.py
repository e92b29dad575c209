"""What is on a wall, and things of `figures` as pieces of a room. In metres, at the origin."""

from __future__ import annotations

from dataclasses import dataclass

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.places.pieces import Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["Thing", "Things", "clock", "door", "painting"]


@dataclass(frozen=True)
class Thing:
    """A piece of furniture of `figures`."""

    kind: str
    colour: str = ""
    size: float = 1.0
    facing: str = "right"

    def __call__(self, brush: Brush) -> None:
        put(brush, self.kind, 0.0, 0.0, self.size, rgb(self.colour) if self.colour else None, facing=self.facing)


class Things:
    """Several things at (kind, x, y): what stands on a table or a shelf.

    Attributes:
        on: the kind of thing they stand on, without which they are not there; empty when it always is.
    """

    def __init__(self, *placed: tuple[str, float, float], on: str = "") -> None:
        self._placed = placed
        self.on = on

    def __call__(self, brush: Brush) -> None:
        for kind, x, y in self._placed:
            put(brush, kind, x, y)


def painting(width: float, height: float, *codes: str, frame: str = "#8a6a35") -> Draw:
    """A framed picture: ground, a hill and a sun of the given colours."""

    def draw(brush: Brush) -> None:
        ground, hill, sun = (rgb(code) for code in codes)
        left = -width / 2
        brush.box(left - 0.06, -0.06, width + 0.12, height + 0.12, rgb(frame))
        brush.box(left - 0.03, -0.03, width + 0.06, height + 0.06, lighter(rgb(frame), 0.25))
        brush.box(left, 0, width, height, ground)
        brush.polygon(
            [
                (left, 0),
                (left, height * 0.3),
                (left + width * 0.35, height * 0.55),
                (left + width * 0.7, height * 0.22),
                (-left, height * 0.4),
                (-left, 0),
            ],
            hill,
        )
        brush.circle(left + width * 0.68, height * 0.72, min(width, height) * 0.14, sun)

    return draw


def clock(radius: float = 0.2) -> Draw:
    """A wall clock."""

    def draw(brush: Brush) -> None:
        brush.circle(0, 0, radius, rgb("#2f343b"))
        brush.circle(0, 0, radius * 0.86, rgb("#f8f5ea"))
        brush.line([(0, 0), (0, radius * 0.65)], 0.02, rgb("#2f343b"))
        brush.line([(0, 0), (radius * 0.42, radius * 0.2)], 0.025, rgb("#2f343b"))

    return draw


def door(colour: str, porthole: bool = False, wide: float = 1.0) -> Draw:
    """A door in its frame."""
    high = 2.15

    def draw(brush: Brush) -> None:
        leaf = rgb(colour)
        brush.box(-wide / 2 - 0.1, 0, wide + 0.2, high + 0.1, lighter(leaf, -0.3))
        brush.box(-wide / 2, 0, wide, high, leaf)
        if porthole:
            brush.box(-0.17, 1.25, 0.34, 0.55, rgb("#dff0f2"), round_m=0.05)
            brush.box(-wide / 2, 0, wide, 0.28, rgb("#b9c2c8"))
        else:
            for y in (0.25, 1.2):
                brush.box(-wide * 0.33, y, wide * 0.66, 0.75, lighter(leaf, -0.12))
        brush.circle(wide * 0.38, 1.02, 0.045, rgb("#d8c27a"))

    return draw
