"""The words that clips leave in notebooks, from `texts/<language>.json`; a third language is a third file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

__all__ = ["words_of"]


@cache
def words_of(language: str) -> dict[str, str]:
    """The texts of a language, by key."""
    texts: dict[str, str] = json.loads(
        Path(__file__).with_name("texts").joinpath(f"{language}.json").read_text("utf-8")
    )
    return texts
