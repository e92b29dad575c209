"""Voices without words: one syllable for each that a line would have, at the times of `spoken.lines_at`.

A syllable is a buzz at the speaker's pitch through the resonances of a vowel (formants of Peterson and Barney, "Control
methods used in a study of the vowels", 1952, rounded), after a hiss where the text has a consonant that hisses.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sora_widgets.animatic.lexicon import LANGUAGES, lexicon, words_of
from sora_widgets.animatic.scene import Line, Scene
from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, TAU, Span, Wave, add, panned
from sora_widgets.animatic.spoken import lines_at

__all__ = ["VOICES", "Speaker", "speaker_of", "spoken", "sung", "voices"]


@dataclass(frozen=True)
class Speaker:
    """A voice: pitch in Hz, size of the head (1 is a man's: formants are that much higher), and its manner."""

    pitch_hz: float
    formants: float
    manner: str = ""


_WOMAN, _MAN = Speaker(212, 1.16), Speaker(115, 1.0)
VOICES: dict[str, Speaker] = {
    **dict.fromkeys(("angel", "bride", "dancer", "fairy", "mermaid", "nun", "nurse", "princess", "queen"), _WOMAN),
    **dict.fromkeys(("businessman", "chef", "clown", "cowboy", "detective", "diver", "doctor", "farmer"), _MAN),
    **dict.fromkeys(("firefighter", "king", "knight", "monk", "ninja", "pirate", "police", "scientist"), _MAN),
    **dict.fromkeys(("mannequin", "soldier", "superhero", "worker"), _MAN),
    "astronaut": Speaker(125, 1.0),
    "baby": Speaker(400, 1.45),
    "child": Speaker(290, 1.28),
    "girl": Speaker(310, 1.3),
    "crowd": Speaker(160, 1.08),
    "ghost": Speaker(150, 0.9, "shaky"),
    "man": _MAN,
    "old_man": Speaker(105, 0.97, "shaky"),
    "old_woman": Speaker(185, 1.12, "shaky"),
    "robot": Speaker(98, 1.05, "flat"),
    "santa": Speaker(92, 0.95),
    "skeleton": Speaker(88, 1.1, "flat"),
    "witch": Speaker(230, 1.0, "shaky"),
    "wizard": Speaker(98, 0.95, "shaky"),
    "woman": _WOMAN,
}
"""By kind of actor."""

_VOWELS: dict[str, tuple[int, int, int]] = {
    "a": (730, 1090, 2440),
    "e": (530, 1840, 2480),
    "i": (270, 2290, 3010),
    "o": (570, 840, 2410),
    "u": (300, 870, 2240),
    "y": (280, 2000, 2600),
}
_SYLLABLE = re.compile(r"([^aeiouy]*)([aeiouy]+)")
_HISSES = frozenset("szfvcxtkphj")
_PERIOD = 1024
_APART = 4  # voices of a kind; higher ones would be no voices
_REST = 0.14  # of a syllable, before the next


def voices(scene: Scene, span: Span) -> Wave | None:
    """Two channels of all that is said; None when nobody speaks."""
    said = lines_at(scene, span.seconds)
    if not said:
        return None
    track = span.silence()
    speakers = list(dict.fromkeys(line.speaker for _, _, line in said))
    for start_s, end_s, line in said:
        rank = speakers.index(line.speaker)
        side = 0.0 if "voice_over" in scene.terms or len(speakers) < 2 else 0.35 * (-1) ** (rank + 1)
        wave = spoken(line, speaker_of(scene, line.speaker), end_s - start_s, "whisper" in scene.terms)
        add(track, start_s, panned(wave, side))
    return track


def speaker_of(scene: Scene, name: str) -> Speaker:
    """Whose voice a line has: of what the name says, of the actor with that name, or of the first who can speak."""
    kind = _kind_of(name)
    cast = [actor for actor in scene.actors if actor.kind in VOICES]
    if kind not in VOICES and cast:
        kind = next((actor.kind for actor in cast if actor.label and actor.label == name), cast[0].kind)
    if kind not in VOICES:
        kind = ("woman", "man")[zlib.crc32(name.encode()) % 2]
    voice = VOICES[kind]
    # two of a kind are told apart
    same = [each for each in dict.fromkeys(line.speaker for line in scene.dialogue) if _kind_of(each) == _kind_of(name)]
    higher = 1 + 0.13 * (same.index(name) % _APART) if name in same else 1.0
    return Speaker(voice.pitch_hz * higher, voice.formants, voice.manner)


def _kind_of(name: str) -> str:
    words = [word for word, _ in words_of(name)]
    for language in LANGUAGES:
        for found in lexicon(language).scene.find(words):
            if (meaning := found.in_table("people")) is not None:
                return meaning.name.split(" ")[0]
    return ""


def spoken(line: Line, speaker: Speaker, seconds: float, is_whispered: bool = False) -> Wave:
    """A line, one channel, `seconds` long."""
    span = Span(0.0, seconds, zlib.crc32(line.text.encode()))
    track = np.zeros(span.count, np.float32)
    syllables = _syllables(line.text)
    total = sum(length for _, _, length in syllables)
    is_asked = line.text.rstrip(' "»”').endswith("?")
    at_s = 0.0
    for index, (hiss, vowel, length) in enumerate(syllables):
        long_s = seconds * length / total
        if vowel:
            share = index / max(1, len(syllables) - 1)
            rise = 1.18 - 0.28 * share + (0.4 * max(0.0, share - 0.6) if is_asked else 0.0)
            lilt = 1 + 0.07 * (-1) ** index
            pitch = speaker.pitch_hz * (1.0 if speaker.manner == "flat" else rise * lilt)
            add(track, at_s, _syllable(vowel, pitch, speaker, long_s * (1 - _REST), is_whispered, span))
            if hiss:
                add(track, at_s, _hiss(span, min(0.07, 0.4 * long_s), index))
        at_s += long_s
    return track


def sung(vowel: str, pitch_hz: float, speaker: Speaker, seconds: float) -> Wave:
    """A vowel on one pitch, one channel."""
    return _syllable(vowel, pitch_hz, replace(speaker, manner="flat"), seconds, False, Span(0.0, seconds))


def _syllables(text: str) -> list[tuple[bool, str, float]]:
    """(begins with a hiss, vowel, length); no vowel is a pause."""
    folded = unicodedata.normalize("NFD", text.lower())
    found: list[tuple[bool, str, float]] = []
    for word in re.findall(r"[^\W\d_]+|\d+|[,.;:!?…]+", "".join(c for c in folded if not unicodedata.combining(c))):
        if not word[0].isalnum():
            found.append((False, "", 0.8))
            continue
        beats = _SYLLABLE.findall(word) or [("", "a")]
        found += [
            (bool(_HISSES & set(before)), vowels[0], 0.8 + 0.2 * len(before + vowels)) for before, vowels in beats
        ]
    while found and not found[-1][1]:
        found.pop()
    return found or [(False, "a", 1.0)]


def _syllable(vowel: str, pitch: float, speaker: Speaker, seconds: float, is_whispered: bool, span: Span) -> Wave:
    count = max(2, round(seconds * SAMPLE_RATE_HZ))
    time_s = np.arange(count) / SAMPLE_RATE_HZ
    swell = np.sin(np.pi * np.minimum(1.0, time_s / time_s[-1])) ** 0.6
    if is_whispered:
        first, second, _ = _VOWELS[vowel]
        breath = Span(0.0, count / SAMPLE_RATE_HZ, span.seed).noise("breath", first, round(2.2 * second), -0.3)
        whispered: Wave = (0.12 * swell * breath).astype(np.float32)
        return whispered
    bend = 0.0 if speaker.manner == "flat" else 0.05
    tremble = 0.025 * np.sin(TAU * 6.5 * time_s) if speaker.manner == "shaky" else 0.0
    turns = np.cumsum(pitch * (1 + bend * np.cos(np.pi * time_s / time_s[-1]) + tremble)) / SAMPLE_RATE_HZ
    wave = _buzz(vowel, round(pitch), speaker.formants)[(turns * _PERIOD).astype(np.int64) % _PERIOD]
    made: Wave = (0.3 * swell * wave).astype(np.float32)
    return made


@lru_cache(maxsize=256)
def _buzz(vowel: str, pitch_hz: int, formants: float) -> Wave:
    """One period of a voice's harmonics as a vowel lets them through."""
    hz = pitch_hz * np.arange(1, min(60, int(6500 / pitch_hz)) + 1)
    gain = sum(
        share / (1 + ((hz - formant * formants) / width) ** 2)
        for formant, share, width in zip(_VOWELS[vowel], (1.0, 0.5, 0.22), (70, 110, 170), strict=True)
    )
    amplitudes = (gain + 0.08) / np.arange(1, len(hz) + 1) ** 0.35
    spectrum = np.zeros(_PERIOD // 2 + 1, complex)
    spectrum[1 : len(hz) + 1] = amplitudes * np.exp(1j * 0.9 * np.arange(len(hz)) ** 1.5)
    wave = np.fft.irfft(spectrum)
    made: Wave = (wave / np.sqrt(np.mean(wave**2)) / 3).astype(np.float32)
    return made


def _hiss(span: Span, seconds: float, index: int) -> Wave:
    wave = Span(0.0, seconds, span.seed + index).noise("consonant", 2800, 7500)
    return (0.035 * np.sin(np.pi * np.arange(len(wave)) / len(wave)) * wave).astype(np.float32)
