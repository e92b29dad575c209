"""The engine inside a real kernel: beside a busy cell, and across a kill."""

from __future__ import annotations

import json
from typing import Any

import pytest

from live_kernel import CellError, LiveKernel

START = """
import os, time
os.environ["SORA_WIDGETS_ANIMATIC_PACE_S"] = "4"
import sora_widgets as sw
job = sw.generate("Wide shot of a red kite over a park, the camera rises")
"""
VIDEOS_AT_THE_PROVIDER = """
from sora_widgets.jobs.session import current_session
session = current_session()
videos = session.engine.run(session.provider.list_page).videos
"""


def value(kernel: LiveKernel, code: str) -> Any:
    """The value of the last expression of a cell, through JSON."""
    *before, last = code.strip().splitlines()
    shown = kernel.execute("\n".join([*before, "import json", f"print(json.dumps({last}))"]))
    return json.loads("".join(output["text"] for output in shown if output["output_type"] == "stream"))


def test_a_job_runs_to_its_end_beside_a_cell_that_never_lets_go(kernel: LiveKernel) -> None:
    kernel.execute(START)
    seen = value(
        kernel,
        """
seen, deadline = [], time.monotonic() + 60
while not job.is_done and time.monotonic() < deadline:
    if [job.state, job.progress] not in seen[-1:]: seen.append([job.state, job.progress])
seen + [[job.state, job.progress]]
""",
    )
    assert seen[-1] == ["saved", 100]
    assert any(state == "in_progress" and 0 < (progress or 0) < 100 for state, progress in seen), seen


def test_a_job_of_a_killed_kernel_goes_on_in_the_next_and_is_made_once(kernel: LiveKernel) -> None:
    kernel.execute(START)
    job_id = value(
        kernel,
        """
deadline = time.monotonic() + 60
while job.state != "in_progress" and time.monotonic() < deadline: pass
job.id
""",
    )
    kernel.kill()
    kernel.start()
    kernel.execute("import sora_widgets as sw; queue = sw.JobQueue()")
    again = value(
        kernel,
        """
from sora_widgets.jobs import list_jobs
(job,) = list_jobs()
clip = job.result(timeout_s=60)
[job.id, job.state, clip.path.is_file(), clip.facts.has_sound]
""",
    )
    assert again == [job_id, "saved", True, True]
    assert value(kernel, VIDEOS_AT_THE_PROVIDER + "[video.status for video in videos]") == ["completed"]


def test_interrupting_the_waiting_does_not_stop_the_job(kernel: LiveKernel) -> None:
    kernel.execute(START)
    message = kernel.send("print('waiting', flush=True); job.result()")
    kernel.wait_for(lambda message: message["content"].get("text") == "waiting\n")
    kernel.interrupt()
    with pytest.raises(CellError, match="KeyboardInterrupt"):
        kernel.collect(message)
    assert value(kernel, "[job.result(timeout_s=60).path.is_file(), job.state]") == [True, "saved"]
