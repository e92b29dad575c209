"""Votes, pairs and strengths: what they say follows from who preferred what, and from nothing else."""

from __future__ import annotations

import builtins
import itertools
import math
import random
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.clips.pairing import pairs_in_order
from sora_widgets.clips.strengths import Strengths, strengths
from sora_widgets.clips.votes import CHOICES, Vote, count_votes
from sora_widgets.errors import SoraWidgetsError, UnsupportedValueError

NAMES = {"a": "pans left", "b": "pans right", "c": "static", "d": "zooms in"}
OTHER_SIDE = {"left": "right", "right": "left"}


def vote(left: str, right: str, choice: str, voter: str = "anna") -> Vote:
    return Vote("1", voter, "Which is better?", left, right, choice, "2026-11-23T11:00:00Z")


@st.composite
def ballots(draw: st.DrawFn) -> list[Vote]:
    pairs = st.lists(st.sampled_from(list(itertools.permutations(NAMES, 2))), max_size=30)
    return [vote(left, right, draw(st.sampled_from(CHOICES))) for left, right in draw(pairs)]


def rows_of(found: Strengths) -> list[tuple[object, ...]]:
    return [(row.clip_id, row.strength, row.low, row.high, row.wins, row.ties, row.both_bad) for row in found]


def test_a_vote_comes_back_from_json_as_it_was():
    one = vote("a", "b", "both-bad")
    assert Vote.from_dict(one.to_dict() | {"of_a_later_version": 1}) == one


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"choice": "maybe"}, "left, right, tie, both-bad, not 'maybe'"),
        ({"right": "a"}, "against itself"),
        ({"voter": 7}, "'voter' is no text"),
    ],
)
def test_what_is_no_vote_is_refused(wrong, said):
    with pytest.raises(UnsupportedValueError, match=said):
        Vote.from_dict(vote("a", "b", "left").to_dict() | wrong)


def test_a_vote_without_a_clip_is_refused_by_name():
    stored = vote("a", "b", "left").to_dict()
    del stored["left"]
    with pytest.raises(UnsupportedValueError, match="'left' is missing"):
        Vote.from_dict(stored)


def test_votes_are_counted_by_pair_whatever_the_side():
    votes = [vote("a", "b", "left"), vote("b", "a", "right"), vote("a", "b", "tie"), vote("b", "a", "both-bad")]
    counts = count_votes([*votes, vote("a", "gone", "left", "ben")], ["a", "b"])
    assert counts.of("a") == {"wins": 2, "losses": 0, "ties": 1, "both_bad": 1}
    assert counts.of("b") == {"wins": 0, "losses": 2, "ties": 1, "both_bad": 1}
    assert (counts.compared, counts.elsewhere, counts.voters) == (3, 1, ("anna",))


@settings(max_examples=40)
@given(ballots(), st.randoms(use_true_random=False))
def test_the_order_of_the_votes_makes_no_difference(votes, order):
    shuffled = list(votes)
    order.shuffle(shuffled)
    assert rows_of(strengths(shuffled, NAMES)) == rows_of(strengths(votes, NAMES))


@settings(max_examples=40)
@given(ballots())
def test_the_sides_make_no_difference(votes):
    swapped = [vote(one.right, one.left, OTHER_SIDE.get(one.choice, one.choice)) for one in votes]
    assert rows_of(strengths(swapped, NAMES)) == rows_of(strengths(votes, NAMES))


@settings(max_examples=40)
@given(ballots())
def test_strengths_are_finite_and_lie_within_their_intervals_around_one(votes):
    found = strengths(votes, NAMES)
    assert all(0 < row.low < row.strength < row.high < math.inf for row in found)
    assert math.prod(row.strength for row in found) == pytest.approx(1)


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.permutations(list(NAMES)))
def test_a_judge_s_true_order_is_found(seed, order):
    true = dict(zip(order, (8.0, 3.0, 1.0, 0.3), strict=True))
    judge = random.Random(seed)
    votes = [
        vote(one, other, "left" if judge.random() < true[one] / (true[one] + true[other]) else "right")
        for one, other in itertools.permutations(NAMES, 2)
        for _ in range(100)
    ]
    found = strengths(votes, NAMES)
    assert [row.clip_id for row in found] == order
    assert found.warnings == ()


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    true = dict(zip(NAMES, (2.0, 1.25, 0.8, 0.5), strict=True))  # geometric mean 1
    judge, held, told = random.Random(5), 0, 0
    for _ in range(60):
        votes = [
            vote(one, other, "left" if judge.random() < true[one] / (true[one] + true[other]) else "right")
            for one, other in itertools.combinations(NAMES, 2)
            for _ in range(30)
        ]
        for row in strengths(votes, NAMES):
            told += 1
            held += row.low <= true[row.clip_id] <= row.high
    assert 0.9 <= held / told <= 0.99


def test_strengths_are_those_that_make_the_wins_expected():
    # 12 to 6 with a tie for each against an imaginary clip: (12 + .5) to (6 + .5) would be the odds if it were the other
    # clip; with the imaginary clip of strength 1 between them the likelihood has its maximum where both equations hold
    found = {
        row.clip_id: row
        for row in strengths([vote("a", "b", "left")] * 12 + [vote("a", "b", "right")] * 6, {"a": "A", "b": "B"})
    }
    one, other = found["a"].strength, found["b"].strength
    assert one * other == pytest.approx(1)
    assert 18 * one / (one + other) + one / (one + 1) == pytest.approx(12.5, abs=1e-6)


def test_a_tie_is_half_a_win_for_each():
    ties = strengths([vote("a", "b", "tie")] * 10, {"a": "A", "b": "B"})
    halves = strengths([vote("a", "b", "left"), vote("a", "b", "right")] * 5, {"a": "A", "b": "B"})
    assert [row.strength for row in ties] == pytest.approx([1, 1])
    assert [row.high for row in ties] == pytest.approx([row.high for row in halves])


def test_both_bad_is_counted_and_changes_no_strength():
    votes = [vote("a", "b", "left")] * 6
    with_bad = strengths([*votes, *[vote("a", "c", "both-bad")] * 5], NAMES)
    without = strengths(votes, NAMES)
    assert {row.clip_id: row.strength for row in with_bad} == {row.clip_id: row.strength for row in without}
    assert {row.clip_id: row.both_bad for row in with_bad} == {"a": 5, "b": 0, "c": 5, "d": 0}
    assert "11 votes" in with_bad.title()


def all_pairs(times: int, choices: tuple[str, ...] = ("left", "right")) -> list[Vote]:
    return [vote(*pair, choice) for pair in itertools.combinations(NAMES, 2) for choice in choices * times]


def test_enough_votes_bring_no_warning():
    assert strengths(all_pairs(2), NAMES).warnings == ()


def test_no_votes_are_said():
    assert strengths([], NAMES).warnings == ("There are no votes yet: every clip counts as middling.",)


def test_too_few_votes_are_said_with_the_clip_that_has_fewest():
    votes = [one for one in all_pairs(2) if "d" not in one.pair] + [vote("c", "d", "tie")]
    few = strengths([*votes, *all_pairs(1, ("both-bad",))], NAMES).warnings
    assert [line for line in few if line.endswith("“zooms in” has 1.")] == [few[0]]


def test_clips_that_nobody_compared_are_said():
    apart = [vote("a", "b", choice) for choice in ("left", "right") * 9] + [
        vote("c", "d", choice) for choice in ("left", "right") * 9
    ]
    assert [line for line in strengths(apart, NAMES).warnings if "never compared with each other" in line]
    linked = [*apart, vote("b", "c", "tie")]
    assert not [line for line in strengths(linked, NAMES).warnings if "never compared" in line]


def test_a_clip_that_was_never_beaten_or_never_won_is_said():
    votes = [one for one in all_pairs(3) if not one.pair & {"a", "d"}]
    votes += [vote("a", other, "left") for other in "bcd" for _ in range(5)]
    votes += [vote("d", other, "right") for other in "bc" for _ in range(5)]
    told = strengths(votes, NAMES).warnings
    assert [line for line in told if "pans left" in line and "never beaten" in line]
    assert [line for line in told if "zooms in" in line and "never won" in line]
    assert len(told) == 2
    tied = strengths([*votes, vote("a", "d", "tie")], NAMES).warnings
    assert tied == ()


def test_the_table_tells_clips_strengths_and_votes():
    found = strengths([*all_pairs(2), vote("a", "b", "left", "ben <b>")], NAMES | {"a": "<script>"})
    assert "4 clips, 25 votes by 2 voters" in str(found)
    row = found.rows[0]
    assert f"{row.strength:.2f}" in str(found) and f"{row.low:.2f}–{row.high:.2f}" in str(found)
    assert str(found) in repr(found)
    assert "&lt;script&gt;" in found._repr_html_() and "<script>" not in found._repr_html_()


def test_the_result_speaks_french():
    found = strengths([vote("a", "b", "left")], NAMES, "fr")
    assert "4 clips, un vote d’une personne" in str(found)
    assert "intervalle à 95\u202f%" in str(found)
    assert f"{found.rows[0].strength:.2f}".replace(".", ",") in str(found)
    assert found.warnings[0].startswith("Trop peu de votes")


def test_frames_hold_numbers():
    found = strengths(all_pairs(2) + [vote("a", "b", "left")] * 3, NAMES)
    frame = found.to_frame()
    assert list(frame["clip_id"]) == [row.clip_id for row in found]
    assert frame["strength"].dtype == "float64" and frame["wins"].dtype == "int64"
    assert frame["chance"][0] == pytest.approx(found.rows[0].strength / (1 + found.rows[0].strength))
    matrix = found.matrix()
    assert matrix.loc["pans left", "pans right"] == 5 and matrix.loc["pans right", "pans left"] == 2
    assert matrix.to_numpy().sum() == found.counts.compared


def test_the_plot_carries_a_picture_and_says_itself_in_words():
    bundle, told = strengths(all_pairs(1), NAMES).plot()._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert "pans left 50 %" in bundle["text/plain"] and bundle["text/plain"] == told["image/png"]["alt"]


def test_one_clip_has_no_strength():
    with pytest.raises(UnsupportedValueError, match="at least two clips, not 1"):
        strengths([], {"a": "A"})


def test_a_language_nobody_wrote_is_refused():
    with pytest.raises(UnsupportedValueError, match="en and fr, not 'de'"):
        strengths([], NAMES, "de")


def test_without_evalica_one_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "evalica", raising=False)
    importing = builtins.__import__

    def refuse(name, *rest):
        if name == "evalica":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SoraWidgetsError, match=r'%pip install "sora-widgets\[votes\]"'):
        strengths([vote("a", "b", "left")], NAMES)


IDS = st.lists(st.text("abcdef", min_size=1, max_size=4), min_size=2, max_size=12, unique=True)


@given(IDS, st.text(max_size=8))
def test_every_pair_comes_once_and_sides_are_balanced(ids, seed):
    pairs = pairs_in_order(ids, seed)
    assert Counter(map(frozenset, pairs)) == Counter(map(frozenset, itertools.combinations(ids, 2)))
    lefts, rights = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    assert all(abs(lefts[one] - rights[one]) <= 1 for one in ids)


@given(IDS, st.text(max_size=8))
def test_each_clip_comes_once_before_any_comes_a_third_time(ids, seed):
    seen: Counter[str] = Counter()
    for pair in pairs_in_order(ids, seed):
        seen.update(pair)
        assert max(seen.values()) - min(seen[one] for one in ids) <= 2


def test_pairs_follow_from_the_seed_and_not_from_the_order_given():
    ids = list("abcdef")
    assert pairs_in_order(ids, "anna") == pairs_in_order(ids[::-1], "anna")
    assert pairs_in_order(ids, "anna") != pairs_in_order(ids, "ben")


def test_over_many_voters_a_clip_stands_left_as_often_as_right():
    first = [pairs_in_order("ab", f"voter {n}")[0][0] for n in range(400)]
    assert 150 < first.count("a") < 250
