"""The pickers in JupyterLab: choosing film language by keyboard, and the moving pictures that explain it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS
from lab_page import NotebookPage

pytestmark = pytest.mark.one_page
READY_MS = 60_000
COMPOSE = "import sora_widgets as sw\nsw.PromptComposer(language='{language}')"

# What stands in the large picture: how wide the figure's coat is, and how far apart the two posts behind it stand.
# The plan of the move in the upper corner is left out. Resolves once the figure has grown (it always does, in one turn).
_WATCH_GROWTH = """canvas => new Promise((resolve, reject) => {
    const context = canvas.getContext("2d");
    const colour = token => {
        const probe = document.createElement("canvas").getContext("2d");
        probe.fillStyle = getComputedStyle(canvas).getPropertyValue(token).trim();
        const number = parseInt(probe.fillStyle.slice(1), 16);
        return [number >> 16, (number >> 8) & 255, number & 255];
    };
    const [coat, post] = [colour("--sora-part-subject"), colour("--sora-part-sound")];
    const is = (data, at, wanted) => wanted.every((value, index) => Math.abs(data[at + index] - value) < 14);
    const measure = () => {
        const { width, height } = canvas;
        const { data } = context.getImageData(0, 0, width, height);
        const [coats, lefts, rights] = [[], [], []];
        for (let y = 0; y < height; y += 1) {
            for (let x = 0; x < width; x += 1) {
                if (x > width * 0.68 && y < height * 0.34) continue;
                const at = 4 * (y * width + x);
                if (is(data, at, coat)) coats.push(x);
                if (is(data, at, post)) (x < width / 2 ? lefts : rights).push(x);
            }
        }
        const most = xs => xs.reduce((a, b) => Math.max(a, b), -Infinity);
        const least = xs => xs.reduce((a, b) => Math.min(a, b), Infinity);
        return { coat: most(coats) - least(coats), apart: least(rights) - most(lefts) };
    };
    const seen = [];
    const look = () => {
        const now = measure();
        if (now.coat > 0 && Number.isFinite(now.apart)) seen.push(now);
        seen.sort((a, b) => a.coat - b.coat);
        const [first, last] = [seen[0], seen.at(-1)];
        if (first && last.coat > 2.4 * first.coat) {
            resolve({ figure: last.coat / first.coat, behind: last.apart / first.apart });
        } else requestAnimationFrame(look);
    };
    look();
})"""

# The picture as it is, and after so many turns of the screen.
_LOOK_TWICE = """(canvas, frames) => new Promise(resolve => {
    const before = canvas.toDataURL();
    const wait = left => left ? requestAnimationFrame(() => wait(left - 1)) : resolve(before !== canvas.toDataURL());
    wait(frames);
})"""

# Whether all of the popup is on the screen and nothing lies over its corners or its middle.
_IS_WHOLE = """popup => {
    const { left, top, right, bottom } = popup.getBoundingClientRect();
    const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const points = [[left + 9, top + 9], [right - 9, top + 9], [left + 9, bottom - 9], [right - 9, bottom - 9],
        [(left + right) / 2, (top + bottom) / 2]];
    return isInside && points.every(([x, y]) => popup.contains(document.elementFromPoint(x, y)));
}"""


def compose(open_notebook, language: str = "en", theme: str = "light", cells_above: int = 0) -> NotebookPage:
    notebook = open_notebook([*["1"] * cells_above, COMPOSE.format(language=language)])
    if theme != "light":
        notebook.set_theme(theme)
    notebook.run_cell(cells_above)
    # The picker comes after the fields.
    expect(part(notebook, "camera")).to_have_attribute("role", "combobox", timeout=READY_MS)
    return notebook


def part(notebook: NotebookPage, name: str) -> Locator:
    return notebook.page.locator(f".sora-composer__input[name={name}]")


def popup(notebook: NotebookPage) -> Locator:
    return notebook.page.locator(".sora-picker:popover-open")


def active(notebook: NotebookPage) -> Locator:
    return popup(notebook).locator("[role=option][aria-selected=true]")


def picture(notebook: NotebookPage) -> Locator:
    return popup(notebook).locator(".sora-picker__screen canvas")


def search(notebook: NotebookPage, name: str, typed: str) -> None:
    """Type into a field and go to the first suggestion, with the keyboard alone."""
    part(notebook, name).focus()
    notebook.page.keyboard.type(typed)
    expect(popup(notebook)).to_be_visible()
    notebook.page.keyboard.press("ArrowDown")


def test_a_shot_is_found_by_its_abbreviation_read_and_picked_by_keyboard(open_notebook):
    notebook = compose(open_notebook)
    keyboard = notebook.page.keyboard
    search(notebook, "framing", "ECU")
    option = active(notebook)
    expect(option).to_contain_text("extreme close-up")
    expect(option.locator("mark")).to_have_text("ECU")
    definition = option.locator(".sora-picker__definition").inner_text()
    assert len(definition.split()) >= 5
    expect(popup(notebook).locator(".sora-picker__meaning")).to_have_text(definition)
    field = part(notebook, "framing")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert field.get_attribute("aria-controls") == popup(notebook).get_by_role("listbox").get_attribute("id")
    expect(picture(notebook)).to_have_attribute("aria-label", f"extreme close-up: {definition}")
    keyboard.press("Enter")
    expect(popup(notebook)).to_have_count(0)
    expect(field).to_have_value("extreme close-up")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(notebook.page.locator(".sora-composer__text")).to_contain_text("xtreme close-up")


def test_the_list_is_walked_by_keys_and_left_without_a_trace(open_notebook):
    notebook = compose(open_notebook)
    keyboard = notebook.page.keyboard
    part(notebook, "framing").focus()
    keyboard.press("ArrowDown")
    options = popup(notebook).get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    keyboard.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_be_in_viewport()
    keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    keyboard.press("PageDown")
    expect(options.nth(5)).to_have_attribute("aria-selected", "true")
    keyboard.press("PageUp")
    keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    keyboard.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    keyboard.press("Escape")
    expect(popup(notebook)).to_have_count(0)
    expect(part(notebook, "framing")).to_have_value("")
    expect(part(notebook, "framing")).to_be_focused()


def test_what_is_typed_stays_and_what_goes_with_a_move_is_added_to_it(open_notebook):
    notebook = compose(open_notebook)
    keyboard = notebook.page.keyboard
    camera = part(notebook, "camera")
    camera.focus()
    keyboard.type("drifting over the roofs")
    expect(popup(notebook)).to_have_count(0)
    keyboard.press("Tab")
    expect(camera).to_have_value("drifting over the roofs")
    camera.fill("")
    search(notebook, "camera", "dolly in")
    keyboard.press("Enter")
    expect(camera).to_have_value("the camera moves slowly forward")
    keyboard.press("End")
    keyboard.type(", handh")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(camera).to_have_value("the camera moves slowly forward, handheld camera")
    expect(notebook.page.locator(".sora-composer__text")).to_contain_text("handheld")


def test_a_dolly_passes_things_and_a_zoom_only_enlarges_them(open_notebook):
    notebook = compose(open_notebook)
    grown = {}
    for move in ("dolly in", "zoom in"):
        part(notebook, "camera").fill("")
        search(notebook, "camera", move)
        expect(active(notebook)).to_contain_text(move)
        grown[move] = picture(notebook).evaluate(_WATCH_GROWTH)
        notebook.page.keyboard.press("Escape")
    zoom, dolly = grown["zoom in"], grown["dolly in"]
    assert abs(zoom["behind"] / zoom["figure"] - 1) < 0.15, "a zoom enlarges near and far alike"
    assert dolly["behind"] < 0.75 * dolly["figure"], "a dolly comes nearer to what is near than to what is far"


def test_a_picture_moves_while_it_is_seen_and_not_longer(open_notebook):
    notebook = compose(open_notebook)
    search(notebook, "camera", "pan left")
    canvas = picture(notebook).element_handle()
    assert canvas.evaluate(_LOOK_TWICE, 90)
    notebook.page.keyboard.press("Escape")
    expect(popup(notebook)).to_have_count(0)
    assert not canvas.evaluate(_LOOK_TWICE, 90)


def test_nothing_moves_for_who_has_asked_for_less_motion(open_notebook):
    notebook = compose(open_notebook)
    notebook.page.emulate_media(reduced_motion="reduce")
    search(notebook, "camera", "pan left")
    expect(picture(notebook)).to_be_visible()
    canvas = picture(notebook)
    notebook.page.wait_for_function(
        "canvas => canvas.getContext('2d').getImageData(9, 9, 1, 1).data[3] > 0", arg=canvas.element_handle()
    )
    assert not canvas.evaluate(_LOOK_TWICE, 90)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_popup_is_whole_and_can_be_read_wherever_the_field_stands(open_notebook, theme):
    notebook = compose(open_notebook, language="fr", theme=theme, cells_above=2)
    for name in ("sound", "lighting", "camera", "framing"):
        part(notebook, name).focus()
        notebook.page.keyboard.press("ArrowDown")
        expect(active(notebook)).to_be_visible()
        assert popup(notebook).evaluate(_IS_WHOLE), name
        words = popup(notebook).evaluate(PALE_WORDS, ".sora-picker")
        assert words["seen"] > 20 and words["pale"] == [], name
        notebook.page.keyboard.press("Escape")
    part(notebook, "framing").focus()
    notebook.page.keyboard.type("plan moyen")
    notebook.page.keyboard.press("ArrowDown")
    expect(active(notebook).locator(".sora-picker__word").last).to_have_text("plan moyen")
    expect(popup(notebook).locator(".sora-picker__note")).to_contain_text("medium shot")


def test_a_pointer_shows_and_picks_and_a_finger_shows_first(open_notebook):
    notebook = compose(open_notebook)
    page = notebook.page
    notebook.output(0).get_by_role("button", name="Show suggestions for Camera").click()
    options = popup(notebook).get_by_role("option")
    third = options.nth(2)
    third.hover()
    expect(third).to_have_attribute("aria-selected", "true")
    expect(part(notebook, "camera")).to_be_focused()
    label = popup(notebook).locator(".sora-picker__title")
    title = label.inner_text()
    tap = "option => ['pointerdown', 'pointerup', 'click'].forEach(type => option.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: 'touch' })))"
    options.nth(4).evaluate(tap)
    expect(options.nth(4)).to_have_attribute("aria-selected", "true")
    expect(label).not_to_have_text(title)
    expect(part(notebook, "camera")).to_have_value("")
    options.nth(4).evaluate(tap)
    expect(popup(notebook)).to_have_count(0)
    expect(part(notebook, "camera")).not_to_have_value("")
    assert page.evaluate("() => document.activeElement.name") == "camera"
