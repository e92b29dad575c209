"""Single notes of the instruments of the score. One period of a tone is drawn from its harmonics and read at the pitch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, TAU, Span, Wave, seconds_of, struck

__all__ = ["DRUMS", "INSTRUMENTS", "Instrument", "drum", "note"]

_PERIOD = 2048
_HIGHEST_HZ = 9000.0


@dataclass(frozen=True)
class Instrument:
    """How a note of it sounds.

    Attributes:
        harmonics: amplitudes of the fundamental and what is above.
        attack_s: until it is loudest.
        decay_s: to a third; 0 for what is bowed or blown and lasts as long as the note.
        vibrato: depth, as a share of the pitch.
        dulls: how much faster the upper harmonics go than the lower.
    """

    harmonics: tuple[float, ...]
    attack_s: float
    decay_s: float = 0.0
    vibrato: float = 0.0
    dulls: float = 3.0


_BOWED = tuple(0.9 / n**1.1 for n in range(1, 15))
_STRUCK = (1.0, 0.55, 0.32, 0.2, 0.12, 0.08, 0.05, 0.03)
INSTRUMENTS: dict[str, Instrument] = {
    "accordion": Instrument((0.8, 0.6, 0.7, 0.4, 0.4, 0.3, 0.25, 0.2, 0.15), 0.05, vibrato=0.001),
    "brass": Instrument((0.7, 1.0, 0.9, 0.7, 0.5, 0.3, 0.2, 0.1), 0.06, vibrato=0.002),
    "cello": Instrument(tuple(0.9 / n for n in range(1, 12)), 0.09, vibrato=0.006),
    "electric_guitar": Instrument((1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.3, 0.2), 0.004, 1.1, dulls=1.0),
    "flute": Instrument((1.0, 0.25, 0.1, 0.04), 0.05, vibrato=0.006),
    "guitar": Instrument((1.0, 0.8, 0.5, 0.35, 0.3, 0.15, 0.12, 0.08), 0.003, 0.5, dulls=5.0),
    "harp": Instrument((1.0, 0.35, 0.15, 0.08, 0.04), 0.004, 0.6),
    "low_synth": Instrument((1.0, 0.5, 0.4, 0.2, 0.25, 0.1, 0.12), 0.4),
    "piano": Instrument(_STRUCK, 0.004, 0.75),
    "pizzicato": Instrument((1.0, 0.5, 0.2, 0.1), 0.003, 0.12),
    "saxophone": Instrument((0.9, 1.0, 0.6, 0.65, 0.35, 0.3, 0.2, 0.15), 0.05, vibrato=0.005),
    "strings": Instrument(_BOWED, 0.14, vibrato=0.003),
    "violin": Instrument(_BOWED, 0.07, vibrato=0.008),
}


@lru_cache(maxsize=64)
def note(instrument: str, hz: float, seconds: float) -> Wave:
    """A note, one channel, highest about 1, with the end of it that rings after `seconds`."""
    of = INSTRUMENTS[instrument]
    tail_s = min(1.2, 2.0 * of.decay_s) if of.decay_s else 0.12
    time_s = seconds_of(seconds + tail_s)
    turns = hz * (np.arange(len(time_s)) / SAMPLE_RATE_HZ)
    if of.vibrato:
        depth = of.vibrato * hz / (TAU * 5.6) * np.minimum(1.0, time_s / 0.4)
        turns = turns + depth * np.sin(TAU * 5.6 * time_s)
    place = (turns * _PERIOD).astype(np.int64) % _PERIOD
    bright, dull = _periods(of, round(_HIGHEST_HZ / hz))
    if of.decay_s:
        wave = np.exp(-time_s / of.decay_s) * (
            dull[place] + np.exp(-of.dulls * time_s / of.decay_s) * (bright - dull)[place]
        )
        wave *= np.minimum(1.0, time_s / of.attack_s) * np.clip((time_s[-1] - time_s) / 0.05, 0, 1)
    else:
        wave = bright[place] * np.minimum(1.0, time_s / of.attack_s)
        wave *= np.clip((time_s[-1] - time_s) / tail_s, 0, 1)
    wave = wave.astype(np.float32)
    wave.flags.writeable = False
    made: Wave = wave
    return made


@lru_cache(maxsize=256)
def _periods(of: Instrument, most: int) -> tuple[Wave, Wave]:
    """One period of all harmonics, and one of the lowest two."""
    return _period(of.harmonics[: max(1, most)]), _period(of.harmonics[:2])


def _period(harmonics: tuple[float, ...]) -> Wave:
    turn = TAU * np.arange(_PERIOD) / _PERIOD
    wave = sum(share * np.sin((n + 1) * turn + 0.7 * n * n) for n, share in enumerate(harmonics))
    made: Wave = (wave / np.abs(wave).max()).astype(np.float32)
    return made


@lru_cache(maxsize=16)
def drum(name: str) -> Wave:
    """A stroke on a drum, one channel, highest sample 1."""
    low_hz, high_hz, decay_s, tone_hz, tone = DRUMS[name]
    time_s = seconds_of(6 * decay_s)
    skin = np.sin(TAU * tone_hz * time_s * (1 + 0.5 * np.exp(-time_s * 40)))
    wires = Span(0.0, 6 * decay_s, 3).noise(name, low_hz, high_hz)
    wave = struck(time_s, 0.001, decay_s) * (tone * skin + (1 - tone) * wires)
    wave = (wave / np.abs(wave).max()).astype(np.float32)
    wave.flags.writeable = False
    made: Wave = wave
    return made


DRUMS: dict[str, tuple[float, float, float, float, float]] = {
    "hat": (5000, 11000, 0.025, 300, 0.0),
    "kick": (60, 400, 0.11, 54, 0.9),
    "snare": (900, 6000, 0.07, 185, 0.4),
    "timpani": (60, 300, 0.35, 73, 0.85),
    "tom": (100, 700, 0.16, 98, 0.8),
}
"""By name: edges of the wires' noise in Hz, decay in s, pitch of the skin in Hz, share of the skin."""
