"""The smoke of the torture matrix: small, on every commit. `python -m tests.torture` is the whole of it.

The families run once, in a process of their own, because they replace time and kill what they start.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.timeout(600)

ROOT = Path(__file__).parents[2]
PROMISES = ("paid_twice", "lost", "damaged", "overspent", "illegal", "after_cancel", "late", "over_asked", "stuck")
# What each family must have done at least, or it has proved nothing.
AT_LEAST = {
    "kills": {"kills": 100, "jobs": 40, "saved": 30},
    "points": {"kills": 30, "saved": 25},
    "four": {"kills": 15, "finished_by_others": 1},
    "still": {"runs": 12, "saved": 30},
    "network": {"runs": 120, "saved": 400},
    "moods": {"runs": 16, "saved": 70},
    "disk": {"runs": 10, "saved": 30},
    "budget": {"jobs": 500, "saved": 100},
    "model": {"runs": 100, "jobs": 100},
    "pace": {"saved": 60},
    "regressions": {"runs": 1},
}
DEFECTS = ("retries", "intent-after-post", "no-settle", "no-fence", "deferred")


Smoke = tuple[str, dict[str, dict[str, Any]]]


def torture(folder: Path, *arguments: str) -> Smoke:
    """Run the matrix; returns what it printed and the tallies by family."""
    tallies = folder / "tallies.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", *arguments, "--json", str(tallies)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert tallies.exists(), done.stdout
    return done.stdout, {tally["family"]: tally for tally in json.loads(tallies.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> Smoke:
    return torture(tmp_path_factory.mktemp("torture"), "--smoke")


@pytest.mark.parametrize("family", AT_LEAST)
def test_a_family_breaks_no_promise(smoke: Smoke, family: str) -> None:
    printed, tallies = smoke
    tally = tallies[family]
    assert {promise: tally[promise] for promise in PROMISES} == dict.fromkeys(PROMISES, 0), printed
    assert not tally["red"], printed


@pytest.mark.parametrize("family", AT_LEAST)
def test_a_family_has_done_enough_to_prove_something(smoke: Smoke, family: str) -> None:
    printed, tallies = smoke
    assert {name: tallies[family][name] >= least for name, least in AT_LEAST[family].items()} == dict.fromkeys(
        AT_LEAST[family], True
    ), printed


def test_few_jobs_wait_for_a_person(smoke: Smoke) -> None:
    printed, tallies = smoke
    asked = sum(tally["needs_person"] for tally in tallies.values())
    jobs = sum(tally["jobs"] for name, tally in tallies.items() if name != "budget")
    assert asked <= jobs / 10, printed


@pytest.fixture(scope="module")
def hunt(tmp_path_factory: pytest.TempPathFactory) -> Smoke:
    return torture(tmp_path_factory.mktemp("defects"), "--defects")


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_deliberate_defect_turns_the_matrix_red(hunt: Smoke, defect: str) -> None:
    printed, tallies = hunt
    (tally,) = (tally for family, tally in tallies.items() if family.startswith(f"{defect} in "))
    # Deferred transactions fail loudly instead of overspending: a reservation is neither made nor refused.
    assert tally["stuck" if defect == "deferred" else "paid_twice"], printed
