"""The fine version against the draft: what it shows more, and that it is the same scene."""

from __future__ import annotations

import numpy as np
import pytest
import skia

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.mark import read_frame_code
from sora_widgets.animatic.render import render_clip
from sora_widgets.animatic.scene import Actor, Scene, read_scene
from sora_widgets.clips import probe

WIDTH, HEIGHT = 640, 360
DOG = "A dog in a park at noon"


def draw(scene: Scene, is_fine: bool, frame: int = 20, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """One frame of a clip of 4 s, as RGB floats."""
    surface = skia.Surface(width, height)
    Animation(scene, width, height, 4.0, 30, is_fine).draw(surface.getCanvas(), frame)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float)


def both(scene: Scene, frame: int = 20) -> tuple[np.ndarray, np.ndarray]:
    return draw(scene, False, frame), draw(scene, True, frame)


def tones(picture: np.ndarray) -> int:
    """How many different colours there are, the marks at the bottom left out."""
    return len(np.unique(picture[:-40].astype(np.uint8).reshape(-1, 3), axis=0))


def steps(picture: np.ndarray) -> np.ndarray:
    """How much each pixel of grey differs from its right neighbour."""
    return np.abs(np.diff(picture[:-40].mean(axis=2), axis=1))


@pytest.mark.parametrize(
    "prompt", [DOG, "A man in an office", "A car in a street at night", "A boat on the sea at sunset"]
)
def test_the_fine_version_has_many_times_the_tones_of_the_draft(prompt):
    draft, fine = both(read_scene(prompt))
    assert tones(fine) > 4 * tones(draft)


def test_its_edges_have_more_grey_levels():
    """A step from one tone to another is spread over more pixels: fewer of the steps are large."""
    draft, fine = (steps(picture) for picture in both(read_scene("Medium shot of a man in an office, static shot")))
    assert (fine > 40).sum() < 0.8 * (draft > 40).sum()
    assert ((fine > 4) & (fine < 40)).sum() > 1.2 * ((draft > 4) & (draft < 40)).sum()


def test_it_has_more_layers():
    draft, fine = (Animation(read_scene(DOG), WIDTH, HEIGHT, 4.0, 30, is_fine) for is_fine in (False, True))
    assert len(fine._layers) >= len(draft._layers) + 2


def test_a_figure_is_brighter_towards_the_light():
    scene = Scene("plain", "golden", frozenset(), (Actor("man", colour=(0.5, 0.5, 0.5)),), size="medium", seed=2)
    draft, fine = both(scene)
    middle = slice(HEIGHT // 2, HEIGHT - 60)

    def lean(picture: np.ndarray) -> float:
        grey = picture[middle].mean(axis=2)
        return float(
            grey[:, WIDTH // 2 - 50 : WIDTH // 2 - 10].mean() - grey[:, WIDTH // 2 + 10 : WIDTH // 2 + 50].mean()
        )

    assert lean(fine) > lean(draft) + 8, "the sun is at the left"


def test_what_moves_is_blurred_and_what_rests_is_not():
    """Against the same frame of a scene in which nothing moves."""
    running = Scene("plain", "noon", frozenset(), (Actor("car", "drive"),), size="full", moves=frozenset({"static"}))
    resting = Scene("plain", "noon", frozenset(), (Actor("car", "stand"),), size="full", moves=frozenset({"static"}))
    sharpest = {scene: np.sort(steps(draw(scene, True, 60)).ravel())[-40:].mean() for scene in (running, resting)}
    assert sharpest[running] < 0.85 * sharpest[resting]


def test_it_is_the_same_scene():
    draft, fine = (picture[::8, ::8].mean(axis=2) for picture in both(read_scene(DOG)))
    assert np.corrcoef(draft.ravel(), fine.ravel())[0, 1] > 0.85


@pytest.mark.parametrize("style", ["blueprint", "sketch", "pixel", "paper_cut"])
def test_a_style_that_imitates_a_drawing_stays_one(style):
    scene = Scene(
        "plain", "noon", frozenset(), (Actor("bottle"),), size="full", moves=frozenset({"static"}), style=style
    )
    draft, fine = both(scene)
    assert tones(fine) < 4 * tones(draft)


def test_the_same_frame_is_the_same_pixels():
    scene = read_scene("A woman walks in a forest, tracking shot")
    assert np.array_equal(draw(scene, True), draw(scene, True))


@pytest.mark.parametrize("size", ["1792x1024", "1024x1792", "1920x1080", "1080x1920"])
def test_every_size_of_the_fine_model_is_drawn(size):
    width, height = (int(side) for side in size.split("x"))
    picture = draw(read_scene("A kite in a park"), True, 7, width, height)
    assert read_frame_code(picture.astype(np.uint8)) == 7
    for corner in (picture[:40, :40], picture[:40, -40:], picture[-60:-20, :40]):
        assert corner.mean() > 30, "drawn to the edges"


def test_the_model_says_which_version_is_rendered(tmp_path, monkeypatch):
    asked = []

    class Seen(Animation):
        def __init__(self, *arguments: object) -> None:
            asked.append(arguments[5])
            super().__init__(*arguments)
            self.frame_count = 2

    monkeypatch.setattr("sora_widgets.animatic.render.Animation", Seen)
    for model, size in (("sora-2", "1280x720"), ("sora-2-pro", "1920x1080"), ("sora-2-pro-2025-10-06", "1024x1792")):
        path = render_clip(Brief(DOG, model, 4, size), tmp_path / f"{model}.mp4")
        facts = probe(path)
        assert f"{facts.width}x{facts.height}" == size
    assert asked == [False, True, True]
