"""What fits into the seconds of a clip: actions, camera moves and spoken words.

Rules of thumb, for advice and for a display while somebody types; nothing is refused because of them.

Sources:
    Beats and moves: OpenAI, Sora 2 prompting guide (openai/openai-cookbook @1398f49, read 2026-11-22):
    one action and one camera move per shot, shorter clips follow better; its own example counts three
    small beats in four seconds; one or two lines of dialogue in 4 s, a few more in 8 s.
    Words: English conversation about 150 words a minute (National Center for Voice and Speech), French
    without notes 120 to 160 (coachingprisedeparole.fr). In interviews the two languages were measured to
    be alike: 176 and 174 words a minute (Grosjean and Deschamps, told by F. Grosjean in Psychology Today,
    February 2013). Both are counted at 150 here, the calmer figure: lines in a clip are spoken to be understood.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from sora_widgets.prompts import grammar
from sora_widgets.prompts.beats import is_counted, split_beats
from sora_widgets.prompts.camera import find_moves
from sora_widgets.prompts.shot import Shot
from sora_widgets.prompts.speech import Quote, read_quotes

__all__ = [
    "WORDS_PER_SECOND",
    "Budget",
    "beats_allowed",
    "budget",
    "count_moves",
    "lines_allowed",
    "moves_allowed",
    "speech_seconds",
    "spoken_lines",
]

WORDS_PER_SECOND = {"en": 2.5, "fr": 2.5}
_TURN_S = 0.5  # from one speaker to the next: a rule of thumb
_SECONDS_PER_ACTION = 4
_SECONDS_PER_COUNTED_BEAT = 4 / 3
_SECONDS_PER_MOVE = 6
_SECONDS_PER_LINE = 2
# how the picture is steadied or followed is not a second move beside the one that is made
_NOT_A_MOVE = frozenset(("handheld", "tracking", "crane", "static"))


@dataclass(frozen=True, slots=True)
class Budget:
    """What a shot asks of its seconds.

    Attributes:
        seconds: the length of the clip.
        beats: how many actions follow one another.
        beat_s: the seconds that each has; all of them when there is none.
        moves: how many camera moves.
        speakers: how many people speak, as far as the lines tell them apart.
        words: how many words they say.
        speech_s: the seconds that takes, with the turns from one to the other.
        left_s: the seconds left over; negative when the lines do not fit.
        fits: whether the lines fit.
    """

    seconds: int
    beats: int
    beat_s: float
    moves: int
    speakers: int
    words: int
    speech_s: float
    left_s: float
    fits: bool


def budget(shot: Shot | str, seconds: int = 4, language: str | None = None) -> Budget:
    """Count what a shot asks for against its length.

    >>> budget('A woman on a pier says: "Look at the whales over there!"', 4).speech_s
    2.4

    Args:
        shot: the shot, or prose to be read first.
        seconds: the length of the clip.
        language: of the words of the shot; by default read from them.
    """
    shot = Shot.from_text(shot) if isinstance(shot, str) else shot
    language = language or grammar.language_of(shot.to_text()) or "en"
    beats = split_beats(grammar.clean(shot.action), language)
    lines = spoken_lines(shot, language)
    speech_s = speech_seconds(lines, language)
    left_s = round(seconds - speech_s, 1)
    return Budget(
        seconds=seconds,
        beats=len(beats),
        beat_s=round(seconds / max(1, len(beats)), 1),
        moves=count_moves(f"{shot.framing}. {shot.camera}"),
        speakers=len({line.speaker for line in lines}),
        words=sum(line.words for line in lines),
        speech_s=speech_s,
        left_s=left_s,
        fits=left_s >= 0,
    )


def spoken_lines(shot: Shot, language: str) -> list[Quote]:
    """The lines that are said, in order; words on a sign are none."""
    return [quote for quote in read_quotes(shot.to_text(), language) if not quote.is_written]


def speech_seconds(lines: list[Quote], language: str) -> float:
    """How long lines take: words at the pace of the language, and a breath at each change of speaker."""
    turns = sum(before.speaker != after.speaker for before, after in itertools.pairwise(lines))
    return round(sum(line.words for line in lines) / WORDS_PER_SECOND[language] + turns * _TURN_S, 1)


def count_moves(text: str) -> int:
    """How many camera moves need time of their own: how the picture is held or follows is none.

    Names that begin at one place in the text are one move: "crane up" is a crane and a rise.
    """
    return len({start for start, move in find_moves(text) if move not in _NOT_A_MOVE})


def beats_allowed(action: str, seconds: int, language: str) -> int:
    """How many beats a length has room for: more of them when they are counted out."""
    per_beat_s = _SECONDS_PER_COUNTED_BEAT if is_counted(action, language) else _SECONDS_PER_ACTION
    return max(1, int(seconds / per_beat_s))


def moves_allowed(seconds: int) -> int:
    """How many camera moves a length has room for."""
    return max(1, seconds // _SECONDS_PER_MOVE)


def lines_allowed(seconds: int) -> int:
    """How many lines of dialogue a length has room for."""
    return max(2, seconds // _SECONDS_PER_LINE)
