"""What the renderer understands of a prompt."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.animatic.brief import Brief, Character
from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.figures import BODIES, actions_of
from sora_widgets.animatic.lexicon import COLOURS, homes, idle_actions, lexicon, names_of, small_words, terms
from sora_widgets.animatic.lexicon import kinds as groups
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.places import PLACE_NAMES
from sora_widgets.animatic.scene import Line, Scene, read_scene, scene_of
from sora_widgets.errors import RequestError
from sora_widgets.prompts.vocabulary import GROUPS, choices

ENGLISH = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
    "the camera rises slowly to the sky."
)
FRENCH = (
    "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
    "lumière dorée de fin de journée, la caméra monte lentement vers le ciel."
)
SEED = "A wide shot of a child flying a red kite in a grassy park, golden hour sunlight, camera slowly pans upward."
SEED_IN_FRENCH = (
    "Plan large d'un enfant qui fait voler un cerf-volant rouge dans un parc verdoyant, lumière de l'heure dorée, "
    "la caméra panote lentement vers le haut."
)
TRADES = {name for name in names_of("people") if " " in name}
KINDS = {name.split(" ")[0] for table in ("people", "animals", "things") for name in names_of(table)}


def kinds(prompt: str) -> list[str]:
    return [actor.kind for actor in read_scene(prompt).actors]


def test_the_seed_sentence_is_understood():
    scene = read_scene(ENGLISH)
    assert [actor.kind for actor in scene.actors] == ["child", "kite"]
    assert scene.actors[0].action == "fly_kite"
    assert scene.actors[1].colour == COLOURS["red"]
    assert (scene.place, scene.light, scene.size) == ("park", "golden", "wide")
    assert scene.moves == {"pedestal_up"} and scene.rises_to_sky and scene.pace < 1


def test_the_first_sentence_of_all_is_the_same_scene_in_both_languages():
    english, french = read_scene(SEED), read_scene(SEED_IN_FRENCH)
    for field in fields(Scene):
        if field.name != "seed":
            assert getattr(french, field.name) == getattr(english, field.name), field.name
    assert (english.place, english.light, english.size, english.weather) == ("park", "golden", "wide", {"wind"})
    assert [(actor.kind, actor.action, actor.colour) for actor in english.actors] == [
        ("child", "fly_kite", None),
        ("kite", "fly", COLOURS["red"]),
    ]
    assert english.moves == {"tilt_up"} and english.pace < 1


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (ENGLISH, FRENCH),
        ("A king sits on a throne in a ballroom", "Un roi assis sur un trône dans une salle de bal"),
        ("A mother walks with a baby in a garden", "Une mère marche avec un bébé dans un jardin"),
        ("A bottle on a blue background", "Une bouteille sur fond bleu"),
        ("A man opens a door, music", "Un homme ouvre une porte, musique"),
        ("Two dogs running on a beach at sunset", "Deux chiens courent sur une plage au coucher du soleil"),
        (
            "An old man reads a book on a bench in a park",
            "Un vieil homme lit un livre sur un banc dans un parc",
        ),
        (
            "A woman in a red dress dances in the street in the rain",
            "Une femme en robe rouge danse dans la rue sous la pluie",
        ),
        (
            "A blue car drives on a road, the camera pans left",
            "Une voiture bleue roule sur une route, panoramique vers la gauche",
        ),
        ("An astronaut plays the guitar in space", "Un astronaute joue de la guitare dans l'espace"),
    ],
)
def test_a_sentence_is_the_same_scene_in_french(english, french):
    assert read_scene(french) == read_scene(english)
    assert read_scene(french).seed == read_scene(english).seed


def test_the_sounds_named_are_the_sounds_heard():
    assert read_scene(ENGLISH + " Sound: wind, distant laughter.").sounds == ("wind", "laughter")


@pytest.mark.parametrize(
    ("words", "sounds"),
    [
        ("Sound: heartbeat.", ("heartbeat",)),
        ("Sound: a door creaks, church bells, breathing.", ("door", "bells", "breath")),
        ("Sound: applause, laughter", ("cheering", "laughter")),
        ("Sound: river, waterfall, frogs, crows, cicadas", ("stream", "waterfall", "frogs", "crows", "cicadas")),
        (", sound: ticking clock", ("clock",)),
        (". sound: seagulls", ("gulls",)),
        ("; sound of typing", ("typing",)),
        ("Sound: no music, wind", ("wind",)),
        ("A guitar on a chair", ()),
        ("Music: no music.", ()),
        ("Muted desaturated tones.", ()),
    ],
)
def test_each_sound_has_its_own_name(words, sounds):
    assert read_scene(f"A cat in a park. {words}" if words[0].isupper() else f"A cat in a park{words}").sounds == sounds


@pytest.mark.parametrize("words", ["silent", "Sound: silence.", "no sound", "Son : aucun son, muet"])
def test_silence_can_be_asked_for(words):
    assert read_scene(f"A cat in a park. {words}").sounds == ("silence",)


@pytest.mark.parametrize(
    ("prompt", "kind", "place", "light"),
    [
        ("Close-up of a cat at night", "cat", "living_room", "night"),
        ("Static shot of a sailboat at sea", "boat", "sea", "noon"),
        ("Neon city street with a robot walking", "robot", "street", "neon"),
        ("Tracking a dog running on a beach", "dog", "beach", "noon"),
        ("Gros plan d'un chat dans une forêt brumeuse", "cat", "forest", "overcast"),
        ("Plan moyen d'une femme qui danse dans la cuisine, à la lueur d'une bougie", "woman", "kitchen", "candle"),
        ("Product shot of a bottle of perfume, studio light", "perfume", "plain", "studio"),
        ("a shark is swimming in the deep sea", "shark", "underwater", "underwater"),
        ("A car on an empty street, rainy evening", "car", "street", "blue_hour"),
        ("A couple in evening wear in a downpour", "man", "field", "overcast"),
        ("A shark underwater", "shark", "underwater", "underwater"),
        ("a drone flying over a snowy forest", "drone", "forest", "overcast"),
        ("A train crossing a bridge over a river", "train", "bridge", "noon"),
        ("A detective stands under a street lamp", "detective", "street", "noon"),
        ("A coffee cup on a table", "cup", "kitchen", "noon"),
        ("Campfire in a forest with starry sky in the background", "fire", "forest", "firelight"),
    ],
)
def test_subject_place_and_light_are_found(prompt, kind, place, light):
    scene = read_scene(prompt)
    assert (scene.actors[0].kind, scene.place, scene.light) == (kind, place, light)


def test_snow_on_a_mountain_does_not_fall():
    assert read_scene("A boat on a lake below snowy mountains").weather == frozenset()
    assert read_scene("A boat on a snowy lake").weather == {"snow"}


def test_a_place_alone_has_nobody_in_it():
    scene = read_scene("A tranquil tableau of kitchen")
    assert scene.actors == () and scene.place == "kitchen"


def test_a_prompt_of_nothing_known_shows_somebody():
    assert kinds("") == ["mannequin"]


@pytest.mark.parametrize(
    ("prompt", "kind", "label"),
    [
        ("A wombat eating an apple in the kitchen", "mannequin", "wombat"),
        ("A zorglub in the desert at sunset", "box", "zorglub"),
        ("Un zorglub bleu dans le désert", "box", "zorglub"),
        ("Zaphod Beeblebrox reading a book", "mannequin", "Zaphod Beeblebrox"),
        ("a vase and a splonk", "box", "splonk"),
    ],
)
def test_what_no_drawing_exists_for_is_labelled_and_never_dropped(prompt, kind, label):
    assert (kind, label) in [(actor.kind, actor.label) for actor in read_scene(prompt).actors]


@pytest.mark.parametrize(
    ("prompt", "colours"),
    [
        ("A woman in a street beside a blue car", {"woman": None, "car": "blue"}),
        ("Un homme à côté d'une voiture bleue", {"man": None, "car": "blue"}),
        ("A child in a yellow raincoat", {"child": "yellow"}),
        ("Une fillette en manteau jaune", {"girl": "yellow"}),
        ("An orange cat and an orange", {"cat": "orange", "orange": "orange"}),
        ("a red bird beside a green tree", {"bird": "red", "tree": "green"}),
    ],
)
def test_a_colour_belongs_to_the_thing_it_stands_by(prompt, colours):
    found = {actor.kind: actor.colour for actor in read_scene(prompt).actors}
    wanted = {kind: colour and COLOURS[colour] for kind, colour in colours.items()}
    assert {kind: colour for kind, colour in found.items() if kind != "orange"} == {
        kind: colour for kind, colour in wanted.items() if kind != "orange"
    }
    assert found.keys() == wanted.keys()


@pytest.mark.parametrize(
    ("prompt", "row"),
    [
        ("Two dogs running on a beach", ["dog", "dog"]),
        ("three birds", ["bird", "bird", "bird"]),
        ("Three red balloons rise into a blue sky", ["toy_balloon", "toy_balloon", "toy_balloon"]),
        ("Trois oiseaux dans le ciel", ["bird", "bird", "bird"]),
        ("A man walking among trees in a forest", ["man"]),
        ("a bicycle leaning against a tree", ["bicycle", "tree"]),
        ("a bird and a cat", ["bird", "cat"]),
        ("A couple in a park", ["man", "woman"]),
        ("a hot dog and a teddy bear", ["hot_dog", "teddy_bear"]),
        ("a robot DJ in a club", ["robot"]),
        ("the hands of a potter", ["man"]),
        ("an old Swedish man", ["old_man"]),
        ("A robot beside a bench, melancholy piano", ["robot", "bench"]),
        ("An owl perched on a branch", ["owl"]),
        ("Timelapse of clouds over mountains", []),
        ("a woman and an empty swing", ["woman", "swing"]),
        ("Maya and Tom in a park", ["woman", "man"]),
        ("a clock on a wall in a living room", ["clock"]),
        ("a clock on a wall", ["clock"]),
        ("a cat on a wall in a street", ["cat", "fence"]),
        ("a cake with candles", ["cake"]),
        ("a house with a red door", ["house"]),
        ("Three people in a street", ["man", "woman", "man"]),
        ("a herd in a field", ["cow", "cow", "cow"]),
        ("an elephant and its herd", ["elephant"] * 4),
        ("A village square, lanterns glowing", ["lantern"] * 3),
        ("A woman lit by a candle", ["woman"]),
        ("Une fillette et un garçon", ["girl", "child"]),
        ("A boxer trains in a gym", ["man"]),
        ("Two trains in a station", ["train", "train"]),
    ],
)
def test_everybody_who_is_named_is_there_and_nobody_else(prompt, row):
    assert kinds(prompt) == row


@pytest.mark.parametrize(
    ("prompt", "action", "holds", "rides"),
    [
        ("A person is riding a bike", "ride", "", "bicycle"),
        ("An astronaut riding a horse in space", "ride", "", "horse"),
        ("a panda playing guitar", "play_instrument", "guitar", ""),
        ("A teddy bear is playing drum kit", "play_instrument", "drum", ""),
        ("a woman with a yellow umbrella", "stand", "umbrella", ""),
        ("a person reading book", "read", "book", ""),
        ("A person is shooting basketball", "throw", "basketball", ""),
        ("a skier on a slope", "ski", "", "skis"),
        ("A man fishing from a boat", "fish", "", "boat"),
        ("Un homme à vélo dans la rue", "ride", "", "bicycle"),
        ("a knight holding a sword", "hold", "sword", ""),
        ("She checks her phone", "phone", "", ""),
        ("a woman under a red umbrella", "stand", "umbrella", ""),
        ("a man pushes a cart", "push", "cart", ""),
        ("a cat wearing sunglasses", "stand", "glasses", ""),
        ("a man drinks coffee while walking", "drink", "cup", ""),
        ("a woman with an umbrella, umbrellas everywhere", "stand", "umbrella", ""),
        ("A farmer on a tractor on a farm", "drive", "", "tractor"),
        ("a woman reading in bed", "read", "", "bed"),
        ("A king sitting on a throne", "sit", "", "armchair"),
        ("a cat sleeping on a couch", "sleep", "", "couch"),
        ("a man in a red hat", "stand", "hat", ""),
        ("a man pushes a car", "push", "car", ""),
        ("a mother holds her baby", "hold", "baby", ""),
        ("a woman opens a door", "open", "door", ""),
        ("an old man in a wheelchair", "ride", "", "wheelchair"),
        ("a man types on a laptop in a café", "type", "", ""),
    ],
)
def test_what_somebody_does_holds_and_rides(prompt, action, holds, rides):
    main = read_scene(prompt).actors[0]
    assert (main.action, main.holds, main.rides) == (action, holds, rides)


def test_the_colour_of_what_is_held_or_ridden_is_kept():
    assert read_scene("a girl riding a red bicycle").actors[0].gear_colour == COLOURS["red"]


@pytest.mark.parametrize(
    ("prompt", "actions"),
    [
        ("A dog and a cat sleep", {"dog": "sleep", "cat": "sleep"}),
        ("A man walks beside a burning house", {"man": "walk", "house": "burn"}),
        ("Un train à vapeur traverse un pont", {"steam_train": "drive"}),
        ("a woman watching a bird flying", {"woman": "look", "bird": "fly"}),
        ("a ball bounces", {"ball": "bounce"}),
        ("A girl in a park, falling autumn leaves", {"girl": "stand"}),
        ("A girl in a park, 16mm film look", {"girl": "stand"}),
        ("A cowboy in a dust storm", {"cowboy": "stand"}),
        ("A bench surrounded by a burning tree", {"bench": "stand", "tree": "burn"}),
        ("A man walks a dog", {"man": "walk", "dog": "walk"}),
        ("a bicycle gliding through a snowy field", {"bicycle": "drive"}),
        ("a woman in a flowing dress dances", {"woman": "dance"}),
        ("An oil painting of a man walking", {"man": "walk"}),
        ('A child waves and says: "Run!"', {"child": "wave"}),
        ("A mother walking with a baby", {"woman": "walk", "baby": "walk"}),
        ("A woman dances in the rain, city street", {"woman": "dance"}),
        ("A man waits while snow falls", {"man": "stand"}),
        ("A bowl of soup with steam rising", {"bowl": "stand", "smoke": "rise"}),
        ("A knight fights a dragon before a burning castle", {"knight": "box", "dragon": "fight"}),
        ("a woman, tears rolling down her cheeks", {"woman": "cry"}),
        ("a snowman melts in the sun", {"snowman": "melt"}),
        ("a bee landing on a sunflower", {"bee": "fly", "flower": "stand"}),
        ("a car on a highway", {"car": "drive"}),
        ("a diver and a turtle over a coral reef", {"diver": "swim", "turtle": "swim"}),
        ("an astronaut in space", {"astronaut": "float"}),
        ("A woman walks in a park, wipe.", {"woman": "walk"}),
        ("A woman walks in a park, jump cut", {"woman": "walk"}),
    ],
)
def test_every_verb_has_its_subject(prompt, actions):
    assert {actor.kind: actor.action for actor in read_scene(prompt).actors} == actions


@pytest.mark.parametrize(
    ("prompt", "where"),
    [
        ("a bicycle on the left of a car", "right"),
        ("a cat on the right of a dog", "left"),
        ("a banana on the top of an apple", "under"),
        ("a banana on the bottom of an apple", "over"),
        ("a dog next to a bench", "beside"),
        ("a cat on top of a table", "under"),
        ("a dog behind a car", "before"),
        ("un chat sur une table", "under"),
        ("a boat with the Eiffel Tower in background", "behind"),
        ("un bateau, une maison à l'arrière-plan", "behind"),
        ("a man with a car in the foreground", "before"),
        ("un chien à gauche d'une voiture", "right"),
        ("a bird on top of a car", "under"),
    ],
)
def test_things_stand_to_each_other_as_said(prompt, where):
    assert [actor.where for actor in read_scene(prompt).actors] == ["", where]


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("worm's-eye view", "angle", "worms_eye"),
        ("bird's-eye view", "angle", "birds_eye"),
        ("contre-plongée", "angle", "low"),
        ("plongée", "angle", "high"),
        ("Dutch angle", "angle", "dutch"),
        ("over-the-shoulder shot", "view", "over_the_shoulder"),
        ("POV shot", "view", "pov"),
        ("vue de profil", "view", "profile"),
        ("85mm", "focal_mm", 85.0),
        ("85mm", "lens", "portrait"),
        ("objectif 24 mm", "lens", "wide"),
        ("fisheye lens", "lens", "fisheye"),
        ("shallow depth of field", "focus", "shallow"),
        ("rack focus", "focus", "rack"),
        ("backlit", "key_from", "back"),
        ("lumière latérale", "key_from", "side"),
        ("black and white", "style", "black_and_white"),
        ("16mm film look", "style", "film_16mm"),
        ("as a blueprint", "style", "blueprint"),
        ("paper cut", "style", "paper_cut"),
        ("Van Gogh style", "style", "oil"),
        ("in heavy rain", "weather", frozenset(("rain",))),
        ("sandstorm", "weather", frozenset(("dust",))),
        ("Music: tense strings", "mood", "tense"),
        ("at dawn", "light", "dawn"),
        ("clair de lune", "light", "moonlight"),
        ("dolly zoom", "moves", frozenset(("dolly_zoom",))),
        ("insert shot", "view", "insert"),
        ("POV", "view", "pov"),
        ("his back to the camera", "view", "back"),
        ("light from above", "key_from", "top"),
        ("light from above", "angle", "eye"),
        ("eerie light from below", "angle", "eye"),
        ("lead room ahead of the subject", "place", "field"),
        ("negative space around the subject", "place", "field"),
        ("volumetric light through haze", "weather", frozenset()),
        ("warm light from practical lamps", "light", "candle"),
        ("35mm film grain", "focal_mm", None),
        ("a blizzard", "weather", frozenset(("snow", "wind"))),
        ("fade to black", "terms", frozenset(("fade_out",))),
    ],
)
def test_words_of_the_look_reach_their_field(words, field, value):
    assert getattr(read_scene(f"A man in a field, {words}"), field) == value


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("en noir et blanc", "style", "black_and_white"),
        ("en papier découpé", "style", "paper_cut"),
        ("sous la neige", "weather", frozenset(("snow",))),
        ("vue du dessus", "angle", "birds_eye"),
        ("vue de dos", "view", "back"),
        ("musique de fosse, ambiance tendue", "mood", "tense"),
    ],
)
def test_french_words_of_the_look_reach_their_field(words, field, value):
    assert getattr(read_scene(f"Un homme dans un champ, {words}"), field) == value


@pytest.mark.parametrize(
    ("prompt", "colour"),
    [
        ("A bottle on a white background", "white"),
        ("A man before a green screen", "green"),
        ("Une bouteille sur fond jaune", "yellow"),
        ("A bottle on a plain background", None),
    ],
)
def test_a_plain_background_has_the_colour_said(prompt, colour):
    scene = read_scene(prompt)
    assert (scene.place, scene.backdrop) == ("plain", colour and COLOURS[colour])


def test_a_palette_is_its_colours():
    assert read_scene("A man in a field. Palette: teal, red.").palette == (COLOURS["turquoise"], COLOURS["red"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_term_of_the_vocabulary_reaches_the_scene(language):
    """Alone behind a plain subject, each term either is named in `terms` or changes the shot size."""
    plain = read_scene("a man in a field" if language == "en" else "un homme dans un champ")
    lost = []
    for group in GROUPS:
        for choice in choices(group, language):
            if group == "join" or choice.name == "static":
                continue
            subject = "a man in a field" if language == "en" else "un homme dans un champ"
            label = {"sound": "Sound: ", "camera": ""}.get(choice.part, "")
            scene = read_scene(f"{subject}. {label}{choice.term[0].upper()}{choice.term[1:]}.")
            if choice.name not in scene.terms and scene.size == plain.size:
                lost.append(choice.name)
    assert lost == []


def test_dialogue_is_read_and_what_is_written_is_not_spoken():
    scene = read_scene('A man and a robot in a street. The man says: "We go." A sign reads "STOP".')
    assert scene.dialogue == (Line("man", "We go."),)


def test_a_character_of_the_cast_is_found_by_name_and_wears_its_colour():
    scene = read_scene("Maya walks in a park", (Character("Maya", "#ff8000"),))
    assert [(actor.label, actor.action, actor.colour) for actor in scene.actors] == [("Maya", "walk", rgb("#ff8000"))]


def test_a_brief_comes_back_from_its_stored_form():
    brief = Brief("a cat", "sora-2", 4, "1280x720", ("at night",), 4.0, 4.0, "in.png", (Character("Maya", "#112233"),))
    assert Brief.from_dict(brief.to_dict()) == brief
    scene = scene_of(brief)
    assert (scene.light, scene.starts_at_s, scene.first_s) == ("night", 4.0, 4.0)
    assert scene.seed == read_scene("a cat").seed


@pytest.mark.parametrize(
    "change",
    [{"seconds": "4"}, {"colour": "red"}, {"changes": [3]}, {"cast": [{"nam": "x"}]}, {"seconds": True}],
)
def test_a_brief_that_is_no_brief_is_refused(change):
    whole = Brief("a cat", "sora-2", 4, "1280x720").to_dict()
    with pytest.raises(RequestError):
        Brief.from_dict({**whole, **change})
    with pytest.raises(RequestError):
        Brief.from_dict({"prompt": "a cat"})


@pytest.mark.parametrize("table", ["people", "animals", "things", "groups"])
def test_each_noun_alone_is_somebody_or_something_that_is_drawn(table):
    for language, article in (("en", "a"), ("fr", "un")):
        for phrase, meanings in lexicon(language).scene.phrases.items():
            if any(meaning.table == table for meaning in meanings):
                assert {actor.kind for actor in read_scene(f"{article} {phrase}").actors} <= BODIES.keys(), phrase


def test_who_is_said_never_to_swim_or_to_ride_cannot():
    beings = {name.split(" ")[0] for table in ("people", "animals") for name in names_of(table)}
    assert {kind for kind in beings if "swim" not in actions_of(kind)} == groups("never swim")
    things = groups("never astride") - beings
    assert {kind for kind in beings if "ride" not in actions_of(kind)} == groups("never astride") - things
    assert not any("ride" in actions_of(kind) for kind in things)
    assert groups("indoors") <= set(PLACE_NAMES)


def test_every_name_of_the_word_lists_is_drawn():
    assert KINDS - BODIES.keys() == set()
    assert set(names_of("places")) - set(PLACE_NAMES) == set()
    assert set(names_of("lights")) - set(LIGHTS) == {"none"}  # "evening wear" is no light


def test_what_the_lists_say_of_kinds_is_said_of_kinds_there_are():
    actions = {name.split(" ")[0] for name in names_of("actions")}
    assert set(homes()) <= KINDS | actions
    assert set(homes().values()) <= set(names_of("places"))
    assert set(idle_actions()) <= KINDS
    gear = {each.partition("=")[2] for name in (*names_of("actions"), *TRADES) for each in name.split(" ")[1:]}
    assert gear <= KINDS | actions


def test_terms_name_choices_of_the_vocabulary():
    known = {choice.name for group in GROUPS for choice in choices(group)}
    assert set(terms()) <= known


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_thing_is_called_like_a_small_word(language):
    small = small_words("prepositions", language) | small_words("determiners", language)
    nouns = {
        phrase
        for phrase, meanings in lexicon(language).scene.phrases.items()
        if any(meaning.table in ("people", "animals", "things", "places") for meaning in meanings)
    }
    assert nouns & small == set()


@given(st.text(max_size=300))
def test_any_text_gives_a_scene_that_can_be_drawn(text):
    scene = read_scene(text)
    assert all(actor.kind in BODIES for actor in scene.actors)
    assert scene.place in PLACE_NAMES and scene.light in LIGHTS


def test_colours_are_written_as_on_the_web():
    assert rgb("#ff8000") == (1.0, 128 / 255, 0.0)
