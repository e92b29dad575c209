"""What falls or flies between the scene and the lens: rain, snow, leaves, petals, dust, wind, mist, the flash of a storm."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import skia

from sora_widgets.animatic.colour import Colour, mix, rgb
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.lightning import flash_at
from sora_widgets.animatic.stage import Stage, View
from sora_widgets.prompts.camera_words import word_set

__all__ = ["Weather"]

_WHITE: Colour = (1.0, 1.0, 1.0)
_EVERYWHERE = word_set("dust petals")  # a room has motes in its light, and confetti
_LEAFY = word_set("park forest field garden farm village playground street plain")
_AUTUMN = (rgb("#d9822b"), rgb("#c4512d"), rgb("#e0b13c"), rgb("#8f5a2c"))
_GREEN = (rgb("#73995a"), rgb("#cc9938"), rgb("#5d8a4a"))
_PETALS = (rgb("#f7c3d2"), rgb("#fde3ea"), rgb("#ee9fb8"))
_DUST = rgb("#e9cfa2")
_FLASH = 0.26  # of white, added to everything a flash lights


class Weather:
    """It keeps falling whatever the camera does.

    Args:
        stage: the clip's.
        light: the place's.
        rng: scatters it.
        is_indoor: a roof keeps out what falls from the sky.
    """

    def __init__(self, stage: Stage, light: Light, rng: random.Random, is_indoor: bool) -> None:
        self._stage, self._light, self._rng = stage, light, rng
        kinds = stage.scene.weather
        if is_indoor:
            kinds &= _EVERYWHERE
        self._slant = 0.13 + (0.30 if "wind" in kinds else 0.0) + (0.26 if "storm" in kinds else 0.0)
        self._wind = 3.4 if kinds & {"wind", "storm"} else 1.0
        self._parts: list[Callable[[skia.Canvas, View, float], None]] = []
        if "fog" in kinds:
            self._parts.append(self._mist(0.30, self._light.haze))
        if "dust" in kinds:
            self._parts += [self._mist(0.32, self._light.surface(_DUST, 2.0)), self._motes()]
        if kinds & {"wind", "storm"} or ("dust" in kinds and not is_indoor):
            self._parts.append(self._gusts(8 if "dust" in kinds else 6))
        if "rain" in kinds or ("storm" in kinds and not kinds & {"snow", "dust"}):
            self._parts.append(self._rain(330 if "storm" in kinds else 210))
        if "snow" in kinds:
            self._parts.append(self._snow(460 if "wind" in kinds else 190))
        if "leaves" in kinds:
            self._parts.append(self._litter(46, _AUTUMN, 0.016, 0.10))
        elif "wind" in kinds and stage.scene.place in _LEAFY:
            self._parts.append(self._litter(16, _GREEN, 0.011, 0.05))
        if "petals" in kinds:
            self._parts.append(self._litter(80, _PETALS, 0.0115, 0.075))
        if "storm" in kinds:
            self._parts.append(self._flash)

    def draw(self, canvas: skia.Canvas, view: View, seconds: float) -> None:
        """In pixels, over everything in the scene."""
        for part in self._parts:
            part(canvas, view, seconds)

    def _rain(self, count: int) -> Callable[[skia.Canvas, View, float], None]:
        drops = [(self._rng.random(), self._rng.random(), self._rng.choice((0.6, 1.0))) for _ in range(count)]
        ink = mix(self._light.haze, _WHITE, 0.5)
        width, height, slant = self._stage.width, self._stage.height, self._slant

        def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
            for size, alpha in ((0.6, 0.35), (1.0, 0.5)):
                paint = _pen(self._light.ink(ink, alpha), 1.6 * size * height / 720)
                points = []
                for x, y, s in drops:
                    if s == size:
                        fall = (y + seconds * 1.9 * s) % 1.15 - 0.1
                        left = ((x - slant * fall) % 1.0) * width
                        long = 0.055 * s * height
                        points += [
                            skia.Point(left, fall * height),
                            skia.Point(left - slant * long, fall * height + long),
                        ]
                canvas.drawPoints(skia.Canvas.PointMode.kLines_PointMode, points, paint)

        return draw

    def _snow(self, count: int) -> Callable[[skia.Canvas, View, float], None]:
        rng = self._rng
        flakes = [(rng.random(), rng.random(), rng.choice((0.5, 0.8, 1.3)), rng.uniform(0, 6)) for _ in range(count)]
        width, height = self._stage.width, self._stage.height
        dark = min(1.0, 0.35 + sum(self._light.key) / 3)
        ink = self._light.ink((0.97 * dark, 0.98 * dark, dark), 0.9)
        blown = 0.0 if self._wind == 1.0 else -0.30

        def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
            for size in (0.5, 0.8, 1.3):
                points = [
                    skia.Point(
                        ((x + 0.03 * math.sin(seconds * 0.9 + phase) + (blown * seconds - view.pan) * size) % 1.0)
                        * width,
                        ((y + seconds * 0.11 * (0.6 + size)) % 1.06 - 0.03) * height,
                    )
                    for x, y, s, phase in flakes
                    if s == size
                ]
                paint = _pen(ink, 5.2 * size * height / 720)
                canvas.drawPoints(skia.Canvas.PointMode.kPoints_PointMode, points, paint)

        return draw

    def _motes(self) -> Callable[[skia.Canvas, View, float], None]:
        rng = self._rng
        motes = [(rng.random(), rng.random(), rng.choice((0.6, 1.0, 1.7)), rng.uniform(0, 6)) for _ in range(120)]
        width, height = self._stage.width, self._stage.height
        ink = self._light.ink(mix(self._light.surface(_DUST, 1.0), _WHITE, 0.35), 0.6)
        blown = 0.012 * self._wind**2

        def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
            for size in (0.6, 1.0, 1.7):
                points = [
                    skia.Point(
                        ((x + (blown * seconds - view.pan) * size) % 1.0) * width,
                        (y + 0.03 * math.sin(seconds * 0.7 + phase)) * height,
                    )
                    for x, y, s, phase in motes
                    if s == size
                ]
                canvas.drawPoints(skia.Canvas.PointMode.kPoints_PointMode, points, _pen(ink, 3.0 * size * height / 720))

        return draw

    def _mist(self, alpha: float, colour: Colour) -> Callable[[skia.Canvas, View, float], None]:
        """Banks that drift across the lower half, the nearer the faster."""
        banks = [(self._rng.random(), 0.58 + 0.16 * rank, 0.03 + 0.02 * rank) for rank in range(3)]
        width, height = self._stage.width, self._stage.height
        paint = skia.Paint(AntiAlias=True, Color=self._light.ink(colour, alpha / 2))
        shapes = []
        for grown in (1.0, 0.7):
            shape = skia.Path()
            for x, y, half, tall in ((-0.42, 0.02, 0.34, 0.07), (0.0, 0.0, 0.62, 0.085), (0.45, 0.025, 0.36, 0.06)):
                wide, high = half * grown * width, tall * grown * height
                shape.addOval(skia.Rect(x * width - wide, y * height - high, x * width + wide, y * height + high))
            shapes.append(shape)

        def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
            for x, y, pace in banks:
                canvas.save()
                aside = (x + pace * self._wind * seconds - view.pan) % 1.0
                canvas.translate((1.8 * aside - 0.4) * width, (y + 0.5 * view.tilt) * height)
                for shape in shapes:
                    canvas.drawPath(shape, paint)
                canvas.restore()

        return draw

    def _gusts(self, count: int) -> Callable[[skia.Canvas, View, float], None]:
        """Lines of wind that run across, curl and fade."""
        rng = self._rng
        lines = [
            (rng.random(), rng.uniform(0.12, 0.85), rng.uniform(0.22, 0.38), rng.choice((0, 1))) for _ in range(count)
        ]
        width, height = self._stage.width, self._stage.height
        ink = mix(self._light.haze, _WHITE, 0.65)

        def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
            for phase, y, long, curls in lines:
                place = (phase + 0.45 * seconds) % 1.0
                path = skia.Path()
                left, top = (1.7 * place - 0.5) * width, (y + 0.02 * math.sin(5 * phase + seconds)) * height
                reach, wave = long * width, 0.022 * height
                path.moveTo(left, top)
                path.cubicTo(left + 0.3 * reach, top - wave, left + 0.6 * reach, top + wave, left + reach, top)
                if curls:
                    path.cubicTo(
                        left + reach + 2.2 * wave,
                        top - wave,
                        left + reach + wave,
                        top - 3 * wave,
                        left + reach,
                        top - 1.4 * wave,
                    )
                paint = _pen(self._light.ink(ink, 0.5 * math.sin(math.pi * place)), 2.4 * height / 720)
                paint.setStyle(skia.Paint.kStroke_Style)
                canvas.drawPath(path, paint)

        return draw

    def _litter(
        self, count: int, colours: tuple[Colour, ...], size: float, fall: float
    ) -> Callable[[skia.Canvas, View, float], None]:
        """Leaves and petals: they sink, swing from side to side and turn over."""
        rng = self._rng
        bits = [(rng.random(), rng.random(), rng.uniform(0, 6.28), rng.choice((0.7, 1.0, 1.6))) for _ in range(count)]
        width, height = self._stage.width, self._stage.height
        inks = [self._light.ink(self._light.surface(colour, 3.0), 0.95) for colour in colours]
        drift = 0.05 * self._wind
        paint = skia.Paint(AntiAlias=True)
        shape = skia.Path()
        shape.moveTo(-1, 0)
        shape.quadTo(0, -0.75, 1, 0)
        shape.quadTo(0, 0.75, -1, 0)

        def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
            for index, (x, y, phase, near) in enumerate(bits):
                left = (x + (drift * seconds - view.pan) * near + 0.025 * math.sin(1.9 * seconds + phase)) % 1.1 - 0.05
                top = (y + (fall * seconds + 0.4 * view.tilt) * near) % 1.1 - 0.05
                paint.setColor(inks[index % len(inks)])
                canvas.save()
                canvas.translate(left * width, top * height)
                canvas.rotate(math.degrees(0.8 * math.sin(1.9 * seconds + phase) + phase))
                long = size * near * height
                canvas.scale(long, long * (0.35 + 0.65 * abs(math.sin(1.3 * seconds + phase))))
                canvas.drawPath(shape, paint)
                canvas.restore()

        return draw

    def _flash(self, canvas: skia.Canvas, view: View, seconds: float) -> None:
        bright = flash_at(self._stage.scene.seed, seconds)
        if bright:
            canvas.drawColor(self._light.ink((0.90, 0.94, 1.0), _FLASH * bright), skia.BlendMode.kPlus)


def _pen(ink: int, width: float) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=ink, StrokeWidth=width, StrokeCap=skia.Paint.kRound_Cap)
