"""Spending: estimates beside actual costs, in groups whose sums are the wallet's to the last digit."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sora_widgets as sw
from sora_widgets.jobs import Spending, SpendingRow, spending
from sora_widgets.jobs.ledger import GROUPS, JobRow, Ledger
from sora_widgets.jobs.machine import State

PROJECT, ANOTHER = "/a/project", "/another/project"
ADDRESS = "http://127.0.0.1:9/v1"
NOON = 1_795_435_200.0  # 2026-11-23 12:00 UTC


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A real file on disk."""
    ledger = Ledger(tmp_path / "ledger.sqlite")
    yield ledger
    ledger.close()


@pytest.fixture
def told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Spending]:
    """`spending` of a kernel in the project folder."""
    session = SimpleNamespace(engine=SimpleNamespace(ledger=ledger), project=PROJECT, scope=None)
    monkeypatch.setattr("sora_widgets.jobs.session._session", session)
    monkeypatch.setattr(session, "pid", os.getpid(), raising=False)
    return spending


def order(ledger: Ledger, cost: str | None, **changes: object) -> JobRow:
    asked = {
        "id": uuid.uuid4().hex,
        "project": PROJECT,
        "scope": None,
        "notebook": "lesson.ipynb",
        "provider": "gpu-box",
        "address": ADDRESS,
        "prompt": "a red kite",
        "parts": {},
        "model": "sora-2",
        "seconds": 4,
        "size": "1280x720",
        "take": 1,
        "fingerprint": uuid.uuid4().hex,
        **changes,
    }
    row = ledger.reserve(asked, None if cost is None else Decimal(cost))
    assert row is not None
    return row


def sent(ledger: Ledger, row: JobRow) -> JobRow:
    return ledger.write(row, State.POSTING)


def saved(ledger: Ledger, row: JobRow, cost: str) -> JobRow:
    row = sent(ledger, row)
    for state in (State.SUBMITTED, State.COMPLETED, State.DOWNLOADING):
        row = ledger.write(row, state)
    return ledger.write(row, State.SAVED, cost_usd=Decimal(cost))


def refused(ledger: Ledger, row: JobRow) -> JobRow:
    return ledger.write(sent(ledger, row), State.FAILED)


def in_doubt(ledger: Ledger, row: JobRow) -> JobRow:
    return ledger.write(sent(ledger, row), State.AMBIGUOUS, candidates=[])


def lost(ledger: Ledger, row: JobRow) -> JobRow:
    return ledger.write(ledger.write(sent(ledger, row), State.SUBMITTED), State.EXPIRED)


def told_later(ledger: Ledger, row: JobRow, cost: str) -> JobRow:
    """Its price was not known when it was asked for; the server told it at the end."""
    row = ledger.write(sent(ledger, row), State.SUBMITTED, told_cost_usd=Decimal(cost))
    for state in (State.COMPLETED, State.DOWNLOADING):
        row = ledger.write(row, state)
    return ledger.write(row, State.SAVED, cost_usd=Decimal(cost))


def everything(ledger: Ledger) -> None:
    """Jobs in every state that money can be in, of three models in two notebooks."""
    for project in (PROJECT, ANOTHER):
        ledger.set_limit(project, Decimal(50))
    ledger.set_scope_limit("class 3b", Decimal(50))
    saved(ledger, order(ledger, "0.40"), "0.35")  # less than was expected
    saved(ledger, order(ledger, "0.40", scope="class 3b", notebook="week 2/try.ipynb"), "0.41")  # more
    refused(ledger, order(ledger, "0.40"))  # its money came back
    order(ledger, "0.30", model="sora-2-pro")  # held
    in_doubt(ledger, order(ledger, "0.20", model="sora-2-pro", scope="class 3b"))  # held until somebody decides
    ledger.submit_again(in_doubt(ledger, order(ledger, "0.25", model="sora-2-pro")).id)  # spent, and held once more
    ledger.give_up(in_doubt(ledger, order(ledger, "0.15", model="sora-2-pro")).id)
    lost(ledger, order(ledger, "0.10", model="sora-2-pro"))
    told_later(ledger, order(ledger, None, model="wan", notebook=None, provider="box"), "0.07")
    saved(ledger, order(ledger, "0.06", model="wan", notebook=None, provider="box"), "0.06")  # a rate was given later
    saved(ledger, order(ledger, "0.90", project=ANOTHER, scope="class 3b"), "0.90")


def money_of(row: SpendingRow) -> tuple[object, ...]:
    return row.jobs, row.clips, row.known_usd, row.unknown, row.spent_usd, row.held_usd


def usd(*amounts: str | int) -> tuple[object, ...]:
    return tuple(Decimal(amount) if isinstance(amount, str) else amount for amount in amounts)


def test_every_fate_of_money_is_told_by_model(ledger: Ledger, told: Callable[..., Spending]) -> None:
    everything(ledger)
    report = told()
    assert {row.key: money_of(row) for row in report.rows} == {
        "sora-2-pro": usd(5, 0, "1.00", 0, "0.50", "0.75"),
        "sora-2": usd(3, 2, "1.20", 0, "0.76", "0"),
        "wan": usd(2, 2, "0.06", 1, "0.13", "0"),
    }
    assert [row.key for row in report.rows] == ["sora-2-pro", "sora-2", "wan"]
    assert [row.difference_usd for row in report.rows] == [Decimal("0.25"), Decimal("-0.44"), None]
    assert [row.estimated_usd for row in report.rows] == [Decimal("1.00"), Decimal("1.20"), None]


@pytest.mark.parametrize("by", GROUPS)
def test_the_total_is_the_wallets_whatever_it_is_grouped_by(
    ledger: Ledger, told: Callable[..., Spending], by: str
) -> None:
    everything(ledger)
    folder, course = told(by).total, told(by, scope="class 3b").total
    assert (folder.held_usd, folder.spent_usd) == (ledger.wallet(PROJECT).held_usd, ledger.wallet(PROJECT).spent_usd)
    assert (folder.jobs, folder.spent_usd + folder.held_usd) == (10, Decimal("2.14"))
    assert (folder.estimated_usd, folder.known_usd, folder.difference_usd) == (None, Decimal("2.26"), None)
    scope = ledger.scope_wallet("class 3b")
    assert (course.held_usd, course.spent_usd) == (scope.held_usd, scope.spent_usd) == usd("0.20", "1.31")
    assert (course.jobs, course.difference_usd) == (3, Decimal("0.01"))


def test_jobs_without_a_notebook_or_a_scope_have_a_row_of_their_own(
    ledger: Ledger, told: Callable[..., Spending]
) -> None:
    everything(ledger)
    assert {row.key: row.jobs for row in told("notebook").rows} == {"lesson.ipynb": 7, "week 2/try.ipynb": 1, None: 2}
    assert {row.key: row.jobs for row in told("scope").rows} == {None: 8, "class 3b": 2}
    assert "not told" in repr(told("notebook")) and "none" in repr(told("scope"))


@pytest.mark.parametrize(("zone", "day"), [("LINT-14", "2026-11-24"), ("UTC0", "2026-11-23")])
def test_a_day_is_that_of_the_order_by_this_machines_calendar(
    zone: str, day: str, ledger: Ledger, told: Callable[..., Spending], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with monkeypatch.context() as patches:
            for moment in (NOON, NOON - 2 * 86400):
                patches.setattr("sora_widgets.jobs.ledger.time.time", lambda moment=moment: moment)
                order(ledger, "0")
        assert [row.key for row in told("day").rows] == [day[:-1] + str(int(day[-1]) - 2), day]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_it_prints_as_a_table_with_its_sum(ledger: Ledger, told: Callable[..., Spending]) -> None:
    everything(ledger)
    assert repr(told()).splitlines() == [
        "spending by model in this folder",
        "model       jobs  clips          estimated  spent   held  difference",
        "────────────────────────────────────────────────────────────────────",
        "sora-2-pro     5      0              $1.00  $0.50  $0.75      +$0.25",
        "sora-2         3      2              $1.20  $0.76  $0.00      -$0.44",
        "wan            2      2  $0.06 + 1 unknown  $0.13  $0.00     unknown",
        "────────────────────────────────────────────────────────────────────",
        "sum           10      4  $2.26 + 1 unknown  $1.39  $0.75     unknown",
        "difference: spent and held, less what was estimated beforehand",
    ]
    assert repr(told(scope="class 3b")).splitlines()[0] == "spending by model in scope 'class 3b'"


def test_where_no_estimate_was_known_none_is_shown(ledger: Ledger, told: Callable[..., Spending]) -> None:
    told_later(ledger, order(ledger, None), "0.07")
    assert repr(told()).splitlines()[-2].split() == ["sum", "1", "1", "unknown", "$0.07", "$0.00", "unknown"]


def test_no_jobs_say_so(told: Callable[..., Spending]) -> None:
    assert repr(told()) == "no jobs in this folder" == told()._repr_html_()
    assert money_of(told().total) == usd(0, 0, "0", 0, "0", "0")


def test_what_people_and_servers_wrote_is_text_in_the_html(ledger: Ledger, told: Callable[..., Spending]) -> None:
    order(ledger, "0", model="<b>m</b>", notebook="<i>n</i>.ipynb")
    assert "&lt;b&gt;m" in told()._repr_html_() and "<b>" not in told()._repr_html_()
    assert "&lt;i&gt;n" in told("notebook")._repr_html_() and "<i>" not in told("notebook")._repr_html_()


def test_its_frame_is_exact_and_says_what_is_not_known(ledger: Ledger, told: Callable[..., Spending]) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed here: the frame of spending is not tested")
    everything(ledger)
    frame = told().to_frame()
    assert list(frame.columns) == [
        *("model", "jobs", "clips", "estimated_usd", "known_usd", "unknown"),
        *("spent_usd", "held_usd", "difference_usd"),
    ]
    assert frame["estimated_usd"].tolist() == [Decimal("1.00"), Decimal("1.20"), None]
    total: Any = frame["spent_usd"].sum()
    assert (type(total), total) == (Decimal, Decimal("1.39")) and frame["jobs"].dtype == "int64"


@pytest.mark.parametrize("by", ["prompt", "", None, ["model"]])
def test_an_unknown_grouping_names_the_known_ones(by: Any, told: Callable[..., Spending]) -> None:
    with pytest.raises(sw.UnsupportedValueError, match="by model, day, notebook, scope, provider, not by") as refused:
        told(by)
    assert refused.value.allowed == ("model", "day", "notebook", "scope", "provider")


@pytest.mark.parametrize("scope", ["", 7, "a \ud800 class"])
def test_a_scope_that_is_no_name_is_refused(scope: Any, told: Callable[..., Spending]) -> None:
    with pytest.raises(sw.RequestError, match="scope must be the name"):
        told(scope=scope)


amounts = st.integers(0, 3_000_000).map(lambda micro: Decimal(micro) / 1_000_000)
fates = st.sampled_from(["held", "saved", "refused", "in doubt", "given up", "again", "lost"])
jobs = st.tuples(
    st.sampled_from(["sora-2", "sora-2-pro", "wan"]),
    st.sampled_from(["a.ipynb", "b/c.ipynb", None]),
    st.sampled_from(["class 3b", "class 4", None]),
    fates,
    st.one_of(st.none(), amounts),  # the estimate
    amounts,  # the cost
)


@settings(max_examples=40)
@given(st.lists(jobs, max_size=8))
def test_groups_add_up_to_the_wallet_and_to_each_other_exactly(asked: list[tuple[Any, ...]]) -> None:
    ledger = Ledger(Path(f"ledger-{uuid.uuid4().hex}.sqlite"))
    ledger.set_limit(PROJECT, Decimal(1000))
    for model, notebook, scope, fate, estimate, cost in asked:
        row = order(ledger, None if estimate is None else str(estimate), model=model, notebook=notebook, scope=scope)
        if fate == "saved":
            saved(ledger, row, str(cost))
        elif fate == "refused":
            refused(ledger, row)
        elif fate == "lost":
            lost(ledger, row)
        elif fate != "held":
            row = in_doubt(ledger, row)
            if fate != "in doubt":
                (ledger.give_up if fate == "given up" else ledger.submit_again)(row.id)
    sums = {by: [dict(group) for group in ledger.sums(by, PROJECT)] for by in GROUPS}
    wallet, rows = ledger.wallet(PROJECT), ledger.jobs(PROJECT, 100)
    for groups in sums.values():
        assert sum(group["jobs"] for group in groups) == len(asked)
        assert Decimal(sum(group["spent"] for group in groups)) / 1_000_000 == wallet.spent_usd
        assert Decimal(sum(group["held"] for group in groups)) / 1_000_000 == wallet.held_usd
        assert sum(group["unknown"] for group in groups) == sum(row.estimate_usd is None for row in rows)
    for by in ("model", "notebook", "scope"):
        keys = sorted((str(getattr(row, by)), row.spent_usd, row.estimate_usd or 0) for row in rows)
        told = {
            key: [sum(one) for one in zip(*[row[1:] for row in same], strict=True)]
            for key, same in groupby(keys, lambda row: row[0])
        }
        assert told == {
            str(g["key"]): [Decimal(g["spent"]) / 1_000_000, Decimal(g["estimated"]) / 1_000_000] for g in sums[by]
        }
    for scope in ("class 3b", "class 4"):
        (group,) = [g for g in sums["scope"] if g["key"] == scope] or [{"spent": 0, "held": 0}]
        state = ledger.scope_wallet(scope)
        assert (Decimal(group["spent"]) / 1_000_000, Decimal(group["held"]) / 1_000_000) == (
            state.spent_usd,
            state.held_usd,
        )
    ledger.close()
