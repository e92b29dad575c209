"""The full matrix as one command: `python -m tests.torture`, from the repository's root.

Prints one line a family and what was broken, with the labels of the red runs; the exit code is 1 when any
promise was broken, or when a deliberate defect was not found.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.torture import forks, kernels, patches
from tests.torture.families import DEFECT_FAMILIES, FAMILIES, Order
from tests.torture.regressions import replay
from tests.torture.report import print_notes, print_table, say
from tests.torture.verdict import Tally
from tests.torture.world import keep_within, temporary_folder

_REPLAY = "regressions"
_LONGEST = ("kills", "network", "model")
_LONG_S = 7200.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--family", action="append", choices=list(FAMILIES), help="only this one; may be repeated")
    parser.add_argument("--smoke", action="store_true", help="the small size that every commit runs")
    parser.add_argument("--seed", type=int, default=0, help="where the seeds begin")
    parser.add_argument("--lanes", type=int, default=2, help="runs at a time")
    parser.add_argument(
        "--run", action="append", default=[], metavar="LABEL", help="only this run, as a report named it"
    )
    parser.add_argument("--defect", choices=list(patches.DEFECTS), help="put a deliberate defect in: it must be found")
    parser.add_argument("--defects", action="store_true", help="put each of the five in, one after another")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tallies there as well")
    given = parser.parse_args()
    with temporary_folder() as folder:
        keep_within(folder)
        kernels.warm_up()
        return _run(given)


def _run(given: argparse.Namespace) -> int:
    began = time.perf_counter()
    if given.defects:
        tallies = _find_defects(given)
        is_good = all(tally.is_red for tally in tallies)
    else:
        tallies = [replay(given.run)] if given.run else _run_families(given)
        is_good = any(tally.is_red for tally in tallies) if given.defect else not any(tally.is_red for tally in tallies)
        print_notes(tallies)
        print_table(tallies, time.perf_counter() - began)
        if given.defect:
            say(f"{given.defect}: {'red as it must be' if is_good else 'NOT FOUND: the harness proves nothing'}")
    if given.json:
        given.json.write_text(json.dumps([tally.to_dict() for tally in tallies], indent=1), encoding="utf-8")
    return 0 if is_good else 1


def _run_families(given: argparse.Namespace) -> list[Tally]:
    order = Order(is_full=not given.smoke, seed=given.seed, lanes=given.lanes, defect=given.defect)
    if given.family or given.defect:
        return _one_by_one(given.family or [DEFECT_FAMILIES[given.defect]], order)
    if given.smoke:
        return _side_by_side(list(FAMILIES), order)
    return _one_by_one([*FAMILIES, _REPLAY], order)


def _one_by_one(names: Sequence[str], order: Order) -> list[Tally]:
    tallies = []
    for name in names:
        say(f"{name}: {FAMILIES[name].what if name in FAMILIES else 'runs that once were red'} …")
        tally = _run_family(name, order)
        if tally is not None:
            tallies.append(tally)
    return tallies


def _side_by_side(names: Sequence[str], order: Order) -> list[Tally]:
    """One lane a family, and one family more than there are lanes: some only wait for their kernels."""
    single = dataclasses.replace(order, lanes=1)
    tallies = []
    longest_first = sorted((*names, _REPLAY), key=lambda name: name not in _LONGEST)
    works = [partial(_told, name, single) for name in longest_first]
    for _, result, error in forks.run_all(works, lanes=order.lanes + 1, timeout_s=_LONG_S):
        if error is not None:
            raise RuntimeError(f"a family ended: {error}")
        if result:
            tallies.append(Tally(**result))
    place = {name: number for number, name in enumerate((*names, _REPLAY))}
    return sorted(tallies, key=lambda tally: place[tally.family])


def _told(name: str, order: Order) -> dict[str, Any]:
    tally = _run_family(name, order)
    return {} if tally is None else tally.to_dict()


def _run_family(name: str, order: Order) -> Tally | None:
    began = time.perf_counter()
    tally = replay(lanes=order.lanes) if name == _REPLAY else FAMILIES[name].run(order)
    if tally is not None:
        tally.family, tally.took_s = name, time.perf_counter() - began
    return tally


def _find_defects(given: argparse.Namespace) -> list[Tally]:
    tallies = []
    for defect, name in DEFECT_FAMILIES.items():
        tally = FAMILIES[name].run(Order(is_full=False, seed=given.seed, lanes=given.lanes, defect=defect))
        assert tally is not None
        tally.family = f"{defect} in {name}"
        broken = ", ".join(f"{promise} {count}" for promise, count in tally.broken_promises().items())
        word = f"red as it must be: {broken}" if tally.is_red else "NOT FOUND: the harness proves nothing"
        say(f"{defect:18} {name:8} {word}")
        for note in tally.notes[:2]:
            say(f"{'':27} {note}")
        tallies.append(tally)
    return tallies


if __name__ == "__main__":
    sys.exit(main())
