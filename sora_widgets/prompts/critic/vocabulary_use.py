"""Film terms that say something else than they seem to: false friends, misspelt terms, two languages in one shot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sora_widgets.errors import nearest
from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.phrases import advice_on, find_hits, phrases, quoted, shortened
from sora_widgets.prompts.critic.rewording import without_quotes
from sora_widgets.prompts.critic.texts import table
from sora_widgets.prompts.vocabulary import GROUPS, LANGUAGES, choices, look_up, translate_term, words

__all__ = ["RULES", "false_friends", "misspelt_terms", "mixed_languages"]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 5  # letters; of shorter words too many real ones are one letter away
_LONG = 9  # letters from which two may be wrong
_NEIGHBOUR = 20  # characters in which the word beside stands
_WORDS_OF_A_FRAMING = 3  # "wide shoot of a dog": a misspelt framing is read as the subject
_FRENCH_SPELLING = re.compile(r"[éèêàùç]|(?<!\w)[dlnsjq]['’]\w", re.IGNORECASE)
_WITH_TERMS = ("framing", "lighting", "camera", "sound")


def false_friends(draft: Draft) -> Iterator[Advice]:
    """A term of one language, or of one move, where another is meant."""
    for part, found in find_hits(draft, phrases(draft.shot_language, "false_friends")).items():
        yield advice_on(draft, "false-friend", part, found, "tip", note=_note(found[0].phrase.note, draft.language))


def _note(name: str, language: str) -> str:
    """An explanation of ours, or ("@zoom_in") what the vocabulary says a term is not to be confused with."""
    if name.startswith("@"):
        (note,) = (
            each.not_to_confuse for group in GROUPS for each in choices(group, language) if each.name == name[1:]
        )
        return note
    return str(table(language, "false_friends", "wording")["notes"][name])


def misspelt_terms(draft: Draft) -> Iterator[Advice]:
    """A word that is nearly a film term and no word that we know."""
    known = _spelling(draft.shot_language)
    for part, raw in draft.parts.items():
        meant = list(known.corrections(without_quotes(raw), is_camera=part in ("framing", "camera")))
        if meant:
            fixed = raw
            for found, right in reversed(meant):
                fixed = fixed[: found.start()] + _like(found.group(), right) + fixed[found.end() :]
            first, right = meant[0]
            said, right = (quoted(word, draft.language) for word in (first.group(), right))
            label = table(draft.language, "labels", "wording")["write"].format(words=shortened(fixed))
            yield draft.advise("misspelt-term", part, "tip", fixed, found=said, meant=right, label=label)


class _Spelling:
    """The film terms of one language, and the words that are none but look like one."""

    def __init__(self, language: str) -> None:
        lists: dict[str, Any] = table(language, "misspelt", "wording")
        self.terms: list[str] = lists["terms"]
        self.anywhere: dict[str, str] = lists["anywhere"]
        self.in_camera: dict[str, str] = lists["in_camera"]
        self.is_beside = re.compile(rf"\W*(?:{lists['beside']})(?!\w)", re.IGNORECASE)
        self.was_beside = re.compile(rf"(?<!\w)(?:{lists['beside']})\W*$", re.IGNORECASE)
        self.was_framing = re.compile(rf"(?<!\w)(?:{lists['framing']})\W*$", re.IGNORECASE)
        self.real_words = frozenset(map(_plain, (*lists["real_words"], *self.terms))) | _words_of_terms()

    def corrections(self, text: str, *, is_camera: bool) -> Iterator[tuple[re.Match[str], str]]:
        """The words of a text that were to be film terms, each with the term."""
        for number, token in enumerate(_TOKEN.finditer(text)):
            word, start, end = token.group().lower(), token.start(), token.end()
            around = text[max(0, start - _NEIGHBOUR) : start], text[end : end + _NEIGHBOUR]
            meant = self.beside(word, *around, is_camera=is_camera)
            if meant is None and is_camera:
                meant = self.near(word)
            if meant is None and number < _WORDS_OF_A_FRAMING and self.was_framing.search(around[0]):
                meant = self.in_camera.get(word)
            if meant is not None:
                yield token, meant

    def beside(self, word: str, before: str, after: str, *, is_camera: bool) -> str | None:
        """The short term meant by a word that stands beside another term: "doly in", "wide shoot"."""
        meant = self.anywhere.get(word) or (self.in_camera.get(word) if is_camera else None)
        if meant is None or not (self.is_beside.match(after) or self.was_beside.search(before)):
            return None
        return meant

    def near(self, word: str) -> str | None:
        """The long term that a word is one or two letters away from, unless it is a word of its own."""
        if len(word) < _SHORTEST or _plain(word) in self.real_words or _is_ordinary(word):
            return None
        close = nearest(word, self.terms)
        if close is None or close[0] != word[0]:
            return None
        allowed = 1 if min(len(close), len(word)) < _LONG else 2
        return close if _distance(_plain(word), _plain(close), limit=2) <= allowed else None


@cache
def _words_of_terms() -> frozenset[str]:
    """Every word of every film term of all languages."""
    return frozenset(
        _plain(token)
        for language in LANGUAGES
        for group in GROUPS
        for choice in choices(group, language)
        for name in (choice.term, choice.label, *choice.synonyms)
        for token in _TOKEN.findall(name.replace("-", " ") + " " + name)
    )


@cache
def _spelling(language: str) -> _Spelling:
    return _Spelling(language)


def _plain(word: str) -> str:
    """Without accents, that many keyboards lack, and without hyphens, that nobody is sure of."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("-", "").lower()


def _is_ordinary(word: str) -> bool:
    """Whether the word lists know it, as it is or without an ending."""
    stems = {word, *(word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ly", "e"))}
    for language in LANGUAGES:
        known = words(language)
        lists = (known.motion_verbs, known.still_verbs, known.finite_verbs, known.places, known.animate_nouns)
        if any(stem in some for stem in stems for some in lists):
            return True
    return False


def _distance(a: str, b: str, limit: int) -> int:
    """Letters to add, drop, change or swap with the next (Damerau 1964); lengths further apart are not counted out."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _like(found: str, right: str) -> str:
    return grammar.upper_first(right) if found[0].isupper() else right


def mixed_languages(draft: Draft) -> Iterator[Advice]:
    """Parts in another language than most of the words; what somebody says may be in any."""
    spoken = {part: language for part in draft.parts if (language := _language_of_part(draft, part)) is not None}
    if len(set(spoken.values())) < 2:
        return
    # the words that no dictionary of terms can translate weigh most: they are the author's own
    weight = dict.fromkeys(LANGUAGES, 0)
    for part, language in spoken.items():
        weight[language] += len(draft.tokens.get(part, ())) * (1 if look_up(draft.parts[part], language) else 10)
    main = max(LANGUAGES, key=lambda language: (weight[language], language == draft.shot_language))
    for part, language in spoken.items():
        if language != main:
            fixed = translate_term(draft.parts[part], main)
            label = "" if fixed is None else table(draft.language, "labels", "wording")["write"].format(words=fixed)
            said = quoted(draft.parts[part], draft.language)
            yield draft.advise("mixed-languages", part, "tip", fixed, found=said, label=label)


def _language_of_part(draft: Draft, part: str) -> str | None:
    """The language of a part when its words leave no doubt: a film term of one language, or two marks of it and none of the other."""
    text = without_quotes(draft.parts[part])
    if text != draft.parts[part]:
        return None
    named = [language for language in LANGUAGES if look_up(text, language)]
    if part in _WITH_TERMS and named:
        return named[0] if len(named) == 1 else None
    tokens = re.findall(r"[^\W\d_]+", text.lower())
    marks = {
        language: len({token for token in tokens if token in words(language).language_marks}) for language in LANGUAGES
    }
    marks["fr"] += len(set(_FRENCH_SPELLING.findall(text)))
    for language in LANGUAGES:
        others = sum(marks[other] for other in LANGUAGES if other != language)
        if marks[language] >= 2 and others == 0:
            return language
    return None


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (false_friends, misspelt_terms, mixed_languages)
