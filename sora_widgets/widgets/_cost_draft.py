"""An estimator's draft: how it is read off the wire, what a model makes of it, and the machine of one's own in it.

A draft comes over a wire that anybody could write to, and Python sets one too: both are read here. The
figures of a machine stay as they were typed; what is wrong with one is said beside it and spoils no
other price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sora_widgets.errors import RequestError, UnknownModelError, UnsupportedValueError
from sora_widgets.pricing import Hosting, model_facts, read_request, shown
from sora_widgets.pricing.plans import read_clips
from sora_widgets.widgets._settings import makes, revision_of
from sora_widgets.widgets._texts import Texts

__all__ = [
    "ORDERS",
    "Machine",
    "fit_to_model",
    "machine_fields",
    "read_cost_draft",
    "read_cost_settings",
    "read_machine",
]

ORDERS = ("cost", "name", "seller", "month")
"""What the table of offers may be sorted by."""

_MOST_TAKES = 100
_MACHINE = ("usd_per_gpu_hour", "gpus", "compute_s_per_video_s", "utilisation", "hours_per_month")
_NEEDED = ("usd_per_gpu_hour", "compute_s_per_video_s")
_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Machine:
    """A machine as it was typed in.

    Attributes:
        hosting: what it comes to; None while a figure is missing or makes no sense, and when nothing was typed.
        problem: what is wrong or missing, in a sentence; "" when nothing is.
        fields: the fields it is about.
    """

    hosting: Hosting | None = None
    problem: str = ""
    fields: tuple[str, ...] = ()


def read_cost_draft(given: Mapping[str, Any]) -> dict[str, Any]:
    """A draft from the browser or from a saved notebook, each field of its type.

    Raises:
        RequestError: something is missing or makes no sense.
    """
    table = given.get("table", {})
    if not isinstance(table, Mapping) or table.get("by", "cost") not in ORDERS:
        raise RequestError(f"table must say how it is sorted, by {', '.join(ORDERS)}, not {shown(table)}.", given=table)
    return {
        "revision": revision_of(given),
        "settings": read_cost_settings(given.get("settings")),
        "table": {
            "is_open": table.get("is_open") is True,
            "by": table.get("by", "cost"),
            "is_reversed": table.get("is_reversed") is True,
        },
    }


def read_cost_settings(given: object) -> dict[str, Any]:
    """Everything that is priced, each of its type. What the model makes is not asked here: the price says it.

    Raises:
        RequestError: something is missing, of another type, or beyond all measure.
    """
    if not isinstance(given, Mapping):
        raise RequestError(f"settings must be a mapping, not {shown(given)}.", given=given)
    seconds, takes, sound, batch = (given.get(name) for name in ("seconds", "takes", "sound", "batch"))
    model, length_s, size = read_request(given.get("model"), 1 if seconds is None else seconds, given.get("size"))
    if type(takes) is not int or not 1 <= takes <= _MOST_TAKES:
        raise UnsupportedValueError(
            f"takes must be 1 to {_MOST_TAKES}, not {shown(takes)}: use takes=1.", name="takes", given=takes
        )
    if type(sound) not in (bool, type(None)) or type(batch) is not bool:
        raise UnsupportedValueError(
            f"sound must be True, False or None and batch True or False, not {shown(sound)} and {shown(batch)}.",
            name="sound",
            given=sound,
        )
    return {
        "model": model,
        "seconds": None if seconds is None else length_s,
        "size": size,
        "takes": takes,
        "sound": sound,
        "batch": batch,
        "clips_per_month": read_clips(given.get("clips_per_month")),
        "hosting": _read_fields(given.get("hosting", {})),
    }


def fit_to_model(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with the length and the size that the model makes and that are nearest to those asked for."""
    try:
        facts = model_facts(settings["model"])
    except UnknownModelError:
        return dict(settings)
    seconds = settings["seconds"]
    return {
        **settings,
        "seconds": None if seconds is None else facts.nearest_seconds(seconds),
        "size": settings["size"] if settings["size"] in makes(facts.id)[1] else facts.nearest_size(settings["size"]),
    }


def machine_fields(hosting: Hosting | None) -> dict[str, str]:
    """What stands in the fields for a machine that was given from Python."""
    if hosting is None:
        return {}
    shown_values = {
        "usd_per_gpu_hour": hosting.usd_per_gpu_hour,
        "gpus": hosting.gpus,
        "compute_s_per_video_s": hosting.compute_s_per_video_s,
        "utilisation": (hosting.utilisation * 100).normalize(),
        "hours_per_month": hosting.hours_per_month,
    }
    return {
        name: f"{value:f}" if isinstance(value, Decimal) else str(value)
        for name, value in shown_values.items()
        if value is not None
    }


def read_machine(fields: Mapping[str, str], words: Texts) -> Machine:
    """What the typed figures come to. An empty field was not told; the two that nobody can guess are asked for."""
    typed = {name: text.strip() for name, text in fields.items() if text.strip()}
    if not typed:
        return Machine()
    numbers: dict[str, Decimal] = {}
    for name, text in typed.items():
        number = _number(text)
        if number is None:
            return _wrong("bad_number", name, text, words)
        numbers[name] = number
    gpus, utilisation = numbers.get("gpus", Decimal(1)), numbers.get("utilisation", Decimal(100))
    if gpus < 1 or gpus != int(gpus):
        return _wrong("bad_gpus", "gpus", typed["gpus"], words)
    if not 0 < utilisation <= 100:
        return _wrong("bad_utilisation", "utilisation", typed["utilisation"], words)
    if numbers.get("hours_per_month", Decimal(0)) > 730:
        return _wrong("bad_hours", "hours_per_month", typed["hours_per_month"], words)
    missing = tuple(name for name in _NEEDED if name not in numbers)
    if missing:
        names = ", ".join(words.say(f"estimator.{name}") for name in missing)
        return Machine(None, words.say("estimator.missing_number", name=names), missing)
    return Machine(
        Hosting(
            words.say("estimator.own_machine"),
            usd_per_gpu_hour=numbers["usd_per_gpu_hour"],
            compute_s_per_video_s=numbers["compute_s_per_video_s"],
            gpus=int(gpus),
            utilisation=utilisation / 100,
            hours_per_month=numbers.get("hours_per_month") or None,
        )
    )


def _wrong(key: str, name: str, text: str, words: Texts) -> Machine:
    said = words.say(f"estimator.{key}", name=words.say(f"estimator.{name}"), given=text)
    return Machine(None, said, (name,))


def _number(text: str) -> Decimal | None:
    """A number from 0 as people type it, with a point or a comma."""
    try:
        number = Decimal(text.removeprefix("$").removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 10**9 else None


def _read_fields(given: object) -> dict[str, str]:
    fields = given if isinstance(given, Mapping) else None
    if fields is None or not all(isinstance(fields.get(name, ""), str) for name in _MACHINE):
        raise RequestError(f"hosting must be the typed figures by name, not {shown(given)}.", given=given)
    return {name: fields[name][:_LONGEST_NUMBER] for name in _MACHINE if fields.get(name)}
