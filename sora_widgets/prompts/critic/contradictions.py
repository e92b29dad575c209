"""Two things that cannot both be seen: night and noon, a still camera that pans, silence and a voice.

A pair counts only where nothing says that one follows the other ("then", "time-lapse", "turns into").
What was said first stays; the fix takes out or rewrites what came later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.ideas import ideas, lights_of_time, times_of
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.patterns import pattern
from sora_widgets.prompts.scene import has_place

__all__ = ["RULES"]

_CLAUSE_MARK = re.compile(r"\s*[,;.]\s*|\s+(?:and|et|while|but|mais)\s+", re.IGNORECASE)
_CAMERA = re.compile(r"(?:the camera|la caméra)\b", re.IGNORECASE)
_ADVERBIAL = re.compile(r"(?:at|in|à|au|en|de|la|le)\b|under\b|sous\b", re.IGNORECASE)
_LIT_PARTS = ("subject", "action", "setting", "lighting")
_SHOWN = ("framing", "subject", "camera")  # a second framing is sometimes read as the start of the subject
_NOT_HOLDING_STILL = frozenset(("static", "handheld"))


class _Place(NamedTuple):
    part: str
    start: int
    end: int
    words: str


class _Clash(NamedTuple):
    """Two lists of `patterns.json` that do not go together, and the parts where each counts."""

    code: str
    first: str
    second: str
    first_parts: tuple[str, ...] = ()
    second_parts: tuple[str, ...] = ()


_CLASHES = (
    _Clash("handheld-and-steady", "handheld", "steady", ("framing", "camera"), ()),
    _Clash("two-angles", "low_angle", "high_angle", _SHOWN, _SHOWN),
    _Clash("two-sizes", "close", "far", _SHOWN, _SHOWN),
    _Clash("slow-and-fast", "slow", "fast"),
    _Clash("shallow-and-deep", "shallow", "deep"),
    _Clash("clear-sky-and-storm", "clear_sky", "bad_weather"),
    _Clash("empty-and-crowded", "empty_place", "crowded"),
)


def plain_clashes(draft: Draft) -> Iterator[Advice]:
    """Pairs of words that speak against each other wherever they stand."""
    for clash in _CLASHES:
        places = _places(draft, clash.first, clash.first_parts), _places(draft, clash.second, clash.second_parts)
        if all(places) and not _one_after_the_other(draft, clash):
            yield _take_out_later(draft, clash.code, *places)


def two_times(draft: Draft) -> Iterator[Advice]:
    """Night and noon, dawn and sunset."""
    if _happens_in_turn(draft):
        return
    times = times_of(draft)
    for (first, here), (second, there) in combinations(times.items(), 2):
        early, late = (first, here), (second, there)
        if (PARTS.index(here[0]), here[1]) > (PARTS.index(there[0]), there[1]):
            early, late = late, early
        part, start, end, words = late[1]
        fixed: str | None = None
        if part == "lighting":
            fixed = _other_light(draft, start, end, lights_of_time(draft.shot_language)[early[0]])
        elif _ADVERBIAL.match(words):
            fixed = draft.rewritten(part, start, end)
        is_sure = {first, second} == {"night", "day"}
        yield draft.advise(
            "two-times",
            part,
            "warning" if is_sure else "tip",
            fixed or None,
            confidence="likely" if is_sure else "maybe",
            first=early[1][3],
            second=words,
        )
        return


def still_camera_that_moves(draft: Draft) -> Iterator[Advice]:
    """A camera that stands still and moves."""
    still = _places(draft, "static", ("framing", "camera"))
    moves = [move for move in draft.moves if move not in _NOT_HOLDING_STILL]
    if not still or not moves or _happens_in_turn(draft, "framing", "camera"):
        return
    part, start, end, words = still[0]
    if part == "camera":
        begin, _ = _clause(draft.part(part), start, end)
        fixed = _without_clause(draft.part(part), start, end)
        camera = _CAMERA.match(draft.part(part), begin)
        if fixed and camera is not None and not _CAMERA.search(fixed):  # "the camera is fixed and zooms in"
            fixed = f"{camera.group()} {fixed}"
    else:
        fixed = draft.rewritten(part, start, end)
    yield draft.advise("still-and-moving", part, "warning", fixed or None, first=words)


def close_up_of_a_panorama(draft: Draft) -> Iterator[Advice]:
    """A close-up of something vast, a wide shot of something tiny."""
    if draft.moves or _happens_in_turn(draft, "framing", "camera", "action"):
        return
    for code, size, thing, term in (
        ("close-up-of-vast", "close", "vast", "wide"),
        ("wide-of-tiny", "far", "tiny", "close"),
    ):
        sizes = _places(draft, size, ("framing",))
        subject = draft.part("subject") or draft.part("setting")
        found = pattern(draft.shot_language, thing).search(subject)
        # the thing itself: in "a map of the city" it is the map
        if sizes and found is not None and found.start() < len(_head(draft)) and not _people(draft):
            part, start, end, words = sizes[0]
            new = draft.starter(f"size-{term}")
            yield draft.advise(
                code,
                part,
                "tip",
                draft.part(part)[:start] + new + draft.part(part)[end:],
                confidence="maybe",
                size=words,
                thing=found.group(),
            )


def indoors_under_the_sky(draft: Draft) -> Iterator[Advice]:
    """A room with the sun overhead and no window to see it through."""
    key = ideas(draft.shot_language).scene_of_place
    places = [token for token in draft.tokens.get("setting", ()) if token in key]
    indoors = [token for token in places if ideas(draft.shot_language).scenes[key[token]].get("indoor")]
    sky = _places(draft, "open_sky", _LIT_PARTS)
    if not indoors or len(indoors) < len(places) or not sky:
        return
    if any(draft.search(pattern(draft.shot_language, "opening"))):
        return
    part, start, end, words = sky[0]
    light = draft.starter("indoors-under-the-sky")
    fixed = (
        _with_clause(draft.part(part), start, end, light)
        if part == "lighting"
        else {part: _without_clause(draft.part(part), start, end), "lighting": draft.part("lighting") or light}
    )
    yield draft.advise("indoors-under-the-sky", part, "tip", fixed, confidence="maybe", place=indoors[0], sky=words)


def silence_that_sounds(draft: Draft) -> Iterator[Advice]:
    """Silence asked for beside a voice or music."""
    silent = _places(draft, "silence", ("sound",)) or _places(draft, "no_speech", ("sound",))
    if not silent or _happens_in_turn(draft, "sound"):
        return
    part, start, end, words = silent[0]
    spoken = [line.text for line in draft.lines]
    music = [] if pattern(draft.shot_language, "no_speech").search(words) else _places(draft, "music", ("sound",))
    if not spoken and not music:
        return
    yield draft.advise(
        "silence-and-sound",
        part,
        "warning",
        _without_clause(draft.part(part), start, end),
        silence=words,
        sound=music[0].words if music else spoken[0],
    )


def colours_without_colour(draft: Draft) -> Iterator[Advice]:
    """Colours named in a black-and-white picture."""
    language = draft.shot_language
    black = _places(draft, "monochrome", ())
    colours = _places(draft, "colours", ("subject", "action", "setting", "lighting"))
    if black and colours and not any(draft.search(pattern(language, "colour_excepted"))):
        first = colours[0]
        yield draft.advise("colour-in-monochrome", first.part, "tip", confidence="maybe", colour=first.words)


def _places(draft: Draft, name: str, parts: tuple[str, ...]) -> list[_Place]:
    return [
        _Place(part, found.start(), found.end(), found.group())
        for part, found in draft.search(pattern(draft.shot_language, name), *parts)
    ]


def _one_after_the_other(draft: Draft, clash: _Clash) -> bool:
    return _happens_in_turn(draft, *clash.first_parts) or (
        # "from a wide shot to a close-up": the way from one to the other is the move
        clash.code == "two-sizes" and bool(draft.moves)
    )


def _happens_in_turn(draft: Draft, *parts: str) -> bool:
    return any(draft.search(pattern(draft.shot_language, "in_turn"), *parts))


def _take_out_later(draft: Draft, code: str, firsts: list[_Place], seconds: list[_Place]) -> Advice:
    first, second = firsts[0], seconds[0]
    early, late = sorted((first, second), key=lambda place: (PARTS.index(place.part), place.start))
    text = draft.part(late.part)
    fixed: str | None = _without_clause(text, late.start, late.end)
    others = [place for place in (*firsts, *seconds) if place.part == late.part and place.start > late.start]
    if not fixed or others:  # nothing would be left, or the same is said once more
        fixed = None
    return draft.advise(code, late.part, "warning", fixed, first=early.words, second=late.words)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends, without its marks."""
    begin = max((mark.end() for mark in _CLAUSE_MARK.finditer(text, 0, start)), default=0)
    stop = next((mark.start() for mark in _CLAUSE_MARK.finditer(text, end)), len(text))
    return begin, stop


def _without_clause(text: str, start: int, end: int) -> str:
    """A text without the clause around a place and without the mark that joined it."""
    begin, stop = _clause(text, start, end)
    before = re.sub(r"(?:[\s,;]|\b(?:and|et|while|but|mais)\s*$)+$", "", text[:begin])
    after = re.sub(r"^(?:[\s,;.]|(?:and|et|while|but|mais)\b\s*)+", "", text[stop:])
    joined = f"{before}, {after}" if before and after else before or after
    return grammar.clean(joined)


def _with_clause(text: str, start: int, end: int, new: str) -> str:
    begin, stop = _clause(text, start, end)
    return text[:begin] + new + text[stop:]


def _other_light(draft: Draft, start: int, end: int, light: str) -> str:
    """The lighting with another light in place of the clause; a place that the clause names too is kept."""
    text = draft.part("lighting")
    begin, stop = _clause(text, start, end)
    if has_place(text[begin:stop], draft.shot_language):
        return draft.rewritten("lighting", start, end)
    return text[:begin] + light + text[stop:]


def _head(draft: Draft) -> str:
    """The noun of the subject: "a map" of "a map of the city"; the place when there is no subject."""
    subject = draft.part("subject") or draft.part("setting")
    return draft.words.noun_phrase_end.split(subject, maxsplit=1)[0]


def _people(draft: Draft) -> bool:
    return any(token in draft.words.animate_nouns for token in draft.tokens.get("subject", ()))


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (
    still_camera_that_moves,
    plain_clashes,
    two_times,
    close_up_of_a_panorama,
    indoors_under_the_sky,
    silence_that_sounds,
    colours_without_colour,
)
