"""The actions of an action part, one after another: what the guides call beats.

Cuts at "then", "and", commas and full stops, where a new verb begins. A verb in -ing behind a comma
("walking, laughing") goes on at the same time and is no beat of its own.
"""

from __future__ import annotations

from sora_widgets.prompts import grammar
from sora_widgets.prompts.patterns import pattern
from sora_widgets.prompts.scene import begins_with_verb
from sora_widgets.prompts.vocabulary import words

__all__ = ["beat_spans", "is_counted", "split_beats"]

_MARKS = " ,;."
_LOOK_AHEAD_CHARS = 80


def split_beats(action: str, language: str) -> list[str]:
    """The beats of an action, in order.

    >>> split_beats("walks to the window, opens it and then waves", "en")
    ['walks to the window', 'opens it', 'waves']

    Args:
        action: the words of the action part.
        language: whose words to go by.
    """
    return [action[start:end] for start, end in beat_spans(action, language)]


def beat_spans(action: str, language: str) -> list[tuple[int, int]]:
    """Where each beat stands in the words of an action: (start, end).

    What somebody wears, holds or says, and how he stands, goes on beside an action and is no beat of its own.
    """
    cuts: list[tuple[int, int]] = []
    start = 0
    for joint_start, joint_end in _joints(action, language):
        if not action[start:joint_start].strip(_MARKS):
            continue
        if not _is_state(action[start : start + _LOOK_AHEAD_CHARS], language):
            cuts.append((start, joint_start))
            start = joint_end
        elif cuts:
            cuts[-1] = (cuts[-1][0], joint_start)
            start = joint_end
    cuts.append((start, len(action)))
    return [span for start, end in cuts if (span := _trim(action, start, end)) is not None]


def _joints(action: str, language: str) -> list[tuple[int, int]]:
    """Where one action ends and the next begins: (end of the one, start of the other)."""
    known = words(language)
    joints: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []  # ", laughing": at the same time, unless there is a whole list of such
    for joint in known.action_joint.finditer(action):
        after = action[joint.end() : joint.end() + _LOOK_AHEAD_CHARS]
        if _is_state(after, language):
            continue
        if joint.group().strip(_MARKS):  # "and", "then": any verb may follow
            is_verb = begins_with_verb(after, language) or _first_verb(after, language) is not None
            if is_verb and not _names_a_room(after, language):
                joints.append(joint.span())
        elif (verb := _first_verb(after, language)) is not None:
            is_beside = joint.group().strip() == "," and verb in known.participles
            (beside if is_beside else joints).append(joint.span())
    # "running, jumping over a fence, picking up a ball and waving" is one thing after another
    is_list = len(beside) > 2 or (len(beside) == 2 and any(joint > beside[-1] for joint in joints))
    return sorted(joints + beside) if is_list else joints


def is_counted(action: str, language: str) -> bool:
    """Whether an action is told in counted beats, as the guides ask: "takes four steps, pauses, turns"."""
    return pattern(language, "counted_beat").search(action) is not None


def _is_state(text: str, language: str) -> bool:
    found = pattern(language, "states").search(text)
    before = grammar.tokens(text[: found.start()]) if found else []
    return found is not None and all(_leads_to_verb(token, language) for token in before)


def _names_a_room(text: str, language: str) -> bool:
    """ "reading room", "living rooms": an -ing before a place belongs to its name."""
    found = grammar.tokens(text)[:2]
    return len(found) == 2 and found[0].endswith("ing") and found[1].removesuffix("s") in words(language).places


def _leads_to_verb(token: str, language: str) -> bool:
    known = words(language)
    is_reflexive = language == "fr" and token in ("se", "s")
    return (
        is_reflexive or token in known.pronouns or token in known.adverbs_before_verb or token.endswith(("ly", "ment"))
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    kept = piece.strip(_MARKS)
    start += piece.find(kept)
    return (start, start + len(kept)) if kept else None


def _first_verb(text: str, language: str) -> str | None:
    """The verb of motion that a text begins with, behind "she", "slowly" and the like."""
    known, beat, pause = words(language), pattern(language, "beats"), pattern(language, "counted_beat")
    for token in grammar.tokens(text)[:3]:
        if pause.fullmatch(token) or beat.fullmatch(token):
            return token
        if token in known.motion_verbs and token not in known.never_ing:
            # "water drops", "clean streets": a bare form is more often a noun or an adjective
            is_bare = language == "en" and not token.endswith(("s", "ing"))
            return None if is_bare else token
        if not _leads_to_verb(token, language):
            return None
    return None
