"""The film vocabulary of the prompts as a table of phrases, so that each of its terms is found in a sentence."""

from __future__ import annotations

from functools import cache

from sora_widgets.animatic.lexicon import Meaning, Table, words_of
from sora_widgets.prompts.vocabulary import GROUPS, choices

__all__ = ["film_terms"]

_HEADINGS = frozenset(("speed", "steadiness", "reference", "ambience", "effect", "music", "voice"))
_MOVES = frozenset(("move", "lens-move"))


@cache
def film_terms() -> Table:
    """The choices of the film vocabulary by their names in both languages, without camera moves and sizes, which have readers."""
    phrases: dict[str, tuple[Meaning, ...]] = {}
    for language in ("en", "fr"):
        for group in GROUPS:
            if group in _MOVES or group == "size":
                continue
            for choice in choices(group, language):
                names = [choice.term, *choice.synonyms]
                is_plain = group == "speed" and len(words_of(choice.label)) > 1  # "freeze frame", but not "slow"
                if group not in _HEADINGS or is_plain:
                    names.append(choice.label)
                for name in names:
                    key = " ".join(word for word, _ in words_of(name) if word.isalnum())
                    meanings = phrases.get(key, ())
                    if all(meaning.name != choice.name for meaning in meanings):
                        phrases[key] = (*meanings, Meaning(group, choice.name))
    return Table(phrases, max(key.count(" ") for key in phrases) + 1)
