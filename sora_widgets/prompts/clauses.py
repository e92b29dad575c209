"""A text cut into clauses, each with the place where it stands.

Cuts at commas, sentence ends, line ends and where the camera comes in ("while the camera…"); what
is quoted is never cut. What a clause speaks of is decided in `reader.py`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Clause", "TidyText", "cut"]

_BOUNDARY = re.compile(
    r"[\"“«.!?…,;\n ](?:"  # one set of first characters, so that most of a text is passed over at once
    # spaces are by far the most: those that no boundary can follow are done with first
    r"(?P<inside>(?<= )(?=[,;\-–—watpe])(?:[,;](?!\d) ?|[-–—] (?!\d)"
    r"|(?=(?:while|as|and|whilst|tandis que|pendant que|alors que|et) (?:the|la|our) (?:camera|caméra|drone)\b))"
    r"|(?<=[,;])(?!\d) ?)"
    r"|(?P<stop>(?<=[.!?…])(?<![.!?…]{2})[.!?…]*[\"”»)]*(?:\s+|$))|(?P<line>(?<=\n))"
    # what is quoted is never cut; a second opening mark ends the search, so that many of them cost no more than one
    r"|(?<=\")[^\"]*\"|(?<=“)[^”“]*”|(?<=«)[^»«]*»)",
    re.IGNORECASE,
)
_INSIDE_A_SENTENCE = (",", ";", " ")  # what the marks of all other clauses begin with
_BULLET = re.compile(r"(?:[-*•–—] |#{1,6} )+")
_ENDS_LIKE_SENTENCE = re.compile(r"[.!?…] ?[\"”»]$")
_SHORTEST_WRAPPED_CHARS = 40
_WORD = re.compile(r"\S+")


@dataclass(slots=True)
class Clause:
    """A run of words.

    Attributes:
        text: the words.
        start: where they begin.
        mark: what stood before them: "", ", ", ". "…; "! " when the clause before keeps its own mark.
        part: what they speak of; empty while nobody knows.
    """

    text: str
    start: int
    mark: str
    part: str = ""

    @property
    def starts_sentence(self) -> bool:
        return not self.mark.startswith(_INSIDE_A_SENTENCE)

    def split(self, place: int, part: str) -> Clause:
        """Cut the clause in two: it keeps what stands before a place, the rest is a new one of the given part."""
        rest = self.text[place:].lstrip()
        second = Clause(rest, self.start + len(self.text) - len(rest), " ", part)
        self.text = self.text[:place].rstrip()
        return second

    def drop(self, length: int) -> None:
        """Forget the first characters, which are a label or a joining word."""
        rest = self.text[length:].lstrip()
        self.start += len(self.text) - len(rest)
        self.text = rest


class TidyText:
    """A text with single spaces and without empty lines, that remembers where its words stood.

    Attributes:
        text: as it is read.
    """

    def __init__(self, typed: str) -> None:
        self.text = _unwrapped([" ".join(line.split()) for line in typed.splitlines() if line.strip()])
        self._typed = typed
        self._starts: tuple[list[int], list[int]] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a run of words of the tidy text stands in the text as it was typed."""
        if self.text == self._typed:
            return start, end
        if self._starts is None:
            self._starts = (
                [found.start() for found in _WORD.finditer(self.text)],
                [found.start() for found in _WORD.finditer(self._typed)],
            )
        tidy, typed = self._starts
        first, last = bisect_right(tidy, start) - 1, bisect_right(tidy, end - 1) - 1
        return typed[first] + start - tidy[first], typed[last] + end - tidy[last]


def _unwrapped(lines: list[str]) -> str:
    """The lines as one text: what goes on in small letters after a long line was only wrapped there."""
    if len(lines) < 2:
        return "".join(lines)
    text = lines[:1]
    for before, line in itertools.pairwise(lines):
        is_wrapped = len(before) >= _SHORTEST_WRAPPED_CHARS and line[0].islower() and before[-1] not in ".!?…:"
        text += (" " if is_wrapped else "\n", line)
    return "".join(text)


def cut(text: str) -> list[Clause]:
    """Cut a tidy text into its clauses, in order."""
    clauses: list[Clause] = []
    start, mark = 0, ""

    def add(end: int) -> bool:
        raw = text[start:end]
        piece = raw.strip()
        if piece:
            clauses.append(Clause(piece, start + len(raw) - len(raw.lstrip()), mark))
        return bool(piece)

    if bullet := _BULLET.match(text):
        start = bullet.end()
    for found in _BOUNDARY.finditer(text, start):
        kind = found.lastgroup
        if kind is None:  # a quotation; one that ends like a sentence ends it where a capital follows
            if _ENDS_LIKE_SENTENCE.search(found.group()) and text[found.end() + 1 : found.end() + 2].isupper():
                if add(found.end()):
                    mark = "! "
                start = found.end()
            continue
        # the mark belongs to the next clause, except a closing quote or an exclamation, which are words of this one
        keep = 0 if kind != "stop" or found.group().strip() == "." else len(found.group().rstrip())
        if add(found.start() + keep):
            mark = "! " if keep else ". " if kind == "line" else found.group()
        start = found.end()
        if kind == "line" and (bullet := _BULLET.match(text, start)):
            start = bullet.end()
    add(len(text))
    return clauses
