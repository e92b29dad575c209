"""The words the renderer knows, English and French, and the thing each one draws.

Word lists are text files beside this one, a line a thing, and are read when the first prompt is. A
`Table` finds its phrases among the words of a text, the longest first. Reading the *structure* of a
prompt is `sora_widgets.prompts`' business, what a found word means in its sentence `scene`'s.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.lexicon.inflection import forms_of_verb, plurals

__all__ = [
    "COLOURS",
    "LANGUAGES",
    "Found",
    "Lexicon",
    "Meaning",
    "Table",
    "entries",
    "homes",
    "idle_actions",
    "kinds",
    "lexicon",
    "names_of",
    "parts",
    "sections",
    "small_words",
    "terms",
    "words_of",
]

LANGUAGES = ("en", "fr")
_NOUNS = ("people", "animals", "things", "places", "clothes")
_SCENE = ("people", "animals", "things", "groups", "places", "actions", "clothes", "numbers", "relations", "asides")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_DRAWN_AS = re.compile(r"(\w+) \((\w+)\)")  # "canyon (mountain)": a canyon is drawn as a mountain

COLOURS: dict[str, Colour] = {
    "red": rgb("#d8332f"),
    "blue": rgb("#2f6fd0"),
    "green": rgb("#3a9d4e"),
    "yellow": rgb("#f2c230"),
    "orange": rgb("#ee8127"),
    "purple": rgb("#7d4bb8"),
    "pink": rgb("#ee7fa8"),
    "white": rgb("#f2f0ea"),
    "black": rgb("#24262c"),
    "grey": rgb("#8d939b"),
    "brown": rgb("#7b4d2e"),
    "golden": rgb("#dba63b"),
    "silver": rgb("#b9c2cc"),
    "ginger": rgb("#d9823b"),
    "turquoise": rgb("#2bb3b0"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase can mean: a name in one of the lists."""

    table: str
    name: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found among words: it is `words[start:end]`."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    def in_table(self, *tables: str) -> Meaning | None:
        """Its meaning in one of these lists."""
        return next((meaning for meaning in self.meanings if meaning.table in tables), None)


@dataclass(frozen=True)
class Table:
    """Phrases and their meanings; `longest` is the number of words of the longest."""

    phrases: Mapping[str, tuple[Meaning, ...]]
    longest: int

    def find(self, words: Sequence[str], extra: Mapping[str, tuple[Meaning, ...]] | None = None) -> list[Found]:
        """The phrases among the words, from left to right, the longest first, without overlap."""
        found, place = [], 0
        while place < len(words):
            for length in range(min(self.longest, len(words) - place), 0, -1):
                phrase = " ".join(words[place : place + length])
                meanings = (extra or {}).get(phrase) or self.phrases.get(phrase)
                if meanings:
                    found.append(Found(place, place + length, meanings))
                    place += length - 1
                    break
            place += 1
        return found


@dataclass(frozen=True)
class Lexicon:
    """The words of one language.

    Attributes:
        scene: who and what, where, doing what, how many and where to each other.
        looks: by list ("lights", "weather", "styles", "moods", "sounds", "colours"): how it looks and sounds.
    """

    scene: Table
    looks: Mapping[str, Table]

    def names(self, table: str, words: Sequence[str]) -> list[str]:
        """The names of a list of `looks` that the words say, in the order in which they are said."""
        return list(dict.fromkeys(each.name for found in self.looks[table].find(words) for each in found.meanings))


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a text without case and accents, each with its place; marks stand as words of their own.

    Hyphens and apostrophes only part words: "cerf-volant" is ("cerf", "volant").
    """
    found = []
    for match in re.finditer(r"\d+|[^\W\d_]+|[^\w\s'’‐‑-]|\n", text):
        if word := _fold(match.group()):
            found.append((word, match.start()))
    return found


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language, "en" or "fr"."""
    tables: dict[str, dict[str, list[Meaning]]] = {}
    for table, name, words in entries():
        for phrase, is_plural in _phrases(table, words[LANGUAGES.index(language)], language):
            known = tables.setdefault(table, {}).setdefault(phrase, [])
            if all(meaning.name != name for meaning in known):
                known.append(Meaning(table, name, is_plural))
    looks = {table: _table([phrases]) for table, phrases in tables.items() if table not in _SCENE}
    return Lexicon(_table([tables[table] for table in _SCENE]), looks)


@cache
def names_of(table: str) -> tuple[str, ...]:
    """The names in a list, in its order: what can be drawn by a word."""
    return tuple(dict.fromkeys(name for each, name, _ in entries() if each == table))


@cache
def sections() -> Mapping[str, str]:
    """The section of the list that a kind is in: "people", "animals", "vehicles", "food" …"""
    found: dict[str, str] = {name.split(" ")[0]: table for table in ("people", "animals") for name in names_of(table)}
    section = ""
    for line in _lines("things"):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            found[line.partition(":")[0]] = section
    return found


@cache
def homes() -> Mapping[str, str]:
    """The place of a prompt that names none, by the kind or the action it names."""
    return {
        thing: place.strip()
        for place, _, things in (line.partition(":") for line in _lines("homes"))
        for thing in things.split()
    }


@cache
def terms() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By name of a choice of the film vocabulary: the fields of a scene that it sets, and their values."""
    found = {}
    for name, _, effects in (line.partition(":") for line in _lines("terms")):
        fields = [effect.split() for effect in effects.split(",")]
        found[name] = tuple((field, tuple(values)) for field, *values in fields)
    return found


@cache
def small_words(duty: str, language: str) -> frozenset[str]:
    """The small words of a language that have one duty: "determiners", "prepositions" …"""
    for line in _lines("grammar"):
        name, _, listed = line.partition(":")
        if name == duty:
            words = listed.split("|")[LANGUAGES.index(language)]
            return frozenset(_fold(word.strip()) for word in words.split(","))
    raise KeyError(duty)


@cache
def kinds(group: str) -> frozenset[str]:
    """The kinds or actions that are treated alike: "scenery", "mounts" …"""
    return next(frozenset(listed.split()) for name, listed in _groups() if name == group)


@cache
def idle_actions() -> Mapping[str, str]:
    """What a kind does when nothing was said, by kind; the others stand."""
    return {
        kind: name.removeprefix("idle ")
        for name, listed in _groups()
        if name.startswith("idle ")
        for kind in listed.split()
    }


@cache
def parts() -> Mapping[str, frozenset[str]]:
    """What a kind is drawn with, by kind: a house has its door, a cake its candles."""
    named = [(name.removeprefix("parts "), listed) for name, listed in _groups() if name.startswith("parts ")]
    return {kind: frozenset(listed.split()) for kind, listed in named}


def _groups() -> list[tuple[str, str]]:
    return [(name, listed) for name, _, listed in (line.partition(":") for line in _lines("kinds"))]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))
    return bare.lower().replace("œ", "oe").replace("æ", "ae")


@cache
def entries() -> tuple[tuple[str, str, tuple[tuple[str, ...], tuple[str, ...]]], ...]:
    """Every line of the word lists: (list, name, (English words, French words)), as written there."""
    found = []
    for file in ("people", "animals", "things", "groups", "places", "actions", "looks"):
        table = file
        for line in _lines(file):
            if line.startswith("["):
                table = line.strip("[]") if file == "looks" else file
                continue
            name, _, listed = line.partition(":")
            name = _DRAWN_AS.sub(r"\2", name)
            english, _, french = listed.partition("|")
            both = (tuple(map(str.strip, english.split(","))), tuple(map(str.strip, french.split(","))))
            found.append((table, name.strip(), both))
    return tuple(found)


def _phrases(table: str, words: Sequence[str], language: str) -> Iterator[tuple[str, bool]]:
    for word in words:
        phrase = " ".join(_fold(part) for part in _WORD.findall(word))
        if not phrase:
            continue
        yield phrase, word.startswith("+") or table == "groups"
        if word.startswith(("+", "=")):
            continue
        if table in _NOUNS:
            yield from ((form, True) for form in plurals(phrase, language))
        elif table == "actions":
            yield from ((form, False) for form in forms_of_verb(phrase, language))
        elif table == "colours" and language == "fr":
            yield from ((form, True) for form in plurals(phrase, language))


def _table(tables: Sequence[Mapping[str, Sequence[Meaning]]]) -> Table:
    phrases: dict[str, tuple[Meaning, ...]] = {}
    for table in tables:
        for phrase, meanings in table.items():
            phrases[phrase] = phrases.get(phrase, ()) + tuple(meanings)
    return Table(phrases, max(phrase.count(" ") for phrase in phrases) + 1)


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
