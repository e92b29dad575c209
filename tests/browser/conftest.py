"""Fixtures of the browser tests: one JupyterLab and one Chromium for all, a notebook for each.

    def test_something(open_notebook):
        notebook = open_notebook(["import sora_widgets as sw", "sw.PromptComposer()"])
        notebook.run_all()
        expect(notebook.output(1).locator(".sora-composer")).to_be_visible()

At its end each test fails when the browser complained: an error in the console, an uncaught
exception, a request to another machine. A test that provokes one clears `notebook.complaints`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from lab_page import NotebookPage, find_chromium, launch_chromium
from lab_server import LabServer, write_notebook

OpenNotebook = Callable[..., NotebookPage]


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """A real JupyterLab with a fresh home."""
    server = LabServer(tmp_path_factory.mktemp("lab"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium; without one the browser tests are skipped, but never in CI."""
    if find_chromium() is None:
        reason = "no Chromium on this machine: install it (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(chromium: Browser) -> BrowserContext:
    """Where pages are opened: shared, so that JupyterLab's own scripts are loaded and compiled once."""
    return chromium.new_context(viewport={"width": 1280, "height": 900}, device_scale_factor=1)


@pytest.fixture
def open_notebook(lab_server: LabServer, pages: BrowserContext, tmp_path: Path) -> Iterator[OpenNotebook]:
    """Open a notebook made of the given cells, or a copy of an existing one, in a folder of its own.

    Whether the page has our extension and a kernel is said by `has_extension` and `has_kernel`.

    The notebook's folder also holds its `SORA_WIDGETS_HOME`, so that tests share no ledger and no budget.
    A picture of each page at the test's end lies in its `tmp_path`.
    """
    folder = lab_server.notebooks / tmp_path.name
    opened: list[NotebookPage] = []

    def open_one(cells: list[str] | Path, name: str = "notebook.ipynb", **host: bool) -> NotebookPage:
        path = folder / name
        if isinstance(cells, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(cells.read_bytes())
        else:
            write_notebook(path, cells)
        url = lab_server.url_of(path, workspace=f"{tmp_path.name}-{len(opened)}")
        opened.append(NotebookPage(pages.new_page(), path, url, **host))
        return opened[-1]

    yield open_one
    for index, notebook in enumerate(opened):
        notebook.screenshot(tmp_path / f"page-{index}.png")
    complaints = [complaint for notebook in opened for complaint in notebook.complaints]
    for notebook in opened:
        notebook.page.close()
    lab_server.end_kernels_below(folder)
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)
