"""One piece of advice, and how its rewrite is put into a shot that may have changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.shot import Shot

__all__ = ["Advice", "Confidence", "Severity"]

Severity = Literal["tip", "warning"]
Confidence = Literal["sure", "likely", "maybe"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice.

        >>> from sora_widgets.prompts import critique
        >>> [tip.code for tip in critique(Shot(subject="an old dog", action="running"))][:2]
        ['missing-framing', 'missing-setting']

    Attributes:
        code: stable and kebab-case: "missing-lighting", "several-actions", "no-motion"…
        part: the part it concerns; its fix may change others too.
        severity: "warning" when the clip will suffer, "tip" when it could be better.
        reason: one sentence in the language asked for.
        fix: the shot with the rewrite; None when only its author can mend it.
        fix_label: what a button for the fix says; empty without one.
        confidence: how sure the reading of the text is, not how bad it is: "sure" when the words
            themselves say it, "likely" when a list or a habit of the language does, "maybe" when it is a guess.
        criticised: the shot as it was when the advice was given.
    """

    code: str
    part: str
    severity: Severity
    reason: str
    fix: Shot | None
    fix_label: str
    confidence: Confidence = field(default="likely", kw_only=True)
    criticised: Shot | None = field(default=None, kw_only=True, repr=False)

    @property
    def changes(self) -> tuple[str, ...]:
        """The parts that the fix rewrites, in the order of `PARTS`."""
        if self.fix is None:
            return ()
        if self.criticised is None:
            return (self.part,)
        return tuple(part for part in PARTS if getattr(self.fix, part) != getattr(self.criticised, part))

    def apply(self, shot: Shot) -> Shot:
        """The shot with this fix.

        Only the words that the fix changes are changed. A shot that has changed since keeps its own
        words; when the words to change are no longer there, it comes back as it is.
        """
        if self.fix is None:
            return shot
        merged: dict[str, str] = {}
        for part in self.changes:
            mine, theirs = getattr(shot, part), getattr(self.fix, part)
            before = mine if self.criticised is None else getattr(self.criticised, part)
            text = theirs if mine == before else _merge(before, theirs, mine)
            if text is None:
                return shot
            merged[part] = text
        return shot.replace(**merged)


def _merge(before: str, after: str, now: str) -> str | None:
    """Make in `now` the change that led from `before` to `after`; None when its place is not found just once."""
    if now == after:
        return now
    old, new, here = before.split(), after.split(), now.split()
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    # one unchanged word on either side tells where an insertion goes
    head, tail = max(0, head - 1), max(0, tail - 1)
    sought, put = old[head : len(old) - tail], new[head : len(new) - tail]
    places = [at for at in range(len(here) - len(sought) + 1) if here[at : at + len(sought)] == sought]
    if not sought or len(places) != 1:
        return None
    return " ".join([*here[: places[0]], *put, *here[places[0] + len(sought) :]])
