"""A fairground: big wheel, carousel, roller coaster, stalls; and, as it is roadside too, a filling station."""

from __future__ import annotations

import math
import random
from functools import partial

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place
from sora_widgets.animatic.lettering import label
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import greenery
from sora_widgets.animatic.places.lamplight import are_lit
from sora_widgets.animatic.places.pieces import WARM
from sora_widgets.animatic.places.planes import dots, grown, in_a_row, lying, put, slabs, strip, upright
from sora_widgets.animatic.stage import Stage

__all__ = ["amusement_park", "gas_station"]

_GAY = tuple(rgb(code) for code in ("#e2453f", "#f2c94c", "#3f8fd0", "#5fae5a", "#b06bd6", "#f28f3b"))


def amusement_park(stage: Stage, light: Light, rng: random.Random) -> Place:
    """The wheel turns, horses go round, a train runs on the coaster; bulbs after dark."""
    place = Place(rgb("#d0bfa0"), rgb("#b9b28f"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 110, lambda b, r: greenery.tree_line(b, r, 9, rgb("#6f9f68"), rng)))
    add(upright(stage, light, 62 * unit, partial(_coaster, unit=unit), covers=False))
    add(_coaster_train(stage, 61.5 * unit, unit))
    add(_wheel(44 * unit, unit))
    add(_carousel(20 * unit, unit))
    add(upright(stage, light, 12 * unit, partial(_booths, unit=unit), covers=True, ground=rgb("#d0bfa0")))
    add(upright(stage, light, 7.0 * unit, partial(_string_of_bulbs, unit=unit), sway=0.004, covers=False))
    add(
        upright(
            stage,
            light,
            5.0 * unit,
            lambda b, r: in_a_row(r, rng, 6.5 * unit, lambda x: _balloons(b, x, unit), clear=2.2 * unit),
            sway=0.02,
            covers=False,
        )
    )
    add(lying(stage, light, 11 * unit, lambda b, r: slabs(b, r, stage, 11 * unit, unit, place.ground)))
    return place


def gas_station(stage: Stage, light: Light, rng: random.Random) -> Place:
    """Pumps under a lit roof, a shop, a price tower, the road in front."""
    place = Place(rgb("#8d9096"), rgb("#9aa07f"))
    add = place.layers.append
    unit = grown(stage)
    add(upright(stage, light, 150, lambda b, r: greenery.ridge(b, r, 18, rgb("#8aa886"), rng)))
    add(upright(stage, light, 60, lambda b, r: greenery.tree_line(b, r, 6, rgb("#6f9a62"), rng)))
    place.ribbons.append(strip(stage, -0.9 * stage.distance, 17 * unit, rgb("#84888f")))
    add(upright(stage, light, 17 * unit, partial(_shop, unit=unit), covers=False))
    add(upright(stage, light, 9.0 * unit, partial(_forecourt, unit=unit), covers=False))
    add(
        upright(
            stage,
            light,
            6.4 * unit,
            lambda b, r: put(b, "car", -4.6 * unit, 0, 0.92 * unit, rgb("#3f7fa8")),
            covers=False,
        )
    )
    add(upright(stage, light, 5.6 * unit, partial(_roof, unit=unit), covers=False))
    add(upright(stage, light, 5.4 * unit, partial(_price_tower, unit=unit), covers=False))
    return place


def _coaster_height(x: float) -> float:
    return 6.0 + 4.2 * math.sin(x * 0.16) + 2.6 * math.sin(x * 0.37 + 1.0)


def _coaster(brush: Brush, reach: float, unit: float) -> None:
    steel = rgb("#d9e0e6")
    points = []
    x = -reach / unit
    while x < reach / unit:
        points.append((x * unit, _coaster_height(x) * unit))
        x += 1.5
    for index, (px, py) in enumerate(points):
        if index % 2 == 0:
            brush.line([(px, 0), (px, py)], 0.14 * unit, steel)
        if index and index % 2 == 0:
            before = points[index - 2]
            brush.line([(before[0], before[1] * 0.3), (px, py * 0.7)], 0.08 * unit, steel)
    brush.line(points, 0.34 * unit, rgb("#e2453f"))


def _coaster_train(stage: Stage, depth: float, unit: float) -> Layer:
    reach = stage.half_reach_m(depth) / unit

    def animate(brush: Brush, seconds: float) -> None:
        head = (seconds * 8.0) % (2 * reach + 20) - reach - 4
        for car in range(4):
            x = head - 1.9 * car
            slope = math.atan2(_coaster_height(x + 0.5) - _coaster_height(x - 0.5), 1.0)
            brush.turned(x * unit, (_coaster_height(x) + 0.3) * unit, slope, partial(_car, brush, unit, _GAY[car]))

    return Layer(depth, animate=animate)


def _car(brush: Brush, unit: float, tone: Colour) -> None:
    brush.box(-0.8 * unit, 0, 1.6 * unit, 0.7 * unit, tone, round_m=0.2 * unit)
    for x in (-0.4, 0.3):
        brush.circle(x * unit, 0.95 * unit, 0.25 * unit, rgb("#e8b894"))


def _wheel(depth: float, unit: float) -> Layer:
    """The big wheel, turning; gondolas stay upright."""

    def animate(brush: Brush, seconds: float) -> None:
        brush.canvas.translate(-7.5 * unit, 0)
        brush.canvas.scale(unit, unit)
        radius, hub = 8.2, 9.8
        steel = rgb("#f4f1ea")
        lit = are_lit(brush)
        for side in (-1, 1):
            brush.line([(side * 4.0, 0), (0, hub)], 0.4, rgb("#8fa3b5"))
        turn = 0.16 * seconds
        spokes = [
            (math.cos(turn + k * math.tau / 12) * radius, hub + math.sin(turn + k * math.tau / 12) * radius)
            for k in range(12)
        ]
        for x, y in spokes[:6]:
            brush.line([(x, y), (-x, 2 * hub - y)], 0.12, steel)
        for share in (1.0, 0.86):
            ring = [
                (math.cos(k * math.tau / 28) * radius * share, hub + math.sin(k * math.tau / 28) * radius * share)
                for k in range(29)
            ]
            brush.line(ring, 0.16, steel)
        for index, (x, y) in enumerate(spokes):
            tone = _GAY[index % 6]
            brush.box(x - 0.7, y - 1.3, 1.4, 1.1, tone, 1.0, lit, 0.3)
            brush.box(x - 0.5, y - 0.85, 1.0, 0.4, WARM if lit else rgb("#cfe6f0"), 1.0, lit)
            if lit:
                brush.circle(x, y, 0.2, rgb("#fff0c4"), 1.0, True)
        brush.circle(0, hub, 0.8, rgb("#e2453f"))
        brush.circle(0, hub, 0.4, rgb("#f2c94c"))

    return Layer(depth, animate=animate)


def _carousel(depth: float, unit: float) -> Layer:
    """A roundabout under its striped roof; horses come and go behind the pole."""

    def animate(brush: Brush, seconds: float) -> None:
        brush.canvas.translate(7.2 * unit, 0)
        brush.canvas.scale(unit, unit)
        lit = are_lit(brush)
        brush.box(-4.0, 0, 8.0, 0.5, rgb("#c7503f"))
        brush.box(-0.5, 0.5, 1.0, 3.4, rgb("#e9cf9f"))
        if lit:
            brush.box(-3.6, 0.5, 7.2, 3.2, WARM, 0.4, True)
        for index in range(8):
            turn = 0.5 * seconds + index * math.tau / 8
            x, near = 3.3 * math.cos(turn), math.sin(turn) < 0
            if near:
                y = 1.1 + 0.28 * math.sin(2.2 * seconds + index * 2.0)
                brush.line([(x, 0.5), (x, 3.8)], 0.07, rgb("#d8b25a"))
                tone = mix(_GAY[index % 6], rgb("#ffffff"), 0.55)
                brush.ellipse(x, y + 0.45, 0.52, 0.24, tone)
                brush.line([(x + 0.36, y + 0.5), (x + 0.6, y + 0.95)], 0.2, tone)
                brush.line([(x + 0.56, y + 0.95), (x + 0.78, y + 0.86)], 0.15, tone)
                for leg in (-0.36, -0.2, 0.22, 0.38):
                    brush.line([(x + leg, y + 0.35), (x + leg + 0.08, y - 0.05)], 0.08, tone)
        count = 10
        for index in range(count):
            left, right = -4.4 + 8.8 * index / count, -4.4 + 8.8 * (index + 1) / count
            brush.polygon([(left, 3.6), (right, 3.6), (0, 6.0)], _GAY[0] if index % 2 else rgb("#fbf4e4"))
            brush.circle((left + right) / 2, 3.6, 0.44, _GAY[0] if index % 2 else rgb("#fbf4e4"))
            brush.circle((left + right) / 2, 3.75, 0.1, rgb("#fff0c4"), 1.0, lit)
        brush.circle(0, 6.1, 0.22, rgb("#d8b25a"))

    return Layer(depth, animate=animate)


def _booths(brush: Brush, reach: float, unit: float) -> None:
    """Tents and ticket booths with pennants, far enough apart to see between them."""
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    every = 9.0
    words = ("TICKETS", "SWEETS", "PRIZES")
    lit = are_lit(brush)
    for index in range(-int(reach / unit / every) - 1, int(reach / unit / every) + 2):
        x = (index + 0.5) * every
        tone = _GAY[(index * 2) % 6]
        brush.box(x - 1.5, 0, 3.0, 2.3, lighter(tone, 0.45))
        for stripe in range(3):
            brush.box(x - 1.5 + 1.0 * stripe, 0, 0.5, 2.3, tone)
        brush.box(x - 1.1, 1.0, 2.2, 0.95, WARM if lit else rgb("#4a3f4f"), 1.0, lit)
        prizes = [(x - 0.9 + 0.3 * rank, 1.2 + 0.22 * (rank % 2), 0.14) for rank in range(7)]
        for rank, prize in enumerate(prizes):
            dots(brush, [prize, (prize[0], prize[1] + 0.17, 0.1)], _GAY[rank % 6])
        brush.polygon([(x - 1.9, 2.3), (x + 1.9, 2.3), (x, 3.9)], tone)
        for side in (-1.2, 0.2):
            brush.polygon([(x + side, 2.3), (x + side + 0.9, 2.3), (x, 3.9)], rgb("#fbf4e4"))
        brush.line([(x, 3.9), (x, 4.6)], 0.05, rgb("#6b5638"))
        brush.polygon([(x, 4.6), (x + 0.6, 4.42), (x, 4.22)], _GAY[(index + 1) % 6])
        brush.box(x - 1.1, 0.35, 2.2, 0.42, rgb("#fbf4e4"), round_m=0.06)
        label(brush, words[index % 3], x, 0.45, 0.22, rgb("#7a2436"))
    brush.canvas.restore()


def _string_of_bulbs(brush: Brush, reach: float, unit: float) -> None:
    every, top = 5.6 * unit, 4.4 * unit
    lit = are_lit(brush)
    for index in range(-int(reach / every) - 1, int(reach / every) + 2):
        x = index * every
        brush.curve((x, top), (x + every / 2, top - 1.0 * unit), (x + every, top), 0.03 * unit, rgb("#4a4a4a"))
        for rank in range(8):
            share = (rank + 0.5) / 8
            at = (x + every * share, top - 2.0 * unit * share * (1 - share) - 0.1 * unit)
            if lit:
                brush.circle(*at, 0.26 * unit, _GAY[rank % 6], 0.3, True)
            brush.circle(*at, 0.1 * unit, lighter(_GAY[rank % 6], 0.3), 1.0, lit)


def _balloons(brush: Brush, x: float, unit: float) -> None:
    for dx, dy, tone in ((-0.3, 2.3, _GAY[0]), (0.3, 2.4, _GAY[2]), (0.0, 2.75, _GAY[1]), (-0.1, 2.1, _GAY[4])):
        brush.line([(x, 0.9 * unit), (x + dx * unit, dy * unit)], 0.015 * unit, rgb("#5a5a5a"))
        brush.ellipse(x + dx * unit, (dy + 0.26) * unit, 0.2 * unit, 0.26 * unit, tone)
        brush.ellipse(x + (dx - 0.06) * unit, (dy + 0.34) * unit, 0.05 * unit, 0.08 * unit, lighter(tone, 0.5))
    brush.box(x - 0.12 * unit, 0, 0.24 * unit, 0.9 * unit, rgb("#8a6a48"))


def _shop(brush: Brush, reach: float, unit: float) -> None:
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    lit = are_lit(brush)
    brush.box(-8.0, 0, 16.0, 3.6, rgb("#eceae4"))
    brush.box(-8.2, 3.3, 16.4, 0.7, rgb("#2f8a5a"))
    label(brush, "SHOP", 4.4, 3.45, 0.4, rgb("#ffffff"))
    for x in (-6.8, -3.4, 0.0, 3.4):
        brush.box(x, 0.4, 2.8, 2.3, rgb("#ffe9b8") if lit else rgb("#7f9fae"), 1.0, lit)
        for board in range(3):
            for item in range(6):
                brush.box(x + 0.2 + 0.42 * item, 0.5 + 0.7 * board, 0.26, 0.4, _GAY[(item + board) % 6], 0.75)
    brush.canvas.restore()


def _forecourt(brush: Brush, reach: float, unit: float) -> None:
    """Two pumps on their islands between the pillars of the roof."""
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    for x in (-3.0, 2.6):
        brush.box(x - 1.6, 0, 3.2, 0.18, rgb("#d5d2ca"))
        brush.box(x - 1.2, 0.18, 0.34, 5.0, rgb("#e9ecee"))
        brush.box(x - 0.4, 0.18, 0.9, 1.75, rgb("#d2453f"), round_m=0.06)
        brush.box(x - 0.28, 1.2, 0.66, 0.5, rgb("#dff2f5"), 1.0, are_lit(brush))
        brush.box(x - 0.28, 0.55, 0.66, 0.35, rgb("#f7f4ea"))
        brush.curve((x + 0.5, 1.5), (x + 1.1, 0.3), (x + 0.62, 0.9), 0.06, rgb("#2b2a33"))
        brush.box(x + 0.5, 0.85, 0.16, 0.3, rgb("#2b2a33"))
    brush.canvas.restore()


def _roof(brush: Brush, reach: float, unit: float) -> None:
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    lit = are_lit(brush)
    for x in (-5.6, 4.6):
        brush.box(x, 0, 0.4, 3.75, rgb("#e9ecee"))
    if lit:
        for x in (-3.6, 0.0, 3.4):
            brush.polygon([(x - 0.7, 3.7), (x + 0.7, 3.7), (x + 1.9, 0), (x - 1.9, 0)], rgb("#f2f8ff"), 0.13, True)
    brush.box(-7.0, 3.7, 13.4, 0.75, rgb("#f4f5f4"))
    brush.box(-7.0, 3.85, 13.4, 0.22, rgb("#d2453f"))
    for x in (-3.6, 0.0, 3.4):
        brush.box(x - 0.7, 3.64, 1.4, 0.07, rgb("#fdfdf4"), 1.0, True)
    brush.canvas.restore()


def _price_tower(brush: Brush, reach: float, unit: float) -> None:
    brush.canvas.save()
    brush.canvas.scale(unit, unit)
    x = 5.7
    lit = are_lit(brush)
    for post in (x - 0.55, x + 0.45):
        brush.box(post, 0, 0.1, 2.0, rgb("#8d97a0"))
    brush.box(x - 0.8, 1.4, 1.6, 3.0, rgb("#d2453f"))
    brush.circle(x, 3.85, 0.42, rgb("#f2c94c"), 1.0, lit)
    for row, price in enumerate(("1.74", "1.82", "1.69")):
        brush.box(x - 0.66, 1.55 + 0.6 * row, 1.32, 0.48, rgb("#22262b"))
        label(brush, price, x, 1.66 + 0.6 * row, 0.28, rgb("#ffd98a"))
    brush.canvas.restore()
