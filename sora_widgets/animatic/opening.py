"""A picture as the first frame: shown whole, then moved by the scene's camera with a little depth in it. Over Skia.

Nothing is known of the picture's depth, so the usual one is assumed: what is lower in the frame is nearer. It is drawn
in horizontal bands that move and grow by their nearness; the bands are looked up inside the picture, so no edge shows.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import skia

from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.moves import View
from sora_widgets.animatic.stage import Stage
from sora_widgets.errors import RequestError

__all__ = ["FirstPicture"]

_BANDS = 24
_SPARE = 1.3  # of the frame's size: the picture is kept a little larger, so that a zoom stays sharp
_GREATEST = 2.6
_FARTHEST = 0.15  # frame widths or heights that the camera goes aside in a picture
_RELIEF = 0.20  # how much farther the upper edge is taken to be than the lower
_LEVELS = 32  # of each part of a colour that a style tells apart in a picture
_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_FINE = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


class FirstPicture:
    """A picture that fills the frame at first and is then seen by the moving camera.

    Args:
        path: of a JPEG, PNG or WebP file.
        stage: whose frame it fills; what does not fit is cropped evenly.
        light: whose palette and style its colours get.

    Raises:
        RequestError: the file holds no picture that can be read.
    """

    def __init__(self, path: Path, stage: Stage, light: Light) -> None:
        encoded = skia.Data.MakeFromFileName(str(path))
        image = skia.Image.MakeFromEncoded(encoded) if encoded is not None else None
        if image is None:
            raise RequestError(f"The first picture {path.name} cannot be read: give a JPEG, PNG or WebP file.")
        self._stage = stage
        cropped = _cropped(image, round(stage.width * _SPARE), round(stage.height * _SPARE))
        self._image = _graded(cropped, light) if light.grades else cropped
        self._start = stage.view_at(0.0)

    def draw(self, canvas: skia.Canvas, view: View) -> None:
        """Paint the picture as the camera now sees it."""
        stage, start = self._stage, self._start
        width, height = stage.width, stage.height
        near = -start.z / max(0.2 * stage.distance, -view.z)  # how much the nearest has grown
        zoom = view.zoom / start.zoom
        pan, tilt = view.pan - start.pan, view.tilt - start.tilt
        across = (view.x - start.x) / stage.visible_width_m
        up = (view.y - start.y) / stage.visible_m
        turn = view.roll - start.roll
        aside, high = (_FARTHEST * math.tanh(shift / _FARTHEST) for shift in (pan + across, tilt + up))
        along = abs(across) / (abs(pan) + abs(across)) if across else 0.0  # how much of it is a move, not a turn
        # as far aside as it goes, so much closer, or an edge would come into the frame
        closer = (1 + 0.55 * abs(math.sin(turn))) / (1 - 2 * max(abs(aside), abs(high)))
        # it cannot shrink either: then the far grows a little, as it does beside what shrinks
        closer *= 1 / zoom / near if zoom * near < 1 else 1.0
        if turn:
            canvas.save()
            canvas.rotate(-math.degrees(turn), width / 2, height / 2)
        step = height / _BANDS
        for band in range(_BANDS):
            far = 1 - (band + 0.5) / _BANDS  # 1 for the upper edge, 0 for the lower
            grown = min(_GREATEST, zoom * near ** (1 - _RELIEF * far) * closer)
            left = 0.5 + aside * (1 - _RELIEF * far * along) - 0.5 / grown
            top = 0.5 - high + (band / _BANDS - 0.5) / grown
            self._band(canvas, skia.Rect.MakeXYWH(left, top, 1 / grown, 1 / grown / _BANDS), band * step, step)
        if turn:
            canvas.restore()

    def _band(self, canvas: skia.Canvas, share: skia.Rect, top: float, tall: float) -> None:
        image, width = self._image, self._stage.width
        source = skia.Rect(
            share.left() * image.width(),
            share.top() * image.height(),
            share.right() * image.width(),
            share.bottom() * image.height(),
        )
        spare = 0.35 * width if not canvas.getTotalMatrix().isTranslate() else 0.0
        scale = source.width() / width
        source.outset(spare * scale, 0)
        target = skia.Rect(-spare, top, width + spare, top + tall + 0.6)
        fast = skia.Canvas.SrcRectConstraint.kFast_SrcRectConstraint
        canvas.drawImageRect(image, source, target, _LINEAR, None, fast)


def _cropped(image: skia.Image, width: int, height: int) -> skia.Image:
    """The middle of a picture that has the shape of the frame."""
    scale = max(width / image.width(), height / image.height())
    across, down = width / scale, height / scale
    left, top = (image.width() - across) / 2, (image.height() - down) / 2
    surface = skia.Surface(width, height)
    surface.getCanvas().clear(0xFFFFFFFF)  # what is transparent in it would show an older frame
    surface.getCanvas().drawImageRect(
        image, skia.Rect.MakeXYWH(left, top, across, down), skia.Rect(width, height), _FINE
    )
    return surface.makeImageSnapshot()


def _graded(image: skia.Image, light: Light) -> skia.Image:
    """The picture in a style's colours, looked up in a table of all colours in steps."""
    last = _LEVELS - 1
    inks = [
        light.ink((red / last, green / last, blue / last))
        for red in range(_LEVELS)
        for green in range(_LEVELS)
        for blue in range(_LEVELS)
    ]
    pixels = image.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType).astype(np.uint32)
    step = 256 // _LEVELS
    red, green, blue = (pixels[..., channel] // step for channel in range(3))
    graded = np.array(inks, np.uint32)[(red * _LEVELS + green) * _LEVELS + blue]
    return skia.Image.fromarray(graded.view(np.uint8).reshape(*graded.shape, 4), skia.ColorType.kBGRA_8888_ColorType)
