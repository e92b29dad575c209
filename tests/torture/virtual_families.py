"""Families in virtual time: what networks and servers do, and kernels that stand still.

Each run is one seed in one process: a handful of jobs, trouble for a while, then calm, and the
verdict. A run is repeated exactly by its seed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from sora_widgets.jobs import Job
from tests.torture.judge import MOODS
from tests.torture.network import KINDS
from tests.torture.runs import Run
from tests.torture.verdict import Tally
from tests.torture.world import Kernel, World, temporary_folder

__all__ = ["mood_runs", "network_runs", "still_runs"]


# What leaves it open for a while whether an order was taken.
_DOUBTFUL = ("429 with Retry-After", "read time-out", "reset before processing", "500 after create", "slow drip")


def network_runs(seeds: range, defect: str | None = None) -> list[Run]:
    """Each of the twelve kinds of trouble with each seed."""
    return [
        Run(
            f"network:{kind}:{seed}",
            _in_folder(lambda folder, kind=kind, seed=seed: _network(folder, kind, seed, defect)),
        )
        for seed in seeds
        for kind in KINDS
    ]


def mood_runs(seeds: range, defect: str | None = None) -> list[Run]:
    """Each of the eight server moods with each seed."""
    return [
        Run(f"moods:{mood}:{seed}", _in_folder(lambda folder, mood=mood, seed=seed: _mood(folder, mood, seed, defect)))
        for seed in seeds
        for mood in MOODS
    ]


def still_runs(seeds: range, defect: str | None = None) -> list[Run]:
    """Two kernels on one ledger, each standing still now and then, with each seed."""
    return [Run(f"still:{seed}", _in_folder(lambda folder, seed=seed: _still(folder, seed, defect))) for seed in seeds]


def _in_folder(work: Callable[[Path], Tally]) -> Callable[[], Tally]:
    def run() -> Tally:
        with temporary_folder() as folder:
            return work(folder)

    return run


def _network(folder: Path, kind: str, seed: int, defect: str | None) -> Tally:
    world = World(folder, seed, kinds=(kind,), share=0.3, defect=defect)
    _order_some(world, 5)
    world.clock.advance(world.chance.uniform(10.0, 120.0))
    return world.finish()


def _mood(folder: Path, mood: str, seed: int, defect: str | None) -> Tally:
    nature = MOODS[mood]
    if nature.clock_s and seed % 2:
        nature = dataclasses.replace(nature, clock_s=-nature.clock_s)
    world = World(folder, seed, nature, kinds=KINDS, share=0.08, defect=defect)
    _order_some(world, 26 if nature.page_max < 100 else 6)
    if world.chance.random() < 0.5:
        world.kill(world.kernel)
    world.clock.advance(world.chance.uniform(10.0, 120.0))
    return world.finish()


def _still(folder: Path, seed: int, defect: str | None) -> Tally:
    """A kernel stops while its order is on its way, and comes back when another one's for the same job is."""
    world = World(folder, seed, kinds=_DOUBTFUL, share=0.6, defect=defect)
    world.open_kernel()
    for number in range(4):
        kernel = world.chance.choice(world.kernels)
        kernel.order(f"Shot {number} of seed {seed}: a red kite over a park")
        stopped = _stop_in_the_middle(world)
        if stopped is None:
            continue
        kernel, job_id = stopped
        if world.chance.random() < 0.7:
            _wait_for_another_order(world, job_id)
        else:
            world.clock.advance(world.chance.choice((3.0, 15.0, 80.0, 140.0, 200.0)) + world.chance.uniform(0.0, 10.0))
        if world.chance.random() < 0.9:
            kernel.thaw()
    return world.finish()


def _wait_for_another_order(world: World, job_id: str) -> None:
    before = world.sent[job_id]
    world.clock.advance_until(lambda: world.sent[job_id] > before, limit_s=400.0, step_s=0.02)


def _stop_in_the_middle(world: World) -> tuple[Kernel, str] | None:
    """Stop the kernel that sends the next order, or is sending one, and make sure that another one lives."""
    before = sum(world.sent.values())
    if not world.clock.advance_until(
        lambda: bool(world.network.in_flight) or sum(world.sent.values()) > before, limit_s=30.0, step_s=0.02
    ):
        return None
    for job_id in world.network.in_flight:
        owner = world.facts().jobs[job_id]["lease_owner"]
        for kernel in world.kernels:
            if kernel.session.engine.ledger.owner == owner and not kernel.is_frozen:
                kernel.freeze()
                if all(each.is_frozen for each in world.kernels):
                    world.open_kernel()
                return kernel, job_id
    return None


def _order_some(world: World, count: int) -> list[Job]:
    """Order, now and then by another kernel, and cancel one in ten."""
    ordered: list[Job] = []
    for number in range(count):
        kernel = world.chance.choice([each for each in world.kernels if not each.is_frozen])
        job = kernel.order(f"Shot {number} of seed {world.seed}: a red kite over a park")
        if isinstance(job, Job):
            ordered.append(job)
            if world.chance.random() < 0.1:
                world.clock.advance(world.chance.uniform(0.0, 3.0))
                job.cancel()
        world.clock.advance(world.chance.choice((0.0, 0.1, 2.0)))
    return ordered
