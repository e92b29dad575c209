"""From a prompt to a scene: what is there, how it is lit, how it is framed, what is heard. Pure.

The structure of the prompt is read by `sora_widgets.prompts`; the words become things by `lexicon`.
The same scene comes out of the same sentence in English and in French, because the seed is taken
from what was understood and not from the letters. How a scene looks is decided elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sora_widgets.animatic.colour import Colour
from sora_widgets.animatic.lexicon import (
    ACTIONS,
    COLOURS,
    LIGHTS,
    PLACES,
    SOUNDS,
    SUBJECTS,
    WEATHER,
    find_all,
    first_of,
    fold,
)
from sora_widgets.prompts import Shot, camera_moves, shot_size

__all__ = ["Actor", "Scene", "read_scene"]

_MOST_ACTORS = 5
_BEINGS = frozenset({"child", "woman", "man", "dog", "cat", "bird", "horse", "robot", "mannequin"})
_CARRIERS = frozenset({"car", "boat", "balloon"})
_IDLE = {"bird": "fly", "boat": "sail", "kite": "fly", "ball": "bounce", "balloon": "fly"}
_AT_HOME = {"boat": "sea", "car": "street", "robot": "street", "bottle": "room", "cup": "room", "bird": "sea"}
_COUNTS = {
    "two": 2,
    "deux": 2,
    "couple": 2,
    "pair": 2,
    "three": 3,
    "trois": 3,
    "four": 4,
    "quatre": 4,
    "several": 3,
    "plusieurs": 3,
}
_LOW = re.compile(r"low[- ]angle|worm'?s[- ]eye|from below|contre-plongee")
_HIGH = re.compile(r"high[- ]angle|bird'?s[- ]eye|aerial|overhead|from above|drone|(?<!contre-)plongee|vue aerienne")
_SLOW = re.compile(r"slow|gentl|lent|doucement|gradual|subtil|subtle|barely")
_FAST = re.compile(r"fast|quick|rapid|swift|whip|vite|sudden|soudain")
_FOLLOWING = re.compile(r"^\s*(?:tracking|following|follow)\b")
_SKY = re.compile(r"\b(?:to|into|towards?|vers|jusqu'au)\s+(?:the\s+|le\s+)?(?:sky|skies|ciel|clouds|nuages)")


@dataclass(frozen=True)
class Actor:
    """Somebody or something in the picture.

    Attributes:
        kind: "child", "kite", "car" …; "mannequin" for a subject the renderer has no drawing of.
        action: "run", "fly" …; "stand" when nothing was said.
        colour: said of it in the prompt, or None.
        place_in_row: 0 for the first of its kind, 1 for the second ("two dogs").
    """

    kind: str
    action: str = "stand"
    colour: Colour | None = None
    place_in_row: int = 0


@dataclass(frozen=True)
class Scene:
    """Everything the renderer knows; equal scenes give equal pictures.

    Attributes:
        actors: the main one first.
        size: a shot size of `sora_widgets.prompts.shot_size`.
        angle: "eye", "low" or "high".
        moves: camera moves of `sora_widgets.prompts.camera_moves`.
        pace: 0.65 for slow moves, 1 for unsaid, 1.5 for fast ones.
        rises_to_sky: the camera ends on the sky.
        sounds: what is heard; empty is the place's own quiet ambience, ("silence",) is nothing.
        seed: chooses all that was left open, where each tree stands.
    """

    place: str
    light: str
    weather: frozenset[str]
    actors: tuple[Actor, ...]
    size: str = "wide"
    angle: str = "eye"
    moves: frozenset[str] = frozenset()
    pace: float = 1.0
    rises_to_sky: bool = False
    sounds: tuple[str, ...] = ()
    seed: int = field(default=0, compare=False)


def read_scene(prompt: str) -> Scene:
    """The scene of a prompt. Never raises for any text: what is not understood is left to the defaults."""
    shot = Shot.from_text(prompt)
    whole = fold(prompt)
    subject, action = fold(shot.subject), fold(shot.action)
    camera = fold(shot.camera)
    moves = camera_moves(prompt) | ({"tracking"} if _FOLLOWING.search(whole) else frozenset())
    described = f"{subject} {action}".strip() or whole
    named = _actors(described, action)
    around = _actors(_without(whole, fold(shot.sound), camera), action)  # "a woman beside a blue car": the car too
    kinds = {actor.kind for actor in named} | {"tree", "flower"}
    actors = (*named, *(actor for actor in around if actor.kind not in kinds or not named))[:_MOST_ACTORS]
    actors = actors or (Actor("mannequin", _action("mannequin", described)),)
    main = actors[0]
    setting, lighting = fold(shot.setting), fold(shot.lighting)
    seen = _without(whole, fold(shot.sound))
    place = first_of(PLACES, setting) or first_of(PLACES, seen) or _AT_HOME.get(main.kind, "field")
    light = (
        first_of(LIGHTS, lighting)
        or first_of(LIGHTS, seen)
        or ("high_key" if main.kind in ("bottle", "cup") else "noon")
    )
    weather = {name for _, name in find_all(WEATHER, whole)}
    pacing = camera or whole
    scene = Scene(
        place=place,
        light=light,
        weather=frozenset(weather),
        actors=actors,
        size=shot_size(prompt) or "default",
        angle="low" if _LOW.search(whole) else "high" if _HIGH.search(whole) else "eye",
        moves=moves,
        pace=0.65 if _SLOW.search(pacing) else 1.5 if _FAST.search(pacing) else 1.0,
        rises_to_sky=bool(_SKY.search(whole)),
        sounds=_sounds(fold(shot.sound), whole),
    )
    return Scene(**{**scene.__dict__, "seed": _seed_of(scene)})


def _actors(text: str, action: str) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    row: list[Actor] = []
    for position, kind in find_all(SUBJECTS, text):
        if kind in found:
            continue
        before = re.findall(r"[a-z-]+", text[:position])[-3:]
        colour = _colour_near(before, re.findall(r"[a-z-]+", text[position:])[:6])
        actor = found[kind] = Actor(kind, "stand", colour)
        row.extend(
            Actor(kind, "stand", colour if index == 0 else None, index)
            for index in range(next((_COUNTS[word] for word in reversed(before) if word in _COUNTS), 1))
        )
        if actor.kind == "tree" and len(found) > 1:
            row.pop()  # trees beside somebody are scenery, and the place draws them
    row.sort(key=lambda actor: actor.kind not in _BEINGS and actor.kind not in _CARRIERS)
    kinds = {actor.kind for actor in row}
    doing = _action(row[0].kind, f"{action} {text}") if row else "stand"
    if "kite" in kinds and row[0].kind in _BEINGS:
        doing = "fly_kite"
    return tuple(
        Actor(a.kind, doing if a.kind == row[0].kind else _IDLE.get(a.kind, "stand"), a.colour, a.place_in_row)
        for a in row[:_MOST_ACTORS]
    )


def _action(kind: str, text: str) -> str:
    found = find_all(ACTIONS, text)
    return found[0][1] if found else _IDLE.get(kind, "stand")


def _colour_near(before: list[str], after: list[str]) -> Colour | None:
    """English puts the colour before the thing, French after it."""
    for word in reversed(before[-2:]):
        if word in COLOURS:
            return COLOURS[word]
    noun_then = after[1:3]
    for word in noun_then:
        if word in COLOURS:
            return COLOURS[word]
        if word not in ("est", "is", "tout", "toute"):
            break
    return None


def _sounds(said: str, whole: str) -> tuple[str, ...]:
    heard = (
        find_all(SOUNDS, said)
        if said
        else find_all({name: SOUNDS[name] for name in ("silence", "music", "rain")}, whole)
    )
    names: Iterable[str] = dict.fromkeys(name for _, name in heard)
    return ("silence",) if "silence" in names else tuple(names)


def _without(text: str, *parts: str) -> str:
    for part in parts:
        if part:
            text = text.replace(part, " ")
    return text


def _seed_of(scene: Scene) -> int:
    understood = (scene.place, scene.light, sorted(scene.weather), [(a.kind, a.action) for a in scene.actors])
    return int.from_bytes(hashlib.sha256(repr(understood).encode()).digest()[:4], "big")
