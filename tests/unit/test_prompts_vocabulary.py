"""The vocabulary: both languages whole, every entry sourced, and light to import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sora_widgets.prompts.vocabulary as vocabulary
from sora_widgets.errors import RequestError
from sora_widgets.prompts import Shot, choices

FOLDER = Path(vocabulary.__file__).parent


@pytest.mark.parametrize("part", ["framing", "lighting", "camera", "sound"])
def test_both_languages_offer_the_same_choices(part: str):
    english, french = choices(part, "en"), choices(part, "fr")
    assert [choice.name for choice in english] == [choice.name for choice in french]
    assert all(choice.term and choice.label and choice.definition.endswith(".") for choice in english + french)


def test_parts_of_free_text_offer_nothing():
    assert choices("subject") == []


def test_an_unknown_language_is_refused():
    with pytest.raises(RequestError, match="en and fr, not 'it'"):
        choices("camera", "it")


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_every_entry_names_a_recorded_source(language: str):
    stored = json.loads((FOLDER / language / "choices.json").read_text("utf-8"))
    known = {source["id"] for source in stored["sources"]}
    for entries in stored["parts"].values():
        for entry in entries:
            assert entry["sources"], entry["name"]
            assert set(entry["sources"]) <= known, entry["name"]


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_a_choice_written_into_a_shot_reads_as_prose(language: str):
    for part in ("framing", "lighting", "camera", "sound"):
        for choice in choices(part, language):
            text = Shot(**{part: choice.term}).to_text(language)
            assert choice.term[1:] in text
            assert getattr(Shot.from_text(text), part), text


def test_both_languages_have_the_same_advice():
    english, french = vocabulary.advice_texts("en"), vocabulary.advice_texts("fr")
    assert english.keys() == french.keys()
    for code, sentences in english.items():
        assert sentences.keys() == french[code].keys()


def test_importing_the_room_reads_no_data_and_no_heavy_module():
    program = (
        "import sys, sora_widgets.prompts, sora_widgets.pricing\n"
        "from sora_widgets.prompts import vocabulary\n"
        "assert vocabulary.words.cache_info().currsize == 0\n"
        "print(*sorted({'numpy', 'IPython', 'traitlets', 'openai', 'av', 'difflib'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
