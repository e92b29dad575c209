"""The settings row of a widget: what may be chosen, and how a draft from the browser is read.

A draft comes over a wire that anybody could write to: it is read strictly, and what is wrong in it
becomes a typed error rather than a traceback.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sora_widgets import jobs
from sora_widgets.errors import RequestError, SoraWidgetsError, UnknownModelError, UnsupportedValueError
from sora_widgets.pricing import model_facts, models, shown
from sora_widgets.pricing.requests import size_at
from sora_widgets.widgets._texts import Texts

__all__ = [
    "TAKES",
    "makes",
    "model_choices",
    "provider_found",
    "read_settings",
    "revision_of",
]

TAKES = (1, 2, 3, 4)
_USUAL_SECONDS = (4, 8, 12)
_USUAL_SIZES = ("1280x720", "720x1280")


def model_choices(texts: Texts, wanted: str) -> list[dict[str, Any]]:
    """The models that the connected server makes (any, for an unknown server: then those of the table and `wanted`)."""
    try:
        offered = jobs.current_provider().models()
    except SoraWidgetsError:
        offered = None  # said where the price is; the table serves meanwhile
    names = list(offered or models())
    if wanted not in names:
        names.append(wanted)
    return [_choice(name, texts) for name in names]


def provider_found() -> str:
    """What the connected server was recognised as, in a sentence (in English); "" while there is none."""
    try:
        return jobs.current_provider().found
    except SoraWidgetsError:
        return ""


def _choice(name: str, texts: Texts) -> dict[str, Any]:
    try:
        facts = model_facts(name)
    except UnknownModelError:
        return {"id": name, "seconds": list(_USUAL_SECONDS), "sizes": list(_USUAL_SIZES), "note": ""}
    note = texts.say("composer.retired", date=facts.retired_on.isoformat()) if facts.retired_on else ""
    seconds, sizes = makes(name)
    return {"id": name, "seconds": list(seconds or _USUAL_SECONDS), "sizes": list(sizes or _USUAL_SIZES), "note": note}


def makes(name: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The lengths and sizes that a model of the table makes; empty where nobody told, and for a model it does not have.

    Where only resolutions are told, the sizes are those of 16:9 and 9:16.
    """
    try:
        facts = model_facts(name)
    except UnknownModelError:
        return (), ()
    told = (size_at(resolution, shape) for shape in _USUAL_SIZES for resolution in facts.resolutions)
    return facts.seconds, facts.sizes or tuple(dict.fromkeys(told))


def read_settings(given: object) -> dict[str, Any]:
    """Model, seconds, size and takes of a draft, each of its type, and no more takes than the list offers.

    What the model makes is not asked here: the price says it.

    Raises:
        UnsupportedValueError: something is missing, of another type, or no number of takes.
    """
    if not isinstance(given, Mapping):
        raise RequestError(f"settings must be a mapping, not {shown(given)}.", given=given)
    kinds = {"model": str, "seconds": int, "size": str, "takes": int}
    for name, kind in kinds.items():
        value = given.get(name)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise UnsupportedValueError(
                f"{name} must be {'text' if kind is str else 'a whole number'}, not {shown(value)}.",
                name=name,
                given=value,
            )
    if given["takes"] not in TAKES:
        raise UnsupportedValueError(
            f"takes must be {TAKES[0]} to {TAKES[-1]}, not {shown(given['takes'])}: use takes=1.",
            name="takes",
            given=given["takes"],
            allowed=TAKES,
        )
    return {name: given[name] for name in kinds}


def revision_of(draft: Mapping[str, Any]) -> int:
    """Which draft this is; one that does not say counts as the oldest."""
    revision = draft.get("revision")
    return revision if type(revision) is int else 0
