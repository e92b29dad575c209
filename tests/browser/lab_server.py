"""A real JupyterLab server on a loopback port, with a home of its own.

Answers for the server process: its folders, its settings, its token and its end. Nothing of the
person who runs the tests is read or written, and the server asks nothing of the network: news,
update checks and the extension manager's catalogue are off. The notebook extension is the one of
these sources, whatever an earlier installation left. It knows nothing of the browser.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

__all__ = ["LabServer", "free_port", "write_notebook"]

_EXTENSION = Path(__file__).parents[2] / "sora_widgets" / "labextension"

_CONFIG = {
    "ServerApp": {
        "allow_root": True,
        "open_browser": False,
        "ip": "127.0.0.1",
        "port_retries": 0,
    },
    "LabApp": {
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "extension_manager": "readonly",
        "news_url": None,
    },
}

_LAB_SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Leaving a page with unsaved outputs must not ask.
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}

# Each notebook has a folder of its own, and so its own ledger, animatic and budget.
_KERNEL_STARTUP = """
import os
os.environ["SORA_WIDGETS_HOME"] = os.path.join(os.getcwd(), ".sora-widgets-home")
del os
"""


class LabServer:
    """A JupyterLab over `notebooks`, started with `start` and ended with `stop`.

    Attributes:
        root: holds the server's home and log.
        notebooks: the folder that the browser sees.
        url: `http://127.0.0.1:<port>`.
        token: what every request must carry.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notebooks = root / "notebooks"
        self.log_path = root / "jupyter.log"
        self.token = secrets.token_hex(16)
        self.url = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="ends-kernels")
        self._endings: list[Future[list[dict[str, str]]]] = []

    def start(self, timeout_s: float = 60) -> None:
        """Start the server and return when it answers."""
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.notebooks.mkdir(parents=True)
        self._lay_home()
        with self.log_path.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *[sys.executable, "-m", "jupyterlab", str(self.notebooks)],
                    *[f"--ServerApp.port={port}", f"--IdentityProvider.token={self.token}"],
                ],
                cwd=self.notebooks,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_it_answers(timeout_s)

    def stop(self) -> None:
        """End the server and, with it, its kernels."""
        if self._process is None:
            return
        for ending in self._endings:
            ending.result()
        self._threads.shutdown()
        for session in self.request("GET", "/api/sessions"):
            self.request("DELETE", f"/api/sessions/{session['id']}")
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def request(self, method: str, path: str) -> list[dict[str, str]]:
        """Ask the server's REST interface; an empty answer is an empty list."""
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=15) as answer:
            body = answer.read()
        return json.loads(body) if body else []

    def end_kernels_below(self, folder: Path) -> None:
        """Begin to shut down the kernels of the notebooks in `folder`.

        A kernel that has drawn takes seconds to end, and nobody needs to wait for it.
        """
        below = folder.relative_to(self.notebooks).as_posix() + "/"
        for session in self.request("GET", "/api/sessions"):
            if session["path"].startswith(below):
                self._endings.append(self._threads.submit(self.request, "DELETE", f"/api/sessions/{session['id']}"))

    def url_of(self, notebook: Path, workspace: str) -> str:
        """Where JupyterLab shows `notebook` in a workspace of its own."""
        return self.url_in(f"lab/workspaces/{workspace}/tree", notebook)

    def url_in(self, application: str, notebook: Path) -> str:
        """Where an application of this server shows `notebook`: "notebooks" is Notebook 7, "voila/render" is Voilà."""
        path = urllib.parse.quote(notebook.relative_to(self.notebooks).as_posix())
        return f"{self.url}/{application}/{path}?token={self.token}"

    def log(self) -> str:
        """What the server and its kernels have written."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def _lay_home(self) -> None:
        _write_json(self.root / "config" / "jupyter_server_config.json", {"ServerApp": _CONFIG["ServerApp"]})
        # A copy under its own name: that is how the server finds it, before any that is installed.
        extensions = self.root / "labextensions"
        shutil.copytree(_EXTENSION, extensions / "sora-widgets")
        found = {"extra_labextensions_path": [str(extensions)], "expose_app_in_browser": True}
        _write_json(self.root / "config" / "jupyter_lab_config.json", {"LabApp": _CONFIG["LabApp"] | found})
        _write_json(self.root / "config" / "jupyter_notebook_config.json", {"JupyterNotebookApp": found})
        for plugin, settings in _LAB_SETTINGS.items():
            _write_json(self.root / "lab-settings" / f"{plugin}.jupyterlab-settings", settings)
        startup = self.root / "ipython" / "profile_default" / "startup" / "00-home.py"
        startup.parent.mkdir(parents=True)
        startup.write_text(_KERNEL_STARTUP, encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "OPENAI", "SORA_"))
        }
        return kept | {
            "HOME": str(self.root / "home"),
            "IPYTHONDIR": str(self.root / "ipython"),
            "JUPYTER_CONFIG_DIR": str(self.root / "config"),
            "JUPYTER_DATA_DIR": str(self.root / "jupyter-data"),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTER_RUNTIME_DIR": str(self.root / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.root / "lab-settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.root / "lab-workspaces"),
        }

    def _wait_until_it_answers(self, timeout_s: float) -> None:
        assert self._process is not None
        for _ in range(int(timeout_s / 0.1)):
            try:
                self.request("GET", "/api/status")
                return
            except (urllib.error.URLError, ConnectionError):
                pass
            try:
                self._process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            raise RuntimeError(f"JupyterLab ended at its start:\n{self.log()}")
        self.stop()
        raise RuntimeError(f"JupyterLab did not answer within {timeout_s:g} s:\n{self.log()}")


def write_notebook(path: Path, sources: list[str]) -> Path:
    """Write a notebook of code cells for the `python3` kernel."""
    import nbformat.v4

    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, id=f"cell-{index}") for index, source in enumerate(sources)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_json(path: Path, content: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
