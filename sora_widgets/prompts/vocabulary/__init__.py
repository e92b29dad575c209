"""Film language as data: what the pickers offer, and the words by which reader and writer go.

Each language is a folder of three JSON files: `choices.json` (terms with synonyms, abbreviations,
a definition in our own words and their sources), `words.json` (word lists) and `advice.json` (the
critic's sentences). A third language is a third folder. Files are read once, when first needed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sora_widgets.errors import RequestError
from sora_widgets.prompts.vocabulary.words import Words

__all__ = ["LANGUAGES", "Choice", "advice_texts", "check_language", "choices", "sounds_of_places", "words"]

LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Choice:
    """One entry of a picker.

    Attributes:
        term: the words to write into the part: "wide shot", "the camera rises slowly".
        label: the name to show: "wide shot", "pedestal up".
        definition: one sentence.
        name: the same in every language: "wide", "pedestal_up".
        synonyms: other words for it.
        abbreviations: "WS", "ECU".
        group: what kind of entry it is: "size", "angle", "move", "light"…
    """

    term: str
    label: str
    definition: str
    name: str = ""
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    group: str = ""


def choices(part: str, language: str = "en") -> list[Choice]:
    """What a picker offers for a part, in a sensible order; empty for parts that are free text.

    Raises:
        RequestError: a language that has no vocabulary.
    """
    return list(_choices(check_language(language)).get(part, ()))


def check_language(language: str) -> str:
    """The language itself, when there is a vocabulary for it.

    Raises:
        RequestError: there is none; the known ones are named.
    """
    if language not in LANGUAGES:
        raise RequestError(
            f"The film vocabulary speaks {' and '.join(LANGUAGES)}, not {language!r}: use language='en' or 'fr'.",
            given=language,
            allowed=LANGUAGES,
        )
    return language


@cache
def words(language: str) -> Words:
    """The word lists of one language."""
    return Words.from_json(_read(language, "words"))


@cache
def advice_texts(language: str) -> dict[str, dict[str, str]]:
    """The critic's sentences of one language, by code."""
    texts: dict[str, dict[str, str]] = _read(language, "advice")["advice"]
    return texts


@cache
def sounds_of_places(language: str) -> tuple[tuple[frozenset[str], str], ...]:
    """What places sound like, to suggest: (names of places, words for the sound)."""
    return tuple((frozenset(row["places"]), row["words"]) for row in _read(language, "advice")["sounds_of_places"])


@cache
def _choices(language: str) -> dict[str, tuple[Choice, ...]]:
    return {
        part: tuple(
            Choice(
                term=entry["term"],
                label=entry["label"],
                definition=entry["definition"],
                name=entry["name"],
                synonyms=tuple(entry["synonyms"]),
                abbreviations=tuple(entry["abbreviations"]),
                group=entry["group"],
            )
            for entry in entries
        )
        for part, entries in _read(language, "choices")["parts"].items()
    }


def _read(language: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name(language).joinpath(f"{name}.json").read_text("utf-8"))
    return found
