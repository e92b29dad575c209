"""The picture of a clip for pages that show no HTML: the poster over a strip with its words.

GitHub and nbviewer show it. What is said is `document`'s business; here it is drawn, within its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sora_widgets.clips.kept_pictures import kept_pictures

if TYPE_CHECKING:
    import skia

__all__ = ["POSTER_BYTES", "SMALL_BYTES", "Tile", "draw_tiles", "light_posters"]

POSTER_BYTES, SMALL_BYTES = 8_000, 2_000
_POSTER_PIXELS, _SMALL_PIXELS = 480 * 270, 240 * 135
_STRIP_HEIGHT, _STRIP_LINE = 46, 17
_WIDTH, _LEAST_WIDTH = 400, 320  # of a tile; narrower, a difference would not fit on its line
_SHARES, _QUALITIES = (1.0, 0.9, 0.8, 0.6, 0.4, 0.2, 0.1), (75, 65, 55, 45)
_COLUMNS, _MOST_TILES, _GAP = 2, 6, 8

# Where systems keep their fonts, and a plain face of each.
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
_FONTS = ("dejavusans.ttf", "liberationsans-regular.ttf", "notosans-regular.ttf", "arial.ttf", "helvetica.ttc")


@dataclass(frozen=True)
class Tile:
    """A poster, as JPEG, and what stands under it: the prompt, a quiet line, and lines that must be seen."""

    poster: bytes
    prompt: str
    quiet: str
    loud: tuple[str, ...]


def light_posters(poster: bytes, share: float = 1.0) -> tuple[bytes, bytes]:
    """A poster as a notebook carries it, and a smaller one for pages without video, as JPEG; empty where it is no picture.

    Args:
        poster: as it lies beside the video.
        share: of the bytes that they may have.
    """
    is_jpeg, is_whole = poster.startswith(b"\xff\xd8"), poster.endswith(b"\xff\xd9")
    if not poster or is_jpeg != is_whole:  # a file cut short would be half grey
        return b"", b""

    def draw() -> dict[str, bytes]:
        image = _load(poster)
        if image is None:
            return {"poster": b"", "small": b""}
        is_light = len(poster) <= POSTER_BYTES * share and is_jpeg
        light = poster if is_light else _shrunk(image, int(POSTER_BYTES * share), _POSTER_PIXELS)
        return {"poster": light, "small": _shrunk(image, int(SMALL_BYTES * share), _SMALL_PIXELS)}

    drawn = kept_pictures(("posters", share, poster), draw)
    return drawn["poster"], drawn["small"]


def draw_tiles(tiles: Sequence[Tile], max_bytes: int) -> bytes:
    """The tiles in two columns as one JPEG; the posters give way to the bytes, so that the words can be read."""
    tiles = tiles[:_MOST_TILES]
    return kept_pictures(("tiles", max_bytes, *tiles), lambda: {"picture": _draw_tiles(tiles, max_bytes)})["picture"]


def _load(jpeg: bytes) -> skia.Image | None:
    import skia

    image = skia.Image.MakeFromEncoded(skia.Data(jpeg))
    return image.makeRasterImage() if image is not None else None


def _shrunk(poster: skia.Image, max_bytes: int, most_pixels: int) -> bytes:
    """The picture as a JPEG within its bytes."""
    import skia

    largest = min(1.0, (most_pixels / (poster.width() * poster.height())) ** 0.5)

    def drawn(share: float) -> skia.Image:
        width, height = (max(1, round(side * largest * share)) for side in (poster.width(), poster.height()))
        surface = skia.Surface(width, height)
        _draw(surface.getCanvas(), poster, 0, 0, width, height)
        return surface.makeImageSnapshot()

    return _fitting(drawn, max_bytes)


def _draw_tiles(tiles: Sequence[Tile], max_bytes: int) -> bytes:
    posters = [_load(tile.poster) for tile in tiles]
    most = _WIDTH if len(tiles) == 1 else _LEAST_WIDTH

    def drawn(share: float) -> skia.Image:
        width = max(_LEAST_WIDTH, round(most * share))
        share_of_width = most * share / width
        captioned = [
            _captioned(tile, poster, width, share_of_width) for tile, poster in zip(tiles, posters, strict=True)
        ]
        return _side_by_side(captioned)

    return _fitting(drawn, max_bytes)


def _fitting(drawn: Callable[[float], skia.Image], max_bytes: int) -> bytes:
    """The first JPEG that fits: quality is given up before size. What `drawn` draws is a share of the largest."""
    import skia

    for share in _SHARES:
        image = drawn(share)
        for quality in _QUALITIES:
            encoded = bytes(image.encodeToData(skia.EncodedImageFormat.kJPEG, quality))
            if len(encoded) <= max_bytes:
                return encoded
    return encoded


def _side_by_side(drawn: Sequence[skia.Image]) -> skia.Image:
    import skia

    if len(drawn) == 1:
        return drawn[0]
    rows = [drawn[first : first + _COLUMNS] for first in range(0, len(drawn), _COLUMNS)]
    heights = [max(image.height() for image in row) for row in rows]
    surface = skia.Surface(drawn[0].width() * _COLUMNS + _GAP, sum(heights) + _GAP * (len(rows) - 1))
    canvas = surface.getCanvas()
    canvas.clear(0xFF14171B)
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for column, image in enumerate(row):
            canvas.drawImage(image, column * (image.width() + _GAP), top)
        top += height + _GAP
    return surface.makeImageSnapshot()


def _captioned(tile: Tile, poster: skia.Image, width: int, share: float) -> skia.Image:
    """The poster over its strip; without a system font, the poster alone."""
    import skia

    fonts = _fonts()
    # An upright clip is drawn no higher than a wide one of this width would be.
    shown_width = max(1, round(share * min(width, width * 9 / 16 * poster.width() / poster.height())))
    height = max(1, round(shown_width * poster.height() / poster.width()))
    strip = _STRIP_HEIGHT + _STRIP_LINE * len(tile.loud) if fonts else 0
    surface = skia.Surface(width, height + strip)
    canvas = surface.getCanvas()
    canvas.clear(0xFF14171B)
    _draw(canvas, poster, (width - shown_width) // 2, 0, shown_width, height)
    if fonts:
        font, small = fonts
        ink = skia.Paint(AntiAlias=True, Color=0xFFF2F3F5)
        canvas.drawString(_fitted(tile.prompt, font, width - 20), 10, height + 19, font, ink)
        ink.setColor(0xFFA9B0BA)
        canvas.drawString(_fitted(tile.quiet, small, width - 20), 10, height + 36, small, ink)
        ink.setColor(0xFFF2C14E)
        for number, line in enumerate(tile.loud, 1):
            canvas.drawString(_fitted(line, small, width - 20), 10, height + 36 + _STRIP_LINE * number, small, ink)
    return surface.makeImageSnapshot()


def _draw(canvas: skia.Canvas, image: skia.Image, left: int, top: int, width: int, height: int) -> None:
    import skia

    smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    canvas.drawImageRect(image, skia.Rect.MakeXYWH(left, top, width, height), smooth)


@cache
def _fonts() -> tuple[skia.Font, skia.Font] | None:
    """A font for prompts and a smaller one; None on a system without any."""
    import skia

    file = font_file()
    if file is None:
        return None
    # A font manager of our own: the system's one greets a newer fontconfig with warnings in the notebook.
    typeface = skia.FontMgr.New_Custom_Empty().makeFromFile(str(file))
    return skia.Font(typeface, 13), skia.Font(typeface, 11)


@cache
def font_file() -> Path | None:
    """A plain sans-serif font of this system, if it has one."""
    found = {path.name.lower(): path for folder in map(Path, _FONT_FOLDERS) for path in folder.rglob("*.tt[fc]")}
    return next((found[name] for name in _FONTS if name in found), None)


def _fitted(text: str, font: skia.Font, width: int) -> str:
    # skia takes no lone surrogates, which JSON and so a prompt can hold
    text = " ".join(text[:300].split()).encode("utf-8", "replace").decode()
    if font.measureText(text) <= width:
        return text
    while text and font.measureText(text + "…") > width:
        text = text[:-1]
    return text + "…"
