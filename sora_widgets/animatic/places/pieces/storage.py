"""Shelves and what is on them, cupboards, counters. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.places.pieces import Draw

__all__ = ["cabinets", "counter", "cupboard", "shelf", "shelves"]

_SPINES = tuple(rgb(code) for code in ("#b5443c", "#2f6f73", "#d1a13b", "#e6dcc6", "#4c5f9c", "#6b4a6e", "#3f7a4a"))


def shelves(width: float, height: float, boards: int, colour: str = "#6d4a33", fill: str = "books") -> Draw:
    """A case of shelves full of books, tins, jars or goods."""

    def draw(brush: Brush) -> None:
        wood = rgb(colour)
        left = -width / 2
        brush.box(left, 0, width, height, wood)
        tall = (height - 0.1) / boards
        for board in range(boards):
            y = 0.07 + board * tall
            brush.box(left + 0.05, y, width - 0.1, tall - 0.06, lighter(wood, -0.34))
            _stock(brush, left + 0.07, y, width - 0.14, tall - 0.09, board, fill)
        brush.box(left - 0.03, height - 0.04, width + 0.06, 0.08, lighter(wood, 0.12))

    return draw


def shelf(width: float, fill: str = "tins", colour: str = "#8a5c38") -> Draw:
    """One board on the wall, with what stands on it."""

    def draw(brush: Brush) -> None:
        brush.box(-width / 2, -0.06, width, 0.06, rgb(colour))
        _stock(brush, -width / 2 + 0.05, 0, width - 0.1, 0.32, 3, fill)

    return draw


def _stock(brush: Brush, left: float, bottom: float, width: float, height: float, turn: int, fill: str) -> None:
    """What fills a shelf; the same for the same `turn`."""
    state = turn * 7919 + 17
    x = left
    while x < left + width - 0.05:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        colour = _SPINES[(state >> 8) % len(_SPINES)]
        share = 0.62 + 0.36 * ((state >> 16) % 64) / 64
        if fill == "books":
            wide = 0.045 + 0.04 * ((state >> 4) % 8) / 8
            brush.box(x, bottom, wide, height * share, colour)
            x += wide + 0.006
        elif fill == "goods":
            wide = 0.26
            for step in range(3):
                brush.box(x + step * wide, bottom, wide * 0.88, height * share, lighter(colour, 0.1 + 0.2 * (turn % 2)))
            brush.box(x, bottom + height * 0.22, wide * 2.88, height * 0.2, rgb("#f7f1e2"))
            x += 3 * wide + 0.03
        elif fill == "jars":
            brush.box(x, bottom, 0.15, height * share * 0.8, lighter(colour, 0.3), 0.9, round_m=0.03)
            brush.box(x + 0.03, bottom + height * share * 0.8, 0.09, 0.05, rgb("#4a4038"))
            x += 0.2
        elif fill == "cups":
            brush.box(x, bottom, 0.12, 0.11, rgb("#f4efe4") if state & 512 else colour, round_m=0.02)
            x += 0.17
        else:
            brush.box(x, bottom, 0.14 + 0.1 * (state >> 5 & 1), height * share * 0.75, colour)
            x += 0.3


def cabinets(width: float, height: float, colour: str, top: str = "", y: float = 0.0, doors: int = 4) -> Draw:
    """A row of cupboard doors, with a worktop when `top` has a colour."""

    def draw(brush: Brush) -> None:
        front = rgb(colour)
        left = -width / 2
        brush.box(left, y, width, height, lighter(front, -0.18))
        step = width / doors
        for index in range(doors):
            brush.box(
                left + index * step + 0.02,
                y + (0.1 if not y else 0.02),
                step - 0.04,
                height - (0.14 if not y else 0.04),
                front,
            )
            brush.box(
                left + index * step + step * 0.72,
                y + height * (0.68 if not y else 0.14),
                step * 0.16,
                0.03,
                rgb("#cdb98a"),
            )
        if top:
            brush.box(left - 0.03, y + height - 0.03, width + 0.06, 0.07, rgb(top))

    return draw


def counter(width: float, colour: str, top: str) -> Draw:
    """A bar or shop counter of boards."""
    height = 1.08

    def draw(brush: Brush) -> None:
        front = rgb(colour)
        brush.box(-width / 2, 0, width, height, front)
        count = int(width / 0.3)
        for index in range(1, count):
            brush.box(-width / 2 + index * width / count, 0.12, 0.02, height - 0.12, lighter(front, -0.2))
        brush.box(-width / 2, 0, width, 0.12, lighter(front, -0.35))
        brush.box(-width / 2 - 0.08, height, width + 0.16, 0.07, rgb(top))

    return draw


def cupboard(width: float, height: float, colour: str) -> Draw:
    """A wardrobe or a steel cupboard with two doors."""

    def draw(brush: Brush) -> None:
        front = rgb(colour)
        brush.box(-width / 2, 0, width, height, lighter(front, -0.22))
        step = width / 2
        for index in range(2):
            brush.box(-width / 2 + index * step + 0.025, 0.1, step - 0.05, height - 0.15, front)
            brush.circle(
                -width / 2 + index * step + (step - 0.09 if index % 2 == 0 else 0.09),
                height * 0.5,
                0.03,
                rgb("#d8c9a0"),
            )
        brush.box(-width / 2 - 0.03, height - 0.03, width + 0.06, 0.07, lighter(front, 0.12))

    return draw
