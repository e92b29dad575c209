"""What suits a shot: the usual action of a thing, a visible detail, a place, a light, a move, sounds.

Answers from `vocabulary/<language>/scenes.json` only. Everything is worked out from the words of the
draft, so that the suggestions for its several parts agree with one another: a kite asks for a park,
a park for late-afternoon light, whichever of them is written first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.texts import table
from sora_widgets.prompts.patterns import pattern
from sora_widgets.prompts.vocabulary import words

__all__ = [
    "Ideas",
    "Thing",
    "action_with_thing",
    "camera_words",
    "ideas",
    "light_words",
    "lights_of_time",
    "names_a_place",
    "scene_of",
    "thing_of",
    "times_of",
    "usual_action",
]

_PLACEHOLDER = re.compile(r"\{(de_)?thing\}")
_MADE_OF = re.compile(r"\b(?:en|de|du)\s+bois\b", re.IGNORECASE)  # wood, and no woods
_TIMES = ("night", "day", "dawn", "dusk")
_ELISION = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that people do something with.

    Attributes:
        does: what is usually done with it, with a place for the thing; empty when it is only seen.
        detail: one visible detail that suits it; empty when none does.
        scene: the key of the scene where it belongs.
        camera: the key of the camera move that suits it; empty for that of the scene.
    """

    does: str
    detail: str
    scene: str
    camera: str


@dataclass(frozen=True)
class Ideas:
    """The tables of one language, turned into something fast to ask."""

    things: Mapping[str, Thing]
    thing: re.Pattern[str]
    with_thing: re.Pattern[str]
    scenes: Mapping[str, Mapping[str, Any]]
    scene_of_place: Mapping[str, str]
    scene_of_subject: Mapping[str, str]
    cameras: Mapping[str, str]
    actions: Mapping[str, str]
    details_of_people: Mapping[str, str]
    travelling: frozenset[str]


_ARTICLES = {
    "en": r"(?:an?|the|his|her|their|its|some|two|three)\s+",
    "fr": r"(?:une?\s+|le\s+|la\s+|les\s+|l['’]|son\s+|sa\s+|ses\s+|des\s+|deux\s+|trois\s+)",
}
_WITH = {"en": r"with", "fr": r"avec"}


@cache
def ideas(language: str) -> Ideas:
    """The tables of a language."""

    def read(name: str) -> Any:
        return table(language, name, "scenes")

    things = {
        name: Thing(row.get("does", ""), row.get("detail", ""), row["scene"], row.get("camera", ""))
        for row in read("things")
        for name in row["names"]
    }
    names = "|".join(re.escape(name) for name in sorted(things, key=len, reverse=True))
    article = _ARTICLES[language]
    thing = rf"(?P<article>{article})?(?P<before>(?:[\w'’-]+\s+){{0,3}}?)(?P<name>{names})(?![\w'’-])"
    # behind the French noun stand its details: "un cerf-volant rouge"
    behind = (
        r"(?P<behind>(?:\s+(?!(?:dans|sur|et|qui|à|au|aux|pour)\b)[\w'’-]+){0,3})"
        if language == "fr"
        else r"(?P<behind>)"
    )
    return Ideas(
        things=things,
        thing=re.compile(rf"(?<![\w'’-])(?P<article>{article})(?P<name>{names})(?![\w'’-])", re.IGNORECASE),
        with_thing=re.compile(
            rf"(?P<who>\S.*?)\s+{_WITH[language]}\s+(?P<thing>{thing}{behind})\s*", re.IGNORECASE | re.DOTALL
        ),
        scenes=read("scenes"),
        scene_of_place={place: key for key, scene in read("scenes").items() for place in scene["places"]},
        scene_of_subject=read("scene_of_subject"),
        cameras=read("cameras"),
        actions={name: row["does"] for row in read("usual_actions") for name in row["names"]},
        details_of_people={name: row["detail"] for row in read("details_of_people") for name in row["names"]},
        travelling=frozenset(read("travelling")),
    )


def thing_of(draft: Draft) -> Thing | None:
    """The first thing of the tables that somebody has or does something with; None for a thing on its own."""
    known = ideas(draft.shot_language)
    if "action" not in draft.parts and action_with_thing(draft) is None:
        return None
    no_thing = pattern(draft.shot_language, "no_thing")
    for part in ("action", "subject"):
        told = no_thing.sub("", draft.part(part))  # who speaks to the camera has none in his hands
        found = known.thing.search(told) or known.with_thing.fullmatch(told)
        if found is not None:
            return known.things[found["name"].lower()]
    for part in ("action", "subject"):  # "a child flying a red kite"
        for token in grammar.tokens(no_thing.sub("", draft.part(part))):
            if token in known.things:
                return known.things[token]
    return None


def scene_of(draft: Draft) -> Mapping[str, Any] | None:
    """The scene that a shot belongs to: by its place, else by its thing, else by its subject; None when nothing tells."""
    known = ideas(draft.shot_language)
    subject = grammar.tokens(pattern(draft.shot_language, "no_thing").sub("", draft.part("subject")))
    action = draft.tokens.get("action", ())
    setting = draft.part("setting").lower()
    # a place that was suggested here leads back to its own scene: a dark garden is no sunny one
    key = next((key for key, scene in known.scenes.items() if scene["setting"] in setting), None)
    key = key or _first(draft.tokens.get("setting", ()), known.scene_of_place)
    if key is None and not any(token in draft.words.animate_nouns for token in subject):
        # "a diner, a cup of coffee" is a diner; a cup that nobody holds stands on a table
        key = _first(subject, known.scene_of_place) or _first(subject, known.scene_of_subject)
    if key is None and (thing := thing_of(draft)) is not None:
        key = thing.scene
    if key is None:
        key = _first(action, known.scene_of_place) or _first(
            subject, {**known.scene_of_place, **known.scene_of_subject}
        )
    return None if key is None else known.scenes[key]


def camera_words(draft: Draft) -> str | None:
    """A camera move that suits what there is to see; None when nothing tells."""
    known = ideas(draft.shot_language)
    thing = thing_of(draft)
    if thing is not None and thing.camera:
        return known.cameras[thing.camera]
    # the first words of the action: later ones may be somebody else's
    if any(token in known.travelling for token in draft.tokens.get("action", ())[:2]):
        return known.cameras["alongside"]
    scene = scene_of(draft)
    return None if scene is None else known.cameras[scene["camera"]]


def light_words(draft: Draft) -> str | None:
    """A light that suits the time of day that is named, else the place; None when nothing tells."""
    time = next(iter(times_of(draft)), None)
    if time is not None:
        return lights_of_time(draft.shot_language)[time]
    scene = scene_of(draft)
    if (scene is None or not scene.get("indoor")) and any(draft.search(pattern(draft.shot_language, "wet"))):
        return lights_of_time(draft.shot_language)["overcast"]
    return None if scene is None else str(scene["lighting"])


def action_with_thing(draft: Draft) -> tuple[str, str] | None:
    """ "a child with a kite" as subject and action: ("a child", "flying a kite"); None for another kind of subject."""
    known = ideas(draft.shot_language)
    found = known.with_thing.fullmatch(draft.part("subject"))
    if found is None:
        return None
    who, does = found["who"], known.things[found["name"].lower()].does
    tokens, words_known = grammar.tokens(who), draft.words
    is_named = who[:1].isupper() and tokens[0] not in words_known.determiners
    is_somebody = is_named or any(token in words_known.animate_nouns for token in tokens)
    is_busy = any(token in words_known.motion_verbs or token in words_known.still_verbs for token in tokens[1:])
    if not does or not is_somebody or is_busy:
        return None
    return who, _fill(does, found["thing"].strip())


def usual_action(draft: Draft) -> str | None:
    """What the subject is most often seen doing; None when its table has nothing."""
    known = ideas(draft.shot_language)
    head = draft.words.noun_phrase_end.split(draft.part("subject"), maxsplit=1)[0].lower()
    return next((known.actions[token] for token in grammar.tokens(head) if token in known.actions), None)


def _first(tokens: Iterable[str], keys: Mapping[str, str]) -> str | None:
    found = (keys.get(token) or keys.get(token.removesuffix("s")) for token in tokens)
    return next((key for key in found if key is not None), None)


def names_a_place(text: str, language: str) -> bool:
    """Whether a text speaks of one of the places that the scenes know."""
    known, named = ideas(language).scene_of_place, words(language).places
    found = grammar.tokens(_MADE_OF.sub(" ", text))
    return any(token in named or token in known or token.removesuffix("s") in known for token in found)


def _fill(does: str, thing: str) -> str:
    return _PLACEHOLDER.sub(lambda found: _after_de(thing) if found[1] else thing, does)


def _after_de(thing: str) -> str:
    """A French noun phrase behind "de": "d'une guitare", "du violon"."""
    first, _, rest = thing.partition(" ")
    contracted = {"le": "du", "les": "des", "des": "de"}.get(first.lower())
    if contracted is not None:
        return f"{contracted} {rest}"
    return f"d'{thing}" if _ELISION.match(thing) else f"de {thing}"


def times_of(draft: Draft) -> dict[str, tuple[str, int, int, str]]:
    """The times of day that a shot names, each with its first place: {"night": (part, start, end, words)}."""
    language = draft.shot_language
    found: dict[str, tuple[str, int, int, str]] = {}
    for part in ("subject", "action", "setting", "lighting"):
        text = pattern(language, "no_time").sub(lambda match: " " * len(match.group()), draft.part(part))
        for time in _TIMES:
            match = None if time in found else pattern(language, time).search(text)
            if match is not None:
                found[time] = (part, match.start(), match.end(), match.group())
    return found


def lights_of_time(language: str) -> Mapping[str, str]:
    """The light of each time of day, and of a covered sky."""
    lights: Mapping[str, str] = table(language, "lights_of_time", "scenes")
    return lights
