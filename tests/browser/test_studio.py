"""The studio in JupyterLab, as a person meets it: compose, generate, watch, come back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lab_page import BUSY, NotebookPage

PACE = "import os; os.environ['SORA_WIDGETS_ANIMATIC_PACE_S'] = '{pace_s}'\n"
IMPORT = "import sora_widgets as sw\n"
COMPOSE = "composer = sw.PromptComposer('Wide shot of a red kite over a park')\ncomposer"
LESSON = Path(__file__).parents[2] / "notebooks" / "01_first_clip.ipynb"
pytestmark = pytest.mark.one_page
READY_MS = 60_000

# The decoded sound of a playing element, as the largest deviation from silence seen so far.
_LISTEN = """video => {
    const context = new AudioContext();
    const meter = context.createAnalyser();
    context.createMediaElementSource(video).connect(meter);
    meter.connect(context.destination);
    const samples = new Float32Array(meter.fftSize);
    window.loudest = 0;
    const look = () => {
        meter.getFloatTimeDomainData(samples);
        for (const sample of samples) window.loudest = Math.max(window.loudest, Math.abs(sample));
        requestAnimationFrame(look);
    };
    look();
}"""


def field(output: Locator, name: str) -> Locator:
    return output.locator(".sora-composer__parts").get_by_label(name, exact=True)


def generate(output: Locator) -> None:
    output.get_by_role("button", name=re.compile("^Generate")).click()


def value(notebook: NotebookPage, index: int) -> object:
    notebook.run_cell(index)
    return json.loads(notebook.output(index).locator("pre").inner_text())


def play(page: Page, scope: Locator) -> None:
    """Press play and see that pictures and sound really come."""
    video = scope.locator("video")
    scope.get_by_role("button", name="Play").first.click()
    page.wait_for_function("video => video.currentTime > 0.3", arg=video.element_handle(), timeout=READY_MS)
    assert video.evaluate("video => video.videoWidth") == 1280
    video.evaluate(_LISTEN)
    page.wait_for_function("() => window.loudest > 0.01", timeout=READY_MS)


def test_the_prompt_follows_the_typing_and_python_sees_it(open_notebook):
    notebook = open_notebook(
        [IMPORT + "composer = sw.PromptComposer()\ncomposer", "import json; print(json.dumps(composer.text))"]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    prompt = output.locator(".sora-composer__text")
    field(output, "Subject").press_sequentially("a red kite")
    expect(prompt).to_contain_text("red kite")
    field(output, "Setting").press_sequentially("a leafy park")
    expect(prompt).to_contain_text("red kite in a leafy park", ignore_case=True)
    output.locator(".sora-composer__item").get_by_role("button", name="Add “wide shot”").click()
    expect(field(output, "Framing")).to_have_value("wide shot")
    expect(prompt).to_have_text("Wide shot of a red kite in a leafy park.")
    assert value(notebook, 1) == prompt.inner_text()


def test_a_press_on_generate_makes_a_clip_that_plays_with_sound(open_notebook):
    notebook = open_notebook(
        [
            PACE.format(pace_s=3) + IMPORT + COMPOSE,
            "import json; print(json.dumps([str(job.state) for job in composer.jobs]))",
        ]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    expect(output.get_by_role("button", name="Generate · free")).to_be_visible()
    generate(output)
    card = output.locator(".sora-card")
    bar = card.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"[1-9]\d?"), timeout=READY_MS)
    height = card.bounding_box()["height"]
    expect(card.locator("video")).to_be_attached(timeout=READY_MS)
    assert abs(card.bounding_box()["height"] - height) <= 1, "the layout jumped when the player came"
    play(notebook.page, card)
    assert value(notebook, 1) == ["saved"]


def test_progress_and_the_player_work_while_a_cell_sleeps(open_notebook):
    notebook = open_notebook([PACE.format(pace_s=3) + IMPORT + COMPOSE, BUSY])
    notebook.run_cell(0)
    output = notebook.output(0)
    generate(output)
    card = output.locator(".sora-card")
    expect(card).to_be_visible()
    notebook.run_cell(1, is_waiting=False)
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    expect(card.get_by_role("progressbar")).to_have_attribute(
        "aria-valuenow", re.compile(r"[1-9]\d?"), timeout=READY_MS
    )
    expect(card.locator("video")).to_be_attached(timeout=READY_MS)
    play(notebook.page, card)
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    notebook.let_go()
    notebook.wait_until_idle()


def test_the_card_is_there_again_after_a_reload(open_notebook):
    notebook = open_notebook([IMPORT + COMPOSE])
    notebook.run_cell(0)
    generate(notebook.output(0))
    expect(notebook.output(0).locator(".sora-card video")).to_be_attached(timeout=READY_MS)
    notebook.reload()
    card = notebook.output(0).locator(".sora-card")
    expect(card.locator("video")).to_be_attached(timeout=READY_MS)
    play(notebook.page, card)


def test_a_displayed_job_becomes_a_document_that_plays_without_a_kernel(open_notebook):
    # As HTML: what the extension makes of it is seen in `test_extension`.
    notebook = open_notebook([IMPORT + "job = sw.generate('Close-up of a cat at night')\njob"], has_extension=False)
    notebook.run_cell(0)
    output = notebook.output(0)
    document = output.locator("figure video[controls]")
    expect(document).to_be_visible(timeout=READY_MS)
    assert output.locator(".sora-card").count() == 0
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    notebook.save()
    stored = json.loads(notebook.path.read_text(encoding="utf-8"))
    (saved,) = stored["cells"][0]["outputs"]
    assert "text/html" in saved["data"] and "application/vnd.jupyter.widget-view+json" not in saved["data"]
    assert len(json.dumps(saved)) <= 50_000
    document.evaluate("video => video.play()")
    notebook.page.wait_for_function("video => video.currentTime > 0.3", arg=document.element_handle(), timeout=READY_MS)


def test_the_queue_shows_and_finishes_what_a_killed_kernel_began(open_notebook):
    notebook = open_notebook(
        [
            PACE.format(pace_s=4) + IMPORT + "job = sw.generate('A boat at sea')",
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            IMPORT + "sw.JobQueue()",
        ]
    )
    notebook.run_cell(0)
    notebook.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")
    notebook.run_cell(1, is_waiting=False)
    notebook.page.locator(".jp-Dialog").get_by_role("button", name=re.compile("Ok", re.IGNORECASE)).click()
    notebook.wait_until_idle()
    notebook.run_cell(2)
    row = notebook.output(2).locator(".sora-queue__row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Done", timeout=READY_MS)
    row.get_by_role("button", name="Watch").click()
    play(notebook.page, row)


def test_the_player_is_steered_from_python_and_tells_python_where_it_is(open_notebook):
    notebook = open_notebook(
        [
            IMPORT + "clip = sw.generate('A ball on a beach').result()\nplayer = sw.VideoPlayer(clip)\nplayer",
            "player.current_time_s = 2.0",
            "import json; print(json.dumps([round(player.current_time_s, 2), player.playing]))",
            "player.playing = True",
        ]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    video = output.locator("video")
    handle = video.element_handle()
    output.locator(".sora-player").hover()
    notebook.page.wait_for_function("video => video.readyState >= 2", arg=handle, timeout=READY_MS)
    notebook.run_cell(1)
    notebook.page.wait_for_function("video => Math.abs(video.currentTime - 2) < 0.04", arg=handle)
    output.get_by_role("button", name="One frame on").click()
    expect(output.locator(".sora-player")).to_contain_text("f 62/120")
    notebook.page.wait_for_function("video => !video.seeking", arg=handle)
    at_s, is_playing = value(notebook, 2)
    assert 2.0 < at_s < 2.08 and not is_playing
    notebook.run_cell(3)
    notebook.page.wait_for_function("video => !video.paused && video.currentTime > 2.3", arg=handle)


def test_refusals_are_said_in_the_widget_and_nothing_is_sent(open_notebook):
    notebook = open_notebook(
        [
            IMPORT + "composer = sw.PromptComposer()\ncomposer",
            "open('clips', 'w').close()",
            "import os; os.remove('clips'); composer.settings = {'seconds': 8}",
            "import json, sora_widgets.jobs; print(json.dumps(len(sora_widgets.jobs.list_jobs())))",
        ]
    )
    notebook.run_cell(0)
    output = notebook.output(0)
    button = output.get_by_role("button", name=re.compile("^Generate"))
    refusal = output.locator(".sora-composer__refusal")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(refusal).to_contain_text("Nothing to film yet")
    field(output, "Subject").press_sequentially("a red kite")
    expect(button).to_have_attribute("aria-disabled", "false")
    # The kernel has heard the last key: a price that came after the next cell would refuse by itself.
    expect(output.locator(".sora-composer__text")).to_have_text("A red kite.")
    notebook.run_cell(1)
    button.click()
    expect(output.get_by_role("alert")).to_contain_text("cannot be written")
    field(output, "Setting").press_sequentially("a park")
    expect(refusal).to_contain_text("cannot be written")
    expect(button).to_have_attribute("aria-disabled", "true")
    notebook.run_cell(2)
    expect(button).to_have_attribute("aria-disabled", "false")
    assert value(notebook, 3) == 0


def test_keys_typed_in_our_fields_do_not_reach_the_notebook(open_notebook):
    notebook = open_notebook([IMPORT + "composer = sw.PromptComposer()\ncomposer", "1"])
    notebook.run_cell(0)
    subject = field(notebook.output(0), "Subject")
    subject.press_sequentially("add xylophones")  # a, d d, x would edit the notebook in command mode
    expect(subject).to_have_value("add xylophones")
    expect(notebook.page.locator(".jp-Notebook .jp-Cell")).to_have_count(2)


def test_the_lesson_runs_from_top_to_bottom(open_notebook):
    notebook = open_notebook(LESSON, name="01_first_clip.ipynb")
    notebook.run_all()
    expect(notebook.page.locator(".sora-composer__text").first).to_contain_text("red kite")
    expect(notebook.page.locator(".sora-queue__row").first).to_contain_text("Done")
