"""The clips that a widget hands out: by id, in ranges, and nothing else on the disk.

A clip's file is opened anew for each range, so that no file stays open for a forgotten player and
a file that was replaced meanwhile is noticed.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import threading
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from sora_widgets.clips import Clip, make_poster
from sora_widgets.clips.document_picture import POSTER_BYTES, light_posters
from sora_widgets.errors import ClipError, RequestError
from sora_widgets.jobs import Job
from sora_widgets.widgets._texts import Texts

__all__ = ["MAX_RANGE_BYTES", "ClipShelf", "clip_from", "differences_of", "poster_of"]

MAX_RANGE_BYTES = 4 * 1024 * 1024
_log = logging.getLogger("sora_widgets.widgets")


@dataclass
class _Kept:
    """A clip and when its file was last found to be the clip's own: its time of change, in nanoseconds."""

    clip: Clip
    modified_ns: int | None


class ClipShelf:
    """Clips by id; safe from every thread."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def put(self, clip: Clip, as_id: str | None = None) -> None:
        """Hand out a clip from now on.

        Args:
            clip: the clip.
            as_id: the name that it is asked for by; its own id when None.
        """
        try:
            modified_ns = clip.path.stat().st_mtime_ns
        except OSError:  # reading says what is wrong
            modified_ns = None
        with self._lock:
            self._kept.setdefault(as_id or clip.id, _Kept(clip, modified_ns))

    def read(self, clip_id: object, start: object, stop: object) -> bytes:
        """The bytes of a clip's file from `start` up to `stop`.

        Raises:
            RequestError: a clip that is not on this shelf, or no usable range.
            ClipError: the file is gone, or is not the one it was.
        """
        kept = self._find(clip_id)
        size_bytes = kept.clip.facts.size_bytes
        if not (
            isinstance(start, int)
            and isinstance(stop, int)
            and 0 <= start < stop <= size_bytes
            and stop - start <= MAX_RANGE_BYTES
        ):
            raise RequestError(
                f"Bytes {start}–{stop} cannot be asked for: the clip has {size_bytes}, at most {MAX_RANGE_BYTES} at a time.",
                given=(start, stop),
            )
        with _opened(kept.clip.path) as file:
            self._make_sure(kept, file)
            file.seek(start)
            return file.read(stop - start)

    def find(self, clip_id: object) -> Clip:
        """The clip of that name, whatever has become of its file.

        Raises:
            RequestError: a clip that is not on this shelf.
        """
        return self._find(clip_id).clip

    def check(self, clip_id: object) -> Clip:
        """The clip of that name, after making sure that its file is there and is the one it was.

        Raises:
            RequestError: a clip that is not on this shelf.
            ClipError: the file is gone, or is not the one it was.
        """
        kept = self._find(clip_id)
        with _opened(kept.clip.path) as file:
            self._make_sure(kept, file)
        return kept.clip

    def _find(self, clip_id: object) -> _Kept:
        with self._lock:
            kept = self._kept.get(clip_id) if isinstance(clip_id, str) else None
        if kept is None:
            raise RequestError(f"This widget does not show a clip {clip_id!r}.", given=clip_id)
        return kept

    def _make_sure(self, kept: _Kept, file: BufferedReader) -> None:
        """Another size is another file; another time may be the same bytes again, so they are read."""
        clip, there = kept.clip, os.fstat(file.fileno())
        is_other = there.st_size != clip.facts.size_bytes
        if not is_other and there.st_mtime_ns != kept.modified_ns:
            is_other = hashlib.file_digest(file, "sha256").hexdigest() != clip.sha256
        if is_other:
            raise ClipError(
                f"{clip.path} has changed since it was opened: it is another file now. Open it again with Clip.open.",
                path=clip.path,
            )
        kept.modified_ns = there.st_mtime_ns


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise ClipError(f"{path} is no longer there: put it back, or generate the take again.", path=path) from error
    except OSError as error:
        raise ClipError(f"{path} cannot be read ({error.strerror}).", path=path) from error


def clip_from(given: object) -> Clip:
    """The clip that somebody means: a `Clip`, a job that is done, or a file.

    Raises:
        ClipError: the file is missing, empty, cut short or no video.
        RequestError: a job that is not done or has no clip, or something else altogether.
    """
    if isinstance(given, Clip):
        return given
    if isinstance(given, (str, Path)):
        return Clip.open(given)
    if not isinstance(given, Job):
        raise RequestError(f"A clip, a job that is done, or a path is shown, not {given!r}.", given=given)
    if given.clip is not None:
        return given.clip
    advice = "it has no clip" if given.is_done else "wait for its clip first: clip = await job"
    raise RequestError(f"Job {given.id} is {given.state}: {advice}.", given=given)


def differences_of(clip: Clip, texts: Texts) -> list[dict[str, str]]:
    """In what the clip is not what was asked for: name and sentence of each."""
    return [
        {"name": one.name, "sentence": texts.difference(one.name, one.asked, one.delivered)} for one in clip.differences
    ]


def poster_of(clip: Clip) -> bytes:
    """A JPEG that a widget can carry: the poster, lighter if it must be, made anew if it is missing or broken."""
    poster, _ = light_posters(clip.poster_bytes or b"")
    return poster or _poster_made_anew(clip)


def _poster_made_anew(clip: Clip) -> bytes:
    try:
        with tempfile.TemporaryDirectory() as folder:
            return make_poster(clip.path, Path(folder) / "poster.jpg", max_bytes=POSTER_BYTES).read_bytes()
    except (ClipError, OSError) as error:  # the clip can still be played, or says itself why not
        _log.info("no poster for %s: %s", clip.path, error)
        return b""
