"""Take the README's pictures anew, in a real JupyterLab and Chromium: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from lab_page import NotebookPage, launch_chromium  # noqa: E402  (the harness of the browser tests)
from lab_server import LabServer, write_notebook  # noqa: E402

CELLS = [
    """import sora_widgets as sw

sw.PromptComposer("Wide shot of a child flying a red kite in a leafy park, golden light, the camera rises slowly")"""
]


def main() -> None:
    """One studio, generated once, in light and in dark."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        server.start()
        browser = launch_chromium(playwright)
        try:
            path = server.notebooks / "studio" / "studio.ipynb"
            write_notebook(path, CELLS)
            page = browser.new_page(viewport={"width": 1180, "height": 960}, device_scale_factor=1.5)
            notebook = NotebookPage(page, path, server.url_of(path, workspace="pictures"))
            notebook.collapse_sidebar()
            notebook.run_all()
            page.get_by_role("button", name="Generate").click()
            expect(page.locator(".sora-card video")).to_be_attached(timeout=60_000)
            expect(page.locator(".sora-composer__price")).to_contain_text("here already")
            for theme in ("light", "dark"):
                notebook.set_theme(theme)
                page.mouse.move(5, 5)
                print(notebook.screenshot(ROOT / "docs" / f"studio-{theme}.png"))
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
