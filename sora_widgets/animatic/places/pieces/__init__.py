"""What rooms are furnished with, a module for each kind of room: drawings in metres, standing at the origin.

A piece is made by a function that takes what may differ (size, colour) and gives the drawing. Which room has which
piece is the business of `rooms` and `halls`.
"""

from __future__ import annotations

from collections.abc import Callable

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import rgb

__all__ = ["DARK", "STEEL", "WARM", "WOOD", "Draw"]

Draw = Callable[[Brush], None]
WARM = rgb("#ffce7a")
"""The light of a lamp."""
DARK, STEEL, WOOD = rgb("#2b2e35"), rgb("#8d97a3"), rgb("#9a6a40")
