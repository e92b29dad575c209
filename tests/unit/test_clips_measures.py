"""Motion and sharpness: against videos whose values follow from how they were made."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from sora_widgets.animatic.render import render_clip
from sora_widgets.clips import measure
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
        measure(render_clip(moving, model, 1, "320x180", tmp_path / f"{model}.mp4"))
        for model in ("sora-2", "sora-2-pro")
    )
    assert fine.sharpness < draft.sharpness


def test_a_file_that_is_no_video_is_refused_by_name(tmp_path):
    with pytest.raises(ClipError, match=r"no video at .*gone\.mp4"):
        measure(tmp_path / "gone.mp4")
