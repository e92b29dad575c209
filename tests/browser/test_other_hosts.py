"""The players where somebody else draws the page: Notebook 7, Voilà and marimo, each served on loopback.

Notebook 7 has our extension, as JupyterLab. marimo knows nothing of it: there the widgets come with their own small
script and ask the kernel for the rest, below a shadow root. Voilà loads the extension where it is installed, though not
on every page (seen with 0.5.13), and the extension leaves clips there to the widgets and the HTML.
"""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from lab_page import NotebookPage
from lab_server import LabServer, free_port, write_notebook

CELLS = [
    "import sora_widgets as sw\nclip = sw.generate('A ball on a beach', seconds=4).result()\nclip",
    "sw.VideoPlayer(clip)",
    "sw.VideoCompare([clip, clip])",
]
MARIMO = """import marimo

app = marimo.App()


@app.cell
def _():
    import sora_widgets as sw

    clip = sw.generate("A ball on a beach", seconds=4).result()
    clip
    return clip, sw


@app.cell
def _(clip, sw):
    player = sw.VideoPlayer(clip)
    player
    return


@app.cell
def _(clip, sw):
    comparison = sw.VideoCompare([clip, clip])
    comparison
    return
"""
READY_MS = 60_000


@pytest.fixture
def folder(lab_server: LabServer, tmp_path: Path) -> Iterator[Path]:
    """A place on the server for one notebook, with its kernels ended afterwards."""
    folder = lab_server.notebooks / tmp_path.name
    yield folder
    lab_server.end_kernels_below(folder)


@pytest.fixture
def page(pages: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    """A page; at its end nothing of ours may have raised. What a host asks of the outside is its own affair."""
    page = pages.new_page()
    raised: list[str] = []
    page.on("pageerror", lambda error: raised.append(error.stack or str(error)))
    yield page
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    page.close()
    assert [error for error in raised if "sora" in error or "blob:" in error] == []


def expect_player(place: Locator | Page) -> None:
    """A player stands there, plays, pauses and steps by one frame."""
    player = place.locator(".sora-player")
    box = player.locator(".sora-player__frame-box")
    expect(box).to_be_visible(timeout=READY_MS)
    # Its style has come: it is as wide as a player is, and its controls lie in a row.
    assert box.bounding_box()["width"] <= 640
    assert player.locator(".sora-player__row").evaluate("row => getComputedStyle(row).display") == "flex"
    box.focus()
    frame = player.locator(".sora-player__frame")
    for number in (2, 3):
        box.press(".")
        expect(frame).to_contain_text(f"{number}/120", timeout=READY_MS)
    box.press("Space")
    video = player.locator("video").first
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    box.page.wait_for_function("video => video.currentTime > 0.5", arg=video.element_handle(), timeout=READY_MS)
    box.press("Space")
    expect(player.get_by_role("button", name="Play")).to_be_visible()


def expect_comparison(place: Locator | Page) -> None:
    """Two clips stand there and run together."""
    comparison = place.locator(".sora-compare")
    comparison.scroll_into_view_if_needed()
    comparison.get_by_role("button", name="Play").click()
    videos = comparison.locator("video")
    expect(videos).to_have_count(2)
    for video in videos.all():
        video.page.wait_for_function("video => video.currentTime > 0.3", arg=video.element_handle(), timeout=READY_MS)


def test_notebook_7_shows_clips_with_the_extension(lab_server, folder, page):
    path = write_notebook(folder / "notebook.ipynb", CELLS)
    notebook = NotebookPage(page, path, lab_server.url_in("notebooks", path))
    notebook.run_all()
    for index in (0, 1):
        expect(notebook.output(index).locator(".sora-document")).to_be_visible()
        notebook.output(index).scroll_into_view_if_needed()
        expect_player(notebook.output(index))
    expect(notebook.output(1).locator(".sora-document__link")).to_have_text("attached to Python")
    notebook.output(2).scroll_into_view_if_needed()
    expect_comparison(notebook.output(2))


def test_voila_shows_a_player_as_its_widget_and_a_clip_as_a_page(lab_server, folder, page):
    path = write_notebook(folder / "notebook.ipynb", CELLS)
    page.goto(lab_server.url_in("voila/render", path))
    expect_player(page)
    expect_comparison(page)
    expect(page.locator("figure.sora-clip video[poster^='data:']")).to_be_visible()
    assert page.locator(".sora-document").count() == 0


@pytest.fixture
def marimo_url(tmp_path: Path) -> Iterator[str]:
    """The address of a marimo application, served by marimo itself."""
    (tmp_path / "app.py").write_text(MARIMO, "utf-8")
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI", "SORA_"))}
    homes = {"HOME": str(tmp_path / "home"), "SORA_WIDGETS_HOME": str(tmp_path / "sora")}
    options = ["--headless", "--no-token", "--host=127.0.0.1", f"--port={port}"]
    with (tmp_path / "marimo.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "marimo", "--quiet", "run", "app.py", *options],
            cwd=tmp_path,
            env=kept | homes,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/health", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                pass
            try:
                server.wait(timeout=0.1)
                pytest.fail((tmp_path / "marimo.log").read_text("utf-8"))
            except subprocess.TimeoutExpired:
                continue
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_marimo_shows_a_player_below_a_shadow_root(marimo_url, page):
    page.goto(marimo_url)
    expect_player(page)
    assert page.locator(".sora-player").evaluate("player => player.getRootNode() instanceof ShadowRoot")
    expect_comparison(page)
    expect(page.locator("figure.sora-clip video[poster^='data:']")).to_be_visible()
