"""The engine: one daemon thread with its own loop that takes jobs from intent to a clip on disk.

Answers for: when to send, look, save and give up, and for telling everybody. What is done to a job is
in `steps`, what a state may become in `machine`, what is durable in `ledger`, how a server talks in
`providers`. It lives on its own thread because the kernel's loop stands still while a cell runs.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from sora_widgets.errors import JobError, SoraWidgetsError
from sora_widgets.jobs import steps
from sora_widgets.jobs.ledger import TWIN_NOTE, JobRow, Ledger, StaleRowError, Twins
from sora_widgets.jobs.machine import AT_SERVER, State, retry_delay_s
from sora_widgets.jobs.polling import Poller, quick_turns
from sora_widgets.providers import Provider

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

__all__ = ["Engine"]

_log = logging.getLogger(__name__)

IDLE_S = 0.5  # how often other kernels' news are looked for
CLAIM_S = 2.0  # how often leases are renewed, and taken from kernels that are gone
MAX_POSTS_AT_ONCE = 4

Listener = Callable[[JobRow], None]
_T = TypeVar("_T")


class Engine:
    """Works on all open jobs of a ledger whose server is connected.

    Start it with `start`; everything public may be called from any thread.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.pid = os.getpid()
        self._providers: dict[str, Provider] = {}
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._portal: BlockingPortal | None = None
        self._portal_manager: AbstractContextManager[BlockingPortal] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        # Below: touched on the loop only.
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._rows: dict[str, JobRow] = {}
        """The open jobs whose lease is ours, as the ledger has them: it is read again only where it changed."""
        self._pollers: dict[str, Poller] = {}
        self._replaced: list[Provider] = []
        self._claim_at = 0.0
        self._seen_change = 0

    def start(self) -> None:
        """Start the thread; returns when the loop runs. An error at start reaches the caller."""
        from anyio.from_thread import start_blocking_portal

        self._seen_change = self.ledger.newest_change()
        self._portal_manager = start_blocking_portal(backend="asyncio", name="sora_widgets-engine")
        self._portal = self._portal_manager.__enter__()
        self._portal.call(self._begin)

    def stop(self) -> None:
        """Stop working; open jobs stay in the ledger and go on with the next engine."""
        if self._portal is None or self._portal_manager is None or self.pid != os.getpid():
            return
        portal, self._portal = self._portal, None
        portal.call(self._end)
        self._portal_manager.__exit__(None, None, None)

    def connect(self, provider: Provider) -> None:
        """Let jobs of this address go on through this provider."""
        with self._lock:
            before = self._providers.get(provider.address)
            if before is not None and before is not provider:
                self._replaced.append(before)  # an order may still be on its way through it
            self._providers[provider.address] = provider
            self._claim_at = 0.0
        self.wake()

    def connected(self, address: str) -> Provider | None:
        """The provider of this address, if there is one."""
        with self._lock:
            return self._providers.get(address)

    def run(self, call: Callable[[], Awaitable[_T]]) -> _T:
        """Run a coroutine function on the engine's loop and wait for its result."""
        if self._portal is None or self.pid != os.getpid():
            raise JobError(
                "The engine does not run here any more: its session was closed, or this is a fork of the kernel."
            )
        return self._portal.call(call)

    def wake(self) -> None:
        """Look at the ledger now."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(row)` on the engine's thread after every change of a job, by any kernel."""
        with self._lock:
            self._listeners.append(listener)

        def stop_listening() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop_listening

    # On the loop

    async def _begin(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._main = self._loop.create_task(self._work())

    async def _end(self) -> None:
        tasks = [self._main, *self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(SoraWidgetsError):  # they run out by themselves
            self.ledger.release_leases()
        for provider in [*self._providers.values(), *self._replaced]:
            await provider.close()

    async def _work(self) -> None:
        while True:
            self._wake.clear()
            try:
                with quick_turns():
                    self._read()
                    wait_s = self._start_what_is_due()
            except Exception:  # a full disk or a damaged row must not end the thread that watches paid jobs
                _log.exception("the ledger could not be used; trying again")
                wait_s = 5.0
            # Not wait_for: in Python 3.11 it swallows a cancellation that meets a wake-up (python/cpython#86296).
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._wake.wait()

    def _read(self) -> None:
        """Learn what changed in the ledger since the last time, by us or other kernels, and tell it."""
        clock = time.monotonic()
        if clock >= self._claim_at:
            self._rows.update((row.id, row) for row in self.ledger.claim(self._providers))
            self._claim_at = clock + CLAIM_S
        if self.ledger.newest_change() == self._seen_change:
            return
        for row in self.ledger.changed_since(self._seen_change):
            self._seen_change = max(self._seen_change, row.change)
            self._keep(row)
            self._tell(row)

    def _keep(self, row: JobRow) -> None:
        if row.lease_owner == self.ledger.owner and not row.state.is_done:
            before = self._rows.get(row.id)
            self._rows[row.id] = row
            if row.state.is_at_server and not (before and before.state.is_at_server) and row.address in self._pollers:
                self._pollers[row.address].hurry()
        else:
            self._rows.pop(row.id, None)

    def _start_what_is_due(self) -> float:
        """Start the steps and polls that are due; returns how long nothing more will be."""
        now = time.time()
        waits: list[float] = []
        reserved: dict[str, list[JobRow]] = {}
        followed: dict[str, list[JobRow]] = {}
        for row in self._rows.values():  # one pass: there may be thousands, and most of them are only followed
            if row.state in AT_SERVER and not row.is_cancel_wanted:
                followed.setdefault(row.address, []).append(row)
                continue
            if row.next_attempt_at > now and not row.is_cancel_wanted and not _is_ahead(row, now):
                waits.append(row.next_attempt_at - now)
            elif row.id in self._tasks:
                continue
            elif row.state is State.RESERVED and not row.is_cancel_wanted:
                reserved.setdefault(row.address, []).append(row)
            else:
                work = self._step_for(row)
                if work is not None:
                    self._start(row.id, work)
        for address in reserved.keys() & self._providers.keys():
            self._start_posts(address, reserved[address])
        waits += self._start_polls(followed)
        return max(0.01, min([IDLE_S, *waits]))

    def _start_posts(self, address: str, reserved: list[JobRow]) -> None:
        """Send what may be sent, oldest first; the rest says what it waits for."""
        waits = self.ledger.server_waits(address)
        if waits is not None:
            self._note_all(reserved, waits[1])
            return
        provider = self._providers[address]
        orders = self.ledger.open_orders(address)  # of all kernels
        twins = steps.twins_of(provider)
        unresolved = {_looks(job_id, prompt, twins) for job_id, prompt in orders}
        free = MAX_POSTS_AT_ONCE - sum(job_id in self._tasks for job_id, _ in orders)
        waiting = []
        for row in reserved:
            looks = _looks(row.id, row.prompt, twins)
            if looks in unresolved:
                waiting.append(row)
            elif free > 0:
                free -= 1
                unresolved.add(looks)
                self._start(row.id, partial(steps.post, self.ledger, provider, row))
        self._note_all(waiting, TWIN_NOTE)

    def _start_polls(self, followed: Mapping[str, list[JobRow]]) -> list[float]:
        """Look at every server that has videos of ours, when it is time; returns the waits until then."""
        waits = []
        for address in followed.keys() & self._providers.keys():
            poller = self._pollers.get(address)
            provider = self._providers[address]
            if poller is None or poller.provider is not provider:
                poller = self._pollers[address] = Poller(self.ledger, provider, self._wake.set)
            key = f"poll {address}"
            wait_s = poller.next_at - time.monotonic()
            if key not in self._tasks and wait_s <= 0:
                self._start(key, partial(poller.look, followed[address]))
            elif wait_s > 0:
                waits.append(wait_s)
        return waits

    def _step_for(self, row: JobRow) -> Callable[[], Coroutine[None, None, None]] | None:
        provider = self._providers.get(row.address)
        if row.state is State.POSTING:  # not by one of our own steps: those are in `_tasks`
            return partial(steps.doubt, self.ledger, provider, row)
        if row.is_cancel_wanted:
            return partial(steps.cancel, self.ledger, provider, row)
        if provider is None:
            return None
        match row.state:
            case State.AMBIGUOUS:
                return partial(steps.reconcile, self.ledger, provider, row)
            case State.COMPLETED | State.DOWNLOADING:
                return partial(steps.save, self.ledger, provider, row)
            case _:
                return None

    def _start(self, key: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        async def guarded() -> None:
            try:
                await work()
            except StaleRowError:
                _log.info("%s changed meanwhile; looking again", key)
                self._read_again(key)
            except Exception as error:
                _log.exception("a step of %s failed; it will be tried again", key)
                self._note_failure(key, error)
                await asyncio.sleep(1.0)
            finally:
                self._tasks.pop(key, None)
                self._wake.set()

        self._tasks[key] = asyncio.get_running_loop().create_task(guarded())

    def _read_again(self, job_id: str) -> None:
        """A lease that was lost moves no change: the row itself must be asked."""
        with suppress(SoraWidgetsError):
            row = self.ledger.job(job_id)
            if row is not None:
                self._keep(row)

    def _note_failure(self, key: str, error: Exception) -> None:
        """Let the person see on the job what went wrong with it."""
        row = self.ledger.job(key)
        if row is not None and not row.state.is_done:
            try:
                self.ledger.write(
                    row,
                    note=f"Something went wrong here ({type(error).__name__}: {error}); trying again.",
                    attempt=row.attempt + 1,
                    next_attempt_at=time.time() + retry_delay_s(row.attempt + 1, None),
                )
            except (SoraWidgetsError, StaleRowError):
                _log.exception("and it could not be noted on the job")

    def _note_all(self, rows: Iterable[JobRow], note: str) -> None:
        news = [(row, None, {"note": note}) for row in rows if row.note != note]
        if news:
            self.ledger.write_all(news)

    def _tell(self, row: JobRow) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(row)
            except Exception:
                _log.exception("a listener of job %s failed", row.id)


def _looks(job_id: str, prompt: str, twins: Twins) -> str:
    """The same for orders that the server could not tell apart."""
    if twins is Twins.NONE:
        return job_id
    return prompt if twins is Twins.SAME_PROMPT else ""


def _is_ahead(row: JobRow, now: float) -> bool:
    """Whether the row was written later than now, because the clock was set back: its waits mean nothing any more.

    An order in doubt waits on all the same, unless the server's own clock can tell when it was sent.
    """
    return row.updated_at > now + 2.0 and (row.state is not State.AMBIGUOUS or row.server_posted_at is not None)
