"""Water that was built around: a harbour and a swimming pool."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, waters
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import grown, in_a_row, lying, put, slabs, strip, upright
from sora_widgets.animatic.places.waters import is_afloat
from sora_widgets.animatic.stage import Stage

__all__ = ["harbor", "pool"]


def harbor(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A quay with bollards, moored boats behind it, warehouses, cranes and a lighthouse across the basin."""
    place = Place(rgb("#a39a8c"), rgb("#8f8a80"))
    add = place.layers.append
    unit = grown(stage)
    afloat = is_afloat(stage)
    near = -0.62 * stage.distance if afloat else 1.9 * unit
    waters.water(place, stage, light, rng, near, 300.0, rgb("#2f7590"))
    add(upright(stage, light, 520, lambda b, r: greenery.ridge(b, r, 40, rgb("#7d9a9a"), rng)))
    add(upright(stage, light, 120, partial(_docks, rng=rng)))
    add(upright(stage, light, 70, lambda b, r: put(b, "lighthouse", 24.0, 0.0, 1.5), covers=False))
    add(upright(stage, light, 26 * unit, lambda b, r: _moored(b, r, rng, unit, 13.0, ("ship", "boat")), covers=False))
    if afloat:
        place.layers += [
            waters.swell(stage, depth * stage.distance, stage.visible_m, index)
            for index, depth in enumerate((-0.2, -0.42))
        ]
        return place
    add(
        upright(
            stage,
            light,
            9 * unit,
            lambda b, r: _moored(b, r, rng, unit * 0.8, 9.5, ("boat", "boat", "canoe")),
            covers=False,
        )
    )
    add(upright(stage, light, near, lambda b, r: _quay(b, r, unit), covers=False))
    add(lying(stage, light, near, lambda b, r: slabs(b, r, stage, near, unit, place.ground)))
    return place


def pool(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A swimming pool with lanes, tiled edge, deckchairs, parasols and a diving board."""
    place = Place(rgb("#e6ddcb"), rgb("#d9cfba"))
    add = place.layers.append
    unit = grown(stage)
    afloat = is_afloat(stage)
    near, far = (-0.62 * stage.distance if afloat else 1.7 * unit), 9.0 * unit
    clear = rgb("#45b9d6")
    place.ribbons.append(strip(stage, near - 0.35 * unit, far + 0.45 * unit, rgb("#f7f4ec")))
    waters.water(place, stage, light, rng, near, far, clear)
    add(upright(stage, light, 60, lambda b, r: greenery.tree_line(b, r, 8, rgb("#5f9f68"), rng)))
    add(upright(stage, light, 24 * unit, lambda b, r: _pavilion(b, r, unit)))
    add(upright(stage, light, far + 3 * unit, lambda b, r: _sunbathers(b, r, unit)))
    add(upright(stage, light, far + 0.5 * unit, lambda b, r: _edge(b, r, unit), covers=False))
    for lane in range(1, 4):
        depth = near + (far - near) * (lane / 4) ** 1.3
        if abs(depth) > 0.12 * unit:
            add(upright(stage, light, depth, lambda b, r: _lane(b, r, unit), covers=False))
    if afloat:
        place.layers.append(waters.swell(stage, -0.3 * stage.distance, 0.7 * stage.visible_m, 0))
    else:
        add(
            lying(
                stage,
                light,
                near - 0.35 * unit,
                lambda b, r: slabs(b, r, stage, near - 0.35 * unit, unit, place.ground),
            )
        )
    return place


def _docks(brush: Brush, reach: float, rng: random.Random) -> None:
    """Warehouses and cranes on the far quay."""
    brush.box(-reach, -4, 2 * reach, 6.0, rgb("#8d8578"))
    x = -reach
    while x < reach:
        wide, tall = rng.uniform(14, 22), rng.uniform(7, 11)
        wall = rng.choice((rgb("#a8604a"), rgb("#8f9aa3"), rgb("#b98f62"), rgb("#6f8a8f")))
        brush.polygon([(x, 2), (x, tall), (x + wide / 2, tall + 4), (x + wide, tall), (x + wide, 2)], wall)
        brush.box(x + wide * 0.35, 2, wide * 0.3, tall * 0.5, lighter(wall, -0.3))
        for share in (0.12, 0.78):
            lit = are_lit(brush)
            brush.box(
                x + wide * share, tall * 0.6, wide * 0.1, 1.6, rgb("#ffd98a") if lit else rgb("#4d5f6d"), 1.0, lit
            )
        x += wide * rng.uniform(1.05, 1.5)
    for x in (-34.0, 12.0, 58.0, -78.0):
        iron = rgb("#c7603f")
        brush.line([(x, 2), (x, 26)], 1.0, iron)
        brush.line([(x + 5, 2), (x + 5, 20)], 1.0, iron)
        brush.line([(x - 6, 22), (x + 24, 30)], 1.0, iron)
        brush.line([(x, 26), (x + 24, 30)], 0.4, iron)
        brush.line([(x + 20, 29), (x + 20, 16)], 0.3, iron)


def _moored(brush: Brush, reach: float, rng: random.Random, unit: float, every: float, kinds: tuple[str, ...]) -> None:
    hulls = (rgb("#c7503f"), rgb("#2f6f8f"), rgb("#e0d8c4"), rgb("#3f7a5a"))

    def moor(x: float) -> None:
        put(
            brush,
            rng.choice(kinds),
            x,
            0.0,
            unit * rng.uniform(0.8, 1.0),
            rng.choice(hulls),
            facing=rng.choice(("left", "right")),
        )

    in_a_row(min(reach, 60 * unit), rng, every * unit, moor)


def _quay(brush: Brush, reach: float, unit: float) -> None:
    """The edge of the quay with bollards and a ring of rope."""
    brush.box(-reach, -0.5 * unit, 2 * reach, 0.5 * unit, rgb("#7b746a"))
    brush.box(-reach, -0.04 * unit, 2 * reach, 0.12 * unit, rgb("#c7bca8"))
    every = 3.4 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.5) * every
        brush.box(x - 0.13 * unit, 0, 0.26 * unit, 0.4 * unit, rgb("#3a4048"), round_m=0.05 * unit)
        brush.box(x - 0.2 * unit, 0.32 * unit, 0.4 * unit, 0.12 * unit, rgb("#4b525c"), round_m=0.05 * unit)
        brush.curve(
            (x, 0.3 * unit), (x + every / 2, -0.25 * unit), (x + every, 0.3 * unit), 0.045 * unit, rgb("#c9b184")
        )


def _pavilion(brush: Brush, reach: float, unit: float) -> None:
    """A long low bath house."""
    brush.box(-reach, 0, 2 * reach, 3.2 * unit, rgb("#f0e8da"))
    brush.box(-reach, 3.0 * unit, 2 * reach, 0.5 * unit, rgb("#e2725b"))
    step = 2.1 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        lit = are_lit(brush)
        brush.box(
            index * step,
            0.2 * unit,
            1.3 * unit,
            2.1 * unit,
            rgb("#ffd98a") if lit and index % 3 else rgb("#7fb3c4"),
            1.0,
            lit and bool(index % 3),
        )
    for x in (-16.0, 15.0):
        greenery.palm(brush, x * unit, 6.5 * unit, 0.1)


def _sunbathers(brush: Brush, reach: float, unit: float) -> None:
    every = 4.2 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.35) * every
        put(brush, "parasol", x, 0, unit * 0.95, (rgb("#e2725b"), rgb("#f2c94c"), rgb("#3f9aa8"))[index % 3])
        for side in (0.5, 1.9):
            left = x + side * unit
            brush.line(
                [(left, 0.35 * unit), (left + 0.9 * unit, 0.35 * unit), (left + 1.35 * unit, 0.8 * unit)],
                0.09 * unit,
                rgb("#fbfaf5"),
            )
            brush.line([(left + 0.1 * unit, 0), (left + 0.1 * unit, 0.35 * unit)], 0.05 * unit, rgb("#a9a9a9"))
            brush.line([(left + 0.85 * unit, 0), (left + 0.85 * unit, 0.35 * unit)], 0.05 * unit, rgb("#a9a9a9"))


def _edge(brush: Brush, reach: float, unit: float) -> None:
    """The far edge: tiles, start blocks, a diving board and a ladder."""
    brush.box(-reach, -0.35 * unit, 2 * reach, 0.35 * unit, rgb("#2f8fb5"))
    brush.box(-reach, -0.02 * unit, 2 * reach, 0.1 * unit, rgb("#ffffff"))
    every = 2.3 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        brush.box(index * every + 0.6 * unit, 0, 0.5 * unit, 0.55 * unit, rgb("#f7f4ec"))
        brush.box(index * every + 0.55 * unit, 0.5 * unit, 0.6 * unit, 0.1 * unit, rgb("#3f6f9f"))
    x = -3.3 * unit
    brush.line([(x, 0), (x, 2.3 * unit)], 0.1 * unit, rgb("#aab4bd"))
    brush.line([(x - 0.6 * unit, 0), (x - 0.6 * unit, 2.3 * unit)], 0.06 * unit, rgb("#aab4bd"))
    for rung in range(5):
        brush.line(
            [(x - 0.6 * unit, (0.4 + 0.4 * rung) * unit), (x, (0.4 + 0.4 * rung) * unit)], 0.04 * unit, rgb("#aab4bd")
        )
    brush.box(x - 0.7 * unit, 2.25 * unit, 2.6 * unit, 0.1 * unit, rgb("#e9eef2"))


def _lane(brush: Brush, reach: float, unit: float) -> None:
    """A rope of floats."""
    step = 0.42 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        brush.ellipse(
            (index + 0.5) * step, 0.0, 0.14 * unit, 0.05 * unit, rgb("#e2453f") if index % 6 < 3 else rgb("#f7f7f2")
        )
