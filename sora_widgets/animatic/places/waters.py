"""Places at the water: beach and open sea, with swell, foam and the road of light under the sun."""

from __future__ import annotations

import math
import random
from functools import partial
from itertools import pairwise

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Glints, Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery
from sora_widgets.animatic.places.planes import grown, in_a_row, lying, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["beach", "foam", "headland", "is_afloat", "sea", "swell", "water"]

_PIER_HALF = 1.1  # metres from the middle of the pier to its edge
_AFLOAT = frozenset(["swim", "row", "sail", "float", "sink", "surf"])
_SAND, _WATER = rgb("#e9cf9a"), rgb("#2f8fae")


def is_afloat(stage: Stage) -> bool:
    """The main subject is in or on the water, not beside it."""
    actors = stage.scene.actors
    return bool(actors) and (stage.body.habitat == "water" or actors[0].action in _AFLOAT)


def beach(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Sand in front, sea behind, foam between, palms to the side."""
    place = Place(_SAND, _SAND)
    shore = 16.0 + 0.4 * stage.visible_m
    far = 1500.0
    reach = stage.half_reach_m
    water(place, stage, light, rng, shore, far)
    place.layers.append(upright(stage, light, 600, lambda b, r: headland(b, r, rng)))
    place.layers.append(foam(stage, shore))
    wet = tuple((depth, -reach(depth), reach(depth)) for depth in (shore - 2.6, shore))
    place.ribbons.append(Ribbon(wet, mix(_SAND, rgb("#9a8a6c"), 0.45)))
    palms = max(7.5, stage.focal * 5.4 / (0.66 * stage.height) - stage.distance)
    place.layers.append(upright(stage, light, min(palms, shore - 3.0), lambda b, r: _palms(b, r, rng), sway=0.012))
    place.layers.append(upright(stage, light, 3.4, lambda b, r: _pebbles(b, r, rng)))
    place.layers.append(upright(stage, light, -0.4 * stage.distance, lambda b, r: _pebbles(b, r, rng, near=True)))
    return place


def sea(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Open water to the horizon, swell in several depths, an island."""
    place = Place(_WATER, lighter(_WATER, 0.2))
    water(place, stage, light, rng, -0.6 * stage.distance, 4000.0)
    place.layers.append(upright(stage, light, 1400, lambda b, r: headland(b, r, rng)))
    unit = stage.visible_m
    pier = grown(stage) if _needs_floor(stage) else 0.0
    for index, depth in enumerate((9.0, 4.5, 2.0, 0.8, -0.18, -0.34, -0.5)):
        metres = depth * unit if depth > 0 else depth * stage.distance
        if abs(metres) > _PIER_HALF * pier:
            place.layers.append(swell(stage, metres, unit, index))
    if pier:
        place.layers.append(lying(stage, light, _PIER_HALF * pier, partial(_planks, unit=pier)))
        place.layers.append(upright(stage, light, _PIER_HALF * pier, partial(_posts, unit=pier, high=0.9)))
        place.layers.append(upright(stage, light, -_PIER_HALF * pier, partial(_posts, unit=pier, high=-0.1)))
    return place


def _needs_floor(stage: Stage) -> bool:
    """Somebody who neither swims nor flies stands in the middle of the sea, and walks on no water."""
    actors = stage.scene.actors
    if not actors or is_afloat(stage) or actors[0].rides or stage.altitude_m:
        return False
    return stage.body.habitat in ("ground", "table")


def _planks(brush: Brush, reach: float, unit: float) -> None:
    """The top of a pier that goes all across."""
    wood, half, step = rgb("#a97f56"), _PIER_HALF * unit, 0.42 * unit
    brush.box(-reach, -half, 2 * reach, 2 * half, wood)
    seams = skia.Path()
    for index in range(-int(reach / step) - 1, int(reach / step) + 2):
        seams.addRect(skia.Rect(index * step, -half, index * step + 0.03 * unit, half))
    brush.path(seams, lighter(wood, -0.22))
    for edge in (-half, half - 0.14 * unit):
        brush.box(-reach, edge, 2 * reach, 0.14 * unit, lighter(wood, -0.12))


def _posts(brush: Brush, reach: float, unit: float, high: float) -> None:
    """One side of the pier: its beam, the posts under it, a rope along those that stand above it."""
    wood, every = rgb("#7d5b3e"), 2.6 * unit
    brush.box(-reach, -0.22 * unit, 2 * reach, 0.22 * unit, wood)
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.5) * every
        brush.box(x - 0.1 * unit, -2.0 * unit, 0.2 * unit, (2.0 + high) * unit, lighter(wood, -0.12))
        if high > 0:
            top, low = (high - 0.12) * unit, (high - 0.3) * unit
            brush.curve((x, top), (x + every / 2, low), (x + every, top), 0.05 * unit, rgb("#d9c7a0"))


def water(
    place: Place, stage: Stage, light: Light, rng: random.Random, near: float, far: float, deep: Colour = _WATER
) -> None:
    """Water from side to side between two depths, with its glints."""
    depths = [near + (far - near) * (step / 16) ** 3 for step in range(17)]
    for step, (front, back) in enumerate(pairwise(depths)):
        tone = (
            mix(lighter(mix(deep, rgb("#5fb9b4"), 0.5), 0.1), deep, min(1.0, step / 5))
            if near > 0
            else mix(lighter(deep, -0.22), deep, min(1.0, step / 7))
        )
        reach = stage.half_reach_m(back) * 1.2
        place.ribbons.append(
            Ribbon(
                ((front, -reach, reach), (back, -reach, reach)), mix(tone, rgb("#9fd3dc"), 0.25 if step % 2 else 0.12)
            )
        )
    dashes = []
    for _ in range(110):
        depth = near + (min(far, 60 * stage.visible_m) - near) * rng.random() ** 2.6
        dashes.append(
            (
                depth,
                rng.uniform(-1, 1) * stage.half_reach_m(depth),
                stage.visible_m * rng.uniform(0.015, 0.06),
                rng.uniform(0, math.tau),
            )
        )
    orb = light.orb
    if orb is not None:
        for _ in range(85):  # the road of light under the sun or the moon
            depth = max(0.0, near) + 70 * stage.visible_m * rng.random() ** 2.2
            away = depth + stage.distance
            middle = orb.x * 0.5 * stage.width / stage.focal * away
            half = stage.visible_m * rng.uniform(0.02, 0.07) * (0.6 + depth / (30 * stage.visible_m))
            dashes.append(
                (depth, middle + rng.gauss(0, 0.028) * stage.width / stage.focal * away, half, rng.uniform(0, math.tau))
            )
    place.glints.append(Glints(tuple(dashes), rgb("#ffffff")))


def headland(brush: Brush, reach: float, rng: random.Random) -> None:
    """A coast far off, to one side."""
    side = rng.choice((-1, 1))
    tall = reach * 0.055
    x = side * reach * 0.34
    brush.smooth(
        [
            (x - reach * 0.42, -2),
            (x - reach * 0.2, tall * 0.45),
            (x - reach * 0.04, tall),
            (x + reach * 0.10, tall * 0.72),
            (x + reach * 0.26, tall * 0.5),
            (x + reach * 0.5, -2),
        ],
        rgb("#6f9182"),
    )
    brush.smooth(
        [
            (x - reach * 0.15, -2),
            (x - reach * 0.02, tall * 0.62),
            (x + reach * 0.2, tall * 0.3),
            (x + reach * 0.42, -2),
        ],
        rgb("#5d8272"),
    )


def foam(stage: Stage, shore: float) -> Layer:
    """What the waves leave on the beach; it comes and goes."""
    reach = stage.half_reach_m(shore)

    def animate(brush: Brush, seconds: float) -> None:
        for rank, (drop, tone) in enumerate(((0.0, "#bfe4e2"), (0.16, "#f7fbf8"))):
            surge = 0.10 * math.sin(seconds * 1.5 - rank * 0.8)
            steps = 44
            top = [
                (-reach + 2 * reach * i / steps, 0.10 - drop + 0.05 * math.sin(i * 1.3 + seconds * 0.9 + rank) + surge)
                for i in range(steps + 1)
            ]
            low = [(x, y - 0.16 - 0.06 * math.sin(i * 0.9 + rank)) for i, (x, y) in enumerate(top)]
            brush.smooth([*top, *reversed(low)], rgb(tone), 0.9)

    return Layer(shore - 0.3, animate=animate)


def _palms(brush: Brush, reach: float, rng: random.Random) -> None:
    side = -1 if brush.light.orb is not None and brush.light.orb.x > 0 else 1
    for x, tall in ((6.2, 5.4), (8.0, 4.4), (-13.0, 5.0), (15.5, 5.2), (-20.0, 4.6), (25.0, 5.0)):
        if abs(x) < reach:
            greenery.palm(brush, side * x, tall * rng.uniform(0.9, 1.1), -side * rng.uniform(0.1, 0.25))


def _pebbles(brush: Brush, reach: float, rng: random.Random, near: bool = False) -> None:
    size = 0.05 if near else 0.07
    in_a_row(
        min(reach, 40),
        rng,
        0.9,
        lambda x: brush.ellipse(
            x,
            0,
            size * rng.uniform(0.6, 1.6),
            size * 0.45,
            rng.choice((rgb("#cdb07c"), rgb("#f3e3bb"), rgb("#b99b6a"))),
        ),
    )


def swell(stage: Stage, depth: float, unit: float, index: int) -> Layer:
    """A row of waves that moves to one side; `index` counts from the farthest."""
    reach = stage.half_reach_m(depth)
    length = unit * (0.5 + 0.16 * (index % 3))
    tall = unit * 0.011 * (1.0 if depth > 0 else 1.2)
    colour = mix(rgb("#3d9cb8"), rgb("#1f6585"), min(1.0, index / 6))

    def animate(brush: Brush, seconds: float) -> None:
        steps = max(8, int(2 * reach / length * 2))
        drift = (0.16 + 0.05 * index) * unit * seconds * (1 if index % 2 else -1)
        start = -reach - (drift % (2 * length))
        top = [
            (start + length * i, tall * (1.4 if i % 2 else -1.2) + tall * 0.5 * math.sin(seconds * 1.3 + index))
            for i in range(steps + 5)
        ]
        floor = -2.2 * unit if depth < 0 else -0.045 * unit - 0.02 * unit * (4 - index)
        brush.smooth([(start - length, floor), *top, (top[-1][0] + length, floor)], colour, 0.55 if depth > 0 else 0.75)

    return Layer(depth, animate=animate)
