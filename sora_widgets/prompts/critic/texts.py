"""The critic's data: its sentences, and the tables of words that its rewrites are made of.

`vocabulary/<language>/advice.json` and `wording.json` hold sentences under "advice", by code;
`scenes.json` what suits what. Files are read once, when first needed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["sentences", "table"]

_VOCABULARY = Path(__file__).parents[1] / "vocabulary"
_FILES = ("advice", "wording")


@cache
def sentences(language: str) -> dict[str, dict[str, str]]:
    """Reason, label of the fix and words to start from, by code of the advice."""
    found: dict[str, dict[str, str]] = {}
    for name in _FILES:
        found |= _read(language, name).get("advice", {})
    return found


def table(language: str, name: str, file: str = "advice") -> Any:
    """One table of a language's data file: whatever shape its rule gave it."""
    return _read(language, file)[name]


@cache
def _read(language: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_VOCABULARY / language / f"{name}.json").read_text("utf-8"))
    return found
