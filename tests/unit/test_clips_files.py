"""Clips as files: what is measured, which pictures are made, what is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import skia

from sora_widgets.clips import Clip, Provenance, make_contact_sheet, make_poster, make_thumbnail, probe
from sora_widgets.errors import ClipError

FPS, FRAMES, WIDTH, HEIGHT = 30, 30, 320, 180


def write_video(path: Path, has_sound: bool = True) -> Path:
    """One second; frame n is grey n * 8, so that a still tells its own moment."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        audio = container.add_stream("aac", rate=48_000, layout="stereo") if has_sound else None
        for number in range(FRAMES):
            frame = av.VideoFrame.from_ndarray(np.full((HEIGHT, WIDTH, 3), number * 8, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if audio is not None:
            tone = np.sin(np.arange(48_000) / 20).astype(np.float32)
            sound = av.AudioFrame.from_ndarray(np.stack([tone, tone]), format="fltp", layout="stereo")
            sound.sample_rate, sound.pts, sound.time_base = 48_000, 0, Fraction(1, 48_000)
            container.mux(audio.encode(sound))
            container.mux(audio.encode(None))
    return path


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return write_video(tmp_path / "grey.mp4")


def grey_of(path: Path) -> float:
    return float(skia.Image.open(str(path)).toarray()[..., :3].mean())


def test_the_facts_are_measured_from_the_bytes(video):
    facts = probe(video)
    assert (facts.width, facts.height, facts.fps, facts.frame_count) == (WIDTH, HEIGHT, 30.0, FRAMES)
    assert facts.duration_s == pytest.approx(1.0)
    assert (facts.video_codec, facts.audio_codec, facts.has_sound) == ("h264", "aac", True)
    assert facts.size_bytes == video.stat().st_size


def test_a_video_without_sound_says_so(tmp_path):
    facts = probe(write_video(tmp_path / "mute.mp4", has_sound=False))
    assert (facts.has_sound, facts.audio_codec) == (False, None)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ClipError, match=r"no video at .*gone\.mp4") as caught:
        probe(tmp_path / "gone.mp4")
    assert caught.value.path == tmp_path / "gone.mp4"


def test_an_empty_file_is_called_empty(tmp_path):
    (tmp_path / "nothing.mp4").touch()
    with pytest.raises(ClipError, match="is empty"):
        probe(tmp_path / "nothing.mp4")


def test_text_is_no_video(tmp_path):
    (tmp_path / "note.mp4").write_text("not a film at all, but long enough to look at")
    with pytest.raises(ClipError, match="cannot be read as a video"):
        probe(tmp_path / "note.mp4")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_short_is_refused(video, tmp_path, share):
    whole = tmp_path / "front.mp4"
    with av.open(str(video)) as source, av.open(str(whole), "w", options={"movflags": "+faststart"}) as target:
        streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream_index]
                target.mux(packet)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(ClipError, match=r"cut short|cannot be read"):
        probe(cut)


def test_a_poster_shows_the_moment_that_was_asked_for(video, tmp_path):
    early = grey_of(make_poster(video, tmp_path / "a.jpg", at_s=5 / 30))
    late = grey_of(make_poster(video, tmp_path / "b.jpg", at_s=25 / 30))
    assert early == pytest.approx(5 * 8, abs=5)
    assert late == pytest.approx(25 * 8, abs=5)


def test_a_moment_past_the_end_gives_the_last_frame(video, tmp_path):
    assert grey_of(make_poster(video, tmp_path / "c.jpg", at_s=99)) == pytest.approx(29 * 8, abs=5)


def test_a_poster_keeps_to_its_budget_even_for_noise(tmp_path):
    rng = np.random.default_rng(1)
    with av.open(str(tmp_path / "noise.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        pixels = rng.integers(0, 255, (360, 640, 3), dtype=np.uint8)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    poster = make_poster(tmp_path / "noise.mp4", tmp_path / "noise.jpg", max_bytes=9_000)
    assert poster.stat().st_size <= 9_000
    assert poster.read_bytes()[:3] == b"\xff\xd8\xff"


def test_a_contact_sheet_runs_from_the_first_frame_to_the_last(video, tmp_path):
    sheet = skia.Image.open(str(make_contact_sheet(video, tmp_path / "s.jpg", columns=3, rows=2, tile_width=160)))
    pixels = sheet.toarray()[..., :3]
    assert pixels.shape == (180, 480, 3)
    tiles = [pixels[r * 90 : r * 90 + 90, c * 160 : c * 160 + 160].mean() for r in range(2) for c in range(3)]
    assert tiles == sorted(tiles)
    assert tiles[0] == pytest.approx(0, abs=5) and tiles[-1] == pytest.approx(29 * 8, abs=5)


def test_a_thumbnail_is_webp(video, tmp_path):
    content = make_thumbnail(video, tmp_path / "t.webp").read_bytes()
    assert content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def test_opening_a_file_makes_its_poster_once(video):
    first = Clip.open(video)
    assert first.poster_path == video.with_suffix(".jpg")
    first.poster_path.write_bytes(b"mine")
    assert Clip.open(video).poster_bytes == b"mine"


def test_the_id_names_the_content(video, tmp_path):
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(video.read_bytes())
    assert Clip.open(video).id == Clip.open(copy).id == Clip.open(video).sha256[:16]


def test_a_clip_goes_to_json_and_back_with_its_folder_moved(video, tmp_path):
    record = Provenance(
        "a kite", {"subject": "a kite"}, "sora-2", "animatic", 4, "1280x720", Decimal("0.40"), None, "j1"
    )
    clip = Clip.open(video, record)
    stored = clip.to_dict(tmp_path)
    assert stored["path"] == "grey.mp4"
    moved = Clip.from_dict(stored, "/somewhere/else")
    assert moved.path == Path("/somewhere/else/grey.mp4")
    assert (moved.provenance, moved.facts, moved.sha256) == (record, clip.facts, clip.sha256)
