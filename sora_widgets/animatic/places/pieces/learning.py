"""What a school or an office has: boards, desks, signs. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import DARK, STEEL, WOOD, Draw
from sora_widgets.animatic.places.planes import put

__all__ = ["blackboard", "map_sheet", "monitor_desk", "poster", "pupil_desk", "sign", "tally"]


def blackboard() -> Draw:
    """A green board with chalk on it."""
    width, height = 3.4, 1.3

    def draw(brush: Brush) -> None:
        chalk = rgb("#eef2e6")
        brush.box(-width / 2 - 0.08, -0.08, width + 0.16, height + 0.16, rgb("#a9794a"))
        brush.box(-width / 2, 0, width, height, rgb("#2f6a55"))
        for y, start, end in ((1.05, -1.45, -0.5), (0.86, -1.45, -0.75), (0.67, -1.45, -0.35)):
            brush.line([(start, y), (end, y)], 0.03, chalk, 0.85)
        brush.line([(0.65, 0.2), (1.45, 0.2), (1.05, 0.95), (0.65, 0.2)], 0.03, chalk, 0.9)
        brush.line([(-0.1, 0.2), (-0.1, 1.05)], 0.02, chalk, 0.8)
        brush.line([(-0.2, 0.3), (0.45, 0.3)], 0.02, chalk, 0.8)
        brush.curve((-0.1, 0.3), (0.25, 0.35), (0.4, 1.0), 0.03, rgb("#f2c94c"))
        brush.box(-width / 2, -0.14, width, 0.07, rgb("#8a5c38"))

    return draw


def pupil_desk() -> Draw:
    """A pupil's desk with a chair behind it."""

    def draw(brush: Brush) -> None:
        wood = rgb("#c99a5f")
        for x in (-0.42, 0.42):
            brush.line([(x, 0), (x * 0.94, 0.68)], 0.04, STEEL)
        brush.box(-0.24, 0.42, 0.48, 0.42, rgb("#3f6f9f"), round_m=0.06)
        brush.box(-0.55, 0.66, 1.1, 0.07, wood)
        brush.box(-0.5, 0.52, 1.0, 0.14, lighter(wood, -0.25))
        brush.box(-0.3, 0.73, 0.28, 0.03, rgb("#b5443c"))
        brush.box(0.1, 0.73, 0.3, 0.02, rgb("#f6f1e4"))

    return draw


def map_sheet() -> Draw:
    """A map of some world."""
    width, height = 1.2, 0.8

    def draw(brush: Brush) -> None:
        brush.box(-width / 2, 0, width, height, rgb("#a9d2e0"))
        for x, y, size in (
            (-0.28, 0.5, 0.17),
            (-0.2, 0.25, 0.11),
            (0.12, 0.5, 0.2),
            (0.3, 0.3, 0.12),
            (0.06, 0.24, 0.1),
        ):
            brush.ellipse(x, y, size, size * 0.7, rgb("#8fb36a"))
        brush.line([(-width / 2 - 0.04, height), (width / 2 + 0.04, height)], 0.05, WOOD)

    return draw


def poster(width: float, height: float, paper: str, ink: str, mark: str = "") -> Draw:
    """A printed sheet on the wall."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2, 0, width, height, rgb(paper))
        if mark:
            label(brush, mark, 0, height * 0.32, height * 0.42, rgb(ink))
        else:
            for row in range(4):
                brush.box(
                    -width * 0.38,
                    height * (0.15 + 0.19 * row),
                    width * (0.76 if row % 2 else 0.5),
                    height * 0.07,
                    rgb(ink),
                )

    return draw


def sign(text: str, width: float, board: str, ink: str, high: float = 0.34) -> Draw:
    """A signboard with a word on it."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2, 0, width, high, rgb(board), round_m=0.04)
        label(brush, text, 0, high * 0.26, high * 0.5, rgb(ink))

    return draw


def monitor_desk() -> Draw:
    """An office desk with a screen, a keyboard, papers and a swivel chair."""

    def draw(brush: Brush) -> None:
        top = rgb("#d8d2c6")
        brush.box(-0.23, 0.5, 0.46, 0.62, rgb("#3a4250"), round_m=0.1)
        brush.line([(0, 0.1), (0, 0.5)], 0.06, DARK)
        brush.line([(-0.26, 0.05), (0.26, 0.05)], 0.06, DARK)
        for x in (-0.72, 0.66):
            brush.box(x, 0, 0.06, 0.72, STEEL)
        brush.box(-0.7, 0.2, 0.4, 0.5, lighter(top, -0.2))
        brush.box(-0.8, 0.7, 1.6, 0.06, top)
        brush.box(-0.05, 0.76, 0.1, 0.12, DARK)
        brush.box(-0.38, 0.86, 0.76, 0.46, DARK, round_m=0.03)
        brush.box(-0.34, 0.90, 0.68, 0.38, rgb("#7fc4e8"), 1.0, are_lit(brush))
        brush.box(-0.28, 1.12, 0.36, 0.05, rgb("#eaf6ff"), 1.0, are_lit(brush))
        brush.box(-0.28, 1.02, 0.5, 0.04, rgb("#eaf6ff"), 1.0, are_lit(brush))
        brush.box(0.48, 0.76, 0.24, 0.09, rgb("#f5f0e4"))
        put(brush, "cup", -0.6, 0.76)

    return draw


def tally() -> Draw:
    """Days counted on a wall."""

    def draw(brush: Brush) -> None:
        chalk = rgb("#d5d0c4")
        for row in range(2):
            for group in range(2):
                x, y = 0.42 * group, 0.3 * row
                for mark in range(4):
                    brush.line([(x + 0.07 * mark, y), (x + 0.07 * mark + 0.02, y + 0.2)], 0.018, chalk)
                brush.line([(x - 0.04, y + 0.04), (x + 0.26, y + 0.17)], 0.018, chalk)

    return draw
