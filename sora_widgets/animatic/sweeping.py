"""Old videos cleared away: their files when they expire, all of them later. Never anything unfinished.

Runs in a thread, next to requests and to other processes on the same folder: whatever is gone already is no error.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from sora_widgets.animatic.pace import Pace
from sora_widgets.animatic.store import BEFORE, Order, Store

__all__ = ["FORGOTTEN_AFTER_S", "sweep"]

FORGOTTEN_AFTER_S = 30 * 24 * 3600  # after its files, the order itself
_LEFTOVER_AFTER_S = 3600.0
_EXPIRING = ("clip.mp4", "thumbnail.webp", "spritesheet.jpg", BEFORE, "progress")

_log = logging.getLogger(__name__)


def sweep(store: Store, kept_s: float, now_s: float, pace: Pace | None = None) -> None:
    """Remove what has expired.

    Args:
        store: whose videos.
        kept_s: how long after its end a video's files are kept.
        now_s: seconds since 1970.
        pace: a video is told of as completed no sooner than this, and kept from then on; None for no pace.
    """
    try:
        for order in store.orders():
            with _told_of(order.id):
                _expire(store, order, kept_s, now_s, pace(order)[1] if pace else 0.0)
        _clear_leftovers(store)
    except OSError as error:
        _log.warning("old videos could not be cleared away (%s)", error)


def _expire(store: Store, order: Order, kept_s: float, now_s: float, pace_s: float) -> None:
    result = store.result(order.id)
    if result is None:
        return
    expires_s = max(result.completed_at, order.created_ns / 1e9 + pace_s) + kept_s  # as `wire.view_of` tells it
    if expires_s > now_s:
        return
    if expires_s + FORGOTTEN_AFTER_S <= now_s:
        store.delete(order.id)
        return
    for name in _EXPIRING:
        (store.folder(order.id) / name).unlink(missing_ok=True)


@contextlib.contextmanager
def _told_of(video_id: str) -> Iterator[None]:
    """One video that cannot be cleared away (another process is at it) keeps none of the others."""
    try:
        yield
    except FileNotFoundError:
        pass  # somebody else was faster
    except OSError as error:
        _log.warning("%s could not be cleared away (%s)", video_id, error)


def _clear_leftovers(store: Store) -> None:
    """What a killed process left half made or half deleted, and keys of orders that are gone. By the disk's own clock."""
    long_ago = time.time() - _LEFTOVER_AFTER_S
    for folder in (store.home / "videos").glob("*"):  # also those whose names begin with a dot
        if (folder.name.startswith(".") or not (folder / "video.json").exists()) and _is_older(folder, long_ago):
            shutil.rmtree(folder, ignore_errors=True)
    for key in (store.home / "keys").glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if _is_older(key, long_ago) and store.order(key.read_text()) is None:
                key.unlink()


def _is_older(path: Path, than_s: float) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mtime < than_s
    return False
