"""How long reading a prompt takes: `Shot.from_text` beside one pass of `re.findall(r"\\w+")` over the same text.

    python benchmarks/reader_speed.py [prompts.json …] [--rounds 30]

Both run in turn in one process and the best round counts, so that the ratio holds on a busy machine,
too. "first" reads texts that were never seen (every cache is emptied); "typed" reads each text again
without its last character, which is what happens while somebody writes. The long and the
monotonous texts have as many words as a prompt may have characters for: time per word that grows
with the length would show there. In the short ones it is what every text costs that shows.

Files of prompts are measured in the place of these texts: JSON or JSON lines, each prompt a text or
an object with one (`prompt_en`, `prompt`, `sentence`, `text`). So published sets can be read, as
the prompts of VBench (github.com/Vchitect/VBench, vbench/VBench_full_info.json, Apache 2.0).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from types import ModuleType

from sora_widgets.prompts import Shot
from sora_widgets.prompts.shot import MAX_PROMPT_CHARS

ENGLISH = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light, the camera rises slowly to "
    "the sky. Sound: wind, distant laughter.",
    "A woman in a red coat walks through snow. She stops and looks up. Wind howls. The camera slowly pushes in, then "
    "pans left to reveal a castle.",
    "Close-up of an old man's hands kneading dough in a dimly lit bakery, 85 mm, shallow depth of field, warm light "
    "from the oven, static camera, soft jazz music",
    "A small robot climbs out of a puddle in a wet alley at night. It looks left and right, then it starts to run. Shot "
    'on 35mm film, muted teal palette. Rain. A voice calls: "Come back!"',
)
FRENCH = (
    "Plan large d'un enfant faisant voler un cerf-volant rouge dans un parc verdoyant, lumière dorée de fin de "
    "journée, la caméra monte lentement vers le ciel. Son : vent, rires au loin.",
    "Une femme en manteau rouge marche dans la neige. Elle s'arrête et lève les yeux. Le vent hurle. La caméra avance "
    "lentement, puis pivote vers la gauche pour révéler un château.",
    "Gros plan sur les mains d'un vieux boulanger qui pétrit la pâte dans une petite cuisine, 85 mm, faible profondeur "
    "de champ, lumière chaude du four, caméra fixe, musique de jazz douce",
)
SHORT = (
    "a dog asleep on a red sofa",
    "two kayaks on the left of a jetty, top view",
    "A person is peeling an orange",
    "busy harbour at dawn, oil painting",
    "The camera tilts up, a lighthouse",
    "Lighthouse, zoom in.",
    "an empty ballroom",
    "a heron taking off from a pond, slow motion",
)
FIELDS = ("prompt_en", "prompt", "sentence", "text")
LONG = " ".join(ENGLISH * 100)[:MAX_PROMPT_CHARS]
MONOTONOUS = tuple(
    (unit * MAX_PROMPT_CHARS)[:MAX_PROMPT_CHARS]
    for unit in (
        "in the ",
        "a ",
        "and then ",
        "camera ",
        "“",
        "« ",
        '" ',
        "... x",
        ", ",
        "light ",
        "a man's ",
        "label: ",
    )
)


def main(files: list[Path], rounds: int) -> None:
    print(f"{'':26} {'words':>6} {'first':>9} {'typed':>9}   ms per hundred words; ratio of 'first' to one findall")
    for path in files:
        report(path.stem, prompts_of(path), max(3, rounds // 5))
    if files:
        return
    for name, texts in (("English", ENGLISH), ("French", FRENCH), ("short", SHORT), ("long English", (LONG,))):
        report(name, texts, rounds if len(texts) > 1 else max(3, rounds // 10))
    for text in MONOTONOUS:
        report(f"only {text[:12].strip()!r}", (text,), 2)


def prompts_of(path: Path) -> tuple[str, ...]:
    """The prompts of a file, each once."""
    written = path.read_text(encoding="utf-8")
    is_lines = path.suffix == ".jsonl"
    rows = [json.loads(line) for line in written.splitlines() if line.strip()] if is_lines else json.loads(written)
    texts = (row if isinstance(row, str) else next(row[field] for field in FIELDS if field in row) for row in rows)
    return tuple(dict.fromkeys(texts))


def report(name: str, texts: tuple[str, ...], rounds: int) -> None:
    """Measure one kind of text and print a line."""
    words = sum(len(text.split()) for text in texts)
    first_s = typed_s = peer_s = float("inf")
    for text in texts:
        Shot.from_text(text)  # the vocabulary is loaded
    for _ in range(rounds):
        empty_caches()
        first_s = min(first_s, sum(timed(Shot.from_text, text) for text in texts))
        empty_caches()
        typed = [(timed(Shot.from_text, text), timed(Shot.from_text, text[:-1])) for text in texts]
        typed_s = min(typed_s, sum(took_s for _, took_s in typed))
        peer_s = min(peer_s, sum(timed(find_words, text) for text in texts))
    per_hundred_ms = 1e5 / words
    print(
        f"{name:26} {words:6} {first_s * per_hundred_ms:9.3f} {typed_s * per_hundred_ms:9.3f}   ×{first_s / peer_s:.0f}"
    )


def find_words(text: str) -> list[str]:
    """What the reader is measured by."""
    return re.findall(r"\w+", text)


def timed(work: Callable[[str], object], text: str) -> float:
    """How long something takes with a text, in seconds."""
    started = time.perf_counter()
    work(text)
    return time.perf_counter() - started


def empty_caches() -> None:
    """Forget every text that was read; what the vocabulary is made of (caches without a limit) stays."""
    for module in list(sys.modules.values()):
        if isinstance(module, ModuleType) and module.__name__.startswith("sora_widgets.prompts"):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    main(given.files, given.rounds)
