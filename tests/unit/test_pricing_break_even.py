"""Break-even: the exact clip from which a plan or a machine pays, and where it is used up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing import Hosting, compare_costs

ON = date(2026, 11, 23)


def test_where_a_plan_overtook_the_api():
    found = compare_costs(seconds=4, on=ON).break_even("sora-2", "chatgpt-plus@2025-09")
    assert found.crossings == ((51, "chatgpt-plus@2025-09", "sora-2"),)  # 50 clips at $0.40 are $20 too
    assert found.cheapest(50).id in ("sora-2", "chatgpt-plus@2025-09")
    assert found.cheapest(49).id == "sora-2" and found.cheapest(51).id == "chatgpt-plus@2025-09"
    assert found.clips_to == 100


def test_a_plan_that_is_used_up_before_it_pays_never_wins():
    found = compare_costs(seconds=4, on=ON).break_even("sora-2", "chatgpt-plus@2024-12")
    assert found.crossings == ()
    assert found.cost("chatgpt-plus@2024-12", 12) == 20
    assert found.cost("chatgpt-plus@2024-12", 13) is None
    assert "Nowhere does one overtake another." in found.text_alternative()


def test_reserved_hours_pay_from_a_clip_on():
    box = Hosting("our box", 2, 30, hours_per_month=100)
    found = compare_costs(seconds=4, hosting=box, on=ON).break_even("sora-2", "our box", clips_to=1000)
    assert found.line("our box").clips_max == 3000
    assert found.crossings == ((501, "our box", "sora-2"),)


def test_it_looks_as_far_as_what_is_sold_today_changes_places():
    box = Hosting("our box", 2, 30, hours_per_month=200)
    found = compare_costs(seconds=8, models=["gen4.5"], hosting=box, on=ON).break_even()
    assert (417, "our box", "runwayml/gen4.5") in found.crossings  # a past plan is cheaper there, and is past
    assert found.clips_to == 1000


def test_more_clips_than_a_month_holds_still_draw_their_line():
    found = compare_costs(seconds=4, clips_per_month=5000, on=ON)
    assert not found["chatgpt-plus@2025-09"].fits
    assert found.break_even("chatgpt-plus@2025-09").line("chatgpt-plus@2025-09").clips_max == 900


def test_left_to_itself_it_takes_plans_machines_and_the_reference_models():
    found = compare_costs(seconds=4, on=ON)
    ids = {line.id for line in found.break_even().lines}
    cheapest = next(offer for offer in found if offer.kind == "model" and not offer.is_retired)
    assert {"sora-2", "sora-2-pro", "chatgpt-plus@2024-12", "chatgpt-pro@2025-09", cheapest.id} <= ids
    assert not {"chatgpt-go@2026-01", "chatgpt-free@2025-09"} & ids  # no known clips, no price
    assert {line.id for line in found.break_even().lines if line.kind == "hosting"}


def test_an_unknown_price_has_no_line():
    found = compare_costs(models=["my/own-model", "sora-2"], hosting=Hosting("box", 2), on=ON)
    assert [line.id for line in found.break_even("my/own-model", "sora-2", "box").lines] == ["sora-2"]
    assert compare_costs(models="my/own-model", on=ON).break_even("my/own-model").cheapest(10) is None


def test_names_that_are_not_there_are_refused():
    found = compare_costs(on=ON)
    with pytest.raises(UnsupportedValueError, match="There is no offer 'nobody'"):
        found.break_even("nobody")
    with pytest.raises(UnsupportedValueError, match="There is no line 'sora-2-pro' here, only sora-2"):
        found.break_even("sora-2").cost("sora-2-pro", 3)
    with pytest.raises(UnsupportedValueError, match="clips_to must be a whole number"):
        found.break_even("sora-2", clips_to=0)
    for clips in (-1, 1.5, None):
        with pytest.raises(UnsupportedValueError, match="clips must be a whole number from 0"):
            found.break_even("sora-2").cost("sora-2", clips)
        with pytest.raises(UnsupportedValueError, match="clips must be a whole number from 0"):
            found.break_even("sora-2").cheapest(clips)
    assert found.break_even("sora-2").cost("sora-2", 0) == 0


def test_it_prints_costs_and_crossings():
    found = compare_costs(seconds=4, on=ON).break_even("sora-2", "chatgpt-plus@2025-09")
    lines = str(found).splitlines()
    assert "100 clips" in lines[1] and "$40.00" in str(found)
    assert lines[-1] == "ChatGPT Plus, Sora 2 app (2025-09) is cheaper than sora-2 from 51 clips a month."
    assert "<table" in found._repr_html_()
    assert found.to_dict()["crossings"] == [{"clips": 51, "winner": "chatgpt-plus@2025-09", "loser": "sora-2"}]
    assert "à partir de 51 clips par mois" in found.text_alternative("fr")


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 20),
    st.decimals("0.01", 20, places=2),
    st.decimals(1, 300, places=1),
    st.integers(1, 730),
)
def test_a_crossing_is_the_first_clip_at_which_the_winner_is_cheaper(seconds, price, computing, hours):
    box = Hosting("our box", price, computing, hours_per_month=hours)
    found = compare_costs(seconds=seconds, hosting=box, on=ON).break_even(clips_to=3000)
    for clips, winner, loser in found.crossings:
        assert found.cost(winner, clips) < found.cost(loser, clips)
        before_usd, other_usd = found.cost(winner, clips - 1), found.cost(loser, clips - 1)
        assert before_usd >= other_usd
    assert all(cost is None or cost >= 0 for line in found.lines for cost in (line.cost(0), line.cost(3000)))
    assert all(isinstance(line.fixed_usd, Decimal) for line in found.lines)
