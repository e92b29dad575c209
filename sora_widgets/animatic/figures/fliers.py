"""Birds: on the wing, on their legs, on the water. One body, told apart by beak, neck, legs and colours."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic import gaits
from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beats import WING_BEATS, ahead_of
from sora_widgets.animatic.figures.muzzles import Mood, is_blink
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.plumage import BIRDS, Bird, draw_bird_head
from sora_widgets.animatic.figures.strokes import bent, limb, stamp
from sora_widgets.animatic.figures.water import hide_below
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "DRAWINGS", "body_aloft", "is_aloft", "wing_angle"]


_BODY: tuple[Point, ...] = (
    (0.54, 0.06),
    (0.42, 0.46),
    (-0.02, 0.54),
    (-0.38, 0.22),
    (-0.66, 0.04),
    (-0.66, -0.08),
    (-0.30, -0.34),
    (0.12, -0.56),
    (0.46, -0.40),
)
_FOLDED: tuple[Point, ...] = (
    (0.26, 0.30),
    (0.10, 0.42),
    (-0.30, 0.26),
    (-0.80, 0.02),
    (-0.82, -0.02),
    (-0.30, -0.20),
    (0.16, -0.12),
)
_SWIMMERS = frozenset({"duck", "swan"})


def _leg(kind: str) -> float:
    return gaits.LEGS_M[kind]


def wing_angle(kind: str, seconds: float) -> tuple[float, float]:
    """How far inner and outer wing are up, -1 to 1; the beat is heard in the middle of the way down, the tip comes after."""
    phase = WING_BEATS[kind].phase(seconds)
    share = phase / 0.8 + 0.0 if phase < 0.4 else 0.5 + (phase - 0.4) / 1.2  # down faster than up
    turn = math.tau * share
    return -math.sin(turn), -math.sin(turn - 0.75)


def _wing(brush: Brush, bird: Bird, at: Point, inner: float, outer: float, colour: Colour, size: float) -> None:
    x, y = at
    span, chord = bird.span * size, bird.length * 0.56
    wrist = (x + 0.02 * span, y + span * (0.10 + 0.46 * inner))
    tip = (x - 0.34 * span, y + span * (0.10 + 0.46 * inner + 0.54 * outer))
    back = (x - chord * 0.95, y + span * (0.04 + 0.30 * inner))
    brush.smooth(
        [
            (x + 0.42 * chord, y),
            (wrist[0] + 0.24 * chord, wrist[1]),
            tip,
            tip,
            back,
            (x - chord, y - 0.01),
            (x - 0.3 * chord, y - 0.12 * chord),
        ],
        colour,
    )
    if "fingers" in bird.extras:
        for step in range(4):
            share = 0.24 * step
            fx, fy = tip[0] + (back[0] - tip[0]) * share, tip[1] + (back[1] - tip[1]) * share
            brush.line(
                [(wrist[0] * 0.5 + fx * 0.5, wrist[1] * 0.5 + fy * 0.5), (fx - 0.10 * span, fy + 0.08 * span * outer)],
                0.045 * span,
                colour,
            )


def _draw_flying(brush: Brush, kind: str, bird: Bird, coat: Colour, seconds: float) -> None:
    inner, outer = wing_angle(kind, seconds)
    lift = 0.10 * bird.span * -outer
    y = _CARRIED * bird.span + lift
    wing = bird.wing if coat == bird.coat else lighter(coat, -0.18)
    _wing(brush, bird, (0.10 * bird.length, y + 0.18 * bird.depth), inner, outer, lighter(wing, -0.18), 0.86)
    back = (-0.60 * bird.length, y + 0.02 * bird.depth)
    if "fan" in bird.extras:
        brush.smooth(
            [back, (back[0] - 1.0, back[1] + 0.10), (back[0] - 1.05, back[1] - 0.16), (back[0], back[1] - 0.05)],
            rgb("#3c8a72"),
        )
    brush.polygon(
        [
            (back[0] + 0.1 * bird.length, back[1] + 0.05),
            (back[0] - bird.tail, back[1] + 0.12 * bird.tail),
            (back[0] - 0.95 * bird.tail, back[1] - 0.28 * bird.tail),
            (back[0] + 0.1 * bird.length, back[1] - 0.03),
        ],
        wing,
    )
    leg = _leg(kind)
    if leg > 0.2:
        brush.line(
            [
                (-0.4 * bird.length, y - 0.2 * bird.depth),
                (-0.5 * bird.length - leg, y - 0.22 * bird.depth - 0.02 * inner),
            ],
            0.026,
            bird.shank,
        )
    stamp(brush, _BODY, coat, (0, y), (bird.length, bird.depth))
    stamp(
        brush,
        ((0.50, -0.02), (0.10, -0.12), (-0.50, -0.06), (-0.30, -0.34), (0.12, -0.55), (0.44, -0.38)),
        bird.belly,
        (0, y),
        (bird.length, bird.depth),
    )
    reach = bird.neck * 0.95 + 0.10 * bird.length
    head = (0.46 * bird.length + reach, y + 0.22 * bird.depth + (0.10 * bird.neck) - 0.5 * lift)
    limb(
        brush,
        [(0.40 * bird.length, y + 0.10 * bird.depth), head],
        [min(bird.depth * 0.55, 2.0 * bird.head), 1.25 * bird.head],
        coat if "green_hood" not in bird.extras else rgb("#2f7a58"),
    )
    draw_bird_head(brush, bird, coat, head, 0.0, Mood(seconds))
    _wing(brush, bird, (0.06 * bird.length, y + 0.20 * bird.depth), inner, outer, wing, 1.0)


def _draw_standing(brush: Brush, kind: str, bird: Bird, coat: Colour, seconds: float, action: str) -> None:
    leg = _leg(kind)
    gait = gaits.gait_of(kind, action)
    height, crouch, flight = (0.0, 0.0, -1.0)
    if action == "jump":
        height, crouch, flight = gaits.leap_of(kind).at(seconds)
    feet: list[Point] = [(0.03 * bird.length, 0.0), (0.10 * bird.length, 0.0)]
    rock = bob = thrust = 0.0
    if gait is not None:
        feet = []
        for foot in (0, 1):
            x, y = gait.foot(seconds, foot, leg)
            feet.append((0.06 * bird.length + x * leg, y * leg))
        phase = gait.phase(seconds, 0, leg)
        bob = 0.04 * leg * math.cos(2 * math.tau * phase)
        rock = 0.10 * math.sin(math.tau * phase) if kind in ("penguin", "duck", "swan") else 0.0
        half = (2 * phase) % 1.0
        thrust = (0.5 - ease(half * 2.2)) * 0.35 * leg if kind in ("bird", "chicken", "crow", "peacock") else 0.0
    is_swimming = action == "swim" and kind in _SWIMMERS
    is_low = action in ("sit", "sleep")
    base = -0.16 * bird.depth if is_swimming else 0.12 * bird.depth if is_low else leg
    y = (
        base
        + 0.42 * bird.depth * (1 if bird.tilt < 0.9 else 0.4)
        + (0.34 * bird.length if bird.tilt > 0.9 else 0.0)
        + bob
        + height
        - 0.3 * leg * crouch
    )
    if is_swimming:
        y += 0.02 * math.sin(2 * seconds)
    canvas = brush.canvas
    canvas.save()
    canvas.rotate(math.degrees(-rock * 0.5))
    if not (is_swimming or is_low):
        tones = (-0.2, 0.0)
        for index in (1, 0):
            fx, fy = feet[index]
            fy += height
            hip = (0.02 * bird.length, y - 0.2 * bird.depth)
            knee = (0.5 * (hip[0] + fx) - 0.12 * leg, 0.5 * (hip[1] + fy) + 0.02)
            thick = 0.035 if leg < 0.3 else 0.028
            thick = max(0.012, min(thick, 0.20 * leg if leg < 0.3 else thick))
            tone = lighter(bird.shank, tones[1 - index])
            brush.line([hip, knee, (fx, fy + 0.01)], thick, tone)
            brush.line(
                [(fx - 0.15 * leg * 0.6, fy + 0.006), (fx + (0.5 if leg < 0.3 else 0.14) * leg, fy + 0.006)],
                thick,
                tone,
            )
    if is_swimming:
        hide_below(brush, 0.0, 3.0)
    wing = bird.wing if coat == bird.coat else lighter(coat, -0.18)
    if "fan" in bird.extras:
        _fan(brush, y, seconds)
    peck = 0.0
    if action in ("eat", "drink"):
        peck = ease(0.5 + 1.2 * math.sin(3.4 * seconds))
    tilt = (
        bird.tilt - 0.45 * peck * (1 if bird.tilt < 1 else 0.3) + (0.06 * math.sin(2 * seconds) if is_swimming else 0.0)
    )
    spread = action in ("dance", "play", "wave", "cheer") or flight >= 0

    def body() -> None:
        tail = bird.tail if bird.tilt < 0.9 else 0.3 * bird.tail
        brush.polygon(
            [
                (-0.40 * bird.length, 0.14 * bird.depth),
                (-0.56 * bird.length - tail, 0.12 * tail),
                (-0.56 * bird.length - tail, -0.10 * tail),
                (-0.40 * bird.length, -0.12 * bird.depth),
            ],
            lighter(wing, -0.06),
        )
        if "plume" in bird.extras:
            brush.smooth(
                [
                    (-0.35 * bird.length, 0.2 * bird.depth),
                    (-0.55 * bird.length, 0.95 * bird.depth),
                    (-0.95 * bird.length, 0.75 * bird.depth),
                    (-0.75 * bird.length, 0.0),
                ],
                lighter(wing, -0.12),
            )
        stamp(brush, _BODY, coat, (0, 0), (bird.length, bird.depth))
        stamp(
            brush,
            ((0.54, 0.0), (0.30, 0.02), (-0.10, -0.16), (-0.50, -0.10), (-0.30, -0.34), (0.12, -0.56), (0.46, -0.38)),
            bird.belly,
            (0, 0),
            (bird.length, bird.depth),
        )

    brush.turned(0.0, y, tilt, body)
    up = bird.tilt > 0.9
    base_neck = (
        0.40 * bird.length * math.cos(tilt),
        y + 0.42 * bird.length * math.sin(tilt) + (0.10 * bird.depth if not up else 0.0),
    )
    reach = bird.neck
    look = 0.02 * math.sin(0.9 * seconds)
    down = (base_neck[0] + 0.55 * reach + 0.6 * bird.head, max(1.1 * bird.head, 0.55 * bird.head + (1 - peck) * y))
    rest = (
        base_neck[0] + 0.16 * reach + 0.35 * bird.head + thrust,
        base_neck[1] + 0.92 * reach + 0.75 * bird.head + look * bird.head,
    )
    if action == "sleep":
        rest = (base_neck[0] - 0.30 * bird.length, base_neck[1] + 0.35 * bird.depth)
    head = (rest[0] + (down[0] - rest[0]) * peck, rest[1] + (down[1] - rest[1]) * peck)
    hood = rgb("#2f7a58") if "green_hood" in bird.extras else coat
    if reach > 0.3:
        bent(
            brush,
            [
                base_neck,
                (base_neck[0] + 0.22 * reach, base_neck[1] + 0.16 * reach),
                (head[0] - 0.42 * reach * (1 - peck), 0.5 * (base_neck[1] + head[1]) + 0.12 * reach),
                head,
            ],
            [bird.depth * 0.42, bird.head * 1.25, bird.head * 1.05, bird.head * 1.15],
            hood,
        )
    else:
        limb(brush, [base_neck, head], [bird.depth * 0.55, bird.head * 1.4], hood)
    if "collar" in bird.extras:
        brush.line(
            [(base_neck[0] - 0.02, base_neck[1] + 0.05), (base_neck[0] + 0.09, base_neck[1] + 0.03)],
            0.022,
            rgb("#fbfaf6"),
        )
    draw_bird_head(brush, bird, coat, head, 0.9 * peck, Mood(seconds, action == "sleep" or is_blink(seconds)))
    if spread:
        inner, outer = wing_angle(kind, seconds)
        _wing(brush, bird, (0.0, y + 0.16 * bird.depth), 0.5 + 0.5 * inner, 0.4 + 0.5 * outer, wing, 0.9)
    else:
        flutter = 0.05 * math.sin(6 * seconds) if gait is not None and kind == "penguin" else 0.0
        size = (bird.length * 0.92, bird.depth * (0.95 if bird.tilt < 1.3 else 0.55))
        stamp(
            brush,
            _FOLDED,
            wing,
            (-0.02 * bird.length * math.cos(tilt), y + (0.06 * bird.length if up else 0.0)),
            size,
            tilt + flutter + (0.10 if up else 0.0),
        )
    canvas.restore()
    if is_swimming:
        _ripples(brush, bird, seconds)


def _ripples(brush: Brush, bird: Bird, seconds: float) -> None:
    for index in range(3):
        share = (0.4 * seconds + index / 3) % 1.0
        half = bird.length * (0.35 + 0.6 * share)
        x = -0.5 * bird.length * share
        brush.line(
            [(x - half, -0.03 - 0.05 * share), (x + half * 0.7, -0.03 - 0.05 * share)],
            0.016,
            rgb("#f2fafa"),
            0.7 * (1 - share),
        )


def _fan(brush: Brush, y: float, seconds: float) -> None:
    shiver = 0.012 * math.sin(22 * seconds)
    for index in range(13):
        angle = math.pi * (0.10 + 0.80 * index / 12) + shiver
        tip = (-0.10 + 0.95 * math.cos(angle), y + 0.95 * math.sin(angle))
        brush.line([(-0.10, y), tip], 0.085, rgb("#2f7f6a") if index % 2 else rgb("#3c9a7a"))
        brush.circle(*tip, 0.085, rgb("#4aa884"))
        brush.circle(*tip, 0.055, rgb("#e0b13e"))
        brush.circle(*tip, 0.034, rgb("#2450a8"))


_CARRIED = 0.80  # wing spans above the origin, so that the wings beat above it


def body_aloft(kind: str) -> Body:
    """The measures of a bird on the wing: its wings are most of it."""
    bird = BIRDS[kind]
    half = 0.60 * bird.length + max(bird.tail, bird.neck + 2 * bird.head)
    middle = _CARRIED * bird.span
    return Body(
        middle + 0.85 * bird.span,
        2.2 * bird.head,
        middle + 0.2 * bird.depth,
        2 * half,
        0.4 * bird.length,
        habitat="air",
    )


def _body_of(kind: str, bird: Bird) -> Body:
    leg = _leg(kind)
    top = (
        leg
        + 0.42 * bird.depth
        + (0.75 * bird.length if bird.tilt > 0.9 else 0.1 * bird.length)
        + bird.neck
        + 1.6 * bird.head
    )
    head_at = top - bird.head
    if "fan" in bird.extras:
        return Body(1.35, 2.2 * bird.head, head_at, 2.1, 0.4 * bird.length)
    return Body(
        top,
        2.2 * bird.head,
        head_at,
        max(bird.length + bird.tail, 0.9 * bird.span),
        0.4 * bird.length,
        habitat="air" if kind not in ("penguin", "chicken") else "ground",
    )


BODIES: dict[str, Body] = {kind: _body_of(kind, bird) for kind, bird in BIRDS.items()}


def is_aloft(actor: Actor) -> bool:
    """Whether a bird is on the wing."""
    return actor.action == "fly" and actor.kind != "penguin"


def _draw(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    bird = BIRDS[actor.kind]
    coat = actor.colour or bird.coat
    if is_aloft(actor):
        _draw_flying(brush, actor.kind, bird, coat, seconds)
        return
    _draw_standing(brush, actor.kind, bird, coat, seconds, actor.action)


DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = dict.fromkeys(BIRDS, _draw)
