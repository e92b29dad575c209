"""A thing at a moment, as the effects need it: its measures, and the way to draw it. Over Skia."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.figures.motion import pose_of
from sora_widgets.animatic.stage import Body

__all__ = ["Act"]

_ROPE = rgb("#8a7358")


@dataclass(frozen=True)
class Act:
    """A thing at a moment.

    Attributes:
        kind: its name in `THINGS`; its measures and colour follow.
        paint: draws it where it stands, as it is at the moment.
        whole: the same as a recording, at rest.
    """

    kind: str
    body: Body
    colour: Colour
    is_round: bool
    paint: Callable[[], None]
    whole: Callable[[], skia.Picture]

    def pose(self, brush: Brush, seconds: float, action: str) -> None:
        """Draw it as `action` has moved and stretched it."""
        pose, canvas = pose_of(action, self.body, seconds, self.is_round), brush.canvas
        canvas.save()
        canvas.translate(pose.x, pose.y)
        canvas.scale(pose.wide, pose.tall)
        if pose.turn:
            canvas.translate(pose.pivot_x, pose.pivot)
            canvas.rotate(math.degrees(pose.turn))
            canvas.translate(-pose.pivot_x, -pose.pivot)
        if action == "swing":
            top, hook = 0.97 * self.body.height, pose.pivot
            brush.line([(0.0, top), (0.0, hook)], 0.014 * self.body.height + 0.004, _ROPE)
        self.paint()
        canvas.restore()
