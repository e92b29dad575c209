"""The floors of the house: what may import what. The rules themselves stand in pyproject.toml."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sora_widgets"
ENVIRONMENT_NAMES = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package in which a test may break the rules."""
    root = tmp_path / "house"
    shutil.copytree(PACKAGE, root / "sora_widgets", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def environment_readers(source: str) -> list[int]:
    """The lines that touch the process environment."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        is_attribute = (
            isinstance(node, ast.Attribute)
            and node.attr in ENVIRONMENT_NAMES
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
        )
        is_import = (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and not ENVIRONMENT_NAMES.isdisjoint(alias.name for alias in node.names)
        )
        if is_attribute or is_import:
            lines.append(node.lineno)
    return lines


def test_every_module_imports_only_from_floors_below():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("place", "line", "rule"),
    [
        ("attic.py", "", "attic"),
        ("errors.py", "import sora_widgets.settings", "imports only from floors below"),
        ("prompts/reader.py", "import sora_widgets.pricing", "imports only from floors below"),
        ("providers/wire.py", "import sora_widgets.jobs", "imports only from floors below"),
        ("prompts/reader.py", "from sora_widgets import generate", "Only the doors may use the public names"),
        ("providers/wire.py", "import sqlite3", "Only jobs opens the database"),
        ("jobs/machine.py", "from openai import OpenAI", "Only providers speaks to the OpenAI client"),
        ("clips/clip.py", "def show():\n    import anywidget", "Only widgets knows anywidget"),
    ],
)
def test_a_broken_rule_is_found(house, place, line, rule):
    with (house / "sora_widgets" / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = lint_imports(house)
    assert result.returncode != 0
    assert rule in result.stdout


def test_only_settings_reads_the_environment():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in PACKAGE.rglob("*.py")
        for line in environment_readers(path.read_text(encoding="utf-8"))
        if path != PACKAGE / "settings.py"
    }
    assert not found


@pytest.mark.parametrize(
    "source", ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import environ"]
)
def test_a_reader_of_the_environment_is_found(source):
    assert environment_readers(source)
