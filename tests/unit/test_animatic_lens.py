"""What the lens does: angle of view, softness, the bend of a fisheye, a first picture, subtitles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skia

from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.figures import BODIES
from sora_widgets.animatic.lettering import draw_text, text_width, wrap
from sora_widgets.animatic.mark import read_frame_code
from sora_widgets.animatic.optics import Fisheye
from sora_widgets.animatic.scene import Actor, Line, Scene
from sora_widgets.animatic.spoken import lines_at
from sora_widgets.animatic.stage import Stage
from sora_widgets.animatic.subtitles import Subtitles
from sora_widgets.errors import RequestError

WIDTH, HEIGHT = 320, 180


def scene_of(**said: object) -> Scene:
    return replace(Scene("park", "noon", frozenset(), (Actor("man"),), size="medium", seed=3), **said)


def stage_of(**said: object) -> Stage:
    return Stage(scene_of(**said), BODIES["man"], 1280, 720, 4.0)


def draw(scene: Scene, *frames: int, first_picture: Path | None = None) -> list[np.ndarray]:
    animation = Animation(scene, WIDTH, HEIGHT, 4.0, 30, first_picture=first_picture)
    surface = skia.Surface(WIDTH, HEIGHT)
    pictures = []
    for frame in frames:
        animation.draw(surface.getCanvas(), frame)
        pictures.append(surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float))
    return pictures


def detail(picture: np.ndarray) -> float:
    """How much neighbouring pixels differ in the upper left, where only the background is."""
    part = picture[30:110, 5:90].mean(axis=2)
    return float(np.abs(np.diff(part, axis=1)).mean())


@pytest.mark.parametrize(("shorter", "longer"), [("wide", "normal"), ("normal", "portrait"), ("portrait", "tele")])
def test_a_longer_lens_keeps_the_subject_and_enlarges_the_background(shorter, longer):
    short, long = stage_of(lens=shorter), stage_of(lens=longer)
    subject = [stage.projector(stage.rest)(0.0) for stage in (short, long)]
    far = [stage.projector(stage.rest)(60.0) for stage in (short, long)]
    assert subject[0] is not None and subject[1] is not None and far[0] is not None and far[1] is not None
    assert subject[0][0] == pytest.approx(subject[1][0])
    assert far[1][0] > 1.3 * far[0][0]


def test_the_focal_length_said_is_the_one_used():
    assert stage_of(focal_mm=60.0).focal == pytest.approx(2 * stage_of(focal_mm=30.0).focal)
    assert stage_of(focal_mm=30.0).focal == pytest.approx(stage_of().focal)


def test_a_macro_lens_goes_close():
    assert stage_of(lens="macro", size="default").visible_m < 0.5 * stage_of().visible_m


def test_shallow_focus_blurs_the_background_and_not_the_subject():
    deep, shallow = (draw(scene_of(focus=focus), 10)[0] for focus in ("deep", "shallow"))
    assert detail(shallow) < 0.65 * detail(deep)
    face = np.abs(deep - shallow)[30:60, 150:170].mean()
    assert face < 6


def test_a_rack_takes_the_focus_from_the_near_to_the_far():
    first, last = draw(scene_of(focus="rack"), 0, 118)
    assert detail(first) < 0.65 * detail(last)
    sharp = draw(scene_of(), 0, 118)
    middle = slice(40, 120), slice(120, 200)
    assert np.abs(first - sharp[0])[middle].mean() < np.abs(last - sharp[1])[middle].mean()


def test_a_fisheye_swells_the_middle_and_keeps_the_corners():
    lens = Fisheye(200, 100)
    canvas = lens.canvas()
    canvas.clear(0xFF000000)
    paint = skia.Paint(Color=0xFFFFFFFF)
    canvas.drawRect(skia.Rect(90, 45, 110, 55), paint)
    canvas.drawRect(skia.Rect(0, 0, 6, 6), paint)
    surface = skia.Surface(200, 100)
    lens.show(surface.getCanvas())
    seen = surface.toarray()[..., 0] > 128
    assert seen[30:70, 60:140].sum() > 1.8 * 200, "20 x 10 pixels have grown"
    assert seen[0, 0]


def noisy(path: Path, width: int = 640, height: int = 360) -> Path:
    """A picture of fine, bright grains: no black in it, and every shift can be measured."""
    rng = np.random.default_rng(1)
    coarse = rng.integers(60, 200, (45, 80, 3)).astype(np.uint8)
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = np.kron(coarse, np.ones((height // 45, width // 80, 1), np.uint8))
    skia.Image.fromarray(pixels, skia.ColorType.kRGBA_8888_ColorType).save(str(path))
    return path


def test_a_first_picture_is_the_whole_of_frame_0(tmp_path):
    path = noisy(tmp_path / "first.png")
    shown = draw(scene_of(moves=frozenset({"dolly_in"})), 0, first_picture=path)[0]
    wanted = skia.Image.open(str(path)).resize(WIDTH, HEIGHT).toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)
    difference = np.abs(shown - wanted[..., :3])[: HEIGHT - 20]
    assert np.median(difference) < 8 and difference.mean() < 12


@pytest.mark.parametrize(
    "move", ["pan_left", "truck_right", "tilt_up", "dolly_in", "dolly_out", "zoom_out", "roll_clockwise", "crane"]
)
def test_the_edges_of_a_first_picture_never_show(tmp_path, move):
    path = noisy(tmp_path / "first.png")
    for picture in draw(scene_of(moves=frozenset({move})), 0, 60, 119, first_picture=path):
        frame = picture[: HEIGHT - 20]
        assert frame.min() > 40, "nothing black comes in"


@pytest.mark.parametrize(("move", "sign"), [("truck_right", -1), ("truck_left", 1), ("pan_right", -1)])
def test_the_camera_moves_over_a_first_picture_with_depth_in_it(tmp_path, move, sign):
    pixels = np.full((360, 640, 4), 255, np.uint8)
    pixels[..., :3] = 90
    pixels[:, 310:330, :3] = 250
    path = tmp_path / "post.png"
    skia.Image.fromarray(pixels, skia.ColorType.kRGBA_8888_ColorType).save(str(path))
    last = draw(scene_of(moves=frozenset({move})), 119, first_picture=path)[0].mean(axis=2)

    def moved(row: int) -> float:
        """How far the post has gone to the right, in pixels."""
        return float(np.flatnonzero(last[row] > 170).mean()) - WIDTH / 2

    assert sign * moved(150) > 10
    if move.startswith("truck"):
        assert sign * moved(150) > 1.1 * sign * moved(10), "what is low in the frame is near"
    else:
        assert moved(150) == pytest.approx(moved(10), abs=2)


def test_a_file_that_is_no_picture_is_refused_with_its_name(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no picture")
    with pytest.raises(RequestError, match=r"notes\.txt"):
        Animation(scene_of(), WIDTH, HEIGHT, 4.0, 30, first_picture=path)


def test_an_extension_goes_on_in_the_picture_where_its_source_ended():
    said = {"moves": frozenset({"pan_right", "zoom_in"}), "actors": (Actor("man", "walk"),), "size": "wide"}
    first, last = draw(scene_of(**said), 0, 119)
    going_on = draw(scene_of(**said, starts_at_s=4.0), 0)[0]
    frame = slice(0, HEIGHT - 30)
    assert np.abs(going_on - last)[frame].mean() < 0.25 * np.abs(going_on - first)[frame].mean()


@pytest.mark.parametrize(
    "said",
    [
        {"moves": frozenset({"truck_right"}), "actors": (Actor("man", "walk"),), "size": "wide"},
        {"actors": (Actor("car", "drive"),), "place": "road", "size": "wide", "moves": frozenset({"tracking"})},
        {"light": "firelight", "moves": frozenset({"handheld"})},
        {"weather": frozenset({"snow", "wind"}), "actors": (Actor("child", "fly_kite"), Actor("kite", "fly"))},
        {"terms": frozenset({"speed_ramp"}), "actors": (Actor("woman", "dance"),), "size": "wide"},
        {"style": "film_8mm", "place": "sea", "actors": (Actor("boat", "sail"),), "size": "wide"},
    ],
    ids=["truck", "wheels", "flicker", "kite and snow", "ramp", "gate"],
)
def test_an_extension_is_what_one_long_clip_would_have_shown(said):
    scene = scene_of(**said, first_s=4.0)
    going_on = draw(replace(scene, starts_at_s=4.0), 0, 30)
    long = Animation(scene, WIDTH, HEIGHT, 8.0, 30)
    surface = skia.Surface(WIDTH, HEIGHT)
    for frame, shown in zip((120, 150), going_on, strict=True):
        long.draw(surface.getCanvas(), frame)
        wanted = surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3].astype(float)
        assert np.abs(shown - wanted).mean() < 0.05


def test_the_frame_code_of_an_extension_goes_on():
    assert read_frame_code(draw(scene_of(starts_at_s=4.0), 7)[0]) == 127


def test_a_subtitle_is_shown_while_its_line_is_spoken_and_not_before():
    surface = skia.Surface(640, 360)
    subtitles = Subtitles([(1.0, 2.0, Line("Ana", "Où est l'été ?"))], 640, 360)
    lit = []
    for seconds in (0.9, 1.5, 2.0):
        surface.getCanvas().clear(0xFF406080)
        subtitles.draw(surface.getCanvas(), seconds)
        bright = surface.toarray()[..., :3].min(axis=2) > 180
        lit.append(int(bright.sum()))
        assert not bright[:240].any()
    assert lit[0] == lit[2] == 0 and lit[1] > 30


def test_lines_are_said_one_after_another_within_the_clip():
    short = scene_of(dialogue=(Line("", "Hello."), Line("", "Hello to you.")))
    long = scene_of(
        dialogue=tuple(Line("Ana", "A rather long sentence about the sea and its kites.") for _ in range(4))
    )
    for scene in (short, long):
        said = lines_at(scene, 4.0)
        assert [line for _, _, line in said] == list(scene.dialogue)
        times = [time for start, end, _ in said for time in (start, end)]
        assert times == sorted(times) and times[0] > 0 and times[-1] < 4.0
    assert lines_at(replace(short, starts_at_s=4.0), 4.0) == () == lines_at(scene_of(), 4.0)


def test_the_animation_shows_what_is_said():
    silent, spoken = (draw(scene_of(dialogue=lines), 40)[0] for lines in ((), (Line("", "Look, the kite!"),)))
    changed = np.abs(silent - spoken).max(axis=2) > 60
    assert changed[150:170].sum() > 20 and changed[:140].sum() == 0


def test_letters_have_accents_and_no_letter_is_lost():
    def ink(text: str) -> int:
        surface = skia.Surface(200, 60)
        draw_text(surface.getCanvas(), text, 100, 45, 24, 0xFFFFFFFF)
        return int((surface.toarray()[..., 0] > 60).sum())

    assert ink("é") > ink("e") and ink("É") > ink("E") and ink("ç") > ink("c")
    assert all(ink(letter) > 10 for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?'日")
    assert text_width("long words", 10) > text_width("words", 10) > 0


def test_a_long_line_is_wrapped_and_its_end_is_dots():
    lines = wrap("one two three four five six seven eight nine ten", 10, 120, 2)
    assert len(lines) == 2 and lines[-1].endswith("...")
    assert wrap("short", 10, 120) == ["short"]
