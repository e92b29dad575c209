"""Under water: a reef."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.planes import grown, in_a_row, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["underwater"]

_SHALLOW, _DEEP = rgb("#6fd0de"), rgb("#0f3f74")
_CORALS = tuple(rgb(code) for code in ("#f2685f", "#f29a4a", "#d86fb0", "#f2c94c", "#9a6fd0"))


def underwater(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A reef: sand, corals, weeds that sway, shafts of light, shoals, bubbles."""
    sea = partial(_in_water, light)
    place = Place(rgb("#c9c08e"), rgb("#5f9aa0"), indoor=True, has_clouds=False)
    add = place.layers.append
    unit = grown(stage, 0.25, growth=0.6)
    add(upright(stage, light, 16 * unit, partial(_water_wall, light=light, unit=unit), covers=True))
    for depth, tall, share in ((13.0, 3.0, 0.66), (7.5, 1.7, 0.34)):
        rock = sea(rgb("#5a6f86"), share)
        add(
            upright(
                stage,
                light,
                depth * unit,
                partial(_reef, rng=rng, unit=unit, tall=tall * unit, rock=rock, share=share, light=light),
                covers=False,
            )
        )
    add(_shafts(stage, light, 9.0 * unit, unit))
    add(_shoal(stage, light, 8.0 * unit, unit))
    add(_weeds(stage, light, 5.0 * unit, unit, 0.22))
    add(upright(stage, light, 3.0 * unit, partial(_corals, rng=rng, unit=unit, light=light), covers=False))
    add(_bubbles(stage, light, 1.2 * unit, unit))
    add(_weeds(stage, light, -0.42 * stage.distance, 0.5 * unit, 0.0))
    for index in range(5):
        depth = (0.4 + 1.15 * index) * unit
        edges = tuple(
            (depth + 0.28 * unit * side, -stage.half_reach_m(depth), stage.half_reach_m(depth)) for side in (0.0, 0.5)
        )
        place.ribbons.append(Ribbon(edges, rgb("#e9e2b4"), 0.35))
    return place


def _in_water(light: Light, colour: Colour, share: float) -> Colour:
    """A colour seen through `share` (0 to 1) of the water there is, under this light."""
    dim = (sum(light.key) / 3) ** 0.6
    return mix(mix(colour, rgb("#2f8fb5"), share), (0.02, 0.06, 0.16), 1 - min(1.0, 0.25 + 0.75 * dim))


def _water_wall(brush: Brush, reach: float, light: Light, unit: float) -> None:
    bands = 26
    top = 15.0 * unit
    for band in range(bands):
        share = band / (bands - 1)
        tone = mix(mix(rgb("#1d6b98"), rgb("#2f9cc0"), min(1.0, share * 1.6)), _SHALLOW, max(0.0, share * 1.7 - 0.7))
        brush.box(
            -reach,
            -0.5 * unit + top * band / bands,
            2 * reach,
            top / bands + 0.02 * unit,
            _in_water(light, tone, 0.0),
            1.0,
            True,
        )
    brush.box(-reach, top - 0.5 * unit, 2 * reach, 60 * unit, _in_water(light, _SHALLOW, 0.0), 1.0, True)
    brush.box(-reach, -30 * unit, 2 * reach, 29.6 * unit, _in_water(light, _DEEP, 0.0), 1.0, True)


def _reef(
    brush: Brush, reach: float, rng: random.Random, unit: float, tall: float, rock: Colour, share: float, light: Light
) -> None:
    def mound(x: float) -> None:
        high, wide = tall * rng.uniform(0.4, 1.0), tall * rng.uniform(0.7, 1.4)
        brush.smooth(
            [
                (x - wide, -0.4 * unit),
                (x - wide, 0.1 * unit),
                (x - wide * 0.4, high),
                (x + wide * 0.3, high * 0.85),
                (x + wide, 0.1 * unit),
                (x + wide, -0.4 * unit),
            ],
            rock,
            1.0,
            True,
        )
        for _ in range(3):
            tone = _in_water(light, rng.choice(_CORALS), share)
            cx, cy = x + rng.uniform(-0.5, 0.5) * wide, high * rng.uniform(0.5, 0.9)
            brush.cluster(
                [
                    (cx, cy, 0.16 * tall),
                    (cx + 0.14 * tall, cy + 0.08 * tall, 0.11 * tall),
                    (cx - 0.13 * tall, cy + 0.04 * tall, 0.1 * tall),
                ],
                tone,
                1.0,
                True,
            )

    in_a_row(reach, rng, tall * 1.5, mound)


def _corals(brush: Brush, reach: float, rng: random.Random, unit: float, light: Light) -> None:
    def coral(x: float) -> None:
        tone = _in_water(light, rng.choice(_CORALS), 0.08)
        kind, size = rng.randrange(3), unit * rng.uniform(0.5, 0.85)
        if kind == 0:
            for turn in (0.6, 1.1, 1.6, 2.1, 2.6):
                tip = (x + math.cos(turn) * size, math.sin(turn) * size)
                brush.line([(x, 0), (x + (tip[0] - x) * 0.6, tip[1] * 0.65), tip], 0.13 * size, tone, 1.0, True)
                brush.line(
                    [(x + (tip[0] - x) * 0.6, tip[1] * 0.65), (tip[0] + 0.14 * size, tip[1] * 0.8)],
                    0.1 * size,
                    tone,
                    1.0,
                    True,
                )
        elif kind == 1:
            brush.cluster(
                [
                    (x, 0.2 * size, 0.42 * size),
                    (x + 0.4 * size, 0.12 * size, 0.3 * size),
                    (x - 0.36 * size, 0.1 * size, 0.28 * size),
                ],
                tone,
                1.0,
                True,
            )
            for index in range(4):
                brush.line(
                    [
                        (x - 0.3 * size + 0.2 * index * size, 0.05 * size),
                        (x - 0.2 * size + 0.14 * index * size, 0.5 * size),
                    ],
                    0.04 * size,
                    lighter(tone, -0.18),
                    1.0,
                    True,
                )
        else:
            for dx, tall in ((-0.25, 0.6), (0.0, 0.95), (0.26, 0.7)):
                brush.box(x + dx * size - 0.12 * size, 0, 0.24 * size, tall * size, tone, 1.0, True, 0.1 * size)
                brush.ellipse(
                    x + dx * size, tall * size - 0.05 * size, 0.1 * size, 0.05 * size, lighter(tone, -0.4), 1.0, True
                )
        brush.ellipse(x + size, 0.02 * unit, 0.3 * unit, 0.09 * unit, _in_water(light, rgb("#8a8578"), 0.1), 1.0, True)

    in_a_row(reach, rng, 1.9 * unit, coral, clear=1.0 * unit)


def _weeds(stage: Stage, light: Light, depth: float, unit: float, share: float) -> Layer:
    """Ribbons of weed that swing, each a little later than its neighbour."""
    rng = random.Random(stage.scene.seed + 17)
    reach = stage.half_reach_m(depth)
    green = _in_water(light, rgb("#2f8a5a"), share)
    dark = lighter(green, -0.3)
    stalks = []
    every = 3.1 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        middle = (index + 0.5) * every + rng.uniform(-0.4, 0.4) * unit
        stalks += [
            (middle + rng.uniform(-0.4, 0.4) * unit, unit * rng.uniform(0.7, 1.9), rng.random() < 0.5) for _ in range(3)
        ]

    def animate(brush: Brush, seconds: float) -> None:
        for x, tall, is_dark in stalks:
            lean = 0.2 * tall * math.sin(seconds * 1.2 + x)
            sway = 0.24 * tall * math.sin(seconds * 1.2 + x - 0.9)
            half = 0.09 * unit
            brush.smooth(
                [
                    (x - half, 0),
                    (x - half, 0),
                    (x - half + lean, tall * 0.5),
                    (x + sway, tall),
                    (x + sway, tall),
                    (x + half + lean, tall * 0.5),
                    (x + half, 0),
                    (x + half, 0),
                ],
                dark if is_dark else green,
                1.0,
                True,
            )

    return Layer(depth, animate=animate)


def _shafts(stage: Stage, light: Light, depth: float, unit: float) -> Layer:
    """Sunlight in beams from the surface, slowly swinging."""
    reach = stage.half_reach_m(depth)
    tone = _in_water(light, rgb("#d9f6f7"), 0.0)
    count = max(4, int(reach / (2.2 * unit)))

    def animate(brush: Brush, seconds: float) -> None:
        for index in range(count):
            x = -reach + 2 * reach * (index + 0.4) / count
            swing = 0.5 * unit * math.sin(seconds * 0.5 + index * 1.7)
            wide = unit * (0.3 + 0.28 * (index % 3))
            alpha = 0.10 + 0.04 * math.sin(seconds * 0.9 + index * 2.1)
            brush.polygon(
                [
                    (x + 2.6 * unit, 9 * unit),
                    (x + 2.6 * unit + wide, 9 * unit),
                    (x + swing + 2.2 * wide, 0.2 * unit),
                    (x + swing - 1.2 * wide, 0.2 * unit),
                ],
                tone,
                alpha,
                True,
            )

    return Layer(depth, animate=animate)


def _shoal(stage: Stage, light: Light, depth: float, unit: float) -> Layer:
    """Small fish that pass by together."""
    rng = random.Random(stage.scene.seed + 19)
    reach = stage.half_reach_m(depth)
    tone = _in_water(light, rgb("#f2c94c"), 0.25)
    fish = [(rng.uniform(-1.6, 1.6) * unit, rng.uniform(-0.5, 0.5) * unit, rng.uniform(0.7, 1.2)) for _ in range(11)]

    def animate(brush: Brush, seconds: float) -> None:
        for group, (start, high, pace) in enumerate(((-0.5, 3.4, 0.55), (0.6, 4.6, -0.4))):
            along = start * min(reach, 6 * unit) + pace * unit * seconds
            side = 1 if pace > 0 else -1
            for dx, dy, size in fish[group * 5 :]:
                x = along + dx
                y = high * unit + dy + 0.07 * unit * math.sin(seconds * 2 + dx / unit * 3)
                long = 0.16 * unit * size
                brush.ellipse(x, y, long, 0.42 * long, tone, 1.0, True)
                brush.polygon(
                    [
                        (x - side * long * 0.8, y),
                        (x - side * long * 1.5, y + 0.4 * long),
                        (x - side * long * 1.5, y - 0.4 * long),
                    ],
                    tone,
                    1.0,
                    True,
                )

    return Layer(depth, animate=animate)


def _bubbles(stage: Stage, light: Light, depth: float, unit: float) -> Layer:
    rng = random.Random(stage.scene.seed + 23)
    reach = stage.half_reach_m(depth)
    rising = [(rng.uniform(-1, 1) * reach, rng.random(), rng.uniform(0.02, 0.06)) for _ in range(18)]
    tone = _in_water(light, rgb("#e9fbff"), 0.05)

    def animate(brush: Brush, seconds: float) -> None:
        for x, start, size in rising:
            share = (start + seconds * 0.11) % 1.0
            at = (x + 0.1 * unit * math.sin(share * 17 + x), share * 5 * unit)
            brush.circle(*at, size * unit * (0.7 + share), tone, 0.45, True)
            brush.circle(at[0] - 0.3 * size * unit, at[1] + 0.3 * size * unit, 0.3 * size * unit, tone, 0.9, True)

    return Layer(depth, animate=animate)
