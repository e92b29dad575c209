"""What drifts from shot to shot of a storyboard: a character in other words, a jump in time, light or place.

Each shot of a board is a clip of its own, made by a server that sees nothing of the others. So the
same being needs the same words, and the light its logic (openai/openai-cookbook
`examples/sora/sora2_prompting_guide.ipynb` @1398f49: "keep the logic equal across shots to be cut
together"). A cut that tells of a jump, or a note that does, is the end of the matter; another shot
size never is a jump. Word lists and sentences lie in `vocabulary/<language>/storyboard.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice, Confidence, Severity
from sora_widgets.prompts.timeline import storyboard_words
from sora_widgets.prompts.vocabulary import check_language, words

if TYPE_CHECKING:
    from sora_widgets.prompts.storyboard import Scene, Storyboard

__all__ = ["drift"]

_PLAIN_CUTS = frozenset(("cut", "cut_on_action", "shot_reverse_shot", "eyeline_match", "invisible_cut", "one_take"))
"""Joins of the vocabulary that promise that time and place go on; every other one tells of a jump."""
_TIMES_IN_ORDER = ("day", "golden", "dusk", "night")
_REACH = 2  # words between a noun and what describes it
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def drift(board: Storyboard, language: str = "en") -> list[tuple[int, Advice]]:
    """What drifts, as (index of the later shot, advice), in the order of the shots.

    Args:
        board: the storyboard.
        language: of the sentences, "en" or "fr".

    Raises:
        RequestError: a language without a vocabulary.
    """
    check_language(language)
    every = " ".join(" ".join(scene.shot.parts.values()) for scene in board.shots)
    usual = grammar.language_of(every) or language  # of a shot too short to tell
    views = [_View(board, index, scene, language, usual) for index, scene in enumerate(board.shots)]
    found: list[tuple[int, Advice]] = []
    for index, view in enumerate(views):
        found += [(index, advice) for advice in _off_the_sheet(view, board)]
        found += [(index, advice) for advice in _other_words(view, views[:index])]
        if index:
            found += [(index, advice) for advice in _jumps(view, views[index - 1])]
    return found


class _View:
    """A shot as the rules see it, and as they speak of it."""

    def __init__(self, board: Storyboard, index: int, scene: Scene, language: str, usual: str) -> None:
        self.number = index + 1
        self.scene = scene
        self.shot = scene.shot
        self.spoken = language  # by the advice
        self.parts = {part: text for part, raw in scene.shot.parts.items() if (text := grammar.clean(raw))}
        self.language = grammar.language_of(" ".join(self.parts.values())) or usual
        self.words: dict[str, Any] = storyboard_words(self.language)
        self.names = frozenset(name.casefold() for name in board.characters)

    def part(self, name: str) -> str:
        return self.parts.get(name, "")

    @cached_property
    def being(self) -> _Being | None:
        return _being_of(self.part("subject"), self.language)

    @cached_property
    def time(self) -> tuple[str, str] | None:
        """The time of day and the words that tell it."""
        for part in ("lighting", "setting", "action", "framing"):
            for words_of_time, time in _times(self.language):
                if found := words_of_time.search(self.part(part)):
                    return time, found.group()
        return None

    def says_so(self) -> bool:
        """Whether the join, the note or the shot itself tells that something has jumped."""
        told = " ".join((self.scene.continuity, self.part("setting"), self.part("action"), self.part("lighting")))
        return self.scene.cut not in _PLAIN_CUTS or bool(self.scene.continuity and _said(self.language).search(told))

    def advise(
        self,
        code: str,
        part: str,
        severity: Severity,
        fixed: str,
        confidence: Confidence,
        **values: object,
    ) -> Advice:
        said = storyboard_words(self.spoken)["advice"][code]
        return Advice(
            code=code,
            part=part,
            severity=severity,
            reason=said["reason"].format(**values),
            fix=self.shot.replace(**{part: fixed}),
            fix_label=said["fix_label"].format(fixed=_shorten(fixed)),
            confidence=confidence,
            criticised=self.shot,
        )


@dataclass(frozen=True, slots=True)
class _Being:
    """Who or what a subject is about: "the old man with a hat".

    Attributes:
        text: the whole subject.
        head: its noun, in lower case.
        details: every other word that says something.
        is_definite: whether it points back: "the man", not "a man".
    """

    text: str
    head: str
    details: frozenset[str]
    is_definite: bool


# -- the rules ------------------------------------------------------------------------------------------------------


def _off_the_sheet(view: _View, board: Storyboard) -> Iterator[Advice]:
    """A character whom the shot describes against the sheet: a blue coat that the sheet has in red."""
    for name in view.scene.characters:
        sheet = board.characters[name]
        subject = view.part("subject")
        if sheet in subject:
            continue
        clash = _clash(sheet, subject, view.language)
        if clash is None or not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", subject, re.IGNORECASE):
            continue
        in_sheet, here, noun = clash
        at = re.search(rf"(?<!\w){re.escape(here)}(?!\w)", subject, re.IGNORECASE)
        assert at is not None, "the clash was found there"
        fixed = subject[: at.start()] + in_sheet + subject[at.end() :]
        yield view.advise(
            "drift-character",
            "subject",
            "warning",
            fixed,
            "likely",
            name=name,
            sheet=_shorten(sheet),
            words=_phrase(subject, here, noun),
        )


def _other_words(view: _View, earlier: list[_View]) -> Iterator[Advice]:
    """A being that an earlier shot has described in other words, or that is only pointed at."""
    subject = view.part("subject")
    if not subject or any(name in subject.casefold() for name in view.names):
        return  # a character with a sheet gets its words anyway
    if subject.casefold() in view.words["pronouns"]:
        described = [other for other in earlier if other.being is not None and other.language == view.language]
        if described:
            last = described[-1]
            yield view.advise(
                "drift-pronoun",
                "subject",
                "warning",
                last.part("subject"),
                "likely",
                number=last.number,
                before=_shorten(last.part("subject")),
                now=subject,
            )
        return
    if view.being is None:
        return
    for other in earlier:  # the first shot with this being set the words
        if other.being is None or other.language != view.language or not _may_be_one(other.being, view.being, view):
            continue
        before = other.part("subject")
        if not _differs(other.being, view.being, view.language):
            return
        yield view.advise(
            "drift-wording",
            "subject",
            "warning" if view.being.is_definite else "tip",
            before,
            "likely" if view.being.is_definite else "maybe",
            number=other.number,
            before=_shorten(before),
            now=_shorten(subject),
        )
        return


def _jumps(view: _View, before: _View) -> Iterator[Advice]:
    """Time, place or light that goes elsewhere while the cut says that all goes on."""
    if view.says_so() or view.language != before.language:
        return
    is_other_place = _is_other_place(before, view)
    if _is_far(before.time, view.time):
        assert before.time is not None and view.time is not None
        names = storyboard_words(view.spoken)["time_names"]
        kept = before.part("lighting") or before.time[1]
        yield view.advise(
            "jump-time",
            "lighting",
            "tip" if is_other_place else "warning",
            kept,
            "likely",
            number=before.number,
            before=names[before.time[0]],
            now=names[view.time[0]],
        )
    elif not is_other_place and (clash := _light_clash(before, view)):
        yield view.advise(
            "jump-light",
            "lighting",
            "warning",
            before.part("lighting"),
            "likely",
            number=before.number,
            before=clash[0],
            now=clash[1],
        )
    if is_other_place:
        yield view.advise(
            "jump-place",
            "setting",
            "tip",
            before.part("setting"),
            "maybe",
            number=before.number,
            before=_shorten(before.part("setting")),
            now=_shorten(view.part("setting")),
        )


# -- what they ask --------------------------------------------------------------------------------------------------


def _being_of(subject: str, language: str) -> _Being | None:
    """The being of a subject that is one noun phrase; None for a pronoun, a list of beings, or nothing."""
    lists = storyboard_words(language)
    known = words(language)
    if not subject or subject.casefold() in lists["pronouns"]:
        return None
    first = _WORD.match(subject)
    determiner = first.group().casefold() if first else ""
    if first is None or (determiner not in known.determiners and determiner not in lists["definite"]):
        determiner, rest = "", subject
    else:
        rest = subject[first.end() :].lstrip("'’ ")
    # only what stands before the first comma or preposition holds the noun: "an old man with a hat"
    nouns = grammar.tokens(known.noun_phrase_end.split(rest, maxsplit=1)[0])
    if language == "fr":  # "une jeune femme blonde": adjectives of these kinds stand on either side
        described = frozenset(word for kind in lists["opposites"].values() for word in kind)
        nouns = [word for word in nouns if word not in described] or nouns
    if not nouns:
        return None
    head = nouns[-1] if language == "en" else nouns[0]
    every = {token for token in grammar.tokens(subject) if token not in known.determiners and len(token) > 2}
    return _Being(subject, head, frozenset(every - {head, determiner}), determiner in lists["definite"])


def _may_be_one(first: _Being, second: _Being, view: _View) -> bool:
    if first.head == second.head:
        return True
    return any(first.head in group and second.head in group for group in view.words["same_being"])


def _differs(first: _Being, second: _Being, language: str) -> bool:
    """Whether the second would be drawn as somebody else.

    Pointed at ("the man"), a being must have every detail it had; named anew ("a man"), it is another one unless the
    two clash or one says less in the same words.
    """
    if first.text.casefold() == second.text.casefold():
        return False
    if second.is_definite:
        return first.head != second.head or not first.details <= second.details
    if first.head != second.head:
        return bool(first.details & second.details)
    return bool(first.details & second.details) and _clash(first.text, second.text, language) is not None


def _clash(first: str, second: str, language: str) -> tuple[str, str, str] | None:
    """Two words of one kind that describe the same noun otherwise: ("red", "blue", "coat")."""
    lists = storyboard_words(language)
    ours, theirs = _WORD.findall(first.casefold()), _WORD.findall(second.casefold())
    after_noun = lists["colour_after_noun"]
    for kind, opposites in lists["opposites"].items():
        said, says = _described(ours, opposites, after_noun), _described(theirs, opposites, after_noun)
        for noun in said.keys() & says.keys():
            if said[noun] != says[noun]:
                return said[noun], says[noun], noun
        if kind in ("age", "hair") and said and says and not set(said.values()) & set(says.values()):
            one, other = next(iter(said.items())), next(iter(says.items()))
            return one[1], other[1], other[0]
    return None


def _described(tokens: list[str], kind: list[str], after_noun: bool) -> dict[str, str]:
    """Noun → the word of this kind that stands by it."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        if token not in kind:
            continue
        near = tokens[max(0, at - _REACH) : at][::-1] if after_noun else tokens[at + 1 : at + 1 + _REACH]
        for noun in near + (tokens[at + 1 : at + 2] if after_noun else []):
            if noun not in kind and len(noun) > 2:
                found.setdefault(noun, token)
    return found


def _is_far(before: tuple[str, str] | None, now: tuple[str, str] | None) -> bool:
    """Whether two times of day are more than one step apart: dusk may fall from shot to shot, noon may not."""
    if before is None or now is None:
        return False
    return abs(_TIMES_IN_ORDER.index(before[0]) - _TIMES_IN_ORDER.index(now[0])) > 1


def _light_clash(before: _View, now: _View) -> tuple[str, str] | None:
    for kinds in now.words["light_opposites"].values():
        told = [_kind_of(view.part("lighting"), kinds) for view in (before, now)]
        if told[0] and told[1] and told[0] != told[1]:
            return _shorten(before.part("lighting")), _shorten(now.part("lighting"))
    return None


def _kind_of(light: str, kinds: dict[str, list[str]]) -> str | None:
    found = {kind for kind, named in kinds.items() if _any_of(tuple(named)).search(light)}
    return found.pop() if len(found) == 1 else None


def _is_other_place(before: _View, now: _View) -> bool:
    one, other = before.part("setting"), now.part("setting")
    if not one or not other:
        return False
    small = words(now.language)
    told = [
        {token for token in grammar.tokens(text) if token not in small.determiners and len(token) > 2}
        for text in (one, other)
    ]
    return not told[0] & told[1]


def _phrase(text: str, word: str, noun: str) -> str:
    """The words from one to the other, as they stand in the text."""
    places = [
        found.span() for found in re.finditer(rf"(?<!\w)(?:{re.escape(word)}|{re.escape(noun)})(?!\w)", text, re.I)
    ]
    return text[places[0][0] : places[-1][1]] if places else word


def _shorten(text: str, limit_chars: int = 60) -> str:
    return text if len(text) <= limit_chars else text[: limit_chars - 1].rstrip() + "…"


@cache
def _times(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words and the time they tell; the longest first, for "late afternoon" is no plain afternoon."""
    told = [(phrase, time) for time, phrases in storyboard_words(language)["times"].items() for phrase in phrases]
    return tuple((_any_of((phrase,)), time) for phrase, time in sorted(told, key=lambda pair: -len(pair[0])))


@cache
def _said(language: str) -> re.Pattern[str]:
    return _any_of(tuple(storyboard_words(language)["says_so"]))


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    spelt = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{spelt})(?![\w-])", re.IGNORECASE)
