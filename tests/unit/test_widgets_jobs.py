"""JobCard, JobQueue, show_job and CostEstimator: what they show of jobs and money, and when."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from shown_jobs import Clip, Output, connect_engine, make_job
from sora_widgets import jobs
from sora_widgets.errors import JobFailedError, LedgerError, NoBudgetError, RequestError, UnsupportedValueError
from sora_widgets.jobs import Quote
from sora_widgets.pricing import estimate
from sora_widgets.widgets import CostEstimator, JobCard, JobQueue, card, show_job


@pytest.fixture
def engine(monkeypatch):
    return connect_engine(monkeypatch)


def test_a_card_follows_its_job(engine):
    job = make_job()
    shown = JobCard(job)
    assert shown._card_state["phase"] == "waiting"
    job.state, job.progress = "in_progress", 40
    engine.tell(job)
    assert (shown._card_state["phase"], shown._card_state["progress"]) == ("working", 40)


def test_a_paid_card_shows_the_estimate_until_its_end_and_then_what_it_cost(engine):
    job = make_job(cost_usd=None, estimate=estimate(model="sora-2", usd_per_second="0.10"))
    shown = JobCard(job)
    assert shown._card_state["price_label"] == "$0.40"
    job.state, job.is_done, job.cost_usd, job.clip = "saved", True, Decimal("0.32"), Clip()
    job.clip.provenance = SimpleNamespace(cost_usd=Decimal("0.32"))
    engine.tell(job)
    assert shown._card_state["price_label"] == "$0.32"
    assert shown._card_state["clip"]["cost_label"] == "$0.32"


def test_in_french_a_card_says_in_french_why_its_job_failed(engine):
    failed = make_job(state="failed", error=JobFailedError("Job j1 failed: out of memory.", job_id="j1"))
    message = JobCard(failed, language="fr")._card_state["error"]["message"]
    assert message == "Le clip n’a pas été fait. Ce qui a été dit : Job j1 failed: out of memory."


def test_a_card_ignores_other_jobs(engine):
    shown = JobCard(make_job())
    before = shown._card_state
    engine.tell(make_job("j2", "in_progress"))
    assert shown._card_state is before


def test_a_closed_card_listens_no_more(engine):
    JobCard(make_job()).close()
    assert engine.listeners == []


def test_a_displayed_job_becomes_its_clips_document_and_the_card_goes(engine, monkeypatch):
    output, displayed = Output(), []
    monkeypatch.setattr(card, "display", lambda value, **_: displayed.append(value) or output)
    job = make_job()
    show_job(job)
    (shown,) = displayed
    assert isinstance(shown, JobCard)
    job.state, job.clip, job.is_done = "saved", Clip(), True
    engine.tell(job)
    engine.tell(job)
    assert output.is_updated.wait(30)
    assert output.shown == [job.clip]


def test_a_finished_job_is_displayed_as_its_document_at_once(engine, monkeypatch):
    displayed = []
    monkeypatch.setattr(card, "display", lambda value, **_: displayed.append(value))
    job = make_job(state="saved", clip=Clip())
    show_job(job)
    assert displayed == [job.clip]


def test_a_failed_job_keeps_its_card(engine, monkeypatch):
    output, displayed = Output(), []
    monkeypatch.setattr(card, "display", lambda value, **_: displayed.append(value) or output)
    job = make_job()
    show_job(job)
    job.state, job.error = "failed", LedgerError("The server ran out of memory.")
    engine.tell(job)
    assert displayed[0]._card_state["error"]["message"] == "The server ran out of memory."
    assert output.shown == []


def test_the_queue_shows_earlier_jobs_newest_first(engine):
    engine.jobs = [make_job("new"), make_job("old", "saved", clip=Clip())]
    queue = JobQueue()
    assert [row["job_id"] for row in queue._rows] == ["new", "old"]
    assert [job.id for job in queue.jobs] == ["new", "old"]


def test_progress_travels_as_a_message_and_a_new_state_as_rows(engine):
    job = make_job(state="in_progress", progress=1)
    engine.jobs = [job]
    queue = JobQueue()
    sent = []
    queue.comm.send = lambda data=None, **_: sent.append(data)
    job.progress = 30
    engine.tell(job)
    (message,) = sent
    assert message["content"]["kind"] == "queue-changed"
    assert message["content"]["card"]["progress"] == 30
    job.state, job.clip = "saved", Clip()
    engine.tell(job)
    assert sent[-1]["method"] == "update"
    assert queue._rows[0]["clip"]["clip_id"] == "clip1"


def test_a_job_made_after_the_queue_comes_on_top_and_the_limit_holds(engine):
    engine.jobs = [make_job("b"), make_job("a")]
    queue = JobQueue(limit=2)
    engine.tell(make_job("c"))
    assert [row["job_id"] for row in queue._rows] == ["c", "b"]


@pytest.mark.parametrize("limit", [0, -1, True, "5"])
def test_a_limit_that_makes_no_sense_is_refused(engine, limit):
    with pytest.raises(RequestError, match="limit must be"):
        JobQueue(limit=limit)


def quote_of(price, *, provider="animatic", refusal=None):
    return Quote(price, None, provider, can_run=refusal is None, refusal=refusal, has_take=False)


@pytest.fixture
def money(engine, monkeypatch):
    state = SimpleNamespace(limit_usd=None, held_usd=Decimal(0), spent_usd=Decimal(0), left_usd=None)
    engine.state, engine.answer = state, quote_of(estimate(model="sora-2", usd_per_second=0))
    monkeypatch.setattr(jobs, "wallet", lambda: engine.state)
    monkeypatch.setattr(jobs, "quote", lambda shot, **settings: engine.answer)
    monkeypatch.setattr(jobs, "current_provider", lambda: SimpleNamespace(models=lambda: None, found="a server"))
    return engine


def bars_of(widget):
    return {bar["name"]: bar for bar in widget._view["bars"]}


def test_bars_show_what_is_paid_here_and_the_list_prices(money):
    bars = bars_of(CostEstimator(seconds=4))
    assert bars["animatic"]["amount_label"] == "free"
    assert bars["animatic"]["is_chosen"]
    assert bars["animatic"]["title"] == "a server", "what connect recognised"
    assert bars["sora-2"]["title"] == "sora-2"
    assert bars["sora-2"]["amount_label"] == "$0.40"
    assert bars["sora-2-pro"]["share"] == 1.0
    assert bars["sora-2"]["share"] == pytest.approx(1 / 3)
    assert "retired 2026-09-24" in bars["sora-2"]["note"]


def test_an_unknown_price_is_said_and_has_no_length(money):
    money.answer = quote_of(estimate(model="my/model", provider="box"), provider="box")
    bar = bars_of(CostEstimator(model="my/model"))["box"]
    assert bar["share"] is None
    assert bar["amount_label"] == "unknown: set a rate"


def test_a_size_that_a_model_does_not_make_is_said(money):
    bar = bars_of(CostEstimator(model="sora-2-pro", size="1792x1024"))["sora-2"]
    assert (bar["amount_label"], bar["share"]) == ("not made", 0.0)


def test_the_wallet_line_follows_the_jobs_and_not_their_progress(money):
    widget = CostEstimator()
    assert {"name": "budget", "amount": "none set"} in widget._view["wallet"]
    money.state = SimpleNamespace(
        limit_usd=Decimal(5), held_usd=Decimal("0.40"), spent_usd=Decimal(0), left_usd=Decimal("4.60")
    )
    money.tell(make_job(state="queued"))
    assert [line["amount"] for line in widget._view["wallet"]] == ["$5.00", "$0.40", "$0.00", "$4.60"]
    before = widget._view
    money.tell(make_job(state="queued", progress=10))
    assert widget._view is before


def test_another_server_or_budget_prices_again_and_offers_its_models(money, monkeypatch):
    widget = CostEstimator()
    (terms_changed,) = money.terms
    paid = estimate(model="sora-2", usd_per_second="0.10")
    money.answer = quote_of(paid, provider="box", refusal=NoBudgetError("No budget."))
    monkeypatch.setattr(jobs, "current_provider", lambda: SimpleNamespace(models=lambda: ("wan-2",), found="a server"))
    terms_changed()
    assert bars_of(widget)["box"]["amount_label"] == "$0.40"
    assert widget.estimate == paid
    assert widget._view["refusal"] == "No budget."
    assert [model["id"] for model in widget._choices["models"]] == ["wan-2", "sora-2"]
    money.answer = quote_of(paid, provider="box")
    money.state = SimpleNamespace(limit_usd=Decimal(5), held_usd=Decimal(0), spent_usd=Decimal(0), left_usd=Decimal(5))
    terms_changed()
    assert widget._view["refusal"] is None
    assert {"name": "left", "amount": "$5.00"} in widget._view["wallet"]
    widget.close()
    assert money.terms == []


@pytest.mark.parametrize("takes", [0, 5])
def test_an_estimator_offers_one_to_four_takes(money, takes):
    with pytest.raises(UnsupportedValueError, match="takes must be 1 to 4"):
        CostEstimator(takes=takes)


def test_settings_from_the_browser_that_make_no_sense_are_refused_and_not_kept(money):
    widget = CostEstimator(seconds=8)
    draft = {"revision": 3, "settings": "nonsense"}
    widget._handle_msg(
        {"content": {"data": {"method": "update", "state": {"_draft": draft}, "buffer_paths": []}}, "buffers": []}
    )
    assert "must be" in widget._view["refusal"]
    assert widget.settings["seconds"] == 8
    widget.settings = {"seconds": 12}
    assert (widget._view["refusal"], widget._draft["revision"]) == (None, 4)


def test_the_source_of_the_prices_and_their_date_are_shown(money):
    source = CostEstimator()._view["source"]
    assert source["label"].startswith("prices read 20")
    assert source["address"].startswith("https://")


def test_new_settings_are_priced_again(money):
    widget = CostEstimator()
    widget.settings = {"seconds": 12}
    assert bars_of(widget)["sora-2"]["amount_label"] == "$1.20"
    assert widget._view["revision"] == 1


def test_a_ledger_that_cannot_be_opened_is_told(money, monkeypatch):
    def refuse(*_, **__):
        raise LedgerError("The ledger cannot be opened.")

    monkeypatch.setattr(jobs, "quote", refuse)
    view = CostEstimator()._view
    assert view["refusal"] == "The ledger cannot be opened."
    assert view["bars"] == []
