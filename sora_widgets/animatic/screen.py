"""What is done to the whole finished frame: how the clip begins and ends, softness laid over it, two pictures at once.

Works on what was drawn already, whatever it shows. Over Skia.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import skia

from sora_widgets.animatic.brush import wash
from sora_widgets.animatic.fades import fade_share
from sora_widgets.animatic.optics import Soft
from sora_widgets.animatic.scene import Scene

__all__ = ["Veil", "halves_of", "split"]

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_Part = tuple[float, float, float, float]
_WHOLE = (0.0, 0.0, 1.0, 1.0)
# Parts of the frame (left, top, right, bottom) over which a blurred image of it is laid, and how much of that image.
# Several of them, one inside the other, make a soft edge.
_SOFTENED: dict[str, tuple[tuple[_Part, float], ...]] = {
    "soft_focus": ((_WHOLE, 0.5),),
    "tilt_shift": (
        ((0.0, 0.0, 1.0, 0.40), 0.5), ((0.0, 0.0, 1.0, 0.33), 0.7), ((0.0, 0.0, 1.0, 0.26), 1.0),
        ((0.0, 0.84, 1.0, 1.0), 0.5), ((0.0, 0.88, 1.0, 1.0), 0.7), ((0.0, 0.92, 1.0, 1.0), 1.0),
    ),
    "split_diopter": (((0.0, 0.0, 0.54, 1.0), 0.5), ((0.0, 0.0, 0.50, 1.0), 0.7), ((0.0, 0.0, 0.46, 1.0), 1.0)),
}  # fmt: skip
_BLUR = 0.011  # sigma in frame heights
_GAP = 1 / 180  # of half the bar between two pictures, in frame heights


class Veil:
    """What the terms of a scene lay over its frames.

    Args:
        scene: whose terms say it.
        width: of the frame, in pixels.
        height: of the same.
        clip_s: length of the clip.
    """

    def __init__(self, scene: Scene, width: int, height: int, clip_s: float) -> None:
        self._scene, self._width, self._height, self._clip_s = scene, width, height, clip_s
        self._fades = bool(scene.terms & {"fade_in", "fade_out", "fade_to_white", "iris"})
        self._soft = Soft(width, height) if scene.terms & set(_SOFTENED) else None
        self._laid = skia.Surface(max(2, width // 2), max(2, height // 2))

    def soften(self, canvas: skia.Canvas, *terms: str) -> None:
        """Blur what is on the canvas where these terms want it, as far as the scene says them."""
        surface = canvas.getSurface()
        wanted = self._scene.terms.intersection(terms)
        if self._soft is None or surface is None or not wanted:
            return
        frame = skia.Rect(self._width, self._height)
        self._soft.canvas().drawImageRect(surface.makeImageSnapshot(), frame, _LINEAR)
        blurred = self._soft.blurred(_BLUR * self._height)
        laid = self._laid.getCanvas()
        laid.clear(0)
        where = skia.Path()
        for term in sorted(wanted):
            for part, share in _SOFTENED[term]:
                laid.save()
                laid.clipRect(_scaled(part, self._laid.width(), self._laid.height()))
                whole = skia.Rect(self._laid.width(), self._laid.height())
                laid.drawImageRect(blurred, whole, _LINEAR, skia.Paint(Alphaf=share))
                laid.restore()
                where.addRect(_scaled(part, self._width, self._height))
        canvas.save()
        canvas.resetMatrix()
        canvas.scale(surface.width() / self._width, surface.height() / self._height)
        canvas.clipPath(where)
        canvas.drawImageRect(self._laid.makeImageSnapshot(), frame, skia.SamplingOptions())
        canvas.restore()

    def show(self, canvas: skia.Canvas, seconds: float) -> None:
        """Fade from or to black or white, or close the iris, `seconds` after the clip's start."""
        gone = 1 - fade_share(self._scene, seconds, self._clip_s) if self._fades else 0.0
        if gone <= 0:
            return
        is_ending = seconds > 0.5 * self._clip_s
        if "iris" in self._scene.terms and is_ending:
            path = skia.Path()
            path.addRect(skia.Rect(self._width, self._height))
            widest = 0.5 * math.hypot(self._width, self._height)
            path.addCircle(self._width / 2, self._height / 2, (1 - gone) * widest)
            path.setFillType(skia.PathFillType.kEvenOdd)
            canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=0xFF000000))
            return
        wash(canvas, 0xFFFFFFFF if is_ending and "fade_to_white" in self._scene.terms else 0xFF000000, gone)


def halves_of(scene: Scene) -> tuple[Scene, Scene | None]:
    """What the left and the right half of a split screen show; the scene alone when it asks for none.

    Of a cast each half shows one, turned to the other; somebody alone is shown as a whole and from near.
    """
    if "split_screen" not in scene.terms:
        return scene, None
    scene = replace(scene, terms=scene.terms - {"split_screen"})
    if len(scene.actors) < 2:
        return scene, replace(scene, size="close_up" if scene.actors else "extreme_wide")
    first, second, *others = scene.actors
    answer = replace(scene, actors=(replace(second, where=""),), terms=scene.terms | {"reverse_angle"})
    return replace(scene, actors=(first, *others)), answer


def split(canvas: skia.Canvas, width: int, height: int, halves: Sequence[Callable[[], None]]) -> None:
    """Draw the middles of two pictures side by side."""
    for side, draw in enumerate(halves):
        canvas.save()
        canvas.clipRect(skia.Rect(side * width / 2, 0, (side + 1) * width / 2, height))
        canvas.translate((side - 0.5) * width / 2, 0)
        draw()
        canvas.restore()
    gap = max(1.0, _GAP * height)
    canvas.drawRect(skia.Rect(width / 2 - gap, 0, width / 2 + gap, height), skia.Paint(Color=0xFF000000))


def _scaled(part: _Part, width: int, height: int) -> skia.Rect:
    left, top, right, bottom = part
    return skia.Rect(left * width, top * height, right * width, bottom * height)
