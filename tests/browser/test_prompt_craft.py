"""The art of the prompt, by somebody who has never written one and has no mouse: from five words to a whole shot.

The journeys press keys and nothing else. What is offered is taken from what a screen reader is told, so a fix
without a name, a focus that gets lost or a step that nobody hears of ends them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from lab_page import NotebookPage

pytestmark = pytest.mark.one_page
READY_MS = 60_000
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
    undo="Annuler\u00a0: ",
    redo="Rétablir\u00a0: ",
    generate="Générer",
    framing="Cadrage",
)
LANGUAGES = pytest.mark.parametrize("words", [ENGLISH, FRENCH], ids=["en", "fr"])

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
