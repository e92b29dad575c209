"""The four-legged rig: trunk, legs that step, neck, tail and coat, in every posture; heads are `muzzles`' and `faces`' business."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter
from sora_widgets.animatic.figures.beasts import TRUNKS, Beast, close_up_of
from sora_widgets.animatic.figures.coats import draw_markings
from sora_widgets.animatic.figures.faces import draw_animal_head
from sora_widgets.animatic.figures.held import draw_held
from sora_widgets.animatic.figures.poses import WORN
from sora_widgets.animatic.figures.skeleton import two_bones
from sora_widgets.animatic.figures.stances import Frame, Stance, frame_of, stance_of
from sora_widgets.animatic.figures.strokes import bent, limb, ready
from sora_widgets.animatic.figures.tails import draw_tail
from sora_widgets.animatic.figures.things import BODIES
from sora_widgets.animatic.figures.water import draw_foam, hide_below
from sora_widgets.animatic.figures.worn import draw_on_beast

__all__ = ["draw_quadruped"]

_HOOF, _PAW = (0.20, 0.17, 0.16), -0.10


def draw_quadruped(
    brush: Brush,
    seconds: float,
    kind: str,
    action: str,
    beast: Beast,
    coat: Colour,
    holds: str = "",
    gear: Colour | None = None,
) -> None:
    """The whole animal standing at the origin, facing right, with what it `holds` in its mouth or wears, in its colour."""
    canvas = brush.canvas
    canvas.save()
    is_swimming = action == "swim"
    if is_swimming:
        level = -beast.leg - 0.30 * beast.depth + 0.03 * beast.leg * math.sin(2.1 * seconds)
        if brush.light.name != "underwater":
            hide_below(brush, 0.0, 4 * beast.length + 1.0)
        else:
            level = 0.4 * beast.leg
        canvas.translate(0, level)
    if action == "fly":
        canvas.translate(0, 0.9 * beast.leg + 0.12 * beast.leg * math.sin(2.0 * seconds))
    stance = stance_of(kind, "trot" if is_swimming else "run" if action == "fly" else action, seconds, beast)
    canvas.translate(0, stance.lift)
    if stance.tilt:
        canvas.translate(0, beast.leg)
        canvas.rotate(math.degrees(stance.tilt))
        canvas.translate(0, -beast.leg)
    frame = frame_of(stance, beast)
    front, back, middle, half, slope = frame.front, frame.back, frame.middle, frame.half, frame.slope
    far = -0.20
    draw_tail(
        brush,
        beast,
        coat,
        (middle[0] - math.cos(slope) * half * 1.06, middle[1] - math.sin(slope) * half * 1.06 + 0.18 * beast.depth),
        stance,
    )
    _leg(brush, beast, lighter(coat, far), front, stance.feet[1], True, stance.curl, far)
    _leg(brush, beast, lighter(coat, far), (back[0] + 0.04 * half, back[1]), stance.feet[3], False, stance.curl, far)
    _trunk(brush, beast, coat, middle, slope, half)
    _leg(brush, beast, coat, (back[0], back[1]), stance.feet[2], False, stance.curl, 0.0)
    _neck(brush, beast, coat, frame, stance, seconds)
    if holds in WORN:
        draw_on_beast(brush, seconds, beast, frame.head, stance.nod, holds, gear)
    elif holds:
        _in_mouth(brush, beast, frame, stance, holds, seconds)
    _leg(brush, beast, coat, (front[0] - 0.05 * half, front[1]), stance.feet[0], True, stance.curl, 0.0)
    canvas.restore()
    if is_swimming and brush.light.name != "underwater":
        draw_foam(brush, 0.45 * beast.length, 0.0, 0.30 * beast.length, seconds)
        draw_foam(brush, -0.50 * beast.length, 0.0, 0.22 * beast.length, seconds + 0.6)


def _trunk(brush: Brush, beast: Beast, coat: Colour, middle: Point, slope: float, half: float) -> None:
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*middle)
    canvas.rotate(math.degrees(slope))
    if "hump" in beast.extras:
        for x in (-0.50, 0.36):
            for size, colour in ((1.0, lighter(coat, -0.07)), (0.52, beast.second)):
                foot, wide = (0.2 if size == 1.0 else 1.24 - 0.50) * beast.depth, 0.46 * size * half
                brush.smooth(
                    [
                        (x * half - wide, foot),
                        (x * half - 0.92 * wide, 0.5 * (foot + 1.24 * beast.depth)),
                        (x * half - 0.40 * wide, 1.24 * beast.depth),
                        (x * half + 0.30 * wide, 1.24 * beast.depth),
                        (x * half + 0.92 * wide, 0.5 * (foot + 1.20 * beast.depth)),
                        (x * half + wide, foot),
                    ],
                    colour,
                )
    if beast.pattern == "wool":
        for index in range(10):
            angle = math.tau * index / 10
            brush.circle(
                0.86 * half * math.cos(angle),
                0.06 * beast.depth + 0.40 * beast.depth * math.sin(angle),
                0.30 * beast.depth,
                coat,
            )
    canvas.scale(half, beast.depth)
    brush.path(ready(TRUNKS[beast.trunk]), coat)
    if beast.pattern != "wool":
        draw_markings(brush, beast, coat)
    canvas.restore()


def _leg(
    brush: Brush, beast: Beast, coat: Colour, joint: Point, foot: Point, is_front: bool, curl: int, tone: float
) -> None:
    thick, leg = beast.thick, beast.leg
    x, y = joint
    top = y + 0.16 * beast.depth
    if beast.pattern == "panda":
        coat = lighter(beast.second, tone)
    if curl == 2 or (curl == 1 and not is_front):
        _folded(brush, beast, coat, joint, foot, is_front, curl)
        return
    length = max(leg, math.hypot(foot[0] - x, foot[1] - y) * 0.98)
    knee, ankle = two_bones(
        (x, y),
        (foot[0], foot[1] + 0.35 * thick),
        *((0.503 * length,) * 2 if is_front else (0.515 * length,) * 2),
        1.0 if is_front else -1.0,
    )
    heavy = beast.foot == "round"
    if is_front:
        limb(
            brush,
            [(x, top), knee, ankle],
            [thick * (1.5 if heavy else 1.9), thick * 1.08, thick * (1.0 if heavy else 0.78)],
            coat,
        )
    else:
        haunch = (x + 0.10 * beast.length * (0.4 if heavy else 1.0), y + 0.10 * beast.depth)
        knee2 = (0.5 * (haunch[0] + knee[0]) + 0.10 * leg * (0.3 if heavy else 1.0), 0.5 * (haunch[1] + knee[1]))
        limb(
            brush,
            [haunch, knee2, knee, ankle],
            [
                thick * (1.7 if heavy else 2.5),
                thick * (1.5 if heavy else 1.7),
                thick * 1.02,
                thick * (1.0 if heavy else 0.78),
            ],
            coat,
        )
    _foot(brush, beast, ankle, coat, tone)


def _foot(brush: Brush, beast: Beast, at: Point, coat: Colour, tone: float) -> None:
    thick = beast.thick
    x, y = at[0], at[1] - 0.35 * thick
    if beast.foot == "hoof":
        colour = lighter(_HOOF, 0.12 + 0.5 * tone)
        brush.polygon(
            [
                (x - 0.42 * thick, y + 0.75 * thick),
                (x + 0.42 * thick, y + 0.75 * thick),
                (x + 0.66 * thick, y),
                (x - 0.48 * thick, y),
            ],
            colour,
        )
    elif beast.foot == "round":
        brush.box(x - 0.56 * thick, y, 1.16 * thick, 0.42 * thick, lighter(coat, -0.04), round_m=0.18 * thick)
        for index in range(3):
            brush.ellipse(
                x + (0.08 + 0.22 * index) * thick, y + 0.09 * thick, 0.10 * thick, 0.08 * thick, lighter(coat, 0.35)
            )
    else:
        colour = (
            lighter(beast.second, tone)
            if beast.face in ("dog", "cat", "tiger", "rabbit")
            else lighter(coat, -0.35)
            if "socks" in beast.extras
            else lighter(coat, _PAW)
        )
        brush.ellipse(x + 0.22 * thick, y + 0.36 * thick, 0.72 * thick, 0.38 * thick, colour)


def _folded(brush: Brush, beast: Beast, coat: Colour, joint: Point, foot: Point, is_front: bool, curl: int) -> None:
    thick = beast.thick
    x, y = joint
    if is_front:
        limb(
            brush,
            [(x, y), (x + 0.08 * beast.length, 0.55 * thick), (foot[0], 0.45 * thick)],
            [thick * 1.7, thick * 1.2, thick * 0.9],
            coat,
        )
        _foot(brush, beast, (foot[0], 0.35 * thick), coat, 0.0)
        return
    size = (0.30 if curl == 1 else 0.27) * beast.length
    tall = max(0.20 * beast.depth, 0.46 * (y + 0.3 * beast.depth))
    brush.ellipse(x + 0.10 * beast.length, tall, size, tall, lighter(coat, -0.04))
    limb(
        brush,
        [(x + 0.12 * beast.length, 0.5 * thick), (foot[0] + 0.10 * beast.length, 0.42 * thick)],
        [thick * 1.1, thick * 0.9],
        lighter(coat, -0.04),
    )
    _foot(brush, beast, (foot[0] + 0.10 * beast.length, 0.35 * thick), coat, 0.0)


def _neck(brush: Brush, beast: Beast, coat: Colour, frame: Frame, stance: Stance, seconds: float) -> None:
    base, head, angle, half = frame.base, frame.head, frame.angle, frame.half
    reach = beast.neck[0] * stance.stretch
    lag = 0.06 * stance.pulse[1] * math.sin(stance.pulse[0])
    thick = min(0.62 * beast.depth, 1.9 * beast.head)
    slim = min(1.25 * beast.head, thick * 0.9)
    sag = -0.75 if "hump" in beast.extras and angle > 0 else 0.12  # a camel's neck hangs before it rises
    bend = (base[0] + 0.5 * math.cos(angle + sag) * reach, base[1] + 0.5 * math.sin(angle + sag) * reach)
    is_long = beast.neck[0] > 1.4 * beast.head
    colour = lighter(beast.second, 0.0) if beast.pattern == "panda" else coat
    if beast.pattern == "wool":
        limb(brush, [base, head], [thick * 1.1, slim * 1.3], coat)
    elif is_long:
        (limb if sag > 0 else bent)(brush, [base, bend, head], [thick, 0.5 * (thick + slim), slim], coat)
        if beast.pattern in ("patches", "stripes"):
            _neck_marks(brush, beast, base, head, thick, slim)
    else:
        limb(
            brush,
            [(base[0] - 0.12 * half, base[1] - 0.05 * beast.depth), head],
            [thick, slim],
            coat if beast.pattern != "panda" else beast.coat,
        )
    if {"mane", "brush_mane"} & set(beast.extras):
        _mane(brush, beast, colour, base, head, angle, stance)
    if "collar" in beast.extras and stance.curl != 2:
        x, y = base[0] + math.cos(angle) * reach * 0.50, base[1] + math.sin(angle) * reach * 0.50
        nx, ny = -math.sin(angle) * slim * 0.50, math.cos(angle) * slim * 0.50
        brush.line([(x - nx, y - ny), (x + nx, y + ny)], 0.034, (0.78, 0.25, 0.19))
        brush.circle(x - nx * 1.1, y - ny * 1.1 - 0.01, 0.020, (0.92, 0.74, 0.28))
    draw_animal_head(brush, beast, coat, head, stance, seconds, lag)


def _in_mouth(brush: Brush, beast: Beast, frame: Frame, stance: Stance, holds: str, seconds: float) -> None:
    x, y, _ = close_up_of(beast, frame.head)
    place = (x + 0.95 * beast.head, y - 0.50 * beast.head)
    if holds in ("bone", "stick", "branch"):
        half, colour = 1.1 * beast.head, (0.95, 0.92, 0.84) if holds == "bone" else (0.48, 0.33, 0.20)
        brush.line([(place[0] - half, place[1]), (place[0] + half, place[1] + 0.2 * half)], 0.22 * beast.head, colour)
        if holds == "bone":
            for side in (-1, 1):
                for up in (-1, 1):
                    brush.circle(
                        place[0] + side * half,
                        place[1] + 0.1 * half * (1 + side) + up * 0.13 * beast.head,
                        0.17 * beast.head,
                        colour,
                    )
        return
    own = BODIES.get(holds, BODIES["box"])
    size = min(1.0, 1.9 * beast.head / max(own.height, own.length))

    def thing() -> None:
        brush.canvas.scale(size, size)
        draw_held(brush, seconds, holds)

    brush.turned(*place, -stance.nod, thing)


def _neck_marks(brush: Brush, beast: Beast, base: Point, head: Point, thick: float, slim: float) -> None:
    dx, dy = head[0] - base[0], head[1] - base[1]
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length, dx / length
    if beast.pattern == "stripes":
        for index in range(6):
            share = 0.10 + 0.15 * index
            half = 0.46 * (thick + (slim - thick) * share)
            x, y = base[0] + dx * share, base[1] + dy * share
            brush.line(
                [(x + nx * half, y + ny * half), (x - nx * half * 0.7, y - ny * half * 0.7)],
                0.045 * length,
                beast.second,
            )
        return
    for index in range(9):
        share = 0.06 + 0.10 * index
        half = 0.5 * (thick + (slim - thick) * share)
        aside = (0.45, -0.45, 0.05)[index % 3] * half
        x, y = base[0] + dx * share + nx * aside, base[1] + dy * share + ny * aside
        brush.ellipse(x, y, 0.36 * half + 0.02, 0.30 * half + 0.03, beast.second)


def _mane(brush: Brush, beast: Beast, coat: Colour, base: Point, head: Point, angle: float, stance: Stance) -> None:
    dx, dy = head[0] - base[0], head[1] - base[1]
    length = math.hypot(dx, dy)
    nx, ny = -math.sin(angle), math.cos(angle)
    thick = min(0.62 * beast.depth, 1.9 * beast.head)
    blow = (0.25 * stance.pulse[1] + 0.10) * math.sin(stance.pulse[0])
    if "brush_mane" in beast.extras:
        out = [
            (base[0] + dx * s + nx * (thick * (0.50 - 0.16 * s)), base[1] + dy * s + ny * (thick * (0.50 - 0.16 * s)))
            for s in (0.0, 0.5, 1.0)
        ]
        brush.line(out, 0.12 * thick + 0.03 * length, beast.second if beast.face != "donkey" else lighter(coat, -0.4))
        return
    tone = beast.second
    roots = [
        (base[0] + dx * s + nx * (thick * (0.42 - 0.14 * s)), base[1] + dy * s + ny * (thick * (0.42 - 0.14 * s)))
        for s in (0.0, 0.35, 0.7, 1.05)
    ]
    tips = [
        (
            x + nx * 0.05 * length - math.cos(angle) * 0.16 * length - 0.18 * length * blow * (0.6 + 0.2 * i),
            y - 0.22 * length + 0.10 * length * blow,
        )
        for i, (x, y) in enumerate(roots)
    ]
    brush.smooth([*[(x + nx * 0.05 * length, y + ny * 0.05 * length) for x, y in roots], *reversed(tips)], tone)
