"""The blind choice of a `VideoCompare`: what is asked next, what the page may know, and the result at the end.

Until the end the page hears of a clip only what its pictures and its sound need: a random name for
this widget alone, its size and its length. What cannot be hidden is what is in the picture itself,
such as a burnt-in mark, and what other cells of the notebook say. Pairs and sides come from
`clips.pairing`, votes are kept by `jobs.votes`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sora_widgets.clips import Clip
from sora_widgets.clips.pairing import Pair, pairs_in_order
from sora_widgets.clips.state import state_of
from sora_widgets.clips.strengths import Strengths, strengths
from sora_widgets.clips.votes import Vote, count_votes
from sora_widgets.errors import RequestError, SoraWidgetsError
from sora_widgets.jobs.votes import BallotBox
from sora_widgets.widgets._base import Answer
from sora_widgets.widgets._shelf import poster_of
from sora_widgets.widgets._texts import Texts

__all__ = ["BlindChoice", "ballots_of"]

# What playing needs, and nothing that says which clip it is.
_TOLD = ("size_bytes", "duration_s", "fps", "frame_count", "width", "height", "has_sound", "is_silent")


class Ballots:
    """The votes on some clips under one name, whoever made them."""

    def __init__(self, clips: Sequence[Clip], labels: Sequence[str], name: str) -> None:
        self.labels = dict(zip((clip.id for clip in clips), _apart(labels), strict=True))
        self.box = BallotBox(name or _name_of(self.labels))

    @property
    def votes(self) -> tuple[Vote, ...]:
        """Those that stand, oldest first.

        Raises:
            StorageError: the file cannot be read.
        """
        return self.box.read().votes

    def strengths(self, voter: str | None, language: str) -> Strengths:
        """How strong the clips are after all votes, or after those of one voter.

        Raises:
            SoraWidgetsError: evalica is not installed, or the votes cannot be read.
        """
        kept = self.box.read()
        votes = [vote for vote in kept.votes if voter is None or vote.voter == voter]
        found = strengths(votes, self.labels, language)
        return dataclasses.replace(found, warnings=(*kept.problems, *found.warnings))


def ballots_of(clips: Sequence[Clip], labels: Sequence[str], name: str) -> Ballots:
    """The votes on these clips.

    Args:
        clips: in any order.
        labels: what each is called when labels are shown.
        name: of the votes; "" for a name that follows from the clips, so that the same clips find their votes again.

    Raises:
        RequestError: fewer than two clips, or one of them twice.
    """
    ids = [clip.id for clip in clips]
    if len(ids) < 2:
        raise RequestError(f"A choice needs at least two clips, not {len(ids)}: give another take.", given=len(ids))
    twice = next((clip for clip in clips if ids.count(clip.id) > 1), None)
    if twice is not None:
        raise RequestError(
            f"{twice.path.name} is there twice, and nobody can prefer a clip to itself: give each clip once.",
            given=twice.path.name,
        )
    return Ballots(clips, labels, name)


class BlindChoice:
    """One voter's way through all pairs of some clips.

    Args:
        clips: at least two, each once.
        labels: what each is called, for the votes and the end.
        words: of the interface.
        voter: who chooses; "" for nobody named.
        name: of the votes: those of the same name count together.
        question: what is asked; "" for "Which is better?".
        on_news: called after `state` has changed, on any thread.

    Raises:
        RequestError: fewer than two clips, or one of them twice.
        StorageError: earlier votes cannot be read.
    """

    def __init__(
        self,
        clips: Sequence[Clip],
        labels: Sequence[str],
        *,
        words: Texts,
        voter: str,
        name: str,
        question: str,
        on_news: Callable[[], None],
    ) -> None:
        self.ballots = ballots_of(clips, labels, name)
        self.question = question or words.say("blind.question")
        self.voter = voter
        self._words = words
        self._on_news = on_news
        self._lock = threading.RLock()
        self._is_revealed = False
        self._pairs = pairs_in_order(self.ballots.labels, f"{self.ballots.box.name}\n{voter}")
        self._tokens = {clip.id: secrets.token_hex(8) for clip in clips}
        # sorted by what is random: the order of the clips tells nothing either
        self.shelf = dict(sorted((self._tokens[clip.id], clip) for clip in clips))
        self.clip_states = [_anonymous(clip, token) for token, clip in self.shelf.items()]
        self.posters = [poster_of(clip) for clip in self.shelf.values()]
        self._state = self._look()

    @property
    def state(self) -> dict[str, Any]:
        """What the page is told: the next pair, how far it is, and at the end the result."""
        with self._lock:
            return self._state

    def vote(self, message: Mapping[str, Any]) -> Answer:
        """Keep the voter's choice between the two clips that are asked for; any other pair is an old page's and is let go.

        Raises:
            RequestError: no such choice, or the labels are shown already.
            StorageError: the vote could not be kept.
        """
        with self._lock:
            if self._is_revealed:
                raise RequestError(self._words.say("blind.over"))
            self._renew()
            if message.get("left") is None or (message["left"], message.get("right")) != (
                self._state["left"],
                self._state["right"],
            ):
                return {"is_kept": False}, []
            left, right = (self.shelf[self._state[side]].id for side in ("left", "right"))
            self.ballots.box.put(
                Vote(
                    id=uuid.uuid4().hex,
                    voter=self.voter,
                    question=self.question,
                    left=left,
                    right=right,
                    choice=str(message.get("choice")),
                    made_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                    left_label=self.ballots.labels[left],
                    right_label=self.ballots.labels[right],
                )
            )
            self._renew()
        return {"is_kept": True}, []

    def undo(self, message: Mapping[str, Any]) -> Answer:
        """Take the voter's last vote back; who has seen the labels chooses no longer blindly and cannot.

        Raises:
            RequestError: the labels are shown already.
            StorageError: that could not be kept.
        """
        with self._lock:
            if self._is_revealed:
                raise RequestError(self._words.say("blind.over"))
            taken_back = self.ballots.box.take_back(self.voter)
            self._renew()
        return {"is_kept": taken_back is not None}, []

    def reveal(self, message: Mapping[str, Any]) -> Answer:
        """Show the labels and the result, and ask no more."""
        with self._lock:
            self._is_revealed = True
            self._renew()
        return {}, []

    def _renew(self) -> None:
        state = self._look()
        if state != self._state:
            self._state = state
            self._on_news()

    def _look(self) -> dict[str, Any]:
        kept = self.ballots.box.read()
        mine = {vote.pair for vote in kept.votes if vote.voter == self.voter}
        open_pairs = [pair for pair in self._pairs if frozenset(pair) not in mine]
        left, right = self._next(open_pairs)
        skipped = ", ".join(map(str, kept.skipped))
        return {
            "question": self.question,
            "voter": self.voter,
            "total": len(self._pairs),
            "done": len(self._pairs) - len(open_pairs),
            "left": left,
            "right": right,
            "can_undo": not self._is_revealed and any(vote.voter == self.voter for vote in kept.votes),
            "notice": self._words.say("blind.skipped", lines=skipped, file=self.ballots.box.path.name)
            if skipped
            else "",
            "result": self._result(kept.votes) if self._is_revealed else None,
        }

    def _next(self, open_pairs: Sequence[Pair]) -> tuple[str | None, str | None]:
        if not open_pairs or self._is_revealed:
            return None, None
        left, right = open_pairs[0]
        return self._tokens[left], self._tokens[right]

    def _result(self, votes: Sequence[Vote]) -> dict[str, Any]:
        """The labels and how they did, as text; without evalica the counts alone, and how to get the strengths."""
        language, labels = self._words.language, self.ballots.labels
        try:
            found = strengths(votes, labels, language)
        except SoraWidgetsError as error:
            counts = count_votes(votes, list(labels))
            rows: list[dict[str, Any]] = [
                {"clip_id": self._tokens[clip_id], "label": label, "place": None, **counts.of(clip_id)}
                for clip_id, label in labels.items()
            ]
            rows.sort(key=lambda row: (row["losses"] - row["wins"], row["label"]))
            return {"title": "", "rows": rows, "warnings": [self._words.refusal(error)], "note": ""}
        rows = [
            {
                "clip_id": self._tokens[row.clip_id],
                "label": row.label,
                "place": [round(100 * chance) for chance in row.chances],
                "wins": row.wins,
                "losses": row.losses,
                "ties": row.ties,
                "both_bad": row.both_bad,
            }
            for row in found
        ]
        return {"title": found.title(), "rows": rows, "warnings": list(found.warnings), "note": found.say("note")}


def _anonymous(clip: Clip, token: str) -> dict[str, Any]:
    """A clip's state with everything emptied that could say which one it is."""
    known = state_of(clip)
    emptied: dict[str, Any] = {name: _empty(value) for name, value in known.items()}
    return emptied | {name: known[name] for name in _TOLD} | {"clip_id": token}


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, str | dict | list | bool) else None


def _apart(labels: Sequence[str]) -> list[str]:
    """Labels that differ: the second of two equal ones gets a 2."""
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return told


def _name_of(ids: Mapping[str, object]) -> str:
    return f"choice-{hashlib.sha256(' '.join(sorted(ids)).encode()).hexdigest()[:8]}"
