"""When lightning strikes, and how bright it is: for the picture and for the thunder. Pure, no drawing."""

from __future__ import annotations

import random
from functools import lru_cache

__all__ = ["flash_at", "strike_at", "strikes"]

_FIRST_S, _EVERY_S = (0.5, 1.2), (1.5, 3.2)
_UNTIL_S = 120.0
_STEPS = ((0.07, 1.0), (0.13, 0.25), (0.21, 0.8), (0.42, 0.3))  # a strike flickers: until when, how bright


@lru_cache(maxsize=16)
def strikes(seed: int) -> tuple[float, ...]:
    """The moments of all strikes of a scene, in seconds."""
    rng = random.Random(seed + 41)
    moment = rng.uniform(*_FIRST_S)
    found = []
    while moment < _UNTIL_S:
        found.append(moment)
        moment += rng.uniform(*_EVERY_S)
    return tuple(found)


def strike_at(seed: int, seconds: float) -> int | None:
    """The number of the strike that is seen now, from 0, or None between two."""
    since = next((number for number, moment in enumerate(strikes(seed)) if 0 <= seconds - moment < _STEPS[-1][0]), None)
    return since


def flash_at(seed: int, seconds: float) -> float:
    """How bright the sky flashes now, 0 to 1."""
    number = strike_at(seed, seconds)
    if number is None:
        return 0.0
    since = seconds - strikes(seed)[number]
    return next(bright for until, bright in _STEPS if since < until)
