"""VideoPlayer from Python: position, frames, and the bytes it hands out."""

from __future__ import annotations

import math
import threading
from decimal import Decimal

import av
import numpy as np
import pytest
import skia
from traitlets import TraitError

from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.errors import ClipError, RequestError, UnknownKeywordError
from sora_widgets.widgets import VideoPlayer
from sora_widgets.widgets._shelf import MAX_RANGE_BYTES, ClipShelf

CONTENT = bytes(range(256)) * 40


def jpeg_of(pixels, quality=60):
    return bytes(skia.Image.fromarray(pixels).encodeToData(skia.EncodedImageFormat.kJPEG, quality))


POSTER = jpeg_of(np.full((8, 8, 4), 128, np.uint8))
NOISE = jpeg_of(np.random.default_rng(1).integers(0, 255, (360, 640, 4), dtype=np.uint8), quality=90)


def make_clip(folder, *, poster=POSTER, **facts):
    path, poster_path = folder / "kite.mp4", folder / "kite.jpg"
    path.write_bytes(CONTENT)
    poster_path.write_bytes(poster)
    known = {
        "duration_s": 4.0,
        "width": 1280,
        "height": 720,
        "fps": 30.0,
        "frame_count": 120,
        "has_sound": True,
        "size_bytes": len(CONTENT),
        "video_codec": "h264",
        "audio_codec": "aac",
    }
    made = Provenance(prompt="A <b>kite</b>", model="sora-2", provider="animatic", cost_usd=Decimal("0.40"))
    return Clip(path, poster_path, Facts(**known | facts), "ab" * 32, made)


@pytest.fixture
def clip(tmp_path):
    return make_clip(tmp_path)


def test_playing_and_position_are_readable_and_settable(clip):
    player = VideoPlayer(clip)
    player.play()
    assert player.playing
    player.pause()
    player.seek(1.5)
    assert (player.playing, player.current_time_s) == (False, 1.5)
    assert player.frame == 45


def test_a_seek_stays_within_the_clip(clip):
    player = VideoPlayer(clip)
    player.seek(99)
    assert player.current_time_s == 4.0
    player.seek(-1)
    assert player.current_time_s == 0.0


def test_a_step_pauses_and_lands_in_the_middle_of_the_next_frame(clip):
    player = VideoPlayer(clip)
    player.play()
    player.step()
    assert player.playing is False
    assert player.current_time_s == pytest.approx(1.5 / 30)
    player.step(-1)
    assert player.frame == 0
    player.step(-1)
    assert player.frame == 0
    player.step(500)
    assert player.frame == 119


@pytest.mark.parametrize("fps", [23.976, 25.0, 29.97, 59.94])
def test_every_step_moves_by_one_frame(tmp_path, fps):
    player = VideoPlayer(make_clip(tmp_path, fps=fps, frame_count=100, duration_s=100 / fps))
    visited = []
    for _ in range(99):
        player.step()
        visited.append(player.frame)
    assert visited == list(range(1, 100))


NOT_NUMBERS = [(name, value) for name in ("current_time_s", "rate", "volume") for value in (math.nan, math.inf)]


@pytest.mark.parametrize(
    ("name", "value"), [("rate", 0), ("volume", 1.1), ("volume", -0.1), ("current_time_s", -1), *NOT_NUMBERS]
)
def test_values_no_browser_takes_are_refused(clip, name, value):
    with pytest.raises(TraitError):
        setattr(VideoPlayer(clip), name, value)


def test_the_state_holds_a_poster_and_facts_but_no_video(clip):
    state = VideoPlayer(clip).get_state()
    assert state["_poster"] == POSTER
    assert state["_facts"]["prompt"] == "A <b>kite</b>"
    assert state["_facts"]["facts_line"] == "sora-2 · animatic · 4 s · 1280×720 · $0.40"
    heavy = [name for name, value in state.items() if isinstance(value, bytes) and name != "_poster"]
    assert heavy == []


def size_of(jpeg):
    image = skia.Image.MakeFromEncoded(skia.Data(jpeg)).makeRasterImage()
    return image.width() / image.height()


def write_video(path):
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        grey = av.VideoFrame.from_ndarray(np.full((36, 64, 3), 90, np.uint8), format="rgb24")
        for packet in [*stream.encode(grey), *stream.encode()]:
            container.mux(packet)
    return path


def test_a_poster_too_heavy_for_a_widget_is_made_lighter(tmp_path):
    assert len(NOISE) > 30_000
    poster = VideoPlayer(make_clip(tmp_path, poster=NOISE))._poster
    assert 0 < len(poster) <= 30_000
    assert size_of(poster) == pytest.approx(16 / 9, rel=0.02)


@pytest.mark.parametrize("beside", [b"not a picture", NOISE[: len(NOISE) // 3], b""], ids=["text", "cut", "empty"])
def test_a_poster_that_is_no_picture_is_made_anew_from_the_video(tmp_path, beside):
    path = write_video(tmp_path / "grey.mp4")
    path.with_suffix(".jpg").write_bytes(beside)
    poster = VideoPlayer(path)._poster
    assert 0 < len(poster) <= 30_000
    assert size_of(poster) == pytest.approx(64 / 36)
    assert path.with_suffix(".jpg").read_bytes() == beside, "somebody's own file is left as it is"


def test_a_clip_of_which_no_poster_can_be_made_is_shown_without(tmp_path):
    assert VideoPlayer(make_clip(tmp_path, poster=b"not a picture"))._poster == b""


def test_a_misspelt_argument_names_the_nearest(clip):
    with pytest.raises(UnknownKeywordError, match="did you mean 'language'"):
        VideoPlayer(clip, langage="fr")


def test_a_file_that_is_no_video_is_a_typed_error(tmp_path):
    path = tmp_path / "text.mp4"
    path.write_text("not a video")
    with pytest.raises(ClipError):
        VideoPlayer(path)


def test_ranges_are_exact(clip):
    shelf = ClipShelf()
    shelf.put(clip)
    assert shelf.read(clip.id, 0, 10) == CONTENT[:10]
    assert shelf.read(clip.id, len(CONTENT) - 3, len(CONTENT)) == CONTENT[-3:]


@pytest.mark.parametrize(
    ("start", "stop"),
    [(-1, 5), (5, 5), (6, 5), (0, len(CONTENT) + 1), ("0", 5), (0, None), (0.0, 5)],
)
def test_a_range_that_makes_no_sense_is_refused(clip, start, stop):
    shelf = ClipShelf()
    shelf.put(clip)
    with pytest.raises(RequestError, match="cannot be asked for"):
        shelf.read(clip.id, start, stop)


def test_no_range_is_larger_than_the_websocket_likes(tmp_path):
    shelf = ClipShelf()
    clip = make_clip(tmp_path, size_bytes=MAX_RANGE_BYTES * 3)
    shelf.put(clip)
    with pytest.raises(RequestError, match="at most"):
        shelf.read(clip.id, 0, MAX_RANGE_BYTES + 1)


@pytest.mark.parametrize("clip_id", ["../../etc/passwd", "", None, 7, {"a": 1}])
def test_nothing_but_its_own_clips_can_be_asked_for(clip, clip_id):
    shelf = ClipShelf()
    shelf.put(clip)
    with pytest.raises(RequestError, match="does not show a clip"):
        shelf.read(clip_id, 0, 1)


def test_a_file_that_went_away_is_told(clip):
    shelf = ClipShelf()
    shelf.put(clip)
    clip.path.unlink()
    with pytest.raises(ClipError, match="no longer there"):
        shelf.read(clip.id, 0, 1)


def test_a_file_that_was_replaced_is_told(clip):
    shelf = ClipShelf()
    shelf.put(clip)
    clip.path.write_bytes(b"another")
    with pytest.raises(ClipError, match="has changed"):
        shelf.read(clip.id, 0, 1)


def test_threads_reading_at_the_same_time_get_their_own_bytes(clip):
    shelf = ClipShelf()
    shelf.put(clip)
    wrong = []

    def read(offset):
        for start in range(offset, len(CONTENT) - 64, 64):
            if shelf.read(clip.id, start, start + 64) != CONTENT[start : start + 64]:
                wrong.append(start)

    threads = [threading.Thread(target=read, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert wrong == []
