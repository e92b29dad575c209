"""Vehicles of the road: car, van, bus, truck, tractor, bicycle, motorcycle, scooter, wheelchair."""

from __future__ import annotations

import math

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, GLASS, STEEL, WHITE, Thing, Wheel, arc, body, outline

__all__ = ["THINGS", "draw_lamps", "draw_spokes", "draw_wheel"]

_TYRE, _CHROME, _LAMP, _TAIL = rgb("#2a2c33"), rgb("#cfd5dc"), rgb("#fff3c4"), rgb("#ff4a3a")


def draw_wheel(brush: Brush, wheel: Wheel) -> None:
    """What of a wheel looks the same however it is turned."""
    x, y, r = wheel.x, wheel.y, wheel.radius
    if wheel.look == "crank":
        return
    if wheel.look == "spoked":
        brush.line(arc(x, y, r - 0.02), 0.04, _TYRE)
        brush.line(arc(x, y, r - 0.05), 0.016, STEEL)
        return
    iron = wheel.look == "iron"
    brush.circle(x, y, r, rgb("#4a4d57") if iron else _TYRE)
    brush.circle(x, y, r * 0.60, rgb("#7a808c") if iron else CREAM if wheel.look == "plain" else _CHROME)


def draw_spokes(brush: Brush, wheel: Wheel, turned: float) -> None:
    """The rest of it, turned clockwise by `turned` radians."""
    x, y = wheel.x, wheel.y
    if wheel.look == "crank":
        for side in (0.0, math.pi):
            foot = (x + 0.17 * math.cos(side - turned - 0.6), y + 0.17 * math.sin(side - turned - 0.6))
            brush.line([(x, y), foot], 0.022, STEEL)
            brush.line([(foot[0] - 0.05, foot[1]), (foot[0] + 0.05, foot[1])], 0.03, DARK)
        return
    thin = wheel.look == "spoked"
    reach, width = (wheel.radius - 0.05, 0.008) if thin else (wheel.radius * 0.5, wheel.radius * 0.11)
    tone = STEEL if thin else rgb("#79818c")
    for spoke in range(5):
        dx, dy = reach * math.cos(spoke * math.tau / 5 - turned), reach * math.sin(spoke * math.tau / 5 - turned)
        brush.line([(x - dx, y - dy) if thin else (x, y), (x + dx, y + dy)], width, tone)
    brush.circle(x, y, 0.035 if thin else wheel.radius * 0.14, DARK)


def _arches(brush: Brush, wheels: tuple[Wheel, ...], colour: Colour) -> None:
    for wheel in wheels:
        brush.circle(wheel.x, wheel.y + 0.01, wheel.radius * 1.2, lighter(colour, -0.6))


def draw_lamps(brush: Brush, front: tuple[float, float], back: tuple[float, float], size: float) -> None:
    """Front and tail lamps, in the dark with the light they throw."""
    shine = brush.light.lamps
    if shine > 0.2:
        x, y = front
        brush.polygon(
            [(x, y + 0.04), (x + 3.4, y + 0.3), (x + 3.4, 0.02), (x, y - 0.06)], rgb("#fff0b8"), 0.2 * shine, True
        )
        brush.glow(x, y, 0.45, rgb("#fff0b8"), 0.6 * shine)
        brush.glow(*back, 0.28, _TAIL, 0.5 * shine)
    brush.ellipse(*front, size * 0.8, size, _LAMP, glows=shine > 0.2)
    brush.ellipse(*back, size * 0.5, size * 0.9, _TAIL, glows=shine > 0.2)


_CAR_WHEELS = (Wheel(-1.32, 0.33, 0.33), Wheel(1.32, 0.33, 0.33))


def _car(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-1.55 .84 -1.55 .84 -1.22 1.34 -.8 1.46 .25 1.46 .62 1.36 1.18 .84 1.18 .84"), lighter(colour, -0.12)
    )
    brush.smooth(outline("-1.28 .88 -1.28 .88 -1.06 1.28 -.82 1.36 -.30 1.37 -.30 1.37 -.30 .88 -.30 .88"), GLASS)
    brush.smooth(outline("-.20 .88 -.20 .88 -.20 1.37 -.20 1.37 .22 1.37 .46 1.28 .92 .88 .92 .88"), GLASS)
    brush.polygon(outline("0 .90 .26 1.34 .40 1.30 .16 .90"), WHITE, 0.4)
    brush.smooth(
        outline(
            "-2.02 .26 -2.02 .26 -2.16 .38 -2.12 .80 -1.95 .90 -1.3 .94 1.0 .93 1.0 .93 1.75 .84 2.10 .70 2.16 .40 2.02 .26 2.02 .26"
        ),
        colour,
    )
    brush.smooth(
        outline("-2.12 .40 -2.12 .40 2.14 .40 2.14 .40 2.02 .26 2.02 .26 -2.02 .26 -2.02 .26"), lighter(colour, -0.34)
    )
    brush.line(outline("-1.9 .80 1.55 .78"), 0.035, lighter(colour, 0.4), 0.8)
    brush.line(outline("-.25 .90 -.25 .42"), 0.014, lighter(colour, -0.3))
    brush.line(outline("-.62 .70 -.44 .70"), 0.035, lighter(colour, -0.4))
    _arches(brush, _CAR_WHEELS, colour)
    draw_lamps(brush, (2.04, 0.62), (-2.08, 0.68), 0.10)


_VAN_WHEELS = (Wheel(-1.45, 0.36, 0.36), Wheel(1.5, 0.36, 0.36))


def _van(brush: Brush, colour: Colour) -> None:
    brush.smooth(
        outline("-2.4 .3 -2.4 .3 -2.45 2.0 -2.25 2.1 1.1 2.1 1.5 2.0 2.05 1.15 2.4 1.0 2.45 .3 2.45 .3"), colour
    )
    brush.polygon(outline("1.0 1.90 1.42 1.86 1.88 1.16 1.0 1.16"), GLASS)
    brush.polygon(outline("-2.42 .3 2.45 .3 2.45 .55 -2.42 .55"), lighter(colour, -0.35))
    brush.box(-2.0, 1.2, 2.6, 0.55, lighter(colour, 0.5), round_m=0.06)
    brush.line(outline(".8 2.0 .8 .6"), 0.02, lighter(colour, -0.3))
    brush.line(outline("-2.2 2.0 1.0 2.0"), 0.04, lighter(colour, 0.4), 0.8)
    _arches(brush, _VAN_WHEELS, colour)
    draw_lamps(brush, (2.34, 0.82), (-2.4, 0.9), 0.11)


_BUS_WHEELS = (Wheel(-3.1, 0.48, 0.48), Wheel(3.2, 0.48, 0.48))


def _bus(brush: Brush, colour: Colour) -> None:
    brush.box(-5.0, 0.38, 10.0, 2.72, colour, round_m=0.28)
    brush.box(-5.0, 0.38, 10.0, 0.5, lighter(colour, -0.32), round_m=0.18)
    brush.box(-4.9, 2.82, 9.8, 0.24, lighter(colour, 0.3), round_m=0.12)
    for index in range(6):
        brush.box(-4.7 + 1.36 * index, 1.62, 1.2, 0.98, GLASS, round_m=0.08)
        brush.polygon(
            [
                (-4.5 + 1.36 * index, 1.66),
                (-4.1 + 1.36 * index, 2.56),
                (-3.9 + 1.36 * index, 2.56),
                (-4.3 + 1.36 * index, 1.66),
            ],
            WHITE,
            0.35,
        )
    brush.box(3.52, 0.62, 0.95, 2.0, GLASS, round_m=0.06)
    brush.line(outline("3.99 .64 3.99 2.6"), 0.05, lighter(colour, -0.3))
    brush.smooth(outline("4.62 1.3 4.62 1.3 4.62 2.62 4.62 2.62 4.98 2.6 5.02 1.4 4.98 1.3"), GLASS)
    brush.line(outline("-4.8 1.28 3.4 1.28"), 0.09, CREAM)
    _arches(brush, _BUS_WHEELS, colour)
    draw_lamps(brush, (4.9, 0.85), (-4.93, 1.0), 0.14)


_TRUCK_WHEELS = (Wheel(-3.0, 0.5, 0.5), Wheel(-1.85, 0.5, 0.5), Wheel(3.0, 0.5, 0.5))


def _truck(brush: Brush, colour: Colour) -> None:
    brush.box(-4.2, 0.5, 8.2, 0.34, DARK)
    brush.box(-4.3, 0.84, 5.9, 2.5, CREAM, round_m=0.1)
    brush.box(-4.3, 0.84, 5.9, 0.5, mix(CREAM, colour, 0.75))
    for index in range(5):
        brush.line([(-3.4 + 1.05 * index, 1.4), (-3.4 + 1.05 * index, 3.2)], 0.03, lighter(CREAM, -0.14))
    brush.smooth(outline("1.8 .5 1.8 .5 1.8 2.85 1.8 2.85 3.2 2.85 3.45 2.7 3.9 1.6 4.25 1.45 4.3 .5 4.3 .5"), colour)
    brush.smooth(outline("2.35 1.65 2.35 1.65 2.35 2.55 2.35 2.55 3.1 2.55 3.25 2.45 3.6 1.65 3.6 1.65"), GLASS)
    brush.polygon(outline("2.6 1.68 2.9 2.52 3.08 2.52 2.8 1.68"), WHITE, 0.4)
    brush.box(1.8, 0.5, 2.5, 0.34, lighter(colour, -0.35))
    brush.line(outline("2.0 2.72 3.1 2.72"), 0.05, lighter(colour, 0.4), 0.8)
    brush.line(outline("1.68 .9 1.68 3.3"), 0.11, STEEL)
    _arches(brush, _TRUCK_WHEELS, DARK)
    draw_lamps(brush, (4.22, 1.0), (-4.2, 0.7), 0.13)


_TRACTOR_WHEELS = (Wheel(-0.85, 0.82, 0.82, "plain"), Wheel(1.35, 0.48, 0.48, "plain"))


def _tractor(brush: Brush, colour: Colour) -> None:
    brush.smooth(outline("-.3 .7 -.3 .7 -.2 1.5 -.2 1.5 1.7 1.42 1.85 1.2 1.85 .7 1.85 .7"), colour)
    for x in (0.75, 1.0, 1.25):
        brush.line([(x, 1.0), (x, 1.25)], 0.05, lighter(colour, -0.4))
    brush.box(-1.35, 1.2, 1.25, 1.25, lighter(colour, -0.2))
    brush.box(-1.25, 1.55, 1.05, 0.85, GLASS)
    brush.polygon(outline("-1.0 1.58 -.7 2.36 -.5 2.36 -.8 1.58"), WHITE, 0.4)
    brush.box(-1.5, 2.4, 1.6, 0.16, colour, round_m=0.06)
    brush.line(outline("1.1 1.4 1.1 2.1"), 0.1, DARK)
    brush.smooth(outline("-1.85 .9 -1.7 1.75 -.85 1.92 -.05 1.7 .1 1.2 -.1 .9"), lighter(colour, -0.1))


_GEAR = 0.45  # turns of the pedals for one of the wheels
_BICYCLE_WHEELS = (
    Wheel(-0.52, 0.34, 0.34, "spoked"),
    Wheel(0.54, 0.34, 0.34, "spoked"),
    Wheel(0.0, 0.30, 0.34 / _GEAR, "crank"),
)


def _bicycle(brush: Brush, colour: Colour) -> None:
    for x in (-0.52, 0.54):
        brush.line(arc(x, 0.34, 0.385, 70, 95), 0.024, lighter(colour, -0.2))
    brush.line(outline("-.52 .34 0 .30 .38 .74 -.18 .78 0 .30"), 0.042, colour)
    brush.line(outline("-.52 .34 -.18 .78"), 0.036, colour)
    brush.line(outline(".54 .34 .36 .92"), 0.042, lighter(colour, -0.15))
    brush.line(outline("-.18 .78 -.21 .90"), 0.034, STEEL)
    brush.smooth(outline("-.36 .93 -.32 .96 -.08 .93 -.06 .905 -.22 .89"), DARK)
    brush.line(outline(".36 .92 .34 1.00 .46 1.03 .50 .97"), 0.034, DARK)
    brush.circle(0, 0.30, 0.075, STEEL)
    brush.line(outline("0 .235 -.52 .315"), 0.012, DARK)
    brush.line(outline("-.14 .73 .32 .70"), 0.012, lighter(colour, 0.45))


_MOTOR_WHEELS = (Wheel(-0.70, 0.33, 0.33), Wheel(0.76, 0.33, 0.33))


def _motorcycle(brush: Brush, colour: Colour) -> None:
    brush.line(outline(".76 .33 .46 .98"), 0.075, STEEL)
    brush.line(outline("-.70 .33 -.1 .42"), 0.085, DARK)
    brush.smooth(outline("-.3 .28 -.32 .6 .05 .68 .38 .6 .36 .3 .05 .2"), rgb("#565c68"))
    for y in (0.36, 0.45, 0.54):
        brush.line([(-0.16, y), (0.22, y)], 0.035, STEEL)
    brush.line(outline("-.05 .27 -.55 .25 -1.0 .36"), 0.085, STEEL)
    brush.smooth(outline("-.20 .62 -.12 .86 .18 .98 .42 .92 .46 .74 .2 .64"), colour)
    brush.smooth(outline("-.95 .82 -.98 .90 -.6 .78 -.15 .82 -.12 .70 -.55 .64 -.85 .72"), DARK)
    brush.smooth(outline("-1.05 .74 -.98 .86 -.6 .70 -.35 .60 -.45 .54 -.75 .60"), colour)
    brush.smooth(outline(".40 .66 .72 .74 1.06 .60 1.08 .54 .74 .64 .46 .56"), colour)
    brush.line(outline(".46 .98 .30 1.08"), 0.045, DARK)
    brush.circle(0.55, 0.90, 0.095, DARK)
    draw_lamps(brush, (0.62, 0.90), (-1.02, 0.80), 0.07)
    brush.line(outline("-.05 .86 .20 .93"), 0.028, lighter(colour, 0.5), 0.9)


_SCOOTER_WHEELS = (Wheel(-0.52, 0.20, 0.20), Wheel(0.58, 0.20, 0.20))


def _scooter(brush: Brush, colour: Colour) -> None:
    brush.line(outline(".58 .20 .40 .98 .28 1.03"), 0.06, STEEL)
    brush.smooth(
        outline("-.85 .26 -.88 .58 -.5 .66 -.15 .60 .0 .34 .25 .30 .34 .86 .44 .88 .52 .5 .44 .22 .0 .20 -.3 .22"),
        colour,
    )
    brush.smooth(outline("-.8 .66 -.82 .76 -.3 .78 -.08 .70 -.12 .62"), DARK)
    brush.smooth(outline(".36 .30 .60 .46 .82 .30 .80 .24"), lighter(colour, -0.12))
    brush.line(outline("-.7 .5 -.35 .54"), 0.03, lighter(colour, 0.5), 0.9)
    draw_lamps(brush, (0.47, 0.90), (-0.86, 0.52), 0.06)


_WHEELCHAIR_WHEELS = (Wheel(-0.14, 0.32, 0.32, "spoked"), Wheel(0.42, 0.10, 0.10, "plain"))


def _wheelchair(brush: Brush, colour: Colour) -> None:
    brush.line(outline("-.34 .52 -.40 1.02 -.54 1.06"), 0.04, STEEL)
    brush.smooth(outline("-.36 .50 -.36 .50 -.42 .98 -.42 .98 -.35 .99 -.35 .99 -.28 .52 -.28 .52"), colour)
    brush.box(-0.34, 0.46, 0.56, 0.07, colour, round_m=0.025)
    brush.line(outline("-.32 .70 .10 .70 .18 .48"), 0.035, STEEL)
    brush.line(outline("-.26 .46 .26 .46 .44 .16 .60 .14"), 0.036, STEEL)
    brush.line(outline(".26 .40 .42 .12"), 0.032, STEEL)
    brush.box(0.44, 0.105, 0.22, 0.03, DARK, round_m=0.01)


THINGS: dict[str, Thing] = {
    "bicycle": Thing(body(1.05, 1.75), rgb("#d8443a"), _bicycle, wheels=_BICYCLE_WHEELS),
    "bus": Thing(body(3.1, 10.0), rgb("#e0a32e"), _bus, wheels=_BUS_WHEELS),
    "car": Thing(body(1.46, 4.3), rgb("#d94a3d"), _car, wheels=_CAR_WHEELS),
    "motorcycle": Thing(body(1.12, 2.1), rgb("#c8402f"), _motorcycle, wheels=_MOTOR_WHEELS),
    "scooter": Thing(body(1.08, 1.7), rgb("#6fb7a8"), _scooter, wheels=_SCOOTER_WHEELS),
    "tractor": Thing(body(2.55, 3.6), rgb("#4f9a45"), _tractor, wheels=_TRACTOR_WHEELS),
    "truck": Thing(body(3.4, 8.6), rgb("#3f74b5"), _truck, wheels=_TRUCK_WHEELS),
    "van": Thing(body(2.12, 4.9), rgb("#e8e3d6"), _van, wheels=_VAN_WHEELS),
    "wheelchair": Thing(body(1.08, 1.15), rgb("#3f6fa8"), _wheelchair, wheels=_WHEELCHAIR_WHEELS),
}
