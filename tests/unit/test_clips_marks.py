"""Marks: what is one, how two lists become one, and how they leave for other programs."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.clips import Clip, Facts, Provenance
from sora_widgets.clips import marks as marks_module
from sora_widgets.clips.marks import Mark, marks_csv, marks_edl, merged, new_mark, stored_marks
from sora_widgets.errors import RequestError

EXPORTS = json.loads(Path(__file__).with_name("marks_export.json").read_text(encoding="utf-8"))


def clip_of(path: Path, fps: float = 30, frame_count: int = 120, duration_s: float = 4.0) -> Clip:
    facts = Facts(duration_s, 1280, 720, fps, frame_count, False, 1000, "h264", None)
    return Clip(path, None, facts, "ab" * 32, Provenance(prompt="a kite"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "", "time_s": 1},
        {"id": "a/b", "time_s": 1},
        {"id": 7, "time_s": 1},
        {"id": "a", "time_s": -0.1},
        {"id": "a", "time_s": float("nan")},
        {"id": "a", "time_s": float("inf")},
        {"id": "a", "time_s": 1e300},
        {"id": "a", "time_s": 10**400},
        {"id": "a", "time_s": True},
        {"id": "a", "time_s": "1"},
        {"id": "a", "time_s": 1, "text": None},
        {"id": "a", "time_s": 1, "text": "x" * 1001},
        {"id": "a", "time_s": 1, "made_at": "yesterday"},
        {"id": "a", "time_s": 1, "made_at": 5},
        {"time_s": 1},
        "a mark",
        None,
    ],
)
def test_what_is_no_mark_is_refused_in_one_sentence(wrong):
    with pytest.raises(RequestError) as refused:
        Mark.from_dict(wrong)
    assert len(str(refused.value)) < 200


def test_a_mark_is_one_line_that_any_file_can_hold():
    mark = Mark("a", 1, " two\n lines \ud800 ")
    assert mark.text == "two lines ?"
    json.dumps(mark.to_dict(), ensure_ascii=False).encode()


def test_a_mark_goes_through_json_and_back():
    mark = new_mark(1.25, "été")
    assert Mark.from_dict(json.loads(json.dumps(mark.to_dict()))) == mark
    assert new_mark(1.25).id != mark.id


def test_of_two_with_one_id_the_one_written_last_stays_whichever_list_it_is_in():
    old = Mark("a", 1, "old", "2026-11-23T10:00:00.000Z")
    new = Mark("a", 2, "new", "2026-11-23T10:00:01.000Z")
    other = Mark("b", 0.5, "other", "2026-11-23T09:00:00.000Z")
    assert merged([old, other], [new]) == merged([new], [other, old]) == (other, new)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export["name"])
def test_exports_are_as_the_examples_say(export):
    told = export["clip"]
    clip = clip_of(Path(told["filename"]), told["fps"], told["frame_count"], told["duration_s"])
    marks = [Mark.from_dict(mark) for mark in export["marks"]]
    assert marks_csv(marks, clip).split("\r\n")[:-1] == export["csv"]
    assert marks_edl(marks, clip).split("\r\n") == export["edl"]


@given(st.lists(st.tuples(st.floats(0, 4), st.text(max_size=40)), max_size=6))
def test_a_table_reads_back_and_holds_no_formula(pairs):
    marks = [Mark(str(number), time_s, text) for number, (time_s, text) in enumerate(pairs)]
    rows = list(csv.DictReader(io.StringIO(marks_csv(marks, clip_of(Path("a.mp4"))), newline="")))
    assert sorted(row["text"].removeprefix("'") for row in rows) == sorted(
        mark.text.removeprefix("'") for mark in marks
    )
    assert not any(row["text"].startswith(("=", "+", "-", "@")) for row in rows)


@pytest.mark.parametrize(("fps", "rate"), [(30_000 / 1001, 30), (60_000 / 1001, 60)])
def test_drop_frame_timecode_is_the_clock_with_the_dropped_numbers_left_out(fps, rate):
    dropped = rate // 15
    labels = (
        f"{minute // 60:02}:{minute % 60:02}:{second:02};{frame:02}"
        for minute in range(61)
        for second in range(60)
        for frame in range(rate)
        if not (second == 0 and frame < dropped and minute % 10)
    )
    for frame, label in itertools.islice(enumerate(labels), 0, None, 7):
        assert marks_module._timecode(frame, fps) == label


def test_stored_marks_are_this_clips_or_none(tmp_path):
    clip = clip_of(tmp_path / "kite.mp4")
    assert stored_marks(clip) == ()
    kept = {"format": 1, "sha256": clip.sha256, "marks": [{"id": "a", "time_s": 1, "text": "up", "made_at": ""}]}
    path = tmp_path / "kite.marks.json"
    path.write_text(json.dumps(kept))
    assert stored_marks(clip) == (Mark("a", 1.0, "up"),)
    path.write_text(json.dumps(kept | {"sha256": "cd" * 32}))
    assert stored_marks(clip) == ()
    for broken in ("", "[]", "null", '{"format": 2}', '{"format": 1, "sha256": "", "marks": 3}', "[" * 100_000):
        path.write_text(broken)
        assert stored_marks(clip) == ()
