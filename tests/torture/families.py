"""The matrix: every family with its smoke and its full size, and which of them each defect must turn red."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.torture import budget, disk, hostile, kills, model, pace, patches, points, virtual_families
from tests.torture.runs import Run, run_runs
from tests.torture.verdict import Tally

__all__ = ["DEFECT_FAMILIES", "FAMILIES", "Family", "Order"]

_LONG_S = 7200.0


@dataclass(frozen=True)
class Order:
    """What is asked of a family.

    Attributes:
        is_full: the full size, else the smoke.
        seed: every run's seed begins here.
        lanes: runs at a time.
        defect: one of `patches.DEFECTS`, to be found.
    """

    is_full: bool
    seed: int = 0
    lanes: int = 2
    defect: str | None = None


@dataclass(frozen=True)
class Family:
    """A row of the matrix: what it does, and how; `run` gives None where the smoke has nothing of it."""

    name: str
    what: str
    run: Callable[[Order], Tally | None]


def _kills(order: Order) -> Tally:
    share, seeds = (500, (order.seed, order.seed + 1)) if order.is_full else (100, (order.seed,))
    lanes = [
        Run(
            f"kills:{share}:{seed}",
            partial(kills.torment, kills.Torment(seed=seed, kills=share, defect=order.defect)),
        )
        for seed in seeds
    ]
    return run_runs("kills", lanes, lanes=order.lanes, timeout_s=_LONG_S, stops_at_red=order.defect is not None)


def _points(order: Order) -> Tally:
    places = [(point, count) for count in range(1, 6 if order.is_full else 2) for point in patches.POINTS]
    lanes = [
        Run(f"points:{seed}", partial(points.die_at_points, places[number::2], seed, order.defect))
        for number, seed in enumerate((order.seed, order.seed + 1))
    ]
    return run_runs("points", lanes, lanes=order.lanes, timeout_s=_LONG_S, stops_at_red=order.defect is not None)


def _four(order: Order) -> Tally:
    share, seeds = (150, (order.seed, order.seed + 1)) if order.is_full else (15, (order.seed,))
    lanes = [
        Run(
            f"four:{share}:{seed}",
            partial(kills.torment, kills.four_kernels(seed=seed, kills_wanted=share, defect=order.defect)),
        )
        for seed in seeds
    ]
    tally = run_runs("four", lanes, lanes=order.lanes, timeout_s=_LONG_S, stops_at_red=order.defect is not None)
    return tally


def _seeded(name: str, make: Callable[[range, str | None], list[Run]], smoke: int, full: int, order: Order) -> Tally:
    seeds = range(order.seed, order.seed + (full if order.is_full else smoke))
    return run_runs(name, make(seeds, order.defect), lanes=order.lanes, stops_at_red=order.defect is not None)


def _budget(order: Order) -> Tally:
    run = Run(
        f"budget:{order.seed}", partial(budget.race, 50_000 if order.is_full else 2_000, order.seed, order.defect)
    )
    return run_runs("budget", [run], timeout_s=_LONG_S)


def _model(order: Order) -> Tally:
    examples, steps_min = (250, 40) if order.is_full else (50, 15)
    lanes = [
        Run(f"model:{examples}:{seed}", partial(model.explore, examples, seed, steps_min, order.defect))
        for seed in (order.seed, order.seed + 1)
    ]
    return run_runs("model", lanes, lanes=order.lanes, timeout_s=_LONG_S, stops_at_red=order.defect is not None)


def _pace(order: Order) -> Tally:
    count, seeds = (200, 5) if order.is_full else (60, 1)
    runs = pace.pace_runs(count, range(order.seed, order.seed + seeds))
    tally = run_runs("pace", runs, lanes=order.lanes)
    if order.is_full:
        tally.add(run_runs("pace", [Run(f"resume:{order.seed}", partial(pace.resume, order.seed))], lanes=1))
    return tally


def _hostile(order: Order) -> Tally | None:
    if not order.is_full:
        return None
    return run_runs("hostile", hostile.hostile_runs(40, order.seed), lanes=2 * order.lanes, timeout_s=_LONG_S)


def _virtual(name: str, make: Callable[[range, str | None], list[Run]], smoke: int, full: int) -> Any:
    return partial(_seeded, name, make, smoke, full)


FAMILIES = {
    family.name: family
    for family in (
        Family("kills", "one kernel after another is killed at a random moment, 8 % request faults", _kills),
        Family("points", "a kernel dies at every named point", _points),
        Family("four", "four kernels on one ledger, any of them killed or paused", _four),
        Family(
            "still",
            "two kernels that stand still longer than their leases",
            _virtual("still", virtual_families.still_runs, 12, 200),
        ),
        Family("network", "12 kinds of network trouble", _virtual("network", virtual_families.network_runs, 10, 200)),
        Family("moods", "8 server moods", _virtual("moods", virtual_families.mood_runs, 2, 25)),
        Family("disk", "10 kinds of disk trouble", _virtual("disk", disk.disk_runs, 1, 10)),
        Family("budget", "8 processes race for one budget", _budget),
        Family("model", "any order of operations, found by hypothesis", _model),
        Family("pace", "ends noticed in time, requests within bounds, 1,000 jobs taken up", _pace),
        Family("hostile", "real ipykernels: busy cells, interrupts, reloads, forks", _hostile),
    )
}

# With one of these families each defect must be found; the harness proves nothing if it is not.
DEFECT_FAMILIES = {
    "retries": "network",
    "intent-after-post": "points",
    "no-settle": "network",
    "no-fence": "still",
    "deferred": "budget",
}
