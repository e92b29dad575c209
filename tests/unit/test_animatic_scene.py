"""What the renderer understands of a prompt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.figures import BODIES
from sora_widgets.animatic.lexicon import COLOURS
from sora_widgets.animatic.lighting import LIGHTS
from sora_widgets.animatic.places import PLACE_NAMES
from sora_widgets.animatic.scene import read_scene

ENGLISH = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
    "the camera rises slowly to the sky."
)
FRENCH = (
    "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
    "lumière dorée de fin de journée, la caméra monte lentement vers le ciel."
)


def test_the_seed_sentence_is_understood():
    scene = read_scene(ENGLISH)
    assert [actor.kind for actor in scene.actors] == ["child", "kite"]
    assert scene.actors[0].action == "fly_kite"
    assert scene.actors[1].colour == COLOURS["red"]
    assert (scene.place, scene.light, scene.size) == ("park", "golden", "wide")
    assert scene.moves == {"pedestal_up"} and scene.rises_to_sky and scene.pace < 1


def test_the_seed_sentence_is_the_same_scene_in_french():
    assert read_scene(FRENCH) == read_scene(ENGLISH)
    assert read_scene(FRENCH).seed == read_scene(ENGLISH).seed


def test_the_sounds_named_are_the_sounds_heard():
    assert read_scene(ENGLISH + " Sound: wind, distant laughter.").sounds == ("wind", "crowd")


@pytest.mark.parametrize("words", ["silent", "Sound: silence.", "no sound", "Son : aucun son, muet"])
def test_silence_can_be_asked_for(words):
    assert read_scene(f"A cat in a park. {words}").sounds == ("silence",)


@pytest.mark.parametrize(
    ("prompt", "kind", "place", "light"),
    [
        ("Close-up of a cat at night", "cat", "field", "night"),
        ("Static shot of a sailboat at sea", "boat", "sea", "noon"),
        ("Neon city street with a robot walking", "robot", "street", "neon"),
        ("Tracking a dog running on a beach", "dog", "beach", "noon"),
        ("Gros plan d'un chat dans une forêt brumeuse", "cat", "forest", "overcast"),
        ("Plan moyen d'une femme qui danse dans la cuisine, à la lueur d'une bougie", "woman", "room", "candle"),
        ("An old wooden clock nobody has drawn, in the desert at sunset", "mannequin", "desert", "sunset"),
        ("Product shot of a bottle of perfume, studio light", "bottle", "room", "high_key"),
    ],
)
def test_subject_place_and_light_are_found(prompt, kind, place, light):
    scene = read_scene(prompt)
    assert (scene.actors[0].kind, scene.place, scene.light) == (kind, place, light)


def test_a_colour_belongs_to_the_thing_it_stands_by():
    actors = {actor.kind: actor.colour for actor in read_scene("A woman in a street beside a blue car").actors}
    assert actors == {"woman": None, "car": COLOURS["blue"]}


def test_two_dogs_are_two_dogs():
    assert [actor.kind for actor in read_scene("Two dogs running on a beach").actors] == ["dog", "dog"]


def test_trees_beside_somebody_are_scenery():
    assert [actor.kind for actor in read_scene("A man walking among trees in a forest").actors] == ["man"]


@given(st.text(max_size=300))
def test_any_text_gives_a_scene_that_can_be_drawn(text):
    scene = read_scene(text)
    assert scene.actors and all(actor.kind in BODIES for actor in scene.actors)
    assert scene.place in PLACE_NAMES and scene.light in LIGHTS


def test_colours_are_written_as_on_the_web():
    assert rgb("#ff8000") == (1.0, 128 / 255, 0.0)
