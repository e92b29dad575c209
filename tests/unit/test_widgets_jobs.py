"""JobCard, JobQueue and show_job: what they show of jobs, and when."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shown_jobs import Clip, Output, connect_engine, make_job
from sora_widgets.errors import JobFailedError, LedgerError, RequestError
from sora_widgets.pricing import estimate
from sora_widgets.widgets import JobCard, JobQueue, card, show_job


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
    job.state, job.is_done, job.cost_usd, job.clip = "saved", True, Decimal("0.32"), Clip(cost_usd=Decimal("0.32"))
    engine.tell(job)
    assert shown._card_state["price_label"] == "$0.32 (estimated $0.40)"
    assert shown._card_state["clip"]["cost_usd"] == "0.32"


def test_in_french_a_card_says_in_french_why_its_job_failed(engine):
    failed = make_job(state="failed", error=JobFailedError("Job j1 failed: out of memory.", job_id="j1"))
    message = JobCard(failed, language="fr")._card_state["error"]["message"]
    assert message == "Le clip n’a pas été fait. Ce qui a été dit\u00a0: Job j1 failed: out of memory."


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
    assert queue._rows[0]["clip"]["clip_id"] == Clip().id


def test_a_job_made_after_the_queue_comes_on_top_and_the_limit_holds(engine):
    engine.jobs = [make_job("b"), make_job("a")]
    queue = JobQueue(limit=2)
    engine.tell(make_job("c"))
    assert [row["job_id"] for row in queue._rows] == ["c", "b"]


@pytest.mark.parametrize("limit", [0, -1, True, "5"])
def test_a_limit_that_makes_no_sense_is_refused(engine, limit):
    with pytest.raises(RequestError, match="limit must be"):
        JobQueue(limit=limit)
