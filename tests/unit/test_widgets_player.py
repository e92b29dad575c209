"""VideoPlayer from Python: position, frames, and the bytes it hands out."""

from __future__ import annotations

import hashlib
import json
import math
import os
import threading
from dataclasses import replace
from decimal import Decimal

import av
import numpy as np
import pytest
import skia
from traitlets import TraitError

from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.clips.document import MIME
from sora_widgets.errors import ClipError, RequestError, UnknownKeywordError
from sora_widgets.jobs import Job
from sora_widgets.widgets import VideoPlayer
from sora_widgets.widgets._shelf import MAX_RANGE_BYTES, ClipShelf

CONTENT = bytes(range(256)) * 40
WIDGET = "application/vnd.jupyter.widget-view+json"


class FakeJob(Job):
    """A job as far as a player looks."""

    id = "j1"
    state = clip = is_done = None

    def __init__(self, state, clip):
        self.state, self.clip, self.is_done = state, clip, state != "queued"

    def __repr__(self):
        return f"<Job {self.id}>"


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


def test_a_step_lands_in_the_middle_of_the_next_frame(clip):
    player = VideoPlayer(clip)
    player.step()
    assert player.current_time_s == pytest.approx(1.5 / 30)
    player.step(-1)
    assert player.frame == 0
    player.step(-1)
    assert player.frame == 0
    player.step(500)
    assert player.frame == 119


def sent_by(player):
    sent = []
    player.comm.send = lambda data=None, buffers=None, **_: sent.append(data)
    return sent


def test_a_step_while_it_plays_pauses_first_and_is_made_where_the_frame_is_known(clip):
    player = VideoPlayer(clip)
    player.play()
    player.current_time_s = 1.0  # told by the page up to a second ago
    sent = sent_by(player)
    player.step(-2)
    assert [data.get("state", data.get("content")) for data in sent] == [
        {"playing": False},
        {"kind": "player-step", "frames": -2},
    ]
    assert player.current_time_s == 1.0


def test_preloading_is_asked_of_the_page(clip):
    player = VideoPlayer(clip)
    sent = sent_by(player)
    player.preload()
    assert [data["content"] for data in sent] == [{"kind": "player-preload"}]


def test_the_frame_can_be_set_and_watched_and_never_travels(clip):
    player, seen = VideoPlayer(clip), []
    player.observe(lambda change: seen.append(change["new"]), "frame")
    sent = sent_by(player)
    player.frame = 30
    assert player.current_time_s == pytest.approx(30.5 / 30)
    player.seek(2.0)
    player.seek(2.01)  # the same frame
    assert seen == [30, 60]
    assert "frame" not in player.get_state()
    assert {name for data in sent for name in data["state"]} == {"current_time_s"}


def test_what_a_page_tells_moves_the_frame_without_an_answer(clip):
    player, seen = VideoPlayer(clip), []
    player.observe(lambda change: seen.append(change["new"]), "frame")
    sent = sent_by(player)
    player.set_state({"current_time_s": 1.52, "playing": True})
    assert (seen, player.playing) == ([45], True)
    assert [data for data in sent if data["method"] == "update"] == []


@pytest.mark.parametrize(("frame", "said"), [(120, "There is no frame 120: the last is 119"), (-1, "frame")])
def test_a_frame_that_is_not_there_is_refused(clip, frame, said):
    player = VideoPlayer(clip)
    with pytest.raises(TraitError, match=said):
        player.frame = frame
    assert player.current_time_s == 0


@pytest.mark.parametrize("given", [math.nan, math.inf, None, "soon"])
def test_a_position_that_is_no_number_is_refused(clip, given):
    with pytest.raises(RequestError, match="A position is a number of seconds"):
        VideoPlayer(clip).seek(given)


def test_a_step_of_half_a_frame_is_refused(clip):
    with pytest.raises(RequestError, match=r"whole number of frames, not 0\.5"):
        VideoPlayer(clip).step(0.5)


def test_in_and_out_points_lie_within_the_clip_one_before_the_other(clip):
    player = VideoPlayer(clip)
    player.in_s, player.out_s = 1, 4.0
    assert (player.in_s, player.out_s) == (1.0, 4.0)
    for name, value, said in (
        ("in_s", 4.0, "4 s is not before 4 s"),
        ("out_s", 0.5, "1 s is not before 0.5 s"),
        ("out_s", 4.1, "between 0 and 4 s"),
        ("in_s", -0.1, "between 0 and 4 s"),
        ("in_s", math.nan, "finite"),
    ):
        with pytest.raises(TraitError, match=said):
            setattr(player, name, value)
    assert (player.in_s, player.out_s) == (1.0, 4.0)
    with player.hold_trait_notifications():
        player.in_s, player.out_s = 0.0, 0.5
    player.in_s = player.out_s = None


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
    assert state["_clip"]["prompt"] == "A <b>kite</b>"
    heavy = [name for name, value in state.items() if isinstance(value, bytes) and name != "_poster"]
    assert heavy == []


def test_only_the_words_of_the_stub_travel_with_each_player(clip):
    state = VideoPlayer(clip, language="fr").get_state()
    assert {key.partition(".")[0] for key in state["_texts"]} == {"kernel"}
    assert state["_language"] == "fr"
    assert len(json.dumps({name: value for name, value in state.items() if name != "_poster"})) < 9_000


def test_a_players_output_is_its_clips_document_and_the_widget(clip):
    player = VideoPlayer(clip)
    player.rate = 2.0
    bundle, _ = player._repr_mimebundle_()
    assert set(bundle) == {MIME, WIDGET, "text/html", "image/jpeg", "text/plain"}
    assert bundle[WIDGET]["model_id"] == bundle[MIME]["model_id"] == player.model_id
    assert bundle[MIME]["state"] == {
        "current_time_s": 0.0,
        "playing": False,
        "rate": 2.0,
        "loop": False,
        "volume": 1.0,
        "muted": False,
        "in_s": None,
        "out_s": None,
    }
    assert bundle[MIME]["clips"] == [player._clip | {"credentials": {"found": False}}]
    player.close()
    assert player._repr_mimebundle_ is None, "a closed widget shows nothing"


def test_marks_are_kept_beside_the_video_and_leave_as_tables(clip):
    player, seen = VideoPlayer(clip), []
    player.observe(lambda change: seen.append(len(change["new"])), "marks")
    player.seek(2.0)
    here = player.mark("the kite dives")
    there = player.mark("the kite turns", time_s=0.5)
    assert [mark["id"] for mark in player.marks] == [there.id, here.id]
    assert here.time_s == 2.0
    assert VideoPlayer(clip).marks == player.marks
    assert "the kite turns" in player.marks_csv() and "the kite dives" in player.marks_edl()
    player.remove_mark(there.id)
    assert [mark["text"] for mark in player.marks] == ["the kite dives"]
    assert seen == [1, 2, 1]


def test_marks_cannot_be_overwritten_whole(clip):
    player = VideoPlayer(clip)
    player.mark("the kite dives", 1.0)
    with pytest.raises(TraitError, match="read-only"):
        player.marks = []
    player.set_state({"marks": [], "rate": 2.0})
    assert (len(player.marks), player.rate) == (1, 2.0)


@pytest.mark.parametrize("time_s", [4.5, -1.0, math.nan])
def test_a_mark_outside_the_clip_is_refused(clip, time_s):
    with pytest.raises(RequestError):
        VideoPlayer(clip).mark("nothing here", time_s)


def test_a_file_without_credentials_says_so_and_a_missing_one_is_an_error(clip):
    assert VideoPlayer(clip).credentials is None
    other = replace(clip, path=clip.path.with_name("gone.mp4"), sha256="cd" * 32)
    with pytest.raises(ClipError):
        _ = VideoPlayer(other).credentials


def test_a_clip_is_measured_once(tmp_path):
    player = VideoPlayer(write_video(tmp_path / "grey.mp4"))
    assert player.measures.motion == 0
    assert player.measures is player.measures


def test_a_job_that_is_done_is_shown_and_another_says_what_to_do(clip):
    with pytest.raises(RequestError, match="not 7"):
        VideoPlayer(7)
    for state, found, said in (
        ("saved", clip, None),
        ("queued", None, "clip = await job"),
        ("failed", None, "no clip"),
    ):
        job = FakeJob(state, found)
        if said is None:
            assert VideoPlayer(job).clip is clip
        else:
            with pytest.raises(RequestError, match=said):
                VideoPlayer(job)


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


def test_a_file_of_another_size_is_told(clip):
    shelf = ClipShelf()
    shelf.put(clip)
    clip.path.write_bytes(b"another")
    with pytest.raises(ClipError, match="has changed"):
        shelf.read(clip.id, 0, 1)


def touched(clip, content):
    """The file written again, a second later."""
    clip.path.write_bytes(content)
    later_ns = clip.path.stat().st_mtime_ns + 10**9
    os.utime(clip.path, ns=(later_ns, later_ns))


def test_of_a_file_that_was_written_again_the_bytes_decide(tmp_path):
    clip = make_clip(tmp_path)
    clip = replace(clip, sha256=hashlib.sha256(CONTENT).hexdigest())
    shelf = ClipShelf()
    shelf.put(clip)
    touched(clip, CONTENT)
    assert shelf.read(clip.id, 0, 3) == CONTENT[:3]
    touched(clip, CONTENT[::-1])
    for ask in (lambda: shelf.read(clip.id, 0, 3), lambda: shelf.check(clip.id)):
        with pytest.raises(ClipError, match="has changed"):
            ask()


def test_a_clip_can_be_handed_out_under_another_name(clip):
    shelf = ClipShelf()
    shelf.put(clip, as_id="left")
    assert shelf.read("left", 0, 3) == CONTENT[:3]
    with pytest.raises(RequestError, match="does not show a clip"):
        shelf.read(clip.id, 0, 3)


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
