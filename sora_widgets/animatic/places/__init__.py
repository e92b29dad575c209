"""The settings a shot can stand in. `build_place` picks one by name; `land`, `waters`, `town` and `indoors` hold them.

Answers for what stands where. The light, the subject and the camera are not its business; every
place is drawn wide enough for the moves of its stage.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import indoors, land, town, waters
from sora_widgets.animatic.stage import Stage

__all__ = ["PLACE_NAMES", "build_place"]

_BUILDERS: dict[str, Callable[[Stage, Light, random.Random], Place]] = {
    "beach": waters.beach,
    "city": town.city,
    "desert": land.desert,
    "field": land.field,
    "forest": land.forest,
    "mountain": land.mountain,
    "park": land.park,
    "room": indoors.room,
    "sea": waters.sea,
    "street": town.street,
}
PLACE_NAMES = tuple(_BUILDERS)


def build_place(stage: Stage, light: Light) -> Place:
    """The stage's place, the same for the same scene."""
    rng = random.Random(stage.scene.seed)
    if (
        stage.scene.place == "room"
        and stage.scene.light == "high_key"
        and stage.scene.actors[0].kind in ("bottle", "cup")
    ):
        return indoors.backdrop(stage, light, rng)
    return _BUILDERS[stage.scene.place](stage, light, rng)
