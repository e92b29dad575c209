"""Snow that lies: what is green turns white, the ground pales, water and asphalt stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from sora_widgets.animatic.colour import Colour, mix, rgb
from sora_widgets.animatic.layers import Layer, Place
from sora_widgets.animatic.lighting import Light

__all__ = ["covered", "on_leaves"]

_SNOW = rgb("#f1f5fa")


@dataclass(frozen=True)
class _OnLeaves(Light):
    """A light in which everything green is under snow."""

    def surface(self, colour: Colour, distance_m: float) -> Colour:
        return super().surface(mix(colour, _SNOW, _share(colour)) if _is_green(colour) else colour, distance_m)


def on_leaves(light: Light) -> Light:
    """The same light, for trees and lawns under snow."""
    return _OnLeaves(**{field.name: getattr(light, field.name) for field in fields(light)})


def covered(place: Place) -> Place:
    """The same place with snow on its ground and its paths."""
    place.ground, place.far_ground = _on_ground(place.ground), _on_ground(place.far_ground)
    place.layers = [_on_layer(layer) for layer in place.layers]
    place.ribbons = [
        ribbon if ribbon.glows else replace(ribbon, colour=_on_ground(ribbon.colour)) for ribbon in place.ribbons
    ]
    return place


def _on_layer(layer: Layer) -> Layer:
    return layer if layer.ground is None else replace(layer, ground=_on_ground(layer.ground))


def _share(leaf: Colour) -> float:
    """Snow lies where the sun would: on the lighter side of a crown, hardly on its underside."""
    return min(0.82, max(0.26, 2.5 * sum(leaf) / 3 - 0.44))


def _is_green(colour: Colour) -> bool:
    red, green, blue = colour
    return green >= red and green > blue + 0.04


def _on_ground(colour: Colour) -> Colour:
    if colour[2] >= colour[0]:  # water, asphalt, ice
        return colour
    return mix(colour, _SNOW, 0.8 if _is_green(colour) else 0.5)
