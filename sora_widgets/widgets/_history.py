"""What a composer said before: steps to undo and redo, and the drafts worth going back to. Pure.

A step is one decision (a fix applied, a template, a pick, another language) or one stretch of typing
in one place. Drafts are fewer: a text that only grew while it was typed is not kept beside what it
grew into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["History", "Moment", "Step"]

MOST_STEPS = 100
MOST_DRAFTS = 20

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Moment:
    """All that a composer says at one moment.

    Attributes:
        draft: its draft, whose revision does not count.
        language: of the interface.
        text: the prompt it comes to.
    """

    draft: Mapping[str, Any]
    language: str
    text: str


@dataclass(frozen=True)
class Step:
    """What was done: the key of its name in the texts, what goes into the name, and the place typed in, if any."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
    typed_in: str | None = None


class History:
    """Undo, redo and drafts of one composer."""

    def __init__(self) -> None:
        self._undone: list[tuple[Moment, Step]] = []
        self._done: list[tuple[Moment, Step]] = []
        self._drafts: list[tuple[Moment, bool]] = []  # oldest first; whether its last words were only typed
        self._is_typing_on = False

    @property
    def undoes(self) -> Step | None:
        """What `undo` would take back."""
        return self._done[-1][1] if self._done else None

    @property
    def redoes(self) -> Step | None:
        """What `redo` would do again."""
        return self._undone[-1][1] if self._undone else None

    @property
    def drafts(self) -> list[Moment]:
        """The drafts kept, newest first."""
        return [moment for moment, _ in reversed(self._drafts)]

    def note(self, before: Moment, step: Step) -> None:
        """A step was made from `before`. More typing in the same place belongs to the step before it."""
        self._undone.clear()
        if self._is_typing_on and step.typed_in is not None and step.typed_in == self._done[-1][1].typed_in:
            return
        self._is_typing_on = step.typed_in is not None
        self._done = [*self._done, (before, step)][-MOST_STEPS:]
        self.keep(before, was_typed=self._is_typing_on)

    def undo(self, now: Moment) -> Moment | None:
        """The moment before the last step; None when there is none."""
        return self._turn_back(self._done, self._undone, now)

    def redo(self, now: Moment) -> Moment | None:
        """The moment after the last step undone; None when there is none."""
        return self._turn_back(self._undone, self._done, now)

    def keep(self, moment: Moment, *, was_typed: bool = False) -> None:
        """Keep a draft, unless it says nothing; it replaces one with the same words, or one it was typed on from."""
        words = _words(moment.text)
        if not words:
            return
        if was_typed and self._drafts and self._drafts[-1][1] and _grew(_words(self._drafts[-1][0].text), words):
            self._drafts.pop()
        others = [entry for entry in self._drafts if _words(entry[0].text) != words]
        self._drafts = [*others, (moment, was_typed)][-MOST_DRAFTS:]

    def _turn_back(
        self, source: list[tuple[Moment, Step]], target: list[tuple[Moment, Step]], now: Moment
    ) -> Moment | None:
        self._is_typing_on = False
        if not source:
            return None
        moment, step = source.pop()
        target.append((now, step))
        self.keep(now)
        return moment


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _grew(shorter: Iterable[str], longer: Iterable[str]) -> bool:
    """Whether the words of one all stand in the other, in their order."""
    rest = iter(longer)
    return all(word in rest for word in shorter)
