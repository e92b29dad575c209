"""Which camera moves a text speaks of, in English and French, as canonical terms.

A move counts when a phrase of `camera_phrases.py` is found, is not denied, and, for everyday words
("rises", "moves forward"), when it is the camera that does it: "the bird rises" moves no camera.
Sentences are read word by word with patterns; there is no model and no memory of any sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache

from sora_widgets.prompts.camera_phrases import (
    CAMERA_SUBJECT,
    DIRECTIONLESS,
    LOOKING_DOWN,
    OTHER_SUBJECT,
    PHRASES,
    STATIC_ADJECTIVE,
)
from sora_widgets.prompts.vocabulary import LANGUAGES, choices

__all__ = ["camera_moves", "find_moves", "may_move"]

_BY_DIRECTION: dict[str, dict[str, str]] = {
    "move": {
        "in": "dolly_in",
        "out": "dolly_out",
        "left": "truck_left",
        "right": "truck_right",
        "up": "pedestal_up",
        "down": "pedestal_down",
    },
    "crane": {"up": "pedestal_up", "down": "pedestal_down", "in": "dolly_in", "out": "dolly_out"},
    "pan": {"left": "pan_left", "right": "pan_right", "up": "tilt_up", "down": "tilt_down"},
    "tilt": {"up": "tilt_up", "down": "tilt_down"},
    "zoom": {"in": "zoom_in", "out": "zoom_out"},
    "roll": {"clockwise": "roll_clockwise", "counterclockwise": "roll_counterclockwise"},
    "turn": {
        "clockwise": "roll_clockwise",
        "counterclockwise": "roll_counterclockwise",
        "left": "pan_left",
        "right": "pan_right",
    },
}

_DIRECTION = re.compile(
    r"(?P<to_left>from\s+(?:the\s+)?right\s+to\s+(?:the\s+)?left|de\s+(?:la\s+)?droite\s+(?:à|vers)\s+(?:la\s+)?gauche)"
    r"|(?P<to_right>from\s+(?:the\s+)?left\s+to\s+(?:the\s+)?right|de\s+(?:la\s+)?gauche\s+(?:à|vers)\s+(?:la\s+)?droite)"
    r"|(?P<to_down>from\s+(?:the\s+)?top\s+to\s+(?:the\s+)?bottom)|(?P<to_up>from\s+(?:the\s+)?bottom\s+to\s+(?:the\s+)?top)"
    r"|(?P<counterclockwise>counter-?\s?clockwise|anti-?clockwise|anti-?horaire|sens\s+(?:inverse|contraire))"
    r"|(?P<clockwise>clockwise|horaire|sens\s+des\s+aiguilles)"
    r"|(?P<in>forwards?|ahead|\bin(?:ward)?\b|closer|avant)|(?P<out>backwards?|\bback\b|away|\bout(?:ward)?\b|arrière)"
    r"|(?P<left>left|gauche)|(?P<right>right|droite?)|(?P<up>\bup|haut|ascendant)|(?P<down>\bdown|bas\b|descendant)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:^|(?<=[,;.:\n]))\s*(?:(?:an?|une?|slow|fast|quick|gentle|smooth)\s+)*([^,;.:\n]{2,40})(?=[,;.:\n]|$)"
)
_DENIED = re.compile(
    r"(?:\b(?:no|not|without|never|nor|sans|aucun|pas\s+de|n['’]t)|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,;:.!?\n]|\s[-–—]\s|\b(?:then|puis)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n](?:\s|$)")
_WORD_BEFORE = re.compile(r"([\w'’-]+)\s*$")
# "a cup moving down": a participle right after a noun belongs to the noun; after one of these it does not
_MAY_PRECEDE_PARTICIPLE = re.compile(
    r"(?:\w+ly|and|while|then|before|after|by|when|also|to|as|or|begins?|starts?|continues?|keeps?|camera|drone|caméra|view|shot|its|a|an|the|en"
    r"|slow|smooth|steady|slight|gentle|quick|stops?|both|often|first|soft|continuous|simultaneous|subtle|moderate|of|with|is|was|in|from|very|now)$",
    re.IGNORECASE,
)
_ANY_HINT = re.compile(
    r"camera|caméra|drone|doll[yie]|truck|pedestal|\bpan|tilt|zoom|crane|grue|jib|boom|tracking|travel|static|fixe|tripod|trépied|lock|still|motionless"
    r"|hand-?\s?held|shaky|steadicam|orbit|\barc\b|push|pull|\bthe\s+(?:shot|view|frame|lens)|objectif|cadre|roll|rotat|spin|stationary|roul|épaule|follow|suivi",
    re.IGNORECASE,
)


def camera_moves(text: str) -> frozenset[str]:
    """The camera moves a text speaks of.

        >>> sorted(camera_moves("The camera pans left, then rises."))
        ['pan_left', 'pedestal_up']

    Returns:
        dolly_in/out, truck_left/right, pedestal_up/down, pan_left/right, tilt_up/down,
        roll_clockwise/counterclockwise, zoom_in/out, static, arc, crane, handheld, tracking.
        `static` is there only when nothing else moves the camera.
    """
    return frozenset(move for _, move in find_moves(text))


@lru_cache(maxsize=512)
def find_moves(text: str) -> tuple[tuple[int, str], ...]:
    """Each move with the place of its first mention, in the order of the text."""
    lowered = text.lower()
    first_seen = _named_alone(lowered)
    if not first_seen and not _ANY_HINT.search(text):
        return ()
    is_camera = _who_moves(text)
    for phrase in PHRASES:
        if phrase.hints and not any(hint in lowered for hint in phrase.hints):
            continue
        for found in phrase.pattern.finditer(text):
            if _counts(text, found.start(), phrase.needs_camera, is_camera):
                for move in _moves_of(phrase.kind, found):
                    first_seen[move] = min(found.start(), first_seen.get(move, found.start()))
    if LOOKING_DOWN.search(text):
        for vertical, along_axis in (("pedestal_up", "dolly_out"), ("pedestal_down", "dolly_in")):
            if vertical in first_seen:
                first_seen.setdefault(along_axis, first_seen[vertical])
    if not first_seen.keys() - {"static", "handheld"}:
        for found in STATIC_ADJECTIVE.finditer(text):
            if is_camera(found.start()):
                first_seen.setdefault("static", found.start())
    else:
        first_seen.pop("static", None)
    return tuple(sorted((start, move) for move, start in first_seen.items()))


def may_move(text: str) -> bool:
    """Whether the camera moves, also where nothing says in which direction: "drone shot", "the camera glides past"."""
    if any(move != "static" for _, move in find_moves(text)):
        return True
    return any(
        not _DENIED.search(text, max(0, found.start() - 40), found.start()) for found in DIRECTIONLESS.finditer(text)
    )


def _named_alone(lowered: str) -> dict[str, int]:
    """Clauses that are nothing but the name of a move: "arc", "slow jib"."""
    names = _names()
    found: dict[str, int] = {}
    for clause in _CLAUSE.finditer(lowered):
        move = names.get(clause[1])
        if move:
            found.setdefault(move, clause.start(1))
    return found


@cache
def _names() -> dict[str, str]:
    return {
        name.lower(): choice.name
        for language in LANGUAGES
        for choice in choices("camera", language)
        for name in (choice.label, *choice.synonyms)
    }


def _moves_of(kind: str, found: re.Match[str]) -> list[str]:
    by_direction = _BY_DIRECTION.get(kind)
    directions = found.groupdict().get("directions")
    if by_direction is None or directions is None:
        return [kind]
    named = [by_direction[direction] for direction in _directions(directions) if direction in by_direction]
    return ["crane", *named] if kind == "crane" else named


def _directions(phrase: str) -> list[str]:
    return [(found.lastgroup or "").removeprefix("to_") for found in _DIRECTION.finditer(phrase)]


def _counts(text: str, start: int, needs_camera: bool, is_camera: Callable[[int], bool]) -> bool:
    if _DENIED.search(text, max(0, start - 40), start):
        return False
    if not needs_camera:
        return True
    if not is_camera(start):
        return False
    word = re.match(r"\w+", text[start : start + 20])
    if word and word.group().lower().endswith("ing"):
        before = _WORD_BEFORE.search(text, max(0, start - 30), start)
        return before is None or _MAY_PRECEDE_PARTICIPLE.match(before[1]) is not None
    return True


def _who_moves(text: str) -> Callable[[int], bool]:
    """A function that tells whether, at a place in the text, the camera is the one who moves."""
    marks: list[tuple[int, bool]] = [(0, False)]
    events = sorted(
        [(m.start(), "camera") for m in CAMERA_SUBJECT.finditer(text)]
        + [
            (m.start(), "other")
            for m in OTHER_SUBJECT.finditer(text)
            if not CAMERA_SUBJECT.search(text, m.start(), m.end() + 30)
        ]
        + [(m.end(), "clause") for m in _CLAUSE_END.finditer(text)]
        + [(m.end(), "sentence") for m in _SENTENCE_END.finditer(text)]
    )
    main = False
    current = False
    is_sentence_start = True
    for place, event in events:
        if event == "camera":
            current = main = True
        elif event == "other":
            current = False
            if is_sentence_start:
                main = False
        elif event == "clause":
            current = main
        is_sentence_start = event == "sentence" or (is_sentence_start and event == "clause")
        marks.append((place, current))
    places = [place for place, _ in marks]
    return lambda place: marks[bisect_right(places, place) - 1][1]
