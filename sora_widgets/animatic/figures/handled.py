"""What is in the hands, drawn with its grip at the hand: tools, instruments, balls, somebody small. Over Skia."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.figures import props, things
from sora_widgets.animatic.figures.beasts import BEASTS
from sora_widgets.animatic.figures.held import draw_held, grip_of
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.poses import CRADLED, DOORS, HANGING, INSTRUMENTS, RAISED, action_of
from sora_widgets.animatic.figures.poses_playing import PIANOS
from sora_widgets.animatic.figures.poses_working import tilt_of_pouring
from sora_widgets.animatic.figures.skeleton import Joints, Point
from sora_widgets.animatic.scene import Actor

__all__ = ["held_by", "is_gripping", "put_thing"]

# What the hand holds when nothing was said.
_USUAL = {
    "brush_teeth": "toothbrush",
    "fence": "sword",
    "shoot_bow": "bow",
    "call": "phone",
    "conduct": "pen",
    "cut": "knife",
    "drink": "cup",
    "eat": "spoon",
    "cook": "spoon",
    "hammer": "hammer",
    "paint": "paintbrush",
    "phone": "phone",
    "photograph": "camera",
    "play_instrument": "guitar",
    "pour": "teapot",
    "read": "book",
    "sing": "microphone",
    "write": "pen",
}
_BALLS = frozenset({"throw", "catch", "kick"})


def is_gripping(actor: Actor) -> bool:
    """Whether the near hand is closed around something."""
    return (
        bool(actor.holds)
        or action_of(actor) in _USUAL
        or action_of(actor) in ("dig", "sweep", "row", "lift", "fish", "knit")
    )


def held_by(brush: Brush, seconds: float, actor: Actor, look: Look, joints: Joints) -> None:
    """What is in the near hand, drawn before that hand so that its fingers go round it."""
    build, action = look.build, action_of(actor)
    if action == "sweep":
        props.draw_shaft(
            brush,
            joints.far_hand,
            joints.near_hand,
            0.10 * build.height,
            0.40 * build.height,
            0.014 * build.height,
            rgb("#a06c40"),
            "broom",
        )
        return
    if action == "dig":
        props.draw_shaft(
            brush,
            joints.near_hand,
            joints.far_hand,
            0.06 * build.height,
            0.16 * build.height,
            0.016 * build.height,
            rgb("#a06c40"),
            "shovel",
        )
        return
    if action == "fish":
        _fishing(brush, build.height, joints, seconds)
        return
    if action == "knit":
        _knitting(brush, build.height, joints)
        return
    if action == "row":
        props.draw_shaft(
            brush,
            (joints.near_hand[0] - 0.02, joints.near_hand[1] + 0.02),
            (joints.near_hand[0] + 0.25, joints.near_hand[1] - 0.22),
            0.08,
            0.75 * build.height,
            0.02 * build.height,
            rgb("#a06c40"),
            "oar",
        )
        return
    if action in _BALLS:
        kind = actor.holds if actor.holds in things.BODIES else "ball"

        def draw(x: float, y: float) -> None:
            put_thing(brush, seconds, kind, (x, y), build.height / 1.75, actor.gear_colour, middle=True)

        props.draw_flying_ball(build, joints, action, seconds, draw)
        return
    kind = actor.holds or _USUAL.get(action, "")
    if "stick" in look.extras and not kind and action in ("stand", "walk", "look", "talk"):
        x, y = joints.near_hand
        brush.line([(x + 0.03, y + 0.03), (x + 0.05 * build.height, 0.0)], 0.020 * build.height, rgb("#7a5233"))
        return
    if "staff" in look.extras and not kind:
        x, y = joints.near_hand
        brush.line([(x, y + 0.55 * build.height), (x + 0.02, 0.0)], 0.024 * build.height, rgb("#7a5233"))
        brush.circle(x, y + 0.58 * build.height, 0.05 * build.height, rgb("#7fe0f0"), glows=True)
        return
    if action in ("push", "pull") or (action == "open" and actor.holds in DOORS):
        return
    if action == "smoke":
        _cigarette(brush, seconds, build.height, joints)
        return
    if kind in CRADLED:
        _in_arms(brush, seconds, kind, actor.gear_colour, build.height, joints)
        return
    if action == "carry" or (action == "lift" and actor.holds):
        size = 0.24 * build.height
        x = (joints.near_hand[0] + joints.far_hand[0]) / 2
        y = min(joints.near_hand[1], joints.far_hand[1])
        if kind and kind in things.BODIES:
            put_thing(
                brush,
                seconds,
                kind,
                (x, y),
                min(1.4, 0.34 * build.height / things.BODIES[kind].height),
                actor.gear_colour,
            )
        else:
            props.draw_crate(brush, x - 0.35 * size, y - 0.02 * build.height, size)
        return
    if kind:
        _in_hand(brush, seconds, actor, kind, action, look, joints)


def _angle(first: Point, second: Point) -> float:
    """How far upright must be turned anticlockwise to point from the first to the second."""
    return math.atan2(second[1] - first[1], second[0] - first[0]) - math.pi / 2


def _in_hand(brush: Brush, seconds: float, actor: Actor, kind: str, action: str, look: Look, joints: Joints) -> None:
    size = max(0.62, min(1.1, look.build.height / 1.72))
    if kind in RAISED:
        size = 1.0
    hand, elbow = joints.near_hand, joints.near_elbow
    turn = 0.0
    if kind in INSTRUMENTS:
        _instrument(brush, seconds, kind, actor.gear_colour, size, joints)
        return
    if kind == "bow":
        x, y = joints.far_hand
        _held(brush, seconds, kind, (x, y), size, 0.0, actor.gear_colour)
        brush.line([joints.near_hand, (x - 0.10 * size, y)], 0.008, rgb("#f7f0e2"))
        return
    if kind in ("pen", "paintbrush"):
        turn = _angle(elbow, hand) - 0.5 if kind == "paintbrush" else -0.45
    elif kind in ("sword", "baseball_bat", "tennis_racket", "hammer", "axe"):
        turn = _angle(elbow, hand) * 0.35 - 0.35 if kind != "hammer" else _angle(elbow, hand) + 1.2
    elif kind in ("knife", "spoon", "fork"):
        turn = -1.9 if action == "cut" else _angle(elbow, hand) + (0.9 if action == "eat" else -1.3)
    elif kind in ("cup", "wine_glass", "bottle"):
        up = max(0.0, hand[1] - joints.near_shoulder[1] + 0.12 * look.build.height)
        turn = min(1.15, 3.4 * up / look.build.height) if action == "drink" else 0.0
    elif kind == "teapot":
        turn = -0.75 * tilt_of_pouring(seconds)
    elif kind == "phone":
        turn = 0.35 if action == "phone" else 0.1
    if kind in HANGING:
        hand = (hand[0], max(hand[1], grip_of(kind)[1] * size))
    _held(brush, seconds, kind, hand, size, turn, actor.gear_colour, "open" if actor.action == "open" else "stand")


def _held(
    brush: Brush,
    seconds: float,
    kind: str,
    at: Point,
    size: float,
    turn: float,
    colour: Colour | None,
    does: str = "stand",
) -> None:
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(math.degrees(turn))
    canvas.scale(size, size)
    draw_held(brush, seconds, kind, colour, does)
    canvas.restore()


def put_thing(
    brush: Brush,
    seconds: float,
    kind: str,
    at: Point,
    size: float = 1.0,
    colour: Colour | None = None,
    middle: bool = False,
    does: str = "stand",
) -> None:
    """A thing standing at `at`, or with its middle there."""
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*at)
    canvas.scale(size, size)
    if middle:
        canvas.translate(0, -0.5 * things.BODIES[kind].height)
    things.draw_thing(brush, seconds, Actor(kind, does, colour))
    canvas.restore()


def _instrument(brush: Brush, seconds: float, kind: str, colour: Colour | None, size: float, joints: Joints) -> None:
    """At the body, its neck or tube towards the far hand."""
    if kind in PIANOS:
        return
    if kind in ("cello", "harp"):
        put_thing(brush, seconds, kind, (0.48 * size, 0.0), size, colour)
        return
    if kind == "saxophone":
        _held(brush, seconds, kind, joints.near_hand, size, 0.30, colour)
        return
    if kind == "drum":
        # on a stand, as high as the sticks
        x, top = 0.51 * size, joints.near_shoulder[1] - 0.36 * size
        high = max(0.0, top - things.BODIES["drum"].height * size)
        for foot in (-0.16, 0.16):
            brush.line([(x, high + 0.05 * size), (x + foot * size, 0.0)], 0.022 * size, rgb("#8d949e"))
        put_thing(brush, seconds, "drum", (x, high), size, colour)
        for hand, elbow in ((joints.far_hand, joints.far_elbow), (joints.near_hand, joints.near_elbow)):
            dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
            length = math.hypot(dx, dy) or 1.0
            brush.line(
                [hand, (hand[0] + 0.24 * size * dx / length, hand[1] + 0.24 * size * dy / length - 0.03)],
                0.018 * size,
                rgb("#d7b27a"),
            )
        return
    far, near = joints.far_hand, joints.near_hand
    if kind == "violin":
        chin = (joints.neck[0] + 0.09 * size, joints.neck[1] + 0.03 * size)
        _held(
            brush,
            seconds,
            kind,
            (0.45 * chin[0] + 0.55 * far[0], 0.45 * chin[1] + 0.55 * far[1]),
            size,
            _angle(chin, far),
            colour,
        )
        brush.line([near, (chin[0] + 0.34 * size, chin[1] + 0.14 * size)], 0.012 * size, rgb("#6b4428"))
        return
    if kind in ("flute", "trumpet"):
        mouth = (joints.head[0] + 0.10 * size, joints.head[1] - 0.07 * size)
        own = things.BODIES.get(kind)
        lies = own is not None and own.length > own.height  # it is drawn lying already
        _held(brush, seconds, kind, near, size, _angle(mouth, far) + (math.pi / 2 if lies else 0.0), colour)
        return
    _held(
        brush,
        seconds,
        kind,
        (0.6 * near[0] + 0.4 * far[0], 0.6 * near[1] + 0.4 * far[1]),
        size,
        _angle(near, far),
        colour,
    )


def _fishing(brush: Brush, h: float, joints: Joints, seconds: float) -> None:
    x, y = joints.near_hand
    tip = (x + 0.95 * h, y + 0.62 * h + 0.01 * h * math.sin(3 * seconds))
    brush.curve((x - 0.12 * h, y - 0.05 * h), (x + 0.5 * h, y + 0.36 * h), tip, 0.014 * h, rgb("#7a5233"))
    bob = 0.02 * h * math.sin(2.2 * seconds)
    brush.curve(tip, (tip[0] + 0.06 * h, 0.5 * tip[1]), (tip[0] + 0.10 * h, 0.02 * h + bob), 0.005 * h, rgb("#f4f4f0"))
    brush.circle(tip[0] + 0.10 * h, 0.02 * h + bob, 0.026 * h, rgb("#d8443a"))


def _cigarette(brush: Brush, seconds: float, h: float, joints: Joints) -> None:
    x, y = joints.near_hand
    tip = (x + 0.045 * h, y + 0.012 * h)
    brush.line([(x, y), tip], 0.010 * h, rgb("#f7f3ea"))
    brush.circle(*tip, 0.007 * h, rgb("#ff8a3c"), glows=True)
    for index in range(5):
        share = (0.35 * seconds + index / 5) % 1.0
        brush.circle(
            tip[0] + 0.05 * h * share * math.sin(3 * seconds + 4 * share),
            tip[1] + 0.42 * h * share,
            (0.010 + 0.035 * share) * h,
            rgb("#dfe3e8"),
            0.45 * (1 - share),
        )


def _in_arms(brush: Brush, seconds: float, kind: str, colour: Colour | None, h: float, joints: Joints) -> None:
    """Somebody small, lying or sitting on both forearms."""
    from sora_widgets.animatic.figures import BODIES, draw_figure

    (x0, y0), (x1, y1) = joints.near_hand, joints.far_hand
    size = min(1.0, 0.46 * h / BODIES[kind].height)
    brush.canvas.save()
    brush.canvas.translate(0.5 * (x0 + x1) - 0.05 * h, min(y0, y1) - 0.01 * h)
    brush.canvas.scale(size, size)
    posture = "stand" if kind in things.BODIES else "sit" if kind in BEASTS else "crouch"
    draw_figure(brush, seconds, Actor(kind, posture, colour))
    brush.canvas.restore()


def _knitting(brush: Brush, h: float, joints: Joints) -> None:
    wool = rgb("#c9566b")
    (x0, y0), (x1, y1) = joints.near_hand, joints.far_hand
    brush.smooth(
        [(x0, y0 + 0.02 * h), (x1, y1 + 0.02 * h), (x1 - 0.01 * h, y1 - 0.16 * h), (x0 + 0.02 * h, y0 - 0.17 * h)], wool
    )
    brush.line([(x0 - 0.03 * h, y0 - 0.02 * h), (x0 + 0.13 * h, y0 + 0.07 * h)], 0.010 * h, rgb("#d9c08a"))
    brush.line([(x1 + 0.03 * h, y1 - 0.02 * h), (x1 - 0.10 * h, y1 + 0.08 * h)], 0.010 * h, rgb("#d9c08a"))
