"""The page of prices says what the table says."""

from __future__ import annotations

from docs_pages import load_writer
from sora_widgets.pricing import all_models, hosting_presets, model_facts, plans


def test_the_page_is_up_to_date():
    writer = load_writer("write_prices")
    assert writer.PAGE.read_text("utf-8") == writer.page(), "run python docs/write_prices.py"


def test_every_model_stands_on_the_page_with_its_source_and_day():
    lines = load_writer("write_prices").page().splitlines()
    for facts in map(model_facts, all_models()):
        (row,) = [line for line in lines if f"**{facts.id}**" in line]
        assert facts.source in row
        assert facts.read_on.isoformat() in row
        assert facts.note in row


def test_every_plan_and_machine_stands_on_the_page_with_its_source_and_day():
    page = load_writer("write_prices").page()
    for plan in plans():
        assert f"[{plan.read_on.isoformat()}]({plan.source})" in page
        assert plan.note in page
    for hosting in hosting_presets():
        assert hosting.source in page
        assert hosting.price_source in page
