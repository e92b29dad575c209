"""Places for cars: a country road, a highway, a car park."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, masonry
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import grown, in_a_row, lying, put, strip, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["ASPHALT", "LINE", "highway", "parking_lot", "road"]

ASPHALT, LINE = rgb("#62666d"), rgb("#f0ead8")


def road(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A country road past fields: verge, poles with wires, a road sign, hills."""
    place = Place(rgb("#8fb357"), rgb("#b7c873"))
    add = place.layers.append
    unit = grown(stage)
    _carriageway(place, stage, unit, -1.5, 3.1, (0.75,))
    add(upright(stage, light, 230, lambda b, r: greenery.ridge(b, r, 34, rgb("#8aac86"), rng)))
    add(upright(stage, light, 120, lambda b, r: greenery.ridge(b, r, 12, rgb("#b9bf6a"), rng), ground=rgb("#c4bf6b")))
    add(
        upright(
            stage,
            light,
            62,
            lambda b, r: in_a_row(r, rng, 9, lambda x: greenery.round_tree(b, x, rng.uniform(5, 8), rng)),
        )
    )
    add(
        upright(
            stage,
            light,
            30,
            lambda b, r: greenery.fold_of_ground(b, r, 1.0, rgb("#a3bd5e"), rng),
            ground=rgb("#a3bd5e"),
        )
    )
    add(upright(stage, light, 9.5 * unit, partial(_wires, unit=unit)))
    add(upright(stage, light, 4.6 * unit, partial(_milestones, unit=unit, rng=rng), covers=False))
    add(
        upright(
            stage,
            light,
            3.3 * unit,
            partial(greenery.turf, rng=rng, height=0.3 * unit, leaf=rgb("#7a9f48"), every=0.5 * unit, bloom=0.3),
            sway=0.02,
        )
    )
    return place


def highway(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Six lanes with crash barriers, traffic, a gantry with signs, the town far off."""
    place = Place(rgb("#94a070"), rgb("#a3ad80"))
    add = place.layers.append
    unit = grown(stage)
    _carriageway(place, stage, unit, -2.6, 5.0, (0.9, 3.0))
    place.ribbons.append(strip(stage, 6.4 * unit, 13.4 * unit, ASPHALT))
    add(upright(stage, light, 300, lambda b, r: masonry.skyline(b, r, 60, rgb("#8492a3"), rng)))
    add(upright(stage, light, 110, lambda b, r: greenery.tree_line(b, r, 7, rgb("#7a9f68"), rng)))
    add(upright(stage, light, 40 * unit, partial(_overpass, unit=unit)))
    add(upright(stage, light, 14 * unit, partial(_barrier, unit=unit), covers=False))
    add(upright(stage, light, 11.5 * unit, lambda b, r: _traffic(b, r, rng, unit, "left"), covers=False))
    add(upright(stage, light, 8.2 * unit, lambda b, r: _traffic(b, r, rng, unit, "right"), covers=False))
    add(upright(stage, light, 5.9 * unit, partial(_gantry, unit=unit), covers=False))
    add(upright(stage, light, 5.5 * unit, partial(_barrier, unit=unit), covers=False))
    return place


def parking_lot(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Bays with parked cars in two rows, lamp masts, a P, a shopping hall behind."""
    place = Place(rgb("#74787f"), rgb("#7d8188"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 90, lambda b, r: greenery.tree_line(b, r, 8, rgb("#6f9f68"), rng)))
    add(upright(stage, light, 40 * unit, partial(_shopping_hall, unit=unit)))
    for row, depth in enumerate((17.0, 6.2)):
        masts = partial(_masts_of_light, unit=unit, every=11.0 + 3 * row)
        add(upright(stage, light, depth * unit, lambda b, r: _parked(b, r, rng, unit), covers=False))
        add(upright(stage, light, (depth + 2.0) * unit, masts, covers=False))
        add(lying(stage, light, (depth + 2.0) * unit, partial(_bays, unit=unit, depth=depth)))
    return place


def _carriageway(place: Place, stage: Stage, unit: float, near: float, far: float, lanes: tuple[float, ...]) -> None:
    """Asphalt along the way of what drives, with a broken line between lanes; as wide as the subject needs."""
    near = min(near * unit, -0.45 * stage.distance)
    place.ribbons.append(strip(stage, near - 1.5 * unit, far * unit, ASPHALT))
    for depth in (near + 0.1, (far - 0.25) * unit):
        place.ribbons.append(strip(stage, depth, depth + 0.10 * unit, LINE, 0.85))
    for lane in lanes:
        reach = stage.half_reach_m(lane * unit)
        step = 3.4 * unit
        for index in range(-int(reach / step) - 1, int(reach / step) + 2):
            x = index * step
            place.ribbons.append(
                Ribbon(
                    (
                        (lane * unit, x - 0.8 * unit, x + 0.8 * unit),
                        ((lane + 0.1) * unit, x - 0.8 * unit, x + 0.8 * unit),
                    ),
                    LINE,
                    0.85,
                )
            )


def _wires(brush: Brush, reach: float, unit: float) -> None:
    wood, every = rgb("#6b5645"), 8.5 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.42) * every
        brush.box(x - 0.09 * unit, 0, 0.18 * unit, 5.2 * unit, wood)
        brush.box(x - 0.75 * unit, 4.7 * unit, 1.5 * unit, 0.12 * unit, wood)
        for dx in (-0.65, 0.0, 0.65):
            brush.curve(
                (x + dx * unit, 4.9 * unit),
                (x + dx * unit + every / 2, 3.9 * unit),
                (x + dx * unit + every, 4.9 * unit),
                0.03 * unit,
                rgb("#4a4640"),
            )


def _milestones(brush: Brush, reach: float, unit: float, rng: random.Random) -> None:
    every = 2.6 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.5) * every
        brush.box(x - 0.06 * unit, 0, 0.12 * unit, 0.75 * unit, rgb("#f4f2ec"))
        brush.box(x - 0.06 * unit, 0.5 * unit, 0.12 * unit, 0.14 * unit, rgb("#d2453f"))
    x = 3.7 * unit
    brush.box(x - 0.05 * unit, 0, 0.1 * unit, 1.9 * unit, rgb("#9aa3ab"))
    brush.polygon(
        [(x, 1.75 * unit), (x + 0.42 * unit, 2.17 * unit), (x, 2.59 * unit), (x - 0.42 * unit, 2.17 * unit)],
        rgb("#2f2f2f"),
    )
    brush.polygon(
        [(x, 1.8 * unit), (x + 0.37 * unit, 2.17 * unit), (x, 2.54 * unit), (x - 0.37 * unit, 2.17 * unit)],
        rgb("#f2c230"),
    )
    brush.line(
        [
            (x - 0.1 * unit, 1.98 * unit),
            (x - 0.08 * unit, 2.12 * unit),
            (x + 0.08 * unit, 2.2 * unit),
            (x + 0.06 * unit, 2.36 * unit),
        ],
        0.06 * unit,
        rgb("#2f2f2f"),
    )


def _barrier(brush: Brush, reach: float, unit: float) -> None:
    brush.box(-reach, 0.42 * unit, 2 * reach, 0.3 * unit, rgb("#c3cad0"))
    brush.box(-reach, 0.54 * unit, 2 * reach, 0.06 * unit, rgb("#8d97a0"))
    step = 1.8 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 2):
        brush.box(index * step, 0, 0.1 * unit, 0.6 * unit, rgb("#8d97a0"))


def _gantry(brush: Brush, reach: float, unit: float) -> None:
    every = 15.0 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = index * every + 3.9 * unit
        steel = rgb("#8f9aa5")
        brush.box(x - 0.12 * unit, 0, 0.24 * unit, 5.0 * unit, steel)
        brush.box(x - 4.6 * unit, 4.55 * unit, 4.7 * unit, 0.18 * unit, steel)
        for left, text in ((-4.5, "A 7"), (-2.2, "CITY")):
            brush.box(x + left * unit, 3.75 * unit, 2.0 * unit, 1.05 * unit, rgb("#f4f6f4"), round_m=0.1 * unit)
            brush.box(
                x + (left + 0.06) * unit, 3.81 * unit, 1.88 * unit, 0.93 * unit, rgb("#1f6f4f"), round_m=0.08 * unit
            )
            label(brush, text, x + (left + 1.0) * unit, 4.2 * unit, 0.32 * unit, rgb("#ffffff"))
            brush.line(
                [(x + (left + 1.0) * unit, 4.1 * unit), (x + (left + 1.0) * unit, 3.9 * unit)],
                0.06 * unit,
                rgb("#ffffff"),
            )


def _overpass(brush: Brush, reach: float, unit: float) -> None:
    stone = rgb("#b3b0a9")
    brush.box(-reach, 6.2 * unit, 2 * reach, 1.5 * unit, stone)
    brush.box(-reach, 7.6 * unit, 2 * reach, 0.35 * unit, lighter(stone, 0.15))
    brush.box(-reach, 6.0 * unit, 2 * reach, 0.3 * unit, lighter(stone, -0.25))
    step = 11.0 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 2):
        brush.box(index * step, -1, 1.4 * unit, 7.2 * unit, lighter(stone, -0.12))


def _traffic(brush: Brush, reach: float, rng: random.Random, unit: float, facing: str) -> None:
    paints = (rgb("#d2453f"), rgb("#f2f2ee"), rgb("#3f6f9f"), rgb("#2f3338"), rgb("#d9b23f"))

    def drive(x: float) -> None:
        kind = rng.choice(("car", "car", "van", "truck"))
        put(brush, kind, x, 0, 0.72 * unit, rng.choice(paints), facing=facing, is_one_of_many=True)

    in_a_row(min(reach, 60 * unit), rng, 8.0 * unit, drive)


def _shopping_hall(brush: Brush, reach: float, unit: float) -> None:
    brush.box(-reach, 0, 2 * reach, 6.0 * unit, rgb("#d5d2ca"))
    brush.box(-reach, 4.7 * unit, 2 * reach, 1.3 * unit, rgb("#c7503f"))
    lit = are_lit(brush)
    step = 7.0 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        brush.box(index * step, 0.3 * unit, 5.6 * unit, 3.0 * unit, rgb("#ffe2a6") if lit else rgb("#7f9aa8"), 1.0, lit)
        for share in (0.25, 0.5, 0.75):
            brush.box(index * step + 5.6 * unit * share, 0.3 * unit, 0.12 * unit, 3.0 * unit, rgb("#5d666e"))
        if index % 3 == 0:
            label(brush, "MARKET", index * step + 2.8 * unit, 5.05 * unit, 0.7 * unit, rgb("#ffffff"))


def _bays(brush: Brush, reach: float, unit: float, depth: float) -> None:
    step = 5.0 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        x = (index + 0.5) * step
        brush.polygon(
            [
                (x, (depth - 2.4) * unit),
                (x + 0.12 * unit, (depth - 2.4) * unit),
                (x + 0.12 * unit, (depth + 2.0) * unit),
                (x, (depth + 2.0) * unit),
            ],
            LINE,
        )
    brush.box(-reach, (depth + 1.9) * unit, 2 * reach, 0.12 * unit, LINE)


def _parked(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    paints = (rgb("#c7503f"), rgb("#e6e6e0"), rgb("#3f6f9f"), rgb("#33373d"), rgb("#6f9a6a"), rgb("#d9a93f"))
    step = 5.0 * unit
    for index in range(-int(min(reach, 70 * unit) / step) - 1, int(min(reach, 70 * unit) / step) + 2):
        if rng.random() < 0.78:
            facing = rng.choice(("left", "right"))
            put(brush, "car", index * step, 0, 0.92 * unit, rng.choice(paints), facing=facing, is_one_of_many=True)


def _masts_of_light(brush: Brush, reach: float, unit: float, every: float) -> None:
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    for index in range(-int(reach / unit / every) - 1, int(reach / unit / every) + 2):
        masonry.lamp_post(brush, (index + 0.33) * every, 5.0)
    x = -3.2
    brush.box(x - 0.05, 0, 0.1, 2.6, rgb("#9aa3ab"))
    brush.box(x - 0.42, 2.2, 0.84, 0.84, rgb("#1f5fb0"), round_m=0.08)
    label(brush, "P", x, 2.36, 0.52, rgb("#ffffff"))
    brush.canvas.restore()
