"""What a bar, a bakery or a ballroom has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import WARM, Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["back_bar", "bread_rack", "cake_case", "chandelier", "taps"]

_BOTTLES = tuple(rgb(code) for code in ("#3f7a4a", "#8a4a2a", "#c9a23a", "#4c6f9c", "#8a2f3a", "#d8d2c0"))


def back_bar(width: float) -> Draw:
    """Bottles on lit shelves before a mirror."""

    def draw(brush: Brush) -> None:
        wood = rgb("#4a2f22")
        lit = are_lit(brush)
        brush.box(-width / 2 - 0.12, 0, width + 0.24, 2.06, wood)
        for board in range(3):
            y = 0.1 + 0.62 * board
            brush.box(-width / 2, y, width, 0.54, rgb("#e0a860") if lit else rgb("#8fa5a8"), 1.0, lit)
            for index in range(int(width / 0.17)):
                x = -width / 2 + 0.09 + 0.17 * index
                glass = _BOTTLES[(index * 5 + board * 2) % len(_BOTTLES)]
                tall = 0.22 + 0.05 * ((index * 3 + board) % 3)
                brush.box(x - 0.045, y, 0.09, tall, glass, round_m=0.02)
                brush.box(x - 0.018, y + tall, 0.036, 0.11, glass)
            brush.box(-width / 2, y - 0.05, width, 0.05, lighter(wood, 0.2))

    return draw


def taps() -> Draw:
    """Beer taps and glasses on a bar."""

    def draw(brush: Brush) -> None:
        brass = rgb("#d8b25a")
        brush.line([(-0.4, 0), (-0.4, 0.36), (0.4, 0.36), (0.4, 0)], 0.07, brass)
        for x, code in ((-0.25, "#b5303c"), (0.0, "#2f6f4a"), (0.25, "#27408b")):
            brush.line([(x, 0.36), (x, 0.62)], 0.05, rgb(code))
            brush.line([(x, 0.34), (x, 0.26)], 0.03, brass)
        for x in (0.7, 0.95):
            brush.box(x - 0.07, 0, 0.14, 0.2, rgb("#e8b44a"), 0.9)
            brush.box(x - 0.075, 0.2, 0.15, 0.06, rgb("#fffaf0"), round_m=0.03)
        put(brush, "wine_glass", -0.8)
        put(brush, "wine_glass", -1.0)

    return draw


def bread_rack(width: float) -> Draw:
    """Loaves, rolls and long bread on slanting shelves."""

    def draw(brush: Brush) -> None:
        wood = rgb("#b98a52")
        brush.box(-width / 2, 0, width, 2.2, lighter(wood, -0.25))
        crusts = (rgb("#d99a4f"), rgb("#c17f3c"), rgb("#e6b873"))
        for board in range(4):
            y = 0.14 + 0.5 * board
            brush.box(-width / 2 + 0.05, y, width - 0.1, 0.4, rgb("#5a3d28"))
            count = int(width / 0.34)
            for index in range(count):
                x = -width / 2 + (index + 0.5) * width / count
                crust = crusts[(index + board) % 3]
                if board == 3:
                    brush.line([(x - 0.1, y + 0.05), (x + 0.06, y + 0.42)], 0.09, crust)
                    continue
                brush.ellipse(x, y + 0.11, 0.155, 0.11, crust)
                for cut in (-0.06, 0.0, 0.06):
                    brush.line([(x + cut - 0.02, y + 0.13), (x + cut + 0.02, y + 0.18)], 0.016, lighter(crust, 0.4))
            brush.box(-width / 2, y - 0.05, width, 0.06, lighter(wood, 0.1))

    return draw


def cake_case(width: float) -> Draw:
    """A glass case with cakes in two rows."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2, 0, width, 0.45, rgb("#8a5c3c"))
        brush.box(-width / 2, 0.45, width, 0.75, rgb("#f7ecd8"))
        for row, kinds in enumerate((("cake", "donut", "cake", "sandwich"), ("donut", "bread", "donut", "cake"))):
            y = 0.5 + 0.36 * row
            brush.box(-width / 2, y - 0.04, width, 0.03, rgb("#b9c2c8"))
            for index in range(int(width / 0.42)):
                kind = kinds[index % 4]
                put(
                    brush,
                    kind,
                    -width / 2 + 0.24 + 0.42 * index,
                    y,
                    0.75 if kind == "cake" else 1.3 if kind == "donut" else 1.0,
                )
        brush.box(-width / 2, 0.45, width, 0.75, rgb("#dff2f5"), 0.22)
        brush.polygon(
            [(-width * 0.3, 0.45), (-width * 0.2, 0.45), (-width * 0.05, 1.2), (-width * 0.15, 1.2)],
            rgb("#ffffff"),
            0.3,
        )
        brush.box(-width / 2 - 0.04, 1.18, width + 0.08, 0.06, rgb("#5a3d28"))

    return draw


def chandelier() -> Draw:
    """A crystal chandelier on its chain; its origin is its lowest drop."""

    def draw(brush: Brush) -> None:
        gold = rgb("#d8b25a")
        lit = are_lit(brush)
        if lit:
            brush.glow(0, 0.7, 1.9, WARM, 0.5 * brush.light.lamps)
        brush.line([(0, 1.0), (0, 5.0)], 0.03, gold)
        for y, half, count in ((0.45, 0.85, 7), (0.85, 0.5, 5)):
            brush.curve((-half, y + 0.2), (0, y - 0.3), (half, y + 0.2), 0.05, gold)
            for index in range(count):
                x = -half + 2 * half * index / (count - 1)
                low = y + 0.2 - 0.5 * (1 - (x / half) ** 2) * 0.5
                brush.line([(x, low), (x, low + 0.16)], 0.05, rgb("#f7f2e6"))
                brush.ellipse(x, low + 0.23, 0.035, 0.07, rgb("#fff0c4"), 1.0, True)
                brush.ellipse(x, low - 0.1, 0.025, 0.07, rgb("#e6f4fa"))
        brush.ellipse(0, 0.12, 0.07, 0.13, rgb("#e6f4fa"))

    return draw
