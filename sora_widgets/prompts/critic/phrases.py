"""Phrases of the data files as patterns: where they stand in a shot, and the advice they give.

A row of `wording.json` has "find", a pattern for whole words in any case; "write", what is to stand
there instead ("" takes it out, null: only the author can mend it; `{form}` is looked up by the
first word found in "forms"); "note", the key of an explanation; "camera", when it counts only where
the camera is spoken of; "confidence", when it is not "likely"; "also", when something else must be
said anywhere in the shot; and "parts", when it counts only there. What stands between quotation
marks is somebody's speech or a sign, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sora_widgets.prompts.critic.advice import Advice, Confidence, Severity
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.rewording import Edit, reworded, without_quotes
from sora_widgets.prompts.critic.texts import table
from sora_widgets.prompts.grammar import upper_first
from sora_widgets.prompts.parts import PARTS

__all__ = ["Hit", "Phrase", "Phrases", "advice_on", "find_hits", "phrases", "quoted", "shortened", "whole_words"]

_MOST_HITS = 32  # of one part: a text that holds more is not mended by one click, and each costs time
_SHOWN = 4  # phrases named in one sentence; more would bury its point
_OF_CAMERA = re.compile(r"(?:camera|caméra|drone|\bshot|\bplan|\bview|\bvue|\blens)[^,;.]*$", re.IGNORECASE)
# a name stands without an article, what describes it does not: "the Batman", "an old Godzilla"
_ARTICLE = re.compile(r"\A(?:an?|une?)\s+")
_DETERMINER_BEFORE = re.compile(
    r"(?<![\w'’-])(?:(?:an?|the|his|her|their|its|my|this|that|une?|l[ea]s?|ce|cette|son|sa)\s+|l['’])(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_POSSESSIVE_AFTER = re.compile(r"['’]s?(?!\w)")


@dataclass(frozen=True)
class Phrase:
    """One row."""

    find: str
    write: str | None
    note: str = ""
    forms: Mapping[str, str] | None = None
    needs_camera: bool = False
    confidence: Confidence = "likely"
    also: re.Pattern[str] | None = None
    parts: tuple[str, ...] = PARTS

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return whole_words(self.find)


class Phrases(tuple[Phrase, ...]):
    """The rows of a table, the most particular first."""

    @cached_property
    def any_of(self) -> re.Pattern[str]:
        """All of them in one pattern: most texts hold none, and one look is much quicker than one for each."""
        return whole_words("|".join(_NAMED_GROUP.sub("(?:", phrase.find) for phrase in self))


@dataclass(frozen=True)
class Hit:
    """A phrase found in a part."""

    phrase: Phrase
    match: re.Match[str]

    @property
    def said(self) -> str:
        return self.match.group().strip(" ,.;:")

    @property
    def edit(self) -> Edit | None:
        """What mends it; None when only the author can."""
        write = self.phrase.write
        if write is None:
            return None
        if self.phrase.forms is not None:
            first = re.match(r"[\w'’-]+", self.match.group().lower())
            form = self.phrase.forms.get(first.group()) if first else None
            if form is None:
                return None
            write = write.replace("{form}", form)
        new = self.match.expand(write)
        before, after = self.match.string[: self.match.start()], self.match.string[self.match.end() :]
        if _POSSESSIVE_AFTER.match(after):
            return None  # "a hero in armour's car" is nobody's
        if _DETERMINER_BEFORE.search(before):
            new = _ARTICLE.sub("", new)
        is_capital = self.match.group()[0].isupper() and not before.strip()
        return Edit(self.match.start(), self.match.end(), upper_first(new) if is_capital else new)


@cache
def phrases(language: str, group: str, key: str = "rows") -> Phrases:
    """The rows of one table of `wording.json`."""
    found = table(language, group, "wording")
    before = found.get("before", "")
    return Phrases(_phrase(row, before) for row in found[key])


def whole_words(pattern: str) -> re.Pattern[str]:
    """A pattern that neither begins nor ends inside a word."""
    return re.compile(rf"(?<![\w-])(?:{pattern})(?:(?<=\s)|(?![\w-]))", re.IGNORECASE)


def _phrase(row: Mapping[str, Any], before: str) -> Phrase:
    return Phrase(
        find=f"{before}(?:{row['find']})",
        write=row["write"],
        note=row.get("note", ""),
        forms=row.get("forms"),
        needs_camera=row.get("camera", False),
        confidence=row.get("confidence", "likely"),
        also=whole_words(row["also"]) if "also" in row else None,
        parts=tuple(row.get("parts", PARTS)),
    )


def find_hits(
    draft: Draft, rows: Phrases, counts: Callable[[str, Hit], bool] = lambda part, hit: True
) -> dict[str, list[Hit]]:
    """Where the phrases stand, by part; of two that overlap the earlier row counts.

    Args:
        draft: the shot.
        rows: the phrases.
        counts: whether a phrase found in a part is meant, by what stands around it.
    """
    found: dict[str, list[Hit]] = {}
    for part, text in draft.parts.items():
        unquoted = without_quotes(text)
        if not rows.any_of.search(unquoted):
            continue
        hits: list[Hit] = []
        for phrase in rows:
            if part not in phrase.parts or (phrase.also and not phrase.also.search(draft.everything)):
                continue
            for match in phrase.pattern.finditer(unquoted):
                if len(hits) == _MOST_HITS:
                    break
                hit = Hit(phrase, match)
                is_apart = all(
                    match.end() <= other.match.start() or match.start() >= other.match.end() for other in hits
                )
                if is_apart and match.group().strip() and _is_of_camera(part, hit) and counts(part, hit):
                    hits.append(hit)
        if hits:
            found[part] = sorted(hits, key=lambda hit: hit.match.start())
    return found


def _is_of_camera(part: str, hit: Hit) -> bool:
    if not hit.phrase.needs_camera or part in ("camera", "framing"):
        return True
    return _OF_CAMERA.search(hit.match.string, 0, hit.match.start()) is not None


def advice_on(
    draft: Draft,
    code: str,
    part: str,
    hits: list[Hit],
    severity: Severity,
    *,
    confidence: Confidence | None = None,
    fixable: bool = True,
    note: str = "",
) -> Advice:
    """One piece of advice for all the phrases of a part, with a fix that mends them together."""
    text = draft.parts[part]
    edits = [edit for hit in hits if (edit := hit.edit) is not None]
    fixed = reworded(text, edits, draft.shot_language) if fixable and len(edits) == len(hits) else None
    labels = table(draft.language, "labels", "wording")
    found = ", ".join(dict.fromkeys(quoted(hit.said, draft.language) for hit in hits[:_SHOWN]))
    found += "…" if len(hits) > _SHOWN else ""
    label = "" if fixed is None else labels["write" if fixed and any(edit.new for edit in edits) else "remove"]
    return draft.advise(
        code,
        part,
        severity,
        fixed,
        confidence=confidence or hits[0].phrase.confidence,
        found=found,
        label=label.format(found=found, words=shortened(fixed or "")),
        note=note,
    )


def quoted(text: str, language: str) -> str:
    """Words of the shot as they are named in a sentence: “stunning”, « magnifique »."""
    quotes: str = table(language, "labels", "wording")["quote"]
    return quotes.format(text=shortened(text))


def shortened(text: str, limit_chars: int = 80) -> str:
    """A text cut to what a button can carry."""
    return text if len(text) <= limit_chars else text[: limit_chars - 1].rstrip() + "…"
