"""Captions from the dialogue in a prompt, as WebVTT."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.clips.captions import captions_of

_TIME = r"(\d\d):(\d\d):(\d\d)\.(\d\d\d)"
_CUE = re.compile(rf"^{_TIME} --> {_TIME}\n(.+)$", re.MULTILINE)


def cues_of(captions: str) -> list[tuple[float, float, str]]:
    """Start, end and payload of each cue."""
    return [
        (
            *(
                int(h) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000
                for h, m, s, ms in (found.groups()[:4], found.groups()[4:8])
            ),
            found[9],
        )
        for found in _CUE.finditer(captions)
    ]


@pytest.mark.parametrize("prompt", ["", "A kite over a park.", 'A "vintage" car.', 'A sign reads "OPEN DAILY NOW".'])
def test_without_dialogue_there_are_none(prompt):
    assert captions_of(prompt, 4) == ""


def test_lines_carry_their_speakers_and_are_spread_over_the_clip():
    captions = captions_of('Maya whispers: "Look up!" Tom says "I know. I saw it."', 6)
    assert captions.startswith("WEBVTT\n\nNOTE ")
    (first, second) = cues_of(captions)
    assert (first[2], second[2]) == ("<v Maya>Maya: Look up!", "<v Tom>Tom: I know. I saw it.")
    assert 0 == first[0] < first[1] <= second[0] < second[1] <= 6


def test_they_say_that_they_are_not_the_sound_in_the_language_of_the_prompt():
    assert "not from the sound" in captions_of('She says "Look up there!"', 4)
    french = captions_of("Une femme crie : « Regarde là-haut ! »", 4)
    assert "non d’après le son" in french
    assert cues_of(french)[0][2] == "<v Femme>Femme\u00a0: Regarde là-haut !"


def test_a_pronoun_is_no_name():
    assert cues_of(captions_of('She says "Look up there!"', 4))[0][2] == "Look up there!"


def test_a_storyboard_gives_each_shot_its_share_of_the_clip():
    board = (
        'Shot 1:\nduration: 6.0sec\nScene: A detective leans in. Detective: "You are lying."\n\n'
        'Shot 2:\nduration: 2.0sec\nScene: Close-up. The suspect says, "Or maybe tired."'
    )
    first, second = cues_of(captions_of(board, 4))
    assert (first[0], second[0]) == (0, 3)
    assert second[1] <= 4


def test_times_in_the_prompt_are_followed():
    [cue] = cues_of(captions_of('0-2 s: she turns. 2.5–4 s: Tom says "Go now!"', 5))
    assert cue[0] == 2.5
    assert cue[1] <= 4


def test_markup_stays_text():
    [cue] = cues_of(captions_of('Tom says "I <b>know</b> & run --> away!"', 4))
    assert cue[2] == "<v Tom>Tom: I &lt;b&gt;know&lt;/b&gt; &amp; run --&gt; away!"


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), max_size=4), st.floats(0.1, 60)
)
def test_whatever_is_quoted_the_cues_are_whole_and_within_the_clip(said, duration_s):
    captions = captions_of(" then ".join(f"Tom says “{line}”." for line in said), duration_s)
    blocks = [block for block in captions.split("\n\n")[2:] if block.strip()]
    cues = cues_of(captions)
    assert len(cues) == len(blocks)
    for start, end, payload in cues:
        assert 0 <= start < end <= duration_s + 0.001
        assert "-->" not in payload
        assert re.sub(r"^<v [^<>]+>", "", payload).count("<") == 0


@pytest.mark.parametrize("duration_s", [0.0, -1.0, float("nan"), float("inf")])
def test_a_clip_without_a_length_has_none(duration_s):
    assert captions_of('Tom says "Go now!"', duration_s) == ""
