"""Laid out ground: a garden, a cemetery."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import dots, grown, in_a_row, put, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["FLOWERS", "cemetery", "garden"]

FLOWERS = tuple(rgb(code) for code in ("#e2453f", "#f2c94c", "#f29ac0", "#b06bd6", "#ffffff", "#f28f3b"))


def garden(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Flower beds before a clipped hedge and a picket fence, a rose arch, a fountain, a cottage."""
    place = Place(rgb("#7ab653"), rgb("#9cc265"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 70, lambda b, r: greenery.tree_line(b, r, 9, rgb("#5f9f58"), rng)))
    add(upright(stage, light, 26 * unit, lambda b, r: _cottages(b, r, unit)))
    add(upright(stage, light, 15 * unit, lambda b, r: _hedge(b, r, 1.9 * unit, rng)))
    add(upright(stage, light, 10 * unit, lambda b, r: put(b, "fountain", -3.6 * unit, 0, unit), covers=False))
    add(upright(stage, light, 8.2 * unit, lambda b, r: _rose_arch(b, 2.6 * unit, unit, rng), covers=False))
    add(upright(stage, light, 6.4 * unit, lambda b, r: _flower_bed(b, r, rng, 0.62 * unit, 1.2 * unit), covers=False))
    add(upright(stage, light, 5.2 * unit, lambda b, r: pickets(b, r, unit), covers=False))
    add(upright(stage, light, 2.3 * unit, lambda b, r: _flower_bed(b, r, rng, 0.34 * unit, 1.1 * unit), covers=False))
    place.ribbons.append(land.winding(stage, rgb("#ddd0b4"), start=0.5, width=0.6))
    add(
        upright(
            stage,
            light,
            -0.5 * stage.distance,
            lambda b, r: _flower_bed(b, r, rng, 0.10 * stage.visible_m, 0.55 * stage.visible_m),
        )
    )
    return place


def cemetery(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Crosses and stones between cypresses, a chapel, an iron fence."""
    place = Place(rgb("#6f8f5a"), rgb("#86a06a"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 120, lambda b, r: greenery.tree_line(b, r, 10, rgb("#5f8466"), rng)))
    add(upright(stage, light, 34 * unit, lambda b, r: steeple(b, -6.5 * unit, unit), covers=False))
    add(
        upright(
            stage,
            light,
            24 * unit,
            lambda b, r: in_a_row(
                r, rng, 4.4 * unit, lambda x: greenery.poplar(b, x, unit * rng.uniform(5, 7.5), rgb("#3f6a4a"))
            ),
        )
    )
    add(upright(stage, light, 17 * unit, lambda b, r: _iron_fence(b, r, unit), covers=False))
    for depth, every in ((12.0, 2.0), (7.6, 2.2), (4.6, 2.6)):
        add(upright(stage, light, depth * unit, partial(_graves, rng=rng, unit=unit, every=every * unit), covers=False))
    place.ribbons.append(land.winding(stage, rgb("#b3a78f"), start=0.2, width=0.5))
    land.foreground(place, stage, light, rng, rgb("#4f6f40"))
    return place


def _hedge(brush: Brush, reach: float, tall: float, rng: random.Random) -> None:
    leaf = rgb("#3f7d44")
    brush.box(-reach, -1, 2 * reach, tall + 1, leaf)
    brush.box(-reach, tall * 0.94, 2 * reach, tall * 0.1, lighter(leaf, 0.16))
    in_a_row(
        reach,
        rng,
        tall * 0.5,
        lambda x: brush.circle(x, tall * rng.uniform(0.2, 0.8), tall * 0.06, lighter(leaf, 0.12)),
    )
    in_a_row(reach, rng, tall * 3.2, lambda x: brush.circle(x, tall * 1.3, tall * 0.42, lighter(leaf, 0.05)))


def _flower_bed(brush: Brush, reach: float, rng: random.Random, tall: float, every: float) -> None:
    """Clumps of flowers, each clump of one colour."""
    green = rgb("#4f8f42")

    def clump(x: float) -> None:
        bloom = rng.choice(FLOWERS)
        brush.ellipse(x, tall * 0.2, tall * 0.75, tall * 0.42, green)
        heads = [(x + rng.uniform(-0.6, 0.6) * tall, tall * rng.uniform(0.55, 1.15)) for _ in range(5)]
        for fx, fy in heads:
            brush.box(fx - tall * 0.025, 0, tall * 0.05, fy, green)
        dots(brush, [(fx, fy, tall * 0.17) for fx, fy in heads], bloom)
        dots(
            brush,
            [(fx, fy, tall * 0.06) for fx, fy in heads],
            rgb("#f7e08a") if bloom != FLOWERS[1] else rgb("#8a5a30"),
        )

    in_a_row(reach, rng, every, clump, clear=every * 0.5)


def pickets(brush: Brush, reach: float, unit: float, paints: tuple[Colour, ...] = (rgb("#f7f4ea"),)) -> None:
    step = 0.34 * unit
    for y in (0.3, 0.7):
        brush.box(-reach, y * unit, 2 * reach, 0.08 * unit, lighter(paints[0], -0.12))
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        x = index * step
        paint = paints[index % len(paints)]
        brush.polygon(
            [
                (x, 0),
                (x, 0.9 * unit),
                (x + 0.09 * unit, 1.05 * unit),
                (x + 0.18 * unit, 0.9 * unit),
                (x + 0.18 * unit, 0),
            ],
            paint,
        )


def _rose_arch(brush: Brush, x: float, unit: float, rng: random.Random) -> None:
    points = [
        (x + 0.95 * unit * math.cos(turn), (1.6 + 0.85 * math.sin(turn)) * unit)
        for turn in (k * math.pi / 12 for k in range(13))
    ]
    ring = [(x + 0.95 * unit, 0.0), *points, (x - 0.95 * unit, 0.0)]
    brush.line(ring, 0.26 * unit, rgb("#4a8a45"))
    for px, py in ring:
        for _ in range(3):
            brush.circle(
                px + rng.uniform(-0.15, 0.15) * unit,
                py + rng.uniform(-0.15, 0.3) * unit,
                0.09 * unit,
                rng.choice((rgb("#e2607a"), rgb("#f29ac0"), rgb("#d2353f"))),
            )
    for y in (0.3, 0.7):
        for side in (-1, 1):
            brush.circle(x + side * 0.95 * unit, y * unit, 0.09 * unit, rgb("#e2607a"))


def _cottages(brush: Brush, reach: float, unit: float) -> None:
    every = 26 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        put(brush, "house", (index * 26 + 4.5) * unit, 0, unit * 1.05, (rgb("#e9d8b4"), rgb("#d9c3b0"))[index % 2])


def steeple(brush: Brush, x: float, unit: float) -> None:
    """A country church."""
    wall, slate = rgb("#e3d9c6"), rgb("#5f6b7a")
    brush.box(x, 0, 9 * unit, 5 * unit, wall)
    brush.polygon(
        [
            (x - 0.4 * unit, 5 * unit),
            (x + 0.8 * unit, 8.2 * unit),
            (x + 8.2 * unit, 8.2 * unit),
            (x + 9.4 * unit, 5 * unit),
        ],
        slate,
    )
    brush.box(x - 3.2 * unit, 0, 3.6 * unit, 10 * unit, lighter(wall, -0.06))
    brush.polygon([(x - 3.5 * unit, 10 * unit), (x - 1.4 * unit, 16.5 * unit), (x + 0.7 * unit, 10 * unit)], slate)
    brush.line([(x - 1.4 * unit, 16.5 * unit), (x - 1.4 * unit, 18 * unit)], 0.2 * unit, rgb("#c9a04a"))
    brush.line([(x - 1.9 * unit, 17.4 * unit), (x - 0.9 * unit, 17.4 * unit)], 0.2 * unit, rgb("#c9a04a"))
    brush.circle(x - 1.4 * unit, 8.6 * unit, 0.75 * unit, rgb("#f7f4ea"))
    brush.line([(x - 1.4 * unit, 8.6 * unit), (x - 1.4 * unit, 9.1 * unit)], 0.12 * unit, rgb("#3a3f46"))
    lit = are_lit(brush)
    for index in range(4):
        brush.box(
            x + (1.2 + 2 * index) * unit,
            1.4 * unit,
            0.8 * unit,
            2.3 * unit,
            rgb("#ffd98a") if lit else rgb("#4d6074"),
            1.0,
            lit,
        )


def _iron_fence(brush: Brush, reach: float, unit: float) -> None:
    iron = rgb("#343a40")
    for y in (0.25, 1.2):
        brush.box(-reach, y * unit, 2 * reach, 0.05 * unit, iron)
    step = 0.3 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        brush.box(index * step, 0, 0.04 * unit, 1.45 * unit, iron)


def _graves(brush: Brush, reach: float, rng: random.Random, unit: float, every: float) -> None:
    def grave(x: float) -> None:
        stone = mix(rgb("#b3b5b0"), rgb("#8d918f"), rng.random())
        if rng.random() < 0.4:
            brush.box(x - 0.08 * unit, 0, 0.16 * unit, 1.1 * unit, stone)
            brush.box(x - 0.32 * unit, 0.68 * unit, 0.64 * unit, 0.15 * unit, stone)
        else:
            brush.box(x - 0.32 * unit, 0, 0.64 * unit, 0.6 * unit, stone)
            brush.circle(x, 0.6 * unit, 0.32 * unit, stone)
            for y in (0.4, 0.55):
                brush.box(x - 0.18 * unit, y * unit, 0.36 * unit, 0.04 * unit, lighter(stone, -0.25))
        brush.ellipse(x, 0.03 * unit, 0.5 * unit, 0.06 * unit, rgb("#5f7f4a"))

    in_a_row(reach, rng, every, grave, clear=0.8 * unit)
