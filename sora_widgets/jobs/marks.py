"""Marks, kept beside the video they are on: `kite-1.marks.json`, so that they stay with the take.

Each change reads the file anew, applies itself and writes the whole file under a lock, so that two kernels lose nothing
of each other's. A file that cannot be read is put aside and never overwritten; the marks of another video of the same
name are left alone.
"""

from __future__ import annotations

import errno
import uuid
from collections.abc import Callable, Iterable

from sora_widgets.clips import Clip
from sora_widgets.clips.marks import FORMAT, Mark, marks_path, merged, read_marks
from sora_widgets.errors import DiskFullError, FolderNotWritableError, RequestError, StorageError
from sora_widgets.jobs.keeping import locked, write_json

__all__ = ["add_mark", "change_mark", "marks_of", "merge_marks", "remove_mark"]


def marks_of(clip: Clip) -> tuple[Mark, ...]:
    """The marks of a clip, in the order of their times.

    Raises:
        StorageError: the file beside the video belongs to another video, or cannot be read. `.path`.
    """
    try:
        return _read(clip)
    except (OSError, ValueError) as error:
        path = marks_path(clip)
        raise StorageError(f"{path} cannot be read as marks ({error}): mend it, or move it away.", path=path) from error


def add_mark(clip: Clip, mark: Mark) -> tuple[Mark, ...]:
    """Keep one more mark; returns all.

    Raises:
        RequestError: it stands behind the end of the clip.
        StorageError: it cannot be kept here. `.path`.
    """
    return merge_marks(clip, (mark,))


def merge_marks(clip: Clip, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Keep these marks beside those that are there; of two with one id the one that was written last. Returns all.

    Raises:
        RequestError: one stands behind the end of the clip.
        StorageError: they cannot be kept here. `.path`.
    """
    marks = tuple(marks)
    _check_within(clip, marks)
    return _apply(clip, lambda kept: merged(kept, marks))


def change_mark(clip: Clip, mark: Mark) -> tuple[Mark, ...]:
    """Put a mark in the place of the one of its id, whenever that was written; returns all.

    One that another kernel has removed meanwhile is kept anew.

    Raises:
        RequestError: it stands behind the end of the clip.
        StorageError: it cannot be kept here. `.path`.
    """
    _check_within(clip, (mark,))
    return _apply(clip, lambda kept: merged((one for one in kept if one.id != mark.id), (mark,)))


def remove_mark(clip: Clip, mark_id: str) -> tuple[Mark, ...]:
    """Remove the mark of this id, if it is there; returns the others.

    Raises:
        StorageError: the file cannot be written. `.path`.
    """
    return _apply(clip, lambda kept: tuple(mark for mark in kept if mark.id != mark_id))


def _check_within(clip: Clip, marks: Iterable[Mark]) -> None:
    for mark in marks:
        if mark.time_s > clip.facts.duration_s:
            raise RequestError(
                f"The clip ends at {clip.facts.duration_s:g} s, a mark at {mark.time_s:g} s is behind that.",
                given=mark.time_s,
                allowed=clip.facts.duration_s,
            )


def _apply(clip: Clip, change: Callable[[tuple[Mark, ...]], tuple[Mark, ...]]) -> tuple[Mark, ...]:
    path = marks_path(clip)
    with locked(path):
        try:
            try:
                kept = _read(clip)
            except ValueError:
                path.rename(path.with_name(f"{path.stem}.broken-{uuid.uuid4().hex[:8]}.json"))
                kept = ()
            marks = change(kept)
            if marks != kept:
                content = {"format": FORMAT, "sha256": clip.sha256, "marks": [mark.to_dict() for mark in marks]}
                write_json(path, content)
            return marks
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFullError(
                    f"The mark was not kept, for the disk of {path.parent} is full: free some space and mark again.",
                    path=path.parent,
                ) from error
            raise FolderNotWritableError(
                f"Marks are kept beside the video, but {path} cannot be written ({error.strerror}): "
                "copy the video into a folder you may write.",
                path=path,
            ) from error


def _read(clip: Clip) -> tuple[Mark, ...]:
    path = marks_path(clip)
    try:
        sha256, marks = read_marks(path)
    except FileNotFoundError:
        return ()
    if sha256 != clip.sha256:
        raise StorageError(
            f"{path} holds the marks of another video that had this name: move it away to mark this one.", path=path
        )
    return marks
