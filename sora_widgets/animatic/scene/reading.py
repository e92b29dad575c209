"""From a prompt to a scene. The same scene comes out of the same sentence in English and in French.

The structure of the prompt is read by `sora_widgets.prompts`, its words by `sentence` and `cast`, its light, camera and
sound by `looks`. The seed is taken from what was understood and not from the letters.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sora_widgets.animatic.brief import Character
from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.lexicon import Meaning, homes, kinds, parts, sections, words_of
from sora_widgets.animatic.scene.cast import actors_of
from sora_widgets.animatic.scene.draft import can_act, is_seen
from sora_widgets.animatic.scene.looks import looks_of
from sora_widgets.animatic.scene.phrases import Noun
from sora_widgets.animatic.scene.sentence import Sentence
from sora_widgets.animatic.scene.values import Actor, Scene

__all__ = ["UNSAID_LIGHT", "backdrop_of", "nouns_of", "place_of", "read_scene"]

UNSAID_LIGHT = "noon"
_UNSAID_PLACE = "field"
_PRODUCT_PLACES = frozenset(("plain", "studio"))


def read_scene(prompt: str, cast: tuple[Character, ...] = ()) -> Scene:
    """The scene of a prompt. Never raises for any text: what is not understood is left to the defaults.

    Args:
        prompt: English or French, at any length.
        cast: characters that the prompt may name.
    """
    sentence = Sentence(prompt, _names(cast))
    nouns = nouns_of(sentence)
    said_place = place_of(sentence, [noun for noun in nouns if not _is_overhead(sentence, noun, nouns)])
    things = _things_of(sentence, nouns, said_place)
    actors = tuple(_in_costume(actor, cast) for actor in actors_of(sentence, things))
    place = said_place or _home(actors)
    if place == "sea" and actors and all(actor.kind in kinds("of the deep") for actor in actors):
        place = "underwater"  # "a shark swims in the ocean" is seen whole
    if not actors and not said_place:
        actors = (Actor("mannequin"),)
    actors = tuple(_at_home(actor, place) for actor in actors if not _is_of_room(actor, place))
    looks = {"place": place, "size": "default", "backdrop": backdrop_of(nouns), **looks_of(sentence)}
    if any(actor.kind == "kite" for actor in actors):
        looks["weather"] = looks.get("weather", frozenset()) | {"wind"}
    scene = Scene(**{"light": "", "weather": frozenset(), "actors": actors, **looks})
    if not scene.light:
        scene = replace(scene, light=_unsaid_light(scene))
    return replace(scene, seed=_seed_of(scene))


def _names(cast: tuple[Character, ...]) -> dict[str, tuple[Meaning, ...]]:
    return {
        " ".join(word for word, _ in words_of(one.name)): (Meaning("cast", one.name),)
        for one in cast
        if one.name.strip()
    }


def _in_costume(actor: Actor, cast: tuple[Character, ...]) -> Actor:
    colour = next((one.colour for one in cast if one.name == actor.label and one.colour), "")
    return replace(actor, colour=rgb(colour)) if colour and actor.colour is None else actor


def nouns_of(sentence: Sentence) -> list[Noun]:
    """What a sentence names that is to be seen, without what only tells of its neighbour."""
    seen = [noun for noun in sentence.nouns if is_seen(noun.phrase)]
    plain = [
        noun for noun in seen if noun.phrase.part not in ("lighting", "framing") or noun.is_place or _is_lamp(noun)
    ]
    # a prompt that reads as nothing but light or camera still shows what it names: "a drone flying over a forest"
    if all(noun.is_place for noun in plain):
        plain = seen if not sentence.shot.subject else [n for n in seen if n.phrase.part == "framing"] + plain
    seen = plain or [
        noun for noun in sentence.nouns if noun.phrase.part == "camera" and sentence.is_determiner(noun.start)
    ]
    kept: list[Noun] = []
    for noun in seen:
        before = kept[-1] if kept else None
        if noun.is_place or not (sentence.is_contents(noun, before) or _is_part(noun, before)):
            kept.append(noun)
    return kept


def _is_lamp(noun: Noun) -> bool:
    """Whether what is said of the light is a thing of its own: "lanterns glowing", but not "lit by a lantern"."""
    return noun.name in kinds("lamps") and noun.before == ""


def _is_overhead(sentence: Sentence, noun: Noun, nouns: list[Noun]) -> bool:
    """Whether a sky only tells the weather over something else: "a skyscraper, stormy sky"."""
    is_loose = noun.name == "sky" and noun.before == "" and sentence.has_mark(0, noun.start)
    return is_loose and any(not other.is_place for other in nouns)


def _is_part(noun: Noun, previous: Noun | None) -> bool:
    """Whether a noun only tells what the one before has anyway: "a house with a red door"."""
    if previous is None or noun.before == "" or not 0 < noun.start - previous.phrase.end <= 1:
        return False
    return noun.name in parts().get(previous.name, ())


def _things_of(sentence: Sentence, nouns: list[Noun], place: str) -> list[Noun]:
    """The nouns that are no place, without the wall of a room, which the room has."""
    things: list[Noun] = []
    for noun in nouns:
        is_wall = sentence.texts[noun.phrase.end - 1] in sentence.duty("walls") and noun.before != ""
        is_hung = bool(things) and things[-1].name in kinds("hung")
        if not (noun.is_place or noun.is_modifier or (is_wall and (is_hung or place in kinds("indoors")))):
            things.append(noun)
    return things


def _is_of_room(actor: Actor, place: str) -> bool:
    """Whether it is the window of a room, near which somebody is: the room is drawn with one."""
    return actor.kind == "window" and actor.where in ("beside", "behind") and place in kinds("indoors")


def _at_home(actor: Actor, place: str) -> Actor:
    """What somebody does of whom nothing was said: a diver swims under water, a car drives on a highway."""
    if place == "space" and actor.action in ("stand", "look") and sections().get(actor.kind) == "people":
        return replace(actor, action="float")
    is_idle = actor.action == "stand" and not actor.rides and not actor.holds
    if is_idle and place == "underwater" and sections().get(actor.kind) in ("people", "animals"):
        return replace(actor, action="stand" if actor.kind in kinds("never swim") else "swim")
    is_car = is_idle and place == "highway" and actor.kind in kinds("driven")
    return replace(actor, action="drive") if is_car else actor


def backdrop_of(nouns: list[Noun]) -> Colour | None:
    """The colour said of a plain background."""
    return next((noun.colour for noun in nouns if noun.name == "plain" and noun.colour is not None), None)


def place_of(sentence: Sentence, nouns: list[Noun]) -> str:
    """The place said most plainly: the first that does not only belong to something else."""
    places = [noun for noun in nouns if noun.is_place]
    if not places:
        return ""

    def rank(noun: Noun) -> tuple[bool, bool]:
        is_corner = noun.start > 1 and sentence.texts[noun.start - 2] in sentence.duty("parts of a place")
        return noun.is_modifier, noun.before in ("with", "of", "de", "d", "avec") and not is_corner

    return min(places, key=rank).name


def _home(actors: tuple[Actor, ...]) -> str:
    """Where a scene is set that names no place: where its main actor does such things, or is at home, or what is beside it."""
    main = actors[0] if actors else Actor("")
    homelike = [actor.rides or actor.kind for actor in actors if actor.rides or actor.where == "under"]
    homelike += [main.holds] if main.action in ("play", "open") else []
    is_animal = sections().get(main.kind) == "animals"
    is_deed = can_act(main) or main.action not in sections()  # a lantern that swings is no swing
    if is_deed and main.action not in kinds("anywhere") and not (is_animal and main.action in ("swim", "sleep")):
        homelike.append(main.action)
    beings = [actor.kind for actor in actors if can_act(actor)]
    homelike += [main.kind, *(actor.kind for actor in actors if not can_act(actor)), *beings, main.action]
    found = [homes()[each] for each in homelike if each in homes()]
    return next((place for place in found if place not in _PRODUCT_PLACES), found[0] if found else _UNSAID_PLACE)


def _unsaid_light(scene: Scene) -> str:
    if scene.weather & {"rain", "snow", "fog"}:
        return "overcast"
    if scene.place == "underwater":
        return "underwater"
    if scene.place == "space":
        return "night"
    return "high_key" if scene.place in _PRODUCT_PLACES else UNSAID_LIGHT


def _seed_of(scene: Scene) -> int:
    understood = (scene.place, scene.light, sorted(scene.weather), [(a.kind, a.action) for a in scene.actors])
    return int.from_bytes(hashlib.sha256(repr(understood).encode()).digest()[:4], "big")
