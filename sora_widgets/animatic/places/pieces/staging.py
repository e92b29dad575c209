"""What a stage, a cinema or a film studio has. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.places.pieces import DARK, STEEL, Draw

__all__ = [
    "audience",
    "backdrop_paper",
    "flight_case",
    "footlights",
    "pole",
    "red_curtain",
    "screen",
    "seats",
    "softbox",
    "swag",
    "truss",
]


def softbox(facing: int = 1) -> Draw:
    """A photographer's lamp on its stand."""

    def draw(brush: Brush) -> None:
        for x in (-0.35, 0.0, 0.35):
            brush.line([(0, 0.5), (x, 0)], 0.03, DARK)
        brush.line([(0, 0.4), (0, 2.1)], 0.035, DARK)
        brush.glow(facing * 0.2, 2.2, 1.0, rgb("#fff6e0"), 0.22)
        brush.polygon([(-0.2 * facing, 2.05), (-0.2 * facing, 2.35), (0.3 * facing, 2.8), (0.3 * facing, 1.6)], DARK)
        brush.polygon(
            [(0.3 * facing, 2.8), (0.3 * facing, 1.6), (0.44 * facing, 1.62), (0.44 * facing, 2.78)],
            rgb("#fffaf0"),
            1.0,
            True,
        )

    return draw


def truss(width: float) -> Draw:
    """A lattice girder with lamps hanging from it."""

    def draw(brush: Brush) -> None:
        metal = rgb("#5d646e")
        for y in (0.0, 0.34):
            brush.box(-width / 2, y, width, 0.05, metal)
        count = int(width / 0.45)
        for index in range(count):
            x = -width / 2 + index * width / count
            brush.line([(x, 0.02), (x + width / count / 2, 0.36), (x + width / count, 0.02)], 0.03, metal)

    return draw


def red_curtain(width: float, height: float, colour: str = "#a3202e") -> Draw:
    """A stage curtain in folds."""

    def draw(brush: Brush) -> None:
        cloth = rgb(colour)
        folds = int(width / 0.42)
        for index in range(folds):
            x = -width / 2 + index * width / folds
            step = width / folds
            brush.box(x, 0, step + 0.01, height, lighter(cloth, -0.16))
            brush.box(x + step * 0.22, 0, step * 0.4, height, cloth)
            brush.box(x + step * 0.36, 0, step * 0.1, height, lighter(cloth, 0.14))
        brush.box(-width / 2, 0, width, 0.14, rgb("#d6a541"))

    return draw


def seats(colour: str = "#7d1f2c", count: int = 6) -> Draw:
    """A row of theatre seats from behind."""

    def draw(brush: Brush) -> None:
        for index in range(count):
            x = (index - (count - 1) / 2) * 0.62
            brush.box(x - 0.27, 0, 0.54, 0.95, rgb(colour), round_m=0.14)
            brush.box(x - 0.2, 0.1, 0.4, 0.72, lighter(rgb(colour), 0.08), round_m=0.1)

    return draw


def backdrop_paper(width: float, colour: str) -> Draw:
    """A roll of paper that hangs to the floor."""

    def draw(brush: Brush) -> None:
        paper = rgb(colour)
        brush.box(-width / 2, -0.4, width, 3.2, paper)
        brush.box(-width / 2, -0.4, width, 0.6, lighter(paper, -0.08))
        brush.ellipse(0, 1.4, width * 0.34, 1.2, lighter(paper, 0.3), 0.6)
        brush.box(-width / 2 - 0.15, 2.75, width + 0.3, 0.14, rgb("#c9b79f"))
        for x in (-width / 2 - 0.1, width / 2 + 0.1):
            brush.line([(x, 0), (x, 2.85)], 0.06, DARK)

    return draw


def flight_case() -> Draw:
    """Cases of a film crew."""

    def draw(brush: Brush) -> None:
        for x, y, wide, tall in ((-0.5, 0.08, 1.0, 0.62), (-0.38, 0.72, 0.7, 0.42)):
            brush.box(x, y, wide, tall, DARK, round_m=0.03)
            brush.box(x, y + tall * 0.6, wide, 0.04, STEEL)
            brush.box(x + wide * 0.45, y + tall * 0.5, 0.1, 0.1, STEEL)

    return draw


def swag(width: float) -> Draw:
    """The short curtain over a stage, gathered in bows with a golden fringe."""

    def draw(brush: Brush) -> None:
        cloth = rgb("#b3263a")
        count = 7
        step = width / count
        brush.box(-width / 2, 0.2, width, 6.0, lighter(cloth, -0.25))
        for index in range(count):
            x = -width / 2 + step * (index + 0.5)
            brush.ellipse(x, 0.35, step * 0.56, 0.72, rgb("#d6a541"))
            brush.ellipse(x, 0.45, step * 0.55, 0.72, cloth)
            brush.ellipse(x, 0.75, step * 0.36, 0.55, lighter(cloth, 0.1))
        brush.box(-width / 2, 0.9, width, 6.0, lighter(cloth, -0.2))

    return draw


def pole(height: float) -> Draw:
    """A stand with a round foot."""

    def draw(brush: Brush) -> None:
        brush.line([(0, 0), (0, height)], 0.035, DARK)
        brush.ellipse(0, 0.02, 0.2, 0.035, DARK)

    return draw


def footlights(width: float) -> Draw:
    """A row of lamps at the edge of the stage."""

    def draw(brush: Brush) -> None:
        count = int(width / 1.3)
        brush.box(-width / 2, -6.0, width, 6.0, rgb("#3a2018"))
        brush.box(-width / 2, -0.1, width, 0.1, rgb("#6b452c"))
        for index in range(count):
            x = -width / 2 + (index + 0.5) * width / count
            brush.ellipse(x, 0.02, 0.2, 0.13, rgb("#4a4038"))
            brush.ellipse(x, 0.07, 0.12, 0.08, rgb("#ffe9b0"), 1.0, True)

    return draw


def audience(count: int) -> Draw:
    """Heads and shoulders of who watches, from behind, dark."""

    def draw(brush: Brush) -> None:
        ink = rgb("#1a1016")
        for index in range(count):
            x = (index - count / 2) * 0.87
            up = 0.07 * ((index * 5) % 3)
            brush.box(x - 0.3, -3.0, 0.6, 3.22 + up, ink, round_m=0.2)
            brush.circle(x, 0.4 + up, 0.17, ink)

    return draw


def screen(width: float, height: float) -> Draw:
    """A lit cinema screen with a picture on it."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2 - 0.15, -0.15, width + 0.3, height + 0.3, rgb("#0f0c12"), 1.0, True)
        brush.box(-width / 2, 0, width, height, rgb("#bfe0ee"), 1.0, True)
        brush.circle(width * 0.22, height * 0.7, height * 0.13, rgb("#fff3c4"), 1.0, True)
        left, right = -width / 2, width / 2
        brush.polygon(
            [
                (left, 0),
                (left, height * 0.35),
                (left * 0.5, height * 0.68),
                (0, height * 0.3),
                (right * 0.45, height * 0.52),
                (right, height * 0.2),
                (right, 0),
            ],
            rgb("#6f93b5"),
            1.0,
            True,
        )
        brush.polygon(
            [(left, 0), (left, height * 0.16), (0, height * 0.24), (right, height * 0.1), (right, 0)],
            rgb("#3f6f5f"),
            1.0,
            True,
        )

    return draw
