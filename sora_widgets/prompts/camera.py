"""Which camera moves a text speaks of, in English and French, as canonical terms.

A small grammar read word by word: around each verb or noun of movement (`camera_words.py`) it asks
who moves and whether it is denied (`camera_actor.py`), and in which direction
(`camera_directions.py`). "The bird rises" moves no camera, nor does "without zooming". There is no
model and no memory of any sentence.

The text is cut into words once and walked once (`camera_scan.py`), and around a word only a fixed
number of neighbours is looked at. So the time grows with the length of the text and with nothing else.
"""

from __future__ import annotations

from functools import lru_cache

from sora_widgets.prompts.camera_actor import DENIALS
from sora_widgets.prompts.camera_cut import cut, may_name_a_move
from sora_widgets.prompts.camera_phrases import DIRECTIONLESS
from sora_widgets.prompts.camera_scan import moves_somehow, scan

__all__ = ["camera_moves", "find_moves", "may_move"]

_DENIAL_CHARS = 40


def camera_moves(text: str) -> frozenset[str]:
    """The camera moves a text speaks of.

        >>> sorted(camera_moves("The camera pans left, then rises."))
        ['pan_left', 'pedestal_up']

    Returns:
        dolly_in/out, truck_left/right, pedestal_up/down, pan_left/right, tilt_up/down,
        roll_clockwise/counterclockwise, zoom_in/out, static, arc, crane, handheld, tracking,
        whip_pan (one that says no direction) and dolly_zoom (with zoom and dolly, when it says
        which way). `static` is there only when nothing else moves the camera.
    """
    return frozenset(move for _, move in find_moves(text))


@lru_cache(maxsize=512)
def find_moves(text: str) -> tuple[tuple[int, str], ...]:
    """Each move with the place of its first mention, in the order of the text."""
    if not may_name_a_move(text):
        return ()
    return tuple(sorted((start, move) for move, start in scan(text).items()))


def may_move(text: str) -> bool:
    """Whether the camera moves, also where nothing says in which direction: "drone shot", "the camera glides past"."""
    if may_name_a_move(text) and moves_somehow(text):
        return True
    for found in DIRECTIONLESS.finditer(text):
        before, _ = cut(text[max(0, found.start() - _DENIAL_CHARS) : found.start()])
        if not any(word in DENIALS or word.endswith("n'") for word in before[-3:]):
            return True
    return False
