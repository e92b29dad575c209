"""What is heard: wind, rain, waves, traffic, voices, birds, music … synthesised. numpy only.

Every sound is a function of time and a seeded generator, so the same scene sounds the same. Noise is
shaped in the frequency domain. The mix is brought to a fixed loudness and never reaches full scale;
a silent scene is a track of zeros, because a clip always has an audio track.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sora_widgets.animatic.scene import Scene

__all__ = ["SAMPLE_RATE_HZ", "make_soundtrack"]

SAMPLE_RATE_HZ = 48_000
_LOUDNESS = 0.085  # root mean square of the finished mix: about -21 dB under full scale
_PEAK = 0.62
_TAU = 2 * np.pi

Wave = NDArray[np.float64]

_AMBIENCE = {
    "beach": ("waves", "birds"),
    "city": ("traffic",),
    "desert": ("wind",),
    "field": ("wind", "birds"),
    "forest": ("birds", "wind"),
    "mountain": ("wind",),
    "park": ("wind", "birds"),
    "room": ("room",),
    "sea": ("waves", "wind"),
    "street": ("traffic",),
}


def make_soundtrack(scene: Scene, seconds: float) -> NDArray[np.float32]:
    """Stereo samples, 2 x n, between -0.62 and 0.62.

    What the prompt says is heard is mixed at full strength; a prompt that says nothing gets the quiet
    ambience of its place, at a third of the loudness.
    """
    count = round(seconds * SAMPLE_RATE_HZ)
    if "silence" in scene.sounds:
        return np.zeros((2, count), np.float32)
    names = scene.sounds or _quiet(scene)
    rng = np.random.default_rng(scene.seed)
    time_s = np.arange(count) / SAMPLE_RATE_HZ
    mix = np.zeros((2, count))
    for rank, name in enumerate(names):
        left_right = _SOUNDS[name](time_s, rng)
        level = float(np.sqrt(np.mean(left_right**2))) or 1.0
        mix += left_right / level * (1.0 if rank == 0 else 0.75)
    mix *= _LOUDNESS * (1.0 if scene.sounds else 0.35) / (float(np.sqrt(np.mean(mix**2))) or 1.0)
    edge = np.minimum(1.0, np.minimum(time_s, time_s[::-1]) / 0.06)
    mix *= edge
    return (np.tanh(mix / _PEAK) * _PEAK).astype(np.float32)


def _quiet(scene: Scene) -> tuple[str, ...]:
    names = _AMBIENCE.get(scene.place, ("wind",))
    if "rain" in scene.weather and scene.place != "room":
        names = ("rain", *names)
    if scene.light in ("night", "blue_hour") and scene.place in ("park", "field", "forest"):
        names = ("crickets",)
    return names


def _noise(time_s: Wave, rng: np.random.Generator, low_hz: float, high_hz: float, slope: float = 0.0) -> Wave:
    """Noise between two frequencies with soft edges; `slope` -1 is 6 dB an octave down."""
    count = len(time_s)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    hz[0] = hz[1]
    shape = 1 / (1 + (low_hz / hz) ** 4) / (1 + (hz / high_hz) ** 4) * (hz / low_hz) ** slope
    wave: Wave = np.fft.irfft(spectrum * shape, count)
    wave /= np.std(wave) or 1.0
    return wave


def _slow(time_s: Wave, rng: np.random.Generator, hz: float) -> Wave:
    """A wandering curve from 0 to 1, about `hz` changes a second."""
    total = np.zeros_like(time_s)
    for harmonic, weight in ((1.0, 0.6), (1.9, 0.3), (3.1, 0.1)):
        total += weight * np.sin(_TAU * hz * harmonic * time_s + rng.uniform(0, _TAU))
    return 0.5 + 0.5 * total


def _wide(time_s: Wave, first: Wave, second: Wave, share: float = 0.6) -> Wave:
    """Two signals, partly shared between the ears."""
    return np.stack([first * share + second * (1 - share), second * share + first * (1 - share)])


def _burst(time_s: Wave, start_s: float, attack_s: float, decay_s: float) -> Wave:
    after = time_s - start_s
    return np.where(
        after < 0, 0.0, np.minimum(1.0, after / attack_s) * np.exp(-np.maximum(0.0, after - attack_s) / decay_s)
    )


def _add(track: Wave, start_s: float, event: Wave) -> None:
    """Mix a short event into a track, cut off at the track's end."""
    first = int(start_s * SAMPLE_RATE_HZ)
    room = max(0, min(len(event), len(track) - first))
    track[first : first + room] += event[:room]


def _starts(time_s: Wave, rng: np.random.Generator, per_second: float) -> list[float]:
    seconds = len(time_s) / SAMPLE_RATE_HZ
    count = max(1, round(per_second * seconds))
    return sorted(float(at) for at in (np.arange(count) + rng.uniform(0.1, 0.9, count)) * seconds / count)


def _wind(time_s: Wave, rng: np.random.Generator) -> Wave:
    gusts = 0.35 + 0.65 * _slow(time_s, rng, 0.31)
    body = _noise(time_s, rng, 90, 420, -0.6) * gusts
    hiss = _noise(time_s, rng, 700, 2600, -0.8) * gusts**2 * 0.35
    return _wide(time_s, body + hiss, _noise(time_s, rng, 90, 420, -0.6) * gusts + hiss)


def _rain(time_s: Wave, rng: np.random.Generator) -> Wave:
    left, right = _noise(time_s, rng, 1500, 9000, -0.3), _noise(time_s, rng, 1500, 9000, -0.3)
    drops = np.zeros_like(time_s)
    for start in _starts(time_s, rng, 22):
        tail = np.arange(900) / SAMPLE_RATE_HZ
        _add(drops, start, rng.uniform(1, 4) * np.exp(-tail * 420) * np.sin(_TAU * rng.uniform(1800, 5200) * tail))
    return _wide(time_s, left + drops, right + drops * 0.7)


def _waves(time_s: Wave, rng: np.random.Generator) -> Wave:
    phase = rng.uniform(0, _TAU)
    swell = 0.5 + 0.5 * np.sin(_TAU * 0.27 * time_s + phase)
    wash = np.maximum(0.0, np.sin(_TAU * 0.27 * time_s + phase - 0.9)) ** 2
    left = _noise(time_s, rng, 60, 500, -0.7) * (0.3 + 0.7 * swell) + 0.7 * wash * _noise(time_s, rng, 800, 5500, -0.7)
    right = _noise(time_s, rng, 60, 500, -0.7) * (0.3 + 0.7 * swell) + 0.7 * wash * _noise(time_s, rng, 800, 5500, -0.7)
    return _wide(time_s, left, right)


def _traffic(time_s: Wave, rng: np.random.Generator) -> Wave:
    rumble = _noise(time_s, rng, 35, 160, -0.8)
    left, right = rumble.copy(), rumble.copy()
    for start in _starts(time_s, rng, 0.45):
        near = np.exp(-(((time_s - start) / 0.55) ** 2))
        pan = 1 / (1 + np.exp(-(time_s - start) * 3.0))
        passing = near * (_noise(time_s, rng, 180, 1500, -0.6) + 0.5 * np.sin(_TAU * 74 * time_s))
        left += 1.4 * passing * (1 - pan)
        right += 1.4 * passing * pan
    return np.stack([left, right])


def _crowd(time_s: Wave, rng: np.random.Generator) -> Wave:
    """Distant voices: a murmur, and bursts of laughter as quick pulses of a vowel."""
    murmur = _noise(time_s, rng, 280, 900, -0.4) * (0.5 + 0.5 * _slow(time_s, rng, 2.4)) * 0.35
    left, right = murmur.copy(), murmur.copy()
    for start in _starts(time_s, rng, 1.1):
        pitch, side = rng.uniform(330, 560), rng.uniform(0.25, 0.75)
        for pulse in range(int(rng.integers(4, 8))):
            tail = np.arange(SAMPLE_RATE_HZ // 4) / SAMPLE_RATE_HZ
            fall = pitch * (1.06 - 0.035 * pulse)
            voice = _burst(tail, 0.0, 0.02, 0.045) * 0.86**pulse
            voice *= sum(w * np.sin(_TAU * fall * n * tail) for n, w in ((1, 1.0), (2, 0.7), (3, 0.28), (4, 0.12)))
            _add(left, start + pulse * 0.155, voice * (1 - side))
            _add(right, start + pulse * 0.155, voice * side)
    return np.stack([left, right])


def _birds(time_s: Wave, rng: np.random.Generator) -> Wave:
    left, right = np.zeros_like(time_s), np.zeros_like(time_s)
    for start in _starts(time_s, rng, 1.0):
        base, side = rng.uniform(2400, 4200), rng.uniform(0.1, 0.9)
        for note in range(int(rng.integers(2, 5))):
            tail = np.arange(SAMPLE_RATE_HZ // 4) / SAMPLE_RATE_HZ
            sweep = base * (1 + 0.18 * np.sin(_TAU * 9 * tail)) * (1 - 0.04 * note)
            song = _burst(tail, 0.0, 0.012, 0.035) * np.sin(_TAU * np.cumsum(sweep) / SAMPLE_RATE_HZ)
            begin = start + note * rng.uniform(0.09, 0.14)
            _add(left, begin, song * (1 - side))
            _add(right, begin, song * side)
    air = _noise(time_s, rng, 200, 900, -0.6) * 0.008
    return np.stack([left + air, right + air])


def _music(time_s: Wave, rng: np.random.Generator) -> Wave:
    """A slow pad over four chords with a plucked line above it."""
    chords = ((220.0, 261.63, 329.63), (174.61, 220.0, 261.63), (261.63, 329.63, 392.0), (196.0, 246.94, 293.66))
    left, right = np.zeros_like(time_s), np.zeros_like(time_s)
    bar_s = 2.0
    for bar in range(int(np.ceil(len(time_s) / SAMPLE_RATE_HZ / bar_s))):
        chord = chords[bar % 4]
        envelope = np.clip(np.minimum((time_s - bar * bar_s) / 0.35, ((bar + 1) * bar_s + 0.3 - time_s) / 0.5), 0, 1)
        for rank, hz in enumerate(chord):
            tone = (
                np.sin(_TAU * hz * time_s)
                + 0.35 * np.sin(_TAU * 2.003 * hz * time_s)
                + 0.5 * np.sin(_TAU * 0.5 * hz * time_s)
            )
            left += 0.32 * envelope * tone * (1.0 if rank != 2 else 0.6)
            right += 0.32 * envelope * tone * (1.0 if rank != 0 else 0.6)
        for step in range(4):
            hz = chord[(step + bar) % 3] * 2
            pluck = _burst(time_s, bar * bar_s + step * bar_s / 4, 0.006, 0.28) * (
                np.sin(_TAU * hz * time_s) + 0.3 * np.sin(_TAU * 2 * hz * time_s)
            )
            left += 0.5 * pluck * (0.4 + 0.2 * (step % 2))
            right += 0.5 * pluck * (0.6 - 0.2 * (step % 2))
    return np.stack([left, right])


def _footsteps(time_s: Wave, rng: np.random.Generator) -> Wave:
    grit = _noise(time_s, rng, 250, 2600, -0.5)
    steps = np.zeros_like(time_s)
    for index in range(int(len(time_s) / SAMPLE_RATE_HZ / 0.56) + 1):
        tail = np.arange(SAMPLE_RATE_HZ // 2) / SAMPLE_RATE_HZ
        _add(steps, 0.15 + index * 0.56, _burst(tail, 0.0, 0.004, 0.045) * rng.uniform(0.8, 1.0))
    thud = np.sin(_TAU * 92 * time_s)
    return _wide(time_s, steps * (grit + thud), steps * (grit + thud) * 0.9)


def _crickets(time_s: Wave, rng: np.random.Generator) -> Wave:
    def insect(hz: float, rate: float) -> Wave:
        chirp = (np.sin(_TAU * rate * time_s + rng.uniform(0, _TAU)) > 0.15) * (0.5 + 0.5 * np.sin(_TAU * 31 * time_s))
        song: Wave = chirp * np.sin(_TAU * hz * time_s)
        return song

    left, right = insect(4150, 1.7) + 0.4 * insect(4480, 2.2), insect(4300, 1.4) + 0.4 * insect(3990, 2.5)
    return _wide(time_s, left, right, 0.8)


def _fire(time_s: Wave, rng: np.random.Generator) -> Wave:
    bed = _noise(time_s, rng, 60, 380, -0.6) * (0.6 + 0.4 * _slow(time_s, rng, 1.1))
    snap = _noise(time_s, rng, 1400, 7000)
    crackle = np.zeros_like(time_s)
    for start in _starts(time_s, rng, 9):
        tail = np.arange(SAMPLE_RATE_HZ // 8) / SAMPLE_RATE_HZ
        _add(crackle, start, _burst(tail, 0.0, 0.001, rng.uniform(0.004, 0.018)) * rng.uniform(0.5, 3.0))
    return _wide(time_s, bed + crackle * snap, bed + 0.8 * crackle * snap)


def _thunder(time_s: Wave, rng: np.random.Generator) -> Wave:
    roll = _burst(time_s, rng.uniform(0.3, 0.9), 0.12, 1.3) * (0.6 + 0.4 * _slow(time_s, rng, 3.0))
    return _wide(time_s, roll * _noise(time_s, rng, 28, 150, -0.7), roll * _noise(time_s, rng, 28, 150, -0.7))


def _purr(time_s: Wave, rng: np.random.Generator) -> Wave:
    breath = 0.45 + 0.55 * np.abs(np.sin(_TAU * 0.34 * time_s))
    pulse = np.maximum(0.0, np.sin(_TAU * 26 * time_s)) ** 3
    return _wide(
        time_s, breath * pulse * _noise(time_s, rng, 70, 500, -0.5), breath * pulse * _noise(time_s, rng, 70, 500, -0.5)
    )


def _machine(time_s: Wave, rng: np.random.Generator) -> Wave:
    whine = np.sin(_TAU * np.cumsum(180 + 240 * _slow(time_s, rng, 0.9)) / SAMPLE_RATE_HZ)
    hum = np.sin(_TAU * 100 * time_s) + 0.4 * np.sin(_TAU * 200 * time_s)
    return _wide(time_s, hum + 0.5 * whine, hum + 0.4 * whine)


def _room(time_s: Wave, rng: np.random.Generator) -> Wave:
    return _wide(time_s, _noise(time_s, rng, 60, 300, -0.9), _noise(time_s, rng, 60, 300, -0.9), 0.8)


_SOUNDS: dict[str, Callable[[Wave, np.random.Generator], Wave]] = {
    "birds": _birds,
    "crickets": _crickets,
    "crowd": _crowd,
    "fire": _fire,
    "footsteps": _footsteps,
    "machine": _machine,
    "music": _music,
    "purr": _purr,
    "rain": _rain,
    "room": _room,
    "thunder": _thunder,
    "traffic": _traffic,
    "waves": _waves,
    "wind": _wind,
}
