"""`gather` in JupyterLab: one display for many jobs, live beside a waiting cell, and the document that is left."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

PACED = "import os; os.environ['SORA_WIDGETS_ANIMATIC_PACE_S'] = '{pace_s}'\nimport sora_widgets as sw\n"
JOBS = "jobs = [sw.generate(f'A red kite over a park, {number}') for number in range(3)]\n"
pytestmark = pytest.mark.one_page
READY_MS = 90_000


def test_many_jobs_have_one_display_while_a_cell_waits_for_them_and_leave_one_document(open_notebook):
    notebook = open_notebook(
        [PACED.format(pace_s=4) + JOBS + "together = sw.gather(jobs)\nclips = await together\ntogether", "len(clips)"]
    )
    notebook.run_cell(0, is_waiting=False)
    output = notebook.output(0)
    display = output.locator(".sora-gathering")
    expect(display).to_have_count(1)
    bar = display.get_by_role("progressbar").first
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"[1-9]\d?$"), timeout=READY_MS)
    expect(notebook.cell(0).locator(".jp-InputPrompt")).to_have_text("[*]:")
    expect(display.get_by_role("status").first).to_contain_text("of 3 saved")
    expect(display).to_contain_text("free")
    expect(display.locator(".sora-queue__row")).to_have_count(0)
    unfold = display.get_by_role("button", name="Show jobs")
    unfold.focus()
    notebook.page.keyboard.press("Enter")
    expect(display.locator(".sora-queue__row")).to_have_count(3)
    expect(display.get_by_role("button", name="Hide jobs")).to_have_attribute("aria-expanded", "true")

    document = output.locator("section.sora-gathering")
    videos = document.locator("video[controls]")
    expect(videos).to_have_count(3, timeout=READY_MS)
    expect(display.get_by_role("progressbar")).to_have_count(0)
    expect(document.first).to_contain_text("3 of 3 saved · free")
    notebook.wait_until_idle()
    notebook.save()
    stored = json.loads(notebook.path.read_text(encoding="utf-8"))["cells"][0]["outputs"]
    assert len(stored) == 1, "the gathering as the cell's value was shown a second time"
    assert not [one for one in stored if "application/vnd.jupyter.widget-view+json" in one["data"]]
    assert len(json.dumps(stored)) <= 60_000
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    first = videos.first
    first.evaluate("video => video.play()")
    notebook.page.wait_for_function("video => video.currentTime > 0.3", arg=first.element_handle(), timeout=READY_MS)


def test_all_jobs_are_cancelled_with_two_presses(open_notebook):
    notebook = open_notebook(
        [
            PACED.format(pace_s=60) + JOBS + "sw.gather(jobs)",
            "import json; print(json.dumps(sorted(str(job.state) for job in jobs)))",
        ]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    output.get_by_role("button", name="Cancel all").focus()
    notebook.page.keyboard.press("Enter")
    expect(output.get_by_role("button", name="Really cancel 3?")).to_be_focused()
    notebook.page.keyboard.press("Enter")
    expect(output).to_contain_text("0 of 3 saved · 3 cancelled", timeout=READY_MS)
    expect(output.locator("li")).to_have_count(3)
    notebook.run_cell(1)
    assert json.loads(notebook.output(1).locator("pre").inner_text()) == ["cancelled"] * 3
