"""Wild coasts: a cliff over the sea, the ice at the end of the world."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land, waters
from sora_widgets.animatic.places.planes import grown, in_a_row, put, upright
from sora_widgets.animatic.places.waters import is_afloat
from sora_widgets.animatic.stage import Stage

__all__ = ["arctic", "cliff"]


_COAST = 0.4  # drawn in the measures of a real coast, and nearer than that: the air would take the white away


def cliff(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Grass that ends in the air: the sea far below, chalk walls along the coast, gulls."""
    place = Place(rgb("#86b058"), rgb("#86b058"))
    add = place.layers.append
    unit = grown(stage)
    brink = 4.2 * unit
    waters.water(place, stage, light, rng, brink, 4000.0, rgb("#2f86ab"))
    add(upright(stage, light, 1400, lambda b, r: waters.headland(b, r, rng)))
    for depth, tip in ((170.0, 112.0), (98.0, 26.0), (52.0, -16.0)):
        add(upright(stage, light, depth, partial(_chalk, rng=rng, tip=tip), covers=False))
    add(_gulls(stage, 30.0))
    add(upright(stage, light, brink, partial(_edge, rng=rng, unit=unit), covers=False, ground=rgb("#86b058")))
    turf = partial(greenery.turf, rng=rng, height=0.22, leaf=rgb("#6f9a48"), every=0.5, bloom=0.4)
    add(upright(stage, light, 3.2 * unit, turf, sway=0.03))
    add(upright(stage, light, 1.8 * unit, turf, sway=0.03))
    land.foreground(place, stage, light, rng, rgb("#5c8a3f"))
    return place


def arctic(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Floes on dark water, icebergs, a wall of ice behind."""
    white = rgb("#e9f2f8")
    place = Place(white, rgb("#dceaf3"))
    add = place.layers.append
    unit = grown(stage)
    afloat = is_afloat(stage)
    near = -0.62 * stage.distance if afloat else 3.2 * unit
    waters.water(place, stage, light, rng, near, 900.0, rgb("#3f88ad"))
    for depth in (70.0, 34.0, 17.0, 9.5):
        reach = stage.half_reach_m(depth)
        step = depth * 0.75
        for index in range(-int(reach / step) - 1, int(reach / step) + 2):
            x, half = (index + rng.uniform(-0.3, 0.3)) * step, depth * rng.uniform(0.1, 0.25)
            deep = depth * 0.045
            floe = (
                (depth - deep, x - half * 0.8, x + half * 0.7),
                (depth, x - half, x + half),
                (depth + deep, x - half * 0.6, x + half * 0.8),
            )
            place.ribbons.append(Ribbon(floe, white))
    add(upright(stage, light, 520, partial(_ice_wall, rng=rng, tall=60.0)))
    add(
        upright(
            stage,
            light,
            150,
            lambda b, r: in_a_row(
                r, rng, 70.0, lambda x: put(b, "iceberg", x, 0, rng.uniform(2.2, 3.4), is_one_of_many=True)
            ),
        )
    )
    add(
        upright(
            stage,
            light,
            42,
            lambda b, r: in_a_row(r, rng, 26.0, lambda x: put(b, "iceberg", x, 0, rng.uniform(0.7, 1.1)), clear=7),
            covers=False,
        )
    )
    if afloat:
        return place
    add(upright(stage, light, near, partial(_ice_edge, rng=rng, unit=unit), covers=False))
    add(upright(stage, light, -0.45 * stage.distance, lambda b, r: _blocks(b, r, rng, 0.07 * stage.visible_m)))
    return place


def _chalk(brush: Brush, reach: float, rng: random.Random, tip: float) -> None:
    """A promontory from the left that ends at `tip`: green waves on top, a white face down to the foam, stacks."""
    chalk, grass, foam = rgb("#f6efdf"), rgb("#74a84e"), rgb("#f9fdfd")
    foot, length = -30.0, 26.0
    brush.canvas.scale(_COAST, _COAST)
    reach /= _COAST
    crest = [(tip - 2.0, -9.0)]
    while crest[-1][0] > -reach * 1.1:
        rank = len(crest)
        x = crest[-1][0] - length * rng.uniform(0.8, 1.1)
        crest.append((x, (4.5 if rank % 2 else -1.5) + min(7.0, 0.8 * rank) + rng.uniform(-1, 1)))
    left = crest[-1][0]
    brush.smooth([(left, foot), (left, foot), *reversed(crest), (tip, foot), (tip, foot)], chalk)
    for index, (x, y) in enumerate(crest[1:], 1):
        brush.polygon(
            [(x + 6.0, y - 4.0), (x + 9.5, y - 4.5), (x + 11.0, foot), (x + 4.0 + index % 3, foot)],
            lighter(chalk, -0.10 if index % 2 else -0.06),
        )
    brush.polygon([(tip - 11.0, -6.0), (tip - 2.5, -9.5), (tip, foot), (tip - 13.0, foot)], lighter(chalk, -0.16))
    under = [(x, y - 3.4 - 0.8 * (index % 2)) for index, (x, y) in enumerate(crest)]
    brush.smooth([*under[1:], *reversed(crest[1:]), (tip - 6.0, -4.0)], grass)
    for x, tall, wide in ((tip + 9.0, 17.0, 5.0), (tip + 19.0, 9.0, 4.0)):
        top, side = (x + 0.5 * wide, foot + 0.9 * tall), (x + wide, foot)
        brush.polygon([(x - wide, foot), (x - 0.6 * wide, foot + tall), top, side], chalk)
        brush.polygon([(x, foot), (x + 0.1 * wide, foot + 0.95 * tall), top, side], lighter(chalk, -0.1))
    brush.box(left, foot - 0.9, tip + 12.0 - left, 1.5, foam, 0.85)
    brush.ellipse(tip + 12.0, foot, 14.0, 0.8, foam, 0.7)


def _edge(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    """The brink: turf that ends in the air, a shoulder of chalk beside the picture."""
    turf, chalk = rgb("#86b058"), rgb("#e6dcc6")
    points = [(-reach, 0.0)]
    x = -reach
    while x < reach:
        points.append((x, rng.uniform(-0.04, 0.2) * unit))
        x += 0.7 * unit
    brush.polygon([*points, (reach, 0.0), (reach, -40.0 * unit), (-reach, -40.0 * unit)], turf)
    brush.line(points, 0.12 * unit, lighter(turf, 0.16))
    for at, size in ((4.4, 0.7), (-11.0, 1.0), (16.0, 0.9)):
        rock = [(-1.5, -0.1), (-1.1, 0.5), (-0.2, 1.25), (0.9, 1.5), (2.2, 1.3), (3.4, 0.7), (4.4, -0.1)]
        shade = [(0.9, 1.5), (2.2, 1.3), (3.4, 0.7), (4.4, -0.1), (1.3, -0.1), (1.6, 0.7)]
        cap = [(-0.5, 1.0), (0.0, 1.42), (0.9, 1.68), (2.2, 1.5), (3.0, 1.0), (2.1, 1.12), (0.9, 1.28)]
        for outline, colour in ((rock, chalk), (shade, lighter(chalk, -0.14)), (cap, lighter(turf, 0.06))):
            brush.polygon([((at + size * px) * unit, size * py * unit) for px, py in outline], colour)


def _gulls(stage: Stage, depth: float) -> Layer:
    """Gulls that hang in the wind."""
    rng = random.Random(stage.scene.seed + 29)
    flock = [(rng.uniform(-14, 14), rng.uniform(4, 11), rng.uniform(0.5, 0.9), rng.uniform(0, 6)) for _ in range(6)]

    def animate(brush: Brush, seconds: float) -> None:
        for x, y, size, phase in flock:
            at = x + 0.9 * seconds
            up = y + 0.3 * math.sin(0.9 * seconds + phase)
            lift = size * (0.25 + 0.16 * math.sin(3.2 * seconds + phase))
            for wing in (-1, 1):
                brush.curve(
                    (at, up),
                    (at + wing * 0.5 * size, up + lift),
                    (at + wing * size, up + 0.3 * lift),
                    0.1 * size,
                    rgb("#f7fafb"),
                )

    return Layer(depth, animate=animate)


def _ice_wall(brush: Brush, reach: float, rng: random.Random, tall: float) -> None:
    """The face of a glacier: blue cracks in white."""
    ice = rgb("#d3e8f3")
    x = -reach
    outline = [(-reach, -5.0)]
    while x < reach:
        outline.append((x, tall * rng.uniform(0.7, 1.0)))
        x += tall * rng.uniform(0.18, 0.42)
    brush.polygon([*outline, (reach, -5.0)], ice)
    for px, py in outline[1::2]:
        brush.polygon(
            [(px, py), (px + tall * 0.1, py * 0.9), (px + tall * 0.07, -5), (px - tall * 0.02, -5)],
            mix(ice, rgb("#6fb0d6"), 0.55),
        )
    brush.polygon(
        [
            (-reach, tall * 0.92),
            *((px, py + tall * 0.05) for px, py in outline[1:]),
            (reach, tall * 0.92),
            (reach, tall * 0.86),
            *((px, py - tall * 0.04) for px, py in reversed(outline[1:])),
        ],
        rgb("#f7fbfd"),
    )


def _ice_edge(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    points = [(-reach, 0.06 * unit)]
    x = -reach
    while x < reach:
        points.append((x, rng.uniform(0.02, 0.13) * unit))
        x += rng.uniform(0.4, 1.2) * unit
    brush.polygon([*points, (reach, 0.06 * unit), (reach, -0.14 * unit), (-reach, -0.14 * unit)], rgb("#f7fbfd"))
    in_a_row(reach, rng, 4.2 * unit, lambda at: _block(brush, at, unit * rng.uniform(0.3, 0.6)), clear=1.4 * unit)


def _blocks(brush: Brush, reach: float, rng: random.Random, size: float) -> None:
    in_a_row(reach, rng, size * 8, lambda at: _block(brush, at, size * rng.uniform(0.7, 1.3)), clear=size * 4)


def _block(brush: Brush, x: float, size: float) -> None:
    ice = rgb("#cfe6f2")
    brush.polygon(
        [
            (x - size, -0.1 * size),
            (x - size * 0.7, size * 0.7),
            (x + size * 0.1, size),
            (x + size * 0.8, size * 0.5),
            (x + size, -0.1 * size),
        ],
        ice,
    )
    brush.polygon(
        [(x + size * 0.1, size), (x + size * 0.8, size * 0.5), (x + size, -0.1 * size), (x + size * 0.2, -0.1 * size)],
        lighter(ice, -0.14),
    )
    brush.polygon(
        [
            (x - size * 0.7, size * 0.7),
            (x + size * 0.1, size),
            (x + size * 0.8, size * 0.5),
            (x - size * 0.1, size * 0.62),
        ],
        rgb("#fbfdff"),
    )
