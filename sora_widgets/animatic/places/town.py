"""Built places: a street between houses, a city seen from a rooftop."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import mix, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import masonry
from sora_widgets.animatic.places.planes import upright
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
    add(upright(stage, light, back + 9, lambda b, r: _terrace(b, r, rng, 9.0, 15.0)))
    add(upright(stage, light, back, lambda b, r: _terrace(b, r, rng, 7.0, 11.0, signs=light.name == "neon")))
    add(upright(stage, light, back - 1.6, lambda b, r: _lamps(b, r)))
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
    """Towers behind towers, seen across the parapet of a roof."""
    place = Place(rgb("#8d8478"), rgb("#6f7782"))
    add = place.layers.append
    back = 9 + 0.4 * stage.visible_m
    for depth, height, code in ((420.0, 170.0, "#9aa6b4"), (240.0, 105.0, "#8492a3"), (120.0, 52.0, "#6f7f92")):
        add(upright(stage, light, depth, partial(masonry.skyline, height=height, colour=rgb(code), rng=rng)))
    add(upright(stage, light, back, lambda b, r: _parapet(b, r)))
    return place


def _terrace(brush: Brush, reach: float, rng: random.Random, low: float, high: float, signs: bool = False) -> None:
    x = -reach
    hung = []
    while x < reach:
        width = rng.uniform(4.6, 7.2)
        masonry.facade(brush, x, width, rng.uniform(low, high), rng)
        hung.append(x + width * rng.uniform(0.1, 0.9))
        x += width
    if signs:
        for place in hung:
            masonry.neon_sign(brush, place, rng.uniform(3.3, 4.6), rng)
            if rng.random() < 0.5:
                masonry.neon_sign(brush, place + rng.uniform(1.4, 2.2), rng.uniform(3.2, 4.2), rng)


def _lamps(brush: Brush, reach: float) -> None:
    x = -7.0 * int(reach / 7.0)
    while x < reach:
        masonry.lamp_post(brush, x + 3.0, 4.3)
        x += 7.0


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


def _parapet(brush: Brush, reach: float) -> None:
    brush.box(-reach, 0, 2 * reach, 0.95, rgb("#a39888"))
    brush.box(-reach, 0.85, 2 * reach, 0.18, rgb("#c0b5a4"))
    x = -reach
    while x < reach:
        brush.box(x, 0, 0.06, 0.85, rgb("#8f8576"))
        x += 2.4
