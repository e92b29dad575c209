"""Rows and handles of jobs without a ledger or an engine, and an engine's thread to bring them news."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from sora_widgets.jobs.job import Job
from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.machine import State

_ROW = JobRow(
    id="0123456789abcdef", project="/a/project", scope=None, state=State.QUEUED, provider="test-server",
    address="http://127.0.0.1:9/v1", prompt="a red kite", parts={}, model="m", seconds=4, size="64x64", options={},
    reference=None, take=1, fingerprint="f", estimate_usd=Decimal("0.40"), held_usd=Decimal("0.40"),
    spent_usd=Decimal(0), cost_usd=None, told_cost_usd=None, remote_id=None, urls=(), told_status=None, attempt=0,
    may_post_again=True, posted_at=None, next_attempt_at=0.0, progress=None, created_at=1.0, started_at=None,
    updated_at=2.0, note=None, error_code=None, candidates=None, is_cancel_wanted=False, clip=None, lease_owner=None,
    lease_until=0.0, fence=0, change=1,
)  # fmt: skip


def row_of(**changes: Any) -> JobRow:
    """A queued job of $0.40, with changes."""
    return replace(_ROW, **changes)


def ended(state: State, cost: str = "0.40") -> dict[str, Any]:
    """The changes of a row that has come to its end: what was held is spent, or free again."""
    spent = Decimal(cost) if state is State.SAVED else Decimal(0)
    return {
        "state": state,
        "held_usd": Decimal(0),
        "spent_usd": spent,
        "cost_usd": spent if state is State.SAVED else None,
        "progress": 100 if state is State.SAVED else None,
    }


def job_of(**changes: Any) -> Job:
    """A handle of such a row, in a kernel that is connected to its server."""
    engine: Any = SimpleNamespace(connected=lambda address: SimpleNamespace(profile=None), wake=lambda: None)
    return Job(row_of(**changes), engine)


def jobs_of(*changes: dict[str, Any]) -> list[Job]:
    return [job_of(id=f"{number:08x}" * 2, **change) for number, change in enumerate(changes)]


def on_another_thread(*steps: Callable[[], object]) -> None:
    """Do it all on one other thread, as the engine would, and wait until it is done without letting the loop run."""
    thread = threading.Thread(target=lambda: [step() for step in steps])
    thread.start()
    thread.join()


async def turns(count: int = 3) -> None:
    """Let the loop do what is due."""
    for _ in range(count):
        await asyncio.sleep(0)
