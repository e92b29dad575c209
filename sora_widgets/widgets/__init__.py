"""What people see and touch: one file per widget over `_base` (bundles, messages, lifetimes).

Python holds the logic and the browser holds the view. Handlers may run on a kernel subshell's
thread and job changes come on the engine's thread, so everything here is safe from both. Disk and
network are reached only through `jobs` and the clips it hands out.
"""

from __future__ import annotations

from sora_widgets.widgets.card import JobCard, show_job
from sora_widgets.widgets.compare import VideoCompare
from sora_widgets.widgets.composer import PromptComposer
from sora_widgets.widgets.estimator import CostEstimator
from sora_widgets.widgets.gathering import gather
from sora_widgets.widgets.player import VideoPlayer
from sora_widgets.widgets.queue import JobQueue
from sora_widgets.widgets.storyboard import StoryboardEditor

__all__ = [
    "CostEstimator",
    "JobCard",
    "JobQueue",
    "PromptComposer",
    "StoryboardEditor",
    "VideoCompare",
    "VideoPlayer",
    "gather",
    "show_job",
]
