"""The builder of all rooms: wall, floor and ceiling in perspective, and a set dressing that is data.

What the pieces look like is the business of `pieces`; which room has which, of `rooms`, `halls` and `parlours`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.lamplight import COLD, WARM, are_lit, is_dark
from sora_widgets.animatic.places.pieces.hangings import Thing, Things
from sora_widgets.animatic.places.pieces.surfaces import FLOORS, WALLS
from sora_widgets.animatic.places.planes import cast_of, lying, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["Piece", "Room", "build"]

_CREAM = rgb("#ece6da")
_CEILING_AT = (1.0, 0.75, 0.5, 0.28, 0.12)  # shares of the wall's depth at which a strip of it hangs, and
_CEILING_BEFORE = (-0.12, -0.3, -0.5)  # of the distance to the lens


@dataclass(frozen=True)
class Piece:
    """A piece of the set dressing.

    Attributes:
        draw: draws it, standing at the origin, in metres.
        x, y: where its foot is, in metres from the middle of the room.
        at: how deep in the room: 1 at the wall, 0 beside the subject; below 0 nearer to the camera.
        shade: half length of its shadow on the floor.
    """

    draw: Callable[[Brush], None]
    x: float = 0.0
    y: float = 0.0
    at: float = 1.0
    shade: float = 0.0


@dataclass(frozen=True)
class Room:
    """A room as data.

    Attributes:
        wall: colour of its wall, and
        wall_look: a key of `surfaces.WALLS`.
        floor, floor_look: the same for the floor, a key of `surfaces.FLOORS`.
        pieces: the set dressing.
        period: metres after which the dressing comes again, to the left and to the right.
        ceiling: its colour; None for a wall without an end.
        height: of the ceiling, in metres.
        strips: the ceiling has strips of light.
        rug: colour of a rug under the subject.
        depth: of the wall behind the subject, in metres, for a person.
        sunlit: the window throws its light on the floor.
    """

    wall: Colour
    floor: Colour
    pieces: tuple[Piece, ...]
    wall_look: str = "plain"
    floor_look: str = "boards"
    period: float = 11.0
    ceiling: Colour | None = _CREAM
    height: float = 3.3
    strips: bool = False
    rug: Colour | None = None
    depth: float = 2.6
    sunlit: bool = False


def build(stage: Stage, light: Light, rng: random.Random, room: Room) -> Place:
    """The room, grown or shrunk to the size of the subject, wide enough for the camera's way."""
    light = _with_lamps(light, room)
    place = Place(room.floor, lighter(room.floor, -0.06), indoor=True, has_clouds=False, light=light)
    back, grow = _measures(stage, room.depth)
    cast = cast_of(stage.scene)
    room = replace(room, pieces=tuple(piece for piece in room.pieces if _kind_of(piece) not in cast))
    groups: dict[float, list[Piece]] = {}
    for piece in room.pieces:
        groups.setdefault(piece.at, []).append(piece)
    on_wall = groups.pop(1.0, [])
    place.layers.append(upright(stage, light, back, lambda b, r: _wall(b, r, room, on_wall, grow), covers=True))
    place.layers.append(lying(stage, light, back, lambda b, r: _floor(b, r, room, stage, light, back, grow)))
    for at, pieces in groups.items():
        depth = at * back if at >= 0 else at * stage.distance
        if at < 0 and stage.visible_m < 1.2 * grow:
            continue  # in a close-up nothing stands between the lens and the face
        place.layers.append(upright(stage, light, depth, _dressing(pieces, room.period, grow), covers=False))
    if room.ceiling is not None:
        place.layers += _ceiling(stage, light, room, back, grow)
    return place


def _kind_of(piece: Piece) -> str:
    """The kind of figure without which the piece is not there."""
    draw = piece.draw
    return draw.kind if isinstance(draw, Thing) else draw.on if isinstance(draw, Things) else ""


def _measures(stage: Stage, depth: float) -> tuple[float, float]:
    """How far behind the subject the wall is, and how much larger than life the room: a cup's room is small."""
    visible = stage.visible_m
    if stage.body.height < 0.6 and not stage.raised_m:
        return max(0.35 * depth, 0.55 * visible), max(0.35, min(1.6, visible / 3.2))
    return depth + 0.2 * min(visible, 12.0), max(1.0, (visible / 6.0) ** 0.7)


def _with_lamps(light: Light, room: Room) -> Light:
    """After dark the lamps of a room light it: warmly, or coldly from strips."""
    if not is_dark(light):
        return light
    shine, share = (COLD, 0.62) if room.strips else (WARM, 0.50)
    return replace(light, key=mix(light.key, shine, share))


def _dressing(pieces: list[Piece], period: float, grow: float) -> Callable[[Brush, float], None]:
    def draw(brush: Brush, reach: float) -> None:
        brush.canvas.scale(grow, grow)
        seen_in, turns = brush.light, int(reach / grow / period + 0.5)
        for turn in range(-turns, turns + 1):
            # the sun stands in one window, not in the same one of every repeat
            brush.light = seen_in if turn == 0 else replace(seen_in, orb=None)
            for piece in pieces:
                brush.canvas.save()
                brush.canvas.translate(piece.x + turn * period, piece.y)
                piece.draw(brush)
                brush.canvas.restore()
        brush.light = seen_in

    return draw


def _wall(brush: Brush, reach: float, room: Room, pieces: list[Piece], grow: float) -> None:
    brush.box(-reach, -20 * grow, 2 * reach, 80 * grow, room.wall)
    brush.canvas.save()
    brush.canvas.scale(grow, grow)
    WALLS[room.wall_look](brush, reach / grow, room.wall, room.height)
    brush.canvas.restore()
    if are_lit(brush):  # lamps warm a wall from above
        warm = rgb("#ffce8a")
        for top, alpha in ((1.0, 0.05), (0.8, 0.05), (0.6, 0.05)):
            brush.box(
                -reach,
                (1 - top) * room.height * grow,
                2 * reach,
                top * room.height * grow,
                warm,
                alpha * brush.light.lamps,
                True,
            )
    _dressing(pieces, room.period, grow)(brush, reach)


def _floor(brush: Brush, reach: float, room: Room, stage: Stage, light: Light, back: float, grow: float) -> None:
    near = -1.15 * stage.distance
    FLOORS[room.floor_look](brush, reach, near, back, room.floor, grow)
    dark = lighter(room.floor, -0.5)
    for piece in room.pieces:
        if not piece.shade or piece.at < 0:
            continue
        turns = int(reach / grow / room.period + 0.5)
        for turn in range(-turns, turns + 1):
            x, deep = (piece.x + turn * room.period) * grow, piece.at * back
            brush.ellipse(x, min(deep, back - 0.22 * grow), piece.shade * grow, 0.22 * grow, dark, 0.35)
    if room.rug is not None:
        for inset, tone in ((0.0, room.rug), (0.12, mix(room.rug, rgb("#f3e3c4"), 0.75)), (0.17, room.rug)):
            half, low, high = (1.7 - inset) * grow, (-0.75 + inset) * grow, (0.8 - inset) * grow
            brush.box(-half, low, 2 * half, high - low, tone)
    if room.sunlit and light.orb is not None and not light.has_stars:
        for left in (-2.6, -1.8):
            foot = [(left + 0.25, -1.4), (left + 0.9, -1.4), (left + 0.4, -0.2), (left - 0.25, -0.2)]
            brush.polygon([((x + 0.4) * grow, back + y * grow) for x, y in foot], light.orb.colour, 0.32, True)


def _ceiling(stage: Stage, light: Light, room: Room, back: float, grow: float) -> list[Layer]:
    colour, high = room.ceiling, room.height * grow
    assert colour is not None

    def strip(share: float) -> Layer:
        tone = lighter(colour, -0.16 * share)
        depth = share * back - 0.005 if share > 0 else share * stage.distance

        def draw(brush: Brush, reach: float) -> None:
            brush.box(-reach, high, 2 * reach, 30 * grow, tone)
            brush.box(-reach, high, 2 * reach, 0.13 * grow, lighter(tone, -0.1))
            if room.strips:
                step = 2.6 * grow
                bright = are_lit(brush)
                for index in range(-int(reach / step) - 1, int(reach / step) + 2):
                    brush.box(
                        index * step - 0.7 * grow, high - 0.02, 1.4 * grow, 0.11 * grow, rgb("#fdfdf4"), 1.0, True
                    )
                    if bright and share > 0.3:
                        brush.ellipse(index * step, high, 1.1 * grow, 0.35 * grow, rgb("#f4fbff"), 0.12, True)

        return upright(stage, light, depth, draw, covers=False)

    # who is too tall for the room stands before its ceiling
    is_low = stage.raised_m + stage.body.height > 0.8 * high
    return [strip(share) for share in (*_CEILING_AT, *(() if is_low else _CEILING_BEFORE))]
