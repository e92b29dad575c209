"""Buildings, lamps, signs and benches, as flat shapes with windows that light up at night."""

from __future__ import annotations

import random

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.places.lamplight import are_lit

__all__ = ["LAMPLIGHT", "bench", "facade", "lamp_post", "neon_sign", "skyline"]

LAMPLIGHT = rgb("#ffd98a")
_PLASTER = tuple(rgb(code) for code in ("#c98f6b", "#d9b88f", "#9fb0b8", "#b7766a", "#cdbfa8", "#8d9aa8"))
_TUBES = tuple(rgb(code) for code in ("#ff3d8f", "#35e0ff", "#ffd23f", "#7dff7a", "#b06bff"))
_STEEL = rgb("#3b4048")
_DISPLAYS_M = 34.0  # from farther off a shop window is one tone


def skyline(brush: Brush, reach: float, height: float, colour: Colour, rng: random.Random) -> None:
    """A row of distant towers; some windows are lit when lamps are."""
    x, lamps = -reach, brush.light.lamps
    while x < reach:
        width = height * rng.uniform(0.16, 0.34)
        tall = height * rng.uniform(0.35, 1.0)
        shade = lighter(colour, rng.uniform(-0.12, 0.10))
        brush.box(x, -10, width, tall + 10, shade)
        if rng.random() < 0.35:
            brush.box(x + width * 0.3, tall, width * 0.4, height * 0.06, shade)
            brush.line([(x + width * 0.5, tall), (x + width * 0.5, tall + height * 0.14)], height * 0.008, shade)
        if are_lit(brush):
            cell = width / 5
            for column in range(1, 4):
                for row in range(int(tall / (cell * 1.7))):
                    if rng.random() < 0.34 * lamps:
                        brush.box(
                            x + cell * (column + 0.1),
                            row * cell * 1.7 + cell,
                            cell * 0.6,
                            cell * 0.9,
                            LAMPLIGHT,
                            0.75 * lamps,
                            True,
                        )
        else:
            for row in range(2, int(tall / (height * 0.07))):
                brush.box(x + width * 0.15, row * height * 0.07, width * 0.7, height * 0.02, lighter(shade, -0.10))
        x += width * rng.uniform(0.9, 1.25)


def facade(brush: Brush, x: float, width: float, height: float, rng: random.Random, has_shop: bool = True) -> None:
    """One house of a street: shop below unless other houses hide it, windows above, a cornice."""
    lamps = brush.light.lamps
    wall = rng.choice(_PLASTER)
    brush.box(x, 0, width, height, wall)
    brush.box(x - 0.1, height - 0.25, width + 0.2, 0.35, lighter(wall, 0.14))
    if has_shop:
        _shop(brush, x, width, wall, rng)
    columns = max(2, int(width / 1.7))
    gap = width / columns
    floor = 3.7
    while floor + 1.7 < height:
        for column in range(columns):
            left = x + gap * (column + 0.28)
            lit = rng.random() < 0.45 * lamps
            brush.box(left - 0.08, floor - 0.12, gap * 0.44 + 0.16, 1.6, lighter(wall, 0.16))
            brush.box(left, floor, gap * 0.44, 1.4, LAMPLIGHT if lit else rgb("#3d4f60"), 1.0, lit)
            brush.box(left + gap * 0.21, floor, 0.05, 1.4, lighter(wall, 0.1))
        floor += 2.6


def _shop(brush: Brush, x: float, width: float, wall: Colour, rng: random.Random) -> None:
    """The ground floor: a window with its display, a door, an awning."""
    lamps = brush.light.lamps
    shop = lighter(wall, -0.42)
    brush.box(x + 0.3, 0, width - 0.6, 2.9, shop)
    is_open = rng.random() < 0.3 + 0.6 * lamps
    pane = (
        mix(LAMPLIGHT, rng.choice(_TUBES), 0.35 if brush.light.name == "neon" else 0.0)
        if is_open and are_lit(brush)
        else rgb("#54697a")
    )
    shines = are_lit(brush) and is_open
    brush.box(x + 0.55, 0.45, width - 2.2, 2.0, pane, 0.9, shines)
    if brush.distance_m < _DISPLAYS_M:
        _display(brush, x + 0.55, width - 2.2, lighter(pane, -0.45 if shines else -0.3), wall, rng)
    brush.box(x + width - 1.4, 0, 0.9, 2.4, lighter(shop, -0.3))
    brush.box(x + width - 1.25, 0.8, 0.6, 1.35, pane, 0.9, shines)
    brush.box(x + width - 0.68, 1.0, 0.06, 0.3, rgb("#d8c27a"))
    brush.box(x + 0.3, 2.85, width - 0.6, 0.45, lighter(shop, 0.1))
    brush.box(x + width * 0.3, 3.02, width * rng.uniform(0.2, 0.38), 0.11, rgb("#f2e6c8"))
    awning = rng.choice((rgb("#b5443c"), rgb("#2f6f73"), rgb("#d1a13b"), rgb("#4c5f9c")))
    brush.polygon([(x + 0.35, 2.9), (x + width - 0.35, 2.9), (x + width - 0.1, 2.35), (x + 0.1, 2.35)], awning)
    stripe = (width - 0.2) / 7
    for index in range(0, 7, 2):
        brush.polygon(
            [
                (x + 0.35 + stripe * index, 2.9),
                (x + 0.35 + stripe * (index + 0.9), 2.9),
                (x + 0.12 + stripe * (index + 1), 2.35),
                (x + 0.12 + stripe * index, 2.35),
            ],
            lighter(awning, 0.28),
        )


def _display(brush: Brush, left: float, width: float, dark: Colour, wall: Colour, rng: random.Random) -> None:
    """What a shop shows: frocks on stands, pots, or boxes, with the street's light across the pane."""
    goods = rng.randrange(3)
    tones = (lighter(wall, 0.35), mix(wall, rgb("#c7503f"), 0.6), mix(wall, rgb("#3f7f8a"), 0.6))
    brush.box(left, 0.45, width, 0.22, dark)
    count = max(1, int(width / 1.1))
    for index in range(count):
        x, tone = left + width * (index + 0.5) / count, tones[(index + goods) % 3]
        if goods == 0:
            frock = [(-0.12, 1.75), (0.12, 1.75), (0.14, 1.35), (0.34, 0.85), (-0.34, 0.85), (-0.14, 1.35)]
            brush.polygon([(x + px, py) for px, py in frock], tone)
            brush.circle(x, 1.88, 0.09, tone)
        elif goods == 1:
            brush.box(x - 0.3, 0.67, 0.6, 0.42, tone)
            brush.box(x - 0.18, 1.09, 0.4, 0.34, tones[(index + 1) % 3])
        else:
            brush.ellipse(x, 0.9, 0.2, 0.24, tone)
            brush.cluster([(x, 1.35, 0.2), (x - 0.14, 1.25, 0.15), (x + 0.15, 1.24, 0.15)], rgb("#6f9a5a"))
    for share in (0.2, 0.62):
        x = left + width * share
        brush.polygon(
            [(x, 0.45), (x + 0.28, 0.45), (x + 0.28 + 0.09 * width, 2.45), (x + 0.09 * width, 2.45)],
            rgb("#ffffff"),
            0.12,
        )


def neon_sign(brush: Brush, x: float, y: float, rng: random.Random) -> None:
    """A shop sign of light: a frame and marks that are no letters."""
    tube = rng.choice(_TUBES)
    other = rng.choice(_TUBES)
    width, height = rng.uniform(0.7, 1.0), rng.uniform(1.8, 3.0)
    brush.glow(x, y, height * 0.62, tube, 0.42)
    brush.box(x - width / 2, y - height / 2, width, height, rgb("#160c24"), 0.9, True, 0.12)
    frame = [
        (x - width / 2, y - height / 2),
        (x + width / 2, y - height / 2),
        (x + width / 2, y + height / 2),
        (x - width / 2, y + height / 2),
    ]
    brush.line([*frame, frame[0]], 0.06, tube, glows=True)
    rows = int(height / 0.55)
    for row in range(rows):
        middle = y - height / 2 + (row + 0.5) * height / rows
        kind = rng.randrange(3)
        if kind == 0:
            brush.circle(x, middle, 0.15, other, glows=True)
            brush.circle(x, middle, 0.09, rgb("#160c24"), glows=True)
        elif kind == 1:
            brush.line(
                [(x - 0.2, middle - 0.12), (x, middle + 0.14), (x + 0.2, middle - 0.12)], 0.05, other, glows=True
            )
        else:
            brush.line([(x - 0.2, middle), (x + 0.2, middle)], 0.05, other, glows=True)
            brush.line([(x, middle - 0.16), (x, middle + 0.16)], 0.05, other, glows=True)


def lamp_post(brush: Brush, x: float, height: float) -> None:
    """A street lamp, glowing when the light asks for lamps."""
    brush.line([(x, 0), (x, height)], 0.09, _STEEL)
    brush.line([(x, height), (x + 0.5, height + 0.12)], 0.06, _STEEL)
    lamps = brush.light.lamps
    if are_lit(brush):
        brush.glow(x + 0.55, height - 0.05, 0.9, LAMPLIGHT, 0.5 * lamps)
    brush.ellipse(
        x + 0.55, height + 0.02, 0.22, 0.10, LAMPLIGHT if are_lit(brush) else rgb("#e7e3d8"), 1.0, are_lit(brush)
    )


def bench(brush: Brush, x: float) -> None:
    """A park bench, seen from the front."""
    wood = rgb("#8a5a36")
    for leg in (-0.7, 0.7):
        brush.line([(x + leg, 0), (x + leg, 0.85)], 0.06, _STEEL)
    for y in (0.42, 0.62, 0.80):
        brush.box(x - 0.9, y, 1.8, 0.10, wood)
