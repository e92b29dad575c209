"""A prompt as words that know their part of the shot, and the phrases of the lexicon found among them.

Decides what a phrase is where it stands, noun or verb, and gathers what belongs to a noun: how many, of which
colour, behind which preposition. Who does what is `cast`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from sora_widgets.animatic.colour import Colour
from sora_widgets.animatic.lexicon import (
    COLOURS,
    Lexicon,
    Meaning,
    Table,
    kinds,
    lexicon,
    sections,
    small_words,
    words_of,
)
from sora_widgets.animatic.lexicon.film import film_terms
from sora_widgets.animatic.scene.phrases import Noun, Phrase, Term, Word
from sora_widgets.animatic.scene.senses import NOMINAL, meaning_of
from sora_widgets.prompts.grammar import language_of
from sora_widgets.prompts.reading import read
from sora_widgets.prompts.speech import read_quotes
from sora_widgets.prompts.vocabulary import GROUPS

__all__ = ["Sentence", "is_holdable"]

_LONGEST_NOUN_PHRASE = 6
_MOST_WORDS = 800  # a scene has room for what some hundred words name


class Sentence:
    """One prompt, read.

    Args:
        text: any text.
        extra: phrases beside the lexicon's, for the names of characters.
    """

    def __init__(self, text: str, extra: Mapping[str, tuple[Meaning, ...]] | None = None) -> None:
        self.text = text
        self.shot, spans = (reading := read(text)).shot, reading.spans
        found = words_of(text)[:_MOST_WORDS]
        part_at = _parts_at([place for _, place in found], spans)
        self.words = [Word(word, place, part) for (word, place), part in zip(found, part_at, strict=True)]
        self.texts = [word.text for word in self.words]
        self.language = _language_of(text, self.texts)
        self.quotes = [quote for quote in read_quotes(text, self.language) if quote.words]
        self.words = [
            replace(word, part="speech") if any(q.start <= word.place < q.end for q in self.quotes) else word
            for word in self.words
        ]
        self.lexicon: Lexicon = lexicon(self.language)
        self._small = self.duty("determiners") | self.duty("prepositions") | self.duty("joining")
        self.colours = {found.start: found for found in self.lexicon.looks["colours"].find(self.texts)}
        self._extra = extra

    @cached_property
    def terms(self) -> list[Term]:
        """The film vocabulary's choices that the text says, in order."""
        plain = [at for at, text in enumerate(self.texts) if text != ","]  # "wind, distant laughter" is one term
        found = []
        for hit in film_terms().find([self.texts[at] for at in plain]):
            start, end = plain[hit.start], plain[hit.end - 1] + 1
            for meaning in hit.meanings:
                term = Term(start, end, meaning.name, GROUPS[meaning.table])
                if self._is_term_here(term):
                    found.append(term)
        return found

    def _is_term_here(self, term: Term) -> bool:
        """One word for a sound is a term where sounds are spoken of; a cut or a fade is one where a clause begins."""
        if term.part == "transition":
            begins = term.start == 0 or self.is_mark(term.start - 1)
            ends = term.end == len(self.texts) or self.is_mark(term.end)
            return begins and (ends or term.end - term.start > 1)
        if term.part != "sound":
            return not self.has_mark(term.start, term.end)
        return term.end - term.start > 1 or self.words[term.start].part == "sound"

    @cached_property
    def owned(self) -> frozenset[int]:
        """The places of words that belong to a term alone: "lead room" is no room, "deep shadows" no colour."""
        return frozenset(
            at
            for term in self.terms
            if term.end - term.start > 1 or self.words[term.start].part == term.part
            for at in range(term.start, term.end)
        )

    @property
    def naming(self) -> frozenset[int]:
        """The places of words that only name somebody or something: a storm trooper brings no storm."""
        return frozenset(
            at
            for phrase in self.phrases
            if phrase.meaning.table in ("people", "animals", "things") and phrase.end - phrase.start > 1
            if sections().get(phrase.meaning.name) not in ("sky", "nature")
            for at in range(phrase.start, phrase.end)
        )

    @property
    def free(self) -> list[str]:
        """The words that belong to no term alone."""
        return [text for at, text in enumerate(self.texts) if at not in self.owned]

    @cached_property
    def phrases(self) -> list[Phrase]:
        """What the scene's list finds, each with one meaning, in order."""
        phrases: list[Phrase] = []
        looks = self.lexicon.looks
        lit, styled = self._covered(looks["lights"], 2), self._covered(looks["styles"], 1)
        whole = [term for term in self.terms if term.end - term.start > 1 or term.part == "transition"]
        terms = {at for term in whole for at in range(term.start, term.end)}
        told = self._covered(looks["weather"], 2) | terms
        told -= {place for place in told if self.is_small(place)}  # "dances in the rain": the dance is none of it
        for found in self.lexicon.scene.find(self.texts, self._extra):
            if (meaning := meaning_of(self, found, phrases)) is not None:
                if not terms.isdisjoint(range(found.start, found.end)):
                    continue  # "lead room ahead of the subject"
                if meaning.table == "asides" or (meaning.table in ("actions", "things") and found.end - 1 in styled):
                    continue  # "an oil painting of a couple": nobody paints
                if meaning.table in ("actions", "things") and found.start in told:
                    continue
                if meaning.table == "actions" and found.end in told:
                    continue  # "a girl, falling leaves", "a girl, 16mm film look": she stands
                if meaning.table == "things" and found.start in lit:
                    continue  # "the setting sun" is a light
                phrases.append(Phrase(found.start, found.end, meaning, self.words[found.start].part))
        return phrases

    def _covered(self, table: Table, least: int) -> set[int]:
        """The places of words in phrases of a table that have at least so many words."""
        hits = table.find(self.texts)
        return {place for hit in hits if hit.end - hit.start >= least for place in range(hit.start, hit.end)}

    @cached_property
    def nouns(self) -> list[Noun]:
        """Every noun, in order."""
        nominal: list[Phrase] = []
        for phrase in self.phrases:
            if phrase.meaning.table not in NOMINAL:
                continue
            if (
                nominal
                and phrase.start == nominal[-1].end
                and phrase.meaning.table == "people"
                and _has_trades(nominal[-1])
            ):
                continue  # "a robot DJ" is a robot
            nominal.append(phrase)
        following = [*nominal[1:], None]
        return [self._noun(phrase, after) for phrase, after in zip(nominal, following, strict=False)]

    def duty(self, name: str) -> frozenset[str]:
        """The small words of the sentence's language that have a duty."""
        return small_words(name, self.language)

    def is_of_weather(self, verb: Phrase) -> bool:
        """Whether rain or snow does it: "a man waits while snow falls", "fais tomber la neige"."""
        behind = verb.end + self.is_determiner(verb.end) if verb.meaning.name == "fall" else 0
        return verb.start - 1 in self._weather_places or behind in self._weather_places

    @cached_property
    def _weather_places(self) -> frozenset[int]:
        return frozenset(self._covered(self.lexicon.looks["weather"], 1))

    def is_mark(self, place: int) -> bool:
        return not self.texts[place][0].isalnum()

    def is_small(self, place: int) -> bool:
        """Whether a word only joins others: an article, a preposition, a pronoun."""
        return self.texts[place] in self._small or self.is_mark(place)

    def is_verb(self, place: int) -> bool:
        return place in self._verb_places

    def is_determiner(self, place: int) -> bool:
        return 0 <= place < len(self.texts) and self.texts[place] in self.duty("determiners")

    def is_indefinite(self, place: int) -> bool:
        return 0 <= place < len(self.texts) and self.texts[place] in self.duty("indefinite")

    def has_mark(self, start: int, end: int) -> bool:
        return any(self.is_mark(place) for place in range(start, end))

    def start_of(self, place: int) -> int:
        """Where the noun phrase that ends at a place begins: at its article, or its first adjective."""
        start = place
        while start > 0 and place - start < _LONGEST_NOUN_PHRASE:
            before = start - 1
            if self.is_determiner(before):
                return before
            if self.is_small(before) or before in self._verb_places:
                return start
            start = before
        return start

    @cached_property
    def _verb_places(self) -> frozenset[int]:
        return frozenset(
            place
            for phrase in self.phrases
            if phrase.meaning.table in ("actions", "relations")
            for place in range(phrase.start, phrase.end)
        )

    def colour_in(self, start: int, end: int) -> Colour | None:
        """The colour said among these words."""
        found = [self.colours[place] for place in range(start, end) if place in self.colours]
        return COLOURS[found[-1].meanings[0].name] if found else None

    def colour_after(self, place: int) -> Colour | None:
        """The colour said right behind a noun: "une voiture bleue", "the car is blue"."""
        link = place < len(self.texts) and self.texts[place] in self.duty("being")
        near = 1 if link else 2 if self.language == "fr" else 0
        for at in range(place + link, min(place + link + near, len(self.texts))):
            if at in self.colours:
                return COLOURS[self.colours[at].meanings[0].name]
            if self.is_small(at):
                break
        return None

    def start_of_bare(self, place: int) -> int:
        """Where the article of a noun stands, looking back over two adjectives at most."""
        for back in range(3):
            if self.is_determiner(place - 1 - back):
                return place - 1 - back
            if place - 1 - back < 0 or self.is_small(place - 1 - back):
                return place - back
        return place

    def _noun(self, phrase: Phrase, following: Phrase | None) -> Noun:
        start = self.start_of(phrase.start)
        number = next(
            (n for n in self.phrases if n.meaning.table == "numbers" and start <= n.start and n.end <= phrase.start),
            None,
        )
        number = number or next((n for n in self.phrases if n.meaning.table == "numbers" and n.end == start), None)
        if number is not None:
            start = min(start, number.start)
            count = int(number.meaning.name)
        else:
            count = 3 if phrase.meaning.is_plural and phrase.meaning.table != "groups" else 1
        relation = next((r for r in self.phrases if r.meaning.table == "relations" and r.end == start), None)
        previous = self.texts[start - 1] if start else ""
        before = relation.meaning.name if relation else previous if previous in self.duty("prepositions") else ""
        colour = self.colour_in(start, phrase.end) or self.colour_after(phrase.end)
        return Noun(phrase, start, count, colour, before, self._is_modifier(phrase, following))

    def _is_modifier(self, phrase: Phrase, following: Phrase | None) -> bool:
        if following is None or phrase.meaning.is_plural:
            return False
        # "a park bench", but not "a sailboat in mid air", "a shark underwater": there, the first noun is complete
        begins_anew = self.is_small(following.start) or self.texts[following.start] in self.duty("place adverbs")
        return self.language == "en" and following.start == phrase.end and not begins_anew

    def is_contents(self, noun: Noun, previous: Noun | None) -> bool:
        """Whether a noun only tells what is in, or of which kind is, the one before: "a bowl of fruit", "un banc de parc"."""
        if previous is None or noun.start - previous.phrase.end != 1 or self.is_determiner(noun.start):
            return False
        joint = self.texts[previous.phrase.end]
        return joint in self.duty("of") and (
            self.language == "fr" or previous.name in kinds("containers") or previous.name == "crowd"
        )


def _parts_at(places: list[int], spans: tuple[tuple[int, int, str], ...]) -> Iterator[str]:
    at = 0
    for place in places:
        while at < len(spans) and spans[at][1] <= place:
            at += 1
        yield spans[at][2] if at < len(spans) and spans[at][0] <= place else ""


def _language_of(text: str, texts: list[str]) -> str:
    """The language of a text; the lists of the renderer decide where the small words do not."""
    known = language_of(text)
    if known is not None:
        return known
    hits = {
        each: sum(
            found.end - found.start
            for table in (lexicon(each).scene, *lexicon(each).looks.values())
            for found in table.find(texts)
        )
        for each in ("en", "fr")
    }
    return "fr" if hits["fr"] > hits["en"] else "en"


def _has_trades(phrase: Phrase) -> bool:
    return phrase.meaning.table == "animals" or phrase.meaning.name == "robot"


def is_holdable(kind: str) -> bool:
    """Whether somebody can have it in hand."""
    return sections().get(kind) in ("toys", "food", "ware", "hand", "music") and kind not in kinds("unheld")
