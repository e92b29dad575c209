"""What each style does to the picture: colours, edges, grain, squares, paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.grading import Grade, Trace, luminance
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.style import STYLES, grades_of

WIDTH, HEIGHT = 320, 180


def scene_of(**said: object) -> Scene:
    return replace(Scene("park", "noon", frozenset(), (Actor("woman"),), size="wide", seed=3), **said)


def draw(scene: Scene, *frames: int, width: int = WIDTH, height: int = HEIGHT) -> list[np.ndarray]:
    animation = Animation(scene, width, height, 4.0, 30)
    surface = skia.Surface(width, height)
    pictures = []
    for frame in frames:
        animation.draw(surface.getCanvas(), frame)
        whole = surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float)
        pictures.append(whole[: round(0.9 * height)])
    return pictures


def styled(name: str, frame: int = 20) -> np.ndarray:
    return draw(scene_of(style=name), frame)[0]


def chroma(picture: np.ndarray) -> float:
    return float((picture.max(axis=2) - picture.min(axis=2)).mean())


def test_no_two_styles_look_the_same():
    pictures = {name: styled(name) for name in STYLES}
    for first, second in combinations(STYLES, 2):
        assert np.abs(pictures[first] - pictures[second]).mean() > 1.5, (first, second)


@pytest.mark.parametrize("name", ["black_and_white", "noir"])
def test_black_and_white_has_no_colour(name):
    picture = styled(name)
    assert np.ptp(picture, axis=2).max() <= 1
    assert picture.std() > 15


def test_noir_has_more_contrast_than_black_and_white():
    grey = np.linspace(0, 1, 11)
    spread = {
        name: _grade(name).of((0.8,) * 3)[0] - _grade(name).of((0.2,) * 3)[0] for name in ("noir", "black_and_white")
    }
    assert spread["noir"] > spread["black_and_white"] > 0.6
    assert np.all(np.diff([_grade("noir").of((part,) * 3)[0] for part in grey]) >= 0)


def _grade(name: str) -> Grade:
    grade = STYLES[name].grade
    assert grade is not None
    return grade


def test_sepia_is_brown_from_black_to_white():
    picture = styled("sepia")
    red, green, blue = (picture[..., channel].mean() for channel in range(3))
    assert red > green + 10 > blue + 20


def test_a_blueprint_is_blue_with_pale_lines():
    picture = styled("blueprint")
    assert (picture[..., 2] >= picture[..., 0]).mean() > 0.99
    assert chroma(picture) > 60
    pale = picture.min(axis=2) > 140
    assert 0.01 < pale.mean() < 0.25


@pytest.mark.parametrize(("style", "sign"), [("technicolor", 1), ("anime", 1), ("film_16mm", -1)])
def test_film_and_drawing_change_the_strength_of_colours(style, sign):
    assert sign * (chroma(styled(style)) - chroma(styled(""))) > 3


def test_pixel_art_is_made_of_squares_of_few_colours():
    whole = draw(scene_of(style="pixel"), 20, width=640, height=360)[0]
    side = 3
    rows, columns = (100 // side * side, 600 // side * side)
    blocks = whole[:rows, :columns].reshape(rows // side, side, columns // side, side, 3)
    assert np.ptp(blocks, axis=(1, 3)).max() == 0
    assert len(np.unique(whole[::side, ::side].reshape(-1, 3), axis=0)) < 2500


def test_pixels_are_as_large_at_every_size():
    small, large = (draw(scene_of(style="pixel"), 20, width=w, height=h)[0] for w, h in ((320, 180), (640, 360)))
    changes = [(np.abs(np.diff(picture[100].mean(axis=1))) > 2).mean() for picture in (small, large)]
    assert changes[1] < 0.8 * changes[0]


@pytest.mark.parametrize("name", ["film_16mm", "film_8mm", "noir"])
def test_film_has_grain_that_changes_with_every_frame(name):
    still = scene_of(actors=(), place="plain", moves=frozenset(("static",)), style=name)
    sky = slice(20, 60), slice(40, 200)
    first, second = draw(still, 20, 21)
    plain = draw(replace(still, style=""), 20, 21)
    assert np.abs(first - second)[sky].mean() > np.abs(plain[0] - plain[1])[sky].mean() + 1


def test_a_small_film_trembles_in_the_gate_and_has_round_corners():
    whole, moved = draw(scene_of(style="film_8mm"), 20, 21)
    assert whole[:3, :3].max() < 40
    assert whole[80, 160].max() > 60
    assert np.abs(whole - moved).mean() > 2


@pytest.mark.parametrize("name", ["noir", "sepia", "film_8mm"])
def test_a_vignette_darkens_the_corners(name):
    ungraded = replace(STYLES[name], vignette=0.0)
    scene = scene_of(style=name)
    with_it = draw(scene, 20)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(STYLES, name, ungraded)
        without = draw(scene, 20)[0]
    lost = without - with_it
    assert lost[8:20, 8:20].mean() > lost[70:100, 130:190].mean() + 4


@pytest.mark.parametrize("name", ["watercolor", "sketch"])
def test_on_paper_the_picture_ends_before_the_edge(name):
    picture = styled(name)
    edge = np.concatenate([picture[:2].reshape(-1, 3), picture[:, :2].reshape(-1, 3)])
    assert edge.min(axis=1).mean() > 190
    assert edge.std() < picture.std() + 5


def test_a_sketch_is_dark_lines_on_light_paper():
    picture = styled("sketch").mean(axis=2)
    assert np.median(picture) > 210
    assert 0.005 < (picture < 130).mean() < 0.2
    assert chroma(styled("sketch")) < 25


def _drawn(trace: Trace | None, turn: float = 0.0) -> np.ndarray:
    """A grey disc of 20 pixels in the middle, traced."""
    surface = skia.Surface(100, 100)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFFFFFF)
    canvas.translate(50, 50)
    canvas.scale(10, -10)
    brush = Brush(canvas, replace(LIGHTS["noon"], trace=trace), 10.0)
    brush.turned(0, 0, turn, lambda: brush.circle(0, 0, 2.0, rgb("#888888")))
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., 0].astype(float)


def test_a_line_goes_around_the_shape_and_leaves_it_its_size_inside():
    plain, traced = _drawn(None), _drawn(Trace(0.03, rgb("#000000")))
    assert traced[50, 50] == plain[50, 50]
    assert (traced < 20).sum() > 200
    assert traced[50, 71] < 20 < plain[50, 71]
    assert traced[50, 75] == 255


@pytest.mark.parametrize("turn", [0.0, 0.9, 3.1])
def test_the_shape_below_lies_on_the_same_side_however_the_brush_is_turned(turn):
    traced = _drawn(Trace(right=0.05, up=-0.05, darker=-0.6), turn)
    assert traced[50 + 17, 50 + 17] < 120
    assert traced[50 - 17, 50 - 17] == 255


def test_what_is_as_small_as_its_line_gets_none():
    surface = skia.Surface(20, 20)
    surface.getCanvas().clear(0xFFFFFFFF)
    brush = Brush(surface.getCanvas(), replace(LIGHTS["noon"], trace=Trace(0.3, rgb("#000000"))), 10.0)
    brush.circle(10, 10, 2.0, rgb("#ffffff"))
    assert surface.toarray().min() > 200


def test_the_cast_of_an_anime_has_dark_outlines_and_its_place_has_none():
    near = scene_of(size="medium")
    plain, traced = (draw(replace(near, style=name), 20, width=640, height=360)[0] for name in ("technicolor", "anime"))
    dark = [(picture[60:320, 230:410].max(axis=2) < 75).sum() for picture in (plain, traced)]
    assert dark[1] > dark[0] + 150
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(STYLES, "anime", replace(STYLES["anime"], trace=None))
        untraced = draw(replace(near, style="anime"), 20, width=640, height=360)[0]
    assert np.array_equal(untraced[:, :150], traced[:, :150])


def test_a_palette_tints_the_whole_picture():
    blue = draw(scene_of(palette=(rgb("#1f4e9c"),)), 20)[0]
    red = draw(scene_of(palette=(rgb("#a01f1f"),)), 20)[0]
    assert (blue[..., 2] - blue[..., 0]).mean() > 25
    assert (red[..., 0] - red[..., 2]).mean() > 25


@pytest.mark.parametrize(
    ("term", "stronger"), [("saturated", True), ("muted", False), ("pastel", False), ("bleach_bypass", False)]
)
def test_the_strength_of_colours_can_be_said(term, stronger):
    plain = chroma(draw(scene_of(), 20)[0])
    said = chroma(draw(scene_of(terms=frozenset((term,)), palette=(rgb("#9a938a"),)), 20)[0])
    assert said > 1.1 * plain if stronger else said < 0.85 * plain


def test_a_wide_screen_has_black_bars():
    picture = draw(scene_of(terms=frozenset(("anamorphic",))), 20)[0]
    assert picture[:20].max() == 0
    assert picture[60:100].mean() > 60


def test_video_tape_has_dark_lines_across():
    still = scene_of(terms=frozenset(("vhs",)))
    rows = draw(still, 20, width=640, height=360)[0][:300].mean(axis=(1, 2))
    assert (
        np.abs(np.diff(rows)).mean()
        > 2 * np.abs(np.diff(draw(scene_of(), 20, width=640, height=360)[0][:300].mean(axis=(1, 2)))).mean()
    )


def test_the_same_scene_gives_the_same_picture():
    for name in ("film_8mm", "watercolor", "pixel", "oil"):
        assert np.array_equal(styled(name), styled(name))


def test_a_grade_keeps_colours_in_their_range_and_in_order():
    for scene in (scene_of(style=name, key_from=key) for name in STYLES for key in ("", "hard", "soft")):
        levels = []
        for step in range(12):
            seen = (step / 10, step / 10, step / 10)
            for grade in grades_of(scene):
                seen = grade.of(seen)
            assert all(-1e-9 <= part <= 1 + 1e-9 for part in seen) or not grades_of(scene)
            levels.append(luminance(seen))
        assert levels == sorted(levels)


def test_a_first_picture_is_seen_in_the_style(tmp_path):
    picture = skia.Surface(64, 36)
    picture.getCanvas().clear(0xFF30A040)
    path = tmp_path / "green.png"
    picture.makeImageSnapshot().save(str(path), skia.kPNG)
    surface = skia.Surface(WIDTH, HEIGHT)
    Animation(scene_of(style="black_and_white"), WIDTH, HEIGHT, 4.0, 30, first_picture=path).draw(
        surface.getCanvas(), 0
    )
    red, green, blue = (
        int(part) for part in surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[60, 60, :3]
    )
    assert red == green == blue
    assert 80 < red < 150
