"""News from the engine's thread, told on the loop of whoever asked for them.

The kernel's loop stands still while a cell runs, so news queue up there: they are told once, when
the loop is free again, with the newest state. Nothing of a person's runs on the engine's thread.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from sora_widgets.errors import RequestError
from sora_widgets.pricing import shown

__all__ = ["Relay"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Relay(Generic[_T]):
    """Calls `callback(subject)` on the running loop of the thread that made this, after each `tell`.

    Calls of `tell` that come before the callback had its turn are one call: it reads the newest state from the subject.
    A callback that raises is logged, and called again with the next news.

    Args:
        subject: what the callback gets.
        callback: a plain function.

    Raises:
        RequestError: no loop is running here, or `callback` is no plain function.
    """

    def __init__(self, subject: _T, callback: Callable[[_T], object]) -> None:
        _check_plain(callback)
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            raise RequestError(
                "on_change() calls back on the event loop that runs where it is called, and none runs here: call it in "
                "a notebook's cell or in a coroutine, or wait with result()."
            ) from None
        self._context = contextvars.copy_context()  # by it, ipykernel knows under which cell a `print` belongs
        self._subject = subject
        self._callback = callback
        self._is_stopped = False
        self._is_due = False
        self._lock = threading.Lock()

    def tell(self) -> None:
        """There is news; may be called on any thread, and never blocks or raises."""
        with self._lock:
            if self._is_due or self._is_stopped:
                return
            try:
                self._loop.call_soon_threadsafe(self._call, context=self._context.copy())
            except RuntimeError:  # the loop was closed: nobody is left to be told
                self._is_stopped = True
            else:
                self._is_due = True

    def stop(self) -> None:
        """No more calls, not even for news that are on their way."""
        with self._lock:
            self._is_stopped = True

    def _call(self) -> None:
        with self._lock:
            self._is_due = False  # before the callback reads the state: what comes later is told again
            if self._is_stopped:
                return
        try:
            self._callback(self._subject)
        except Exception:
            _log.exception("a callback of %r failed", self._subject)


def _check_plain(callback: object) -> None:
    if not callable(callback):
        raise RequestError(
            f"on_change() calls a function with what has changed, and {shown(callback)} is none.", given=callback
        )
    if inspect.iscoroutinefunction(callback):
        raise RequestError(
            f"on_change() calls a plain function, and {getattr(callback, '__name__', shown(callback))} is an async one: "
            "start it from inside a plain function with asyncio.create_task().",
            given=callback,
        )
