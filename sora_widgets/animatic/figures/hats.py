"""Hats and helmets, in head units: the origin is the middle of the head, 1 is half its height."""

from __future__ import annotations

from collections.abc import Callable

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import lighter, rgb
from sora_widgets.animatic.figures.looks import Look

__all__ = ["HATS", "draw_hat"]

_GOLD = rgb("#e3b341")


def draw_hat(brush: Brush, hat: str, c: float, look: Look) -> None:
    """A hat on a head turned so that its front is `c` (-1 to 1) to the right."""
    HATS[hat](brush, c, look)


def _toque(brush: Brush, c: float, look: Look) -> None:
    white = rgb("#fbfaf6")
    brush.smooth(
        [(-0.80, 0.70), (-1.10, 1.30), (-0.95, 2.00), (0.0, 2.20), (0.95, 2.00), (1.10, 1.30), (0.80, 0.70)], white
    )
    brush.box(-0.86, 0.50, 1.72, 0.46, lighter(white, -0.07), round_m=0.14)


def _crown(brush: Brush, c: float, look: Look) -> None:
    points = [(-0.86, 0.56), (-0.98, 1.46), (-0.50, 1.10), (0.0, 1.62), (0.50, 1.10), (0.98, 1.46), (0.86, 0.56)]
    brush.polygon(points, _GOLD)
    brush.box(-0.87, 0.50, 1.74, 0.26, lighter(_GOLD, -0.16), round_m=0.08)
    for x, y in ((-0.98, 1.46), (0.0, 1.62), (0.98, 1.46)):
        brush.circle(x, y, 0.10, rgb("#d9443f"))
    brush.circle(0.2 * c, 0.86, 0.12, rgb("#3f78d0"))


def _tiara(brush: Brush, c: float, look: Look) -> None:
    x = 0.25 * c
    brush.polygon([(x - 0.55, 0.78), (x - 0.30, 1.12), (x, 1.42), (x + 0.30, 1.12), (x + 0.55, 0.78), (x, 0.92)], _GOLD)
    brush.circle(x, 1.08, 0.09, rgb("#e4567c"))


def _visor(brush: Brush, c: float, look: Look) -> None:
    steel = rgb("#b7c0ca")
    brush.smooth(
        [(-0.98, -0.80), (-1.08, 0.60), (-0.60, 1.20), (0.40, 1.24), (1.06, 0.70), (1.08, -0.40), (0.40, -1.05)], steel
    )
    brush.smooth(
        [(0.30 * c - 0.55, 0.30), (0.95, 0.34), (1.12, -0.20), (0.70, -0.80), (0.30 * c - 0.40, -0.70)],
        lighter(steel, -0.10),
    )
    brush.line([(0.30 * c - 0.30, 0.06), (0.98, 0.06)], 0.11, rgb("#2a2d33"))
    brush.smooth([(-0.30, 1.10), (-0.75, 1.75), (-1.60, 1.30), (-1.40, 0.70), (-0.95, 1.15)], rgb("#c8382f"))


def _wizard(brush: Brush, c: float, look: Look) -> None:
    cloth = lighter(look.top, -0.08)
    brush.smooth(
        [(-0.90, 0.62), (-0.42, 1.70), (-0.75, 2.62), (-0.70, 2.66), (0.25, 1.85), (0.90, 0.62), (0.9, 0.6)], cloth
    )
    brush.ellipse(0, 0.62, 1.55, 0.24, lighter(cloth, -0.14))
    brush.box(-0.78, 0.66, 1.56, 0.22, _GOLD, round_m=0.1)


def _santa(brush: Brush, c: float, look: Look) -> None:
    red = rgb("#c8322f")
    brush.smooth(
        [
            (-0.92, 0.60),
            (-0.80, 1.30),
            (-0.10, 1.72),
            (-1.30, 1.75),
            (-1.72, 0.92),
            (-1.50, 1.30),
            (0.50, 1.62),
            (0.92, 0.60),
        ],
        red,
    )
    brush.circle(-1.62, 0.88, 0.26, rgb("#fbfaf6"))
    brush.box(-1.0, 0.46, 2.0, 0.38, rgb("#fbfaf6"), round_m=0.19)


def _cowboy(brush: Brush, c: float, look: Look) -> None:
    felt = rgb("#8d5f38")
    brush.smooth(
        [(-0.74, 0.62), (-0.72, 1.50), (-0.30, 1.66), (0.0, 1.48), (0.30, 1.66), (0.74, 1.50), (0.74, 0.62)], felt
    )
    brush.smooth(
        [(-1.75, 1.05), (-1.30, 0.55), (0.0, 0.42), (1.30, 0.55), (1.75, 1.05), (0.80, 0.74), (-0.80, 0.74)],
        lighter(felt, -0.12),
    )
    brush.line([(-0.70, 0.80), (0.70, 0.80)], 0.14, lighter(felt, -0.45))


def _cap(brush: Brush, c: float, look: Look) -> None:
    cloth = look.bottom
    brush.smooth([(-0.95, 0.50), (-1.15, 1.20), (-0.30, 1.50), (0.60, 1.45), (1.25, 1.15), (0.95, 0.50)], cloth)
    brush.smooth([(0.10, 0.62), (1.00, 0.66), (1.42, 0.42), (1.30, 0.34), (0.70, 0.44)], rgb("#20242e"))
    brush.box(-0.94, 0.48, 1.90, 0.24, rgb("#20242e"), round_m=0.08)
    brush.circle(0.5 * c + 0.1, 1.0, 0.16, _GOLD)


def _steel(brush: Brush, c: float, look: Look) -> None:
    brush.smooth(
        [
            (-1.12, 0.28),
            (-1.12, 1.00),
            (-0.50, 1.40),
            (0.50, 1.40),
            (1.12, 1.00),
            (1.14, 0.30),
            (0.6, 0.46),
            (-0.6, 0.46),
        ],
        lighter(look.top, -0.22),
    )


def _hard(brush: Brush, c: float, look: Look) -> None:
    shell = rgb("#f0c032")
    brush.smooth([(-1.02, 0.46), (-1.05, 1.05), (-0.45, 1.42), (0.45, 1.42), (1.05, 1.05), (1.02, 0.46)], shell)
    brush.smooth([(-1.05, 0.62), (1.1, 0.62), (1.55, 0.44), (1.40, 0.36), (-1.05, 0.40)], lighter(shell, -0.14))
    brush.curve((-0.1, 0.62), (0.1, 1.1), (0.05, 1.36), 0.16, lighter(shell, 0.2))


def _fire(brush: Brush, c: float, look: Look) -> None:
    red = rgb("#c8322f")
    brush.smooth([(-0.95, 0.50), (-1.0, 1.10), (-0.30, 1.60), (0.40, 1.56), (1.0, 1.05), (0.98, 0.50)], red)
    brush.smooth(
        [(-1.70, 0.24), (-1.0, 0.66), (1.0, 0.66), (1.42, 0.42), (0.9, 0.44), (-1.0, 0.40)], lighter(red, -0.20)
    )
    brush.smooth([(0.45 * c, 0.66), (0.45 * c, 1.26), (0.45 * c + 0.5, 1.26), (0.45 * c + 0.5, 0.66)], _GOLD)


def _veil(brush: Brush, c: float, look: Look) -> None:
    cloth = rgb("#2f2f38")
    brush.smooth(
        [
            (-0.45, -0.9),
            (-1.25, -1.7),
            (-1.20, 0.50),
            (-0.60, 1.24),
            (0.45, 1.26),
            (1.02, 0.72),
            (0.80, 0.62),
            (0.0, 0.70),
            (-0.55, 0.0),
        ],
        cloth,
    )
    brush.curve((0.90, 0.62), (0.1, 1.0), (-0.50, 0.10), 0.13, rgb("#fbfaf6"))


def _tricorn(brush: Brush, c: float, look: Look) -> None:
    cloth = rgb("#2b2530")
    brush.smooth(
        [
            (-1.50, 0.80),
            (-1.10, 0.45),
            (0.0, 0.52),
            (1.10, 0.45),
            (1.50, 0.80),
            (0.90, 1.40),
            (0.0, 1.62),
            (-0.90, 1.40),
        ],
        cloth,
    )
    brush.curve((-1.28, 0.72), (0.0, 0.40), (1.28, 0.72), 0.08, _GOLD)
    brush.circle(0.25 * c, 1.05, 0.20, rgb("#f2ecdc"))


def _hood(brush: Brush, c: float, look: Look) -> None:
    cloth = look.top
    brush.smooth(
        [
            (-0.80, -1.05),
            (-1.14, -0.2),
            (-1.10, 0.70),
            (-0.50, 1.22),
            (0.45, 1.22),
            (1.06, 0.70),
            (0.95, 0.24),
            (0.2, 0.34),
            (-0.42, 0.16),
            (-0.46, -0.26),
            (0.2, -0.24),
            (0.94, -0.18),
            (0.90, -0.60),
            (0.4, -1.1),
        ],
        cloth,
    )


def _fedora(brush: Brush, c: float, look: Look) -> None:
    felt = look.gear or rgb("#5b4a3c")
    brush.smooth(
        [(-0.82, 0.58), (-0.80, 1.36), (-0.35, 1.56), (0.10, 1.40), (0.55, 1.56), (0.84, 1.30), (0.84, 0.58)], felt
    )
    brush.ellipse(0.06, 0.58, 1.42, 0.19, lighter(felt, -0.16))
    brush.line([(-0.78, 0.78), (0.80, 0.78)], 0.20, rgb("#2a2320"))


def _straw(brush: Brush, c: float, look: Look) -> None:
    straw = rgb("#e3c06c")
    brush.smooth([(-0.80, 0.58), (-0.72, 1.36), (0.0, 1.52), (0.72, 1.36), (0.80, 0.58)], straw)
    brush.ellipse(0.0, 0.60, 1.62, 0.24, lighter(straw, -0.10))
    brush.line([(-0.76, 0.82), (0.76, 0.82)], 0.18, rgb("#b3402f"))


def _helmet(brush: Brush, c: float, look: Look) -> None:
    """The glass of a space suit: a ball around the face, the visor gold-dark with a shine."""
    x = 0.16 * c
    brush.circle(0, 0.02, 1.08, look.top)
    brush.smooth(
        [(x - 0.72, 0.55), (x + 0.30, 0.86), (1.02, 0.50), (1.04, -0.40), (0.30, -0.76), (x - 0.72, -0.46)],
        rgb("#20304a"),
    )
    brush.smooth([(x - 0.50, 0.42), (x + 0.20, 0.70), (x + 0.10, 0.30), (x - 0.40, 0.05)], rgb("#7fa6cf"), 0.75)
    brush.curve((0.86, 0.30), (0.96, -0.05), (0.80, -0.34), 0.08, _GOLD, 0.9)
    brush.line([(-1.05, -0.15), (-1.05, 0.25)], 0.30, lighter(look.top, -0.20))


def _goggles(brush: Brush, c: float, look: Look) -> None:
    x = 0.45 * c
    brush.smooth([(x - 0.50, 0.30), (x + 0.60, 0.30), (x + 0.60, -0.24), (x - 0.50, -0.24)], rgb("#e0a82e"))
    brush.smooth([(x - 0.40, 0.22), (x + 0.50, 0.22), (x + 0.50, -0.16), (x - 0.40, -0.16)], rgb("#9fd6ea"))
    brush.line([(x - 0.40, 0.05), (-0.92, 0.12)], 0.14, rgb("#30363f"))


HATS: dict[str, Callable[[Brush, float, Look], None]] = {
    "cap": _cap,
    "cowboy": _cowboy,
    "crown": _crown,
    "fedora": _fedora,
    "fire": _fire,
    "goggles": _goggles,
    "hard": _hard,
    "helmet": _helmet,
    "hood": _hood,
    "santa": _santa,
    "steel": _steel,
    "straw": _straw,
    "tiara": _tiara,
    "toque": _toque,
    "tricorn": _tricorn,
    "veil": _veil,
    "visor": _visor,
    "wizard": _wizard,
}
