"""The rendering queue: loky processes, started when there is work, gone when there is none.

Never blocks the loop that asks: work is handed over in a thread and its outcome arrives there too.
Losing a worker loses no video; it is handed over again, a few times. What is rendered is `worker`'s.
Where an executor is given (a dask cluster's, say), it draws, and threads here wait for it.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sora_widgets.animatic import worker
from sora_widgets.animatic.store import Result, Store

if TYPE_CHECKING:
    from loky import ProcessPoolExecutor

__all__ = ["Studio"]

_log = logging.getLogger(__name__)
_IDLE_S = 20.0  # an idle worker leaves after this
_BUSY_ELSEWHERE_S = 1.0  # how long a video that another process renders is left alone
_MOST_LOSSES = 3


class Studio:
    """Renders the videos of one store.

    Args:
        store: where they lie.
        workers: at most so many are drawn at once.
        executor: draws instead of processes of this machine; it is the caller's to close.
    """

    def __init__(self, store: Store, workers: int, executor: Executor | None = None) -> None:
        self._store, self._workers, self._executor = store, workers, executor
        self._waiters = ThreadPoolExecutor(workers + 1, thread_name_prefix="animatic-waiter") if executor else None
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: set[str] = set()
        self._queue: deque[str] = deque()  # those of them that wait
        self._handed: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._losses: dict[str, int] = {}
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="animatic-studio")
        self._is_closed = self._leaves_early = False

    def ask(self, video_ids: Iterable[str]) -> None:
        """See to it that these videos are rendered; returns at once, asking twice does no harm."""
        now = time.monotonic()
        with self._lock:
            if self._is_closed:
                return
            wanted = [v for v in video_ids if v not in self._under_way and self._not_before.get(v, 0.0) <= now]
            self._under_way.update(wanted)
            self._queue.extend(wanted)
        self._go_on()

    def make_still(self, video_id: str, variant: str) -> Future[None]:
        """The thumbnail or sprite sheet, in a worker, before all that waits; the future carries what went wrong."""
        outcome: Future[None] = Future()

        def send() -> None:
            try:
                sent = self._submit(worker.make_still, str(self._store.home), video_id, variant)
            except Exception as error:
                outcome.set_exception(error)
                return
            sent.add_done_callback(lambda done: _pass_on(done, outcome))

        self._hand.submit(send)
        return outcome

    def close(self) -> None:
        """Stop the workers; unfinished videos are rendered by the next studio."""
        with self._lock:
            self._is_closed = True
            pool, self._pool = self._pool, None
        self._hand.shutdown(wait=True, cancel_futures=True)
        if self._waiters is not None:
            self._waiters.shutdown(wait=False, cancel_futures=True)
        if pool is not None:
            pool.shutdown(wait=True, kill_workers=True)

    def _submit(self, task: Callable[..., Any], *arguments: Any) -> Future[Any]:
        if self._waiters is not None:
            return self._waiters.submit(task, *arguments)
        from loky import ProcessPoolExecutor
        from loky.process_executor import ShutdownExecutorError, TerminatedWorkerError

        for _ in range(2):
            with self._lock:
                if self._is_closed:
                    raise RuntimeError("the studio is closed")
                if self._pool is None:
                    self._pool = ProcessPoolExecutor(
                        self._workers, timeout=_IDLE_S, initializer=worker.begin, initargs=(os.getpid(),)
                    )
                pool = self._pool
            try:
                _keep_interrupts_away()  # after the pool was made, which may start loky's own tracker
                sent: Future[Any] = pool.submit(task, *arguments)
                if not self._leaves_early:
                    _close_before_exit(self)  # after the first submission, which registers loky's own hook
                    self._leaves_early = True
                return sent
            except (TerminatedWorkerError, ShutdownExecutorError):
                self._drop(pool)
        raise RuntimeError("the rendering processes do not stay up")

    def _go_on(self) -> None:
        with self._lock:
            if not self._is_closed:
                self._hand.submit(self._feed)

    def _feed(self) -> None:
        """Hand over what waits, as long as there is a worker for it.

        What was lost before is drawn alone: a pool breaks as a whole, and the innocent must not be lost with the guilty again.
        """
        while True:
            with self._lock:
                if self._is_closed or not self._queue or len(self._handed) >= self._workers:
                    return
                if self._handed and self._losses.keys() & {self._queue[0], *self._handed}:
                    return
                video_id = self._queue.popleft()
                self._handed.add(video_id)
            self._send(video_id)

    def _send(self, video_id: str) -> None:
        try:
            sent = self._submit(worker.render_video, str(self._store.home), video_id, self._executor)
        except Exception as error:
            self._lost(video_id, error)
            return
        sent.add_done_callback(lambda done: self._finished(video_id, done))

    def _finished(self, video_id: str, done: Future[Any]) -> None:
        with self._lock:
            self._handed.discard(video_id)
        try:
            self._take(video_id, done)
        finally:
            self._go_on()

    def _take(self, video_id: str, done: Future[Any]) -> None:
        """Keep what came back from a worker."""
        error = None if done.cancelled() else done.exception()
        if error is not None:
            with self._lock:
                pool = self._pool
            if pool is not None:
                self._drop(pool)
            self._lost(video_id, error)
            return
        with self._lock:
            self._under_way.discard(video_id)
            if done.cancelled():
                return
            outcome = done.result()
            if outcome is None:
                self._not_before[video_id] = time.monotonic() + _BUSY_ELSEWHERE_S
                return
        if outcome.get("error_code") == "deleted":
            return
        if self._store.result(video_id) is None and self._store.order(video_id) is not None:
            self._store.set_result(video_id, Result(**outcome))

    def _lost(self, video_id: str, error: BaseException) -> None:
        with self._lock:
            self._under_way.discard(video_id)
            self._handed.discard(video_id)
            if self._is_closed:
                return
            self._losses[video_id] = losses = self._losses.get(video_id, 0) + 1
        _log.warning("the process that rendered %s was lost (%s: %s)", video_id, type(error).__name__, error)
        if losses >= _MOST_LOSSES:
            message = f"The rendering process was lost {losses} times: is there enough memory?"
            if self._store.result(video_id) is None:  # its worker may have been lost after the end
                self._store.set_result(video_id, Result(time.time(), "render_lost", message))
        else:
            self.ask([video_id])

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """Let a broken pool go; the next submission makes a new one."""
        with self._lock:
            if (
                self._pool is pool and pool is not None and pool._flags.broken is not None
            ):  # loky has no public word for it
                self._pool = None


def _keep_interrupts_away() -> None:
    """Block the interrupt in this thread, and so in the workers: they inherit it from the thread that starts them.

    Jupyter interrupts a cell by a signal to the kernel's whole process group; it means the waiting, never the drawing.
    The thread that looks after the pool is started here too, and hands it on to the workers that it replaces. Windows
    sends no such signal.

    Before Python 3.13 the standard library's tracker lets the interrupt in again in the thread that starts it, and so
    does that of loky before 3.6: both must run by now.
    """
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _close_before_exit(studio: Studio) -> None:
    """Let a leaving interpreter stop the workers instead of waiting for all that is still queued.

    loky waits for its work in this same early hook, so `atexit` would come too late; the last one
    registered runs first. The hook is not public: without it, leaving takes as long as the queue.
    """
    register = getattr(threading, "_register_atexit", None)
    known = weakref.ref(studio)

    def close() -> None:
        living = known()
        if living is not None:
            living.close()

    if register is not None:
        register(close)


def _pass_on(done: Future[Any], outcome: Future[None]) -> None:
    error = None if done.cancelled() else done.exception()
    if error is not None:
        outcome.set_exception(error)
    else:
        outcome.set_result(None)
