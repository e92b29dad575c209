"""An actor while its sentence is read, and what is asked of one everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sora_widgets.animatic.lexicon import kinds, sections
from sora_widgets.animatic.scene.phrases import Noun, Phrase
from sora_widgets.animatic.scene.values import Actor

__all__ = ["Draft", "can_act", "gear_of", "is_seen", "relation_of"]

_UNSEEN_PARTS = frozenset(("sound", "camera", "speech"))
_RELATIONS = {
    "in": "around",
    "dans": "around",
    "sous": "below",
    "under": "below",
    "depuis": "from",
    "sur": "on",
    "with": "beside",
    "avec": "beside",
}


@dataclass
class Draft:
    """An actor while the sentence is read."""

    actor: Actor
    noun: Noun | None
    start: int
    end: int
    is_subject: bool


def can_act(actor: Actor) -> bool:
    """Whether it is a being, who does things."""
    is_being = sections().get(actor.kind) in ("people", "animals")
    return is_being or actor.kind == "mannequin" or actor.kind in kinds("puppets")


def gear_of(name: str) -> tuple[str, dict[str, Any]]:
    """A name of the word lists and the fields of an actor that go with it: "ride rides=bicycle" is ("ride", {"rides": …})."""
    bare, *gear = name.split(" ")
    return bare, dict(each.split("=") for each in gear)


def is_seen(phrase: Phrase) -> bool:
    """Whether a phrase speaks of the picture: not of what is heard, nor of what the camera does."""
    return phrase.part not in _UNSEEN_PARTS


def relation_of(noun: Noun) -> str:
    """How a noun stands to what was named before it: "left", "on", "around" …; its preposition where that says less."""
    return _RELATIONS.get(noun.before, noun.before)
