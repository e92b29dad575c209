"""The table of models: what each makes and what it lists per second.

The only reader of `rates.json`. It answers for which models, lengths and sizes exist and refuses
others with the allowed ones named. It does not multiply: that is `estimate.py`.
"""

from __future__ import annotations

import json
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sora_widgets.errors import UnknownModelError, UnsupportedValueError, nearest

__all__ = ["ModelFacts", "check_request", "model_facts", "models", "read_request", "read_seconds", "shown"]

MAX_SECONDS = 3600  # no server makes an hour; what is longer is a slip of the keyboard
_MAX_MODEL_CHARS = 200


@dataclass(frozen=True)
class ModelFacts:
    """What the table says of one model.

    Attributes:
        id: the name asked for; a snapshot keeps its own name.
        seconds: the lengths it makes, shortest first.
        sizes: "WIDTHxHEIGHT", in the order of the table.
        retired_on: the day its own service ended, or None.
        source: the page that the price list stands on; `note` says whether anybody read it there.
        read_on: the day the prices were read, there or in a copy.
        usd_per_second: list price by size.
        note: how the prices came to us, in plain sentences.
    """

    id: str
    seconds: tuple[int, ...]
    sizes: tuple[str, ...]
    retired_on: date | None
    source: str
    read_on: date
    usd_per_second: Mapping[str, Decimal]
    note: str


def models() -> tuple[str, ...]:
    """The models of the table, in its order; snapshots are known to `model_facts` but not listed."""
    return _table()[1]


def model_facts(model: str) -> ModelFacts:
    """Look one model (or one of its snapshots) up.

    Raises:
        UnknownModelError: the table does not have it; `.allowed` and `.nearest` ride along.
    """
    facts = _table()[0].get(str(model))  # a list, say, cannot be looked up, and is no model either
    if facts is None:
        raise _unknown_model(model)
    return facts


def check_request(model: str, seconds: int | str, size: str) -> None:
    """Refuse what the model does not make, before anything is sent.

    Raises:
        UnknownModelError: the table does not have the model.
        UnsupportedValueError: a length or a size that it does not make.
    """
    facts = model_facts(model)
    length_s = read_seconds(seconds)
    if length_s not in facts.seconds:
        best_s = min(facts.seconds, key=lambda allowed: (abs(allowed - length_s), -allowed))
        raise UnsupportedValueError(
            f"{model} makes clips of {_either([str(s) for s in facts.seconds])} s, not {length_s}: use seconds={best_s}.",
            name="seconds",
            given=seconds,
            allowed=facts.seconds,
            model=model,
        )
    if size not in facts.sizes:
        raise UnsupportedValueError(
            f"{model} makes clips of {_either(facts.sizes)}, not {size}: use size={nearest_size(size, facts.sizes)!r}.",
            name="size",
            given=size,
            allowed=facts.sizes,
            model=model,
        )


def read_request(model: object, seconds: object, size: object) -> tuple[str, int, str]:
    """Model, seconds and size as any server could be asked for them, each in its one spelling.

    Whether a model of the table makes them is the question of `check_request`.

    Raises:
        UnsupportedValueError: one of them is of another type or shape, or longer than an hour.
    """
    # Printable also means: no lone surrogate, which neither JSON nor SQLite would take.
    if not (isinstance(model, str) and model.strip() and model.isprintable() and len(model) <= _MAX_MODEL_CHARS):
        raise UnsupportedValueError(
            f"model must be the name of a model, not {shown(model)}: use model={models()[0]!r}, or a name that the server knows.",
            name="model",
            given=model,
        )
    length_s = read_seconds(seconds)
    if length_s > MAX_SECONDS:
        raise UnsupportedValueError(
            f"seconds must be at most {MAX_SECONDS}, not {shown(length_s)}: use seconds=4.",
            name="seconds",
            given=seconds,
        )
    if not isinstance(size, str) or 0 in (_dimensions(size) or (0, 0)):
        raise UnsupportedValueError(
            f"size must be WIDTHxHEIGHT in pixels, not {shown(size)}: use size='1280x720'.", name="size", given=size
        )
    return model, length_s, size


def shown(value: object) -> str:
    """A value as a sentence can show it: short, and whatever it is."""
    try:
        return reprlib.repr(value)
    except ValueError:
        return "a number of thousands of digits"  # Python refuses to write it out


def read_seconds(seconds: object) -> int:
    """A length in whole seconds from 1, given as the number or, as the protocol does, as its text.

    Raises:
        UnsupportedValueError: anything else.
    """
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit() and len(seconds) < 10:
        seconds = int(seconds)
    if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds >= 1:
        return seconds
    raise UnsupportedValueError(
        f"seconds must be a whole number from 1, not {shown(seconds)}: use seconds=4.", name="seconds", given=seconds
    )


def nearest_size(size: str, allowed: Sequence[str]) -> str:
    """The allowed size of the same orientation with the closest number of pixels; the first when `size` is no size."""
    given = _dimensions(size)
    if given is None:
        return nearest(str(size), allowed) or allowed[0]

    def distance(candidate: str) -> tuple[bool, int]:
        width, height = _dimensions(candidate) or (0, 0)
        return ((width < height) != (given[0] < given[1]), abs(width * height - given[0] * given[1]))

    return min(allowed, key=distance)


def _dimensions(size: str) -> tuple[int, int] | None:
    width, _, height = str(size).partition("x")
    if width.isascii() and width.isdigit() and height.isascii() and height.isdigit() and len(width + height) < 12:
        return int(width), int(height)
    return None


def _either(values: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(values[:-1]), values[-1]]))


def _unknown_model(model: object) -> UnknownModelError:
    allowed = models()
    close = nearest(str(model), tuple(_table()[0]))
    advice = f"did you mean {close!r}?" if close else f"use {_either([repr(name) for name in allowed])}."
    return UnknownModelError(
        f"There is no model {shown(model)} in the price table: {advice}", given=model, allowed=allowed, nearest=close
    )


@cache
def _table() -> tuple[dict[str, ModelFacts], tuple[str, ...]]:
    entries = json.loads(Path(__file__).with_name("rates.json").read_text(encoding="utf-8"))["models"]
    facts: dict[str, ModelFacts] = {}
    for entry in entries:
        for name in (entry["id"], *entry["aliases"]):
            facts[name] = ModelFacts(
                id=name,
                seconds=tuple(int(length) for length in entry["seconds"]),
                sizes=tuple(entry["usd_per_second"]),
                retired_on=date.fromisoformat(entry["retired_on"]) if entry["retired_on"] else None,
                source=entry["source"],
                read_on=date.fromisoformat(entry["read_on"]),
                usd_per_second=MappingProxyType({s: Decimal(p) for s, p in entry["usd_per_second"].items()}),
                note=entry["note"],
            )
    return facts, tuple(entry["id"] for entry in entries)
