"""A storyboard as plain values that JSON can hold, and back.

What is read is read strictly: a misspelt key is an error that names the nearest, and a file of a later
format is refused rather than half understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.prompts.shot import Shot

if TYPE_CHECKING:
    from sora_widgets.prompts.storyboard import Scene, Storyboard

__all__ = ["SCENE_KEYS", "board_from_dict", "board_to_dict", "check_key", "read_mapping"]

_FORMAT = 1
SCENE_KEYS = ("shot", "seconds", "cut", "continuity", "characters")
"""The fields of a scene, in the order of its arguments."""
_BOARD_KEYS = ("format", "title", "characters", "shots")


def board_to_dict(board: Storyboard) -> dict[str, Any]:
    """Everything that a board says; parts without words are left out."""
    return {
        "format": _FORMAT,
        "title": board.title,
        "characters": dict(board.characters),
        "shots": [
            {
                "shot": {part: words for part, words in scene.shot.parts.items() if words},
                "seconds": scene.seconds,
                "cut": scene.cut,
                "continuity": scene.continuity,
                "characters": list(scene.characters),
            }
            for scene in board.shots
        ],
    }


def board_from_dict(given: object) -> Storyboard:
    """Read what `board_to_dict` gave; what is left out takes its usual value.

    Raises:
        RequestError: something is of another type, or of a later format.
        UnknownKeywordError: a key that a storyboard does not have.
    """
    from sora_widgets.prompts.storyboard import Storyboard

    board = read_mapping(given, "A storyboard")
    for key in board:
        check_key(key, _BOARD_KEYS, "A storyboard")
    if board.get("format", _FORMAT) != _FORMAT:
        raise RequestError(
            f"This storyboard has the format {board['format']!r}, and only {_FORMAT} is known here: update the package.",
            given=board["format"],
        )
    shots = board.get("shots", [])
    if not isinstance(shots, (list, tuple)):
        raise RequestError("shots must be a list.", given=shots)
    return Storyboard(tuple(map(_read_scene, shots)), board.get("characters", {}), board.get("title", ""))


def check_key(given: str, allowed: tuple[str, ...], owner: str) -> None:
    """Refuse a misspelt key.

    Raises:
        UnknownKeywordError: it is none of those allowed; the nearest is named.
    """
    if given not in allowed:
        close = nearest(given, allowed)
        advice = f"did you mean {close!r}?" if close else f"it has {', '.join(allowed)}."
        raise UnknownKeywordError(f"{owner} has no {given!r}: {advice}", given=given, nearest=close, allowed=allowed)


def read_mapping(given: object, owner: str) -> dict[str, Any]:
    """A copy of a mapping with text keys.

    Raises:
        RequestError: it is none.
    """
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        raise RequestError(f"{owner} must be a mapping, not {type(given).__name__}.", given=given)
    return dict(given)


def _read_scene(given: object) -> Scene:
    from sora_widgets.prompts.storyboard import Scene

    fields = read_mapping(given, "A shot of a storyboard")
    for key in fields:
        check_key(key, SCENE_KEYS, "A shot of a storyboard")
    parts = fields.get("shot", {})
    shot = parts if isinstance(parts, str) else Shot(**read_mapping(parts, "The parts of a shot"))
    return Scene(**{**fields, "shot": shot})
