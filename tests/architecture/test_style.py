"""The linters and type checkers, run as tests so that one command tells everything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["ruff-check", "ruff-format", "mypy"],
)
def test_python_is_clean(command):
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, env=_plain()
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.timeout(600)
@pytest.mark.parametrize("script", ["lint", "types", "test"])
def test_javascript_is_clean(script):
    npm = shutil.which("npm")
    if npm is None or not (ROOT / "js" / "node_modules").is_dir():
        reason = "no Node.js packages here: `make test` installs them when the machine has npm"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    result = subprocess.run(
        [npm, "run", "--silent", script], cwd=ROOT / "js", capture_output=True, text=True, check=False, env=_plain()
    )
    assert result.returncode == 0, result.stdout + result.stderr


def _plain() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1"}
