"""Planes and rows: how the places put recorded drawings at a depth, on the ground, and things side by side."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable

import skia

from sora_widgets.animatic.brush import Brush, record
from sora_widgets.animatic.colour import Colour, lighter
from sora_widgets.animatic.figures import draw_figure
from sora_widgets.animatic.layers import Layer, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.stage import Stage, View

__all__ = ["aside_m", "cast_of", "dots", "grown", "in_a_row", "lying", "oval", "put", "slabs", "strip", "upright"]

_ORDINARY_FRAME_M = 3.6


def cast_of(scene: Scene) -> frozenset[str]:
    """The kinds of figures in a scene, with what they hold and ride: where it has a tractor, the farm has none."""
    named = {kind for actor in scene.actors for kind in (actor.kind, actor.holds, actor.rides) if kind}
    return frozenset(named | {kind.rpartition("_")[2] for kind in named})  # a steam_train is a train, too


class _SetBrush(Brush):
    """A brush for the set, which knows the cast."""

    def __init__(self, canvas: skia.Canvas, light: Light, distance_m: float, scene: Scene) -> None:
        super().__init__(canvas, light, distance_m)
        self.cast = cast_of(scene)


def upright(
    stage: Stage,
    light: Light,
    depth: float,
    draw: Callable[[Brush, float], object],
    sway: float = 0.0,
    ground: Colour | None = None,
    covers: bool | None = None,
) -> Layer:
    """A recorded plane; `draw` gets a brush and how far to each side it must reach, in metres.

    Planes from 8 m on cover the ground behind them, nearer ones do not, unless `covers` says otherwise.
    """
    picture = _recorded(stage, light, depth + stage.distance, stage.half_reach_m(depth), draw)
    return Layer(depth, picture=picture, sway=sway, covers=depth >= 8 if covers is None else covers, ground=ground)


def lying(stage: Stage, light: Light, far: float, draw: Callable[[Brush, float], object]) -> Layer:
    """A recorded drawing that lies on the ground, up to `far` metres behind the subject.

    `draw` gets a brush whose y is the depth and how far to each side it must reach.
    """
    picture = _recorded(stage, light, stage.distance + 0.25 * max(0.0, far), stage.half_reach_m(far), draw)

    def lay(canvas: skia.Canvas, view: View, seconds: float) -> None:
        canvas.save()
        canvas.concat(skia.Matrix.MakeAll(*stage.floor(view)))
        canvas.drawPicture(picture)
        canvas.restore()

    return Layer(far - 0.01, before=lay)


def _recorded(
    stage: Stage, light: Light, distance_m: float, reach: float, draw: Callable[[Brush, float], object]
) -> skia.Picture:
    return record(light, distance_m, lambda brush: draw(_SetBrush(brush.canvas, light, distance_m, stage.scene), reach))


def strip(stage: Stage, near: float, far: float, colour: Colour, alpha: float = 1.0) -> Ribbon:
    """A band of ground from side to side, between two depths."""
    reach = stage.half_reach_m
    return Ribbon(((near, -reach(near), reach(near)), (far, -reach(far), reach(far))), colour, alpha)


def oval(depth: float, x: float, half: float, deep: float, colour: Colour) -> Ribbon:
    """A flat round patch on the ground, `half` wide to each side and `deep` to the front and the back."""
    shares = (-0.98, -0.85, -0.6, -0.3, 0.0, 0.3, 0.6, 0.85, 0.98)
    return Ribbon(
        tuple((depth + deep * s, x - half * math.sqrt(1 - s * s), x + half * math.sqrt(1 - s * s)) for s in shares),
        colour,
    )


def grown(stage: Stage, least: float = 1.0, growth: float = 0.28) -> float:
    """How much larger than life what stands near the subject is drawn, from `least` on.

    In a wide frame a little, or it would be lost there (more with more `growth`); in a frame for something tiny it
    shrinks with it.
    """
    share = stage.visible_m / _ORDINARY_FRAME_M
    return max(least, share if share < 1 else share**growth)


def aside_m(stage: Stage) -> float:
    """How far the camera goes to a side, or sees by turning: what stands beside the picture must stand that far off."""
    return max(0.0, stage.half_reach_m(0.0) - 0.62 * stage.visible_width_m)


def put(
    brush: Brush,
    kind: str,
    x: float,
    y: float = 0.0,
    size: float = 1.0,
    colour: Colour | None = None,
    facing: str = "right",
    is_one_of_many: bool = False,
) -> None:
    """Set a figure down on the plane, `size` times its natural size, as it is at its first moment.

    Not when the scene has one of this kind itself, unless it `is_one_of_many` that make the place: cars of a car park.
    """
    if isinstance(brush, _SetBrush) and kind in brush.cast and not is_one_of_many:
        return
    brush.canvas.save()
    brush.canvas.translate(x, y)
    brush.canvas.scale(size, size)
    draw_figure(brush, 0.0, Actor(kind, colour=colour), 0.0, facing)
    brush.canvas.restore()


def slabs(brush: Brush, reach: float, stage: Stage, far: float, unit: float, ground: Colour) -> None:
    """Seams of paving from the lens to a depth, for `lying`."""
    seam = lighter(ground, -0.13)
    near, side = -1.15 * stage.distance, 1.2 * unit
    for index in range(-int(reach / side) - 1, int(reach / side) + 2):
        brush.box(index * side, near, 0.035 * unit, far - near, seam)
    for row in range(int(near / side), int(far / side) + 1):
        brush.box(-reach, row * side, 2 * reach, 0.035 * unit, seam)


def dots(
    brush: Brush,
    circles: Iterable[tuple[float, float, float]],
    colour: Colour,
    alpha: float = 1.0,
    glows: bool = False,
) -> None:
    """Many circles (x, y, radius) of one colour at the price of one shape."""
    path = skia.Path()
    for x, y, radius in circles:
        path.addCircle(x, y, radius)
    brush.path(path, colour, alpha, glows)


def in_a_row(
    reach: float, rng: random.Random, spacing: float, draw: Callable[[float], None], clear: float = 0.0
) -> None:
    """Call `draw` at places about `spacing` metres apart, all across; `clear` metres in the middle stay empty."""
    x = -reach + rng.uniform(0, spacing)
    while x < reach:
        if abs(x) > clear:
            draw(x)
        x += spacing * rng.uniform(0.6, 1.4)
