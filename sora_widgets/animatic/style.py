"""The styles of a picture as data: what each does to colours, to edges, to the finished frame. No drawing.

Widths and lengths are pixels of a frame 720 high; whoever draws scales them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.grading import Grade, Trace, luminance
from sora_widgets.animatic.scene import Scene

__all__ = ["STYLES", "Style", "grades_of", "style_of"]


@dataclass(frozen=True)
class Style:
    """The look of a whole picture.

    Attributes:
        grade: of every colour.
        trace: around every shape, its measures in pixels.
        traces_places: the place is traced as well, with the finest line, not the cast alone.
        grain: strength of the film's grain, 0 to 1.
        vignette: how dark the corners are, 0 to 1.
        pales: the edges of the frame fade into white paper, 0 to 1.
        weave: how far the picture trembles in the gate.
        texture: "" or "paper", "grid", "scanlines", "canvas", "hatching": what lies over the picture.
        block: side of the squares the picture is made of; 0 for none.
        gate: the frame has the rounded corners of a small film's gate.
    """

    grade: Grade | None = None
    trace: Trace | None = None
    traces_places: bool = True
    grain: float = 0.0
    vignette: float = 0.0
    pales: float = 0.0
    weave: float = 0.0
    texture: str = ""
    block: int = 0
    gate: bool = False


_VHS = Style(Grade(contrast=0.92, lift=0.04, saturation=1.25), grain=0.045, weave=0.8, texture="scanlines")

STYLES: dict[str, Style] = {
    "": Style(),
    "black_and_white": Style(Grade(contrast=1.12, saturation=0.0)),
    "sepia": Style(
        Grade(contrast=1.05, tones=(rgb("#20140b"), rgb("#8a6640"), rgb("#f6e6c4"))), grain=0.02, vignette=0.40
    ),
    "noir": Style(Grade(contrast=1.30, lift=-0.01, saturation=0.0), grain=0.03, vignette=0.65),
    "film_16mm": Style(Grade(contrast=0.94, lift=0.025, saturation=0.86), grain=0.05, vignette=0.22, weave=1.0),
    "film_8mm": Style(
        Grade(contrast=1.08, saturation=0.85, tones=(rgb("#2a1512"), rgb("#c9804e"), rgb("#fff2cc")), toned=0.34),
        grain=0.065,
        vignette=0.60,
        weave=3.2,
        gate=True,
    ),
    "technicolor": Style(Grade(contrast=1.14, saturation=1.6), vignette=0.15),
    "anime": Style(Grade(contrast=1.06, lift=0.03, saturation=1.28), Trace(1.8, rgb("#2b1d3a")), traces_places=False),
    "paper_cut": Style(Grade(contrast=1.04, saturation=0.95), Trace(darker=-0.42, right=5.0, up=-6.0), texture="paper"),
    "blueprint": Style(
        Grade(contrast=0.8, tones=(rgb("#0b2c66"), rgb("#1b4f9c"), rgb("#2f6cbd"))),
        Trace(1.3, rgb("#ffffff"), alpha=0.85, over=True),
        texture="grid",
    ),
    "watercolor": Style(
        Grade(contrast=0.80, lift=0.11, saturation=0.96),
        Trace(2.0, darker=-0.28, alpha=0.42, over=True),
        pales=0.9,
        texture="paper",
    ),
    "pixel": Style(Grade(contrast=1.08, saturation=1.2, steps=7), block=6),
    "oil": Style(
        Grade(contrast=1.12, saturation=1.25),
        Trace(3.0, darker=-0.22, alpha=0.9),
        traces_places=False,
        vignette=0.12,
        texture="canvas",
    ),
    "sketch": Style(
        Grade(contrast=0.85, lift=0.12, tones=(rgb("#8d8880"), rgb("#e6e1d5"), rgb("#faf7ee"))),
        Trace(1.6, rgb("#2b2826"), alpha=0.85, over=True),
        pales=0.8,
        texture="hatching",
    ),
}

# what a term of the vocabulary does by itself, instead of its palette
_TERM_GRADES: dict[str, Grade] = {
    "saturated": Grade(saturation=1.5),
    "muted": Grade(contrast=0.92, saturation=0.5),
    "pastel": Grade(contrast=0.68, lift=0.15, saturation=0.85),
    "bleach_bypass": Grade(contrast=1.30, lift=-0.08, saturation=0.35),
}
_PALETTE_SHARE = 0.62
_HARD, _SOFT = Grade(contrast=1.18), Grade(contrast=0.86, lift=0.03)


def style_of(scene: Scene) -> Style:
    """The style of a scene; video tape is one of its own."""
    return _VHS if "vhs" in scene.terms else STYLES[scene.style]


def grades_of(scene: Scene) -> tuple[Grade, ...]:
    """All that happens to the colours of a scene, in order: its light's hardness, its palette, its style."""
    grades = []
    if scene.key_from in ("hard", "soft"):
        grades.append(_HARD if scene.key_from == "hard" else _SOFT)
    of_terms = [grade for term, grade in _TERM_GRADES.items() if term in scene.terms]
    grades += of_terms
    if scene.palette and not of_terms:
        grades.append(Grade(tones=_tones(scene.palette), toned=_PALETTE_SHARE))
    style = style_of(scene)
    return (*grades, style.grade) if style.grade is not None else tuple(grades)


def _tones(palette: tuple[Colour, ...]) -> tuple[Colour, ...]:
    """From black to white through the colours of a palette, in the order of their brightness."""
    found = sorted(palette, key=luminance)
    return (
        lighter(found[0], -0.85),
        lighter(found[0], -0.3),
        *found,
        lighter(found[-1], 0.35),
        lighter(found[-1], 0.85),
    )
