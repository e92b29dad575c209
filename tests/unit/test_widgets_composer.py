"""PromptComposer: drafts in, views out, whoever changes what."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from shown_jobs import make_job
from sora_widgets import jobs
from sora_widgets.errors import (
    BudgetExceededError,
    EmptyPromptError,
    FolderNotWritableError,
    NoBudgetError,
    RequestError,
    UnknownKeywordError,
    UnsupportedValueError,
)
from sora_widgets.jobs import Quote
from sora_widgets.prompts import PARTS, Shot
from sora_widgets.widgets import PromptComposer

KITE = Shot(framing="wide shot", subject="a red kite", action="climbing", setting="a park")


def quote_of(cost, **changes):
    known = {
        "estimate": SimpleNamespace(cost_usd=cost),
        "list_estimate": None,
        "provider": "animatic",
        "can_run": True,
        "refusal": None,
        "has_take": False,
    }
    return Quote(**known | changes)


class Engine:
    """What the composer asks of `jobs`, and what it answers."""

    def __init__(self):
        self.quoted = []
        self.answer = quote_of(Decimal(0))
        self.made = []
        self.refusal = None
        self.listeners = []
        self.terms = []

    def quote(self, shot, **settings):
        self.quoted.append((shot, settings))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def generate(self, shot, *, take, **settings):
        if self.refusal is not None and len(self.made) >= self.refusal[0]:
            raise self.refusal[1]
        job = make_job(f"job{len(self.made) + 1}", text=str(shot), take=take, shot=shot, **settings)
        self.made.append(job)
        return job

    def on_change(self, listener):
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def on_terms_change(self, listener):
        self.terms.append(listener)
        return lambda: self.terms.remove(listener)


@pytest.fixture
def engine(monkeypatch):
    engine = Engine()
    for name in ("quote", "generate", "on_change", "on_terms_change"):
        monkeypatch.setattr(jobs, name, getattr(engine, name))
    monkeypatch.setattr(
        jobs, "current_provider", lambda: SimpleNamespace(models=lambda: ("sora-2", "sora-2-pro"), found="a server")
    )
    return engine


@pytest.fixture
def composer(engine):
    return PromptComposer(KITE)


def browser_sends(composer, revision, **changes):
    draft = {
        "revision": revision,
        "parts": changes.get("parts", composer._draft["parts"]),
        "settings": changes.get("settings", composer._draft["settings"]),
    }
    send_update(composer, {"_draft": draft})
    return draft


def send_update(composer, state):
    composer._handle_msg({"content": {"data": {"method": "update", "state": state, "buffer_paths": []}}, "buffers": []})


def sent_by(composer):
    messages = []
    composer.comm.send = lambda data=None, buffers=None, **_: messages.append(data)
    return messages


def press_generate(composer, *, agreed=None, **draft):
    """Press the button with what it says, or with what it said before."""
    messages = sent_by(composer)
    price = agreed or on_the_button(composer)
    request = {"kind": "composer-generate", "id": 1, "draft": draft or dict(composer._draft), "price": price}
    composer._handle_msg({"content": {"data": {"method": "custom", "content": request}}, "buffers": []})
    return next(data["content"] for data in messages if data["method"] == "custom")


def on_the_button(composer):
    return {name: composer._view["price"][name] for name in ("label", "provider")}


def test_a_view_is_there_before_anybody_types(composer):
    assert composer._view["revision"] == 0
    assert composer._view["text"] == composer.text == KITE.to_text()
    assert composer._view["price"]["label"] == "free"
    assert [piece["code"] for piece in composer._view["advice"]] == [piece.code for piece in composer.advice]


def test_an_empty_composer_is_no_error(engine):
    engine.answer = quote_of(Decimal(0), can_run=False, refusal=EmptyPromptError("There is nothing to film."))
    view = PromptComposer()._view
    assert view["text"] == ""
    assert view["price"]["can_run"] is False
    assert view["price"]["refusal"].startswith("Nothing to film yet")


def test_typing_is_answered_with_the_same_revision_and_no_echo_of_the_draft(composer):
    sent = sent_by(composer)
    browser_sends(composer, 7, parts={**composer._draft["parts"], "sound": "wind "})
    assert composer._view["revision"] == 7
    assert composer.shot.sound == "wind"
    assert composer._draft["parts"]["sound"] == "wind ", "what is being typed is not tidied under the caret"
    changed = [name for data in sent for name in data["state"]]
    assert "_view" in changed
    assert "_draft" not in changed


def test_observers_hear_shot_text_and_advice(composer):
    heard = []
    composer.observe(lambda change: heard.append(change["name"]), ["shot", "text", "advice"])
    browser_sends(composer, 1, parts={**composer._draft["parts"], "sound": "wind"})
    assert sorted(heard) == ["advice", "shot", "text"]


def test_a_shot_set_from_python_reaches_the_browser_as_a_newer_draft(composer):
    browser_sends(composer, 5)
    composer.shot = composer.shot.replace(camera="the camera rises slowly")
    assert composer._draft["revision"] == 6
    assert composer._draft["parts"]["camera"] == "the camera rises slowly"
    assert composer._view["revision"] == 6
    assert composer.text == composer.shot.to_text()


def test_a_text_set_from_python_is_read_into_parts(composer):
    composer.text = "Close-up of a ginger cat."
    assert composer.shot == Shot.from_text("Close-up of a ginger cat.")
    assert composer.text == composer.shot.to_text()


def test_settings_set_from_python_are_priced_and_refuse_what_is_misspelt(composer, engine):
    composer.settings = {"seconds": 8}
    assert engine.quoted[-1][1] == {"model": "sora-2", "seconds": 8, "size": "1280x720", "takes": 1}
    with pytest.raises(UnknownKeywordError, match="did you mean 'seconds'"):
        composer.settings = {"second": 8}
    with pytest.raises(RequestError, match="seconds must be a whole number"):
        composer.settings = {"seconds": "8"}


@pytest.mark.parametrize(
    "bad",
    [
        {"parts": {"subject": 7}},
        {"settings": {}},
        {"settings": {"model": "m", "seconds": True, "size": "s", "takes": 1}},
    ],
)
def test_a_draft_that_makes_no_sense_is_refused_in_words(composer, bad):
    browser_sends(composer, 3, **bad)
    price = composer._view["price"]
    assert composer._view["revision"] == 3
    assert price["can_run"] is False
    assert "must be" in price["refusal"]


def test_a_refusal_of_the_engine_is_told_in_its_words(composer, engine):
    engine.answer = quote_of(
        Decimal("0.40"), provider="box:30000", can_run=False, refusal=BudgetExceededError("This costs $0.40.")
    )
    browser_sends(composer, 1)
    assert composer._view["price"] == {
        "label": "$0.40",
        "detail": "box:30000",
        "provider": "box:30000",
        "provider_note": "a server",
        "can_run": False,
        "refusal": "This costs $0.40.",
    }


def test_an_engine_that_cannot_start_is_told_and_the_composer_still_composes(engine):
    engine.answer = FolderNotWritableError("/nowhere cannot be written: set SORA_WIDGETS_HOME.")
    composer = PromptComposer(KITE)
    assert composer._view["price"]["refusal"] == "/nowhere cannot be written: set SORA_WIDGETS_HOME."
    assert composer.text == KITE.to_text()


def test_an_unknown_price_is_never_written_as_a_number(composer, engine):
    engine.answer = quote_of(None, can_run=False)
    browser_sends(composer, 1)
    assert composer._view["price"]["label"] == "price unknown"


def test_generate_makes_one_job_for_each_take_and_shows_their_cards_newest_first(composer, engine):
    composer.settings = {"takes": 3}
    assert press_generate(composer)["result"] == {"job_id": "job1", "job_ids": ["job1", "job2", "job3"]}
    assert [job.take for job in engine.made] == [1, 2, 3]
    assert [card["job_id"] for card in composer._cards] == ["job3", "job2", "job1"]
    assert composer.jobs == engine.made[::-1]


def test_a_second_take_that_is_refused_does_not_hide_the_first(composer, engine):
    composer.settings = {"takes": 2}
    engine.refusal = (1, BudgetExceededError("Only $0.10 is left."))
    assert press_generate(composer)["error"] == {"code": "budget-exceeded", "message": "Only $0.10 is left."}
    assert [card["job_id"] for card in composer._cards] == ["job1"]


def test_an_older_draft_in_a_request_does_not_undo_a_newer_one(composer, engine):
    old = dict(composer._draft)
    composer.shot = composer.shot.replace(subject="a blue kite")
    press_generate(composer, **old)
    assert engine.made[0].shot.subject == "a blue kite"


def test_a_change_of_its_job_changes_its_card_and_other_jobs_do_not_concern_it(composer, engine):
    press_generate(composer)
    job = engine.made[0]
    job.state, job.progress = "in_progress", 40
    (tell,) = engine.listeners
    tell(job)
    assert composer._cards[0]["progress"] == 40
    before = composer._cards
    tell(make_job("somebody else's"))
    assert composer._cards is before


def test_the_end_of_any_job_prices_the_shot_again(composer, engine):
    press_generate(composer)
    (tell,) = engine.listeners
    before = composer._view
    engine.answer = quote_of(Decimal("0.10"))
    tell(SimpleNamespace(id="somebody else's", is_done=True))
    assert composer._view["revision"] == before["revision"]
    assert composer._view["price"]["label"] == "$0.10" != before["price"]["label"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        (
            "Plan large d'un enfant dans un parc, la caméra monte",
            "Plan large d'un enfant dans un parc, la caméra monte.",
        ),
        ("Wide shot of a child in a park, golden light", "Wide shot of a child in a park, golden light."),
    ],
)
def test_the_prompt_speaks_its_own_language_and_what_is_shown_is_what_is_sent(engine, language, prompt, shown):
    composer = PromptComposer(prompt, language=language)
    assert composer.text == composer._view["text"] == shown
    assert [shown[start:end] for start, end, _ in composer._view["spans"]] != []
    press_generate(composer)
    assert str(engine.made[0].shot) == shown
    assert {str(shot) for shot, _ in engine.quoted} == {shown}


def test_words_of_no_language_are_joined_in_the_interfaces_own(engine):
    kite = Shot(subject="Robot", sound="jazz")
    english, french = PromptComposer(kite), PromptComposer(kite, language="fr")
    assert (english.text, french.text) == ("Robot. Sound: jazz.", "Robot. Son : jazz.")
    press_generate(french)
    assert str(engine.made[0].shot) == french.text


def test_another_server_or_budget_prices_the_shot_again_and_offers_its_models(composer, engine, monkeypatch):
    (terms_changed,) = engine.terms
    revision = composer._view["revision"]
    engine.answer = quote_of(Decimal("0.40"), provider="box:30000", can_run=False, refusal=NoBudgetError("No budget."))
    monkeypatch.setattr(jobs, "current_provider", lambda: SimpleNamespace(models=lambda: ("wan-2",), found="a server"))
    terms_changed()
    price = composer._view["price"]
    assert (price["label"], price["provider"], price["refusal"]) == ("$0.40", "box:30000", "No budget.")
    assert [model["id"] for model in composer._choices["models"]] == ["wan-2", "sora-2"]
    engine.answer = quote_of(Decimal("0.40"), provider="box:30000")
    terms_changed()
    assert composer._view["price"]["refusal"] is None
    assert composer._view["revision"] == revision


def test_a_closed_composer_follows_neither_jobs_nor_terms(composer, engine):
    composer.close()
    assert (engine.listeners, engine.terms) == ([], [])


def test_generate_refuses_a_price_that_was_not_on_the_button_and_the_next_press_accepts_it(composer, engine):
    engine.answer = quote_of(Decimal("0.40"), provider="gpu-box")  # and nobody told the composer
    refused = press_generate(composer)
    assert refused["error"] == {
        "code": "money",
        "message": "The price has changed: it is now $0.40 on gpu-box. Press again to accept.",
    }
    assert engine.made == []
    assert on_the_button(composer) == {"label": "$0.40", "provider": "gpu-box"}
    assert press_generate(composer)["ok"]
    assert len(engine.made) == 1


@pytest.mark.parametrize(
    ("agreed", "runs"),
    [
        ({"label": "$0.40", "provider": "box"}, True),
        ({"label": "$0.30", "provider": "box"}, False),
        ({"label": "$0.40", "provider": "other-box"}, False),
        ({"label": "free", "provider": "animatic"}, False),
        ("nothing said", False),
    ],
)
def test_only_the_agreed_price_at_the_agreed_server_runs(composer, engine, agreed, runs):
    engine.answer = quote_of(Decimal("0.40"), provider="box")
    press_generate(composer, agreed=agreed)
    assert bool(engine.made) is runs


def test_a_take_that_became_free_meanwhile_needs_no_second_press(composer, engine):
    engine.answer = quote_of(Decimal(0), provider="box", has_take=True)
    assert press_generate(composer, agreed={"label": "$0.40", "provider": "box"})["ok"]


def test_a_press_that_cannot_run_says_why_and_not_that_the_price_changed(composer, engine):
    engine.answer = quote_of(Decimal("0.40"), provider="box", can_run=False, refusal=NoBudgetError("No budget."))
    assert press_generate(composer)["error"] == {"code": "no-budget", "message": "No budget."}
    assert engine.made == []
    assert composer._view["price"]["refusal"] == "No budget."


@pytest.mark.parametrize("takes", [0, -2, 5, 500])
def test_only_as_many_takes_as_the_list_offers_can_be_asked_for(composer, engine, takes):
    with pytest.raises(UnsupportedValueError, match="takes must be 1 to 4"):
        PromptComposer(KITE, takes=takes)
    with pytest.raises(UnsupportedValueError, match="takes must be 1 to 4"):
        composer.settings = {"takes": takes}
    draft = {**composer._draft, "revision": 9, "settings": {**composer.settings, "takes": takes}}
    assert press_generate(composer, **draft)["error"]["code"] == "unsupported-value"
    assert engine.made == []


@pytest.mark.parametrize(
    "bad", [{"revision": 9}, {"revision": "9"}, {"revision": 9, "parts": [], "settings": 7}, {"parts": None}]
)
def test_a_draft_that_cannot_be_read_is_refused_and_not_kept(composer, engine, bad):
    before = composer._draft
    assert press_generate(composer, **bad)["error"]["code"] == "bad-request"
    assert engine.made == []
    assert composer._draft is before
    send_update(composer, {"_draft": bad})
    assert composer._view["price"]["can_run"] is False
    assert composer.settings == {"model": "sora-2", "seconds": 4, "size": "1280x720", "takes": 1}
    composer.shot = Shot(subject="a cat")
    assert composer.text == "A cat."
    assert composer._view["price"]["can_run"] is True


@pytest.mark.parametrize("text", ["A dog", "A dog.", " A dog ", "   "])
def test_a_text_that_is_set_reads_as_it_is_shown(engine, text):
    composer = PromptComposer("A dog")
    composer.text = text
    assert composer.text == composer._view["text"] == Shot.from_text(text).to_text()
    composer.text = text
    assert composer.text == composer._view["text"]


def test_the_pickers_offer_words_to_write_with_their_definitions(composer):
    offered = composer._choices["parts"]
    assert {"framing", "lighting", "camera"} <= set(offered) <= set(PARTS)
    for choices in offered.values():
        assert all(choice["term"] and choice["label"] and choice["definition"] for choice in choices)


def test_a_model_that_no_table_knows_can_still_be_chosen(engine, monkeypatch):
    monkeypatch.setattr(jobs, "current_provider", lambda: SimpleNamespace(models=lambda: None, found="a server"))
    names = [model["id"] for model in PromptComposer(KITE, model="my/own-model")._choices["models"]]
    assert names[-1] == "my/own-model"
    assert "sora-2" in names
