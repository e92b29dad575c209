"""Letters as strokes, for labels and subtitles: the barest machine has no font, and all machines must draw alike.

Latin letters with accents, digits and punctuation. A letter that is not here is drawn as an empty
box, as other programs do, so that a text never silently loses a word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour

__all__ = ["draw_text", "label", "text_width", "wrap"]

# Each stroke is a run of points, two digits a point: x, then y, on a grid where the baseline is 2, small letters reach
# 6 and capitals 8. "~" rounds the corners of a stroke, "o" rounds and closes it.
_FONT = (
    "A 022842 1434|B 0208 ~08484505 ~05454202|C ~474808024243|D 0208 ~08484202|E 48080242 0535|F 480802 0535"
    "|G ~474808024244 2444|H 0208 4248 0545|I 0208|J ~4844420203|K 0208 4804 1542|L 080242|M 0208244842|N 02084248"
    "|O o08484202|P 0208 ~08484505|Q o08484202 2442|R 0208 ~08484505 1542|S ~4748080545420203|T 0848 2822"
    "|U ~080302424348|V 082248|W 0812375268|X 0842 4802|Y 0825 4825 2522|Z 08480242"
    "|a o06464202 4642|b 0802 o06464202|c ~454606024243|d 4842 o06464202|e 0444 ~444606024243|f ~38181712 0636"
    "|g o06464202 ~4641400001|h 0802 ~0406464542|i 0602 0808|j ~16111000 1818|k 0802 3604 1432|l 0802"
    "|m 0602 ~0406363532 ~3436666562|n 0602 ~0406464542|o o06464202|p 0600 o06464202|q 4640 o06464202"
    "|r 0602 ~040636|s ~4546060444420203|t ~18131232 0636|u ~0603024244 4642|v 062246|w 0612365266|x 0642 4602"
    "|y 0622 4610|z 06460242"
    "|0 o08484202|1 071812|2 ~0708484502 0242|3 ~0708484515 ~1545420203|4 32380444|5 480805 ~0545420203"
    "|6 o05454202 ~38080503|7 084812|8 o08484505 o05454202|9 o08484505 ~464212"
    "|. 0202|, 0201|! 0804 0202|? ~070848452524 2222|' 0806|\" 0806 2826|- 1434|: 0505 0202|; 0505 0201"
    "|_ 0141|( ~18070312|) ~08171302|/ 0248|& ~420618383705020242 4244|% 0248 o08282606 o24444222|+ 2327 0545|= 0646 0444"
    "|# 1218 3238 0646 0444"
)
_GLYPHS = {line[0]: tuple(line[2:].split()) for line in _FONT.split("|")}
_BOX = ("0208484202",)
_SPACE = 2.6
_GAP = 1.9
_CAPITAL = 6.0  # units from the baseline to the top of a capital
_ACCENTS = {  # above a small letter; two units higher above a capital
    "\u0300": ("1827",),
    "\u0301": ("1728",),
    "\u0302": ("172837",),
    "\u0303": ("~0708372738",),
    "\u0308": ("1717", "3737"),
    "\u0327": ("2211",),
    "\u030a": ("o18383616",),
}
_AS_OTHERS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "ß": "ss",
    }
)


def text_width(text: str, size: float) -> float:
    """How long a line is whose capitals are `size` high, in the same unit."""
    return _outline(text)[1] * size / _CAPITAL


def wrap(text: str, size: float, longest: float, most: int = 2) -> list[str]:
    """The lines of a text, each at most `longest` long; what does not fit into `most` lines ends in dots."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer, size) <= longest:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] += "..."
            break
    return lines


def draw_text(canvas: skia.Canvas, text: str, x: float, y: float, size: float, ink: int, edge: int = 0) -> None:
    """Write one line with its baseline at `y` (down the canvas), capitals `size` high.

    Args:
        canvas: in any unit.
        text: without line breaks.
        x: of its middle.
        y: of the baseline.
        size: height of a capital.
        ink: colour, as `Light.ink` gives it.
        edge: colour of a line around the letters that keeps them legible on anything; 0 for none.
    """
    path, length = _outline(text)
    unit = size / _CAPITAL
    canvas.save()
    canvas.translate(x - length * unit / 2, y)
    canvas.scale(unit, -unit)
    if edge:
        canvas.drawPath(path, _pen(edge, 2.3))
    canvas.drawPath(path, _pen(ink, 0.95))
    canvas.restore()


def label(brush: Brush, text: str, x: float, y: float, size_m: float, colour: Colour) -> None:
    """Write a lit line on a thing, centred at `x`, its baseline at `y` (upwards), capitals `size_m` high."""
    brush.canvas.save()
    brush.canvas.translate(x, y)
    brush.canvas.scale(1, -1)
    draw_text(brush.canvas, text, 0, 0, size_m, brush.light.ink(brush.light.surface(colour, brush.distance_m)))
    brush.canvas.restore()


def _pen(ink: int, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=ink,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


@lru_cache(maxsize=256)
def _outline(text: str) -> tuple[skia.Path, float]:
    """The strokes of a line in grid units, and its length."""
    path = skia.Path()
    pen = 0.0
    letter, left, wide = "", 0.0, 0.0
    for mark in unicodedata.normalize("NFD", text.translate(_AS_OTHERS)):
        if mark in _ACCENTS:
            raised = 2.0 if letter.isupper() and mark != "\u0327" else 0.0
            for stroke in _ACCENTS[mark]:
                _stroke(path, stroke, left + (wide - 4.0) / 2, -2.0 + raised)
            continue
        if unicodedata.combining(mark):
            continue
        if mark.isspace():
            pen += _SPACE
            continue
        strokes = _GLYPHS.get(mark, _BOX)
        letter, left = mark, pen
        wide = max(float(stroke.lstrip("~o")[place]) for stroke in strokes for place in _columns(stroke))
        for stroke in strokes:
            _stroke(path, stroke, pen, -2.0)
        pen += wide + _GAP
    return path, max(0.0, pen - _GAP)


def _columns(stroke: str) -> range:
    return range(0, len(stroke.lstrip("~o")), 2)


def _stroke(path: skia.Path, stroke: str, dx: float, dy: float) -> None:
    kind, digits = (stroke[0], stroke[1:]) if stroke[0] in "~o" else ("", stroke)
    points = [(dx + int(digits[place]), dy + int(digits[place + 1])) for place in range(0, len(digits), 2)]
    if kind == "o":
        points = [_middle(points[-1], points[0]), *points, _middle(points[-1], points[0])]
    path.moveTo(*points[0])
    if not kind:
        for x, y in points[1:]:
            path.lineTo(x + (0.01 if len(set(points)) == 1 else 0.0), y)  # a dot: Skia drops lines of no length
        return
    for first, second in pairwise(points[1:-1]):
        path.quadTo(*first, *_middle(first, second))
    path.quadTo(*points[-2], *points[-1])


def _middle(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    return ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
