"""What is heard: the named sound, never clipped, silence when asked for."""

from __future__ import annotations

import numpy as np
import pytest

from sora_widgets.animatic.scene import Actor, Scene, read_scene
from sora_widgets.animatic.soundtrack import SAMPLE_RATE_HZ, make_soundtrack

NAMES = (
    "birds", "crickets", "crowd", "fire", "footsteps", "machine", "music",
    "purr", "rain", "room", "thunder", "traffic", "waves", "wind",
)  # fmt: skip


def track(*sounds: str, place: str = "park", seconds: float = 4.0) -> np.ndarray:
    return make_soundtrack(Scene(place, "noon", frozenset(), (Actor("man"),), sounds=sounds, seed=7), seconds)


def loudness(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


def share_above(samples: np.ndarray, hz: float) -> float:
    power = np.abs(np.fft.rfft(samples[0])) ** 2
    frequencies = np.fft.rfftfreq(samples.shape[1], 1 / SAMPLE_RATE_HZ)
    return float(power[frequencies > hz].sum() / power.sum())


@pytest.mark.parametrize("name", NAMES)
def test_every_sound_is_heard_and_never_clips(name):
    samples = track(name)
    assert samples.shape == (2, 4 * SAMPLE_RATE_HZ) and samples.dtype == np.float32
    assert 0.03 < loudness(samples) < 0.12
    assert np.abs(samples).max() < 0.63


def test_silence_is_a_track_of_zeros():
    assert not track("silence").any()


def test_a_prompt_that_says_nothing_gets_its_place_quietly():
    assert 0 < loudness(track()) < 0.5 * loudness(track("wind"))


def test_all_sounds_at_once_do_not_clip():
    assert np.abs(track(*NAMES, seconds=12)).max() < 0.63


def test_rain_is_brighter_than_wind_and_traffic_is_dark():
    rain, wind, traffic = (share_above(track(name), 1500) for name in ("rain", "wind", "traffic"))
    assert rain > 0.5 > wind
    assert traffic < 0.1


def test_birds_sing_above_two_kilohertz():
    assert share_above(track("birds"), 2000) > 0.8


def test_waves_come_and_go():
    samples = track("waves", seconds=12)[0]
    blocks = np.sqrt(np.mean(samples[: 11 * SAMPLE_RATE_HZ].reshape(-1, SAMPLE_RATE_HZ // 4) ** 2, axis=1))
    assert blocks.max() > 2.0 * np.sort(blocks)[2]


def test_the_same_scene_sounds_the_same():
    assert np.array_equal(track("wind", "crowd"), track("wind", "crowd"))


def test_wind_in_french_is_wind():
    assert read_scene("Un homme dans un champ. Son : vent, rires lointains.").sounds == ("wind", "crowd")


def test_the_two_ears_differ():
    left, right = track("traffic")
    assert np.abs(left - right).max() > 0.05
