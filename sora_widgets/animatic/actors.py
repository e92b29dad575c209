"""The cast as layers: each figure on its plane, its shadow on the ground, a kite on its string. Over Skia."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.cast import Stand
from sora_widgets.animatic.colour import Colour, mix
from sora_widgets.animatic.exposure import Edge, edge_of
from sora_widgets.animatic.figures import BODIES, draw_figure, hand_of
from sora_widgets.animatic.figures.things import THINGS, offset_of
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.waters import is_afloat
from sora_widgets.animatic.stage import Body, Stage, View
from sora_widgets.prompts.camera_words import word_set

__all__ = ["SHADE", "layers_of"]

SHADE: Colour = (0.05, 0.07, 0.16)
"""Of shadows on the ground."""

_GROUNDLESS = word_set("space sky underwater")
_SKY_SHARE = 0.042  # of the frame's height, for each metre of what is drawn in the sky
_SKY_LEAST = 0.13  # of the frame's height, whatever its measures
_SKY_HAZED_M = 18.0  # what shines in the sky is seen through little air
_LYING = word_set("sleep push_up crawl swim")


def layers_of(stage: Stage, light: Light, stands: Sequence[Stand]) -> list[Layer]:
    """A layer for each actor.

    Args:
        stage: the clip's.
        stands: where everybody is, the main one first.
        light: that figures are seen in, which is a little better than the place's.
    """
    layers = []
    edge = edge_of(light, stage)
    for index, stand in enumerate(stands):
        if stand.actor.kind == "kite" and index and _holds_string(stands[0]):
            layers.append(_kite(stage, light, stand, stands[0]))
        else:
            layers.append(_figure(stage, light, stand, edge, is_main=not index))
    return layers


def _holds_string(main: Stand) -> bool:
    return main.actor.action == "fly_kite" or (main.body.head_height > 0.2 and main.body.height < 2.6)


def _figure(stage: Stage, light: Light, stand: Stand, edge: Edge | None, is_main: bool) -> Layer:
    actor, body = stand.actor, stand.body
    x, y = stand.x, stand.y + (stage.altitude_m if is_main or body.habitat in ("air", "water") else 0.0)
    if stand.aloft:
        x, y = _aloft(stage, stand)

    def place(seconds: float) -> float:
        return x + (stage.subject_at(seconds)[0] if stand.goes_along else 0.0)

    grown = _apparent(stage, stand)
    hazed_m = _SKY_HAZED_M if body.habitat == "sky" else math.inf

    def animate(brush: Brush, seconds: float) -> None:
        brush.canvas.translate(place(seconds), y)
        brush.canvas.scale(grown, grown)
        speed = stage.gone_mps(seconds) if stand.goes_along else 0.0

        def draw(seen_in: Light) -> None:
            away = Brush(brush.canvas, seen_in, min(brush.distance_m, hazed_m))
            draw_figure(away, seconds, actor, speed, stand.facing)

        if edge is not None and body.habitat != "sky":
            _draw_edged(brush.canvas, light, edge, body, draw)
        else:
            draw(light)

    has_shadow = not (stand.aloft or y > 0.05 + stand.y or stage.scene.place in _GROUNDLESS or is_afloat(stage))
    if not has_shadow or stand.y or body.habitat == "sky":
        return Layer(stand.z, animate=animate, goes_along=stand.goes_along)

    still = BODIES[actor.kind] if actor.kind in THINGS else body

    def shade(canvas: skia.Canvas, view: View, seconds: float) -> None:
        aside, up = offset_of(actor, seconds) if actor.kind in THINGS else (0.0, 0.0)
        canvas.save()
        canvas.concat(_matrix(stage.floor(view)))
        canvas.translate(place(seconds) + aside, stand.z + (stage.subject_at(seconds)[1] if stand.goes_along else 0.0))
        lies = actor.action in _LYING
        fading = max(0.25, 1 - up / (2 * still.height))  # what is thrown up takes its shadow with it
        _shadow(canvas, light, body.length if lies else still.length, (0.3 if lies else 1.0) * still.height, fading)
        canvas.restore()

    return Layer(stand.z, animate=animate, before=shade, goes_along=stand.goes_along)


def _draw_edged(canvas: skia.Canvas, light: Light, edge: Edge, body: Body, draw: Callable[[Light], None]) -> None:
    """The figure with a rim behind it, or with the crescent that is left of its dark self when it is moved away."""
    size = min(body.height, 2.5 * max(body.length, 0.3 * body.height))
    right, up = edge.right * size, edge.up * size
    if edge.is_outside:
        canvas.translate(right, up)
        draw(edge.light)
        canvas.translate(-right, -up)
        draw(light)
        return
    draw(light)
    reach = max(0.38 * body.height, 0.62 * body.length)
    bounds = skia.Rect(-reach, -0.1 * reach, reach, body.height + 0.3 * reach)
    canvas.saveLayer(bounds)
    draw(edge.light)
    canvas.saveLayer(bounds, skia.Paint(BlendMode=skia.BlendMode.kDstOut))
    canvas.translate(-right, -up)
    draw(edge.light)
    canvas.restore()
    canvas.restore()


def _apparent(stage: Stage, stand: Stand) -> float:
    """How much larger than its measures a thing of the sky is drawn, whose true size and distance are out of reach."""
    if stand.body.habitat != "sky" or not stand.aloft:
        return 1.0
    scale = stage.focal / (stand.z + stage.distance)
    return max(_SKY_SHARE, _SKY_LEAST / stand.body.height) * stage.height / scale


def _aloft(stage: Stage, stand: Stand) -> tuple[float, float]:
    """Metres on its plane of what hangs in the upper part of the unmoved frame."""
    rest = stage.rest
    scale = stage.focal / (stand.z + stage.distance)
    x = rest.x + stand.x * stage.width / scale
    middle = rest.y + (stand.aloft - 0.5 + rest.tilt) * stage.height / scale
    tall = stand.body.height * _apparent(stage, stand)
    return x, max(middle - 0.5 * tall, 0.3 * tall)


def _kite(stage: Stage, light: Light, stand: Stand, holder: Stand) -> Layer:
    """In the sky, up and to the right, on a string that ends in the holder's hand."""
    depth = 0.9 * stage.distance
    rest = stage.rest
    scale = stage.focal / (depth + stage.distance)
    x = rest.x + 0.25 * stage.width / scale
    y = rest.y + (0.5 - 0.20 + rest.tilt) * stage.height / scale
    size = max(1.0, 0.17 * stage.height / scale / 1.3)
    string = light.ink(mix(light.haze, (1.0, 1.0, 1.0), 0.5), 0.9)
    line = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, Color=string)

    def place(seconds: float) -> tuple[float, float]:
        moved = stage.subject_at(seconds)[0]
        return (
            x + moved + 0.10 * size * math.sin(seconds * 1.3),
            y + 0.16 * size * math.sin(seconds * 1.9 + 0.6),
        )

    def draw_string(canvas: skia.Canvas, view: View, seconds: float) -> None:
        near, far = stage.plane(view, holder.z + stage.subject_at(seconds)[1]), stage.plane(view, depth)
        if near is None or far is None:
            return
        hand = hand_of(holder.actor, seconds)
        moved = stage.subject_at(seconds)[0]
        start = _matrix(near).mapXY(hand[0] + moved + holder.x, hand[1] + holder.y)
        end = _matrix(far).mapXY(*place(seconds))
        path = skia.Path()
        path.moveTo(start)
        low = max(start.y(), end.y()) - 0.30 * abs(start.y() - end.y())
        path.quadTo(skia.Point((start.x() + end.x()) / 2, low), end)
        line.setStrokeWidth(max(1.0, stage.height / 520))
        canvas.drawPath(path, line)

    def animate(brush: Brush, seconds: float) -> None:
        brush.canvas.translate(*place(seconds))
        brush.canvas.scale(size, size)
        draw_figure(Brush(brush.canvas, light, 0.4 * stage.distance), seconds, stand.actor)

    return Layer(depth, animate=animate, before=draw_string)


def _shadow(canvas: skia.Canvas, light: Light, length: float, height: float, strength: float) -> None:
    """On the ground, at the origin, in metres: a spot underfoot, and the long one that the sun behind casts."""
    half = 0.44 * max(length, 0.26 * height)
    deep = min(half, 0.22 * max(length, height))
    paint = skia.Paint(AntiAlias=True, Color=light.ink(SHADE, light.shadow * strength))
    canvas.drawOval(skia.Rect(-half, -deep, half, deep), paint)
    reach = light.shadow_stretch * min(height, 2.5)
    if abs(reach) <= 0.5 * height:
        return
    near = -0.55 * abs(reach) if light.orb is not None else 0.25 * abs(reach)
    path = skia.Path()
    points = [
        (-0.7 * half, 0.3 * deep),
        (0.7 * half, 0.3 * deep),
        (0.75 * half + reach, near),
        (reach, near * 1.12),
        (reach - 0.5 * half, near),
        (-0.8 * half, -0.3 * deep),
    ]
    start = _middle(points[-1], points[0])
    path.moveTo(*start)
    for index, point in enumerate(points):
        path.quadTo(*point, *_middle(point, points[(index + 1) % len(points)]))
    paint.setColor(light.ink(SHADE, light.shadow * strength * 0.55))
    canvas.drawPath(path, paint)


def _middle(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    return ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)


def _matrix(rows: tuple[float, ...]) -> skia.Matrix:
    return skia.Matrix.MakeAll(*rows)
