"""PromptComposer: drafts in, views out, whoever changes what."""

from __future__ import annotations

import json
import os
import re
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
from sora_widgets.prompts import PARTS, Advice, Shot
from sora_widgets.prompts.reading import read
from sora_widgets.widgets import PromptComposer, _draft
from sora_widgets.widgets import composer as composer_module
from sora_widgets.widgets._templates import templates
from sora_widgets.widgets._texts import with_short_paths

# A mark of French typography with a space beside it at which a line may break.
LONELY_MARK = re.compile(r"« | [»:?!;]")
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
    now = composer._draft
    side = "text" if "text" in changes else "parts" if "parts" in changes else now["side"]
    draft = {
        "revision": revision,
        "side": side,
        "parts": changes.get("parts", {} if side == "text" else composer._view["parts"]),
        "text": changes.get("text", now["text"] if side == now["side"] else ""),
        "settings": changes.get("settings", now["settings"]),
    }
    if "by" in changes:
        draft["by"] = changes["by"]
    send_update(composer, {"_draft": draft})
    return draft


def edited(composer, **changes):
    """A draft of the browser: the newest, changed, and no longer the kernel's own."""
    return {name: value for name, value in composer._draft.items() if name != "heard"} | changes


def send_update(composer, state):
    composer._handle_msg({"content": {"data": {"method": "update", "state": state, "buffer_paths": []}}, "buffers": []})


def sent_by(composer):
    messages = []
    composer.comm.send = lambda data=None, buffers=None, **_: messages.append(data)
    return messages


def ask(composer, kind, **fields):
    """What the kernel answers to a request of the browser."""
    messages = sent_by(composer)
    request = {"kind": kind, "id": 1, **fields}
    composer._handle_msg({"content": {"data": {"method": "custom", "content": request}}, "buffers": []})
    return next(data["content"] for data in messages if data["method"] == "custom")


def press_generate(composer, *, agreed=None, **draft):
    """Press the button with what it says, or with what it said before."""
    price = agreed or on_the_button(composer)
    return ask(composer, "composer-generate", draft=draft or dict(composer._draft), price=price)


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


def test_a_text_set_from_python_stays_as_it_is_and_is_read_into_parts(composer):
    composer.text = "close-up of a ginger cat"
    assert composer.shot == Shot.from_text("close-up of a ginger cat")
    assert composer.text == composer._view["text"] == "close-up of a ginger cat"
    assert composer._view["parts"]["framing"] == "close-up"


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


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/people/ada/course/clips", "./clips"),
        ("/people/ada/course", "~/course"),
        ("/people/ada/notes/clips", "~/notes/clips"),
        ("/people/ada", "~"),
        ("/people/adam/clips", "/people/adam/clips"),
        ("/mnt/people/ada/clips", "/mnt/people/ada/clips"),
    ],
)
def test_a_notebook_is_not_saved_with_the_way_to_somebodys_home(engine, monkeypatch, path, shown):
    monkeypatch.setenv("HOME", "/people/ada")
    monkeypatch.setattr("os.getcwd", lambda: "/people/ada/course")
    engine.answer = FolderNotWritableError(f"{path} cannot be written (no room): work elsewhere.", path=path)
    refusals = [PromptComposer(KITE, language=language)._view["price"]["refusal"] for language in ("en", "fr")]
    assert refusals[0] == f"{shown} cannot be written (no room): work elsewhere."
    assert f"dans {shown}\u00a0: travaillez" in refusals[1]


@pytest.mark.parametrize("here", [lambda: "/", lambda: os.stat("/no such folder")], ids=["root", "deleted"])
def test_at_the_root_or_in_a_folder_that_is_gone_paths_stay_whole(monkeypatch, here):
    monkeypatch.setattr("os.getcwd", here)
    assert with_short_paths("/a/b is not http://box/a.") == "/a/b is not http://box/a."


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


def test_a_draft_that_its_own_request_overtook_does_not_take_back_what_was_done(composer):
    typed = edited(composer, revision=5, side="text", text="a dog", parts={})
    send_update(composer, {"_draft": {**typed, "revision": 4, "text": "a do"}})
    ask(composer, "composer-apply", code="missing-framing", part="framing", draft=typed)
    applied = words_of(composer)
    assert applied[0] != "a dog"
    sent = sent_by(composer)
    send_update(composer, {"_draft": typed})
    assert words_of(composer) == applied
    assert composer._draft["parts"] == composer._view["parts"], "a page that is loaded anew begins here"
    assert sent[-1]["state"]["_view"]["heard"] == 5
    assert sent[-1]["state"]["_view"]["text"] == applied[0]


def test_what_was_typed_while_python_changed_the_words_is_not_lost(composer):
    composer.text = "a cat"
    composer.text = "a cat in the rain"
    assert composer._view["heard"] == 0
    assert composer._draft["heard"] == 0
    typed = {"revision": 1, "side": "text", "text": "a dog", "parts": {}, "settings": composer.settings}
    send_update(composer, {"_draft": typed})
    assert composer.text == "a dog"
    assert composer._view["heard"] == 1
    assert ask(composer, "composer-copy", form="text", draft=typed)["result"] == {"text": "a dog"}
    composer.text = "a cat"
    assert (composer._draft["revision"], composer._draft["heard"]) == (2, 1)


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
    ("parts", "shown"),
    [
        (
            {"framing": "plan large", "subject": "un enfant", "setting": "un parc"},
            "Plan large d'un enfant dans un parc.",
        ),
        ({"framing": "wide shot", "subject": "a child", "setting": "a park"}, "Wide shot of a child in a park."),
    ],
)
def test_the_prompt_speaks_its_own_language_and_what_is_shown_is_what_is_sent(engine, language, parts, shown):
    composer = PromptComposer(Shot(**parts), language=language)
    assert composer.text == composer._view["text"] == shown
    assert [shown[start:end].lower() for start, end, _ in composer._view["spans"]] == list(parts.values())
    press_generate(composer)
    assert str(engine.made[0].shot) == shown
    assert {str(shot) for shot, _ in engine.quoted} == {shown}


@pytest.mark.parametrize("text", ["a dog runs , fast", "A dog", " A dog runs. ", "   "])
def test_typed_text_is_kept_and_sent_word_for_word(composer, engine, text):
    browser_sends(composer, 1, text=text)
    assert composer._view["text"] == composer.text == text
    assert composer._view["side"] == "text"
    assert engine.quoted[-1][0] == text
    press_generate(composer)
    assert str(engine.made[-1].shot) == text
    assert composer.text == text


def test_typed_text_is_read_into_parts_with_their_places(composer):
    text = "wide shot of a dog in a park"
    browser_sends(composer, 1, text=text)
    assert {text[start:end]: part for start, end, part in composer._view["spans"]} == {
        "wide shot": "framing",
        "a dog": "subject",
        "a park": "setting",
    }
    assert composer._view["parts"] == composer.shot.parts


def test_a_part_typed_after_the_text_composes_it_anew(composer):
    browser_sends(composer, 1, text="wide shot of a dog")
    browser_sends(composer, 2, parts={**composer._view["parts"], "setting": "a park"})
    assert composer.text == "Wide shot of a dog in a park."
    assert composer._view["side"] == "parts"


def test_what_was_typed_on_both_sides_of_a_busy_kernel_goes_together(composer):
    draft = edited(composer, revision=9, parts={"lighting": "golden light"}, text="a dog in a park")
    send_update(composer, {"_draft": draft})
    assert composer.shot == Shot(subject="a dog", setting="a park", lighting="golden light")
    assert composer.text == "A dog in a park, golden light."
    assert set(composer._view["parts"]) == set(PARTS)


def test_a_draft_saved_before_drafts_had_sides_is_one_of_parts(composer):
    settings = composer._draft["settings"]
    send_update(composer, {"_draft": {"revision": 4, "parts": {"subject": "a cat"}, "settings": settings}})
    assert composer._view["revision"] == 4
    assert composer.text == "A cat."


def test_reader_and_critic_run_once_for_a_draft(composer, monkeypatch):
    counted = []
    real_read, real_critique = _draft.read, composer_module.critique
    monkeypatch.setattr(_draft, "read", lambda text: counted.append("read") or real_read(text))
    monkeypatch.setattr(
        composer_module, "critique", lambda *given, **more: counted.append("critique") or real_critique(*given, **more)
    )
    browser_sends(composer, 1, text="a dog in a park")
    assert sorted(counted) == ["critique", "read"]
    browser_sends(composer, 2, parts={**composer._view["parts"], "sound": "wind"})
    assert counted.count("read") == 1


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
    draft = edited(composer, revision=9, settings={**composer.settings, "takes": takes})
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


def test_the_pickers_offer_words_to_write_with_their_definitions(composer):
    answer = ask(composer, "composer-choices")["result"]
    offered = answer["parts"]
    assert {"framing", "lighting", "camera"} <= set(offered) <= set(PARTS)
    for choices in offered.values():
        assert all(choice["term"] and choice["label"] and choice["definition"] for choice in choices)
    assert "export" in answer["script"]


def test_a_saved_notebook_carries_neither_vocabulary_nor_pictures(composer):
    saved = {name: value for name, value in composer.get_state().items() if name not in ("_esm", "_css", "_texts")}
    assert len(json.dumps(saved, default=str)) < 6_000


def test_the_script_of_the_cards_is_given_when_it_is_asked_for(composer):
    assert "export" in ask(composer, "view-script", name="clips")["result"]["script"]


def test_a_model_that_no_table_knows_can_still_be_chosen(engine, monkeypatch):
    monkeypatch.setattr(jobs, "current_provider", lambda: SimpleNamespace(models=lambda: None, found="a server"))
    names = [model["id"] for model in PromptComposer(KITE, model="my/own-model")._choices["models"]]
    assert names[-1] == "my/own-model"
    assert "sora-2" in names


# -- steps back and forth --------------------------------------------------------------------------------------------


def words_of(composer):
    return composer.text, composer.shot, composer.language


def press_apply(composer, code):
    part = next(piece.part for piece in composer.advice if piece.code == code)
    return ask(composer, "composer-apply", code=code, part=part, draft=dict(composer._draft))


def undo(composer, *, redo=False):
    return ask(composer, "composer-undo", redo=redo, draft=dict(composer._draft))


def test_a_fix_is_applied_under_its_name_and_undone_and_done_again(composer):
    before = words_of(composer)
    label = next(piece.fix_label for piece in composer.advice if piece.code == "missing-sound")
    assert press_apply(composer, "missing-sound")["ok"]
    after = words_of(composer)
    assert after != before
    assert composer._view["undo"] == label
    assert undo(composer)["ok"]
    assert words_of(composer) == before
    assert (composer._view["undo"], composer._view["redo"]) == (None, label)
    undo(composer, redo=True)
    assert words_of(composer) == after


def test_of_two_pieces_of_one_kind_the_one_beside_its_part_is_applied(composer, monkeypatch):
    def critique(shot, **_):
        return [
            Advice("vague", part, "tip", "Say more.", shot.replace(**{part: "more"}), f"Write {part}")
            for part in ("subject", "setting")
        ]

    monkeypatch.setattr(composer_module, "critique", critique)
    browser_sends(composer, 1, text="a dog")
    ask(composer, "composer-apply", code="vague", part="setting", draft=dict(composer._draft))
    assert (composer.shot.subject, composer.shot.setting) == ("a dog", "more")


def test_undo_gives_typed_text_back_as_it_was_typed(composer):
    browser_sends(composer, 1, text="a dog  in a park")
    press_apply(composer, "missing-framing")
    assert composer._view["side"] == "parts"
    undo(composer)
    assert composer.text == "a dog  in a park"
    assert composer._view["side"] == "text"


def test_a_stretch_of_typing_in_one_place_is_one_step(composer):
    start = composer.text
    for revision, text in enumerate(["a", "a d", "a dog"], 1):
        browser_sends(composer, revision, text=text)
    assert composer._view["undo"] == "typing in the prompt"
    browser_sends(composer, 4, parts={**composer._view["parts"], "sound": "wind"})
    assert composer._view["undo"] == "typing in Sound"
    undo(composer)
    assert composer.text == "a dog"
    undo(composer)
    assert composer.text == start
    assert undo(composer)["ok"], "nothing left to undo is no error"
    assert composer.text == start


def test_a_pick_is_a_step_of_its_own(composer):
    for revision, (by, sound) in enumerate([("typing", "w"), ("pick", "wind"), ("typing", "wind!")], 1):
        browser_sends(composer, revision, parts={**composer._view["parts"], "sound": sound}, by=by)
    for sound in ("wind", "w", ""):
        undo(composer)
        assert composer.shot.sound == sound


def test_what_is_typed_after_an_undo_ends_what_could_be_redone(composer):
    press_apply(composer, "missing-sound")
    undo(composer)
    browser_sends(composer, composer._view["revision"] + 1, text="a dog")
    assert composer._view["redo"] is None
    undo(composer)
    assert composer.text == KITE.to_text()


def test_an_undo_counts_from_the_draft_that_came_with_it(composer):
    typed = edited(composer, revision=5, side="text", text="a dog", parts={})
    ask(composer, "composer-undo", redo=False, draft=typed)
    assert composer.text == KITE.to_text()
    undo(composer, redo=True)
    assert composer.text == "a dog"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_template_is_a_shot_without_warnings_that_fits_its_length_and_reads_as_written(engine, language):
    composer = PromptComposer(KITE, language=language)
    names = [row["name"] for row in ask(composer, "composer-choices")["result"]["templates"]]
    assert names == ["social-clip", "product-spot", "storyboard-frame", "landscape", "dialogue-scene"]
    for name in names:
        ask(composer, "composer-template", name=name, draft=dict(composer._draft))
        assert all(composer.shot.parts.values())
        assert [piece.reason for piece in composer.advice if piece.severity == "warning"] == []
        assert {part: words.lower() for part, words in read(composer.text).shot.parts.items()} == {
            part: words.lower() for part, words in composer.shot.parts.items()
        }
        assert not any(row["is_over"] for row in composer._view["budget"])
        assert name.split("-")[0] in ("social",) or composer.settings["size"] != "720x1280"


def test_the_templates_of_both_languages_are_the_same_shots():
    english, french = templates("en"), templates("fr")
    assert [(one.name, one.settings) for one in english] == [(one.name, one.settings) for one in french]
    assert not {one.label for one in english} & {one.label for one in french}


def test_a_template_brings_the_length_and_size_of_its_kind_where_the_model_makes_them_and_is_undone_whole(composer):
    before = composer.settings
    ask(composer, "composer-template", name="social-clip", draft=dict(composer._draft))
    assert composer.settings["size"] == "720x1280"
    undo(composer)
    assert composer.settings == before
    assert composer.shot == KITE
    composer.settings = {"model": "wan-2"}
    composer._choices = {"models": [{"id": "wan-2", "seconds": [5], "sizes": ["832x480"], "note": ""}], "takes": [1]}
    ask(composer, "composer-template", name="landscape", draft=dict(composer._draft))
    assert composer.settings == {**before, "model": "wan-2"}


def test_an_unknown_template_names_the_known_ones(composer):
    error = ask(composer, "composer-template", name="opera", draft=dict(composer._draft))["error"]
    assert "dialogue-scene" in error["message"]


def test_another_language_changes_words_and_terms_and_leaves_other_words(composer):
    composer.language = "fr"
    assert composer._texts["composer.undo"] == "Annuler"
    assert composer.shot.framing == "plan large"
    assert composer.shot.subject == "a red kite"
    assert any("plan" in row["reason"] or "son" in row["reason"].lower() for row in composer._view["advice"])
    undo(composer)
    assert words_of(composer) == (KITE.to_text(), KITE, "en")
    assert composer._texts["composer.undo"] == "Undo"
    undo(composer, redo=True)
    assert composer.language == "fr"


def test_the_browser_switches_the_language_by_its_trait_and_gets_words_and_view_together(composer):
    sent = sent_by(composer)
    send_update(composer, {"language": "fr"})
    (update,) = [data["state"] for data in sent if "_texts" in data.get("state", {})]
    assert {"_texts", "_view", "_draft", "_choices"} <= set(update)


def test_french_advice_breaks_no_line_beside_a_mark(engine):
    composer = PromptComposer("un enfant", language="fr")
    shown = " ".join(row["reason"] + (row["fix_label"] or "") for row in composer._view["advice"])
    assert "«\u00a0" in shown and "\u00a0»" in shown
    assert not LONELY_MARK.search(shown)
    assert any("« " in piece.fix_label for piece in composer.advice), "the advice itself keeps plain spaces"


def test_no_french_text_breaks_a_line_beside_a_mark_and_what_is_written_keeps_its_spaces(engine):
    composer = PromptComposer(Shot(subject="un enfant : « oui ! »"), language="fr")
    assert any("\u00a0:" in text for text in composer._texts.values())
    assert [text for text in composer._texts.values() if LONELY_MARK.search(text)] == []
    offered = [choice for part in ask(composer, "composer-choices")["result"]["parts"].values() for choice in part]
    assert any("\u202f;" in choice["note"] for choice in offered)
    read = [choice[name] for choice in offered for name in ("label", "definition", "note")]
    assert [text for text in read if LONELY_MARK.search(text)] == []
    assert [choice["term"] for choice in offered if re.search("[\u00a0\u202f’]", choice["term"])] == []
    assert "un enfant : « oui ! »" in ask(composer, "composer-copy", form="text")["result"]["text"].lower()


def test_text_without_terms_stays_as_typed_in_another_language(composer):
    browser_sends(composer, 1, text="un chien , dehors")
    composer.language = "fr"
    assert composer.text == "un chien , dehors"


# -- drafts and copies ------------------------------------------------------------------------------------------------


def drafts_of(composer):
    return ask(composer, "composer-drafts", draft=dict(composer._draft))["result"]["drafts"]


def test_drafts_are_kept_when_a_step_leaves_them_and_not_for_every_key(composer):
    assert drafts_of(composer) == []
    for revision, text in enumerate(["a", "a dog", "a dog runs"], 1):
        browser_sends(composer, revision, text=text)
    assert drafts_of(composer) == [KITE.to_text()]
    press_apply(composer, "missing-framing")
    assert drafts_of(composer) == ["a dog runs", KITE.to_text()]


def test_a_draft_is_taken_up_again_and_that_is_undone_too(composer):
    browser_sends(composer, 1, text="a dog  runs")
    press_apply(composer, "missing-framing")
    latest = composer.text
    assert ask(composer, "composer-restore", text="a dog  runs", draft=dict(composer._draft))["ok"]
    assert composer.text == "a dog  runs"
    undo(composer)
    assert composer.text == latest
    assert (
        "no longer kept" in ask(composer, "composer-restore", text="?", draft=dict(composer._draft))["error"]["message"]
    )


def test_what_was_generated_is_kept_as_a_draft_though_typing_went_on_from_it(composer):
    browser_sends(composer, 1, text="a dog")
    press_generate(composer)
    browser_sends(composer, 2, text="a dog runs")
    assert drafts_of(composer) == ["a dog", KITE.to_text()]


def test_what_stands_in_the_prompt_is_not_offered_as_an_earlier_draft(composer):
    press_apply(composer, "missing-sound")
    assert drafts_of(composer) == [KITE.to_text()]
    undo(composer)
    assert KITE.to_text() not in drafts_of(composer)


@pytest.mark.parametrize("form", ["text", "python", "json", "blocks"])
def test_a_copy_holds_the_prompt(composer, form):
    browser_sends(composer, 1, text="Wide shot of a dog in “a park”")
    copy = ask(composer, "composer-copy", form=form, draft=dict(composer._draft))["result"]["text"]
    if form == "text":
        assert copy == composer.text
    elif form == "python":
        assert eval(copy, {"sw": SimpleNamespace(Shot=Shot)}) == composer.shot
    elif form == "json":
        told = json.loads(copy)
        assert told["prompt"] == composer.text
        assert Shot(**told["parts"]) == composer.shot
        assert told["seconds"] == 4
    else:
        assert copy == composer.shot.to_text(form="blocks")


def test_a_copy_of_an_unknown_form_names_the_known_ones(composer):
    assert "blocks" in ask(composer, "composer-copy", form="pdf")["error"]["message"]


# -- budget -----------------------------------------------------------------------------------------------------------


def budget_line(composer):
    return " · ".join(row["text"] + ("!" if row["is_over"] else "") for row in composer._view["budget"])


@pytest.mark.parametrize(
    ("language", "shot", "line"),
    [
        ("en", Shot(subject="a dog"), "In 4 s · no action · no camera move"),
        (
            "en",
            Shot(subject="a dog", action="runs", camera="the camera rises", sound='A man says: "Good dog."'),
            "In 4 s · 1 action · 1 camera move · speech 0.8 s, 3.2 s left",
        ),
        (
            "en",
            Shot(subject="a man", action="jumps, then runs away", sound='He says: "' + "yes " * 12 + '"'),
            "In 4 s · 2 actions, 2 s each! · no camera move · speech 4.8 s, 0.8 s too long!",
        ),
        (
            "fr",
            Shot(subject="un homme", action="rit", sound="Il dit : « Oui, merci à toi. »"),
            "En 4 s · 1 action · aucun mouvement de caméra · paroles 1,6 s, reste 2,4 s",
        ),
    ],
)
def test_the_budget_says_what_has_to_fit_and_what_does_not(engine, language, shot, line):
    assert budget_line(PromptComposer(shot, language=language)) == line


def test_an_empty_composer_has_no_budget_to_speak_of(engine):
    assert budget_line(PromptComposer()) == ""
