"""One's own machines: exact rates, idle hours, measured presets, and unknown that stays unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing import Hosting, hosting_presets

BOX = Hosting("box", usd_per_gpu_hour=Decimal("3.60"), compute_s_per_video_s=Decimal(20), gpus=2)
PRICES = st.decimals(0, 50, places=2)
COMPUTING = st.decimals("0.01", 500, places=2)


def test_only_used_time_is_paid():
    assert BOX.usd_per_second == Decimal("0.04")  # 2 GPUs x $3.60 an hour x 20 s
    assert BOX.usd_per_clip(4) == Decimal("0.16")
    assert BOX.usd_per_month(100, "4") == 16
    assert (BOX.usd_reserved_per_month, BOX.clips_per_month(4), BOX.idle_usd(3, 4)) == (0, None, 0)


def test_waiting_is_paid_too():
    half_idle = Hosting("box", 3.6, 20, gpus=2, utilisation=0.5)
    assert half_idle.usd_per_second == Decimal("0.08")


def test_reserved_hours_cost_the_same_whatever_is_made():
    reserved = Hosting("box", 2, 30, hours_per_month=10, utilisation=Decimal("0.5"))
    assert reserved.usd_reserved_per_month == 20
    assert reserved.clips_per_month(4) == 150  # 10 h x 3600 s x 0.5 / (30 s x 4 s)
    assert reserved.usd_per_month(1, 4) == reserved.usd_per_month(150, 4) == 20
    assert reserved.usd_per_month(151, 4) is None
    assert reserved.usd_per_clip(4) == Decimal("0.1333")
    assert reserved.usd_per_clip(4, clips_per_month=10) == 2
    assert reserved.idle_usd(150, 4) == 10
    assert reserved.makes(4, "1280x720", clips_per_month=151)[0].code == "quota"


def test_hours_too_few_for_one_clip_have_no_price_a_clip():
    short = Hosting("box", 2, 3600, hours_per_month=1)
    assert (short.clips_per_month(4), short.usd_per_clip(4), short.idle_usd(1, 4)) == (0, None, None)


@pytest.mark.parametrize("missing", ["usd_per_gpu_hour", "compute_s_per_video_s"])
@pytest.mark.parametrize("hours", [None, 100])
def test_what_nobody_told_is_unknown(missing: str, hours: int | None):
    told = {"usd_per_gpu_hour": 2, "compute_s_per_video_s": 30, "hours_per_month": hours, missing: None}
    unknown = Hosting("box", **told)
    assert unknown.usd_per_second is None
    assert unknown.usd_per_clip(4) is None
    assert unknown.usd_per_clip(4, clips_per_month=3) is None
    assert unknown.idle_usd(3, 4) == (0 if hours is None else None)


def test_a_size_that_was_not_measured_does_not_fit():
    measured = Hosting("box", 2, 30, size="1280x720", makes_sound=False)
    assert measured.makes(4, "720x1280") == ()
    assert [misfit.code for misfit in measured.makes(4, "1920x1080", True)] == ["size", "sound"]
    assert Hosting("box", 2, 30).makes(4, "1920x1080", True) == ()


def test_hours_that_hold_more_clips_than_anybody_makes_have_a_price_all_the_same():
    quick = Hosting("quick", "0.01", 1, hours_per_month=730)
    assert quick.clips_per_month(1) == 2_628_000
    assert quick.usd_per_clip(1) == Decimal("0.0000")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"usd_per_gpu_hour": -1}, "usd_per_gpu_hour must be a number from 0 to 1,000,000, not -1"),
        ({"usd_per_gpu_hour": "much"}, "usd_per_gpu_hour must be a number from 0 to 1,000,000, not 'much'"),
        (
            {"compute_s_per_video_s": float("nan")},
            "compute_s_per_video_s must be a number from 0 to 1,000,000, not nan",
        ),
        ({"usd_per_gpu_hour": "1e400"}, "usd_per_gpu_hour must be a number from 0 to 1,000,000"),
        ({"name": " "}, "name must be a text, not ''"),
        ({"name": None}, "name must be a text, not ''"),
        ({"gpus": 0}, "gpus must be a whole number from 1, not 0"),
        ({"gpus": True}, "gpus must be a whole number from 1, not True"),
        ({"utilisation": 0}, "utilisation must be from 0.001 to 1, not"),
        ({"utilisation": 1.1}, "utilisation must be from 0.001 to 1, not"),
        ({"hours_per_month": 731}, "hours_per_month must be at most 730"),
        ({"usd_per_gpu_hour": 10**5000}, "usd_per_gpu_hour must be a number from 0 to 1,000,000"),
        ({"size": 720}, "size must be WIDTHxHEIGHT in pixels, not 720"),
    ],
)
def test_a_machine_that_is_none_is_refused(values: dict[str, object], sentence: str):
    with pytest.raises(UnsupportedValueError, match=sentence):
        Hosting(**({"name": "box"} | values))


def test_every_preset_stands_on_a_measurement_and_a_listed_price():
    for preset in hosting_presets():
        assert preset.source.startswith("https://") and preset.price_source.startswith("https://")
        assert preset.read_on == date(2026, 11, 23)
        assert preset.size and "GPU price" in preset.note
        assert preset.usd_per_second
    eight = hosting_presets()[0]
    assert eight.usd_per_second == Decimal("0.439086")  # 8 x $3.99 x 250.7 s / 5.0625 s / 3600


@given(PRICES, COMPUTING, st.integers(1, 30), st.integers(1, 500), st.integers(1, 8))
def test_used_time_grows_with_seconds_and_clips_and_never_below_0(price, computing, seconds, clips, gpus):
    box = Hosting("box", price, computing, gpus=gpus)
    one, longer = box.usd_per_month(clips, seconds), box.usd_per_month(clips, seconds + 1)
    more = box.usd_per_month(clips + 1, seconds)
    assert 0 <= one <= longer and one <= more
    assert one == box.usd_per_second * seconds * clips


@given(PRICES, COMPUTING, st.integers(1, 30), st.integers(1, 730), st.integers(1, 5000))
def test_idle_hours_are_a_part_of_what_is_reserved(price, computing, seconds, hours, clips):
    box = Hosting("box", price, computing, hours_per_month=hours)
    idle = box.idle_usd(clips, seconds)
    if box.usd_per_month(clips, seconds) is None:
        assert idle is None or idle == 0
    else:
        assert 0 <= idle <= box.usd_reserved_per_month + Decimal("0.0001")
