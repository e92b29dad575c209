"""The blind choice: what the page may know before the end, what is kept, and what the end shows."""

from __future__ import annotations

import builtins
import json
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import av
import numpy as np
import pytest

from sora_widgets.clips import Clip, Provenance
from sora_widgets.errors import RequestError, UnsupportedValueError
from sora_widgets.jobs.votes import BallotBox
from sora_widgets.widgets._blind import BlindChoice, ballots_of
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.compare import VideoCompare

LABELS = ["camera: pans left", "camera: pans right", "camera: static"]


def made(path: Path, level: int) -> Clip:
    """A clip of a grey picture with a record that says everything about it."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((72, 64), level, np.uint8), "yuv420p")))
        container.mux(stream.encode())
    record = Provenance(
        prompt=f"a secret prompt, level {level}",
        parts={"camera": f"secret camera {level}"},
        model="secret-model",
        provider="secret-provider",
        seconds=8,
        size="1280x720",
        cost_usd=Decimal("0.4321"),
        job_id="secret-job",
        made_at="2026-11-23T10:00:00Z",
        options={"seed": 4242},
        reference="secret-picture.png",
    )
    return Clip.open(path, record)


@pytest.fixture
def clips(tmp_path: Path) -> list[Clip]:
    return [made(tmp_path / f"secret-file-{level}.mp4", level) for level in (40, 120, 200)]


def choice_of(clips: list[Clip], voter: str = "anna", name: str = "kites", **more: object) -> BlindChoice:
    arguments = {"words": Texts("en"), "question": "", "on_news": lambda: None} | more
    return BlindChoice(clips, LABELS[: len(clips)], voter=voter, name=name, **arguments)


def answer(choice: BlindChoice, answer: str) -> bool:
    asked = choice.state
    return choice.vote({"left": asked["left"], "right": asked["right"], "choice": answer})[0]["is_kept"]


def test_the_page_learns_nothing_of_a_clip_but_how_to_play_it(clips):
    choice = choice_of(clips)
    told = json.dumps([choice.state, choice.clip_states])
    for clip in clips:
        for secret in ("secret", "0.4321", "4242", clip.id, clip.sha256, str(clip.path.parent), "10:00:00", "camera"):
            assert secret not in told
    assert all(one["frame_count"] == 5 and one["width"] == 64 for one in choice.clip_states)


def test_every_synced_trait_of_a_blind_comparison_is_silent_until_the_end(clips):
    compare = VideoCompare(clips, blind=True, voter="anna", name="kites")
    told = repr({name: value for name, value in compare.get_state().items() if not name.startswith("_esm")})
    assert "secret" not in told and not any(clip.id in told for clip in clips)
    bundle = compare._repr_mimebundle_()
    kinds = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "secret" not in repr(kinds) and "application/vnd.sora-widgets.clip+json" not in kinds
    assert "secret" not in repr(compare)
    compare.close()


def test_the_order_of_the_clips_on_the_page_says_nothing(clips):
    orders = {
        tuple(LABELS.index(choice.ballots.labels[clip.id]) for clip in choice.shelf.values())
        for choice in (choice_of(clips) for _ in range(60))
    }
    assert len(orders) == 6


def test_a_clip_has_another_name_in_every_widget(clips):
    one, other = choice_of(clips), choice_of(clips)
    assert not {*one.shelf} & {*other.shelf}


def test_a_clip_that_has_sound_is_heard_wherever_it_stands(clips):
    loud = replace(clips[1], facts=replace(clips[1].facts, has_sound=True))
    for _ in range(12):  # the places are drawn by lot
        compare = VideoCompare([loud, clips[0]], blind=True, name="kites")
        assert compare._clips[compare.sound_of]["has_sound"]
        compare.close()


@pytest.mark.parametrize("wrong", [{"voter": 17}, {"voter": None}, {"name": 7}, {"question": ["Which?"]}], ids=str)
def test_a_voter_a_name_and_a_question_are_texts(clips, wrong):
    with pytest.raises(RequestError, match=f"{next(iter(wrong))} is a text"):
        VideoCompare(clips, blind=True, **wrong)


def test_every_pair_is_asked_once_and_kept_with_its_labels(clips):
    choice = choice_of(clips, question="Which kite flies better?")
    asked = []
    while choice.state["left"]:
        left, right = (choice.shelf[choice.state[side]] for side in ("left", "right"))
        asked.append(frozenset((left.id, right.id)))
        assert answer(choice, "left")
    assert len(set(asked)) == 3 == choice.state["done"] == choice.state["total"]
    kept = BallotBox("kites").read().votes
    assert [vote.pair for vote in kept] == asked
    assert all(choice.ballots.labels[vote.left] == vote.left_label for vote in kept)
    assert {(vote.voter, vote.question, vote.choice) for vote in kept} == {("anna", "Which kite flies better?", "left")}


def test_the_choice_names_the_clip_that_stood_there(clips):
    choice = choice_of(clips)
    right = choice.shelf[choice.state["right"]]
    answer(choice, "right")
    (vote,) = choice.ballots.votes
    assert vote.right == right.id and vote.choice == "right"


def test_a_voter_who_comes_back_goes_on_where_she_was(clips):
    first = choice_of(clips)
    answer(first, "tie")
    again = choice_of(clips)
    assert again.state["done"] == 1
    pair = {again.shelf[again.state[side]].id for side in ("left", "right")}
    assert pair == {first.shelf[first.state[side]].id for side in ("left", "right")}


def test_voters_do_not_stand_in_each_other_s_way(clips):
    anna, ben = choice_of(clips, "anna"), choice_of(clips, "ben")
    answer(anna, "left")
    answer(ben, "both-bad")
    assert (anna.state["done"], ben.state["done"]) == (1, 1)
    assert len(ballots_of(clips, LABELS, "kites").votes) == 2


def test_the_same_pair_is_not_kept_twice(clips):
    choice = choice_of(clips)
    asked = {"left": choice.state["left"], "right": choice.state["right"], "choice": "left"}
    assert choice.vote(asked)[0] == {"is_kept": True}
    assert choice.vote(asked)[0] == {"is_kept": False}, "the page had not heard yet"
    assert len(choice.ballots.votes) == 1


def test_a_pair_answered_in_another_kernel_is_not_asked_again(clips):
    here, there = choice_of(clips), choice_of(clips)
    answer(there, "left")
    assert not answer(here, "right")
    assert here.state["done"] == 1 and answer(here, "right")


def test_threads_that_vote_at_once_keep_one_vote_a_pair(clips):
    choice = choice_of(clips)
    asked = {"left": choice.state["left"], "right": choice.state["right"], "choice": "left"}
    kept: list[bool] = []
    threads = [threading.Thread(target=lambda: kept.append(choice.vote(asked)[0]["is_kept"])) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(kept) == [False] * 5 + [True]


@pytest.mark.parametrize("message", [{}, {"left": None, "right": None}, {"left": ["x"], "right": 1, "choice": "left"}])
def test_a_pair_that_is_not_asked_for_is_let_go(clips, message):
    choice = choice_of(clips)
    assert choice.vote(message)[0] == {"is_kept": False}


def test_no_such_choice_is_refused(clips):
    with pytest.raises(UnsupportedValueError, match="left, right, tie, both-bad"):
        answer(choice_of(clips), "maybe")


def test_the_last_choice_can_be_taken_back_and_its_pair_comes_again(clips):
    choice = choice_of(clips)
    assert not choice.state["can_undo"]
    before = (choice.state["left"], choice.state["right"])
    answer(choice, "left")
    assert choice.state["can_undo"]
    assert choice.undo({})[0] == {"is_kept": True}
    assert (choice.state["left"], choice.state["right"]) == before and choice.state["done"] == 0
    assert choice.undo({})[0] == {"is_kept": False}


def test_the_end_shows_labels_and_strengths_and_nothing_can_be_changed_any_more(clips):
    choice = choice_of(clips)
    while choice.state["left"]:
        answer(choice, "left")
    assert choice.state["result"] is None
    choice.reveal({})
    result = choice.state["result"]
    assert sorted(row["label"] for row in result["rows"]) == sorted(LABELS)
    assert all(choice.ballots.labels[choice.shelf[row["clip_id"]].id] == row["label"] for row in result["rows"])
    assert all(low <= chance <= high for chance, low, high in (row["place"] for row in result["rows"]))
    assert any(warning.startswith("Too few votes") for warning in result["warnings"])
    for change in (lambda: choice.undo({}), lambda: choice.vote({"choice": "left"})):
        with pytest.raises(RequestError, match="labels have been shown"):
            change()


def test_an_early_end_asks_no_more(clips):
    choice = choice_of(clips)
    answer(choice, "left")
    choice.reveal({})
    assert (choice.state["left"], choice.state["right"], choice.state["done"]) == (None, None, 1)
    assert choice.state["result"]["rows"]


def test_without_evalica_the_end_shows_labels_and_counts(clips, monkeypatch):
    importing = builtins.__import__

    def refuse(name, *rest):
        if name == "evalica":
            raise ImportError(name)
        return importing(name, *rest)

    choice = choice_of(clips)
    while choice.state["left"]:
        answer(choice, "left")
    monkeypatch.setattr(builtins, "__import__", refuse)
    choice.reveal({})
    result = choice.state["result"]
    assert [row["wins"] - row["losses"] for row in result["rows"]] == sorted(
        (row["wins"] - row["losses"] for row in result["rows"]), reverse=True
    )
    assert all(row["place"] is None for row in result["rows"]) and "sora-widgets[votes]" in result["warnings"][0]


def test_news_are_told_once_a_change(clips):
    heard: list[int] = []
    choice = choice_of(clips, on_news=lambda: heard.append(1))
    choice.vote({})
    assert heard == []
    answer(choice, "tie")
    assert heard == [1]


def test_strengths_of_all_and_of_one_voter(clips):
    anna, ben = choice_of(clips, "anna"), choice_of(clips, "ben")
    for _ in range(3):
        answer(anna, "left")
    answer(ben, "tie")
    ballots = ballots_of(clips, LABELS, "kites")
    assert ballots.strengths(None, "en").counts.compared == 4
    assert ballots.strengths("ben", "en").counts.voters == ("ben",)


def test_a_broken_line_is_told_on_the_page_and_in_python(clips):
    choice = choice_of(clips)
    answer(choice, "left")
    with choice.ballots.box.path.open("ab") as file:
        file.write(b"oops\n")
    answer(choice, "left")
    assert choice.state["notice"] == "votes/kites.jsonl holds what is no vote (line 2): it is skipped, and kept."
    assert "Line 2 of votes/kites.jsonl" in ballots_of(clips, LABELS, "kites").strengths(None, "en").warnings[0]


def test_without_a_name_the_same_clips_find_their_votes_again(clips):
    answer(choice_of(clips, name=""), "left")
    assert len(ballots_of(clips[::-1], LABELS, "").votes) == 1
    assert ballots_of(clips[:2], LABELS[:2], "").votes == ()


def test_equal_labels_are_told_apart(clips):
    assert [*ballots_of(clips, ["kite", "kite", "kite"], "k").labels.values()] == ["kite", "kite (2)", "kite (3)"]


def test_a_choice_needs_two_different_clips(clips):
    with pytest.raises(RequestError, match="at least two clips, not 1"):
        choice_of(clips[:1])
    with pytest.raises(RequestError, match=r"secret-file-40\.mp4 is there twice"):
        choice_of([clips[0], clips[1], clips[0]])


def test_both_languages_have_the_same_words_with_the_same_values():
    import re

    english, french = (Texts(language).of("blind") for language in ("en", "fr"))
    assert english.keys() == french.keys()
    assert {key: set(re.findall(r"{\w+}", text)) for key, text in english.items()} == {
        key: set(re.findall(r"{\w+}", text)) for key, text in french.items()
    }
