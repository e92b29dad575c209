"""The craft of a prompt, pure: seven parts to text, text to seven parts, and advice on both.

`shot.py` holds the parts, `writer.py` and `blocks.py` turn them into text, `reading.py` reads text
back, `camera.py` and `framing.py` recognise camera moves and shot sizes, `critic/` advises,
`budget.py` says what fits into the seconds, `check.py` marks an exercise, `storyboard.py` puts shots
in order, and `vocabulary/` is the data they share. English and French. Nothing here knows a price, a
server or a widget, and nothing reads anything but its own data files.
"""

from __future__ import annotations

from sora_widgets.prompts.budget import Budget, budget
from sora_widgets.prompts.camera import camera_moves
from sora_widgets.prompts.check import Checked, check
from sora_widgets.prompts.critic import Advice, critique
from sora_widgets.prompts.diff import ShotDiff
from sora_widgets.prompts.framing import shot_size
from sora_widgets.prompts.reading import Reading, read
from sora_widgets.prompts.shot import MAX_PROMPT_CHARS, PARTS, Shot
from sora_widgets.prompts.storyboard import Scene, Storyboard
from sora_widgets.prompts.vocabulary import Choice, choices, look_up, translate_term

__all__ = [
    "MAX_PROMPT_CHARS",
    "PARTS",
    "Advice",
    "Budget",
    "Checked",
    "Choice",
    "Reading",
    "Scene",
    "Shot",
    "ShotDiff",
    "Storyboard",
    "budget",
    "camera_moves",
    "check",
    "choices",
    "critique",
    "look_up",
    "read",
    "shot_size",
    "translate_term",
]
