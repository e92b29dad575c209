"""The labelled form of a prompt: prose, cinematography, actions, dialogue, background sound.

The form of the published prompting guide (openai/openai-cookbook @1398f49), in English and French.
Writing adds labels, bullets and line breaks and no other word; reading takes exactly those away
again, and the labels of both languages are read whatever the language of the words. The labels lie
in `vocabulary/<language>/blocks.json`; prose inside the form is read by `Shot.from_text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sora_widgets.prompts import grammar
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.vocabulary import LANGUAGES, check_language
from sora_widgets.prompts.writer import write

__all__ = ["Piece", "find_blocks", "read_blocks", "write_blocks"]

Span = tuple[int, int, str]

_CINEMATOGRAPHY = ("framing", "camera", "lighting")
_LISTS = frozenset(("action", "dialogue"))
_WEAK = frozenset(("sound", "prose"))  # "Sound: wind" may be the whole of an ordinary prompt
_LONGEST_LABEL_CHARS = 40
_LABEL = re.compile(
    r"[ \t]*(?:#+ *)?(?:\*\*|__)?(?P<label>[^\W\d_][^:\n*]*?)(?:\*\*|__)?[ \t\u00a0\u202f]*:(?:\*\*|__)?"
)
_BULLET = re.compile(r"[ \t]*(?:[-*•–—]|\d{1,2}[.)])[ \t]+(?=\S)")
_QUOTED = r"\"[^\"]*\"|“[^”]*”|«[^»]*»"
_SPOKEN = re.compile(rf"(?:^|[:,] ?)(?:{_QUOTED})")
_QUOTE = re.compile(_QUOTED)
_ENDS_SENTENCE = re.compile(r"[.!?…][ \u00a0\u202f]?[\"”»)]?$")
# where one sound ends and the next begins; what is quoted is never cut
_SOUND_JOINT = re.compile(
    rf"(?:{_QUOTED})|(?P<comma>, )"
    r"|(?P<stop>(?:(?<=[.!?…])|(?<=[.!?…][\"”»])|(?<=[.!?…][ \u00a0\u202f]»)) )"
)
_BEAT_JOINT = re.compile(r"; |, |(?<=[^\W\d_]{4})\. ")
_SPEAKER = re.compile(r"(?P<speaker>[^\W\d_][^:\"“«]{0,40}?)[ \u00a0\u202f]*: *(?P<line>[^\"“«].*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in a labelled text.

    Attributes:
        start, end: where it stands, in code points; labels, bullets and line ends are outside.
        kind: a name of `PARTS`, "dialogue", or "prose".
        label: a label whose word belongs to the part ("lens", "mood"), as typed; else empty.
    """

    start: int
    end: int
    kind: str
    label: str = ""


def write_blocks(parts: Mapping[str, str], language: str | None = None) -> tuple[str, tuple[Span, ...]]:
    """Write the parts in the labelled form.

    Args:
        parts: text by name of part; what is missing is empty.
        language: of the labels; None for the language of the parts, English when nothing tells.

    Returns:
        The text, and where the words of each part stand in it, in order; a part may stand in several places.

    Raises:
        RequestError: a language that the vocabulary does not have.
    """
    given = {part: text for part in PARTS if (raw := parts.get(part)) and (text := grammar.clean(raw))}
    if language is None:
        language = grammar.language_of(" ".join(given.values())) or "en"
    page = _Page(_labels(check_language(language)))
    _write_scene(page, {part: given[part] for part in ("subject", "setting") if part in given}, language)
    if any(part in given for part in _CINEMATOGRAPHY):
        page.heading("cinematography")
        for part in _CINEMATOGRAPHY:
            if part in given:
                page.labelled(part, given[part])
    if "action" in given:
        page.heading("action")
        for beat in _beats(given["action"]):
            page.bullet("action", beat)
    for kind, sounds in _sounds(given.get("sound", "")):
        if kind == "dialogue":
            page.heading("dialogue")
            for sound in sounds:
                page.bullet("sound", sound)
        else:
            page.paragraph()
            page.labelled("sound", _join_sounds(sounds))
    return page.text, tuple(page.spans)


def read_blocks(text: str) -> dict[str, str] | None:
    """Read a text in the labelled form; None when it is not in that form.

    Args:
        text: any text at all.
    """
    pieces = find_blocks(text)
    if pieces is None:
        return None
    from sora_widgets.prompts.shot import Shot  # which reads prose, and asks here first whether it is prose

    prose = "\n".join(text[piece.start : piece.end] for piece in pieces if piece.kind == "prose")
    found: dict[str, list[str]] = {part: [words] for part, words in Shot.from_text(prose).parts.items() if words}
    for piece in pieces:
        words = text[piece.start : piece.end]
        if piece.kind == "dialogue":
            found.setdefault("sound", []).append(_quoted(" ".join(words.split())))
        elif piece.kind in PARTS:
            lead = f"{piece.label.lower()}: " if piece.label else ""
            if cleaned := grammar.clean(words):
                found.setdefault(piece.kind, []).append(lead + cleaned)
    joins = {"action": _join_beats, "sound": _join_sounds}
    return {
        part: joins.get(part, ", ".join)([piece for piece in found[part] if piece]) for part in PARTS if part in found
    }


def find_blocks(text: str) -> tuple[Piece, ...] | None:
    """Where the pieces of a text in the labelled form stand; None when it is not in that form."""
    if ":" not in text:
        return None
    pieces: list[Piece] = []
    kind, label, is_known, place, has_words, was_blank = "prose", "", False, 0, False, False
    for line in text.splitlines(keepends=True):
        start, place = place, place + len(line)
        if not line.strip():
            was_blank = True
            continue
        bullet = _BULLET.match(line)
        marker = bullet.end() if bullet else 0
        # in a list of beats or lines a colon is part of them; elsewhere "- Camera: pan left" is a label in a list
        opened = None if bullet and kind in _LISTS else _opened(line[marker:])
        body = marker if kind != "prose" else 0
        if opened:
            kind, label, body, has_words = opened.kind, opened.label, marker + opened.end, False
            is_known = is_known or opened.is_strong
        elif (was_blank and has_words and not bullet) or (bullet and kind not in _LISTS and has_words):
            kind, label, body = "prose", "", 0  # a paragraph, or an entry of the list, of its own
        was_blank = False
        words = line[body:].strip()
        if words:
            first = start + body + line[body:].index(words[0])
            # in "Cinematography:" what has no label of its own is prose about the picture
            pieces.append(Piece(first, first + len(words), "prose" if kind == "cinematography" else kind, label))
            has_words, label = True, ""
    return tuple(pieces) if is_known else None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A label at the head of a line: what it opens, the word that stays, where it ends, and whether it tells the form."""

    kind: str
    label: str
    end: int
    is_strong: bool


def _opened(line: str) -> _Opened | None:
    if ":" not in line[:_LONGEST_LABEL_CHARS]:
        return None
    found = _LABEL.match(line)
    known = _known_labels().get(_folded(found["label"])) if found else None
    if found is None or known is None:
        return None
    kind, is_kept = known
    is_strong = kind not in _WEAK or (kind == "sound" and _folded(found["label"]) in _strong_sounds())
    return _Opened(kind, found["label"] if is_kept else "", found.end(), is_strong)


class _Page:
    """The text while it is being written, and where the parts stand in it."""

    def __init__(self, labels: Mapping[str, Any]) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self._written: Mapping[str, str] = labels["written"]
        self._colon: str = labels["colon"]
        self._kept = "|".join(map(re.escape, sorted(_kept_labels(), key=len, reverse=True)))

    def paragraph(self) -> None:
        if self.text:
            self.text += "\n\n"

    def heading(self, name: str) -> None:
        self.paragraph()
        self.text += self._written[name] + self._colon

    def labelled(self, part: str, words: str) -> None:
        """A line `Label: words`; what has a label of its own, such as "lens: 35 mm", gets a line of its own."""
        own = [
            found
            for found in re.finditer(rf"(?:^|, )(?P<label>{self._kept}): (?=\S)", words)
            if _known_labels()[_folded(found["label"])][0] == part
        ]
        ends = [found.start() for found in own] + [len(words)]
        if ends[0] > 0:
            self._line(self._written[part], part, words[: ends[0]])
        for found, end in zip(own, ends[1:], strict=True):
            self._line(grammar.upper_first(found["label"]), part, words[found.end() : end])

    def bullet(self, part: str, words: str) -> None:
        self.text += "\n- "
        self.put(part, words)

    def put(self, part: str, words: str) -> None:
        self.spans.append((len(self.text), len(self.text) + len(words), part))
        self.text += words

    def _line(self, label: str, part: str, words: str) -> None:
        if self.text and not self.text.endswith("\n"):
            self.text += "\n"
        self.text += f"{label}{self._colon} "
        self.put(part, words)


def _write_scene(page: _Page, scene: dict[str, str], language: str) -> None:
    """Subject and setting as prose where the prose says them apart, else each with its label."""
    if not scene:
        return
    from sora_widgets.prompts.shot import Shot

    prose, spans = write(scene, language)
    read = {part: words for part, words in Shot.from_text(prose).parts.items() if words}
    if read == scene and find_blocks(prose) is None:
        page.text, page.spans = prose, list(spans)
        return
    for part, words in scene.items():
        page.labelled(part, words)


def _beats(action: str) -> list[str]:
    """An action in its beats: its sentences, what is parted by a semicolon, and what goes on with "then"."""
    beats: list[str] = []
    start = 0
    for joint in _BEAT_JOINT.finditer(action):
        if joint.start() > start and joint.group() == _beat_join(action[joint.end() :]):
            beats.append(action[start : joint.start()])
            start = joint.end()
    return [*beats, action[start:]]


def _beat_join(beat: str) -> str:
    """What stands before a beat when it follows another: the undoing of `_beats`."""
    return ". " if beat[:1].isupper() else ", " if _next_beat().match(beat) else "; "


def _join_beats(beats: list[str]) -> str:
    return beats[0] + "".join(_beat_join(beat) + beat for beat in beats[1:])


def _sounds(sound: str) -> Iterator[tuple[str, list[str]]]:
    """What is heard, cut into runs of ("dialogue" | "sound", pieces), in order."""
    if not sound:
        return
    if not _QUOTE.search(sound):
        yield "sound", [sound]
        return
    pieces: list[str] = []
    start = 0
    for joint in _SOUND_JOINT.finditer(sound):
        if joint.lastgroup:
            pieces.append(sound[start : joint.start()])
            start = joint.end()
    pieces.append(sound[start:])
    kind, run = "", list[str]()
    for piece in pieces:
        if not piece:
            continue
        has_quote = _QUOTE.search(piece) is not None
        is_said = has_quote and (_SPOKEN.search(piece) or _speech_verb().search(piece))
        if kind == "dialogue" and not has_quote and _speech_verb().search(piece[:40]):
            run[-1] += ", " + piece  # « Bonjour », dit-elle
            continue
        now = "dialogue" if is_said else "sound"
        if now != kind and run:
            yield kind, run
            run = []
        kind = now
        run.append(piece)
    if run:
        yield kind, run


def _join_sounds(sounds: list[str]) -> str:
    text = ""
    for sound in sounds:
        text += sound if not text else (" " if _ENDS_SENTENCE.search(text) else ", ") + sound
    return text


def _quoted(line: str) -> str:
    """A line of dialogue with its quotation marks: "Ann: Come in." is what Ann says."""
    if _QUOTE.search(line) or '"' in line:
        return grammar.clean(line)
    spoken = _SPEAKER.fullmatch(line)
    if spoken is None:
        return f'"{line}"'
    is_french = not line[spoken.end("speaker") :].startswith(":")  # a space stands before the colon
    said = f"« {spoken['line']} »" if is_french else f'"{spoken["line"]}"'
    return line[: spoken.start("line")] + said


def _folded(label: str) -> str:
    return " ".join(label.casefold().replace("’", "'").split())


@cache
def _labels(language: str) -> dict[str, Any]:
    folder = Path(__file__).with_name("vocabulary")
    found: dict[str, Any] = json.loads(folder.joinpath(language, "blocks.json").read_text("utf-8"))
    return found


@cache
def _known_labels() -> dict[str, tuple[str, bool]]:
    """Every label of every language → (kind, whether its word stays with the part)."""
    known: dict[str, tuple[str, bool]] = {}
    for language in LANGUAGES:
        labels = _labels(language)
        known |= {_folded(label): (part, True) for label, part in labels["kept"].items()}
        for kind, spellings in labels["also_read"].items():
            known |= {_folded(label): (kind, False) for label in spellings}
        known |= {_folded(label): (kind, False) for kind, label in labels["written"].items()}
    return known


@cache
def _kept_labels() -> frozenset[str]:
    return frozenset(label for label, (_, is_kept) in _known_labels().items() if is_kept)


@cache
def _strong_sounds() -> frozenset[str]:
    return frozenset(_folded(_labels(language)["written"]["sound"]) for language in LANGUAGES)


@cache
def _next_beat() -> re.Pattern[str]:
    return re.compile(rf"(?:{_every('next_beat')})\b")


@cache
def _speech_verb() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_every('speech_verbs')})(?!\w)", re.IGNORECASE)


def _every(name: str) -> str:
    found = {word for language in LANGUAGES for word in _labels(language)[name]}
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
