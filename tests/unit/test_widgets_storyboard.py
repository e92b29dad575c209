"""StoryboardEditor: drafts in, views out, one price for the whole, and one job for each shot."""

from __future__ import annotations

import threading
from decimal import Decimal
from types import SimpleNamespace

import pytest

from shown_jobs import make_job
from sora_widgets import jobs
from sora_widgets.errors import (
    BudgetExceededError,
    EmptyPromptError,
    FolderNotWritableError,
    JobFailedError,
    RequestError,
    UnknownKeywordError,
)
from sora_widgets.jobs import Quote
from sora_widgets.prompts import Shot
from sora_widgets.prompts.storyboard import Scene, Storyboard
from sora_widgets.widgets import _board_run
from sora_widgets.widgets.storyboard import StoryboardEditor

SHEET = "a woman in a red coat"
BOARD = Storyboard(
    [
        Scene("Wide shot of Mara in a leafy park.", 4, characters=["Mara"]),
        Scene("Close-up of a red kite.", 8, continuity="the same wind"),
        Scene("A dog runs."),
    ],
    {"Mara": SHEET},
    "The kite",
)


class Engine:
    """What the editor asks of `jobs`, and what it answers: each second of a clip costs `rate_usd`."""

    def __init__(self):
        self.rate_usd = Decimal(0)
        self.provider = "animatic"
        self.here = set()  # prompts whose clip is here
        self.refusals = {}  # prompt → why not
        self.left_usd = None
        self.made = []
        self.ordered = []
        self.refuse_from = None
        self.listeners, self.terms = [], []
        self.reference_as = SimpleNamespace(file_field="input_reference", takes_data_urls=False)
        self.is_ordered = threading.Event()
        self.error = None

    def quote(self, prompt, *, seconds, model, size, takes=1):
        if self.error is not None:
            raise self.error
        has_take = prompt in self.here
        cost = None if self.rate_usd is None else self.rate_usd * seconds * (0 if has_take else takes)
        refusal = EmptyPromptError("Nothing to film.") if not prompt else self.refusals.get(prompt)
        return Quote(SimpleNamespace(cost_usd=cost), None, self.provider, refusal is None, refusal, has_take)

    def generate(self, prompt, *, seconds, take, reference=None, **settings):
        if self.refuse_from is not None and len(self.made) >= self.refuse_from:
            raise BudgetExceededError("Only $0.10 is left.")
        job = make_job(
            f"job{len(self.made) + 1}",
            text=prompt,
            seconds=seconds,
            take=take,
            reference=reference,
            estimate=SimpleNamespace(cost_usd=None if self.rate_usd is None else self.rate_usd * seconds),
            end=threading.Event(),
            failure=None,
            **settings,
        )

        def result():
            assert job.end.wait(10)
            if job.failure is not None:
                raise job.failure
            return f"clip of {job.id}"

        job.result = result
        self.made.append(job)
        self.is_ordered.set()
        return job

    def finish(self, job, failure=None):
        job.failure = failure
        job.state, job.is_done = ("failed" if failure else "saved"), True
        job.error = failure
        self.is_ordered.clear()
        job.end.set()

    def subscribe(self, listeners):
        def on_change(listener):
            listeners.append(listener)
            return lambda: listeners.remove(listener)

        return on_change


@pytest.fixture
def engine(monkeypatch):
    engine = Engine()
    monkeypatch.setattr(jobs, "quote", engine.quote)
    monkeypatch.setattr(jobs, "generate", engine.generate)
    monkeypatch.setattr(jobs, "on_change", engine.subscribe(engine.listeners))
    monkeypatch.setattr(jobs, "on_terms_change", engine.subscribe(engine.terms))
    monkeypatch.setattr(
        jobs,
        "wallet",
        lambda scope=None: SimpleNamespace(left_usd=engine.left_usd, limit_usd=engine.left_usd, name=scope),
    )
    monkeypatch.setattr(jobs, "current_scope", lambda: None)
    monkeypatch.setattr(
        jobs,
        "current_provider",
        lambda: SimpleNamespace(
            models=lambda: ("sora-2", "sora-2-pro"),
            found="a server",
            profile=SimpleNamespace(reference_as=engine.reference_as),
        ),
    )
    monkeypatch.setattr(_board_run, "write_last_frame", lambda clip, path: (clip, path.name))
    return engine


@pytest.fixture
def editor(engine):
    return StoryboardEditor(BOARD)


def send_update(editor, **draft):
    draft = {**editor._draft, "revision": editor._view["revision"] + 1, **draft}
    message = {"method": "update", "state": {"_draft": draft}, "buffer_paths": []}
    editor._handle_msg({"content": {"data": message}, "buffers": []})
    return draft


def ask(editor, kind, **fields):
    messages = []
    editor.comm.send = lambda data=None, buffers=None, **_: messages.append(data)
    request = {"kind": kind, "id": 1, **fields}
    editor._handle_msg({"content": {"data": {"method": "custom", "content": request}}, "buffers": []})
    return next(data["content"] for data in messages if data["method"] == "custom")


def on_the_button(editor):
    return {name: editor._view["price"][name] for name in ("label", "cost_usd", "provider")}


def press_generate(editor, agreed=None):
    return ask(editor, "storyboard-generate", draft=dict(editor._draft), price=agreed or on_the_button(editor))


def shots_of(editor, **changes):
    """The shots of the draft with some changed: `s2={"text": …}`."""
    return [{**shot, **changes.get(shot["id"], {})} for shot in editor._draft["shots"]]


# -- the board ------------------------------------------------------------------------------------------------------


def test_the_draft_says_what_the_board_says(editor):
    draft = editor._draft
    assert [shot["id"] for shot in draft["shots"]] == ["s1", "s2", "s3"]
    assert [shot["seconds"] for shot in draft["shots"]] == [4, 8, 4]
    assert draft["shots"][0]["characters"] == ["c1"]
    assert draft["characters"] == [{"id": "c1", "name": "Mara", "sheet": SHEET}]
    assert editor.storyboard == BOARD
    assert repr(editor) == "<StoryboardEditor 3 shots, 16 s>"


def test_the_view_shows_what_would_be_sent(editor):
    view = editor._view["shots"]["s1"]
    assert view["prompt"] == f"Wide shot of Mara ({SHEET}) in a leafy park."
    assert {part for _, _, part in view["spans"]} >= {"framing", "subject"}
    assert editor._view["total_s"] == 16


def test_what_is_typed_in_the_browser_becomes_the_board(editor):
    heard = []
    editor.observe(lambda change: heard.append(change["new"]), "storyboard")
    send_update(editor, shots=shots_of(editor, s3={"text": "A cat sleeps ", "seconds": 12}), title="Wind")
    assert editor.storyboard.shots[2] == Scene("A cat sleeps.", 12)
    assert editor.storyboard.title == "Wind"
    assert heard == [editor.storyboard]
    assert editor._draft["shots"][2]["text"] == "A cat sleeps ", "what was typed is not tidied under the fingers"


def test_a_board_set_from_python_replaces_the_draft(editor):
    board = editor.storyboard.without(0).with_character("Tom", "a tall man")
    editor.storyboard = board
    assert [shot["text"] for shot in editor._draft["shots"]] == ["Close-up of a red kite.", "A dog runs."]
    assert editor._draft["revision"] == editor._view["revision"] == 1
    assert editor.storyboard == board
    assert [one["name"] for one in editor._draft["characters"]] == ["Mara", "Tom"]


def test_the_parts_of_a_shot_set_from_python_stay_until_its_text_changes(engine):
    shot = Shot(subject="a robot waving", sound="hum")
    editor = StoryboardEditor(Storyboard([shot]))
    send_update(editor, title="New")
    assert editor.storyboard.shots[0].shot == shot
    send_update(editor, shots=shots_of(editor, s1={"text": "A dog."}))
    assert editor.storyboard.shots[0].shot == Shot.from_text("A dog.")


def test_a_text_of_several_shots_is_read(engine):
    assert len(StoryboardEditor("[4s]A dog runs.[8s]A cat sleeps.").storyboard) == 2
    assert len(StoryboardEditor().storyboard) == 1


def test_a_character_without_a_name_yet_is_nobody(editor):
    send_update(editor, characters=[{"id": "c1", "name": " ", "sheet": SHEET}])
    assert editor.storyboard.characters == {}
    assert editor.storyboard.shots[0].characters == ()
    send_update(editor, characters=[{"id": "c1", "name": "Mar", "sheet": SHEET}])
    assert editor.storyboard.shots[0].characters == ("Mar",)


def test_two_characters_with_one_name_are_refused_in_words(engine):
    editor = StoryboardEditor(BOARD, language="fr")
    send_update(editor, characters=[{"id": one, "name": "Mara", "sheet": ""} for one in ("c1", "c2")])
    assert editor._view["is_sound"] is False
    assert editor._view["price"]["refusal"].startswith("Deux personnages s’appellent Mara")
    assert editor.storyboard == BOARD


@pytest.mark.parametrize(
    "bad",
    [
        {"shots": "none"},
        {"shots": [{"id": "s1"}]},
        {"characters": [{"id": 1, "name": "Mara", "sheet": ""}]},
        {"settings": {"model": "sora-2"}},
        {"settings": None},
        {"title": 3},
        {"is_linked": "yes"},
    ],
    ids=str,
)
def test_a_draft_that_makes_no_sense_is_refused_in_words(editor, bad):
    send_update(editor, **bad)
    assert editor._view["revision"] == 1
    assert editor._view["price"]["can_run"] is False
    assert "must be" in editor._view["price"]["refusal"]
    assert editor.storyboard == BOARD


@pytest.mark.parametrize("change", [{"seconds": 0}, {"seconds": True}, {"id": "s1"}, {"characters": [3]}], ids=str)
def test_a_shot_that_makes_no_sense_is_refused(editor, change):
    send_update(editor, shots=shots_of(editor, s2=change))
    assert editor._view["is_sound"] is False
    assert editor.storyboard == BOARD


def test_a_misspelt_argument_is_named(engine):
    with pytest.raises(UnknownKeywordError, match="storyboard"):
        StoryboardEditor(storybord=BOARD)
    with pytest.raises(UnknownKeywordError, match="size"):
        StoryboardEditor(BOARD).settings = {"sise": "720x1280"}


# -- advice ---------------------------------------------------------------------------------------------------------


def test_advice_tells_which_shot_it_is_about(engine):
    editor = StoryboardEditor(Storyboard(["A woman in a red coat sits.", Shot(subject="she", action="stands up")]))
    assert ("drift-pronoun", 1) in [(advice.code, index) for index, advice in editor.advice]
    shown = [one["code"] for one in editor._view["shots"]["s2"]["advice"]]
    assert shown[0] == "drift-pronoun"
    assert len(editor.advice) == sum(len(view["advice"]) for view in editor._view["shots"].values())


def test_applied_advice_changes_only_its_shot(engine):
    editor = StoryboardEditor(Storyboard(["A woman in a red coat sits.", Shot(subject="she", action="stands up")]))
    first = editor.storyboard.shots[0]
    reply = ask(editor, "storyboard-apply", shot_id="s2", code="drift-pronoun", draft=dict(editor._draft))
    assert reply["ok"]
    assert editor.storyboard.shots[1].shot.subject == first.shot.subject
    assert editor.storyboard.shots[0] == first
    assert editor._draft["shots"][1]["text"] == reply["result"]["text"] == editor.storyboard.shots[1].shot.to_text()


def test_a_draft_that_its_own_request_overtook_does_not_take_the_fix_back(editor):
    draft = {**editor._draft, "revision": 7}
    code = next(piece["code"] for piece in editor._view["shots"]["s1"]["advice"] if piece["fix_label"])
    text = ask(editor, "storyboard-apply", shot_id="s1", code=code, draft=draft)["result"]["text"]
    editor.set_trait("_draft", {**draft, "revision": 6})  # what waited behind a busy cell
    editor.set_trait("_draft", draft)
    assert editor._draft["shots"][0]["text"] == text == editor.storyboard.shots[0].shot.to_text()
    assert editor._draft["revision"] == editor._view["revision"] == 8


def test_advice_that_is_gone_is_refused(editor):
    reply = ask(editor, "storyboard-apply", shot_id="s2", code="drift-pronoun", draft=dict(editor._draft))
    assert reply["error"]["code"] == "bad-request"
    reply = ask(editor, "storyboard-apply", shot_id="s9", code="missing-lighting", draft=dict(editor._draft))
    assert reply["error"]["code"] == "bad-request"


# -- the price of the whole -----------------------------------------------------------------------------------------


def test_the_price_is_the_sum_over_the_shots(engine):
    engine.rate_usd = Decimal("0.10")
    price = StoryboardEditor(BOARD)._view["price"]
    assert (price["label"], price["cost_usd"], price["can_run"]) == ("$1.60", "1.60", True)


def test_a_price_that_nobody_knows_of_one_shot_is_unknown_for_the_whole(engine):
    engine.rate_usd = None
    price = StoryboardEditor(BOARD)._view["price"]
    assert (price["label"], price["cost_usd"]) == ("price unknown", None)


def test_a_shot_that_cannot_be_made_is_named(engine):
    engine.refusals["A dog runs."] = RequestError("That cannot be filmed.")
    price = StoryboardEditor(BOARD)._view["price"]
    assert price["can_run"] is False
    assert price["refusal"] == "Shot 3: That cannot be filmed."


def test_shots_that_fit_the_budget_alone_may_not_fit_together(engine):
    engine.rate_usd, engine.left_usd = Decimal("0.10"), Decimal("1.00")
    price = StoryboardEditor(BOARD)._view["price"]
    assert (price["label"], price["can_run"]) == ("$1.60", False)
    assert "$1.60" in price["refusal"] and "$1.00" in price["refusal"]


def test_clips_that_are_here_cost_nothing(engine):
    engine.rate_usd = Decimal("0.10")
    engine.here = {BOARD.prompt(index) for index in range(3)}
    price = StoryboardEditor(BOARD)._view["price"]
    assert (price["label"], price["can_run"]) == ("free", True)
    assert price["detail"] == "animatic · all of it is here already"


def test_a_linked_shot_is_priced_as_new_for_its_first_frame_is_not_known(engine):
    engine.rate_usd = Decimal("0.10")
    engine.here = {BOARD.prompt(index) for index in range(3)}
    editor = StoryboardEditor(BOARD)
    send_update(editor, is_linked=True)
    assert editor._view["price"]["label"] == "$1.20"  # the first is here, 8 s and 4 s are not


def test_a_board_without_shots_cannot_run(editor):
    send_update(editor, shots=[])
    assert editor._view["price"]["can_run"] is False
    assert "no shot yet" in editor._view["price"]["refusal"]
    assert press_generate(editor)["error"]["code"] == "bad-request"


def test_an_engine_that_cannot_start_is_told_and_the_board_can_still_be_laid_out(engine):
    engine.error = FolderNotWritableError("/nowhere cannot be written: set SORA_WIDGETS_HOME.")
    editor = StoryboardEditor(BOARD)
    assert editor._view["price"]["refusal"] == "/nowhere cannot be written: set SORA_WIDGETS_HOME."
    send_update(editor, title="Wind")
    assert editor.storyboard.title == "Wind"


# -- generating -----------------------------------------------------------------------------------------------------


def test_each_shot_is_one_job_in_order(editor, engine):
    assert press_generate(editor)["result"] == {"job_ids": ["job1", "job2", "job3"]}
    assert [job.text for job in engine.made] == [BOARD.prompt(index) for index in range(3)]
    assert [(job.seconds, job.take, job.model, job.size, job.reference) for job in engine.made] == [
        (4, 1, "sora-2", "1280x720", None),
        (8, 1, "sora-2", "1280x720", None),
        (4, 1, "sora-2", "1280x720", None),
    ]
    assert editor.jobs == engine.made
    assert [(card["job_id"], card["shot_id"]) for card in editor._cards] == [
        ("job1", "s1"),
        ("job2", "s2"),
        ("job3", "s3"),
    ]
    assert editor._cards[1]["prompt"] == "Shot 2 · Close-up of a red kite."
    assert (editor._group["total"], editor._group["open"], editor._group["line"]) == (3, 3, "0 of 3 saved")


def test_shots_that_ask_for_the_same_are_takes(engine):
    editor = StoryboardEditor(Storyboard(["A dog runs.", "A dog runs.", Scene("A dog runs.", 8)]))
    press_generate(editor)
    assert [(job.seconds, job.take) for job in engine.made] == [(4, 1), (4, 2), (8, 1)]


def test_each_take_of_the_same_shot_is_paid_for(engine):
    engine.rate_usd = Decimal("0.10")
    board = Storyboard(["A dog runs.", "A dog runs.", Scene("A dog runs.", 8)])
    assert StoryboardEditor(board)._view["price"]["label"] == "$1.60"


def test_the_newest_run_stands_first(editor, engine):
    press_generate(editor)
    send_update(editor, shots=editor._draft["shots"][1:2])
    press_generate(editor)
    assert [card["job_id"] for card in editor._cards] == ["job4", "job1", "job2", "job3"]
    assert [card.get("shot_id") for card in editor._cards] == ["s2", None, None, None]
    assert editor._group["total"] == 1


@pytest.mark.parametrize("change", ["price", "provider", "nothing agreed", "nonsense"])
def test_nothing_runs_for_more_than_the_button_said(engine, change):
    engine.rate_usd = Decimal("0.10")
    editor = StoryboardEditor(BOARD)
    agreed = on_the_button(editor)
    if change == "price":
        engine.rate_usd = Decimal("0.11")
    elif change == "provider":
        engine.provider = "elsewhere"
    else:
        agreed = {"label": "$1.60", "cost_usd": None if change == "nothing agreed" else "a lot", "provider": "animatic"}
    reply = press_generate(editor, agreed)
    assert reply["error"]["code"] == "money"
    assert engine.made == []
    assert on_the_button(editor)["cost_usd"] == str(engine.rate_usd * 16)


def test_less_than_the_button_said_is_agreed(engine):
    engine.rate_usd = Decimal("0.10")
    editor = StoryboardEditor(BOARD)
    agreed = on_the_button(editor)
    engine.here = {"A dog runs."}
    assert press_generate(editor, agreed)["ok"]
    assert len(engine.made) == 3


def test_a_later_shot_that_is_refused_does_not_hide_the_first(editor, engine):
    engine.refuse_from = 1
    assert press_generate(editor)["error"] == {"code": "budget-exceeded", "message": "Only $0.10 is left."}
    assert [card["job_id"] for card in editor._cards] == ["job1"]
    assert (editor._group["total"], editor._group["open"]) == (1, 1)


def test_a_request_brings_the_draft_that_still_waits(editor, engine):
    draft = {**editor._draft, "revision": 5, "shots": shots_of(editor, s1={"text": "A cat."})[:1]}
    reply = ask(editor, "storyboard-generate", draft=draft, price=on_the_button(editor))
    assert reply["ok"]
    assert [job.text for job in engine.made] == [f"A cat (Mara: {SHEET})."]
    assert editor._view["revision"] == 5


def test_an_older_draft_in_a_request_does_not_undo_a_newer_one(editor, engine):
    old = dict(editor._draft)
    send_update(editor, shots=shots_of(editor)[2:])
    ask(editor, "storyboard-generate", draft=old, price=on_the_button(editor))
    assert [job.text for job in engine.made] == ["A dog runs."]


def test_a_job_that_moves_on_is_told(editor, engine):
    press_generate(editor)
    job = engine.made[1]
    job.state, job.progress = "in_progress", 50
    (tell,) = engine.listeners
    tell(job)
    assert editor._cards[1]["progress"] == 50
    assert editor._group["percent"] == 16


def test_another_server_offers_its_own_models_and_prices(editor, engine):
    engine.rate_usd, engine.provider = Decimal("0.10"), "box"
    engine.reference_as = None
    (tell,) = engine.terms
    tell()
    assert editor._view["price"]["label"] == "$1.60"
    assert editor._view["can_link"] is False
    assert [model["id"] for model in editor._choices["models"]] == ["sora-2", "sora-2-pro"]


def test_cancelling_asks_every_open_job(editor, engine):
    press_generate(editor)
    engine.finish(engine.made[0])
    assert ask(editor, "storyboard-cancel")["ok"]
    assert [job.done for job in engine.made] == [[], ["cancel"], ["cancel"]]


def test_a_job_of_somebody_else_is_not_shown(editor):
    assert ask(editor, "job-cancel", job_id="somebody else's")["error"]["code"] == "bad-request"


def test_the_script_of_the_clips_is_given_when_it_is_asked_for(editor):
    script = ask(editor, "view-script", name="clips")["result"]["script"]
    assert "export" in script


# -- one after another ----------------------------------------------------------------------------------------------


@pytest.fixture
def linked(editor):
    send_update(editor, is_linked=True)
    return editor


def chain():
    return next((one for one in threading.enumerate() if one.name == "sora-widgets-storyboard"), None)


def next_order(engine, job, count):
    """Finish a job, and wait for the order that follows."""
    engine.finish(job)
    assert engine.is_ordered.wait(10)
    assert len(engine.made) == count


def test_linked_shots_are_ordered_one_after_another_from_the_last_frame(linked, engine):
    assert press_generate(linked)["result"] == {"job_ids": ["job1"]}
    assert linked._group["line"] == "0 of 1 saved · 2 to be ordered"
    running = chain()
    next_order(engine, engine.made[0], 2)
    next_order(engine, engine.made[1], 3)
    running.join(10)
    assert [job.reference for job in engine.made] == [None, ("clip of job1", "1.jpg"), ("clip of job2", "2.jpg")]
    assert [job.text for job in engine.made] == [BOARD.prompt(index) for index in range(3)]
    assert linked._group["total"] == 3
    engine.finish(engine.made[2])


def test_a_shot_that_fails_ends_the_row_and_says_so(linked, engine):
    press_generate(linked)
    running = chain()
    engine.finish(engine.made[0], JobFailedError("The server failed.", job_id="job1"))
    running.join(10)
    assert len(engine.made) == 1
    assert "shot 1" in linked._group["notice"] and "The server failed." in linked._group["notice"]
    assert (linked._group["total"], linked._group["open"]) == (1, 0)


def test_a_price_that_rises_meanwhile_ends_the_row(engine):
    engine.rate_usd = Decimal("0.10")
    editor = StoryboardEditor(BOARD)
    send_update(editor, is_linked=True)
    press_generate(editor)
    running = chain()
    engine.rate_usd = Decimal("0.20")
    engine.finish(engine.made[0])
    running.join(10)
    assert len(engine.made) == 1, "4 s at $0.10 and 8 s at $0.20 are more than $1.60"
    assert "The price has changed" in editor._group["notice"]


def test_another_server_ends_the_row(linked, engine):
    press_generate(linked)
    running = chain()
    engine.provider = "elsewhere"
    engine.finish(engine.made[0])
    running.join(10)
    assert len(engine.made) == 1
    assert "elsewhere" in linked._group["notice"]


@pytest.mark.parametrize("way", ["cancel", "close"])
def test_whoever_stops_the_row_gets_no_further_order(linked, engine, way):
    press_generate(linked)
    running = chain()
    if way == "cancel":
        ask(linked, "storyboard-cancel")
    else:
        linked.close()
    engine.finish(engine.made[0])
    running.join(10)
    assert len(engine.made) == 1


def test_where_no_picture_is_taken_the_shots_are_ordered_at_once(engine):
    engine.reference_as = None
    editor = StoryboardEditor(BOARD)
    send_update(editor, is_linked=True)
    assert editor._view["can_link"] is False
    press_generate(editor)
    assert len(engine.made) == 3
    assert chain() is None


def test_a_defect_of_ours_ends_the_row_and_is_told(linked, engine, monkeypatch, caplog):
    def broken(clip, path):
        raise ZeroDivisionError("no such frame")

    monkeypatch.setattr(_board_run, "write_last_frame", broken)
    press_generate(linked)
    running = chain()
    engine.finish(engine.made[0])
    running.join(10)
    assert "ZeroDivisionError: no such frame" in linked._group["notice"]
    assert "could not be ordered" in caplog.text


def test_the_last_frame_of_a_clip_is_its_whole_last_picture(tmp_path):
    import av
    import numpy as np

    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for level in (20, 120, 220):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), level, np.uint8), "rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    still = _board_run.write_last_frame(SimpleNamespace(path=path), tmp_path / "last.jpg")
    with av.open(str(still)) as picture:
        pixels = next(picture.decode(video=0)).to_ndarray(format="rgb24")
    assert pixels.shape == (48, 64, 3)
    assert abs(float(pixels.mean()) - 220) < 12
