"""How much the picture shows and how it is framed, and where in a text it is said.

Every name comes from the vocabulary of both languages, so that *plan moyen* is a full shot and not a
medium one. Names of shots ("wide shot", "vue de profil") may have words before them and between them
and "shot": "a slow wide aerial shot"; names of compositions, lenses and depths stand alone or follow
a shot: "wide shot on a 35mm lens".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from sora_widgets.prompts.vocabulary import LANGUAGES, Choice, choices
from sora_widgets.prompts.vocabulary.words import any_of

__all__ = ["framing_prefix", "moving_prefix", "names_a_shot", "shot_size"]

_SHOTS = ("size", "angle", "viewpoint")
_MANNERS = ("composition", "lens", "depth")

_LOOSE_SIZES = (
    ("extreme_wide", r"(?:extreme|very)[ -](?:wide|long)"),
    ("extreme_close_up", r"(?:extreme|very)[ -](?:close|tight)"),
    ("medium_long", r"medium[ -](?:long|wide)"),
    ("medium_close_up", r"medium[ -]close"),
    ("wide", r"(?:wide|long)"),
    ("full", r"full(?:[ -](?:body|length))?"),
    ("medium", r"(?:medium|mid)"),
    ("close_up", r"(?:close|tight)"),
)
_LOOSE_SIZES_FR = (
    ("extreme_wide", r"(?:plan|vue) (?:très|extrêmement) (?:large|lointaine?)"),
    ("extreme_close_up", r"(?:plan (?:très|extrêmement) (?:serré|rapproché)|extrêmement gros plan)"),
    ("wide", r"(?:plan|vue) [\w-]+ large"),
    ("medium_close_up", r"plan [\w-]+ (?:serré|rapproché)"),
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
        The name of a choice of group "size": extreme_close_up, close_up, medium_close_up, medium,
        cowboy, medium_long, full, wide, extreme_wide; or None.
    """
    named, sizes = _sizes()
    found = named.search(text)
    if found is None:
        return None
    phrase = found["name"] or found["abbreviation"]
    return sizes[_normal(phrase)] if phrase else (found.lastgroup or "").removesuffix("_fr")


def framing_prefix(text: str) -> re.Match[str] | None:
    """The words at the start of a text that say how it is framed: "A slow aerial shot", "Plan large"."""
    return _prefix().match(text)


def moving_prefix(text: str) -> re.Match[str] | None:
    """The words at the start of a text by which the camera moves on to its subject: "Slow zoom in on "."""
    return _MOVING_PREFIX.match(text)


def names_a_shot(framing: str) -> bool:
    """Whether "of" can follow: "wide shot" is a shot of something, "35mm lens" or "deep focus" is not.

    >>> names_a_shot("wide shot"), names_a_shot("wide shot, shallow depth of field")
    (True, False)
    """
    found = _manner_at_end().search(framing)
    return found is None or _IS_SHOT.search(found.group()) is not None


_IS_SHOT = re.compile(r"\bshot$|^\W*plan\b", re.IGNORECASE)


def _normal(phrase: str) -> str:
    return phrase.lower().replace("’", "'").replace("-", " ")


@cache
def _sizes() -> tuple[re.Pattern[str], dict[str, str]]:
    by_phrase = {
        _normal(name): choice.name for choice in _choices_of(("size",)) for name in (choice.term, *choice.synonyms)
    }
    abbreviations = {short: choice.name for choice in _choices_of(("size",)) for short in choice.abbreviations}
    loose = "|".join(
        [rf"(?P<{size}>{words}(?=(?:[ -][\w'’-]+){{0,2}}[ -](?:shot|view)\b))" for size, words in _LOOSE_SIZES]
        + [rf"(?P<{size}_fr>{words}(?!\w))" for size, words in _LOOSE_SIZES_FR]
    )
    # an abbreviation counts only where a shot list has it, at the start: "5 PM" is no plan moyen
    pattern = rf"(?<![\w-])(?:(?P<name>{_any_of(by_phrase)})(?![\w-])|{loose})|^\s*(?P<abbreviation>(?-i:{'|'.join(_longest_first(abbreviations))}))(?=\s*(?::|,|of\b|on\b|d['’]|de\b|sur\b|-|$))"
    return re.compile(pattern, re.IGNORECASE), by_phrase | {
        _normal(short): size for short, size in abbreviations.items()
    }


@cache
def _prefix() -> re.Pattern[str]:
    shots = _any_of(name for choice in _choices_of(_SHOTS) for name in (choice.term, *choice.synonyms))
    manners = _any_of(_manners())
    shorts = "|".join(_longest_first(short for choice in _choices_of(_SHOTS) for short in choice.abbreviations))
    article = r"(?:(?:an?|the|une?|le|la|one)\s+|l['’])?"
    lead = rf"{article}(?:(?!(?:of|with|in|on|and|de|du|des|avec|dans|et)\b)[\w'’-]+\s+){{0,4}}?"
    loose = r"(?:shot|view|angle|plan|vue)"
    tail = r"(?:\s+(?:shot|view|angle|large|serré|fixe|aérienne?|rapproché|moyen|subjectif))*"
    # "wide shot on a 35mm lens", "plan large avec une faible profondeur de champ"
    through = rf"\s+(?:(?:shot|filmed|filmé)\s+)?(?:on|with|through|in|using|avec|au|à\s+l['’]|en|par)\s*{article}(?:very\s+|très\s+)?(?:{manners})(?![\w-])"
    return re.compile(
        rf"(?:{lead}(?:{shots})(?:\s+(?:{shots}))*{tail}(?![\w-])(?:{through})?"
        rf"|{lead}{loose}(?:{through}|(?=\s+(?:of|on|showing|d['’]|de|du|des|sur)\b|\s?:))"
        rf"|{article}(?:very\s+|très\s+)?(?:{manners})(?![\w-])"
        rf"|(?-i:{shorts})(?=\s*(?::|,|of\b|on\b|d['’]|de\b|sur\b)))",
        re.IGNORECASE,
    )


@cache
def _manner_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(_manners())})\W*$", re.IGNORECASE)


def _manners() -> Iterator[str]:
    for choice in _choices_of(_MANNERS):
        yield from (choice.term, choice.label, *choice.synonyms)


def _choices_of(groups: Iterable[str]) -> list[Choice]:
    return [choice for group in groups for language in LANGUAGES for choice in choices(group, language)]


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first, in any spelling of hyphen and apostrophe."""
    return any_of(
        re.escape(name).replace(r"\ ", "[ -]").replace("'", "['’]")
        for name in _longest_first(_normal(name) for name in names)
    )


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))
