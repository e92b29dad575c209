"""How often each rule of the critic fires on a file of prompts, written by others.

    python benchmarks/critic_rates.py PROMPTS [--field NAME] [--seconds 4] [--model NAME] [--show CODE] [--sample N]
        [--save NAME --licence L --source S --read DATE]

PROMPTS is a .txt (one prompt a line), .csv, .jsonl or .json file; of rows with several fields the one named, or
the first that is called like a prompt, is read. `--show CODE` prints the prompts on which a rule fires, `--sample N`
all advice on N of them, chosen by their place in the file. `--save` writes the rates under a name into
`docs/critic_rates.json`, from which `docs/write_critic.py` makes its tables. Prompt sets are no part of the
repository.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sora_widgets.prompts import Advice, critique

_RATES = Path(__file__).parents[1] / "docs" / "critic_rates.json"
_FIELDS = ("prompt_en", "prompt", "text", "caption", "sentence")


def read_prompts(path: Path, field: str | None = None) -> list[str]:
    """The prompts of a file, each once, in the order of the file."""
    text = path.read_text(encoding="utf-8-sig")
    match path.suffix.lower():
        case ".json":
            rows: Iterable[Any] = json.loads(text)
        case ".jsonl":
            rows = (json.loads(line) for line in text.splitlines() if line.strip())
        case ".csv":
            rows = csv.DictReader(text.splitlines())
        case _:
            rows = text.splitlines()
    prompts = (prompt.strip() for row in rows for prompt in _prompts_of(row, field))
    return list(dict.fromkeys(prompt for prompt in prompts if prompt))


def _prompts_of(row: Any, field: str | None) -> Iterator[str]:
    if isinstance(row, str):
        yield row
    elif isinstance(row, Mapping):
        name = field or next((name for name in _FIELDS if name in row), None)
        if name is None:
            raise SystemExit(f"none of {', '.join(_FIELDS)} in {sorted(row)}: name the field with --field")
        yield str(row[name])


def criticise(prompts: list[str], seconds: int, model: str | None) -> list[tuple[str, list[Advice]]]:
    return [(prompt, critique(prompt, seconds=seconds, model=model)) for prompt in prompts]


def rates(criticised: list[tuple[str, list[Advice]]]) -> dict[str, float]:
    """In how many of a hundred prompts each rule fires, most often first."""
    fired = Counter(code for _, found in criticised for code in {advice.code for advice in found})
    return {code: round(100 * times / len(criticised), 1) for code, times in fired.most_common()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompts", type=Path)
    parser.add_argument("--field")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--model")
    parser.add_argument("--show", metavar="CODE")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    for name in ("save", "licence", "source", "read"):
        parser.add_argument(f"--{name}", default="")
    given = parser.parse_args()

    prompts = read_prompts(given.prompts, given.field)
    started = time.perf_counter()
    criticised = criticise(prompts, given.seconds, given.model)
    took_s = time.perf_counter() - started
    # spread over the file and the same on every run
    step = max(1, len(criticised) // given.sample) if given.sample else 0
    for number, (prompt, found) in enumerate(criticised):
        shown = [advice for advice in found if advice.code == given.show or (step and number % step == 0)]
        if shown:
            print(prompt)
            for advice in shown:
                print(f"    {advice.code} ({advice.part}) {advice.reason} [{advice.fix_label}]")
    found_rates = rates(criticised)
    for code, percent in found_rates.items():
        print(f"{code:28} {percent:5.1f} %")
    print(f"{len(prompts)} prompts of {given.prompts.name}, {1000 * took_s / len(prompts):.2f} ms each")
    if given.save:
        told = {name: getattr(given, name) for name in ("licence", "source", "read")}
        digest = hashlib.sha256("\n".join(prompts).encode()).hexdigest()[:16]
        _save(
            given.save,
            told | {"prompts": len(prompts), "sha256": digest, "seconds": given.seconds, "percent": found_rates},
        )


def _save(name: str, facts: Mapping[str, Any]) -> None:
    saved = json.loads(_RATES.read_text("utf-8")) if _RATES.exists() else {}
    saved[name] = facts
    _RATES.write_text(json.dumps(saved, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
