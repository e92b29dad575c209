"""How strong the clips of a blind choice are: Bradley–Terry strengths with intervals, and a word on how far to trust them.

The strengths come from evalica (extra `votes`). What was voted is `votes`' business, and the drawing
is in `strengths_picture`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from sora_widgets.clips.votes import Counts, Vote, count_votes
from sora_widgets.clips.words import words_of
from sora_widgets.errors import SoraWidgetsError, UnsupportedValueError
from sora_widgets.settings import LANGUAGES
from sora_widgets.tables import Table, frame_of, shortened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

__all__ = ["Strength", "Strengths", "strengths"]

LEVEL = 0.95
MIN_COMPARISONS = 10
_LABEL_CHARS = 48
_MIDDLING = ""  # the imaginary clip; no clip's id is empty


@dataclass(frozen=True)
class Strength:
    """One clip's place.

    Attributes:
        clip_id: of the clip.
        label: as it is called now.
        strength: its Bradley–Terry strength; 1 is the geometric mean of all. Of two clips the first is preferred with
            the probability strength / (strength + strength of the other).
        low: the lower end of the interval of the strength.
        high: the upper end.
        wins: how often it was preferred.
        losses: how often another was preferred to it.
        ties: how often it was called equal.
        both_bad: how often it and the other were called bad; in none of the numbers above.
    """

    clip_id: str
    label: str
    strength: float
    low: float
    high: float
    wins: int
    losses: int
    ties: int
    both_bad: int

    @property
    def chances(self) -> tuple[float, float, float]:
        """The probability to be preferred to a clip of strength 1, and the ends of its interval, from 0 to 1."""
        estimate, low, high = (value / (1 + value) for value in (self.strength, self.low, self.high))
        return estimate, low, high


@dataclass(frozen=True, repr=False)
class Strengths:
    """Clips by strength, the strongest first. Displaying it shows a table.

    Attributes:
        rows: one a clip.
        counts: the votes behind them.
        warnings: why not to trust the order yet, one sentence each; empty when there is no reason.
        language: of the words, "en" or "fr".

    Example:
        found = strengths(votes, {"9f2c…": "pans left", "1b07…": "pans right"})
        found.rows[0].label, found.warnings
    """

    rows: tuple[Strength, ...]
    counts: Counts
    warnings: tuple[str, ...]
    language: str = "en"

    def __iter__(self) -> Iterator[Strength]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return self._table().to_text()

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return self._table().to_html()

    def to_frame(self) -> Any:
        """A `pandas.DataFrame`, one row a clip, the strongest first.

        Columns: clip_id, label, strength, low, high, chance, chance_low, chance_high (0 to 1), wins, losses, ties,
        both_bad.
        """
        names = ("strength", "low", "high", "chance", "chance_low", "chance_high")
        columns: dict[str, list[object]] = {
            name: [getattr(row, name) for row in self.rows] for name in ("clip_id", "label")
        }
        for name, values in zip(names, zip(*map(_numbers, self.rows), strict=True), strict=True):
            columns[name] = list(values)
        counted = ("wins", "losses", "ties", "both_bad")
        columns |= {name: [getattr(row, name) for row in self.rows] for name in counted}
        return frame_of(columns, dict.fromkeys(names, "float64") | dict.fromkeys(counted, "int64"))

    def matrix(self) -> Any:
        """A `pandas.DataFrame` of win counts: how often the clip of the row was preferred to that of the column."""
        places = [self.counts.ids.index(row.clip_id) for row in self.rows]
        wins = self.counts.wins
        labels = [row.label for row in self.rows]
        columns = {str(at): [wins[row][column] for row in places] for at, column in enumerate(places)}
        return frame_of(columns, dict.fromkeys(columns, "int64")).set_axis(labels, axis=0).set_axis(labels, axis=1)

    def plot(self) -> Any:
        """The strengths with their intervals, as an altair chart that also carries a picture of itself for GitHub.

        Raises:
            SoraWidgetsError: altair is not installed.
        """
        try:
            from sora_widgets.clips import strengths_picture
        except ImportError as error:
            raise SoraWidgetsError(
                'A plot needs altair, which is not installed here: run `%pip install "sora-widgets[plot]"` and ask again.'
            ) from error
        return strengths_picture.draw(self)

    def say(self, key: str, **values: object) -> str:
        """A sentence in the language of this result."""
        return words_of(self.language)[f"strengths.{key}"].format(**values)

    def title(self) -> str:
        """How many clips, votes and voters."""
        return self.say("title", clips=len(self), votes=self._votes, voters=self._voters)

    def text_alternative(self) -> str:
        """The result in one sentence and its warnings, for those who do not see the picture."""
        rows = "; ".join(self.say("alt_row", label=row.label, **_percents(row)) for row in self.rows)
        told = self.say("alt", clips=len(self), votes=self._votes, voters=self._voters, rows=rows)
        return " ".join([told, *self.warnings])

    @property
    def _votes(self) -> str:
        n = self.counts.compared + sum(map(sum, self.counts.both_bad)) // 2
        return self.say("votes_one") if n == 1 else self.say("votes", n=n)

    @property
    def _voters(self) -> str:
        n = len(self.counts.voters)
        return self.say("voters_one") if n == 1 else self.say("voters", n=n)

    def _table(self) -> Table:
        names = ("clip", "strength", "interval", "chance", "wins", "losses", "ties", "both_bad")
        columns = tuple(self.say(name, level=round(100 * LEVEL)) for name in names)
        note = "\n".join([*(f"⚠ {warning}" for warning in self.warnings), self.say("note")])
        return Table(columns, [self._row(row) for row in self.rows], frozenset(columns[1:]), self.title(), note)

    def _row(self, row: Strength) -> tuple[str, ...]:
        strength, low, high = (self._number(value) for value in (row.strength, row.low, row.high))
        percent = f"{_percents(row)['chance']}\u202f%"
        counted = (row.wins, row.losses, row.ties, row.both_bad)
        return (shortened(row.label, _LABEL_CHARS), strength, f"{low}–{high}", percent, *map(str, counted))

    def _number(self, value: float) -> str:
        shown = f"{value:.2f}" if value < 100 else f"{value:.0f}"
        return shown.replace(".", ",") if self.language == "fr" else shown


def strengths(votes: Iterable[Vote], names: Mapping[str, str], language: str = "en") -> Strengths:
    """Estimate how strong each clip is from who preferred which (Bradley and Terry, Biometrika 39, 1952).

    A tie is half a win for each. "Both bad" says nothing of which is better: it is counted and shown, and is in no
    strength. Each clip is also taken to have tied once with an imaginary clip of middling strength, so that a clip that
    won every time has a finite strength: the generalized logistic prior of Whelan (arXiv:1712.05311, 2017), with half a
    win and half a loss the Jeffreys prior of the chance against that clip.

    The intervals hold 95 %: the normal approximation by the Fisher information of the log-strengths, exact in the
    estimate, around their mean. They take every vote as independent, which those of one voter hardly are.

    The order is not to be trusted, and `warnings` says so, when a clip was compared fewer than 10 times (enough for most
    of the 101 studies of Kinnear, Jones and Davies, Behavior Research Methods 57:222, 2025), when the clips fall into
    groups that nobody compared, or when a clip was never beaten or never won (Ford, American Mathematical Monthly 64,
    1957).

    Args:
        votes: in any order; those about other clips are left out and counted.
        names: what each clip is called, by its id.
        language: of the words, "en" or "fr".

    Raises:
        UnsupportedValueError: fewer than two clips, or a language that nobody wrote.
        SoraWidgetsError: evalica is not installed.
    """
    if len(names) < 2:
        raise UnsupportedValueError(
            f"Strengths compare at least two clips, not {len(names)}: name them all.", name="names", given=dict(names)
        )
    if language not in LANGUAGES:
        raise UnsupportedValueError(
            f"Strengths speak {' and '.join(LANGUAGES)}, not {language!r}: use language='en'.",
            name="language",
            given=language,
            allowed=LANGUAGES,
        )
    counts = count_votes(votes, sorted(names))
    logs = _log_strengths(counts)
    spreads = _spreads(counts, logs)
    mean, far = sum(logs) / len(logs), NormalDist().inv_cdf((1 + LEVEL) / 2)
    rows = [
        Strength(
            clip_id,
            names[clip_id],
            strength=math.exp(log - mean),
            low=math.exp(log - mean - far * spread),
            high=math.exp(log - mean + far * spread),
            **counts.of(clip_id),
        )
        for clip_id, log, spread in zip(counts.ids, logs, spreads, strict=True)
    ]
    rows.sort(key=lambda row: (-round(row.strength, 9), row.label, row.clip_id))
    return Strengths(tuple(rows), counts, tuple(_warnings(rows, counts, words_of(language))), language)


def _log_strengths(counts: Counts) -> list[float]:
    """Logarithms of the strengths, that of the imaginary clip being 0."""
    try:
        import evalica
    except ImportError as error:
        raise SoraWidgetsError(
            'Strengths need evalica, which is not installed here: run `%pip install "sora-widgets[votes]"` and ask again.'
        ) from error
    lefts, rights, winners, weights = [], [], [], []
    for row, clip_id in enumerate(counts.ids):
        told = [(other, counts.wins[row][column], evalica.Winner.X) for column, other in enumerate(counts.ids)]
        told += [
            (other, counts.ties[row][row + 1 + n], evalica.Winner.Draw) for n, other in enumerate(counts.ids[row + 1 :])
        ]
        told.append((_MIDDLING, 1, evalica.Winner.Draw))
        for other, times, winner in told:
            if times:
                lefts.append(clip_id)
                rights.append(other)
                winners.append(winner)
                weights.append(float(times))
    found = evalica.bradley_terry(lefts, rights, winners, weights=weights, tolerance=1e-10, limit=100_000)
    middling = math.log(found.scores[_MIDDLING])
    return [math.log(found.scores[clip_id]) - middling for clip_id in counts.ids]


def _spreads(counts: Counts, logs: list[float]) -> list[float]:
    """Standard deviations of the log-strengths around their mean: the inverse of the Fisher information, centred."""
    import numpy as np

    compared = np.array(counts.wins) + np.array(counts.wins).T + np.array(counts.ties)
    chance = 1 / (1 + np.exp(np.subtract.outer(logs, logs)))
    information: Matrix = -compared * chance * (1 - chance)
    against_middling = 1 / (1 + np.exp(logs))
    np.fill_diagonal(information, against_middling * (1 - against_middling) - information.sum(axis=1))
    centre = np.eye(len(logs)) - 1 / len(logs)
    return [float(spread) for spread in np.sqrt(np.diag(centre @ np.linalg.inv(information) @ centre.T))]


def _warnings(rows: list[Strength], counts: Counts, texts: Mapping[str, str]) -> Iterator[str]:
    if not counts.compared:
        yield texts["strengths.none"]
        return
    compared = {row.clip_id: row.wins + row.losses + row.ties for row in rows}
    rarest = min(rows, key=lambda row: compared[row.clip_id])
    if compared[rarest.clip_id] < MIN_COMPARISONS:
        yield texts["strengths.few"].format(label=rarest.label, n=compared[rarest.clip_id])
    if len(_reached(counts)) < len(counts.ids):
        yield texts["strengths.apart"]
    for row in rows:
        if compared[row.clip_id] and not row.ties and 0 in (row.wins, row.losses):
            yield texts["strengths.never" if row.losses else "strengths.always"].format(label=row.label)


def _reached(counts: Counts) -> set[int]:
    """The clips that comparisons lead to from the first one."""
    reached, fresh = {0}, [0]
    while fresh:
        at = fresh.pop()
        for other in range(len(counts.ids)):
            if other not in reached and (counts.wins[at][other] or counts.wins[other][at] or counts.ties[at][other]):
                reached.add(other)
                fresh.append(other)
    return reached


def _numbers(row: Strength) -> tuple[float, ...]:
    return (row.strength, row.low, row.high, *row.chances)


def _percents(row: Strength) -> dict[str, int]:
    return {name: round(100 * chance) for name, chance in zip(("chance", "low", "high"), row.chances, strict=True)}
