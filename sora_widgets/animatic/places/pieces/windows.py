"""Windows of all kinds, what hangs at them, and the daylight they let in. In metres, at the origin."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import arc
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import WARM, Draw

__all__ = ["arch_window", "beam", "curtains", "glass_wall", "sky", "window"]

_FRAME = rgb("#f3ece0")


def window(width: float, height: float, outside: str = "#6f9a6a", frame: Colour = _FRAME, bars: int = 1) -> Draw:
    """A window on the sky, with a hill of colour `outside` low in it."""

    def draw(brush: Brush) -> None:
        left = -width / 2
        brush.box(left - 0.07, -0.07, width + 0.14, height + 0.14, frame)
        sky(brush, left, 0.0, width, height)
        hill = [(left, 0), (left, 0), (left + width * 0.25, height * 0.3), (left + width * 0.6, height * 0.14), (-left, height * 0.3), (-left, 0), (-left, 0)]  # fmt: skip
        brush.smooth(hill, rgb(outside))
        for bar in range(1, bars + 1):
            brush.box(left + width * bar / (bars + 1) - 0.025, 0, 0.05, height, frame)
        brush.box(left, height * 0.6, width, 0.05, frame)
        brush.box(left - 0.14, -0.14, width + 0.28, 0.09, lighter(frame, -0.06))

    return draw


def sky(brush: Brush, left: float, bottom: float, width: float, height: float) -> None:
    """The sky through a pane, with sun or moon."""
    bands = 10
    for band in range(bands):
        brush.box(
            left,
            bottom + height * band / bands,
            width,
            height / bands + 0.01,
            brush.light.sky_at(band / bands * 0.9),
            1.0,
            True,
        )
    orb = brush.light.orb
    if orb is not None:
        brush.circle(left + width * 0.7, bottom + height * 0.72, min(width, height) * 0.10, orb.colour, 1.0, True)


def arch_window(width: float, height: float, panes: tuple[str, ...] = ()) -> Draw:
    """A tall window with a round head; coloured when `panes` are given."""

    def draw(brush: Brush) -> None:
        half = width / 2
        head = arc(0, height - half, half, 0, 180)
        brush.polygon(
            [(x * 1.18, y + (0.09 if y > height - half else 0)) for x, y in [(half, -0.1), *head, (-half, -0.1)]],
            rgb("#8b8377"),
        )
        shine = 0.55 if brush.light.has_stars else 1.0
        if not panes:
            brush.polygon([(half, 0), *head, (-half, 0)], brush.light.sky_at(0.35), 1.0, True)
        else:
            brush.polygon([(half, 0), *head, (-half, 0)], mix(rgb(panes[0]), rgb("#0c1024"), 1 - shine), 1.0, True)
            rows = 7
            for row in range(rows):
                for column in range(3):
                    code = panes[(row * 5 + column * 2 + row // 2) % len(panes)]
                    x, y = -half + width * (column + 0.5) / 3, (height - half * 0.7) * (row + 0.5) / rows
                    tone = mix(rgb(code), rgb("#0c1024"), 1 - shine)
                    tall = (height - half * 0.7) / rows
                    brush.polygon(
                        [(x, y - tall * 0.46), (x + width * 0.15, y), (x, y + tall * 0.46), (x - width * 0.15, y)],
                        tone,
                        1.0,
                        True,
                    )
            brush.circle(
                0, height - half * 0.85, half * 0.46, mix(rgb("#f5d76a"), rgb("#0c1024"), 1 - shine), 1.0, True
            )
            brush.circle(
                0, height - half * 0.85, half * 0.24, mix(rgb("#c0394b"), rgb("#0c1024"), 1 - shine), 1.0, True
            )
        for x in (-half / 3, half / 3) if panes else (0.0,):
            brush.box(x - 0.02, 0, 0.04, height - half * (0.1 if panes else 0), rgb("#4a4238"))
        for share in (0.25, 0.5, 0.72):
            brush.box(-half, height * share, width, 0.04, rgb("#4a4238"))

    return draw


def glass_wall(width: float, height: float, towers: tuple[float, ...]) -> Draw:
    """A wall of glass with a city outside."""

    def draw(brush: Brush) -> None:
        left = -width / 2
        sky(brush, left, 0, width, height)
        step = width / len(towers)
        for index, tall in enumerate(towers):
            tone = mix(rgb("#7d8ea3"), brush.light.haze, 0.35 if index % 2 else 0.5)
            x = left + index * step
            brush.box(x, 0, step * 0.86, height * tall, tone)
            if are_lit(brush):
                for row in range(int(tall * 9)):
                    if (row * 7 + index * 3) % 5 < 2:
                        brush.box(
                            x + step * (0.15 + 0.4 * ((row + index) % 2)),
                            height * (0.06 + row / 10),
                            step * 0.2,
                            height * 0.04,
                            WARM,
                            0.8,
                            True,
                        )
            else:
                for row in range(int(tall * 8)):
                    brush.box(
                        x + step * 0.1, height * (0.05 + row / 9), step * 0.64, height * 0.03, lighter(tone, 0.16)
                    )
        steel = rgb("#49535f")
        count = max(2, round(width / 1.5))
        for index in range(count + 1):
            brush.box(left + width * index / count - 0.03, 0, 0.06, height, steel)
        brush.box(left, 0, width, 0.1, steel)
        brush.box(left, height - 0.08, width, 0.08, steel)

    return draw


def curtains(width: float, height: float, colour: str, open_share: float = 0.62) -> Draw:
    """Two drapes beside a window `width` wide, on a rod."""

    def draw(brush: Brush) -> None:
        cloth = rgb(colour)
        wide = width * (1 - open_share) / 2
        for side in (-1, 1):
            outer = side * (width / 2 + 0.15)
            inner = side * (width / 2 + 0.15 - wide - 0.1)
            brush.polygon([(outer, height), (inner, height), (inner + side * 0.08, 0), (outer + side * 0.06, 0)], cloth)
            for fold in range(1, 4):
                x = outer + (inner - outer) * fold / 4
                brush.line([(x, height), (x + side * 0.06, 0.03)], 0.03, lighter(cloth, -0.14))
        brush.line([(-width / 2 - 0.3, height), (width / 2 + 0.3, height)], 0.05, rgb("#5a4638"))

    return draw


def beam(x: float, width: float, height: float, alpha: float = 0.13) -> Draw:
    """A shaft of daylight from a high window, falling to the side by `x`."""

    def draw(brush: Brush) -> None:
        orb = brush.light.orb
        if orb is None or brush.light.has_stars:
            return
        brush.polygon(
            [(-width / 2, height), (width / 2, height), (x + width * 0.8, 0), (x - width * 0.8, 0)],
            orb.colour,
            alpha,
            True,
        )

    return draw
