"""Fixture of the kernel tests: a real ipykernel in a folder of its own.

def test_something(kernel):
    (shown,) = kernel.execute("import sora_widgets as sw; sw.Shot(subject='a red kite')")
    assert "kite" in shown["data"]["text/plain"]
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from live_kernel import LiveKernel


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[LiveKernel]:
    """A running kernel whose folder is `tmp_path` and whose `SORA_WIDGETS_HOME` lies below it."""
    live = LiveKernel(
        tmp_path,
        {"IPYTHONDIR": str(tmp_path / "ipython"), "SORA_WIDGETS_HOME": str(tmp_path / "sora-widgets-home")},
    )
    live.start()
    yield live
    live.stop()
