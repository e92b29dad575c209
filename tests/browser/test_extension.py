"""Clips in JupyterLab with our notebook extension: before a kernel, with it, and after it is gone.

The players themselves are tested in `test_player.py` and `test_compare.py`; here is what the extension adds to them:
a view that needs no kernel, is tied to Python while there is one, and believes nothing that a notebook says.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, Page, Response, expect

from lab_page import NotebookPage

MAKE = "import json, sora_widgets as sw\nclip = sw.generate('A ball on a beach', seconds=4).result()"
MIME = "application/vnd.sora-widgets.clip+json"
ATTACHED, DETACHED = "attached to Python", "without Python"
MAX_SAVED_BYTES = 50_000


def expect_tie(output: Locator, words: str) -> None:
    """Wait until a clip says so of its tie to Python, which may have to import what it needs for that."""
    expect(output.locator(".sora-document__link")).to_have_text(words, timeout=30_000)


def is_playing(output: Locator) -> None:
    """Wait until the clip runs."""
    video = output.locator("video").first.element_handle()
    output.page.wait_for_function("video => !video.paused && video.currentTime > 0.1", arg=video, timeout=30_000)


def add_mark(output: Locator, words: str) -> None:
    """Note something at the frame on screen, as a person does with the keyboard."""
    dots = output.locator(".sora-player__dot")
    before = dots.count()
    output.locator(".sora-player__frame-box").focus()
    output.page.keyboard.press("n")
    expect(dots).to_have_count(before + 1)
    output.page.keyboard.type(words)
    output.page.keyboard.press("Enter")


def printed_once(notebook: NotebookPage, index: int, *, has: Callable[[Any], bool]) -> Any:
    """What a cell prints as JSON, run again until it `has` what the browser has sent: that comes beside the cells."""
    for _ in range(50):
        notebook.run_cell(index)
        value = json.loads(notebook.output(index).locator("pre").inner_text())
        if has(value):
            break
    return value


def outputs_of(path: Path) -> list[dict[str, Any]]:
    """The outputs of a saved notebook."""
    cells = nbformat.read(path, as_version=4).cells
    return [output for cell in cells for output in cell.get("outputs", ())]


def test_a_player_is_tied_to_python_and_outlives_its_kernel(open_notebook):
    notebook = open_notebook(
        [
            MAKE + "\nplayer = sw.VideoPlayer(clip)\nplayer",
            "heard = []; player.observe(lambda change: heard.append(change.new), 'rate'); player.seek(1.5); player.step(1)",
            "print(json.dumps([player.frame, player.playing, [mark['text'] for mark in player.marks]]))",
            "player.loop = True; player.play()",
            MAKE + "\nplayer = sw.VideoPlayer(clip)",
            "clip",
            "import time, pathlib\nwhile not pathlib.Path('go').exists(): time.sleep(0.02)",
        ]
    )
    page, output = notebook.page, notebook.output(0)
    notebook.run_cell(0)
    expect(output.locator(".sora-document .sora-player")).to_be_visible()
    expect_tie(output, ATTACHED)
    # Python moves the view, and hears what is done in it.
    notebook.run_cell(1)
    expect(output.locator(".sora-player__frame")).to_contain_text("47/120")
    output.locator(".sora-player__frame-box").focus()
    page.keyboard.press(".")
    expect(output.locator(".sora-player__frame")).to_contain_text("48/120")
    add_mark(output, "with Python")
    assert printed_once(notebook, 2, has=lambda state: "with Python" in state[2]) == [47, False, ["with Python"]]
    notebook.run_cell(3)
    is_playing(output)
    # The kernel goes in the middle of it.
    notebook.restart_kernel()
    expect_tie(output, DETACHED)
    is_playing(output)
    # What is noted now is written into the notebook, and the view that stands there plays on.
    video = output.locator("video").first.element_handle()
    add_mark(output, "without Python")
    expect(output.locator(".sora-player__dot")).to_have_count(2)
    # It comes back knowing the clip, which still plays.
    notebook.run_cell(4)
    expect_tie(output, ATTACHED)
    page.wait_for_function("video => video.isConnected && !video.paused", arg=video)
    # During a busy cell a clip that was not touched yet is attached, too.
    notebook.run_cell(5)
    expect_tie(notebook.output(5), DETACHED)
    notebook.run_cell(6, is_waiting=False)
    expect(notebook.cell(6).locator(".jp-InputPrompt")).to_have_text("[*]:")
    notebook.output(5).locator(".sora-player__frame-box").hover()
    expect_tie(notebook.output(5), ATTACHED)
    (notebook.path.parent / "go").touch()
    notebook.wait_until_idle()
    marks = printed_once(notebook, 2, has=lambda state: len(state[2]) == 2)[2]
    assert set(marks) == {"with Python", "without Python"}


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "untrusted"])
def test_a_saved_clip_is_whole_where_no_kernel_is(open_notebook, is_trusted):
    made = open_notebook([MAKE + "\nclip", "sw.VideoPlayer(clip, language='fr')", "sw.VideoCompare([clip, clip])"])
    made.run_all()
    expect_tie(made.output(1), "relié à Python")
    made.save()
    for output in outputs_of(made.path):
        assert len(json.dumps(output["data"])) <= MAX_SAVED_BYTES * (2 if "compare" in str(output["data"][MIME]) else 1)
    if not is_trusted:
        made.path.write_text(made.path.read_text("utf-8").replace("A ball on a beach", "A ball on the beach"), "utf-8")
    opened = open_notebook(made.path, "opened.ipynb", has_kernel=False)
    for index, words in ((0, DETACHED), (1, "sans Python"), (2, DETACHED)):
        expect_tie(opened.output(index), words)
    clip = opened.output(0)
    clip.locator(".sora-player__frame-box").focus()
    for frame in (2, 3, 4):
        opened.page.keyboard.press(".")
        expect(clip.locator(".sora-player__frame")).to_contain_text(f"{frame}/120")
    opened.page.keyboard.press("Space")
    is_playing(clip)
    opened.page.keyboard.press("Space")
    add_mark(clip, "kept in the notebook")
    two = opened.output(2)
    two.scroll_into_view_if_needed()
    two.get_by_role("button", name="Play").first.click()
    is_playing(two)
    # What was noted is part of the notebook, and Python takes it over as soon as it is there.
    opened.save()
    (saved, *_) = outputs_of(opened.path)
    assert [mark["text"] for mark in saved["data"][MIME]["clips"][0]["marks"]] == ["kept in the notebook"]
    again = open_notebook(opened.path, "again.ipynb")
    again.insert_cell(
        "import json, pathlib, sora_widgets as sw\n"
        "print(json.dumps([path.read_text('utf-8') for path in pathlib.Path().rglob('*marks*')]))"
    )
    again.run_cell(0)
    again.output(1).hover()
    expect_tie(again.output(1), ATTACHED)
    assert any("kept in the notebook" in kept for kept in printed_once(again, 0, has=len))


def test_a_page_that_is_loaded_again_and_a_kernel_that_is_shut_down(open_notebook):
    notebook = open_notebook([MAKE + "\nplayer = sw.VideoPlayer(clip)\nplayer", "player.seek(2)"])
    output = notebook.output(0)
    notebook.run_cell(0)
    notebook.reload()
    expect_tie(output, ATTACHED)
    notebook.run_cell(1)
    expect(output.locator(".sora-player__frame")).to_contain_text("61/120")
    notebook.shut_kernel_down()
    expect_tie(output, DETACHED)
    output.locator(".sora-player__toggle").click()
    is_playing(output)


def test_without_the_extension_a_clip_is_a_page_that_plays(open_notebook, tmp_path, pages):
    notebook = open_notebook([MAKE + "\nclip"], has_extension=False)
    notebook.run_all()
    answers: list[Response] = []
    notebook.page.on("response", lambda answer: answers.append(answer) if ".mp4" in answer.url else None)
    video = notebook.output(0).locator("figure.sora-clip video")
    video.evaluate("video => { video.muted = true; video.play(); }")
    is_playing(notebook.output(0))
    assert answers
    assert {answer.headers.get("accept-ranges") for answer in answers if "/files/" in answer.url} == {"bytes"}
    # The same beside its file, as a page of its own.
    import nbconvert

    notebook.save()
    body, _ = nbconvert.HTMLExporter().from_filename(str(notebook.path))
    exported = notebook.path.with_suffix(".html")
    exported.write_text(body, "utf-8")
    page: Page = pages.new_page()
    page.goto(exported.as_uri())
    page.locator("figure.sora-clip video").evaluate("video => { video.muted = true; video.play(); }")
    is_playing(page.locator("figure.sora-clip"))
    page.close()


GOOD = {
    "format": 1,
    "kind": "clip",
    "language": "en",
    "model_id": None,
    "clips": [
        {
            "clip_id": "0123456789abcdef",
            "sha256": "",
            "filename": "kite.mp4",
            "path": "kite.mp4",
            "size_bytes": 4000,
            "duration_s": 4,
            "fps": 30,
            "frame_count": 120,
            "width": 64,
            "height": 36,
            "prompt": "A kite",
            "parts": {},
            "marks": [],
        }
    ],
    "state": {},
}
EVIL = "<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>"
MALFORMED, UNREACHABLE = "cannot be read as one", "cannot be reached from this page"
# A poster that could run something, were it shown.
HTML = f'<figure class="sora-clip"><video poster="data:image/svg+xml;base64,PHN2Zy8+"></video>{EVIL}</figure>'
HOSTILE: list[tuple[Any, str]] = [
    ("no document", MALFORMED),
    ([GOOD], MALFORMED),
    (GOOD | {"format": 99}, "newer sora_widgets"),
    (GOOD | {"kind": EVIL}, MALFORMED),
    (GOOD | {"clips": [{"clip_id": EVIL}]}, MALFORMED),
    (GOOD | {"clips": [GOOD["clips"][0] | {"fps": 0}]}, MALFORMED),
    (
        GOOD | {"language": "../en", "state": {"_texts": {"player.play": EVIL}, "playing": True, "rate": "fast"}},
        DETACHED,
    ),
    (GOOD | {"clips": [GOOD["clips"][0] | {"prompt": EVIL, "filename": EVIL, "model": EVIL}]}, DETACHED),
    (GOOD | {"clips": [GOOD["clips"][0] | {"marks": [{"id": EVIL, "time_s": 1, "text": EVIL}]}]}, DETACHED),
    (GOOD | {"clips": [GOOD["clips"][0] | {"credentials": {"found": EVIL}, "measures": {"motion": EVIL}}]}, DETACHED),
    *(
        (GOOD | {"clips": [GOOD["clips"][0] | {"path": path}]}, UNREACHABLE)
        for path in (
            "/etc/passwd",
            "https://example.org/x.mp4",
            "../../../../secret.mp4",
            "..\\secret.mp4",
            "javascript:1",
        )
    ),
]


def test_a_hostile_document_is_told_in_a_sentence_and_nothing_of_it_is_run_or_asked_for(open_notebook, tmp_path):
    outputs = [
        nbformat.v4.new_output("display_data", {MIME: document, "text/html": HTML, "text/plain": "a clip"})
        for document, _ in HOSTILE
    ]
    cells = [nbformat.v4.new_code_cell("", outputs=[output]) for output in outputs]
    path = tmp_path / "hostile.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    notebook = open_notebook(path, has_kernel=False)
    asked: list[str] = []
    notebook.page.on("request", lambda request: asked.append(request.url))
    for index, (document, words) in enumerate(HOSTILE):
        output = notebook.output(index)
        output.scroll_into_view_if_needed()
        shown = output.locator(".sora-document")
        expect(shown).to_have_count(1)
        if words == UNREACHABLE:
            shown.locator(".sora-player__toggle").click()
        expect(shown, f"{document}").to_contain_text(words)
    assert notebook.page.evaluate("() => window.hacked ?? null") is None
    assert (
        notebook.page.locator(".sora-document :is(script, [onerror], [src^='data:'], [poster^='data:'])").count() == 0
    )
    assert [url for url in asked if "example.org" in url or "/files/" in url] == []
