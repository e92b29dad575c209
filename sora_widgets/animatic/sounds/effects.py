"""Short sounds, one for each name of `figures.events`: at strength 1 about as loud as each other, attack within 10 ms.

`happening` tells when; this module only what.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, TAU, Span, Wave, seconds_of, struck

__all__ = ["EFFECTS", "effect", "engine"]

_VARIANTS = 4  # of a kind, so that steps are not a machine's
_ENGINES: dict[str, tuple[float, float, float]] = {
    "bus": (48, 0.6, 0.25),
    "car": (66, 0.5, 0.35),
    "drone": (190, 1.0, 0.15),
    "helicopter": (22, 1.0, 1.0),
    "motorcycle": (92, 1.4, 0.3),
    "plane": (110, 0.25, 1.4),
    "rocket": (34, 0.3, 2.2),
    "scooter": (120, 1.2, 0.2),
    "ship": (28, 0.9, 0.5),
    "spaceship": (58, 0.6, 0.6),
    "submarine": (40, 0.8, 0.3),
    "tractor": (32, 1.3, 0.4),
    "train": (38, 0.5, 1.1),
    "truck": (42, 0.9, 0.4),
    "ufo": (140, 1.0, 0.1),
}
"""By kind: firings a second, how much of its tone and how much of its air is heard."""


def effect(name: str, number: int = 0) -> Wave:
    """One channel, highest sample 1; its `number` chooses among the variants."""
    return _variant(name, number % _VARIANTS)


@lru_cache(maxsize=64)
def _variant(name: str, variant: int) -> Wave:
    wave = EFFECTS[name](Span(0.0, 1.5, variant), 1 + 0.05 * (variant - 1.5))
    made: Wave = (wave / np.abs(wave).max()).astype(np.float32)
    made.flags.writeable = False
    return made


def engine(span: Span, kind: str) -> Wave:
    """What drives a vehicle, as long as the span."""
    hz, tone, air = _ENGINES.get(kind, _ENGINES["car"])
    turn = TAU * hz * (span.time_s + 0.004 * np.sin(1.3 * span.time_s))
    pulses = np.exp(3 * (np.cos(turn.astype(np.float32)) - 1))  # one pulse each firing: a comb of harmonics
    body = span.noise("engine", 60, 900, -0.5)
    flow = span.noise("air", 150, 3000, -0.6)
    made: Wave = 0.16 * (tone * (2.2 * (pulses - 0.3) + pulses * body) + air * flow)
    return made


def _bounce(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.28)
    hz = pitch * (150 + 110 * np.exp(-time_s / 0.012))
    ring = struck(time_s, 0.001, 0.05) * np.sin(TAU * np.cumsum(hz) / SAMPLE_RATE_HZ)
    return ring + 0.35 * struck(time_s, 0.001, 0.008) * _grit(span, time_s, 600, 3500)


def _impact(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.6)
    boom = struck(time_s, 0.002, 0.12) * np.sin(TAU * 62 * pitch * time_s * (1 + 0.5 * np.exp(-time_s * 30)))
    return boom + 0.6 * struck(time_s, 0.001, 0.04) * _grit(span, time_s, 150, 2500, -0.5)


def _splash(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.7)
    spray = struck(time_s, 0.006, 0.11) * _grit(span, time_s, 700, 6500, -0.4)
    gulp = 0.5 * struck(time_s, 0.004, 0.05) * np.sin(TAU * 260 * pitch * time_s * (1 + 1.5 * time_s))
    return spray + gulp


def _whoosh(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.4)
    return struck(time_s, 0.06, 0.08) * _grit(span, time_s, 350 * pitch, 2400 * pitch, -0.5)


def _wing(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.16)
    return struck(time_s, 0.02, 0.03) * _grit(span, time_s, 200 * pitch, 1300, -0.5)


def _clink(span: Span, pitch: float) -> Wave:
    return _ringing(((2300, 1.0), (3710, 0.6), (5480, 0.35)), 0.05, pitch)


def _chime(span: Span, pitch: float) -> Wave:
    return _ringing(((1180, 1.0), (2950, 0.4), (1770, 0.35)), 0.22, pitch)


def _tick(span: Span, pitch: float) -> Wave:
    return _ringing(((2100, 1.0), (3300, 0.5)), 0.008, pitch)


def _knock(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.14)
    wood = struck(time_s, 0.001, 0.022) * (
        np.sin(TAU * 410 * pitch * time_s) + 0.5 * np.sin(TAU * 930 * pitch * time_s)
    )
    made: Wave = wood + 0.3 * struck(time_s, 0.001, 0.005) * _grit(span, time_s, 900, 5000)
    return made


def _step(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.18)
    heel = 0.7 * struck(time_s, 0.002, 0.02) * np.sin(TAU * 96 * pitch * time_s)
    made: Wave = heel + struck(time_s, 0.003, 0.035) * _grit(span, time_s, 300, 2600, -0.5)
    return made


def _hoof(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.16)
    clop = np.sin(TAU * 620 * pitch * time_s) + 0.7 * np.sin(TAU * 1010 * pitch * time_s)
    made: Wave = struck(time_s, 0.001, 0.018) * clop + 0.4 * struck(time_s, 0.002, 0.03) * _grit(
        span, time_s, 120, 900, -0.5
    )
    return made


def _clap(span: Span, pitch: float) -> Wave:
    time_s = seconds_of(0.12)
    return struck(time_s, 0.001, 0.014) * _grit(span, time_s, 750 * pitch, 2800 * pitch)


def _ringing(partials: tuple[tuple[float, float], ...], decay_s: float, pitch: float) -> Wave:
    time_s = seconds_of(6 * decay_s)
    tones = sum(share * np.sin(TAU * hz * pitch * time_s) for hz, share in partials)
    made: Wave = struck(time_s, 0.001, decay_s) * tones
    return made


def _grit(span: Span, time_s: Wave, low_hz: float, high_hz: float, slope: float = 0.0) -> Wave:
    return Span(0.0, len(time_s) / SAMPLE_RATE_HZ, span.seed).noise(
        "grit", round(low_hz, -1), round(high_hz, -1), slope
    )


EFFECTS: dict[str, Callable[[Span, float], Wave]] = {
    "bounce": _bounce,
    "chime": _chime,
    "clap": _clap,
    "clink": _clink,
    "hoof": _hoof,
    "impact": _impact,
    "knock": _knock,
    "splash": _splash,
    "step": _step,
    "tick": _tick,
    "whoosh": _whoosh,
    "wing": _wing,
}
