"""Camera moves and shot sizes in both languages, false friends included."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.prompts import camera_moves, choices, shot_size
from sora_widgets.prompts.camera import find_moves, may_move
from sora_widgets.prompts.camera_scan import scan

SENTENCES = [
    json.loads(line) for line in Path(__file__).with_name("camera_sentences.jsonl").read_text("utf-8").splitlines()
]
"""Our own sentences, labelled by hand: the moves that are there, all others are not; `unlabelled` may be either."""


@pytest.mark.parametrize("row", SENTENCES, ids=[row["sentence"] for row in SENTENCES])
def test_hand_labelled_sentences_are_read_exactly(row: dict[str, Any]):
    found = camera_moves(row["sentence"])
    assert found - set(row.get("unlabelled", ())) == set(row["yes"])


def test_the_labelled_sentences_are_many_and_name_only_moves_of_the_vocabulary():
    known = {choice.name for group in ("move", "lens-move") for choice in choices(group)} | {"handheld"}
    assert {move for row in SENTENCES for move in row["yes"]} <= known
    assert sum(row["language"] == "en" for row in SENTENCES) >= 250
    assert sum(row["language"] == "fr" for row in SENTENCES) >= 150
    assert sum(not row["yes"] for row in SENTENCES) >= 60  # those in which nothing moves the camera


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
        if choice.group in ("move", "lens-move") or choice.name == "handheld":
            for name in (choice.term, choice.label, *choice.synonyms):
                assert camera_moves(name) == {choice.name}, name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_picker_says_of_speed_is_no_move(language: str):
    for choice in choices("speed", language):
        for name in (choice.term, choice.label, *choice.synonyms):
            assert camera_moves(name) == frozenset(), name


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


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The camera pans left, then rises.", [(11, "pan_left"), (27, "pedestal_up")]),
        ("Un café. La caméra s’élève.", [(21, "pedestal_up")]),
        ("Slow whip-pan and a push-in", [(5, "whip_pan"), (20, "dolly_in")]),
    ],
)
def test_moves_stand_where_their_words_begin(text: str, places: list[tuple[int, str]]):
    assert list(find_moves(text)) == places


@pytest.mark.parametrize(
    "text",
    [
        "drone shot",
        "the camera glides past",
        "The drone flies over the glacier.",
        "La caméra survole le glacier.",
        "smooth camera movement",
        "The camera weaves between the stalls.",
        "la caméra bouge beaucoup",
        "travelling",
    ],
)
def test_a_camera_may_move_where_nothing_says_how(text: str):
    assert camera_moves(text) == frozenset()
    assert may_move(text)


@pytest.mark.parametrize(
    "text",
    [
        "Plan fixe.",
        "locked-off shot",
        "a dog sleeps",
        "no drone shot",
        "sans travelling",
        "no camera movement",
        "a pan in a kitchen",
        "a red truck",
        "the camera does not move",
        "",
    ],
)
def test_a_camera_that_stays_does_not_move(text: str):
    assert not may_move(text)


def test_accents_and_apostrophes_may_be_missing_or_curly():
    for text in (
        "La caméra s'éloigne.",
        "La caméra s’éloigne.",
        "la camera s'eloigne",
        "La came\u0301ra s'e\u0301loigne.",
    ):
        assert camera_moves(text) == {"dolly_out"}, text


@settings(deadline=None, max_examples=150)
@given(st.text())
def test_any_text_is_answered(text: str):
    assert isinstance(camera_moves(text), frozenset)
    assert shot_size(text) is None or isinstance(shot_size(text), str)


_VOCABULARY = sorted({word for row in SENTENCES for word in re.findall(r"[\w'’-]+|[.,;:]", row["sentence"])})


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_VOCABULARY), max_size=25).map(" ".join))
def test_the_quick_no_never_loses_a_move(text: str):
    assert {move: start for start, move in find_moves(text)} == scan(text)
    assert all(0 <= start < len(text) for start, _ in find_moves(text))


@pytest.mark.parametrize(
    "piece",
    [
        "the camera ", "pan ", "pans left ", "slowly ", "very ", "and ", ", ", "- ", "a-", "-", "'", "d'", "n'", "the ", "in a slow ",
        "from the left to ", "from ", "de la ", "dans le sens ", "vers la ", "without ", "no pan, ", "tracks ", "tracks very ", "elle ",
        "crane shot ", "still ", "left ", "up and ", "bird's-eye pedestal up ", "whip-pan-", "a a ", "é", "\u0301", "\n",
    ],
)  # fmt: skip
def test_the_work_grows_with_the_length_and_no_faster(piece: str):
    once, fourfold = _steps(piece * 120), _steps(piece * 480)
    assert fourfold < 4.4 * once + 400


def _steps(text: str) -> int:
    """How many lines of Python run to read a text: a measure of time that no clock disturbs."""
    scan(text)  # what is remembered between texts is remembered now
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        scan(text)
    finally:
        sys.settrace(before)
    return steps
