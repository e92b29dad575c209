"""Family: real ipykernels that do to the engine what people do to kernels.

Each round starts a kernel in a lane's project folder and torments it in one of four ways: a cell that is
busy for long, interrupts at any moment, modules reloaded and definitions run again, forks and restarts in
the middle of a cell. The judge's socket spoils 8 % of the requests as for the other families.
"""

from __future__ import annotations

import json
import os
import random
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.kernel.live_kernel import CellError, LiveKernel
from tests.torture.judge_server import JudgeProcess, open_judge
from tests.torture.kernels import LIMIT_USD, ONE_KERNEL_PACE
from tests.torture.kills import finish
from tests.torture.runs import Run
from tests.torture.verdict import Tally
from tests.torture.world import prepare_home, temporary_folder

__all__ = ["WAYS", "hostile_runs"]

_BUSY_S = 30.0
_ROOT = Path(__file__).parents[2]

_SET_UP = f"""
import sys
sys.path.insert(0, {str(_ROOT)!r})
import logging, os, random, time
logging.getLogger("sora_widgets").setLevel(logging.CRITICAL)
from tests.torture import patches
patches.quicken(settle_s={ONE_KERNEL_PACE.settle_s}, post_timeout_s={ONE_KERNEL_PACE.post_timeout_s}, lease_s={ONE_KERNEL_PACE.lease_s})
from sora_widgets import jobs
from sora_widgets.errors import SoraWidgetsError
def connect():
    jobs.set_budget({LIMIT_USD!r})
    while True:
        try:
            return patches.connect_paid(ADDRESS)
        except Exception as error:  # by its name: a reload makes other classes of the same name
            if type(error).__name__ not in ("ProviderRefusedError", "ProviderUnreachableError", "ProtocolError"):
                raise
            time.sleep(0.01)
"""

_RELOAD = """
import importlib
for name in sorted(name for name in sys.modules if name.startswith("sora_widgets")):
    try:
        importlib.reload(sys.modules[name])
    except SoraWidgetsError:
        pass
connect()
"""

_IMPORT_ANEW = """
for name in [name for name in sys.modules if name.startswith(("sora_widgets", "tests.torture"))]:
    del sys.modules[name]
"""

_FORK = """
import multiprocessing
child = os.fork()
if child == 0:
    try:
        connect()  # nothing of the parent's lives on in a fork
        for prompt in PROMPTS:
            jobs.generate(prompt)
    finally:
        os._exit(0)
os.waitpid(child, 0)
os.chdir("/")
"""

WAYS = ("busy cell", "interrupts", "module reload", "fork and restart")


def hostile_runs(rounds: int, seed: int) -> list[Run]:
    """`rounds` kernels, shared out among the four ways; two lanes a way."""
    share = max(1, rounds // len(WAYS) // 2)
    return [
        Run(f"hostile:{way}:{number}", partial(_lane, way, share, number))
        for number in (seed, seed + 1)
        for way in WAYS
    ]


def _lane(way: str, rounds: int, seed: int) -> Tally:
    chance = random.Random(f"{way}{seed}")
    killed = 0
    with temporary_folder() as folder, open_judge(folder, seed, render_s=(0.5, 3.0)) as judge:
        prepare_home(folder)
        environment = {
            "IPYTHONDIR": str(folder / "ipython"),
            "SORA_WIDGETS_HOME": str(folder / "home"),
            "JUPYTER_PLATFORM_DIRS": "1",
        }
        with (folder / "kernels.err").open("wb") as log:
            os.dup2(log.fileno(), 2)  # what kernels say is of interest only beside the ledger
        broken = Tally()
        for number in range(rounds):
            live = LiveKernel(folder / "project", environment)
            live.start()
            try:
                _set_up(live, judge)
                _torment(live, way, _prompts(chance, way, seed, number), chance)
            except (CellError, TimeoutError) as error:
                broken.broken("stuck", f"round {number}: {error}")
            finally:
                if chance.random() < 0.5:
                    live.kill()
                    killed += 1
                else:
                    live.stop()
        tally = finish(folder, judge, ONE_KERNEL_PACE)
    tally.add(broken)
    tally.kills = killed
    tally.runs = rounds
    return tally


def _prompts(chance: random.Random, way: str, seed: int, number: int) -> list[str]:
    return [f"Shot {number}-{each} of {way} {seed}: a red kite over a park" for each in range(chance.randint(3, 6))]


def _set_up(live: LiveKernel, judge: JudgeProcess) -> None:
    live.execute(f"ADDRESS = {judge.address!r}\n{_SET_UP}\nconnect()")


def _torment(live: LiveKernel, way: str, prompts: list[str], chance: random.Random) -> None:
    ordering = f"PROMPTS = {prompts!r}\norders = [jobs.generate(prompt) for prompt in PROMPTS]\n"
    match way:
        case "busy cell":
            live.execute(
                f"{ordering}end = time.monotonic() + {_BUSY_S}\nwhile time.monotonic() < end: pass", timeout_s=120
            )
            states = _value(live, "sorted({str(job.state) for job in orders})")
            undone = set(states) - {"saved", "ambiguous", "completed", "downloading"}
            if undone:
                raise TimeoutError(f"after {_BUSY_S:g} s beside a busy cell some jobs were still {sorted(undone)}")
        case "interrupts":
            for start in range(0, len(prompts), 2):
                some = prompts[start : start + 2]
                message = live.send(
                    f"for prompt in {some!r}:\n    job = jobs.generate(prompt)\n    job.cancel() if random.random() < .1 else None\n    job.result()"
                )
                for _ in range(chance.randint(1, 4)):
                    time.sleep(chance.uniform(0.0, 0.3))
                    live.interrupt()
                _swallow(live, message)
            _swallow(live, live.send(ordering))
        case "module reload":
            live.execute(ordering)
            time.sleep(chance.uniform(0.0, 0.5))
            live.execute(_RELOAD)
            live.execute(ordering)
            live.execute(_IMPORT_ANEW)
            live.execute(f"{_SET_UP}\nconnect()")
            live.execute(ordering)
            time.sleep(chance.uniform(0.0, 1.0))
        case _:
            live.send(f"{ordering}{_FORK}\nwhile True: pass")
            time.sleep(chance.uniform(0.3, 1.5))
            live.interrupt()
            live.restart()


def _swallow(live: LiveKernel, message: str) -> None:
    """Wait for a cell's end, whatever it was."""
    try:
        live.collect(message)
    except CellError:
        pass


def _value(live: LiveKernel, expression: str) -> Any:
    shown = live.execute(f"import json\nprint(json.dumps({expression}))")
    return json.loads("".join(output["text"] for output in shown if output["output_type"] == "stream"))
