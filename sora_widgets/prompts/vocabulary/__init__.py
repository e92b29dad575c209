"""Film language as data: the terms that the pickers offer, and the words by which reader and writer go.

Each language is a folder: `choices.json` (terms with synonyms, abbreviations, a definition in our own
words and their sources), `words.json` (word lists), and the sentences of the rooms that speak to the
user (`advice.json`, `wording.json`, `storyboard.json`), which read them themselves. `sources.json`
says where the terms are from. A third language is a third folder. Files are read once, when first needed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from sora_widgets.prompts.vocabulary.terms import (
    GROUPS,
    LANGUAGES,
    Choice,
    Source,
    check_language,
    choices,
    look_up,
    part_of,
    sources,
    translate_term,
)
from sora_widgets.prompts.vocabulary.words import Words

__all__ = [
    "GROUPS",
    "LANGUAGES",
    "Choice",
    "Source",
    "check_language",
    "choices",
    "look_up",
    "part_of",
    "sources",
    "translate_term",
    "words",
]


@cache
def words(language: str) -> Words:
    """The word lists of one language."""
    return Words.from_json(json.loads(Path(__file__).with_name(language).joinpath("words.json").read_text("utf-8")))
