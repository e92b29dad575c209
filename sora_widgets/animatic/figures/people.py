"""People and what is built like them: child, woman, man, robot, mannequin. One skeleton, five skins."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.rig import Joints, pose
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["PEOPLE", "draw_person", "hand_of"]

_SHOE = rgb("#3a3f4a")
_METAL, _METAL_DARK = rgb("#c3ccd6"), rgb("#7f8b99")
_WOOD = rgb("#d9b48a")


@dataclass(frozen=True)
class _Skin:
    body: Body
    skin: Colour
    hair: Colour
    top: Colour
    bottom: Colour
    limb: float  # thickness, in heights
    dress: bool = False
    long_hair: bool = False


_SKINS = {
    "child": _Skin(Body(1.16, 0.27, 1.025), rgb("#e8b48f"), rgb("#5b3623"), rgb("#2f7fb8"), rgb("#e0b23f"), 0.070),
    "woman": _Skin(
        Body(1.68, 0.25, 1.555), rgb("#d89f7c"), rgb("#3a2420"), rgb("#c8503f"), rgb("#c8503f"), 0.050, True, True
    ),
    "man": _Skin(Body(1.80, 0.26, 1.67), rgb("#c98f6b"), rgb("#2b211d"), rgb("#46688a"), rgb("#3b4152"), 0.056),
    "robot": _Skin(Body(1.75, 0.34, 1.58), _METAL, _METAL_DARK, _METAL, _METAL_DARK, 0.062),
    "mannequin": _Skin(Body(1.72, 0.25, 1.595), _WOOD, _WOOD, _WOOD, _WOOD, 0.052),
}
PEOPLE: dict[str, Body] = {kind: skin.body for kind, skin in _SKINS.items()}
_VARIED_TOPS = (rgb("#2f7fb8"), rgb("#d9693f"), rgb("#5a9a58"), rgb("#8a5fae"), rgb("#d9a53a"))


def hand_of(actor: Actor, seconds: float) -> tuple[float, float]:
    """Where the raised hand is, for whatever is held."""
    body = _SKINS[actor.kind].body
    return pose(actor.action, seconds, body.height, body.head_height).near_hand


def draw_person(brush: Brush, seconds: float, actor: Actor) -> None:
    """One figure standing at the origin, facing right."""
    skin = _SKINS[actor.kind]
    seconds += 0.37 * actor.place_in_row
    joints = pose(actor.action, seconds, skin.body.height, skin.body.head_height)
    if actor.action == "sleep":
        brush.turned(
            -0.4 * skin.body.height,
            0.12 * skin.body.height,
            -math.pi / 2,
            lambda: _dressed(brush, joints, skin, actor, seconds),
        )
        return
    _dressed(brush, joints, skin, actor, seconds)


def _dressed(brush: Brush, joints: Joints, skin: _Skin, actor: Actor, seconds: float) -> None:
    if actor.kind == "robot":
        _robot(brush, joints, skin, actor, seconds)
        return
    height, thick = skin.body.height, skin.limb * skin.body.height
    is_plain = actor.kind == "mannequin"
    top = actor.colour or (_VARIED_TOPS[actor.place_in_row % 5] if actor.place_in_row else skin.top)
    bottom = top if skin.dress else skin.bottom
    shade = -0.16
    _seat(brush, joints, actor, height)
    _leg(
        brush,
        joints.hip,
        joints.far_knee,
        joints.far_foot,
        thick,
        lighter(skin.skin if skin.dress or actor.kind == "child" else bottom, shade),
        lighter(bottom, shade),
        is_plain,
    )
    _arm(
        brush,
        joints.neck,
        joints.far_elbow,
        joints.far_hand,
        thick * 0.82,
        lighter(skin.skin, shade),
        lighter(top, shade),
        height,
    )
    _leg(
        brush,
        joints.hip,
        joints.near_knee,
        joints.near_foot,
        thick,
        skin.skin if skin.dress or actor.kind == "child" else bottom,
        bottom,
        is_plain,
    )
    hip, neck = joints.hip, joints.neck
    wide = 0.105 * height if actor.kind != "child" else 0.12 * height
    if skin.long_hair:
        sway = 0.012 * height * math.sin(seconds * 2.0)
        x, y = joints.head
        r = skin.body.head_height * 0.5
        brush.smooth(
            [
                (x - r * 0.95, y + r * 0.6),
                (x + r * 0.5, y + r * 0.6),
                (x + r * 0.35, y - r * 1.2),
                (x - r * 0.5 + sway, y - r * 2.5),
                (x - r * 1.45 + sway, y - r * 2.2),
            ],
            skin.hair,
        )
    brush.line(
        [(neck[0], neck[1] - 0.02 * height), (neck[0], neck[1] + 0.05 * height)], thick * 0.8, lighter(skin.skin, -0.1)
    )
    if skin.dress:
        flare = 0.15 * height
        knee = hip[1] - 0.20 * height
        brush.smooth(
            [
                (neck[0] - wide * 0.85, neck[1] - 0.005 * height),
                (neck[0] + wide * 0.85, neck[1] - 0.005 * height),
                (hip[0] + wide * 0.7, hip[1] + 0.07 * height),
                (hip[0] + flare, knee),
                (hip[0] + flare * 0.9, knee - 0.02 * height),
                (hip[0] - flare * 0.9, knee - 0.02 * height),
                (hip[0] - flare, knee),
                (hip[0] - wide * 0.7, hip[1] + 0.07 * height),
            ],
            top,
        )
    else:
        brush.smooth(
            [
                (neck[0] - wide, neck[1]),
                (neck[0] + wide, neck[1]),
                (neck[0] + wide * 1.05, neck[1] - 0.10 * height),
                (hip[0] + wide * 0.82, hip[1] - 0.03 * height),
                (hip[0] - wide * 0.82, hip[1] - 0.03 * height),
                (neck[0] - wide * 1.05, neck[1] - 0.10 * height),
            ],
            top,
        )
        if actor.kind == "child":
            for stripe in (0.34, 0.56):
                y = hip[1] + (neck[1] - hip[1]) * stripe
                x = hip[0] + (neck[0] - hip[0]) * stripe
                brush.line([(x - wide * 0.68, y), (x + wide * 0.68, y)], 0.022 * height, rgb("#f4ead2"))
    _head(brush, joints, skin, seconds, is_plain)
    _arm(brush, joints.neck, joints.near_elbow, joints.near_hand, thick * 0.82, skin.skin, lighter(top, 0.05), height)
    if actor.action == "drink":
        x, y = joints.near_hand
        brush.box(x - 0.02, y - 0.03, 0.09, 0.10, rgb("#f3efe6"), round_m=0.015)


def _leg(
    brush: Brush,
    hip: tuple[float, float],
    knee: tuple[float, float],
    foot: tuple[float, float],
    thick: float,
    skin: Colour,
    cloth: Colour,
    is_plain: bool,
) -> None:
    brush.line([hip, knee, foot], thick, skin)
    middle = (hip[0] + (knee[0] - hip[0]) * 0.85, hip[1] + (knee[1] - hip[1]) * 0.85)
    brush.line([hip, middle], thick * 1.35, cloth)
    if not is_plain:
        brush.line(
            [(foot[0] - thick * 0.1, foot[1]), (foot[0] + thick * 0.75, foot[1] - thick * 0.12)], thick * 0.9, _SHOE
        )


def _arm(
    brush: Brush,
    neck: tuple[float, float],
    elbow: tuple[float, float],
    hand: tuple[float, float],
    thick: float,
    skin: Colour,
    cloth: Colour,
    height: float,
) -> None:
    shoulder = (neck[0], neck[1] - 0.045 * height)
    brush.line([shoulder, elbow, hand], thick, skin)
    middle = (shoulder[0] + (elbow[0] - shoulder[0]) * 0.75, shoulder[1] + (elbow[1] - shoulder[1]) * 0.75)
    brush.line([shoulder, middle], thick * 1.35, cloth)
    brush.circle(*hand, thick * 0.62, skin)


def _head(brush: Brush, joints: Joints, skin: _Skin, seconds: float, is_plain: bool) -> None:
    x, y = joints.head
    r = skin.body.head_height * 0.5

    def face() -> None:
        brush.ellipse(0, 0, r * 0.86, r, skin.skin)
        if is_plain:
            brush.line([(r * 0.12, -r * 0.8), (r * 0.12, r * 0.8)], r * 0.05, lighter(skin.skin, -0.2))
            brush.line([(-r * 0.7, r * 0.05), (r * 0.7, r * 0.05)], r * 0.05, lighter(skin.skin, -0.2))
            return
        brush.ellipse(r * 0.30, -r * 0.34, r * 0.46, r * 0.40, lighter(skin.skin, 0.08), 0.55)
        brush.ellipse(r * 0.52, -r * 0.26, r * 0.17, r * 0.11, rgb("#e0705c"), 0.35)
        brush.ellipse(-r * 0.16, -r * 0.28, r * 0.15, r * 0.10, rgb("#e0705c"), 0.30)
        blink = 0.12 if (seconds + 0.4) % 2.9 < 0.13 else 1.0
        for ex, size in ((0.02, 0.95), (0.55, 0.85)):
            brush.ellipse(r * ex, r * 0.02, r * 0.155 * size, r * 0.165 * blink, rgb("#fbf8f2"))
            brush.ellipse(r * (ex + 0.05), r * 0.01, r * 0.10 * size, r * 0.125 * blink, rgb("#4a3526"))
            brush.circle(r * (ex + 0.08), r * 0.05, r * 0.032, rgb("#ffffff"), glows=True)
            brush.curve(
                (r * (ex - 0.15), r * 0.25),
                (r * (ex + 0.02), r * 0.34),
                (r * (ex + 0.18), r * 0.25),
                r * 0.065,
                lighter(skin.hair, 0.05),
            )
        brush.curve(
            (r * 0.36, -r * 0.02), (r * 0.50, -r * 0.20), (r * 0.34, -r * 0.22), r * 0.055, lighter(skin.skin, -0.22)
        )
        brush.curve((r * 0.10, -r * 0.47), (r * 0.32, -r * 0.66), (r * 0.55, -r * 0.45), r * 0.075, rgb("#a5453c"))
        brush.ellipse(-r * 0.56, -r * 0.08, r * 0.15, r * 0.20, lighter(skin.skin, -0.06))
        brush.smooth(
            [
                (-r * 0.98, -r * 0.25),
                (-r * 1.02, r * 0.55),
                (-r * 0.55, r * 1.16),
                (r * 0.30, r * 1.20),
                (r * 0.92, r * 0.72),
                (r * 0.86, r * 0.30),
                (r * 0.40, r * 0.62),
                (-r * 0.25, r * 0.42),
                (-r * 0.46, r * 0.08),
                (-r * 0.62, -r * 0.30),
            ],
            skin.hair,
        )
        brush.smooth(
            [(-r * 0.45, r * 0.95), (r * 0.1, r * 1.10), (r * 0.55, r * 0.86), (r * 0.1, r * 0.90)],
            lighter(skin.hair, 0.16),
        )
        if brush.light.rim is not None:
            side = -1.0 if brush.light.orb is None or brush.light.orb.x < 0 else 1.0
            brush.curve(
                (side * r * 0.80, r * 0.66),
                (side * r * 1.05, r * 0.1),
                (side * r * 0.80, -r * 0.45),
                r * 0.07,
                mix(brush.light.rim, skin.skin, 0.2),
                0.75,
            )

    brush.turned(x, y, -joints.nod, face)


def _seat(brush: Brush, joints: Joints, actor: Actor, height: float) -> None:
    if actor.action == "sit":
        x, y = joints.hip
        brush.box(x - 0.16 * height, 0, 0.30 * height, y - 0.02 * height, rgb("#8a5a36"), round_m=0.02 * height)
        brush.box(
            x - 0.18 * height, y - 0.05 * height, 0.34 * height, 0.035 * height, rgb("#a3703f"), round_m=0.01 * height
        )


def _robot(brush: Brush, joints: Joints, skin: _Skin, actor: Actor, seconds: float) -> None:
    height = skin.body.height
    shell = actor.colour or _METAL
    dark, thick = _METAL_DARK, skin.limb * height
    eye = rgb("#4fe3ff")
    for knee, foot, tone in ((joints.far_knee, joints.far_foot, -0.22), (joints.near_knee, joints.near_foot, 0.0)):
        brush.line([joints.hip, knee, foot], thick * 0.6, lighter(dark, tone))
        brush.line([knee, foot], thick, lighter(shell, tone))
        brush.circle(*knee, thick * 0.6, lighter(dark, tone))
        brush.box(
            foot[0] - thick * 0.7,
            foot[1] - thick * 0.5,
            thick * 2.0,
            thick * 0.8,
            lighter(dark, tone),
            round_m=thick * 0.3,
        )
    _robot_arm(
        brush, joints, joints.far_elbow, joints.far_hand, thick, lighter(shell, -0.22), lighter(dark, -0.22), height
    )
    neck, hip = joints.neck, joints.hip
    brush.line([hip, neck], thick * 1.3, dark)
    width, tall = 0.27 * height, (neck[1] - hip[1]) * 0.84
    brush.box(neck[0] - width / 2, neck[1] - tall, width, tall, shell, round_m=0.05 * height)
    brush.box(neck[0] - width / 2, neck[1] - tall, width, tall * 0.3, lighter(shell, -0.14), round_m=0.05 * height)
    brush.box(neck[0] - width * 0.28, neck[1] - tall * 0.58, width * 0.62, tall * 0.36, dark, round_m=0.015 * height)
    for index in range(3):
        on = (seconds * 3 + index) % 3 < 1.6
        brush.circle(
            neck[0] - width * 0.14 + index * width * 0.17,
            neck[1] - tall * 0.40,
            width * 0.055,
            eye if on else lighter(dark, 0.2),
            glows=on,
        )
    brush.box(hip[0] - width * 0.35, hip[1] - 0.03 * height, width * 0.7, 0.07 * height, dark, round_m=0.02 * height)
    x, y = joints.head
    r = skin.body.head_height * 0.5

    def head() -> None:
        brush.line([(0, r * 0.7), (-r * 0.1, r * 1.28)], r * 0.07, dark)
        brush.circle(-r * 0.1, r * 1.32, r * 0.11, rgb("#ff5a5a"), glows=True)
        brush.box(-r * 0.85, -r * 0.72, r * 1.7, r * 1.46, shell, round_m=r * 0.42)
        brush.box(-r * 0.48, -r * 0.30, r * 1.30, r * 0.68, rgb("#172029"), round_m=r * 0.26)
        open_share = 0.15 if (seconds + 1.0) % 3.1 < 0.14 else 1.0
        for ex in (-0.10, 0.46):
            brush.ellipse(r * ex, r * 0.05, r * 0.15, r * 0.17 * open_share, eye, glows=True)
            brush.ellipse(r * ex, r * 0.05, r * 0.25, r * 0.27 * open_share, eye, 0.25, True)
        brush.circle(-r * 0.86, 0, r * 0.20, dark)
        brush.line([(-r * 0.1, -r * 0.52), (r * 0.45, -r * 0.52)], r * 0.06, lighter(shell, -0.3))
        brush.curve((-r * 0.6, r * 0.60), (0, r * 0.74), (r * 0.5, r * 0.62), r * 0.07, lighter(shell, 0.5), 0.6)

    brush.turned(x, y - r * 0.05, -joints.nod, head)
    _robot_arm(brush, joints, joints.near_elbow, joints.near_hand, thick, shell, dark, height)


def _robot_arm(
    brush: Brush,
    joints: Joints,
    elbow: tuple[float, float],
    hand: tuple[float, float],
    thick: float,
    shell: Colour,
    dark: Colour,
    height: float,
) -> None:
    shoulder = (joints.neck[0], joints.neck[1] - 0.055 * height)
    brush.line([shoulder, elbow], thick * 0.6, dark)
    brush.line([elbow, hand], thick * 0.85, shell)
    brush.circle(*shoulder, thick * 0.75, shell)
    brush.circle(*hand, thick * 0.6, dark)
