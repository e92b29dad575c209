"""A small world in virtual time: a judge, a network, and kernels that live and freeze in one process.

For processes that end with their run (`forks.run_all`): time, the event loops and the transport of
this process are replaced for good.
"""

from __future__ import annotations

import logging
import os
import random
import shutil
import sqlite3
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from sora_widgets import jobs
from sora_widgets.errors import BudgetExceededError, SoraWidgetsError
from sora_widgets.jobs import session as sessions
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.ledger import Ledger
from sora_widgets.jobs.session import Session
from sora_widgets.settings import Settings, load_settings, notebook_folder
from tests.torture import patches, watch
from tests.torture.judge import ORDINARY, Judge, Nature
from tests.torture.network import Network
from tests.torture.verdict import Tally, is_asking, judge_run, waits_for_person
from tests.torture.virtual_time import VirtualClock, VirtualLoop

__all__ = [
    "ADDRESS",
    "RATE_MICRO",
    "Kernel",
    "World",
    "keep_within",
    "prepare_home",
    "quick_folder",
    "temporary_folder",
]

ADDRESS = "http://127.0.0.1:9/v1"
RATE_MICRO = 100_000
_DAY_S = 86_400.0
_ROOM_BYTES = 1 << 30
T = TypeVar("T")


_within: list[Path] = []


def keep_within(folder: Path) -> None:
    """Let every folder of this process and its children lie there, so that what a killed run leaves goes with it."""
    _within.append(folder)


def quick_folder() -> Path | None:
    """Where files cost no disk; None where the machine has no such place. A kill is not a power cut: nothing is lost."""
    shared = Path("/dev/shm")
    is_there = os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM_BYTES
    return shared if is_there else None


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for one run, gone after it."""
    folder = Path(tempfile.mkdtemp(prefix="torture-", dir=_within[-1] if _within else quick_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare_home(folder: Path) -> Settings:
    """A home and a project folder of this process's own, a ledger with its tables, and eyes on it."""
    project = folder / "project"
    project.mkdir(parents=True, exist_ok=True)
    for name in [
        name for name in os.environ if name.startswith(("SORA_WIDGETS_", "OPENAI_")) or "proxy" in name.lower()
    ]:
        del os.environ[name]
    os.environ["SORA_WIDGETS_HOME"] = str(folder / "home")
    os.chdir(project)
    notebook_folder.cache_clear()
    settings = load_settings()
    if not settings.ledger_path.exists():
        Ledger(settings.ledger_path).close()
        watch.install(settings.ledger_path)
    return settings


class Kernel:
    """One session on the world's ledger, with its own engine thread."""

    def __init__(self, world: World) -> None:
        self.world = world
        before = len(world.clock.loops)
        self.session = Session(world.settings)
        self.loop: VirtualLoop = world.clock.loops[before]
        provider = patches.open_paid(ADDRESS, world.settings)
        world.network.is_instant = True
        self.session.engine.run(provider.recognise)  # as connect() does: the server's clock is known from then on
        world.network.is_instant = False
        self.session.provider = provider
        self.session.engine.connect(provider)

    @property
    def is_frozen(self) -> bool:
        return self.loop.is_frozen

    def do(self, call: Callable[[], T]) -> T | SoraWidgetsError:
        """What a cell of this kernel does; a refusal is given back."""
        sessions._session = self.session
        try:
            return call()
        except SoraWidgetsError as error:
            return error
        finally:
            self.world.clock.settle()

    def order(self, prompt: str, seconds: int = 4) -> Job | SoraWidgetsError:
        return self.do(lambda: jobs.generate(prompt, seconds=seconds))

    def freeze(self) -> None:
        """Stop it where it stands, as SIGSTOP would; for ever, it is a kill."""
        self.world.clock.settle()
        self.loop.freeze()

    def thaw(self) -> None:
        self.loop.thaw()
        self.world.clock.settle()


class World:
    """A judge behind a network, and a ledger.

    Args:
        folder: for home and project.
        seed: of everything.
        nature: of the judge.
        kinds: of the network's faults.
        share: of requests that are spoilt.
        limit_usd: the budget.
        defect: one of `patches.DEFECTS`.
        idle_s: how often a kernel with nothing to do looks at the ledger; half a second in earnest, which costs real time.
    """

    def __init__(
        self,
        folder: Path,
        seed: int,
        nature: Nature = ORDINARY,
        kinds: tuple[str, ...] = (),
        share: float = 0.08,
        limit_usd: str = "1000",
        defect: str | None = None,
        idle_s: float = 2.0,
    ) -> None:
        self.seed = seed
        self.nature = nature
        self.decided: set[str] = set()
        logging.getLogger("sora_widgets").setLevel(os.environ.get("TORTURE_LOG", "CRITICAL"))
        random.seed(seed)
        names = random.Random(seed)
        uuid.uuid4 = lambda: uuid.UUID(int=names.getrandbits(128), version=4)
        self.chance = random.Random(seed + 1)
        patches.set_everywhere(IDLE_S=idle_s, CLAIM_S=idle_s)
        patches.apply_defect(defect)
        self.clock = VirtualClock()
        self.clock.install()
        self.judge = Judge(seed, nature, RATE_MICRO)
        self.network = Network(self.judge, self.clock, seed, kinds, share)
        self.network.on_order = self._look_at_order
        self.network.is_waited_for = lambda job_id: self._state_of(job_id) == "posting"
        self.sent: Counter[str] = Counter()
        self._after_cancel: list[str] = []
        patches.use_transport(self.network.transport)
        self.settings = prepare_home(folder)
        self.kernels: list[Kernel] = []
        self.kills = 0
        self.open_kernel()
        sessions._session = self.kernels[0].session
        jobs.set_budget(limit_usd)

    @property
    def kernel(self) -> Kernel:
        """One that lives."""
        return next(kernel for kernel in reversed(self.kernels) if not kernel.is_frozen)

    def open_kernel(self) -> Kernel:
        kernel = Kernel(self)
        self.kernels.append(kernel)
        self.clock.settle()
        return kernel

    def kill(self, kernel: Kernel) -> None:
        """The kernel is gone; a new one is started when it was the last."""
        kernel.freeze()
        self.kills += 1
        self.kernels.remove(kernel)
        if not any(not each.is_frozen for each in self.kernels):
            self.open_kernel()

    def facts(self) -> watch.LedgerFacts:
        return watch.read(self.settings.ledger_path)

    def is_over(self) -> bool:
        """Whether every job has ended or waits for a person."""
        jobs = self.facts().jobs.values()
        return all(job["state"] in watch.ENDS or waits_for_person(job, jobs) for job in jobs)

    def finish(self, *, may_fail: bool = False) -> Tally:
        """Let everything come to its end on a calm network, let a person decide what waits, and judge."""
        self.network.is_calm = True
        self._come_to_an_end()
        asking = [job["id"] for job in self.facts().jobs.values() if is_asking(job)]
        before = self._judge(may_fail=may_fail)
        if asking and not before.is_red:
            for job_id in asking:
                self.decide(job_id)
            self._come_to_an_end()
            after = self._judge(may_fail=may_fail)
            after.needs_person = before.needs_person
            before = after
        tally = before
        tally.requests = sum(self.judge.requests.values())
        tally.kills = self.kills
        tally.runs = 1
        for note in self.network.impatient:
            tally.broken("over_asked", note)
        for note in self.network.mistakes:
            tally.broken("stuck", f"the harness made a mistake: {note}")
        for note in self._after_cancel:
            tally.broken("after_cancel", note)
        return tally

    def _state_of(self, job_id: str) -> str:
        with closing(sqlite3.connect(self.settings.ledger_path, timeout=30)) as db:
            return str(db.execute("SELECT state FROM jobs WHERE id = ?", (job_id,)).fetchone()[0])

    def _look_at_order(self, job_id: str) -> None:
        """An order leaves this machine: no job that is over may send one. Clocks may lie, the ledger's row does not."""
        self.sent[job_id] += 1
        state = self._state_of(job_id)
        if state in watch.ENDS:
            self._after_cancel.append(f"{job_id[:8]} was ordered while it was {state}")

    def _come_to_an_end(self) -> None:
        self.clock.advance_until(self.is_over, limit_s=_DAY_S, step_s=30.0)
        for kernel in self.kernels:
            if kernel.is_frozen:  # who stood still until now must find that it comes too late
                kernel.thaw()
        self.clock.advance(100.0)  # what comes after an end must not come at all
        self.clock.advance_until(self.is_over, limit_s=_DAY_S, step_s=30.0)
        self.network.deliver()

    def decide(self, job_id: str) -> None:
        """A person who can see the server's own books: adopts what was made, and else orders anew or gives up."""
        ledger = self.kernel.session.engine.ledger
        self.decided.add(job_id)
        job = self.facts().jobs[job_id]
        claimed = {each["remote_id"] for each in self.facts().jobs.values()}
        own = [
            video for video in self.judge.videos.values() if video.prompt == job["prompt"] and video.id not in claimed
        ]
        if own and own[0].lost_at is None:
            ledger.adopt_video(job_id, own[0].id)
        elif self.chance.random() < 0.5:
            try:
                ledger.submit_again(job_id)
            except BudgetExceededError:
                ledger.give_up(job_id)
        else:
            ledger.give_up(job_id)
        self.kernel.session.engine.wake()

    def _judge(self, *, may_fail: bool) -> Tally:
        return judge_run(
            self.facts(),
            self.judge.videos.values(),
            (),
            self.settings.project,
            RATE_MICRO,
            may_fail=may_fail,
            decided=self.decided,
        )
