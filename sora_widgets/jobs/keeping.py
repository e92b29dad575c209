"""How files beside the notebook are kept: written whole or not at all, and changed by one kernel at a time.

Locks lie in the user's own folder, so that a notebook's folder holds nothing but what is hers. They
keep apart the kernels of one user on one machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sora_widgets.errors import FolderNotWritableError, StorageError
from sora_widgets.settings import load_settings

__all__ = ["lock_path", "locked", "write_json"]

_LOCK_TIMEOUT_S = 20.0  # others hold it for the writing of one small file


def lock_path(path: Path) -> Path:
    """Where the lock of a file lies; the same for every way to name the file."""
    key = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
    return load_settings().locks_home / f"{key}.lock"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other kernels from changing a file meanwhile.

    Raises:
        FolderNotWritableError: the home folder cannot be written. `.path`.
        StorageError: another kernel does not let go. `.path`.
    """
    from filelock import FileLock, Timeout  # with its asyncio 20 ms: only when something is written

    place = lock_path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place, timeout=_LOCK_TIMEOUT_S)
        lock.acquire()
    except Timeout as error:
        raise StorageError(
            f"{path} has been locked by another kernel for {_LOCK_TIMEOUT_S:g} s: "
            "end the kernel that hangs, and try again.",
            path=path,
        ) from error
    except OSError as error:
        raise FolderNotWritableError(
            f"{place.parent} cannot be written ({error.strerror}): set SORA_WIDGETS_HOME to a folder you may write.",
            path=place.parent,
        ) from error
    try:
        yield
    finally:
        lock.release()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a value for people and programs to read; the file is there whole, on the disk, or as it was before.

    Raises:
        OSError: it cannot be written.
    """
    part = path.with_name(f".{path.stem}.{uuid.uuid4().hex}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
