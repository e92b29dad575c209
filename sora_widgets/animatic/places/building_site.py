"""A building that is not finished."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import masonry
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import grown, in_a_row, put, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["construction_site"]


def construction_site(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A skeleton of concrete, a tower crane, a digger's heap, scaffolding, hoarding, cones."""
    place = Place(rgb("#b3946a"), rgb("#b09a78"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 240, lambda b, r: masonry.skyline(b, r, 60, rgb("#98a4b0"), rng)))
    add(upright(stage, light, 60 * unit, partial(_crane, unit=unit), covers=False))
    add(upright(stage, light, 40 * unit, partial(_skeleton, unit=unit)))
    add(upright(stage, light, 16 * unit, partial(_heaps, rng=rng, unit=unit)))
    add(
        upright(
            stage,
            light,
            11 * unit,
            lambda b, r: put(b, "truck", -7.5 * unit, 0, 0.8 * unit, rgb("#f2b233")),
            covers=False,
        )
    )
    add(upright(stage, light, 8.0 * unit, partial(_scaffold, unit=unit), covers=False))
    add(upright(stage, light, 5.4 * unit, partial(_hoarding, unit=unit), covers=False))
    add(upright(stage, light, 3.0 * unit, partial(_site_things, unit=unit), covers=False))
    return place


def _crane(brush: Brush, reach: float, unit: float) -> None:
    paint = rgb("#f0b52e")
    for x in (-13.0, 27.0):
        foot = x * unit
        brush.line([(foot - 0.5 * unit, 0), (foot - 0.5 * unit, 17 * unit)], 0.2 * unit, paint)
        brush.line([(foot + 0.5 * unit, 0), (foot + 0.5 * unit, 17 * unit)], 0.2 * unit, paint)
        zigzag = [(foot + (0.5 if step % 2 else -0.5) * unit, step * unit) for step in range(18)]
        brush.line(zigzag, 0.12 * unit, paint)
        brush.line([(foot - 5.5 * unit, 17.4 * unit), (foot + 17 * unit, 17.4 * unit)], 0.3 * unit, paint)
        brush.line([(foot - 5.5 * unit, 18.2 * unit), (foot + 14 * unit, 18.2 * unit)], 0.14 * unit, paint)
        brush.line(
            [(foot - 5.0 * unit, 17.6 * unit), (foot, 20.5 * unit), (foot + 13 * unit, 17.8 * unit)],
            0.08 * unit,
            rgb("#4a4a4a"),
        )
        brush.box(foot - 5.6 * unit, 16.2 * unit, 2.0 * unit, 1.4 * unit, rgb("#7d7d7d"))
        brush.box(foot + 0.3 * unit, 15.6 * unit, 1.2 * unit, 1.5 * unit, lighter(paint, 0.4))
        brush.line([(foot + 11 * unit, 17.4 * unit), (foot + 11 * unit, 11 * unit)], 0.06 * unit, rgb("#3a3a3a"))
        brush.box(foot + 9.6 * unit, 10.4 * unit, 2.8 * unit, 0.7 * unit, rgb("#a39a90"))


def _skeleton(brush: Brush, reach: float, unit: float) -> None:
    """Floors and columns without walls."""
    concrete = rgb("#b5b0a8")
    every = 34 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        left = index * every + 1.0 * unit
        floors = 4
        for floor in range(floors):
            y = 3.2 * floor * unit
            brush.box(left, y, 17 * unit, 3.2 * unit, lighter(concrete, -0.42))
            for column in range(6):
                brush.box(left + column * 3.28 * unit, y, 0.6 * unit, 3.2 * unit, concrete)
            brush.box(left - 0.4 * unit, y + 2.8 * unit, 17.8 * unit, 0.5 * unit, lighter(concrete, 0.12))
        top = 3.2 * floors * unit + 0.1 * unit
        for column in range(12):
            brush.line(
                [(left + (0.3 + 1.5 * column) * unit, top), (left + (0.3 + 1.5 * column) * unit, top + 1.3 * unit)],
                0.08 * unit,
                rgb("#8a5a48"),
            )
        brush.box(left + 3.9 * unit, 3.5 * unit, 2.6 * unit, 2.4 * unit, rgb("#b5654a"))
        brush.box(left + 10.5 * unit, 6.7 * unit, 2.6 * unit, 2.3 * unit, rgb("#b5654a"))


def _heaps(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    def heap(x: float) -> None:
        wide, tall = unit * rng.uniform(2.2, 3.4), unit * rng.uniform(0.9, 1.6)
        earth = rng.choice((rgb("#a3784a"), rgb("#c9a876"), rgb("#8f8578")))
        brush.smooth(
            [
                (x - wide, -0.3),
                (x - wide, 0),
                (x - wide * 0.3, tall),
                (x + wide * 0.2, tall * 0.9),
                (x + wide, 0),
                (x + wide, -0.3),
            ],
            earth,
        )
        brush.smooth(
            [(x, tall * 0.6), (x + wide * 0.2, tall * 0.75), (x + wide * 0.8, 0), (x + wide * 0.1, 0)],
            lighter(earth, -0.14),
        )

    in_a_row(reach, rng, 8.0 * unit, heap, clear=2 * unit)


def _scaffold(brush: Brush, reach: float, unit: float) -> None:
    steel = rgb("#7d8894")
    for left in (3.6, -14.5, 19.0):
        x = left * unit
        for column in range(4):
            brush.line([(x + 1.5 * column * unit, 0), (x + 1.5 * column * unit, 5.6 * unit)], 0.08 * unit, steel)
        for level in range(3):
            y = (1.8 + 1.8 * level) * unit
            brush.box(x - 0.2 * unit, y, 4.9 * unit, 0.12 * unit, rgb("#b98a52"))
            brush.line([(x, y + 0.9 * unit), (x + 4.5 * unit, y + 0.9 * unit)], 0.05 * unit, rgb("#e2852f"))
            brush.line(
                [(x + 1.5 * (level % 3) * unit, y - 1.8 * unit), (x + 1.5 * (level % 3 + 1) * unit, y)],
                0.05 * unit,
                steel,
            )


def _hoarding(brush: Brush, reach: float, unit: float) -> None:
    """A barrier of red and white boards."""
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    every = 3.4
    for index in range(-int(reach / unit / every) - 1, int(reach / unit / every) + 2):
        x = index * every
        if index % 4 == 1:
            continue
        for post in (x + 0.2, x + 2.6):
            brush.line([(post, 0), (post, 1.1)], 0.08, rgb("#6f6a64"))
        for y in (0.45, 0.85):
            brush.box(x, y, 2.8, 0.26, rgb("#f7f3ea"))
            for stripe in range(4):
                left = x + 0.1 + 0.7 * stripe
                brush.polygon(
                    [(left, y), (left + 0.32, y), (left + 0.5, y + 0.26), (left + 0.18, y + 0.26)], rgb("#e2492f")
                )
        if are_lit(brush):
            brush.glow(x + 1.4, 1.25, 0.5, rgb("#ff8a2e"), 0.6)
        brush.circle(x + 1.4, 1.2, 0.09, rgb("#ff9b3a"), 1.0, True)
    brush.canvas.restore()


def _site_things(brush: Brush, reach: float, unit: float) -> None:
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    for index in range(-int(reach / unit / 11) - 1, int(reach / unit / 11) + 2):
        x = index * 11.0
        for cone in (2.0, 2.9, -2.2):
            brush.polygon(
                [(x + cone - 0.2, 0.05), (x + cone - 0.05, 0.66), (x + cone + 0.05, 0.66), (x + cone + 0.2, 0.05)],
                rgb("#f2762e"),
            )
            brush.box(x + cone - 0.28, 0, 0.56, 0.07, rgb("#d9602a"))
            brush.polygon(
                [(x + cone - 0.145, 0.26), (x + cone - 0.1, 0.44), (x + cone + 0.1, 0.44), (x + cone + 0.145, 0.26)],
                rgb("#f7f3ea"),
            )
        for row in range(3):
            for brick in range(4 - row):
                brush.box(x - 4.2 + 0.34 * brick + 0.17 * row, 0.2 * row, 0.31, 0.18, rgb("#b5654a"))
        brush.polygon([(x + 4.0, 0.35), (x + 5.3, 0.35), (x + 5.1, 0.75), (x + 4.1, 0.75)], rgb("#3f6f9f"))
        brush.line([(x + 3.5, 0.7), (x + 4.2, 0.4)], 0.06, rgb("#6f6a64"))
        brush.circle(x + 5.2, 0.17, 0.17, rgb("#2b2a33"))
        brush.ellipse(x + 4.6, 0.76, 0.48, 0.16, rgb("#c9b08a"))
    brush.canvas.restore()
