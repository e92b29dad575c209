"""The messages between kernel and browser, against the golden files that `node --test` reads too."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from sora_widgets import jobs
from sora_widgets.clips import Clip, Facts, Provenance, state
from sora_widgets.clips.differences import Difference
from sora_widgets.errors import BudgetExceededError, JobFailedError
from sora_widgets.jobs import Quote
from sora_widgets.prompts import Advice, Shot
from sora_widgets.widgets import JobCard, PromptComposer, VideoPlayer, composer
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.card import card_of
from sora_widgets.widgets.gathering import GatheringDisplay

CONTENT = b"0123456789"
# A whole picture: 8 x 8 pixels of one grey.
POSTER = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5a"
    "YVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAAR"
    "CAAIAAgDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA"
    "/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q=="
)


def golden(name):
    return json.loads(Path(__file__).with_name("messages").joinpath(f"{name}.json").read_text("utf-8"))


@pytest.fixture
def clip(tmp_path):
    path, poster = tmp_path / "kite.mp4", tmp_path / "kite.jpg"
    path.write_bytes(CONTENT)
    poster.write_bytes(POSTER)
    facts = Facts(
        duration_s=4.0,
        width=1280,
        height=720,
        fps=30.0,
        frame_count=120,
        has_sound=True,
        size_bytes=len(CONTENT),
        video_codec="h264",
        audio_codec="aac",
    )
    return Clip(path, poster, facts, "ab" * 32, Provenance(prompt="A kite climbing.", cost_usd=Decimal(0)))


@pytest.fixture(autouse=True)
def quiet_jobs(monkeypatch):
    """Jobs without an engine."""
    price = SimpleNamespace(cost_usd=Decimal(0))
    listed = SimpleNamespace(cost_usd=Decimal("0.40"), retired_on=date(2026, 9, 24))
    monkeypatch.setattr(jobs, "quote", lambda shot, **settings: quote_of(price, listed))
    monkeypatch.setattr(
        jobs, "current_provider", lambda: SimpleNamespace(models=lambda: ("sora-2",), found="drawn here")
    )
    monkeypatch.setattr(jobs, "on_change", lambda callback: lambda: None)
    monkeypatch.setattr(jobs, "on_terms_change", lambda callback: lambda: None)


def quote_of(price, listed=None, provider="animatic"):
    return Quote(price, listed, provider, can_run=True, refusal=None, has_take=False)


def job_like(
    clip=None,
    *,
    state,
    progress,
    eta_s,
    cost_usd,
    has_clip=False,
    note=None,
    error=None,
    looks_again_at=None,
    candidates=None,
    can_list=True,
    held_usd="0",
    spent_usd="0",
):
    done = []
    return SimpleNamespace(
        id="j1",
        state=state,
        progress=progress,
        eta_s=eta_s,
        text="A kite climbing.",
        model="sora-2",
        provider="animatic",
        seconds=4,
        size="1280x720",
        estimate=SimpleNamespace(cost_usd=Decimal("0.40")),
        cost_usd=None if cost_usd is None else Decimal(cost_usd),
        error=None if error is None else JobFailedError(error, job_id="j1"),
        clip=clip if has_clip else None,
        is_done=state in ("saved", "failed", "cancelled"),
        note=note,
        looks_again_at=looks_again_at,
        needs_decision=candidates is not None,
        candidates=candidates,
        can_list=can_list,
        held_usd=Decimal(held_usd),
        spent_usd=Decimal(spent_usd),
        scope=None,
        is_replay=False,
        done=done,
        cancel=lambda: done.append("cancel"),
        adopt=lambda video_id: done.append(("adopt", video_id)),
        submit_again=lambda: done.append("submit_again"),
        give_up=lambda: done.append("give_up"),
    )


def named(value, clip):
    """The golden message with the clip's real id in it."""
    return json.loads(json.dumps(value).replace("CLIP", clip.id))


def heard(widget):
    """Everything the widget sends from now on, as the browser gets it."""
    messages = []
    widget.comm.send = lambda data=None, buffers=None, **_: messages.append((data, list(buffers or [])))
    return messages


def ask(widget, request):
    messages = heard(widget)
    widget._handle_msg({"content": {"data": {"method": "custom", "content": request}}, "buffers": []})
    replies = [(data["content"], buffers) for data, buffers in messages if data["method"] == "custom"]
    assert len(replies) == 1
    return replies[0]


def test_a_range_is_given_as_agreed(clip):
    agreed = named(golden("player-range"), clip)
    reply, buffers = ask(VideoPlayer(clip), agreed["request"])
    assert reply == agreed["reply"]
    assert buffers == [agreed["buffer"].encode()]


def test_a_clip_that_is_not_shown_is_refused_as_agreed(clip):
    agreed = named(golden("player-range"), clip)
    assert ask(VideoPlayer(clip), agreed["refused_request"]) == (agreed["refused_reply"], [])


@pytest.fixture(autouse=True)
def nothing_looked_into(monkeypatch):
    """The clips of many tests have one sha256, and what was found in one file is not in the next."""
    monkeypatch.setattr(state, "_credentials", {})
    monkeypatch.setattr(state, "_measures", {})


@pytest.fixture
def whole(clip):
    """The clip with the sha256 of its bytes."""
    return replace(clip, sha256=hashlib.sha256(CONTENT).hexdigest())


def shown_by(name, clip):
    """Every kind of widget that has clips answers for them."""
    return VideoPlayer(clip) if name == "player" else JobCard(job_like(clip, **golden("cards")["saved"]["job"]))


@pytest.mark.parametrize("name", ["player", "card"])
def test_a_file_that_is_there_and_one_that_was_replaced_are_told_as_agreed(whole, name):
    agreed = json.loads(json.dumps(named(golden("player-check"), whole)).replace("PATH", "./kite.mp4"))
    widget = shown_by(name, whole)
    assert ask(widget, agreed["request"]) == (agreed["reply"], [])
    whole.path.write_bytes(CONTENT[::-1])
    os.utime(whole.path, (0, 0))
    assert ask(widget, agreed["request"]) == (agreed["refused_reply"], [])


@pytest.mark.parametrize("name", ["player", "card"])
def test_credentials_are_given_as_agreed(whole, name):
    agreed = named(golden("player-credentials"), whole)
    assert ask(shown_by(name, whole), agreed["request"]) == (agreed["reply"], [])


@pytest.mark.parametrize("name", ["player", "card"])
def test_measures_are_given_as_agreed_and_known_from_then_on(whole, name, monkeypatch):
    agreed = named(golden("player-measures"), whole)
    found = SimpleNamespace(to_dict=lambda: {"motion": 1.5})
    monkeypatch.setattr(state, "measure", lambda path: found)
    reply, _ = ask(shown_by(name, whole), agreed["request"])
    assert reply == agreed["reply"] | {"result": {"measures": {"motion": 1.5}}}
    assert VideoPlayer(whole)._clip["measures"] == {"motion": 1.5}


@pytest.mark.parametrize("name", ["player", "card"])
def test_marks_are_kept_changed_and_removed_as_agreed(whole, name):
    widget = shown_by(name, whole)
    for kind in ("mark-add", "mark-change"):
        agreed = named(golden(kind), whole)
        assert ask(widget, agreed["request"]) == (agreed["reply"], [])
        assert VideoPlayer(whole).marks == agreed["reply"]["result"]["marks"]
    refused = named(golden("mark-add"), whole)
    assert ask(widget, refused["refused_request"]) == (refused["refused_reply"], [])
    agreed = named(golden("mark-remove"), whole)
    assert ask(widget, agreed["request"]) == (agreed["reply"], [])
    assert VideoPlayer(whole).marks == []


def test_a_script_and_the_words_for_it_are_given_as_agreed(clip):
    player = VideoPlayer(clip)
    agreed = golden("view-script")
    reply, _ = ask(player, agreed["request"])
    result = reply.pop("result")
    assert reply | {"result": dict.fromkeys(result, "")} == agreed["reply"] | {"result": {"script": "", "style": ""}}
    assert player._scripts["player-view"] == hashlib.sha256(result["script"].encode()).hexdigest()[:12]
    assert ".sora-player" in result["style"]
    assert ask(player, agreed["refused_request"]) == (agreed["refused_reply"], [])
    reply, _ = ask(player, golden("view-texts")["request"])
    assert reply["result"]["texts"]["player.play"] == Texts("en").say("player.play")


def test_a_poster_is_given_as_agreed(clip):
    agreed = golden("clip-poster")
    card = JobCard(job_like(clip, **golden("cards")["saved"]["job"]))
    reply, buffers = ask(card, agreed["request"])
    assert reply == agreed["reply"]
    assert buffers == [POSTER]


def test_cancelling_is_answered_as_agreed():
    agreed = golden("job-cancel")
    job = job_like(**golden("cards")["working"]["job"])
    card = JobCard(job)
    assert ask(card, agreed["request"]) == (agreed["reply"], [])
    assert ask(card, agreed["refused_request"]) == (agreed["refused_reply"], [])
    assert job.done == ["cancel"]


@pytest.mark.parametrize(
    ("name", "done"),
    [
        ("job-adopt", ("adopt", "video_68e6a1a7d2b48190a3c5")),
        ("job-submit-again", "submit_again"),
        ("job-give-up", "give_up"),
    ],
)
def test_a_decision_is_answered_as_agreed(name, done):
    agreed = golden(name)
    job = job_like(state="ambiguous", progress=None, eta_s=None, cost_usd=None, candidates=[])
    card = JobCard(job)
    assert ask(card, agreed["request"]) == (agreed["reply"], [])
    assert ask(card, agreed["refused_request"]) == (agreed["refused_reply"], [])
    assert job.done == [done]


def test_the_rows_of_a_gathering_and_their_changes_are_as_agreed():
    agreed = golden("gathering-rows")
    job = job_like(**golden("cards")["working"]["job"], held_usd="0.40")
    shown = GatheringDisplay(SimpleNamespace(jobs=(job,)))
    assert shown._summary == agreed["summary"]
    job.progress = 40
    messages = heard(shown)
    shown._on_job(job)
    assert [data["method"] for data, _ in messages] == ["update"], "nobody has asked for the rows yet"
    job.progress = 62
    assert ask(shown, agreed["request"]) == (agreed["reply"], [])
    job.progress = 80
    messages = heard(shown)
    shown._on_job(job)
    assert [data["content"] for data, _ in messages if data["method"] == "custom"] == [agreed["changed"]]


def test_cancelling_a_gathering_is_answered_as_agreed():
    agreed, done = golden("gathering-cancel"), []
    job = job_like(**golden("cards")["working"]["job"])
    shown = GatheringDisplay(SimpleNamespace(jobs=(job,), cancel=lambda: done.append("all")))
    assert ask(shown, agreed["request"]) == (agreed["reply"], [])
    assert done == ["all"]


@pytest.mark.parametrize("name", golden("cards"))
def test_a_card_is_as_agreed(name, clip, monkeypatch):
    agreed = named(golden("cards")[name], clip)
    told = agreed["job"]
    differences = tuple(Difference(*difference) for difference in told.pop("differences", ()))
    monkeypatch.setattr(Clip, "differences", differences)
    left = SimpleNamespace(left_usd=Decimal(told.pop("left_usd", "5")))
    monkeypatch.setattr(jobs, "wallet", lambda scope=None: left)
    assert card_of(job_like(clip, **told), Texts("en")) == agreed["card"]


def test_generating_uses_the_draft_that_came_with_the_request(monkeypatch):
    agreed = golden("composer-generate")
    asked = []

    def generate(shot, **settings):
        asked.append((shot, settings))
        return job_like(state="reserved", progress=None, eta_s=None, cost_usd=None)

    monkeypatch.setattr(jobs, "generate", generate)
    widget = PromptComposer(Shot(subject="a kite"))
    reply, _ = ask(widget, agreed["request"])
    assert reply == agreed["reply"]
    assert asked == [
        (Shot(subject="a kite", action="climbing"), {"take": 1, "model": "sora-2", "seconds": 4, "size": "1280x720"})
    ]
    assert widget._draft == agreed["request"]["draft"]


def test_a_refused_generate_is_told_as_agreed(monkeypatch):
    agreed = golden("composer-generate")

    def refuse(shot, **settings):
        raise BudgetExceededError(agreed["refused_reply"]["error"]["message"])

    monkeypatch.setattr(jobs, "generate", refuse)
    reply, _ = ask(PromptComposer(), agreed["request"])
    assert reply == agreed["refused_reply"]


def test_a_price_that_is_not_the_one_on_the_button_is_told_as_agreed(monkeypatch):
    agreed = golden("composer-generate")
    widget = PromptComposer()
    now = quote_of(SimpleNamespace(cost_usd=Decimal("0.40")), provider=agreed["changed_price"]["provider"])
    monkeypatch.setattr(jobs, "quote", lambda shot, **settings: now)
    assert ask(widget, agreed["request"])[0] == agreed["changed_price_reply"]
    assert {name: widget._view["price"][name] for name in ("label", "provider")} == agreed["changed_price"]


def test_the_composers_view_and_applied_advice_are_as_agreed(monkeypatch):
    agreed = golden("composer-apply")
    kite = Shot(subject="A kite 🪁", action="climbing")

    def critique(shot, **_):
        if shot.sound:
            return []
        return [
            Advice(
                "missing-sound",
                "sound",
                "tip",
                "Say what we hear.",
                shot.replace(sound="wind"),
                "Add wind",
                confidence="sure",
            ),
            Advice("no-motion", "camera", "warning", "Nothing moves.", None, ""),
        ]

    monkeypatch.setattr(composer, "critique", critique)
    widget = PromptComposer(kite)
    assert widget._view == agreed["view"]
    assert ask(widget, agreed["request"])[0] == agreed["reply"]
    assert widget._draft == agreed["draft_after"]
    assert widget.shot == kite.replace(sound="wind")
    assert widget._view["advice"] == []
    assert ask(widget, agreed["stale_request"])[0] == agreed["stale_reply"]


def test_typed_text_and_the_parts_read_from_it_are_as_agreed():
    agreed = golden("composer-text")
    for drafts, text in (
        (["draft"], agreed["draft"]["text"]),
        (["draft", "draft_of_a_part"], agreed["text_composed"]),
        (["draft_of_a_part_before_the_answer"], agreed["text_composed"]),
    ):
        widget = PromptComposer(Shot(subject="a kite"))
        assert widget._draft == agreed["draft_before"]
        for name in drafts:
            state = {"_draft": agreed[name]}
            update = {"method": "update", "state": state, "buffer_paths": []}
            widget._handle_msg({"content": {"data": update}, "buffers": []})
            if name == "draft":
                assert {field: widget._view[field] for field in agreed["words_shown"]} == agreed["words_shown"]
        assert widget.text == text


def test_steps_back_drafts_templates_and_copies_are_answered_as_agreed():
    agreed = golden("composer-undo")
    widget = PromptComposer("a kite in the rain")
    widget.text = "A kite"
    assert ask(widget, agreed["copy_request"])[0] == agreed["copy_reply"]
    assert ask(widget, agreed["drafts_request"])[0] == agreed["drafts_reply"]
    assert ask(widget, agreed["restore_request"])[0] == agreed["restore_reply"]
    assert widget.text == "a kite in the rain"
    assert ask(widget, agreed["request"])[0] == agreed["reply"]
    assert widget.text == "A kite"
    assert ask(widget, agreed["template_request"])[0] == agreed["template_reply"]
    assert "lake" in widget.text


def test_whatever_goes_wrong_the_browser_gets_an_answer(clip, caplog):
    player = VideoPlayer(clip)
    assert ask(player, {"kind": "no-such-thing", "id": 1})[0]["error"]["code"] == "bad-request"
    player._shelf = None  # a defect of ours
    reply, _ = ask(player, {"kind": "player-range", "id": 2, "clip_id": clip.id, "start": 0, "stop": 1})
    assert reply["ok"] is False
    assert reply["error"]["code"] == "internal"
    assert "player-range failed" in caplog.text
