"""What every widget shares: its messages from any thread, its end, its words."""

from __future__ import annotations

import gc
import hashlib
import json
import weakref
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from sora_widgets import errors, jobs, widgets
from sora_widgets.errors import RequestError, UnknownKeywordError
from sora_widgets.jobs import WalletState
from sora_widgets.jobs.wallet import over_budget
from sora_widgets.pricing import check_request, estimate, model_facts
from sora_widgets.widgets._base import SoraWidget, bundle
from sora_widgets.widgets._settings import read_settings
from sora_widgets.widgets._texts import Texts


class Echo(SoraWidget):
    _esm, _css = bundle("player")
    _answers = {"say": "_say"}  # noqa: RUF012  (read only)

    def __init__(self):
        super().__init__(Texts("en"), ("player",))
        self.seen = []

    def _say(self, message):
        return {"said": message["text"]}, []

    def listen(self):
        self._follow_jobs(self._on_job)

    def _on_job(self, job):
        self.seen.append(job)


@pytest.fixture
def engine(monkeypatch):
    """The engine's end of `on_change`: who listens now."""
    listeners = []

    def on_change(callback):
        listeners.append(callback)
        return lambda: listeners.remove(callback)

    monkeypatch.setattr(jobs, "on_change", on_change)
    return listeners


def record(widget):
    sent = []
    widget.comm.send = lambda data=None, **_: sent.append(data)
    return sent


def hear(widget, content):
    widget._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})


def test_bundles_travel_as_text_so_that_anywidget_does_not_keep_every_widget_alive():
    script, style = bundle("player")
    assert isinstance(script, str)
    assert "export" in script
    assert ".sora-player" in style


def test_bundles_are_paths_only_while_somebody_works_on_them(monkeypatch):
    monkeypatch.setenv("ANYWIDGET_HMR", "1")
    assert all(isinstance(part, Path) for part in bundle("player"))


def test_a_request_is_answered_with_its_id():
    widget = Echo()
    sent = record(widget)
    hear(widget, {"kind": "say", "id": 1, "text": "hello"})
    assert [data["content"] for data in sent] == [{"kind": "reply", "id": 1, "ok": True, "result": {"said": "hello"}}]


@pytest.mark.parametrize("make", [widgets.JobQueue, widgets.PromptComposer, widgets.StoryboardEditor])
def test_every_widget_with_cards_hands_out_the_player_and_its_mark(make, monkeypatch):
    monkeypatch.setattr(jobs, "list_jobs", lambda limit=200: [])
    widget = make()
    sent = record(widget)
    for name, mark in widget._scripts.items():
        hear(widget, {"kind": "view-script", "id": 1, "name": name})
        assert mark == hashlib.sha256(sent[-1]["content"]["result"]["script"].encode()).hexdigest()[:12]
    assert "player-view" in widget._scripts
    hear(widget, {"kind": "view-script", "id": 2, "name": "estimator"})
    assert sent[-1]["content"]["error"]["code"] == "bad-request"


def test_what_the_main_shell_sends_does_not_bind_the_browsers_next_message_to_it():
    widget = Echo()
    widget.comm.__dict__["_reply_subshell_id"] = None  # as ipykernel 7.4 does when a cell writes to a comm
    widget.send("from a cell")
    assert "_reply_subshell_id" not in widget.comm.__dict__
    widget.comm.__dict__["_reply_subshell_id"] = "subshell"
    widget.send("from a handler")
    assert widget.comm.__dict__["_reply_subshell_id"] == "subshell"


def test_messages_without_an_id_go_to_the_users_own_callbacks():
    widget = Echo()
    got = []
    widget.on_msg(lambda _, content, buffers: got.append(content))
    hear(widget, {"kind": "mine"})
    assert got == [{"kind": "mine"}]


def test_a_closed_widget_and_its_layout_are_gone_and_it_hears_no_jobs(engine):
    widget = Echo()
    widget.listen()
    layout = widget.layout
    assert len(engine) == 1
    widget.close()
    assert engine == []
    assert widget.comm is None
    assert layout.comm is None


def test_closing_twice_is_no_error(engine):
    widget = Echo()
    widget.listen()
    widget.close()
    widget.close()
    assert engine == []


def test_closed_widgets_leave_memory():
    made = [weakref.ref(closed) for closed in map(closed_widget, range(20))]
    gc.collect()
    assert [ref for ref in made if ref() is not None] == []


def closed_widget(_):
    widget = Echo()
    widget.close()
    return widget


def test_the_engine_does_not_keep_a_widget_alive(engine):
    def run():
        widget = Echo()
        widget.listen()
        stops, widget._stops = widget._stops, {}  # forgotten rather than closed
        widget.close()
        return weakref.ref(widget), stops

    ref, _stops = run()
    gc.collect()
    assert ref() is None
    assert engine == []


def test_listening_twice_is_listening_once(engine):
    widget = Echo()
    widget.listen()
    widget.listen()
    for tell in engine:
        tell(SimpleNamespace(id="j1"))
    assert len(widget.seen) == 1


@pytest.mark.parametrize("make", [widgets.PromptComposer, widgets.CostEstimator, widgets.JobQueue])
def test_a_misspelt_argument_names_the_nearest(make):
    with pytest.raises(UnknownKeywordError, match="did you mean 'language'"):
        make(langage="fr")


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(RequestError, match="en and fr, not 'de'"):
        Texts("de")


def test_all_languages_have_the_same_texts_with_the_same_gaps():
    folder = Path(widgets.__file__).with_name("texts")
    assert {path.name for path in folder.iterdir()} == {"en", "fr"}
    files = {path: json.loads(path.read_text("utf-8")) for path in folder.glob("*/*.json")}
    texts = {language: Texts(language)._texts for language in ("en", "fr")}
    for language, texts_of_all in texts.items():
        sizes = [len(said) for path, said in files.items() if path.parent.name == language]
        assert sum(sizes) == len(texts_of_all), "a text stands in two files"
    # errors say themselves what they have to say in English (below)
    said = {key for key in texts["fr"] if key.startswith("refusal.")}
    assert texts["en"].keys() | said == texts["fr"].keys()
    for key, text in texts["en"].items():
        assert gaps(text) == gaps(texts["fr"][key]), key


def gaps(text):
    return sorted(part.split("}")[0] for part in text.split("{")[1:])


# Errors that no widget shows, or whose sentence is about a name, a path or a defect: they stay as they are.
TECHNICAL = {
    *("error", "money", "provider", "job", "storage"),  # only the ones below them are raised
    *("bad-request", "unknown-keyword", "unknown-job"),  # mistakes in code or on the wire
    *("job-cancelled", "job-timeout", "jobs-failed"),  # raised where Python waits for a job
    *("clip", "ledger"),  # a file and what is wrong with it
}


def test_every_error_is_said_in_every_language_or_is_a_technical_one():
    codes = {getattr(errors, name).code for name in errors.__all__}
    said = {key.split(".")[1] for key in Texts("fr")._texts if key.startswith("refusal.")}
    assert said | TECHNICAL == codes
    assert said & TECHNICAL == set()


def raised(work):
    with pytest.raises(errors.SoraWidgetsError) as caught:
        work()
    return caught.value


def budget(spent_usd, name=None):
    return (WalletState(Decimal(5), Decimal(0), Decimal(spent_usd), name),)


@pytest.mark.parametrize(
    ("error", "french"),
    [
        (raised(lambda: check_request("sora-2", 6, "1280x720")), "Durée : sora-2 fait 4, 8, 12, 16 ou 20, pas 6."),
        (
            raised(lambda: read_settings({"model": "m", "seconds": "4", "size": "s", "takes": 1})),
            "Durée : 4 ne convient pas.",
        ),
        (
            raised(lambda: read_settings({"model": "m", "seconds": 4, "size": "s", "takes": 9})),
            "Prises : 9 ne convient pas, choisissez 1, 2, 3 ou 4.",
        ),
        (raised(lambda: model_facts("sora3")), "Aucun modèle sora3 ici : choisissez sora-2"),
        (
            over_budget(estimate(model="sora-2"), budget("4.90")),
            "Cela coûte 0,40\u00a0$ et il ne reste que 0,10\u00a0$ du budget de 5,00\u00a0$ : raccourcissez le plan",
        ),
        (
            over_budget(estimate(model="sora-2"), budget("4.90", "class 3b")),
            "il ne reste que 0,10\u00a0$ du budget de 5,00\u00a0$ pour class 3b : raccourcissez le plan",
        ),
        (
            over_budget(estimate(model="sora-2"), budget(6)),  # the limit was lowered below what is spent
            "il ne reste que 0,00\u00a0$ du budget de 5,00\u00a0$",
        ),
        (errors.BudgetExceededError("Again?", cost_usd=Decimal("0.40")), "Il faut encore 0,40\u00a0$"),
        (errors.NoBudgetError("No.", cost_usd=Decimal("0.40")), "Cela coûte 0,40\u00a0$ et aucun budget n’est fixé"),
        (errors.UnknownPriceError("?", model="m", provider="box"), "Personne ne sait ce que box demande pour m"),
        (errors.ProviderUnreachableError("?", address="http://box"), "http://box ne répond pas"),
        (errors.DiskFullError("Full.", path=Path("/clips")), "Le disque est plein, il n’y a pas la place pour /clips"),
        (errors.FolderNotWritableError("No.", path=Path("/clips")), "Impossible d’écrire dans /clips"),
        (errors.JobFailedError("Out of memory.", job_id="j", server_code=None), "Ce qui a été dit : Out of memory."),
    ],
)
def test_an_error_is_said_in_the_interfaces_language_with_its_values(error, french):
    assert Texts("fr").typeset(french) in Texts("fr").refusal(error)
    assert Texts("en").refusal(error) == str(error)


def test_an_error_that_lacks_a_value_is_said_in_its_own_words():
    assert Texts("fr").refusal(errors.BudgetExceededError("This costs $0.40.")) == "This costs $0.40."


def test_of_many_choices_the_first_are_named():
    error = errors.UnknownModelError("?", given="m", allowed=tuple(f"model-{number}" for number in range(300)))
    said = Texts("fr").refusal(error)
    assert "model-0, model-1" in said
    assert said.endswith("….")
    assert len(said) < 400


def test_a_long_value_does_not_flood_the_widget():
    error = raised(lambda: check_request("sora-2", 4, "x" * 10_000))
    assert len(Texts("fr").refusal(error)) < 400


def test_french_sentences_have_curved_apostrophes_and_quoted_words_their_own():
    sentence = "C'est l'action : « l'enfant » n'agit pas."
    assert Texts("fr").typeset(sentence) == "C’est l’action\u00a0: «\u00a0l'enfant\u00a0» n’agit pas."
    assert Texts("en").typeset("It's so.") == "It's so."
