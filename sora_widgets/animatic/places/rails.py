"""Places for trains: the open line, a station."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery, masonry
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import hangings
from sora_widgets.animatic.places.planes import grown, in_a_row, lying, put, slabs, strip, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["rail", "station"]


def rail(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Tracks on gravel through the country, masts and wires, a signal."""
    place = Place(rgb("#8f9f5a"), rgb("#a9b56b"))
    add = place.layers.append
    unit = grown(stage)
    near = -0.7 * unit if _rides_rails(stage) else 1.2 * unit
    add(upright(stage, light, 230, lambda b, r: greenery.ridge(b, r, 36, rgb("#7fa08a"), rng)))
    add(upright(stage, light, 90, lambda b, r: greenery.tree_line(b, r, 9, rgb("#6f9f62"), rng)))
    add(upright(stage, light, 46, lambda b, r: _sheds(b, r, rng)))
    add(
        upright(
            stage,
            light,
            24,
            lambda b, r: greenery.fold_of_ground(b, r, 0.7, rgb("#98a860"), rng),
            ground=rgb("#98a860"),
        )
    )
    for first in (near + 4.4 * unit, near):
        _track(place, stage, light, first, unit)
    add(upright(stage, light, near + 7.2 * unit, partial(_masts, unit=unit), covers=False))
    add(upright(stage, light, near + 3.2 * unit, partial(_signal, unit=unit), covers=False))
    add(
        upright(
            stage,
            light,
            near - 0.25 * unit,
            partial(greenery.turf, rng=rng, height=0.24, leaf=rgb("#7a9048"), every=0.9, bloom=0.3),
        )
    )
    return place


def station(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A platform with a white line, a train at the next one, a glass roof on iron columns, clock and bench."""
    place = Place(rgb("#b3ada3"), rgb("#8f8b85"))
    add = place.layers.append
    unit = grown(stage)
    at_train = _rides_rails(stage)
    edge = -0.9 * unit if at_train else 2.4 * unit
    place.ribbons.append(strip(stage, edge, edge + 3.4 * unit, rgb("#5d5752")))
    if not at_train:
        place.ribbons.append(strip(stage, edge - 0.45 * unit, edge - 0.30 * unit, rgb("#f2d24a")))
        add(lying(stage, light, edge, lambda b, r: slabs(b, r, stage, edge, unit, place.ground)))
        add(
            upright(
                stage,
                light,
                edge + 1.6 * unit,
                lambda b, r: put(b, "train", -5.5 * unit, 0.0, 0.82 * unit, rgb("#2f6f8f")),
                covers=False,
            )
        )
    _track(place, stage, light, edge + 0.9 * unit, unit)
    back = edge + 3.4 * unit
    add(upright(stage, light, 120, lambda b, r: masonry.skyline(b, r, 26, rgb("#8d99a6"), rng)))
    add(upright(stage, light, max(12.0, back + 6 * unit), partial(_hall, unit=unit)))
    add(upright(stage, light, back, partial(_far_platform, unit=unit), covers=False))
    for depth in (back + 3.0 * unit, back + 0.4 * unit):
        add(upright(stage, light, depth, partial(_roof, unit=unit, share=depth / (back + 3 * unit)), covers=False))
    if not at_train:
        add(upright(stage, light, 1.5 * unit, lambda b, r: _platform_things(b, r, unit), covers=False))
    return place


def _rides_rails(stage: Stage) -> bool:
    actors = stage.scene.actors
    return bool(actors) and actors[0].kind.endswith("train")


def _track(place: Place, stage: Stage, light: Light, near: float, unit: float) -> None:
    """Gravel, sleepers and two rails along the way of the train."""
    place.layers.append(lying(stage, light, near + 2.0 * unit, lambda b, r: _sleepers(b, r, near, unit)))


def _sleepers(brush: Brush, reach: float, near: float, unit: float) -> None:
    brush.box(-reach, near - 0.5 * unit, 2 * reach, 2.4 * unit, rgb("#8a8178"))
    step = 0.7 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        brush.box(index * step, near - 0.25 * unit, 0.26 * unit, 1.9 * unit, rgb("#5d4d40"))
    for rail_at in (near + 0.05 * unit, near + 1.3 * unit):
        brush.box(-reach, rail_at, 2 * reach, 0.10 * unit, rgb("#d5d9dd"))
        brush.box(-reach, rail_at - 0.06 * unit, 2 * reach, 0.06 * unit, rgb("#6b6f75"))


def _sheds(brush: Brush, reach: float, rng: random.Random) -> None:
    def shed(x: float) -> None:
        wall = rng.choice((rgb("#b9705a"), rgb("#a9a08a"), rgb("#8f9aa0")))
        brush.polygon([(x, 0), (x, 4), (x + 4, 6), (x + 8, 4), (x + 8, 0)], wall)
        brush.box(x + 1.0, 1.6, 1.6, 1.4, rgb("#4d6074"))
        brush.box(x + 4.5, 0, 2.0, 3.0, lighter(wall, -0.3))

    in_a_row(reach, rng, 24.0, shed)


def _masts(brush: Brush, reach: float, unit: float) -> None:
    iron, every = rgb("#5f6a72"), 8.0 * unit
    for y in (5.1, 4.55):
        brush.box(-reach, y * unit, 2 * reach, 0.035 * unit, rgb("#3f464c"))
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.3) * every
        brush.box(x - 0.11 * unit, 0, 0.22 * unit, 5.6 * unit, iron)
        brush.line([(x, 5.3 * unit), (x + 1.3 * unit, 5.1 * unit)], 0.08 * unit, iron)
        brush.line([(x, 4.3 * unit), (x + 1.3 * unit, 5.1 * unit)], 0.06 * unit, iron)


def _signal(brush: Brush, reach: float, unit: float) -> None:
    x = -3.6 * unit
    brush.box(x - 0.06 * unit, 0, 0.12 * unit, 2.7 * unit, rgb("#5f6a72"))
    brush.box(x - 0.22 * unit, 2.0 * unit, 0.44 * unit, 1.15 * unit, rgb("#22262b"), round_m=0.12 * unit)
    brush.glow(x, 2.3 * unit, 0.5 * unit, rgb("#4fe07a"), 0.4)
    for y, code in ((2.3, "#4fe07a"), (2.83, "#5a2424")):
        brush.circle(x, y * unit, 0.14 * unit, rgb(code), 1.0, True)
    x = 4.2 * unit
    brush.box(x - 0.05 * unit, 0, 0.1 * unit, 2.0 * unit, rgb("#9aa3ab"))
    for lean in (-0.6, 0.6):
        brush.line(
            [(x - 0.6 * unit, (2.1 - lean * 0.7) * unit), (x + 0.6 * unit, (2.1 + lean * 0.7) * unit)],
            0.18 * unit,
            rgb("#f4f2ec"),
        )
        brush.line(
            [(x - 0.15 * unit, (2.1 - lean * 0.175) * unit), (x + 0.15 * unit, (2.1 + lean * 0.175) * unit)],
            0.18 * unit,
            rgb("#d2453f"),
        )


def _hall(brush: Brush, reach: float, unit: float) -> None:
    """The station's building of brick with arched windows and a clock."""
    wall = rgb("#a9705a")
    brush.box(-reach, -1, 2 * reach, 5.6 * unit + 1, wall)
    brush.box(-reach, 5.4 * unit, 2 * reach, 0.5 * unit, lighter(wall, 0.25))
    lit = are_lit(brush)
    step = 3.0 * unit
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        x = (index + 0.5) * step
        tone = rgb("#ffd98a") if lit and index % 3 else rgb("#54697a")
        brush.box(x - 0.7 * unit, 0.6 * unit, 1.4 * unit, 2.9 * unit, tone, 1.0, lit and bool(index % 3))
        brush.circle(x, 3.5 * unit, 0.7 * unit, tone, 1.0, lit and bool(index % 3))
        brush.box(x - 0.04 * unit, 0.6 * unit, 0.08 * unit, 3.5 * unit, wall)
        brush.box(x - 0.7 * unit, 2.4 * unit, 1.4 * unit, 0.08 * unit, wall)


def _far_platform(brush: Brush, reach: float, unit: float) -> None:
    brush.box(-reach, 0, 2 * reach, 0.75 * unit, rgb("#9c968d"))
    brush.box(-reach, 0.68 * unit, 2 * reach, 0.14 * unit, rgb("#d8d2c6"))


def _roof(brush: Brush, reach: float, unit: float, share: float) -> None:
    """Iron columns with brackets and a roof of glass."""
    iron = rgb("#3f5f5a")
    every = 6.4 * unit
    brush.box(-reach, 4.6 * unit, 2 * reach, 0.3 * unit, iron)
    brush.box(-reach, 4.9 * unit, 2 * reach, 0.9 * unit, mix(brush.light.sky_at(0.4), rgb("#dfeef0"), 0.4), 0.55)
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = (index + 0.18 + 0.3 * share) * every
        brush.box(x - 0.11 * unit, 0.7 * unit, 0.22 * unit, 4.0 * unit, iron)
        for side in (-1, 1):
            brush.curve(
                (x, 3.3 * unit),
                (x + side * 0.2 * unit, 4.5 * unit),
                (x + side * 1.2 * unit, 4.6 * unit),
                0.09 * unit,
                iron,
            )
        if are_lit(brush):
            brush.glow(x + every / 2, 4.4 * unit, 1.0 * unit, rgb("#ffe2a6"), 0.5 * brush.light.lamps)
        brush.ellipse(x + every / 2, 4.5 * unit, 0.3 * unit, 0.12 * unit, rgb("#fff0cf"), 1.0, are_lit(brush))


def _platform_things(brush: Brush, reach: float, unit: float) -> None:
    """A sign with the platform's number, a clock and a bench, again and again along it."""
    every = 9.5 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = index * every
        put(brush, "bench", x - 2.7 * unit, 0, unit)
        post = x + 2.4 * unit
        brush.box(post - 0.06 * unit, 0, 0.12 * unit, 3.0 * unit, rgb("#2f4f4a"))
        brush.canvas.save()
        brush.canvas.translate(post, 3.0 * unit)
        brush.canvas.scale(unit, unit)
        hangings.clock(0.34)(brush)
        brush.canvas.restore()
        brush.box(post - 0.5 * unit, 2.05 * unit, 1.0 * unit, 0.46 * unit, rgb("#1f4f8a"), round_m=0.05 * unit)
        label(brush, "2", post, 2.14 * unit, 0.28 * unit, rgb("#ffffff"))
