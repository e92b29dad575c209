"""Trees, bushes, grass and hills, as flat shapes with one lit side."""

from __future__ import annotations

import math
import random

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb

__all__ = ["bush", "conifer", "fold_of_ground", "grass_tuft", "palm", "poplar", "ridge", "round_tree", "tree_line"]

LEAF = rgb("#4f9a45")
LEAF_DARK = rgb("#3b7f3f")
PINE = rgb("#2f6b4f")
BARK = rgb("#6b4a35")
_BLOOMS = (rgb("#f4f0e4"), rgb("#f2c94c"), rgb("#e77c8e"))


def round_tree(brush: Brush, x: float, height: float, rng: random.Random, leaf: Colour = LEAF) -> None:
    """A broad park tree: trunk, forked; a crown of blobs, lighter towards the sun."""
    trunk = height * 0.045
    brush.polygon(
        [(x - trunk * 1.5, 0), (x - trunk * 0.7, height * 0.5), (x + trunk * 0.7, height * 0.5), (x + trunk * 1.5, 0)],
        BARK,
    )
    brush.line([(x, height * 0.30), (x + height * 0.13, height * 0.52)], trunk * 0.9, BARK)
    brush.line([(x, height * 0.26), (x - height * 0.12, height * 0.46)], trunk * 0.8, BARK)
    crown = height * 0.24
    blobs = [
        (0.0, 0.72, 1.0),
        (-0.20, 0.60, 0.78),
        (0.21, 0.60, 0.76),
        (-0.11, 0.80, 0.72),
        (0.13, 0.82, 0.66),
        (0.0, 0.54, 0.7),
    ]
    jitter = [(rng.uniform(-0.03, 0.03), rng.uniform(-0.03, 0.03)) for _ in blobs]
    placed = [
        (x + (bx + jx) * height, (by + jy) * height, r * crown)
        for (bx, by, r), (jx, jy) in zip(blobs, jitter, strict=True)
    ]
    side = _sun_side(brush)
    brush.cluster(placed, mix(leaf, LEAF_DARK, 0.75))
    brush.cluster([(bx + side * r * 0.16, by + r * 0.16, r * 0.80) for bx, by, r in placed], leaf)
    if brush.distance_m > 40:
        return  # too far for the third tone to be seen
    brush.cluster([(bx + side * r * 0.34, by + r * 0.32, r * 0.46) for bx, by, r in placed[2:5]], lighter(leaf, 0.14))


def poplar(brush: Brush, x: float, height: float, leaf: Colour = LEAF_DARK) -> None:
    """A tall, narrow tree."""
    brush.box(x - height * 0.015, 0, height * 0.03, height * 0.2, BARK)
    brush.ellipse(x, height * 0.56, height * 0.12, height * 0.45, leaf)
    brush.ellipse(
        x + _sun_side(brush) * height * 0.03, height * 0.58, height * 0.07, height * 0.38, lighter(leaf, 0.10)
    )


def conifer(brush: Brush, x: float, height: float, leaf: Colour = PINE, snow: float = 0.0) -> None:
    """A pine in three skirts; `snow` whitens their upper sides."""
    brush.box(x - height * 0.022, 0, height * 0.044, height * 0.2, BARK)
    for base, top, half in ((0.10, 0.52, 0.21), (0.32, 0.75, 0.165), (0.56, 1.0, 0.115)):
        low, high, wide = base * height, top * height, half * height
        brush.polygon([(x - wide, low), (x, high), (x + wide, low)], leaf)
        side = _sun_side(brush)
        brush.polygon([(x, high), (x + side * wide, low), (x + side * wide * 0.25, low)], lighter(leaf, 0.10))
        if snow:
            brush.polygon(
                [(x - wide * 0.45, (low + high) / 2), (x, high), (x + wide * 0.45, (low + high) / 2)],
                rgb("#f3f7fa"),
                snow,
            )


def palm(brush: Brush, x: float, height: float, lean: float) -> None:
    """A beach palm that leans by `lean` (share of its height)."""
    top = (x + lean * height, height)
    brush.curve((x, 0), (x + lean * height * 0.2, height * 0.6), top, height * 0.04, rgb("#8a6a48"))
    for angle in (-2.9, -2.4, -0.2, 0.25, -1.2, -0.7, 0.9, 2.3, 1.6):
        tip = (top[0] + math.cos(angle) * height * 0.36, top[1] + math.sin(angle) * height * 0.15 - height * 0.05)
        bend = (top[0] + math.cos(angle) * height * 0.2, top[1] + height * 0.11 + math.sin(angle) * height * 0.08)
        brush.curve(top, bend, tip, height * 0.035, rgb("#3d8b4a") if angle < 0.5 else rgb("#2f7541"))
    brush.circle(top[0], top[1] - height * 0.015, height * 0.025, rgb("#6b4426"))


def bush(brush: Brush, x: float, width: float, leaf: Colour, rng: random.Random) -> None:
    """A low round clump."""
    brush.cluster(
        [(x + dx * width, size * width * 0.7, size * width) for dx, size in ((-0.3, 0.30), (0.3, 0.28), (0.0, 0.38))],
        leaf,
    )
    brush.circle(
        x + _sun_side(brush) * width * 0.08, width * 0.36, width * rng.uniform(0.20, 0.26), lighter(leaf, 0.10)
    )


def grass_tuft(brush: Brush, x: float, height: float, leaf: Colour, rng: random.Random, bloom: float = 0.0) -> None:
    """A few blades; with probability `bloom` a flower stands among them."""
    for _ in range(4):
        lean = rng.uniform(-0.5, 0.5) * height
        foot = x + rng.uniform(-0.3, 0.3) * height
        brush.polygon(
            [
                (foot - height * 0.07, -0.02),
                (foot + lean, height * rng.uniform(0.7, 1.0)),
                (foot + height * 0.07, -0.02),
            ],
            leaf,
        )
    if rng.random() < bloom:
        brush.line([(x, 0), (x + 0.1 * height, height * 1.15)], height * 0.05, leaf)
        brush.circle(x + 0.1 * height, height * 1.2, height * 0.15, rng.choice(_BLOOMS))


def tree_line(brush: Brush, reach: float, height: float, leaf: Colour, rng: random.Random) -> None:
    """The far edge of a wood: one mass with a lumpy top."""
    brush.box(-reach, -2, 2 * reach, height * 0.55 + 2, leaf)
    x = -reach
    crowns: list[tuple[float, float, float]] = []
    paler: list[tuple[float, float, float]] = []
    while x < reach:
        radius = height * rng.uniform(0.28, 0.5)
        (crowns if rng.random() < 0.7 else paler).append((x, height * 0.5, radius))
        x += radius * 1.1
    brush.cluster(crowns, leaf)
    brush.cluster(paler, lighter(leaf, 0.06))


def ridge(
    brush: Brush, reach: float, height: float, colour: Colour, rng: random.Random, jagged: bool = False
) -> list[tuple[float, float]]:
    """A range of hills, or of mountains when `jagged`; returns its outline."""
    steps = 26 if jagged else 14
    phase = rng.uniform(0, 6)
    outline = []
    for step in range(steps + 1):
        x = -reach + 2 * reach * step / steps
        wave = 0.5 + 0.32 * math.sin(phase + step * 0.9) + 0.18 * math.sin(2.3 * phase + step * 2.1)
        lift = rng.uniform(0.55, 1.0) if jagged and step % 2 else rng.uniform(0.2, 0.5) if jagged else wave
        outline.append((x, height * max(0.08, lift)))
    if jagged:
        brush.polygon([(-reach, -50), *outline, (reach, -50)], colour)
    else:
        brush.smooth(
            [
                (-reach * 1.3, -60),
                (-reach * 1.3, height * 0.4),
                *outline,
                (reach * 1.3, height * 0.4),
                (reach * 1.3, -60),
            ],
            colour,
        )
    return outline


def fold_of_ground(brush: Brush, reach: float, height: float, colour: Colour, rng: random.Random) -> None:
    """A gentle rise that hides what is behind its foot: the ground's own parallax."""
    phase, pitch = rng.uniform(0, 6), rng.uniform(0.8, 1.4)
    outline = [
        (-reach + 2 * reach * step / 16, height * (0.5 + 0.5 * math.sin(phase + pitch * step * 0.8)))
        for step in range(17)
    ]
    brush.smooth([(-reach * 1.2, -30), (-reach * 1.2, 0), *outline, (reach * 1.2, 0), (reach * 1.2, -30)], colour)


def _sun_side(brush: Brush) -> float:
    orb = brush.light.orb
    return 1.0 if orb is None or orb.x >= 0 else -1.0
