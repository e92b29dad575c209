"""Music by mood, for the instruments named: four chords, a line above them, a rhythm. It goes on in an extension.

A mood is a tempo, a scale and a manner; which notes of its scale the line takes is the seed's choice, bar by bar.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from sora_widgets.animatic.scene import Scene
from sora_widgets.animatic.sounds.instruments import drum, note
from sora_widgets.animatic.sounds.span import Span, Wave, add, band, panned

__all__ = ["MOODS", "Mood", "has_music", "music"]

_MAJOR, _MINOR, _PHRYGIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 1, 3, 5, 7, 8, 10)
_RADIO_HZ = (350.0, 3200.0)


@dataclass(frozen=True)
class Mood:
    """How music of a mood goes.

    Attributes:
        beats_per_minute: tempo.
        scale: seven steps in semitones above the key note.
        key: the key note, as a MIDI number.
        chords: steps of the scale that the four chords stand on.
        line: who plays the melody.
        pad: who holds the chords.
        figure: places of the melody's notes in a bar of four beats.
        drums: (drum, places in the bar).
        pad_level: of the held chords.
    """

    beats_per_minute: float
    scale: tuple[int, ...]
    key: int
    chords: tuple[int, int, int, int]
    line: str
    pad: str
    figure: tuple[float, ...]
    drums: tuple[tuple[str, tuple[float, ...]], ...] = ()
    pad_level: float = 0.3


MOODS: dict[str, Mood] = {
    "": Mood(84, _MAJOR, 57, (5, 3, 0, 4), "piano", "strings", (0, 1, 2, 3), pad_level=0.2),
    "calm": Mood(60, _MAJOR, 60, (0, 5, 3, 4), "piano", "strings", (0, 1.5, 3), pad_level=0.25),
    "epic": Mood(
        92, _MINOR, 50, (0, 5, 2, 6), "brass", "strings", (0, 1, 1.5, 2, 3),
        (("timpani", (0, 1.5, 2)), ("tom", (3, 3.25, 3.5, 3.75))), 0.4,
    ),
    "joyful": Mood(
        126, _MAJOR, 62, (0, 3, 4, 0), "guitar", "guitar", (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5),
        (("kick", (0, 2)), ("snare", (1, 3)), ("hat", (0.5, 1.5, 2.5, 3.5))),
    ),
    "playful": Mood(
        112, _MAJOR, 65, (0, 1, 4, 0), "pizzicato", "pizzicato", (0, 0.5, 1.25, 2, 2.75, 3.5), (("hat", (1, 3)),), 0.5
    ),
    "sad": Mood(54, _MINOR, 57, (0, 5, 3, 4), "violin", "strings", (0, 2), pad_level=0.3),
    "tense": Mood(
        100, _PHRYGIAN, 45, (0, 1, 0, 1), "strings", "low_synth", (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5),
        (("tom", (0, 0.75, 2)),), 0.5,
    ),
}  # fmt: skip
_NAMED = {  # terms of the film vocabulary, and what people hold: who plays the line, and who the chords
    "accordion": ("accordion", "accordion"),
    "cello": ("cello", ""),
    "drone_music": ("low_synth", "low_synth"),
    "drum": ("", ""),
    "drums": ("", ""),
    "flute": ("flute", ""),
    "electric_guitar": ("electric_guitar", "electric_guitar"),
    "guitar": ("guitar", "guitar"),
    "harp": ("harp", ""),
    "orchestra": ("brass", "strings"),
    "piano": ("piano", ""),
    "saxophone": ("saxophone", ""),
    "strings": ("violin", "strings"),
    "trumpet": ("brass", ""),
    "violin": ("violin", ""),
}
_BEATEN = (("kick", (0.0, 1.5, 2.0)), ("snare", (1.0, 3.0)), ("tom", (2.5, 3.5, 3.75)))


def has_music(scene: Scene) -> bool:
    """Music is asked for, or somebody plays."""
    return "no_music" not in scene.terms and ("music" in scene.sounds or bool(_played(scene)))


def music(scene: Scene, span: Span) -> Wave:
    """Two channels of music for a scene, by its mood and the instruments it names."""
    mood = MOODS[scene.mood]
    named = _played(scene) or next(iter(sorted(scene.terms & _NAMED.keys())), "")
    line, pad = _NAMED.get(named, (mood.line, mood.pad))
    drums = _BEATEN if named in ("drum", "drums") else mood.drums
    track = span.silence()
    beat_s = 60 / mood.beats_per_minute
    for at_s, bar in span.beats(4 * beat_s):
        if pad:
            _chord(track, at_s, mood, pad, mood.chords[bar % 4], 4 * beat_s)
        if line:
            _line(track, at_s, mood, line, bar, beat_s, span.seed)
        for name, places in drums:
            for place in places:
                add(track, at_s + place * beat_s, panned(0.35 * drum(name), 0.1))
    return band(track, *_RADIO_HZ) if "source_music" in scene.terms else track


def _played(scene: Scene) -> str:
    """The instrument that somebody in the picture plays."""
    held = (actor.holds for actor in scene.actors if actor.action == "play_instrument")
    return next((kind if kind in _NAMED else "piano" for kind in held), "")


def _chord(track: Wave, at_s: float, mood: Mood, pad: str, root: int, seconds: float) -> None:
    if pad in ("guitar", "pizzicato"):  # cannot hold a chord
        for beat in range(4):
            _strike(track, at_s + beat * seconds / 4, mood, pad, root, seconds / 4)
    else:
        _strike(track, at_s, mood, pad, root, seconds)


def _strike(track: Wave, at_s: float, mood: Mood, pad: str, root: int, seconds: float) -> None:
    for rank, step in enumerate((0, 2, 4)):
        wave = note(pad, _hz(mood, root + step - 7 * (root > 2)), round(seconds, 3))
        add(track, at_s, panned(mood.pad_level * 0.6 * wave, 0.45 * (rank - 1)))


def _line(track: Wave, at_s: float, mood: Mood, player: str, bar: int, beat_s: float, seed: int) -> None:
    rng = random.Random(f"{seed} line {bar % 8}")
    step = mood.chords[bar % 4] + rng.choice((7, 9, 11))
    ends = (*mood.figure[1:], 4.0)
    for place, end in zip(mood.figure, ends, strict=True):
        wave = note(player, _hz(mood, step), round((end - place) * beat_s, 3))
        add(track, at_s + place * beat_s, panned(0.42 * (1.0 if place in (0, 2) else 0.8) * wave, -0.15))
        step = min(14, max(4, step + rng.choice((-2, -1, -1, 1, 1, 2))))


def _hz(mood: Mood, step: int) -> float:
    octave, degree = divmod(step, 7)
    return round(440 * 2 ** ((mood.key + 12 * octave + mood.scale[degree] - 69) / 12), 2)
