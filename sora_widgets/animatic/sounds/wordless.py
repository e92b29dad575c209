"""What people let be heard without saying a line: talk that nobody wrote down, song, laughter, sobs. It has no end."""

from __future__ import annotations

import random

import numpy as np

from sora_widgets.animatic.scene import Line, Scene
from sora_widgets.animatic.sounds.span import TAU, Span, Wave, add, panned, seconds_of, struck
from sora_widgets.animatic.sounds.voice import VOICES, Speaker, speaker_of, spoken, sung

__all__ = ["SPEAKING", "wordless"]

SPEAKING = frozenset({"inner_voice", "off_screen_voice", "voice_over", "whisper"})
"""Terms by which somebody is heard to speak, whether the prompt has the lines or not."""

_TUNE = (0, 2, 4, 7, 9, 7, 4, 2)  # semitones
_PHRASE_S, _TALK_S, _NOTE_S, _LAUGH_S, _SOB_S = 2.6, 2.0, 0.62, 1.9, 1.5


def wordless(scene: Scene, span: Span) -> Wave | None:
    """Two channels of it; None when nobody does such a thing."""
    track = span.silence()
    is_heard = False
    doing = [(actor.kind, actor.action) for actor in scene.actors if actor.kind in VOICES]
    if "humming" in scene.terms:
        doing.append((doing[0][0] if doing else "woman", "hum"))
    if scene.terms & SPEAKING and not any(action == "talk" for _, action in doing):
        doing.append((doing[0][0] if doing else "woman", "talk"))
    for rank, (kind, action) in enumerate(doing):
        side = 0.3 * (-1) ** rank if rank else 0.0
        speaker = VOICES[kind] if kind in VOICES else speaker_of(scene, kind)
        if action == "talk" and not scene.dialogue and "no_dialogue" not in scene.terms:
            if rank < 2:
                _talk(track, span, speaker, side, rank, "whisper" in scene.terms)
                is_heard = True
        elif action in ("sing", "hum"):
            _sing(track, span, speaker, side, "u" if action == "hum" else "a")
            is_heard = True
        elif action in ("laugh", "cry"):
            _pant(track, span, speaker, side, action == "laugh")
            is_heard = True
    return track if is_heard else None


def _talk(track: Wave, span: Span, speaker: Speaker, side: float, rank: int, is_whispered: bool) -> None:
    """Phrases of made-up syllables; the second of two answers."""
    for at_s, index in span.beats(2 * _PHRASE_S if rank else _PHRASE_S, 0.3 + 0.5 * rank):
        rng = random.Random(f"{span.seed} talk {rank} {index}")
        text = " ".join(rng.choice(("ta", "mo", "si", "ne", "lu", "ka", "re")) for _ in range(rng.randint(6, 10)))
        line = Line("", text + rng.choice((".", "?")))
        add(track, at_s, panned(0.8 * spoken(line, speaker, _TALK_S, is_whispered), side))


def _sing(track: Wave, span: Span, speaker: Speaker, side: float, vowel: str) -> None:
    for at_s, index in span.beats(_NOTE_S, 0.2):
        pitch = 1.15 * speaker.pitch_hz * 2 ** (_TUNE[index % len(_TUNE)] / 12)
        add(track, at_s, panned(sung(vowel, pitch, speaker, _NOTE_S), side))


def _pant(track: Wave, span: Span, speaker: Speaker, side: float, is_laughter: bool) -> None:
    """Quick falling bursts of a vowel; slow and lower ones are sobs."""
    period, step = (_LAUGH_S, 0.17) if is_laughter else (_SOB_S, 0.34)
    for at_s, index in span.beats(period, 0.3):
        for burst in range(6 if is_laughter else 3):
            pitch = speaker.pitch_hz * ((1.5 if is_laughter else 1.2) - 0.05 * burst + 0.03 * (index % 3))
            wave = sung("a" if is_laughter else "u", pitch, speaker, step)
            add(track, at_s + burst * step, panned(1.5 * 0.9**burst * wave * _burst(len(wave)), side))


def _burst(count: int) -> Wave:
    time_s = seconds_of(1.0)[:count]
    made: Wave = struck(time_s, 0.02, 0.07) * (1 + 0.1 * np.sin(TAU * 11 * time_s))
    return made
