"""Threads in a widget: they take turns, and the engine's never waits."""

from __future__ import annotations

import threading

from sora_widgets.widgets._turns import Turns


def in_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive(), "the thread is still waiting"


def test_work_is_done_at_once_when_nobody_is_inside():
    done = []
    Turns().soon("a", lambda: done.append(1))
    assert done == [1]


def test_work_left_while_somebody_is_inside_is_done_when_they_leave_and_nobody_waits():
    turns, done = Turns(), []
    with turns:
        in_thread(lambda: turns.soon("a", lambda: done.append(threading.current_thread())))
        assert done == []
    assert done == [threading.current_thread()]


def test_newer_work_of_the_same_kind_replaces_older_and_comes_last():
    turns, done = Turns(), []
    with turns:
        in_thread(lambda: turns.soon("card", lambda: done.append("old")))
        in_thread(lambda: turns.soon("wallet", lambda: done.append("wallet")))
        in_thread(lambda: turns.soon("card", lambda: done.append("new")))
    assert done == ["wallet", "new"]


def test_the_one_inside_may_come_in_again():
    turns, done = Turns(), []
    with turns, turns:
        turns.soon("a", lambda: done.append(1))
    assert done == [1]


def test_work_that_fails_leaves_the_door_open():
    turns, done = Turns(), []
    try:
        turns.soon("a", lambda: 1 / 0)
    except ZeroDivisionError:
        done.append("told")
    in_thread(lambda: turns.soon("b", lambda: done.append("b")))
    assert done == ["told", "b"]


def test_many_threads_lose_no_last_word():
    turns, seen = Turns(), {}

    def busy(name):
        for number in range(200):
            turns.soon(name, lambda number=number: seen.__setitem__(name, number))
            with turns:
                pass

    threads = [threading.Thread(target=busy, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert seen == dict.fromkeys("abcd", 199)
