"""What `sw.spending()` gives: the orders of this folder in groups, what was expected of them beside what they cost.

Only reads. The ledger adds up, in whole millionths of a dollar, so that the sums are the wallet's to
the last digit; here they are named and laid out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.jobs.ledger import GROUPS
from sora_widgets.jobs.rows import from_micro
from sora_widgets.jobs.session import current_session
from sora_widgets.jobs.statement import read_name
from sora_widgets.pricing import format_sum_usd, shown
from sora_widgets.tables import Table, frame_of, shortened

__all__ = ["Spending", "SpendingRow", "spending"]

_KEY_CHARS = 60
_NO_KEY = {"notebook": "not told", "scope": "none"}
_NUMBERS = frozenset({"jobs", "clips", "estimated", "spent", "held", "difference"})


@dataclass(frozen=True)
class SpendingRow:
    """One group of jobs.

    Attributes:
        key: what they have in common; None of jobs without a scope, and where nobody told the notebook.
        jobs: how many were ordered.
        clips: how many of them have their clip.
        known_usd: what those with an estimate were expected to cost, when they were asked for.
        unknown: how many have no estimate.
        spent_usd: gone for them, over all their orders.
        held_usd: set aside for them now.
    """

    key: str | None
    jobs: int
    clips: int
    known_usd: Decimal
    unknown: int
    spent_usd: Decimal
    held_usd: Decimal

    @property
    def estimated_usd(self) -> Decimal | None:
        """What all of them were expected to cost; None where that was not known of one."""
        return None if self.unknown else self.known_usd

    @property
    def difference_usd(self) -> Decimal | None:
        """How much more they cost than was expected, counting what is held: below 0 where some were not charged."""
        return None if self.unknown else self.spent_usd + self.held_usd - self.known_usd


class Spending:
    """Estimates beside actual costs, by group. Printing or displaying it shows a table.

    Attributes:
        by: what the jobs are grouped by.
        rows: the groups: days in their order, all else with the most money first.
        total: the sum of the rows; what it holds and has spent is what the wallet says.

    Example:
        sw.spending()
        sw.spending(by="notebook").total.difference_usd
        sw.spending(by="day").to_frame()
    """

    def __init__(self, by: str, rows: Sequence[SpendingRow], whose: str) -> None:
        self.by = by
        self.rows = tuple(sorted(rows, key=_day_of if by == "day" else _money_first))
        self.total = SpendingRow(
            key="sum",
            jobs=sum(row.jobs for row in rows),
            clips=sum(row.clips for row in rows),
            known_usd=sum((row.known_usd for row in rows), Decimal(0)),
            unknown=sum(row.unknown for row in rows),
            spent_usd=sum((row.spent_usd for row in rows), Decimal(0)),
            held_usd=sum((row.held_usd for row in rows), Decimal(0)),
        )
        self._whose = whose

    def __repr__(self) -> str:
        return self._table().to_text() if self.rows else self._nothing()

    def _repr_html_(self) -> str:
        return self._table().to_html() if self.rows else self._nothing()

    def to_frame(self) -> Any:
        """The rows as a `pandas.DataFrame`, without their sum.

        Columns: the name of the grouping, jobs, clips, estimated_usd, known_usd, unknown, spent_usd, held_usd,
        difference_usd; the names are those of `SpendingRow`. Amounts are `Decimal` in columns of dtype `object`, or
        None where they are not known; money is never turned into a float here.

        Raises:
            SoraWidgetsError: pandas is not installed.
        """
        names = ("jobs", "clips", "estimated_usd", "known_usd", "unknown", "spent_usd", "held_usd", "difference_usd")
        columns = {name: [getattr(row, name) for row in self.rows] for name in names}
        counts = dict.fromkeys(("jobs", "clips", "unknown"), "int64")
        return frame_of({self.by: [row.key for row in self.rows], **columns}, counts)

    def _nothing(self) -> str:
        return f"no jobs in {self._whose}"

    def _table(self) -> Table:
        rows = [_cells(row, _NO_KEY.get(self.by, "")) for row in (*self.rows, self.total)]
        columns = (self.by, "jobs", "clips", "estimated", "spent", "held", "difference")
        title = f"spending by {self.by} in {self._whose}"
        note = "difference: spent and held, less what was estimated beforehand"
        return Table(columns, rows, _NUMBERS, title, note, sums=1)


def spending(by: str = "model", scope: str | None = None) -> Spending:
    """What this project folder's jobs were expected to cost, beside what they cost.

    Args:
        by: what they are grouped by: "model", "day" (on which they were ordered, by this machine's calendar),
            "notebook" (that they were ordered in), "scope" (the class or course) or "provider".
        scope: only the jobs of this class or course, over all folders.

    Raises:
        UnsupportedValueError: no such grouping.
        RequestError: `scope` is no name.
    """
    if by not in tuple(GROUPS):
        raise UnsupportedValueError(
            f"Spending is told by {', '.join(GROUPS)}, not by {shown(by)}: use by='model'.",
            name="by",
            given=by,
            allowed=tuple(GROUPS),
        )
    session = current_session()
    ledger = session.engine.ledger
    if scope is None:
        return Spending(by, list(map(_row_of, ledger.sums(by, project=session.project))), "this folder")
    name = read_name(scope)
    return Spending(by, list(map(_row_of, ledger.sums(by, scope=name))), f"scope {name!r}")


def _row_of(sums: sqlite3.Row) -> SpendingRow:
    nothing = Decimal(0)
    return SpendingRow(
        key=sums["key"],
        jobs=sums["jobs"],
        clips=sums["clips"],
        known_usd=from_micro(sums["estimated"]) or nothing,
        unknown=sums["unknown"],
        spent_usd=from_micro(sums["spent"]) or nothing,
        held_usd=from_micro(sums["held"]) or nothing,
    )


def _day_of(row: SpendingRow) -> str:
    return row.key or ""


def _money_first(row: SpendingRow) -> tuple[Decimal, bool, str]:
    return -(row.spent_usd + row.held_usd), row.key is None, row.key or ""


def _cells(row: SpendingRow, no_key: str) -> tuple[str, ...]:
    return (
        no_key if row.key is None else shortened(row.key, _KEY_CHARS),
        str(row.jobs),
        str(row.clips),
        _estimated(row),
        format_sum_usd(row.spent_usd),
        format_sum_usd(row.held_usd),
        _difference(row.difference_usd),
    )


def _estimated(row: SpendingRow) -> str:
    if row.unknown == row.jobs:
        return "unknown"
    known = format_sum_usd(row.known_usd)
    return f"{known} + {row.unknown} unknown" if row.unknown else known


def _difference(usd: Decimal | None) -> str:
    if usd is None:
        return "unknown"
    return f"+{format_sum_usd(usd)}" if usd > 0 else format_sum_usd(usd)
