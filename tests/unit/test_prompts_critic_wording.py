"""The rules on words: what a fix writes, word for word, and how a sentence is mended around a gap.

That every rule fires and stays silent where it must is `test_prompts_critic_rules.py`'s.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import sora_widgets.prompts
from sora_widgets.prompts import PARTS, Advice, Shot, critique
from sora_widgets.prompts.critic.phrases import phrases
from sora_widgets.prompts.critic.rewording import Edit, reworded, without_quotes
from sora_widgets.prompts.critic.texts import table
from sora_widgets.prompts.vocabulary import GROUPS, choices

LIMITS = Path(sora_widgets.prompts.__file__).with_name("vocabulary") / "limits.json"
EXAMPLES = json.loads(Path(__file__).with_name("critic_examples").joinpath("wording.json").read_text("utf-8"))


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(code, language, example, id=f"{code}-{language}-{number}")
        for code, languages in EXAMPLES.items()
        for language, examples in languages.items()
        for number, example in enumerate(examples[kind])
    ]


def _is_pinned(case: Any) -> bool:
    example = case.values[2]
    return isinstance(example, dict) and "fixed" in example


def _read(example: str | dict[str, Any]) -> tuple[Shot | str, dict[str, Any]]:
    if isinstance(example, str):
        return example, {}
    text = " ".join([example.get("text", "")] * example.get("times", 1))
    options = {name: example[name] for name in ("seconds", "model") if name in example}
    return (Shot(**example["parts"]) if "parts" in example else text), options


def _advice(code: str, example: str | dict[str, Any], language: str) -> list[Advice]:
    shot, options = _read(example)
    return [advice for advice in critique(shot, language=language, **options) if advice.code == code]


@pytest.mark.parametrize(("code", "language", "example"), [case for case in _cases("fires") if _is_pinned(case)])
def test_a_fix_writes_what_it_should(code: str, language: str, example: dict[str, Any]):
    shot, _ = _read(example)
    fixed = Shot.from_text(shot) if isinstance(shot, str) else shot
    for advice in _advice(code, example, language):
        assert bool(advice.fix_label) == (advice.fix is not None) == (example["fixed"] is not None)
        fixed = advice.apply(fixed)
    if example["fixed"] is not None:
        assert fixed.to_text() == example["fixed"]


@pytest.mark.parametrize(("code", "language", "example"), _cases("fires"))
def test_a_fix_that_takes_words_out_takes_no_other(code: str, language: str, example: str | dict[str, Any]):
    for advice in _advice(code, example, language):
        if advice.fix is None or not advice.fix_label.startswith(("Remove", "Retirer")):
            continue
        assert advice.criticised is not None
        for part in PARTS:
            named = " ".join(re.findall(r"[“«]\s*(.*?)\s*[”»]", advice.fix_label))
            before, after = (_words(getattr(shot, part)) for shot in (advice.criticised, advice.fix))
            assert before - after - _words(named) - _MENDED == Counter()
            assert after - before - _MENDED == Counter()


# the small words whose form follows the next word, and the joint of a list that lost its end
_MENDED = Counter(
    {"a": 9, "an": 9, "la": 9, "le": 9, "l": 9, "de": 9, "d": 9, "des": 9, "ce": 9, "cet": 9, "and": 9, "et": 9}
)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.lower()))


@pytest.mark.parametrize(
    ("text", "word", "language", "expected"),
    [
        ("a stunning hour", "stunning", "en", "an hour"),
        ("a stunning university", "stunning", "en", "a university"),
        ("a quiet, stunning street", "stunning", "en", "a quiet street"),
        ("a park, stunning light", "stunning", "en", "a park, light"),
        ("a stunning", "stunning", "en", None),
        ("it looks stunning, at dusk", "stunning", "en", None),
        ("the dog (stunning) runs", "stunning", "en", "the dog runs"),
        ("ce bel arbre", "bel", "fr", "cet arbre"),
        ("cet incroyable château", "incroyable", "fr", "ce château"),
        ("l'incroyable île", "incroyable", "fr", "l'île"),
        ("l'incroyable château", "incroyable", "fr", None),
        ("un groupe d'incroyables chevaux", "incroyables", "fr", "un groupe de chevaux"),
        ("une magnifique et vieille maison", "magnifique", "fr", "une vieille maison"),
        ("la magnifique hauteur", "magnifique", "fr", "la hauteur"),
    ],
)
def test_words_around_a_gap_are_mended(text: str, word: str, language: str, expected: str | None):
    start = text.index(word)
    assert reworded(text, [Edit(start, start + len(word))], language) == expected


def test_quoted_words_keep_their_place():
    text = 'a sign "8K" and “stunning” and « beau » here'
    assert len(without_quotes(text)) == len(text)
    assert not re.search("8K|stunning|beau", without_quotes(text))


def test_advice_speaks_french_on_an_english_shot():
    (advice,) = [advice for advice in critique("A stunning street", language="fr") if advice.code == "empty-words"]
    assert advice.reason.startswith("Rien à filmer dans « stunning »")
    assert advice.fix_label == "Retirer « stunning »"


@pytest.mark.parametrize(("model", "characters"), [("sora-2", 32_000), ("sora-2-pro", 32_000), ("gen4.5", 1_000)])
def test_a_prompt_may_be_as_long_as_the_model_takes_and_no_longer(model: str, characters: int):
    def codes(length: int) -> set[str]:
        shot = Shot(subject="x" * (length - 1))  # the full stop is one more
        assert len(shot.to_text()) == length
        return {advice.code for advice in critique(shot, model=model)}

    assert "prompt-too-long" not in codes(characters)
    assert "prompt-too-long" in codes(characters + 1)


def test_every_limit_has_its_source_and_date():
    limits = json.loads(LIMITS.read_text("utf-8"))["limits"]
    assert all(row["source"] and re.fullmatch(r"20\d\d-\d\d-\d\d", row["date"]) for row in limits)
    assert all(re.compile(row["models"]) and row["characters"] > 0 for row in limits)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("group", ["empty_words", "false_friends"])
def test_every_explanation_is_there_in_both_languages(group: str, language: str):
    for row in table(language, group, "wording")["rows"]:
        note = row["note"]
        for spoken in ("en", "fr"):
            if note.startswith("@"):
                of_terms = [choice for each in GROUPS for choice in choices(each, spoken) if choice.name == note[1:]]
                assert [bool(choice.not_to_confuse) for choice in of_terms] == [True], note
            else:
                assert table(spoken, group, "wording")["notes"][note]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "group", [("empty_words", "rows"), ("moderation", "rows"), ("known_names", "rows"), ("settings", "size")]
)
def test_the_quick_look_sees_what_the_rows_see(group: tuple[str, str], language: str):
    rows = phrases(language, *group)
    for code in EXAMPLES.values():
        for example in (*code[language]["fires"], *code[language]["silent"]):
            shot, _ = _read(example)
            text = shot if isinstance(shot, str) else shot.to_text()
            assert bool(rows.any_of.search(text)) == any(row.pattern.search(text) for row in rows)
