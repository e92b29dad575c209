"""The page of the animatic says what its word lists say, and shows its sheets."""

from __future__ import annotations

import json

from docs_pages import DOCS, load_writer
from sora_widgets.animatic.lexicon import names_of
from sora_widgets.animatic.scene import read_scene

MOST_BYTES = 1_500_000


def test_the_page_is_up_to_date():
    writer = load_writer("write_animatic")
    assert writer.PAGE.read_text("utf-8") == writer.page(), "run python docs/write_animatic.py"


def test_every_heading_has_its_sheet_and_all_are_small():
    sheets = [
        DOCS / f"sheet-{heading}.webp"
        for heading in json.loads(load_writer("write_animatic").PROMPTS.read_text("utf-8"))
    ]
    assert sum(sheet.stat().st_size for sheet in sheets) <= MOST_BYTES


def test_the_sheets_show_a_hundred_prompts_and_every_style_weather_and_light_said_in_them():
    prompts = [
        prompt
        for listed in json.loads(load_writer("write_animatic").PROMPTS.read_text("utf-8")).values()
        for prompt in listed
    ]
    scenes = [read_scene(prompt) for prompt in prompts]
    assert len(set(prompts)) >= 100
    assert {scene.style for scene in scenes} >= set(names_of("styles"))
    assert {name for scene in scenes for name in scene.weather} | {"none"} >= set(names_of("weather"))
    assert len({scene.place for scene in scenes}) >= 30
    assert not [scene for scene in scenes if scene.place not in names_of("places")]
