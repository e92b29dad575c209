"""Shots compared by part and by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.errors import UnknownKeywordError
from sora_widgets.prompts import PARTS, Shot
from sora_widgets.prompts.diff import diff

KITE = Shot(subject="a child with a red kite", camera="the camera pans left", sound="wind")
WORDS = st.text(alphabet="ab d'’-.é🪁\n", max_size=20)


def test_equal_shots_have_no_difference():
    same = diff(KITE, KITE.replace(subject="a child  with a red kite "))
    assert not same
    assert same.parts == ()
    assert not same.is_single_change
    assert str(same) == "The shots are the same."
    assert "same" in same._repr_html_()


def test_only_the_changed_words_are_marked():
    change = diff(KITE, KITE.replace(subject="a child with a blue kite"))
    assert change.parts == ("subject",)
    assert change.is_single_change
    assert change.words("subject") == (
        ("same", "a child with a "),
        ("removed", "red"),
        ("added", "blue"),
        ("same", " kite"),
    )
    assert change.words("camera") == (("same", "the camera pans left"),)
    assert change.words("action") == ()


def test_words_side_by_side_change_as_one():
    change = diff(Shot(camera="the camera pans left"), Shot(camera="the camera rises slowly"))
    assert change.words("camera") == (("same", "the camera "), ("removed", "pans left"), ("added", "rises slowly"))


def test_after_a_french_elision_only_the_noun_changes():
    change = diff(Shot(framing="plan d'un chat"), Shot(framing="plan d'un chien"))
    assert change.words("framing") == (("same", "plan d'un "), ("removed", "chat"), ("added", "chien"))


def test_parts_that_come_and_go_are_changes():
    change = diff(KITE, KITE.replace(sound="", lighting="dusk"))
    assert change.parts == ("lighting", "sound")
    assert not change.is_single_change
    assert change.words("lighting") == (("added", "dusk"),)
    assert str(change) == "lighting: {+dusk+}\nsound: [-wind-]"


def test_a_difference_is_shown_with_marks_and_escaped():
    html = diff(Shot(subject="<b>cat"), Shot(subject="<b>dog & bone"))._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "−cat</del>" in html
    assert "+dog &amp; bone</ins>" in html


def test_a_misspelt_part_is_named():
    with pytest.raises(UnknownKeywordError, match="camera"):
        diff(KITE, KITE).words("camra")


@given(
    before=st.fixed_dictionaries(dict.fromkeys(PARTS, WORDS)), after=st.fixed_dictionaries(dict.fromkeys(PARTS, WORDS))
)
def test_the_runs_make_up_both_shots(before, after):
    change = diff(Shot(**before), Shot(**after))
    for part in PARTS:
        runs = change.words(part)
        assert "".join(text for kind, text in runs if kind != "added") == " ".join(before[part].split())
        assert "".join(text for kind, text in runs if kind != "removed") == " ".join(after[part].split())
        assert (part in change.parts) == any(kind != "same" for kind, _ in runs)
        assert all(text for _, text in runs)
