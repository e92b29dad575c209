"""Words that are easily too pale, measured as they are shown, in JupyterLab's light and dark themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from contrast import PALE_WORDS, PLACEHOLDER_CONTRAST
from doubtful_server import DoubtfulServer

pytestmark = pytest.mark.one_page
READY_MS = 60_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_examples_in_empty_fields_can_be_read(open_notebook, theme):
    notebook = open_notebook(["import sora_widgets as sw\nsw.PromptComposer()"])
    notebook.set_theme(theme)
    notebook.run_cell(0)
    field = notebook.output(0).locator("input[name=action]")
    assert field.evaluate(PLACEHOLDER_CONTRAST) >= 4.5


_DOUBT = """import sora_widgets as sw
from sora_widgets.jobs import steps
from sora_widgets.widgets import JobCard
steps.SETTLE_S = 0.5
sw.set_budget(5)
sw.connect({address!r}, usd_per_second="0.10")
kite = sw.generate("A red kite over a park")
kite.result(60)
"""


@pytest.fixture
def server() -> Iterator[DoubtfulServer]:
    made = DoubtfulServer()
    yield made
    made.stop()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_decisions_differences_and_sums_can_be_read(open_notebook, server, theme):
    notebook = open_notebook(
        [
            _DOUBT.format(address=server.address),
            "boat = sw.generate('A boat at sea'); sw.JobQueue()",
            "JobCard(boat)",
            "together = sw.gather([kite, boat])",
            "sw.VideoPlayer(kite.clip)",
        ]
    )
    notebook.set_theme(theme)
    notebook.run_cell(0)
    server.is_answering, server.copies = False, 2
    for index in range(1, 5):
        notebook.run_cell(index)
    outputs = [notebook.output(index) for index in range(1, 5)]
    for output in outputs[:3]:
        expect(output.locator(".sora-decision")).to_be_visible(timeout=READY_MS)
    for index, output in enumerate(outputs):
        if index < 3:
            output.get_by_role("button", name="Give up").click()  # now it asks, in a colour of its own
            expect(output.get_by_role("button", name="Really give up?")).to_be_visible()
        expect(output.locator(".sora-differences__one").first if index in (0, 3) else output).to_be_visible()
        words = output.evaluate(PALE_WORDS, ".sora-queue, .sora-card, .sora-player")
        assert words["seen"] >= (2 if index == 3 else 8)
        assert words["pale"] == [], f"too pale in {theme}"
