"""What every widget with clips answers a page about them: bytes, whether the file is still there, facts, marks.

Clips are named by the id under which they stand on the widget's shelf, and no other is answered for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from sora_widgets.clips import Clip
from sora_widgets.clips.marks import Mark
from sora_widgets.clips.state import credentials_of, measures_of
from sora_widgets.jobs import marks
from sora_widgets.widgets._base import Answer
from sora_widgets.widgets._shelf import ClipShelf

__all__ = ["ClipAnswers"]


class ClipAnswers:
    """The requests about clips, for a widget that has a `_shelf`."""

    CLIP_REQUESTS: ClassVar[dict[str, str]] = {
        "player-range": "_give_range",
        "player-check": "_check_file",
        "player-credentials": "_give_credentials",
        "player-measures": "_give_measures",
        "mark-add": "_add_mark",
        "mark-change": "_change_mark",
        "mark-remove": "_remove_mark",
    }

    _shelf: ClipShelf

    def _take_marks(self, clip: Clip, told: list[dict[str, Any]]) -> None:
        """The marks of a clip are these now."""

    def _show_marks(self, clip: Clip, stored: Iterable[Mark]) -> Answer:
        told = [mark.to_dict() for mark in stored]
        self._take_marks(clip, told)
        return {"marks": told}, []

    def _give_range(self, message: dict[str, Any]) -> Answer:
        return {}, [self._shelf.read(message.get("clip_id"), message.get("start"), message.get("stop"))]

    def _check_file(self, message: dict[str, Any]) -> Answer:
        self._shelf.check(message.get("clip_id"))
        return {}, []

    def _give_credentials(self, message: dict[str, Any]) -> Answer:
        return {"credentials": credentials_of(self._shelf.check(message.get("clip_id")))}, []

    def _give_measures(self, message: dict[str, Any]) -> Answer:
        return {"measures": measures_of(self._shelf.check(message.get("clip_id"))).to_dict()}, []

    def _add_mark(self, message: dict[str, Any]) -> Answer:
        clip = self._shelf.find(message.get("clip_id"))
        return self._show_marks(clip, marks.add_mark(clip, Mark.from_dict(message.get("mark"))))

    def _change_mark(self, message: dict[str, Any]) -> Answer:
        clip = self._shelf.find(message.get("clip_id"))
        return self._show_marks(clip, marks.change_mark(clip, Mark.from_dict(message.get("mark"))))

    def _remove_mark(self, message: dict[str, Any]) -> Answer:
        clip = self._shelf.find(message.get("clip_id"))
        return self._show_marks(clip, marks.remove_mark(clip, str(message.get("mark_id"))))
