"""What may be asked for, what may be spent and what a folder is good for, before there is any engine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import sora_widgets as sw
from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.jobs import takes as takes_module
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.rows import JobRow, WalletState
from sora_widgets.jobs.takes import check_folder, find_take, look_at_folder, write_take
from sora_widgets.jobs.wallet import over_budget, read_usd
from sora_widgets.pricing import estimate, format_sum_usd, read_request, shown

JOB = JobRow(
    id="j", project="", state=State.SAVED, provider="test", address="http://gpu-box/v1", prompt="a kite", parts={},
    model="m", seconds=4, size="64x64", take=1, fingerprint="f", estimate_usd=None, held_usd=Decimal(0), cost_usd=None,
    remote_id="v", attempt=0, may_post_again=True, posted_at=None, next_attempt_at=0.0, progress=100, created_at=1.0,
    scope=None, options={}, reference=None, spent_usd=Decimal(0), told_cost_usd=None, urls=(), told_status=None,
    candidates=None, started_at=None, updated_at=2.0, note=None, error_code=None, is_cancel_wanted=False, clip=None, lease_owner=None,
    lease_until=0.0, fence=0, change=1,
)  # fmt: skip


@pytest.fixture
def take_file(tmp_path: Path) -> Path:
    """A whole take of a clip of four bytes."""
    path = tmp_path / "clips" / "kite.mp4"
    path.parent.mkdir()
    path.write_bytes(b"clip")
    facts = Facts(4.0, 64, 64, 30.0, 120, False, 4, "h264", None)
    clip = Clip(path, None, facts, "0" * 64, Provenance(prompt="a kite", cost_usd=Decimal("0.40")))
    return write_take(JobRow(**{**vars(JOB), "project": str(tmp_path)}), clip)


def take_of(project: Path) -> Clip | None:
    return find_take(project, JOB.address, JOB.fingerprint, JOB.take)


DAMAGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "clip": lambda stored: stored.update(clip="x"),
    "facts": lambda stored: stored["clip"].update(facts="x"),
    "path": lambda stored: stored["clip"].update(path="a\0b"),
    "poster": lambda stored: stored["clip"].update(poster_path=5),
    "cost": lambda stored: stored["clip"]["provenance"].update(cost_usd="abc"),
    "size": lambda stored: stored["clip"]["facts"].update(size_bytes="x"),
}


@pytest.mark.parametrize("damaged", DAMAGES)
def test_a_damaged_take_is_no_take(damaged: str, take_file: Path, tmp_path: Path) -> None:
    assert take_of(tmp_path) is not None
    stored = json.loads(take_file.read_text("utf-8"))
    DAMAGES[damaged](stored)
    take_file.write_text(json.dumps(stored), "utf-8")
    assert take_of(tmp_path) is None


@pytest.mark.parametrize("text", ["", "[]", "5", "[" * 100_000], ids=shown)
def test_a_take_file_of_something_else_is_no_take(text: str, take_file: Path, tmp_path: Path) -> None:
    take_file.write_text(text, "utf-8")
    assert take_of(tmp_path) is None


def test_two_who_check_the_folder_at_once_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes, others = Path.write_bytes, iter([True, True])

    def write_while_another_checks(path: Path, content: bytes) -> int:
        written = write_bytes(path, content)
        if next(others, False):
            check_folder(tmp_path)
        return written

    monkeypatch.setattr(Path, "write_bytes", write_while_another_checks)
    check_folder(tmp_path)
    assert next(others, None) is None
    assert not [*(tmp_path / "clips").iterdir(), *(tmp_path / "takes").iterdir()]


def test_looking_at_a_folder_writes_nothing(tmp_path: Path) -> None:
    look_at_folder(tmp_path / "not-here-yet")
    assert not list(tmp_path.iterdir())


def test_looking_at_a_folder_sees_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "takes").write_text("x")
    with pytest.raises(sw.FolderNotWritableError, match=r"takes cannot be written \(a file is in the way\)"):
        look_at_folder(tmp_path)


def test_looking_at_a_folder_sees_a_missing_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(sw.FolderNotWritableError, match="no permission"):
        look_at_folder(tmp_path)


def test_looking_at_a_folder_sees_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(takes_module, "_ROOM_BYTES", 1 << 80)
    with pytest.raises(sw.DiskFullError, match="free some space"):
        look_at_folder(tmp_path)


def test_a_refusal_writes_the_empty_purse_as_a_sum() -> None:
    price = estimate(seconds=4, usd_per_second="0.10")
    spent = over_budget(price, [WalletState(Decimal("0.40"), Decimal(0), Decimal("0.40"))])
    assert "only $0.00 of the budget of $0.40 is left" in str(spent)
    overdrawn = over_budget(price, [WalletState(Decimal(0), Decimal(0), Decimal("0.40"))])
    assert "only $0.00 of the budget of $0.00 is left" in str(overdrawn)


def test_a_sum_of_nothing_is_written_in_dollars() -> None:
    assert format_sum_usd(Decimal(0)) == "$0.00"
    assert format_sum_usd(Decimal("1234.5")) == "$1,234.50"


@pytest.mark.parametrize(
    ("given", "usd"), [("5", "5"), (0.1, "0.1"), ("$2.50", "2.50"), ("0.0000001", "0.000001"), ("1e9", "1000000000")]
)
def test_an_amount_is_read_and_rounded_up_to_what_the_ledger_counts(given: float | str, usd: str) -> None:
    assert read_usd(given, "the budget") == Decimal(usd)


@pytest.mark.parametrize(
    "given", ["1e30", "1e400", "1000000000.01", "nan", "inf", "-1", "plenty", True, 10**5000], ids=shown
)
def test_an_amount_that_nobody_means_is_refused(given: float | str) -> None:
    with pytest.raises(sw.RequestError, match="the budget must be an amount of USD from 0 to 1,000,000,000"):
        read_usd(given, "the budget")


def test_a_length_is_the_same_as_number_and_as_text() -> None:
    assert read_request("m", "4", "64x64") == read_request("m", 4, "64x64") == ("m", 4, "64x64")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("model", value) for value in (None, [], "", " ", 5, "a\ud800b", "x" * 201)),
        *(("seconds", value) for value in (None, 0, -1, 3601, 10**30, 10**5000, "4.0", True)),
        *(("size", value) for value in (None, "banana", "0x720", "64x", 5, ["x"], "9" * 50 + "x1")),
    ],
    ids=shown,
)
def test_what_no_server_could_be_asked_for_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(sw.UnsupportedValueError, match=f"^{name} must be ") as refused:
        read_request(**{"model": "m", "seconds": 4, "size": "64x64", name: value})
    assert refused.value.name == name
    assert len(str(refused.value)) < 200


def test_any_value_can_be_shown() -> None:
    assert shown("sora-2") == "'sora-2'"
    assert shown(10**5000) == "a number of thousands of digits"
