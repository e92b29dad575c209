"""What is between the scene and the film: a branch and specks too near to be sharp, a wash of light, bloom. Over Skia.

Of the fine version alone. All of it is made ready once and laid over the finished frame, pixel on pixel: that takes a
quarter of a millisecond for each, and a picture that is enlarged smoothly twenty times as long.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import skia

from sora_widgets.animatic.colour import Colour, mix
from sora_widgets.animatic.fine import is_from_right
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage, View

__all__ = ["Bloom", "Near"]

_WHITE: Colour = (1.0, 0.98, 0.92)
_WASH, _WASH_WIDTHS = 0.24, 0.62
_BRIGHT, _BLOOM = 0.60, 1.25
_SMALL = 1 / 8
_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


class Near:
    """What is between the scene and the lens, made ready once: a branch and specks of light, too near to be sharp, and the wash of the light itself."""

    def __init__(self, stage: Stage, light: Light, is_green: bool) -> None:
        self._stage = stage
        self._depth = -0.55 * stage.distance
        self._rest = self._at(stage.rest)
        rng = random.Random(stage.scene.seed + 41)
        self._leaves = self._blurred(lambda canvas: _branch(canvas, stage, light, rng), 0.011) if is_green else None
        self._wash = _washed(stage, light)
        self._specks = self._blurred(lambda canvas: _specks(canvas, stage, light, rng), 0.0022)

    def show(self, canvas: skia.Canvas, view: View, frame: int, source: tuple[float, float]) -> None:
        """Put it over the picture.

        Args:
            canvas: of the whole frame.
            view: where the camera sees it from now.
            frame: of the scene, for what drifts.
            source: where the light is, in pixels.
        """
        reach = self._wash.width() // 2
        canvas.drawImage(self._wash, round(source[0]) - reach, round(source[1]) - reach)
        place = self._at(view)
        if place is None or self._rest is None or self._stage.framing.pitch:
            return
        x, y = place[0] - self._rest[0], place[1] - self._rest[1]
        unit = 0.012 * self._stage.height
        if self._leaves is not None:
            canvas.drawImage(self._leaves, round(x + 0.6 * unit * math.sin(0.037 * frame)), round(y))
        along, up = math.sin(0.017 * frame), math.cos(0.023 * frame)
        canvas.drawImage(self._specks, round(0.3 * x + unit * along), round(0.3 * y + unit * up))

    def _at(self, view: View) -> tuple[float, float] | None:
        placed = self._stage.projector(view)(self._depth)
        return None if placed is None else placed[1:]

    def _blurred(self, draw: Callable[[skia.Canvas], None], sigma: float) -> skia.Image:
        """A picture of the frame's size, blurred by so many frame heights."""
        width, height = self._stage.width, self._stage.height
        sharp, soft = skia.Surface(width, height), skia.Surface(width, height)
        draw(sharp.getCanvas())
        blur = skia.ImageFilters.Blur(sigma * height, sigma * height)
        soft.getCanvas().drawImage(
            sharp.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), skia.Paint(ImageFilter=blur)
        )
        return soft.makeImageSnapshot()


class Bloom:
    """What is bright shines over its edge, as through a filter of mist."""

    def __init__(self, width: int, height: int) -> None:
        self._frame = skia.Rect(width, height)
        self._small, self._blurred, self._half = (
            skia.Surface(max(2, round(share * width)), max(2, round(share * height))) for share in (_SMALL, _SMALL, 0.5)
        )
        # What is brighter than the threshold, and as opaque as it is bright: laid over, that comes to the same as
        # adding light ("screen"), at a tenth of its time.
        weights = [_BLOOM * part for part in (0.30, 0.45, 0.25)]
        keep = [1.0, 0, 0, 0, 0, 0, 1.0, 0, 0, 0, 0, 0, 1.0, 0, 0, *weights, 0, -_BLOOM * _BRIGHT]
        self._bright = skia.Paint(ColorFilter=skia.ColorFilters.Matrix(keep))
        sigma = 0.03 * height * _SMALL
        self._blur = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp))

    def show(self, canvas: skia.Canvas) -> None:
        """Put it over the picture that is on the canvas."""
        picture = canvas.getSurface().makeImageSnapshot()
        small, blurred, half = (surface.getCanvas() for surface in (self._small, self._blurred, self._half))
        for target in (small, blurred, half):
            target.clear(0)
        small.drawImageRect(picture, skia.Rect(self._small.width(), self._small.height()), _LINEAR, self._bright)
        blurred.drawImage(self._small.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), self._blur)
        # enlarged smoothly to half the size, then pixels doubled: several times as fast, and nobody sees it
        wide = skia.Rect(self._half.width(), self._half.height())
        half.drawImageRect(self._blurred.makeImageSnapshot(), wide, _LINEAR)
        canvas.save()
        canvas.resetMatrix()  # the picture was taken as the surface has it; half of a split screen is moved aside
        canvas.drawImageRect(self._half.makeImageSnapshot(), self._frame, skia.SamplingOptions())
        canvas.restore()


def _washed(stage: Stage, light: Light) -> skia.Image:
    """A round shine that fades towards its edge, a frame's width across and more."""
    reach = round(_WASH_WIDTHS * stage.width)
    surface = skia.Surface(2 * reach, 2 * reach)
    colour = mix(light.orb.colour if light.orb is not None else light.sky[-1], _WHITE, 0.3)
    strong = _WASH * (0.4 + 0.2 * min(3.0, sum(light.key)))
    inks = [light.ink(colour, strong * share) for share in (1.0, 0.5, 0.17, 0.0)]
    shader = skia.GradientShader.MakeRadial(skia.Point(reach, reach), reach, inks, [0.0, 0.3, 0.65, 1.0])
    surface.getCanvas().drawPaint(skia.Paint(Shader=shader))
    return surface.makeImageSnapshot()


def _branch(canvas: skia.Canvas, stage: Stage, light: Light, rng: random.Random) -> None:
    """Leaves that hang into the upper corner away from the light."""
    width, height = stage.width, stage.height
    paint = skia.Paint(AntiAlias=True)
    side = -1 if is_from_right(light) else 1
    for _ in range(26):
        across, down = rng.uniform(-0.02, 0.36), rng.uniform(-0.05, 0.26)
        if across / 0.36 + max(0.0, down) / 0.26 > 1.0:
            continue
        leaf = light.surface(mix((0.10, 0.30, 0.10), (0.36, 0.52, 0.16), rng.random()), 1.5)
        paint.setColor(light.ink(leaf, 0.94))
        canvas.save()
        canvas.translate(width / 2 + side * (width / 2 - across * height), down * height)
        canvas.rotate(rng.uniform(20, 160))
        long = rng.uniform(0.07, 0.13) * height
        shape = skia.Path()
        shape.moveTo(-0.5 * long, 0)
        shape.quadTo(0, -0.5 * long, 0.6 * long, 0)
        shape.quadTo(0, 0.5 * long, -0.5 * long, 0)
        canvas.drawPath(shape, paint)
        canvas.restore()


def _specks(canvas: skia.Canvas, stage: Stage, light: Light, rng: random.Random) -> None:
    """Discs of light as a lens makes them, most of them away from the middle."""
    colour = mix(light.orb.colour if light.orb is not None else light.sky[-1], _WHITE, 0.45)
    paint = skia.Paint(AntiAlias=True)
    for _ in range(22):
        x = 0.5 + rng.choice((-1, 1)) * rng.uniform(0.18, 0.55)
        paint.setColor(light.ink(colour, rng.uniform(0.06, 0.20)))
        radius = rng.uniform(0.006, 0.026) * stage.height
        canvas.drawCircle(x * stage.width, rng.uniform(0.02, 0.95) * stage.height, radius, paint)
