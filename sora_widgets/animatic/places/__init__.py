"""The settings a shot can stand in. `build_place` picks one by name.

Answers for what stands where. The light, the subject and the camera are not its business; every
place is drawn wide enough for the moves of its stage.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from sora_widgets.animatic.layers import Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.places import (
    alley,
    amusements,
    badlands,
    basins,
    bridge,
    building_site,
    castle,
    cave,
    clouds,
    coasts,
    country,
    gardens,
    indoors,
    interior,
    jungle,
    land,
    lowlands,
    outings,
    rails,
    roads,
    rooftops,
    shores,
    snow,
    snowcover,
    space,
    squares,
    stadium,
    town,
    underwater,
    waters,
)
from sora_widgets.animatic.places.halls import HALLS
from sora_widgets.animatic.places.lamplight import lamplit
from sora_widgets.animatic.places.parlours import PARLOURS
from sora_widgets.animatic.places.rooms import ROOMS
from sora_widgets.animatic.stage import Stage

__all__ = ["PLACE_NAMES", "ROOM_NAMES", "build_place"]

_ROOMS = ROOMS | HALLS | PARLOURS
_BUILDERS: dict[str, Callable[[Stage, Light, random.Random], Place]] = {
    "alley": alley.alley,
    "amusement_park": amusements.amusement_park,
    "arctic": coasts.arctic,
    "beach": waters.beach,
    "bridge": bridge.bridge,
    "campsite": outings.campsite,
    "canyon": badlands.canyon,
    "castle": castle.castle,
    "cave": cave.cave,
    "cemetery": gardens.cemetery,
    "city": town.city,
    "cliff": coasts.cliff,
    "construction_site": building_site.construction_site,
    "desert": land.desert,
    "farm": country.farm,
    "field": land.field,
    "forest": land.forest,
    "garden": gardens.garden,
    "gas_station": amusements.gas_station,
    "golf_course": lowlands.golf_course,
    "harbor": basins.harbor,
    "highway": roads.highway,
    "jungle": jungle.jungle,
    "lake": shores.lake,
    "market": squares.market,
    "mars": badlands.mars,
    "mountain": land.mountain,
    "park": land.park,
    "parking_lot": roads.parking_lot,
    "plain": indoors.backdrop,
    "playground": outings.playground,
    "plaza": squares.plaza,
    "pool": basins.pool,
    "rail": rails.rail,
    "river": shores.river,
    "road": roads.road,
    "rooftop": rooftops.rooftop,
    "room": indoors.room,
    "sea": waters.sea,
    "sky": clouds.sky,
    "snowfield": snow.snowfield,
    "space": space.space,
    "stadium": stadium.stadium,
    "station": rails.station,
    "street": town.street,
    "swamp": lowlands.swamp,
    "underwater": underwater.underwater,
    "valley": lowlands.valley,
    "village": country.village,
    "volcano": badlands.volcano,
    "waterfall": shores.waterfall,
    **{name: partial(interior.build, room=room) for name, room in _ROOMS.items()},
}
PLACE_NAMES = tuple(_BUILDERS)
ROOM_NAMES = frozenset(("room", *_ROOMS))
_UNDER_A_ROOF = ROOM_NAMES | {"cave", "plain"}


def build_place(stage: Stage, light: Light) -> Place:
    """The stage's place, the same for the same scene; under snow when it snows."""
    scene = stage.scene
    build, light = _BUILDERS[scene.place], lamplit(light, scene.place)
    lies_snow = "snow" in scene.weather and scene.place not in _UNDER_A_ROOF
    place = build(stage, snowcover.on_leaves(light) if lies_snow else light, random.Random(scene.seed))
    if place.light is None:
        place.light = light
    return snowcover.covered(place) if lies_snow else place
