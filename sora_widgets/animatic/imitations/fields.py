"""The fields that a server knows, and what a request says in them: types, ranges, patterns. Pure.

A misfit is told the way pydantic tells it, because four of the imitated servers are written with it;
the others put it into their own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from sora_widgets.animatic.bodies import Upload

__all__ = ["FLAG", "NUMBER", "TEXT", "WHOLE", "Field", "Misfit", "read_fields"]

Kind = Literal["text", "whole", "number", "flag", "object", "list", "file", "any"]
_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


@dataclass(frozen=True)
class Field:
    """One field: its kind and its limits."""

    kind: Kind = "text"
    least: float | None = None
    most: float | None = None
    pattern: str | None = None
    words: tuple[str, ...] = ()
    is_required: bool = False


TEXT, WHOLE, NUMBER, FLAG = Field(), Field("whole"), Field("number"), Field("flag")


@dataclass(frozen=True)
class Misfit:
    """What is wrong with one field.

    Attributes:
        name: of the field.
        kind: pydantic's name of the mistake: "missing", "int_parsing", …
        message: pydantic's sentence.
        given: the value; None for a missing one.
    """

    name: str
    kind: str
    message: str
    given: object


def read_fields(
    given: Mapping[str, Any], fields: Mapping[str, Field], is_form: bool
) -> tuple[dict[str, Any], list[Misfit]]:
    """The values of the known fields, each in its own type, and what does not fit.

    Unknown fields are left out. In a form the last of several values counts and an empty one is none.
    A null is none, too.
    """
    values: dict[str, Any] = {}
    misfits: list[Misfit] = []
    for name, field in fields.items():
        value = given.get(name)
        if is_form and isinstance(value, list):
            value = value[-1]
        if value is None or (is_form and value == ""):
            if field.is_required:
                misfits.append(Misfit(name, "missing", "Field required", None))
            continue
        fitted, wrong = _fit(name, value, field)
        if wrong is None:
            values[name] = fitted
        else:
            misfits.append(wrong)
    return values, misfits


def _fit(name: str, value: Any, field: Field) -> tuple[Any, Misfit | None]:
    if field.kind == "any":
        return value, None
    if field.kind == "file":
        if isinstance(value, Upload):
            return value, None
        return None, Misfit(name, "value_error", "Value error, Expected UploadFile", _shown(value))
    if field.kind == "text":
        return _fit_text(name, value, field)
    if field.kind == "flag":
        word = str(value).lower()
        if isinstance(value, bool) or word in _TRUE + _FALSE:
            return value is True or word in _TRUE, None
        return None, Misfit(name, "bool_parsing", "Input should be a valid boolean", _shown(value))
    if field.kind in ("whole", "number"):
        return _fit_number(name, value, field)
    wanted: type = dict if field.kind == "object" else list
    word = "dictionary" if field.kind == "object" else "list"
    if isinstance(value, wanted):
        return value, None
    return None, Misfit(
        name, f"{'dict' if wanted is dict else 'list'}_type", f"Input should be a valid {word}", _shown(value)
    )


def _fit_text(name: str, value: Any, field: Field) -> tuple[str | None, Misfit | None]:
    if not isinstance(value, str):
        return None, Misfit(name, "string_type", "Input should be a valid string", _shown(value))
    if field.pattern is not None and re.fullmatch(field.pattern, value) is None:
        message = f"String should match pattern '^{field.pattern}$'"
        return None, Misfit(name, "string_pattern_mismatch", message, value)
    if field.words and value not in field.words:
        message = f"Input should be {' or '.join(map(repr, field.words))}"
        return None, Misfit(name, "literal_error", message, value)
    return value, None


def _fit_number(name: str, value: Any, field: Field) -> tuple[float | None, Misfit | None]:
    kind, word = ("int", "integer") if field.kind == "whole" else ("float", "number")
    try:
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ValueError
        number = float(value)
        if not isfinite(number) or (field.kind == "whole" and not number.is_integer()):
            raise ValueError
    except (ValueError, OverflowError):
        return None, Misfit(name, f"{kind}_parsing", f"Input should be a valid {word}", _shown(value))
    if field.least is not None and number < field.least:
        message = f"Input should be greater than or equal to {field.least:g}"
        return None, Misfit(name, "greater_than_equal", message, _shown(value))
    if field.most is not None and number > field.most:
        message = f"Input should be less than or equal to {field.most:g}"
        return None, Misfit(name, "less_than_equal", message, _shown(value))
    if field.kind == "number":
        return number, None
    return int(value if isinstance(value, int) else number), None


def _shown(value: object) -> object:
    """A value as an error body repeats it."""
    return repr(value) if isinstance(value, Upload) else value
