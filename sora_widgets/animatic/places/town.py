"""Built places: a street between houses, a city seen across the water."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import mix, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, masonry
from sora_widgets.animatic.places.planes import grown, lying, slabs, upright
from sora_widgets.animatic.places.waters import water
from sora_widgets.animatic.stage import Stage

__all__ = ["city", "street"]

_ASPHALT = rgb("#5a5f68")
_KERB = rgb("#a7a7a3")


def street(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A row of shops across the road, towers behind; signs of light when the light is neon."""
    wet = light.name == "neon" or "rain" in stage.scene.weather
    place = Place(mix(_ASPHALT, rgb("#3c4560"), 0.5) if wet else _ASPHALT, _ASPHALT, has_clouds=light.name != "neon")
    add = place.layers.append
    back = 5.5 + 0.35 * stage.visible_m
    add(upright(stage, light, 240, lambda b, r: masonry.skyline(b, r, 75, rgb("#7d8a99"), rng)))
    add(upright(stage, light, 110, lambda b, r: masonry.skyline(b, r, 40, rgb("#6d7a8a"), rng)))
    add(upright(stage, light, back + 9, lambda b, r: _terrace(b, r, rng, 9.0, 15.0, is_front=False)))
    add(upright(stage, light, back, lambda b, r: _terrace(b, r, rng, 7.0, 11.0)))
    add(upright(stage, light, back - 1.6, lambda b, r: _pavement(b, r, rng)))
    reach = stage.half_reach_m
    depths = (back - 2.6, back + 0.2)
    place.ribbons.append(Ribbon(tuple((d, -reach(d), reach(d)) for d in depths), _KERB))
    if wet:
        add(upright(stage, light, back - 2.7, lambda b, r: _reflections(b, r, rng, light.name == "neon")))
    middle = (back - 2.6) * 0.42
    spacing = 3.2
    for index in range(-14, 15):
        x = index * spacing
        place.ribbons.append(
            Ribbon(((middle - 0.12, x - 0.8, x + 0.8), (middle + 0.12, x - 0.8, x + 0.8)), rgb("#e9e4d2"), 0.75)
        )
    near = -0.55 * stage.distance
    place.ribbons.append(Ribbon(((near - 6, -reach(0), reach(0)), (min(-1.2, near * 0.6), -reach(0), reach(0))), _KERB))
    return place


def city(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Towers behind towers across the water, seen from a promenade with a railing and lamps."""
    place = Place(rgb("#b5a894"), rgb("#8f98a3"))
    add = place.layers.append
    unit = grown(stage)
    edge = 3.6 * unit
    water(place, stage, light, rng, edge, 118.0, rgb("#4a86a3"))
    for depth, height, code in ((420.0, 185.0, "#a3afbd"), (240.0, 105.0, "#8796a8"), (120.0, 38.0, "#6f8095")):
        add(upright(stage, light, depth, partial(masonry.skyline, height=height, colour=rgb(code), rng=rng)))
    add(upright(stage, light, edge, partial(_railing, unit=unit), covers=False))
    add(lying(stage, light, edge, lambda b, r: slabs(b, r, stage, edge, unit, place.ground)))
    return place


def _terrace(brush: Brush, reach: float, rng: random.Random, low: float, high: float, is_front: bool = True) -> None:
    x = -reach
    hung = []
    while x < reach:
        width = rng.uniform(4.6, 7.2)
        masonry.facade(brush, x, width, rng.uniform(low, high), rng, is_front)
        hung.append(x + width * rng.uniform(0.1, 0.9))
        x += width
    if is_front and brush.light.name == "neon":
        for place in hung:
            masonry.neon_sign(brush, place, rng.uniform(3.3, 4.6), rng)
            if rng.random() < 0.5:
                masonry.neon_sign(brush, place + rng.uniform(1.4, 2.2), rng.uniform(3.2, 4.2), rng)


def _pavement(brush: Brush, reach: float, rng: random.Random) -> None:
    """What stands at the kerb: a lamp every 7 m, a tree in its frame between every other two."""
    every = 7.0
    for index in range(-int(reach / every) - 1, int(reach / every) + 1):
        x = index * every
        if index % 2 == 0:
            brush.box(x + 5.7, 0, 1.0, 0.3, rgb("#6f665c"))
            greenery.round_tree(brush, x + 6.2, 3.7, rng)
        masonry.lamp_post(brush, x + 3.0, 4.3)


def _reflections(brush: Brush, reach: float, rng: random.Random, is_neon: bool) -> None:
    """Signs and windows mirrored in wet asphalt: upright streaks of light, broken by the road."""
    tubes = (
        (rgb("#ff3d8f"), rgb("#35e0ff"), rgb("#ffd23f"), rgb("#b06bff"))
        if is_neon
        else (rgb("#ffd98a"), rgb("#fff1cf"))
    )
    x = -reach
    while x < reach:
        colour, half = rng.choice(tubes), rng.uniform(0.10, 0.34)
        top = -0.10
        while top > -1.9:
            long = rng.uniform(0.10, 0.42)
            brush.box(x - half, top - long, 2 * half, long, colour, 0.20 * (1 + top / 2.2), True, min(half, long) * 0.5)
            top -= long + rng.uniform(0.03, 0.10)
            half *= 0.86
        x += rng.uniform(0.9, 2.4)


def _railing(brush: Brush, reach: float, unit: float) -> None:
    """The edge of the promenade: kerb, railing, lamps."""
    iron = rgb("#39424c")
    brush.box(-reach, -0.4 * unit, 2 * reach, 0.4 * unit, rgb("#857b6d"))
    brush.box(-reach, 0, 2 * reach, 0.14 * unit, rgb("#cfc4b0"))
    for y in (0.35, 0.65, 0.95):
        brush.box(-reach, y * unit, 2 * reach, (0.05 if y < 0.9 else 0.08) * unit, iron)
    step = 1.3 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 2):
        brush.box(index * step - 0.04 * unit, 0.1 * unit, 0.08 * unit, 0.95 * unit, iron)
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    for index in range(-int(reach / unit / 6.5) - 1, int(reach / unit / 6.5) + 2):
        masonry.lamp_post(brush, (index + 0.42) * 6.5, 3.6)
    brush.canvas.restore()
