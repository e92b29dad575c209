"""Words that show nothing: praise, quality tags, and movement that nobody could count.

The guide's weak and strong pairs, made general: "a beautiful street" names nothing to film, "moves
quickly" no beat. Lists and explanations: `vocabulary/<language>/wording.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.phrases import Hit, advice_on, find_hits, phrases
from sora_widgets.prompts.critic.texts import table

__all__ = ["RULES", "empty_words", "vague_motion"]

# the guide's own template has "Mood: cinematic and tense"
_MOOD = re.compile(r"\b(?:mood|tone|ambiance|ton)\s*:[^\n.]*$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s|,\s)\W*$")


def empty_words(draft: Draft) -> Iterator[Advice]:
    """Praise and quality tags."""
    hits = find_hits(draft, phrases(draft.shot_language, "empty_words"), _is_picture)
    notes = table(draft.language, "empty_words", "wording")["notes"]
    for part, found in hits.items():
        yield advice_on(draft, "empty-words", part, found, "tip", note=notes[found[0].phrase.note])


def _is_picture(part: str, hit: Hit) -> bool:
    """Whether it is no name ("the Amazing Theatre"), and neither a mood nor music, that may be beautiful."""
    start = hit.match.start()
    if part == "sound" or _MOOD.search(hit.match.string[:start]):
        return False
    is_capital = hit.match.group()[0].isupper() and not hit.match.group().isupper()
    return not is_capital or _SENTENCE_START.search(hit.match.string[:start]) is not None


def vague_motion(draft: Draft) -> Iterator[Advice]:
    """Somebody "moves quickly" or "does something"."""
    language = draft.shot_language
    not_before, not_after = _surroundings(language)

    def counts(part: str, hit: Hit) -> bool:
        text = hit.match.string
        return not not_before.match(text, hit.match.end()) and not not_after.search(text[: hit.match.start()])

    hits = find_hits(draft, phrases(language, "vague_motion"), counts)
    can_step = _walks(draft)
    for part, found in hits.items():
        if part in ("subject", "action", "setting"):
            yield advice_on(draft, "vague-motion", part, found, "tip", fixable=can_step)


def _walks(draft: Draft) -> bool:
    """Whether somebody is there who takes steps: a person or an animal with legs."""
    present = frozenset(draft.tokens.get("subject", ()))
    cannot = table(draft.shot_language, "vague_motion", "wording")["walkers_not"]
    return bool(present & draft.words.animate_nouns) and present.isdisjoint(cannot)


@cache
def _surroundings(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table(language, "vague_motion", "wording")
    return re.compile(lists["not_before"], re.IGNORECASE), re.compile(lists["not_after"], re.IGNORECASE)


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (empty_words, vague_motion)
