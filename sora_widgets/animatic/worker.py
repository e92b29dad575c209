"""What runs in a rendering process: one video, from its order to its result, under its lock.

Loaded by the worker, never by the server's own process. Nothing is raised that the server would
have to understand: how it ended is in the result.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sora_widgets.animatic.store import Result, Store, is_disk_full, write_whole

__all__ = ["leave_with_parent", "make_still", "render_video"]

_log = logging.getLogger(__name__)
_PROGRESS_EVERY_S = 0.1
_LOOK_FOR_PARENT_S = 1.0


def render_video(home: str, video_id: str) -> dict[str, object] | None:
    """Render one video unless it is finished, gone, or being rendered by somebody else.

    Returns:
        The result as `dataclasses.asdict` gives it, so that a server whose disk is full still learns of
        it; None when somebody else has the lock.
    """
    from filelock import FileLock, Timeout

    store = Store(Path(home))
    order = store.order(video_id)
    if order is None:
        return asdict(Result(time.time(), "deleted", "The video was deleted before it was drawn."))
    folder = store.folder(video_id)
    try:
        with FileLock(folder / ".lock", timeout=0.5):
            done = store.result(video_id)
            if done is None:
                done = _render(store, video_id)
                if (folder / "video.json").exists():
                    store.set_result(video_id, done)
            return asdict(done)
    except Timeout:
        return None
    except OSError as error:
        return asdict(_failure(error))


def leave_with_parent(parent_pid: int) -> None:
    """End this worker soon after its parent is gone, even if that was killed; what it renders is taken up again later.

    Without this, an orphan would finish its clip and wait for its idle time first. On systems where an
    orphan keeps its parent's number, that is what happens.
    """

    def watch() -> None:
        while os.getppid() == parent_pid:
            time.sleep(_LOOK_FOR_PARENT_S)
        os._exit(1)

    if os.getppid() == parent_pid:
        threading.Thread(target=watch, name="animatic-parent-watch", daemon=True).start()


def make_still(home: str, video_id: str, variant: str) -> None:
    """Make the thumbnail or the sprite sheet of a finished video."""
    from sora_widgets.clips import make_contact_sheet, make_thumbnail

    folder = Store(Path(home)).folder(video_id)
    if variant == "thumbnail":
        make_thumbnail(folder / "clip.mp4", folder / "thumbnail.webp")
    else:
        make_contact_sheet(folder / "clip.mp4", folder / "spritesheet.jpg")


def _render(store: Store, video_id: str) -> Result:
    order = store.order(video_id)
    assert order is not None, "the caller holds the lock of an order it has read"
    folder = store.folder(video_id)
    tell = _teller(folder / "progress")
    try:
        tell(0.0)
        from sora_widgets.animatic.render import render_clip  # skia and PyAV: a third of a second, once a process

        render_clip(order.prompt, order.model, order.seconds, order.size, folder / "clip.mp4", tell)
        return Result(time.time())
    except OSError as error:
        return _failure(error)
    except Exception as error:
        _log.exception("rendering %s failed", video_id)
        return Result(
            time.time(),
            "render_failed",
            f"The drawing failed ({type(error).__name__}: {error}). Please report it with the prompt.",
        )
    finally:
        (folder / "clip.mp4.part").unlink(missing_ok=True)


def _failure(error: OSError) -> Result:
    if is_disk_full(error):
        return Result(time.time(), "storage_full", "There is no space left for the video: free some and try again.")
    return Result(
        time.time(),
        "storage_failed",
        f"The video could not be written ({error.strerror or error}): check the folder's permissions.",
    )


def _teller(path: Path) -> Callable[[float], None]:
    """Writes the share done now and then; a disk that is full must not stop the news of it being full."""
    last = -1.0

    def tell(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if share < 1.0 and now - last < _PROGRESS_EVERY_S and share > 0.0:
            return
        last = now
        with contextlib.suppress(OSError):  # the video itself will tell
            write_whole(path, f"{share:.4f}")

    return tell
