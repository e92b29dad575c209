"""Prose to parts, in English and French, without losing a word.

Cuts the text into clauses, gives each clause to the part it speaks of, and splits what remains
into subject, action and setting. What no part claims stays with subject or action. The answer is
checked before it is given: every word must come back when it is written, and reading what was
written must give the same parts; otherwise the whole text is the subject.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sora_widgets.prompts import grammar
from sora_widgets.prompts.camera import find_moves
from sora_widgets.prompts.framing import framing_prefix, moving_prefix
from sora_widgets.prompts.scene import split_scene, without_preposition
from sora_widgets.prompts.shot import MAX_PROMPT_CHARS
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.writer import write

__all__ = ["read_shot"]

_BOUNDARY = re.compile(
    r"\"[^\"]*\"|“[^”]*”|«[^»]*»"  # what is quoted is never cut
    r"|(?P<stop>[.!?…]+[\"”»)]*(?:\s+|$))|(?P<comma> ?[,;](?!\d) ?)|(?P<line>\n)"
    r"|(?P<join> (?=(?:while|as|and|whilst|tandis que|pendant que|alors que|et) (?:the|la|our) (?:camera|caméra|drone)\b))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s.,;:!?…\"'’`«»()\[\]“”‘\-–—،、。]+")
_STARTS_WITH_CAMERA = re.compile(
    r"(?:(?:and|while|as|then|whilst|et|tandis que|pendant que|alors que|puis) )?(?:(?:the|la|a|une|our) )?(?:\w+ ){0,2}?(?:camera|caméra|drone|camera movement)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:it|then|before|and then|and|puis|avant|et puis|elle)\b|(?:reveal|follow|keep|end|track|mov|show|paus|settl|start|continu)ing\b|en \w+ant\b|(?:révél|suiv|montr|gard)ant\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"“«]")
_FRAMING_JOIN = re.compile(r" (?:of) | (?:de la|de l['’]|de|sur) | d(?=['’])|(?: ?: ?)", re.IGNORECASE)
_NAME = re.compile(r"(?:Dutch|American|Rembrandt|Hitchcock|Kubrick|Ozu|Steadicam|GoPro|IMAX)\b")
_LIT_FROM_ABOVE = frozenset(("sky", "clouds", "ciel", "nuages"))  # "overcast sky" speaks of the light
_BARE_LABELS = frozenset(("sound", "sounds", "audio", "son", "sons"))
_MAX_ROUNDS = 4
_HEAD_CHARS = 30
_LONGEST_FRAMING_CHARS = 60


@dataclass(slots=True)
class _Clause:
    text: str
    mark: str  # what stood before it: "", ", ", ". "…
    part: str = ""  # not yet known

    @property
    def starts_sentence(self) -> bool:
        return self.mark == "" or "\n" in self.mark or any(stop in self.mark for stop in ".!?…")


def read_shot(text: str) -> dict[str, str]:
    """Read a text into the parts of a shot; parts it does not speak of are missing.

    Args:
        text: any text at all.
    """
    whole = {"subject": text.strip()}
    if len(text) > MAX_PROMPT_CHARS:
        return whole
    # a text that does not settle gets a second chance as it would be written, so that reading its prose changes nothing
    for attempt in (text, write(whole)[0]):
        parts = _settle(attempt)
        if parts is not None and _has_every_word(text, write(parts)[0]):
            return parts
    return whole


def _settle(text: str) -> dict[str, str] | None:
    """The parts whose prose reads as that same prose; None when reading and writing never agree."""
    tidy = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    parts = _read_once(tidy)
    written = write(parts)[0]
    if written == tidy:
        return parts
    for _ in range(_MAX_ROUNDS):
        again = _read_once(written)
        rewritten = write(again)[0]
        if rewritten == written:
            return parts
        parts, written = again, rewritten
    return None


def _has_every_word(text: str, written: str) -> bool:
    return not Counter(_WORD.findall(text.casefold())) - Counter(_WORD.findall(written.casefold()))


def _read_once(text: str) -> dict[str, str]:
    language = grammar.language_of(text) or "en"
    clauses = _cut(text)
    _assign(clauses, language)
    _keep_places_of_sentences(clauses)
    parts: dict[str, str] = {}
    scene: list[_Clause] = []
    previous = ""
    for clause in clauses:
        if clause.part == "scene":
            scene.append(clause)
        elif clause.part in parts:
            mark = clause.mark if previous == clause.part else ", "
            parts[clause.part] += _as_mark(mark) + clause.text
        else:
            parts[clause.part] = clause.text
        previous = clause.part
    if scene:
        rest = "".join(_as_mark(clause.mark) + clause.text for clause in scene[1:])
        split = split_scene(scene[0].text, rest, language)
        if "setting" in parts and "setting" in split:
            split["setting"] += ", " + parts.pop("setting")
        parts |= split
    if "setting" in parts:
        parts["setting"] = without_preposition(parts["setting"], language)
    tidied = {part: _tidy(part, piece, language) for part, piece in parts.items()}
    return {part: piece for part, piece in tidied.items() if piece}


def _tidy(part: str, piece: str, language: str) -> str:
    text = grammar.clean(piece)
    if (
        part in ("framing", "lighting", "camera")
        and text[:1].isupper()
        and text[1:2].islower()
        and not _NAME.match(text)
    ):
        return text[0].lower() + text[1:] if text[0].lower().upper() == text[0] else text
    return grammar.lower_first(text, language)


def _keep_places_of_sentences(clauses: list[_Clause]) -> None:
    """A place that belongs to one of several sentences stays in it."""
    scene = [clause for clause in clauses if clause.part in ("scene", "setting")]
    if any(clause.starts_sentence for clause in scene[1:]):
        for clause in scene:
            clause.part = "scene"


def _as_mark(mark: str) -> str:
    """The mark to write between two clauses of one part."""
    tight = mark.strip()
    return f"{tight} " if tight else ", " if mark == "" else " "


def _cut(text: str) -> list[_Clause]:
    clauses: list[_Clause] = []
    start, mark = 0, ""
    for found in _BOUNDARY.finditer(text):
        if found.lastgroup is None:
            continue
        # the mark belongs to the next clause, except a closing quote or an exclamation, which are words of this one
        keep = 0 if found.lastgroup != "stop" or found.group().strip() == "." else len(found.group().rstrip())
        piece = text[start : found.start() + keep].strip()
        own_mark = " " if keep else ". " if found.lastgroup == "line" else found.group()
        if piece:
            clauses.append(_Clause(piece, mark))
            mark = own_mark if not keep else "! "
        start = found.end()
    last = text[start:].strip()
    if last:
        clauses.append(_Clause(last, mark))
    return clauses


def _assign(clauses: list[_Clause], language: str) -> None:
    """Give each clause its part; the framing at the head of a scene is cut off into a clause of its own."""
    known = words(language)
    has_scene = has_sound_label = False
    previous = ""
    place = 0
    while place < len(clauses):
        clause = clauses[place]
        if clause.part:  # what the framing was cut from
            has_scene, previous = True, clause.part
            place += 1
            continue
        if clause.starts_sentence:
            has_sound_label = False
            lead = known.sound_lead.match(clause.text)
            spoken = clause.text[lead.end() :] if lead else ""
            if lead and spoken:
                has_sound_label = True
                if _is_plain_sound_label(lead.group()) and not known.sound_stands_alone.match(spoken):
                    clause.text = spoken
        if has_sound_label:
            clause.part = "sound"
        elif not has_scene and (head := moving_prefix(clause.text)):
            clauses[place : place + 1] = [
                _Clause(head.group().rstrip(), clause.mark, "framing"),
                _Clause(clause.text[head.end() :], " ", "scene"),
            ]
            clause = clauses[place]
        elif not has_scene and (head := framing_prefix(clause.text)):
            _split_framing(clauses, place, head, language)
            clause = clauses[place]
            clause.part = clause.part or "scene"
        elif has_scene and _is_framing(clause.text):
            clause.part = "framing"
        elif _is_camera(clause, previous):
            clause.part = "camera"
        elif _is_light(clause.text, has_scene, language):
            clause.part = "lighting"
        elif _is_sound(clause.text, has_scene, language) or _is_speech(clause, has_scene, previous):
            clause.part = "sound"
        elif _is_place(clause.text, language) and not any(other.part == "setting" for other in clauses[:place]):
            clause.part = "setting"
        else:
            clause.part = "scene"
        has_scene = has_scene or clause.part == "scene"
        previous = clause.part
        place += 1


def _is_framing(text: str) -> bool:
    if len(text) > _LONGEST_FRAMING_CHARS:
        return False
    head = framing_prefix(text)
    return head is not None and head.end() == len(text)


def _is_plain_sound_label(lead: str) -> bool:
    return lead.strip().lower().rstrip(": ") in ("sound", "son")


def _split_framing(clauses: list[_Clause], place: int, head: re.Match[str], language: str) -> None:
    clause = clauses[place]
    framing, rest = head.group(), clause.text[head.end() :]
    if not rest:
        clause.part = "framing"
        return
    join = _FRAMING_JOIN.match(rest)
    if join is None:
        open_end = re.match(r" (?:on|showing|montrant|from|with|in|at|over|following)\b", rest, re.IGNORECASE)
        if open_end is None:
            return
        framing += open_end.group()
        subject = rest[open_end.end() :].strip()
    else:
        joined = _after_join(framing, rest, join, language)
        if joined is None:  # the writer would join in another way: the joining word stays with the framing
            framing += rest[: join.end()].rstrip()
        subject = rest[join.end() :].strip() if joined is None else joined
    if not subject:
        return
    clauses[place : place + 1] = [_Clause(framing, clause.mark, "framing"), _Clause(subject, " ", "scene")]


def _after_join(framing: str, rest: str, join: re.Match[str], language: str) -> str | None:
    if ":" in join.group():
        return rest[join.end() :].strip()
    word = join.group().strip().lower()
    if word == "of":
        return rest[join.end() :].strip()
    if word == "d":
        return rest[join.end() + 1 :].strip()
    if word == "sur":
        subject = rest[join.end() :].strip()
        return subject if re.match(r"les? ", subject, re.IGNORECASE) else None
    subject = rest[len(" de ") :].strip() if word != "de" else rest[join.end() :].strip()
    return subject if grammar.framing_join(framing, subject, False, language).strip() in ("de", "d'") else None


def _is_camera(clause: _Clause, previous: str) -> bool:
    if _STARTS_WITH_CAMERA.match(clause.text):
        return True
    moves = find_moves(clause.text)
    if moves and moves[0][0] < _HEAD_CHARS:
        return True
    return previous == "camera" and _GOES_ON.match(clause.text) is not None


def _is_light(text: str, has_scene: bool, language: str) -> bool:
    known = words(language)
    for cue in known.lighting_cue.finditer(text):
        after = grammar.tokens(text[cue.end() : cue.end() + 20])
        # "lights a cigarette": what somebody does
        if cue.group().lower() in known.finite_verbs and after and after[0] in known.determiners:
            continue
        return _leads(text, cue.start(), has_scene, language) and (has_scene or not _names_place(text, language))
    return False


def _names_place(text: str, language: str) -> bool:
    """Whether what a clause speaks of is a place with a light, and not the light: "neon city street"."""
    known = words(language)
    nouns = grammar.tokens(known.noun_phrase_end.split(text, maxsplit=1)[0])
    head = nouns[-1:] if language == "en" else nouns[:1]
    return any(noun in known.places and noun not in _LIT_FROM_ABOVE for noun in head)


def _is_sound(text: str, has_scene: bool, language: str) -> bool:
    known = words(language)
    if known.sound_lead.match(text):
        return True
    cue = None if text.lower() in _BARE_LABELS else known.sound_cue.search(text)
    return cue is not None and _leads(text, cue.start(), has_scene, language)


def _is_speech(clause: _Clause, has_scene: bool, previous: str) -> bool:
    """Whether words in quotes are a line of their own; after "she says," they belong to her action."""
    return has_scene and _QUOTE.search(clause.text) is not None and (clause.starts_sentence or previous != "scene")


def _leads(text: str, cue_start: int, has_scene: bool, language: str) -> bool:
    """Whether a cue is what its clause is about: it stands before any verb, and before it stands no person or thing."""
    known = words(language)
    before = grammar.tokens(text[:cue_start])
    if any(
        token in known.participles or token in known.finite_verbs for token in before if token not in known.never_ing
    ):
        return False
    if has_scene:
        return True
    return len(before) <= 2 and not (before and before[0] in known.determiners)


def _is_place(text: str, language: str) -> bool:
    known = words(language)
    if not known.place_preposition.match(text):
        return False
    tokens = grammar.tokens(text)
    return any(token in known.places for token in tokens) and not any(
        token in known.participles or token in known.finite_verbs for token in tokens if token not in known.never_ing
    )
