"""The clips that a widget hands out: by id, in ranges, and nothing else on the disk.

A clip's file is opened anew for each range, so that no file stays open for a forgotten player and
a file that was replaced meanwhile is noticed.
"""

from __future__ import annotations

import logging
import tempfile
import threading
from pathlib import Path
from typing import Any

from sora_widgets.clips import Clip, make_poster
from sora_widgets.clips.stills import encode_jpeg_within
from sora_widgets.errors import ClipError, RequestError
from sora_widgets.widgets._texts import Texts

__all__ = ["MAX_RANGE_BYTES", "ClipShelf", "clip_state", "differences_of", "poster_of"]

MAX_RANGE_BYTES = 4 * 1024 * 1024
MAX_POSTER_BYTES = 30_000
_log = logging.getLogger("sora_widgets.widgets")


class ClipShelf:
    """Clips by id; safe from every thread."""

    def __init__(self) -> None:
        self._clips: dict[str, Clip] = {}
        self._lock = threading.Lock()

    def put(self, clip: Clip) -> None:
        with self._lock:
            self._clips[clip.id] = clip

    def read(self, clip_id: object, start: object, stop: object) -> bytes:
        """The bytes of a clip's file from `start` up to `stop`.

        Raises:
            RequestError: a clip that is not on this shelf, or no usable range.
            ClipError: the file is gone, or is not the one it was.
        """
        with self._lock:
            clip = self._clips.get(clip_id) if isinstance(clip_id, str) else None
        if clip is None:
            raise RequestError(f"This widget does not show a clip {clip_id!r}.", given=clip_id)
        size_bytes = clip.facts.size_bytes
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
        try:
            with clip.path.open("rb") as file:
                file.seek(0, 2)
                if file.tell() != size_bytes:
                    raise ClipError(
                        f"{clip.path} has changed since it was opened ({file.tell()} bytes, not {size_bytes}): open it again.",
                        path=clip.path,
                    )
                file.seek(start)
                return file.read(stop - start)
        except FileNotFoundError as error:
            raise ClipError(
                f"{clip.path} is no longer there: put it back, or generate the take again.", path=clip.path
            ) from error
        except OSError as error:
            raise ClipError(f"{clip.path} cannot be read ({error.strerror}).", path=clip.path) from error


def clip_state(clip: Clip, texts: Texts) -> dict[str, Any]:
    """What the player's view knows of a clip."""
    facts = clip.facts
    return {
        "clip_id": clip.id,
        "duration_s": facts.duration_s,
        "fps": facts.fps,
        "frame_count": facts.frame_count,
        "width": facts.width,
        "height": facts.height,
        "size_bytes": facts.size_bytes,
        "has_sound": facts.has_sound,
        "filename": clip.path.name,
        "cost_label": texts.money(clip.provenance.cost_usd),
        "differences": differences_of(clip, texts),
    }


def differences_of(clip: Clip, texts: Texts) -> list[dict[str, str]]:
    """In what the clip is not what was asked for: name and sentence of each."""
    return [
        {"name": one.name, "sentence": texts.difference(one.name, one.asked, one.delivered)} for one in clip.differences
    ]


def poster_of(clip: Clip) -> bytes:
    """A JPEG that a widget can carry: the poster, lighter if it must be, made anew if it is missing or broken."""
    import skia  # only when a picture is wanted: keeps `import sora_widgets` light

    poster = clip.poster_bytes or b""
    image = skia.Image.MakeFromEncoded(skia.Data(poster)) if poster else None
    picture = image.makeRasterImage() if image is not None else None  # decodes: a file cut short has a sound beginning
    if picture is None:
        return _poster_made_anew(clip)
    is_jpeg = poster.startswith(b"\xff\xd8")
    return poster if is_jpeg and len(poster) <= MAX_POSTER_BYTES else encode_jpeg_within(picture, MAX_POSTER_BYTES)


def _poster_made_anew(clip: Clip) -> bytes:
    try:
        with tempfile.TemporaryDirectory() as folder:
            return make_poster(clip.path, Path(folder) / "poster.jpg").read_bytes()
    except (ClipError, OSError) as error:  # the clip can still be played, or says itself why not
        _log.info("no poster for %s: %s", clip.path, error)
        return b""
