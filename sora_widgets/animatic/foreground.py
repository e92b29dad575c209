"""What is nearer to the camera than the scene: the shoulder it looks past, the hands of whoever's eyes it is."""

from __future__ import annotations

import math

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, mix, rgb
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Stage, View
from sora_widgets.prompts.camera_words import word_set

__all__ = ["Hands", "dirty_frame", "shoulder"]

_SOFT = tuple(
    (0.036 - 0.0045 * ring, 0.10 + 0.012 * ring) for ring in range(8)
)  # width in frame heights and opacity of each rim, out of focus
_SPARE = 0.07  # of the frame's width, to either side, for what is moved about
_HANDS_FREE = word_set("walk run march look stand sit sleep fly swim fall crawl spin jump")


def shoulder(stage: Stage, light: Light) -> Layer:
    """Head and shoulder of somebody seen from behind, dark and out of focus, at the left edge."""
    away = 0.30 * stage.distance
    visible = stage.visible_m * 0.30
    aim = stage.rest.y + stage.rest.tilt * visible
    left = stage.rest.x - 0.5 * visible * stage.width / stage.height
    dark = mix(light.surface(rgb("#23262f"), 0.0), light.haze, 0.10)
    hair = mix(dark, (0.0, 0.0, 0.0), 0.25)

    def animate(brush: Brush, seconds: float) -> None:
        breath = 0.006 * visible * math.sin(1.7 * seconds)
        brush.canvas.translate(left + 0.13 * visible, aim - 0.5 * visible + breath)
        brush.canvas.scale(visible, visible)
        _soft(brush.canvas, brush.light, _back(), dark)
        _soft(brush.canvas, brush.light, _head(), hair)

    return Layer(away - stage.distance, animate=animate)


def dirty_frame(stage: Stage, light: Light) -> Layer:
    """Something near that cuts into the edges of the frame: out of focus, sharp leaves, or the doorway looked through."""
    terms = stage.scene.terms
    dark = mix(light.surface(rgb("#2c3a2e"), 0.0), light.haze, 0.15)
    width, height = stage.width, stage.height
    half = 0.5 * width / height
    surface = skia.Surface(round((1 + 2 * _SPARE) * width), height)  # drawn once: what is soft is dear
    still = surface.getCanvas()
    still.translate((0.5 + _SPARE) * width, height / 2)
    still.scale(height, height)
    if "frame_within_frame" in terms:
        still.drawPath(_doorway(half), _filled(light.ink(mix(dark, (0.0, 0.0, 0.0), 0.55))))
    elif "layered" in terms:
        _leaves(still, light, dark, half)
    else:
        for x, y, radius in ((-1.0, -0.42, 0.30), (-1.08, -0.10, 0.26), (1.06, 0.36, 0.34), (0.98, 0.55, 0.3)):
            _soft(still, light, skia.Path.Circle(x * half, y, radius), dark)
    drawn = surface.makeImageSnapshot()

    def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
        # it is at hand: what the camera does moves it far, and it must not leave
        aside = math.tanh((stage.rest.x - view.x) / stage.visible_width_m) - 0.5 * math.tanh(view.pan)
        across = (0.05 * aside + 0.004 * math.sin(1.1 * seconds)) * width
        canvas.drawImage(drawn, round(across) - _SPARE * width, 0)

    return Layer(-0.70 * stage.distance, before=draw)


def _doorway(half: float) -> skia.Path:
    """All of the frame but an upright opening, in frame heights from the middle."""
    path = skia.Path()
    path.addRect(skia.Rect(-2 * half, -1, 2 * half, 1))
    path.addRoundRect(skia.Rect(-0.64 * half, -0.43, 0.64 * half, 1.5), 0.03, 0.03)
    path.setFillType(skia.PathFillType.kEvenOdd)
    return path


def _leaves(canvas: skia.Canvas, light: Light, dark: Colour, half: float) -> None:
    """Sharp leaves that come in from two corners."""
    for x, y, start, way in ((-half - 0.03, 0.55, -80, 1), (half + 0.03, -0.55, 100, 1)):
        for index in range(9):
            canvas.save()
            canvas.translate(x, y)
            canvas.rotate(start + way * (index * 13 - 14))
            long = 0.42 - 0.05 * (index % 3)
            leaf = skia.Path()
            leaf.moveTo(0, 0)
            leaf.quadTo(0.55 * long, -0.075, long, 0)
            leaf.quadTo(0.55 * long, 0.075, 0, 0)
            canvas.drawPath(leaf, _filled(light.ink(mix(dark, (0.35, 0.55, 0.30), 0.12 * (index % 3)))))
            canvas.restore()


class Hands:
    """The viewer's own two hands at the lower edge, when they have something to do."""

    def __init__(self, stage: Stage, light: Light, viewer: Actor) -> None:
        self._stage, self._viewer = stage, viewer
        self.are_seen = bool(viewer.holds) or viewer.action not in _HANDS_FREE
        self._skin = light.ink(light.surface(rgb("#c98f6b"), 0.4))
        self._sleeve = light.ink(light.surface(viewer.colour or rgb("#46688a"), 0.4))

    def draw(self, canvas: skia.Canvas, seconds: float) -> None:
        """In pixels, over the picture."""
        height = self._stage.height
        busy = 0.022 * math.sin(5.0 * seconds)
        for side in (-1, 1):
            canvas.save()
            canvas.translate(
                self._stage.width / 2 + side * 0.26 * height, height * (1.02 + 0.008 * math.sin(1.6 * seconds))
            )
            canvas.scale(side * height, height)
            canvas.translate(0, busy * side)
            canvas.rotate(-13 + 50 * busy * side)
            sleeve = skia.Path()
            sleeve.addPoly(
                [skia.Point(x, y) for x, y in ((0.13, 0.2), (0.02, -0.11), (-0.09, -0.08), (-0.06, 0.2))], True
            )
            canvas.drawPath(sleeve, _filled(self._sleeve))
            paint = skia.Paint(
                AntiAlias=True, Color=self._skin, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap
            )
            for x, y, width in (
                (-0.105, -0.235, 0.034),
                (-0.075, -0.27, 0.036),
                (-0.04, -0.275, 0.036),
                (-0.008, -0.25, 0.034),
            ):
                paint.setStrokeWidth(width)
                canvas.drawLine(-0.04, -0.16, x, y, paint)
            paint.setStrokeWidth(0.038)
            canvas.drawLine(-0.05, -0.13, -0.125, -0.175, paint)
            canvas.drawOval(skia.Rect(-0.095, -0.225, 0.025, -0.085), _filled(self._skin))
            canvas.restore()


def _head() -> skia.Path:
    path = skia.Path()
    path.addOval(skia.Rect(-0.02, 0.42, 0.34, 0.92))
    path.addOval(skia.Rect(0.29, 0.60, 0.36, 0.72))
    return path


def _back() -> skia.Path:
    path = skia.Path()
    path.moveTo(-0.6, -0.3)
    path.lineTo(-0.6, 0.30)
    path.quadTo(0.04, 0.42, 0.06, 0.56)
    path.lineTo(0.25, 0.54)
    path.quadTo(0.25, 0.40, 0.38, 0.34)
    path.quadTo(0.60, 0.26, 0.64, -0.3)
    path.close()
    return path


def _soft(canvas: skia.Canvas, light: Light, path: skia.Path, colour: Colour) -> None:
    """A flat shape whose edge fades: out of focus, at the price of eight lines."""
    for width, alpha in _SOFT:
        rim = skia.Paint(
            AntiAlias=True,
            Color=light.ink(colour, alpha),
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=2 * width,
        )
        canvas.drawPath(path, rim)
    canvas.drawPath(path, _filled(light.ink(colour)))


def _filled(ink: int) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=ink)
