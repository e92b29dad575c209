"""What a phrase means where it stands: noun or verb, thing or place, colour or fruit. Neighbours decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sora_widgets.animatic.lexicon import Found, Meaning

if TYPE_CHECKING:
    from sora_widgets.animatic.scene.phrases import Phrase
    from sora_widgets.animatic.scene.sentence import Sentence

__all__ = ["NOMINAL", "meaning_of"]

NOMINAL = ("cast", "people", "animals", "things", "groups", "places")
"""The lists of the lexicon whose phrases are nouns that a scene shows."""


def meaning_of(sentence: Sentence, found: Found, so_far: Sequence[Phrase]) -> Meaning | None:
    """Noun or verb, thing or place, colour or fruit: what the phrase is where it stands."""
    action = found.in_table("actions")
    noun = found.in_table(*NOMINAL)
    other = found.in_table("relations", "numbers", "clothes", "asides")
    if action and noun:
        return noun if _is_noun_here(sentence, found, so_far) else action
    if noun is None:
        is_named = action and sentence.language == "fr" and sentence.is_determiner(found.start - 1)
        return other if is_named else action or other  # "une enseigne" does not teach
    before = so_far[-1] if so_far else None
    thing, place = found.in_table(*NOMINAL[:-1]), found.in_table("places")
    if thing and place:
        behind = (
            before is not None
            and before.meaning.table == "relations"
            and sentence.start_of_bare(found.start) == before.end
        )
        preposition = (
            sentence.texts[sentence.start_of_bare(found.start) - 1] if sentence.start_of_bare(found.start) else ""
        )
        return place if behind or preposition in sentence.duty("prepositions") else thing
    is_word = found.end - found.start == 1
    if is_word and noun.name == "space" and _is_room(sentence, found.start):
        return None
    if is_word and noun.table == "things" and found.start in sentence.colours and _is_colour_here(sentence, found):
        return None
    return noun


def _is_room(sentence: Sentence, place: int) -> bool:
    """ "An elegant space" is no outer space: an adjective stands before it."""
    if sentence.language == "fr" or not place or sentence.is_small(place - 1):
        return False
    before = sentence.lexicon.scene.phrases.get(sentence.texts[place - 1], ())
    return all(meaning.table != "actions" for meaning in before)


def _is_noun_here(sentence: Sentence, found: Found, so_far: Sequence[Phrase]) -> bool:
    before = so_far[-1] if so_far else None
    first = sentence.texts[found.start]
    previous = sentence.texts[found.start - 1] if found.start else ""
    if sentence.is_determiner(found.start - 1) or (
        before and before.meaning.table == "numbers" and before.end == found.start
    ):
        return True
    if previous in sentence.duty("before a verb"):
        return False
    if (
        before is not None
        and before.meaning.table in NOMINAL
        and not any(map(sentence.is_small, range(before.end, found.start)))
    ):
        return False  # "a man slowly drinks", "un hérisson curieux lit"
    if sentence.language == "en" and first.endswith("ing"):  # "an empty swing", but "a man painting"
        return sentence.is_determiner(sentence.start_of_bare(found.start))
    if previous in sentence.duty("prepositions"):
        return True
    if before is not None and before.end == found.start:
        return before.meaning.table in ("actions", "relations")
    if previous in sentence.duty("and") and not any(p.meaning.table == "actions" for p in so_far):
        return True
    if not previous or sentence.is_mark(found.start - 1):
        return not (found.end < len(sentence.texts) and sentence.is_determiner(found.end))
    bare = sentence.start_of_bare(found.start)
    noun = found.in_table(*NOMINAL)
    return sentence.is_determiner(bare) or (bare == 0 and noun is not None and noun.is_plural)  # "old trains"


def _is_colour_here(sentence: Sentence, found: Found) -> bool:
    """ "An orange cat" is a cat; "an orange", "une rose rouge" are not colours."""
    behind = found.end
    if sentence.language == "fr":  # behind its noun: "une voiture orange"
        return found.start > 0 and not sentence.is_small(found.start - 1)
    return behind < len(sentence.texts) and not sentence.is_small(behind)
