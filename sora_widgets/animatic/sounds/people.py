"""What people sound like together, and the body of one, as beds that last: span in, two channels out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, TAU, Span, Wave, add, panned, seconds_of, struck

__all__ = ["PEOPLE"]


def _murmur(span: Span) -> Wave:
    """Many voices, none to follow."""
    track = 0.35 * span.wide("murmur", 250, 900, -0.6)
    for voice in range(3):
        syllables = np.square(span.slow(f"syllables {voice}", 3.1 + 0.7 * voice))
        speaks = 0.2 + 0.8 * span.slow(f"who {voice}", 0.5)
        wave: Wave = 1.3 * syllables * speaks * span.noise(f"voice {voice}", 260 + 90 * voice, 1100 + 250 * voice, -0.7)
        track += panned(wave, 0.7 * (voice - 1))
    return track


def _laughter(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.22)
    for at_s, rng in span.moments("laughs", 1.1):
        pitch, side = rng.uniform(300, 560), rng.uniform(-0.6, 0.6)
        for pulse in range(rng.randint(4, 7)):
            turn = TAU * pitch * (1.06 - 0.035 * pulse) * time_s
            voice = sum(share * np.sin(n * turn) for n, share in ((1, 1.0), (2, 0.7), (3, 0.28), (4, 0.12)))
            add(track, at_s + 0.155 * pulse, panned(struck(time_s, 0.02, 0.045) * 0.86**pulse * voice, side))
    return track


def _crowd(span: Span) -> Wave:
    return 0.6 * _murmur(span) + 0.45 * _laughter(span)


def _cheering(span: Span) -> Wave:
    roar = (0.5 + 0.5 * span.slow("roar", 0.35)) * span.wide("roar", 450, 2400, -0.4)
    track = roar + 0.0
    time_s = seconds_of(0.04)
    for at_s, rng in span.moments("applause", 40):
        clap = struck(time_s, 0.001, 0.006) * np.sin(TAU * rng.uniform(900, 2100) * time_s)
        add(track, at_s, panned(rng.uniform(0.5, 1.6) * clap, rng.uniform(-1, 1)))
    return track


def _children(span: Span) -> Wave:
    """Children at play: calls that glide up."""
    track = 0.7 * _laughter(span)
    time_s = seconds_of(0.5)
    for at_s, rng in span.moments("calls", 1.2):
        turn = TAU * np.cumsum(rng.uniform(420, 640) * (1 + 0.35 * np.sin(5 * time_s))) / SAMPLE_RATE_HZ
        call = np.sin(turn) + 0.8 * np.sin(2 * turn) + 0.3 * np.sin(3 * turn)
        add(track, at_s, panned(np.sin(np.pi * time_s / 0.5) * call * 0.5, rng.uniform(-0.8, 0.8)))
    return track


def _heartbeat(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.3)
    beat = struck(time_s, 0.012, 0.06) * (np.sin(TAU * 52 * time_s) + 0.5 * np.sin(TAU * 95 * time_s))
    for at_s, _ in span.beats(0.86, 0.2):
        add(track, at_s, panned(beat, 0.0))
        add(track, at_s + 0.26, panned(0.65 * beat, 0.0))
    return track


def _breath(span: Span) -> Wave:
    breathing = np.sin((TAU / 3.4 * span.time_s).astype(np.float32))
    sighs = np.maximum(np.maximum(0.0, breathing), 0.7 * breathing**2)
    return sighs * span.wide("breath", 450, 2600, -0.4)


def _footsteps(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.2)
    body = Span(0.0, 0.2, span.seed)
    for at_s, index in span.beats(0.56, 0.15):
        grit = body.noise(f"grit {index % 4}", 250, 2600, -0.5) + np.sin(TAU * 92 * time_s)
        add(track, at_s, panned(struck(time_s, 0.004, 0.045) * grit, 0.15 if index % 2 else -0.15))
    return track


PEOPLE: dict[str, tuple[float, Callable[[Span], Wave]]] = {
    "breath": (-22.2, _breath),
    "cheering": (-23.8, _cheering),
    "children": (-13.3, _children),
    "crowd": (-15.5, _crowd),
    "footsteps": (-11.6, _footsteps),
    "heartbeat": (-4.9, _heartbeat),
    "laughter": (-11.8, _laughter),
    "murmur": (-19.6, _murmur),
}
"""By name: dB that bring it to -23 LUFS, and how it is made."""
