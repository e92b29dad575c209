"""Family: kernels are killed at random moments, one after another or beside one another.

Each lane has a ledger and a judge of its own. After each kill the files are looked at; in the end one
last kernel finishes everything on a calm server, and the judge's record is held against the ledger.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

from tests.torture import forks, watch
from tests.torture.judge_server import JudgeProcess, open_judge
from tests.torture.kernels import LIMIT_USD, ONE_KERNEL_PACE, Life, Pace, live, open_jobs
from tests.torture.verdict import Tally, damaged_files, judge_run
from tests.torture.world import RATE_MICRO, prepare_home, temporary_folder

__all__ = ["Torment", "finish", "four_kernels", "torment"]

# A kernel stands still for longer than its lease, and shorter than an order without an answer is waited for.
FOUR_KERNELS_PACE = Pace(settle_s=2.5, post_timeout_s=1.5, lease_s=1.5)
_STANDS_STILL_S = (1.6, 2.6)
_OPEN_MAX = 24
_READY_S = 10.0


@dataclass(frozen=True)
class Torment:
    """One lane of a family.

    Attributes:
        kills: how many.
        kernels: that live at a time.
        every_s: the shortest and the longest time to the next kill.
        ready_share: of kernels that are let to connect before that time begins.
        shared_share: of orders that another kernel asks for as well, at about the same time.
    """

    seed: int
    kills: int
    kernels: int = 1
    every_s: tuple[float, float] = (0.0, 0.35)
    ready_share: float = 0.8
    cancelled_share: float = 0.02
    shared_share: float = 0.0
    pace: Pace = ONE_KERNEL_PACE
    defect: str | None = None


def four_kernels(seed: int, kills_wanted: int, defect: str | None = None) -> Torment:
    """Four kernels on one ledger, which ask for the same shots now and then; any is killed, or stands still."""
    return Torment(
        seed=seed,
        kills=kills_wanted,
        kernels=4,
        every_s=(0.1, 0.5),
        shared_share=0.3,
        pace=FOUR_KERNELS_PACE,
        defect=defect,
    )


def torment(plan: Torment) -> Tally:
    """Kill, and judge."""
    with temporary_folder() as folder, open_judge(folder, plan.seed) as judge:
        settings = prepare_home(folder)
        lane = _Lane(plan, folder, judge, settings.ledger_path)
        began = time.perf_counter()
        try:
            lane.run()
        finally:
            for child in lane.children:
                child.kill()
        took_s = time.perf_counter() - began
        tally = finish(folder, judge, plan.pace, plan.defect)
        tally.kills = lane.kills
        tally.facts.append(f"{lane.kills} kills in {took_s:.0f} s, {lane.kills / took_s:.1f} a second")
        tally.add(lane.broken)
        if plan.kernels > 1 and plan.kills and not tally.finished_by_others:
            tally.broken("stuck", "no kernel ever finished the job of another: this run proves nothing")
        return tally


class _Lane:
    def __init__(self, plan: Torment, folder: Path, judge: JudgeProcess, ledger: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.judge = judge
        self.ledger = ledger
        self.chance = random.Random(plan.seed)
        self.children: list[forks.Child] = []
        self.kills = 0
        self.broken = Tally()
        self._number = 0
        self._shared: list[str] = []
        self._seen: dict[Path, tuple[int, int]] = {}

    def run(self) -> None:
        plan = self.plan
        paused: list[tuple[float, forks.Child]] = []
        while self.kills < plan.kills:
            while len(self.children) < plan.kernels:
                self.children.append(self._start())
            if self.chance.random() < plan.ready_share:  # the others may be killed while they begin
                self.children[-1].wait_until_ready(_READY_S)
            time.sleep(self.chance.uniform(*plan.every_s))
            for until, child in [each for each in paused if each[0] <= time.monotonic()]:
                child.go_on()
                paused.remove((until, child))
            if plan.kernels > 1 and not paused and self.chance.random() < 0.15:
                child = self.chance.choice(self.children)
                child.pause()
                paused.append((time.monotonic() + self.chance.uniform(*_STANDS_STILL_S), child))
                continue
            free = [child for child in self.children if all(child is not each for _, each in paused)]
            victim = self.chance.choice(free)
            if not victim.is_running():
                self.broken.broken("stuck", f"a kernel ended by itself with status {victim.status}")
            victim.kill()
            victim.result()
            self.children.remove(victim)
            self.kills += 1
            self._look_at_files()
        for _, child in paused:
            child.go_on()

    def _start(self) -> forks.Child:
        room = max(0, _OPEN_MAX - open_jobs(self.ledger))
        prompts = [self._prompt() for _ in range(min(room, self.chance.randint(2, 8)))]
        life = Life(
            folder=self.folder,
            address=self.judge.address,
            seed=self.chance.getrandbits(32),
            prompts=tuple(prompts),
            pace=self.plan.pace,
            cancelled_share=self.plan.cancelled_share,
            defect=self.plan.defect,
        )
        return forks.start(lambda: live(life))

    def _prompt(self) -> str:
        if self._shared and self.chance.random() < self.plan.shared_share:
            return self._shared.pop()
        self._number += 1
        prompt = f"Shot {self._number} of seed {self.plan.seed}: a red kite over a park, the camera rises"
        if self.chance.random() < self.plan.shared_share:
            self._shared.append(prompt)
        return prompt

    def _look_at_files(self) -> None:
        """At this very moment no kernel may have left a half file under a final name."""
        clips = self.folder / "project"
        changed = False
        for path in clips.glob("*/*"):
            try:
                now = path.stat()
            except FileNotFoundError:
                continue
            mark = now.st_mtime_ns, now.st_size
            changed = changed or self._seen.get(path) != mark
            self._seen[path] = mark
        if changed:
            for path, reason in damaged_files(clips, self.judge.facts()[0]).items():
                self.broken.broken("damaged", f"after kill {self.kills}: {path.name}: {reason}")


def finish(folder: Path, judge: JudgeProcess, pace: Pace, defect: str | None = None) -> Tally:
    """Let one last kernel finish everything on a calm server, and judge."""
    judge.calm()
    last = forks.start(
        lambda: live(Life(folder=folder, address=judge.address, seed=0, pace=pace, is_last=True, defect=defect))
    )
    if not last.wait(180.0):
        last.kill()
    took = last.result()
    videos, orders = judge.facts()
    facts = watch.read(folder / "home" / "ledger.sqlite")
    limit_micro = int(LIMIT_USD) * 1_000_000
    tally = judge_run(facts, videos, orders, folder / "project", RATE_MICRO, limit_micro=limit_micro)
    tally.runs = 1
    sums = judge.sums()
    tally.requests = sum(sums["requests"].values())
    tally.finished_by_others = facts.finished_by_others
    tally.facts.append(
        f"faults met: {sum(sums['faults'].values())}; jobs saved by another kernel than their own: "
        f"{facts.finished_by_others}; videos: {len(videos)}; orders: {len(orders)}"
    )
    if took is None:
        tally.broken("stuck", f"the last kernel did not end well (status {last.status})")
    return tally
