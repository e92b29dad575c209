"""Markings of coats: stripes, patches, spots, spines; cut to the trunk's outline once, then drawn without clipping.

Drawn in half lengths and depths about the middle of the trunk.
"""

from __future__ import annotations

from functools import lru_cache

import skia

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter
from sora_widgets.animatic.figures.beasts import TRUNKS, Beast
from sora_widgets.animatic.figures.strokes import ready

__all__ = ["draw_markings"]

_INK: Colour = (0.17, 0.13, 0.12)
_BELLY: tuple[Point, ...] = (
    *((1.30, -0.16), (1.30, -0.90), (-1.20, -0.90), (-1.20, -0.30), (-0.70, -0.22)),
    *((0.10, -0.20), (0.80, -0.28), (1.10, 0.0)),
)
_PALE: tuple[Point, ...] = ((1.2, -0.2), (1.0, -0.7), (-0.6, -0.7), (-0.3, -0.30), (0.6, -0.28))


def draw_markings(brush: Brush, beast: Beast, coat: Colour) -> None:
    """What is on the flank and under the belly."""
    pattern, second = beast.pattern, beast.second
    if pattern == "stripes":
        is_zebra = beast.face == "horse"
        if not is_zebra:
            brush.path(_cut(beast.trunk, "pale"), second)
        dark = second if is_zebra else lighter(coat, -0.34) if beast.face == "cat" else _INK
        brush.path(_cut(beast.trunk, "long stripes" if is_zebra else "stripes"), dark)
    elif pattern == "patches":
        brush.path(_cut(beast.trunk, "cow" if beast.face == "cow" else "giraffe"), second)
    elif pattern == "dots":
        brush.path(_cut(beast.trunk, "pale"), second)
        brush.path(_cut(beast.trunk, "dots"), lighter(coat, 0.65))
    elif pattern == "panda":
        brush.path(_cut(beast.trunk, "shoulder"), second)
    elif pattern == "spines":
        for row in range(3):
            for index in range(8):
                x, y = -1.05 + 0.26 * index + 0.10 * row, 0.46 - 0.28 * row
                brush.line([(x, y), (x - 0.16, y + 0.10)], 0.045, lighter(coat, 0.38 - 0.1 * row))
        brush.path(_cut(beast.trunk, "face down"), second)
    else:
        is_pale = sum(second) > sum(coat) + 0.2 and beast.face != "horse"
        brush.path(_cut(beast.trunk, "belly"), second if is_pale else lighter(coat, -0.09), 0.75 if is_pale else 1.0)


@lru_cache(maxsize=64)
def _cut(trunk: str, marking: str) -> skia.Path:
    """A marking as one path, without what lies outside of the trunk."""
    whole = skia.Path()
    for points in _shapes(marking):
        whole.addPath(ready(points))
    cut = skia.Op(ready(TRUNKS[trunk]), whole, skia.PathOp.kIntersect_PathOp)
    return whole if cut is None else cut


def _shapes(marking: str) -> list[tuple[Point, ...]]:
    if marking == "belly":
        return [_BELLY]
    if marking == "pale":
        return [_PALE]
    if marking == "shoulder":
        return [((0.42, 0.9), (1.3, 0.9), (1.3, -0.8), (0.50, -0.8), (0.62, 0.0))]
    if marking == "face down":
        return [((1.3, 0.2), (0.62, 0.05), (0.5, -0.36), (-0.9, -0.44), (-0.8, -0.8), (1.2, -0.8))]
    if marking == "stripes":
        return [_stripe(-0.98 + 1.96 * index / 5, (0.02, -0.12, -0.04)[index % 3]) for index in range(6)]
    if marking == "long stripes":
        return [_stripe(-0.98 + 1.96 * index / 7, -0.62) for index in range(8)]
    if marking == "cow":
        places = (
            *((-0.82, 0.22, 0.24, 0.30), (-0.30, -0.18, 0.26, 0.26), (0.16, 0.30, 0.24, 0.26)),
            *((0.64, -0.10, 0.24, 0.34), (1.02, 0.34, 0.14, 0.2)),
        )
        return [_patch(*place) for place in places]
    if marking == "giraffe":
        return [
            _patch(-1.0 + 0.32 * column, 0.36 - 0.36 * row + 0.08 * (column % 2), 0.125, 0.145)
            for column in range(7)
            for row in range(3)
        ]
    return [_patch(-0.95 + 0.20 * index, 0.30 - 0.14 * (index % 3), 0.045, 0.065) for index in range(9)]


def _stripe(x: float, deep: float) -> tuple[Point, ...]:
    return (
        *((x - 0.085, 0.72), (x + 0.085, 0.72), (x + 0.07, 0.25)),
        *((x + 0.02, deep), (x - 0.03, deep), (x - 0.05, 0.25)),
    )


def _patch(x: float, y: float, wide: float, tall: float) -> tuple[Point, ...]:
    return (
        *((x - wide, y - 0.3 * tall), (x - 0.6 * wide, y + tall), (x + 0.5 * wide, y + 0.9 * tall)),
        *((x + wide, y), (x + 0.5 * wide, y - tall), (x - 0.5 * wide, y - 0.9 * tall)),
    )
