"""The labelled form of a prompt, written and read."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sora_widgets.errors import RequestError
from sora_widgets.prompts import PARTS, Shot
from sora_widgets.prompts.blocks import find_blocks, read_blocks, write_blocks

KITE = {
    "framing": "wide shot",
    "subject": "a child in a yellow raincoat",
    "action": "takes four steps; looks up, then laughs",
    "setting": "a leafy park",
    "lighting": "golden late-afternoon light",
    "camera": "the camera rises slowly to the sky",
    "sound": 'wind, distant laughter, the child says: "Higher!"',
}
CERF_VOLANT = {
    "framing": "plan large",
    "subject": "un enfant",
    "action": "fait voler un cerf-volant rouge",
    "setting": "un parc verdoyant",
    "lighting": "lumière dorée",
    "camera": "la caméra monte lentement",
    "sound": "le vent",
}

GUIDE = """\
An old man repairs a radio in a cluttered workshop.

Cinematography:
Camera shot: medium close-up
Lens: 35 mm
Lighting: warm lamp
Mood: nostalgic

Actions:
- The robot taps the bulb; sparks crackle.
- It flinches.

Dialogue:
- Man: You are lying.
- Robot: "No."

Background Sound:
rain, ticking clock
"""

WORD = re.compile(r"[^\W_]+")


def words_of(text):
    return Counter(WORD.findall(text.casefold()))


def test_a_shot_is_written_in_the_form_of_the_guides():
    text, spans = write_blocks(KITE, "en")
    assert text == (
        "A child in a yellow raincoat in a leafy park.\n\n"
        "Cinematography:\nCamera shot: wide shot\nCamera movement: the camera rises slowly to the sky\n"
        "Lighting: golden late-afternoon light\n\n"
        "Actions:\n- takes four steps\n- looks up\n- then laughs\n\n"
        "Background Sound: wind, distant laughter\n\n"
        'Dialogue:\n- the child says: "Higher!"'
    )
    assert [text[start:end] for start, end, part in spans if part == "action"] == [
        "takes four steps",
        "looks up",
        "then laughs",
    ]


def test_french_labels_go_with_french_words():
    text, _ = write_blocks(CERF_VOLANT)
    assert "Prise de vues :\nCadrage : plan large\nMouvement de caméra : la caméra monte lentement" in text
    assert text.endswith("Actions :\n- fait voler un cerf-volant rouge\n\nFond sonore : le vent")


@pytest.mark.parametrize("parts", [KITE, CERF_VOLANT], ids=["en", "fr"])
@pytest.mark.parametrize("language", [None, "en", "fr"])
def test_what_is_written_is_read_back(parts, language):
    assert read_blocks(write_blocks(parts, language)[0]) == parts


def test_the_guides_own_form_is_read():
    parts = read_blocks(GUIDE)
    assert parts["framing"] == "medium close-up, lens: 35 mm"
    assert parts["lighting"] == "warm lamp, mood: nostalgic"
    assert parts["action"].endswith("The robot taps the bulb; sparks crackle. It flinches")
    assert parts["sound"] == 'Man: "You are lying." Robot: "No." rain, ticking clock'
    assert {"subject": "an old man", "setting": "a cluttered workshop"}.items() <= parts.items()


def test_what_has_a_label_of_its_own_gets_its_line_back():
    text, _ = write_blocks(read_blocks(GUIDE), "en")
    assert "Camera shot: medium close-up\nLens: 35 mm\nLighting: warm lamp\nMood: nostalgic\n" in text
    assert read_blocks(text) == read_blocks(GUIDE)


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("**Camera shot:**", "framing"),
        ("## Camera:", "camera"),
        ("camera movement :", "camera"),
        ("ÉCLAIRAGE :", "lighting"),
        ("Décor\u00a0:", "setting"),
    ],
)
def test_labels_are_read_however_they_are_typed(label, part):
    assert read_blocks(f"{label} something slow") == {part: "something slow"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A child runs. Sound: wind",
        "Sound: wind",
        "Wide shot: a child runs",
        "She says: hello",
        "Scene: a child runs",
        "12:30 at the station",
        "Plan large : un enfant court",
    ],
)
def test_ordinary_prose_is_not_taken_for_the_form(text):
    assert read_blocks(text) is None
    assert find_blocks(text) is None


def test_a_subject_that_prose_would_tear_apart_gets_a_label():
    parts = {"subject": "a robot waving", "setting": "a desert"}
    text, spans = write_blocks(parts, "en")
    assert text == "Subject: a robot waving\nSetting: a desert"
    assert [(text[start:end], part) for start, end, part in spans] == [(parts[p], p) for p in ("subject", "setting")]


def test_labels_may_stand_in_a_list():
    parts = read_blocks("- Camera: slow dolly in\n- **Lighting:** golden hour\n- A man waits at a gate")
    assert {"camera": "slow dolly in", "lighting": "golden hour", "subject": "a man"}.items() <= parts.items()


def test_a_colon_in_a_beat_or_a_line_is_no_label():
    assert read_blocks("Actions:\n- Camera: she waves at it")["action"] == "Camera: she waves at it"
    assert read_blocks('Dialogue:\n- Sound: "Hello."')["sound"] == 'Sound: "Hello."'


def test_a_paragraph_after_the_form_is_prose():
    parts = read_blocks("Lighting: dusk\n\nA dog barks at a gate.")
    assert parts["lighting"] == "dusk"
    assert "dog" in parts["subject"]


def test_a_spoken_line_without_marks_gets_them_in_the_way_of_its_language():
    assert read_blocks("Dialogue :\n- Anne : Entrez.")["sound"] == "Anne : « Entrez. »"
    assert read_blocks("Dialogue:\nCome in.")["sound"] == '"Come in."'


def test_who_speaks_may_stand_after_the_words():
    sound = "« Bonjour », dit-elle, le vent"
    text, _ = write_blocks({"subject": "une femme", "sound": sound}, "fr")
    assert "Dialogue :\n- « Bonjour », dit-elle\n\nFond sonore : le vent" in text
    assert read_blocks(text)["sound"] == sound


def test_a_language_without_labels_is_refused():
    with pytest.raises(RequestError, match="'de'"):
        write_blocks(KITE, "de")


PIECES = st.lists(
    st.sampled_from(
        [
            *("a child", "un enfant", "runs", "then", "puis", "He jumps", "The dog waits", "lens: 35 mm", "mood: calm"),
            *('she says: "Go!"', "« Oui », dit-il", '"Higher!"', "wind", "It ends", "objectif : 50", "Dialogue", "Mr"),
            *("Lighting: red", "…", "!", "日本語", "🪁", "-", "a: b", "...", "e. g.", "\u2028", "\n"),
        ]
    ),
    max_size=5,
)
PART_TEXT = st.builds(
    lambda pieces, joint: joint.join(pieces), PIECES, st.sampled_from([", ", "; ", ". ", " ", ", then ", ": "])
)


@given(
    parts=st.dictionaries(st.sampled_from(PARTS), PART_TEXT | st.text(max_size=20)),
    language=st.sampled_from([None, "en", "fr"]),
)
def test_no_word_is_lost_and_what_is_read_stays(parts, language):
    text, spans = write_blocks(parts, language)
    assert words_of(" ".join(parts.values())) <= words_of(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    spoken = {part: words_of(" ".join(text[start:end] for start, end, p in spans if p == part)) for part in PARTS}
    for part in PARTS:
        assert spoken[part] <= words_of(parts.get(part, "")), part
    read = read_blocks(text)
    if read is None:  # nothing but prose
        return
    for part in PARTS:
        assert words_of(read.get(part, "")) == words_of(parts.get(part, "")), part
    again = read_blocks(write_blocks(read, language)[0])
    assert again == read
    assert read_blocks(write_blocks(again, language)[0]) == again


@given(text=st.text() | st.builds("\n".join, st.lists(st.sampled_from([*GUIDE.splitlines(), "\u2028", "- ", "a :"]))))
def test_any_text_is_read_without_losing_a_word(text):
    pieces = find_blocks(text)
    if pieces is None:
        return
    assert all(text[piece.start : piece.end].strip() for piece in pieces)
    parts = read_blocks(text)
    labelled = [text[piece.start : piece.end] for piece in pieces if piece.kind != "prose"]  # prose is the reader's
    assert words_of(" ".join(labelled)) <= words_of(" ".join(parts.values()))
    assert Shot(**parts)
