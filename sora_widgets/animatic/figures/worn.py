"""What is worn on the head though it was said like something held: a hat, glasses. Over Skia."""

from __future__ import annotations

from dataclasses import replace

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.figures import things
from sora_widgets.animatic.figures.beasts import Beast
from sora_widgets.animatic.figures.looks import Look
from sora_widgets.animatic.figures.skeleton import Point
from sora_widgets.animatic.scene import Actor

__all__ = ["draw_on_beast", "dressed_in"]

_EXTRAS = {"glasses": "sunglasses", "hat": "hat:fedora"}
# Its width in skull radii, and where its foot is from the middle of the skull.
_HAT = (2.3, (-0.04, 0.62))
_DARK = rgb("#23252d")


def dressed_in(look: Look, worn: str, colour: Colour | None) -> Look:
    """Somebody's look with what they wear, instead of another hat."""
    extra = _EXTRAS.get(worn)
    if extra is None:
        return look
    others = (other for other in look.extras if not (extra.startswith("hat:") and other.startswith("hat:")))
    return replace(look, extras=(*others, extra), gear=colour or look.gear)


def draw_on_beast(
    brush: Brush, seconds: float, beast: Beast, head: Point, nod: float, worn: str, colour: Colour | None
) -> None:
    """A hat or glasses on an animal's head, the middle of whose skull is at `head`."""
    r = beast.head

    def hat() -> None:
        wide, (x, y) = _HAT
        size = wide * r / things.BODIES["hat"].length
        brush.canvas.translate(x * r, y * r)
        brush.canvas.scale(size, size)
        things.draw_thing(brush, seconds, Actor("hat", "stand", colour))

    def glasses() -> None:
        dark = colour or _DARK
        brush.line([(-0.72 * r, 0.16 * r), (0.86 * r, 0.10 * r)], 0.10 * r, dark)
        for x in (0.06, 0.72):
            brush.box((x - 0.29) * r, -0.22 * r, 0.58 * r, 0.42 * r, dark, round_m=0.16 * r)
            brush.line([((x - 0.12) * r, 0.10 * r), ((x + 0.02) * r, -0.08 * r)], 0.07 * r, (1.0, 1.0, 1.0), 0.5)

    brush.turned(*head, -nod, hat if worn == "hat" else glasses)
