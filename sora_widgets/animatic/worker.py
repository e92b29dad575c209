"""What runs in a rendering process: one video, from its order to its result, under its lock.

Loaded by the worker, never by the kernel's own process. Nothing is raised that the server would
have to understand: how it ended is in the result. Where an executor draws, only the drawing is handed to it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.store import BEFORE, Result, Store, is_disk_full, write_whole

__all__ = ["begin", "make_still", "render_video"]

_log = logging.getLogger(__name__)
_PROGRESS_EVERY_S = 0.1
_LOOK_FOR_PARENT_S = 1.0
_NICENESS = 5  # a third of the share of who is not nice
_KEYS = "signing"  # below the home


def render_video(home: str, video_id: str, executor: Executor | None = None) -> dict[str, object] | None:
    """Render one video unless it is finished, gone, or being rendered by somebody else.

    Args:
        home: of the store.
        video_id: of the order.
        executor: draws instead of this process; no disk need be shared with it.

    Returns:
        The result as `dataclasses.asdict` gives it, so that a server whose disk is full still learns of
        it; None when somebody else has the lock.
    """
    from filelock import FileLock, Timeout

    store = Store(Path(home))
    order = store.order(video_id)
    if order is None:
        return asdict(_deleted())
    folder = store.folder(video_id)
    try:
        with FileLock(folder / ".lock", timeout=0.5):
            if not (folder / "video.json").exists():  # deleted just now: the lock has made the folder anew
                shutil.rmtree(folder, ignore_errors=True)
                return asdict(_deleted())
            done = store.result(video_id)
            if done is None:
                done = _render(store, video_id, executor)
                if (folder / "video.json").exists():
                    store.set_result(video_id, done)
            return asdict(done)
    except Timeout:
        return None
    except OSError as error:
        return asdict(_failure(error))


def begin(parent_pid: int) -> None:
    """Make this process a worker: the kernel's own loop goes before it, and it ends with the kernel."""
    if hasattr(os, "nice"):  # Windows has no such word
        os.nice(_NICENESS)
    _leave_with_parent(parent_pid)


def _leave_with_parent(parent_pid: int) -> None:
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


def _render(store: Store, video_id: str, executor: Executor | None) -> Result:
    order = store.order(video_id)
    assert order is not None, "the caller holds the lock of an order it has read"
    folder = store.folder(video_id)
    tell = _teller(folder / "progress")
    brief = order.to_brief()
    goes_on = (folder / BEFORE).is_file()
    drawn = folder / ("after.mp4" if goes_on else "clip.mp4")
    try:
        tell(0.0)
        picture = folder / brief.picture if brief.picture else None
        if executor is None:
            from sora_widgets.animatic.render import render_clip  # skia and PyAV: a third of a second, once a process

            render_clip(brief, drawn, tell, picture)
        else:
            _draw_elsewhere(executor, brief, picture, drawn)
        _finish(store, video_id, brief, folder / BEFORE if goes_on else None, drawn)
        return Result(time.time())
    except OSError as error:
        return _failure(error)
    except _NobodyDrawsError as error:
        return Result(time.time(), "render_lost", f"Nobody takes the drawing ({error}): is the cluster running?")
    except CancelledError:
        raise  # the executor dropped it, as one that closes does: a loss for the studio, no end of the video
    except Exception as error:
        _log.exception("rendering %s failed", video_id)
        return Result(
            time.time(),
            "render_failed",
            f"The drawing failed ({type(error).__name__}: {error}). Please report it with the prompt.",
        )
    finally:
        for left in ("clip.mp4.part", "after.mp4.part", "after.mp4"):
            (folder / left).unlink(missing_ok=True)


class _NobodyDrawsError(Exception):
    """The executor takes no more work."""


def _draw_elsewhere(executor: Executor, brief: Brief, picture: Path | None, drawn: Path) -> None:
    content = picture.read_bytes() if picture is not None else None
    try:
        drawing = executor.submit(_draw_there, brief.to_dict(), content)
    except Exception as error:  # nothing is drawn yet: distributed has a kind of its own for a closed client
        raise _NobodyDrawsError(str(error)) from error
    part = drawn.with_name(drawn.name + ".part")
    part.write_bytes(drawing.result())
    os.replace(part, drawn)


def _draw_there(brief: dict[str, Any], picture: bytes | None) -> bytes:
    """Runs on the cluster: skia is loaded there, and not here, where the loop would stand still for it."""
    from sora_widgets.animatic.render import render_bytes

    return render_bytes(brief, picture)


def _finish(store: Store, video_id: str, brief: Brief, before: Path | None, drawn: Path) -> None:
    """Join it to what it goes on from, and sign it; only then it has its name."""
    from sora_widgets.animatic.signature import sign_clip

    folder = store.folder(video_id)
    if before is not None:
        from sora_widgets.animatic.joining import join_clips

        join_clips(before, drawn, folder / "clip.mp4")
    sign_clip(folder / "clip.mp4", brief, store.home / _KEYS, before)


def _deleted() -> Result:
    return Result(time.time(), "deleted", "The video was deleted before it was drawn.")


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
