"""A crowd: many people, each told in a few strokes, near ones in front."""

from __future__ import annotations

import random
from functools import lru_cache

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.poses import pose_of
from sora_widgets.animatic.figures.skeleton import Build, solve
from sora_widgets.animatic.figures.strokes import limb, stamp
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODY", "draw_crowd"]

BODY = Body(1.78, 0.27, 1.62, 3.6)
_SKINS = (rgb("#efbf9c"), rgb("#74492f"), rgb("#d99f76"), rgb("#a86f4a"))
_HAIRS = (rgb("#33251e"), rgb("#1f1a1a"), rgb("#7a4a2a"), rgb("#b9b4ad"), rgb("#d0a050"))
_TOPS = tuple(
    rgb(code) for code in ("#3f6e93", "#c94f3d", "#e0a33a", "#4f9a63", "#8a5fae", "#57606e", "#d9775f", "#2f8a8a")
)
_BOTTOMS = tuple(rgb(code) for code in ("#38445a", "#4a423c", "#5a5f6b", "#6b4f3f"))
_TRUNK = (
    (-1.0, -0.15),
    (-1.05, 0.5),
    (-1.12, 0.92),
    (-0.4, 1.06),
    (0.4, 1.06),
    (1.12, 0.92),
    (1.05, 0.5),
    (1.0, -0.15),
)
_HAIR = ((-0.95, -0.3), (-1.08, 0.5), (-0.5, 1.15), (0.4, 1.18), (1.0, 0.7), (0.85, 0.35), (0.2, 0.6), (-0.45, 0.2))


@lru_cache(maxsize=8)
def _people(seed: int) -> tuple[tuple[float, float, Build, tuple[Colour, ...], float, str], ...]:
    """Place across, height above the ground (farther ones stand higher), build, colours, lead in time, walk or gesture."""
    rng = random.Random(seed)
    row = []
    for rank, (count, back) in enumerate(((4, 0.26), (4, 0.13), (3, 0.0))):
        for index in range(count):
            height = rng.uniform(1.55, 1.85) * (0.94 + 0.03 * rank)
            build = Build(height, 0.27, 0.455 * height, 0.38 * height, 0.088 * height, 0.04 * height, 0.035 * height)
            x = (index - (count - 1) / 2) * (3.4 / count) + rng.uniform(-0.16, 0.16)
            colours = (rng.choice(_SKINS), rng.choice(_HAIRS), rng.choice(_TOPS), rng.choice(_BOTTOMS))
            row.append((x, back, build, colours, rng.uniform(0.0, 3.0), rng.choice(("talk", "stand", "look", "stand"))))
    return tuple(row)


def draw_crowd(brush: Brush, seconds: float, actor: Actor) -> None:
    """Eleven people around the origin, all doing what the actor does, none in step."""
    canvas = brush.canvas
    for x, back, build, colours, lead, idle in _people(actor.place_in_row + 3):
        canvas.save()
        canvas.translate(x, back)
        action = idle if actor.action == "stand" else actor.action
        tone = tuple(mix(colour, brush.light.haze, 0.5 * back) for colour in colours)
        if actor.colour:
            tone = (tone[0], tone[1], mix(tone[2], actor.colour, 0.7), tone[3])
        _one(brush, seconds + lead, Actor("man", action), build, tone)
        canvas.restore()


def _one(brush: Brush, seconds: float, actor: Actor, build: Build, colours: tuple[Colour, ...]) -> None:
    skin, hair, top, bottom = colours
    joints = solve(pose_of(actor, seconds, build), build)
    thick = 0.052 * build.height
    limb(
        brush,
        [joints.far_shoulder, joints.far_elbow, joints.far_hand],
        [1.3 * thick, 1.1 * thick, 0.8 * thick],
        lighter(top, -0.18),
    )
    limb(
        brush,
        [joints.far_hip, joints.far_knee, joints.far_foot],
        [1.8 * thick, 1.4 * thick, 1.1 * thick],
        lighter(bottom, -0.15),
    )
    limb(brush, [joints.near_hip, joints.near_knee, joints.near_foot], [1.8 * thick, 1.4 * thick, 1.1 * thick], bottom)
    stamp(brush, _TRUNK, top, joints.hip, (0.92 * build.shoulders, build.trunk), -joints.lean)
    x, y = joints.head
    r = 0.5 * build.head
    brush.ellipse(x, y, 0.84 * r, r, skin)
    stamp(brush, _HAIR, hair, (x, y), r, -joints.tilt)
    brush.circle(x + 0.22 * r, y, 0.10 * r, rgb("#2c211f"))
    brush.circle(x + 0.58 * r, y, 0.09 * r, rgb("#2c211f"))
    limb(
        brush,
        [joints.near_shoulder, joints.near_elbow, joints.near_hand],
        [1.35 * thick, 1.1 * thick, 0.8 * thick],
        lighter(top, 0.04),
    )
