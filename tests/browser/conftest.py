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
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from lab_page import VIEWPORT, NotebookPage, find_chromium, launch_chromium
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
    return chromium.new_context(viewport=VIEWPORT, device_scale_factor=1)


@pytest.fixture(scope="module")
def left_pages() -> Iterator[list[Page]]:
    """JupyterLab as the last test of the file has left it, without a notebook: one page, or none."""
    left: list[Page] = []
    yield left
    for page in left:
        page.close()


@pytest.fixture
def open_notebook(
    lab_server: LabServer,
    pages: BrowserContext,
    left_pages: list[Page],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[OpenNotebook]:
    """Open a notebook made of the given cells, or a copy of an existing one, in a folder of its own.

    Whether the page has our extension and a kernel is said by `has_extension` and `has_kernel`. In a file marked
    `one_page` the tests open their notebooks one after another in a JupyterLab that is loaded once, unless something
    went wrong in it; `is_page_new=True` is for a test that needs, or leaves, a page unlike that of the others.

    The notebook's folder also holds its `SORA_WIDGETS_HOME`, so that tests share no ledger and no budget.
    A picture of each page at the test's end lies in its `tmp_path`.
    """
    folder = lab_server.notebooks / tmp_path.name
    is_sharing = request.node.get_closest_marker("one_page") is not None
    failed_before = request.session.testsfailed
    opened: list[NotebookPage] = []

    def open_one(
        cells: list[str] | Path, name: str = "notebook.ipynb", *, is_page_new: bool = False, **host: bool
    ) -> NotebookPage:
        path = folder / name
        if isinstance(cells, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(cells.read_bytes())
        else:
            write_notebook(path, cells)
        url = lab_server.url_of(path, workspace=f"{tmp_path.name}-{len(opened)}")
        is_like_others = is_sharing and not is_page_new and not host
        if is_like_others and left_pages:
            opened.append(NotebookPage(left_pages.pop(), path, url, is_lab_there=True))
        else:
            opened.append(NotebookPage(pages.new_page(), path, url, **host))
        opened[-1].can_be_left &= is_like_others
        return opened[-1]

    yield open_one
    for index, notebook in enumerate(opened):
        notebook.screenshot(tmp_path / f"page-{index}.png")
    is_sound = request.session.testsfailed == failed_before and not any(notebook.complaints for notebook in opened)
    for notebook in opened:
        if is_sound and notebook.can_be_left and not left_pages:
            notebook.leave()
            left_pages.append(notebook.page)
        else:
            notebook.page.close()
    complaints = [complaint for notebook in opened for complaint in notebook.complaints]
    lab_server.end_kernels_below(folder)
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)
