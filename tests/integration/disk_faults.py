"""Disks that fail while a clip is saved, one kind each: patched calls, so that no real disk need be filled.

A kind struck with a seed is a context manager; the seed chooses the moment and how often it strikes. Only files below
the project's `clips` and `takes` are touched, so the ledger goes on working: a job must tell what has happened to it.
`outlive` is the whole trial of one kind and seed.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from finished_job import ADDRESS, Shelf, finished_job
from sora_widgets.clips import Clip
from sora_widgets.jobs import steps
from sora_widgets.jobs.ledger import Ledger
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.takes import clip_path, find_take

DiskFault = Callable[[int], AbstractContextManager[list[str]]]


class _Strikes:
    """Counts the calls that match, and fails those from `first` on, `times` of them."""

    def __init__(self, number: int, first: int, times: int) -> None:
        self.number, self.first, self.times = number, first, times
        self.seen = 0
        self.log: list[str] = []

    def strike(self, what: object) -> None:
        self.seen += 1
        if self.first <= self.seen < self.first + self.times:
            self.log.append(str(what))
            raise OSError(self.number, os.strerror(self.number), str(what))


class _FailingFile:
    """A file that is being written on a disk that is about to fail."""

    def __init__(self, file: Any, path: Path, strikes: _Strikes) -> None:
        self._file, self._path, self._strikes = file, path, strikes

    def write(self, content: Any) -> int:
        self._strikes.strike(self._path)
        return int(self._file.write(content))

    def __enter__(self) -> _FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _is_part(path: Path, room: str) -> bool:
    return path.name.endswith(".part") and path.parent.name == room and ".jpg." not in path.name  # no poster


@contextmanager
def _patched_open(modes: str, room: str, *, on: str, strikes: _Strikes) -> Iterator[None]:
    """Opening (`on="open"`) or writing (`on="write"`) a `.part` of this room fails."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if not (_is_part(path, room) and mode[0] in modes):
            return real(path, mode, *arguments, **named)
        if on == "open":
            strikes.strike(path)
            return real(path, mode, *arguments, **named)
        return _FailingFile(real(path, mode, *arguments, **named), path, strikes)

    with patch.object(Path, "open", opened):
        yield


@contextmanager
def _patched_fsync(is_wanted: Callable[[str, int], bool], strikes: _Strikes) -> Iterator[None]:
    real = os.fsync

    def fsync(handle: Any) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()
        name = os.readlink(f"/proc/self/fd/{number}")
        if is_wanted(name, os.fstat(number).st_mode):
            strikes.strike(name)
        real(handle)

    with patch("os.fsync", fsync):
        yield


def _is_clip(name: str, mode: int) -> bool:
    return stat.S_ISREG(mode) and _is_part(Path(name), "clips")


def _is_folder(name: str, mode: int) -> bool:
    return stat.S_ISDIR(mode) and Path(name).name == "clips"


@contextmanager
def _patched_replace(suffix: str, strikes: _Strikes) -> Iterator[None]:
    real = os.replace

    def replace(source: Any, target: Any, **named: Any) -> None:
        if str(target).endswith(suffix):
            strikes.strike(target)
        real(source, target, **named)

    with patch("os.replace", replace):
        yield


@contextmanager
def _patched_path(method: str, is_wanted: Callable[[Path], bool], strikes: _Strikes) -> Iterator[None]:
    real = getattr(Path, method)

    def called(path: Path, *arguments: Any, **named: Any) -> Any:
        if is_wanted(path):
            strikes.strike(path)
        return real(path, *arguments, **named)

    with patch.object(Path, method, called):
        yield


def _kind(
    number: int, *make: Callable[[_Strikes], AbstractContextManager[None]], is_anywhen: bool = False
) -> DiskFault:
    """A fault from its patches.

    Args:
        number: the errno.
        make: the patches, from the strikes that they share.
        is_anywhen: the seed also chooses which call is the first to fail.
    """

    @contextmanager
    def struck(seed: int) -> Iterator[list[str]]:
        strikes = _Strikes(number, first=1 + (seed // 3 if is_anywhen else 0), times=1 + seed % 3)
        with ExitStack() as stack:
            for each in make:
                stack.enter_context(each(strikes))
            yield strikes.log

    return struck


def _stuck(strikes: _Strikes) -> AbstractContextManager[None]:
    """What was written cannot be removed either."""
    always = _Strikes(errno.EROFS, first=1, times=10**9)
    return _patched_path("unlink", lambda path: _is_part(path, "clips"), always)


DISK_FAULTS: dict[str, DiskFault] = {
    "full-while-writing": _kind(
        errno.ENOSPC, lambda s: _patched_open("wx", "clips", on="write", strikes=s), is_anywhen=True
    ),
    "over-quota-while-writing": _kind(
        errno.EDQUOT, lambda s: _patched_open("wx", "clips", on="write", strikes=s), is_anywhen=True
    ),
    "broken-while-writing": _kind(
        errno.EIO, lambda s: _patched_open("wx", "clips", on="write", strikes=s), is_anywhen=True
    ),
    "broken-and-nothing-can-be-removed": _kind(
        errno.EIO, lambda s: _patched_open("wx", "clips", on="write", strikes=s), _stuck, is_anywhen=True
    ),
    "read-only": _kind(errno.EROFS, lambda s: _patched_open("wx", "clips", on="open", strikes=s)),
    "no-folder": _kind(errno.EACCES, lambda s: _patched_path("mkdir", lambda path: path.name == "clips", s)),
    "flush-fails": _kind(errno.EIO, lambda s: _patched_fsync(_is_clip, s)),
    "flush-finds-the-disk-full": _kind(errno.ENOSPC, lambda s: _patched_fsync(_is_clip, s)),
    "cannot-be-read-back": _kind(errno.EIO, lambda s: _patched_open("r", "clips", on="open", strikes=s)),
    "rename-fails": _kind(errno.EIO, lambda s: _patched_replace(".mp4", s)),
    "rename-finds-the-disk-full": _kind(errno.ENOSPC, lambda s: _patched_replace(".mp4", s)),
    "folder-cannot-be-flushed": _kind(errno.EIO, lambda s: _patched_fsync(_is_folder, s)),
    "take-finds-the-disk-full": _kind(errno.ENOSPC, lambda s: _patched_open("w", "takes", on="write", strikes=s)),
    "take-cannot-be-renamed": _kind(errno.EPERM, lambda s: _patched_replace(".json", s)),
}
"""By name; each must leave the job to be fetched again, with a note, and no half file at a final name."""


def outlive(kind: str, seed: int, folder: Path, video: bytes) -> int:
    """Save a finished job on a disk that fails; every rule that is broken raises AssertionError.

    Args:
        kind: of `DISK_FAULTS`.
        seed: the moment, and how often.
        folder: an empty one; the project and its ledger lie there.
        video: what the server gives, 2.1 s where 2 were asked for.

    Returns:
        How often the disk failed; each time the job waited to be fetched again, and in the end it was saved, once.
    """
    ledger = Ledger(folder / "home" / "ledger.sqlite")
    row = finished_job(ledger, folder)
    target, shelf = clip_path(row), Shelf(video)
    with DISK_FAULTS[kind](seed) as strikes:
        for tries in range(1, 100):
            asyncio.run(steps.save(ledger, shelf, row))  # type: ignore[arg-type]  # of a provider, only its bytes
            found = ledger.job(row.id)
            assert found is not None
            row = found
            assert not target.exists() or target.read_bytes() == video, "half a file at its final name"
            if row.state is State.SAVED:
                break
            assert len(strikes) == tries, "the disk worked, and the clip was not saved"
            assert row.state is State.COMPLETED and row.next_attempt_at > 0, row.state
            assert row.note is not None and "fetched again" in row.note and target.name in row.note, row.note
            assert ledger.wallet(row.project).held_usd == Decimal("0.40"), "money moved for a clip that is not here"
    assert row.state is State.SAVED and row.clip is not None
    left = sorted(path.name for room in ("clips", "takes") for path in (folder / room).glob("*.part"))
    assert left == [] or "removed" in kind, left
    wallet = ledger.wallet(row.project)
    assert (wallet.held_usd, wallet.spent_usd) == (0, Decimal("0.42")), wallet  # by the seconds that were delivered
    assert find_take(folder, ADDRESS, row.fingerprint, 1) == Clip.from_dict(json.loads(row.clip), folder)
    ledger.close()
    return len(strikes)
