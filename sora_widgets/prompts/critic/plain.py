"""A word with two meanings, and a thing so bare that the model must dress it itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.ideas import ideas
from sora_widgets.prompts.critic.texts import table
from sora_widgets.prompts.vocabulary import words

__all__ = ["RULES", "ambiguous_word", "bare_thing"]

_SCENE = ("subject", "action", "setting")


def ambiguous_word(draft: Draft) -> Iterator[Advice]:
    """ "a kid", "a bat": a word that the other words leave with two meanings."""
    pattern, rows = _ambiguous(draft.shot_language)
    told: set[str] = set()
    for part, found in draft.search(pattern, *_SCENE):
        word = found.group().lower()
        row = rows[word]
        if word in told or not draft.vocabulary.isdisjoint(row["unless"]):
            continue
        told.add(word)
        new = row.get("write")
        fixed = None if new is None else pattern.sub(_writer(rows), draft.part(part))
        yield draft.advise(
            "ambiguous-word",
            part,
            "tip",
            fixed,
            confidence="maybe",
            word=word,
            first=row["means"][0],
            second=row["means"][1],
        )


def bare_thing(draft: Draft) -> Iterator[Advice]:
    """A thing, or else a person, of whom nothing visible is said, in a shot that has no other detail either."""
    if "subject" not in draft.parts or not _is_plain(draft):
        return
    known = ideas(draft.shot_language)
    for part in ("subject", "action"):
        for _, found in draft.search(known.thing, part):
            detail = known.things[found["name"].lower()].detail
            if detail:
                text = _with_detail(found["article"], found["name"], detail, draft.shot_language)
                fixed = draft.rewritten(part, found.start(), found.end(), text)
                yield draft.advise(
                    "bare-thing", part, "tip", fixed, confidence="maybe", thing=found.group(), words=text
                )
                return
    subject = draft.part("subject")
    for match in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", subject):
        detail = known.details_of_people.get(match.group().lower(), "")
        if detail:
            text = f"{subject[: match.end()]} {detail}"
            fixed = draft.rewritten("subject", 0, match.end(), text)
            yield draft.advise(
                "bare-thing", "subject", "tip", fixed, confidence="maybe", thing=subject[: match.end()], words=text
            )
            return


def _is_plain(draft: Draft) -> bool:
    """Whether subject and action hold no word that could be a detail: all are articles, names of things, verbs."""
    plain = _plain_words(draft.shot_language)
    return all(token in plain for part in ("subject", "action") for token in draft.tokens.get(part, ()))


@cache
def _plain_words(language: str) -> frozenset[str]:
    known, seen = words(language), ideas(language)
    return (
        known.determiners
        | known.pronouns
        | known.animate_nouns
        | known.motion_verbs
        | known.still_verbs
        | known.participles
        | known.finite_verbs
        | known.adverbs_before_verb
        | known.after_verb
        | _words_of_things(language)
        | seen.actions.keys()
    )


@cache
def _words_of_things(language: str) -> frozenset[str]:
    known = ideas(language)
    phrases = (*known.things, *(thing.does for thing in known.things.values()), *known.actions.values())
    return frozenset(token for phrase in phrases for token in grammar.tokens(phrase)) | {"with", "avec"}


def _with_detail(article: str, name: str, detail: str, language: str) -> str:
    if language == "fr":
        return f"{article}{name} {detail}"
    if article.lower().strip() in ("a", "an"):
        letter = article[0]
        article = f"{letter}n " if detail[0].lower() in "aeiou" else f"{letter} "
    return f"{article}{detail} {name}"


def _writer(rows: Mapping[str, Any]) -> Callable[[re.Match[str]], str]:
    def write(found: re.Match[str]) -> str:
        word = found.group()
        new = rows[word.lower()].get("write") or word
        return grammar.upper_first(new) if word[:1].isupper() else str(new)

    return write


@cache
def _ambiguous(language: str) -> tuple[re.Pattern[str], Mapping[str, Any]]:
    rows = {word: row for row in table(language, "ambiguous", "scenes") for word in row["words"]}
    either = "|".join(map(re.escape, rows))
    return re.compile(rf"(?<![\w'’-])(?:{either})(?![\w'’-])", re.IGNORECASE), rows


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (ambiguous_word, bare_thing)
