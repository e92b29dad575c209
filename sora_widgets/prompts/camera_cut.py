"""A text cut into words for the reading of camera moves: folded, hyphens and apostrophes apart.

Also the quick answer for the many texts that name no move at all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sora_widgets.prompts.camera_directions import DIRECTIONS
from sora_widgets.prompts.camera_phrases import EXPRESSIONS, LOOKING_DOWN, STILL
from sora_widgets.prompts.camera_words import (
    ANY_HEAD,
    CAMERA,
    CAMERA_WITH_ARTICLE,
    FILM_NOUNS,
    FILM_PARTICIPLES,
    HEADS,
    fold,
    word_set,
)
from sora_widgets.prompts.vocabulary import LANGUAGES, choices
from sora_widgets.prompts.vocabulary.words import words_in

__all__ = ["cut", "may_name_a_move", "move_names"]

# a group is met only by the few words that need a second look: with a hyphen, or before an apostrophe
_TOKEN = re.compile(r"[\w\u0300-\u036f]+((?:-[\w\u0300-\u036f]+)+)?(['’](?=\w))?|[^\w\s]|\n")
_PLAIN = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40
_FROM_TO = {
    "left-to-right": "rightward",
    "left-right": "rightward",
    "gauche-droite": "rightward",
    "right-to-left": "leftward",
    "right-left": "leftward",
    "droite-gauche": "leftward",
    "bottom-to-top": "upward",
    "bas-haut": "upward",
    "top-to-bottom": "downward",
    "haut-bas": "downward",
}
_PARTS = word_set("lead tail side rear to slow fast the whip swish crash snap off locked lock down shot camera")
# accents go by a table here, since only whole words are compared and no place is kept
_ACCENTS = str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc")


def cut(text: str) -> tuple[list[str], list[int]]:
    """The words of a text, folded, and where each begins; "push-in" is two words, "close-up" is one."""
    words, starts = [], []
    is_plain = text.isascii()
    for token in _TOKEN.finditer(text.lower() if is_plain else text):
        word, start = token.group(), token.start()
        if not is_plain and len(word) < _LONGEST_WORD:
            word = fold(word)
        if token.lastindex is None:
            words.append(word)
            starts.append(start)
            continue
        if word[-1] == "'" and len(word) > 2 and text[token.end()] in "sS":
            word = word[:-1]  # "the camera's slow rise"
        for part, offset in _parts(word) if "-" in word else ((word, 0),):
            words.append(part)
            starts.append(start + offset)
    return words, starts


def may_name_a_move(text: str) -> bool:
    """False for most texts that name no move, at a hundredth of the price of reading them; never False for the others."""
    found = words_in(text if text.isascii() else text.lower().translate(_ACCENTS))
    if not found.isdisjoint(_signs()):
        return True
    # the French "on" is the English "on", and others are written with accents put together
    return ("on" in found and "the" not in found) or "\u0301" in text or "\u0300" in text


@cache
def move_names() -> dict[str, str]:
    """Every name of a move in the vocabulary, as its words; a steadicam or a slow pace is no move."""
    return {
        " ".join(cut(name)[0]): choice.name
        for language in LANGUAGES
        for choice in choices("camera", language)
        if choice.group in ("move", "lens-move") or choice.name == "handheld"
        for name in (choice.label, *choice.synonyms)
    }


@cache
def _signs() -> frozenset[str]:
    """Words of which every text that names a move has one: the camera, a term of the trade, a fixed expression."""
    trade = {word for heads in HEADS.values() for word, head in heads.items() if head.is_trade}
    phrases = [
        (first, *expression.rest)
        for first, expressions in EXPRESSIONS.items()
        for expression in expressions
        if not expression.needs_camera
    ]
    phrases += [tuple(name.split()) for name in move_names()]
    signs = {max(_PLAIN.findall(" ".join(phrase)), key=len) for phrase in phrases}
    signs |= CAMERA | CAMERA_WITH_ARTICLE | STILL | FILM_NOUNS | FILM_PARTICIPLES | trade
    return frozenset(signs | {"we", "handheld", "held", "side"})


@lru_cache(maxsize=1024)
def _parts(word: str) -> tuple[tuple[str, int], ...]:
    """A word with hyphens as one word, or as several when each is about movement: "pull-back", "whip-pans"."""
    joined = word.replace("-", "")
    if joined in ANY_HEAD or joined in DIRECTIONS or joined == "handheld":
        return ((joined, 0),)
    if word in _FROM_TO:
        return ((_FROM_TO[word], 0),)
    parts = word.split("-")
    is_movement = (
        word not in ANY_HEAD
        and word not in LOOKING_DOWN
        and any(part in ANY_HEAD or part in ("locked", "lock") for part in parts)
        and all(part in _PARTS or part in ANY_HEAD or part in DIRECTIONS for part in parts)
    )
    if not is_movement:
        return ((word, 0),)
    offset, found = 0, []
    for part in parts:
        found.append((part, offset))
        offset += len(part) + 1
    return tuple(found)
