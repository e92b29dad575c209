"""A job in doubt: what somebody is told before deciding, and that the words about money stay true."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from shown_jobs import connect_engine, make_job
from sora_widgets import jobs
from sora_widgets.errors import BudgetExceededError, LedgerError
from sora_widgets.widgets import JobCard, JobQueue, PromptComposer
from sora_widgets.widgets._decision import decision_of, short_ids
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import card_of

CANDIDATE = {
    "id": "video_68e6a1a7d2b48190a3c5",
    "status": "in_progress",
    "created_at": 1_795_310_000,
    "prompt": "A kite.",
    "seconds": 4,
    "size": "1280x720",
}


@pytest.fixture
def engine(monkeypatch):
    return connect_engine(monkeypatch)


def in_doubt(*candidates, held="0.40", **changes):
    price = {"held_usd": Decimal(held), "estimate": SimpleNamespace(cost_usd=Decimal(held)), "cost_usd": None}
    return make_job(state="ambiguous", candidates=candidates, **price | changes)


def test_a_job_that_is_still_looked_for_asks_nobody_and_says_when_it_looks_again(engine):
    card = card_of(make_job(state="ambiguous", looks_again_at=1000.5, note="No answer came."), Texts("en"))
    assert (card["phase"], card["decision"], card["can_cancel"]) == ("waiting", None, True)
    assert (card["label"], card["looks_again_at"]) == ("Looking whether the server has it", 1000.5)
    assert card["error"]["message"] == "No answer came."


def test_another_kind_of_waiting_is_no_looking(engine):
    card = card_of(make_job(state="reserved", looks_again_at=1000.5), Texts("en"))
    assert card["looks_again_at"] is None


def test_each_way_out_says_what_it_costs(engine):
    engine.left_usd[None] = Decimal("1.20")
    decision = decision_of(in_doubt(CANDIDATE), Texts("en"))
    assert decision["adopt_cost"] == "Adopting costs nothing more: the $0.40 held becomes spent when it is saved"
    assert decision["submit_again_cost"].endswith("another $0.40 is held; left afterwards $0.80")
    assert decision["give_up_cost"] == "$0.40 is counted as spent: the server may charge for it"
    assert decision["costs_money"]
    assert decision["can_submit_again"]


@pytest.mark.parametrize(("left", "can"), [("0.40", True), ("0.39", False), ("-1", False)])
def test_a_second_order_that_does_not_fit_is_said_before_it_is_pressed(engine, left, can):
    engine.left_usd[None] = Decimal(left)
    decision = decision_of(in_doubt(CANDIDATE), Texts("en"))
    assert decision["can_submit_again"] is can
    assert ("does not fit" in decision["submit_again_cost"]) is not can
    assert "$-" not in decision["submit_again_cost"]
    assert "-$" not in decision["submit_again_cost"]


def test_the_tightest_of_folder_and_course_decides_what_is_left(engine):
    engine.left_usd |= {None: Decimal(5), "class 3b": Decimal("0.50")}
    decision = decision_of(in_doubt(CANDIDATE, scope="class 3b"), Texts("en"))
    assert decision["submit_again_cost"].endswith("left afterwards $0.10")
    assert shown_left(decision_of(in_doubt(CANDIDATE), Texts("en"))) == "$4.60"


def test_without_a_limit_or_a_ledger_nothing_is_said_to_be_left(engine, monkeypatch):
    assert "left" not in decision_of(in_doubt(CANDIDATE), Texts("en"))["submit_again_cost"]

    def refuse(scope=None):
        raise LedgerError("The ledger cannot be opened.")

    monkeypatch.setattr(jobs, "wallet", refuse)
    assert "left" not in decision_of(in_doubt(CANDIDATE), Texts("en"))["submit_again_cost"]


def test_at_a_free_server_nothing_costs_anything_and_one_press_is_enough(engine):
    decision = decision_of(in_doubt(CANDIDATE, held="0"), Texts("en"))
    assert decision["adopt_cost"] == "Adopting costs nothing: this server is free"
    costs = {decision[f"{name}_cost"] for name in ("submit_again", "give_up")}
    assert costs == {"costs nothing: this server is free"}
    assert not decision["costs_money"]


def test_a_video_is_told_by_its_id_its_time_its_state_and_what_was_asked(engine):
    long = {**CANDIDATE, "prompt": "A kite,\n  " + "very " * 60 + "high"}
    first, second = decision_of(in_doubt(CANDIDATE, {**long, "id": "x"}), Texts("en"))["videos"]
    assert first == {
        "video_id": "video_68e6a1a7d2b48190a3c5",
        "short_id": "video_68…8190a3c5",
        "created_at": 1_795_310_000,
        "facts": "rendering · 4 s · 1280×720",
        "prompt": "A kite.",
    }
    assert second["prompt"].startswith("A kite, very very")
    assert len(second["prompt"]) <= 120


def test_a_server_that_tells_little_is_quoted_and_not_guessed_at(engine):
    bare = {"id": "v", "status": "warming", "created_at": None, "prompt": None, "seconds": None, "size": None}
    (video,) = decision_of(in_doubt(bare), Texts("en"))["videos"]
    assert (video["facts"], video["prompt"], video["created_at"]) == ("warming", "", None)


def test_ids_are_shortened_unless_that_would_make_two_the_same():
    assert short_ids(["a" * 30, "b"]) == ["aaaaaaaa…aaaaaaaa", "b"]
    twins = ["video_00" + "1" * 20 + "same-end", "video_00" + "2" * 20 + "same-end"]
    assert short_ids(twins) == twins


@pytest.mark.parametrize(
    ("can_list", "said"),
    [
        (True, "The server shows no such video."),
        (False, "This server cannot list its videos."),
        (None, "The server shows no such video."),
    ],
)
def test_why_there_is_nothing_to_choose_from_is_said(engine, can_list, said):
    decision = decision_of(in_doubt(can_list=can_list, note="Sent twice."), Texts("en"))
    assert decision["videos"] == []
    assert decision["no_video"].startswith(said)
    assert decision["note"] == "Sent twice."


def test_in_french_a_decision_speaks_french(engine):
    engine.left_usd[None] = Decimal(2)
    decision = decision_of(in_doubt(CANDIDATE, CANDIDATE | {"id": "v2"}, note="Which one?"), Texts("fr"))
    assert "2 vidéos" in decision["said"]
    assert decision["note"] is None, "the engine's English note adds nothing where there are videos"
    assert decision["videos"][0]["facts"] == "en cours · 4 s · 1280×720"
    assert decision["submit_again_cost"].endswith("il restera 1,60\u00a0$")


def test_a_job_that_needs_somebody_stands_as_such_and_is_not_cancelled_but_decided(engine):
    card = card_of(in_doubt(CANDIDATE, note="A person must decide."), Texts("en"))
    assert (card["phase"], card["label"], card["can_cancel"]) == ("needs-you", "Needs you", False)
    assert card["error"] is None, "what is known is said in the decision"


def shown_left(decision):
    return decision["submit_again_cost"].rpartition(" ")[2]


@pytest.mark.parametrize("money_moves", ["a job ends", "a job is ordered", "a budget is set"])
def test_what_is_left_follows_the_money(engine, money_moves):
    engine.left_usd[None] = Decimal(2)
    doubtful = in_doubt(CANDIDATE)
    engine.jobs = [doubtful]
    card, queue = JobCard(doubtful), JobQueue()
    assert shown_left(card._card_state["decision"]) == shown_left(queue._rows[0]["decision"]) == "$1.60"
    engine.left_usd[None] = Decimal(1)
    if money_moves == "a budget is set":
        for tell in list(engine.terms):
            tell()
    else:
        engine.tell(make_job("other", "saved" if money_moves == "a job ends" else "reserved"))
    assert shown_left(card._card_state["decision"]) == "$0.60"
    assert shown_left(next(row for row in queue._rows if row["job_id"] == "j1")["decision"]) == "$0.60"


def test_progress_elsewhere_does_not_read_the_wallet(engine, monkeypatch):
    doubtful = in_doubt(CANDIDATE)
    engine.jobs = [doubtful]
    widgets = JobCard(doubtful), JobQueue()
    monkeypatch.setattr(jobs, "wallet", lambda scope=None: pytest.fail("asked for every percent"))
    engine.tell(make_job("other", "in_progress", progress=3))
    assert all(widgets)


def test_the_composers_cards_follow_the_money_too(engine, monkeypatch):
    engine.left_usd[None] = Decimal(2)
    monkeypatch.setattr(jobs, "current_provider", lambda: SimpleNamespace(models=lambda: None, found="a server"))
    composer = PromptComposer("A kite over a park")
    composer._follow()
    composer._made["j1"] = in_doubt(CANDIDATE)
    composer._show_cards()
    engine.left_usd[None] = Decimal(1)
    engine.tell(make_job("other", "reserved"))
    assert shown_left(composer._cards[0]["decision"]) == "$0.60"


def ask(widget, **message):
    sent = []
    widget.comm.send = lambda data=None, **_: sent.append(data["content"])
    widget._handle_msg({"content": {"data": {"method": "custom", "content": {"id": 1, **message}}}, "buffers": []})
    (reply,) = [content for content in sent if content["kind"] == "reply"]
    return reply


def test_a_decision_goes_to_its_job_and_no_other(engine):
    doubtful, other = in_doubt(CANDIDATE), make_job("j2")
    engine.jobs = [doubtful, other]
    queue = JobQueue()
    assert ask(queue, kind="job-adopt", job_id="j1", video_id=" video_1 ")["ok"]
    assert ask(queue, kind="job-submit-again", job_id="j1")["ok"]
    assert ask(queue, kind="job-give-up", job_id="j1")["ok"]
    assert doubtful.done == ["adopt video_1", "submit again", "give up"]
    assert other.done == []


@pytest.mark.parametrize("video_id", ["", "  ", None, 7, ["v"]])
def test_adopting_nothing_is_refused_in_words(engine, video_id):
    doubtful = in_doubt()
    reply = ask(JobCard(doubtful), kind="job-adopt", job_id="j1", video_id=video_id)
    assert reply["error"]["code"] == "bad-request"
    assert "id of the video" in reply["error"]["message"]
    assert doubtful.done == []


def test_a_refused_second_order_is_told_in_the_interfaces_language(engine):
    def refuse():
        raise BudgetExceededError("Submitting again needs another $0.40.", cost_usd=Decimal("0.40"))

    doubtful = in_doubt(CANDIDATE, submit_again=refuse)
    reply = ask(JobCard(doubtful, language="fr"), kind="job-submit-again", job_id="j1")
    assert reply["error"]["message"].startswith("Il faut encore 0,40\u00a0$")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_after_a_cancel_what_the_server_may_still_charge_stays_in_sight(engine, language):
    note = "Cancelled; the server may go on working on it, and charge for it. Its $0.40 counts as spent."
    price = {"estimate": SimpleNamespace(cost_usd=Decimal("0.40")), "cost_usd": None, "spent_usd": Decimal("0.40")}
    card = card_of(
        make_job(state="cancelled", note=note, error=BudgetExceededError("never shown"), **price), Texts(language)
    )
    assert card["error"]["message"] == note
    assert card["price_label"] == Texts(language).sum(Decimal("0.40"))


def test_a_job_that_failed_before_it_cost_anything_does_not_show_its_estimate_as_its_price(engine):
    price = {"estimate": SimpleNamespace(cost_usd=Decimal("0.40")), "cost_usd": None}
    assert card_of(make_job(state="failed", **price), Texts("en"))["price_label"] == "$0.00"
    assert card_of(make_job(state="failed"), Texts("en"))["price_label"] == "free"
