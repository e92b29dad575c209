"""Tails: each trails what the body does, its tip later than its root."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter
from sora_widgets.animatic.figures.beasts import Beast
from sora_widgets.animatic.figures.stances import Stance
from sora_widgets.animatic.figures.strokes import bent

__all__ = ["draw_tail"]

_TIP = (0.16, 0.13, 0.13)


def draw_tail(brush: Brush, beast: Beast, coat: Colour, at: Point, stance: Stance) -> None:
    """The tail of a beast whose rump is at `at`."""
    phase, swing = stance.pulse
    root, tip = swing * math.sin(phase), swing * math.sin(phase - 0.9)
    drawn = _TAILS.get(beast.tail)
    if drawn:
        drawn(brush, beast, coat, at, root, tip, stance.curl)


def _wag(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    low = 0.3 if curl == 2 else 1.0
    points = [
        (x, y),
        (x - 0.20 * size, y + 0.12 * size * low + 0.05 * size * root),
        (x - 0.28 * size + 0.10 * size * tip, y + 0.42 * size * low + 0.02 * size * root),
    ]
    bent(brush, points, [0.13 * size, 0.10 * size, 0.05 * size], coat)


def _long(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    if curl:
        points = [
            (x + 0.05 * size, 0.06 * size),
            (x - 0.26 * size, 0.055 * size),
            (x - 0.40 * size, 0.16 * size + 0.10 * size * tip),
        ]
    else:
        points = [
            (x, y),
            (x - 0.26 * size, y + 0.02 * size + 0.04 * size * root),
            (x - 0.38 * size, y + 0.30 * size + 0.04 * size * tip),
            (x - 0.28 * size + 0.06 * size * tip, y + 0.60 * size),
        ]
    widths = [0.12 * size, 0.105 * size, 0.10 * size, 0.09 * size]
    bent(brush, points, widths[: len(points)], lighter(coat, -0.12))
    if beast.tail == "striped":
        for px, py in points[1:]:
            brush.circle(px, py, 0.056 * size, _TIP)


def _tuft(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = min(beast.length, 1.3 * beast.leg)
    down = min(0.62 * size, 0.8 * y) if curl != 2 else 0.2 * size
    end = (x - 0.16 * size + 0.16 * size * tip, y - down)
    brush.curve(
        (x + 0.03 * size, y),
        (x - 0.22 * size, y - 0.1 * size + 0.08 * size * root),
        end,
        0.055 * size,
        lighter(coat, -0.08),
    )
    brush.ellipse(
        end[0],
        end[1] - 0.03 * size,
        0.055 * size,
        0.10 * size,
        lighter(beast.second, -0.2) if beast.face != "elephant" else lighter(coat, -0.5),
    )


def _horse(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    stream = 0.30 * abs(root) + 0.10
    brush.smooth(
        [
            (x + 0.06 * size, y + 0.03 * size),
            (x - 0.14 * size, y + 0.10 * size),
            (x - (0.26 + stream) * size, y - (0.20 - 0.25 * stream) * size + 0.03 * size * root),
            (x - (0.22 + 1.5 * stream) * size, y - (0.62 - 0.9 * stream) * size + 0.06 * size * tip),
            (x - (0.10 + 1.1 * stream) * size, y - (0.60 - 0.7 * stream) * size),
            (x - 0.06 * size, y - 0.16 * size),
        ],
        beast.second,
    )


def _bushy(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    low = -0.34 if not curl else -0.02
    mid = (x - 0.28 * size, y + 0.5 * low * size + 0.05 * size * root)
    end = (x - 0.52 * size, max(0.06 * size, y + low * size + 0.10 * size * tip))
    bent(brush, [(x + 0.04 * size, y), mid, end], [0.12 * size, 0.22 * size, 0.07 * size], lighter(coat, -0.05))
    if beast.tail == "brush":
        bent(
            brush,
            [(0.45 * mid[0] + 0.55 * end[0], 0.45 * mid[1] + 0.55 * end[1]), end],
            [0.155 * size, 0.06 * size],
            beast.second,
        )


def _ringed(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    points = [
        (x - 0.14 * size * k, max(0.07 * size, y - 0.05 * size * k + 0.02 * size * k * (root if k < 3 else tip)))
        for k in range(5)
    ]
    bent(brush, points, [0.10 * size, 0.17 * size, 0.19 * size, 0.17 * size, 0.08 * size], coat)
    for k in (1, 2, 3):
        px, py = points[k]
        brush.line([(px, py - 0.075 * size), (px + 0.02 * size, py + 0.075 * size)], 0.055 * size, _TIP)


def _puff(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    brush.circle(
        at[0] - 0.02 * beast.length,
        at[1] - 0.06 * beast.depth,
        0.11 * beast.length,
        beast.second if beast.face == "rabbit" else coat,
    )


def _short(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    bent(
        brush,
        [(x + 0.04 * size, y), (x - 0.09 * size, y - 0.08 * size + 0.03 * size * tip)],
        [0.12 * size, 0.05 * size],
        coat,
    )


def _curl(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = 0.07 * beast.length
    points = [
        (x - size * (0.5 + 0.25 * k) + size * math.cos(1.4 * k), y + size * math.sin(1.4 * k + 0.3 * tip))
        for k in range(6)
    ]
    brush.line([(x + size, y), *points], 0.035 * beast.length, lighter(coat, -0.1))


def _plume(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    bent(
        brush,
        [
            (x, y),
            (x - 0.42 * size, y + 0.20 * size),
            (x - 0.50 * size + 0.05 * size * root, y + 0.80 * size),
            (x - 0.22 * size + 0.10 * size * tip, y + 1.12 * size),
        ],
        [0.16 * size, 0.42 * size, 0.56 * size, 0.34 * size],
        lighter(coat, -0.06),
    )


def _thin(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    brush.curve(
        (x, y - 0.1 * size),
        (x - 0.5 * size, 0.1 * size),
        (x - 0.9 * size, 0.3 * size + 0.15 * size * tip),
        0.06 * size,
        (0.85, 0.62, 0.60),
    )


def _curled(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    points = [
        (x, y),
        (x - 0.30 * size, y - 0.02 * size),
        (x - 0.50 * size, y + 0.30 * size + 0.06 * size * root),
        (x - 0.36 * size, y + 0.62 * size),
        (x - 0.18 * size + 0.08 * size * tip, y + 0.50 * size),
    ]
    bent(brush, points, [0.09 * size, 0.085 * size, 0.08 * size, 0.07 * size, 0.06 * size], coat)


def _thick(brush: Brush, beast: Beast, coat: Colour, at: Point, root: float, tip: float, curl: int) -> None:
    x, y = at
    size = beast.length
    bent(
        brush,
        [
            (x + 0.18 * size, y - 0.1 * size),
            (x - 0.40 * size, y - 0.34 * size + 0.06 * size * root),
            (x - 0.95 * size, max(0.05, 0.16 * y + 0.16 * size * tip)),
        ],
        [0.42 * size, 0.24 * size, 0.08 * size],
        coat,
    )


_TAILS: dict[str, Callable[[Brush, Beast, Colour, Point, float, float, int], None]] = {
    "brush": _bushy,
    "bushy": _bushy,
    "curl": _curl,
    "curled": _curled,
    "horse": _horse,
    "long": _long,
    "plume": _plume,
    "puff": _puff,
    "ringed": _ringed,
    "short": _short,
    "striped": _long,
    "thick": _thick,
    "thin": _thin,
    "tuft": _tuft,
    "wag": _wag,
}
