"""The sky: bands of colour, sun or moon with a halo, stars, clouds.

Bands instead of a gradient: Skia fills a hundred flat bands in a tenth of the time of one gradient,
and the steps are finer than the eye.
"""

from __future__ import annotations

import random
from itertools import pairwise

import skia

from sora_widgets.animatic.brush import Brush, Point, record
from sora_widgets.animatic.colour import Colour, lighter, mix
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.lightning import flash_at, strike_at
from sora_widgets.animatic.stage import Stage, View

__all__ = ["Sky"]

_BANDS = 80
_SKY_FRAMES = 0.95  # frame heights from the horizon to the zenith's colour
CLOUD_DEPTH_M = 2400.0


class Sky:
    """Drawn first, behind everything; it turns with the camera and does not come nearer."""

    def __init__(self, stage: Stage, light: Light, rng: random.Random, has_clouds: bool, is_hidden: bool) -> None:
        self._stage, self._light = stage, light
        self._is_hidden = is_hidden
        self._paint = skia.Paint()
        self._bands = [light.ink(light.sky_at((index + 0.5) / _BANDS)) for index in range(_BANDS)]
        self._stars = [
            (rng.uniform(-0.9, 0.9), rng.random() ** 0.8 * 1.6, rng.choice((1.2, 1.6, 2.4))) for _ in range(170)
        ]
        self.clouds: list[Layer] = []
        if has_clouds and not is_hidden:
            self.clouds = [self._cloud_layer(rng)]
        if "storm" in stage.scene.weather and not is_hidden:
            self.clouds.append(self._lightning(rng))

    def draw(self, canvas: skia.Canvas, view: View) -> None:
        stage, paint = self._stage, self._paint
        if self._is_hidden:
            canvas.clear(self._light.ink(self._light.haze))
            return
        width, height = stage.width, stage.height
        horizon = stage.horizon_y(view)
        top = horizon - _SKY_FRAMES * height * view.zoom
        if top > -0.4 * height:
            canvas.clear(self._bands[-1])
        left, right = -0.3 * width, 1.3 * width
        band = _SKY_FRAMES * height * view.zoom / _BANDS
        for index in range(_BANDS):
            low = horizon - index * band
            if low < -0.4 * height or low - band > 1.4 * height:
                continue
            paint.setColor(self._bands[index])
            canvas.drawRect(skia.Rect(left, low - band - 1, right, low), paint)
        if self._light.has_stars:
            self._draw_stars(canvas, view, horizon)
        self._draw_orb(canvas, view, horizon)

    def _draw_stars(self, canvas: skia.Canvas, view: View, horizon: float) -> None:
        stage = self._stage
        paint = skia.Paint(
            AntiAlias=True, Color=self._light.ink((0.96, 0.965, 1.0), 0.78), StrokeCap=skia.Paint.kRound_Cap
        )
        unit = stage.height / 720
        for size in (1.2, 1.6, 2.4):
            points = [
                skia.Point(stage.width * (0.5 + (x - view.pan) * view.zoom), horizon - y * stage.height * view.zoom)
                for x, y, s in self._stars
                if s == size
            ]
            paint.setStrokeWidth(size * unit)
            canvas.drawPoints(skia.Canvas.PointMode.kPoints_PointMode, points, paint)

    def _draw_orb(self, canvas: skia.Canvas, view: View, horizon: float) -> None:
        orb = self._light.orb
        if orb is None:
            return
        stage = self._stage
        x = stage.width * (0.5 + (orb.x * 0.5 - view.pan) * view.zoom)
        y = horizon - orb.elevation * stage.height * view.zoom
        radius = orb.radius * stage.height * view.zoom
        paint = skia.Paint(AntiAlias=True)
        rings = (3.4, 2.5, 1.7, 1.0)
        clear = 1.0
        for outer, inner in pairwise(rings):
            # rings that do not overlap: each pixel of the halo is blended once
            clear *= 1 - 0.17 * orb.halo
            path = skia.Path()
            path.addCircle(x, y, radius * outer)
            path.addCircle(x, y, radius * inner)
            path.setFillType(skia.PathFillType.kEvenOdd)
            paint.setColor(self._light.ink(orb.colour, 1 - clear))
            canvas.drawPath(path, paint)
        paint.setColor(self._light.ink(orb.colour))
        canvas.drawCircle(x, y, radius, paint)
        if self._light.has_stars:
            paint.setColor(self._light.ink(lighter(orb.colour, -0.10)))
            for dx, dy, size in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.16), (0.2, -0.35, 0.11)):
                canvas.drawCircle(x + dx * radius, y + dy * radius, size * radius, paint)

    def _cloud_layer(self, rng: random.Random) -> Layer:
        stage, light = self._stage, self._light
        reach = stage.half_reach_m(CLOUD_DEPTH_M) * 1.15
        frame_m = CLOUD_DEPTH_M * stage.height / stage.focal
        low = light.sky_at(0.2)
        bright = min(1.0, sum(light.key) / 3)
        is_stormy = light.name == "storm" or "storm" in stage.scene.weather
        white = -0.25 if is_stormy else 0.55 * bright**1.6
        top: Colour = mix(lighter(low, white), light.sky[-1], 0.25 * bright)
        under = lighter(top, -0.22) if is_stormy else mix(top, light.sky_at(0.35), 0.55)
        weather = stage.scene.weather
        crowded = light.name in ("overcast", "storm") or bool(weather & {"rain", "snow", "storm"})

        def draw(brush: Brush) -> None:
            for rank in range(34 if crowded else 17):
                x = rng.uniform(-reach, reach)
                y = frame_m * (0.14 + 1.15 * (rank / (34 if crowded else 17)) ** 1.1 + rng.uniform(0, 0.06))
                size = frame_m * rng.uniform(0.05, 0.10) * (0.55 + 0.75 * y / frame_m) * (1.5 if crowded else 1.0)
                _cloud(brush, x, y, size, top, under, rng)

        return Layer(CLOUD_DEPTH_M, picture=record(light, CLOUD_DEPTH_M, draw), drift_mps=frame_m * 0.006)

    def _lightning(self, rng: random.Random) -> Layer:
        """Bolts from the clouds to the horizon, one for each strike, behind everything on the ground."""
        stage = self._stage
        depth = CLOUD_DEPTH_M - 10
        frame_m = depth * stage.height / stage.focal
        bolts = [_bolt(rng, frame_m, stage.width / stage.height) for _ in range(5)]
        colour: Colour = (0.93, 0.95, 1.0)

        def animate(brush: Brush, seconds: float) -> None:
            strike, bright = strike_at(stage.scene.seed, seconds), flash_at(stage.scene.seed, seconds)
            if strike is None or bright < 0.25:
                return
            for points, width in bolts[strike % len(bolts)]:
                for wider, alpha in ((3.4, 0.25), (1.0, 1.0)):
                    brush.line(points, 0.0045 * frame_m * width * wider, colour, alpha * min(1.0, 1.4 * bright), True)

        return Layer(depth, animate=animate)


def _bolt(rng: random.Random, frame_m: float, wide: float) -> list[tuple[list[Point], float]]:
    """A crooked line down to the horizon, and two branches; each with its thickness."""
    x, y = rng.uniform(-0.38, 0.38) * wide * frame_m, 0.95 * frame_m
    trunk: list[Point] = [(x, y)]
    while y > 0:
        x += rng.uniform(-0.055, 0.055) * frame_m
        y -= rng.uniform(0.03, 0.08) * frame_m
        trunk.append((x, y))
    found = [(trunk, 1.0)]
    for start in (len(trunk) // 3, len(trunk) // 2):
        x, y = trunk[start]
        side = rng.choice((-1, 1))
        branch = [(x, y)]
        for _ in range(4):
            x += side * rng.uniform(0.01, 0.07) * frame_m
            y -= rng.uniform(0.02, 0.06) * frame_m
            branch.append((x, y))
        found.append((branch, 0.55))
    return found


def _cloud(brush: Brush, x: float, y: float, size: float, top: Colour, under: Colour, rng: random.Random) -> None:
    lumps = [(-1.5, 0.34, 0.36), (-0.75, 0.55, 0.58), (0.1, 0.72, 0.78), (0.95, 0.50, 0.54), (1.6, 0.30, 0.32)]
    clip = skia.Rect(x - 3 * size, y, x + 3 * size, y + 3 * size)
    brush.canvas.save()
    brush.canvas.clipRect(clip, skia.ClipOp.kIntersect, False)
    stretch = rng.uniform(0.85, 1.12)
    brush.cluster(
        [(x + dx * size * stretch, y + (dy - 0.35) * size, r * size) for dx, dy, r in lumps], under, glows=True
    )
    brush.cluster(
        [(x + dx * size * stretch, y + (dy - 0.21) * size, r * size * 0.93) for dx, dy, r in lumps], top, glows=True
    )
    brush.canvas.restore()
