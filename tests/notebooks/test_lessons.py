"""The lessons run from top to bottom on the embedded provider and show what they show on the page.

Each is copied to a folder of its own, so that no clip or take of an earlier run helps it, and is run
by nbval in its strict mode: every stored output is compared, unless its cell says otherwise.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)

# A clip's document for the notebook extension tells when the clip was made and its sha256, which differ with every run.
# nbval sanitizes texts only; what stands in the document is compared as HTML, right beside it.
ASIDE = """
def pytest_collection_modifyitems(items):
    for item in items:
        item.parent.skip_compare = {*item.parent.skip_compare, "application/vnd.sora-widgets.clip+json"}
"""

lessons = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)


def test_there_are_lessons():
    assert LESSONS


@pytest.mark.timeout(600)
@lessons
def test_a_lesson_runs_and_shows_what_it_showed(lesson, tmp_path):
    folder = tmp_path / "lesson"
    folder.mkdir()
    shutil.copy(lesson, folder)
    (folder / "conftest.py").write_text(ASIDE, encoding="utf-8")
    result = subprocess.run(
        [
            *[
                sys.executable,
                "-m",
                "pytest",
                lesson.name,
                "--nbval",
                "--nbval-current-env",
                "--nbval-cell-timeout=120",
            ],
            *["--nbval-sanitize-with", str(Path(__file__).with_name("sanitize.cfg"))],
            *["-p", "no:cacheprovider", "--rootdir", ".", "--color=no"],
        ],
        cwd=folder,
        env={**os.environ, "IPYTHONDIR": str(tmp_path / "ipython")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-20_000:] + result.stderr[-5_000:]


@lessons
def test_a_lesson_is_stored_as_it_was_run(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    nbformat.validate(notebook)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    assert "widgets" not in notebook.metadata, "saved widget state: clear it, clips are documents"
