"""A video's status as a function of its files and the time."""

from __future__ import annotations

from sora_widgets.animatic.store import Order, Result
from sora_widgets.animatic.wire import list_body, video_body, view_of

ORDER = Order("video_1", "a kite", "sora-2", 4, "1280x720", 1_000_000_000_000)
NOW = 1_000.0


def test_an_order_that_nobody_has_begun_is_queued():
    view = view_of(ORDER, None, None, 0, NOW)
    assert (view.status, view.progress, view.completed_at) == ("queued", 0, None)


def test_progress_is_a_percentage_that_stops_short_of_a_hundred():
    assert view_of(ORDER, None, 0.5, 0, NOW).progress == 50
    assert view_of(ORDER, None, 1.0, 0, NOW) == view_of(ORDER, None, 0.9999, 0, NOW)
    assert view_of(ORDER, None, 1.0, 0, NOW).status == "in_progress"


def test_a_result_completes_it():
    view = view_of(ORDER, Result(1_003.5), None, 0, NOW + 9)
    assert (view.status, view.progress, view.completed_at) == ("completed", 100, 1_003)


def test_a_paced_job_works_for_as_long_as_it_was_told():
    done = Result(1_002.0)
    views = [view_of(ORDER, done, None, 10, NOW + at) for at in (2, 5, 9.99, 10)]
    assert [view.status for view in views] == ["in_progress"] * 3 + ["completed"]
    assert [view.progress for view in views] == [20, 50, 99, 100]
    assert views[-1].completed_at == 1_010


def test_a_failure_is_told_at_once_even_when_paced():
    view = view_of(ORDER, Result(1_001.0, "storage_full", "no space"), 0.3, 60, NOW + 1)
    assert (view.status, view.error) == ("failed", {"code": "storage_full", "message": "no space"})


def test_the_body_has_every_field_that_the_specification_requires():
    body = video_body(ORDER, view_of(ORDER, None, None, 0, NOW))
    assert set(body) == {
        "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at",
        "prompt", "size", "seconds", "remixed_from_video_id", "error",
    }  # fmt: skip
    assert body["seconds"] == "4" and body["created_at"] == 1_000 and body["object"] == "video"


def test_an_empty_list_has_no_first_and_no_last():
    assert list_body([], has_more=False) == {
        "object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False,
    }  # fmt: skip
