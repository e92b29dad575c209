"""What a style does to a colour, and what it draws around a shape. Pure values, no drawing."""

from __future__ import annotations

from dataclasses import dataclass

from sora_widgets.animatic.colour import Colour, mix

__all__ = ["Grade", "Trace", "luminance"]

_PIVOT = 0.38
_WEIGHTS = (0.2126, 0.7152, 0.0722)  # Rec. 709


def luminance(colour: Colour) -> float:
    """How bright a colour is to the eye, 0 to 1 (Rec. 709 weights on the display values)."""
    return sum(part * weight for part, weight in zip(colour, _WEIGHTS, strict=True))


@dataclass(frozen=True)
class Grade:
    """One treatment of all colours of a picture, in this order.

    Attributes:
        contrast: around a grey a little below the middle, so that a night is not crushed; 1 leaves it.
        lift: added to every part: positive washes out, negative darkens.
        saturation: 0 for grey, 1 leaves it.
        tones: colours that replace brightness, evenly spaced from black to white.
        toned: share of the replacement, 0 to 1.
        steps: how many values each part can have; 0 for all.
    """

    contrast: float = 1.0
    lift: float = 0.0
    saturation: float = 1.0
    tones: tuple[Colour, ...] = ()
    toned: float = 1.0
    steps: int = 0

    def of(self, colour: Colour) -> Colour:
        """The colour as the style shows it."""
        red, green, blue = (
            min(1.0, max(0.0, (min(1.0, part) - _PIVOT) * self.contrast + _PIVOT + self.lift)) for part in colour
        )
        grey = luminance((red, green, blue))
        seen: Colour = (red, green, blue)
        if self.saturation != 1.0:
            seen = mix((grey, grey, grey), seen, self.saturation)
        if self.tones:
            seen = mix(seen, self._tone(grey), self.toned)
        if self.steps:
            last = self.steps - 1
            red, green, blue = (round(min(1.0, max(0.0, part)) * last) / last for part in seen)
            seen = (red, green, blue)
        return seen

    def _tone(self, grey: float) -> Colour:
        place = min(1.0, max(0.0, grey)) * (len(self.tones) - 1)
        index = min(int(place), len(self.tones) - 2)
        return mix(self.tones[index], self.tones[index + 1], place - index)


@dataclass(frozen=True)
class Trace:
    """What is drawn with every opaque shape: a line around it, or the shape itself once more under it.

    Attributes:
        width: of a line around it, in shares of the distance, so that it is as wide on the screen near and far; 0 for none.
        colour: of the line or of the shape under it; None for the shape's own,
        darker: darkened by so much (from 0 down to -1).
        alpha: opacity of it.
        right, up: where the shape under it is, from the shape itself, in the same measure.
        over: the line is drawn over the shape, so that inner edges show; otherwise under it.
    """

    width: float = 0.0
    colour: Colour | None = None
    darker: float = -0.4
    alpha: float = 1.0
    right: float = 0.0
    up: float = 0.0
    over: bool = False
