"""What walls and floors are made of: boards, tiles, bricks, carpet. Over a brush."""

from __future__ import annotations

from collections.abc import Callable

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb

__all__ = ["FLOORS", "WALLS"]


def _skirting(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    brush.box(-reach, 0, 2 * reach, 0.12, lighter(wall, 0.35))


def _wainscot(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    wood = mix(wall, rgb("#5b3a26"), 0.72)
    brush.box(-reach, 0, 2 * reach, 1.05, wood)
    _each(reach, 0.9, lambda x: brush.box(x + 0.1, 0.22, 0.7, 0.66, lighter(wood, 0.09)))
    brush.box(-reach, 1.03, 2 * reach, 0.07, lighter(wood, 0.2))
    brush.box(-reach, 0, 2 * reach, 0.12, lighter(wood, -0.15))


def _rail(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    """Two tones and a line between: schools, stairs, hospitals."""
    low = mix(wall, rgb("#4f8f8a"), 0.42)
    brush.box(-reach, 0, 2 * reach, 1.15, low)
    brush.box(-reach, 1.12, 2 * reach, 0.07, lighter(low, 0.35))
    brush.box(-reach, 0, 2 * reach, 0.12, lighter(low, -0.2))


def _tiles(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    """Tiles to shoulder height or to the ceiling."""
    joint = lighter(wall, -0.10)
    top = min(height, 2.3)
    rows = int(top / 0.3)
    for row in range(1, rows + 1):
        brush.box(-reach, row * 0.3, 2 * reach, 0.015, joint)
    _each(reach, 0.3, lambda x: brush.box(x, 0, 0.015, rows * 0.3, joint))
    brush.box(-reach, rows * 0.3, 2 * reach, 0.08, mix(wall, rgb("#2f7f8f"), 0.6))


def _bricks(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    """Not all bricks, only some: the eye adds the others."""
    dark, light = lighter(wall, -0.13), lighter(wall, 0.10)
    pick = 7
    for row in range(int(height / 0.22)):
        x = -reach + 0.27 * (row % 2)
        while x < reach:
            pick = pick * 1103515245 + 12345 & 0x7FFFFFFF
            if pick % 7 < 2:
                brush.box(x, row * 0.22, 0.48, 0.17, dark if pick & 64 else light)
            x += 0.55


def _boards(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    _each(reach, 0.42, lambda x: brush.box(x, 0, 0.025, height, lighter(wall, -0.2)))
    brush.box(-reach, 0, 2 * reach, 0.14, lighter(wall, -0.25))


def _stones(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    dark = lighter(wall, -0.10)
    for row in range(int(height / 0.5)):
        brush.box(-reach, row * 0.5, 2 * reach, 0.025, dark)
        for index in range(-int(reach / 1.3) - 1, int(reach / 1.3) + 1):
            brush.box(1.3 * index + 0.65 * (row % 2), row * 0.5, 0.025, 0.5, dark)


def _paper(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    """Striped wallpaper and a skirting board."""
    _each(reach, 0.5, lambda x: brush.box(x, 0, 0.22, height, lighter(wall, 0.12)))
    brush.box(-reach, 0, 2 * reach, 0.16, rgb("#f2ebdd"))
    brush.box(-reach, height - 0.14, 2 * reach, 0.14, rgb("#f2ebdd"))


def _bare(brush: Brush, reach: float, wall: Colour, height: float) -> None:
    """A wall that is only colour."""


def _each(reach: float, step: float, draw: Callable[[float], None]) -> None:
    for index in range(-int(reach / step) - 1, int(reach / step) + 1):
        draw(index * step)


def _plank_floor(brush: Brush, reach: float, near: float, far: float, floor: Colour, grow: float) -> None:
    seam = lighter(floor, -0.24)
    _each(reach, 0.34 * grow, lambda x: brush.box(x, near, 0.016 * grow, far - near, seam))


def _checked_floor(brush: Brush, reach: float, near: float, far: float, floor: Colour, grow: float) -> None:
    side = 0.62 * grow
    cells = skia.Path()
    for row in range(int(near / side) - 1, int(far / side) + 1):
        low, high = max(near, row * side), min(far, (row + 1) * side)
        for column in range(-int(reach / side) - 1, int(reach / side) + 1):
            if (row + column) % 2 and low < high:
                cells.addRect(skia.Rect(column * side, low, (column + 1) * side, high))
    brush.path(cells, lighter(floor, -0.42))


def _tiled_floor(brush: Brush, reach: float, near: float, far: float, floor: Colour, grow: float) -> None:
    seam, side = lighter(floor, -0.14), 0.6 * grow
    _each(reach, side, lambda x: brush.box(x, near, 0.02 * grow, far - near, seam))
    for row in range(int(near / side), int(far / side) + 1):
        brush.box(-reach, row * side, 2 * reach, 0.02 * grow, seam)


def _shiny_floor(brush: Brush, reach: float, near: float, far: float, floor: Colour, grow: float) -> None:
    """A floor that mirrors the wall's light a little."""
    brush.box(-reach, far - 0.9 * grow, 2 * reach, 0.9 * grow, lighter(floor, 0.22), 0.5)
    brush.box(-reach, far - 0.35 * grow, 2 * reach, 0.35 * grow, lighter(floor, 0.3), 0.5)


def _plain_floor(brush: Brush, reach: float, near: float, far: float, floor: Colour, grow: float) -> None:
    """Concrete or carpet: a darker strip where it meets the wall."""
    brush.box(-reach, far - 0.25 * grow, 2 * reach, 0.25 * grow, lighter(floor, -0.14), 0.7)


def _runner_floor(brush: Brush, reach: float, near: float, far: float, floor: Colour, grow: float) -> None:
    """Boards with a long red carpet on them."""
    _plank_floor(brush, reach, near, far, floor, grow)
    for inset, tone in ((0.0, rgb("#8a2f36")), (0.1, rgb("#d8b25a")), (0.16, rgb("#8a2f36"))):
        low, high = (-0.7 + inset) * grow, (0.75 - inset) * grow
        brush.box(-reach, low, 2 * reach, high - low, tone)


Wall = Callable[[Brush, float, Colour, float], None]
Floor = Callable[[Brush, float, float, float, Colour, float], None]
WALLS: dict[str, Wall] = {
    "bare": _bare,
    "boards": _boards,
    "bricks": _bricks,
    "paper": _paper,
    "plain": _skirting,
    "rail": _rail,
    "stones": _stones,
    "tiles": _tiles,
    "wainscot": _wainscot,
}
FLOORS: dict[str, Floor] = {
    "boards": _plank_floor,
    "checks": _checked_floor,
    "plain": _plain_floor,
    "runner": _runner_floor,
    "shiny": _shiny_floor,
    "tiles": _tiled_floor,
}
