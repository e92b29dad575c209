"""Drawing on a real dask cluster of two worker processes on loopback: the same bytes as here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from signed_video import without_credentials
from sora_widgets.animatic.store import Order, Store
from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.worker import render_video
from sora_widgets.clips.credentials import read_credentials

DEADLINE_S = 90


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Client]:
    """Two processes that share neither the store nor this process."""
    before = dict(os.environ)
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            local_directory=str(tmp_path / "dask"),
        ) as own,
        Client(own) as client,
    ):
        yield client
    # dask leaves the variables of its processes behind; with MALLOC_TRIM_THRESHOLD_ set the drawing of plots hangs.
    os.environ.clear()
    os.environ.update(before)


def orders(home: Path, count: int) -> Store:
    store = Store(home)
    for number in range(count):
        made_ns = time.time_ns() + number
        store.add(Order(f"video_{number}", f"{number + 1} dogs run in a park", "sora-2", 4, "1280x720", made_ns), None)
    return store


def test_a_cluster_draws_the_same_bytes_and_all_its_workers_draw(cluster, tmp_path):
    there, here = orders(tmp_path / "there", 4), orders(tmp_path / "here", 1)
    render_video(str(here.home), "video_0")
    studio = Studio(there, workers=2, executor=cluster.get_executor())
    try:
        studio.ask([f"video_{number}" for number in range(4)])
        end = time.monotonic() + DEADLINE_S
        while any(there.result(f"video_{number}") is None for number in range(4)):
            assert time.monotonic() < end, "the cluster has not drawn in time"
            time.sleep(0.05)
    finally:
        studio.close()
    assert [there.result(f"video_{number}").error_message for number in range(4)] == [None] * 4
    drawn, same = ((store.folder("video_0") / "clip.mp4").read_bytes() for store in (there, here))
    assert without_credentials(drawn) == without_credentials(same)
    told = read_credentials(there.folder("video_3") / "clip.mp4")
    assert told is not None and told.state == "valid", "what came from the cluster is signed here"
    assert cluster.submit(lambda: 1).result(timeout=DEADLINE_S) == 1, "the executor is the caller's to close"


def test_what_an_executor_drops_is_no_end_of_the_video(tmp_path):
    class Closing(Executor):
        def submit(self, task, /, *arguments, **named):
            dropped: Future[bytes] = Future()
            dropped.cancel()
            return dropped

    store = orders(tmp_path / "home", 1)
    with pytest.raises(CancelledError):
        render_video(str(store.home), "video_0", Closing())
    assert Store(store.home).result("video_0") is None, "the next server takes it up"


def test_a_cluster_that_is_lost_leaves_a_video_that_says_so(cluster, tmp_path):
    store = orders(tmp_path / "home", 1)
    executor = cluster.get_executor()
    executor.shutdown()
    studio = Studio(store, workers=1, executor=executor)
    try:
        studio.ask(["video_0"])
        end = time.monotonic() + DEADLINE_S
        while (result := store.result("video_0")) is None:
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        studio.close()
    assert result.error_code == "render_lost" and "is the cluster running?" in (result.error_message or "")
