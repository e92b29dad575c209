"""What a gym has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.places.pieces import DARK, STEEL, Draw

__all__ = ["bag_rack", "dumbbells", "mat_mirror", "treadmill", "wall_bars"]


def dumbbells() -> Draw:
    """A rack of dumbbells."""

    def draw(brush: Brush) -> None:
        for x in (-0.85, 0.85):
            brush.line([(x, 0), (x, 1.0)], 0.07, DARK)
        for row, y in enumerate((0.3, 0.62, 0.94)):
            brush.box(-0.95, y - 0.05, 1.9, 0.05, STEEL)
            for index in range(5):
                x = -0.75 + index * 0.37
                size = 0.11 - 0.015 * row
                brush.box(x - 0.12, y + size * 0.55, 0.26, 0.05, rgb("#c7ced6"))
                for end in (x - 0.12, x + 0.08):
                    brush.box(end, y, 0.08, size * 1.7, DARK, round_m=0.02)

    return draw


def treadmill() -> Draw:
    """A treadmill from the side."""

    def draw(brush: Brush) -> None:
        brush.box(-0.85, 0.06, 1.6, 0.14, DARK, round_m=0.05)
        brush.box(-0.8, 0.18, 1.5, 0.04, rgb("#4b525c"))
        brush.line([(0.55, 0.15), (0.75, 1.25)], 0.07, rgb("#5d6570"))
        brush.line([(0.72, 1.1), (0.3, 1.0)], 0.05, rgb("#5d6570"))
        brush.box(0.6, 1.2, 0.34, 0.24, DARK, round_m=0.04)
        brush.box(0.64, 1.24, 0.26, 0.15, rgb("#63d1c0"), 1.0, True)

    return draw


def bag_rack() -> Draw:
    """A punching bag on its chain."""

    def draw(brush: Brush) -> None:
        brush.line([(0, 1.9), (0, 4.2)], 0.03, STEEL)
        for x in (-0.16, 0.16):
            brush.line([(0, 2.15), (x, 1.85)], 0.02, STEEL)
        brush.box(-0.2, 0.75, 0.4, 1.12, rgb("#b32f34"), round_m=0.09)
        brush.box(-0.2, 1.5, 0.4, 0.1, rgb("#f2ece0"))
        brush.box(0.06, 0.8, 0.1, 1.0, rgb("#8a2228"), round_m=0.05)

    return draw


def wall_bars() -> Draw:
    """Swedish bars."""

    def draw(brush: Brush) -> None:
        for x in (-0.9, 0.0, 0.9):
            brush.box(x - 0.05, 0, 0.1, 2.7, rgb("#b98a52"))
        for rung in range(12):
            brush.box(-0.9, 0.2 + rung * 0.21, 1.8, 0.05, rgb("#d8ac70"))

    return draw


def mat_mirror(width: float = 4.0) -> Draw:
    """A wall of mirrors."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2 - 0.06, 0.3, width + 0.12, 2.0, rgb("#6f7780"))
        count = int(width / 1.0)
        for index in range(count):
            left = -width / 2 + index * width / count
            brush.box(left + 0.02, 0.34, width / count - 0.04, 1.92, rgb("#cfe0e6"))
            brush.polygon(
                [(left + 0.15, 0.34), (left + 0.4, 0.34), (left + 0.85, 2.26), (left + 0.6, 2.26)], rgb("#e6f2f5")
            )

    return draw
