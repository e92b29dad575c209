"""A job in doubt in JupyterLab: what a person sees of it, and decides with the keyboard alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from doubtful_server import DoubtfulServer
from lab_page import NotebookPage

pytestmark = pytest.mark.one_page
READY_MS = 60_000
# The engine waits a minute before it looks for a lost answer: the test does not.
CONNECT = """import json, os
os.environ["SORA_WIDGETS_LANGUAGE"] = {language!r}
import sora_widgets as sw
from sora_widgets.jobs import steps
from sora_widgets.widgets import JobCard
steps.SETTLE_S = {settle_s}
sw.set_budget({budget})
sw.connect({address!r}, usd_per_second="0.10")
"""
MONEY = "w = sw.wallet(); print(json.dumps([str(w.held_usd), str(w.spent_usd)]))"


@pytest.fixture
def server() -> Iterator[DoubtfulServer]:
    """Makes two of everything, and answers no order."""
    made = DoubtfulServer()
    made.copies, made.is_answering = 2, False
    yield made
    made.stop()


def connect(server: DoubtfulServer, *, language: str = "en", settle_s: float = 0.5, budget: float = 5) -> str:
    return CONNECT.format(language=language, settle_s=settle_s, budget=budget, address=server.address)


def value(notebook: NotebookPage, index: int) -> object:
    notebook.run_cell(index)
    return json.loads(notebook.output(index).locator("pre").inner_text())


def decision_in(output: Locator) -> Locator:
    decision = output.locator(".sora-decision")
    expect(decision).to_be_visible(timeout=READY_MS)
    return decision


def height_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["height"]


def test_a_doubtful_job_comes_first_says_what_is_known_and_is_submitted_again_with_two_presses(open_notebook, server):
    notebook = open_notebook(
        [
            connect(server) + "job = sw.generate('A boat at sea')\nsw.JobQueue()",
            "sw.connect('animatic'); later = sw.generate('A dog')",
            MONEY,
        ]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    expect(output).to_contain_text("Looking whether the server has it · next look ")
    decision = decision_in(output)
    notebook.run_cell(1)
    rows = output.locator(".sora-queue__row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Needs you")
    expect(output.locator(".sora-queue__count")).to_contain_text("1 waiting for you")
    expect(decision).to_contain_text("shows 2 videos that may be it")
    expect(decision.locator(".sora-decision__video")).to_have_count(2)
    expect(decision.locator(".sora-decision__video").first).to_contain_text(
        re.compile(r"\d\d:\d\d:\d\d · .*4 s · 1280×720")
    )
    expect(decision).to_contain_text("Adopting costs nothing more: the $0.40 held becomes spent when it is saved")
    expect(decision).to_contain_text("another $0.40 is held; left afterwards $4.20")
    expect(decision).to_contain_text("$0.40 is counted as spent: the server may charge for it")

    again = decision.locator(".sora-decision__choice .sora-button").first
    expect(again).to_have_accessible_description(re.compile("another \\$0.40 is held"))
    before = height_of(rows.first)
    again.focus()
    notebook.page.keyboard.press("Enter")
    expect(again).to_have_text("Really submit again?")
    expect(decision.get_by_role("status")).to_contain_text("Escape")
    assert height_of(rows.first) == before, "the row jumped when the button asked"
    notebook.page.keyboard.press("Escape")
    expect(again).to_have_text("Submit again")
    notebook.page.keyboard.press("Enter")
    notebook.page.keyboard.press("Tab")  # who goes on has not said yes
    expect(again).to_have_text("Submit again")
    assert len(server.orders) == 1
    server.is_answering, server.is_working = True, False
    again.focus()
    notebook.page.keyboard.press("Enter")
    notebook.page.keyboard.press("Enter")
    expect(decision).to_have_count(0, timeout=READY_MS)
    row = output.locator(".sora-queue__row", has_text="A boat at sea")
    expect(row.get_by_role("button", name="Cancel: A boat at sea")).to_be_focused()
    expect(row).to_contain_text("In the queue", timeout=READY_MS)
    assert server.orders == ["A boat at sea", "A boat at sea"]
    assert value(notebook, 2) == ["0.4", "0.4"]


def test_a_video_is_adopted_on_the_card_which_keeps_its_height_and_shows_how_the_clip_differs(open_notebook, server):
    notebook = open_notebook(
        [
            connect(server) + "job = sw.generate('A boat at sea')\nJobCard(job)",
            "player = sw.VideoPlayer(job.clip); player",
            "print(json.dumps([job.remote_id, str(job.state)]))",
        ]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    decision = decision_in(output)
    second = decision.locator(".sora-decision__video").nth(1)
    chosen = second.locator("b").get_attribute("title")
    height = height_of(output.locator(".sora-card__box"))
    second.get_by_role("button", name="Adopt this video").focus()
    notebook.page.keyboard.press("Enter")
    expect(output.locator("video")).to_be_attached(timeout=READY_MS)
    assert abs(height_of(output.locator(".sora-card__box")) - height) <= 1, "the card jumped"
    assert value(notebook, 2) == [chosen, "saved"]
    notebook.run_cell(1)
    for shown in (output, notebook.output(1)):
        expect(shown.locator("figcaption")).to_contain_text("≠ asked 4 s, got 0.5 s")
        expect(shown.locator("figcaption")).to_contain_text("≠ asked 1280×720, got 64×48")
    expect(output.locator(".sora-card__facts")).not_to_contain_text("1280×720")
    assert len(server.orders) == 1


def test_where_there_is_no_list_an_id_is_typed_and_a_wrong_one_is_refused_on_the_row(open_notebook, server):
    server.is_listing, server.is_answering, server.copies = False, True, 1
    notebook = open_notebook(
        [
            connect(server)
            + "earlier = sw.generate('A dog')\nprint(json.dumps(earlier.result(60) and earlier.remote_id))",
            "job = sw.generate('A boat at sea')\nsw.JobQueue()",
        ]
    )
    taken = value(notebook, 0)
    server.is_answering = False
    notebook.run_cell(1)
    decision = decision_in(notebook.output(1))
    expect(decision).to_contain_text("This server cannot list its videos")
    expect(decision.locator(".sora-decision__video")).to_have_count(0)
    field = decision.get_by_label("Id of the video")
    expect(decision.get_by_role("button", name="Adopt this video")).to_have_attribute("aria-disabled", "true")
    field.press_sequentially(f"{taken}")
    notebook.page.keyboard.press("Enter")
    expect(decision.get_by_role("button", name="Really this one?")).to_be_visible()
    notebook.page.keyboard.press("x")  # another id is another question
    expect(decision.get_by_role("button", name="Adopt this video")).to_be_visible()
    notebook.page.keyboard.press("Backspace")
    notebook.page.keyboard.press("Enter")
    notebook.page.keyboard.press("Enter")
    expect(decision.get_by_role("alert")).to_contain_text("is that of job")
    expect(field).to_be_focused()
    (mine,) = set(server.videos) - {taken}
    field.fill(mine)
    notebook.page.keyboard.press("Enter")
    notebook.page.keyboard.press("Enter")
    row = notebook.output(1).locator(".sora-queue__row", has_text="A boat")
    expect(row).to_contain_text("Done", timeout=READY_MS)
    assert len(server.orders) == 2


def test_giving_up_in_french_takes_two_presses_and_leaves_its_reason_in_sight(open_notebook, server):
    notebook = open_notebook(
        [connect(server, language="fr") + "job = sw.generate('A boat at sea')\nsw.JobQueue()", MONEY]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    decision = decision_in(output)
    expect(decision).to_contain_text("montre 2 vidéos dont l’une est peut-être la bonne")
    expect(decision).to_contain_text("0,40 $ comptent comme dépensés : le serveur les facturera peut-être")
    give_up = decision.get_by_role("button", name="Abandonner")
    give_up.dblclick()  # counts as one press
    expect(decision.get_by_role("button", name="Vraiment abandonner ?")).to_be_visible()
    decision.locator(".is-asked").click()
    row = output.locator(".sora-queue__row")
    expect(row).to_contain_text("Annulé", timeout=READY_MS)
    expect(row).to_contain_text("its price counts as spent")
    assert value(notebook, 1) == ["0", "0.4"]
    assert len(server.orders) == 1


def test_what_does_not_fit_the_budget_cannot_be_pressed_until_it_does(open_notebook, server):
    notebook = open_notebook(
        [connect(server, budget=0.5) + "job = sw.generate('A boat at sea')\nsw.JobQueue()", "sw.set_budget(2)"]
    )
    notebook.run_cell(0)
    decision = decision_in(notebook.output(0))
    again = decision.get_by_role("button", name="Submit again")
    expect(decision).to_contain_text("another $0.40 does not fit: only $0.10 of the budget is left")
    expect(again).to_have_attribute("aria-disabled", "true")
    again.click(force=True)
    expect(again).to_have_text("Submit again")
    notebook.run_cell(1)
    expect(again).to_have_attribute("aria-disabled", "false")
    expect(decision).to_contain_text("left afterwards $1.20")
    assert len(server.orders) == 1


def test_after_a_cancel_queue_and_card_say_that_the_server_may_go_on_and_charge(open_notebook, server):
    server.is_answering, server.is_working, server.copies = True, False, 1
    notebook = open_notebook(
        [
            connect(server) + "job = sw.generate('A boat at sea')\nsw.JobQueue()",
            "JobCard(job)",
        ]
    )
    notebook.run_cell(0)
    notebook.run_cell(1)
    row, card = notebook.output(0).locator(".sora-queue__row"), notebook.output(1).locator(".sora-card")
    expect(row).to_contain_text("In the queue", timeout=READY_MS)
    row.get_by_role("button", name="Cancel").click()
    for shown in (row, card):
        expect(shown).to_contain_text("may go on working on it, and charge for it", timeout=READY_MS)
        expect(shown).to_contain_text("$0.40 counts as spent")


def test_the_keyboards_place_is_kept_while_rows_change_theirs(open_notebook, server):
    notebook = open_notebook(
        [
            connect(server)
            + """first, second = sw.generate('A boat at sea'), sw.generate('A red kite over a park')
import threading, time
def give_up_when_told():
    while not os.path.exists('now'):
        time.sleep(0.02)
    second.give_up()
threading.Thread(target=give_up_when_told, daemon=True).start()
sw.JobQueue()"""
        ]
    )
    notebook.run_cell(0)
    rows = notebook.output(0).locator(".sora-queue__row")
    expect(rows.locator(".sora-decision")).to_have_count(2, timeout=READY_MS)
    expect(rows.nth(0)).to_contain_text("A red kite")
    adopt = rows.filter(has_text="A boat").get_by_role("button", name="Adopt this video").first
    adopt.focus()
    notebook.path.with_name("now").touch()
    expect(rows.locator(".sora-decision")).to_have_count(1)
    expect(rows.nth(0)).to_contain_text("A boat")
    expect(adopt).to_be_focused()
