"""What a run of the matrix prints: a line a family, the sum, and what was broken."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence

from tests.torture.verdict import PROMISES, Tally

__all__ = ["print_notes", "print_table", "say"]

_COUNTED = ("runs", "kills", "jobs", "saved", "needs_person", "requests")
_SHORT = {
    "needs_person": "needs a person",
    "paid_twice": "paid twice",
    "after_cancel": "after cancel",
    "over_asked": "over-asked",
}


def say(text: str = "") -> None:
    """One line to whoever started the matrix, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_notes(tallies: Sequence[Tally]) -> None:
    """Print what was broken and where, and the figures that have no column."""
    for tally in tallies:
        for note in tally.notes:
            say(textwrap.shorten(f"{tally.family}: {note}", 600))
        for label in tally.red:
            say(f"{tally.family}: again with  python -m tests.torture --run {label!r}")
        for reason, count in tally.reasons.items():
            say(f"{tally.family}: {count} wait for a person: {reason}")
        for fact in tally.facts:
            say(f"{tally.family}: {fact}")


def print_table(tallies: Sequence[Tally], took_s: float) -> None:
    """Print the summary: one line a family, and their sum."""
    total = Tally(family="total")
    for tally in tallies:
        total.add(tally)
    total.took_s = took_s
    names = (*_COUNTED, *PROMISES)
    titles = ["family", *(_SHORT.get(name, name) for name in names), "s"]
    rows = [titles]
    for tally in (*tallies, total):
        rows.append([tally.family, *(f"{getattr(tally, name):,}" for name in names), f"{tally.took_s:.0f}"])
    widths = [max(len(row[column]) for row in rows) for column in range(len(titles))]
    say()
    for row in rows:
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells))
    say("no promise was broken" if not total.is_red else f"BROKEN; red runs: {len(total.red)}")
