"""A video studio inside the notebook.

    import sora_widgets as sw

    sw.PromptComposer()                                  # compose, see the price, generate
    job = sw.generate("Wide shot of a red kite over a park, the camera rises")
    clip = await job                                     # an MP4 on disk, shown inline

Every public name is here and is imported when it is first used, so that importing the package
costs nothing. Without a key and without a network the clips come from the embedded *animatic*
provider: a drawn previsualisation, marked as such.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_PLACES = {
    "Advice": "prompts",
    "Clip": "clips",
    "Comparison": "pricing",
    "CostEstimator": "widgets",
    "Estimate": "pricing",
    "Hosting": "pricing",
    "Job": "jobs",
    "JobQueue": "widgets",
    "Plan": "pricing",
    "PromptComposer": "widgets",
    "Scene": "prompts",
    "Shot": "prompts",
    "Storyboard": "prompts",
    "StoryboardEditor": "widgets",
    "VideoCompare": "widgets",
    "VideoPlayer": "widgets",
    "check": "prompts",
    "compare_costs": "pricing",
    "connect": "jobs",
    "critique": "prompts",
    "estimate": "pricing",
    "gather": "widgets",
    "generate": "jobs",
    "hosting_presets": "pricing",
    "jobs": "jobs",
    "plans": "pricing",
    "refresh_rates": "pricing",
    "set_budget": "jobs",
    "spending": "jobs",
    "to_h264": "clips.transcode",
    "wallet": "jobs",
}

if TYPE_CHECKING:
    from typing import Any

    from comm.base_comm import BaseComm
    from IPython.core.interactiveshell import InteractiveShell

    from sora_widgets.clips import Clip as Clip
    from sora_widgets.clips.transcode import to_h264 as to_h264
    from sora_widgets.errors import *  # noqa: F403  (the tree's own __all__ is the list)
    from sora_widgets.jobs import Job as Job
    from sora_widgets.jobs import Room as _Room
    from sora_widgets.jobs import connect as connect
    from sora_widgets.jobs import generate as generate
    from sora_widgets.jobs import set_budget as set_budget
    from sora_widgets.jobs import spending as spending
    from sora_widgets.jobs import wallet as wallet
    from sora_widgets.pricing import Comparison as Comparison
    from sora_widgets.pricing import Estimate as Estimate
    from sora_widgets.pricing import Hosting as Hosting
    from sora_widgets.pricing import Plan as Plan
    from sora_widgets.pricing import compare_costs as compare_costs
    from sora_widgets.pricing import estimate as estimate
    from sora_widgets.pricing import hosting_presets as hosting_presets
    from sora_widgets.pricing import plans as plans
    from sora_widgets.pricing import refresh_rates as refresh_rates
    from sora_widgets.prompts import Advice as Advice
    from sora_widgets.prompts import Scene as Scene
    from sora_widgets.prompts import Shot as Shot
    from sora_widgets.prompts import Storyboard as Storyboard
    from sora_widgets.prompts import check as check
    from sora_widgets.prompts import critique as critique
    from sora_widgets.widgets import CostEstimator as CostEstimator
    from sora_widgets.widgets import JobQueue as JobQueue
    from sora_widgets.widgets import PromptComposer as PromptComposer
    from sora_widgets.widgets import StoryboardEditor as StoryboardEditor
    from sora_widgets.widgets import VideoCompare as VideoCompare
    from sora_widgets.widgets import VideoPlayer as VideoPlayer
    from sora_widgets.widgets import gather as gather

    jobs: _Room  # the room itself, which can be called


def __getattr__(name: str) -> object:
    if name in _PLACES:
        room = import_module(f"sora_widgets.{_PLACES[name]}")
        value: object = room if name == _PLACES[name] else getattr(room, name)
    elif name.endswith("Error"):
        errors = import_module("sora_widgets.errors")
        if name not in errors.__all__:
            raise AttributeError(f"module 'sora_widgets' has no attribute {name!r}")
        value = getattr(errors, name)
    else:
        raise AttributeError(f"module 'sora_widgets' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*_PLACES, *import_module("sora_widgets.errors").__all__, "__version__"])


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """`%load_ext sora_widgets`: the magics `%sora` and `%%sora`."""
    from sora_widgets.magics import load

    load(ipython)


def _serve_notebooks() -> None:
    """Tell IPython, without importing anything, how a job is displayed and who answers a clip that is shown already."""
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = get_ipython() if get_ipython else None
    if shell is None:
        return
    formatter = shell.display_formatter.ipython_display_formatter
    formatter.for_type_by_name("sora_widgets.jobs.job", "Job", _show_job)
    kernel = getattr(shell, "kernel", None)
    if kernel is not None:
        kernel.comm_manager.register_target("sora_widgets.clip", _attach)


def _show_job(job: Job) -> None:
    from sora_widgets.widgets import show_job

    show_job(job)


def _attach(comm: BaseComm, message: dict[str, Any]) -> None:
    from sora_widgets.widgets._attachments import attach

    attach(comm, message)


_serve_notebooks()
