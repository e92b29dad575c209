"""What is found among the words of a prompt, each where it stands: words, phrases of the lexicon, film terms, nouns."""

from __future__ import annotations

from dataclasses import dataclass

from sora_widgets.animatic.colour import Colour
from sora_widgets.animatic.lexicon import Meaning

__all__ = ["Noun", "Phrase", "Term", "Word"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark; `part` is the part of the shot that it stands in, "" between two parts, "speech" in quotes."""

    text: str
    place: int
    part: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon where it stands, with the one meaning that it has there."""

    start: int
    end: int
    meaning: Meaning
    part: str


@dataclass(frozen=True, slots=True)
class Term:
    """A choice of the film vocabulary where it stands; `part` is the part of the shot that it is a term of."""

    start: int
    end: int
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Noun:
    """Somebody, something or some place that is named.

    Attributes:
        phrase: its words and meaning.
        start: where its article or its adjectives begin.
        count: as said; 1 when nothing was said, 3 for a bare plural.
        colour: said of it.
        before: the preposition or relation in front of it: "in", "on", "left"; "" when it is a subject or an object.
        is_modifier: it only tells of another noun: the park of "a park bench".
    """

    phrase: Phrase
    start: int
    count: int
    colour: Colour | None
    before: str
    is_modifier: bool

    @property
    def name(self) -> str:
        """The kind or the place, without what a kind of person does by trade ("man action=ski rides=skis")."""
        return self.phrase.meaning.name.split(" ")[0]

    @property
    def is_place(self) -> bool:
        return self.phrase.meaning.table == "places"
