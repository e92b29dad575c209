"""The same work everywhere: nothing dropped, reasons given, sums exact, unknown never a number."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal, localcontext
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing import (
    Comparison,
    Hosting,
    Offer,
    all_models,
    compare_costs,
    estimate,
    format_sum_usd,
    hosting_presets,
    model_facts,
    plans,
)

ON = date(2026, 11, 23)
SIZES = ["854x480", "1280x720", "720x1280", "1792x1024", "1920x1080", "1024x1024", "3840x2160"]
WORK = {
    "seconds": st.integers(1, 30),
    "size": st.sampled_from(SIZES),
    "takes": st.integers(1, 4),
    "sound": st.sampled_from([None, True, False]),
    "batch": st.booleans(),
    "clips_per_month": st.sampled_from([None, 1, 12, 900, 5000]),
}


def group(offer: Offer) -> int:
    return 3 if not offer.fits else 2 if not offer.is_known else 1 if offer.is_retired else 0


def test_every_model_plan_and_machine_is_there_once():
    found = compare_costs("a kite", on=ON)
    wanted = [*all_models(), *(plan.id for plan in plans()), *(machine.name for machine in hosting_presets())]
    assert Counter(offer.id for offer in found) == Counter(wanted)
    assert (
        len(found.current) + len(found.retired) + len(found.unknown) + len(found.misfits) == len(found) == len(wanted)
    )


def test_the_worked_examples():
    found = compare_costs(seconds=20, size="1920x1080", on=ON)
    assert found["sora-2-pro"].cost_usd == Decimal("14.00")
    assert compare_costs(seconds=20, size="1920x1080", batch=True, on=ON)["sora-2-pro"].cost_usd == Decimal("7.00")
    assert compare_costs(seconds=8, size="1792x1024", on=ON)["sora-2-pro"].cost_usd == Decimal("4.00")
    assert found["sora-2-pro"].is_retired
    assert found["sora-2-pro"].why == "retired on 2026-09-24"


def test_what_does_not_fit_says_why_and_what_is_nearest():
    sora_2 = compare_costs(seconds=5, size="1920x1080", on=ON)["sora-2"]
    assert not sora_2.fits and not sora_2.is_known
    assert [misfit.code for misfit in sora_2.misfits] == ["seconds", "size", "retired"]
    assert sora_2.instead is not None
    assert (sora_2.instead.seconds, sora_2.instead.size, sora_2.instead.cost_usd) == (4, "1280x720", Decimal("0.40"))
    assert "not 5" in sora_2.why and "4 s of 1280×720: $0.40" in sora_2.why


def test_the_day_decides_what_has_ended():
    assert not compare_costs(on=date(2026, 9, 23), models="sora-2")["sora-2"].is_retired
    assert compare_costs(on=date(2026, 9, 24), models="sora-2")["sora-2"].is_retired
    assert "ends on 2026-09-24" in compare_costs(on=date(2026, 9, 23), models="sora-2")["sora-2"].why
    plus = compare_costs(on=date(2025, 12, 1))["chatgpt-plus@2025-09"]
    assert not plus.is_retired and plus.cost_usd == Decimal("0.0222")


def test_a_plan_costs_its_share_at_full_use_and_at_yours():
    full = compare_costs(seconds=5, takes=3, on=ON)["chatgpt-plus@2024-12"]
    assert (full.usd_per_clip, full.cost_usd, full.usd_per_month) == (Decimal("1.6667"), Decimal("5.0001"), 20)
    assert "all 12 of a month" in full.note
    mine = compare_costs(seconds=5, clips_per_month=4, on=ON)["chatgpt-plus@2024-12"]
    assert (mine.usd_per_clip, mine.usd_per_month) == (5, 20)
    too_many = compare_costs(seconds=5, clips_per_month=13, on=ON)["chatgpt-plus@2024-12"]
    assert (too_many.fits, too_many.cost_usd, too_many.usd_per_month) == (False, None, None)
    assert too_many.why.startswith("holds 12 clips a month, not 13")
    assert "Counted as its 5 s clips" in compare_costs(seconds=4, on=ON)["chatgpt-plus@2024-12"].note


def test_a_plan_whose_clips_nobody_counted_is_unknown():
    go = compare_costs(on=ON)["chatgpt-go@2026-01"]
    assert (go.cost_usd, go.is_known, go.fits) == (None, False, True)
    assert "how many clips it held is not known" in go.why


def test_what_nobody_told_is_said_and_no_misfit():
    found = compare_costs(seconds=8, sound=True, hosting=Hosting("box", 2, 30), on=ON)
    assert model_facts("gen4.5").makes_sound is None
    assert (found["gen4.5"].fits, found["gen4.5"].unsure, found["gen4.5"].why) == (True, ("sound",), "sound not told")
    assert found["box"].unsure == ("sound",)
    assert found["sora-2"].unsure == ()
    assert compare_costs(seconds=8, on=ON)["gen4.5"].unsure == ()
    assert "size" in compare_costs(on=ON)["chatgpt-plus@2025-09"].unsure


def test_machines_of_ones_own():
    box = Hosting("our box", 2, 30)
    found = compare_costs(seconds=4, clips_per_month=10, hosting=box, on=ON)
    assert found["our box"].cost_usd == Decimal("0.0667")
    assert found["our box"].usd_per_month == Decimal("0.667")
    assert [offer.id for offer in found if offer.kind == "hosting"] == ["our box"]
    assert not [offer for offer in compare_costs(hosting=(), on=ON) if offer.kind == "hosting"]
    unpriced = compare_costs(hosting=Hosting("new box"), on=ON)["new box"]
    assert (unpriced.cost_usd, unpriced.fits, unpriced.why) == (None, True, "price unknown")


def test_a_storyboard_is_priced_shot_by_shot():
    board = SimpleNamespace(shots=(SimpleNamespace(seconds=4), SimpleNamespace(seconds=8), SimpleNamespace(seconds=4)))
    found = compare_costs(board, takes=2, on=ON)
    assert found["sora-2"].cost_usd == Decimal("3.20")
    assert found["sora-2"].usd_per_clip == Decimal("0.5333")
    assert found["chatgpt-plus@2025-09"].cost_usd == 6 * Decimal("0.0222")
    assert str(found.asked) == "3 clips, 16 s together of 1280×720, 2 takes"


def test_a_request_brings_its_own_length_and_size():
    request = SimpleNamespace(model="sora-2", seconds="8", size="720x1280")
    assert compare_costs(request, on=ON)["sora-2"].cost_usd == Decimal("0.80")


def test_models_by_alias_and_models_nobody_knows():
    found = compare_costs(models=["sora-2", "veo-3.1", "my/own-model", "sora-2"], hosting=(), on=ON)
    veo = model_facts("veo-3.1")
    assert found["veo-3.1"].id == veo.id == found[veo.id].id
    own = found["my/own-model"]
    assert (own.kind, own.cost_usd, own.is_known, own.fits) == ("model", None, False, True)
    assert "usd_per_second" in own.note
    assert sum(offer.kind == "model" for offer in found) == 3


def test_prices_of_connected_servers_stand_beside():
    price = estimate("a kite", usd_per_second=0, provider="animatic")
    found = compare_costs("a kite", given={"animatic": price}, clips_per_month=9, on=ON)
    assert (found["animatic"].kind, found["animatic"].cost_usd, found["animatic"].usd_per_month) == ("given", 0, 0)
    assert found.cheapest is found["animatic"]
    ended = compare_costs(given={"relay": estimate("a kite")}, on=ON)["relay"]
    assert (ended.is_retired, ended.why) == (True, "retired on 2026-09-24")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"seconds": "long"}, "seconds must be a whole number from 1, not 'long'"),
        ({"size": "720p"}, "size must be WIDTHxHEIGHT in pixels, not '720p'"),
        ({"takes": 0}, "takes must be a whole number from 1 .*not 0"),
        ({"models": 5}, "model must be .*, not 5"),
        ({"clips_per_month": 0}, "clips_per_month must be a whole number from 1 to 1,000,000, not 0"),
        ({"hosting": 5}, "hosting must be a Hosting or several, not 5"),
        ({"hosting": ["box"]}, "hosting must be a Hosting or several, not 'box'"),
        ({"on": "2026-09-23"}, "on must be a date, not '2026-09-23'"),
        ({"given": [1]}, r"given must be estimates by the server's name, not \[1\]"),
        ({"given": {"box": 3}}, "given must be estimates by the server's name, not {'box': 3}"),
        ({"hosting": [Hosting("box", 1), Hosting("box", 2)]}, "Two offers are called 'box'"),
        ({"hosting": Hosting("sora-2", 1)}, "Two offers are called 'sora-2'"),
    ],
)
def test_work_that_is_none_is_refused_in_one_sentence(values: dict[str, object], sentence: str):
    with pytest.raises(UnsupportedValueError, match=sentence):
        compare_costs(**values)


def test_an_offer_that_is_not_there_names_the_nearest():
    with pytest.raises(UnsupportedValueError, match=r"no offer 'sora-3' .*did you mean 'sora-2'"):
        compare_costs(on=ON)["sora-3"]
    for nobody in (None, ["sora-2"]):
        with pytest.raises(UnsupportedValueError, match="There is no offer"):
            compare_costs(on=ON)[nobody]  # type: ignore[index]
    for by in ("size", ["cost"]):
        with pytest.raises(UnsupportedValueError, match="sorted by cost, month, name, seller, not"):
            compare_costs(on=ON).sorted(by)
    for limit in (-1, 2.5, "all"):
        with pytest.raises(UnsupportedValueError, match="limit must be a whole number from 0"):
            compare_costs(on=ON).first(limit)


def test_other_orders_keep_every_row():
    found = compare_costs(clips_per_month=30, on=ON)
    for by in ("cost", "month", "name", "seller"):
        assert Counter(found.sorted(by).rows) == Counter(found.rows)
    names = [offer.name for offer in found.sorted("name")]
    assert names == sorted(names)
    months = [offer.usd_per_month for offer in found.sorted("month") if offer.usd_per_month is not None]
    assert months == sorted(months)


def test_the_first_of_many_stand_for_all_groups():
    found = compare_costs(on=ON)
    drawn = found.first(24)
    assert len(drawn) == 24
    assert {group(offer) for offer in drawn} == {0, 1, 2, 3}
    assert {"sora-2", "sora-2-pro"} <= {offer.id for offer in drawn}
    assert found.first(1000) == found.rows
    assert len(found.first(1)) == 1


def test_the_table_says_what_it_leaves_out():
    found = compare_costs("<b>a kite</b>", on=ON)
    text = str(found)
    assert f"and {len(found) - 30} more" in text and ".to_frame() has them all" in text
    assert text.endswith("No plan includes Sora any more: theirs are prices of the past.")
    assert "sora-2 " in text and "retired on 2026-09-24" in text
    html = found._repr_html_()
    assert f'href="{found["sora-2"].source}"' in html and "Read 2026-09-19." in html
    few = compare_costs(models="sora-2", hosting=(), on=ON)
    assert " more (" not in str(few)
    assert "No plan includes" not in str(compare_costs(on=date(2026, 1, 1)))


def test_names_from_elsewhere_stay_words():
    price = estimate("a kite", usd_per_second=1, provider='<img src=x onerror="alert(1)">')
    html = compare_costs(given={"<script>alert(1)</script>": price}, hosting=(), models="sora-2", on=ON)._repr_html_()
    assert "<script" not in html and "<img" not in html
    assert '<span title="The rate given for &lt;img src=x' in html and "&lt;script&gt;" in html


def test_the_precision_that_a_notebook_sets_rounds_no_row():
    box = Hosting("box", "1.37", "31.7", hours_per_month=729)
    values = {"takes": 3601, "hosting": box, "clips_per_month": 77, "on": ON}
    found = compare_costs(**values)
    with localcontext() as own:
        own.prec = 3
        assert compare_costs(**values) == found
        assert str(compare_costs(**values).break_even(clips_to=7777)) == str(found.break_even(clips_to=7777))
        idle_usd = box.idle_usd(77, 4)
    assert idle_usd == box.idle_usd(77, 4)


def test_a_frame_has_every_row_and_exact_money():
    found = compare_costs(clips_per_month=30, on=ON)
    frame = found.to_frame()
    assert len(frame) == len(found)
    assert frame.set_index("id").loc["sora-2", "cost_usd"] == Decimal("0.40")
    assert frame.set_index("id").loc["chatgpt-go@2026-01", "cost_usd"] is None
    assert frame["source"].map(lambda source: source.startswith("https://")).all()
    assert frame["fits"].dtype == bool


def test_json_keeps_exact_text():
    stored = json.loads(compare_costs(seconds=5, on=ON).to_json())
    rows = {row["id"]: row for row in stored["rows"]}
    assert rows["chatgpt-plus@2024-12"]["cost_usd"] == "1.6667"
    assert rows["sora-2"]["misfits"][0] == {
        "code": "seconds",
        "value": 5,
        "allowed": [4, 8, 12, 16, 20],
        "text": "makes clips of 4, 8, 12, 16 or 20 s, not 5",
    }
    assert rows["chatgpt-go@2026-01"]["cost_usd"] is None
    assert stored["on"] == "2026-11-23"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_text_alternative_tells_the_picture(language: str):
    found = compare_costs(on=ON)
    told = found.text_alternative(language)
    cheapest = found.cheapest
    assert cheapest is not None and cheapest.name in told and format_sum_usd(cheapest.cost_usd, language) in told
    assert str(len(found)) in told and "{" not in told
    nothing = compare_costs(models="sora-2", hosting=(), on=ON).text_alternative(language)
    assert "2026-11-23" in nothing


def test_no_other_language_is_invented():
    with pytest.raises(UnsupportedValueError, match="speak en and fr, not 'de'"):
        compare_costs(on=ON).text_alternative("de")


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries(WORK))
def test_every_sum_holds(work):
    found = compare_costs(on=ON, **work)
    assert list(found.rows) == sorted(found.rows, key=group)
    for offer in found:
        known = [amount for amount in (offer.cost_usd, offer.usd_per_clip, offer.usd_per_month) if amount is not None]
        assert all(amount >= 0 for amount in known)
        assert (offer.usd_per_clip is None) == (offer.cost_usd is None)
        if offer.cost_usd is not None:
            assert offer.cost_usd == offer.usd_per_clip * work["takes"]
            assert offer.fits
        else:
            assert offer.why
        if offer.estimate is not None and offer.is_known:
            assert offer.cost_usd == sum(line.amount_usd for line in offer.estimate.lines)
        if offer.kind == "model" and (work["clips_per_month"] is None or not offer.is_known):
            assert offer.usd_per_month is None
        if offer.instead is not None:
            assert not (offer.fits and offer.is_known) and offer.instead.is_known


@settings(max_examples=20, deadline=None)
@given(st.fixed_dictionaries(WORK), st.integers(1, 12), st.integers(1, 4))
def test_more_seconds_and_more_takes_never_cost_less(work, more_s, more_takes):
    def costs(**changed) -> dict[str, Decimal]:
        found: Comparison = compare_costs(on=ON, **(work | changed))
        return {offer.id: offer.cost_usd for offer in found if offer.cost_usd is not None}

    less = costs()
    longer, oftener = costs(seconds=work["seconds"] + more_s), costs(takes=work["takes"] + more_takes)
    assert all(longer[one] >= less[one] for one in less.keys() & longer.keys())
    assert less.keys() == oftener.keys()
    assert all(oftener[one] >= less[one] for one in less)
