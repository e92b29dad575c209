"""Money as people see it: what may be spent under two limits, and a wallet whose entries add up to its sums."""

from __future__ import annotations

import dataclasses
import json
import uuid
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import sora_widgets as sw
from job_rows import ended, row_of
from sora_widgets.jobs.ledger import JobRow, Ledger, WalletState
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.statement import Wallet, _entry_of
from sora_widgets.jobs.wallet import check_price, over_budget
from sora_widgets.pricing import estimate

PROJECT = "/a/project"
PRICE = estimate(seconds=4, usd_per_second="0.10")
PROVIDER: Any = SimpleNamespace(
    name="gpu-box", address="http://gpu-box/v1", is_free=False, usd_per_second=Decimal("0.1")
)


def state_of(limit: str | None, spent: str = "0", name: str | None = None) -> WalletState:
    return WalletState(None if limit is None else Decimal(limit), Decimal(0), Decimal(spent), name)


# What may be spent


def test_the_wallet_with_less_left_refuses_and_is_named() -> None:
    folder, course = state_of("5", "4.80"), state_of("20", "19.90", "class 3b")
    with pytest.raises(
        sw.BudgetExceededError, match=r"only \$0\.10 of the budget of \$20\.00 for 'class 3b' is left"
    ) as no:
        check_price(PRICE, PROVIDER, [folder, course])
    assert (no.value.scope, no.value.left_usd, no.value.limit_usd) == ("class 3b", Decimal("0.10"), Decimal(20))
    assert "set_budget(…, scope='class 3b')" in str(no.value)
    with pytest.raises(sw.BudgetExceededError, match=r"only \$0\.20 of the budget of \$5\.00 is left") as no:
        check_price(PRICE, PROVIDER, [folder, state_of("20", "19.79", "class 3b")])
    assert no.value.scope is None and "set_budget(…)," in str(no.value)


@pytest.mark.parametrize(
    "states",
    [
        [state_of("0.40")],
        [state_of("0.40"), state_of(None, "100", "class 3b")],
        [state_of(None, "100"), state_of("0.40", name="class 3b")],
        [state_of("0.50", "0.10"), state_of("0.40", name="class 3b")],
    ],
)
def test_one_limit_is_enough_and_the_last_cent_may_be_spent(states: list[WalletState]) -> None:
    check_price(PRICE, PROVIDER, states)


@pytest.mark.parametrize("states", [[state_of(None)], [state_of(None), state_of(None, name="class 3b")]])
def test_no_limit_anywhere_is_no_budget(states: list[WalletState]) -> None:
    with pytest.raises(sw.NoBudgetError, match=r"gpu-box charges \$0\.40"):
        check_price(PRICE, PROVIDER, states)


def test_a_limit_that_went_away_meanwhile_is_refused_in_numbers_all_the_same() -> None:
    assert "only $0.00 of the budget of $0.00 is left" in str(over_budget(PRICE, [state_of(None)]))


# The wallet


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


def order(ledger: Ledger, cost: str, **changes: object) -> JobRow:
    asked = {
        "id": uuid.uuid4().hex,
        "project": PROJECT,
        "scope": None,
        "provider": "gpu-box",
        "address": "http://g/v1",
        "prompt": "a red kite",
        "parts": {},
        "model": "sora-2",
        "seconds": 4,
        "size": "1280x720",
        "take": 1,
        "fingerprint": uuid.uuid4().hex,
        **changes,
    }
    row = ledger.reserve(asked, Decimal(cost))
    assert row is not None
    return row


def saved(ledger: Ledger, row: JobRow, cost: str) -> JobRow:
    for state in (State.POSTING, State.SUBMITTED, State.COMPLETED, State.DOWNLOADING):
        row = ledger.write(row, state)
    return ledger.write(row, State.SAVED, cost_usd=Decimal(cost))


def sums_of(wallet: Wallet) -> tuple[Decimal, Decimal]:
    held = sum((entry.held_usd for entry in wallet.entries), Decimal(0))
    return held, sum((entry.spent_usd for entry in wallet.entries), Decimal(0))


def test_the_entries_add_up_to_the_sums_of_folder_and_scope(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    ledger.set_limit("/another", Decimal(5))
    ledger.set_scope_limit("class 3b", Decimal(2))
    saved(ledger, order(ledger, "0.40"), "0.32")
    saved(ledger, order(ledger, "0.30", scope="class 3b"), "0.30")
    waiting = order(ledger, "0.20", scope="class 3b")
    order(ledger, "0.70", project="/another", scope="class 3b")
    ledger.write(order(ledger, "0.90"), State.CANCELLED)
    order(ledger, "0")
    course = Wallet(ledger, name="class 3b")
    folder = Wallet(ledger, project=PROJECT, scope=course)
    assert (folder.limit_usd, folder.held_usd, folder.spent_usd, folder.left_usd) == tuple(
        map(Decimal, ("5", "0.20", "0.62", "4.18"))
    )
    assert sums_of(folder) == (folder.held_usd, folder.spent_usd) and len(folder.entries) == 3
    assert folder.entries[0].job_id == waiting.id and folder.entries[0].state is State.RESERVED
    assert (course.name, course.left_usd) == ("class 3b", Decimal("0.80"))
    assert sums_of(course) == (Decimal("0.90"), Decimal("0.30")) == (course.held_usd, course.spent_usd)


def test_sums_are_read_at_once_and_entries_when_they_are_looked_at(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    asked: list[str] = []
    for name in ("wallet", "entries"):
        real = getattr(ledger, name)
        monkeypatch.setattr(ledger, name, lambda *args, name=name, real=real: asked.append(name) or real(*args))
    wallet = Wallet(ledger, project=PROJECT)
    assert wallet.left_usd == 5 and asked == ["wallet"]
    order(ledger, "0.40")
    assert wallet.held_usd == 0  # a wallet is of the moment it was asked for …
    assert [entry.held_usd for entry in wallet.entries] == [Decimal("0.40")]
    assert wallet.held_usd == Decimal("0.40")  # … and of the moment of its entries once they are read
    asked.clear()
    assert len(wallet.entries) == 1 and asked == []


def test_an_order_between_two_reads_does_not_leave_a_sum_without_its_entry(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.set_limit(PROJECT, Decimal(5))
    wallet = Wallet(ledger, project=PROJECT)
    real, others = ledger.entries, iter(["0.40", "0.30"])

    def entries(*asked: Any) -> list[JobRow]:
        rows = real(*asked)
        for cost in others:
            order(ledger, cost)
            break
        return rows

    monkeypatch.setattr(ledger, "entries", entries)
    assert sums_of(wallet) == (wallet.held_usd, wallet.spent_usd) == (Decimal("0.70"), 0)
    assert next(others, None) is None


def clip_with(source: str | None) -> str:
    return json.dumps({"provenance": {} if source is None else {"cost_source": source}})


DONE = ended(State.SAVED)


@pytest.mark.parametrize(
    ("row", "basis"),
    [
        (row_of(), "estimated"),
        (row_of(**DONE, told_cost_usd=Decimal("0.40"), clip=clip_with("told")), "told"),
        (row_of(**DONE, clip=clip_with("delivered")), "computed"),
        (row_of(**DONE, clip=clip_with("estimate")), "estimated"),
        (row_of(**DONE, clip=clip_with(None)), "estimated"),
        (row_of(**DONE, clip="{damaged"), "estimated"),
        (row_of(**DONE, clip="[]"), "estimated"),
        # submitted again: the first order's price is an estimate, whatever the server told of the second
        (row_of(**{**DONE, "spent_usd": Decimal("0.80")}, told_cost_usd=Decimal("0.40")), "estimated"),
        # told while it is still under way: what is held is not that
        (row_of(told_cost_usd=Decimal("0.35")), "estimated"),
    ],
)
def test_an_entry_says_how_its_amount_is_known(row: JobRow, basis: str) -> None:
    assert _entry_of(row).basis == basis


def test_a_wallet_prints_its_sums_and_its_entries(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.jobs.statement.time_told", lambda seconds: "then")
    ledger.set_limit(PROJECT, Decimal(5))
    ledger.set_scope_limit("class 3b", Decimal(2))
    order(ledger, "0.20", id="b" * 32, scope="class 3b")
    saved(ledger, order(ledger, "0.40", id="a" * 32, prompt="<b>a kite</b>"), "0.32")
    monkeypatch.setattr(
        ledger, "entries", lambda *asked: sorted(Ledger.entries(ledger, *asked), key=lambda row: row.id)
    )
    wallet = Wallet(ledger, project=PROJECT, scope=Wallet(ledger, name="class 3b"))
    assert repr(wallet).splitlines() == [
        "wallet          limit   held  spent   left",
        "──────────────────────────────────────────",
        "this folder     $5.00  $0.20  $0.32  $4.48",
        "scope class 3b  $2.00  $0.20  $0.00  $1.80",
        "",
        "when  job       prompt         model   provider  scope     state      held  spent  amount",
        "────────────────────────────────────────────────────────────────────────────────────────────",
        "then  aaaaaaaa  <b>a kite</b>  sora-2  gpu-box             saved     $0.00  $0.32  estimated",
        "then  bbbbbbbb  a red kite     sora-2  gpu-box   class 3b  reserved  $0.20  $0.00  estimated",
        "────────────────────────────────────────────────────────────────────────────────────────────",
        "sum                                                                  $0.20  $0.32",
    ]
    html = wallet._repr_html_()
    assert "&lt;b&gt;a kite" in html and "<b>" not in html and html.count("<table") == 2


def test_a_wallet_of_many_jobs_shows_fifty_and_the_sum_of_the_rest(ledger: Ledger) -> None:
    ledger.set_limit(PROJECT, Decimal(50))
    for _ in range(53):
        order(ledger, "0.40")
    lines = repr(Wallet(ledger, project=PROJECT)).splitlines()
    assert sum("reserved" in line for line in lines) == 50
    assert [line.split() for line in lines[-4:]] == [
        ["and", "3", "more", "$1.20", "$0.00"],
        ["─" * len(lines[-3])],
        ["sum", "$21.20", "$0.00"],
        ["see", "them", "all", "with", ".to_frame()"],
    ]


def test_a_wallet_without_a_budget_or_an_entry_is_one_line(ledger: Ledger) -> None:
    assert repr(Wallet(ledger, project=PROJECT)).splitlines()[2].split() == ["this", "folder", "none", "$0.00", "$0.00"]


def test_the_frame_of_a_wallet_is_exact(ledger: Ledger) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed here: the frame of a wallet is not tested")
    ledger.set_limit(PROJECT, Decimal(5))
    order(ledger, "0.1")
    order(ledger, "0.2")
    frame = Wallet(ledger, project=PROJECT).to_frame()
    assert frame["held_usd"].sum() == Decimal("0.3") and frame["held_usd"].dtype == object
    assert list(frame.columns) == [
        *("created_at", "job_id", "prompt", "model", "provider", "scope", "state", "held_usd", "spent_usd", "basis")
    ]


def test_an_entry_is_a_value(ledger: Ledger) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        _entry_of(row_of()).spent_usd = Decimal(0)  # type: ignore[misc]  # the mistake
