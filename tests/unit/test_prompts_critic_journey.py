"""From a bare idea to a whole sentence by following the advice, and that the critic agrees with itself."""

from __future__ import annotations

import itertools
import random

import pytest

from sora_widgets.prompts import Shot, critique
from sora_widgets.prompts.critic.ideas import ideas, lights_of_time

SEED = {
    "en": (
        "a kid with a kite",
        "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, "
        "the camera rises slowly to the sky.",
    ),
    "fr": (
        "un enfant avec un cerf-volant",
        "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, "
        "lumière dorée de fin de journée, la caméra monte lentement vers le ciel.",
    ),
}
LONGEST_JOURNEY = 15
SOMEBODY = {"en": ("a child in a yellow raincoat", "jumping"), "fr": ("un enfant en ciré jaune", "sautant")}
STRONG = {
    "en": (
        "Medium close-up of an old baker with flour on her arms kneading dough on a wooden counter in a small kitchen, "
        "warm lamplight from the left, the camera slowly pushes in. Sound: dough on wood, rain on the window.",
        "Wide shot of a grey heron standing in a flooded field at dawn, it lifts off, pale mist, the camera tilts up. "
        "Sound: wings, water dripping.",
        "Close-up of a watchmaker's tweezers lowering a tiny brass wheel into a watch, hard desk light, static shot. "
        "Sound: a single tick.",
        "Low-angle shot of a yellow taxi crossing a wet street at night, neon reflected in the puddles, "
        "the camera pans right. Sound: tyres on wet asphalt.",
        "Over-the-shoulder shot of a detective reading a folded letter in a parked car, cool dusk light, "
        'slow dolly in. She says: "It was never him."',
    ),
    "fr": (
        "Plan rapproché d'une vieille boulangère aux bras enfarinés pétrissant une pâte dans une petite cuisine, "
        "lumière chaude d'une lampe, la caméra avance lentement. Son : pâte sur le bois, pluie sur la vitre.",
        "Plan large d'un héron gris qui s'envole dans un champ inondé, lumière pâle de l'aube, "
        "la caméra panote vers le haut. Son : battements d'ailes.",
        "Contre-plongée d'un taxi jaune qui traverse une rue mouillée, reflets de néon dans les flaques, "
        "la caméra panote vers la droite. Son : pneus sur l'asphalte mouillé.",
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("typed_as", ["{}", "{}.", "  {} ", "{},"])
def test_the_advice_leads_from_a_bare_idea_to_the_whole_sentence(language: str, typed_as: str):
    typed, wanted = SEED[language]
    shot = Shot.from_text(typed_as.format(typed))
    while todo := [tip for tip in critique(shot, language=language) if tip.fix and tip.code != "missing-sound"]:
        shot = todo[0].apply(shot)
    assert shot.to_text() == wanted
    assert [(tip.code, tip.severity) for tip in critique(shot, language=language)] == [("missing-sound", "tip")]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("seed", range(20))
def test_the_advice_may_be_followed_in_any_order(language: str, seed: int):
    typed, wanted = SEED[language]
    order = random.Random(seed)
    text = typed
    # the prose is read anew after every step, as it is when somebody types on
    while todo := [tip for tip in critique(text, language=language) if tip.fix and tip.code != "missing-sound"]:
        text = order.choice(todo).apply(Shot.from_text(text)).to_text()
    assert text == wanted


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_label_on_the_way_says_what_will_be_written(language: str):
    shot = Shot.from_text(SEED[language][0])
    while todo := [tip for tip in critique(shot, language=language) if tip.fix]:
        label = todo[0].fix_label
        words = label[label.index("“" if language == "en" else "«") + 1 : -1].strip()
        shot = todo[0].apply(shot)
        assert words.casefold() in shot.to_text().casefold(), label


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_critic_is_content_with_its_own_suggestions(language: str):
    known = ideas(language)
    subject, action = SOMEBODY[language]
    for scene in known.scenes.values():
        shot = Shot(
            framing=scene["framing"],
            subject=subject,
            action=action,
            setting=scene["setting"],
            lighting=scene["lighting"],
            camera=known.cameras[scene["camera"]],
            sound=scene["sound"],
        )
        assert critique(shot, language=language) == []
        assert Shot.from_text(shot.to_text()) == shot


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_light_that_is_suggested_is_read_as_light(language: str):
    subject, action = SOMEBODY[language]
    for light in lights_of_time(language).values():
        shot = Shot(subject=subject, action=action, lighting=light)
        assert Shot.from_text(shot.to_text()).lighting == light


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_every_thing_the_advice_leads_to_an_action_and_to_an_end(language: str):
    article, who = ("a", "a boy") if language == "en" else ("un", "un garçon")
    for name, thing in ideas(language).things.items():
        if not thing.does or name.endswith("s"):
            continue
        shot = Shot(subject=f"{who} {'with' if language == 'en' else 'avec'} {article} {name}")
        (tip,) = [tip for tip in critique(shot, language=language) if tip.code == "missing-action"]
        fixed = tip.apply(shot)
        assert fixed.subject == who
        again = Shot.from_text(fixed.to_text())
        assert (again.subject, again.action) == (fixed.subject, fixed.action)
        for _ in range(LONGEST_JOURNEY):
            if not (todo := [tip for tip in critique(shot, language=language) if tip.fix]):
                break
            shot = todo[0].apply(shot)
        else:
            pytest.fail(f"the advice on a {name} does not end: {shot}")


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in STRONG.items() for text in texts])
def test_a_strong_prompt_gets_no_warning_and_hardly_a_tip(language: str, text: str):
    advice = critique(text, language=language)
    assert [tip.code for tip in advice if tip.severity == "warning"] == []
    assert len(advice) <= 2, [tip.code for tip in advice]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_beginning_of_a_text_can_be_advised(language: str):
    text = SEED[language][1]
    for end in range(len(text)):
        for tip, other in itertools.pairwise(critique(text[:end], language=language)):
            assert (tip.severity, other.severity) != ("tip", "warning")
