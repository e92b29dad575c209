"""Fixture of the kernel tests: a real ipykernel in a folder of its own.

def test_something(kernel):
    (shown,) = kernel.execute("import sora_widgets as sw; sw.Shot(subject='a red kite')")
    assert "kite" in shown["data"]["text/plain"]
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from live_kernel import LiveKernel


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[LiveKernel]:
    """A running kernel whose folder is `tmp_path` and whose `SORA_WIDGETS_HOME` lies below it."""
    with _running(tmp_path) as live:
        yield live


@pytest.fixture(scope="module")
def shared_kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveKernel]:
    """The same for all tests of a file, which neither restart it nor ask what it held before."""
    with _running(tmp_path_factory.mktemp("shared-kernel")) as live:
        yield live


@contextmanager
def _running(folder: Path) -> Iterator[LiveKernel]:
    live = LiveKernel(
        folder, {"IPYTHONDIR": str(folder / "ipython"), "SORA_WIDGETS_HOME": str(folder / "sora-widgets-home")}
    )
    live.start()
    try:
        yield live
    finally:
        live.stop()
