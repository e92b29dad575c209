"""The committed bundles and the notebook extension: built from the committed sources, small, and free of what the sources may not hold.

The linter, the type checker and the tests of the JavaScript itself are run in `test_style.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.compare import _TEXTS as COMPARE_TEXTS
from sora_widgets.widgets.player import PLAYER_TEXTS

ROOT = Path(__file__).parents[2]
JS = ROOT / "js"
STATIC = ROOT / "sora_widgets" / "static"
TEXTS = ROOT / "sora_widgets" / "widgets" / "texts"
EXTENSION = ROOT / "sora_widgets" / "labextension"
WIDGETS = ("card", "compare", "composer", "estimator", "player", "queue", "storyboard")
# Scripts that a widget asks for when it needs them, so that no notebook is saved with them.
LOADED = ("blind-view", "clips", "compare-view", "picker", "player-view")
STYLED = (*WIDGETS, "blind-view", "compare-view", "player-view")
BUNDLES = (*(f"{name}.js" for name in (*WIDGETS, *LOADED)), *(f"{name}.css" for name in STYLED))
BUDGET_BYTES = 40_000
# What comes with every notebook is small where the view itself is asked for; those are on a page once.
BUDGETS_BYTES = {"player.js": 5_000, "compare.js": 5_000, "player-view.js": 56_000, "compare-view.js": 48_000}
# The container is loaded by everybody who opens JupyterLab, the view by who opens a notebook with a clip.
CONTAINER_BUDGET_BYTES, VIEW_BUDGET_BYTES = 5_000, 160_000


def source_hash(js: Path, texts: Path) -> str:
    """The hash that `build.mjs` writes: path and content of each source, in the order of their paths."""
    files = [
        *(js / "src").rglob("*"),
        *texts.rglob("*"),
        *(js / name for name in ("build.mjs", "package.json", "package-lock.json")),
    ]
    named = sorted((Path(os.path.relpath(path, js)).as_posix(), path) for path in files if path.is_file())
    digest = hashlib.sha256()
    for name, path in named:
        digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def extension_file(name: str) -> Path:
    """A script of the extension, whose name carries the hash of its content."""
    (found,) = (EXTENSION / "static").glob(f"{name}.*.js")
    return found


def test_the_bundles_were_built_from_these_sources():
    recorded = json.loads((STATIC / "sources.json").read_text("utf-8"))["sha256"]
    assert recorded == source_hash(JS, TEXTS), "the bundles are stale: run `npm run build` in js/ and commit the result"


@pytest.mark.parametrize("changed", ["js/src/shared/icons.js", "js/build.mjs", "texts/en/player.json"])
def test_a_changed_source_is_noticed(tmp_path, changed):
    for name in (
        "js/build.mjs",
        "js/package.json",
        "js/package-lock.json",
        "js/src/shared/icons.js",
        "texts/en/player.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", "utf-8")
    before = source_hash(tmp_path / "js", tmp_path / "texts")
    (tmp_path / changed).write_text("two", "utf-8")
    assert source_hash(tmp_path / "js", tmp_path / "texts") != before


@pytest.mark.parametrize("bundle", BUNDLES)
def test_each_bundle_is_small(bundle):
    assert 0 < (STATIC / bundle).stat().st_size <= BUDGETS_BYTES.get(bundle, BUDGET_BYTES)


def test_no_bundle_lies_about_without_a_widget():
    assert {path.name for path in STATIC.iterdir()} == {*BUNDLES, "sources.json"}


def test_jupyterlab_is_told_of_the_one_script_that_is_there():
    described = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    container, view = extension_file("remoteEntry"), extension_file("view")
    assert described["jupyterlab"]["_build"] == {"load": f"static/{container.name}", "extension": "./extension"}
    assert view.name in container.read_text("utf-8")
    assert {path.name for path in EXTENSION.rglob("*") if path.is_file()} == {
        *("install.json", "package.json", container.name, view.name)
    }
    assert 0 < container.stat().st_size <= CONTAINER_BUDGET_BYTES
    assert 0 < view.stat().st_size <= VIEW_BUDGET_BYTES


@pytest.mark.parametrize("name", ["remoteEntry", "view"])
def test_a_script_of_the_extension_is_named_after_its_content(name):
    # A browser may keep it for ever: what changes must have another address.
    path = extension_file(name)
    assert path.name.split(".")[1] == hashlib.sha256(path.read_bytes()).hexdigest()[:20]


@pytest.mark.parametrize("name", ["player-view", "compare-view"])
def test_the_extension_answers_for_the_scripts_that_widgets_would_ask_for(name):
    asked_for = hashlib.sha256((STATIC / f"{name}.js").read_bytes()).hexdigest()[:12]
    assert asked_for in extension_file("view").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_extension_says_what_python_says(language):
    said = extension_file("view").read_text("utf-8")
    # A blind choice needs its kernel: it is no document.
    texts = Texts(language).of(*{*PLAYER_TEXTS, *COMPARE_TEXTS, "kernel", "extension"} - {"blind"})
    asked_for = {
        key
        for room in ("player", "compare", "lab")
        for path in (JS / "src" / room).rglob("*.js")
        if "blind" not in path.as_posix()
        for key in re.findall(r'\bsay\(\s*"([\w.]+)"', path.read_text("utf-8"))
    }
    assert len(asked_for) > 50
    assert asked_for - texts.keys() == set()
    missing = [key for key, text in texts.items() if not _stands_in(text, said)]
    assert missing == []


def _stands_in(text: str, script: str) -> bool:
    """Whether a script has a text, in any of the quotes that it may stand in."""
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return any(escaped.replace(quote, "\\" + quote) in script for quote in "\"'`")


@pytest.mark.parametrize("path", sorted((JS / "src").rglob("*.js")), ids=lambda path: path.relative_to(JS).as_posix())
def test_no_script_writes_markup_or_leaves_the_page(path):
    code = path.read_text("utf-8")
    if path == JS / "src" / "player" / "source.js":
        # Clips are read from the notebook's own server: whoever is asked is of this page's origin.
        fetches = re.findall(r"\bfetch\([^;]*?\)", code)
        assert fetches
        assert [each for each in fetches if 'credentials: "same-origin"' not in each] == []
        code = code.replace("fetch(", "")
    found = re.findall(
        r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|fetch|XMLHttpRequest)\b\s*[(=]", code
    )
    assert found == []


@pytest.mark.parametrize("path", sorted((JS / "src").rglob("*.js")), ids=lambda path: path.relative_to(JS).as_posix())
def test_no_module_keeps_state_of_its_own(path):
    # Several copies of a widget share a module: what changes must live in a closure.
    assert re.findall(r"^(?:export )?(?:let|var) .*", path.read_text("utf-8"), flags=re.MULTILINE) == []


@pytest.mark.parametrize("sheet", [*(f"{name}.css" for name in STYLED), "view"])
def test_every_rule_of_a_stylesheet_stays_within_our_widgets(sheet):
    css = (STATIC / sheet).read_text("utf-8") if sheet != "view" else (JS / "src/lab/extension.css").read_text("utf-8")
    selectors = re.findall(r"(?:^|[{}])\s*([^@{}][^{}]*)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    assert len(selectors) > 2
    assert [selector for selector in selectors if "sora-" not in selector] == []


def test_the_lock_file_names_no_download_address():
    assert "resolved" not in (JS / "package-lock.json").read_text("utf-8")
