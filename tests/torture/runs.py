"""Many runs of one family: each in a process of its own, their tallies added up, the red ones named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.torture import forks
from tests.torture.verdict import Tally

__all__ = ["Run", "run_runs"]

NOTES_KEPT = 40


@dataclass(frozen=True)
class Run:
    """One run: `label` names it, seed and all, so that it can be asked for again."""

    label: str
    work: Callable[[], Tally]


def run_runs(
    family: str, runs: Sequence[Run], *, lanes: int = 2, timeout_s: float = 120.0, stops_at_red: bool = False
) -> Tally:
    """Run all, `lanes` at a time, or until the first red one; a run that ends itself or hangs is red too."""
    total = Tally(family=family)
    works = [_plain(run) for run in runs]
    for number, result, error in forks.run_all(works, lanes=lanes, timeout_s=timeout_s):
        label = runs[number].label
        tally = Tally(runs=1) if result is None else Tally(**result)
        if error is not None:
            tally.broken("stuck", error)
        if tally.is_red:
            tally.red = tally.red or [label]
        tally.notes = [note if note.startswith("[") else f"[{label}] {note}" for note in tally.notes]
        total.add(tally)
        if stops_at_red and tally.is_red:
            break
    total.notes = total.notes[:NOTES_KEPT]
    return total


def _plain(run: Run) -> Callable[[], object]:
    return lambda: run.work().to_dict()
