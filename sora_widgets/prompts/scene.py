"""What is left of a text once framing, light, camera and sound are out: subject, action, setting.

Finds the verb that a subject does and the place at the end. It only ever cuts the text in two; a
wrong cut costs a label, never a word.
"""

from __future__ import annotations

import itertools
import re

from sora_widgets.prompts import grammar
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.vocabulary.words import Words

__all__ = ["begins_with_verb", "has_motion", "has_place", "is_still_noun_phrase", "split_scene", "without_preposition"]

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# these say where somebody goes: with more of the action to come, they stay with the verb
_ON_THE_WAY = re.compile(
    r"(?:through|along|across|down|up|past|around|over|into|onto|towards?|from|off|à travers|par|vers|le long|depuis)\b",
    re.IGNORECASE,
)
# "a dog's face", "a man's old hands"; in "she's", "who's" the 's is a verb
_POSSESSED = re.compile(
    r"\b(?!(?:he|she|it|who|that|there|here|what|where|let|someone|everyone|nobody)['’])"
    r"(?P<owner>[^\W_]+(?:['’]s|(?<=s)['’])\s+)(?!\w+ing\b)(?:(?:\w+\s+){0,2}(?:hands?|face|eyes|fingers)\b|\w+)",
    re.IGNORECASE,
)
_SINGULAR_STARTS = frozenset(
    ("a", "an", "the", "this", "that", "one", "his", "her", "their", "its", "my", "our", "your")
)
# what an unknown word in -s is followed by when it is a verb: "renovates a house", "knocks over a glass"
_OBJECT_STARTS = frozenset(("a", "an", "the", "his", "her", "their", "its", "my", "our", "your", "it", "him", "them"))
_PARTICLES = frozenset(("over", "up", "down", "off", "out", "away", "into", "onto", "back"))
_FRENCH_OBJECT_STARTS = frozenset(("un", "une", "le", "la", "les", "l", "son", "sa", "ses", "leur", "leurs"))
_NEVER_FRENCH_VERBS = frozenset(
    ("tout", "toute", "tous", "toutes", "avec", "comme", "même", "outre", "malgré", "pendant", "sans", "pour", "que")
)
_JOINT = re.compile(r"\s(?:and then|and|then|et puis|et|puis)\s+", re.IGNORECASE)
_CLAUSE_MARK = re.compile(r"[,;:.!?…\n]")
_SUBORDINATE = re.compile(r"(?:who|that|which|qui|is|are|was|were|est|sont|en train de|en)$", re.IGNORECASE)


def split_scene(first: str, rest: str, language: str) -> dict[str, str]:
    """Split a scene.

    Args:
        first: its first clause: "a child flying a red kite in a leafy park".
        rest: the clauses after it, with the marks before each.
        language: whose words to go by.
    """
    verb = _verb_start(first, language)
    begins_new_sentence = rest.lstrip()[:1] in (".", "!", "?", "…")
    place = None if begins_new_sentence else _place_start(first, verb, bool(rest), language)
    scene = first if place is None else first[:place].rstrip()
    parts = {"subject": scene}
    if 0 < verb < len(scene):
        parts = {"subject": scene[:verb].rstrip(), "action": scene[verb:]}
    parts["action" if "action" in parts else "subject"] += rest
    if place is not None:
        parts["setting"] = without_preposition(first[place:], language)
    return parts


def has_motion(text: str, language: str) -> bool:
    """Whether something moves: a verb of motion, in any form."""
    known = words(language)
    ending = "ing" if language == "en" else "ant"
    text = _without_possessives(text)
    return any(
        token in known.motion_verbs
        # a participle that no list knows is more often motion than not
        or (
            token.endswith(ending)
            and len(token) > 5
            and token not in known.never_ing
            and token not in known.still_verbs
        )
        for token in grammar.tokens(text)
    )


def is_still_noun_phrase(text: str, language: str) -> bool:
    """Whether a text is one thing with its article, and nothing in it moves or may be an unknown verb: "a red bottle"."""
    known = words(language)
    found = grammar.tokens(text)
    if not found or found[0] not in known.determiners or _CLAUSE_MARK.search(text):
        return False
    if any(token in known.moving_things or token in known.linking_verbs for token in found):
        return False
    if language == "fr":
        return True
    noun = known.noun_phrase_end.split(_without_possessives(text), maxsplit=1)[0]
    core = grammar.tokens(noun)
    if found[0] in ("a", "an"):  # of one thing, a word in -s is likely to be what it does
        return not any(_may_be_singular_verb(token) for token in core[1:])
    return not any(
        _is_plural(before, known) and not _is_plural(after, known) for before, after in itertools.pairwise(core)
    )


def begins_with_verb(text: str, language: str) -> bool:
    """Whether a text that goes on after "and" begins with a verb, known or by its form: "knocks over a glass"."""
    known = words(language)
    found = grammar.tokens(text[:80])[:6]
    while found and (
        found[0] in known.pronouns or found[0] in known.adverbs_before_verb or found[0].endswith(("ly", "ment"))
    ):
        found = found[1:]
    if not found or found[0] in known.determiners or found[0] in known.never_verbs or found[0] in known.never_ing:
        return False
    verb, after = found[0], found[1] if len(found) > 1 else ""
    if verb in known.motion_verbs:
        return True
    if language == "fr":
        is_form = verb.endswith(("e", "ent", "it", "ant")) and verb not in _NEVER_FRENCH_VERBS
        return is_form and after in _FRENCH_OBJECT_STARTS and known.place_preposition.match(text.lstrip()) is None
    is_form = _may_be_singular_verb(verb) or (verb.endswith("ing") and len(verb) > 5)
    return is_form and (after in _OBJECT_STARTS or after in _PARTICLES)


def has_place(text: str, language: str) -> bool:
    """Whether a text says where it happens: a preposition of place with a place after it."""
    known = words(language)
    found = known.place_phrase.search(text)
    return found is not None and any(token in known.places for token in grammar.tokens(text[found.end() :]))


def _verb_start(text: str, language: str) -> int:
    """Where the action begins; 0 when there is none."""
    known = words(language)
    found = list(_TOKEN.finditer(text))
    nouns = [(owned.end("owner"), owned.end()) for owned in _POSSESSED.finditer(text)] if language == "en" else []
    lowered = [match.group().lower() for match in found]
    for place in range(1, len(found)):
        token, before = lowered[place], lowered[place - 1]
        if token == "qui" and place + 1 < len(lowered):
            return found[place].start()
        after = lowered[place + 1] if place + 1 < len(lowered) else ""
        if any(start <= found[place].start() < end for start, end in nouns):
            continue
        if not _is_verb(token, before, after, text, known, language):
            continue
        start = found[place].start()
        # "who runs", "is running", "slowly turning": the helper belongs to the action
        while place > 1 and (
            _SUBORDINATE.fullmatch(lowered[place - 1])
            or lowered[place - 1].endswith("ly")
            or lowered[place - 1] in known.adverbs_before_verb
        ):
            place -= 1
            start = found[place].start()
        return start
    return 0


def _is_verb(token: str, before: str, after: str, text: str, known: Words, language: str) -> bool:
    if token in known.never_ing or token in known.never_verbs or before in known.determiners:
        return False
    goes_on = after == "" or after in known.after_verb or after.endswith(("ly", "ment"))
    if language == "fr":
        if token.endswith("ant") and (token in known.participles or goes_on):
            return True
        return token in known.finite_verbs and (goes_on or before in ("qui", "il", "elle", "on", "ils", "elles"))
    if token.endswith("ing"):
        return goes_on or token in known.bare_object_verbs or (token in known.participles and _is_plural(before, known))
    first = _TOKEN.match(text)
    start = first.group().lower() if first else ""
    if token not in known.finite_verbs:
        return start in _SINGULAR_STARTS and after in _OBJECT_STARTS and _may_be_singular_verb(token)
    if token in known.plural_verbs:
        return _is_plural(before, known)
    if start in ("a", "an"):  # one of them: a word in -s after it is no plural
        return True
    is_known_start = start in known.determiners | known.pronouns or text[:1].isupper()
    return goes_on and (is_known_start or token in ("is", "are", "has", "have"))


def _without_possessives(text: str) -> str:
    """A text without the words after a possessive, which are nouns even where they look like verbs."""
    return _POSSESSED.sub(r"\g<owner>", text)


def _is_plural(token: str, known: Words) -> bool:
    return token in known.plural_nouns or (len(token) > 2 and token.endswith("s") and not token.endswith("ss"))


def _may_be_singular_verb(token: str) -> bool:
    return len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is"))


def _place_start(text: str, verb: int, has_rest: bool, language: str) -> int | None:
    """Where the last phrase of place begins, or None."""
    known = words(language)
    for found in reversed(list(known.place_phrase.finditer(text))):
        if found.start() <= verb or found.start() == 0:
            continue
        if has_rest and _ON_THE_WAY.match(found.group()):
            continue
        after = text[found.end() :]
        if any(begins_with_verb(after[joint.end() :], language) for joint in _JOINT.finditer(after)):
            return None  # the place is on the way to what is done next
        tokens = grammar.tokens(after)
        if found.group().lower() == "en" and tokens[:1] == ["bois"]:
            continue  # what it is made of
        if any(token in known.not_places for token in tokens):
            return None
        if any(token in known.places for token in tokens) and not any(
            token in known.participles and token not in known.never_ing for token in tokens
        ):
            return found.start()
    return None


def without_preposition(setting: str, language: str) -> str:
    """Drop the preposition that the writer would put there by itself."""
    found = words(language).place_preposition.match(setting)
    if found is None:
        return setting
    bare = setting[found.end() :].lstrip()
    return bare if grammar.place_join(bare, language) == f" {found.group().lower()} " else setting
