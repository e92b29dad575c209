"""The few strokes everything is drawn with, in metres and already lit. Over Skia.

A brush knows the light and how far away the thing is, so that the drawings themselves only name the
true colours of things. y points up. Flat fills only: they are what the style wants, and Skia draws a
flat path ten to fifty times faster than it samples a picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import skia

from sora_widgets.animatic.colour import Colour, argb
from sora_widgets.animatic.lighting import Light

__all__ = ["Brush", "Point", "record"]

Point = tuple[float, float]


class Brush:
    """Draws flat shapes on a canvas whose unit is the metre."""

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
        self._lit: dict[tuple[Colour, float, bool], int] = {}

    def _colour(self, colour: Colour, alpha: float, glows: bool) -> int:
        wanted = (colour, alpha, glows)
        if wanted not in self._lit:
            seen = colour if glows else self.light.surface(colour, self.distance_m)
            self._lit[wanted] = argb(seen, alpha)
        return self._lit[wanted]

    def _filling(self, colour: Colour, alpha: float, glows: bool) -> skia.Paint:
        self._fill.setColor(self._colour(colour, alpha, glows))
        return self._fill

    def circle(
        self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0, glows: bool = False
    ) -> None:
        self.canvas.drawCircle(x, y, radius, self._filling(colour, alpha, glows))

    def cluster(
        self, circles: Iterable[tuple[float, float, float]], colour: Colour, alpha: float = 1.0, glows: bool = False
    ) -> None:
        """Overlapping circles (x, y, radius) as one outline: half the pixels, and no seams when translucent."""
        whole = skia.Path()
        for x, y, radius in circles:
            circle = skia.Path.Circle(x, y, radius)
            joined = skia.Op(whole, circle, skia.PathOp.kUnion_PathOp)
            if joined is None:  # the union can fail on unlucky numbers; two outlines look the same
                whole.addPath(circle)
            else:
                whole = joined
        self.canvas.drawPath(whole, self._filling(colour, alpha, glows))

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
        self.canvas.drawOval(
            skia.Rect(x - half_width, y - half_height, x + half_width, y + half_height),
            self._filling(colour, alpha, glows),
        )

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
        paint = self._filling(colour, alpha, glows)
        if round_m:
            self.canvas.drawRoundRect(rect, round_m, round_m, paint)
        else:
            self.canvas.drawRect(rect, paint)

    def polygon(self, points: Iterable[Point], colour: Colour, alpha: float = 1.0, glows: bool = False) -> None:
        path = skia.Path()
        path.addPoly([skia.Point(x, y) for x, y in points], True)
        self.canvas.drawPath(path, self._filling(colour, alpha, glows))

    def smooth(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0, glows: bool = False) -> None:
        """A closed, rounded outline through the middles of the given points' sides."""
        path = skia.Path()
        count = len(points)
        start = _middle(points[-1], points[0])
        path.moveTo(*start)
        for index in range(count):
            path.quadTo(*points[index], *_middle(points[index], points[(index + 1) % count]))
        path.close()
        self.canvas.drawPath(path, self._filling(colour, alpha, glows))

    def line(
        self, points: Sequence[Point], width: float, colour: Colour, alpha: float = 1.0, glows: bool = False
    ) -> None:
        """A round-ended line; two points make a limb."""
        self._line.setColor(self._colour(colour, alpha, glows))
        self._line.setStrokeWidth(width)
        if len(points) == 2:
            (x0, y0), (x1, y1) = points
            self.canvas.drawLine(x0, y0, x1, y1, self._line)
            return
        path = skia.Path()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canvas.drawPath(path, self._line)

    def curve(self, start: Point, bend: Point, end: Point, width: float, colour: Colour, alpha: float = 1.0) -> None:
        path = skia.Path()
        path.moveTo(*start)
        path.quadTo(*bend, *end)
        self._line.setColor(self._colour(colour, alpha, False))
        self._line.setStrokeWidth(width)
        self.canvas.drawPath(path, self._line)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light around a lamp, as rings: the flat style's halo."""
        rings = (1.0, 0.70, 0.45, 0.25, 0.0)
        clear = 1.0
        for outer, inner in pairwise(rings):
            # side by side, not on top of each other: blending is what costs, so each pixel is blended once
            clear *= 1 - 0.24 * strength
            path = skia.Path()
            path.addCircle(x, y, radius * outer)
            if inner:
                path.addCircle(x, y, radius * inner)
            path.setFillType(skia.PathFillType.kEvenOdd)
            self.canvas.drawPath(path, self._filling(colour, 1 - clear, True))

    def turned(self, x: float, y: float, radians: float, draw: Callable[[], None]) -> None:
        """Run `draw` with its origin at (x, y) and turned anticlockwise."""
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.rotate(math.degrees(radians))
        draw()
        self.canvas.restore()


def record(light: Light, distance_m: float, draw: Callable[[Brush], object]) -> skia.Picture:
    """Draw once, to be played back in every frame at any scale."""
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect(-4000, -4000, 4000, 4000))
    draw(Brush(canvas, light, distance_m))
    return recorder.finishRecordingAsPicture()


def _middle(first: Point, second: Point) -> Point:
    return ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
