"""A suspension bridge."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, masonry, waters
from sora_widgets.animatic.places.planes import grown, lying, upright
from sora_widgets.animatic.places.roads import ASPHALT, LINE
from sora_widgets.animatic.stage import Stage

__all__ = ["bridge"]


def bridge(stage: Stage, light: Light, rng: random.Random) -> Place:
    """The deck of a suspension bridge over a wide river, its towers and cables, hills and a town."""
    place = Place(rgb("#8d8a86"), rgb("#5f9ab0"))
    add = place.layers.append
    unit = grown(stage)
    edge = 3.4 * unit
    waters.water(place, stage, light, rng, edge + 4.0 * unit, 500.0, rgb("#3f86a3"))
    add(upright(stage, light, 700, lambda b, r: greenery.ridge(b, r, 90, rgb("#7d9aa8"), rng)))
    add(upright(stage, light, 420, lambda b, r: masonry.skyline(b, r, 44, rgb("#8d9aa8"), rng)))
    add(upright(stage, light, edge + 4.2 * unit, partial(_cables, unit=unit, back=True), covers=False))
    add(upright(stage, light, edge, partial(_parapet, unit=unit), covers=False))
    add(upright(stage, light, edge - 0.1 * unit, partial(_cables, unit=unit, back=False), covers=False))
    add(lying(stage, light, edge, lambda b, r: _deck(b, r, stage, edge, unit)))
    return place


def _cables(brush: Brush, reach: float, unit: float, back: bool) -> None:
    """Towers, the sagging main cable and its hangers."""
    iron = rgb("#c2553f") if not back else mix(rgb("#c2553f"), rgb("#a9b8c0"), 0.3)
    every, tall = 19.0 * unit, 10.5 * unit
    start = -4.6 * unit if not back else -5.2 * unit
    for index in range(-int(reach / every) - 2, int(reach / every) + 2):
        x = start + index * every
        points = []
        for step in range(13):
            share = step / 12
            points.append((x + every * share, tall - (tall - 1.5 * unit) * (1 - (2 * share - 1) ** 2)))
        brush.line(points, 0.17 * unit, iron)
        for px, py in points[1:-1]:
            brush.line([(px, 0.9 * unit), (px, py)], 0.045 * unit, lighter(iron, 0.1))
        brush.box(x - 0.38 * unit, -1.0 * unit, 0.76 * unit, tall + 1.6 * unit, iron)
        brush.box(x + 0.1 * unit, -1.0 * unit, 0.28 * unit, tall + 1.6 * unit, lighter(iron, -0.15))
        for y in (3.4, 6.8, 10.3):
            brush.box(x - 0.6 * unit, y * unit, 1.2 * unit, 0.3 * unit, lighter(iron, 0.08))


def _parapet(brush: Brush, reach: float, unit: float) -> None:
    iron = rgb("#c2553f")
    brush.box(-reach, -0.25 * unit, 2 * reach, 0.3 * unit, rgb("#77736e"))
    for y in (0.15, 0.55, 0.95):
        brush.box(-reach, y * unit, 2 * reach, 0.07 * unit, iron)
    step = 0.8 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        brush.box(index * step, 0, 0.06 * unit, 1.0 * unit, iron)
    lamp = 9.5 * unit
    for index in range(-int(reach / lamp) - 1, int(reach / lamp) + 2):
        brush.canvas.save()
        brush.canvas.scale(unit, unit)
        masonry.lamp_post(brush, (index + 0.4) * 9.5, 3.6)
        brush.canvas.restore()


def _deck(brush: Brush, reach: float, stage: Stage, edge: float, unit: float) -> None:
    near = -1.15 * stage.distance
    brush.box(-reach, near, 2 * reach, edge - 0.8 * unit - near, ASPHALT)
    brush.box(-reach, edge - 0.85 * unit, 2 * reach, 0.12 * unit, rgb("#c9c3b8"))
    step = 3.4 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 2):
        brush.box(index * step, 0.9 * unit, 1.7 * unit, 0.12 * unit, LINE, 0.9)
