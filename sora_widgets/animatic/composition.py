"""How a place is composed for the camera: alike on both sides, with lines on the ground that lead the eye. Over Skia.

Answers for the terms of composition that move scenery. Where the subject is in the frame is `framing`'s.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace

import skia

from sora_widgets.animatic.colour import lighter
from sora_widgets.animatic.layers import Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage, View

__all__ = ["composed"]

_WIDE_M = 4000.0
_FAR_M = 120.0
_WAY = 0.55  # half the width of the frame that a path has at its lower edge
_DAPPLES = 200
_SHADED = (0.02, 0.06, 0.05)


def composed(place: Place, stage: Stage, light: Light) -> Place:
    """The place as the scene's composition wants it; the one given when it says nothing of scenery.

    Args:
        place: as it was built.
        stage: the clip's.
        light: that the ground is seen in.
    """
    terms = stage.scene.terms
    if "symmetrical" in terms:
        layers = [_alike(layer) for layer in place.layers]
        place = replace(place, layers=layers, ribbons=[each for one in place.ribbons for each in _on_both_sides(one)])
    if "leading_lines" in terms:
        place = replace(place, ribbons=[*place.ribbons, *_leading(place, stage)])
    if "diagonal" in terms:
        place = replace(place, ribbons=[*place.ribbons, _across(place, stage)])
    if "dappled" in terms and not place.indoor:
        place = replace(place, layers=[*place.layers, _dapples(stage, light)])
    return place


def _alike(layer: Layer) -> Layer:
    """The right half of a layer, and its image on the left."""
    if layer.picture is None:
        return layer
    recorder = skia.PictureRecorder()
    bounds = skia.Rect(-_WIDE_M, -_WIDE_M, _WIDE_M, _WIDE_M)
    canvas = recorder.beginRecording(bounds)
    for side in (1, -1):
        canvas.save()
        canvas.scale(side, 1)
        canvas.clipRect(skia.Rect(0, -_WIDE_M, _WIDE_M, _WIDE_M))
        canvas.drawPicture(layer.picture)
        canvas.restore()
    return replace(layer, picture=recorder.finishRecordingAsPicture(), drift_mps=0.0, sway=0.0)


def _on_both_sides(ribbon: Ribbon) -> tuple[Ribbon, Ribbon]:
    return ribbon, replace(ribbon, edges=tuple((depth, -right, -left) for depth, left, right in ribbon.edges))


def _leading(place: Place, stage: Stage) -> tuple[Ribbon, Ribbon]:
    """Two bright lines from the lower corners that meet behind the subject's feet, where the horizon is."""
    near = -0.72 * stage.distance
    half = _WAY * stage.visible_width_m
    line = 0.22 * half
    colour = lighter(place.ground, 0.42)

    def edge(side: int) -> Ribbon:
        inner, outer = sorted((side * half, side * (half + line)))
        far = 0.2 * line
        return Ribbon(((_FAR_M, -far, far), (near, inner, outer)), colour)

    return edge(-1), edge(1)


def _across(place: Place, stage: Stage) -> Ribbon:
    """A bright way from the near left to the far right, under the subject's feet."""
    near, far = -0.72 * stage.distance, 2.5 * stage.distance
    wide = 0.16 * stage.visible_width_m
    left = -0.62 * stage.visible_width_m
    slope = left / near

    def at(depth: float) -> tuple[float, float, float]:
        return depth, depth * slope - 0.5 * wide, depth * slope + 0.5 * wide

    return Ribbon((at(far), at(near)), lighter(place.ground, 0.34))


def _dapples(stage: Stage, light: Light) -> Layer:
    """Spots of sun on shaded ground, as leaves let them through."""
    rng = random.Random(stage.scene.seed + 11)
    near, far = -0.9 * stage.distance, 7.5
    reach = stage.half_reach_m(far)
    unit = 0.10 * min(4.0, stage.visible_m)
    spots = [
        (rng.uniform(-reach, reach), rng.uniform(near, far), unit * rng.uniform(0.4, 1.3), rng.uniform(0, math.tau))
        for _ in range(_DAPPLES)
    ]
    shade = skia.Paint()
    sun = skia.Paint(AntiAlias=True, Color=light.ink((1.0, 0.96, 0.74), 0.55))

    def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
        path = skia.Path()
        for x, z, size, phase in spots:
            along = x + 0.25 * size * math.sin(0.9 * seconds + phase)
            path.addOval(skia.Rect(along - size, z - 0.7 * size, along + size, z + 0.7 * size))
        canvas.save()
        canvas.concat(skia.Matrix.MakeAll(*stage.floor(view)))
        for first, last, alpha in ((near, 0.25 * far, 0.42), (0.25 * far, 0.6 * far, 0.30), (0.6 * far, far, 0.16)):
            shade.setColor(light.ink(_SHADED, alpha))  # it ends softly
            canvas.drawRect(skia.Rect(-reach, first, reach, last), shade)
        canvas.drawPath(path, sun)
        canvas.restore()

    return Layer(far, before=draw)
