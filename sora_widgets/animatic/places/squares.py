"""Open places of a town: a market, a paved square."""

from __future__ import annotations

import random
from functools import partial

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import masonry
from sora_widgets.animatic.places.gardens import steeple
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import dots, grown, in_a_row, lying, put, slabs, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["market", "plaza"]


def market(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Stalls with striped awnings, heaped with fruit and flowers, in a street of houses, bunting above."""
    place = Place(rgb("#b5a48c"), rgb("#a89a86"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 26 * unit, partial(_houses, rng=rng, low=9.0 * unit, high=13.0 * unit)))
    add(upright(stage, light, 9.5 * unit, partial(_stalls, unit=unit, turn=1)))
    add(upright(stage, light, 7.0 * unit, partial(_bunting, unit=unit, high=4.1), sway=0.004, covers=False))
    add(upright(stage, light, 4.6 * unit, partial(_stalls, unit=unit, turn=0), covers=False))
    add(upright(stage, light, 3.5 * unit, partial(_bunting, unit=unit, high=3.5), sway=0.006, covers=False))
    add(upright(stage, light, 3.4 * unit, partial(_baskets, unit=unit), covers=False))
    add(lying(stage, light, 4.6 * unit, lambda b, r: slabs(b, r, stage, 4.6 * unit, unit, place.ground)))
    return place


def plaza(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A paved square with a fountain and a column, arcades around, café parasols, pigeons."""
    place = Place(rgb("#c9bda8"), rgb("#bdb19d"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 90 * unit, lambda b, r: _dome(b, 13.0 * unit, 2.2 * unit), covers=False))
    add(upright(stage, light, 60 * unit, lambda b, r: steeple(b, -11.0 * unit, 1.5 * unit), covers=False))
    add(upright(stage, light, 30 * unit, partial(_townhouses, rng=rng, unit=unit)))
    add(upright(stage, light, 16 * unit, lambda b, r: put(b, "fountain", -4.2 * unit, 0, 1.5 * unit), covers=False))
    add(upright(stage, light, 11.5 * unit, lambda b, r: put(b, "statue", 6.2 * unit, 0, 1.25 * unit), covers=False))
    add(upright(stage, light, 9.0 * unit, partial(_lanterns, unit=unit), covers=False))
    add(upright(stage, light, 7.0 * unit, partial(_parasols, unit=unit), covers=False))
    add(lying(stage, light, 30 * unit, partial(_paving, stage=stage, unit=unit, ground=place.ground)))
    add(
        upright(
            stage,
            light,
            2.6 * unit,
            lambda b, r: in_a_row(r, rng, 2.4 * unit, lambda x: _pigeon(b, x, unit, rng), clear=0.8 * unit),
            covers=False,
        )
    )
    return place


def _houses(brush: Brush, reach: float, rng: random.Random, low: float, high: float) -> None:
    x = -reach
    while x < reach:
        wide = low * rng.uniform(0.55, 0.75)
        masonry.facade(brush, x, wide, rng.uniform(low, high), rng)
        x += wide


def _stalls(brush: Brush, reach: float, unit: float, turn: int) -> None:
    """A row of stalls: striped awning on poles, a board heaped with goods."""
    awnings = (rgb("#d2453f"), rgb("#2f8a6a"), rgb("#e0a02e"), rgb("#3f7fc0"))
    goods = (
        ("apple", "orange"),
        ("flower", "potted_plant"),
        ("bread", "cheese"),
        ("carrot", "broccoli"),
        ("watermelon", "grapes"),
    )
    wide, every = 3.1, 4.3
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    for index in range(-int(reach / unit / every) - 1, int(reach / unit / every) + 2):
        x = (index + (0.0 if turn else 0.5)) * every
        tone = awnings[(index + turn) % 4]
        for post in (-wide / 2, wide / 2):
            brush.line([(x + post * 0.96, 0), (x + post * 0.96, 2.3)], 0.07, rgb("#8a6a48"))
        brush.box(x - wide * 0.46, 1.0, wide * 0.92, 1.2, mix(tone, rgb("#4a3a30"), 0.6))
        if are_lit(brush):
            brush.glow(x, 1.9, 0.9, masonry.LAMPLIGHT, 0.5 * brush.light.lamps)
            brush.circle(x, 2.0, 0.09, rgb("#fff2cf"), 1.0, True)
        if turn:  # far off a heap of fruit is a row of dots
            for first, code in ((-0.42, "#d2453f"), (0.02, "#e9a23b")):
                heap = [(x + wide * first + 0.14 * dot, 1.04 + 0.05 * (dot % 2), 0.1) for dot in range(9)]
                dots(brush, heap, rgb(code))
        pair = goods[(index * 2 + turn) % 5]
        for rank in range(0 if turn else 6):
            kind = pair[rank // 3]
            small = kind in ("flower", "potted_plant")
            put(
                brush,
                kind,
                x - wide * 0.40 + 0.5 * rank,
                0.92 if small else 1.02,
                0.7 if small else 2.0 if kind not in ("watermelon", "bread") else 1.1,
            )
        brush.polygon(
            [(x - wide / 2, 1.02), (x + wide / 2, 1.02), (x + wide / 2, 0.62), (x - wide / 2, 0.62)], rgb("#b98a52")
        )
        brush.box(x - wide / 2, 0, wide, 0.66, lighter(tone, -0.25))
        for fold in range(1, 6):
            brush.box(x - wide / 2 + fold * wide / 6, 0, 0.04, 0.62, lighter(tone, -0.4))
        stripes = 8
        step = (wide + 0.5) / stripes
        for stripe in range(stripes):
            left = x - wide / 2 - 0.25 + stripe * step
            inner = x - wide / 2 + stripe * wide / stripes
            paint = tone if stripe % 2 == 0 else rgb("#f9f4e8")
            brush.polygon([(inner, 2.85), (inner + wide / stripes, 2.85), (left + step, 2.25), (left, 2.25)], paint)
            brush.circle(left + step / 2, 2.25, step / 2, paint)
    brush.canvas.restore()


def _baskets(brush: Brush, reach: float, unit: float) -> None:
    every = 4.3 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        put(brush, "basket", index * every + 0.3 * unit, 0, unit)
        put(brush, "pumpkin" if index % 2 else "watermelon", index * every - 0.25 * unit, 0, unit)


def _bunting(brush: Brush, reach: float, unit: float, high: float) -> None:
    tones = (rgb("#e2453f"), rgb("#f2c94c"), rgb("#3f8fd0"), rgb("#5fae5a"), rgb("#f7f2e6"))
    every, top = 5.0 * unit, high * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = index * every
        brush.curve((x, top), (x + every / 2, top - 0.9 * unit), (x + every, top), 0.03 * unit, rgb("#f4f0e6"))
        for rank in range(9):
            share = (rank + 0.5) / 9
            y = top - 1.8 * unit * share * (1 - share)
            at = x + every * share
            brush.polygon(
                [(at - 0.17 * unit, y), (at + 0.17 * unit, y), (at, y - 0.36 * unit)], tones[(rank + index) % 5]
            )


def _dome(brush: Brush, x: float, unit: float) -> None:
    stone, copper = rgb("#d8cdb8"), rgb("#6fa394")
    brush.box(x - 7 * unit, 0, 14 * unit, 8 * unit, stone)
    brush.box(x - 3.4 * unit, 8 * unit, 6.8 * unit, 2.2 * unit, lighter(stone, -0.08))
    brush.canvas.save()
    brush.canvas.clipRect(skia.Rect(x - 5 * unit, 10.2 * unit, x + 5 * unit, 20 * unit))
    brush.ellipse(x, 10.2 * unit, 3.6 * unit, 4.4 * unit, copper)
    brush.ellipse(x - 0.8 * unit, 10.2 * unit, 1.0 * unit, 4.1 * unit, lighter(copper, 0.15))
    brush.canvas.restore()
    brush.line([(x, 14.4 * unit), (x, 16.6 * unit)], 0.3 * unit, rgb("#c9a04a"))


def _townhouses(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    """Narrow houses of many colours round the square: arches below, shutters above, tiled roofs."""
    walls = [rgb(code) for code in ("#e8c39a", "#d98f6f", "#efe0c2", "#c9d0b8", "#e0a86a", "#b9c4c9", "#dcb0a0")]
    tiles, shutter = rgb("#b0613f"), (rgb("#5f8a7a"), rgb("#7a5a4a"), rgb("#5a748f"))
    lit = are_lit(brush)
    x, rank = -reach - rng.uniform(0, 3) * unit, rng.randrange(7)
    while x < reach:
        bays = rng.choice((2, 3, 3))
        wide, high = 2.3 * bays * unit, unit * rng.uniform(7.0, 11.0)
        wall, wood = walls[rank % 7], shutter[rank % 3]
        rank += rng.choice((1, 2, 4))
        brush.box(x, -1, wide, high + 1, wall)
        eaves = 0.35 * unit
        roof = high + (1.9 if bays == 2 else 1.3) * unit
        ridge = [(x + wide / 2, roof + 0.6 * unit)] if bays == 2 else [(x + unit, roof), (x + wide - unit, roof)]
        brush.polygon([(x - eaves, high), *ridge, (x + wide + eaves, high)], tiles)
        brush.box(x - eaves, high - 0.2 * unit, wide + 2 * eaves, 0.3 * unit, lighter(wall, 0.2))
        brush.box(x, 3.3 * unit, wide, 0.22 * unit, lighter(wall, -0.14))
        for bay in range(bays):
            middle = x + (bay + 0.5) * 2.3 * unit
            is_open = lit and rng.random() < 0.7
            tone = rgb("#f2b765") if is_open else lighter(wall, -0.5)
            arch = skia.Path()
            arch.addRoundRect(
                skia.Rect(middle - 0.8 * unit, -unit, middle + 0.8 * unit, 2.8 * unit), 0.8 * unit, 0.8 * unit
            )
            brush.path(arch, tone, 1.0, is_open)
            for floor in range(int((high / unit - 4.0) / 2.3 + 0.35)):
                y = (4.0 + 2.3 * floor) * unit
                window = lit and rng.random() < 0.5
                brush.box(
                    middle - 0.42 * unit,
                    y,
                    0.84 * unit,
                    1.5 * unit,
                    masonry.LAMPLIGHT if window else rgb("#4d6374"),
                    1.0,
                    window,
                )
                for side in (-0.72, 0.44):
                    brush.box(middle + side * unit, y, 0.28 * unit, 1.5 * unit, wood)
        x += wide


def _lanterns(brush: Brush, reach: float, unit: float) -> None:
    """Lamp posts with two lanterns each, and strings of bulbs from one to the next."""
    iron, lamps, every = rgb("#3b4048"), brush.light.lamps, 7.6
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    count = int(reach / unit / every) + 1
    for index in range(-count, count + 1):
        x = (index + 0.42) * every
        brush.line([(x, 0), (x, 3.5)], 0.1, iron)
        brush.box(x - 0.18, 0, 0.36, 0.4, iron)
        brush.line([(x - 0.55, 3.25), (x + 0.55, 3.25)], 0.06, iron)
        for at in (x - 0.55, x + 0.55):
            if are_lit(brush):
                brush.glow(at, 3.0, 0.95, masonry.LAMPLIGHT, 0.5 * lamps)
            glass = [(at - 0.13, 2.75), (at - 0.2, 3.15), (at + 0.2, 3.15), (at + 0.13, 2.75)]
            brush.polygon(glass, masonry.LAMPLIGHT if are_lit(brush) else rgb("#e7e3d8"), 1.0, are_lit(brush))
            brush.polygon([(at - 0.26, 3.15), (at, 3.38), (at + 0.26, 3.15)], iron)
        brush.curve((x, 3.9), (x + every / 2, 2.9), (x + every, 3.9), 0.025, iron)
        bulbs = [(x + every * step / 12, 3.9 - 2.0 * step / 12 * (1 - step / 12) - 0.1, 0.07) for step in range(1, 12)]
        if are_lit(brush):
            dots(brush, [(at, y, 0.17) for at, y, _ in bulbs], masonry.LAMPLIGHT, 0.35, glows=True)
        dots(brush, bulbs, rgb("#fff2cf"), 1.0, glows=are_lit(brush))
        brush.line([(x, 3.5), (x, 3.95)], 0.05, iron)
    brush.canvas.restore()


def _parasols(brush: Brush, reach: float, unit: float) -> None:
    """Café tables under parasols, to both sides of the middle."""
    every = 4.1 * unit
    for index in range(1, int(reach / every) + 2):
        for side in (-1, 1):
            x = side * (index * every - 0.3 * unit)
            brush.box(x - 0.05 * unit, 0, 0.1 * unit, 0.7 * unit, rgb("#5a4a40"))
            brush.box(x - 0.45 * unit, 0.7 * unit, 0.9 * unit, 0.06 * unit, rgb("#efe6d2"))
            put(brush, "parasol", x, 0, unit, (rgb("#c7503f"), rgb("#e9dcc0"))[index % 2])
            put(brush, "chair", x - 0.75 * unit, 0, unit, rgb("#5a3d2b"))
            put(brush, "chair", x + 0.75 * unit, 0, unit, rgb("#5a3d2b"), facing="left")


def _paving(brush: Brush, reach: float, stage: Stage, unit: float, ground: Colour) -> None:
    near, side = -1.15 * stage.distance, 2.6 * unit
    pale, dark = lighter(ground, 0.14), lighter(ground, -0.14)
    for index in range(-int(reach / side) - 1, int(reach / side) + 1):
        brush.box(index * side, near, 0.22 * unit, 30 * unit - near, dark if index % 2 else pale)
    for row in range(int(near / side), 9):
        brush.box(-reach, row * side, 2 * reach, 0.22 * unit, pale)


def _pigeon(brush: Brush, x: float, unit: float, rng: random.Random) -> None:
    side = rng.choice((-1, 1)) * unit
    grey = rng.choice((rgb("#7d8592"), rgb("#9aa0aa"), rgb("#6b7280")))
    brush.smooth(
        [
            (x - 0.17 * side, 0.16 * unit),
            (x - 0.05 * side, 0.2 * unit),
            (x + 0.1 * side, 0.2 * unit),
            (x + 0.1 * side, 0.08 * unit),
            (x - 0.05 * side, 0.06 * unit),
        ],
        grey,
    )
    brush.circle(x + 0.11 * side, 0.23 * unit, 0.045 * unit, lighter(grey, -0.2))
    brush.line([(x, 0), (x, 0.07 * unit)], 0.015 * unit, rgb("#d2705f"))
