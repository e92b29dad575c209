"""For every eye, hand and ear: names, sizes, contrast, and what axe-core says of every widget in both themes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS, PLACEHOLDER_CONTRAST
from lab_page import NotebookPage

READY_MS = 60_000
AXE = Path(__file__).parents[2] / "js" / "node_modules" / "axe-core" / "axe.min.js"
COMPOSE = "import sora_widgets as sw\nsw.PromptComposer({words!r}, language={language!r})"
TYPED = {"en": "a kid with a kite", "fr": "un enfant avec un cerf-volant"}
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])

# What can be pressed or typed in, each with its smaller side in px.
_SIZES = """root => [...root.querySelectorAll("button, input, select, textarea, a, [role=option], [role=menuitem]")]
    .filter(one => one.checkVisibility())
    .map(one => {
        const { width, height } = one.getBoundingClientRect();
        return [one.outerHTML.slice(0, 120), Math.round(Math.min(width, height) * 10) / 10];
    })"""

_CONTROL = re.compile(r"^(\s*)- '?(\w+)(?: \"((?:[^\"\\]|\\.)*)\")?")
_PRESSED = {"button", "checkbox", "combobox", "link", "menuitem", "option", "radio", "slider", "switch", "textbox"}


def composer_of(notebook: NotebookPage) -> Locator:
    """The composer of the first cell, once its pickers are there."""
    composer = notebook.output(0).locator(".sora-composer")
    expect(composer.locator("input[name=framing]")).to_have_attribute("role", "combobox", timeout=READY_MS)
    return composer


def controls_by_group(snapshot: str) -> list[tuple[str, str, str]]:
    """Of a page as it is told: the path of what each control lies in, its role and its name."""
    inside: list[tuple[int, str]] = []
    found = []
    for number, line in enumerate(snapshot.splitlines()):
        match = _CONTROL.match(line)
        if match is None:
            continue
        depth, role, name = len(match[1]), match[2], match[3] or ""
        while inside and inside[-1][0] >= depth:
            inside.pop()
        if role in _PRESSED:
            found.append(("/".join(place for _, place in inside), role, name))
        inside.append((depth, f"{number} {role} {name}"))
    return found


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

    sizes = composer.evaluate(_SIZES)
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


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which knows the rules for the web's accessibility; skipped without it, but never in CI."""
    if not AXE.exists():
        reason = "axe-core is not installed: run `npm ci` in js/"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text(encoding="utf-8")


# The rules of WCAG 2.2 AA and axe's own advice within one element; what it found that keeps somebody out.
_SWEEP = """async selector => {
    const root = document.querySelector(selector);
    if (!root) return { passed: 0, serious: [`${selector} is not there`] };
    const { passes, violations } = await axe.run(root, { resultTypes: ["violations", "passes"] });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return {
        passed: passes.length,
        serious: serious.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)),
    };
}"""


@THEMES
def test_axe_finds_nothing_that_keeps_somebody_out(open_notebook, axe, theme):
    notebook = open_notebook(STUDIO)
    notebook.set_theme(theme)
    for index in range(len(STUDIO)):
        notebook.run_cell(index)
    composer = composer_of(notebook)
    expect(notebook.output(1).locator(".sora-storyboard")).to_be_visible()
    expect(notebook.output(2).locator(".sora-player video")).to_be_attached(timeout=READY_MS)
    expect(notebook.output(3).locator(".sora-queue__row")).to_be_visible(timeout=READY_MS)
    notebook.page.evaluate(axe)
    for selector in (".sora-composer", ".sora-storyboard", ".sora-player", ".sora-queue"):
        found = notebook.page.evaluate(_SWEEP, selector)
        assert found["serious"] == [], f"{selector} in {theme}"
        assert found["passed"] >= 8, f"{selector}: next to nothing was looked at"
    for name in ("framing", "camera"):
        composer.locator(f"input[name={name}]").press("ArrowDown")
        expect(composer.locator(".sora-picker:popover-open")).to_be_visible()
        found = notebook.page.evaluate(_SWEEP, ".sora-picker:popover-open")
        assert found["serious"] == [], f"the list of {name} in {theme}"
        assert found["passed"] >= 4
        notebook.page.keyboard.press("Escape")
    composer.get_by_role("button", name="Templates").press("Enter")
    expect(composer.get_by_role("menu")).to_be_visible()
    found = notebook.page.evaluate(_SWEEP, ".sora-menu:popover-open")
    assert found["serious"] == [], f"the menu in {theme}"
