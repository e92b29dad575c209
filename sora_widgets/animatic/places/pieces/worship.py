"""What a church or a museum has: columns, altar, plinths. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import WARM, Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["altar", "column", "pew", "plinth", "rope_barrier", "vault"]


def plinth(kind: str, size: float) -> Draw:
    """Something precious on a plinth."""
    high = 0.9

    def draw(brush: Brush) -> None:
        brush.box(-0.34, 0, 0.68, high, rgb("#f0ede6"))
        brush.box(0.12, 0, 0.22, high, rgb("#d9d5cc"))
        brush.box(-0.4, high - 0.06, 0.8, 0.08, rgb("#fbf9f4"))
        put(brush, kind, 0, high, size)

    return draw


def rope_barrier(width: float = 2.0) -> Draw:
    """Two brass posts with a red rope."""

    def draw(brush: Brush) -> None:
        for x in (-width / 2, width / 2):
            brush.line([(x, 0), (x, 0.92)], 0.05, rgb("#c9a04a"))
            brush.circle(x, 0.95, 0.06, rgb("#e3c06a"))
            brush.ellipse(x, 0.02, 0.16, 0.03, rgb("#a5803a"))
        brush.curve((-width / 2, 0.85), (0, 0.35), (width / 2, 0.85), 0.06, rgb("#9c2436"))

    return draw


def column(height: float, half: float = 0.34, colour: str = "#d8cfbf") -> Draw:
    """A stone column with base and capital."""

    def draw(brush: Brush) -> None:
        stone = rgb("#b9ae9c")
        brush.box(-half, 0, 2 * half, height, stone)
        brush.box(half * 0.35, 0, half * 0.65, height, lighter(stone, -0.13))
        brush.box(-half * 0.55, 0, half * 0.12, height, lighter(stone, 0.2))
        brush.box(-half * 1.4, 0, half * 2.8, 0.22, lighter(stone, -0.1))
        brush.polygon(
            [(-half, height - 0.4), (half, height - 0.4), (half * 1.5, height), (-half * 1.5, height)],
            lighter(stone, 0.1),
        )

    return draw


def vault(span: float, height: float) -> Draw:
    """A pointed arch between two columns, its origin in the middle on the floor."""

    def draw(brush: Brush) -> None:
        stone = rgb("#b9ae9c")
        half = span / 2
        brush.smooth(
            [
                (-half, 12),
                (-half, 12),
                (-half, height),
                (-half, height),
                (-half * 0.85, height * 1.28),
                (0, height * 1.55),
                (0, height * 1.55),
                (0, 12),
                (0, 12),
            ],
            stone,
        )
        brush.smooth(
            [
                (half, 12),
                (half, 12),
                (half, height),
                (half, height),
                (half * 0.85, height * 1.28),
                (0, height * 1.55),
                (0, height * 1.55),
                (0, 12),
                (0, 12),
            ],
            stone,
        )
        for side in (-1, 1):
            brush.canvas.save()
            brush.canvas.translate(side * half, 0)
            column(height, 0.3, "#b9ae9c")(brush)
            brush.canvas.restore()

    return draw


def altar() -> Draw:
    """An altar with a cloth, candles and a cross over it."""

    def draw(brush: Brush) -> None:
        brush.box(-1.6, 0, 3.2, 0.18, rgb("#8f8574"))
        brush.box(-1.3, 0.18, 2.6, 0.16, rgb("#a0967f"))
        brush.box(-0.95, 0.34, 1.9, 0.9, rgb("#f4efe2"))
        brush.box(-0.25, 0.34, 0.5, 0.9, rgb("#b08a3a"))
        brush.box(-1.05, 1.22, 2.1, 0.08, rgb("#fffaf0"))
        brush.box(-0.06, 1.5, 0.12, 1.5, rgb("#c9a04a"))
        brush.box(-0.42, 2.4, 0.84, 0.12, rgb("#c9a04a"))
        for x in (-0.75, 0.75):
            if are_lit(brush):
                brush.glow(x, 1.75, 0.8, WARM, 0.5 * brush.light.lamps)
            put(brush, "candle", x, 1.3, 1.6)

    return draw


def pew(width: float = 3.0) -> Draw:
    """A church pew from behind."""

    def draw(brush: Brush) -> None:
        wood = rgb("#7a4f30")
        brush.box(-width / 2, 0.1, width, 0.72, wood)
        brush.box(-width / 2, 0.78, width, 0.09, lighter(wood, 0.2))
        for x in (-width / 2, width / 2 - 0.12):
            brush.box(x, 0, 0.12, 0.95, lighter(wood, -0.2))
        brush.box(-width / 2 + 0.2, 0.3, width - 0.4, 0.3, lighter(wood, -0.1))

    return draw
