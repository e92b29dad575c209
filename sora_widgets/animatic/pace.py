"""How long a job takes, for rehearsals: at least so many seconds, or as the real thing took. Pure.

Waiting is what distinguishes a paid render from an animatic, and a lesson in waiting needs it. Nothing here delays the
drawing; a finished video is only told of later.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from math import exp

from sora_widgets.animatic.store import Order
from sora_widgets.errors import RequestError

__all__ = ["Pace", "read_pace", "real_pace", "steady_pace"]

Pace = Callable[[Order], tuple[float, float]]
"""Seconds from the order to the end of its queue, and to its earliest end."""

# Nobody published measurements. Resellers say 30 to 90 s for clips of 5 to 10 s (cometapi.com, "Sora API access in 2026"),
# 60 to 120 s for 5 s (docs.bytespike.ai) and "2+ minutes" on average (docs.linkmodel.ai), all read 2026-11-23; OpenAI's
# guide says "several minutes" depending on model, load and resolution. These figures lie among them.
_START_S = 20.0
_PER_SECOND_S = 12.0  # of a clip of 4 s: 68 s in the middle
_PRO_BY_PIXELS = ((1_000_000, 2.0), (1_900_000, 3.0), (4_000_000, 4.0))  # times that, up to so many pixels
_SPREAD = 0.3  # of the logarithm: two thirds of the jobs take 0.74 to 1.35 times the middle
_QUEUE_S, _QUEUE_SPREAD, _QUEUE_MOST_S = 6.0, 0.8, 60.0


_LONGEST_S = 24 * 3600.0


def read_pace(words: str) -> Pace:
    """The pace in a text: "90" seconds, "realistic", or "realistic=0.1" for a tenth of it.

    Raises:
        RequestError: it is none of these.
    """
    kind, has_factor, factor = words.partition("=")
    try:
        number = float(factor if has_factor else "1" if kind == "realistic" else kind)
    except ValueError:
        number = -1.0
    if not 0 <= number <= (100 if kind == "realistic" else _LONGEST_S) or (has_factor and kind != "realistic"):
        raise RequestError(
            f"A pace is a number of seconds up to {_LONGEST_S:g}, 'realistic', or 'realistic=0.1' for a tenth of it, "
            f"not {words!r}.",
            given=words,
        )
    return real_pace(number) if kind == "realistic" else steady_pace(number)


def steady_pace(least_s: float) -> Pace:
    """No queue, and no job done sooner than this."""
    return lambda order: (0.0, least_s)


def real_pace(factor: float = 1.0) -> Pace:
    """A queue and a rendering time as the Sora API had them, each job its own, the same after a restart.

    Both are log-normal. The middle of the queue is 6 s; that of the rendering 20 s and 12 s more for each second of
    the clip, twice to four times that with `sora-2-pro`, by its size.

    Args:
        factor: of all times: 0.1 for a tenth.
    """

    def of(order: Order) -> tuple[float, float]:
        chance = random.Random(order.id)
        queue_s = min(_QUEUE_MOST_S, _QUEUE_S * exp(chance.gauss(0.0, _QUEUE_SPREAD)))
        made_s = order.to_brief().seconds  # of an extension, what is new
        render_s = (_START_S + _PER_SECOND_S * made_s) * _weight(order) * exp(chance.gauss(0.0, _SPREAD))
        return factor * queue_s, factor * (queue_s + render_s)

    return of


def _weight(order: Order) -> float:
    if not order.model.startswith("sora-2-pro"):
        return 1.0
    width, height = (int(side) for side in order.size.split("x"))
    return next((weight for pixels, weight in _PRO_BY_PIXELS if width * height <= pixels), _PRO_BY_PIXELS[-1][1])
