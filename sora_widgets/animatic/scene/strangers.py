"""What a prompt names and the lexicon has no word for: kept as a labelled mannequin or box, never dropped.

Such a noun is found by its grammar alone: it is the first noun of the subject, or has an indefinite article there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sora_widgets.animatic.lexicon import kinds
from sora_widgets.animatic.lexicon.film import film_terms
from sora_widgets.animatic.scene.draft import Draft, can_act
from sora_widgets.animatic.scene.sentence import Sentence
from sora_widgets.animatic.scene.values import Actor
from sora_widgets.prompts.vocabulary import words as vocabulary_words

__all__ = ["strangers_of"]

_ADJECTIVES = ("ic", "ful", "ous", "ive", "less", "ish", "ing", "ed", "able", "ible", "ique", "eux", "euse")
_POSITIONS = frozenset(("left", "right", "behind", "before", "beside"))


def strangers_of(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """What the subject names and the lexicon does not know: noun phrases of the subject without any known phrase."""
    known = {place for phrase in sentence.phrases for place in range(phrase.start, phrase.end)}
    asides = [found for found in sentence.lexicon.scene.find(sentence.texts) if found.in_table("asides")]
    known |= {place for found in asides for place in range(found.start, found.end)}
    tables = [film_terms(), *(sentence.lexicon.looks[table] for table in ("lights", "weather", "styles", "moods"))]
    looks = {
        place for table in tables for found in table.find(sentence.texts) for place in range(found.start, found.end)
    }
    found = []
    for start, end in _noun_phrases(sentence):
        inside = range(start, end)
        if end < len(sentence.texts) and sentence.texts[end] in sentence.duty("of") and _begins_being(drafts, end):
            continue  # "the hands of a potter": the potter is there
        if any(place in known for place in inside) or (end - 1 in looks and not _is_doing(sentence, end)):
            continue
        if _is_adjective(sentence, end):
            continue
        head = end - 1 if sentence.language == "en" else _french_head(sentence, start, end)
        if (
            sentence.texts[head] in sentence.duty("no things")
            or not sentence.texts[head].isalpha()
            or len(sentence.texts[head]) < 3
        ):
            continue
        is_named = start > 0 and sentence.is_determiner(start - 1)
        if drafts and not is_named and not _is_capital(sentence, head):
            continue  # "cinematic, moody, a woman waits": only what has an article is somebody
        label = _label(sentence, start, head)
        kind = "mannequin" if _is_being(sentence, start, end, head) else "box"
        colour = sentence.colour_in(start, end) or sentence.colour_after(end)
        found.append(Draft(Actor(kind, "", colour, label=label), None, start, end, True))
    return found


def _is_adjective(sentence: Sentence, end: int) -> bool:
    """Whether a comma after an adjective goes on to further ones: "a cinematic, stunning city"."""
    goes_on = end + 1 < len(sentence.texts) and sentence.texts[end] == "," and not sentence.is_small(end + 1)
    return goes_on and sentence.texts[end - 1].endswith(_ADJECTIVES)


def _is_doing(sentence: Sentence, end: int) -> bool:
    """Whether a verb follows a name: "Vincent van Gogh is painting" is no style."""
    follows = end < len(sentence.texts) and (sentence.texts[end] in sentence.duty("being") or sentence.is_verb(end))
    return follows and _is_capital(sentence, end - 1)


def _noun_phrases(sentence: Sentence) -> Iterable[tuple[int, int]]:
    """The subject's first noun phrase and its further ones with an indefinite article, without their articles."""
    words, place, is_first = sentence.words, 0, True
    while place < len(words):
        if words[place].part != "subject" or sentence.is_mark(place):
            place += 1
            continue
        opens = (is_first and not _is_joint(sentence, place)) or sentence.is_indefinite(place)
        opens = opens and _stands_free(sentence, place)
        if not opens:
            is_first = is_first and sentence.is_small(place) and not sentence.is_determiner(place)
            place += 1
            continue
        start = place + 1 if sentence.is_determiner(place) else place
        end = start
        while (
            end < len(words)
            and words[end].part == "subject"
            and not sentence.is_small(end)
            and not sentence.is_verb(end)
        ):
            end += 1
        if end > start:
            yield start, end
        is_first = False
        place = max(end, place + 1)


def _stands_free(sentence: Sentence, place: int) -> bool:
    """Whether what begins here is somebody or something of its own: "and a splonk", "next to a splonk", not "on a branch"."""
    relation = next((p.meaning.name for p in sentence.phrases if p.meaning.table == "relations" and p.end == place), "")
    if relation:
        return relation in _POSITIONS
    return place == 0 or sentence.texts[place - 1] not in sentence.duty("prepositions")


def _begins_being(drafts: Sequence[Draft], end: int) -> bool:
    return any(draft.start - 1 <= end < draft.end and can_act(draft.actor) for draft in drafts)


def _is_joint(sentence: Sentence, place: int) -> bool:
    return sentence.is_small(place) and not sentence.is_determiner(place)


def _french_head(sentence: Sentence, start: int, end: int) -> int:
    for place in range(start, end):
        if sentence.texts[place] not in sentence.duty("before a noun"):
            return place
    return start


def _label(sentence: Sentence, start: int, head: int) -> str:
    """The word as it was written; a name of several words as a whole ("Gwen Stacy")."""
    first = head
    if _is_capital(sentence, head):
        first = next((place for place in range(start, head) if _is_capital(sentence, place)), head)
    from_place = sentence.words[first].place
    to_place = sentence.words[head].place + len(sentence.texts[head])
    return " ".join(sentence.text[from_place:to_place].split())


def _is_capital(sentence: Sentence, place: int) -> bool:
    return sentence.text[sentence.words[place].place].isupper()


def _is_being(sentence: Sentence, start: int, end: int, head: int) -> bool:
    word = sentence.texts[head]
    if word in sentence.duty("written things"):
        return False
    if word in vocabulary_words(sentence.language).animate_nouns:
        return True
    if word.endswith(("ist", "eur", "euse", "man", "woman", "ess")) and len(word) > 5:
        return True
    if start > 0 and _is_capital(sentence, head) and not sentence.is_determiner(start - 1):
        return True
    verb = next(
        (phrase for phrase in sentence.phrases if phrase.start >= end and phrase.meaning.table == "actions"), None
    )
    if verb is not None and verb.meaning.name.split(" ")[0] not in kinds("things do"):
        return True
    return start == 0 and end - start > 1 and _is_capital(sentence, head)
