"""A shot as a value: its parts, its refusals, its place in sets and pickles."""

from __future__ import annotations

import pickle

import pytest

from sora_widgets.errors import RequestError, UnknownKeywordError
from sora_widgets.prompts import MAX_PROMPT_CHARS, PARTS, Shot


def test_a_shot_has_the_seven_parts_in_order():
    assert tuple(Shot(sound="wind").parts) == PARTS
    assert Shot(sound="wind").parts["sound"] == "wind"
    assert MAX_PROMPT_CHARS == 32_000


def test_a_misspelt_part_names_the_nearest():
    with pytest.raises(UnknownKeywordError, match="'framing'") as caught:
        Shot(framng="wide shot")  # type: ignore[call-arg]
    assert caught.value.nearest == "framing"
    assert caught.value.given == "framng"
    assert isinstance(caught.value, TypeError)


def test_a_part_far_from_any_name_lists_them_all():
    with pytest.raises(UnknownKeywordError, match="framing, subject"):
        Shot(xyzzy="?")  # type: ignore[call-arg]


def test_replace_refuses_a_misspelt_part_too():
    with pytest.raises(UnknownKeywordError, match="'camera'"):
        Shot().replace(camra="pan left")


def test_a_part_that_is_not_text_is_refused_with_its_value():
    with pytest.raises(RequestError, match="lighting must be text, not 3"):
        Shot(lighting=3)  # type: ignore[arg-type]


def test_replace_changes_one_part_and_leaves_the_first_shot_alone():
    first = Shot(subject="a child", sound="wind")
    second = first.replace(subject="a dog")
    assert (first.subject, second.subject, second.sound) == ("a child", "a dog", "wind")


def test_a_shot_cannot_be_changed():
    with pytest.raises(AttributeError):
        Shot().subject = "a dog"  # type: ignore[misc]


def test_equal_shots_are_one_in_a_set_and_survive_a_pickle():
    shot = Shot(subject="a child", camera="pan left")
    assert len({shot, Shot(subject="a child", camera="pan left"), Shot(subject="a dog")}) == 2
    assert pickle.loads(pickle.dumps(shot)) == shot


@pytest.mark.parametrize("shot", [Shot(), Shot(subject="  "), Shot(action=" , . ")])
def test_a_shot_of_nothing_but_blanks_and_marks_is_empty(shot: Shot):
    assert shot.is_empty
    assert shot.to_text() == ""
    assert shot.spans() == []


def test_repr_shows_only_what_is_given_and_stays_short():
    assert repr(Shot(subject="a dog", sound="x" * 500)) == "Shot(subject='a dog', sound='" + "x" * 39 + "…')"
