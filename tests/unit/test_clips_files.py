"""Clips as files: what is measured, which pictures are made, what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import skia

from sora_widgets.clips import Clip, Facts, Provenance, make_contact_sheet, make_poster, make_thumbnail, probe
from sora_widgets.clips import facts as facts_module
from sora_widgets.errors import ClipError

FPS, FRAMES, WIDTH, HEIGHT = 30, 30, 320, 180


def write_video(
    path: Path,
    has_sound: bool = True,
    *,
    level_db: float | None = 0.0,
    quiet_until_s: float = 0.0,
    codec: str = "aac",
    sample: str = "fltp",
) -> Path:
    """One second; frame n is grey n * 8, so that a still tells its own moment.

    Args:
        path: an MP4, MOV, AVI or MKV.
        has_sound: a stereo track of 48 kHz.
        level_db: the tone's peak below full scale; None is digital silence.
        quiet_until_s: when the tone begins.
        codec: of the sound.
        sample: what the codec is given: "fltp" or "s16".
    """
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        audio = container.add_stream(codec, rate=48_000, layout="stereo") if has_sound else None
        for number in range(FRAMES):
            frame = av.VideoFrame.from_ndarray(np.full((HEIGHT, WIDTH, 3), number * 8, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if audio is not None:
            tone = np.sin(np.arange(48_000) / 20) * (0.0 if level_db is None else 10 ** (level_db / 20))
            tone[: int(quiet_until_s * 48_000)] = 0
            both = np.stack([tone, tone]).astype(np.float32)
            if sample == "s16":
                both = np.ascontiguousarray((both.T * 32_767).astype(np.int16).reshape(1, -1))
            sound = av.AudioFrame.from_ndarray(both, format=sample, layout="stereo")
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
    assert (facts.has_sound, facts.audio_codec, facts.is_silent) == (False, None, None)


@pytest.mark.parametrize(
    ("sound", "is_silent"),
    [
        ({}, False),
        ({"level_db": None}, True),
        ({"level_db": -54}, False),
        ({"level_db": -66}, True),
        ({"quiet_until_s": 0.9}, False),
        ({"level_db": -54, "codec": "flac", "sample": "s16"}, False),
        ({"level_db": -66, "codec": "flac", "sample": "s16"}, True),
        ({"level_db": -54, "codec": "libopus"}, False),
        ({"level_db": None, "codec": "libopus"}, True),
    ],
)
def test_a_track_that_never_rises_above_sixty_decibels_below_full_scale_is_silent(tmp_path, sound, is_silent):
    facts = probe(write_video(tmp_path / "sound.mp4", **sound))
    assert facts.has_sound and facts.is_silent is is_silent


@pytest.mark.parametrize(
    ("samples", "is_heard"),
    [
        (np.array([[0.0, 0.0011]], np.float32), True),
        (np.array([[0.0, -0.0011]], np.float32), True),
        (np.array([[0.0009, -0.0009]], np.float64), False),
        (np.array([[0, -32_768]], np.int16), True),
        (np.array([[32, -32]], np.int16), False),
        (np.array([[0, 2**22]], np.int32), True),
        (np.array([[0, 2**20]], np.int32), False),
        (np.array([[128, 127]], np.uint8), True),
        (np.array([[128, 128]], np.uint8), False),
        (np.array([[np.nan, 0.0]], np.float32), False),
        (np.zeros((2, 0), np.float32), False),
    ],
)
def test_a_sample_is_heard_from_a_thousandth_of_full_scale_whatever_its_sign_and_format(samples, is_heard):
    assert facts_module._is_heard(samples) is is_heard


@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_u8"])
@pytest.mark.parametrize(("level_db", "is_silent"), [(-20, False), (None, True)])
def test_raw_sound_of_any_width_is_heard(tmp_path, codec, level_db, is_silent):
    path = tmp_path / ("sound.avi" if codec == "pcm_u8" else "sound.mov")
    assert probe(write_video(path, codec=codec, sample="s16", level_db=level_db)).is_silent is is_silent


def test_sound_is_decoded_no_further_than_the_first_that_is_heard(video, monkeypatch):
    seen = []
    real = facts_module._is_heard
    monkeypatch.setattr(facts_module, "_is_heard", lambda samples: seen.append(samples) or real(samples))
    assert probe(video).is_silent is False
    assert len(seen) <= 2


def test_sound_that_cannot_be_decoded_is_not_called_silent(tmp_path):
    path = write_video(tmp_path / "unknown.mkv")
    path.write_bytes(path.read_bytes().replace(b"A_AAC", b"A_XYZ"))
    facts = probe(path)
    assert (facts.has_sound, facts.audio_codec, facts.is_silent) == (True, None, None)


def test_damaged_sound_is_not_called_silent(tmp_path):
    path = write_video(tmp_path / "damaged.mp4", level_db=None)
    content = bytearray(path.read_bytes())
    with av.open(str(path)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(audio=0) if packet.size]
    for position, size in places:
        content[position : position + size] = b"\xff" * size
    path.write_bytes(content)
    assert probe(path).is_silent is None


def test_pictures_that_cannot_be_decoded_here_are_refused_by_name(tmp_path):
    path = write_video(tmp_path / "foreign.mp4")
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz1"))
    with pytest.raises(ClipError, match=r"foreign\.mp4 is in a format"):
        probe(path)


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
    record = replace(record, options={"seed": 7, "sound": True}, reference="kite.png", cost_source="told")
    clip = Clip.open(video, record)
    stored = clip.to_dict(tmp_path)
    assert stored["path"] == "grey.mp4"
    moved = Clip.from_dict(stored, "/somewhere/else")
    assert moved.path == Path("/somewhere/else/grey.mp4")
    assert (moved.provenance, moved.facts, moved.sha256) == (record, clip.facts, clip.sha256)


def test_a_clip_of_version_0_1_loads(tmp_path):
    """Word for word what 0.1 stored."""
    stored = {
        "path": "clips/kite.mp4",
        "poster_path": "clips/kite.jpg",
        "facts": {
            "duration_s": 4.0,
            "width": 1280,
            "height": 720,
            "fps": 30.0,
            "frame_count": 120,
            "has_sound": True,
            "size_bytes": 700000,
            "video_codec": "h264",
            "audio_codec": "aac",
        },
        "sha256": "ab" * 32,
        "provenance": {
            "prompt": "A kite, wind.",
            "parts": {"subject": "a kite", "sound": "wind"},
            "model": "sora-2",
            "provider": "animatic",
            "seconds": 4,
            "size": "1280x720",
            "cost_usd": "0.40",
            "estimate_usd": "0.40",
            "job_id": "j1",
            "take": 1,
            "made_at": "2026-11-20T10:00:00+00:00",
        },
    }
    clip = Clip.from_dict(stored, tmp_path)
    assert clip.facts.is_silent is None and clip.differences == ()
    record = clip.provenance
    assert (record.options, record.reference, record.cost_source, record.cost_usd) == ({}, None, "", Decimal("0.40"))
    assert Clip.from_dict(clip.to_dict(tmp_path), tmp_path) == clip


def test_a_clip_of_a_later_version_loads_without_what_is_not_known_yet(video, tmp_path):
    stored = Clip.open(video).to_dict(tmp_path)
    stored["facts"]["loudness_lufs"] = -23.0
    stored["provenance"]["licence"] = "CC0"
    assert Clip.from_dict(stored, tmp_path) == Clip.open(video)
    assert Facts.from_dict(stored["facts"]) == probe(video)


def test_a_real_file_is_held_against_what_was_asked(tmp_path):
    asked = Provenance(
        "A kite. Sound: wind.", {"sound": "wind"}, "sora-2", "shelf", seconds=4, size="1280x720", options={"fps": 24}
    )
    silent = Clip.open(write_video(tmp_path / "silent.mp4", level_db=None), asked)
    assert [difference.sentence for difference in silent.differences] == [
        "asked 4 s, got 1 s",
        "asked 1280×720, got 320×180",
        "asked 24 fps, got 30 fps",
        "asked sound, got silence",
    ]
    as_asked = Provenance("A kite.", {"sound": "wind"}, seconds=1, size="320x180", options={"fps": 30, "sound": True})
    assert Clip.open(write_video(tmp_path / "kite.mp4"), as_asked).differences == ()
    mute = Clip.open(write_video(tmp_path / "mute.mp4", has_sound=False), as_asked)
    assert [difference.sentence for difference in mute.differences] == ["asked sound, got no sound"]
