"""The word lists of one language, turned into sets and compiled patterns once.

Answers for how a list becomes something fast to ask. What the lists mean for a sentence is
`grammar.py`'s and `reader.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = ["Cues", "Words", "any_of", "words_in"]

_HINT_CHARS = 4
_TOKEN = re.compile(r"[^\W_]+")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")  # the same for texts without accents, quicker
# a letter that may be missing, with all that follows it, is not plain: of "thuds?" it is "thud", of "[- ]" it is nothing
_PLAIN_WORDS = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*(?![?*{])(?=[^\w]|$)|[^\W_]{4,}(?=\w[?*{]|[?*{\[(\\])")


@lru_cache(maxsize=512)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in lower case, hyphens and apostrophes apart: most questions end here, for none of their words is there."""
    return frozenset((_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text.lower()))


@lru_cache(maxsize=512)
def _starts_in(text: str) -> frozenset[str]:
    return frozenset([word[:_HINT_CHARS] for word in words_in(text)])


@dataclass(frozen=True)
class Cues:
    """Patterns to look for in a text, of which most are not even tried.

    Attributes:
        by_start: the first letters of the longest word of a cue → a pattern for all cues with them.
    """

    by_start: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, cues: Iterable[str]) -> Cues:
        """Make them of patterns that begin with plain letters.

        Raises:
            ValueError: a pattern whose first letters may vary, so that it could be missed.
        """
        by_start: dict[str, list[str]] = {}
        for cue in cues:
            found = _PLAIN_WORDS.match(cue)
            if found is None:
                raise ValueError(f"A cue must begin with letters that do not vary: {cue!r}")
            start = max(_TOKEN.findall(found.group()), key=len)[:_HINT_CHARS]
            by_start.setdefault(start, []).append(cue)
        return cls(
            {
                start: re.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-])", re.IGNORECASE)
                for start, listed in by_start.items()
            }
        )

    def find(self, text: str) -> list[re.Match[str]]:
        """Where cues are in a text, as whole words, in order."""
        starts = self.by_start.keys() & _starts_in(text)
        if not starts:
            return []
        found = [match for start in starts for match in self.by_start[start].finditer(text)]
        return sorted(found, key=lambda match: (match.start(), -match.end()))


@dataclass(frozen=True)
class Words:
    """See `words.json` of the language; patterns ignore case and match whole words."""

    determiners: frozenset[str]
    pronouns: frozenset[str]
    place_preposition: re.Pattern[str]
    place_phrase: re.Pattern[str]
    noun_phrase_end: re.Pattern[str]
    default_preposition: str
    preposition_of_place: tuple[tuple[str, frozenset[str]], ...]
    places: frozenset[str]
    not_places: frozenset[str]
    lower_case_starts: frozenset[str]
    framing_ends_open: frozenset[str]
    motion_verbs: frozenset[str]
    still_verbs: frozenset[str]
    linking_verbs: frozenset[str]
    still_words: frozenset[str]
    moving_things: frozenset[str]
    animate_nouns: frozenset[str]
    participles: frozenset[str]
    finite_verbs: frozenset[str]
    plural_verbs: frozenset[str]
    never_ing: frozenset[str]
    common_nouns: frozenset[str]
    never_verbs: frozenset[str]
    adverbs_before_verb: frozenset[str]
    never_adverbs: frozenset[str]
    after_verb: frozenset[str]
    bare_object_verbs: frozenset[str]
    plural_nouns: frozenset[str]
    language_marks: frozenset[str]
    action_joint: re.Pattern[str]
    lens: re.Pattern[str]
    lighting_cue: Cues
    lighting_lead: re.Pattern[str]
    sound_cue: Cues
    sound_lead: re.Pattern[str]
    sound_sources: frozenset[str]
    sound_stands_alone: re.Pattern[str]
    sound_verbs: frozenset[str]
    weather: frozenset[str]
    weather_details: frozenset[str]
    weather_lead: re.Pattern[str]
    label: re.Pattern[str]
    labels: Mapping[str, str]
    telling_labels: frozenset[str]

    @classmethod
    def from_json(cls, lists: Mapping[str, Any]) -> Words:
        conjugate = _conjugate_french if lists["language"] == "fr" else _conjugate_english
        doubling = frozenset(lists["doubling_verbs"])
        forms = {kind: [conjugate(verb, verb in doubling) for verb in verbs] for kind, verbs in lists["verbs"].items()}
        for kind, verbs in lists.get("irregular_verbs", {}).items():
            forms[kind] += [tuple(verb_forms) for verb_forms in verbs.values()]
        every = [form for kind in forms for form in forms[kind]]
        joints = _any_phrase(lists["action_joints"])
        labels = {label: part for part, spellings in lists["labels"].items() for label in spellings}
        prepositions = _any_phrase(lists["place_prepositions"])
        return cls(
            determiners=frozenset(lists["determiners"]),
            pronouns=frozenset(lists["pronouns"]),
            place_preposition=re.compile(rf"(?:{prepositions})(?![\w-])|d'ici", re.IGNORECASE),
            place_phrase=re.compile(rf"(?<![\w'’-])(?:{prepositions})(?![\w-])", re.IGNORECASE),
            noun_phrase_end=re.compile(rf"[,;:]|\b{any_of(lists['noun_phrase_end'])}(?:\b|(?<='))", re.IGNORECASE),
            default_preposition=lists["default_preposition"],
            preposition_of_place=tuple(
                (preposition, frozenset(places)) for preposition, places in lists["preposition_of_place"].items()
            ),
            places=frozenset(lists["places"]),
            not_places=frozenset(lists["not_places"]),
            lower_case_starts=frozenset(lists["lower_case_starts"]),
            framing_ends_open=frozenset(lists["framing_ends_open"]),
            motion_verbs=frozenset(word for form in forms["motion"] for word in form),
            still_verbs=frozenset(word for form in forms["still"] for word in form),
            linking_verbs=frozenset(lists["linking_verbs"]),
            still_words=frozenset(lists["still_words"]),
            moving_things=frozenset(lists["moving_things"]),
            animate_nouns=frozenset(lists["animate_nouns"]),
            participles=frozenset(form[-1] for form in every),
            finite_verbs=frozenset(lists["finite_extra"]) | {word for form in every for word in form[:-1]},
            plural_verbs=frozenset(form[1] for form in every),
            never_ing=frozenset(lists["never_ing"]),
            common_nouns=frozenset(
                noun for kind in ("sound_sources", "weather", "moving_things", "animate_nouns") for noun in lists[kind]
            ),
            never_verbs=frozenset(lists["never_verbs"]),
            adverbs_before_verb=frozenset(lists["adverbs_before_verb"]),
            never_adverbs=frozenset(lists["never_adverbs"]),
            after_verb=frozenset(lists["after_verb"]),
            bare_object_verbs=frozenset(lists["bare_object_verbs"]),
            plural_nouns=frozenset(lists["plural_nouns"]),
            language_marks=frozenset(lists["language_marks"]),
            action_joint=re.compile(
                rf"\s*[,;.]\s+(?:(?:{joints})(?:\s+|(?<=')))?|\s+(?:{joints})(?:\s+|(?<='))", re.IGNORECASE
            ),
            lens=re.compile(rf"(?:{'|'.join(lists['lens'])})(?![\w-])", re.IGNORECASE),
            lighting_cue=Cues.of((*lists["lighting_cues"], *lists["look_cues"])),
            lighting_lead=re.compile(rf"(?:{'|'.join(lists['lighting_leads'])})(?![\w-])", re.IGNORECASE),
            sound_cue=Cues.of(lists["sound_cues"]),
            sound_lead=re.compile(rf"(?:{_any_phrase(lists['sound_leads'])})\s*", re.IGNORECASE),
            sound_sources=frozenset(lists["sound_sources"]),
            sound_stands_alone=re.compile(any_of(lists["sound_stands_alone"]), re.IGNORECASE),
            sound_verbs=frozenset(lists["sound_verbs"]),
            weather=frozenset(lists["weather"]),
            weather_details=frozenset(lists["weather_details"]),
            weather_lead=re.compile(rf"(?:{'|'.join(lists['weather_leads'])})(?![\w-])", re.IGNORECASE),
            label=re.compile(
                rf"(?:\*\*|__)?(?P<label>{_any_phrase(labels)})(?:\*\*|__)?\s?:(?:\*\*|__)?\s*(?=\S)", re.IGNORECASE
            ),
            labels=labels,
            telling_labels=frozenset(lists["telling_labels"]),
        )


def any_of(cues: Iterable[str]) -> str:
    """A pattern for any of these, each of which begins with a plain letter; the first in order that fits.

    Those with one first letter stand together, so that it is looked at once: a third of the time of a plain "a|b|c".

    Raises:
        ValueError: a pattern whose first letter may vary.
    """
    by_letter: dict[str, list[str]] = {}
    for cue in cues:
        if not cue[0].isalnum():
            raise ValueError(f"A cue must begin with a letter that does not vary: {cue!r}")
        by_letter.setdefault(cue[0], []).append(cue[1:])
    groups = [f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()]
    return f"(?=[{''.join(by_letter)}])(?:{'|'.join(groups)})"


def _any_phrase(phrases: Iterable[str]) -> str:
    return any_of(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _conjugate_english(verb: str, is_doubling: bool) -> tuple[str, ...]:
    """he/she form, plural form, -ing form."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        singular = verb[:-1] + "ies"
    else:
        singular = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if verb.endswith("ie"):
        return singular, verb, verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return singular, verb, verb[:-1] + "ing"
    return singular, verb, verb + (verb[-1] if is_doubling else "") + "ing"


def _conjugate_french(verb: str, _: bool) -> tuple[str, ...]:
    """Forms of a regular verb in -er: il, ils, participle."""
    stem = verb[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    grave = stem
    if len(stem) > 2 and stem[-2] in "eé" and stem[-1] in "lrtvnm":  # soulever → soulève, récupérer → récupère
        grave = stem[:-2] + "è" + stem[-1]
    if stem.endswith(("ay", "oy", "uy")):  # nettoyer → nettoie
        grave = stem[:-1] + "i"
    return grave + "e", grave + "ent", soft + "ant"
