"""The SQLite file under the ledger: opened safely, written in short transactions, its failures in our words.

Answers for the connection and nothing of what is in the tables. One connection serves every thread of
this process; transactions are `BEGIN IMMEDIATE`, because a deferred one turns into a storm of busy
errors as soon as two kernels write (measured: 406,892 of them in 4 s, JOBS.md).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sora_widgets.errors import DiskFullError, FolderNotWritableError, LedgerError
from sora_widgets.jobs.schema import migrate

__all__ = ["Database", "check_place"]

_PATIENCE_S = 10.0  # with another program that writes

# SQLite's write-ahead log needs memory shared between processes, which no network file system gives
# (https://www.sqlite.org/wal.html, "Disadvantages"): there it corrupts. FUSE is most often one too, but `fuseblk` is a
# local disk.
_NETWORK = ("nfs", "cifs", "smb", "lustre", "gpfs", "ceph", "fuse", "9p", "afs", "beegfs", "glusterfs", "ncpfs")
_LOCAL = ("fuseblk",)


class Database:
    """One connection to the file, safe to use from every thread of this process.

    Args:
        path: made, with its folders, when it is not there.

    Raises:
        FolderNotWritableError, DiskFullError: it cannot be made or written.
        LedgerError: it is damaged, newer than this package, or on a network file system.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderNotWritableError(
                f"The folder {path.parent} cannot be made ({error.strerror}): set SORA_WIDGETS_HOME to one you may write.",
                path=path.parent,
            ) from error
        check_place(path)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE_S)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")  # NORMAL may lose the intent of a paid POST at power loss
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA journal_size_limit = 16777216")
            migrate(self._db, path)
        except sqlite3.Error as error:
            raise _storage_error(error, path) from error

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _fetch(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise _storage_error(error, self.path) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                # BEGIN stands inside: an interrupt that arrives while it waits must not leave the transaction open.
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:  # SQLite may have rolled back itself, for example when the disk is full
                    self._db.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
                    raise _storage_error(error, self.path) from error
                raise


def check_place(path: Path, mounts: list[tuple[str, str]] | None = None) -> None:
    """Refuse a ledger on a network file system, where SQLite loses data without a word.

    Args:
        path: where the ledger would be.
        mounts: (mount point, type of file system); by default those of this machine.

    Raises:
        LedgerError: with the type found and what to do.
    """
    place = os.path.realpath(path.parent)
    above = [
        (mount_point, kind)
        for mount_point, kind in (_mounts() if mounts is None else mounts)
        if place == mount_point or place.startswith(mount_point.rstrip("/") + "/")
    ]
    # The longest is the innermost; of two on one point, the later hides the earlier.
    kind = max(enumerate(above), key=lambda item: (len(item[1][0]), item[0]))[1][1].lower() if above else ""
    if kind.startswith(_NETWORK) and kind not in _LOCAL:
        raise LedgerError(
            f"The ledger cannot be kept in {path.parent}: it is on a network file system ({kind}), where it would be "
            "damaged. Set SORA_WIDGETS_HOME to a folder on this machine's own disk.",
            path=path,
        )


def _mounts() -> list[tuple[str, str]]:
    import psutil

    try:
        return [(part.mountpoint, part.fstype) for part in psutil.disk_partitions(all=True)]
    except OSError:  # no table of mounts, as in some sandboxes: nothing is known against the place
        return []


def _storage_error(error: sqlite3.Error, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_FULL:
        return DiskFullError(f"The disk is full, the ledger {path} cannot grow: free some space.", path=path)
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return FolderNotWritableError(
            f"The ledger {path} cannot be written ({error}): set SORA_WIDGETS_HOME to a folder you may write.",
            path=path,
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerError(
            f"The ledger {path} is held by another program and was not free for {_PATIENCE_S:g} s: try again, or close "
            "programs that have it open.",
            path=path,
        )
    return LedgerError(
        f"The ledger {path} cannot be used ({error}): if it is damaged, move it away and keep it.", path=path
    )
