"""Trees, bushes, grass and hills, as flat shapes with one lit side."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.places.planes import dots, in_a_row

__all__ = ["bush", "conifer", "fold_of_ground", "palm", "poplar", "reeds", "ridge", "round_tree", "tree_line", "turf"]

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


def conifer(brush: Brush, x: float, height: float, snow: float = 0.0) -> None:
    """A pine in three skirts; `snow` whitens their upper sides."""
    brush.box(x - height * 0.022, 0, height * 0.044, height * 0.2, BARK)
    for base, top, half in ((0.10, 0.52, 0.21), (0.32, 0.75, 0.165), (0.56, 1.0, 0.115)):
        low, high, wide = base * height, top * height, half * height
        brush.polygon([(x - wide, low), (x, high), (x + wide, low)], PINE)
        side = _sun_side(brush)
        brush.polygon([(x, high), (x + side * wide, low), (x + side * wide * 0.25, low)], lighter(PINE, 0.10))
        if snow:
            brush.polygon(
                [(x - wide * 0.45, (low + high) / 2), (x, high), (x + wide * 0.45, (low + high) / 2)],
                rgb("#f3f7fa"),
                snow,
            )


def palm(brush: Brush, x: float, height: float, lean: float) -> None:
    """A beach palm that leans by `lean` (share of its height)."""
    top = (x + lean * height, height)
    bend, half = (x + lean * height * 0.2, height * 0.6), 0.02 * height
    trunk = skia.Path()
    trunk.moveTo(x - 1.4 * half, 0)
    trunk.quadTo(bend[0] - half, bend[1], top[0] - 0.8 * half, top[1])
    trunk.lineTo(top[0] + 0.8 * half, top[1])
    trunk.quadTo(bend[0] + half, bend[1], x + 1.4 * half, 0)
    brush.path(trunk, rgb("#8a6a48"))
    sunny, shady, broad = skia.Path(), skia.Path(), 0.03 * height
    for angle in (-2.9, -2.4, -0.2, 0.25, -1.2, -0.7, 0.9, 2.3, 1.6):
        tip = (top[0] + math.cos(angle) * height * 0.36, top[1] + math.sin(angle) * height * 0.15 - height * 0.05)
        arch = (top[0] + math.cos(angle) * height * 0.2, top[1] + height * 0.11 + math.sin(angle) * height * 0.08)
        frond = sunny if angle < 0.5 else shady
        frond.moveTo(*top)
        frond.quadTo(arch[0], arch[1] + broad, *tip)
        frond.quadTo(arch[0], arch[1] - broad, *top)
    brush.path(sunny, rgb("#3d8b4a"))
    brush.path(shady, rgb("#2f7541"))
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


def turf(
    brush: Brush,
    reach: float,
    rng: random.Random,
    height: float,
    leaf: Colour,
    every: float,
    bloom: float = 0.0,
    clear: float = 0.0,
) -> None:
    """A row of tufts of grass; with probability `bloom` a flower stands among the blades."""
    blades = skia.Path()
    flowers: dict[Colour, list[tuple[float, float, float]]] = {}

    def tuft(x: float) -> None:
        tall = height * rng.uniform(0.55, 1.15)
        for _ in range(4):
            lean, foot = rng.uniform(-0.5, 0.5) * tall, x + rng.uniform(-0.3, 0.3) * tall
            _blade(blades, foot, 0.07 * tall, foot + lean, tall * rng.uniform(0.7, 1.0))
        if rng.random() < bloom:
            _blade(blades, x, 0.035 * tall, x + 0.1 * tall, 1.2 * tall)
            flowers.setdefault(rng.choice(_BLOOMS), []).append((x + 0.1 * tall, 1.2 * tall, 0.15 * tall))

    in_a_row(min(reach, 60 * every), rng, every, tuft, clear)
    _fine(brush, blades, leaf)
    for colour, heads in flowers.items():
        dots(brush, heads, colour)


def reeds(brush: Brush, reach: float, rng: random.Random, unit: float, leaf: Colour, every: float = 1.9) -> None:
    """Tufts of reeds with brown heads, clear of the middle."""
    blades, heads = skia.Path(), skia.Path()

    def tuft(x: float) -> None:
        for _ in range(5):
            foot, high = x + rng.uniform(-0.3, 0.3) * unit, unit * rng.uniform(0.35, 1.0)
            tip = foot + rng.uniform(-0.13, 0.13) * unit
            _blade(blades, foot, 0.02 * unit, tip, high)
            if rng.random() < 0.38:
                heads.addOval(skia.Rect(tip - 0.04 * unit, high - 0.05 * unit, tip + 0.04 * unit, high + 0.17 * unit))

    in_a_row(reach, rng, every * unit, tuft, clear=0.9 * unit)
    _fine(brush, blades, leaf)
    _fine(brush, heads, rgb("#6b4630"))


def _blade(path: skia.Path, foot: float, half: float, tip: float, high: float) -> None:
    path.addPoly([skia.Point(foot - half, -0.02), skia.Point(tip, high), skia.Point(foot + half, -0.02)], True)


def _fine(brush: Brush, path: skia.Path, colour: Colour) -> None:
    """Many blades at the price of one shape; no pen draws a line around each."""
    Brush(brush.canvas, replace(brush.light, trace=None), brush.distance_m).path(path, colour)


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
    steps = 17 if jagged else 14
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
