"""How much the picture shows, and where in a text it is said.

Names come from the vocabulary of both languages, so that *plan moyen* is a full shot and not a
medium one. Between the name and "shot" a word or two may stand: "wide aerial shot".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sora_widgets.prompts.vocabulary import LANGUAGES, choices

__all__ = ["framing_prefix", "moving_prefix", "shot_size"]

_LOOSE_SIZES = (
    ("extreme_wide", r"(?:extreme|very)[ -](?:wide|long)"),
    ("extreme_close_up", r"(?:extreme|very)[ -](?:close|tight)"),
    ("cowboy", r"medium[ -](?:long|wide)"),
    ("medium_close_up", r"medium[ -]close"),
    ("wide", r"(?:wide|long)"),
    ("full", r"full(?:[ -](?:body|length))?"),
    ("medium", r"(?:medium|mid)"),
    ("close_up", r"(?:close|tight)"),
)


# a camera move that runs on into what it shows, at the start of a text: "slow zoom in on", "zoom avant sur"
_MANNER = r"(?:slow(?:ly)?|fast|quick|gentle|smooth|steady|sudden|dramatic|whip|lent|long|rapide|léger)"
_MOVING_SHOT = (
    r"(?:zoom(?:s|ing)?|(?:tracking|follow|drone|steadicam|handheld|crane|dolly)\s+shot|travell?ing|panoramique)"
)
_MOVING_VERB = (
    r"(?:doll(?:y|ies|ying)|push(?:ing)?|pull(?:ing)?|track(?:ing)?|crane|pan(?:ning)?|tilt(?:ing)?|jib|boom)"
)
_MOVING_PREFIX = re.compile(
    # an article before a bare verb would make it a thing: "a pan left on the stove"
    rf"(?:(?:(?:an?|the|une?|le)\s+)?(?:{_MANNER}\s+){{0,2}}{_MOVING_SHOT}|(?:(?:an?\s+)?{_MANNER}\s+)?{_MOVING_VERB}(?=[\s-]+(?:in|out|back|up|down|left|right)\b)"
    rf"|(?:an?\s+)?{_MANNER}\s+(?:pan|tilt|push|pull))"
    r"(?:[\s-]+(?:in|out|back|up|down|left|right|slowly|avant|arrière|optique|lente?|rapide|latéral|lentement)){0,3}"
    r"\s+(?:on(?:to)?|following|over|across|sur)\s+(?=[\w\"“'’])"
    r"|(?:tracking|following)\s+(?=(?:an?|the|his|her|two|three)\s)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def shot_size(text: str) -> str | None:
    """The shot size a text names, English or French; the first when it names several.

        >>> shot_size("Plan moyen d'un boxeur"), shot_size("medium shot of a boxer")
        ('full', 'medium')

    Returns:
        extreme_close_up, close_up, medium_close_up, medium, cowboy, full, wide, extreme_wide, or None.
    """
    named, sizes = _sizes()
    found = named.search(text)
    if found is None:
        return None
    phrase = found["name"] or found["abbreviation"]
    return sizes[_normal(phrase)] if phrase else found.lastgroup


def framing_prefix(text: str) -> re.Match[str] | None:
    """The words at the start of a text that say how it is framed: "A slow aerial shot", "Plan large"."""
    return _prefix().match(text)


def moving_prefix(text: str) -> re.Match[str] | None:
    """The words at the start of a text by which the camera moves on to its subject: "Slow zoom in on "."""
    return _MOVING_PREFIX.match(text)


def _normal(phrase: str) -> str:
    return phrase.lower().replace("’", "'").replace("-", " ")


@cache
def _sizes() -> tuple[re.Pattern[str], dict[str, str]]:
    by_phrase: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    for language in LANGUAGES:
        for choice in choices("framing", language):
            if choice.group == "size":
                by_phrase |= {_normal(name): choice.name for name in (choice.term, *choice.synonyms)}
                abbreviations |= dict.fromkeys(choice.abbreviations, choice.name)
    names = "|".join(_spelling(name) for name in sorted(by_phrase, key=len, reverse=True))
    loose = "|".join(
        rf"(?P<{size}>{words}(?=(?:[ -][\w'’-]+){{0,2}}[ -](?:shot|view)\b))" for size, words in _LOOSE_SIZES
    )
    shorts = "|".join(sorted(abbreviations, key=len, reverse=True))
    # an abbreviation counts only where a shot list has it, at the start: "5 PM" is no plan moyen
    pattern = rf"(?<![\w-])(?:(?P<name>{names})(?![\w-])|{loose})|^\s*(?P<abbreviation>(?-i:{shorts}))(?=\s*(?::|,|of\b|on\b|d['’]|de\b|sur\b|-|$))"
    return re.compile(pattern, re.IGNORECASE), by_phrase | {
        _normal(short): size for short, size in abbreviations.items()
    }


@cache
def _prefix() -> re.Pattern[str]:
    names: set[str] = set()
    shorts: set[str] = set()
    for language in LANGUAGES:
        for choice in choices("framing", language):
            names.update(_normal(name) for name in (choice.term, *choice.synonyms))
            shorts.update(choice.abbreviations)
    known = "|".join(_spelling(name) for name in sorted(names, key=len, reverse=True))
    short = "|".join(sorted(shorts, key=len, reverse=True))
    lead = r"(?:(?:an?|the|une?|le|la|one)\s+)?(?:(?!(?:of|with|in|on|and|de|du|des|avec|dans|et)\b)[\w'’-]+\s+){0,4}?"
    loose = r"(?:shot|view|angle|plan|vue)"
    tail = r"(?:\s+(?:shot|view|angle|large|serré|fixe|aérienne?|rapproché|fixe|moyen|subjectif))*"
    return re.compile(
        rf"(?:{lead}(?:{known})(?:\s+(?:{known}))*{tail}(?![\w-])|{lead}{loose}(?=\s+(?:of|on|showing|d['’]|de|du|des|sur)\b|\s?:)|(?-i:{short})(?=\s*(?::|,|of\b|on\b|d['’]|de\b|sur\b)))",
        re.IGNORECASE,
    )


def _spelling(name: str) -> str:
    return re.escape(name).replace(r"\ ", "[ -]").replace("'", "['’]")
