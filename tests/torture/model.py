"""Family: any order of what people, servers, networks and machines do, found and shrunk by hypothesis.

An example is a list of operations on a world in virtual time: order, wait, cancel, crash, open another kernel,
stand still, set the limit, let the clock jump, spoil the network, decide. After each the money is looked at, in
the end everything is.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from sora_widgets import jobs
from sora_widgets.errors import BudgetExceededError, SoraWidgetsError
from sora_widgets.jobs import Job
from tests.torture import forks
from tests.torture.network import KINDS
from tests.torture.verdict import Tally, is_asking
from tests.torture.world import World, temporary_folder

__all__ = ["explore", "play"]

STEPS_MAX = 50
_PROMPTS = 12
_SHORTEN_S = 30.0
_KERNELS_MAX = 3
_USD_PER_SECOND = Decimal("0.10")

_index = st.integers(0, 5)
OPERATIONS = st.one_of(
    st.tuples(st.just("order"), _index, st.integers(1, _PROMPTS), st.sampled_from((4, 8, 12))),
    st.tuples(st.just("order"), _index, st.integers(1, _PROMPTS), st.just(4)),
    st.tuples(st.just("order"), _index, st.integers(1, 4), st.just(4)),
    st.tuples(st.just("wait"), st.sampled_from((0.05, 0.3, 1.0, 3.0, 12.0, 70.0, 130.0))),
    st.tuples(st.just("wait"), st.sampled_from((0.3, 1.0, 3.0, 70.0))),
    st.tuples(st.just("spoil"), st.sampled_from(KINDS), st.sampled_from((0.3, 0.7, 1.0))),
    st.tuples(st.just("calm")),
    st.tuples(st.just("cancel"), st.integers(0, 20)),
    st.tuples(st.just("crash"), _index),
    st.tuples(st.just("open")),
    st.tuples(st.just("stand still"), _index),
    st.tuples(st.just("go on"), _index),
    st.tuples(st.just("limit"), st.sampled_from(("0", "0.40", "1", "3", "1000"))),
    st.tuples(st.just("clock"), st.sampled_from((-90.0, 90.0, -3600.0, 3600.0))),
    st.tuples(st.just("fail"), st.sampled_from((0.0, 1.0))),
    st.tuples(st.just("decide")),
)


def explore(examples: int, start_seed: int, steps_min: int, defect: str | None = None) -> Tally:
    """Try `examples` lists of operations; a red one is shrunk and told as JSON."""
    total = Tally(family="model")
    worst: list[tuple[int, list[tuple[Any, ...]], Tally]] = []

    @seed(start_seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(OPERATIONS, min_size=steps_min, max_size=STEPS_MAX), st.integers(0, 1000))
    def try_one(operations: list[tuple[Any, ...]], number: int) -> None:
        result = play(operations, number, defect)
        if result.is_red:
            worst[:] = [(number, operations, result)]
            raise AssertionError(result.notes[0])
        total.add(result)

    try:
        try_one()
    except Exception:  # hypothesis has words of its own for what is red once and not again
        if not worst:
            raise
        number, operations, result = worst[0]
        operations, result = _shorten(operations, number, result, defect)
        label = "model:" + json.dumps([number, operations])
        result.red = [label]
        result.notes = [f"[{label}] {note}" for note in result.notes]
        total.add(result)
    return total


def _shorten(
    operations: list[tuple[Any, ...]], number: int, result: Tally, defect: str | None
) -> tuple[list[tuple[Any, ...]], Tally]:
    """Leave out what a red example does not need, half a minute long: hypothesis itself would take five."""
    end = time.perf_counter() + _SHORTEN_S
    size = len(operations) // 2
    while size:
        start = 0
        while start < len(operations) and time.perf_counter() < end:
            fewer = operations[:start] + operations[start + size :]
            again = play(fewer, number, defect)
            if again.is_red:
                operations, result = fewer, again
            else:
                start += size
        size //= 2
    return operations, result


def play(operations: Sequence[Sequence[Any]], number: int, defect: str | None = None) -> Tally:
    """Play one list of operations in a process of its own."""
    for _, result, error in forks.run_all(
        [lambda: _play(operations, number, defect).to_dict()], lanes=1, timeout_s=180.0
    ):
        if result is not None:
            return Tally(**result)
        tally = Tally(runs=1)
        tally.broken("stuck", str(error))
        return tally
    raise AssertionError("one work gives one result")


def _play(operations: Sequence[Sequence[Any]], number: int, defect: str | None) -> Tally:
    with temporary_folder() as folder:
        world = World(folder, number, limit_usd="3", defect=defect)
        player = _Player(world)
        for name, *given_values in operations:
            getattr(player, name.replace(" ", "_"))(*given_values)
        world.judge.nature = world.nature
        tally = world.finish()
        tally.add(player.tally)
        return tally


class _Player:
    """Carries the operations out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tally = Tally()
        self.jobs: list[Job] = []

    def order(self, index: int, prompt: int, seconds: int) -> None:
        kernel = self._living(index)
        wallet = kernel.session.engine.ledger.wallet(kernel.session.project)
        left = (wallet.limit_usd or Decimal(0)) - wallet.held_usd - wallet.spent_usd
        cost = seconds * _USD_PER_SECOND
        job = kernel.order(f"Shot {prompt}: a red kite over a park", seconds)
        if isinstance(job, Job):
            is_new = all(job.id != each.id for each in self.jobs) and not job.is_replay
            self.jobs.append(job)
            if is_new and cost > left:
                self.tally.broken("overspent", f"an order for {cost} was taken with {left} left")
        elif isinstance(job, BudgetExceededError) and cost <= left:
            self.tally.broken("stuck", f"an order for {cost} was refused with {left} left: {job}")

    def wait(self, seconds: float) -> None:
        self.world.clock.advance(seconds)

    def spoil(self, kind: str, share: float) -> None:
        self.world.network.kinds, self.world.network.share = (kind,), share

    def calm(self) -> None:
        self.world.network.kinds = ()

    def cancel(self, index: int) -> None:
        if self.jobs:
            job = self.jobs[index % len(self.jobs)]
            if all(kernel.session.engine is not job._engine for kernel in self.world.kernels if not kernel.is_frozen):
                return  # its kernel is gone or stands still, and with it whoever would cancel
            try:
                job.cancel()
            except SoraWidgetsError as error:
                self.tally.broken("stuck", f"cancelling {job.id[:8]} was refused: {error}")
            self.world.clock.settle()

    def crash(self, index: int) -> None:
        self.world.kill(self._living(index))

    def open(self) -> None:
        if len(self.world.kernels) < _KERNELS_MAX:
            self.world.open_kernel()

    def stand_still(self, index: int) -> None:
        self._living(index).freeze()
        if all(kernel.is_frozen for kernel in self.world.kernels):
            self.world.open_kernel()

    def go_on(self, index: int) -> None:
        frozen = [kernel for kernel in self.world.kernels if kernel.is_frozen]
        if frozen:
            frozen[index % len(frozen)].thaw()

    def limit(self, usd: str) -> None:
        self._living(0).do(lambda: jobs.set_budget(usd))

    def clock(self, seconds: float) -> None:
        self.world.clock.wall_jump_s += seconds

    def fail(self, share: float) -> None:
        self.world.judge.set_failing_share(share)

    def decide(self) -> None:
        for job_id, job in self.world.facts().jobs.items():
            if is_asking(job):
                self.world.decide(job_id)

    def _living(self, index: int) -> Any:
        living = [kernel for kernel in self.world.kernels if not kernel.is_frozen]
        return living[index % len(living)]
