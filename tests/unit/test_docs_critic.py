"""The pages on the critic say what the data and the rules say."""

from __future__ import annotations

import pytest

from docs_pages import load_writer


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_up_to_date(language: str):
    writer = load_writer("write_critic")
    written = writer.PAGES[language].read_text("utf-8")
    assert written == writer.page(language), "run python docs/write_critic.py"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_says_when_it_fires(language: str):
    writer = load_writer("write_critic")
    silent = [code for code in writer.examples() if not writer.sentences(language)[code].get("when")]
    assert silent == []
