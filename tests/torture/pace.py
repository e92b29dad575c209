"""Family: ends are noticed in time, no more is asked than is allowed, and a thousand jobs are taken up at once.

P7 and P9 are counted in virtual time, where they are exact; P8 is measured with a real kernel and a real
server, and belongs to the full run only, because a busy machine would make it a lie.
"""

from __future__ import annotations

import json
import sqlite3
import time
import urllib.request
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path

from sora_widgets import jobs
from sora_widgets.jobs.ledger import Ledger, Twins
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.session import close_session, current_session
from tests.torture import forks, patches
from tests.torture.judge import Nature
from tests.torture.judge_server import JudgeProcess, open_judge
from tests.torture.kernels import LIMIT_USD
from tests.torture.runs import Run
from tests.torture.verdict import Tally
from tests.torture.world import World, prepare_home, temporary_folder

__all__ = ["pace_runs", "resume"]

RESUME_JOBS = 1000
RESUME_S = 2.0
_REQUESTS_OF_200 = 350  # JOBS.md, "Polling"
_POLL_S = (0.25, 5.0)
_JITTER = 1.1
_WAY_S = 0.5  # two pages there and back, and writing them down


def pace_runs(count: int, seeds: range) -> list[Run]:
    """`count` jobs of 20 to 40 s on a calm server, with each seed."""
    return [Run(f"pace:{count}:{seed}", partial(_run, count, seed)) for seed in seeds]


def _run(count: int, seed: int) -> Tally:
    with temporary_folder() as folder:
        world = World(folder, seed, Nature(render_s=(20.0, 40.0)), idle_s=0.5)
        for number in range(count):
            world.kernel.order(f"Shot {number} of seed {seed}: a red kite over a park")
        world.clock.advance_until(world.is_over, limit_s=600.0, step_s=5.0)
        asked = world.judge.requests.get("list", 0) + world.judge.requests.get("retrieve", 0)
        tally = world.finish()
        late = _lateness(world)
        for job_id, seconds, allowed_s in late:
            if seconds > allowed_s:
                tally.broken(
                    "late", f"{job_id[:8]} was noticed {seconds:.2f} s after its end, {allowed_s:.2f} s are allowed"
                )
        allowed = max(_REQUESTS_OF_200 * count // 200, _REQUESTS_OF_200 // 2)
        if asked > allowed:
            tally.broken("over_asked", f"{asked} questions for {count} jobs, {allowed} are allowed")
        ordered = sorted(seconds for _, seconds, _ in late)
        tally.facts.append(
            f"{count} jobs: {asked} questions; noticed late p50 {ordered[len(ordered) // 2]:.2f} s, "
            f"p99 {ordered[len(ordered) * 99 // 100]:.2f} s"
        )
        return tally


def _lateness(world: World) -> list[tuple[str, float, float]]:
    """(job, how late its end was noticed, what P7 allows), in seconds."""
    facts = world.facts()
    ends = {video.id: video.done_at for video in world.judge.videos.values()}
    found = []
    for step in facts.steps:
        if step.after != "completed" or step.before == "downloading":
            continue
        done_at = ends[facts.jobs[step.job_id]["remote_id"]]
        before = [left for at, left in world.judge.polls if at <= done_at and left is not None]
        interval_s = min(_POLL_S[1], max(_POLL_S[0], before[-1] / 2)) if before else _POLL_S[0]
        found.append((step.job_id, step.at - done_at, 2 * _JITTER * interval_s + _WAY_S))
    return found


def resume(seed: int) -> Tally:
    """Let a kernel die with a thousand jobs at the server, and measure how soon the next one has them all in hand."""
    tally = Tally(runs=1, jobs=RESUME_JOBS)
    with temporary_folder() as folder, open_judge(folder, seed, share=0.0, render_s=(60.0, 120.0)) as judge:
        prepare_home(folder)
        dead = forks.start(partial(_submit_many, folder, judge))
        if not dead.wait(120.0):
            dead.kill()
        if dead.result() is None:
            tally.broken("stuck", "the first kernel could not write its jobs")
            return tally
        tally.kills = 1
        before = judge.sums()["requests"].get("list", 0)
        following = forks.start(partial(_take_up, folder, judge))
        if not following.wait(60.0):
            following.kill()
        took_s = following.result()
        asked = judge.sums()["requests"].get("list", 0) - before
        if took_s is None or took_s > RESUME_S:
            tally.broken("late", f"{RESUME_JOBS} jobs were taken up after {took_s} s, {RESUME_S} s are allowed")
        if took_s is not None:
            tally.facts.append(f"{RESUME_JOBS} jobs taken up after {took_s:.2f} s with {asked} pages of the list")
    return tally


def _submit_many(folder: Path, judge: JudgeProcess) -> int:
    settings = prepare_home(folder)
    ledger = Ledger(settings.ledger_path)
    project = str(settings.project)
    ledger.set_limit(project, Decimal(LIMIT_USD))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for number in range(RESUME_JOBS):
        order = {"prompt": f"Shot {number}", "model": "sora-2", "seconds": "4", "size": "1280x720"}
        with opener.open(f"{judge.address}/videos", data=json.dumps(order).encode()) as answer:
            video_id = json.loads(answer.read())["id"]
        wanted = {
            "id": f"job{number}",
            "project": project,
            "scope": None,
            "provider": "judge",
            "address": judge.address,
        }
        wanted |= order | {"seconds": 4, "parts": {}, "take": 1, "fingerprint": str(number)}
        row = ledger.reserve(wanted, Decimal("0.40"))
        assert row is not None
        intent = ledger.begin_post(row, Twins.SAME_PROMPT)
        assert intent.row is not None
        ledger.write(intent.row, State.SUBMITTED, remote_id=video_id)
    return RESUME_JOBS


def _take_up(folder: Path, judge: JudgeProcess) -> float:
    began = time.perf_counter()
    settings = prepare_home(folder)
    current_session()
    jobs.set_budget(LIMIT_USD)
    patches.connect_paid(judge.address)
    with closing(sqlite3.connect(settings.ledger_path, timeout=30)) as db:
        while db.execute("SELECT count(*) FROM jobs WHERE state = 'submitted'").fetchone()[0]:
            time.sleep(0.01)
    took_s = time.perf_counter() - began
    close_session()
    return took_s
