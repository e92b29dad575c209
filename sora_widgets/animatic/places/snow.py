"""A ski slope under peaks."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, land
from sora_widgets.animatic.places.planes import grown, in_a_row, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["snowfield"]


def snowfield(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A ski slope: white folds, tracks, slalom poles, firs under snow, a lift, peaks."""
    white = rgb("#eef3f8")
    place = Place(white, rgb("#e4ecf4"))
    add = place.layers.append
    add(upright(stage, light, 650, lambda b, r: land.peaks(b, r, 200, rgb("#8fa5c4"), rng)))
    add(upright(stage, light, 320, lambda b, r: land.peaks(b, r, 92, rgb("#a3b7d2"), rng)))
    add(upright(stage, light, 120, lambda b, r: greenery.ridge(b, r, 24, rgb("#dfe8f2"), rng), ground=rgb("#dfe8f2")))
    add(upright(stage, light, 85, partial(_snow_firs, rng=rng, tall=8.0, every=9.0)))
    add(upright(stage, light, 60, partial(_lift, rng=rng)))
    add(
        upright(
            stage,
            light,
            38,
            lambda b, r: greenery.fold_of_ground(b, r, 2.2, rgb("#e6eef6"), rng),
            ground=rgb("#e6eef6"),
        )
    )
    add(upright(stage, light, 24, partial(_snow_firs, rng=rng, tall=6.0, every=7.0, clear=3.0)))
    add(
        upright(
            stage,
            light,
            15,
            lambda b, r: greenery.fold_of_ground(b, r, 0.6, rgb("#f4f8fb"), rng),
            ground=rgb("#f4f8fb"),
        )
    )
    add(upright(stage, light, 11, partial(_gates, unit=grown(stage))))
    shade = rgb("#b9cbe0")
    for start, sway in ((-0.5, 0.9), (0.1, 0.9), (1.5, 1.4), (1.95, 1.4)):
        edges = []
        for step in range(24):
            depth = -0.8 * stage.distance + (15.0 + 0.8 * stage.distance) * (step / 23) ** 1.6
            middle = start + sway * math.sin(depth * 0.42 + sway) + 0.05 * depth
            edges.append((depth, middle - 0.06, middle + 0.06))
        place.ribbons.append(Ribbon(tuple(edges), shade, 0.8))
    add(upright(stage, light, -0.45 * stage.distance, partial(_drifts, rng=rng, tall=0.09 * stage.visible_m)))
    return place


def _snow_firs(brush: Brush, reach: float, rng: random.Random, tall: float, every: float, clear: float = 0.0) -> None:
    in_a_row(reach, rng, every, lambda x: greenery.conifer(brush, x, tall * rng.uniform(0.7, 1.2), snow=0.92), clear)


def _lift(brush: Brush, reach: float, rng: random.Random) -> None:
    """Pylons, a cable and chairs."""
    iron = rgb("#5d6875")
    every = 15.0
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.3) * every
        brush.line([(x, -1), (x, 11)], 0.5, iron)
        brush.line([(x - 1.6, 11), (x + 1.6, 11)], 0.35, iron)
        brush.curve((x, 11.1), (x + every / 2, 9.6), (x + every, 11.1), 0.12, iron)
        for share in (0.25, 0.7):
            brush.line([(x + every * share, 10.4), (x + every * share, 8.6)], 0.1, iron)
            brush.box(x + every * share - 0.7, 7.6, 1.4, 1.0, rgb("#d2453f"))


def _gates(brush: Brush, reach: float, unit: float) -> None:
    for x, code in (
        (-3.4, "#d2353f"),
        (-1.9, "#d2353f"),
        (2.6, "#2f6fc0"),
        (4.1, "#2f6fc0"),
        (9.0, "#d2353f"),
        (-9.5, "#2f6fc0"),
    ):
        brush.line([(x * unit, 0), (x * unit, 1.7 * unit)], 0.06 * unit, rgb(code))
        brush.polygon([(x * unit, 1.65 * unit), (x * unit + 0.6 * unit, 1.5 * unit), (x * unit, 1.1 * unit)], rgb(code))


def _drifts(brush: Brush, reach: float, rng: random.Random, tall: float) -> None:
    def drift(x: float) -> None:
        wide = tall * rng.uniform(4, 7)
        brush.smooth(
            [
                (x - wide, -tall),
                (x - wide * 0.4, tall * 0.5),
                (x + wide * 0.3, tall * 0.6),
                (x + wide, -tall),
                (x, -tall * 3),
            ],
            rgb("#fbfdff"),
        )

    in_a_row(reach, rng, tall * 9, drift, clear=tall * 4)
