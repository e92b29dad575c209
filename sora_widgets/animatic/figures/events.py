"""What is heard of figures, on the frame it happens. Pure: asks the same laws that move the drawings.

Things sound here: bounces, impacts, engines …; the steps and claps of beings come from `beats`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import count, takewhile

from sora_widgets.animatic.figures.beats import events_of_being
from sora_widgets.animatic.figures.motion import (
    BURST_S,
    FALL_KEEPS,
    FALL_STARTS_S,
    LAUNCH_S,
    TOPPLE_LASTS_S,
    TOPPLE_S,
    Event,
    drop_of,
    fall_of,
    rope_of,
    toss_of,
)
from sora_widgets.animatic.figures.physics import REST_S, bounces, pendulum_period, slowed_gravity
from sora_widgets.animatic.figures.pouring import POUR_STARTS_S
from sora_widgets.animatic.figures.sky_things import bursts_of
from sora_widgets.animatic.figures.things import THINGS, action_of, lag_of
from sora_widgets.animatic.figures.travel import LIFT_OFF_S, TOUCH_DOWN_S
from sora_widgets.animatic.figures.uprights import stands_up
from sora_widgets.animatic.scene import Actor
from sora_widgets.animatic.stage import Body

__all__ = ["Event", "events_of"]

_ENGINES = frozenset(
    [
        "bus",
        "car",
        "drone",
        "helicopter",
        "motorcycle",
        "plane",
        "rover",
        "scooter",
        "ship",
        "spaceship",
        "steam_train",
        "submarine",
        "tractor",
        "train",
        "truck",
        "ufo",
        "van",
    ]
)
_FIRES = frozenset({"fire", "lantern"})
_SAIL_S = 2.6  # a hull slaps the water about that often


def events_of(actor: Actor, seconds: float, fps: int) -> tuple[Event, ...]:
    """What `actor` does that is heard in a clip of `seconds`, in order, each on a frame (time_s · fps is whole)."""
    is_thing = actor.kind in THINGS and not stands_up(actor)  # a teddy bear that dances is heard like somebody
    found = _of_thing(actor, seconds) if is_thing else events_of_being(actor, seconds)
    on_frames = (Event(round(event.time_s * fps) / fps, event.name, event.strength) for event in found)
    return tuple(
        sorted(
            (event for event in on_frames if 0 <= event.time_s < seconds), key=lambda event: (event.time_s, event.name)
        )
    )


def _of_thing(actor: Actor, seconds: float) -> Iterator[Event]:
    thing, action = THINGS[actor.kind], action_of(actor)
    lag = lag_of(actor)  # the drawing is that far ahead in time
    for event in (
        *_acting(action, thing.body, thing.is_round, seconds + lag),
        *_being(actor.kind, action, seconds + lag),
    ):
        yield Event(
            max(0.0, event.time_s - lag) if event.name in ("engine", "crackle") else event.time_s - lag,
            event.name,
            event.strength,
        )


def _acting(action: str, body: Body, is_round: bool, until: float) -> Iterator[Event]:
    if action in ("bounce", "jump"):
        yield from _bouncing(*drop_of(body, is_round), until)
    elif action == "fall":
        landings = bounces(fall_of(body), FALL_KEEPS)
        yield Event(FALL_STARTS_S, "whoosh", 0.4)
        for index, (time, _) in enumerate(landings):
            yield Event(FALL_STARTS_S + time, "bounce" if index else "impact", 0.9 * FALL_KEEPS**index)
    elif action == "throw":
        flight = toss_of(body)[1]
        for start in _every(flight + 0.25, until, 0.25):
            yield Event(start, "whoosh", 0.5)
            yield Event(start + flight, "impact", 0.6)
    elif action == "swing":
        period = pendulum_period(rope_of(body))
        for through in _every(period / 2, until, period / 4):
            yield Event(through, "whoosh", 0.35 * math.exp(-0.04 * through))
    elif action == "topple":
        yield Event(TOPPLE_S + TOPPLE_LASTS_S, "impact", 0.9)
    elif action == "break":
        yield Event(BURST_S, "impact", 0.8)
        for shard in range(5):
            yield Event(BURST_S + 0.25 + 0.11 * shard, "clink", 0.7 - 0.12 * shard)
    elif action == "explode":
        yield Event(BURST_S, "impact", 1.0)
    elif action == "launch":
        yield Event(0.15, "engine", 1.0)
        yield Event(LAUNCH_S, "whoosh", 1.0)
    elif action == "take_off":
        yield Event(LIFT_OFF_S, "whoosh", 0.8)
    elif action == "land":
        yield Event(TOUCH_DOWN_S, "impact", 0.4)
    elif action == "sink":
        yield Event(0.4, "splash", 0.8)
    elif action == "sail":
        for slap in _every(_SAIL_S, until, 0.9):
            yield Event(slap, "splash", 0.3)
    elif action == "pour":
        yield Event(POUR_STARTS_S + 0.3, "splash", 0.4)
    elif action == "open":
        yield Event(0.4, "knock", 0.5)
    elif action == "burn":
        yield Event(0.0, "crackle", 0.9)
    elif action == "slide":
        yield Event(0.0, "whoosh", 0.5)
    elif action == "shake":
        for start in _every(1.5, until):
            yield Event(start, "chime", 0.6)
    elif action == "shine":
        yield Event(0.4, "chime", 0.5)


def _being(kind: str, action: str, until: float) -> Iterator[Event]:
    """What a thing sounds like by being what it is."""
    if kind in _ENGINES and action in (
        "accelerate",
        "drive",
        "fly",
        "land",
        "sail",
        "slow_down",
        "take_off",
        "turn_corner",
    ):
        yield Event(0.0, "engine", 0.7 if action == "slow_down" else 0.9)
    if kind in _FIRES:
        yield Event(0.0, "crackle", 0.8)
    if kind == "clock":
        for second in _every(1.0, until):
            yield Event(second, "tick", 0.5)
    if kind == "fireworks":
        for rises, bursts in bursts_of(until):
            yield Event(rises, "whoosh", 0.5)
            yield Event(bursts, "impact", 0.7)


def _bouncing(height: float, keeps: float, until: float) -> Iterator[Event]:
    """Every bounce, the throws that follow when it lies still included; as strong as the ball is fast."""
    once = bounces(height, keeps)
    fall = math.sqrt(2 * height / slowed_gravity(height))
    fastest = once[0][1] / keeps
    start = 0.0
    while start < until:
        for time, after in once[:-1]:
            yield Event(start + time, "bounce", after / keeps / fastest)
        start += once[-1][0] + REST_S + fall


def _every(period: float, until: float, start: float = 0.0) -> Iterator[float]:
    return takewhile(lambda time: time < until, (start + period * index for index in count()))
