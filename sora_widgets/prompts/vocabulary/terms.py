"""The terms of the trade: what a picker offers, found by any of their names and in the other language.

Answers for `choices.json` of each language and for `sources.json`. Knows nothing of sentences: how
a term is recognised inside a text is `framing.py`'s, `camera.py`'s and the reader's.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.vocabulary.words import words_in

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
]

LANGUAGES = ("en", "fr")

GROUPS = {
    "size": "framing",
    "angle": "framing",
    "viewpoint": "framing",
    "composition": "framing",
    "lens": "framing",
    "depth": "framing",
    "light": "lighting",
    "palette": "lighting",
    "look": "lighting",
    "move": "camera",
    "lens-move": "camera",
    "steadiness": "camera",
    "speed": "camera",
    "reference": "camera",
    "ambience": "sound",
    "effect": "sound",
    "music": "sound",
    "voice": "sound",
    "join": "transition",
}
"""The part of a shot that each group belongs to, in the order of the pickers; a transition joins two shots."""

# their labels are headings for a list, "sea" or "slow"; in a prompt such a word may be anything
_LABELS_ARE_HEADINGS = frozenset(("speed", "steadiness", "reference", "ambience", "effect", "music", "voice"))
_ARTICLE = re.compile(r"(?:an?|the|une?|le|la|les|l')\s*\b")


@dataclass(frozen=True)
class Choice:
    """One entry of a picker.

        >>> look_up("ECU")[0].term, look_up("plan moyen")[0].name
        ('extreme close-up', 'full')

    Attributes:
        term: the words to write into the part: "wide shot", "the camera rises slowly".
        label: the name to show: "wide shot", "pedestal up".
        definition: one sentence.
        name: the same in every language: "wide", "pedestal_up"; no two entries share one.
        synonyms: other words for it.
        abbreviations: "WS", "ECU".
        group: what kind of entry it is: a key of `GROUPS`.
        part: the part of a shot it belongs to, or "transition".
        sources: where the term was read: ids of `sources()`.
        not_to_confuse: a sentence about a false friend or a neighbour; "" when there is none.
    """

    term: str
    label: str
    definition: str
    name: str = ""
    synonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    group: str = ""
    part: str = ""
    sources: tuple[str, ...] = ()
    not_to_confuse: str = ""


@dataclass(frozen=True)
class Source:
    """Where terms were read.

    Attributes:
        id: as `Choice.sources` names it.
        title: author and title.
        address: of the page.
        licence: as the source states it; "" when it states none.
        use: what was taken from it.
    """

    id: str
    title: str
    address: str
    licence: str
    use: str


def choices(group_or_part: str, language: str = "en") -> list[Choice]:
    """What a picker offers for a part or for one group of it, in a sensible order.

    Args:
        group_or_part: "framing", "lighting", "camera", "sound", "transition", or a key of `GROUPS`.
            The parts of free text (subject, action, setting) have no choices.
        language: "en" or "fr".

    Raises:
        UnknownKeywordError: neither a group nor a part.
        RequestError: a language that has no vocabulary.
    """
    entries = _choices(check_language(language))
    if group_or_part in GROUPS:
        return [choice for choice in entries if choice.group == group_or_part]
    if group_or_part not in PARTS and group_or_part != "transition":
        allowed = (*PARTS, "transition", *GROUPS)
        near = nearest(group_or_part, allowed)
        raise UnknownKeywordError(
            f"The vocabulary has no part or group {group_or_part!r}"
            + (f": did you mean {near!r}?" if near else f": use one of {', '.join(allowed)}."),
            given=group_or_part,
            nearest=near,
            allowed=allowed,
        )
    return [choice for choice in entries if choice.part == group_or_part]


def look_up(text: str, language: str | None = None) -> list[Choice]:
    """The entries that a word or an abbreviation names, in any case, with or without accents.

        >>> [choice.name for choice in look_up("plan moyen")], [choice.name for choice in look_up("MS")]
        (['full'], ['medium'])
        >>> [choice.name for choice in look_up("travelling optique")]  # no direction: both
        ['zoom_in', 'zoom_out']

    Args:
        text: a term, label, synonym or abbreviation; when nothing is called exactly so, the names
            that begin with these words count: "pan" finds pan left and pan right.
        language: "en" or "fr"; None asks every language.

    Returns:
        Entries in the language in which they were found; empty when nothing is called so.

    Raises:
        RequestError: a language that has no vocabulary.
    """
    asked = LANGUAGES if language is None else (check_language(language),)
    key = _without_article(_key(text))
    exact = [choice for each in asked for choice in _called(_key(text), each) or _called(key, each)]
    return exact or [choice for each in asked for choice in _beginning(key, each)]


def translate_term(text: str, language: str, part: str | None = None) -> str | None:
    """The same term in another language, when the whole text is one term, or a list of terms.

        >>> translate_term("medium shot", "fr"), translate_term("gros plan, objectif 35 mm", "en")
        ('plan taille', 'close-up, 35mm lens')

    Args:
        text: a term, label, synonym or abbreviation, or several with commas between them.
        language: the language wanted.
        part: take only terms of this part; None takes any.

    Returns:
        Term for term, abbreviation for abbreviation where there is one, and the name shown for the
        other names; the text itself when it is a term of the language wanted; None when it is no term.

    Raises:
        RequestError: a language that has no vocabulary.
    """
    check_language(language)
    whole = _translate_one(text, language, part)
    if whole is not None or "," not in text:
        return whole
    pieces = [_translate_one(piece.strip(), language, part) for piece in text.split(",")]
    return None if None in pieces else ", ".join(piece for piece in pieces if piece is not None)


def part_of(text: str) -> str | None:
    """The part of a shot that a text belongs to, when it is nothing but a term of the vocabulary.

        >>> part_of("shallow depth of field"), part_of("au ralenti"), part_of("a dog")
        ('framing', 'camera', None)

    Abbreviations do not count, nor what joins two shots, nor the headings of the lists of sounds.
    """
    if text.isascii() and not words_in(text) <= _words_of_parts():
        return None
    return _parts().get(_without_article(_key(text)))


@cache
def sources() -> dict[str, Source]:
    """Where the terms were read, by id."""
    return {row["id"]: Source(**row) for row in _read("sources.json")["sources"]}


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


def _translate_one(text: str, language: str, part: str | None) -> str | None:
    if any(part in (None, choice.part) for choice in _called(_key(text), language)):
        return text
    for other in LANGUAGES:
        for choice, kind in _index(other).get(_key(text), ()):
            if part in (None, choice.part):
                same = _by_name(language)[choice.name]
                if kind == "term":
                    return same.term
                return same.abbreviations[0] if kind == "abbreviation" and same.abbreviations else same.label
    return None


def _called(key: str, language: str) -> list[Choice]:
    return [choice for choice, _ in _index(language).get(key, ())]


def _beginning(key: str, language: str) -> list[Choice]:
    """The entries with a name of which the key is the beginning, in the order of the pickers."""
    if not key:
        return []
    ordered, stem = _ordered_keys(language), key + " "
    found: set[str] = set()
    for place in range(bisect_left(ordered, stem), len(ordered)):
        if not ordered[place].startswith(stem):
            break
        found.update(choice.name for choice in _called(ordered[place], language))
    return [choice for choice in _choices(language) if choice.name in found] if found else []


@cache
def _choices(language: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            **entry
            | {
                "part": part,
                "synonyms": tuple(entry["synonyms"]),
                "abbreviations": tuple(entry["abbreviations"]),
                "sources": tuple(entry["sources"]),
            }
        )
        for part, entries in _read(f"{language}/choices.json")["parts"].items()
        for entry in entries
    )


@cache
def _by_name(language: str) -> dict[str, Choice]:
    return {choice.name: choice for choice in _choices(language)}


@cache
def _index(language: str) -> dict[str, tuple[tuple[Choice, str], ...]]:
    """Every name of every entry, spelt without case, accents and hyphens, with what kind of name it is."""
    index: dict[str, dict[Choice, str]] = {}
    for choice in _choices(language):
        for name, kind in _names(choice):
            index.setdefault(_key(name), {}).setdefault(choice, kind)
    return {key: tuple(found.items()) for key, found in index.items()}


@cache
def _ordered_keys(language: str) -> list[str]:
    return sorted(_index(language))


@cache
def _parts() -> dict[str, str]:
    """The part by every name that may stand in a prompt; no name belongs to two parts."""
    return {
        _without_article(_key(name)): choice.part
        for language in LANGUAGES
        for choice in _choices(language)
        if choice.part in PARTS
        for name, kind in _names(choice)
        if kind != "abbreviation" and not (kind == "label" and choice.group in _LABELS_ARE_HEADINGS)
    }


@cache
def _words_of_parts() -> frozenset[str]:
    """Every word, spelt without accents, of the names that may stand in a prompt, and the articles before them."""
    return frozenset().union(*map(words_in, _parts()), ("a", "an", "the", "un", "une", "le", "la", "les", "l"))


def _names(choice: Choice) -> Iterator[tuple[str, str]]:
    yield choice.term, "term"
    yield choice.label, "label"
    for name in choice.synonyms:
        yield name, "synonym"
    for name in choice.abbreviations:
        yield name, "abbreviation"


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    folded = name.replace("’", "'").casefold()
    if not folded.isascii():
        spread = unicodedata.normalize("NFD", folded.replace("œ", "oe"))
        folded = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(folded.replace("-", " ").split()).strip(" .,;:!?")


def _without_article(key: str) -> str:
    found = _ARTICLE.match(key)
    return key[found.end() :] if found else key


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / name).read_text("utf-8"))
    return found
