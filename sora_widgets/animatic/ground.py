"""The ground between the upright planes: bands that fade with distance, strips and glints on it.

It is drawn in slices, from the far plane to the near one, so that a path disappears behind a rise
and comes out again in front of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import skia

from sora_widgets.animatic.colour import Colour, mix
from sora_widgets.animatic.layers import Layer, Place, Ribbon
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage, View

__all__ = ["Ground"]

Projector = Callable[[float], "tuple[float, float, float] | None"]
_SNOW: Colour = (0.93, 0.95, 0.98)
_BAND_PX = 10.0
_INFINITELY_FAR = 1e6


class Ground:
    """One place's ground, drawn along with its layers: `begin`, `advance` before each, `finish`."""

    def __init__(self, stage: Stage, light: Light, place: Place, layers: list[Layer]) -> None:
        self._stage, self._light, self._place = stage, light, place
        self._paint = skia.Paint(AntiAlias=False)
        self._edge = skia.Paint(AntiAlias=True)
        self._line = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
        is_white = "snow" in stage.scene.weather and not place.indoor and not place.glints
        self._snowed = 0.62 if is_white else 0.0
        self._tones: dict[tuple[Colour, int], int] = {}
        depths = sorted({layer.depth for layer in layers if layer.covers}, reverse=True)
        bounds = [_INFINITELY_FAR, *depths, -_INFINITELY_FAR]
        self._slices = [
            (
                [cut for cut in (_cut(ribbon, near, far) for ribbon in place.ribbons) if cut is not None],
                [dash for glints in place.glints for dash in glints.dashes if near <= dash[0] < far],
            )
            for far, near in pairwise(bounds)
        ]
        self._feet_of = depths
        self._lowest = stage.height * 1.35
        self._colour = place.far_ground
        self._pending: float | None = None
        self._next = 0

    def begin(self, canvas: skia.Canvas, view: View) -> None:
        self._colour = self._place.far_ground
        self._pending = self._stage.horizon_y(view)
        self._next = 0

    def advance(self, canvas: skia.Canvas, view: View, project: Projector, layer: Layer, seconds: float) -> None:
        """Draw the ground in front of the last covering layer, if that is not done yet; then comes `layer`."""
        foot = None
        if layer.covers:
            placed = project(layer.depth)
            foot = self._lowest if placed is None else placed[2]
        if self._pending is not None:
            near = self._next < len(self._feet_of) and self._feet_of[self._next]
            placed = project(near) if near else None
            self._slice(canvas, view, project, seconds, self._pending, self._lowest if placed is None else placed[2])
            self._pending = None
        if foot is not None:
            self._pending = foot
        if layer.ground is not None:
            self._colour = layer.ground

    def finish(self, canvas: skia.Canvas, view: View, project: Projector, seconds: float) -> None:
        """Draw what is left when the nearest layer was a covering one."""
        if self._pending is not None:
            self._slice(canvas, view, project, seconds, self._pending, self._lowest)

    def _slice(
        self, canvas: skia.Canvas, view: View, project: Projector, seconds: float, top: float, bottom: float
    ) -> None:
        stage, paint = self._stage, self._paint
        horizon = stage.horizon_y(view)
        reach = stage.focal * view.zoom * max(0.02, view.y)
        left, right = -0.35 * stage.width, 1.35 * stage.width
        y = top
        while y < bottom:
            step = max(_BAND_PX, 0.06 * (y - horizon))
            paint.setColor(self._tone(self._colour, reach / max(1.0, y + step / 2 - horizon)))
            canvas.drawRect(skia.Rect(left, y, right, y + step + 1), paint)
            y += step
        ribbons, dashes = self._slices[self._next]
        self._next += 1
        for ribbon in ribbons:
            self._ribbon(canvas, view, project, ribbon)
        if dashes:
            self._glints(canvas, project, dashes, seconds)

    def _tone(self, colour: Colour, distance_m: float) -> int:
        step = int(12 * math.log2(max(0.05, distance_m))) if distance_m < 1e5 else 999
        wanted = (colour, step)
        if wanted not in self._tones:
            near = mix(mix(colour, self._place.ground, max(0.0, 1 - distance_m / 9.0)), _SNOW, self._snowed)
            self._tones[wanted] = self._light.ink(self._light.surface(near, distance_m))
        return self._tones[wanted]

    def _ribbon(self, canvas: skia.Canvas, view: View, project: Projector, ribbon: Ribbon) -> None:
        nearest = view.z + 0.13 * self._stage.distance
        lefts, rights = [], []
        distance = 0.0
        last: tuple[float, float, float] | None = None
        for edge in ribbon.edges:
            if edge[0] < nearest:
                last = edge
                continue
            if last is not None:
                share = (nearest - last[0]) / (edge[0] - last[0])
                first = (nearest, *(low + (high - low) * share for low, high in zip(last[1:], edge[1:], strict=True)))
                last = None
                points = [(first[0], first[1], first[2]), edge]
            else:
                points = [edge]
            for depth, left, right in points:
                placed = project(depth)
                if placed is None:
                    continue
                scale, x, y = placed
                lefts.append(skia.Point(x + scale * left, y))
                rights.append(skia.Point(x + scale * right, y))
                distance = depth - view.z
        if len(lefts) < 2:
            return
        path = skia.Path()
        path.addPoly([*lefts, *reversed(rights)], True)
        colour = ribbon.colour if ribbon.glows else self._light.surface(ribbon.colour, distance * 0.7)
        self._edge.setColor(self._light.ink(colour, ribbon.alpha))
        canvas.drawPath(path, self._edge)

    def _glints(
        self, canvas: skia.Canvas, project: Projector, dashes: list[tuple[float, float, float, float]], seconds: float
    ) -> None:
        stage = self._stage
        points = []
        widest = 0.0
        for depth, x, half, phase in dashes:
            if math.sin(seconds * 2.1 + phase) < 0.1:
                continue
            placed = project(depth)
            if placed is None:
                continue
            scale, x0, y0 = placed
            points += [skia.Point(x0 + scale * (x - half), y0), skia.Point(x0 + scale * (x + half), y0)]
            widest = max(widest, scale)
        if points:
            light = self._light
            colour = mix(light.sky_at(0.05), light.orb.colour if light.orb else (1.0, 1.0, 1.0), 0.5)
            self._line.setColor(self._light.ink(colour, 0.75))
            self._line.setStrokeWidth(max(1.2, min(5.0, widest * 0.010 * stage.visible_m)))
            canvas.drawPoints(skia.Canvas.PointMode.kLines_PointMode, points, self._line)


def _cut(ribbon: Ribbon, near: float, far: float) -> Ribbon | None:
    """The part of a ribbon between two depths."""
    edges = sorted(ribbon.edges)
    kept: list[tuple[float, float, float]] = []
    for first, second in pairwise(edges):
        low, high = max(near, first[0]), min(far, second[0])
        if low >= high:
            continue
        for depth in (low, high):
            share = (depth - first[0]) / (second[0] - first[0])
            edge = (depth, first[1] + (second[1] - first[1]) * share, first[2] + (second[2] - first[2]) * share)
            if not kept or kept[-1] != edge:
                kept.append(edge)
    return Ribbon(tuple(kept), ribbon.colour, ribbon.alpha, ribbon.glows) if len(kept) > 1 else None
