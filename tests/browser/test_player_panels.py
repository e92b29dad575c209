"""What lies under the player's picture, in JupyterLab: caption, facts, credentials, marks, measures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from lab_page import NotebookPage
from signed_video import Signer, sign, write_plain_video
from sweep import SIZES, controls_by_group, load_axe, serious_findings

READY_MS = 60_000
SHOT = """import json, sora_widgets as sw
shot = sw.Shot(framing="wide shot", subject="a child", action='says: "Look up <b>there</b>!"', camera="slow pan left")
player = sw.VideoPlayer(sw.generate(shot, seconds=4).result(60), language={language!r})
player"""
HOSTILE = '<img src=x onerror="window.pwned = 1"><script>window.pwned = 2</script>'
OPENED = """import sora_widgets as sw
from sora_widgets.clips import Clip, Provenance
player = sw.VideoPlayer(Clip.open({path!r}, Provenance(prompt={prompt!r})))
{then}player"""
NOT_LOOKED_AT = "player._clip = player._clip | {'credentials': None}\n"
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


def player_of(notebook: NotebookPage, index: int = 0) -> Locator:
    """The player of a cell, once its panels are there."""
    player = notebook.output(index).locator(".sora-player")
    expect(player.get_by_role("button", name="Facts")).to_be_visible(timeout=READY_MS)
    return player


def value_of(player: Locator, name: str) -> str:
    """What a definition list in sight says of something."""
    term = player.locator("dt:visible", has_text=re.compile(f"^{name}$"))
    return term.locator("xpath=following-sibling::dd[1]").inner_text()


@pytest.fixture
def folder(lab_server, tmp_path) -> Path:
    """The folder of the notebook that the test will open."""
    folder = lab_server.notebooks / tmp_path.name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_the_caption_names_the_parts_and_the_facts_tell_everything(open_notebook):
    notebook = open_notebook([SHOT.format(language="en")])
    notebook.run_cell(0)
    player = player_of(notebook)
    assert [
        (part.get_attribute("title"), part.inner_text()) for part in player.locator(".sora-player__prompt span").all()
    ] == [
        ("Framing", "Wide shot"),
        ("Subject", "a child"),
        ("Action", 'says: "Look up <b>there</b>!"'),
        ("Camera", "Slow pan left"),
    ]
    expect(player.locator(".sora-player__facts")).to_contain_text("animatic · 4 s · 1280×720 · 30 fps")
    facts = player.get_by_role("button", name="Facts")
    facts.press("Enter")
    expect(facts).to_have_attribute("aria-expanded", "true")
    assert value_of(player, "Camera") == "slow pan left"
    assert value_of(player, "Provider") == "animatic"
    assert value_of(player, "Cost") == "free"
    notebook.page.keyboard.press("Escape")
    expect(facts).to_be_focused()
    expect(facts).to_have_attribute("aria-expanded", "false")
    track = player.locator("track")
    expect(track).to_have_count(1)
    cue = "video => { const [t] = video.textTracks; t.mode = 'hidden'; return t.cues?.[0]?.text; }"
    notebook.page.wait_for_function(cue, arg=player.locator("video").element_handle(), timeout=READY_MS)
    assert "Look up &lt;b&gt;there" in player.locator("video").evaluate(cue)


def test_credentials_are_looked_for_when_asked_and_told_plainly(open_notebook, folder):
    plain = write_plain_video(folder / "plain.mp4")
    sign(plain, folder / "signed.mp4", Signer("Tiny Films", "this machine"))
    changed = bytearray(sign(plain, folder / "changed.mp4", Signer("Tiny Films", "x")).read_bytes())
    changed[changed.find(b"mdat") + 100] ^= 1
    (folder / "changed.mp4").write_bytes(changed)
    names = ("plain.mp4", "signed.mp4", "changed.mp4")
    cells = [OPENED.format(path=name, prompt=name, then=NOT_LOOKED_AT) for name in names]
    notebook = open_notebook(cells, has_extension=False)
    told = []
    for index, _ in enumerate(names):
        notebook.run_cell(index)
        player = player_of(notebook, index)
        player.get_by_role("button", name="Credentials").click()
        ask = player.get_by_role("button", name="Look for Content Credentials")
        ask.press("Enter")
        expect(ask).to_have_count(0, timeout=READY_MS)
        panel = player.get_by_role("region", name="Credentials")
        assert panel.evaluate("panel => panel.contains(document.activeElement)")
        told.append(panel.inner_text())
    assert told[0] == "No Content Credentials found in this file."
    assert "Valid: the video and what is said about it are as Tiny Films signed them." in told[1]
    assert "Self-signed" in told[1]
    assert "created · sora 2 · made by a trained model · From a prompt" in told[1]
    assert "Not valid" in told[2]
    assert "The video was changed after it was signed." in told[2]


def test_a_mark_is_made_from_the_keyboard_kept_with_the_clip_and_taken_away(open_notebook):
    notebook = open_notebook(
        [
            SHOT.format(language="en"),
            "print(json.dumps([[m['time_s'], m['text']] for m in player.marks]))",
            "print(json.dumps([player.marks_csv(), player.marks_edl()]))",
            "player.mark('from Python', 2.0)",
            "print(json.dumps(json.loads(next((player.clip.path.parent).glob('*.marks.json')).read_text())['marks']))",
        ]
    )

    def told_by(cell: int) -> list:
        notebook.run_cell(cell)
        return json.loads(notebook.output(cell).locator("pre").inner_text())

    notebook.run_cell(0)
    player = player_of(notebook)
    keyboard = notebook.page.keyboard
    group = player.locator(".sora-player__frame-box")
    group.focus()
    expect(player.locator("video")).to_have_js_property("readyState", 4, timeout=READY_MS)
    keyboard.press(".")
    expect(player.locator(".sora-player__frame")).to_have_text("f 2/120")
    keyboard.down("n")
    keyboard.down("n")  # held: the key repeats
    keyboard.up("n")
    field = player.get_by_label("Note at 0:00.01")
    expect(field).to_be_focused()
    keyboard.type(f"n, {HOSTILE}")
    keyboard.press("Enter")
    expect(group).to_be_focused()
    expect(player.get_by_role("button", name="Marks (1)")).to_be_visible()
    expect(player.locator(".sora-player__dot")).to_have_count(1)
    assert told_by(1) == [[pytest.approx(1 / 30), f"n, {HOSTILE}"]]
    assert [mark["text"] for mark in told_by(4)] == [f"n, {HOSTILE}"]

    csv, edl = told_by(2)
    for name, expected in (("CSV", "\ufeff" + csv), ("EDL", edl)):
        with notebook.page.expect_download() as download:
            player.get_by_role("button", name=name, exact=True).click()
        assert Path(download.value.path()).read_bytes().decode("utf-8") == expected
        assert download.value.suggested_filename.endswith(f".marks.{name.lower()}")

    field.fill("second thought")
    field.press("Escape")
    expect(field).to_have_value(f"n, {HOSTILE}")
    player.get_by_role("button", name="Play (space)").first.focus()
    keyboard.press("Home")
    expect(player.locator(".sora-player__frame")).to_have_text("f 1/120")
    player.get_by_role("button", name="Go to 0:00.01").click()
    expect(player.locator(".sora-player__frame")).to_have_text("f 2/120")

    player.get_by_role("button", name="Delete the mark at 0:00.01").click()
    expect(player.get_by_text("The mark at 0:00.01 is deleted.").first).to_be_visible()
    expect(player.get_by_role("button", name="Mark this frame (N)")).to_be_focused()
    expect(player.locator(".sora-player__dot")).to_have_count(0)
    assert told_by(1) == []
    notebook.run_cell(3)
    expect(player.get_by_label("Note at 0:02.00")).to_have_value("from Python")
    player.get_by_role("button", name="Undo").click()
    expect(field).to_be_focused()
    expect(field).to_have_value(f"n, {HOSTILE}")
    assert told_by(1) == [[pytest.approx(1 / 30), f"n, {HOSTILE}"], [2.0, "from Python"]]
    assert notebook.page.evaluate("window.pwned") is None


def test_marks_that_cannot_be_kept_stay_in_sight_with_the_reason(open_notebook, folder):
    write_plain_video(folder / "plain.mp4")
    (folder / "plain.marks.json").write_text(json.dumps({"format": 1, "sha256": "cd" * 32, "marks": []}))
    notebook = open_notebook([OPENED.format(path="plain.mp4", prompt=HOSTILE, then="")])
    notebook.run_cell(0)
    player = player_of(notebook)
    expect(player.locator(".sora-player__prompt")).to_have_text(HOSTILE)
    player.get_by_role("button", name="Marks").click()
    player.get_by_role("button", name="Mark this frame (N)").click()
    field = player.get_by_label("Note at 0:00.00")
    field.fill("a long thought")
    field.press("Enter")
    expect(player.locator(".sora-panels__problem")).to_contain_text("marks of another video", timeout=READY_MS)
    expect(field).to_have_value("a long thought")
    assert notebook.page.evaluate("window.pwned") is None


def test_without_a_kernel_facts_marks_and_their_export_are_there(open_notebook):
    notebook = open_notebook([SHOT.format(language="en")])
    notebook.run_cell(0)
    player = player_of(notebook)
    notebook.shut_kernel_down()
    notebook.reload()
    player = player_of(notebook)
    player.get_by_role("button", name="Measures").click()
    expect(player.get_by_text("This needs a running kernel")).to_be_visible()
    player.get_by_role("button", name="Credentials").click()
    expect(player.get_by_role("region", name="Credentials")).to_contain_text("Self-signed")
    player.get_by_role("button", name="Marks").click()
    player.get_by_role("button", name="Mark this frame (N)").click()
    field = player.get_by_label("Note at 0:00.00")
    field.fill("there, already")
    field.press("Enter")
    with notebook.page.expect_download() as download:
        player.get_by_role("button", name="CSV", exact=True).click()
    rows = Path(download.value.path()).read_bytes().decode("utf-8-sig").splitlines()
    assert rows == ["timecode,seconds,frame,text", '00:00:00:00,0.000,0,"there, already"']
    expect(player.locator(".sora-panels__problem")).to_be_empty()
    notebook.reload()
    expect(player_of(notebook).get_by_role("button", name="Marks (1)")).to_be_visible()


def test_measures_are_made_when_the_panel_opens(open_notebook):
    notebook = open_notebook([SHOT.format(language="fr")])
    notebook.run_cell(0)
    player = notebook.output(0).locator(".sora-player")
    player.get_by_role("button", name="Mesures").click(timeout=READY_MS)
    expect(player.get_by_text("Des mesures, pas un jugement")).to_be_visible(timeout=READY_MS)
    assert re.match(r"\d+,\d sur 255", value_of(player, "Mouvement"))
    assert value_of(player, "Coupes").startswith("aucun")


@THEMES
def test_every_panel_is_for_every_eye_hand_and_ear(open_notebook, folder, theme):
    sign(write_plain_video(folder / "plain.mp4"), folder / "signed.mp4", Signer("Tiny Films", "x"))
    notebook = open_notebook([OPENED.format(path="signed.mp4", prompt="a kite", then="")])
    notebook.set_theme(theme)
    notebook.run_cell(0)
    player = player_of(notebook)
    load_axe(notebook.page)
    for name in ("Facts", "Credentials", "Marks", "Measures"):
        player.get_by_role("button", name=name).press("Enter")
        region = player.get_by_role("region", name=name)
        expect(region).to_be_visible()
        if name == "Credentials":
            expect(region).to_contain_text("Self-signed", timeout=READY_MS)
        if name == "Marks":
            player.get_by_role("button", name="Mark this frame (N)").click()
            expect(player.get_by_label("Note at 0:00.00")).to_be_focused()
        if name == "Measures":
            expect(region).to_contain_text("no judgement", timeout=READY_MS)
        assert serious_findings(notebook.page, ".sora-player", least_passed=8) == [], f"{name} in {theme}"
        sizes = player.locator(".sora-player__caption").evaluate(SIZES)
        assert len(sizes) >= 4
        assert [(what, size) for what, size in sizes if size < 28] == []
        controls = controls_by_group(player.aria_snapshot())
        assert [control for control in controls if not control[2]] == []
        assert sorted({control for control in controls if controls.count(control) > 1}) == []
