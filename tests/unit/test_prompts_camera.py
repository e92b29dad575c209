"""Camera moves and shot sizes in both languages, false friends included."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.prompts import camera_moves, choices, shot_size


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("The camera rises.", "pedestal_up"),
        ("the camera rises slowly to the sky", "pedestal_up"),
        ("the camera drops down to street level", "pedestal_down"),
        ("slow push-in", "dolly_in"),
        ("the camera moves slowly in toward the window", "dolly_in"),
        ("the camera pulls back to reveal the city", "dolly_out"),
        ("the camera tracks left along the shelves", "truck_left"),
        ("whip pan to the right", "pan_right"),
        ("the camera pans from left to right across the skyline", "pan_right"),
        ("the view tilts down from the sky", "tilt_down"),
        ("the frame rotates counter-clockwise", "roll_counterclockwise"),
        ("the camera slowly zooms in on her eyes", "zoom_in"),
        ("the camera pans left, then rises", "pan_left pedestal_up"),
        ("the camera glides down and to the right", "pedestal_down truck_right"),
        ("the camera orbits the statue", "arc"),
        ("arc", "arc"),
        ("handheld camera", "handheld"),
        ("Tracking a dog on a beach", "tracking"),
        ("the camera follows a cyclist from behind", "tracking dolly_in"),
        ("the camera does not move", "static"),
        ("the camera remains fixed on the door as a man walks left", "static"),
    ],
)
def test_english_moves_are_read(text: str, moves: str):
    assert camera_moves(text) == set(moves.split())


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("la caméra monte lentement vers le ciel", "pedestal_up"),
        ("la caméra descend vers la rue", "pedestal_down"),
        ("travelling avant", "dolly_in"),
        ("traveling avant", "dolly_in"),
        ("la caméra s'éloigne", "dolly_out"),
        ("travelling latéral vers la droite", "truck_right"),
        ("panoramique de gauche à droite", "pan_right"),
        ("zoom arrière lent", "zoom_out"),
        ("la caméra tourne autour du danseur", "arc"),
        ("la caméra roule dans le sens horaire", "roll_clockwise"),
        ("la caméra suit le chien", "tracking"),
        ("caméra à l’épaule", "handheld"),
        ("plan fixe", "static"),
    ],
)
def test_french_moves_are_read(text: str, moves: str):
    assert camera_moves(text) == set(moves.split())


def test_french_false_friends_are_read_right():
    assert camera_moves("travelling optique avant") == {"zoom_in"}
    assert camera_moves("panoramique vertical vers le haut") == {"tilt_up"}
    assert shot_size("plan moyen d'un boxeur") == "full"
    assert shot_size("medium shot of a boxer") == "medium"


@pytest.mark.parametrize(
    "text",
    [
        "A bird rises over the lake.",
        "A child runs forward through the park.",
        "A truck turns left at the light.",
        "an elevator rises slowly",
        "a man tilts his head up",
        "A frying pan on the left burner.",
        "A hunter tracking a deer.",
        "",
    ],
)
def test_what_others_do_moves_no_camera(text: str):
    assert camera_moves(text) == frozenset()


def test_a_denied_move_does_not_count():
    assert camera_moves("without panning left, the camera tilts up") == {"tilt_up"}


def test_a_camera_that_moves_is_not_static():
    assert camera_moves("The camera remains fixed, then pans left.") == {"pan_left"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_move_of_the_picker_is_read_back(language: str):
    for choice in choices("camera", language):
        for name in (choice.term, choice.label, *choice.synonyms):
            assert choice.name in camera_moves(name), name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_size_of_the_picker_is_read_back(language: str):
    for choice in choices("framing", language):
        if choice.group == "size":
            for name in (choice.term, *choice.synonyms, *choice.abbreviations):
                assert shot_size(f"{name.capitalize() if len(name) > 4 else name} of a dog") == choice.name, name


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("wide aerial shot of a city", "wide"),
        ("A medium two-shot of sisters", "medium"),
        ("medium close up of a cat", "medium_close_up"),
        ("très gros plan sur un œil", "extreme_close_up"),
        ("plan d’ensemble", "wide"),
        ("meet me at 5 PM", None),
        ("the door is close to the window", None),
        ("", None),
    ],
)
def test_shot_sizes_are_read(text: str, size: str | None):
    assert shot_size(text) == size


@settings(deadline=None, max_examples=150)
@given(st.text())
def test_any_text_is_answered(text: str):
    assert isinstance(camera_moves(text), frozenset)
    assert shot_size(text) is None or isinstance(shot_size(text), str)
