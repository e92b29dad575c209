"""What an automatic filter may refuse although nothing bad is meant, and names that are probably refused.

No service publishes its filter, so all of this is a guess and says so: confidence "maybe". Violence
and nudity that are meant are not this module's: whoever writes them knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.phrases import Phrase, Phrases, advice_on, find_hits, phrases, quoted, whole_words
from sora_widgets.prompts.critic.rewording import without_quotes
from sora_widgets.prompts.critic.texts import table

__all__ = ["RULES", "child_and_bath", "double_meanings", "known_names"]


def double_meanings(draft: Draft) -> Iterator[Advice]:
    """Innocent phrases with a violent or sexual second meaning."""
    for part, found in find_hits(draft, phrases(draft.shot_language, "moderation")).items():
        yield advice_on(draft, "moderation-word", part, found, "tip", confidence="maybe")


def child_and_bath(draft: Draft) -> Iterator[Advice]:
    """A child that bathes or is undressed."""
    child, bath, not_bath = _bathing(draft.shot_language)
    parts = {part: not_bath.sub("", without_quotes(text)) for part, text in draft.parts.items() if part != "sound"}
    if not any(child.search(text) for text in parts.values()):
        return
    for part, text in parts.items():
        found = bath.search(text)
        if found:
            said = quoted(found.group(), draft.language)
            yield draft.advise("child-and-bath", part, "warning", confidence="maybe", found=said)
            return


def known_names(draft: Draft) -> Iterator[Advice]:
    """Real people, brands, protected characters."""
    for part, found in find_hits(draft, _names(draft.shot_language)).items():
        yield advice_on(draft, "known-name", part, found, "warning", confidence="maybe")


@cache
def _bathing(language: str) -> tuple[re.Pattern[str], ...]:
    lists = table(language, "moderation", "wording")
    return tuple(whole_words(lists[name]) for name in ("child", "bath", "not_bath"))


@cache
def _names(language: str) -> Phrases:
    people = "|".join(map(re.escape, table(language, "known_names", "wording")["people"]))
    # whom a person is to be replaced by, only the author knows
    person = Phrase(people, write=None)
    return Phrases((person, *phrases(language, "known_names")))


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (double_meanings, child_and_bath, known_names)
