"""When beings are heard: the moment of each step, stroke, clap and landing. Pure; poses and sound ask the same table.

Names of events: step, hoof, splash, clap, knock, impact, clink, whoosh, wing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic import gaits
from sora_widgets.animatic.figures.motion import Event
from sora_widgets.animatic.scene import Actor

__all__ = ["ARMED", "BEATS", "FALL_S", "WATER_BEATS", "WING_BEATS", "Beat", "ahead_of", "beat_of", "events_of_being"]

_ROW_LAG_S = 0.37  # the second of a kind is a little ahead of the first, or a row of people would be a machine
_MOST_EVENTS = 400
FALL_S = 0.98
"""When somebody who falls hits the ground, after wavering."""


@dataclass(frozen=True)
class Beat:
    """Something done over and over: every `period_s`, first at `first_s`, it is heard as `name`."""

    period_s: float
    name: str = ""
    strength: float = 0.6
    first_s: float = 0.0

    def phase(self, seconds: float) -> float:
        """Where in the cycle, 0 at the moment it is heard, below 1."""
        return ((seconds - self.first_s) / self.period_s) % 1.0

    def times(self, seconds: float, ahead: float = 0.0) -> list[float]:
        """When it is heard in a clip of `seconds` whose figure is `ahead` seconds on its way."""
        index = math.ceil((ahead - self.first_s) / self.period_s - 1e-9)
        times: list[float] = []
        while (at := self.first_s + index * self.period_s - ahead) < seconds and len(times) < _MOST_EVENTS:
            times.append(max(0.0, at))
            index += 1
        return times


BEATS: dict[str, Beat] = {
    "box": Beat(0.62, "impact", 0.7, 0.30),
    "catch": Beat(2.0, "clap", 0.5, 0.9),
    "clap": Beat(0.42, "clap", 0.8, 0.20),
    "climb": Beat(0.95, "step", 0.4, 0.45),
    "cook": Beat(0.9, "knock", 0.25, 0.4),
    "crawl": Beat(0.62, "step", 0.3, 0.3),
    "cut": Beat(0.44, "knock", 0.5, 0.20),
    "dance": Beat(0.5, "step", 0.4, 0.25),
    "dig": Beat(1.7, "impact", 0.5, 0.8),
    "fence": Beat(1.5, "clink", 0.6, 0.375),
    "fish": Beat(3.2, "splash", 0.4, 1.3),
    "hammer": Beat(0.75, "knock", 0.9, 0.45),
    "hop": Beat(0.62, "step", 0.5, 0.0),
    "juggle": Beat(0.46, "clap", 0.2, 0.2),
    "kick": Beat(1.9, "impact", 0.8, 0.85),
    "paddle": Beat(0.55, "splash", 0.25, 0.2),
    "paint": Beat(1.3),
    "pet": Beat(1.2),
    "play_instrument": Beat(0.5),
    "push_up": Beat(1.5),
    "row": Beat(1.9, "splash", 0.6, 0.5),
    "skate": Beat(1.5, "whoosh", 0.3, 0.3),
    "ski": Beat(1.8, "whoosh", 0.35, 0.4),
    "squat": Beat(1.9),
    "surf": Beat(2.2, "splash", 0.4, 0.6),
    "sweep": Beat(1.25, "whoosh", 0.3, 0.35),
    "swim": Beat(1.45, "splash", 0.55, 0.35),
    "throw": Beat(2.1, "whoosh", 0.6, 0.95),
    "type": Beat(0.21, "knock", 0.18, 0.1),
    "wash": Beat(0.85, "splash", 0.25, 0.3),
}
WING_BEATS: dict[str, Beat] = {
    "bird": Beat(0.46, "wing", 0.4, 0.12),
    "eagle": Beat(0.80, "wing", 0.6, 0.2),
    "owl": Beat(0.62, "wing", 0.3, 0.16),
    "parrot": Beat(0.34, "wing", 0.4, 0.1),
    "duck": Beat(0.26, "wing", 0.4, 0.08),
    "swan": Beat(0.60, "wing", 0.6, 0.15),
    "chicken": Beat(0.22, "wing", 0.5, 0.06),
    "flamingo": Beat(0.50, "wing", 0.5, 0.14),
    "crow": Beat(0.42, "wing", 0.4, 0.12),
    "peacock": Beat(0.55, "wing", 0.5, 0.15),
    "penguin": Beat(0.30, "", 0.0, 0.1),
    "dragon": Beat(1.15, "wing", 1.0, 0.3),
    "unicorn": Beat(0.9, "wing", 0.5, 0.25),
    "butterfly": Beat(0.30),
    "bee": Beat(0.05),
    "dragonfly": Beat(0.045),
    "ladybug": Beat(0.06),
}
WATER_BEATS: dict[str, Beat] = {
    "dolphin": Beat(2.6, "splash", 0.7, 1.1),
    "duck": Beat(1.1, "splash", 0.15, 0.5),
    "swan": Beat(1.4, "splash", 0.15, 0.6),
}
ARMED = frozenset({"knight", "pirate", "skeleton"})
"""Who fights with a sword."""
_LEAPING = frozenset({"dolphin", "fish"})  # out of the water again and again, unless they are filmed below it
_DIVING = frozenset({"shark", "whale"})  # only when they jump
_HOOFED = frozenset({"horse", "unicorn", "zebra", "donkey", "deer", "giraffe", "camel", "cow", "sheep", "goat", "pig"})
_SILENT = frozenset(
    {"cat", "lion", "tiger", "mouse", "squirrel", "fox", "lizard", "hedgehog", "butterfly", "frog", "turtle"}
)
_STRONG = frozenset({"elephant", "rhino", "hippo", "dinosaur", "dragon", "robot", "horse", "giraffe"})


def ahead_of(actor: Actor) -> float:
    """How many seconds ahead of the clip's own time this one of a row is."""
    return _ROW_LAG_S * actor.place_in_row


def beat_of(kind: str, action: str) -> Beat | None:
    """The rhythm of what is done, when it is not stepping or leaping."""
    if action == "fly" and kind in WING_BEATS:
        return WING_BEATS[kind]
    if (kind in _LEAPING and action == "swim") or (kind in _LEAPING | _DIVING and action == "jump"):
        return WATER_BEATS["dolphin"]
    if kind in WATER_BEATS and action == "swim":
        return WATER_BEATS[kind]
    if kind in gaits.LEGS_M:
        action = {"swim": "paddle", "crawl": ""}.get(action, action)
    return BEATS.get(action)


def events_of_being(actor: Actor, seconds: float) -> list[Event]:
    """What a being lets be heard in the first `seconds`, in order."""
    ahead = ahead_of(actor)
    kind, action = actor.kind, actor.action
    if action == "box" and kind in ARMED:
        action = "fence"
    if actor.rides and actor.rides not in gaits.SEATS:
        kind, action = actor.rides, "walk" if actor.action in ("sit", "stand", "walk") else "run"
        if kind not in gaits.LEGS_M:
            return []
    strength = 0.9 if kind in _STRONG else 0.3 if kind in _SILENT else 0.55
    name = "hoof" if kind in _HOOFED else "step"
    leg = gaits.leg_of(kind)
    gait = gaits.gait_of(kind, action)
    if gait is not None:
        loud = strength * (1.15 if action == "run" else 0.9)
        times = [time for foot in range(len(gait.offsets)) for time in gait.landings(seconds, foot, leg, ahead)]
        return [Event(time, name, min(1.0, loud)) for time in sorted(times)]
    if action == "jump" and kind not in _LEAPING | _DIVING:
        leap = gaits.leap_of(kind)
        return [Event(time, name, min(1.0, 1.5 * strength)) for time in leap.landings(seconds, ahead) if time >= 0]
    if action == "fall":
        return [Event(FALL_S - ahead, "impact", 0.8)] if 0 <= FALL_S - ahead < seconds else []
    beat = beat_of(kind, action)
    if beat is None or not beat.name:
        return []
    return [Event(time, beat.name, beat.strength) for time in beat.times(seconds, ahead)]
