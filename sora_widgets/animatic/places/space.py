"""In space: stars, a ringed planet, the rim of a blue world."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.planes import upright
from sora_widgets.animatic.stage import Stage

__all__ = ["space"]


def space(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Stars in depth, a nebula, a ringed planet, the rim of a blue world below."""
    place = Place(rgb("#070b18"), rgb("#070b18"), indoor=True, has_clouds=False)
    far = 90.0 * stage.visible_m
    place.layers.append(upright(stage, light, far, partial(_firmament, rng=rng, size=far), covers=False))
    place.layers.append(upright(stage, light, 0.55 * far, partial(_ringed_planet, size=0.55 * far), covers=False))
    place.layers.append(upright(stage, light, 0.16 * far, partial(_world, size=0.16 * far), covers=False))
    place.layers.append(
        upright(
            stage, light, 5.0 * stage.visible_m, partial(_star_dust, rng=rng, size=5.0 * stage.visible_m), covers=False
        )
    )
    return place


def _firmament(brush: Brush, reach: float, rng: random.Random, size: float) -> None:
    brush.box(-3 * reach, -3 * reach, 6 * reach, 6 * reach, rgb("#060915"), 1.0, True)
    for x, y, wide, code in ((-0.30, 0.24, 0.62, "#1d1740"), (0.34, 0.06, 0.56, "#0f2444")):
        for share, tone in ((1.0, rgb(code)), (0.62, lighter(rgb(code), 0.13)), (0.30, lighter(rgb(code), 0.28))):
            puffs = []
            for step in range(9):
                along = (step / 8 - 0.5) * wide * share
                lift = 0.05 * math.sin(step * 1.9 + x * 9)
                radius = wide * share * (0.17 - 0.13 * abs(step / 8 - 0.5)) * (0.8 + 0.2 * math.sin(step * 2.7))
                puffs.append(((x + along) * size, (y + 0.25 * along + lift * share) * size, radius * size))
            brush.cluster(puffs, tone, 1.0, True)
    tones = (rgb("#ffffff"), rgb("#cfe0ff"), rgb("#ffe9c9"))
    for _ in range(130):
        x, y = rng.uniform(-1, 1) * reach, rng.uniform(-0.6, 0.7) * size
        half = size * rng.choice((0.0007, 0.001, 0.0017))
        brush.box(x - half, y - half, 2 * half, 2 * half, rng.choice(tones), 0.9, True)
    for x, y in ((-0.3, 0.36), (0.14, 0.3), (0.4, -0.05)):
        for dx, dy in ((0.011, 0.0), (0.0, 0.011)):
            brush.line(
                [((x - dx) * size, (y - dy) * size), ((x + dx) * size, (y + dy) * size)],
                size * 0.0012,
                rgb("#ffffff"),
                0.9,
                True,
            )


def _ringed_planet(brush: Brush, reach: float, size: float) -> None:
    x, y, radius = 0.27 * size, 0.30 * size, 0.085 * size
    tone = rgb("#e0a76b")
    brush.canvas.save()
    brush.canvas.translate(x, y)
    brush.canvas.rotate(-18)
    ring = rgb("#e9cfa4")
    brush.canvas.save()
    brush.canvas.scale(1, 0.26)
    for share, alpha in ((1.95, 0.55), (1.66, 0.75)):
        points = [
            (radius * share * math.cos(turn * math.pi / 20), radius * share * math.sin(turn * math.pi / 20))
            for turn in range(21)
        ]
        brush.line(points, radius * 0.2, ring, alpha, True)
    brush.canvas.restore()
    brush.circle(0, 0, radius, tone, 1.0, True)
    for band, code in ((0.42, "#c98450"), (-0.1, "#f0c88f"), (-0.55, "#c98450")):
        half = radius * math.sqrt(1 - band * band)
        brush.ellipse(0, band * radius, half * 0.98, radius * 0.10, rgb(code), 0.8, True)
    shade = [(radius * math.cos(a), radius * math.sin(a)) for a in (k * math.pi / 12 - math.pi / 2 for k in range(13))]
    inner = [
        (radius * 0.45 * math.cos(a), radius * math.sin(a)) for a in (math.pi / 2 - k * math.pi / 12 for k in range(13))
    ]
    brush.polygon([*shade, *inner], rgb("#1a1024"), 0.45, True)
    brush.canvas.scale(1, 0.26)
    for share, alpha in ((1.95, 0.55), (1.66, 0.75)):
        points = [
            (radius * share * math.cos(-turn * math.pi / 20), radius * share * math.sin(-turn * math.pi / 20))
            for turn in range(21)
        ]
        brush.line(points, radius * 0.2, ring, alpha, True)
    brush.canvas.restore()


def _world(brush: Brush, reach: float, size: float) -> None:
    """The limb of a blue planet, seen from orbit."""
    radius = 1.5 * size
    middle = -radius - 0.075 * size

    def limb(grow: float) -> list[tuple[float, float]]:
        turns = [(step / 30 - 1) * 1.3 for step in range(61)]
        return [(math.sin(turn) * radius * grow, middle + math.cos(turn) * radius * grow) for turn in turns]

    sea = rgb("#2468a8")
    for grow, share in ((1.022, 0.16), (1.012, 0.42)):
        brush.polygon([*limb(grow), *reversed(limb(1.0))], mix(rgb("#060915"), rgb("#6fc4f2"), share), 1.0, True)
    brush.polygon(limb(1.0), sea, 1.0, True)
    brush.box(-3 * reach, -3 * reach, 6 * reach, 3 * reach + middle + 0.3 * radius, sea, 1.0, True)
    lands = (
        (0.18, 0.05, 0.17, 0.035, "#4f9a5f"),
        (-0.22, 0.07, 0.13, 0.03, "#5fa55f"),
        (0.02, 0.14, 0.2, 0.05, "#8a9a5a"),
        (-0.5, 0.06, 0.12, 0.03, "#4f9a5f"),
        (0.52, 0.08, 0.1, 0.03, "#8a9a5a"),
    )
    for turn, deep, wide, tall, code in lands:
        x, y = math.sin(turn) * radius, middle + math.cos(turn) * radius - deep * size
        coast = [
            (
                x + wide * size * math.cos(a) * (1 + 0.22 * math.sin(3 * a + wide * 40)),
                y + tall * size * math.sin(a) * (1 + 0.25 * math.cos(2 * a + wide * 60)),
            )
            for a in (k * math.tau / 14 for k in range(14))
        ]
        brush.smooth(coast, rgb(code), 1.0, True)
    for turn, deep, wide in (
        (0.1, 0.03, 0.12),
        (-0.12, 0.045, 0.16),
        (0.3, 0.07, 0.14),
        (-0.34, 0.03, 0.1),
        (0.0, 0.1, 0.1),
        (-0.6, 0.04, 0.1),
        (0.66, 0.04, 0.1),
    ):
        x, y = math.sin(turn) * radius, middle + math.cos(turn) * radius - deep * size
        for step, share in enumerate((1.0, 0.6)):
            brush.ellipse(
                x + 0.02 * step * size,
                y + 0.007 * step * size,
                wide * share * size,
                0.006 * size,
                rgb("#f2f8fb"),
                1.0,
                True,
            )


def _star_dust(brush: Brush, reach: float, rng: random.Random, size: float) -> None:
    """A few stars near enough to show that the camera moves."""
    for _ in range(26):
        brush.circle(
            rng.uniform(-1, 1) * reach, rng.uniform(-0.2, 0.8) * size, size * 0.0022, rgb("#dfe9ff"), 0.7, True
        )
