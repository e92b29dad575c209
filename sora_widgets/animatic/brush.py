"""The few strokes everything is drawn with, in metres and already lit. Over Skia.

A brush knows the light and how far away the thing is, so that the drawings themselves only name the
true colours of things. y points up. Flat fills only: they are what the style wants, and Skia draws a
flat path ten to fifty times faster than it samples a picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import skia

from sora_widgets.animatic.colour import Colour, argb, lighter
from sora_widgets.animatic.grading import Trace
from sora_widgets.animatic.lighting import Light

__all__ = ["Brush", "Point", "record", "wash"]

Point = tuple[float, float]


_TINY = 4.0  # times the width of its line
_OPAQUE = 0.75  # what lets more through than this is light or glass, and has no edge to trace
_WIDE = 0.1  # of the distance: about a hundred pixels
_NOWHERE = -1e6


class Brush:
    """Draws flat shapes on a canvas whose unit is the metre.

    A light with a `Trace` has each shape drawn once more, as a line around it or moved aside under it.
    """

    def __init__(self, canvas: skia.Canvas, light: Light, distance_m: float) -> None:
        self.canvas = canvas
        self.light = light
        self.distance_m = distance_m
        self._fill = skia.Paint(AntiAlias=True)
        self._line = skia.Paint(
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join,
        )
        self._base = _linear(canvas) if light.trace is not None else (1.0, 0.0, 0.0, 1.0)

    def _colour(self, colour: Colour, alpha: float, glows: bool) -> int:
        wanted = (colour, alpha, glows, self.distance_m)
        inks = self.light.inks
        if wanted not in inks:
            seen = colour if glows else self.light.surface(colour, self.distance_m)
            inks[wanted] = self.light.ink(seen, alpha)
        return inks[wanted]

    def _put(
        self, draw: Callable[..., object], shape: tuple[Any, ...], colour: Colour, alpha: float, glows: bool
    ) -> None:
        """Draw one shape, filled, and what the light's trace adds to it."""
        trace = self.light.trace
        if trace is not None and (alpha < _OPAQUE or self._is_tiny(trace, shape)):
            trace = None
        if trace is not None:
            if trace.right or trace.up:
                self._beside(trace, draw, (*shape, self._edge_paint(trace, colour, glows, self._fill)))
            elif not trace.over:
                draw(*shape, self._edge_paint(trace, colour, glows, self._line, 2 * trace.width))
        bounds = _bounds(shape) if alpha < 1 else None
        if bounds is not None and max(bounds.width(), bounds.height()) > _WIDE * self.distance_m:
            self._veil(draw, shape, bounds, self._colour(colour, 1.0, glows), alpha)
        else:
            self._fill.setColor(self._colour(colour, alpha, glows))
            draw(*shape, self._fill)
        if trace is not None and trace.over:
            draw(*shape, self._edge_paint(trace, colour, glows, self._line, trace.width))

    def _veil(
        self, draw: Callable[..., object], shape: tuple[Any, ...], bounds: skia.Rect, ink: int, alpha: float
    ) -> None:
        """A large shape that lets light through: Skia blends a layer six times faster than a colour."""
        self.canvas.saveLayerAlpha(bounds, round(255 * alpha))
        self._fill.setColor(ink)
        draw(*shape, self._fill)
        self.canvas.drawPoint(_NOWHERE, _NOWHERE, self._fill)  # a layer of one shape would be recorded as that shape
        self.canvas.restore()

    def _stroke(
        self,
        draw: Callable[..., object],
        shape: tuple[Any, ...],
        width: float,
        colour: Colour,
        alpha: float,
        glows: bool,
    ) -> None:
        """Draw one open line, and what the light's trace adds to it."""
        trace = self.light.trace
        if trace is not None and alpha >= _OPAQUE:
            if trace.right or trace.up:
                paint = self._edge_paint(trace, colour, glows, self._line)
                paint.setStrokeWidth(width)
                self._beside(trace, draw, (*shape, paint))
            else:
                paint = self._edge_paint(trace, colour, glows, self._line)
                paint.setStrokeWidth(width + 2 * self._metres(trace.width))
                draw(*shape, paint)
        self._line.setColor(self._colour(colour, alpha, glows))
        self._line.setStrokeWidth(width)
        draw(*shape, self._line)

    def _beside(self, trace: Trace, draw: Callable[..., object], shape: tuple[object, ...]) -> None:
        """The shape itself, moved aside on the screen, whichever way the canvas was turned since the brush was made."""
        right, up = trace.right * self.distance_m, trace.up * self.distance_m
        across, down = self._base[0] * right + self._base[1] * up, self._base[2] * right + self._base[3] * up
        a, b, c, d = _linear(self.canvas)
        spread = a * d - b * c
        if not spread or not self.distance_m:
            return
        self.canvas.save()
        self.canvas.translate((d * across - b * down) / spread, (a * down - c * across) / spread)
        draw(*shape)
        self.canvas.restore()

    def _edge_paint(
        self, trace: Trace, colour: Colour, glows: bool, paint: skia.Paint, width: float = 0.0
    ) -> skia.Paint:
        if trace.colour is None:
            paint.setColor(self._colour(lighter(colour, trace.darker), trace.alpha, glows))
        else:
            paint.setColor(argb(trace.colour, trace.alpha))  # a pen's ink: no grade changes it
        paint.setStrokeWidth(self._metres(width))
        return paint

    def _is_tiny(self, trace: Trace, shape: tuple[Any, ...]) -> bool:
        """An eye that is as small as the line around it would be a blot."""
        bounds = _bounds(shape)
        return bool(min(bounds.width(), bounds.height()) < _TINY * self._metres(max(trace.width, abs(trace.up))))

    def _metres(self, share: float) -> float:
        """What a share of the distance is here, however the canvas was scaled since the brush was made."""
        now = _linear(self.canvas)
        return share * self.distance_m * math.hypot(self._base[0], self._base[2]) / (math.hypot(now[0], now[2]) or 1.0)

    def path(self, path: skia.Path, colour: Colour, alpha: float = 1.0, glows: bool = False) -> None:
        """Fill a ready path."""
        self._put(self.canvas.drawPath, (path,), colour, alpha, glows)

    def circle(
        self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0, glows: bool = False
    ) -> None:
        self._put(self.canvas.drawCircle, (x, y, radius), colour, alpha, glows)

    def cluster(
        self, circles: Iterable[tuple[float, float, float]], colour: Colour, alpha: float = 1.0, glows: bool = False
    ) -> None:
        """Overlapping circles (x, y, radius) as one outline: half the pixels, and no seams when translucent."""
        outlines = [skia.Path.Circle(x, y, radius) for x, y, radius in circles]
        union = skia.OpBuilder()  # all at once: one after the other takes the square of the time
        for outline in outlines:
            union.add(outline, skia.PathOp.kUnion_PathOp)
        try:
            whole = union.resolve()
        except RuntimeError:  # the union can fail on unlucky numbers; many outlines look nearly the same
            whole = skia.Path()
            for outline in outlines:
                whole.addPath(outline)
        self.path(whole, colour, alpha, glows)

    def ellipse(
        self,
        x: float,
        y: float,
        half_width: float,
        half_height: float,
        colour: Colour,
        alpha: float = 1.0,
        glows: bool = False,
    ) -> None:
        rect = skia.Rect(x - half_width, y - half_height, x + half_width, y + half_height)
        self._put(self.canvas.drawOval, (rect,), colour, alpha, glows)

    def box(
        self,
        left: float,
        bottom: float,
        width: float,
        height: float,
        colour: Colour,
        alpha: float = 1.0,
        glows: bool = False,
        round_m: float = 0.0,
    ) -> None:
        rect = skia.Rect(left, bottom, left + width, bottom + height)
        if round_m:
            self._put(self.canvas.drawRoundRect, (rect, round_m, round_m), colour, alpha, glows)
        else:
            self._put(self.canvas.drawRect, (rect,), colour, alpha, glows)

    def polygon(self, points: Iterable[Point], colour: Colour, alpha: float = 1.0, glows: bool = False) -> None:
        path = skia.Path()
        path.addPoly([skia.Point(x, y) for x, y in points], True)
        self.path(path, colour, alpha, glows)

    def smooth(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0, glows: bool = False) -> None:
        """A closed, rounded outline through the middles of the given points' sides."""
        path = skia.Path()
        count = len(points)
        start = _middle(points[-1], points[0])
        path.moveTo(*start)
        for index in range(count):
            path.quadTo(*points[index], *_middle(points[index], points[(index + 1) % count]))
        path.close()
        self.path(path, colour, alpha, glows)

    def line(
        self, points: Sequence[Point], width: float, colour: Colour, alpha: float = 1.0, glows: bool = False
    ) -> None:
        """A round-ended line; two points make a limb."""
        if len(points) == 2:
            self._stroke(self.canvas.drawLine, (*points[0], *points[1]), width, colour, alpha, glows)
            return
        path = skia.Path()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self._stroke(self.canvas.drawPath, (path,), width, colour, alpha, glows)

    def curve(
        self,
        start: Point,
        bend: Point,
        end: Point,
        width: float,
        colour: Colour,
        alpha: float = 1.0,
        glows: bool = False,
    ) -> None:
        path = skia.Path()
        path.moveTo(*start)
        path.quadTo(*bend, *end)
        self._stroke(self.canvas.drawPath, (path,), width, colour, alpha, glows)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a lamp, as rings: the flat style's halo."""
        clear = 1.0
        self.canvas.saveLayer(skia.Rect(x - radius, y - radius, x + radius, y + radius))
        ring = skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kSrc)  # in place of the wider one: see `_veil`
        for share in (1.0, 0.70, 0.45, 0.25):
            clear *= 1 - 0.24 * strength
            ring.setColor(self._colour(colour, 1 - clear, True))
            self.canvas.drawCircle(x, y, radius * share, ring)
        self.canvas.restore()

    def turned(self, x: float, y: float, radians: float, draw: Callable[[], None]) -> None:
        """Run `draw` with its origin at (x, y) and turned anticlockwise."""
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.rotate(math.degrees(radians))
        draw()
        self.canvas.restore()


def wash(canvas: skia.Canvas, ink: int, opacity: float) -> None:
    """Lay a colour over the whole canvas, five times as fast as `drawColor` with a translucent one."""
    canvas.saveLayerAlpha(None, round(255 * opacity))
    canvas.clear(0xFF000000 | ink)
    canvas.restore()


def record(light: Light, distance_m: float, draw: Callable[[Brush], object]) -> skia.Picture:
    """Draw once, to be played back in every frame at any scale."""
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect(-4000, -4000, 4000, 4000))
    draw(Brush(canvas, light, distance_m))
    return recorder.finishRecordingAsPicture()


def _bounds(shape: tuple[Any, ...]) -> skia.Rect:
    """Of a path, of a rectangle, or of a circle given as x, y and radius."""
    first = shape[0]
    if isinstance(first, skia.Path):
        return first.getBounds()
    if isinstance(first, skia.Rect):
        return first
    x, y, radius = shape
    return skia.Rect(x - radius, y - radius, x + radius, y + radius)


def _linear(canvas: skia.Canvas) -> tuple[float, float, float, float]:
    """How the canvas turns and enlarges: the matrix's two rows, without what it moves by."""
    matrix = canvas.getTotalMatrix()
    return matrix.getScaleX(), matrix.getSkewX(), matrix.getSkewY(), matrix.getScaleY()


def _middle(first: Point, second: Point) -> Point:
    return ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
