"""Whole prompts of every kind: advice that would be false of them, and fixes that would spoil them."""

from __future__ import annotations

import re

import pytest

from sora_widgets.prompts import Advice, Shot, camera_moves, critique, look_up
from sora_widgets.prompts.beats import split_beats
from sora_widgets.prompts.speech import read_quotes


def codes(text: str, language: str) -> set[str]:
    return {advice.code for advice in critique(text, language=language)}


def advice(text: str, code: str, language: str) -> Advice:
    return next(found for found in critique(text, language=language) if found.code == code)


@pytest.mark.parametrize(
    ("language", "text", "false_code"),
    [
        ("en", "sunset", "missing-subject"),
        ("fr", "coucher de soleil", "missing-subject"),
        ("fr", "Une présentatrice parle face caméra : « Bonsoir à tous. »", "missing-subject"),
        ("en", "A sneaker rotating on a white background, studio lighting", "missing-setting"),
        ("fr", "Un verre d'eau tombe d'une table et se brise au ralenti, fond noir", "missing-setting"),
        ("en", "A kitten chases a ball of yarn across a wooden floor", "missing-setting"),
        ("fr", "Panoramique vers la gauche sur un marché bondé de Marrakech, épices en tas", "missing-setting"),
        ("en", "An abstract swirl of ink in water, macro", "missing-framing"),
        ("fr", "Plan produit : une montre noire mate tourne lentement sur une ardoise", "missing-framing"),
        ("en", "A glass of water falls off a table and shatters in slow motion", "several-actions"),
        ("fr", "Un homme se tient dans un ascenseur. Il dit « Vous montez ? » et sourit.", "no-motion"),
        ("fr", "Plan rapproché sur un boxeur dans son coin, rumeur étouffée de la foule", "crowd"),
        ("en", "A bee landing on lavender, pollen dusting its legs, warm backlight", "missing-lighting"),
        ("fr", "une avocate plaide dehors", "ambiguous-word"),
    ],
)
def test_what_is_not_true_of_a_prompt_is_not_said(language: str, text: str, false_code: str):
    assert false_code not in codes(text, language)


@pytest.mark.parametrize(
    ("language", "text", "code", "part", "words"),
    [
        ("en", "a woman crying", "missing-framing", "framing", "medium shot"),
        ("fr", "une femme pleure", "missing-framing", "framing", "plan rapproché taille"),
        ("en", "A teacher points at a drawing", "missing-setting", "setting", "a quiet classroom"),
        ("fr", "Une étudiante fixe sa copie d'examen", "missing-setting", "setting", "une salle de classe tranquille"),
        ("en", "A 1950s diner, a waitress pours coffee", "missing-framing", "framing", "medium shot"),
    ],
)
def test_what_is_offered_suits_the_scene(language: str, text: str, code: str, part: str, words: str):
    found = advice(text, code, language)
    assert found.fix is not None
    assert getattr(found.fix, part) == words


@pytest.mark.parametrize(
    ("language", "text", "unfit"),
    [
        ("en", "A news anchor speaks to the camera", "street"),  # where one takes photographs
        ("fr", "deux enfants sur une balançoire", "courant"),
        ("fr", "un chef d'œuvre avec un dragon volant", "cuisine"),
    ],
)
def test_what_does_not_suit_is_not_offered(language: str, text: str, unfit: str):
    offered = [found.fix_label for found in critique(text, language=language)]
    assert offered
    assert not any(unfit in label for label in offered)


@pytest.mark.parametrize(
    ("language", "action", "count"),
    [
        ("en", "crosses a road, stops, looks into the lens, and disappears into the hedge", 4),
        ("en", "walks through a forest, looks up, and catches a snowflake", 3),
        ("fr", "traverse une route, s'arrête et disparaît dans la haie", 3),
        ("en", "falls off a table and shatters", 1),
        ("fr", "tombe d'une table et se brise", 1),
    ],
)
def test_every_beat_counts_and_what_follows_by_itself_does_not(language: str, action: str, count: int):
    assert len(split_beats(action, language)) == count


@pytest.mark.parametrize(("opening", "closing"), [("«", "»"), ("“", "”")])
def test_a_quote_begins_at_the_last_mark_that_opens(opening: str, closing: str):
    # also what keeps a text of nothing but opening marks from being walked once for each of them
    assert [quote.text for quote in read_quotes(f"{opening}a {opening}b{closing}", "fr")] == ["b"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_phrase_of_a_table_takes_a_run_of_brackets_without_end(language: str):
    found = advice("A ((((((dog:1.2)))))) on a pier", "flag-in-prose", language)
    assert "((((dog:1.2))))" in found.reason
    assert "(((((dog" not in found.reason


def test_more_switches_than_a_click_can_mend_are_mended_in_turns():
    shot = Shot(subject="a dog", action=" ".join(["runs --v 5"] * 80))
    for _ in range(4):
        found = [each for each in critique(shot) if each.code == "flag-in-prose"]
        shot = found[0].apply(shot) if found else shot
    assert "--v" not in shot.action


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("Zoom arrière lent, on découvre la foule.", {"zoom_out"}),
        ("The camera zooms out on the crowd.", {"zoom_out"}),
        ("La caméra franchit les rideaux.", {"dolly_in"}),
    ],
)
def test_a_goal_of_a_move_is_no_second_move(text: str, moves: set[str]):
    assert camera_moves(text) == moves


def test_depth_of_field_is_not_called_shallow_by_its_abbreviation():
    assert not look_up("DOF")
    assert not look_up("PDC")


@pytest.mark.parametrize("text", ["un gosse court", "des gamins courent"])
def test_the_two_meanings_of_a_word_are_two_things(text: str):
    reason = advice(text, "ambiguous-word", "fr").reason
    assert re.search(r"peut désigner [^,:]+ ou [^,:]+ :", reason), reason


def test_an_accent_that_stands_alone_is_a_word_without_letters():
    assert camera_moves("a dog \u0301 pans left") == camera_moves("a dog pans left")
