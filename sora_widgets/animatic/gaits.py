"""How beings get about: speed, beat and where each foot is at a moment. Pure, imports nothing of the package.

One truth for three readers: the legs that are drawn, the stage that moves the figure over the ground, and the sound
of the steps. A foot on the ground goes backwards under the body exactly as fast as the body goes forwards, so it does
not slide; all sizes walk alike because speed grows with the root of the leg's length (Froude's similarity).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["GAITS", "LEGS_M", "SEATS", "Gait", "Leap", "gait_of", "leap_of", "leg_of", "pace_mps"]

_GRAVITY = 9.81


@dataclass(frozen=True)
class Gait:
    """A way of stepping, in leg lengths.

    Attributes:
        froude: speed as a share of the speed √(g·leg).
        stance: how far a foot goes back while it is down.
        duty: share of a cycle during which a foot is down.
        lift: how high a foot is brought forward.
        offsets: of each foot's landing within the cycle: near and far, or near fore, far fore, near hind, far hind.
        bob: how far the body rises and falls.
    """

    froude: float
    stance: float
    duty: float
    lift: float
    offsets: tuple[float, ...]
    bob: float = 0.02

    def speed(self, leg: float) -> float:
        """Metres a second for a leg of `leg` metres."""
        return self.froude * math.sqrt(_GRAVITY * leg)

    def period(self, leg: float) -> float:
        """Seconds from one landing of a foot to its next."""
        return self.stance * leg / (self.speed(leg) * self.duty)

    def phase(self, seconds: float, foot: int, leg: float) -> float:
        """Where foot number `foot` is in its cycle, 0 at landing, below 1."""
        return (seconds / self.period(leg) - self.offsets[foot]) % 1.0

    def foot(self, seconds: float, foot: int, leg: float) -> tuple[float, float]:
        """Where a foot is under its hip: (forwards, above the ground), in leg lengths."""
        phase = self.phase(seconds, foot, leg)
        if phase < self.duty:
            return self.stance * (0.5 - phase / self.duty), 0.0
        share = (phase - self.duty) / (1 - self.duty)
        eased = share * share * (3 - 2 * share)
        return self.stance * (eased - 0.5), self.lift * math.sin(math.pi * share) ** 0.8

    def landings(self, seconds: float, foot: int, leg: float, ahead: float = 0.0) -> list[float]:
        """When foot number `foot` lands in a clip of `seconds` whose figure is `ahead` seconds on its way."""
        period = self.period(leg)
        first = math.ceil(ahead / period - self.offsets[foot] - 1e-9)
        times = []
        while (at := (first + self.offsets[foot]) * period - ahead) < seconds:
            times.append(max(0.0, at))
            first += 1
        return times


@dataclass(frozen=True)
class Leap:
    """Jumping on the spot: crouch, a ballistic arc, a landing that gives.

    Attributes:
        apex: how high, in metres.
        crouch_s: anticipation on the ground.
        give_s: from touching down to standing.
        rest_s: until the next crouch.
    """

    apex: float
    crouch_s: float = 0.34
    give_s: float = 0.30
    rest_s: float = 0.22

    @property
    def flight_s(self) -> float:
        return 2 * math.sqrt(2 * self.apex / _GRAVITY)

    @property
    def period_s(self) -> float:
        return self.crouch_s + self.flight_s + self.give_s + self.rest_s

    def at(self, seconds: float) -> tuple[float, float, float]:
        """(height in metres, crouch 0 to 1, share of the flight 0 to 1 or -1 on the ground)."""
        time_s = seconds % self.period_s
        if time_s < self.crouch_s:
            share = time_s / self.crouch_s
            return 0.0, math.sin(math.pi * min(1.0, share**0.8)) if share < 1 else 0.0, -1.0
        time_s -= self.crouch_s
        if time_s < self.flight_s:
            share = time_s / self.flight_s
            return 4 * self.apex * share * (1 - share), 0.0, share
        share = (time_s - self.flight_s) / self.give_s
        if share < 1:
            return 0.0, math.exp(-2.2 * share) * math.sin(math.pi * share) * 1.55, -1.0
        return 0.0, 0.0, -1.0

    def landings(self, seconds: float, ahead: float = 0.0) -> list[float]:
        """When the feet touch down."""
        down = self.crouch_s + self.flight_s
        first = math.ceil((ahead - down) / self.period_s - 1e-9)
        times = []
        while (at := first * self.period_s + down - ahead) < seconds:
            times.append(at)
            first += 1
        return times


_PAIR = (0.0, 0.5)
GAITS: dict[str, Gait] = {
    # two legs
    "walk": Gait(0.47, 0.84, 0.60, 0.16, _PAIR, 0.022),
    "run": Gait(1.32, 0.80, 0.30, 0.46, _PAIR, 0.10),
    "march": Gait(0.44, 0.78, 0.60, 0.40, _PAIR, 0.02),
    "waddle": Gait(0.34, 0.62, 0.62, 0.16, _PAIR, 0.03),
    "scurry": Gait(0.95, 0.95, 0.45, 0.3, _PAIR, 0.05),
    # four legs: near fore, far fore, near hind, far hind
    "pace": Gait(0.50, 0.86, 0.66, 0.18, (0.25, 0.75, 0.0, 0.5), 0.02),
    "trot": Gait(1.00, 0.98, 0.44, 0.28, (0.0, 0.5, 0.5, 0.0), 0.07),
    "gallop": Gait(1.90, 1.22, 0.30, 0.40, (0.58, 0.46, 0.12, 0.0), 0.16),
    "bound": Gait(1.35, 1.20, 0.34, 0.34, (0.50, 0.46, 0.04, 0.0), 0.30),
}


def _measures(text: str) -> dict[str, float]:
    """A table from "name number name number …"."""
    words = text.split()
    return dict(zip(words[::2], map(float, words[1::2]), strict=True))


# Metres from the elbow or the knee's body to the ground, of what goes on four legs (and of birds that walk).
LEGS_M: dict[str, float] = _measures(
    "dog 0.33 wolf 0.42 fox 0.25 cat 0.17 lion 0.58 tiger 0.56"
    " horse 0.88 unicorn 0.88 zebra 0.78 donkey 0.70 deer 0.78 giraffe 1.90 camel 1.10"
    " cow 0.66 sheep 0.36 goat 0.42 pig 0.30 elephant 1.35 rhino 0.72 hippo 0.48"
    " bear 0.52 polar_bear 0.58 panda 0.40 koala 0.20 raccoon 0.18 rabbit 0.14"
    " squirrel 0.08 mouse 0.03 hedgehog 0.05 monkey 0.30 kangaroo 0.48 lizard 0.05"
    " crocodile 0.20 frog 0.06 turtle 0.07 dinosaur 1.70 dragon 0.80"
    " bird 0.07 eagle 0.12 owl 0.07 parrot 0.06 duck 0.10 swan 0.16 chicken 0.14 crow 0.07 peacock 0.14"
    " penguin 0.12 flamingo 0.62"
)
# Of people, from the hip to the ankle; who is not here is as long-legged as a man.
_MAN_M, _WOMAN_M = 0.82, 0.775
_PEOPLE_M: dict[str, float] = {
    **_measures(
        "child 0.435 girl 0.435 baby 0.185 old_woman 0.655 old_man 0.735 dancer 0.82 astronaut 0.72 robot 0.70 mannequin 0.79"
    ),
    **dict.fromkeys(
        ["woman", "queen", "princess", "witch", "nurse", "nun", "bride", "angel", "fairy", "mermaid"], _WOMAN_M
    ),
}
_HEAVY = frozenset(
    {"elephant", "rhino", "hippo", "cow", "pig", "turtle", "crocodile", "lizard", "camel", "panda", "bear", "dragon"}
)
_BOUNDING = frozenset({"rabbit", "squirrel", "cat", "fox", "raccoon", "mouse", "frog", "koala"})
_TWO_LEGGED = frozenset(
    {"bird", "eagle", "owl", "parrot", "duck", "swan", "chicken", "penguin", "flamingo", "crow", "peacock", "dinosaur"}
)
_FLYING_MPS = _measures(
    "bird 4.2 eagle 5.0 owl 3.6 parrot 4.0 duck 4.6 swan 4.6 flamingo 4.6 chicken 1.5 crow 4.2 peacock 3.0"
    " butterfly 0.35 bee 0.5 dragonfly 0.9 ladybug 0.4 dragon 6.0 unicorn 4.0"
)
_SWIMMING_MPS = _measures(
    "fish 0.35 shark 1.6 whale 2.6 dolphin 2.6 octopus 0.4 jellyfish 0.06 turtle 0.5"
    " seahorse 0.05 duck 0.35 swan 0.45 penguin 1.2 frog 0.3 crocodile 0.6"
)
# Who gets along without stepping.
_GLIDING_MPS = _measures(
    "snake 0.55 snail 0.01 crab 0.35 spider 0.20 ant 0.08 ladybug 0.05 bee 0.05 butterfly 0.03 dragonfly 0.05"
)
_RIDING_MPS = _measures(
    "bicycle 3.6 motorcycle 7.0 scooter 2.6 skateboard 2.8 skis 5.5 snowboard 5.0 surfboard 3.0"
    " boat 0.9 canoe 1.1 sled 3.0 wheelchair 1.0"
)
_CAR_MPS = 7.0
SEATS = frozenset(["armchair", "bed", "bench", "chair", "couch", "desk", "stool", "swing", "table"])
"""What is sat or lain on and goes nowhere."""
# What people do without stepping, some of it on something that goes without saying.
_STAGED = _measures(
    "skate 2.4 ski 5.5 snowboard 5.0 skateboard 2.8 surf 3.0 row 1.1 ride 3.6 drive 7.0 swim 0.9 fly 3.4 glide 3.4"
)


def leg_of(kind: str) -> float:
    """Length of a leg in metres."""
    return LEGS_M.get(kind) or _PEOPLE_M.get(kind, _MAN_M)


def gait_of(kind: str, action: str) -> Gait | None:
    """The way `kind` steps when it does `action`; None when it stays where it is."""
    if kind in _GLIDING_MPS or (kind in _SWIMMING_MPS and kind not in LEGS_M):
        return None
    if kind not in LEGS_M:
        return (
            GAITS.get("walk" if action == "carry" else action) if action in ("walk", "run", "march", "carry") else None
        )
    if action == "trot":
        return GAITS["trot"]
    if action not in ("walk", "run", "march", "play"):
        return None
    if kind in _TWO_LEGGED:
        return (
            GAITS["waddle" if kind in ("duck", "penguin", "swan") else "walk"] if action != "run" else GAITS["scurry"]
        )
    if kind in ("rabbit", "kangaroo", "frog"):
        return GAITS["bound"]
    if action == "walk" or action == "march":
        return GAITS["pace"]
    return GAITS["trot" if kind in _HEAVY else "bound" if kind in _BOUNDING else "gallop"]


def leap_of(kind: str, leg: float | None = None) -> Leap:
    """How `kind`, with legs of `leg` metres, jumps: small ones lightly, the elephant hardly at all."""
    leg = leg or leg_of(kind)
    if kind in _HEAVY:
        return Leap(0.16 * leg, 0.45, 0.4, 0.3)
    if kind in LEGS_M:
        return Leap(max(0.08, 0.85 * leg), 0.30, 0.24, 0.16)
    return Leap(0.58 * leg)


def pace_mps(kind: str, action: str, rides: str = "") -> float:
    """How fast a being gets along, in metres a second; 0 for who stays.

    Args:
        kind: of the being.
        action: what it does.
        rides: kind of what it rides, whose pace is then its own.
    """
    if rides in SEATS:
        return 0.0
    if rides:
        if rides in _RIDING_MPS:
            return _RIDING_MPS[rides]
        gait = gait_of(rides, "walk" if rides in _HEAVY or action in ("sit", "stand", "walk") else "run")
        return gait.speed(leg_of(rides)) if gait else _FLYING_MPS.get(rides, _CAR_MPS)
    if action in ("fly", "glide") and kind in _FLYING_MPS:
        return _FLYING_MPS[kind]
    if kind in _SWIMMING_MPS and (action == "swim" or kind not in LEGS_M):
        return _SWIMMING_MPS[kind]
    if kind in _GLIDING_MPS:
        return _GLIDING_MPS[kind] if action in ("walk", "run", "crawl", "swim") else 0.0
    gait = gait_of(kind, action)
    if gait is not None:
        return gait.speed(leg_of(kind))
    return _STAGED.get(action, 0.0) if kind not in LEGS_M else 0.0
