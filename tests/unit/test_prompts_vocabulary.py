"""The vocabulary: both languages whole, every entry sourced, found by any name, read back, light to import."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.errors import RequestError, UnknownKeywordError
from sora_widgets.prompts import PARTS, Shot, camera_moves
from sora_widgets.prompts.vocabulary import (
    GROUPS,
    LANGUAGES,
    Choice,
    choices,
    look_up,
    part_of,
    sources,
    translate_term,
)

DOCS = Path(__file__).parents[2] / "docs"
PICKED = ("framing", "lighting", "camera", "sound", "transition")
SEED = {
    "en": Shot(
        framing="wide shot",
        subject="a child",
        action="flying a red kite",
        setting="a leafy park",
        lighting="golden late-afternoon light",
        camera="the camera rises slowly",
        sound="wind, distant laughter",
    ),
    "fr": Shot(
        framing="plan large",
        subject="un enfant",
        action="faisant voler un cerf-volant rouge",
        setting="un parc verdoyant",
        lighting="lumière dorée de fin de journée",
        camera="la caméra monte lentement",
        sound="vent, rires au loin",
    ),
}


def everything(language: str) -> list[Choice]:
    return [choice for part in PICKED for choice in choices(part, language)]


def names_of(choice: Choice) -> tuple[str, ...]:
    return (choice.term, choice.label, *choice.synonyms, *choice.abbreviations)


def test_both_languages_have_the_same_entries_in_the_same_order():
    english, french = everything("en"), everything("fr")
    assert [(each.name, each.group, each.part, each.sources) for each in english] == [
        (each.name, each.group, each.part, each.sources) for each in french
    ]


def test_no_two_entries_share_a_name():
    names = [choice.name for choice in everything("en")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_has_choices_and_stands_in_its_part(language: str):
    for group, part in GROUPS.items():
        assert choices(group, language), group
        assert {choice.part for choice in choices(group, language)} == {part}
    in_groups = [choice for group in GROUPS for choice in choices(group, language)]
    assert in_groups == everything(language)


def test_parts_of_free_text_offer_nothing():
    assert [choices(part) for part in PARTS if part not in GROUPS.values()] == [[], [], []]


def test_an_unknown_group_is_refused_with_the_nearest():
    with pytest.raises(UnknownKeywordError, match=r"'lenses'.*did you mean 'lens'") as refused:
        choices("lenses")
    assert refused.value.nearest == "lens"


@pytest.mark.parametrize("ask", [choices, look_up, translate_term])
def test_an_unknown_language_is_refused(ask):
    with pytest.raises(RequestError, match="en and fr, not 'it'"):
        ask("camera", "it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_definition_is_one_short_sentence_and_nobody_elses(language: str):
    seen: set[str] = set()
    for choice in everything(language):
        assert len(choice.definition) <= 110, choice.name
        assert re.fullmatch(r"[^.!?…]+\.", choice.definition), choice.name
        assert choice.definition not in seen, choice.name
        seen.add(choice.definition)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_is_one_short_sentence(language: str):
    for choice in everything(language):
        assert len(choice.not_to_confuse) <= 120, choice.name
        assert re.fullmatch(r"[^.!?…]+\.|", choice.not_to_confuse), choice.name


def test_every_source_is_recorded_and_used_and_none_is_a_memory():
    used = {source for choice in everything("en") for source in choice.sources}
    assert used == sources().keys()
    assert all(choice.sources for choice in everything("en"))
    assert all(source.title and source.address and source.use for source in sources().values())


def test_nothing_is_taken_from_data_under_a_non_commercial_licence():
    restricted = [source for source in sources().values() if re.search(r"\bNC\b", source.licence)]
    assert all("not copied" in source.licence for source in restricted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_leads_to_two_entries_of_a_group_is_explained(language: str):
    led_to: dict[tuple[str, str], set[Choice]] = defaultdict(set)
    for choice in everything(language):
        for name in names_of(choice):
            for found in look_up(name, language):
                led_to[found.group, name].add(found)
    shared = [found for found in led_to.values() if len(found) > 1]
    assert [each.name for found in shared for each in found if not each.not_to_confuse] == []


def test_no_name_belongs_to_two_parts():
    everywhere = everything("en") + everything("fr")
    names = {name for choice in everywhere for name in (choice.term, *choice.synonyms)}
    assert [name for name in names if len({choice.part for choice in look_up(name)}) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_an_entry_finds_it(language: str):
    for choice in everything(language):
        for name in names_of(choice):
            assert choice in look_up(name, language), name
            assert choice in look_up(f" {name.upper()}.", language), name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ECU", "extreme_close_up"),
        ("tgp", "extreme_close_up"),
        ("CU", "close_up"),
        ("GP", "close_up"),
        ("MS", "medium"),
        ("MLS", "medium_long"),
        ("PA", "cowboy"),
        ("LS", "wide"),
        ("ELS", "extreme_wide"),
        ("OTS", "over_the_shoulder"),
        ("POV", "point_of_view"),
        ("VO", "voice_over"),
        ("PM", "full"),
        ("plan moyen", "full"),
        ("Plan a hauteur d’oeil", "eye_level"),
        ("low angle", "low_angle"),
        ("a low-angle shot", "low_angle"),
        ("travelling optique", "zoom_in zoom_out"),
        ("travelling optique avant", "zoom_in"),
        ("panoramique vertical", "tilt_up tilt_down"),
        ("panoramique horizontal", "pan_left pan_right"),
        ("pan", "pan_left pan_right"),
        ("orbit", "arc"),
        ("plan-séquence", "one_take"),
        ("a dog", ""),
        ("the", ""),
        ("", ""),
    ],
)
def test_a_word_is_looked_up(text: str, names: str):
    assert [choice.name for choice in look_up(text)] == names.split()


def test_a_word_of_both_languages_is_found_in_both():
    assert [choice.term for choice in look_up("insert")] == ["extreme close-up", "très gros plan"]
    assert [choice.term for choice in look_up("insert", "fr")] == ["très gros plan"]


@pytest.mark.parametrize(
    ("text", "language", "translated"),
    [
        ("medium shot", "fr", "plan taille"),
        ("plan moyen", "en", "full shot"),
        ("plan italien", "en", "medium long shot"),
        ("la caméra monte lentement", "en", "the camera rises slowly"),
        ("travelling optique avant", "en", "zoom in"),
        ("panoramique vertical vers le haut", "en", "the camera tilts up"),
        ("golden hour", "fr", "heure dorée"),
        ("GP", "en", "CU"),
        ("wind, distant laughter", "fr", "vent, rires au loin"),
        ("gros plan, objectif 35 mm", "en", "close-up, 35mm lens"),
        ("plan large", "fr", "plan large"),
        ("plan large d'un enfant", "en", None),
        ("wide shot, a child", "fr", None),
        ("a dog", "fr", None),
        ("", "fr", None),
    ],
)
def test_a_term_is_translated(text: str, language: str, translated: str | None):
    assert translate_term(text, language) == translated


def test_only_terms_of_the_part_are_translated_when_a_part_is_given():
    assert translate_term("gros plan", "en", "framing") == "close-up"
    assert translate_term("gros plan", "en", "subject") is None


def test_every_term_goes_to_the_other_language_and_back():
    for english, french in zip(everything("en"), everything("fr"), strict=True):
        if look_up(english.term, "fr") == [] and look_up(french.term, "en") == []:
            assert translate_term(english.term, "fr") == french.term
            assert translate_term(french.term, "en") == english.term


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Shallow depth of field.", "framing"),
        ("l'objectif 35 mm", "framing"),
        ("black and white", "lighting"),
        ("au ralenti", "camera"),
        ("a calm voice-over", "sound"),
        ("sea", None),  # a heading in the list of sounds, a place in a prompt
        ("slow", None),
        ("ECU", None),
        ("dissolve", None),
        ("a dog", None),
        ("", None),
    ],
)
def test_a_clause_that_is_a_term_has_its_part(text: str, part: str | None):
    assert part_of(text) == part


@pytest.mark.parametrize(
    ("language", "name", "friend"),
    [
        ("en", "full", "plan moyen"),
        ("fr", "full", "medium shot"),
        ("en", "medium", "plan moyen"),
        ("en", "zoom_in", "travelling optique"),
        ("fr", "zoom_in", "travelling"),
        ("en", "tilt_up", "panoramique vertical"),
        ("fr", "tilt_up", "tilt"),
        ("fr", "medium_long", "plan américain"),
        ("fr", "cowboy", "plan italien"),
        ("en", "pan_left", "truck"),
        ("en", "truck_left", "pan"),
        ("en", "pedestal_up", "tilt"),
        ("en", "dolly_in", "zoom"),
        ("fr", "dolly_in", "zoom"),
        ("en", "wide", "wide-angle lens"),
        ("fr", "voice_over", "version originale"),
        ("fr", "off_screen_voice", "hors champ"),
        ("en", "telephoto", "long shot"),
    ],
)
def test_a_false_friend_is_named(language: str, name: str, friend: str):
    entry = next(choice for choice in everything(language) if choice.name == name)
    assert friend in entry.not_to_confuse


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", [part for part in PICKED if part in PARTS])
def test_a_choice_comes_back_in_its_part(part: str, language: str):
    seed = SEED[language]
    for choice in choices(part, language):
        both = f"{seed.parts[part]}, {choice.term}"
        for shot in (Shot(**{part: choice.term}), seed.replace(**{part: choice.term}), seed.replace(**{part: both})):
            assert Shot.from_text(shot.to_text(language)) == shot, choice.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_move_is_read_as_itself_and_as_nothing_else(language: str):
    for choice in choices("move", language) + choices("lens-move", language):
        for name in (choice.term, choice.label, *choice.synonyms):
            assert camera_moves(name) == {choice.name}, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pace_is_not_a_move(language: str):
    assert [choice.name for choice in choices("speed", language) if camera_moves(choice.term)] == []


@given(st.text())
def test_any_text_is_looked_up(text: str):
    assert all(isinstance(choice, Choice) for choice in look_up(text))
    assert translate_term(text, "fr") is None or text.strip()


def test_the_page_of_the_vocabulary_is_up_to_date():
    writer = runpy.run_path(str(DOCS / "write_vocabulary.py"))
    assert (DOCS / "vocabulary.md").read_text("utf-8") == writer["page"](), "run docs/write_vocabulary.py"
    assert writer["TITLES"].keys() == GROUPS.keys()


def test_importing_the_room_reads_no_data_and_no_heavy_module():
    program = (
        "import sys, sora_widgets.prompts, sora_widgets.pricing\n"
        "from sora_widgets.prompts.vocabulary import terms, words\n"
        "assert words.cache_info().currsize == terms._choices.cache_info().currsize == 0\n"
        "print(*sorted({'numpy', 'IPython', 'traitlets', 'openai', 'av', 'difflib'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
