"""How well `camera_moves` reads labelled sentences: micro precision and recall, by move, with the misses.

    python benchmarks/camera_reader.py labelled.jsonl [--misses]

Each line: {"sentence": …, "yes": [moves that are there], "no": [moves that are not]}; moves in
neither list are unlabelled and do not count. The data is not part of the repository: the published
figures are on 350 sentences of CameraBench (arXiv 2504.15376, CC BY 4.0).
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from sora_widgets.prompts import camera_moves


def main(path: str, show_misses: bool) -> None:
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    confusions: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    answers = [camera_moves(row["sentence"]) for row in rows]
    took_s = time.perf_counter() - started
    for row, found in zip(rows, answers, strict=True):
        yes, no = set(row["yes"]), set(row["no"])
        false, absent = found & no, yes - found
        right.update(found & yes)
        wrong.update(false)
        missed.update(absent)
        confusions.update((a, b) for a in absent for b in found - yes)
        if show_misses and (false or absent):
            print(f"  false {sorted(false)} missed {sorted(absent)} found {sorted(found)}\n    {row['sentence']}")
    print(f"{'move':24} {'right':>6} {'false':>6} {'missed':>7}")
    for move in sorted(right | wrong | missed):
        print(f"{move:24} {right[move]:6} {wrong[move]:6} {missed[move]:7}")
    print("confusions (expected, found instead):", ", ".join(f"{a}→{b} {n}" for (a, b), n in confusions.most_common(8)))
    words = sum(len(row["sentence"].split()) for row in rows)
    print(f"{len(rows)} sentences of {Path(path).name}, {took_s / words * 1e5:.3f} ms per hundred words")
    print(
        f"micro precision {right.total() / (right + wrong).total():.4f}  recall {right.total() / (right + missed).total():.4f}"
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], "--misses" in sys.argv)
