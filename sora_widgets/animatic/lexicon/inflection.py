"""The forms of a word that a prompt may use: plurals of nouns, the regular forms of verbs. English and French, unaccented.

Rules only; what bends irregularly is written out in the word lists.
"""

from __future__ import annotations

import re

__all__ = ["forms_of_verb", "plurals"]

_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtv]")
_HISSING = ("s", "x", "z", "ch", "sh")


def plurals(phrase: str, language: str) -> set[str]:
    """The plural forms of a noun phrase: English bends its last word, French its first one or all of them."""
    words = phrase.split()
    if language == "en":
        return {" ".join([*words[:-1], _english_plural(words[-1])])}
    bent = [_french_plural(word) for word in words]
    return {" ".join([bent[0], *words[1:]]), " ".join(bent)}


def forms_of_verb(phrase: str, language: str) -> set[str]:
    """The forms of a verb phrase, of which the first word is the verb (in French, those in -er and -ir bend)."""
    verb, _, rest = phrase.partition(" ")
    forms = _english_forms(verb) if language == "en" else _french_forms(verb)
    return {f"{form} {rest}".strip() for form in forms}


def _english_plural(word: str) -> str:
    if word.endswith(_HISSING):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return word[:-1] + "ies"
    return word + "s"


def _french_plural(word: str) -> str:
    if word.endswith(("s", "x", "z")) or len(word) < 2:
        return word
    if word.endswith(("au", "eu")):
        return word + "x"
    return word[:-2] + "aux" if word.endswith("al") and len(word) > 4 else word + "s"


def _english_forms(verb: str) -> set[str]:
    third = _english_plural(verb) if not verb.endswith("o") else verb + "es"
    if verb.endswith("ie"):
        return {verb, third, verb[:-2] + "ying", verb + "d"}
    if verb.endswith("e") and not verb.endswith("ee"):
        return {verb, third, verb[:-1] + "ing", verb + "d"}
    stem = verb + verb[-1] if _DOUBLING.fullmatch(verb) else verb
    past = verb[:-1] + "ied" if third.endswith("ies") else stem + "ed"
    return {verb, third, stem + "ing", past}


def _french_forms(verb: str) -> set[str]:
    if verb.endswith("ir") and len(verb) > 4:
        return {verb, *(f"{verb[:-2]}{end}" for end in ("it", "issent", "issant"))}
    if not verb.endswith("er") or len(verb) < 5:
        return {verb}
    stem = verb[:-2]
    soft = stem + "e" if stem.endswith("g") else stem
    spoken = stem[:-1] + "i" if stem.endswith(("ay", "oy", "uy")) else stem
    doubled = stem + stem[-1] if stem.endswith(("el", "et")) else stem  # "appelle", "jette"
    return {
        verb,
        *(f"{each}{end}" for each in (stem, spoken, doubled) for end in ("e", "ent")),
        f"{soft}ant",
        f"{stem}es",
    }
