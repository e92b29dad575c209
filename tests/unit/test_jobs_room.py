"""`sora_widgets.jobs` is a room to import from and what people call, in whatever order the two are done."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import sora_widgets as sw
from sora_widgets import jobs
from sora_widgets.jobs import Room

CALL = "print(type(sw.jobs()).__name__, sw.jobs(limit=3) == [], sw.jobs is sys.modules['sora_widgets.jobs'])"


@pytest.mark.parametrize(
    "before",
    [
        "import sora_widgets as sw",
        "import sora_widgets as sw; sw.jobs",
        "import sora_widgets as sw; import sora_widgets.jobs",
        "import sora_widgets.jobs; import sora_widgets as sw",
        "from sora_widgets.jobs import list_jobs; import sora_widgets as sw",
        "from sora_widgets import jobs; import sora_widgets as sw; assert jobs is sw.jobs",
        "import sora_widgets as sw; sw.Job; sw.generate",
        "import sora_widgets.widgets; import sora_widgets as sw; from sora_widgets.jobs import generate",
        "import importlib, sora_widgets as sw; importlib.reload(sw.jobs)",
    ],
)
def test_in_every_order_of_imports_the_jobs_are_listed_and_the_room_is_there(before: str) -> None:
    code = f"import sys; {before}; {CALL}; from sora_widgets.jobs import Gathering, JobList, wallet"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("JobList True True\n", "")


def test_asking_for_the_package_loads_no_job() -> None:
    code = "import sys, sora_widgets; print([name for name in sys.modules if name.startswith('sora_widgets.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("limit", [0, -1, "5", 2.0, True, None])
def test_a_limit_that_is_no_number_of_jobs_is_refused(limit: object) -> None:
    with pytest.raises(sw.RequestError, match="limit must be a whole number from 1"):
        jobs(limit=limit)  # type: ignore[operator]  # the mistake


def test_what_type_checkers_are_told_of_the_room_is_there() -> None:
    assert type(jobs) is Room and isinstance(jobs, Room)
    assert jobs.__doc__ is not None and "sora_widgets.jobs()" in jobs.__doc__
    assert {"gather", "jobs", "wallet", "JobsFailedError"} <= set(dir(sw))
    assert sw.wallet is jobs.wallet and sw.jobs is jobs
    assert issubclass(sw.JobsFailedError, sw.JobError) and sw.JobsFailedError.code == "jobs-failed"
    assert pickle.loads(pickle.dumps(jobs.State.SAVED)) is jobs.State.SAVED
