"""Votes of a blind choice: who preferred which of two clips, and how often each clip won.

A vote names its clips by id, and by the label they had at that time. Nothing here knows where votes
are kept or how they are asked for; what they say about the clips is `strengths`' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sora_widgets.errors import UnsupportedValueError

__all__ = ["CHOICES", "Counts", "Vote", "count_votes"]

CHOICES = ("left", "right", "tie", "both-bad")


@dataclass(frozen=True)
class Vote:
    """One answer to "which of the two?".

    Attributes:
        id: of this vote, unique.
        voter: who chose; "" for nobody named.
        question: what was asked, in the words the voter read.
        left: id of the clip that stood on the left.
        right: id of the clip that stood on the right.
        choice: "left", "right", "tie" (equally good) or "both-bad".
        made_at: ISO 8601, UTC.
        left_label: what the left clip was called when the vote was made.
        right_label: what the right clip was called.

    Raises:
        UnsupportedValueError: another choice, or a clip that stands against itself.
    """

    id: str
    voter: str
    question: str
    left: str
    right: str
    choice: str
    made_at: str
    left_label: str = ""
    right_label: str = ""

    def __post_init__(self) -> None:
        if self.choice not in CHOICES:
            raise UnsupportedValueError(
                f"A vote is one of {', '.join(CHOICES)}, not {self.choice!r}: give one of these.",
                name="choice",
                given=self.choice,
                allowed=CHOICES,
            )
        if self.left == self.right:
            raise UnsupportedValueError(
                f"The clip {self.left!r} stands against itself in the vote {self.id!r}: a vote is about two clips.",
                name="right",
                given=self.right,
            )

    @property
    def pair(self) -> frozenset[str]:
        """The two clips, whichever stood where."""
        return frozenset((self.left, self.right))

    def to_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Vote:
        """The inverse of `to_dict`; names of later versions are ignored.

        Raises:
            UnsupportedValueError: what is stored is no vote.
        """
        known = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        wrong = next((name for name, value in known.items() if not isinstance(value, str)), None)
        missing = next((f.name for f in fields(cls)[:7] if f.name not in known), None)
        if wrong or missing:
            reason = f"{wrong!r} is no text" if wrong else f"{missing!r} is missing"
            raise UnsupportedValueError(f"This is no vote, for {reason}.", name=wrong or missing, given=dict(stored))
        return cls(**known)


@dataclass(frozen=True)
class Counts:
    """How often each clip was preferred to each other.

    Attributes:
        ids: the clips, in the order of the rows and columns.
        wins: `wins[i][j]`: how often clip i was preferred to clip j.
        ties: `ties[i][j]`: how often the two were called equal; symmetric.
        both_bad: `both_bad[i][j]`: how often both were called bad; symmetric.
        voters: those who voted on these clips, sorted.
        elsewhere: how many votes were about other clips, and are in none of these numbers.
    """

    ids: tuple[str, ...]
    wins: tuple[tuple[int, ...], ...]
    ties: tuple[tuple[int, ...], ...]
    both_bad: tuple[tuple[int, ...], ...]
    voters: tuple[str, ...]
    elsewhere: int

    @property
    def compared(self) -> int:
        """Votes that say which is better or that both are equal."""
        return sum(map(sum, self.wins)) + sum(map(sum, self.ties)) // 2

    def of(self, clip_id: str) -> dict[str, int]:
        """A clip's own "wins", "losses", "ties" and "both_bad"."""
        at = self.ids.index(clip_id)
        return {
            "wins": sum(self.wins[at]),
            "losses": sum(row[at] for row in self.wins),
            "ties": sum(self.ties[at]),
            "both_bad": sum(self.both_bad[at]),
        }


def count_votes(votes: Iterable[Vote], ids: Sequence[str]) -> Counts:
    """Count the votes on pairs of these clips; neither the order of the votes nor the sides make a difference."""
    places = {clip_id: place for place, clip_id in enumerate(ids)}
    wins, ties, both_bad = ([[0] * len(ids) for _ in ids] for _ in range(3))
    voters: set[str] = set()
    elsewhere = 0
    for vote in votes:
        if vote.left not in places or vote.right not in places:
            elsewhere += 1
            continue
        left, right = places[vote.left], places[vote.right]
        voters.add(vote.voter)
        if vote.choice == "left":
            wins[left][right] += 1
        elif vote.choice == "right":
            wins[right][left] += 1
        else:
            counted = ties if vote.choice == "tie" else both_bad
            counted[left][right] += 1
            counted[right][left] += 1
    return Counts(
        tuple(ids), _frozen(wins), _frozen(ties), _frozen(both_bad), voters=tuple(sorted(voters)), elsewhere=elsewhere
    )


def _frozen(matrix: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, matrix))
