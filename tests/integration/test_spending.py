"""What was expected beside what it cost, after real runs; and the notebook of an order, whoever finishes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sora_widgets.jobs import generate, list_jobs, set_budget, spending, wallet
from sora_widgets.jobs.ledger import Ledger
from sora_widgets.jobs.session import Session
from video_server import VideoServer
from waiting import DEADLINE_S, wait_until

PROMPT = "Wide shot of a red kite over a park, the camera rises"


@pytest.fixture(autouse=True)
def _in_a_notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "lessons" / "kites.ipynb"))


def at(session: Session, server: VideoServer, rate: str) -> None:
    session.provider = server.provider(usd_per_second=rate)
    session.engine.connect(session.provider)


def test_after_runs_the_report_is_the_wallet(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10")
    set_budget(5)
    generate(PROMPT, seconds=8).result(DEADLINE_S)  # the server delivers four of the eight
    server.is_held = True
    generate(PROMPT)
    (row,) = spending("notebook").rows
    assert (row.key, row.jobs, row.clips) == ("lessons/kites.ipynb", 2, 1)
    assert (row.estimated_usd, row.spent_usd, row.held_usd) == (Decimal("1.20"), Decimal("0.40"), Decimal("0.40"))
    assert row.difference_usd == Decimal("-0.40")
    assert (wallet().spent_usd, wallet().held_usd) == (row.spent_usd, row.held_usd)


def test_a_job_that_another_kernel_finishes_keeps_the_notebook_of_its_order(
    studio: Session,
    server: VideoServer,
    open_session: Callable[[], Session],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    server.is_held = True
    job = generate(PROMPT)
    wait_until(lambda: job.remote_id is not None, studio)
    studio.close()
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "another.ipynb"))
    server.is_held = False
    other = open_session()
    at(other, server, "0")
    (resumed,) = list_jobs()
    clip = resumed.result(DEADLINE_S)
    assert resumed.notebook == "lessons/kites.ipynb"
    clip.path.unlink()
    again = generate(PROMPT)
    again.result(DEADLINE_S)  # fetched once more, for its file was gone
    assert (again.id, again.notebook) == (job.id, "lessons/kites.ipynb")
    assert [row.key for row in spending("notebook").rows] == ["lessons/kites.ipynb"]


def test_an_order_that_a_person_repeats_elsewhere_keeps_its_notebook(
    studio: Session, server: VideoServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.is_held = True
    at(studio, server, "0.10")
    set_budget(5)
    job = generate(PROMPT)
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "another.ipynb"))
    assert generate(PROMPT).id == job.id
    assert generate(PROMPT).notebook == "lessons/kites.ipynb"
    assert generate(PROMPT, take=2).notebook == "another.ipynb"


def test_takes_and_clips_hold_neither_the_notebook_nor_a_folder(studio: Session, tmp_path: Path) -> None:
    clip = generate(PROMPT).result(DEADLINE_S)
    (take,) = (tmp_path / "takes").glob("*.json")
    kept = [
        take.read_text("utf-8"),
        json.dumps(clip.to_dict(tmp_path)),
        json.dumps(clip._repr_mimebundle_()),
        repr(spending("notebook")),
    ]
    assert not any(str(tmp_path) in text for text in kept)
    assert not any("kites.ipynb" in text for text in kept[:3])


def test_a_take_that_came_with_the_folder_is_of_the_notebook_that_asked(
    studio: Session,
    open_session: Callable[[], Session],
    server: VideoServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    generate(PROMPT).result(DEADLINE_S)
    studio.close()
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path / "another-home"))
    monkeypatch.delenv("JPY_SESSION_NAME")
    at(open_session(), server, "0.10")
    job = generate(PROMPT)
    assert job.is_replay and job.notebook is None and job.cost_usd == 0
    (row,) = spending("notebook").rows
    assert (row.key, row.clips, row.estimated_usd, row.spent_usd) == (None, 1, 0, 0)


def test_the_report_is_read_while_kernels_write(studio: Session, server: VideoServer) -> None:
    at(studio, server, "0.10")
    set_budget(50)
    jobs = [generate(PROMPT, take=take) for take in range(1, 9)]
    other = Ledger(studio.settings.ledger_path)
    while not all(job.is_done for job in jobs):
        total = spending().total
        assert total.estimated_usd == Decimal("3.20") and total.difference_usd == 0
        assert sum(row["held"] + row["spent"] for row in other.sums("day", studio.project)) == 3_200_000
    other.close()
    assert spending().total.spent_usd == Decimal("3.20")
