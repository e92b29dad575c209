"""Everybody and everything that can be the subject of a shot, by kind.

A figure is its measures (for framing) and a function that draws it at a moment, standing at the
origin and facing right. Where it stands and how it is lit is not its business.
"""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.figures import beings, things
from sora_widgets.animatic.figures.held import draw_held
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "actions_of", "body_of", "draw_figure", "draw_held", "hand_of"]

hand_of = beings.hand_of

BODIES: dict[str, Body] = {**things.BODIES, **beings.BODIES}


def body_of(actor: Actor) -> Body:
    """The measures of `actor` for framing, with the room that its action takes; those of a box for an unknown kind."""
    return beings.body_of(actor) if actor.kind in beings.BODIES else things.body_of(actor)


def actions_of(kind: str) -> frozenset[str]:
    """The actions that are drawn for a kind, and do not merely look like standing."""
    return beings.actions_of(kind) if kind in beings.BODIES else things.actions_of(kind)


def draw_figure(brush: Brush, seconds: float, actor: Actor, speed_mps: float = 0.0, facing: str = "right") -> None:
    """Draw `actor` at the origin as it is at `seconds`, facing "right", "left" or, people, where else they can look.

    `speed_mps` is the way it has made so far by the seconds: wheels turn by it, without sliding.
    """
    if actor.kind in beings.BODIES:
        beings.draw_being(brush, seconds, actor, facing, speed_mps)
        return
    brush.canvas.save()
    if facing == "left" and actor.kind not in things.WRITTEN_ON:
        brush.canvas.scale(-1, 1)
    things.draw_thing(brush, seconds, actor, speed_mps)
    brush.canvas.restore()
