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


@pytest.mark.parametrize(
    ("setting", "words"), [("a dark garden", "dusk"), ("a rainy street", "overcast"), ("a beach at midnight", "moon")]
)
def test_a_light_is_suggested_that_fits_place_weather_and_hour(setting: str, words: str):
    shot = COMPLETE.replace(setting=setting, lighting="")
    found = [advice.apply(shot).lighting for advice in critique(shot) if advice.code == "missing-lighting"]
    assert all(words in lighting for lighting in found)
    assert found or "midnight" in setting  # an hour may count as a light already


def test_a_fix_leaves_alone_what_changed_meanwhile():
    (advice,) = critique(COMPLETE.replace(sound=""))
    later = COMPLETE.replace(sound="", subject="a dog")
    assert advice.apply(later).subject == "a dog"
    assert advice.apply(later).sound


def advice_of(code: str, shot: Shot, **options: object) -> Advice:
    (advice,) = [advice for advice in critique(shot, **options) if advice.code == code]  # type: ignore[arg-type]
    return advice


def test_a_fix_changes_its_words_in_a_part_that_somebody_went_on_typing():
    advice = advice_of("ambiguous-word", Shot(subject="a kid with a kite"))
    assert advice.apply(Shot(subject="a kid with a big kite")).subject == "a child with a big kite"


def test_a_fix_of_several_parts_is_made_whole_or_not_at_all():
    advice = advice_of("missing-action", Shot(subject="a child with a kite"))
    assert advice.changes == ("subject", "action")
    fixed = advice.apply(Shot(subject="a child with a kite", setting="a beach"))
    assert (fixed.subject, fixed.action, fixed.setting) == ("a child", "flying a kite", "a beach")
    for later in (
        Shot(subject="an old sailor", action="mending a net"),
        Shot(subject="a child with a kite", action="asleep"),
    ):
        assert advice.apply(later) == later


def test_a_fix_whose_words_now_stand_twice_leaves_the_shot_alone():
    advice = advice_of("ambiguous-word", Shot(subject="a kid with a kite"))
    twice = Shot(subject="a kid with a kite and a kid with a drum")
    assert advice.apply(twice) == twice


def test_an_unknown_language_is_refused():
    with pytest.raises(RequestError, match="'de'"):
        critique(COMPLETE, language="de")


def test_a_length_that_is_still_being_typed_does_not_stop_the_advice():
    assert critique(COMPLETE, seconds="") == []


shots = st.builds(Shot, **{part: st.text(max_size=30) for part in PARTS})


@settings(deadline=None, max_examples=100)
@given(shots, st.sampled_from(["en", "fr"]))
def test_any_shot_can_be_advised_and_a_fix_changes_only_what_it_names(shot: Shot, language: str):
    for advice in critique(shot, language=language):
        assert isinstance(advice, Advice)
        assert advice.reason
        assert "{" not in advice.reason.replace("{", "", shot.to_text().count("{"))
        assert bool(advice.fix_label) == (advice.fix is not None)
        changed = {part for part in PARTS if getattr(advice.apply(shot), part) != getattr(shot, part)}
        assert changed <= set(advice.changes)
        assert advice.confidence in ("sure", "likely", "maybe")


@pytest.mark.parametrize(
    "text",
    [
        "Aerial view of a city at dusk. Cars stream along the highways.",
        "The sea is rough, waves crashing",
        "A waterfall",
        "Fireworks over the city",
        "A flag in the wind",
        "La mer est agitée, le tonnerre gronde",
        "Des feux d'artifice",
        "Drone shot over the snowy Alps",
        "Travelling latéral le long d'une plage",
        "A quiet room. Something stirs.",
    ],
)
def test_what_moves_or_may_move_is_no_photograph(text: str):
    assert "no-motion" not in codes(text)


def test_a_second_sentence_is_not_said_to_be_nothing():
    assert "missing-action" not in codes("Aerial view of a city at dusk. Cars stream along the highways.")


@pytest.mark.parametrize(
    "camera",
    [
        "the camera glides over the rooftops",
        "the camera drifts past",
        "dolly shot",
        "drone shot",
        "travelling latéral",
        "panoramique",
        "plan-séquence",
        "traveling avant",
        "handheld camera",
        "something nobody has heard of",
    ],
)
def test_a_camera_that_moves_or_may_move_makes_no_photograph(camera: str):
    assert "no-motion" not in codes(Shot(subject="a statue", camera=camera))


@pytest.mark.parametrize("text", ["Establishing shot of a castle", "A dog", "Un vase", "A dog's face", "A man waits"])
def test_a_still_thing_under_no_camera_is_a_photograph(text: str):
    assert "no-motion" in codes(text)


def test_a_move_without_direction_is_a_word_on_the_camera():
    assert "missing-camera" not in codes("Drone shot over the snowy Alps")


@pytest.mark.parametrize(
    "text",
    [
        "Slow zoom in on a face",
        "Zoom avant sur une montre",
        "The camera slowly zooms in on a face",
        "La caméra suit le cycliste",
    ],
)
def test_a_camera_that_says_what_it_shows_lacks_no_subject(text: str):
    assert "missing-subject" not in codes(text)


def test_a_camera_that_only_says_where_it_goes_still_lacks_a_subject():
    assert "missing-subject" in codes("The camera pans to the left")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A cat jumps onto a table and knocks over a glass of milk", "jumps onto a table"),
        ("A boy kicks a ball and scores", "kicks a ball"),
        ("A chef flips a pancake, then renovates a house", "flips a pancake"),
        ("Un chat saute sur une table et renverse un verre de lait", "saute sur une table"),
        ("Un homme ferme la porte puis range la cuisine", "ferme la porte"),
    ],
)
def test_a_verb_after_and_or_then_is_another_action(text: str, kept: str):
    (advice,) = [advice for advice in critique(text) if advice.code == "several-actions"]
    assert advice.apply(Shot.from_text(text)).action == kept


@pytest.mark.parametrize(
    "text",
    [
        "A woman plays with cats and dogs",
        "A man eats bread and apples",
        "Un homme porte une veste rouge et un chapeau",
        "Un homme mange du pain avec son frère et toute la famille",
    ],
)
def test_a_noun_after_and_is_no_other_action(text: str):
    assert "several-actions" not in codes(text)


def test_the_same_fix_is_not_offered_twice():
    fixes = [advice.fix_label for advice in critique("A dog") if advice.fix_label]
    assert len(fixes) == len(set(fixes))
    assert "missing-camera" not in codes("A dog")


@pytest.mark.parametrize("text", ["A castle", "The Alps", "A city at night", "Un château", "A red bottle"])
def test_a_thing_is_not_told_to_turn_and_one_cause_is_named_once(text: str):
    assert {"no-motion", "missing-action"} & codes(text) == {"no-motion"}


def test_a_person_may_be_told_to_turn():
    (advice,) = [advice for advice in critique("A dog in a park") if advice.code == "missing-action"]
    assert advice.fix is not None
