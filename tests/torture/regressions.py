"""Runs that once were red, kept for ever: `regressions.json` names them, the smoke plays them again.

A label is what a report printed: `network:KIND:SEED`, `moods:MOOD:SEED`, `disk:KIND:SEED`, `still:SEED`,
`model:[…]`, or one of the families in real time, whose seed gives the same choices, not the same moments.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.torture import budget, disk, hostile, kills, model, pace, patches, points, virtual_families
from tests.torture.runs import Run, run_runs
from tests.torture.verdict import Tally

__all__ = ["replay", "run_named"]

_KEPT = Path(__file__).with_name("regressions.json")


def replay(labels: Sequence[str] = (), lanes: int = 2) -> Tally:
    """Play these runs again, or all that are kept."""
    kept = json.loads(_KEPT.read_text(encoding="utf-8"))
    runs = [run_named(label) for label in (labels or [each["run"] for each in kept])]
    return run_runs("regressions", runs, lanes=lanes, timeout_s=900.0)


def run_named(label: str) -> Run:
    """The run with this label.

    Raises:
        ValueError: no family gives such labels.
    """
    family, _, rest = label.partition(":")
    if family == "model" and rest.startswith("["):
        number, operations = json.loads(rest)
        return Run(label, partial(model.play, operations, number))
    kind, _, last = rest.rpartition(":")
    seed = int(last)
    match family:
        case "network" | "moods":
            make = virtual_families.network_runs if family == "network" else virtual_families.mood_runs
            return next(run for run in make(range(seed, seed + 1)) if run.label == label)
        case "disk":
            return next(run for run in disk.disk_runs(range(seed, seed + 1)) if run.label == label)
        case "still":
            return virtual_families.still_runs(range(seed, seed + 1))[0]
        case "pace":
            return pace.pace_runs(int(kind), range(seed, seed + 1))[0]
        case "kills":
            return Run(label, partial(kills.torment, kills.Torment(seed=seed, kills=int(kind))))
        case "four":
            return Run(label, partial(kills.torment, kills.four_kernels(seed=seed, kills_wanted=int(kind))))
        case "points":
            return Run(label, partial(points.die_at_points, [(point, 1) for point in patches.POINTS], seed))
        case "hostile":
            return next(run for run in hostile.hostile_runs(40, seed) if run.label == label)
        case "resume":
            return Run(label, partial(pace.resume, seed))
        case "budget":
            return Run(label, partial(budget.race, 5_000, seed))
        case _:
            raise ValueError(f"{label!r} is no run: take one as a report printed it")
