"""What holds for every test: its own home and folder, no key, no other machine, and the slow rooms last."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from sora_widgets.settings import notebook_folder

# From the quick to the slow, so that a broken rule is told before a browser starts. Playwright's
# session must also come last: while it lasts, its event loop runs in the main thread.
ROOMS = (
    "unit",
    "contract",
    "architecture",
    "integration",
    "torture",
    "third_parties",
    "kernel",
    "notebooks",
    "browser",
)

_LOOPBACK = ("127.", "::1", "localhost")
_OURS = ("SORA_WIDGETS_", "OPENAI_", "ANYWIDGET_HMR")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_other_machines)
    # How long an example takes says something about the machine, and nothing about the code.
    settings.register_profile("untimed", settings(), deadline=None)
    settings.load_profile("untimed")
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        del os.environ[name]
    # IPython warns when this names another environment than the one it runs in.
    os.environ.pop("VIRTUAL_ENV", None)
    # JupyterLab's own future default; without it jupyter_core warns on every start.
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        room = _room_of(item)
        if room in ("browser", "kernel"):
            item.add_marker(room)
    items.sort(key=lambda item: ROOMS.index(_room_of(item)))


@pytest.fixture(autouse=True)
def _own_home_and_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the person who runs the tests is touched, and nothing lands in the work tree."""
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path / "sora-widgets-home"))
    monkeypatch.chdir(tmp_path)
    notebook_folder.cache_clear()


def _room_of(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and host and not host.startswith(_LOOPBACK):
        raise RuntimeError(f"A test tried to reach {host}: tests stay on this machine.")
