"""What `sw.wallet()` gives: the sums of this folder's money, and every entry behind them.

Only reads. The sums move in the ledger's transactions; here they are laid out for people, each
entry with its job and with how its amount is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from sora_widgets.errors import RequestError
from sora_widgets.jobs.ledger import JobRow, Ledger, WalletState
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.session import current_session
from sora_widgets.jobs.times import moment, time_told
from sora_widgets.pricing import format_sum_usd, shown
from sora_widgets.tables import Table, frame_of, shortened

__all__ = ["Entry", "Wallet", "read_name", "wallet"]

_SHOWN = 50  # rows; a screen holds no more, and a frame holds all
_PROMPT_CHARS, _NAME_CHARS = 40, 24
_READS = 5  # as often a busy ledger is asked for sums and entries of one moment

Basis = Literal["told", "computed", "estimated"]


@dataclass(frozen=True)
class Entry:
    """The money of one job.

    Attributes:
        created_at: when the job was asked for, in seconds since 1970.
        job_id, prompt, model, provider, scope: the job's.
        state: where the job is.
        held_usd: set aside for it now.
        spent_usd: gone for it, over all its orders.
        basis: how the amount is known: "told" by the server, "computed" from the seconds that were delivered, or
            "estimated" as it was before the job ran; the latter also where only a part of it is an estimate.
        needs_decision: only a person can say what becomes of it.
    """

    created_at: float
    job_id: str
    prompt: str
    model: str
    provider: str
    scope: str | None
    state: State
    held_usd: Decimal
    spent_usd: Decimal
    basis: Basis
    needs_decision: bool = False


class Wallet:
    """The money of this project folder, or of a class or course, as it was when asked for.

    Displaying it shows the sums and the entries. The entries are read when they are first looked at, and the sums again
    with them, so that the two always agree.

    Attributes:
        name: the scope whose wallet it is; None for the project folder's own.
        scope: the wallet of the scope that this kernel's jobs count against as well; None when there is none.

    Example:
        sw.set_budget(5)
        sw.wallet().left_usd
        sw.wallet().to_frame().groupby("provider")["spent_usd"].sum()
    """

    def __init__(
        self, ledger: Ledger, *, project: str | None = None, name: str | None = None, scope: Wallet | None = None
    ) -> None:
        self.name = name
        self.scope = scope
        self._ledger = ledger
        self._project = project
        self._entries: tuple[Entry, ...] | None = None
        self._state = self._read_state()

    @property
    def limit_usd(self) -> Decimal | None:
        """The hard cap; None while no budget is set."""
        return self._state.limit_usd

    @property
    def held_usd(self) -> Decimal:
        """Set aside for jobs that are not done."""
        return self._state.held_usd

    @property
    def spent_usd(self) -> Decimal:
        """Gone, since the first dollar that was ever spent here."""
        return self._state.spent_usd

    @property
    def left_usd(self) -> Decimal | None:
        """What may still be spent; below 0 after the budget was lowered, None while none is set."""
        return self._state.left_usd

    @property
    def entries(self) -> tuple[Entry, ...]:
        """One for each job that holds or has spent money, newest first."""
        if self._entries is None:
            self._state, rows = self._read_both()
            self._entries = tuple(map(_entry_of, rows))
        return self._entries

    def __repr__(self) -> str:
        return "\n\n".join(table.to_text() for table in self._tables())

    def _repr_html_(self) -> str:
        return "<br>".join(table.to_html() for table in self._tables())

    def to_frame(self) -> Any:
        """The entries as a `pandas.DataFrame`, with whole prompts and ids.

        Columns: created_at (UTC), job_id, prompt, model, provider, scope, state, held_usd, spent_usd, basis. The two
        amounts are `Decimal` in columns of dtype `object`; money is never turned into a float here.

        Raises:
            SoraWidgetsError: pandas is not installed.
        """
        entries = self.entries
        return frame_of(
            {
                "created_at": [moment(entry.created_at) for entry in entries],
                "job_id": [entry.job_id for entry in entries],
                "prompt": [entry.prompt for entry in entries],
                "model": [entry.model for entry in entries],
                "provider": [entry.provider for entry in entries],
                "scope": [entry.scope for entry in entries],
                "state": [str(entry.state) for entry in entries],
                "held_usd": [entry.held_usd for entry in entries],
                "spent_usd": [entry.spent_usd for entry in entries],
                "basis": [entry.basis for entry in entries],
            },
            {"created_at": "datetime64[us, UTC]"},
        )

    def _read_state(self) -> WalletState:
        if self._project is not None:
            return self._ledger.wallet(self._project)
        return self._ledger.scope_wallet(str(self.name))

    def _read_both(self) -> tuple[WalletState, list[JobRow]]:
        """Sums and entries of one moment: read again when some kernel wrote meanwhile."""
        for _ in range(_READS):
            change = self._ledger.newest_change()
            state, rows = self._read_state(), self._ledger.entries(self._project, self.name)
            if change == self._ledger.newest_change():
                break
        return state, rows

    def _tables(self) -> list[Table]:
        entries = self.entries
        wallets = [self] if self.scope is None else [self, self.scope]
        sums = Table(
            ("wallet", "limit", "held", "spent", "left"),
            [wallet._sums_row() for wallet in wallets],
            frozenset({"limit", "held", "spent", "left"}),
        )
        if not entries:
            return [sums]
        left_out = len(entries) - _SHOWN
        rows = [_row_of(entry) for entry in entries[:_SHOWN]]
        if left_out > 0:
            rest = entries[_SHOWN:]
            rows.append(_sum_row(f"and {left_out} more", rest))
        rows.append(_sum_row("sum", entries))
        columns = ("when", "job", "prompt", "model", "provider", "scope", "state", "held", "spent", "amount")
        note = "see them all with .to_frame()" if left_out > 0 else ""
        money = frozenset({"held", "spent"})
        return [sums, Table(columns, rows, money, note=note, sums=1).without_empty("scope")]

    def _sums_row(self) -> tuple[str, ...]:
        name = "this folder" if self.name is None else f"scope {shortened(self.name, _NAME_CHARS)}"
        limit, left = self.limit_usd, self.left_usd
        return (
            name,
            "none" if limit is None else format_sum_usd(limit),
            format_sum_usd(self.held_usd),
            format_sum_usd(self.spent_usd),
            "" if left is None else format_sum_usd(left),
        )


def wallet(scope: str | None = None) -> Wallet:
    """The money of this project folder: limit, held, spent and left in USD, and every entry with its job.

    Args:
        scope: the name of a class or course, to see its wallet instead, over all folders.

    Raises:
        RequestError: `scope` is no name.
    """
    session = current_session()
    ledger = session.engine.ledger
    if scope is not None:
        return Wallet(ledger, name=read_name(scope))
    own = None if session.scope is None else Wallet(ledger, name=session.scope)
    return Wallet(ledger, project=session.project, scope=own)


def read_name(given: object) -> str:
    """The name of a class or course, as people type it.

    Raises:
        RequestError: no text, an empty one, or one that cannot be printed.
    """
    if not isinstance(given, str) or not given.strip() or not given.isprintable():
        raise RequestError(f"scope must be the name of a class or course, not {shown(given)}.", given=given)
    return given.strip()


def _entry_of(row: JobRow) -> Entry:
    return Entry(
        created_at=row.created_at,
        job_id=row.id,
        prompt=row.prompt,
        model=row.model,
        provider=row.provider,
        scope=row.scope,
        state=row.state,
        held_usd=row.held_usd,
        spent_usd=row.spent_usd,
        basis=_basis_of(row),
        needs_decision=row.needs_decision,
    )


def _basis_of(row: JobRow) -> Basis:
    if row.held_usd or row.spent_usd != row.cost_usd:  # not settled, or an earlier order is counted as well
        return "estimated"
    if row.told_cost_usd == row.cost_usd:
        return "told"
    return "computed" if _cost_source(row) == "delivered" else "estimated"


def _cost_source(row: JobRow) -> object:
    """How the clip's own record says that its cost is known."""
    try:
        return json.loads(row.clip or "{}")["provenance"]["cost_source"]
    except (ValueError, LookupError, TypeError):
        return None  # a clip of before that was recorded, or none at all


def _row_of(entry: Entry) -> tuple[str, ...]:
    return (
        time_told(entry.created_at),
        entry.job_id[:8],
        shortened(entry.prompt, _PROMPT_CHARS),
        shortened(entry.model, _NAME_CHARS),
        shortened(entry.provider, _NAME_CHARS),
        shortened(entry.scope or "", _NAME_CHARS),
        "needs you" if entry.needs_decision else str(entry.state).replace("_", " "),
        format_sum_usd(entry.held_usd),
        format_sum_usd(entry.spent_usd),
        entry.basis,
    )


def _sum_row(name: str, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    held = sum((entry.held_usd for entry in entries), Decimal(0))
    spent = sum((entry.spent_usd for entry in entries), Decimal(0))
    return (name, *[""] * 6, format_sum_usd(held), format_sum_usd(spent), "")
