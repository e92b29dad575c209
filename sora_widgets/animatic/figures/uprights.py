"""Animals that do what people do: they stand up on two legs, with their own head and coat."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beasts import BEASTS, Beast
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.poses import ACTIONS, HANGING, INSTRUMENTS, RAISED, WORN
from sora_widgets.animatic.figures.skeleton import Build
from sora_widgets.animatic.gaits import SEATS
from sora_widgets.animatic.scene import Actor

__all__ = ["TEDDY", "beast_of", "look_of_beast", "stands_up"]

TEDDY = Beast(
    0.12, 0.10, 0.14, 0.05, 0.115, (0.05, 0.5), rgb("#b98552"), rgb("#e9cfa4"), "teddy", trunk="round", tail="none"
)
_ON_ALL_FOURS = frozenset(
    [
        "stand",
        "walk",
        "run",
        "march",
        "jump",
        "sit",
        "sleep",
        "lie",
        "eat",
        "drink",
        "look",
        "play",
        "fly",
        "swim",
        "fall",
        "float",
        "kneel",
        "crouch",
        "crawl",
        "nod",
    ]
)
_ON_THE_MOVE = frozenset({"walk", "run", "jump", "play"})  # then it has in its mouth what it holds
_TOYS_ON_TWO_LEGS = frozenset({"walk", "run", "jump", "sit"})
_LIGHTER_HANDS = frozenset({"dog", "cat", "tiger", "rabbit"})


def beast_of(kind: str) -> Beast:
    """The animal whose head and coat a kind has."""
    return TEDDY if kind == "teddy_bear" else BEASTS[kind]


def stands_up(actor: Actor) -> bool:
    """Whether this animal is drawn on two legs: it does, holds or rides what only hands and feet can."""
    if actor.kind == "teddy_bear" and actor.action in _TOYS_ON_TWO_LEGS:
        return True
    if actor.kind not in BEASTS and actor.kind != "teddy_bear":
        return False
    rides = actor.rides and actor.rides not in SEATS
    in_mouth = actor.action in _ON_THE_MOVE and actor.holds not in RAISED | HANGING | INSTRUMENTS
    return bool((actor.holds and actor.holds not in WORN and not in_mouth) or rides) or (
        actor.action in ACTIONS and actor.action not in _ON_ALL_FOURS
    )


@lru_cache(maxsize=64)
def look_of_beast(kind: str, colour: Colour | None = None) -> Look:
    """How an animal looks that stands on two legs."""
    beast = beast_of(kind)
    height = max(beast.leg + beast.length + 0.3 * beast.depth + 1.4 * beast.head, 5.2 * beast.head)
    height = min(height, 9.0 * beast.head)
    coat = colour or beast.coat
    dark = beast.second if beast.pattern == "panda" or beast.face == "cow" else lighter(coat, -0.06)
    look = Look(
        Build(height, 2.0 * beast.head, 0.27 * height, 0.34 * height, 0.145 * height, 0.085 * height, 0.045 * height),
        *(dark, dark, coat, dark, lighter(dark, -0.12)),
        limb=0.072,
        hair_style="none",
        wear="fur",
        legs="bare",
        extras=("round", "belly"),
        beast=kind,
    )
    return replace(look, shoe=beast.second) if beast.face in _LIGHTER_HANDS else look
