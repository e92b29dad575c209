"""Every rule of the critic, on the examples beside this file: when it fires, when it must not, what its fix does.

`critic_examples/*.json` holds, by code and language, texts that must get the advice and texts that
must not. Whoever adds a rule adds its examples there; nothing here names a rule.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from sora_widgets.prompts import PARTS, Advice, Shot, critique
from sora_widgets.prompts.critic.texts import sentences

FOLDER = Path(__file__).with_name("critic_examples")
EXAMPLES: dict[str, Any] = {
    code: by_language
    for file in sorted(FOLDER.glob("*.json"))
    for code, by_language in json.loads(file.read_text("utf-8")).items()
}
LONGEST_JOURNEY = 25
CODES_OF_PIECES = {code for code, texts in sentences("en").items() if "reason" not in texts}
VARIANTS = {"missing-action-with", "no-motion-action"}  # other sentences for the same code


EVERY_RULE = [
    pytest.param(code, language, id=f"{code}-{language}")
    for code, by_language in EXAMPLES.items()
    for language in by_language
]
every_rule = pytest.mark.parametrize(("code", "language"), EVERY_RULE)


def advise(example: str | dict[str, Any] | Shot, language: str, **changed: Any) -> list[Advice]:
    options = (
        {} if isinstance(example, (str, Shot)) else {k: v for k, v in example.items() if k in ("seconds", "model")}
    )
    return critique(changed.get("shot") or _shot(example), language=language, **options)


def _shot(example: str | dict[str, Any] | Shot) -> Shot | str:
    if isinstance(example, (str, Shot)):
        return example
    if "parts" in example:
        return Shot(**example["parts"])
    return " ".join([example["text"]] * example.get("times", 1))


def as_shot(example: str | dict[str, Any]) -> Shot:
    given = _shot(example)
    return Shot.from_text(given) if isinstance(given, str) else given


@every_rule
def test_a_rule_fires_where_it_must(code: str, language: str):
    for example in EXAMPLES[code][language]["fires"]:
        given = [(advice.code, advice.part) for advice in advise(example, language)]
        assert code in {code for code, _ in given}, example
        assert len(given) == len(set(given)), "advice is named by its code and its part"


@every_rule
def test_a_rule_keeps_quiet_where_it_must(code: str, language: str):
    for example in EXAMPLES[code][language]["silent"]:
        assert code not in {advice.code for advice in advise(example, language)}, example


@every_rule
def test_a_fix_removes_its_advice_and_leaves_the_other_parts_alone(code: str, language: str):
    for example in EXAMPLES[code][language]["fires"]:
        shot = as_shot(example)
        for advice in advise(example, language):
            if advice.code != code or advice.fix is None:
                continue
            fixed = advice.apply(shot)
            assert fixed != shot
            left = [(other.code, other.part) for other in advise(example, language, shot=fixed)]
            assert (code, advice.part) not in left, fixed
            read_again = Shot.from_text(fixed.to_text(language))
            assert (code, advice.part) not in [(o.code, o.part) for o in advise(example, language, shot=read_again)]
            assert all(getattr(fixed, part) == getattr(shot, part) for part in PARTS if part not in advice.changes)


@every_rule
def test_applying_fix_after_fix_comes_to_an_end(code: str, language: str):
    order = random.Random(f"{code}{language}")
    for example in EXAMPLES[code][language]["fires"]:
        shot = as_shot(example)
        for _ in range(LONGEST_JOURNEY):
            fixable = [advice for advice in advise(example, language, shot=shot) if advice.fix is not None]
            if not fixable:
                break
            shot = order.choice(fixable).apply(shot)
        else:
            pytest.fail(f"still advised after {LONGEST_JOURNEY} fixes: {shot}")


def test_every_rule_has_three_examples_of_each_kind_in_each_language():
    for code, by_language in EXAMPLES.items():
        for language in ("en", "fr"):
            for kind in ("fires", "silent"):
                assert len(by_language[language][kind]) >= 3, (code, language, kind)


def test_every_sentence_belongs_to_a_rule_with_examples():
    assert set(sentences("en")) - CODES_OF_PIECES - VARIANTS == set(EXAMPLES)


def test_both_languages_say_the_same_things():
    english, french = sentences("en"), sentences("fr")
    assert english.keys() == french.keys()
    for code, texts in english.items():
        assert texts.keys() == french[code].keys(), code
        for name in texts.keys() & {"reason", "fix_label"}:
            assert _blanks(texts[name]) == _blanks(french[code][name]), (code, name)


def _blanks(sentence: str) -> set[str]:
    return {piece.partition("}")[0] for piece in sentence.split("{")[1:]}
