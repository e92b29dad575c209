"""What the rules need to know of a shot, worked out once and only when a rule asks.

A `Draft` is the shot as somebody is typing it: any part may be half a word. It also makes the
advice, so that every rule speaks from the same data files and in the language asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from sora_widgets.prompts import grammar
from sora_widgets.prompts.budget import count_moves
from sora_widgets.prompts.camera import find_moves, may_move
from sora_widgets.prompts.critic.advice import Advice, Confidence, Severity
from sora_widgets.prompts.critic.texts import sentences
from sora_widgets.prompts.shot import Shot
from sora_widgets.prompts.speech import Quote, read_quotes
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.vocabulary.words import Words

__all__ = ["Draft"]

_LABEL_CHARS = 80
# an end that a removal leaves open, and the comma or space that it leaves double
_LOOSE_END = re.compile(r"(?:[\s,;:]|\b(?:and|et|with|avec)\s*$)+$")
_MARKS = re.compile(r"[\"“«]")
_DOUBLE_MARK = re.compile(r"\s*([,;])(?:\s*[,;])+")


class Draft:
    """A shot under the critic's eye.

    Attributes:
        shot: as it was given.
        text: as it was typed, when it came as text; else the shot as prose.
        seconds: the length of the clip.
        model: the model it is meant for, when that is known.
        language: of the sentences.
        parts: the parts that say something, tidied: single spaces, no mark at either end.
        shot_language: what the words of the shot are written in; that of the sentences when nothing tells.
    """

    def __init__(self, shot_or_text: Shot | str, seconds: int, model: str | None, language: str) -> None:
        is_text = isinstance(shot_or_text, str)
        self.shot = Shot.from_text(shot_or_text) if isinstance(shot_or_text, str) else shot_or_text
        self.text: str = str(shot_or_text) if is_text else self.shot.to_text()
        self.seconds = seconds
        self.model = model
        self.language = language
        self.parts = {part: text for part, raw in self.shot.parts.items() if (text := grammar.clean(raw))}
        self.shot_language = grammar.language_of(self.everything) or language

    @cached_property
    def everything(self) -> str:
        """All parts behind one another; the full stops keep a phrase from running over their borders."""
        return ". ".join(self.parts.values())

    @cached_property
    def scene(self) -> str:
        """Subject, action and setting."""
        return " ".join(self.parts[part] for part in ("subject", "action", "setting") if part in self.parts)

    @property
    def words(self) -> Words:
        """The word lists of the language of the shot."""
        return words(self.shot_language)

    @cached_property
    def tokens(self) -> dict[str, list[str]]:
        """The words of each part in lower case; parts without any are missing."""
        return {part: grammar.tokens(text) for part, text in self.parts.items()}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the shot, in lower case."""
        return frozenset(token for tokens in self.tokens.values() for token in tokens)

    @cached_property
    def moves(self) -> list[str]:
        """The camera moves, by canonical name, in the order they are told."""
        told = ". ".join(self.parts[part] for part in ("framing", "camera") if part in self.parts)
        moves = [move for _, move in find_moves(told)]
        if "camera" not in self.parts:
            moves += [move for _, move in find_moves(self.scene) if move not in moves]
        return moves

    @cached_property
    def move_count(self) -> int:
        """How many camera moves need time of their own; several names of one move count once."""
        told = [self.part("framing"), self.part("camera")]
        return count_moves(". ".join(told if "camera" in self.parts else [*told, self.scene]))

    @cached_property
    def camera_may_move(self) -> bool:
        """Whether the camera moves, also where nothing says how."""
        return any(map(may_move, (self.parts.get("framing", ""), self.scene, self.parts.get("camera", ""))))

    @cached_property
    def quotes(self) -> list[Quote]:
        """What stands in quotation marks, in the order of the prose."""
        return read_quotes(self.shot.to_text(), self.shot_language) if _MARKS.search(self.everything) else []

    @property
    def lines(self) -> list[Quote]:
        """The quotes that are said, not written on something."""
        return [quote for quote in self.quotes if not quote.is_written]

    def place_of(self, quote: Quote) -> tuple[str, int, int]:
        """The part where a quote stands, from its first to behind its last mark; (part, 0, 0) when it is cut in two."""
        for part, text in self.parts.items():
            start = text.find(quote.text)
            if start > 0:
                found = next((mark for mark in read_quotes(text, self.shot_language) if mark.text == quote.text), None)
                return (part, 0, 0) if found is None else (part, found.start, found.end)
        return "sound", 0, 0

    def part(self, name: str) -> str:
        """The words of a part; empty when it has none."""
        return self.parts.get(name, "")

    def search(self, pattern: re.Pattern[str], *names: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Every place where a pattern stands: (part, match), in the order of the parts.

        Args:
            pattern: what to look for.
            names: the parts to look through; all of them when none is named.
        """
        for part, text in self.parts.items():
            if not names or part in names:
                for found in pattern.finditer(text):
                    yield part, found

    def rewritten(self, part: str, start: int, end: int, new: str = "") -> str:
        """The words of a part with those from start to end replaced, or taken out without leaving a double comma."""
        text = self.part(part)
        head, tail = text[:start], text[end:]
        if new:
            return head + new + tail
        if not tail.strip():
            head = _LOOSE_END.sub("", head)
        return grammar.clean(_DOUBLE_MARK.sub(r"\1", f"{head.rstrip()} {tail.lstrip()}").replace(" ,", ","))

    def starter(self, code: str) -> str:
        """Words to begin with, in the language of the shot."""
        return sentences(self.shot_language)[code]["words"]

    def advise(
        self,
        code: str,
        part: str,
        severity: Severity,
        fixed: str | Mapping[str, str] | Shot | None = None,
        *,
        confidence: Confidence = "likely",
        text: str = "",
        **values: object,
    ) -> Advice:
        """Make a piece of advice.

        Args:
            code: of the advice; its sentences lie under this code in `advice.json` or `wording.json`.
            part: the part it concerns.
            severity: "warning" or "tip".
            fixed: the rewrite: new words for `part`, or for several parts by name, or a whole shot.
            confidence: how sure the reading is.
            text: the code of other sentences to use.
            values: what is filled into them; `{seconds}` and, for a fix, `{words}` (what will stand in the
                part) are there anyway.
        """
        said = sentences(self.language)[text or code]
        if fixed is None:
            fix = None
        elif isinstance(fixed, Shot):
            fix = fixed
        else:
            fix = self.shot.replace(**({part: fixed} if isinstance(fixed, str) else fixed))
        values = {"seconds": self.seconds} | values
        if fix is not None:
            values = {"words": _shorten(getattr(fix, part))} | values
        return Advice(
            code=code,
            part=part,
            severity=severity,
            reason=said["reason"].format(**values),
            fix=fix,
            fix_label="" if fix is None else said["fix_label"].format(**values),
            confidence=confidence,
            criticised=self.shot,
        )


def _shorten(text: str, limit_chars: int = _LABEL_CHARS) -> str:
    return text if len(text) <= limit_chars else text[: limit_chars - 1].rstrip() + "…"
