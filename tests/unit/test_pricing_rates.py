"""The table of models: names found, what does not fit said, every price with its page, no size at another's price."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sora_widgets.errors import UnknownModelError, UnsupportedValueError
from sora_widgets.pricing import Misfit, all_models, check_request, model_facts, models, reference_facts
from sora_widgets.pricing.requests import nearest_size, resolution_of, size_at

STORED = json.loads((Path(__file__).parents[2] / "sora_widgets/pricing/rates.json").read_text("utf-8"))
SIZES = ("854x480", "1280x720", "1366x768", "1792x1024", "1920x1080", "2560x1440", "3840x2160")


def test_the_reference_contract_stays_two_models():
    assert models() == ("sora-2", "sora-2-pro")
    assert set(models()) < set(all_models())


def test_every_name_leads_to_one_model():
    names = [
        name
        for entry in STORED["models"]
        for name in (entry["id"], *entry.get("aliases", ()), *entry.get("same_as", ()))
    ]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert len(all_models()) == len(set(all_models())) == len(STORED["models"])


def test_a_short_name_finds_the_model_and_a_snapshot_keeps_its_own():
    assert model_facts("veo-3.1").id == "gemini/veo-3.1-generate-001"
    assert model_facts("openai/sora-2").id == "sora-2"
    assert model_facts("sora-2-2025-12-08").id == "sora-2-2025-12-08"
    assert "sora-2" in model_facts("sora-2-2025-12-08").aliases


def test_an_unknown_model_names_the_nearest_and_the_allowed():
    with pytest.raises(UnknownModelError, match="did you mean 'sora-2'") as caught:
        model_facts("sora2")
    assert caught.value.allowed == models()
    assert caught.value.nearest == "sora-2"
    with pytest.raises(UnknownModelError, match="'sora-2' or 'sora-2-pro'"):
        model_facts("zzz")


@pytest.mark.parametrize(
    "name", ["veo-3.1", "gemini/veo-3.1-generate-001", "openai/sora-2", "sora-2-pro-high-res", "x"]
)
def test_the_reference_contract_has_only_its_own_models(name: str):
    with pytest.raises(UnknownModelError, match="OpenAI's Videos API") as caught:
        reference_facts(name)
    assert caught.value.nearest in (None, *models())
    with pytest.raises(UnknownModelError):
        check_request(name, 4, "1280x720")


@pytest.mark.parametrize("name", [*models(), "sora-2-2025-12-08", "sora-2-pro-2025-10-06"])
def test_the_reference_contract_makes_the_lengths_of_the_guide(name: str):
    assert reference_facts(name).seconds == (4, 8, 12, 16, 20)
    check_request(name, "20", "720x1280")


def test_a_length_the_model_does_not_make_is_refused_with_one_it_makes():
    with pytest.raises(UnsupportedValueError) as caught:
        check_request("sora-2", 6, "1280x720")
    assert str(caught.value) == "sora-2 makes clips of 4, 8, 12, 16 or 20 s, not 6: use seconds=8."
    assert caught.value.allowed == (4, 8, 12, 16, 20)
    assert caught.value.name == "seconds"


def test_a_size_the_model_does_not_make_is_refused_with_one_of_the_same_orientation():
    with pytest.raises(UnsupportedValueError, match="use size='720x1280'") as caught:
        check_request("sora-2", 4, "1080x1920")
    assert caught.value.name == "size"
    with pytest.raises(UnsupportedValueError, match="1280x720 or 720x1280, not huge"):
        check_request("sora-2", 4, "huge")


def test_many_lengths_and_many_sizes_are_told_in_few_words():
    gen = model_facts("runwayml/gen4.5").refusal(11, "1280x720")
    assert str(gen) == "runwayml/gen4.5 makes clips of 2 to 10 s, not 11: use seconds=10."
    seedance = model_facts("runwayml/seedance2").refusal(5, "2560x1440")
    assert str(seedance).startswith(
        "runwayml/seedance2 makes clips of 480p, 720p, 1080p or 4k, not 2560x1440: use size="
    )
    assert len(seedance.allowed) == 24  # type: ignore[union-attr]
    kling = model_facts("kling-4.0").refusal(5, "3840x2160")
    assert (
        str(kling) == "fal_ai/kling/v4/text-to-video makes clips of 720p or 1080p, not 3840x2160: use size='1920x1080'."
    )


@pytest.mark.parametrize(
    ("model", "work", "misfits"),
    [
        ("sora-2", {"seconds": 4}, ()),
        ("sora-2", {"seconds": 5}, (Misfit("seconds", 5, (4, 8, 12, 16, 20)),)),
        ("minimax-h3", {"seconds": 5}, (Misfit("size", "1280x720", ("768p", "2k")),)),
        ("runwayml/gen4_turbo", {"seconds": 5}, (Misfit("needs", None, ("image",)),)),
        ("runwayml/gen4_turbo", {"seconds": 5, "images": 1}, ()),
        ("runwayml/aleph2", {"seconds": 5, "images": 1}, (Misfit("needs", None, ("video",)),)),
        ("runwayml/aleph2", {"seconds": 5, "input_seconds": 5}, ()),
        ("vertex_ai/veo-2.0-generate-001", {"seconds": 5, "sound": True}, (Misfit("sound", True, (False,)),)),
        ("veo-3.1-lite", {"seconds": 4, "sound": False}, (Misfit("price", "720p"),)),
        ("runwayml/gen4.5", {"seconds": 5, "batch": True}, (Misfit("batch", True, (False,)),)),
        ("azure/sora-2-pro", {"seconds": 4, "size": "1920x1080"}, (Misfit("price", "1080p", ("720p", "1024p")),)),
        ("pika-2.5", {"seconds": 5}, (Misfit("price", "720p"),)),
        ("seedance-2.0", {"seconds": 5, "size": "1080x1080"}, (Misfit("price", "1080x1080", ("16:9", "9:16")),)),
        ("sora-2", {"seconds": 4, "on": date(2026, 9, 23)}, ()),
        ("sora-2", {"seconds": 4, "on": date(2026, 9, 24)}, (Misfit("retired", date(2026, 9, 24)),)),
    ],
)
def test_what_does_not_fit_is_told_as_data(model: str, work: dict[str, object], misfits: tuple[Misfit, ...]):
    assert model_facts(model).makes(**({"size": "1280x720"} | work)) == misfits  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("misfit", "sentence"),
    [
        (Misfit("seconds", 6, (4, 8)), "makes clips of 4 or 8 s, not 6"),
        (Misfit("size", "64x64", ("720p", "1080p")), "makes clips of 720p or 1080p, not 64x64"),
        (Misfit("sound", True, (False,)), "makes no sound"),
        (Misfit("batch", True, (False,)), "has no batch price"),
        (Misfit("price", "4k", ("720p",)), "lists no price for 4k, only for 720p"),
        (Misfit("price", "4k"), "lists no price for 4k"),
        (Misfit("needs", None, ("image",)), "needs a picture to start from"),
        (Misfit("needs", None, ("video",)), "needs a video to start from"),
        (Misfit("retired", date(2026, 9, 24)), "retired on 2026-09-24"),
        (Misfit("quota", 80, (50,)), "holds 50 clips a month, not 80"),
    ],
)
def test_what_does_not_fit_is_told_in_words(misfit: Misfit, sentence: str):
    assert str(misfit) == sentence


@pytest.mark.parametrize("name", all_models())
def test_every_entry_is_dated_sourced_and_whole(name: str):
    facts = model_facts(name)
    assert facts.id == name
    assert facts.seller
    assert facts.source.startswith("https://")
    assert date(2026, 9, 1) < facts.read_on < date(2026, 12, 1)
    assert facts.note.startswith(facts.reading)
    assert list(facts.seconds) == sorted(set(facts.seconds))
    assert facts.nearest_seconds(7) in (facts.seconds or (7,))
    assert all(tier.usd_per_second > 0 for tier in facts.tiers)
    for size in (*SIZES, "720x1280"):
        near = facts.nearest_size(size)
        assert "size" not in [misfit.code for misfit in facts.makes(facts.nearest_seconds(5), near)]


@pytest.mark.parametrize("name", all_models())
def test_no_size_has_the_price_of_another_resolution(name: str):
    facts = model_facts(name)
    for size in (*SIZES, *facts.sizes):
        for sound in (None, True, False):
            tier = facts.tier_for(size, sound)
            if tier is not None and tier.resolution is not None:
                assert tier.resolution == (facts.resolution_by_size.get(size) or resolution_of(size))
    flat = [tier for tier in facts.tiers if tier.resolution is None]
    # One price for whatever it makes: then we know what that is, or it takes the size of the video handed in.
    assert not flat or facts.sizes or facts.needs == "video"


def test_prices_by_size_are_those_with_sound_and_at_once():
    assert model_facts("sora-2-pro").usd_per_second["1920x1080"] == Decimal("0.70")
    assert set(model_facts("runwayml/veo3.1").usd_per_second.values()) == {Decimal("0.40")}
    assert model_facts("kling-4.0").usd_per_second == {}


def test_resellers_are_named_as_such():
    by_seller: dict[str, set[bool]] = {}
    for facts in map(model_facts, all_models()):
        by_seller.setdefault(facts.seller, set()).add(facts.is_reseller)
    always = {seller for seller, kinds in by_seller.items() if kinds == {True}}
    assert always == {"fal.ai", "PiAPI", "Microsoft Azure"}
    assert by_seller["Runway"] == {True, False}
    assert len([seller for seller in by_seller if seller.startswith("Alibaba")]) == 3


def test_a_price_of_nothing_is_no_price():
    assert model_facts("pika-2.5").tiers == ()
    assert model_facts("ray-3.2").tiers == ()


@pytest.mark.parametrize(
    ("size", "resolution"),
    [
        ("1280x720", "720p"),
        ("720x1280", "720p"),
        ("1024x1792", "1024p"),
        ("864x496", "480p"),
        ("1920x1088", "1080p"),
        ("2560x1440", "2k"),
        ("3840x2160", "4k"),
        ("3840x720", None),
        ("1000x1000", None),
        ("huge", None),
    ],
)
def test_a_size_is_named_by_its_shorter_side(size: str, resolution: str | None):
    assert resolution_of(size) == resolution
    if resolution is not None:
        assert resolution_of(size_at(resolution, like=size)) == resolution


def test_the_nearest_size_keeps_the_orientation_then_the_shape():
    assert nearest_size("1792x1024", ("1112x834", "1280x720", "720x1280")) == "1280x720"
    assert nearest_size("1080x1920", ("1920x1080", "496x864")) == "496x864"
    assert nearest_size("4x3", ("1280x720", "1112x834")) == "1112x834"


MAP = Path(__file__).with_name("litellm_prices.json")
# Where the map is too coarse: what our table says, by size ("1280x720" and its upright twin have one price).
MENDED = {
    "sora-2": {"1280x720": "0.10"},
    "sora-2-pro": {"1280x720": "0.30", "1792x1024": "0.50", "1920x1080": "0.70"},
    "azure/sora-2-pro": {"1280x720": "0.30", "1792x1024": "0.50"},
    "runwayml/seedance2_5": {"854x480": "0.20", "1280x720": "0.30", "1920x1080": "0.68"},
    "runwayml/hailuo3": {"1366x768": "0.10", "2560x1440": "0.15"},
    "runwayml/veo3.1": {"1280x720": "0.40", "1920x1080": "0.40"},
    "runwayml/veo3.1_fast": {"1280x720": "0.15", "1920x1080": "0.15"},
}


def test_the_table_has_every_model_of_the_price_map_at_its_price():
    listed = {
        name: entry
        for name, entry in json.loads(MAP.read_text("utf-8"), parse_float=Decimal).items()
        if entry["mode"] == "video_generation"
    }
    assert len(listed) == 85
    for name, entry in listed.items():
        facts = model_facts(name)
        assert facts.retired_on == (
            date.fromisoformat(entry["deprecation_date"]) if "deprecation_date" in entry else None
        )
        assert facts.usd_per_input_image == entry.get("input_cost_per_image") or name == "runwayml/hailuo3"
        if facts.map_covers is None:
            continue
        unnamed = entry.get("output_cost_per_video_per_second", entry.get("output_cost_per_second"))
        named = {tier.resolution: entry.get(f"output_cost_per_second_{tier.resolution}") for tier in facts.tiers}
        assert [tier.usd_per_second for tier in facts.tiers] == [price or unnamed for price in named.values()]
        assert [resolution for resolution, price in named.items() if price is None] == list(facts.map_covers)


def test_what_the_price_map_says_too_coarsely_is_mended():
    finer = [name for name in all_models() if model_facts(name).map_covers is None]
    listed = json.loads(MAP.read_text("utf-8"))
    assert {name for name in finer if name in listed} == set(MENDED)
    for name, prices in MENDED.items():
        facts = model_facts(name)
        told = {size: facts.tier_for(size) for size in SIZES}
        assert {size: str(tier.usd_per_second) for size, tier in told.items() if tier is not None} == prices
