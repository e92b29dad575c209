"""Lamps of rooms, dark by day and shining after dark. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import WARM, Draw

__all__ = ["lamp_cone", "pendant", "spotlight", "standing_lamp", "tube", "wall_lamp"]


def pendant(drop: float, colour: str = "#d9a441", half: float = 0.22) -> Draw:
    """A lamp that hangs from `drop` metres above it; its origin is the shade's lower edge."""

    def draw(brush: Brush) -> None:
        bright = are_lit(brush)
        brush.line([(0, half), (0, drop)], 0.015, rgb("#2f2b29"))
        if bright:
            brush.glow(0, 0, 1.1, WARM, 0.5 * brush.light.lamps)
        brush.circle(0, 0.02, half * 0.36, rgb("#fff0cc"), 1.0, bright)
        brush.smooth(
            [(-half, 0), (-half, 0), (-half * 0.7, half), (0, half * 1.25), (half * 0.7, half), (half, 0), (half, 0)],
            rgb(colour),
        )

    return draw


def lamp_cone(drop: float, reach: float, colour: str = "#3c4650") -> Draw:
    """A work lamp that throws a visible cone."""

    def draw(brush: Brush) -> None:
        bright = are_lit(brush)
        if bright:
            brush.polygon(
                [(-0.16, 0), (0.16, 0), (reach * 0.45, -reach), (-reach * 0.45, -reach)], rgb("#ffe2a0"), 0.16, True
            )
        brush.line([(0, 0.1), (0, drop)], 0.02, rgb("#222222"))
        brush.polygon([(-0.26, 0), (0.26, 0), (0.08, 0.22), (-0.08, 0.22)], rgb(colour))
        brush.ellipse(0, 0, 0.2, 0.04, rgb("#fff3cf"), 1.0, True)

    return draw


def wall_lamp(colour: str = "#c9a25a") -> Draw:
    """A lamp on the wall, with a halo after dark."""

    def draw(brush: Brush) -> None:
        if are_lit(brush):
            brush.glow(0, 0.14, 0.9, WARM, 0.55 * brush.light.lamps)
        brush.box(-0.03, -0.18, 0.06, 0.2, rgb("#6b5638"))
        brush.polygon(
            [(-0.13, 0), (0.13, 0), (0.09, 0.24), (-0.09, 0.24)],
            rgb("#fff0cf") if are_lit(brush) else rgb(colour),
            1.0,
            are_lit(brush),
        )

    return draw


def standing_lamp(shade: str = "#e8dcc4") -> Draw:
    """A floor lamp with a cloth shade."""

    def draw(brush: Brush) -> None:
        bright = are_lit(brush)
        brush.line([(0, 0), (0, 1.5)], 0.04, rgb("#3a3330"))
        brush.ellipse(0, 0.02, 0.18, 0.035, rgb("#3a3330"))
        if bright:
            brush.glow(0, 1.6, 1.5, rgb("#ffc873"), 0.55 * brush.light.lamps)
        brush.polygon(
            [(-0.28, 1.42), (0.28, 1.42), (0.17, 1.82), (-0.17, 1.82)],
            rgb("#ffe2a6") if bright else rgb(shade),
            1.0,
            bright,
        )

    return draw


def tube(length: float = 1.6) -> Draw:
    """A neon tube on the wall or the ceiling."""

    def draw(brush: Brush) -> None:
        if are_lit(brush):
            brush.ellipse(0, 0, length * 0.7, 0.4, rgb("#eaf6ff"), 0.14, True)
        brush.box(-length / 2, -0.03, length, 0.09, rgb("#fbfdf6"), 1.0, True)

    return draw


def spotlight(x: float, y: float, half: float, colour: str = "#fff2c8", alpha: float = 0.20) -> Draw:
    """A stage lamp at the origin whose beam ends at (x, y), `half` wide there."""

    def draw(brush: Brush) -> None:
        beam = rgb(colour)
        for share in (1.0, 0.55):
            brush.polygon(
                [(-0.12, 0), (0.12, 0), (x + half * share, y), (x - half * share, y)],
                beam,
                alpha * (0.8 if share == 1 else 0.7),
                True,
            )
        brush.polygon([(-0.2, 0.34), (0.2, 0.34), (0.17, -0.06), (-0.17, -0.06)], rgb("#22242a"))
        brush.ellipse(0, -0.06, 0.15, 0.05, rgb("#fffbe8"), 1.0, True)

    return draw
