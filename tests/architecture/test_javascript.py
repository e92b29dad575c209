"""The committed bundles: built from the committed sources, small, and free of what the sources may not hold.

The linter, the type checker and the tests of the JavaScript itself are run in `test_style.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JS = ROOT / "js"
STATIC = ROOT / "sora_widgets" / "static"
WIDGETS = ("card", "composer", "estimator", "player", "queue", "storyboard")
# Scripts that a widget asks for when it needs them, so that no notebook is saved with them.
LOADED = ("clips", "picker")
BUNDLES = (*(f"{widget}.{kind}" for widget in WIDGETS for kind in ("js", "css")), *(f"{name}.js" for name in LOADED))
BUDGET_BYTES = 40_000


def source_hash(js: Path) -> str:
    """The hash that `build.mjs` writes: path and content of each source, in the order of their paths."""
    files = [*(js / "src").rglob("*"), js / "build.mjs", js / "package-lock.json"]
    named = sorted((path.relative_to(js).as_posix(), path) for path in files if path.is_file())
    digest = hashlib.sha256()
    for name, path in named:
        digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def test_the_bundles_were_built_from_these_sources():
    recorded = json.loads((STATIC / "sources.json").read_text("utf-8"))["sha256"]
    assert recorded == source_hash(JS), "the bundles are stale: run `npm run build` in js/ and commit the result"


def test_a_changed_source_is_noticed(tmp_path):
    for name in ("build.mjs", "package-lock.json", "src/shared/icons.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one", "utf-8")
    before = source_hash(tmp_path)
    (tmp_path / "src/shared/icons.js").write_text("two", "utf-8")
    assert source_hash(tmp_path) != before


@pytest.mark.parametrize("bundle", BUNDLES)
def test_each_bundle_is_small(bundle):
    assert 0 < (STATIC / bundle).stat().st_size <= BUDGET_BYTES


def test_no_bundle_lies_about_without_a_widget():
    assert {path.name for path in STATIC.iterdir()} == {*BUNDLES, "sources.json"}


@pytest.mark.parametrize("path", sorted((JS / "src").rglob("*.js")), ids=lambda path: path.relative_to(JS).as_posix())
def test_no_script_writes_markup_or_leaves_the_page(path):
    code = path.read_text("utf-8")
    found = re.findall(
        r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|fetch|XMLHttpRequest)\b\s*[(=]", code
    )
    assert found == []


@pytest.mark.parametrize("path", sorted((JS / "src").rglob("*.js")), ids=lambda path: path.relative_to(JS).as_posix())
def test_no_module_keeps_state_of_its_own(path):
    # Several copies of a widget share a module: what changes must live in a closure.
    assert re.findall(r"^(?:export )?(?:let|var) .*", path.read_text("utf-8"), flags=re.MULTILINE) == []


@pytest.mark.parametrize("widget", WIDGETS)
def test_every_rule_of_a_stylesheet_stays_within_our_widgets(widget):
    css = re.sub(r"/\*.*?\*/", "", (STATIC / f"{widget}.css").read_text("utf-8"), flags=re.DOTALL)
    selectors = re.findall(r"(?:^|[{}])\s*([^@{}][^{}]*)\{", css)
    assert len(selectors) > 10
    assert [selector for selector in selectors if "sora-" not in selector] == []


def test_the_lock_file_names_no_download_address():
    assert "resolved" not in (JS / "package-lock.json").read_text("utf-8")
