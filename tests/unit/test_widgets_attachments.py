"""What hangs on a widget over a comm of its own: who it is bound to, what it hears, and that nothing of it stays."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from sora_widgets.clips import Clip, Facts, Provenance, document
from sora_widgets.widgets import VideoCompare, VideoPlayer, _attachments
from sora_widgets.widgets._attachments import attach

FACTS = Facts(4.0, 1280, 720, 30.0, 120, True, 10, "h264", "aac")


class Comm:
    """The kernel's end of a comm."""

    def __init__(self):
        self.sent, self.reason, self.hear, self.end = [], None, None, None

    def on_msg(self, callback):
        self.hear = callback

    def on_close(self, callback):
        self.end = callback

    def send(self, data=None, metadata=None, buffers=None):
        self.sent.append(data)

    def close(self, data=None):
        self.reason = data["reason"]

    def told(self):
        """What the view knows now, as it was told."""
        state = {}
        for data in self.sent:
            state |= data.get("state", {})
        return state

    def tell(self, **state):
        self.hear({"content": {"data": {"method": "update", "state": state}}, "buffers": []})


def opened(**asked):
    comm = Comm()
    attach(comm, {"content": {"data": {"format": 1, **asked}}})
    return comm


@pytest.fixture(autouse=True)
def nothing_shown(monkeypatch):
    monkeypatch.setattr(document, "_shown", {})
    monkeypatch.setattr(_attachments, "_alive", weakref.WeakValueDictionary())


def make_clip(folder, name="kite"):
    path = folder / f"{name}.mp4"
    path.write_bytes(b"0123456789")
    return Clip(path, None, FACTS, f"{name.encode().hex():0<64}"[:64], Provenance(prompt=name))


@pytest.fixture
def clip(tmp_path):
    return make_clip(tmp_path)


def test_a_view_is_bound_to_the_widget_it_was_shown_by(clip):
    player, other = VideoPlayer(clip), VideoPlayer(clip)
    comm = opened(kind="clip", model_id=player.model_id, clip_ids=[clip.id])
    comm.tell(rate=2.0)
    assert (player.rate, other.rate) == (2.0, 1.0)


def test_a_view_of_an_earlier_kernels_widget_is_bound_to_the_newest_of_its_clips(clip):
    older, newer = VideoPlayer(clip), VideoPlayer(clip)
    opened(kind="clip", model_id="of an earlier kernel", clip_ids=[clip.id]).tell(rate=2.0)
    newer.close()
    opened(kind="clip", model_id="of an earlier kernel", clip_ids=[clip.id]).tell(muted=True)
    assert (newer.rate, older.rate, older.muted) == (2.0, 1.0, True)


def test_a_clip_by_itself_gets_a_player_of_its_own_which_nobody_else_hears(clip):
    player = VideoPlayer(clip)
    clip._repr_mimebundle_()
    comms = [opened(kind="clip", model_id=None, clip_ids=[clip.id]) for _ in range(2)]
    comms[0].tell(playing=True)
    assert not player.playing
    assert not comms[1].told()["playing"]


def test_clips_that_are_compared_are_attached_too(tmp_path):
    clips = [make_clip(tmp_path, name) for name in ("kite", "gull")]
    for clip in clips:
        clip._repr_mimebundle_()
    ids = [clip.id for clip in clips]
    comm = opened(kind="compare", model_id=None, clip_ids=ids)
    assert [clip["clip_id"] for clip in comm.told()["_clips"]] == ids
    compare = VideoCompare(clips)
    comm = opened(kind="compare", model_id=compare.model_id, clip_ids=ids)
    comm.tell(mode="wipe")
    compare.seek(1.0)
    assert (compare.mode, comm.told()["current_time_s"]) == ("wipe", 1.0)


def test_a_view_is_not_told_what_it_has_said_and_its_neighbour_is(clip):
    player = VideoPlayer(clip)
    one, two = (opened(kind="clip", model_id=player.model_id, clip_ids=[clip.id]) for _ in range(2))
    one.tell(current_time_s=9.0, loop=True)
    assert [data["state"] for data in one.sent[1:]] == [{"current_time_s": 4.0}], "the clip ends there"
    assert (two.told()["current_time_s"], two.told()["loop"]) == (4.0, True)


def test_marks_that_a_view_has_kept_come_beside_those_on_disk_and_are_not_lost_where_they_cannot(clip):
    player = VideoPlayer(clip)
    here = player.mark("made here", 1.0)
    comm = opened(kind="clip", model_id=player.model_id, clip_ids=[clip.id])
    comm.tell(marks=[{"id": "there", "time_s": 2.0, "text": "made there"}])
    assert [mark["id"] for mark in comm.told()["marks"]] == [here.id, "there"]
    kept = clip.path.with_name("kite.marks.json")
    kept.unlink()
    kept.mkdir()
    sent = len(comm.sent)
    comm.tell(marks=[{"id": "later", "time_s": 3.0, "text": "cannot be kept"}])
    (answer,) = comm.sent[sent:]
    assert "rate" in answer["state"] and "marks" not in answer["state"]


def test_what_nobody_may_set_is_left_alone(clip):
    player = VideoPlayer(clip)
    comm = opened(kind="clip", model_id=player.model_id, clip_ids=[clip.id])
    comm.tell(_clip={}, _esm="alert(1)", comm=None, nothing=1)
    assert player._clip["clip_id"] == clip.id and player.comm is not None
    assert "alert" not in player._esm


def test_an_end_on_either_side_leaves_nothing_behind(clip):
    player = VideoPlayer(clip)
    one, two = (opened(kind="clip", model_id=player.model_id, clip_ids=[clip.id]) for _ in range(2))
    one.end({})
    sent = len(one.sent)
    player.seek(1.0)
    assert (len(one.sent), two.told()["current_time_s"]) == (sent, 1.0)
    player.close()
    assert (one.reason, two.reason) == (None, "The player was closed.")
    gone = weakref.ref(player)
    del player
    gc.collect()
    assert gone() is None


def test_a_player_made_for_a_view_ends_with_it(clip):
    clip._repr_mimebundle_()
    comm = opened(kind="clip", model_id=None, clip_ids=[clip.id])
    (made,) = map(weakref.ref, _attachments._alive.values())
    assert made() is not None
    comm.end({})
    del comm
    gc.collect()
    assert made() is None


def test_views_that_come_and_go_on_many_threads_are_all_served(clip):
    player = VideoPlayer(clip)
    problems = []

    def come_and_go():
        for _ in range(20):
            comm = opened(kind="clip", model_id=player.model_id, clip_ids=[clip.id])
            comm.tell(volume=0.5)
            if comm.reason is not None or "_clip" not in comm.told():
                problems.append(comm.reason)
            comm.end({})

    threads = [threading.Thread(target=come_and_go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert problems == [] and player._attached() == []


@pytest.mark.parametrize("asked", [{"kind": "clip", "clip_ids": [7]}, {"kind": "clip", "clip_ids": "kite"}, {}])
def test_what_is_not_here_is_closed_and_told_why(asked):
    assert opened(**asked).reason
