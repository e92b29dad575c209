"""More than fits into the seconds: actions, camera moves, lines, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sora_widgets.prompts.beats import beat_spans, is_counted
from sora_widgets.prompts.budget import (
    WORDS_PER_SECOND,
    beats_allowed,
    count_moves,
    lines_allowed,
    moves_allowed,
    speech_seconds,
)
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.scene import has_motion

__all__ = ["RULES", "long_dialogue", "several_actions", "several_moves"]

_MOVE_JOINT = re.compile(
    r"\s*(?:[,;.]|\b(?:and then|then|and|while|before|as|et puis|puis|et|avant de|tout en)\b)\s*", re.IGNORECASE
)
_LONG_PART_WORDS = 25
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s)")


def several_actions(draft: Draft) -> Iterator[Advice]:
    """More actions than the length has room for, or more counted beats."""
    language = draft.shot_language
    part = "action" if "action" in draft.parts else "subject"
    text = draft.part(part)
    beats = beat_spans(text, language)
    # a verb that the reader left with its subject makes a beat of the whole: "a man takes two steps, turns"
    if part == "subject" and not (beats and has_motion(text[: beats[0][1]], language) and "." not in text):
        return
    room = beats_allowed(text, draft.seconds, language)
    if len(beats) > room:
        code = "too-many-beats" if is_counted(text, language) else "several-actions"
        # counted beats are kept up to the budget; of several main actions only the first can be the main one
        kept = text[: beats[room - 1 if code == "too-many-beats" else 0][1]]
        # what to drop of very much is the author's choice
        is_much = len(text.split()) > _LONG_PART_WORDS and len(kept) < len(text) / 2
        yield draft.advise(code, part, "warning", None if is_much else kept, count=len(beats), room=room)


def several_moves(draft: Draft) -> Iterator[Advice]:
    """More camera moves than the length has room for."""
    if draft.move_count > moves_allowed(draft.seconds):
        yield draft.advise("several-moves", "camera", "warning", _first_move(draft), count=draft.move_count)


def long_dialogue(draft: Draft) -> Iterator[Advice]:
    """More words, or more lines, than can be said in the time."""
    lines = draft.lines
    if not lines:
        return
    speech_s = speech_seconds(lines, draft.shot_language)
    part, start, end = draft.place_of(lines[0])
    if speech_s > draft.seconds:
        is_only_line = len(lines) == 1 and end > 0
        yield draft.advise(
            "long-dialogue",
            part,
            "warning",
            _with_shorter_line(draft, part, start, end) if is_only_line else None,
            count=sum(line.words for line in lines),
            speech=f"{speech_s:.0f}",
        )
    elif len(lines) > lines_allowed(draft.seconds):
        yield draft.advise("many-lines", part, "tip", confidence="maybe", count=len(lines))


def _first_move(draft: Draft) -> str | None:
    """The camera part cut down to its first move; None when the moves are told in other parts."""
    camera = draft.part("camera")
    for joint in _MOVE_JOINT.finditer(camera):
        kept = camera[: joint.start()]
        if count_moves(kept):
            return kept
    return None


def _with_shorter_line(draft: Draft, part: str, start: int, end: int) -> str | None:
    """The part with its line cut to the sentences that fit; None when any cut would be the author's."""
    text = draft.part(part)
    spoken, closing = text[start : end - 1].rstrip(), text[end - 1 : end]
    for cut in reversed([found.end() for found in _SENTENCE_END.finditer(spoken)]):
        shorter = spoken[:cut]
        if len(shorter.split()) / WORDS_PER_SECOND[draft.shot_language] <= draft.seconds:
            return text[:start] + shorter + (f" {closing}" if closing == "»" else closing) + text[end:]
    return None


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (several_actions, several_moves, long_dialogue)
