"""What a scene has in the fine version and not in the draft: air, round figures, fuller colours, a shutter. Over Skia.

The draft is flat planes. Here the air between them is seen, and the cast is rounded by its light and stands in its own
soft shadow; what is laid over the finished frame is in `glass`. Styles that imitate a drawing stay drawings: see
`is_filmed`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import skia

from sora_widgets.animatic.brush import Brush, record
from sora_widgets.animatic.cast import Stand
from sora_widgets.animatic.colour import Colour, lighter, mix
from sora_widgets.animatic.grading import Grade
from sora_widgets.animatic.layers import Layer, Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage, View
from sora_widgets.animatic.style import style_of

__all__ = ["air_layers", "exposures_of", "is_filmed", "is_from_right", "modelled", "rich"]

_BLACK: Colour = (0.02, 0.02, 0.05)
_WHITE: Colour = (1.0, 0.98, 0.92)
_STRIPS, _MOST_STRIPS, _STRIP_PX = 14, 110, 4.0  # as many as make steps finer than the eye
_SHADE, _SHINE, _FOOT = 0.46, 0.34, 0.22  # opacity at a figure's dark side, its bright side, its feet
_AIR_M, _AIR, _AIR_FRAMES = (70.0, 20.0), 0.22, 0.15  # where air is seen, how dense, how many frame heights high
_RICH = Grade(contrast=1.08, saturation=1.18)  # what air and light wash out is put back
_AIRLESS = ("space", "sky", "underwater")
_RISING = frozenset({"launch", "rise", "take_off"})
_MOVED_PX = 4.0  # what the picture of a moving camera passes while the shutter is open


def is_filmed(stage: Stage) -> bool:
    """Whether the style imitates a camera, and not a hand."""
    style = style_of(stage.scene)
    return style.trace is None and not style.block and style.texture in ("", "scanlines")


def rich(light: Light, stage: Stage) -> Light:
    """The light with fuller colours."""
    return replace(light, grades=(_RICH, *light.grades)) if is_filmed(stage) else light


def exposures_of(stage: Stage, before: View, after: View) -> int:
    """How many moments a frame is the mean of: a camera at rest leaves little to blur.

    Args:
        stage: the clip's.
        before: the camera when the shutter opens.
        after: the camera when it closes.
    """
    passed = 0.0
    for depth in (0.0, 20.0):
        first, last = stage.projector(before)(depth), stage.projector(after)(depth)
        if first is not None and last is not None:
            passed = max(passed, math.hypot(last[1] - first[1], last[2] - first[2]))
    return 3 if passed > _MOVED_PX * stage.height / 720 else 2


def air_layers(stage: Stage, light: Light, place: Place) -> list[Layer]:
    """Air between the planes of a place out of doors."""
    if not is_filmed(stage) or stage.framing.pitch or place.indoor or stage.scene.place in _AIRLESS:
        return []
    return [_air(stage, light, depth) for depth in _AIR_M]


def modelled(stage: Stage, light: Light, stands: Sequence[Stand], layers: Sequence[Layer]) -> list[Layer]:
    """The cast with a bright and a dark side, each over its own soft shadow.

    Args:
        stage: the clip's.
        light: that the cast is seen in.
        stands: where everybody is; a layer for each.
        layers: as the draft has them.
    """
    if not is_filmed(stage) or "silhouette" in stage.scene.terms:
        return list(layers)
    return [
        layer
        if stand.aloft or stand.body.habitat == "sky" or layer.animate is None
        else _round(stage, light, stand, layer)
        for stand, layer in zip(stands, layers, strict=True)
    ]


def is_from_right(light: Light) -> bool:
    """Whether the light comes from the right; where none is seen, it comes from the left."""
    return light.orb is not None and light.orb.x > 0


def _air(stage: Stage, light: Light, depth: float) -> Layer:
    """A bank that is densest at the foot of what stands behind it."""
    away = depth + stage.distance
    tall = _AIR_FRAMES * stage.height * away / stage.focal
    reach = 1.1 * stage.half_reach_m(depth)
    colour = lighter(light.haze, 0.12)

    def draw(brush: Brush) -> None:
        step = tall / _STRIPS
        for index in range(_STRIPS):
            share = (1 - index / _STRIPS) ** 1.6
            brush.box(-reach, index * step, 2 * reach, step, colour, _AIR * share, glows=True)
            if index < _STRIPS // 3:  # it lies on the ground before it, too
                brush.box(
                    -reach, -(index + 1) * step, 2 * reach, step, colour, _AIR * (1 - 3 * index / _STRIPS), glows=True
                )

    return Layer(depth, picture=record(light, away, draw))


def _round(stage: Stage, light: Light, stand: Stand, layer: Layer) -> Layer:
    body = stand.body
    tall, half = body.height, 0.5 * max(body.length, 0.42 * body.height)
    shade = light.ink(mix(_BLACK, light.sky[0], 0.18))
    shine = light.ink(light.orb.colour if light.orb is not None else _WHITE)
    side = 1 if is_from_right(light) else -1
    raised = stage.altitude_m if not stand.y and body.habitat in ("air", "water") else 0.0
    bottom = stand.y + raised
    inside = skia.Paint(BlendMode=skia.BlendMode.kSrcATop)
    above = tall * (20.0 if stand.actor.action in _RISING else 2.0)  # what leaves this box is not drawn
    animate = layer.animate
    assert animate is not None, "the caller looked"

    def draw(brush: Brush, seconds: float) -> None:
        canvas = brush.canvas
        x = stand.x + (stage.subject_at(seconds)[0] if stand.goes_along else 0.0)
        if body.habitat == "ground" and not raised:
            _contact(brush, x, bottom, half)
        beside = 3 * half + 0.6 * tall  # with room for what it holds and how far it jumps
        around = skia.Rect(x - beside, bottom - 0.4 * tall, x + beside, bottom + above)
        canvas.saveLayer(around)
        canvas.save()
        animate(brush, seconds)
        canvas.restore()
        _shade(canvas, inside, (x, bottom, half, tall), side, shade, shine)
        canvas.restore()

    return replace(layer, animate=draw)


def _shade(
    canvas: skia.Canvas,
    paint: skia.Paint,
    box: tuple[float, float, float, float],
    side: int,
    shade: int,
    shine: int,
) -> None:
    """Strips from the bright side to the dark one, and up from the feet, over what is drawn alone."""
    x, bottom, half, tall = box
    count = round(min(_MOST_STRIPS, max(_STRIPS, 2 * half * canvas.getTotalMatrix().getScaleX() / _STRIP_PX)))
    width = 2 * half / count
    for index in range(-count // 4, count + count // 4):
        place = min(1.0, max(-1.0, side * ((index + 0.5) / count * 2 - 1)))  # 1 at the bright side
        opacity = (_SHINE if place > 0 else _SHADE) * abs(place) ** 1.5
        if opacity < 0.02:
            continue
        paint.setColor(((shine if place > 0 else shade) & 0xFFFFFF) | round(255 * opacity) << 24)
        left = x - half + index * width
        canvas.drawRect(skia.Rect(left, bottom - 0.1 * tall, left + width, bottom + 1.3 * tall), paint)
    step = 0.45 * tall / count
    for index in range(count):
        paint.setColor((shade & 0xFFFFFF) | round(255 * _FOOT * (1 - index / count)) << 24)
        canvas.drawRect(
            skia.Rect(x - 3 * half, bottom + index * step, x + 3 * half, bottom + (index + 1) * step), paint
        )


def _contact(brush: Brush, x: float, y: float, half: float) -> None:
    """The soft dark spot where it touches the ground."""
    for step in range(9):
        share = 0.95 - 0.09 * step
        brush.ellipse(x, y, half * share, 0.15 * half * share, _BLACK, 0.045, glows=True)
