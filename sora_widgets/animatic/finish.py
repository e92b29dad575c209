"""What a style does to the finished frame, and what the lens adds: squares, grain, a trembling gate, shafts, flares. Over Skia."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import skia

from sora_widgets.animatic.brush import wash
from sora_widgets.animatic.colour import mix
from sora_widgets.animatic.fine import is_filmed
from sora_widgets.animatic.framing import WIDE_SCREEN
from sora_widgets.animatic.glass import Bloom, Near
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.overlays import grain, still
from sora_widgets.animatic.stage import Stage, View
from sora_widgets.animatic.style import style_of

__all__ = ["Finish"]

_SPARE = 64  # pixels by which the grain is larger than the frame, to be moved about
_VIGNETTE, _GRAIN = 0.17, 0.013  # of the fine version
_FLAMES = frozenset(("firelight", "candle"))
_NEAREST = skia.SamplingOptions()


class Finish:
    """Begin a frame with `canvas`, end it with `show`."""

    def __init__(self, stage: Stage, light: Light, is_fine: bool, is_green: bool) -> None:
        self._stage, self._light = stage, light
        style = style_of(stage.scene)
        self._near: Near | None = None
        self._bloom: Bloom | None = None
        if is_fine and is_filmed(stage):
            style = replace(style, vignette=max(_VIGNETTE, style.vignette), grain=max(_GRAIN, style.grain))
            self._near = Near(stage, light, is_green)
            self._bloom = Bloom(stage.width, stage.height)
        self._style = style
        self._small = None
        if style.block:
            self._block = max(2, round(style.block * stage.height / 720))
            self._small = skia.Surface(-(-stage.width // self._block), -(-stage.height // self._block))
        seed, width, height = stage.scene.seed + 5, stage.width, stage.height
        self._grain = grain(width + _SPARE, height + _SPARE, style.grain, seed) if style.grain else None
        self._over = still(style, width, height, seed)

    def canvas(self, canvas: skia.Canvas, frame: int) -> skia.Canvas:
        """Where the picture is drawn, in the coordinates of the whole frame; `show` restores it."""
        target = canvas if self._small is None else self._small.getCanvas()
        target.save()
        if self._small is not None:
            target.scale(1 / self._block, 1 / self._block)
        if self._style.weave:
            rng = random.Random(self._stage.scene.seed * 1009 + frame)
            reach = self._style.weave * self._stage.height / 720
            target.clear(0xFF000000)  # or an older frame of the same buffer is seen at the edge it is moved from
            target.translate(0.6 * reach * rng.uniform(-1, 1), reach * rng.uniform(-1, 1))
        return target

    def show(self, canvas: skia.Canvas, frame: int, view: View) -> None:
        """Put what the style adds over the picture."""
        stage = self._stage
        (canvas if self._small is None else self._small.getCanvas()).restore()
        if self._small is not None:
            across, down = self._small.width() * self._block, self._small.height() * self._block
            canvas.drawImageRect(self._small.makeImageSnapshot(), skia.Rect(across, down), _NEAREST)
        terms = stage.scene.terms
        if self._near is not None and self._bloom is not None:
            self._near.show(canvas, view, frame, self._source(view))
            self._bloom.show(canvas)
        if self._light.name in _FLAMES:
            self._flicker(canvas, frame)
        if "volumetric" in terms:
            self._shafts(canvas, view)
        if "lens_flare" in terms:
            self._flare(canvas, view)
        if self._grain is not None:
            rng = random.Random(stage.scene.seed * 2003 + frame)
            canvas.drawImage(self._grain, -rng.randrange(_SPARE), -rng.randrange(_SPARE))
        if self._over is not None:
            canvas.drawImage(self._over, 0, 0)
        if "anamorphic" in terms:
            self._bars(canvas)

    def _flicker(self, canvas: skia.Canvas, frame: int) -> None:
        """A flame is never as bright as a moment ago: three sines that do not meet."""
        beat = 0.31 * frame
        bright = 0.5 + 0.5 * math.sin(beat + math.sin(1.7 * beat) + 0.8 * math.sin(2.9 * beat))
        wash(canvas, self._light.ink((1.0, 0.62, 0.28)), 0.075 * bright)

    def _source(self, view: View) -> tuple[float, float]:
        """Where the light is on the frame, in pixels."""
        stage, orb = self._stage, self._light.orb
        if orb is None:
            return 0.22 * stage.width, 0.06 * stage.height
        x = stage.width * (0.5 + (orb.x * 0.5 - view.pan) * view.zoom)
        return x, stage.horizon_y(view) - orb.elevation * stage.height * view.zoom

    def _shafts(self, canvas: skia.Canvas, view: View) -> None:
        """Light that is seen in the air, from its source down."""
        stage = self._stage
        x, y = self._source(view)
        colour = mix(self._light.orb.colour if self._light.orb else self._light.sky[-1], (1.0, 0.97, 0.86), 0.4)
        paint = skia.Paint(AntiAlias=True, Color=self._light.ink(colour, 0.13))
        way = 1 if x < stage.width / 2 else -1
        long = 1.6 * stage.width
        path = skia.Path()
        for start, wide in ((0.10, 0.10), (0.34, 0.06), (0.55, 0.13), (0.85, 0.07), (1.12, 0.12)):
            points = [(x, y)]
            for turn in (start, start + wide):
                points.append((x + way * long * math.cos(turn + 0.15), y + long * math.sin(turn + 0.15)))
            path.addPoly([skia.Point(*point) for point in points], True)
        canvas.drawPath(path, paint)

    def _flare(self, canvas: skia.Canvas, view: View) -> None:
        """Ghosts of the source on a line through the middle of the frame."""
        stage = self._stage
        x, y = self._source(view)
        dx, dy = stage.width / 2 - x, stage.height / 2 - y
        for along, size, colour, alpha in (
            (0.0, 0.16, (1.0, 0.95, 0.8), 0.12),
            (0.55, 0.035, (0.7, 1.0, 0.9), 0.22),
            (0.80, 0.02, (1.0, 0.8, 0.6), 0.30),
            (1.30, 0.06, (0.6, 0.8, 1.0), 0.16),
            (1.62, 0.03, (1.0, 0.7, 0.8), 0.22),
            (2.05, 0.11, (0.8, 1.0, 0.7), 0.12),
        ):
            paint = skia.Paint(AntiAlias=True, Color=self._light.ink(colour, alpha))
            canvas.drawCircle(x + along * dx, y + along * dy, size * stage.height, paint)
        streak = skia.Paint(AntiAlias=True, Color=self._light.ink((1.0, 0.97, 0.9), 0.20))
        canvas.drawOval(skia.Rect(x - 0.5 * stage.width, y - 2, x + 0.5 * stage.width, y + 2), streak)

    def _bars(self, canvas: skia.Canvas) -> None:
        """The wide screen's shape."""
        stage = self._stage
        bar = max(0.0, (stage.height - stage.width / WIDE_SCREEN) / 2)
        for top in (0.0, stage.height - bar):
            canvas.drawRect(skia.Rect(0, top, stage.width, top + bar), skia.Paint(Color=0xFF000000))
