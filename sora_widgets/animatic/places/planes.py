"""Planes and rows: how the places put recorded drawings at a depth and things side by side."""

from __future__ import annotations

import random
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush, record
from sora_widgets.animatic.colour import Colour
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage

__all__ = ["in_a_row", "upright"]


def upright(
    stage: Stage,
    light: Light,
    depth: float,
    draw: Callable[[Brush, float], object],
    sway: float = 0.0,
    ground: Colour | None = None,
    covers: bool = False,
) -> Layer:
    """A recorded plane; `draw` gets a brush and how far to each side it must reach, in metres.

    Planes from 8 m on cover the ground behind them; nearer ones only when they say so.
    """
    reach = stage.half_reach_m(depth)
    picture = record(light, depth + stage.distance, lambda brush: draw(brush, reach))
    return Layer(depth, picture=picture, sway=sway, covers=covers or depth >= 8, ground=ground)


def in_a_row(
    reach: float, rng: random.Random, spacing: float, draw: Callable[[float], None], clear: float = 0.0
) -> None:
    """Call `draw` at places about `spacing` metres apart, all across; `clear` metres in the middle stay empty."""
    x = -reach + rng.uniform(0, spacing)
    while x < reach:
        if abs(x) > clear:
            draw(x)
        x += spacing * rng.uniform(0.6, 1.4)
