"""For every eye, hand and ear: names, sizes, contrast, and what axe-core says of every widget in both themes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS, PLACEHOLDER_CONTRAST
from lab_page import NotebookPage
from sweep import SIZES, controls_by_group, load_axe, serious_findings

pytestmark = pytest.mark.one_page
READY_MS = 60_000
COMPOSE = "import sora_widgets as sw\nsw.PromptComposer({words!r}, language={language!r})"
TYPED = {"en": "a kid with a kite", "fr": "un enfant avec un cerf-volant"}
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


def composer_of(notebook: NotebookPage) -> Locator:
    """The composer of the first cell, once its pickers are there."""
    composer = notebook.output(0).locator(".sora-composer")
    expect(composer.locator("input[name=framing]")).to_have_attribute("role", "combobox", timeout=READY_MS)
    return composer


@THEMES
@pytest.mark.parametrize("language", TYPED)
def test_every_control_has_a_name_of_its_own_a_size_and_words_that_can_be_read(open_notebook, language, theme):
    notebook = open_notebook([COMPOSE.format(words=TYPED[language], language=language)])
    notebook.set_theme(theme)
    notebook.run_cell(0)
    composer = composer_of(notebook)
    composer.locator(".sora-composer__more").press("Enter")
    expect(composer.locator(".sora-composer__more")).to_have_attribute("aria-expanded", "true")

    controls = controls_by_group(composer.aria_snapshot())
    assert len(controls) >= 40
    assert [control for control in controls if not control[2]] == []
    assert sorted({control for control in controls if controls.count(control) > 1}) == []

    sizes = composer.evaluate(SIZES)
    assert len(sizes) >= 30
    assert [(what, size) for what, size in sizes if size < 28] == []

    read = composer.evaluate(PALE_WORDS, ".sora-composer")
    assert read["seen"] >= 40
    assert read["pale"] == []
    assert composer.locator("input[name=sound]").evaluate(PLACEHOLDER_CONTRAST) >= 4.5


STUDIO = [
    COMPOSE.format(words=TYPED["en"], language="en"),
    "from sora_widgets.widgets import StoryboardEditor\n"
    "StoryboardEditor(sw.Storyboard([sw.Scene('Wide shot of a red kite over a park.'), sw.Scene('A dog runs.')]))",
    "clip = sw.generate('A red kite over a park').result(60)\nsw.VideoPlayer(clip)",
    "sw.JobQueue()",
]


@THEMES
def test_axe_finds_nothing_that_keeps_somebody_out(open_notebook, theme):
    notebook = open_notebook(STUDIO)
    notebook.set_theme(theme)
    for index in range(len(STUDIO)):
        notebook.run_cell(index)
    composer = composer_of(notebook)
    expect(notebook.output(1).locator(".sora-storyboard")).to_be_visible()
    expect(notebook.output(2).locator(".sora-player video")).to_be_attached(timeout=READY_MS)
    expect(notebook.output(3).locator(".sora-queue__row")).to_be_visible(timeout=READY_MS)
    load_axe(notebook.page)
    for selector in (".sora-composer", ".sora-storyboard", ".sora-player", ".sora-queue"):
        assert serious_findings(notebook.page, selector, least_passed=8) == [], f"{selector} in {theme}"
    for name in ("framing", "camera"):
        composer.locator(f"input[name={name}]").press("ArrowDown")
        expect(composer.locator(".sora-picker:popover-open")).to_be_visible()
        findings = serious_findings(notebook.page, ".sora-picker:popover-open", least_passed=4)
        assert findings == [], f"the list of {name} in {theme}"
        notebook.page.keyboard.press("Escape")
    composer.get_by_role("button", name="Templates").press("Enter")
    expect(composer.get_by_role("menu")).to_be_visible()
    findings = serious_findings(notebook.page, ".sora-menu:popover-open", least_passed=1)
    assert findings == [], f"the menu in {theme}"
