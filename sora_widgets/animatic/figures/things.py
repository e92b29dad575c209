"""All the things there are, and how one is drawn at a moment: what it is, then what happens to it."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import skia

from sora_widgets.animatic.brush import Brush, record
from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.figures import (
    appliances,
    belongings,
    buildings,
    craft,
    curios,
    electronics,
    food,
    furniture,
    instruments,
    nature,
    play,
    sky_things,
    street_things,
    tableware,
    tools,
    trains,
    vehicles,
)
from sora_widgets.animatic.figures.act import Act
from sora_widgets.animatic.figures.effects import EFFECTS
from sora_widgets.animatic.figures.motion import MOTIONS, pose_of, reach_of
from sora_widgets.animatic.figures.tags import draw_box
from sora_widgets.animatic.figures.thing import Thing, body
from sora_widgets.animatic.figures.vehicles import draw_spokes, draw_wheel
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = [
    "ACTIONS",
    "BODIES",
    "THINGS",
    "WRITTEN_ON",
    "action_of",
    "actions_of",
    "body_of",
    "draw_thing",
    "lag_of",
    "offset_of",
]

_FAMILIES = (
    appliances,
    belongings,
    buildings,
    craft,
    curios,
    electronics,
    food,
    furniture,
    instruments,
    nature,
    play,
    sky_things,
    street_things,
    tableware,
    tools,
    trains,
    vehicles,
)

THINGS: dict[str, Thing] = {
    **{kind: thing for family in _FAMILIES for kind, thing in family.THINGS.items()},
    "box": Thing(body(0.66, 0.80), rgb("#c49a6c"), lambda brush, colour: draw_box(brush, colour, "")),
}
BODIES: dict[str, Body] = {kind: thing.body for kind, thing in THINGS.items()}

WRITTEN_ON = frozenset({"box", "clock", "phone_booth", "stop_sign"})  # a mirror would spoil them
_LIGHT_AS_AIR = frozenset({"feather", "leaf", "letter", "paper_plane"})
_ITSELF = frozenset({"bloom", "cut", "read", "stand"})  # the thing's own drawing knows what to do
_FLYING = frozenset(kind for kind, thing in THINGS.items() if thing.body.habitat == "air") | {
    "book",
    "leaf",
    "rocket",
    "star",
}
# What does by itself what it is asked for: its drawing is left alone.
_BY_ITSELF = {
    "explode": frozenset({"fireworks"}),
    "burn": frozenset({"candle", "fire", "fireworks", "lantern", "sun"}),
    "spin": frozenset(
        {"clock", "earth", "helicopter", "pinwheel", "planet", "tornado", "turntable", "washing_machine", "windmill"}
    ),
    "swing": frozenset({"swing"}),
    "glow": frozenset({"lamp", "street_lamp"}),
    "flicker": frozenset({"candle", "fire", "lantern"}),
    "steam": frozenset({"cup"}),
    "pour": frozenset({"sink"}),
    "fall": frozenset({"fireworks", "curtain"}),
    "fly": frozenset({"kite"}),
}
_SAME = {"ride": "drive", "run": "drive", "swim": "float", "walk": "stand"}
# What an effect needs besides the thing: (height by its height; to the left and to the right by its length, half a height apart).
_ROOM = {"burn": (1.7, 0.3, 0.3), "explode": (1.9, 1.0, 1.0), "pour": (1.5, 0.75, 0.4)}
_AT_REST = {"air": "fly", "water": "sail"}

ACTIONS = frozenset({*MOTIONS, *EFFECTS, *_ITSELF})


def action_of(actor: Actor) -> str:
    """What a thing does: the action said, in the words of `ACTIONS`; one in the air or on the water never stands still."""
    thing, action = THINGS.get(actor.kind, THINGS["box"]), _SAME.get(actor.action, actor.action)
    if action == "fall" and actor.kind in _LIGHT_AS_AIR:
        return "flutter"
    if action == "bloom" and actor.kind != "flower":
        return "grow"
    if action == "drive" and not thing.wheels:
        return "stand" if thing.body.habitat == "ground" else "fly"
    return _AT_REST.get(thing.body.habitat, "stand") if action == "stand" or action not in ACTIONS else action


def lag_of(actor: Actor) -> float:
    """How many seconds it is ahead of the first of its kind: two of a kind do not move as one."""
    return 0.37 * actor.place_in_row


def body_of(actor: Actor) -> Body:
    """Its measures with the room its action takes: a bouncing ball is as high as its way."""
    thing = THINGS.get(actor.kind, THINGS["box"])
    own, action = thing.body, action_of(actor)
    if actor.kind in _BY_ITSELF.get(action, ()):
        return own
    if action in _ROOM:
        up, left, right = _ROOM[action]
        high, left, right = (
            up * own.height,
            -left * own.length - 0.5 * own.height,
            right * own.length + 0.5 * own.height,
        )
    else:
        _, high, left, right = reach_of(action, own, thing.is_round)
    length = max(own.length, 2 * max(right, -left))
    if high < 1.25 * own.height and length < 1.5 * own.length:
        return own
    high = max(high, own.height)
    return replace(own, height=high, head_height=max(own.head_height, 0.72 * high), head_at=0.5 * high, length=length)


def offset_of(actor: Actor, seconds: float) -> tuple[float, float]:
    """How far its action has moved it from where it stands, in metres: its shadow goes along with x and fades with y."""
    thing, action = THINGS.get(actor.kind, THINGS["box"]), action_of(actor)
    if actor.kind in _BY_ITSELF.get(action, ()):
        return 0.0, 0.0
    pose = pose_of(action, thing.body, seconds + lag_of(actor), thing.is_round)
    up = thing.body.height / 2 - pose.pivot
    middle = pose.pivot_x * (1 - math.cos(pose.turn)) - up * math.sin(pose.turn)
    return pose.x + pose.wide * middle, pose.y


@lru_cache(maxsize=256)
def _recorded(kind: str, word: str, colour: Colour, light: Light, distance_m: float) -> skia.Picture:
    thing = THINGS[kind]

    def draw(brush: Brush) -> None:
        if word:
            draw_box(brush, colour, word)
        else:
            thing.still(brush, colour)
        for wheel in thing.wheels:
            draw_wheel(brush, wheel)

    return record(light, distance_m, draw)


def draw_thing(brush: Brush, seconds: float, actor: Actor, speed_mps: float = 0.0) -> None:
    """Draw a thing standing at the origin, facing right, doing what it does; one without a drawing is a labelled box.

    `speed_mps` is how fast the stage moves it, in metres a second: its wheels turn by that.
    """
    kind = actor.kind if actor.kind in THINGS else "box"
    word = (actor.label or ("" if kind == actor.kind else actor.kind.replace("_", " "))) if kind == "box" else ""
    thing, action = THINGS[kind], action_of(actor)
    colour = actor.colour or thing.colour
    seconds += lag_of(actor)

    def paint() -> None:
        _paint(brush, seconds, kind, word, colour, action, speed_mps)

    def whole() -> skia.Picture:
        return _whole(kind, word, colour, brush.light, brush.distance_m)

    act = Act(kind, thing.body, colour, thing.is_round, paint, whole)
    effect = EFFECTS.get(action)
    if kind in _BY_ITSELF.get(action, ()):
        paint()
    elif effect:
        effect(brush, seconds, act)
    else:
        act.pose(brush, seconds, action)


def _paint(brush: Brush, seconds: float, kind: str, word: str, colour: Colour, action: str, speed_mps: float) -> None:
    thing = THINGS[kind]
    if thing.behind:
        thing.behind(brush, seconds, action, colour)
    brush.canvas.drawPicture(_recorded(kind, word, colour, brush.light, brush.distance_m))
    for wheel in thing.wheels:
        draw_spokes(brush, wheel, seconds * speed_mps / wheel.radius)
    if thing.live:
        thing.live(brush, seconds, action, colour)


@lru_cache(maxsize=16)
def _whole(kind: str, word: str, colour: Colour, light: Light, distance_m: float) -> skia.Picture:
    """All of it as it stands, recorded: what is cut to pieces is played back once for each piece."""
    return record(light, distance_m, lambda brush: _paint(brush, 0.0, kind, word, colour, "stand", 0.0))


def actions_of(kind: str) -> frozenset[str]:
    """What a kind can be seen doing: everything moves by the same laws, but only wheels drive and only flowers bloom."""
    thing = THINGS.get(kind, THINGS["box"])
    missing = set()
    if not thing.wheels:
        missing |= {"accelerate", "drive", "slow_down", "turn_corner"}
    if thing.body.habitat != "water":
        missing.add("sail")
    if kind not in _FLYING:
        missing |= {"fly", "land", "take_off"}
    if kind != "flower":
        missing.add("bloom")
    if kind != "scissors":
        missing.add("cut")
    if kind != "book":
        missing.add("read")
    if kind not in instruments.THINGS:
        missing.add("play")
    return ACTIONS - missing
