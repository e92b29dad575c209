"""Places at inland water: river, lake, waterfall."""

from __future__ import annotations

import math
import random
from functools import partial

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land, waters
from sora_widgets.animatic.places.planes import grown, in_a_row, put, strip, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["lake", "river", "waterfall"]


def river(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A river that comes round a bend and flows past, between banks with reeds, stones and alders."""
    place = Place(rgb("#7fae55"), rgb("#96bd68"))
    add = place.layers.append
    unit = grown(stage)
    near, far = (-0.62 * stage.distance, 6.0 * unit) if waters.is_afloat(stage) else (2.0 * unit, 7.6 * unit)
    deep = rgb("#3f8fa6")
    waters.water(place, stage, light, rng, near, far, deep)
    add(upright(stage, light, 190, lambda b, r: greenery.ridge(b, r, 30, rgb("#7da487"), rng)))
    add(upright(stage, light, 110, lambda b, r: greenery.tree_line(b, r, 10, rgb("#659c66"), rng)))
    add(upright(stage, light, 46 * unit, partial(land.grove, rng=rng, spacing=9.5, height=8.0)))
    bend = []
    for step in range(14):
        depth = far - 0.05 + (44 * unit - far) * (step / 13) ** 1.6
        middle = (4.5 + 5.5 * math.sin(depth / unit * 0.10)) * unit
        half = (3.4 - 2.2 * step / 13) * unit
        bend.append((depth, middle - half, middle + half))
    place.ribbons.append(Ribbon(tuple(bend), mix(deep, rgb("#9fd3dc"), 0.3)))
    add(upright(stage, light, max(8.5, far + 5 * unit), partial(_alders, rng=rng, unit=unit), sway=0.006))
    add(upright(stage, light, far + 0.1, partial(_bank, rng=rng, unit=unit, leaf=rgb("#5f9447")), covers=False))
    add(upright(stage, light, far - 0.9 * unit, partial(_stones, rng=rng, unit=unit), covers=False))
    if not waters.is_afloat(stage):
        add(upright(stage, light, near, partial(greenery.reeds, rng=rng, unit=unit, leaf=rgb("#6c9a45")), sway=0.02))
        land.foreground(place, stage, light, rng, rgb("#4f8a3c"))
    else:
        place.layers += [
            waters.swell(stage, depth * stage.distance, stage.visible_m, index)
            for index, depth in enumerate((-0.2, -0.42))
        ]
    return place


def lake(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Still water before mountains and firs, a jetty with a boat."""
    place = Place(rgb("#86a860"), rgb("#8fae78"))
    add = place.layers.append
    unit = grown(stage)
    afloat = waters.is_afloat(stage)
    near, far = (-0.62 * stage.distance if afloat else 2.3 * unit), 150.0
    deep = rgb("#4486a8")
    waters.water(place, stage, light, rng, near, far, deep)
    for depth, tone in ((140.0, "#4f7f7a"), (70.0, "#4a8390"), (34.0, "#47849c")):
        place.ribbons.append(strip(stage, depth * 0.62, depth, rgb(tone), 0.4))
    add(upright(stage, light, 620, lambda b, r: land.peaks(b, r, 150, rgb("#7d92ae"), rng)))
    add(upright(stage, light, 300, lambda b, r: greenery.ridge(b, r, 44, rgb("#6f9382"), rng)))
    add(upright(stage, light, far, partial(_firs, rng=rng, height=13.0)))
    if afloat:
        place.layers += [
            waters.swell(stage, depth * stage.distance, stage.visible_m, index)
            for index, depth in enumerate((-0.2, -0.42))
        ]
        return place
    left = (-3.1 - 0.25 * stage.visible_m) * unit
    place.ribbons.append(
        Ribbon(
            ((near - 1.4 * unit, left - unit, left + 0.9 * unit), (near + 7 * unit, left - unit, left + 0.9 * unit)),
            rgb("#a37b52"),
        )
    )
    add(upright(stage, light, near + 7 * unit, lambda b, r: _posts(b, left, unit), covers=False))
    add(
        upright(
            stage,
            light,
            near + 5 * unit,
            lambda b, r: put(b, "canoe", left + 4.2 * unit, 0.0, unit, rgb("#b5443c")),
            covers=False,
        )
    )
    add(upright(stage, light, near + 3 * unit, lambda b, r: _posts(b, left, unit), covers=False))
    add(upright(stage, light, near, partial(greenery.reeds, rng=rng, unit=unit, leaf=rgb("#7c9a4e")), sway=0.02))
    land.foreground(place, stage, light, rng, rgb("#5c8a42"))
    return place


def waterfall(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A fall between cliffs into a green pool, mist at its foot."""
    place = Place(rgb("#6f9a58"), rgb("#6f9a68"))
    add = place.layers.append
    unit = grown(stage)
    near, far = (-0.62 * stage.distance if waters.is_afloat(stage) else 2.2 * unit), 11.5 * unit
    waters.water(place, stage, light, rng, near, far, rgb("#3f9a9c"))
    tall = 7.4 * unit
    add(upright(stage, light, 60 * unit, lambda b, r: greenery.ridge(b, r, 26 * unit, rgb("#6f9a80"), rng)))
    add(upright(stage, light, far + 2.5 * unit, partial(_cliff, rng=rng, tall=tall * 1.16, unit=unit)))
    add(_fall(stage, far + 2.3 * unit, tall * 1.1, 2.3 * unit))
    add(upright(stage, light, far, partial(_shoulders, rng=rng, unit=unit, tall=tall), covers=False))
    add(_spray(far - 0.5 * unit, 2.8 * unit))
    add(upright(stage, light, far - 2.4 * unit, partial(_stones, rng=rng, unit=1.6 * unit), covers=False))
    if not waters.is_afloat(stage):
        add(upright(stage, light, near, partial(_bank, rng=rng, unit=unit, leaf=rgb("#4f8a45")), covers=False))
        land.foreground(place, stage, light, rng, rgb("#3f7a3c"))
    return place


def _alders(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    def plant(x: float) -> None:
        greenery.round_tree(
            brush, x, unit * rng.uniform(4.2, 6.0), rng, rng.choice((rgb("#5f9a48"), rgb("#4f8f45"), rgb("#86a848")))
        )

    in_a_row(reach, rng, 6.5 * unit, plant, clear=1.5 * unit)


def _firs(brush: Brush, reach: float, rng: random.Random, height: float) -> None:
    """The edge of a wood of firs, as one outline."""
    leaf = rgb("#3f7560")
    for tone, step, share in ((lighter(leaf, 0.14), 3.6, 1.0), (leaf, 4.4, 0.72)):
        outline = [(-reach, -3.0)]
        x = -reach
        while x < reach:
            tall = height * share * rng.uniform(0.55, 1.1)
            outline += [
                (x - 2.1, 1.2),
                (x - 0.9, tall * 0.5),
                (x - 1.3, tall * 0.5),
                (x, tall),
                (x + 1.3, tall * 0.5),
                (x + 0.9, tall * 0.5),
            ]
            x += step * rng.uniform(0.7, 1.3)
        brush.polygon([*outline, (reach, -3.0)], tone)


def _bank(brush: Brush, reach: float, rng: random.Random, unit: float, leaf: Colour) -> None:
    """Earth at the water's edge with grass hanging over it."""
    brush.box(-reach, -0.08 * unit, 2 * reach, 0.12 * unit, rgb("#7a6548"))
    greenery.turf(brush, reach, rng, 0.32 * unit, leaf, every=0.8 * unit, bloom=0.15)
    in_a_row(
        reach,
        rng,
        2.6 * unit,
        lambda x: greenery.bush(brush, x, unit * rng.uniform(0.6, 1.1), lighter(leaf, -0.1), rng),
    )


def _stones(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    def stone(x: float) -> None:
        wide, tall = unit * rng.uniform(0.25, 0.6), unit * rng.uniform(0.12, 0.3)
        grey = rng.choice((rgb("#8d9290"), rgb("#7b827f"), rgb("#a09f98")))
        brush.ellipse(x, -0.02, wide * 1.25, 0.06 * unit, rgb("#e3f1f3"), 0.6)
        brush.smooth(
            [
                (x - wide, -0.02),
                (x - wide * 0.8, tall),
                (x + wide * 0.3, tall * 1.2),
                (x + wide, tall * 0.3),
                (x + wide, -0.02),
            ],
            grey,
        )
        brush.smooth(
            [
                (x - wide * 0.5, tall * 0.7),
                (x - wide * 0.3, tall),
                (x + wide * 0.4, tall),
                (x + wide * 0.2, tall * 0.6),
            ],
            lighter(grey, 0.22),
        )

    in_a_row(reach, rng, 2.7 * unit, stone)


def _posts(brush: Brush, left: float, unit: float) -> None:
    for x in (left - unit, left + 0.9 * unit):
        brush.box(x - 0.08 * unit, -0.3 * unit, 0.16 * unit, 1.1 * unit, rgb("#6b4a30"))
        brush.ellipse(x, 0.8 * unit, 0.08 * unit, 0.03 * unit, rgb("#8a6443"))


def _cliff(brush: Brush, reach: float, rng: random.Random, tall: float, unit: float) -> None:
    """A rock face with ledges and trees on its top."""
    rock = rgb("#7c7a70")
    outline = [(-reach, -5.0), (-reach, tall * 1.2)]
    x = -reach
    while x < reach:
        outline.append(
            (
                x,
                tall * (1.0 + 0.25 * math.sin(x / unit * 0.5)) * rng.uniform(0.95, 1.05)
                if abs(x) > 2.4 * unit
                else tall,
            )
        )
        x += 2.0 * unit
    brush.polygon([*outline, (reach, tall * 1.2), (reach, -5.0)], rock)
    for _ in range(int(min(reach, 40 * unit) / unit * 1.6)):
        x, y = rng.uniform(-reach, reach), rng.uniform(0.1, 0.95) * tall
        wide, high = unit * rng.uniform(0.4, 1.4), unit * rng.uniform(0.3, 1.1)
        brush.polygon(
            [(x, y), (x + wide, y + high * 0.2), (x + wide * 0.9, y - high), (x + wide * 0.1, y - high * 0.8)],
            lighter(rock, rng.choice((-0.14, -0.08, 0.08))),
        )
    in_a_row(
        reach,
        rng,
        1.7 * unit,
        lambda x: greenery.bush(brush, x, 0.0 + unit * rng.uniform(0.7, 1.3), rgb("#4f8a4a"), rng),
        clear=1.5 * unit,
    )
    brush.canvas.save()
    brush.canvas.translate(0, tall * 1.05)
    in_a_row(
        reach,
        rng,
        2.3 * unit,
        lambda x: greenery.round_tree(brush, x, unit * rng.uniform(2.2, 3.6), rng, greenery.LEAF_DARK),
        clear=2.6 * unit,
    )
    brush.canvas.restore()


def _shoulders(brush: Brush, reach: float, rng: random.Random, unit: float, tall: float) -> None:
    """Nearer rocks that frame the fall."""
    rock = rgb("#696a63")
    for side in (-1, 1):
        edge = side * 3.1 * unit
        brush.polygon(
            [
                (edge - side * 0.5 * unit, -0.1),
                (edge, tall * 0.32),
                (edge + side * 0.8 * unit, tall * 0.4),
                (edge + side * 1.4 * unit, tall * 0.75),
                (side * (reach + 3), tall * 0.9),
                (side * (reach + 3), -3.0),
            ],
            rock,
        )
        brush.polygon(
            [
                (edge + side * 0.8 * unit, tall * 0.4),
                (edge + side * 1.4 * unit, tall * 0.75),
                (edge + side * 2.2 * unit, tall * 0.5),
                (edge + side * 1.7 * unit, tall * 0.1),
            ],
            lighter(rock, 0.13),
        )
        for offset in (0.6, 2.4, 4.4, 6.5):
            brush.canvas.save()
            brush.canvas.translate(edge + side * offset * unit, tall * (0.3 if offset < 1 else 0.72))
            greenery.bush(brush, 0, unit * rng.uniform(1.0, 1.6), rgb("#478345"), rng)
            brush.canvas.restore()


def _fall(stage: Stage, depth: float, tall: float, half: float) -> Layer:
    """Falling water: streaks that run down, faster the lower they are."""
    rng = random.Random(stage.scene.seed + 11)
    streaks = [(rng.uniform(-0.93, 0.93), rng.random(), rng.uniform(0.08, 0.22), rng.random()) for _ in range(44)]

    def animate(brush: Brush, seconds: float) -> None:
        brush.polygon(
            [(-half * 0.9, tall), (half * 0.9, tall), (half * 1.08, -0.3), (-half * 1.08, -0.3)], rgb("#a9dbe6")
        )
        streams = skia.Path()
        for x, start, long, tone in streaks:
            share = (start + seconds * 0.55) % 1.0
            fallen = share * share
            top, low = tall * (1 - fallen), tall * (1 - min(1.0, fallen + long * (0.3 + share)))
            spread = half * (0.9 + 0.18 * fallen)
            wide = half * (0.015 + 0.025 * tone)
            streams.addRoundRect(skia.Rect(x * spread - wide, low, x * spread + wide, top), wide, wide)
        brush.path(streams, rgb("#f6fcfd"), 0.85)

    return Layer(depth, animate=animate)


def _spray(depth: float, half: float) -> Layer:
    def animate(brush: Brush, seconds: float) -> None:
        for index in range(7):
            x = half * (index - 3) / 2.6
            swell = 1 + 0.14 * math.sin(seconds * 2.3 + index * 1.9)
            brush.ellipse(x, 0.12 * half, half * 0.30 * swell, half * 0.24 * swell, rgb("#f2fafb"), 0.5)
        brush.ellipse(0, 0.0, half * 1.5, half * 0.13, rgb("#f2fafb"), 0.6)

    return Layer(depth, animate=animate)
