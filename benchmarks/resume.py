"""How long a new kernel needs to follow 1,000 open jobs again, beside asking for each with the `openai` client.

    python benchmarks/resume.py [--rounds 5] [--jobs 1000]

A kernel orders the jobs at a loopback server and is killed; then the server begins to work on them. What is
measured is a new process with its imports done: from making the session (ledger, engine, leases of the dead
kernel) and connecting, until the row of every job says what the server says now. The peer has kept its list of
ids and retrieves each of them, 20 at once; it has no ledger to write. Both in turn, each round from a fresh
copy of the same ledger. To reach: under 2 s.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from servers.running import TimedServer

if TYPE_CHECKING:
    from openai.types import Video

    from sora_widgets.jobs.rows import JobRow

TARGET_S = 2.0
DEADLINE_S = 120.0
AT_ONCE = 20  # of the peer: 1,000 at once run into its connect time-out and take several times longer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--part", choices=("order", "engine", "peer"), help=argparse.SUPPRESS)  # its own processes
    parser.add_argument("--address", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        {"order": order_all, "engine": resume, "peer": retrieve_all}[options.part](options.address, options.jobs)
        return 0
    # Long enough that all of them are open in every round.
    lengths = ("--shortest-s", 3600, "--longest-s", 7200, "--opens-after-s", 5)
    with (
        tempfile.TemporaryDirectory() as folder,
        TimedServer("--jobs", options.jobs, *lengths) as server,
    ):
        left = Path(folder) / "left"
        left.mkdir()
        kernel = start("order", server.address, options.jobs, left)
        assert kernel.stdout is not None
        if not kernel.stdout.readline():
            raise SystemExit("The kernel that orders failed: see above.")
        kernel.send_signal(signal.SIGKILL)
        kernel.communicate()
        server.wait_until_open()
        print(
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.jobs:,} open jobs, {options.rounds} rounds"
        )
        measured: dict[str, list[dict[str, float]]] = {"engine": [], "peer": []}
        for number in range(options.rounds + 1):  # the first is not counted: the file cache is cold
            for part, figures in measured.items():
                home = Path(folder) / f"{part}{number}"
                shutil.copytree(left, home)
                told, _ = start(part, server.address, options.jobs, home).communicate(timeout=DEADLINE_S)
                if not told:
                    raise SystemExit(f"The {part} failed: see above.")
                if number:
                    figures.append(json.loads(told))
    medians = {}
    for part, name in (("engine", "our engine"), ("peer", "retrieve by openai")):
        taken = [each["wall_s"] for each in measured[part]]
        medians[part] = statistics.median(taken)
        cpu_s = statistics.median(each["cpu_s"] for each in measured[part])
        print(
            f"{name:19} median {medians[part]:.2f} s  best {min(taken):.2f} s  worst {max(taken):.2f} s  CPU {cpu_s:.2f} s"
        )
    is_reached = medians["engine"] < TARGET_S
    print(
        f"ours / theirs {medians['engine'] / medians['peer']:.2f}   "
        f"ours {medians['engine']:.2f} s (to reach: under {TARGET_S:g} s: {'ok' if is_reached else 'missed'})"
    )
    return int(not is_reached)


def start(part: str, address: str, jobs: int, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, "--part", part, "--address", address, "--jobs", str(jobs)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
        env={**os.environ, "SORA_WIDGETS_HOME": str(home)},
    )


# In processes of their own


def order_all(address: str, jobs: int) -> None:
    """Order, say so once every answer is in the ledger, and wait to be killed."""
    import sora_widgets as sw
    from sora_widgets.jobs.session import current_session

    ids, are_all_there = watch(jobs, lambda row: row.state.is_at_server)
    sw.connect(address, usd_per_second=0)
    handles = [sw.generate(f"A lighthouse in the rain, picture {number}.") for number in range(jobs)]
    are_all_there.wait()
    rows = current_session().engine.ledger.jobs(handles[0]._row.project, jobs)
    Path("ids.json").write_text(json.dumps([row.remote_id for row in rows]))
    print(f"{len(ids)} ordered", flush=True)
    threading.Event().wait()


def resume(address: str, jobs: int) -> None:
    import openai  # noqa: F401  # imports are the kernel's start, not counted; the peer has it imported as well

    import sora_widgets as sw
    from sora_widgets.jobs.machine import State

    began, cpu_s = time.perf_counter(), time.process_time()
    _, are_all_followed = watch(jobs, lambda row: row.state is State.IN_PROGRESS and row.progress is not None)
    sw.connect(address, usd_per_second=0)
    are_all_followed.wait()
    tell(began, cpu_s)


def retrieve_all(address: str, jobs: int) -> None:
    import openai

    warnings.simplefilter("ignore", DeprecationWarning)  # every video method of the client warns
    ids = json.loads(Path("ids.json").read_text())
    began, cpu_s = time.perf_counter(), time.process_time()

    async def retrieve() -> None:
        turn = asyncio.Semaphore(AT_ONCE)
        async with openai.AsyncOpenAI(base_url=address, api_key="none") as client:

            async def retrieve_one(video_id: str) -> Video:
                async with turn:
                    return await client.videos.retrieve(video_id)

            videos = await asyncio.gather(*map(retrieve_one, ids))
        assert [video.status for video in videos] == ["in_progress"] * jobs

    asyncio.run(retrieve())
    tell(began, cpu_s)


def watch(jobs: int, is_there: Callable[[JobRow], bool]) -> tuple[set[str], threading.Event]:
    """Make the session; the event is set once the engine has told of so many rows that they are there."""
    from sora_widgets.jobs.session import current_session

    found: set[str] = set()
    are_all = threading.Event()

    def on_row(row: JobRow) -> None:
        if is_there(row):
            found.add(row.id)
            if len(found) == jobs:
                are_all.set()

    current_session().engine.on_change(on_row)
    return found, are_all


def tell(began: float, cpu_s: float) -> None:
    print(json.dumps({"wall_s": time.perf_counter() - began, "cpu_s": time.process_time() - cpu_s}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
