"""Time that passes only when we say so: hours of an engine's life in milliseconds.

Answers for one clock, for event loops that wait on it instead of sleeping, and for `time.time` and
`time.monotonic` of this process. Threads take the time they need: the clock stands still until every
loop has nothing left to do. It knows nothing of the package.
"""

from __future__ import annotations

import asyncio
import asyncio.futures
import selectors
import threading
import time
from collections.abc import Callable
from typing import Any

__all__ = ["HungError", "VirtualClock", "VirtualLoop"]

START_S = 1_900_000_000.0  # seconds since 1970 at which every run begins
_HUNG_S = 60.0  # of real time without an end of one moment's work


class HungError(Exception):
    """The engine did not come to rest: something waits for ever, or runs in a circle."""


class VirtualClock:
    """The clock of this process and of its loops; `advance` lets time pass.

    Attributes:
        passed_s: seconds since the run began.
        wall_jump_s: what the machine's clock is ahead; `time.time` shows it, `time.monotonic` does not.
    """

    def __init__(self) -> None:
        self.passed_s = 0.0
        self.wall_jump_s = 0.0
        self.loops: list[VirtualLoop] = []
        self.changed = threading.Condition()

    @property
    def now_s(self) -> float:
        """Seconds since 1970 by everybody else's clock, without the jumps of this machine's."""
        return START_S + self.passed_s

    def install(self) -> None:
        """Make this the process's time, for good; for processes that end with their run."""
        time.time = lambda: START_S + self.passed_s + self.wall_jump_s  # type: ignore[assignment]  # a clock of our own
        time.monotonic = lambda: self.passed_s  # type: ignore[assignment]
        clock = self

        class Policy(asyncio.DefaultEventLoopPolicy):
            def new_event_loop(self) -> asyncio.AbstractEventLoop:
                return VirtualLoop(clock)

        asyncio.set_event_loop_policy(Policy())
        wrap = asyncio.futures.wrap_future

        def counted(future: Any, *, loop: asyncio.AbstractEventLoop | None = None) -> asyncio.Future[Any]:
            """As `asyncio.wrap_future`; what a thread still has to bring keeps the clock from going on."""
            wrapped = wrap(future, loop=loop)
            owner = wrapped.get_loop()
            if isinstance(owner, VirtualLoop) and not wrapped.done():
                owner.count(1)
                wrapped.add_done_callback(lambda _: owner.count(-1))
            return wrapped

        asyncio.futures.wrap_future = asyncio.wrap_future = counted  # type: ignore[assignment]

    def settle(self) -> None:
        """Wait until every loop has done all that is to be done at this moment.

        Raises:
            HungError: that did not happen within a minute of real time.
        """
        with self.changed:
            if not self.changed.wait_for(lambda: all(loop.is_at_rest for loop in self._living), timeout=_HUNG_S):
                raise HungError("the engine did not come to rest")

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, moment by moment."""
        end_s = self.passed_s + seconds
        while True:
            self.settle()
            next_s = min((loop.due_s for loop in self._living if loop.due_s is not None), default=end_s)
            if next_s > end_s:
                break
            self.passed_s = max(self.passed_s, next_s)
            woken = [loop for loop in self._living if loop.due_s is not None and loop.due_s <= self.passed_s]
            if not woken:
                break
            for loop in woken:
                loop.rouse()
        self.passed_s = max(self.passed_s, end_s)

    def advance_until(self, is_so: Callable[[], bool], limit_s: float, step_s: float = 1.0) -> bool:
        """Let time pass until a condition holds, `limit_s` at most; whether it does."""
        end_s = self.passed_s + limit_s
        self.settle()
        while not is_so():
            if self.passed_s >= end_s:
                return False
            self.advance(step_s)
        return True

    @property
    def _living(self) -> list[VirtualLoop]:
        return [loop for loop in self.loops if not loop.is_frozen and not loop.is_closed()]


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers wait for the virtual clock.

    Attributes:
        is_frozen: stands still whatever happens, as a process does after SIGSTOP, until `thaw`.
        due_s: when it wants to go on, by the clock; None while only somebody else can wake it.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.is_frozen = False
        self.due_s: float | None = None
        self._is_idle = False
        self._outstanding = 0
        super().__init__(_VirtualSelector(self))
        self._clock_resolution = 1e-6  # else a timer may wait for less than a float of this size can tell
        with clock.changed:
            clock.loops.append(self)

    @property
    def is_at_rest(self) -> bool:
        return self._is_idle and self._outstanding == 0

    def time(self) -> float:
        return self.clock.passed_s

    def freeze(self) -> None:
        with self.clock.changed:
            self.is_frozen = True

    def thaw(self) -> None:
        with self.clock.changed:
            self.is_frozen = False
            self.clock.changed.notify_all()
        self.rouse()

    def rouse(self) -> None:
        """Look at the timers now."""
        self.call_soon_threadsafe(lambda: None)

    def count(self, change: int) -> None:
        with self.clock.changed:
            self._outstanding += change
            self.clock.changed.notify_all()

    def close(self) -> None:
        super().close()
        with self.clock.changed:
            self.clock.changed.notify_all()

    def call_soon_threadsafe(self, *arguments: Any, **keywords: Any) -> asyncio.Handle:
        with self.clock.changed:  # so that the selector sees either the wake-up or this loop no longer idle
            self._is_idle = False
            return super().call_soon_threadsafe(*arguments, **keywords)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *arguments: Any) -> Any:
        def counted() -> Any:
            try:
                return func(*arguments)
            finally:
                self.count(-1)  # a cancelled wait leaves its thread at work

        self.count(1)
        try:
            return super().run_in_executor(executor, counted)
        except BaseException:
            self.count(-1)
            raise


class _VirtualSelector(selectors.DefaultSelector):  # type: ignore[misc,valid-type]  # chosen by the system
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._of = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        loop, changed = self._of, self._of.clock.changed
        with changed:
            events = super().select(0)
            if not loop.is_frozen and (events or (timeout is not None and timeout <= 0)):
                return events
            if not events:
                loop.due_s = None if timeout is None else loop.clock.passed_s + timeout
                loop._is_idle = True
                changed.notify_all()
        if not events:
            events = super().select(None)
        with changed:
            changed.wait_for(lambda: not loop.is_frozen)
            loop._is_idle = False
        return events
