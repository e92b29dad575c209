"""Pictures that were drawn once, kept in the user's own folder: no kernel draws them again to show a clip.

What draws (skia and a font) costs a kernel 20 MB and a quarter of a second. A picture is found by all
that it was drawn from, so that none is ever stale; the oldest make room for new ones, and a folder that
cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sora_widgets.settings import load_settings

__all__ = ["kept_pictures"]

# Another number for another way of drawing.
_VERSION = 1
_END = "end"
_MOST_KEPT = 4_000  # of 15 kB: two for each clip of a year's work


def kept_pictures(drawn_from: object, draw: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """The pictures as `draw` makes them, or as it has made them before.

    Args:
        drawn_from: everything that the pictures depend on, with a `repr` that tells it.
        draw: makes the pictures, by name.
    """
    key = hashlib.sha256(repr((_VERSION, drawn_from)).encode("utf-8", "replace")).hexdigest()[:40]
    path = load_settings().pictures_home / f"{key}.txt"
    kept = _read(path)
    if kept is not None:
        return kept
    drawn = draw()
    with suppress(OSError):
        _write(path, drawn)
    return drawn


def _read(path: Path) -> dict[str, bytes] | None:
    try:
        *lines, end = path.read_text("ascii").split("\n")
        if end != _END:  # the power went off before all of it was on the disk
            return None
        return {name: b64decode(content) for name, _, content in (line.partition(" ") for line in lines)}
    except (OSError, ValueError):  # not there, or broken
        return None


def _write(path: Path, drawn: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        lines = [f"{name} {b64encode(content).decode()}" for name, content in drawn.items()]
        part.write_text("\n".join([*lines, _END]), "ascii", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    _remove_oldest(path.parent)


def _remove_oldest(folder: Path) -> None:
    """Keep the newest; other kernels may be removing at the same time."""
    with os.scandir(folder) as found:
        drawn_at = sorted((entry.stat().st_mtime, entry.path) for entry in found)
    for _, old in drawn_at[:-_MOST_KEPT]:
        with suppress(OSError):
            os.unlink(old)
