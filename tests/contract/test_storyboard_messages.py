"""What StoryboardEditor and its bundle say to each other: golden files that node reads too."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from sora_widgets import jobs
from sora_widgets.jobs import Quote
from sora_widgets.prompts import Advice
from sora_widgets.prompts.storyboard import Storyboard
from sora_widgets.widgets.storyboard import StoryboardEditor


def golden(name):
    return json.loads(Path(__file__).with_name("messages").joinpath(f"{name}.json").read_text("utf-8"))


def job_like(job_id, text):
    free = Decimal(0)
    return SimpleNamespace(
        **dict.fromkeys(("progress", "eta_s", "error", "clip", "note", "looks_again_at", "candidates", "scope")),
        **dict.fromkeys(("held_usd", "spent_usd", "cost_usd"), free),
        **dict.fromkeys(("is_done", "needs_decision", "is_replay"), False),
        id=job_id,
        state="queued",
        text=text,
        model="sora-2",
        provider="animatic",
        seconds=4,
        size="1280x720",
        estimate=SimpleNamespace(cost_usd=free),
        cancel=lambda: None,
    )


@pytest.fixture
def engine(monkeypatch):
    """Prices and jobs without an engine; each second of a clip costs `rate_usd`."""
    engine = SimpleNamespace(rate_usd=Decimal(0), ordered=[])

    def quote(prompt, *, seconds, takes=1, **settings):
        cost = SimpleNamespace(cost_usd=engine.rate_usd * seconds * takes)
        return Quote(cost, None, "animatic", can_run=True, refusal=None, has_take=False)

    def generate(prompt, **settings):
        engine.ordered.append([prompt, settings])
        return job_like(f"j{len(engine.ordered)}", prompt)

    server = SimpleNamespace(models=lambda: ("sora-2",), found="drawn here", profile=SimpleNamespace(reference_as=None))
    monkeypatch.setattr(jobs, "quote", quote)
    monkeypatch.setattr(jobs, "generate", generate)
    monkeypatch.setattr(jobs, "current_provider", lambda: server)
    monkeypatch.setattr(jobs, "current_scope", lambda: None)
    monkeypatch.setattr(jobs, "wallet", lambda scope=None: SimpleNamespace(left_usd=None))
    monkeypatch.setattr(jobs, "on_change", lambda callback: lambda: None)
    monkeypatch.setattr(jobs, "on_terms_change", lambda callback: lambda: None)
    return engine


@pytest.fixture
def editor(engine):
    return StoryboardEditor(Storyboard.from_dict(golden("storyboard-generate")["board"]))


def ask(widget, request):
    messages = []
    widget.comm.send = lambda data=None, buffers=None, **_: messages.append(data)
    widget._handle_msg({"content": {"data": {"method": "custom", "content": request}}, "buffers": []})
    (reply,) = [data["content"] for data in messages if data["method"] == "custom"]
    return reply


def test_the_first_draft_is_as_agreed(editor):
    assert editor._draft == golden("storyboard-generate")["draft"]


def test_generating_orders_what_the_draft_of_the_request_says(editor, engine):
    agreed = golden("storyboard-generate")
    assert ask(editor, agreed["request"]) == agreed["reply"]
    assert engine.ordered == agreed["ordered"]
    assert editor._draft == agreed["request"]["draft"]
    assert editor._group == agreed["group"]


def test_a_price_that_is_not_the_one_on_the_button_is_told_as_agreed(editor, engine):
    agreed = golden("storyboard-generate")
    engine.rate_usd = Decimal("0.10")
    assert ask(editor, agreed["request"]) == agreed["changed_price_reply"]
    assert {name: editor._view["price"][name] for name in agreed["changed_price"]} == agreed["changed_price"]
    assert engine.ordered == []


def test_the_view_and_applied_advice_are_as_agreed(engine, monkeypatch):
    agreed, board = golden("storyboard-apply"), golden("storyboard-generate")["board"]

    def critique(self, language, model=None):
        shot = self.shots[1].shot
        if shot.sound:
            return []
        fix = shot.replace(sound="wind")
        return [(1, Advice("missing-sound", "sound", "tip", "Say what we hear.", fix, "Add wind"))]

    monkeypatch.setattr(Storyboard, "critique", critique)
    editor = StoryboardEditor(Storyboard.from_dict(board))
    assert editor._view == agreed["view"]
    assert ask(editor, agreed["request"]) == agreed["reply"]
    assert editor._draft["shots"][1] == agreed["shot_after"]
    assert ask(editor, agreed["stale_request"]) == agreed["stale_reply"]


def test_cancelling_is_answered_as_agreed(editor):
    agreed = golden("storyboard-cancel")
    assert ask(editor, agreed["request"]) == agreed["reply"]
