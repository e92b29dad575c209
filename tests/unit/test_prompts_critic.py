"""Advice: when each rule fires, when it must not, and that its fix mends what it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import RequestError
from sora_widgets.prompts import PARTS, Advice, Shot, critique

COMPLETE = Shot(
    framing="wide shot",
    subject="a child",
    action="flying a red kite",
    setting="a leafy park",
    lighting="golden late-afternoon light",
    camera="the camera rises slowly to the sky",
    sound="wind, distant laughter",
)
FRENCH = (
    "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
    "lumière dorée de fin de journée, la caméra monte lentement vers le ciel. Son : vent."
)


def codes(shot_or_text: Shot | str, **options: object) -> set[str]:
    return {advice.code for advice in critique(shot_or_text, **options)}  # type: ignore[arg-type]


def test_a_complete_shot_needs_no_advice():
    assert critique(COMPLETE) == []
    assert critique(COMPLETE.to_text()) == []
    assert critique(FRENCH, language="fr") == []


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_named_and_its_fix_gives_it(part: str):
    shot = COMPLETE.replace(**{part: ""})
    (advice,) = [advice for advice in critique(shot) if advice.code == f"missing-{part}"]
    assert advice.part == part
    assert advice.fix is not None
    assert f"missing-{part}" not in codes(advice.apply(shot))


def test_an_empty_shot_lacks_everything_and_says_the_subject_first():
    found = critique(Shot())
    assert {advice.code for advice in found} == {f"missing-{part}" for part in PARTS}
    assert found[0].code == "missing-subject"
    assert found[0].severity == "warning"


def test_what_stands_in_another_part_is_not_missing():
    shot = Shot(subject="a child flying a red kite in a park at sunset")
    assert codes(shot) == {"missing-framing", "missing-camera", "missing-sound"}


def test_several_actions_are_too_many_for_four_seconds_but_not_for_twelve():
    shot = COMPLETE.replace(action="walks to the window, opens it and then waves")
    (advice,) = [advice for advice in critique(shot, seconds=4) if advice.code == "several-actions"]
    assert "3 actions in 4 s" in advice.reason
    assert advice.apply(shot).action == "walks to the window"
    assert "several-actions" not in codes(shot, seconds=12)


@pytest.mark.parametrize(
    "action", ["flying a red kite and a blue one", "walking slowly, laughing", "dancing with her brother and sister"]
)
def test_one_action_with_company_is_one_action(action: str):
    assert "several-actions" not in codes(COMPLETE.replace(action=action))


def test_several_camera_moves_are_cut_to_the_first():
    shot = COMPLETE.replace(camera="the camera pans left and tilts up, then zooms in")
    (advice,) = [advice for advice in critique(shot) if advice.code == "several-moves"]
    assert advice.apply(shot).camera == "the camera pans left"
    assert codes(advice.apply(shot)) == set()


def test_a_handheld_tracking_shot_is_one_move():
    assert codes(COMPLETE.replace(camera="handheld tracking shot, the camera trucks left")) == set()


def test_nothing_moving_is_a_photograph():
    shot = Shot(framing="close-up", subject="a bottle", setting="a table", lighting="soft light", sound="rain")
    (advice,) = [advice for advice in critique(shot) if advice.code == "no-motion"]
    assert advice.part == "camera"
    assert "no-motion" not in codes(advice.apply(shot))


def test_a_still_camera_on_a_still_subject_gets_an_action():
    shot = COMPLETE.replace(action="sitting on a bench", camera="static shot")
    (advice,) = critique(shot)
    assert (advice.code, advice.part) == ("no-motion", "action")
    assert critique(advice.apply(shot)) == []


def test_advice_speaks_the_language_asked_for_and_fixes_in_the_language_of_the_shot():
    shot = Shot(subject="un enfant dans la rue", action="qui court")
    (advice,) = [advice for advice in critique(shot, language="en") if advice.code == "missing-lighting"]
    assert advice.reason.startswith("No word on the light")
    assert advice.apply(shot).lighting == "lumière dorée de fin de journée"
    assert any("lumière" in other.reason for other in critique(shot, language="fr"))


def test_a_sound_is_suggested_that_fits_the_place():
    shot = COMPLETE.replace(setting="a sandy beach", sound="")
    (advice,) = critique(shot)
    assert "waves" in advice.apply(shot).sound


def test_a_fix_leaves_alone_what_changed_meanwhile():
    (advice,) = critique(COMPLETE.replace(sound=""))
    later = COMPLETE.replace(sound="", subject="a dog")
    assert advice.apply(later).subject == "a dog"
    assert advice.apply(later).sound


def test_an_unknown_language_is_refused():
    with pytest.raises(RequestError, match="'de'"):
        critique(COMPLETE, language="de")


def test_a_length_that_is_still_being_typed_does_not_stop_the_advice():
    assert critique(COMPLETE, seconds="") == []


shots = st.builds(Shot, **{part: st.text(max_size=30) for part in PARTS})


@settings(deadline=None, max_examples=100)
@given(shots, st.sampled_from(["en", "fr"]))
def test_any_shot_can_be_advised_and_a_fix_changes_one_part_only(shot: Shot, language: str):
    for advice in critique(shot, language=language):
        assert isinstance(advice, Advice)
        assert advice.reason
        assert "{" not in advice.reason.replace("{", "", shot.to_text().count("{"))
        assert bool(advice.fix_label) == (advice.fix is not None)
        changed = {part for part in PARTS if getattr(advice.apply(shot), part) != getattr(shot, part)}
        assert changed <= {advice.part}
