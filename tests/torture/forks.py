"""Processes of the harness: runs in children of their own, and kernels that can be killed.

A child is forked from a parent that has imported everything, so that it begins within milliseconds.
It dies with its parent, and only processes that were started here are ever ended.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Child", "Work", "run_all", "start", "tell_ready"]

Work = Callable[[], Any]

_perf_s = time.perf_counter  # real time, also where time itself is replaced
_READY = b"\n"
_telling = -1  # in a child: where its parent hears it
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process that was forked here.

    Attributes:
        pid: its process id, until it is reaped.
        status: as `os.waitpid` gave it; None while it runs.
    """

    pid: int
    _results: int
    status: int | None = None
    _told: bytes = b""

    def is_running(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
        return self.status is None

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        if self.is_running():
            os.kill(self.pid, signal.SIGKILL)
            _, self.status = os.waitpid(self.pid, 0)

    def pause(self) -> None:
        if self.is_running():
            os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        if self.is_running():
            os.kill(self.pid, signal.SIGCONT)

    def wait(self, timeout_s: float) -> bool:
        """Wait for its end; whether it came in time."""
        end = _perf_s() + timeout_s
        while self.is_running():
            left = end - _perf_s()
            if left <= 0:
                return False
            self._listen(min(left, 0.02))
        return True

    def wait_until_ready(self, timeout_s: float) -> bool:
        """Wait until it has called `tell_ready`, or has ended; whether it is ready."""
        end = _perf_s() + timeout_s
        while _READY not in self._told and self.is_running() and _perf_s() < end:
            self._listen(0.02)
        return _READY in self._told

    def result(self) -> Any:
        """What its function returned; None when it was killed before."""
        self._listen(0)
        if self._results >= 0:
            os.close(self._results)
            self._results = -1
        return json.loads(self._told) if self._told.strip() else None

    def _listen(self, timeout_s: float) -> None:
        while self._results >= 0:
            readable, _, _ = select.select([self._results], [], [], timeout_s)
            if not readable:
                return
            piece = os.read(self._results, 1 << 20)
            if not piece:
                time.sleep(0 if timeout_s == 0 else 0.001)
                return
            self._told += piece
            timeout_s = 0


def tell_ready() -> None:
    """Called in a child: what the parent waits for in `wait_until_ready` is so."""
    if _telling >= 0:
        os.write(_telling, _READY)


def start(work: Work) -> Child:
    """Fork a child that runs `work` and ends with it; what it returns must be JSON-able."""
    results, telling = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        os.close(telling)
        return Child(pid, results)
    global _telling
    _telling = telling
    status = 1
    try:
        os.close(results)
        _die_with(parent)
        answer = json.dumps(work()).encode()
        while answer:
            answer = answer[os.write(telling, answer) :]
        status = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def run_all(works: Iterable[Work], *, lanes: int, timeout_s: float) -> Iterator[tuple[int, Any, str | None]]:
    """Run each in a child of its own, `lanes` at a time.

    Yields:
        (number, result, error) as they end; result is None with an error.
    """
    waiting = iter(enumerate(works))
    running: dict[int, tuple[Child, float]] = {}
    try:
        while True:
            while len(running) < lanes and (following := next(waiting, None)) is not None:
                number, work = following
                running[number] = start(work), _perf_s() + timeout_s
            if not running:
                return
            select.select([child._results for child, _ in running.values()], [], [], 0.1)
            for number, (child, end) in list(running.items()):
                child._listen(0)
                if child.is_running() and _perf_s() < end:
                    continue
                del running[number]
                error = None
                if child.is_running():
                    error = f"not done after {timeout_s:g} s"
                    os.kill(child.pid, signal.SIGABRT)  # faulthandler then says where it hung
                    if not child.wait(2.0):
                        child.kill()
                result = child.result()
                if result is None and error is None:
                    error = f"the run itself ended with status {child.status}"
                yield number, result if error is None else None, error
    finally:
        for child, _ in running.values():  # whoever asked wants no more
            child.kill()


def _die_with(parent: int) -> None:
    """Not to outlive the harness, whatever ends it (Linux; elsewhere a killed harness may leave a child)."""
    faulthandler.enable(all_threads=True)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
