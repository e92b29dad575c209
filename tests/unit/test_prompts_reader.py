"""Prose to parts: the seed in both languages, no word lost, and any text at all."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.prompts import PARTS, Shot

ENGLISH = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
    "the camera rises slowly to the sky. Sound: wind, distant laughter."
)
FRENCH = (
    "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
    "lumière dorée de fin de journée, la caméra monte lentement vers le ciel."
)


def given_parts(text: str) -> dict[str, str]:
    return {part: words for part, words in Shot.from_text(text).parts.items() if words}


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def test_the_english_seed_is_read_into_its_parts():
    assert given_parts(ENGLISH) == {
        "framing": "wide shot",
        "subject": "a child",
        "action": "flying a red kite",
        "setting": "a leafy park",
        "lighting": "golden late-afternoon light",
        "camera": "the camera rises slowly to the sky",
        "sound": "wind, distant laughter",
    }


def test_the_french_seed_is_read_into_its_parts():
    assert given_parts(FRENCH) == {
        "framing": "plan large",
        "subject": "un enfant",
        "action": "faisant voler un cerf-volant rouge",
        "setting": "un parc verdoyant",
        "lighting": "lumière dorée de fin de journée",
        "camera": "la caméra monte lentement vers le ciel",
    }


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        FRENCH,
        "A woman walks through a market.",
        "Close-up on her hands kneading dough on a wooden table, soft window light, static camera.",
        "Gros plan sur le visage d'une femme qui sourit, éclairage doux, travelling avant lent. Son : musique de piano.",
        "Plan large : les enfants courent sur la plage, le soleil couchant derrière eux, la caméra recule.",
        "A cinematic aerial shot of waves crashing against cliffs at dawn.",
    ],
)
def test_prose_in_the_usual_order_comes_back_word_for_word(text: str):
    assert Shot.from_text(text).to_text() == text


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("ECU of an eye opening", "framing", "ECU"),
        ("Low angle medium shot, a boxer trains in a gym", "framing", "low angle medium shot"),
        ("Two astronauts play chess on the moon, silence", "setting", "the moon"),
        ("A dog runs along the beach. The camera follows it from behind. We hear waves.", "sound", "we hear waves"),
        ("The camera pans left. It then tilts up.", "camera", "the camera pans left. It then tilts up"),
        ("Children playing in a field while the camera pans right", "camera", "while the camera pans right"),
        ("A man holding a camera in a park", "setting", "a park"),
        ("Vue aérienne d'une ville la nuit, néons, la caméra descend", "lighting", "néons"),
        ('A cat on a sofa. "Feed me," it says.', "sound", '"Feed me," it says'),
    ],
)
def test_a_part_is_found(text: str, part: str, words: str):
    assert getattr(Shot.from_text(text), part) == words


def test_what_no_part_claims_stays_with_the_subject():
    assert given_parts("zorble frim ☃ 42") == {"subject": "zorble frim ☃ 42"}


def test_an_empty_text_gives_an_empty_shot():
    assert Shot.from_text(" \n ").is_empty


PHRASES = (
    "wide shot of", "close-up on", "plan large d'", "a child", "un enfant", "the dogs", "flying a kite", "court", "walks",
    "qui marche", "in a park", "on the beach", "dans la rue", "golden light", "néons", "the camera pans left", "it then",
    "la caméra monte", "Sound:", "Son :", "wind", "laughter", "\"Hello!\"", "“Non”", ",", ".", "!", ";", ":", "…", " - ", "\n",
    "and", "et", "while the camera", "d'", "ECU", "static", "at night", "(", "«",
    "slow zoom in on", "tracking", "zoom avant sur", "a man's hands", "lights a cigarette", "black and white", "neon street",
    "and knocks over a glass", "et renverse un verre", "drone shot over", "Runs fast!", "en bois",
    "Wind howls.", "a man says: \"No\"", "Anna: \"Yes?\"", "Heavy rain", "il neige", "s'étire",
    "In a quiet harbour", "à l'aube", "- ", "shot on 35mm", "muted palette", "un boulanger pétrit la pâte", "with soft shadows",
    "music plays", "\t", "\n\n",
)  # fmt: skip
LABELS_AND_LENSES = (
    "style: noir", "Camera:", "**Lighting:** golden hour", "Plan :", "Sujet : un chat", "Action: runs", "Dialogue:", "background sound: hum",
    "85 mm", "shallow depth of field", "Actions:\n- waves", "Cinematography:", "Lens: 35mm",
)  # fmt: skip


@settings(deadline=None, max_examples=250)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PHRASES), max_size=14).map(" ".join)))
def test_any_text_is_read_without_losing_a_word(text: str):
    shot = Shot.from_text(text)
    assert not words_of(text) - words_of(shot.to_text()), "words in the prose"
    assert all(isinstance(words, str) for words in shot.parts.values())


@settings(deadline=None, max_examples=250)
@given(st.lists(st.sampled_from(PHRASES), max_size=14).map(" ".join))
def test_reading_and_writing_settles_at_once(text: str):
    shot = Shot.from_text(text)
    written = shot.to_text()
    again = Shot.from_text(written)
    assert again.to_text() == written
    # the start of a sentence gives a capital to words that no list knows, and reading cannot take it away
    assert [part.lower() for part in again.parts.values()] == [part.lower() for part in shot.parts.values()]


@settings(deadline=None, max_examples=100)
@given(st.builds(Shot, **{part: st.sampled_from(["", *PHRASES]) for part in PARTS}))
def test_a_composed_shot_is_read_back_without_losing_a_word(shot: Shot):
    text = shot.to_text()
    assert not words_of(text) - words_of(Shot.from_text(text).to_text())


@pytest.mark.parametrize("unit", ["a ", " ", ", ", "camera ", "from the left ", "«", '"', "\n", "wide ", "d'", ". "])
def test_a_long_monotonous_text_is_read_in_the_end(unit: str):
    text = unit * (8_000 // len(unit))
    assert not words_of(text) - words_of(Shot.from_text(text).to_text())


@pytest.mark.parametrize(
    ("text", "subject", "action"),
    [
        ("Close-up of an old man's hands kneading dough in a dimly lit bakery", "an old man's hands", "kneading dough"),
        ("A man's wrinkled hands kneading dough", "a man's wrinkled hands", "kneading dough"),
        ("Close-up of a dog's face, golden light", "a dog's face", ""),
        ("A potter's hands shaping clay", "a potter's hands", "shaping clay"),
        ("A man's dog runs in a park", "a man's dog", "runs"),
        ("A man's dog runs during a storm", "a man's dog", "runs during a storm"),
        ("She's running in a park", "she's", "running"),
    ],
)
def test_what_follows_a_possessive_is_no_verb(text: str, subject: str, action: str):
    shot = Shot.from_text(text)
    assert (shot.subject, shot.action) == (subject, action)


@pytest.mark.parametrize(
    ("text", "subject", "action"),
    [
        ("A butterfly lands on a flower", "a butterfly", "lands on a flower"),
        ("The family eats in silence", "the family", "eats in silence"),
        ("A mother and her daughter bake cookies", "a mother and her daughter", "bake cookies"),
        ("Tom and Jerry run", "Tom and Jerry", "run"),
        ("A boy and his toy race car", "a boy and his toy race car", ""),
        ("A man wearing a hat slowly walks away", "a man wearing a hat", "slowly walks away"),
        ("A woman carrying a basket smiles", "a woman carrying a basket", "smiles"),
        ("A man carrying a tray of drinks to a table", "a man", "carrying a tray of drinks to a table"),
        ("Un homme portant un chapeau marche vite", "un homme portant un chapeau", "marche vite"),
        ("La fille d'un pêcheur court sur la plage", "la fille d'un pêcheur", "court"),
        ("Le dessin d'un enfant prend vie et sort de la page", "le dessin d'un enfant", "prend vie et sort de la page"),
        ("Un renard dans la neige regarde droit devant", "un renard dans la neige", "regarde droit devant"),
        ("A robot wakes up early", "a robot", "wakes up early"),
        ("It finds a flower", "it", "finds a flower"),
        ("Une tasse fumant doucement", "une tasse", "fumant doucement"),
        ("Une tasse de thé fumant", "une tasse de thé fumant", ""),
        ("A man - old and tired - walks away", "a man - old and tired -", "walks away"),
    ],
)
def test_the_verb_that_somebody_does_is_told_from_the_words_before_it(text: str, subject: str, action: str):
    shot = Shot.from_text(text)
    assert (shot.subject, shot.action) == (subject, action)
    assert shot.to_text() == f"{text}."


def test_a_spoken_line_taken_out_leaves_a_full_stop_between_the_sentences_around_it():
    shot = Shot.from_text('A girl opens a letter. She says: "I got in!" Her mother hugs her.')
    assert shot.action == "opens a letter. Her mother hugs her"
    assert shot.sound == 'she says: "I got in!"'


def test_dashes_divide_a_text_like_commas():
    assert given_parts("Wide shot — a train crosses a viaduct — mist in the valley — camera static") == {
        "framing": "wide shot",
        "subject": "a train",
        "action": "crosses a viaduct — mist in the valley",
        "camera": "camera static",
    }


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("A girl bakes cookies in a sunny kitchen, laughing", "a sunny kitchen"),
        ("Une fille prépare des biscuits dans une cuisine ensoleillée, en riant", "une cuisine ensoleillée"),
        ("A dog sleeps in a park while birds sing", ""),
        ("Un chien dort dans un parc pendant que des oiseaux chantent", ""),
        ('Two men in a car, one of them says "He is not coming."', ""),
    ],
)
def test_a_place_is_taken_out_where_it_can_be_put_back(text: str, setting: str):
    shot = Shot.from_text(text)
    assert shot.setting == setting
    assert shot.lighting == ""


def test_a_framing_stays_a_framing_before_a_place_and_a_line_that_is_spoken():
    shot = Shot.from_text('Medium shot, two men in a car at night, one of them says "He is not coming."')
    assert shot.framing == "medium shot"


def test_the_time_of_day_alone_is_a_light():
    shot = Shot.from_text("Sur un toit, la nuit, une violoniste joue pendant que le jour se lève.")
    assert (shot.subject, shot.setting, shot.lighting) == ("une violoniste", "un toit", "la nuit")


@pytest.mark.parametrize(
    ("who", "sound"),
    [
        ({"subject": "a dog", "action": "runs", "setting": "a park"}, 'wind, a voice calls: "Come back!"'),
        ({"subject": "a dog", "lighting": "neon light"}, 'soft rain, a radio hums, he says "no"'),
        ({"subject": "un chien", "action": "court", "setting": "une plage"}, "vent, Anna : « Reviens ! »"),
    ],
)
def test_what_is_heard_before_a_spoken_line_comes_back_as_sound(who: dict[str, str], sound: str):
    shot = Shot(**who, sound=sound)
    assert Shot.from_text(shot.to_text()) == shot


def test_things_seen_before_a_spoken_line_stay_in_the_picture():
    assert Shot.from_text('A kitchen. Copper pots, a man says: "Taste it."').sound == 'a man says: "Taste it."'


def test_a_possessive_leaves_the_other_parts_to_be_found():
    shot = Shot.from_text(
        "Close-up of an old man's hands kneading dough in a dimly lit bakery, warm light from the oven, "
        "static camera, soft jazz music"
    )
    assert (shot.framing, shot.setting, shot.lighting) == ("close-up", "a dimly lit bakery", "warm light from the oven")
    assert (shot.camera, shot.sound) == ("static camera", "soft jazz music")


@pytest.mark.parametrize(
    ("text", "framing", "subject"),
    [
        ("Slow zoom in on a vintage typewriter", "slow zoom in on", "a vintage typewriter"),
        ("Dolly in on a sleeping cat", "dolly in on", "a sleeping cat"),
        ("Slow pan over the city", "slow pan over", "the city"),
        ("Tracking shot following a cyclist", "tracking shot following", "a cyclist"),
        ("Tracking a dog on a beach", "tracking", "a dog"),
        ("Drone shot over the snowy Alps", "drone shot over", "the snowy Alps"),
        ("Zoom avant sur une montre en bois", "zoom avant sur", "une montre en bois"),
    ],
)
def test_a_move_at_the_start_leaves_what_it_shows_to_the_subject(text: str, framing: str, subject: str):
    shot = Shot.from_text(text)
    assert (shot.framing, shot.subject) == (framing, subject)
    assert shot.to_text() == f"{text}."


def test_a_thing_named_like_a_move_is_no_move():
    assert Shot.from_text("A pan left on the stove").framing == ""


def test_somebody_who_lights_something_is_no_light():
    shot = Shot.from_text("Black and white. A detective lights a cigarette under a streetlamp. Rain.")
    assert (shot.subject, shot.lighting) == ("a detective", "black and white")
    assert (shot.action, shot.setting) == ("lights a cigarette under a streetlamp", "rain")


def test_a_place_with_a_light_is_a_scene_and_a_lit_sky_is_a_light():
    assert given_parts("Neon city street with a robot") == {"subject": "neon city street with a robot"}
    assert Shot.from_text("Overcast sky, a man walks").lighting == "overcast sky"


def test_a_second_action_does_not_end_up_in_the_setting():
    assert given_parts("Un chat saute sur une table et renverse un verre de lait") == {
        "subject": "un chat",
        "action": "saute sur une table et renverse un verre de lait",
    }
