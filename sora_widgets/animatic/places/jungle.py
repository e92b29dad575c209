"""A jungle: green behind green, lianas, giant leaves close to the lens."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from functools import partial

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land
from sora_widgets.animatic.places.planes import dots, grown, in_a_row, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["jungle"]

_RIBS_SEEN = 8.0  # leaf lengths away from which on a leaf is one tone


def jungle(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Green behind green: giant leaves, lianas, palms, leaves close to the lens."""
    place = Place(rgb("#3f7a3c"), rgb("#5a9a55"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 60 * unit, lambda b, r: greenery.tree_line(b, r, 24 * unit, rgb("#79b089"), rng)))
    for depth, tone, tall in ((34.0, "#5f9f74", 13.0), (21.0, "#4a8c5c", 11.0), (12.0, "#3a7a48", 9.5)):
        add(
            upright(
                stage,
                light,
                depth * unit,
                partial(_thicket, rng=rng, tall=tall * unit, leaf=rgb(tone)),
                ground=rgb(tone),
            )
        )
    add(upright(stage, light, 8.0 * unit, partial(_lianas, rng=rng, unit=unit), sway=0.008))
    add(
        upright(
            stage,
            light,
            5.2 * unit,
            partial(_ferns, rng=rng, tall=1.5 * unit, leaf=rgb("#2f8a45"), clear=1.0 * unit),
            sway=0.008,
            covers=False,
        )
    )
    add(
        upright(
            stage,
            light,
            2.0 * unit,
            partial(_ferns, rng=rng, tall=0.55 * unit, leaf=rgb("#43a052"), clear=0.5 * unit),
            sway=0.01,
            covers=False,
        )
    )
    place.ribbons.append(land.winding(stage, rgb("#8a7048"), start=0.2, width=0.55))
    near = -0.5 * stage.distance
    add(upright(stage, light, near, partial(_framing_leaves, stage=stage, depth=near), sway=0.01))
    return place


def _leaf(path: skia.Path, x: float, y: float, angle: float, length: float) -> None:
    """One broad pointed leaf, added to a path."""
    dx, dy = math.cos(angle) * length, math.sin(angle) * length
    nx, ny = -dy * 0.24, dx * 0.24
    path.moveTo(x, y)
    path.quadTo(x + dx * 0.4 + nx, y + dy * 0.4 + ny, x + dx, y + dy)
    path.quadTo(x + dx * 0.4 - nx, y + dy * 0.4 - ny, x, y)


def _foliage(brush: Brush, leaves: Iterable[tuple[float, float, float, float]], colour: Colour) -> None:
    """Leaves (x, y, angle, length) in three tones, each at the price of one shape; near ones have a rib."""
    tones = [skia.Path() for _ in range(3)]
    ribs = skia.Path()
    for index, (x, y, angle, length) in enumerate(leaves):
        _leaf(tones[index % 3], x, y, angle, length)
        if brush.distance_m < _RIBS_SEEN * length:
            dx, dy, thin = math.cos(angle) * length, math.sin(angle) * length, 0.014
            ribs.addPoly(
                [
                    skia.Point(x - thin * dy, y + thin * dx),
                    skia.Point(x + 0.92 * dx, y + 0.92 * dy),
                    skia.Point(x + thin * dy, y - thin * dx),
                ],
                True,
            )
    for path, shade in zip(tones, (-0.12, 0.0, 0.1), strict=True):
        brush.path(path, lighter(colour, shade))
    brush.path(ribs, lighter(colour, 0.2))


def _thicket(brush: Brush, reach: float, rng: random.Random, tall: float, leaf: Colour) -> None:
    """Trunks, crowns that run into each other, palms between them, leaves at their feet."""
    is_near = brush.distance_m < 30
    brush.box(-reach, -2, 2 * reach, tall * 0.16 + 2, lighter(leaf, -0.08))
    trunks, crowns, tops = skia.Path(), skia.Path(), skia.Path()
    leaves = []

    def plant(x: float) -> None:
        if rng.random() < (0.26 if brush.distance_m < 40 else 0.1):
            greenery.palm(brush, x, tall * rng.uniform(0.6, 0.85), rng.uniform(-0.12, 0.12))
        else:
            outline = [(x - tall * 0.05, 0), (x - tall * 0.025, tall), (x + tall * 0.025, tall), (x + tall * 0.06, 0)]
            trunks.addPoly([skia.Point(*point) for point in outline], True)
            for rank in range(5):
                cx, cy = x + rng.uniform(-0.3, 0.3) * tall, tall * rng.uniform(0.75, 1.1)
                radius = tall * rng.uniform(0.14, 0.24)
                crowns.addCircle(cx, cy, radius)
                if rank < 3:
                    tops.addCircle(cx - 0.03 * tall, cy + 0.04 * tall, radius * 0.6)
        for _ in range(3 if is_near else 0):
            foot = x + rng.uniform(-0.2, 0.2) * tall
            leaves.append((foot, 0.0, rng.uniform(0.5, 2.6), tall * rng.uniform(0.14, 0.24)))

    in_a_row(reach, rng, tall * (0.38 if is_near else 0.6), plant)
    brush.path(trunks, mix(rgb("#5b4630"), leaf, 0.25))
    brush.path(crowns, leaf)
    brush.path(tops, lighter(leaf, 0.1))
    _foliage(brush, leaves, leaf)


def _lianas(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    top = 7.5 * unit
    crowns = []
    x = -reach
    while x < reach:
        crowns.append((x, top + rng.uniform(-0.3, 0.9) * unit, rng.uniform(0.9, 1.5) * unit))
        x += 1.4 * unit
    brush.cluster(crowns, rgb("#2f6b3c"))
    brush.box(-reach, top + 0.5 * unit, 2 * reach, 12 * unit, rgb("#2f6b3c"))

    leaves = []

    def hang(x: float) -> None:
        low = rng.uniform(2.4, 5.5) * unit
        brush.curve(
            (x, top),
            (x + rng.uniform(-0.7, 0.7) * unit, low + unit),
            (x + rng.uniform(-0.4, 0.4) * unit, low),
            0.05 * unit,
            rgb("#3f7a3c"),
        )
        for share in (0.35, 0.8):
            leaves.append((x, top - (top - low) * share, rng.uniform(3.6, 5.8), 0.34 * unit))

    in_a_row(reach, rng, 1.5 * unit, hang)
    _foliage(brush, leaves, rgb("#4f9a4a"))
    bark = rgb("#4d3c2c")
    for x in (-4.6, 4.3, -11.0, 11.5):
        foot = x * unit
        brush.polygon(
            [
                (foot - 0.9 * unit, 0),
                (foot - 0.36 * unit, 1.4 * unit),
                (foot - 0.34 * unit, top + unit),
                (foot + 0.36 * unit, top + unit),
                (foot + 0.4 * unit, 1.2 * unit),
                (foot + 1.0 * unit, 0),
            ],
            bark,
        )
        brush.polygon(
            [
                (foot - 0.32 * unit, top),
                (foot - 0.12 * unit, top),
                (foot - 0.2 * unit, 0.4 * unit),
                (foot - 0.6 * unit, 0),
            ],
            lighter(bark, 0.12),
        )


def _ferns(brush: Brush, reach: float, rng: random.Random, tall: float, leaf: Colour, clear: float) -> None:
    leaves: list[tuple[float, float, float, float]] = []
    blooms: dict[Colour, list[tuple[float, float, float]]] = {}

    def fern(x: float) -> None:
        for angle in (0.5, 1.0, 1.6, 2.2, 2.7):
            leaves.append((x, 0.0, angle + rng.uniform(-0.2, 0.2), tall * rng.uniform(0.6, 1.0)))
        if rng.random() < 0.3:
            bloom = rng.choice((rgb("#e2453f"), rgb("#f2a03b"), rgb("#d86fb0")))
            blooms.setdefault(bloom, []).append((x + 0.1 * tall, tall * 0.7, tall * 0.1))

    in_a_row(reach, rng, tall * 1.1, fern, clear)
    _foliage(brush, leaves, leaf)
    for colour, heads in blooms.items():
        dots(brush, heads, colour)


def _framing_leaves(brush: Brush, reach: float, stage: Stage, depth: float) -> None:
    """Big dark leaves in the corners of the unmoved frame."""
    visible = stage.visible_m * (depth + stage.distance) / stage.distance
    half = 0.5 * visible * stage.width / stage.height
    broad = min(visible, 1.2 * half)  # a tall narrow frame has room for small leaves only
    rest = stage.rest
    middle = rest.y + rest.tilt * visible
    for side in (-1, 1):
        x = rest.x + side * (half + 0.08 * broad)
        for y, angle, size in (
            (0.52, -0.5, 0.5),
            (0.3, -0.15, 0.4),
            (-0.45, 0.5, 0.5),
            (-0.55, 0.15, 0.42),
            (-0.3, 0.9, 0.4),
        ):
            leaf = (x, middle + y * visible, angle if side < 0 else math.pi - angle, size * broad * 0.75)
            _foliage(brush, [leaf], rgb("#2a7042") if y > 0 else rgb("#2f7d47"))
