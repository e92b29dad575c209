"""Animals: dog, horse and a walking cat on one four-legged frame, a sitting cat, a bird."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["ANIMALS", "draw_bird", "draw_cat", "draw_dog", "draw_horse"]

ANIMALS: dict[str, Body] = {
    "dog": Body(0.74, 0.30, 0.60, 0.95, 0.36),
    "cat": Body(0.46, 0.21, 0.345, 0.40),
    "bird": Body(0.34, 0.16, 0.28, 0.75, 0.2),
    "horse": Body(2.1, 0.62, 1.80, 2.2, 1.0),
}
_GAITS = {"run": (10.5, 0.85, 0.05), "walk": (5.6, 0.42, 0.012), "jump": (7.0, 0.7, 0.12)}


@dataclass(frozen=True)
class _Frame:
    """A four-legged body by its measures in metres."""

    leg: float
    length: float
    depth: float
    thick: float


def draw_dog(brush: Brush, seconds: float, actor: Actor) -> None:
    """A dog with a collar; it wags its tail and pants."""
    coat = actor.colour or rgb("#c98a4b")
    frame = _Frame(leg=0.30, length=0.56, depth=0.20, thick=0.062)
    seconds += 0.3 * actor.place_in_row
    lift, back = _four_legs(brush, seconds, actor.action, frame, coat, rgb("#f3e3c8"))
    wag = 0.5 * math.sin(seconds * 11)
    tail = (-frame.length * 0.48, back + 0.02)
    brush.curve(tail, (tail[0] - 0.14, tail[1] + 0.10), (tail[0] - 0.15 + 0.05 * wag, tail[1] + 0.26), 0.05, coat)
    _trunk(brush, frame, back, coat, rgb("#f3e3c8"))
    hx, hy = frame.length * 0.56, back + 0.20
    brush.line([(frame.length * 0.40, back + 0.0), (hx - 0.02, hy - 0.04)], 0.155, coat)
    brush.line([(frame.length * 0.36, back + 0.085), (frame.length * 0.49, back + 0.025)], 0.045, rgb("#c8402f"))
    tilt = 0.06 * math.sin(seconds * 5)

    def head() -> None:
        brush.ellipse(0, 0, 0.125, 0.115, coat)
        brush.ellipse(0.115, -0.035, 0.095, 0.062, lighter(coat, 0.35))
        brush.ellipse(0.195, -0.008, 0.030, 0.024, rgb("#2a211d"))
        pant = 0.016 + 0.012 * math.sin(seconds * 14)
        brush.ellipse(0.125, -0.095 - pant, 0.026, 0.022 + pant, rgb("#e2667a"))
        brush.curve((0.045, -0.070), (0.12, -0.105), (0.185, -0.055), 0.012, rgb("#4a3426"))
        brush.circle(0.045, 0.028, 0.021, rgb("#241a16"))
        brush.circle(0.051, 0.035, 0.007, rgb("#ffffff"), glows=True)
        flap = 0.03 * math.sin(seconds * 10) if actor.action in ("run", "jump") else 0.0
        brush.smooth(
            [
                (-0.03, 0.10),
                (-0.10, 0.09),
                (-0.15 - flap, -0.02 + flap),
                (-0.12 - flap, -0.11 + flap),
                (-0.05, -0.05),
                (-0.01, 0.03),
            ],
            lighter(coat, -0.28),
        )

    brush.turned(hx, hy + lift * 0.2, tilt, head)


def draw_horse(brush: Brush, seconds: float, actor: Actor) -> None:
    """A horse; mane and tail blow."""
    coat = actor.colour or rgb("#8a5635")
    mane = lighter(coat, -0.5)
    frame = _Frame(leg=0.84, length=1.45, depth=0.56, thick=0.12)
    _, back = _four_legs(brush, seconds, actor.action, frame, coat, rgb("#efe6da"))
    tail = (-frame.length * 0.50, back + 0.12)
    blow = 0.12 * math.sin(seconds * 4)
    brush.smooth(
        [
            tail,
            (tail[0] - 0.30, tail[1] + 0.10),
            (tail[0] - 0.46 + blow, tail[1] - 0.6),
            (tail[0] - 0.25 + blow, tail[1] - 0.75),
            (tail[0] - 0.08, tail[1] - 0.2),
        ],
        mane,
    )
    _trunk(brush, frame, back, coat, coat)
    nod = 0.05 * math.sin(seconds * 5)
    nx, ny = frame.length * 0.44, back + 0.10
    hx, hy = nx + 0.40, ny + 0.62 + nod
    brush.smooth(
        [
            (nx - 0.24, ny + 0.12),
            (hx - 0.20, hy + 0.14),
            (hx + 0.06, hy + 0.12),
            (nx + 0.26, ny - 0.02),
            (nx + 0.05, ny - 0.24),
        ],
        coat,
    )
    brush.smooth([(hx - 0.24, hy + 0.20), (hx - 0.04, hy + 0.16), (nx - 0.10, ny + 0.22), (nx - 0.30, ny + 0.16)], mane)
    brush.smooth(
        [
            (hx - 0.14, hy + 0.18),
            (hx + 0.10, hy + 0.16),
            (hx + 0.42, hy - 0.18),
            (hx + 0.36, hy - 0.32),
            (hx + 0.16, hy - 0.22),
            (hx - 0.12, hy - 0.06),
        ],
        coat,
    )
    brush.smooth(
        [(hx + 0.26, hy - 0.06), (hx + 0.44, hy - 0.20), (hx + 0.36, hy - 0.33), (hx + 0.22, hy - 0.22)],
        lighter(coat, -0.25),
    )
    brush.polygon([(hx - 0.10, hy + 0.14), (hx - 0.05, hy + 0.34), (hx + 0.04, hy + 0.15)], coat)
    brush.circle(hx + 0.10, hy + 0.02, 0.032, rgb("#1d1512"))


def draw_cat(brush: Brush, seconds: float, actor: Actor) -> None:
    """A tabby: sitting and looking about, asleep, or on its way."""
    coat = actor.colour or rgb("#d8893f")
    if actor.action in ("walk", "run", "jump"):
        _walking_cat(brush, seconds, actor, coat)
        return
    cream, dark = mix(coat, rgb("#fff4e0"), 0.75), lighter(coat, -0.28)
    swish = math.sin(seconds * 1.6)
    breath = 1 + 0.012 * math.sin(seconds * 2.2)
    if actor.action == "sleep":
        brush.ellipse(0, 0.11, 0.30, 0.125 * breath, coat)
        brush.curve((-0.24, 0.05), (-0.02, -0.02), (0.20, 0.045), 0.055, dark)
        brush.turned(0.17, 0.10, -0.25, lambda: _cat_head(brush, coat, cream, dark, seconds, 0.105, asleep=True))
        return
    brush.curve((-0.10, 0.03), (-0.29, 0.0), (-0.26 + 0.03 * swish, 0.12 + 0.015 * swish), 0.045, dark)
    brush.smooth(
        [
            (-0.11, 0.0),
            (-0.165, 0.05),
            (-0.13 * breath, 0.20),
            (-0.075, 0.295),
            (0.075, 0.295),
            (0.13 * breath, 0.20),
            (0.165, 0.05),
            (0.11, 0.0),
        ],
        coat,
    )
    brush.ellipse(0, 0.165, 0.062, 0.10, cream)
    for side in (-1, 1):
        brush.ellipse(side * 0.115, 0.045, 0.055, 0.050, lighter(coat, -0.08))
        brush.line([(side * 0.042, 0.17), (side * 0.040, 0.03)], 0.052, coat)
        brush.ellipse(side * 0.045, 0.016, 0.036, 0.020, cream)
        for stripe in range(3):
            y = 0.12 + 0.045 * stripe
            brush.line([(side * 0.135, y), (side * 0.098, y - 0.008)], 0.012, dark)
    turn = 0.10 * math.sin(seconds * 0.9)
    brush.turned(
        0.012 * math.sin(seconds * 0.9), 0.345, turn * 0.6, lambda: _cat_head(brush, coat, cream, dark, seconds, 0.108)
    )


def _cat_head(
    brush: Brush, coat: Colour, cream: Colour, dark: Colour, seconds: float, r: float, asleep: bool = False
) -> None:
    flick = 0.06 * r * max(0.0, math.sin(seconds * 2.6)) ** 8
    for side in (-1, 1):
        brush.polygon(
            [(side * r * 0.88, r * 0.42), (side * (r * 0.80 + flick), r * 1.30), (side * r * 0.18, r * 0.86)], coat
        )
        brush.polygon(
            [(side * r * 0.76, r * 0.55), (side * (r * 0.72 + flick), r * 1.08), (side * r * 0.36, r * 0.82)],
            mix(rgb("#e9938b"), coat, 0.2),
        )
    brush.smooth(
        [
            (-r * 1.12, -r * 0.20),
            (-r * 1.0, r * 0.62),
            (-r * 0.35, r * 0.98),
            (r * 0.35, r * 0.98),
            (r * 1.0, r * 0.62),
            (r * 1.12, -r * 0.20),
            (r * 0.70, -r * 0.82),
            (0, -r * 0.92),
            (-r * 0.70, -r * 0.82),
        ],
        coat,
    )
    for x, tall in ((-0.24, 0.22), (0.0, 0.30), (0.24, 0.22)):
        brush.line([(r * x, r * 0.86), (r * x * 0.8, r * (0.86 - tall))], r * 0.085, dark)
    for side in (-1, 1):
        for y in (0.02, -0.20):
            brush.line([(side * r * 0.98, r * y), (side * r * 0.72, r * (y - 0.02))], r * 0.065, dark)
    brush.ellipse(0, -r * 0.46, r * 0.46, r * 0.32, cream)
    shut = asleep or (seconds + 0.9) % 3.3 < 0.16
    for side in (-1, 1):
        x = side * r * 0.43
        if shut:
            brush.curve((x - r * 0.2, r * 0.03), (x, -r * 0.12), (x + r * 0.2, r * 0.03), r * 0.06, rgb("#3a2a22"))
            continue
        brush.ellipse(x, r * 0.06, r * 0.255, r * 0.265, rgb("#2c1f1a"))
        night = brush.light.has_stars
        brush.ellipse(x, r * 0.06, r * 0.225, r * 0.235, rgb("#c7e36a") if night else rgb("#8fc25a"), 1.0, night)
        pupil = 0.15 if night else 0.07
        look = 0.04 * math.sin(seconds * 0.9)
        brush.ellipse(x + r * look, r * 0.06, r * pupil, r * 0.205, rgb("#14100e"))
        brush.circle(x + r * (look + 0.06), r * 0.15, r * 0.05, rgb("#ffffff"), glows=True)
    brush.smooth([(-r * 0.13, -r * 0.20), (r * 0.13, -r * 0.20), (0, -r * 0.36)], rgb("#d9707a"))
    for side in (-1, 1):
        brush.curve(
            (0, -r * 0.33), (side * r * 0.06, -r * 0.52), (side * r * 0.22, -r * 0.44), r * 0.045, rgb("#5a3a30")
        )
        for y, fall in ((-0.30, 0.06), (-0.40, -0.04), (-0.50, -0.16)):
            brush.line([(side * r * 0.34, r * y), (side * r * 1.28, r * (y + fall))], r * 0.022, rgb("#f6efe2"), 0.8)


def _walking_cat(brush: Brush, seconds: float, actor: Actor, coat: Colour) -> None:
    dark = lighter(coat, -0.28)
    frame = _Frame(leg=0.15, length=0.34, depth=0.11, thick=0.036)
    _, back = _four_legs(brush, seconds, actor.action, frame, coat, mix(coat, rgb("#fff4e0"), 0.6))
    swish = 0.05 * math.sin(seconds * 3)
    brush.curve((-0.16, back + 0.03), (-0.30, back + 0.06), (-0.27 + swish, back + 0.24), 0.034, dark)
    _trunk(brush, frame, back, coat, mix(coat, rgb("#fff4e0"), 0.5))
    for x in (-0.08, -0.01, 0.06):
        brush.line([(x, back + 0.05), (x - 0.01, back)], 0.014, dark)
    brush.turned(
        0.215, back + 0.085, 0.0, lambda: _cat_head(brush, coat, mix(coat, rgb("#fff4e0"), 0.75), dark, seconds, 0.088)
    )


def draw_bird(brush: Brush, seconds: float, actor: Actor) -> None:
    """A gull on the wing; the beat of the wings is an up-stroke and a glide."""
    coat = actor.colour or rgb("#f3f1ec")
    dark = lighter(mix(coat, rgb("#55606d"), 0.55), -0.1)
    seconds += 0.41 * actor.place_in_row
    beat = math.sin(seconds * 6.4) * (0.55 + 0.45 * math.sin(seconds * 0.9))
    y = 0.22 + 0.03 * math.sin(seconds * 3.2)
    for far in (True, False):
        tone = lighter(dark, -0.15) if far else dark
        tip = (-0.06 - (0.05 if far else 0.0), y + 0.02 + 0.42 * beat + (0.05 if far else 0.0))
        elbow = (-0.02, y + 0.02 + 0.26 * beat)
        if far:
            brush.smooth([(0.10, y + 0.02), elbow, tip, tip, (-0.16, y + 0.01 + 0.16 * beat), (-0.08, y)], tone)
    brush.smooth(
        [
            (-0.36, y - 0.01),
            (-0.22, y + 0.05),
            (0.05, y + 0.085),
            (0.20, y + 0.07),
            (0.24, y),
            (0.08, y - 0.07),
            (-0.14, y - 0.045),
        ],
        coat,
    )
    brush.polygon([(-0.22, y + 0.035), (-0.42, y + 0.045), (-0.40, y - 0.03), (-0.22, y - 0.02)], dark)
    brush.circle(0.22, y + 0.065, 0.062, coat)
    brush.polygon([(0.27, y + 0.085), (0.36, y + 0.05), (0.27, y + 0.045)], rgb("#ee9a32"))
    brush.circle(0.240, y + 0.08, 0.012, rgb("#1d1a18"))
    brush.smooth(
        [
            (0.12, y + 0.03),
            (0.0, y + 0.03 + 0.27 * beat),
            (-0.10, y + 0.03 + 0.46 * beat),
            (-0.14, y + 0.03 + 0.44 * beat),
            (-0.20, y + 0.02 + 0.14 * beat),
            (-0.12, y - 0.01),
        ],
        dark,
    )


def _four_legs(
    brush: Brush, seconds: float, action: str, frame: _Frame, coat: Colour, sock: Colour
) -> tuple[float, float]:
    """Legs and feet; returns (lift of the body, height of the back's middle)."""
    rate, swing, bob = _GAITS.get(action, (0.0, 0.0, 0.0))
    phase = seconds * rate
    lift = (
        frame.leg * (0.35 if action == "run" else 1.4) * bob / 0.05 * 0.1 * abs(math.sin(phase))
        if bob
        else 0.004 * math.sin(seconds * 2)
    )
    root = frame.leg + lift
    gallop = action in ("run", "jump")
    for is_near in (False, True):
        for is_front in (False, True):
            offset = (
                (0.0 if is_front else 2.5) + (0.5 if is_near else 0.0)
                if gallop
                else (0.0 if is_front == is_near else math.pi)
            )
            s, c = math.sin(phase + offset), math.cos(phase + offset)
            angle = swing * s
            bend = swing * (0.9 if gallop else 0.8) * max(0.0, c)
            x = frame.length * (0.36 if is_front else -0.36)
            half = root * 0.52
            knee = (x + math.sin(angle) * half, root - math.cos(angle) * half)
            shin = angle - bend if is_front else angle + bend * 0.6 - 0.05
            foot = (knee[0] + math.sin(shin) * (root - half), max(0.0, knee[1] - math.cos(shin) * (root - half)))
            tone = coat if is_near else lighter(coat, -0.22)
            brush.line([(x, root + frame.depth * 0.2), knee], frame.thick * 1.45, tone)
            brush.line([knee, foot], frame.thick, tone)
            brush.line(
                [foot, (foot[0] + frame.thick * 0.7, foot[1] + 0.003)],
                frame.thick * 0.95,
                lighter(sock, 0.0 if is_near else -0.2),
            )
    return lift, root + frame.depth * 0.5


def _trunk(brush: Brush, frame: _Frame, back: float, coat: Colour, belly: Colour) -> None:
    half, deep = frame.length * 0.5, frame.depth
    brush.smooth(
        [
            (-half * 1.12, back - deep * 0.1),
            (-half * 0.95, back + deep * 0.52),
            (0, back + deep * 0.40),
            (half * 0.95, back + deep * 0.58),
            (half * 1.18, back - deep * 0.02),
            (half * 0.80, back - deep * 0.66),
            (0, back - deep * 0.45),
            (-half * 0.75, back - deep * 0.52),
        ],
        coat,
    )
    brush.smooth(
        [
            (half * 1.02, back - deep * 0.05),
            (half * 0.85, back - deep * 0.56),
            (half * 0.1, back - deep * 0.42),
            (half * 0.5, back - deep * 0.2),
        ],
        belly,
        0.8,
    )
