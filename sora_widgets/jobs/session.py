"""What this kernel is connected to: one engine, one current provider, the handles of its jobs.

The functions people type live here. State is per process and made when it is first needed; after
a fork everything is made anew, because threads do not survive one.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import threading
import uuid
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from sora_widgets.errors import (
    RequestError,
    SoraWidgetsError,
    UnknownJobError,
    UnknownKeywordError,
    nearest,
)
from sora_widgets.jobs.asking import price_of, request_for, text_of
from sora_widgets.jobs.engine import Engine
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.ledger import JobRow, Ledger, WalletState
from sora_widgets.jobs.takes import check_folder, find_take, look_at_folder
from sora_widgets.jobs.wallet import check_price, over_budget, read_usd
from sora_widgets.pricing import Estimate, estimate, read_request, shown
from sora_widgets.prompts import Shot
from sora_widgets.providers import Provider, VideoRequest, open_provider
from sora_widgets.settings import Settings, load_settings

__all__ = [
    "Quote",
    "connect",
    "current_provider",
    "find_job",
    "generate",
    "list_jobs",
    "on_change",
    "on_terms_change",
    "quote",
    "set_budget",
    "wallet",
]

_log = logging.getLogger(__name__)

MAX_TAKES = 100  # priced at once
MAX_TAKE = 1_000_000
_GENERATE_KEYWORDS = ("model", "seconds", "size", "take")


@dataclass(frozen=True)
class Quote:
    """What a request would cost here and now, and whether it may run.

    Attributes:
        estimate: the price at the connected provider, for the takes that are neither here nor on their way.
        list_estimate: the model's own list price, to compare with; None for a model without one.
        provider: the connected provider's name.
        can_run: whether `generate` would accept it.
        refusal: why not; None when it can run.
        has_take: all takes are here or on their way already, so running it again costs nothing.
    """

    estimate: Estimate | None
    list_estimate: Estimate | None
    provider: str
    can_run: bool
    refusal: SoraWidgetsError | None
    has_take: bool


class Session:
    """The state behind the functions; tests make their own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pid = os.getpid()
        self.engine = Engine(Ledger(settings.ledger_path))
        self.provider = open_provider("animatic", settings)
        self._handles: weakref.WeakValueDictionary[str, Job] = weakref.WeakValueDictionary()
        self._lock = threading.Lock()
        self._terms_listeners: list[Callable[[], None]] = []
        self.engine.connect(self.provider)
        self.engine.on_change(self._follow)
        self.engine.start()

    @property
    def project(self) -> str:
        return str(self.settings.project)

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
    address: str = "animatic", *, api_key: str | None = None, usd_per_second: Decimal | float | str | None = None
) -> Provider:
    """Choose the server that makes the clips from now on; jobs of other servers go on there.

    Args:
        address: "animatic" for the embedded provider, or a base URL such as "http://gpu-box:30000/v1".
        api_key: the key of this address; it is sent nowhere else and stored nowhere.
        usd_per_second: what the server charges per second of video, 0 for your own. Without it the price is
            unknown, and an unknown price is not spent.

    Raises:
        ProviderUnreachableError: nothing answers there.
        ProtocolError: something answers that does not speak the Videos protocol.
        ProviderRefusedError: the key is not accepted, or the service has been switched off.
        RequestError: not an address.
    """
    __tracebackhide__ = True  # IPython's verbose tracebacks print every variable, the key too
    session = current_session()
    rate = None if usd_per_second is None else read_usd(usd_per_second, "usd_per_second")
    provider = open_provider(address, session.settings, api_key=api_key, usd_per_second=rate)
    if provider.address == "animatic":
        provider = session.engine.connected("animatic") or provider
    else:
        try:
            session.engine.run(provider.check)
        except BaseException:
            session.engine.run(provider.close)
            raise
        session.engine.connect(provider)
    session.provider = provider
    session.tell_terms()
    return provider


def current_provider() -> Provider:
    """The server that `generate` uses now."""
    return current_session().provider


def set_budget(usd: Decimal | float | str | None) -> WalletState:
    """Set a hard cap in USD over everything this project folder spends, in all its kernels.

    Args:
        usd: the cap, counted from the first dollar ever spent here; None removes it, and paid servers refuse to run.
    """
    session = current_session()
    limit_usd = None if usd is None else read_usd(usd, "the budget")
    state = session.engine.ledger.set_limit(session.project, limit_usd)
    session.tell_terms()
    return state


def wallet() -> WalletState:
    """The money of this project folder: limit, held and spent in USD."""
    session = current_session()
    return session.engine.ledger.wallet(session.project)


def generate(
    shot_or_text: Shot | str,
    *,
    model: str = "sora-2",
    seconds: int = 4,
    size: str = "1280x720",
    take: int = 1,
    **unknown: object,
) -> Job:
    """Make one clip at the connected server; returns at once.

    The same request again gives the same job or its stored take, at no cost: ask for `take=2` to get another.

    Args:
        shot_or_text: a shot, or a prompt that is sent word for word.
        model: the model to ask for.
        seconds: length of the clip in seconds.
        size: "WIDTHxHEIGHT" in pixels.
        take: which take of this request, from 1.
        **unknown: nothing is taken here; a misspelt name is refused with the nearest one.

    Raises:
        RequestError: nothing to film, or nothing that the model makes; nothing was sent.
        MoneyError: over the budget, no budget, or an unknown price; nothing was sent.
        StorageError: the clip could not be kept here; nothing was sent.
    """
    if unknown:
        given = next(iter(unknown))
        guess = nearest(given, _GENERATE_KEYWORDS)
        raise UnknownKeywordError(
            f"generate() has no argument {given!r}"
            + (f": did you mean {guess!r}?" if guess else f"; it takes {', '.join(_GENERATE_KEYWORDS)}."),
            given=given,
            nearest=guess,
            allowed=_GENERATE_KEYWORDS,
        )
    session = current_session()
    provider = session.provider
    if type(take) is not int or not 1 <= take <= MAX_TAKE:
        raise RequestError(
            f"take must be a whole number from 1 to {MAX_TAKE:,}, not {shown(take)}: use take=1.", given=take
        )
    request = request_for(text_of(shot_or_text), *read_request(model, seconds, size), provider)
    engine, project = session.engine, session.settings.project
    known = engine.ledger.job_of_take(session.project, provider.address, request.fingerprint, take)
    if known is not None and not known.state.is_done:
        return session.handle(known)
    stored = find_take(project, provider.address, request.fingerprint, take)
    if stored is not None and known is not None:
        return Job(known, engine, is_replay=True)
    shot = shot_or_text if isinstance(shot_or_text, Shot) else Shot.from_text(request.prompt)
    order = {
        "id": uuid.uuid4().hex,
        "project": session.project,
        "provider": provider.name,
        "address": provider.address,
        "prompt": request.prompt,
        "parts": shot.parts,
        "model": request.model,
        "seconds": request.seconds,
        "size": request.size,
        "take": take,
        "fingerprint": request.fingerprint,
    }
    if stored is not None:
        adopted = engine.ledger.adopt_take(order, json.dumps(stored.to_dict(project), ensure_ascii=False))
        return Job(adopted, engine, is_replay=True)
    check_folder(project)
    price = price_of(request, provider)
    check_price(price, provider, wallet())
    # The row may be of somebody who asked for this take at the same moment.
    row = engine.ledger.reserve(order, price.cost_usd)
    if row is None:  # another kernel was faster with the money that was left
        raise over_budget(price, wallet())
    job = session.handle(row)
    engine.wake()
    return job


def quote(
    shot_or_text: Shot | str, *, model: str = "sora-2", seconds: int = 4, size: str = "1280x720", takes: int = 1
) -> Quote:
    """What this request would cost at the connected server, and whether it may run. Never raises for bad input.

    Args:
        shot_or_text: as for `generate`.
        model: as for `generate`.
        seconds: as for `generate`.
        size: as for `generate`.
        takes: how many takes, up to 100 at once; those that are here or on their way cost nothing.
    """
    session = current_session()
    provider = session.provider
    price = own = None
    missing = -1
    refusal: SoraWidgetsError | None = None
    try:
        settings = read_request(model, seconds, size)
        if type(takes) is int and takes > MAX_TAKES:
            raise RequestError(
                f"takes must be at most {MAX_TAKES} at once, not {shown(takes)}: use takes=1.", given=takes
            )
        asked = VideoRequest("", *settings)  # the price does not depend on the prompt: it is told while there is none
        with suppress(RequestError):  # a model without a list price
            own = estimate(model=asked.model, seconds=asked.seconds, size=asked.size, takes=takes)
        price = price_of(asked, provider, takes)
        request = request_for(text_of(shot_or_text), *settings, provider)
        missing = sum(not _costs_nothing_more(session, provider, request, take) for take in range(1, takes + 1))
        if missing == 0:
            price = estimate(
                model=asked.model, seconds=asked.seconds, size=asked.size, usd_per_second=0, provider=provider.name
            )
        else:
            price = price_of(asked, provider, missing)
            look_at_folder(session.settings.project)
            if not provider.is_free:
                check_price(price, provider, wallet())
    except SoraWidgetsError as error:
        refusal = error
    return Quote(price, own, provider.name, refusal is None, refusal, has_take=missing == 0)


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


def _costs_nothing_more(session: Session, provider: Provider, request: VideoRequest, take: int) -> bool:
    """Whether `generate` would give this take without a new job: it is here, or on its way."""
    if find_take(session.settings.project, provider.address, request.fingerprint, take) is not None:
        return True
    if provider.is_free:
        return False  # the price is the same, and a keystroke should not have to wait for the ledger
    known = session.engine.ledger.job_of_take(session.project, provider.address, request.fingerprint, take)
    return known is not None and not known.state.is_done
