"""Handles inside a real kernel: callbacks on its own loop under their own cell, and waiting for many jobs."""

from __future__ import annotations

import json

import pytest

from live_kernel import CellError, LiveKernel

START = """
import os, threading
os.environ["SORA_WIDGETS_ANIMATIC_PACE_S"] = "4"  # longer than it takes to listen and to interrupt
import sora_widgets as sw
from sora_widgets.jobs import Gathering
jobs = [sw.generate("Wide shot of a red kite over a park, the camera rises", take=take) for take in (1, 2)]
"""
INTERRUPT = """
import logging, signal, time
lost = []
logging.getLogger("sora_widgets.animatic.studio").addFilter(lambda record: lost.append(record.getMessage()))
interrupts, deadline = 0, time.monotonic() + 120
while not all(job.is_done for job in jobs) and time.monotonic() < deadline:
    try:
        os.killpg(0, signal.SIGINT); time.sleep(0.1)
    except KeyboardInterrupt:
        interrupts += 1; time.sleep(0.05)
print(interrupts > 1, [str(job.state) for job in jobs], lost)
"""
LISTEN = """
told = []
def look(job):
    told.append([job.state, threading.current_thread() is threading.main_thread()])
    if job.is_done:
        print("told of", job.state)
stop = jobs[0].on_change(look)
"""


def test_a_callback_waits_for_the_busy_cell_and_prints_under_the_cell_that_gave_it(kernel: LiveKernel) -> None:
    kernel.execute(START)
    listening = kernel.send(LISTEN)
    kernel.collect(listening)
    kernel.execute("jobs[0].result(timeout_s=60); during = list(told)")
    printed = kernel.wait_for(lambda message: message["content"].get("text", "").startswith("told of"))
    assert printed["content"]["text"].strip() == "told of saved"
    assert printed["parent_header"]["msg_id"] == listening
    (shown,) = kernel.execute(
        "import json; print(json.dumps([told[-1], len(told) - len(during), all(main for _, main in told)]))"
    )
    assert json.loads(shown["text"]) == [["saved", True], 1, True]


def test_many_jobs_are_awaited_in_a_cell_and_interrupting_that_stops_none(kernel: LiveKernel) -> None:
    kernel.execute(START)
    for waiting in ("Gathering(jobs).result()", "await Gathering(jobs)"):
        message = kernel.send(f"print('waiting', flush=True); {waiting}")
        kernel.wait_for(lambda message: message["content"].get("text") == "waiting\n")
        kernel.interrupt()
        with pytest.raises(CellError, match=r"KeyboardInterrupt|CancelledError"):
            kernel.collect(message)
    (shown,) = kernel.execute("clips = await Gathering(jobs); print([clip.provenance.take for clip in clips])")
    assert shown["text"] == "[1, 2]\n"


def test_an_interrupt_reaches_no_drawing_whatever_it_is_at(kernel: LiveKernel) -> None:
    """The signal goes to the whole process group: workers starting, importing, drawing, handing over."""
    (shown,) = kernel.execute(START + INTERRUPT, timeout_s=150)
    assert shown["text"] == "True ['saved', 'saved'] []\n"


def test_the_jobs_and_the_wallet_are_shown_as_tables(kernel: LiveKernel) -> None:
    kernel.execute(START)
    for code, word in (("sw.jobs()", "2 jobs:"), ("sw.wallet()", "this folder")):
        (shown,) = kernel.execute(code)
        assert word in shown["data"]["text/plain"] and "<table" in shown["data"]["text/html"]
