"""How loud a mix is, and bringing it to a loudness without ever clipping. numpy only.

Integrated loudness by Recommendation ITU-R BS.1770-5 (2023): K-weighted blocks of 400 ms, three quarters overlapping,
gated at -70 LUFS and at 10 LU under their mean. EBU R 128 (2023) sets programmes to -23 LUFS and true peaks to at
most -1 dBTP.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ, Wave, decibels

__all__ = ["PEAK", "levelled", "loudness_lufs"]

# Between samples, and after AAC, a wave rises above its highest sample; by less than what is left to -1 dBTP.
PEAK = decibels(-5.0)
_BLOCK = SAMPLE_RATE_HZ // 10  # a step of the meter
_LIMITED = SAMPLE_RATE_HZ // 200  # the limiter turns down over 5 ms
_GATE_LUFS, _RELATIVE_LU = -70.0, 10.0
_PASSES = 3  # turning down peaks costs loudness, which is given back once or twice


def loudness_lufs(samples: Wave) -> float:
    """The integrated loudness of two channels; -70 where nothing is loud enough to count."""
    steps = samples.shape[1] // _BLOCK
    blocks = samples[:, : steps * _BLOCK].reshape(2, steps, _BLOCK)
    spectrum = np.fft.rfft(blocks)
    power = (spectrum.real**2 + spectrum.imag**2) @ _weights()
    per_step = power.sum(axis=0)
    of_block = np.convolve(per_step, np.full(4, 0.25), "valid") if steps >= 4 else per_step
    loud = of_block[of_block > 10 ** ((_GATE_LUFS + 0.691) / 10)]
    if not loud.size:
        return _GATE_LUFS
    loud = loud[loud > loud.mean() / 10 ** (_RELATIVE_LU / 10)]
    return float(-0.691 + 10 * np.log10(loud.mean()))


def levelled(mix: Wave, lufs: float) -> Wave:
    """The mix at a loudness, its samples within `PEAK`; peaks are turned down, not cut."""
    for _ in range(_PASSES):
        found = loudness_lufs(mix)
        if found <= _GATE_LUFS or (abs(found - lufs) < 0.2 and np.abs(mix).max() <= PEAK):
            return mix
        mix = _limited(mix * np.float32(decibels(lufs - found)))
    return mix


def _limited(mix: Wave) -> Wave:
    highest = float(np.abs(mix).max())
    if highest <= PEAK:
        return mix
    count = mix.shape[1]
    steps = -(-count // _LIMITED)
    peaks = np.zeros(steps * _LIMITED, np.float32)
    peaks[:count] = np.abs(mix).max(axis=0)
    gains = np.minimum(1.0, PEAK / np.maximum(peaks.reshape(steps, _LIMITED).max(axis=1), 1e-9))
    # at the edge of two steps the lower gain of both: between two edges it is nowhere above the step's own
    edges = np.minimum(np.append(gains, 1.0), np.insert(gains, 0, 1.0))
    gain = np.interp(np.arange(count), np.arange(steps + 1) * _LIMITED, edges)
    made: Wave = mix * gain.astype(np.float32)
    return made


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float32]:
    """Power of each frequency of a block by the K-weighting: the two filters of BS.1770-5, tables 1 and 2."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(_BLOCK))
    shelf = _filter(
        turn, (1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)
    )
    high = _filter(turn, (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
    sides = np.full(len(turn), 2.0)
    sides[[0, -1]] = 1.0
    made: Wave = (sides * np.abs(shelf * high) ** 2 / _BLOCK**2).astype(np.float32)
    return made


def _filter(
    turn: NDArray[np.complex128], over: tuple[float, float, float], under: tuple[float, float]
) -> NDArray[np.complex128]:
    top = over[0] + over[1] * turn + over[2] * turn**2
    result: NDArray[np.complex128] = top / (1 + under[0] * turn + under[1] * turn**2)
    return result
