"""What any server could be asked for: lengths, sizes and models, each read into its one spelling.

Here too: how a size is named by its resolution, and which size is nearest to another. Whether a
model makes it, and what it costs, is told by `rates.py`.
"""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeGuard

from sora_widgets.errors import UnsupportedValueError, nearest

__all__ = [
    "MAX_SECONDS",
    "RESOLUTIONS",
    "either",
    "is_model_name",
    "is_portrait",
    "is_widescreen",
    "nearest_size",
    "read_request",
    "read_seconds",
    "read_size",
    "resolution_of",
    "shown",
    "size_at",
]

MAX_SECONDS = 3600  # no server makes an hour; what is longer is a slip of the keyboard
_MAX_MODEL_CHARS = 200

_WIDESCREEN = {
    "360p": (640, 360),
    "480p": (854, 480),
    "540p": (960, 540),
    "720p": (1280, 720),
    "768p": (1366, 768),
    "1024p": (1792, 1024),
    "1080p": (1920, 1080),
    "2k": (2560, 1440),
    "4k": (3840, 2160),
}
"""The resolutions that price lists name, smallest first, with the usual wide picture of each."""

RESOLUTIONS = tuple(_WIDESCREEN)

_BY_SHORTER_SIDE = {height: name for name, (_, height) in _WIDESCREEN.items()} | {
    496: "480p",  # 864x496, the frame that Seedance makes for it
    1088: "1080p",  # 1920x1088: encoders like sides that divide by 16
}
_SAME_SHAPE = 0.05  # 1792x1024 and 1280x720 differ by 1.6 %
_WIDEST = 2.4  # cinema's 2.39:1; a longer strip has more pixels than its shorter side tells


def read_request(model: object, seconds: object, size: object) -> tuple[str, int, str]:
    """Model, seconds and size as any server could be asked for them, each in its one spelling.

    Whether a model of the table makes them is the question of `check_request`.

    Raises:
        UnsupportedValueError: one of them is of another type or shape, or longer than an hour.
    """
    if not is_model_name(model):
        raise UnsupportedValueError(
            f"model must be the name of a model, not {shown(model)}: use model='sora-2', or a name that the server knows.",
            name="model",
            given=model,
        )
    length_s = read_seconds(seconds)
    if length_s > MAX_SECONDS:
        raise UnsupportedValueError(
            f"seconds must be at most {MAX_SECONDS}, not {shown(length_s)}: use seconds=4.",
            name="seconds",
            given=seconds,
        )
    return model, length_s, read_size(size)


def is_model_name(model: object) -> TypeGuard[str]:
    """Whether any server could call a model so."""
    # Printable also means: no lone surrogate, which neither JSON nor SQLite would take.
    return isinstance(model, str) and bool(model.strip()) and model.isprintable() and len(model) <= _MAX_MODEL_CHARS


def read_seconds(seconds: object) -> int:
    """A length in whole seconds from 1, given as the number or, as the protocol does, as its text.

    Raises:
        UnsupportedValueError: anything else.
    """
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit() and len(seconds) < 10:
        seconds = int(seconds)
    if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds >= 1:
        return seconds
    raise UnsupportedValueError(
        f"seconds must be a whole number from 1, not {shown(seconds)}: use seconds=4.", name="seconds", given=seconds
    )


def read_size(size: object) -> str:
    """A size as "WIDTHxHEIGHT".

    Raises:
        UnsupportedValueError: anything else.
    """
    if isinstance(size, str) and 0 not in (_dimensions(size) or (0, 0)):
        return size
    raise UnsupportedValueError(
        f"size must be WIDTHxHEIGHT in pixels, not {shown(size)}: use size='1280x720'.", name="size", given=size
    )


def shown(value: object) -> str:
    """A value as a sentence can show it: short, and whatever it is."""
    try:
        return reprlib.repr(value)
    except ValueError:
        return "a number of thousands of digits"  # Python refuses to write it out


def either(values: Sequence[str]) -> str:
    """Words as a choice: "4, 8 or 12"."""
    return " or ".join(filter(None, [", ".join(values[:-1]), values[-1]]))


@lru_cache(maxsize=512)
def resolution_of(size: str) -> str | None:
    """The resolution that a price list would name for a size, by the shorter side of the picture.

    >>> resolution_of("1792x1024"), resolution_of("720x1280"), resolution_of("1000x1000")
    ('1024p', '720p', None)
    """
    sides = sorted(_dimensions(size) or (0, 0))
    return _BY_SHORTER_SIDE.get(sides[0]) if sides[1] <= sides[0] * _WIDEST else None


def size_at(resolution: str, like: str) -> str:
    """The usual wide (or, when `like` stands upright, tall) size of a resolution."""
    width, height = _WIDESCREEN[resolution]
    return f"{height}x{width}" if is_portrait(like) else f"{width}x{height}"


def is_portrait(size: str) -> bool:
    """Whether a picture stands upright."""
    width, height = _dimensions(size) or (0, 0)
    return width < height


def is_widescreen(size: str) -> bool:
    """Whether a picture is 16:9 or 9:16, to the few pixels that encoders round by."""
    sides = sorted(_dimensions(size) or (0, 0))
    return sides[0] > 0 and abs(sides[1] / sides[0] * 9 / 16 - 1) < 0.025


def nearest_size(size: str, allowed: Sequence[str]) -> str:
    """The allowed size of the same orientation, if possible of the same shape, with the closest number of pixels.

    The first when `size` is no size.
    """
    given = _dimensions(size)
    if given is None:
        return nearest(str(size), allowed) or allowed[0]

    def distance(candidate: str) -> tuple[bool, bool, int]:
        width, height = _dimensions(candidate) or (1, 1)
        is_other_shape = abs(width * given[1] / (height * given[0]) - 1) > _SAME_SHAPE
        return ((width < height) != (given[0] < given[1]), is_other_shape, abs(width * height - given[0] * given[1]))

    return min(allowed, key=distance)


@lru_cache(maxsize=512)
def _dimensions(size: str) -> tuple[int, int] | None:
    width, _, height = str(size).partition("x")
    if width.isascii() and width.isdigit() and height.isascii() and height.isdigit() and len(width + height) < 12:
        return int(width), int(height)
    return None
