"""All that a clip is drawn from, as it is stored with its order. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, get_type_hints

from sora_widgets.errors import RequestError

__all__ = ["Brief", "Character"]


@dataclass(frozen=True)
class Character:
    """Somebody that prompts can name.

    Attributes:
        name: as prompts say it.
        colour: "#rrggbb", of the clothes; "" leaves it open.
        picture: file name in the order's folder; "" for none.
    """

    name: str
    colour: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Brief:
    """All that a clip is drawn from; equal briefs give equal clips.

    Attributes:
        prompt: any text.
        model: "sora-2" for a draft, "sora-2-pro" for the fine version.
        seconds: length of the clip.
        size: "1280x720", width first.
        changes: instructions of remixes and edits, oldest first.
        starts_at_s: seconds of the scene that were drawn before (an extension).
        first_s: length of the first clip of a chain of extensions; 0 when `starts_at_s` is it.
        picture: file name in the order's folder of the picture that the clip begins with; "" for none.
        cast: the characters that the prompt may name.
    """

    prompt: str
    model: str
    seconds: int
    size: str
    changes: tuple[str, ...] = ()
    starts_at_s: float = 0.0
    first_s: float = 0.0
    picture: str = ""
    cast: tuple[Character, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain values that JSON can hold."""
        return {**asdict(self), "changes": list(self.changes), "cast": [asdict(one) for one in self.cast]}

    @classmethod
    def from_dict(cls, given: object) -> Brief:
        """Read what `to_dict` gave.

        Raises:
            RequestError: a key is missing, unknown or of another type.
        """
        values = _checked(given, cls, "A brief")
        values["changes"] = tuple(values.get("changes", ()))
        if not all(isinstance(change, str) for change in values["changes"]):
            raise RequestError("changes of a brief must be texts.", given=values["changes"])
        values["cast"] = tuple(Character(**_checked(one, Character, "A character")) for one in values.get("cast", ()))
        return cls(**values)


_PLAIN = {str: (str,), int: (int,), float: (int, float)}


def _checked(given: object, owner: type[Brief | Character], name: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise RequestError(f"{name} must be a mapping, not {given!r}.", given=given)
    known = get_type_hints(owner)
    needed = {field.name for field in fields(owner)} - {key for key in known if hasattr(owner, key)}
    for key in needed - set(given):
        raise RequestError(f"{name} needs {key!r}: give it.", given=dict(given))
    for key, value in given.items():
        if key not in known:
            raise RequestError(f"{name} has no {key!r}: it has {', '.join(known)}.", given=key)
        allowed = _PLAIN.get(known[key], (list, tuple))
        if not isinstance(value, allowed) or isinstance(value, bool):
            kinds = " or ".join(kind.__name__ for kind in allowed)
            raise RequestError(f"{key} of {name.lower()} must be {kinds}, not {value!r}.", name=key, given=value)
    return dict(given)
