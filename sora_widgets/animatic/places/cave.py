"""A cave: rings of rock around a mouth of daylight."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.pieces.windows import sky
from sora_widgets.animatic.places.planes import aside_m, grown, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["cave"]


def cave(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Rings of rock, darker and darker, around a mouth of daylight; crystals glow."""
    place = Place(rgb("#574f58"), rgb("#4c4650"), indoor=True, has_clouds=False)
    add = place.layers.append
    unit = grown(stage, 0.4 if stage.body.height < 0.6 else 1.0, growth=0.8)
    aside = aside_m(stage)
    add(upright(stage, light, 18 * unit, partial(_mouth, light=light, unit=unit, aside=aside), covers=True))
    for index, (depth, half, tall) in enumerate(
        ((16.0, 3.0, 4.0), (12.0, 3.3, 3.9), (8.5, 3.5, 3.9), (5.4, 3.6, 3.8), (3.0, 3.7, 3.7))
    ):
        rock = mix(rgb("#766c7c"), rgb("#3d3845"), index / 4)
        add(
            upright(
                stage,
                light,
                depth * unit,
                partial(
                    _ring,
                    rng=random.Random(stage.scene.seed + index),
                    half=half * unit + aside * (1 - 0.04 * depth),
                    tall=tall * unit,
                    rock=rock,
                    unit=unit,
                ),
                covers=False,
            )
        )
    for depth, side in ((7.0, -1), (4.4, 1), (2.4, -1)):
        every = max(5.4 * unit, 2 * (2.7 * unit + aside) / (1 + round(aside / (2.7 * unit))))
        add(upright(stage, light, depth * unit, partial(_crystals, every=every, unit=unit, side=side), covers=False))
    near = -0.45 * stage.distance
    add(upright(stage, light, near, partial(_near_rock, stage=stage, depth=near)))
    return place


def _mouth(brush: Brush, reach: float, light: Light, unit: float, aside: float) -> None:
    """The way out: a ragged opening with the sky and hills in it."""
    brush.box(-reach, -9 * unit, 2 * reach, 50 * unit, rgb("#4a4450"))
    half = 2.3 * unit + 0.25 * aside
    sky(brush, -half, 0, 2 * half, 4.2 * unit)
    brush.smooth(
        [
            (-half, 0),
            (-half, 0),
            (-half, 0.9 * unit),
            (-0.4 * half, 1.3 * unit),
            (0.3 * half, 0.8 * unit),
            (half, 1.2 * unit),
            (half, 0),
            (half, 0),
        ],
        mix(rgb("#6f9a6a"), light.haze, 0.3),
    )
    for glow, alpha in ((1.5, 0.10), (1.2, 0.12)):
        brush.ellipse(0, 1.5 * unit, half * glow, 2.9 * unit * glow, light.sky_at(0.1), alpha, True)


def _ring(brush: Brush, reach: float, rng: random.Random, half: float, tall: float, rock: Colour, unit: float) -> None:
    """Rock with a ragged hole; stalactites hang into it, stalagmites stand in it."""
    steps = 18
    hole = []
    for step in range(steps + 1):
        turn = math.pi * step / steps
        stretch = rng.uniform(0.9, 1.07)
        hole.append((half * math.cos(turn) * stretch, tall * math.sin(turn) ** 0.6 * stretch))
    far, top = reach + 4 * unit, 30 * unit
    brush.polygon(
        [
            (far, -0.3 * unit),
            (half, -0.3 * unit),
            *hole,
            (-half, -0.3 * unit),
            (-far, -0.3 * unit),
            (-far, top),
            (far, top),
        ],
        rock,
    )
    for x, y in hole[3:-3:2]:
        long = unit * rng.uniform(0.3, 0.9)
        brush.polygon(
            [(x - 0.15 * unit, y + 0.3 * unit), (x + 0.17 * unit, y + 0.3 * unit), (x + 0.03 * unit, y - long)], rock
        )
    for side in (-1, 1):
        for _ in range(2):
            x, high = side * half * rng.uniform(0.72, 0.98), unit * rng.uniform(0.4, 1.0)
            brush.polygon([(x - 0.25 * unit, -0.05), (x, high), (x + 0.28 * unit, -0.05)], lighter(rock, -0.08))


def _crystals(brush: Brush, reach: float, every: float, unit: float, side: int) -> None:
    for index in range(-int(reach / every) - 1, int(reach / every) + 1):
        if index % 2 == (side < 0):
            _crystal(brush, (index + 0.5) * every, unit, side)


def _crystal(brush: Brush, x: float, unit: float, side: int) -> None:
    tone = rgb("#58d6e0") if side < 0 else rgb("#b57be6")
    brush.glow(x, 0.35 * unit, 1.2 * unit, tone, 0.4)
    for lean, tall, wide in ((-0.3, 0.55, 0.11), (0.05, 0.95, 0.15), (0.4, 0.6, 0.12)):
        tip, foot = x + lean * unit * 1.2, x + lean * unit * 0.5
        brush.polygon(
            [
                (foot - wide * unit, 0),
                (tip - wide * unit * 0.8, tall * unit * 0.8),
                (tip, tall * unit),
                (tip + wide * unit * 0.8, tall * unit * 0.8),
                (foot + wide * unit, 0),
            ],
            tone,
            1.0,
            True,
        )
        brush.polygon(
            [(foot - wide * unit, 0), (tip - wide * unit * 0.8, tall * unit * 0.8), (tip, tall * unit), (foot, 0)],
            lighter(tone, 0.4),
            0.8,
            True,
        )


def _near_rock(brush: Brush, reach: float, stage: Stage, depth: float) -> None:
    visible = stage.visible_m * (depth + stage.distance) / stage.distance
    half = 0.5 * visible * stage.width / stage.height + aside_m(stage) * 0.9
    inset = min(visible, 1.2 * half)  # a tall narrow frame would be closed by what frames a wide one
    rock = rgb("#26222c")
    for side in (-1, 1):
        x = stage.rest.x + side * half
        outline = ((-0.22, -1.0), (-0.16, 0.1), (-0.05, 0.3), (-0.1, 0.7), (-0.3, 1.2), (-0.36, 3.0))
        far = x + side * (reach + visible)
        brush.polygon(
            [
                *((x + side * inset * across, visible * up) for across, up in outline),
                (far, 3 * visible),
                (far, -visible),
            ],
            rock,
        )
