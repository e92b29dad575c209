"""CostEstimator in JupyterLab, as somebody decides with it: move, read, look where a number comes from, apply."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS, PLACEHOLDER_CONTRAST
from lab_page import NotebookPage
from sweep import SIZES, controls_by_group, load_axe, serious_findings

pytestmark = pytest.mark.one_page
READY_MS = 60_000
IMPORT = "import sora_widgets as sw\n"
PRO = IMPORT + "estimator = sw.CostEstimator(model='sora-2-pro', seconds=8)\nestimator"
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
MOST_STOPS = 80
"""More than the estimator has without its table: who presses Tab more often goes in circles."""

_HAS_FOCUS = "() => document.activeElement.closest('.sora-estimator') !== null"
# The focus is on something that can be seen: painted and with a ring around it.
_IS_FOCUS_SEEN = """() => {
    const one = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width >= 8 && box.height >= 8
        && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 || one.outerHTML.slice(0, 160);
}"""

# The first time the focus is there.
_IS_NEW = """() => {
    const { dataset } = document.activeElement;
    const isNew = !dataset.seen;
    dataset.seen = "yes";
    return isNew;
}"""


def opened(notebook: NotebookPage, index: int = 0) -> Locator:
    """The estimator that a cell has shown, run first."""
    notebook.run_cell(index)
    estimator = notebook.output(index).locator(".sora-estimator")
    expect(estimator).to_be_visible(timeout=READY_MS)
    return estimator


def price(estimator: Locator) -> Locator:
    """The number at the top."""
    return estimator.locator(".sora-estimator__price .sora-estimator__amount")


def bar(estimator: Locator, name: str) -> Locator:
    names = estimator.page.locator(".sora-estimator__name", has_text=re.compile(f"^{re.escape(name)}$"))
    return estimator.locator(".sora-estimator__bar", has=names).first


def painted(row: Locator) -> float:
    """How wide the bar of a row is, in px."""
    width_px = row.locator(".sora-estimator__fill").bounding_box()["width"]
    assert width_px > 20
    return width_px


def value(notebook: NotebookPage, index: int) -> object:
    notebook.run_cell(index)
    return json.loads(notebook.output(index).locator("pre").inner_text())


# -- moving the controls ----------------------------------------------------------------------------------------------


def test_moving_the_controls_changes_the_prices_and_python_sees_them(open_notebook):
    notebook = open_notebook(
        [
            PRO,
            "import json\n"
            "print(json.dumps([str(estimator.estimate.cost_usd), str(estimator.table['sora-2'].cost_usd), estimator.settings]))",
        ]
    )
    estimator = opened(notebook)
    expect(price(estimator)).to_have_text("$2.40")
    length = estimator.get_by_role("slider", name="Length")
    expect(length).to_have_attribute("aria-valuetext", "8 s")
    length.press("ArrowRight")
    expect(price(estimator)).to_have_text("$3.60")
    expect(length).to_have_attribute("aria-valuetext", "12 s")
    expect(bar(estimator, "sora-2").locator(".sora-estimator__amount")).to_have_text("$1.20")
    # A third of the price, a third of the bar.
    assert painted(bar(estimator, "sora-2")) == pytest.approx(painted(bar(estimator, "sora-2-pro")) / 3, rel=0.02)
    length.press("End")
    expect(price(estimator)).to_have_text("$6.00")
    estimator.get_by_role("combobox", name="Size").select_option("1920x1080")
    expect(price(estimator)).to_have_text("$14.00")
    estimator.get_by_role("checkbox", name="Batch").check()
    expect(price(estimator)).to_have_text("$7.00")
    estimator.get_by_role("combobox", name="Takes").select_option("2")
    expect(price(estimator)).to_have_text("$14.00")
    month = estimator.get_by_role("slider", name="Clips a month")
    month.press("ArrowRight")
    expect(estimator.locator(".sora-estimator__side", has_text="40 clips a month")).to_contain_text("$280.00")
    cost, other, settings = value(notebook, 1)
    assert (cost, settings["clips_per_month"], settings["size"]) == ("14.00", 40, "1920x1080")
    assert other == "None", "sora-2 makes no 1080p"


def test_a_slider_dragged_ends_where_it_was_let_go(open_notebook):
    estimator = opened(open_notebook([PRO]))
    box = estimator.get_by_role("slider", name="Length").bounding_box()
    mouse = estimator.page.mouse
    mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"], box["y"] + box["height"] / 2, steps=10)
    mouse.up()
    expect(price(estimator)).to_have_text("$6.00")
    expect(estimator.locator(".sora-estimator__work")).to_contain_text("20 s of sora-2-pro")


def test_any_model_of_the_table_can_be_chosen_and_brings_its_lengths(open_notebook):
    estimator = opened(open_notebook([PRO]))
    length = estimator.get_by_role("slider", name="Length")
    length.press("End")
    expect(price(estimator)).to_have_text("$6.00")
    estimator.get_by_role("combobox", name="Model").select_option("runwayml/gen4.5")
    expect(price(estimator)).to_have_text("$1.20")
    expect(length).to_have_attribute("aria-valuetext", "10 s")
    expect(estimator.locator(".sora-estimator__side", has_text="Here, on animatic")).to_contain_text("not made here")
    length.press("ArrowLeft")
    expect(price(estimator)).to_have_text("$1.08")


def test_what_a_model_does_not_make_is_kept_with_its_reason_and_leads_to_what_it_does(open_notebook):
    estimator = opened(open_notebook([IMPORT + "sw.CostEstimator(model='sora-2', size='1792x1024')"]))
    expect(price(estimator)).to_have_text("not priced")
    expect(estimator.locator(".sora-estimator__refusal")).to_contain_text("1792x1024")
    expect(bar(estimator, "sora-2").locator("xpath=..").locator("[data-state=misfit]").first).to_contain_text("makes")
    estimator.get_by_role("button", name="Apply: The nearest it makes").click()
    expect(price(estimator)).to_have_text("$0.40")
    expect(estimator.locator(".sora-estimator__refusal")).to_be_hidden()


def test_a_machine_of_ones_own_is_asked_for_and_then_compared(open_notebook):
    estimator = opened(open_notebook([IMPORT + "sw.CostEstimator(seconds=4)"]))
    button = estimator.get_by_role("button", name="Your own machine")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    hourly = estimator.get_by_role("textbox", name="$ per GPU hour")
    hourly.press_sequentially("2.5x")
    expect(estimator.locator(".sora-estimator__problem", has_text="must be a number, not 2.5x")).to_be_visible()
    expect(hourly).to_have_attribute("aria-invalid", "true")
    hourly.press("Backspace")
    expect(estimator.locator(".sora-estimator__problem", has_text="Still missing")).to_be_visible()
    estimator.get_by_role("textbox", name="Computing s per video s").fill("72")
    mine = bar(estimator, "Your own machine")
    expect(mine.locator(".sora-estimator__amount")).to_have_text("$0.20")
    estimator.get_by_role("textbox", name="Hours paid a month").fill("100")
    expect(mine.locator(".sora-estimator__amount")).to_have_text("$8.33")
    expect(estimator.locator(".sora-estimator__legend")).to_contain_text("Your own machine")
    mine.get_by_role("button").click()
    dialog = estimator.get_by_role("dialog")
    expect(dialog).to_contain_text("$250.00 a month for 100 h, used or not")
    expect(dialog).to_contain_text("given by you")


# -- where a number comes from ----------------------------------------------------------------------------------------


def test_a_number_leads_to_its_source_and_day_by_key_and_the_key_leads_back(open_notebook):
    estimator = opened(open_notebook([PRO]))
    number = price(estimator)
    assert "read 20" in number.get_attribute("title")
    number.press("Enter")
    dialog = estimator.get_by_role("dialog", name="sora-2-pro · $2.40")
    expect(dialog).to_be_focused()
    expect(dialog).to_contain_text("8 s × $0.30 = $2.40")
    expect(dialog.get_by_role("link")).to_have_attribute("href", re.compile("^https://"))
    expect(dialog).to_contain_text(re.compile(r"read 20\d\d-\d\d-\d\d"))
    estimator.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(number).to_be_focused()


def test_every_number_of_the_bars_the_legend_and_the_ways_leads_to_a_source(open_notebook):
    estimator = opened(open_notebook([PRO]))
    places = ".sora-estimator__bars, .sora-estimator__legend, .sora-estimator__ways"
    numbers = estimator.locator(f":is({places}) .sora-estimator__amount")
    dialog = estimator.get_by_role("dialog")
    count = numbers.count()
    assert count >= 18
    for index in range(count):
        number = numbers.nth(index)
        number.press("Enter")
        expect(dialog).to_contain_text(re.compile(r"read 20\d\d-\d\d-\d\d|rate given|charges nothing"))
        estimator.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_everything_is_one_key_away_in_a_table_that_can_be_sorted(open_notebook):
    estimator = opened(open_notebook([PRO]))
    more = estimator.get_by_role("button", name=re.compile(r"^All \d+ offers$"))
    count = int(re.search(r"\d+", more.inner_text())[0])
    more.press("Enter")
    rows = estimator.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(count)
    assert count >= 100
    head = estimator.get_by_role("columnheader", name="Offer")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    for state in ("known", "retired", "unknown", "misfit"):
        assert rows.and_(estimator.locator(f"[data-state={state}]")).count() > 0, f"no row is {state}"
    misfit = rows.and_(estimator.locator("[data-state=misfit]")).first
    assert misfit.locator("[data-column=why]").inner_text() != ""
    rows.first.locator(".sora-estimator__amount").press("Enter")
    expect(estimator.get_by_role("dialog")).to_contain_text(re.compile(r"read 20|rate given"))
    estimator.page.keyboard.press("Escape")
    estimator.get_by_role("button", name="Fewer").press("Enter")
    expect(estimator.get_by_role("table")).to_have_count(0)


# -- the chart --------------------------------------------------------------------------------------------------------


def test_the_chart_says_what_it_shows_and_a_crossing_sets_the_clips(open_notebook):
    estimator = opened(open_notebook([IMPORT + "sw.CostEstimator(model='sora-2', seconds=8)"]))
    chart = estimator.get_by_role("img", name=re.compile(r"8 s of 1280×720.*is cheaper than"))
    expect(chart).to_be_visible()
    expect(chart.locator("polyline.is-chosen")).to_have_count(1)
    expect(estimator.get_by_text("Today no plan includes Sora.")).to_be_visible()
    crossing = estimator.get_by_role("button", name="From 26 clips: ChatGPT Plus is cheaper than sora-2")
    crossing.focus()
    expect(chart.locator("circle.is-lit")).to_have_count(1)
    crossing.press("Enter")
    expect(estimator.get_by_role("slider", name="Clips a month")).to_have_attribute("aria-valuetext", "26")
    expect(estimator.locator(".sora-estimator__side", has_text="26 clips a month")).to_contain_text("$20.80")


# -- apply and undo ---------------------------------------------------------------------------------------------------


def test_a_cheaper_way_is_applied_and_undone_with_keys(open_notebook):
    estimator = opened(open_notebook([PRO]))
    apply = estimator.get_by_role("button", name=re.compile("^Apply: Shorter: 4 s"))
    apply.press("Enter")
    expect(price(estimator)).to_have_text("$1.20")
    expect(estimator.locator("[role=status]", has_text="Done: Shorter: 4 s. Now $1.20.")).to_have_count(1)
    undo = estimator.get_by_role("button", name="Undo: Shorter: 4 s")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(price(estimator)).to_have_text("$2.40")
    expect(undo).to_be_hidden()
    assert estimator.page.evaluate(_HAS_FOCUS), "the focus was lost with the button"


def test_a_composer_and_its_estimator_are_linked_both_ways(open_notebook):
    notebook = open_notebook(
        [
            IMPORT + "composer = sw.PromptComposer('A red kite over a park', model='sora-2-pro', seconds=8)\ncomposer",
            "sw.CostEstimator(composer)",
        ]
    )
    notebook.run_cell(0)
    settings = notebook.output(0).get_by_role("group", name="Settings")
    estimator = opened(notebook, 1)
    expect(price(estimator)).to_have_text("$2.40")
    settings.get_by_label("Length").select_option("4")
    expect(price(estimator)).to_have_text("$1.20")
    estimator.get_by_role("slider", name="Length").press("End")
    expect(settings.get_by_label("Length")).to_have_value("20")
    estimator.get_by_role("button", name=re.compile("^Apply: sora-2,")).press("Enter")
    expect(settings.get_by_label("Model")).to_have_value("sora-2")
    expect(price(estimator)).to_have_text("$2.00")
    estimator.get_by_role("button", name="Undo: sora-2").press("Enter")
    expect(settings.get_by_label("Model")).to_have_value("sora-2-pro")
    expect(price(estimator)).to_have_text("$6.00")


def test_a_storyboard_is_priced_as_a_whole_and_followed(open_notebook):
    notebook = open_notebook(
        [
            IMPORT + "editor = sw.StoryboardEditor(sw.Storyboard(['A red kite.', 'A child runs.']))\neditor",
            "sw.CostEstimator(editor)",
            "editor.storyboard = editor.storyboard.with_scene('The kite lands.')",
        ]
    )
    notebook.run_cell(0)
    estimator = opened(notebook, 1)
    expect(price(estimator)).to_have_text("$0.80")
    expect(estimator.locator(".sora-estimator__board")).to_have_text("2 shots, 8 s")
    expect(estimator.get_by_role("slider", name="Length")).to_have_count(0)
    notebook.run_cell(2)
    expect(price(estimator)).to_have_text("$1.20")
    estimator.get_by_role("combobox", name="Model").select_option("sora-2-pro")
    expect(price(estimator)).to_have_text("$3.60")
    expect(notebook.output(0).get_by_label("Model")).to_have_value("sora-2-pro")


def test_the_page_loaded_again_shows_the_same(open_notebook):
    notebook = open_notebook([PRO])
    estimator = opened(notebook)
    estimator.get_by_role("slider", name="Length").press("ArrowRight")
    estimator.get_by_role("button", name=re.compile(r"^All \d+ offers$")).press("Enter")
    expect(price(estimator)).to_have_text("$3.60")
    expect(estimator.get_by_role("table")).to_be_visible()
    notebook.reload()
    estimator = notebook.output(0).locator(".sora-estimator")
    expect(price(estimator)).to_have_text("$3.60", timeout=READY_MS)
    expect(estimator.get_by_role("slider", name="Length")).to_have_attribute("aria-valuetext", "12 s")
    expect(estimator.get_by_role("table")).to_be_visible()
    estimator.get_by_role("slider", name="Length").press("ArrowLeft")
    expect(price(estimator)).to_have_text("$2.40")


# -- for every eye, hand and ear --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "length"), [("en", "Length"), ("fr", "Durée")])
def test_tab_goes_through_every_control_once_and_out(open_notebook, language, length):
    notebook = open_notebook([IMPORT + f"sw.CostEstimator(model='sora-2-pro', seconds=8, language={language!r})", "1"])
    estimator = opened(notebook)
    page = notebook.page
    estimator.locator("select").first.focus()
    stops = 0
    while page.evaluate(_HAS_FOCUS):
        assert page.evaluate(_IS_FOCUS_SEEN) is True
        stops += 1
        assert stops < MOST_STOPS, "Tab does not leave the estimator"
        assert page.evaluate(_IS_NEW), "Tab came here before"
        page.keyboard.press("Tab")
    missed = estimator.evaluate(
        """root => [...root.querySelectorAll("button, input, select, a, [tabindex='0']")]
            .filter(one => one.checkVisibility() && !one.dataset.seen).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert missed == []
    assert stops >= 25
    expect(estimator.get_by_role("slider", name=length)).to_be_visible()


@THEMES
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_keeps_nobody_out(open_notebook, language, theme):
    notebook = open_notebook(
        [
            IMPORT + "from sora_widgets.pricing import Hosting\n"
            "sw.CostEstimator(model='sora-2-pro', seconds=8, takes=2, hosting=Hosting('ours', 2, 30), "
            f"language={language!r})"
        ]
    )
    notebook.set_theme(theme)
    estimator = opened(notebook)
    estimator.locator(".sora-estimator__title > .sora-estimator__quiet").first.press("Enter")
    expect(estimator.get_by_role("table")).to_be_visible()

    controls = controls_by_group(estimator.aria_snapshot())
    assert len(controls) >= 130
    assert [control for control in controls if not control[2]] == []
    assert sorted({control for control in controls if controls.count(control) > 1}) == []
    sizes = estimator.evaluate(SIZES)
    assert len(sizes) >= 130
    assert [(what, size) for what, size in sizes if size < 28] == []

    read = estimator.evaluate(PALE_WORDS, ".sora-estimator")
    assert read["seen"] >= 300
    assert read["pale"] == []
    assert estimator.locator("input[name=hours_per_month]").evaluate(PLACEHOLDER_CONTRAST) >= 4.5

    load_axe(notebook.page)
    assert serious_findings(notebook.page, ".sora-estimator", least_passed=12) == []
    price(estimator).press("Enter")
    expect(estimator.get_by_role("dialog").get_by_role("link")).to_be_visible()
    assert serious_findings(notebook.page, ".sora-estimator__source", least_passed=4) == []


@pytest.mark.parametrize("width_px", [1280, 520, 400])
def test_it_fits_into_the_width_there_is(open_notebook, width_px):
    notebook = open_notebook([PRO])
    notebook.collapse_sidebar()
    estimator = opened(notebook)
    notebook.page.set_viewport_size({"width": width_px, "height": 900})
    chart = estimator.get_by_role("img")
    # The chart is drawn anew for its width.
    notebook.page.wait_for_function(
        "svg => Math.abs(svg.parentElement.clientWidth - svg.getBoundingClientRect().width) <= 1",
        arg=chart.element_handle(),
    )
    too_wide = estimator.evaluate(
        """root => [...root.querySelectorAll("*")]
            .filter(one => one.checkVisibility() && !one.closest("svg, [role=dialog], .sora-unseen"))
            .filter(one => one.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert too_wide == []
    notebook.page.set_viewport_size({"width": 1280, "height": 900})


def test_keys_pressed_in_the_estimator_do_not_reach_the_notebook(open_notebook):
    notebook = open_notebook([PRO, "1"])
    estimator = opened(notebook)
    length = estimator.get_by_role("slider", name="Length")
    length.press("d")
    length.press("d")
    length.press("a")
    expect(notebook.page.locator(".jp-Notebook .jp-Cell")).to_have_count(2)
    expect(price(estimator)).to_have_text("$2.40")
