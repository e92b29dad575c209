"""Heads that turn: face, hair, hats. A head is a ball; what is on it goes round with it, and away from the camera it shows hair.

Drawn in head units: the origin is the middle of the head, 1 is half its height.
"""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import lighter, mix, rgb
from sora_widgets.animatic.figures.hats import draw_hat
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.skeleton import Pose
from sora_widgets.animatic.figures.strokes import ready

__all__ = ["FACE_ON", "draw_back_hair", "draw_head"]

FACE_ON = math.radians(28)
"""How much further than the body a head at rest is turned towards the camera."""
_EYE, _WHITE, _BLUSH, _MOUTH, _TONGUE = rgb("#2c211f"), rgb("#ffffff"), rgb("#e8705c"), rgb("#7a2b2b"), rgb("#d9656a")
_REST = math.radians(62)

_FACE: tuple[Point, ...] = (
    *((-0.80, 0.10), (-0.82, 0.78), (-0.30, 1.04), (0.30, 1.04), (0.84, 0.76), (0.88, 0.06)),
    *((0.84, -0.52), (0.50, -0.98), (0.05, -1.06), (-0.42, -0.92), (-0.82, -0.46)),
)
# Hair over the face in two views: three-quarter and face on; between and beyond them the points go along.
_CAPS: dict[str, tuple[tuple[Point, ...], tuple[Point, ...]]] = {
    "short": (
        (
            *((-0.78, -0.52), (-1.06, -0.05), (-1.02, 0.72), (-0.50, 1.20), (0.38, 1.22), (0.98, 0.80)),
            *((0.92, 0.34), (0.52, 0.66), (-0.10, 0.52), (-0.42, 0.20), (-0.50, -0.28)),
        ),
        (
            *((-0.90, -0.34), (-1.06, 0.10), (-1.00, 0.80), (-0.45, 1.20), (0.45, 1.20), (1.00, 0.80)),
            *((1.06, 0.10), (0.80, 0.44), (0.10, 0.68), (-0.60, 0.52), (-0.80, 0.10)),
        ),
    ),
    "fringe": (
        (
            *((-0.76, -0.62), (-1.10, -0.10), (-1.06, 0.70), (-0.52, 1.24), (0.42, 1.26), (1.04, 0.78)),
            *((0.94, 0.20), (0.58, 0.36), (0.05, 0.26), (-0.40, 0.22), (-0.48, -0.36)),
        ),
        (
            *((-0.94, -0.40), (-1.10, 0.05), (-1.04, 0.80), (-0.48, 1.24), (0.48, 1.24), (1.04, 0.80)),
            *((1.10, 0.05), (0.82, 0.30), (0.20, 0.30), (-0.45, 0.36), (-0.84, 0.10)),
        ),
    ),
    "long": (
        (
            *((-0.72, -0.80), (-1.08, -0.30), (-1.08, 0.66), (-0.52, 1.20), (0.40, 1.22), (1.02, 0.74)),
            *((0.94, 0.06), (0.74, 0.56), (0.22, 0.74), (-0.36, 0.30), (-0.46, -0.50)),
        ),
        (
            *((-0.96, -0.70), (-1.10, -0.10), (-1.04, 0.78), (-0.46, 1.22), (0.46, 1.22), (1.04, 0.78)),
            *((1.10, -0.10), (0.86, 0.30), (0.30, 0.74), (-0.40, 0.60), (-0.84, -0.10)),
        ),
    ),
    "bald": (
        (
            *((-0.66, -0.62), (-1.02, -0.30), (-1.04, 0.36), (-0.84, 0.52), (-0.74, 0.50), (-0.66, 0.46)),
            *((-0.60, 0.36), (-0.56, 0.26), (-0.54, 0.10), (-0.52, -0.06), (-0.52, -0.34)),
        ),
        (
            *((-0.80, -0.56), (-1.02, -0.20), (-1.02, 0.40), (-0.90, 0.50), (-0.86, 0.46), (-0.84, 0.42)),
            *((-0.82, 0.32), (-0.80, 0.22), (-0.80, 0.10), (-0.80, -0.06), (-0.78, -0.30)),
        ),
    ),
}
_CAPS["bun"] = _CAPS["long"]
_CAPS["bob"] = _CAPS["fringe"]
_CAPS["tails"] = _CAPS["fringe"]
_CAPS["curls"] = _CAPS["short"]


def draw_back_hair(brush: Brush, look: Look, at: Point, lag: Point, psi: float) -> None:
    """What hangs behind the shoulders; drawn before the body, trailing by `lag` (in heads)."""
    r = look.build.head * 0.5
    x, y = at
    c = math.cos(psi)
    lx, ly = max(-0.9, min(0.9, lag[0])), max(-0.6, min(0.6, lag[1]))
    if look.hair_style == "long":
        brush.smooth(
            [
                (x + r * (-1.02 + 0.1 * c), y + r * 0.55),
                (x + r * (0.72 - 0.25 * c), y + r * 0.60),
                (x + r * (0.78 - 0.75 * c), y - r * 0.80),
                (x + r * (0.62 - 0.80 * c + 0.9 * lx), y + r * (-1.80 + 0.9 * ly)),
                (x + r * (0.10 - 0.6 * c + 1.5 * lx), y + r * (-2.30 + 1.4 * ly)),
                (x + r * (-0.85 - 0.5 * c + 1.5 * lx), y + r * (-2.10 + 1.4 * ly)),
                (x + r * (-1.14 + 0.4 * lx), y + r * -0.90),
            ],
            lighter(look.hair, -0.10),
        )
    elif look.hair_style == "bob":
        brush.smooth(
            [
                (x - r * 1.05, y + r * 0.5),
                (x + r * (0.95 - 0.3 * c), y + r * 0.5),
                (x + r * (1.05 - 0.8 * c + 0.5 * lx), y - r * 0.95),
                (x + r * (-0.2 + 0.6 * lx), y - r * 1.10),
                (x + r * (-1.22 + 0.6 * lx), y - r * (0.98 - 0.5 * ly)),
            ],
            lighter(look.hair, -0.10),
        )
    elif look.hair_style == "tails":
        for side in (-1.0, 1.0):
            away = x + r * (side * 0.98 - 0.55 * c)
            brush.smooth(
                [
                    (away, y + r * 0.52),
                    (away + side * r * 0.36 + r * 0.5 * lx, y + r * (0.40 + 0.6 * ly)),
                    (away + side * r * 0.62 + r * 1.2 * lx, y + r * (-0.45 + 1.2 * ly)),
                    (away + side * r * 0.34 + r * 1.2 * lx, y + r * (-0.62 + 1.2 * ly)),
                    (away - side * r * 0.02, y - r * 0.05),
                ],
                lighter(look.hair, -0.06),
            )
            if "bows" in look.extras:
                brush.circle(away + side * r * 0.06, y + r * 0.42, r * 0.19, look.shoe)
    if look.hair_style == "bun":
        brush.circle(
            x + r * (-0.80 * c - 0.25 + 0.1 * lx), y + r * (0.95 + 0.1 * ly), r * 0.46, lighter(look.hair, -0.06)
        )


def draw_head(brush: Brush, look: Look, at: Point, tilt: float, psi: float, pose: Pose, seconds: float) -> None:
    """The head with its middle at `at`; `tilt` is its nod forwards, `psi` 0 in profile and π/2 face on."""
    r = look.build.head * 0.5
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(-math.degrees(tilt))
    psi = (psi + math.pi) % math.tau - math.pi
    is_left = math.cos(psi) < -0.02
    canvas.scale(-r if is_left else r, r)
    if is_left:
        psi = math.copysign(math.pi, psi) - psi
    if math.sin(psi) < 0.0:
        _from_behind(brush, look, psi)
    else:
        _face(brush, look, psi, pose, seconds)
    canvas.restore()


def _from_behind(brush: Brush, look: Look, psi: float) -> None:
    has_hair = look.hair_style not in ("none", "bald")
    brush.path(ready(_FACE), look.hair if has_hair else look.skin)
    for side in (-1, 1):
        brush.ellipse(side * 0.84, -0.05, 0.12, 0.19, lighter(look.skin, -0.06))
    if has_hair:
        brush.ellipse(0, 0.18, 1.0, 1.02, look.hair)
        brush.ellipse(-0.1, 0.45, 0.6, 0.45, lighter(look.hair, 0.07), 0.6)
    elif look.hair_style == "bald":
        brush.ellipse(0, -0.30, 0.92, 0.42, look.hair)
    if "hat:helmet" in look.extras:  # its glass is in front
        brush.circle(0.0, 0.0, 1.15, lighter(look.top, -0.05))
        brush.ellipse(-0.25, 0.4, 0.6, 0.45, look.top, 0.8)
        return
    if "hat:goggles" not in look.extras:
        _hat(brush, look, psi)


def _hat(brush: Brush, look: Look, psi: float) -> None:
    for extra in look.extras:
        if extra.startswith("hat:"):
            draw_hat(brush, extra[4:], math.cos(psi), look)


def _cap(style: str, psi: float) -> tuple[Point, ...]:
    first, second = _CAPS[style]
    share = max(-1.0, min(1.0, (psi - _REST) / (math.pi / 2 - _REST)))
    share = round(share * 10) / 10
    return tuple(
        (x0 + share * (x1 - x0), y0 + share * (y1 - y0)) for (x0, y0), (x1, y1) in zip(first, second, strict=True)
    )


def _face(brush: Brush, look: Look, psi: float, pose: Pose, seconds: float) -> None:
    c = math.cos(psi)
    skin = look.skin
    brush.path(ready(_FACE), skin)
    ear = math.cos(psi + math.pi / 2)
    for eye in _eyes(psi):
        brush.ellipse(min(0.62, eye[0] * 1.16 + 0.02), -0.34, 0.18 * eye[1], 0.13, _BLUSH, 0.30)
    style = look.hair_style
    if style in _CAPS:
        brush.path(ready(_cap(style, psi)), look.hair)
    if style == "curls":
        for index in range(9):
            angle = 0.25 + index * 0.42
            brush.circle(1.0 * math.cos(angle) - 0.08, 0.32 + 0.86 * math.sin(angle), 0.36, look.hair)
    elif style == "tuft":
        brush.curve((0.0, 1.0), (0.05, 1.35), (0.32, 1.18), 0.13, look.hair)
        brush.curve((-0.1, 0.98), (-0.2, 1.25), (0.08, 1.26), 0.10, look.hair)
    if style in ("short", "fringe", "long", "bob", "bun", "tails"):
        brush.curve((-0.62, 0.72), (-0.2, 1.10), (0.42, 1.00), 0.10, lighter(look.hair, 0.14))
    if style not in ("long", "bob") or psi < 0.9:
        brush.ellipse(0.80 * ear * 0.86, -0.08, 0.13, 0.19, lighter(skin, -0.05))
        brush.ellipse(0.80 * ear * 0.86 + 0.02, -0.08, 0.06, 0.10, lighter(skin, -0.18))
    _features(brush, look, psi, c, pose, seconds)
    _hat(brush, look, psi)
    if brush.light.rim is not None:
        side = -1.0 if brush.light.orb is None or brush.light.orb.x < 0 else 1.0
        brush.curve(
            (side * 0.74, 0.80), (side * 1.10, 0.20), (side * 0.80, -0.55), 0.07, mix(brush.light.rim, skin, 0.2), 0.75
        )


def _eyes(psi: float) -> list[tuple[float, float]]:
    """(x, width) of what sits at the eyes' places, the one nearer to the ear first."""
    places = []
    for aside in (0.44, -0.44):
        angle = psi + aside
        width = math.sin(angle)
        if width > 0.12:
            places.append((0.78 * math.cos(angle), 0.4 + 0.6 * width))
    return places


def _features(brush: Brush, look: Look, psi: float, c: float, pose: Pose, seconds: float) -> None:
    is_blinking = (seconds + 1.1) % 2.9 < 0.13 or (seconds + 0.1) % 5.3 < 0.11
    eyes = "shut" if is_blinking and pose.eyes == "open" else pose.eyes
    ink = _EYE
    brow = mix(lighter(look.hair, -0.25), look.skin, 0.15)
    is_lashed = look.hair_style in ("long", "bob", "bun", "tails") and "beard" not in look.extras
    worry = 0.12 if eyes == "sad" or pose.mood < -0.3 else -0.05 if pose.mood > 0.7 else 0.0
    if "skull" in look.extras:
        _skull(brush, psi, c, pose)
        return
    for index, (x, width) in enumerate(_eyes(psi)):
        inner = 1.0 if index == 0 else -1.0
        if eyes in ("shut", "sad"):
            brush.curve((x - 0.16 * width, 0.02), (x, -0.10), (x + 0.16 * width, 0.02), 0.062, ink)
            if eyes == "sad":
                fall = (seconds * 0.9 + 0.5 * index) % 1.0
                brush.ellipse(x + 0.03, -0.16 - 0.62 * fall, 0.055, 0.085, rgb("#8fd0f2"), 1.0 - 0.5 * fall)
        elif eyes == "happy":
            brush.curve((x - 0.16 * width, -0.04), (x, 0.18), (x + 0.16 * width, -0.04), 0.07, ink)
        else:
            brush.ellipse(x, 0.0, 0.105 * width, 0.150, ink)
            brush.circle(x + 0.035, 0.055, 0.036, _WHITE, glows=True)
            if is_lashed:
                brush.curve((x - 0.16 * width, 0.06), (x - 0.02, 0.20), (x + 0.15 * width, 0.10), 0.055, ink)
        lift = 0.33 + 0.05 * pose.mouth
        brush.curve(
            (x - 0.17 * width, lift - 0.02 - worry * inner * 0.6),
            (x, lift + 0.075),
            (x + 0.17 * width, lift - 0.02 + worry * inner * 0.6),
            0.062,
            brow,
        )
    nose = 0.80 * c
    brush.curve(
        (nose + 0.01, -0.04), (nose + 0.13 * c + 0.04, -0.22), (nose - 0.06, -0.24), 0.06, lighter(look.skin, -0.20)
    )
    _mouth(brush, 0.60 * c, pose)
    _face_extras(brush, look, psi, c)


def _skull(brush: Brush, psi: float, c: float, pose: Pose) -> None:
    for x, width in _eyes(psi):
        brush.ellipse(x, 0.02, 0.23 * width, 0.26, _EYE)
    brush.polygon([(0.80 * c - 0.08, -0.20), (0.80 * c + 0.10, -0.20), (0.80 * c, -0.36)], _EYE)
    gape = 0.10 * pose.mouth
    brush.box(0.60 * c - 0.32, -0.66 - gape, 0.64, 0.16 + gape, _EYE, round_m=0.05)
    for step in range(4):
        brush.line(
            [(0.60 * c - 0.22 + 0.15 * step, -0.50), (0.60 * c - 0.22 + 0.15 * step, -0.62)], 0.09, rgb("#f2ecdc")
        )


def _mouth(brush: Brush, x: float, pose: Pose) -> None:
    y, half = -0.52, 0.20
    if pose.mouth > 0.12:
        tall = 0.05 + 0.17 * min(1.0, pose.mouth)
        brush.ellipse(x, y - 0.02 - 0.3 * tall, half * (0.62 + 0.38 * max(0.0, pose.mood)), tall, _MOUTH)
        if tall > 0.12:
            brush.ellipse(x, y - 0.02 - 0.9 * tall, half * 0.5, tall * 0.42, _TONGUE)
        return
    brush.curve(
        (x - half, y + 0.05 * pose.mood),
        (x, y - 0.17 * pose.mood),
        (x + half, y + 0.05 * pose.mood),
        0.07,
        rgb("#a5453c"),
    )


def _face_extras(brush: Brush, look: Look, psi: float, c: float) -> None:
    extras = look.extras
    hair = look.hair
    if "beard" in extras or "long_beard" in extras:
        low = -2.1 if "long_beard" in extras else -1.25
        x = 0.5 * c
        brush.smooth(
            [
                *((-0.52 + 0.1 * c, -0.28), (x - 0.30, -0.50), (x, -0.44), (x + 0.30, -0.50), (0.80, -0.28)),
                *((0.86, -0.80), (x + 0.20, low), (x - 0.20, low), (-0.56, -0.86)),
            ],
            hair,
        )
        brush.curve((x - 0.14, -0.66), (x, -0.74), (x + 0.14, -0.66), 0.07, rgb("#a5453c"))
    if "moustache" in extras or "beard" in extras or "long_beard" in extras:
        x = 0.66 * c
        brush.smooth(
            [(x, -0.34), (x + 0.30, -0.44), (x + 0.36, -0.58), (x, -0.46), (x - 0.36, -0.58), (x - 0.30, -0.44)],
            lighter(hair, 0.10),
        )
    if "glasses" in extras:
        places = _eyes(psi)
        for x, width in places:
            brush.circle(x, 0.0, 0.245 * width, rgb("#ffffff"), 0.28)
            _ring(brush, x, 0.245 * width)
        if len(places) == 2:
            brush.line([(places[0][0] + 0.22, 0.05), (places[1][0] - 0.20, 0.05)], 0.05, rgb("#3b3f4a"))
        brush.line([(places[0][0] - 0.24, 0.04), (-0.66, 0.10)], 0.05, rgb("#3b3f4a"))
    if "sunglasses" in extras:
        dark = look.gear or rgb("#23252d")
        for x, width in _eyes(psi):
            brush.box(x - 0.27 * width, -0.22, 0.54 * width, 0.40, dark, round_m=0.14)
            brush.line([(x - 0.10 * width, 0.10), (x + 0.02 * width, -0.06)], 0.07, _WHITE, 0.5)
        brush.line([(_eyes(psi)[0][0] - 0.2, 0.10), (-0.66, 0.14)], 0.07, dark)
        brush.line([(x, 0.10) for x, _ in _eyes(psi)] if len(_eyes(psi)) == 2 else [(0.2, 0.1), (0.6, 0.1)], 0.08, dark)
    if "eyepatch" in extras:
        x, width = _eyes(psi)[0]
        brush.line([(-0.9, 0.40), (x, 0.05), (0.72, 0.52)], 0.06, rgb("#221c1c"))
        brush.ellipse(x, 0.0, 0.22 * width, 0.22, rgb("#221c1c"))
    if "nose" in extras:
        brush.circle(0.86 * c, -0.16, 0.20, rgb("#d9322f"))
    if "mask" in extras:
        for x, width in _eyes(psi):
            brush.ellipse(x, 0.02, 0.26 * width, 0.20, lighter(look.top, -0.25))
            brush.ellipse(x, 0.0, 0.12 * width, 0.12, rgb("#ffffff"))
            brush.circle(x + 0.02, 0.0, 0.07, _EYE)


def _ring(brush: Brush, x: float, radius: float) -> None:
    points = [
        (x + radius * math.cos(step * math.tau / 14), radius * math.sin(step * math.tau / 14)) for step in range(15)
    ]
    brush.line(points, 0.05, rgb("#3b3f4a"))
