"""A castle on its hill."""

from __future__ import annotations

import itertools
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land
from sora_widgets.animatic.places.planes import grown, in_a_row, put, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["castle"]


def castle(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A castle on its hill with banners, a road up to the gate, walls nearby."""
    place = Place(rgb("#86a85a"), rgb("#96b56b"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 420, lambda b, r: greenery.ridge(b, r, 100, rgb("#8fa3b5"), rng, jagged=True)))
    add(upright(stage, light, 200, lambda b, r: greenery.ridge(b, r, 26, rgb("#7fa07f"), rng)))
    add(upright(stage, light, 52 * unit, partial(_keep, unit=unit)))
    add(upright(stage, light, 46 * unit, partial(_castle_hill, unit=unit), ground=rgb("#84a85c")))
    add(
        upright(
            stage,
            light,
            24 * unit,
            lambda b, r: in_a_row(
                r, rng, 6 * unit, lambda x: greenery.conifer(b, x, unit * rng.uniform(3, 5)), clear=5.5 * unit
            ),
        )
    )
    add(upright(stage, light, 8.5 * unit, partial(_rampart, unit=unit)))
    place.ribbons.append(land.winding(stage, rgb("#cbb78f"), start=0.4, width=0.8))
    add(
        upright(
            stage,
            light,
            2.4 * unit,
            partial(greenery.turf, rng=rng, height=0.2, leaf=rgb("#6f9448"), every=0.5, bloom=0.3),
        )
    )
    land.foreground(place, stage, light, rng, rgb("#557f3c"))
    return place


def _keep(brush: Brush, reach: float, unit: float) -> None:
    put(brush, "castle", 4.0 * unit, 7.5 * unit, 1.5 * unit)


def _castle_hill(brush: Brush, reach: float, unit: float) -> None:
    grass = rgb("#7a9c58")
    brush.smooth(
        [
            (-reach * 1.3, -40),
            (-reach * 1.3, 0),
            (-18 * unit, 0.5 * unit),
            (-9 * unit, 5 * unit),
            (-5 * unit, 8.3 * unit),
            (13 * unit, 8.3 * unit),
            (17 * unit, 5 * unit),
            (26 * unit, 0.5 * unit),
            (reach * 1.3, 0),
            (reach * 1.3, -40),
        ],
        grass,
    )
    brush.smooth(
        [(5 * unit, 8.0 * unit), (13 * unit, 8.0 * unit), (17 * unit, 5 * unit), (26 * unit, 0.0), (10 * unit, 0.0)],
        lighter(grass, -0.1),
    )
    way = [
        (3.6 * unit, 8.2 * unit),
        (-0.5 * unit, 6.2 * unit),
        (6.5 * unit, 4.2 * unit),
        (-1.0 * unit, 2.2 * unit),
        (3.0 * unit, 0.0),
    ]
    for first, second in itertools.pairwise(way):
        brush.line([first, second], 0.55 * unit, rgb("#cbb78f"))


def _rampart(brush: Brush, reach: float, unit: float) -> None:
    """A ruined piece of the outer wall to both sides."""
    stone = rgb("#a39c90")
    for side in (-1, 1):
        for start in (4.6, 16.0):
            near, far = side * start * unit, side * (start + 6.0) * unit
            left, wide = min(near, far), abs(far - near)
            brush.box(left, 0, wide, 2.1 * unit, stone)
            for index in range(6):
                brush.box(left + index * wide / 6, 2.0 * unit, wide / 11, 0.55 * unit, stone)
            for row in range(4):
                for block in range(4):
                    if (row + block * 3) % 3 == 0:
                        brush.box(
                            left + (0.4 + 1.4 * block + 0.5 * (row % 2)) * unit,
                            (0.15 + 0.48 * row) * unit,
                            0.7 * unit,
                            0.28 * unit,
                            lighter(stone, -0.1 if block % 2 else 0.1),
                        )
        post = side * 4.6 * unit
        brush.line([(post, 2.1 * unit), (post, 4.6 * unit)], 0.08 * unit, rgb("#5d4d40"))
        brush.polygon(
            [
                (post, 4.5 * unit),
                (post + 1.1 * unit, 4.2 * unit),
                (post + 0.75 * unit, 3.85 * unit),
                (post + 1.1 * unit, 3.5 * unit),
                (post, 3.3 * unit),
            ],
            rgb("#b5303c"),
        )
