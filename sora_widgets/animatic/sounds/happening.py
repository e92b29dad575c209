"""What happens in the picture, heard where and when it is seen: one track of all the actors' events.

`figures.events` knows the moments, in the scene's own time; `way.world_s` tells when that time comes: later in slow
motion, never after a freeze.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from sora_widgets.animatic.figures.events import events_of
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.sounds.ambience import bed
from sora_widgets.animatic.sounds.effects import EFFECTS, effect, engine
from sora_widgets.animatic.sounds.span import Span, Wave, add, panned
from sora_widgets.animatic.way import world_s

__all__ = ["STEADY", "Heard", "happening", "heard_in"]

_EXACT_FPS = 1200  # events are asked for finer than any frame, so that slow motion does not move them
_STEPS_PER_S = 30
_USUAL_PER_S = 2.0  # what comes more often is softer each time
_SIDES = (0.0, 0.4, -0.4, 0.6, -0.6)
_SAID_SIDES = {"left": -0.6, "right": 0.6}
_RISE_S = 0.12  # of an engine or a fire that begins within the clip
STEADY = ("engine", "crackle")
"""Events that tell when something begins that lasts."""

_GAIN = 0.5


@dataclass(frozen=True)
class Heard:
    """An event in seconds of the clip (below zero: it began before), and who does it, and at which side of the frame."""

    at_s: float
    name: str
    strength: float
    kind: str
    side: float


def heard_in(scene: Scene, seconds: float) -> list[Heard]:
    """All that the actors let be heard in a clip of `seconds`, in order."""
    start_s = scene.starts_at_s
    first_s = scene.first_s or start_s or seconds
    moments = np.arange(round(seconds * _STEPS_PER_S) + 1) / _STEPS_PER_S
    world = np.array([world_s(scene, start_s + float(moment), first_s) for moment in moments])
    is_frozen = np.diff(world, prepend=world[0] - 1) <= 0
    world, moments = world[~is_frozen], moments[~is_frozen]
    found = []
    for index, actor in enumerate(scene.actors):
        side = _side(actor, index)
        for event in events_of(actor, float(world[-1]), _EXACT_FPS):
            if event.name in STEADY:
                at_s = float(np.interp(event.time_s, world, moments, left=-1.0))
            elif event.time_s < world[0]:
                continue
            else:
                at_s = float(np.interp(event.time_s, world, moments))
            found.append(Heard(at_s, event.name, event.strength, actor.kind, side))
    return sorted(found, key=lambda each: (each.at_s, each.name, each.side))


def happening(scene: Scene, span: Span) -> Wave | None:
    """Two channels of it; None when nobody does anything that is heard."""
    heard = heard_in(scene, span.seconds)
    if not heard:
        return None
    track = span.silence()
    often = Counter(each.name for each in heard)
    for each in heard:
        level = _GAIN * each.strength
        if each.name in STEADY:
            add(track, 0.0, level * _steady(each, span) / often[each.name] ** 0.5)
        elif each.name in EFFECTS:
            number = round(1000 * (span.start_s + each.at_s))  # the same in an extension
            level *= min(1.0, (_USUAL_PER_S * span.seconds / often[each.name]) ** 0.5)
            add(track, each.at_s, panned(level * effect(each.name, number), each.side))
    return track


def _steady(each: Heard, span: Span) -> Wave:
    wave = 2.0 * bed(span, "fire") if each.name == "crackle" else panned(engine(span, each.kind), each.side)
    if each.at_s > 0:
        since = span.time_s - span.start_s - each.at_s
        wave = wave * np.clip(since / _RISE_S, 0, 1).astype(np.float32)
    return wave


def _side(actor: Actor, index: int) -> float:
    return _SAID_SIDES.get(actor.where, _SIDES[index % len(_SIDES)])
