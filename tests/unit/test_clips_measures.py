"""Measures of pictures and of sound: against videos whose values follow from how they were made."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.render import render_clip
from sora_widgets.clips import measure, probe
from sora_widgets.errors import ClipError


def video(path: Path, frames: list[np.ndarray]) -> Path:
    """Grey frames, stored without loss."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.height, stream.width = frames[0].shape
        stream.pix_fmt = "gray"
        for pixels in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="gray")))
        container.mux(stream.encode())
    return path


def stripes(step: int) -> np.ndarray:
    """Black and white columns, each `step` wide."""
    return np.tile(((np.arange(64) // step) % 2 * 200).astype(np.uint8), (48, 1))


def test_what_does_not_change_does_not_move(tmp_path):
    found = measure(video(tmp_path / "still.mkv", [stripes(8)] * 5))
    assert found.motion == 0.0
    assert found.sharpness > 0.0


def test_a_picture_too_small_for_edges_has_none(tmp_path):
    assert (
        measure(video(tmp_path / "line.mkv", [np.full((2, 64), level, np.uint8) for level in (0, 90)])).sharpness == 0
    )


def test_motion_is_the_spread_of_the_difference_of_neighbours(tmp_path):
    half = np.zeros((48, 64), np.uint8)
    half[:, 32:] = 100  # half of the picture goes up by 100 and comes back: a spread of 50
    found = measure(video(tmp_path / "blink.mkv", [np.zeros_like(half), half, np.zeros_like(half)]))
    assert found.motion == pytest.approx(50.0)


def test_luma_counts_from_black_to_white_whatever_range_the_file_keeps_it_in(tmp_path):
    black, white = np.full((48, 64), 16, np.uint8), np.full((48, 64), 235, np.uint8)
    white[:, :32] = 16
    with av.open(str(tmp_path / "studio.mkv"), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for luma in (black, white):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane, value in zip(frame.planes, (luma.tobytes(), b"\x80" * 32 * 24, b"\x80" * 32 * 24), strict=True):
                rows = np.frombuffer(value, np.uint8).reshape(plane.height, plane.width)
                padded = np.zeros((plane.height, plane.line_size), np.uint8)
                padded[:, : plane.width] = rows
                plane.update(padded)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    assert measure(tmp_path / "studio.mkv").motion == pytest.approx(127.5)  # half of the picture, by the whole 255


def test_a_change_of_light_as_a_whole_is_no_motion(tmp_path):
    frames = [np.full((48, 64), level, np.uint8) for level in (40, 80, 120)]
    assert measure(video(tmp_path / "dawn.mkv", frames)).motion == 0.0


def test_finer_edges_are_sharper_and_blurred_ones_less(tmp_path):
    fine, coarse = (measure(video(tmp_path / f"{step}.mkv", [stripes(step)])).sharpness for step in (2, 16))
    ramp = np.tile(np.linspace(0, 200, 64).astype(np.uint8), (48, 1))
    assert fine > coarse > measure(video(tmp_path / "ramp.mkv", [ramp])).sharpness


def test_the_fine_stand_in_blurs_what_moves(tmp_path):
    moving = "Wide shot of a park, the camera pans right quickly."
    draft, fine = (
        measure(render_clip(Brief(moving, model, 1, "320x180"), tmp_path / f"{model}.mp4"))
        for model in ("sora-2", "sora-2-pro")
    )
    assert fine.sharpness < draft.sharpness


def noise(seed: int) -> np.ndarray:
    """A picture that has nothing in common with one of another seed but its size: 8 x 8 blocks of grey."""
    blocks = np.random.default_rng(seed).integers(0, 256, (6, 8), dtype=np.uint8)
    return np.kron(blocks, np.ones((8, 8), np.uint8))


def test_a_pan_moves_more_than_a_still_camera(tmp_path):
    still, pan = (
        measure(
            render_clip(Brief(f"Wide shot of a park{camera}.", "sora-2", 1, "320x180"), tmp_path / f"{at}.mp4")
        ).motion
        for at, camera in enumerate((", static shot", ", the camera pans right quickly"))
    )
    assert pan > 2 * still


def test_brightness_that_trembles_flickers_and_a_fade_does_not(tmp_path):
    fade = [np.full((48, 64), 40 + 10 * step, np.uint8) for step in range(12)]
    trembling = [frame + np.uint8(6 * (step % 2)) for step, frame in enumerate(fade)]
    assert measure(video(tmp_path / "fade.mkv", fade)).flicker == 0.0
    # 6 up and 6 down, so that each second difference is 12
    assert measure(video(tmp_path / "trembling.mkv", trembling)).flicker == pytest.approx(12.0)


def test_what_moves_without_changing_the_light_does_not_flicker(tmp_path):
    moving = [np.roll(stripes(8), 4 * step, axis=1) for step in range(8)]
    found = measure(video(tmp_path / "moving.mkv", moving))
    assert found.flicker == 0.0 and found.motion > 0.0


def test_a_hard_cut_is_told_at_its_time(tmp_path):
    frames = [noise(1)] * 20 + [noise(2)] * 15 + [noise(3)] * 10
    assert measure(video(tmp_path / "cuts.mkv", frames)).cuts == (0.8, 1.4)  # at 25 frames a second


def test_a_cut_is_no_flicker(tmp_path):
    dark, bright = np.full((48, 64), 20, np.uint8), np.full((48, 64), 200, np.uint8)
    found = measure(video(tmp_path / "cut.mkv", [dark] * 10 + [bright] * 10))
    assert found.cuts == (0.4,)
    assert found.flicker == 0.0


@pytest.mark.parametrize("frames", [1, 2])
def test_a_flash_is_no_cut(tmp_path, frames):
    flash = [noise(1)] * 10 + [noise(2)] * frames + [noise(1)] * 10
    assert measure(video(tmp_path / "flash.mkv", flash)).cuts == ()


def test_a_cut_to_the_last_frame_is_found(tmp_path):
    assert measure(video(tmp_path / "end.mkv", [noise(1)] * 10 + [noise(2)])).cuts == (0.4,)


def test_a_fast_pan_is_no_cut(tmp_path):
    wall = np.kron(np.random.default_rng(4).integers(0, 256, (6, 40), dtype=np.uint8), np.ones((8, 8), np.uint8))
    pan = [wall[:, 16 * step : 16 * step + 64] for step in range(16)]
    found = measure(video(tmp_path / "pan.mkv", pan))
    assert found.cuts == () and found.motion > 20


def test_a_loop_has_no_seam_and_a_jump_has_one(tmp_path):
    round_trip = [np.roll(stripes(16), 2 * step, axis=1) for step in range(16)]  # comes back after 32 columns
    loop = measure(video(tmp_path / "loop.mkv", round_trip))
    jump = measure(video(tmp_path / "jump.mkv", round_trip[:8]))
    assert loop.loop_seam_ratio == pytest.approx(1.0)
    assert jump.loop_seam_ratio is not None and jump.loop_seam_ratio > 2
    assert loop.loop_seam == pytest.approx(loop.motion)


def test_a_still_has_no_seam_to_compare(tmp_path):
    found = measure(video(tmp_path / "still.mkv", [noise(1)] * 3))
    assert (found.loop_seam, found.loop_seam_ratio) == (0.0, None)


def test_a_single_frame_is_measured(tmp_path):
    found = measure(video(tmp_path / "one.mkv", [noise(1)]))
    assert (found.motion, found.flicker, found.cuts, found.loop_seam_ratio) == (0.0, 0.0, (), None)
    assert found.sharpness > 0.0


RATE = 48_000


def with_sound(path: Path, samples: np.ndarray) -> Path:
    """Stereo sound, stored without loss, under a still picture of its length; samples from -1 to 1."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("ffv1", rate=10)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "gray"
        sound = container.add_stream("pcm_s24le", rate=RATE, layout="stereo")
        for _ in range(len(samples) * 10 // RATE):
            container.mux(picture.encode(av.VideoFrame.from_ndarray(stripes(8), format="gray")))
        container.mux(picture.encode())
        whole = np.repeat((samples * 0x7FFFFFFF).astype(np.int32), 2)[np.newaxis]
        for at in range(0, len(samples), 4800):
            frame = av.AudioFrame.from_ndarray(whole[:, 2 * at : 2 * (at + 4800)], format="s32", layout="stereo")
            frame.sample_rate, frame.pts = RATE, at
            container.mux(sound.encode(frame))
        container.mux(sound.encode())
    return path


def tone(dbfs: float, seconds: float) -> np.ndarray:
    return 10 ** (dbfs / 20) * np.sin(2 * np.pi * 1000 * np.arange(int(seconds * RATE)) / RATE)


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_loudness_is_that_of_the_reference_tone(tmp_path, level):
    # EBU Tech 3341 (2023), test signals 1 and 2: a stereo tone of 1 kHz at so many dBFS has as many LUFS, within 0.1
    found = measure(with_sound(tmp_path / "tone.mkv", tone(level, 5)))
    assert found.loudness_lufs == pytest.approx(level, abs=0.1)
    assert found.silences == ()


def test_silence_is_told_with_its_times(tmp_path):
    quiet = np.zeros(RATE)
    sound = np.concatenate([tone(-20, 1), quiet, tone(-20, 1), quiet[: RATE // 4], tone(-20, 1), tone(-70, 1)])
    found = measure(with_sound(tmp_path / "pauses.mkv", sound))
    assert found.silences is not None
    assert [pytest.approx(span, abs=0.01) for span in found.silences] == [(1.0, 2.0), (4.25, 5.25)]


def test_the_line_of_silence_is_that_of_the_facts(tmp_path):
    for level, is_silent in ((-60.5, True), (-59.5, False)):
        path = with_sound(tmp_path / f"{level}.mkv", tone(level, 1))
        assert probe(path).is_silent is is_silent
        assert measure(path).silences == (((0.0, 1.0),) if is_silent else ())


def test_a_silent_track_has_no_loudness(tmp_path):
    found = measure(with_sound(tmp_path / "silent.mkv", np.zeros(2 * RATE)))
    assert (found.loudness_lufs, found.silences) == (None, ((0.0, 2.0),))


def test_without_sound_there_is_neither_loudness_nor_silence(tmp_path):
    found = measure(video(tmp_path / "mute.mkv", [stripes(8)] * 3))
    assert (found.loudness_lufs, found.silences) == (None, None)


def test_measures_are_json(tmp_path):
    found = measure(with_sound(tmp_path / "silent.mkv", np.zeros(RATE))).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["silences"] == [[0.0, 1.0]]


def test_a_file_that_is_no_video_is_refused_by_name(tmp_path):
    with pytest.raises(ClipError, match=r"no video at .*gone\.mp4"):
        measure(tmp_path / "gone.mp4")
