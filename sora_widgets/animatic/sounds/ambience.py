"""What is heard of a place, its weather and its hour, and what a prompt may ask to hear: names of beds and their levels.

A line a place: names of `NATURE`, `PEOPLE` and `WORKS` and how far each is under full ambience, in dB.
"""

from __future__ import annotations

from sora_widgets.animatic.scene import Scene
from sora_widgets.animatic.sounds.nature import NATURE
from sora_widgets.animatic.sounds.people import PEOPLE
from sora_widgets.animatic.sounds.span import Span, Wave, decibels
from sora_widgets.animatic.sounds.works import WORKS
from sora_widgets.prompts.camera_words import word_set

__all__ = ["ECHO_S", "OUTSIDE", "PLACES", "Layer", "ambience_of", "bed", "said_layers"]

Layer = tuple[str, float]
"""The name of a bed and its level in dB; at 0 dB every bed is about as loud as every other."""

ECHO_S: dict[str, float] = {
    "alley": 0.6,
    "canyon": 1.6,
    "cave": 1.9,
    "ballroom": 1.1,
    "church": 2.4,
    "corridor": 0.9,
    "gym": 1.3,
    "hospital": 0.7,
    "jail": 1.3,
    "museum": 1.2,
    "pool": 1.4,
    "staircase": 1.6,
    "station": 1.5,
    "underwater": 0.8,
}
"""How long events and voices ring in a place."""

OUTSIDE = word_set(
    "birds cattle cicadas crickets crows frogs gale gulls highway leaves rain rumble stream swell "
    "thin_wind thunder traffic waterfall waves wind"
)
"""Beds that are never in a room themselves."""

PLACES: dict[str, str] = {
    "alley": "traffic -4 dripping -8 ventilation -5",
    "amusement_park": "crowd -1 cheering -12 machine -14",
    "arctic": "gale -5 thin_wind -3 swell -12",
    "bakery": "clinks -10 hum -4 murmur -9",
    "ballroom": "murmur -5 hall -4 clinks -12",
    "bathroom": "room -6 dripping -2 ventilation -7",
    "beach": "waves 0 gulls -8",
    "bar": "murmur -2 clinks -7 hum -9",
    "bedroom": "room -2 clock -14",
    "bridge": "highway -3 stream -6 wind -8",
    "cafe": "murmur -1 clinks -6 hum -14",
    "campsite": "fire -3 crickets -8 leaves -10",
    "canyon": "wind -3 crows -8",
    "castle": "gale -5 crows -6 bells -18",
    "cave": "dripping -2 rumble -10",
    "cemetery": "crows -4 leaves -6 wind -8",
    "church": "hall -4 bells -12",
    "cinema": "projector -4 room -4",
    "cliff": "swell -3 gale -6 gulls -10",
    "city": "traffic 0 highway -7",
    "construction_site": "hammering -3 machine -6 traffic -8",
    "corridor": "hall -6 ventilation -5",
    "desert": "thin_wind 0",
    "farm": "cattle -6 birds -5 wind -9",
    "field": "wind -2 birds -6",
    "forest": "birds -2 leaves -5",
    "garden": "birds -3 stream -10",
    "gas_station": "highway -6 hum -6 wind -12",
    "golf_course": "birds -4 wind -7 leaves -12",
    "gym": "thumping -2 hall -7",
    "harbor": "lapping -3 gulls -5 machine -18",
    "highway": "highway 0 wind -10",
    "hospital": "beeping -8 ventilation -3",
    "jail": "hall -3 dripping -9 footsteps -13",
    "jungle": "cicadas -6 birds -3 frogs -8",
    "kitchen": "hum -3 room -6 clinks -16",
    "laboratory": "ventilation -4 hum -8 beeping -16",
    "lake": "lapping 0 birds -9",
    "library": "room -1 clock -8",
    "living_room": "room -2 clock -7",
    "market": "murmur 0 laughter -9 clinks -10",
    "mars": "thin_wind -4 rumble -6",
    "mountain": "gale -1",
    "museum": "hall -1 footsteps -14",
    "nursery": "room -4 children -13 clock -14",
    "office": "typing -6 ventilation -4 murmur -14",
    "park": "leaves -6 birds -3 children -14",
    "parking_lot": "traffic -6 hum -5",
    "pharmacy": "hum -4 ventilation -6 beeping -15",
    "plain": "room -2 ventilation -10",
    "playground": "children -1 birds -8",
    "plaza": "murmur -4 footsteps -9 bells -14",
    "pool": "lapping -1 hall -4",
    "rail": "rails -2 wind -8",
    "restaurant": "murmur -3 clinks -3",
    "river": "stream 0 birds -10",
    "road": "wind -4 highway -10 crickets -16",
    "room": "room 0",
    "rooftop": "wind -3 traffic -5",
    "school": "children -6 room -4",
    "sea": "swell 0 wind -5",
    "sky": "gale -4 thin_wind -4",
    "snowfield": "thin_wind -3 gale -9",
    "space": "drone 0",
    "stadium": "cheering 0 murmur -8",
    "stage": "murmur -8 hall -5",
    "staircase": "hall -3 ventilation -9 footsteps -12",
    "station": "hall -2 murmur -5 rails -8",
    "street": "traffic 0 footsteps -12",
    "studio": "room -4 hum -10",
    "supermarket": "hum -3 murmur -7 beeping -12",
    "swamp": "frogs -3 cicadas -9 lapping -8",
    "underwater": "underwater 0",
    "valley": "wind -5 birds -7 stream -11",
    "village": "birds -5 bells -8 cattle -14",
    "volcano": "rumble 0 fire -7",
    "waterfall": "waterfall 0",
    "workshop": "hammering -7 machine -5 room -6",
}
_MANY = {
    "cafe": "murmur 0 clinks -5",
    "room": "room -3 clock 0",
    "room_tone": "room 0",
    "station": "hall -1 murmur -4 rails -8",
}
"""What is said in one word and is several beds, or has another name."""

_TERMS = word_set("bells breath door heartbeat room room_tone thud")
"""Terms of the film vocabulary that are beds of their own, and no names of `Scene.sounds`."""

_BEDS = NATURE | PEOPLE | WORKS
_NIGHT = frozenset({"night", "blue_hour", "moonlight", "firelight"})
_BARREN = frozenset({"space", "underwater", "mars", "cave", "volcano", "sky"})
_LATER_DB = -2.5  # what is named second is a little softer
_SNOW_DB = -6.0  # fallen snow swallows sound
_NIGHT_DB = -6.0  # fewer cars
_DAWN_DB = 3.0  # more birds


def bed(span: Span, name: str) -> Wave:
    """A bed by name at about -23 LUFS."""
    trim_db, make = _BEDS[name]
    return make(span) * decibels(trim_db)


def ambience_of(scene: Scene) -> list[Layer]:
    """The beds of a scene's place at its hour and in its weather."""
    layers = dict(_parsed(PLACES.get(scene.place, "wind 0")))
    is_natural = "birds" in layers or "leaves" in layers
    if scene.light in _NIGHT:
        layers = {name: db + _NIGHT_DB * (name in ("traffic", "murmur")) for name, db in layers.items()}
        if is_natural:
            layers.pop("birds", None)
            layers.pop("children", None)
            layers["crickets"] = max(layers.get("crickets", -99.0), -4.0)
    elif scene.light == "dawn" and "birds" in layers:
        layers["birds"] += _DAWN_DB
    if scene.place in _BARREN:
        return list(layers.items())
    if "snow" in scene.weather:
        layers = {name: db + _SNOW_DB for name, db in layers.items()} | {"thin_wind": -5.0}
    for weather, name, level in _WEATHER:
        if weather in scene.weather or (weather == "storm" == scene.light):
            layers[name] = max(level, layers.get(name, level))
    if "rain" in scene.weather:
        layers.pop("birds", None)
    return list(layers.items())


_WEATHER = (
    ("rain", "rain", 0.0),
    ("storm", "thunder", 2.0),
    ("storm", "gale", -2.0),
    ("wind", "wind", 0.0),
    ("dust", "thin_wind", 0.0),
    ("leaves", "leaves", -2.0),
)


def said_layers(scene: Scene) -> list[Layer]:
    """The beds that the prompt asks to hear; music is not among them, and a name without a bed is left out."""
    names = [*scene.sounds, *sorted(scene.terms & _TERMS)]
    layers: dict[str, float] = {}
    for rank, name in enumerate(dict.fromkeys(name for name in names if name in _MANY or name in _BEDS)):
        for each, level in _parsed(_MANY.get(name, f"{name} 0")):
            layers.setdefault(each, level + (_LATER_DB if rank else 0.0))
    return list(layers.items())


def _parsed(line: str) -> list[Layer]:
    words = line.split()
    return [(name, float(level)) for name, level in zip(words[::2], words[1::2], strict=True)]
