"""Green low ground: a valley between mountains, a golf course, a swamp."""

from __future__ import annotations

import math
import random
from functools import partial

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land, waters
from sora_widgets.animatic.places.planes import dots, grown, in_a_row, oval, put, strip, upright
from sora_widgets.animatic.places.waters import is_afloat
from sora_widgets.animatic.stage import Stage

__all__ = ["golf_course", "swamp", "valley"]


def valley(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Slopes that come down from both sides to a winding river, farms between, peaks at the end."""
    place = Place(rgb("#7fae58"), rgb("#96bf6b"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 800, lambda b, r: land.peaks(b, r, 260, rgb("#8296b3"), rng)))
    slopes = (
        (420.0, "#7d9fa0", 150.0, 60.0),
        (260.0, "#6f9a85", 100.0, 36.0),
        (140.0, "#659a6a", 56.0, 17.0),
        (70.0, "#6aa258", 26.0, 9.0),
    )
    for index, (depth, code, tall, gap) in enumerate(slopes):
        slope = partial(_slopes, rng=rng, tall=tall, gap=gap, leaf=rgb(code), woody=index > 0)
        add(upright(stage, light, depth, slope, covers=False))
    river = []
    for step in range(20):
        depth = (7.0 + 230.0 * (step / 19) ** 1.8) * unit
        middle = 0.16 * depth * math.sin(math.sqrt(depth / unit) * 1.1) - 0.02 * depth
        half = (0.5 + 0.018 * depth / unit) * unit
        river.append((depth, middle - half, middle + half))
    place.ribbons.append(Ribbon(tuple(river), mix(rgb("#5fb0c4"), light.sky_at(0.1), 0.4)))
    add(upright(stage, light, 46, lambda b, r: put(b, "house", -9.0, 0, 0.7), covers=False))
    add(
        upright(
            stage,
            light,
            20 * unit,
            lambda b, r: in_a_row(
                r, rng, 7.0 * unit, lambda x: greenery.conifer(b, x, unit * rng.uniform(2.4, 4)), clear=5.0 * unit
            ),
            covers=False,
        )
    )
    turf = partial(greenery.turf, rng=rng, height=0.22, leaf=rgb("#6f9a48"), every=0.45, bloom=0.5)
    add(upright(stage, light, 4.0 * unit, turf, sway=0.02))
    add(upright(stage, light, 2.0 * unit, turf, sway=0.02))
    land.foreground(place, stage, light, rng, rgb("#5a8a40"))
    return place


def golf_course(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Mown stripes, a green with its flag, bunkers, a pond, groups of trees."""
    place = Place(rgb("#57a045"), rgb("#6bb052"))
    add = place.layers.append
    unit = grown(stage)
    for index in range(9):
        near = (-3.0 + 2.6 * index) * unit
        if index % 2:
            place.ribbons.append(strip(stage, near, near + 2.6 * unit, rgb("#6fb552")))
    add(upright(stage, light, 140, lambda b, r: greenery.ridge(b, r, 14, rgb("#86b47a"), rng)))
    add(upright(stage, light, 80, lambda b, r: greenery.tree_line(b, r, 9, rgb("#5f9f58"), rng)))
    add(upright(stage, light, 42, partial(land.grove, rng=rng, spacing=12.0, height=8.0)))
    add(
        upright(
            stage,
            light,
            22 * unit,
            lambda b, r: greenery.fold_of_ground(b, r, 0.8, rgb("#62ab4c"), rng),
            ground=rgb("#62ab4c"),
        )
    )
    for depth, x, wide, deep, code in (
        (12.0, -4.6, 3.2, 2.0, "#efdcae"),
        (9.5, 5.4, 2.6, 1.5, "#efdcae"),
        (15.0, 7.5, 4.0, 1.7, "#5fb4cc"),
        (8.2, -0.6, 3.2, 1.8, "#a3dd78"),
    ):
        place.ribbons.append(oval(depth * unit, x * unit, wide * unit, deep * unit, rgb(code)))
    add(upright(stage, light, 7.9 * unit, lambda b, r: _pin(b, 2.2 * unit, unit), covers=False))
    add(
        upright(
            stage,
            light,
            2.0 * unit,
            partial(greenery.turf, rng=rng, height=0.09, leaf=rgb("#63a544"), every=0.5, bloom=0.0),
        )
    )
    return place


def swamp(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Black water between drowned trees hung with moss, lilies, reeds, a little mist."""
    place = Place(rgb("#71874a"), rgb("#8a9f62"))
    add = place.layers.append
    unit = grown(stage)
    near = -0.62 * stage.distance if is_afloat(stage) else 1.8 * unit
    waters.water(place, stage, light, rng, near, 60.0 * unit, rgb("#4f8a80"))
    add(upright(stage, light, 70 * unit, lambda b, r: greenery.tree_line(b, r, 15 * unit, rgb("#a3bf7f"), rng)))
    for depth, tall, bark, moss in (
        (36.0, 13.0, "#7d8a66", "#a9bd74"),
        (22.0, 11.0, "#66704f", "#93b05f"),
        (13.0, 9.5, "#4f4a3a", "#7fa04c"),
    ):
        clear = 2.4 * unit if depth < 20 else 0.0
        trees = partial(_drowned, rng=rng, tall=tall * unit, bark=rgb(bark), moss=rgb(moss), clear=clear)
        add(upright(stage, light, depth * unit, trees, covers=False))
    for depth in (35.0, 12.0):
        mist = partial(_mist, rng=rng, unit=unit, tall=0.05 * depth)
        add(upright(stage, light, depth * unit, mist, covers=False))
    for depth in (9.0, 6.0, 4.0, 2.9):
        add(upright(stage, light, depth * unit, partial(_lilies, rng=rng, unit=unit), covers=False))
    add(
        upright(
            stage,
            light,
            5.4 * unit,
            partial(greenery.reeds, rng=rng, unit=unit, leaf=rgb("#86a04a"), every=3.4),
            covers=False,
        )
    )
    add(
        upright(
            stage,
            light,
            near,
            partial(greenery.reeds, rng=rng, unit=unit, leaf=rgb("#86a04a"), every=1.5),
            sway=0.02,
            covers=False,
        )
    )
    land.foreground(place, stage, light, rng, rgb("#4a6b34"))
    return place


def _slopes(brush: Brush, reach: float, rng: random.Random, tall: float, gap: float, leaf: Colour, woody: bool) -> None:
    """Two flanks with a gap between them, woods on their sides."""
    for side in (-1, 1):
        points = [(side * gap * 0.4, 0.0), (side * gap, 0.0)]
        x, y = gap, 0.0
        while x < reach * 1.2:
            x += tall * rng.uniform(0.35, 0.6)
            y = min(tall, y + tall * rng.uniform(0.12, 0.3))
            points.append((side * x, y * rng.uniform(0.94, 1.06)))
        points += [
            (side * reach * 1.3, y),
            (side * reach * 1.3, 0.0),
            (side * reach * 1.3, 0.0),
            (side * gap * 0.4, 0.0),
        ]
        brush.smooth(points, leaf)
        if not woody:
            continue
        for _ in range(9):
            far = rng.uniform(0.25, 1.0)
            wx, wy = side * (gap + far * min(reach - gap, tall * 2.4)), tall * far * 0.34
            brush.ellipse(wx, wy, tall * 0.17, tall * 0.05, lighter(leaf, rng.choice((-0.14, -0.1, 0.1))))


def _pin(brush: Brush, x: float, unit: float) -> None:
    brush.ellipse(x, 0.0, 0.12 * unit, 0.03 * unit, rgb("#2f4a2a"))
    brush.line([(x, 0), (x, 2.3 * unit)], 0.04 * unit, rgb("#f7f7f2"))
    brush.polygon([(x, 2.3 * unit), (x + 0.75 * unit, 2.08 * unit), (x, 1.84 * unit)], rgb("#e2453f"))


def _drowned(
    brush: Brush, reach: float, rng: random.Random, tall: float, bark: Colour, moss: Colour, clear: float
) -> None:
    """Trees on wide roots, moss hanging from their arms."""

    def tree(x: float) -> None:
        high, foot = tall * rng.uniform(0.8, 1.15), tall * 0.09
        brush.smooth(
            [
                (x - foot * 1.7, -0.1),
                (x - foot * 1.7, -0.1),
                (x - foot * 0.5, high * 0.14),
                (x - foot * 0.34, high),
                (x + foot * 0.3, high),
                (x + foot * 0.5, high * 0.14),
                (x + foot * 1.6, -0.1),
                (x + foot * 1.6, -0.1),
            ],
            bark,
        )
        for share, side in ((0.5, -1), (0.64, 1), (0.78, -1), (0.88, 1)):
            tip = (x + side * high * rng.uniform(0.18, 0.3), high * (share + 0.12))
            brush.curve((x, high * share), (x + side * high * 0.1, high * (share + 0.08)), tip, foot * 0.34, bark)
            for drop in (0.5, 0.75, 1.0):
                hx, hy = x + (tip[0] - x) * drop, high * share + (tip[1] - high * share) * drop
                low = high * rng.uniform(0.07, 0.16)
                brush.box(hx - foot * 0.1, hy - low, foot * 0.2, low, moss)
        brush.cluster(
            [
                (x, high, high * 0.12),
                (x - high * 0.12, high * 0.96, high * 0.09),
                (x + high * 0.13, high * 0.98, high * 0.1),
            ],
            lighter(moss, -0.1),
        )

    in_a_row(reach, rng, tall * 0.75, tree, clear)


def _lilies(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    """Floating leaves, and a flower on some."""
    pads, flowers = skia.Path(), []

    def pad(x: float) -> None:
        pads.addOval(skia.Rect(x - 0.36 * unit, -0.045 * unit, x + 0.36 * unit, 0.045 * unit))
        if rng.random() < 0.35:
            flowers.append((x + 0.1 * unit, 0.08 * unit, 0.07 * unit))

    in_a_row(reach, rng, 2.2 * unit, pad)
    brush.path(pads, rgb("#8fbf55"))
    dots(brush, flowers, rgb("#f2a6c0"))


def _mist(brush: Brush, reach: float, rng: random.Random, unit: float, tall: float) -> None:
    haze = mix(brush.light.haze, brush.light.surface(rgb("#e8eec4"), 0.0), 0.35)
    banks = skia.Path()  # one shape: where banks of mist meet there is no more of it

    def bank(x: float) -> None:
        banks.addOval(skia.Rect(x - 5.0 * unit, 0.0, x + 5.0 * unit, 2 * tall * unit))

    in_a_row(reach, rng, 7.0 * unit, bank)
    brush.path(banks, haze, 0.34, True)
