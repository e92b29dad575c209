"""What an instruction of a remix or an edit changes, and what it leaves as it was."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.animatic.lexicon import COLOURS
from sora_widgets.animatic.scene import Line, Scene, apply, read_scene

KITE = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
    "the camera rises slowly to the sky."
)
STREET = "A woman in a red dress walks a dog beside a tree on a street at noon. Sound: traffic, music."


def different(before: Scene, after: Scene) -> set[str]:
    return {each.name for each in fields(Scene) if getattr(before, each.name) != getattr(after, each.name)}


def changed(prompt: str, instruction: str) -> tuple[Scene, set[str]]:
    before = read_scene(prompt)
    after = apply(before, instruction)
    assert after.seed == before.seed
    return after, different(before, after)


@pytest.mark.parametrize(
    "instruction",
    [
        "make the kite blue",
        "a blue kite",
        "change the kite's colour to blue",
        "turn the kite blue",
        "the kite is blue now",
        "rends le cerf-volant bleu",
        "le cerf-volant est bleu",
        KITE.replace("red", "blue"),
    ],
)
def test_the_colour_of_the_kite_changes_the_kite(instruction):
    before = read_scene(KITE)
    scene, names = changed(KITE, instruction)
    assert names == {"actors"}
    assert scene.actors[0] == before.actors[0]
    assert scene.actors[1].colour == COLOURS["blue"]


@pytest.mark.parametrize(
    ("instruction", "field", "value"),
    [
        ("at night", "light", "night"),
        ("de nuit", "light", "night"),
        ("à la tombée de la nuit", "light", "blue_hour"),
        ("on a beach", "place", "beach"),
        ("déplace la scène dans le désert", "place", "desert"),
        ("in the snow", "weather", frozenset(("snow", "wind"))),
        ("sous la pluie", "weather", frozenset(("rain", "wind"))),
        ("as a blueprint", "style", "blueprint"),
        ("en noir et blanc", "style", "black_and_white"),
        ("make it a close-up", "size", "close_up"),
        ("plan moyen", "size", "full"),
        ("low angle", "angle", "low"),
        ("no sound", "sounds", ("silence",)),
        ("sans son", "sounds", ("silence",)),
        ("remove the sound", "sounds", ("silence",)),
        ("darker", "light", "low_key"),
        ("plus lumineux", "light", "high_key"),
    ],
)
def test_one_thing_named_is_one_field_changed(instruction, field, value):
    scene, names = changed(KITE, instruction)
    assert getattr(scene, field) == value
    assert names - {"terms"} == {field}


@pytest.mark.parametrize(
    ("instruction", "moves"),
    [
        ("camera pans left", {"pan_left"}),
        ("travelling latéral vers la droite", {"truck_right"}),
        ("static camera", {"static"}),
        ("no camera movement", {"static"}),
    ],
)
def test_a_new_move_takes_the_place_of_the_old_one(instruction, moves):
    scene, names = changed(KITE, instruction)
    assert scene.moves == moves and names <= {"moves", "terms", "rises_to_sky"}


def test_rain_greys_a_day_of_which_no_light_was_said_and_leaves_one_that_was():
    assert changed(STREET.replace(" at noon", ""), "in the rain")[0].light == "overcast"
    assert changed(KITE, "in the rain")[0].light == "golden"


def test_sunshine_ends_the_rain():
    scene, _ = changed("A dog in a park in the rain", "make it sunny")
    assert scene.weather == frozenset() and scene.light == "noon"


@pytest.mark.parametrize(
    ("instruction", "kinds"),
    [
        ("add a cat", ["woman", "dog", "tree", "cat"]),
        ("ajoute deux oiseaux", ["woman", "dog", "tree", "bird", "bird"]),
        ("add another dog", ["woman", "dog", "dog", "tree"]),
        ("remove the tree", ["woman", "dog"]),
        ("enlève le chien", ["woman", "tree"]),
        ("without the dog", ["woman", "tree"]),
        ("replace the dog with a cat", ["woman", "cat", "tree"]),
        ("turn the dog into a horse", ["woman", "horse", "tree"]),
        ("remplace le chien par un chat", ["woman", "cat", "tree"]),
        ("a cat instead of the dog", ["woman", "cat", "tree"]),
        ("three dogs", ["woman", "dog", "dog", "dog", "tree"]),
        ("trois chiens", ["woman", "dog", "dog", "dog", "tree"]),
        ("add a wombat", ["woman", "dog", "tree", "box"]),
        ("the dog turns into a cat", ["woman", "cat", "tree"]),
        ("remove the dog and add a cat", ["woman", "tree", "cat"]),
        ("add a bird in the sky", ["woman", "dog", "tree", "bird"]),
    ],
)
def test_actors_come_go_and_are_replaced(instruction, kinds):
    scene, names = changed(STREET, instruction)
    assert [actor.kind for actor in scene.actors] == kinds
    assert names == {"actors"}


@pytest.mark.parametrize(
    ("instruction", "actions"),
    [
        ("make the dog run", ["walk", "run"]),
        ("fais courir le chien", ["walk", "run"]),
        ("the woman dances", ["dance", "walk"]),
        ("she is sitting", ["sit", "walk"]),
        ("la femme danse", ["dance", "walk"]),
    ],
)
def test_who_is_named_does_something_else(instruction, actions):
    before = read_scene(STREET)
    scene, names = changed(STREET, instruction)
    assert names == {"actors"}
    now = [actor.action for actor in scene.actors[:2]]
    was = [actor.action for actor in before.actors[:2]]
    assert [a if a == b else b for a, b in zip(was, now, strict=True)] == [
        wanted if wanted in ("run", "dance", "sit") else had for wanted, had in zip(actions, was, strict=True)
    ]


@pytest.mark.parametrize("instruction", ["her dress is green", "robe verte", "make her wear a green coat"])
def test_clothes_are_the_wearers(instruction):
    assert changed(STREET, instruction)[0].actors[0].colour == COLOURS["green"]


@pytest.mark.parametrize("instruction", ["make them run", "they both run"])
def test_all_do_what_all_are_said_to_do(instruction):
    assert [actor.action for actor in changed(STREET, instruction)[0].actors[:2]] == ["run", "run"]


@pytest.mark.parametrize(
    ("instruction", "holds", "rides", "action"),
    [
        ("give her an umbrella", "umbrella", "", "walk"),
        ("donne-lui un parapluie", "umbrella", "", "walk"),
        ("let her hold a balloon", "toy_balloon", "", "walk"),
        ("in the rain with an umbrella", "umbrella", "", "walk"),
        ("she sits on a bench", "", "bench", "sit"),
        ("she rides a horse instead", "", "horse", "ride"),
    ],
)
def test_what_is_given_to_somebody_is_in_their_hands_or_under_them(instruction, holds, rides, action):
    scene, _ = changed(STREET, instruction)
    assert (scene.actors[0].holds, scene.actors[0].rides, scene.actors[0].action) == (holds, rides, action)
    assert [actor.kind for actor in scene.actors] == ["woman", "dog", "tree"]


@pytest.mark.parametrize(
    ("instruction", "kind"),
    [
        ("make the child a robot", "robot"),
        ("make it a girl", "girl"),
        ("turn the child into an old man", "old_man"),
        ("un chien à la place de l'enfant", "dog"),
        ("fais-en un robot", "robot"),
    ],
)
def test_who_takes_the_place_of_somebody_does_the_same(instruction, kind):
    scene, names = changed(KITE, instruction)
    assert [(actor.kind, actor.action) for actor in scene.actors] == [(kind, "fly_kite"), ("kite", "fly")]
    assert names == {"actors"}


def test_a_child_without_a_kite_flies_none():
    assert [actor.action for actor in changed(KITE, "sans le cerf-volant")[0].actors] == ["stand"]


@pytest.mark.parametrize(
    ("instruction", "size"),
    [("closer", "medium"), ("plus près", "medium"), ("wider", "extreme_wide"), ("plan plus large", "extreme_wide")],
)
def test_closer_and_wider_are_steps_from_where_it_was(instruction, size):
    assert changed(KITE, instruction)[0].size == size


def test_faster_and_slower_are_steps_from_what_it_was():
    before = read_scene(KITE).pace
    assert changed(KITE, "slower")[0].pace < before < changed(KITE, "plus vite")[0].pace


@pytest.mark.parametrize("instruction", ["make it snow", "fais tomber la neige", "let snow fall", "il neige"])
def test_snow_falls_and_nobody_with_it(instruction):
    scene, names = changed(KITE, instruction)
    assert "snow" in scene.weather and names == {"weather"}


def test_whose_close_up_it_is_comes_first():
    scene, _ = changed(STREET, "close-up of the dog")
    assert (scene.size, [actor.kind for actor in scene.actors]) == ("close_up", ["dog", "woman", "tree"])


def test_a_prompt_of_others_in_another_place_brings_others():
    scene, _ = changed(KITE, "A dog runs on a beach at night")
    assert (scene.place, scene.light, [actor.kind for actor in scene.actors]) == ("beach", "night", ["dog"])


def test_a_place_can_be_replaced_by_another():
    assert changed(KITE, "replace the park with a city street")[1] == {"place"}


def test_water_has_its_own_light_and_takes_it_along():
    under = changed(STREET, "underwater")[0]
    assert (under.place, under.light) == ("underwater", "underwater")
    assert apply(under, "on a street").light == "noon"


def test_what_a_term_set_goes_with_what_it_set():
    scene, _ = changed(KITE, "the camera pans left, at night")
    assert scene.terms == {"pan_left"}


def test_a_line_is_changed_and_its_speaker_keeps_it():
    prompt = 'A knight rides a horse in front of a castle. The knight says: "Onwards!"'
    scene, names = changed(prompt, 'he says: "Retreat!"')
    assert scene.dialogue == (Line("knight", "Retreat!"),) and names == {"dialogue"}
    assert changed(prompt, "remove the dialogue")[0].dialogue == ()


@pytest.mark.parametrize("instruction", ["make the background blue", "on a blue background", "sur fond bleu"])
def test_a_plain_background_changes_its_colour(instruction):
    scene, names = changed("A bottle on a white background", instruction)
    assert scene.backdrop == COLOURS["blue"] and names == {"backdrop"}


def test_a_sound_taken_away_leaves_the_others():
    assert changed(STREET, "no music")[0].sounds == ("traffic",)
    assert changed(STREET, "add the sound of birds")[0].sounds == ("traffic", "music", "birds")


@pytest.mark.parametrize("instruction", ["a green bicycle", "make the bicycle green", "rends le vélo vert"])
def test_what_is_ridden_can_change_its_colour(instruction):
    scene, _ = changed("a girl riding a red bicycle", instruction)
    assert scene.actors[0].gear_colour == COLOURS["green"] and len(scene.actors) == 1


def test_what_is_ridden_can_be_exchanged():
    assert changed("a girl riding a red bicycle", "swap the bicycle for a horse")[0].actors[0].rides == "horse"


def test_a_colour_that_is_a_fruit_too_stays_a_colour():
    scene, _ = changed("a monster in a cave", "Change the monster's color to orange")
    assert [actor.colour for actor in scene.actors] == [COLOURS["orange"]]


@pytest.mark.parametrize("instruction", ["", "florb the gribble", "…", "make it better", "plus joli"])
def test_what_is_not_understood_leaves_the_scene(instruction):
    before = read_scene(KITE)
    assert apply(before, instruction) == before


@given(st.text(max_size=200))
def test_any_instruction_gives_a_scene_of_the_same_seed(text):
    before = read_scene(KITE)
    after = apply(before, text)
    assert after.seed == before.seed
