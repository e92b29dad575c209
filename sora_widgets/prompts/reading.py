"""From a text to a shot, and where in the text each part stands.

Reads with `reader.py`, and checks the answer before it is given: every word must come back when the
shot is written, and what was written must read as the same shot; a text for which that cannot be
had is all subject. A text that is written as the writer would write it, but for its first capital
and its full stop, needs no check.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sora_widgets.prompts import grammar
from sora_widgets.prompts.blocks import Piece, find_blocks, read_blocks
from sora_widgets.prompts.clauses import TidyText
from sora_widgets.prompts.framing import names_a_shot
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.reader import read_clauses
from sora_widgets.prompts.scene import is_read_by_capital
from sora_widgets.prompts.shot import MAX_PROMPT_CHARS, Shot
from sora_widgets.prompts.vocabulary import LANGUAGES, words
from sora_widgets.prompts.writer import Span, write

__all__ = ["Reading", "read"]

_WORD = re.compile(r"[^\s.,;:!?…\"'’`«»()\[\]“”‘\-–—،、。]+")
_MARKS = " \t\n.,;:،、。"
_JOINING_MARKS = _MARKS + "'’!?…\"“”«»()"
_MAX_ROUNDS = 3
_LONGEST_RETRIED_CHARS = 4_000  # some six hundred words
_WRITTEN_LABELS = ("sound", "son")
_FRAMING_JOINS = ("of", "de", "d", "on", "sur")
_LONGEST_RUN = 12  # words compared to tell to which of two equal words a word belongs


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that has been read.

        >>> reading = read("Close-up of a robot waving")
        >>> [("Close-up of a robot waving"[start:end], part) for start, end, part in reading.spans]
        [('Close-up', 'framing'), ('a robot', 'subject'), ('waving', 'action')]

    Attributes:
        shot: the text as a shot.
        spans: (start, end, part) of the words of each part in the text as it was typed, in code
            points, in order and without overlap; a part may stand in several places. Words that only
            join the parts, and labels, are in none.
    """

    shot: Shot
    spans: tuple[Span, ...]


def read(text: str) -> Reading:
    """Read English or French into a shot. Never raises for any text.

    Args:
        text: prose, or the labelled form of `blocks.py`.
    """
    # the labelled form has lines; labels inside one line are prose to the reader
    if "\n" in text.strip() and len(text) <= MAX_PROMPT_CHARS and (pieces := find_blocks(text)) is not None:
        return Reading(Shot(**(read_blocks(text) or {})), _merged(text, _spans_of_blocks(text, pieces)))
    parts, spans = _read_prose(text)
    return Reading(Shot(**parts), _merged(text, spans))


def _read_prose(text: str) -> tuple[dict[str, str], Iterable[Span]]:
    whole = {"subject": text.strip()}
    if len(text) > MAX_PROMPT_CHARS:
        return whole, _span_of_all(text)
    tidy = TidyText(text)
    draft = read_clauses(tidy.text)
    parts = draft.parts
    written = write(parts)[0]
    if _reads_alike(written, tidy.text):
        return parts, ((*tidy.place(start, end), part) for start, end, part in draft.pieces)
    again = read_clauses(written).parts
    if _are_same(again, parts, written) and _has_every_word(text, written, parts):
        return parts, ((*tidy.place(start, end), part) for start, end, part in draft.pieces)
    # what does not settle gets a second chance as it is written, with its parts and then without
    as_written = write(whole)[0]
    for settled in _settled(again, tidy.text, as_written):
        has_every_word = _has_every_word(text, write(settled)[0], settled)
        joined_in = Counter(_words_of(" ".join(settled.values()))) - Counter(_words_of(text))
        if has_every_word and not joined_in:
            return settled, _find_words(text, settled)
    bare = grammar.clean(as_written)
    return {"subject": grammar.lower_first(bare, grammar.language_of(bare) or "en")}, _span_of_all(text)


def _reads_alike(written: str, tidy: str) -> bool:
    """Whether a text is written as it was, but for a full stop behind its last word and a capital that tells nothing."""
    if written[1:] != tidy[1:] and not (tidy[-1:].isalnum() and written[1:] == f"{tidy[1:]}."):
        return False
    # in capitals throughout, the first word may be an abbreviation: "ECU"
    return written[:1] == tidy[:1] or (
        tidy[:2].islower() and not is_read_by_capital(tidy, grammar.language_of(tidy) or "en")
    )


def _settled(parts: dict[str, str], tidy: str, as_written: str) -> Iterator[dict[str, str]]:
    """Parts near those of a text whose prose reads as themselves; a long text gets one chance, for time's sake."""
    is_short = len(tidy) <= _LONGEST_RETRIED_CHARS
    if is_short and (settled := _settle(parts, _MAX_ROUNDS)):
        yield settled
    if as_written != tidy and (settled := _settle(read_clauses(as_written).parts, _MAX_ROUNDS if is_short else 1)):
        yield settled


def _settle(parts: dict[str, str], rounds: int) -> dict[str, str] | None:
    """The parts that reading and writing in turn come to; None when they never agree."""
    for _ in range(rounds):
        written = write(parts)[0]
        again = read_clauses(written).parts
        if _are_same(again, parts, written):
            return parts
        parts = again
    return None


def _are_same(parts: Mapping[str, str], others: Mapping[str, str], written: str) -> bool:
    """Whether parts are equal to others that are written so, but for capitals that only a place in the text gives."""
    if parts.keys() != others.keys():
        return False
    different = [part for part in parts if parts[part] != others[part]]
    if any(parts[part].lower() != others[part].lower() for part in different):
        return False
    first = min(parts, key=PARTS.index, default="sound")
    if different == [first] and first != "sound":  # which is written with a capital, as every first part but a sound
        return grammar.upper_first(parts[first]) == grammar.upper_first(others[first])
    return not different or write(parts)[0] == written


def _has_every_word(text: str, written: str, parts: Mapping[str, str]) -> bool:
    """Whether what was written says all that the text says.

    Two kinds of words may be missing: labels in front of what they name, and the word that joins a
    framing to its subject where the writer puts a colon, because a lens is named, too ("close-up of a
    hand, 85 mm" → "close-up, 85 mm: a hand").
    """
    typed, came_back = _words_of(text), _words_of(written)
    if sorted(typed) == sorted(came_back):
        return True
    lost = Counter(typed) - Counter(came_back)
    if lost and "framing" in parts and not names_a_shot(parts["framing"]):
        lost -= Counter(next(([word] for word in _FRAMING_JOINS if word in lost), ()))
    return not lost or (":" in text and not lost - _label_words(text))


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _label_words(text: str) -> Counter[str]:
    """The words of labels, which parts say without them; those that the writer puts back are not among them."""
    labels: Counter[str] = Counter()
    for language in LANGUAGES:
        known = words(language)
        for pattern in (known.label, known.sound_lead):
            for found in pattern.finditer(text):
                labels.update(_WORD.findall(found.group().casefold()))
    for word in _WRITTEN_LABELS:
        del labels[word]
    return labels


def _span_of_all(text: str) -> Iterator[Span]:
    start = len(text) - len(text.lstrip(_MARKS))
    end = len(text.rstrip(_MARKS))
    if start < end:
        yield start, end, "subject"


def _spans_of_blocks(text: str, pieces: tuple[Piece, ...]) -> Iterator[Span]:
    prose = [piece for piece in pieces if piece.kind == "prose"]
    for piece in pieces:
        if piece.kind != "prose":
            # "lens: 35 mm": such a label is a word of the part
            start = text.rindex(piece.label, 0, piece.start) if piece.label else piece.start
            yield start, piece.end, "sound" if piece.kind == "dialogue" else piece.kind
    # the prose is read as one text of one line per piece
    starts: list[int] = []
    length = 0
    for piece in prose:
        starts.append(length)
        length += piece.end - piece.start + 1
    for start, end, part in read("\n".join(text[piece.start : piece.end] for piece in prose)).spans:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        for place in range(first, last + 1):
            piece, shift = prose[place], prose[place].start - starts[place]
            yield max(start + shift, piece.start), min(end + shift, piece.end), part


def _find_words(text: str, parts: Mapping[str, str]) -> Iterator[Span]:
    """Where the words of parts stand in a text they were made of in more than one step.

    Takes each word of the text for the next word of the part that goes on with the same words longest.
    """
    found = list(_WORD.finditer(text))
    typed = [word.group().casefold() for word in found]
    wanted = {part: [word.casefold() for word in _WORD.findall(words)] for part, words in parts.items()}
    places = {part: _Places(said) for part, said in wanted.items()}
    place = 0
    while place < len(found):
        best, start, run = "", 0, 0
        for part, said in wanted.items():
            at = places[part].next(typed[place])
            if at is None:
                continue
            length = 1
            while (
                length < _LONGEST_RUN
                and place + length < len(typed)
                and at + length < len(said)
                and typed[place + length] == said[at + length]
                and not places[part].is_taken(at + length)
            ):
                length += 1
            if length > run:
                best, start, run = part, at, length
        for offset in range(run):
            places[best].take(start + offset)
            yield found[place + offset].start(), found[place + offset].end(), best
        place += run or 1


class _Places:
    """The words of one part, each to be found once, in order as far as possible."""

    def __init__(self, said: list[str]) -> None:
        self._said = said
        self._next = 0
        self._taken = bytearray(len(said))
        self._by_word: dict[str, list[int]] = {}
        for place in reversed(range(len(said))):
            self._by_word.setdefault(said[place], []).append(place)

    def next(self, word: str) -> int | None:
        """The place where a word is wanted: right behind the last one taken, or else its first."""
        if self._next < len(self._said) and self._said[self._next] == word and not self._taken[self._next]:
            return self._next
        places = self._by_word.get(word, [])
        while places and self._taken[places[-1]]:
            places.pop()
        return places[-1] if places else None

    def is_taken(self, place: int) -> bool:
        return bool(self._taken[place])

    def take(self, place: int) -> None:
        self._taken[place] = 1
        self._next = place + 1


def _merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, without marks at their ends; neighbours of one part with no word between them are one."""
    merged: list[Span] = []
    for start, end, part in sorted(spans):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip(_MARKS))
        end -= len(piece) - len(piece.rstrip(_MARKS))
        if start >= end:
            continue
        if merged and merged[-1][2] == part and not text[merged[-1][1] : start].strip(_JOINING_MARKS):
            merged[-1] = (merged[-1][0], end, part)
        else:
            merged.append((start, end, part))
    return tuple(merged)
