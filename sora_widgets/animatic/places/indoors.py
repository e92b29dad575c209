"""A room that is no special one, and a photographer's backdrop."""

from __future__ import annotations

import random
from dataclasses import replace

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import mix, rgb
from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places.interior import Piece, Room, build
from sora_widgets.animatic.places.pieces import hangings, lamps, storage, windows
from sora_widgets.animatic.places.planes import upright
from sora_widgets.animatic.stage import Stage

__all__ = ["backdrop", "room"]

_WALLS = (
    (rgb("#d8b99a"), rgb("#3f6377")),
    (rgb("#a9bdb4"), rgb("#8d3f3a")),
    (rgb("#c9a59a"), rgb("#4f7a6a")),
    (rgb("#b8bccb"), rgb("#8d5a3a")),
)
_ROOM = Room(
    rgb("#d8b99a"),
    rgb("#a9774e"),
    (
        Piece(windows.window(1.4, 1.5), -1.8, 1.0),
        Piece(hangings.painting(0.62, 0.46, "#3f6f7f", "#c7654f", "#f0d9a8"), 0.6, 1.75),
        Piece(hangings.painting(0.42, 0.58, "#e9c9a0", "#5f6f4a", "#c7654f"), 1.4, 1.6),
        Piece(storage.shelves(1.1, 2.3, 4), 3.0),
        Piece(hangings.Thing("potted_plant", size=1.7), -3.4, 0.0, 0.8, 0.4),
        Piece(lamps.standing_lamp(), 2.0, 0.0, 0.72, 0.25),
        Piece(hangings.Thing("armchair", "#4f7a8b", facing="left"), 4.6, 0.0, 0.6, 0.5),
        Piece(hangings.door("#8a6a4c"), -4.6),
    ),
    period=11.4,
    sunlit=True,
)


def room(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A wall with a window, pictures, a shelf, a lamp and a plant, in colours of its own."""
    wall, rug = rng.choice(_WALLS)
    return build(stage, light, rng, replace(_ROOM, wall=wall, rug=rug))


def backdrop(stage: Stage, light: Light, rng: random.Random) -> Place:
    """A sweep of paper with a soft pool of light: the product shot."""
    papers = (rgb("#e9d8c8"), rgb("#cfe0e2"), rgb("#ead9e0"), rgb("#dfe3d2"))
    tone = stage.scene.backdrop or rng.choice(papers)
    place = Place(tone, tone, indoor=True, has_clouds=False)
    unit = stage.visible_m

    def sweep(brush: Brush, reach: float) -> None:
        brush.box(-reach, -20, 2 * reach, 60, tone)
        if stage.framing.pitch:
            return  # the pool of light would lie in the air
        for ring, share in ((0.62, 0.14), (0.46, 0.25), (0.32, 0.36)):
            brush.circle(0.0, 0.45 * unit, ring * unit, mix(tone, rgb("#ffffff"), share))

    place.layers.append(upright(stage, light, 0.9 * unit, sweep, covers=False))
    return place
