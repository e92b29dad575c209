"""What a shop has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import DARK, STEEL, Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["aisle_sign", "cold_case", "crate", "trolley"]


def aisle_sign(number: str, colour: str) -> Draw:
    """A hanging sign over a shop's aisle."""

    def draw(brush: Brush) -> None:
        for x in (-0.5, 0.5):
            brush.line([(x, 0.4), (x, 1.4)], 0.015, DARK)
        brush.box(-0.65, 0, 1.3, 0.42, rgb(colour), round_m=0.05)
        label(brush, number, 0, 0.11, 0.21, rgb("#ffffff"))

    return draw


def crate(kind: str, count: int = 5) -> Draw:
    """A crate heaped with fruit, tilted to whoever buys."""

    def draw(brush: Brush) -> None:
        wood = rgb("#b98a52")
        for index in range(count):
            put(brush, kind, -0.36 + index * 0.72 / max(1, count - 1), 0.74 + 0.05 * (index % 2), 1.4)
        for index in range(count + 1):
            put(brush, kind, -0.42 + index * 0.84 / count, 0.66, 1.4)
        brush.box(-0.5, 0.5, 1.0, 0.22, wood)
        brush.box(-0.5, 0.6, 1.0, 0.02, lighter(wood, -0.3))
        for x in (-0.45, 0.38):
            brush.box(x, 0, 0.07, 0.5, lighter(wood, -0.3))

    return draw


def cold_case() -> Draw:
    """A refrigerated cabinet with glass doors."""

    def draw(brush: Brush) -> None:
        brush.box(-1.2, 0, 2.4, 2.3, rgb("#f7f9fa"))
        for left in (-1.12, -0.36, 0.4):
            brush.box(left, 0.3, 0.7, 1.75, rgb("#c3e6f0"), 1.0, are_lit(brush))
            for row in range(4):
                for column, code in enumerate(("#ffffff", "#5a9be0", "#f2c94c")):
                    brush.box(left + 0.06 + 0.21 * column, 0.36 + 0.42 * row, 0.15, 0.3, rgb(code), round_m=0.03)
            brush.box(left + 0.64, 0.3, 0.04, 1.75, STEEL)

    return draw


def trolley() -> Draw:
    """A shopping trolley with something in it."""

    def draw(brush: Brush) -> None:
        for kind, x, y in (("bread", -0.1, 0.62), ("bottle", 0.15, 0.55), ("broccoli", 0.28, 0.66)):
            put(brush, kind, x, y)
        wire = rgb("#8d97a3")
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            brush.line([(-0.42 + 0.1 * (1 - share), 0.5 + 0.4 * share), (0.5, 0.5 + 0.4 * share)], 0.018, wire)
        for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
            brush.line([(-0.32 + 0.82 * share, 0.5), (-0.42 + 0.92 * share, 0.9)], 0.014, wire)
        brush.line([(-0.42, 0.9), (-0.58, 1.0)], 0.04, rgb("#d2453f"))
        brush.line([(-0.3, 0.5), (-0.35, 0.16), (0.5, 0.16)], 0.03, wire)
        for x in (-0.34, 0.46):
            brush.circle(x, 0.07, 0.07, DARK)

    return draw
