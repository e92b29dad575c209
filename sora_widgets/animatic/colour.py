"""Colour arithmetic for the flat style: mixing, lighting and haze. Pure, no drawing.

A colour is red, green and blue from 0 to 1; drawing turns it into Skia's 32 bits at the last moment.
"""

from __future__ import annotations

__all__ = ["Colour", "argb", "lighter", "mix", "multiply", "rgb"]

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """`rgb("#ff8800")`, the way palettes are written down."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` (0 to 1) of `second` in it."""
    keep = 1.0 - share
    return (
        first[0] * keep + second[0] * share,
        first[1] * keep + second[1] * share,
        first[2] * keep + second[2] * share,
    )


def multiply(first: Colour, second: Colour) -> Colour:
    """A surface of colour `first` under light of colour `second`."""
    return (first[0] * second[0], first[1] * second[1], first[2] * second[2])


def lighter(colour: Colour, amount: float) -> Colour:
    """Towards white for a positive `amount`, towards black for a negative one, by that share."""
    return mix(colour, (1.0, 1.0, 1.0), amount) if amount >= 0 else mix(colour, (0.0, 0.0, 0.0), -amount)


def argb(colour: Colour, alpha: float = 1.0) -> int:
    """The 32 bits that Skia takes."""
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in colour)
    return round(255 * min(1.0, max(0.0, alpha))) << 24 | red << 16 | green << 8 | blue
