"""Bodies in clothes: trunk, skirts, coats, arms, legs, hands and shoes, hung on a solved skeleton."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.skeleton import Joints, Pose
from sora_widgets.animatic.figures.strokes import limb, stamp

__all__ = ["draw_arm", "draw_cape", "draw_leg", "draw_skirt", "draw_trunk"]

# across (1: half the shoulders), up (0: the hip, 1: the base of the neck)
_TRUNKS: dict[str, tuple[Point, ...]] = {
    "straight": (
        *((-0.92, -0.16), (-0.98, 0.30), (-1.16, 0.62), (-1.12, 0.90), (-0.62, 1.01), (-0.22, 1.06)),
        *((0.26, 1.06), (0.66, 1.01), (1.12, 0.88), (1.16, 0.60), (1.00, 0.28), (0.94, -0.16)),
    ),
    "waisted": (
        *((-1.02, -0.18), (-0.98, 0.10), (-0.70, 0.36), (-1.06, 0.70), (-1.08, 0.92), (-0.58, 1.02), (-0.22, 1.07)),
        *((0.26, 1.07), (0.62, 1.02), (1.06, 0.92), (1.22, 0.68), (0.74, 0.36), (0.98, 0.10), (1.00, -0.18)),
    ),
    "round": (
        *((-1.00, -0.20), (-1.20, 0.22), (-1.16, 0.62), (-1.05, 0.92), (-0.55, 1.02), (-0.2, 1.04)),
        *((0.26, 1.04), (0.60, 1.02), (1.08, 0.90), (1.30, 0.58), (1.34, 0.16), (1.02, -0.20)),
    ),
}
_INNER: tuple[Point, ...] = ((-0.50, 0.92), (-0.56, 0.55), (-0.42, 0.20), (-0.48, -0.14))
# the side away from the light: the left edge of each trunk, back along an inner line
_SHADES = {shape: (*(point for point in points if point[0] < -0.55), *_INNER) for shape, points in _TRUNKS.items()}
_SHOE: tuple[Point, ...] = (
    *((-0.36, 0.62), (-0.44, -0.10), (-0.44, -1.0), (-0.40, -1.0), (1.02, -1.0), (1.08, -1.0)),
    *((1.06, -0.52), (0.62, -0.10), (0.30, 0.25), (0.26, 0.62)),
)
_HAND: tuple[Point, ...] = (
    *((-0.50, 0.35), (-0.62, -0.50), (-0.40, -1.30), (0.05, -1.42), (0.46, -1.20), (0.52, -0.62)),
    *((0.92, -0.70), (0.98, -0.40), (0.55, 0.0), (0.45, 0.35)),
)
_FIST: tuple[Point, ...] = ((-0.62, 0.30), (-0.72, -0.60), (-0.30, -1.10), (0.40, -1.08), (0.74, -0.55), (0.58, 0.30))
_WHITE = rgb("#fbf6ea")


def thickness(look: Look) -> float:
    """Of a limb, in metres."""
    return look.limb * look.build.height


def trunk_shape(look: Look) -> str:
    if "round" in look.extras or look.build.hips >= 0.095 or look.build.height < 0.9:
        return "round"
    return (
        "waisted"
        if look.wear == "dress" or (look.hair_style in ("long", "bob", "bun") and "beard" not in look.extras)
        else "straight"
    )


def draw_trunk(brush: Brush, look: Look, joints: Joints, pose: Pose, breath: float) -> None:
    """The trunk from hip to neck, with what is worn on it."""
    canvas, b = brush.canvas, look.build
    sine = abs(math.sin(pose.yaw))
    wide = b.shoulders * (0.62 + 0.42 * sine) * (1.0 + 0.012 * breath)
    x, y = joints.hip
    is_away = math.sin(pose.yaw) < 0
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-math.degrees(joints.lean))
    top = look.top
    shape = trunk_shape(look)
    stamp(brush, _TRUNKS[shape], top, size=(wide, b.trunk))
    stamp(brush, _SHADES[shape], lighter(top, -0.10), size=(wide, b.trunk))
    canvas.scale(wide, b.trunk)
    if not is_away:
        _fronts(brush, look, 0.16 if sine < 0.8 else 0.04)
    elif "pack" in look.extras or "tank" in look.extras:
        brush.box(-0.8, 0.15, 1.6, 0.85, lighter(look.top, -0.14), round_m=0.2)
    canvas.restore()


def _fronts(brush: Brush, look: Look, middle: float) -> None:
    """What is on the chest: stripes, lapels, a badge. `middle` is where the breastbone is."""
    extras, top = look.extras, look.top
    if "belly" in extras:
        brush.ellipse(middle + 0.06, 0.40, 0.66, 0.36, lighter(top, 0.28))
    if look.wear not in ("suit", "shell", "bare", "fur") and "hat:hood" not in extras:
        brush.smooth(
            [(middle - 0.30, 1.08), (middle + 0.34, 1.08), (middle + 0.10, 0.86), (middle - 0.06, 0.86)],
            lighter(look.skin, -0.04),
        )
    if "collar" in extras:
        brush.smooth([(middle - 0.55, 1.02), (middle, 0.84), (middle - 0.06, 0.72), (middle - 0.62, 0.84)], _WHITE)
        brush.smooth([(middle + 0.62, 1.02), (middle, 0.84), (middle + 0.10, 0.72), (middle + 0.68, 0.84)], _WHITE)
    if "stripes" in extras:
        for up in (0.26, 0.52):
            brush.box(-1.04, up, 2.10, 0.095, _WHITE)
    if look.wear in ("jacket", "robe") and "ermine" not in extras:
        brush.polygon(
            [(middle - 0.34, 1.04), (middle + 0.36, 1.04), (middle + 0.04, 0.46)],
            _WHITE if look.wear == "jacket" else lighter(top, 0.2),
        )
        brush.polygon(
            [(middle - 0.42, 1.05), (middle - 0.18, 1.05), (middle + 0.06, 0.44), (middle - 0.16, 0.52)],
            lighter(top, -0.16),
        )
        brush.polygon(
            [(middle + 0.46, 1.05), (middle + 0.24, 1.05), (middle + 0.04, 0.44), (middle + 0.26, 0.52)],
            lighter(top, -0.10),
        )
        brush.line([(middle + 0.04, 0.44), (middle + 0.02, -0.12)], 0.035, lighter(top, -0.22))
    if "tie" in extras:
        brush.polygon(
            [
                (middle - 0.06, 0.98),
                (middle + 0.10, 0.98),
                (middle + 0.14, 0.56),
                (middle + 0.03, 0.46),
                (middle - 0.06, 0.56),
            ],
            rgb("#b03a36"),
        )
    if "badge" in extras:
        brush.ellipse(middle + 0.02, 0.66, 0.34, 0.13, rgb("#f0c23c"))
    if "tabard" in extras:
        brush.box(middle - 0.52, -0.14, 1.05, 1.05, rgb("#b5342f"))
        brush.box(middle - 0.08, 0.20, 0.18, 0.62, _WHITE)
        brush.box(middle - 0.30, 0.46, 0.62, 0.12, _WHITE)
    if "vest" in extras or "dungarees" in extras:
        cloth = rgb("#6e4a2c") if "vest" in extras else look.bottom
        if "vest" in extras:
            brush.smooth([(-1.06, -0.1), (-1.12, 0.9), (-0.62, 1.02), (-0.20, 0.5), (-0.22, -0.1)], cloth)
            brush.smooth([(0.98, -0.1), (1.12, 0.9), (0.74, 1.02), (0.46, 0.5), (0.50, -0.1)], cloth)
        else:
            brush.box(middle - 0.62, -0.16, 1.20, 0.72, cloth, round_m=0.1)
            for side in (-0.5, 0.42):
                brush.line([(middle + side, 0.55), (middle + side * 1.1, 1.0)], 0.16, cloth)
    if "apron" in extras:
        brush.box(middle - 0.62, -0.24, 1.25, 0.86, rgb("#fdfcf8"), round_m=0.12)
    if "belt" in extras:
        brush.box(-1.12, -0.02, 2.24, 0.14, rgb("#2b2624"))
        brush.box(middle - 0.16, -0.05, 0.34, 0.20, rgb("#e0b13e"))
    if "bands" in extras:
        brush.box(-1.04, 0.30, 2.08, 0.10, rgb("#eef2a2"))
    if "shawl" in extras:
        brush.smooth(
            [(-1.2, 0.52), (-1.16, 0.98), (0.0, 1.16), (1.16, 0.98), (1.24, 0.56), (middle, 0.42)], lighter(top, 0.30)
        )
    if "scarf" in extras:
        brush.smooth([(-0.50, 1.12), (0.62, 1.12), (0.50, 0.92), (middle, 0.78), (-0.42, 0.92)], rgb("#d9b03c"))
    if "ruff" in extras:
        brush.ellipse(middle - 0.1, 1.04, 0.95, 0.15, _WHITE)
    if "ermine" in extras:
        brush.smooth([(-1.24, 0.66), (-1.1, 1.0), (0.0, 1.12), (1.1, 1.0), (1.26, 0.66), (middle, 0.56)], _WHITE)
    if "stethoscope" in extras:
        brush.curve((middle - 0.32, 1.0), (middle, 0.44), (middle + 0.36, 1.0), 0.06, rgb("#4a525e"))
    if look.wear == "suit":
        brush.box(middle - 0.42, 0.36, 0.84, 0.34, lighter(top, -0.12), round_m=0.08)
        for index, colour in enumerate((rgb("#d9443f"), rgb("#3f8ad9"), rgb("#e8b93c"))):
            brush.ellipse(middle - 0.22 + 0.24 * index, 0.53, 0.075, 0.05, colour)
        brush.box(-0.95, -0.02, 1.95, 0.10, lighter(top, -0.18), round_m=0.05)
    if "bare" in (look.wear,):
        brush.line([(-0.8, 0.34), (0.86, 0.34)], 0.03, lighter(look.skin, -0.2))


def draw_skirt(brush: Brush, look: Look, joints: Joints, pose: Pose, lag: Point) -> None:
    """A dress or coat from the waist down to its hem, which the knees push and the air drags (`lag`, in metres)."""
    if not look.hem:
        return
    b = look.build
    wide = b.shoulders * (0.62 + 0.42 * abs(math.sin(pose.yaw)))
    hem = look.hem

    def along(hip: Point, knee: Point, foot: Point) -> Point:
        first, second, share = (hip, knee, hem) if hem < 1 else (knee, foot, hem - 1)
        return (first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share)

    near = along(joints.near_hip, joints.near_knee, joints.near_foot)
    far = along(joints.far_hip, joints.far_knee, joints.far_foot)
    flare = wide * ({"dress": 0.62, "robe": 0.32}.get(look.wear, 0.3) + 0.10 * hem)
    left, right = min(near[0], far[0]) - flare, max(near[0], far[0]) + flare
    bottom = min(near[1], far[1]) if hem > 1 else 0.5 * (near[1] + far[1])
    waist = 0.16 * b.trunk
    up = (math.sin(joints.lean), math.cos(joints.lean))
    x, y = joints.hip[0] + up[0] * waist, joints.hip[1] + up[1] * waist
    drag_x, drag_y = 0.55 * lag[0], 0.35 * lag[1]
    is_lying = abs(joints.lean) > 1.1
    if is_lying:
        limb(brush, [joints.hip, near], [2.0 * wide, 1.7 * wide], look.bottom)
        return
    colour = look.top if look.wear in ("dress", "robe") else look.bottom
    middle = 0.5 * (left + right)
    brush.smooth(
        [
            (x - wide * 0.84, y + 0.02),
            (x + wide * 0.86, y + 0.02),
            (max(x, joints.hip[0]) + wide * 1.02, joints.hip[1] - 0.05 * b.leg),
            (right + 0.4 * drag_x, bottom + 0.22 * (y - bottom) + 0.5 * drag_y),
            (right + drag_x, bottom + drag_y),
            (right + drag_x, bottom - 0.01 + drag_y),
            (middle + drag_x, bottom - 0.035 * b.height + drag_y),
            (left + 1.2 * drag_x, bottom + 0.01 + 1.2 * drag_y),
            (left + 1.2 * drag_x, bottom + 0.02 + 1.2 * drag_y),
            (left + 0.4 * drag_x, bottom + 0.26 * (y - bottom) + 0.5 * drag_y),
            (min(x, joints.hip[0]) - wide * 1.02, joints.hip[1] - 0.05 * b.leg),
        ],
        colour,
    )
    fold = lighter(colour, -0.13)
    brush.curve(
        (x - wide * 0.3, y - 0.10 * b.leg),
        (middle - 0.2 * flare, 0.5 * (y + bottom)),
        (left + flare * 0.9 + drag_x, bottom + 0.04 + drag_y),
        0.011 * b.height,
        fold,
    )
    brush.curve(
        (x + wide * 0.2, y - 0.14 * b.leg),
        (middle + 0.3 * flare, 0.5 * (y + bottom)),
        (right - flare * 0.9 + drag_x, bottom + 0.04 + drag_y),
        0.011 * b.height,
        fold,
    )


def draw_tutu(brush: Brush, look: Look, joints: Joints, lag: Point) -> None:
    """The stiff round skirt of a dancer."""
    b = look.build
    x, y = joints.hip
    up = 0.10 * b.trunk

    def plate() -> None:
        brush.ellipse(0, up * 0.2, 0.235 * b.height, 0.040 * b.height, lighter(look.top, -0.08))
        brush.ellipse(0, up * 0.5, 0.225 * b.height, 0.034 * b.height, lighter(look.top, 0.22))
        brush.ellipse(0, up * 0.8, 0.185 * b.height, 0.026 * b.height, lighter(look.top, 0.40))

    brush.turned(x, y, -0.5 * joints.lean + 0.5 * lag[0], plate)


def draw_cape(brush: Brush, look: Look, joints: Joints, lag: Point, seconds: float) -> None:
    """A cape behind the shoulders, blown by the way it goes."""
    b = look.build
    ripple = 0.04 * b.height * math.sin(5 * seconds)
    x, y = joints.neck
    low = joints.hip[1] - 0.75 * b.leg
    cloth = rgb("#c03438") if "badge" in look.extras or "ermine" not in look.extras else lighter(look.top, -0.2)
    drag_x, drag_y = 1.6 * lag[0], 1.5 * lag[1]
    if abs(joints.lean) > 0.8:
        tail = (joints.hip[0] - 0.9 * b.leg, joints.hip[1] + 0.22 * b.height + ripple)
        brush.smooth(
            [
                (x, y + 0.02),
                (x - 0.02, y - 0.10),
                joints.hip,
                (tail[0], tail[1] - 0.16),
                tail,
                (x - 0.3 * b.height, y + 0.10 * b.height + ripple),
            ],
            cloth,
        )
        return
    w = b.shoulders
    brush.smooth(
        [
            (x - w * 0.9, y + 0.01),
            (x + w * 0.9, y + 0.01),
            (x + w * 0.95, y - 0.3 * b.trunk),
            (joints.hip[0] + w * 0.7 + 0.6 * drag_x, joints.hip[1] - 0.2 * b.leg),
            (joints.hip[0] + w * 0.9 + drag_x + ripple, low + drag_y),
            (joints.hip[0] - w * 0.6 + drag_x, low - 0.03 + drag_y),
            (joints.hip[0] - w * 2.1 + drag_x - ripple, low + 0.02 + 1.2 * drag_y),
            (joints.hip[0] - w * 1.7 + 0.6 * drag_x, joints.hip[1]),
        ],
        cloth,
    )


def draw_leg(
    brush: Brush, look: Look, hip: Point, knee: Point, foot: Point, toe: float, flat: float, shade: float
) -> None:
    """A leg with its clothes and shoe; `flat` foreshortens the foot, `shade` darkens the far one."""
    b, thick = look.build, thickness(look)
    skin = lighter(look.skin, shade)
    cloth = lighter(look.bottom, shade)
    if look.legs in ("trousers", "tights"):
        widths = (1.95, 1.50, 1.16) if look.legs == "trousers" else (1.55, 1.15, 0.80)
        limb(brush, [hip, knee, foot], [thick * width for width in widths], cloth)
    else:
        limb(brush, [hip, knee, foot], [thick * 1.50, thick * 1.12, thick * 0.78], skin)
        if look.legs == "shorts":
            end = (hip[0] + (knee[0] - hip[0]) * 0.80, hip[1] + (knee[1] - hip[1]) * 0.80)
            limb(brush, [hip, end], [thick * 1.95, thick * 1.90], cloth)
    if look.wear == "bare":
        brush.circle(*knee, thick * 0.62, lighter(skin, -0.12))
    stamp(
        brush,
        _SHOE,
        lighter(look.shoe if look.wear != "bare" else look.skin, shade),
        foot,
        (0.098 * b.height * (0.45 + 0.55 * abs(flat)) * (1 if flat >= 0 else -1), b.ankle),
        toe * (1 if flat >= 0 else -1),
    )


def draw_arm(
    brush: Brush, look: Look, shoulder: Point, elbow: Point, hand: Point, shade: float, is_fist: bool = False
) -> None:
    """An arm with sleeve and hand."""
    thick = thickness(look) * 0.90
    skin = lighter(look.skin if look.wear != "suit" else look.shoe, shade)
    cloth = lighter(look.top, shade)
    dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
    if look.wear in ("jumper", "jacket", "robe", "suit"):
        cuff = 1.5 if look.wear == "robe" and look.hem > 1.5 else 0.92
        wrist = (elbow[0] + dx * 0.93, elbow[1] + dy * 0.93)
        is_wide = look.wear == "suit"
        _hand(brush, hand, dx, dy, thick, skin, is_fist)
        limb(
            brush,
            [shoulder, elbow, wrist],
            [
                thick * (1.75 if is_wide else 1.45),
                thick * (1.5 if is_wide else 1.20),
                thick * (1.3 if is_wide else cuff),
            ],
            cloth,
        )
        return
    limb(brush, [shoulder, elbow, hand], [thick * 1.15, thick * 0.94, thick * 0.68], skin)
    if look.wear in ("shirt", "dress"):
        share = 0.62 if look.wear == "shirt" else 0.42
        end = (shoulder[0] + (elbow[0] - shoulder[0]) * share, shoulder[1] + (elbow[1] - shoulder[1]) * share)
        limb(brush, [shoulder, end], [thick * 1.55, thick * 1.50], cloth)
    elif look.wear == "bare":
        brush.circle(*elbow, thick * 0.52, lighter(skin, -0.12))
        brush.circle(*shoulder, thick * 0.66, lighter(skin, -0.08))
    _hand(brush, hand, dx, dy, thick, skin, is_fist)


def _hand(brush: Brush, at: Point, dx: float, dy: float, thick: float, skin: Colour, is_fist: bool) -> None:
    size = thick * (0.62 if is_fist else 0.56)
    stamp(brush, _FIST if is_fist else _HAND, skin, at, (size, size), math.atan2(dx, -dy))
