"""The craft of a prompt, pure: seven parts to text, text to seven parts, and advice on both.

`shot.py` holds the parts, `writer.py` turns them into prose, `reader.py` reads prose back,
`camera.py` and `framing.py` recognise camera moves and shot sizes, `critic.py` advises, and
`vocabulary/` is the data they share. English and French. Nothing here knows a price, a server or
a widget, and nothing reads anything but its own data files.
"""

from __future__ import annotations

from sora_widgets.prompts.camera import camera_moves
from sora_widgets.prompts.critic import Advice, critique
from sora_widgets.prompts.framing import shot_size
from sora_widgets.prompts.shot import MAX_PROMPT_CHARS, PARTS, Shot
from sora_widgets.prompts.vocabulary import Choice, choices

__all__ = [
    "MAX_PROMPT_CHARS",
    "PARTS",
    "Advice",
    "Choice",
    "Shot",
    "camera_moves",
    "choices",
    "critique",
    "shot_size",
]
