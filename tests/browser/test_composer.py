"""The composer in JupyterLab: two sides that follow each other, and everything from the keyboard."""

from __future__ import annotations

import json
import re
import textwrap

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS, PLACEHOLDER_CONTRAST
from lab_page import BUSY, NotebookPage

IMPORT = "import json, time\nimport sora_widgets as sw\n"
EMPTY = IMPORT + "composer = sw.PromptComposer()\ncomposer"
KITE = IMPORT + "composer = sw.PromptComposer('a kid with a kite')\ncomposer"
TEXT = "print(json.dumps(composer.text))"
# Nobody is answered while this runs, on whatever thread the answers are given.
UNANSWERED = "with composer._turns:\n" + textwrap.indent(BUSY, "    ")
pytestmark = pytest.mark.one_page
READY_MS = 30_000


def prompt_of(output: Locator) -> Locator:
    return output.get_by_role("textbox", name="Prompt", exact=True)


def field(output: Locator, name: str) -> Locator:
    return output.locator(".sora-composer__parts").get_by_label(name, exact=True)


def advice_buttons(output: Locator) -> Locator:
    return output.locator(".sora-composer__item button")


def caret(locator: Locator) -> int:
    position: int = locator.evaluate("field => field.selectionStart")
    return position


def put_caret(locator: Locator, position: int) -> None:
    locator.focus()
    locator.evaluate("(field, at) => field.setSelectionRange(at, at)", position)


def run_beside(notebook: NotebookPage, code: str) -> None:
    """Run code without pressing anything in the notebook: that would take the focus from the field."""
    notebook.page.evaluate(
        """code => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
            .requestExecute({ code }).done.then(() => {})""",
        code,
    )


def held(notebook: NotebookPage, start: str) -> str:
    """What the clipboard holds, once it begins so; whatever it holds after five seconds."""
    return notebook.page.evaluate(
        """async start => {
            const until = performance.now() + 5000;
            for (;;) {
                const text = await navigator.clipboard.readText();
                if (text.startsWith(start) || performance.now() > until) return text;
                await new Promise(requestAnimationFrame);
            }
        }""",
        start,
    )


def value(notebook: NotebookPage, index: int) -> object:
    notebook.run_cell(index)
    return json.loads(notebook.output(index).locator("pre").inner_text())


def expect_value(notebook: NotebookPage, index: int, expected: object) -> None:
    """Python has it, once it has heard of everything: the browser's messages come beside the cells."""
    for _ in range(50):
        if value(notebook, index) == expected:
            return
    assert value(notebook, index) == expected


def opened(notebook: NotebookPage) -> Locator:
    """The composer of the first cell, once its pickers are there."""
    notebook.run_cell(0)
    output = notebook.output(0)
    expect(output.get_by_role("combobox", name="Framing", exact=True)).to_be_visible()
    return output


# -- two sides --------------------------------------------------------------------------------------------------------


def test_typed_text_stays_as_typed_and_its_parts_follow(open_notebook):
    notebook = open_notebook([EMPTY, TEXT])
    output = opened(notebook)
    prompt = prompt_of(output)
    prompt.press_sequentially("a dog  in a park, ")
    expect(field(output, "Subject")).to_have_value("a dog")
    expect(field(output, "Setting")).to_have_value("a park")
    put_caret(prompt, 0)
    notebook.page.keyboard.type("wide shot of ")
    expect(field(output, "Framing")).to_have_value("wide shot")
    expect(prompt).to_have_value("wide shot of a dog  in a park, ")
    expect(prompt).to_be_focused()
    assert caret(prompt) == len("wide shot of ")
    expect_value(notebook, 1, "wide shot of a dog  in a park, ")
    coloured = output.locator(".sora-composer__span")
    expect(coloured).to_have_text(["wide shot", "a dog", "a park"])
    assert [span.get_attribute("data-part") for span in coloured.all()] == ["framing", "subject", "setting"]


def test_the_text_follows_typed_parts_and_carets_stay_with_their_words(open_notebook):
    notebook = open_notebook([EMPTY, "composer.shot = composer.shot.replace(framing='close-up', sound='wind')"])
    output = opened(notebook)
    prompt, subject = prompt_of(output), field(output, "Subject")
    field(output, "Setting").press_sequentially("a park")
    subject.press_sequentially("a dog")
    put_caret(subject, 2)
    notebook.page.keyboard.type("big ")
    expect(prompt).to_have_value("A big dog in a park.")
    assert (subject.input_value(), caret(subject)) == ("a big dog", 6)
    put_caret(prompt, len("A big dog"))
    notebook.run_cell(1)
    expect(prompt).to_have_value("Close-up of a big dog in a park. Sound: wind.")
    assert caret(prompt) == len("Close-up of a big dog")


def test_an_input_method_composes_undisturbed(open_notebook):
    notebook = open_notebook([EMPTY, TEXT])
    output = opened(notebook)
    prompt = prompt_of(output)
    prompt.press_sequentially("a café in ")
    session = notebook.page.context.new_cdp_session(notebook.page)
    for syllable in ("k", "ky", "きょ", "きょうと"):
        session.send("Input.imeSetComposition", {"text": syllable, "selectionStart": 1, "selectionEnd": 1})
    session.send("Input.insertText", {"text": "京都"})
    expect(prompt).to_have_value("a café in 京都")
    expect(field(output, "Subject")).to_have_value(re.compile("café"))
    expect_value(notebook, 1, "a café in 京都")


def test_what_is_typed_on_both_sides_of_a_busy_kernel_is_all_there_afterwards(open_notebook):
    notebook = open_notebook([EMPTY, UNANSWERED, TEXT])
    output = opened(notebook)
    notebook.run_cell(1, is_waiting=False)
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    prompt = prompt_of(output)
    field(output, "Lighting").press_sequentially("golden light")
    prompt.press_sequentially("a dog in a park")
    field(output, "Sound").press_sequentially("wind")
    expect(output.locator(".sora-composer__waiting")).to_have_text("Waiting for the kernel; nothing typed is lost")
    expect(prompt).to_have_value("a dog in a park")
    notebook.let_go()
    notebook.wait_until_idle()
    expect(prompt).to_have_value("A dog in a park, golden light. Sound: wind.")
    expect(output.locator(".sora-composer__waiting")).to_have_text("")
    expect(field(output, "Sound")).to_be_focused()
    expect_value(notebook, 2, "A dog in a park, golden light. Sound: wind.")


def test_a_fix_applied_after_typing_beside_a_busy_kernel_stays_applied(open_notebook):
    notebook = open_notebook([KITE, UNANSWERED, TEXT])
    output = opened(notebook)
    prompt = prompt_of(output)
    put_caret(prompt, len("a kid with a kite"))
    notebook.run_cell(1, is_waiting=False)
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    put_caret(prompt, len("a kid with a kite"))
    prompt.press_sequentially(" today")  # the browser holds back all but the first letter
    advice_buttons(output).first.press("Enter")  # and this goes at once
    notebook.let_go()
    notebook.wait_until_idle()
    expect(output.get_by_role("button", name=re.compile("^Undo: "))).to_be_visible()
    expect(output.locator(".sora-composer__waiting")).to_have_text("")
    expect(prompt).not_to_have_value("a kid with a kite today")
    assert "today" in prompt.input_value()
    expect_value(notebook, 2, prompt.input_value())


def test_pickers_come_without_taking_the_field_from_who_types_in_it(open_notebook):
    late = "import threading\ngate = threading.Event()\ngive = composer._give_choices\n"
    # Not for ever: before there is a subshell the main one answers, and could not run what opens the gate.
    late += "composer._give_choices = lambda message: (gate.wait(20), give(message))[1]\ncomposer"
    notebook = open_notebook([EMPTY.removesuffix("composer") + late])
    notebook.run_cell(0)
    output = notebook.output(0)
    framing = field(output, "Framing")
    framing.press_sequentially("we shot")
    put_caret(framing, 1)
    notebook.page.keyboard.type("id")
    pickers = output.get_by_role("combobox", name="Framing", exact=True)
    expect(pickers).to_have_count(0)
    run_beside(notebook, "gate.set()")
    expect(pickers).to_be_visible()
    expect(framing).to_be_focused()
    assert (framing.input_value(), caret(framing)) == ("wide shot", 3)


def test_the_part_under_pointer_and_caret_is_named(open_notebook):
    notebook = open_notebook([IMPORT + "composer = sw.PromptComposer('Wide shot of a dog in a park')\ncomposer"])
    output = opened(notebook)
    here = output.locator(".sora-composer__here")
    put_caret(prompt_of(output), len("Wide shot of a d"))
    notebook.page.keyboard.press("ArrowRight")
    expect(here).to_have_text("Subject")
    box = output.locator(".sora-composer__span[data-part=setting]").bounding_box()
    notebook.page.mouse.move(box["x"] + 5, box["y"] + 5)
    expect(here).to_have_text("Setting")
    notebook.page.mouse.move(0, 0)
    expect(here).to_have_text("Subject")


# -- advice, steps back, templates, language --------------------------------------------------------------------------


def test_advice_is_followed_by_pressing_enter_again_and_again(open_notebook):
    notebook = open_notebook([KITE])
    output = opened(notebook)
    prompt, buttons = prompt_of(output), advice_buttons(output)
    buttons.first.focus()
    seen = [prompt.input_value()]
    for _ in range(4):
        label = output.locator(".sora-composer__item button:focus").inner_text()
        notebook.page.keyboard.press("Enter")
        expect(prompt).not_to_have_value(seen[-1])
        seen.append(prompt.input_value())
        expect(output.get_by_role("button", name=f"Undo: {label}")).to_be_visible()
        expect(output.locator(".sora-composer > [role=status]")).to_have_text(re.compile(re.escape(f"Done: {label}.")))
        expect(output.locator(".sora-composer__advice :focus")).to_have_count(1)
    for before in reversed(seen[:-1]):
        notebook.page.keyboard.press("Control+z")
        expect(prompt).to_have_value(before)
    notebook.page.keyboard.press("Control+Shift+z")
    expect(prompt).to_have_value(seen[1])
    output.get_by_role("button", name="Undo: ").click()
    expect(prompt).to_have_value("a kid with a kite")
    output.get_by_role("button", name="Redo: ").click()
    expect(prompt).to_have_value(seen[1])


def test_advice_stands_beside_its_part_and_its_field_gets_the_focus_when_it_is_applied(open_notebook):
    notebook = open_notebook([KITE])
    output = opened(notebook)
    beside = output.locator(".sora-composer__field[data-part=framing] .sora-composer__beside")
    framing = field(output, "Framing")
    height = beside.bounding_box()["height"]
    framing.focus()
    notebook.page.keyboard.press("Tab")
    expect(beside.get_by_role("button")).to_be_focused()
    expect(framing).to_have_accessible_description(re.compile("shot size"))
    notebook.page.keyboard.press("Enter")
    expect(framing).to_have_value("wide shot")
    expect(framing).to_be_focused()
    expect(beside.get_by_role("button")).to_have_count(0)
    assert beside.bounding_box()["height"] == height, "the fields jumped"


def test_a_reason_beside_a_field_stays_in_its_column(open_notebook):
    notebook = open_notebook([IMPORT + "composer = sw.PromptComposer('Wide Xshot of un chien ou.')\ncomposer"])
    output = opened(notebook)
    briefs = output.locator(".sora-composer__brief")
    expect(briefs).not_to_have_count(0)
    column = output.locator(".sora-composer__parts").bounding_box()
    for brief in briefs.all():
        box = brief.bounding_box()
        assert box["x"] + box["width"] <= column["x"] + column["width"], brief.inner_text()


def test_typing_is_undone_by_the_browser_and_a_fix_by_the_kernel(open_notebook):
    notebook = open_notebook([EMPTY])
    output = opened(notebook)
    prompt = prompt_of(output)
    prompt.press_sequentially("a dog")
    expect(field(output, "Subject")).to_have_value("a dog")
    for _ in "a dog":  # the browser decides how many keys one step takes back
        notebook.page.keyboard.press("Control+z")
    expect(prompt).to_have_value("")
    expect(field(output, "Subject")).to_have_value("")
    prompt.press_sequentially("a cat")
    output.locator(".sora-composer__field[data-part=framing] .sora-composer__apply").click()
    expect(field(output, "Framing")).to_be_focused()
    expect(prompt).not_to_have_value("a cat")
    notebook.page.keyboard.press("Control+z")  # nothing was typed here since
    expect(prompt).to_have_value("a cat")


def test_a_letter_written_with_altgr_is_no_undo(open_notebook):
    notebook = open_notebook([KITE, TEXT])
    output = opened(notebook)
    output.locator(".sora-composer__field[data-part=framing] .sora-composer__apply").click()
    expect(field(output, "Framing")).to_have_value("wide shot")
    prompt = prompt_of(output)
    prompt.press("Control+Alt+z")  # what AltGr + Z is on Windows: a ż in Polish
    assert value(notebook, 1) == prompt.input_value() != "a kid with a kite"


def test_a_menu_that_comes_late_takes_the_focus_from_nobody(open_notebook):
    notebook = open_notebook([KITE, UNANSWERED])
    output = opened(notebook)
    notebook.run_cell(1, is_waiting=False)
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    output.get_by_role("button", name="Drafts").click()
    prompt = prompt_of(output)
    put_caret(prompt, len("a kid with a kite"))
    notebook.page.keyboard.type(" today")
    notebook.let_go()
    notebook.wait_until_idle()
    expect(output.get_by_role("button", name="Undo: typing in the prompt")).to_be_visible()
    expect(prompt).to_be_focused()
    expect(output.get_by_role("menuitem")).to_have_count(0)


def test_a_template_is_chosen_with_the_keys_and_an_earlier_draft_taken_up_again(open_notebook):
    notebook = open_notebook([KITE])
    output = opened(notebook)
    prompt, keyboard = prompt_of(output), notebook.page.keyboard
    button = output.get_by_role("button", name="Templates")
    button.focus()
    keyboard.press("ArrowDown")
    expect(output.get_by_role("menuitem", name="Social clip")).to_be_focused()
    keyboard.press("Escape")
    expect(button).to_be_focused()
    keyboard.press("Enter")
    for _ in range(3):
        keyboard.press("ArrowDown")
    expect(output.get_by_role("menuitem", name="Landscape")).to_be_focused()
    keyboard.press("Enter")
    expect(prompt).to_have_value(re.compile("white sailing boat"))
    expect(button).to_be_focused()
    expect(output.get_by_label("Length")).to_have_value("8")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(output.get_by_role("menuitem")).to_have_text(["a kid with a kite"])
    keyboard.press("Enter")
    expect(prompt).to_have_value("a kid with a kite")
    for _ in range(2):
        keyboard.press("Control+z")
    expect(prompt).to_have_value("a kid with a kite")
    expect(output.get_by_label("Length")).to_have_value("4")


def test_the_language_is_switched_with_its_terms_and_back(open_notebook):
    notebook = open_notebook([EMPTY, *["print(json.dumps(composer.language))"] * 2])
    output = opened(notebook)
    field(output, "Framing").fill("wide shot")
    field(output, "Subject").fill("Zoé")
    expect(prompt_of(output)).to_have_value("Wide shot of Zoé.")
    language = output.get_by_label("Language", exact=True)
    language.focus()
    language.select_option("fr")
    expect(output.get_by_label("Langue", exact=True)).to_be_focused()
    expect(field(output, "Cadrage")).to_have_value("plan large")
    expect(field(output, "Sujet")).to_have_value("Zoé")
    expect(output.get_by_role("button", name=re.compile("^Générer"))).to_be_visible()
    expect(output.get_by_role("combobox", name="Cadrage")).to_be_visible()
    expect_value(notebook, 1, "fr")
    output.get_by_role("button", name="Annuler : langue").click()
    expect(field(output, "Framing")).to_have_value("wide shot")
    expect_value(notebook, 2, "en")


def test_who_types_goes_on_typing_when_python_switches_the_language(open_notebook):
    notebook = open_notebook([KITE])
    output = opened(notebook)
    put_caret(prompt_of(output), len("a kid"))
    run_beside(notebook, "composer.language = 'fr'")
    expect(output.get_by_label("Langue", exact=True)).to_have_value("fr")
    expect(prompt_of(output)).to_be_focused()
    notebook.page.keyboard.type("do")
    expect(prompt_of(output)).to_have_value("a kiddo with a kite")


def test_a_view_opened_while_the_kernel_is_busy_shows_what_was_typed(open_notebook):
    notebook = open_notebook([EMPTY, UNANSWERED])
    output = opened(notebook)
    notebook.run_cell(1, is_waiting=False)
    expect(notebook.cell(1).locator(".jp-InputPrompt")).to_have_text("[*]:")
    prompt_of(output).fill("a dog in a park")
    notebook.page.evaluate(
        """() => {
            const app = window.jupyterapp;
            app.shell.currentWidget.content.activeCellIndex = 0;
            return app.commands.execute("notebook:create-output-view");
        }"""
    )
    second = notebook.page.locator(".jp-LinkedOutputView .sora-composer__typed")
    expect(second).to_have_value("a dog in a park")
    notebook.let_go()


# -- taking along -----------------------------------------------------------------------------------------------------


def copy_as(output: Locator, form: str) -> None:
    output.get_by_role("button", name="Copy").click()
    output.get_by_role("menuitem", name=form).click()


def test_a_prompt_is_copied_as_text_python_and_json(open_notebook):
    notebook = open_notebook([KITE])
    output = opened(notebook)
    notebook.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy_as(output, "As text")
    expect(output.locator(".sora-composer__said")).to_have_text("Copied")
    assert held(notebook, "a kid") == "a kid with a kite"
    copy_as(output, "As Python")
    assert held(notebook, "sw.Shot(")
    copy_as(output, "As JSON")
    assert json.loads(held(notebook, "{"))["prompt"] == "a kid with a kite"
    prompt_of(output).press_sequentially("!")
    expect(output.locator(".sora-composer__said")).to_have_text("")


def test_a_browser_that_hides_its_clipboard_gives_the_words_to_copy_by_hand(open_notebook):
    notebook = open_notebook([KITE], is_page_new=True)
    output = opened(notebook)
    notebook.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notebook.page.evaluate(
        """() => {
            window.reading = navigator.clipboard.readText.bind(navigator.clipboard);
            Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
        }"""
    )
    copy_as(output, "As text")
    expect(output.locator(".sora-composer__said")).to_have_text("Copied")
    assert notebook.page.evaluate("() => window.reading()") == "a kid with a kite"
    notebook.page.evaluate("() => { document.execCommand = () => false; }")
    copy_as(output, "As JSON")
    by_hand = output.get_by_label(re.compile("press Ctrl"))
    expect(by_hand).to_be_focused()
    assert json.loads(by_hand.input_value())["prompt"] == "a kid with a kite"
    assert by_hand.evaluate("field => field.selectionEnd - field.selectionStart") == len(by_hand.input_value())
    notebook.page.keyboard.press("Tab")
    expect(by_hand).to_be_hidden()


# -- its clips --------------------------------------------------------------------------------------------------------


ASKED = """give, asked = composer._give_script, []
composer._give_script = lambda message: (message["name"] == "clips" and asked.append(message), give(message))[1]
composer"""


def test_cards_are_asked_for_with_the_first_job_once_and_again_after_a_reload(open_notebook):
    cells = [EMPTY.removesuffix("composer") + ASKED, *["print(json.dumps(len(asked)))"] * 3]
    notebook = open_notebook(cells, is_page_new=True)  # a page asks once for all its composers
    output = opened(notebook)
    prompt_of(output).fill("a kid with a kite")
    expect(field(output, "Subject")).to_have_value("a kid with a kite")
    assert value(notebook, 1) == 0
    output.get_by_role("button", name=re.compile("^Generate")).click()
    expect(output.locator(".sora-card video")).to_be_attached(timeout=READY_MS)
    output.get_by_label("Language", exact=True).select_option("fr")
    expect(output.get_by_role("group", name="Clips faits ici").locator(".sora-card")).to_contain_text("gratuit")
    expect(output.locator(".sora-card video")).to_be_attached()
    assert value(notebook, 2) == 1
    notebook.reload()
    expect(notebook.output(0).locator(".sora-card video")).to_be_attached(timeout=READY_MS)
    assert value(notebook, 3) == 2


def test_cards_that_cannot_be_loaded_are_missed_in_words_and_come_with_the_next_job(open_notebook):
    refuse = "give = composer._give_script\ndef refuse(message): raise sw.RequestError('There are no cards.')\n"
    refuse += "composer._give_script = refuse\ncomposer"
    cells = [KITE.removesuffix("composer") + refuse, "composer._give_script = give"]
    notebook = open_notebook(cells, is_page_new=True)
    output = opened(notebook)
    generate = output.get_by_role("button", name=re.compile("^Generate"))
    generate.click()
    expect(output.get_by_role("alert")).to_have_text("There are no cards.")
    notebook.run_cell(1)
    prompt_of(output).fill("a dog in a park")
    expect(output.get_by_role("alert")).to_have_count(0)
    generate.click()
    expect(output.locator(".sora-card video")).to_have_count(2, timeout=READY_MS)


# -- for everybody ----------------------------------------------------------------------------------------------------


def test_everything_is_reached_from_the_keyboard_and_has_a_name_and_a_size(open_notebook):
    notebook = open_notebook([KITE])
    output = opened(notebook)
    keyboard = notebook.page.keyboard
    output.get_by_role("button", name="Templates").focus()
    reached = []
    for _ in range(60):
        reached.append(
            notebook.page.evaluate(
                """() => {
                    const one = document.activeElement, box = one.getBoundingClientRect();
                    if (!one.closest(".sora-composer")) return null;
                    const name = one.ariaLabel || one.labels?.[0]?.textContent || one.textContent;
                    return [name, Math.round(Math.min(box.width, box.height))];
                }"""
            )
        )
        if reached[-1] is None:
            break
        keyboard.press("Tab")
    names = [name for name, _ in reached[:-1]]
    assert reached[-1] is None, "the keyboard does not get out"
    assert all(names)
    assert min(size for _, size in reached[:-1]) >= 28
    assert {"Drafts", "Copy", "Language", "Keys", "Framing", "Sound", "Prompt", "Model"} <= set(names)
    assert any(name.startswith("Generate") for name in names)
    output.get_by_role("button", name="Templates").focus()
    for selector in ("[name=framing]", "[name=prompt]", ".sora-composer__advice button", ".sora-composer__generate"):
        keyboard.press("F6")
        expect(output.locator(selector).first).to_be_focused()
    keyboard.press("Shift+F6")
    expect(output.locator(".sora-composer__advice button").first).to_be_focused()


def test_the_keys_are_told_where_they_are_asked_for(open_notebook):
    notebook = open_notebook([EMPTY])
    output = opened(notebook)
    button = output.get_by_role("button", name="Keys")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(output.locator(".sora-composer__keys dt")).to_have_count(5)
    expect(output.locator(".sora-composer__keys")).to_be_visible()
    button.press("Enter")
    expect(output.locator(".sora-composer__keys")).to_be_hidden()


def test_a_narrow_notebook_stacks_the_sides_and_cuts_nothing_off(open_notebook):
    notebook = open_notebook([KITE])
    notebook.page.set_viewport_size({"width": 620, "height": 900})
    notebook.collapse_sidebar()
    output = opened(notebook)
    parts, right = output.locator(".sora-composer__parts"), output.locator(".sora-composer__right")
    assert right.bounding_box()["y"] >= parts.bounding_box()["y"] + parts.bounding_box()["height"] - 1
    assert output.locator(".sora-composer").evaluate("root => root.scrollWidth <= root.clientWidth")


def test_a_long_prompt_is_shown_whole_with_its_colours_in_place(open_notebook):
    notebook = open_notebook([EMPTY])
    output = opened(notebook)
    prompt = prompt_of(output)
    prompt.fill("Wide shot of a dog in a park.\n\n" + "Words and words go on. " * 60 + "\n")
    assert prompt.evaluate("field => field.scrollHeight <= field.clientHeight + 1"), "the end is cut off"
    # The mirror breaks its lines where the field does: a field of the mirror's words would be as high.
    heights = output.locator(".sora-composer__box").evaluate(
        "box => [...box.children].map(child => child.getBoundingClientRect().height)"
    )
    assert heights[0] == heights[1]
    rulers = prompt.evaluate(
        "field => { field.style.height = '0'; field.style.minHeight = '0'; const all = field.scrollHeight;"
        " field.style.height = field.style.minHeight = ''; return [all, field.previousElementSibling.scrollHeight]; }"
    )
    assert abs(rulers[0] - rulers[1]) <= 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_composers_words_can_be_read(open_notebook, theme):
    notebook = open_notebook(
        [
            IMPORT + "composer = sw.PromptComposer('Wide shot of a kid with a kite in a park, golden light,"
            ' the camera rises, a man says: "One two three four five six seven eight nine ten eleven twelve."\')\n'
            "composer"
        ]
    )
    notebook.set_theme(theme)
    output = opened(notebook)
    output.get_by_role("button", name="Keys").press("Enter")
    put_caret(prompt_of(output), 2)
    notebook.page.keyboard.press("ArrowRight")  # one part is lit
    output.get_by_role("button", name="Templates").press("Enter")
    expect(output.get_by_role("menu")).to_be_visible()
    words = output.evaluate(PALE_WORDS, ".sora-composer")
    assert words["seen"] >= 50
    assert words["pale"] == []
    notebook.page.keyboard.press("Escape")
    prompt_of(output).fill("")
    assert prompt_of(output).evaluate(PLACEHOLDER_CONTRAST) >= 4.5
