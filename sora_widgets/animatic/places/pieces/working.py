"""What a ward, a workshop or a laboratory has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import DARK, STEEL, WOOD, Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["flasks", "fume_hood", "gurney", "shower", "toolboard", "workbench"]


def gurney() -> Draw:
    """A hospital bed on wheels with a drip beside it."""

    def draw(brush: Brush) -> None:
        for x in (-0.8, 0.8):
            brush.line([(x, 0.12), (x, 0.5)], 0.05, STEEL)
            brush.circle(x, 0.09, 0.08, DARK)
        brush.box(-1.0, 0.46, 2.0, 0.08, STEEL)
        brush.box(-0.98, 0.54, 1.96, 0.17, rgb("#f7fafa"), round_m=0.06)
        brush.box(-0.35, 0.54, 1.33, 0.2, rgb("#7fc0c4"), round_m=0.05)
        brush.box(-0.95, 0.68, 0.46, 0.14, rgb("#ffffff"), round_m=0.06)
        brush.line([(-1.05, 0.45), (-1.05, 1.0), (-1.0, 1.05)], 0.04, STEEL)
        brush.line([(1.22, 0), (1.22, 1.9)], 0.03, STEEL)
        brush.box(1.12, 1.5, 0.2, 0.3, rgb("#dff3f7"), round_m=0.05)
        brush.line([(1.22, 1.5), (1.05, 1.1), (0.9, 0.75)], 0.015, rgb("#dff3f7"))

    return draw


def toolboard(width: float = 2.4) -> Draw:
    """Tools on a board."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2, 0, width, 1.1, rgb("#c9a877"))
        step = width / 8
        for index in range(8):
            x = -width / 2 + step * (index + 0.5)
            if index % 4 == 0:
                put(brush, "hammer", x, 0.55, 1.3)
            elif index % 4 == 1:
                brush.line([(x, 0.95), (x, 0.62)], 0.035, rgb("#c0503f"))
                brush.line([(x, 0.62), (x, 0.42)], 0.02, STEEL)
            elif index % 4 == 2:
                brush.polygon([(x - 0.13, 0.9), (x + 0.15, 0.82), (x + 0.02, 0.3), (x - 0.1, 0.34)], rgb("#c7ced6"))
                brush.box(x - 0.13, 0.84, 0.24, 0.14, WOOD, round_m=0.04)
            else:
                brush.circle(x, 0.88, 0.075, STEEL)
                brush.circle(x, 0.91, 0.035, rgb("#c9a877"))
                brush.line([(x, 0.84), (x, 0.45)], 0.05, STEEL)

    return draw


def workbench(width: float = 2.2) -> Draw:
    """A joiner's bench with a vice, planks and shavings."""

    def draw(brush: Brush) -> None:
        for x in (-width / 2 + 0.1, width / 2 - 0.22):
            brush.box(x, 0, 0.13, 0.8, lighter(WOOD, -0.2))
        brush.box(-width / 2 + 0.1, 0.22, width - 0.2, 0.08, lighter(WOOD, -0.25))
        brush.box(-width / 2, 0.78, width, 0.12, lighter(WOOD, 0.1))
        brush.box(-width / 2 - 0.05, 0.62, 0.2, 0.28, rgb("#5b6470"))
        brush.box(-0.2, 0.9, 1.0, 0.07, rgb("#d9b27c"))
        brush.box(-0.05, 0.97, 0.9, 0.05, rgb("#c99a5f"))
        put(brush, "bucket", 0.3, 0.3, 0.8)
        put(brush, "hammer", -0.55, 0.9)

    return draw


def flasks() -> Draw:
    """Glassware on a laboratory bench."""

    def draw(brush: Brush) -> None:
        for x, colour in ((-0.75, "#4fc3a1"), (-0.35, "#e0709a"), (0.05, "#f2c94c"), (0.45, "#5a9be0")):
            brush.polygon(
                [(x - 0.14, 0), (x + 0.14, 0), (x + 0.04, 0.24), (x + 0.04, 0.36), (x - 0.04, 0.36), (x - 0.04, 0.24)],
                rgb("#dff2f5"),
            )
            brush.polygon([(x - 0.13, 0.01), (x + 0.13, 0.01), (x + 0.075, 0.15), (x - 0.075, 0.15)], rgb(colour))
        brush.line([(0.85, 0), (0.85, 0.62)], 0.03, STEEL)
        brush.line([(0.85, 0.45), (1.1, 0.45)], 0.025, STEEL)
        brush.circle(1.12, 0.36, 0.12, rgb("#dff2f5"))
        brush.ellipse(1.12, 0.32, 0.10, 0.07, rgb("#9a6fd0"))
        brush.box(-1.35, 0, 0.3, 0.06, DARK)
        brush.line([(-1.1, 0.05), (-1.12, 0.3)], 0.07, rgb("#eceff2"))
        brush.line([(-1.12, 0.3), (-1.3, 0.42)], 0.09, rgb("#eceff2"))
        brush.line([(-1.3, 0.42), (-1.36, 0.5)], 0.06, DARK)
        brush.line([(-1.26, 0.32), (-1.27, 0.14)], 0.05, STEEL)

    return draw


def fume_hood() -> Draw:
    """A fume cupboard with a lit inside."""

    def draw(brush: Brush) -> None:
        brush.box(-0.8, 0, 1.6, 2.5, rgb("#dfe5e8"))
        brush.box(-0.7, 0.95, 1.4, 1.15, rgb("#a9dcd8"), 1.0, are_lit(brush))
        brush.box(-0.7, 1.6, 1.4, 0.5, rgb("#eaf7f6"), 0.7)
        brush.box(-0.75, 1.56, 1.5, 0.06, STEEL)
        brush.box(-0.45, 0.95, 0.16, 0.4, rgb("#c0679a"))
        brush.box(0.1, 0.95, 0.3, 0.22, rgb("#f2c94c"))
        brush.box(-0.7, 0.1, 0.66, 0.72, rgb("#c9d3d8"))
        brush.box(0.04, 0.1, 0.66, 0.72, rgb("#c9d3d8"))

    return draw


def shower() -> Draw:
    """A shower's glass and its head."""
    height = 2.2

    def draw(brush: Brush) -> None:
        brush.box(-0.5, 0, 1.0, height, mix(rgb("#cfeaf0"), rgb("#ffffff"), 0.3), 0.45)
        brush.box(-0.5, 0, 0.04, height, STEEL)
        brush.box(0.46, 0, 0.04, height, STEEL)
        brush.line([(0.3, 1.1), (0.3, 2.05), (0.05, 2.05)], 0.035, STEEL)
        brush.polygon([(-0.08, 1.95), (0.18, 1.95), (0.1, 2.05), (0.0, 2.05)], STEEL)

    return draw
