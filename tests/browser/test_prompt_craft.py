"""The art of the prompt, by somebody who has never written one and has no mouse: from five words to a whole shot.

The journeys press keys and nothing else. What is offered is taken from what a screen reader is told, so a fix
without a name, a focus that gets lost or a step that nobody hears of ends them.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS, PLACEHOLDER_CONTRAST
from lab_page import NotebookPage

READY_MS = 60_000
AXE = Path(__file__).parents[2] / "js" / "node_modules" / "axe-core" / "axe.min.js"
MOST_STOPS = 60
"""More than the composer has with all advice shown: who presses Tab more often goes in circles."""

COMPOSE = """import json
import sora_widgets as sw
composer = sw.PromptComposer({words!r}, language={language!r})
said = []
composer.observe(lambda change: said.append(change["new"]), "text")
composer"""
COMPOSED = "print(json.dumps([composer.text, said, [job.shot.to_text() for job in composer.jobs]]))"


@dataclass(frozen=True)
class Words:
    """What the person types, reads and hears in one language."""

    language: str
    typed: str
    sentence: str
    prompt: str
    sound: str
    undo: str
    redo: str
    generate: str
    framing: str


ENGLISH = Words(
    language="en",
    typed="a kid with a kite",
    sentence="Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
    "the camera rises slowly to the sky.",
    prompt="Prompt",
    sound="Sound",
    undo="Undo: ",
    redo="Redo: ",
    generate="Generate",
    framing="Framing",
)
FRENCH = Words(
    language="fr",
    typed="un enfant avec un cerf-volant",
    sentence="Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
    "lumière dorée de fin de journée, la caméra monte lentement vers le ciel.",
    prompt="Prompt",
    sound="Son",
    undo="Annuler : ",
    redo="Rétablir : ",
    generate="Générer",
    framing="Cadrage",
)
LANGUAGES = pytest.mark.parametrize("words", [ENGLISH, FRENCH], ids=["en", "fr"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])

# Whether the focus is on something of ours that can be seen: painted, on the screen, and not covered.
_IS_FOCUS_SEEN = """() => {
    const one = document.activeElement;
    if (!one.closest(".sora-composer")) return `on ${one.tagName} outside`;
    const { left, top, width, height } = one.getBoundingClientRect();
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || width < 8 || height < 8) {
        return `on an unseen ${one.className}`;
    }
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return one.contains(at) || at?.contains(one) || `on a covered ${one.className}`;
}"""

# How the focus is drawn around what has it: the outline's width in px, or 0.
_RING_PX = """one => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    const isDrawn = outlineStyle !== "none" && !/, 0\\)$|transparent/.test(outlineColor);
    return isDrawn ? parseFloat(outlineWidth) : 0;
}"""

# What can be pressed or typed in, each with its smaller side in px.
_SIZES = """root => [...root.querySelectorAll("button, input, select, textarea, a, [role=option], [role=menuitem]")]
    .filter(one => one.checkVisibility())
    .map(one => {
        const { width, height } = one.getBoundingClientRect();
        return [one.outerHTML.slice(0, 120), Math.round(Math.min(width, height) * 10) / 10];
    })"""

_CONTROL = re.compile(r"^(\s*)- '?(\w+)(?: \"((?:[^\"\\]|\\.)*)\")?")
_PRESSED = {"button", "checkbox", "combobox", "link", "menuitem", "option", "radio", "slider", "switch", "textbox"}


class Hands:
    """A person at the keyboard who hears what has the focus."""

    def __init__(self, notebook: NotebookPage) -> None:
        self.page = notebook.page
        self._devtools = notebook.page.context.new_cdp_session(notebook.page)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def hear(self) -> tuple[str, str]:
        """Role and name of what has the focus, as the browser tells them to a screen reader."""
        focused = self._devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        tree = self._devtools.send(
            "Accessibility.getPartialAXTree", {"objectId": focused["objectId"], "fetchRelatives": False}
        )
        node = tree["nodes"][0]
        return node["role"]["value"], node.get("name", {}).get("value", "")

    def tab_to(self, role: str, name: str, key: str = "Tab") -> str:
        """Press Tab until something of this role whose name begins so has the focus; its whole name."""
        heard = []
        for _ in range(MOST_STOPS):
            self.press(key)
            heard.append(self.hear())
            if heard[-1][0] == role and heard[-1][1].startswith(name):
                return heard[-1][1]
        raise AssertionError(f"{key} does not lead to {role} {name!r}, but to {heard}")

    def is_inside(self) -> bool:
        return bool(self.page.evaluate("() => document.activeElement.closest('.sora-composer') !== null"))


def composer_of(notebook: NotebookPage) -> Locator:
    """The composer of the first cell, once its pickers are there."""
    composer = notebook.output(0).locator(".sora-composer")
    expect(composer.locator("input[name=framing]")).to_have_attribute("role", "combobox", timeout=READY_MS)
    return composer


def announced(composer: Locator, text: str) -> None:
    """A live region says it now."""
    live = composer.locator(":is([role=status], [role=alert], [aria-live=polite], [aria-live=assertive])")
    expect(live.filter(has_text=text)).to_have_count(1)


def quoted(label: str) -> str:
    """What a fix promises to write: the words between the quotation marks of its label."""
    (promised,) = re.findall(r"[“«]\s*(.+?)\s*[”»]", label)
    return str(promised)


def advised(composer: Locator, hands: Hands) -> str:
    """The sentence in whose item of the list the focus is, as it is told; it begins with the name of its part."""
    item = composer.get_by_role("listitem").filter(has=hands.page.locator(":focus"))
    (sentence,) = re.findall(r'- text: "?(.+)', item.aria_snapshot())
    return str(sentence)


def follow(composer: Locator, hands: Hands, words: Words) -> list[str]:
    """Apply what is advised, from the top, until only the sound is left; the prompts on the way."""
    prompt = composer.get_by_role("textbox", name=words.prompt, exact=True)
    seen = [prompt.input_value()]
    while True:
        _, label = hands.hear()
        if advised(composer, hands).startswith(words.sound):
            if composer.get_by_role("listitem").count() == 1:
                return seen
            hands.press("Tab")
            continue
        assert len(seen) < 12, f"the advice has no end: {seen}"
        hands.press("Enter")
        expect(prompt).not_to_have_value(seen[-1])
        announced(composer, label)
        seen.append(prompt.input_value())
        assert quoted(label).casefold() in seen[-1].casefold(), f"{label} wrote {seen[-1]!r}"
        assert hands.page.evaluate(_IS_FOCUS_SEEN) is True
        assert hands.hear()[0] == "button", "the next piece of advice is not under the hand"


# -- the journey ------------------------------------------------------------------------------------------------------


@LANGUAGES
def test_from_five_words_to_the_whole_sentence_and_its_clip_with_keys_alone(open_notebook, words):
    notebook = open_notebook([COMPOSE.format(words="", language=words.language), COMPOSED])
    hands = Hands(notebook)
    hands.press("Control+Enter")  # the first cell is the active one; Tab then goes into its output
    composer = composer_of(notebook)
    prompt = composer.get_by_role("textbox", name=words.prompt, exact=True)

    hands.tab_to("textbox", words.prompt)
    hands.type(words.typed)
    expect(composer.get_by_role("textbox").and_(composer.locator("[name=subject]"))).to_have_value(words.typed)
    assert hands.hear() == ("textbox", words.prompt)
    hands.press("Tab")
    seen = follow(composer, hands, words)
    expect(prompt).to_have_value(words.sentence)
    assert seen[0] == words.typed and seen[-1] == words.sentence
    assert len(set(seen)) == len(seen) >= 6

    hands.tab_to("button", words.undo, "Shift+Tab")
    hands.press("Space")
    expect(prompt).to_have_value(seen[-2])
    announced(composer, seen[-2])
    assert hands.page.evaluate(_IS_FOCUS_SEEN) is True
    hands.tab_to("button", words.redo)
    hands.press("Space")
    expect(prompt).to_have_value(words.sentence)
    announced(composer, words.sentence)
    hands.press("Control+z")
    expect(prompt).to_have_value(seen[-2])
    hands.press("Control+Shift+z")
    expect(prompt).to_have_value(words.sentence)

    hands.tab_to("button", words.generate)
    hands.press("Enter")
    expect(composer.locator(".sora-card video")).to_be_attached(timeout=READY_MS)
    assert hands.page.evaluate(_IS_FOCUS_SEEN) is True
    assert hands.hear()[1].startswith(words.generate)

    notebook.run_cell(1)  # the person's part is over: this asks Python what it saw
    text, said, filmed = json.loads(notebook.output(1).locator("pre").inner_text())
    assert text == words.sentence
    assert said[-(len(seen) + 3) :] == [*seen[1:], seen[-2], seen[-1], seen[-2], seen[-1]]
    assert filmed == [words.sentence]


@LANGUAGES
def test_advice_beside_the_fields_leads_to_the_same_sentence(open_notebook, words):
    notebook = open_notebook([COMPOSE.format(words=words.typed, language=words.language)])
    hands = Hands(notebook)
    hands.press("Control+Enter")
    composer = composer_of(notebook)
    prompt = composer.get_by_role("textbox", name=words.prompt, exact=True)
    hands.tab_to("combobox", words.framing)
    for _ in range(MOST_STOPS):
        before = prompt.input_value()
        role, name = hands.hear()
        if (role, name) == ("combobox", words.sound):
            break
        if role == "button":
            hands.press("Enter")
            expect(prompt).not_to_have_value(before)
            announced(composer, name)
            assert hands.page.evaluate(_IS_FOCUS_SEEN) is True
            assert hands.hear()[0] in ("combobox", "textbox"), "the field has not come under the hand"
        hands.press("Tab")
    expect(prompt).to_have_value(words.sentence)


# -- nobody is kept ---------------------------------------------------------------------------------------------------


@LANGUAGES
def test_tab_goes_through_every_control_once_and_out_and_escape_closes_what_opened(open_notebook, words):
    notebook = open_notebook([COMPOSE.format(words=words.typed, language=words.language), "1"])
    hands = Hands(notebook)
    hands.press("Control+Enter")
    composer = composer_of(notebook)
    for _ in range(4):
        hands.press("Tab")
        if hands.is_inside():
            break
    first = hands.hear()
    hands.press("Enter")
    menu = composer.get_by_role("menu")
    expect(menu).to_be_visible()
    hands.press("Escape")
    expect(menu).to_be_hidden()
    assert hands.hear() == first, "closing the menu has lost the place"

    stops = []
    while hands.is_inside():
        role, name = hands.hear()
        assert name, f"a {role} without a name after {stops[-1:]}"
        assert hands.page.evaluate(_IS_FOCUS_SEEN) is True
        assert composer.locator(":focus").evaluate(_RING_PX) >= 2, f"nobody sees that {name!r} has the focus"
        stops.append((role, name))
        assert len(stops) < MOST_STOPS, f"Tab does not leave the composer: {stops}"
        if role == "combobox" and name == words.framing:
            hands.press("ArrowDown")
            popup = composer.locator(".sora-picker:popover-open")
            expect(popup).to_be_visible()
            hands.press("Escape")
            expect(popup).to_have_count(0)
            assert hands.hear() == (role, name), "closing the list has lost the field"
            hands.press("ArrowDown")  # and Tab leaves with the list open
        hands.press("Tab")
    assert composer.locator(".sora-picker:popover-open").count() == 0
    assert stops[-1][1].startswith(words.generate), f"the focus was lost after {stops[-1]}"
    # Advice stands beside its part and in the list, so its fixes come twice; nothing comes more often.
    assert max(map(stops.count, stops)) <= 2
    once = [stop for stop in stops if stop[0] != "button"]
    assert len(set(once)) == len(once)

    back = []
    hands.press("Shift+Tab")
    while hands.is_inside():
        back.append(hands.hear())
        assert len(back) < MOST_STOPS, f"Shift+Tab does not leave the composer: {back}"
        hands.press("Shift+Tab")
    assert back == stops[::-1]


# -- for every eye, hand and ear --------------------------------------------------------------------------------------


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
@LANGUAGES
def test_every_control_has_a_name_of_its_own_a_size_and_words_that_can_be_read(open_notebook, words, theme):
    notebook = open_notebook([COMPOSE.format(words=words.typed, language=words.language)])
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
    COMPOSE.format(words="a kid with a kite", language="en"),
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
