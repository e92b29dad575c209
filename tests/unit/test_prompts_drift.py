"""What drifts between the shots of a storyboard: for each rule what must fire and what must not, in both languages."""

from __future__ import annotations

import pytest

from sora_widgets.errors import RequestError
from sora_widgets.prompts import Shot
from sora_widgets.prompts.drift import drift
from sora_widgets.prompts.storyboard import Scene, Storyboard

SHEETS = {"en": {"Mara": "a young woman, short red coat"}, "fr": {"Mara": "une jeune femme, manteau rouge"}}

# code → language → (boards that must fire, boards that must not); a board is two shots, each a dict of parts, and
# "cut", "note" and "with" (a character) beside them
EXAMPLES = {
    "drift-character": {
        "en": (
            [
                ({"subject": "Mara"}, {"subject": "Mara in a blue coat", "with": "Mara"}),
                ({"subject": "a door"}, {"subject": "Mara, an old woman", "with": "Mara"}),
                ({"subject": "a door"}, {"subject": "Mara in her long coat", "with": "Mara"}),
            ],
            [
                ({"subject": "Mara"}, {"subject": "Mara in a red coat", "with": "Mara"}),
                ({"subject": "a door"}, {"subject": "Mara with a blue umbrella", "with": "Mara"}),
                ({"subject": "a door"}, {"subject": "Mara", "with": "Mara"}),
                ({"subject": "a door"}, {"subject": "Mara in a blue coat"}),
            ],
        ),
        "fr": (
            [
                ({"subject": "Mara"}, {"subject": "Mara dans un manteau bleu", "with": "Mara"}),
                ({"subject": "une porte"}, {"subject": "Mara, une vieille femme", "with": "Mara"}),
                ({"subject": "une porte"}, {"subject": "Mara en manteau vert", "with": "Mara"}),
            ],
            [
                ({"subject": "Mara"}, {"subject": "Mara en manteau rouge", "with": "Mara"}),
                ({"subject": "une porte"}, {"subject": "Mara avec un parapluie bleu", "with": "Mara"}),
                ({"subject": "une porte"}, {"subject": "Mara", "with": "Mara"}),
            ],
        ),
    },
    "drift-wording": {
        "en": (
            [
                ({"subject": "an old man with a straw hat"}, {"subject": "the man"}),
                ({"subject": "a woman in a red coat"}, {"subject": "a woman in a blue coat"}),
                ({"subject": "a child with a kite"}, {"subject": "the kid"}),
                ({"subject": "a small brown dog"}, {"subject": "the puppy"}),
            ],
            [
                ({"subject": "an old man with a straw hat"}, {"subject": "an old man with a straw hat"}),
                ({"subject": "a woman in a red coat"}, {"subject": "a man in a blue coat"}),
                ({"subject": "a man with a ladder"}, {"subject": "a man on a bicycle"}),
                ({"subject": "a dog"}, {"subject": "the dog"}),
                ({"subject": "an old man"}, {"subject": "the old man"}),
            ],
        ),
        "fr": (
            [
                ({"subject": "un vieil homme au chapeau de paille"}, {"subject": "l'homme"}),
                ({"subject": "une femme en manteau rouge"}, {"subject": "une femme en manteau bleu"}),
                ({"subject": "un enfant avec un cerf-volant"}, {"subject": "le gamin"}),
            ],
            [
                ({"subject": "un vieil homme au chapeau"}, {"subject": "un vieil homme au chapeau"}),
                ({"subject": "une femme en manteau rouge"}, {"subject": "un homme en manteau bleu"}),
                ({"subject": "un chien"}, {"subject": "le chien"}),
            ],
        ),
    },
    "drift-pronoun": {
        "en": (
            [
                ({"subject": "a woman in a red coat"}, {"subject": "she", "action": "sits down"}),
                ({"subject": "two foxes"}, {"subject": "They", "action": "run"}),
                ({"subject": "a robot"}, {"subject": "it", "action": "waves"}),
            ],
            [
                ({"subject": "a woman"}, {"subject": "a woman", "action": "sits down"}),
                ({"setting": "a beach"}, {"subject": "she", "action": "sits down"}),
                ({"subject": "a woman"}, {"subject": "her hands"}),
            ],
        ),
        "fr": (
            [
                ({"subject": "une femme en manteau rouge"}, {"subject": "elle", "action": "s'assied à une table"}),
                ({"subject": "des renards"}, {"subject": "Ils", "action": "courent dans les bois"}),
                ({"subject": "un robot"}, {"subject": "il", "action": "salue la foule"}),
            ],
            [
                ({"subject": "une femme"}, {"subject": "une femme", "action": "s'assied"}),
                ({"setting": "une plage"}, {"subject": "elle", "action": "s'assied à une table"}),
                ({"subject": "une femme"}, {"subject": "ses mains"}),
            ],
        ),
    },
    "jump-time": {
        "en": (
            [
                ({"setting": "a park", "lighting": "noon sun"}, {"setting": "the park", "lighting": "moonlight"}),
                ({"setting": "a beach", "lighting": "golden hour"}, {"setting": "a beach at night"}),
                ({"lighting": "bright daylight"}, {"lighting": "blue hour"}),
            ],
            [
                ({"setting": "a park", "lighting": "noon sun"}, {"lighting": "moonlight", "cut": "dissolve"}),
                ({"setting": "a park", "lighting": "noon sun"}, {"lighting": "moonlight", "note": "hours later"}),
                ({"lighting": "golden hour"}, {"lighting": "dusk"}),
                ({"lighting": "late afternoon light"}, {"lighting": "sunset"}),
                ({"lighting": "noon sun"}, {"lighting": "soft light"}),
            ],
        ),
        "fr": (
            [
                ({"lighting": "soleil de midi dans la rue"}, {"lighting": "clair de lune"}),
                ({"setting": "une plage", "lighting": "heure dorée"}, {"setting": "une plage la nuit"}),
                ({"lighting": "lumière de plein jour"}, {"lighting": "heure bleue dans la rue"}),
            ],
            [
                ({"lighting": "soleil de midi"}, {"lighting": "clair de lune", "cut": "dissolve"}),
                ({"lighting": "soleil de midi"}, {"lighting": "clair de lune", "note": "le lendemain, plus tard"}),
                ({"lighting": "lumière dorée de fin de journée"}, {"lighting": "crépuscule"}),
            ],
        ),
    },
    "jump-light": {
        "en": (
            [
                (
                    {"setting": "a kitchen", "lighting": "warm lamp"},
                    {"setting": "the kitchen", "lighting": "cold neon"},
                ),
                ({"setting": "a hall", "lighting": "soft window light"}, {"lighting": "harsh light"}),
                ({"setting": "a hall", "lighting": "low-key light"}, {"setting": "the hall", "lighting": "evenly lit"}),
            ],
            [
                ({"setting": "a kitchen", "lighting": "warm lamp"}, {"setting": "a garage", "lighting": "cold neon"}),
                ({"setting": "a hall", "lighting": "warm lamp"}, {"lighting": "warm and dim light"}),
                ({"lighting": "warm lamp, cool rim"}, {"lighting": "cool moon"}),
                ({"lighting": "warm lamp"}, {"lighting": "cold neon", "note": "later, the power is out"}),
            ],
        ),
        "fr": (
            [
                ({"setting": "une cuisine", "lighting": "lampe chaude"}, {"lighting": "néon froid"}),
                ({"setting": "une salle", "lighting": "lumière douce"}, {"lighting": "lumière dure"}),
                ({"lighting": "une bougie sur la table"}, {"lighting": "une lumière froide"}),
            ],
            [
                (
                    {"setting": "une cuisine", "lighting": "lampe chaude"},
                    {"setting": "un garage", "lighting": "néon froid"},
                ),
                ({"lighting": "lampe chaude"}, {"lighting": "une lumière chaude et basse"}),
                ({"lighting": "lampe chaude"}, {"lighting": "néon froid", "note": "plus tard, une panne"}),
            ],
        ),
    },
    "jump-place": {
        "en": (
            [
                ({"setting": "a leafy park"}, {"setting": "a crowded kitchen"}),
                ({"setting": "the beach"}, {"setting": "an office"}),
                ({"setting": "a city street"}, {"setting": "a forest"}),
            ],
            [
                ({"setting": "a leafy park"}, {"setting": "the park"}),
                ({"setting": "a leafy park"}, {"setting": "a kitchen", "cut": "dissolve"}),
                ({"setting": "a leafy park"}, {"setting": "a kitchen", "note": "meanwhile at home"}),
                ({"setting": "a leafy park"}, {"framing": "close-up"}),
            ],
        ),
        "fr": (
            [
                ({"setting": "un parc verdoyant"}, {"setting": "une cuisine bondée"}),
                ({"setting": "la plage"}, {"setting": "un bureau"}),
                ({"setting": "une rue de la ville"}, {"setting": "une forêt"}),
            ],
            [
                ({"setting": "un parc verdoyant"}, {"setting": "le parc"}),
                ({"setting": "un parc"}, {"setting": "une cuisine", "cut": "dissolve"}),
                ({"setting": "un parc"}, {"setting": "une cuisine", "note": "pendant ce temps, à la maison"}),
            ],
        ),
    },
}
_KINDS = {True: 0, False: 1}


def board_of(pair, language):
    scenes = []
    for told in pair:
        parts = {name: words for name, words in told.items() if name not in ("cut", "note", "with")}
        names = [told["with"]] if "with" in told else []
        scenes.append(Scene(Shot(**parts), 4, told.get("cut", "cut"), told.get("note", ""), names))
    return Storyboard(scenes, SHEETS[language])


CASES = [
    pytest.param(code, language, fires, pair, id=f"{code}-{language}-{'fires' if fires else 'silent'}-{index}")
    for code, languages in EXAMPLES.items()
    for language, kinds in languages.items()
    for fires, at in _KINDS.items()
    for index, pair in enumerate(kinds[at])
]


@pytest.mark.parametrize(("code", "language", "fires", "pair"), CASES)
def test_a_rule_fires_where_it_must_and_nowhere_else(code, language, fires, pair):
    found = {advice.code: advice for _, advice in drift(board_of(pair, language), language)}
    assert (code in found) == fires, found
    if fires:
        advice = found[code]
        assert "{" not in advice.reason + advice.fix_label
        assert advice.apply(board_of(pair, language).shots[1].shot) == advice.fix


@pytest.mark.parametrize(("code", "language", "fires", "pair"), [case for case in CASES if case.values[2]])
def test_the_fix_ends_what_it_speaks_of(code, language, fires, pair):
    board = board_of(pair, language)
    advice = next(advice for _, advice in drift(board, language) if advice.code == code)
    mended = board.replacing(1, board.shots[1].replace(shot=advice.fix))
    if code == "jump-time" and advice.part != "setting" and "setting" in pair[1]:
        return  # the time stands in the place's words, and only their author can take it out
    assert code not in [advice.code for _, advice in drift(mended, language)]


def test_a_jump_in_size_is_how_films_are_cut():
    first = Shot(framing="extreme wide shot", subject="a red boat", setting="a bay", lighting="noon sun")
    board = Storyboard([first, first.replace(framing="extreme close-up")])
    assert drift(board) == []


def test_the_rules_read_french_shots_while_they_speak_english():
    board = board_of(EXAMPLES["jump-time"]["fr"][0][0], "fr")
    (found,) = [advice for _, advice in drift(board, "en") if advice.code == "jump-time"]
    assert found.reason.startswith("Shot 1 is by day")


def test_the_first_words_are_the_ones_to_keep():
    board = Storyboard(
        [
            Shot(subject="an old man with a straw hat"),
            Shot(subject="a dog on a leash"),
            Shot(subject="the man"),
        ]
    )
    ((index, advice),) = drift(board)
    assert (index, advice.code) == (2, "drift-wording")
    assert advice.fix.subject == "an old man with a straw hat"
    assert "Shot 1" in advice.reason


def test_the_board_tells_drift_before_what_each_shot_lacks():
    board = Storyboard([Shot(subject="a woman in a red coat"), Shot(subject="she", action="sits down")])
    found = board.critique("fr")
    of_second = [advice.code for index, advice in found if index == 1]
    assert of_second[0] == "drift-pronoun"
    assert "missing-lighting" in of_second
    assert [index for index, _ in found] == sorted(index for index, _ in found)


def test_a_language_without_words_is_refused():
    with pytest.raises(RequestError, match="'de'"):
        drift(Storyboard(["A dog."]), "de")
