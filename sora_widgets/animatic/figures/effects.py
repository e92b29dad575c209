"""What is drawn besides a thing while something happens to it: flames, steam, exhaust, light.

An effect is given the thing's measures and a way to draw it; it draws both. Over Skia.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.act import Act
from sora_widgets.animatic.figures.breaking import draw_breaking, draw_explosion, draw_opening
from sora_widgets.animatic.figures.motion import LAUNCH_S, pose_of, rope_of
from sora_widgets.animatic.figures.nature import draw_flames
from sora_widgets.animatic.figures.physics import ease
from sora_widgets.animatic.figures.pouring import draw_pouring
from sora_widgets.animatic.figures.thing import CREAM, WHITE

__all__ = ["EFFECTS"]

_SMOKE = rgb("#c9cbd0")
_TURNED = frozenset(
    [
        "barrel",
        "bottle",
        "bowl",
        "cactus",
        "candle",
        "drum",
        "fork",
        "jar",
        "lamp",
        "lighthouse",
        "mushroom",
        "plate",
        "pot",
        "rocket",
        "skyscraper",
        "spoon",
        "tower",
        "tree",
        "ufo",
        "vase",
        "wine_glass",
    ]
)


def _burn(brush: Brush, seconds: float, act: Act) -> None:
    act.paint()
    width, height = 0.8 * min(act.body.length, 1.4 * act.body.height), act.body.height
    brush.turned(0, 0.42 * height, 0, lambda: draw_flames(brush, seconds, width, 0.95 * height))
    _puffs(brush, seconds, height, 1.3 * height, rgb("#5a5a60"))


def _puffs(brush: Brush, seconds: float, size: float, foot: float, tone: Colour) -> None:
    for index in range(5):
        age = (seconds * 0.35 + index / 5) % 1.0
        x = 0.12 * size * math.sin(index * 2.3 + age * 4)
        brush.circle(x, foot + 0.8 * size * age, size * (0.05 + 0.13 * age), tone, 0.45 * (1 - age))


def _steam(brush: Brush, seconds: float, act: Act) -> None:
    act.paint()
    high, wide = act.body.height, 0.5 * min(act.body.length, act.body.height)
    for index in range(4):
        x = wide * (index - 1.5) / 2.2
        points = [
            (
                x + 0.07 * high * math.sin(seconds * 2.4 + index * 2 + step * 0.7) * (0.3 + step / 8),
                high * (1.02 + 0.07 * step),
            )
            for step in range(9)
        ]
        brush.line(points, 0.045 * high, WHITE, 0.34)


def _melt(brush: Brush, seconds: float, act: Act) -> None:
    gone = ease((seconds - 0.3) / 4.2)
    half = 0.5 * act.body.length * (0.5 + 0.7 * gone)
    if gone > 0.02:
        brush.ellipse(0, 0.01 * act.body.height, half, 0.12 * half, lighter(act.colour, 0.12), 0.95)
        brush.ellipse(-0.25 * half, 0.03 * half, 0.4 * half, 0.03 * half, WHITE, 0.4)
    act.pose(brush, seconds, "melt")


def _sink(brush: Brush, seconds: float, act: Act) -> None:
    high, wide = act.body.height, act.body.length
    brush.canvas.save()
    brush.canvas.clipRect(skia.Rect(-4 * wide - 4 * high, 0, 4 * wide + 4 * high, 9 * high), True)
    act.pose(brush, seconds, "sink")
    brush.canvas.restore()
    for index in range(3):
        age = (seconds * 0.5 + index / 3) % 1.0
        half = wide * (0.45 + 0.45 * age)
        brush.line(
            [(half * math.cos(turn), 0.10 * half * math.sin(turn)) for turn in (3.3, 3.8, 4.3, 4.7, 5.2, 5.7, 6.1)],
            0.02 * high * (1.3 - age),
            WHITE,
            0.7 * (1 - age),
        )
    for index in range(5):
        rise = (seconds * 0.9 + index * 0.21) % 1.0
        brush.circle(
            wide * 0.3 * math.sin(index * 2.2), 0.02 * high + 0.10 * high * rise, 0.02 * high, WHITE, 0.8 * (1 - rise)
        )


def _launch(brush: Brush, seconds: float, act: Act) -> None:
    high, half = act.body.height, 0.10 * act.body.height
    up = pose_of("launch", act.body, seconds).y
    for index in range(9):
        age = min(1.0, max(0.0, seconds - 0.15 - 0.05 * index) / 1.6)
        if age:
            side = (index - 4) / 4
            brush.circle(
                side * high * (0.10 + 0.42 * age),
                high * (0.02 + 0.07 * age * (1 - abs(side))),
                high * (0.06 + 0.13 * age),
                _SMOKE if index % 2 else WHITE,
                0.92,
            )
    if seconds > 0.15:
        power = 0.5 if seconds < LAUNCH_S else 1.0
        long = high * (0.30 * power + 0.04 * math.sin(seconds * 37) + 0.03 * math.sin(seconds * 23))
        foot = up + 0.02 * high
        for share, code in ((1.0, "#ff8a2e"), (0.66, "#ffd24a"), (0.36, "#fff8dc")):
            tip = (0.01 * high * math.sin(seconds * 29), foot - long * share)
            brush.smooth(
                [
                    (-half * share, foot),
                    (-half * share, foot),
                    (-0.8 * half * share, foot - 0.45 * long * share),
                    tip,
                    tip,
                    (0.8 * half * share, foot - 0.45 * long * share),
                    (half * share, foot),
                    (half * share, foot),
                ],
                rgb(code),
                glows=True,
            )
        brush.glow(0, foot - 0.4 * long, 0.34 * high, rgb("#ffb04a"), 0.5)
    act.pose(brush, seconds, "launch")


def _swing(brush: Brush, seconds: float, act: Act) -> None:
    pose, length = pose_of("swing", act.body, seconds), rope_of(act.body)
    brush.canvas.save()
    brush.canvas.translate(0, pose.y + pose.pivot)
    brush.canvas.rotate(math.degrees(pose.turn))
    brush.line([(0, 0), (0, 0.45 * act.body.height - length)], 0.018 * act.body.height, CREAM)
    brush.canvas.restore()
    act.pose(brush, seconds, "swing")


def _glow(brush: Brush, seconds: float, act: Act) -> None:
    _halo(brush, act, 0.42 + 0.18 * math.sin(seconds * 2.6))
    act.paint()


def _flicker(brush: Brush, seconds: float, act: Act) -> None:
    wave = math.sin(seconds * 17) + math.sin(seconds * 7.3 + 1) + math.sin(seconds * 29.7)
    _halo(brush, act, 0.55 if wave > -0.4 else 0.06)
    act.paint()


def _halo(brush: Brush, act: Act, strength: float) -> None:
    radius = 0.95 * max(act.body.height, 0.8 * act.body.length)
    brush.glow(0, 0.5 * act.body.height, radius, lighter(act.colour, 0.45), strength)


def _shine(brush: Brush, seconds: float, act: Act) -> None:
    act.paint()
    high, half = act.body.height, 0.5 * act.body.length
    for index, (x, y) in enumerate(((-0.7, 0.75), (0.8, 0.9), (0.15, 0.55), (0.95, 0.35), (-0.9, 0.25))):
        bright = max(0.0, math.sin(seconds * 2.4 + index * 1.9)) ** 3
        size = 0.16 * high * bright
        if size > 0.01 * high:
            points: list[Point] = []
            for step in range(8):
                reach, turn = (size if step % 2 == 0 else 0.22 * size), step * math.pi / 4
                points.append((x * half + reach * math.sin(turn), y * high + reach * math.cos(turn)))
            brush.polygon(points, WHITE, 0.95, True)


def _play(brush: Brush, seconds: float, act: Act) -> None:
    act.paint()
    high = act.body.height
    for index in range(3):
        age = (seconds * 0.45 + index / 3) % 1.0
        x = act.body.length * (0.35 + 0.12 * math.sin(age * 7 + index)) * (1 if index % 2 else -1)
        y, size = high * (0.75 + 0.65 * age), 0.055 * high
        brush.ellipse(x, y, size, 0.75 * size, rgb("#2b2a33"), 0.9 * (1 - age))
        brush.line(
            [(x + 0.85 * size, y), (x + 0.85 * size, y + 3.2 * size), (x + 2.2 * size, y + 2.4 * size)],
            0.3 * size,
            rgb("#2b2a33"),
            0.9 * (1 - age),
        )


def _spin(brush: Brush, seconds: float, act: Act) -> None:
    """A body of revolution looks the same from all sides: only the light goes over it."""
    if act.kind not in _TURNED:
        act.pose(brush, seconds, "spin")
        return
    high, half, canvas = act.body.height, 0.5 * act.body.length, brush.canvas
    bounds = skia.Rect(-1.2 * half, -0.1 * high, 1.2 * half, 1.1 * high)
    canvas.saveLayer(bounds)
    act.paint()
    sheen = skia.Paint(BlendMode=skia.BlendMode.kSrcATop, AntiAlias=True)
    for start in (0.0, math.pi):
        turn = (1.7 * seconds + start) % math.tau
        if turn < math.pi:
            x, wide = -half * math.cos(turn), 0.30 * half * math.sin(turn)
            sheen.setColor(brush.light.ink((1.0, 1.0, 1.0) if start else (0.0, 0.0, 0.0), 0.30 if start else 0.22))
            canvas.drawRect(skia.Rect(x - wide, -0.1 * high, x + wide, 1.1 * high), sheen)
    canvas.restore()


EFFECTS: dict[str, Callable[[Brush, float, Act], None]] = {
    "break": draw_breaking,
    "burn": _burn,
    "explode": draw_explosion,
    "flicker": _flicker,
    "glow": _glow,
    "launch": _launch,
    "melt": _melt,
    "open": draw_opening,
    "play": _play,
    "pour": lambda brush, seconds, act: draw_pouring(brush, seconds, act.kind, act.body, act.paint),
    "shine": _shine,
    "sink": _sink,
    "spin": _spin,
    "steam": _steam,
    "swing": _swing,
}
