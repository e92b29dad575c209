"""What the ledger holds, as values: a job's row and the sums of a wallet.

Money is stored in whole millionths of a dollar, so that SQL can add it exactly; everywhere else it
is `Decimal`. Reading a row never fails for one damaged column: the jobs beside it must go on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from sora_widgets.jobs.machine import State, eta_s

__all__ = ["COLUMNS", "JobRow", "WalletState", "from_micro", "read_row", "stored", "to_micro"]

_MICRO = Decimal(1_000_000)
_NOTHING = Decimal(0)
_MONEY = ("estimate", "held", "cost", "told_cost", "spent")
_FLAGS = ("is_cancel_wanted", "may_post_again")


@dataclass(frozen=True)
class JobRow:
    """One row of `jobs`. Times are seconds since 1970; `change` grows with every write to the ledger.

    Attributes:
        scope: the course or class whose budget it counts against as well.
        notebook: that it was ordered in, relative to the project folder; None where nobody told.
        options: what was asked for beyond prompt, model, seconds and size; JSON values by our own names.
        reference: the picture it starts from: a file below the home folder, or a URL.
        held_usd: set aside for it now.
        spent_usd: counted as gone for it, over all its orders.
        cost_usd: what the clip cost in the end; None until then.
        told_cost_usd: what the server said it charged; None while it did not.
        urls: where the server says the bytes are, beside its content route.
        told_status: the server's own word for its state.
        server_posted_at: when its order was sent, on the server's clock as it was known then: clocks are set meanwhile.
        missing_since: when the server first said that it does not know the video; None while it does.
        unreadable: downloads that came whole and were no video that can be read.
        candidates: None, or the videos that may be the lost answer of an order: then a person must decide.
    """

    id: str
    project: str
    scope: str | None
    state: State
    provider: str
    address: str
    prompt: str
    parts: dict[str, str]
    model: str
    seconds: int
    size: str
    options: dict[str, Any]
    reference: str | None
    take: int
    fingerprint: str
    estimate_usd: Decimal | None
    held_usd: Decimal
    spent_usd: Decimal
    cost_usd: Decimal | None
    told_cost_usd: Decimal | None
    remote_id: str | None
    urls: tuple[str, ...]
    told_status: str | None
    attempt: int
    may_post_again: bool
    posted_at: float | None
    next_attempt_at: float
    progress: int | None
    created_at: float
    started_at: float | None
    updated_at: float
    note: str | None
    error_code: str | None
    candidates: tuple[dict[str, Any], ...] | None
    is_cancel_wanted: bool
    clip: str | None
    lease_owner: str | None
    lease_until: float
    fence: int
    change: int
    server_posted_at: float | None = None
    unreadable: int = 0
    missing_since: float | None = None
    notebook: str | None = None

    @property
    def needs_decision(self) -> bool:
        """Whether only a person can say what becomes of it."""
        return self.state is State.AMBIGUOUS and self.candidates is not None

    def eta_s(self, now: float, progress: int | None = None) -> float | None:
        """Seconds left at `now` (seconds since 1970), told from the share that is done; None while that says nothing.

        Args:
            now: seconds since 1970.
            progress: newer than the row's own, 0 to 100.
        """
        done = self.progress if progress is None else progress
        return eta_s(done, None if self.started_at is None else now - self.started_at)


@dataclass(frozen=True)
class WalletState:
    """The sums of one wallet, in USD; `limit_usd` and `left_usd` are None while no budget is set.

    Attributes:
        name: the scope whose wallet it is; None is the project folder's own.
    """

    limit_usd: Decimal | None
    held_usd: Decimal
    spent_usd: Decimal
    name: str | None = None

    @property
    def left_usd(self) -> Decimal | None:
        return None if self.limit_usd is None else self.limit_usd - self.held_usd - self.spent_usd


_MONEY_COLUMNS = tuple((f"{name}_micro_usd", f"{name}_usd") for name in _MONEY)
COLUMNS = tuple(
    {field: column for column, field in _MONEY_COLUMNS}.get(field.name, field.name) for field in fields(JobRow)
)


def read_row(row: sqlite3.Row | Mapping[str, Any]) -> JobRow:
    """A row of the table as a value; every column is a field of it."""
    values = dict(row)
    values["state"] = State(values["state"])
    values["parts"] = _object(values["parts"])
    values["options"] = _object(values["options"])
    values["urls"] = tuple(_list(values["urls"]))
    if values["candidates"] is not None:
        values["candidates"] = tuple(_list(values["candidates"]))
    for name in _FLAGS:
        values[name] = bool(values[name])
    for column, name in _MONEY_COLUMNS:
        values[name] = from_micro(values.pop(column))
    # A frozen dataclass sets each of its fields through a call of its own, which was half of the time of reading a
    # thousand rows.
    job = object.__new__(JobRow)
    job.__dict__.update(values)
    return job


def stored(changes: Mapping[str, object]) -> dict[str, object]:
    """Columns as the table keeps them: money in millionths, objects and lists as JSON."""
    columns: dict[str, object] = {}
    for name, value in changes.items():
        if name.endswith("_usd") and name.removesuffix("_usd") in _MONEY:
            columns[f"{name.removesuffix('_usd')}_micro_usd"] = None if value is None else to_micro(Decimal(str(value)))
        elif isinstance(value, (dict, list, tuple)):
            columns[name] = json.dumps(value, ensure_ascii=False)
        else:
            columns[name] = value
    return columns


def to_micro(usd: Decimal) -> int:
    """Millionths of a dollar, rounded up: a held price must never be below the real one by a rounding."""
    return int((usd * _MICRO).to_integral_value(rounding="ROUND_CEILING"))


def from_micro(micro: int | None) -> Decimal | None:
    """Millionths of a dollar in USD."""
    if not micro:
        return None if micro is None else _NOTHING
    return Decimal(micro) / _MICRO


def _object(kept: str) -> dict[str, Any]:
    if kept == "{}":
        return {}
    try:
        value = json.loads(kept)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _list(kept: str) -> list[Any]:
    if kept == "[]":
        return []
    try:
        value = json.loads(kept)
    except ValueError:
        return []
    return value if isinstance(value, list) else []
