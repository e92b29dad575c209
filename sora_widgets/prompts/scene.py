"""What is left of a text once framing, light, camera and sound are out: subject, action, setting.

Finds the verb that a subject does and the place at the end. It only ever cuts the text in two; a
wrong cut costs a label, never a word.
"""

from __future__ import annotations

import re

from sora_widgets.prompts import grammar
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.vocabulary.words import Words

__all__ = ["has_motion", "has_place", "split_scene", "without_preposition"]

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# these say where somebody goes: with more of the action to come, they stay with the verb
_ON_THE_WAY = re.compile(
    r"(?:through|along|across|down|up|past|around|over|into|onto|towards?|from|off|à travers|par|vers|le long|depuis)\b",
    re.IGNORECASE,
)
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


def has_place(text: str, language: str) -> bool:
    """Whether a text says where it happens: a preposition of place with a place after it."""
    known = words(language)
    found = known.place_phrase.search(text)
    return found is not None and any(token in known.places for token in grammar.tokens(text[found.end() :]))


def _verb_start(text: str, language: str) -> int:
    """Where the action begins; 0 when there is none."""
    known = words(language)
    found = list(_TOKEN.finditer(text))
    lowered = [match.group().lower() for match in found]
    for place in range(1, len(found)):
        token, before = lowered[place], lowered[place - 1]
        if token == "qui" and place + 1 < len(lowered):
            return found[place].start()
        after = lowered[place + 1] if place + 1 < len(lowered) else ""
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
        return (
            goes_on or token in known.bare_object_verbs or (token in known.participles and before in known.plural_nouns)
        )
    if token not in known.finite_verbs:
        return False
    if token in known.plural_verbs:
        return before in known.plural_nouns or (before.endswith("s") and not before.endswith("ss"))
    first = _TOKEN.match(text)
    start = first.group().lower() if first else ""
    if start in ("a", "an"):  # one of them: a word in -s after it is no plural
        return True
    is_known_start = start in known.determiners | known.pronouns or text[:1].isupper()
    return goes_on and (is_known_start or token in ("is", "are", "has", "have"))


def _place_start(text: str, verb: int, has_rest: bool, language: str) -> int | None:
    """Where the last phrase of place begins, or None."""
    known = words(language)
    for found in reversed(list(known.place_phrase.finditer(text))):
        if found.start() <= verb or found.start() == 0:
            continue
        if has_rest and _ON_THE_WAY.match(found.group()):
            continue
        tokens = grammar.tokens(text[found.end() :])
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
