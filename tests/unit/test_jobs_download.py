"""Bringing a clip home: whole or not at all, whatever the disk, the server or another kernel does meanwhile."""

from __future__ import annotations

import asyncio
import hashlib
import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from disk_faults import DISK_FAULTS, outlive
from finished_job import ADDRESS, Shelf, finished_job, tiny_video
from sora_widgets.clips import Clip
from sora_widgets.errors import ClipError, DiskFullError, FolderNotWritableError, ProtocolError
from sora_widgets.jobs import steps
from sora_widgets.jobs.download import NoLongerWantedError, cost_of, remove_remains, save_clip
from sora_widgets.jobs.ledger import JobRow, Ledger
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.takes import clip_path, find_take


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return tiny_video(tmp_path_factory.mktemp("video") / "tiny.mp4")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "home" / "ledger.sqlite")


@pytest.fixture
def make_job(ledger: Ledger, tmp_path: Path) -> Callable[..., JobRow]:
    return partial(finished_job, ledger, tmp_path)


def save(shelf: Shelf, job: JobRow, is_wanted: Callable[[], bool] = lambda: True) -> Clip:
    return asyncio.run(save_clip(shelf, job, is_wanted))  # type: ignore[arg-type]  # only its bytes are asked for


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_clip_lies_whole_at_its_name_with_its_poster_its_take_and_nothing_else(video, make_job, tmp_path):
    job = make_job(urls=["https://elsewhere.example/v.mp4"])
    shelf = Shelf(video)
    clip = save(shelf, job)
    assert clip.path == clip_path(job) and clip.path.read_bytes() == video
    assert clip.sha256 == hashlib.sha256(video).hexdigest()
    assert names(clip.path.parent) == [clip.path.with_suffix(".jpg").name, clip.path.name]
    (take,) = names(tmp_path / "takes")
    assert take.endswith("-1.json")
    assert find_take(tmp_path, ADDRESS, job.fingerprint, 1) == clip
    assert shelf.asked == [(job.remote_id, ("https://elsewhere.example/v.mp4",))]


def test_a_clip_that_is_saved_again_has_the_same_name_new_bytes_and_its_own_poster(video, make_job):
    job = make_job()
    first = save(Shelf(video), job)
    first.path.unlink()
    first.poster_path.write_bytes(b"of another film")
    again = save(Shelf(video), job)
    assert (again.path, again.sha256) == (first.path, first.sha256)
    assert again.poster_bytes.startswith(b"\xff\xd8\xff")
    assert names(again.path.parent) == names(first.path.parent) and len(names(again.path.parent)) == 2


def test_an_old_clip_stays_until_the_new_bytes_are_whole(video, make_job):
    job = make_job()
    path = save(Shelf(video), job).path
    with pytest.raises(ProtocolError, match="announced"):
        save(Shelf(video[:-100], announced=len(video)), job)
    assert path.read_bytes() == video and path.with_suffix(".jpg").is_file()


@pytest.mark.parametrize(
    ("content", "announced", "error", "words"),
    [
        (b'{"detail": "Generation is still in-progress"}', None, ProtocolError, "no MP4"),
        (b"<html>Sign in</html>", None, ProtocolError, "no MP4"),
        (b"", None, ProtocolError, "0 bytes"),
        ("half", None, ClipError, "cannot be read"),
        ("half", 10**6, ProtocolError, "announced 1000000 bytes"),
    ],
)
def test_what_is_no_whole_video_gets_no_name(video, make_job, content, announced, error, words):
    job = make_job()
    half = video[: len(video) // 2]
    with pytest.raises(error, match=words):
        save(Shelf(half if content == "half" else content, announced), job)
    assert [name for name in names(clip_path(job).parent) if not name.endswith(".unreadable")] == []


def test_a_job_that_was_cancelled_meanwhile_leaves_no_file(video, make_job):
    job = make_job()
    with pytest.raises(NoLongerWantedError):
        save(Shelf(video), job, is_wanted=lambda: False)
    assert names(clip_path(job).parent) == [] and find_take(Path(job.project), ADDRESS, job.fingerprint, 1) is None


def test_a_download_that_is_stopped_leaves_no_file(video, make_job):
    job = make_job()

    async def stop_in_the_middle() -> None:
        shelf = Shelf(video)
        task = asyncio.create_task(save_clip(shelf, job, lambda: True))  # type: ignore[arg-type]

        async def stop(piece: int) -> None:
            if piece == 5:
                task.cancel()
                await asyncio.sleep(0)

        shelf.before_piece = stop
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(stop_in_the_middle())
    assert names(clip_path(job).parent) == []


_KILLED_KERNEL = """
import asyncio, os, pickle, sys
sys.path.insert(0, sys.argv[1])
from finished_job import Shelf
from sora_widgets.jobs.download import save_clip

async def die(piece):
    if piece == 5:
        os._exit(9)

with open(sys.argv[2], "rb") as video, open(sys.argv[3], "rb") as job:
    shelf = Shelf(video.read())
    shelf.before_piece = die
    asyncio.run(save_clip(shelf, pickle.load(job), lambda: True))
"""


def test_what_a_killed_kernel_leaves_is_hidden_and_gone_after_the_next_try(video, make_job, tmp_path):
    job = make_job()
    (tmp_path / "video").write_bytes(video)
    (tmp_path / "job").write_bytes(pickle.dumps(job))
    harness = Path(__file__).parents[1] / "integration"
    arguments = [harness, tmp_path / "video", tmp_path / "job"]
    died = subprocess.run([sys.executable, "-c", _KILLED_KERNEL, *arguments], capture_output=True, text=True)
    assert died.returncode == 9, died.stderr
    (left,) = names(clip_path(job).parent)
    assert left.startswith(".") and left.endswith(".part") and job.id in left
    clip = save(Shelf(video), job)
    assert names(clip.path.parent) == [clip.path.with_suffix(".jpg").name, clip.path.name]


def test_remains_of_a_job_are_removed_and_those_of_others_are_not(make_job):
    mine, other = make_job(), make_job(fingerprint="e" * 64)
    folder = clip_path(mine).parent
    folder.mkdir()
    for job in (mine, other):
        (folder / f".{clip_path(job).stem}.{job.id}.abc.part").write_bytes(b"half")
    remove_remains(mine)
    assert names(folder) == [f".{clip_path(other).stem}.{other.id}.abc.part"]


def test_a_kernel_that_lost_the_job_while_it_was_fetching_cannot_damage_what_the_next_one_saved(video, make_job):
    job = make_job()

    async def overtaken() -> None:
        slow, quick = Shelf(bytes(reversed(video))), Shelf(video)
        is_half, may_go_on = asyncio.Event(), asyncio.Event()

        async def wait(piece: int) -> None:
            if piece == 5:
                is_half.set()
                await may_go_on.wait()

        slow.before_piece = wait
        late = asyncio.create_task(save_clip(slow, job, lambda: True))  # type: ignore[arg-type]
        await is_half.wait()
        clip = await save_clip(quick, job, lambda: True)  # type: ignore[arg-type]
        may_go_on.set()
        with pytest.raises((FolderNotWritableError, ProtocolError)):
            await late
        assert clip.path.read_bytes() == video

    asyncio.run(overtaken())


@pytest.mark.parametrize("seed", [0, 4, 8])  # once, twice, three times, and ever later; ten each are for the torture
@pytest.mark.parametrize("kind", DISK_FAULTS)
def test_a_failing_disk_costs_nothing_but_another_download(kind, seed, video, tmp_path):
    assert outlive(kind, seed, tmp_path, video) == 1 + seed % 3


def test_the_bytes_are_on_the_disk_before_they_get_their_name_and_the_name_before_it_is_told(
    video, make_job, monkeypatch
):
    job, said = make_job(), []
    fsync, replace_file = os.fsync, os.replace

    def flushed(handle):
        said.append("flush " + ("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"))
        fsync(handle)

    def named(source, target):
        said.append(f"name {Path(target).suffix}")
        replace_file(source, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", named)
    save(Shelf(video), job)
    kept = ["flush file", "name .mp4", "flush folder", "name .jpg", "flush file", "name .json"]
    assert said == [*kept, *["name .txt"] * 2], "what only makes showing quick comes last"


def test_a_full_disk_and_a_broken_one_are_told_apart(video, make_job):
    job = make_job()
    with DISK_FAULTS["full-while-writing"](0), pytest.raises(DiskFullError, match="free some space"):
        save(Shelf(video), job)
    with DISK_FAULTS["over-quota-while-writing"](0), pytest.raises(DiskFullError):
        save(Shelf(video), job)
    with DISK_FAULTS["read-only"](0), pytest.raises(FolderNotWritableError, match="Read-only file system"):
        save(Shelf(video), job)


@pytest.mark.parametrize(
    ("changes", "delivered_s", "cost", "source"),
    [
        ({"told_cost_usd": Decimal("0.37")}, 2.0, "0.37", "told"),
        ({"told_cost_usd": Decimal(0)}, 2.0, "0", "told"),
        ({}, 2.0, "0.40", "delivered"),
        ({}, 2.04, "0.40", "delivered"),
        ({}, 2.1, "0.42", "delivered"),
        ({}, 1.5, "0.30", "delivered"),
        ({"seconds": 3}, 3.1, "0.413334", "delivered"),
        ({}, 0.0, "0.40", "estimate"),
        ({"cost": "0"}, 2.1, "0", ""),
        ({"cost": None}, 2.1, "0", ""),
    ],
)
def test_the_price_is_what_was_told_or_what_the_delivered_seconds_cost(make_job, changes, delivered_s, cost, source):
    assert cost_of(make_job(**changes), delivered_s) == (Decimal(cost), source)


def test_the_clip_and_its_take_say_what_it_cost_and_how_that_is_known(video, make_job, tmp_path):
    job = make_job()
    for record in (save(Shelf(video), job), find_take(tmp_path, ADDRESS, job.fingerprint, 1)):
        assert (record.provenance.cost_usd, record.provenance.cost_source) == (Decimal("0.42"), "delivered")
        assert record.provenance.estimate_usd == Decimal("0.40")


def test_a_clip_that_is_saved_again_is_not_spent_again(video, make_job, ledger):
    row = make_job()
    asyncio.run(steps.save(ledger, Shelf(video), row))  # type: ignore[arg-type]
    spent = ledger.wallet(row.project).spent_usd
    clip_path(row).unlink()
    row = ledger.fetch_again(row.id)
    assert row is not None
    row = next(found for found in ledger.take_leases([ADDRESS]) if found.id == row.id)
    asyncio.run(steps.save(ledger, Shelf(video), row))  # type: ignore[arg-type]
    row = ledger.job(row.id)
    assert row.state is State.SAVED and clip_path(row).read_bytes() == video
    wallet = ledger.wallet(row.project)
    assert (wallet.spent_usd, wallet.held_usd) == (spent, 0)
