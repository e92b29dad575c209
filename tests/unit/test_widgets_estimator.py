"""CostEstimator: what it shows of prices, what it follows, and what can be applied and taken back."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from types import SimpleNamespace

import pytest

from shown_jobs import connect_engine, make_job
from sora_widgets import jobs
from sora_widgets.errors import (
    LedgerError,
    NoBudgetError,
    RequestError,
    UnknownModelError,
    UnsupportedValueError,
)
from sora_widgets.jobs import Quote
from sora_widgets.pricing import Hosting, all_models, estimate, model_facts
from sora_widgets.prompts.storyboard import Scene, Storyboard
from sora_widgets.widgets import CostEstimator, PromptComposer, StoryboardEditor, _cost_prices


def quote_of(price, *, provider="animatic", refusal=None):
    return Quote(price, None, provider, can_run=refusal is None, refusal=refusal, has_take=False)


@pytest.fixture
def money(monkeypatch):
    """An engine whose wallet, server and quotes are what a test says."""
    engine = connect_engine(monkeypatch)
    engine.state = SimpleNamespace(limit_usd=None, held_usd=Decimal(0), spent_usd=Decimal(0), left_usd=None, scope=None)
    engine.answer = quote_of(estimate(model="sora-2", usd_per_second=0))
    engine.provider = SimpleNamespace(
        models=lambda: ("sora-2", "sora-2-pro"),
        found="a server",
        name="animatic",
        usd_per_second=Decimal(0),
        profile=SimpleNamespace(reference_as=None),
    )
    monkeypatch.setattr(jobs, "wallet", lambda scope=None: engine.state)
    monkeypatch.setattr(jobs, "quote", lambda shot, **settings: engine.answer)
    monkeypatch.setattr(jobs, "current_provider", lambda: engine.provider)
    monkeypatch.setattr(jobs, "current_scope", lambda: None)
    return engine


def bars_of(widget):
    return {bar["id"]: bar for bar in widget._view["bars"]}


def ways_of(widget):
    return {way["id"].removeprefix("way:"): way for way in widget._view["ways"]}


def type_in(widget, **changes):
    """A draft from the browser."""
    draft = {"revision": widget._view["revision"] + 1, "settings": widget._draft["settings"], **changes}
    send(widget, draft | {"table": changes.get("table", widget._draft["table"])})
    return draft["revision"]


def send(widget, draft):
    widget._handle_msg(
        {"content": {"data": {"method": "update", "state": {"_draft": draft}, "buffer_paths": []}}, "buffers": []}
    )


def choose(widget, **settings):
    return type_in(widget, settings=widget._draft["settings"] | settings)


def ask(widget, kind, **fields):
    """The kernel's reply to a request of the browser."""
    replies = []
    widget.comm.send = lambda data=None, **_: replies.append(data)
    message = {"kind": kind, "id": 7, "draft": widget._draft, **fields}
    widget._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})
    (reply,) = [data["content"] for data in replies if data.get("method") == "custom"]
    return reply


# -- what is shown ----------------------------------------------------------------------------------------------------


def test_the_worked_example_of_a_long_clip_stands_at_the_top(money):
    widget = CostEstimator(model="sora-2-pro", seconds=20, size="1920x1080")
    assert widget._view["answer"]["amount"] == "$14.00"
    assert widget.estimate.cost_usd == 14
    widget.settings = {"batch": True}
    assert widget._view["answer"]["amount"] == "$7.00"
    assert "batch" in widget._view["answer"]["work"]


def test_bars_show_what_is_paid_here_the_chosen_model_and_each_state(money):
    widget = CostEstimator(seconds=5, size="1280x720", model="kling-4.0")
    bars = bars_of(widget)
    assert [bar["state"] for bar in widget._view["bars"]][:2] == ["known", "known"]
    assert bars["animatic"]["amount"] == "free"
    chosen = bars[model_facts("kling-4.0").id]
    assert (chosen["is_chosen"], chosen["name"]) == (True, "kling-4.0")
    assert len(bars) <= 12
    assert max(bar["share"] for bar in bars.values() if bar["share"] is not None) == 1.0
    unknown = [bar for bar in bars.values() if bar["state"] == "unknown"]
    assert [(bar["amount"], bar["share"]) for bar in unknown] == [("unknown", None)]


def test_nothing_is_dropped_from_the_table_and_every_row_leads_to_a_source(money):
    widget = CostEstimator(model="sora-2-pro", size="1792x1024")
    assert widget._view["table"] is None
    type_in(widget, table={"is_open": True, "by": "name", "is_reversed": True})
    rows = widget._view["table"]["rows"]
    assert len(rows) == widget._view["count"] == len(widget.table)
    assert {row["id"] for row in rows} >= set(all_models())
    assert [row["id"] for row in rows] == [offer.id for offer in widget.table.sorted("name").rows][::-1]
    assert all(row["source"] for row in rows)
    misfits = [row for row in rows if row["state"] == "misfit"]
    assert misfits and all(row["note"] for row in misfits)


def test_what_does_not_fit_says_why_and_what_would(money):
    widget = CostEstimator(model="sora-2-pro", seconds=4, size="1792x1024")
    type_in(widget, table={"is_open": True, "by": "cost", "is_reversed": False})
    row = next(row for row in widget._view["table"]["rows"] if row["id"] == "sora-2")
    assert row["amount"] == "not priced"
    assert "not 1792×1024" in row["note"] and "4 s at 1280×720: $0.40" in row["note"]


def test_each_number_is_explained_with_its_page_and_day(money):
    widget = CostEstimator(model="sora-2-pro", seconds=8, hosting=Hosting("ours", 2, 30, hours_per_month=100))
    answer = ask(widget, "estimator-explain", offer="answer")["result"]
    assert answer["lines"] == ["8 s × $0.30 = $2.40"]
    (link,) = answer["links"]
    assert link["address"].startswith("https://") and link["note"].startswith("read 20")
    for row in [*widget._view["bars"], *widget._view["ways"], *widget._view["chart"]["lines"]]:
        told = ask(widget, "estimator-explain", offer=row["id"])["result"]
        assert told["links"], row["id"]
    own = ask(widget, "estimator-explain", offer="Your own machine")["result"]
    assert own["lines"] == [
        "$2.00 per GPU hour × 1 × 30 s of computing per s of video ÷ 100 % at work",
        "$200.00 a month for 100 h, used or not",
    ]
    assert own["links"][0]["address"] == "given by you"


def test_a_plan_is_explained_by_its_month(money):
    widget = CostEstimator(seconds=8)
    plan = next(line for line in widget._view["chart"]["lines"] if line["name"] == "ChatGPT Plus")
    told = ask(widget, "estimator-explain", offer=plan["id"])["result"]
    assert told["lines"] == ["$20.00 a month for at most 900 such clips"]
    assert told["told"]


def test_it_is_said_that_no_plan_includes_sora_today(money):
    view = CostEstimator()._view
    assert view["no_plan"] == "Today no plan includes Sora."
    assert "2026-04-26" in view["no_plan_why"]


def test_the_chart_has_an_axis_lines_crossings_and_the_same_in_words(money):
    chart = CostEstimator(model="sora-2", seconds=8, clips_per_month=60)._view["chart"]
    assert chart["at"] == 60 < chart["x_max"]
    assert chart["lines"][0]["style"] == "chosen" and chart["lines"][0]["amount"] == "$48.00"
    assert all(usd <= chart["y_max"] for line in chart["lines"] for _, usd in line["points"])
    assert [at for at, _ in chart["y_ticks"]] == sorted({at for at, _ in chart["y_ticks"]})
    crossing = next(one for one in chart["crossings"] if "ChatGPT Plus" in one["said"] and "sora-2" in one["said"])
    # 20 USD a month against 0.80 a clip: they cost the same at 25 clips, from 26 on the plan is the cheaper one.
    assert (crossing["x"], crossing["y"], crossing["n"]) == (25.0, 20.0, 26)
    assert "$0.80 a clip" in chart["text"] and "is cheaper than" in chart["text"]


def test_a_machine_in_the_chart_is_drawn_with_its_fixed_price(money):
    chart = CostEstimator(hosting=Hosting("ours", 2, 30, hours_per_month=100))._view["chart"]
    line = next(line for line in chart["lines"] if line["id"] == "Your own machine")
    assert line["points"][0] == [0, 200.0]


# -- the machine ------------------------------------------------------------------------------------------------------


def test_a_machine_is_asked_for_and_never_invented(money):
    widget = CostEstimator()
    assert widget.hosting is None
    assert widget._view["machine"] == {"problem": "", "fields": []}
    choose(widget, hosting={"usd_per_gpu_hour": "2,49"})
    assert widget._view["machine"]["fields"] == ["compute_s_per_video_s"]
    assert "Still missing" in widget._view["machine"]["problem"]
    choose(widget, hosting={"usd_per_gpu_hour": "2,49", "compute_s_per_video_s": "30", "utilisation": "50"})
    assert widget.hosting.usd_per_gpu_hour == Decimal("2.49")
    assert widget.hosting.utilisation == Decimal("0.5")
    assert widget.table["Your own machine"].usd_per_clip == Decimal("0.1660")
    assert "Your own machine" in bars_of(widget)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("usd_per_gpu_hour", "two"),
        ("usd_per_gpu_hour", "-1"),
        ("gpus", "0.5"),
        ("utilisation", "0"),
        ("utilisation", "101"),
        ("hours_per_month", "731"),
        ("compute_s_per_video_s", "NaN"),
    ],
)
def test_a_figure_that_makes_no_sense_is_said_at_its_field_and_spoils_no_other_price(money, field, typed):
    widget = CostEstimator()
    before = bars_of(widget)
    choose(widget, hosting={"usd_per_gpu_hour": "2", "compute_s_per_video_s": "30"} | {field: typed})
    assert widget._view["machine"]["fields"] == [field]
    assert typed in widget._view["machine"]["problem"]
    assert bars_of(widget) == before


def test_a_machine_given_from_python_stands_in_the_fields(money):
    widget = CostEstimator()
    widget.hosting = Hosting("ours", "1.5", 40, gpus=2, utilisation="0.25")
    fields = widget._draft["settings"]["hosting"]
    assert fields == {
        "usd_per_gpu_hour": "1.5",
        "gpus": "2",
        "compute_s_per_video_s": "40",
        "utilisation": "25",
    }
    assert widget.hosting.usd_per_second == Hosting("ours", "1.5", 40, gpus=2, utilisation="0.25").usd_per_second


# -- settings ---------------------------------------------------------------------------------------------------------


def test_another_model_brings_what_it_makes(money):
    widget = CostEstimator(model="sora-2", seconds=20)
    revision = choose(widget, model="gemini/veo-3.1-generate-001")
    assert widget._view["makes"]["seconds"] == [4, 6, 8]
    assert widget.settings["seconds"] == 8
    assert widget._draft["revision"] == widget._view["revision"] > revision
    assert widget._view["answer"]["amount"] == "$3.20"


def test_any_model_of_the_table_can_be_chosen_after_those_of_the_server(money):
    groups = CostEstimator()._choices["groups"]
    assert groups[0] == {
        "label": "Connected: animatic",
        "models": [{"id": "sora-2", "label": "sora-2"}, {"id": "sora-2-pro", "label": "sora-2-pro"}],
    }
    assert {model["id"] for group in groups for model in group["models"]} == set(all_models())


def test_an_alias_is_the_model_it_stands_for(money):
    widget = CostEstimator(model="veo-3.1", seconds=8)
    assert bars_of(widget)["gemini/veo-3.1-generate-001"]["is_chosen"]
    assert widget._view["makes"]["model"] == "gemini/veo-3.1-generate-001"


def test_a_model_that_nobody_knows_costs_what_the_server_asks(money):
    money.answer = quote_of(estimate(model="my/model", usd_per_second="0.02", provider="box"), provider="box")
    widget = CostEstimator(model="my/model")
    assert widget.estimate.cost_usd == Decimal("0.08")
    assert widget._view["answer"]["facts"] == "at the rate given for box"
    money.answer = quote_of(estimate(model="my/model", provider="box"), provider="box")
    widget = CostEstimator(model="my/model")
    assert (widget._view["answer"]["amount"], bars_of(widget)["box"]["share"]) == ("price unknown", None)
    assert widget._view["no_ways"] == "Without a price there is nothing to save."


def test_a_model_that_the_server_does_not_have_is_not_priced_there(money):
    money.answer = quote_of(
        estimate(model="veo-3.1", usd_per_second=0),
        refusal=UnknownModelError("No.", given="veo-3.1", allowed=("sora-2",)),
    )
    widget = CostEstimator(model="veo-3.1")
    assert widget._view["answer"]["here"]["amount"] == "not made here"
    assert widget.table["animatic"].cost_usd is None
    assert widget._view["refusal"] == ""
    assert widget._view["answer"]["amount"] == "$1.60"


@pytest.mark.parametrize("takes", [0, 101, True, "2"])
def test_takes_that_make_no_sense_are_refused(money, takes):
    with pytest.raises(UnsupportedValueError, match="takes must be 1 to 100"):
        CostEstimator(takes=takes)


@pytest.mark.parametrize(
    "settings",
    [
        "nonsense",
        {"model": "sora-2"},
        {"model": "sora-2", "seconds": "long", "size": "1280x720", "takes": 1, "batch": False, "clips_per_month": 1},
    ],
)
def test_settings_from_the_browser_that_make_no_sense_are_refused_and_not_kept(money, settings):
    widget = CostEstimator(seconds=8)
    send(widget, {"revision": 3, "settings": settings})
    assert "must be" in widget._view["refusal"]
    assert widget.settings["seconds"] == 8
    widget.settings = {"seconds": 12}
    assert (widget._view["refusal"], widget._draft["revision"]) == ("", 4)


def test_a_draft_that_a_request_overtook_does_not_take_back_what_it_did(money):
    widget = CostEstimator(model="sora-2-pro", seconds=8)
    late = {"revision": 1, "settings": widget._draft["settings"], "table": widget._draft["table"]}
    type_in(widget)
    widget.settings = {"seconds": 4}
    send(widget, late)
    assert widget.settings["seconds"] == 4
    assert widget._draft["settings"]["seconds"] == 4


def test_a_slider_that_comes_back_finds_the_same_comparison_until_prices_change(money, monkeypatch):
    widget = CostEstimator(seconds=4)
    first = widget._prices.of(widget._draft["settings"]).ways
    widget.settings = {"seconds": 8}
    widget.settings = {"seconds": 4}
    assert widget._prices.of(widget._draft["settings"]).ways is first


# -- ways -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moved", "ahead"),
    [
        ({"seconds": 8}, {"seconds": 12}),
        ({"clips_per_month": 20}, {"clips_per_month": 15}),
        ({"seconds": 20}, None),  # the last stop
        ({"takes": 3}, None),
    ],
)
def test_the_stop_that_a_slider_comes_to_next_is_priced_while_nobody_waits(money, monkeypatch, moved, ahead):
    widget = CostEstimator(model="sora-2", seconds=4, clips_per_month=30)

    async def move():
        calls = []
        asyncio.get_running_loop().call_later = lambda delay_s, work, settings: calls.append((work, settings))
        choose(widget, **moved)
        return calls

    calls = asyncio.run(move())
    assert [settings for _, settings in calls] == ([] if ahead is None else [widget._draft["settings"] | ahead])
    for work, settings in calls:
        work(settings)
    assert widget.settings["seconds"] == moved.get("seconds", 4), "looking ahead moves nothing"
    monkeypatch.setattr(_cost_prices, "compare_costs", lambda *_, **__: pytest.fail("it was priced before"))
    choose(widget, **(ahead or {}))


def test_ways_to_the_same_shot_save_what_they_say(money):
    widget = CostEstimator(model="sora-2-pro", seconds=8, takes=3)
    ways = ways_of(widget)
    assert list(ways)[:4] == ["draft", "takes", "seconds:4", "batch:True"]
    assert (ways["seconds:4"]["amount"], ways["seconds:4"]["saving"]) == ("$3.60", "saves $3.60 · 50 % less")
    assert (ways["takes"]["amount"], ways["draft"]["saving"]) == ("$2.40", "saves $4.80")
    assert ways["model:sora-2"]["amount"] == "$2.40"
    assert not ways["draft"]["can_apply"], "the animatic is connected"


def test_a_way_is_applied_and_taken_back(money):
    widget = CostEstimator(model="sora-2-pro", seconds=8)
    reply = ask(widget, "estimator-apply", way="way:seconds:4")
    assert reply["result"] == {"name": "Shorter: 4 s", "amount": "$1.20"}
    assert widget.settings["seconds"] == 4
    assert widget._view["undo"] == "Shorter: 4 s"
    widget.settings = {"clips_per_month": 100}
    reply = ask(widget, "estimator-undo")
    assert reply["result"] == {"name": "Shorter: 4 s", "amount": "$2.40"}
    assert (widget.settings["seconds"], widget.settings["clips_per_month"]) == (8, 100)
    assert widget._view["undo"] is None
    assert not ask(widget, "estimator-undo")["ok"]


def test_a_way_that_is_gone_is_refused(money):
    widget = CostEstimator(model="sora-2-pro", seconds=4)
    reply = ask(widget, "estimator-apply", way="way:seconds:4")
    assert "no longer there" in reply["error"]["message"]
    assert widget.settings["seconds"] == 4


def test_what_the_model_does_not_make_leads_to_the_nearest_that_it_does(money):
    widget = CostEstimator(model="sora-2", seconds=4, size="1792x1024")
    assert widget.estimate is None
    assert widget._view["answer"]["amount"] == "not priced"
    assert "1792x1024" in widget._view["refusal"]
    ask(widget, "estimator-apply", way="way:instead")
    assert widget.settings["size"] == "1280x720"
    assert widget._view["answer"]["amount"] == "$0.40"


def test_drafting_on_the_animatic_connects_it_and_undo_goes_back(money, monkeypatch):
    paid = estimate(model="sora-2", usd_per_second="0.10", provider="box")
    box = SimpleNamespace(models=lambda: None, found="a box", name="box", usd_per_second=Decimal("0.10"))
    animatic, free = money.provider, money.answer
    money.provider, money.answer = box, quote_of(paid, provider="box")

    def connect(address):
        assert address == "animatic"
        money.provider, money.answer = animatic, free
        for tell in list(money.terms):
            tell()

    def go_back(server):
        money.provider, money.answer = server, quote_of(paid, provider="box")
        for tell in list(money.terms):
            tell()

    monkeypatch.setattr(jobs, "connect", connect)
    monkeypatch.setattr(jobs, "go_back_to", go_back)
    widget = CostEstimator()
    assert ways_of(widget)["draft"]["can_apply"]
    ask(widget, "estimator-apply", way="way:draft")
    assert widget._view["answer"]["here"]["amount"] == "free"
    assert not ways_of(widget)["draft"]["can_apply"]
    ask(widget, "estimator-undo")
    assert widget._view["answer"]["here"]["amount"] == "$0.40"
    assert money.provider is box


# -- linked -----------------------------------------------------------------------------------------------------------


def test_a_composer_and_its_estimator_follow_each_other(money):
    composer = PromptComposer("A red kite.", model="sora-2-pro", seconds=8)
    widget = CostEstimator(composer)
    assert widget._view["answer"]["amount"] == "$2.40"
    composer.settings = {"seconds": 4}
    assert (widget.settings["seconds"], widget._view["answer"]["amount"]) == (4, "$1.20")
    choose(widget, takes=2)
    assert composer.settings["takes"] == 2
    ask(widget, "estimator-apply", way="way:model:sora-2")
    assert composer.settings["model"] == "sora-2"
    ask(widget, "estimator-undo")
    assert composer.settings["model"] == "sora-2-pro"
    assert widget._choices["takes"] == [1, 2, 3, 4]
    widget.close()
    composer.settings = {"seconds": 12}
    assert widget.settings["seconds"] == 4, "a closed one follows nothing"


def test_settings_that_are_named_go_before_those_of_the_composer(money):
    composer = PromptComposer("A red kite.", seconds=8)
    CostEstimator(composer, seconds=12)
    assert composer.settings["seconds"] == 12


def test_a_storyboard_is_priced_shot_by_shot_and_followed(money):
    editor = StoryboardEditor(Storyboard([Scene("A red kite.", 8), Scene("A child.", 4)]))
    widget = CostEstimator(editor)
    assert (widget._view["board"], widget._view["answer"]["amount"]) == ("2 shots, 12 s", "$1.20")
    assert widget.settings["seconds"] is None
    editor.storyboard = editor.storyboard.with_scene("The kite lands.")
    assert (widget._view["board"], widget.estimate.cost_usd) == ("3 shots, 16 s", Decimal("1.60"))
    choose(widget, model="sora-2-pro")
    assert editor.settings["model"] == "sora-2-pro"
    assert widget._view["answer"]["amount"] == "$4.80"


def test_a_storyboard_needs_no_editor_and_a_list_has_one_length(money):
    board = CostEstimator(Storyboard(["A kite.", "A child."]), takes=2)
    assert board.estimate.cost_usd == Decimal("1.60")
    several = CostEstimator(["A kite.", "A child.", "A dog."], seconds=8)
    assert several.estimate.cost_usd == Decimal("2.40")
    several.settings = {"seconds": 4}
    assert several.estimate.cost_usd == Decimal("1.20")


# -- money and servers ------------------------------------------------------------------------------------------------


def test_the_wallet_line_follows_the_jobs_and_not_their_progress(money):
    widget = CostEstimator()
    assert {"name": "budget", "amount": "none set"} in widget._view["wallet"]
    money.state = SimpleNamespace(
        limit_usd=Decimal(5), held_usd=Decimal("0.40"), spent_usd=Decimal(0), left_usd=Decimal("4.60"), scope=None
    )
    money.tell(make_job(state="queued"))
    assert [line["amount"] for line in widget._view["wallet"]] == ["$5.00", "$0.40", "$0.00", "$4.60"]
    before = widget._view
    money.tell(make_job(state="queued", progress=10))
    assert widget._view is before


def test_another_server_or_budget_prices_again_and_offers_its_models(money):
    widget = CostEstimator()
    (terms_changed,) = money.terms
    paid = estimate(model="sora-2", usd_per_second="0.10", provider="box")
    money.answer = quote_of(paid, provider="box", refusal=NoBudgetError("No budget.", cost_usd=Decimal("0.40")))
    money.provider = SimpleNamespace(
        models=lambda: ("wan-2",), found="a box", name="box", usd_per_second=Decimal("0.10")
    )
    terms_changed()
    assert bars_of(widget)["box"]["amount"] == "$0.40"
    assert widget._view["refusal"] == "No budget."
    assert widget._choices["groups"][0]["models"] == [{"id": "wan-2", "label": "wan-2"}]
    money.answer = quote_of(paid, provider="box")
    terms_changed()
    assert widget._view["refusal"] == ""
    widget.close()
    assert money.terms == []


def test_a_ledger_that_cannot_be_opened_is_told(money, monkeypatch):
    def refuse(*_, **__):
        raise LedgerError("The ledger cannot be opened.")

    monkeypatch.setattr(jobs, "quote", refuse)
    widget = CostEstimator()
    assert widget._view["refusal"] == "The ledger cannot be opened."
    assert (widget._view["bars"], widget._view["answer"], widget.estimate) == ([], None, None)
    with pytest.raises(RequestError):
        widget._apply({"way": "way:draft"})


def test_what_python_sees_changes_with_the_settings(money):
    widget = CostEstimator()
    seen = []
    widget.observe(lambda change: seen.append(change["new"].cost_usd), "estimate")
    choose(widget, seconds=8)
    choose(widget, seconds=12)
    assert seen == [Decimal("0.80"), Decimal("1.20")]
    assert widget.table["sora-2-pro"].cost_usd == Decimal("3.60")


def test_it_speaks_french(money):
    view = CostEstimator(model="sora-2-pro", seconds=8, language="fr")._view
    assert view["no_plan"] == "Aujourd’hui aucun abonnement ne comprend Sora."
    assert view["ways"][1]["name"].split() == ["Plus", "court", ":", "4", "s"]
    assert "coûte moins que" in view["chart"]["crossings"][0]["said"]
    assert "coûte moins que" in view["chart"]["text"]
