"""Advice on a shot: what is missing, and what is too much for its length.

Each piece of advice gives its reason and, when words can help, a fix that can be applied to the
one part it concerns. It advises; it never blocks and it gives no grade. The rules follow the
published prompting guide (openai/openai-cookbook @1398f49: one camera move and one subject action
per shot; say light and sound). The sentences lie in `vocabulary/<language>/advice.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sora_widgets.prompts import grammar
from sora_widgets.prompts.camera import find_moves, may_move
from sora_widgets.prompts.framing import framing_prefix, shot_size
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.scene import begins_with_verb, has_motion, has_place, is_still_noun_phrase
from sora_widgets.prompts.shot import Shot
from sora_widgets.prompts.vocabulary import advice_texts, check_language, sounds_of_places, words

__all__ = ["Advice", "critique"]

# how the picture is steadied or followed is not a second move beside the one that is made
_NOT_A_MOVE = frozenset(("handheld", "tracking", "crane", "static"))
_SECONDS_PER_MOVE = 6
_SECONDS_PER_ACTION = 4
_MOVE_JOINT = re.compile(
    r"\s*(?:[,;.]|\b(?:and then|then|and|while|before|as|et puis|puis|et|avant de|tout en)\b)\s*", re.IGNORECASE
)


# "zoom in on a face", "la caméra suit le cycliste": a move that says what it shows
_CAMERA_OBJECT = re.compile(
    r"\b(?:on|onto|into|towards?|of|over|around|past|along|through|across|follow(?:s|ing)?|track(?:s|ing)?|circl(?:es|ing)|orbit(?:s|ing)?"
    r"|sur|vers|suit|suivant|autour|longe|survole|traverse)\s+(?!(?:the\s+)?(?:left|right|subject)\b|(?:la\s+)?(?:gauche|droite)\b|le\s+(?:haut|bas|sujet)\b)"
    r"(?:d['’]|du\s+|de\s+la\s+|an?\s|the\s|his\s|her\s|their\s|two\s|une?\s|l[ea]s?\s|l['’]|des\s|deux\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice.

        >>> [tip.code for tip in critique(Shot(subject="a dog", action="running"))][:2]
        ['missing-framing', 'missing-setting']

    Attributes:
        code: stable and kebab-case: "missing-lighting", "several-actions", "no-motion"…
        part: the part it concerns, and the only one that its fix changes.
        severity: "warning" when the clip will suffer, "tip" when it could be better.
        reason: one sentence in the language asked for.
        fix: the shot with the fix applied; None when only its author can mend it.
        fix_label: what a button for the fix says; empty without one.
    """

    code: str
    part: str
    severity: Literal["tip", "warning"]
    reason: str
    fix: Shot | None
    fix_label: str

    def apply(self, shot: Shot) -> Shot:
        """The shot with this fix; a shot that has changed since keeps its other parts."""
        return shot if self.fix is None else shot.replace(**{self.part: getattr(self.fix, self.part)})


def critique(
    shot_or_text: Shot | str, seconds: int | str = 4, model: str | None = None, language: str = "en"
) -> list[Advice]:
    """Read a shot as a patient colleague would.

    Args:
        shot_or_text: the shot, or prose to be read first.
        seconds: the length of the clip; a longer one has room for more.
        model: not used yet; the rules so far hold for every model.
        language: of the sentences; the words of a fix follow the language of the shot.

    Returns:
        Warnings first, then tips in the order of the parts.

    Raises:
        RequestError: a language without a vocabulary.
    """
    check_language(language)
    shot = Shot.from_text(shot_or_text) if isinstance(shot_or_text, str) else shot_or_text
    reading = _Reading(shot, _whole_seconds(seconds), language)
    found = [*_too_much(reading), *_without_motion(reading)]
    told = {advice.part for advice in found if advice.code == "no-motion"}
    # that nothing moves already asks for a camera, with the same words to add
    found += [advice for advice in _missing(reading) if advice.code != "missing-camera" or "camera" not in told]
    return sorted(found, key=lambda advice: (advice.severity == "tip", PARTS.index(advice.part)))


class _Reading:
    """What the rules need to know of a shot, worked out once."""

    def __init__(self, shot: Shot, seconds: int, language: str) -> None:
        self.shot = shot
        self.seconds = seconds
        self.language = language
        self.parts = {part: text for part, raw in shot.parts.items() if (text := grammar.clean(raw))}
        everything = " ".join(self.parts.values())
        self.shot_language = grammar.language_of(everything) or language
        self.scene = " ".join(self.parts[part] for part in ("subject", "action", "setting") if part in self.parts)
        self.moves = [
            move
            for _, move in find_moves(
                ". ".join(self.parts[part] for part in ("framing", "camera") if part in self.parts)
            )
        ]
        self.camera_may_move = any(
            map(may_move, (self.parts.get("framing", ""), self.scene, self.parts.get("camera", "")))
        )
        if "camera" not in self.parts:
            self.moves += [move for _, move in find_moves(self.scene) if move not in self.moves]

    def advise(
        self,
        code: str,
        part: str,
        severity: Literal["tip", "warning"],
        fixed: str | None = None,
        *,
        count: int = 0,
        text: str = "",
    ) -> Advice:
        sentences = advice_texts(self.language)[text or code]
        fix = None if fixed is None else self.shot.replace(**{part: fixed})
        return Advice(
            code=code,
            part=part,
            severity=severity,
            reason=sentences["reason"].format(count=count, seconds=self.seconds),
            fix=fix,
            fix_label="" if fixed is None else sentences["fix_label"].format(words=_shorten(fixed)),
        )

    def starter(self, code: str) -> str:
        return advice_texts(self.shot_language)[code]["words"]


def _missing(reading: _Reading) -> Iterator[Advice]:
    for part in PARTS:
        if part in reading.parts or _is_said_elsewhere(part, reading):
            continue
        code = f"missing-{part}"
        words_to_add: str | None = reading.starter(code)
        if part == "sound":
            words_to_add = _sound_of_place(reading)
        elif part == "action" and not _can_act(reading):
            words_to_add = None  # a castle does not turn slowly: what happens to it, only its author knows
        yield reading.advise(code, part, "warning" if part == "subject" else "tip", words_to_add)


def _is_said_elsewhere(part: str, reading: _Reading) -> bool:
    known, scene = words(reading.shot_language), reading.scene
    match part:
        case "subject":
            return (
                _CAMERA_OBJECT.search(f"{reading.parts.get('framing', '')} {reading.parts.get('camera', '')}")
                is not None
            )
        case "framing":
            return shot_size(scene) is not None or framing_prefix(scene) is not None
        case "action":
            subject = reading.parts.get("subject", "")
            if re.search(r"[.!?]\s", subject):
                return True  # a second sentence tells something, with a verb that no list knows
            happens = (known.motion_verbs, known.still_verbs, known.linking_verbs)
            thing = known.noun_phrase_end.split(subject, maxsplit=1)[0]
            return any(token in verbs for token in grammar.tokens(subject)[1:] for verbs in happens) or any(
                token in known.moving_things for token in grammar.tokens(thing)
            )
        case "setting":
            return has_place(scene, reading.shot_language)
        case "lighting":
            return known.lighting_cue.search(scene) is not None
        case "camera":
            return bool(reading.moves) or reading.camera_may_move
        case "sound":
            return known.sound_cue.search(scene) is not None
    return False


def _can_act(reading: _Reading) -> bool:
    """Whether the subject, if it is named, is a person or an animal, as far as the words tell."""
    subject = grammar.tokens(reading.parts.get("subject", ""))
    if not subject:
        return not _is_said_elsewhere("subject", reading)
    return any(token in words(reading.shot_language).animate_nouns for token in subject)


def _sound_of_place(reading: _Reading) -> str:
    tokens = frozenset(grammar.tokens(reading.scene))
    for places, sound in sounds_of_places(reading.shot_language):
        if tokens & places:
            return sound
    return reading.starter("missing-sound")


def _too_much(reading: _Reading) -> Iterator[Advice]:
    action = reading.parts.get("action", "")
    beats = _beats(action, reading.shot_language)
    if len(beats) > max(1, reading.seconds // _SECONDS_PER_ACTION):
        yield reading.advise("several-actions", "action", "warning", beats[0], count=len(beats))
    moves = [move for move in reading.moves if move not in _NOT_A_MOVE]
    if len(moves) > max(1, reading.seconds // _SECONDS_PER_MOVE):
        yield reading.advise("several-moves", "camera", "warning", _first_move(reading), count=len(moves))


def _beats(action: str, language: str) -> list[str]:
    """The actions of an action: pieces that begin with a verb, cut at "then", "and", commas and full stops."""
    known = words(language)
    beats: list[str] = []
    start = 0
    for joint in known.action_joint.finditer(action):
        after = action[joint.end() :]
        if joint.group().strip(" ,;."):  # "and", "then": any verb may follow
            is_next = begins_with_verb(after, language)
        else:  # ", laughing" goes on at the same time; ", opens it" comes next
            verb = _first_verb(after, language)
            is_next = verb is not None and not (joint.group().strip() == "," and verb in known.participles)
        if not is_next:
            continue
        if piece := action[start : joint.start()].strip(" ,;."):
            beats.append(piece)
            start = joint.end()
    last = action[start:].strip(" ,;.")
    return [*beats, last] if last else beats


def _first_verb(text: str, language: str) -> str | None:
    """The verb of motion that a text begins with, behind "she", "slowly" and the like."""
    known = words(language)
    for token in grammar.tokens(text[:60])[:3]:
        if token in known.motion_verbs and token not in known.never_ing:
            return token
        if (
            token not in known.pronouns
            and token not in known.adverbs_before_verb
            and not token.endswith(("ly", "ment"))
        ):
            return None
    return None


def _first_move(reading: _Reading) -> str | None:
    """The camera part cut down to its first move; None when the moves are told in other parts."""
    camera = reading.parts.get("camera", "")
    for joint in _MOVE_JOINT.finditer(camera):
        kept = camera[: joint.start()]
        if {move for _, move in find_moves(kept)} - _NOT_A_MOVE:
            return kept
    return None


def _without_motion(reading: _Reading) -> Iterator[Advice]:
    if not reading.scene or reading.camera_may_move or _something_moves(reading) or not _is_still(reading):
        return
    if "camera" not in reading.parts:
        yield reading.advise("no-motion", "camera", "warning", reading.starter("no-motion"))
    else:
        action = reading.parts.get("action", "")
        stirred = reading.starter("no-motion-action")
        yield reading.advise(
            "no-motion", "action", "warning", f"{action}, {stirred}" if action else stirred, text="no-motion-action"
        )


def _something_moves(reading: _Reading) -> bool:
    """Whether somebody or something moves in the scene, or is heard or lit moving: "waves crashing"."""
    known = words(reading.shot_language)
    seen = grammar.tokens(f"{reading.parts.get('framing', '')} {reading.scene}")
    if has_motion(reading.scene, reading.shot_language) or any(token in known.moving_things for token in seen):
        return True
    # only the -ing forms: "lights" and "hum" are nouns here
    told = grammar.tokens(f"{reading.parts.get('lighting', '')} {reading.parts.get('sound', '')}")
    return any(
        token in known.motion_verbs and token in known.participles and token not in known.never_ing for token in told
    )


def _is_still(reading: _Reading) -> bool:
    """Whether the words say that it is still; a verb, a sentence or a camera that no list knows may well move."""
    known = words(reading.shot_language)
    if any(
        token in known.still_verbs or token in known.still_words
        for token in grammar.tokens(f"{reading.parts.get('subject', '')} {reading.parts.get('action', '')}")
    ):
        return True
    if "action" in reading.parts or ("camera" in reading.parts and "static" not in reading.moves):
        return False
    subject = reading.parts.get("subject", "") or reading.parts.get("setting", "")
    return is_still_noun_phrase(subject, reading.shot_language)


def _shorten(text: str, limit_chars: int = 48) -> str:
    return text if len(text) <= limit_chars else text[: limit_chars - 1].rstrip() + "…"


def _whole_seconds(seconds: int | str) -> int:
    # advice is given while somebody types: a length that is not one yet must not stop it
    return int(seconds) if str(seconds).isascii() and str(seconds).isdigit() else 4
