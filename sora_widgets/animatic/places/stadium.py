"""A stadium with full stands."""

from __future__ import annotations

import random
from functools import partial

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.planes import grown, strip, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["stadium"]


def stadium(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Striped turf with white lines and a goal, a running track, full stands, floodlights."""
    place = Place(rgb("#5fa84a"), rgb("#6fb457"))
    add = place.layers.append
    unit = grown(stage)
    for index in range(6):
        near = (-3.4 + 3.4 * index) * unit
        if index % 2:
            place.ribbons.append(strip(stage, near, near + 3.4 * unit, rgb("#6cb955")))
    place.ribbons.append(strip(stage, 2.2 * unit, 2.36 * unit, rgb("#f4f7ef")))
    place.ribbons.append(strip(stage, 16.5 * unit, 24.0 * unit, rgb("#c25a42")))
    for lane in range(1, 4):
        place.ribbons.append(strip(stage, (16.5 + 1.9 * lane) * unit, (16.62 + 1.9 * lane) * unit, rgb("#f0e0d4"), 0.8))
    add(upright(stage, light, 44 * unit, partial(_floodlights, unit=unit), covers=False))
    add(upright(stage, light, 36 * unit, partial(_stand, rng=rng, unit=unit)))
    add(upright(stage, light, 24.2 * unit, partial(_boards, unit=unit), covers=False))
    add(upright(stage, light, 13.0 * unit, partial(_goal, unit=unit), covers=False))
    add(upright(stage, light, 2.4 * unit, partial(_corner_flags, unit=unit), covers=False))
    return place


def _stand(brush: Brush, reach: float, rng: random.Random, unit: float) -> None:
    """Rows full of people, as dots, under a roof."""
    brush.box(-reach, -1, 2 * reach, 9.6 * unit, rgb("#6b7786"))
    tones = [rgb(code) for code in ("#e2453f", "#f4efe4", "#3f6fb0", "#f2c94c", "#2f3a48", "#e8b894", "#6fae8a")]
    rows = 8
    step = 1.25 * unit
    crowd: dict[int, list[tuple[float, float]]] = {}
    for row in range(rows):
        y = (1.1 + 0.92 * row) * unit
        brush.box(-reach, y - 0.5 * unit, 2 * reach, 0.12 * unit, rgb("#8d99a6"))
        x = -min(reach, 60 * unit) + rng.uniform(0, step)
        while x < min(reach, 60 * unit):
            if rng.random() < 0.86:
                crowd.setdefault(rng.randrange(len(tones)), []).append((x, y))
            x += step * rng.uniform(0.75, 1.1)
    for tone, seats in crowd.items():
        heads = skia.Path()
        for x, y in seats:
            heads.addOval(skia.Rect(x - 0.42 * unit, y - 0.3 * unit, x + 0.42 * unit, y + 0.42 * unit))
        brush.path(heads, tones[tone])
    brush.box(-reach, 8.7 * unit, 2 * reach, 0.5 * unit, rgb("#4a5563"))
    brush.polygon(
        [(-reach, 10.8 * unit), (reach, 10.8 * unit), (reach, 11.6 * unit), (-reach, 11.6 * unit)], rgb("#e9eef2")
    )
    every = 12 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        brush.box(index * every, 8.6 * unit, 0.35 * unit, 2.6 * unit, rgb("#8d99a6"))


def _floodlights(brush: Brush, reach: float, unit: float) -> None:
    lit = are_lit(brush)
    for x in (-19.0, 17.0, -52.0, 52.0):
        brush.line([(x * unit, 0), (x * unit, 15.5 * unit)], 0.5 * unit, rgb("#7d8894"))
        if lit:
            brush.glow(x * unit, 16.6 * unit, 7.0 * unit, rgb("#f4f8ff"), 0.5)
        brush.box((x - 2.2) * unit, 15.4 * unit, 4.4 * unit, 2.6 * unit, rgb("#5d6875"))
        for row in range(3):
            for column in range(5):
                brush.circle(
                    (x - 1.7 + 0.85 * column) * unit, (15.85 + 0.85 * row) * unit, 0.32 * unit, rgb("#fbfdff"), 1.0, lit
                )


def _boards(brush: Brush, reach: float, unit: float) -> None:
    tones = (rgb("#2f6fc0"), rgb("#f4f4ee"), rgb("#d2453f"), rgb("#f2c94c"))
    step = 6.5 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        brush.box(index * step, 0, step * 0.985, 1.0 * unit, tones[index % 4])
        label(
            brush,
            ("GO GO GO", "ANIMA", "SPORT", "FAIR PLAY")[index % 4],
            (index + 0.5) * step,
            0.3 * unit,
            0.45 * unit,
            rgb("#22304a") if index % 4 in (1, 3) else rgb("#ffffff"),
        )


def _goal(brush: Brush, reach: float, unit: float) -> None:
    white = rgb("#fbfcfa")
    for x in (3.2, -24.0, 31.0):
        left, right, top = x * unit, (x + 6.2) * unit, 2.4 * unit
        for share in range(1, 16):
            at = left + (right - left) * share / 16
            brush.line([(at, 0), (at, top)], 0.02 * unit, white, 0.7)
        for share in range(1, 6):
            brush.line([(left, top * share / 6), (right, top * share / 6)], 0.02 * unit, white, 0.7)
        brush.line([(left, 0), (left, top), (right, top), (right, 0)], 0.14 * unit, white)


def _corner_flags(brush: Brush, reach: float, unit: float) -> None:
    for x in (-4.0, 12.0, -20.0):
        brush.line([(x * unit, 0), (x * unit, 1.5 * unit)], 0.05 * unit, rgb("#f4f4ee"))
        brush.polygon(
            [(x * unit, 1.5 * unit), ((x + 0.5) * unit, 1.32 * unit), (x * unit, 1.12 * unit)], rgb("#f2632e")
        )
