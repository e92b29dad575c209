"""Parts that a shot does not speak of, each with words to start from that suit the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice, Confidence
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.ideas import (
    action_with_thing,
    camera_words,
    light_words,
    names_a_place,
    scene_of,
    usual_action,
)
from sora_widgets.prompts.critic.motion import is_photograph
from sora_widgets.prompts.framing import framing_prefix, shot_size
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.patterns import pattern
from sora_widgets.prompts.scene import has_motion, has_place, is_still_noun_phrase

__all__ = ["RULES", "missing_parts"]

# what names a part is a list of words: a shot size or a sound is hard to say in other words, an action is not
_CONFIDENCE: dict[str, Confidence] = {"subject": "sure", "framing": "sure", "sound": "sure"}

# "zoom in on a face", "la caméra suit le cycliste": a move that says what it shows
_CAMERA_OBJECT = re.compile(
    r"\b(?:on|onto|into|towards?|of|over|around|past|along|through|across|follow(?:s|ing)?|track(?:s|ing)?|circl(?:es|ing)|orbit(?:s|ing)?"
    r"|sur|vers|suit|suivant|autour|longe|survole|traverse)\s+(?!(?:the\s+)?(?:left|right|subject)\b|(?:la\s+)?(?:gauche|droite)\b|le\s+(?:haut|bas|sujet)\b)"
    r"(?:d['’]|du\s+|de\s+la\s+|an?\s|the\s|his\s|her\s|their\s|two\s|une?\s|l[ea]s?\s|l['’]|des\s|deux\s)",
    re.IGNORECASE,
)
# "the camera pans across a crowded market": what it moves towards is not yet where it is
_CAMERA_CROSSES = re.compile(
    r"\b(?:across|through|over|along|around|inside|sur|dans|à travers|le long d|autour d)\b", re.IGNORECASE
)
_ON_SOMETHING = re.compile(r"\s(?:on|sur)\s(?:(?:an?|the|his|her|their|une?|le|la|son|sa|leur)\s|l['’])", re.IGNORECASE)


def missing_parts(draft: Draft) -> Iterator[Advice]:
    """What the shot leaves to chance."""
    for part in PARTS:
        if part in draft.parts or _is_said_elsewhere(part, draft):
            continue
        # that nothing moves already asks for a camera, with the same words to add
        if part == "camera" and is_photograph(draft):
            continue
        if part == "action":
            advice = _missing_action(draft)
            # a thing for which there are no words: that nothing moves says as much, and under a moving camera all is well
            if advice.fix is not None or not (draft.camera_may_move or is_photograph(draft)):
                yield advice
            continue
        yield draft.advise(
            f"missing-{part}",
            part,
            "warning" if part == "subject" else "tip",
            _words_to_add(part, draft),
            confidence=_CONFIDENCE.get(part, "likely"),
        )


def _words_to_add(part: str, draft: Draft) -> str | None:
    match part:
        case "camera":
            suits = camera_words(draft)
        case "lighting":
            suits = light_words(draft)
        case _:
            scene = scene_of(draft)
            suits = None if scene is None else scene.get(part)
    if part == "framing" and _is_about_a_face(draft):
        return draft.starter("size-medium")
    if suits is None and part == "setting" and ("subject" in draft.parts or draft.lines):
        return None  # where a thing belongs that no table knows, only its author can say
    return suits or draft.starter(f"missing-{part}")


def _missing_action(draft: Draft) -> Advice:
    together = action_with_thing(draft)
    if together is not None:
        subject, action = together
        return draft.advise(
            "missing-action",
            "action",
            "tip",
            {"subject": subject, "action": action},
            text="missing-action-with",
            words=f"{subject} {action}",
        )
    words_to_add = usual_action(draft)
    if _ON_SOMETHING.search(draft.part("subject")):
        words_to_add = None  # on a swing nobody runs
    elif words_to_add is None and _can_act(draft):
        words_to_add = draft.starter("missing-action")
    # a castle does not turn slowly: what happens to it, only its author knows
    return draft.advise("missing-action", "action", "tip", words_to_add)


def _is_said_elsewhere(part: str, draft: Draft) -> bool:
    known, scene = draft.words, draft.scene
    match part:
        case "subject":
            return _camera_shows_something(draft) or _is_a_place_alone(draft) or _somebody_speaks(draft)
        case "framing":
            framed = pattern(draft.shot_language, "framed")
            return shot_size(scene) is not None or framing_prefix(scene) is not None or bool(framed.search(scene))
        case "action":
            return _something_happens(draft)
        case "setting":
            return _is_somewhere(draft)
        case "lighting":
            lamps = pattern(draft.shot_language, "lamps")
            return bool(known.lighting_cue.find(scene)) or lamps.search(scene) is not None
        case "camera":
            return bool(draft.moves) or draft.camera_may_move
        case "sound":
            return bool(known.sound_cue.find(scene)) or pattern(draft.shot_language, "heard").search(scene) is not None
    return False


def _something_happens(draft: Draft) -> bool:
    if action_with_thing(draft) is not None:
        return False  # "a boy with a skipping rope": what looks like a verb belongs to the thing
    known, subject = draft.words, draft.part("subject")
    if not subject and (_camera_shows_something(draft) or _is_a_place_alone(draft) or _somebody_speaks(draft)):
        return True  # the camera does it, or the voice
    if _is_a_place_itself(subject, draft):
        return True  # a kitchen does nothing; whether anything moves in it is another question
    # "a raccoon peers": a verb that no list knows
    if grammar.tokens(subject)[:1] and grammar.tokens(subject)[0] in known.determiners:
        if not is_still_noun_phrase(subject, draft.shot_language):
            return True
    # a second sentence or clause tells something, with a verb that no list knows
    if re.search(r"[.!?]\s|,\s(?:an?|the|une?|le|la|les|des)\s", subject):
        return True
    if has_motion(" ".join(grammar.tokens(subject)[1:]), draft.shot_language):
        return True  # any "-ing", any "-ant"
    happens = (known.motion_verbs, known.still_verbs, known.linking_verbs)
    thing = known.noun_phrase_end.split(subject, maxsplit=1)[0]
    return any(token in verbs for token in grammar.tokens(subject)[1:] for verbs in happens) or any(
        token in known.moving_things for token in grammar.tokens(thing)
    )


def _camera_shows_something(draft: Draft) -> bool:
    return _CAMERA_OBJECT.search(f"{draft.part('framing')} {draft.part('camera')}") is not None


def _is_a_place_alone(draft: Draft) -> bool:
    """ "sunset at the beach": an establishing shot has the place for its subject."""
    if draft.part("subject") or draft.part("action"):
        return False
    if next(draft.search(pattern(draft.shot_language, "sights"), "lighting"), None) is not None:
        return True  # "sunset": the light itself is what there is to see
    return "setting" in draft.parts or names_a_place(
        f"{draft.part('framing')} {draft.part('lighting')} {draft.part('sound')}", draft.shot_language
    )


def _somebody_speaks(draft: Draft) -> bool:
    """Whether the words around a line name who says it: a speaker without a part of his own."""
    if not draft.lines or "sound" not in draft.parts:
        return False
    said = {token for line in draft.lines for token in grammar.tokens(line.text)}
    around = set(draft.tokens["sound"]) - said
    return not around.isdisjoint(draft.words.animate_nouns) or any(line.speaker for line in draft.lines)


def _is_about_a_face(draft: Draft) -> bool:
    """Whether what matters is seen on a face: somebody speaks, cries, smiles."""
    faces = pattern(draft.shot_language, "faces")
    return bool(draft.lines) or next(draft.search(faces, "subject", "action"), None) is not None


def _is_somewhere(draft: Draft) -> bool:
    """Whether subject or action name a place, or are one, or are seen too near for the place to matter."""
    language, subject = draft.shot_language, draft.part("subject")
    if any(draft.search(pattern(language, "close"), "framing", "subject")) or has_place(draft.scene, language):
        return True
    if pattern(language, "backdrop").search(draft.scene):
        return True
    if not subject and (_camera_shows_something(draft) or _is_a_place_alone(draft)):
        return True
    for lead in (draft.words.place_phrase, pattern(language, "into_place")):
        found = lead.search(draft.scene)
        if found is not None and names_a_place(draft.scene[found.end() :], language):
            return True
    crossed = _CAMERA_CROSSES.search(draft.part("camera"))
    if crossed is not None and names_a_place(draft.part("camera")[crossed.end() :], language):
        return True
    return _is_a_place_itself(subject, draft)


def _is_a_place_itself(subject: str, draft: Draft) -> bool:
    """ "a city at night", "a crowded rooftop bar", "Machu Picchu"."""
    if "action" not in draft.parts and _begins_with_name(subject, draft):
        return True
    nouns = grammar.tokens(draft.words.noun_phrase_end.split(subject, maxsplit=1)[0])
    is_french_article = draft.shot_language == "fr" and nouns[:1] and nouns[0] in draft.words.determiners
    heads = nouns[1:2] if is_french_article else nouns[:1] if draft.shot_language == "fr" else nouns[-1:]
    return names_a_place(" ".join(heads), draft.shot_language)


def _begins_with_name(subject: str, draft: Draft) -> bool:
    first = grammar.tokens(subject)[:1]
    is_lower_word = not first or first[0] in draft.words.lower_case_starts or first[0] in draft.words.animate_nouns
    return subject[:1].isupper() and not is_lower_word and " with " not in subject and " avec " not in subject


def _can_act(draft: Draft) -> bool:
    """Whether the subject, if it is named, is a person or an animal, as far as the words tell."""
    subject = draft.tokens.get("subject", [])
    if not subject:
        return not _is_said_elsewhere("subject", draft)
    return any(token in draft.words.animate_nouns for token in subject)


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (missing_parts,)
