"""Family: a kernel dies at a named point, the first to the fifth time that it comes there.

The points are in `patches.POINTS`: before and after each commit that moves a job, each call to the server,
each rename and flush. One lane is one ledger on which kernels die one after another.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from tests.torture import forks
from tests.torture.judge_server import JudgeProcess, open_judge
from tests.torture.kernels import ONE_KERNEL_PACE, Life, live
from tests.torture.kills import finish
from tests.torture.verdict import Tally, damaged_files
from tests.torture.world import prepare_home, temporary_folder

__all__ = ["die_at_points"]

_REACHED_S = 6.0  # a point that is not reached by then is called missed
_DIED_HERE = 86


def die_at_points(points: Sequence[tuple[str, int]], seed: int, defect: str | None = None) -> Tally:
    """Let a kernel die at each of these (point, how often it is passed before), then judge.

    Every point must be reached at least once: one that is not proves nothing, and breaks the run.
    """
    chance = random.Random(seed)
    reached: set[str] = set()
    broken = Tally()
    with temporary_folder() as folder, open_judge(folder, seed, share=0.04, render_s=(0.05, 0.9)) as judge:
        prepare_home(folder)
        kills = 0
        for number, (point, count) in enumerate(points):
            child = forks.start(_kernel(folder, judge, point, count, chance.getrandbits(32), number, defect))
            try:
                if child.wait(_REACHED_S) and child.status == _DIED_HERE << 8:
                    reached.add(point)
            finally:
                child.kill()
            child.result()
            kills += 1
            for path, reason in damaged_files(folder / "project", judge.facts()[0]).items():
                broken.broken("damaged", f"after {point} × {count}: {path.name}: {reason}")
        tally = finish(folder, judge, ONE_KERNEL_PACE, defect)
    tally.kills = kills
    tally.add(broken)
    for point in sorted({point for point, _ in points} - reached):
        tally.broken("stuck", f"no kernel came to {point}: this point proves nothing")
    return tally


def _kernel(
    folder: Path, judge: JudgeProcess, point: str, count: int, seed: int, number: int, defect: str | None
) -> forks.Work:
    if point.endswith("ambiguous"):
        for _ in range(count):
            judge.spoil_next_order("cut after")
    life = Life(
        folder=folder,
        address=judge.address,
        seed=seed,
        prompts=tuple(f"Shot {number}-{each} of {seed}: a red kite over a park" for each in range(count + 2)),
        cancelled_share=1.0 if point.endswith("cancelled") else 0.0,
        defect=defect,
        crash=(point, count),
    )
    return lambda: live(life)
