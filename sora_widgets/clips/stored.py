"""Reading a value back from JSON that anybody may have written: what has the wrong kind is refused where it comes in.

So nothing that shows a clip needs to ask whether its width is a number or a piece of HTML.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

__all__ = ["checked_fields"]


def checked_fields(kind: type[Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """The stored values that are fields of a dataclass; names of later versions are ignored.

    Raises:
        ValueError: one is not of the kind that its field declares.
    """
    known = {f.name: stored[f.name] for f in fields(kind) if f.name in stored}
    hints = get_type_hints(kind)
    for name, value in known.items():
        if not _is(value, hints[name]):
            raise ValueError(f"{name} is no {getattr(hints[name], '__name__', hints[name])}: {str(value)[:60]!r}")
    return known


def _is(value: object, hint: Any) -> bool:
    if hint is Any:
        return True
    if isinstance(hint, UnionType):
        return any(_is(value, one) for one in get_args(hint))
    if get_origin(hint) is dict:
        _, content = get_args(hint)
        return isinstance(value, dict) and all(isinstance(key, str) and _is(one, content) for key, one in value.items())
    if hint in (int, float):
        numbers = int if hint is int else (int, float)
        return isinstance(value, numbers) and not isinstance(value, bool) and math.isfinite(value)
    return isinstance(value, hint)
