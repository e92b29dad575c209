"""The full matrix as one command: `python -m tests.torture`, from the repository's root.

Prints one line a family and what was broken, with the labels of the red runs; the exit code is 1 when any
promise was broken, or when a deliberate defect was not found.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from tests.torture import kernels, patches
from tests.torture.families import DEFECT_FAMILIES, FAMILIES, Order
from tests.torture.regressions import replay
from tests.torture.report import print_notes, print_table, say
from tests.torture.verdict import Tally
from tests.torture.world import keep_within, temporary_folder


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
    names = given.family or ([DEFECT_FAMILIES[given.defect]] if given.defect else list(FAMILIES))
    tallies = []
    for name in names:
        began = time.perf_counter()
        say(f"{name}: {FAMILIES[name].what} …")
        tally = FAMILIES[name].run(order)
        if tally is not None:
            tally.family, tally.took_s = name, time.perf_counter() - began
            tallies.append(tally)
    if given.defect is None and given.family is None:
        tallies.append(replay())
    return tallies


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
