"""What is in the sky: moon, sun, planet, star, comet, cloud, rainbow, fireworks. They hang with their foot at the origin."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.thing import (
    CREAM,
    DARK,
    GLASS,
    STEEL,
    WHITE,
    Live,
    Thing,
    Wheel,
    arc,
    body,
    nothing,
    outline,
)

__all__ = ["THINGS", "bursts_of"]


def _moon(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 2.0, 2.0, colour, glows=True)
    shade = lighter(colour, -0.12)
    for x, y, r in (
        (-0.7, 2.8, 0.42),
        (0.55, 1.4, 0.52),
        (0.9, 2.9, 0.26),
        (-0.95, 1.2, 0.28),
        (0.0, 2.15, 0.2),
        (-0.2, 0.6, 0.24),
        (1.3, 2.0, 0.18),
    ):
        brush.circle(x, y, r, shade, glows=True)
        brush.line(arc(x, y, r * 0.86, 120, 110), r * 0.16, lighter(colour, -0.22), glows=True)
    brush.smooth(
        outline(".6 .1 .6 .1 1.5 .6 2.0 2.0 1.5 3.4 .6 3.9 .6 3.9 1.2 3.0 1.4 2.0 1.2 1.0"),
        lighter(colour, -0.2),
        0.5,
        True,
    )


def _halo(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    brush.glow(0, 2.0, 2.45 + 0.05 * math.sin(seconds * 1.2), colour, 0.35)


def _sun(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 2.0, 1.35, colour, glows=True)
    brush.circle(-0.15, 2.15, 1.05, lighter(colour, 0.3), glows=True)


def _rays(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    brush.glow(0, 2.0, 2.2, colour, 0.35)
    for index in range(12):
        turn = index * math.tau / 12 + seconds * 0.25
        near, far = 1.55, 2.0 + 0.14 * math.sin(seconds * 3 + index * 2.1) - 0.2 * (index % 2)
        dx, dy = math.cos(turn), math.sin(turn)
        brush.polygon(
            [
                (near * dx - 0.17 * dy, 2.0 + near * dy + 0.17 * dx),
                (far * dx, 2.0 + far * dy),
                (near * dx + 0.17 * dy, 2.0 + near * dy - 0.17 * dx),
            ],
            colour,
            glows=True,
        )


def _planet(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 2.0, 1.5, colour, glows=True)
    for low, high, tone in ((2.5, 2.85, 0.18), (1.7, 2.15, -0.14), (1.0, 1.3, 0.12)):
        halves = [math.sqrt(max(0.0, 1.5**2 - (y - 2.0) ** 2)) for y in (low, high)]
        brush.polygon(
            [(-halves[0], low), (halves[0], low), (halves[1], high), (-halves[1], high)],
            lighter(colour, tone),
            1.0,
            True,
        )
    brush.circle(0.45, 1.85, 0.24, lighter(colour, 0.3), glows=True)
    brush.smooth(
        outline(".4 .56 .4 .56 1.15 1.0 1.5 2.0 1.15 3.0 .4 3.44 .4 3.44 .85 2.8 1.0 2.0 .85 1.2"),
        lighter(colour, -0.35),
        0.5,
        True,
    )


def _ring(half: bool) -> Live:
    def draw(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
        start = math.pi if half else 0.0
        tilt = 0.32 + 0.02 * math.sin(seconds * 0.7)
        for reach, width, tone in ((2.5, 0.22, 0.45), (2.12, 0.12, 0.25)):
            points = []
            for step in range(15):
                turn = start + math.pi * step / 14
                x, y = reach * math.cos(turn), 0.26 * reach * math.sin(turn)
                points.append((x * math.cos(tilt) - y * math.sin(tilt), 2.0 + x * math.sin(tilt) + y * math.cos(tilt)))
            brush.line(points, width, lighter(colour, tone), glows=True)

    return draw


def _earth(brush: Brush, colour: Colour) -> None:
    brush.circle(0, 2.0, 2.0, colour, glows=True)
    land = rgb("#5fae5a")
    brush.smooth(outline("-1.5 2.9 -1.1 3.5 -.3 3.7 .1 3.2 -.4 2.7 -.5 2.2 -1.0 2.1 -1.5 2.4"), land, glows=True)
    brush.smooth(outline("-.7 1.8 -.1 1.7 .1 1.1 -.3 .4 -.7 .8 -.9 1.4"), land, glows=True)
    brush.smooth(outline(".6 3.2 1.2 3.3 1.7 2.6 1.6 2.0 1.0 2.2 .6 2.6"), land, glows=True)
    brush.smooth(outline(".7 1.9 1.3 1.8 1.5 1.2 1.0 .6 .7 1.1"), land, glows=True)
    brush.smooth(
        outline(".6 .1 .6 .1 1.5 .6 2.0 2.0 1.5 3.4 .6 3.9 .6 3.9 1.2 3.0 1.4 2.0 1.2 1.0"), rgb("#0b2140"), 0.35, True
    )


def _earth_clouds(brush: Brush, seconds: float, _: str, __: Colour) -> None:
    for index, (y, half) in enumerate(((3.1, 0.7), (2.2, 0.9), (1.2, 0.6))):
        x = ((seconds * 0.12 + index * 0.9) % 2.0) - 1.0
        brush.ellipse(x * 0.9, y, half * (1 - 0.5 * abs(x)), 0.10, WHITE, 0.75, True)
        brush.ellipse(x * 0.9 + 0.3, y + 0.12, half * 0.5 * (1 - 0.5 * abs(x)), 0.09, WHITE, 0.75, True)


def _star(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    pulse = 1 + 0.10 * math.sin(seconds * 3)
    brush.glow(0, 1.0, 1.2 * pulse, colour, 0.4)
    brush.polygon(
        [
            (
                (1.0 if step % 2 == 0 else 0.42) * pulse * math.sin(step * math.pi / 5),
                1.0 + (1.0 if step % 2 == 0 else 0.42) * pulse * math.cos(step * math.pi / 5),
            )
            for step in range(10)
        ],
        colour,
        glows=True,
    )
    brush.circle(-0.2, 1.15, 0.12, WHITE, 0.7, True)


def _comet(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    for reach, half, clear in ((6.5, 0.75, 0.25), (4.6, 0.5, 0.35), (2.8, 0.3, 0.6)):
        waver = 0.15 * math.sin(seconds * 9 + reach)
        brush.smooth(
            [
                (0.4, 0.9 + half),
                (0.4, 0.9 + half),
                (-reach, 2.6 + waver),
                (-reach, 2.6 + waver),
                (0.4, 0.9 - half),
                (0.4, 0.9 - half),
                (0.9, 0.9),
            ],
            colour,
            clear,
            True,
        )
    brush.circle(0.3, 0.9, 0.55, WHITE, glows=True)


def _cloud(brush: Brush, colour: Colour) -> None:
    brush.cluster(
        [(-1.6, 0.7, 0.7), (-0.6, 1.2, 1.05), (0.7, 1.35, 1.2), (1.8, 0.75, 0.75), (0.0, 0.7, 0.7)],
        lighter(colour, -0.10),
    )
    brush.cluster(
        [(-1.62, 0.82, 0.58), (-0.66, 1.36, 0.88), (0.6, 1.52, 1.02), (1.72, 0.88, 0.62), (0.0, 0.95, 0.7)], colour
    )
    brush.line(arc(0.55, 1.5, 0.8, 100, 55), 0.14, WHITE, 0.8)


def _rainbow(brush: Brush, colour: Colour) -> None:
    for index, code in enumerate(("#e8504a", "#f0953a", "#f6d548", "#5fb85a", "#4a9ad8", "#7a5fb8")):
        brush.line(arc(0, 0, 9.0 - 0.48 * index, 0, 180), 0.5, rgb(code), 0.75)
    for side in (-1, 1):
        brush.cluster([(side * 7.8 - 0.9, 0.2, 0.8), (side * 7.8, 0.5, 1.1), (side * 7.8 + 1.0, 0.2, 0.8)], WHITE)


_ROUND_S, _RISE_S = 2.8, 0.5
_BURSTS = (
    (-2.6, 6.2, 0.0, "#ff5a4a"),
    (1.8, 7.4, 0.55, "#ffd24a"),
    (-0.4, 4.6, 1.15, "#5ad0ff"),
    (3.0, 5.0, 1.7, "#c98aff"),
    (-3.4, 8.0, 2.2, "#7aff9a"),
)


def bursts_of(until: float) -> list[tuple[float, float]]:
    """When shells rise and when they burst, in the first `until` seconds."""
    rises = ((start + _ROUND_S * again) for _, _, start, _ in _BURSTS for again in range(1 + int(until / _ROUND_S)))
    return [(rise, rise + _RISE_S) for rise in rises if rise < until]


def _fireworks(brush: Brush, seconds: float, _: str, colour: Colour) -> None:
    """Shells rise for half a second, burst, and their sparks fall; every 2.8 s anew."""
    for index, (x, y, start, code) in enumerate(_BURSTS):
        age = (seconds - start) % _ROUND_S if seconds >= start else -1.0
        tone = colour if index == 0 else rgb(code)
        if age < 0:
            continue
        if age < _RISE_S:
            high = y * (1 - (1 - age / _RISE_S) ** 2)
            brush.line(
                [(x * 0.8 + x * 0.2 * age / _RISE_S, high), (x * 0.8 + x * 0.18 * age / _RISE_S, high - 0.7)],
                0.09,
                rgb("#fff0c0"),
                0.9,
                True,
            )
            continue
        burst = age - _RISE_S
        spread = 2.3 * (1 - math.exp(-2.6 * burst))
        fade = max(0.0, 1 - burst / 1.7)
        if burst < 0.25:
            brush.glow(x, y, 2.4, tone, 0.7 * (1 - burst / 0.25))
        for spark in range(14):
            turn = spark * math.tau / 14 + index
            dx, dy = math.cos(turn), math.sin(turn)
            drop = 0.55 * burst * burst
            for reach, size in ((1.0, 0.10), (0.62, 0.07)):
                tip = (x + spread * reach * dx, y + spread * reach * dy - drop)
                brush.line(
                    [(x + 0.78 * spread * reach * dx, y + 0.78 * spread * reach * dy - drop * 0.8), tip],
                    size,
                    tone if reach == 1.0 else lighter(tone, 0.5),
                    fade,
                    True,
                )


def _rover(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.95 .3 -.5 .72 .25 .72 .95 .3"), 0.08, STEEL)
    brush.box(-0.9, 0.7, 1.7, 0.45, colour, round_m=0.06)
    brush.box(-1.1, 1.13, 1.3, 0.07, rgb("#33506b"))
    for x in (-0.8, -0.45, -0.1):
        brush.line([(x, 1.14), (x, 1.19)], 0.02, GLASS)
    brush.line(outline(".5 1.1 .5 1.75"), 0.08, STEEL)
    brush.box(0.34, 1.72, 0.4, 0.2, CREAM, round_m=0.05)
    for x in (0.5, 0.64):
        brush.circle(x, 1.82, 0.06, DARK)
    brush.line(outline(".8 .85 1.25 1.05 1.4 .75"), 0.07, STEEL)
    brush.line(outline("-.75 .95 .6 .95"), 0.05, rgb("#e5b53c"))
    brush.line(outline("-.85 1.18 -.85 1.6"), 0.03, STEEL)


def _satellite(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-2.6 .7 2.6 .7"), 0.08, STEEL)
    for left in (-2.7, 0.75):
        brush.box(left, 0.25, 1.95, 0.9, rgb("#2f5fa0"))
        for step in range(1, 4):
            brush.line([(left + 0.4875 * step, 0.25), (left + 0.4875 * step, 1.15)], 0.03, GLASS)
        brush.line([(left, 0.7), (left + 1.95, 0.7)], 0.03, GLASS)
    brush.box(-0.45, 0.15, 0.9, 1.1, colour, round_m=0.06)
    brush.box(0.15, 0.15, 0.3, 1.1, lighter(colour, -0.16), round_m=0.06)
    brush.smooth(outline("-.4 1.5 -.4 1.5 -.2 1.3 .2 1.3 .4 1.5 .4 1.5"), CREAM)
    brush.line(outline("0 1.25 0 1.65"), 0.04, STEEL)


THINGS: dict[str, Thing] = {
    "cloud": Thing(body(2.6, 4.9, "sky"), rgb("#f6f8fa"), _cloud),
    "comet": Thing(body(2.8, 7.0, "sky"), rgb("#9fdcff"), nothing, live=_comet),
    "earth": Thing(body(4.0, 4.0, "sky"), rgb("#3f8fd0"), _earth, live=_earth_clouds, is_round=True),
    "fireworks": Thing(body(10.0, 9.0, "sky"), rgb("#ff5a4a"), nothing, live=_fireworks),
    "moon": Thing(body(4.0, 4.0, "sky"), rgb("#f3efd9"), _moon, behind=_halo, is_round=True),
    "planet": Thing(body(4.0, 5.0, "sky"), rgb("#d99a5b"), _planet, live=_ring(True), behind=_ring(False)),
    "rainbow": Thing(body(9.2, 18.5, "sky"), rgb("#e8504a"), _rainbow),
    "rover": Thing(
        body(1.92, 2.6),
        rgb("#d9dde2"),
        _rover,
        wheels=(Wheel(-0.95, 0.3, 0.3), Wheel(0.0, 0.3, 0.3), Wheel(0.95, 0.3, 0.3)),
    ),
    "satellite": Thing(body(1.7, 5.4, "sky"), rgb("#d9b45a"), _satellite),
    "star": Thing(body(2.0, 2.0, "sky"), rgb("#ffd84a"), nothing, live=_star),
    "sun": Thing(body(4.0, 4.0, "sky"), rgb("#ffc83a"), _sun, behind=_rays),
}
