"""Above a sea of clouds."""

from __future__ import annotations

import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.planes import grown, in_a_row, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["sky"]


def sky(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Above a sea of clouds; its banks stand one behind the other."""
    base = mix(light.sky_at(0.06), (1.0, 1.0, 1.0), 0.15 if light.has_stars else 0.6)
    place = Place(base, base)
    unit = grown(stage)
    banks = (
        (900.0, 0.16, 0.42),
        (300.0, 0.15, 0.32),
        (110.0, 0.15, 0.22),
        (40.0, 0.13, 0.13),
        (14.0, 0.10, 0.05),
        (4.6, 0.10, -0.10),
    )
    for depth, tall, blue in banks:
        tone = mix(base, light.sky_at(0.75), blue) if blue > 0 else lighter(base, -blue)
        bank = partial(_cloud_bank, rng=rng, tall=depth * unit * tall, tone=tone)
        place.layers.append(upright(stage, light, depth * unit, bank, covers=False))
    near = -0.45 * stage.distance
    wisps = partial(_wisps, rng=rng, tall=0.10 * stage.visible_m, tone=lighter(base, 0.4))
    place.layers.append(upright(stage, light, near, wisps))
    return place


def _cloud_bank(brush: Brush, reach: float, rng: random.Random, tall: float, tone: Colour) -> None:
    """Clouds shoulder to shoulder; below them there is nothing but cloud."""
    lumps, caps = [], []
    x = -reach
    while x < reach:
        radius = tall * rng.uniform(0.35, 0.8)
        lumps.append((x, radius * 0.2, radius))
        caps.append((x - radius * 0.1, radius * 0.34, radius * 0.8))
        x += max(radius * 1.15, reach / 60)
    brush.cluster(lumps, mix(tone, brush.light.sky[0], 0.22), 1.0, True)
    brush.cluster(caps, tone, 1.0, True)
    brush.box(-reach, -tall * 40, 2 * reach, tall * 40.15, tone, 1.0, True)


def _wisps(brush: Brush, reach: float, rng: random.Random, tall: float, tone: Colour) -> None:
    def wisp(x: float) -> None:
        brush.cluster(
            [(x, 0, tall), (x + tall, -tall * 0.2, tall * 0.8), (x - tall, -tall * 0.3, tall * 0.7)], tone, 0.75, True
        )

    in_a_row(reach, rng, tall * 6, wisp, clear=tall * 3)
