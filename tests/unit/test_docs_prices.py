"""The page of prices says what the table says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from sora_widgets.pricing import all_models, hosting_presets, model_facts, plans

DOCS = Path(__file__).parents[2] / "docs"


def _writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_prices", DOCS / "write_prices.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date():
    writer = _writer()
    assert writer.PAGE.read_text("utf-8") == writer.page(), "run python docs/write_prices.py"


def test_every_model_stands_on_the_page_with_its_source_and_day():
    lines = _writer().page().splitlines()
    for facts in map(model_facts, all_models()):
        (row,) = [line for line in lines if f"**{facts.id}**" in line]
        assert facts.source in row
        assert facts.read_on.isoformat() in row
        assert facts.note in row


def test_every_plan_and_machine_stands_on_the_page_with_its_source_and_day():
    page = _writer().page()
    for plan in plans():
        assert f"[{plan.read_on.isoformat()}]({plan.source})" in page
        assert plan.note in page
    for hosting in hosting_presets():
        assert hosting.source in page
        assert hosting.price_source in page
