"""What prose cannot set: length, size, frame rate, format, model, another tool's switches; and how long it may be.

Model, size and seconds are fields of the request, and words never change them (openai/openai-cookbook
`examples/sora/sora2_prompting_guide.ipynb` @1398f49, "API Parameters"). A beat is no length: "two
seconds later" and "waits for two seconds" stay. The limits of the models, with their sources, lie in
`vocabulary/limits.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from sora_widgets.prompts.critic.advice import Advice, Severity
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.phrases import Hit, Phrase, Phrases, advice_on, find_hits, phrases
from sora_widgets.prompts.critic.texts import table

__all__ = ["RULES", "lengths", "prompt_length", "settings"]

_LIMITS = Path(__file__).parents[1] / "vocabulary" / "limits.json"

_LONGER = "longer_than_clip"

# code of the advice, table of patterns, table of what must not stand before, how bad
_SETTINGS: tuple[tuple[str, str, str, Severity], ...] = (
    ("flag-in-prose", "flag", "", "warning"),
    ("size-in-prose", "size", "size_not_after", "tip"),
    ("aspect-ratio-in-prose", "aspect_ratio", "aspect_ratio_not_after", "warning"),
    ("model-in-prose", "model", "", "tip"),
)


def lengths(draft: Draft) -> Iterator[Advice]:
    """A length of the clip that is not the one set."""
    language = draft.shot_language

    def counts(part: str, hit: Hit) -> bool:
        seconds = _seconds(hit, language)
        # as long as the clip says nothing new; "for two seconds" is a beat while it is shorter
        return seconds > draft.seconds if hit.phrase.note == _LONGER else seconds != draft.seconds

    for part, found in find_hits(draft, _length_phrases(language), counts).items():
        yield advice_on(draft, "length-in-prose", part, found, "warning", confidence="sure")


def settings(draft: Draft) -> Iterator[Advice]:
    """Resolution, format, model, switches of another tool."""
    switches: dict[str, list[Hit]] = {}
    for code, group, not_after, severity in _SETTINGS:
        hits = _hits(draft, group, not_after)
        if group == "flag":
            switches = hits
        for part, of_part in hits.items():
            # "--ar 16:9" is one switch, not a switch and a format
            apart = of_part if group == "flag" else [hit for hit in of_part if not _within(hit, switches.get(part, []))]
            if apart:
                yield advice_on(draft, code, part, apart, severity, confidence="sure")


def _within(hit: Hit, others: list[Hit]) -> bool:
    start, end = hit.match.span()
    return any(other.match.start() < end and start < other.match.end() for other in others)


def frame_rates(draft: Draft) -> Iterator[Advice]:
    """Frames per second; a high rate was meant as slow motion, and can be said so."""
    rows = _rates(draft.shot_language)
    slowed = re.compile(table(draft.shot_language, "settings", "wording")["slow_motion"], re.IGNORECASE)
    for part, found in find_hits(draft, rows).items():
        if slowed.search(draft.everything):  # said already
            found = [replace(hit, phrase=replace(hit.phrase, write="")) for hit in found]
        yield advice_on(draft, "frame-rate-in-prose", part, found, "tip", confidence="sure")


@cache
def _rates(language: str) -> Phrases:
    tables = (phrases(language, "settings", key) for key in ("frame_rate_fast", "frame_rate"))
    return Phrases(row for rows in tables for row in rows)


def prompt_length(draft: Draft) -> Iterator[Advice]:
    """More characters than the model takes; models whose limit is not published get no advice."""
    model = (draft.model or "").lower()
    for row in _limits():
        if model and re.match(row["models"], model):
            length = len(draft.text)
            if length > row["characters"] and draft.parts:
                yield draft.advise(
                    "prompt-too-long",
                    _longest_part(draft),
                    "warning",
                    confidence="sure",
                    length=f"{length:,}".replace(",", " "),
                    limit=f"{row['characters']:,}".replace(",", " "),
                    family=row["family"],
                )
            return


def _hits(draft: Draft, group: str, not_after: str) -> dict[str, list[Hit]]:
    before = table(draft.shot_language, "settings", "wording").get(not_after, "")
    barred = re.compile(before, re.IGNORECASE) if before else None

    def counts(part: str, hit: Hit) -> bool:
        return barred is None or not barred.search(hit.match.string[: hit.match.start()].rstrip() + " ")

    return find_hits(draft, phrases(draft.shot_language, "settings", group), counts)


@cache
def _length_phrases(language: str) -> Phrases:
    lists = table(language, "settings", "wording")
    pieces = {
        "n": rf"(?P<number>\d+(?:[.,]\d+)?|{'|'.join(lists['numbers'])})",
        "unit": rf"(?:(?P<minute>{lists['minute']})|{lists['second']})",
        "second": lists["second"],
    }
    return Phrases(
        Phrase(_filled(row["find"], pieces), row["write"], note=key)
        for key in ("length", _LONGER)
        for row in lists[key]
    )


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    """A pattern with its named pieces put in: str.format would read the braces of `\\d{3}` too."""
    for name, piece in pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return pattern


def _seconds(hit: Hit, language: str) -> float:
    told = hit.match["number"].lower()
    number = table(language, "settings", "wording")["numbers"].get(told) or float(told.replace(",", "."))
    return float(number) * (60 if hit.match.groupdict().get("minute") else 1)


def _longest_part(draft: Draft) -> str:
    return max(draft.parts, key=lambda part: len(draft.parts[part]))


@cache
def _limits() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(_LIMITS.read_text("utf-8"))["limits"])


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (lengths, settings, frame_rates, prompt_length)
