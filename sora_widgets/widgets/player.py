"""VideoPlayer: a clip with its transport, readable and settable from Python.

Playback lives in the browser. The kernel hears of changes (play, pause, seek, the end, and the
position at most once a second), never of frames, and hands out the file in ranges when asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import traitlets

from sora_widgets.clips import Clip, Measures
from sora_widgets.clips.credentials import Credentials
from sora_widgets.clips.document import document_of
from sora_widgets.clips.marks import Mark, marks_csv, marks_edl, new_mark
from sora_widgets.clips.state import credentials_of, measures_of, state_of
from sora_widgets.jobs import Job, marks
from sora_widgets.widgets._base import Answer, bundle, refuse_unknown
from sora_widgets.widgets._clip_answers import ClipAnswers
from sora_widgets.widgets._shelf import ClipShelf, clip_from, poster_of
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets._transport import Transport

__all__ = ["PLAYER_TEXTS", "VideoPlayer"]

PLAYER_TEXTS = ("card", "difference", "money", "panels", "part", "player")
"""Sections of the texts that a player's view needs."""


class VideoPlayer(ClipAnswers, Transport):
    """Shows one clip; the poster comes with the widget, the bytes when somebody looks.

    Args:
        clip: a `Clip`, a job that is done, or the path of a video file.
        language: "en" or "fr"; by default the one of the settings.

    Raises:
        ClipError: the file is missing, empty, cut short or no video.
        RequestError: a job without a clip, or something else altogether.

    Example:
        player = sw.VideoPlayer(clip)
        player.seek(1.5)
        player.step(1)
    """

    _esm, _css = bundle("player")
    _answers: ClassVar[dict[str, str]] = {
        **ClipAnswers.CLIP_REQUESTS,
        "view-texts": "_give_texts",
    }
    _loads: ClassVar[tuple[str, ...]] = ("player-view",)
    _kind: ClassVar[str] = "clip"
    _shared: ClassVar[tuple[str, ...]] = ("_clip",)

    volume = traitlets.Float(1.0, min=0.0, max=1.0).tag(sync=True)
    """Loudness from 0 to 1."""
    muted = traitlets.Bool(False).tag(sync=True)
    """Whether the sound is off, whatever the volume."""
    marks = traitlets.List(traitlets.Dict(), read_only=True).tag(sync=True)
    """Notes on moments of the clip, as dictionaries in the order of their times; `mark` and `remove_mark` change them."""

    _clip = traitlets.Dict().tag(sync=True)
    _poster = traitlets.Bytes(b"").tag(sync=True)
    _language = traitlets.Unicode().tag(sync=True)

    @traitlets.validate("volume")
    def _refuse_what_is_no_number(self, proposal: dict[str, Any]) -> float:
        return self._check_number(proposal)

    def __init__(self, clip: Clip | Job | str | Path, *, language: str | None = None, **unknown: object) -> None:
        refuse_unknown("VideoPlayer", unknown, ("clip", "language"))
        self.clip = clip_from(clip)
        self._shelf = ClipShelf()
        self._shelf.put(self.clip)
        texts, facts, told = Texts(language), self.clip.facts, state_of(self.clip)
        super().__init__(
            texts,
            (),
            duration_s=facts.duration_s,
            fps=facts.fps,
            frame_count=facts.frame_count,
            _clip=told,
            _poster=poster_of(self.clip),
            _language=texts.language,
        )
        self.set_trait("marks", told["marks"])

    def __repr__(self) -> str:
        return f"<VideoPlayer {self.clip.path.name}>"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
        shown = super()._repr_mimebundle_()
        if shown is None:
            return None
        state = {name: value for name, value in self.get_state(self._public_names()).items() if name != "marks"}
        document = document_of(self.clip, language=self._language, state=state, model_id=self.model_id)
        return document | shown[0], shown[1]

    # -- facts ----------------------------------------------------------------------------------------------------

    @property
    def credentials(self) -> Credentials | None:
        """The clip's Content Credentials, or None when it has none.

        Raises:
            ClipError: the file is missing or no longer the one it was.
        """
        return Credentials.from_dict(credentials_of(self._shelf.check(self.clip.id)))

    @property
    def measures(self) -> Measures:
        """What can be measured of the clip's pictures and sound; decodes the file once, which takes a while.

        Raises:
            ClipError: the file is missing or no longer the one it was.
        """
        self._shelf.check(self.clip.id)
        return measures_of(self.clip)

    # -- marks ----------------------------------------------------------------------------------------------------

    def mark(self, text: str = "", time_s: float | None = None) -> Mark:
        """Put a note on a moment; it is kept beside the video.

        Args:
            text: one line.
            time_s: in seconds; None is the current position.

        Raises:
            RequestError: no time within the clip, or no text.
            StorageError: it cannot be kept beside the video.
        """
        made = new_mark(self.current_time_s if time_s is None else time_s, text)
        self._show_marks(self.clip, marks.add_mark(self.clip, made))
        return made

    def remove_mark(self, mark_id: str) -> None:
        """Remove the note with this id; one that is gone already is no error.

        Raises:
            StorageError: the change cannot be kept beside the video.
        """
        self._show_marks(self.clip, marks.remove_mark(self.clip, mark_id))

    def marks_csv(self) -> str:
        """The notes as a table for a spreadsheet."""
        return marks_csv(self._stored_marks(), self.clip)

    def marks_edl(self) -> str:
        """The notes as an edit decision list (CMX 3600), which editing programs read as markers."""
        return marks_edl(self._stored_marks(), self.clip)

    def _stored_marks(self) -> list[Mark]:
        return [Mark.from_dict(mark) for mark in self.marks]

    def _take_marks(self, clip: Clip, told: list[dict[str, Any]]) -> None:
        with self._turns:
            self.set_trait("marks", told)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        # pages change marks by requests, which lose nothing that another page has written
        super().set_state({name: value for name, value in sync_data.items() if name != "marks"})

    def _take_public(self, state: dict[str, Any]) -> None:
        # what a page has kept without a kernel comes beside what is kept on disk
        if "marks" in state:
            given = state["marks"] if isinstance(state["marks"], list) else []
            self._show_marks(self.clip, marks.merge_marks(self.clip, map(Mark.from_dict, given)))
        super()._take_public({name: value for name, value in state.items() if name != "marks"})

    # -- requests -------------------------------------------------------------------------------------------------

    @property
    def _clip_ids(self) -> list[str]:
        return [self.clip.id]

    def _give_texts(self, message: dict[str, Any]) -> Answer:
        return {"texts": self._words.of("kernel", *PLAYER_TEXTS)}, []
