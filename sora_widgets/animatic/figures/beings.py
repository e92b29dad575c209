"""All people and animals by kind: their measures and who draws them. One family for the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.figures import (
    beasts,
    crawlers,
    crowds,
    fliers,
    giants,
    insects,
    people,
    riding,
    swimmers,
    things,
)
from sora_widgets.animatic.figures.beasts import BEASTS, coat_of
from sora_widgets.animatic.figures.beats import ahead_of
from sora_widgets.animatic.figures.measures import beast_body, person_body
from sora_widgets.animatic.figures.poses import ACTIONS
from sora_widgets.animatic.figures.quadrupeds import draw_quadruped
from sora_widgets.animatic.figures.uprights import look_of_beast, stands_up
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "DRAWINGS", "actions_of", "body_of", "draw_being", "hand_of"]

hand_of = people.hand_of


def _draw_beast(brush: Brush, seconds: float, actor: Actor) -> None:
    coat = actor.colour or coat_of(actor.kind, actor.place_in_row)
    if actor.rides in riding.FURNITURE:
        things.draw_thing(brush, seconds, Actor(actor.rides, "stand", actor.gear_colour))
        brush.canvas.translate(*riding.FURNITURE[actor.rides])
    draw_quadruped(
        *(brush, seconds + ahead_of(actor), actor.kind, actor.action, BEASTS[actor.kind], coat),
        *(actor.holds, actor.gear_colour),
    )


BODIES: dict[str, Body] = {
    **people.BODIES,
    **{kind: beasts.body_for(beast) for kind, beast in BEASTS.items()},
    **fliers.BODIES,
    **swimmers.BODIES,
    **crawlers.BODIES,
    **giants.BODIES,
    **insects.BODIES,
    "crowd": crowds.BODY,
    "teddy_bear": things.BODIES["teddy_bear"],
}
DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = {
    **dict.fromkeys(people.BODIES, people.draw_person),
    **dict.fromkeys(BEASTS, _draw_beast),
    **fliers.DRAWINGS,
    **swimmers.DRAWINGS,
    **crawlers.DRAWINGS,
    **giants.DRAWINGS,
    **insects.DRAWINGS,
    "crowd": crowds.draw_crowd,
    "teddy_bear": things.draw_thing,
}


_RIDEABLE = {**things.BODIES, **BODIES}
_DIVERS = frozenset({"diver", "mermaid", "turtle"})  # who does not stand about under water


def draw_being(
    brush: Brush, seconds: float, actor: Actor, facing: str = "right", speed_mps: float | None = None
) -> None:
    """Draw a being at the origin, facing "right" or "left" or, for people, "front", "back", "profile" or "three_quarter".

    `speed_mps` is the way it has made so far by the seconds, by which what it rides turns its wheels; its own pace when
    nothing is said.
    """
    if brush.light.name == "underwater" and actor.kind in _DIVERS and actor.action in ("stand", "look"):
        actor = replace(actor, action="swim")
    brush.canvas.save()
    if facing == "left":
        brush.canvas.scale(-1, 1)
    if actor.kind in people.BODIES:
        people.draw_person(brush, seconds, actor, facing, speed_mps)
    elif stands_up(actor):
        coat = actor.colour or (coat_of(actor.kind, actor.place_in_row) if actor.kind in BEASTS else None)
        people.draw_dressed(brush, seconds, actor, look_of_beast(actor.kind, coat), "right", speed_mps)
    else:
        DRAWINGS[actor.kind](brush, seconds, actor)
    brush.canvas.restore()


def body_of(actor: Actor) -> Body:
    """The measures of a being as it is now: lying, on two legs, with what it rides."""
    if actor.kind == "teddy_bear" and not stands_up(actor):
        return BODIES[actor.kind]
    if actor.kind in people.BODIES or stands_up(actor):
        return person_body(actor, _RIDEABLE)
    if actor.kind in fliers.BODIES and fliers.is_aloft(actor):
        return fliers.body_aloft(actor.kind)
    return beast_body(actor, things.BODIES) if actor.kind in BEASTS else BODIES[actor.kind]


def actions_of(kind: str) -> frozenset[str]:
    """The actions that are drawn for a kind, and do not merely look like standing."""
    if kind in people.BODIES or kind in ("crowd", "teddy_bear"):
        return ACTIONS
    if kind in BEASTS:
        return ACTIONS | {"bark", "fight", "howl", "graze", "sniff"} | ({"spray"} if kind == "elephant" else set())
    if kind in fliers.BODIES:
        flown = {"stand", "walk", "run", "jump", "sit", "sleep", "eat", "drink", "look", "dance", "play", "wave"}
        swum = {"swim"} if kind in ("duck", "swan") else set()
        return frozenset(flown | swum | ({"fly"} if kind != "penguin" else set()))
    if kind in swimmers.BODIES:
        return frozenset(
            {"swim", "stand", "jump", "float", "play"} if kind != "crab" else {"walk", "run", "stand", "dance", "play"}
        )
    if kind in insects.BODIES:
        return frozenset({"fly", "stand", "sit", "walk", "play"})
    return frozenset({"stand", "walk", "run", "sleep", "eat", "swim", "fly", "jump", "look", "play", "fight"})
