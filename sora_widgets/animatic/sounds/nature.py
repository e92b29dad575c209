"""Weather, water, fire and animals, as beds that last: span in, two channels out."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from sora_widgets.animatic.lightning import strikes
from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, TAU, Span, Wave, add, panned, seconds_of, struck

__all__ = ["NATURE"]

_THUNDER_LATE_S = 0.35  # after the flash: it strikes 120 m away


def _wind(span: Span) -> Wave:
    gusts = 0.35 + 0.65 * span.slow("gusts", 0.31)
    return gusts * (span.wide("wind", 90, 420, -0.6) + 0.35 * gusts * span.noise("hiss", 700, 2600, -0.8))


def _gale(span: Span) -> Wave:
    """Wind that howls at edges."""
    gusts = 0.25 + 0.75 * span.slow("gale", 0.43)
    howl = np.sin(TAU * np.cumsum(330 + 190 * gusts) / SAMPLE_RATE_HZ).astype(np.float32)
    made: Wave = gusts * (
        span.wide("gale", 120, 700, -0.5) + 0.3 * gusts * howl + 0.4 * span.noise("blow", 900, 4000, -0.7)
    )
    return made


def _thin_wind(span: Span) -> Wave:
    """Wind over sand or ice: little but hiss."""
    return (0.3 + 0.7 * span.slow("thin", 0.22)) * span.wide("thin", 500, 1900, -0.3)


def _leaves(span: Span) -> Wave:
    return (0.15 + span.slow("leaves", 0.4) ** 2) * span.wide("leaves", 2200, 8000, -0.2)


def _rain(span: Span) -> Wave:
    track = span.wide("rain", 1500, 9000, -0.3)
    time_s = seconds_of(0.02)
    for at_s, rng in span.moments("drops", 30):
        drop = rng.uniform(1, 4) * np.exp(-time_s * 420) * np.sin(TAU * rng.uniform(1800, 5200) * time_s)
        add(track, at_s, panned(drop, rng.uniform(-0.9, 0.9)))
    return track


def _thunder(span: Span) -> Wave:
    track = 0.03 * span.wide("far thunder", 28, 110, -0.7)
    time_s = seconds_of(3.4)
    body = Span(0.0, 3.4, span.seed)
    for number, strike_s in enumerate(strikes(span.seed) if span.struck_s is None else span.struck_s):
        if not -body.seconds < strike_s + _THUNDER_LATE_S - span.start_s < span.seconds:
            continue
        name, rng = f"roll {number}", random.Random(span.seed + number)
        roll = struck(time_s, 0.05, 0.9) * (0.4 + 0.6 * body.slow(name, 3.0))
        clap = struck(time_s, 0.01, 0.25) * body.noise(name + " clap", 200, 1800, -0.9)
        thunder = panned(roll * body.noise(name, 28, 170, -0.7) + 0.4 * clap, rng.uniform(-0.5, 0.5))
        add(track, strike_s + _THUNDER_LATE_S - span.start_s, thunder)
    return track


def _waves(span: Span) -> Wave:
    turn = (TAU * 0.27 * span.time_s).astype(np.float32)
    swell, wash = 0.65 + 0.35 * np.sin(turn), np.maximum(0.0, np.sin(turn - 0.9)) ** 2
    made: Wave = swell * span.wide("swell", 60, 500, -0.7) + 0.7 * wash * span.wide("wash", 800, 5500, -0.7)
    return made


def _swell(span: Span) -> Wave:
    """The open sea: no shore to break on, slaps against a hull."""
    heave = 0.3 + 0.7 * span.slow("heave", 0.19)
    return heave * span.wide("open sea", 50, 350, -0.8) + 0.4 * span.slow("slap", 0.7) ** 4 * span.wide(
        "slap", 500, 2500, -0.8
    )


def _lapping(span: Span) -> Wave:
    """A lake's edge."""
    return span.slow("lap", 0.9) ** 3 * span.wide("lap", 250, 1400, -0.6) + 0.4 * _bubbling(span, "lap", 5, 300, 700)


def _stream(span: Span) -> Wave:
    rush = 0.5 * (0.8 + 0.2 * span.slow("rush", 2.1)) * span.wide("rush", 500, 4200, -0.5)
    return rush + _bubbling(span, "stream", 24, 450, 1500)


def _bubbling(span: Span, name: str, per_second: float, low_hz: float, high_hz: float) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.07)
    for at_s, rng in span.moments(name + " bubbles", per_second):
        hz = rng.uniform(low_hz, high_hz)
        bubble = struck(time_s, 0.008, 0.018) * np.sin(TAU * hz * time_s * (1 + 3.5 * time_s))
        add(track, at_s, panned(rng.uniform(0.4, 1.3) * bubble, rng.uniform(-0.8, 0.8)))
    return track


def _waterfall(span: Span) -> Wave:
    return span.wide("fall", 70, 900, -0.4) + 0.8 * span.wide("spray", 900, 7000, -0.4)


def _underwater(span: Span) -> Wave:
    deep = (0.7 + 0.3 * span.slow("deep", 0.2)) * span.wide("deep", 40, 160, -0.8)
    return deep + 1.2 * _bubbling(span, "dive", 7, 150, 500)


def _fire(span: Span) -> Wave:
    bed = (0.6 + 0.4 * span.slow("flames", 1.1)) * span.wide("flames", 60, 380, -0.6)
    snap = span.noise("snap", 1400, 7000)
    length = round(0.09 * SAMPLE_RATE_HZ)
    time_s = seconds_of(0.09)
    for at_s, rng in span.moments("snaps", 11):
        begin = rng.randrange(max(1, len(snap) - length))
        crack = struck(time_s, 0.001, rng.uniform(0.004, 0.018))[: len(snap)] * snap[begin : begin + length]
        add(bed, at_s, panned(rng.uniform(0.6, 3.5) * crack, rng.uniform(-0.5, 0.5)))
    return bed


def _rumble(span: Span) -> Wave:
    return (0.5 + 0.5 * span.slow("rumble", 0.8)) * span.wide("rumble", 22, 90, -0.6)


def _birds(span: Span) -> Wave:
    track = 0.01 * span.wide("air", 200, 900, -0.6)
    for at_s, rng in span.moments("birds", 1.3):
        base, side = rng.uniform(2400, 4200), rng.uniform(-0.9, 0.9)
        for note in range(rng.randint(2, 4)):
            time_s = seconds_of(0.16)
            turned = np.cumsum(base * (1 - 0.04 * note) * (1 + 0.18 * np.sin(TAU * 9 * time_s))) / SAMPLE_RATE_HZ
            add(track, at_s, panned(struck(time_s, 0.012, 0.035) * np.sin(TAU * turned), side))
            at_s += rng.uniform(0.09, 0.14)
    return track


def _gulls(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.42)
    for at_s, rng in span.moments("gulls", 0.8):
        side = rng.uniform(-0.8, 0.8)
        for cry in range(rng.randint(2, 4)):
            bend = rng.uniform(1050, 1350) * (1 + 0.25 * np.exp(-((time_s - 0.1) ** 2) / 0.006) - 0.4 * time_s)
            turn = TAU * np.cumsum(bend) / SAMPLE_RATE_HZ
            call = np.sin(turn) + 0.6 * np.sin(2 * turn) + 0.35 * np.sin(3 * turn)
            call *= 0.8**cry * struck(time_s, 0.05, 0.1)
            add(track, at_s + 0.36 * cry, panned(call.astype(np.float32), side))
    return track


def _crows(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.3)
    for at_s, rng in span.moments("crows", 0.5):
        hz = rng.uniform(480, 620)
        rasp = np.sign(np.sin(TAU * hz * time_s * (1 - 0.25 * time_s))) * (0.6 + 0.4 * np.sin(TAU * 73 * time_s))
        for caw in range(2):
            add(track, at_s + 0.4 * caw, panned(struck(time_s, 0.03, 0.09) * rasp, rng.uniform(-0.7, 0.7)))
    return _rounded(track)


def _rounded(track: Wave) -> Wave:
    """Rough edges rounded: a mean of neighbours."""
    return 0.25 * (2 * track + np.roll(track, 1, axis=1) + np.roll(track, -1, axis=1))


def _crickets(span: Span) -> Wave:
    def insect(hz: int, rate: float) -> Wave:
        is_singing = np.clip(8 * np.sin((TAU * rate * span.time_s).astype(np.float32)), 0, 1)
        made: Wave = is_singing * (0.5 + 0.5 * span.tone(31)) * span.tone(hz)
        return made

    first, second = insect(4150, 1.7), insect(4480, 1.4)
    return np.stack([first + 0.3 * second, 0.3 * first + second])


def _cicadas(span: Span) -> Wave:
    shrill = 0.55 + 0.45 * span.tone(43)
    return shrill * (0.5 + 0.5 * span.slow("cicadas", 0.5)) * span.wide("cicadas", 3600, 5400)


def _frogs(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(0.26)
    for at_s, rng in span.moments("frogs", 2.2):
        pulses = np.maximum(0.0, np.sin(TAU * 38 * time_s)) ** 2 * np.sin(TAU * rng.uniform(420, 900) * time_s)
        add(track, at_s, panned(struck(time_s, 0.04, 0.1) * pulses, rng.uniform(-0.9, 0.9)))
    return track


def _cattle(span: Span) -> Wave:
    track = span.silence()
    time_s = seconds_of(1.2)
    for at_s, rng in span.moments("cattle", 0.4):
        turn = TAU * np.cumsum(rng.uniform(115, 150) * (1 + 0.15 * np.sin(2.6 * time_s))) / SAMPLE_RATE_HZ
        low = sum(np.sin(n * turn) / n for n in range(1, 6))
        add(track, at_s, panned(np.sin(np.pi * time_s / 1.2) ** 2 * low, rng.uniform(-0.7, 0.7)))
    return track


def _purr(span: Span) -> Wave:
    breath = 0.45 + 0.55 * np.abs(np.sin((TAU * 0.34 * span.time_s).astype(np.float32)))
    made: Wave = breath * np.maximum(0.0, span.tone(26)) ** 3 * span.wide("purr", 70, 500, -0.5)
    return made


NATURE: dict[str, tuple[float, Callable[[Span], Wave]]] = {
    "birds": (-13.9, _birds),
    "cattle": (-17.0, _cattle),
    "cicadas": (-22.0, _cicadas),
    "crickets": (-19.1, _crickets),
    "crows": (-10.3, _crows),
    "fire": (-24.2, _fire),
    "frogs": (-3.8, _frogs),
    "gale": (-22.0, _gale),
    "gulls": (-14.2, _gulls),
    "lapping": (-15.5, _lapping),
    "leaves": (-22.3, _leaves),
    "purr": (-14.1, _purr),
    "rain": (-28.4, _rain),
    "rumble": (-17.6, _rumble),
    "stream": (-20.7, _stream),
    "swell": (-19.7, _swell),
    "thin_wind": (-21.9, _thin_wind),
    "thunder": (-11.2, _thunder),
    "underwater": (-20.9, _underwater),
    "waterfall": (-28.0, _waterfall),
    "waves": (-22.1, _waves),
    "wind": (-21.4, _wind),
}
"""By name: dB that bring it to -23 LUFS, and how it is made."""
