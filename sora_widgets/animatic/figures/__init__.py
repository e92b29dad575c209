"""Everybody and everything that can be the subject of a shot, by kind.

A figure is its measures (for framing) and a function that draws it at a moment, standing at the
origin and facing right. Where it stands and how it is lit is not its business.
"""

from __future__ import annotations

from collections.abc import Callable

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.figures import animals, people, things
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "draw_figure", "hand_of"]

BODIES: dict[str, Body] = {**people.PEOPLE, **animals.ANIMALS, **things.THINGS}

_DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = {
    **dict.fromkeys(people.PEOPLE, people.draw_person),
    "ball": things.draw_ball,
    "balloon": things.draw_balloon,
    "bird": animals.draw_bird,
    "boat": things.draw_boat,
    "bottle": things.draw_bottle,
    "car": things.draw_car,
    "cat": animals.draw_cat,
    "cup": things.draw_cup,
    "dog": animals.draw_dog,
    "flower": things.draw_flower,
    "horse": animals.draw_horse,
    "kite": things.draw_kite,
    "tree": things.draw_tree,
}

hand_of = people.hand_of


def draw_figure(brush: Brush, seconds: float, actor: Actor) -> None:
    """Draw `actor` at the origin as it is at `seconds`."""
    _DRAWINGS[actor.kind](brush, seconds, actor)
