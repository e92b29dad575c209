"""Jobs and money as tables: plain text, HTML that is at home in any theme, exact columns for pandas."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

import sora_widgets as sw
from job_rows import ended, job_of, jobs_of
from sora_widgets.jobs import JobList
from sora_widgets.jobs.listing import _COLUMNS, _row_of
from sora_widgets.jobs.machine import State

HOSTILE = '<img src=x onerror=alert(1)>\n\x1b[31m\u202e & a "kite" that\'s torn'


def listed() -> JobList:
    return JobList(
        jobs_of(
            {"prompt": "a red kite over a park, and then it goes on and on", "model": "sora-2", "created_at": 0.0},
            {"state": State.IN_PROGRESS, "progress": 62, "estimate_usd": Decimal("0.123456"), "seconds": 12},
            {"state": State.AMBIGUOUS, "candidates": (), "estimate_usd": None, "held_usd": Decimal(0)},
            {"scope": "class 3b", "size": "1280x720", **ended(State.SAVED)},
        )
    )


class Cells(HTMLParser):
    """The texts of a table's cells, and every tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.styles = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.styles += f"{dict(attrs).get('style')};"
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and self.tags[-1] in ("td", "th"):
            self.cells[-1] += data


def test_jobs_print_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.jobs.listing.time_told", lambda seconds: f"at {seconds:g}")
    assert repr(listed()).splitlines() == [
        "4 jobs: 1 queued · 1 in progress · 1 needs you · 1 saved",
        "id        state        progress  prompt                                    model   seconds      size  take  provider     scope      estimate   cost  created",
        "─" * 156,
        "00000000  queued                 a red kite over a park, and then it goe…  sora-2      4 s     64×64     1  test-server                $0.40         at 0",
        "00000001  in progress      62 %  a red kite                                m          12 s     64×64     1  test-server            $0.123456         at 1",
        "00000002  needs you              a red kite                                m           4 s     64×64     1  test-server              unknown         at 1",
        "00000003  saved                  a red kite                                m           4 s  1280×720     1  test-server  class 3b      $0.40  $0.40  at 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "cost"),
    [
        ({}, ""),
        (ended(State.SAVED, "0.35"), "$0.35"),
        (ended(State.FAILED), "$0.00"),
        ({**ended(State.SAVED), "spent_usd": Decimal("0.80")}, "$0.80"),  # submitted again: both orders count
        ({**ended(State.SAVED, "0"), "estimate_usd": Decimal(0)}, "free"),
    ],
)
def test_the_cost_of_a_job_is_all_that_was_spent_on_it_beside_its_estimate(changes: dict[str, Any], cost: str) -> None:
    assert dict(zip(_COLUMNS, _row_of(job_of(**changes)), strict=True))["cost"] == cost


def test_a_slice_of_jobs_is_a_table_too_and_one_of_them_is_a_job() -> None:
    jobs = listed()
    assert isinstance(jobs[1:3], JobList) and [job.state for job in jobs[1:3]] == [State.IN_PROGRESS, State.AMBIGUOUS]
    assert isinstance(jobs[0], sw.Job) and isinstance(jobs.copy(), JobList)
    assert jobs == list(jobs) and jobs[:0] == []


def test_no_jobs_say_so() -> None:
    assert repr(JobList()) == "no jobs" and JobList()._repr_html_() == "no jobs"


def test_a_row_tells_the_job_as_it_is_when_it_is_looked_at() -> None:
    jobs = listed()
    jobs[0]._follow(job_of(id=jobs[0].id, change=2, **ended(State.CANCELLED))._row)
    assert "cancelled" in repr(jobs)


def test_a_long_list_shows_fifty_and_says_how_many_more() -> None:
    text = repr(JobList(jobs_of(*[{}] * 52)))
    assert text.count("test-server") == 50
    assert text.endswith("and 2 more: slice the list, or see them all with .to_frame()")


def test_the_html_has_the_same_cells_and_no_colours_of_its_own() -> None:
    page = Cells(listed()._repr_html_())
    words = [cell for cell in page.cells if cell]
    assert words[:5] == ["id", "state", "progress", "prompt", "model"] and page.cells[13 + 4] == "sora-2"
    assert len(page.cells) == 5 * 13
    assert re.findall(r"(?:color|background)[^;]*", page.styles) == ["color:inherit"] * 3


def test_what_people_and_servers_wrote_is_text_in_the_table_and_nothing_else() -> None:
    hostile = JobList([job_of(prompt=HOSTILE, model="<b>m</b>", provider='"><script>', scope="</table>")])
    page = Cells(hostile._repr_html_())
    assert not {"img", "script", "b"} & set(page.tags) and page.tags.count("table") == 1
    assert {"<b>m</b>", '"><script>', "</table>"} <= set(page.cells)
    text = repr(hostile)
    assert len(text.splitlines()) == 4 and "\x1b" not in text and "\u202e" not in text
    "".join(page.cells).encode()


def test_a_job_with_half_a_character_can_be_printed() -> None:
    repr(JobList([job_of(prompt="a \ud800 kite")])).encode()


def test_without_pandas_a_frame_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for table in (listed(), JobList()):
        with pytest.raises(sw.SoraWidgetsError, match=r"needs pandas.*%pip install pandas"):
            table.to_frame()


def test_a_frame_has_every_job_whole_and_money_exact() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed here: the frames of jobs are not tested")
    frame = listed().to_frame()
    assert list(frame.columns) == [
        *("id", "state", "progress", "prompt", "model", "seconds", "size", "take", "provider", "scope"),
        *("notebook", "estimate_usd", "cost_usd", "spent_usd", "created_at"),
    ]
    assert frame["id"][1] == "0000000100000001" and frame["prompt"][0].endswith("on and on")
    assert frame["state"].tolist() == ["queued", "in_progress", "ambiguous", "saved"]
    assert frame["estimate_usd"].dtype == frame["cost_usd"].dtype == object
    assert frame["estimate_usd"].tolist() == [Decimal("0.40"), Decimal("0.123456"), None, Decimal("0.40")]
    total: Any = frame["estimate_usd"].sum()
    assert (type(total), total) == (Decimal, Decimal("0.923456"))
    assert frame["progress"].dtype == "Int64" and frame["progress"][1] == 62 and frame["progress"][0] is pandas.NA
    assert str(frame["created_at"].dtype) == "datetime64[us, UTC]" and frame["created_at"][0].year == 1970


def test_a_frame_of_no_jobs_has_the_same_columns() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed here: the frames of jobs are not tested")
    empty, full = JobList().to_frame(), listed().to_frame()
    assert len(empty) == 0 and list(empty.dtypes.items()) == list(full.dtypes.items())
