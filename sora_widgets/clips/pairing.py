"""Which two clips a voter sees next, and which of them stands on the left.

Every pair comes once. The order and the sides follow from the seed alone, so that a voter who comes
back finds the rest of the same row of questions.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

__all__ = ["pairs_in_order"]

Pair = tuple[str, str]


def pairs_in_order(ids: Iterable[str], seed: str) -> tuple[Pair, ...]:
    """All pairs of these clips as (left, right).

    The order is a round robin (every clip comes once a round, by the circle method), and within a round those come first
    that were seen longest ago. Each clip is on the left as often as on the right, or once more or less where its number
    of pairs is odd.

    Args:
        ids: of the clips; their order makes no difference.
        seed: decides the order and the sides, the same on every machine.
    """
    players = sorted(ids)
    random.Random(seed).shuffle(players)
    place = {clip_id: at for at, clip_id in enumerate(players)}
    last_seen: dict[str, int] = {}
    ordered: list[Pair] = []
    for found in _rounds(players):
        waiting = list(found)
        while waiting:
            pair = min(waiting, key=lambda two: max(last_seen.get(one, -1) for one in two))
            waiting.remove(pair)
            last_seen |= dict.fromkeys(pair, len(ordered))
            ordered.append(_sided(pair, place))
    return tuple(ordered)


def _rounds(players: Sequence[str]) -> Iterable[list[Pair]]:
    """The circle method: one stays where it is, the others walk round the table."""
    seats: list[str | None] = [*players, *([None] if len(players) % 2 else [])]
    for _ in range(len(seats) - 1):
        half = len(seats) // 2
        facing = zip(seats[:half], reversed(seats[half:]), strict=True)
        yield [(one, other) for one, other in facing if one is not None and other is not None]
        seats = [seats[0], seats[-1], *seats[1:-1]]


def _sided(pair: Pair, place: dict[str, int]) -> Pair:
    """Left is who has less far to walk round the circle to the other, which is half of the others for everybody."""
    one, other = sorted(pair, key=place.__getitem__)
    return (one, other) if place[other] - place[one] <= len(place) // 2 else (other, one)
