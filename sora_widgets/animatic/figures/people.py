"""People and what is built like them, from a skeleton in clothes: who is drawn, in which order, moving how."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from sora_widgets.animatic import gaits
from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.figures.beats import ahead_of
from sora_widgets.animatic.figures.carried import draw_behind, draw_in_cab, draw_in_front, hide_in_hull, in_cab
from sora_widgets.animatic.figures.clothes import (
    draw_arm,
    draw_cape,
    draw_leg,
    draw_skirt,
    draw_trunk,
    draw_tutu,
    thickness,
)
from sora_widgets.animatic.figures.faces import draw_head_of
from sora_widgets.animatic.figures.guises import draw_fishtail, draw_ghost, draw_guise_behind, draw_guise_over
from sora_widgets.animatic.figures.handled import held_by, is_gripping
from sora_widgets.animatic.figures.heads import FACE_ON, draw_back_hair, draw_head
from sora_widgets.animatic.figures.looks import LOOKS, Look, body_for, look_of, stooped
from sora_widgets.animatic.figures.muzzles import Mood, is_blink
from sora_widgets.animatic.figures.poses import WORN, mounted, pose_of
from sora_widgets.animatic.figures.riding import BOATS, SADDLES, pedals_of
from sora_widgets.animatic.figures.robots import draw_robot
from sora_widgets.animatic.figures.skeleton import Joints, Point, Pose, solve
from sora_widgets.animatic.figures.strokes import limb
from sora_widgets.animatic.figures.tags import draw_tag
from sora_widgets.animatic.figures.uprights import beast_of
from sora_widgets.animatic.figures.water import draw_foam, hide_below
from sora_widgets.animatic.figures.worn import draw_on_beast, dressed_in
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "PEOPLE", "draw_dressed", "draw_person", "hand_of"]

BODIES: dict[str, Body] = {kind: body_for(look) for kind, look in LOOKS.items()}
PEOPLE = BODIES  # by the name that staging reads best
_GLOVE = rgb("#c8303a")
_LAG_S = 0.12  # hair and cloth are where the head was so long ago
# How far the body, and how much further the head, is turned towards the camera.
_FACINGS = {"front": (1.42, -0.34), "back": (-1.42, 0.0), "three_quarter": (0.95, 0.0), "profile": (0.10, -0.50)}
_BLOWN_MPS = 0.045  # seconds of its own way that the air holds hair and cloth back

_looks = lru_cache(maxsize=64)(look_of)


def hand_of(actor: Actor, seconds: float) -> Point:
    """Where the raised hand is, for whatever is held."""
    look = _looks(actor.kind, actor.place_in_row, actor.colour) if actor.kind in LOOKS else LOOKS["child"]
    return solve(pose_of(actor, seconds + ahead_of(actor), look.build), look.build).near_hand


def draw_person(
    brush: Brush, seconds: float, actor: Actor, facing: str = "right", speed_mps: float | None = None
) -> None:
    """One figure standing at the origin, facing right or as said."""
    look = _looks(actor.kind, actor.place_in_row, actor.colour)
    draw_dressed(brush, seconds, actor, look, facing, speed_mps)


def draw_dressed(
    brush: Brush, seconds: float, actor: Actor, look: Look, facing: str = "right", speed_mps: float | None = None
) -> None:
    """A figure of any look doing what the actor does; `speed_mps` is `draw_being`'s."""
    seconds += ahead_of(actor)
    look = dressed_in(look, actor.holds, actor.gear_colour)
    worn, actor = actor.holds if actor.holds in WORN else "", mounted(actor)
    build = look.build
    pose = _turned(stooped(pose_of(actor, seconds, build), look), facing)
    before = _turned(stooped(pose_of(actor, seconds - _LAG_S, build), look), facing)
    joints = solve(pose, build)
    was = solve(before, build)
    speed = gaits.pace_mps(actor.kind, actor.action, actor.rides)
    rolled_mps = speed if speed_mps is None else speed_mps
    if actor.rides in SADDLES:
        near, far = pedals_of(actor.rides, build, seconds * rolled_mps)
        joints = solve(replace(pose, near_pedal=near, far_pedal=far), build)
    lag = (
        was.head[0] - joints.head[0] - _BLOWN_MPS * speed - 0.01 * math.sin(1.3 * seconds),
        was.head[1] - joints.head[1] + 0.010 * speed * abs(math.sin(6 * seconds)),
    )

    def draw() -> None:
        _draw_layers(brush, actor, look, pose, joints, lag, seconds, rolled_mps)
        if worn and look.beast:
            draw_on_beast(brush, seconds, beast_of(look.beast), joints.head, joints.tilt, worn, look.gear)

    canvas = brush.canvas
    canvas.save()
    if pose.turn:
        canvas.rotate(math.degrees(pose.turn))
        canvas.translate(0, 0.05 * build.height * abs(math.sin(pose.turn)))
    if pose.squash != 1.0:
        canvas.scale(2.0 - pose.squash, pose.squash)
    if in_cab(actor):
        draw_in_cab(brush, seconds, actor, look, draw, joints.head, rolled_mps)
    elif actor.rides in BOATS:
        draw_behind(brush, seconds, actor, look, joints, rolled_mps)
        canvas.save()
        hide_in_hull(brush, actor)
        draw()
        canvas.restore()
    elif actor.action == "swim" and not actor.rides and brush.light.name != "underwater":
        _draw_at_surface(brush, look, joints, draw, seconds)
    else:
        if actor.action == "swim":
            canvas.translate(0, 0.16 * build.height)
        draw()
    canvas.restore()


def _turned(pose: Pose, facing: str) -> Pose:
    if facing not in _FACINGS:
        return pose
    yaw, look = _FACINGS[facing]
    return replace(pose, yaw=yaw, look=look + (0.0 if facing == "profile" else 0.6 * pose.look))


def _draw_layers(
    brush: Brush, actor: Actor, look: Look, pose: Pose, joints: Joints, lag: Point, seconds: float, rolled_mps: float
) -> None:
    psi = pose.yaw + FACE_ON + pose.look
    flat = max(-1.0, min(1.0, 1.2 * math.cos(pose.yaw)))
    breath = math.sin(1.9 * seconds)
    is_fist = actor.action in ("box", "run", "march", "climb", "push_up") or bool(actor.rides)
    if actor.rides not in BOATS:
        draw_behind(brush, seconds, actor, look, joints, rolled_mps)
    if look.wear == "sheet":
        draw_ghost(brush, look, joints, seconds)
        return
    if look.wear == "shell":
        draw_robot(brush, look, pose, joints, psi, seconds)
        held_by(brush, seconds, actor, look, joints)
        draw_in_front(brush, seconds, actor, look, joints)
        return
    head_lag = (lag[0] / look.build.head * 1.6, lag[1] / look.build.head * 1.6)
    if math.sin(psi) >= 0:
        draw_back_hair(brush, look, joints.head, head_lag, psi)
    if "cape" in look.extras and math.sin(pose.yaw) >= 0:
        draw_cape(brush, look, joints, lag, seconds)
    draw_guise_behind(brush, look, joints, lag, seconds)
    if "pack" in look.extras or "tank" in look.extras:
        _pack(brush, look, joints)
    shade = -0.17
    draw_arm(brush, look, joints.far_shoulder, joints.far_elbow, joints.far_hand, shade, is_fist)
    gloves = actor.action == "box" and not actor.holds and not look.beast
    if gloves:
        _glove(brush, look, joints.far_elbow, joints.far_hand, -0.22)
    if "fishtail" in look.extras:
        draw_fishtail(brush, look, joints, seconds)
    else:
        draw_leg(brush, look, joints.far_hip, joints.far_knee, joints.far_foot, pose.far_toe, flat, shade)
        draw_leg(brush, look, joints.near_hip, joints.near_knee, joints.near_foot, pose.near_toe, flat, 0.0)
    thick = thickness(look)
    if (look.wear != "dress" or not look.hem) and "fishtail" not in look.extras:
        limb(
            brush,
            [joints.hip, (joints.hip[0], joints.hip[1] + 0.06 * look.build.trunk)],
            [look.build.shoulders * 1.25, look.build.shoulders * 1.3],
            look.bottom,
        )
    draw_skirt(brush, look, joints, pose, lag)
    neck = (
        joints.neck[0] + 0.35 * (joints.head[0] - joints.neck[0]),
        joints.neck[1] + 0.35 * (joints.head[1] - joints.neck[1]),
    )
    limb(brush, [(joints.neck[0], joints.neck[1] - 0.02), neck], [thick * 1.2, thick * 1.1], lighter(look.skin, -0.12))
    draw_trunk(brush, look, joints, pose, breath)
    if "tutu" in look.extras:
        draw_tutu(brush, look, joints, lag)
    if "cape" in look.extras and math.sin(pose.yaw) < 0:
        draw_cape(brush, look, joints, lag, seconds)
    if look.beast:
        beast = beast_of(look.beast)
        mood = Mood(
            seconds,
            pose.eyes in ("shut", "happy") or is_blink(seconds),
            pose.mouth,
            0.5 * lag[0] / look.build.head,
        )
        draw_head_of(brush, beast, look.top if beast.pattern != "panda" else beast.coat, joints.head, joints.tilt, mood)
    else:
        draw_head(brush, look, joints.head, joints.tilt, psi, pose, seconds)
    if math.sin(psi) < 0:
        draw_back_hair(brush, look, joints.head, head_lag, psi)
    draw_guise_over(brush, look, joints, seconds)
    held_by(brush, seconds, actor, look, joints)
    draw_arm(brush, look, joints.near_shoulder, joints.near_elbow, joints.near_hand, 0.0, is_fist or is_gripping(actor))
    if gloves:
        _glove(brush, look, joints.near_elbow, joints.near_hand, 0.0)
    draw_in_front(brush, seconds, actor, look, joints)
    if actor.kind == "mannequin" and actor.label:
        x, y = joints.hip
        draw_tag(
            brush, x + 0.3 * (joints.neck[0] - x), y + 0.42 * look.build.trunk, 0.40 * look.build.height, actor.label
        )


def _glove(brush: Brush, look: Look, elbow: Point, hand: Point, shade: float) -> None:
    """A boxing glove over a fist."""
    h = look.build.height
    red = lighter(_GLOVE, shade)

    def leather() -> None:
        brush.box(-0.026 * h, -0.012 * h, 0.052 * h, 0.034 * h, lighter(red, 0.5), round_m=0.01 * h)
        brush.ellipse(0.006 * h, -0.038 * h, 0.042 * h, 0.040 * h, red)
        brush.ellipse(0.030 * h, -0.022 * h, 0.016 * h, 0.024 * h, lighter(red, -0.12))

    brush.turned(*hand, math.atan2(hand[0] - elbow[0], elbow[1] - hand[1]), leather)


def _pack(brush: Brush, look: Look, joints: Joints) -> None:
    """On the back: a space suit's life support, a diver's tank."""
    x, y = joints.hip
    b = look.build

    def box() -> None:
        wide = b.shoulders * (0.9 if "tank" in look.extras else 1.3)
        brush.box(
            -b.shoulders * 1.5,
            0.10 * b.trunk,
            wide,
            0.95 * b.trunk,
            lighter(look.top, -0.16) if "pack" in look.extras else lighter(look.shoe, -0.1),
            round_m=0.05,
        )

    brush.turned(x, y, -joints.lean, box)


def _draw_at_surface(brush: Brush, look: Look, joints: Joints, draw: Callable[[], None], seconds: float) -> None:
    """A swimmer: what is under the water line is not seen; foam where hands and feet go in."""
    canvas = brush.canvas
    canvas.save()
    hide_below(brush, -0.012 * look.build.height, 2.0 * look.build.height)
    draw()
    canvas.restore()
    h = look.build.height
    draw_foam(brush, joints.head[0] - 0.04 * h, 0.0, 0.20 * h, seconds)
    draw_foam(brush, joints.hip[0], 0.0, 0.16 * h, seconds + 0.4)
    draw_foam(brush, joints.near_foot[0], 0.0, 0.15 * h, seconds * 1.7, splashes=True)
