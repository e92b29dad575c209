"""What a passage, a staircase, a cell or a nursery has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.places.pieces import Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["barred_window", "bars", "bunk", "cot", "drawers", "flight", "mobile", "toys"]


def bars(width: float, height: float) -> Draw:
    """Iron bars from floor to ceiling with a door in them."""

    def draw(brush: Brush) -> None:
        iron = rgb("#4a525c")
        for index in range(int(width / 0.22)):
            x = -width / 2 + 0.22 * index
            brush.box(x - 0.022, 0, 0.044, height, iron)
        for y in (0.1, 1.1, 2.2):
            brush.box(-width / 2, y, width, 0.09, lighter(iron, 0.1))
        brush.box(-0.2, 0.95, 0.34, 0.4, lighter(iron, -0.2))
        brush.circle(-0.03, 1.15, 0.045, rgb("#1a1c20"))

    return draw


def barred_window(width: float, height: float) -> Draw:
    """A small high window with a shaft of light through its bars."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2 - 0.12, -0.12, width + 0.24, height + 0.24, rgb("#5d584f"))
        brush.box(-width / 2, 0, width, height, brush.light.sky_at(0.4), 1.0, True)
        for index in range(1, 4):
            brush.box(-width / 2 + width * index / 4 - 0.02, 0, 0.04, height, rgb("#2b2f35"))

    return draw


def bunk() -> Draw:
    """Two beds of iron one over the other."""

    def draw(brush: Brush) -> None:
        iron = rgb("#4a525c")
        for x in (-0.95, 0.95):
            brush.line([(x, 0), (x, 1.7)], 0.06, iron)
        for y in (0.35, 1.25):
            brush.box(-0.95, y, 1.9, 0.07, iron)
            brush.box(-0.92, y + 0.07, 1.84, 0.14, rgb("#c9c2b2"), round_m=0.04)
            brush.box(-0.3, y + 0.07, 1.2, 0.17, rgb("#7d8a78"), round_m=0.04)
            brush.box(-0.88, y + 0.18, 0.4, 0.11, rgb("#e6e2d6"), round_m=0.05)

    return draw


def flight(steps: int = 11) -> Draw:
    """A flight of stairs that goes up to the right, with its banister."""

    def draw(brush: Brush) -> None:
        wood, tread, rise = rgb("#8a5f42"), 0.36, 0.2
        for step in range(steps):
            x, y = step * tread, (step + 1) * rise
            brush.box(x, 0, (steps - step) * tread + 3.0, y, rgb("#e6dccb") if step % 2 else rgb("#dfd4c1"))
            brush.box(x - 0.05, y - 0.06, tread + 0.08, 0.07, wood)
        top = steps * rise
        brush.box(steps * tread, top - 0.06, 3.0, 0.07, wood)
        for step in range(steps):
            x, y = (step + 0.5) * tread, (step + 1) * rise
            brush.line([(x, y), (x, y + 0.85)], 0.035, rgb("#f4efe4"))
        for step in range(8):
            brush.line(
                [(steps * tread + 0.36 * step, top), (steps * tread + 0.36 * step, top + 0.85)], 0.035, rgb("#f4efe4")
            )
        brush.line(
            [(-0.1, 0.85), (0.1, 1.05), (steps * tread, top + 0.88), (steps * tread + 3.0, top + 0.88)], 0.09, wood
        )
        brush.box(-0.16, 0, 0.16, 1.0, lighter(wood, -0.15))
        brush.circle(-0.08, 1.07, 0.12, wood)

    return draw


def cot() -> Draw:
    """A baby's cot."""

    def draw(brush: Brush) -> None:
        white = rgb("#f7f2e8")
        brush.box(-0.68, 0.42, 1.36, 0.2, rgb("#bfe0ea"))
        put(brush, "teddy_bear", 0.35, 0.55, 0.7)
        for x in (-0.7, 0.7):
            brush.line([(x, 0), (x, 1.05)], 0.07, white)
        for index in range(1, 10):
            brush.line([(-0.7 + 0.14 * index, 0.35), (-0.7 + 0.14 * index, 0.95)], 0.03, white)
        for y in (0.35, 0.97):
            brush.box(-0.72, y, 1.44, 0.07, white)

    return draw


def mobile(drop: float) -> Draw:
    """Stars and a moon on threads."""

    def draw(brush: Brush) -> None:
        brush.line([(0, 0.3), (0, drop)], 0.012, rgb("#8a8578"))
        brush.line([(-0.4, 0.3), (0.4, 0.3)], 0.025, rgb("#b98a52"))
        for x, low, code in (
            (-0.38, 0.0, "#f2c94c"),
            (-0.12, -0.15, "#f29ac0"),
            (0.14, 0.02, "#7fc4e8"),
            (0.38, -0.12, "#9ad08a"),
        ):
            brush.line([(x, 0.3), (x, low)], 0.01, rgb("#8a8578"))
            brush.circle(x, low, 0.085, rgb(code))

    return draw


def toys() -> Draw:
    """Bricks, a ball and a bear on the floor."""

    def draw(brush: Brush) -> None:
        for x, y, code in ((-0.4, 0, "#e2453f"), (-0.18, 0, "#3f8fd0"), (-0.29, 0.2, "#f2c94c")):
            brush.box(x, y, 0.2, 0.2, rgb(code), round_m=0.02)
        put(brush, "ball", 0.3, 0, 0.9)
        put(brush, "teddy_bear", 0.72, 0, 0.9)

    return draw


def drawers(width: float, rows: int, columns: int) -> Draw:
    """A chest of many small drawers with brass knobs and labels."""

    def draw(brush: Brush) -> None:
        wood = rgb("#a9744a")
        tall = 0.24
        brush.box(-width / 2, 0, width, rows * tall + 0.1, lighter(wood, -0.25))
        wide = width / columns
        for row in range(rows):
            for column in range(columns):
                x, y = -width / 2 + column * wide, 0.06 + row * tall
                brush.box(x + 0.02, y, wide - 0.04, tall - 0.04, wood)
                brush.box(x + wide * 0.3, y + 0.1, wide * 0.4, 0.06, rgb("#f4ecd8"))
        brush.box(-width / 2 - 0.04, rows * tall + 0.06, width + 0.08, 0.07, lighter(wood, 0.15))

    return draw
