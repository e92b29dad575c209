"""What changed between two shots, by part and by word: the ground for "change one thing".

Compares parts as they stand; it does not judge whether a change is good, and two ways to say the
same are two ways. Words are matched by `difflib` of the standard library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from sora_widgets.prompts.parts import PARTS

if TYPE_CHECKING:
    from sora_widgets.prompts.shot import Shot

__all__ = ["Change", "ShotDiff", "diff"]

Change = tuple[Literal["same", "removed", "added"], str]

# A French elision is a word of its own: from "d'un chat" to "d'un chien" only one word changes.
_TOKEN = re.compile(r"\s+|\w+(?:-\w+)*['’]?|.", re.DOTALL)
_NEUTRAL = "background: rgba(127, 127, 127, 0.18); border-radius: 2px; padding: 0 2px;"


@dataclass(frozen=True, slots=True)
class ShotDiff:
    """The difference between two shots.

        >>> from sora_widgets.prompts import Shot
        >>> before = Shot(subject="a red kite", camera="the camera pans left")
        >>> print(diff(before, before.replace(camera="the camera rises")))
        camera: the camera [-pans left-]{+rises+}

    Attributes:
        before: the shot compared.
        after: the shot it is compared with.
    """

    before: Shot
    after: Shot

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that differ, in the order of `PARTS`; spaces do not count."""
        return tuple(part for part in PARTS if _spaced(self.before, part) != _spaced(self.after, part))

    @property
    def is_single_change(self) -> bool:
        """Whether exactly one part differs."""
        return len(self.parts) == 1

    def words(self, part: str) -> tuple[Change, ...]:
        """A part as a run of ("same" | "removed" | "added", text).

        What is same and removed, put together, is the part before; what is same and added is the part after.

        Raises:
            UnknownKeywordError: a misspelt part.
        """
        if part not in PARTS:
            from sora_widgets.prompts.shot import Shot

            Shot(**{part: ""})  # raises, and names the nearest
        return _word_changes(_spaced(self.before, part), _spaced(self.after, part))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __str__(self) -> str:
        lines = []
        for part in self.parts:
            marked = "".join(_MARKS[kind].format(text) for kind, text in self.words(part))
            lines.append(f"{part}: {marked}")
        return "\n".join(lines) or "The shots are the same."

    def __repr__(self) -> str:
        return f"ShotDiff(parts={self.parts!r})"

    def _repr_html_(self) -> str:
        """A small table in the colours of the page; what is removed and added is also marked − and +."""
        rows = "".join(
            f"<tr><th scope='row' style='text-align: left; padding-right: 12px;'>{part}</th>"
            f"<td style='text-align: left;'>{''.join(_html(*change) for change in self.words(part))}</td></tr>"
            for part in self.parts
        )
        return f"<table>{rows}</table>" if rows else f"<p>{escape(str(self))}</p>"


_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def diff(before: Shot, after: Shot) -> ShotDiff:
    """Compare two shots.

    Args:
        before: the one that there was.
        after: the one that there is.
    """
    return ShotDiff(before, after)


def _spaced(shot: Shot, part: str) -> str:
    return " ".join(str(getattr(shot, part)).split())


def _word_changes(before: str, after: str) -> tuple[Change, ...]:
    import difflib  # only where two shots are compared: keeps `import sora_widgets` light

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    runs: list[tuple[bool, str, str]] = []  # whether it is the same, before, after
    for index, (kind, old_start, old_end, new_start, new_end) in enumerate(steps):
        gone, came = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        # A space that two changed words have between them is no word that stayed.
        is_between = 0 < index < len(steps) - 1
        is_same = kind == "equal" and not (is_between and not gone.strip())
        if runs and not runs[-1][0] and not is_same:
            _, all_gone, all_came = runs.pop()
            gone, came = all_gone + gone, all_came + came
        runs.append((is_same, gone, came))
    changes: list[Change] = []
    for is_same, gone, came in runs:
        if is_same:
            changes.append(("same", gone))
            continue
        if gone:
            changes.append(("removed", gone))
        if came:
            changes.append(("added", came))
    return tuple(changes)


def _html(kind: str, text: str) -> str:
    words = escape(text)
    if kind == "removed":
        return f"<del style='{_NEUTRAL}'>−{words}</del>"
    if kind == "added":
        return f"<ins style='{_NEUTRAL}'>+{words}</ins>"
    return words
