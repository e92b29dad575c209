"""Steps and drafts of a composer: what is one step, and which drafts are worth keeping."""

from __future__ import annotations

from sora_widgets.widgets._history import MOST_DRAFTS, MOST_STEPS, History, Moment, Step

TYPING = Step("typing", typed_in="text")
ELSEWHERE = Step("typing", typed_in="sound")
APPLY = Step("apply")


def moment(text):
    return Moment({"text": text}, "en", text)


def texts(history):
    return [kept.text for kept in history.drafts]


def test_typing_on_in_one_place_is_one_step_and_elsewhere_another():
    history = History()
    for text, step in [("", TYPING), ("a", TYPING), ("a d", TYPING), ("a dog", ELSEWHERE), ("a dog, w", ELSEWHERE)]:
        history.note(moment(text), step)
    assert history.undo(moment("a dog, wind")) == moment("a dog")
    assert history.undo(moment("a dog")) == moment("")
    assert history.undo(moment("")) is None
    assert history.undoes is None


def test_decisions_are_steps_each_even_of_one_kind():
    history = History()
    history.note(moment("a"), APPLY)
    history.note(moment("b"), APPLY)
    assert history.undo(moment("c")) == moment("b")
    assert history.undo(moment("b")) == moment("a")


def test_typing_after_an_undo_does_not_join_the_typing_before_it():
    history = History()
    history.note(moment(""), TYPING)
    history.note(moment("a dog"), ELSEWHERE)
    history.undo(moment("a dog, wind"))
    history.note(moment("a dog"), TYPING)
    assert history.redoes is None
    assert history.undo(moment("a dog runs")) == moment("a dog")


def test_undo_and_redo_walk_the_same_way_back_and_forth():
    history = History()
    for text in "abc":
        history.note(moment(text), Step(text))
    now = moment("d")
    seen = []
    while (before := history.undo(now)) is not None:
        seen.append((before.text, history.redoes.key))
        now = before
    assert seen == [("c", "c"), ("b", "b"), ("a", "a")]
    while (after := history.redo(now)) is not None:
        now = after
    assert now == moment("d")


def test_a_draft_that_only_grew_while_typed_is_kept_once():
    history = History()
    history.note(moment("a dog"), TYPING)
    history.note(moment("a dog, wind"), ELSEWHERE)
    history.note(moment("a big dog, wind"), TYPING)
    assert texts(history) == ["a big dog, wind"]
    history.note(moment("a big cat"), ELSEWHERE)
    assert texts(history) == ["a big cat", "a big dog, wind"]


def test_a_draft_left_by_a_decision_is_kept_though_the_next_holds_its_words():
    history = History()
    history.note(moment("a dog"), APPLY)
    history.note(moment("a dog runs"), TYPING)
    assert texts(history) == ["a dog runs", "a dog"]


def test_drafts_that_differ_in_marks_and_case_are_one_and_nothing_is_none():
    history = History()
    for text in ("A dog.", "", "  ", "a dog"):
        history.keep(moment(text))
    assert texts(history) == ["a dog"]


def test_only_the_last_steps_and_drafts_are_kept():
    history = History()
    for number in range(MOST_STEPS + 50):
        history.note(moment(f"take {number}"), APPLY)
    assert len(history.drafts) == MOST_DRAFTS
    assert history.drafts[0] == moment(f"take {MOST_STEPS + 49}")
    undone = 0
    while history.undo(moment("now")) is not None:
        undone += 1
    assert undone == MOST_STEPS
