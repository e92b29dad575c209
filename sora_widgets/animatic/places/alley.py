"""A narrow way between brick walls."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import masonry
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces.surfaces import WALLS
from sora_widgets.animatic.places.planes import aside_m, grown, put, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["alley"]


def alley(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A narrow way between brick walls that close in with depth: fire escapes, pipes, bins, one lamp, washing."""
    place = Place(rgb("#6f6a66"), rgb("#6b6866"), has_clouds=False)
    add = place.layers.append
    unit = grown(stage)
    aside = aside_m(stage)
    if aside > 1.2 * unit:
        return _along(place, stage, light, unit)
    wide = 2.5 * unit + aside
    add(upright(stage, light, 60 * unit, lambda b, r: masonry.skyline(b, r, 34 * unit, rgb("#8d97a3"), rng)))
    for index, depth in enumerate((21.0, 15.0, 10.5, 7.0, 4.4, 2.4)):
        half = wide - 0.05 * index * unit
        wall = mix(rgb("#a8786a"), rgb("#6f4a44"), index / 5)
        add(
            upright(
                stage,
                light,
                depth * unit,
                partial(_walls, half=half, unit=unit, wall=wall, index=index),
                covers=index < 3,
            )
        )
    add(upright(stage, light, 12.0 * unit, partial(_lines_across, half=wide, unit=unit), sway=0.004, covers=False))
    wet = light.name == "neon" or "rain" in stage.scene.weather
    if wet or light.lamps > 0.6:
        add(upright(stage, light, 2.2 * unit, partial(_puddle_light, unit=unit, wide=wide), covers=False))
    return place


def _along(place: Place, stage: Stage, light: Light, unit: float) -> Place:
    """The alley for a camera that goes along it: one wall behind, the other one only in the puddles."""
    back = 2.9 * unit
    place.layers.append(upright(stage, light, back, partial(_long_wall, unit=unit), covers=True))
    place.layers.append(upright(stage, light, back - 0.7 * unit, partial(_bins, unit=unit), covers=False))
    if light.lamps > 0.6 or "rain" in stage.scene.weather:
        place.layers.append(upright(stage, light, 1.5 * unit, partial(_puddles, unit=unit), covers=False))
    return place


def _long_wall(brush: Brush, reach: float, unit: float) -> None:
    wall = rgb("#94645a")
    iron = rgb("#3a3f45")
    lamps = brush.light.lamps
    brush.box(-reach, -1, 2 * reach, 60 * unit, wall)
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    half = reach / unit
    WALLS["bricks"](brush, half, wall, 14.0)
    brush.box(-half, 0, 2 * half, 0.35, lighter(wall, -0.25))
    for index in range(-int(half / 8) - 1, int(half / 8) + 2):
        x = index * 8.0
        brush.box(x - 3.1, 0, 1.2, 2.3, rgb("#4f5a52"))
        brush.box(x - 3.0, 0, 1.0, 2.2, rgb("#5f6f64"))
        brush.line([(x - 2.5, 2.75), (x - 2.5, 3.0), (x - 2.1, 3.0)], 0.06, iron)
        if are_lit(brush):
            brush.glow(x - 2.1, 2.85, 1.6, masonry.LAMPLIGHT, 0.6 * lamps)
            brush.polygon(
                [(x - 2.3, 2.9), (x - 1.9, 2.9), (x - 1.2, 0), (x - 3.0, 0)], masonry.LAMPLIGHT, 0.12 * lamps, True
            )
        brush.ellipse(x - 2.1, 2.9, 0.22, 0.1, rgb("#fff0cf"), 1.0, are_lit(brush))
        for floor in range(3):
            for left in (0.0, 2.6):
                y = 3.0 + 2.7 * floor
                lit = are_lit(brush) and (floor + index + int(left)) % 3 == 0
                brush.box(x + left - 0.1, y - 0.12, 1.2, 0.12, lighter(wall, 0.2))
                brush.box(x + left, y, 1.0, 1.5, masonry.LAMPLIGHT if lit else rgb("#3f4f5d"), 1.0, lit)
                brush.box(x + left + 0.47, y, 0.06, 1.5, lighter(wall, -0.3))
            y = 2.75 + 2.7 * floor
            brush.box(x - 0.3, y, 4.2, 0.1, iron)
            brush.line([(x - 0.3, y + 0.8), (x + 3.9, y + 0.8)], 0.05, iron)
            for rail in range(9):
                brush.line([(x - 0.3 + 0.525 * rail, y), (x - 0.3 + 0.525 * rail, y + 0.8)], 0.03, iron)
            if floor:
                brush.line([(x + 0.2, y), (x + 3.4, y - 2.7)], 0.07, iron)
                brush.line([(x + 0.6, y), (x + 3.8, y - 2.7)], 0.07, iron)
        brush.line([(x + 4.5, 0), (x + 4.5, 14)], 0.16, lighter(wall, -0.35))
        if brush.light.name == "neon":
            masonry.neon_sign(brush, x - 0.9, 2.2, random.Random(index))
    brush.canvas.restore()


def _bins(brush: Brush, reach: float, unit: float) -> None:
    every = 8.0 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = index * every
        put(brush, "trash_can", x + 1.2 * unit, 0, unit)
        put(brush, "trash_can", x + 1.9 * unit, 0, unit * 0.9)
        put(brush, "box", x + 3.0 * unit, 0, unit)


def _puddles(brush: Brush, reach: float, unit: float) -> None:
    every = 4.0 * unit
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = index * every + 0.7 * unit * (index % 3)
        brush.ellipse(x, -0.02 * unit, 0.8 * unit, 0.05 * unit, masonry.LAMPLIGHT, 0.3, True)


def _walls(brush: Brush, reach: float, half: float, unit: float, wall: Colour, index: int) -> None:
    """Both sides of the alley at one depth, with what hangs on them."""
    tall = (11.0 + 1.5 * (index % 3)) * unit
    iron = rgb("#3a3f45")
    lamps = brush.light.lamps
    for side in (-1, 1):
        left = half if side > 0 else -reach - 4 * unit
        brush.box(left, -1, reach + 4 * unit - half, tall + 1, wall)
        brush.box(left, tall - 0.3 * unit, reach + 4 * unit - half, 0.4 * unit, lighter(wall, 0.15))
        for row in range(int(tall / (0.3 * unit))):
            for brick in range(4):
                if (row * 7 + brick * 5 + index) % 4 == 0:
                    brush.box(
                        side * (half + (0.35 + 0.75 * brick + 0.35 * (row % 2)) * unit) - 0.25 * unit,
                        row * 0.3 * unit,
                        0.5 * unit,
                        0.2 * unit,
                        lighter(wall, 0.08 if brick % 2 else -0.1),
                    )
        brush.box(side * half - (0.10 * unit if side > 0 else 0.0), -0.5, 0.10 * unit, tall, lighter(wall, -0.25))
    side = 1 if index % 2 else -1
    for floor in range(3):
        y = (2.9 + 2.6 * floor) * unit
        lit = (floor + index) % 2 == 0 and are_lit(brush)
        x = side * (half + 1.5 * unit)
        brush.box(x - 0.5 * unit, y, unit, 1.4 * unit, masonry.LAMPLIGHT if lit else rgb("#3f4f5d"), 1.0, lit)
        brush.box(x - 0.03 * unit, y, 0.06 * unit, 1.4 * unit, lighter(wall, -0.3))
        if index in (1, 3):
            edge = -side * half
            brush.box(min(edge, edge + side * 0.9 * unit), y, 0.9 * unit, 0.08 * unit, iron)
            brush.line(
                [(edge + side * 0.85 * unit, y), (edge + side * 0.85 * unit, y + 0.8 * unit), (edge, y + 0.8 * unit)],
                0.05 * unit,
                iron,
            )
            brush.line([(edge + side * 0.8 * unit, y), (edge + side * 0.1 * unit, y - 2.5 * unit)], 0.05 * unit, iron)
    if index == 2:
        x = -side * (half - 0.1 * unit)
        brush.line([(-side * half, 3.1 * unit), (x + side * 0.6 * unit, 3.2 * unit)], 0.07 * unit, iron)
        if are_lit(brush):
            brush.glow(x + side * 0.6 * unit, 3.0 * unit, 1.8 * unit, masonry.LAMPLIGHT, 0.6 * lamps)
        brush.ellipse(x + side * 0.6 * unit, 3.05 * unit, 0.24 * unit, 0.12 * unit, rgb("#fff0cf"), 1.0, are_lit(brush))
    if index == 3:
        put(brush, "trash_can", side * (half - 0.55 * unit), 0, unit)
        put(brush, "trash_can", side * (half - 1.2 * unit), 0, unit * 0.9)
    if index == 4:
        put(brush, "box", side * (half - 0.6 * unit), 0, unit)
        brush.line([(-side * (half + 0.3 * unit), 0), (-side * (half + 0.3 * unit), tall)], 0.14 * unit, iron)
    if index == 5:
        _ground_floor(brush, half, unit, wall)
    if brush.light.name == "neon" and index in (1, 3):
        masonry.neon_sign(brush, side * (half + 0.1 * unit), 3.2 * unit, random.Random(index))


def _ground_floor(brush: Brush, half: float, unit: float, wall: Colour) -> None:
    """What is on the nearest walls: a back door with its lamp, a barred window, torn posters."""
    lit = are_lit(brush)
    brush.canvas.save()
    brush.canvas.translate(-half - 1.35 * unit, 0)
    brush.canvas.scale(unit, unit)
    brush.box(-0.6, 0, 1.2, 2.25, lighter(wall, -0.4))
    brush.box(-0.5, 0, 1.0, 2.15, rgb("#55695f"))
    brush.box(-0.3, 1.45, 0.6, 0.45, rgb("#7f958a"))
    brush.circle(0.36, 1.0, 0.05, rgb("#c9b07a"))
    brush.polygon([(-0.8, 2.7), (0.8, 2.7), (1.0, 2.4), (-1.0, 2.4)], rgb("#b5443c"))
    if lit:
        brush.glow(0, 2.35, 1.1, masonry.LAMPLIGHT, 0.5 * brush.light.lamps)
    brush.ellipse(0, 2.38, 0.14, 0.06, rgb("#fff0cf"), 1.0, lit)
    brush.canvas.restore()
    brush.canvas.save()
    brush.canvas.translate(half + 1.3 * unit, 0)
    brush.canvas.scale(unit, unit)
    brush.box(-0.62, 1.18, 1.24, 0.12, lighter(wall, 0.2))
    brush.box(-0.5, 1.3, 1.0, 1.1, masonry.LAMPLIGHT if lit else rgb("#3f4f5d"), 1.0, lit)
    for rail in range(5):
        brush.box(-0.46 + 0.22 * rail, 1.25, 0.035, 1.2, rgb("#2b2f35"))
    for x, y, wide, tall, code in (
        (0.95, 1.0, 0.5, 0.7, "#d9b23f"),
        (1.2, 1.45, 0.5, 0.66, "#e6dcc6"),
        (1.55, 0.9, 0.46, 0.62, "#7fa8b5"),
    ):
        brush.box(x, y, wide, tall, rgb(code))
        brush.box(x + 0.08, y + tall * 0.55, wide * 0.6, tall * 0.2, lighter(rgb(code), -0.4))
    brush.canvas.restore()


def _lines_across(brush: Brush, reach: float, half: float, unit: float) -> None:
    tones = (rgb("#e2725b"), rgb("#f7f2e6"), rgb("#5a9bc0"), rgb("#f2c94c"))
    for y in (5.2, 7.4):
        brush.curve((-half, y * unit), (0, (y - 0.5) * unit), (half, y * unit), 0.03 * unit, rgb("#e8e2d6"))
        for index in range(6):
            x = -half * 0.75 + index * half * 0.3
            brush.box(x, (y - 1.15 - 0.1 * (index % 2)) * unit, 0.55 * unit, 0.85 * unit, tones[(index + int(y)) % 4])


def _puddle_light(brush: Brush, reach: float, unit: float, wide: float) -> None:
    for x, half in ((-0.9, 0.7), (0.5, 0.45), (1.3, 0.4)):
        brush.ellipse(x * unit, -0.02 * unit, half * unit, 0.06 * unit, masonry.LAMPLIGHT, 0.4, True)
