"""StoryboardEditor in JupyterLab: laid out by hand and by keyboard, generated as one, readable in both themes."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS
from lab_page import BUSY

pytestmark = pytest.mark.one_page
READY_MS = 60_000

EDITOR = """import json
from sora_widgets.prompts.storyboard import Scene, Storyboard
from sora_widgets.widgets import StoryboardEditor
board = Storyboard(
    [
        Scene("Wide shot of Mara flying a red kite in a leafy park, golden light.", 4, characters=["Mara"]),
        Scene("Close-up of a red kite, golden light.", 8, continuity="the same wind"),
        Scene("A dog runs.", 12),
    ],
    {"Mara": "a woman in a red coat"},
)
editor = StoryboardEditor(board)
editor"""
TEXTS = "print(json.dumps([scene.shot.to_text() for scene in editor.storyboard.shots]))"
PACE = "import os; os.environ['SORA_WIDGETS_ANIMATIC_PACE_S'] = '1'\n"

# What a screen reader would call each control; those without a name.
_NAMELESS = """root => {
    const nameOf = element =>
        element.getAttribute("aria-label")
        || (element.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
            .map(id => document.getElementById(id)?.textContent).join(" ").trim()
        || (element.labels ? [...element.labels].map(label => label.textContent).join(" ").trim() : "")
        || (["BUTTON", "A"].includes(element.tagName) ? element.textContent.trim() : "");
    const controls = root.querySelectorAll(
        "button, input, select, textarea, a, [role=listbox], [role=option], [role=progressbar], [role=group], section");
    const shown = [...controls].filter(one => one.getClientRects().length);
    return { seen: shown.length, nameless: shown.filter(one => !nameOf(one)).map(one => one.outerHTML.slice(0, 120)) };
}"""

# WCAG 2.2, 2.5.8 and the project's look: nothing to press is lower than 28 px.
_LOW = """root => [...root.querySelectorAll("button, select, [role=option], label:has(input)")]
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 28)
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def notebook(open_notebook):
    notebook = open_notebook([PACE + EDITOR, TEXTS, BUSY])
    notebook.collapse_sidebar()
    notebook.run_cell(0)
    expect(notebook.output(0).locator(".sora-storyboard")).to_be_visible()
    return notebook


def cards(notebook) -> Locator:
    return notebook.output(0).locator(".sora-storyboard__timeline > [role=option]")


def said(notebook) -> Locator:
    return notebook.output(0).locator(".sora-storyboard > .sora-unseen")


def press(notebook, name: str) -> None:
    notebook.output(0).get_by_role("button", name=name).click()


def expect_order(notebook, *numbers: int) -> None:
    """The cards on the page and the shots in the kernel stand in this order of the original ones."""
    first = ["Wide shot", "Close-up", "A dog runs", "Nothing written"]
    expect(cards(notebook)).to_have_count(len(numbers))
    for card, number in zip(range(len(numbers)), numbers, strict=True):
        expect(cards(notebook).nth(card)).to_contain_text(first[number - 1])


def texts_in_the_kernel(notebook) -> list[str]:
    """The shots as Python has them, once it has heard of everything."""
    expect(notebook.output(0).locator(".sora-storyboard")).to_have_attribute("aria-busy", "false")
    notebook.run_cell(1)
    return json.loads(notebook.output(1).locator("pre").inner_text())


def test_shots_are_chosen_and_moved_from_the_keyboard_and_it_is_announced(notebook):
    cards(notebook).first.focus()
    keyboard = notebook.page.keyboard
    keyboard.press("ArrowRight")
    expect(cards(notebook).nth(1)).to_be_focused()
    expect(cards(notebook).nth(1)).to_have_attribute("aria-selected", "true")
    expect(notebook.output(0).get_by_label("Prompt", exact=True)).to_have_value("Close-up of a red kite, golden light.")
    keyboard.press("Alt+ArrowRight")
    expect_order(notebook, 1, 3, 2)
    expect(cards(notebook).nth(2)).to_be_focused()
    expect(said(notebook)).to_have_text("Shot moved to place 3 of 3.")
    keyboard.press("Alt+ArrowRight")
    expect(said(notebook)).to_have_text("It cannot go any further.")
    keyboard.press("Home")
    expect(cards(notebook).first).to_be_focused()
    keyboard.press("Alt+ArrowRight")
    expect_order(notebook, 3, 1, 2)
    assert [text[:5] for text in texts_in_the_kernel(notebook)] == ["A dog", "Wide ", "Close"]


def test_what_was_taken_out_comes_back_and_later_typing_stays(notebook):
    cards(notebook).nth(1).click()
    notebook.page.keyboard.press("Delete")
    expect_order(notebook, 1, 3)
    expect(said(notebook)).to_have_text("Shot 2 deleted. Undo brings it back.")
    prompt = notebook.output(0).get_by_label("Prompt", exact=True)
    prompt.fill("A dog runs fast.")
    press(notebook, "Undo: shot deleted")
    expect_order(notebook, 1, 2, 3)
    expect(cards(notebook).nth(2)).to_contain_text("A dog runs fast.")
    press(notebook, "Duplicate")
    expect_order(notebook, 1, 2, 2, 3)
    press(notebook, "Add a shot")
    expect_order(notebook, 1, 2, 2, 4, 3)
    expect(prompt).to_be_focused()
    cards(notebook).nth(3).focus()
    notebook.page.keyboard.press("Control+z")
    notebook.page.keyboard.press("Control+z")
    expect_order(notebook, 1, 2, 3)
    assert len(texts_in_the_kernel(notebook)) == 3


def test_a_card_is_dragged_to_its_place(notebook):
    first, last = cards(notebook).first.bounding_box(), cards(notebook).nth(2).bounding_box()
    mouse = notebook.page.mouse
    mouse.move(first["x"] + 30, first["y"] + 30)
    mouse.down()
    mouse.move(last["x"] + last["width"] / 2, last["y"] + 30, steps=6)
    mouse.move(last["x"] + last["width"] - 10, last["y"] + 30, steps=3)
    expect(notebook.output(0).locator(".sora-storyboard__marker")).to_be_visible()
    mouse.up()
    expect_order(notebook, 2, 3, 1)
    expect(notebook.output(0).locator(".sora-storyboard__marker")).to_be_hidden()
    assert texts_in_the_kernel(notebook)[2].startswith("Wide shot")


def test_a_card_is_as_wide_as_its_shot_is_long(notebook):
    widths = [cards(notebook).nth(index).bounding_box()["width"] for index in range(3)]
    assert widths[1] / widths[0] == pytest.approx(2, rel=0.1)
    assert widths[2] / widths[0] == pytest.approx(3, rel=0.1)
    expect(notebook.output(0).get_by_text("3 shots · 0:24")).to_be_visible()
    notebook.output(0).get_by_label("Length").select_option("12")
    expect(notebook.output(0).get_by_text("3 shots · 0:32")).to_be_visible()


def test_a_length_that_the_model_does_not_make_is_shown_in_seconds(open_notebook):
    notebook = open_notebook([EDITOR.replace('"A dog runs.", 12', '"A dog runs.", 5')])
    notebook.run_cell(0)
    cards(notebook).nth(2).click()
    lengths = notebook.output(0).locator("[id$=-seconds]")
    expect(lengths).to_have_value("5")
    expect(lengths.locator("option:checked")).to_have_text("5 s")


def test_a_character_gets_the_same_words_in_every_shot(notebook):
    output = notebook.output(0)
    output.get_by_label("Words for Mara").fill("a tall woman, grey hair")
    expect(output.locator(".sora-storyboard__sent")).to_contain_text("Mara (a tall woman, grey hair)")
    cards(notebook).nth(2).click()
    output.get_by_role("checkbox", name="Mara").check()
    expect(output.locator(".sora-storyboard__sent")).to_contain_text("(Mara: a tall woman, grey hair)")
    output.get_by_label("Name of character 1").fill("Lea")
    expect(output.locator(".sora-storyboard__sent")).to_contain_text("(Lea: a tall woman, grey hair)")
    press(notebook, "Delete the character Lea")
    expect(output.locator(".sora-storyboard__sent")).not_to_contain_text("tall woman")
    press(notebook, "Undo: character deleted")
    expect(output.locator(".sora-storyboard__sent")).to_contain_text("(Lea: a tall woman, grey hair)")


def test_advice_is_applied_to_the_chosen_shot_and_taken_back(notebook):
    cards(notebook).nth(2).click()
    prompt = notebook.output(0).get_by_label("Prompt", exact=True)
    apply = notebook.output(0).locator("[data-code=missing-framing] button")
    apply.click()
    expect(prompt).not_to_have_value("A dog runs.")
    expect(notebook.output(0).locator("[data-code=missing-framing]")).to_have_count(0)
    press(notebook, "Undo: advice applied")
    expect(prompt).to_have_value("A dog runs.")


def test_all_shots_are_generated_as_one_and_each_card_says_how_far_it_is(notebook):
    output = notebook.output(0)
    press(notebook, "Generate all · free")
    bar = output.get_by_role("progressbar", name="Progress of the storyboard")
    expect(bar).to_be_visible(timeout=READY_MS)
    expect(output.locator(".sora-card")).to_have_count(3, timeout=READY_MS)
    expect(output.locator(".sora-storyboard__line")).to_have_text("3 of 3 saved", timeout=READY_MS)
    expect(output.locator(".sora-card video")).to_have_count(3, timeout=READY_MS)
    for index in range(3):
        expect(cards(notebook).nth(index)).to_contain_text("Done")
    expect(output.locator(".sora-card").nth(1)).to_contain_text("Shot 2 · Close-up of a red kite")
    expect(output.get_by_text("all of it is here already")).to_be_visible()
    notebook.reload()
    expect(notebook.output(0).locator(".sora-card video")).to_have_count(3, timeout=READY_MS)


def test_nothing_typed_while_a_cell_runs_is_lost(notebook):
    output = notebook.output(0)
    notebook.run_cell(2, is_waiting=False)
    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    prompt = output.get_by_label("Prompt", exact=True)
    prompt.press_sequentially(" Now it rains.")
    cards(notebook).nth(1).focus()
    notebook.page.keyboard.press("Alt+ArrowLeft")
    notebook.let_go()
    notebook.wait_until_idle()
    expect(prompt).to_have_value("Close-up of a red kite, golden light.")
    texts = texts_in_the_kernel(notebook)
    assert texts[0].startswith("Close-up")
    assert "Now it rains" in texts[1] or "now it rains" in texts[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_control_has_a_name_and_every_word_can_be_read(open_notebook, tmp_path, theme, language):
    source = EDITOR.replace("StoryboardEditor(board)", f"StoryboardEditor(board, language={language!r})")
    notebook = open_notebook([source])
    notebook.set_theme(theme)
    notebook.collapse_sidebar()
    notebook.run_cell(0)
    root = notebook.output(0).locator(".sora-storyboard")
    expect(root).to_be_visible()
    root.get_by_role("button", name=re.compile(r"^(Generate all|Tout générer)")).click()
    expect(root.locator(".sora-card video").first).to_be_attached(timeout=READY_MS)
    desk = root.locator(".sora-storyboard__desk")
    named = root.evaluate(_NAMELESS)
    assert named["seen"] > 20
    assert named["nameless"] == []
    assert desk.evaluate(_LOW) == []
    words = desk.evaluate(PALE_WORDS, ".sora-storyboard")
    assert words["seen"] > 25
    assert words["pale"] == [], f"too pale in {theme}"
    notebook.screenshot(tmp_path / f"storyboard-{language}-{theme}.png", of=desk)
