"""The stretch of a scene's time that a clip covers, and what every sound is made of: noise, slow curves, moments.

All of it depends on the scene's own time and seed only, so that an extension goes on exactly where its source ended.
Noise is shaped once in the frequency domain as a loop without a seam, and read from a place that the seed chooses.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["SAMPLE_RATE_HZ", "TAU", "Span", "Wave", "add", "band", "decibels", "panned", "seconds_of", "struck"]

SAMPLE_RATE_HZ = 48_000
TAU = 2 * math.pi
_LOOP = 1 << 18  # samples of a noise before it repeats: 5.5 s
_LONGEST_S = 4.0  # what began before the clip is heard so long into it

Wave = NDArray[np.float32]


@dataclass(frozen=True)
class Span:
    """From `start_s` on, `seconds` of a scene; `seed` is the scene's, `struck_s` its lightning in slow or fast motion."""

    start_s: float
    seconds: float
    seed: int = 0
    struck_s: tuple[float, ...] | None = None

    @property
    def count(self) -> int:
        """Samples."""
        return round(self.seconds * SAMPLE_RATE_HZ)

    @cached_property
    def time_s(self) -> NDArray[np.float64]:
        """The scene's time of each sample."""
        return np.arange(self.count) / SAMPLE_RATE_HZ + self.start_s

    def silence(self) -> Wave:
        """Two channels of zeros."""
        return np.zeros((2, self.count), np.float32)

    def noise(self, name: str, low_hz: float, high_hz: float, slope: float = 0.0) -> Wave:
        """Noise between two frequencies, of standard deviation 1; each `name` is another, a `slope` of -1 falls by 6 dB an octave."""
        first = random.Random(f"{self.seed} {name}").randrange(_LOOP) + round(self.start_s * SAMPLE_RATE_HZ)
        return _read(_bed(low_hz, high_hz, slope), first, self.count)

    def wide(self, name: str, low_hz: float, high_hz: float, slope: float = 0.0) -> Wave:
        """Such noise for two ears, alike enough to be one thing."""
        left, right = (self.noise(f"{name} {ear}", low_hz, high_hz, slope) for ear in "lr")
        return np.stack([0.8 * left + 0.4 * right, 0.4 * left + 0.8 * right])

    def slow(self, name: str, hz: float) -> Wave:
        """A curve that wanders between 0 and 1, about `hz` times a second."""
        rng = random.Random(f"{self.seed} {name}")
        step = 480  # it has no need of every sample
        rough = np.arange(0, self.count + step, step) / SAMPLE_RATE_HZ + self.start_s
        total = sum(
            share * np.sin(TAU * hz * times * rough + rng.uniform(0, TAU))
            for times, share in ((1.0, 0.6), (1.9, 0.3), (3.1, 0.1))
        )
        return (0.5 + 0.5 * np.interp(self.time_s, rough, total)).astype(np.float32)

    def tone(self, hz: int) -> Wave:
        """A sine that does not begin anew in an extension; `hz` is a whole number."""
        return _read(_second(hz), round(self.start_s * SAMPLE_RATE_HZ), self.count)

    def moments(self, name: str, per_second: float) -> Iterator[tuple[float, random.Random]]:
        """Irregular moments in seconds of the clip, each with its own randomness.

        Those just before the clip (below zero) are among them, because they may still sound.
        """
        for index in range(
            max(0, math.floor((self.start_s - _LONGEST_S) * per_second)),
            math.ceil((self.start_s + self.seconds) * per_second),
        ):
            rng = random.Random(f"{self.seed} {name} {index}")
            at_s = (index + rng.uniform(0.1, 0.9)) / per_second - self.start_s
            if at_s < self.seconds:
                yield at_s, rng

    def beats(self, period_s: float, first_s: float = 0.0) -> Iterator[tuple[float, int]]:
        """Regular moments in seconds of the clip, with their number in the scene."""
        index = max(0, math.ceil((self.start_s - _LONGEST_S - first_s) / period_s))
        while (at_s := first_s + index * period_s - self.start_s) < self.seconds:
            yield at_s, index
            index += 1


def _read(loop: Wave, first: int, count: int) -> Wave:
    """So many samples of a loop, from one of them on; not to be written to."""
    first %= len(loop)
    if first + count <= len(loop):
        return loop[first : first + count]
    return np.concatenate([loop[first:], *[loop] * (count // len(loop) + 1)])[:count]


@lru_cache(maxsize=24)
def _bed(low_hz: float, high_hz: float, slope: float) -> Wave:
    hz = np.fft.rfftfreq(_LOOP, 1 / SAMPLE_RATE_HZ)
    hz[0] = hz[1]
    shape = 1 / (1 + (low_hz / hz) ** 4) / (1 + (hz / high_hz) ** 4) * (hz / low_hz) ** slope
    wave = np.fft.irfft(_white() * shape.astype(np.float32), _LOOP).astype(np.float32)
    wave /= np.std(wave)
    wave.flags.writeable = False
    return wave


@lru_cache(maxsize=32)
def _second(hz: int) -> Wave:
    return np.sin(TAU * hz * np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ).astype(np.float32)


@lru_cache(maxsize=1)
def _white() -> NDArray[np.complex64]:
    halves = np.random.default_rng(1770).standard_normal((2, _LOOP // 2 + 1), np.float32)
    made: NDArray[np.complex64] = (halves[0] + 1j * halves[1]).astype(np.complex64)
    return made


def seconds_of(length_s: float) -> Wave:
    """The time of each sample of something short."""
    return (np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ).astype(np.float32)


def struck(time_s: Wave, attack_s: float, decay_s: float) -> Wave:
    """The loudness of something struck: up in `attack_s`, down to a third in each `decay_s`."""
    made: Wave = np.minimum(1.0, time_s / attack_s) * np.exp(-np.maximum(0.0, time_s - attack_s) / decay_s)
    return made


def panned(wave: Wave, side: float) -> Wave:
    """One channel for two ears at the same power; `side` is -1 on the left and 1 on the right."""
    angle = (side + 1) * math.pi / 4
    return np.stack([math.cos(angle) * wave, math.sin(angle) * wave])


def add(track: Wave, at_s: float, wave: Wave) -> None:
    """Mix something short into a track, cut off at either end of it; both have one channel, or both have two."""
    first = round(at_s * SAMPLE_RATE_HZ)
    cut = max(0, -first)
    first += cut
    room = min(wave.shape[-1] - cut, track.shape[-1] - first)
    if room > 0:
        track[..., first : first + room] += wave[..., cut : cut + room]


def band(wave: Wave, low_hz: float, high_hz: float) -> Wave:
    """What a wall, water or a small loudspeaker lets through, 12 dB an octave at either side."""
    count = wave.shape[-1]
    hz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ).astype(np.float32)
    shape = 1 / (1 + (hz / high_hz) ** 2)
    if low_hz:
        shape *= hz**2 / (low_hz**2 + hz**2)
    return np.fft.irfft(np.fft.rfft(wave) * shape, count).astype(np.float32)


def decibels(level_db: float) -> float:
    """The factor of an amplitude."""
    return float(10 ** (level_db / 20))
