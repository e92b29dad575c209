"""What a clause speaks of, by its words alone: the camera, the light, a sound, a line that is spoken, weather, a place.

Each function answers for one of these. In which order they are asked, and what follows from it, is
`reader.py`'s; the words lie in `vocabulary/<language>/words.json`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sora_widgets.prompts import grammar
from sora_widgets.prompts.camera import find_moves
from sora_widgets.prompts.camera_cut import may_name_a_move
from sora_widgets.prompts.scene import find_action
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.vocabulary.words import Words, words_in

__all__ = ["is_camera", "is_light", "is_place", "is_sound", "is_speech", "is_weather", "names_camera"]

_QUOTE = re.compile(r"[\"“«]")
_LONGEST_WEATHER_CHARS = 60
_MAX_CACHED = 512
_CAMERAS = frozenset(("camera", "caméra", "drone"))
_STARTS_WITH_CAMERA = re.compile(
    r"(?:(?:and|while|as|then|whilst|et|tandis que|pendant que|alors que|puis) )?(?:(?:the|la|a|une|our) )?(?:\w+ ){0,2}?(?:camera|caméra|drone|camera movement)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:it|then|before|and then|and|puis|avant|et puis|elle)\b|(?:reveal|follow|keep|end|track|mov|show|paus|settl|start|continu)ing\b|en \w+ant\b|(?:révél|suiv|montr|gard)ant\b",
    re.IGNORECASE,
)
_LIGHT_GOES_ON = re.compile(
    r"(?:with|cast|creat|filter|stream|com|fall|pour|spill|reflect|illuminat|bath)ing\b|with\b|from\b|(?:through|across) the\b"
    r"|(?:complétée?s?|adoucie?s?|filtrée?s?|tamisée?s?) (?:par|à)\b|(?:projet|cré|filtr|tomb|ven|illumin|baign|reflét)ant\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"(?:[-–—] )?[^\W\d_][^:\"“«,;.!?]{0,40} ?: ?[\"“«]")
_LIT_FROM_ABOVE = frozenset(("sky", "clouds", "ciel", "nuages"))  # "overcast sky" speaks of the light
_BARE_LABELS = frozenset(("sound", "sounds", "audio", "son", "sons"))
_HEAD_CHARS = 30
_LONGEST_MOVE_CHARS = 160  # of a clause, what is searched for a move that begins in its head


def is_camera(text: str, previous: str) -> bool:
    """Whether a clause says what the camera does, or goes on with it after one that did."""
    return names_camera(text) or (previous == "camera" and _GOES_ON.match(text) is not None)


@lru_cache(maxsize=_MAX_CACHED)
def names_camera(text: str) -> bool:
    """Whether a clause by itself says what the camera does."""
    if not _CAMERAS.isdisjoint(words_in(text)) and _STARTS_WITH_CAMERA.match(text):
        return True
    head = text[:_LONGEST_MOVE_CHARS]
    if not may_name_a_move(head):  # which most clauses end at
        return False
    moves = find_moves(head)
    return bool(moves) and moves[0][0] < _HEAD_CHARS


def is_light(text: str, has_scene: bool, language: str, previous: str = "") -> bool:
    """Whether a clause speaks of the light, the palette or the look of the picture.

    Args:
        text: the clause.
        has_scene: whether somebody or something has been spoken of before.
        language: whose words to go by.
        previous: the part of the clause before, when this one is in the same sentence.
    """
    if previous == "lighting" and _LIGHT_GOES_ON.match(text):
        return True
    return _names_light(text, has_scene, language)


def _names_light(text: str, has_scene: bool, language: str) -> bool:
    known = words(language)
    if known.lighting_lead.match(text):
        return True
    for cue in known.lighting_cue.find(text):
        after = grammar.tokens(text[cue.end() : cue.end() + 20])
        # "lights a cigarette": what somebody does
        if cue.group().lower() in known.finite_verbs and after and after[0] in known.determiners:
            continue
        if not _leads(text, cue.start(), has_scene, language):
            return False
        # "in a park at night", "in a sunny kitchen": a place before it is a light
        if is_place(text, language) and (
            _has_place_name(text[: cue.start()], known) or _names_place(_without_preposition(text, known), language)
        ):
            return False
        return has_scene or not _names_place(text, language)
    return False


def _has_place_name(text: str, known: Words) -> bool:
    return any(token in known.places and token not in _LIT_FROM_ABOVE for token in grammar.tokens(text))


def _without_preposition(text: str, known: Words) -> str:
    found = known.place_preposition.match(text)
    return text[found.end() :].lstrip() if found else text


def _names_place(text: str, language: str) -> bool:
    """Whether what a clause speaks of is a place with a light, and not the light: "neon city street"."""
    known = words(language)
    nouns = grammar.tokens(known.noun_phrase_end.split(text, maxsplit=1)[0])
    head = nouns[-1:] if language == "en" else nouns[:1]
    return any(noun in known.places and noun not in _LIT_FROM_ABOVE for noun in head)


def is_sound(text: str, has_scene: bool, language: str) -> bool:
    """Whether a clause speaks of what is heard."""
    known = words(language)
    if ":" in text and known.sound_lead.match(text):
        return True
    if _sounds(text, has_scene, language):
        return True
    cue = next(iter(known.sound_cue.find(text)), None)
    if cue is None or text.lower() in _BARE_LABELS or not _leads(text, cue.start(), has_scene, language):
        return False
    # "she whispers": what somebody does
    is_done = _is_verb_form(cue.group().lower(), known) or cue.start() == find_action(text, language)
    return not is_done or not any(
        token in known.animate_nouns or token in known.pronouns for token in grammar.tokens(text[: cue.start()])
    )


def _sounds(text: str, has_scene: bool, language: str) -> bool:
    """Whether something that is heard more than seen does what only ears notice: "wind howls", "une cloche sonne"."""
    known = words(language)
    if known.sound_verbs.isdisjoint(words_in(text)):
        return False
    found = grammar.tokens(text[:120])[:8]
    if known.sound_verbs.isdisjoint(found):
        return False
    if not has_scene and (
        (found[:1] and found[0] in known.determiners) or not known.sound_verbs.intersection(found[:3])
    ):
        return False  # the first thing a text speaks of is what it shows, but for a short "distant thunder rumbles"
    for place, token in enumerate(found):
        if token in known.sound_verbs:
            return any(before in known.sound_sources for before in found[:place])
        if token in known.participles or (token in known.finite_verbs and token not in known.linking_verbs):
            return False
    return False


def is_speech(text: str, starts_sentence: bool, has_scene: bool, previous: str, language: str) -> bool:
    """Whether words in quotes are a line of their own; after "she says," they belong to her action."""
    if _QUOTE.search(text) is None:
        return False
    if speaker := _SPEAKER.match(text):
        return has_scene or not find_action(speaker.group(), language)
    return has_scene and (starts_sentence or previous != "scene")


def is_weather(text: str, language: str) -> bool:
    """Whether a clause is nothing but the weather: "heavy rain", "il neige doucement"."""
    known = words(language)
    if len(text) > _LONGEST_WEATHER_CHARS:
        return False
    if known.weather_lead.match(text):
        return True
    if known.weather.isdisjoint(words_in(text)):
        return False
    found = grammar.tokens(text)
    return not known.weather.isdisjoint(found) and all(
        token in known.weather or token in known.weather_details for token in found
    )


def _leads(text: str, cue_start: int, has_scene: bool, language: str) -> bool:
    """Whether a cue is what its clause is about: it stands before any verb, and before it stands no person or thing."""
    known = words(language)
    before = grammar.tokens(text[:cue_start])
    if 0 < find_action(text, language) < cue_start or (before and _is_verb_form(before[0], known)):
        return False
    if has_scene:
        return True
    return len(before) <= 2 and not (before and before[0] in known.determiners)


def is_place(text: str, language: str) -> bool:
    """Whether a clause is a place with its preposition, and nothing happens in it."""
    known = words(language)
    if known.places.isdisjoint(words_in(text)) or not known.place_preposition.match(text):
        return False
    tokens = grammar.tokens(text)
    return not known.places.isdisjoint(tokens) and not any(
        _is_verb_form(token, known) and token not in known.places for token in tokens
    )


def _is_verb_form(token: str, known: Words) -> bool:
    return (token in known.participles or token in known.finite_verbs) and token not in known.never_ing
