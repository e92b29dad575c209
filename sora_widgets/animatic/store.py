"""The server's videos on disk: one folder each, and nothing that two processes could both be writing.

    home/videos/<id>/video.json     the order, written once when it is taken
                     reference-<hash>.png, before.mp4    what came with it: a picture, and the video that it goes on from
                     progress       a number, written by whoever renders
                     result.json    written once, at the end: completed or failed
                     clip.mp4, thumbnail.webp, spritesheet.jpg
                     .lock          held while rendering
    home/keys/<hash>                an Idempotency-Key, and the id it stands for

What a video's status is follows from which files are there, so a restart loses nothing and two
kernels may share one home. Rendering is `worker`'s business.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sora_widgets.animatic.brief import Brief
from sora_widgets.errors import RequestError

__all__ = ["BEFORE", "Order", "Result", "Store", "is_disk_full", "write_whole"]

BEFORE = "before.mp4"  # what an extension goes on from

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}")


@dataclass(frozen=True)
class Order:
    """What was asked for; never changes.

    Attributes:
        created_ns: nanoseconds since 1970; also the order of listing.
        seconds: length of the finished video, with what an extension goes on from.
        asked: what an imitated server repeats of the request; empty for the embedded provider.
        brief: what is drawn; None, as in orders of earlier releases, for the prompt alone.
        source_id: of the video that this one was made from.
        extensions: how many times that was extended, this one included.
    """

    id: str
    prompt: str
    model: str
    seconds: int
    size: str
    created_ns: int
    asked: Mapping[str, Any] = field(default_factory=dict)
    brief: Brief | None = None
    source_id: str | None = None
    extensions: int = 0

    def to_brief(self) -> Brief:
        """What is drawn."""
        return self.brief or Brief(self.prompt, self.model, self.seconds, self.size)

    def to_json(self) -> str:
        """As `video.json` holds it."""
        return json.dumps(asdict(self) | {"brief": None if self.brief is None else self.brief.to_dict()})

    @classmethod
    def from_json(cls, text: str) -> Order:
        """Read what `to_json` gave, or an earlier release's.

        Raises:
            ValueError: it is none.
        """
        try:
            stored = json.loads(text)
            brief = stored.get("brief")
            return cls(**stored | {"brief": None if brief is None else Brief.from_dict(brief)})
        except (AttributeError, TypeError, RequestError) as error:
            raise ValueError(f"This is no order: {error}") from error


@dataclass(frozen=True)
class Result:
    """How it ended.

    Attributes:
        error_code: None when it is completed.
        is_drill: it failed because the prompt of an imitation asked for that; such a failure keeps the pace.
    """

    completed_at: float
    error_code: str | None = None
    error_message: str | None = None
    is_drill: bool = False


class Store:
    """The folder of one server. Cheap to make; every method may raise `OSError`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._videos = home / "videos"
        self._keys = home / "keys"
        self._orders: dict[str, Order] = {}
        self._results: dict[str, Result] = {}

    def folder(self, video_id: str) -> Path:
        return self._videos / video_id

    def add(
        self, order: Order, idempotency_key: str | None, files: Mapping[str, bytes | Path] = MappingProxyType({})
    ) -> Order:
        """Keep an order with its files. With a key that was used before, the earlier order is returned, nothing is kept.

        Args:
            order: its id is new.
            idempotency_key: of the request.
            files: by their names in the order's folder: contents, or files of another order, which are linked.

        Raises:
            FileNotFoundError: a file of another order is gone.
        """
        known = self.find_key(idempotency_key)
        if known is not None:
            return known
        hidden = self._videos / f".{order.id}"
        hidden.mkdir(parents=True)
        try:
            for name, content in files.items():
                _place(content, hidden / name)
            write_whole(hidden / "video.json", order.to_json())
            os.rename(hidden, self.folder(order.id))
        except OSError:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        try:
            is_first = idempotency_key is None or self._claim(idempotency_key, order.id)
        except OSError:
            shutil.rmtree(self.folder(order.id), ignore_errors=True)  # refused: it must not be drawn all the same
            raise
        if not is_first:
            shutil.rmtree(self.folder(order.id), ignore_errors=True)  # somebody else came first with this key
            return self.find_key(idempotency_key) or order
        self._orders[order.id] = order
        return order

    def find_key(self, idempotency_key: str | None) -> Order | None:
        """The order that was made with this key, unless it has been deleted since."""
        if idempotency_key is None:
            return None
        try:
            return self.order(self._key_path(idempotency_key).read_text())
        except FileNotFoundError:
            return None

    def order(self, video_id: str) -> Order | None:
        """The order, or None when there is no such video."""
        if not _ID.fullmatch(video_id):
            return None  # ids come from the network and name folders
        try:
            known = self._orders.get(video_id)  # once: a thread that deletes it may come between two looks
            if known is None:
                stored = (self.folder(video_id) / "video.json").read_text(encoding="utf-8")
                known = self._orders[video_id] = Order.from_json(stored)
            elif not self.folder(video_id).is_dir():
                self._forget(video_id)  # another process deleted it
                return None
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        return known

    def orders(self) -> list[Order]:
        """All videos, newest first."""
        found = [order for order in map(self.order, self._names()) if order is not None]
        return sorted(found, key=lambda order: (order.created_ns, order.id), reverse=True)

    def count_unfinished(self, since_ns: int = 0) -> int:
        """How many videos that were ordered since then have not ended yet."""
        waiting = [self.order(name) for name in self._names() if self.result(name) is None]
        return sum(order is not None and order.created_ns >= since_ns for order in waiting)

    def result(self, video_id: str) -> Result | None:
        """How it ended, or None while it has not."""
        known = self._results.get(video_id)
        if known is None:
            try:
                stored: dict[str, Any] = json.loads((self.folder(video_id) / "result.json").read_text(encoding="utf-8"))
                known = self._results[video_id] = Result(**stored)
            except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
                return None
        return known

    def set_result(self, video_id: str, result: Result) -> None:
        """Keep how it ended; on a full disk it is at least remembered for as long as this process lives."""
        self._results[video_id] = result
        try:
            write_whole(self.folder(video_id) / "result.json", json.dumps(asdict(result)))
        except OSError:
            if not self.folder(video_id).is_dir():
                self._forget(video_id)

    def progress(self, video_id: str) -> float | None:
        """The share done, 0 to 1, or None before rendering begins."""
        try:
            return float((self.folder(video_id) / "progress").read_text())
        except (OSError, ValueError):
            return None

    def delete(self, video_id: str) -> None:
        """Remove the video and its files."""
        hidden = self._videos / f".deleted_{video_id}_{uuid.uuid4().hex}"
        os.rename(self.folder(video_id), hidden)  # gone at once for everybody, then cleared away
        self._forget(video_id)
        shutil.rmtree(hidden, ignore_errors=True)

    def _forget(self, video_id: str) -> None:
        self._orders.pop(video_id, None)
        self._results.pop(video_id, None)

    def _names(self) -> Iterator[str]:
        try:
            with os.scandir(self._videos) as entries:
                yield from (entry.name for entry in entries if not entry.name.startswith("."))
        except FileNotFoundError:
            return

    def _key_path(self, key: str) -> Path:
        return self._keys / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

    def _claim(self, key: str, video_id: str) -> bool:
        """Take a key for a video, unless it stands for another living one. Atomic between processes."""
        self._keys.mkdir(parents=True, exist_ok=True)
        path = self._key_path(key)
        mine = path.with_name(f".{uuid.uuid4().hex}")
        mine.write_text(video_id)
        try:
            _link(mine, path)
        except FileExistsError:
            if self.find_key(key) is not None:
                return False
            os.replace(mine, path)  # the video it stood for was deleted
        finally:
            mine.unlink(missing_ok=True)
        return True


def _place(content: bytes | Path, path: Path) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    _link(content, path)  # the other order may be deleted: the file stays


def _link(known: Path, path: Path) -> None:
    """Give a file one more name; where the file system has no links, a copy.

    Raises:
        FileExistsError: something has that name.
    """
    try:
        os.link(known, path)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        with known.open("rb") as source, path.open("xb") as copy:
            shutil.copyfileobj(source, copy)


def is_disk_full(error: OSError) -> bool:
    """Whether the cause is a lack of space (or quota, or a limit on file size)."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that nobody ever reads half of it."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
