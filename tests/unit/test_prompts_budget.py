"""What fits into the seconds: beats, moves and spoken words, counted in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.prompts import PARTS, Shot
from sora_widgets.prompts.beats import split_beats
from sora_widgets.prompts.budget import budget
from sora_widgets.prompts.speech import read_quotes


def test_a_shot_without_words_leaves_all_its_seconds():
    spent = budget(Shot(subject="a child", action="flying a red kite"), 8)
    assert (spent.beats, spent.beat_s, spent.words, spent.speech_s, spent.left_s, spent.fits) == (
        1,
        8.0,
        0,
        0.0,
        8,
        True,
    )


def test_ten_words_take_four_seconds_in_either_language():
    english = budget(Shot(subject="a man", sound='he says: "One two three four five six seven eight nine ten"'), 4)
    french = budget(Shot(subject="un homme", sound="il dit : « Un deux trois quatre cinq six sept huit neuf dix »"), 4)
    assert english.words == french.words == 10
    assert english.speech_s == french.speech_s == 4.0
    assert english.fits
    assert french.fits


def test_lines_that_do_not_fit_leave_less_than_nothing():
    spent = budget(Shot(subject="a man", sound='he says: "One two three four five six seven eight nine ten eleven"'), 4)
    assert spent.left_s == pytest.approx(-0.4)
    assert not spent.fits


def test_a_change_of_speaker_takes_a_breath():
    one = budget(Shot(sound='Ann: "Yes, I know." Ann: "I know."'), 4)
    two = budget(Shot(sound='Ann: "Yes, I know." Bob: "I know."'), 4)
    assert (one.speakers, two.speakers) == (1, 2)
    assert two.speech_s == one.speech_s + 0.5


def test_what_is_written_on_a_sign_is_not_said():
    assert budget(Shot(subject='a shop sign that reads "Fresh bread every day"'), 4).words == 0
    assert budget(Shot(subject="une enseigne où l'on lit « Pain frais »"), 4).words == 0


def test_moves_are_counted_without_the_way_the_camera_is_held():
    assert budget(Shot(subject="a dog", camera="handheld tracking shot, the camera pans left"), 4).moves == 1
    assert budget(Shot(subject="a dog", camera="the camera pans left, then zooms in"), 4).moves == 2
    assert budget(Shot(subject="a dog", camera="the camera cranes up"), 4).moves == 1


@pytest.mark.parametrize(
    ("action", "language", "beats"),
    [
        ("walks to the window, opens it and then waves", "en", ["walks to the window", "opens it", "waves"]),
        ("takes four steps, pauses, pulls the curtain", "en", ["takes four steps", "pauses", "pulls the curtain"]),
        ("walking slowly, laughing", "en", ["walking slowly, laughing"]),
        ("flying a red kite and a blue one", "en", ["flying a red kite and a blue one"]),
        ("walks in and holds out a cup", "en", ["walks in and holds out a cup"]),
        ("sits in a study and says hello", "en", ["sits in a study and says hello"]),
        ("sits down, then laughs", "en", ["sits down", "laughs"]),
        ("running, jumping, climbing, waving", "en", ["running", "jumping", "climbing", "waving"]),
        ("standing by the door, waves", "en", ["standing by the door, waves"]),
        ("ferme la porte puis range la cuisine", "fr", ["ferme la porte", "range la cuisine"]),
        ("porte une veste et un chapeau", "fr", ["porte une veste et un chapeau"]),
        ("", "en", []),
    ],
)
def test_an_action_is_cut_into_its_beats(action: str, language: str, beats: list[str]):
    assert split_beats(action, language) == beats


@pytest.mark.parametrize(
    ("text", "language", "speakers"),
    [
        ('Maya: "Look up!" Tom: "Where?"', "en", ["maya", "tom"]),
        ('The old man says, "Come in."', "en", ["man"]),
        ('She whispers: "Run."', "en", ["she"]),
        ("“Nobody saw it.”", "en", [""]),
        ("Une femme dit : « Regarde ! »", "fr", ["femme"]),
        ("Paul (bas) : « Non. »", "fr", ["paul"]),
    ],
)
def test_a_line_is_given_to_who_says_it(text: str, language: str, speakers: list[str]):
    assert [quote.speaker for quote in read_quotes(text, language)] == speakers


@settings(deadline=None, max_examples=60)
@given(st.builds(Shot, **{part: st.text(max_size=40) for part in PARTS}), st.integers(1, 20))
def test_any_shot_has_a_budget_that_adds_up(shot: Shot, seconds: int):
    spent = budget(shot, seconds)
    assert spent.left_s == pytest.approx(seconds - spent.speech_s, abs=0.051)
    assert spent.fits == (spent.left_s >= 0)
    assert spent.beat_s <= seconds
