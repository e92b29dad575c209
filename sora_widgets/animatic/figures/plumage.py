"""Birds by their measures and colours, and their heads: beaks, combs, hoods. `fliers` draws the rest."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sora_widgets.animatic.brush import Brush, Point
from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.muzzles import Mood, eye

__all__ = ["BIRDS", "Bird", "draw_bird_head"]


@dataclass(frozen=True)
class Bird:
    """One bird, in metres.

    Attributes:
        length: of the body without neck and tail.
        depth: of the body.
        tilt: of the body when it stands; π/2 is upright.
        neck: length; 0 for a head on the body.
        head: radius.
        span: of one wing.
        beak: "gull", "hook", "duck", "cone" or "bent".
        coat, wing, belly, bill, shank: colours.
        tail: length.
        extras: "comb", "tufts", "disc", "crest", "hood" …
    """

    length: float
    depth: float
    tilt: float
    neck: float
    head: float
    span: float
    beak: str
    coat: Colour
    wing: Colour
    belly: Colour
    bill: Colour
    shank: Colour
    tail: float = 0.2
    extras: tuple[str, ...] = ()


_ORANGE, _YELLOW = rgb("#ee9a32"), rgb("#f0bd3c")


BIRDS: dict[str, Bird] = {
    "bird": Bird(
        0.30,
        0.125,
        0.30,
        0.04,
        0.062,
        0.46,
        "gull",
        rgb("#f6f4ef"),
        rgb("#8d9aa8"),
        rgb("#ffffff"),
        _ORANGE,
        _ORANGE,
        0.12,
    ),
    "eagle": Bird(
        0.55,
        0.24,
        0.70,
        0.06,
        0.105,
        0.95,
        "hook",
        rgb("#54392a"),
        rgb("#453024"),
        rgb("#5f4232"),
        _YELLOW,
        _YELLOW,
        0.26,
        ("hood", "fingers"),
    ),
    "owl": Bird(
        0.34,
        0.22,
        1.25,
        0.0,
        0.125,
        0.52,
        "small",
        rgb("#a07a52"),
        rgb("#7f5d3c"),
        rgb("#ead9bb"),
        rgb("#4a4238"),
        rgb("#d8b98a"),
        0.14,
        ("disc", "tufts"),
    ),
    "parrot": Bird(
        0.30,
        0.14,
        1.05,
        0.0,
        0.078,
        0.40,
        "bent",
        rgb("#d8352f"),
        rgb("#2f6fc4"),
        rgb("#e8b532"),
        rgb("#f3ead6"),
        rgb("#6a6460"),
        0.36,
        ("band",),
    ),
    "duck": Bird(
        0.36,
        0.19,
        0.16,
        0.14,
        0.078,
        0.42,
        "duck",
        rgb("#a9a49a"),
        rgb("#7f7a72"),
        rgb("#e9e4d8"),
        _YELLOW,
        _ORANGE,
        0.10,
        ("green_hood", "collar"),
    ),
    "swan": Bird(
        0.80,
        0.38,
        0.10,
        0.62,
        0.098,
        1.0,
        "duck",
        rgb("#fbfaf6"),
        rgb("#eceae4"),
        rgb("#ffffff"),
        rgb("#e8792c"),
        rgb("#3a3a3e"),
        0.20,
        ("swan",),
    ),
    "chicken": Bird(
        0.30,
        0.21,
        0.34,
        0.10,
        0.064,
        0.26,
        "cone",
        rgb("#f4efe4"),
        rgb("#e2d8c6"),
        rgb("#ffffff"),
        _YELLOW,
        _YELLOW,
        0.20,
        ("comb", "plume"),
    ),
    "penguin": Bird(
        0.52,
        0.30,
        1.46,
        0.0,
        0.125,
        0.34,
        "cone",
        rgb("#2b3340"),
        rgb("#232a36"),
        rgb("#fbf9f3"),
        _ORANGE,
        _ORANGE,
        0.07,
        ("cheek",),
    ),
    "flamingo": Bird(
        0.46,
        0.24,
        0.18,
        0.62,
        0.068,
        0.60,
        "bent",
        rgb("#f2939c"),
        rgb("#ea7682"),
        rgb("#f7b3b6"),
        rgb("#f6d5c6"),
        rgb("#ec8a90"),
        0.12,
        ("black_tip",),
    ),
    "crow": Bird(
        0.32,
        0.14,
        0.36,
        0.03,
        0.068,
        0.46,
        "gull",
        rgb("#2c2e38"),
        rgb("#23252d"),
        rgb("#343743"),
        rgb("#1d1e24"),
        rgb("#24252b"),
        0.18,
    ),
    "peacock": Bird(
        0.44,
        0.22,
        0.34,
        0.26,
        0.068,
        0.50,
        "cone",
        rgb("#2b62b8"),
        rgb("#3c8a72"),
        rgb("#2f74c4"),
        rgb("#d8d2c4"),
        rgb("#8a7a66"),
        0.3,
        ("fan", "crest"),
    ),
}


def draw_bird_head(brush: Brush, bird: Bird, coat: Colour, at: Point, nod: float, m: Mood) -> None:
    """A head with its middle at `at`, bowed by `nod`."""
    canvas = brush.canvas
    canvas.save()
    canvas.translate(*at)
    canvas.rotate(-math.degrees(nod))
    canvas.scale(bird.head, bird.head)
    extras = bird.extras
    if "tufts" in extras:
        for side in (-1, 1):
            brush.polygon([(side * 0.90, 0.40), (side * 0.86, 1.35), (side * 0.20, 0.86)], lighter(coat, -0.15))
    if "crest" in extras:
        for lean in (-0.5, -0.15, 0.2):
            brush.line([(0, 0.8), (lean, 1.9)], 0.10, bird.wing)
            brush.circle(lean, 1.95, 0.16, bird.wing)
    tone = rgb("#2f7a58") if "green_hood" in extras else rgb("#f7f4ec") if "hood" in extras else coat
    if bird.beak not in ("small",):
        _BEAKS[bird.beak](brush, bird)
    brush.ellipse(0, 0, 1.0, 0.96, tone)
    if "comb" in extras:
        brush.cluster([(-0.30, 0.98, 0.30), (0.10, 1.14, 0.32), (0.48, 0.94, 0.28)], rgb("#d8352f"))
        brush.ellipse(0.78, -0.72, 0.22, 0.34, rgb("#d8352f"))
    if "band" in extras:
        brush.ellipse(0.36, -0.05, 0.50, 0.46, rgb("#fbf3e4"))
    if "cheek" in extras:
        brush.smooth([(0.30, -0.95), (0.98, -0.50), (0.80, 0.28), (0.30, 0.40), (0.0, -0.2)], bird.belly)
        brush.ellipse(-0.30, -0.45, 0.30, 0.34, rgb("#f0bd3c"))
    if "disc" in extras:
        for side in (-1, 1):
            brush.circle(0.10 + side * 0.42, 0.08, 0.48, bird.belly)
            if m.is_shut:
                brush.curve(
                    (0.10 + side * 0.42 - 0.24, 0.1),
                    (0.10 + side * 0.42, -0.14),
                    (0.10 + side * 0.42 + 0.24, 0.1),
                    0.09,
                    rgb("#4a3426"),
                )
            else:
                brush.circle(0.10 + side * 0.42, 0.10, 0.31, rgb("#f0b43a"))
                brush.circle(0.12 + side * 0.42, 0.10, 0.18, rgb("#17120f"))
                brush.circle(0.18 + side * 0.42, 0.18, 0.07, rgb("#ffffff"), glows=True)
        brush.polygon([(-0.06, -0.06), (0.26, -0.06), (0.10, -0.48)], bird.bill)
        canvas.restore()
        return
    if "hood" in extras and not m.is_shut:
        brush.line([(0.20, 0.40), (0.72, 0.24)], 0.14, lighter(tone, -0.25))
    eye(brush, 0.42, 0.18, 0.19 if "cheek" not in extras else 0.15, m)
    canvas.restore()


def _gull(brush: Brush, bird: Bird) -> None:
    brush.smooth([(0.70, 0.36), (1.60, 0.12), (2.02, -0.16), (1.96, -0.24), (0.70, -0.26)], bird.bill)


def _hook(brush: Brush, bird: Bird) -> None:
    brush.smooth(
        [(0.64, 0.42), (1.40, 0.38), (1.78, -0.10), (1.64, -0.66), (1.58, -0.66), (1.30, -0.24), (0.64, -0.32)],
        bird.bill,
    )


def _flat(brush: Brush, bird: Bird) -> None:
    brush.smooth([(0.62, 0.34), (1.20, 0.10), (1.98, 0.04), (2.06, -0.22), (1.30, -0.40), (0.62, -0.40)], bird.bill)
    brush.line([(0.92, -0.16), (1.90, -0.12)], 0.07, lighter(bird.bill, -0.25))
    if "swan" in bird.extras:
        brush.polygon([(0.30, 0.30), (1.02, 0.22), (0.90, -0.20)], rgb("#2b2a2e"))


def _cone(brush: Brush, bird: Bird) -> None:
    brush.polygon([(0.66, 0.30), (1.72, -0.08), (0.66, -0.36)], bird.bill)
    brush.polygon([(0.66, -0.12), (1.50, -0.12), (0.66, -0.40)], lighter(bird.bill, -0.16))


def _bent(brush: Brush, bird: Bird) -> None:
    brush.smooth(
        [(0.50, 0.56), (1.30, 0.50), (1.72, -0.10), (1.42, -0.80), (1.34, -0.80), (1.06, -0.20), (0.50, -0.36)],
        bird.bill,
    )
    if "black_tip" in bird.extras:
        brush.smooth([(1.54, 0.10), (1.72, -0.10), (1.42, -0.82), (1.34, -0.80), (1.14, -0.24)], rgb("#2b2528"))
    else:
        brush.smooth([(0.60, -0.20), (1.06, -0.24), (1.0, -0.62), (0.62, -0.5)], rgb("#3a3438"))


_BEAKS: dict[str, Callable[[Brush, Bird], None]] = {
    "bent": _bent,
    "cone": _cone,
    "duck": _flat,
    "gull": _gull,
    "hook": _hook,
}
