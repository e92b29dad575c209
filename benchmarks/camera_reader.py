"""How well `camera_moves` reads labelled sentences: micro precision and recall, by move, with the misses.

    python benchmarks/camera_reader.py [labelled.jsonl …] [--misses]

Each line: {"sentence": …, "yes": [moves that are there], "no": [moves that are not]}; moves in
neither list are unlabelled and do not count. Without "no", every move that is not in "yes" (nor in
"unlabelled") is one that is not there. Without a file, the hand-labelled sentences of the tests are
read. Sentences with an "id" are also counted in halves, parted by a hash of it: rules are made
looking at one half only, and the other tells whether they are general.

The published figures are on 350 sentences of CameraBench (arXiv 2504.15376, CC BY 4.0), whose labels
come from watching the videos: not all that they name is said in the sentence.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sora_widgets.prompts.camera import find_moves

OWN_SENTENCES = Path(__file__).parents[1] / "tests" / "unit" / "camera_sentences.jsonl"


@dataclass
class Score:
    """Counts by move."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: int = 0
    faultless: int = 0

    def add(self, row: dict[str, Any], found: set[str]) -> bool:
        """Count one sentence; whether it was read without a fault."""
        yes = set(row["yes"])
        no = set(row["no"]) if "no" in row else found - yes - set(row.get("unlabelled", ()))
        false, absent = found & no, yes - found
        self.right.update(found & yes)
        self.false.update(false)
        self.missed.update(absent)
        self.confusions.update((a, b) for a in absent for b in found - yes)
        self.sentences += 1
        self.faultless += not false and not absent
        return not false and not absent

    def __str__(self) -> str:
        right, false, missed = self.right.total(), self.false.total(), self.missed.total()
        precision = right / (right + false) if right + false else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        return (
            f"{self.sentences:4} sentences, {self.faultless:4} without a fault;"
            f" micro precision {precision:.4f}  recall {recall:.4f}"
        )


def main(path: Path, show_misses: bool) -> None:
    """Read one file and print its figures."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    read = find_moves.__wrapped__  # without its memory: repeated sentences cost their time
    for row in rows:
        read(row["sentence"])  # the tables are made when first needed
    started = time.process_time()
    answers = [{move for _, move in read(row["sentence"])} for row in rows]
    took_s = time.process_time() - started
    whole, parts = Score(), dict[str, Score]()
    for row, found in zip(rows, answers, strict=True):
        if "id" in row:
            parts.setdefault(f"half {hashlib.sha256(row['id'].encode()).digest()[0] % 2}", Score()).add(row, found)
        if "language" in row:
            parts.setdefault(row["language"], Score()).add(row, found)
        if not whole.add(row, found) and show_misses:
            print(f"  expected {sorted(row['yes'])} found {sorted(found)}\n    {row['sentence']}")
    print(f"{'move':24} {'right':>6} {'false':>6} {'missed':>7}")
    for move in sorted(whole.right | whole.false | whole.missed):
        print(f"{move:24} {whole.right[move]:6} {whole.false[move]:6} {whole.missed[move]:7}")
    listed = ", ".join(f"{a}→{b} {n}" for (a, b), n in whole.confusions.most_common(8))
    print(f"confusions (expected, found instead): {listed or 'none'}")
    words = sum(len(row["sentence"].split()) for row in rows)
    print(f"{path.name}: {took_s / words * 1e5:.3f} ms per hundred words")
    for name, score in sorted(parts.items()):
        print(f"{name:8} {score}")
    print(f"{'all':8} {whole}")


if __name__ == "__main__":
    for named in [Path(argument) for argument in sys.argv[1:] if argument != "--misses"] or [OWN_SENTENCES]:
        main(named, "--misses" in sys.argv)
