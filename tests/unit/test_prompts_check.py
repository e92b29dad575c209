"""`check`: what an exercise may ask of a shot, and what it answers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.errors import RequestError, UnknownKeywordError
from sora_widgets.prompts import PARTS, Shot
from sora_widgets.prompts.check import Checked, check

BAKER = Shot(
    framing="close-up",
    subject="a baker",
    action="kneads dough",
    setting="a small bakery",
    lighting="golden late-afternoon light",
    camera="the camera rises slowly",
)
FRENCH = Shot(framing="gros plan", subject="un boulanger", action="pétrit la pâte", camera="la caméra monte lentement")


@pytest.mark.parametrize(
    ("requirement", "passed"),
    [
        ("camera", True),
        ("sound", False),
        ("close_up", True),
        ("wide", False),
        ("pedestal_up", True),
        ("pan_left", False),
        ("golden_hour", True),
        ("moonlight", False),
        ("low_angle", False),
        ("one-action", True),
        ("one-move", True),
        ("words<=60", True),
        ("words <= 5", False),
        ("words>5", True),
        ("no:several-moves", True),
        ("no:missing-sound", False),
        ("no:warnings", True),
        ("no:advice", False),
    ],
)
def test_a_requirement_is_met_or_not(requirement: str, passed: bool):
    (item,) = check(BAKER, [requirement]).items
    assert (item.requirement, item.passed) == (requirement, passed)
    assert item.sentence.endswith((".", "!", "?", "”"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_are_the_same_for_a_french_shot(language: str):
    checked = check(FRENCH, ["close_up", "pedestal_up", "one-action"], language=language)
    assert checked.points == checked.of == 3


def test_it_is_true_only_when_all_is_met():
    assert check(BAKER, ["camera", "close_up"])
    assert not check(BAKER, ["camera", "sound"])
    assert check(BAKER, "camera")


def test_prose_is_read_first():
    assert check("Wide shot of a dog running on a beach, the camera pans left.", ["wide", "pan_left", "setting"])


def test_a_term_that_is_denied_is_not_said():
    shot = BAKER.replace(lighting="no moonlight, a lamp")
    assert not check(shot, ["moonlight"])
    assert check(BAKER.replace(lighting="cold moonlight"), ["moonlight"])


@pytest.mark.parametrize(
    ("changed", "passed"),
    [
        ({"camera": "the camera pans left"}, True),
        ({"camera": "the camera pans left", "setting": "a kitchen"}, False),
        ({"setting": "a kitchen"}, False),
        ({}, False),
    ],
)
def test_one_part_changes_and_no_other(changed: dict[str, str], passed: bool):
    assert bool(check(BAKER.replace(**changed), ["change:camera"], against=BAKER)) is passed


def test_several_actions_are_counted():
    (item,) = check(BAKER.replace(action="walks to the window, opens it and then waves"), ["one-action"]).items
    assert "3" in item.sentence and not item.passed


def test_an_exercise_without_a_requirement_is_refused():
    with pytest.raises(RequestError, match="Nothing is required"):
        check(BAKER, [])


def test_none_is_not_one():
    shot = Shot(framing="wide shot", subject="a castle", camera="the camera stays still")
    sentences = [item.sentence for item in check(shot, ["one-action", "one-move"]).items]
    assert sentences == ["One action is asked for; none is said.", "One camera move is asked for; none is said."]


def test_the_critic_is_asked_for_the_length_of_the_clip():
    shot = BAKER.replace(action="kneads dough and then waves")
    assert not check(shot, ["no:several-actions"], seconds=4)
    assert check(shot, ["no:several-actions"], seconds=12)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("golden_hours", "golden_hour"),
        ("camra", "camera"),
        ("no:several-move", "no:several-moves"),
        ("change:camra", "change:camera"),
        ("one-acton", "one-action"),
    ],
)
def test_a_typo_names_the_nearest(given: str, near: str):
    with pytest.raises(UnknownKeywordError, match=re.escape(repr(near))) as refused:
        check(BAKER, ["camera", given])
    assert refused.value.nearest == near


def test_what_is_no_text_is_refused():
    with pytest.raises(RequestError, match="not 3"):
        check(BAKER, [3])  # type: ignore[list-item]


def test_a_change_needs_the_shot_before():
    with pytest.raises(RequestError, match="against="):
        check(BAKER, ["change:camera"])


def test_it_reads_as_a_list_in_both_languages():
    checked = check(BAKER, ["close_up", "sound"])
    assert str(checked) == "1 of 2 points\n✓ The shot size is close-up.\n✗ No sound: say what is heard."
    assert repr(checked) == str(checked)
    assert (
        str(check(BAKER, ["sound"], language="fr"))
        == "0 points remplis sur 1\n✗ Pas de son : dites ce que l'on entend."
    )


def test_html_is_escaped_and_has_no_colour_of_its_own():
    shot = BAKER.replace(subject="<script>un enfant dans le parc</script>", framing="the <b> of the shot")
    shown = check(shot, ["no:mixed-languages", "close_up", "sound"])._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<script" not in shown and "<b>" not in shown
    assert not re.search(r"#[0-9a-fA-F]{3}\b|background|rgb", shown)
    assert shown.count("<li") == 3 and 'aria-label="to do"' in shown and 'lang="en"' in shown


def test_the_list_shows_in_a_failing_assert():
    checked = check(BAKER, ["sound"])
    with pytest.raises(AssertionError, match="No sound"):
        assert checked, checked


shots = st.builds(Shot, **{part: st.text(max_size=30) for part in PARTS})


@given(shots, st.sampled_from(["en", "fr"]))
def test_any_shot_can_be_checked_and_twice_the_same(shot: Shot, language: str):
    requires = [
        *PARTS,
        "wide",
        "pan_left",
        "golden_hour",
        "one-action",
        "one-move",
        "words<9",
        "no:warnings",
        "no:advice",
    ]
    checked = check(shot, requires, language=language)
    assert isinstance(checked, Checked)
    assert checked == check(shot, requires, language=language)
    assert checked.of == len(requires) and 0 <= checked.points <= checked.of
