"""What weather does to the picture: what falls, which way, how far one sees, and that a roof keeps it out."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
import skia

from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.exposure import light_of
from sora_widgets.animatic.lightning import flash_at, strike_at, strikes
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.stage import Body, Stage
from sora_widgets.animatic.weather import Weather

WIDTH, HEIGHT = 320, 180
ALL = ("rain", "snow", "fog", "wind", "storm", "dust", "leaves", "petals")


def scene_of(*weather: str, **said: object) -> Scene:
    scene = Scene("park", "noon", frozenset(weather), (Actor("woman"),), size="wide", seed=3)
    return replace(scene, **said)


def draw(scene: Scene, frame: int = 20) -> np.ndarray:
    surface = skia.Surface(WIDTH, HEIGHT)
    Animation(scene, WIDTH, HEIGHT, 4.0, 30).draw(surface.getCanvas(), frame)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[:165, :, :3].astype(float)


def weather_alone(scene: Scene, *moments: float, is_indoor: bool = False) -> list[np.ndarray]:
    """What flies before the lens, on nothing: RGBA floats, at some moments."""
    stage = Stage(scene, Body(1.75, 0.25, 1.5, 0.5), WIDTH, HEIGHT, 4.0)
    weather = Weather(stage, light_of(stage), random.Random(1), is_indoor)
    surface = skia.Surface(WIDTH, HEIGHT)
    seen = []
    for moment in moments:
        surface.getCanvas().clear(0)
        weather.draw(surface.getCanvas(), stage.rest, moment)
        seen.append(surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType).astype(float))
    return seen


def lean(picture: np.ndarray) -> float:
    """How far streaks lean over, in degrees from upright (the structure tensor's main direction)."""
    ink = picture[..., 3]
    down, right = np.gradient(ink)
    angle = 0.5 * np.arctan2(2 * (down * right).sum(), (right**2 - down**2).sum())
    return float(abs(np.degrees(angle)))


def shift(first: np.ndarray, second: np.ndarray) -> tuple[int, int]:
    """The commonest motion (right, down) in pixels, by phase correlation."""
    a, b = (picture[..., 3] for picture in (first, second))
    product = np.fft.fft2(b) * np.conj(np.fft.fft2(a))
    peak = np.fft.ifft2(product / (np.abs(product) + 1e-3)).real
    down, right = (int(place) for place in np.unravel_index(int(peak.argmax()), peak.shape))
    return (right + WIDTH // 2) % WIDTH - WIDTH // 2, (down + HEIGHT // 2) % HEIGHT - HEIGHT // 2


@pytest.mark.parametrize("kind", ALL)
def test_every_weather_is_seen_and_moves(kind):
    dry, first = (draw(scene) for scene in (scene_of(), scene_of(kind)))
    assert np.abs(first - dry).mean() > 0.25
    early, late = weather_alone(scene_of(kind), 0.5, 0.8)
    assert np.abs(early - late).mean() > 0.02


@pytest.mark.parametrize(("kind", "step_s"), [("rain", 0.02), ("snow", 0.1)])
def test_rain_and_snow_fall_down(kind, step_s):
    early, late = weather_alone(scene_of(kind), 1.0, 1.0 + step_s)
    assert shift(early, late)[1] > 0


def test_rain_leans_with_the_wind_and_more_in_a_storm():
    calm, windy, stormy = (
        lean(weather_alone(scene_of(*kinds), 1.9)[0])
        for kinds in (("rain",), ("rain", "wind"), ("rain", "wind", "storm"))
    )
    assert 3 < calm < windy < stormy


def test_a_blizzard_flies_sideways():
    early, late = weather_alone(scene_of("snow", "wind"), 1.0, 1.1)
    right, down = shift(early[..., :], late[..., :])
    assert abs(right) > abs(down)


def contrast(picture: np.ndarray, rows: slice) -> float:
    return float(picture[rows, :110].mean(axis=2).std())


def test_fog_takes_the_far_and_leaves_the_near():
    clear, foggy = (draw(scene_of(*kinds)) for kinds in ((), ("fog",)))
    far, near = slice(60, 100), slice(50, 150)
    assert contrast(foggy, far) < 0.7 * contrast(clear, far)
    figure = near, slice(150, 170)
    assert foggy[figure].std() > 0.6 * clear[figure].std()


def test_snow_whitens_the_ground_outdoors():
    ground = slice(130, 150), slice(200, 300)
    green, white = (draw(scene_of(*kinds))[ground] for kinds in ((), ("snow",)))
    assert np.ptp(white.mean(axis=(0, 1))) < 0.5 * np.ptp(green.mean(axis=(0, 1)))


def test_a_sandstorm_is_the_colour_of_sand():
    clear, dusty = (draw(scene_of(*kinds))[:40] for kinds in ((), ("dust",)))
    assert (clear[..., 2] - clear[..., 0]).mean() > 30
    assert (dusty[..., 0] - dusty[..., 2]).mean() > 5


@pytest.mark.parametrize(("kind", "least"), [("leaves", 60), ("petals", 10)])
def test_leaves_and_petals_are_warm_and_tumble(kind, least):
    (seen,) = weather_alone(scene_of(kind), 1.0)
    opaque = seen[seen[..., 3] > 200]
    assert len(opaque) > 100
    assert (opaque[:, 0] - opaque[:, 2]).mean() > least


def test_wind_goes_to_the_right_and_leaves_fly_only_where_trees_are():
    early, late = weather_alone(scene_of("leaves", "wind"), 1.0, 1.1)
    assert shift(early, late)[0] > 0
    park, sea = (weather_alone(scene_of("wind", place=place), 1.0)[0] for place in ("park", "sea"))
    assert (park[..., 3] > 200).sum() > (sea[..., 3] > 200).sum()


@pytest.mark.parametrize("kind", ["rain", "snow", "fog", "wind", "storm", "leaves"])
def test_a_roof_keeps_the_weather_out(kind):
    (seen,) = weather_alone(scene_of(kind), 1.0, is_indoor=True)
    assert not seen.any()


def test_dust_is_in_the_air_of_a_room():
    (seen,) = weather_alone(scene_of("dust"), 1.0, is_indoor=True)
    assert seen.any()


def test_a_storm_darkens_the_sky_and_lightning_lights_it():
    scene = scene_of("storm")
    strike = round(strikes(scene.seed)[0] * 30) + 1
    before, flash, after = (draw(scene, frame) for frame in (strike - 6, strike, strike + 20))
    assert before.mean() < 0.8 * draw(scene_of(), strike).mean()
    assert flash.mean() > 1.15 * before.mean()
    assert after.mean() < 0.9 * flash.mean()


def test_strikes_are_planned_once_for_picture_and_sound():
    assert strikes(3) == strikes(3) != strikes(4)
    first, second = strikes(3)[:2]
    assert 0.4 < first < 1.3 < second - first + 1.3
    assert flash_at(3, first) == 1.0 and strike_at(3, first) == 0
    assert flash_at(3, first - 0.01) == 0.0 and strike_at(3, first - 0.01) is None
    assert strike_at(3, second + 0.1) == 1


def test_clouds_cover_the_sun_when_it_rains():
    stages = (Stage(scene_of(*kinds), Body(1.75, 0.25, 1.5, 0.5), WIDTH, HEIGHT, 4.0) for kinds in ((), ("rain",)))
    clear, rainy = (light_of(stage) for stage in stages)
    assert clear.orb is not None and rainy.orb is None
    assert sum(rainy.key) < sum(clear.key)
