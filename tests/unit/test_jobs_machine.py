"""The graph of states and the arithmetic of waiting."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.jobs.machine import (
    ENDS,
    POLL_MAX_S,
    POLL_MIN_S,
    State,
    check_transition,
    eta_s,
    poll_interval_s,
    progress_spacing_s,
    retry_delay_s,
)


def _may_follow(before: State, after: State) -> bool:
    try:
        check_transition(before, after)
    except ValueError:
        return False
    return True


def test_the_straight_way_leads_from_reserved_to_saved() -> None:
    way = [
        State.RESERVED,
        State.POSTING,
        State.SUBMITTED,
        State.QUEUED,
        State.IN_PROGRESS,
        State.COMPLETED,
        State.DOWNLOADING,
        State.SAVED,
    ]
    for before, after in itertools.pairwise(way):
        check_transition(before, after)


@pytest.mark.parametrize("end", sorted(ENDS))
def test_nothing_follows_an_end(end: State) -> None:
    followers = {after for after in State if after is not end and _may_follow(end, after)}
    # A saved clip whose file is gone may be fetched again: that is no new order.
    assert followers == ({State.COMPLETED} if end is State.SAVED else set())


def test_every_state_but_the_first_can_be_reached_and_every_open_one_can_be_left() -> None:
    for state in State:
        if state is not State.RESERVED:
            assert any(_may_follow(before, state) for before in State if before is not state), state
        if state not in ENDS:
            assert any(_may_follow(state, after) for after in State if after is not state), state


def test_a_job_that_the_server_has_is_never_posted_again() -> None:
    for state in (State.SUBMITTED, State.QUEUED, State.IN_PROGRESS, State.COMPLETED, State.DOWNLOADING):
        assert not _may_follow(state, State.POSTING)
        assert not _may_follow(state, State.RESERVED)


@pytest.mark.parametrize(
    ("progress", "working_s", "left_s"),
    [(50, 10.0, 10.0), (100, 7.0, 0.0), (0, 3.0, None), (None, 3.0, None), (5, None, None)],
)
def test_the_eta_is_told_from_the_share_that_is_done(
    progress: int | None, working_s: float | None, left_s: float | None
) -> None:
    assert eta_s(progress, working_s) == left_s


@given(st.lists(st.tuples(st.none() | st.floats(0, 1e6), st.floats(0, 1e6))))
def test_a_server_is_never_asked_too_often_nor_forgotten(waits: list[tuple[float | None, float]]) -> None:
    assert POLL_MIN_S <= poll_interval_s(waits) <= POLL_MAX_S


def test_the_next_look_comes_at_half_of_the_smallest_eta() -> None:
    assert poll_interval_s([(8.0, 10.0), (4.0, 20.0), (None, 900.0)]) == 2.0


def test_a_job_that_tells_no_progress_is_asked_about_ever_more_seldom() -> None:
    assert [poll_interval_s([(None, age_s)]) for age_s in (1, 100, 200, 10_000)] == [0.25, 0.5, 1.0, 5.0]


def test_progress_is_written_seldom_when_there_is_much_of_it() -> None:
    assert [progress_spacing_s(jobs) for jobs in (1, 100, 10_000)] == [0.25, 1.0, 5.0]


def test_a_servers_own_word_on_waiting_is_honoured_however_long() -> None:
    assert retry_delay_s(1, 300.0) == 300.0
    assert retry_delay_s(1, None) < retry_delay_s(2, None) <= 60.0
    assert retry_delay_s(1000, None) == 60.0
