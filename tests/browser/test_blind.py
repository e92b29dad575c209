"""Blind choice in JupyterLab: a pupil's way through the pairs, by keys and by pointer, and what her page may know."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, expect

from contrast import PALE_WORDS
from lab_page import NotebookPage
from sweep import SIZES, load_axe, serious_findings

READY_MS = 60_000
MAKE = """import json, sora_widgets as sw
moves = ("pans left", "pans right", "zooms in")
clips = [sw.generate(f"Wide shot of a park with a red kite, the camera {move}.").result(120) for move in moves]
"""
CHOOSE = "compare = sw.VideoCompare(clips, blind=True, voter={voter!r}, name='kites', language={language!r})\ncompare"
VOTES = "print(json.dumps([[vote.voter, vote.choice] for vote in compare.votes]))"
SECRETS = "print(json.dumps([part for clip in clips for part in (clip.id, clip.sha256, clip.path.name)]))"
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


def opened(open_notebook, *cells: str, voter: str = "anna", language: str = "en") -> NotebookPage:
    notebook = open_notebook([MAKE, CHOOSE.format(voter=voter, language=language), VOTES, SECRETS, *cells])
    for index in (0, 1):
        notebook.run_cell(index)
    return notebook


def blind_of(notebook: NotebookPage, index: int = 1) -> Locator:
    """The comparison of a cell, once it asks."""
    root = notebook.output(index).locator(".sora-compare")
    expect(root.locator(".sora-blind__choice").first).to_be_visible(timeout=READY_MS)
    return root


def printed(notebook: NotebookPage, index: int) -> list:
    notebook.run_cell(index)
    return json.loads(notebook.output(index).locator("pre").inner_text())


def press_until(root: Locator, keys: str, before: int = 0) -> None:
    """Answer with these keys, each as soon as the next pair is shown."""
    root.locator("[tabindex='0']").first.focus()
    for number, key in enumerate(keys, start=before + 1):
        root.page.keyboard.press(key)
        expect(root.locator(".sora-blind__count")).to_have_text(f"{number} of 3", timeout=READY_MS)


def test_a_choice_made_by_keys_alone_is_kept_and_ends_in_the_result(open_notebook):
    notebook = opened(open_notebook)
    root = blind_of(notebook)
    expect(root.locator(".sora-blind__question")).to_have_text("Which is better?")
    expect(root.locator(".sora-blind__count")).to_have_text("0 of 3")
    press_until(root, "atx")
    expect(root.locator(".sora-blind__last")).to_be_visible()
    expect(root.locator(".sora-blind__choice").first).to_be_hidden()
    expect(root.get_by_role("button", name="Show the result")).to_be_focused()
    notebook.page.keyboard.press("u")
    expect(root.locator(".sora-blind__count")).to_have_text("2 of 3", timeout=READY_MS)
    expect(root.locator(".sora-blind__choice").first).to_be_visible()
    notebook.page.keyboard.press("b")
    expect(root.locator(".sora-blind__count")).to_have_text("3 of 3", timeout=READY_MS)
    notebook.page.keyboard.press("Enter")
    result = root.locator(".sora-blind__result")
    expect(result).to_be_focused(timeout=READY_MS)
    expect(result).to_contain_text("Thank you, anna!", timeout=READY_MS)
    for move in ("pans left", "pans right", "zooms in"):
        expect(result.locator("tbody")).to_contain_text(move)
    expect(result.locator("tbody tr")).to_have_count(3)
    expect(result).to_contain_text("Too few votes")
    assert printed(notebook, 2) == [["anna", "left"], ["anna", "tie"], ["anna", "right"]]


def test_the_next_pair_can_be_answered_before_the_kernel_has_replied_to_the_last(open_notebook):
    hold = "replies, reply = [], compare.send\ncompare.send = lambda content, buffers=None: replies.append(content)"
    notebook = opened(open_notebook, hold, "for one in replies: reply(one)\ncompare.send = reply")
    root = blind_of(notebook)
    notebook.run_cell(4)
    press_until(root, "at")
    notebook.run_cell(5)
    press_until(root, "x", before=2)
    assert printed(notebook, 2) == [["anna", "left"], ["anna", "tie"], ["anna", "both-bad"]]


def test_until_the_end_the_page_does_not_say_which_clip_is_which(open_notebook):
    notebook = opened(open_notebook)
    root = blind_of(notebook)
    root.get_by_role("button", name="Replay").click()
    expect(root.locator("video").first).to_be_attached()
    press_until(root, "a")
    secrets = [*printed(notebook, 3), "pans left", "pans right", "zooms in", "sora-2", "$0"]
    page = notebook.output(1).evaluate("output => output.outerHTML")
    notebook.save()
    saved = json.loads(notebook.path.read_text())
    kept = json.dumps([saved["cells"][1]["outputs"], saved["metadata"].get("widgets", {})])
    assert [secret for secret in secrets if secret in page or secret in kept] == []


def test_after_a_click_the_space_bar_plays_again_and_a_key_held_down_chooses_once(open_notebook):
    notebook = opened(open_notebook)
    root = blind_of(notebook)
    root.get_by_role("button", name="A is better").click()
    expect(root.locator(".sora-blind__count")).to_have_text("1 of 3", timeout=READY_MS)
    notebook.page.keyboard.press(" ")
    for _ in range(5):
        notebook.page.keyboard.down("b")
    notebook.page.keyboard.up("b")
    expect(root.locator(".sora-blind__count")).to_have_text("2 of 3", timeout=READY_MS)
    assert printed(notebook, 2) == [["anna", "left"], ["anna", "right"]]


def test_the_next_pair_plays_by_itself_but_not_for_who_wants_less_motion(open_notebook):
    notebook = opened(open_notebook)
    root = blind_of(notebook)
    root.get_by_role("button", name="Replay").click()
    playing = "root => [...root.querySelectorAll('video')].filter(video => !video.paused).length"
    notebook.page.wait_for_function(f"root => ({playing})(root) === 2", arg=root.element_handle(), timeout=READY_MS)
    root.get_by_role("button", name="Equally good").click()
    expect(root.locator(".sora-blind__count")).to_have_text("1 of 3", timeout=READY_MS)
    notebook.page.wait_for_function(f"root => ({playing})(root) === 2", arg=root.element_handle())
    notebook.page.emulate_media(reduced_motion="reduce")
    root.get_by_role("button", name="Equally good").click()
    expect(root.locator(".sora-blind__count")).to_have_text("2 of 3", timeout=READY_MS)
    notebook.page.wait_for_function(f"root => ({playing})(root) === 0", arg=root.element_handle())


def test_an_early_end_is_asked_twice_and_a_class_counts_together(open_notebook):
    again = CHOOSE.format(voter="ben", language="en")
    notebook = opened(open_notebook, again)
    press_until(blind_of(notebook), "aaa")
    notebook.run_cell(4)
    root = blind_of(notebook, 4)
    expect(root.locator(".sora-blind__count")).to_have_text("0 of 3")
    root.get_by_role("button", name="B is better").click()
    expect(root.locator(".sora-blind__count")).to_have_text("1 of 3", timeout=READY_MS)
    root.get_by_role("button", name="Finish now").click()
    expect(root.locator(".sora-blind__result")).to_be_hidden()
    root.get_by_role("button", name="Finish with 2 pairs open").click()
    expect(root.locator(".sora-blind__result")).to_contain_text("4 votes by 2 voters", timeout=READY_MS)
    expect(root.locator(".sora-blind__choice").first).to_be_hidden()


@THEMES
def test_it_can_be_used_by_everybody(open_notebook, theme):
    notebook = opened(open_notebook, language="en")
    notebook.set_theme(theme)
    root = blind_of(notebook)
    load_axe(notebook.page)
    sizes = root.evaluate(SIZES)
    assert sizes and [(what, size) for what, size in sizes if size < 28] == []
    assert serious_findings(notebook.page, ".sora-compare", least_passed=8) == []
    assert root.evaluate(PALE_WORDS, ".sora-compare")["pale"] == []
    press_until(root, "aba")
    root.get_by_role("button", name="Show the result").click()
    expect(root.locator(".sora-blind__result")).to_be_visible(timeout=READY_MS)
    assert root.evaluate(PALE_WORDS, ".sora-compare")["pale"] == []
    assert serious_findings(notebook.page, ".sora-compare", least_passed=8) == []


def test_it_speaks_french(open_notebook):
    notebook = opened(open_notebook, language="fr")
    root = blind_of(notebook)
    expect(root.locator(".sora-blind__question")).to_have_text("Lequel est le meilleur\u202f?")
    expect(root.get_by_role("button", name="Les deux mauvais")).to_be_visible()
    root.get_by_role("button", name="A est meilleur").click()
    expect(root.locator(".sora-blind__count")).to_have_text("1 sur 3")
