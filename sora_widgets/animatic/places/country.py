"""Where people live on the land: a farm, a village."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery
from sora_widgets.animatic.places.gardens import FLOWERS, steeple
from sora_widgets.animatic.places.planes import grown, in_a_row, put, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["farm", "village"]


def farm(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A red barn with its silo, a windmill, bales, furrows, a fence."""
    place = Place(rgb("#a9a25a"), rgb("#b9b468"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 210, lambda b, r: greenery.ridge(b, r, 24, rgb("#8fae78"), rng)))
    add(upright(stage, light, 110, lambda b, r: greenery.ridge(b, r, 8, rgb("#b3bf6b"), rng), ground=rgb("#b9b05a")))
    add(upright(stage, light, 62, lambda b, r: put(b, "windmill", -19.0, 0.0, 1.1), covers=False))
    add(upright(stage, light, 25 * unit, lambda b, r: _farmyard(b, unit, rng)))
    add(upright(stage, light, 13 * unit, lambda b, r: _bales(b, r, unit, rng)))
    add(
        upright(
            stage,
            light,
            8.5 * unit,
            lambda b, r: put(b, "tractor", -5.4 * unit, 0, unit * 0.9, rgb("#c7402f")),
            covers=False,
        )
    )
    add(upright(stage, light, 5.6 * unit, lambda b, r: _rails(b, r, unit), covers=False))
    for index in range(-16, 17):
        x = index * 1.15
        near, far = -0.9 * stage.distance, 5.4 * unit
        edges = tuple(
            (near + (far - near) * share, x * unit - 0.13 * unit, x * unit + 0.17 * unit) for share in (0.0, 1.0)
        )
        if abs(x * unit) < stage.half_reach_m(far):
            place.ribbons.append(Ribbon(edges, rgb("#857a44"), 0.75))
    add(
        upright(
            stage,
            light,
            2.0 * unit,
            partial(greenery.turf, rng=rng, height=0.2, leaf=rgb("#98a04a"), every=0.5, bloom=0.1),
            sway=0.02,
        )
    )
    add(upright(stage, light, -0.5 * stage.distance, partial(_wheat, rng=rng, tall=0.15 * stage.visible_m), sway=0.04))
    return place


def village(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Gabled houses round a square with a well, a church tower behind, cobbles."""
    place = Place(rgb("#b3a48c"), rgb("#a9a07f"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 230, lambda b, r: greenery.ridge(b, r, 42, rgb("#7fa07f"), rng)))
    add(upright(stage, light, 90, lambda b, r: greenery.tree_line(b, r, 9, rgb("#6f9f62"), rng)))
    add(upright(stage, light, 48 * unit, lambda b, r: steeple(b, -7.5 * unit, 1.5 * unit), covers=False))
    add(upright(stage, light, 34 * unit, lambda b, r: _gables(b, r, rng, unit, 5.2)))
    add(upright(stage, light, 15 * unit, lambda b, r: _gables(b, r, rng, unit, 4.3, gap=1.5)))
    add(upright(stage, light, 9 * unit, lambda b, r: put(b, "well", 3.9 * unit, 0, unit * 0.85), covers=False))
    add(upright(stage, light, 8.2 * unit, lambda b, r: put(b, "cart", -4.4 * unit, 0, unit * 0.9), covers=False))
    stones = []
    for row in range(7):
        depth = (-0.2 + 1.5 * row) * unit
        stones.append(
            Ribbon(
                (
                    (depth, -stage.half_reach_m(depth), stage.half_reach_m(depth)),
                    (depth + 0.10 * unit, -stage.half_reach_m(depth), stage.half_reach_m(depth)),
                ),
                rgb("#9c8d75"),
                0.7,
            )
        )
    place.ribbons += stones
    add(
        upright(
            stage,
            light,
            5.5 * unit,
            lambda b, r: in_a_row(r, rng, 4.5 * unit, lambda x: _flower_tub(b, x, unit, rng), clear=1.5 * unit),
            covers=False,
        )
    )
    return place


def _farmyard(brush: Brush, unit: float, rng: random.Random) -> None:
    put(brush, "barn", 6.0 * unit, 0, 1.25 * unit)
    steel = rgb("#b9c2c9")
    for x, tall in ((12.6, 9.5), (15.6, 8.0)):
        brush.box((x - 1.3) * unit, 0, 2.6 * unit, tall * unit, steel)
        brush.box((x + 0.3) * unit, 0, 1.0 * unit, tall * unit, lighter(steel, -0.14))
        brush.ellipse(x * unit, tall * unit, 1.3 * unit, 0.9 * unit, lighter(steel, 0.12))
        for row in range(1, 7):
            brush.box((x - 1.3) * unit, tall * unit * row / 7, 2.6 * unit, 0.07 * unit, lighter(steel, -0.2))
    put(brush, "house", -9.0 * unit, 0, 0.9 * unit)
    for x in (-13.5, -4.2):
        greenery.round_tree(brush, x * unit, 6.0 * unit, rng)


def _bales(brush: Brush, reach: float, unit: float, rng: random.Random) -> None:
    straw = rgb("#e0bf62")

    def bale(x: float) -> None:
        brush.box(x, 0, 1.5 * unit, 1.3 * unit, lighter(straw, -0.12))
        brush.circle(x, 0.65 * unit, 0.66 * unit, straw)
        for share in (0.72, 0.46, 0.2):
            brush.circle(x, 0.65 * unit, 0.66 * unit * share, lighter(straw, -0.16 if share != 0.46 else 0.1))

    in_a_row(reach, rng, 6.5 * unit, bale, clear=1.5 * unit)


def _rails(brush: Brush, reach: float, unit: float) -> None:
    wood = rgb("#8a6a48")
    for y in (0.42, 0.85):
        brush.box(-reach, y * unit, 2 * reach, 0.11 * unit, wood)
    step = 2.2 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 2):
        brush.box(index * step - 0.08 * unit, 0, 0.16 * unit, 1.15 * unit, lighter(wood, -0.15))


def _wheat(brush: Brush, reach: float, rng: random.Random, tall: float) -> None:
    def ear(x: float) -> None:
        for _ in range(3):
            lean, foot = rng.uniform(-0.2, 0.2) * tall, x + rng.uniform(-0.3, 0.3) * tall
            brush.line([(foot, -tall * 0.3), (foot + lean, tall * 0.8)], tall * 0.03, rgb("#c9a548"))
            brush.ellipse(foot + lean, tall * 0.9, tall * 0.06, tall * 0.16, rgb("#e3bf5c"))

    in_a_row(reach, rng, tall * 0.7, ear, clear=tall * 3.2)


def _gables(brush: Brush, reach: float, rng: random.Random, unit: float, tall: float, gap: float = 0.2) -> None:
    """Half-timbered houses with steep roofs, gable to the square."""
    x = -reach
    lamps = brush.light.lamps
    while x < reach:
        wide, high = unit * rng.uniform(3.6, 5.0), unit * tall * rng.uniform(0.85, 1.1)
        wall = rng.choice((rgb("#f0e3c9"), rgb("#e6c9a0"), rgb("#d9b8a0"), rgb("#e8e0d0"), rgb("#c9d0c0")))
        roof = rng.choice((rgb("#b5583f"), rgb("#9c4a3a"), rgb("#8a5a48")))
        timber = rgb("#6b4a35")
        peak = high + wide * 0.62
        brush.polygon([(x, -1), (x, high), (x + wide / 2, peak), (x + wide, high), (x + wide, -1)], wall)
        for y in (high * 0.5, high):
            brush.box(x, y - 0.07 * unit, wide, 0.14 * unit, timber)
        brush.line(
            [(x + wide * 0.28, high), (x + wide / 2, peak - 0.4 * unit), (x + wide * 0.72, high)], 0.12 * unit, timber
        )
        brush.line(
            [
                (x - 0.35 * unit, high - 0.25 * unit),
                (x + wide / 2, peak + 0.1 * unit),
                (x + wide + 0.35 * unit, high - 0.25 * unit),
            ],
            0.34 * unit,
            roof,
        )
        brush.box(
            x + wide * 0.1, 0, wide * 0.22, 2.0 * unit, rng.choice((rgb("#4f7a6a"), rgb("#7a4a3a"), rgb("#4a5f8a")))
        )
        for share, y in ((0.5, 0.9), (0.18, high / unit * 0.6), (0.58, high / unit * 0.6)):
            lit = rng.random() < 0.7 * lamps
            brush.box(
                x + wide * share,
                y * unit,
                wide * 0.26,
                1.05 * unit,
                rgb("#ffd98a") if lit else rgb("#4d6074"),
                1.0,
                lit,
            )
            brush.box(x + wide * (share + 0.12), y * unit, 0.05 * unit, 1.05 * unit, wall)
            for side in (-0.1, 0.28):
                brush.box(x + wide * (share + side), y * unit, wide * 0.08, 1.05 * unit, lighter(roof, 0.1))
            brush.box(x + wide * (share - 0.04), (y - 0.22) * unit, wide * 0.34, 0.2 * unit, rgb("#5f9a4a"))
        x += wide + gap * unit * rng.uniform(0.2, 1.6)


def _flower_tub(brush: Brush, x: float, unit: float, rng: random.Random) -> None:
    brush.polygon(
        [(x - 0.28 * unit, 0.36 * unit), (x + 0.28 * unit, 0.36 * unit), (x + 0.2 * unit, 0), (x - 0.2 * unit, 0)],
        rgb("#9c6a45"),
    )
    tone = rng.choice(FLOWERS)
    brush.cluster(
        [
            (x - 0.16 * unit, 0.45 * unit, 0.16 * unit),
            (x + 0.15 * unit, 0.46 * unit, 0.16 * unit),
            (x, 0.55 * unit, 0.18 * unit),
        ],
        rgb("#5f9a4a"),
    )
    for dx, dy in ((-0.2, 0.5), (0.0, 0.66), (0.2, 0.52), (0.05, 0.45)):
        brush.circle(x + dx * unit, dy * unit, 0.07 * unit, tone)
