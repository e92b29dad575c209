"""Write `critic.md` and `critic.fr.md`, all rules of the critic with examples and rates: `python docs/write_critic.py`.

Sentences come from the vocabulary, examples from `tests/unit/critic_examples/`, severity and
confidence from running the rules on them, rates from `critic_rates.json` (see `benchmarks/critic_rates.py`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sora_widgets.prompts import Advice, Shot, critique
from sora_widgets.prompts.critic.texts import sentences

DOCS = Path(__file__).parent
EXAMPLES = DOCS.parent / "tests" / "unit" / "critic_examples"
RATES = DOCS / "critic_rates.json"
PAGES = {"en": DOCS / "critic.md", "fr": DOCS / "critic.fr.md"}

NOTE = (
    "<!-- Written by docs/write_critic.py from the data and the examples of the tests: change those, not this page. -->"
)
TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "head": """\
# The critic

The critic reads a shot and advises; it blocks nothing and gives no grade. Every piece of advice has a reason, most have
a rewrite that one click applies, and each says how sure the reading is: *sure*, the words themselves say it; *likely*, a
list or a habit of the language does; *maybe*, it is a guess. A *warning* tells that the clip will suffer, a *tip* that it
could be better. `sw.critique(shot)` gives the list, the composer shows it, `sw.check(shot, ["no:several-moves"])` asks for it.

The rules follow OpenAI's prompting guide for Sora 2 (openai/openai-cookbook,
`examples/sora/sora2_prompting_guide.ipynb` @1398f49, MIT) where it has a rule; word lists and sentences are our own.
[En français](critic.fr.md).""",
        "rates": """\
## How often the rules fire

In how many of a hundred prompts each rule fires, on prompts that others wrote (4 s, no model named). The sets are no part
of this project; `python benchmarks/critic_rates.py FILE` computes the same for any file of prompts. Benchmark prompts are
short and silent by design: a high rate of `missing-…` there is no fault of theirs.""",
        "set": "| | Set | Prompts | Licence | Source | Read |",
        "quiet": "On none of them:",
        "rule": "Rule",
        "rules": "## The rules",
        "when": "Fires when:",
        "says": "Says:",
        "fires": "On:",
        "silent": "Not on:",
        "no_fix": "only its author can mend it",
        "warning": "warning",
        "tip": "tip",
        "sure": "sure",
        "likely": "likely",
        "maybe": "maybe",
    },
    "fr": {
        "head": """\
# Le critique

Le critique lit un plan et conseille ; il ne bloque rien et ne donne aucune note. Chaque conseil a une raison, la plupart
ont une réécriture qu'un clic applique, et chacun dit combien la lecture est sûre : *certain*, les mots eux-mêmes le
disent ; *probable*, une liste ou une habitude de la langue le dit ; *possible*, c'est une supposition. Un *avertissement*
dit que le clip en souffrira, un *conseil* qu'il pourrait être meilleur. `sw.critique(plan, language="fr")` donne la liste,
le compositeur la montre, `sw.check(plan, ["no:several-moves"], language="fr")` la vérifie.

Les règles suivent le guide d'OpenAI pour Sora 2 (openai/openai-cookbook,
`examples/sora/sora2_prompting_guide.ipynb` @1398f49, MIT) là où il a une règle ; les listes et les phrases sont les
nôtres. [In English](critic.md).""",
        "rates": """\
## Combien de fois les règles se déclenchent

Dans combien de prompts sur cent chaque règle se déclenche, sur des prompts écrits par d'autres, en anglais (4 s, aucun
modèle nommé). Les jeux ne font pas partie du projet ; `python benchmarks/critic_rates.py FICHIER` fait le même calcul pour
tout fichier de prompts. Les prompts de bancs d'essai sont courts et muets exprès : un taux élevé de `missing-…` n'y est pas
une faute.""",
        "set": "| | Jeu | Prompts | Licence | Source | Lu le |",
        "quiet": "Sur aucun d'eux :",
        "rule": "Règle",
        "rules": "## Les règles",
        "when": "Se déclenche :",
        "says": "Dit :",
        "fires": "Sur :",
        "silent": "Pas sur :",
        "no_fix": "seul l'auteur peut le corriger",
        "warning": "avertissement",
        "tip": "conseil",
        "sure": "certain",
        "likely": "probable",
        "maybe": "possible",
    },
}


def examples() -> dict[str, dict[str, dict[str, list[Any]]]]:
    """By code, by language: what fires and what stays silent."""
    found: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for path in sorted(EXAMPLES.glob("*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found


def page(language: str) -> str:
    """One whole page."""
    texts, rules = TEXTS[language], examples()
    rates: dict[str, dict[str, Any]] = json.loads(RATES.read_text("utf-8"))
    lines = [texts["head"], "", NOTE, "", *_rates(rules, rates, texts), "", texts["rules"], ""]
    for code, of_languages in rules.items():
        lines += [*_rule(code, of_languages[language], language), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rates(codes: Collection[str], rates: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> list[str]:
    marks = "ABCDEFGH"[: len(rates)]
    lines = [texts["rates"], "", texts["set"], "|---|---|---|---|---|---|"]
    for mark, (name, facts) in zip(marks, rates.items(), strict=True):
        lines.append(
            f"| {mark} | {name} | {facts['prompts']} | {facts['licence']} | {facts['source']} | {facts['read']} |"
        )
    lines += ["", f"| {texts['rule']} | {' | '.join(f'{mark} %' for mark in marks)} |", "|---|" + "---:|" * len(marks)]
    quiet = [code for code in codes if not any(code in facts["percent"] for facts in rates.values())]
    for code in codes:
        if code in quiet:
            continue
        percents = " | ".join(f"{facts['percent'].get(code, 0):.1f}" for facts in rates.values())
        lines.append(f"| `{code}` | {percents} |")
    return [*lines, "", f"{texts['quiet']} {', '.join(f'`{code}`' for code in quiet)}."]


def _rule(code: str, shown: Mapping[str, list[Any]], language: str) -> list[str]:
    texts = TEXTS[language]
    example, advice = _first_that_fires(code, shown["fires"], language)
    fix = advice.fix_label or texts["no_fix"]
    return [
        f"### `{code}`",
        "",
        f"*{texts[advice.severity]}, {texts[advice.confidence]}*",
        "",
        f"- {texts['when']} {_sentence(sentences(language)[code].get('when', ''))}",
        f"- {texts['says']} {_plain(advice.reason)} [{_plain(fix)}]",
        f"- {texts['fires']} {_told(example)}",
        f"- {texts['silent']} {_told(shown['silent'][0])}",
    ]


def _first_that_fires(code: str, shown: list[Any], language: str) -> tuple[Any, Advice]:
    """The first example with a rewrite, or else the first."""
    found = [(example, advice) for example in shown for advice in _criticised(example, language) if advice.code == code]
    return next((pair for pair in found if pair[1].fix is not None), found[0])


def _criticised(example: Any, language: str) -> list[Advice]:
    given = {"text": example} if isinstance(example, str) else example
    shot = Shot(**given["parts"]) if "parts" in given else " ".join([given["text"]] * given.get("times", 1))
    options = {name: given[name] for name in ("seconds", "model") if name in given}
    return critique(shot, language=language, **options)


def _told(example: Any) -> str:
    given = {"text": example} if isinstance(example, str) else example
    text = Shot(**given["parts"]).to_text() if "parts" in given else given["text"]
    more = [f"× {given['times']}"] if "times" in given else []
    more += [f"{given['seconds']} s"] if "seconds" in given else []
    more += [f"`{given['model']}`"] if "model" in given else []
    return f"*{_plain(text)}*" + (f" ({', '.join(more)})" if more else "")


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."


def _plain(text: str) -> str:
    """A text in which no sign means something to Markdown."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(page(language), "utf-8")
