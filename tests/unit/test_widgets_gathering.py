"""`gather` on the page: its sums, its rows, and the document that is left of it."""

from __future__ import annotations

import importlib
import random
import threading
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
import skia

from shown_jobs import Clip, Output, connect_engine, make_job
from sora_widgets import jobs
from sora_widgets.clips.differences import Difference
from sora_widgets.errors import JobFailedError, RequestError
from sora_widgets.widgets._gathering_document import GatheringDocument
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.gathering import GatheringDisplay, Tally, gather

module = importlib.import_module("sora_widgets.widgets.gathering")
ENGLISH = Texts("en")


@pytest.fixture
def engine(monkeypatch):
    return connect_engine(monkeypatch)


class Together:
    """A gathering as far as the display looks."""

    def __init__(self, *gathered):
        self.jobs = gathered
        self.cancelled = 0

    def cancel(self):
        self.cancelled += 1


def end(job, state, **changes):
    vars(job).update(state=state, is_done=True, **changes)


# The sums


def test_the_head_says_how_many_are_saved_what_it_costs_and_who_is_needed():
    gathered = [
        make_job("a", "saved", spent_usd=Decimal("0.40")),
        make_job("b", "failed"),
        make_job("c", "expired", spent_usd=Decimal("0.80")),
        make_job("d", "cancelled"),
        make_job("e", "in_progress", progress=50, held_usd=Decimal("0.40")),
        make_job("f", "ambiguous", candidates=(), held_usd=Decimal("0.10")),
    ]
    summary = Tally(gathered, 0).summary(ENGLISH, 0)
    assert summary["line"] == "1 of 6 saved · 2 failed · 1 cancelled · 1 waiting for you"
    assert summary["money"] == "$1.20 spent · $0.50 held"
    assert (summary["percent"], summary["open"], summary["needs_you"]) == (75, 2, 1)


def test_a_change_is_counted_as_if_all_had_been_counted_anew():
    chance = random.Random(3)
    gathered = [make_job(f"j{number}") for number in range(20)]
    tally = Tally(gathered, 0)
    for _ in range(500):
        job = chance.choice(gathered)
        state = chance.choice(["reserved", "in_progress", "completed", "ambiguous", "saved", "failed", "cancelled"])
        vars(job).update(
            state=state,
            progress=chance.randrange(101),
            needs_decision=state == "ambiguous" and chance.random() < 0.5,
            spent_usd=Decimal(chance.randrange(100)) / 100,
            held_usd=Decimal(chance.randrange(100)) / 100,
            is_replay=chance.random() < 0.2,
        )
        tally.put(job)
    anew = Tally(gathered, 0)
    assert tally.summary(ENGLISH, 0) == anew.summary(ENGLISH, 0)
    assert tally.is_done == anew.is_done


def test_cancelling_all_is_asked_with_what_it_counts_as_spent():
    gathered = [
        make_job("a", "reserved", held_usd=Decimal("0.40")),  # never sent: its money is free again
        make_job("b", "in_progress", held_usd=Decimal("0.80")),
        make_job("c", "ambiguous", candidates=(), held_usd=Decimal("0.10")),
        make_job("d", "saved", spent_usd=Decimal("0.20")),
    ]
    tally = Tally(gathered, 0)
    assert tally.summary(ENGLISH, 0)["cancel_cost"] == "$0.90"
    for job in gathered[1:3]:
        end(job, "cancelled", held_usd=Decimal(0))
        tally.put(job)
    assert tally.summary(ENGLISH, 0)["cancel_cost"] is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_question_before_cancelling_names_the_number_and_the_money(language):
    said = Texts(language).say("gathering.really_cancel_spending", n=3, amount="$0.90")
    assert "3" in said and "$0.90" in said


def test_clips_that_were_here_already_cost_nothing_now():
    gathered = [make_job("a", "saved", spent_usd=Decimal("0.40"), is_replay=True)]
    assert Tally(gathered, 0).summary(ENGLISH, 0)["money"] == "free"
    assert GatheringDocument(gathered, ENGLISH)._repr_mimebundle_()["text/plain"].endswith("free")


def test_the_time_left_is_told_by_the_pace_and_not_before_there_is_one():
    gathered = [make_job("a", "in_progress", progress=10), make_job("b")]
    tally = Tally(gathered, now_s=100)
    assert tally.summary(ENGLISH, 110)["eta_s"] is None
    gathered[0].progress = 60  # a quarter of the whole in 10 s; 70 % are left
    tally.put(gathered[0])
    assert tally.summary(ENGLISH, 110)["eta_s"] == 28
    assert tally.summary(ENGLISH, 100)["eta_s"] is None
    for job in gathered:
        end(job, "saved")
        tally.put(job)
    assert tally.summary(ENGLISH, 120)["eta_s"] is None
    assert tally.summary(ENGLISH, 120)["percent"] == 100


def test_it_is_done_only_when_nothing_more_will_happen_to_any():
    gathered = [make_job("a", "saved", clip=Clip()), make_job("b", "ambiguous", candidates=())]
    tally = Tally(gathered, 0)
    assert not tally.is_done
    end(gathered[1], "cancelled")
    tally.put(gathered[1])
    assert tally.is_done


# The display


def contents(sent):
    return [data["content"] for data in sent if data["method"] == "custom"]


def record(widget):
    sent = []
    widget.comm.send = lambda data=None, **_: sent.append(data)
    return sent


def ask(widget, **message):
    sent = record(widget)
    widget._handle_msg({"content": {"data": {"method": "custom", "content": {"id": 1, **message}}}, "buffers": []})
    (reply,) = contents(sent)
    return reply


def test_rows_travel_only_once_somebody_asked_and_then_their_changes_do(engine):
    gathered = [make_job("a"), make_job("b")]
    shown = GatheringDisplay(Together(*gathered))
    sent = record(shown)
    vars(gathered[0]).update(state="in_progress", progress=10)
    engine.tell(gathered[0])
    assert contents(sent) == []
    assert shown._summary["percent"] == 5
    rows = ask(shown, kind="gathering-rows")["result"]["rows"]
    assert [(row["job_id"], row["progress"]) for row in rows] == [("a", 10), ("b", None)]
    sent = record(shown)
    gathered[0].progress = 20
    engine.tell(gathered[0])
    (message,) = contents(sent)
    assert (message["kind"], message["card"]["progress"]) == ("queue-changed", 20)


def test_other_jobs_do_not_concern_it_but_their_money_does(engine):
    doubtful = make_job("a", "ambiguous", candidates=(), held_usd=Decimal("0.40"))
    engine.left_usd[None] = Decimal(2)
    shown = GatheringDisplay(Together(doubtful))
    ask(shown, kind="gathering-rows")
    before, sent = shown._summary, record(shown)
    engine.left_usd[None] = Decimal(1)
    engine.tell(make_job("stranger", "in_progress", progress=5))
    assert contents(sent) == []
    engine.tell(make_job("stranger", "saved"))
    (message,) = contents(sent)
    assert message["card"]["decision"]["submit_again_cost"].endswith("$0.60")
    assert shown._summary is before


def test_its_rows_are_decided_and_cancelled_like_any_other(engine):
    doubtful = make_job("a", "ambiguous", candidates=())
    shown = GatheringDisplay(Together(doubtful))
    assert ask(shown, kind="job-give-up", job_id="a")["ok"]
    assert doubtful.done == ["give up"]
    assert ask(shown, kind="job-give-up", job_id="z")["error"]["code"] == "bad-request"


def test_cancelling_all_is_the_gatherings_to_do(engine):
    together = Together(make_job("a"), make_job("b"))
    assert ask(GatheringDisplay(together), kind="gathering-cancel")["ok"]
    assert together.cancelled == 1


class AtOnce:
    """A thread that has run when it is started, so that a second one cannot come too late to be seen."""

    def __init__(self, target, **_):
        self.start = target


def test_it_becomes_its_document_once_when_the_last_job_is_done(engine, monkeypatch):
    monkeypatch.setattr(module, "threading", SimpleNamespace(Thread=AtOnce, Lock=threading.Lock))
    first, last, output = make_job("a"), make_job("b", "ambiguous", candidates=()), Output()
    shown = GatheringDisplay(Together(first, last))
    shown.become_document_in(output)
    end(first, "saved", clip=Clip())
    engine.tell(first)
    assert output.shown == []
    end(last, "cancelled", needs_decision=False, note="Given up.")
    shown._on_job(last)
    shown._on_job(last)
    (document,) = output.shown
    assert repr(document) == "<1 of 2 saved · 1 cancelled · free>"


def test_what_ended_before_it_was_shown_is_not_waited_for(engine):
    job, output = make_job("a"), Output()
    shown = GatheringDisplay(Together(job))
    end(job, "failed")
    engine.tell(job)
    shown.become_document_in(output)
    assert output.is_updated.wait(30)


# gather


class Shell:
    """IPython's shell in a kernel, as far as `gather` looks."""

    kernel = object()

    def __init__(self):
        self.execution_count = 1
        self.shown_by = {}
        formatter = SimpleNamespace(for_type=self.shown_by.__setitem__)
        self.display_formatter = SimpleNamespace(ipython_display_formatter=formatter)


@pytest.fixture
def shown(engine, monkeypatch):
    """What was displayed."""
    displayed = []
    monkeypatch.setattr(module, "display", lambda value, **_: displayed.append(value))
    monkeypatch.setattr(jobs, "Gathering", Together)
    monkeypatch.setattr(Together, "__init__", lambda self, gathered: setattr(self, "jobs", tuple(gathered)))
    return displayed


@pytest.fixture
def shell(monkeypatch):
    made = Shell()
    monkeypatch.setattr("IPython.get_ipython", lambda: made)
    return made


def test_outside_a_notebook_nothing_is_shown(shown):
    assert isinstance(gather([make_job("a")]), Together)
    assert shown == []


def test_in_a_terminal_nothing_is_shown(shown, monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace())  # no kernel, so no page
    gather([make_job("a")])
    assert shown == []


def test_in_a_notebook_one_display_is_shown_for_all(shown, shell):
    gather([make_job("a"), make_job("b")])
    (display,) = shown
    assert isinstance(display, GatheringDisplay)
    assert display._summary["total"] == 2


def test_a_job_that_is_given_twice_is_shown_once(shown, shell):
    job = make_job("a")
    gather([job, job])
    assert shown[0]._summary["total"] == 1
    end(job, "failed")
    gather([job, job])
    assert repr(shown[1]) == "<0 of 1 saved · 1 failed · free>"


def test_nothing_is_shown_of_no_jobs(shown, shell):
    gather([])
    assert shown == []


def test_jobs_that_are_all_done_are_shown_as_their_document_at_once(shown, shell):
    gather([make_job("a", "failed")])
    assert isinstance(shown[0], GatheringDocument)


def test_as_the_value_of_its_cell_it_is_not_shown_twice_and_in_another_cell_it_is(shown, shell):
    together = gather([make_job("a")])
    show_as_value = shell.shown_by[Together]
    show_as_value(together)
    assert len(shown) == 1
    shell.execution_count += 1
    show_as_value(together)
    assert len(shown) == 2


def test_something_else_than_jobs_is_refused_as_the_jobs_room_does():
    with pytest.raises(RequestError):
        gather(["no job"])


# The document


@cache
def noisy_poster():
    """A picture that compresses badly."""
    pixels = np.random.default_rng(1).integers(0, 255, (360, 640, 4), dtype=np.uint8)
    return bytes(skia.Image.fromarray(pixels).encodeToData(skia.EncodedImageFormat.kJPEG, 60))


def saved(job_id, tmp_path, **changes):
    clip = Clip()
    clip.path = tmp_path / f"{job_id} & co.mp4"
    clip.poster_bytes = changes.pop("poster", noisy_poster())
    clip.differences = changes.pop("differences", ())
    return make_job(job_id, "saved", clip=clip, **changes)


def html_of(*gathered, texts=ENGLISH):
    return GatheringDocument(gathered, texts)._repr_mimebundle_()["text/html"]


def test_the_document_plays_each_clip_from_its_file_and_says_what_became_of_the_rest(tmp_path):
    failed = make_job("b", "failed", error=JobFailedError("Job b failed: out of memory.", job_id="b"))
    cancelled = make_job("c", "cancelled", note="Cancelled; the server may go on.", error=JobFailedError("not this"))
    html = html_of(saved("a", tmp_path), failed, cancelled)
    assert html.count("<video controls") == 1
    assert "a%20%26%20co.mp4" in html
    assert "data:image/jpeg;base64," in html
    assert "out of memory" in html
    assert "Cancelled</b>: Cancelled; the server may go on." in html
    assert "not this" not in html


def test_every_word_of_a_person_or_a_server_is_escaped(tmp_path):
    evil = "<script>alert(1)</script>"
    html = html_of(saved("a", tmp_path, text=evil), make_job("b", "failed", text=evil, note=evil))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3


def test_differences_stand_under_their_clip_in_the_chosen_language(tmp_path):
    differing = (Difference("size", "1280×720", "1344×768"), Difference("sound", "sound", "silence"))
    html = html_of(saved("a", tmp_path, differences=differing), texts=Texts("fr"))
    assert "demandé 1280×720, reçu 1344×768" in html
    assert "son demandé, le clip est muet" in html


@pytest.mark.parametrize("count", [1, 12, 200])
def test_the_document_stays_small_however_many_clips_there_are(tmp_path, count):
    html = html_of(*(saved(f"j{number}", tmp_path, text="A kite. " * 50) for number in range(count)))
    assert len(html) <= 110_000
    assert html.count("<video") == min(count, 12)
    assert html.count("<li>") == max(0, min(count - 12, 100)) + (count > 112)


def test_a_clip_without_a_poster_is_still_played(tmp_path, monkeypatch):
    document = importlib.import_module("sora_widgets.widgets._gathering_document")
    monkeypatch.setattr(document, "poster_of", lambda clip: b"")
    html = html_of(saved("a", tmp_path))
    assert "<video" in html
    assert "poster=" not in html
