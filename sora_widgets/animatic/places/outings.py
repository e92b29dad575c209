"""Where people go to play and to rest: a playground, a campsite."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.figures import draw_figure
from sora_widgets.animatic.layers import Layer, Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land
from sora_widgets.animatic.places.gardens import pickets
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import cast_of, grown, put, upright
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Stage

__all__ = ["campsite", "playground"]


def playground(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Slide, swings, climbing frame, seesaw and sandpit under trees."""
    place = Place(rgb("#d9bd86"), rgb("#9cc265"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 80, lambda b, r: greenery.tree_line(b, r, 10, rgb("#6fae68"), rng)))
    add(
        upright(
            stage, light, 40, partial(land.grove, rng=rng, spacing=7.0, height=8.0), sway=0.004, ground=rgb("#8fbf60")
        )
    )
    add(
        upright(
            stage,
            light,
            12 * unit,
            lambda b, r: pickets(b, r, unit, (rgb("#e2453f"), rgb("#f2c94c"), rgb("#3f8fd0"))),
            ground=rgb("#d9bd86"),
        )
    )
    add(upright(stage, light, 7.6 * unit, lambda b, r: _climbing_frame(b, r, unit), covers=False))
    add(upright(stage, light, 5.0 * unit, lambda b, r: _slide(b, r, unit), covers=False))
    add(upright(stage, light, 3.6 * unit, lambda b, r: _seesaw(b, r, unit), covers=False))
    add(upright(stage, light, 2.2 * unit, lambda b, r: _sandpit(b, r, unit), covers=False))
    return place


def campsite(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Tents in a clearing, a fire, firs around."""
    place = Place(rgb("#6f8f4f"), rgb("#7fa560"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 300, lambda b, r: land.peaks(b, r, 70, rgb("#7d92ae"), rng)))
    add(upright(stage, light, 70, lambda b, r: greenery.tree_line(b, r, 12, rgb("#5f8f6a"), rng)))
    add(upright(stage, light, 30, partial(land.pines, rng=rng, spacing=4.5, height=10.0, clear=0.0)))
    add(
        upright(stage, light, 15 * unit, partial(land.pines, rng=rng, spacing=5.5, height=8.0 * unit, clear=3.5 * unit))
    )
    add(upright(stage, light, 8.5 * unit, lambda b, r: _tents(b, unit), covers=False))
    if "fire" not in cast_of(stage.scene):
        add(_camp_fire(light, 4.4 * unit, 2.4 * unit, unit))
    add(upright(stage, light, 3.2 * unit, lambda b, r: _log(b, 2.6 * unit, unit), covers=False))
    add(
        upright(
            stage,
            light,
            2.0 * unit,
            partial(greenery.turf, rng=rng, height=0.2, leaf=rgb("#5f8440"), every=0.5, bloom=0.1),
        )
    )
    land.foreground(place, stage, light, rng, rgb("#4a6f34"))
    return place


def _climbing_frame(brush: Brush, reach: float, unit: float) -> None:
    every = 13.0
    for index in range(-int(reach / every / unit) - 1, int(reach / every / unit) + 2):
        x = (index * every - 3.6) * unit
        wood = rgb("#b9804a")
        for dx in (-1.0, 1.0):
            brush.box(x + dx * unit - 0.09 * unit, 0, 0.18 * unit, 3.0 * unit, wood)
        brush.box(x - 1.1 * unit, 1.45 * unit, 2.2 * unit, 0.16 * unit, lighter(wood, -0.15))
        brush.box(x - 1.0 * unit, 1.6 * unit, 2.0 * unit, 0.55 * unit, rgb("#3f8fd0"))
        brush.polygon([(x - 1.4 * unit, 2.9 * unit), (x, 3.9 * unit), (x + 1.4 * unit, 2.9 * unit)], rgb("#e2453f"))
        for rung in range(4):
            brush.line(
                [(x - 1.0 * unit, (0.3 + 0.32 * rung) * unit), (x - 0.3 * unit, (0.3 + 0.32 * rung) * unit)],
                0.06 * unit,
                rgb("#f2c94c"),
            )
        brush.line([(x - 0.3 * unit, 0), (x - 0.3 * unit, 1.5 * unit)], 0.06 * unit, rgb("#f2c94c"))
        put(brush, "swing", x + 5.6 * unit, 0, unit * 1.05)


def _slide(brush: Brush, reach: float, unit: float) -> None:
    every = 13.0
    for index in range(-int(reach / every / unit) - 1, int(reach / every / unit) + 2):
        x = (index * every + 3.2) * unit
        iron = rgb("#6f7f8f")
        brush.line([(x - 0.2 * unit, 0), (x, 2.2 * unit)], 0.07 * unit, iron)
        brush.line([(x + 0.3 * unit, 0), (x + 0.3 * unit, 2.2 * unit)], 0.07 * unit, iron)
        for rung in range(6):
            brush.line(
                [(x - 0.16 * unit, (0.3 + 0.32 * rung) * unit), (x + 0.3 * unit, (0.3 + 0.32 * rung) * unit)],
                0.05 * unit,
                iron,
            )
        brush.line([(x, 2.2 * unit), (x, 2.8 * unit), (x + 0.4 * unit, 2.8 * unit)], 0.06 * unit, iron)
        path = [
            (x + 0.25 * unit, 2.1 * unit),
            (x + 0.9 * unit, 1.55 * unit),
            (x + 1.7 * unit, 0.7 * unit),
            (x + 2.3 * unit, 0.32 * unit),
            (x + 2.8 * unit, 0.28 * unit),
        ]
        brush.line(path, 0.26 * unit, rgb("#e2453f"))
        brush.line([(px, py + 0.06 * unit) for px, py in path], 0.1 * unit, rgb("#f7c04a"))


def _seesaw(brush: Brush, reach: float, unit: float) -> None:
    every = 13.0
    for index in range(-int(reach / every / unit) - 1, int(reach / every / unit) + 2):
        x = (index * every - 3.2) * unit
        brush.polygon([(x - 0.25 * unit, 0), (x, 0.5 * unit), (x + 0.25 * unit, 0)], rgb("#6f7f8f"))
        brush.line([(x - 1.3 * unit, 0.78 * unit), (x + 1.3 * unit, 0.24 * unit)], 0.12 * unit, rgb("#3fa06a"))
        for dx, y in ((-1.0, 0.72), (1.0, 0.3)):
            brush.line([(x + dx * unit, y * unit), (x + dx * unit, (y + 0.3) * unit)], 0.05 * unit, rgb("#f2c94c"))


def _sandpit(brush: Brush, reach: float, unit: float) -> None:
    every = 13.0
    for index in range(-int(reach / every / unit) - 1, int(reach / every / unit) + 2):
        x = (index * every + 2.2) * unit
        brush.ellipse(x, 0.1 * unit, 0.9 * unit, 0.18 * unit, rgb("#efdba6"))
        brush.box(x - 1.05 * unit, 0, 2.1 * unit, 0.14 * unit, rgb("#a9744a"))
        put(brush, "bucket", x + 0.5 * unit, 0.14 * unit, 0.6 * unit, rgb("#e2453f"))
        brush.polygon(
            [(x - 0.5 * unit, 0.14 * unit), (x - 0.22 * unit, 0.55 * unit), (x + 0.06 * unit, 0.14 * unit)],
            rgb("#e6cf92"),
        )


def _tents(brush: Brush, unit: float) -> None:
    for x, code, size in (
        (-3.4, "#e2852f", 1.0),
        (4.4, "#3f8f9a", 0.9),
        (-11.0, "#5f8f4a", 1.0),
        (12.5, "#c7503f", 1.0),
    ):
        if are_lit(brush):
            brush.glow(x * unit, 0.7 * unit, 1.8 * unit, rgb("#ffce7a"), 0.4 * brush.light.lamps)
        put(brush, "tent", x * unit, 0, size * unit, rgb(code))


def _camp_fire(light: Light, depth: float, x: float, unit: float) -> Layer:
    def animate(brush: Brush, seconds: float) -> None:
        brush.canvas.translate(-0.8 * x, 0)
        brush.canvas.scale(unit * 0.75, unit * 0.75)
        if are_lit(brush):
            brush.glow(0, 0.5, 2.4 + 0.1 * math.sin(7 * seconds), rgb("#ff9b45"), 0.5 * light.lamps)
        draw_figure(brush, seconds, Actor("fire", "burn"))

    return Layer(depth, animate=animate)


def _log(brush: Brush, x: float, unit: float) -> None:
    bark = rgb("#7a5a3c")
    brush.box(x - 0.9 * unit, 0, 1.8 * unit, 0.36 * unit, bark, round_m=0.16 * unit)
    brush.ellipse(x + 0.82 * unit, 0.18 * unit, 0.12 * unit, 0.18 * unit, rgb("#d9b27c"))
    put(brush, "backpack", x - 1.3 * unit, 0, unit, rgb("#c7503f"))
