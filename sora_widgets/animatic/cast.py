"""Where everybody stands: beside, behind, on a table, in the air. Pure, no drawing.

The main subject is at x = 0, z = 0; nobody hides behind somebody else.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from sora_widgets.animatic.framing import FRONTAL, Body
from sora_widgets.animatic.places import ROOM_NAMES
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.prompts.camera_words import word_set

__all__ = ["TABLES", "Stand", "arrange", "group_of", "led", "without_viewer"]

_GOING = word_set(
    "walk run march drive sail fly ride swim skate ski surf row crawl carry accelerate slow_down turn_corner take_off"
    " land"
)
_TOGETHER = word_set("talk argue clap sit stand look laugh point shake_head salute bow kneel drink eat")
_APART = {  # metres between the middles of two of 1.75 m who do it with each other
    "argue": 1.05,
    "box": 0.95,
    "dance": 0.62,
    "fence": 1.9,
    "hug": 0.42,
    "kiss": 0.46,
    "shake_hands": 0.95,
    "talk": 1.05,
    "wrestle": 0.95,
}
_AGAINST = frozenset({"bark", "box", "fence", "fight", "wrestle"})  # animals do it too
_USUAL_HEIGHT_M = 1.75
_WHOLE = ("default", "wide", "extreme_wide", "full")
_THIN = 0.3  # lengths of the main subject up to which something is easily hidden by it
_ABOVE_MAIN = 1.7  # heights of the main subject from which on something stands behind it
_TABLE_THING_M = 1.0  # what is smaller than this may stand on a table
TABLES = frozenset({"desk", "table"})
_SKY_M = 900.0
_SEATS = {  # height of the seat, in heights of the whole
    "couch": 0.50,
    "armchair": 0.46,
    "bench": 0.50,
    "chair": 0.47,
    "bed": 0.48,
    "swing": 0.25,
    "stool": 1.0,
    "rug": 0.0,
}
_TABLE = Actor("table")


@dataclass(frozen=True)
class Stand:
    """Somebody's or something's place.

    Attributes:
        x, y, z: in metres from the main subject's feet.
        facing: "right", "left", "front", "back", "three_quarter" or "profile"; the last two are to the right as well.
        goes_along: moves with the main subject.
        aloft: 0, or how high in the frame it hangs, 1 at the upper edge: x is then in frame widths from the middle.
    """

    actor: Actor
    body: Body
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    facing: str = "right"
    goes_along: bool = False
    aloft: float = 0.0


def without_viewer(scene: Scene, people: Container[str]) -> tuple[Scene, Actor | None]:
    """The scene without whoever's eyes or shoulder the camera looks from or past, and that one.

    Args:
        scene: as it was read.
        people: kinds of who can look.
    """
    actors = scene.actors
    if scene.view == "pov" and actors and actors[0].kind in people:
        viewer = actors[0]
        goes = {"dolly_in"} if viewer.action in _GOING and not scene.moves - {"handheld", "tracking"} else set()
        moves = (scene.moves | goes) - {"tracking"}
        return replace(scene, actors=actors[1:], moves=frozenset(moves)), viewer
    if scene.view == "over_the_shoulder":
        seen = [actor for actor in actors if actor.kind in people]
        if len(seen) > 1:
            return replace(scene, actors=tuple(actor for actor in actors if actor is not seen[-1])), seen[-1]
        return scene, Actor("man")
    return scene, None


def led(scene: Scene, bodies: Mapping[str, Body], people: Container[str]) -> Scene:
    """The scene with another one first when that makes the better picture.

    A cup beside a woman is filmed as her picture, and a drone above a man as his, with the drone over him.

    Args:
        scene: as it was read.
        bodies: measures by kind.
        people: kinds of who comes before a small thing.
    """
    if len(scene.actors) < 2 or scene.size not in _WHOLE:
        return scene
    main, others = scene.actors[0], scene.actors[1:]
    if bodies[main.kind].habitat == "table":
        leading = next((actor for actor in others if actor.kind in people), None)
    elif _is_aloft(main, bodies[main.kind]):
        leading = next((actor for actor in others if not actor.where and bodies[actor.kind].habitat == "ground"), None)
    else:
        leading = None
    if leading is None:
        return scene
    return replace(
        scene, actors=(replace(leading, where=""), *(actor for actor in scene.actors if actor is not leading))
    )


def arrange(scene: Scene, bodies: Sequence[Body], people: Container[str], table: Body | None) -> tuple[Stand, ...]:
    """A place for each actor of a scene, the main one first.

    Args:
        scene: whose actors.
        bodies: the actors' measures, in their order.
        people: kinds of who can face each other.
        table: measures of a table, which is put under what is small when somebody tall stands beside it indoors.
    """
    if not scene.actors:
        return ()
    main, body = scene.actors[0], bodies[0]
    under = [
        _surface_m(actor, other, main)
        for actor, other in zip(scene.actors[1:], bodies[1:], strict=True)
        if actor.where == "under" and not _is_seen_flat(scene, actor)
    ]
    raised = sum(under)
    needs_table = table is not None and not under and _is_on_table(scene, body)
    if needs_table and table is not None:
        raised = table.height
    if body.habitat == "sky" and scene.size in _WHOLE:
        stands = [Stand(main, body, z=_sky_m(main), aloft=0.70, x=-0.12)]
    else:
        facing = _facing(scene) if main.kind in people else "right"
        stands = [Stand(main, body, y=raised, goes_along=True, facing=facing)]
    if needs_table and table is not None:
        stands.append(Stand(_TABLE, table, z=0.5 * table.length * 0.1))
    row = _Row(body)
    tables = [index for index, actor in enumerate(scene.actors) if actor.kind in TABLES]
    surface: Stand | None = None
    for actor, own in zip(scene.actors[1:], bodies[1:], strict=True):
        if _is_seen_flat(scene, actor):
            continue
        along = main.action in _GOING and (own.habitat != "table") and _moves(actor, main)
        stand = _related(actor, own, body, raised, row)
        if stand is None and own.habitat == "air" and actor.kind == main.kind:
            stand = replace(row.beside(actor, own), y=0.35 * (-1) ** len(stands) * own.height)
        elif stand is None and (own.habitat == "sky" or _is_aloft(actor, own)):
            stand = row.aloft(actor, own)
        elif stand is None and own.habitat == "table" and needs_table:
            stand = replace(row.beside(actor, own), y=raised)
        elif stand is None and own.habitat == "table" and body.height > 0.7 and own.height < 0.6:
            if surface is None and table is not None and not tables and scene.place in ROOM_NAMES:
                surface = row.beside(_TABLE, table)
                stands.append(surface)
            if tables and not surface:
                surface = next((known for known in stands if known.actor.kind in TABLES), None)
            stand = row.on(surface, actor, own) if surface else row.before(actor, own)
        elif stand is None and _is_big(own, body):
            stand = row.behind(actor, own, body)
        elif stand is None:
            stand = row.beside(actor, own)
        if needs_table and not stand.y and not stand.aloft and own.height < _TABLE_THING_M:
            stand = replace(stand, y=raised)
        meets = main.action in _TOGETHER and actor.kind in people and main.kind in people
        meets = meets or {main.action, actor.action} <= _AGAINST
        if _is_partner(scene, actor, people):
            meets = True
            close = _APART[main.action] * 0.5 * (body.height + own.height) / _USUAL_HEIGHT_M
            stand = replace(stand, x=close, z=0.0)
        if main.action in _GOING and not (along or actor.where or stand.aloft or stand.goes_along or stand.y):
            if own.length < _THIN * body.length:  # who goes past it does not hide it
                stand = replace(stand, z=-0.3)
        facing = "left" if meets and stand.x > 0 and not stand.aloft else "right"
        stands.append(replace(stand, goes_along=along or stand.goes_along, facing=facing))
    return tuple(map(_mirrored, stands) if "reverse_angle" in scene.terms else stands)


def _is_partner(scene: Scene, actor: Actor, people: Container[str]) -> bool:
    """Whether the main subject does with this one what takes two, and nobody else is there to do it."""
    main = scene.actors[0]
    able = [each for each in scene.actors if each.kind in people]
    return main.action in _APART and len(able) == 2 and able[0] is main and able[1] is actor


def _mirrored(stand: Stand) -> Stand:
    """Where it is, and how it faces, for a camera on the other side."""
    other = {"right": "left", "left": "right", "front": "back", "back": "front"}
    return replace(stand, x=-stand.x, facing=other.get(stand.facing, stand.facing))


def group_of(stands: Sequence[Stand]) -> tuple[float, float, float]:
    """How far those who share the picture reach to the left and the right of the main subject, and how high."""
    near = [stand for stand in stands if not stand.aloft and stand.z < 0.9 and stand.actor is not _TABLE]
    if len(near) < 2:
        return (0.0, 0.0, 0.0)
    return (
        min(stand.x - 0.5 * stand.body.length for stand in near),
        max(stand.x + 0.5 * stand.body.length for stand in near),
        max(stand.y - near[0].y + stand.body.height for stand in near),
    )


class _Row:
    """The free places to the left and to the right of the main subject."""

    def __init__(self, body: Body) -> None:
        self._right = self._left = 0.5 * _width(body)
        self._count = self._high = self._on_table = 0
        self._main = body

    def beside(self, actor: Actor, body: Body, side: str = "") -> Stand:
        """The next free place, right and left in turn; every second one a little farther away."""
        half, gap = 0.5 * _width(body), 0.10 * min(2.0, max(self._main.height, body.height))
        goes_right = side == "right" or (side != "left" and self._right <= self._left + 1e-9)
        self._count += 1
        z = (0.0, 0.22, 0.10)[self._count % 3] * min(1.6, self._main.height)
        if goes_right:
            x = self._right + gap + half
            self._right = x + half
        else:
            x = -(self._left + gap + half)
            self._left = -x + half
        return Stand(actor, body, x=x, z=z)

    def before(self, actor: Actor, body: Body) -> Stand:
        """On the ground, a step nearer than the main subject."""
        stand = self.beside(actor, body)
        return replace(stand, z=-0.12 * self._main.height)

    def behind(self, actor: Actor, body: Body, main: Body) -> Stand:
        """What is much larger stands back and to the side, and is not covered."""
        self._high += 1
        side = 1 if self._high % 2 else -1
        return Stand(
            actor,
            body,
            x=side * (0.5 * _width(main) + 0.40 * body.length + 0.1 * main.height),
            z=0.9 + 0.5 * body.length + 0.15 * body.height,
        )

    def aloft(self, actor: Actor, body: Body) -> Stand:
        """In the upper part of the frame, right and left in turn."""
        self._high += 1
        x = (0.24, -0.26, 0.08, -0.10, 0.36)[(self._high - 1) % 5]
        far = _sky_m(actor) if body.habitat == "sky" else 2.5 + 0.8 * self._high + body.length
        return Stand(actor, body, x=x, z=far, aloft=0.62 + 0.1 * (self._high % 2), goes_along=far < 100)

    def on(self, surface: Stand, actor: Actor, body: Body) -> Stand:
        """On a table, side by side."""
        self._on_table += 1
        step = (0.0, 0.28, -0.28, 0.14, -0.14)[(self._on_table - 1) % 5] * surface.body.length
        return Stand(actor, body, x=surface.x + step, y=surface.body.height, z=surface.z - 0.02)


def _facing(scene: Scene) -> str:
    """Which way the main subject is turned."""
    if scene.view == "back" or {"tracking", "dolly_in"} <= scene.moves:
        return "back"
    if scene.terms & FRONTAL or {"tracking", "dolly_out"} <= scene.moves:
        return "front"
    if scene.view == "over_the_shoulder":
        return "left"
    return "three_quarter" if "three_quarter" in scene.terms else "profile" if scene.view == "profile" else "right"


def _related(actor: Actor, own: Body, main: Body, raised: float, row: _Row) -> Stand | None:
    """The place that the prompt says, from the main subject's."""
    where = actor.where
    if where in ("left", "right") and own.habitat != "sky":
        return row.beside(actor, own, where)
    if where == "beside":
        return row.beside(actor, own)
    if where == "under":
        return Stand(actor, own, z=0.04)
    if where == "over" and (actor.kind in TABLES or actor.kind in _SEATS) and own.height < 0.6 * main.height:
        return row.beside(actor, own)
    if where == "over" and own.habitat == "ground" and own.height > 0.6 * main.height:
        # a roof of leaves or a table top: it stands on the ground as well
        return Stand(actor, own, x=0.12 * own.length, z=0.8 if own.height > 1.5 * main.height else -0.03)
    if where == "over":
        return Stand(actor, own, y=raised + 1.06 * main.height, z=0.01, goes_along=True)
    if where == "behind":
        shift = 0.0 if own.height > 1.25 * main.height or own.length > 2 * main.length else 0.5 * _width(main)
        return Stand(actor, own, x=shift + 0.15 * own.length, z=0.5 * main.length + 0.6 * own.length + 0.5)
    if where == "before":
        shift = 0.0 if own.height < 0.6 * main.height else -0.5 * _width(main) - 0.3 * _width(own)
        return Stand(actor, own, x=shift, z=-(0.25 * main.length + 0.3 * own.length + 0.1))
    if where == "around":
        return Stand(actor, own, z=0.03, goes_along=own.habitat != "ground" or actor.action in _GOING)
    return None


def _surface_m(actor: Actor, body: Body, main: Actor) -> float:
    """How high the main subject is on something: on the seat of what has a back."""
    if main.action == "sit" and actor.kind in _SEATS:
        return 0.0  # who sits is drawn at the height of a seat
    return body.height * _SEATS.get(actor.kind, 1.0)


def _is_on_table(scene: Scene, body: Body) -> bool:
    """A small thing under a roof stands on a table, said or not."""
    return body.habitat == "table" and body.height < 0.6 and scene.place in ROOM_NAMES and scene.angle != "birds_eye"


def _is_seen_flat(scene: Scene, actor: Actor) -> bool:
    """A table under something, from above, is a surface: it is drawn with the ground."""
    return scene.angle == "birds_eye" and actor.where == "under" and actor.kind in TABLES


def _sky_m(actor: Actor) -> float:
    """How far away it hangs: fireworks before the houses, all else behind everything."""
    return 60.0 if actor.kind == "fireworks" else _SKY_M


def _width(body: Body) -> float:
    return max(body.length, 0.36 * body.height if body.height < 3 else 0.5)


def _is_big(own: Body, main: Body) -> bool:
    return (own.height > _ABOVE_MAIN * main.height and own.height > 1.2) or own.length > 2.2 * max(main.length, 0.8)


def _is_aloft(actor: Actor, body: Body) -> bool:
    return actor.kind in ("balloon", "kite") or (
        body.habitat == "air" and actor.action in ("fly", "float", "sail", "bounce")
    )


def _moves(actor: Actor, main: Actor) -> bool:
    return actor.kind == main.kind or actor.action == main.action or actor.action in _GOING
