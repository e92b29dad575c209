"""Plans as history: what was in them, what a clip came to, and that today none has Sora."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing import Plan, plans


def plan(plan_id: str) -> Plan:
    return next(plan for plan in plans() if plan.id == plan_id)


def test_today_no_plan_includes_sora():
    assert plans(date(2026, 11, 23)) == ()
    assert plans(date(2026, 4, 26)) == ()
    assert len(plans()) == 7


def test_a_day_has_the_plans_that_stood_then():
    assert {plan.id for plan in plans(date(2025, 1, 1))} == {"chatgpt-plus@2024-12", "chatgpt-pro@2024-12"}
    assert "chatgpt-free@2025-11" in {plan.id for plan in plans(date(2025, 12, 24))}
    assert not any(plan.name == "ChatGPT Free" for plan in plans(date(2026, 1, 10)))


def test_every_plan_says_where_its_figures_stand_and_when_they_were_read():
    for one in plans():
        assert one.source.startswith("https://")
        assert one.read_on == date(2026, 11, 22)
        assert "hird-party" in one.note or "No page tells" in one.note
        assert one.ended_on is not None and one.began_on < one.ended_on


@pytest.mark.parametrize(
    ("plan_id", "seconds", "size", "clips"),
    [
        ("chatgpt-plus@2024-12", 5, "854x480", 40),
        ("chatgpt-plus@2024-12", 5, "480x480", 50),
        ("chatgpt-plus@2024-12", 5, "720x720", 25),
        ("chatgpt-plus@2024-12", 5, "1280x720", 12),
        ("chatgpt-plus@2024-12", 10, "720x1280", 6),
        ("chatgpt-pro@2024-12", 5, "480x480", 500),
        ("chatgpt-plus@2025-09", 10, "1280x720", 900),
        ("chatgpt-pro@2025-09", 25, "1280x720", 3000),
        ("chatgpt-free@2025-11", 15, "1280x720", 180),
    ],
)
def test_what_a_month_held(plan_id: str, seconds: int, size: str, clips: int):
    assert plan(plan_id).clips_per_month(seconds, size) == clips


def test_a_shorter_shot_counts_as_the_shortest_clip_that_holds_it():
    sora_1 = plan("chatgpt-plus@2024-12")
    assert sora_1.length_for(4) == 5
    assert sora_1.clips_per_month(4, "1280x720") == sora_1.clips_per_month(5, "1280x720")
    assert sora_1.clips_per_month("6", "1280x720") == sora_1.clips_per_month(10, "1280x720")


def test_what_nobody_told_is_unknown():
    assert plan("chatgpt-pro@2024-12").clips_per_month(20, "1920x1080") is None
    go = plan("chatgpt-go@2026-01")
    assert (go.usd_per_month, go.clips_per_month(4, "1280x720"), go.usd_per_clip(4, "1280x720")) == (8, None, None)
    assert go.usd_per_clip(4, "1280x720", clips_per_month=10) is None


def test_a_clip_at_full_use_and_at_yours():
    sora_1 = plan("chatgpt-plus@2024-12")
    assert sora_1.usd_per_clip(5, "1280x720") == Decimal("1.6667")
    assert sora_1.usd_per_clip(5, "1280x720", clips_per_month=4) == 5
    assert sora_1.usd_per_clip(5, "1280x720", clips_per_month=13) is None
    assert plan("chatgpt-pro@2024-12").usd_per_clip(5, "1280x720", clips_per_month=1000) == Decimal("0.2")
    assert plan("chatgpt-free@2025-09").usd_per_clip(10, "1280x720") == 0


def test_why_work_does_not_fit():
    sora_1, app = plan("chatgpt-plus@2024-12"), plan("chatgpt-plus@2025-09")
    misfits = sora_1.makes(20, "1920x1080", True, True, on=date(2026, 11, 23))
    assert [misfit.code for misfit in misfits] == ["seconds", "size", "sound", "batch", "retired"]
    assert app.makes(15, "1280x720", True) == ()
    assert app.makes(4, "1280x720", False) == ()
    (quota,) = app.makes(10, "1280x720", clips_per_month=901)
    assert str(quota) == "holds 900 clips a month, not 901"


def test_an_end_in_the_future_is_none_yet():
    assert plan("chatgpt-plus@2025-09").makes(10, "1280x720", on=date(2026, 4, 25)) == ()


def test_a_day_or_a_size_that_is_none_is_refused():
    with pytest.raises(UnsupportedValueError, match="on must be a date, not '2026-01-01'"):
        plans("2026-01-01")
    with pytest.raises(UnsupportedValueError, match="size must be WIDTHxHEIGHT in pixels, not None"):
        plan("chatgpt-plus@2024-12").clips_per_month(5, None)


@pytest.mark.parametrize("clips", [0, -1, 1.5, True, "3", 10**7])
def test_a_number_of_clips_that_is_none_is_refused(clips):
    with pytest.raises(UnsupportedValueError, match="clips_per_month must be a whole number from 1"):
        plan("chatgpt-plus@2025-09").usd_per_clip(10, "1280x720", clips_per_month=clips)


@given(
    st.sampled_from(plans()),
    st.integers(1, 30),
    st.sampled_from(["480x480", "854x480", "1280x720", "720x1280", "1920x1080"]),
    st.integers(1, 5000),
)
def test_more_use_never_makes_a_clip_dearer(one: Plan, seconds: int, size: str, clips: int):
    less, more = one.usd_per_clip(seconds, size, clips), one.usd_per_clip(seconds, size, clips + 1)
    if less is not None and more is not None:
        assert 0 <= more <= less
    assert (more is None) >= (less is None)
