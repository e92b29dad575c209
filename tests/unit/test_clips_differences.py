"""What was asked for against what was measured: a difference is told, and only a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.clips import Clip, Difference, Facts, Provenance, differences_between

FACTS = Facts(4.0, 1280, 720, 24.0, 96, True, 700_000, "h264", "aac", is_silent=False)
ASKED = Provenance("A red kite.", model="sora-2", provider="shelf", seconds=4, size="1280x720", job_id="j1")

lengths = st.integers(1, 120)
sizes = st.tuples(st.integers(16, 8192), st.integers(16, 8192))
rates = st.integers(1, 240)


def asked(sound_part: str = "", **options: object) -> Provenance:
    prompt = f"A red kite. Sound: {sound_part}." if sound_part else ASKED.prompt
    return replace(ASKED, prompt=prompt, options=options, parts={"subject": "a red kite", "sound": sound_part})


def names(record: Provenance, facts: Facts) -> list[str]:
    return [difference.name for difference in differences_between(record, facts)]


@given(lengths, sizes, rates, st.booleans())
def test_a_clip_that_is_as_it_was_asked_for_has_no_differences(seconds, size, fps, sound):
    record = replace(asked(fps=fps, sound=sound), seconds=seconds, size=f"{size[0]}x{size[1]}")
    facts = replace(FACTS, duration_s=float(seconds), width=size[0], height=size[1], fps=float(fps), has_sound=sound)
    assert differences_between(record, facts) == ()


@given(lengths, st.sampled_from([8, 12, 16, 24, 25, 30, 60]), st.integers(0, 7))
def test_a_length_in_whole_frames_is_the_length_that_was_asked_for(seconds, fps, extra):
    """Half a frame of rounding and, of models that make 4n + 1 frames, one more where a frame is short enough."""
    frames = seconds * fps + (1 if fps >= 12 else 0)
    assert names(replace(ASKED, seconds=seconds), replace(FACTS, duration_s=round(frames / fps, 3))) == []
    assert names(replace(ASKED, seconds=seconds), replace(FACTS, duration_s=seconds + 0.11 + extra)) == ["seconds"]
    assert names(replace(ASKED, seconds=seconds + 8), replace(FACTS, duration_s=seconds + 8 - 0.11 - extra)) == [
        "seconds"
    ]


@given(sizes, sizes)
def test_another_size_is_told_to_the_pixel(wanted, got):
    record = replace(ASKED, size=f"{wanted[0]}x{wanted[1]}")
    found = differences_between(record, replace(FACTS, width=got[0], height=got[1]))
    expected = [] if wanted == got else [Difference("size", "{}×{}".format(*wanted), "{}×{}".format(*got))]
    assert list(found) == expected


@given(rates, rates)
def test_another_frame_rate_is_told_and_a_rounding_is_not(wanted, got):
    assert names(asked(fps=wanted), replace(FACTS, fps=float(got))) == (
        ["fps"] if abs(wanted - got) > wanted / 50 else []
    )
    assert names(asked(fps=got), replace(FACTS, fps=got * 1000 / 1001)) == []


@given(st.floats(0.3, 200), sizes, st.floats(0.5, 240), lengths, sizes, rates, st.sampled_from([True, False, None]))
def test_what_is_said_never_looks_the_same_on_both_sides(duration_s, size, fps, seconds, wanted, rate, is_silent):
    record = replace(asked(fps=rate, sound=True), seconds=seconds, size=f"{wanted[0]}x{wanted[1]}")
    facts = replace(FACTS, duration_s=duration_s, width=size[0], height=size[1], fps=fps, is_silent=is_silent)
    found = differences_between(record, facts)
    assert all(difference.asked != difference.delivered for difference in found)
    assert len({difference.name for difference in found}) == len(found)


@pytest.mark.parametrize(
    ("record", "has_sound", "is_silent", "delivered"),
    [
        (asked(sound=True), True, False, None),
        (asked(sound=True), True, True, "silence"),
        (asked(sound=True), False, None, "no sound"),
        (asked(sound=True), True, None, None),  # a clip of 0.1, or a track that cannot be decoded: nobody knows
        (asked(sound=False), True, False, "sound"),
        (asked(sound=False), True, True, None),
        (asked(sound=False), True, None, None),
        (asked(sound=False), False, None, None),
        (asked("wind, distant laughter"), False, None, "no sound"),
        (asked("wind, distant laughter"), True, True, "silence"),
        (asked("du vent au loin"), False, None, "no sound"),
        (asked("du vent au loin", sound=False), False, None, None),  # the setting is plainer than the prose
        (asked("wind", sound=False), True, False, "sound"),
        (asked("silence", sound=True), True, True, "silence"),
        (asked("silence"), True, True, None),
        (asked("no sound"), False, None, None),
        (asked("Sans son"), False, None, None),
        (asked("aucun son"), False, None, None),
        (asked("no music, only the wind"), True, True, "silence"),
        (asked("   "), False, None, None),
        (asked(), False, None, None),
    ],
)
def test_sound_is_missed_where_it_was_asked_for_and_told_where_it_was_not(record, has_sound, is_silent, delivered):
    found = differences_between(record, replace(FACTS, has_sound=has_sound, is_silent=is_silent))
    wish = "no sound" if delivered == "sound" else "sound"
    assert list(found) == ([] if delivered is None else [Difference("sound", wish, delivered)])


@pytest.mark.parametrize("fps", [None, True, "24", 0, -24, float("nan"), float("inf")])
def test_a_frame_rate_that_is_no_rate_was_not_asked_for(fps):
    assert names(asked(fps=fps), FACTS) == []


@pytest.mark.parametrize("size", ["", "auto", "720p", "16:9"])
def test_a_size_that_names_no_pixels_is_not_compared(size):
    assert names(replace(ASKED, size=size), FACTS) == []


def test_a_file_that_was_merely_opened_was_asked_for_nothing():
    assert differences_between(Provenance(), replace(FACTS, has_sound=False)) == ()


def test_differences_come_in_one_order_and_as_sentences(tmp_path):
    facts = replace(FACTS, duration_s=5.0416, width=1344, height=768, fps=29.97, is_silent=True)
    clip = Clip(tmp_path / "kite.mp4", None, facts, "ab" * 32, asked("wind", fps=24))
    assert [difference.sentence for difference in clip.differences] == [
        "asked 4 s, got 5.04 s",
        "asked 1280×720, got 1344×768",
        "asked 24 fps, got 29.97 fps",
        "asked sound, got silence",
    ]


def test_a_sound_that_only_the_reader_guessed_in_a_text_is_no_wish() -> None:
    guessed = replace(ASKED, prompt="A boat at sea, gulls turning above it", parts={"sound": "gulls turning above it"})
    assert differences_between(guessed, replace(FACTS, has_sound=False, is_silent=None)) == ()
