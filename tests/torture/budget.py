"""Family: eight processes race for one budget: random costs, cancels, failures, limits moved up and down.

Only the ledger is asked, thousands of times: every reservation must be written or refused, at no instant may the
sums pass a limit (triggers watch each transaction), and in the end they must be those of the jobs.
"""

from __future__ import annotations

import random
import time
import uuid
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sora_widgets.jobs.ledger import JobRow, Ledger, Twins
from sora_widgets.jobs.machine import State
from tests.torture import forks, patches, watch
from tests.torture.verdict import Tally, check_money, check_states
from tests.torture.world import prepare_home, temporary_folder

__all__ = ["PROCESSES", "race"]

PROCESSES = 8
_SCOPE = "film school"
_THINKS_S = 0.004  # between two orders; without a pause SQLite's lock may starve a process for more than its 10 s


def race(reservations: int, seed: int, defect: str | None = None) -> Tally:
    """Let all processes make `reservations` in sum, each with an end of some kind."""
    tally = Tally(family="budget", runs=1)
    with temporary_folder() as folder:
        settings = prepare_home(folder)
        share = reservations // PROCESSES
        began = time.perf_counter()
        racers = [
            forks.start(
                partial(_race, settings.ledger_path, str(settings.project), share, 1000 * seed + number, defect)
            )
            for number in range(PROCESSES)
        ]
        for racer in racers:
            if not racer.wait(900.0):
                racer.kill()
        took_s = time.perf_counter() - began
        sums: dict[str, int] = {"reserved": 0, "refused": 0}
        for racer in racers:
            result = racer.result()
            if result is None:
                tally.broken("stuck", f"a racer ended with status {racer.status}")
                continue
            errors = result.pop("errors")
            if errors:
                tally.broken(
                    "stuck", f"{len(errors)} steps were neither done nor refused, the first: {errors[0]}", len(errors)
                )
            for name, count in result.items():
                sums[name] += count
        facts = watch.read(settings.ledger_path)
        tally.jobs = len(facts.jobs)
        tally.saved = sum(job["state"] == "saved" for job in facts.jobs.values())
        check_money(tally, facts)
        check_states(tally, facts)
        if len(facts.jobs) != sums["reserved"]:
            tally.broken("overspent", f"{sums['reserved']} reservations were told and {len(facts.jobs)} are written")
        if not sums["refused"] or not sums["reserved"]:
            tally.broken("stuck", "no limit was ever reached, or nothing fitted: this race proves nothing")
        tally.facts.append(
            f"{sums['reserved']} reserved, {sums['refused']} refused by {PROCESSES} processes in {took_s:.1f} s"
        )
        if tally.is_red:
            tally.red.append(f"budget:{seed}")
    return tally


def _race(path: Path, project: str, share: int, seed: int, defect: str | None) -> dict[str, Any]:
    patches.apply_defect(defect)
    chance = random.Random(seed)
    ledger = Ledger(path)
    sums: dict[str, Any] = {"reserved": 0, "refused": 0, "errors": []}
    for number in range(share):
        time.sleep(chance.uniform(0.0, _THINKS_S))
        try:
            if number % 50 == 0:
                _move_limits(ledger, project, chance)
            scope = _SCOPE if chance.random() < 0.4 else None
            row = ledger.reserve(_order(project, scope, chance), Decimal(chance.randint(1, 4_000_000)) / 1_000_000)
            if row is None:
                sums["refused"] += 1
                continue
            sums["reserved"] += 1
            _end(ledger, row, chance)
        except Exception as error:  # whatever it is: a step that was neither done nor refused
            sums["errors"].append(f"{type(error).__name__}: {error}")
    return sums


def _move_limits(ledger: Ledger, project: str, chance: random.Random) -> None:
    """A limit a little above or below what is gone already: most orders meet it."""
    for wallet, set_limit in (
        (ledger.wallet(project), partial(ledger.set_limit, project)),
        (ledger.scope_wallet(_SCOPE), partial(ledger.set_scope_limit, _SCOPE)),
    ):
        room = Decimal(chance.randint(-5, 120))
        set_limit(max(Decimal(0), wallet.spent_usd + wallet.held_usd + room))


def _order(project: str, scope: str | None, chance: random.Random) -> dict[str, object]:
    name = uuid.UUID(int=chance.getrandbits(128), version=4).hex
    return {
        "id": name,
        "project": project,
        "scope": scope,
        "provider": "judge",
        "address": "http://127.0.0.1:9/v1",
        "prompt": name,
        "parts": {},
        "model": "sora-2",
        "seconds": 4,
        "size": "1280x720",
        "take": 1,
        "fingerprint": name,
    }


def _end(ledger: Ledger, row: JobRow, chance: random.Random) -> None:
    """Bring a reservation to one of its ends, or leave it held."""
    fate = chance.random()
    if fate < 0.15:
        return
    if fate < 0.35:
        ledger.write(row, State.CANCELLED)
        return
    intent = ledger.begin_post(row, Twins.SAME_PROMPT)
    assert intent.row is not None, "nothing else is like it"
    row = intent.row
    if fate < 0.55:
        ledger.write(row, State.FAILED, note="no")
        return
    row = ledger.write(row, State.SUBMITTED, remote_id=row.id)
    if fate < 0.65:
        ledger.write(row, State.EXPIRED, note="lost")
        return
    row = ledger.write(row, State.COMPLETED)
    row = ledger.write(row, State.DOWNLOADING)
    assert row.estimate_usd is not None
    cost = row.estimate_usd * chance.randint(0, 100) / 100
    ledger.write(row, State.SAVED, cost_usd=cost)
