"""Dry and rocky places: a canyon, the ground of another planet, a burning mountain."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land
from sora_widgets.animatic.places.planes import grown, in_a_row, oval, put, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["canyon", "mars", "volcano"]


def volcano(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A burning mountain over black ground with cracks of fire."""
    ground = rgb("#4a3f42")
    place = Place(ground, rgb("#5a474a"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 500, lambda b, r: greenery.ridge(b, r, 50, rgb("#6b5560"), rng)))
    add(_eruption(stage, light, 262.0))
    add(upright(stage, light, 260, partial(_cone, rng=rng)))
    add(
        upright(
            stage, light, 90, partial(_crags, rng=rng, tall=7.0, every=9.0, rock=rgb("#51454c")), ground=rgb("#54474b")
        )
    )
    add(
        upright(
            stage,
            light,
            30 * unit,
            partial(_crags, rng=rng, tall=2.6 * unit, every=6.0 * unit, rock=rgb("#453b41")),
            ground=rgb("#4c4044"),
        )
    )
    add(
        upright(
            stage,
            light,
            11 * unit,
            partial(_crags, rng=rng, tall=1.0 * unit, every=4.0 * unit, rock=rgb("#3a3237")),
            ground=ground,
        )
    )
    for start, slope, width in ((-2.4, -0.16, 0.22), (2.9, 0.22, 0.3), (-6.5, -0.5, 0.4), (7.4, 0.4, 0.4)):
        for half, code in ((width, "#e2492a"), (width * 0.5, "#ffb13b")):
            edges = []
            for step in range(15):
                depth = (1.2 + 28 * (step / 14) ** 1.7) * unit
                middle = (start + slope * depth / unit + 0.5 * math.sin(depth / unit * 1.3 + start)) * unit
                wide = half * unit * (0.7 + 0.5 * math.sin(depth * 2.1 + start) ** 2)
                edges.append((depth, middle - wide, middle + wide))
            place.ribbons.append(Ribbon(tuple(edges), rgb(code), 1.0, glows=True))
    add(
        upright(
            stage,
            light,
            -0.45 * stage.distance,
            partial(
                _crags,
                rng=rng,
                tall=0.12 * stage.visible_m,
                every=0.6 * stage.visible_m,
                rock=rgb("#2c262b"),
                clear=0.5 * stage.visible_m,
            ),
        )
    )
    return place


def canyon(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Red mesas with layers of stone, cactus and dust."""
    ground = rgb("#d98f5a")
    place = Place(ground, rgb("#dd9f6a"))
    add = place.layers.append
    for depth, tall, code in ((420.0, 120.0, "#c98a6b"), (230.0, 74.0, "#c4744f"), (110.0, 30.0, "#b9603f")):
        add(
            upright(
                stage,
                light,
                depth,
                partial(_mesas, rng=rng, tall=tall, rock=rgb(code)),
                ground=mix(ground, rgb(code), 0.2),
            )
        )
    add(
        upright(
            stage,
            light,
            34,
            lambda b, r: greenery.fold_of_ground(b, r, 1.6, rgb("#d28550"), rng),
            ground=rgb("#d28550"),
        )
    )
    add(upright(stage, light, 14, partial(_cacti, rng=rng), ground=ground))
    add(upright(stage, light, 5, partial(_crags, rng=rng, tall=0.3, every=2.0, rock=rgb("#b0623f"))))
    return place


def mars(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Craters, boulders, dunes of rust, two small moons' worth of emptiness."""
    ground = rgb("#b9603c")
    light = replace(light, haze=_dust(light, 0.0))
    place = Place(ground, rgb("#c4754c"), has_clouds=False, light=light)
    add = place.layers.append
    add(upright(stage, light, 2000, _dusty_sky, covers=False))
    add(upright(stage, light, 420, lambda b, r: greenery.ridge(b, r, 56, rgb("#a8583f"), rng)))
    add(upright(stage, light, 180, partial(_mesas, rng=rng, tall=24.0, rock=rgb("#9c4f38"))))
    for depth, height, code in ((70.0, 3.4, "#b35c3a"), (26.0, 1.3, "#bd653f")):
        add(
            upright(stage, light, depth, partial(land.dune, height=height, colour=rgb(code), rng=rng), ground=rgb(code))
        )
    add(upright(stage, light, 12, partial(_crags, rng=rng, tall=0.7, every=3.0, rock=rgb("#8f4632")), ground=ground))
    for depth, x, half in ((4.0, -2.6, 1.1), (9.0, 3.6, 1.7), (18.0, -7.0, 2.6), (17.0, 9.0, 2.2)):
        for grow, code in ((1.0, "#cf7d55"), (0.8, "#8f4630")):
            place.ribbons.append(oval(depth, x, half * grow, 0.45 * half * grow, rgb(code)))
    add(
        upright(
            stage,
            light,
            -0.4 * stage.distance,
            partial(_crags, rng=rng, tall=0.06 * stage.visible_m, every=0.5 * stage.visible_m, rock=rgb("#7a3b2b")),
        )
    )
    return place


def _cone(brush: Brush, reach: float, rng: random.Random) -> None:
    rock = rgb("#5c4a52")
    brush.canvas.scale(0.78, 0.58)
    brush.smooth(
        [
            (-230, -20),
            (-170, -5),
            (-70, 48),
            (-28, 100),
            (-20, 108),
            (-20, 108),
            (22, 110),
            (22, 110),
            (30, 100),
            (80, 46),
            (180, -5),
            (240, -20),
        ],
        rock,
    )
    brush.smooth(
        [(22, 108), (22, 108), (30, 98), (80, 46), (180, -5), (60, -5), (34, 40), (14, 80)], lighter(rock, -0.2)
    )
    brush.ellipse(1, 108, 21.5, 5.0, rgb("#ffb13b"), 1.0, True)
    for points, width in (
        ([(-10, 107), (-16, 84), (-30, 60), (-34, 36), (-58, 12)], 6.0),
        ([(6, 106), (4, 80), (16, 56), (12, 30), (26, 4)], 7.0),
        ([(17, 107), (36, 78), (44, 58), (76, 30)], 4.5),
    ):
        brush.line(points, width, rgb("#e2492a"), glows=True)
        brush.line(points, width * 0.45, rgb("#ffc14d"), glows=True)


def _eruption(stage: Stage, light: Light, depth: float) -> Layer:
    """Smoke that boils up, lit from below, and sparks on their arcs."""
    rng = random.Random(stage.scene.seed + 13)
    sparks = [(rng.uniform(-14, 14), rng.uniform(38, 62), rng.random(), rng.uniform(0.9, 1.6)) for _ in range(22)]

    def animate(brush: Brush, seconds: float) -> None:
        brush.canvas.scale(0.78, 0.58)
        brush.glow(0, 112, 70, rgb("#ff7a2e"), 0.7)
        ash = mix(rgb("#4b4350"), light.haze, 0.3)
        for index in range(11):
            rise = (index / 11 + seconds * 0.035) % 1.0
            x = 14 * math.sin(index * 2.4) + 60 * rise * rise
            brush.circle(
                x,
                112 + 120 * rise,
                13 + 38 * rise,
                mix(mix(rgb("#e2652e"), ash, min(1.0, 0.35 + rise * 2.2)), light.haze, 0.25 * rise),
                1.0,
                True,
            )
        for speed, up, phase, size in sparks:
            t = (phase + seconds * 0.36) % 1.0 * 2.6
            brush.circle(speed * t, 112 + up * t - 22 * t * t, 1.5 * size, rgb("#ffd257"), 1.0, True)

    return Layer(depth, animate=animate)


def _crags(
    brush: Brush, reach: float, rng: random.Random, tall: float, every: float, rock: Colour, clear: float = 0.0
) -> None:
    def crag(x: float) -> None:
        high, wide = tall * rng.uniform(0.4, 1.0), tall * rng.uniform(0.5, 1.1)
        brush.polygon(
            [
                (x - wide, -0.1 * tall),
                (x - wide * 0.7, high * 0.5),
                (x - wide * 0.2, high),
                (x + wide * 0.4, high * 0.7),
                (x + wide, -0.1 * tall),
            ],
            rock,
        )
        brush.polygon(
            [
                (x - wide * 0.2, high),
                (x + wide * 0.4, high * 0.7),
                (x + wide, -0.1 * tall),
                (x + wide * 0.1, -0.1 * tall),
            ],
            lighter(rock, -0.16),
        )

    in_a_row(reach, rng, every, crag, clear)


def _mesas(brush: Brush, reach: float, rng: random.Random, tall: float, rock: Colour) -> None:
    brush.box(-reach, -5, 2 * reach, tall * 0.10 + 5, lighter(rock, 0.06))
    x = -reach - tall
    while x < reach:
        wide, high = tall * rng.uniform(0.6, 1.5), tall * rng.uniform(0.5, 1.0)
        brush.polygon(
            [
                (x - tall * 0.35, 0),
                (x - tall * 0.08, high * 0.36),
                (x, high * 0.4),
                (x + tall * 0.03, high),
                (x + wide, high * rng.uniform(0.94, 1.0)),
                (x + wide + tall * 0.03, high * 0.4),
                (x + wide + tall * 0.1, high * 0.36),
                (x + wide + tall * 0.36, 0),
            ],
            rock,
        )
        brush.polygon(
            [
                (x + wide * 0.66, high * 0.97),
                (x + wide, high * 0.95),
                (x + wide + tall * 0.03, high * 0.4),
                (x + wide + tall * 0.36, 0),
                (x + wide * 0.75, 0),
            ],
            lighter(rock, -0.14),
        )
        for share in (0.86, 0.68, 0.54):
            brush.box(x + tall * 0.02, high * share, wide * 0.98, high * 0.045, lighter(rock, 0.14), 0.8)
        x += wide + tall * rng.uniform(0.4, 1.4)


def _cacti(brush: Brush, reach: float, rng: random.Random) -> None:
    in_a_row(
        reach, rng, 6.5, lambda x: put(brush, "cactus", x, 0, rng.uniform(0.8, 1.5), is_one_of_many=True), clear=2.0
    )


def _dust(light: Light, up: float) -> Colour:
    """The air of Mars from the horizon (0) to the zenith (1)."""
    return mix(mix(rgb("#e9b488"), rgb("#a5623f"), up), rgb("#1c0f14"), 0.64 if light.has_stars else 0.0)


def _dusty_sky(brush: Brush, reach: float) -> None:
    """A sky of dust over whatever sky there is, with two moons."""
    for band in range(16):
        brush.box(-reach, band * 90.0, 2 * reach, 91.0, _dust(brush.light, band / 15), 1.0, True)
    brush.box(-reach, 1440, 2 * reach, 6000, _dust(brush.light, 1.0), 1.0, True)
    for x, y, size in ((-420.0, 620.0, 38.0), (520.0, 760.0, 20.0)):
        brush.circle(x, y, size, rgb("#f3e3cf"), 0.9, True)
        brush.circle(x + size * 0.25, y - size * 0.1, size * 0.2, rgb("#d9c3ab"), 0.9, True)
