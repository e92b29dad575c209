"""VideoCompare: clips side by side, under a wipe, as their difference or in a grid, played as one.

Keeping the clips together is the browser's work, as playing one is (`player`); the kernel says what
differs between them (`_compare_labels`) and hands out their files. A blind choice shows none of
that until it is over (`_blind`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from sora_widgets.clips import Clip, Measures
from sora_widgets.clips.document import document_of_many
from sora_widgets.clips.state import measures_of, state_of
from sora_widgets.errors import ClipError, RequestError, nearest
from sora_widgets.jobs import Job
from sora_widgets.widgets._base import Answer, bundle, refuse_unknown
from sora_widgets.widgets._blind import BlindChoice, ballots_of
from sora_widgets.widgets._clip_answers import ClipAnswers
from sora_widgets.widgets._compare_labels import labels_of, plain_labels
from sora_widgets.widgets._shelf import ClipShelf, clip_from, poster_of
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets._transport import Transport

if TYPE_CHECKING:
    from sora_widgets.clips.strengths import Strengths
    from sora_widgets.clips.votes import Vote

__all__ = ["VideoCompare"]

MODES = ("side-by-side", "wipe", "difference", "grid")
_MOST_CLIPS = 16
_TEXTS = ("blind", "compare", "difference", "measures", "money", "panels", "part", "player")
_ARGUMENTS = ("clips", "mode", "blind", "voter", "name", "question", "language")


class VideoCompare(ClipAnswers, Transport):
    """Shows 2 to 16 clips, locked together to within a frame.

    Clips of different length share one time: the shorter one holds its last frame. So do clips of different frame
    rate: a step is one frame of the finest.

    Args:
        clips: each a `Clip`, a job that is done, or the path of a video file.
        mode: "side-by-side", "wipe" (a divider to drag), "difference" (bright where the pictures are not the same) or
            "grid". Wipe and difference show two clips at a time: `pair`.
        blind: ask somebody to choose between the clips two by two, without saying which is which.
        voter: who chooses.
        name: of the votes: those of one name count together; by default it follows from the clips.
        question: what is asked; by default which is better.
        language: "en" or "fr"; by default the one of the settings.

    Raises:
        ClipError: a file is missing, empty, cut short or no video.
        RequestError: fewer than 2 clips or more than 16, a job without a clip, no such mode, a voter that is no text.

    Example:
        compare = sw.VideoCompare([clip, other], mode="wipe")
        compare.seek(1.5)
        compare.play()
    """

    _esm, _css = bundle("compare")
    _answers: ClassVar[dict[str, str]] = {
        **ClipAnswers.CLIP_REQUESTS,
        "blind-vote": "_take_vote",
        "blind-undo": "_take_vote_back",
        "blind-result": "_reveal",
    }
    _loads: ClassVar[tuple[str, ...]] = ("compare-view", "blind-view")
    _kind: ClassVar[str] = "compare"
    _shared: ClassVar[tuple[str, ...]] = ("_clips", "_labels")

    mode = traitlets.Enum(MODES, MODES[0]).tag(sync=True)
    """How the clips are shown: "side-by-side", "wipe", "difference" or "grid"."""
    pair = traitlets.Tuple(traitlets.Int(), traitlets.Int(), default_value=(0, 1)).tag(sync=True)
    """Which two clips are shown where only two can be; by their place in the list, from 0."""
    wipe = traitlets.Float(0.5, min=0.0, max=1.0).tag(sync=True)
    """Where the divider stands: the share of the width that shows the first clip, from 0 to 1."""
    sound_of = traitlets.Int(None, allow_none=True).tag(sync=True)
    """Which clip is heard, by its place in the list; None is silence."""
    blind = traitlets.Bool(False).tag(sync=True)
    """Whether it is a blind choice; it stays what it was made as."""

    _clips = traitlets.List(traitlets.Dict()).tag(sync=True)
    _posters = traitlets.List(traitlets.Bytes()).tag(sync=True)
    _labels = traitlets.Dict().tag(sync=True)
    _choice_state = traitlets.Dict().tag(sync=True)
    _language = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        clips: Iterable[Clip | Job | str | Path],
        *,
        mode: str = MODES[0],
        blind: bool = False,
        voter: str = "",
        name: str = "",
        question: str = "",
        language: str | None = None,
        **unknown: object,
    ) -> None:
        refuse_unknown("VideoCompare", unknown, _ARGUMENTS)
        if mode not in MODES:
            guess = nearest(str(mode), MODES)
            advice = f"did you mean {guess!r}?" if guess else f"use one of {', '.join(MODES)}."
            raise RequestError(f"VideoCompare has no mode {mode!r}: {advice}", given=mode, allowed=MODES)
        for argument, given in (("voter", voter), ("name", name), ("question", question)):
            if not isinstance(given, str):
                raise RequestError(f"{argument} is a text, not {given!r}: {argument}='…'.", given=given)
        self.clips = _clips_from(clips)
        texts = Texts(language)
        self._name = name
        self._plain_labels = plain_labels(self.clips, texts)
        self._shelf = _BlindShelf() if blind else ClipShelf()
        self._choice: BlindChoice | None = None
        shown: dict[str, Any]
        if blind:
            self._choice = BlindChoice(
                self.clips,
                self._plain_labels,
                words=texts,
                voter=voter,
                name=name,
                question=question,
                on_news=self._tell_choice,
            )
            for token, clip in self._choice.shelf.items():
                self._shelf.put(clip, token)
            shown = {
                "_clips": self._choice.clip_states,
                "_posters": self._choice.posters,
                "_choice_state": self._choice.state,
            }
        else:
            for clip in self.clips:
                self._shelf.put(clip)
            shown = {
                "_clips": [state_of(clip) for clip in self.clips],
                "_posters": [poster_of(clip) for clip in self.clips],
                "_labels": labels_of(self.clips),
            }
        facts = [clip.facts for clip in self.clips]
        duration_s, fps = max(one.duration_s for one in facts), max(one.fps for one in facts)
        super().__init__(
            texts,
            _TEXTS,
            duration_s=duration_s,
            fps=fps,
            frame_count=max(1, round(duration_s * fps)),
            mode=mode,
            blind=bool(blind),
            _language=texts.language,
            # A blind choice has the clips in another order.
            sound_of=next((index for index, one in enumerate(shown["_clips"]) if one["has_sound"]), None),
            **shown,
        )

    def __repr__(self) -> str:
        return f"<VideoCompare {'blind' if self.blind else self.mode}, {len(self.clips)} clips>"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
        shown = super()._repr_mimebundle_()
        if shown is None:
            return None
        if self._choice is not None:  # what the notebook is saved with tells nothing either
            line = self._words.say("blind.document", n=len(self.clips))
            return {"text/plain": line, "text/html": f"<p>{escape(line)}</p>"} | shown[0], shown[1]
        state = self.get_state([*self._public_names(), "_labels"])
        document = document_of_many(self.clips, language=self._language, state=state, model_id=self.model_id)
        return document | shown[0], shown[1]

    # -- what is known of the clips -----------------------------------------------------------------------------

    def measures(self) -> list[Measures]:
        """What is measured of each clip, in their order; the page shows it beside them. Measures, and no judgement.

        Every frame is decoded, once: some seconds for each clip.

        Raises:
            ClipError: a file is gone, or no video.
            RequestError: while the choice is blind.
        """
        if self._choice is not None:
            raise RequestError("A blind choice tells no measures of its clips: make another VideoCompare for them.")
        found = [measures_of(self._shelf.check(clip.id)) for clip in self.clips]
        self._clips = [state_of(clip) for clip in self.clips]
        return found

    @property
    def votes(self) -> tuple[Vote, ...]:
        """The votes on these clips, whoever made them, oldest first.

        Raises:
            StorageError: they cannot be read.
        """
        return ballots_of(self.clips, self._plain_labels, self._name).votes

    def strengths(self, voter: str | None = None) -> Strengths:
        """How the clips did: Bradley–Terry strengths with intervals, as a table with a plot.

        Args:
            voter: count the votes of this one alone; by default everybody's.

        Raises:
            SoraWidgetsError: evalica is not installed, or the votes cannot be read.
        """
        return ballots_of(self.clips, self._plain_labels, self._name).strengths(voter, self._words.language)

    # -- what cannot be -----------------------------------------------------------------------------------------

    @traitlets.validate("blind")
    def _check_blind(self, proposal: dict[str, Any]) -> bool:
        if proposal["value"] != (self._choice is not None):
            raise traitlets.TraitError("A comparison stays blind, or not: make another VideoCompare.")
        return bool(proposal["value"])

    @traitlets.validate("wipe")
    def _check_wipe(self, proposal: dict[str, Any]) -> float:
        return self._check_number(proposal)

    @traitlets.validate("pair")
    def _check_pair(self, proposal: dict[str, Any]) -> tuple[int, int]:
        first, second = proposal["value"]
        count = len(self.clips)
        if first == second or not (0 <= first < count and 0 <= second < count):
            raise traitlets.TraitError(
                f"pair names two different clips by their places from 0 to {count - 1}, not {first} and {second}."
            )
        return first, second

    @traitlets.validate("sound_of")
    def _check_sound_of(self, proposal: dict[str, Any]) -> int | None:
        value: int | None = proposal["value"]
        if value is None:
            return None
        if not 0 <= value < len(self._clips):
            raise traitlets.TraitError(
                f"There is no clip {value}: the last of {len(self._clips)} is {len(self._clips) - 1}."
            )
        if not self._clips[value]["has_sound"]:
            raise traitlets.TraitError(f"Clip {value} has no sound: choose another one, or None.")
        return value

    # -- requests of the page -----------------------------------------------------------------------------------

    @property
    def _clip_ids(self) -> list[str]:
        return [str(state["clip_id"]) for state in self._clips]

    # -- the blind choice ---------------------------------------------------------------------------------------

    def _take_vote(self, message: dict[str, Any]) -> Answer:
        return self._blind_choice().vote(message)

    def _take_vote_back(self, message: dict[str, Any]) -> Answer:
        return self._blind_choice().undo(message)

    def _reveal(self, message: dict[str, Any]) -> Answer:
        return self._blind_choice().reveal(message)

    def _blind_choice(self) -> BlindChoice:
        if self._choice is None:
            raise RequestError("This comparison is no blind choice: make it with blind=True.")
        return self._choice

    def _tell_choice(self) -> None:
        choice = self._blind_choice()

        def tell() -> None:
            self._choice_state = choice.state

        self._turns.soon("choice", tell)


class _BlindShelf(ClipShelf):
    """Hands out bytes, and tells nothing else of its clips: neither by an answer nor by the words of a refusal."""

    def read(self, clip_id: object, start: object, stop: object) -> bytes:
        try:
            return super().read(clip_id, start, stop)
        except ClipError:
            raise RequestError("A clip's file is gone, or another one now: make the comparison again.") from None

    def find(self, clip_id: object) -> Clip:
        raise RequestError("A blind choice tells nothing of its clips.", given=clip_id)

    def check(self, clip_id: object) -> Clip:
        return self.find(clip_id)


def _clips_from(given: object) -> list[Clip]:
    """The clips of what somebody gave.

    Raises:
        ClipError: a file is missing, empty, cut short or no video.
        RequestError: fewer than 2, more than 16, or something that is no clip.
    """
    several: Sequence[Any] = []
    if isinstance(given, Iterable) and not isinstance(given, str):
        several = list(given)
    if len(several) < 2:
        raise RequestError(
            f"A comparison takes a list of at least 2 clips, not {_named(given, several)}: "
            "for one clip use VideoPlayer(clip).",
            given=given,
        )
    if len(several) > _MOST_CLIPS:
        raise RequestError(
            f"A comparison shows at most {_MOST_CLIPS} clips, not {len(several)}: "
            "leave some out, or make several comparisons.",
            given=len(several),
        )
    return [clip_from(one) for one in several]


def _named(given: object, several: Sequence[object]) -> str:
    if isinstance(given, (str, Path, Clip, Job)) or len(several) == 1:
        return "a single one"
    return "none" if isinstance(given, Iterable) else repr(given)
