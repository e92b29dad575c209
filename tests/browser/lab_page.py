"""One notebook in JupyterLab, as the person at the screen has it.

Answers for driving the page (run, restart, reload, theme, pictures) and for what the browser
complains about. It says nothing about widgets: tests find those with ordinary Playwright locators
below `output(index)`.
"""

from __future__ import annotations

import shutil
import urllib.parse
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Error,
    Locator,
    Page,
    Playwright,
    Request,
    ViewportSize,
    expect,
)

__all__ = ["BUSY", "VIEWPORT", "NotebookPage", "find_chromium", "launch_chromium"]

# No GPU and no sandbox on a server; nothing but this machine can be reached, so that a page which
# asks the outside fails its test instead of passing by luck.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# JupyterLab 4.6 says this of itself whenever a kernel restarts while its debugger is asking.
_OF_JUPYTERLAB_ITSELF = ("Could not restore the debugger state",)

# In place of our extension's script: one that brings no plugin.
_NO_EXTENSION = """
    (window._JUPYTERLAB ??= {})["sora-widgets"] = { init() {}, get: async () => () => [] };
"""

# The settings stand in the page; they are read when its scripts begin to run.
_NO_KERNEL = """
    new MutationObserver((_, observer) => {
        const config = document.getElementById("jupyter-config-data");
        if (!config) return;
        observer.disconnect();
        config.textContent = JSON.stringify({ ...JSON.parse(config.textContent), notebookStartsKernel: "false" });
    }).observe(document, { childList: true, subtree: true });
"""

# `window.jupyterapp` is there because the server exposes it (expose_app_in_browser).
_KERNEL_STATUS = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status"
_IS_READ = "window.jupyterapp?.shell?.currentWidget?.context?.isReady"

# As a double click in the list of files. JupyterLab shows its launcher where no file is open.
_OPEN_FILE = """async path => {
    const { commands, shell } = window.jupyterapp;
    const opened = await commands.execute("docmanager:open", { path, factory: "Notebook" });
    for (const other of [...shell.widgets("main")]) if (other !== opened) other.dispose();
    shell.expandLeft();
}"""

_CLOSE_UNSAVED = "() => { for (const one of [...window.jupyterapp.shell.widgets('main')]) one.dispose(); }"

VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
"""What a page begins with."""

BUSY = """import pathlib, time
for _ in range(6000):
    if pathlib.Path("go").exists(): break
    time.sleep(0.02)"""
"""A cell that keeps the kernel busy until `let_go`, or for two minutes."""


def find_chromium() -> str | None:
    """The path of the Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def launch_chromium(playwright: Playwright) -> Browser:
    """Start the machine's own Chromium, headless, with a fresh profile."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=_FLAGS, headless=True)


class NotebookPage:
    """A notebook open in JupyterLab.

    Attributes:
        page: Playwright's page, for everything that is not here.
        path: the notebook file on the server's disk.
        complaints: errors of the console, uncaught exceptions and requests to other machines, oldest first.
        can_be_left: whether another notebook may follow in the same page. Loaded again, JupyterLab opens what its
            workspace holds, and when it does is its own affair.

    With `has_extension=False` the page is that of a person who has not got our notebook extension; with
    `has_kernel=False` no kernel is started for the notebook. With `is_lab_there=True` the page shows JupyterLab
    already, as `leave` left it: the notebook is opened there instead of loading everything anew.
    """

    def __init__(
        self,
        page: Page,
        path: Path,
        url: str,
        *,
        has_extension: bool = True,
        has_kernel: bool = True,
        is_lab_there: bool = False,
    ) -> None:
        self.page = page
        self.path = path
        self.complaints: list[str] = []
        self.can_be_left = has_extension and has_kernel
        self._has_kernel = has_kernel
        self._listeners = {
            "console": self._note_console,
            "pageerror": self._note_error,
            "request": self._note_request,
            "dialog": _accept,
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)
        if is_lab_there:
            page.evaluate(_OPEN_FILE, urllib.parse.unquote(urllib.parse.urlsplit(url).path.partition("/tree/")[2]))
            self._wait_until_open()
            return
        if not has_extension:
            page.route("**/extensions/sora-widgets/**", lambda route: route.fulfill(body=_NO_EXTENSION))
        if not has_kernel:
            page.add_init_script(_NO_KERNEL)
        page.goto(url)
        self._wait_until_open()

    def leave(self) -> None:
        """Close the notebook without saving, and leave the page to the next one as it was when JupyterLab had loaded.

        What a test has put into the page's own script stays there.
        """
        self.page.evaluate(_CLOSE_UNSAVED)
        self.page.mouse.move(0, 0)
        self.page.emulate_media(reduced_motion="null")
        self.page.set_viewport_size(VIEWPORT)
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)

    def cell(self, index: int) -> Locator:
        """The cell with its input and output."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def output(self, index: int) -> Locator:
        """What a cell has shown."""
        return self.cell(index).locator(".jp-Cell-outputArea")

    def insert_cell(self, source: str) -> None:
        """Put a code cell at the top and make it the active one."""
        self.page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0; }")
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:insert-cell-above')")
        self.page.evaluate(
            "source => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource(source)",
            source,
        )

    def run_all(self, *, is_waiting: bool = True) -> None:
        """Run every cell; fails when one raises. With `is_waiting=False` return once they are sent."""
        self._execute("notebook:run-all-cells", is_waiting=is_waiting)

    def let_go(self) -> None:
        """End the cell that is `BUSY`."""
        self.path.with_name("go").touch()

    def run_cell(self, index: int, *, is_waiting: bool = True) -> None:
        """Run one cell; fails when it raises. With `is_waiting=False` return once it is sent."""
        self.page.evaluate("index => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = index; }", index)
        self._execute("notebook:run-cell", is_waiting=is_waiting)

    def wait_until_idle(self, timeout_s: float = 60) -> None:
        """Wait until the kernel has nothing left to run."""
        expect(self.page.locator(".jp-InputPrompt").filter(has_text="[*]")).to_have_count(0, timeout=timeout_s * 1000)
        self.page.wait_for_function(f"() => ({_KERNEL_STATUS})() === 'idle'", timeout=timeout_s * 1000)

    def restart_kernel(self) -> None:
        """Restart the kernel as the menu does, without its question; the outputs stay."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self.wait_until_idle()

    def shut_kernel_down(self) -> None:
        """Leave the notebook without a kernel; the outputs stay."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self._has_kernel = False

    def save(self) -> None:
        """Write the notebook to disk."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")

    def reload(self) -> None:
        """Save, and load the page again with the same kernel."""
        self.save()
        self.can_be_left = False
        self.page.reload()
        self._wait_until_open()

    def set_theme(self, theme: Literal["light", "dark"]) -> None:
        """Switch JupyterLab to its light or dark theme."""
        name = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}[theme]
        self.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
        is_light = str(theme == "light").lower()
        self.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{is_light}'")
        # The page says so before its new style sheet has come: wait until the notebook is painted with it.
        self.page.wait_for_function(
            """isLight => {
                const notebook = document.querySelector(".jp-Notebook");
                const [red] = getComputedStyle(notebook).backgroundColor.match(/\\d+/g).map(Number);
                return isLight ? red > 200 : red < 60;
            }""",
            arg=theme == "light",
        )
        self._wait_for_splash()

    def collapse_sidebar(self) -> None:
        """Give the notebook the whole width."""
        self.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")

    def screenshot(self, path: Path, of: Locator | None = None) -> Path:
        """Take a picture of the page, or of one element, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        (of or self.page).screenshot(path=path)
        return path

    def _execute(self, command: str, *, is_waiting: bool) -> None:
        if not is_waiting:
            self.page.evaluate("command => { window.jupyterapp.commands.execute(command); }", command)
            return
        has_succeeded = self.page.evaluate("command => window.jupyterapp.commands.execute(command)", command)
        assert has_succeeded, f"{command} failed:\n{self._errors_shown()}"

    def _errors_shown(self) -> str:
        return "\n".join(self.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts())

    def _wait_until_open(self) -> None:
        is_open = f"({_KERNEL_STATUS})() === 'idle'" if self._has_kernel else _IS_READ
        self.page.wait_for_function(f"() => {is_open}", timeout=60_000)
        self._wait_for_splash()

    def _wait_for_splash(self) -> None:
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0, timeout=30_000)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_OF_JUPYTERLAB_ITSELF):
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _note_error(self, error: Error) -> None:
        # ipywidgets 8.1 asks a notebook for its kernel before it looks whether there is one.
        if self._has_kernel or "@jupyter-widgets/jupyterlab-manager" not in (error.stack or ""):
            self.complaints.append(f"uncaught: {error}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "blob:", "data:")):
            self.complaints.append(f"asked the outside: {request.url}")


def _accept(dialog: Dialog) -> None:
    dialog.accept()
