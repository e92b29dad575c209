"""The pages on the critic say what the data and the rules say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def _writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_critic", DOCS / "write_critic.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_up_to_date(language: str):
    writer = _writer()
    written = writer.PAGES[language].read_text("utf-8")
    assert written == writer.page(language), "run python docs/write_critic.py"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_says_when_it_fires(language: str):
    writer = _writer()
    silent = [code for code in writer.examples() if not writer.sentences(language)[code].get("when")]
    assert silent == []
