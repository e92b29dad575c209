"""Rain, snow and blown leaves in front of the lens."""

from __future__ import annotations

import math
import random

import skia

from sora_widgets.animatic.colour import argb, mix
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage, View

__all__ = ["Weather"]


class Weather:
    """What falls or flies through the frame; it keeps falling whatever the camera does."""

    def __init__(self, stage: Stage, light: Light, rng: random.Random) -> None:
        self._stage, self._light = stage, light
        kinds = stage.scene.weather if stage.scene.place != "room" else frozenset()
        self._drops = (
            [(rng.random(), rng.random(), rng.choice((0.6, 1.0))) for _ in range(210)] if "rain" in kinds else []
        )
        self._flakes = (
            [(rng.random(), rng.random(), rng.choice((0.5, 0.8, 1.3)), rng.uniform(0, 6)) for _ in range(190)]
            if "snow" in kinds
            else []
        )
        is_leafy = stage.scene.place in ("park", "forest", "field") and "wind" in kinds
        self._leaves = [(rng.random(), rng.uniform(0.25, 0.9), rng.uniform(0, 6)) for _ in range(7)] if is_leafy else []

    def draw(self, canvas: skia.Canvas, view: View, seconds: float) -> None:
        width, height = self._stage.width, self._stage.height
        if self._drops:
            self._draw_rain(canvas, width, height, seconds)
        if self._flakes:
            self._draw_snow(canvas, width, height, seconds, view)
        if self._leaves:
            self._draw_leaves(canvas, width, height, seconds, view)

    def _draw_rain(self, canvas: skia.Canvas, width: int, height: int, seconds: float) -> None:
        ink = mix(self._light.haze, (1.0, 1.0, 1.0), 0.5)
        for size, alpha in ((0.6, 0.35), (1.0, 0.5)):
            paint = skia.Paint(AntiAlias=True, Color=argb(ink, alpha), StrokeWidth=1.6 * size * height / 720)
            points = []
            for x, y, s in self._drops:
                if s == size:
                    fall = (y + seconds * 1.9 * s) % 1.15 - 0.1
                    left = ((x - 0.13 * fall) % 1.0) * width
                    long = 0.055 * s * height
                    points += [skia.Point(left, fall * height), skia.Point(left - 0.13 * long, fall * height + long)]
            canvas.drawPoints(skia.Canvas.PointMode.kLines_PointMode, points, paint)

    def _draw_snow(self, canvas: skia.Canvas, width: int, height: int, seconds: float, view: View) -> None:
        for size in (0.5, 0.8, 1.3):
            paint = skia.Paint(
                AntiAlias=True,
                Color=argb((0.97, 0.98, 1.0), 0.9),
                StrokeWidth=5.2 * size * height / 720,
                StrokeCap=skia.Paint.kRound_Cap,
            )
            points = [
                skia.Point(
                    ((x + 0.03 * math.sin(seconds * 0.9 + phase) - view.pan * size) % 1.0) * width,
                    ((y + seconds * 0.11 * (0.6 + size)) % 1.06 - 0.03) * height,
                )
                for x, y, s, phase in self._flakes
                if s == size
            ]
            canvas.drawPoints(skia.Canvas.PointMode.kPoints_PointMode, points, paint)

    def _draw_leaves(self, canvas: skia.Canvas, width: int, height: int, seconds: float, view: View) -> None:
        paint = skia.Paint(AntiAlias=True)
        size = 0.008 * height
        for index, (x, y, phase) in enumerate(self._leaves):
            left = ((x + 0.16 * seconds) % 1.2 - 0.1) * width
            top = (y + 0.05 * math.sin(seconds * 1.6 + phase) + view.tilt * 0.4) * height
            tone = (0.80, 0.60, 0.22) if index % 2 else (0.45, 0.60, 0.25)
            paint.setColor(argb(self._light.surface(tone, 3.0), 0.9))
            canvas.save()
            canvas.translate(left, top)
            canvas.rotate(math.degrees(seconds * 2.2 + phase))
            canvas.drawOval(skia.Rect(-size, -size * 0.45, size, size * 0.45), paint)
            canvas.restore()
