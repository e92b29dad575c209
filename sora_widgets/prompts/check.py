"""Checks whether a shot does what an exercise asks for: deterministic, offline, without a model.

For lessons and for homework that corrects itself. A requirement is a short text, so that it can
stand in a notebook and be read by a class; `check` says of each whether it is met, and how it looked.
It grades no style: what cannot be read from the words is not asked.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, NamedTuple

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.prompts.beats import split_beats
from sora_widgets.prompts.critic import critique
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.texts import sentences, table
from sora_widgets.prompts.diff import diff
from sora_widgets.prompts.framing import shot_size
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.shot import Shot
from sora_widgets.prompts.vocabulary import GROUPS, LANGUAGES, Choice, check_language, choices

__all__ = ["Checked", "CheckedItem", "check"]

_WORDS = re.compile(r"words\s*(<=|>=|<|>|==?)\s*(\d+)")
_COMPARE = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "==": operator.eq,
}
_WHOLE = ("one-action", "one-move", "no:warnings", "no:advice")
_MOVE_GROUPS = ("move", "lens-move", "steadiness", "reference")


class CheckedItem(NamedTuple):
    """One requirement, whether it is met, and a sentence that says so."""

    requirement: str
    passed: bool
    sentence: str


@dataclass(frozen=True)
class Checked:
    """What `check` found; true when every requirement is met.

    Attributes:
        items: one for each requirement, in the order asked.
        language: of the sentences.
    """

    items: tuple[CheckedItem, ...]
    language: str = "en"

    @property
    def points(self) -> int:
        """How many requirements are met."""
        return sum(item.passed for item in self.items)

    @property
    def of(self) -> int:
        """How many there are."""
        return len(self.items)

    def __bool__(self) -> bool:
        return self.points == self.of

    def __str__(self) -> str:
        return "\n".join([self._head(), *(f"{'✓' if item.passed else '✗'} {item.sentence}" for item in self.items)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        said = _texts(self.language)["marks"]
        # colours are the page's own, light or dark; the mark tells, not a colour
        rows = "".join(
            '<li style="display:flex;gap:.5em;align-items:baseline">'
            f'<span role="img" aria-label="{escape(said["passed" if item.passed else "failed"])}">{"✓" if item.passed else "✗"}</span>'
            f"<span>{escape(item.sentence)}</span></li>"
            for item in self.items
        )
        return (
            f'<div class="sora-checked" lang="{escape(self.language)}" style="color:inherit;font-size:13px;line-height:1.6">'
            f'<div style="font-weight:600">{escape(self._head())}</div>'
            f'<ul style="list-style:none;margin:0;padding:0">{rows}</ul></div>'
        )

    def _head(self) -> str:
        heads = _texts(self.language)["head"]
        head: str = heads["all" if self else "some"]
        return head.format(points=self.points, of=self.of)


def check(
    shot: Shot | str,
    requires: str | Iterable[str],
    seconds: int | str = 4,
    *,
    against: Shot | str | None = None,
    model: str | None = None,
    language: str = "en",
) -> Checked:
    """Look whether a shot meets some requirements.

        >>> checked = check("Close-up of a baker kneading dough, the camera rises", ["close_up", "pedestal_up", "sound"])
        >>> bool(checked), checked.points, checked.of
        (False, 2, 3)

    Use it as `assert check(shot, [...])`; `checked = check(...)` on the last line of a cell shows the list, and
    `assert checked, checked` shows it in the error.

    Args:
        shot: the shot, or prose to be read first.
        requires: each one of

            - a part that must be said: "camera", "sound";
            - the name of a film term, the same in all languages: "wide", "low_angle", "golden_hour", "pedestal_up";
            - "one-action", "one-move": exactly one;
            - "words<=60", also with <, >, >= and ==;
            - "no:several-moves": the critic does not give this advice; "no:warnings"; "no:advice";
            - "change:camera": compared with `against`, this part has changed and no other.
        seconds: the length of the clip, for the critic.
        against: the shot before the change.
        model: the model it is meant for, for the critic.
        language: of the sentences.

    Raises:
        UnknownKeywordError: a requirement that does not exist; the nearest is named.
        RequestError: nothing is required, "change:…" without `against`, or a language without a vocabulary.
    """
    check_language(language)
    wanted = [requires] if isinstance(requires, str) else list(requires)
    if not wanted:
        raise RequestError("Nothing is required, so every shot would pass: name at least one part, such as 'camera'.")
    for requirement in wanted:
        _require_known(requirement)
    looking = _Looking(shot, seconds, against, model, language)
    return Checked(tuple(looking.at(requirement) for requirement in wanted), language)


class _Looking:
    """One shot under the eye of one exercise."""

    def __init__(
        self, shot: Shot | str, seconds: int | str, against: Shot | str | None, model: str | None, language: str
    ) -> None:
        self.advice: list[Advice] = critique(shot, seconds, model, language)
        self.draft = Draft(shot, 4, model, language)
        self.before = Shot.from_text(against) if isinstance(against, str) else against
        self.language = language

    def at(self, requirement: str) -> CheckedItem:
        words = _WORDS.fullmatch(requirement)
        if words:
            return self._words(requirement, words[1], int(words[2]))
        if requirement in PARTS:
            missing = _texts(self.language)["missing"][requirement]
            named = self._part_name(requirement)
            return self._told(requirement, "part", self._says_part(requirement), part=named, missing=missing)
        kind, _, rest = requirement.partition(":")
        if kind == "no":
            return self._without(requirement, rest)
        if kind == "change":
            return self._changed(requirement, rest)
        if requirement == "one-action":
            return self._exactly_one(requirement, self._actions())
        if requirement == "one-move":
            return self._exactly_one(requirement, self._moves())
        return self._term(requirement)

    def _told(self, requirement: str, texts: str, passed: bool, **values: str) -> CheckedItem:
        met, unmet = _texts(self.language)[texts]
        return CheckedItem(requirement, passed, (met if passed else unmet).format(**values))

    def _exactly_one(self, requirement: str, count: int) -> CheckedItem:
        one, several, none = _texts(self.language)[requirement]
        sentence = one if count == 1 else several if count else none
        return CheckedItem(requirement, count == 1, sentence.format(found=count))

    def _part_name(self, part: str) -> str:
        return str(_texts(self.language)["parts"][part])

    def _says_part(self, part: str) -> bool:
        """Whether a part has words of its own, or the critic finds it told in the words of another."""
        if part in self.draft.parts:
            return True
        codes = {advice.code for advice in self.advice}
        # that all is still is said instead of "no action" and "no camera"
        is_still = part in ("action", "camera") and "no-motion" in codes
        return bool(self.draft.parts) and f"missing-{part}" not in codes and not is_still

    def _actions(self) -> int:
        action = self.draft.part("action")
        return len(split_beats(action, self.draft.shot_language)) if action else int(self._says_part("action"))

    def _moves(self) -> int:
        # a camera that only follows makes one move: the subject's
        return self.draft.move_count or int("tracking" in self.draft.moves)

    def _words(self, requirement: str, sign: str, limit: int) -> CheckedItem:
        count = sum(any(map(str.isalnum, word)) for word in self.draft.text.split())
        wanted = f"{sign} {limit}"
        return self._told(requirement, "words", _COMPARE[sign](count, limit), found=str(count), wanted=wanted)

    def _without(self, requirement: str, code: str) -> CheckedItem:
        match code:
            case "advice":
                texts, found = "no-advice", self.advice
            case "warnings":
                texts, found = "no-warnings", [advice for advice in self.advice if advice.severity == "warning"]
            case _:
                texts, found = "no-code", [advice for advice in self.advice if advice.code == code]
        reason = found[0].reason if found else ""
        return self._told(requirement, texts, not found, wanted=code, found=reason)

    def _changed(self, requirement: str, part: str) -> CheckedItem:
        if self.before is None:
            raise RequestError(
                f"{requirement!r} compares with another shot: give it as check(shot, …, against=the_shot_before).",
                given=requirement,
            )
        changed = diff(self.before, self.draft.shot).parts
        found = ", ".join(map(self._part_name, changed)) or _texts(self.language)["nothing"]
        return self._told(requirement, "change", changed == (part,), part=self._part_name(part), found=found)

    def _term(self, name: str) -> CheckedItem:
        choice = _by_name(self.language)[name]
        if choice.group == "size":
            size = shot_size(self.draft.part("framing") or self.draft.text)
            return self._told(
                name, "size", size == name, wanted=choice.label, found=self._labels([size] if size else [])
            )
        said = any(_spelt(name, language).search(_plain(self.draft.text)) for language in LANGUAGES)
        if choice.group in _MOVE_GROUPS:
            moves = self.draft.moves
            return self._told(name, "move", said or name in moves, wanted=choice.label, found=self._labels(moves))
        return self._told(name, "term", said, wanted=choice.label)

    def _labels(self, names: Sequence[str]) -> str:
        known = _by_name(self.language)
        return (
            ", ".join(known[name].label if name in known else name for name in names)
            or _texts(self.language)["nothing"]
        )


def _require_known(requirement: str) -> None:
    if not isinstance(requirement, str):
        raise RequestError(
            f"A requirement is a text such as 'camera' or 'wide', not {requirement!r}.", given=requirement
        )
    if _WORDS.fullmatch(requirement) or requirement in _known():
        return
    close = nearest(requirement, _known())
    advice = f"did you mean {close!r}?" if close else "see help(check) for what can be asked."
    raise UnknownKeywordError(
        f"Nothing can be checked under {requirement!r}: {advice}", given=requirement, nearest=close, allowed=_known()
    )


@cache
def _known() -> tuple[str, ...]:
    """Every requirement but those on the number of words."""
    # sentences without "when" are other wordings of a rule's
    codes = (f"no:{code}" for code, said in sentences("en").items() if "when" in said)
    return (*PARTS, *_by_name("en"), *_WHOLE, *codes, *(f"change:{part}" for part in PARTS))


@cache
def _by_name(language: str) -> dict[str, Choice]:
    return {choice.name: choice for group in GROUPS for choice in choices(group, language)}


@cache
def _spelt(name: str, language: str) -> re.Pattern[str]:
    """All the ways to write a term, with or without hyphens; not when it is denied right before."""
    choice = _by_name(language).get(name)
    names = (choice.term, choice.label, *choice.synonyms) if choice else ()
    ways = "|".join(re.escape(_plain(each)) for each in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\bno )(?<!without )(?<!\bnot )(?<!\bsans )(?<!pas de )(?<!\w)(?:{ways or r'(?!)'})(?!\w)")


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").replace("’", "'").split())


def _texts(language: str) -> dict[str, Any]:
    found: dict[str, Any] = table(language, "check", "wording")
    return found
