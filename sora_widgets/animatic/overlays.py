"""Pictures as large as the frame that are laid over it: grain, dark corners, paper, brush strokes. Over Skia and NumPy.

Skia lays a picture of the frame's own format over the frame in well under a millisecond, and filters one twenty times
slower: so everything here is made ready once.
"""

from __future__ import annotations

import math
import random

import numpy as np
import skia
from numpy.typing import NDArray

from sora_widgets.animatic.colour import Colour
from sora_widgets.animatic.style import Style

__all__ = ["grain", "still"]

_PAPER: Colour = (0.98, 0.965, 0.93)
_WHITE: Colour = (1.0, 1.0, 1.0)
_GRID = ((24, 0.10), (120, 0.20))  # pixels of a frame 720 high between two lines, and their opacity


def grain(width: int, height: int, strength: float, seed: int) -> skia.Image:
    """Light and dark specks, of a pixel in a frame 720 high, of two in one of 1080."""
    size = max(1, round(height / 540))
    noise = np.random.default_rng(seed).standard_normal((height // size + 1, width // size + 1), np.float32) * strength
    return _image(np.repeat(np.repeat(noise, size, 0), size, 1)[:height, :width], _WHITE)


def still(style: Style, width: int, height: int, seed: int) -> skia.Image | None:
    """All that lies unmoved over the frame, in one picture; None for a style without."""
    if not (style.vignette or style.pales or style.texture or style.gate):
        return None
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    if style.texture:
        _draw_texture(canvas, style.texture, width, height, seed)
    if style.vignette:
        canvas.drawImage(_image(-style.vignette * _towards_corner(width, height), _WHITE), 0, 0)
    if style.pales:
        canvas.drawImage(_image(style.pales * _towards_edge(width, height), _PAPER), 0, 0)
    if style.gate:
        _draw_gate(canvas, width, height)
    return surface.makeImageSnapshot()


def _towards_corner(width: int, height: int) -> NDArray[np.float32]:
    """0 in the middle, 1 in the corners."""
    y, x = _grid(width, height)
    return np.asarray(np.clip((x**2 + y**2) / 2 - 0.12, 0, 1) ** 1.3, np.float32)


def _towards_edge(width: int, height: int) -> NDArray[np.float32]:
    """1 at the edges of the frame, ragged as a brush leaves them, 0 farther in."""
    y, x = _grid(width, height)
    ragged = np.sin(9 * x + 2 * np.sin(7 * y)) + np.sin(11 * y + 2 * np.sin(6 * x)) + 0.7 * np.sin(31 * x * y + 3)
    inside = np.minimum(1 - np.abs(x), (1 - np.abs(y)) * 0.6) + 0.021 * ragged
    return np.asarray(np.clip(1 - inside / 0.09, 0, 1), np.float32)


def _grid(width: int, height: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Rows and columns from -1 to 1, as a column and a row of numbers."""
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    return y, np.linspace(-1, 1, width, dtype=np.float32)[None, :]


def _draw_texture(canvas: skia.Canvas, name: str, width: int, height: int, seed: int) -> None:
    unit = height / 720
    if name == "paper":
        fibres = np.random.default_rng(seed).standard_normal((height, width), np.float32)
        fibres = fibres + np.roll(fibres, 1, 0) + np.roll(fibres, 1, 1) + np.roll(fibres, (1, 1), (0, 1))
        canvas.drawImage(_image(0.009 * fibres, _WHITE), 0, 0)
    elif name == "scanlines":
        rows = np.zeros((height, width), np.float32)
        rows[:: max(2, round(3 * unit))] = -0.22
        canvas.drawImage(_image(rows, _WHITE), 0, 0)
    elif name == "grid":
        for step, alpha in _GRID:
            paint = _line(0xFFFFFF, alpha, max(1.0, unit))
            for x in range(0, math.ceil(width / unit), step):
                canvas.drawLine(x * unit, 0, x * unit, height, paint)
            for y in range(0, 720, step):
                canvas.drawLine(0, y * unit, width, y * unit, paint)
    else:
        _draw_strokes(canvas, name == "hatching", width, height, seed)


def _draw_strokes(canvas: skia.Canvas, is_hatching: bool, width: int, height: int, seed: int) -> None:
    """Strokes of a pencil, all one way, or of a broad brush that follows broad waves."""
    unit = height / 720
    rng = random.Random(seed)
    for _ in range(420 if is_hatching else 2600):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        if is_hatching:
            turn, long = -0.85 + rng.gauss(0, 0.05), rng.uniform(20, 70)
            paint = _line(0x2A2A2E, 0.10, unit)
        else:
            turn = 1.2 * math.sin(x / (260 * unit)) + 0.8 * math.cos(y / (170 * unit)) + rng.gauss(0, 0.3)
            long = rng.uniform(24, 60)
            paint = _line(0xFFFFFF if rng.random() < 0.5 else 0x000000, 0.035, rng.uniform(8, 16) * unit)
        dx, dy = 0.5 * long * unit * math.cos(turn), 0.5 * long * unit * math.sin(turn)
        canvas.drawLine(x - dx, y - dy, x + dx, y + dy, paint)


def _draw_gate(canvas: skia.Canvas, width: int, height: int) -> None:
    """The rounded window of a small film, black around it."""
    inset = 0.022 * height
    path = skia.Path()
    path.addRect(skia.Rect(0, 0, width, height))
    path.addRoundRect(skia.Rect(inset, inset, width - inset, height - inset), 3.2 * inset, 3.2 * inset)
    path.setFillType(skia.PathFillType.kEvenOdd)
    canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=0xF00A0806))


def _image(strength: NDArray[np.float32], colour: Colour) -> skia.Image:
    """A picture that lightens towards `colour` where the numbers are above 0 and darkens where they are below."""
    alpha = np.clip(np.abs(strength), 0, 1) * 255
    pixels = np.zeros((*strength.shape, 4), np.uint8)
    bright = np.where(strength > 0, alpha, 0)
    for channel, part in enumerate(reversed(colour)):
        pixels[..., channel] = bright * part
    pixels[..., 3] = alpha
    return skia.Image.fromarray(pixels, skia.ColorType.kBGRA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)


def _line(rgb24: int, alpha: float, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=round(255 * alpha) << 24 | rgb24,
        StrokeWidth=width,
        Style=skia.Paint.kStroke_Style,
        StrokeCap=skia.Paint.kRound_Cap,
    )
