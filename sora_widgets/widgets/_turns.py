"""One thread at a time in a widget, without ever making the engine wait.

A widget is touched by the cell's thread, by a kernel subshell's and by the engine's. traitlets
collects notifications while a message is applied, so two threads in there at once lose some. The
first two take turns; the engine's thread must not stand still behind a handler that may itself
wait for the engine, so its work is left at the door and done by whoever leaves next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType

__all__ = ["Turns"]


class Turns:
    """A re-entrant lock (`with turns:`) with a door for those who cannot wait (`turns.soon`)."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._door = threading.Lock()
        self._left_at_door: dict[str, Callable[[], None]] = {}

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
        self._serve()

    def soon(self, key: str, work: Callable[[], None]) -> None:
        """Do `work` now if nobody is inside, else when they leave. Newer work of the same key replaces older."""
        with self._door:
            self._left_at_door.pop(key, None)
            self._left_at_door[key] = work
        self._serve()

    def _serve(self) -> None:
        # Work is put down before the lock is tried, and whoever holds the lock looks at the door after letting go:
        # so either this thread gets in, or the one inside finds the work.
        while self._left_at_door and self._lock.acquire(blocking=False):
            try:
                with self._door:
                    key = next(iter(self._left_at_door), None)
                    work = self._left_at_door.pop(key) if key is not None else None
                if work is not None:
                    work()
            finally:
                self._lock.release()
