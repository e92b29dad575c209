"""What goes with a body: what it works at, sits on and rides, behind it and in front."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.figures import props, riding, things
from sora_widgets.animatic.figures.handled import put_thing
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.poses import DOORS, action_of
from sora_widgets.animatic.figures.poses_playing import PIANOS
from sora_widgets.animatic.figures.skeleton import Joints, Point
from sora_widgets.animatic.figures.water import draw_foam, hide_below
from sora_widgets.animatic.scene import Actor

__all__ = ["draw_behind", "draw_in_cab", "draw_in_front", "hide_in_hull", "in_cab"]

_SEATED = frozenset({"sit", "read", "write", "type", "eat", "knit", "fish"})
_ON_DESK = {"write": "paper", "type": "computer", "eat": "bowl"}
_ON_COUNTER = {"cook": "pan", "cut": "board", "wash": "basin", "pour": "glass", "hammer": "bench"}
# Windows behind which a driver is seen: (left, bottom, right, top) in metres, and where the middle of the head is.
_CABS = {
    "car": ((-0.20, 0.90, 0.72, 1.37), (0.12, 1.13)),
    "tractor": ((-1.25, 1.55, -0.20, 2.40), (-0.78, 2.08)),
    "van": ((1.02, 1.18, 1.60, 1.88), (1.26, 1.50)),
    "truck": ((2.36, 1.66, 3.35, 2.54), (2.80, 2.08)),
}
_CLOSED = frozenset(
    {"balloon", "bus", "helicopter", "plane", "rocket", "spaceship", "submarine", "steam_train", "train", "ufo"}
)
_UPRIGHT_BOARDS = {"skis": 0.04, "snowboard": 0.05, "surfboard": 0.07}
_BROOM_FLIES_M = 1.46
_GUNWALES = {"boat": 1.0, "canoe": 0.24, "raft": 0.10, "ship": 2.4}


def draw_behind(brush: Brush, seconds: float, actor: Actor, look: Look, joints: Joints, rolled_mps: float) -> None:
    """What is behind the body: seats, mounts, the far half of what is in both hands."""
    build, action = look.build, action_of(actor)
    if actor.rides and not in_cab(actor):
        _ridden(brush, seconds, actor, look, rolled_mps)
    if actor.rides and actor.rides not in riding.FURNITURE:
        return
    is_seated = bool(actor.rides)
    instrument = actor.holds or "guitar"
    if not is_seated and (action in _SEATED or (action == "play_instrument" and instrument in PIANOS)):
        props.draw_bench(brush, build)
    if action == "sleep" and not is_seated:
        props.draw_bed(brush, build)
    elif action == "climb":
        props.draw_rope(brush, build, seconds)
    elif action == "paint":
        props.draw_easel(brush, build, seconds)
    elif action == "lift" and not actor.holds:
        props.draw_barbell(brush, build, joints, is_far=True)
    elif action == "push":
        edge = max(joints.near_hand[0], joints.far_hand[0]) + 0.012 * build.height
        if actor.holds in things.BODIES:
            put_thing(
                brush,
                seconds,
                actor.holds,
                (edge + 0.5 * things.BODIES[actor.holds].length, 0.0),
                1.0,
                actor.gear_colour,
            )
        else:
            props.draw_crate(brush, edge, 0.0, 0.60 * build.height)
    elif action == "open" and actor.holds in DOORS:
        brush.canvas.save()
        brush.canvas.scale(-1, 1)  # hinged on its far side
        put_thing(brush, seconds, actor.holds, (-0.37 * build.height - 0.37, 0.0), 1.0, actor.gear_colour, does="open")
        brush.canvas.restore()
    elif action == "pull":
        props.draw_pull_rope(brush, build, joints)
        if actor.holds in things.BODIES:
            put_thing(
                brush,
                seconds,
                actor.holds,
                (1.2 * build.height + 0.5 * things.BODIES[actor.holds].length, 0.0),
                1.0,
                actor.gear_colour,
            )
    elif action in _ON_COUNTER:
        props.draw_counter(brush, build, _ON_COUNTER[action], seconds)


def draw_in_front(brush: Brush, seconds: float, actor: Actor, look: Look, joints: Joints) -> None:
    """What is in front of the body: a desk, a blanket, the near end of a barbell."""
    build, action = look.build, action_of(actor)
    if actor.rides and actor.rides not in riding.FURNITURE:
        if actor.rides == "skis":
            props.draw_poles(brush, build, joints)
        elif actor.rides == "surfboard":
            draw_foam(brush, -0.55 * build.height, 0.0, 0.30 * build.height, seconds, splashes=True)
        return
    if action == "sleep":
        brush.canvas.save()
        brush.canvas.translate(0, riding.FURNITURE.get(actor.rides, (0.0, 0.0))[1])
        props.draw_blanket(brush, build, seconds)
        brush.canvas.restore()
    elif action in _ON_DESK:
        props.draw_desk(brush, build, _ON_DESK[action], seconds)
    elif action == "play_instrument" and (actor.holds or "guitar") in PIANOS:
        props.draw_desk(brush, build, "keys", seconds)
    elif action == "lift" and not actor.holds:
        props.draw_barbell(brush, build, joints, is_far=False)
    elif action == "juggle":
        props.draw_juggled(brush, build, joints, seconds)
    elif action == "plant":
        props.draw_sprout(brush, build, seconds)
    elif action == "photograph" and seconds % 2.4 > 2.28:
        x, y = joints.near_hand
        brush.glow(x + 0.06, y + 0.02, 0.35 * build.height, rgb("#ffffff"), 0.9)
    elif action == "ski":
        props.draw_poles(brush, build, joints)


def _ridden(brush: Brush, seconds: float, actor: Actor, look: Look, rolled_mps: float) -> None:
    """The ridden thing itself, under or behind the rider."""
    from sora_widgets.animatic.figures import BODIES, draw_figure

    kind = actor.rides
    if kind not in BODIES:
        return
    size = riding.scale_of(kind, look.build)
    up, turn = riding.bob_of(kind, seconds, actor.action) if kind in riding.BOATS or kind == "broom" else (0.0, 0.0)
    gait = "walk" if actor.action in ("sit", "stand", "walk", "wave", "look") else "run"
    action = gait if kind in riding.MOUNTS else "ride"
    canvas = brush.canvas
    canvas.save()
    canvas.translate(0, up)
    canvas.rotate(math.degrees(turn))
    canvas.scale(size, size)
    colour = actor.gear_colour
    if kind == "surfboard":
        _wave_behind(brush, seconds)
    if kind == "broom":
        canvas.translate(-0.62, _BROOM_FLIES_M)
        canvas.rotate(-88)
        draw_figure(brush, seconds, Actor(kind, "stand", colour))
        canvas.restore()
        return
    if kind in _UPRIGHT_BOARDS:
        # seen from the side they are a thin line: shown a little from above
        canvas.translate(-0.5 * BODIES[kind].height, 0.5 * _UPRIGHT_BOARDS[kind])
        canvas.scale(1.0, 0.30 if kind == "surfboard" else 0.2)
        canvas.rotate(-90)
        draw_figure(brush, seconds, Actor(kind, "stand", colour))
        canvas.restore()
        return
    draw_figure(
        brush,
        seconds,
        Actor(kind, action, colour),
        rolled_mps / size,
    )
    canvas.restore()


def _wave_behind(brush: Brush, seconds: float) -> None:
    """The wave that a surfer is carried by, its lip over them."""
    canvas = brush.canvas
    canvas.save()
    canvas.translate(-1.15, -0.10)
    canvas.scale(0.62, 0.62)
    things.draw_thing(brush, seconds, Actor("wave"))
    canvas.restore()


def in_cab(actor: Actor) -> bool:
    """Whether the being sits inside what it rides, seen through a window or not at all."""
    return actor.rides in _CABS or actor.rides in _CLOSED


def draw_in_cab(
    brush: Brush, seconds: float, actor: Actor, look: Look, draw: Callable[[], None], head: Point, rolled_mps: float
) -> None:
    """The vehicle, and of its driver, drawn by `draw` with the head at `head`, what the window shows."""
    _ridden(brush, seconds, actor, look, rolled_mps)
    if actor.rides not in _CABS:
        return
    (left, bottom, right, top), (x, y) = _CABS[actor.rides]
    canvas = brush.canvas
    canvas.save()
    canvas.clipRect(skia.Rect(left, bottom, right, top))
    canvas.translate(x - head[0], y - head[1])
    draw()
    canvas.restore()


def hide_in_hull(brush: Brush, actor: Actor) -> None:
    """What is under the edge of a boat is not seen until the canvas is restored."""
    hide_below(brush, _GUNWALES[actor.rides], 20.0)
