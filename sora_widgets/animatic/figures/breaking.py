"""Things that come apart: broken, blown up, opened. What is drawn once is cut along lines and its parts are moved. Over Skia."""

from __future__ import annotations

import math

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.figures.act import Act
from sora_widgets.animatic.figures.motion import BURST_S
from sora_widgets.animatic.figures.physics import ease

__all__ = ["draw_breaking", "draw_explosion", "draw_opening"]

_LIDS = {"bottle": 0.87, "box": 0.79, "gift": 0.58, "jar": 0.83, "pot": 0.68, "teapot": 0.73}  # share of its height
_OPENS_ITSELF = frozenset({"book", "door", "flower", "laptop", "scissors", "umbrella"})
_HAS_DOOR = frozenset(
    {"barn", "castle", "house", "mailbox", "microwave", "oven", "phone_booth", "refrigerator", "window"}
)


def _shards(brush: Brush, seconds: float, act: Act, speed: float) -> None:
    """Cut into wedges that fly apart, fall, and stay where they land."""
    gone, canvas, picture = seconds - BURST_S, brush.canvas, act.whole()
    high, half = act.body.height, 0.5 * act.body.length
    centre, reach, count = 0.46 * high, 1.1 * math.hypot(0.6 * high, half), 9
    canvas.save()
    canvas.clipRect(skia.Rect(-9 * half - 9 * high, -0.05 * high, 9 * half + 9 * high, 9 * high), True)
    for index in range(count):
        turns = [math.tau * (index + edge + 0.22 * math.sin(5.0 * (index + edge))) / count for edge in (0.0, 0.5, 1.0)]
        middle = turns[1]
        dx, dy = math.cos(middle), math.sin(middle)
        wedge = skia.Path()
        wedge.addPoly(
            [
                skia.Point(0, centre),
                *(skia.Point(reach * math.cos(turn), centre + reach * math.sin(turn)) for turn in turns),
            ],
            True,
        )
        floor = -(centre + 0.45 * high * dy) + 0.06 * high  # when its own middle is near the ground
        fall = 1.5 * high
        land = (speed * dy * high + math.sqrt(max(0.0, (speed * dy * high) ** 2 - 4 * fall * floor))) / (2 * fall)
        flown = min(gone, land)
        canvas.save()
        canvas.translate(dx * (speed + 0.7) * half * flown, speed * dy * high * flown - fall * flown**2)
        canvas.translate(0.4 * half * dx, centre + 0.4 * high * dy)
        canvas.rotate(math.degrees(-math.copysign(1.6, dx) * flown))
        canvas.translate(-0.4 * half * dx, -centre - 0.4 * high * dy)
        canvas.clipPath(wedge, True)
        canvas.drawPicture(picture)
        canvas.restore()
    canvas.restore()


def draw_breaking(brush: Brush, seconds: float, act: Act) -> None:
    """It trembles, then falls to pieces."""
    if seconds < BURST_S:
        act.pose(brush, seconds, "break")
        return
    _shards(brush, seconds, act, 0.8)


def draw_explosion(brush: Brush, seconds: float, act: Act) -> None:
    """It swells, then bursts with a flash and smoke."""
    if seconds < BURST_S:
        act.pose(brush, seconds, "explode")
        return
    gone, high = seconds - BURST_S, max(act.body.height, 0.6 * act.body.length)
    for index in range(8):
        turn, age = index * math.tau / 8, min(1.0, gone / 2.2)
        out = high * 0.9 * (1 - math.exp(-2.5 * gone))
        brush.circle(
            out * math.cos(turn),
            0.5 * act.body.height + out * math.sin(turn) + 0.2 * high * age,
            high * (0.22 + 0.25 * age),
            rgb("#c9cbd0") if index % 2 else rgb("#8a8c94"),
            0.7 * (1 - age),
        )
    _shards(brush, seconds, act, 2.6)
    if gone < 0.5:
        flash = 1 - gone / 0.5
        brush.glow(0, 0.5 * act.body.height, 1.4 * high, rgb("#ffc85a"), 0.9 * flash)
        for size, code in ((0.95, "#ff8a2e"), (0.6, "#ffe08a")):
            brush.polygon(
                [
                    (
                        (1.0 if step % 2 else 0.62) * size * high * (0.5 + gone) * math.cos(step * math.tau / 20),
                        0.5 * act.body.height
                        + (1.0 if step % 2 else 0.62) * size * high * (0.5 + gone) * math.sin(step * math.tau / 20),
                    )
                    for step in range(20)
                ],
                rgb(code),
                flash,
                True,
            )


def draw_opening(brush: Brush, seconds: float, act: Act) -> None:
    """A door swings, a lid turns up, or the thing's own drawing knows how it opens."""
    opened, canvas = ease((seconds - 0.4) / 1.3), brush.canvas
    if act.kind in _OPENS_ITSELF or not opened:
        act.paint()
        return
    high, half = act.body.height, 0.5 * act.body.length
    if act.kind in _HAS_DOOR:
        brush.box(-0.92 * half, 0.03 * high, 1.84 * half, 0.93 * high, rgb("#fff0c4"), glows=True)
        for y in (0.3, 0.55, 0.78):
            brush.box(-0.92 * half, y * high, 1.84 * half, 0.015 * high, rgb("#d9c79a"))
        canvas.save()
        canvas.translate(-half, 0)
        canvas.scale(1 - 0.78 * opened, 1)
        canvas.translate(half, 0)
        act.paint()
        canvas.restore()
        return
    hinge = _LIDS.get(act.kind, 0.74) * high
    brush.glow(0, hinge, 0.6 * high * opened, rgb("#ffe9a8"), 0.7)
    canvas.save()
    canvas.clipRect(skia.Rect(-3 * half, -high, 3 * half, hinge), True)
    act.paint()
    canvas.restore()
    canvas.save()
    canvas.translate(-0.9 * half, hinge)
    canvas.rotate(108 * opened)
    canvas.translate(0.9 * half, -hinge)
    canvas.clipRect(skia.Rect(-3 * half, hinge, 3 * half, 3 * high), True)
    act.paint()
    canvas.restore()
