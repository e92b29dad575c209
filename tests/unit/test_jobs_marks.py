"""Marks beside the video: nothing of anybody's is lost."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.clips.marks import Mark
from sora_widgets.errors import DiskFullError, FolderNotWritableError, RequestError, StorageError
from sora_widgets.jobs.marks import add_mark, change_mark, marks_of, merge_marks, remove_mark


@pytest.fixture
def clip(tmp_path):
    (tmp_path / "clips").mkdir()
    return clip_in(tmp_path / "clips")


def clip_in(folder: Path) -> Clip:
    facts = Facts(4.0, 1280, 720, 30, 120, False, 1000, "h264", None)
    return Clip(folder / "kite-1.mp4", None, facts, "ab" * 32, Provenance(prompt="a kite"))


def test_marks_are_kept_beside_the_video_with_its_sha256(clip):
    assert marks_of(clip) == ()
    add_mark(clip, Mark("b", 2, "là"))
    assert add_mark(clip, Mark("a", 1)) == marks_of(clip) == (Mark("a", 1), Mark("b", 2, "là"))
    stored = json.loads((clip.path.parent / "kite-1.marks.json").read_text(encoding="utf-8"))
    assert stored["sha256"] == clip.sha256
    assert os.listdir(clip.path.parent) == ["kite-1.marks.json"]


def test_a_mark_is_changed_and_removed(clip):
    add_mark(clip, Mark("a", 1, "old", "2026-11-23T10:00:00.000Z"))
    assert change_mark(clip, Mark("a", 3, "new", "2026-11-23T09:00:00.000Z"))[0].text == "new"
    assert remove_mark(clip, "not there") == marks_of(clip)
    assert remove_mark(clip, "a") == ()
    assert change_mark(clip, Mark("a", 3, "again")) == (Mark("a", 3, "again"),)


def test_marks_of_a_notebook_and_of_the_disk_become_one_list(clip):
    add_mark(clip, Mark("disk", 1))
    assert [mark.id for mark in merge_marks(clip, [Mark("page", 0.5), Mark("disk", 1)])] == ["page", "disk"]


@pytest.mark.parametrize("put", [add_mark, change_mark])
def test_a_mark_behind_the_end_is_refused(clip, put):
    with pytest.raises(RequestError, match="ends at 4 s"):
        put(clip, Mark("a", 4.1))
    assert marks_of(clip) == ()


def _add_many(folder: Path, name: str, start: Barrier) -> None:
    start.wait(60)
    for number in range(25):
        add_mark(clip_in(folder), Mark(f"{name}-{number}", 1))


def test_two_kernels_that_mark_at_once_lose_nothing(clip):
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    writers = [context.Process(target=_add_many, args=(clip.path.parent, name, start)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert len(marks_of(clip)) == 50


def test_marks_of_another_video_of_that_name_are_left_alone(clip):
    add_mark(clip, Mark("a", 1))
    before = (clip.path.parent / "kite-1.marks.json").read_bytes()
    other = replace(clip, sha256="cd" * 32)
    for act in (lambda: marks_of(other), lambda: add_mark(other, Mark("b", 1)), lambda: remove_mark(other, "a")):
        with pytest.raises(StorageError, match="marks of another video"):
            act()
    assert (clip.path.parent / "kite-1.marks.json").read_bytes() == before


def test_a_broken_file_is_told_and_put_aside_and_never_overwritten(clip):
    path = clip.path.parent / "kite-1.marks.json"
    path.write_text('{"format": 1, "sha256": "ab')
    with pytest.raises(StorageError, match="cannot be read as marks"):
        marks_of(clip)
    assert add_mark(clip, Mark("a", 1)) == (Mark("a", 1),)
    [aside] = clip.path.parent.glob("kite-1.marks.broken-*.json")
    assert aside.read_text() == '{"format": 1, "sha256": "ab'


def test_a_folder_that_cannot_be_written_is_told_and_keeps_what_it_had(clip, monkeypatch):
    add_mark(clip, Mark("a", 1))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FolderNotWritableError, match="cannot be written"):
        add_mark(clip, Mark("b", 1))
    assert marks_of(clip) == (Mark("a", 1),)
    assert os.listdir(clip.path.parent) == ["kite-1.marks.json"], "nor anything hidden beside it"


def test_a_full_disk_is_told_as_such(clip, monkeypatch):
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskFullError, match="free some space and mark again"):
        add_mark(clip, Mark("a", 1))
    assert os.listdir(clip.path.parent) == []


def test_a_home_that_can_hold_no_lock_is_named_and_nothing_is_written(clip, tmp_path, monkeypatch):
    monkeypatch.setenv("SORA_WIDGETS_HOME", str(tmp_path))
    (tmp_path / "locks").write_text("a file is in the way")
    with pytest.raises(FolderNotWritableError, match="set SORA_WIDGETS_HOME"):
        add_mark(clip, Mark("a", 1))
    assert os.listdir(clip.path.parent) == []


def test_a_folder_that_is_gone_is_told(clip):
    gone = replace(clip, path=clip.path.parent / "gone" / "kite-1.mp4")
    with pytest.raises(FolderNotWritableError, match="cannot be written"):
        add_mark(gone, Mark("a", 1))
