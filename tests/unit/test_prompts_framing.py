"""Framing: what the head of a text says of the picture, and that nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.prompts import choices, shot_size
from sora_widgets.prompts.framing import framing_prefix, moving_prefix, names_a_shot
from sora_widgets.prompts.vocabulary import LANGUAGES

FRAMING_GROUPS = ("size", "angle", "viewpoint", "composition", "lens", "depth")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_size_is_read_by_all_its_names(language: str):
    for choice in choices("size", language):
        for name in (choice.term, *choice.synonyms):
            assert shot_size(f"{name.upper()} of a dog") == choice.name, name
        for short in choice.abbreviations:
            assert shot_size(f"{short} of a dog") == choice.name, short


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("plan moyen d'un boxeur", "full"),
        ("plan moyen serré d'un boxeur", "medium_long"),
        ("medium shot of a boxer", "medium"),
        ("medium long shot of a boxer", "medium_long"),
        ("medium wide low-angle shot", "medium_long"),
        ("plan italien", "medium_long"),
        ("plan américain", "cowboy"),
        ("a slow wide aerial shot", "wide"),
        ("vue aérienne large d'une ville", "wide"),
        ("plan fixe serré", "medium_close_up"),
        ("plan très serré sur une main", "extreme_close_up"),
        ("un plan de travail large", None),
        ("24mm wide-angle lens", None),
        ("5 PM, a street", None),
        ("a long road", None),
    ],
)
def test_a_size_is_read(text: str, size: str | None):
    assert shot_size(text) == size


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_framing_is_a_framing_from_end_to_end(language: str):
    for group in FRAMING_GROUPS:
        for choice in choices(group, language):
            for name in (choice.term, *choice.synonyms):
                found = framing_prefix(name)
                assert found is not None, name
                assert found.end() == len(name), name


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("A slow aerial shot of a city", "A slow aerial shot"),
        ("Low angle medium shot, a boxer trains", "Low angle medium shot"),
        ("Plan large d’un enfant", "Plan large"),
        ("Vue de dos d'un homme", "Vue de dos"),
        ("ECU of an eye", "ECU"),
        ("GP d'un œil", "GP"),
        ("Wide shot on a 35mm lens of a child", "Wide shot on a 35mm lens"),
        ("Shot on an anamorphic lens, a car passes", "Shot on an anamorphic lens"),
        ("Plan large avec une très faible profondeur de champ", "Plan large avec une très faible profondeur de champ"),
        ("Very shallow depth of field: a fly", "Very shallow depth of field"),
        ("L'objectif macro 100 mm", "L'objectif macro 100 mm"),
        ("Frame within a frame", "Frame within a frame"),
    ],
)
def test_the_head_of_a_text_is_its_framing(text: str, head: str):
    found = framing_prefix(text)
    assert found is not None
    assert found.group() == head


@pytest.mark.parametrize(
    "text",
    [
        "A woman walks through a market",
        "An old man in profile walks a dog",
        "A photographer with a telephoto lens",
        "A fly on a macro lens",
        "Un photographe avec un téléobjectif",
        "PA system in a station",
        "la profondeur de la mer",
        "",
    ],
)
def test_what_is_no_framing_is_left_alone(text: str):
    assert framing_prefix(text) is None


@pytest.mark.parametrize(
    ("framing", "is_shot"),
    [
        ("wide shot", True),
        ("gros plan", True),
        ("vue aérienne", True),
        ("split-diopter shot", True),
        ("plan à la demi-bonnette", True),
        ("a picture by nobody", True),
        ("35mm lens", False),
        ("wide shot, shallow depth of field", False),
        ("plan large avec un téléobjectif", False),
        ("règle des tiers", False),
    ],
)
def test_only_a_shot_is_of_something(framing: str, is_shot: bool):
    assert names_a_shot(framing) is is_shot


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Slow zoom in on a face", "Slow zoom in on "),
        ("Zoom avant sur un visage", "Zoom avant sur "),
        ("Tracking the runner", "Tracking "),
        ("a pan left on the stove", None),
    ],
)
def test_a_move_that_runs_on_into_what_it_shows(text: str, head: str | None):
    found = moving_prefix(text)
    assert (found and found.group()) == head


@given(st.text())
def test_any_text_is_answered(text: str):
    assert shot_size(text) is None or shot_size(text) in {choice.name for choice in choices("size")}
    assert names_a_shot(text) in (True, False)
    found = framing_prefix(text)
    assert found is None or text.startswith(found.group())
