"""A newer price map: what it changes, what it must not, and that a missing price never becomes 0."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sora_widgets.errors import RequestError
from sora_widgets.pricing import all_models, estimate, model_facts, refresh_rates, reset_rates
from sora_widgets.pricing.refresh import PriceChange

LISTED = Path(__file__).with_name("litellm_prices.json")
OLD = {name: model_facts(name) for name in all_models()}


@pytest.fixture(autouse=True)
def _own_prices_again() -> Iterator[None]:
    yield
    reset_rates()


@pytest.fixture
def price_map(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the map with some entries changed (None: taken out)."""

    def make(**changed: dict[str, Any] | None) -> Path:
        entries = json.loads(LISTED.read_text("utf-8"))
        for name, fields in changed.items():
            if fields is None:
                del entries[name]
            else:
                entry = entries.get(name, {"mode": "video_generation"}) | fields
                entries[name] = {key: value for key, value in entry.items() if value != "out"}
        path = tmp_path / "prices.json"
        path.write_text(json.dumps(entries), "utf-8")
        os.utime(path, (0, datetime(2027, 3, 1, 12, tzinfo=UTC).timestamp()))
        return path

    return make


def test_the_map_that_the_table_was_read_from_changes_nothing(price_map: Callable[..., Path]):
    change = refresh_rates(price_map())
    assert (change.added, change.changed, change.unpriced, change.gone, change.kept) == ((),) * 5
    assert str(change) == "the price map prices.json, of 2027-03-01: no price of its 82 models differs"
    assert len(change.to_frame()) == 0
    for name, old in OLD.items():
        assert model_facts(name).tiers == old.tiers


def test_a_changed_price_is_used_from_now_on_and_says_where_it_is_from(price_map: Callable[..., Path]):
    change = refresh_rates(price_map(**{"runwayml/gen4.5": {"output_cost_per_second": 0.15}}))
    assert change.changed == (PriceChange("runwayml/gen4.5", None, Decimal("0.12"), Decimal("0.15")),)
    price = estimate(model="gen4.5", seconds=10)
    assert price.cost_usd == Decimal("1.50")
    assert price.read_on == date(2027, 3, 1)
    assert (
        "As in the price map prices.json; the seller's page itself was not read. Its prices are new"
        in price.assumptions[1]
    )
    reset_rates()
    assert estimate(model="gen4.5", seconds=10).cost_usd == Decimal("1.20")


def test_an_unnamed_price_changes_the_resolutions_that_it_stands_for_and_no_other(price_map: Callable[..., Path]):
    change = refresh_rates(price_map(**{"gemini/veo-3.1-generate-001": {"output_cost_per_second": 0.5}}))
    assert [(row.resolution, row.now_usd) for row in change.changed] == [
        ("720p", Decimal("0.5")),
        ("1080p", Decimal("0.5")),
    ]
    assert estimate(model="veo-3.1", size="3840x2160").cost_usd == Decimal("2.40")


@pytest.mark.parametrize("value", [0, 0.0, None, "", "0.3", -1, True, "out"])
def test_a_price_that_is_missing_or_nothing_becomes_unknown(price_map: Callable[..., Path], value: object):
    field = "output_cost_per_second_4k"
    change = refresh_rates(price_map(**{"gemini/veo-3.1-generate-001": {field: value}}))
    assert change.unpriced == (PriceChange("gemini/veo-3.1-generate-001", "4k", Decimal("0.60"), None),)
    assert estimate(model="veo-3.1", size="3840x2160").cost_usd is None
    assert estimate(model="veo-3.1", size="1920x1080").cost_usd == Decimal("1.60")


def test_what_our_table_knows_better_is_kept_and_a_disagreement_is_shown(price_map: Callable[..., Path]):
    change = refresh_rates(
        price_map(
            **{
                "sora-2-pro": {"output_cost_per_video_per_second": 0.35},
                "runwayml/veo3.1": {"output_cost_per_second": 0.2},
            }
        )
    )
    assert change.kept == (PriceChange("sora-2-pro", None, None, Decimal("0.35")),)
    assert estimate(model="sora-2-pro", size="1920x1080", batch=True).cost_usd == Decimal("1.40")
    assert estimate(model="runwayml/veo3.1").cost_usd == Decimal("1.60")
    assert estimate(model="kling-4.0", seconds=10).cost_usd == Decimal("1.57")


def test_a_new_model_can_be_priced_and_its_resolutions_are_not_confused(price_map: Callable[..., Path]):
    change = refresh_rates(
        price_map(
            **{
                "runwayml/gen5": {"output_cost_per_second": 0.2, "litellm_provider": "runwayml"},
                "fal_ai/new": {"output_cost_per_second": 0.1, "output_cost_per_second_1080p": 0.3},
                "sora-3": {"litellm_provider": "openai", "source": "javascript:alert(1)"},
            }
        )
    )
    assert change.added == (
        PriceChange("runwayml/gen5", None, None, Decimal("0.2")),
        PriceChange("fal_ai/new", "1080p", None, Decimal("0.3")),
    )
    assert change.unpriced == (PriceChange("sora-3", None, None, None),)
    assert all_models()[-3:] == ("runwayml/gen5", "fal_ai/new", "sora-3")
    assert estimate(model="runwayml/gen5", seconds=7).cost_usd == Decimal("1.4")
    assert model_facts("runwayml/gen5").seller == "Runway"
    assert estimate(model="fal_ai/new").cost_usd is None
    assert estimate(model="fal_ai/new", size="1920x1080").cost_usd == Decimal("1.2")
    assert model_facts("fal_ai/new").is_reseller
    assert (estimate(model="sora-3").cost_usd, model_facts("sora-3").source) == (None, "")


def test_a_model_that_is_gone_keeps_its_price(price_map: Callable[..., Path]):
    change = refresh_rates(price_map(**{"azure/sora-2": None}))
    assert change.gone == (PriceChange("azure/sora-2", "720p", Decimal("0.10"), None),)
    assert estimate(model="azure/sora-2").cost_usd == Decimal("0.40")


def test_an_end_that_the_map_announces_is_known_and_one_that_we_know_is_kept(price_map: Callable[..., Path]):
    refresh_rates(
        price_map(
            **{"runwayml/gen4.5": {"deprecation_date": "2027-05-01"}, "azure/sora-2": {"deprecation_date": "soon"}}
        )
    )
    assert estimate(model="gen4.5").retired_on == date(2027, 5, 1)
    assert estimate(model="azure/sora-2").retired_on == date(2026, 11, 2)


@pytest.mark.parametrize(("value", "cost_usd"), [(0.05, "0.45"), (0, "0.44"), ("out", "0.44")])
def test_a_charge_for_pictures_may_change_and_never_vanishes(
    price_map: Callable[..., Path], value: object, cost_usd: str
):
    refresh_rates(price_map(**{"minimax/MiniMax-H3": {"input_cost_per_image": value}}))
    assert estimate(model="minimax-h3", seconds=5, size="1366x768", images=6).cost_usd == Decimal(cost_usd)


def test_a_second_map_is_compared_with_our_table_and_not_with_the_first(price_map: Callable[..., Path]):
    refresh_rates(
        price_map(
            **{"runwayml/gen4.5": {"output_cost_per_second": 0.15}, "runwayml/gen5": {"output_cost_per_second": 1}}
        )
    )
    change = refresh_rates(price_map())
    assert (change.changed, change.gone) == ((), ())
    assert "runwayml/gen5" not in all_models()
    assert estimate(model="gen4.5").cost_usd == Decimal("0.48")


def test_a_snapshot_and_an_alias_follow_their_model(price_map: Callable[..., Path]):
    refresh_rates(
        price_map(
            **{
                "openai/sora-2-pro-high-res": {"output_cost_per_video_per_second": 9},
                "sora-2-pro-high-res": {"output_cost_per_video_per_second": 0.6},
            }
        )
    )
    prices = [
        estimate(model=name, size="1792x1024").cost_usd
        for name in ("sora-2-pro-high-res", "openai/sora-2-pro-high-res")
    ]
    assert prices == [Decimal("2.4")] * 2


def test_the_change_is_printed_and_becomes_a_frame_with_exact_money(price_map: Callable[..., Path]):
    change = refresh_rates(
        price_map(
            **{
                "runwayml/gen4.5": {"output_cost_per_second": 0.15},
                "xai/grok-imagine-video": {"output_cost_per_second_720p": 0},
            }
        )
    )
    lines = str(change).splitlines()
    assert lines[0] == "the price map prices.json, of 2027-03-01"
    assert [line.split() for line in lines[3:5]] == [
        ["changed", "runwayml/gen4.5", "any", "$0.12", "$0.15"],
        ["unpriced", "xai/grok-imagine-video", "720p", "$0.07", "–"],
    ]
    frame = change.to_frame()
    assert list(frame.columns) == ["what", "model", "resolution", "before", "now"]
    assert frame["now"].tolist() == [Decimal("0.15"), None]
    assert "<table" in change._repr_html_()


def test_the_installed_litellm_is_found_without_being_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "litellm"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('imported')")
    (package / "model_prices_and_context_window_backup.json").write_bytes(LISTED.read_bytes())
    about = tmp_path / "litellm-9.9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: litellm\nVersion: 9.9.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "litellm", raising=False)
    assert refresh_rates().label == "the price map of litellm 9.9.9"
    assert "litellm" not in sys.modules


def test_without_a_litellm_a_path_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sora_widgets.pricing.refresh.find_spec", lambda name: None)
    with pytest.raises(RequestError, match="No litellm with a price map is installed here: give the path"):
        refresh_rates()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        ("{", "is no JSON file"),
        ("[]", "lists no video models"),
        ('{"gpt-5": {"mode": "chat"}, "x": 3}', "lists no video models"),
        ("[" * 100_000, "is no JSON file"),
    ],
)
def test_what_is_no_price_map_is_refused_and_changes_nothing(tmp_path: Path, content: str | None, sentence: str):
    path = tmp_path / "prices.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(RequestError, match=sentence):
        refresh_rates(path)
    assert estimate(model="gen4.5").cost_usd == Decimal("0.48")


def test_what_is_no_path_is_refused():
    with pytest.raises(RequestError, match="path must be the path of a price map, not 5"):
        refresh_rates(5)


def test_what_cannot_be_a_price_or_a_name_is_none(price_map: Callable[..., Path]):
    names = ("", "a\nb", "x" * 5000)
    for price in (10**30, 1e-30):
        listed = {name: {"output_cost_per_second": 1} for name in names}
        change = refresh_rates(price_map(**{"runwayml/gen4.5": {"output_cost_per_second": price}}, **listed))
        assert estimate(model="gen4.5").cost_usd is None
        assert not change.added and not set(names) & set(all_models())


values = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.floats(-1, 3), st.text(max_size=3), st.lists(st.none(), max_size=1)
)
columns = st.sampled_from(
    [
        "output_cost_per_second",
        "output_cost_per_video_per_second",
        *(f"output_cost_per_second_{name}" for name in ("480p", "720p", "1080p", "4k")),
    ]
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["runwayml/gen4.5", "gemini/veo-3.1-generate-001", "dashscope/wan3.0-video", "new/model"]),
        st.dictionaries(columns, values, max_size=4),
        min_size=1,
    )
)
def test_no_map_makes_a_price_of_nothing_or_less(price_map: Callable[..., Path], changed: dict[str, dict[str, object]]):
    refresh_rates(price_map(**changed))
    for name in changed:
        for size in ("1280x720", "1920x1080", "3840x2160"):
            facts = model_facts(name)
            if any(misfit.code == "size" for misfit in facts.makes(facts.nearest_seconds(5), size)):
                continue
            price = estimate(model=name, seconds=facts.nearest_seconds(5), size=size)
            assert not price.is_free
            assert price.cost_usd is None or price.cost_usd > 0
