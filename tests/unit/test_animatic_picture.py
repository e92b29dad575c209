"""The pictures themselves, drawn small: motion, light, marks, and that nothing drawn is empty."""

from __future__ import annotations

import av
import numpy as np
import pytest
import skia

from sora_widgets.animatic import actors
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.encoder import ClipWriter
from sora_widgets.animatic.figures import BODIES
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.mark import read_frame_code, word_mark
from sora_widgets.animatic.places import PLACE_NAMES
from sora_widgets.animatic.scene import Actor, Scene, read_scene

WIDTH, HEIGHT = 480, 270
FRAMES = (0, 1, 37, 118, 4095)
BACKGROUNDS = (
    *("beach", "sea", "forest", "park", "desert", "street", "room", "kitchen", "library", "station"),
    *("snowfield", "space", "sky", "cave", "plain", "underwater", "market", "stage", "alley", "hospital"),
)
LIGHT_OF = {
    "beach": "sunset",
    "forest": "night",
    "street": "neon",
    "room": "candle",
    "plain": "high_key",
    "stage": "low_key",
}


def draw(scene: Scene, *frames: int, width: int = WIDTH, height: int = HEIGHT) -> list[np.ndarray]:
    """Frames of a clip of 4 s, as RGB floats."""
    animation = Animation(scene, width, height, 4.0, 30)
    surface = skia.Surface(width, height)
    pictures = []
    for frame in frames:
        animation.draw(surface.getCanvas(), frame)
        pictures.append(surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float))
    return pictures


def shift(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """The mean motion (right, down) in pixels, by phase correlation; marks left out."""
    a, b = (picture[10:-30].mean(axis=2) for picture in (first, second))
    window = np.outer(np.hanning(a.shape[0]), np.hanning(a.shape[1]))
    product = np.fft.fft2((b - b.mean()) * window) * np.conj(np.fft.fft2((a - a.mean()) * window))
    peak = np.fft.ifft2(product / (np.abs(product) + 1e-3)).real
    down, right = np.unravel_index(int(peak.argmax()), peak.shape)
    half = (peak.shape[0] // 2, peak.shape[1] // 2)
    return float((right + half[1]) % peak.shape[1] - half[1]), float((down + half[0]) % peak.shape[0] - half[0])


@pytest.mark.parametrize(
    ("phrase", "right", "down"),
    [
        ("the camera pans right", -1, 0),
        ("the camera pans left", 1, 0),
        ("the camera trucks right", -1, 0),
        ("the camera trucks left", 1, 0),
        ("the camera tilts up", 0, 1),
        ("the camera tilts down", 0, -1),
    ],
)
def test_the_picture_moves_against_the_camera(phrase, right, down):
    first, second = draw(read_scene(f"Wide shot of a tree in a park, {phrase}."), 56, 60)
    moved_right, moved_down = shift(first, second)
    assert np.sign(moved_right) == right
    assert np.sign(moved_down) == down


def test_the_seed_sentence_shows_its_kite_its_park_and_its_rise():
    first, last = draw(
        read_scene("A child flying a red kite in a leafy park, golden light, the camera rises slowly to the sky"),
        0,
        119,
    )
    for picture in (first, last):
        red, green, blue = picture[..., 0], picture[..., 1], picture[..., 2]
        assert ((red > 180) & (green < 80) & (blue < 80)).sum() > 150, "the kite is red"
        assert ((green > red + 10) & (green > blue + 40)).sum() > 0.05 * red.size, "the park is green"
        sky = picture[: HEIGHT // 3]
        assert sky[..., 0].mean() > sky[..., 2].mean() + 25, "the light is golden"

    def lawn(picture: np.ndarray) -> float:
        return float(((picture[..., 1] > picture[..., 2] + 60) & (picture[..., 1] > picture[..., 0]))[-20:].mean())

    def kite_row(picture: np.ndarray) -> float:
        return float(
            np.argwhere((picture[..., 0] > 180) & (picture[..., 1] < 80) & (picture[..., 2] < 80))[:, 0].mean()
        )

    assert kite_row(last) > kite_row(first) + 20, "as the camera rises, the kite sinks in the frame"


def test_a_static_shot_of_a_still_thing_keeps_its_background():
    first, last = draw(read_scene("Static shot of a bottle in an office"), 0, 119)
    edge = np.abs(first - last)[: HEIGHT // 4, : WIDTH // 4]
    assert edge.max() == 0


def test_night_is_darker_than_noon():
    noon, night = (draw(read_scene(f"A man in a park at {time}"), 30)[0].mean() for time in ("noon", "night"))
    assert night < 0.5 * noon


def test_golden_light_is_warmer_than_overcast():
    golden, grey = (draw(read_scene(f"A man in a field, {light}"), 30)[0] for light in ("golden hour", "overcast"))
    assert golden[..., 0].mean() - golden[..., 2].mean() > 30 + grey[..., 0].mean() - grey[..., 2].mean()


def test_fog_takes_contrast_from_the_distance():
    clear, foggy = (draw(read_scene(f"A dog in a forest, overcast{weather}"), 30)[0] for weather in ("", ", fog"))
    band = slice(0, HEIGHT // 2)
    assert np.percentile(foggy[band], 5) > 20 + np.percentile(clear[band], 5), "the darkest trees are pale"


def test_the_kite_takes_the_colour_of_the_prompt():
    red, blue = (
        draw(read_scene(f"A child flying a {colour} kite in a park at noon"), 0)[0] for colour in ("red", "blue")
    )
    changed = np.abs(red - blue).max(axis=2) > 60
    assert changed.sum() > 100
    assert red[changed][:, 0].mean() > red[changed][:, 2].mean()
    assert blue[changed][:, 2].mean() > blue[changed][:, 0].mean()


def test_a_close_up_fills_the_frame_more_than_a_wide_shot():
    def cat_pixels(size: str) -> int:
        scene = read_scene(f"{size} of a cat in a field at noon")
        without = Scene(**{**scene.__dict__, "actors": (Actor("cat", colour=(0.0, 0.0, 1.0)),)})
        a, b = draw(scene, 10)[0], draw(without, 10)[0]
        return int((np.abs(a - b).max(axis=2) > 25).sum())

    wide, medium, close = (cat_pixels(size) for size in ("Wide shot", "Medium shot", "Close-up"))
    assert close > medium > 2.5 * wide > 0


@pytest.mark.parametrize("frame", [0, 1, 64, 119])
def test_the_frame_number_can_be_read_back(frame):
    picture = draw(read_scene("a cat"), frame, width=1280, height=720)[0]
    assert read_frame_code(picture.astype(np.uint8)) == frame


@pytest.mark.parametrize("place", BACKGROUNDS)
def test_both_marks_can_be_read_in_the_decoded_video_on_every_background(place, tmp_path):
    scene = Scene(place, LIGHT_OF.get(place, "noon"), frozenset(), (Actor("man"),), seed=3)
    animation = Animation(scene, 640, 360, 4.0, 30)
    path = tmp_path / "clip.mp4"
    with ClipWriter(path, 640, 360, 30, lambda: np.zeros((2, 4800), np.float32), 48_000) as writer:
        for frame in FRAMES:
            pixels = writer.pixels
            info = skia.ImageInfo.MakeN32Premul(640, 360)
            animation.draw(skia.Surface.MakeRasterDirect(info, pixels).getCanvas(), frame)
            writer.write_frame()
    with av.open(str(path)) as container:
        pictures = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    assert [read_frame_code(picture) for picture in pictures] == list(FRAMES)
    ink, plate = word_pixels(640, 360)
    for picture in pictures:
        assert np.percentile(picture[ink], 30) > np.percentile(picture[plate], 90) + 35, (
            "white letters on a darker plate"
        )


def word_pixels(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the word's letters are, and where only its plate is: as it is drawn on black and on white."""
    shown = []
    for ground in (0xFF000000, 0xFFFFFFFF):
        surface = skia.Surface(width, height)
        surface.getCanvas().clear(ground)
        surface.getCanvas().drawPicture(word_mark(width, height))
        shown.append(surface.toarray()[..., 0].astype(int))
    on_black, on_white = shown
    return on_black > 200, (on_white < 140) & (on_black < 40)


@pytest.mark.parametrize("place", PLACE_NAMES)
def test_every_place_is_drawn_to_the_edges_by_day_and_by_night(place):
    size = (90, 160) if PLACE_NAMES.index(place) % 3 == 0 else (160, 90)
    for index, light in enumerate(("noon", "night", "neon", "high_key", "golden")):
        moves = frozenset([["pan_left"], ["truck_right"], ["roll_clockwise"], ["arc"], ["dolly_out"]][index % 5])
        scene = Scene(place, light, frozenset(), (Actor("man", "walk"),), size="wide", moves=moves, seed=index)
        for picture in draw(scene, 0, 119, width=size[0], height=size[1]):
            assert picture.std() > 8, f"{place} in {light} light is flat"
            assert (picture.sum(axis=2) == 0).mean() < 0.02


@pytest.mark.parametrize("light", sorted(LIGHTS))
def test_a_place_is_drawn_in_every_light(light):
    scene = Scene("park", light, frozenset(), (Actor("man", "walk"),), size="wide")
    assert draw(scene, 30, width=160, height=90)[0].std() > 8


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_every_subject_is_seen(kind, monkeypatch):
    scene = Scene("field", "noon", frozenset(), (Actor(kind),), size="full", seed=4)
    shown = draw(scene, 20)[0]
    monkeypatch.setattr(actors, "draw_figure", lambda *_, **__: None)
    assert (np.abs(shown - draw(scene, 20)[0]).max(axis=2) > 12).sum() > 300


@pytest.mark.parametrize("action", ["walk", "run", "dance", "jump", "wave", "fly", "sit", "drink", "look", "sleep"])
def test_every_action_moves_the_figure(action):
    scene = Scene("room", "noon", frozenset(), (Actor("woman", action),), size="full", moves=frozenset({"tracking"}))
    pictures = draw(scene, 0, 9, 21)
    still = draw(Scene("room", "noon", frozenset(), (Actor("woman"),), size="full"), 0)[0]
    assert np.abs(pictures[0] - pictures[1]).max() > 60 or np.abs(pictures[1] - pictures[2]).max() > 60
    assert (np.abs(pictures[1] - still).max(axis=2) > 25).sum() > 150
