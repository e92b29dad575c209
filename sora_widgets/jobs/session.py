"""What this kernel is connected to: one engine, one current provider, the handles of its jobs.

The functions people type live here. State is per process and made when it is first needed; after
a fork everything is made anew, because threads do not survive one.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

from sora_widgets.errors import RequestError, UnknownJobError
from sora_widgets.jobs.engine import Engine
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.ledger import JobRow, Ledger, WalletState
from sora_widgets.jobs.wallet import read_usd
from sora_widgets.pricing import shown
from sora_widgets.providers import Key, Provider, open_provider
from sora_widgets.settings import Settings, load_settings

__all__ = [
    "connect",
    "current_provider",
    "current_scope",
    "find_job",
    "go_back_to",
    "list_jobs",
    "on_change",
    "on_terms_change",
    "set_budget",
]

_log = logging.getLogger(__name__)

MAX_SCOPE_CHARS = 80


class Session:
    """The state behind the functions; tests make their own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pid = os.getpid()
        self.engine = Engine(Ledger(settings.ledger_path))
        self.provider = open_provider("animatic", settings)
        self.scope: str | None = None
        self._handles: weakref.WeakValueDictionary[str, Job] = weakref.WeakValueDictionary()
        self._lock = threading.Lock()
        self._terms_listeners: list[Callable[[], None]] = []
        self.engine.connect(self.provider)
        self.engine.on_change(self._follow)
        self.engine.start()

    @property
    def project(self) -> str:
        return str(self.settings.project)

    def wallets(self) -> tuple[WalletState, ...]:
        """The wallets that an order of this kernel is counted in: the folder's, and the scope's when there is one."""
        ledger = self.engine.ledger
        folder = ledger.wallet(self.project)
        return (folder,) if self.scope is None else (folder, ledger.scope_wallet(self.scope))

    def close(self) -> None:
        """Stop; who waits for a job is told. In a fork of the kernel, nothing: engine and ledger are its parent's."""
        if self.pid != os.getpid():
            return
        try:
            self.engine.stop()
        finally:
            with self._lock:
                jobs = list(self._handles.values())
            for job in jobs:
                job._leave()
            self.engine.ledger.close()

    def handle(self, row: JobRow) -> Job:
        """The one handle of a job, so that everybody sees the same object change."""
        with self._lock:
            job = self._handles.get(row.id)
            if job is None:
                job = self._handles[row.id] = Job(row, self.engine)
        job._follow(row)
        return job

    def on_terms_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        with self._lock:
            self._terms_listeners.append(listener)

        def stop_listening() -> None:
            with self._lock, suppress(ValueError):
                self._terms_listeners.remove(listener)

        return stop_listening

    def tell_terms(self) -> None:
        """Say that the server or the budget is another one now."""
        with self._lock:
            listeners = list(self._terms_listeners)
        for listener in listeners:
            try:
                listener()
            except Exception:  # a widget that cannot redraw must not undo what the person has just set
                _log.exception("a listener could not take the new terms in")

    def _follow(self, row: JobRow) -> None:
        with self._lock:
            job = self._handles.get(row.id)
        if job is not None:
            job._follow(row)


_session: Session | None = None
_session_lock = threading.Lock()


def current_session() -> Session:
    """This process's session; starts the engine, which goes on with unfinished jobs of earlier kernels."""
    global _session
    with _session_lock:
        if _session is None or _session.pid != os.getpid():
            _session = Session(load_settings())
            atexit.register(_session.close)
        return _session


def close_session() -> None:
    """Stop the engine and forget the session; the next call makes a new one from the settings of then."""
    global _session
    with _session_lock:
        session, _session = _session, None
    if session is not None:
        atexit.unregister(session.close)
        session.close()


def connect(
    address: str = "animatic",
    *,
    api_key: str | None = None,
    usd_per_second: Decimal | float | str | None = None,
    profile: str | None = None,
    at_once: int | None = None,
    per_minute: int | None = None,
) -> Provider:
    """Choose the server that makes the clips from now on; jobs of other servers go on there.

    What kind of server answers is found out by asking it a few free questions; the returned provider says what was
    found.

    Args:
        address: "animatic" for the embedded provider, or a base URL such as "http://gpu-box:30000/v1".
        api_key: the key of this address; it is sent nowhere else and stored nowhere.
        usd_per_second: what the server charges per second of video, 0 for your own. Without it the price is
            unknown, and an unknown price is not spent.
        profile: the kind of server, such as "sglang" or "litellm", when it is known better than it shows.
        at_once: how many videos all kernels together may have at the server at a time; by default what was said before,
            or what its kind allows.
        per_minute: how many orders all kernels together may send it a minute; by default as `at_once`.

    Raises:
        ProviderUnreachableError: nothing answers there.
        ProtocolError: something answers that does not speak the Videos protocol.
        ProviderRefusedError: the key is not accepted, or the service has been switched off.
        RequestError: not an address, no such profile, or no number.
    """
    __tracebackhide__ = True  # IPython's verbose tracebacks print every variable, the key too
    key, api_key = Key(api_key), None  # and hide no frame that is the last, nor do other tools hide any
    session = current_session()
    rate = None if usd_per_second is None else read_usd(usd_per_second, "usd_per_second")
    for name, limit in (("at_once", at_once), ("per_minute", per_minute)):
        if limit is not None and (type(limit) is not int or limit < 1):
            raise RequestError(f"{name} must be a whole number from 1, not {shown(limit)}.", given=limit)
    provider = open_provider(address, session.settings, api_key=key, usd_per_second=rate, profile=profile)
    if provider.address == "animatic":
        provider = session.engine.connected("animatic") or provider
    else:
        try:
            session.engine.run(provider.recognise)
        except BaseException:
            session.engine.run(provider.close)
            raise
    # Before the engine may send anything there. What its kind allows counts where nobody has said anything.
    limits, kind = session.engine.ledger, provider.profile
    if not limits.has_server_limits(provider.address):
        limits.set_server_limits(provider.address, kind.at_once, kind.per_minute)
    limits.set_server_limits(provider.address, at_once, per_minute)
    session.engine.connect(provider)
    go_back_to(provider)
    return provider


def go_back_to(provider: Provider) -> None:
    """Order from a server that was connected, from now on: with the key and the rate that it has."""
    session = current_session()
    session.provider = provider
    session.tell_terms()


def current_provider() -> Provider:
    """The server that `generate` uses now."""
    return current_session().provider


def set_budget(usd: Decimal | float | str | None, scope: str | None = None) -> WalletState:
    """Set a hard cap in USD over everything this project folder spends, in all its kernels.

    Args:
        usd: the limit, counting what was spent before; None removes it, and paid servers refuse to run.
        scope: the name of a class or course: the limit is then over all folders that use this name, and what this
            kernel makes from now on counts against it as well as against its folder's own.

    Raises:
        RequestError: no amount, or no name.
    """
    session = current_session()
    limit_usd = None if usd is None else read_usd(usd, "the budget")
    ledger = session.engine.ledger
    if scope is None:
        state = ledger.set_limit(session.project, limit_usd)
    else:
        name = _read_scope(scope)
        state = ledger.set_scope_limit(name, limit_usd)
        session.scope = name
    session.tell_terms()
    return state


def current_scope() -> str | None:
    """The class or course whose budget this kernel's jobs count against as well; None while none was named."""
    return current_session().scope


def list_jobs(limit: int = 200) -> list[Job]:
    """The jobs of this project folder, newest first, those of earlier kernels too."""
    session = current_session()
    return [session.handle(row) for row in session.engine.ledger.jobs(session.project, limit)]


def find_job(job_id: str) -> Job:
    """The job with this id.

    Raises:
        UnknownJobError: the ledger has none.
    """
    session = current_session()
    row = session.engine.ledger.job(job_id)
    if row is None:
        raise UnknownJobError(f"There is no job {job_id!r} in {session.engine.ledger.path}.", job_id=job_id)
    return session.handle(row)


def on_change(callback: Callable[[Job], None]) -> Callable[[], None]:
    """Call `callback(job)` on the engine's thread after each change of a job of this project.

    Returns:
        A function that stops the calls.
    """
    session = current_session()

    def tell(row: JobRow) -> None:
        if row.project == session.project:
            callback(session.handle(row))

    return session.engine.on_change(tell)


def on_terms_change(callback: Callable[[], None]) -> Callable[[], None]:
    """Call `callback()` whenever this kernel connects elsewhere or sets another budget: every price may be new.

    Returns:
        A function that stops the calls.
    """
    return current_session().on_terms_change(callback)


def _read_scope(given: object) -> str:
    name = given.strip() if isinstance(given, str) else ""
    if not 1 <= len(name) <= MAX_SCOPE_CHARS or not name.isprintable():
        raise RequestError(
            f"scope must be a name of 1 to {MAX_SCOPE_CHARS} characters, not {shown(given)}: use one like 'class 3b'.",
            given=given,
        )
    return name
