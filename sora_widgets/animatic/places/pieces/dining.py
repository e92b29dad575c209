"""Tables laid, a bar, a fire: what a room to eat or to rest in has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import DARK, STEEL, WARM, WOOD, Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["cafe_table", "chalk_menu", "coffee_machine", "espresso_bar", "fireplace", "hood", "laid_table"]


def cafe_table() -> Draw:
    """A round bistro table between two chairs, a cup on it."""

    def draw(brush: Brush) -> None:
        put(brush, "chair", -0.68, colour=rgb("#5a3d2b"))
        put(brush, "chair", 0.68, colour=rgb("#5a3d2b"), facing="left")
        brush.line([(0, 0), (0, 0.72)], 0.06, DARK)
        brush.ellipse(0, 0.03, 0.24, 0.04, DARK)
        brush.ellipse(0, 0.74, 0.42, 0.045, rgb("#d9cbb2"))
        put(brush, "cup", -0.12, 0.75)
        put(brush, "vase", 0.16, 0.75, 0.7)

    return draw


def laid_table() -> Draw:
    """A restaurant's table: cloth, plates, glasses, a candle."""

    def draw(brush: Brush) -> None:
        put(brush, "chair", -0.95, colour=rgb("#7a2e33"))
        put(brush, "chair", 0.95, colour=rgb("#7a2e33"), facing="left")
        white = rgb("#f6f2ea")
        brush.polygon(
            [(-0.72, 0.76), (0.72, 0.76), (0.66, 0.12), (0.4, 0.2), (0.1, 0.1), (-0.25, 0.2), (-0.6, 0.1)], white
        )
        for x in (-0.42, -0.05, 0.38):
            brush.line([(x, 0.7), (x + 0.03, 0.2)], 0.03, lighter(white, -0.12))
        brush.box(-0.74, 0.74, 1.48, 0.05, lighter(white, -0.05))
        for x in (-0.42, 0.42):
            brush.ellipse(x, 0.81, 0.15, 0.03, rgb("#ffffff"))
            put(brush, "wine_glass", x * 0.55, 0.79)
        if are_lit(brush):
            brush.glow(0, 1.05, 0.7, WARM, 0.55 * brush.light.lamps)
        put(brush, "candle", 0, 0.79)

    return draw


def espresso_bar() -> Draw:
    """What stands on a café's counter: machine, cake under glass, cups."""

    def draw(brush: Brush) -> None:
        coffee_machine()(brush)
        for x in (1.0, 1.5):
            brush.box(x - 0.21, 0, 0.42, 0.04, rgb("#f4efe4"))
        put(brush, "cake", 1.0, 0.04, 0.8)
        put(brush, "donut", 1.45, 0.04, 1.3)
        put(brush, "bread", 1.6, 0.04)
        brush.box(0.74, 0, 1.08, 0.44, rgb("#dff2f5"), 0.28)
        brush.box(0.74, 0.42, 1.08, 0.03, STEEL)
        for x in (-1.2, -1.04, -0.88):
            brush.box(x, 0, 0.13, 0.13, rgb("#f7f3ea"), round_m=0.03)
            brush.box(x, 0.14, 0.13, 0.13, rgb("#f7f3ea"), round_m=0.03)

    return draw


def coffee_machine() -> Draw:
    """An espresso machine of steel."""

    def draw(brush: Brush) -> None:
        brush.box(-0.5, 0, 0.9, 0.1, DARK)
        brush.box(-0.5, 0.1, 0.9, 0.5, rgb("#c7ced6"), round_m=0.06)
        brush.box(-0.5, 0.42, 0.9, 0.12, rgb("#b5443c"))
        brush.box(-0.4, 0.1, 0.7, 0.22, DARK)
        for x in (-0.25, 0.1):
            brush.line([(x, 0.32), (x + 0.12, 0.28)], 0.05, rgb("#4a3328"))
            brush.box(x - 0.05, 0.12, 0.1, 0.09, rgb("#f7f3ea"))

    return draw


def chalk_menu(width: float = 1.5, height: float = 0.9, title: str = "CAFE") -> Draw:
    """A blackboard with prices nobody can read."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2 - 0.05, -0.05, width + 0.1, height + 0.1, WOOD)
        brush.box(-width / 2, 0, width, height, rgb("#2e3133"))
        label(brush, title, 0, height * 0.72, height * 0.17, rgb("#f6d68a"))
        for row in range(4):
            y = height * (0.12 + 0.135 * row)
            brush.box(-width * 0.4, y, width * (0.4 - 0.05 * (row % 2)), 0.03, rgb("#e9e7df"))
            brush.box(width * 0.26, y, width * 0.13, 0.03, rgb("#e9e7df"))

    return draw


def fireplace() -> Draw:
    """A fire in its chimney; it lights the room a little."""

    def draw(brush: Brush) -> None:
        stone = rgb("#b9ada0")
        brush.box(-0.55, 1.2, 1.1, 2.4, lighter(stone, 0.1))
        brush.box(-0.95, 0, 1.9, 1.2, stone)
        brush.box(-1.08, 1.16, 2.16, 0.12, lighter(stone, 0.25))
        brush.box(-0.56, 0, 1.12, 0.85, rgb("#2a1c18"))
        put(brush, "fire", 0, 0.02, 0.56)
        if are_lit(brush):
            brush.glow(0, 0.4, 1.7, rgb("#ff9b45"), 0.5 * brush.light.lamps)
        put(brush, "clock", 0.3, 1.28, 0.9)
        put(brush, "vase", -0.55, 1.28)

    return draw


def hood() -> Draw:
    """A cooker hood."""

    def draw(brush: Brush) -> None:
        brush.box(-0.16, 0.3, 0.32, 1.4, rgb("#c3cad3"))
        brush.polygon([(-0.46, 0), (0.46, 0), (0.2, 0.36), (-0.2, 0.36)], rgb("#b2bac4"))
        brush.box(-0.46, -0.06, 0.92, 0.08, rgb("#8f98a3"))

    return draw
