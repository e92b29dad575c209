"""What a thing is: its measures, the colour people mean, and how it is drawn. Values, and the reading of outlines.

A thing is drawn in metres, standing at the origin and facing right. What never moves of it (`still`) is drawn once
and played back; `live` and `behind` are drawn for every frame, over and under it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.stage import Body

__all__ = [
    "CREAM",
    "DARK",
    "GLASS",
    "PICTURE",
    "SCREEN",
    "STEEL",
    "WHITE",
    "WOOD",
    "Live",
    "Still",
    "Thing",
    "Wheel",
    "arc",
    "body",
    "mirrored",
    "nothing",
    "outline",
]

Still = Callable[[Brush, Colour], None]
Live = Callable[[Brush, float, str, Colour], None]

CREAM, WHITE, DARK = rgb("#f6eddc"), rgb("#ffffff"), rgb("#2b2a33")
GLASS, STEEL, WOOD = rgb("#bfe0ea"), rgb("#c3cad3"), rgb("#a06c40")
SCREEN, PICTURE = rgb("#23323f"), rgb("#5fb0d9")


@dataclass(frozen=True)
class Wheel:
    """A wheel: its hub in metres, its radius, and "tyre", "spoked" or "crank" (a bicycle's), "iron" (a train's) or "plain"."""

    x: float
    y: float
    radius: float
    look: str = "tyre"


@dataclass(frozen=True)
class Thing:
    """A thing that can be in a picture.

    Attributes:
        body: its measures, for framing.
        colour: of the part people mean by its colour, when none was said.
        still: draws what does not move, in a colour.
        live: draws what moves, over it: (brush, seconds, action, colour).
        behind: the same, under it.
        wheels: turned by the way it makes.
        is_round: it rolls and spins about its middle.
    """

    body: Body
    colour: Colour
    still: Still
    live: Live | None = None
    behind: Live | None = None
    wheels: tuple[Wheel, ...] = ()
    is_round: bool = False


def body(height: float, length: float, habitat: str = "ground", head_at: float = 0.5, head: float = 0.72) -> Body:
    """The measures of a thing: a close-up shows `head` of its height, the middle of it at `head_at` of its height."""
    extent = max(height, 0.62 * length)
    return Body(height, head * extent, head_at * height, length, habitat=habitat)


def nothing(brush: Brush, colour: Colour) -> None:
    """The still part of a thing all of which moves."""


@cache
def outline(numbers: str) -> tuple[Point, ...]:
    """The points of "x y  x y …"; a point said twice is a corner of `Brush.smooth`."""
    values = [float(number) for number in numbers.split()]
    return tuple(zip(values[::2], values[1::2], strict=True))


@cache
def mirrored(numbers: str) -> tuple[Point, ...]:
    """An outline that is the same left and right of x = 0, from its right half."""
    right = outline(numbers)
    return (*right, *((-x, y) for x, y in reversed(right)))


def arc(x: float, y: float, radius: float, start: float = 0.0, sweep: float = 360.0) -> list[Point]:
    """Points along a part of a circle, anticlockwise, in degrees; the whole of it by default."""
    steps = max(6, round(abs(sweep) / 12))
    turns = (math.radians(start + sweep * step / steps) for step in range(steps + 1))
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
