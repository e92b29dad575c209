"""Marks: notes on moments of a clip, and how they leave for a spreadsheet or an editing program.

Plain values, their merging, their export, and reading what is kept beside the video. Writing that file is
`sora_widgets.jobs.marks`' business. The export is written a second time in the browser (`panels/marks-export.js`), for
a notebook without a kernel; both are held to one file of examples.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sora_widgets.errors import RequestError

if TYPE_CHECKING:
    from sora_widgets.clips.clip import Clip

__all__ = [
    "FORMAT",
    "Mark",
    "marks_csv",
    "marks_edl",
    "marks_path",
    "merged",
    "new_mark",
    "read_marks",
    "stored_marks",
]

FORMAT = 1
_MOST_CHARS = 1000
_MOST_S = 1e9  # no clip is that long, and every number up to it can be written as a timecode
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_ANY = re.compile(r"(?s).*")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")

# The first signs that make a spreadsheet take a cell for a formula (OWASP, "CSV Injection",
# https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11-23); an apostrophe before them makes it text.
_FORMULA = ("=", "+", "-", "@")

# An editing program's timeline begins at one hour unless somebody has changed that.
_START_HOURS = 1


@dataclass(frozen=True)
class Mark:
    """A note on one moment.

    Attributes:
        id: its own, for ever; at most 64 letters, digits, "-" and "_".
        time_s: in seconds from the first frame.
        text: one line, at most 1000 characters; may be empty.
        made_at: when it was written, or last rewritten: ISO 8601 in UTC, "2026-11-23T11:00:00.000Z".

    Raises:
        RequestError: a value that is none of these.
    """

    id: str
    time_s: float
    text: str = ""
    made_at: str = ""

    def __post_init__(self) -> None:
        if not _matches(_ID, self.id):
            raise RequestError(
                f"A mark's id has 1 to 64 letters, digits, - or _, not {_short(self.id)}.", given=self.id
            )
        if not _is_time(self.time_s):
            raise RequestError(
                f"A mark stands at a time in seconds from 0, not {_short(self.time_s)}: use time_s=1.5.",
                given=self.time_s,
            )
        if not _matches(_ANY, self.text):
            raise RequestError(f"A mark's text is a text, not {_short(self.text)}.", given=self.text)
        if self.made_at != "" and not _matches(_MOMENT, self.made_at):
            raise RequestError(
                f"A mark is made at a time like 2026-11-23T11:00:00.000Z, not {_short(self.made_at)}.",
                given=self.made_at,
            )
        # JSON can hold half a sign, which no file can
        line = " ".join(self.text.encode("utf-8", "replace").decode().split())
        if len(line) > _MOST_CHARS:
            raise RequestError(
                f"A mark's text has at most {_MOST_CHARS} characters, not {len(line)}: shorten it.", given=len(line)
            )
        object.__setattr__(self, "text", line)
        object.__setattr__(self, "time_s", float(self.time_s))

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: object) -> Mark:
        """The inverse of `to_dict`, of whatever a page or a file holds; names of later versions are ignored.

        Raises:
            RequestError: it is no mark.
        """
        if not isinstance(stored, Mapping) or "id" not in stored or "time_s" not in stored:
            raise RequestError(f"A mark has at least an id and a time_s, not {_short(stored)}.", given=stored)
        return cls(stored["id"], stored["time_s"], stored.get("text", ""), stored.get("made_at", ""))


def new_mark(time_s: float, text: str = "") -> Mark:
    """A mark made now, with an id of its own."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Mark(uuid.uuid4().hex[:16], time_s, text, now)


def merged(first: Iterable[Mark], second: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks of both, in the order of their times; of two with one id the one that was written last.

    A mark that one of them has is kept: that the other has none cannot tell whether it was removed there.
    """
    found: dict[str, Mark] = {}
    for mark in (*first, *second):
        known = found.get(mark.id)
        if known is None or mark.made_at >= known.made_at:
            found[mark.id] = mark
    return tuple(sorted(found.values(), key=lambda mark: (mark.time_s, mark.id)))


def marks_path(clip: Clip) -> Path:
    """Where the marks of a clip are kept: beside its video, `kite-1.marks.json`."""
    return clip.path.with_name(f"{clip.path.stem}.marks.json")


def read_marks(path: Path) -> tuple[str, tuple[Mark, ...]]:
    """The sha256 of the video that a file of marks belongs to, and the marks.

    Raises:
        OSError: the file is not there or cannot be read.
        ValueError: it is no file of marks.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise ValueError(f"format {stored['format']!r}")
        return str(stored["sha256"]), merged((), map(Mark.from_dict, stored["marks"]))
    except (LookupError, TypeError, RecursionError, RequestError) as error:
        raise ValueError(str(error)) from error


def stored_marks(clip: Clip) -> tuple[Mark, ...]:
    """The marks kept beside a clip; none where there is no such file, or none that can be read as this clip's."""
    try:
        sha256, marks = read_marks(marks_path(clip))
    except (OSError, ValueError):
        return ()
    return marks if sha256 == clip.sha256 else ()


def marks_csv(marks: Iterable[Mark], clip: Clip) -> str:
    """The marks as a table (RFC 4180): timecode, seconds, frame from 0, text.

    A text that a spreadsheet would take for a formula gets an apostrophe before it. For Excel write it as "utf-8-sig".
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(("timecode", "seconds", "frame", "text"))
    for mark in merged((), marks):
        frame = _frame_of(mark, clip)
        milliseconds = math.floor(mark.time_s * 1000 + 0.5)
        text = f"'{mark.text}" if mark.text.startswith(_FORMULA) else mark.text
        seconds = f"{milliseconds // 1000}.{milliseconds % 1000:03}"
        writer.writerow((_timecode(frame, clip.facts.fps), seconds, frame, text))
    return table.getvalue()


def marks_edl(marks: Iterable[Mark], clip: Clip) -> str:
    """The marks as an edit decision list (CMX 3600): for each marked frame an event of that one frame.

    Each event carries its note twice, as the two families of editing programs look for it: `|C:… |M:… |D:1` is what
    DaVinci Resolve writes as "Timeline Markers to EDL" and reads back
    (https://www.steakunderwater.com/VFXPedia/__man/Resolve18-6/DaVinciResolve18_Manual_files/part4009.htm); `* LOC:` is
    Avid's locator (https://github.com/OpenTimelineIO/otio-cmx3600-adapter, both read 2026-11-23). OpenTimelineIO 0.18.1
    takes these lists with their locators, but of a drop-frame list only the events.

    The record side begins at 01:00:00:00. At 29.97 and 59.94 frames per second the timecode drops frame numbers, as
    SMPTE ST 12-1 provides, and the list says so; at no other rate it may. The text is UTF-8: notes are words of people,
    and both kinds of program write them so.
    """
    fps = clip.facts.fps
    is_dropping = _is_dropping(fps)
    start = _frames_before(_START_HOURS, fps)
    lines = [
        f"TITLE: {_one_line(clip.path.stem)[:70]}",
        f"FCM: {'DROP FRAME' if is_dropping else 'NON-DROP FRAME'}",
        "",
    ]
    by_frame = groupby(merged((), marks), key=lambda mark: _frame_of(mark, clip))
    for number, (frame, group) in enumerate(by_frame, start=1):
        texts = [_one_line(mark.text) or "-" for mark in group]
        at = _timecode(start + frame, fps)
        source = f"{_timecode(frame, fps)} {_timecode(frame + 1, fps)}"
        lines += [
            f"{number:03}  001      V     C        {source} {at} {_timecode(start + frame + 1, fps)}",
            f" |C:ResolveColorBlue |M:{' / '.join(texts)} |D:1",
            *(f"* LOC: {at} BLUE    {text}" for text in texts),
            f"* FROM CLIP NAME: {_one_line(clip.path.name)}",
            "",
        ]
    return "\r\n".join(lines)


def _frame_of(mark: Mark, clip: Clip) -> int:
    # a hair of tolerance: 0.1 s × 30 fps is 2.9999… in binary
    return max(0, min(int(mark.time_s * clip.facts.fps + 1e-4), clip.facts.frame_count - 1))


def _is_dropping(fps: float) -> bool:
    return any(abs(fps - rate / 1.001) < 0.005 for rate in (30, 60))


def _frames_before(hours: int, fps: float) -> int:
    rate = max(1, round(fps))
    minutes = hours * 60
    return minutes * 60 * rate - (rate // 15 * (minutes - minutes // 10) if _is_dropping(fps) else 0)


def _timecode(frame: int, fps: float) -> str:
    """`hh:mm:ss:ff`, or `hh:mm:ss;ff` where frame numbers are dropped: the first ones of each minute but every tenth."""
    rate = max(1, round(fps))
    separator = ":"
    if _is_dropping(fps):
        separator, dropped = ";", rate // 15
        a_minute = 60 * rate - dropped
        tens, rest = divmod(frame, 10 * a_minute + dropped)
        frame += 9 * dropped * tens + (dropped * ((rest - dropped) // a_minute) if rest >= dropped else 0)
    seconds, frames = divmod(frame, rate)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{separator}{frames:02}"


def _matches(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_time(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _MOST_S


def _one_line(text: str) -> str:
    """A text that ends no line and opens no field of the list."""
    return " ".join(text.replace("|", "/").split())


def _short(value: object) -> str:
    told = repr(value)
    return told if len(told) <= 60 else f"{told[:59]}…"
