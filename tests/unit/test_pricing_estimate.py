"""Prices: the worked examples, exact sums, refusals that name what is allowed, unknown that stays unknown."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import UnknownModelError, UnsupportedValueError
from sora_widgets.pricing import check_request, estimate, format_usd, model_facts, models

RETIRED = date(2026, 9, 24)


@pytest.mark.parametrize(
    ("model", "size", "usd_per_second"),
    [
        ("sora-2", "1280x720", "0.10"),
        ("sora-2", "720x1280", "0.10"),
        ("sora-2-2025-12-08", "720x1280", "0.10"),
        ("sora-2-pro", "1280x720", "0.30"),
        ("sora-2-pro", "1024x1792", "0.50"),
        ("sora-2-pro", "1792x1024", "0.50"),
        ("sora-2-pro", "1080x1920", "0.70"),
        ("sora-2-pro-2025-10-06", "1920x1080", "0.70"),
    ],
)
def test_list_prices(model: str, size: str, usd_per_second: str):
    price = estimate(model=model, size=size, seconds=8)
    assert price.cost_usd == 8 * Decimal(usd_per_second)
    assert price.retired_on == RETIRED
    assert price.source.startswith("https://")
    assert price.read_on == date(2026, 9, 19)


@pytest.mark.parametrize("model", models())
def test_a_list_price_says_that_the_page_itself_was_not_read(model: str):
    note = model_facts(model).note
    assert "transcribed by a third party" in note
    assert "OpenAI's price page itself was not read" in note
    assert note in estimate(model=model).assumptions


def test_an_estimate_reads_as_one_line():
    assert str(estimate("a kite")) == "$0.40 · 4 s of sora-2 at $0.10/s · retired 2026-09-24"
    assert str(estimate(usd_per_second=0, provider="animatic", takes=2)) == "free · 4 s of sora-2 × 2 takes"
    assert str(estimate(model="wan", provider="gpu-box")) == "price unknown · 4 s of wan"


def test_a_given_rate_wins_over_the_table():
    price = estimate(model="sora-2", usd_per_second=0.1 + 0.2, provider="gpu-box")
    assert price.cost_usd == Decimal("1.20000000000000016")
    assert (price.read_on, price.retired_on) == (None, None)
    assert "gpu-box" in price.source
    assert estimate(usd_per_second=0.1).cost_usd == Decimal("0.4")


def test_a_rate_of_nothing_is_free_and_known():
    price = estimate(model="anything", seconds=7, size="64x64", usd_per_second=0)
    assert (price.is_free, price.is_known, price.cost_usd) == (True, True, 0)


def test_a_model_nobody_priced_is_unknown_with_a_provider_and_an_error_without():
    price = estimate(model="wan-2.2", seconds=5, provider="gpu-box")
    assert (price.cost_usd, price.is_known, price.is_free, price.lines) == (None, False, False, ())
    assert "usd_per_second" in price.assumptions[0]
    assert price.cheaper() == ()
    with pytest.raises(UnknownModelError):
        estimate(model="wan-2.2")


def test_an_unknown_model_names_the_nearest_and_the_allowed():
    with pytest.raises(UnknownModelError, match="did you mean 'sora-2'") as caught:
        model_facts("sora2")
    assert caught.value.allowed == models() == ("sora-2", "sora-2-pro")
    assert caught.value.nearest == "sora-2"
    with pytest.raises(UnknownModelError, match="'sora-2' or 'sora-2-pro'"):
        model_facts("zzz")


def test_a_length_the_model_does_not_make_is_refused_with_one_it_makes():
    with pytest.raises(UnsupportedValueError) as caught:
        check_request("sora-2", 6, "1280x720")
    assert str(caught.value) == "sora-2 makes clips of 4, 8 or 12 s, not 6: use seconds=8."
    assert caught.value.allowed == (4, 8, 12)
    assert caught.value.name == "seconds"


def test_a_size_the_model_does_not_make_is_refused_with_one_of_the_same_orientation():
    with pytest.raises(UnsupportedValueError, match="use size='720x1280'") as caught:
        check_request("sora-2", 4, "1080x1920")
    assert caught.value.name == "size"
    with pytest.raises(UnsupportedValueError, match="1280x720 or 720x1280, not huge"):
        check_request("sora-2", 4, "huge")


@pytest.mark.parametrize("seconds", [0, -4, 4.5, True, "", "4.0", "four", "٤", None])
def test_a_length_that_is_no_whole_number_is_refused(seconds: object):
    with pytest.raises(UnsupportedValueError, match="whole number"):
        estimate(seconds=seconds, usd_per_second=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("takes", [0, -1, 1.5, True, "2"])
def test_takes_that_cannot_be_counted_are_refused(takes: object):
    with pytest.raises(UnsupportedValueError, match="takes"):
        estimate(takes=takes)  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", [-1, "nan", float("inf"), "cheap", True, Decimal("-0.01")])
def test_a_rate_that_is_no_price_is_refused(rate: object):
    with pytest.raises(UnsupportedValueError, match="usd_per_second"):
        estimate(usd_per_second=rate)  # type: ignore[arg-type]


def test_the_length_may_be_the_text_of_the_protocol():
    assert estimate(seconds="8") == estimate(seconds=8)


def test_cheaper_ways_are_shorter_smaller_or_another_model_cheapest_first():
    ways = estimate(model="sora-2-pro", seconds=8, size="1792x1024").cheaper()
    assert [(way.model, way.seconds, way.size, way.cost_usd) for way in ways] == [
        ("sora-2", 8, "1280x720", Decimal("0.80")),
        ("sora-2-pro", 4, "1792x1024", Decimal("2.00")),
        ("sora-2-pro", 8, "1280x720", Decimal("2.40")),
    ]


def test_the_cheapest_has_nothing_cheaper():
    assert estimate(seconds=4).cheaper() == ()
    assert estimate(usd_per_second=0).cheaper() == ()


def test_at_a_given_rate_only_shorter_clips_are_cheaper():
    ways = estimate(model="sora-2", seconds=12, size="1280x720", usd_per_second="0.05").cheaper()
    assert [(way.seconds, way.cost_usd) for way in ways] == [(4, Decimal("0.20")), (8, Decimal("0.40"))]
    assert estimate(model="wan-2.2", seconds=8, usd_per_second="0.05", provider="x").cheaper() == ()


def test_an_estimate_becomes_json_with_exact_money():
    stored = json.loads(json.dumps(estimate(takes=3).to_dict()))
    assert stored["cost_usd"] == "1.20"
    assert stored["lines"][0]["quantity"] == 12
    assert stored["retired_on"] == "2026-09-24"
    assert json.loads(json.dumps(estimate(model="wan", provider="x").to_dict()))["cost_usd"] is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "unknown"),
        ("0", "free"),
        ("0.00", "free"),
        ("0.4", "$0.40"),
        ("0.40", "$0.40"),
        ("0.0625", "$0.0625"),
        ("1E+3", "$1,000.00"),
        ("-1.5", "-$1.50"),
        ("0.000001", "$0.000001"),
    ],
)
def test_money_is_written_as_people_read_it(amount: str | None, text: str):
    assert format_usd(None if amount is None else Decimal(amount)) == text


rates = st.decimals(min_value=0, max_value=1000, places=4)


@settings(deadline=None, max_examples=100)
@given(rates, st.integers(1, 600), st.integers(1, 100), st.integers(1, 600), st.integers(1, 100))
def test_lines_sum_exactly_and_more_never_costs_less(rate: Decimal, seconds: int, takes: int, more_s: int, more: int):
    price = estimate(seconds=seconds, takes=takes, usd_per_second=rate)
    assert price.cost_usd == sum((line.amount_usd for line in price.lines), Decimal(0))
    assert all(line.amount_usd == line.quantity * line.unit_price_usd for line in price.lines)
    assert price.cost_usd is not None
    assert price.cost_usd >= 0
    longer = estimate(seconds=seconds + more_s, takes=takes + more, usd_per_second=rate)
    assert longer.cost_usd is not None
    assert longer.cost_usd >= price.cost_usd
    assert price.is_free == (rate == 0)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(models()), st.data())
def test_every_cheaper_way_is_cheaper_and_can_be_asked_for(model: str, data: st.DataObject):
    facts = model_facts(model)
    price = estimate(
        model=model, seconds=data.draw(st.sampled_from(facts.seconds)), size=data.draw(st.sampled_from(facts.sizes))
    )
    ways = price.cheaper()
    costs = [way.cost_usd for way in ways]
    assert costs == sorted(costs)  # type: ignore[type-var]
    for way in ways:
        assert way.cost_usd is not None
        assert price.cost_usd is not None
        assert way.cost_usd < price.cost_usd
        check_request(way.model, way.seconds, way.size)
