"""What machines and rooms sound like, as beds that last: span in, two channels out."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, TAU, Span, Wave, add, panned, seconds_of, struck

__all__ = ["WORKS"]


def _traffic(span: Span) -> Wave:
    track = 0.9 * span.wide("rumble", 35, 160, -0.8)
    time_s = seconds_of(3.0)
    near = np.exp(-(((time_s - 1.5) / 0.55) ** 2))
    body = Span(0.0, 3.0, span.seed)
    for at_s, rng in span.moments("cars", 0.5):
        tyres = body.noise(f"tyres {rng.random()}", 180, 1500, -0.6)
        passing = 1.4 * near * (tyres + 0.5 * np.sin(TAU * rng.uniform(66, 88) * time_s))
        go_right = 1 / (1 + np.exp(-(time_s - 1.5) * rng.choice((3.0, -3.0))))
        add(track, at_s - 1.5, np.stack([passing * (1 - go_right), passing * go_right]).astype(np.float32))
    return track


def _highway(span: Span) -> Wave:
    flow = 0.75 + 0.25 * span.slow("flow", 0.6)
    return flow * span.wide("tyres", 150, 1300, -0.5) + 0.6 * span.wide("motors", 40, 150, -0.8)


def _room(span: Span) -> Wave:
    return span.wide("room", 60, 300, -0.9)


def _hall(span: Span) -> Wave:
    """The air of a large room."""
    return (0.85 + 0.15 * span.slow("hall", 0.3)) * span.wide("hall", 130, 800, -0.9)


def _hum(span: Span) -> Wave:
    """Mains: a refrigerator, a lamp."""
    tone = span.tone(100) + 0.45 * span.tone(200) + 0.12 * span.tone(400)
    return 0.5 * panned(tone, 0.2) + 0.15 * span.wide("fan", 150, 700, -0.8)


def _ventilation(span: Span) -> Wave:
    return span.wide("ventilation", 180, 1600, -0.8) + panned(0.12 * span.tone(118), 0.0)


def _machine(span: Span) -> Wave:
    whine = np.sin(TAU * np.cumsum(180 + 240 * span.slow("whine", 0.9)) / SAMPLE_RATE_HZ).astype(np.float32)
    return panned(span.tone(100) + 0.4 * span.tone(200) + 0.5 * whine, 0.1)


def _clock(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.05)
    for at_s, second in span.beats(0.5):
        tick = struck(time_s, 0.001, 0.008) * np.sin(TAU * (2300 if second % 2 else 1900) * time_s)
        add(track, at_s, panned(tick, 0.25))
    return track


def _pings(span: Span, name: str, per_second: float, low_hz: float, high_hz: float, decay_s: float) -> Wave:
    """Small things that ring: cups, drops, instruments of a sickroom."""
    track = span.silence()
    time_s = seconds_of(5 * decay_s)
    for at_s, rng in span.moments(name, per_second):
        hz = rng.uniform(low_hz, high_hz)
        ping = np.sin(TAU * hz * time_s) + 0.4 * np.sin(TAU * 2.76 * hz * time_s)
        add(track, at_s, panned(rng.uniform(0.3, 1.0) * struck(time_s, 0.001, decay_s) * ping, rng.uniform(-0.7, 0.7)))
    return track


def _clinks(span: Span) -> Wave:
    return _pings(span, "clinks", 2.2, 1700, 3300, 0.04)


def _dripping(span: Span) -> Wave:
    return _pings(span, "drips", 1.1, 700, 1500, 0.09)


def _beeping(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.12)
    for at_s, _ in span.beats(1.0):
        add(track, at_s, panned(np.sin(np.pi * time_s / 0.12) ** 0.5 * np.sin(TAU * 980 * time_s), -0.3))
    return track


def _knocks(span: Span, name: str, per_second: float, low_hz: float, high_hz: float) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.12)
    body = Span(0.0, 0.12, span.seed)
    for at_s, rng in span.moments(name, per_second):
        knock = struck(time_s, 0.001, 0.02) * (
            np.sin(TAU * rng.uniform(low_hz, high_hz) * time_s) + 0.5 * body.noise(f"{name} {rng.random()}", 800, 4000)
        )
        add(track, at_s, panned(rng.uniform(0.4, 1.0) * knock, rng.uniform(-0.7, 0.7)))
    return track


def _typing(span: Span) -> Wave:
    return _knocks(span, "keys", 6.5, 1100, 1900)


def _hammering(span: Span) -> Wave:
    return _knocks(span, "hammers", 2.6, 320, 900)


def _thumping(span: Span) -> Wave:
    """Balls on a gym's floor, a few rooms of echo away."""
    return _knocks(span, "balls", 1.6, 90, 160)


def _projector(span: Span) -> Wave:
    chatter = np.maximum(0.0, span.tone(24)) ** 6
    return chatter * span.wide("projector", 700, 4000, -0.3)


def _rails(span: Span) -> Wave:
    """A train somewhere along the line: wheels over joints."""
    track = 0.5 * span.wide("train", 50, 260, -0.7)
    time_s = seconds_of(0.15)
    body = Span(0.0, 0.15, span.seed)
    thud = struck(time_s, 0.004, 0.03) * body.noise("joint", 90, 900, -0.6)
    for at_s, index in span.beats(0.31):
        if index % 4 < 2:
            add(track, at_s, panned(1.3 * thud, -0.2))
    return track


def _bells(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(3.0)
    partials = ((0.5, 0.5, 1.6), (1.0, 1.0, 1.1), (1.2, 0.6, 0.8), (1.5, 0.4, 0.6), (2.0, 0.5, 0.5), (2.7, 0.25, 0.3))
    stroke = sum(
        share * np.exp(-time_s / decay) * np.sin(TAU * 420 * ratio * time_s) for ratio, share, decay in partials
    )
    stroke *= np.minimum(1.0, time_s / 0.003)
    for at_s, index in span.beats(1.7, 0.4):
        add(track, at_s, panned(stroke, 0.3 if index % 2 else 0.1))
    return track


def _door(span: Span) -> Wave:
    """Hinges that creak, then the latch; once in eight seconds."""
    track = span.silence()
    time_s = seconds_of(1.1)
    rng = random.Random(span.seed)
    turn = TAU * np.cumsum(34 + 46 * np.sin(np.pi * time_s / 1.1) ** 2) / SAMPLE_RATE_HZ
    stick = np.maximum(0.0, np.sin(turn)) ** 8
    creak = np.sin(np.pi * time_s / 1.1) * stick * np.sin(TAU * rng.uniform(750, 950) * time_s)
    latch_s = seconds_of(0.2)
    latch = struck(latch_s, 0.001, 0.03) * (np.sin(TAU * 130 * latch_s) + 0.6 * np.sin(TAU * 640 * latch_s))
    for at_s, _ in span.beats(8.0, 0.5):
        add(track, at_s, panned(creak, -0.4))
        add(track, at_s + 1.3, panned(1.2 * latch, -0.4))
    return track


def _thud(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.7)
    blow = struck(time_s, 0.003, 0.13) * np.sin(TAU * 58 * time_s * (1 + 0.4 * np.exp(-time_s * 25)))
    for at_s, _ in span.beats(4.0, 0.8):
        add(track, at_s, panned(blow, 0.0))
    return track


def _drone(span: Span) -> Wave:
    """A space that has no air: a tone from nowhere."""
    beating = span.tone(55) + 0.7 * span.tone(56) + 0.35 * span.tone(83) + 0.2 * span.tone(110)
    return panned(0.5 * beating, 0.0) + 0.25 * span.wide("void", 90, 300, -1.0)


WORKS: dict[str, tuple[float, Callable[[Span], Wave]]] = {
    "beeping": (-12.7, _beeping),
    "bells": (-18.1, _bells),
    "clinks": (-7.8, _clinks),
    "clock": (-2.8, _clock),
    "door": (-6.7, _door),
    "dripping": (-6.9, _dripping),
    "drone": (-14.9, _drone),
    "hall": (-23.4, _hall),
    "hammering": (-4.0, _hammering),
    "highway": (-24.4, _highway),
    "hum": (-14.2, _hum),
    "machine": (-19.9, _machine),
    "projector": (-17.5, _projector),
    "rails": (-17.8, _rails),
    "room": (-23.1, _room),
    "thud": (-6.9, _thud),
    "thumping": (-3.1, _thumping),
    "traffic": (-23.0, _traffic),
    "typing": (-8.9, _typing),
    "ventilation": (-24.5, _ventilation),
}
"""By name: dB that bring it to -23 LUFS, and how it is made."""
