"""Insects and spiders, drawn larger than life would be from so far."""

from __future__ import annotations

import math
from collections.abc import Callable

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.beats import WING_BEATS, ahead_of
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["BODIES", "DRAWINGS"]

BODIES: dict[str, Body] = {
    "butterfly": Body(0.15, 0.09, 0.09, 0.17, habitat="air"),
    "bee": Body(0.075, 0.05, 0.045, 0.10, 0.02, habitat="air"),
    "dragonfly": Body(0.10, 0.05, 0.06, 0.20, 0.05, habitat="air"),
    "ladybug": Body(0.055, 0.03, 0.025, 0.075, 0.03),
    "ant": Body(0.05, 0.025, 0.03, 0.085, 0.03),
    "spider": Body(0.085, 0.045, 0.045, 0.17, 0.02),
}
_INK = rgb("#2a2225")


def _butterfly(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#ee8a2e")
    flies = actor.action in ("fly", "stand", "dance", "play")
    phase = WING_BEATS["butterfly"].phase(seconds) if flies else 0.12 + 0.08 * math.sin(1.6 * seconds)
    fold = 0.30 + 0.70 * abs(math.cos(math.pi * phase))
    bob = 0.018 * math.sin(math.tau * phase) + 0.02 * math.sin(1.7 * seconds) if flies else 0.0
    canvas = brush.canvas
    canvas.save()
    canvas.translate(0.02 * math.sin(1.1 * seconds), 0.075 + bob)
    canvas.rotate(-14 + 6 * math.sin(1.3 * seconds))
    for side in (-1, 1):
        canvas.save()
        canvas.scale(side * fold, 1.0)
        tone = lighter(coat, -0.16) if side > 0 else coat
        brush.smooth(
            [(0.004, -0.002), (0.045, -0.012), (0.066, -0.045), (0.040, -0.068), (0.012, -0.040)], lighter(_INK, 0.02)
        )
        brush.smooth(
            [(0.005, -0.004), (0.040, -0.014), (0.056, -0.043), (0.037, -0.058), (0.014, -0.036)], lighter(tone, 0.12)
        )
        brush.smooth(
            [(0.004, 0.0), (0.020, 0.052), (0.068, 0.078), (0.088, 0.062), (0.072, 0.008), (0.02, -0.010)], _INK
        )
        brush.smooth(
            [(0.006, 0.004), (0.024, 0.044), (0.064, 0.066), (0.076, 0.054), (0.064, 0.012), (0.02, -0.006)], tone
        )
        brush.circle(0.058, 0.048, 0.009, rgb("#fbf3e0"))
        brush.circle(0.042, -0.040, 0.008, rgb("#fbf3e0"))
        canvas.restore()
    brush.line([(0, 0.030), (0, -0.040)], 0.011, _INK)
    brush.circle(0, 0.036, 0.008, _INK)
    for side in (-1, 1):
        brush.curve((0, 0.040), (side * 0.010, 0.062), (side * 0.024, 0.066), 0.003, _INK)
    canvas.restore()


def _wings(brush: Brush, seconds: float, x: float, y: float, long: float, wide: float, count: int) -> None:
    blur = 0.5 + 0.5 * math.sin(61 * seconds)
    for index in range(count):
        turn = 0.55 + 0.5 * index + 0.5 * blur
        brush.turned(
            x + 0.012 * index, y, turn, lambda: brush.ellipse(0, 0.5 * long, wide, 0.5 * long, rgb("#eaf4fa"), 0.72)
        )


def _bee(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#f2b92e")
    y = 0.038 + (0.010 * math.sin(7 * seconds) if actor.action != "sit" else 0.0)
    brush.polygon([(-0.040, y + 0.004), (-0.058, y), (-0.040, y - 0.004)], _INK)
    brush.ellipse(-0.004, y, 0.040, 0.026, coat)
    for x, tall in ((-0.022, 0.021), (0.0, 0.026)):
        brush.line([(x, y - tall + 0.006), (x, y + tall - 0.006)], 0.011, _INK)
    brush.circle(0.036, y + 0.003, 0.021, lighter(coat, -0.55))
    brush.circle(0.044, y + 0.009, 0.007, rgb("#ffffff"))
    brush.circle(0.046, y + 0.009, 0.004, _INK)
    brush.curve((0.040, y + 0.022), (0.050, y + 0.038), (0.060, y + 0.036), 0.003, _INK)
    _wings(brush, seconds, -0.006, y + 0.018, 0.052, 0.014, 2)


def _dragonfly(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#2f9aa8")
    y = 0.05 + 0.012 * math.sin(3 * seconds)
    brush.line([(0.02, y), (-0.10, y - 0.004 + 0.004 * math.sin(3 * seconds))], 0.009, coat)
    brush.ellipse(0.025, y, 0.026, 0.013, lighter(coat, -0.2))
    brush.circle(0.055, y + 0.002, 0.014, lighter(coat, -0.3))
    brush.circle(0.060, y + 0.006, 0.008, rgb("#c8402f"))
    _wings(brush, seconds, 0.012, y + 0.008, 0.085, 0.011, 2)
    _wings(brush, seconds + 0.02, -0.012, y + 0.006, 0.075, 0.011, 2)


def _legs(
    brush: Brush,
    seconds: float,
    places: tuple[float, ...],
    top: float,
    out: float,
    width: float,
    colour: Colour,
    goes: bool,
) -> None:
    for index, x in enumerate(places):
        step = 0.3 * out * math.sin(14 * seconds + 2.0 * index) if goes else 0.0
        way = (x - places[len(places) // 2]) * 1.2
        brush.line(
            [(x, top), (x + 0.5 * way + step, top + 0.25 * out), (x + way + step, max(0.0, 0.2 * step))], width, colour
        )


def _ladybug(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#d8352f")
    goes = actor.action in ("walk", "run", "crawl")
    _legs(brush, seconds, (-0.018, 0.0, 0.018), 0.012, 0.02, 0.004, _INK, goes)
    brush.circle(0.030, 0.018, 0.012, _INK)
    brush.circle(0.035, 0.022, 0.003, rgb("#ffffff"))
    brush.smooth([(-0.036, 0.008), (-0.036, 0.034), (-0.004, 0.050), (0.026, 0.034), (0.030, 0.008)], coat)
    brush.line([(-0.034, 0.026), (0.026, 0.024)], 0.003, _INK)
    for x, y in ((-0.020, 0.034), (0.004, 0.037), (-0.010, 0.017), (0.014, 0.016)):
        brush.circle(x, y, 0.005, _INK)


def _ant(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#5a3428")
    _legs(
        brush,
        seconds,
        (-0.008, 0.0, 0.008),
        0.020,
        0.03,
        0.003,
        coat,
        actor.action in ("walk", "run", "crawl", "carry"),
    )
    brush.ellipse(-0.026, 0.024, 0.018, 0.012, coat)
    brush.ellipse(0.0, 0.022, 0.010, 0.008, coat)
    brush.circle(0.022, 0.028, 0.011, coat)
    brush.curve((0.028, 0.036), (0.036, 0.050), (0.046, 0.046), 0.0025, coat)
    brush.circle(0.025, 0.030, 0.0025, rgb("#ffffff"))


def _spider(brush: Brush, seconds: float, actor: Actor) -> None:
    seconds += ahead_of(actor)
    coat = actor.colour or rgb("#3b3540")
    goes = actor.action in ("walk", "run", "crawl")
    for side in (-1, 1):
        for index in range(4):
            reach = 0.035 + 0.014 * index
            step = 0.010 * math.sin(11 * seconds + 1.7 * index + 2 * side) if goes else 0.0
            brush.line(
                [
                    (side * 0.008, 0.035),
                    (side * reach * 0.8 + step, 0.066 - 0.006 * index),
                    (side * (reach + 0.03) + step, max(0.0, step)),
                ],
                0.005,
                coat,
            )
    brush.ellipse(-0.014, 0.044, 0.028, 0.024, coat)
    brush.circle(0.018, 0.036, 0.016, lighter(coat, 0.10))
    for x in (0.018, 0.028):
        brush.circle(x, 0.040, 0.0045, rgb("#fbfaf6"))
        brush.circle(x + 0.001, 0.040, 0.0025, _INK)
    brush.ellipse(-0.016, 0.050, 0.009, 0.006, lighter(coat, 0.30))


DRAWINGS: dict[str, Callable[[Brush, float, Actor], None]] = {
    "ant": _ant,
    "bee": _bee,
    "butterfly": _butterfly,
    "dragonfly": _dragonfly,
    "ladybug": _ladybug,
    "spider": _spider,
}
