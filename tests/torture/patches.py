"""Every hand that the harness lays on the package, in one place: the package itself knows nothing of it.

For processes that end with their run: nothing is ever put back. Names used: `Ledger.write` and `.begin_post`,
`Provider.create`, `.retrieve` and `.list_page`, the constants `SETTLE_S`, `POST_TIMEOUT_S` and `LEASE_S` wherever `jobs` keeps them,
`steps.doubt`, `client.profile_named`, and what belongs to others (`os`, `sqlite3`, `openai`, `httpx2`).
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpcore2
import httpx2
import openai._base_client

from sora_widgets import jobs
from sora_widgets.jobs import steps
from sora_widgets.jobs.ledger import Intent, Ledger
from sora_widgets.jobs.machine import State
from sora_widgets.providers import Provider, client, open_provider
from sora_widgets.providers.profiles import Profile
from sora_widgets.settings import Settings

__all__ = ["DEFECTS", "POINTS", "apply_defect", "crash_at", "open_paid", "quicken", "share_tls_set_up", "use_transport"]

_PAID_USD_PER_SECOND = Decimal("0.10")


def quicken(*, settle_s: float, post_timeout_s: float, lease_s: float) -> None:
    """Shorten what the engine waits for in earnest; each constant in every module of `jobs` that has it."""
    set_everywhere(SETTLE_S=settle_s, GONE_S=settle_s, POST_TIMEOUT_S=post_timeout_s, LEASE_S=lease_s)
    named = client.profile_named

    def hurried(name: object) -> Profile:
        return dataclasses.replace(named(name), post_timeout_s=post_timeout_s)

    client.profile_named = hurried


def set_everywhere(**values: float) -> None:
    """Give a constant another value in every module of `jobs` that has it."""
    for name, value in values.items():
        holders = [
            module
            for key, module in sys.modules.items()
            if key.startswith("sora_widgets.jobs") and hasattr(module, name)
        ]
        assert holders, f"no module of jobs has {name} any more"
        for module in holders:
            setattr(module, name, value)


def share_tls_set_up() -> None:
    """Read the machine's certificates once and not in each of a thousand kernels; nothing here speaks TLS."""
    context = httpcore2.default_ssl_context()
    httpcore2.default_ssl_context = lambda **_: context


def use_transport(make: Callable[[], httpx2.AsyncBaseTransport]) -> None:
    """Let every connection to a server be made by `make` instead of a socket."""
    httpx2._client.AsyncHTTPTransport = lambda *_, **__: make()  # type: ignore[attr-defined,misc,assignment]  # for all clients


def open_paid(address: str, settings: Settings) -> Provider:
    """The judge as the package knows it: a server of no known kind, which charges."""
    return open_provider(address, settings, usd_per_second=_PAID_USD_PER_SECOND, profile="unknown")


def connect_paid(address: str) -> None:
    """Connect this kernel's session to the judge."""
    jobs.connect(address, usd_per_second=_PAID_USD_PER_SECOND, profile="unknown")


# Points at which a kernel can be made to die

_COMMITTED = (
    "reserved",
    "posting",
    "submitted",
    "in_progress",
    "completed",
    "downloading",
    "saved",
    "ambiguous",
    "cancelled",
)
_CALLED = ("create", "retrieve", "list_page")
_FILES = ("replace", "fsync")

POINTS = tuple(
    f"{when}:{what}"
    for what in (*(f"commit-{state}" for state in _COMMITTED), "commit", *_CALLED, *_FILES)
    for when in ("before", "after")
)


def crash_at(point: str, count: int) -> None:
    """End this process (`os._exit`) the `count`-th time that it comes to `point`, one of POINTS.

    `commit-saved` is the commit of a transaction that makes some job saved, `commit` is every one.
    """
    when, what = point.split(":")
    left = [count]

    def die() -> None:
        left[0] -= 1
        if left[0] == 0:
            os._exit(86)

    def nothing() -> None:
        return None

    hooks = (die, nothing) if when == "before" else (nothing, die)
    if what.startswith("commit"):
        _around_commits(what.removeprefix("commit").removeprefix("-"), *hooks)
    elif what in _CALLED:
        _around(Provider, what, *hooks)
    elif what in _FILES:
        _around(os, what, *hooks)
    else:
        raise ValueError(f"{point} is none of the points")


def _around(owner: Any, name: str, before: Callable[[], None], after: Callable[[], None]) -> None:
    inner = getattr(owner, name)

    @functools.wraps(inner)
    def plain(*arguments: Any, **keywords: Any) -> Any:
        before()
        result = inner(*arguments, **keywords)
        after()
        return result

    @functools.wraps(inner)
    async def waiting(*arguments: Any, **keywords: Any) -> Any:
        before()
        result = await inner(*arguments, **keywords)
        after()
        return result

    setattr(owner, name, waiting if inspect.iscoroutinefunction(inner) else plain)


def _around_commits(state: str, before: Callable[[], None], after: Callable[[], None]) -> None:
    """Call these around each commit that writes this state to some job, or around every one for ""."""

    class Watched(sqlite3.Connection):
        states: frozenset[str] = frozenset()

        def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
            verb = statement.lstrip()[:6].upper()
            if verb in ("INSERT", "UPDATE") and isinstance(values, dict) and "state" in values:
                self.states |= {str(values["state"])}
            is_it = verb == "COMMIT" and (not state or state in self.states)
            if is_it:
                before()
            result = super().execute(statement, values)
            if is_it:
                after()
            if verb in ("COMMIT", "ROLLBA"):
                self.states = frozenset()
            return result

    sqlite3.connect = functools.partial(sqlite3.connect, factory=Watched)  # type: ignore[assignment]  # every ledger's


def change_statements(change: Callable[[str], str]) -> None:
    """Let every SQL statement of the connections that are opened from now on pass through `change`."""

    class Changed(sqlite3.Connection):
        def execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
            return super().execute(change(statement), values)

    sqlite3.connect = functools.partial(sqlite3.connect, factory=Changed)  # type: ignore[assignment]  # every ledger's


# The deliberate defects of JOBS.md: with each of them, the harness must find a broken promise


def _retries() -> None:
    """(a) The client's own retries on the paid POST."""
    client = openai._base_client.AsyncAPIClient
    request = client.request

    async def retrying(self: Any, cast_to: Any, options: Any, **keywords: Any) -> Any:
        if options.method.lower() == "post":
            options = options.model_copy(update={"max_retries": 2})
        return await request(self, cast_to, options, **keywords)

    client.request = retrying  # type: ignore[method-assign,assignment]


def _intent_after_post() -> None:
    """(b) `posting` is written when the answer is there, not before."""
    write, begin = Ledger.write, Ledger.begin_post
    unwritten: dict[str, tuple[Any, ...]] = {}

    def begin_later(self: Ledger, job: Any, *arguments: Any) -> Intent:
        unwritten[job.id] = job, *arguments
        return Intent(dataclasses.replace(job, state=State.POSTING, attempt=job.attempt + 1, posted_at=time.time()))

    def write_both(self: Ledger, job: Any, state: State | None = None, **changes: Any) -> Any:
        if job.state is State.POSTING and job.id in unwritten:
            intent = begin(self, *unwritten.pop(job.id))
            assert intent.row is not None, "nothing is limited here"
            job = intent.row
        return write(self, job, state, **changes)

    Ledger.begin_post = begin_later  # type: ignore[method-assign,assignment]
    Ledger.write = write_both  # type: ignore[method-assign]


def _no_settle() -> None:
    """(c) A lost answer is looked for at once."""
    set_everywhere(SETTLE_S=0.0, POST_TIMEOUT_S=0.0)
    steps._unsettled_s = lambda provider, row: 0.0  # type: ignore[attr-defined]
    doubt = steps.doubt

    async def at_once(ledger: Any, provider: Any, row: Any) -> None:
        row = dataclasses.replace(row, posted_at=1.0)
        await doubt(ledger, provider, row)

    steps.doubt = at_once


def _no_fence() -> None:
    """(d) Whoever read a row may write it, whoever holds it now."""
    told = r"json_extract\(value, '\$\[\d\]'\)"
    fence = re.compile(rf"fence = (:_fence|\?|{told}) AND lease_owner IS (:_owner|\?|{told})")
    change_statements(lambda statement: fence.sub(r"(\1 OR 1) AND (\2 OR 1)", statement))


def _deferred() -> None:
    """(e) Transactions that take their lock when they first write."""
    change_statements(lambda statement: "BEGIN" if statement.strip().upper() == "BEGIN IMMEDIATE" else statement)


DEFECTS: dict[str, Callable[[], None]] = {
    "retries": _retries,
    "intent-after-post": _intent_after_post,
    "no-settle": _no_settle,
    "no-fence": _no_fence,
    "deferred": _deferred,
}


def apply_defect(name: str | None) -> None:
    """Put one of the DEFECTS into this process; None leaves it as it is. After `quicken`."""
    if name is not None:
        DEFECTS[name]()
