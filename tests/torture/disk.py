"""Family: a disk that is full, broken, read-only or refuses a name, for a while.

Ten kinds of trouble, each felt only below the run's own folder. While it lasts, no kernel may leave half a
file under a final name nor lose its thread; when it is over, everything must come to its end. Virtual time.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.torture.network import KINDS
from tests.torture.runs import Run
from tests.torture.verdict import Tally, damaged_files
from tests.torture.world import World, temporary_folder

__all__ = ["TROUBLES", "disk_runs"]

TROUBLES = (
    "clip: no space",
    "clip: write error",
    "clip: flush error",
    "clip: rename fails",
    "clips: read-only",
    "clips: no folder",
    "take: no space",
    "take: rename fails",
    "ledger: full",
    "ledger: write error",
)


def disk_runs(seeds: range, defect: str | None = None) -> list[Run]:
    """Each kind of trouble with each seed."""
    return [Run(f"disk:{kind}:{seed}", partial(_run, kind, seed, defect)) for seed in seeds for kind in TROUBLES]


def _run(kind: str, seed: int, defect: str | None) -> Tally:
    with temporary_folder() as folder:
        disk = _Disk(folder, kind)
        disk.install()
        world = World(folder, seed, kinds=KINDS, share=0.03, defect=defect)
        worst = Tally()
        for number in range(4):
            world.kernel.order(f"Shot {number} of seed {seed}: a red kite over a park")
            world.clock.advance(world.chance.uniform(0.0, 2.0))
        for _ in range(2):
            disk.is_ill = True
            world.kernel.order(f"Shot {4 + len(world.facts().jobs)} of seed {seed}: a red kite over a park")
            for _ in range(6):
                world.clock.advance(world.chance.uniform(0.1, 15.0))
                for path, reason in damaged_files(world.settings.project, world.judge.videos.values()).items():
                    worst.broken("damaged", f"while the disk was ill: {path.name}: {reason}")
            disk.is_ill = False
            world.clock.advance(world.chance.uniform(1.0, 60.0))
        tally = world.finish()
        tally.add(worst)
        if not disk.strikes:
            tally.broken("stuck", "the trouble was never felt: this run proves nothing")
        return tally


class _Disk:
    """Stands between this process and the files below one folder.

    Attributes:
        is_ill: whether the trouble is there now.
        strikes: how often it was felt.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self.is_ill = False
        self.strikes = 0
        self._folder = str(folder)
        self._place, self._what = kind.split(": ")

    def install(self) -> None:
        """Put it into this process, for good."""
        if self._place == "ledger":
            disk = self

            class Ill(sqlite3.Connection):
                def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
                    disk._before_statement(super().execute, statement)
                    return super().execute(statement, values)

            sqlite3.connect = partial(sqlite3.connect, factory=Ill)  # type: ignore[assignment]  # every ledger's
            return
        io.open = builtins.open = self._opening(io.open)  # type: ignore[assignment]  # Path.open uses the one, all else the other
        os.replace = self._refusing(os.replace, "rename fails", errno.EACCES, 1)  # type: ignore[assignment]
        os.mkdir = self._refusing(os.mkdir, "no folder", errno.EROFS, 0)  # type: ignore[assignment]
        flush = os.fsync

        def fsync(file: Any) -> None:
            number = file if isinstance(file, int) else file.fileno()
            if self._what == "flush error":
                self._strike(os.readlink(f"/proc/self/fd/{number}"), errno.EIO)
            flush(file)

        os.fsync = fsync

    def _opening(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def opening(path: Any, mode: str = "r", *arguments: Any, **keywords: Any) -> Any:
            is_writing = any(letter in mode for letter in "wxa+")
            if is_writing and self._what in ("read-only", "no folder"):
                self._strike(path, errno.EROFS)
            file = inner(path, mode, *arguments, **keywords)
            if is_writing and self._what in ("no space", "write error") and self._is_here(path):
                return _Filling(self, file, path, errno.ENOSPC if self._what == "no space" else errno.EIO)
            return file

        return opening

    def _refusing(self, inner: Callable[..., Any], what: str, code: int, which: int) -> Callable[..., Any]:
        def refusing(*arguments: Any, **keywords: Any) -> Any:
            if self._what == what:
                self._strike(arguments[which], code)
            return inner(*arguments, **keywords)

        return refusing

    def _before_statement(self, execute: Callable[[str], Any], statement: str) -> None:
        verb = statement.lstrip().split(" ", 1)[0].upper()
        if self._what == "full" and verb == "BEGIN":
            # SQLite itself says that it is full when it may not have another page.
            execute(f"PRAGMA max_page_count = {1 if self.is_ill else 1 << 30}")
            self.strikes += self.is_ill
        elif self._what == "write error" and verb == "COMMIT" and self.is_ill:
            self.strikes += 1
            raise sqlite3.OperationalError("disk I/O error")

    def _is_here(self, path: Any) -> bool:
        if not isinstance(path, (str, os.PathLike)):
            return False
        full = os.path.abspath(os.fspath(path))
        if not full.startswith(self._folder):
            return False
        return f"{os.sep}takes" in full if self._place == "take" else f"{os.sep}clips" in full

    def _strike(self, path: Any, code: int) -> None:
        if self.is_ill and self._is_here(path):
            self.strikes += 1
            raise OSError(code, os.strerror(code), os.fspath(path))


class _Filling:
    """A file that takes half of what is written while the disk is ill."""

    def __init__(self, disk: _Disk, file: Any, path: Any, code: int) -> None:
        self._disk = disk
        self._file = file
        self._path = path
        self._code = code

    def write(self, content: Any) -> int:
        if self._disk.is_ill:
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            self._disk._strike(self._path, self._code)
        return int(self._file.write(content))

    def __enter__(self) -> _Filling:
        return self

    def __exit__(self, *details: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
