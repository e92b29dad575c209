"""Captions of a clip, from the dialogue in its prompt: WebVTT.

They say what was asked to be said, not what is heard, and say so themselves. When a line is said, the prompt mostly does
not tell: a storyboard's shots and written times are followed, else the lines are spread over the clip.
"""

from __future__ import annotations

import math
import re

from sora_widgets.prompts.budget import WORDS_PER_SECOND
from sora_widgets.prompts.grammar import language_of
from sora_widgets.prompts.speech import Quote, read_quotes
from sora_widgets.prompts.timeline import read_timeline
from sora_widgets.prompts.vocabulary import words

__all__ = ["captions_of"]

_MARKS = re.compile(r"[\"“«]")
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,3})?)"
_TIMES = re.compile(
    rf"\b{_NUMBER}\s*(?:s|sec)?\s*(?:-|–|—|to|à)\s*{_NUMBER}\s*(?:s|sec|seconds?|secondes?)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…,]['’)]?$")
_SHORTEST_S, _PAUSE_S = 1.0, 0.5
_LEAST_WORDS = 3
_NOTES = {
    "en": "Written from the quoted lines of the prompt, not from the sound: what is said, and when, may differ.",
    "fr": "D’après les répliques citées dans le prompt, non d’après le son : ce qui est dit, et quand, peut différer.",
}
_COLON = {"en": ":", "fr": "\u00a0:"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def captions_of(prompt: str, duration_s: float, language: str | None = None) -> str:
    """The dialogue of a prompt as WebVTT (https://www.w3.org/TR/webvtt1/, read 2026-11-23); "" when nobody speaks.

    >>> print(captions_of('A dock at dawn. Maya says: "Look up!"', 4))
    WEBVTT
    <BLANKLINE>
    NOTE Written from the quoted lines of the prompt, not from the sound: what is said, and when, may differ.
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.300
    <v Maya>Maya: Look up!
    <BLANKLINE>

    Args:
        prompt: the text that was sent.
        duration_s: of the clip.
        language: of the prompt, "en" or "fr"; None reads it from its words.
    """
    if not _MARKS.search(prompt) or not 0 < duration_s < math.inf:
        return ""
    language = language or language_of(prompt) or "en"
    cues = [
        f"{_clock(start)} --> {_clock(end)}\n{_payload(line, language)}"
        for scene, start_s, end_s in _scenes(prompt, duration_s)
        for line, start, end in _timed(scene, start_s, end_s, language)
    ]
    return "\n\n".join(["WEBVTT", f"NOTE {_NOTES[language]}", *cues]) + "\n" if cues else ""


def _scenes(prompt: str, duration_s: float) -> list[tuple[str, float, float]]:
    """The shots of the prompt with their times, fitted to the clip: text, start, end."""
    shots = read_timeline(prompt).shots
    if len(shots) < 2:
        return [(prompt, 0.0, duration_s)]
    share = duration_s / sum(scene.seconds for scene in shots)
    scenes, at = [], 0.0
    for scene in shots:
        scenes.append((scene.shot.to_text(), at, at + scene.seconds * share))
        at += scene.seconds * share
    return scenes


def _timed(text: str, start_s: float, end_s: float, language: str) -> list[tuple[Quote, float, float]]:
    """The lines of one shot with their times."""
    lines = [quote for quote in read_quotes(text, language) if _is_said(quote)]
    total = sum(max(1, line.words) for line in lines)
    timed, at = [], start_s
    for line in lines:
        slot_s = (end_s - start_s) * max(1, line.words) / total
        begin, most_s = at, slot_s
        if written := _written_times(text[: line.start]):
            begin, until = start_s + written[0], min(start_s + written[1], end_s)
            most_s = until - begin
        if most_s > 0:
            said_s = max(_SHORTEST_S, line.words / WORDS_PER_SECOND[language] + _PAUSE_S)
            timed.append((line, begin, begin + min(most_s, said_s)))
        at += slot_s
    return timed


def _written_times(before: str) -> tuple[float, float] | None:
    """The last "2–4 s" that stands before a line."""
    found = list(_TIMES.finditer(before))
    if not found:
        return None
    start, end = (float(number.replace(",", ".")) for number in found[-1].groups())
    return (start, end) if start < end else None


def _is_said(quote: Quote) -> bool:
    """A line and no sign, and no word that is merely set apart, as in: a "vintage" car."""
    if quote.is_written or not quote.words:
        return False
    return bool(quote.speaker or quote.words >= _LEAST_WORDS or _SENTENCE_END.search(quote.text))


def _payload(line: Quote, language: str) -> str:
    text = " ".join(line.text.split()).translate(_ESCAPES)
    speaker = " ".join(line.speaker.split())
    if not speaker or speaker in words(language).pronouns:
        return text
    name = (speaker[0].upper() + speaker[1:]).translate(_ESCAPES)
    return f"<v {name}>{name}{_COLON[language]} {text}"


def _clock(time_s: float) -> str:
    milliseconds = round(time_s * 1000)
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds % 1000:03}"
