"""What the lens does to a drawn picture: softness out of focus, the bend of a fisheye. Over Skia and NumPy.

Both are made for speed. What is soft is drawn small and shown large, so that blur costs less than sharpness; the bend
is one table of pixels, made once.
"""

from __future__ import annotations

import numpy as np
import skia

__all__ = ["Fisheye", "Soft"]

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_SMALLEST = 1 / 6
_SEEN_PX = 0.7  # a blur below this is not seen
_CENTRE = 0.60  # what a fisheye shows at 1 % of the way to a corner comes from 0.6 % of it
_FINER = 1.25  # a fisheye's picture is drawn larger, because its middle is magnified


class Soft:
    """A part of the picture that is drawn small, blurred, and shown large. `canvas`, draw, `show`."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)
        small = (max(2, round(width * _SMALLEST)), max(2, round(height * _SMALLEST)))
        self._drawn, self._blurred = skia.Surface(*small), skia.Surface(*small)
        self._half = skia.Surface(max(2, width // 2), max(2, height // 2))

    @staticmethod
    def is_seen(sigma_px: float) -> bool:
        """Whether a blur is worth the way over the small picture."""
        return sigma_px > _SEEN_PX

    def canvas(self) -> skia.Canvas:
        """An empty, small canvas that takes the same coordinates as the whole picture; `show` restores it."""
        canvas = self._drawn.getCanvas()
        canvas.clear(0)
        canvas.save()
        canvas.scale(self._drawn.width() / self._size[0], self._drawn.height() / self._size[1])
        return canvas

    def blurred(self, sigma_px: float) -> skia.Image:
        """What was drawn, blurred and still small."""
        self._drawn.getCanvas().restore()
        sigma = sigma_px * _SMALLEST
        blur = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp))
        target = self._blurred.getCanvas()
        target.clear(0)
        target.drawImage(self._drawn.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), blur)
        return self._blurred.makeImageSnapshot()

    def show(self, canvas: skia.Canvas, sigma_px: float, is_whole: bool) -> None:
        """Put what was drawn on the picture.

        Args:
            canvas: of the whole picture.
            sigma_px: of the blur, in pixels of the picture.
            is_whole: it fills the picture; otherwise what is under it shows through its gaps.
        """
        small = self.blurred(sigma_px)
        frame = skia.Rect(*self._size)
        if not is_whole:
            canvas.drawImageRect(small, frame, _LINEAR)
            return
        # twice by two steps: smooth to half the size, then pixels doubled, is twice as fast and nobody sees it
        half = self._half.getCanvas()
        half.drawImageRect(small, skia.Rect(self._half.width(), self._half.height()), _LINEAR)
        canvas.drawImageRect(self._half.makeImageSnapshot(), frame, skia.SamplingOptions())


class Fisheye:
    """Bends a picture into a barrel: the middle swells, the corners keep their place."""

    def __init__(self, width: int, height: int) -> None:
        wide, tall = round(width * _FINER), round(height * _FINER)
        info = skia.ImageInfo.MakeN32Premul(wide, tall)
        self._straight = np.zeros((tall, wide), np.uint32)
        self._bent = np.zeros((height, width), np.uint32)
        self._surface = skia.Surface.MakeRasterDirect(info, self._straight.view(np.uint8).reshape(tall, wide, 4))
        self._surface.getCanvas().scale(wide / width, tall / height)
        y, x = np.mgrid[0:height, 0:width]
        across, down = (x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1
        aspect = height / width
        square = (across**2 + (down * aspect) ** 2) / (1 + aspect**2)
        shrink = _CENTRE + (1 - _CENTRE) * square
        columns = np.clip((across * shrink + 1) / 2 * wide, 0, wide - 1).astype(np.int64)
        rows = np.clip((down * shrink + 1) / 2 * tall, 0, tall - 1).astype(np.int64)
        self._from = (rows * wide + columns).ravel()

    def canvas(self) -> skia.Canvas:
        """Where the straight picture is drawn."""
        return self._surface.getCanvas()

    def show(self, canvas: skia.Canvas) -> None:
        """Put the bent picture on the canvas."""
        np.take(self._straight.ravel(), self._from, out=self._bent.ravel(), mode="clip")
        image = skia.Image.fromarray(
            self._bent.view(np.uint8).reshape(*self._bent.shape, 4),
            skia.ColorType.kBGRA_8888_ColorType,
            skia.AlphaType.kOpaque_AlphaType,  # what may be seen through is a hundred times as slow
            copy=False,
        )
        canvas.drawImage(image, 0, 0)
