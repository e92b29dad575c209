"""A video that browsers will not play becomes one that they do, frame for frame, beside the original."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from sora_widgets.clips.provenance import Provenance
from sora_widgets.clips.transcode import to_h264
from sora_widgets.errors import ClipError, FolderNotWritableError

FRAMES = 24


def film(path: Path, *, size: tuple[int, int] = (64, 48), has_sound: bool = True) -> Path:
    """One second of MPEG-4 part 2, which no browser plays; each frame a little lighter than the one before."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=FRAMES)
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        audio = container.add_stream("aac", rate=48_000) if has_sound else None
        for index in range(FRAMES):
            grey = np.full((size[1], size[0], 3), index * 10, np.uint8)
            container.mux(video.encode(av.VideoFrame.from_ndarray(grey, "rgb24")))
        container.mux(video.encode(None))
        if audio is not None:
            tone = np.sin(np.arange(48_000) * 0.06, dtype=np.float32)[None] * 0.3
            sound = av.AudioFrame.from_ndarray(tone, "fltp", "mono")
            sound.rate, sound.pts = 48_000, 0
            container.mux(audio.encode(sound))
            container.mux(audio.encode(None))
    return path


def lights(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.to_ndarray(format="gray").mean()) for frame in container.decode(video=0)]


def test_every_frame_is_there_in_its_place_and_the_original_is_untouched(tmp_path):
    source = film(tmp_path / "kite.mp4")
    before = source.read_bytes()
    clip = to_h264(source, provenance=Provenance(prompt="a kite"))
    assert clip.path == tmp_path / "kite-h264.mp4"
    assert (clip.facts.video_codec, clip.facts.audio_codec, clip.facts.frame_count) == ("h264", "aac", FRAMES)
    assert clip.facts.fps == pytest.approx(FRAMES, rel=0.01)
    assert clip.facts.is_silent is False
    assert clip.provenance.prompt == "a kite"
    assert np.abs(np.subtract(lights(clip.path), lights(source))).max() < 4
    assert source.read_bytes() == before


def test_odd_sides_become_even_and_no_sound_stays_none(tmp_path):
    clip = to_h264(film(tmp_path / "odd.mp4", size=(65, 49), has_sound=False), tmp_path / "even.mp4")
    assert (clip.facts.width, clip.facts.height, clip.facts.has_sound) == (64, 48, False)


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    source = film(tmp_path / "kite.mp4")
    taken = tmp_path / "kite-h264.mp4"
    taken.write_bytes(b"mine")
    with pytest.raises(ClipError, match="there already"):
        to_h264(source)
    assert taken.read_bytes() == b"mine"


@pytest.mark.parametrize(("content", "says"), [(b"", "is empty"), (b"no video at all" * 50, "cannot be read")])
def test_what_is_no_video_leaves_nothing_behind(tmp_path, content, says):
    source = tmp_path / "kite.mp4"
    source.write_bytes(content)
    with pytest.raises(ClipError, match=says):
        to_h264(source)
    assert list(tmp_path.iterdir()) == [source]


def test_a_place_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FolderNotWritableError, match="name a file in a folder you may write"):
        to_h264(film(tmp_path / "kite.mp4"), tmp_path / "nowhere" / "kite.mp4")
