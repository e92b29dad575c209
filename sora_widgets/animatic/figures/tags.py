"""What stands for things that are not drawn: a parcel, and the tag that says the word. Also the mannequin's tag."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.thing import CREAM, DARK, outline
from sora_widgets.animatic.lettering import label, text_width, wrap

__all__ = ["draw_box", "draw_tag"]


def draw_tag(brush: Brush, x: float, y: float, width: float, text: str) -> None:
    """A paper label with a word, its middle at (x, y), at most `width` metres wide: at most two lines, never cut off unseen."""
    if not text:
        return
    room = 0.86 * width
    size = min(0.20 * width, room / max(1e-9, text_width(text, 1.0)))
    lines = [text]
    if size < 0.11 * width:
        size = 0.12 * width
        lines = wrap(text, size, room)
        size = min(size, room / max(text_width(line, 1.0) for line in lines))
    tall = size * (1.1 + 1.75 * len(lines))
    brush.box(
        x - width / 2 + 0.012 * width,
        y - tall / 2 - 0.018 * width,
        width,
        tall,
        rgb("#3a2c20"),
        0.25,
        round_m=0.03 * width,
    )
    brush.box(x - width / 2, y - tall / 2, width, tall, CREAM, round_m=0.03 * width)
    brush.box(
        x - 0.47 * width,
        y - tall / 2 + 0.03 * width,
        0.94 * width,
        tall - 0.06 * width,
        lighter(CREAM, 0.45),
        round_m=0.02 * width,
    )
    brush.canvas.save()
    if brush.canvas.getTotalMatrix().getScaleX() < 0:  # whoever wears it faces left: the word does not
        brush.canvas.translate(2 * x, 0)
        brush.canvas.scale(-1, 1)
    foot = y + size * 1.75 * (len(lines) - 1) / 2 - size / 2
    for line in lines:
        label(brush, line, x, foot, size, DARK)
        foot -= 1.75 * size
    brush.canvas.restore()


def draw_box(brush: Brush, colour: Colour, text: str) -> None:
    """A parcel in two tones with a strip of tape; its tag says what it stands for."""
    brush.polygon(outline("-.40 .0 .40 .0 .40 .52 -.40 .52"), colour)
    brush.polygon(outline("-.40 .52 .40 .52 .32 .66 -.32 .66"), lighter(colour, 0.22))
    brush.polygon(outline("-.06 .52 .06 .52 .05 .66 -.05 .66"), rgb("#e9d6ae"))
    brush.polygon(outline("-.06 .38 .06 .38 .06 .52 -.06 .52"), rgb("#dcc596"))
    brush.polygon(outline("-.40 .0 .40 .0 .40 .05 -.40 .05"), lighter(colour, -0.18))
    brush.line(outline("-.36 .12 -.36 .44"), 0.014, lighter(colour, 0.45), 0.7)
    draw_tag(brush, 0.0, 0.24, 0.62, text)
