"""Places under a roof: a room with a window, and a photographer's backdrop."""

from __future__ import annotations

import random

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.layers import Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.planes import upright
from sora_widgets.animatic.stage import Stage

__all__ = ["backdrop", "room"]


def room(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A wall with a window on the sky, pictures, a lamp, a plant and a shelf."""
    place = Place(rgb("#a9774e"), rgb("#9c6c46"), indoor=True, has_clouds=False)
    small = stage.body.height < 0.6
    back = max(0.9, 0.55 * stage.visible_m) if small else 2.6 + 0.2 * stage.visible_m
    grow = max(0.35, min(1.6, stage.visible_m / 3.2)) if small else 1.0
    wall = rng.choice((rgb("#d8b99a"), rgb("#a9bdb4"), rgb("#c9a59a"), rgb("#b8bccb")))

    def draw_wall(brush: Brush, reach: float) -> None:
        brush.box(-reach, -20, 2 * reach, 60, wall)
        brush.box(-reach, 0, 2 * reach, 0.16 * grow, lighter(wall, 0.35))
        brush.box(-reach, 0.9 * grow, 2 * reach, 0.05 * grow, lighter(wall, 0.2))
        _window(brush, -1.7 * grow, 1.05 * grow, 1.35 * grow, 1.5 * grow)
        for x, y, width, height, code in ((0.85, 1.75, 0.62, 0.46, "#3f6f7f"), (1.62, 1.55, 0.42, 0.58, "#c7654f")):
            brush.box((x - 0.05) * grow, (y - 0.05) * grow, (width + 0.1) * grow, (height + 0.1) * grow, rgb("#5a4132"))
            brush.box(x * grow, y * grow, width * grow, height * grow, rgb(code))
            brush.circle((x + width * 0.6) * grow, (y + height * 0.6) * grow, 0.11 * grow, rgb("#f0d9a8"))
        brush.box(2.5 * grow, 0, 1.1 * grow, 2.3 * grow, rgb("#6d4a33"))
        for shelf in range(4):
            y = (0.1 + shelf * 0.55) * grow
            brush.box(2.56 * grow, y, 0.98 * grow, 0.46 * grow, rgb("#4c3325"))
            x = 2.6
            while x < 3.42:
                width = rng.uniform(0.05, 0.10)
                colour = rng.choice((rgb("#b5443c"), rgb("#2f6f73"), rgb("#d1a13b"), rgb("#e6dcc6"), rgb("#4c5f9c")))
                brush.box(x * grow, y, width * grow, rng.uniform(0.26, 0.42) * grow, colour)
                x += width + 0.012

    def draw_furniture(brush: Brush, reach: float) -> None:
        x = -3.0 * grow
        brush.polygon(
            [
                (x - 0.16 * grow, 0.42 * grow),
                (x + 0.16 * grow, 0.42 * grow),
                (x + 0.12 * grow, 0),
                (x - 0.12 * grow, 0),
            ],
            rgb("#b5653f"),
        )
        for lean, tall in ((-0.34, 1.05), (-0.15, 1.35), (0.05, 1.5), (0.22, 1.25), (0.38, 0.95)):
            top = (x + lean * grow, tall * grow)
            brush.smooth(
                [
                    (x, 0.4 * grow),
                    (x + (lean - 0.12) * grow, tall * 0.75 * grow),
                    top,
                    top,
                    (x + (lean + 0.12) * grow, tall * 0.7 * grow),
                ],
                rgb("#3f7d4a"),
            )
        lamp = 1.9 * grow
        brush.line([(lamp, 0), (lamp, 1.5 * grow)], 0.04 * grow, rgb("#3a3330"))
        if light.lamps > 0.2:
            brush.glow(lamp, 1.6 * grow, 1.5 * grow, rgb("#ffc873"), 0.55 * light.lamps)
        shade = [
            (lamp - 0.28 * grow, 1.42 * grow),
            (lamp + 0.28 * grow, 1.42 * grow),
            (lamp + 0.17 * grow, 1.82 * grow),
            (lamp - 0.17 * grow, 1.82 * grow),
        ]
        brush.polygon(shade, rgb("#ffe2a6") if light.lamps > 0.2 else rgb("#e8dcc4"), 1.0, light.lamps > 0.2)

    place.layers.append(upright(stage, light, back, draw_wall, covers=True))
    reach = stage.half_reach_m(back)
    board = 0.34 * grow
    for index in range(-int(reach / board), int(reach / board)):
        x = index * board
        seam = 0.006 * grow
        edges = ((-0.7 * stage.distance, x - seam, x + seam), (back, x - seam, x + seam))
        place.ribbons.append(Ribbon(edges, rgb("#7d5636"), 0.7))
    rug = rgb("#8d3f3a") if wall[2] > 0.6 else rgb("#3f6377")
    for inset, tone in ((0.0, rug), (0.14, rgb("#e7d3b0")), (0.19, rug)):
        near, far = -0.55 * grow + inset * grow, 0.75 * grow - inset * grow
        half = (1.55 - inset) * grow
        place.ribbons.append(Ribbon(((near, -half, half), (far, -half, half)), tone))
    if light.orb is not None and not light.has_stars:
        place.ribbons.append(_sunbeam(light, grow, back))
    place.layers.append(upright(stage, light, back * 0.72, draw_furniture))
    return place


def backdrop(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A sweep of paper with a soft pool of colour: the product shot."""
    tone = rng.choice((rgb("#e9d8c8"), rgb("#cfe0e2"), rgb("#ead9e0"), rgb("#dfe3d2")))
    place = Place(lighter(tone, -0.04), tone, indoor=True, has_clouds=False)

    def draw(brush: Brush, reach: float) -> None:
        brush.box(-reach, -20, 2 * reach, 60, tone)
        unit = stage.visible_m
        for ring, share in ((0.62, 0.25), (0.46, 0.4), (0.32, 0.55)):
            brush.circle(0.0, 0.45 * unit, ring * unit, mix(tone, rgb("#ffffff"), share))

    place.layers.append(upright(stage, light, 0.9 * stage.visible_m, draw, covers=True))
    return place


def _sunbeam(light: Light, grow: float, back: float) -> Ribbon:
    """The window's light on the floor."""
    assert light.orb is not None
    slide = 0.5 * grow
    far, near = back - 0.35 * grow, back - 1.7 * grow
    return Ribbon(
        ((near, -1.6 * grow + slide, -0.2 * grow + slide), (far, -1.8 * grow, -0.5 * grow)),
        light.orb.colour,
        0.30,
        glows=True,
    )


def _window(brush: Brush, x: float, y: float, width: float, height: float) -> None:
    frame = rgb("#f3ece0")
    brush.box(x - 0.06, y - 0.06, width + 0.12, height + 0.12, frame)
    bands = 12
    for band in range(bands):
        brush.box(
            x,
            y + height * band / bands,
            width,
            height / bands + 0.01,
            brush.light.sky_at(band / bands * 0.9),
            1.0,
            True,
        )
    orb = brush.light.orb
    if orb is not None:
        brush.circle(x + width * 0.68, y + height * 0.7, width * 0.10, orb.colour, 1.0, True)
    brush.smooth(
        [
            (x, y),
            (x + width * 0.25, y + height * 0.24),
            (x + width * 0.6, y + height * 0.12),
            (x + width, y + height * 0.26),
            (x + width, y),
            (x + width, y),
        ],
        rgb("#6f9a6a"),
    )
    brush.box(x + width / 2 - 0.03, y, 0.06, height, frame)
    brush.box(x, y + height * 0.56, width, 0.05, frame)
    brush.box(x - 0.14, y - 0.14, width + 0.28, 0.09, frame)
