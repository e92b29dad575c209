"""Places on dry land with little built in them: park, field, forest, mountain, desert."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery
from sora_widgets.animatic.places.masonry import bench, lamp_post
from sora_widgets.animatic.places.planes import in_a_row, oval, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["desert", "dune", "field", "foreground", "forest", "grove", "mountain", "park", "peaks", "winding"]

_GRASS, _GRASS_FAR = rgb("#79b352"), rgb("#9cc265")


def park(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Lawn with a winding path, round trees in three depths, a bench and lamps."""
    place = Place(_GRASS, _GRASS_FAR)
    add = place.layers.append
    add(upright(stage, light, 160, lambda b, r: greenery.ridge(b, r, 13, rgb("#7fae78"), rng)))
    add(upright(stage, light, 90, lambda b, r: greenery.tree_line(b, r, 9, rgb("#5f9f58"), rng)))
    add(upright(stage, light, 48, lambda b, r: grove(b, r, rng, spacing=7.6, height=8.4), sway=0.004))
    add(upright(stage, light, 26, lambda b, r: grove(b, r, rng, spacing=7.5, height=7.6, clear=4.0), sway=0.006))
    add(
        upright(
            stage,
            light,
            19,
            lambda b, r: greenery.fold_of_ground(b, r, 0.35, rgb("#86bd58"), rng),
            ground=rgb("#86bd58"),
        )
    )
    add(upright(stage, light, 13.5, lambda b, r: _park_furniture(b, r, rng), sway=0.0))
    add(upright(stage, light, 6.0, lambda b, r: greenery.turf(b, r, rng, 0.16, rgb("#6fa84b"), every=0.55, bloom=0.25)))
    add(upright(stage, light, 2.4, lambda b, r: greenery.turf(b, r, rng, 0.13, rgb("#649f45"), every=0.4, bloom=0.2)))
    foreground(place, stage, light, rng, rgb("#4f8a3c"))
    place.ribbons.append(winding(stage, rgb("#d6ccb4"), start=-1.1, width=0.55))
    return place


def field(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Open meadow and soft hills, a few poplars far off."""
    place = Place(rgb("#8fb957"), rgb("#b7c873"))
    add = place.layers.append
    add(upright(stage, light, 220, lambda b, r: greenery.ridge(b, r, 26, rgb("#8fb58a"), rng)))
    add(upright(stage, light, 120, lambda b, r: greenery.ridge(b, r, 11, rgb("#9dc070"), rng)))
    add(
        upright(
            stage, light, 70, lambda b, r: in_a_row(r, rng, 8.5, lambda x: greenery.poplar(b, x, rng.uniform(6, 10)))
        )
    )
    add(
        upright(
            stage,
            light,
            40,
            lambda b, r: greenery.fold_of_ground(b, r, 1.2, rgb("#a3c262"), rng),
            ground=rgb("#a3c262"),
        )
    )
    add(
        upright(
            stage,
            light,
            16,
            lambda b, r: greenery.fold_of_ground(b, r, 0.4, rgb("#96bc58"), rng),
            ground=rgb("#96bc58"),
        )
    )
    for depth, every in ((9.0, 0.5), (4.5, 0.4), (2.0, 0.34)):
        add(
            upright(
                stage,
                light,
                depth,
                partial(greenery.turf, rng=rng, height=0.22, leaf=rgb("#7fae4a"), every=every, bloom=0.35),
                sway=0.03,
            )
        )
    foreground(place, stage, light, rng, rgb("#6c9a40"))
    return place


def forest(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Trunks behind trunks, pale with distance, ferns at their feet."""
    place = Place(rgb("#5d8a47"), rgb("#7fa560"))
    add = place.layers.append
    add(upright(stage, light, 90, lambda b, r: greenery.tree_line(b, r, 22, rgb("#6f9f72"), rng)))
    for depth, spacing, height in ((60.0, 7.5, 17.0), (40.0, 6.5, 15.0), (26.0, 7.0, 13.0), (15.0, 7.0, 11.5)):
        add(
            upright(
                stage,
                light,
                depth,
                partial(pines, rng=rng, spacing=spacing, height=height, clear=0.0 if height > 13 else 2.2),
            )
        )
    add(
        upright(
            stage, light, 9, lambda b, r: greenery.fold_of_ground(b, r, 0.5, rgb("#557f40"), rng), ground=rgb("#557f40")
        )
    )
    add(
        upright(
            stage,
            light,
            6,
            lambda b, r: in_a_row(
                r, rng, 1.8, lambda x: greenery.bush(b, x, rng.uniform(0.5, 0.9), rgb("#4b7d3d"), rng)
            ),
        )
    )
    add(
        upright(
            stage,
            light,
            2.2,
            lambda b, r: greenery.turf(b, r, rng, 0.22, rgb("#4e803c"), every=0.4, bloom=0.08),
            sway=0.01,
        )
    )
    foreground(place, stage, light, rng, rgb("#39632f"))
    place.ribbons.append(winding(stage, rgb("#b99d70"), start=0.4, width=0.5))
    return place


def mountain(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Two jagged ranges with snow, foothills, pines."""
    snowy = "snow" in stage.scene.weather
    ground = rgb("#e9eff4") if snowy else rgb("#84a85a")
    near = ground if snowy else mix(ground, rgb("#6f9a50"), 0.6)
    place = Place(near, lighter(ground, 0.1))
    add = place.layers.append
    add(upright(stage, light, 700, lambda b, r: peaks(b, r, 290, rgb("#7d92ae"), rng)))
    add(upright(stage, light, 380, lambda b, r: peaks(b, r, 118, rgb("#627b95"), rng)))
    add(
        upright(
            stage,
            light,
            170,
            lambda b, r: greenery.ridge(b, r, 18, mix(rgb("#5c8a66"), ground, 0.5 if snowy else 0.0), rng),
        )
    )
    for depth, height, every in ((110.0, 9.0, 6.0), (44.0, 7.0, 9.0)):
        add(
            upright(
                stage,
                light,
                depth,
                partial(_snow_pines, rng=rng, height=height, every=every, snow=0.9 if snowy else 0.0),
            )
        )
    add(upright(stage, light, 14, lambda b, r: greenery.fold_of_ground(b, r, 0.8, near, rng), ground=near))
    if not snowy:
        add(upright(stage, light, 4, lambda b, r: greenery.turf(b, r, rng, 0.16, rgb("#6a9448"), every=0.5, bloom=0.3)))
        foreground(place, stage, light, rng, rgb("#54803c"))
    return place


def desert(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Dunes with a lit and a shaded side."""
    place = Place(rgb("#e2b06a"), rgb("#eac388"))
    for depth, height, code in (
        (320.0, 34.0, "#d9a26a"),
        (170.0, 19.0, "#e0aa66"),
        (80.0, 8.0, "#e6b46c"),
        (34.0, 2.6, "#e3ae62"),
        (12.0, 0.6, "#dea556"),
    ):
        place.layers.append(
            upright(stage, light, depth, partial(dune, height=height, colour=rgb(code), rng=rng), ground=rgb(code))
        )
    for index in range(34):  # ripples that the wind has left
        depth = -0.5 * stage.distance + (10.0 + 0.5 * stage.distance) * (index / 33) ** 1.4
        reach = stage.half_reach_m(depth)
        tone = lighter(place.ground, -0.07 if index % 3 else 0.07)
        place.ribbons.append(oval(depth, rng.uniform(-reach, reach), rng.uniform(0.15, 0.4) * reach, 0.09, tone))
    return place


def grove(brush: Brush, reach: float, rng: random.Random, spacing: float, height: float, clear: float = 0.0) -> None:
    """Park trees, here and there a poplar, bushes under them."""
    leaves = (greenery.LEAF, greenery.LEAF_DARK, rgb("#64a84a"), rgb("#7aae46"))

    def plant(x: float) -> None:
        tall = height * rng.uniform(0.75, 1.15)
        if rng.random() < 0.2:
            greenery.poplar(brush, x, tall * 1.1)
        else:
            greenery.round_tree(brush, x, tall, rng, rng.choice(leaves))
        if rng.random() < 0.6:
            greenery.bush(brush, x + rng.uniform(1.2, 2.4), rng.uniform(0.9, 1.5), greenery.LEAF_DARK, rng)

    in_a_row(reach, rng, spacing, plant, clear)


def _park_furniture(brush: Brush, reach: float, rng: random.Random) -> None:
    side = rng.choice((-1, 1))
    bench(brush, side * 3.6)
    for x in (-9.0, 5.2, 14.0):
        if abs(x) < reach:
            lamp_post(brush, x * side, 3.4)
    in_a_row(reach, rng, 5.0, lambda x: greenery.bush(brush, x, rng.uniform(0.8, 1.3), rgb("#4d8f42"), rng), clear=5.0)


def foreground(place: Place, stage: Stage, light: Light, rng: random.Random, leaf: Colour) -> None:
    """Blades close to the lens: what makes parallax felt."""
    depth, every = -0.52 * stage.distance, 0.13 * stage.visible_m
    blades = partial(greenery.turf, rng=rng, height=0.10 * stage.visible_m, leaf=leaf, every=every, clear=1.7 * every)
    place.layers.append(upright(stage, light, depth, blades, sway=0.04))


def pines(brush: Brush, reach: float, rng: random.Random, spacing: float, height: float, clear: float) -> None:
    def plant(x: float) -> None:
        tall = height * rng.uniform(0.8, 1.2)
        if rng.random() < 0.55:
            greenery.conifer(brush, x, tall)
        else:
            greenery.round_tree(brush, x, tall, rng, greenery.LEAF_DARK)

    in_a_row(reach, rng, spacing, plant, clear)


def _snow_pines(brush: Brush, reach: float, rng: random.Random, height: float, every: float, snow: float) -> None:
    in_a_row(reach, rng, every, lambda x: greenery.conifer(brush, x, height * rng.uniform(0.7, 1.1), snow=snow))


def peaks(brush: Brush, reach: float, height: float, colour: Colour, rng: random.Random) -> None:
    """Mountains with a shaded side and snow on the highest."""
    outline = greenery.ridge(brush, reach, height, colour, rng, jagged=True)
    side = -1.0 if brush.light.orb is not None and brush.light.orb.x < 0 else 1.0
    for (x0, y0), (x1, y1), (x2, y2) in zip(outline, outline[1:], outline[2:], strict=False):
        if y1 > y0 and y1 > y2:
            edge = (x2, y2) if side < 0 else (x0, y0)
            brush.polygon(
                [
                    (x1, y1),
                    edge,
                    (edge[0], -5),
                    (x1 - side * (x2 - x1) * 0.12, -5),
                    (x1 + side * (x2 - x1) * 0.1, y1 * 0.6),
                ],
                lighter(colour, -0.14),
            )
            if y1 > height * 0.62:
                cut = 0.66
                left = (x1 + (x0 - x1) * (1 - cut), y1 + (y0 - y1) * (1 - cut))
                right = (x1 + (x2 - x1) * (1 - cut), y1 + (y2 - y1) * (1 - cut))
                dent = (x1 * 0.9 + left[0] * 0.1, min(left[1], right[1]) + (y1 - left[1]) * 0.32)
                brush.polygon(
                    [(x1, y1), left, dent, ((x1 + right[0]) / 2, right[1] + (y1 - right[1]) * 0.12), right],
                    rgb("#f4f7fb"),
                )


def dune(brush: Brush, reach: float, height: float, colour: Colour, rng: random.Random) -> None:
    """Dunes side by side, each with its lee in shadow."""
    x = -reach - height * 2
    while x < reach:
        wide = height * rng.uniform(5.0, 8.5)
        tall = height * rng.uniform(0.6, 1.0)
        crest = x + wide * rng.uniform(0.42, 0.6)
        brush.smooth(
            [
                (x - wide * 0.3, -20),
                (x - wide * 0.1, 0),
                (crest - wide * 0.12, tall * 0.85),
                (crest + wide * 0.10, tall * 1.05),
                (x + wide, tall * 0.2),
                (x + wide * 1.5, -20),
            ],
            colour,
        )
        brush.smooth(
            [
                (crest, tall * 0.95),
                (crest + wide * 0.05, tall * 0.96),
                (x + wide * 1.05, tall * 0.1),
                (x + wide * 1.2, -6),
                (crest + wide * 0.16, -6),
                (crest + wide * 0.02, tall * 0.45),
            ],
            lighter(colour, -0.13),
        )
        x += wide * 0.62


def winding(stage: Stage, colour: Colour, start: float, width: float) -> Ribbon:
    """A path that winds away from the camera."""
    edges = []
    near = -0.8 * stage.distance
    for step in range(26):
        depth = near + (44.0 - near) * (step / 25) ** 2
        middle = start + 0.9 * math.sin(depth * 0.16 + 0.6) + 0.06 * depth
        edges.append((depth, middle - width, middle + width))
    return Ribbon(tuple(edges), colour)
