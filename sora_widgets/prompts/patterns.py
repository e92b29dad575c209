"""The words by which budget and critic recognise what they speak of, as compiled patterns.

`vocabulary/<language>/patterns.json` lists phrases by name; each list becomes one pattern, once.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

__all__ = ["pattern"]

_VOCABULARY = Path(__file__).with_name("vocabulary")


@cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """Any phrase of a list, as whole words in any case.

    Args:
        language: "en" or "fr".
        name: of the list in `patterns.json`: "night", "handheld", "crowd".
    """
    phrases = sorted(_read(language)[name], key=len, reverse=True)
    # a list whose phrases lead up to the end of a text has no word behind it
    behind = "" if all(phrase.endswith("$") for phrase in phrases) else r"(?![\w-])"
    return re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)}){behind}", re.IGNORECASE)


@cache
def _read(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((_VOCABULARY / language / "patterns.json").read_text("utf-8"))["patterns"]
    return found
