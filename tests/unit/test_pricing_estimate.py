"""Prices: the worked examples, exact sums, refusals that name what is allowed, unknown that stays unknown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import UnsupportedValueError
from sora_widgets.pricing import Estimate, all_models, estimate, format_sum_usd, format_usd, model_facts, models
from sora_widgets.prompts import Shot, Storyboard

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


@pytest.mark.parametrize(
    ("model", "seconds", "size", "batch", "cost_usd"),
    [
        ("sora-2-pro", 20, "1920x1080", False, "14.00"),
        ("sora-2-pro", 20, "1920x1080", True, "7.00"),
        ("sora-2-pro", 16, "1792x1024", False, "8.00"),
        ("sora-2-pro", 4, "1024x1792", True, "1.00"),
        ("sora-2", 20, "1280x720", True, "1.00"),
    ],
)
def test_worked_examples(model: str, seconds: int, size: str, batch: bool, cost_usd: str):
    assert estimate(model=model, seconds=seconds, size=size, batch=batch).cost_usd == Decimal(cost_usd)


@pytest.mark.parametrize(
    ("model", "size", "sound", "usd_per_second"),
    [
        ("kling-4.0", "1280x720", True, "0.157"),
        ("kling-4.0", "1080x1920", None, "0.235"),
        ("kling-o3-4k", "3840x2160", False, "0.42"),
        ("kling-3.0", "1280x720", False, "0.10"),
        ("kling-3.0", "1280x720", True, "0.15"),
        ("kling-3.0", "1920x1080", None, "0.20"),
        ("kling-3.0", "3840x2160", None, None),
        ("pika-2.2", "1280x720", None, "0.04"),
        ("pika-2.2", "1920x1080", None, "0.09"),
        ("pika-2.5", "1280x720", None, None),
        ("ray-3.2", "1280x720", None, None),
        ("minimax-h3", "1366x768", None, "0.08"),
        ("minimax-h3", "2560x1440", None, "0.13"),
        ("hailuo-3", "2560x1440", None, "0.15"),
        ("runwayml/veo3.1_fast", "1920x1080", False, "0.10"),
        ("azure/sora-2-pro", "1792x1024", None, "0.50"),
    ],
)
def test_gaps_of_the_price_map_are_mended(model: str, size: str, sound: bool | None, usd_per_second: str | None):
    price = estimate(model=model, size=size, sound=sound, seconds=model_facts(model).nearest_seconds(5))
    assert price.lines[0].unit_price_usd == (None if usd_per_second is None else Decimal(usd_per_second))
    assert price.is_known == (usd_per_second is not None)


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
    assert (
        str(estimate(model="sora-2-pro", batch=True, takes=2))
        == "$1.20 · 4 s of sora-2-pro at $0.15/s × 2 takes · as a batch · retired 2026-09-24"
    )


def test_a_given_rate_wins_over_the_table():
    price = estimate(model="sora-2", usd_per_second=0.1 + 0.2, provider="gpu-box")
    assert price.cost_usd == Decimal("1.20000000000000016")
    assert (price.read_on, price.retired_on) == (None, None)
    assert "gpu-box" in price.source
    assert estimate(usd_per_second=0.1).cost_usd == Decimal("0.4")


def test_a_rate_of_nothing_is_free_and_known():
    price = estimate(model="anything", seconds=7, size="64x64", usd_per_second=0)
    assert (price.is_free, price.is_known, price.cost_usd) == (True, True, 0)


def test_a_model_that_no_table_has_is_unknown_and_says_what_to_do():
    price = estimate(model="wan-2.2", seconds=5, provider="gpu-box")
    assert (price.cost_usd, price.is_known, price.is_free, price.known_usd) == (None, False, False, 0)
    assert "gpu-box" in price.assumptions[0]
    assert "usd_per_second" in price.assumptions[0]
    assert price.cheaper() == ()
    misspelt = estimate(model="runwayml/gen45")
    assert (misspelt.cost_usd, misspelt.model) == (None, "runwayml/gen45")
    assert "did you mean 'runwayml/gen4.5'" in misspelt.assumptions[0]


def test_a_provider_without_a_rate_is_unknown_although_somebody_else_lists_a_price():
    assert estimate(model="sora-2", provider="gpu-box").cost_usd is None
    assert estimate(model="sora-2", provider="gpu-box", seconds=7, size="64x64").cost_usd is None


@pytest.mark.parametrize("seconds", [0, -4, 4.5, True, "", "4.0", "four", "٤"])
def test_a_length_that_is_no_whole_number_is_refused(seconds: object):
    with pytest.raises(UnsupportedValueError, match="whole number"):
        estimate(seconds=seconds, usd_per_second=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("takes", [0, -1, 1.5, True, "2"])
def test_takes_that_cannot_be_counted_are_refused(takes: object):
    with pytest.raises(UnsupportedValueError, match="takes"):
        estimate(takes=takes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rate", [-1, "nan", float("inf"), "cheap", True, Decimal("-0.01"), "1e7", pytest.param(10**5000, id="huge")]
)
def test_a_rate_that_is_no_price_is_refused(rate: object):
    with pytest.raises(UnsupportedValueError, match="usd_per_second"):
        estimate(usd_per_second=rate)  # type: ignore[arg-type]


def test_the_length_may_be_the_text_of_the_protocol():
    assert estimate(seconds="8") == estimate(seconds=8)


def differences(way: Estimate, base: Estimate) -> set[str]:
    return {
        name
        for name in ("model", "seconds", "size", "sound", "batch", "takes")
        if getattr(way, name) != getattr(base, name)
    }


def test_cheaper_ways_change_one_thing_at_a_time():
    base = estimate(model="sora-2-pro", seconds=8, size="1792x1024")
    own = [way for way in base.cheaper() if way.model == "sora-2-pro"]
    assert [(differences(way, base), way.cost_usd) for way in own] == [
        ({"seconds"}, Decimal("2.00")),
        ({"batch"}, Decimal("2.00")),
        ({"size"}, Decimal("2.40")),
    ]
    others = [way for way in base.cheaper() if way.model != "sora-2-pro"]
    assert "sora-2" in [way.model for way in others]
    assert all(differences(way, base) <= {"model", "size"} for way in others)


def test_leaving_the_sound_out_is_cheaper_where_the_list_says_so():
    base = estimate(model="runwayml/veo3.1", seconds=8)
    (silent,) = [way for way in base.cheaper() if way.sound is False]
    assert (silent.cost_usd, silent.model) == (Decimal("1.60"), base.model)
    with_sound = estimate(model="runwayml/veo3.1", seconds=8, sound=True)
    assert not [way for way in with_sound.cheaper() if way.sound is not True]


def test_cheaper_ways_that_will_last_come_before_retired_ones():
    ended = [way.retired_on is not None for way in estimate(model="sora-2-pro", seconds=8).cheaper()]
    assert ended == sorted(ended)
    assert set(ended) == {True, False}


def test_a_shot_that_needs_no_picture_is_not_offered_a_model_that_does():
    offered = {way.model for way in estimate(model="sora-2-pro", seconds=8).cheaper()}
    assert "runwayml/gen4.5" in offered
    assert "runwayml/gen4_turbo" not in offered
    assert "runwayml/gen4_turbo" in {way.model for way in estimate(model="sora-2-pro", seconds=8, images=1).cheaper()}


def test_nothing_is_cheaper_than_free():
    assert estimate(usd_per_second=0).cheaper() == ()


def test_at_a_given_rate_only_shorter_clips_are_cheaper():
    ways = estimate(model="sora-2", seconds=12, size="1280x720", usd_per_second="0.05").cheaper()
    assert [(way.seconds, way.cost_usd) for way in ways] == [(4, Decimal("0.20")), (8, Decimal("0.40"))]
    assert estimate(model="wan-2.2", seconds=8, usd_per_second="0.05", provider="x").cheaper() == ()


def test_an_estimate_becomes_json_with_exact_money():
    stored = json.loads(json.dumps(estimate(takes=3).to_dict()))
    assert stored["cost_usd"] == stored["known_usd"] == "1.20"
    assert stored["lines"][0]["source"].startswith("https://")
    assert stored["lines"][0]["read_on"] == "2026-09-19"
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


@pytest.mark.parametrize(
    ("amount", "text"), [("0.40", "0,40\u00a0$"), ("-1234.5", "-1\u202f234,50\u00a0$"), ("0.0005", "0,0005\u00a0$")]
)
def test_in_french_money_is_written_as_french_people_read_it(amount: str, text: str):
    assert format_sum_usd(Decimal(amount), "fr") == text


@dataclass
class Request:
    model: str
    seconds: int | str
    size: str


def test_a_request_brings_its_own_settings_and_says_when_it_is_contradicted():
    asked = Request("sora-2-pro", "8", "1792x1024")
    price = estimate(asked)
    assert (price.model, price.seconds, price.size, price.cost_usd) == ("sora-2-pro", 8, "1792x1024", Decimal("4.00"))
    other = estimate(asked, seconds=4, size="1792x1024")
    assert other.cost_usd == Decimal("2.00")
    assert other.assumptions[0] == "The request says seconds=8; priced is seconds=4."
    assert not [said for said in other.assumptions if "size=" in said]


def test_every_shot_of_a_storyboard_is_a_clip_with_a_line_of_its_own():
    board = Storyboard(["A kite.", "A dog."])
    board = board.replacing(1, board.shots[1].replace(seconds=8))
    price = estimate(board, takes=2)
    assert [(line.label.partition(",")[0], line.quantity, line.amount_usd) for line in price.lines] == [
        ("shot 1", 8, Decimal("0.80")),
        ("shot 2", 16, Decimal("1.60")),
    ]
    assert (price.cost_usd, price.seconds, price.takes, price.clips) == (Decimal("2.40"), 12, 2, 4)
    alike = estimate(board, seconds=4)
    assert alike.cost_usd == Decimal("0.80")
    assert alike.assumptions[0] == "Every shot is priced with 4 s, whatever its own length."


def test_a_grid_is_every_prompt_by_every_model():
    price = estimate(["a kite", Shot.from_text("a dog")], model=["sora-2", "sora-2-pro"], seconds=4, takes=3)
    assert [line.amount_usd for line in price.lines] == [Decimal("2.40"), Decimal("7.20")]
    assert (price.cost_usd, price.clips, price.model) == (Decimal("9.60"), 12, "sora-2, sora-2-pro")
    assert price.cheaper() == ()


def test_shots_of_a_list_that_know_their_length_keep_it():
    shots = Storyboard(["A kite.", "A dog.", "A boat."]).shots
    price = estimate([shots[0], shots[1].replace(seconds=8), shots[2]])
    assert [(line.label, line.quantity) for line in price.lines] == [
        ("sora-2, 1280x720, 2 shots of 4 s", 8),
        ("sora-2, 1280x720, 1 shot of 8 s", 8),
    ]
    assert (price.seconds, price.clips) == (16, 3)


def test_one_unknown_price_makes_the_sum_unknown_and_leaves_the_rest_to_be_seen():
    price = estimate(model=["sora-2", "my-model"])
    assert (price.cost_usd, price.is_known, price.known_usd) == (None, False, Decimal("0.40"))
    assert [line.amount_usd for line in price.lines] == [Decimal("0.40"), None]


def test_remixes_and_extensions_are_lines_of_their_own_and_say_what_they_rest_on():
    price = estimate("a kite", model="sora-2", seconds=8, takes=2, remixes=3, extensions=(20, 4))
    assert [line.amount_usd for line in price.lines] == [Decimal(text) for text in ("1.60", "2.40", "2.00", "0.40")]
    assert price.cost_usd == Decimal("6.40")
    assert "A remix is taken as a whole new clip of the same length." in price.assumptions
    assert "An extension is taken as billed by the seconds it adds: no page tells." in price.assumptions


@pytest.mark.parametrize(
    ("extensions", "sentence"),
    [
        ((21,), "An extension adds 4 to 20 s, not 21"),
        ((3,), "An extension adds 4 to 20 s, not 3"),
        ((4,) * 7, "can be extended 6 times, not 7"),
        ((20,) * 6, "lasts at most 120 s, not 124"),
    ],
)
def test_soras_extensions_have_limits(extensions: tuple[int, ...], sentence: str):
    with pytest.raises(UnsupportedValueError, match=sentence):
        estimate(seconds=4, extensions=extensions)


def test_a_task_costs_at_least_the_least_charge():
    short = estimate(model="runwayml/aleph2", seconds=1, takes=3)
    assert short.cost_usd == 3 * Decimal("0.56")
    assert short.lines[1].label.endswith("up to the least charge of $0.56 a clip")
    assert estimate(model="runwayml/aleph2", seconds=2).cost_usd == Decimal("0.56")
    assert estimate(model="runwayml/aleph2", seconds=3).cost_usd == Decimal("0.84")


def test_pictures_are_billed_beyond_the_free_ones_and_said_where_the_list_is_silent():
    seven = estimate(model="minimax/MiniMax-H3", seconds=5, size="1366x768", images=7, takes=2)
    assert seven.cost_usd == 2 * (5 * Decimal("0.08") + 2 * Decimal("0.04"))
    assert estimate(model="minimax/MiniMax-H3", seconds=5, size="1366x768", images=5).cost_usd == Decimal("0.40")
    silent = estimate(model="sora-2", images=1)
    assert silent.cost_usd == Decimal("0.40")
    assert "The list names no charge for pictures handed in." in silent.assumptions


def test_video_handed_in_is_billed_where_a_price_is_told_and_unknown_elsewhere():
    told = estimate(model="runwayml/seedance2_5", seconds=5, input_seconds=4)
    assert told.cost_usd == 5 * Decimal("0.30") + 4 * Decimal("0.15")
    untold = estimate(model="minimax/MiniMax-H3", seconds=5, size="1366x768", input_seconds=4)
    assert (untold.cost_usd, untold.known_usd) == (None, Decimal("0.40"))


def test_sound_and_silence_have_their_prices_where_they_are_told_apart():
    costs = [estimate(model="runwayml/veo3.1", sound=sound).cost_usd for sound in (None, True, False)]
    assert costs == [Decimal("1.60"), Decimal("1.60"), Decimal("0.80")]
    with pytest.raises(UnsupportedValueError, match="makes no sound: use sound=False"):
        estimate(model="vertex_ai/veo-2.0-generate-001", sound=True)


def test_silence_without_a_price_of_its_own_is_unknown():
    price = estimate(model="veo-3.1-lite", sound=False)
    assert price.cost_usd is None
    assert price.assumptions[0].startswith("vertex_ai/veo-3.1-lite-generate-001 lists no price for 720p without sound:")


def test_what_is_not_priced_as_a_batch_is_unknown_as_a_batch():
    price = estimate(model="runwayml/gen4.5", batch=True)
    assert price.cost_usd is None
    assert "has no batch price" in price.assumptions[0]


def test_no_larger_picture_has_the_price_of_a_smaller_one():
    assert estimate(model="veo-3.1", size="3840x2160").cost_usd == Decimal("2.40")
    assert estimate(model="fal_ai/bytedance/seedance-2.5/text-to-video", size="3840x2160").cost_usd is None
    assert estimate(model="vertex_ai/veo-3.0-generate-001", size="1920x1080").cost_usd is None
    assert estimate(model="volcengine/doubao-seedance-2-0-260128", size="1080x1080").cost_usd is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("images", -1),
        ("input_seconds", 1.5),
        ("remixes", True),
        ("sound", 1),
        ("batch", None),
        ("size", "huge"),
        ("size", "0x720"),
        ("model", ()),
        ("model", 4),
        ("extensions", ("x",)),
        ("extensions", 8),
        ("extensions", "48"),
    ],
)
def test_a_setting_of_another_kind_is_refused_by_its_name(name: str, value: object):
    with pytest.raises(UnsupportedValueError, match=name if value != ("x",) else "seconds"):
        estimate(**{name: value})  # type: ignore[arg-type]


def test_an_empty_storyboard_has_no_price():
    with pytest.raises(UnsupportedValueError, match="the list of shots is empty"):
        estimate(Storyboard())


@pytest.mark.parametrize("prompts", [{"a", "b"}, {"a": 1, "b": 2}, (text for text in "ab"), pandas.Series(["a", "b"])])
def test_every_kind_of_list_counts_its_prompts(prompts: object):
    assert estimate(prompts).clips == 2


@pytest.mark.parametrize("one", [Request("sora-2-pro", 20, "1920x1080"), Storyboard(["A kite.", "A dog."]), ["a"]])
def test_a_list_of_more_than_shots_is_not_priced_as_if_they_were_shots(one: object):
    with pytest.raises(
        UnsupportedValueError, match=r"A list to price holds shots and texts, not .*: price it by itself"
    ):
        estimate([one, one])


@pytest.mark.parametrize("what", [8, 0.4, True])
def test_a_number_is_nothing_to_price(what: object):
    with pytest.raises(
        UnsupportedValueError, match=r"There is nothing to price in .*: name what it is, as in seconds=4"
    ):
        estimate(what)


def test_the_precision_that_a_notebook_sets_rounds_no_bill():
    with localcontext() as own:
        own.prec = 3
        price = estimate(model="sora-2-pro", takes=3601)
        assert str(price).startswith("$4,321.20")
        assert (price.cost_usd, price.known_usd) == (Decimal("4321.20"), Decimal("4321.20"))


def test_no_other_model_is_offered_for_a_chain():
    for chain in ({"remixes": 1}, {"extensions": (4,)}):
        assert {way.model for way in estimate(**chain).cheaper()} == {"sora-2"}


def test_a_model_that_films_a_video_anew_has_its_price_with_the_video():
    price = estimate(model="ray-3.2-video-to-video", seconds=5, input_seconds=5)
    assert price.cost_usd == Decimal("1.08")
    assert "The list names no charge for the video handed in, which the model needs." in price.assumptions


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


works = st.fixed_dictionaries(
    {
        "model": st.one_of(
            st.sampled_from([*all_models(), "my-model"]),
            st.lists(st.sampled_from([*all_models(), "my-model"]), min_size=1, max_size=4),
        ),
        "size": st.sampled_from(("1280x720", "720x1280", "1792x1024", "1920x1080", "3840x2160", "854x480", "1366x768")),
        "seconds": st.integers(1, 30),
        "takes": st.integers(1, 9),
        "sound": st.sampled_from((None, True, False)),
        "batch": st.booleans(),
        "images": st.integers(0, 9),
        "input_seconds": st.integers(0, 9),
        "remixes": st.integers(0, 3),
    }
)


def price_or_none(work: dict[str, object]) -> Estimate | None:
    try:
        return estimate(**work)  # type: ignore[arg-type]
    except UnsupportedValueError:
        return None  # no such length, size or sound


@settings(deadline=None, max_examples=150)
@given(works)
def test_any_work_adds_up_to_the_cent_and_unknown_stays_unknown(work: dict[str, object]):
    price = price_or_none(work)
    if price is None:
        return
    amounts = [line.amount_usd for line in price.lines]
    known = [amount for amount in amounts if amount is not None]
    assert price.cost_usd == (sum(known, Decimal(0)) if len(known) == len(amounts) else None)
    assert price.known_usd == sum(known, Decimal(0))
    assert price.is_known == (price.cost_usd is not None)
    assert all(amount > 0 for amount in known)
    assert not price.is_free
    for line in price.lines:
        assert (line.amount_usd is None) == (line.unit_price_usd is None)
        if line.unit_price_usd is not None:
            assert line.amount_usd == line.quantity * line.unit_price_usd
            assert line.source.startswith("https://")
            assert line.read_on is not None


@settings(deadline=None, max_examples=150)
@given(works, st.sampled_from(("seconds", "takes", "images", "input_seconds", "remixes")), st.integers(1, 5))
def test_more_work_never_costs_less(work: dict[str, object], name: str, more: int):
    price, longer = price_or_none(work), price_or_none(work | {name: work[name] + more})  # type: ignore[operator]
    if price is None or longer is None or price.cost_usd is None or longer.cost_usd is None:
        return
    assert longer.cost_usd >= price.cost_usd


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(all_models()), st.data())
def test_every_cheaper_way_is_cheaper_and_can_be_asked_for(model: str, data: st.DataObject):
    facts = model_facts(model)
    sizes = facts.sizes or tuple(facts.nearest_size(size) for size in ("1280x720", "1080x1920"))
    price = estimate(
        model=model,
        seconds=data.draw(st.sampled_from(facts.seconds or (4, 5))),
        size=data.draw(st.sampled_from(sizes)),
    )
    ways = price.cheaper()
    costs = [(way.retired_on is not None, way.cost_usd) for way in ways]
    assert costs == sorted(costs)  # type: ignore[type-var]
    for way in ways:
        assert way.cost_usd is not None
        assert price.cost_usd is not None
        assert way.cost_usd < price.cost_usd
        asked = estimate(model=way.model, seconds=way.seconds, size=way.size, sound=way.sound, batch=way.batch)
        assert asked.cost_usd == way.cost_usd
