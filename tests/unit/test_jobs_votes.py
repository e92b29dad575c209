"""The ballot box: whoever votes at the same time, whatever a line looks like, nothing is lost."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sora_widgets.clips.votes import Vote
from sora_widgets.errors import DiskFullError, FolderNotWritableError, RequestError, StorageError
from sora_widgets.jobs import keeping
from sora_widgets.jobs.votes import BallotBox

VOTERS, EACH = 4, 15


def vote(number: int, voter: str = "anna", question: str = "Which is better?") -> Vote:
    return Vote(f"{voter}-{number}", voter, question, "a", "b", "left", "2026-11-23T11:00:00Z", "pans left", "static")


def put_many(folder: str, voter: str) -> None:
    box = BallotBox("kites", folder)
    for number in range(EACH):
        box.put(vote(number, voter))


def test_votes_come_back_as_they_were_put(tmp_path):
    box = BallotBox("kites", tmp_path)
    put = [vote(1), vote(2, "Žoë\nSmith", 'Was "wirkt"\u2028echter? \U0001fa81')]
    for one in put:
        box.put(one)
    assert box.read().votes == tuple(put)
    assert len((tmp_path / "votes" / "kites.jsonl").read_bytes().splitlines()) == 2


def test_an_absent_box_is_empty_and_leaves_nothing(tmp_path):
    assert BallotBox("kites", tmp_path).read().votes == ()
    assert list(tmp_path.iterdir()) == []


def test_votes_lie_beside_the_notebook(tmp_path):
    BallotBox("kites").put(vote(1))
    assert (tmp_path / "votes" / "kites.jsonl").is_file()


def test_several_kernels_at_once_lose_nothing(tmp_path):
    kernels = multiprocessing.get_context("spawn")
    running = [kernels.Process(target=put_many, args=(str(tmp_path), f"voter {n}")) for n in range(VOTERS)]
    for one in running:
        one.start()
    for one in running:
        one.join(60)
    kept = BallotBox("kites", tmp_path).read()
    assert sorted(one.id for one in kept.votes) == sorted(f"voter {v}-{n}" for v in range(VOTERS) for n in range(EACH))
    assert kept.skipped == ()


def test_several_threads_of_one_kernel_lose_nothing(tmp_path):
    with ThreadPoolExecutor(VOTERS) as threads:
        list(threads.map(lambda n: put_many(str(tmp_path), f"voter {n}"), range(VOTERS)))
    assert len(BallotBox("kites", tmp_path).read().votes) == VOTERS * EACH


@pytest.mark.parametrize(
    "broken",
    [b'{"id": "x", "voter', b"[1, 2]", b"7", b'"taken_back"', b"\xff\xfe", b'{"taken_back": []}', b"[" * 100_000],
    ids=["cut", "list", "number", "text", "bytes", "unhashable", "deep"],
)
def test_a_broken_line_is_named_skipped_and_kept(tmp_path, broken):
    box = BallotBox("kites", tmp_path)
    box.put(vote(1))
    with box.path.open("ab") as file:
        file.write(broken + b"\n")
    box.put(vote(2))
    kept = box.read()
    assert [one.id for one in kept.votes] == ["anna-1", "anna-2"]
    assert kept.problems == ("Line 2 of votes/kites.jsonl is no vote: it is skipped, and kept.",)
    assert broken in box.path.read_bytes()


def test_a_line_cut_short_does_not_swallow_the_next_vote(tmp_path):
    box = BallotBox("kites", tmp_path)
    box.put(vote(1))
    with box.path.open("ab") as file:
        file.write(b'{"id": "half')  # no line's end: the power went off
    box.put(vote(2))
    kept = box.read()
    assert [one.id for one in kept.votes] == ["anna-1", "anna-2"] and kept.skipped == (2,)


def test_a_full_disk_leaves_the_box_as_it_was(tmp_path, monkeypatch):
    box = BallotBox("kites", tmp_path)
    box.put(vote(1))
    before = box.path.read_bytes()

    def fail(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DiskFullError, match=r"the disk of .* is full"):
        box.put(vote(2))
    assert box.path.read_bytes() == before


def test_the_last_vote_of_a_voter_can_be_taken_back(tmp_path):
    box = BallotBox("kites", tmp_path)
    for one in (vote(1), vote(2), vote(3, "ben")):
        box.put(one)
    assert box.take_back("anna") == vote(2)
    assert box.take_back("anna") == vote(1)
    assert box.take_back("anna") is None
    assert box.read().votes == (vote(3, "ben"),)
    assert b"anna-2" in box.path.read_bytes(), "what was taken back is still on record"


def test_names_that_no_file_can_have_are_kept_apart(tmp_path):
    names = [
        "kites",
        "Kites",
        "../../etc/passwd",
        "a/b",
        "a b",
        "a-b",
        "CON",
        "con",
        "été ?",
        "x" * 300,
        "…",
        ".",
        "\0",
    ]
    paths = [BallotBox(name, tmp_path).path for name in names]
    assert paths[0].name == "kites.jsonl" and paths[5].name == "a-b.jsonl"
    assert len({path.name.lower() for path in paths}) == len(names)
    assert {path.parent for path in paths} == {tmp_path / "votes"}
    assert all(path.name.isascii() and len(path.name) < 90 and path.stem not in ("con", "CON") for path in paths)
    for path, name in zip(paths, names, strict=True):
        BallotBox(name, tmp_path).put(vote(1))
        assert path.is_file()


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_is_refused(name):
    with pytest.raises(RequestError, match="kept under a name"):
        BallotBox(name)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "votes").write_text("a file is in the way")
    with pytest.raises(FolderNotWritableError, match="cannot be written"):
        BallotBox("kites", tmp_path).put(vote(1))


def test_votes_that_may_only_be_read_are_read(tmp_path, monkeypatch):
    box = BallotBox("kites", tmp_path)
    box.put(vote(1))

    class NoLock:
        def __init__(self, *_arguments, **_settings):
            pass

        def acquire(self):
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("filelock.FileLock", NoLock)
    assert box.read().votes == (vote(1),)
    with pytest.raises(FolderNotWritableError, match="Permission denied"):
        box.put(vote(2))


def test_a_kernel_that_never_lets_go_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_LOCK_TIMEOUT_S", 0.05)
    box = BallotBox("kites", tmp_path)
    box.put(vote(1))
    with (
        keeping.locked(tmp_path / "elsewhere" / ".." / "votes" / "kites.jsonl"),
        ThreadPoolExecutor(1) as others,
        pytest.raises(StorageError, match="locked by another kernel"),
    ):
        others.submit(box.put, vote(2)).result(60)
    assert [path.name for path in (tmp_path / "votes").iterdir()] == ["kites.jsonl"], "no lock is left beside the votes"


def test_a_line_is_json_that_a_person_can_read(tmp_path: Path):
    box = BallotBox("kites", tmp_path)
    box.put(vote(1, "Zoë"))
    line = box.path.read_text(encoding="utf-8")
    assert "Zoë" in line and json.loads(line)["left_label"] == "pans left"
