"""The engine: one daemon thread with its own loop that takes jobs from intent to a clip on disk.

Answers for: when to send, look, save and give up, and for telling everybody. What is done to a job is
in `steps`, what a state may become in `machine`, what is durable in `ledger`, how a server talks in
`providers`. It lives on its own thread because the kernel's loop stands still while a cell runs.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from sora_widgets.errors import ProtocolError, ProviderError, ProviderRefusedError, SoraWidgetsError
from sora_widgets.jobs import steps
from sora_widgets.jobs.following import read_list
from sora_widgets.jobs.ledger import JobRow, Ledger, StaleRowError
from sora_widgets.jobs.machine import State, poll_interval_s, retry_delay_s
from sora_widgets.providers import Provider

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

__all__ = ["Engine"]

_log = logging.getLogger(__name__)

IDLE_S = 0.5  # how often the ledger is read for jobs of other kernels while there is nothing to do
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
        self._next_poll_at: dict[str, float] = {}
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
            self._providers[provider.address] = provider
        self.wake()

    def connected(self, address: str) -> Provider | None:
        """The provider of this address, if there is one."""
        with self._lock:
            return self._providers.get(address)

    def run(self, call: Callable[[], Awaitable[_T]]) -> _T:
        """Run a coroutine function on the engine's loop and wait for its result."""
        assert self._portal is not None
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
        for provider in self._providers.values():
            await provider.close()

    async def _work(self) -> None:
        while True:
            self._wake.clear()
            try:
                wait_s = self._look()
                self._tell()
            except Exception:  # a full disk or a damaged row must not end the thread that watches paid jobs
                _log.exception("the ledger could not be read; trying again")
                wait_s = 5.0
            # Not wait_for: in Python 3.11 it swallows a cancellation that meets a wake-up (python/cpython#86296).
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._wake.wait()

    def _look(self) -> float:
        """Start what is due; returns how long nothing will be due."""
        now, clock = time.time(), time.monotonic()
        rows = self.ledger.take_leases(self._providers)
        unresolved = {self._server_key(row) for row in rows if row.state in (State.POSTING, State.AMBIGUOUS)}
        posting = Counter(row.address for row in rows if row.state is State.POSTING)
        for row in rows:
            if row.id in self._tasks or (row.next_attempt_at > now and not row.is_cancel_wanted):
                continue
            if row.state is State.RESERVED and not row.is_cancel_wanted:
                # One unresolved POST at a time for what a server could not tell apart (JOBS.md, rule 5).
                if self._server_key(row) in unresolved:
                    self._note(row, "Waits until another order of the same shot is settled.")
                    continue
                if posting[row.address] >= MAX_POSTS_AT_ONCE:
                    continue
                unresolved.add(self._server_key(row))
                posting[row.address] += 1
            work = self._step_for(row)
            if work is not None:
                self._start(row.id, work)
        waits = [row.next_attempt_at - now for row in rows if row.next_attempt_at > now]
        for address in {row.address for row in rows if row.state.is_at_server} & self._providers.keys():
            key = f"poll {address}"
            due_at = self._next_poll_at.get(address, 0.0)
            if key not in self._tasks and due_at <= clock:
                self._start(key, partial(self._poll, self._providers[address]))
            elif due_at > clock:
                waits.append(due_at - clock)
        return max(0.01, min([IDLE_S, *waits]))

    def _step_for(self, row: JobRow) -> Callable[[], Coroutine[None, None, None]] | None:
        provider = self._providers.get(row.address)
        if row.state is State.POSTING:  # not by one of our own steps: those are in `_tasks`
            return partial(steps.doubt, self.ledger, provider, row)
        if row.is_cancel_wanted:
            return partial(steps.cancel, self.ledger, provider, row)
        if provider is None:
            return None
        match row.state:
            case State.RESERVED:
                return partial(steps.post, self.ledger, provider, row)
            case State.AMBIGUOUS:
                return partial(steps.reconcile, self.ledger, provider, row)
            case State.COMPLETED | State.DOWNLOADING:
                return partial(steps.save, self.ledger, provider, row)
            case _:
                return None

    def _server_key(self, row: JobRow) -> tuple[str, str]:
        """Orders with the same key cannot be told apart by what the server's list shows."""
        provider = self._providers.get(row.address)
        tells_prompts = provider is None or provider.profile.tells_prompts
        return row.address, row.fingerprint if tells_prompts else row.model

    def _start(self, key: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        async def guarded() -> None:
            try:
                await work()
            except StaleRowError:
                _log.info("%s changed meanwhile; looking again", key)
            except Exception as error:
                _log.exception("a step of %s failed; it will be tried again", key)
                self._note_failure(key, error)
                await asyncio.sleep(1.0)
            finally:
                self._tasks.pop(key, None)
                self._wake.set()

        self._tasks[key] = asyncio.get_running_loop().create_task(guarded())

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

    async def _poll(self, provider: Provider) -> None:
        """Look once at all videos of one server; one list call tells most of them."""
        rows = {str(row.remote_id): row for row in self._at_server(provider)}
        asked_again_s = 2.0
        try:
            if provider.profile.can_list:
                listing = await read_list(provider, wanted=rows)
                for video in listing.videos:
                    row = rows.pop(video.id, None)
                    if row is not None:
                        steps.follow(self.ledger, row, video)
            for row in rows.values():  # absent from the list: only a question of its own says that it is lost
                await self._ask(provider, row)
            asked_again_s = poll_interval_s(
                (row.eta_s(time.time()) for row in self._at_server(provider)), random.uniform(-1, 1)
            )
        except ProviderError as error:
            _log.warning("%s", error)
            for row in self._at_server(provider):
                self._note(row, str(error))
            asked_again_s = max(asked_again_s, steps.retry_after_s(error) or 0.0)
        self._next_poll_at[provider.address] = time.monotonic() + asked_again_s

    async def _ask(self, provider: Provider, row: JobRow) -> None:
        """One odd answer must not keep the other jobs waiting."""
        try:
            await steps.expire_if_gone(self.ledger, provider, row)
        except (ProviderRefusedError, ProtocolError) as error:
            self._note(row, str(error))
        except StaleRowError:
            _log.info("job %s changed while the server was asked", row.id)

    def _at_server(self, provider: Provider) -> list[JobRow]:
        leased = self.ledger.take_leases(self._providers)
        return [row for row in leased if row.address == provider.address and row.state.is_at_server]

    def _note(self, row: JobRow, note: str) -> None:
        if row.note != note:
            with suppress(StaleRowError):  # it has moved on, and with it what there is to say
                self.ledger.write(row, note=note)

    def _tell(self) -> None:
        """Tell the listeners of every change since the last time, ours and other kernels'."""
        for row in self.ledger.changed_since(self._seen_change):
            self._seen_change = max(self._seen_change, row.change)
            with self._lock:
                listeners = list(self._listeners)
            for listener in listeners:
                try:
                    listener(row)
                except Exception:
                    _log.exception("a listener of job %s failed", row.id)
