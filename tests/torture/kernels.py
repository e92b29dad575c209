"""A kernel that is to be killed: a real session in a process of its own, against the judge's socket.

Answers for one life: what is quickened, what is ordered and cancelled, where it is to die. It is called
in a forked child, which ends with it.
"""

from __future__ import annotations

import logging
import os
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import anyio
import httpx2

from sora_widgets import jobs
from sora_widgets.clips import Clip
from sora_widgets.errors import ProviderError, SoraWidgetsError
from sora_widgets.jobs.session import close_session, current_session
from sora_widgets.prompts import Shot
from sora_widgets.providers import VideoRequest
from sora_widgets.settings import Settings
from tests.torture import forks, patches
from tests.torture.judge import Ask, Judge
from tests.torture.verdict import waits_for_person
from tests.torture.video_bytes import bytes_of
from tests.torture.world import prepare_home, temporary_folder

__all__ = ["LIMIT_USD", "ONE_KERNEL_PACE", "Life", "Pace", "is_over", "live", "open_jobs", "warm_up"]

LIMIT_USD = "100000"
_CALM_S = 120.0  # no job takes near as long on a calm server


@dataclass(frozen=True)
class Pace:
    """The engine's long waits, shortened, in seconds; their order is as it is in earnest.

    An order is visible in the judge's list 0.6 s after its connection broke at the latest, so that `settle_s` must be
    more than that. A kernel may stand still for longer than a lease, but not for as long as an order is waited for.
    """

    settle_s: float = 1.5
    post_timeout_s: float = 1.5
    lease_s: float = 5.0


ONE_KERNEL_PACE = Pace()


@dataclass(frozen=True)
class Life:
    """What one kernel does.

    Attributes:
        folder: holds home and project.
        prompts: to be ordered, one after another.
        cancelled_share: of its orders that it cancels a moment later.
        crash: a point of `patches.POINTS` and how often it is passed before; None waits to be killed.
        is_last: it orders nothing and ends when everything is over.
    """

    folder: Path
    address: str
    seed: int
    prompts: tuple[str, ...] = ()
    pace: Pace = ONE_KERNEL_PACE
    cancelled_share: float = 0.0
    defect: str | None = None
    crash: tuple[str, int] | None = None
    is_last: bool = False


def live(life: Life) -> dict[str, float]:
    """Live this life; returns only from a last one."""
    random.seed(life.seed)
    pace = life.pace
    patches.quicken(settle_s=pace.settle_s, post_timeout_s=pace.post_timeout_s, lease_s=pace.lease_s)
    patches.apply_defect(life.defect)
    if life.crash is not None:
        patches.crash_at(*life.crash)
    prepare_home(life.folder)
    logging.basicConfig(filename=life.folder / "kernels.log", format="%(process)d %(asctime)s %(name)s %(message)s")
    began = time.monotonic()
    session = current_session()
    jobs.set_budget(LIMIT_USD)
    _connect(life.address)
    if life.is_last:
        end = time.monotonic() + _CALM_S
        while not is_over(session.settings.ledger_path) and time.monotonic() < end:
            time.sleep(0.05)
        close_session()
        return {"took_s": time.monotonic() - began}
    forks.tell_ready()
    chance = random.Random(life.seed)
    for prompt in life.prompts:
        try:
            job = jobs.generate(prompt)
        except SoraWidgetsError as error:
            logging.getLogger(__name__).warning("%r was refused: %s", prompt, error)
            continue
        time.sleep(chance.uniform(0.0, 0.04))
        if chance.random() < life.cancelled_share:
            job.cancel()
    while True:
        time.sleep(60)


def warm_up() -> None:
    """Do in the parent what every kernel would do first: imports, patterns, the machine's certificates, one clip."""
    patches.share_tls_set_up()
    Shot.from_text("Wide shot of a red kite over a park, the camera rises")
    with temporary_folder() as folder:
        home = prepare_home(folder)
        video = folder / "warm.mp4"
        for number in range(8):
            video.write_bytes(bytes_of(f"v{number}-warm-4s"))
        Clip.open(video)
        anyio.run(_speak_once, home)
    os.chdir("/")


async def _speak_once(settings: Settings) -> None:
    judge = Judge(0)

    def answer(request: httpx2.Request) -> httpx2.Response:
        query = dict(request.url.params)
        asked = Ask(request.method, request.url.path.removeprefix("/v1"), query, body=request.content)
        told = judge.answer(asked, 1000.0 * len(judge.polls))
        return httpx2.Response(
            told.status, content=told.body, headers={**told.headers, "content-type": told.content_type}
        )

    provider = patches.open_paid("http://127.0.0.1:9/v1", settings)
    provider._make_transport = lambda: httpx2.MockTransport(answer)
    video = await provider.create(VideoRequest("a kite", "sora-2", 4, "1280x720"), "key")
    await provider.recognise()
    await provider.list_page()
    await provider.retrieve(video.id)
    async with provider.download(video.id) as download:
        async for _ in download.chunks:
            pass
    await provider.delete(video.id)
    await provider.close()


def _connect(address: str) -> None:
    while True:
        try:
            patches.connect_paid(address)
            return
        except ProviderError:  # its first questions meet the faults too
            time.sleep(0.01)


def is_over(ledger: Path) -> bool:
    """Whether every job has ended or waits for a person."""
    return open_jobs(ledger) == 0


def open_jobs(ledger: Path) -> int:
    """How many jobs are still on their way."""
    with closing(sqlite3.connect(ledger, timeout=30)) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute(
            "SELECT * FROM jobs WHERE state NOT IN ('saved', 'failed', 'cancelled', 'expired')"
        ).fetchall()
    jobs_open = [dict(row) for row in rows]
    return sum(not waits_for_person(job, jobs_open) for job in jobs_open)
