"""A JupyterLab, a browser and a kernel of their own for each thing that is measured, with what they cost.

Answers for what is counted from outside: bytes the server wrote, memory of the kernel and of the browser (USS, what
no other process shares; the browser with all its processes, because blobs lie in the first and pictures in others).
What is counted inside the page is the measuring script's.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Playwright

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "browser"))
from lab_page import NotebookPage, launch_chromium
from lab_server import LabServer, write_notebook

__all__ = ["MeasuredLab", "MeasuredNotebook", "PeakWatch"]

_PATIENCE_S = 120

# The server's own configuration: whatever it writes to a browser goes through this method.
_COUNT_WRITES = """
import mmap, pathlib
from tornado.iostream import BaseIOStream

_file = pathlib.Path({path!r}).open("r+b")
_count = mmap.mmap(_file.fileno(), 8)
_write = BaseIOStream.write

def _counting(stream, data):
    _count[:] = (int.from_bytes(_count[:], "little") + len(data)).to_bytes(8, "little")
    return _write(stream, data)

BaseIOStream.write = _counting
"""


class MeasuredLab:
    """A Jupyter server below `root`; opens notebooks one at a time."""

    def __init__(self, root: Path, playwright: Playwright) -> None:
        self._playwright = playwright
        self._written = root / "written-bytes"
        self._server = LabServer(root)
        self._opened = 0
        self.notebooks = self._server.notebooks

    def __enter__(self) -> MeasuredLab:
        config = self._server.root / "config" / "jupyter_server_config.py"
        config.parent.mkdir(parents=True)
        config.write_text(_COUNT_WRITES.format(path=str(self._written)), encoding="utf-8")
        self._written.write_bytes(bytes(8))
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def written_bytes(self) -> int:
        """What the server has written to browsers so far, messages and files."""
        return int.from_bytes(self._written.read_bytes(), "little")

    @contextmanager
    def open(
        self, cells: list[str], *, script: str = "", has_extension: bool = True, height: int = 900
    ) -> Iterator[MeasuredNotebook]:
        """A notebook of `cells` in a browser and a kernel that end with it; `script` runs first in its page.

        All notebooks lie in the server's folder itself, so that `clips/…` is the same file to each.
        """
        self._opened += 1
        name = f"measured-{self._opened}"
        path = write_notebook(self.notebooks / f"{name}.ipynb", cells)
        before = {child.pid for child in psutil.Process().children(recursive=True)}
        browser = launch_chromium(self._playwright)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": height})
            page.set_default_timeout(_PATIENCE_S * 1000)
            page.add_init_script(script)
            notebook = NotebookPage(page, path, self._server.url_of(path, name), has_extension=has_extension)
            # Intercepting every request, as is done for a page without the extension, costs each of them time.
            page.unroute_all()
            children = psutil.Process().children(recursive=True)
            yield MeasuredNotebook(self, notebook, [child for child in children if child.pid not in before])
        finally:
            browser.close()
            for session in self._server.request("GET", "/api/sessions"):
                self._server.request("DELETE", f"/api/sessions/{session['id']}")


class MeasuredNotebook:
    """An open notebook.

    Attributes:
        notebook: for driving it.
        page: Playwright's page.
    """

    def __init__(self, lab: MeasuredLab, notebook: NotebookPage, started: list[psutil.Process]) -> None:
        self.notebook, self.page = notebook, notebook.page
        self._lab = lab
        self._browser = next(process for process in started if _is_browser(process, started))
        self._tools = self.page.context.new_cdp_session(self.page)

    def ask_kernel(self, source: str) -> str:
        """Run statements silently, as no cell, and return what they printed; fails when they raise."""
        told: dict[str, str] = self.page.evaluate(
            """async (code) => {
                const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                const future = kernel.requestExecute({ code, silent: true, store_history: false });
                let text = "";
                future.onIOPub = ({ header, content }) => {
                    if (header.msg_type === "stream") text += content.text;
                };
                const { content } = await future.done;
                return { text, error: content.status === "ok" ? "" : `${content.ename}: ${content.evalue}` };
            }""",
            source,
        )
        if told["error"]:
            raise SystemExit(f"{source}\n{told['error']}")
        return told["text"]

    def kernel(self) -> psutil.Process:
        return psutil.Process(int(self.ask_kernel("import os; print(os.getpid())")))

    def kernel_mb(self) -> float:
        """After a garbage collection."""
        self.ask_kernel("import gc; gc.collect()")
        return self.kernel().memory_info().rss / 1e6

    def browser_mb(self) -> float:
        """All processes of the browser, after garbage collections and once it has stopped giving memory back."""
        looks: list[float] = []
        for _ in range(24):
            if len(looks) % 4 == 0:
                self.collect_garbage()
            self.page.wait_for_timeout(400)
            processes = [self._browser, *self._browser.children(recursive=True)]
            looks.append(sum(_uss(process) for process in processes) / 1e6)
            if len(looks) >= 6 and max(looks[-4:]) - min(looks[-4:]) < 1:
                break
        return min(looks[-4:])

    def collect_garbage(self) -> None:
        self._tools.send("HeapProfiler.collectGarbage")

    def metrics(self) -> dict[str, float]:
        """What DevTools tell of the page's main frame: JSHeapUsedSize, Nodes, JSEventListeners and others."""
        self._tools.send("Performance.enable")
        return {metric["name"]: metric["value"] for metric in self._tools.send("Performance.getMetrics")["metrics"]}

    def wait_until_quiet(self, count: Callable[[], Any], quiet_s: float = 0.6) -> None:
        """Return when `count` has stopped changing."""
        ends_at = time.monotonic() + _PATIENCE_S
        before, since = count(), time.monotonic()
        while time.monotonic() - since < quiet_s:
            if time.monotonic() > ends_at:
                raise SystemExit(f"Something has not become quiet within {_PATIENCE_S} s.")
            self.page.wait_for_timeout(100)
            if (now := count()) != before:
                before, since = now, time.monotonic()


class PeakWatch:
    """How much memory a process has at most, looked at every few milliseconds on a thread of its own."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.peak_mb = 0.0

    def __enter__(self) -> PeakWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ends.wait(0.02):
            self.peak_mb = max(self.peak_mb, self._process.memory_info().rss / 1e6)


def _is_browser(process: psutil.Process, started: list[psutil.Process]) -> bool:
    """The one from which the others of the browser come: it has a child that draws pages."""
    if "--type=" in " ".join(process.cmdline()):
        return False
    return any("--type=zygote" in " ".join(child.cmdline()) for child in process.children())


def _uss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)
    except psutil.NoSuchProcess:
        return 0
