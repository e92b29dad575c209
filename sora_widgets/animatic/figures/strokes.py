"""Strokes that bodies are made of: tapered limbs, and shapes kept ready to be drawn at any size. Over Skia."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import skia

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour

__all__ = ["bent", "limb", "ready", "stamp"]


_CAP = tuple((math.cos(share * math.pi / 6), math.sin(share * math.pi / 6)) for share in range(1, 6))


def limb(brush: Brush, points: Sequence[Point], widths: Sequence[float], colour: Colour) -> None:
    """A limb through `points`, as wide as `widths` there, round at its ends and joints: one outline without inner edges."""
    ways = []
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        length = math.hypot(dx, dy) or 1e-6
        ways.append((dx / length, dy / length))
    left: list[skia.Point] = []
    right: list[skia.Point] = []
    last = len(points) - 1
    for index, (x, y) in enumerate(points):
        r = 0.5 * widths[index]
        if index in (0, last):
            ux, uy = ways[0 if index == 0 else -1]
            left.append(skia.Point(x - uy * r, y + ux * r))
            right.append(skia.Point(x + uy * r, y - ux * r))
            continue
        (ux, uy), (vx, vy) = ways[index - 1], ways[index]
        mx, my = ux + vx, uy + vy
        length = math.hypot(mx, my) or 1e-6
        normals = ((-uy, ux), (-my / length, mx / length), (-vy, vx))
        is_left_inside = ux * vy - uy * vx > 0  # the outer side of a joint is round, the inner one a crease
        for side, row in ((1.0, left), (-1.0, right)):
            is_inside = is_left_inside == (side > 0)
            for nx, ny in normals[::2] if is_inside else normals:
                row.append(skia.Point(x + side * nx * r, y + side * ny * r))
    path = skia.Path()
    path.addPoly(
        [
            *left,
            *_cap(points[-1], 0.5 * widths[-1], ways[-1], 1.0),
            *reversed(right),
            *_cap(points[0], 0.5 * widths[0], ways[0], -1.0),
        ],
        True,
    )
    brush.path(path, colour)


def _cap(at: Point, radius: float, way: Point, side: float) -> list[skia.Point]:
    """The round end of a limb, on its way or (side -1) against it."""
    (x, y), (ux, uy), r = at, way, side * radius
    return [skia.Point(x + r * (ux * sine - uy * cosine), y + r * (uy * sine + ux * cosine)) for cosine, sine in _CAP]


def bent(brush: Brush, points: Sequence[Point], widths: Sequence[float], colour: Colour, alpha: float = 1.0) -> None:
    """A limb without joints: a smooth line through `points` (Catmull-Rom), for tails, trunks and snakes."""
    line: list[Point] = []
    wide: list[float] = []
    last = len(points) - 1
    for index in range(last):
        p0, p1, p2, p3 = points[max(0, index - 1)], points[index], points[index + 1], points[min(last, index + 2)]
        for step in range(4):
            t = step / 4
            a, b, c = -0.5 * t + t * t - 0.5 * t**3, 1 - 2.5 * t * t + 1.5 * t**3, 0.5 * t + 2 * t * t - 1.5 * t**3
            d = -0.5 * t * t + 0.5 * t**3
            line.append((a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]))
            wide.append(widths[index] + (widths[index + 1] - widths[index]) * t)
    line.append(points[-1])
    wide.append(widths[-1])
    left: list[skia.Point] = []
    right: list[skia.Point] = []
    ways = []
    for index, (x, y) in enumerate(line):
        before, after = line[max(0, index - 1)], line[min(len(line) - 1, index + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1e-6
        ways.append((dx / length, dy / length))
        nx, ny = -0.5 * wide[index] * dy / length, 0.5 * wide[index] * dx / length
        left.append(skia.Point(x + nx, y + ny))
        right.append(skia.Point(x - nx, y - ny))
    path = skia.Path()
    path.addPoly(
        [
            *left,
            *_cap(line[-1], 0.5 * wide[-1], ways[-1], 1.0),
            *reversed(right),
            *_cap(line[0], 0.5 * wide[0], ways[0], -1.0),
        ],
        True,
    )
    brush.path(path, colour, alpha)


@lru_cache(maxsize=512)
def ready(points: tuple[Point, ...]) -> skia.Path:
    """The closed, rounded outline of `Brush.smooth`, made once. A point said twice is a corner."""
    path = skia.Path()
    count = len(points)
    path.moveTo((points[-1][0] + points[0][0]) / 2, (points[-1][1] + points[0][1]) / 2)
    for index, (x, y) in enumerate(points):
        after = points[(index + 1) % count]
        path.quadTo(x, y, (x + after[0]) / 2, (y + after[1]) / 2)
    path.close()
    return path


def stamp(
    brush: Brush,
    points: tuple[Point, ...],
    colour: Colour,
    at: Point = (0.0, 0.0),
    size: Point | float = 1.0,
    turn: float = 0.0,
) -> None:
    """A ready outline at a place, in a size (of x and y), turned anticlockwise."""
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*at)
    if turn:
        canvas.rotate(math.degrees(turn))
    path = ready(points)
    if isinstance(size, int | float):
        canvas.scale(size, size)
    else:  # the path and not the canvas, or a line around it would be thick one way and thin the other
        sized = skia.Path()
        path.transform(skia.Matrix.Scale(*size), sized)
        path = sized
    brush.path(path, colour)
    canvas.restore()
