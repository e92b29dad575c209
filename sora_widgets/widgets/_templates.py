"""Shots to begin with, one for each kind of film people come for, from `templates/<language>.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sora_widgets.errors import RequestError
from sora_widgets.prompts import Shot

__all__ = ["Template", "fitting", "template_named", "template_rows", "templates"]

_FOLDER = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Template:
    """A shot to begin with.

    Attributes:
        name: the same in every language.
        label: what the list calls it.
        hint: what makes it one of its kind, in one sentence.
        shot: the parts.
        settings: those that its kind asks for: seconds, size.
    """

    name: str
    label: str
    hint: str
    shot: Shot
    settings: Mapping[str, Any]


@cache
def templates(language: str) -> tuple[Template, ...]:
    """All templates in one language, in the order of the list."""
    rows = json.loads(_FOLDER.joinpath(f"{language}.json").read_text("utf-8"))
    return tuple(Template(**{**row, "shot": Shot(**row["shot"])}) for row in rows)


def template_named(name: object, language: str) -> Template:
    """One template.

    Raises:
        RequestError: there is none of that name.
    """
    for template in templates(language):
        if template.name == name:
            return template
    known = ", ".join(template.name for template in templates(language))
    raise RequestError(f"There is no template {name!r}: the templates are {known}.", given=name)


def template_rows(language: str) -> list[dict[str, str]]:
    """What the list shows."""
    return [{"name": one.name, "label": one.label, "hint": one.hint} for one in templates(language)]


def fitting(
    settings: Mapping[str, Any], wanted: Mapping[str, Any], models: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The settings with what a template asks for, where the chosen model makes it."""
    made = next((model for model in models if model["id"] == settings["model"]), {})
    offered = {"seconds": made.get("seconds", ()), "size": made.get("sizes", ())}
    return {**settings, **{name: value for name, value in wanted.items() if value in offered[name]}}
