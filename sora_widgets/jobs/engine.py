"""The engine: one daemon thread with its own loop that takes jobs from intent to a clip on disk.

Answers for: when to POST, look, download and give up, and for telling everybody. What a state may
become is in `machine`, what is durable in `ledger`, how a server talks in `providers`. It lives on
its own thread because the kernel's loop stands still while a cell runs. Nothing here retries a POST
unless it is certain that no video was made.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, TypeVar

from sora_widgets.errors import ProtocolError, ProviderError, ProviderRefusedError, SoraWidgetsError
from sora_widgets.jobs.download import save_clip
from sora_widgets.jobs.following import pages, told_by
from sora_widgets.jobs.ledger import JobRow, Ledger, StaleRowError
from sora_widgets.jobs.machine import State, eta_s, poll_interval_s, retry_delay_s
from sora_widgets.providers import Provider, RemoteVideo, VideoRequest

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

__all__ = ["Engine"]

_log = logging.getLogger(__name__)

IDLE_S = 0.5  # how often the ledger is read for jobs of other kernels while there is nothing to do
SETTLE_S = 60.0  # max(POST time-out, 30 s): before that a video may still appear in a list (JOBS.md, rule 4)
MAX_POSTS_AT_ONCE = 4
_CLOCK_SKEW_S = 120.0

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
        now = time.time()
        rows = [row for row in self.ledger.take_leases() if row.address in self._providers]
        unresolved = {_server_key(row) for row in rows if row.state in (State.POSTING, State.AMBIGUOUS)}
        for row in rows:
            if row.id in self._tasks or row.next_attempt_at > now:
                continue
            step = self._step_for(row, unresolved)
            if step is not None:
                self._start(row.id, step(row))
        waits = [row.next_attempt_at - now for row in rows if row.next_attempt_at > now]
        for address in {row.address for row in rows if row.state.is_at_server}:
            key = f"poll {address}"
            due_at = self._next_poll_at.get(address, 0.0)
            if key not in self._tasks and due_at <= now:
                self._start(key, self._poll(self._providers[address]))
            elif due_at > now:
                waits.append(due_at - now)
        return max(0.01, min([IDLE_S, *waits]))

    def _step_for(
        self, row: JobRow, unresolved: set[tuple[str, str]]
    ) -> Callable[[JobRow], Coroutine[None, None, None]] | None:
        if row.is_cancel_wanted and row.state is not State.POSTING:
            return self._cancel
        match row.state:
            case State.RESERVED:
                # One unresolved POST at a time for what a server could not tell apart (JOBS.md, rule 5).
                if _server_key(row) in unresolved or len(unresolved) >= MAX_POSTS_AT_ONCE:
                    return None
                unresolved.add(_server_key(row))
                return self._post
            case State.POSTING:
                return self._doubt  # a kernel died between the intent and the answer
            case State.AMBIGUOUS:
                return self._reconcile
            case State.COMPLETED | State.DOWNLOADING:
                return self._save
            case _:
                return None

    def _start(self, key: str, work: Coroutine[None, None, None]) -> None:
        async def guarded() -> None:
            try:
                await work
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

    async def _post(self, row: JobRow) -> None:
        provider = self._providers[row.address]
        attempt = row.attempt + 1
        row = self.ledger.write(row, State.POSTING, attempt=attempt, posted_at=time.time(), note=None)
        self._tell()
        try:
            video = await provider.create(_request(row), idempotency_key=row.id)
        except ProviderError as error:
            self._after_failed_post(row, error)
        else:
            self._accept(row, video)

    def _after_failed_post(self, row: JobRow, error: ProviderError) -> None:
        if not error.details.get("is_definite"):
            self.ledger.write(row, State.AMBIGUOUS, note=str(error), next_attempt_at=self._settled_at(row))
        elif isinstance(error, ProviderRefusedError) and error.status != 429:
            code = error.details.get("server_code")
            self.ledger.write(row, State.FAILED, note=str(error), error_code=str(code or error.code))
        else:  # busy, or not there: nothing was made, so asking again is safe
            after_s = error.details.get("retry_after_s")
            delay_s = retry_delay_s(row.attempt, after_s if isinstance(after_s, float) else None)
            self.ledger.write(row, State.RESERVED, note=str(error), next_attempt_at=time.time() + delay_s)

    def _accept(self, row: JobRow, video: RemoteVideo) -> None:
        row = self.ledger.write(row, State.SUBMITTED, remote_id=video.id, attempt=0, note=None, next_attempt_at=0.0)
        self._follow(row, video)

    async def _doubt(self, row: JobRow) -> None:
        self.ledger.write(
            row,
            State.AMBIGUOUS,
            note="The kernel ended while the order was on its way; looking whether the server has it.",
            next_attempt_at=self._settled_at(row),
        )

    def _settled_at(self, row: JobRow) -> float:
        profile = self._providers[row.address].profile
        # Where the key makes a second video impossible there is nothing to wait for.
        return 0.0 if profile.honours_idempotency else (row.posted_at or time.time()) + SETTLE_S

    async def _reconcile(self, row: JobRow) -> None:
        """Find out whether the POST made a video; POST again only when it certainly did not, or when it is free."""
        provider = self._providers[row.address]
        if provider.profile.honours_idempotency:
            await self._post(row)
            return
        try:
            found = await self._unclaimed_matches(provider, row) if provider.profile.can_list else None
        except ProviderError as error:
            delay_s = retry_delay_s(row.attempt, None)
            self.ledger.write(row, note=str(error), next_attempt_at=time.time() + delay_s)
            return
        if found is not None and len(found) == 1:
            self._accept(row, found[0])
        elif (found is not None and not found) or provider.is_free:
            await self._post(row)
        else:
            self.ledger.write(
                row,
                note="The server may have made this video, and it cannot be told which one: a person must decide.",
                next_attempt_at=time.time() + 3600.0,
            )

    async def _unclaimed_matches(self, provider: Provider, row: JobRow) -> list[RemoteVideo]:
        earliest = (row.posted_at or row.created_at) - _CLOCK_SKEW_S
        found: list[RemoteVideo] = []
        async for page in pages(provider):
            for video in page:
                is_candidate = video.could_be(_request(row)) and (video.created_at or earliest) >= earliest
                if is_candidate and not self.ledger.is_claimed(row.address, video.id):
                    found.append(video)
            if any(video.created_at is not None and video.created_at < earliest for video in page):
                break
        return found

    async def _poll(self, provider: Provider) -> None:
        """Look once at all videos of one server; one list call tells most of them."""
        rows = {row.remote_id: row for row in self._at_server(provider)}
        try:
            if provider.profile.can_list:
                async for page in pages(provider):
                    for video in page:
                        row = rows.pop(video.id, None)
                        if row is not None:
                            self._follow(row, video)
                    if not rows:
                        break
            for remote_id, row in rows.items():  # absent from the list: only a question of its own says that it is lost
                await self._ask(provider, str(remote_id), row)
            interval_s = poll_interval_s(map(_row_eta_s, self._at_server(provider)), random.uniform(-1, 1))
        except ProviderError as error:
            _log.warning("%s", error)
            for row in self._at_server(provider):
                if row.note != str(error):
                    self.ledger.write(row, note=str(error))
            interval_s = 2.0
        self._next_poll_at[provider.address] = time.time() + interval_s

    def _at_server(self, provider: Provider) -> list[JobRow]:
        leased = self.ledger.take_leases()
        return [row for row in leased if row.address == provider.address and row.state.is_at_server]

    async def _ask(self, provider: Provider, remote_id: str, row: JobRow) -> None:
        try:
            self._follow(row, await provider.retrieve(remote_id))
        except ProviderRefusedError as error:
            if error.status != 404:
                raise
            self.ledger.write(
                row, State.EXPIRED, note=f"{provider.name} no longer has this video.", error_code="lost-by-server"
            )

    def _follow(self, row: JobRow, video: RemoteVideo) -> None:
        """Let the row follow what the server says."""
        after, changes = told_by(video, row)
        if changes:
            # Cancelled, or taken over, while the question was on its way: the new row decides.
            with suppress(StaleRowError):
                self.ledger.write(row, after, **changes)

    async def _save(self, row: JobRow) -> None:
        """Bring the clip home; whatever goes wrong, the video stays the job's and is fetched again."""
        provider = self._providers[row.address]
        if row.state is State.COMPLETED:
            row = self.ledger.write(row, State.DOWNLOADING, attempt=row.attempt + 1)
        try:
            clip = await save_clip(provider, row)
        except ProviderRefusedError as error:
            if error.status in (404, 410):
                self.ledger.write(row, State.EXPIRED, note=str(error), error_code="lost-by-server")
                return
            self._try_saving_later(row, error)
        except SoraWidgetsError as error:
            self._try_saving_later(row, error)
        else:
            self.ledger.write(
                row,
                State.SAVED,
                clip=json.dumps(clip.to_dict(row.project), ensure_ascii=False),
                cost_usd=clip.provenance.cost_usd or 0,
                progress=100,
                note=None,
            )

    def _try_saving_later(self, row: JobRow, error: SoraWidgetsError) -> None:
        _log.warning("job %s: %s", row.id, error)
        after_s = error.details.get("retry_after_s")
        delay_s = retry_delay_s(row.attempt, after_s if isinstance(after_s, float) else None)
        self.ledger.write(row, State.COMPLETED, note=str(error), next_attempt_at=time.time() + delay_s)

    async def _cancel(self, row: JobRow) -> None:
        note = "Cancelled before anything was sent."
        if row.remote_id is not None:
            provider = self._providers[row.address]
            charge = "" if provider.is_free else ", and charge for it"
            note = f"Cancelled; the server may go on working on it{charge}."
            try:
                await provider.delete(row.remote_id)
                note = "Cancelled, and deleted on the server."
            except (ProviderRefusedError, ProtocolError) as error:
                _log.info("%s", error)  # not deletable while it runs, or no such route: we stop caring all the same
        elif row.state is State.AMBIGUOUS:
            note = "Cancelled; whether the server made a video is not known."
        self.ledger.write(row, State.CANCELLED, note=note)

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


def _request(row: JobRow) -> VideoRequest:
    return VideoRequest(prompt=row.prompt, model=row.model, seconds=row.seconds, size=row.size)


def _server_key(row: JobRow) -> tuple[str, str]:
    return row.address, row.fingerprint


def _row_eta_s(row: JobRow) -> float | None:
    return eta_s(row.progress, None if row.started_at is None else time.time() - row.started_at)
