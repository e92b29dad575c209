"""Parts to prose: what people would have written, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import RequestError
from sora_widgets.prompts import PARTS, Shot

ENGLISH = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
    "the camera rises slowly to the sky. Sound: wind, distant laughter."
)
FRENCH = (
    "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
    "lumière dorée de fin de journée, la caméra monte lentement vers le ciel."
)
REST = {
    "lighting": "golden late-afternoon light",
    "camera": "the camera rises slowly to the sky",
    "sound": "wind, distant laughter",
}


@pytest.mark.parametrize("setting", ["a leafy park", "in a leafy park", "In a leafy park, "])
@pytest.mark.parametrize(
    "who", [{"subject": "a child", "action": "flying a red kite"}, {"subject": "a child flying a red kite"}]
)
def test_the_seed_comes_out_in_english_as_people_would_write_it(setting: str, who: dict[str, str]):
    assert Shot(framing="wide shot", setting=setting, **who, **REST).to_text("en") == ENGLISH


def test_the_seed_comes_out_in_french_word_for_word():
    shot = Shot(
        framing="plan large",
        subject="un enfant",
        action="faisant voler un cerf-volant rouge",
        setting="un parc verdoyant",
        lighting="lumière dorée de fin de journée",
        camera="la caméra monte lentement vers le ciel",
    )
    assert shot.to_text("fr") == FRENCH
    assert shot.to_text() == FRENCH


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"subject": "a red kite"}, "A red kite."),
        ({"framing": "close-up", "subject": "a robot", "action": "waves"}, "Close-up: a robot waves."),
        ({"framing": "close-up on", "subject": "her hands"}, "Close-up on her hands."),
        ({"framing": "wide shot, low angle", "subject": "a boxer"}, "Wide shot, low angle: a boxer."),
        ({"framing": "wide shot", "setting": "a leafy park"}, "Wide shot of a leafy park."),
        ({"framing": "wide shot", "setting": "on a beach"}, "Wide shot, on a beach."),
        ({"framing": "ECU", "subject": "an eye"}, "ECU of an eye."),
        ({"subject": "a dog", "setting": "a sandy beach"}, "A dog on a sandy beach."),
        ({"subject": "a dog", "setting": "a bridge over a river"}, "A dog on a bridge over a river."),
        ({"subject": "a dog", "setting": "the airport"}, "A dog at the airport."),
        ({"subject": "a dog", "setting": "Paris"}, "A dog in Paris."),
        ({"subject": "a dog", "setting": "busy street"}, "A dog, busy street."),
        ({"subject": "Marie", "action": "running."}, "Marie running."),
        ({"camera": "the camera pans left"}, "The camera pans left."),
        ({"sound": "wind"}, "Sound: wind."),
        ({"subject": "a dog", "sound": "we hear the sea"}, "A dog. We hear the sea."),
        ({"subject": "a dog", "sound": '"Good boy!"'}, 'A dog. "Good boy!"'),
        ({"subject": "run!", "lighting": "neon light"}, "Run! Neon light."),
        ({"subject": "The child", "framing": "Wide shot"}, "Wide shot of the child."),
        (
            {
                "framing": "Wide shot.",
                "subject": "A dog.",
                "action": "Runs fast!",
                "setting": "In a park.",
                "lighting": "Golden light.",
            },
            "Wide shot: a dog runs fast! In a park, golden light.",
        ),
        ({"framing": "wide shot", "action": "Marie and Paul dance"}, "Wide shot: Marie and Paul dance."),
        (
            {"framing": "close-up", "subject": "an old baker", "action": "kneads dough"},
            "Close-up: an old baker kneads dough.",
        ),
        ({"framing": "35mm lens", "subject": "a child"}, "35mm lens: a child."),
        ({"framing": "wide shot, lens: 35 mm", "subject": "a child"}, "Wide shot, lens: 35 mm. A child."),
        ({"subject": "a man", "setting": "a bus stop"}, "A man at a bus stop."),
        ({"subject": "a cat", "setting": "a windowsill"}, "A cat on a windowsill."),
        (
            {"subject": "a woman", "action": "walks. She stops.", "sound": "wind howls"},
            "A woman walks. She stops. Sound: wind howls.",
        ),
        ({"subject": "a dog", "sound": "Anna: “Come in.”"}, "A dog. Anna: “Come in.”"),
    ],
)
def test_english_joins_read_like_prose(parts: dict[str, str], text: str):
    assert Shot(**parts).to_text("en") == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"framing": "gros plan", "subject": "une main"}, "Gros plan d'une main."),
        ({"framing": "gros plan", "subject": "deux mains"}, "Gros plan de deux mains."),
        ({"framing": "gros plan", "subject": "homme"}, "Gros plan d'homme."),
        ({"framing": "gros plan", "subject": "la mer"}, "Gros plan de la mer."),
        ({"framing": "gros plan", "subject": "l'oiseau"}, "Gros plan de l'oiseau."),
        ({"framing": "gros plan", "subject": "le visage"}, "Gros plan sur le visage."),
        ({"framing": "plan large", "subject": "des enfants", "action": "jouant"}, "Plan large des enfants jouant."),
        ({"framing": "plan large", "subject": "un enfant", "action": "court"}, "Plan large : un enfant court."),
        ({"subject": "un chien", "setting": "une plage"}, "Un chien sur une plage."),
        ({"subject": "un chien", "setting": "au bord de la mer"}, "Un chien au bord de la mer."),
        ({"subject": "un chien", "sound": "vent"}, "Un chien. Son : vent."),
        (
            {"framing": "gros plan", "subject": "un vieux boulanger", "action": "pétrit la pâte"},
            "Gros plan : un vieux boulanger pétrit la pâte.",
        ),
        ({"framing": "gros plan", "subject": "une fleur", "action": "s'ouvre"}, "Gros plan : une fleur s'ouvre."),
        ({"framing": "gros plan", "subject": "une fleur", "action": "s'ouvrant"}, "Gros plan d'une fleur s'ouvrant."),
        ({"framing": "objectif 35 mm", "subject": "un enfant"}, "Objectif 35 mm : un enfant."),
        ({"subject": "un chien", "action": "dort", "setting": "le canapé"}, "Un chien dort sur le canapé."),
        ({"subject": "un chat", "sound": "Anna : « Viens. »"}, "Un chat. Anna : « Viens. »"),
    ],
)
def test_french_joins_read_like_prose(parts: dict[str, str], text: str):
    assert Shot(**parts).to_text("fr") == text


@pytest.mark.parametrize(
    ("subject", "join"),
    [
        *(
            (subject, "d'")
            for subject in ("un homme", "une île", "homme", "herbe", "hôtel", "hiver", "hippopotame", "Yves")
        ),
        *(
            (subject, "d'")
            for subject in ("eau", "œil", "enfants", "oiseaux", "horloge", "Héloïse", "huître", "héroïne")
        ),
        *((subject, "de ") for subject in ("hibou", "hérisson", "héros", "homard", "haricots", "hanneton", "hippies")),
        *((subject, "de ") for subject in ("yacht", "onze enfants", "huit chats", "ouistiti", "la mer", "mes mains")),
        *((subject, "sur ") for subject in ("le port", "les montagnes")),
    ],
)
def test_french_elides_before_what_sounds_like_a_vowel(subject: str, join: str):
    assert Shot(framing="gros plan", subject=subject).to_text("fr") == f"Gros plan {join}{subject}."


def test_spans_tell_where_each_part_stands():
    shot = Shot(framing="wide shot", subject="a child", action="flying a red kite", setting="a leafy park", **REST)
    text = shot.to_text()
    found = {part: text[start:end] for start, end, part in shot.spans()}
    assert list(found) == list(PARTS)
    assert found == {**shot.parts, "framing": "Wide shot"}


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(RequestError, match="en and fr, not 'de'"):
        Shot(subject="ein Hund").to_text("de")


shots = st.builds(Shot, **{part: st.text(max_size=30) for part in PARTS})


@settings(deadline=None, max_examples=150)
@given(shots, st.sampled_from(["en", "fr", None]))
def test_spans_never_overlap_and_hold_the_words_of_their_part(shot: Shot, language: str | None):
    text = shot.to_text(language)
    end_before = 0
    for start, end, part in shot.spans(language):
        assert end_before <= start < end <= len(text)
        written = text[start:end].casefold().split()
        given_words = getattr(shot, part).casefold().split()
        assert "".join(written) in "".join(given_words)
        end_before = end
    assert bool(text) == (not shot.is_empty)
