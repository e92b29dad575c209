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

STUDIO = [
    """import sora_widgets as sw

sw.PromptComposer("Wide shot of a child flying a red kite in a leafy park, golden light, the camera rises slowly")"""
]
COMPARE = [
    """import sora_widgets as sw

before = sw.Shot.from_text("Wide shot of a child flying a red kite in a leafy park, golden light, static camera")
after = sw.Shot.from_text("Wide shot of a child flying a red kite in a leafy park at blue hour, static camera")
clips = await sw.gather([sw.generate(before), sw.generate(after)])""",
    """sw.VideoCompare(clips, mode="wipe")""",
]


def main() -> None:
    """The studio and a comparison, each made once, in light and in dark."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        server.start()
        browser = launch_chromium(playwright)
        try:

            def opened(name: str, cells: list[str], height: int) -> NotebookPage:
                path = write_notebook(server.notebooks / name / f"{name}.ipynb", cells)
                page = browser.new_page(viewport={"width": 1180, "height": height}, device_scale_factor=1.5)
                notebook = NotebookPage(page, path, server.url_of(path, workspace=name))
                notebook.collapse_sidebar()
                notebook.run_all()
                return notebook

            studio = opened("studio", STUDIO, 960)
            studio.page.get_by_role("button", name="Generate").click()
            expect(studio.page.locator(".sora-card video")).to_be_attached(timeout=60_000)
            expect(studio.page.locator(".sora-composer__price")).to_contain_text("here already")
            take(studio, "studio")

            compare = opened("compare", COMPARE, 960)
            compare.page.locator(".sora-compare").hover()
            compare.page.wait_for_function(
                "() => [...document.querySelectorAll('.sora-compare video')].every((video) => video.readyState >= 2)"
            )
            compare.page.locator(".sora-compare").scroll_into_view_if_needed()
            take(compare, "compare")
        finally:
            browser.close()
            server.stop()


def take(notebook: NotebookPage, name: str) -> None:
    """One picture a theme."""
    for theme in ("light", "dark"):
        notebook.set_theme(theme)
        notebook.page.mouse.move(5, 5)
        print(notebook.screenshot(ROOT / "docs" / f"{name}-{theme}.png"))


if __name__ == "__main__":
    main()
