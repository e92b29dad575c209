"""A shot as a value: its parts, its refusals, its place in sets and pickles."""

from __future__ import annotations

import pickle
from typing import Literal

import pytest

from sora_widgets.errors import RequestError, UnknownKeywordError
from sora_widgets.prompts import MAX_PROMPT_CHARS, PARTS, Shot
from sora_widgets.prompts.shot import FORMS


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


SEED = Shot(framing="wide shot", subject="a child", action="flying a red kite", setting="a leafy park")


def test_the_two_forms_say_the_same_and_read_as_the_same_shot():
    prose, blocks = SEED.to_text(), SEED.to_text(form="blocks")
    assert prose != blocks
    assert Shot.from_text(prose) == Shot.from_text(blocks) == SEED


@pytest.mark.parametrize("form", ["prose", "blocks"])
@pytest.mark.parametrize("language", ["en", "fr", None])
def test_spans_of_either_form_hold_the_words_of_their_part(form: Literal["prose", "blocks"], language: str | None):
    text = SEED.to_text(language, form=form)
    found: dict[str, str] = {}
    for start, end, part in SEED.spans(language, form=form):
        found[part] = f"{found.get(part, '')} {text[start:end]}".strip().lower()
    assert found == {part: words for part, words in SEED.parts.items() if words}


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(RequestError, match="prose or blocks, not 'verse'") as caught:
        SEED.to_text(form="verse")  # type: ignore[arg-type]
    assert caught.value.allowed == FORMS


def test_terms_change_their_language_and_own_words_stay():
    french = SEED.replace(camera="the camera rises slowly").in_language("fr")
    assert (french.framing, french.camera) == ("plan large", "la caméra monte lentement")
    assert (french.subject, french.action) == (SEED.subject, SEED.action)
    assert french.in_language("en").framing == "wide shot"


def test_a_language_without_vocabulary_is_refused_also_for_a_shot_without_terms():
    with pytest.raises(RequestError, match="not 'de'"):
        Shot().in_language("de")


def test_a_difference_names_the_parts_that_changed():
    assert tuple(SEED.diff(SEED.replace(subject="a dog")).parts) == ("subject",)
    assert not tuple(SEED.diff(SEED).parts)
