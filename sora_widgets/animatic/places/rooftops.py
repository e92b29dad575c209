"""A flat roof over the town."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import masonry
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import grown, lying, slabs, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["rooftop"]


def rooftop(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A flat roof with water tank, vents, aerials and washing, roofs around, towers behind."""
    place = Place(rgb("#a08f80"), rgb("#7d7f88"))
    add = place.layers.append
    unit = grown(stage)
    edge = 5.2 * unit
    for depth, height, code in ((420.0, 130.0, "#a3afbc"), (220.0, 74.0, "#8d9aa9"), (110.0, 33.0, "#77879a")):
        add(upright(stage, light, depth, partial(masonry.skyline, height=height, colour=rgb(code), rng=rng)))
    add(upright(stage, light, 30 * unit, partial(_roofs, rng=rng, unit=unit)))
    add(upright(stage, light, edge, partial(_roof_wall, unit=unit), covers=True))
    add(upright(stage, light, edge - 0.8 * unit, partial(_roof_things, unit=unit), covers=False))
    add(upright(stage, light, edge - 2.2 * unit, partial(_washing, unit=unit), sway=0.01, covers=False))
    add(lying(stage, light, edge, lambda b, r: slabs(b, r, stage, edge, unit, place.ground)))
    return place


def _roofs(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    x = -reach
    while x < reach:
        wide, tall = unit * rng.uniform(6, 10), unit * rng.uniform(-1.5, 2.2)
        wall = rng.choice((rgb("#b9806a"), rgb("#a9958a"), rgb("#8f8a94"), rgb("#c2a585")))
        brush.box(x, -14 * unit, wide, 14 * unit + tall, wall)
        brush.box(x - 0.2 * unit, tall, wide + 0.4 * unit, 0.4 * unit, lighter(wall, 0.18))
        for row in range(3):
            for column in range(3):
                lit = rng.random() < 0.5 * brush.light.lamps
                brush.box(
                    x + wide * (0.14 + 0.3 * column),
                    tall - (1.9 + 2.2 * row) * unit,
                    wide * 0.16,
                    1.3 * unit,
                    masonry.LAMPLIGHT if lit else rgb("#4d5f70"),
                    1.0,
                    lit,
                )
        if rng.random() < 0.6:
            brush.box(x + wide * 0.3, tall, 1.2 * unit, 1.5 * unit, lighter(wall, -0.2))
        x += wide * rng.uniform(1.0, 1.15)


def _roof_wall(brush: Brush, reach: float, unit: float) -> None:
    brush.box(-reach, 0, 2 * reach, 0.8 * unit, rgb("#b08a78"))
    brush.box(-reach, 0.74 * unit, 2 * reach, 0.16 * unit, rgb("#d5c4b0"))


def _roof_things(brush: Brush, reach: float, unit: float) -> None:
    every = 13.0
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    for index in range(-int(reach / every / unit) - 1, int(reach / every / unit) + 2):
        x = index * every - 4.2
        wood = rgb("#8a5f42")
        for leg in (-0.8, 0.8):
            brush.line([(x + leg, 0), (x + leg * 0.85, 1.5)], 0.12, rgb("#4a4f57"))
        brush.line([(x - 0.8, 0.1), (x + 0.7, 1.4)], 0.06, rgb("#4a4f57"))
        brush.box(x - 1.0, 1.5, 2.0, 1.9, wood)
        for share in (0.2, 0.5, 0.8):
            brush.box(x - 1.0, 1.5 + 1.9 * share, 2.0, 0.06, lighter(wood, -0.3))
        brush.polygon([(x - 1.15, 3.4), (x, 4.2), (x + 1.15, 3.4)], lighter(wood, -0.2))
        x += 7.2
        brush.box(x - 0.9, 0, 1.8, 2.2, rgb("#c9b7a3"))
        brush.box(x - 1.0, 2.15, 2.0, 0.14, rgb("#8f8070"))
        brush.box(x - 0.4, 0, 0.8, 1.8, rgb("#4f6f6a"))
        if are_lit(brush):
            brush.glow(x + 0.6, 2.0, 0.9, masonry.LAMPLIGHT, 0.5)
        brush.circle(x + 0.62, 1.95, 0.1, masonry.LAMPLIGHT, 1.0, are_lit(brush))
        brush.box(x + 1.6, 0, 1.0, 0.7, rgb("#b5bcc2"))
        brush.circle(x + 2.1, 0.36, 0.26, rgb("#7d868e"))
        brush.line([(x - 2.2, 0), (x - 2.2, 2.6)], 0.05, rgb("#3f444b"))
        for y, half in ((2.5, 0.5), (2.25, 0.36), (2.0, 0.24)):
            brush.line([(x - 2.2 - half, y), (x - 2.2 + half, y)], 0.035, rgb("#3f444b"))
    brush.canvas.restore()


def _washing(brush: Brush, reach: float, unit: float) -> None:
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    every = 13.0
    for index in range(-int(reach / every / unit) - 1, int(reach / every / unit) + 2):
        x = index * every + 3.4
        for post in (x, x + 3.2):
            brush.line([(post, 0), (post, 1.75)], 0.06, rgb("#5d4d40"))
        brush.curve((x, 1.7), (x + 1.6, 1.5), (x + 3.2, 1.7), 0.025, rgb("#f4f0e6"))
        for dx, wide, tall, code in (
            (0.3, 0.6, 0.8, "#e2725b"),
            (1.05, 0.45, 0.55, "#f7f2e6"),
            (1.65, 0.7, 0.9, "#5a9bc0"),
            (2.5, 0.4, 0.5, "#f2c94c"),
        ):
            brush.box(x + dx, 1.58 - tall, wide, tall, rgb(code))
    brush.canvas.restore()
