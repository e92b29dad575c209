"""What light does to the picture: brightness and colour of each look, and where the key comes from."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import skia

from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.exposure import light_of, on_subjects
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.stage import Body, Stage

WIDTH, HEIGHT = 320, 180
PERSON = Body(1.75, 0.25, 1.5, 0.5)


def draw(frame: int = 20, **said: object) -> np.ndarray:
    """A frame of somebody on a beach, as RGB floats; marks cut off."""
    scene = replace(Scene("beach", "noon", frozenset(), (Actor("woman"),), size="wide", seed=3), **said)
    surface = skia.Surface(WIDTH, HEIGHT)
    Animation(scene, WIDTH, HEIGHT, 4.0, 30).draw(surface.getCanvas(), frame)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[:165, :, :3].astype(float)


def stage_of(**said: object) -> Stage:
    return Stage(replace(Scene("park", "noon", frozenset(), (Actor("woman"),), seed=3), **said), PERSON, 1280, 720, 4.0)


def warmth(picture: np.ndarray) -> float:
    """How much redder than blue the whole is."""
    return float((picture[..., 0] - picture[..., 2]).mean())


def difference(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.abs(first - second).mean())


def test_no_two_lights_look_the_same():
    pictures = {name: draw(light=name) for name in LIGHTS}
    for first, second in combinations(LIGHTS, 2):
        assert difference(pictures[first], pictures[second]) > 4, (first, second)


@pytest.mark.parametrize(
    ("darker", "brighter"),
    [
        ("night", "moonlight"),
        ("moonlight", "overcast"),
        ("night", "blue_hour"),
        ("blue_hour", "dawn"),
        ("storm", "overcast"),
        ("overcast", "noon"),
        ("noon", "high_key"),
        ("low_key", "studio"),
        ("firelight", "sunset"),
        ("candle", "golden"),
        ("neon", "noon"),
    ],
)
def test_each_light_is_as_bright_as_its_name_says(darker, brighter):
    assert draw(light=darker).mean() < 0.93 * draw(light=brighter).mean()


@pytest.mark.parametrize(
    ("cooler", "warmer"),
    [
        ("noon", "golden"),
        ("noon", "sunset"),
        ("blue_hour", "sunset"),
        ("night", "candle"),
        ("moonlight", "firelight"),
        ("overcast", "dawn"),
        ("underwater", "noon"),
        ("storm", "golden"),
        ("neon", "candle"),
    ],
)
def test_each_light_is_as_warm_as_its_name_says(cooler, warmer):
    assert warmth(draw(light=cooler)) + 12 < warmth(draw(light=warmer))


def test_a_low_sun_throws_longer_shadows_than_noon(monkeypatch):
    lengths = {}
    for name in ("golden", "noon"):
        shaded = draw(light=name, key_from="hard")
        with monkeypatch.context() as patch:
            patch.setitem(LIGHTS, name, replace(LIGHTS[name], shadow=0.0))
            lit = draw(light=name, key_from="hard")
        lengths[name] = int((np.abs(shaded - lit).mean(axis=2) > 2).any(axis=0).sum())
    assert lengths["golden"] > 2 * lengths["noon"] > 0


def test_a_light_from_behind_darkens_the_figure_and_gives_it_a_rim():
    plain, back = (draw(size="medium", place="park", key_from=source) for source in ("", "back"))
    body = slice(90, 150), slice(150, 165)
    assert back[body].mean() < 0.85 * plain[body].mean()
    row = slice(80, 130), slice(100, 220)
    lightened = (back - plain)[row].min(axis=2) > 40
    assert 40 < lightened.sum() < 800
    assert lightened.any(axis=1).mean() > 0.8


def test_a_silhouette_is_nearly_black_before_a_bright_place():
    plain, dark = (draw(size="medium", terms=frozenset(terms)) for terms in ((), ("silhouette",)))
    body = slice(90, 150), slice(150, 165)
    assert dark[body].mean() < 45 < plain[body].mean()
    assert difference(plain[:, :60], dark[:, :60]) < 8


def test_a_light_from_the_side_leaves_the_other_side_in_the_shade():
    plain, side = (draw(size="medium", place="park", key_from=source) for source in ("", "side"))
    changed = side.mean(axis=2) - plain.mean(axis=2)
    darkened = np.nonzero(changed < -25)
    lightened = np.nonzero(changed > 4)
    assert len(darkened[1]) > 150
    assert darkened[1].mean() > lightened[1].mean() + 5


@pytest.mark.parametrize(("source", "up"), [("top", -1), ("under", 1)])
def test_a_light_from_above_or_below_shades_the_other_end_of_every_shape(source, up):
    stage = stage_of(key_from=source)
    trace = on_subjects(light_of(stage), stage).trace
    assert trace is not None
    assert np.sign(trace.up) == up
    assert difference(draw(size="medium", key_from=source), draw(size="medium")) > 0.4


def test_hard_light_has_more_contrast_and_deeper_shadows_than_soft():
    hard, soft = draw(key_from="hard"), draw(key_from="soft")
    assert hard.std() > 1.15 * soft.std()
    assert light_of(stage_of(key_from="hard")).shadow > 2 * light_of(stage_of(key_from="soft")).shadow


def test_in_the_dark_the_figure_is_lit_better_than_its_place():
    stage = stage_of(light="night")
    place = light_of(stage)
    assert sum(on_subjects(place, stage).key) > 1.3 * sum(place.key)
    assert on_subjects(LIGHTS["noon"], stage).key == LIGHTS["noon"].key


def test_a_long_lens_does_not_lose_its_subject_in_the_haze():
    near, far = (light_of(stage_of(lens=lens)) for lens in ("normal", "tele"))
    assert far.haze_m > 1.5 * near.haze_m


def test_what_is_seen_is_graded_last_of_all():
    plain = Light("x", ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), (1.0, 1.0, 1.0), (1.0, 1.0, 1.0), 100.0)
    grades = light_of(stage_of(style="black_and_white")).grades
    assert plain.ink((1.0, 0.5, 0.25)) == 0xFFFF8040
    grey = replace(plain, grades=grades).ink((1.0, 0.5, 0.25), 0.5)
    assert grey >> 24 == 128
    assert grey & 0xFF == grey >> 8 & 0xFF == grey >> 16 & 0xFF


def test_the_haze_of_a_lens_and_of_light_is_seen():
    for term in ("lens_flare", "volumetric", "halation"):
        plain, hazy = draw(), draw(terms=frozenset((term,)))
        assert (hazy - plain).mean() > 0.05, term
        assert (hazy > plain + 4).any(axis=2).mean() > 0.01, term


def test_a_flame_is_never_still():
    still = Scene("plain", "firelight", frozenset(), (), moves=frozenset(("static",)), seed=3)
    levels = [draw(frame, **vars(still)).mean() for frame in (10, 14, 18, 22)]
    assert len({round(level, 1) for level in levels}) > 2
    assert max(levels) - min(levels) < 15
