"""The harness itself: before a widget is doubted, JupyterLab, kernel and Chromium must be known to work."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lab_page import VIEWPORT, NotebookPage
from lab_server import write_notebook

WIDGET = """
import anywidget, traitlets
class Echo(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
        const button = document.createElement("button");
        const show = () => { button.textContent = `pressed ${model.get("count")}`; };
        button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
        model.on("change:count", show); show(); el.append(button);
    } };'''
    count = traitlets.Int(0).tag(sync=True)
echo = Echo()
echo
"""


def test_a_notebook_runs_and_shows_what_it_computed(open_notebook):
    notebook = open_notebook(["6 * 7", "print('second cell')"])
    notebook.run_all()
    expect(notebook.output(0)).to_have_text("[1]:42")
    expect(notebook.output(1)).to_contain_text("second cell")


def test_a_cell_that_raises_fails_the_run(open_notebook):
    notebook = open_notebook(["1 / 0"])
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        notebook.run_all()


def test_a_widget_reaches_the_kernel_and_survives_a_reload(open_notebook):
    notebook = open_notebook([WIDGET, "echo.count"])
    notebook.run_cell(0)
    button = notebook.output(0).get_by_role("button")
    button.click()
    expect(button).to_have_text("pressed 1")
    notebook.reload()
    expect(button).to_have_text("pressed 1")
    notebook.run_cell(1)
    expect(notebook.output(1)).to_contain_text("1")


def test_a_restarted_kernel_has_forgotten(open_notebook):
    notebook = open_notebook(["kept = 1", "'kept' in globals()"])
    notebook.run_all()
    expect(notebook.output(1)).to_contain_text("True")
    notebook.restart_kernel()
    notebook.run_cell(1)
    expect(notebook.output(1)).to_contain_text("False")


def test_each_notebook_has_a_home_of_its_own(open_notebook):
    notebook = open_notebook(["import os", "print(os.environ['SORA_WIDGETS_HOME'])"])
    notebook.run_all()
    expect(notebook.output(1)).to_contain_text(str(notebook.path.parent))


def test_the_next_notebook_in_a_page_finds_it_as_it_began(open_notebook, lab_server):
    first = open_notebook(["kept = 1"])
    first.run_all()
    first.collapse_sidebar()
    first.page.set_viewport_size({"width": 640, "height": 480})
    first.page.emulate_media(reduced_motion="reduce")
    first.leave()
    path = write_notebook(first.path.with_name("un été.ipynb"), ["'kept' in globals()"])
    following = NotebookPage(first.page, path, lab_server.url_of(path, "next"), is_lab_there=True)
    expect(following.page.locator(".jp-Notebook")).to_have_count(1)
    expect(following.page.locator(".jp-Launcher")).to_have_count(0)
    following.run_all()
    expect(following.output(0)).to_contain_text("False", timeout=30_000)
    assert following.page.viewport_size == VIEWPORT
    expect(following.page.locator(".jp-DirListing")).to_be_visible()
    assert not following.page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert following.complaints == []


def test_the_theme_can_be_switched_and_pictured(open_notebook, tmp_path):
    notebook = open_notebook(["1"])
    notebook.set_theme("light")  # the server remembers the last one
    light = notebook.screenshot(tmp_path / "light.png").read_bytes()
    notebook.set_theme("dark")
    dark = notebook.screenshot(tmp_path / "dark.png").read_bytes()
    notebook.set_theme("light")
    assert light.startswith(b"\x89PNG")
    assert light != dark


def test_what_the_browser_complains_about_is_noted(open_notebook):
    notebook = open_notebook(["1"])
    notebook.page.evaluate(
        """async () => {
            console.error("something broke");
            await fetch("http://example.invalid/tracker").catch(() => {});
            setTimeout(() => { throw new Error("nobody caught me"); });
            await new Promise((resolve) => setTimeout(resolve));
        }"""
    )
    noted = "\n".join(notebook.complaints)
    notebook.complaints.clear()
    assert "console: something broke" in noted
    assert "uncaught: nobody caught me" in noted
    assert "asked the outside: http://example.invalid/tracker" in noted
