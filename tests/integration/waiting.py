"""Waiting for a job without sleeping: a condition and a deadline."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sora_widgets.clips import Clip
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.session import Session

DEADLINE_S = 30.0


def wait_until(is_so: Callable[[], bool], session: Session) -> None:
    """Wait for a condition that a change of some job brings about; fails after a deadline."""
    changed = threading.Event()
    stop = session.engine.on_change(lambda row: changed.set())
    try:
        deadline = threading.Timer(DEADLINE_S, changed.set)
        deadline.start()
        while not is_so():
            changed.wait(DEADLINE_S)
            if not deadline.is_alive():
                raise AssertionError("the condition did not come true in time")
            changed.clear()
        deadline.cancel()
    finally:
        stop()


def eventually(is_so: Callable[[], bool]) -> None:
    """Wait for a condition that no job's change tells of; fails after a deadline."""
    deadline = time.monotonic() + DEADLINE_S
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        pause.wait(0.01)


def outcome(job: Job) -> Clip:
    return job.result(timeout_s=DEADLINE_S)
