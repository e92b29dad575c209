"""Jobs, clips and an engine as far as the widgets look at them, for the tests of what is shown."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from sora_widgets import jobs
from sora_widgets.clips import Facts, Provenance

__all__ = ["Clip", "Output", "connect_engine", "make_job"]

ENDS = ("saved", "failed", "cancelled", "expired")


def make_job(job_id: str = "j1", state: str = "queued", **changes: object) -> SimpleNamespace:
    """A free job in a state; `done` is what was asked of it."""
    done: list[object] = []
    known = {
        "progress": None,
        "eta_s": None,
        "text": "A kite.",
        "model": "sora-2",
        "provider": "animatic",
        "seconds": 4,
        "size": "1280x720",
        "estimate": SimpleNamespace(cost_usd=Decimal(0)),
        "cost_usd": Decimal(0),
        "error": None,
        "clip": None,
        "is_done": state in ENDS,
        "note": None,
        "looks_again_at": None,
        "needs_decision": changes.get("candidates") is not None,
        "candidates": None,
        "can_list": True,
        "held_usd": Decimal(0),
        "spent_usd": Decimal(0),
        "scope": None,
        "is_replay": False,
        "done": done,
        "cancel": lambda: done.append("cancel"),
        "adopt": lambda video_id: done.append(f"adopt {video_id}"),
        "submit_again": lambda: done.append("submit again"),
        "give_up": lambda: done.append("give up"),
    }
    return SimpleNamespace(id=job_id, state=state, **known | changes)


def connect_engine(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """An engine that tells what the test says: `tell(job)`, `terms[…]()`; its wallets are `left_usd` by scope."""
    engine = SimpleNamespace(listeners=[], terms=[], jobs=[], left_usd={None: None})

    def subscribe(listeners):
        def on_change(listener):
            listeners.append(listener)
            return lambda: listeners.remove(listener)

        return on_change

    def tell(job):
        for listener in list(engine.listeners):
            listener(job)

    engine.tell = tell
    monkeypatch.setattr(jobs, "on_change", subscribe(engine.listeners))
    monkeypatch.setattr(jobs, "on_terms_change", subscribe(engine.terms))
    monkeypatch.setattr(jobs, "list_jobs", lambda limit=200: engine.jobs[:limit])
    monkeypatch.setattr(jobs, "wallet", lambda scope=None: SimpleNamespace(left_usd=engine.left_usd[scope]))
    return engine


class Clip:
    """A clip as far as a card looks; what a test needs otherwise it sets."""

    id = "clip1"
    sha256 = "c1" * 32
    path = Path("kite.mp4").absolute()
    poster_bytes = b"poster"
    differences = ()
    facts = Facts(4.0, 1280, 720, 30.0, 120, True, 10, "h264", "aac")

    def __init__(self, **provenance: object) -> None:
        self.provenance = Provenance(**{"prompt": "A kite.", "cost_usd": Decimal(0), "job_id": "j1"} | provenance)


class Output:
    """A display handle that says when it was updated."""

    def __init__(self) -> None:
        self.shown: list[object] = []
        self.is_updated = threading.Event()

    def update(self, value: object) -> None:
        self.shown.append(value)
        self.is_updated.set()
