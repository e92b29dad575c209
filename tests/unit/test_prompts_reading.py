"""What real prompts are made of is read into its part, and the words of each part are found in the text as typed."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sora_widgets.prompts import PARTS, Shot
from sora_widgets.prompts.reading import read
from sora_widgets.prompts.shot import MAX_PROMPT_CHARS
from sora_widgets.prompts.vocabulary.words import any_of
from tests.unit.test_prompts_reader import ENGLISH, FRENCH, LABELS_AND_LENSES, PHRASES


def given_parts(text: str) -> dict[str, str]:
    return {part: words for part, words in Shot.from_text(text).parts.items() if words}


def coloured(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], part) for start, end, part in read(text).spans]


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.lower()))


SEVERAL_SENTENCES = [
    (
        "A woman in a red coat walks through snow. She stops and looks up. Wind howls. "
        "The camera slowly pushes in, then pans left to reveal a castle.",
        {
            "subject": "a woman in a red coat",
            "action": "walks through snow. She stops and looks up",
            "camera": "the camera slowly pushes in, then pans left to reveal a castle",
            "sound": "wind howls",
        },
    ),
    (
        "Une femme en manteau rouge marche dans la neige. Elle s'arrête et lève les yeux. Le vent hurle. "
        "La caméra avance lentement, puis pivote vers la gauche.",
        {
            "subject": "une femme en manteau rouge",
            "action": "marche dans la neige. Elle s'arrête et lève les yeux",
            "camera": "la caméra avance lentement, puis pivote vers la gauche",
            "sound": "le vent hurle",
        },
    ),
    (
        "An old baker kneads dough in a small kitchen. Soft window light with a warm lamp fill. "
        "Shot on 35mm, muted teal palette.",
        {
            "subject": "an old baker",
            "action": "kneads dough",
            "setting": "a small kitchen",
            "lighting": "soft window light with a warm lamp fill. Shot on 35mm, muted teal palette",
        },
    ),
    (
        "Lumière douce d'une fenêtre, complétée par une lampe chaude. Un vieux boulanger pétrit la pâte. "
        "Tourné en 35 mm, palette bleu-vert désaturée.",
        {
            "subject": "un vieux boulanger",
            "action": "pétrit la pâte",
            "lighting": "lumière douce d'une fenêtre, complétée par une lampe chaude, "
            "tourné en 35 mm, palette bleu-vert désaturée",
        },
    ),
    (
        "Medium close-up, 85 mm, shallow depth of field. A violinist tunes her instrument.",
        {
            "framing": "medium close-up, 85 mm, shallow depth of field",
            "subject": "a violinist",
            "action": "tunes her instrument",
        },
    ),
    (
        "Plan rapproché, 85 mm, faible profondeur de champ. Une violoniste accorde son instrument.",
        {
            "framing": "plan rapproché, 85 mm, faible profondeur de champ",
            "subject": "une violoniste",
            "action": "accorde son instrument",
        },
    ),
    (
        'A detective enters a dim office. Anna: "Where were you?" Detective: "Out at dawn."',
        {
            "subject": "a detective",
            "action": "enters a dim office",
            "sound": 'Anna: "Where were you?" Detective: "Out at dawn."',
        },
    ),
    (
        "Un chat dort. Anna : « Où étais-tu ? » Le détective : « Dehors. »",
        {"subject": "un chat", "action": "dort", "sound": "Anna : « Où étais-tu ? » Le détective : « Dehors. »"},
    ),
    (
        "A cat sleeps on a windowsill, heavy rain outside, late afternoon, thunder rumbles in the distance",
        {
            "subject": "a cat",
            "action": "sleeps",
            "setting": "a windowsill, heavy rain outside",
            "lighting": "late afternoon",
            "sound": "thunder rumbles in the distance",
        },
    ),
    (
        "Il pleut. Un homme attend dans une gare, au petit matin. Le tonnerre gronde au loin.",
        {
            "subject": "un homme",
            "action": "attend",
            "setting": "une gare, il pleut",
            "lighting": "au petit matin",
            "sound": "le tonnerre gronde au loin",
        },
    ),
    (
        "A quiet harbour at dawn. An old fisherman mends a net. Gulls cry overhead.",
        {
            "subject": "a quiet harbour at dawn. An old fisherman",
            "action": "mends a net",
            "sound": "gulls cry overhead",
        },
    ),
    (
        "Close-up of an old man's hands kneading dough, 85 mm, shallow depth of field",
        {
            "framing": "close-up, 85 mm, shallow depth of field",
            "subject": "an old man's hands",
            "action": "kneading dough",
        },
    ),
]


@pytest.mark.parametrize(("text", "parts"), SEVERAL_SENTENCES)
def test_each_sentence_goes_to_the_part_it_speaks_of(text: str, parts: dict[str, str]):
    assert given_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("A dog sleeps on a porch. Camera: slow dolly in. Lighting: golden hour.", "camera", "slow dolly in"),
        ("A dog sleeps on a porch. Camera: slow dolly in. Lighting: golden hour.", "lighting", "golden hour"),
        ("Camera: slow dolly in. Lighting: golden hour. A dog sleeps on a porch.", "subject", "a dog"),
        ("Caméra : travelling avant lent. Un chien dort.", "camera", "travelling avant lent"),
        ("Plan : gros plan\nSujet : une main ridée\nAction : caresse un chat\nSon : un ronron", "framing", "gros plan"),
        ("Plan : gros plan\nSujet : une main ridée\nAction : caresse un chat\nSon : un ronron", "sound", "un ronron"),
        ("Subject: a dog\nCamera: pan left\nLighting: neon light", "lighting", "neon light"),
        ("- **Camera:** pan left\n- **Lighting:** neon light\n- A man waits on a pier", "camera", "pan left"),
        ("A man waits, mood: tense and quiet", "lighting", "mood: tense and quiet"),
        ("A man waits. Style: a faded postcard.", "lighting", "style: a faded postcard"),
    ],
)
def test_labelled_words_go_where_their_label_says(text: str, part: str, words: str):
    assert getattr(Shot.from_text(text), part) == words


@pytest.mark.parametrize(
    ("text", "subject", "action"),
    [
        ("A chef plating dessert in a busy kitchen, steam rising", "a chef", "plating dessert, steam rising"),
        ("A boy lighting a candle in a church", "a boy", "lighting a candle"),
        ("A boy with skis", "a boy with skis", ""),
        ("A boy with a watering can", "a boy with a watering can", ""),
        ("Un garçon avec une canne à pêche", "un garçon avec une canne à pêche", ""),
        ("Un chat s'étire et bâille", "un chat", "s'étire et bâille"),
        ("Un homme fait deux pas", "un homme", "fait deux pas"),
        ("Elle murmure : « Reste près de moi. »", "elle", "murmure : « Reste près de moi. »"),
        ("Un enfant avec un cerf-volant dans un parc verdoyant", "un enfant avec un cerf-volant", ""),
        ('A neon sign that reads "OPEN ALL NIGHT"', 'a neon sign that reads "OPEN ALL NIGHT"', ""),
        ("In a dream-like interview, an old man sits down", "in a dream-like interview, an old man", "sits down"),
    ],
)
def test_subject_and_action_are_told_apart_where_the_verb_begins(text: str, subject: str, action: str):
    shot = Shot.from_text(text)
    assert (shot.subject, shot.action) == (subject, action)


def test_a_spoken_line_with_a_word_of_light_is_heard():
    assert given_parts('A quiet kitchen. "We leave at dawn."') == {
        "subject": "a quiet kitchen",
        "sound": '"We leave at dawn."',
    }


def test_a_place_at_night_is_a_place():
    assert Shot.from_text("A dog barks, on a beach at midnight").setting == "a beach at midnight"


def test_each_part_is_found_where_it_was_typed():
    assert coloured(ENGLISH) == [
        ("Wide shot", "framing"),
        ("a child", "subject"),
        ("flying a red kite", "action"),
        ("a leafy park", "setting"),
        ("golden late-afternoon light", "lighting"),
        ("the camera rises slowly to the sky", "camera"),
        ("wind, distant laughter", "sound"),
    ]
    assert coloured(FRENCH)[:4] == [
        ("Plan large", "framing"),
        ("un enfant", "subject"),
        ("faisant voler un cerf-volant rouge", "action"),
        ("un parc verdoyant", "setting"),
    ]


def test_a_part_may_stand_in_several_places_between_blanks_of_any_kind():
    assert coloured("  A dog  runs in\ta park.\n\nNeon light.   The dog barks!") == [
        ("A dog", "subject"),
        ("runs in\ta park", "action"),
        ("Neon light", "lighting"),
        ("The dog barks!", "action"),
    ]


def test_a_wrapped_line_goes_on_in_the_next():
    text = "An old fisherman in a yellow raincoat slowly\nmends a torn net in a harbour, soft morning light,\nthe camera pans left."
    assert given_parts(text) == {
        "subject": "an old fisherman in a yellow raincoat",
        "action": "slowly mends a torn net",
        "setting": "a harbour",
        "lighting": "soft morning light",
        "camera": "the camera pans left",
    }


def test_in_the_labelled_form_labels_and_bullets_are_in_no_part():
    text = (
        "A dog on a beach.\n\nCinematography:\nCamera shot: wide shot\nLens: 35mm\n\nActions:\n- runs\n- then barks\n"
    )
    assert coloured(text) == [
        ("A dog", "subject"),
        ("a beach", "setting"),
        ("wide shot\nLens: 35mm", "framing"),
        ("runs", "action"),
        ("then barks", "action"),
    ]


def test_a_text_longer_than_any_prompt_is_all_subject():
    text = " a dog runs" * MAX_PROMPT_CHARS
    assert read(text).spans == ((1, len(text), "subject"),)


texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PHRASES + LABELS_AND_LENSES), max_size=14).map(" ".join),
)


@settings(deadline=None, max_examples=300)
@given(texts)
@example("CLOSEUP ON\"PLAN:D'")
@example("0\nSTYLE:0")
def test_spans_hold_the_words_of_their_part_and_no_other(text: str):
    reading = read(text)
    end_before = 0
    for start, end, part in reading.spans:
        assert part in PARTS
        assert end_before <= start < end <= len(text)
        end_before = end
    for part, words in reading.shot.parts.items():
        inside = " ".join(text[start:end] for start, end, of_part in reading.spans if of_part == part)
        assert words_of(inside) == words_of(words)
    assert Shot.from_text(text) == reading.shot


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from(PHRASES + LABELS_AND_LENSES), max_size=10).map(" ".join).filter(lambda t: "\n" not in t)
)
@example("IN A 0U000 HARBOUR IN A 0U000 HARBOUR,IN A 0U000 HARBOUR IN A 0U000 HARBOUR")
def test_prose_with_labels_and_lenses_settles_too(text: str):
    shot = Shot.from_text(text)
    written = shot.to_text()
    again = Shot.from_text(written)
    assert again.to_text() == written
    assert [part.lower() for part in again.parts.values()] == [part.lower() for part in shot.parts.values()]


@pytest.mark.parametrize(
    "typed",
    [
        "a person is sitting on the couch",
        "skis and a snowboard",
        "bob walks to the shop",
        "children play in a garden, golden light",
        "ecu of a coin",
        "un enfant court dans un parc",
        "marie ouvre la porte",
        "sound: wind",
    ],
)
def test_a_short_text_reads_as_what_is_written_of_it(typed: str) -> None:
    shot = read(typed).shot
    assert read(shot.to_text()).shot.to_text() == shot.to_text()
    assert {part: text.lower() for part, text in read(shot.to_text()).shot.parts.items()} == {
        part: text.lower() for part, text in shot.parts.items()
    }


def test_a_pattern_of_many_takes_the_first_that_fits_and_wants_plain_letters() -> None:
    pattern = re.compile(any_of(["in front of", "on top of", "in", "on"]))
    assert [pattern.match(text)[0] for text in ("in front of it", "in it", "on top of it", "one")] == [
        "in front of", "in", "on top of", "on",
    ]  # fmt: skip
    assert pattern.match("at it") is None
    with pytest.raises(ValueError, match=r"\[io\]n"):
        any_of(["[io]n"])
